"""Why a change to the registry is refused; each says what is wrong, and screens say how to mend it."""

from __future__ import annotations


class Refused(Exception):
    """A change that the registry does not take."""


class NoTitle(Refused):
    """A case has a title."""


class PersonalTitle(Refused):
    """A title holds an e-mail address, a resident registration number or a mobile telephone; the log never forgets."""


class NoOwner(Refused):
    """A case belongs to at least one government."""


class OwnerTwice(Refused):
    """A government, or an institution of it, stands twice among a case's owners."""


class UnknownGovernment(Refused):
    """No government bears this code."""


class UnknownInstitution(Refused):
    """No institution has this key, or it belongs to another government."""


class UnknownField(Refused):
    """No field of the standard taxonomy has this key."""


class UnknownFact(Refused):
    """Evidence or a change names a fact that the case does not have."""


class ReasonMissing(Refused):
    """A change to what is published is made for a reason, which stays in the record."""


class NotPublished(Refused):
    """The case was withdrawn or merged into another."""


class NotWithdrawn(Refused):
    """Only what was withdrawn or merged can be taken back."""


class SameCase(Refused):
    """A case cannot be merged into itself."""


class EditConflict(Refused):
    """Somebody changed the case since it was opened.

    Attributes:
        expected: the revision that the editor saw.
        actual: the revision that stands now.
    """

    def __init__(self, *, expected: int, actual: int) -> None:
        self.expected, self.actual = expected, actual
        super().__init__(f"the case is at revision {actual}, the change was made on {expected}")

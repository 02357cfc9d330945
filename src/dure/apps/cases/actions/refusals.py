"""Why a change to the registry is refused; each says what is wrong, and screens say how to mend it."""

from __future__ import annotations

from typing import ClassVar

from dure.apps.cases.choices import Refusal


class Refused(Exception):
    """A change that the registry does not take.

    Attributes:
        why: the kind of refusal; its label tells an editor what to mend.
        field: the fact that is wrong (``title``, ``owners``, ``reason`` …), empty where it is the change as a whole.
    """

    why: ClassVar[Refusal]
    field: ClassVar[str] = ""


class NoTitle(Refused):
    """A case has a title."""

    why = Refusal.NO_TITLE
    field = "title"


class PersonalTitle(Refused):
    """A title holds an e-mail address, a resident registration number or a mobile telephone; the log never forgets."""

    why = Refusal.PERSONAL_TITLE
    field = "title"


class NoOwner(Refused):
    """A case belongs to at least one government."""

    why = Refusal.NO_OWNER
    field = "owners"


class OwnerTwice(Refused):
    """A government, or an institution of it, stands twice among a case's owners."""

    why = Refusal.OWNER_TWICE
    field = "owners"


class UnknownGovernment(Refused):
    """No government bears this code."""

    why = Refusal.UNKNOWN_GOVERNMENT
    field = "owners"


class UnknownInstitution(Refused):
    """No institution has this key, or it belongs to another government."""

    why = Refusal.UNKNOWN_INSTITUTION
    field = "owners"


class UnknownField(Refused):
    """No field of the standard taxonomy has this key."""

    why = Refusal.UNKNOWN_FIELD
    field = "standard_field"


class UnknownFact(Refused):
    """Evidence or a change names a fact that the case does not have."""

    why = Refusal.UNKNOWN_FACT


class ReasonMissing(Refused):
    """A change to what is published is made for a reason, which stays in the record."""

    why = Refusal.REASON_MISSING
    field = "reason"


class NotPublished(Refused):
    """The case was withdrawn or merged into another."""

    why = Refusal.NOT_PUBLISHED


class NotWithdrawn(Refused):
    """Only what was withdrawn or merged can be taken back."""

    why = Refusal.NOT_WITHDRAWN


class SameCase(Refused):
    """A case cannot be merged into itself."""

    why = Refusal.SAME_CASE
    field = "target"


class EditConflict(Refused):
    """Somebody changed the case since it was opened.

    Attributes:
        expected: the revision that the editor saw.
        actual: the revision that stands now.
    """

    why = Refusal.EDIT_CONFLICT

    def __init__(self, *, expected: int, actual: int) -> None:
        self.expected, self.actual = expected, actual
        super().__init__(f"the case is at revision {actual}, the change was made on {expected}")

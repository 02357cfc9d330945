"""Who may decide, and on what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dure.apps.discovery.choices import ProposalState

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from dure.apps.accounts.models import User
    from dure.apps.discovery.models import Proposal


class EditorsOnly(Exception):
    """Documents and proposals are seen and decided by editors only."""


class AlreadyDecided(Exception):
    """Somebody has decided on the proposal already."""


class ProposalMissing(Exception):
    """There is no such proposal (any more: a newer reader may have found it to be none)."""


class BatchMissing(Exception):
    """There is no such batch."""


class CaseMissing(Exception):
    """There is no such case, or it is not published."""


class LinkMissing(Exception):
    """There is no such event link (any more: a document of it was read again)."""


class OfferMissing(Exception):
    """There is no such offer of a source (any more)."""


class DocumentMissing(Exception):
    """There is no such document, or it was not read."""


class StandsAlone(Exception):
    """The document is the only one of its release: there is nothing to take it out of."""


class NotTakenOut(Exception):
    """The document was not taken out of a group, or that group is gone or full."""


class NotDecided(Exception):
    """There is no decision that could be taken back."""


def may_review(person: User | AnonymousUser) -> bool:
    """Whether a person may see documents and proposals, and decide."""
    return bool(getattr(person, "is_editor", False))


def require_editor(person: User | AnonymousUser) -> None:
    """Let editors and administrators pass.

    Raises:
        EditorsOnly: anybody else.
    """
    if not may_review(person):
        message = "documents and proposals are for editors"
        raise EditorsOnly(message)


def require_open(proposal: Proposal) -> None:
    """Let proposals pass that wait for a decision.

    Raises:
        AlreadyDecided: it was decided.
    """
    if proposal.state != ProposalState.OPEN:
        message = f"proposal {proposal.pk} is {proposal.state}"
        raise AlreadyDecided(message)


def require_decided(proposal: Proposal) -> None:
    """Let proposals pass on which somebody has decided.

    Raises:
        NotDecided: it waits.
    """
    if proposal.state == ProposalState.OPEN:
        message = f"proposal {proposal.pk} waits for a decision"
        raise NotDecided(message)

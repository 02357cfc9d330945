"""Who may decide, and on what; when a source is due."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from dure.apps.discovery.choices import ProposalState, Schedule

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from dure.apps.accounts.models import User
    from dure.apps.discovery.models import Proposal, Source

SEOUL = ZoneInfo("Asia/Seoul")
FIRST_RETRY = timedelta(minutes=30)
LAST_RETRY = timedelta(hours=24)
PERMANENT = frozenset({"robots-forbidden", "private-address", "bad-address"})
"""Failures that another try does not mend."""


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


class SourceMissing(Exception):
    """There is no such source, or it was deleted."""


class VisitMissing(Exception):
    """There is no such visit to the source."""


class AddressTaken(Exception):
    """Another source has this address already."""

    def __init__(self, source_id: int) -> None:
        super().__init__(f"source {source_id} has this address")
        self.source_id = source_id


class SourcePaused(Exception):
    """The source is paused: resume it before it is visited."""


class TooManyTries(Exception):
    """The person has tried as many addresses as an hour allows."""


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


def next_visit_at(source: Source, now: datetime) -> datetime | None:
    """Return when a source is due after a visit that ended `now`; None where only people ask for visits.

    Times are Seoul's. The minute comes from the source's number, so that a hundred sources of one hour do not all begin
    at once. After failures the wait doubles from half an hour to a day, and hourly sources wait an hour at
    least.
    """
    if source.schedule == Schedule.MANUAL:
        return None
    if source.failures:
        wait = min(FIRST_RETRY * (1 << (min(source.failures, 10) - 1)), LAST_RETRY)
        return now + (max(wait, timedelta(hours=1)) if source.schedule == Schedule.HOURLY else wait)
    minute = (source.pk * 7) % 60
    local = now.astimezone(SEOUL)
    if source.schedule == Schedule.HOURLY:
        at = local.replace(minute=minute, second=0, microsecond=0)
        return at if at > local + timedelta(minutes=10) else at + timedelta(hours=1)
    at = datetime.combine(local.date(), time(source.hour, minute), SEOUL)
    if source.schedule == Schedule.WEEKLY:
        at += timedelta(days=(source.weekday - at.weekday()) % 7)
    if at <= local:
        at += timedelta(days=7 if source.schedule == Schedule.WEEKLY else 1)
    return at

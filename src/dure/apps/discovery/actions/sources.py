"""Keeping sources: adding, changing, pausing, deleting them, each with its entry in the log and a way back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from dure.apps.audit.actions import record
from dure.apps.discovery.actions.visiting import request_visit
from dure.apps.discovery.choices import PauseReason, Schedule, SourceKind
from dure.apps.discovery.models import Source
from dure.apps.discovery.rules import AddressTaken, SourceMissing, next_visit_at, require_editor

if TYPE_CHECKING:
    from dure.apps.accounts.models import User


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What an editor says of a source."""

    name: str
    kind: str
    address: str
    government: str | None = None
    only_containing: str = ""
    schedule: str = Schedule.DAILY
    hour: int = 7
    weekday: int = 0
    max_pages: int = 3
    with_attachments: bool = True
    pause_seconds: int | None = None


@transaction.atomic
def add_source(*, actor: User | None, facts: SourceFacts, is_visited: bool = False) -> Source:
    """Add a source; its first visit is due at once, unless it is only visited by hand.

    Args:
        actor: the editor; None is the command line of the installation itself.
        facts: what was said of it.
        is_visited: hand the first visit to a worker in the same transaction.

    Raises:
        EditorsOnly: the person is no editor.
        AddressTaken: another source has the address.
    """
    _require(actor)
    _require_free(facts.address)
    source = Source(created_by=actor)
    _set(source, facts)
    source.next_visit_at = None if source.schedule == Schedule.MANUAL else timezone.now()
    source.save()
    record(kind="discovery.source_added", subject=f"source:{source.pk}", actor=actor, payload=_told(facts))
    if is_visited:
        request_visit(actor=actor, source_id=source.pk)
    return source


@transaction.atomic
def change_source(*, actor: User | None, source_id: int, facts: SourceFacts) -> Source:
    """Change what is said of a source; another address or kind forgets how the old list was built.

    Raises:
        EditorsOnly: the person is no editor.
        SourceMissing: there is none.
        AddressTaken: another source has the address.
    """
    _require(actor)
    source = _locked(source_id)
    _require_free(facts.address, but=source.pk)
    moved = (source.address, source.kind) != (facts.address, facts.kind)
    _set(source, facts)
    if moved:
        source.fingerprint = source.etag = source.last_modified = ""
        source.entries_usual = None
        source.failures = 0
    if source.paused_at is None:
        source.next_visit_at = timezone.now() if moved else next_visit_at(source, timezone.now())
        if source.schedule == Schedule.MANUAL:
            source.next_visit_at = None
    source.save()
    record(kind="discovery.source_changed", subject=f"source:{source.pk}", actor=actor, payload=_told(facts))
    return source


@transaction.atomic
def pause_source(*, actor: User, source_id: int) -> Source:
    """Visit a source no longer, until it is resumed.

    Raises:
        EditorsOnly: the person is no editor.
        SourceMissing: there is none.
    """
    require_editor(actor)
    source = _locked(source_id)
    if source.paused_at is None:
        source.paused_at, source.pause_reason = timezone.now(), PauseReason.PERSON
        source.next_visit_at = None
        source.save()
        record(kind="discovery.source_paused", subject=f"source:{source.pk}", actor=actor, payload={"by": "person"})
    return source


@transaction.atomic
def resume_source(*, actor: User, source_id: int) -> Source:
    """Visit a paused source again: soon, and with its failures forgotten.

    Raises:
        EditorsOnly: the person is no editor.
        SourceMissing: there is none.
    """
    require_editor(actor)
    source = _locked(source_id)
    if source.paused_at is not None:
        source.paused_at, source.pause_reason, source.failures = None, "", 0
        source.next_visit_at = None if source.schedule == Schedule.MANUAL else timezone.now()
        source.save()
        record(kind="discovery.source_resumed", subject=f"source:{source.pk}", actor=actor)
    return source


@transaction.atomic
def delete_source(*, actor: User, source_id: int) -> Source:
    """Take a source off the list. What it brought stays, and so does its history: `restore_source` brings it back.

    Raises:
        EditorsOnly: the person is no editor.
        SourceMissing: there is none.
    """
    require_editor(actor)
    source = _locked(source_id)
    source.deleted_at, source.next_visit_at = timezone.now(), None
    source.save()
    record(kind="discovery.source_deleted", subject=f"source:{source.pk}", actor=actor)
    return source


@transaction.atomic
def restore_source(*, actor: User, source_id: int) -> Source:
    """Bring a deleted source back as it was.

    Raises:
        EditorsOnly: the person is no editor.
        SourceMissing: there never was one.
        AddressTaken: its address was given to another source meanwhile.
    """
    require_editor(actor)
    source = Source.objects.select_for_update().filter(pk=source_id).first()
    if source is None:
        raise SourceMissing(source_id)
    if source.deleted_at is not None:
        _require_free(source.address)
        source.deleted_at = None
        if source.paused_at is None:
            source.next_visit_at = next_visit_at(source, timezone.now())
        source.save()
        record(kind="discovery.source_restored", subject=f"source:{source.pk}", actor=actor)
    return source


@transaction.atomic
def accept_layout(*, actor: User, source_id: int) -> Source:
    """Take the list as the last visit found it for its usual form.

    Raises:
        EditorsOnly: the person is no editor.
        SourceMissing: there is none.
    """
    require_editor(actor)
    source = _locked(source_id)
    last = source.visits.exclude(fingerprint="").order_by("-pk").first()
    if last is not None and last.is_layout_changed:
        source.fingerprint, source.entries_usual = last.fingerprint, last.first_page_entries
        source.save()
        source.visits.filter(is_layout_changed=True).update(is_layout_changed=False)
        payload = {"fingerprint": last.fingerprint}
        record(kind="discovery.source_layout_accepted", subject=f"source:{source.pk}", actor=actor, payload=payload)
    return source


def _require(actor: User | None) -> None:
    if actor is not None:
        require_editor(actor)


def _locked(source_id: int) -> Source:
    source = Source.objects.select_for_update().filter(pk=source_id, deleted_at=None).first()
    if source is None:
        raise SourceMissing(source_id)
    return source


def _require_free(address: str, *, but: int | None = None) -> None:
    other = Source.objects.filter(address=address, deleted_at=None).first()
    if other is not None and other.pk != but:
        raise AddressTaken(other.pk)


def _set(source: Source, facts: SourceFacts) -> None:
    for name in (
        "name",
        "address",
        "only_containing",
        "hour",
        "weekday",
        "max_pages",
        "with_attachments",
        "pause_seconds",
    ):
        setattr(source, name, getattr(facts, name))
    source.kind, source.schedule = SourceKind(facts.kind), Schedule(facts.schedule)
    source.government_id = facts.government or None


def _told(facts: SourceFacts) -> dict[str, Any]:
    return {
        name: str(value) if value.__class__ not in {int, bool, type(None)} else value
        for name, value in asdict(facts).items()
    }

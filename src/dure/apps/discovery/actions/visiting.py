"""Visits to sources: the list page by page, then what is new or changed; broken off anywhere, a visit goes on there."""

from __future__ import annotations

import contextlib
import logging
import time
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, F, Q, Sum
from django.utils import timezone
from procrastinate.contrib.django import app as jobs
from procrastinate.exceptions import AlreadyEnqueued

from dure.apps.audit.actions import record
from dure.apps.discovery import outside
from dure.apps.discovery.actions.reading import READER, Failure
from dure.apps.discovery.actions.visited import MAX_ITEM_FAILURES, note_attachments, read_item
from dure.apps.discovery.choices import VISIT_SOURCE, DocumentState, ItemOutcome, PauseReason, SourceKind, VisitOutcome
from dure.apps.discovery.models import Source, SourceItem, Visit, VisitItem
from dure.apps.discovery.rules import PERMANENT, SEOUL, SourceMissing, SourcePaused, next_visit_at, require_editor
from dure.engines import reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dure.apps.accounts.models import User

SLICE_SECONDS = 15.0
"""How long one job works on a visit before it lets uploads have the worker; the visit then asks for the next job."""

MAX_ATTEMPTS = 2
_RECHECK_HOURS = 20
_MAX_RECHECKED = 50
_MAX_CHILDREN = 5
_MAX_LISTED = 5_000  # of one page: a sitemap may hold ten times as many, the latest first
_MISSING_ROWS = 0.5  # of the usual rows: fewer are a change of the list, however it is built
_VISIT_LOCK = 0x76697369  # "visi": with a source's number, the lock of whoever visits it
_log = logging.getLogger(__name__)


@transaction.atomic
def request_visit(*, actor: User | None, source_id: int, is_enqueued: bool = True) -> Visit:
    """Begin a visit, or return the one that is under way, and ask a worker for it.

    Args:
        actor: the editor who asks; None is the schedule, or the command line.
        source_id: the source.
        is_enqueued: False where the caller goes on with the visit itself.

    Raises:
        EditorsOnly: the person is no editor.
        SourceMissing: there is no such source.
        SourcePaused: it is paused.
    """
    if actor is not None:
        require_editor(actor)
    source = Source.objects.select_for_update().filter(pk=source_id, deleted_at=None).first()
    if source is None:
        raise SourceMissing(source_id)
    if source.paused_at is not None:
        raise SourcePaused(source_id)
    visit = source.visits.filter(ended_at=None).first()
    if visit is None:
        visit = Visit.objects.create(source=source, started_by=actor, left=[source.address])
        payload = {"source": source.pk}
        record(kind="discovery.visit_started", subject=f"visit:{visit.pk}", actor=actor, payload=payload)
    if is_enqueued:
        _enqueue(visit)
    return visit


def visit_due_sources() -> int:
    """Enqueue every source that is due, and every visit whose worker died; returns how many."""
    due = list(
        Source.objects.filter(deleted_at=None, paused_at=None, next_visit_at__lte=timezone.now()).values_list(
            "pk", flat=True
        )
    )
    for source_id in due:
        with contextlib.suppress(SourceMissing, SourcePaused):  # an editor was faster
            request_visit(actor=None, source_id=source_id)
    broken = Visit.objects.filter(ended_at=None).exclude(source__in=due)
    for visit in broken:
        _enqueue(visit)
    return len(due) + len(broken)


def _enqueue(visit: Visit) -> None:
    """Hand the visit to a worker, once: a job that waits already will do."""
    lock = f"visit {visit.pk}"
    try:
        with (
            transaction.atomic()
        ):  # the queue refuses a second job by an error, which would end the caller's transaction
            jobs.configure_task(VISIT_SOURCE, queueing_lock=lock).defer(visit_id=visit.pk)
    except AlreadyEnqueued:
        return


def go_on(*, visit_id: int, seconds: float | None = SLICE_SECONDS) -> Visit:
    """Go on with a visit until it ends or the time is up; then ask for the next job. None works to the end.

    Where another process visits the source already, nothing is done. Every page of the list and every item is stored in
    a transaction of its own, and an item that fails hurts no other.
    """
    visit = Visit.objects.select_related("source", "started_by").get(pk=visit_id)
    with connection.cursor() as cursor:
        # Held by the connection, so a killed worker leaves none behind; a lock of the job queue would stay.
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_VISIT_LOCK, visit.source_id])
        is_ours = cursor.fetchone()[0]
    if not is_ours:
        return visit
    try:
        visit.refresh_from_db()
        if visit.ended_at is None and _work(visit, None if seconds is None else time.monotonic() + seconds):
            _end(visit)
        elif visit.ended_at is None:
            _enqueue(visit)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_VISIT_LOCK, visit.source_id])
    return visit


def _work(visit: Visit, until: float | None) -> bool:
    """Do what is left of a visit; True when nothing is."""
    while not visit.is_listed:
        if until is not None and time.monotonic() > until:
            return False
        try:
            _list_step(visit)
        except Exception as error:  # noqa: BLE001  # a visit that cannot end would come back for ever
            _log.exception("the list of visit %s", visit.pk)
            visit.refresh_from_db()
            _list_failed(visit, Failure("reader-failed", f"{type(error).__name__}: {error}", "report this address"))
    waiting = VisitItem.objects.filter(visit=visit, outcome=ItemOutcome.WAITING).order_by("pk")
    while row := waiting.select_related("item__source", "item__document", "item__parent").first():
        if until is not None and time.monotonic() > until:
            return False
        _read_row(visit, row)
    return True


def _read_row(visit: Visit, row: VisitItem) -> None:
    if row.attempts >= MAX_ATTEMPTS:
        failure = Failure("reader-died", "the reader did not survive this document", "give it alone, or as plain text")
    else:
        row.attempts += 1
        row.save(update_fields=["attempts"])
        try:
            read_item(visit=visit, row=row)
        except Exception as error:  # noqa: BLE001  # the others are read all the same; this one says what happened
            _log.exception("item %s of visit %s", row.pk, visit.pk)
            failure = Failure("not-stored", f"{type(error).__name__}: {error}", "report this document")
        else:
            return
    VisitItem.objects.filter(pk=row.pk).update(
        outcome=ItemOutcome.FAILED,
        error_code=failure.code,
        error_message=failure.message[:300],
        error_hint=failure.hint,
    )
    SourceItem.objects.filter(visits=row).update(failures=F("failures") + 1, checked_at=timezone.now())


def _list_step(visit: Visit) -> None:
    """Open the next page of the list, and store what it holds."""
    source = visit.source
    if source.kind == SourceKind.PAGE:
        _store_page(visit, [reading.Entry(source.address, source.name)], reading.Listing("none"))
        return
    address = visit.left[0]
    is_first = visit.pages == 0
    known = outside.Validators(source.etag, source.last_modified) if is_first else None
    try:
        fetched = outside.fetch(address, accepting=outside.LISTS, known=known, pause=float(source.pause_seconds or 0))
        if fetched.is_unchanged:
            _close_list(visit)
            return
        today = timezone.now().astimezone(SEOUL).date()
        listing = reading.find_listing(fetched.content, fetched.url, today=today)
    except outside.FetchError as error:
        _list_failed(visit, Failure(error.code, error.message, error.hint))
        return
    except reading.ReadingError as error:
        _list_failed(visit, Failure(error.code, error.message, error.hint))
        return
    if listing.kind == "none":
        _list_failed(
            visit, Failure("not-a-list", "the page holds no list of articles", "give the address of a list or a feed")
        )
        return
    if is_first:
        visit.etag, visit.last_modified = fetched.validators.etag, fetched.validators.last_modified
    wanted = [one for one in listing.entries if source.only_containing in (one.url or one.title)]
    _store_page(visit, wanted[:_MAX_LISTED], listing)


def _list_failed(visit: Visit, failure: Failure) -> None:
    """End the list there: without its first page the visit has failed, without a later one it reads what it has."""
    visit.error_code, visit.error_message, visit.error_hint = failure.code, failure.message[:300], failure.hint[:300]
    visit.left, visit.is_listed = [], True
    visit.save()


@transaction.atomic
def _store_page(visit: Visit, entries: Sequence[reading.Entry], listing: reading.Listing) -> None:
    """Note what a page of the list holds, and where the list goes on, in one transaction."""
    source = visit.source
    now = timezone.now()
    known = {
        item.address: item
        for item in SourceItem.objects.filter(source=source, address__in=[one.url for one in entries if one.url])
    }
    taken = set(VisitItem.objects.filter(visit=visit, item__in=known.values()).values_list("item_id", flat=True))
    room = settings.SOURCE_ITEMS - VisitItem.objects.filter(visit=visit).count()
    unseen = 0
    for entry in entries:
        item = known.get(entry.url or "")
        if item is None or item.pk not in taken:
            unseen += item is None
            room -= _note(visit, entry, item, room=room, now=now)
    SourceItem.objects.filter(pk__in=[item.pk for item in known.values()]).update(last_seen_at=now)
    if visit.pages == 0 and listing.kind != "none":
        _compare_layout(visit, listing)
    visit.pages += 1
    visit.entries += len(entries)
    visit.next_obstacle = listing.next_obstacle[:100] or visit.next_obstacle
    following = [*visit.left[1:], *listing.children[:_MAX_CHILDREN]]
    if listing.next_url and unseen and listing.next_url != visit.left[0]:
        following.insert(0, listing.next_url)
    limit = max(source.max_pages, 1 + _MAX_CHILDREN if source.kind == SourceKind.SITEMAP else 1)
    visit.left = following if visit.pages < limit and room > 0 else []
    if visit.left:
        visit.save()
    else:
        _close_list(visit)


def _note(visit: Visit, entry: reading.Entry, item: SourceItem | None, *, room: int, now: datetime) -> int:
    """Note an entry of the list that is new, or that the list says has changed; returns how many items were taken."""
    if entry.url is None:
        if not visit.items.filter(title=entry.title, outcome=ItemOutcome.CLOSED).exists():
            VisitItem.objects.create(
                visit=visit,
                title=entry.title,
                listed_date=_day(entry),
                outcome=ItemOutcome.CLOSED,
                error_code="no-way",
                error_message=f"opened only by a program: {entry.obstacle}"[:300],
                error_hint="look for the board's feed, or save the article and give the file",
            )
        return 0
    if item is not None and visit.source.kind != SourceKind.PAGE and not _is_renewed(item, entry):
        return 0
    if room <= 0:
        visit.postponed += item is None
        return 0
    if item is None:  # another row of the page may have named it as its attachment
        seen = {"first_seen_at": now, "last_seen_at": now}
        item, _ = SourceItem.objects.get_or_create(source=visit.source, address=entry.url, defaults=seen)
    item.title, item.listed_date, item.stamp = entry.title, _day(entry), entry.stamp
    item.failures = 0
    item.save()
    VisitItem.objects.create(visit=visit, item=item, title=entry.title, listed_date=item.listed_date)
    if visit.source.with_attachments:
        note_attachments(visit, item, entry.attachments)
    return 1


def _is_renewed(item: SourceItem, entry: reading.Entry) -> bool:
    """Tell whether the list says that a known item has changed: another stamp, or another title."""
    if entry.stamp and item.stamp:
        return entry.stamp != item.stamp
    return bool(item.title) and item.title != entry.title


def _day(entry: reading.Entry) -> date | None:
    return None if entry.date is None else date.fromisoformat(entry.date)


def _compare_layout(visit: Visit, listing: reading.Listing) -> None:
    """Say whether the list is still built as it was: another form, or far fewer rows than usual."""
    source = visit.source
    visit.fingerprint = listing.fingerprint
    visit.first_page_entries = len(listing.entries)
    visit.entries_before = source.entries_usual
    if not source.fingerprint:
        return
    # Boards hold as many rows every day; feeds of news do not, but are never empty.
    least = {
        SourceKind.BOARD: _MISSING_ROWS * (source.entries_usual or 0),
        SourceKind.RSS: min(1, source.entries_usual or 0),
    }
    is_shorter = len(listing.entries) < least.get(SourceKind(source.kind), 0)
    visit.is_layout_changed = is_shorter or listing.fingerprint != source.fingerprint


@transaction.atomic
def _close_list(visit: Visit) -> None:
    """End the list: what was found lately or failed is asked for again, politely and not too much of it."""
    now = timezone.now()
    is_recent = Q(
        document__isnull=False,
        stamp="",
        parent=None,
        failures=0,
        first_seen_at__gte=now - timedelta(days=settings.SOURCE_RECHECK_DAYS),
        checked_at__lt=now - timedelta(hours=_RECHECK_HOURS),
    )
    is_failed = Q(failures__gt=0, failures__lt=MAX_ITEM_FAILURES)
    is_read_better = Q(document__state=DocumentState.FAILED) & ~Q(document__reader=READER)  # by a newer reader, perhaps
    again = (
        SourceItem.objects.filter(is_recent | is_failed | is_read_better, source=visit.source)
        .exclude(visits__visit=visit)
        .order_by("checked_at")[:_MAX_RECHECKED]
    )
    VisitItem.objects.bulk_create(
        VisitItem(visit=visit, item=item, title=item.title, listed_date=item.listed_date) for item in again
    )
    visit.left, visit.is_listed = [], True
    visit.save()


@transaction.atomic
def _end(visit: Visit) -> None:
    """Count what came of a visit, say how the source is, and when it is visited next."""
    source = Source.objects.select_for_update().get(pk=visit.source_id)
    rows = dict(VisitItem.objects.filter(visit=visit).values_list("outcome").annotate(Count("pk")))
    visit.new, visit.changed = rows.get(ItemOutcome.NEW, 0), rows.get(ItemOutcome.CHANGED, 0)
    visit.unchanged = rows.get(ItemOutcome.UNCHANGED, 0)
    visit.failed, visit.closed = rows.get(ItemOutcome.FAILED, 0), rows.get(ItemOutcome.CLOSED, 0)
    visit.proposals = VisitItem.objects.filter(visit=visit).aggregate(all=Sum("proposals_made"))["all"] or 0
    visit.ended_at = timezone.now()
    if source.kind == SourceKind.PAGE:
        _take_error_of_page(visit)
    has_failed = bool(visit.error_code) and (visit.pages == 0 or source.kind == SourceKind.PAGE)
    if has_failed:
        visit.outcome = VisitOutcome.FAILED
        source.failures += 1
    else:
        is_partly = visit.failed or visit.closed or visit.error_code
        quiet = VisitOutcome.DONE if visit.new or visit.changed else VisitOutcome.UNCHANGED
        visit.outcome = VisitOutcome.PARTLY if is_partly else quiet
        source.failures = 0
        source.last_success_at = visit.ended_at
        _remember_list(source, visit)
    visit.save()
    if visit.batch is not None:
        visit.batch.finished_at = visit.ended_at
        visit.batch.save(update_fields=["finished_at"])
    source.next_visit_at = next_visit_at(source, visit.ended_at)
    if (
        has_failed
        and source.paused_at is None
        and (visit.error_code in PERMANENT or source.failures >= settings.SOURCE_FAILURES)
    ):
        source.paused_at = visit.ended_at
        source.pause_reason = PauseReason.REFUSED if visit.error_code in PERMANENT else PauseReason.FAILURES
        payload = {"by": str(source.pause_reason), "error": visit.error_code}
        record(kind="discovery.source_paused", subject=f"source:{source.pk}", actor=None, payload=payload)
    if source.paused_at is not None or source.deleted_at is not None:
        source.next_visit_at = None
    source.save()
    visit.source = source
    record(
        kind="discovery.visit_ended",
        subject=f"visit:{visit.pk}",
        actor=visit.started_by,
        payload={
            "source": source.pk,
            "outcome": str(visit.outcome),
            **{name: getattr(visit, name) for name in ("new", "changed", "failed", "closed", "proposals")},
        },
    )


def _take_error_of_page(visit: Visit) -> None:
    """A source that is one page fails when that page does."""
    page = visit.items.filter(item__parent=None, outcome=ItemOutcome.FAILED).first()
    if page is not None:
        visit.error_code, visit.error_message, visit.error_hint = page.error_code, page.error_message, page.error_hint


def _remember_list(source: Source, visit: Visit) -> None:
    """Keep how the list was, where the visit saw all of it and found nothing odd."""
    if visit.fingerprint and not visit.is_layout_changed:
        source.fingerprint, source.entries_usual = visit.fingerprint, visit.first_page_entries
    if visit.pages and not visit.error_code and not visit.postponed and (visit.etag or visit.last_modified):
        source.etag, source.last_modified = visit.etag, visit.last_modified
    elif visit.pages:
        source.etag = source.last_modified = ""

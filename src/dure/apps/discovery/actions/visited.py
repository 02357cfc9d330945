"""One page of a visit: fetched only if it changed, read only if its text did, kept beside the old document."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from dure.apps.discovery import outside
from dure.apps.discovery.actions.intake import already_read, refuse, start_batch, take_in_known, take_in_read
from dure.apps.discovery.actions.reading import Failure, ReadDocument, read_document
from dure.apps.discovery.choices import BatchKind, DocumentState, ItemOutcome
from dure.apps.discovery.models import Batch, Document, Intake, SourceItem, Visit, VisitItem
from dure.engines import reading
from dure.engines.reading import body_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dure.apps.discovery.outside import Fetched


MAX_ITEM_FAILURES = 3
"""Failures of one item in a row after which it is left until the list shows a change."""


def read_item(*, visit: Visit, row: VisitItem) -> None:
    """Fetch and read one item of a visit, and store what came of it.

    The server is asked whether the item has changed since the last time. A page whose bytes changed but whose main text
    did not (a counter, a banner) is no new document.
    """
    item = row.item
    if item is None:
        message = f"row {row.pk} of visit {visit.pk} has no item"
        raise ValueError(message)
    known = outside.Validators(item.etag, item.last_modified) if _is_read(item) else None
    is_file = item.parent_id is not None
    try:
        fetched = outside.fetch(
            item.address,
            accepting=outside.FILES if is_file else outside.PAGES,
            known=known,
            pause=float(item.source.pause_seconds or 0),
        )
    except outside.FetchError as error:
        _store_failure(visit, row, item, Failure(error.code, error.message, error.hint))
        return
    if fetched.is_unchanged:
        _store_unchanged(row, item, fetched)
        return
    sha256 = hashlib.sha256(fetched.content).hexdigest()
    if item.document is not None and _is_read(item) and item.document.sha256 == sha256:
        _store_unchanged(row, item, fetched)
        return
    name = f"{item.title} ({item.address})" if is_file else item.address
    if sha256 in already_read([sha256]):
        _store_known(visit, row, item, fetched)
        return
    outcome = read_document(fetched.content, name=name, url=fetched.url)
    files = () if is_file or isinstance(outcome, Failure) or not item.source.with_attachments else _attached(fetched)
    _store(visit, row, item, fetched, outcome, files)


def _attached(fetched: Fetched) -> Sequence[reading.Attachment]:
    try:
        return reading.find_attachments(fetched.content, fetched.url)
    except reading.ReadingError:
        return ()  # the page itself was read: it is no HTML, so nothing hangs on it


@transaction.atomic
def _store(  # noqa: PLR0913, PLR0917  # one page, and all that is known of it
    visit: Visit,
    row: VisitItem,
    item: SourceItem,
    fetched: Fetched,
    outcome: ReadDocument | Failure,
    files: Sequence[reading.Attachment],
) -> None:
    if isinstance(outcome, Failure):
        intake = take_in_read(batch=_batch(visit), name=item.address, outcome=outcome, url=fetched.url)
        row.intake = intake
        _give_up(row, item, intake, outcome)
        return
    content = _text_sha256(outcome)
    note_attachments(visit, item, files)
    if _is_read(item) and item.content_sha256 == content:
        _store_unchanged(row, item, fetched)
        return
    intake = take_in_read(batch=_batch(visit), name=item.address, outcome=outcome, url=fetched.url)
    if not any(block["kind"] == "body" for block in outcome.blocks):
        row.error_code, row.error_message = "no-article", "the page was read, but no article was found in it"
        row.error_hint = "open it in a browser; a page that programs draw has nothing to read"
    item.content_sha256 = content
    _store_read(row, item, fetched, intake)


def note_attachments(visit: Visit, parent: SourceItem, files: Sequence[reading.Attachment]) -> None:
    """Note the documents that hang on an item, to be read in this visit, unless they were."""
    now = timezone.now()
    for attachment in files:
        item, is_new = SourceItem.objects.get_or_create(
            source=visit.source,
            address=attachment.url,
            defaults={"parent": parent, "title": attachment.name, "first_seen_at": now, "last_seen_at": now},
        )
        if is_new:
            VisitItem.objects.create(visit=visit, item=item, title=attachment.name, listed_date=parent.listed_date)


@transaction.atomic
def _store_known(visit: Visit, row: VisitItem, item: SourceItem, fetched: Fetched) -> None:
    """Note a page whose very bytes were read before, wherever they came from."""
    sha256 = hashlib.sha256(fetched.content).hexdigest()
    size = len(fetched.content)
    intake = take_in_known(batch=_batch(visit), name=item.address, sha256=sha256, size=size, url=fetched.url)
    if intake.error_code:
        row.intake = intake
        _give_up(row, item, intake, Failure(intake.error_code, intake.error_message, intake.error_hint))
        return
    if intake.document is not None:
        item.content_sha256 = _text_sha256(intake.document)
    _store_read(row, item, fetched, intake)


def _store_read(row: VisitItem, item: SourceItem, fetched: Fetched, intake: Intake) -> None:
    row.outcome = ItemOutcome.CHANGED if _is_read(item) else ItemOutcome.NEW
    row.intake, row.proposals_made = intake, intake.proposals_made
    row.save()
    item.document = intake.document
    if not item.title and item.document is not None:
        item.title = item.document.title
    _checked(item, fetched)


@transaction.atomic
def _store_unchanged(row: VisitItem, item: SourceItem, fetched: Fetched) -> None:
    row.outcome = ItemOutcome.UNCHANGED
    row.save()
    _checked(item, fetched)


@transaction.atomic
def _store_failure(visit: Visit, row: VisitItem, item: SourceItem, failure: Failure) -> None:
    """Note a page that could not be had."""
    row.intake = refuse(batch=_batch(visit), name=item.address, failure=failure, is_address=True)
    _fail(row, item, failure)


def _give_up(row: VisitItem, item: SourceItem, intake: Intake, failure: Failure) -> None:
    """Note a document that cannot be read: the same bytes fail the same way until the reader is another."""
    if not _is_read(item):
        item.document = intake.document
    item.failures = MAX_ITEM_FAILURES
    _fail(row, item, failure)


def _is_read(item: SourceItem) -> bool:
    return item.document is not None and item.document.state == DocumentState.READ


def _fail(row: VisitItem, item: SourceItem, failure: Failure) -> None:
    row.outcome = ItemOutcome.FAILED
    row.error_code, row.error_message, row.error_hint = failure.code[:40], failure.message[:300], failure.hint[:300]
    row.save()
    item.failures += 1
    item.checked_at = timezone.now()
    item.save()


def _checked(item: SourceItem, fetched: Fetched) -> None:
    item.etag, item.last_modified = fetched.validators.etag, fetched.validators.last_modified
    item.failures, item.checked_at = 0, timezone.now()
    item.save()


def _batch(visit: Visit) -> Batch:
    """Return the batch that a visit's documents come in; it begins with the first of them."""
    if visit.batch is None:
        visit.batch = start_batch(kind=BatchKind.SOURCE, actor=visit.started_by)
        visit.save(update_fields=["batch"])
    return visit.batch


def _text_sha256(outcome: ReadDocument | Document) -> str:
    """Return what stands for the text of a page: title and main text, or all of it where no main text was found."""
    body = body_of(outcome.text, outcome.blocks)
    words = " ".join(f"{outcome.title}\n{body}".split()) if body else " ".join(outcome.text.split())
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()

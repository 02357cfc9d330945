"""Taking documents in: batches, what came in them, and the jobs that read uploads and addresses."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app as jobs

from dure.apps.audit.actions import record
from dure.apps.discovery import outside
from dure.apps.discovery.actions.grouping import lock_groups
from dure.apps.discovery.actions.reading import READER, Failure, ReadDocument, read_document_apart
from dure.apps.discovery.actions.recording import complete, finish_intake, record_failure, record_reading
from dure.apps.discovery.choices import READ_SOURCES, BatchKind, DocumentState
from dure.apps.discovery.models import Batch, Document, Intake
from dure.apps.discovery.rules import BatchMissing, require_editor
from dure.engines import reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.core.files.uploadedfile import UploadedFile

    from dure.apps.accounts.models import User

MAX_ATTEMPTS = 2
"""Readings of one document that may end with the end of the worker; then the document is at fault."""

MAX_PAGES = 10_000
"""Pages of one WARC file; an archive of a whole site is read by `dure ingest`."""

_HEAD = 1000  # bytes that tell a WARC file
_BATCH_LOCK = 0x64757265  # "dure": with a batch's number, the lock of whoever reads it
_log = logging.getLogger(__name__)


class NothingGiven(Exception):
    """An upload without a file and without an address."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of bytes by their hash: whether a reading by this reader stands, and the failure if it failed."""

    is_read: bool
    failure: Failure | None


@transaction.atomic
def start_batch(*, kind: str, actor: User | None = None) -> Batch:
    """Begin a run of reading; its intakes tell what came of each document."""
    batch = Batch.objects.create(kind=BatchKind(kind), started_by=actor)
    record(kind="discovery.batch_started", subject=f"batch:{batch.pk}", actor=actor, payload={"kind": kind})
    return batch


@transaction.atomic
def finish_batch(*, batch: Batch) -> None:
    """Note that nothing of a batch is left to do."""
    batch.finished_at = timezone.now()
    batch.save(update_fields=["finished_at"])


@transaction.atomic
def take_in(*, batch: Batch, name: str, content: bytes, url: str = "") -> Intake:
    """Note a document that came in; the same bytes are one document, however often and under which name they come."""
    return _intake(batch, name, hashlib.sha256(content).hexdigest(), len(content), url)


def _intake(batch: Batch, name: str, sha256: str, size: int, url: str) -> Intake:
    document, is_new = Document.objects.get_or_create(
        sha256=sha256, defaults={"size": size, "name": name[-300:], "url": url[:1000]}
    )
    if url and not document.url:
        document.url = url[:1000]
        document.save(update_fields=["url"])
    return Intake.objects.create(batch=batch, document=document, name=name[-1000:], is_new=is_new)


def needs_reading(document: Document) -> bool:
    """Whether this reader has not read the document, or died over it."""
    return document.state == DocumentState.WAITING or document.reader != READER or document.error_code == "reader-died"


def known_failure(document: Document) -> Failure | None:
    """Return why a document that was tried before could not be read."""
    if document.state != DocumentState.FAILED:
        return None
    return Failure(document.error_code, document.error_message, document.error_hint, document.sha256, document.size)


def already_read(hashes: Iterable[str]) -> set[str]:
    """Return the hashes whose documents this reader has read or refused: they need not be read again."""
    rows = Document.objects.filter(sha256__in=list(hashes)).defer("text", "blocks", "findings", "signature", "bands")
    return {document.sha256 for document in rows if not needs_reading(document)}


@transaction.atomic
def take_in_known(*, batch: Batch, name: str, sha256: str, size: int, url: str = "") -> Intake:
    """Note a document again that has been read: nothing else changes."""
    intake = _intake(batch, name, sha256, size, url)
    assert intake.document is not None  # noqa: S101  # made with one, two lines above
    return finish_intake(intake, failure=known_failure(intake.document))


@transaction.atomic
def take_in_read(*, batch: Batch, name: str, outcome: ReadDocument | Failure, url: str = "") -> Intake:
    """Note a document with what was read of it, in one transaction: a run that is killed has it whole or not at all."""
    lock_groups()  # before the look-up, so that no other writer makes the same document meanwhile
    known = Document.objects.filter(sha256=outcome.sha256).defer("blocks", "findings", "signature", "bands").first()
    document = known or Document(sha256=outcome.sha256, size=outcome.size, name=name[-300:])
    document.url = document.url or url[:1000]
    return complete(Intake(batch=batch, name=name[-1000:], is_new=known is None), document, outcome)


@transaction.atomic
def refuse(*, batch: Batch, name: str, failure: Failure, is_address: bool = False) -> Intake:
    """Note something given of which no bytes could be had."""
    intake = Intake.objects.create(batch=batch, name=name[-1000:], is_new=False, is_address=is_address)
    return record_failure(intake=intake, failure=failure)


@transaction.atomic
def give_documents(*, actor: User, files: Sequence[UploadedFile], addresses: Sequence[str] = ()) -> Batch:
    """Take files and addresses from a person, and enqueue their reading in the same transaction.

    A file that has been read before is done at once; the others are kept until they are read.

    Raises:
        EditorsOnly: the person is no editor.
        NothingGiven: neither a file nor an address.
    """
    require_editor(actor)
    if not files and not addresses:
        message = "give at least one file or address"
        raise NothingGiven(message)
    batch = start_batch(kind=BatchKind.UPLOAD if files else BatchKind.ADDRESS, actor=actor)
    for address in addresses:
        Intake.objects.create(batch=batch, name=address[-1000:], is_address=True)
    for file in files:
        _take_file(batch, file)
    if batch.intakes.filter(done_at__isnull=True).exists():
        _enqueue(batch)
    else:
        finish_batch(batch=batch)
    return batch


def _take_file(batch: Batch, file: UploadedFile) -> None:
    name = file.name or "-"
    head = file.read(_HEAD)
    file.seek(0)
    if reading.is_warc(head):  # no document: each of its pages is one
        Intake.objects.create(batch=batch, name=name[-1000:], upload=file)
        return
    digest = hashlib.sha256()
    for part in file.chunks():
        digest.update(part)
    file.seek(0)
    intake = _intake(batch, name, digest.hexdigest(), file.size or 0, "")
    assert intake.document is not None  # noqa: S101  # made with one, a line above
    if not needs_reading(intake.document):
        finish_intake(intake, failure=known_failure(intake.document))
        return
    intake.upload = file
    intake.save()


@transaction.atomic
def read_again(*, actor: User, batch_id: int) -> None:
    """Enqueue what is left of a batch, after its worker died or the addresses did not answer.

    Raises:
        EditorsOnly: the person is no editor.
    """
    require_editor(actor)
    batch = Batch.objects.select_for_update().filter(pk=batch_id).first()
    if batch is None:
        message = f"there is no batch {batch_id}"
        raise BatchMissing(message)
    Intake.objects.filter(batch=batch, is_address=True, document=None, done_at__isnull=False).update(
        done_at=None, error_code="", error_message="", error_hint="", attempts=0
    )
    if batch.intakes.filter(done_at__isnull=True).exists():
        batch.finished_at = None
        batch.save(update_fields=["finished_at"])
        _enqueue(batch)
        record(kind="discovery.batch_continued", subject=f"batch:{batch.pk}", actor=actor, payload={})


def _enqueue(batch: Batch) -> None:
    """Hand the batch to a worker; the job is part of this transaction, since it is a row of the same database."""
    jobs.configure_task(READ_SOURCES).defer(batch_id=batch.pk)


def read_sources(*, batch_id: int) -> None:
    """Read what is left of a batch, each document in transactions of its own: one that fails hurts no other.

    A document over which the worker died twice is given up, so that the rest is read. Where another worker reads the
    batch already, nothing is done.
    """
    with connection.cursor() as cursor:
        # Held by the connection, so a killed worker leaves none behind; a lock of the job queue would stay.
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_BATCH_LOCK, batch_id])
        is_ours = cursor.fetchone()[0]
    if not is_ours:
        return
    try:
        _read_left(batch_id)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_BATCH_LOCK, batch_id])


def _read_left(batch_id: int) -> None:
    batch = Batch.objects.select_related("started_by").get(pk=batch_id)
    left = Intake.objects.filter(batch=batch, done_at__isnull=True).order_by("pk").values_list("pk", flat=True)
    for intake_id in list(left):
        intake = Intake.objects.select_related("document", "batch__started_by").get(pk=intake_id)
        if intake.attempts >= MAX_ATTEMPTS:
            failure = Failure(
                "reader-died", "the reader did not survive this document", "give it alone, or as plain text"
            )
            record_failure(intake=intake, failure=failure)
            continue
        intake.attempts += 1
        intake.save(update_fields=["attempts"])
        try:
            _read_intake(intake)
        except Exception as error:  # noqa: BLE001  # the others are read all the same; this one says what happened
            _log.exception("document %s of batch %s", intake.pk, batch_id)
            failure = Failure("not-stored", f"{type(error).__name__}: {error}", "report this document")
            record_failure(intake=Intake.objects.select_related("document").get(pk=intake_id), failure=failure)
    finish_batch(batch=batch)


def _read_intake(intake: Intake) -> None:
    if intake.document is None and not intake.is_address:
        _read_archive(intake)
        return
    if intake.is_address:
        try:
            fetched = outside.fetch(intake.name)
        except outside.FetchError as error:
            record_failure(intake=intake, failure=Failure(error.code, error.message, error.hint))
            return
        content, url = fetched.content, fetched.url
        intake = _attach(intake, content, url)
        assert intake.document is not None  # noqa: S101  # attached a line above
        if not needs_reading(intake.document):
            finish_intake(intake, failure=known_failure(intake.document))
            return
    else:
        with intake.upload.open("rb") as file:
            content = file.read()
        url = ""
    record_reading(intake=intake, outcome=read_document_apart(content, name=intake.name, url=url))


def _read_archive(intake: Intake) -> None:
    """Read the pages of a WARC file, each as a document of the batch; the archive's own intake gives way to them."""
    with intake.upload.open("rb") as file:
        for number, part in enumerate(reading.parts(file, max_bytes=settings.MAX_DOCUMENT_BYTES)):
            name = part.url or intake.name
            if number >= MAX_PAGES:
                failure = Failure("too-big", f"the archive holds more than {MAX_PAGES} pages", "split the archive")
                refuse(batch=intake.batch, name=intake.name, failure=failure)
                break
            if part.error is not None:
                failure = Failure(part.error.code, part.error.message, part.error.hint)
                refuse(batch=intake.batch, name=name, failure=failure)
                continue
            sha256 = hashlib.sha256(part.data).hexdigest()
            if Intake.objects.filter(batch=intake.batch, document__sha256=sha256).exists():
                continue  # a page that the archive holds twice, or that was read before the worker was stopped
            if sha256 in already_read([sha256]):
                take_in_known(batch=intake.batch, name=name, sha256=sha256, size=len(part.data), url=part.url or "")
            else:
                outcome = read_document_apart(part.data, name=name, url=part.url or "")
                take_in_read(batch=intake.batch, name=name, outcome=outcome, url=part.url or "")
    _give_way(intake)


@transaction.atomic
def _give_way(intake: Intake) -> None:
    upload = intake.upload
    intake.delete()
    transaction.on_commit(lambda: upload.storage.delete(upload.name))


@transaction.atomic
def _attach(intake: Intake, content: bytes, url: str) -> Intake:
    """Give an address's intake the document that its page is."""
    intake.document, intake.is_new = Document.objects.get_or_create(
        sha256=hashlib.sha256(content).hexdigest(),
        defaults={"size": len(content), "name": intake.name[-300:], "url": url[:1000]},
    )
    intake.save(update_fields=["document", "is_new"])
    return intake

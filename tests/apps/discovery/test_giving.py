"""Uploads and addresses: kept until they are read by a job, each alone."""

from __future__ import annotations

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from procrastinate.contrib.django.models import ProcrastinateJob

from dure.apps.discovery import actions, outside, queries
from dure.apps.discovery.models import Batch, Document, Intake, Proposal
from dure.isolation import Isolated
from tests import papers
from tests.apps.discovery.pages import HADONG, HADONG_ELSEWHERE
from tests.fakes import Answer, fake_site, loopback_too

pytestmark = pytest.mark.django_db


def file(name, content):
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


@pytest.fixture
def site(monkeypatch):
    """A site that may be fetched from, in the place of the open web."""
    with fake_site() as made:
        fetcher = outside.Fetcher(policy=loopback_too, ports=None, sleep=lambda _: None)
        monkeypatch.setattr(outside, "fetch", fetcher.fetch)
        yield made


def test_giving_enqueues_one_job_in_the_same_transaction(editor, lands):
    batch = actions.give_documents(actor=editor, files=[file("a.txt", HADONG)], addresses=["https://news.example/1"])
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args, job.status) == (
        "dure.apps.discovery.tasks.read_sources",
        {"batch_id": batch.pk},
        "todo",
    )
    assert Document.objects.get().state == "waiting"
    assert Intake.objects.filter(done_at=None).count() == 2


def test_the_job_of_that_name_exists():
    from procrastinate.contrib.django import app

    assert "dure.apps.discovery.tasks.read_sources" in app.tasks


def test_a_batch_is_read_and_its_files_are_given_up(editor, lands, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        batch = actions.give_documents(actor=editor, files=[file("a.txt", HADONG)])
        stored = Intake.objects.get().upload.name
        assert default_storage.exists(stored)
        actions.read_sources(batch_id=batch.pk)
    assert not default_storage.exists(stored)
    intake = Intake.objects.get()
    assert not intake.upload
    assert intake.proposals_made == 1
    assert Document.objects.get().text == HADONG
    batch.refresh_from_db()
    assert batch.finished_at is not None


def test_files_of_the_wrong_kind_fail_alone(editor, lands):
    files = [
        file("empty.txt", b""),
        file("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR" + bytes(100)),
        file("cut.hwp", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        file("locked.hwp", papers.as_hwp(["글"], flags=5)),
        file("table.hwpx", papers.as_zip({"xl/workbook.xml": "<w/>"})),
        file("scan.pdf", papers.as_pdf([[]], picture=True)),
        file("good.txt", HADONG),
        file("copy.txt", HADONG_ELSEWHERE),
    ]
    batch = actions.give_documents(actor=editor, files=files)
    actions.read_sources(batch_id=batch.pk)
    codes = dict(Intake.objects.values_list("name", "error_code"))
    assert codes == {
        "empty.txt": "empty",
        "picture.txt": "binary",
        "cut.hwp": "truncated",
        "locked.hwp": "distribution-locked",
        "table.hwpx": "unsupported",
        "scan.pdf": "no-text",
        "good.txt": "",
        "copy.txt": "",
    }
    assert Proposal.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.hwp", papers.as_hwp),
        ("a.hwpx", papers.as_hwpx),
        ("a.docx", papers.as_docx),
        ("no name", lambda lines: papers.as_pdf([[(50, 780 - 20 * at, 4, line) for at, line in enumerate(lines)]])),
    ],
)
def test_an_office_document_is_proposed_like_a_page(name, make, editor, lands):
    batch = actions.give_documents(
        actor=editor, files=[file(name, make([line for line in HADONG.split("\n") if line]))]
    )
    actions.read_sources(batch_id=batch.pk)
    assert Intake.objects.get().error_code == ""
    assert Proposal.objects.get().owner == lands["하동"]


def test_the_pages_of_a_warc_file_are_documents_of_the_batch(editor, lands, django_capture_on_commit_callbacks):
    html = f"<html><body><p>{HADONG}</p></body></html>".encode()
    gone = papers.answer("http://news.example/packed", b"?", headers="Content-Encoding: br\r\n")
    archive = papers.as_warc([papers.answer("http://news.example/1", html), gone])
    with django_capture_on_commit_callbacks(execute=True):
        batch = actions.give_documents(actor=editor, files=[file("site.warc.gz", archive)])
        stored = Intake.objects.get().upload.name
        actions.read_sources(batch_id=batch.pk)
    assert dict(Intake.objects.values_list("name", "error_code")) == {
        "http://news.example/1": "",
        "http://news.example/packed": "unsupported",
    }
    assert Document.objects.get().url == "http://news.example/1"
    assert Proposal.objects.count() == 1
    assert not default_storage.exists(stored)
    assert queries.batch_page(viewer=editor, batch_id=batch.pk).is_done


def test_a_document_that_ends_its_reader_fails_alone(editor, lands, monkeypatch):
    monkeypatch.setattr(actions.reading, "_APART", Isolated("tests.fakes:ends_itself", seconds=20, fork=True))
    batch = actions.give_documents(actor=editor, files=[file("a.txt", HADONG)])
    actions.read_sources(batch_id=batch.pk)
    assert Intake.objects.get().error_code == "crashed"
    assert Document.objects.get().state == "failed"


def test_a_document_that_is_never_done_fails_alone(editor, lands, monkeypatch):
    monkeypatch.setattr(actions.reading, "_APART", Isolated("tests.fakes:never_done", seconds=0.3, fork=True))
    batch = actions.give_documents(actor=editor, files=[file("a.txt", HADONG)])
    actions.read_sources(batch_id=batch.pk)
    assert Intake.objects.get().error_code == "timeout"


def test_an_unforeseen_error_is_told_of_its_document_only(editor, lands, monkeypatch):
    batch = actions.give_documents(actor=editor, files=[file("a.txt", HADONG), file("b.txt", HADONG_ELSEWHERE)])
    real = actions.intake.record_reading

    def stumble(*, intake, outcome):
        if intake.name == "a.txt":
            message = "disk on fire"
            raise RuntimeError(message)
        return real(intake=intake, outcome=outcome)

    monkeypatch.setattr(actions.intake, "record_reading", stumble)
    actions.read_sources(batch_id=batch.pk)
    first, second = Intake.objects.order_by("pk")
    assert (first.error_code, first.error_message) == ("not-stored", "RuntimeError: disk on fire")
    assert second.proposals_made == 1


def test_known_files_are_done_at_once(editor, ingest):
    ingest(HADONG)
    batch = actions.give_documents(actor=editor, files=[file("again.txt", HADONG)])
    assert batch.finished_at is not None
    assert not ProcrastinateJob.objects.exists()
    assert queries.batch_page(viewer=editor, batch_id=batch.pk).known == 1


def test_reading_goes_on_where_it_was_broken_off(editor, lands):
    batch = actions.give_documents(actor=editor, files=[file("a.txt", HADONG), file("b.txt", HADONG_ELSEWHERE)])
    first, second = Intake.objects.order_by("pk")
    Intake.objects.filter(pk=first.pk).update(attempts=2)  # the worker died over it twice
    Intake.objects.filter(pk=second.pk).update(attempts=1)  # and once over this one, perhaps by chance
    actions.read_sources(batch_id=batch.pk)
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.error_code == "reader-died"
    assert second.error_code == ""
    assert second.proposals_made == 1
    actions.read_sources(batch_id=batch.pk)
    assert Intake.objects.filter(done_at=None).count() == 0


def test_an_address_is_fetched_and_read(editor, lands, site):
    site.pages["/release"] = Answer(HADONG.encode(), headers={"Content-Type": "text/plain; charset=utf-8"})
    address = site.url("/release")
    batch = actions.give_documents(actor=editor, files=[], addresses=[address, site.url("/gone")])
    assert batch.kind == "address"
    actions.read_sources(batch_id=batch.pk)
    document = Document.objects.get()
    assert (document.url, document.state) == (address, "read")
    gone = Intake.objects.get(document=None)
    assert (gone.error_code, gone.is_address) == ("http-status", True)

    site.pages["/gone"] = Answer(HADONG_ELSEWHERE.encode())
    actions.read_again(actor=editor, batch_id=batch.pk)
    actions.read_sources(batch_id=batch.pk)
    gone.refresh_from_db()
    assert (gone.error_code, gone.document.state) == ("", "read")


def test_a_private_address_is_told_as_such(editor, lands):
    batch = actions.give_documents(actor=editor, files=[], addresses=["http://127.0.0.1/", "http://[::1]/"])
    actions.read_sources(batch_id=batch.pk)
    assert set(Intake.objects.values_list("error_code", flat=True)) == {"private-address"}


def test_nothing_given_is_refused(editor):
    with pytest.raises(actions.NothingGiven):
        actions.give_documents(actor=editor, files=[])
    assert not Batch.objects.exists()


def test_visitors_give_nothing_and_see_nothing(person, ingest):
    ingest(HADONG)
    visitor = person("visitor")
    batch, proposal = Batch.objects.get(), Proposal.objects.get()
    filters = queries.Filters()
    for call in (
        lambda: actions.give_documents(actor=visitor, files=[file("a.txt", HADONG)]),
        lambda: actions.read_again(actor=visitor, batch_id=batch.pk),
        lambda: queries.batches(viewer=visitor),
        lambda: queries.batch_page(viewer=visitor, batch_id=batch.pk),
        lambda: queries.proposals(viewer=visitor, filters=filters),
        lambda: queries.counts(viewer=visitor),
        lambda: queries.provinces(viewer=visitor),
        lambda: queries.proposal_page(viewer=visitor, proposal_id=proposal.pk, filters=filters),
        lambda: queries.next_open(viewer=visitor, after=proposal, filters=filters),
        lambda: queries.decided_proposal(viewer=visitor, proposal_id=proposal.pk),
    ):
        with pytest.raises(actions.EditorsOnly):
            call()

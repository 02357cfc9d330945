"""Documents come in once, fail alone, join the release they repeat, and keep what was decided."""

from __future__ import annotations

import pytest

from dure.apps.audit.models import Entry
from dure.apps.discovery import actions
from dure.apps.discovery.models import Batch, Document, Group, Intake, Proposal
from tests.apps.discovery.pages import GOSEONG, HADONG, HADONG_ELSEWHERE, OFF_TOPIC, read_by_hand

pytestmark = pytest.mark.django_db


def test_a_page_becomes_a_document_and_a_proposal(ingest, lands):
    intake = ingest(HADONG, "hadong.txt")
    document = Document.objects.get()
    assert (document.state, document.name, document.published_date.isoformat()) == ("read", "hadong.txt", "2023-05-11")
    assert document.published_at.isoformat() == "2023-05-11T01:20:00+00:00"
    assert intake.is_new
    assert intake.proposals_made == 1
    proposal = Proposal.objects.get()
    assert (proposal.title, proposal.owner, proposal.state) == ("찾아가는 빨래방", lands["하동"], "open")
    assert proposal.owner_name == "경상남도 하동군"
    entry = Entry.objects.get(kind="discovery.document_read")
    assert entry.payload["proposals"] == [proposal.pk]


def test_the_same_bytes_are_one_document(ingest):
    ingest(HADONG, "a.txt")
    again = ingest(HADONG, "b.txt")
    assert Document.objects.count() == 1
    assert Intake.objects.count() == 2
    assert not again.is_new
    assert Proposal.objects.count() == 1
    assert again.proposals_made == 0


def test_taking_in_twice_before_reading_is_one_document(lands):
    batch = actions.start_batch(kind="command")
    first = actions.take_in(batch=batch, name="a.txt", content=HADONG.encode(), url="")
    second = actions.take_in(batch=batch, name="b.txt", content=HADONG.encode(), url="https://news.example/1")
    assert first.document_id == second.document_id
    assert Document.objects.get().url == "https://news.example/1"
    assert actions.already_read([first.document.sha256]) == set()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR" + bytes(200), "binary"),
        (bytes(range(128, 256)) * 20, "not-text"),
    ],
)
def test_a_document_that_cannot_be_read_says_why(ingest, content, code):
    intake = ingest(content)
    document = Document.objects.get()
    assert document.state == "failed"
    assert intake.error_code == document.error_code == code
    assert intake.error_message
    assert intake.error_hint
    assert actions.already_read([document.sha256]) == {document.sha256}


def test_a_reader_that_stumbles_is_a_failure_of_that_document(monkeypatch, settings):
    settings.MAX_DOCUMENT_BYTES = 10
    outcome = actions.read_document(b"12345678901", name="x")
    assert (outcome.code, outcome.size) == ("too-big", 11)


def test_two_outlets_of_a_release_are_one_group_with_one_proposal(ingest):
    ingest(HADONG, "a.txt")
    ingest(HADONG_ELSEWHERE, "b.txt")
    first, second = Document.objects.order_by("pk")
    assert first.group_id == second.group_id
    assert first.containment is None
    assert second.containment > 0.8
    assert Proposal.objects.count() == 1


def test_what_only_a_later_outlet_tells_is_proposed_too(lands):
    start = "하동군은 '마을 빨래방'으로 상을 받았다. " + "같은 보도자료의 문장이 이어진다. " * 20
    more = start + "'아이 배움터'도 함께 소개했다."
    hadong = {"owner": ("48850", "경상남도 하동군")}
    batch = actions.start_batch(kind="command")
    one = read_by_hand(start, [{"title": "마을 빨래방", **hadong}])
    two = read_by_hand(more, [{"title": "마을 빨래방", **hadong}, {"title": "아이 배움터", **hadong}])
    actions.take_in_read(batch=batch, name="a", outcome=one)
    later = actions.take_in_read(batch=batch, name="b", outcome=two)
    assert Group.objects.count() == 1
    assert later.proposals_made == 1
    assert list(Proposal.objects.order_by("pk").values_list("title", "document__name")) == [
        ("마을 빨래방", "a"),
        ("아이 배움터", "b"),
    ]


def test_pages_that_only_share_phrases_stay_apart(ingest):
    ingest(HADONG, "a.txt")
    ingest(OFF_TOPIC, "b.txt")
    assert Group.objects.count() == 2
    assert Proposal.objects.count() == 1


def test_a_group_takes_no_more_than_its_cap(ingest, monkeypatch):
    monkeypatch.setattr("dure.apps.discovery.actions.grouping.MAX_GROUP", 1)
    ingest(HADONG)
    ingest(HADONG_ELSEWHERE)
    assert Group.objects.count() == 2


def test_an_ambiguous_owner_is_left_to_the_editor(ingest):
    ingest(GOSEONG)
    proposal = Proposal.objects.get()
    assert proposal.owner is None
    assert sorted(proposal.candidates) == ["48820", "51820"]


def test_an_institution_counts_for_its_owner(governments):
    text = "밀양시시설관리공단은 '수질 관제'를 소개했다."
    page = read_by_hand(text, [{"title": "수질 관제", "owner": (None, "밀양시시설관리공단")}])
    draft = page.drafts[0].with_owner({"code": "48270", "institution": "밀양시시설관리공단"})
    batch = actions.start_batch(kind="command")
    intake = actions.take_in_read(batch=batch, name="a", outcome=page)
    Proposal.objects.all().delete()
    (proposal,) = actions.propose_cases(document=intake.document, found=[draft])
    assert proposal.owner.name == "밀양시"
    assert proposal.institution.name == "밀양시시설관리공단"


def test_a_newer_reader_fills_open_proposals_anew_and_keeps_decisions(ingest, editor, monkeypatch):
    hadong = {"owner": ("48850", "경상남도 하동군")}
    text = "하동군은 '마을 빨래방', '아이 배움터', '느린 우체통'을 소개했다."
    titles = ["마을 빨래방", "아이 배움터", "느린 우체통"]
    batch = actions.start_batch(kind="command")
    before = read_by_hand(text, [{"title": title, **hadong} for title in titles])
    actions.take_in_read(batch=batch, name="a", outcome=before)
    rejected, vanishing, _ = Proposal.objects.order_by("pk")
    actions.reject_proposal(actor=editor, proposal_id=rejected.pk, reason="not_a_case")

    monkeypatch.setattr("dure.apps.discovery.actions.intake.READER", "a newer one")
    assert actions.already_read([before.sha256]) == set()
    after = read_by_hand(text, [{"title": "느린 우체통", "owner": ("48270", "경상남도 밀양시")}])
    again = actions.take_in_read(batch=batch, name="a", outcome=after)

    assert again.proposals_made == 0
    assert not Proposal.objects.filter(pk=vanishing.pk).exists()
    rejected.refresh_from_db()
    assert rejected.state == "rejected"
    assert Proposal.objects.get(title="느린 우체통").owner_id == "48270"


def test_a_decided_proposal_is_not_made_again(ingest, editor):
    ingest(HADONG)
    proposal = Proposal.objects.get()
    actions.reject_proposal(actor=editor, proposal_id=proposal.pk, reason="not_a_case")
    ingest(HADONG)
    ingest(HADONG_ELSEWHERE)
    assert Proposal.objects.get().state == "rejected"


def test_decided_evidence_moves_with_a_text_that_is_read_otherwise(lands, editor):
    hadong = {"owner": ("48850", "경상남도 하동군")}
    batch = actions.start_batch(kind="command")
    before = read_by_hand("하동군은 '마을 빨래방'을 알렸다.", [{"title": "마을 빨래방", **hadong}])
    intake = actions.take_in_read(batch=batch, name="a", outcome=before)
    proposal = Proposal.objects.get()
    actions.reject_proposal(actor=editor, proposal_id=proposal.pk, reason="other")
    text = "머리말\n하동군은 '마을 빨래방'을 알렸다."
    after = read_by_hand(text, [{"title": "마을 빨래방", **hadong}])
    actions.record_reading(intake=intake, outcome=after)
    proposal.refresh_from_db()
    title = next(row for row in proposal.evidence if row["fact"] == "title")
    assert text[title["start"] : title["end"]] == "마을 빨래방"


def test_a_character_that_the_database_cannot_hold_moves_no_offset():
    text = HADONG.replace("군청에서", "군청\x00에서")
    outcome = actions.read_document(text.encode(), name="x")
    assert isinstance(outcome, actions.Failure) or "\x00" not in outcome.text
    if isinstance(outcome, actions.ReadDocument):
        assert len(outcome.text) == len(text)


def test_a_batch_that_nothing_is_left_of_is_finished(lands):
    batch = actions.start_batch(kind="command")
    actions.finish_batch(batch=batch)
    assert Batch.objects.get().finished_at is not None

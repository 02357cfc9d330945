"""Documents that come in one by one stand in the groups that all at once would make; editors take them out and back."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dure.apps.audit.models import Entry
from dure.apps.discovery import actions
from dure.apps.discovery.models import Document, Group, Proposal, Separation
from dure.engines import reading
from tests.apps.discovery.pages import HADONG, HADONG_ELSEWHERE, OFF_TOPIC, read_by_hand
from tests.gold.pairs.measured import pairs_of

pytestmark = pytest.mark.django_db

TEXTS = [
    *(row[side] for row in pairs_of("rewritten", "dev")[:3] for side in ("release", "article")),
    *(row["release"][:200] for row in pairs_of("rewritten", "dev")[:2]),
    *(row[side] for row in pairs_of("unlike", "dev")[:2] for side in ("one", "other")),
    "짧은 글",
]
HADONG_CASE = {"title": "찾아가는 빨래방", "owner": ("48850", "경상남도 하동군")}


def take(text: str, *cases: dict, batch=None):
    read = read_by_hand(text, list(cases), signed=len(text) >= 120)
    return actions.take_in_read(batch=batch or actions.start_batch(kind="command"), name="x", outcome=read).document


def standing() -> list[list[str]]:
    """Return the texts of each group in the order in which they came in."""
    groups = Group.objects.filter(documents__isnull=False).distinct()
    return sorted(list(group.documents.order_by("pk").values_list("text", flat=True)) for group in groups)


def at_once(texts: list[str], **bound: int) -> list[list[str]]:
    found = reading.groups([text if len(text) >= 120 else "" for text in texts], **bound)
    return sorted([texts[place] for place in group] for group in found)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(TEXTS), count=st.integers(2, len(TEXTS)))
def test_one_by_one_is_as_all_at_once(db, order, count):
    Proposal.objects.all().delete()
    Document.objects.all().delete()
    Group.objects.all().delete()
    for text in order[:count]:
        take(text)
    assert standing() == at_once(order[:count])


def test_a_full_group_takes_nobody_and_the_next_begins_another(db, monkeypatch):
    monkeypatch.setattr("dure.apps.discovery.actions.grouping.MAX_GROUP", 3)
    texts = [f"{TEXTS[0]} {number}" for number in range(7)]
    for text in texts:
        take(text)
    assert standing() == at_once(texts, max_group=3)
    assert sorted(len(group) for group in standing()) == [1, 3, 3]


def test_a_document_that_connects_two_groups_makes_them_one(lands, editor):
    whole = HADONG + "\n" + OFF_TOPIC.replace("\n", " ") * 2
    halves = whole[:280], whole[270:]
    first = take(halves[0], HADONG_CASE)
    second = take(halves[1])
    assert first.group_id != second.group_id
    take(whole, HADONG_CASE)
    assert set(Document.objects.values_list("group", flat=True)) == {first.group_id}
    assert not Group.objects.filter(pk=second.group_id).exists()
    assert Proposal.objects.get().document == first


def test_two_open_proposals_of_one_case_become_one_and_a_decided_one_stays(lands, editor):
    body = "하동군은 '찾아가는 빨래방'을 12곳에서 운영한다. " + "트럭에 세탁기 4대를 싣고 마을을 돈다. " * 2
    tail = "군은 42개 마을의 어르신 1,250명이 이용했다고 설명했다. 내년에는 모든 읍면 13곳으로 넓힌다. " * 2
    one = body + "처음 세 해는 시범으로 한다. " * 6
    two = "‘찾아가는 빨래방’ 이야기. " + tail + "주민은 반긴다고 입을 모았다. " * 6
    first, second = take(one, HADONG_CASE), take(two, HADONG_CASE)
    assert Proposal.objects.count() == 2
    actions.reject_proposal(actor=editor, proposal_id=second.proposals.get().pk, reason="not_a_case")
    take(one + two, HADONG_CASE)
    assert set(Document.objects.values_list("group", flat=True)) == {first.group_id}
    assert Proposal.objects.get().state == "rejected"


def test_a_document_that_reads_otherwise_leaves_its_group(lands, ingest):
    first = take(HADONG, HADONG_CASE)
    second = take(HADONG_ELSEWHERE, HADONG_CASE)
    assert first.group_id == second.group_id
    again = read_by_hand(OFF_TOPIC, [])
    intake = second.intakes.get()
    actions.record_reading(intake=intake, outcome=again)
    second.refresh_from_db()
    assert second.group_id != first.group_id
    assert second.containment is None
    assert Proposal.objects.get().group_id == first.group_id


def test_what_the_first_document_alone_connected_falls_apart_and_is_proposed_anew(lands):
    whole = HADONG + "\n" + OFF_TOPIC.replace("\n", " ") * 2
    connecting = take(whole, HADONG_CASE)
    one, two = take(whole[:280], HADONG_CASE), take(whole[270:])
    assert one.group_id == two.group_id == connecting.group_id
    actions.record_reading(intake=connecting.intakes.get(), outcome=read_by_hand(TEXTS[4], []))
    one.refresh_from_db()
    two.refresh_from_db()
    assert one.group_id != two.group_id
    assert Proposal.objects.get().document == one


def test_signing_anew_groups_what_was_never_grouped(lands, capsys):
    first, second = take(HADONG, HADONG_CASE), take(HADONG_ELSEWHERE, HADONG_CASE)
    apart = Group.objects.create()
    Document.objects.filter(pk=second.pk).update(group=apart)
    Document.objects.update(bands=[], signature=None)
    call_command("sign_documents")
    assert capsys.readouterr().out == "2 documents signed\n"
    assert set(Document.objects.values_list("group", flat=True)) == {first.group_id}
    assert Document.objects.get(pk=second.pk).containment > 0.8


class TestTakingOut:
    @pytest.fixture
    def outlets(self, lands):
        return take(HADONG, HADONG_CASE), take(HADONG_ELSEWHERE, HADONG_CASE)

    def test_a_document_gets_a_group_and_proposals_of_its_own(self, outlets, editor):
        first, second = outlets
        actions.separate_document(actor=editor, document_id=second.pk)
        second.refresh_from_db()
        assert second.group_id != first.group_id
        assert second.containment is None
        assert list(Proposal.objects.order_by("pk").values_list("document", "group")) == [
            (first.pk, first.group_id),
            (second.pk, second.group_id),
        ]
        entry = Entry.objects.get(kind="discovery.document_separated")
        assert (entry.subject, entry.actor) == (f"document:{second.pk}", editor)

    def test_the_first_document_can_be_taken_out_too(self, outlets, editor):
        first, second = outlets
        actions.separate_document(actor=editor, document_id=first.pk)
        assert sorted(Proposal.objects.values_list("document", flat=True)) == [first.pk, second.pk]
        second.refresh_from_db()
        assert second.containment is None

    def test_it_never_joins_again_by_itself(self, outlets, editor):
        first, second = outlets
        actions.separate_document(actor=editor, document_id=second.pk)
        call_command("sign_documents")
        second.refresh_from_db()
        assert second.group_id != first.group_id
        third = take(HADONG + " 덧붙인 말.", HADONG_CASE)
        second.refresh_from_db()
        assert third.group_id in {first.group_id, second.group_id}
        assert first.group_id != second.group_id

    def test_and_can_be_put_back(self, outlets, editor):
        first, second = outlets
        actions.separate_document(actor=editor, document_id=second.pk)
        actions.rejoin_document(actor=editor, document_id=second.pk)
        second.refresh_from_db()
        assert second.group_id == first.group_id
        assert second.containment > 0.8
        assert not Separation.objects.exists()
        assert Proposal.objects.get().document == first
        assert Entry.objects.filter(kind="discovery.document_rejoined").count() == 1
        with pytest.raises(actions.NotTakenOut):
            actions.rejoin_document(actor=editor, document_id=second.pk)

    def test_what_is_alone_is_not_taken_out(self, lands, editor):
        document = take(HADONG, HADONG_CASE)
        with pytest.raises(actions.StandsAlone):
            actions.separate_document(actor=editor, document_id=document.pk)
        with pytest.raises(actions.DocumentMissing):
            actions.separate_document(actor=editor, document_id=10**9)

    def test_visitors_take_nothing_out(self, outlets, person):
        visitor = person("visitor")
        for act in (actions.separate_document, actions.rejoin_document):
            with pytest.raises(actions.EditorsOnly):
                act(actor=visitor, document_id=outlets[1].pk)

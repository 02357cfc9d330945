"""Releases that tell of one event: found when they come in, decided on by editors."""

from __future__ import annotations

import pytest

from dure.apps.audit.models import Entry
from dure.apps.discovery import actions
from dure.apps.discovery.models import Document, EventLink
from tests.apps.discovery.pages import HADONG, HADONG_ELSEWHERE

pytestmark = pytest.mark.django_db

SAME_EVENT = """하동군 세탁 트럭, 혁신 우수사례 경진대회 최우수상 차지

등록 2023.05.12 14:00

하동군은 지난 10일 2023년 혁신 우수사례 경진대회를 열어 '찾아가는 빨래방'과 '굽은 길 펴기'를 우수사례로 뽑았다. 최우수상은 '찾아가는 빨래방'이 받았다.

대회에는 부서와 읍면에서 모두 스물여덟 건이 올라왔다. 주민 심사단 35명이 현장에서 점수를 매겼고 시상식은 다음 주에 열린다.
"""
NEXT_YEAR = SAME_EVENT.replace("2023", "2024").replace("찾아가는 빨래방", "섬마을 우체통")


@pytest.fixture
def link(ingest):
    ingest(HADONG, "a.txt")
    ingest(SAME_EVENT, "b.txt")
    return EventLink.objects.get()


def test_two_releases_of_one_event_are_linked_with_reasons(link):
    one, other = Document.objects.order_by("pk")
    assert one.group_id != other.group_id
    assert (link.one, link.other, link.verdict, link.state) == (one, other, "same", "found")
    assert {"institution", "event", "year"} <= {reason["code"] for reason in link.reasons}
    assert link.score == sum(reason["weight"] for reason in link.reasons)


def test_outlets_of_one_release_and_the_next_years_event_are_not(ingest):
    ingest(HADONG, "a.txt")
    ingest(HADONG_ELSEWHERE, "b.txt")
    ingest(NEXT_YEAR, "c.txt")
    assert not EventLink.objects.exists()


def test_an_editor_confirms_refuses_and_takes_back(link, editor):
    for state in ("confirmed", "refused"):
        done = actions.decide_link(actor=editor, link_id=link.pk, state=state)
        assert (done.state, done.decided_by) == (state, editor)
        assert Entry.objects.filter(kind=f"discovery.link_{state}").count() == 1
    done = actions.decide_link(actor=editor, link_id=link.pk, state="found")
    assert (done.state, done.decided_by, done.decided_at) == ("found", None, None)
    assert Entry.objects.get(kind="discovery.link_reopened").payload["was"] == "refused"
    with pytest.raises(actions.LinkMissing):
        actions.decide_link(actor=editor, link_id=10**9, state="confirmed")


def test_reading_again_keeps_what_was_decided(link, editor, monkeypatch, ingest):
    actions.decide_link(actor=editor, link_id=link.pk, state="refused")
    actions.sign_documents()
    assert EventLink.objects.get().state == "refused"


def test_visitors_decide_on_no_link(link, person):
    with pytest.raises(actions.EditorsOnly):
        actions.decide_link(actor=person("visitor"), link_id=link.pk, state="confirmed")

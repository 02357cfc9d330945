"""Screens of what stands around a proposal: outlets, offered sources, linked events, two articles beside each other."""

from __future__ import annotations

import html
import re

import pytest
from django.test.utils import CaptureQueriesContext

from dure.apps.cases.models import Source
from dure.apps.discovery import actions
from dure.apps.discovery.models import Document, EventLink, Proposal, Separation, SourceOffer
from tests.apps.discovery.pages import HADONG, HADONG_ELSEWHERE
from tests.apps.discovery.test_event_links import SAME_EVENT

pytestmark = pytest.mark.django_db


def shown(response) -> str:
    assert response.status_code == 200
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


@pytest.fixture
def editor_client(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def page(ingest):
    """The proposal of a release in two outlets, with an article of the same event."""
    for name, text in (("a.txt", HADONG), ("b.txt", HADONG_ELSEWHERE), ("c.txt", SAME_EVENT)):
        ingest(text, name)
    return f"/discovery/proposals/{Proposal.objects.order_by('pk')[0].pk}/"


def test_two_articles_stand_beside_each_other_with_what_they_share(editor_client, page):
    one, other = Document.objects.order_by("pk")[:2]
    response = editor_client.get(f"/discovery/documents/{one.pk}/beside/{other.pk}/")
    assert re.search(r"같은 보도자료: ‘.+’의 \d+%가 다른 글에 들어 있습니다\.", shown(response))
    assert re.search(r"수치와 이름 \d+가지 가운데 \d+가지가 같습니다", shown(response))
    marks = re.findall(r'<mark class="beside-shared">(.*?)</mark>', response.content.decode(), re.DOTALL)
    assert any("트럭에 세탁기 4대를 싣고" in mark for mark in marks)
    third = Document.objects.order_by("pk")[2]
    assert "다른 보도자료:" in shown(editor_client.get(f"/discovery/documents/{one.pk}/beside/{third.pk}/"))
    assert editor_client.get(f"/discovery/documents/{one.pk}/beside/{one.pk}/").status_code == 404
    assert editor_client.get(f"/discovery/documents/{one.pk}/beside/999999/").status_code == 404


def test_a_document_is_taken_out_and_put_back(editor_client, page):
    other = Document.objects.get(name="b.txt")
    response = editor_client.post(f"{page}documents/{other.pk}/separate/", follow=True)
    assert "같은 보도자료가 아니라고 보아 뺐습니다" in shown(response)
    assert Separation.objects.count() == 1
    response = editor_client.post(f"{page}documents/{other.pk}/rejoin/", follow=True)
    assert "문서를 같은 보도자료로 되돌렸습니다" in shown(response)
    assert not Separation.objects.exists()
    assert "되돌릴 수 없습니다" in shown(editor_client.post(f"{page}documents/{other.pk}/rejoin/", follow=True))


def test_putting_back_from_a_proposal_that_goes_leads_to_the_queue(editor_client, page):
    other = Document.objects.get(name="b.txt")
    editor_client.post(f"{page}documents/{other.pk}/separate/")
    own = other.proposals.get()
    response = editor_client.post(f"/discovery/proposals/{own.pk}/documents/{other.pk}/rejoin/")
    assert response.headers["Location"] == "/discovery/proposals/"


def test_a_linked_event_shows_its_reasons_and_is_decided(editor_client, page):
    text = shown(editor_client.get(page))
    assert "같은 행사로 보이는 글" in text
    assert "같은 기관(경상남도 하동군) · 같은 행사 이름(2023년 혁신 우수사례 경진대회)" in text
    link = EventLink.objects.order_by("pk")[0]
    assert "같은 행사로 확인" in shown(editor_client.post(f"{page}links/{link.pk}/confirm/", follow=True))
    assert "다른 행사" in shown(editor_client.post(f"{page}links/{link.pk}/refuse/", follow=True))
    assert "확인 전" in shown(editor_client.post(f"{page}links/{link.pk}/reopen/", follow=True))
    assert editor_client.post(f"{page}links/{link.pk}/wonder/").status_code == 404
    assert "없어졌습니다" in shown(editor_client.post(f"{page}links/999999/confirm/", follow=True))


def test_a_new_outlet_is_added_as_a_source_with_one_click(editor_client, editor, ingest):
    ingest(HADONG, "a.txt")
    proposal = Proposal.objects.get()
    actions.accept_proposal(actor=editor, proposal_id=proposal.pk, form=actions.form_as_filled(proposal))
    assert "더할 출처" not in shown(editor_client.get("/discovery/proposals/"))
    ingest(HADONG_ELSEWHERE, "b.txt")
    assert "찾아가는 빨래방" in shown(editor_client.get("/discovery/proposals/?state=offers"))
    page, offer = f"/discovery/proposals/{proposal.pk}/", SourceOffer.objects.get()
    assert "이 사례의 출처로 더하기" in shown(editor_client.get(page))
    assert "이 사례의 출처로 더했습니다" in shown(editor_client.post(f"{page}offers/{offer.pk}/add/", follow=True))
    assert Source.objects.count() == 2
    assert "더할 출처" not in shown(editor_client.get("/discovery/proposals/"))
    assert "결정을 되돌렸습니다" in shown(editor_client.post(f"{page}offers/{offer.pk}/reopen/", follow=True))
    assert Source.objects.count() == 1
    assert "더하지 않기로 했습니다" in shown(editor_client.post(f"{page}offers/{offer.pk}/decline/", follow=True))
    assert editor_client.post(f"{page}offers/{offer.pk}/eat/").status_code == 404


def test_more_outlets_cost_no_more_queries(editor_client, ingest, page, django_assert_max_num_queries):
    from django.db import connection

    editor_client.get(page)
    with CaptureQueriesContext(connection) as before:
        editor_client.get(page)
    ingest(HADONG + " 덧붙인 말.", "d.txt")
    ingest(HADONG_ELSEWHERE + " 또 다른 말.", "e.txt")
    ingest(SAME_EVENT + " 끝으로 한마디.", "f.txt")
    with django_assert_max_num_queries(len(before)):
        assert shown(editor_client.get(page)).count("다른 글이면 빼기") == 3


@pytest.mark.parametrize("path", ["documents/1/separate/", "documents/1/rejoin/", "links/1/confirm/", "offers/1/add/"])
def test_visitors_decide_nothing(client, person, page, path):
    assert client.post(page + path).status_code == 302
    client.force_login(person("visitor"))
    assert client.post(page + path).status_code == 403
    assert client.get("/discovery/documents/1/beside/2/").status_code == 403

"""Screens of sources: who sees them, what they show, what can be done and undone, how many queries they cost."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from dure.apps.audit.models import Entry as LogEntry
from dure.apps.discovery import actions, queries
from dure.apps.discovery.models import Source, Visit
from tests.apps.discovery.pages import HADONG
from tests.apps.discovery.sites import article, board, feed
from tests.fakes import Answer

pytestmark = pytest.mark.django_db


def page(response):
    return response.content.decode()


def visited(source):
    made = actions.request_visit(actor=None, source_id=source.pk, is_enqueued=False)
    return actions.go_on(visit_id=made.pk, seconds=None)


@pytest.fixture
def source(add_source, visited_site):
    visited_site.pages["/rss"] = feed(("빨래방 문 열어", "/1"), ("없는 글", "/2"))
    visited_site.pages["/1"] = Answer(HADONG.encode(), headers={"Content-Type": "text/plain; charset=utf-8"})
    return add_source()


NAMES = ["sources", "source_try", "source_add", "source", "source_edit", "visit"]
POSTS = ["source_visit", "source_pause", "source_resume", "source_delete", "source_restore", "source_accept_layout"]


@pytest.mark.parametrize("name", [*NAMES, *POSTS])
def test_strangers_sign_in_and_visitors_are_refused(client, person, source, name):
    arguments = {"visit": [source.pk, visited(source).pk]}.get(name, [source.pk])
    address = reverse(f"discovery:{name}", args=[] if name in {"sources", "source_try", "source_add"} else arguments)
    ask = client.post if name in POSTS else client.get
    assert ask(address)["Location"].startswith("/accounts/login/")
    client.force_login(person("visitor"))
    refused = ask(address)
    assert refused.status_code == 403
    assert source.name not in page(refused)
    if name in {"source_try", "source_add", "source_edit"}:
        data = {
            "address": "https://a.example/",
            "name": "x",
            "kind": "rss",
            "schedule": "daily",
            "hour": 1,
            "weekday": 0,
            "max_pages": 1,
        }
        assert client.post(address, data).status_code == 403
    assert "수집처" not in re.findall(r'<nav class="dure-menu".*?</nav>', page(client.get("/")), re.DOTALL)[0]
    assert Source.objects.get().paused_at is None


def test_visitors_do_nothing_through_actions_either(person, source):
    visitor = person("visitor")
    facts = actions.SourceFacts("x", "rss", "https://a.example/")
    made = visited(source)
    for call in (
        lambda: actions.add_source(actor=visitor, facts=facts),
        lambda: actions.change_source(actor=visitor, source_id=source.pk, facts=facts),
        lambda: actions.pause_source(actor=visitor, source_id=source.pk),
        lambda: actions.resume_source(actor=visitor, source_id=source.pk),
        lambda: actions.delete_source(actor=visitor, source_id=source.pk),
        lambda: actions.restore_source(actor=visitor, source_id=source.pk),
        lambda: actions.accept_layout(actor=visitor, source_id=source.pk),
        lambda: actions.request_visit(actor=visitor, source_id=source.pk),
        lambda: actions.try_address(actor=visitor, address="https://a.example/"),
        lambda: actions.try_entry(actor=visitor, address="https://a.example/"),
        lambda: queries.sources(viewer=visitor),
        lambda: queries.source_counts(viewer=visitor),
        lambda: queries.source(viewer=visitor, source_id=source.pk),
        lambda: queries.source_page(viewer=visitor, source_id=source.pk),
        lambda: queries.deleted_source(viewer=visitor, source_id=source.pk),
        lambda: queries.visit_page(viewer=visitor, source_id=source.pk, visit_id=made.pk),
    ):
        with pytest.raises(actions.EditorsOnly):
            call()


def test_what_is_not_there_is_not_found(editor_client, source):
    for name in NAMES[3:5]:
        assert editor_client.get(reverse(f"discovery:{name}", args=[999])).status_code == 404
    assert editor_client.get(reverse("discovery:visit", args=[source.pk, 999])).status_code == 404
    for name in POSTS:
        assert editor_client.post(reverse(f"discovery:{name}", args=[999])).status_code == 404
        assert editor_client.get(reverse(f"discovery:{name}", args=[source.pk])).status_code == 405


def test_an_empty_list_leads_to_trying(editor_client, lands):
    shown = page(editor_client.get("/discovery/sources/"))
    assert "아직 수집처가 없습니다" in shown
    assert 'href="/discovery/sources/try/"' in shown


def test_the_list_tells_how_each_source_is(editor_client, add_source, source, visited_site):
    visited(source)
    paused = add_source("/b", name="멈춘 곳")
    actions.pause_source(actor=paused.created_by, source_id=paused.pk)
    visited_site.pages["/c"] = Answer(status=500)
    visited(add_source("/c", name="고장 난 곳"))
    shown = page(editor_client.get("/discovery/sources/"))
    rows = {
        name: row
        for row in shown.split('<li class="source-row">')[1:]
        for name in re.findall(r'sources/\d+/">([^<]+)', row)
    }
    assert "살펴볼 것 있음" in rows["하동군 보도자료"]
    assert "읽지 못한 글 1건" in rows["하동군 보도자료"]
    assert "글 1 · 제안 1" in rows["하동군 보도자료"]
    assert 'aria-label="지난 방문 1번에 글 1건, 제안 1건"' in rows["하동군 보도자료"]
    assert "편집자가 멈춤" in rows["멈춘 곳"]
    assert "실패 중" in rows["고장 난 곳"]
    assert "그 누리집이 페이지를 주지 않았습니다" in rows["고장 난 곳"]
    assert "첫 방문 전" not in shown
    assert re.findall(r'review-count">(\d+)', shown) == ["3", "3"]
    visited_site.pages["/d"] = feed()
    visited_site.pages["/d"] = feed(("글", "/1"))
    visited(add_source("/d", name="멀쩡한 곳"))
    attention = page(editor_client.get("/discovery/sources/?state=attention"))
    assert "멀쩡한 곳" not in attention
    assert "고장 난 곳" in attention
    assert "조건에 맞는 수집처가 없습니다" in page(editor_client.get("/discovery/sources/?q=없는이름"))
    assert "멀쩡한 곳" in page(editor_client.get("/discovery/sources/?q=멀쩡"))


def test_one_source_shows_what_is_wrong_and_how_to_mend_it(editor_client, source):
    made = visited(source)
    shown = page(editor_client.get(f"/discovery/sources/{source.pk}/"))
    assert "지난 방문에서 살펴볼 글 1건" in shown
    assert "페이지가 아직 있는지, 로그인이 필요한지 확인해 주세요." in shown
    assert f"/discovery/sources/{source.pk}/visits/{made.pk}/" in shown
    assert "일부를 읽지 못함" in shown
    assert re.findall(r"<dt>(?:글|제안)</dt><dd>(\d+)", shown) == ["2", "1"]


def test_a_visit_shows_every_page_and_its_progress(editor_client, source):
    begun = actions.request_visit(actor=None, source_id=source.pk)
    address = f"/discovery/sources/{source.pk}/visits/{begun.pk}/"
    shown = page(editor_client.get(address))
    assert 'hx-trigger="every 2s"' in shown
    assert "작업자가 돌고 있지 않아" in shown
    actions.go_on(visit_id=begun.pk, seconds=None)
    part = page(editor_client.get(address, headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert "hx-trigger" not in part
    assert "빨래방 문 열어" in part
    assert "그 누리집이 페이지를 주지 않았습니다" in part
    assert "나온 제안 검토하기" in part


FORM = {
    "name": "하동군 소식",
    "address": "https://hadong.example/list.do",
    "kind": "board",
    "government": "하동군",
    "schedule": "weekly",
    "hour": "9",
    "weekday": "2",
    "max_pages": "5",
    "pause_seconds": "",
    "with_attachments": "on",
}


def test_a_source_is_added_changed_paused_resumed_deleted_and_brought_back(editor_client, lands):
    response = editor_client.post("/discovery/sources/add/", FORM)
    made = Source.objects.get()
    assert response["Location"] == f"/discovery/sources/{made.pk}/"
    assert (made.government_id, made.schedule, made.weekday, made.max_pages, made.pause_seconds) == (
        "48850",
        "weekly",
        2,
        5,
        None,
    )
    assert Visit.objects.get().ended_at is None  # the first visit is with the worker
    Visit.objects.all().delete()
    edit = f"/discovery/sources/{made.pk}/edit/"
    assert 'value="경상남도 하동군"' in page(editor_client.get(edit))
    editor_client.post(edit, {**FORM, "name": "새 이름", "with_attachments": ""})
    made.refresh_from_db()
    assert (made.name, made.with_attachments) == ("새 이름", False)
    base = f"/discovery/sources/{made.pk}/"
    editor_client.post(base + "pause/")
    assert "편집자가 멈춤" in page(editor_client.get(base))
    assert "멈춘 수집처입니다" in page(editor_client.post(base + "visit/", follow=True))
    editor_client.post(base + "resume/")
    made.refresh_from_db()
    assert made.paused_at is None
    assert made.next_visit_at <= timezone.now()
    shown = page(editor_client.post(base + "delete/", follow=True))
    assert "지웠습니다" in shown
    assert f'action="{base}restore/"' in shown
    assert "새 이름" not in page(editor_client.get("/discovery/sources/"))
    assert editor_client.get(edit).status_code == 404
    assert "지운 수집처입니다" in page(editor_client.get(base))
    editor_client.post(base + "restore/")
    assert "새 이름" in page(editor_client.get("/discovery/sources/"))
    kinds = [kind.removeprefix("discovery.") for kind in LogEntry.objects.order_by("pk").values_list("kind", flat=True)]
    assert kinds == [
        "source_added", "visit_started", "source_changed", "source_paused", "source_resumed", "source_deleted", "source_restored",
    ]  # fmt: skip


def test_an_address_is_one_source(editor_client, lands):
    editor_client.post("/discovery/sources/add/", FORM)
    first = Source.objects.get()
    assert f"이미 {first.pk}번 수집처의 주소입니다" in page(editor_client.post("/discovery/sources/add/", FORM))
    other = {**FORM, "address": "https://hadong.example/rss"}
    editor_client.post("/discovery/sources/add/", other)
    second = Source.objects.exclude(pk=first.pk).get()
    assert "이미" in page(editor_client.post(f"/discovery/sources/{second.pk}/edit/", FORM))
    editor_client.post(f"/discovery/sources/{first.pk}/delete/")
    editor_client.post(f"/discovery/sources/{second.pk}/edit/", FORM)
    told = page(editor_client.post(f"/discovery/sources/{first.pk}/restore/", follow=True))
    assert f"그사이 {second.pk}번 수집처가 이 주소를 씁니다" in told


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("address", "ftp://a.example/", "전체 주소를 넣어 주세요"),
        ("address", "https://a.example/ b", "전체 주소를 넣어 주세요"),
        ("government", "없는군", "지방정부 목록에 없습니다"),
        ("name", "", "필수"),
        ("max_pages", "51", "50"),
    ],
)
def test_a_form_that_is_wrong_says_where(editor_client, lands, field, value, told):
    response = editor_client.post("/discovery/sources/add/", {**FORM, field: value})
    assert response.status_code == 200
    assert told in page(response)
    assert not Source.objects.exists()


def test_trying_a_board_shows_what_would_be_read(editor_client, lands, visited_site):
    rows = [
        (20, "찾아가는 빨래방 문 열어", "/v/20"),
        (19, "겨울 축제를 엽니다", "/v/19"),
        (18, "프로그램으로 여는 글", "javascript:v(18)"),
    ]
    visited_site.pages["/list"] = board(*rows, following="<strong>1</strong><a href='/list?page=2'>2</a>")
    shown = page(editor_client.post("/discovery/sources/try/", {"address": visited_site.url("/list")}))
    assert "게시판 목록입니다" in shown
    assert "보도자료 - 하동군청" in shown
    assert visited_site.url("/list?page=2") in shown
    assert "읽게 될 글 3건" in shown
    assert "javascript:" not in shown
    assert "v(18)" in shown
    assert visited_site.url("/rss") in shown  # the feed that the page names
    add = re.search(r'href="(/discovery/sources/add/\?[^"]+)"', shown)[1].replace("&amp;", "&")
    form = page(editor_client.get(add))
    assert f'value="{visited_site.url("/list")}"' in form
    assert '<option value="board" selected' in form
    assert not Source.objects.exists()


def test_trying_an_entry_shows_what_the_reader_finds(editor_client, lands, visited_site):
    visited_site.pages["/v/20"] = Answer(HADONG.encode(), headers={"Content-Type": "text/plain; charset=utf-8"})
    data = {"address": visited_site.url("/list"), "entry": visited_site.url("/v/20")}
    part = page(editor_client.post("/discovery/sources/try/", data, headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert "제안될 사례 1건" in part
    assert "<strong>찾아가는 빨래방</strong>" in part
    assert "경상남도 하동군" in part
    assert '<q class="source-quote">찾아가는 빨래방</q>' in part
    whole = page(editor_client.post("/discovery/sources/try/", data))
    assert "목록 다시 보기" in whole
    visited_site.pages["/v/20"] = Answer(status=404)
    assert "그 누리집이 페이지를 주지 않았습니다" in page(editor_client.post("/discovery/sources/try/", data))


def test_trying_a_page_and_a_feed(editor_client, lands, visited_site):
    visited_site.pages["/about"] = article("우리 군의 혁신 이야기")
    visited_site.pages["/rss"] = feed(("글", "/1"))
    shown = page(editor_client.post("/discovery/sources/try/", {"address": visited_site.url("/about")}))
    assert "글이 담긴 한 페이지입니다" in shown
    assert "이 글에서는 사례를 찾지 못했습니다" in shown
    assert "피드입니다" in page(editor_client.post("/discovery/sources/try/", {"address": visited_site.url("/rss")}))


@pytest.mark.parametrize(
    ("path", "answer", "told"),
    [
        ("/x", Answer(status=404), "그 누리집이 페이지를 주지 않았습니다"),
        ("/x", Answer(b"<p>hi</p>", headers={"Content-Type": "image/png"}), "글이 담긴 페이지가 아닙니다"),
        ("/x", Answer(b"<html><body><p>menu</p></body></html>"), "글 목록을 찾지 못했습니다"),
        ("/x", Answer(b"y", headers={"Content-Length": "99999999"}), "페이지가 너무 큽니다"),
        ("/x", Answer(b"x" * 100, pause=0.05), "정해진 시간 안에 답이 오지 않았습니다"),
        ("/robots.txt", Answer(b"User-agent: *\nDisallow: /\n"), "자동 읽기를 허락하지 않습니다"),
    ],
    ids=["gone", "picture", "no list", "large", "slow", "robots"],
)
def test_trying_what_cannot_be_read_says_why(  # noqa: PLR0913, PLR0917  # fixtures
    editor_client, lands, visited_site, path, answer, told
):
    visited_site.pages[path] = answer
    assert told in page(editor_client.post("/discovery/sources/try/", {"address": visited_site.url("/x")}))


@pytest.mark.parametrize("address", ["http://127.0.0.1/", "http://169.254.169.254/latest/", "http://[::1]/"])
def test_trying_a_private_address_is_refused(editor_client, lands, address):
    assert "내부망 주소는 읽지 않습니다" in page(editor_client.post("/discovery/sources/try/", {"address": address}))


def test_trying_has_a_limit(editor_client, lands, visited_site, settings):
    settings.TRIES_PER_HOUR = 2
    visited_site.pages["/rss"] = feed(("글", "/1"))
    data = {"address": visited_site.url("/rss")}
    assert [editor_client.post("/discovery/sources/try/", data).status_code for _ in range(3)] == [200, 200, 429]
    assert "한 시간에 시험해 볼 수 있는 만큼" in page(editor_client.post("/discovery/sources/try/", data))
    assert visited_site.paths().count("/rss") == 2


def test_a_source_cannot_run_scripts(editor_client, lands, visited_site):
    evil = "<![CDATA[&lt;script&gt;alert(1)&lt;/script&gt; 글]]>"
    visited_site.pages["/rss"] = Answer(
        f"<rss><channel><title>{evil}</title><item><title>{evil}</title><link>/1</link></item></channel></rss>".encode(),
        headers={"Content-Type": "text/xml"},
    )
    assert "<script>alert" not in page(
        editor_client.post("/discovery/sources/try/", {"address": visited_site.url("/rss")})
    )


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_as_many_queries_for_three_as_for_one(
    editor_client, add_source, visited_site, django_assert_num_queries, number
):
    visited_site.pages["/1"] = article("첫째 소식")
    for n in range(number):
        visited_site.pages[f"/rss{n}"] = feed(("글", "/1"))
        visited(add_source(f"/rss{n}", name=f"{n}", government="48850"))
    with django_assert_num_queries(7):
        assert editor_client.get("/discovery/sources/").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_a_source_and_a_visit_cost_as_many_queries_for_three_as_for_one(
    editor_client, add_source, visited_site, django_assert_num_queries, number
):
    visited_site.pages["/rss"] = feed(*[(f"{n}", f"/gone/{n}") for n in range(number)])
    source = add_source()
    for _ in range(number):
        last = visited(source)
    first = source.visits.order_by("pk")[0]
    with django_assert_num_queries(11):
        assert editor_client.get(f"/discovery/sources/{source.pk}/").status_code == 200
    with django_assert_num_queries(7):
        assert editor_client.get(f"/discovery/sources/{source.pk}/visits/{first.pk}/").status_code == 200
    assert last.pk


def test_screens_stand_in_english_too(editor_client, source, visited_site):
    made = visited(source)
    for address in ("", "try/", "add/", f"{source.pk}/", f"{source.pk}/edit/", f"{source.pk}/visits/{made.pk}/"):
        shown = editor_client.get(f"/discovery/sources/{address}", headers={"accept-language": "en"})
        assert shown.status_code == 200
        main = re.search(r"<main.*?</main>", page(shown), re.DOTALL)[0]
        words = re.sub(
            r"하동군 보도자료|경상남도[^<]*|빨래방 문 열어|없는 글|<option value=\"[^\"]*\"></option>|editor", "", main
        )
        assert not re.findall(r">[^<]*[가-힣]+[^<]*<", words)

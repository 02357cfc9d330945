"""Visits to sources: what is read and what is not asked again, and how a source fares when its site does not answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from dure.apps.audit.models import Entry as LogEntry
from dure.apps.discovery import actions, outside, rules
from dure.apps.discovery.models import Document, HostTurn, Proposal, Source, SourceItem, Visit, VisitItem
from tests.apps.discovery.pages import HADONG
from tests.apps.discovery.sites import RSS_TYPE, article, board, feed, hwpx
from tests.fakes import Answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(visited_site):
    return visited_site


@pytest.fixture
def add(add_source):
    return add_source


def visit(source, **options):
    made = actions.request_visit(actor=None, source_id=source.pk, is_enqueued=False)
    made = actions.go_on(visit_id=made.pk, **{"seconds": None, **options})
    source.refresh_from_db()
    return made


def test_a_feed_is_read_once_and_its_cases_are_proposed(add, site):
    site.pages["/rss"] = feed(("빨래방 문 열어", "/1"), ("동네 소식", "/2"))
    site.pages["/1"] = Answer(HADONG.encode(), headers={"Content-Type": "text/plain; charset=utf-8"})
    site.pages["/2"] = article("겨울 축제를 엽니다")
    source = add()
    assert source.next_visit_at is not None
    first = visit(source)
    assert (first.outcome, first.entries, first.new, first.failed, first.proposals) == ("done", 2, 2, 0, 1)
    assert Proposal.objects.get().title == "찾아가는 빨래방"
    assert {document.url for document in Document.objects.all()} == {site.url("/1"), site.url("/2")}
    assert source.last_success_at is not None
    assert source.next_visit_at > timezone.now()
    assert first.batch.kind == "source"
    assert first.batch.finished_at is not None
    site.asked.clear()
    second = visit(source)
    assert (second.outcome, second.new, second.unchanged) == ("unchanged", 0, 0)
    assert site.paths() == ["/rss"]
    kinds = list(LogEntry.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds.count("discovery.visit_started") == kinds.count("discovery.visit_ended") == 2


def test_a_server_that_says_unchanged_is_believed(add, site):
    listing = feed(("빨래방", "/1"))
    listing.headers["ETag"] = '"v1"'
    site.pages["/rss"] = listing
    site.pages["/1"] = article("빨래방 이야기")
    source = add()
    visit(source)
    assert (source.etag, source.last_modified) == ('"v1"', "")
    site.pages["/rss"] = Answer(status=304)
    site.asked.clear()
    again = visit(source)
    assert (again.outcome, again.pages, again.error_code) == ("unchanged", 0, "")
    assert site.asked[0][1]["If-None-Match"] == '"v1"'
    assert source.etag == '"v1"'


def test_a_board_is_read_over_three_pages_with_its_attachments(add, site):
    def numbers(now):
        return "".join(
            f"<a href='/list?page={n}'>{n}</a>" if n != now else f"<strong>{n}</strong>" for n in (1, 2, 3, 4)
        )

    site.pages["/list"] = board((20, "첫째 글의 제목", "/v/20"), (19, "둘째 글의 제목", "/v/19"), following=numbers(1))
    site.pages["/list?page=2"] = board(
        (18, "셋째 글의 제목", "/v/18"), (17, "넷째 글의 제목", "/v/17"), following=numbers(2)
    )
    site.pages["/list?page=3"] = board((16, "다섯째 글의 제목", "/v/16"), following=numbers(3))
    for n in (20, 19, 18, 17, 16):
        site.pages[f"/v/{n}"] = article(f"{n}번째 마을 소식")
    link = "<ul><li><a href='/down?id=1'>붙임 보도자료.hwpx</a></li><li><a href='/photo.jpg'>사진.jpg</a></li></ul>"
    site.pages["/v/20"] = article("20번째 마을 소식", files=link)
    site.pages["/down?id=1"] = Answer(
        hwpx("하동군은 마을 세탁소를 열었다고 20일 밝혔다."), headers={"Content-Type": "application/x-msdownload"}
    )
    source = add("/list", "board", max_pages=3)
    made = visit(source)
    assert (made.outcome, made.pages, made.entries, made.new, made.failed) == ("done", 3, 5, 6, 0)
    attachment = SourceItem.objects.get(parent__isnull=False)
    assert (attachment.title, attachment.parent.address) == ("붙임 보도자료.hwpx", site.url("/v/20"))
    assert attachment.document.text == "하동군은 마을 세탁소를 열었다고 20일 밝혔다."
    assert "/list?page=4" not in site.paths()
    assert (source.entries_usual, made.is_layout_changed) == (2, False)
    site.pages["/list"] = board(
        (21, "새 글의 제목입니다", "/v/21"), (20, "첫째 글의 제목", "/v/20"), following=numbers(1)
    )
    site.pages["/v/21"] = article("21번째 마을 소식")
    site.asked.clear()
    assert visit(source).new == 1
    # the second page held nothing new, so the third was not asked for
    assert site.paths() == ["/list", "/list?page=2", "/v/21"]


def test_a_page_whose_text_changed_is_a_new_document_and_the_old_one_stays(add, site, time_machine_after):
    site.pages["/rss"] = feed(("빨래방", "/1"))
    site.pages["/1"] = article("빨래방 이야기")
    source = add()
    visit(source)
    old = SourceItem.objects.get().document
    # only the counter of visitors changed: the text is the same
    site.pages["/1"] = Answer(site.pages["/1"].body.replace(b"</body>", "<footer>조회수 81</footer></body>".encode()))
    time_machine_after(hours=21)
    assert (visit(source).unchanged, Document.objects.count()) == (1, 1)
    site.pages["/1"] = article("빨래방 이야기", "세탁기를 두 대 더 놓았다.")
    time_machine_after(hours=42)
    made = visit(source)
    assert (made.outcome, made.changed) == ("done", 1)
    new = SourceItem.objects.get().document
    assert new.pk != old.pk
    assert set(Document.objects.values_list("pk", flat=True)) == {old.pk, new.pk}
    assert "두 대 더" in new.text
    # a week later nobody asks any more
    time_machine_after(days=9)
    site.asked.clear()
    visit(source)
    assert site.paths() == ["/robots.txt", "/rss"] or site.paths() == ["/rss"]


@pytest.fixture
def time_machine_after(monkeypatch):
    """Set the clock of the application so much later than now; the database's own clock stays."""
    began = timezone.now()

    def later(**step):
        monkeypatch.setattr(timezone, "now", lambda: began + timedelta(**step))

    return later


def test_the_feed_says_what_changed(add, site):
    def dated(stamp):
        return Answer(
            f"<rss><channel><item><title>빨래방</title><link>/1</link><pubDate>{stamp}</pubDate></item></channel></rss>".encode(),
            headers=dict(RSS_TYPE),
        )

    site.pages["/rss"] = dated("Wed, 18 Nov 2026 09:00:00 +0900")
    site.pages["/1"] = article("빨래방 이야기")
    source = add()
    visit(source)
    site.pages["/rss"] = dated("Thu, 19 Nov 2026 09:00:00 +0900")
    site.pages["/1"] = article("빨래방 이야기", "세탁기를 두 대 더 놓았다.")
    assert visit(source).changed == 1


def test_an_item_that_fails_is_told_and_tried_again(add, site):
    site.pages["/rss"] = feed(("하나", "/1"), ("둘", "/2"), ("사진", "/3"))
    site.pages["/1"] = Answer(status=500)
    site.pages["/2"] = article("둘째 소식")
    site.pages["/3"] = Answer(b"\x89PNG", headers={"Content-Type": "image/png"})
    source = add()
    made = visit(source)
    assert (made.outcome, made.new, made.failed) == ("partly", 1, 2)
    assert dict(VisitItem.objects.values_list("title", "error_code")) == {
        "하나": "http-status",
        "둘": "",
        "사진": "wrong-content",
    }
    assert (source.failures, source.last_success_at is None) == (0, False)
    site.pages["/1"] = article("첫째 소식")
    again = visit(source)
    assert (again.new, again.failed) == (1, 1)
    visit(source)
    site.asked.clear()
    visit(source)
    assert "/3" not in site.paths()  # after three failures it is left alone


def test_a_site_that_fails_is_visited_ever_less_and_then_not_at_all(add, site, settings):
    settings.SOURCE_FAILURES = 3
    site.pages["/rss"] = Answer(status=500)
    source = add()
    gaps = []
    for _ in range(2):
        made = visit(source)
        assert (made.outcome, made.error_code) == ("failed", "http-status")
        gaps.append(round((source.next_visit_at - made.ended_at).total_seconds() / 60))
    assert gaps == [30, 60]
    visit(source)
    assert (source.failures, source.pause_reason, source.next_visit_at) == (3, "failures", None)
    with pytest.raises(actions.SourcePaused):
        actions.request_visit(actor=None, source_id=source.pk)


def test_a_site_that_forbids_robots_is_paused_at_once(add, site):
    site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /\n")
    source = add()
    made = visit(source)
    assert (made.outcome, made.error_code, source.pause_reason) == ("failed", "robots-forbidden", "refused")
    assert site.paths() == ["/robots.txt"]


def test_a_site_that_cannot_tell_its_robots_is_tried_again(add, visited_site):
    visited_site.pages["/robots.txt"] = Answer(status=503)
    source = add()
    assert visit(source).error_code == "robots-unknown"
    assert (source.paused_at, source.failures) == (None, 1)


def test_a_file_that_cannot_be_read_is_fetched_once_until_the_reader_is_another(add, site, monkeypatch):
    site.pages["/rss"] = feed(("그림 파일", "/file"))
    site.pages["/file"] = Answer(
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR" + bytes(100), headers={"Content-Type": "application/octet-stream"}
    )
    source = add()
    assert (visit(source).failed, VisitItem.objects.get().error_code) == (1, "binary")
    assert visit(source).failed == 0
    assert site.paths().count("/file") == 1
    Document.objects.update(reader="an older one")
    visit(source)
    assert site.paths().count("/file") == 2


def test_a_list_over_which_the_reader_stumbles_ends_the_visit(add, site, monkeypatch):
    site.pages["/rss"] = feed(("하나", "/1"))

    def stumble(*_, **__):
        message = "a new kind of page"
        raise RuntimeError(message)

    monkeypatch.setattr(actions.visiting.reading, "find_listing", stumble)
    made = visit(add())
    assert (made.outcome, made.error_code, made.error_message) == (
        "failed",
        "reader-failed",
        "RuntimeError: a new kind of page",
    )


def test_a_slow_site_fails_the_visit_not_the_worker(add, site):
    site.pages["/rss"] = Answer(b"x" * 100, pause=0.05, headers=dict(RSS_TYPE))
    assert visit(add()).error_code == "too-slow"


def test_what_is_no_list_says_so(add, site):
    site.pages["/rss"] = article("빨래방 이야기")
    assert visit(add()).error_code == "not-a-list"


def test_a_list_that_moved_is_followed(add, site):
    site.pages["/rss"] = Answer(status=301, headers={"Location": "/new/rss"})
    site.pages["/new/rss"] = feed(("빨래방", "view?id=1"))
    site.pages["/new/view?id=1"] = article("빨래방 이야기")
    assert visit(add()).new == 1


def test_another_layout_is_noticed_and_accepted(add, site, editor):
    rows = [(n, f"{n}번째 글의 제목입니다", f"/v/{n}") for n in (20, 19, 18)]
    site.pages["/list"] = board(*rows)
    for _, title, path in rows:
        site.pages[path] = article(title)
    source = add("/list", "board")
    visit(source)
    before = source.fingerprint
    site.pages["/list"] = Answer(
        "".join(
            ["<html><body><ul class='news-cards'>"]
            + [
                f"<li><a href='{path}'><h4>{title}</h4></a><span class='date'>2026.11.{n}</span></li>"
                for n, title, path in rows
            ]
            + ["</ul></body></html>"]
        ).encode()
    )
    made = visit(source)
    assert (made.is_layout_changed, made.entries_before, made.first_page_entries) == (True, 3, 3)
    assert source.fingerprint == before
    actions.accept_layout(actor=editor, source_id=source.pk)
    source.refresh_from_db()
    assert source.fingerprint == made.fingerprint
    assert not visit(source).is_layout_changed
    site.pages["/list"] = board()
    assert visit(source).error_code == "not-a-list"


def test_a_list_that_shrank_is_noticed(add, site):
    rows = [(n, f"{n}번째 글의 제목입니다", f"/v/{n}") for n in range(20, 12, -1)]
    site.pages["/list"] = board(*rows)
    source = add("/list", "board")
    visit(source)
    site.pages["/list"] = board(*rows[:3])
    made = visit(source)
    assert (made.is_layout_changed, made.entries_before, made.first_page_entries) == (True, 8, 3)


def test_rows_that_cannot_be_followed_are_told(add, site):
    site.pages["/list"] = board(
        (20, "프로그램으로 여는 글", "javascript:view(20)"), (19, "그냥 여는 글입니다", "/v/19")
    )
    site.pages["/v/19"] = article("19번째 소식")
    made = visit(add("/list", "board"))
    assert (made.outcome, made.new, made.closed) == ("partly", 1, 1)
    assert VisitItem.objects.get(outcome="closed").error_code == "no-way"


def test_one_page_is_watched(add, site):
    site.pages["/about"] = article("우리 군의 혁신 이야기")
    source = add("/about", "page")
    assert visit(source).new == 1
    assert (visit(source).unchanged, Document.objects.count()) == (1, 1)
    site.pages["/about"] = article("우리 군의 혁신 이야기", "올해 세 가지를 더 시작했다.")
    assert visit(source).changed == 1
    site.pages["/about"] = Answer(status=404)
    made = visit(source)
    assert (made.outcome, made.error_code, source.failures) == ("failed", "http-status", 1)


def test_a_sitemap_index_leads_to_its_sitemaps(add, site):
    site.pages["/sitemap.xml"] = Answer(
        f"<sitemapindex><sitemap><loc>{site.url('/s1.xml')}</loc></sitemap></sitemapindex>".encode(),
        headers={"Content-Type": "text/xml"},
    )
    rows = "".join(f"<url><loc>{site.url(path)}</loc></url>" for path in ("/news/1", "/menu/1", "/news/2"))
    site.pages["/s1.xml"] = Answer(f"<urlset>{rows}</urlset>".encode(), headers={"Content-Type": "text/xml"})
    site.pages["/news/1"], site.pages["/news/2"] = article("첫째 소식"), article("둘째 소식")
    made = visit(add("/sitemap.xml", "sitemap", only_containing="/news/"))
    assert (made.outcome, made.pages, made.new) == ("done", 2, 2)


def test_what_is_too_much_for_one_visit_is_read_by_the_next(add, site, settings):
    settings.SOURCE_ITEMS = 2
    site.pages["/rss"] = feed(*[(f"{n}번째 글", f"/{n}") for n in range(3)])
    for n in range(3):
        site.pages[f"/{n}"] = article(f"{n}번째 소식")
    source = add()
    made = visit(source)
    assert (made.new, made.postponed) == (2, 1)
    assert visit(source).new == 1


def test_a_visit_goes_on_where_it_was_broken_off(add, site):
    site.pages["/rss"] = feed(("하나", "/1"), ("둘", "/2"))
    site.pages["/1"], site.pages["/2"] = article("첫째 소식"), article("둘째 소식")
    source = add()
    begun = visit(source, seconds=-1)  # no time at all: the next job is asked for
    assert begun.ended_at is None
    assert ProcrastinateJob.objects.get().args == {"visit_id": begun.pk}
    again = actions.request_visit(actor=None, source_id=source.pk)
    assert again.pk == begun.pk
    assert ProcrastinateJob.objects.count() == 1
    done = actions.go_on(visit_id=begun.pk, seconds=None)
    assert (done.outcome, done.new) == ("done", 2)


def test_two_processes_never_visit_one_source_at_once(add, site):
    source = add()
    begun = actions.request_visit(actor=None, source_id=source.pk, is_enqueued=False)
    other = connection.copy()  # another process: its lock is not ours
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [actions.visiting._VISIT_LOCK, source.pk])
        assert actions.go_on(visit_id=begun.pk, seconds=None).ended_at is None
        assert site.paths() == []
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [actions.visiting._VISIT_LOCK, source.pk])
    finally:
        other.close()
    assert actions.go_on(visit_id=begun.pk, seconds=None).ended_at is not None


def test_a_document_over_which_the_worker_died_twice_is_given_up(add, site):
    site.pages["/rss"] = feed(("하나", "/1"), ("둘", "/2"))
    site.pages["/1"], site.pages["/2"] = article("첫째 소식"), article("둘째 소식")
    source = add()
    begun = actions.request_visit(actor=None, source_id=source.pk, is_enqueued=False)
    actions.visiting._list_step(begun)
    VisitItem.objects.filter(title="하나").update(attempts=2)
    done = actions.go_on(visit_id=begun.pk, seconds=None)
    assert (done.new, done.failed) == (1, 1)
    assert VisitItem.objects.get(title="하나").error_code == "reader-died"


def test_an_unforeseen_error_is_told_of_its_item_only(add, site, monkeypatch):
    site.pages["/rss"] = feed(("하나", "/1"), ("둘", "/2"))
    site.pages["/1"], site.pages["/2"] = article("첫째 소식"), article("둘째 소식")
    real = actions.visited.read_document

    def stumble(content, **given):
        if given["name"].endswith("/1"):
            message = "disk on fire"
            raise RuntimeError(message)
        return real(content, **given)

    monkeypatch.setattr(actions.visited, "read_document", stumble)
    made = visit(add())
    assert (made.new, made.failed) == (1, 1)
    assert VisitItem.objects.get(title="하나").error_message == "RuntimeError: disk on fire"


def test_due_sources_are_enqueued_once(add, site, editor):
    due = add("/a")
    later = add("/b", name="나중")
    add("/c", name="손으로만", schedule="manual")
    Source.objects.filter(pk=later.pk).update(next_visit_at=timezone.now() + timedelta(hours=1))
    actions.pause_source(actor=editor, source_id=add("/d", name="멈춘 곳").pk)
    assert actions.visit_due_sources() == 1
    assert actions.visit_due_sources() == 1  # it is under way, and still has one job only
    assert ProcrastinateJob.objects.count() == 1
    assert Visit.objects.get().source == due
    Visit.objects.update(ended_at=timezone.now())
    Source.objects.update(next_visit_at=None)
    assert actions.visit_due_sources() == 0


def test_the_jobs_of_those_names_exist():
    from procrastinate.contrib.django import app

    assert "dure.apps.discovery.tasks.visit_source" in app.tasks
    periodic = {entry.task.name: entry.cron for entry in app.periodic_registry.periodic_tasks.values()}
    assert periodic["dure.apps.discovery.tasks.visit_due_sources"] == "*/5 * * * *"


def test_turns_are_shared_and_far_ones_refused(db):
    assert outside.database_turn("a.example", 5.0, 60.0) == 0.0
    assert 4.5 < outside.database_turn("a.example", 5.0, 60.0) <= 5.0
    assert 9.5 < outside.database_turn("a.example", 5.0, 60.0) <= 10.0
    assert outside.database_turn("b.example", 5.0, 60.0) == 0.0
    with pytest.raises(outside.HostBusy):
        outside.database_turn("a.example", 5.0, 3.0)
    assert HostTurn.objects.count() == 2


def test_a_source_keeps_its_own_distance(add, site, waits):
    site.pages["/rss"] = feed(("하나", "/1"))
    site.pages["/1"] = article("첫째 소식")
    visit(add(pause_seconds=7))
    assert len(waits) == 1
    assert 5 < waits[0] <= 7


@pytest.mark.parametrize(
    ("facts", "now", "due"),
    [
        ({"schedule": "daily", "hour": 7}, "2026-11-22T00:00", "2026-11-22T22:07"),  # 09:00 in Seoul: tomorrow at 07:07
        ({"schedule": "daily", "hour": 20}, "2026-11-22T00:00", "2026-11-22T11:07"),
        ({"schedule": "weekly", "hour": 7, "weekday": 0}, "2026-11-22T00:00", "2026-11-22T22:07"),  # 22 is a Sunday
        ({"schedule": "weekly", "hour": 7, "weekday": 6}, "2026-11-22T00:00", "2026-11-28T22:07"),
        ({"schedule": "hourly"}, "2026-11-22T00:30", "2026-11-22T01:07"),
        ({"schedule": "hourly"}, "2026-11-22T00:02", "2026-11-22T01:07"),
        ({"schedule": "hourly", "failures": 1}, "2026-11-22T00:30", "2026-11-22T01:30"),
        ({"schedule": "daily", "failures": 4}, "2026-11-22T00:30", "2026-11-22T04:30"),
        ({"schedule": "daily", "failures": 40}, "2026-11-22T00:30", "2026-11-23T00:30"),
        ({"schedule": "manual", "failures": 2}, "2026-11-22T00:30", None),
    ],
)
def test_when_a_source_is_due(facts, now, due):
    found = rules.next_visit_at(Source(pk=1, **facts), datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert (found.astimezone(UTC).strftime("%Y-%m-%dT%H:%M") if found else None) == due

"""``dure sources``: trying, adding, visiting and looking after sources without a screen."""

from __future__ import annotations

import json

import pytest

from dure.apps.discovery import outside
from dure.apps.discovery.models import Source
from dure.cli import main
from tests.apps.discovery.pages import HADONG
from tests.apps.discovery.sites import board, feed
from tests.apps.factories import hadong
from tests.fakes import Answer, fake_site, loopback_too

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(monkeypatch):
    with fake_site() as made:
        fetcher = outside.Fetcher(policy=loopback_too, ports=None, total_seconds=1.5, sleep=lambda _: None)
        monkeypatch.setattr(outside, "fetch", fetcher.fetch)
        made.pages["/rss"] = feed(("빨래방 문 열어", "/1"), ("없는 글", "/2"))
        made.pages["/1"] = Answer(HADONG.encode(), headers={"Content-Type": "text/plain; charset=utf-8"})
        yield made


def test_a_source_is_tried_added_visited_and_looked_after(site, capsys):
    hadong()
    address = site.url("/rss")
    assert main(["sources", "try", address]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == ["rss: 소식", f"  -           빨래방 문 열어  {site.url('/1')}"]
    assert main(["sources", "add", address, "--name", "하동군", "--kind", "rss", "--government", "48850"]) == 0
    source = Source.objects.get()
    assert capsys.readouterr().out == f"{source.pk}  하동군\n"
    assert main(["sources", "visit", "--due", "--lang", "ko"]) == 0
    shown = capsys.readouterr().out
    assert "하동군: 일부를 읽지 못함 — 새 글 1, 바뀐 글 0, 실패 1; 제안 1건" in shown
    assert "없는 글: 그 누리집이 페이지를 주지 않았습니다 (페이지가 아직 있는지" in shown
    assert main(["sources", "visit", "--due", "--lang", "ko"]) == 0
    assert capsys.readouterr().out == "때가 된 수집처가 없습니다\n"
    assert main(["sources", "health", "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["state"], row["brought"], row["proposals"], row["error"]) == ("doubtful", 1, 1, None)
    site.pages["/rss"] = Answer(status=500)
    assert main(["sources", "visit", "하동군", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "http-status"
    assert main(["sources", "health", "--lang", "ko"]) == 1
    shown = capsys.readouterr().out
    assert "실패 중: 하동군" in shown
    assert "그 누리집이 페이지를 주지 않았습니다" in shown
    assert main(["sources", "list", "--lang", "ko"]) == 0
    assert address in capsys.readouterr().out


def test_what_is_wrong_is_one_line(site, capsys):
    address = site.url("/rss")
    assert main(["sources", "visit", "없는 수집처", "--lang", "ko"]) == 1
    assert capsys.readouterr().err == "dure: ‘없는 수집처’ 수집처가 없습니다\n"
    assert main(["sources", "add", address, "--name", "a", "--kind", "rss", "--government", "99999"]) == 1
    assert capsys.readouterr().err == "dure: no government has the code 99999\n"
    assert main(["sources", "add", address, "--name", "a", "--kind", "rss", "--json"]) == 0
    number = json.loads(capsys.readouterr().out)["id"]
    assert main(["sources", "add", address, "--name", "b", "--kind", "rss"]) == 1
    assert capsys.readouterr().err == f"dure: source {number} has this address already\n"
    assert main(["sources", "try", site.url("/gone")]) == 1
    assert "answers 404" in capsys.readouterr().out


def test_trying_as_json_tells_what_cannot_be_followed(site, capsys):
    site.pages["/list"] = board((20, "프로그램으로 여는 글", "javascript:v(20)"), (19, "그냥 여는 글입니다", "/v/19"))
    assert main(["sources", "try", site.url("/list"), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["kind"], found["feeds"]) == ("board", [site.url("/rss")])
    assert [(entry["url"], entry["obstacle"]) for entry in found["entries"]] == [
        (None, "v(20)"),
        (site.url("/v/19"), None),
    ]

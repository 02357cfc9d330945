"""Somebody who only reads: from a question to the characters of the source."""

import csv
import io
import json

import pytest


def test_from_words_to_the_evidence(visitor):
    page = visitor.open("/")
    page.locator("main").get_by_role("searchbox").fill("생명을 지키는 골든타임")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/?**")
    visitor.check()
    hit = page.locator("main").get_by_role("link", name="골든타임").first
    title = hit.inner_text()
    hit.click()
    page.wait_for_url("**/cases/*/")
    assert title.split("!")[0].strip() in page.locator("h1").inner_text()
    visitor.check()
    page.locator("h1").get_by_role("link").first.click()
    shown = page.locator(":target")
    assert shown.count() == 1
    assert "골든타임" in shown.inner_text()
    visitor.check()


def test_a_search_without_hits_helps(visitor, phone):
    for somebody in (visitor, phone):
        page = somebody.open("/cases/?q=우주정거장 반려고래")
        assert "우주정거장" in page.locator("main").inner_text()
        somebody.check()


@pytest.mark.parametrize(
    "path", ["/cases/", "/cases/?award=any&sort=title", "/cases/1/", "/cases/1/revisions/", "/api/v1/docs"]
)
def test_screens_of_the_registry(visitor, phone, path):
    for somebody in (visitor, phone):
        somebody.open(path)
        assert somebody.status == 200
        somebody.check()


def test_without_a_script_search_filters_and_pages_work(scriptless):
    page = scriptless.open("/cases/")
    page.locator("select[name=award]").select_option(index=1)
    page.get_by_role("button", name="적용").click()
    page.wait_for_url("**award=**")
    assert page.locator("main h2, main h3").count() > 0
    page = scriptless.open("/cases/?page=2")
    assert page.get_by_label("현재 쪽").or_(page.locator("[aria-current=page]").last).count()


def test_the_result_is_taken_away_as_a_table_and_as_json(visitor, site):
    page = visitor.open("/cases/?region=48")
    rows = list(
        csv.reader(io.StringIO(page.request.get(f"{site.url}/cases/export.csv?region=48").text().lstrip("\ufeff")))
    )
    listed = json.loads(page.request.get(f"{site.url}/api/v1/cases?region=48&limit=100").text())
    assert len(rows) - 1 == listed["count"] > 0
    whole = json.loads(page.request.get(f"{site.url}/api/v1/cases?limit=1").text())
    assert whole["count"] >= 30
    assert len(whole["items"]) == 1


def test_a_visitor_finds_no_door_to_the_review(visitor):
    for path in (
        "/discovery/proposals/",
        "/discovery/proposals/1/",
        "/discovery/upload/",
        "/cases/1/edit/",
        "/people/",
    ):
        page = visitor.open(path)
        assert "/accounts/login/" in page.url or visitor.status in {403, 404}, path

"""The map in a browser: three ways, the keyboard, a phone, no script."""

import pytest
from playwright.sync_api import expect

WAYS = [
    "/",
    "/map/",
    "/map/?view=tiles",
    "/map/?view=table",
    "/map/?layer=province&measure=per100k",
    "/map/?province=48",
]


@pytest.mark.parametrize("path", [*WAYS, "/map/?as_of=2005-01-01", "/map/?year_from=1990"])
def test_every_way_to_the_counts(visitor, phone, path):
    for somebody in (visitor, phone):
        page = somebody.open(path)
        assert page.locator("h1").count() == 1
        somebody.check()


@pytest.mark.parametrize("path", ["/map/", "/map/?view=tiles"])
def test_the_keyboard_walks_inside_a_province_and_from_one_to_the_next(visitor, path):
    page = visitor.open(path)
    places = page.locator("[data-map] a.place")
    stops = "places => places.filter(place => place.tabIndex >= 0).length"
    name = "document.activeElement.querySelector('title').textContent.split(':')[0]"
    assert places.evaluate_all(stops) == 1
    places.first.focus()
    assert page.evaluate(name) == "종로구, 서울특별시"
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "End"):
        page.keyboard.press(key)
        assert page.evaluate(name).endswith(", 서울특별시")
    last = page.evaluate(name)
    page.keyboard.press("PageDown")
    assert page.evaluate(name).endswith(", 전남광주통합특별시")
    assert page.locator("#map-detail").inner_text().startswith(page.evaluate(name))
    page.keyboard.press("PageUp")
    assert page.evaluate(name) == last
    assert places.evaluate_all(stops) == 1
    page.keyboard.press("Enter")
    page.wait_for_url("**/governments/*/")
    assert last.split(",")[0] in page.locator("h1").inner_text()


def test_filters_and_ways_keep_each_other(visitor):
    page = visitor.open("/map/")
    page.get_by_label("수상").select_option("any")
    page.get_by_role("button", name="적용").click()
    page.get_by_role("link", name="표", exact=True).click()
    page.get_by_role("link", name="시·도", exact=True).click()
    assert "award=any" in page.url
    assert "view=table" in page.url
    expect(page.locator("tbody tr")).to_have_count(16)
    assert "수상한 사례 · 시·도 · 사례 수" in page.locator(".map-summary").inner_text()


def test_without_a_script_the_places_are_links(scriptless):
    page = scriptless.open("/map/?province=48")
    address = page.locator("[data-map] a.place", has_text="하동군").get_attribute("href")
    assert address == "/governments/48850/"
    assert page.locator("#map-detail").is_hidden()
    page.locator(".map-inside a", has_text="하동군").click()
    assert "하동군" in page.locator("h1").inner_text()

"""The gold itself is sound: what it quotes stands on its page, days have the weekday they are written with, names are official."""

from __future__ import annotations

import html
import re
from datetime import date
from functools import cache

import pytest

from dure.data.governments import governments_on
from tests.gold.measured import HERE, gold_of
from tests.gold.scoring import squeezed

KEYS = {
    "file", "body", "words", "paragraphs", "title", "published_at", "outlet", "subject", "event", "awards", "awards_also",
    "weekdays", "cases", "cases_also", "owners",
}  # fmt: skip
KINDS = {"contest", "assessment", "sharing", "council", "participation", "other"}
WEEKDAYS = "월화수목금토일"
PAGES = [
    pytest.param(collection, gold, id=f"{collection}-{gold['file']}")
    for collection in ("pages", "held")
    for gold in gold_of(collection)
]


@cache
def text_of(collection: str, name: str) -> str:
    """Return the text of a page without asking the reader; of HTML with its scripts, where the text of some pages stands."""
    raw = (HERE / collection / name).read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp949")
    return html.unescape(re.sub(r"<[^>]*>", "", text)) if name.endswith(".html") else text


@pytest.mark.parametrize(("collection", "gold"), PAGES)
def test_what_is_quoted_stands_on_the_page(collection, gold):
    assert gold.keys() <= KEYS
    text = squeezed(text_of(collection, gold["file"]))
    for words in (gold.get("title"), gold.get("outlet"), *gold["cases"], *gold.get("cases_also", ())):
        if words is not None:
            assert squeezed(words) in text, words
    for paragraph in gold.get("paragraphs", ()):
        assert squeezed(paragraph) in text, paragraph
    assert len(gold.get("owners", [])) in (0, 1, len(gold["cases"]))


@pytest.mark.parametrize(("collection", "gold"), [page for page in PAGES if "body" in page.values[1]])
def test_body_lines_are_lines_of_the_page(collection, gold):
    rows = text_of(collection, gold["file"]).split("\n")
    flat = [number for pair in gold["body"] for number in pair]
    assert flat == sorted(flat)
    assert all(1 <= number <= len(rows) and rows[number - 1].strip() for number in flat)


@pytest.mark.parametrize(("collection", "gold"), PAGES)
def test_days_are_days(collection, gold):
    days = [gold["published_at"]] if "published_at" in gold else []
    event = gold.get("event", {})
    assert event.get("kind", "other") in KINDS
    days += event["date"].split("/") if "date" in event else []
    for day in days:
        assert re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?", day), day
        date.fromisoformat(day[:10])
    text = text_of(collection, gold["file"])
    for words, day in gold.get("weekdays", {}).items():
        assert words in text, words
        named = re.search(r"[(（]?([월화수목금토일])(?:요일)?[)）]?$", words)
        assert named, words
        assert WEEKDAYS[date.fromisoformat(day).weekday()] == named[1], (words, day)


@pytest.mark.parametrize(("collection", "gold"), PAGES)
def test_governments_bear_the_names_of_the_day(collection, gold):
    day = gold.get("published_at", gold.get("event", {}).get("date", "2026-06-30"))[:10]
    names = {government.full_name for government in governments_on(date.fromisoformat(day))}
    for name in {gold.get("subject"), *gold.get("owners", ())} - {None, ""}:
        if re.search(r"(?:특별시|광역시|특별자치시|도)(?: \S+[시군구])?$", name):
            assert name in names, (name, day)

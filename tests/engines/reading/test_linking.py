"""Event linking: reasons by hand, and what it makes of our own pages."""

from __future__ import annotations

import tomllib
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from dure.engines import reading
from dure.engines.reading import compare_occasions, occasion, occasion_keys

ROOT = Path(__file__).parents[3]


def told(name="2024년 상반기 혁신공유 간담회", kind="sharing", *, code="48850", day=None, **more):
    """Return an occasion; ``published``, ``cases`` and ``grade`` may be given too."""
    findings = [
        {"kind": "institution", "value": {"code": code, "name": "경상남도 하동군", "role": "subject"}},
        {"kind": "institution", "value": {"code": "48", "name": "경상남도", "role": "organiser"}},
        {"kind": "event", "value": {"name": name, "kind": kind, "date": day}},
        *({"kind": "case", "value": {"title": title, "same_as": None}} for title in more.get("cases", ())),
        *([{"kind": "award", "value": {"grade": more["grade"]}}] if "grade" in more else []),
    ]
    return occasion(findings, more.get("published"))


def test_the_reasons_are_data():
    one = told(published=date(2024, 6, 14), cases=("무인 공구 도서관", "마을 우편함 살피기", "굽은 길 펴기"))
    other = told(
        "하동군 2024년 상반기 혁신공유 간담회",
        published=date(2024, 6, 17),
        cases=("무인 공구 도서관", "마을 우편함 살피기", "차밭 드론 방제", "빈집 마을호텔"),
    )
    link = compare_occasions(one, other)
    assert link.verdict == "same"
    assert link.score == 8.5
    assert [(reason.code, reason.value, reason.shared, reason.of) for reason in link.reasons] == [
        ("institution", "경상남도 하동군", 0, 0),
        ("event", "2024년 상반기 혁신공유 간담회", 0, 0),
        ("cases", "", 2, 3),
        ("year", "2024", 0, 0),
        ("days", "3", 0, 0),
        ("half", "1", 0, 0),
    ]
    assert compare_occasions(other, one).score == link.score
    assert occasion_keys(one) == ("48850|sharing|2024", "48|sharing|2024")


@pytest.mark.parametrize(
    ("one", "other", "against"),
    [
        (told("2023년 혁신 우수사례 경진대회"), told("2024년 혁신 우수사례 경진대회"), "other-year"),
        (told("2024년 상반기 혁신공유 간담회"), told("2024년 하반기 혁신공유 간담회"), "other-half"),
        (told("제9회 지방계약 혁신대회"), told("제10회 지방계약 혁신대회"), "other-round"),
        (told(day="2024-03-02"), told(day="2024-06-20"), "other-date"),
        (told(published=date(2024, 1, 4)), told(published=date(2024, 6, 20)), "far"),
    ],
)
def test_one_thing_that_cannot_be_outweighs_the_rest(one, other, against):
    link = compare_occasions(one, other)
    assert link.verdict == "other"
    assert link.reasons[0].code == against
    assert link.reasons[0].weight < 0


def test_another_institution_or_another_event_is_no_link():
    assert compare_occasions(told(), told(code="48820")).verdict == "other"
    assert compare_occasions(told(), told("2024년 규제혁신 토론회")).verdict == "other"
    assert compare_occasions(told(kind="contest"), told(kind="sharing")).verdict == "other"


def test_without_a_time_it_is_never_sure():
    bare = told("혁신공유 간담회", cases=("무인 공구 도서관", "마을 우편함 살피기"), grade="최우수상")
    assert compare_occasions(bare, bare).verdict == "maybe"


def test_no_event_no_occasion():
    assert (
        occasion([{"kind": "institution", "value": {"code": "48", "name": "경상남도", "role": "subject"}}], None)
        is None
    )
    assert occasion([], None) is None


@pytest.fixture(scope="module")
def pages():
    """Every page of the samples and of the first gold pages that tells of an occasion, by name.

    Other authors' pages invent other winners of contests that have the same name, year and host: no reader could tell.
    """
    gazetteer = reading.default_gazetteer()
    samples = tomllib.loads((ROOT / "samples/index.toml").read_text(encoding="utf-8"))["sample"]
    paths = [ROOT / "samples" / each["path"] for each in samples if not each["path"].endswith((".hwpx", ".hwp"))]
    found = {}
    for path in [*paths, *sorted((ROOT / "tests/gold/pages").glob("[gkm]*"))]:
        read = reading.as_dict(reading.read(reading.open_document(path.read_bytes(), path=path.name), gazetteer))
        published = read["article"]["published_at"]
        day = date.fromisoformat(published[:10]) if published and len(published) >= 10 else None
        if (made := occasion(read["findings"], day)) is not None:
            found[path.name] = made
    return found


SAME = {
    ("01-gyeongnam-contest.html", "19-gyeongnam-contest-cut.html"),
    ("01-gyeongnam-contest.html", "20-miryang-two-crowns.txt"),
    ("19-gyeongnam-contest-cut.html", "20-miryang-two-crowns.txt"),
    ("01-gyeongnam-contest.html", "46-gyeongnam-contest-portal.html"),
    ("19-gyeongnam-contest-cut.html", "46-gyeongnam-contest-portal.html"),
    ("20-miryang-two-crowns.txt", "46-gyeongnam-contest-portal.html"),
    ("03-chungnam-contest.html", "41-chungnam-contest-copy.txt"),
    ("04-ulju-contest.txt", "44-ulju-contest-copy.html"),
    ("04-ulju-contest.txt", "45-ulju-contest-short.txt"),
    ("44-ulju-contest-copy.html", "45-ulju-contest-short.txt"),
    ("16-yeongdeungpo-tax.html", "17-yeongdeungpo-tax-copy.txt"),
}
"""Pairs of our own pages that tell of one occasion; 03 of the gold pages tells of the assessment that m02 was graded in."""
ALSO_SAME = {("g03_ministry_release.txt", "m02_release_formal.txt")}


def test_our_own_pages_are_linked_rightly(pages):
    verdicts = {
        tuple(sorted((a, b))): compare_occasions(pages[a], pages[b]).verdict
        for a, b in combinations(pages, 2)
        if set(occasion_keys(pages[a])) & set(occasion_keys(pages[b]))
    }
    same = {pair for pair, verdict in verdicts.items() if verdict == "same"}
    assert same <= SAME | ALSO_SAME
    assert same >= SAME


def test_most_pages_have_nothing_to_do_with_each_other(pages):
    linked = sum(compare_occasions(pages[a], pages[b]).verdict != "other" for a, b in combinations(pages, 2))
    assert linked <= 13
    assert len(pages) > 80

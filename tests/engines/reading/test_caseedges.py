"""What stands at the edges of titles: the table of `docs/methods/reading.md`."""

import re
from pathlib import Path

import pytest

from dure.engines.reading.cases.edges import tidied

PAGE = (Path(__file__).parents[3] / "docs" / "methods" / "reading.md").read_text(encoding="utf-8")
SECTION = PAGE.partition("### The edges of a title")[2].partition("\n##")[0]
ROWS = re.findall(r"^\| ([^|]+) \| ([^|]*[가-힣][^|]*) \| ([^|]+) \|$", SECTION, re.MULTILINE)


@pytest.mark.parametrize(("stretch", "title"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_a_title_is_left_at_its_edges(stretch, title):
    text = f"대상은 {stretch}. 끝"
    start, end = tidied(text, 4, 4 + len(stretch))
    assert text[start:end] == title


def test_the_table_has_its_rows():
    assert len(ROWS) == 17


def test_nothing_short_is_left():
    text = "민원팀의 이음"
    assert tidied(text, 0, len(text)) == (0, len(text))


@pytest.mark.parametrize(
    ("text", "stretch", "title"),
    [
        (
            "우수상은 ▲마음 꽃 피우기! 등산 사회관계망 챌린지 ▲골목 등불",
            "마음 꽃 피우기!",
            "마음 꽃 피우기! 등산 사회관계망 챌린지",
        ),
        ("우수상은 ▲마음 꽃 피우기! 등산 사회관계망 챌린지 ▲골목 등불", "골목 등불", "골목 등불"),
        ("군은 마음 꽃 피우기! 등산 사회관계망 챌린지를 열었다.", "마음 꽃 피우기!", "마음 꽃 피우기!"),
    ],
)
def test_a_title_that_calls_first_goes_on_to_the_end_of_its_item(text, stretch, title):
    start = text.index(stretch)
    first, last = tidied(text, start, start + len(stretch))
    assert text[first:last] == title

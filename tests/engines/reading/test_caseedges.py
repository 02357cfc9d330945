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
    assert len(ROWS) == 13


def test_nothing_short_is_left():
    text = "민원팀의 이음"
    assert tidied(text, 0, len(text)) == (0, len(text))

"""Lists of leads: pages that hold the beginnings of several articles and none whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dure.engines.reading.lines import Line


def is_list_of_leads(lines: list[Line], first: int, after: int) -> bool:
    """Tell leads of several articles from the paragraphs of one: each has its outlet or reporter, or a date beside it."""
    paragraphs = [line for line in lines[first:after] if line.prose and not line.row]
    if sum(1 for line in paragraphs if _may_be_signed(line.text) and _SIGNED_LEAD.match(line.text)) >= _MIN_LEADS:
        return True
    if len(paragraphs) >= _MIN_LEADS and all(map(_is_unfinished, paragraphs)):
        return True
    begin = end = first
    while begin > 0 and first - begin < _NEAR_LEADS and not _parts(lines[begin - 1]):
        begin -= 1
    while end < len(lines) and (end < after or (end - after < _NEAR_LEADS and not _parts(lines[end]))):
        end += 1
    return _alternates(lines[begin:end])


def _may_be_signed(text: str) -> bool:
    return "[" in text or "(" in text[:2]


# 2024년 우수사례집 | PDF | 18.1MB | 받기
_FILE_ROW = re.compile(r"[\t|│]\s*(?:받기|내려받기|다운로드|다운|바로보기|미리보기|download)\W*$", re.IGNORECASE)


def is_list_of_files(lines: list[Line], first: int, after: int) -> bool:
    """Tell rows of files to be taken home, each with its button at its end."""
    return sum(_FILE_ROW.search(line.text) is not None for line in lines[first:after]) >= _MIN_LEADS


def _parts(line: Line) -> bool:
    return line.section or line.hard_stop


def _is_unfinished(line: Line) -> bool:
    """Tell sentences that stop within one, without a mark, as a lead of so many letters does."""
    return "다. " in line.text and "가" <= line.text[-1] <= "힣" and line.text[-1] not in "다요음임함됨"


def _alternates(lines: list[Line]) -> bool:
    """Tell a list whose short leads stand each beside a date: hardly ever two of them without one between."""
    leads = stamps = adjacent = 0
    parted = True
    for line in lines:
        if line.prose and not line.row:
            if line.length > _LONGEST_LEAD:
                return False
            leads, adjacent, parted = leads + 1, adjacent + (not parted), False
        elif line.length <= _STAMP_LINE and (line.dated or line.text[-1] == "전") and _STAMPED.search(line.text):
            stamps, parted = stamps + 1, True
    return leads >= _MIN_LEADS and stamps >= _MIN_LEADS and adjacent <= leads // 4


_MIN_LEADS, _NEAR_LEADS, _LONGEST_LEAD, _STAMP_LINE = 3, 12, 150, 60
# [경남/임다온기자] …; … 하고 있다 (화성시 제공) [물빛저널] …
_SIGNED_LEAD = re.compile(
    r"\W?[\[(][^\])]{2,20}기자\s?[\])]|.{0,80}?\[[^\]=\s]{1,10}(?:신문|일보|뉴스|저널|방송|타임[스즈]|통신|투데이|경제|미디어)\s?\]"
)
_STAMPED = re.compile(r"(?:19|20)\d\d\s?[.\-/]\s?\d{1,2}\s?[.\-/]\s?\d{1,2}|\d{1,2}\s?(?:분|시간|일|주|개월|달)\s?전$")

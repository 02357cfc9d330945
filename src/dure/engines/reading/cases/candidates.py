"""Stretches of a page that could be titles of cases, found by their form alone; `cases/weights.py` tells which of them are."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dure.engines.reading.cases.lists import MARK_WIDTH
from dure.engines.reading.cases.rows import LEAD, is_row
from dure.engines.reading.casewords import GRADES
from dure.engines.reading.titles import cut_tail, is_title_like, trailing_note, trim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dure.engines.reading.prose import Paragraph, Prose


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that could be a title; ``form`` is quote, item (of a marked list), row, or told (in plain words, by a rule or the field).

    ``outer_start`` and ``outer_end`` take in the marks around it, and leave out a note in brackets behind it.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    form: str
    paragraph: Paragraph


def candidates_of(prose: Prose) -> list[Candidate]:
    """Return every quotation, marked item and cell of a row of the body that has a title's length and letters."""
    found: list[Candidate] = []
    for paragraph in prose.body:
        spans: set[tuple[int, int]] = set()
        for one in (*_quotes(paragraph), *_items(prose.text, paragraph), *_cells(prose.text, paragraph)):
            if (one.start, one.end) not in spans and is_title_like(prose.text[one.start : one.end]):
                spans.add((one.start, one.end))
                found.append(one)
    return found


def candidate_at(prose: Prose, start: int, end: int) -> Candidate | None:
    """Return a stretch as a candidate: a quotation if it is one, else told in plain words; none outside the body."""
    at = bisect_right(prose.body, start, key=lambda one: one.start) - 1
    if at < 0 or start >= prose.body[at].end:
        return None
    paragraph = prose.body[at]
    quote = next((q for q in paragraph.quotes if q.inner_start == start and q.inner_end == end), None)
    if quote is not None:
        return Candidate(start, end, quote.start, quote.end, "quote", paragraph)
    return Candidate(start, end, start, end, "told", paragraph)


def _quotes(paragraph: Paragraph) -> Iterator[Candidate]:
    for quote in paragraph.quotes:
        if not quote.speech:
            yield Candidate(quote.inner_start, quote.inner_end, quote.start, quote.end, "quote", paragraph)


def _items(text: str, paragraph: Paragraph) -> Iterator[Candidate]:
    for number, item in enumerate(paragraph.items):
        following = paragraph.items[number + 1] if number + 1 < len(paragraph.items) else None
        last = following is None or following.mark != item.mark or following.start - item.end > MARK_WIDTH
        end = cut_tail(text, item.start, item.end, paragraph.quotes, last=last)
        yield _without_note(text, item.start, end, "item", paragraph)


def _without_note(text: str, start: int, end: int, form: str, paragraph: Paragraph) -> Candidate:
    first, last = trim(text, start, end)
    note = trailing_note(text, first, last)
    if note is None:
        return Candidate(first, last, start, end, form, paragraph)
    first, last = trim(text, first, note[0])
    return Candidate(first, last, start, note[0], form, paragraph)


_CELL = re.compile(r"\t+|\s*\|\s*|\s/\s|\s{3,}|\s*[:：]\s+")
_GRADED = re.compile(rf"[\[(<【]?\s?(?:{GRADES})(?:상)?\s?[\])>】]?\s*(?:\([^)]{{1,24}}\))?\s*[:：\-–—|]?\s*")
_LONGEST_TOLD = 300  # code points
_TITLE_AND_STORY = re.compile(r"[^.:：]{4,60}?(?=\s[:：]\s)")  # 삼거리 느린 우체통 : 편지를 한 해 뒤에 보냅니다.


def _cells(text: str, paragraph: Paragraph) -> Iterator[Candidate]:
    if paragraph.end - paragraph.start > _LONGEST_TOLD:
        return
    row = is_row(text, paragraph)
    if not row and ":" not in (words := text[paragraph.start : paragraph.end]) and "：" not in words:
        return
    lead = LEAD.match(text[paragraph.start : paragraph.end])
    begin = paragraph.start + (lead.end() if lead else 0)
    if row:
        edges = [
            begin,
            *(edge for cut in _CELL.finditer(text, begin, paragraph.end) for edge in cut.span()),
            paragraph.end,
        ]
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            grade = _GRADED.match(text, start, end)
            after = grade.end() if grade and grade.end() < end else start
            yield _without_note(text, after, end, "row", paragraph)
    else:
        told = _TITLE_AND_STORY.match(text, begin, paragraph.end)
        if told:
            yield _without_note(text, begin, told.end(), "row", paragraph)

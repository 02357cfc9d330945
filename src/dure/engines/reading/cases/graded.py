"""Titles without outer marks behind a counted grade, joined by commas: 우수상(4건)은 A(농정과), B(민원과) 등이 받았다.

Commas, marks and stops inside brackets or quotation marks belong to a title; each part is one, or the list is none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft, Place, place_at, places_in
from dure.engines.reading.cases.lists import is_owner_phrase
from dure.engines.reading.cases.phrases import NO_WORK
from dure.engines.reading.cases.plainlists import OFFICE
from dure.engines.reading.casewords import GRADES
from dure.engines.reading.titles import is_title_like, trailing_note, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.prose import Paragraph, Prose

# Asked first: the number of titles in brackets behind a word of prizes.
_SIGN = re.compile(r"[상우려]\s?\(\d{1,2}\s?[건개편]\)")
_HEAD = re.compile(
    rf"(?<![가-힣])(?P<grade>{GRADES})(?:상)?\s?\((?P<count>\d{{1,2}})\s?(?:건|개|편)\)(?:은|는|에는|에|으로는|으로)\s?"
)
_CLOSE = re.compile(r"\s?(?:등\s?)?(?:이|가|을|를)\s(?:각각\s|차례로\s)?(?:받았|선정됐|선정되|뽑혔|차지했|수상했|올랐)")
_LONGEST, _LEAST = 500, 2


def counted_grades(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield the titles of 우수상(4건)은 A(농정과), B(민원과) … 등이 받았다; a page cut off inside its list keeps the whole ones."""
    text = prose.text
    if not _SIGN.search(text, paragraph.start, paragraph.end):
        return
    heads = list(_HEAD.finditer(text, paragraph.start, paragraph.end))
    for number, head in enumerate(heads):
        floor = heads[number + 1].start() if number + 1 < len(heads) else paragraph.end
        closing = _CLOSE.search(text, head.end(), min(floor, head.end() + _LONGEST))
        stop = closing.start() if closing else floor
        if any(head.end() <= item.start < stop for item in paragraph.items):
            continue
        parts = list(_parts(text, head.end(), stop))
        if closing is None:
            parts = parts[:-1] if stop == paragraph.end else []
        found = [_title(text, a, b, places) for a, b in parts]
        if _LEAST <= len(found) <= int(head["count"]) and all(found):
            for one in found:
                if one is not None:
                    yield CaseDraft(one[0], one[1], group, "award-listed", 0.8, grade=head["grade"], grade_span=head.span("grade"), owner=one[2])  # fmt: skip


# 최우수 1건(…), 우수 2건(…, …)이다: as many titles in brackets as it says
_IN_BRACKETS = re.compile(
    rf"(?<![가-힣])(?P<grade>{GRADES})(?:상)?\s?(?P<count>\d{{1,2}})\s?(?:건|편|점|개)\s?\((?P<list>[^()\n]{{6,240}})\)"
)


def bracketed_grades(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield the titles of 최우수 1건(…), 우수 2건(…, …)이다, where each grade holds as many as it says."""
    text = prose.text
    for match in _IN_BRACKETS.finditer(text, paragraph.start, paragraph.end):
        found = [_title(text, a, b, places) for a, b in _parts(text, *match.span("list"))]
        if len(found) == int(match["count"]) and all(found):
            for one in found:
                if one is not None:
                    yield CaseDraft(one[0], one[1], group, "award-listed", 0.8, grade=match["grade"], grade_span=match.span("grade"), owner=one[2])  # fmt: skip


_QUOTED = re.compile(r"[‘“「『][^’”」』]*[’”」』]")
_OPEN, _SHUT = "(‘“「『", ")’”」』"


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split at the commas outside brackets and marks."""
    depth, at = 0, start
    for position in range(start, end):
        char = text[position]
        depth += (char in _OPEN) - (char in _SHUT)
        if depth <= 0 and char == "," and text[position + 1 : position + 2].isspace():
            yield at, position
            at = position + 1
    yield at, end


def _title(text: str, start: int, end: int, places: Sequence[Place]) -> tuple[int, int, Place | None] | None:
    owner = None
    begin, stop = trim(text, start, end)
    note = trailing_note(text, begin, stop)
    if note is not None:
        inside = note[1] - 1 - len(note[2]), note[1] - 1
        owner = place_at(places, *inside)
        if is_owner_phrase(text, *inside, places) or re.search(rf"(?:^|\s){OFFICE}$", note[2]):
            stop = note[0]
    begin, stop = trim(text, begin, stop)
    words = text[begin:stop]
    bodies = places_in(places, begin, stop)
    if " " not in words or NO_WORK.search(_QUOTED.sub("", words)) or not is_title_like(words) or (bodies and is_owner_phrase(text, begin, stop, places)):  # fmt: skip
        return None
    return begin, stop, owner

"""Stretches of a page that could be titles of cases, found by form alone; `caseweights` tells which of them are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dure.engines.reading.caseitems import GRADES
from dure.engines.reading.caserows import LEAD, is_row
from dure.engines.reading.clauses import phrase_start
from dure.engines.reading.titles import cut_tail, is_title_like, trailing_note, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.prose import Paragraph, Prose


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that could be a title: ``form`` is quote, item, row, part (of a list with commas) or phrase.

    ``outer_start`` and ``outer_end`` take in the marks around it; ``spoken`` stands in somebody's words.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    form: str
    paragraph: Paragraph
    spoken: bool = False


def candidates_of(prose: Prose, places: Sequence[Place]) -> list[Candidate]:
    found: list[Candidate] = []
    for paragraph in prose.body:
        seen = {(one.start, one.end) for one in found[-200:]}
        for one in (
            *_quotes(prose.text, paragraph),
            *_items(prose.text, paragraph, places),
            *_rows(prose.text, paragraph),
            *_parts(prose.text, paragraph, places),
            *_phrases(prose.text, paragraph, places),
        ):
            if (one.start, one.end) not in seen and is_title_like(prose.text[one.start : one.end]):
                seen.add((one.start, one.end))
                found.append(one)
    return found


def _quotes(text: str, paragraph: Paragraph) -> Iterator[Candidate]:
    for quote in paragraph.quotes:
        if not quote.speech:
            spoken = any(o.speech and o.start < quote.start < o.end for o in paragraph.quotes)
            yield Candidate(quote.inner_start, quote.inner_end, quote.start, quote.end, "quote", paragraph, spoken)


_OWNER_LEAD = re.compile(r"[‘“(\[]?\s?[가-힣·A-Za-z0-9]{1,14}(?:시|군|구|도|청|과|실|팀|국|관|센터|소|공사|공단|재단|면|읍|동|부|처)\s?[)\]]?\s?[:：]?\s+(?=[‘“'])")


def _items(text: str, paragraph: Paragraph, places: Sequence[Place]) -> Iterator[Candidate]:
    for number, item in enumerate(paragraph.items):
        following = paragraph.items[number + 1] if number + 1 < len(paragraph.items) else None
        last = following is None or following.start - item.end > 3 or following.mark != item.mark
        end = cut_tail(text, item.start, item.end, paragraph.quotes, last=last)
        yield from _bared(text, item.start, end, item.start, end, "item", paragraph)


def _bared(text, start, end, outer_start, outer_end, form, paragraph) -> Iterator[Candidate]:
    start, end = trim(text, start, end)
    note = trailing_note(text, start, end)
    if note:
        start2, end2 = trim(text, start, note[0])
        yield Candidate(start2, end2, outer_start, note[0], form, paragraph)
    else:
        yield Candidate(start, end, outer_start, outer_end, form, paragraph)


_CELL = re.compile(r"\t+|\s*\|\s*|\s/\s|\s{3,}|\s*[:：]\s+")
_GRADED = re.compile(rf"^[\[(<【]?\s?(?:{GRADES})(?:상)?\s?[\])>】]?\s*(?:\([^)]{{1,24}}\))?\s*[:：\-–—|]?\s*")


def _rows(text: str, paragraph: Paragraph) -> Iterator[Candidate]:
    words = text[paragraph.start : paragraph.end]
    if len(words) > 300 or paragraph.items and not LEAD.match(words):
        return
    lead = LEAD.match(words)
    begin = paragraph.start + (lead.end() if lead else 0)
    if is_row(text, paragraph):
        at = begin
        cells = []
        for cut in _CELL.finditer(text, begin, paragraph.end):
            cells.append((at, cut.start()))
            at = cut.end()
        cells.append((at, paragraph.end))
        for a, b in cells:
            graded = _GRADED.match(text[a:b])
            a += graded.end() if graded and graded.end() < b - a else 0
            yield from _bared(text, a, b, a, b, "row", paragraph)
    else:
        told = re.match(r"[^.:：]{4,60}?\s[:：]\s", text[begin : paragraph.end])
        if told:
            b = begin + len(told[0].rstrip(" :："))
            yield from _bared(text, begin, b, begin, b, "row", paragraph)


_COMMA = re.compile(r",\s+|\s및\s")


def _free(text: str, paragraph: Paragraph, start: int, end: int) -> bool:
    return not any(quote.start < end and start < quote.end for quote in paragraph.quotes if not quote.speech) and not any(
        item.start <= start < item.end for item in paragraph.items
    )


_HEAD = re.compile(r".*(?:[가-힣](?:은|는|에는|에서는|으로는|로는|인|로)|[:：])\s", re.DOTALL)


def _parts(text: str, paragraph: Paragraph, places: Sequence[Place]) -> Iterator[Candidate]:
    if is_row(text, paragraph) and "," not in text[paragraph.start:paragraph.end]:
        return
    for start, end in paragraph.sentences:
        cuts = list(_COMMA.finditer(text, start, end))
        if not cuts:
            continue
        edges = [start, *(cut.end() for cut in cuts)]
        stops = [*(cut.start() for cut in cuts), end]
        for number, (a, b) in enumerate(zip(edges, stops)):
            if b - a < 6:
                continue
            if number == 0 or number == len(edges) - 1:
                if number == 0:
                    a = phrase_start(text, a, b, places)
                else:
                    b = cut_tail(text, a, b, paragraph.quotes, last=True)
            if b - a > 80 or not _free(text, paragraph, a, b):
                continue
            yield from _bared(text, a, b, a, b, "part", paragraph)


_STOP = re.compile(
    r"(?<=[가-힣A-Za-z0-9)])(?P<particle>(?:사업|시책|정책|서비스|사례|제도|과제)?(?:을|를|이|가|은|는|도|과|와|으로|로|에|이다|이었다|였다|다|입니다|이에요|예요|이며|이고))(?=[\s,.])"
)


def _phrases(text: str, paragraph: Paragraph, places: Sequence[Place]) -> Iterator[Candidate]:
    for start, end in paragraph.sentences:
        floor = start
        for stop in _STOP.finditer(text, start + 6, end):
            b = stop.start()
            word = text.rfind(" ", start, b) + 1
            if b - word < 1:
                continue
            a = phrase_start(text, floor, b, places)
            if b - a < 8 or b - a > 70 or " " not in text[a:b] or not _free(text, paragraph, a, b):
                continue
            if not _PREDICATE_BEHIND.match(text, stop.end(), end) and not stop["particle"].endswith(("다", "요", "며", "고")):
                continue
            yield from _bared(text, a, b, a, b, "phrase", paragraph)


_PREDICATE_BEHIND = re.compile(
    r"\s?(?:[^\s,.]{1,8}\s){0,2}?(?:소개|발표|선정|수상|추진|운영|도입|시행|실시|구축|마련|제공|개발|설치|조성|만들|놓|열|시작|차지|받|뽑|꼽|올랐|돌아갔|인정|호평|눈길|눈에|높은|좋은|대표|우수|이름|있[다었는]|내세|선보|남았|펼|벌|확대|출품|제출|공유|들었|들 수)"
)

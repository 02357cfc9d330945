"""Rows of a title and a sentence that tells of it: 덕진동 뜨개 방석 : 겨울에 차가운 의자를 동네 모임이 바꿨습니다."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft, places_in
from dure.engines.reading.cases.items import NEGATIVE
from dure.engines.reading.cases.rows import LEAD
from dure.engines.reading.casewords import POSITIONS
from dure.engines.reading.titles import is_title_like, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.document import Span
    from dure.engines.reading.prose import Paragraph, Prose

_ROW = re.compile(
    r"(?P<title>[^:：.?!“”\"]{6,45}?)\s?(?:[:：]|\s[-–—])\s(?P<told>[^:：]{8,}?[가-힣](?:다|요|죠|함|음|됨)[.!]?)\s*$"
)
_NO_TITLE = re.compile(
    rf"(?:{POSITIONS}|기자|씨)$|(?:질문|답변|문의|일시|장소|대상|방법|기간|내용|개요|배경|효과|성과|특징|계획|의견|분야|부문|항목|지표|기준|기관|부서|위원회|담당자|진행|사회)$"
)
_LEAST, _WORDS = 3, 2


def described_rows(prose: Prose, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield the titles of rows side by side, at least three, each of which a colon parts from the sentence that tells of it."""
    body = prose.body
    run: list[tuple[Paragraph, Span]] = []
    for position, paragraph in enumerate(body):
        title = _title(prose.text, paragraph)
        if title is not None:
            run.append((paragraph, title))
        if title is None or position + 1 == len(body):
            if len(run) >= _LEAST and not _is_form(prose.text, body, run[0][0]):
                for _, (start, end) in run:
                    owner = next(iter(places_in(places, start, end)), None)
                    yield CaseDraft(start, end, group, "row-told", 0.7, owner=owner if owner and owner.start == start else None)  # fmt: skip
            run = []


def _is_form(text: str, body: Sequence[Paragraph], first: Paragraph) -> bool:
    """Tell rows that the line above them calls criteria, an agenda, a schedule."""
    above = [one for one in body if one.end <= first.start]
    return bool(above) and NEGATIVE.search(text[above[-1].start : above[-1].end][-40:]) is not None


def _title(text: str, paragraph: Paragraph) -> Span | None:
    lead = LEAD.match(text[paragraph.start : paragraph.end])
    start = paragraph.start + (lead.end() if lead else 0)
    row = _ROW.match(text[start : paragraph.end])
    if row is None:
        return None
    begin, stop = trim(text, start, start + row.end("title"))
    words = text[begin:stop]
    good = is_title_like(words) and len(words.split()) >= _WORDS and not _NO_TITLE.search(words)
    return (begin, stop) if good else None

"""Titles without marks with the votes or the rank they got: 빈집 새벽 과외가 2,514표로 3위, 마을 밥상 나누기가 1,877표로 4위에 올랐다."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft
from dure.engines.reading.cases.plain import title_start
from dure.engines.reading.clauses import adnominal, holds_title
from dure.engines.reading.titles import is_title_like, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.prose import Paragraph, Prose

_VOTED = re.compile(
    r"(?P<title>[^.,‘“'\"()]{6,80}?)(?:이|가|은|는)\s\d[\d,.]*\s?(?:표|%|점)(?:를\s(?:얻어|받아|모아)|로)(?:\s|,\s)(?:[1-9]위|뒤를\s이|그\s뒤|뒤이어)"
)
_FOLLOWED = re.compile(r"(?:이|가)\s(?:각각\s|차례로\s|그\s|바로\s)?뒤를\s이[었어]")
_PART = re.compile(r"(?<=[가-힣])(?:(?<![사효성학결치내모])과|(?<!기)와)\s(?=[가-힣])|,\s")
_NAMES = re.compile(r"(?:사례|정책|시책|제안|과제|사업|아이디어|후보|투표|뉴스)")
_BLANK = re.compile(r"(?<=[가-힣])\s(?=\S)")
_BODY = re.compile(r"(?:시|군|구|도|청|과|팀|후보|씨|기관|부서|동|읍|면|마을|학교|후보작)$")
_LEAST_WORDS = 2


def voted_titles(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield what got so many votes and a rank, where the page votes on cases."""
    del places
    text = prose.text
    if not _NAMES.search(text, prose.paragraphs[0].start, paragraph.end):
        return
    for start, end in paragraph.sentences:
        yield from _followers(text, paragraph, start, end, group)
    for match in _VOTED.finditer(text, paragraph.start, paragraph.end):
        start = title_start(text, *match.span("title"))
        if len(text[start : match.end("title")].split()) < _LEAST_WORDS:  # … 함께 차리기: an adverb inside the name
            start = max((at.end() for at in _BLANK.finditer(text, *match.span("title")) if adnominal(text, at.start())), default=start)  # fmt: skip
        begin, stop = trim(text, start, match.end("title"))
        words = text[begin:stop]
        if is_title_like(words) and len(words.split()) >= _LEAST_WORDS and not _BODY.search(words) and not holds_title(paragraph.quotes, begin, stop):  # fmt: skip
            yield CaseDraft(begin, stop, group, "clause-voted", 0.65)


def _followers(text: str, paragraph: Paragraph, start: int, end: int, group: int) -> Iterator[CaseDraft]:
    """Yield …, A와 B가 뒤를 이었다: what came behind the first, the last clause of its sentence."""
    close = _FOLLOWED.search(text, start, end)
    floor = max((at.end() for at in _CLAUSE.finditer(text, start, close.start())), default=start) if close else end
    if close is None or holds_title(paragraph.quotes, floor, close.start()):
        return
    borders = [floor, *(at for part in _PART.finditer(text, floor, close.start()) for at in part.span()), close.start()]
    parts = [trim(text, a, b) for a, b in zip(borders[::2], borders[1::2], strict=True)]
    if all(
        is_title_like(text[a:b]) and len(text[a:b].split()) > _LEAST_WORDS and not _BODY.search(text[a:b])
        for a, b in parts
    ):
        for a, b in parts:
            yield CaseDraft(a, b, group, "clause-voted", 0.65)


_CLAUSE = re.compile(r"(?:었|았|였|했)(?:으며|고),\s|(?:이어|그\s뒤로|다음으로)\s")

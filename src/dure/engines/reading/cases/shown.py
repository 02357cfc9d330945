"""Titles without marks that a sentence calls a case and says what it won: … 사례를 발표해 최우수상을, 우수상은 … 받은 … 사례가 차지했다."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft, Place, places_in
from dure.engines.reading.casewords import GRADES
from dure.engines.reading.clauses import adnominal, phrase_start
from dure.engines.reading.titles import is_title_like, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.prose import Paragraph, Prose

_SHOWN = re.compile(
    rf"\s사례(?:를|로)\s(?:발표해|제출해|출품해|소개해|발표하여|출품하여)(?:서)?\s[^.,‘“'\"]{{0,24}}?(?P<grade>{GRADES})"
)
_TAKEN = re.compile(
    rf"(?<![가-힣])(?P<grade>{GRADES})(?:상)?(?:은|에는)\s[^.‘“'\"]{{0,120}}?(?:점수|평가|호평|호응|찬사|인정)(?:를|을)?\s?(?:받은|얻은|끌어낸)\s(?P<title>[^.,‘“'\"()]{{6,60}}?)\s사례(?:가|에)\s(?:차지|선정|뽑|돌아|받)"
)
_WHAT_IT_IS = re.compile(r"(?:플랫폼|사업|시책|제도|서비스|모델|공간|프로그램|시스템|정책)인\s")
_COMMON = re.compile(
    r"^(?:우수|혁신|성공|모범|대표|이|해당|같은|관련|적극행정|자체|추진)(?:\s|$)|(?:우수|혁신|성공|모범|대표|행정|분야|부문)$"
)
_LEAST_WORDS = 3


def shown_cases(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield the plain titles that were shown as a case and won, or that praise describes between the grade and the verb."""
    text = prose.text
    for start, end in paragraph.sentences:
        shown = _SHOWN.search(text, start, end)
        if shown is not None:
            begin = phrase_start(text, start, shown.start(), places)
            is_what = list(_WHAT_IT_IS.finditer(text, begin, shown.start()))
            begin = is_what[-1].end() if is_what else begin
            yield from _draft_of(text, begin, shown.start(), start, shown, places, group, paragraph)
        for taken in _TAKEN.finditer(text, start, end):
            yield from _draft_of(text, *taken.span("title"), start, taken, places, group, paragraph)


def _draft_of(
    text: str, start: int, end: int, sentence: int, match: re.Match[str], places: Sequence[Place], group: int, paragraph: Paragraph
) -> Iterator[CaseDraft]:  # fmt: skip
    begin, stop = trim(text, start, end)
    words = text[begin:stop]
    if (
        len(words.split()) < _LEAST_WORDS
        or _COMMON.search(words)
        or adnominal(text, stop)
        or not is_title_like(words)
        or any(quote.start < stop and begin < quote.end for quote in paragraph.quotes)
    ):
        return
    own = [place for place in places_in(places, sentence, begin) if place.kind != "anaphor"]
    yield CaseDraft(begin, stop, group, "award-shown", 0.75, grade=match["grade"], grade_span=match.span("grade"), owner=own[0] if own else None)  # fmt: skip

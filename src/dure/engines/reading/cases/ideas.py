"""Ideas of citizens and of staff, told without marks: by who proposed them, or as the first of so many that were chosen.

``은상에는 납부 절차 한데 묶기를 제안한 김다라(시청 추천)씨``; ``시민카드 그림 바꾸기 외 13건의 아이디어를 선정했다``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft, Place
from dure.engines.reading.casewords import GRADES
from dure.engines.reading.titles import is_title_like, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.prose import Paragraph, Prose

# …을 제안한 서울시 성북구 김다라(시청 추천)씨 등 6명이
_PROPOSED = re.compile(
    r"(?:을|를)\s제안한\s(?:[가-힣]{1,8}\s){0,4}?[가-힣]{2,4}(?:\s?\([^()]{2,20}\))?\s?씨(?=[가는와의\s,])"
)
_GRADE_HEAD = re.compile(
    rf"(?<![가-힣])(?P<grade>{GRADES})(?:상)?(?:\s?\([^()]{{2,16}}\))?(?:은|는|에는|에|으로는)\s|씨(?:가|와)\s(?:{GRADES})?(?:상)?(?:을|를)?,?\s?|(?:{GRADES})(?:상)?(?:을|를),?\s[·]?"
)
# … 중 시민카드 그림 바꾸기 외 13건의 아이디어를 최종 선정했다
_AND_OTHERS = re.compile(
    r"\s외\s?\d{1,3}\s?(?:건|개|편)(?:의\s(?:우수\s?)?(?:아이디어|제안|사례|과제|시책))?(?:을|를|이|가)\s[^.,]{0,20}?(?:선정|채택|뽑)"
)
_BEFORE = re.compile(r"(?:제안|사례|과제|시책|아이디어|것)?\s?(?:중|가운데)에?서?\s|[가-힣](?:은|는|에는|으로는)\s|,\s")
_FAR, _FEW_WORDS = 80, 2
_NO_IDEA = re.compile(r"[‘’“”'\"]|\d\s?(?:명|건|팀)|[다요]\.\s|내용$|(?:아이디어|제안|의견)$|우수상|장려상")


def proposed_ideas(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield 은상에는 납부 절차 한데 묶기를 제안한 김다라 씨 등이 뽑혔다; 카드 그림 바꾸기 외 13건을 선정했다."""
    del places
    text = prose.text
    for start, end in paragraph.sentences:
        if any(start <= item.start < end for item in paragraph.items):
            continue
        for match in _PROPOSED.finditer(text, start, end):
            heads = list(_GRADE_HEAD.finditer(text, max(start, match.start() - _FAR), match.start()))
            if heads:
                draft = _draft(text, heads[-1].end(), match.start(), group)
                if draft:
                    grade = heads[-1]["grade"]
                    yield draft.having(grade=grade, grade_span=heads[-1].span("grade")) if grade else draft
        others = _AND_OTHERS.search(text, start, end)
        if others:
            floor = max(start, others.start() - _FAR)
            begins = [one.end() for one in _BEFORE.finditer(text, floor, others.start())]
            draft = _draft(text, begins[-1] if begins else floor, others.start(), group)
            if draft:
                yield draft


def _draft(text: str, start: int, end: int, group: int) -> CaseDraft | None:
    begin, stop = trim(text, start, end)
    words = text[begin:stop]
    if not is_title_like(words) or len(words.split()) < _FEW_WORDS or _NO_IDEA.search(words):
        return None
    return CaseDraft(begin, stop, group, "idea-proposed", 0.7)

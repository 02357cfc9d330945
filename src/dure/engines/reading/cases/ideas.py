"""Ideas of citizens and of staff, told without marks: by who proposed them, or as the first of so many that were chosen.

``은상에는 납부 절차 한데 묶기를 제안한 김다라(시청 추천)씨``; ``시민카드 그림 바꾸기 외 13건의 아이디어를 선정했다``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft, Place
from dure.engines.reading.casewords import GRADES, POSITIONS
from dure.engines.reading.titles import is_title_like, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.prose import Paragraph, Prose

# …을 제안한 서울시 성북구 김다라(시청 추천)씨 등 6명이
# … 사업을 제시한 이바다 주민생활팀장이, … 를 낸 농정과 김다라 주무관
_PROPOSED = re.compile(
    r"(?:을|를)\s(?:(?:제안|제시|제의|건의|제출|발표|출품|응모|고안|창안|추진|운영|기획|담당)한|낸|내놓은|맡은|이끈|만든)\s(?:[가-힣A-Za-z0-9·]{1,14}\s){0,4}?[가-힣]{2,4}"
    rf"(?:(?:\s?\([^()]{{2,20}}\))?\s?씨(?=[가는와의\s,])|\s[가-힣]{{0,8}}(?:{POSITIONS})(?=(?:이|가|은|는|과|와|에게)?[\s,]|이다|이었다))"
)
_GRADE_HEAD = re.compile(
    rf"(?<![가-힣])(?P<grade>{GRADES})(?:상|\s공무원)?(?:\s?\([^()]{{2,16}}\))?(?:은|는|에는|에|으로는)\s|씨(?:가|와)?,?\s(?:{GRADES})?(?:상)?(?:을|를)?,?\s?|(?<=[가-힣]\s)[가-힣]{{0,8}}(?:{POSITIONS})(?:이|가|과|와)?,?\s|(?:{GRADES})(?:상)?(?:을|를),?\s[·]?"
)
# … 중 시민카드 그림 바꾸기 외 13건의 아이디어를 최종 선정했다; 우리 면 생활 안내서 등 모두 5건의 혁신사례가 발표됐다
_AND_OTHERS = re.compile(
    r"\s외\s?\d{1,3}\s?(?:건|개|편)(?:의\s(?:우수\s?)?(?:아이디어|제안|사례|과제|시책))?(?:을|를|이|가)\s[^.,]{0,20}?(?:선정|채택|뽑)"
    r"|\s등\s(?:모두\s|총\s)?\d{1,3}\s?(?:건|개|편)(?:의)?\s(?:(?:우수|혁신|모범)\s?)?(?:아이디어|제안|사례|과제|시책)(?:을|를|이|가)\s[^.,]{0,20}?(?:발표|소개|공유|선정|채택|뽑|시상)"
    # a headline has no particle: … 등 여섯 가지 개선 사례
    r"|\s등\s\d{1,3}\s?(?:건|개|가지)(?:의)?\s(?:[가-힣]{2,4}\s){0,2}사례(?=\s(?:선정|소개|본선|발표|공유)|\s*$)"
)
_BEFORE = re.compile(
    r"(?:제안|사례|과제|시책|아이디어|것)?\s?(?:중|가운데)에?서?\s|[가-힣](?:은|는|에는|으로는)\s|,\s|[?!]\s"
)
_FAR, _FEW_WORDS = 80, 2
_NO_IDEA = re.compile(
    r"[‘’“”'\"]|\d\s?(?:명|건|팀)|[다요]\.\s|내용$|(?:아이디어|제안|의견|사례|시책|과제|정책|내용|사업들)$|[은는을할]\s(?:방안|방법|안)$|우수상|장려상"
)


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
    if text[start:end].rstrip().endswith("사례"):
        return None  # 불편을 푼 사례 등 15건의 사례: a kind of them
    if not is_title_like(words) or len(words.split()) < _FEW_WORDS or _NO_IDEA.search(words):
        return None
    return CaseDraft(begin, stop, group, "idea-proposed", 0.7)

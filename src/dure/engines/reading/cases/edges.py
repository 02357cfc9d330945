"""What rules and the field take in with a title at its edges: who made it before it, what became of it behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casewords import POSITIONS, SURNAMES
from dure.engines.reading.titles import MIN_TITLE, normal, unquoted

if TYPE_CHECKING:
    from dure.engines.reading.document import Span

_PROVINCE = "서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주"
_PERSON = rf"[가-힣]{{2,4}}\s(?:{POSITIONS}|씨)"
# 청원구 세무과 이도호 씨의“…”, 미래전략과 유재호 주무관의 …; 대소원면에서 일하는 함지훈(31)주무관이 제안한 …
_BEFORE = re.compile(
    rf"(?:[가-힣0-9·]{{2,14}}\s){{0,3}}?(?:{_PERSON}|[가-힣A-Za-z0-9]{{2,14}}팀)의\s?(?=\S)"
    rf"|(?:[가-힣0-9·]{{2,14}}\s){{0,4}}?[가-힣]{{2,4}}(?:\(\d+\))?\s?(?:{POSITIONS}|씨)(?:이|가)\s(?:(?:제안|제출|발표|추진|출품|개발|시행|고안)한|낸)\s"
)
_BEHIND = tuple(
    re.compile(pattern)
    for pattern in (
        # …을 제안한 물빛팀(옥천고 …), …를 추진하고 있는 환경교통과 전하미 팀장
        rf"(?:을|를)\s(?:[가-힣]+\s)?(?!위한|통한|향한|비롯한|포함한)(?:[가-힣]{{1,8}}[한운든친은]|낸|[가-힣]{{1,6}}하고\s있는)\s[^.]*(?:{_PERSON}|팀(?:\([^()]*\))?)(?:[에이가은는][^.]*)?$",
        # …에 기여한 아동친화과 박미희 주무관에게
        rf"(?:에|로)\s(?:크게\s)?(?:기여|이바지)한\s[^.]*{_PERSON}[^.]*$",
        # …가 뽑히는 등 모두 6개 과제, …이 선정됐고, 우수사례로는
        r"(?:이|가)\s(?:선정|뽑[혔히]|꼽[혔히]|수상|차지)[^’”]*$",
        # … 만들기이고, 주민참여예산사업은
        r"(?<=[기업제축영원진치선화발공트])이고,\s[^’”]*$",
        # … 등 다양한 사업
        r"\s등\s(?:다양한|여러|모두|총)\s[^.]*(?:사업|과제|사례|시책|정책|활동|건|개)$",
        # … (제안자: 강준호), … (도시디자인과 오근호 과장, 정석훈 주무관)
        rf"\s?\((?:제안자|발표자|담당자)\s?[:：][^()]*\)$|\s?\([^()]{{0,40}}{_PERSON}[^()]{{0,40}}\)$",
        # … (임다온), … (임다온·민가람), … (부산 해운대 물빛아파트), … (단독출품, 임다온)
        rf"\s?\([{SURNAMES}][가-힣]{{2}}(?:[·ㆍ,]\s?[가-힣]{{2,4}})*\)$|\s?\([가-힣]{{2,3}}(?:[·ㆍ,]\s?[{SURNAMES}][가-힣]{{1,2}})+\)$",
        rf"\s?\([{SURNAMES}][가-힣]{{1,2}}\s[^()]{{0,24}}(?:{POSITIONS})\)$|\s?\((?:{_PROVINCE})\s[^()]*\)$|\s?\((?:단독|공동)\s?(?:출품|제안|발표)[^()]*\)$",
    )
)
# 코로나 블루 극복! | 등산 사회관계망 챌린지: a title that calls first, to the end of its item
_REST = re.compile(
    r"(?:(?<=[!?])[!?]?|[!?])\s(?=[가-힣A-Za-z0-9‘'])[^\n.,()▲△▴▶▷▸◦○●■□•※]{4,45}?(?=\s?(?:[\n(▲△▴▶▷▸◦○●■□•]|등(?:\s|$)|$))"
)
_MARKED = re.compile(r"(?:[▲△▴▶▷▸◦○●■□•]|^|\n)\s?(?:\d{1,2}[.)]\s|[-–]\s)?$")


_MARK = 8  # code points before an item: its mark or number
_STRAIGHT = "'\""


def tidied(text: str, start: int, end: int) -> Span:
    """Return a title without who made it and without what is told of it; as it is where nothing of a title is left.

    >>> text = "미래전략과 유재호 주무관의 평생학습 도시 재지정"; a, b = tidied(text, 0, len(text)); text[a:b]
    '평생학습 도시 재지정'
    """
    before = _BEFORE.match(text, start, end)
    first = before.end() if before else start
    last = min((found.start() for pattern in _BEHIND if (found := pattern.search(text, first, end))), default=end)
    first, last = unquoted(text, first, last)
    if last - first > 1 and text[first] in _STRAIGHT and text[first] == text[last - 1]:
        first, last = first + 1, last - 1
    rest = _REST.match(text, last)
    if rest is not None and _MARKED.search(text, max(0, first - _MARK), first):
        last = rest.end()
    return (first, last) if len(normal(text[first:last])) >= MIN_TITLE else (start, end)

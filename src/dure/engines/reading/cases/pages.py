"""Pages that tell entries of an administration without its usual words: an audition of measures, a talk about rules, a tour of four ideas."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.lexicon import WordList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.prose import Prose

_WORK = r"시책|아이디어|제안|사례|규제|공공데이터|공공\s?서비스|대중교통\s?서비스|지역\s?문제|민원|의정\s?혁신|행정|혁신|조례|골목|마을\s?문제|주민\s?참여"
_STAGE = r"오디션|경연|어워즈|어워드|챌린지|해커톤|쇼케이스|페어|페스타|한판|한마당|마당|공유회|토크\s?콘서트|콘서트|발명\s?대회|겨루기|박람회|잔치|탐방|견학|올림픽|리그|왕중왕전|대회|발표회|뽐내기|뽑기|장터|포럼|나눔터|배틀|경합|축전"
# 시책 오디션, 공공데이터 해커톤, 학교 규제 타파 토크콘서트: what is shown is work of the administration
_STAGED = re.compile(rf"(?:{_WORK})(?:[^.,‘’“”'\"「」\n]{{0,10}}\s)?(?:{_STAGE})")
# 시책 넷을 찾아가 봤다, 시책을 배우러, 아이디어 네 건을 뽑았다; 총회가 내년 사업으로 고른 것은
_TOLD = re.compile(
    r"(?:시책|아이디어|제안|혁신\s?사례|우수\s?사례)\s?(?:을|를)?\s?(?:\d{1,2}|한|두|세|네|넷|셋|둘|다섯|여섯|일곱|여덟|아홉|열)(?:\s?(?:건|가지|개|곳))?(?:을|를|이)\s[^.‘“]{0,24}?(?:뽑|골라|골랐|찾|소개|발표|시상|선정|만나|만났|살펴|내놓)"
    r"|(?:시책|아이디어|행정)(?:을|를)\s(?:배우|배워|견학|벤치마킹|살펴|둘러|찾아)"
    r"|(?:시책|아이디어|제안)(?:을|를)\s[^.‘“]{0,24}(?:뽑|골라|고르|겨루|겨뤘|선정|시상)"
    r"|(?:우수|으뜸|모범)\s?(?:시책|과제|행정|정책\s?제안)(?=[을를으로의이은는\s])"
    r"|(?:일|실적|솜씨|업무)(?:을|를)\s겨루는|아이디어[’'”\"」]?\s[^.]{0,12}(?:결과를\s발표|뽑|선정)|(?:주민|마을)총회(?:가|에서|를)\s"
)
_STAGES = WordList(re.sub(r"\\s\?|\?", "", _STAGE).split("|"))
_TELLS = WordList(
    ["시책", "아이디어", "제안", "사례", "행정", "과제", "겨루는", "총회"]
)  # every match of the second holds one
_LEADS = 12


def tells_entries(prose: Prose, places: Sequence[Place]) -> bool:
    """Tell a page on which an administration's own measures compete, are told or visited, by its title and first paragraphs."""
    if not any(place.kind in {"government", "office", "organisation", "council", "institution"} for place in places):
        return False
    text = prose.text
    return any(
        (_STAGES.find(text, one.start, one.end) >= 0 and _STAGED.search(text, one.start, one.end) is not None)
        or (_TELLS.find(text, one.start, one.end) >= 0 and _TOLD.search(text, one.start, one.end) is not None)
        for one in (*prose.headings, *prose.body[:_LEADS])
    )

"""What stands around a quotation and makes it a case's title, in words that no other rule knows: 에 대한 과제를 발표한, 등 5건이 진출."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dure.engines.reading.prose import Paragraph, Quote

# ‘…’에 대한 과제를 발표한, ‘…’에 관한 제안을 낸; ‘…’라는 주제를 발표했다
_PRESENTED = re.compile(
    r"\s?에\s(?:대한|관한)\s(?:과제|사례|제안|시책|연구|아이디어)(?:를|을)\s(?:발표|제안|소개|제출|낸|냈|내)"
    r"|\s?(?:이?라는|란)\s(?:주제|제목|내용|과제)(?:를|을)\s(?:[가-힣]{1,6}\s)?(?:발표|소개|내놓)"
    r"|\s?(?:정책|행정|개선|추진|협업|실천|운영)\s?사례(?=[로를가의에는와이도]|\s)"
    r"|\s?(?:이|가|은|는)\s(?:[^.‘“'\"]{0,50}\s)?(?:대회|왕중왕전|본선|결선|공모전)에\s(?:도전|출전|참가|나선|나섰|출품)"
    r"|\s?(?:이|가|도)\s(?:가장\s|매우\s)?(?:높게|높이|좋게|우수하게)\s평가(?:됐|되|받)"
    r"|\s?(?:을|를)\s비롯(?:한|해)\s(?:[가-힣0-9]{1,6}\s){0,2}(?:우수\s?|혁신\s?|모범\s?)?(?:사례|시책|과제|제안)"
    r"|\s?제안\s?\((?:제안자|[^()]{2,40}\))"
)
# ‘…’ 등 5건이며: a list that is counted, in a sentence of entries
_COUNTED = re.compile(
    r"\s?등\s(?:모두\s|총\s)?\d{1,3}\s?(?:건|개\s?(?:사례|과제|제안|시책|사업)|편)"
    r"|\s?등\s[^.,‘“'\"]{2,24}\s\d{1,3}\s?(?:건|개)의\s(?:우수\s?)?(?:사례|과제|제안|시책|사업)"
)
_OF_ENTRIES = re.compile(
    r"[금은동]상|장려상|우수상|진출|우수\s?사례|우수\s?제안|수상|선정|뽑|발표|출품|본선|결선|입상|시상"
)
# 중구의 ‘…’은 … 신선한 시도로 눈길을 끌었다
_DREW = re.compile(
    r"\s?(?:은|는|이|가)\s[^‘“'\"]{4,110}?(?:눈길을\s끌|주목을\s받|주목받|호평을|호응을|(?:높은|좋은)\s(?:평가|점수)를\s받|다는\s(?:평가|평)를\s받)"
)
# 이 사업은 ‘…’으로 주민의 참여를 끌어냈다
_NAMED_AS = re.compile(r"(?:사업|시책|정책|과제|사례|제도)(?:은|는)\s$")
_AS_WHICH = re.compile(r"(?:으로|로)\s[^.‘“'\"]{2,50}?(?:끌어냈|이끌어|높였|줄였|거뒀|거두었|이뤘|얻었|받았|선정|뽑)")


def is_presented(after: str, before: str, told: str, *, owned: bool) -> bool:
    """Tell a quotation that its own words make an entry; ``told`` is its sentence, ``owned`` whether an owner stands before it."""
    if _PRESENTED.match(after):
        return True
    if _COUNTED.match(after) and _OF_ENTRIES.search(told):
        return True
    if owned and _DREW.match(after):
        return True
    return _NAMED_AS.search(before) is not None and _AS_WHICH.match(after) is not None


_TOPIC_BETWEEN = re.compile(r",\s(?:그리고\s|또\s)?[^‘“'\",.]{2,40}(?:은|는|이|가)\s")
_TOPIC_BEFORE = re.compile(r"[가-힣)](?:은|는|이|가)\s$")


def shares_object(text: str, paragraph: Paragraph, one: Quote, other: Quote) -> bool:
    """Tell two objects of one verb, each behind its own topic, the first without a particle: 이 주무관은 ‘A’, 김 팀장은 ‘B’를 발표했다."""
    return (
        _TOPIC_BETWEEN.fullmatch(text, one.end, other.start) is not None
        and _TOPIC_BEFORE.search(text, paragraph.start, one.start) is not None
        and other.end < paragraph.sentence_at(one.start)[1]
    )


# ‘…’, ‘…’ 등 4개팀이 차지했다: names of teams
TEAMS_BEHIND = re.compile(
    r"[^.()▲△]{0,20}\s?등\s(?:\d{1,2}|[두세네]|다섯|여섯|일곱)\s?(?:개\s?)?(?:팀|동아리|모임)(?:이|은|에|을)"
)

"""Names at the head of a page that no ending makes an outlet's: a magazine by its kind, a word by what else the page says of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.imprint import is_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dure.engines.reading.lines import Line

_KINDS = ("월간", "계간", "격월간", "격주간", "반년간")
# 계간 지방의 눈  2018년 여름호; 월간 마을과행정
_PERIODICAL = re.compile(
    r"(?P<kind>월간|계간|격월간|격주간|반년간)\s[《〈『「<‘“]?(?P<own>[가-힣A-Za-z·&]{2,12}(?:\s[가-힣A-Za-z·&]{1,6}){0,2}?)[》〉』」>’”]?(?=$|\s{1,4}(?:(?:19|20)\d\d|\d{1,2}\s?월\s?호|통권|제?\s?\d|Vol|[봄여가겨]\S?호)|\s?[|│(·]\s)"
)
_ISSUE = re.compile(r"통권|Vol\.|VOL\.|(?:제\s?\d{1,4}|\d{1,2}\s?월|봄|여름|가을|겨울|신년|창간)\s?호")
_OF_OFFICE = re.compile(r"(?:업무|행사|일정|계획|보고|소식|동향|베스트|인기|통계|현황|뉴스|브리핑)$")
_HEAD, _ISSUES = 12, 4


def periodical(lines: Sequence[Line], first: int) -> tuple[str, int] | None:
    """Return the magazine that the head of a page names by its kind, beside its issue or where the page says it again."""
    for position in range(min(first, _HEAD)):
        text = lines[position].text
        found = _PERIODICAL.match(text) if text.startswith(_KINDS) else None
        if found is None or _OF_OFFICE.search(found["own"]):
            continue
        name = f"{found['kind']} {found['own']}"
        near = lines[max(0, position - 1) : position + _ISSUES]
        again = any(name in line.text for at, line in enumerate(lines) if at != position)
        if again or any(_ISSUE.search(line.text) for line in near):
            return name, position
    return None


_FIRST, _SHORT_NAME = 3, 8
# 사람 냄새 나는 우리 동네 소식; 지방자치를 읽는 창
_SLOGAN = re.compile(
    r"(?=.*[가-힣](?:는|을|를|의|한|운|은)\s)(?:[^\s,.‘“!?]+\s){2,}[^\s,.‘“!?]*(?:소식|이야기|세상|창|눈|귀|목소리|언론|미디어|매체|지역지|길잡이|벗|등불)$"
)
_BLOG = re.compile(r"블로그|카페|이웃추가|팔로워|구독자|시청|군청|구청|도청")


def coined(lines: Sequence[Line], first: int, after: int) -> tuple[str, int] | None:
    """Return a word alone in one of the first lines: said again in a notice, by a desk or behind the last sentence, or above a slogan."""
    for position in range(min(first, _FIRST)):
        name = lines[position].text
        if len(name) > _SHORT_NAME or lines[position].unit.tag or name.endswith("으로") or not is_named(name):
            continue
        if lines[after - 1].text.rstrip(" ).]").endswith(("/" + name, "=" + name)):
            return name, position
        desk = re.compile(rf"{re.escape(name)}\s(?:취재|편집|뉴스|사진|보도)[팀부국]")
        for line in (*lines[position + 1 : first], *lines[after:]):
            if name in line.text and (line.hard_stop or desk.match(line.text)):
                return name, position
        if position == 0 and first > 1 and _SLOGAN.match(lines[1].text):
            return None if any(_BLOG.search(line.text) for line in lines[:first]) else (name, position)
    return None

"""Lines above an article that say where on its site it stands, what a board counts or a picture shows, or that tell: none is its headline."""

from __future__ import annotations

import re

from dure.engines.reading.lexicon import words

# Home 시민참여 온라인투표, 홈 다음 알림마당 다음 새소식: a path whose arrows were pictures.
_PATH_SIGN = frozenset("Hh홈처메")
_PATH = re.compile(r"(?:홈|처음|메인|home)(?:으로)?(?:\s[가-힣A-Za-z·/()]{1,10}){2,8}$", re.IGNORECASE)
# 교육, 문화 stand in headlines too.
_PATH_WORDS = frozenset({*(word for word in words("page", "menu_words") if len(word) > 3), "새소식", "다음"})  # noqa: PLR2004
# 사는 이야기/행복한 꿈: a category and one within it.
_CATEGORIES = re.compile(r"[^/,.‘’“”\"'\d]{1,14}[.]*/[^/,‘’“”\"'\d]{1,14}")
_COUNTER = re.compile(r"(?:조회|추천|댓글|공감|읽음)\s?수?\s*[:：]?\s*[\d,]+\s?(?:회|건|개)?$")
_COUNTED = frozenset("0123456789회건개")


def is_path(text: str) -> bool:
    """Tell a path without arrows, from 홈 over a menu's word to the page, or from a category to one within it.

    >>> is_path("Home 시민참여 온라인투표"), is_path("사는 이야기/행복한 꿈"), is_path("홈 카페 창업 교육 수강생 모집")
    (True, True, False)
    """
    if "/" in text and _CATEGORIES.fullmatch(text):
        return True
    return text[0] in _PATH_SIGN and _PATH.match(text) is not None and not _PATH_WORDS.isdisjoint(text.split()[1:])


def is_counter(text: str) -> bool:
    """Tell a line that ends in what a board counts.

    >>> is_counter("공무원연수 조회수 : 3,051"), is_counter("적극행정 우수사례 3건")
    (True, False)
    """
    return text[-1] in _COUNTED and _COUNTER.search(text) is not None


# ↑↑ 옥천군청 전경; (제공=옥천군)
_PICTURE_SIGN = frozenset("↑([<사자제출")
_OF_PICTURE = re.compile(r"↑|[(\[<]?\s?(?:(?:사진|자료)?\s?(?:제공|출처)|(?:사진|자료)(?=\S\S))\s?[=:]")
# … 수상했다. / 옥천군; 상장을 받는 모습.: who gave the picture behind its sentence, what it shows
_SHOWN = ("/", "모습", "장면")
_PICTURED, _CREDIT = re.compile(r"다\.\s?/\s?[가-힣A-Za-z]{2,12}$|[는은한인]\s(?:모습|장면)\.$|하는\s모습$"), 24
# 물빛타임즈 임다온 기자 | …
_SIGNED_LEAD = re.compile(r"[가-힣A-Za-z0-9·]{2,14}(?:\s[가-힣]{2,6})?\s[가-힣]{2,4}\s?기자\s?[|=]\s")
_LONG_LEAD, _SIGNATURE = 40, 40
_SHOWS = re.compile(r"[가-힣]고\s있다\.$")  # what a picture shows


def is_of_picture(text: str) -> bool:
    """Tell words under a picture that no caption's word gives away: arrows up to it, nothing but who gave it, what it shows.

    >>> is_of_picture("↑↑ 옥천군청 전경 |"), is_of_picture("사진으로 보는 경진대회")
    (True, False)
    >>> is_of_picture("옥천군이 12일 상을 받았다. / 옥천군"), is_of_picture("공무원들이 축하하는 모습."), is_of_picture("달라진 옥천의 모습")
    (True, True, False)
    """
    if text[0] in _PICTURE_SIGN and _OF_PICTURE.match(text):
        return True
    return any(map(text.__contains__, _SHOWN)) and _PICTURED.search(text, max(0, len(text) - _CREDIT)) is not None


def is_lead(text: str) -> bool:
    """Tell a lead from a headline: a reporter's signature before it, a comma behind it, or a long sentence with its stop.

    >>> is_lead("물빛타임즈 임다온 기자 | 옥천군이 웃었다"), is_lead("“옥천군이 웃었다.”"), is_lead("옥천군은 대회를 열었으며,")
    (True, False, True)
    """
    return (
        text[-1] in ",，"
        or (text.endswith("다.") and (len(text) > _LONG_LEAD or _SHOWS.search(text) is not None))
        or ("기자" in text[:_SIGNATURE] and _SIGNED_LEAD.match(text) is not None)
    )

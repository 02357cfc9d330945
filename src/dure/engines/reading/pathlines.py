"""Lines above an article that say where on its site it stands, or what a board counts: none is its headline."""

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

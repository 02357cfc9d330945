"""Whether two texts are one release: how much of the shorter stands in the longer, and whether they state the same facts.

Containment alone cannot tell them apart. Another outlet's rewriting of a release holds a third to a half of its runs;
this year's release of a yearly contest, or the next city's on a ministry's pattern, holds two thirds of the last one's.
What differs is what they state: numbers, and names in quotation marks. A rewriting keeps nearly all of them, a pattern
hardly any.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from dure.engines.reading.shingling import shared_share, shingle_sets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dure.engines.reading.shingling import Hashes

CONTAINED: Final = 0.6
"""Containment of one release as outlets cut it; natural pairs were measured at .79 to .84."""

_RETOLD = ((0.18, 5, 1.0), (0.25, 5, 0.8), (0.4, 3, 0.9))
"""Where less is contained the facts decide: containment, facts and share of facts that are needed together. A release in
another reporter's words was measured at .21 to .54, with .92 of its facts and more."""

_FACTS_KEPT = 0.8  # of a text that is contained; patterns with other facts were measured at .0 to .71
_ENOUGH = 5  # facts told in sentences that need no others beside them

_NUMBER = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)\s?([가-힣%])?")
_NAMED = re.compile(r"[‘'「『<〈]([^‘’'「」『』<>〈〉\n]{2,30})[’'」』>〉]")
_PLACE = re.compile(r"(?<![가-힣])([가-힣]{1,7}[시군구])(?=[은는이가의에와과도]?(?![가-힣])|에서|청)")
_NO_PLACE = frozenset(
    [
        "다시",
        "즉시",
        "역시",
        "당시",
        "동시",
        "일시",
        "임시",
        "잠시",
        "도시",
        "감시",
        "공시",
        "제시",
        "표시",
        "실시",
        "전시",
        "게시",
        "지시",
        "혹시",
        "대시",
        "시군",
        "국군",
        "요구",
        "연구",
        "지구",
        "기구",
        "도구",
        "친구",
        "누구",
        "입구",
        "출구",
        "창구",
        "청구",
        "촉구",
        "복구",
        "강구",
        "추구",
        "탁구",
        "야구",
        "농구",
        "축구",
        "시군구",
        "자치구",
        "군구",
    ]
)
_LONG_NAME, _NAMES, _NUMBERS = 4, 3, 5  # letters of a name, names and numbers that are specific
_MOMENTS = frozenset("년월일시분")  # units of dates and times, which any two texts may share
_MARK = re.compile(r"\w@\w|기자\s?\]|[ⓒ©]|저작권자|무단\s?전재")  # an outlet's signature, not the release
_SENTENCE = re.compile(r"[가-힣]\s?[.!?][”’\"']?(?=\s|$)|[다요][”’\"']")


@dataclass(frozen=True, slots=True)
class Profile:
    """What two texts are compared by.

    Attributes:
        shingles: hashes of the runs of letters, each once, rising.
        facts: numbers (one digit with its unit), quoted names and places, without blanks.
        told: those of them that stand in lines with sentences: a site's menus and signatures have numbers too.
        place: the city, county or district named most often, if twice at least; else empty.
        is_placed: whether it names any place.
        letters: the text without blanks, in which the other's place is looked for.
    """

    shingles: Hashes
    facts: frozenset[str]
    told: frozenset[str]
    place: str
    is_placed: bool
    letters: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two texts are.

    Attributes:
        containment: share of the shorter text's runs that the longer holds, 0 to 1.
        facts: how many facts the text with fewer of them states.
        shared_facts: how many of those the other states too.
        is_same: whether the texts are one release.
    """

    containment: float
    facts: int
    shared_facts: int
    is_same: bool


def numbers(text: str) -> list[tuple[str, str]]:
    """Return the numbers of a text as (digits, the letter behind or nothing), in order, repeated ones included.

    One digit without a unit counts items of a list, and digits at the very end may have been cut: both are left out.

    >>> numbers("1,250명이 3억 2천만 원, 96.4%, 1. 그리고 2")
    [('1250', '명'), ('3', '억'), ('2', '천'), ('96.4', '%')]
    """
    read = [(found[1].replace(",", ""), found[2] or "") for found in _NUMBER.finditer(text) if found.end(1) < len(text)]
    return [(digits, unit) for digits, unit in read if unit or len(digits) > 1]


def facts(text: str) -> frozenset[str]:
    """Return what a text states in a form that survives rewriting.

    >>> sorted(facts("하동군은 ‘찾아가는 빨래방’ 4대로 1,250명을 도왔다"))
    ['1250', '4대', '찾아가는빨래방', '하동']
    """
    stated = {digits + unit if len(digits) == 1 else digits for digits, unit in numbers(text)}
    stated |= {"".join(found[1].split()) for found in _NAMED.finditer(text)}
    stated |= {_stem(place) for place in _places(text)}
    return frozenset(stated)


def _places(text: str) -> list[str]:
    return [found[1] for found in _PLACE.finditer(text) if found[1] not in _NO_PLACE]


def specific_facts(text: str) -> list[str]:
    """Return the facts by which a release can be found again: quoted names, then numbers, the most specific first.

    Dates and times are not among them, since any two texts may share them.

    >>> specific_facts("2024년 3월 4일에 ‘급할 땐 여기’ 27건, 1,250명, 96.4%")
    ['급할땐여기', '96.4%', '1250명', '27건']
    """
    names = {"".join(found[1].split()) for found in _NAMED.finditer(text)}
    named = sorted((name for name in names if len(name) >= _LONG_NAME), key=lambda each: (-len(each), each))
    kept = {digits + unit for digits, unit in numbers(text) if unit not in _MOMENTS and len(digits) > 1}
    counted = sorted(kept, key=lambda each: ("." not in each, -len(each), each))
    return [*named[:_NAMES], *counted[:_NUMBERS]]


def profiles(texts: Sequence[str]) -> list[Profile]:
    """Return what each text is compared by."""
    found = []
    for text, runs in zip(texts, shingle_sets(texts), strict=True):
        places = Counter(_places(text))
        place, often = places.most_common(1)[0] if places else ("", 0)
        lines = [line for line in text.splitlines() if not _MARK.search(line)]
        told = facts("\n".join(line for line in lines if _SENTENCE.search(line)))
        letters = "".join(text.split())
        found.append(Profile(runs, facts("\n".join(lines)), told, place if often > 1 else "", bool(places), letters))
    return found


def likeness(one: Profile, other: Profile) -> Likeness:
    """Compare two texts.

    They are one release when the shorter is contained and does not state other facts, or when it is partly contained
    and states the same facts; never when each is about a place that the other does not name.
    """
    contained = shared_share(one.shingles, other.shingles)
    letters = one.letters, other.letters
    fewer, shared = _shared(one.told, other.told, letters)
    if contained >= CONTAINED:
        is_same = _kept(fewer, shared)
        if fewer < _ENOUGH:  # hardly any sentences: a notice states its facts in lists
            fewer, shared = _shared(one.facts, other.facts, letters)
            is_same = is_same and _kept(fewer, shared)
    else:
        is_same = any(contained >= held and fewer >= least and shared >= kept * fewer for held, least, kept in _RETOLD)
    return Likeness(contained, fewer, shared, is_same and not _elsewhere(one, other))


def _shared(one: frozenset[str], other: frozenset[str], letters: tuple[str, str]) -> tuple[int, int]:
    """Return how many facts the side with fewer states, and how many of them the other states too.

    Names are looked for in the other's letters, since blanks may stand inside them.
    """
    fewer, more, beside = (one, other, letters[1]) if len(one) <= len(other) else (other, one, letters[0])
    return len(fewer), sum(fact in more or (not fact[0].isdigit() and fact in beside) for fact in fewer)


def _kept(stated: int, shared: int) -> bool:
    return shared >= _FACTS_KEPT * stated


def _elsewhere(one: Profile, other: Profile) -> bool:
    """Tell whether one text is about a place, named twice or more, and the other about others only."""
    pairs = ((one, other), (other, one))
    return any(mine.place and theirs.is_placed and _stem(mine.place) not in theirs.letters for mine, theirs in pairs)


def _stem(place: str) -> str:
    """Return a place without its last letter, as headlines have it (하동군, 하동); 서구 and 중구 stay whole."""
    return place[:-1] if len(place) > 2 else place  # noqa: PLR2004  # one letter alone stands in any text


def shared_share_of(one: Profile, other: Profile) -> float:
    """Return the share of one text's runs that the other holds, 0 to 1; `Likeness.containment` is the higher of both."""
    if not len(one.shingles):
        return 0.0
    return float(np.isin(one.shingles, other.shingles, assume_unique=True).mean())


def containment(one: str, other: str) -> float:
    """Return the share of the shorter text's runs that the longer one holds, 0 to 1.

    >>> round(containment("하동군이 간담회를 열었다", "어제 하동군이 간담회를 열었다고 한다"), 2)
    1.0
    """
    a, b = shingle_sets([one, other])
    return shared_share(a, b)

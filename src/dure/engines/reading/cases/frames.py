"""What stands right before and behind a stretch: titles of one list stand in one frame, △…(가람구), ‘…’와, or between two commas."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from dure.engines.reading.cases.tagging import PARTICLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dure.engines.reading.cases.candidates import Candidate


class Frame(NamedTuple):
    """Whether a stretch stands in a marked item, and the signs or particles before and behind it.

    A word is ``w``; what begins or ends the item or the paragraph is ``^`` and ``$``; behind a quotation's mark stands what is outside of it.
    """

    listed: bool
    before: str
    behind: str


class Alike(NamedTuple):
    """How many others in the same frame are titles, as the field sees it (sums of probabilities): by where they stand."""

    sentence: float
    paragraph: float
    page: float


_NEAR = 40  # code points of blanks at most before the next sign
_OPENING, _CLOSING = "‘“\"'「『", "’”\"'」』"
_LONGEST = 400  # code points: what is longer is no title, and would be held against all others
_BEHIND = (*PARTICLES, "및", "외")


def frame_of(text: str, one: Candidate) -> Frame:
    """Return the frame of a stretch."""
    start, end, items = one.paragraph.start, one.paragraph.end, one.paragraph.items
    at = bisect_right(items, one.start, key=lambda item: item.start) - 1
    listed = at >= 0 and one.end <= items[at].end + 1
    if listed:
        start, end = items[at].start, items[at].end
    before, behind = text[max(start, one.start - _NEAR) : one.start], text[one.end : min(end, one.end + _NEAR)]
    return Frame(listed, _before(before.rstrip()), _behind(behind.lstrip()))


def _before(words: str) -> str:
    if not words:
        return "^"
    if words[-1] in _OPENING:
        return "q" + (_sign(words[:-1].rstrip()[-1:]) or "^")
    return _sign(words[-1])


def _behind(words: str) -> str:
    if not words:
        return "$"
    if words[0] in _CLOSING:
        return "q" + (_sign(words[1:].lstrip()[:1]) or "$")
    if words[0].isalnum():
        return next((each for each in _BEHIND if words.startswith(each)), "w")
    return words[0]


def _sign(letter: str) -> str:
    return "w" if letter.isalnum() else letter


def alike(text: str, candidates: Sequence[Candidate], exact: Sequence[float]) -> list[Alike]:
    """Return for each stretch what others in its frame are worth that share no letter with it.

    ``exact`` is how likely each is a title, just as it stands.
    """
    framed = defaultdict(list)
    for at in sorted(range(len(candidates)), key=lambda number: candidates[number].start):
        framed[frame_of(text, candidates[at])].append(at)
    found = [Alike(0.0, 0.0, 0.0)] * len(candidates)
    for members in framed.values():
        group = _Framed([candidates[at] for at in members], [exact[at] for at in members])
        for at in members if len(members) > 1 else ():
            found[at] = group.others(candidates[at])
    return found


class _Framed:
    """The stretches of one frame, in the order in which they begin, with how likely each is a title."""

    def __init__(self, members: Sequence[Candidate], exact: Sequence[float]) -> None:
        self._members, self._exact = members, exact
        self._starts = [one.start for one in members]
        self._sums = [0.0, *accumulate(exact)]
        self._longest = min(_LONGEST, max(one.end - one.start for one in members))

    def others(self, one: Candidate) -> Alike:
        """Return the sums of those that share no letter with one of them."""
        first, after = bisect_left(self._starts, one.start - self._longest), bisect_left(self._starts, one.end)
        across = [at for at in range(first, after) if self._members[at].end > one.start]
        sentence, paragraph = one.paragraph.sentence_at(one.start), (one.paragraph.start, one.paragraph.end)
        return Alike(
            self._sum(*sentence, across), self._sum(*paragraph, across), self._sum(0, self._starts[-1] + 1, across)
        )

    def _sum(self, start: int, end: int, without: Sequence[int]) -> float:
        first, after = bisect_left(self._starts, start), bisect_left(self._starts, end)
        out = math.fsum(self._exact[at] for at in without if first <= at < after)
        return max(0.0, self._sums[after] - self._sums[first] - out)

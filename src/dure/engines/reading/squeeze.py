"""A view of a text without blanks that still knows where each character stood.

Text justified in HWP carries spaces inside words (``강기 정``, ``전 국에``), so names are looked for in the view and
reported at their offsets in the text as it is. Lines stay apart: a run of blanks with a line break in it is kept as
one line break.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from operator import add, sub
from typing import Final

from dure.engines.reading.native import LETTERS

_BLANK: Final = re.compile("([\\s\u00ad\u200b\u2060\ufeff]+)")  # white space, soft hyphens and zero-width characters


@dataclass(frozen=True, slots=True)
class Squeezed:
    """``text`` is the original without blanks; offsets are code points.

    ``gaps`` holds, rising, the offsets in ``text`` before which characters were taken out, ``shifts`` the number of
    characters taken out up to and including each gap.
    """

    text: str
    gaps: tuple[int, ...]
    shifts: tuple[int, ...]

    def original(self, offset: int) -> int:
        """Return where the character at ``offset`` of the view stands in the original."""
        position = bisect_right(self.gaps, offset)
        return offset + (self.shifts[position - 1] if position else 0)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that holds the characters ``start`` to ``end`` of the view, end exclusive."""
        return self.original(start), self.original(end - 1) + 1

    def gap_at(self, offset: int) -> bool:
        """Tell whether blanks stood directly before the character at ``offset``."""
        position = bisect_left(self.gaps, offset)
        return position < len(self.gaps) and self.gaps[position] == offset

    def gaps_between(self, start: int, end: int) -> tuple[int, ...]:
        """Return the gaps that fall inside the characters ``start`` to ``end``, not at their edges."""
        return self.gaps[bisect_right(self.gaps, start) : bisect_left(self.gaps, end)]


def squeeze(text: str) -> Squeezed:
    """Take the blanks out of ``text``.

    >>> view = squeeze("전 라남도 강진군")
    >>> view.text, view.span(0, 4)
    ('전라남도강진군', (0, 5))
    """
    return Squeezed(*squeezed(text))


def plain_squeezed(text: str) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """Return a text without its blanks, its gaps and its shifts: what the native one does, in Python."""
    pieces = _BLANK.split(text)
    words, blanks = pieces[::2], pieces[1::2]
    breaks = ["\n" if "\n" in blank else "" for blank in blanks]
    kept = list(map(len, breaks))
    gaps = accumulate(map(add, map(len, words), kept))
    shifts = accumulate(map(sub, map(len, blanks), kept))
    pieces[1::2] = breaks
    return "".join(pieces), tuple(gaps), tuple(shifts)


squeezed: Final = plain_squeezed if LETTERS is None else LETTERS.squeezed

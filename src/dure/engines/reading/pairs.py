"""What two stretches of text share: their pairs of neighbouring letters and digits, whatever stands between.

`Pairs` is native where it is built; `PlainPairs` is the same in Python, ten times slower, and what the tests compare it with.
"""

from __future__ import annotations

import re
from operator import add
from typing import TYPE_CHECKING, Final

from dure.engines.reading.native import LETTERS

__all__ = ["Pairs", "PlainPairs", "bigrams", "likest", "plain_likest"]

LONGEST: Final = 2_000
"""Code points of a text whose pairs are kept: no headline is longer."""

_NOT_LETTERS = re.compile(r"[\W_]+")


def letters_of(text: str) -> str:
    """Return the letters and digits of a text; blanks, the commonest of the rest, are taken out first, at once."""
    letters = "".join(text.split())
    return letters if letters.isalnum() else _NOT_LETTERS.sub("", letters)


def bigrams(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring letters and digits of a text.

    >>> sorted(bigrams("군산시, 혁신"))
    ['군산', '산시', '시혁', '혁신']
    """
    letters = letters_of(text)
    return frozenset(map(add, letters, letters[1:]))


class PlainPairs:
    """The pairs of one text, to be compared with those of others.

    >>> title, line = PlainPairs("군산시, 혁신"), PlainPairs("군산시는")
    >>> len(line), line.common(title), line.share(title), title.found_in("군산시는")
    (3, 2, 0.6666666666666666, 2)
    """

    __slots__ = ("_pairs",)

    def __init__(self, text: str) -> None:
        self._pairs = bigrams(text[:LONGEST])

    def __len__(self) -> int:
        return len(self._pairs)

    def common(self, other: PlainPairs) -> int:
        """Return how many pairs both texts have."""
        return len(self._pairs & other._pairs)

    def share(self, other: PlainPairs) -> float:
        """Return the share of these pairs that the other text has too; 0 where there are none."""
        return len(self._pairs & other._pairs) / len(self._pairs) if self._pairs else 0.0

    def found_in(self, text: str) -> int:
        """Return how many of these pairs a text has, which may be much longer."""
        letters = letters_of(text)
        return sum([pair in letters for pair in self._pairs])


def plain_likest(texts: list[str], others: list[PlainPairs]) -> list[float]:
    """Return the greatest share of the pairs of each text that one of ``others`` has.

    >>> plain_likest(["군산시는", "혁신", "."], [PlainPairs("군산시, 혁신"), PlainPairs("군산")])
    [0.6666666666666666, 1.0, 0.0]
    """
    return [max((own.share(other) for other in others), default=0.0) for own in map(PlainPairs, texts)]


if TYPE_CHECKING:
    from dure.engines.reading._letters import Pairs, likest
else:
    likest = plain_likest if LETTERS is None else LETTERS.likest
    Pairs = PlainPairs if LETTERS is None else LETTERS.Pairs

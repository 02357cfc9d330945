"""What two stretches of text share: their pairs of neighbouring letters and digits, whatever stands between.

`Pairs` is native where it is built; `PlainPairs` is the same in Python, ten times slower, and what the tests compare it with.
"""

from __future__ import annotations

import re
from operator import add
from typing import TYPE_CHECKING, Final

from dure.engines.reading.native import LETTERS

__all__ = ["Pairs", "PlainPairs", "bigrams", "places_of", "plain_places_of"]

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


def plain_places_of(
    texts: list[str], others: list[PlainPairs], least: float, little: float, begins: str
) -> dict[str, list[int]]:
    """Return where the texts stand that may be like one of ``others``, each text once, in the order of the first places.

    It has a share of at least ``least`` of its pairs in common with one of them, or more than ``little`` and stands twice; or it begins with
    one of the letters of ``begins``.

    >>> plain_places_of(["군산시는", "소식", "혁신", "제목"], [PlainPairs("군산시, 혁신")], 0.5, 0.1, "제")
    {'군산시는': [0], '혁신': [2], '제목': [3]}
    """
    places: dict[str, list[int]] = {}
    for position, text in enumerate(texts):
        places.setdefault(text, []).append(position)
    found = {}
    for text, positions in places.items():
        own = PlainPairs(text)
        share = max((own.share(other) for other in others), default=0.0)
        if share >= least or (share > little and len(positions) > 1) or text[:1] in {*begins}:
            found[text] = positions
    return found


if TYPE_CHECKING:
    from dure.engines.reading._letters import Pairs, places_of
else:
    places_of = plain_places_of if LETTERS is None else LETTERS.places_of
    Pairs = PlainPairs if LETTERS is None else LETTERS.Pairs

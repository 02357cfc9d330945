"""Texts as sets of hashed runs of letters, many at once: what near-duplicates are compared by.

A run is five letters or digits in the view of a text without blanks and punctuation, so that justified lines
(``강기 정``) and other quotation marks change nothing. Runs are 64-bit hashes, the same on every machine.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]
    Offsets = NDArray[np.int64]

SHINGLE: Final = 5
_FACTORS: Final = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F], np.uint64
)


def mix(values: Hashes) -> Hashes:
    """Spread 64-bit numbers evenly over 64 bits, in place (the finaliser of SplitMix64; Steele, Lea and Flood 2014)."""
    values ^= values >> np.uint64(30)
    values *= np.uint64(0xBF58476D1CE4E5B9)
    values ^= values >> np.uint64(27)
    values *= np.uint64(0x94D049BB133111EB)
    values ^= values >> np.uint64(31)
    return values


@cache
def _letters() -> NDArray[np.uint32]:
    """Return for each code point that of its lower case, 0 for what is neither letter nor digit."""
    table = np.zeros(0x110000, np.uint32)
    for code in range(0x110000):
        char = chr(code)
        if char.isalnum():
            table[code] = ord(char.lower()[0])
    return table


def folded(text: str) -> NDArray[np.uint32]:
    """Return for each code point of a text its letter in lower case, 0 for what does not count."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return _letters()[codes]


def shingles(texts: Sequence[str]) -> tuple[Hashes, Offsets]:
    """Return the runs of all texts behind each other, repeated ones included, and where each text's begin and end.

    Args:
        texts: n texts; one of fewer than five letters has no runs.

    Returns:
        The hashes, and n + 1 offsets into them.

    >>> hashes, offsets = shingles(["가나다, 라마바", "가나다라마바!", "가나"])
    >>> offsets.tolist(), bool((hashes[:2] == hashes[2:]).all())
    ([0, 2, 4, 4], True)
    """
    letters = folded("".join(texts))
    bounds = np.zeros(len(texts) + 1, np.int64)
    np.cumsum([len(text) for text in texts], out=bounds[1:])
    counts = letters != 0
    before = np.zeros(len(letters) + 1, np.int64)
    np.cumsum(counts, out=before[1:])
    starts = before[bounds]
    dense = letters[counts].astype(np.uint64)
    offsets = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(np.maximum(np.diff(starts) - (SHINGLE - 1), 0), out=offsets[1:])
    if len(dense) < SHINGLE:
        return np.zeros(0, np.uint64), offsets
    wide = len(dense) - SHINGLE + 1
    hashes = dense[:wide] * _FACTORS[0]
    for place in range(1, SHINGLE):
        hashes += dense[place : place + wide] * _FACTORS[place]
    whole = np.ones(wide, bool)
    for back in range(1, SHINGLE):  # runs that would reach into the next text
        reaching = starts[1:] - back
        reaching = reaching[(reaching >= starts[:-1]) & (reaching < wide)]
        whole[reaching] = False
    return mix(hashes[whole]), offsets


def shingle_sets(texts: Sequence[str]) -> list[Hashes]:
    """Return each text's runs, each once, in rising order."""
    hashes, offsets = shingles(texts)
    return [np.unique(hashes[start:end]) for start, end in pairwise(offsets.tolist())]


def shared_share(one: Hashes, other: Hashes) -> float:
    """Return the share of the smaller of two sets that the larger one holds, 0 to 1."""
    small, large = sorted((one, other), key=len)
    if not len(small):
        return 0.0
    places = np.searchsorted(large, small)
    places[places == len(large)] = 0
    return float(np.count_nonzero(large[places] == small)) / len(small)


def shared_stretches(text: str, other: str, *, least: int = 12) -> tuple[tuple[int, int], ...]:
    """Return the stretches of ``text`` whose letters stand in ``other`` too, as spans of code points, end exclusive.

    A letter is shared when a run that covers it is; stretches of fewer than ``least`` letters are left out, since two
    texts of one office share many short ones.

    >>> text = "어제 하동군이 혁신 간담회를 열었다고 한다."
    >>> [text[a:b] for a, b in shared_stretches(text, "하동군이 혁신간담회를 열었다")]
    ['하동군이 혁신 간담회를 열었다']
    """
    letters = folded(text)
    places = np.flatnonzero(letters)
    mine, _ = shingles([text])
    (theirs,) = shingle_sets([other])
    if not len(mine) or not len(theirs):
        return ()
    found = np.isin(mine, theirs)
    covered = np.zeros(len(places), bool)
    for place in range(SHINGLE):
        covered[place : place + len(found)] |= found
    edges = np.flatnonzero(np.diff(np.concatenate(([False], covered, [False])).astype(np.int8)))
    return tuple(
        (int(places[start]), int(places[end - 1]) + 1)
        for start, end in zip(edges[::2], edges[1::2], strict=True)
        if end - start >= least
    )

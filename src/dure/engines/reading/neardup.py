"""Near-duplicates: articles made of one release, though each outlet cuts and rewrites.

Runs of five letters → MinHash of 128 (rensa) → candidates: texts that share a **key** → the likest first, **each verified**
by `samerelease.likeness` → groups of bounded size, because an unbounded union-find once chained 859,091 documents.

Keys are of two kinds. Those of the signature join three of its 128 numbers: two rows a band would find more pairs of a
Jaccard index of .2, but any two press releases have an index near .005, and at a million texts those meet a thousand
million times. Those of the names and numbers that a text states find the rewriting that keeps few runs.

Texts join in the order in which they come, so that one text more joins its group without the others being looked at
again: `choose_groups` decides for one text, `groups` calls it for each.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
from rensa import RMinHash

from dure.engines.reading.samerelease import likeness, profiles, specific_facts
from dure.engines.reading.shingling import mix, shingles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from dure.engines.reading.samerelease import Profile

    Signatures = NDArray[np.uint32]
    Keys = NDArray[np.int64]
    Pairs = NDArray[np.int64]

PERMUTATIONS: Final = 128
MAX_GROUP: Final = 200
MAX_VERIFIED: Final = 64
"""Candidates of one text that are verified, the likest first."""

LEAST_AGREEING: Final = 8
"""Numbers of 128 that two signatures have in common at least: a Jaccard index near .06."""

_SEED = 42
_STEPS = ((0, 1, 3), (0, 5, 12))  # rows of a key: each number stands in six, and two keys share one number at most
_WIDE = 100  # texts under one key from which it is boilerplate: each then meets the next few only
_NEXT = 8
_MOST_PAIRS = 5_000_000  # pairs that are held before repeated ones are taken out
_LIKEST = 2  # candidates of a text that are verified in bulk
_COMPARED = 50_000  # pairs whose signatures are compared at once
_LOW = np.int64(0xFFFFFFFF)
_PART = 2_000  # texts whose letters are held at once
_EMPTY = np.iinfo(np.uint32).max
_SURE = 4  # numbers of a signature that are all at their highest only where there were no runs

BANDS: Final = PERMUTATIONS * len(_STEPS)


@dataclass(frozen=True, slots=True)
class Signed:
    """What is stored of n texts to find their near-duplicates, in plain columns.

    Attributes:
        minhash: n × 128 numbers of 32 bits, the same on every machine.
        stated: keys of the numbers that the texts state, behind each other.
        offsets: n + 1 places in ``stated``.
    """

    minhash: Signatures
    stated: NDArray[np.uint64]
    offsets: NDArray[np.int64]

    def __len__(self) -> int:
        """Return the number of texts."""
        return len(self.minhash)


def sign(texts: Sequence[str]) -> Signed:
    """Sign texts; each by itself, so that batches can be signed anywhere and put together with `together`."""
    found = np.empty((len(texts), PERMUTATIONS), np.uint32)
    for start in range(0, len(texts), _PART):
        part = texts[start : start + _PART]
        hashes, offsets = shingles(part)
        matrix = RMinHash.digest_matrix_from_flat_token_hashes(hashes, offsets.astype(np.uint64), PERMUTATIONS, _SEED)
        found[start : start + len(part)] = matrix.to_rows()
    stated = [_number_keys(text) for text in texts]
    ends = np.zeros(len(texts) + 1, np.int64)
    np.cumsum([len(each) for each in stated], out=ends[1:])
    return Signed(found, np.array([key for each in stated for key in each], np.uint64), ends)


def together(parts: Sequence[Signed]) -> Signed:
    """Return batches that were signed apart as one, in their order."""
    counts = np.concatenate([np.diff(part.offsets) for part in parts])
    return Signed(
        np.concatenate([part.minhash for part in parts]),
        np.concatenate([part.stated for part in parts]),
        np.concatenate((np.zeros(1, np.int64), np.cumsum(counts))),
    )


def _row_key(signed: Signatures, band: int) -> NDArray[np.uint64]:
    """Return the key of one band for each signature; 0 for a text without runs, which is like no other."""
    steps = _STEPS[band // PERMUTATIONS]
    one, two, three = (signed[:, (band + step) % PERMUTATIONS].astype(np.uint64) for step in steps)
    found = mix((one << np.uint64(32)) | two) ^ mix((np.uint64(band + 1) << np.uint64(32)) | three)
    found[(signed[:, :_SURE] == _EMPTY).all(axis=1)] = 0
    return found


def _number_keys(text: str) -> list[int]:
    chosen = sorted(specific_facts(text))
    pairs = (f"{one} {two}".encode() for one, two in combinations(chosen, 2))
    return [int.from_bytes(hashlib.blake2b(pair, digest_size=8).digest(), "big") for pair in pairs]


def keys(signed: Signed) -> list[Keys]:
    """Return the keys of each text, to be stored with it: two texts that share one are candidates.

    >>> signed = sign(["하동군이 간담회를 열어 27건을 듣고 1,250명에게 알렸다."])
    >>> len(keys(signed)[0])
    257
    """
    rows = np.stack([_row_key(signed.minhash, band) for band in range(BANDS)], axis=1)
    stated = np.split(signed.stated, signed.offsets[1:-1])
    return [
        np.unique(np.concatenate((row[row != 0], each))).view(np.int64) for row, each in zip(rows, stated, strict=True)
    ]


def agreeing(one: Signatures, others: Signatures) -> NDArray[np.int64]:
    """Return how many of 128 numbers each of the others has in common with one signature."""
    return np.asarray(np.count_nonzero(others == one, axis=-1))


def candidate_pairs(signed: Signed, *, part: int = 0, parts: int = 1) -> Pairs:
    """Return the pairs of texts that share a key and enough of their signatures, as columns earlier, later, agreeing.

    Sorted for `join_pairs`: by the later text, then the likest first, then the earlier text. With ``parts`` only every
    so-manieth key is looked at, for several processes; `merged_pairs` puts what they found together.
    """
    kept: list[Pairs] = []
    found: list[NDArray[np.int64]] = []
    held = 0
    for one, other in _meetings(signed, part, parts):
        found.append((other << np.int64(32)) | one)
        held += len(one)
        if held > _MOST_PAIRS:
            kept.append(_near(signed.minhash, found))
            found, held = [], 0
    kept.append(_near(signed.minhash, found))
    return merged_pairs(kept)


def _near(minhash: Signatures, packed: Sequence[NDArray[np.int64]]) -> Pairs:
    """Return the pairs whose signatures agree enough; each is packed as the later text's place before the earlier's."""
    pairs = np.unique(np.concatenate([np.zeros(0, np.int64), *packed]))
    kept = [np.zeros((0, 3), np.int64)]
    for start in range(0, len(pairs), _COMPARED):
        later, earlier = pairs[start : start + _COMPARED] >> np.int64(32), pairs[start : start + _COMPARED] & _LOW
        alike = agreeing(minhash[earlier], minhash[later])
        near = alike >= LEAST_AGREEING
        kept.append(np.stack((earlier[near], later[near], alike[near]), axis=1))
    return np.concatenate(kept)


def merged_pairs(parts: Sequence[Pairs]) -> Pairs:
    """Return pairs that were found apart, each once, in the order of `candidate_pairs`."""
    pairs = np.concatenate(parts) if parts else np.zeros((0, 3), np.int64)
    pairs = pairs[np.lexsort((pairs[:, 0], -pairs[:, 2], pairs[:, 1]))]
    return pairs[np.concatenate(([True], (np.diff(pairs, axis=0) != 0).any(axis=1)))] if len(pairs) else pairs


def _meetings(signed: Signed, part: int, parts: int) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    everyone = np.arange(len(signed))
    for band in range(part, BANDS, parts):
        found = _row_key(signed.minhash, band)
        yield from _under_one_key(found[found != 0], everyone[found != 0])
    if part == parts - 1:
        yield from _under_one_key(signed.stated, np.repeat(everyone, np.diff(signed.offsets)))


def _under_one_key(
    found: NDArray[np.uint64], owners: NDArray[np.int64]
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Yield the pairs of owners of equal keys as (earlier, later): all of a narrow key, neighbours of a wide one."""
    if not len(found):
        return
    order = np.argsort(found, kind="stable")
    found, owners = found[order], owners[order]
    edges = np.flatnonzero(np.concatenate(([True], found[1:] != found[:-1], [True])))
    width = np.repeat(np.diff(edges), np.diff(edges))
    several = width > 1
    found, owners, width = found[several], owners[several], width[several]
    for step in range(1, _WIDE):
        same = found[step:] == found[:-step]
        if step > _NEXT:
            same &= width[step:] <= _WIDE
        if not same.any():
            return
        yield owners[:-step][same], owners[step:][same]


def choose_groups(
    candidates: Iterable[tuple[int, int]],
    *,
    sizes: dict[int, int],
    is_same: Callable[[int], bool],
    max_group: int = MAX_GROUP,
) -> list[int]:
    """Return the groups that a text joins, and thereby makes one, the likest first; none where it repeats nothing.

    Args:
        candidates: (text, its group), the likest first; of these `MAX_VERIFIED` are verified.
        sizes: how many texts each group holds.
        is_same: verifies a candidate.
        max_group: a group that would grow beyond it is left out: a text whose groups are all full begins a new one.
    """
    joined: list[int] = []
    size = 1
    verified = 0
    for text, group in candidates:
        if group in joined or size + sizes[group] > max_group:
            continue
        if verified == MAX_VERIFIED:
            break
        verified += 1
        if is_same(text):
            joined.append(group)
            size += sizes[group]
    return joined


def groups(texts: Sequence[str], *, max_group: int = MAX_GROUP) -> tuple[tuple[int, ...], ...]:
    """Return the groups of near-duplicates as positions in ``texts``, each in rising order, singles included.

    Memory: 512 bytes a text for the signatures, 8 a candidate pair, and the profiles of the texts being compared.
    """
    return join_pairs(texts, candidate_pairs(sign(texts)), max_group=max_group)


def verified(texts: Sequence[str], pairs: Pairs) -> NDArray[np.int8]:
    """Return for each pair 1 where it is one release, 0 where not, −1 where it is left to be asked for.

    The `_LIKEST` first candidates of each text are verified here, so that several processes can share the work; most
    texts need no more.
    """
    found = np.full(len(pairs), -1, np.int8)
    known = _Profiles(texts)
    first = np.concatenate(([True], pairs[1:, 1] != pairs[:-1, 1])) if len(pairs) else np.zeros(0, bool)
    starts = np.maximum.accumulate(np.where(first, np.arange(len(pairs)), 0))
    likest = np.flatnonzero(np.arange(len(pairs)) - starts < _LIKEST)
    for places in np.split(likest, range(_PART, len(likest), _PART)):
        known.prepare(np.unique(pairs[places, :2]).tolist())
        for place in places.tolist():
            found[place] = known.same(int(pairs[place, 0]), int(pairs[place, 1]))
    return found


def join_pairs(
    texts: Sequence[str], pairs: Pairs, *, known: NDArray[np.int8] | None = None, max_group: int = MAX_GROUP
) -> tuple[tuple[int, ...], ...]:
    """Return the groups that candidate pairs make when each text joins in its turn; ``known`` is from `verified`."""
    group_of = list(range(len(texts)))
    members: dict[int, list[int]] = {}
    checked = _Profiles(texts)
    starts = np.flatnonzero(np.diff(pairs[:, 1], prepend=-1)).tolist()
    for start, end in pairwise([*starts, len(pairs)]):
        later = int(pairs[start, 1])
        earlier = pairs[start:end, 0].tolist()
        said = dict(zip(earlier, known[start:end].tolist(), strict=True)) if known is not None else {}
        near = [(one, group_of[one]) for one in earlier]
        sizes = {group: len(members.get(group, (group,))) for _, group in near}

        def is_same(one: int, later: int = later, said: dict[int, int] = said) -> bool:
            answer = said.get(one, -1)
            return checked.same(one, later) if answer < 0 else bool(answer)

        wanted = choose_groups(near, sizes=sizes, is_same=is_same, max_group=max_group)
        if not wanted:
            continue
        first = min(wanted)
        all_of = [later]
        for group in wanted:
            all_of += members.pop(group, [group])
        members[first] = all_of
        for each in all_of:
            group_of[each] = first
    found: dict[int, list[int]] = defaultdict(list)
    for position, group in enumerate(group_of):
        found[group].append(position)
    return tuple(tuple(each) for _, each in sorted(found.items()))


class _Profiles:
    """Profiles of the texts that are being compared: the pairs come in the order of the later text."""

    _MOST = 20_000

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._known: dict[int, Profile] = {}

    def prepare(self, positions: Sequence[int]) -> None:
        """Make profiles of many texts at once, which takes half the time."""
        new = [position for position in positions if position not in self._known]
        if len(self._known) + len(new) > self._MOST:
            self._known.clear()
            new = list(positions)
        made = profiles([self._texts[position] for position in new])
        self._known |= dict(zip(new, made, strict=True))

    def same(self, one: int, other: int) -> bool:
        self.prepare((one, other))
        return likeness(self._known[one], self._known[other]).is_same

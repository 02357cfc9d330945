"""Putting entries in order: values, tie rules one after the other, then a shared place or a seeded draw."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from dure.engines.ranking.canonical import canonical_json
from dure.engines.ranking.faults import RankingRefused, fault
from dure.engines.ranking.ruleset import Prefer, TieEnd

SCORE: Final = "score"
SHARED: Final = "shared"
DRAW: Final = "draw"


@dataclass(frozen=True, slots=True)
class Level:
    """One thing entries are compared by; ``value`` is ``None`` where an entry has none."""

    label: str
    value: Callable[[str], Fraction | None]
    prefer: Prefer


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that share a place, and what decided that place: ``score``, a tie rule, ``draw`` or ``shared``."""

    entries: tuple[str, ...]
    decided_by: str


@dataclass(frozen=True, slots=True)
class Tie:
    """Entries that were equal, and what each was compared by until they were not."""

    scope: str
    entries: tuple[str, ...]
    tried: tuple[tuple[str, Mapping[str, Fraction]], ...]
    settled_by: str


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Entries from best to last, with the ties that stood on the way."""

    groups: tuple[Group, ...]
    ties: tuple[Tie, ...]


def arrange(entries: Sequence[str], levels: Sequence[Level], end: TieEnd, scope: str, seed: str | None) -> Arrangement:
    """Order entries best first: by the first level, ties by the next ones, what is left by the end rule.

    ``scope`` names what is ordered; it enters the draw, so that two draws of one contest are independent.

    Raises:
        RankingRefused: a tie needs a value that an entry lacks, or a draw for which no seed is given.
    """
    groups: list[Group] = []
    ties: list[Tie] = []

    def settle(tied: tuple[str, ...], depth: int, label: str) -> None:
        if len(tied) == 1:
            groups.append(Group(tied, label))
        elif depth < len(levels):
            for part in _split(tied, levels[depth], scope):
                settle(part, depth + 1, levels[depth].label)
        elif end == "shared":
            groups.append(Group(tied, SHARED))
        else:
            groups.extend(Group((entry,), DRAW) for entry in draw(tied, scope, seed))

    first = levels[0]
    for part in _split(tuple(sorted(entries)), first, scope):
        start = len(groups)
        settle(part, 1, first.label)
        if len(part) > 1:
            ties.append(_tie(part, levels, scope, groups[start:]))
    return Arrangement(tuple(groups), tuple(ties))


def draw(entries: Sequence[str], scope: str, seed: str | None) -> list[str]:
    """Draw an order from a public seed: by SHA-256 of the canonical JSON ``["dure.draw/1", seed, scope, entry]``.

    >>> draw(["A", "B", "C"], "ranking", "1242회 로또 3 9 12 20 31 44")
    ['B', 'C', 'A']
    """
    if seed is None:
        raise RankingRefused([fault("run_draw_seed", entries=", ".join(sorted(entries)))])
    return sorted(
        entries, key=lambda entry: hashlib.sha256(canonical_json(["dure.draw/1", seed, scope, entry])).digest()
    )


def places_of_values(values: Mapping[str, Fraction], ties: Literal["best", "mean"]) -> dict[str, Fraction]:
    """Count places from 1 for the highest; tied ones get the best of their places or the mean of them.

    >>> places_of_values({"A": Fraction(5), "B": Fraction(9), "C": Fraction(5)}, "mean")
    {'B': Fraction(1, 1), 'A': Fraction(5, 2), 'C': Fraction(5, 2)}
    """
    order = sorted(values, key=lambda entry: (-values[entry], entry))
    result: dict[str, Fraction] = {}
    start = 0
    while start < len(order):
        stop = start
        while stop < len(order) and values[order[stop]] == values[order[start]]:
            stop += 1
        place = Fraction(start + 1) if ties == "best" else Fraction(start + 1 + stop, 2)
        result |= dict.fromkeys(order[start:stop], place)
        start = stop
    return result


def _split(tied: tuple[str, ...], level: Level, scope: str) -> list[tuple[str, ...]]:
    """Part a group by a level's values, best first; every entry must have one."""
    values: dict[str, Fraction] = {}
    for entry in tied:
        value = level.value(entry)
        if value is None and level.label == SCORE:
            raise RankingRefused([fault("run_value_absent", stage=scope, entry=entry)])
        if value is None:
            raise RankingRefused([fault("run_tie_absent", entries=", ".join(tied), rule=level.label, entry=entry)])
        values[entry] = value if level.prefer == "lower" else -value
    parts: dict[Fraction, list[str]] = {}
    for entry in sorted(tied, key=lambda entry: values[entry]):
        parts.setdefault(values[entry], []).append(entry)
    return [tuple(part) for part in parts.values()]


def _tie(part: tuple[str, ...], levels: Sequence[Level], scope: str, groups: Sequence[Group]) -> Tie:
    """Tell what was compared: the levels up to the last that was needed for any of the entries."""
    labels = [level.label for level in levels]
    ends = {group.decided_by for group in groups}
    last = len(levels) - 1 if ends & {SHARED, DRAW} else max(labels.index(end) for end in ends)
    tried = []
    for level in levels[1 : last + 1]:
        values = {entry: value for entry in part if (value := level.value(entry)) is not None}
        tried.append((level.label, values))
    settled = SHARED if SHARED in ends else DRAW if DRAW in ends else labels[last]
    return Tie(scope, part, tuple(tried), settled)

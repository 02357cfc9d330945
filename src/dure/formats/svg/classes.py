"""Cutting values into the classes of a legend."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Class:
    """Values from ``low`` to ``high``, both really present, and how many there are."""

    low: int
    high: int
    members: int


def natural_classes(values: Iterable[int], most: int = 5) -> tuple[Class, ...]:
    """Cut positive whole numbers into at most ``most`` classes with the least squared deviation inside classes.

    Zeros are left out: none is a class of its own. With no more distinct values than classes each value is a class.
    The bounds are values that occur, so the legend promises nothing that is not on the map. Rates are passed as whole
    numbers of the last digit shown. Deviations are of logarithms: from 1 to 2 is as far as from 10 to 20, or a few
    large values would leave all others in one class. Method: Fisher (1958), "On Grouping for Maximum Homogeneity",
    known in maps as Jenks' natural breaks; the optimum is found exactly, by divide and conquer (the cost obeys the
    quadrangle inequality), in O(classes · n log n) for n distinct values.

    >>> [(c.low, c.high) for c in natural_classes([0, 1, 1, 2, 9, 10, 40], most=3)]
    [(1, 2), (9, 10), (40, 40)]
    """
    counts = Counter(value for value in values if value > 0)
    points = sorted(counts)
    weights = [counts[point] for point in points]
    if len(points) <= most:
        return tuple(Class(point, point, weight) for point, weight in zip(points, weights, strict=True))
    starts = [*_optimal_starts(points, weights, most), len(points)]
    return tuple(Class(points[start], points[end - 1], sum(weights[start:end])) for start, end in pairwise(starts))


def level_of(value: int | None, classes: Sequence[Class]) -> int | None:
    """Return 0 for zero, the number of the class (from 1) that holds the value, or None for no value.

    >>> level_of(9, natural_classes([1, 2, 9])), level_of(0, ()), level_of(None, ())
    (3, 0, None)
    """
    if value is None:
        return None
    return next((number for number, group in enumerate(classes, start=1) if group.low <= value <= group.high), 0)


def _optimal_starts(points: Sequence[int], weights: Sequence[int], classes: int) -> list[int]:
    """Return the index at which each class begins."""
    mass, first, second = [0], [0.0], [0.0]
    for point, weight in zip(map(log, points), weights, strict=True):
        mass.append(mass[-1] + weight)
        first.append(first[-1] + weight * point)
        second.append(second[-1] + weight * point * point)

    def cost(start: int, end: int) -> float:
        total = first[end] - first[start]
        return second[end] - second[start] - total * total / (mass[end] - mass[start])

    size = len(points)
    best = [float("inf"), *(cost(0, end) for end in range(1, size + 1))]
    cuts: list[list[int]] = []
    for made in range(2, classes + 1):
        now, cut = [float("inf")] * (size + 1), [0] * (size + 1)
        spans = [(made, size, made - 1, size - 1)]
        while spans:
            low, high, left, right = spans.pop()
            if low > high:
                continue
            end = (low + high) // 2
            now[end], cut[end] = min(
                (best[start] + cost(start, end), start) for start in range(left, min(right, end - 1) + 1)
            )
            spans += [(low, end - 1, left, cut[end]), (end + 1, high, cut[end], right)]
        best = now
        cuts.append(cut)
    starts, end = [], size
    for cut in reversed(cuts):
        end = cut[end]
        starts.append(end)
    return [0, *reversed(starts)]

"""Each judge's severity, estimated together with the entries' worth and taken out, in exact rationals.

Model: mark[e, j] = worth[e] + severity[j] + rest, least squares, severities adding up to 0: the two-way additive
model of an incomplete block design (F. Yates 1936, "Incomplete randomized blocks", Annals of Eugenics 7; the reduced
normal equations as in S. R. Searle 1971, "Linear Models", ch. 7). It changes the order only where judges see
different entries.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from dure.engines.ranking.numbers import mean


class Disconnected(ValueError):
    """Two groups of judges share no entry, so their severities cannot be compared; names one judge of each."""

    def __init__(self, left: str, right: str) -> None:
        self.left, self.right = left, right
        super().__init__(f"judges {left} and {right} are not connected through entries")


def judge_effects(marks: Mapping[str, Mapping[str, Fraction]]) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
    """Estimate (worth of each entry, severity of each judge) from entry → judge → mark; every entry needs a mark.

    Severity is in points: +1 means that this judge gives one point more than the panel would. On a full panel
    the worth is the mean of the marks.

    Raises:
        Disconnected: the graph of judges and entries falls apart.

    >>> worth, severity = judge_effects({"A": {"x": Fraction(9)}, "B": {"x": Fraction(7), "y": Fraction(5)}})
    >>> {name: str(value) for name, value in (worth | severity).items()}
    {'A': '8', 'B': '6', 'x': '1', 'y': '-1'}
    """
    judges = sorted({judge for row in marks.values() for judge in row})
    _refuse_disconnected(marks, judges)
    place = {judge: number for number, judge in enumerate(judges)}
    count = len(judges)
    left = [[Fraction(0)] * count for _ in judges]
    right = [Fraction(0)] * count
    for row in marks.values():
        average, share = mean(row.values()), Fraction(1, len(row))
        for judge, mark in row.items():
            right[place[judge]] += mark - average
            left[place[judge]][place[judge]] += 1
            for other in row:
                left[place[judge]][place[other]] -= share
    # The rows add up to zero; the last is replaced by the condition that severities add up to 0.
    left[-1], right[-1] = [Fraction(1)] * count, Fraction(0)
    severity = dict(zip(judges, solve(left, right), strict=True))
    worth = {entry: mean(row.values()) - mean([severity[judge] for judge in row]) for entry, row in marks.items()}
    return worth, severity


def solve(left: list[list[Fraction]], right: list[Fraction]) -> list[Fraction]:
    """Solve a square system with one solution by elimination in rationals."""
    rows = [[*line, value] for line, value in zip(left, right, strict=True)]
    size = len(rows)
    for column in range(size):
        pivot = next(number for number in range(column, size) if rows[number][column])
        rows[column], rows[pivot] = rows[pivot], rows[column]
        lead = rows[column][column]
        rows[column] = [value / lead for value in rows[column]]
        for number in range(size):
            factor = rows[number][column]
            if number != column and factor:
                rows[number] = [value - factor * top for value, top in zip(rows[number], rows[column], strict=True)]
    return [row[-1] for row in rows]


def _refuse_disconnected(marks: Mapping[str, Mapping[str, Fraction]], judges: list[str]) -> None:
    leader = {judge: judge for judge in judges}

    def find(judge: str) -> str:
        while leader[judge] != judge:
            leader[judge] = leader[leader[judge]]
            judge = leader[judge]
        return judge

    for row in marks.values():
        first, *others = row
        for other in others:
            leader[find(other)] = find(first)
    for judge in judges:
        if find(judge) != find(judges[0]):
            raise Disconnected(judges[0], judge)

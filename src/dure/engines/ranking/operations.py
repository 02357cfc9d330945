"""The closed set of operations, each from one column of values to the next.

A column maps every active entry of a stage to what stands there: a table (judge → marks on criteria), one number
for each judge, one for each criterion, or one number. Each function returns the new column and, for the derivation,
what is worth telling about an entry (``Details``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt
from typing import Any, cast

from dure.engines.ranking.cells import Fate, Fates, Marks
from dure.engines.ranking.faults import Fault, RankingRefused, fault
from dure.engines.ranking.judge_effect import Disconnected, judge_effects
from dure.engines.ranking.numbers import mean, median, round_to, shown, total, weighed
from dure.engines.ranking.places import places_of_values
from dure.engines.ranking.ruleset import (
    Adjust,
    Average,
    Bands,
    Criterion,
    Drop,
    JudgeEffect,
    JudgePanel,
    JudgeRanks,
    Operation,
    PlaceNumber,
    PointsTable,
    Round,
    Scale,
    Stage,
    Standardise,
    VotePoints,
    Weigh,
)
from dure.engines.ranking.sheet import Adjustment

Judges = Mapping[str, Fraction]
Details = Mapping[str, Mapping[str, Fraction | str]]
Groups = Callable[[tuple[str, ...]], Iterable[tuple[str, tuple[str, ...]]]]  # axes → (name, entries) of each division


@dataclass(frozen=True, slots=True)
class Bench:
    """What operations of one stage need to know besides the column itself."""

    stage: Stage
    groups: Groups
    marks: Marks | None
    fates: Fates
    adjustments: Mapping[str, tuple[tuple[Adjustment, Fraction], ...]]

    @property
    def panel(self) -> JudgePanel:
        """The stage's panel of judges."""
        return cast("JudgePanel", self.stage.source)

    def fate(self, entry: str, judge: str, fate: Fate) -> None:
        """Note what became of a judge's marks on an entry."""
        self.fates.setdefault(entry, {}).setdefault(judge, []).append(fate)


def apply(  # noqa: C901, PLR0911  # one line for each operation of the closed set
    operation: Operation, column: Mapping[str, Any], bench: Bench
) -> tuple[dict[str, Any], Details]:
    """Apply one operation to a column.

    Raises:
        RankingRefused: too few judges, no votes to share out, judges without a common entry, a table that is too short.
    """
    match operation:
        case Weigh():
            return _weigh(column, bench), {}
        case Drop():
            return _drop(operation, column, bench), {}
        case Average():
            return _average(operation, column, bench), {}
        case JudgeEffect():
            return _judge_effect(operation, column, bench)
        case Standardise():
            return _standardise(operation, column, bench), {}
        case VotePoints():
            return _vote_points(operation, column, bench)
        case JudgeRanks():
            return _judge_ranks(operation, column, bench), {}
        case PlaceNumber():
            return _place_numbers(operation, column, bench), {}
        case Bands():
            return {entry: _band(operation, value, entry, bench) for entry, value in column.items()}, {}
        case Scale(to, full):
            share = to / full
            return _each_number(column, lambda value: value * share), {}
        case Round(digits, mode):
            return _each_number(column, lambda value: round_to(value, digits, mode)), {}
        case Adjust():
            return _adjust(operation, column, bench)


def judge_total(row: Sequence[Fraction | None], factors: tuple[Fraction, ...] | None) -> Fraction | None:
    """Add up one judge's row, times ``factors_of`` its criteria, or return ``None`` where a cell is absent."""
    present = [mark for mark in row if mark is not None]
    if len(present) < len(row):
        return None
    return total(present) if factors is None else weighed(present, factors)


def factors_of(criteria: tuple[Criterion, ...]) -> tuple[Fraction, ...] | None:
    """Return what each mark is multiplied by, weight ÷ points, or ``None`` where marks are added as they are."""
    weights = [(line.weight, line.points) for line in criteria if line.weight is not None]
    return tuple(weight / points for weight, points in weights) or None


def _each_number(column: Mapping[str, Any], change: Callable[[Fraction], Fraction]) -> dict[str, Any]:
    """Change every number of a column, whatever its shape (one, by judge, by criterion)."""

    def changed(value: Any) -> Any:
        if isinstance(value, Fraction):
            return change(value)
        if isinstance(value, tuple):
            return tuple(change(item) for item in value)
        return {judge: change(item) for judge, item in value.items()}

    return {entry: changed(value) for entry, value in column.items()}


def _weigh(column: Mapping[str, Any], bench: Bench) -> dict[str, Any]:
    factors, result, faults = factors_of(bench.panel.criteria), dict[str, Any](), list[Fault]()
    for entry, value in column.items():
        if isinstance(value, tuple):
            result[entry] = judge_total(value, factors)
            continue
        totals = {judge: found for judge, row in value.items() if (found := judge_total(row, factors)) is not None}
        faults += _few_judges(entry, totals, bench)
        result[entry] = totals
    _raise(faults)
    return result


def _few_judges(entry: str, judges: Iterable[str], bench: Bench) -> list[Fault]:
    filled = {
        judge for judge, fates in bench.fates.get(entry, {}).items() if any(fate.code == "filled" for fate in fates)
    }
    left = len(set(judges) - filled)
    if left >= bench.panel.fewest_judges:
        return []
    return [fault("run_few_judges", stage=bench.stage.name, entry=entry, left=left, fewest=bench.panel.fewest_judges)]


def _drop(operation: Drop, column: Mapping[str, Any], bench: Bench) -> dict[str, Any]:
    criteria = bench.panel.criteria
    result: dict[str, Any] = {}
    for entry, value in column.items():
        if value and isinstance(next(iter(value.values())), tuple):
            rows = {judge: list(row) for judge, row in value.items()}
            for place, line in enumerate(criteria):
                present = {judge: row[place] for judge, row in rows.items() if row[place] is not None}
                for judge in _dropped(operation, present, entry, line.name, bench):
                    rows[judge][place] = None
            result[entry] = {judge: tuple(row) for judge, row in rows.items()}
        else:
            gone = _dropped(operation, value, entry, "", bench)
            result[entry] = {judge: mark for judge, mark in value.items() if judge not in gone}
    return result


def _dropped(operation: Drop, marks: Judges, entry: str, about: str, bench: Bench) -> set[str]:
    """Choose whose marks go; among equal marks the judge's name decides, which changes no result."""
    if len(marks) - operation.highest - operation.lowest < operation.fewest_left:
        for judge in marks:
            bench.fate(entry, judge, Fate("none_dropped", about))
        return set()
    order = sorted(marks, key=lambda judge: (marks[judge], judge))
    lowest, highest = order[: operation.lowest], order[len(order) - operation.highest :]
    for judge in lowest:
        bench.fate(entry, judge, Fate("dropped_lowest", about))
    for judge in highest:
        bench.fate(entry, judge, Fate("dropped_highest", about))
    return {*lowest, *highest}


def _average(operation: Average, column: Mapping[str, Any], bench: Bench) -> dict[str, Any]:
    average = {"mean": mean, "median": median, "sum": total}[operation.by]
    faults: list[Fault] = []
    result: dict[str, Any] = {}
    for entry, value in column.items():
        if value and isinstance(next(iter(value.values())), tuple):
            faults += _few_judges(entry, value, bench)
            found: list[Fraction] = []
            for place, line in enumerate(bench.panel.criteria):
                present = [row[place] for row in value.values() if row[place] is not None]
                if present:
                    found.append(average(present))
                else:
                    faults.append(
                        fault("run_incomplete_criteria", stage=bench.stage.name, entry=entry, criterion=line.name)
                    )
            result[entry] = tuple(found)
            continue
        if operation.by == "sum" and bench.marks:
            faults += _absent_in_sum(entry, value, bench)
        if value:
            result[entry] = average(value.values())
        else:
            faults.append(fault("run_no_scores", stage=bench.stage.name, entry=entry))
    _raise(faults)
    return result


def _absent_in_sum(entry: str, value: Judges, bench: Bench) -> list[Fault]:
    dropped = {
        judge
        for judge, fates in bench.fates.get(entry, {}).items()
        if any(fate.code.startswith("dropped") for fate in fates)
    }
    missing = [
        judge for judge in (bench.marks.judges if bench.marks else ()) if judge not in value and judge not in dropped
    ]
    return [fault("run_sum_absent", stage=bench.stage.name, judge=missing[0], entry=entry)] if missing else []


def _judge_effect(operation: JudgeEffect, column: Mapping[str, Any], bench: Bench) -> tuple[dict[str, Any], Details]:
    result: dict[str, Any] = {}
    details: dict[str, dict[str, Fraction | str]] = {}
    for scope, entries in bench.groups(operation.within):
        marks = {entry: column[entry] for entry in entries}
        try:
            worth, severity = judge_effects(marks)
        except Disconnected as apart:
            _raise([fault("run_disconnected", stage=bench.stage.name, left=apart.left, right=apart.right, scope=scope)])
        result |= worth
        for entry in entries:
            details[entry] = {f"severity:{judge}": severity[judge] for judge in marks[entry]}
    return {entry: result[entry] for entry in column}, details


def _standardise(operation: Standardise, column: Mapping[str, Any], bench: Bench) -> dict[str, Any]:
    """Move each judge's totals to the given mean and spread (T scores; population deviation, root rounded half up)."""
    result: dict[str, dict[str, Fraction]] = {entry: {} for entry in column}
    scale = 10**operation.digits
    for _scope, entries in bench.groups(operation.within):
        for judge in sorted({judge for entry in entries for judge in column[entry]}):
            marks = {entry: column[entry][judge] for entry in entries if judge in column[entry]}
            centre = mean(marks.values())
            variance = mean([(mark - centre) ** 2 for mark in marks.values()])
            # isqrt(4·v·s²) is floor(2·root·s): adding 1 and halving rounds the root half up at `digits` places.
            root = Fraction((isqrt(int(4 * variance * scale * scale)) + 1) // 2, scale)
            if not root:
                _raise([fault("run_equal_marks", stage=bench.stage.name, judge=judge)])
            for entry, mark in marks.items():
                result[entry][judge] = operation.mean + (mark - centre) / root * operation.spread
    return result


def _vote_points(operation: VotePoints, column: Mapping[str, Any], bench: Bench) -> tuple[dict[str, Any], Details]:
    result: dict[str, Any] = {}
    details: dict[str, dict[str, Fraction | str]] = {}
    for scope, entries in bench.groups(operation.within):
        values = {entry: column[entry] for entry in entries}
        if operation.table:
            places = places_of_values(values, operation.ties)
            for entry, place in places.items():
                result[entry] = _points(operation.table, place, len(values), entry, bench)
                details[entry] = {"place": place, "of": Fraction(len(values))}
            continue
        for entry, value in values.items():
            if value < 0:
                _raise([fault("run_negative", stage=bench.stage.name, entry=entry, value=shown(value))])
        whole = max(values.values()) if operation.by == "share_of_max" else total(values.values())
        if not whole:
            _raise([fault("run_zero_votes", stage=bench.stage.name, scope=scope)])
        span = operation.points - operation.base
        shared = {"by": operation.by, "whole": whole, "scope": scope}
        for entry, value in values.items():
            result[entry] = operation.base + span * value / whole
            details[entry] = shared
    return {entry: result[entry] for entry in column}, details


def _points(table: PointsTable, place: Fraction, count: int, entry: str, bench: Bench) -> Fraction:
    """Look up the points of a place; a place between two (a mean of tied places) gets the mean of theirs."""
    if place.denominator != 1:
        above, below = (
            Fraction(place.numerator // place.denominator),
            Fraction(-(-place.numerator // place.denominator)),
        )
        return mean([_points(table, above, count, entry, bench), _points(table, below, count, entry, bench)])
    if table.first is not None:
        return max(table.first - table.step * (place - 1), table.least)
    for to, share, points in table.bands:
        if (to is None or place <= to) and (share is None or place <= share * count):
            return points
    last = table.bands[-1][0] or table.bands[-1][1]
    _raise([fault("run_table_short", stage=bench.stage.name, last=last, entry=entry, place=place)])
    raise AssertionError


def _judge_ranks(operation: JudgeRanks, column: Mapping[str, Any], bench: Bench) -> dict[str, Any]:
    result: dict[str, dict[str, Fraction]] = {entry: {} for entry in column}
    for _scope, entries in bench.groups(operation.within):
        for judge in sorted({judge for entry in entries for judge in column[entry]}):
            marks = {entry: column[entry][judge] for entry in entries if judge in column[entry]}
            for entry, place in places_of_values(marks, operation.ties).items():
                table = operation.table
                result[entry][judge] = place if table is None else _points(table, place, len(marks), entry, bench)
    return result


def _place_numbers(operation: PlaceNumber, column: Mapping[str, Any], bench: Bench) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for _scope, entries in bench.groups(operation.within):
        found |= places_of_values({entry: column[entry] for entry in entries}, operation.ties)
    return {entry: found[entry] for entry in column}


def _band(operation: Bands, value: Fraction, entry: str, bench: Bench) -> Fraction:
    for least, points in operation.bands:
        if value >= least:
            return points
    _raise([fault("run_band_short", stage=bench.stage.name, value=shown(value), entry=entry)])
    raise AssertionError


def _adjust(operation: Adjust, column: Mapping[str, Any], bench: Bench) -> tuple[dict[str, Any], Details]:
    """Add bonuses or take penalties off: each within ``each_at_most``, together within ``at_most``, then the bound."""
    result: dict[str, Any] = {}
    details: dict[str, dict[str, Fraction | str]] = {}
    faults: list[Fault] = []
    for entry, value in column.items():
        lines = [line for line in bench.adjustments.get(entry, ()) if takes(operation, line[0])]
        for line, points in lines:
            if operation.each_at_most is not None and points > operation.each_at_most:
                faults.append(
                    fault(
                        "adjustment_too_big",
                        entry=entry,
                        points=line.points,
                        reason=line.reason,
                        most=operation.each_at_most,
                    )
                )
        asked = total([points for _, points in lines])
        granted = asked if operation.at_most is None else min(asked, operation.at_most)
        step = value * granted / 100 if operation.unit == "percent" else granted
        after = value + step if operation.kind == "bonus" else value - step
        if operation.bound is not None and step:
            after = (
                max(value, min(after, operation.bound))
                if operation.kind == "bonus"
                else min(value, max(after, operation.bound))
            )
        result[entry] = after
        if lines:
            reasons = ", ".join(line.reason for line, _ in lines)
            details[entry] = {"asked": asked, "granted": granted, "reasons": reasons}
    _raise(faults)
    return result, details


def takes(operation: Adjust, line: Adjustment) -> bool:
    """Tell whether an operation claims a line of the sheet's adjustments."""
    return operation.kind == line.kind and (not operation.reasons or line.reason in operation.reasons)


def _raise(faults: list[Fault]) -> None:
    if faults:
        raise RankingRefused(faults)

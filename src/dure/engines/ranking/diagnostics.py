"""Beside the ranking, never in it: agreement of judges, margins, and how firmly the order stands.

All numbers are exact fractions, so that the same sheet always gives the same report.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from dure.engines.ranking.faults import Refused
from dure.engines.ranking.judge_effect import Disconnected, judge_effects
from dure.engines.ranking.numbers import mean, median, total
from dure.engines.ranking.operations import factors_of, judge_total
from dure.engines.ranking.places import places_of_values
from dure.engines.ranking.ranking import Place, Result, rank
from dure.engines.ranking.ruleset import Combined, JudgePanel, Part, Ruleset, Stage
from dure.engines.ranking.sheet import Sheet

Totals = Mapping[str, Mapping[str, Fraction]]  # entry → judge → total mark
STEP: Final = Fraction(1, 10)  # weights are moved by up to a tenth of themselves


@dataclass(frozen=True, slots=True)
class Spread:
    """One entry's marks in a stage: mean, median, lowest and highest total, judges counted (nothing dropped)."""

    mean: Fraction
    median: Fraction
    lowest: Fraction
    highest: Fraction
    judges: int


@dataclass(frozen=True, slots=True)
class Panel:
    """One stage's judges: severity (points above or below the panel), α, W (``None`` where they are not defined)."""

    stage: str
    spreads: Mapping[str, Spread]
    severity: Mapping[str, Fraction]
    alpha: Fraction | None
    kendall_w: Fraction | None


@dataclass(frozen=True, slots=True)
class Stability:
    """How often something held over some reruns."""

    runs: int
    same_first: int
    same_awards: int
    same_order: int


@dataclass(frozen=True, slots=True)
class Diagnostics:
    """Everything shown beside a ranking."""

    panels: tuple[Panel, ...]
    margins: tuple[tuple[Mapping[str, str], str, str, Fraction], ...]  # division, first, second, distance
    weights: Stability | None
    judges: tuple[tuple[str, Stability], ...]  # with the judge left out


def diagnose(result: Result, *, weight_runs: int = 100, seed: int = 1, without_judges: bool = True) -> Diagnostics:
    """Describe a result's judges and how firmly its order stands.

    ``weight_runs`` reruns move every weight of every combined stage by up to ±10 % of itself, uniformly, by
    ``random.Random(seed)``; 0 leaves that out. ``without_judges`` ranks once more without each judge.
    """
    panels = tuple(
        _panel(result, run.stage) for run in result.stages.values() if isinstance(run.stage.source, JudgePanel)
    )
    return Diagnostics(
        panels,
        tuple(_margins(result)),
        _weight_stability(result, weight_runs, seed) if weight_runs else None,
        tuple(_judge_stability(result)) if without_judges else (),
    )


def krippendorff_alpha(totals: Totals) -> Fraction | None:
    """Krippendorff's α for interval data: 1 − observed ÷ expected disagreement; absent marks are allowed.

    Units (entries) with fewer than two marks are left out. ``None`` where fewer than two marks are left or all of
    them are equal. Source: K. Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", section D, with the
    squared difference: over n pairable marks, observed = Σ_u Σ_{i≠j}(x_i−x_j)²/(m_u−1) / n and
    expected = Σ_{i≠j}(x_i−x_j)² / (n(n−1)).
    """
    units = [list(row.values()) for row in totals.values() if len(row) > 1]
    values = [value for unit in units for value in unit]
    if not values:
        return None
    expected = _pairs(values) / (len(values) - 1)
    if not expected:
        return None
    observed = total([_pairs(unit) / (len(unit) - 1) for unit in units])
    return 1 - observed / expected


def kendall_w(totals: Totals) -> Fraction | None:
    """Kendall's coefficient of concordance W with the correction for ties, over the judges who marked every entry.

    ``None`` with fewer than two such judges or entries, or where no judge tells any entries apart.
    Source: M. G. Kendall and B. Babington Smith 1939; ties as in S. Siegel 1956, pp. 229–238:
    W = 12 S / (m²(n³−n) − m ΣT), T = Σ(t³−t).
    """
    entries = list(totals)
    judges = sorted(set.intersection(*(set(row) for row in totals.values()))) if entries else []
    m, n = len(judges), len(entries)
    if m < 2 or n < 2:  # noqa: PLR2004  # concordance is between two at least
        return None
    sums = dict.fromkeys(entries, Fraction(0))
    ties = 0
    for judge in judges:
        places = places_of_values({entry: totals[entry][judge] for entry in entries}, "mean")
        for entry, place in places.items():
            sums[entry] += place
        counts = [list(places.values()).count(place) for place in set(places.values())]
        ties += sum(count**3 - count for count in counts)
    centre = mean(sums.values())
    below = m * m * (n**3 - n) - m * ties
    return 12 * total([(value - centre) ** 2 for value in sums.values()]) / below if below else None


def _pairs(values: Sequence[Fraction]) -> Fraction:
    """Add up the squared differences of all ordered pairs: 2 n Σx² − 2 (Σx)²."""
    return 2 * len(values) * total([value * value for value in values]) - 2 * total(values) ** 2


def judge_totals(result: Result, stage: Stage) -> dict[str, dict[str, Fraction]]:
    """Return entry → judge → total of a stage, recused and filled ones left out, nothing dropped."""
    run = result.stages[stage.name]
    panel = stage.source
    if not isinstance(panel, JudgePanel) or not run.marks:
        return {}
    factors = factors_of(panel.criteria)
    found: dict[str, dict[str, Fraction]] = {}
    for entry, rows in run.marks.table.items():
        filled = {
            judge for judge, fates in run.fates.get(entry, {}).items() if any(fate.code == "filled" for fate in fates)
        }
        marks = {judge: judge_total(row, factors) for judge, row in rows.items() if judge not in filled}
        found[entry] = {judge: mark for judge, mark in marks.items() if mark is not None}
    return found


def _panel(result: Result, stage: Stage) -> Panel:
    totals = {entry: row for entry, row in judge_totals(result, stage).items() if row}
    spreads = {
        entry: Spread(mean(row.values()), median(row.values()), min(row.values()), max(row.values()), len(row))
        for entry, row in totals.items()
    }
    try:
        severity = judge_effects(totals)[1] if totals else {}
    except Disconnected:
        severity = {}  # nothing to compare judges by who share no entry
    return Panel(stage.name, spreads, severity, krippendorff_alpha(totals), kendall_w(totals))


def _margins(result: Result) -> list[tuple[Mapping[str, str], str, str, Fraction]]:
    found = []
    by_division: dict[tuple[str, ...], list[Place]] = {}
    for place in result.places:
        if place.place is not None and place.score is not None:
            by_division.setdefault((place.scope, *place.division.values()), []).append(place)
    for places in by_division.values():
        if len(places) > 1:
            first, second = places[:2]
            if first.score is not None and second.score is not None:
                found.append((first.division, first.entry, second.entry, abs(first.score - second.score)))
    return found


def _weight_stability(result: Result, runs: int, seed: int) -> Stability | None:
    """Rerun with weights moved; ``None`` where no stage has weights."""
    combined = [stage for stage in result.rules.stages if isinstance(stage.source, Combined)]
    if not any(part.weight for stage in combined for part in stage.source.parts):  # type: ignore[union-attr]
        return None
    chance = random.Random(seed)  # noqa: S311  # a simulation with a named seed, no secret
    reruns = [_rerun(result.sheet, _moved(result.rules, chance)) for _ in range(runs)]
    return _compare(result, reruns)


def _moved(rules: Ruleset, chance: random.Random) -> Ruleset:
    """Move each weight by up to ±10 % of itself in thousandths, keeping the sum of each stage."""

    def part(old: Part) -> Part:
        moved = 1 + STEP * Fraction(chance.randint(-1000, 1000), 1000)
        return old if old.weight is None else replace(old, weight=old.weight * moved)

    def stage(old: Stage) -> Stage:
        if not isinstance(old.source, Combined):
            return old
        parts = [part(each) for each in old.source.parts]
        before = total([each.weight for each in old.source.parts if each.weight is not None])
        after = total([each.weight for each in parts if each.weight is not None])
        kept = tuple(
            each if each.weight is None else replace(each, weight=each.weight * before / after) for each in parts
        )
        return replace(old, source=Combined(kept))

    return replace(rules, stages=tuple(stage(old) for old in rules.stages))


def _judge_stability(result: Result) -> list[tuple[str, Stability]]:
    sheet = result.sheet
    found = []
    for judge in sorted({score.judge for score in sheet.scores}):
        without = replace(
            sheet,
            scores=tuple(score for score in sheet.scores if score.judge != judge),
            recusals=tuple(recusal for recusal in sheet.recusals if recusal.judge != judge),
        )
        rerun = _rerun(without, result.rules)
        if rerun is not None:
            found.append((judge, _compare(result, [rerun])))
    return found


def _rerun(sheet: Sheet, rules: Ruleset) -> Result | None:
    """Rank again; ``None`` where the changed contest has no result, such as too few judges left."""
    try:
        return rank(sheet, rules)
    except Refused:
        return None


def _compare(result: Result, reruns: Sequence[Result | None]) -> Stability:
    done = [rerun for rerun in reruns if rerun is not None]
    return Stability(
        len(done),
        sum(_firsts(rerun) == _firsts(result) for rerun in done),
        sum(_awards(rerun) == _awards(result) for rerun in done),
        sum(_order(rerun) == _order(result) for rerun in done),
    )


def _firsts(result: Result) -> set[tuple[str, ...]]:
    return {(place.scope, *place.division.values(), place.entry) for place in result.places if place.place == 1}


def _awards(result: Result) -> set[tuple[str, str, str]]:
    return {(prize.ladder, prize.grade, prize.entry) for prize in result.prizes}


def _order(result: Result) -> set[tuple[str, str, int | None]]:
    return {(place.scope, place.entry, place.place) for place in result.places}

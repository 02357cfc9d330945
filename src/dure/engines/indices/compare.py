"""Questions to a result: what moved, what a grade would take, a unit against its peers, one year against another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

import numpy as np

from dure.engines.indices.assessed import Assessed
from dure.engines.indices.exact import median, to_decimal
from dure.engines.indices.framework import Indicator
from dure.engines.indices.pipeline import as_floats
from dure.engines.indices.place import within_quota
from dure.engines.indices.rulebook import Aggregate, Grade, QuotaRule, Rank
from dure.engines.indices.sentences import Refusal
from dure.engines.indices.simulated import (
    Plan,
    competition_ranks,
    normalise_again,
    plan_of,
    published_scores,
    total_scores,
)

_CANDIDATES = 64
_ROUNDS = 3


class NoSuchGrade(Refusal, KeyError):
    """The rulebook has no grade of that name."""


@dataclass(frozen=True, slots=True)
class Movement:
    """One unit before and after a change."""

    unit: str
    score_before: Fraction | None
    score_after: Fraction | None
    rank_before: int | None
    rank_after: int | None
    grade_before: str | None
    grade_after: str | None


@dataclass(frozen=True, slots=True)
class IndicatorStep:
    """What one indicator alone would have to become; ``needed`` is None where even the best value does not do."""

    indicator: str
    value: Fraction | None
    needed: Fraction | None
    best: Fraction | None


@dataclass(frozen=True, slots=True)
class GradeGap:
    """The way to a grade: the score at the border and what is short of it."""

    unit: str
    grade: str
    has_grade: bool
    score: Fraction
    border_score: Fraction | None
    points_short: Fraction | None
    steps: tuple[IndicatorStep, ...]


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One indicator of a unit against its group, on the normalised scale; ``weighted_gap`` in points of the total."""

    indicator: str
    value: Fraction | None
    normalised: Fraction | None
    lower_quartile: Fraction
    median: Fraction
    upper_quartile: Fraction
    place: int | None
    of: int
    weighted_gap: Fraction


@dataclass(frozen=True, slots=True)
class Profile:
    """A unit against its peer group; strengths and gaps are at most three each, the largest first."""

    unit: str
    group: str
    rows: tuple[ProfileRow, ...]
    strengths: tuple[str, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class YearChange:
    """One unit year on year.

    Changes are None where it is not the only heir of exactly one unit, or the scales cannot be joined.
    ``score_on_last_scale`` is this year's data on last year's ranges, weights being this year's.
    """

    unit: str
    predecessors: tuple[str, ...]
    last_scores: tuple[Fraction, ...]
    last_ranks: tuple[int, ...]
    last_grades: tuple[str, ...]
    score: Fraction
    score_on_last_scale: Fraction | None
    rank: int
    grade: str | None
    score_change: Fraction | None
    rank_change: int | None
    """Places gained: positive is better."""


@dataclass(frozen=True, slots=True)
class Influence:
    """What an indicator weighs on paper and in effect: its share of the scores' variance inside the groups.

    ``effective`` is w cov(x, S) / var(S), which adds up to 1 over the indicators of an arithmetic mean; ``correlation``
    is r(x, S), whose square is the first-order influence of Paruolo, Saisana and Saltelli (2013).
    """

    indicator: str
    nominal: float
    effective: float
    correlation: float


def influence(result: Assessed) -> tuple[Influence, ...]:
    """Return nominal against effective weights, values centred by peer group since places are taken inside it."""
    codes = [leaf.code for leaf in result.framework.indicators]
    scored = np.array([code in result.score for code in result.codes])
    table = as_floats(result.stage("normalised").columns, codes)[scored]
    total = np.array([float(result.unrounded[code]) for code in result.codes if code in result.score])
    groups = np.array([unit.group for unit in result.units])[scored]
    for group in set(groups.tolist()):
        here = groups == group
        table[here] -= np.nanmean(table[here], axis=0)
        total[here] -= total[here].mean()
    filled = np.nan_to_num(table)
    spread = float(total @ total) or 1.0
    shared = filled.T @ total
    lengths = np.sqrt((filled**2).sum(axis=0) * spread)
    nominal = np.array([float(result.effective_weights[code]) for code in codes])
    scale = result.rulebook.find_or_default(Aggregate).method == "sum"
    weights = np.array([float(result.outcome.weights[code]) for code in codes]) if scale else nominal
    return tuple(
        Influence(
            code,
            float(nominal[k]),
            float(weights[k] * shared[k] / spread),
            float(shared[k] / lengths[k]) if lengths[k] else 0.0,
        )
        for k, code in enumerate(codes)
    )


def movements(before: Assessed, after: Assessed) -> tuple[Movement, ...]:
    """Return units whose score, place or grade differs, best before first."""
    found = []
    for code in {**before.score, **after.score}:
        movement = Movement(
            code, before.score.get(code), after.score.get(code), before.rank.get(code), after.rank.get(code),
            before.grade.get(code), after.grade.get(code),
        )  # fmt: skip
        same = (
            movement.score_before == movement.score_after
            and movement.rank_before == movement.rank_after
            and movement.grade_before == movement.grade_after
        )
        if not same:
            found.append(movement)
    return tuple(sorted(found, key=lambda moved: (moved.rank_before or 0, moved.unit)))


def _border(result: Assessed, unit: str, grade: str) -> tuple[Fraction | None, bool]:
    """Return the score at a grade's border among the others, and whether equality is enough."""
    rule = result.rulebook.find(Grade)
    bands = rule.bands if rule else ()
    band = next((band for band in bands if band.name == grade), None)
    if band is None:
        raise NoSuchGrade("no_such_grade", grade=grade, known=tuple(band.name for band in bands) or "-")
    if band.min_score is not None:
        return band.min_score, True
    if band.quota is None:
        return None, True
    group = next(item.group for item in result.units if item.code == unit)
    rank = result.rulebook.find_or_default(Rank)
    peers = result.groups[group] if rank.within == "group" else tuple(result.rank)
    places = band.quota.places(group if rank.within == "group" else "all", len(peers))
    others = sorted((result.score[code] for code in peers if code != unit), reverse=True)
    if places < 1:
        return None, False
    if places > len(others):
        return None, True
    return others[places - 1], band.quota.on_tie == "include"


def gap_to_grade(result: Assessed, unit: str, grade: str) -> GradeGap:
    """Return what a unit lacks for a grade, others staying as they are.

    Each indicator's needed value is searched on the Monte Carlo path (64 candidates at once, three times finer) and
    confirmed on the exact path.

    Raises:
        NoSuchGrade: the rulebook has no such grade.
        KeyError: the unit has no score.
    """
    score = result.score[unit]
    border, is_enough = _border(result, unit, grade)
    rule = result.rulebook.find_or_default(Grade)
    names = [band.name for band in rule.bands]
    has_it = unit in result.grade and names.index(result.grade[unit]) <= names.index(grade)
    if has_it or border is None:
        return GradeGap(unit, grade, has_it, score, border, Fraction(0) if has_it else None, ())
    short = max(border - score, Fraction(0))
    if not is_enough:
        final = result.rulebook.rounding("final") or result.rulebook.rounding("score")
        short += Fraction(1, 10**final.places) if final else Fraction(0)
    plan = plan_of(result)
    steps = tuple(
        _step(result, plan, unit, grade, column, leaf) for column, leaf in enumerate(result.framework.indicators)
    )
    return GradeGap(unit, grade, has_it, score, border, short, steps)


def best_value(result: Assessed, leaf: Indicator) -> Fraction | None:
    """Return the best value an indicator can take: its goalpost, its limit, or the best that anyone has."""
    post = leaf.high if leaf.direction > 0 else leaf.low
    limit = leaf.valid_high if leaf.direction > 0 else leaf.valid_low
    known = [value for value in result.stage("prepared").column(leaf.code) if value is not None]
    if not known:
        return post if post is not None else limit
    if post is not None and limit is not None:
        return min(post, limit) if leaf.direction > 0 else max(post, limit)
    if post is not None or limit is not None:
        return post if post is not None else limit
    return max(known) if leaf.direction > 0 else min(known)


def _step(result: Assessed, plan: Plan, unit: str, grade: str, column: int, leaf: Indicator) -> IndicatorStep:  # noqa: PLR0913, PLR0917  # a search's data
    place = result.codes.index(unit)
    now = result.stage("prepared").value(unit, leaf.code)
    best = best_value(result, leaf)
    if now is None or best is None or (best - now) * leaf.direction <= 0 or plan.fixed[place, column]:
        return IndicatorStep(leaf.code, now, None, best)
    low, high = float(now), float(best)
    for _ in range(_ROUNDS):
        candidates = np.linspace(low, high, _CANDIDATES)
        reached = np.flatnonzero(_reaches(result, plan, place, column, candidates, grade))
        if not len(reached):
            return IndicatorStep(leaf.code, now, None, best)
        first = int(reached[0])
        low, high = float(candidates[max(first - 1, 0)]), float(candidates[first])
    needed = _outward(high, abs(float(best) - float(now)), leaf.direction)
    needed = min(needed, best) if leaf.direction > 0 else max(needed, best)
    is_prepared_as_given = result.stage("observed").value(unit, leaf.code) == now
    if is_prepared_as_given:
        after = result.what_if({(unit, leaf.code): needed})
        names = [band.name for band in result.rulebook.find_or_default(Grade).bands]
        if unit not in after.grade or names.index(after.grade[unit]) > names.index(grade):
            return IndicatorStep(leaf.code, now, None, best)
    return IndicatorStep(leaf.code, now, needed, best)


def _outward(value: float, span: float, direction: int) -> Fraction:
    """Round to a readable number on the safe side: about a thousandth of the way there."""
    places = max(0, 3 - int(np.floor(np.log10(span))) - 1) if span > 0 else 3
    step = Decimal(1).scaleb(-places)
    rounding = ROUND_CEILING if direction > 0 else ROUND_FLOOR
    return Fraction(to_decimal(Fraction(repr(value))).quantize(step, rounding=rounding))


def _reaches(  # noqa: PLR0913, PLR0917  # a search's data
    result: Assessed, plan: Plan, place: int, column: int, candidates: np.ndarray, grade: str
) -> np.ndarray:
    values = np.repeat(plan.prepared[None, :, column], len(candidates), axis=0)
    values[:, place] = candidates
    totals = total_scores(plan, {column: normalise_again(plan, column, values)}, None, ())
    final, keys = published_scores(plan, totals)
    rule = result.rulebook.find_or_default(Grade)
    members = next(members for members in plan.members if place in members)
    ranks = competition_ranks(keys[:, members])
    found = np.zeros(len(candidates), dtype=bool)
    for row in range(len(candidates)):
        for band in rule.bands:
            if _inside(result, band.quota, band.min_score, ranks[row], final[row], members, place):
                found[row] = True
            if band.name == grade:
                break
    return found


def _inside(  # noqa: PLR0913, PLR0917  # a band's rule and the places it is applied to
    result: Assessed,
    quota: QuotaRule | None,
    least: Fraction | None,
    ranks: np.ndarray,
    final: np.ndarray,
    members: np.ndarray,
    place: int,
) -> bool:
    if quota is not None:
        groups = {result.units[member].group for member in members}
        here = {str(member): int(rank) for member, rank in zip(members, ranks, strict=True)}
        mild = quota if quota.on_tie != "refuse" else replace(quota, on_tie="exclude")
        return str(place) in within_quota(here, mild, groups.pop() if len(groups) == 1 else "all")
    if least is not None:
        return bool(final[place] >= float(least) - 1e-9)
    return True


def quartiles(values: Sequence[Fraction]) -> tuple[Fraction, Fraction, Fraction]:
    """Return lower quartile, median and upper quartile by linear interpolation (Hyndman and Fan's type 7).

    >>> quartiles([Fraction(1), Fraction(2), Fraction(3), Fraction(4)])
    (Fraction(7, 4), Fraction(5, 2), Fraction(13, 4))
    """
    ordered = sorted(values)

    def at(share: Fraction) -> Fraction:
        position = share * (len(ordered) - 1)
        low = int(position)
        high = min(low + 1, len(ordered) - 1)
        return ordered[low] + (position - low) * (ordered[high] - ordered[low])

    return at(Fraction(1, 4)), median(ordered), at(Fraction(3, 4))


def profile(result: Assessed, unit: str) -> Profile:
    """Set a unit beside the median and the quartiles of its peer group, indicator by indicator."""
    group = next(item.group for item in result.units if item.code == unit)
    peers = [place for place, item in enumerate(result.units) if item.group == group]
    mine = result.codes.index(unit)
    shares = result.effective_weights
    rows = []
    for leaf in result.framework.indicators:
        column = result.stage("normalised").column(leaf.code)
        known = [value for place in peers if (value := column[place]) is not None]
        if not known:
            continue
        low, middle, high = quartiles(known)
        value = column[mine]
        rows.append(
            ProfileRow(
                leaf.code, result.stage("prepared").value(unit, leaf.code), value, low, middle, high,
                None if value is None else 1 + sum(other > value for other in known), len(known),
                Fraction(0) if value is None else (value - middle) * shares[leaf.code],
            )
        )  # fmt: skip
    ordered = sorted(rows, key=lambda row: row.weighted_gap)
    return Profile(
        unit, group, tuple(rows),
        tuple(row.indicator for row in reversed(ordered) if row.weighted_gap > 0)[:3],
        tuple(row.indicator for row in ordered if row.weighted_gap < 0)[:3],
    )  # fmt: skip


def compare_years(this: Assessed, last: Assessed, succession: Mapping[str, Sequence[str]]) -> tuple[YearChange, ...]:
    """Set this year beside the last, units followed by succession.

    This year's data are scored once more on last year's frozen ranges, so that a change is the unit's and not the
    scale's; where the two years' indicators differ that is impossible and only places are compared.
    """
    shared = {leaf.code for leaf in this.framework.indicators} == {leaf.code for leaf in last.framework.indicators}
    on_last: Mapping[str, Fraction] = {}
    if shared and this.rulebook.preselection is None:
        inputs = replace(this.inputs, frozen_ranges=last.ranges)
        on_last = this.again(inputs).score
    found = []
    heirs = Counter(source for code in this.rank for source in succession.get(code, (code,)))
    for code, rank in this.rank.items():
        sources = tuple(succession.get(code, (code,)))
        known = tuple(source for source in sources if source in last.score)
        one = known[0] if len(sources) == 1 and known and heirs[known[0]] == 1 else None
        frozen = on_last.get(code)
        found.append(
            YearChange(
                code, sources, tuple(last.score[source] for source in known),
                tuple(last.rank[source] for source in known),
                tuple(last.grade[source] for source in known if source in last.grade),
                this.score[code], frozen, rank, this.grade.get(code),
                frozen - last.score[one] if one is not None and frozen is not None else None,
                last.rank[one] - rank if one is not None else None,
            )
        )  # fmt: skip
    return tuple(found)

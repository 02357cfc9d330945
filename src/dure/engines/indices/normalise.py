"""Normalisations, exact: each column of values to one common scale.

Formulas are those of the OECD/JRC Handbook (2008, section 5) in COINr's conventions: a direction of -1 turns the
values' sign before anything else; ranks count the values below and give equals the lowest place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dure.engines.indices.exact import logarithm, mean, square_root, variance
from dure.engines.indices.framework import Indicator
from dure.engines.indices.rulebook import NO_RANGE, Normalise, NormaliseMethod, RulebookBroken
from dure.engines.indices.sentences import Refusal

Column = Sequence[Fraction | None]


class NoSpread(Refusal):
    """All values of an indicator are equal (or there are fewer than two): nothing to normalise by."""

    def __init__(self, code: str, method: str) -> None:
        """Say which indicator."""
        super().__init__("no_spread", indicator=code, method=method)


class MethodNeedsParameter(RulebookBroken):
    """A method lacks a parameter that only the guide can set: goalposts, a target, a reference unit."""


@dataclass(frozen=True, slots=True)
class Range:
    """What a normalisation took from the data of one column, sign turned: kept to freeze a year's scale."""

    minimum: Fraction
    maximum: Fraction
    mean: Fraction
    sd: Fraction
    reference: Fraction | None = None


Ranges = Mapping[tuple[str, str], Range]
"""Ranges by (indicator, group); the group is ``all`` when the step works over all units."""


def fit(node: Indicator, values: Column, step: Normalise, reference: Fraction | None) -> Range | None:
    """Take from a column what its method needs; None for methods that need nothing.

    Raises:
        NoSpread: the method divides by a spread that is zero.
    """
    method = step.by_code.get(node.code, step.method)
    if method in NO_RANGE or method == "goalposts":
        return None
    known = [value * node.direction for value in values if value is not None]
    if len(known) < 2 or min(known) == max(known):  # noqa: PLR2004  # a spread needs two
        raise NoSpread(node.code, method)
    sd = square_root(variance(known)) if method == "zscore" else Fraction(0)
    return Range(min(known), max(known), mean(known), sd, None if reference is None else reference * node.direction)


def normalise(node: Indicator, values: Column, step: Normalise, fitted: Range | None) -> list[Fraction | None]:
    """Normalise one column, missing staying missing.

    Raises:
        MethodNeedsParameter: goalposts, target or reference are not set.
    """
    method = step.by_code.get(node.code, step.method)
    if method == "none":
        return list(values)
    if method in ("rank", "borda", "prank"):
        return _by_rank(node, values, method)
    if method in ("goalposts", "scaled"):
        return _by_goalposts(node, values, step, is_cut=method == "goalposts")
    if fitted is None:
        raise MethodNeedsParameter("range_needed", indicator=node.code, method=method)
    return [None if value is None else _one(node, value * node.direction, step, fitted, method) for value in values]


def _one(node: Indicator, x: Fraction, step: Normalise, fitted: Range, method: NormaliseMethod) -> Fraction:
    low, high = step.low, step.high
    if method == "zscore":
        return low + high * (x - fitted.mean) / fitted.sd
    if method == "fracmax":
        if node.direction < 0:
            raise MethodNeedsParameter("fracmax_negative", indicator=node.code)
        return low + (high - low) * x / fitted.maximum
    top = fitted.maximum
    if method == "dist2ref":
        if fitted.reference is None:
            raise MethodNeedsParameter("reference_needed", indicator=node.code)
        top = fitted.reference
    elif method == "dist2targ":
        if node.code not in step.targets:
            raise MethodNeedsParameter("target_needed", indicator=node.code)
        top = step.targets[node.code] * node.direction
    if top == fitted.minimum:
        raise NoSpread(node.code, method)
    share = (x - fitted.minimum) / (top - fitted.minimum)
    if step.is_capped:
        share = min(max(share, Fraction(0)), Fraction(1))
    return low + (high - low) * share


def goalposts_of(node: Indicator) -> tuple[Fraction, Fraction]:
    """Return an indicator's goalposts, in logarithms if its scale is logarithmic.

    Raises:
        MethodNeedsParameter: one is blank, or both are the same.
    """
    if node.low is None or node.high is None or node.low == node.high:
        raise MethodNeedsParameter("goalposts_needed", indicator=node.code)
    if node.scale == "log":
        if min(node.low, node.high) <= 0:
            raise MethodNeedsParameter("goalposts_log", indicator=node.code)
        return logarithm(node.low), logarithm(node.high)
    return node.low, node.high


def _by_goalposts(node: Indicator, values: Column, step: Normalise, *, is_cut: bool) -> list[Fraction | None]:
    worst, best = goalposts_of(node)
    start, end = (step.low, step.high) if node.direction > 0 else (step.high, step.low)
    slope = (end - start) / (best - worst)
    base = start - slope * worst
    least, most = min(step.low, step.high), max(step.low, step.high)
    found: list[Fraction | None] = []
    for value in values:
        if value is None:
            found.append(None)
            continue
        if node.scale == "log" and value <= 0:  # no logarithm, and worse than any goalpost
            found.append(start)
            continue
        scaled = base + slope * (logarithm(value) if node.scale == "log" else value)
        found.append(min(max(scaled, least), most) if is_cut else scaled)
    return found


def _by_rank(node: Indicator, values: Column, method: NormaliseMethod) -> list[Fraction | None]:
    known = sorted(value * node.direction for value in values if value is not None)
    if method == "prank" and len(known) < 2:  # noqa: PLR2004  # a percentile needs another value
        raise NoSpread(node.code, method)
    found: list[Fraction | None] = []
    for value in values:
        if value is None:
            found.append(None)
            continue
        below = bisect_left(known, value * node.direction)
        if method == "rank":
            found.append(Fraction(below + 1))
        elif method == "borda":
            found.append(Fraction(below))
        else:
            found.append(Fraction(below, len(known) - 1))
    return found

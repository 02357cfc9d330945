"""Aggregation, exact: from normalised indicators up the tree to one score (Handbook section 6)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dure.engines.indices.exact import exponential, logarithm, power, round_to
from dure.engines.indices.framework import Framework, Indicator
from dure.engines.indices.rulebook import Aggregate, AggregateMethod, RoundingRule, Rulebook, RulebookBroken
from dure.engines.indices.sentences import Refusal, Sentence

Column = list[Fraction | None]
TOTAL = "score"
"""The code of the root that all areas go into."""
_SHOWN = 10
"""Of missing values: so many fit on a screen."""


class ValueMissing(Refusal):
    """A unit lacks a value and the rulebook refuses to score without it."""

    def __init__(self, places: Sequence[tuple[str, str]]) -> None:
        """Name units and indicators, the first ten."""
        self.places = tuple(places)
        shown = tuple(f"{unit}/{code}" for unit, code in places[:_SHOWN])
        more = Sentence("more", count=len(places) - _SHOWN) if len(places) > _SHOWN else ""
        super().__init__("value_missing", places=shown, more=more)


class ZeroInMean(Refusal):
    """A geometric or harmonic mean met a value that is not positive."""


@dataclass(frozen=True, slots=True)
class Aggregated:
    """Weighted parts and node values by code, ``score`` being the total."""

    parts: dict[str, Column]
    nodes: dict[str, Column]


def sibling_weights(framework: Framework, weights: Mapping[str, Fraction], parent: str | None) -> dict[str, Fraction]:
    """Return the weights of a node's children; an area without one weighs as much as its children together."""
    return {child.code: _weight(framework, weights, child) for child in framework.children(parent)}


def _weight(framework: Framework, weights: Mapping[str, Fraction], node: Indicator) -> Fraction:
    if node.code in weights:
        return weights[node.code]
    return sum((_weight(framework, weights, child) for child in framework.children(node.code)), Fraction(0))


def effective_weights(framework: Framework, weights: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Return each indicator's share of the total: the product of its and its ancestors' shares among siblings."""
    found: dict[str, Fraction] = {}

    def descend(parent: str | None, share: Fraction) -> None:
        mine = sibling_weights(framework, weights, parent)
        total = sum(mine.values(), Fraction(0)) or Fraction(1)
        for child in framework.children(parent):
            portion = share * mine[child.code] / total
            if child.kind == "area":
                descend(child.code, portion)
            else:
                found[child.code] = portion

    descend(None, Fraction(1))
    return found


def aggregate(
    framework: Framework,
    normalised: Mapping[str, Column],
    weights: Mapping[str, Fraction],
    rulebook: Rulebook,
    units: Sequence[tuple[str, str]],
) -> Aggregated:
    """Bring indicators up the tree; ``units`` are (code, group).

    Raises:
        ValueMissing, ZeroInMean: name unit and indicator.
    """
    step = rulebook.find_or_default(Aggregate)
    if step.missing == "refuse":
        gaps = [
            (unit, leaf.code)
            for leaf in framework.indicators
            for (unit, _), value in zip(units, normalised[leaf.code], strict=True)
            if value is None
        ]
        if gaps:
            raise ValueMissing(gaps)
    values = {leaf.code: list(normalised[leaf.code]) for leaf in framework.indicators}
    parts: dict[str, Column] = {}
    targets: list[str | None] = [area.code for area in framework.areas_bottom_up]
    for parent in [*targets, None]:
        code = TOTAL if parent is None else parent
        children = [child.code for child in framework.children(parent)]
        siblings = sibling_weights(framework, weights, parent)
        if not any(siblings.values()):
            raise RulebookBroken("weights_all_zero", code=code)
        method = step.method_of(code)
        if method in ("copeland", "borda"):
            values[code] = _outranked(method, children, values, siblings, units, step)
        else:
            once = {child.code for child in framework.children(parent) if summed_once(method, child, step)}
            _add_mean(code, method, children, values, siblings, parts, rulebook, units, once)
        rule = rulebook.rounding(f"node:{code}") if parent is not None else None
        if rule:
            values[code] = rounded(values[code], rule)
    nodes = {code: column for code, column in values.items() if code not in normalised}
    return Aggregated(parts, nodes)


def rounded(column: Sequence[Fraction | None], rule: RoundingRule | None) -> Column:
    """Round a column by a rule; without one it stays as it is."""
    if rule is None:
        return list(column)
    return [None if value is None else round_to(value, rule.places, rule.mode) for value in column]


def _add_mean(  # noqa: PLR0913, PLR0917  # a mean and all it leaves behind
    code: str,
    method: AggregateMethod,
    children: Sequence[str],
    values: dict[str, Column],
    siblings: Mapping[str, Fraction],
    parts: dict[str, Column],
    rulebook: Rulebook,
    units: Sequence[tuple[str, str]],
    once: Collection[str],
) -> None:
    step = rulebook.find_or_default(Aggregate)
    rule = rulebook.rounding("weighted")
    total: Column = []
    shares: dict[Fraction, dict[str, Fraction]] = {}
    for child in children:
        parts[child] = []
    for place, (unit, _) in enumerate(units):
        row = {child: values[child][place] for child in children}
        known = {child: value for child, value in row.items() if value is not None}
        weight = sum((siblings[child] for child in known), Fraction(0))
        if not known or weight == 0 or Fraction(len(known), len(children)) < step.min_share:
            total.append(None)
            for child in children:
                parts[child].append(None)
            continue
        shown: dict[str, Fraction] = {}
        if weight not in shares:
            shares[weight] = {
                child: Fraction(1) if child in once else siblings[child] / (1 if method == "sum" else weight)
                for child in children
            }
        for child, value in known.items():
            share = shares[weight][child]
            part = _part(method, value, share, step, (unit, child))
            shown[child] = round_to(part, rule.places, rule.mode) if rule and method in ("arithmetic", "sum") else part
        for child in children:
            parts[child].append(shown.get(child))
        total.append(_joined(method, sum(shown.values(), Fraction(0)), step))
    values[code] = total


def summed_once(method: AggregateMethod, child: Indicator, step: Aggregate) -> bool:
    """Tell whether a child of a sum is itself a sum of points, so that its weight must not be counted again."""
    return method == "sum" and child.kind == "area" and step.method_of(child.code) == "sum"


def _part(
    method: AggregateMethod, value: Fraction, share: Fraction, step: Aggregate, where: tuple[str, str]
) -> Fraction:
    if method in ("arithmetic", "sum"):
        return share * value
    if step.floor is not None:
        value = max(value, step.floor)
    is_allowed = value > 0 or (method == "generalised" and value == 0 and step.exponent > 0)
    if not is_allowed:
        unit, indicator = where
        raise ZeroInMean("zero_in_mean", unit=unit, indicator=indicator, method=method, value=f"{float(value):g}")
    if method == "geometric":
        return share * logarithm(value)
    if method == "harmonic":
        return share / value
    return share * power(value, step.exponent) if value else Fraction(0)


def _joined(method: AggregateMethod, total: Fraction, step: Aggregate) -> Fraction:
    if method == "geometric":
        return exponential(total)
    if method == "harmonic":
        return 1 / total
    if method == "generalised":
        return power(total, 1 / step.exponent) if total else Fraction(0)
    return total


def _outranked(  # noqa: PLR0913, PLR0917  # Copeland and Borda look at all units at once
    method: AggregateMethod,
    children: Sequence[str],
    values: Mapping[str, Column],
    siblings: Mapping[str, Fraction],
    units: Sequence[tuple[str, str]],
    step: Aggregate,
) -> Column:
    """Score by pairwise comparison: Copeland's wins minus losses by weight, or the weighted mean of Borda's points."""
    whole = sum(siblings.values(), Fraction(0))
    found: Column = [None] * len(units)
    pools: dict[str, list[int]] = {}
    for place, (_, group) in enumerate(units):
        pools.setdefault(group if step.within == "group" else "all", []).append(place)
    for pool in pools.values():
        for place in pool:
            if all(values[child][place] is None for child in children):
                continue
            found[place] = Fraction(0)
            for other in pool:
                if other == place:
                    continue
                ahead = level = Fraction(0)
                for child in children:
                    mine, theirs = values[child][place], values[child][other]
                    if mine is None or theirs is None:
                        continue
                    ahead += siblings[child] * (mine > theirs)
                    level += siblings[child] * (mine == theirs)
                so_far = found[place] or Fraction(0)
                if method == "borda":
                    found[place] = so_far + ahead / whole
                else:
                    support = (ahead + level / 2) / whole
                    found[place] = so_far + (support > Fraction(1, 2)) - (support < Fraction(1, 2))
    return found

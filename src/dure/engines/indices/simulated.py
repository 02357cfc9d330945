"""The Monte Carlo path: the same steps in float64, for many replicates at once.

A plan is made once from a result: prepared values, each alternative's normalised values, the tree. Where every mean is
arithmetic (or every one geometric) and nothing inside is rounded, the tree is flattened into effective weights and a
whole block of replicates is one matrix product; otherwise the tree is climbed for a block at a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dure.engines.indices.aggregate import TOTAL, summed_once
from dure.engines.indices.assessed import Assessed
from dure.engines.indices.framework import Framework, Indicator
from dure.engines.indices.normalise import goalposts_of
from dure.engines.indices.pipeline import as_floats, tie_breakers
from dure.engines.indices.rulebook import Aggregate, Bonus, Normalise, Rank, RoundingRule, Rulebook

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Places = NDArray[np.int32]
_TIE_DIGITS = 40
"""Scores closer than 2^-40 of the largest are equal: float noise must not break a tie that the exact path keeps."""
_ROUNDING_SLACK = 1e-9
_KEY_BITS = 62
_SHORT_BITS = 31
_COUNTED_VALUES = 4
"""Up to so many possible keys a unit, counting is faster than sorting (measured from 60 to 24,300 units)."""
_LEVEL = 1e-12
"""Of support for and against: nearer to a half than this is level."""


@dataclass(frozen=True)
class Plan:
    """One variant of the rules made ready: prepared values (units by leaves), their normalised values, the tree."""

    framework: Framework
    rulebook: Rulebook
    leaves: tuple[Indicator, ...]
    prepared: Floats
    normalised: Floats
    fixed: NDArray[np.bool_]
    weights: dict[str, float]
    added: Floats
    members: tuple[Integers, ...]
    frozen: dict[tuple[str, str], tuple[float, float, float, float]]
    reference: int | None
    groups: tuple[str, ...]
    breakers: Integers

    @property
    def aggregate(self) -> Aggregate:
        """The aggregation step."""
        return self.rulebook.find_or_default(Aggregate)

    @cached_property
    def flat_method(self) -> str | None:
        """The one mean that the whole tree uses, if it can be flattened; None otherwise."""
        codes = [area.code for area in self.framework.areas_bottom_up] + [TOTAL]
        methods = {self.aggregate.method_of(code) for code in codes}
        inner = ["weighted", "node", *(f"node:{code}" for code in codes)]
        is_plain = len(methods) == 1 and methods <= {"arithmetic", "geometric"}
        if not is_plain or any(self.rulebook.rounding(stage) for stage in inner) or np.isnan(self.normalised).any():
            return None
        return methods.pop()

    @cached_property
    def flat_values(self) -> Floats:
        """Normalised values, or their logarithms, as leaves by units: what a block of weights is multiplied with."""
        values = np.log(np.maximum(self.normalised, self.least)) if self.flat_method == "geometric" else self.normalised
        return np.ascontiguousarray(values.T)

    @property
    def least(self) -> float:
        """What geometric means lift smaller values to; without a floor the exact path has refused them already."""
        return 1e-300 if self.aggregate.floor is None else float(self.aggregate.floor)


def plan_of(result: Assessed) -> Plan:
    """Make a result's rules ready for replicates."""
    framework, rulebook, stages = result.framework, result.rulebook, result.outcome.stages
    leaves = framework.indicators
    codes = [leaf.code for leaf in leaves]
    rank = rulebook.find_or_default(Rank)
    by_group: dict[str, list[int]] = {}
    for place, unit in enumerate(result.units):
        if unit.code in result.rank:
            by_group.setdefault(unit.group if rank.within == "group" else "all", []).append(place)
    rule = rulebook.preselection
    fixed = np.zeros((len(result.units), len(leaves)), dtype=bool)
    if rule is not None:
        inside = set(result.selected)
        column = codes.index(rule.survey)
        fixed[:, column] = [unit.code not in inside for unit in result.units]
    breakers = tie_breakers(framework, stages, rank)
    order = sorted({tuple(_or_least(column[place]) for column in breakers) for place in range(len(result.units))})
    dense = {key: number for number, key in enumerate(order)}
    return Plan(
        framework, rulebook, leaves,
        as_floats(stages["prepared"], codes),
        as_floats(stages["normalised"], codes),
        fixed,
        {code: float(weight) for code, weight in result.outcome.weights.items()},
        np.array([float(value or 0) for value in stages["score"]["bonus"]]),
        tuple(np.array(places, dtype=np.int64) for places in by_group.values()),
        {
            key: (float(found.minimum), float(found.maximum), float(found.mean), float(found.sd))
            for key, found in result.inputs.frozen_ranges.items()
        },
        _reference(result),
        tuple(unit.group for unit in result.units),
        np.array([dense[tuple(_or_least(column[p]) for column in breakers)] for p in range(len(result.units))]),
    )  # fmt: skip


def _reference(result: Assessed) -> int | None:
    step = result.rulebook.find(Normalise)
    return None if step is None or step.reference not in result.codes else result.codes.index(step.reference)


def _or_least(value: object) -> float:
    return -1e12 if value is None else float(value)  # type: ignore[arg-type]  # a Fraction or None


def normalise_again(plan: Plan, column: int, x: Floats) -> Floats:
    """Normalise perturbed values of one leaf (replicates by units), its range taken anew from each replicate's data.

    Frozen ranges and goalposts stay; so do values that a preselection decides.
    """
    step = plan.rulebook.find(Normalise)
    if step is None:
        return x
    leaf = plan.leaves[column]
    top = None if plan.reference is None else x[:, plan.reference, None]
    if step.within == "all":
        out = _normalise_block(leaf, x, step, plan.frozen.get((leaf.code, "all")), top)
    else:
        out = np.empty_like(x)
        for group in set(plan.groups):
            places = [place for place, name in enumerate(plan.groups) if name == group]
            out[:, places] = _normalise_block(leaf, x[:, places], step, plan.frozen.get((leaf.code, group)), top)
    if plan.fixed[:, column].any():
        out[:, plan.fixed[:, column]] = plan.normalised[plan.fixed[:, column], column]
    rule = plan.rulebook.rounding("normalised")
    return round_half(out, rule) if rule else out


def normalised_columns(plan: Plan) -> Floats:
    """Normalise the prepared values by the plan's own step: units by leaves."""
    columns = [normalise_again(plan, column, plan.prepared[None, :, column])[0] for column in range(len(plan.leaves))]
    return np.stack(columns, axis=1)


def _normalise_block(  # noqa: C901  # one branch a method
    leaf: Indicator,
    x: Floats,
    step: Normalise,
    frozen: tuple[float, float, float, float] | None,
    reference: Floats | None,
) -> Floats:
    method = step.by_code.get(leaf.code, step.method)
    low, high = float(step.low), float(step.high)
    if method == "none":
        return x
    if method in ("goalposts", "scaled"):
        worst, best = (float(post) for post in goalposts_of(leaf))
        inside = np.log(np.maximum(x, 1e-300)) if leaf.scale == "log" else x
        slope = (high - low) / (best - worst)
        if leaf.direction < 0:
            slope = -slope
        values = inside * slope
        values += (low if leaf.direction > 0 else high) - worst * slope
        if leaf.scale == "log":  # no logarithm, and worse than any goalpost
            values[x <= 0] = low if leaf.direction > 0 else high
        return np.asarray(np.clip(values, min(low, high), max(low, high)) if method == "goalposts" else values)
    turned = x if leaf.direction > 0 else -x
    if method in ("rank", "borda", "prank"):
        return _ranked_block(turned, method)
    if frozen is None:
        least, most = np.nanmin(turned, axis=1, keepdims=True), np.nanmax(turned, axis=1, keepdims=True)
    else:
        least, most = np.array([[frozen[0]]]), np.array([[frozen[1]]])
    if method == "zscore":
        centre = np.nanmean(turned, axis=1, keepdims=True) if frozen is None else frozen[2]
        sd = np.nanstd(turned, axis=1, ddof=1, keepdims=True) if frozen is None else frozen[3]
        return np.asarray(low + high * (turned - centre) / sd)
    if method == "fracmax":
        return np.asarray(low + (high - low) * turned / most)
    top = most
    if method == "dist2targ":
        top = np.full_like(most, float(step.targets[leaf.code]) * leaf.direction)
    elif method == "dist2ref" and reference is not None:
        top = reference * leaf.direction
    values = turned - least  # in place from here: blocks stay in the processor's cache
    values *= (high - low) / (top - least)
    values += low
    return np.asarray(np.clip(values, min(low, high), max(low, high)) if step.is_capped else values)


def _ranked_block(turned: Floats, method: str) -> Floats:
    known = (~np.isnan(turned)).sum(axis=1, keepdims=True)
    order = np.argsort(turned, axis=1)
    ordered = np.take_along_axis(turned, order, axis=1)
    positions = np.arange(turned.shape[1])[None, :]
    below = np.maximum.accumulate(np.where(np.diff(ordered, axis=1, prepend=-np.inf) > 0, positions, 0), axis=1)
    found = np.empty_like(turned)
    np.put_along_axis(found, order, below.astype(np.float64), axis=1)
    found = np.where(np.isnan(turned), np.nan, found)
    if method == "rank":
        return np.asarray(found + 1)
    return np.asarray(found if method == "borda" else found / (known - 1))


def round_half(values: Floats, rule: RoundingRule) -> Floats:
    """Round as the exact path does; a value within 1e-9 of a half counts as the half."""
    scale = 10.0**rule.places
    size = np.abs(values) * scale
    if rule.mode == "half_up":
        rounded = np.floor(size + 0.5 + _ROUNDING_SLACK)
    elif rule.mode == "half_down":
        rounded = np.ceil(size - 0.5 - _ROUNDING_SLACK)
    elif rule.mode == "half_even":
        nearest = np.floor(size + 0.5 + _ROUNDING_SLACK)
        is_half = np.abs(size - np.floor(size) - 0.5) < _ROUNDING_SLACK
        rounded = np.where(is_half & (nearest % 2 == 1), nearest - 1, nearest)
    else:
        goes_out = np.full(values.shape, rule.mode == "up")
        outward = np.ceil(size - _ROUNDING_SLACK)
        inward = np.floor(size + _ROUNDING_SLACK)
        if rule.mode in ("ceiling", "floor"):
            goes_out = values > 0 if rule.mode == "ceiling" else values < 0
        rounded = np.where(goes_out, outward, inward)
    return np.asarray(np.copysign(rounded, values) / scale)


def total_scores(plan: Plan, noisy: Mapping[int, Floats], factors: Floats | None, codes: Sequence[str]) -> Floats:
    """Return totals before rounding and bonus (replicates by units).

    ``noisy`` holds perturbed normalised values (replicates by units) by leaf; leaves it lacks keep the plan's.
    ``factors`` (replicates by ``codes``) multiply the weights of these nodes; None leaves them as given.
    """
    replicates = 1 if factors is None else len(factors)
    weights = {code: np.full(1, weight) for code, weight in plan.weights.items()}
    if factors is not None:
        weights |= {code: plan.weights[code] * factors[:, place] for place, code in enumerate(codes)}
    if plan.flat_method is not None:
        return _flat(plan, noisy, _effective(plan, weights, replicates))
    return _climb(plan, noisy, weights)


def _node_weight(plan: Plan, weights: dict[str, Floats], node: Indicator) -> Floats:
    if node.code in weights:
        return weights[node.code]
    found = np.zeros(1)
    for child in plan.framework.children(node.code):
        found = found + _node_weight(plan, weights, child)
    return found


def _effective(plan: Plan, weights: dict[str, Floats], replicates: int) -> Floats:
    """Multiply shares down the tree: replicates by leaves."""
    found: dict[str, Floats] = {}

    def descend(parent: str | None, share: Floats) -> None:
        children = plan.framework.children(parent)
        mine = [_node_weight(plan, weights, child) for child in children]
        whole = np.sum(np.broadcast_arrays(*mine), axis=0) if len(mine) > 1 else mine[0]
        for child, weight in zip(children, mine, strict=True):
            portion = share * (weight / np.where(whole == 0, 1.0, whole))
            if child.kind == "area":
                descend(child.code, portion)
            else:
                found[child.code] = portion

    descend(None, np.ones(1))
    table = np.empty((replicates, len(plan.leaves)))
    for column, leaf in enumerate(plan.leaves):
        table[:, column] = found[leaf.code]
    return table


def _flat(plan: Plan, noisy: Mapping[int, Floats], effective: Floats) -> Floats:
    """One matrix product for all leaves that do not vary, one multiplication for each that does."""
    is_geometric = plan.flat_method == "geometric"
    if noisy:
        steady = [column for column in range(len(plan.leaves)) if column not in noisy]
        total = effective[:, steady] @ plan.flat_values[steady]
    else:
        total = effective @ plan.flat_values
    for column, x in noisy.items():
        part = np.log(np.maximum(x, plan.least)) if is_geometric else x.copy()
        part *= effective[:, column, None]
        total = np.add(total, part, out=part)
    return np.exp(total, out=total) if is_geometric else np.asarray(total)


def _climb(plan: Plan, noisy: Mapping[int, Floats], weights: dict[str, Floats]) -> Floats:
    values: dict[str, Floats] = {
        leaf.code: noisy.get(column, plan.normalised[None, :, column]) for column, leaf in enumerate(plan.leaves)
    }
    step = plan.aggregate
    targets: list[str | None] = [area.code for area in plan.framework.areas_bottom_up]
    for parent in [*targets, None]:
        code = TOTAL if parent is None else parent
        children = plan.framework.children(parent)
        method = step.method_of(code)
        mine = [
            np.ones((1, 1)) if summed_once(method, child, step) else _node_weight(plan, weights, child)[:, None]
            for child in children
        ]
        columns = [values[child.code] for child in children]
        if method in ("copeland", "borda"):
            values[code] = _outrank(plan, columns, mine, method)
        else:
            values[code] = _mean(columns, mine, method, step, plan.rulebook.rounding("weighted"))
        rule = plan.rulebook.rounding(f"node:{code}") if parent is not None else None
        if rule:
            values[code] = round_half(values[code], rule)
    return values[TOTAL]


def _mean(
    columns: Sequence[Floats], weights: Sequence[Floats], method: str, step: Aggregate, rule: RoundingRule | None
) -> Floats:
    known = [~np.isnan(column) for column in columns]
    whole = sum(np.where(is_known, weight, 0.0) for is_known, weight in zip(known, weights, strict=True))
    counted = sum(is_known.astype(np.int64) for is_known in known)
    total: Floats = np.zeros(1)
    for column, weight, is_known in zip(columns, weights, known, strict=True):
        share = weight if method == "sum" else weight / whole
        part = _part(column, np.asarray(share), method, step)
        if rule and method in ("arithmetic", "sum"):
            part = round_half(part, rule)
        total = total + np.where(is_known, part, 0.0)
    if method == "geometric":
        total = np.exp(total)
    elif method == "harmonic":
        total = 1 / total
    elif method == "generalised":
        total = total ** (1 / float(step.exponent))
    too_few = (counted == 0) | (counted < float(step.min_share) * len(columns) - 1e-12)
    return np.asarray(np.where(too_few, np.nan, total))


def _part(column: Floats, share: Floats, method: str, step: Aggregate) -> Floats:
    if method in ("arithmetic", "sum"):
        return np.asarray(share * column)
    floored = np.maximum(column, float(step.floor) if step.floor is not None else 1e-300)
    if method == "geometric":
        return np.asarray(share * np.log(floored))
    if method == "harmonic":
        return np.asarray(share / floored)
    return np.asarray(share * floored ** float(step.exponent))


def _outrank(plan: Plan, columns: Sequence[Floats], weights: Sequence[Floats], method: str) -> Floats:
    """Compare all pairs, one replicate after the other: Copeland and Borda cost the square of the units."""
    replicates = max(len(item) for item in [*columns, *weights])
    size = columns[0].shape[1]
    within = plan.aggregate.within
    same = np.array([[within == "all" or a == b for b in plan.groups] for a in plan.groups])
    np.fill_diagonal(same, val=False)
    found = np.empty((replicates, size))
    for number in range(replicates):
        support = np.zeros((size, size))
        for column, weight in zip(columns, weights, strict=True):
            x = column[number if len(column) > 1 else 0]
            w = weight[number if len(weight) > 1 else 0, 0]
            support += w * (x[:, None] > x[None, :])
            if method == "copeland":
                support += w / 2 * (x[:, None] == x[None, :])
        whole = sum(float(weight[number if len(weight) > 1 else 0, 0]) for weight in weights)
        support /= whole
        verdict = (
            np.sign(np.where(np.abs(support - 0.5) < _LEVEL, 0, support - 0.5)) if method == "copeland" else support
        )
        found[number] = np.where(same, verdict, 0.0).sum(axis=1)
    return found


def published_scores(plan: Plan, totals: Floats) -> tuple[Floats, Integers]:
    """Return final scores and integer keys that order as the ranked scores do, equal where the rules see equals.

    Tie-breakers lie in the keys' low digits, at their nominal values.
    """
    book = plan.rulebook
    rank, bonus = book.find_or_default(Rank), book.find(Bonus)
    is_late = bonus is not None and bonus.when == "after_rank"
    at_score, at_end = book.rounding("score"), book.rounding("final")
    score = round_half(totals, at_score) if at_score else totals
    final = score + plan.added if bonus else score
    final = round_half(final, at_end) if at_end else final
    if rank.on == "unrounded":
        ranked, rule = (totals if is_late or not bonus else totals + plan.added), None
    elif is_late:
        ranked, rule = score, at_score
    else:
        ranked, rule = final, at_end or (None if bonus else at_score)
    largest = float(np.nanmax(np.abs(ranked))) or 1.0
    scale = 10.0**rule.places if rule else 2.0 ** (_TIE_DIGITS - int(np.ceil(np.log2(largest))))
    keys = np.rint(ranked * scale).astype(np.int64)
    classes = int(plan.breakers.max()) + 1 if len(plan.breakers) else 1
    return final, keys * classes + plan.breakers[None, :] if classes > 1 else keys


def competition_ranks(keys: Integers) -> Places:
    """Rank rows of integer keys, more is better: place = 1 + the number strictly better (1, 2, 2, 4).

    Rounded scores have few values beside many units, so that counting each value ranks in a time that grows with the
    units alone. Otherwise one in-place sort of (key, position) packed in an integer: sorting integers is several times
    faster than argsort, and grows with n log n.
    """
    size = keys.shape[1]
    least = int(keys.min())
    span = int(keys.max()) - least
    if span < _COUNTED_VALUES * size:
        return _ranked_by_counting(keys - least, span + 1)
    bits = max(int(size - 1).bit_length(), 1)
    if span.bit_length() + bits > _KEY_BITS:  # too wide to pack: rank the dense order of the keys instead
        _, dense = np.unique(keys, return_inverse=True)
        keys, least = dense.reshape(keys.shape), 0
        span = int(keys.max())
    kind = np.int32 if span.bit_length() + bits <= _SHORT_BITS else np.int64  # 32 bits sort faster
    return _ranked_by_sorting((span + least - keys).astype(kind, copy=False), bits)


def _ranked_by_counting(values: Integers, width: int) -> Places:
    """Rank rows of values 0 to ``width`` - 1 by how many of the row are above each value."""
    rows, size = values.shape
    cells = (values + (np.arange(rows) * width)[:, None]).ravel()
    counts = np.bincount(cells, minlength=rows * width).reshape(rows, width)
    places = (size + 1 - np.cumsum(counts, axis=1)).astype(np.int32)
    return np.asarray(places.ravel()[cells].reshape(rows, size))


def _ranked_by_sorting(packed: NDArray[np.signedinteger], bits: int) -> Places:
    """Rank rows of keys of which less is better; positions go into the low ``bits`` that are free after a shift."""
    rows, size = packed.shape
    packed <<= bits
    packed |= np.arange(size, dtype=packed.dtype)
    packed.sort(axis=1)
    cells = (packed & ((1 << bits) - 1)).astype(np.int64)
    cells += (np.arange(rows) * size)[:, None]
    packed >>= bits
    places = np.tile(np.arange(1, size + 1, dtype=np.int32), (rows, 1))
    places[:, 1:][packed[:, 1:] == packed[:, :-1]] = 0
    np.maximum.accumulate(places, axis=1, out=places)
    found = np.empty(rows * size, dtype=np.int32)
    found[cells.ravel()] = places.ravel()
    return found.reshape(rows, size)

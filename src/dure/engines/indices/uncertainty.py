"""Uncertainty of places and grades: declared inputs varied together, thousands of times.

Two kinds of input are kept apart. *Choices* (weights, alternatives of a step) vary the rules: each replicate is another
defensible rulebook. *Noise* (values, marks) separates what was observed from what is true: a replicate then draws true
scores given the observed ones. Observed scores spread wider than true ones, so each score is first drawn towards its
group's mean by its reliability and the noise shrunk alike (normal empirical Bayes: Efron and Morris 1975); without
this, noise is counted twice and 90 % intervals cover 82 % instead of 90 % when it is large (docs/methods/indices.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import NDArray

from dure.engines.indices.assessed import Assessed
from dure.engines.indices.exact import round_to
from dure.engines.indices.rulebook import Grade, GradeBand, PanelRule, RulebookBroken, Step
from dure.engines.indices.simulated import (
    Floats,
    Integers,
    Plan,
    competition_ranks,
    normalise_again,
    normalised_columns,
    plan_of,
    published_scores,
    total_scores,
)

Normals = NDArray[np.float32]

_CELLS = 100_000
"""Of a block of replicates: what stays in a processor's second cache, so that time grows with the units alone."""
_PILOT = 1_000
_LEAST_BLOCK = 16
_CHEAP = frozenset({"normalise", "aggregate", "bonus", "round", "rank", "grade"})


@dataclass(frozen=True, slots=True)
class WeightNoise:
    """Weights vary evenly by plus or minus ``share`` of themselves; all weighted nodes if ``codes`` is empty."""

    share: float
    codes: tuple[str, ...] = ()
    step: str = "weight"

    def __post_init__(self) -> None:
        """Refuse a share that turns weights negative."""
        if not 0 <= self.share <= 1:
            raise RulebookBroken("weight_noise_share", share=f"{self.share:g}")


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Variants of one step, each as likely as the other; list the rulebook's own variant too if it is to count."""

    options: tuple[Step, ...]

    @property
    def step(self) -> str:
        """The step's name."""
        return self.options[0].name


@dataclass(frozen=True, slots=True)
class ValueNoise:
    """Standard errors of indicators' prepared values (after denominators, imputation and treatment), in their unit."""

    sd: Mapping[str, float]
    step: str = ""

    def __post_init__(self) -> None:
        """Refuse a standard error that is none."""
        for code, sd in self.sd.items():
            if not 0 <= sd < np.inf:
                raise RulebookBroken("value_noise_sd", code=code, sd=f"{sd:g}")


@dataclass(frozen=True, slots=True)
class MarkNoise:
    """Panels' own uncertainty, from the variance components of their marks; all panels if ``panels`` is empty."""

    panels: tuple[str, ...] = ()
    step: str = ""


Uncertain = WeightNoise | Alternatives | ValueNoise | MarkNoise


@dataclass(frozen=True)
class Noise:
    """One noise input made ready: which columns it touches and how standard normals become errors there."""

    name: str
    columns: tuple[int, ...]
    spread: tuple[Floats, ...]
    """By column: a vector of standard errors, or a matrix (factor of the covariance)."""

    def draw(self, rng: np.random.Generator, rows: int, units: int) -> list[Normals]:
        """Draw standard normals for each column; seven digits of a random error are enough, and half the cost."""
        return [rng.standard_normal((rows, units), dtype=np.float32) for _ in self.columns]

    def add(self, values: dict[int, Floats], plan: Plan, normals: Sequence[Normals], rows: Integers | slice) -> None:
        """Add errors to values (replicates by units) by leaf."""
        for column, spread, z in zip(self.columns, self.spread, normals, strict=True):
            here = values.get(column, plan.prepared[None, :, column])
            error = z[rows] * spread if spread.ndim == 1 else z[rows] @ spread.T
            error += here
            values[column] = error


@dataclass(frozen=True)
class Replicator:
    """A result with its uncertain inputs: turns drawn numbers into scores."""

    plans: Mapping[tuple[int, ...], Plan]
    alternatives: tuple[Alternatives, ...]
    weight_codes: tuple[str, ...]
    weight_shares: Floats
    noises: tuple[Noise, ...]

    @property
    def nominal(self) -> Plan:
        """The first plan; all share units and groups."""
        return next(iter(self.plans.values()))

    def totals(
        self, choices: Integers, factors: Floats | None, normals: Sequence[Sequence[Normals]]
    ) -> tuple[Floats, Floats | None]:
        """Return scores without and with noise, replicates by units; None when there is no noise."""
        rows, units = len(choices), len(self.nominal.groups)
        clean = np.empty((rows, units))
        noisy = np.empty((rows, units)) if self.noises else None
        for key, plan in self.plans.items():
            mine: Integers | slice = slice(None)
            if key:
                mine = np.flatnonzero((choices == np.array(key, dtype=np.int64)).all(axis=1))
                if not len(mine):
                    continue
            here = None if factors is None else factors[mine]
            clean[mine] = total_scores(plan, {}, here, self.weight_codes)
            if noisy is None:
                continue
            values: dict[int, Floats] = {}
            for noise, drawn in zip(self.noises, normals, strict=True):
                noise.add(values, plan, drawn, mine)
            again = {column: normalise_again(plan, column, x) for column, x in values.items()}
            noisy[mine] = total_scores(plan, again, here, self.weight_codes)
        return clean, noisy


def replicator_of(result: Assessed, inputs: Sequence[Uncertain]) -> Replicator:
    """Make the inputs ready.

    Raises:
        UnknownStep: an input names a step that the rulebook lacks.
        RulebookBroken: an input names an unknown node, or a panel there is no mark of.
    """
    for given in inputs:
        if given.step:
            result.rulebook.require(given.step)
    alternatives = tuple(given for given in inputs if isinstance(given, Alternatives))
    shares: dict[str, float] = {}
    known = result.outcome.weights
    for given in inputs:
        if isinstance(given, WeightNoise):
            codes = given.codes or tuple(known)
            if unknown := set(codes) - set(known):
                raise RulebookBroken("weight_noise_unknown", codes=tuple(sorted(unknown)))
            shares |= dict.fromkeys(codes, given.share)
    base = plan_of(result)
    plans = {
        key: _variant(result, base, [given.options[place] for given, place in zip(alternatives, key, strict=True)])
        for key in product(*(range(len(given.options)) for given in alternatives))
    }
    noises = tuple(
        _value_noise(result, given) if isinstance(given, ValueNoise) else _mark_noise(result, given)
        for given in inputs
        if isinstance(given, ValueNoise | MarkNoise)
    )
    return Replicator(plans, alternatives, tuple(shares), np.array(list(shares.values())), noises)


def _variant(result: Assessed, base: Plan, steps: Sequence[Step]) -> Plan:
    """Make a plan of other steps; steps before the normalisation and weights go through the exact path again."""
    book = result.rulebook
    for step in steps:
        book = book.replaced(step)
    if not steps:
        return base
    if any(step.name not in _CHEAP for step in steps):
        inputs = replace(result.inputs, rulebook=book)
        return plan_of(result.again(inputs))
    plan = replace(base, rulebook=book)
    if any(step.name == "normalise" for step in steps):
        return replace(plan, normalised=normalised_columns(plan))
    return plan


def _value_noise(result: Assessed, given: ValueNoise) -> Noise:
    codes = [leaf.code for leaf in result.framework.indicators]
    if unknown := set(given.sd) - set(codes):
        raise RulebookBroken("value_noise_unknown", codes=tuple(sorted(unknown)))
    units = len(result.units)
    return Noise(
        "values", tuple(codes.index(code) for code in given.sd), tuple(np.full(units, sd) for sd in given.sd.values())
    )


def _mark_noise(result: Assessed, given: MarkNoise) -> Noise:
    codes = [leaf.code for leaf in result.framework.indicators]
    panels = given.panels or tuple(result.inputs.panels)
    columns, spreads = [], []
    for code in panels:
        if code not in result.inputs.panels:
            raise RulebookBroken("panel_without_marks", code=code)
        columns.append(codes.index(code))
        spreads.append(_panel_spread(result, code))
    return Noise("marks", tuple(columns), tuple(spreads))


def _panel_spread(result: Assessed, code: str) -> Floats:
    """Return a factor of the covariance of a panel's scores: of fair averages, or of raw means under the same model.

    A raw mean of n marks keeps its judges' severities: covariance M (judge S S' + residual I) M'. Trimmed means and
    medians are given the plain mean's, which is slightly larger than a trimmed mean's under heavy tails.
    """
    rule = result.rulebook.panels.get(code, PanelRule())
    panel = result.inputs.panels[code].declared(is_drawn=rule.is_drawn, zero_is_missing=rule.zero_is_missing)
    found = panel.calibrate("both_random" if panel.is_drawn else "judge_random")
    if rule.score == "calibrated":
        covariance = found.covariance
    else:
        met = (~np.isnan(panel.table)).astype(float)
        sizes = met.sum(axis=1)
        share = met / sizes[:, None]
        covariance = found.variances.judge * share @ share.T + np.diag(found.variances.residual / sizes)
    values, vectors = np.linalg.eigh(covariance)
    factor = vectors * np.sqrt(np.maximum(values, 0.0))
    rows = {entry: place for place, entry in enumerate(panel.entries)}
    spread = np.zeros((len(result.units), len(result.units)))
    for place, unit in enumerate(result.codes):
        if unit in rows:
            spread[place, : factor.shape[1]] = factor[rows[unit]]
    return spread


def simulate(result: Assessed, n: int, inputs: tuple[Uncertain, ...], seed: int) -> Uncertainty:
    """Run ``n`` replicates; deterministic in its arguments."""
    maker = replicator_of(result, inputs)
    rng = _generator(seed)
    plan = maker.nominal
    units = len(plan.groups)
    shrink = _reliability(maker, _generator([seed, 1]), units) if maker.noises else None
    kind = np.uint8 if units < 2**8 else np.uint16 if units < 2**16 else np.uint32
    ranks = np.zeros((n, units), dtype=kind)
    scored = bool(_score_bands(result))
    finals = np.empty((n, units)) if scored else None
    block = max(_CELLS // units, _LEAST_BLOCK)
    for start in range(0, n, block):
        rows = min(block, n - start)
        choices, factors, normals = _draw(maker, rng, rows, units)
        clean, noisy = maker.totals(choices, factors, normals)
        totals = clean if noisy is None or shrink is None else _true_scores(plan, clean, noisy, shrink)
        final, keys = published_scores(plan, totals)
        for members in plan.members:
            ranks[start : start + rows, members] = competition_ranks(keys[:, members])
        if finals is not None:
            finals[start : start + rows] = final
    return Uncertainty(result, n, seed, inputs, ranks, plan.members, finals, shrink)


def _generator(seed: int | list[int]) -> np.random.Generator:
    """Return numpy's fastest generator: half the cost of the default one where every value is drawn."""
    return np.random.Generator(np.random.SFC64(seed))


def _draw(
    maker: Replicator, rng: np.random.Generator, rows: int, units: int
) -> tuple[Integers, Floats | None, list[list[Normals]]]:
    choices = np.empty((rows, len(maker.alternatives)), dtype=np.int64)
    for column, given in enumerate(maker.alternatives):
        choices[:, column] = rng.integers(len(given.options), size=rows)
    factors = None
    if maker.weight_codes:
        factors = 1 + maker.weight_shares * rng.uniform(-1, 1, size=(rows, len(maker.weight_codes)))
    return choices, factors, [noise.draw(rng, rows, units) for noise in maker.noises]


def _reliability(maker: Replicator, rng: np.random.Generator, units: int) -> Floats:
    """Return each unit's share of true variance in its observed score, from a pilot run of the noise."""
    plan = maker.nominal
    rows = min(_PILOT, max(_CELLS // units, 50))
    choices, factors, normals = _draw(maker, rng, rows, units)
    clean, noisy = maker.totals(choices, factors, normals)
    if noisy is None:
        return np.ones(units)
    noise = (noisy - clean).var(axis=0, ddof=1)
    found = np.ones(units)
    for members in plan.members:
        if len(members) < 2:  # noqa: PLR2004  # one alone has no spread
            continue
        observed = clean.mean(axis=0)[members]
        true = max(float(observed.var(ddof=1) - noise[members].mean()), 0.0)
        whole = true + noise[members]
        found[members] = np.where(whole > 0, true / np.where(whole > 0, whole, 1.0), 1.0)
    return found


def _true_scores(plan: Plan, clean: Floats, noisy: Floats, shrink: Floats) -> Floats:
    """Draw true scores given the observed: towards the group's mean by reliability, with the noise that is left."""
    found = clean.copy()
    for members in plan.members:
        part = clean[:, members]
        centre = part.mean(axis=1, keepdims=True)
        here = shrink[members]
        found[:, members] = centre + here * (part - centre) + np.sqrt(here) * (noisy[:, members] - part)
    return found


def _score_bands(result: Assessed) -> tuple[GradeBand, ...]:
    rule = result.rulebook.find(Grade)
    return tuple(band for band in rule.bands if band.min_score is not None) if rule else ()


@dataclass(frozen=True)
class Uncertainty:
    """Simulated places: replicates by units, with what they say on intervals and grades."""

    result: Assessed
    n: int
    seed: int
    inputs: tuple[Uncertain, ...]
    ranks: NDArray[np.unsignedinteger]
    members: tuple[Integers, ...]
    finals: Floats | None
    reliability: Floats | None

    @cached_property
    def _frequencies(self) -> list[tuple[Integers, Floats]]:
        """By group: the members, and how often (rows) each held each place (columns)."""
        found = []
        for members in self.members:
            size = len(members)
            table = np.zeros((size, size))
            step = max(_CELLS // max(self.n, 1), 1)
            for start in range(0, size, step):
                block = self.ranks[:, members[start : start + step]].astype(np.int64) - 1
                width = block.shape[1]
                counts = np.bincount((block + np.arange(width) * size).ravel(), minlength=width * size)
                table[start : start + width] = counts.reshape(width, size)
            found.append((members, table / self.n))
        return found

    def rank_frequency(self, unit: str) -> dict[int, float]:
        """Return how often a unit held each place."""
        place = self.result.codes.index(unit)
        values, counts = np.unique(self.ranks[:, place], return_counts=True)
        return {int(rank): float(count) / self.n for rank, count in zip(values, counts, strict=True)}

    def rank_interval(self, probability: float = 0.9) -> dict[str, tuple[int, int]]:
        """Return each unit's run of places whose simulated probability comes nearest to ``probability``.

        Places are whole numbers, so that an interval of at least 90 % usually holds more; the rarer end is cut off
        while what is left stays as near as it was.
        """
        found: dict[str, tuple[int, int]] = {}
        for members, table in self._frequencies:
            for row, place in zip(table, members, strict=True):
                found[self.result.codes[place]] = _nearest_run(row, probability)
        return {code: found[code] for code in self.result.codes if code in found}

    def median_rank(self) -> dict[str, float]:
        """Return each unit's median place."""
        medians = np.median(self.ranks, axis=0)
        return {code: float(medians[place]) for place, code in enumerate(self.result.codes) if code in self.result.rank}

    def grade_probability(self) -> dict[str, dict[str, float]]:
        """Return how often each unit got each grade; quotas by places, ties at the border as the quota's rule says.

        ``refuse`` counts as ``include`` here: a replicate cannot ask. Empty without a grade step.
        """
        rule = self.result.rulebook.find(Grade)
        if rule is None:
            return {}
        found: dict[str, dict[str, float]] = {}
        for members in self.members:
            ranks = self.ranks[:, members].astype(np.int64)
            group = self._group_name(members)
            open_yet = np.ones(ranks.shape, dtype=bool)
            shares: dict[str, Floats] = {}
            for band in rule.bands:
                taken = open_yet & self._takes(band, ranks, members, group)
                shares[band.name] = taken.mean(axis=0)
                open_yet &= ~taken
            for column, place in enumerate(members):
                found[self.result.codes[place]] = {name: float(share[column]) for name, share in shares.items()}
        return {code: found[code] for code in self.result.codes if code in found}

    def _group_name(self, members: Integers) -> str:
        groups = {self.result.units[place].group for place in members}
        return groups.pop() if len(groups) == 1 else "all"

    def _takes(self, band: GradeBand, ranks: Integers, members: Integers, group: str) -> NDArray[np.bool_]:
        if band.quota is not None:
            places = band.quota.places(group, len(members))
            inside = ranks <= places
            if band.quota.on_tie == "exclude":
                over = inside.sum(axis=1) > places
                last = np.where(inside, ranks, 0).max(axis=1)
                inside &= ~(over[:, None] & (ranks == last[:, None]))
            return inside
        if band.min_score is not None and self.finals is not None:
            return np.asarray(self.finals[:, members] >= float(round_to(band.min_score, 9)) - 1e-9)
        return np.ones(ranks.shape, dtype=bool)


def _nearest_run(frequencies: Floats, probability: float) -> tuple[int, int]:
    """Cut the rarer end place by place while the mass left stays as near to the probability as before.

    >>> _nearest_run(np.array([0.02, 0.5, 0.43, 0.05]), 0.9)
    (2, 3)
    """
    held = np.flatnonzero(frequencies)
    low, high = int(held[0]), int(held[-1])
    mass = float(frequencies.sum())
    while low < high:
        is_low_rarer = frequencies[low] <= frequencies[high]
        left = mass - float(frequencies[low] if is_low_rarer else frequencies[high])
        if left < probability and abs(left - probability) >= abs(mass - probability):
            break
        mass = left
        low, high = (low + 1, high) if is_low_rarer else (low, high - 1)
    return low + 1, high + 1

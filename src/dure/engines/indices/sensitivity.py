"""Which uncertain input moves a unit's place: Sobol indices of all units at once, with bootstrap intervals.

Saltelli et al. (2010): first order by B (AB - A), total by Jansen's (A - AB)^2 / 2, as SALib. One set of runs serves
all units, since a replicate scores them all; the bootstrap resamples rows, so each of its sums is a row of one matrix
product.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

import numpy as np

from dure.engines.indices.assessed import Assessed
from dure.engines.indices.sentences import Refusal
from dure.engines.indices.simulated import Floats, competition_ranks, published_scores
from dure.engines.indices.uncertainty import Normals, Replicator, Uncertain, replicator_of

_RESAMPLES = 100
_CONFIDENCE = 0.95


class NothingUncertain(Refusal):
    """No input varies, so there is nothing to attribute."""


@dataclass(frozen=True, slots=True)
class SobolIndex:
    """One unit's indices of one input with half-widths of their 95 % intervals."""

    factor: str
    first: float
    first_interval: float
    total: float
    total_interval: float


@dataclass(frozen=True)
class Sensitivity:
    """Indices by factor and unit; a unit whose output never moves has NaN there: nothing is to be explained.

    Arrays are factors by units.
    """

    factors: tuple[str, ...]
    units: tuple[str, ...]
    output: str
    runs: int
    first: Floats
    first_interval: Floats
    total: Floats
    total_interval: Floats
    variance: Floats

    def of(self, unit: str) -> tuple[SobolIndex, ...]:
        """Return one unit's indices, the largest total first."""
        place = self.units.index(unit)
        found = [
            SobolIndex(
                name, float(self.first[row, place]), float(self.first_interval[row, place]),
                float(self.total[row, place]), float(self.total_interval[row, place]),
            )
            for row, name in enumerate(self.factors)
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda index: -np.nan_to_num(index.total)))

    def average(self) -> tuple[SobolIndex, ...]:
        """Return the mean over units that move, weighted by how much they do."""
        moves = self.variance > 0
        weight = self.variance[moves] / self.variance[moves].sum() if moves.any() else np.zeros(0)
        tables = (self.first, self.first_interval, self.total, self.total_interval)
        rows = [[float(table[row, moves] @ weight) for table in tables] for row in range(len(self.factors))]
        found = [SobolIndex(name, *row) for name, row in zip(self.factors, rows, strict=True)]
        return tuple(sorted(found, key=lambda index: -index.total))


def sobol(
    result: Assessed, inputs: tuple[Uncertain, ...], n: int, seed: int, output: Literal["rank", "score"]
) -> Sensitivity:
    """Run ``n`` x (factors + 2) replicates; ``n`` is a power of two.

    Raises:
        NothingUncertain: no input was given.
        UnknownStep: an input names a step that the rulebook lacks.
    """
    from scipy.stats import qmc  # noqa: PLC0415  # takes a second to import

    maker = replicator_of(result, inputs)
    names = [
        *(f"weight {code}" for code in maker.weight_codes),
        *(given.step for given in maker.alternatives),
        *(noise.name for noise in maker.noises),
    ]
    if not names:
        raise NothingUncertain("nothing_uncertain")
    count = len(names)
    points = qmc.Sobol(2 * count, scramble=True, rng=np.random.default_rng(seed)).random(n)
    first, second = points[:, :count], points[:, count:]
    rng = np.random.default_rng([seed, 1])
    units = len(result.units)
    normals = [[noise.draw(rng, n, units) for noise in maker.noises] for _ in range(2)]
    a = _outputs(maker, first, normals[0], output)
    b = _outputs(maker, second, normals[1], output)
    mixed = np.empty((count, n, units))
    fixed = count - len(maker.noises)
    for factor in range(count):
        here = first.copy()
        here[:, factor] = second[:, factor]
        drawn = list(normals[0])
        if factor >= fixed:
            drawn[factor - fixed] = normals[1][factor - fixed]
        mixed[factor] = _outputs(maker, here, drawn, output)
    return _analysed(tuple(names), result.codes, output, a, b, mixed, seed)


def _outputs(maker: Replicator, points: Floats, normals: list[list[Normals]], output: str) -> Floats:
    weights = len(maker.weight_codes)
    choices = np.empty((len(points), len(maker.alternatives)), dtype=np.int64)
    for column, given in enumerate(maker.alternatives):
        choices[:, column] = np.minimum(points[:, weights + column] * len(given.options), len(given.options) - 1)
    factors = 1 + maker.weight_shares * (2 * points[:, :weights] - 1) if weights else None
    clean, noisy = maker.totals(choices, factors, normals)
    plan = maker.nominal
    final, keys = published_scores(plan, clean if noisy is None else noisy)
    if output == "score":
        return final
    ranks = np.zeros(final.shape)
    for members in plan.members:
        ranks[:, members] = competition_ranks(keys[:, members])
    return ranks


def _analysed(  # noqa: PLR0913, PLR0917  # outputs of the design and what names them
    names: tuple[str, ...], units: tuple[str, ...], output: str, a: Floats, b: Floats, mixed: Floats, seed: int
) -> Sensitivity:
    n = len(a)
    centre = (a.sum(axis=0) + b.sum(axis=0) + mixed.sum(axis=(0, 1))) / (n * (len(mixed) + 2))  # as SALib
    a, b, mixed = a - centre, b - centre, mixed - centre
    first_terms = b[None] * (mixed - a[None])
    total_terms = 0.5 * (a[None] - mixed) ** 2
    count, _, width = mixed.shape
    columns = np.concatenate(
        [
            first_terms.transpose(1, 0, 2).reshape(n, -1),
            total_terms.transpose(1, 0, 2).reshape(n, -1),
            a + b,
            a**2 + b**2,
        ],
        axis=1,
    )
    picks = np.random.default_rng([seed, 2]).multinomial(n, np.full(n, 1 / n), size=_RESAMPLES)
    sums = np.concatenate([np.ones((1, n)), picks.astype(np.float64)]) @ columns / n
    cut = count * width
    mean = sums[:, 2 * cut : 2 * cut + width] / 2
    variance = sums[:, 2 * cut + width :] / 2 - mean**2
    variance[variance < 1e-12] = np.nan  # noqa: PLR2004  # the output does not move
    first = sums[:, :cut].reshape(-1, count, width) / variance[:, None, :]
    total = sums[:, cut : 2 * cut].reshape(-1, count, width) / variance[:, None, :]
    z = NormalDist().inv_cdf(0.5 + _CONFIDENCE / 2)
    return Sensitivity(
        names, units, output, n * (count + 2), first[0], z * first[1:].std(axis=0, ddof=1), total[0],
        z * total[1:].std(axis=0, ddof=1), np.nan_to_num(variance[0]),
    )  # fmt: skip

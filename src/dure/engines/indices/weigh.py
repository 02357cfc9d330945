"""Weights: given, equal, experts' budgets, from the data (PCA, CRITIC, entropy), from comparisons (AHP).

Weights taken from data or comparisons are computed in float64 and then fixed to twelve places, so that what follows
stays exact and the report's figures reproduce the result.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dure.engines.indices.exact import mean, round_to
from dure.engines.indices.rulebook import RulebookBroken
from dure.engines.indices.sentences import Refusal

Floats = NDArray[np.float64]

RANDOM_INDEX: Final = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
"""Saaty's mean consistency index of random comparison matrices, for 1 to 15 elements (Saaty 1980)."""

_PLACES: Final = 12
_LEAST_EIGENVALUE: Final = 1.0
_LEAST_SHARE: Final = 0.10
_ENOUGH_SHARE: Final = 0.60
_NO_CONFLICT: Final = 1e-9


class WeightsImpossible(Refusal):
    """The data or the comparisons give no weights: too few complete units, a constant column, a broken matrix."""


class ComparisonsInconsistent(Refusal):
    """The pairwise comparisons contradict each other more than the rulebook allows."""


@dataclass(frozen=True, slots=True)
class Priorities:
    """Weights out of pairwise comparisons, with how consistent these are; below .1 counts as consistent."""

    weights: tuple[float, ...]
    largest_eigenvalue: float
    consistency_index: float
    consistency_ratio: float


def fixed(codes: Sequence[str], weights: Floats) -> dict[str, Fraction]:
    """Return float weights as fractions of twelve places; the largest takes up what rounding left over."""
    rounded = [round_to(Fraction(repr(float(weight))), _PLACES) for weight in weights / weights.sum()]
    largest = max(range(len(rounded)), key=lambda place: rounded[place])
    rounded[largest] += 1 - sum(rounded)
    return dict(zip(codes, rounded, strict=True))


def budget(codes: Sequence[str], allocations: Sequence[Mapping[str, Fraction]]) -> dict[str, Fraction]:
    """Average what experts gave to each indicator, each expert's budget counting the same (Handbook 6.5).

    Raises:
        WeightsImpossible: nobody allocated, an expert named an unknown indicator, gave nothing, or less than nothing.
    """
    if not allocations:
        raise WeightsImpossible("budget_empty")
    shares = []
    for number, allocation in enumerate(allocations, 1):
        total = sum(allocation.values(), Fraction(0))
        if total <= 0 or min(allocation.values()) < 0 or set(allocation) - set(codes):
            raise WeightsImpossible("budget_wrong", number=number)
        shares.append({code: allocation.get(code, Fraction(0)) / total for code in codes})
    return {code: mean([share[code] for share in shares]) for code in codes}


def _complete(table: Floats, method: str) -> Floats:
    rows = table[~np.isnan(table).any(axis=1)]
    if len(rows) < 3:  # noqa: PLR2004  # a correlation of two points is always 1
        raise WeightsImpossible("weights_few_units", method=method, count=len(rows))
    if (rows.max(axis=0) == rows.min(axis=0)).any():
        raise WeightsImpossible("weights_constant", method=method)
    return rows


def principal_components(table: Floats) -> Floats:
    """Return weights out of factor loadings (Nicoletti et al. 2000; Handbook 6.1).

    Components of the correlation matrix with an eigenvalue above 1, a share above 10 % and together above 60 % are
    kept and rotated by varimax; each indicator counts its highest squared loading, each factor its explained share.
    """
    rows = _complete(table, "pca")
    values, vectors = np.linalg.eigh(np.corrcoef(rows, rowvar=False))
    order = np.argsort(values)[::-1]
    values, vectors = values[order], vectors[:, order]
    share = values / values.sum()
    kept = int(np.sum((values > _LEAST_EIGENVALUE) & (share > _LEAST_SHARE)))
    while share[:kept].sum() < _ENOUGH_SHARE:
        kept += 1
    squared = varimax(vectors[:, :kept] * np.sqrt(values[:kept])) ** 2
    explained = squared.sum(axis=0)
    factor = squared.argmax(axis=1)
    inside = squared[np.arange(len(factor)), factor] / explained[factor]
    weights: Floats = inside * explained[factor] / explained.sum()
    weights /= weights.sum()
    return weights


def varimax(loadings: Floats, turns: int = 500) -> Floats:
    """Rotate loadings so that each factor loads high on few indicators (Kaiser 1958, rows normalised)."""
    if loadings.shape[1] == 1:
        return loadings
    length = np.sqrt((loadings**2).sum(axis=1, keepdims=True))
    normed = loadings / length
    rotation = np.eye(normed.shape[1])
    before = 0.0
    for _ in range(turns):
        turned = normed @ rotation
        pull = normed.T @ (turned**3 - turned * (turned**2).mean(axis=0))
        left, singular, right = np.linalg.svd(pull)
        rotation = left @ right
        if singular.sum() < before * (1 + 1e-12):
            break
        before = float(singular.sum())
    rotated: Floats = normed @ rotation * length
    return rotated


def critic(table: Floats) -> Floats:
    """Return weights by contrast and conflict: sd x sum of 1 - r, on min-max values (Diakoulaki et al. 1995)."""
    rows = _complete(table, "critic")
    scaled = (rows - rows.min(axis=0)) / (rows.max(axis=0) - rows.min(axis=0))
    information: Floats = scaled.std(axis=0, ddof=1) * (1 - np.corrcoef(scaled, rowvar=False)).sum(axis=0)
    if information.sum() < _NO_CONFLICT:
        raise WeightsImpossible("weights_no_conflict")
    information /= information.sum()
    return information


def entropy(table: Floats) -> Floats:
    """Return weights by how unevenly an indicator spreads: 1 - Shannon's entropy of its shares (Zeleny 1982).

    Raises:
        WeightsImpossible: a value is negative, so the column has no shares.
    """
    rows = _complete(table, "entropy")
    if (rows < 0).any():
        raise WeightsImpossible("entropy_negative")
    shares = rows / rows.sum(axis=0)
    logs = np.log(shares, out=np.zeros_like(shares), where=shares > 0)
    diversity: Floats = 1 + (shares * logs).sum(axis=0) / np.log(len(rows))
    diversity /= diversity.sum()
    return diversity


def compare_pairs(matrix: Sequence[Sequence[float | Fraction]]) -> Priorities:
    """Return the principal eigenvector of a reciprocal comparison matrix and its consistency (Saaty 1980).

    Raises:
        WeightsImpossible: the matrix is not square, positive and reciprocal.
    """
    table = np.array([[float(cell) for cell in row] for row in matrix])
    size = len(table)
    is_square = table.ndim == 2 and table.shape == (size, size)  # noqa: PLR2004  # rows and columns
    if not is_square or (table <= 0).any() or not np.allclose(table * table.T, 1, rtol=1e-3):
        raise WeightsImpossible("comparisons_shape")
    values, vectors = np.linalg.eig(table)
    first = int(values.real.argmax())
    vector = np.abs(vectors[:, first].real)
    largest = float(values[first].real)
    index = (largest - size) / (size - 1) if size > 1 else 0.0
    chance = RANDOM_INDEX[min(size, len(RANDOM_INDEX)) - 1]
    return Priorities(
        tuple(float(weight) for weight in vector / vector.sum()), largest, index, index / chance if chance else 0.0
    )


def by_comparisons(codes: Sequence[str], matrix: Sequence[Sequence[Fraction]], limit: Fraction) -> dict[str, Fraction]:
    """Return AHP weights as fractions.

    Raises:
        ComparisonsInconsistent: the consistency ratio is above the limit.
        RulebookBroken: the table's size is not the number of indicators.
    """
    if len(matrix) != len(codes):
        raise RulebookBroken("comparisons_size", codes=len(codes), rows=len(matrix))
    found = compare_pairs(matrix)
    if found.consistency_ratio > limit:
        raise ComparisonsInconsistent(
            "comparisons_inconsistent", ratio=f"{found.consistency_ratio:.3f}", limit=f"{float(limit):g}"
        )
    return fixed(codes, np.array(found.weights))

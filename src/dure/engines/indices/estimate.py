"""Missing values estimated from the other indicators: regression, and the EM algorithm for normal data.

Computed in float64 on standardised columns and then fixed to ten significant digits, so that what follows stays exact
and the report's figures reproduce the result. Handbook 3.2 and 3.3; Dempster, Laird and Rubin (1977).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dure.engines.indices.sentences import Refusal

Column = list[Fraction | None]
Floats = NDArray[np.float64]
_DIGITS: Final = 10
_TURNS: Final = 10_000
_SETTLED: Final = 1e-12


class TooLittleToImpute(Refusal):
    """Too few units have the indicators that a missing value would be estimated from."""


def estimated(columns: Mapping[str, Column], code: str, method: str) -> Column:
    """Return a column with its missing values estimated; what has no value in any column stays missing.

    Raises:
        TooLittleToImpute: too few units to estimate from, or EM does not settle.
    """
    codes = list(columns)
    table = np.array(
        [[np.nan if x is None else x.numerator / x.denominator for x in columns[name]] for name in codes]
    ).T
    filled = _by_em(table, code) if method == "em" else _by_regression(table, codes.index(code), code)
    column = filled[:, codes.index(code)]
    return [
        Fraction(f"{column[row]:.{_DIGITS}g}") if old is None and not np.isnan(column[row]) else old
        for row, old in enumerate(columns[code])
    ]


def _by_regression(table: Floats, target: int, code: str) -> Floats:
    """Predict one column by least squares on all indicators that the unit has, over the units that have them too."""
    found = table.copy()
    known = ~np.isnan(table)
    for row in np.flatnonzero(~known[:, target]):
        by = np.flatnonzero(known[row])
        if not len(by):
            continue
        rows = known[:, target] & known[:, by].all(axis=1)
        least = len(by) + 2  # a slope each, the constant, and one that is free
        if rows.sum() < least:
            raise TooLittleToImpute(
                "too_little_to_impute", code=code, method="regression", count=int(rows.sum()), least=least
            )
        centre, spread = _scale(table[rows][:, by])
        design = np.column_stack([np.ones(int(rows.sum())), (table[rows][:, by] - centre) / spread])
        slopes = np.linalg.lstsq(design, table[rows, target], rcond=None)[0]
        found[row, target] = slopes[0] + slopes[1:] @ ((table[row, by] - centre) / spread)
    return found


def _by_em(table: Floats, code: str) -> Floats:
    """Fill all columns by their expectation given what the unit has, at the likeliest mean and covariance."""
    is_used = ~np.isnan(table).all(axis=1)
    rows = table[is_used]
    count, width = rows.shape
    if count < width + 2:
        raise TooLittleToImpute("too_little_to_impute", code=code, method="em", count=count, least=width + 2)
    centre, spread = _scale(rows)
    data = (rows - centre) / spread
    known = ~np.isnan(data)
    patterns, which = np.unique(known, axis=0, return_inverse=True)
    mean = np.zeros(width)
    covariance = np.diag(np.nanvar(data, axis=0))
    for _ in range(_TURNS):
        filled, extra = _expectation(data, patterns, which.ravel(), mean, covariance)
        new_mean = filled.mean(axis=0)
        apart = filled - new_mean
        new_covariance = (apart.T @ apart + extra) / count
        change = max(np.abs(new_mean - mean).max(), np.abs(new_covariance - covariance).max())
        mean, covariance = new_mean, new_covariance
        if change < _SETTLED:
            found = table.copy()
            found[is_used] = np.where(known, rows, filled * spread + centre)
            return found
    raise TooLittleToImpute("em_unfinished")


def _expectation(
    data: Floats, patterns: NDArray[np.bool_], which: NDArray[np.intp], mean: Floats, covariance: Floats
) -> tuple[Floats, Floats]:
    """Return data with expected values in the gaps, and the covariance that the gaps leave open, summed over rows."""
    filled = data.copy()
    extra = np.zeros_like(covariance)
    for number, known in enumerate(patterns):
        if known.all():
            continue
        rows = np.flatnonzero(which == number)
        gaps = ~known
        # pseudo-inverse: indicators that say the same leave the covariance singular, not the expectation
        slopes = covariance[np.ix_(gaps, known)] @ np.linalg.pinv(covariance[np.ix_(known, known)], hermitian=True)
        filled[np.ix_(rows, gaps)] = mean[gaps] + (data[np.ix_(rows, known)] - mean[known]) @ slopes.T
        left = covariance[np.ix_(gaps, gaps)] - slopes @ covariance[np.ix_(known, gaps)]
        extra[np.ix_(gaps, gaps)] += len(rows) * left
    return filled, extra


def _scale(rows: Floats) -> tuple[Floats, Floats]:
    """Return each column's mean and spread; a constant column has spread 1."""
    spread = np.nanstd(rows, axis=0)
    return np.nanmean(rows, axis=0), np.where(spread > 0, spread, 1.0)


def scaled_row(
    columns: Mapping[str, Sequence[Fraction | None]], directions: Mapping[str, int], code: str, place: int
) -> tuple[list[Fraction], Fraction, Fraction]:
    """Return a unit's values in columns other than ``code`` on 0 to 1 (1 is best), and where 0 and 1 lie in ``code``.

    As COINr does before it fills along a row; constant columns say nothing and are passed over.
    """
    shares: list[Fraction] = []
    ends: dict[str, tuple[Fraction, Fraction]] = {}
    for name, column in columns.items():
        known = [value for value in column if value is not None]
        if not known:
            continue
        low, high = (min(known), max(known)) if directions.get(name, 1) > 0 else (max(known), min(known))
        ends[name] = (low, high)
        value = column[place]
        if name != code and value is not None and low != high:
            shares.append((value - low) / (high - low))
    return shares, *ends.get(code, (Fraction(0), Fraction(0)))

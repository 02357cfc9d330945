"""What happens to values before they are normalised: denominators, imputation, outliers; all exact.

Handbook sections 3 (imputation) and 5; outliers after COINr's ``Treat``: skewness and kurtosis of Excel's kind,
winsorised while |skew| >= its limit and kurtosis >= its limit, at most ``max_points`` points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from dure.engines.indices.exact import logarithm, mean, median, power, square_root
from dure.engines.indices.framework import Indicator
from dure.engines.indices.rulebook import Denominate, Impute, ImputeMethod, RulebookBroken, Treat
from dure.engines.indices.sentences import Refusal

Column = list[Fraction | None]
_FOR_SKEWNESS, _FOR_KURTOSIS = 3, 4


class DenominatorMissing(Refusal):
    """A denominator is missing or zero for a unit that has a value."""


class TransformImpossible(Refusal):
    """A transformation meets a value it has no result for, such as the logarithm of 0."""


def denominate(columns: Mapping[str, Column], step: Denominate, units: Sequence[str]) -> dict[str, Column]:
    """Divide columns by their denominators, times the step's scale.

    Raises:
        DenominatorMissing: names unit and column.
    """
    found = dict(columns)
    for code, by in step.by.items():
        if code not in columns:  # a first stage looks at some indicators only
            continue
        column: Column = []
        for unit, value, divisor in zip(units, columns[code], columns[by], strict=True):
            if value is None:
                column.append(None)
            elif not divisor:
                raise DenominatorMissing("denominator_missing", unit=unit, by=by, code=code)
            else:
                column.append(value / divisor * step.scale)
        found[code] = column
    return found


def impute(
    columns: Mapping[str, Column],
    step: Impute,
    groups: Sequence[str],
    last_year: Mapping[str, Column],
) -> tuple[dict[str, Column], dict[str, list[bool]]]:
    """Fill what is missing; returns the columns and, for each, which places were filled.

    A mean over an empty column or group stays missing: there is nothing to take it from. ``row_mean`` and
    ``row_median`` take the unit's other indicators and only make sense where these share a scale.
    """
    found, filled = {}, {}
    codes = list(columns)
    for code, column in columns.items():
        method = step.by_code.get(code, step.method)
        new: Column = []
        for place, value in enumerate(column):
            if value is None and method != "none":
                new.append(_filling(method, columns, codes, code, place, groups, last_year, step.constant))
            else:
                new.append(value)
        found[code] = new
        filled[code] = [old is None and now is not None for old, now in zip(column, new, strict=True)]
    return found, filled


def _filling(  # noqa: PLR0913, PLR0917  # what imputations draw on
    method: ImputeMethod,
    columns: Mapping[str, Column],
    codes: Sequence[str],
    code: str,
    place: int,
    groups: Sequence[str],
    last_year: Mapping[str, Column],
    constant: Fraction | None,
) -> Fraction | None:
    if method == "constant":
        if constant is None:
            raise RulebookBroken("constant_unset", code=code)
        return constant
    if method == "last_year":
        return last_year[code][place] if code in last_year else None
    if method.startswith("row_"):
        pool = [columns[other][place] for other in codes if other != code]
    elif method.startswith("group_"):
        pool = [value for value, group in zip(columns[code], groups, strict=True) if group == groups[place]]
    else:
        pool = list(columns[code])
    known = [value for value in pool if value is not None]
    if not known:
        return None
    return median(known) if method.endswith("median") else mean(known)


def skewness(values: Sequence[Fraction]) -> Fraction:
    """Return the sample skewness G1, as Excel's SKEW; 0 where it is not defined."""
    n = len(values)
    centre = mean(values)
    second = sum(((value - centre) ** 2 for value in values), Fraction(0))
    if n < _FOR_SKEWNESS or second == 0:
        return Fraction(0)
    third = sum(((value - centre) ** 3 for value in values), Fraction(0))
    return (
        square_root(Fraction(n)) * third / (second * square_root(second)) * square_root(Fraction(n * (n - 1))) / (n - 2)
    )


def kurtosis(values: Sequence[Fraction]) -> Fraction:
    """Return the sample excess kurtosis G2, as Excel's KURT; 0 where it is not defined."""
    n = len(values)
    centre = mean(values)
    second = sum(((value - centre) ** 2 for value in values), Fraction(0))
    if n < _FOR_KURTOSIS or second == 0:
        return Fraction(0)
    fourth = sum(((value - centre) ** 4 for value in values), Fraction(0))
    return ((n + 1) * (n * fourth / second**2 - 3) + 6) * Fraction(n - 1, (n - 2) * (n - 3))


def treat(node: Indicator, column: Column, step: Treat) -> Column:
    """Treat one column's outliers.

    Raises:
        TransformImpossible: a logarithm meets a value that is not positive.
    """
    method = step.by_code.get(node.code, step.method)
    known = [value for value in column if value is not None]
    if method == "none" or not known:
        return column
    if method == "winsorise":
        return _winsorised(column, step)
    if method == "clip":
        ordered = sorted(known)
        cut = int(step.low_share * len(ordered))
        low, high = ordered[cut], ordered[-1 - cut]
        return [None if value is None else min(max(value, low), high) for value in column]
    least, most = min(known), max(known)
    return [None if value is None else _transformed(node, value, least, most, step, method) for value in column]


def _transformed(  # noqa: PLR0913, PLR0917  # a transformation's data
    node: Indicator, x: Fraction, least: Fraction, most: Fraction, step: Treat, method: str
) -> Fraction:
    if method == "log_ct":
        inside = x - least + (most - least) / 100
    elif method == "log_ct_orig":
        inside = x - least + 1
    elif method == "log_gii":
        if most <= 1 or most == least:
            raise TransformImpossible("log_gii_turns", indicator=node.code)
        inside = (most - 1) * (x - least) / (most - least) + 1
    elif method == "boxcox":
        shifted = x - least + 1
        return (power(shifted, step.exponent) - 1) / step.exponent if step.exponent else logarithm(shifted)
    else:
        inside = x
    if inside <= 0:
        raise TransformImpossible("log_impossible", indicator=node.code, method=method, value=f"{float(x):g}")
    return logarithm(inside) / logarithm(Fraction(10)) if method == "log10" else logarithm(inside)


def _winsorised(column: Column, step: Treat) -> Column:
    """Bring the most extreme values, one place after the other, to the next ones, as COINr's ``winsorise``.

    COINr counts the points now standing at the extreme, and so do we.
    """
    values = list(column)
    touched = 0
    high: set[int] = set()
    low: set[int] = set()
    while touched < step.max_points:
        known = [value for value in values if value is not None]
        skew = skewness(known)
        if abs(skew) < step.skew_limit or kurtosis(known) < step.kurtosis_limit:
            break
        extreme = max(known) if skew >= 0 else min(known)
        rest = [value for value in known if value != extreme]
        if not rest:
            break
        places = {place for place, value in enumerate(values) if value == extreme}
        high, low = (places, low) if skew >= 0 else (high, places)
        for place in places:
            values[place] = max(rest) if skew >= 0 else min(rest)
        touched = len(high) + len(low)
    return values

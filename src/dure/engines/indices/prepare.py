"""What happens to values before they are normalised: denominators, imputation, outliers; all exact.

Handbook sections 3 (imputation) and 5; outliers after COINr's ``Treat``: skewness and kurtosis of Excel's kind,
winsorised while |skew| >= its limit and kurtosis >= its limit, at most ``max_points`` points.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from dure.engines.indices.estimate import estimated, scaled_row
from dure.engines.indices.exact import logarithm, mean, median, power, square_root
from dure.engines.indices.framework import Indicator, Unit
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
    units: Sequence[Unit],
    nodes: Mapping[str, Indicator],
    last_year: Mapping[str, Column],
) -> dict[str, Column]:
    """Fill what is missing, each value from what was reported, never from another filled one.

    A mean over an empty column or group stays missing: there is nothing to take it from.

    Raises:
        RulebookBroken: a constant is not set.
        TooLittleToImpute: regression or EM have too few units to estimate from.
    """
    found = {}
    for code, column in columns.items():
        method = step.by_code.get(code, step.method)
        if method == "none" or None not in column:
            found[code] = list(column)
        elif method in ("regression", "em"):
            found[code] = estimated(columns, code, method)
        elif method.startswith("row_"):
            found[code] = _along_rows(columns, step, method, code, nodes)
        else:
            filling = _fillings(method, column, step, units, code, last_year)
            found[code] = [filling[place] if value is None else value for place, value in enumerate(column)]
    return found


def _fillings(  # noqa: PLR0913, PLR0917  # what imputations draw on
    method: ImputeMethod,
    column: Column,
    step: Impute,
    units: Sequence[Unit],
    code: str,
    last_year: Mapping[str, Column],
) -> Column:
    """Return by place what a missing value of one column would be filled with."""
    if method == "constant":
        if step.constant is None:
            raise RulebookBroken("constant_unset", code=code)
        return [step.constant] * len(column)
    if method == "last_year":
        return last_year.get(code, [None] * len(column))
    groups = [unit.group if method.startswith("group_") else "" for unit in units]
    middle = _middle(method)
    known: dict[str, list[Fraction]] = {}
    for group, value in zip(groups, column, strict=True):
        if value is not None:
            known.setdefault(group, []).append(value)
    middles = {group: middle(values) for group, values in known.items()}
    return [middles.get(group) for group in groups]


def _middle(method: ImputeMethod) -> Callable[[Sequence[Fraction]], Fraction]:
    return median if method.endswith("median") else mean


def _along_rows(
    columns: Mapping[str, Column], step: Impute, method: ImputeMethod, code: str, nodes: Mapping[str, Indicator]
) -> Column:
    """Fill one column by the mean or median of the unit's other indicators, scaled first unless they share a scale."""
    area = nodes[code].parent
    near = {name: column for name, column in columns.items() if not step.within_area or nodes[name].parent == area}
    directions = {name: nodes[name].direction for name in near}
    middle = _middle(method)
    found: Column = []
    for place, value in enumerate(columns[code]):
        if value is not None:
            found.append(value)
        elif step.is_scaled:
            shares, low, high = scaled_row(near, directions, code, place)
            found.append(low + (high - low) * middle(shares) if shares else None)
        else:
            others = [x for name, column in near.items() if name != code and (x := column[place]) is not None]
            found.append(middle(others) if others else None)
    return found


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
        found = _winsorised(column, step)
        if step.otherwise in ("none", "winsorise") or _passes(found, step):
            return found
        again = replace(step, method=step.otherwise, by_code={})
        return treat(node, found if step.is_combined else column, again)
    if method == "log_ct_plus":
        least, most, is_high = min(known), max(known), skewness(known) > 0
        if least == most:
            raise TransformImpossible("log_constant", indicator=node.code, method=method)
        edge = (most - least) / 100
        return [
            None if x is None else logarithm(x - least + edge) if is_high else -logarithm(most + edge - x)
            for x in column
        ]
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


def _passes(column: Column, step: Treat) -> bool:
    known = [value for value in column if value is not None]
    return abs(skewness(known)) < step.skew_limit or kurtosis(known) < step.kurtosis_limit


def _winsorised(column: Column, step: Treat) -> Column:
    """Bring the most extreme values, one place after the other, to the next ones, as COINr's ``winsorise``.

    COINr counts the points now standing at the extreme, and so do we.
    """
    values = list(column)
    touched = 0
    high: set[int] = set()
    low: set[int] = set()
    while touched < step.max_points:
        if _passes(values, step):
            break
        known = [value for value in values if value is not None]
        skew = skewness(known)
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

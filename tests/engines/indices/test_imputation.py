"""Imputation and outliers: regression by the normal equations, EM by the likelihood itself, COINr's conventions."""

from fractions import Fraction as F  # noqa: N817  # short, for tables of literals

import numpy as np
import pytest
from scipy import optimize

from dure.engines.indices import (
    Aggregate,
    Framework,
    Impute,
    Indicator,
    Observation,
    Rulebook,
    RulebookBroken,
    TooLittleToImpute,
    TransformImpossible,
    Treat,
    Unit,
    Weight,
    assess,
    to_fraction,
)


def column(step, rows, code="x", nodes=None, stage=None):
    """Put rows of {code: value} through one step and return a column."""
    codes = list(dict.fromkeys(name for row in rows for name in row))
    nodes = nodes or tuple(Indicator(name, weight=F(1)) for name in codes)
    observations = [
        Observation(f"u{place}", name, None if row[name] is None else to_fraction(row[name]))
        for place, row in enumerate(rows)
        for name in codes
    ]
    units = [Unit(f"u{place}") for place in range(len(rows))]
    book = Rulebook((step, Weight(), Aggregate(missing="skip")))
    result = assess(Framework(2026, nodes), units, observations, book)
    return result.stage(stage or ("imputed" if step.name == "impute" else "treated")).column(code)


def table_with_gaps(seed, rows=30, gaps=8):
    rng = np.random.default_rng(seed)
    base = rng.normal(0, 1, (rows, 1))
    data = np.round(
        [50, 500, 3] + np.array([[10, 80, 0.5]]) * (0.7 * base + 0.7 * rng.normal(0, 1, (rows, 3))), 4
    ).astype(object)
    for place in rng.choice(rows * 3, gaps, replace=False):
        data[place // 3, place % 3] = None
    return [dict(zip("xyz", row, strict=True)) for row in data]


def test_regression_predicts_from_what_the_unit_has():
    """x = 2 y - z + 3 exactly, so that the gap can be told; with z missing too, y alone is the regressor."""
    rows = [{"x": 2 * y - z + 3, "y": y, "z": z} for y, z in ((1, 5), (2, 2), (4, 9), (7, 1), (9, 4), (3, 3))]
    assert column(Impute("regression"), [*rows, {"x": None, "y": 10, "z": 1}])[6] == 22
    filled = column(Impute("regression"), [*rows, {"x": None, "y": 5, "z": None}])[6]
    y, x = np.array([row["y"] for row in rows]), np.array([row["x"] for row in rows])
    slope = ((y - y.mean()) @ (x - x.mean())) / ((y - y.mean()) @ (y - y.mean()))
    assert float(filled) == pytest.approx(x.mean() + slope * (5 - y.mean()), rel=1e-9)


def test_regression_needs_units_enough():
    rows = [{"x": 1, "y": 2}, {"x": 2, "y": 3}, {"x": None, "y": 5}]
    with pytest.raises(TooLittleToImpute, match="2 units have every indicator it is taken from, and at least 3"):
        column(Impute("regression"), rows)
    with pytest.raises(TooLittleToImpute, match="cannot be filled by em"):
        column(Impute("em"), rows)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_em_with_gaps_in_one_column_is_regression(seed):
    """Anderson (1957): where only one column has gaps the likeliest fill is the regression on the others."""
    rows = table_with_gaps(seed, gaps=0)
    for place in (3, 9, 17):
        rows[place]["x"] = None
    by_em, by_regression = (column(Impute(method), rows) for method in ("em", "regression"))
    assert [float(value) for value in by_em] == pytest.approx([float(value) for value in by_regression], rel=1e-8)


def likeliest(data):
    """Mean and covariance by climbing the likelihood of what was observed, with no EM in it."""
    width = data.shape[1]
    lower = np.tril_indices(width)

    def unpacked(point):
        factor = np.zeros((width, width))
        factor[lower] = point[width:]
        return point[:width], factor @ factor.T

    def loss(point):
        mean, covariance = unpacked(point)
        total = 0.0
        for row in data:
            known = ~np.isnan(row)
            part = covariance[np.ix_(known, known)]
            apart = row[known] - mean[known]
            total += np.linalg.slogdet(part)[1] + apart @ np.linalg.solve(part, apart)
        return total

    start = np.concatenate([np.zeros(width), np.eye(width)[lower]])
    return unpacked(optimize.minimize(loss, start, method="BFGS", options={"gtol": 1e-7}).x)


@pytest.mark.parametrize("seed", [4, 5])
def test_em_fills_by_the_likeliest_mean_and_covariance(seed):
    rows = table_with_gaps(seed)
    raw = np.array([[np.nan if row[name] is None else row[name] for name in "xyz"] for row in rows], dtype=float)
    centre, spread = np.nanmean(raw, axis=0), np.nanstd(raw, axis=0)
    data = (raw - centre) / spread
    mean, covariance = likeliest(data)
    expected = raw.copy()
    for number, row in enumerate(data):
        known = ~np.isnan(row)
        if known.all():
            continue
        slopes = covariance[np.ix_(~known, known)] @ np.linalg.inv(covariance[np.ix_(known, known)])
        filled = mean[~known] + slopes @ (row[known] - mean[known])
        expected[number, ~known] = filled * spread[~known] + centre[~known]
    for place, name in enumerate("xyz"):
        found = [float(value) for value in column(Impute("em"), rows, name)]
        assert found == pytest.approx(expected[:, place], rel=2e-4)


def test_em_leaves_a_unit_without_any_value_blank_and_takes_columns_that_say_the_same():
    rows = [{"x": y + 1, "y": y} for y in range(8)] + [{"x": None, "y": 9}, {"x": None, "y": None}]
    found = column(Impute("em"), rows)
    assert float(found[8]) == pytest.approx(10, abs=1e-5)
    assert found[9] is None


def test_rows_are_filled_on_a_common_scale_as_coinr_does():
    """x from 0 to 10, y from 100 to 300 (less is better), z from 1 to 5: the gap is at (3/4 + 1/2) / 2 of x."""
    nodes = (Indicator("x", weight=F(1)), Indicator("y", direction=-1, weight=F(1)), Indicator("z", weight=F(1)))
    rows = [{"x": 0, "y": 300, "z": 1}, {"x": 10, "y": 100, "z": 5}, {"x": None, "y": 150, "z": 3}]
    assert column(Impute("row_mean"), rows, nodes=nodes)[2] == F("6.25")
    assert column(Impute("row_median"), rows, nodes=nodes)[2] == F("6.25")
    assert column(Impute("row_mean", is_scaled=False), rows, nodes=nodes)[2] == F("76.5")


def test_rows_may_be_filled_from_the_same_area_only():
    nodes = (
        Indicator("A", kind="area"), Indicator("x", "A", weight=F(1)), Indicator("y", "A", weight=F(1)),
        Indicator("z", weight=F(1)),
    )  # fmt: skip
    rows = [{"x": 0, "y": 0, "z": 0}, {"x": 10, "y": 10, "z": 10}, {"x": None, "y": 4, "z": 9}]
    observed = [{name: row[name] for name in "xyz"} for row in rows]
    assert column(Impute("row_mean", within_area=True), observed, nodes=nodes)[2] == 4
    assert column(Impute("row_mean"), observed, nodes=nodes)[2] == F("6.5")


def test_a_gap_is_filled_from_reported_values_only():
    rows = [{"x": None, "y": None, "z": 4}, {"x": 1, "y": 2, "z": 1}, {"x": 3, "y": 4, "z": 2}]
    assert column(Impute("row_mean", is_scaled=False), rows)[0] == 4
    with pytest.raises(RulebookBroken, match="constant, which is not set"):
        column(Impute("constant"), rows)


def test_a_second_treatment_where_winsorising_does_not_do():
    """One far value in twenty is not enough for one winsorised point; then the logarithm, as COINr's ``qTreat``."""
    rows = [{"x": value} for value in (*range(1, 11), 30, 100)]
    kept = column(Treat(max_points=1, skew_limit=F("0.5"), kurtosis_limit=F("0.5")), rows)
    assert kept == [*map(F, range(1, 11)), 30, 30]
    strict = {"max_points": 1, "skew_limit": F("0.5"), "kurtosis_limit": F("0.5"), "otherwise": "ln"}
    assert [round(float(x), 6) for x in column(Treat(**strict), rows)] == [
        round(float(np.log(x)), 6) for x in (*range(1, 11), 30, 100)
    ]
    combined = column(Treat(**strict, is_combined=True), rows)
    assert float(combined[-1]) == pytest.approx(np.log(30))
    assert column(Treat(otherwise="ln"), rows) == [*map(F, range(1, 11)), 30, 30]  # passes after one point


def test_the_logarithm_that_looks_at_the_side_of_the_skew():
    up = column(Treat("log_ct_plus"), [{"x": value} for value in (0, 1, 2, 100)])
    assert [float(x) for x in up] == pytest.approx(np.log([1, 2, 3, 101]))
    down = column(Treat("log_ct_plus"), [{"x": value} for value in (0, -1, -2, -100)])
    assert [float(x) for x in down] == pytest.approx([-np.log(1), -np.log(2), -np.log(3), -np.log(101)])
    with pytest.raises(TransformImpossible, match="all values are equal"):
        column(Treat("log_ct_plus"), [{"x": 1}, {"x": 1}, {"x": 1}])

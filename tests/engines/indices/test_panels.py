"""Panels: raw scores, connectivity, calibration against statsmodels, reliability against krippendorff, gains."""

import csv
from fractions import Fraction as F  # noqa: N817  # short, for tables of literals
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import kendalltau

from dure.engines.indices import (
    CriterionMissing,
    Mark,
    MarkTable,
    MarkTwice,
    Panel,
    PanelDisconnected,
    TooFewMarks,
    calibrate,
    kendall_w,
    krippendorff_alpha,
    to_fraction,
)

GOLD = Path(__file__).parents[2] / "gold" / "indices"


def panel_of(table, **options):
    marks = tuple(
        Mark(f"e{row:03}", f"j{column:02}", to_fraction(float(value)))
        for row, values in enumerate(table)
        for column, value in enumerate(values)
        if not np.isnan(value)
    )
    return Panel("P", marks, **options)


def some_panel(seed, entries=20, judges=8, each=4, severity=1.0):
    rng = np.random.default_rng(seed)
    truth, lenient = rng.normal(70, 4, entries), rng.normal(0, severity, judges)
    table = np.full((entries, judges), np.nan)
    for row in range(entries):
        for column in rng.choice(judges, each, replace=False):
            table[row, column] = round(truth[row] + lenient[column] + rng.normal(0, 2), 3)
    return panel_of(table), truth, lenient


def guilford():
    with (GOLD / "guilford_creativity.csv").open() as file:
        rows = list(csv.DictReader(file))
    return Panel(
        "guilford",
        tuple(Mark(row["scientist"], row["judge"], F(row[trait]), trait) for row in rows for trait in "abcde"),
    )


def test_trimmed_mean_drops_the_highest_and_the_lowest():
    panel = panel_of([[90, 70, 80, 60, 100], [50, 50, 50, 60, 40]])
    assert panel.trimmed_mean() == {"e000": 80, "e001": 50}
    assert panel.trimmed_mean(drop=2) == {"e000": 80, "e001": 50}
    assert panel.plain_mean() == {"e000": 80, "e001": 50}
    assert panel_of([[1, 2], [4, 4]]).plain_mean() == {"e000": F(3, 2), "e001": 4}
    with pytest.raises(TooFewMarks, match="fewer than 3 marks for e000"):
        panel_of([[1, 2, np.nan], [1, 2, 3]]).trimmed_mean()


def test_zero_that_means_not_given_is_no_mark():
    marks = (Mark("a", "x", F(0)), Mark("a", "y", F(8)), Mark("a", "z", None))
    assert Panel("P", marks).plain_mean() == {"a": 4}
    assert Panel("P", marks, zero_is_missing=True).plain_mean() == {"a": 8}


def test_a_judge_who_leaves_out_a_criterion_or_marks_twice_is_named():
    whole = (Mark("a", "x", F(1), "plan"), Mark("a", "x", F(3), "effect"))
    assert Panel("P", whole, {"plan": F(2), "effect": F(1)}).plain_mean() == {"a": 5}
    with pytest.raises(CriterionMissing, match="judge y, entry a: criterion effect is missing"):
        _ = Panel("P", (*whole, Mark("a", "y", F(1), "plan"))).totals
    with pytest.raises(MarkTwice, match="judge x marked a twice on plan"):
        _ = Panel("P", (*whole, Mark("a", "x", F(2), "plan"))).totals


def test_disconnected_panels_are_refused_unless_drawn_at_random():
    rng = np.random.default_rng(1)
    table = np.full((12, 6), np.nan)
    table[:6, :3] = rng.normal(70, 5, (6, 3))
    table[6:, 3:] = rng.normal(60, 5, (6, 3))
    panel = panel_of(table)
    parts = panel.connectivity().parts
    assert [(len(entries), judges) for entries, judges in parts] == [
        (6, ("j00", "j01", "j02")),
        (6, ("j03", "j04", "j05")),
    ]
    with pytest.raises(PanelDisconnected, match="2 parts that share no judge"):
        panel.calibrate()
    with pytest.raises(PanelDisconnected):
        panel.calibrate("both_random")
    drawn = panel_of(table, is_drawn=True)
    with pytest.raises(PanelDisconnected, match="recorded random draw"):
        drawn.calibrate("judge_random")
    assert len(drawn.calibrate("both_random").fair) == 12
    table[0, 3] = 70
    assert panel_of(table).connectivity().is_connected


def least_squares_covariance(panel, variances):
    """Generalised least squares by brute force: the inverse of X' V^-1 X."""
    keys = sorted(panel.totals)
    x = np.array([[float(entry == unit) for entry in panel.entries] for unit, _ in keys])
    z = np.array([[float(one == judge) for one in panel.judges] for _, judge in keys])
    v = variances.judge * z @ z.T + variances.residual * np.eye(len(keys))
    return np.linalg.inv(x.T @ np.linalg.solve(v, x))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_reml_agrees_with_statsmodels(seed):
    pd = pytest.importorskip("pandas")
    mixed = pytest.importorskip("statsmodels.regression.mixed_linear_model")
    panel, _, _ = some_panel(seed)
    data = pd.DataFrame([(unit, judge, float(y)) for (unit, judge), y in panel.totals.items()], columns=["e", "j", "y"])
    ours = panel.calibrate("judge_random")
    theirs = mixed.MixedLM.from_formula(
        "y ~ 0 + C(e)", groups=np.ones(len(data)), vc_formula={"j": "0 + C(j)"}, re_formula="0", data=data
    ).fit(reml=True)
    assert ours.log_likelihood == pytest.approx(theirs.llf, abs=1e-4)
    assert ours.variances.residual == pytest.approx(theirs.scale, rel=1e-3)
    assert ours.variances.judge == pytest.approx(float(theirs.vcomp[0]), rel=1e-2)
    assert ours.fair == pytest.approx(theirs.fe_params.to_numpy(), abs=2e-3)
    assert ours.covariance == pytest.approx(least_squares_covariance(panel, ours.variances), rel=1e-9)
    effects = {name.split("[")[-1].strip("]"): value for name, value in theirs.random_effects[1.0].items()}
    assert [-item.severity for item in ours.severity] == pytest.approx(
        [effects[f"C(j)[{j}]".split("[")[-1].strip("]")] for j in panel.judges], abs=5e-3
    )


def test_both_random_agrees_with_statsmodels():
    pd = pytest.importorskip("pandas")
    mixed = pytest.importorskip("statsmodels.regression.mixed_linear_model")
    panel, _, _ = some_panel(4, entries=15)
    data = pd.DataFrame([(unit, judge, float(y)) for (unit, judge), y in panel.totals.items()], columns=["e", "j", "y"])
    ours = panel.calibrate("both_random")
    theirs = mixed.MixedLM.from_formula(
        "y ~ 1", groups=np.ones(len(data)), vc_formula={"e": "0 + C(e)", "j": "0 + C(j)"}, re_formula="0", data=data
    ).fit(reml=True)
    assert ours.log_likelihood == pytest.approx(theirs.llf, abs=1e-4)
    components = dict(zip(theirs.model.exog_vc.names, theirs.vcomp, strict=True))
    assert ours.variances.entry == pytest.approx(components["e"], rel=1e-2)
    assert ours.variances.judge == pytest.approx(components["j"], rel=2e-2)


def test_judges_who_do_not_differ_leave_the_plain_mean():
    table = np.array([[5.0, 5, 5], [7, 8, 6], [3, 2, 4], [6, 6, 6], [9, 9, 9]])
    panel = panel_of(table)
    found = panel.calibrate()
    assert found.variances.judge == 0
    assert found.fair == pytest.approx([5, 7, 3, 6, 9])
    assert [item.severity for item in found.severity] == [0, 0, 0]


def test_a_severe_judge_is_found_and_made_good():
    """Four judges, each entry seen by two; the fourth takes off ten points from what all agree on."""
    truth = [60, 70, 80, 65, 75, 85, 55, 90]
    table = np.full((8, 4), np.nan)
    for row, value in enumerate(truth):
        for column in (row % 4, (row + 1) % 4):
            table[row, column] = value - 10 * (column == 3)
    found = panel_of(table).calibrate()
    severity = {item.judge: item.severity for item in found.severity}
    assert severity["j03"] == pytest.approx(7.5, abs=0.1)  # against the mean judge
    assert severity["j00"] == pytest.approx(-2.5, abs=0.1)
    assert found.fair - np.mean(found.fair) == pytest.approx(np.array(truth) - np.mean(truth), abs=0.05)


def test_guilford_creativity():
    """Guilford 1954, p. 282: three judges, seven scientists, five traits; by two-way analysis of variance.

    Mean squares of the totals: scientists 79.1, judges 22.5 below the rest's 41.1, so that REML puts the judges' variance
    at 0 and pools 22.5 x 2 and 41.1 x 12 into 38.476.
    """
    panel = guilford()
    totals = {judge: [float(value) for (_, j), value in panel.totals.items() if j == judge] for judge in "123"}
    assert {judge: sum(values) for judge, values in totals.items()} == {"1": 171, "2": 156, "3": 181}
    found = panel.calibrate()
    assert found.variances.judge == 0
    assert found.variances.residual == pytest.approx(38.476190)
    assert found.fair == pytest.approx([70 / 3, 94 / 3, 64 / 3, 19, 29, 18, 82 / 3])
    reliability = panel.reliability()
    assert reliability.icc_single == pytest.approx(0.2603, abs=1e-4)
    assert reliability.icc_score == pytest.approx(0.5135, abs=1e-4)
    assert reliability.marks_per_entry == pytest.approx(3)
    assert len(panel.on("a").totals) == 21


def test_alpha_agrees_with_the_krippendorff_package():
    oracle = pytest.importorskip("krippendorff")
    for seed in range(5):
        panel, _, _ = some_panel(seed, entries=30, each=3)
        expected = oracle.alpha(reliability_data=panel.table.T, level_of_measurement="interval")
        assert krippendorff_alpha(panel.table) == pytest.approx(expected, abs=1e-10)
    assert krippendorff_alpha(np.array([[4.0, 4], [4, 4]])) == 1


def test_kendall_w_by_hand():
    assert kendall_w(np.array([[1.0, 1, 1], [2, 2, 2], [3, 3, 3]])) == 1
    # ranks 1 2 3 / 3 1 2 / 2 3 1: each entry has the same rank sum
    assert kendall_w(np.array([[1.0, 3, 2], [2, 1, 3], [3, 2, 1]])) == 0
    # Kendall 1948 with ties: ranks by judge (1, 2.5, 2.5, 4) and (1, 2, 3, 4): S = 38/… by hand 0.9744
    table = np.array([[1.0, 1], [2, 2], [2, 3], [3, 4]])
    sums = np.array([2, 4.5, 5.5, 8.0])
    by_hand = 12 * ((sums - 5) ** 2).sum() / (4 * (64 - 4) - 2 * (8 - 2))
    assert kendall_w(table) == pytest.approx(by_hand)


def test_reliability_of_agreeing_judges_is_high():
    panel, _, _ = some_panel(9, entries=60, judges=10, each=5, severity=0.1)
    found = panel.reliability()
    assert found.icc_single == pytest.approx(16 / 20, abs=0.1)
    assert found.icc_score == pytest.approx(16 / (16 + 4 / 5), abs=0.06)
    assert found.kendall_w is None


def assigned(rng, entries, judges, each, is_blocked):
    """Who marks what: at random over all judges, or judges in blocks that share no entry."""
    table = np.zeros((entries, judges), dtype=bool)
    blocks = max(judges // max(each, 2), 1) if is_blocked else 1
    block_of_judge = rng.permutation(np.arange(judges) % blocks)
    block_of_entry = rng.permutation(np.arange(entries) % blocks)
    for row in range(entries):
        pool = np.flatnonzero(block_of_judge == block_of_entry[row])
        table[row, rng.choice(pool, min(each, len(pool)), replace=False)] = True
    return table


def tau_gain(rng, judges, each, severity, is_blocked):
    """Kendall's tau with the truth, calibrated less plain mean; blocked panels were drawn at random, on record."""
    entries = 243
    truth, lenient = rng.normal(0, 1, entries), rng.normal(0, severity, judges)
    met = assigned(rng, entries, judges, each, is_blocked)
    table = np.where(met, truth[:, None] + lenient[None, :] + rng.normal(0, 1, met.shape), np.nan)
    marks = MarkTable("P", tuple(map(str, range(entries))), tuple(map(str, range(judges))), table)
    found = calibrate(marks, "both_random" if is_blocked else "judge_random")
    plain = np.nanmean(table, axis=1)
    return kendalltau(found.fair, truth).statistic - kendalltau(plain, truth).statistic


@pytest.mark.parametrize("is_blocked", [False, True])
def test_calibration_is_never_worse_than_the_plain_mean_in_short(is_blocked):
    rng = np.random.default_rng(11)
    for severity, least in ((0.3, -0.003), (2.0, 0.05)):
        gains = [tau_gain(rng, 24, 5, severity, is_blocked) for _ in range(12)]
        assert np.mean(gains) > least


@pytest.mark.slow
@pytest.mark.parametrize("is_blocked", [False, True])
@pytest.mark.parametrize("severity", [0.3, 1.0, 2.0])
@pytest.mark.parametrize("each", [3, 5, 7])
@pytest.mark.parametrize("judges", [12, 24, 60])
def test_calibration_is_never_worse_than_the_plain_mean(judges, each, severity, is_blocked):
    rng = np.random.default_rng([judges, each, int(10 * severity), is_blocked])
    gains = [tau_gain(rng, judges, each, severity, is_blocked) for _ in range(200)]
    # the measured gains are the report of the simulation: pytest -s
    shown = f"judges {judges} marks {each} severity {severity} blocked {is_blocked}"
    print(f"{shown}: {np.mean(gains):+.4f} least {min(gains):+.4f}")  # noqa: T201
    assert np.mean(gains) > -0.003

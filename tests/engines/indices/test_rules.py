"""Rules one by one: rounding, quotas, ties, bonus, preselection, imputation, outliers, weights, errors."""

import tomllib
from datetime import date
from decimal import Decimal
from fractions import Fraction as F  # noqa: N817  # short, for tables of literals

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from dure.data.frameworks import framework_names, framework_text
from dure.engines.indices import (
    Aggregate,
    Bonus,
    BorderTied,
    ComparisonsInconsistent,
    Denominate,
    FloorNeeded,
    Framework,
    FrameworkBroken,
    FrameworkFileBroken,
    FrameworkIncomplete,
    Grade,
    GradeBand,
    Impute,
    Indicator,
    Mark,
    Normalise,
    Observation,
    Panel,
    PanelRule,
    Preselection,
    QuotaRule,
    Rank,
    Round,
    RoundingRule,
    Rulebook,
    RulebookBroken,
    Screen,
    TieRule,
    Treat,
    Unit,
    UnknownUnit,
    ValueMissing,
    ValueTwice,
    Weight,
    ZeroInMean,
    assess,
    check_data,
    compare_pairs,
    critic,
    entropy,
    kurtosis,
    principal_components,
    read_framework,
    round_to,
    skewness,
)


def scored(table, *steps, nodes=None, groups=None, preselection=None, panels=None, rules=None, **options):  # noqa: PLR0913  # what an assessment takes
    """Assess {unit: {code: value}}; nodes default to equal weights."""
    codes = list(dict.fromkeys(code for row in table.values() for code in row))
    nodes = nodes or tuple(Indicator(code, weight=F(1)) for code in codes)
    units = [Unit(unit, group=(groups or {}).get(unit, "all")) for unit in table]
    observations = [
        Observation(unit, code, None if value is None else F(str(value)), f"data!{unit}{code}")
        for unit, row in table.items()
        for code, value in row.items()
    ]
    framework = options.pop("framework", Framework(2026, tuple(nodes)))
    return assess(framework, units, observations, Rulebook(steps, rules or {}, preselection), panels=panels, **options)


def floats(mapping):
    return {key: float(value) for key, value in mapping.items()}


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("half_up", ["2", "3", "-3", "3"]), ("half_even", ["2", "2", "-2", "3"]), ("half_down", ["2", "2", "-2", "3"]),
        ("up", ["3", "3", "-3", "3"]), ("down", ["2", "2", "-2", "2"]), ("ceiling", ["3", "3", "-2", "3"]),
        ("floor", ["2", "2", "-3", "2"]),
    ],
)  # fmt: skip
def test_rounding_modes(mode, expected):
    assert [round_to(F(text), 0, mode) for text in ("2.4", "2.5", "-2.5", "2.6")] == [F(text) for text in expected]


@given(st.fractions(-1000, 1000), st.integers(-2, 6))
def test_rounding_moves_by_half_a_step_at_most(value, places):
    rounded = round_to(value, places)
    assert abs(rounded - value) <= F(1, 2) / F(10) ** places
    assert round_to(rounded, places) == rounded


def test_equal_scores_share_a_place_and_the_next_is_skipped():
    result = scored({"a": {"i": 9}, "b": {"i": 7}, "c": {"i": 7}, "d": {"i": 1}}, Weight(), Aggregate(), Rank())
    assert result.rank == {"a": 1, "b": 2, "c": 2, "d": 4}


def test_ranks_are_taken_on_the_value_the_rule_names():
    table = {"a": {"i": "80.04"}, "b": {"i": "80.01"}}
    rounding = Round((RoundingRule("score", 1),))
    assert scored(table, Weight(), Aggregate(), rounding, Rank("rounded")).rank == {"a": 1, "b": 1}
    assert scored(table, Weight(), Aggregate(), rounding, Rank("unrounded")).rank == {"a": 1, "b": 2}
    assert scored(table, Weight(), Aggregate(), rounding, Rank("unrounded")).score == {"a": 80, "b": 80}


def test_ties_are_broken_in_the_order_named():
    table = {"a": {"x": 1, "y": 3}, "b": {"x": 2, "y": 2}, "c": {"x": 2, "y": 2}}
    assert scored(table, Weight(), Aggregate(), Rank(ties=TieRule(("x",)))).rank == {"a": 3, "b": 1, "c": 1}
    with pytest.raises(RulebookBroken, match="ties are broken by z"):
        scored(table, Weight(), Aggregate(), Rank(ties=TieRule(("z",))))


@pytest.mark.parametrize(("on_tie", "taken"), [("include", "abc"), ("exclude", "a")])
def test_equals_at_the_border_of_a_quota(on_tie, taken):
    table = {"a": {"i": 9}, "b": {"i": 7}, "c": {"i": 7}, "d": {"i": 1}}
    bands = (GradeBand("우수", QuotaRule(F(1, 2), on_tie=on_tie)), GradeBand("보통"))
    result = scored(table, Weight(), Aggregate(), Rank(), Grade(bands))
    assert [unit for unit, grade in result.grade.items() if grade == "우수"] == list(taken)


def test_a_quota_that_refuses_names_the_equals():
    table = {"a": {"i": 9}, "b": {"i": 7}, "c": {"i": 7}}
    bands = (GradeBand("우수", QuotaRule(counts={"all": 2}, on_tie="refuse")), GradeBand("보통"))
    with pytest.raises(BorderTied, match="b, c are equal at place 2, and the quota of 2"):
        scored(table, Weight(), Aggregate(), Rank(), Grade(bands))


@pytest.mark.parametrize(
    ("when", "scores", "ranks"),
    [("before_rank", {"a": 82, "b": 81, "c": 77}, [1, 2, 3]), ("after_rank", {"a": 82, "b": 81, "c": 77}, [2, 2, 1])],
)
def test_bonus_and_penalty_are_capped_and_count_before_or_after_the_ranking(when, scores, ranks):
    nodes = (
        Indicator("i", weight=F(1)), Indicator("plus", kind="bonus", max_points=F(3)),
        Indicator("more", kind="bonus", max_points=F(3)), Indicator("minus", kind="penalty", max_points=F(9)),
    )  # fmt: skip
    table = {
        "a": {"i": 80, "plus": 5, "more": 1, "minus": 2},  # 3 + 1, capped to 4, less 2
        "b": {"i": 80, "plus": 1, "more": None, "minus": None},
        "c": {"i": 83, "plus": 0, "more": 0, "minus": "6"},
    }
    result = scored(table, Weight(), Aggregate(), Bonus(when, bonus_cap=F(4)), Rank(), nodes=nodes)
    assert result.score == scores
    assert [result.rank[unit] for unit in "abc"] == ranks


def test_two_stage_selection_gives_the_others_what_the_guide_says():
    nodes = (
        Indicator("A", kind="area"),
        Indicator("i", "A", weight=F(8)),
        Indicator("vote", kind="survey", weight=F(2)),
    )
    table = {
        "a": {"i": 90, "vote": 10},
        "b": {"i": 80, "vote": 60},
        "c": {"i": 70, "vote": None},
        "d": {"i": 60, "vote": 99},
    }
    rule = Preselection(("A",), "vote", QuotaRule(F(1, 2)), otherwise=F(5))
    result = scored(table, Weight(), Aggregate(), Rank(), nodes=nodes, preselection=rule)
    assert result.selected == ("a", "b")
    assert result.score == {"a": 74, "b": 76, "c": 57, "d": 49}  # d's votes do not count: it was not selected
    blank = Preselection(("A",), "vote", QuotaRule(F(1, 2)))
    with pytest.raises(FrameworkIncomplete, match="preselection: otherwise"):
        scored(table, Weight(), Aggregate(), Rank(), nodes=nodes, preselection=blank)


def test_a_first_stage_passes_over_denominators_of_what_it_does_not_look_at():
    nodes = (
        Indicator("A", kind="area"), Indicator("i", "A", weight=F(8)), Indicator("cases", weight=F(1)),
        Indicator("people", kind="denominator"), Indicator("vote", kind="survey", weight=F(1)),
    )  # fmt: skip
    table = {"a": {"i": 9, "cases": 5, "people": 10, "vote": 4}, "b": {"i": 1, "cases": 5, "people": 5, "vote": None}}
    rule = Preselection(("A",), "vote", QuotaRule(F(1, 2)), otherwise=F(0))
    result = scored(
        table, Denominate({"cases": "people"}), Weight(), Aggregate("sum"), Rank(), nodes=nodes, preselection=rule
    )
    assert result.score == {"a": F("76.5"), "b": 9}


def test_points_are_summed_once_however_deep_the_tree():
    leaves = (Indicator("x", "A", weight=F(3)), Indicator("y", "A", weight=F(2)), Indicator("z", weight=F(5)))
    table = {"a": {"x": 1, "y": 2, "z": 3}, "b": {"x": 2, "y": 0, "z": 1}}
    nodes = (Indicator("A", kind="area", max_points=F(5)), *leaves)
    assert scored(table, Weight(), Aggregate("sum"), nodes=nodes).score == {"a": 22, "b": 11}
    means = Aggregate("sum", {"A": "arithmetic"})  # an area that is a mean is weighted: 5 x 7/5 + 5 x 3
    assert scored(table, Weight(), means, nodes=nodes).score == {"a": 22, "b": 11}


@pytest.mark.parametrize(
    "step",
    [
        Denominate({"x": "z"}), Impute(by_code={"z": "mean"}), Treat(by_code={"z": "none"}), Normalise(by_code={"z": "rank"}),
        Weight(codes=("z",)), Aggregate(by_code={"z": "harmonic"}), Round((RoundingRule("node:z", 1),)),
    ],
    ids=lambda step: step.name,
)  # fmt: skip
def test_a_step_that_names_an_unknown_code_is_refused(step):
    with pytest.raises(RulebookBroken, match=f"step {step.name}: z is not in the framework"):
        scored({"a": {"x": 1, "y": 2}, "b": {"x": 2, "y": 1}}, step)


def test_missing_is_never_zero():
    table = {"a": {"x": 4, "y": None}, "b": {"x": 2, "y": 6}}
    with pytest.raises(ValueMissing, match=r"missing is never 0.*a/y"):
        scored(table, Weight(), Aggregate())
    assert scored(table, Weight(), Aggregate(missing="skip")).score == {"a": 4, "b": 4}
    assert scored(table, Weight(), Aggregate(missing="skip", min_share=F(3, 4))).left_out == {
        "a": "has too few values for a score"
    }
    declared = (Indicator("x", weight=F(1), zero_is_missing=True), Indicator("y", weight=F(1)))
    zero = {"a": {"x": 0, "y": 3}, "b": {"x": 2, "y": 6}}
    assert scored(zero, Weight(), Aggregate(missing="skip"), nodes=declared).score == {"a": 3, "b": 4}
    assert scored(zero, Weight(), Aggregate(missing="skip")).score == {"a": F(3, 2), "b": 4}


@pytest.mark.parametrize(
    ("method", "filled"),
    [
        ("mean", 5),
        ("median", 3),
        ("group_mean", 2),
        ("group_median", 2),
        ("row_mean", 11),  # y is the best there is, so x is too
        ("constant", 1),
        ("last_year", 7),
    ],
)
def test_imputations(method, filled):
    table = {"a": {"x": None, "y": 8}, "b": {"x": 1, "y": 1}, "c": {"x": 3, "y": 1}, "d": {"x": 11, "y": 1}}
    groups = {"a": "가", "b": "가", "c": "가", "d": "나"}
    result = scored(
        table, Impute(by_code={"x": method}, constant=F(1)), Weight(), Aggregate(), groups=groups,
        last_year=[Observation("a", "x", F(7))],
    )  # fmt: skip
    assert result.stage("imputed").value("a", "x") == filled
    assert result.stage("observed").value("a", "x") is None


def test_denominators_and_screening():
    nodes = (Indicator("cases", weight=F(1)), Indicator("more", weight=F(1)), Indicator("people", kind="denominator"))
    table = {"a": {"cases": 5, "more": 1, "people": 1000}, "b": {"cases": None, "more": None, "people": 500}}
    result = scored(
        table, Screen(F(1, 2)), Denominate({"cases": "people"}, F(1000)), Weight(), Aggregate(), nodes=nodes
    )  # fmt: skip
    assert result.stage("denominated").value("a", "cases") == 5
    assert result.left_out == {"b": "has 0% of the values, below 50%"}
    table["b"] = {"cases": 1, "more": 1, "people": 0}
    with pytest.raises(ValueError, match="b: people, the denominator of cases, is missing or 0"):
        scored(table, Denominate({"cases": "people"}), Weight(), Aggregate(), nodes=nodes)


def test_skewness_kurtosis_and_winsorising_as_coinr():
    """COINr's example of ``winsorise``: 1 to 10 with 30 and 100; Excel's SKEW and KURT of the same."""
    values = [F(number) for number in (*range(1, 11), 30, 100)]
    plain = [float(value) for value in values]
    assert float(skewness(values)) == pytest.approx(stats.skew(plain, bias=False), abs=1e-12)
    assert float(kurtosis(values)) == pytest.approx(stats.kurtosis(plain, bias=False), abs=1e-12)
    table = {f"u{place}": {"x": int(value)} for place, value in enumerate(values)}
    treated = scored(table, Treat(), Weight(), Aggregate()).stage("treated").column("x")
    assert treated == [*map(F, range(1, 11)), 30, 30]
    logged = scored(table, Treat("log_ct"), Weight(), Aggregate()).stage("treated").column("x")
    assert float(logged[0]) == pytest.approx(np.log(0.99))
    boxed = scored(table, Treat("boxcox", exponent=F(2)), Weight(), Aggregate()).stage("treated").column("x")
    assert boxed[2] == 4  # shifted to 3: (3^2 - 1) / 2


def test_a_geometric_mean_after_a_min_max_to_zero_needs_a_floor():
    with pytest.raises(FloorNeeded, match="set floor"):
        Rulebook((Normalise("minmax"), Weight(), Aggregate("geometric")))
    table = {"a": {"x": 0, "y": 4}, "b": {"x": 4, "y": 9}}
    with pytest.raises(ZeroInMean, match="a/x: a geometric mean cannot take 0"):
        scored(table, Weight(), Aggregate("geometric"))
    assert floats(scored(table, Weight(), Aggregate("geometric", floor=F(1))).score) == {"a": 2, "b": 6}


def test_copeland_and_borda_by_hand():
    """Three units, weights 2, 1, 1: a beats b on x alone (2 of 4, level), loses to none; c loses to both."""
    nodes = (Indicator("x", weight=F(2)), Indicator("y", weight=F(1)), Indicator("z", weight=F(1)))
    table = {"a": {"x": 3, "y": 1, "z": 1}, "b": {"x": 2, "y": 3, "z": 3}, "c": {"x": 1, "y": 2, "z": 1}}
    assert scored(table, Weight(), Aggregate("copeland"), nodes=nodes).score == {"a": 1, "b": 1, "c": -2}
    assert scored(table, Weight(), Aggregate("borda"), nodes=nodes).score == {"a": 1, "b": F(3, 2), "c": F(1, 4)}


def test_dist2ref_and_dist2targ_as_coinr():
    table = {"a": {"x": 0}, "b": {"x": 5}, "c": {"x": 11}}

    def found(step, direction=1):
        nodes = (Indicator("x", weight=F(1), direction=direction),)
        return list(floats(scored(table, step, Weight(), Aggregate(), nodes=nodes).score).values())

    assert found(Normalise("dist2targ", high=F(1), targets={"x": F(10)})) == [0, 0.5, 1.1]
    assert found(Normalise("dist2targ", high=F(1), targets={"x": F(10)}, is_capped=True)) == [0, 0.5, 1]
    assert found(Normalise("dist2ref", high=F(1), reference="b")) == [0, 1, 2.2]
    table = {"a": {"x": -1}, "b": {"x": 1}, "c": {"x": 10}}
    assert found(Normalise("dist2targ", high=F(1), targets={"x": F(0)}), -1) == pytest.approx([1.1, 0.9, 0])


def test_budget_allocation_and_ahp():
    """Saaty's matrix of three: lambda 3.0037 …, weights .648, .230, .122 (Saaty 1980, consistent)."""
    table = {"a": {"x": 10, "y": 20}, "b": {"x": 30, "y": 0}}
    budgets = ({"x": F(70), "y": F(30)}, {"x": F(1), "y": F(1)})
    assert scored(table, Weight("budget", budgets=budgets), Aggregate()).score == {"a": 14, "b": 18}
    found = compare_pairs([[1, 3, 5], [F(1, 3), 1, 2], [F(1, 5), F(1, 2), 1]])
    assert found.weights == pytest.approx((0.648, 0.230, 0.122), abs=5e-4)
    assert found.largest_eigenvalue == pytest.approx(3.0037, abs=1e-4)
    assert found.consistency_ratio == pytest.approx(0.0032, abs=1e-4)
    three = {"a": {"x": 1, "y": 0, "z": 0}}
    circle = ((F(1), F(9), F(1, 9)), (F(1, 9), F(1), F(9)), (F(9), F(1, 9), F(1)))
    with pytest.raises(ComparisonsInconsistent, match=r"consistency ratio is 6\.130"):
        scored(three, Weight("ahp", comparisons=circle), Aggregate())
    with pytest.raises(ValueError, match="square table"):
        compare_pairs([[1, 2], [2, 1]])


def test_weights_from_data():
    rng = np.random.default_rng(2)
    base = rng.normal(0, 1, (200, 1))
    table = np.hstack(
        [base + rng.normal(0, 0.1, (200, 1)), base + rng.normal(0, 0.1, (200, 1)), rng.normal(0, 1, (200, 1))]
    )
    assert critic(table)[2] > critic(table)[0]  # the one that says something else
    assert entropy(np.array([[1.0, 1], [1, 5], [1.001, 9]]))[1] > 0.99
    pca = principal_components(table)
    assert pca.sum() == pytest.approx(1)
    assert pca[0] == pytest.approx(pca[1], abs=0.01)
    with pytest.raises(ValueError, match="same value for all"):
        critic(np.array([[1.0, 2], [1, 3], [1, 4]]))


def test_entropy_weights_by_hand():
    """Two units, shares (1/2, 1/2) and (1/4, 3/4): entropies 1 and .8113 in bits, so weights 0 and 1; three units below."""
    table = np.array([[2.0, 1], [2, 1], [4, 6]])
    first = -(0.5 * np.log(0.25) + 0.5 * np.log(0.5)) / np.log(3)
    second = -(0.25 * np.log(0.125) + 0.75 * np.log(0.75)) / np.log(3)
    by_hand = np.array([1 - first, 1 - second])
    assert entropy(table) == pytest.approx(by_hand / by_hand.sum())


def test_units_have_validity_and_groups():
    framework = Framework(2026, (Indicator("i", weight=F(1)),), as_of_date=date(2026, 7, 1), groups=("시",))
    units = [Unit("old", group="시", valid_to=date(2026, 6, 30)), Unit("new", group="시", valid_from=date(2026, 7, 1))]
    rulebook = Rulebook((Weight(), Aggregate(), Rank()))
    assert assess(framework, units, [Observation("new", "i", F(1))], rulebook).left_out == {
        "old": "not valid on 2026-07-01"
    }
    with pytest.raises(UnknownUnit, match=r"old .* did not exist on 2026-07-01"):
        assess(framework, units, [Observation("old", "i", F(1))], rulebook)
    with pytest.raises(UnknownUnit, match="group 읍"):
        assess(framework, [Unit("x", group="읍")], [], rulebook)
    with pytest.raises(UnknownUnit, match="unit z is not in the list"):
        assess(framework, units, [Observation("z", "i", F(1))], rulebook)
    with pytest.raises(ValueTwice, match="new/i has two values"):
        assess(framework, units, [Observation("new", "i", F(1))] * 2, rulebook)


def test_steps_stand_in_order_and_trees_are_trees():
    with pytest.raises(RulebookBroken, match="in the order"):
        Rulebook((Aggregate(), Weight()))
    with pytest.raises(FrameworkBroken, match="parent nowhere"):
        Framework(2026, (Indicator("i", "nowhere"),))
    with pytest.raises(FrameworkBroken, match="its own ancestor"):
        Framework(2026, (Indicator("a", "b", kind="area"), Indicator("b", "a", kind="area")))
    with pytest.raises(FrameworkBroken, match="stand twice: i"):
        Framework(2026, (Indicator("i"), Indicator("i")))


def test_a_panel_becomes_an_indicator_by_its_rule():
    marks = tuple(Mark(unit, judge, F(value)) for unit, judge, value in (
        ("a", "x", 90), ("a", "y", 80), ("a", "z", 40), ("b", "x", 70), ("b", "y", 70), ("b", "z", 70),
    ))  # fmt: skip
    framework = Framework(2026, (Indicator("P", kind="panel", weight=F(1)),))
    units = [Unit("a"), Unit("b")]

    def score(rule):
        rulebook = Rulebook((Weight(), Aggregate(), Rank()), {"P": rule})
        return floats(assess(framework, units, [], rulebook, panels={"P": Panel("P", marks)}).score)

    assert score(PanelRule("mean")) == {"a": 70, "b": 70}
    assert score(PanelRule("trimmed_mean", drop=1)) == {"a": 80, "b": 70}
    assert score(PanelRule("median")) == {"a": 80, "b": 70}
    assert score(PanelRule("calibrated")) == {"a": 70, "b": 70}


def year_of(values, **options):
    nodes = tuple(Indicator(f"i{k}", weight=F(1), low=F(0), high=F(100)) for k in range(2))
    bands = Grade((GradeBand("우수", QuotaRule(F(1, 4))), GradeBand("보통")))
    return scored(
        {unit: {"i0": first, "i1": second} for unit, (first, second) in values.items()},
        options.pop("normalise", Normalise("goalposts")), Weight(), Aggregate(), Round((RoundingRule("score", 2),)), Rank(), bands,
        nodes=nodes, **options,
    )  # fmt: skip


VALUES = {"a": (90, 80), "b": (80, 80), "c": (60, 70), "d": (50, 40)}


def test_what_if_shows_every_affected_grade():
    before = year_of(VALUES)
    after = before.what_if({("b", "i1"): 95})
    assert [(move.unit, move.rank_before, move.rank_after, move.grade_after) for move in before.movements(after)] == [
        ("a", 1, 2, "보통"), ("b", 2, 1, "우수"),
    ]  # fmt: skip
    heavier = before.what_if(weights={"i1": 3})
    assert heavier.score["a"] == F("82.5")
    with pytest.raises(KeyError, match="z/i1"):
        before.what_if({("z", "i1"): 1})


def test_gap_to_grade_names_what_each_indicator_would_have_to_become():
    result = year_of(VALUES)
    gap = result.gap_to_grade("b", "우수")
    assert (gap.has_grade, gap.border_score, gap.points_short) == (False, 85, 5)
    needed = {step.indicator: float(step.needed) for step in gap.steps}
    assert needed == pytest.approx({"i0": 90, "i1": 90}, abs=0.1)
    for step in gap.steps:
        assert result.what_if({("b", step.indicator): step.needed}).grade["b"] == "우수"
    assert [step.needed for step in result.gap_to_grade("d", "우수").steps] == [None, None]
    assert result.gap_to_grade("a", "우수").has_grade


def test_profile_against_the_peer_group():
    profile = year_of(VALUES).profile("c")
    assert [(row.indicator, row.median, row.place, row.weighted_gap) for row in profile.rows] == [
        ("i0", 70, 3, -5), ("i1", 75, 3, F(-5, 2)),
    ]  # fmt: skip
    assert (profile.strengths, profile.gaps) == ((), ("i0", "i1"))


def test_years_are_compared_on_frozen_ranges_and_by_succession():
    """Min-max: last year 0 to 50; this year's best is 100, so the scale moves and only the frozen one shows the gain."""
    ranges = Normalise("minmax", F(0), F(100))
    last = year_of({"a": (0, 0), "b": (25, 25), "c": (50, 50)}, normalise=ranges)
    this = year_of({"a2": (0, 0), "b": (30, 30), "cd": (100, 100)}, normalise=ranges)
    found = {change.unit: change for change in this.compare(last, {"a2": ("a",), "cd": ("c", "d")})}
    assert (found["b"].score, found["b"].score_on_last_scale, found["b"].score_change) == (30, 60, 10)
    assert (found["a2"].score_change, found["a2"].rank_change) == (0, 0)
    parts = {change.unit: change for change in this.compare(last, {"a2": ("a",), "b": ("c",), "cd": ("c",)})}
    assert (parts["b"].rank_change, parts["cd"].rank_change) == (None, None)  # c was split
    assert (found["cd"].predecessors, found["cd"].score_change, found["cd"].rank_change) == (("c", "d"), None, None)


def test_checks_find_what_is_wrong_or_doubtful_with_its_cell():
    framework = Framework(
        2026,
        (
            Indicator("x", weight=F(1), low=F(0), high=F(50), valid_low=F(0)),
            Indicator("y", weight=F(1)),
            Indicator("z", weight=F(1)),
        ),
    )
    units = [Unit(f"u{n}") for n in range(12)]
    rows = []
    for n in range(12):
        x = -1 if n == 3 else 60 if n == 4 else 20 + n
        rows.append(Observation(f"u{n}", "x", F(x), f"data!B{n + 2}"))
        rows.append(Observation(f"u{n}", "y", F(7), f"data!C{n + 2}"))
        if n != 5:
            rows.append(Observation(f"u{n}", "z", F(2 * x + 1), f"data!D{n + 2}"))
    rows.append(Observation("nobody", "x", F(1), "data!B14"))
    last = [Observation(f"u{n}", "x", F(10) if n == 7 else F(20 + n)) for n in range(12)]
    rulebook = Rulebook((Weight(), Aggregate()))
    found = {
        (item.kind, item.unit, item.indicator, item.source)
        for item in check_data(framework, units, rows, rulebook, last_year=last)
    }
    assert {
        ("unknown_unit", "nobody", "x", "data!B14"),
        ("out_of_range", "u3", "x", "data!B5"),
        ("outside_goalposts", "u4", "x", "data!B6"),
        ("constant", "", "y", ""),
        ("missing", "u5", "z", ""),
        ("redundant", "", "x", ""),
        ("sudden_change", "u4", "x", "data!B6"),
    } <= found
    assert ("sudden_change", "u8", "x", "data!B10") not in found


FRAMEWORKS = [name for name in framework_names() if name.startswith("innovation-")]


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_national_frameworks_say_what_is_unknown_and_refuse_to_score(name):
    written = read_framework(tomllib.loads(framework_text(name), parse_float=Decimal))
    assert written.framework.year == int(name[-4:])
    assert written.sources
    with pytest.raises(FrameworkIncomplete, match="max_points") as refused:
        assess(written.framework, [], [], written.rulebook)
    assert len(refused.value.blanks) > 8


def test_there_is_a_framework_for_every_year():
    assert [int(name[-4:]) for name in FRAMEWORKS] == list(range(2018, 2026))


def test_a_province_fills_in_the_blanks_and_scores_its_eighteen():
    text = framework_text("gyeongnam-2019").replace('low = ""', "low = 0").replace('high = ""', "high = 100")
    text = (
        text.replace('max_points = ""', "max_points = 12.5")
        .replace('share = ""', 'share = "1/4"')
        .replace('score = ""', 'score = "mean"')
    )
    written = read_framework(tomllib.loads(text, parse_float=Decimal))
    units = [Unit(f"48{n:03}", group="시" if n < 8 else "군") for n in range(18)]
    codes = [leaf.code for leaf in written.framework.indicators]
    assert len(codes) == 8
    observations = [Observation(unit.code, code, F(50 + 2 * n)) for n, unit in enumerate(units) for code in codes]
    result = assess(written.framework, units, observations, written.rulebook)
    assert list(result.grade.values()).count("우수") == 2 + 3  # a quarter of 8 and of 10, half up
    assert result.score["48017"] == 84


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[frame]\nyear = 1", r"unknown table \[frame\]"),
        ("[framework]\nyears = 1", "unknown key years"),
        ("[framework]\nyear = 2026\n[[node]]\ncode = 'a'\nweight = 'much'", "node.* 1 a weight.*not a finite decimal"),
        ("[framework]\nyear = 2026\n[[step]]\nstep = 'normalize'", 'step = "normalize" is none of'),
        (
            "[framework]\nyear = 2026\n[[step]]\nstep = 'normalise'\nmethod = 'minimax'",
            '"minimax" is none of none, minmax',
        ),
        ("[framework]\nname = 'x'", "year is missing"),
        ("[framework]\nyear = 2026\n[[node]]\ncode = 'a'\n[[uncertainty]]\nkind = 'luck'", '"luck" is none of weights'),
    ],
)
def test_a_misspelt_framework_is_told_where(text, message):
    with pytest.raises(FrameworkFileBroken, match=message):
        read_framework(tomllib.loads(text, parse_float=Decimal))


def test_order_of_units_and_indicators_does_not_matter():
    values = {f"u{n}": {"x": n * 7 % 11, "y": n * 5 % 13, "z": n} for n in range(1, 11)}
    steps = (Normalise("minmax", F(1), F(100)), Weight(), Aggregate("geometric"), Rank())
    turned = {unit: dict(reversed(row.items())) for unit, row in reversed(values.items())}
    one, other = scored(values, *steps), scored(turned, *steps)
    assert one.rank == other.rank
    assert {unit: round(score, 30) for unit, score in one.score.items()} == {
        unit: round(score, 30) for unit, score in other.score.items()
    }

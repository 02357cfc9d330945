"""The Monte Carlo path: nominal equality, coverage, grades, Sobol against SALib."""

from fractions import Fraction as F  # noqa: N817  # short, for tables of literals

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dure.engines.indices import (
    Aggregate,
    Alternatives,
    Bonus,
    Framework,
    Grade,
    GradeBand,
    Indicator,
    Mark,
    MarkNoise,
    Normalise,
    Observation,
    Panel,
    PanelRule,
    QuotaRule,
    Rank,
    Round,
    RoundingRule,
    Rulebook,
    RulebookBroken,
    TieRule,
    Treat,
    Unit,
    UnknownStep,
    ValueNoise,
    Weight,
    WeightNoise,
    assess,
    to_fraction,
)

BANDS = Grade((GradeBand("우수", QuotaRule(F(1, 4))), GradeBand("보통", QuotaRule(F(3, 4))), GradeBand("미흡")))


def year(values, *steps, groups=None, nodes=None, panels=None, rules=None):
    units = [Unit(f"u{row:03}", group=groups[row] if groups else "all") for row in range(len(values))]
    count = len(values[0])
    nodes = nodes or (
        Indicator("A", kind="area"), Indicator("B", kind="area"),
        *(Indicator(f"i{k}", "AB"[k % 2], weight=F(k + 1), low=F(0), high=F(100)) for k in range(count)),
    )  # fmt: skip
    framework = Framework(2026, tuple(nodes))
    observations = [
        Observation(unit.code, f"i{k}", None if value is None else to_fraction(value))
        for unit, row in zip(units, values, strict=True)
        for k, value in enumerate(row)
    ]
    return assess(framework, units, observations, Rulebook(steps, rules or {}), panels=panels)


def is_nominal(result):
    nominal = result.uncertainty(2, seed=5)
    grades = nominal.grade_probability()
    same_places = all(nominal.rank_frequency(code) == {place: 1.0} for code, place in result.rank.items())
    return same_places and all(grades[code][name] == 1.0 for code, name in result.grade.items())


METHODS = [
    (Normalise("minmax", F(1), F(100)), Aggregate()),
    (Normalise("minmax", F(0), F(100)), Aggregate("geometric", floor=F(1))),
    (Normalise("zscore", F(50), F(5)), Aggregate("harmonic")),
    (Normalise("goalposts", F(0), F(100)), Aggregate("sum")),
    (Normalise("rank"), Aggregate("generalised", exponent=F(2))),
    (Normalise("borda"), Aggregate()),
    (Normalise("prank"), Aggregate("copeland")),
    (Normalise("dist2max", F(0), F(1)), Aggregate("borda")),
    (Normalise("minmax", F(1), F(100), within="group"), Aggregate(by_code={"A": "geometric"})),
]


@pytest.mark.parametrize(("normalise", "aggregate"), METHODS)
@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_nominal_run_equals_the_exact_path(normalise, aggregate, seed):
    rng = np.random.default_rng(seed)
    values = rng.integers(20, 80, (14, 4)) / 2  # halves and many ties
    values[0], values[1] = 5, 95
    values[7], values[8] = 5, 95  # spread in either group
    result = year(
        values.tolist(), normalise, Weight(), aggregate,
        Round((RoundingRule("weighted", 1), RoundingRule("node", 1, "half_even"), RoundingRule("score", 0))),
        Rank(ties=TieRule(("B",))), BANDS, groups=["가"] * 7 + ["나"] * 7,
    )  # fmt: skip
    assert is_nominal(result)


@settings(max_examples=25, deadline=None)
@given(
    marks=st.lists(st.lists(st.integers(0, 8), min_size=3, max_size=3), min_size=3, max_size=12),
    on_tie=st.sampled_from(["include", "exclude"]),
    on=st.sampled_from(["rounded", "unrounded"]),
    when=st.sampled_from(["before_rank", "after_rank"]),
)
def test_nominal_run_keeps_ties_bonus_and_missing(marks, on_tie, on, when):
    nodes = [Indicator(f"i{k}", weight=F(k + 1)) for k in range(2)] + [Indicator("i2", kind="bonus", max_points=F(5))]
    values = [[row[0] or None, row[1], row[2]] for row in marks]
    result = year(
        values, Weight(), Aggregate(missing="skip"), Bonus(when), Round((RoundingRule("score", 1),)), Rank(on),
        Grade((GradeBand("상", QuotaRule(F(1, 2), on_tie=on_tie)), GradeBand("중", min_score=F(3)), GradeBand("하"))),
        nodes=nodes,
    )  # fmt: skip
    assert is_nominal(result)


def test_every_run_with_a_seed_is_the_same_and_another_seed_is_not():
    values = np.random.default_rng(3).normal(60, 10, (30, 4)).round(1).tolist()
    result = year(values, Normalise("minmax", F(1), F(100)), Weight(), Aggregate(), Rank(), BANDS)
    inputs = [WeightNoise(0.3), ValueNoise({"i1": 4.0})]
    first, again, other = (result.uncertainty(300, inputs, seed=seed) for seed in (7, 7, 8))
    assert (first.ranks == again.ranks).all()
    assert (first.ranks != other.ranks).any()
    probabilities = first.grade_probability()
    assert all(sum(grades.values()) == pytest.approx(1) for grades in probabilities.values())
    assert sum(grades["우수"] for grades in probabilities.values()) == pytest.approx(8, abs=0.1)  # 30 x 1/4, half up


def test_an_input_that_names_a_step_the_rulebook_lacks_is_an_error():
    result = year([[1, 2], [3, 5], [4, 4]], Normalise("minmax", F(1), F(100)), Weight(), Aggregate(), Rank())
    with pytest.raises(UnknownStep, match='no step "treat"; it has normalise, weight, aggregate, rank'):
        result.uncertainty(10, [Alternatives((Treat(), Treat("none")))], seed=1)
    with pytest.raises(UnknownStep, match='no step "treat"'):
        result.sensitivity([Alternatives((Treat(), Treat("none")))], n=8, seed=1)
    with pytest.raises(RulebookBroken, match="no such indicator"):
        result.uncertainty(10, [ValueNoise({"zz": 1.0})], seed=1)


def test_interval_comes_nearest_to_its_probability():
    values = np.random.default_rng(4).normal(60, 10, (40, 4)).round(1).tolist()
    result = year(values, Normalise("goalposts"), Weight(), Aggregate(), Rank())
    uncertain = result.uncertainty(2000, [ValueNoise(dict.fromkeys(["i0", "i1", "i2", "i3"], 6.0))], seed=2)
    held = []
    for code, (low, high) in uncertain.rank_interval(0.9).items():
        shares = uncertain.rank_frequency(code)
        held.append(sum(share for place, share in shares.items() if low <= place <= high))
    assert np.mean(held) == pytest.approx(0.9, abs=0.02)


def coverage(rng, units, noise, judges, with_panel):
    """Share of units whose true rank lies in their 90 % interval; inputs and marks perturbed by the declared noise."""
    sizes = [units // 4, units // 2, units - units // 4 - units // 2]
    groups = [name for name, size in zip("가나다", sizes, strict=True) for _ in range(size)]
    common = rng.normal(0, 6, (units, 1))
    truth = 50 + common + rng.normal(0, 8, (units, 4))
    observed = truth + rng.normal(0, 1, truth.shape) * noise
    nodes = tuple(
        Indicator(f"i{k}", weight=F(k + 2), low=F(-100), high=F(200), kind="panel" if k == 0 and with_panel else "quantitative")
        for k in range(4)
    )  # fmt: skip
    panels, declared = {}, dict.fromkeys([f"i{k}" for k in range(4)], float(noise))
    inputs = []
    table = [[round(float(x), 6) for x in row] for row in observed]
    if with_panel:
        severity = rng.normal(0, noise, judges)
        marks = []
        for unit in range(units):
            for judge in rng.choice(judges, 5, replace=False):
                mark = truth[unit, 0] + severity[judge] + rng.normal(0, 1.5 * noise)
                marks.append(Mark(f"u{unit:03}", f"j{judge}", to_fraction(round(float(mark), 6))))
        panels = {"i0": Panel("i0", tuple(marks))}
        declared.pop("i0")
        inputs.append(MarkNoise())
        table = [[None, *row[1:]] for row in table]
    observations = [
        Observation(f"u{row:03}", f"i{k}", to_fraction(value))
        for row, values in enumerate(table) for k, value in enumerate(values) if value is not None
    ]  # fmt: skip
    result = assess(
        Framework(2026, nodes), [Unit(f"u{row:03}", group=groups[row]) for row in range(units)], observations,
        Rulebook((Normalise("goalposts"), Weight(), Aggregate(), Rank()), {"i0": PanelRule("calibrated")}),
        panels=panels,
    )  # fmt: skip
    true_scores = truth @ np.arange(2, 6)
    inside = 0
    intervals = result.uncertainty(1000, [*inputs, ValueNoise(declared)], seed=int(rng.integers(10**6))).rank_interval()
    for row in range(units):
        peers = [other for other in range(units) if groups[other] == groups[row]]
        rank = 1 + sum(true_scores[other] > true_scores[row] for other in peers)
        low, high = intervals[f"u{row:03}"]
        inside += low <= rank <= high
    return inside / units


@pytest.mark.parametrize(("noise", "with_panel"), [(2.0, False), (5.0, True)])
def test_ninety_percent_intervals_cover_the_truth(noise, with_panel):
    rng = np.random.default_rng(20261122)
    found = np.mean([coverage(rng, 80, noise, 20, with_panel) for _ in range(12)])
    assert 0.87 <= found <= 0.94


@pytest.mark.slow
@pytest.mark.parametrize("with_panel", [False, True])
@pytest.mark.parametrize("noise", [1.0, 3.0, 6.0, 12.0])
@pytest.mark.parametrize("units", [60, 243])
def test_ninety_percent_intervals_cover_the_truth_at_length(units, noise, with_panel):
    rng = np.random.default_rng(7)
    found = np.mean([coverage(rng, units, noise, 24, with_panel) for _ in range(40)])
    print(f"units {units} noise {noise} panel {with_panel}: {found:.3f}")  # noqa: T201  # the measured share is the simulation's report
    assert 0.87 <= found <= 0.94


def test_sobol_agrees_with_salib_on_the_same_runs():
    sobol_analyze = pytest.importorskip("SALib.analyze.sobol")
    from dure.engines.indices.sensitivity import _analysed

    rng = np.random.default_rng(1)
    n, factors, units = 256, 3, 5
    points = rng.random((2, n, factors))
    weights = rng.random((factors, units)) * 3

    def model(x):
        return x @ weights + 4 * (x[:, :1] * x[:, 1:2]) ** 2

    a, b = model(points[0]), model(points[1])
    mixed = np.empty((factors, n, units))
    for factor in range(factors):
        swapped = points[0].copy()
        swapped[:, factor] = points[1][:, factor]
        mixed[factor] = model(swapped)
    found = _analysed(("x", "y", "z"), tuple("abcde"), "score", a, b, mixed, 1)
    problem = {"num_vars": factors, "names": ["x", "y", "z"], "bounds": [[0, 1]] * factors}
    for unit in range(units):
        flat = np.empty(n * (factors + 2))
        flat[0 :: factors + 2], flat[factors + 1 :: factors + 2] = a[:, unit], b[:, unit]
        for factor in range(factors):
            flat[1 + factor :: factors + 2] = mixed[factor][:, unit]
        oracle = sobol_analyze.analyze(problem, flat, calc_second_order=False, seed=1)
        assert np.allclose(found.first[:, unit], oracle["S1"], atol=1e-9)
        assert np.allclose(found.total[:, unit], oracle["ST"], atol=1e-9)
        assert np.allclose(found.total_interval[:, unit], oracle["ST_conf"], rtol=0.35)


def test_sobol_finds_the_only_input_that_matters():
    values = np.random.default_rng(5).normal(60, 10, (25, 4)).round(1).tolist()
    result = year(values, Normalise("minmax", F(1), F(100)), Weight(), Aggregate(), Rank())
    only = result.sensitivity([ValueNoise({"i3": 8.0}), WeightNoise(0.0)], n=256, seed=3, output="score")
    shares = {index.factor: index for index in only.average()}
    assert shares["values"].total == pytest.approx(1, abs=0.05)
    assert shares["weight i0"].total == 0
    assert only.runs == 256 * (len(only.factors) + 2)
    assert only.of("u003")[0].factor == "values"


@pytest.mark.parametrize("size", [1, 2, 16, 300])
@pytest.mark.parametrize("span", [0, 3, 50, 5_000, 2**40, 2**61])
def test_places_counted_sorted_short_and_sorted_long_are_one_and_the_same(size, span):
    from dure.engines.indices.simulated import competition_ranks

    rng = np.random.default_rng([size, span % 97])
    keys = np.rint(np.clip(rng.normal(0.5, 0.12, (5, size)), 0, 1) * span).astype(np.int64) - span // 3
    assert (competition_ranks(keys) == 1 + (keys[:, :, None] < keys[:, None, :]).sum(axis=2)).all()

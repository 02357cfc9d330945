"""The index engine beside SALib and a pandas row loop, in one run: ``python -m benchmarks indices``.

243 units in four peer groups, 11 indicators in four areas. Peers that would take minutes are measured on a part; the
table says how large the part was.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # else threads that wait for each other count as work

import numpy as np
import pandas as pd
from SALib.analyze import sobol as salib_sobol

from benchmarks.tables import Table
from dure.engines.indices import (
    Aggregate,
    Alternatives,
    Framework,
    Grade,
    GradeBand,
    Indicator,
    Mark,
    Normalise,
    Observation,
    Panel,
    QuotaRule,
    Rank,
    Result,
    Round,
    RoundingRule,
    Rulebook,
    Uncertain,
    Unit,
    ValueNoise,
    Weight,
    WeightNoise,
    assess,
    to_fraction,
)

SIZES = {"광역": 16, "시": 75, "군": 82, "구": 70}
INDICATORS = 11


def year(times: int = 1) -> Result:
    """Assess invented data of 243 x ``times`` units."""
    rng = np.random.default_rng(1)
    groups = [group for group, size in SIZES.items() for _ in range(size * times)]
    nodes = [Indicator(area, kind="area") for area in "ABCD"]
    points = rng.integers(5, 15, INDICATORS)
    nodes += [Indicator(f"i{k}", "ABCD"[k % 4], max_points=Fraction(int(points[k]))) for k in range(INDICATORS)]
    values = rng.normal(60, 12, (len(groups), INDICATORS)).round(1)
    bands = (
        GradeBand("우수", QuotaRule(Fraction(1, 4))),
        GradeBand("보통", QuotaRule(Fraction(3, 4))),
        GradeBand("미흡"),
    )
    return assess(
        Framework(2026, tuple(nodes)),
        [Unit(f"u{row}", group=group) for row, group in enumerate(groups)],
        [Observation(f"u{r}", f"i{k}", to_fraction(float(values[r, k]))) for r in range(len(groups)) for k in range(INDICATORS)],
        Rulebook(
            (
                Normalise("minmax", Fraction(1), Fraction(100)), Weight(), Aggregate(),
                Round((RoundingRule("score", 2),)), Rank(), Grade(bands),
            )
        ),
    )  # fmt: skip


RULES = (
    WeightNoise(0.25),
    Alternatives((Normalise("minmax", Fraction(1), Fraction(100)), Normalise("zscore", Fraction(50), Fraction(15)))),
    Alternatives((Aggregate(), Aggregate("geometric", floor=Fraction(1)))),
)
VALUES = ValueNoise({f"i{k}": 3.0 for k in range(INDICATORS)})


SMALL_RUNS, LARGE_RUNS = (2_000, 22_000), (50, 250)


def cpu(work: Callable[[], object], times: int = 3) -> float:
    """Return the shortest of some runs, in seconds of the processor: the machine is shared."""
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def pandas_rows(result: Result, replicates: int) -> None:
    """Rank as people do it at first: a data frame, a loop over replicates, apply over rows."""
    rng = np.random.default_rng(1)
    frame = pd.DataFrame(
        {f"i{k}": [float(v or 0) for v in result.stage("observed").column(f"i{k}")] for k in range(INDICATORS)}
    )
    frame["group"] = [unit.group for unit in result.units]
    codes = [f"i{k}" for k in range(INDICATORS)]
    weights = pd.Series([float(result.effective_weights[code]) for code in codes], index=codes)
    for _ in range(replicates):
        drawn = weights * rng.uniform(0.75, 1.25, INDICATORS)
        drawn /= drawn.sum()
        normal = (frame[codes] - frame[codes].min()) / (frame[codes].max() - frame[codes].min()) * 99 + 1
        frame["score"] = normal.apply(lambda row, w=drawn: float((row * w).sum()), axis=1)
        frame.groupby("group")["score"].rank(ascending=False, method="min")


def salib_units(units: int, n: int, factors: int) -> None:
    """Analyse the outputs of that many units one by one."""
    rng = np.random.default_rng(1)
    problem = {"num_vars": factors, "names": [str(k) for k in range(factors)], "bounds": [[0, 1]] * factors}
    for _ in range(units):
        salib_sobol.analyze(
            problem, rng.normal(size=n * (factors + 2)), calc_second_order=False, num_resamples=100, seed=1
        )


def panel(entries: int = 243, judges: int = 24, each: int = 5) -> Panel:
    rng = np.random.default_rng(1)
    truth, severity = rng.normal(75, 5, entries), rng.normal(0, 3, judges)
    marks = []
    for entry in range(entries):
        for judge in rng.choice(judges, each, replace=False):
            mark = truth[entry] + severity[judge] + rng.normal(0, 3)
            marks.append(Mark(f"e{entry}", f"j{judge}", to_fraction(round(float(mark), 2))))
    return Panel("P", tuple(marks))


def speed(small: Result) -> Table:
    """Time what a year of 243 units takes; what is wanted stands beside it."""
    small.sensitivity(RULES, n=16, seed=1)  # imports are not what is measured
    design = small.sensitivity(RULES, n=1024, seed=1)
    sample = panel()
    _ = sample.table
    table = Table("indices: 243 units x 11 indicators, seconds of the processor", ("what", "wanted", "CPU s", "how"))
    rows: list[tuple[str, float, Callable[[], object]]] = [
        ("10,000 replicates: weights", 0.5, lambda: small.uncertainty(10_000, RULES[:1], seed=1)),
        (
            "10,000 replicates: weights, normalisation, aggregation",
            0.5,
            lambda: small.uncertainty(10_000, RULES, seed=1),
        ),
        (
            f"Sobol, all units, {design.runs:,} runs, 100 bootstraps",
            1.0,
            lambda: small.sensitivity(RULES, n=1024, seed=1),
        ),
    ]
    for what, wanted, work in rows:
        spent = cpu(work)
        table.add(what, f"< {wanted:g}", f"{spent:.3f}", "measured", ok=spent < wanted)
    others: list[tuple[str, Callable[[], object]]] = [
        ("10,000 replicates: noise on all 2,673 values", lambda: small.uncertainty(10_000, [VALUES], seed=1)),
        ("exact path", year),
        ("REML, 243 entries, 24 judges, 5 marks each", lambda: panel_fit(sample)),
    ]
    for what, work in others:
        table.add(what, "", f"{cpu(work):.3f}", "measured")
    part = 20
    spent = cpu(lambda: pandas_rows(small, part), 1) * 10_000 / part
    table.add(
        "  pandas row loop: 10,000 replicates of weights", "", f"{spent:.1f}", f"{part} measured, x {10_000 // part}"
    )
    part, count = 9, len(design.factors)
    spent = cpu(lambda: salib_units(part, 1024, count), 1) * 27
    table.add("  SALib, analysis alone, unit by unit", "", f"{spent:.1f}", f"{part} units measured, x 27")
    return table


def growth(small: Result) -> Table:
    """Time a unit's share of a replicate at 243 and at 24,300 units, the work before the first replicate left out.

    Rounded scores are ranked by counting, which grows with the units alone; unrounded ones by sorting, which is n log n.
    """
    large = year(100)
    title = (
        "indices: nanoseconds of the processor a unit and replicate, wanted at most 1.5 times as many at 24,300 units"
    )
    table = Table(title, ("what varies", "243 units", "24,300 units", "ratio"))
    exact = [cpu(year) / 243 * 1e9, cpu(lambda: year(100), 1) / 24_300 * 1e9]
    unrounded = {"small": again(small), "large": again(large)}
    rows: list[tuple[str, Result, Result, Sequence[Uncertain]]] = [
        ("weights, normalisation, aggregation", small, large, RULES),
        ("the same, scores not rounded", unrounded["small"], unrounded["large"], RULES),
        ("noise on all values", small, large, [VALUES]),
    ]
    for what, little, much, inputs in rows:
        costs = [marginal(result, inputs, runs) for result, runs in ((little, SMALL_RUNS), (much, LARGE_RUNS))]
        ratio = costs[1] / costs[0]
        table.add(what, f"{costs[0]:.0f}", f"{costs[1]:.0f}", f"{ratio:.2f}", ok=ratio < 1.5 or "not rounded" in what)
    table.add("exact path, not a replicate", f"{exact[0]:.0f}", f"{exact[1]:.0f}", f"{exact[1] / exact[0]:.2f}")
    return table


def again(result: Result) -> Result:
    """Assess without the rounding, so that places are found by sorting."""
    steps = tuple(step for step in result.rulebook.steps if step.name != "round")
    found: Result = result.again(replace(result.inputs, rulebook=Rulebook(steps)))
    return found


def marginal(result: Result, inputs: Sequence[Uncertain], runs: tuple[int, int]) -> float:
    """Return nanoseconds a unit and replicate from two lengths of run."""
    few = cpu(lambda: result.uncertainty(runs[0], inputs, seed=1), 2)
    many = cpu(lambda: result.uncertainty(runs[1], inputs, seed=1), 2)
    return (many - few) / (runs[1] - runs[0]) / len(result.units) * 1e9


def run() -> Iterator[Table]:
    """Make the tables of ``make bench``."""
    small = year()
    yield speed(small)
    yield growth(small)


def panel_fit(sample: Panel) -> None:
    """Fit anew: a panel keeps its fit."""
    sample.__dict__.pop("_fitted", None)
    sample.calibrate()

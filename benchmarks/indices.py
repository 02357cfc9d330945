"""The index engine beside SALib and a pandas row loop, in one run: ``python -m benchmarks.indices``.

243 units in four peer groups, 11 indicators in four areas. Peers that would take minutes are measured on a part; the
table says how large the part was.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pandas as pd
from SALib.analyze import sobol as salib_sobol

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


Seconds = tuple[float, float]


def best(work: Callable[[], object], times: int = 3) -> Seconds:
    """Return the shortest of some runs, in seconds by the wall clock and of the processor (on a shared machine)."""
    found = []
    for _ in range(times):
        start, busy = time.perf_counter(), time.process_time()
        work()
        found.append((time.perf_counter() - start, time.process_time() - busy))
    return min(found)


def scaled(seconds: Seconds, factor: float) -> Seconds:
    """Return a part's time for the whole."""
    return seconds[0] * factor, seconds[1] * factor


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


def main() -> None:
    small = year()
    small.sensitivity(RULES, n=16, seed=1)  # imports are not what is measured
    design = small.sensitivity(RULES, n=1024, seed=1)
    rows: list[tuple[str, str, Seconds]] = [
        ("exact path, 243 units", "measured", best(year)),
        ("10,000 replicates: weights", "measured", best(lambda: small.uncertainty(10_000, RULES[:1], seed=1))),
        ("10,000 replicates: weights, normalisation, aggregation", "measured", best(lambda: small.uncertainty(10_000, RULES, seed=1))),
        ("10,000 replicates: noise on all 2,673 values", "measured", best(lambda: small.uncertainty(10_000, [VALUES], seed=1))),
        (f"Sobol, all units, {design.runs:,} runs, 100 bootstraps", "measured", best(lambda: small.sensitivity(RULES, n=1024, seed=1))),
    ]  # fmt: skip
    sample = panel()
    _ = sample.table
    rows.append(("REML, 243 entries, 24 judges, 5 marks each", "measured", best(lambda: panel_fit(sample))))
    part = 20
    rows.append(
        (
            "  pandas row loop: 10,000 replicates of weights",
            f"{part} measured, times {10_000 // part}",
            scaled(best(lambda: pandas_rows(small, part), 1), 10_000 / part),
        )
    )
    part = 9
    count = len(design.factors)
    rows.append(
        (
            "  SALib, analysis alone, unit by unit",
            f"{part} units measured, times 27",
            scaled(best(lambda: salib_units(part, 1024, count), 1), 27),
        )
    )
    rows.append(("1,000 replicates, 243 units", "measured", best(lambda: small.uncertainty(1_000, RULES, seed=1))))
    start, busy = time.perf_counter(), time.process_time()
    large = year(100)
    spent = (time.perf_counter() - start, time.process_time() - busy)
    rows.append(("exact path, 24,300 units", "measured", spent))
    rows.append(
        ("1,000 replicates, 24,300 units", "measured", best(lambda: large.uncertainty(1_000, RULES, seed=1), 1))
    )
    print(f"{'what':58} {'how':28} {'seconds':>9} {'processor':>9}")
    for what, how, (wall, busy) in rows:
        print(f"{what:58} {how:28} {wall:9.3f} {busy:9.3f}")


def panel_fit(sample: Panel) -> None:
    """Fit anew: a panel keeps its fit."""
    sample.__dict__.pop("_fitted", None)
    sample.calibrate()


if __name__ == "__main__":
    main()

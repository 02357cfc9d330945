"""The ranking side by side in one run: exact fractions, numpy floats, pandas as people write it.

``python -m benchmarks ranking``; with other sizes ``python -m benchmarks.ranking [--contests N] [--entries N,N,…]``.

Speed and memory: one contest of so many entries × 9 judges × 4 criteria, highest and lowest dropped, weighted
criteria; each measurement in a process of its own. Quality: simulated contests of 48 entries × 7 judges × 4 criteria;
in how many are places wrong, where marks are added up in half points, where criteria out of 100 have weights such
as .35, and where the result is then rounded at two places.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.tables import Table
from dure.engines.ranking import Entry, Ruleset, Score, Sheet, rank, read_rules

Marks = list[list[list[int]]]  # entry → judge → criterion → half points
Places = list[int]
CRITERIA = ("창의성", "효과성", "난이도", "확산가능성")
WANTED = 1_000  # µs of CPU for an entry: 1,000 entries in less than a second, and 100,000 in proportion
HALVES = [format(half / 2, "g") for half in range(201)]


@dataclass(frozen=True)
class Setting:
    """How criteria are marked: full marks, weights in hundredths (none: marks are added up), step in half points."""

    name: str
    points: tuple[int, ...]
    weights: tuple[int, ...] | None
    step: int
    digits: int | None

    def shares(self) -> list[float]:
        """Return the weights as a spreadsheet has them."""
        return [weight / 100 for weight in self.weights] if self.weights else [1.0] * len(CRITERIA)


ADDED = Setting("marks of 30, 30, 25 and 15 points in half points, added up", (30, 30, 25, 15), None, 1, None)
WEIGHTED = Setting("marks out of 100 in whole points, weights .35 .25 .25 .15", (100,) * 4, (35, 25, 25, 15), 2, None)
ROUNDED = replace(WEIGHTED, name=f"{WEIGHTED.name}, rounded half up at two places", digits=2)


def rules(setting: Setting) -> Ruleset:
    do = [{"op": "weigh"}, {"op": "drop", "highest": 1, "lowest": 1, "fewest_left": 3}, {"op": "mean"}]
    do += [] if setting.digits is None else [{"op": "round", "digits": setting.digits, "mode": "half_up"}]
    weights = [{"weight": weight} for weight in setting.weights] if setting.weights else [{}] * len(CRITERIA)
    return read_rules({
        "schema": "dure.ruleset/1", "name": "bench", "organiser": "bench", "year": 2026,
        "stages": [{
            "name": "심사", "kind": "judges", "places": 1, "absent": "refuse", "fewest_judges": 3, "do": do,
            "criteria": [
                {"name": name, "points": points, **weight}
                for name, points, weight in zip(CRITERIA, setting.points, weights, strict=True)
            ],
            "recusal": {"exclusion": "out", "challenge": "out", "withdrawal": "out"},
        }],
        "ranking": {"by": "심사", "end": "shared"},
    })  # fmt: skip


def invent(chance: random.Random, setting: Setting, entries: int, judges: int) -> Marks:
    """Marks around three quarters of the points: worth of the entry, severity of the judge, noise."""
    severity = [chance.gauss(0, 0.04) for _ in range(judges)]
    steps = [2 * points // setting.step for points in setting.points]
    marks = []
    for _ in range(entries):
        worth = chance.gauss(0.75, 0.08)
        marks.append([
            [
                min(most, max(0, round(most * (worth + severity[judge] + chance.gauss(0, 0.06))))) * setting.step
                for most in steps
            ]
            for judge in range(judges)
        ])  # fmt: skip
    return marks


def sheet_of(marks: Marks) -> Sheet:
    entries = tuple(Entry(f"E{number}", f"E{number}") for number in range(len(marks)))
    judges = [f"J{number}" for number in range(len(marks[0]))]
    scores = tuple(
        Score("심사", entry.id, judges[judge], CRITERIA[place], HALVES[mark])
        for entry, rows in zip(entries, marks, strict=True)
        for judge, row in enumerate(rows)
        for place, mark in enumerate(row)
    )
    return Sheet(entries, scores)


def exact(sheet: Sheet, ruleset: Ruleset) -> Places:
    places = {place.entry: place.place or 0 for place in rank(sheet, ruleset).places}
    return [places[entry.id] for entry in sheet.entries]


def with_numpy(array: np.ndarray, setting: Setting) -> Places:
    totals = (array * np.array(setting.shares())).sum(axis=2)
    score = np.sort(totals, axis=1)[:, 1:-1].mean(axis=1)
    if setting.digits is not None:
        score = score.round(setting.digits)
    ranked = np.sort(score)[::-1]
    return [int(place) for place in np.searchsorted(-ranked, -score, side="left") + 1]


def with_pandas(frame: pd.DataFrame, setting: Setting) -> Places:
    """A long table, weights as decimals, groupby and apply: the usual notebook."""
    weights = dict(zip(CRITERIA, setting.shares(), strict=True))
    frame = frame.assign(weighted=frame["value"] * frame["criterion"].map(weights))
    totals = frame.groupby(["entry", "judge"])["weighted"].sum()
    score = totals.groupby("entry").apply(lambda s: s.sort_values().iloc[1:-1].mean())
    if setting.digits is not None:
        score = score.round(setting.digits)
    return [int(place) for place in score.rank(method="min", ascending=False)]


def frame_of(marks: Marks) -> pd.DataFrame:
    rows = [
        (entry, judge, CRITERIA[place], mark / 2)
        for entry, judged in enumerate(marks)
        for judge, row in enumerate(judged)
        for place, mark in enumerate(row)
    ]
    return pd.DataFrame(rows, columns=["entry", "judge", "criterion", "value"])


def measure(engine: str, entries: int) -> None:
    """Time one ranking in this process and print seconds and memory as JSON."""
    marks = invent(random.Random(1), WEIGHTED, entries, 9)
    ranked: Callable[[], Places]
    if engine == "exact":
        sheet, ruleset = sheet_of(marks), rules(WEIGHTED)
        ranked = partial(exact, sheet, ruleset)
    elif engine == "numpy":
        array = np.array(marks) / 2
        ranked = partial(with_numpy, array, WEIGHTED)
    else:
        frame = frame_of(marks)
        ranked = partial(with_pandas, frame, WEIGHTED)
    del marks
    before = _resident()
    start, wall = time.process_time(), time.perf_counter()
    ranked()
    seconds, wall = time.process_time() - start, time.perf_counter() - wall
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "wall": wall, "input_mb": before, "peak_mb": peak}))


def _resident() -> float:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def speed(sizes: Sequence[int]) -> Table:
    """Times are CPU seconds of one core; wanted: 1,000 entries exactly in less than one, and growth in proportion."""
    columns = ("engine, entries", "CPU s", "wall s", "µs an entry", "MB with input", "MB at peak")
    table = Table("ranking: 9 judges × 4 criteria, exact wanted < 1,000 µs an entry at every size", columns)
    for size in sizes:
        for engine in ("exact", "numpy", "pandas"):
            command = [sys.executable, "-m", "benchmarks.ranking", "--one", engine, str(size)]
            out = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            each = out["seconds"] / size * 1e6
            cells = (
                f"{out['seconds']:.3f}",
                f"{out['wall']:.3f}",
                f"{each:.1f}",
                f"{out['input_mb']:.0f}",
                f"{out['peak_mb']:.0f}",
            )
            table.add(f"{engine} {size}", *cells, ok=engine != "exact" or each < WANTED)
    return table


def quality(contests: int, setting: Setting) -> Table:
    """Count the contests in which floats place somebody elsewhere than exact arithmetic does."""
    chance = random.Random(2026)
    ruleset = rules(setting)
    engines = ("exact", "numpy", "pandas")
    seconds = dict.fromkeys(engines, 0.0)
    differ, moved, first = (dict.fromkeys(engines, 0) for _ in range(3))
    ties = 0
    for _ in range(contests):
        marks = invent(chance, setting, 48, 7)
        sheet, array, frame = sheet_of(marks), np.array(marks) / 2, frame_of(marks)
        found: dict[str, Places] = {}
        for engine, run_it in zip(
            engines,
            (partial(exact, sheet, ruleset), partial(with_numpy, array, setting), partial(with_pandas, frame, setting)),
            strict=True,
        ):
            start = time.process_time()
            found[engine] = run_it()
            seconds[engine] += time.process_time() - start
        ties += len(set(found["exact"])) < len(marks)
        truth = reference(marks, setting)
        for engine in engines:
            other = [mine != theirs for mine, theirs in zip(truth, found[engine], strict=True)]
            differ[engine] += any(other)
            moved[engine] += sum(other)
            first[engine] += _firsts(truth) != _firsts(found[engine])
    tied = f"an exact tie in {ties / contests:.1%}"
    title = f"ranking: {contests} contests of 48 entries × 7 judges, {setting.name}; {tied}"
    table = Table(title, ("engine", "ms a contest", "contests with wrong places", "places wrong", "wrong firsts"))
    for engine in engines:
        share = f"{differ[engine]} ({differ[engine] / contests:.1%})"
        cells = (f"{seconds[engine] / contests * 1000:.2f}", share, moved[engine], first[engine])
        table.add(engine, *cells, ok=engine != "exact" or not differ[engine])
    return table


def _firsts(places: Places) -> set[int]:
    return {number for number, place in enumerate(places) if place == 1}


def reference(marks: Marks, setting: Setting) -> Places:
    """Places by plain integer arithmetic, written once more without the engine."""
    weights = setting.weights or (100,) * len(CRITERIA)
    scores = []
    for rows in marks:
        totals = sorted(sum(mark * weight for mark, weight in zip(row, weights, strict=True)) for row in rows)
        score = Fraction(sum(totals[1:-1]), 200 * (len(totals) - 2))
        if setting.digits is not None:
            score = Fraction(int(score * 10**setting.digits + Fraction(1, 2)), 10**setting.digits)
        scores.append(score)
    ordered = sorted(scores, reverse=True)
    return [ordered.index(score) + 1 for score in scores]


def run(contests: int = 3000, sizes: Sequence[int] = (1_000, 10_000, 100_000)) -> Iterator[Table]:
    """Make the tables of ``make bench``."""
    yield speed(sizes)
    for setting in (ADDED, WEIGHTED, ROUNDED):
        yield quality(contests, setting)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contests", type=int, default=3000)
    parser.add_argument("--entries", default="1000,10000,100000")
    parser.add_argument("--one", nargs=2, metavar=("ENGINE", "ENTRIES"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        measure(arguments.one[0], int(arguments.one[1]))
        return
    for table in run(arguments.contests, [int(size) for size in arguments.entries.split(",")]):
        print(table.text(), end="\n\n", flush=True)


if __name__ == "__main__":
    main()

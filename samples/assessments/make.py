"""Invented data of a demonstration year, from a seed: ``python samples/assessments/make.py [FOLDER]``.

Writes ``data.csv`` (wide), ``panels.csv`` (long) and ``last_year.csv`` (long, on the list of 2026-06-30) for the
framework ``demo-2026``, and ``demo-2026.xlsx`` with the same as sheets. Nothing in it says anything about a real
government: quality is drawn at random and thrown away.
"""

from __future__ import annotations

import csv
import random
import sys
from datetime import date
from pathlib import Path

from dure.data.governments import governments_on

SEED = 20261122
TODAY, LAST = date(2026, 7, 1), date(2026, 6, 30)
JUDGES = {"A1": 18, "B1": 24, "B2": 16}
MARKS = {"A1": 5, "B1": 5, "B2": 4}
HEADER = ("unit", "A2", "A3", "B3", "B4", "C1", "C2", "C3", "D1", "E1", "E2", "population")
FORGOTTEN = 2
"""So many units did not report A3: the guide fills it with their group's median."""


def quality(rng: random.Random) -> dict[str, float]:
    """Draw a hidden quality for every lineage, so that a government resembles itself a year earlier."""
    lineages = sorted({item.lineage for day in (LAST, TODAY) for item in governments_on(day)})
    return {lineage: rng.gauss(0, 1) for lineage in lineages}


def values(rng: random.Random, good: float, population: int) -> dict[str, float]:
    """Draw one government's reported values."""
    open_data = round(max(3, rng.gauss(45 + 9 * good, 16)))
    return {
        "A2": round(min(99, max(12, rng.gauss(62 + 9 * good, 11))), 1),
        "A3": round(max(0.02, rng.gauss(0.9 + 0.25 * good, 0.35)), 2),
        "B3": round(min(99, max(22, rng.gauss(64 + 7 * good, 10))), 1),
        "B4": round(max(1.1, rng.gauss(4.6 - 0.6 * good, 1.1)), 2),
        "C1": round(max(0.01, rng.gauss(0.55 + 0.14 * good, 0.22)), 2),
        "C2": max(1, round(population / 100_000 * max(2, rng.gauss(24 + 6 * good, 9)))),
        "C3": open_data * (6 if rng.random() < 0.01 else 1),
    }


def make() -> tuple[list[list[object]], list[list[object]], list[list[object]]]:
    """Return the rows of data, panels and last year, headers first."""
    rng = random.Random(SEED)  # noqa: S311  # invented data, not a secret
    good = quality(rng)
    units = governments_on(TODAY)
    groups: dict[str, list[str]] = {}
    reported = {}
    for unit in units:
        code = unit.code or unit.lineage
        groups.setdefault(unit.peer_group, []).append(code)
        reported[code] = values(rng, good[unit.lineage], unit.population or 50_000)
    forgotten = set(rng.sample(sorted(reported), FORGOTTEN))
    quality_of = {unit.code or unit.lineage: good[unit.lineage] for unit in units}
    voted = {
        code
        for codes in groups.values()
        for code in sorted(codes, key=lambda code: -quality_of[code])[: len(codes) // 2]
    }
    data: list[list[object]] = [list(HEADER)]
    for unit in units:
        code = unit.code or unit.lineage
        row = reported[code]
        vote = round(min(58, max(2, rng.gauss(22 + 4 * quality_of[code], 9))), 1) if code in voted else ""
        bonus = rng.choice([0.5, 1, 1.5]) if rng.random() < 0.2 else ""
        penalty = 0.5 if rng.random() < 0.04 else ""
        cells = ["" if code in forgotten and name == "A3" else row[name] for name in HEADER[1:8]]
        data.append([code, *cells, vote, bonus, penalty, unit.population or ""])
    return data, _panels(rng, groups, quality_of), _last_year(rng, good)


def _panels(rng: random.Random, groups: dict[str, list[str]], quality_of: dict[str, float]) -> list[list[object]]:
    """Draw marks: A1 and B1 from judges spread over all groups, B2 from judges drawn for one group each."""
    rows: list[list[object]] = [["panel", "unit", "criterion", "judge", "mark"]]
    for panel, count in JUDGES.items():
        judges = [f"{panel}-{number:02}" for number in range(1, count + 1)]
        severity = {judge: rng.gauss(0, 4) for judge in judges}
        for number, codes in enumerate(groups.values()):
            pool = judges[number::4] if panel == "B2" else judges
            for code in codes:
                for judge in sorted(rng.sample(pool, MARKS[panel])):
                    mark = rng.gauss(74 + 6 * quality_of[code] - severity[judge], 4)
                    rows.append([panel, code, "", judge, round(min(100, max(41, mark)))])
    return rows


def _last_year(rng: random.Random, good: dict[str, float]) -> list[list[object]]:
    rows: list[list[object]] = [["unit", "indicator", "value", "source"]]
    for unit in governments_on(LAST):
        code = unit.code or unit.lineage
        before = good[unit.lineage] - 0.15 + rng.gauss(0, 0.3)
        row: dict[str, float] = values(rng, before, unit.population or 50_000)
        panels = {name: round(min(100, max(41, rng.gauss(73 + 6 * before, 2))), 2) for name in JUDGES}
        vote = {"D1": round(min(58, max(2, rng.gauss(20 + 4 * before, 9))), 1)}
        for name, value in sorted((row | panels | vote | {"population": unit.population or 50_000}).items()):
            rows.append([code, name, value, "2025"])
    return rows


def main(folder: Path) -> None:
    """Write the files."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = dict(zip(("data", "panels", "last_year"), make(), strict=True))
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
    from openpyxl import Workbook  # noqa: PLC0415  # only for the workbook

    book = Workbook(write_only=True)
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(["" if cell == "" else cell for cell in row])
    book.save(folder / "demo-2026.xlsx")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "demo-2026")

"""Looking at the data before they are scored: what is wrong, what is doubtful, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np

from dure.engines.indices.exact import median, to_fraction
from dure.engines.indices.framework import Framework, Unit
from dure.engines.indices.pipeline import Observation
from dure.engines.indices.rulebook import Denominate, Impute, Rulebook

FindingKind = Literal[
    "unknown_unit", "unknown_indicator", "twice", "not_valid", "missing", "to_impute", "out_of_range",
    "outside_goalposts",
    "sudden_change", "outlier", "constant", "redundant",
]  # fmt: skip
_ERRORS = frozenset({"unknown_unit", "unknown_indicator", "twice", "not_valid", "missing", "out_of_range"})
_REDUNDANT = 0.95
_LEAST_FOR_CORRELATION = 8
_LEAST_FOR_SPREAD = 5
_FAR = 6
"""Robust distance (in scaled MADs) beyond which a value or a change is doubtful."""
_SUDDEN_SHARE = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: its kind, unit and indicator where they apply, the cell, and the numbers it rests on."""

    kind: FindingKind
    unit: str = ""
    indicator: str = ""
    source: str = ""
    value: Fraction | None = None
    other: Fraction | str | None = None

    @property
    def is_wrong(self) -> bool:
        """Whether it must be mended; otherwise it is doubtful and may be confirmed."""
        return self.kind in _ERRORS


def check_data(  # noqa: PLR0913  # the data and what they are held against
    framework: Framework,
    units: Sequence[Unit],
    observations: Iterable[Observation],
    rulebook: Rulebook,
    *,
    last_year: Iterable[Observation] = (),
    panel_entries: Mapping[str, Iterable[str]] | None = None,
) -> tuple[Finding, ...]:
    """Return what is wrong or doubtful, in the order of indicators and units.

    ``panel_entries`` names the units that have marks by panel. The rulebook's denominators are applied before values
    are held against goalposts and each other; what it imputes is only doubtful where it is missing.

    Sudden: more than half away from last year and six scaled MADs from the usual change. Outlying: six scaled MADs from
    the median. Redundant: |r| of .95 or more.
    """
    filling = rulebook.find_or_default(Impute)
    division = rulebook.find_or_default(Denominate)
    found: list[Finding] = []
    by_unit = {unit.code: unit for unit in units}
    table: dict[str, dict[str, Observation]] = {}
    for seen in observations:
        if seen.unit not in by_unit:
            found.append(Finding("unknown_unit", seen.unit, seen.indicator, seen.source, seen.value))
        elif seen.indicator not in framework.by_code:
            found.append(Finding("unknown_indicator", seen.unit, seen.indicator, seen.source, seen.value))
        elif seen.unit in table.get(seen.indicator, {}):
            first = table[seen.indicator][seen.unit].source
            found.append(Finding("twice", seen.unit, seen.indicator, seen.source, seen.value, first))
        elif seen.value is not None and not by_unit[seen.unit].is_valid(framework.as_of_date):
            found.append(Finding("not_valid", seen.unit, seen.indicator, seen.source, seen.value))
        else:
            table.setdefault(seen.indicator, {})[seen.unit] = seen
    before = {(seen.unit, seen.indicator): seen.value for seen in last_year}
    marked = {code: set(entries) for code, entries in (panel_entries or {}).items()}
    present = [unit.code for unit in units if unit.is_valid(framework.as_of_date)]
    for leaf in framework.indicators:
        seen_here = table.get(leaf.code, {})
        for unit in present:
            given = seen_here.get(unit)
            is_blank = given is None or given.value is None or (given.value == 0 and leaf.zero_is_missing)
            if is_blank and unit not in marked.get(leaf.code, ()) and leaf.kind != "survey":
                kind: FindingKind = (
                    "missing" if filling.by_code.get(leaf.code, filling.method) == "none" else "to_impute"
                )
                found.append(Finding(kind, unit, leaf.code, given.source if given else ""))
        known = {unit: to_fraction(seen.value) for unit, seen in seen_here.items() if seen.value is not None}
        sources = {unit: seen.source for unit, seen in seen_here.items()}
        by = division.by.get(leaf.code)
        earlier = {unit: value for (unit, code), value in before.items() if code == leaf.code and value is not None}
        if by is not None:
            divisors = {unit: seen.value for unit, seen in table.get(by, {}).items() if seen.value}
            known = {unit: value / divisors[unit] * division.scale for unit, value in known.items() if unit in divisors}
            earlier = {
                unit: value / old * division.scale for unit, value in earlier.items() if (old := before.get((unit, by)))
            }
        found += _limits(framework, leaf.code, known, sources)
        found += _distances(leaf.code, known, sources, earlier)
    found += _redundancies(framework, present, table)
    return tuple(found)


def _limits(
    framework: Framework, code: str, known: Mapping[str, Fraction], sources: Mapping[str, str]
) -> list[Finding]:
    node = framework.by_code[code]
    found = []
    for unit, value in known.items():
        if node.valid_low is not None and value < node.valid_low:
            found.append(Finding("out_of_range", unit, code, sources[unit], value, node.valid_low))
        elif node.valid_high is not None and value > node.valid_high:
            found.append(Finding("out_of_range", unit, code, sources[unit], value, node.valid_high))
        elif node.low is not None and node.high is not None and not node.low <= value <= node.high:
            found.append(
                Finding(
                    "outside_goalposts", unit, code, sources[unit], value, node.low if value < node.low else node.high
                )
            )
    return found


def _far(values: Mapping[str, Fraction]) -> set[str]:
    """Return keys further than six scaled MADs from the median; none where more than half are equal."""
    if len(values) < _LEAST_FOR_SPREAD:
        return set()
    centre = median(list(values.values()))
    spread = median([abs(value - centre) for value in values.values()]) * Fraction("1.4826")
    return {key for key, value in values.items() if spread and abs(value - centre) > _FAR * spread}


def _distances(
    code: str,
    known: Mapping[str, Fraction],
    sources: Mapping[str, str],
    before: Mapping[str, Fraction],
) -> list[Finding]:
    found = []
    if len(known) > 1 and len(set(known.values())) == 1:
        found.append(Finding("constant", indicator=code, value=next(iter(known.values()))))
    changes = {unit: value - before[unit] for unit, value in known.items() if unit in before}
    usual = median(list(changes.values())) if changes else Fraction(0)
    is_steady = sum(change == usual for change in changes.values()) * 2 > len(changes)
    strange = set(changes) if is_steady or len(changes) < _LEAST_FOR_SPREAD else _far(changes)
    for unit, change in changes.items():
        old = before[unit]
        is_large = abs(change) > _SUDDEN_SHARE * abs(old) if old else change != 0
        if is_large and unit in strange:
            found.append(Finding("sudden_change", unit, code, sources[unit], known[unit], old))
    found += [Finding("outlier", unit, code, sources[unit], known[unit]) for unit in known if unit in _far(known)]
    return found


def _redundancies(
    framework: Framework, units: Sequence[str], table: Mapping[str, Mapping[str, Observation]]
) -> list[Finding]:
    codes = [leaf.code for leaf in framework.indicators if leaf.code in table]
    columns = []
    for code in codes:
        values = [table[code][unit].value if unit in table[code] else None for unit in units]
        columns.append([np.nan if value is None else float(value) for value in values])
    data = np.array(columns, dtype=float)
    found = []
    for place, code in enumerate(codes):
        for other in range(place + 1, len(codes)):
            both = ~np.isnan(data[place]) & ~np.isnan(data[other])
            x, y = data[place][both], data[other][both]
            if len(x) < _LEAST_FOR_CORRELATION or np.ptp(x) == 0 or np.ptp(y) == 0:
                continue
            r = float(np.corrcoef(x, y)[0, 1])
            if abs(r) >= _REDUNDANT:
                found.append(Finding("redundant", indicator=code, value=to_fraction(round(r, 3)), other=codes[other]))
    return found

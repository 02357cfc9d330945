"""Judging panels: marks, who judged whom, raw scores, agreement.

The raw rule (mean, trimmed mean, median) is the legal score and exact. Scores per judge are never standardised:
z-scores by judge lose more than they mend (Kendall's tau .825 against .875 for the plain mean on public judge data).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dure.engines.indices.calibrate import Calibration, MarkTable, TooFewMarks, calibrate
from dure.engines.indices.exact import mean, median
from dure.engines.indices.sentences import Refusal, Sentence

Floats = NDArray[np.float64]
_LEAST_RATERS = 2


class MarkTwice(Refusal):
    """A judge marked the same entry on the same criterion twice."""


class CriterionMissing(Refusal):
    """A judge left out a criterion of an entry, so that the sum would count it as 0."""


class PanelDisconnected(Refusal):
    """Judges and entries fall into parts that share no judge: severity and quality cannot be told apart.

    Only a recorded random draw of the panels makes the parts comparable (``both_random``).
    """


@dataclass(frozen=True, slots=True)
class Mark:
    """What one judge gave one entry on one criterion; None is "not given", never 0."""

    unit: str
    judge: str
    value: Fraction | None
    criterion: str = ""


@dataclass(frozen=True, slots=True)
class Connectivity:
    """The parts of the judge-entry graph, each (entries, judges), largest first."""

    parts: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]

    @property
    def is_connected(self) -> bool:
        """Whether every entry can be compared with every other through shared judges."""
        return len(self.parts) <= 1


@dataclass(frozen=True, slots=True)
class Reliability:
    """Agreement: ICC of one mark and of a score of ``marks_per_entry``, Krippendorff's alpha, Kendall's W.

    ``kendall_w`` is None unless every judge marked every entry.
    """

    icc_single: float
    icc_score: float
    marks_per_entry: float
    alpha: float
    kendall_w: float | None


@dataclass(frozen=True)
class Panel:
    """A panel's marks. Criteria are added up by ``weights`` (1 each if empty) into one total per judge and entry.

    ``is_drawn`` records that panels were filled by a random draw on file; ``zero_is_missing`` that 0 means "not given".
    """

    code: str
    marks: tuple[Mark, ...]
    weights: Mapping[str, Fraction] = field(default_factory=dict)
    is_drawn: bool = False
    zero_is_missing: bool = False

    @cached_property
    def totals(self) -> Mapping[tuple[str, str], Fraction]:
        """The total that a judge gave an entry, by (entry, judge).

        Raises:
            MarkTwice, CriterionMissing: name judge and entry.
        """
        found: dict[tuple[str, str], dict[str, Fraction]] = {}
        seen: set[tuple[str, str, str]] = set()
        for mark in self.marks:
            key = (mark.unit, mark.judge, mark.criterion)
            if key in seen:
                criterion = mark.criterion or Sentence("same_sheet")
                raise MarkTwice("mark_twice", panel=self.code, judge=mark.judge, entry=mark.unit, criterion=criterion)
            seen.add(key)
            if mark.value is None or (self.zero_is_missing and mark.value == 0):
                continue
            found.setdefault((mark.unit, mark.judge), {})[mark.criterion] = mark.value
        criteria = set(self.weights) or {mark.criterion for mark in self.marks}
        for (unit, judge), given in found.items():
            if set(given) != criteria:
                lacking = tuple(sorted(criteria - set(given)) or sorted(set(given) - criteria))
                raise CriterionMissing("criterion_missing", panel=self.code, judge=judge, entry=unit, criteria=lacking)
        return {
            key: sum((value * self.weights.get(name, Fraction(1)) for name, value in given.items()), Fraction(0))
            for key, given in found.items()
        }

    def on(self, criterion: str) -> Panel:
        """Return the panel of one criterion alone."""
        return Panel(
            self.code, tuple(mark for mark in self.marks if mark.criterion == criterion), {}, self.is_drawn,
            self.zero_is_missing,
        )  # fmt: skip

    @cached_property
    def entries(self) -> tuple[str, ...]:
        """Entries that have marks, in order of code."""
        return tuple(sorted({unit for unit, _ in self.totals}))

    @cached_property
    def judges(self) -> tuple[str, ...]:
        """Judges that gave marks, in order of code."""
        return tuple(sorted({judge for _, judge in self.totals}))

    @cached_property
    def table(self) -> Floats:
        """Totals as entries by judges, NaN where there is none."""
        rows = {unit: place for place, unit in enumerate(self.entries)}
        columns = {judge: place for place, judge in enumerate(self.judges)}
        table = np.full((len(rows), len(columns)), np.nan)
        for (unit, judge), value in self.totals.items():
            table[rows[unit], columns[judge]] = float(value)
        return table

    def connectivity(self) -> Connectivity:
        """Return the connected parts of the graph of judges and entries."""
        leader: dict[tuple[str, str], tuple[str, str]] = {}

        def find(node: tuple[str, str]) -> tuple[str, str]:
            leader.setdefault(node, node)
            while leader[node] != node:
                leader[node] = leader[leader[node]]
                node = leader[node]
            return node

        for unit, judge in self.totals:
            leader[find(("unit", unit))] = find(("judge", judge))
        parts: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
        for node in sorted(leader):
            units, judges = parts.setdefault(find(node), ([], []))
            (units if node[0] == "unit" else judges).append(node[1])
        ordered = sorted(parts.values(), key=lambda part: (-len(part[0]), part[0]))
        return Connectivity(tuple((tuple(units), tuple(judges)) for units, judges in ordered))

    def _by_entry(self) -> dict[str, list[Fraction]]:
        found: dict[str, list[Fraction]] = {}
        for (unit, _), value in sorted(self.totals.items()):
            found.setdefault(unit, []).append(value)
        return found

    def _scores(self, least: int, rule: Callable[[Sequence[Fraction]], Fraction]) -> dict[str, Fraction]:
        found = self._by_entry()
        if short := [unit for unit, values in found.items() if len(values) < least]:
            raise TooFewMarks("few_marks", panel=self.code, least=least, entries=tuple(short[:10]))
        return {unit: rule(values) for unit, values in found.items()}

    def plain_mean(self) -> dict[str, Fraction]:
        """Return each entry's mean mark."""
        return self._scores(1, mean)

    def middle(self) -> dict[str, Fraction]:
        """Return each entry's median mark."""
        return self._scores(1, median)

    def trimmed_mean(self, drop: int = 1) -> dict[str, Fraction]:
        """Return each entry's mean without its ``drop`` highest and lowest marks.

        Raises:
            TooFewMarks: an entry would keep none.
        """
        return self._scores(2 * drop + 1, lambda values: mean(sorted(values)[drop : len(values) - drop]))

    def declared(self, *, is_drawn: bool, zero_is_missing: bool) -> Panel:
        """Return the panel with what the rulebook declares about it; itself if that is nothing new."""
        drawn, zero = self.is_drawn or is_drawn, self.zero_is_missing or zero_is_missing
        if (drawn, zero) == (self.is_drawn, self.zero_is_missing):
            return self
        return replace(self, is_drawn=drawn, zero_is_missing=zero)

    @cached_property
    def _fitted(self) -> dict[str, Calibration]:
        """Models fitted so far: what-ifs assess the same panels many times."""
        return {}

    def _fit(self, model: Literal["judge_random", "both_random"]) -> Calibration:
        if model not in self._fitted:
            marks = MarkTable(self.code, self.entries, self.judges, self.table)
            self._fitted[model] = calibrate(marks, model)
        return self._fitted[model]

    def calibrate(self, model: Literal["judge_random", "both_random"] = "judge_random") -> Calibration:
        """Return fair averages with standard errors and judges' severity, by REML.

        Raises:
            PanelDisconnected: the graph falls apart and the panels were not drawn at random, or were but
                ``judge_random`` was asked for.
        """
        parts = self.connectivity().parts
        if len(parts) > 1 and not (self.is_drawn and model == "both_random"):
            shown = tuple(Sentence("part", entries=len(units), judges=judges) for units, judges in parts[:4])
            raise PanelDisconnected("panel_disconnected", panel=self.code, count=len(parts), parts=shown)
        return self._fit(model)

    def reliability(self) -> Reliability:
        """Return the coefficients of agreement; ICCs from variance components, entries and judges both random."""
        found = self._fit("both_random").variances
        whole = found.entry + found.judge + found.residual
        counts = (~np.isnan(self.table)).sum(axis=1)
        usual = float(len(counts) / (1 / counts).sum())
        score = found.entry + (found.judge + found.residual) / usual
        return Reliability(
            found.entry / whole if whole else 0.0,
            found.entry / score if score else 0.0,
            usual,
            krippendorff_alpha(self.table),
            None if np.isnan(self.table).any() else kendall_w(self.table),
        )


def krippendorff_alpha(table: Floats) -> float:
    """Return Krippendorff's alpha for interval data (2011), entries in rows, NaN for no mark.

    Entries with a single mark carry no agreement and are left out; 1 when all marks are the same.
    """
    counts = (~np.isnan(table)).sum(axis=1)
    used = table[counts >= _LEAST_RATERS]
    if not len(used):
        raise TooFewMarks("alpha_few")
    sizes = (~np.isnan(used)).sum(axis=1)
    means = np.nanmean(used, axis=1)
    within = (
        np.nansum((used - means[:, None]) ** 2, axis=1) * 2 * sizes
    )  # sum over ordered pairs of squared differences
    marks = used[~np.isnan(used)]
    n = len(marks)
    observed = float((within / (sizes - 1)).sum()) / n
    expected = 2 * float(((marks - marks.mean()) ** 2).sum()) / (n - 1)
    return 1.0 if expected == 0 else 1 - observed / expected


def kendall_w(table: Floats) -> float:
    """Return Kendall's coefficient of concordance with its correction for ties (Kendall 1948); a full table only."""
    entries, judges = table.shape
    below = (table[:, None, :] > table[None, :, :]).sum(axis=1)
    level = (table[:, None, :] == table[None, :, :]).sum(axis=1)
    ranks = below + (level + 1) / 2
    ties = sum(
        float((size**3 - size).sum())
        for size in (np.unique(column, return_counts=True)[1].astype(float) for column in table.T)
    )
    spread = float(((ranks.sum(axis=1) - judges * (entries + 1) / 2) ** 2).sum())
    most = judges**2 * (entries**3 - entries) - judges * ties
    return 12 * spread / most if most else 1.0


def panels_of(rows: Iterable[tuple[str, Mark]], options: Mapping[str, Mapping[str, bool]]) -> dict[str, Panel]:
    """Group (panel code, mark) rows into panels; ``options`` holds is_drawn and zero_is_missing by panel."""
    grouped: dict[str, list[Mark]] = {}
    for code, mark in rows:
        grouped.setdefault(code, []).append(mark)
    return {code: Panel(code, tuple(marks), **options.get(code, {})) for code, marks in grouped.items()}  # type: ignore[arg-type]  # two flags by name

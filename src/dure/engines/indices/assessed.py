"""One assessment as it was made: inputs, outcome, what can be read off them, and the same with one thing changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Self

from dure.engines.indices.aggregate import effective_weights
from dure.engines.indices.exact import to_fraction
from dure.engines.indices.framework import Framework, Unit
from dure.engines.indices.normalise import Range
from dure.engines.indices.panels import Panel
from dure.engines.indices.pipeline import Column, Inputs, Outcome, run
from dure.engines.indices.rulebook import Rulebook
from dure.engines.indices.sentences import Refusal, Sentence

Number = Fraction | float | str


class NoSuchStage(Refusal, KeyError):
    """The result has no stage of that name."""


class NoSuchInput(Refusal, KeyError):
    """A what-if changes a value or a mark that there is none of."""


@dataclass(frozen=True)
class Stage:
    """The values of one step: columns by code, rows by unit; None is missing."""

    name: str
    units: tuple[str, ...]
    columns: Mapping[str, Column]

    def column(self, code: str) -> Column:
        """Return one column in the order of units."""
        return self.columns[code]

    def row(self, unit: str) -> dict[str, Fraction | None]:
        """Return one unit's values by code."""
        place = self.units.index(unit)
        return {code: column[place] for code, column in self.columns.items()}

    def value(self, unit: str, code: str) -> Fraction | None:
        """Return one value."""
        return self.columns[code][self.units.index(unit)]


@dataclass(frozen=True)
class Assessed:
    """Scores are exact; ``rank`` and ``grade`` hold the units that could be scored."""

    inputs: Inputs
    outcome: Outcome

    @property
    def framework(self) -> Framework:
        """The framework it was assessed by."""
        return self.inputs.framework

    @property
    def rulebook(self) -> Rulebook:
        """The rules it was assessed by."""
        return self.inputs.rulebook

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units assessed, in the order given."""
        return self.outcome.units

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The units' codes in order."""
        return tuple(unit.code for unit in self.outcome.units)

    @property
    def left_out(self) -> Mapping[str, Sentence]:
        """Units without a score, and why."""
        return self.outcome.left_out

    @cached_property
    def score(self) -> Mapping[str, Fraction]:
        """The published score: rounded, with bonus and penalty."""
        return self._scored("final")

    @cached_property
    def unrounded(self) -> Mapping[str, Fraction]:
        """The total before any rounding of it and before bonus."""
        return self._scored("total")

    def _scored(self, column: str) -> dict[str, Fraction]:
        values = zip(self.codes, self.outcome.stages["score"][column], strict=True)
        return {code: value for code, value in values if value is not None}

    @property
    def rank(self) -> Mapping[str, int]:
        """Places inside the peer group (or over all, as the rank step says)."""
        return self.outcome.rank

    @property
    def grade(self) -> Mapping[str, str]:
        """Grades by unit; empty without a grade step."""
        return self.outcome.grade

    @property
    def selected(self) -> tuple[str, ...]:
        """Units of the first stage that went on to the vote."""
        return self.outcome.selected

    @property
    def ranges(self) -> Mapping[tuple[str, str], Range]:
        """What the normalisation took from the data: hand it to ``assess`` to freeze the scale for another year."""
        return self.outcome.ranges

    @cached_property
    def groups(self) -> Mapping[str, tuple[str, ...]]:
        """Scored units by peer group in the framework's order, best first."""
        present = {unit.group for unit in self.units if unit.code in self.rank}
        found: dict[str, list[str]] = {group: [] for group in self.framework.groups if group in present}
        for unit in self.units:
            if unit.code in self.rank:
                found.setdefault(unit.group, []).append(unit.code)
        return {group: tuple(sorted(codes, key=lambda code: self.rank[code])) for group, codes in found.items()}

    @property
    def effective_weights(self) -> dict[str, Fraction]:
        """Each indicator's nominal share of the total."""
        return effective_weights(self.framework, self.outcome.weights)

    def stage(self, name: str) -> Stage:
        """Return a step's values.

        Stages: observed, denominated, imputed, treated, prepared, normalised, weighted, aggregated, score; a step that
        the rulebook lacks has no stage.

        Raises:
            NoSuchStage: names the stages there are.
        """
        if name not in self.outcome.stages:
            raise NoSuchStage("no_such_stage", name=name, known=tuple(self.outcome.stages))
        return Stage(name, self.codes, self.outcome.stages[name])

    def what_if(
        self,
        changes: Mapping[tuple[str, str], Number | None] | None = None,
        *,
        weights: Mapping[str, Number] | None = None,
        marks: Mapping[tuple[str, str, str], Number | None] | None = None,
    ) -> Self:
        """Assess again with values by (unit, indicator), weights by code, or marks by (panel, unit, judge) changed.

        A panel with several criteria takes (panel, unit, judge) as all of them. Compare with ``movements``.
        """
        values = dict(self.inputs.overrides)
        for (unit, code), value in (changes or {}).items():
            if unit not in {known.code for known in self.inputs.units} or code not in self.framework.by_code:
                raise NoSuchInput("no_such_value", unit=unit, indicator=code)
            values[unit, code] = None if value is None else to_fraction(value)
        panels = dict(self.inputs.panels)
        for (panel, unit, judge), value in (marks or {}).items():
            panels[panel] = _remarked(panels[panel], unit, judge, None if value is None else to_fraction(value))
        given = {code: to_fraction(weight) for code, weight in (weights or {}).items()}
        inputs = replace(self.inputs, overrides=values, panels=panels, weights={**self.inputs.weights, **given})
        return self.again(inputs)

    def again(self, inputs: Inputs) -> Self:
        """Assess other inputs."""
        return replace(self, inputs=inputs, outcome=run(inputs))


def _remarked(panel: Panel, unit: str, judge: str, value: Fraction | None) -> Panel:
    if not any(mark.unit == unit and mark.judge == judge for mark in panel.marks):
        raise NoSuchInput("no_such_mark", panel=panel.code, judge=judge, entry=unit)
    return replace(
        panel,
        marks=tuple(
            replace(mark, value=value) if mark.unit == unit and mark.judge == judge else mark for mark in panel.marks
        ),
    )

"""An assessment's result: scores, places, grades, every stage, and the questions that can be put to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from dure.engines.indices.aggregate import TOTAL, effective_weights
from dure.engines.indices.exact import to_fraction
from dure.engines.indices.framework import Framework, Unit
from dure.engines.indices.normalise import Range
from dure.engines.indices.panels import Panel
from dure.engines.indices.pipeline import Column, Inputs, Observation, Outcome, check_complete, run, values_of
from dure.engines.indices.rulebook import Rulebook

if TYPE_CHECKING:
    from dure.engines.indices.compare import GradeGap, Influence, Movement, Profile, YearChange
    from dure.engines.indices.sensitivity import Sensitivity
    from dure.engines.indices.uncertainty import Uncertain, Uncertainty

Number = Fraction | float | str


class NoSuchStage(KeyError):
    """The result has no stage of that name."""


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
class Result:
    """What ``assess`` found. Scores are exact; ``rank`` and ``grade`` hold the units that could be scored."""

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
    def left_out(self) -> Mapping[str, str]:
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
        """Scored units by peer group, best first."""
        found: dict[str, list[str]] = {}
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
            message = f"no stage {name}; there are {', '.join(self.outcome.stages)}"
            raise NoSuchStage(message)
        return Stage(name, self.codes, self.outcome.stages[name])

    def uncertainty(self, n: int = 10_000, inputs: Sequence[Uncertain] = (), *, seed: int) -> Uncertainty:
        """Assess ``n`` times under the declared uncertainty; without inputs it repeats the nominal result.

        Raises:
            UnknownStep: an input names a step that the rulebook lacks.
        """
        from dure.engines.indices.uncertainty import simulate  # noqa: PLC0415  # it reads results

        return simulate(self, n, tuple(inputs), seed)

    def sensitivity(
        self,
        inputs: Sequence[Uncertain],
        *,
        method: Literal["sobol"] = "sobol",
        n: int = 1024,
        seed: int,
        output: Literal["rank", "score"] = "rank",
    ) -> Sensitivity:
        """Return first-order and total Sobol indices of every unit's place or score, with bootstrap intervals."""
        from dure.engines.indices.sensitivity import sobol  # noqa: PLC0415  # it reads results

        del method  # the one there is; named so that a report says it
        return sobol(self, tuple(inputs), n, seed, output)

    def what_if(
        self,
        changes: Mapping[tuple[str, str], Number | None] | None = None,
        *,
        weights: Mapping[str, Number] | None = None,
        marks: Mapping[tuple[str, str, str], Number | None] | None = None,
    ) -> Result:
        """Assess again with values by (unit, indicator), weights by code, or marks by (panel, unit, judge) changed.

        A panel with several criteria takes (panel, unit, judge) as all of them. Compare with ``movements``.
        """
        values = dict(self.inputs.overrides)
        for (unit, code), value in (changes or {}).items():
            if unit not in {known.code for known in self.inputs.units} or code not in self.framework.by_code:
                message = f"{unit}/{code} is no unit and indicator of this assessment"
                raise KeyError(message)
            values[unit, code] = None if value is None else to_fraction(value)
        panels = dict(self.inputs.panels)
        for (panel, unit, judge), value in (marks or {}).items():
            panels[panel] = _remarked(panels[panel], unit, judge, None if value is None else to_fraction(value))
        given = {code: to_fraction(weight) for code, weight in (weights or {}).items()}
        inputs = replace(self.inputs, overrides=values, panels=panels, weights={**self.inputs.weights, **given})
        return Result(inputs, run(inputs))

    def movements(self, other: Result) -> tuple[Movement, ...]:
        """Return every unit whose score, place or grade differs in the other result."""
        from dure.engines.indices.compare import movements  # noqa: PLC0415  # it reads results

        return movements(self, other)

    def influence(self) -> tuple[Influence, ...]:
        """Return each indicator's nominal weight against its share of the scores' variance."""
        from dure.engines.indices.compare import influence  # noqa: PLC0415  # it reads results

        return influence(self)

    def gap_to_grade(self, unit: str, grade: str) -> GradeGap:
        """Return how many points a unit lacks for a grade, and what each indicator alone would have to become."""
        from dure.engines.indices.compare import gap_to_grade  # noqa: PLC0415  # it reads results

        return gap_to_grade(self, unit, grade)

    def profile(self, unit: str) -> Profile:
        """Return a unit's indicators against its peer group: median, quartiles, place, strengths and gaps."""
        from dure.engines.indices.compare import profile  # noqa: PLC0415  # it reads results

        return profile(self, unit)

    def compare(
        self, last_year: Result, succession: Mapping[str, Sequence[str]] | None = None
    ) -> tuple[YearChange, ...]:
        """Return each unit year on year on last year's ranges; ``succession`` maps a unit to its predecessors."""
        from dure.engines.indices.compare import compare_years  # noqa: PLC0415  # it reads results

        return compare_years(self, last_year, succession or {})


def _remarked(panel: Panel, unit: str, judge: str, value: Fraction | None) -> Panel:
    if not any(mark.unit == unit and mark.judge == judge for mark in panel.marks):
        message = f"panel {panel.code}: judge {judge} did not mark {unit}"
        raise KeyError(message)
    return replace(
        panel,
        marks=tuple(
            replace(mark, value=value) if mark.unit == unit and mark.judge == judge else mark for mark in panel.marks
        ),
    )


def assess(  # noqa: PLR0913  # an assessment's inputs, each of its own kind
    framework: Framework,
    units: Iterable[Unit],
    observations: Iterable[Observation],
    rulebook: Rulebook,
    *,
    panels: Mapping[str, Panel] | None = None,
    last_year: Iterable[Observation] = (),
    frozen_ranges: Mapping[tuple[str, str], Range] | None = None,
) -> Result:
    """Assess units by a framework under a rulebook, exactly.

    Args:
        framework: the year's tree; blanks refuse to score.
        units: those listed; ones not valid on the framework's day are left out.
        observations: values by unit and indicator, in the indicator's unit; None is missing, never 0.
        rulebook: the steps.
        panels: marks by the code of the panel indicator; the rulebook says how they become a value.
        last_year: values that the ``last_year`` imputation draws on.
        frozen_ranges: another year's ``Result.ranges`` instead of this data's.

    Raises:
        FrameworkIncomplete, UnknownUnit, UnknownIndicator, ValueTwice, ValueMissing, ZeroInMean, NoSpread, BorderTied:
            each says where and how to mend it.
    """
    listed = tuple(units)
    codes = [unit.code for unit in listed]
    if len(set(codes)) != len(codes):
        twice = sorted({code for code in codes if codes.count(code) > 1})
        message = f"units stand twice: {', '.join(twice)}"
        raise ValueError(message)
    check_complete(Inputs(framework, listed, {}, rulebook))  # blanks come before whatever is wrong with the values
    inputs = Inputs(
        framework,
        listed,
        values_of(observations, framework, listed),
        rulebook,
        panels or {},
        {(seen.unit, seen.indicator): None if seen.value is None else to_fraction(seen.value) for seen in last_year},
        frozen_ranges or {},
    )
    return Result(inputs, run(inputs))


__all__ = ["TOTAL", "Result", "Stage", "assess"]

"""An assessment's result: what it found, and the questions that can be put to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dure.engines.indices import compare
from dure.engines.indices.assessed import Assessed
from dure.engines.indices.compare import GradeGap, Influence, Movement, Profile, YearChange
from dure.engines.indices.exact import to_fraction
from dure.engines.indices.framework import Framework, Unit, UnknownUnit
from dure.engines.indices.normalise import Range
from dure.engines.indices.panels import Panel
from dure.engines.indices.pipeline import Inputs, Observation, check_complete, run, values_of
from dure.engines.indices.rulebook import Rulebook
from dure.engines.indices.sensitivity import Sensitivity, sobol
from dure.engines.indices.uncertainty import Uncertain, Uncertainty, simulate


@dataclass(frozen=True)
class Result(Assessed):
    """What ``assess`` found, with the questions that can be put to it."""

    def uncertainty(self, n: int = 10_000, inputs: Sequence[Uncertain] = (), *, seed: int) -> Uncertainty:
        """Assess ``n`` times under the declared uncertainty; without inputs it repeats the nominal result.

        Raises:
            UnknownStep: an input names a step that the rulebook lacks.
        """
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
        del method  # the one there is; named so that a report says it
        return sobol(self, tuple(inputs), n, seed, output)

    def movements(self, other: Result) -> tuple[Movement, ...]:
        """Return every unit whose score, place or grade differs in the other result."""
        return compare.movements(self, other)

    def influence(self) -> tuple[Influence, ...]:
        """Return each indicator's nominal weight against its share of the scores' variance."""
        return compare.influence(self)

    def gap_to_grade(self, unit: str, grade: str) -> GradeGap:
        """Return how many points a unit lacks for a grade, and what each indicator alone would have to become."""
        return compare.gap_to_grade(self, unit, grade)

    def profile(self, unit: str) -> Profile:
        """Return a unit's indicators against its peer group: median, quartiles, place, strengths and gaps."""
        return compare.profile(self, unit)

    def compare(
        self, last_year: Result, succession: Mapping[str, Sequence[str]] | None = None
    ) -> tuple[YearChange, ...]:
        """Return each unit year on year on last year's ranges; ``succession`` maps a unit to its predecessors."""
        return compare.compare_years(self, last_year, succession or {})


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
        raise UnknownUnit("units_twice", units=tuple(twice))
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

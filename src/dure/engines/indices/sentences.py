"""What the engine says: English sentences that keep what they were made of, so that others say them in their language.

Each says what is wrong, where, and how to mend it. Korean stands in ``dure/data/words/assessment.toml``; a test holds
both to the same codes and details.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Self

ENGLISH: Final[Mapping[str, str]] = {
    "inside": "{where}: {what}",
    "more": " and {count} more",
    "not_a_number": "{value} is not a finite decimal number",
    "number_beyond": "{value} is beyond 10^60 or below 10^-60; look at the exponent",
    # a framework's blanks
    "framework_incomplete": "the framework has blanks and cannot score; set: {blanks}",
    "blank_count": "{announced} indicators are announced, {known} are known",
    "blank_area": "area {code}: its indicators",
    "blank_kind": "node {code}: kind; it is announced, but how it is measured is unknown",
    "blank_points": "node {code}: max_points (or weight)",
    "blank_cap": "node {code}: max_points, its cap",
    "blank_goalposts": "node {code}: low and high, its goalposts",
    "blank_otherwise": "preselection: otherwise, what units that were not selected get on the vote's indicator",
    "blank_quota": "step grade: share or counts of {grade}'s quota",
    "blank_panel_score": "[panel.{code}] score, how its marks become a value",
    "blank_steps": "the steps of the rulebook: not one [[step]] is known",
    # a framework's tree
    "codes_twice": "codes stand twice: {codes}; give each node a code of its own",
    "parent_unknown": "{code}: parent {parent} is not in the framework; add that area or correct the parent",
    "direction_wrong": "{code}: direction is 1 (more is better) or -1, not {direction}",
    "weight_negative": "{code}: weight {weight} is negative; weights are 0 or more",
    "not_an_area": '{code} has children, so its kind is "area"',
    "own_ancestor": "{code} is its own ancestor; correct the parents",
    "no_indicator": "there is no indicator to score: add [[node]] tables of kind quantitative, panel or survey",
    "no_node": "there is no node; add one [[node]] table for each indicator",
    # a framework's file
    "table_unknown": "unknown table [{names}]; there are {known}",
    "step_unknown": '{where}: step = "{name}" is none of {known}',
    "alternatives_empty": "{where}: alternatives take options, a list of steps",
    "kind_unknown": '{where}: kind = "{kind}" is none of {known}',
    "key_unknown": "{where}: unknown key {names}; there are {known}",
    "key_missing": "{where}: {names} is missing; add it",
    "choice_unknown": '{where}: "{value}" is none of {known}',
    "table_wanted": "{where}: a table is wanted, not {value}",
    "list_wanted": "{where}: a list is wanted, not {value}",
    "number_wanted": "{where}: a number is wanted, not {value}",
    "date_wanted": "{where}: a date is wanted, such as 2026-07-01, not {value}",
    "text_wanted": "{where}: a text in quotes is wanted, not {value}",
    "whole_number_wanted": "{where}: a whole number is wanted, not {value}",
    "truth_wanted": "{where}: true or false is wanted, not {value}",
    # a rulebook
    "steps_out_of_order": "steps stand once each in the order {order}; here: {names}",
    "floor_needed": "{method} gives the worst unit {low}, and a geometric or harmonic mean cannot take 0: "
    "set floor in the aggregate step, or low above 0 in the normalise step",
    "exponent_zero": "step aggregate: exponent 0 gives no mean; use geometric, or another exponent",
    "clip_too_much": "step treat: low_share {share} leaves nothing; it is 0 or more and below 1/2",
    "rounding_stage": 'rounding stage "{stage}" is none of {known}, node:CODE',
    "rounding_mode": 'rounding mode "{mode}" is none of {known}',
    "preselection_empty": "preselection: nodes name no indicator for the first stage; add some",
    "quota_empty": "the quota has neither a share nor a count for group {group}; set one",
    "no_such_step": 'the rulebook has no step "{name}"; it has {known}',
    "step_code": "step {step}: {codes} is not in the framework; correct the code or leave it out",
    "weights_all_zero": "{code}: the weights of its children are all 0; give one of them a weight",
    "tie_by_unknown": "rank: ties are broken by {code}, which is no area or indicator of {framework}",
    # units and values
    "nobody_left": "no unit is left to assess: look at the list of units, their dates, and the screen step",
    "units_twice": "units stand twice: {units}; keep one row each",
    "unit_unknown": "{source}: unit {unit} is not in the list of units; correct the code or the list",
    "indicator_unknown": "{source}: indicator {indicator} is not in the framework; correct the code",
    "value_twice": "{source}: {unit}/{indicator} has two values; keep one",
    "unit_not_valid": "unit {unit} {name} has values but did not exist on {day}: look at valid_from and valid_to",
    "group_unknown": "group {groups} is none of the framework's: {known}",
    "panel_and_values": "{code} has marks of a panel and reported values too: leave out one",
    "panel_unknown": "panel {code} is no indicator of the framework; correct the code",
    "panel_units_unknown": "panel {code}: units {units} are not in the list of units; correct the codes or the list",
    "reference_unknown": "step normalise: the reference unit {unit} is not assessed; name one that is",
    "value_missing": "missing is never 0; without a value (unit/indicator): {places}{more}. Fill them, set the impute "
    'step, or set missing = "skip" in the aggregate step',
    "denominator_missing": "{unit}: {by}, the denominator of {code}, is missing or 0; correct it",
    "constant_unset": "impute: {code} is filled by a constant, which is not set; set constant in the impute step",
    "too_little_to_impute": "impute: {code} cannot be filled by {method}: {count} units have every indicator it is "
    "taken from, and at least {least} are needed; use mean or median",
    "em_unfinished": "impute: em does not settle on these data; too much is missing: use regression or mean",
    "left_not_valid": "not valid on {day}",
    "left_few_values": "has {share} of the values, below {least}",
    "left_no_score": "has too few values for a score",
    # formulas that cannot take a value
    "zero_in_mean": "{unit}/{indicator}: a {method} mean cannot take {value}: set floor in the aggregate step",
    "no_spread": "{indicator}: all values are equal, so {method} divides by 0; use goalposts or leave it out",
    "range_needed": "{indicator}: {method} needs a range; assess without frozen ranges",
    "fracmax_negative": "{indicator}: the fraction of the maximum means nothing where less is better; use minmax",
    "reference_needed": "{indicator}: dist2ref needs the code of a reference unit; set reference in the normalise step",
    "target_needed": "{indicator}: dist2targ needs a target; set targets in the normalise step",
    "goalposts_needed": "{indicator}: goalposts need low and high, and they must differ",
    "goalposts_log": "{indicator}: goalposts on a logarithmic scale must be above 0",
    "log_gii_turns": "{indicator}: log_gii turns round a column whose maximum is not above 1; use log_ct",
    "log_constant": "{indicator}: all values are equal, so {method} has no range to take; leave it as it is",
    "log_impossible": "{indicator}: {method} of {value}: a logarithm needs a positive number; use log_ct",
    "border_tied": "group {group}: {units} are equal at place {place}, and the quota of {places} ends there; "
    "decide by the guide",
    # weights
    "budget_empty": "budget allocation needs at least one expert's points; set budgets in the weight step",
    "budget_wrong": "expert {number}: points must be 0 or more, not all 0, and for indicators of the framework",
    "weights_few_units": "{method}: only {count} units have every indicator; at least 3 are needed",
    "weights_constant": "{method}: an indicator has the same value for all units, so the data give it no weight",
    "weights_no_conflict": "critic: all indicators say the same, so there is no conflict to weigh by; use equal",
    "entropy_negative": "entropy: values must be 0 or more; normalise to 0 to 100 first",
    "comparisons_shape": "comparisons form a square table of positive numbers where a[j][i] = 1 / a[i][j]",
    "comparisons_size": "ahp: {codes} codes, but the comparisons have {rows} rows",
    "comparisons_inconsistent": "ahp: the consistency ratio is {ratio}, above {limit}: "
    "ask the experts to look at their comparisons again",
    # panels
    "mark_twice": "{panel}: judge {judge} marked {entry} twice on {criterion}; keep one",
    "same_sheet": "the same sheet",
    "criterion_missing": "{panel}: judge {judge}, entry {entry}: criterion {criteria} is missing or unknown",
    "few_marks": "{panel}: fewer than {least} marks for {entries}; add marks, or drop fewer",
    "few_to_calibrate": "{panel}: {marks} marks of {judges} judges on {entries} entries are too few",
    "marks_equal": "{panel}: all marks are the same, so judges cannot be told apart",
    "part": "{entries} entries with judges {judges}",
    "panel_disconnected": "{panel}: judges and entries fall into {count} parts that share no judge ({parts}). Let a "
    "judge mark in both parts, or, if panels were filled by a recorded random draw, say so and use both_random",
    "alpha_few": "alpha needs at least one entry with two marks",
    # uncertainty and questions
    "nothing_uncertain": "no input is uncertain: declare at least one",
    "weight_noise_share": "weights vary by a share from 0 to 1, not {share}",
    "value_noise_sd": "the standard error of {code} is 0 or more, not {sd}",
    "weight_noise_unknown": "weights of {codes} cannot vary: no such weighted node",
    "value_noise_unknown": "values of {codes} cannot vary: no such indicator",
    "panel_without_marks": "panel {code} has no marks in this assessment; give its marks or leave it out",
    "no_such_stage": "no stage {name}; there are {known}",
    "no_such_grade": "no grade {grade}; there are {known}",
    "no_such_value": "{unit}/{indicator} is no unit and indicator of this assessment",
    "no_such_mark": "panel {panel}: judge {judge} did not mark {entry}",
}

Detail = str | int | tuple[str, ...]


def _text(value: Detail) -> str:
    if isinstance(value, tuple):
        return ("; " if any(isinstance(item, Sentence) for item in value) else ", ").join(value)
    return str(value)


class Sentence(str):
    """The English of a code with its details; a detail may be a sentence, or several."""

    __slots__ = ("code", "details")
    code: str
    details: Mapping[str, Detail]

    def __new__(cls, code: str, /, **details: Detail) -> Self:
        """Say it in English."""
        made = super().__new__(cls, ENGLISH[code].format(**{name: _text(value) for name, value in details.items()}))
        made.code, made.details = code, details
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Detail]]:
        """Copy and pickle by code and details."""
        return (self.code,), dict(self.details)


class Refusal(ValueError):
    """What the engine refuses to do; ``sentence`` says why. Each kind is a class of its own beside what raises it."""

    def __init__(self, code: str, /, **details: Detail) -> None:
        """Keep the sentence."""
        self.sentence = Sentence(code, **details)
        super().__init__(self.sentence)

    def __str__(self) -> str:
        """Say it in English, whatever other error the class is too."""
        return self.sentence

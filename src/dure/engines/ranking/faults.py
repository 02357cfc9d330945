"""What can be wrong with rules and sheets: each fault says what, where and how to mend it.

A fault carries a code and its details, so that a screen can say it in Korean (``dure.formats.ranking_words``);
the English stands here, since the stand-alone verifier has nothing but this package.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

# code → (what is wrong, how to mend it); {names} are the fault's details
ENGLISH: Final[Mapping[str, tuple[str, str]]] = {
    # rules
    "rule_missing": ("`{key}` is missing", "write it: {expected}"),
    "rule_unknown_key": ("`{key}` is no key here", "use one of: {known}"),
    "rule_type": ("{expected} is wanted here, not {got}", "write {expected}"),
    "rule_float": ("{value} is a binary fraction, which rules do not hold", 'put the number in quotes: "{value}"'),
    "rule_plain": ("{got} cannot stand in a ruleset", "use integers, texts, lists and tables only"),
    "rule_choice": ("`{value}` is not known here", "use one of: {choices}"),
    "rule_number": ("`{value}` is no exact number", 'write "18.5" or "35/100"'),
    "rule_bounds": ("{value} is out of bounds", "it must be {expected}"),
    "rule_empty": ("this list is empty", "write at least one"),
    "rule_twice": ("`{name}` stands twice", "give each its own name"),
    "rule_axis": ("`{axis}` is no axis of this ruleset", "use one of: {known}"),
    "rule_value": ("`{value}` is no value of the axis {axis}", "use one of: {known}"),
    "rule_stage": ("there is no earlier stage `{stage}`", "use one of: {known}"),
    "rule_criterion": ("the stage {stage} has no criterion `{criterion}`", "use one of: {known}"),
    "rule_judges_only": ("the stage {stage} has no judges", "name a stage of kind judges"),
    "rule_shape": ("`{op}` works on {needs}, but here stand {has}", "put it where it fits: {order}"),
    "rule_not_one_number": (
        "after the last operation there still stand {has}",
        "end with an operation that leaves one number",
    ),
    "rule_full_mark": (
        "the stage {stage} has no full mark to weigh against",
        "turn it into points first, or leave the weight out",
    ),
    "rule_direction": (
        "{stage} counts places, where the lower is better",
        'say so with prefer = "lower", or turn places into points',
    ),
    "rule_carry_over": (
        "{stage} was judged before a cut",
        'write carry_over = "{stage}" if its score is really to be carried over',
    ),
    "rule_not_carried": ("there is no cut between {stage} and this stage", 'write stage = "{stage}"'),
    "rule_falling": ("points must fall from one band to the next", "put the best first"),
    "rule_one_of": ("exactly one of these is wanted: {keys}", "leave the others out"),
    "rule_effect_mixed": ("judge_effect and {op} do not go together", "leave one of them out"),
    "rule_overall": ("there is no overall ranking", 'write overall = "yes" under [ranking]'),
    "rule_out_of_place": ("`{key}` has no effect here", "leave it out"),
    "blanks_left": ("these blanks are not filled: {names}", "set them in a fill file (--fill)"),
    "fill_unknown": ("`{name}` is no blank of this ruleset", "its blanks are: {known}"),
    "fill_twice": ("`{name}` is filled in two ways", "fill it once"),
    # sheets
    "sheet_type": ("{expected} is wanted here, not {got}", "write {expected}"),
    "sheet_missing": ("`{key}` is missing", "write it"),
    "sheet_unknown_key": ("`{key}` is no column here", "use: {known}"),
    "sheet_number": (
        "`{value}` is no exact number",
        "write digits such as 18.5; an absent score is an empty cell, never 0",
    ),
    "sheet_no_entries": ("there is no entry", "list the entries"),
    "sheet_twice": ("this stands twice: {what}", "keep one of them"),
    "sheet_entry": ("there is no entry `{entry}`", "list it among the entries, or mend the id"),
    "sheet_stage": ("there is no {kind} stage `{stage}`", "use one of: {known}"),
    "sheet_criterion": ("the stage {stage} has no criterion `{criterion}`", "use one of: {known}"),
    "sheet_axis": ("entry {entry}: the axis {axis} is missing or unknown", "give each entry exactly these: {known}"),
    "sheet_value": ("entry {entry}: `{value}` is no value of {axis}", "use one of: {known}"),
    "score_range": (
        "entry {entry}, judge {judge}, {criterion}: {value} is not between {least} and {most}",
        "mend the score",
    ),
    "score_places": (
        "entry {entry}, judge {judge}, {criterion}: {value} has more than {places} decimal places",
        "mend the score or the rule's `places`",
    ),
    "score_mark": ("entry {entry}, judge {judge}, {criterion}: there is no mark `{value}`", "use one of: {known}"),
    "score_absent": (
        "entry {entry}, judge {judge}: no score for {criterion}, and the rules do not allow an absent one",
        "write the score, or log a recusal",
    ),
    "vote_count": ("entry {entry}: {value} is no count of votes", "write a whole number from 0"),
    "recusal_kind": ("`{kind}` is no kind of recusal", "use one of: {known}"),
    "recusal_judge": ("judge {judge} has no scores in any stage", "mend the name, or leave the recusal out"),
    "adjustment_kind": ("`{kind}` is neither bonus nor penalty", "use one of: {known}"),
    "adjustment_negative": ("entry {entry}: {points} points", "write points above 0; the kind says which way they go"),
    "adjustment_unclaimed": (
        "entry {entry}: no stage of the rules takes a {kind} for `{reason}`",
        "mend the reason, or leave the line out",
    ),
    "adjustment_too_big": ("entry {entry}: {points} points for `{reason}` are more than {most}", "mend the points"),
    "given_missing": ("entry {entry} has no number `{value}`", "write it among the entry's values"),
    "given_range": ("entry {entry}: `{value}` = {number} is not between 0 and {most}", "mend the number"),
    # runs
    "run_no_scores": ("stage {stage}: entry {entry} has no scores", "write its scores"),
    "run_nobody": ("nobody is left for stage {stage}", "mend the cut, the floor or `only` of the stages before it"),
    "run_few_judges": (
        "stage {stage}: entry {entry} has {left} judges left, and {fewest} are needed",
        "appoint another judge, or mend `fewest_judges`",
    ),
    "run_incomplete_criteria": ("stage {stage}: nobody scored {criterion} of entry {entry}", "write a score"),
    "run_sum_absent": (
        "stage {stage}: a sum over judges would count the absent judge {judge} of entry {entry} as 0",
        "use mean, or the recusal effect mean_of_others",
    ),
    "run_no_votes": ("stage {stage}: entry {entry} has no count in {channel}", "write 0 if nobody voted for it"),
    "run_zero_votes": (
        "stage {stage}: nothing to share out, all numbers are 0 ({scope})",
        "settle by the organiser's decision; the rules do not say",
    ),
    "run_negative": ("stage {stage}: entry {entry} has {value}; shares need numbers from 0", "mend the number"),
    "run_table_short": (
        "stage {stage}: the points table ends at place {last}, and entry {entry} is at {place}",
        "add a last band without `to`",
    ),
    "run_band_short": ("stage {stage}: no band reaches down to {value} of entry {entry}", "add a last band"),
    "run_disconnected": (
        "stage {stage}: judges {left} and {right} share no entry, directly or through others ({scope})",
        "let a judge of each group see an entry of the other, or do not use judge_effect",
    ),
    "run_unread": (
        "stage {stage}: the points of `{part}` are missing for entry {entry}",
        "limit both stages to the same entries with `only`",
    ),
    "run_equal_marks": (
        "stage {stage}: judge {judge} gave every entry the same, so nothing can be standardised",
        "use mean, or leave the judge out",
    ),
    "run_value_absent": (
        "entry {entry} has no number in the stage {stage}, by which it is ordered",
        "write it, or limit the order to other entries with `only`",
    ),
    "run_tie_absent": (
        "entries {entries} are equal, and {rule} is missing for {entry}",
        "write it; the tie is decided by it",
    ),
    "run_draw_seed": (
        "entries {entries} are equal and go to the draw, but no seed is given",
        "write draw_seed in `fill`, drawn in public after the scores closed",
    ),
    "run_edge": ("entries {entries} are equal across the edge of {what}", "settle the tie: the rules say refuse"),
    "run_cut_count": ("stage {stage}: no count for entry {entry} ({division})", "add a count whose condition it meets"),
    "run_limit": (
        "{what}: entries {entries} are equal, and only some of them may have the award ({limit})",
        "settle the tie",
    ),
    "run_grade_count": ("{what}: no count for {division}", "add a count whose condition it meets"),
    # ballots
    "ballot_twice": ("entry {entry} is picked twice", "pick it once"),
    "ballot_unknown": ("`{entry}` is no candidate", "pick from the list"),
    "ballot_few": ("{group}: {picked} picked, at least {least} are needed", "pick {missing} more"),
    "ballot_many": ("{group}: {picked} picked, at most {most} are allowed", "take {excess} back"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: ``where`` is a path such as ``scores[12].value``."""

    code: str
    where: str
    details: Mapping[str, str]

    def __str__(self) -> str:
        what, mend = (template.format(**self.details) for template in ENGLISH[self.code])
        return f"{self.where}: {what}. To mend: {mend}." if self.where else f"{what}. To mend: {mend}."


class Refused(ValueError):
    """Something was refused, with every fault found."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, faults)))


class RulesRefused(Refused):
    """A ruleset that does not hold: an unknown key or operation, a binary fraction, an impossible order."""


class BlanksLeft(RulesRefused):
    """A ruleset with named blanks that nobody filled yet."""


class SheetRefused(Refused):
    """A score sheet that does not fit its rules."""


class RankingRefused(Refused):
    """A result that rules and sheet do not give: too few judges, no votes, a tie the rules refuse."""


class BallotRefused(Refused):
    """A ballot whose picks the rules do not allow."""


def fault(code: str, where: str = "", /, **details: object) -> Fault:
    """Make a fault; its details are kept as text."""
    return Fault(code, where, {name: str(value) for name, value in details.items()})

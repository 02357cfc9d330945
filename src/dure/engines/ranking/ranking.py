"""Rules and a sheet in, places and awards out, with everything they were derived from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from dure.engines.ranking.awards import Field, Given, PassedOver, Prize, Vacancy, give
from dure.engines.ranking.conditions import meets, named
from dure.engines.ranking.places import Group, Tie
from dure.engines.ranking.ruleset import JudgePanel, Ladder, Ordering, Ruleset
from dure.engines.ranking.sheet import Sheet
from dure.engines.ranking.stages import Contest, StageRun


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands in its division, or overall; no place and no score where it went out on the way.

    ``decided_by`` is ``score``, ``tiebreak[n] …``, ``draw`` or ``shared``; for entries without a place ``cut …``,
    ``floor …`` or ``not ranked``.
    """

    scope: Literal["division", "overall"]
    division: Mapping[str, str]
    entry: str
    place: int | None
    score: Fraction | None
    award: str | None
    decided_by: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something an organiser should know that changed no rule: marks set aside, marks for an entry already out."""

    code: str  # set_aside, not_reached, absent
    stage: str
    entry: str
    judge: str


@dataclass(frozen=True, slots=True)
class Result:
    """Places, awards, and all columns, cuts and ties they come from (``derivation``)."""

    rules: Ruleset
    sheet: Sheet
    places: tuple[Place, ...]
    prizes: tuple[Prize, ...]
    vacancies: tuple[Vacancy, ...]
    passed_over: tuple[PassedOver, ...]
    stages: Mapping[str, StageRun]
    ties: tuple[Tie, ...]
    notices: tuple[Notice, ...]
    seed: str | None


def rank(sheet: Sheet, rules: Ruleset) -> Result:
    """Rank a sheet's entries by a ruleset: exactly, in divisions, best first.

    Scores stay exact fractions, so that no rounding makes or breaks a tie but the one the rules order. Equal
    entries share a place and the next is skipped (1, 2, 2, 4) unless the rules break the tie or count on.
    The order of the sheet's rows changes nothing.

    Raises:
        SheetRefused: rows that do not fit the rules, all of them at once.
        RankingRefused: too few judges left, no votes to share out, a tie that the rules refuse.
    """
    contest = Contest(sheet, rules)
    contest.run()
    ranked = [entry for entry in contest.active if meets(contest.entries[entry].division, rules.ranking.only)]
    divisions = _arranged(contest, ranked, rules.ranking.per, "ranking")
    overall = _arranged(contest, ranked, (), "ranking overall") if rules.ranking.overall else []
    given = Given([], [], [])
    for ladder in rules.awards:
        _give(ladder, contest, divisions, overall, given)
    awards = {prize.entry: prize.grade for prize in reversed(given.prizes) if not prize.parallel}
    places = _places(contest, divisions, "division") + _places(contest, overall, "overall") + _out(contest, divisions)
    return Result(
        rules=rules,
        sheet=sheet,
        places=tuple(replace(place, award=awards.get(place.entry)) for place in places),
        prizes=tuple(given.prizes),
        vacancies=tuple(given.vacancies),
        passed_over=tuple(given.passed_over),
        stages=contest.runs,
        ties=tuple(contest.ties),
        notices=tuple(_notices(contest)),
        seed=contest.seed if any(tie.settled_by == "draw" for tie in contest.ties) else None,
    )


_Divisions = list[tuple[Mapping[str, str], tuple[Group, ...]]]


def _arranged(contest: Contest, ranked: list[str], per: tuple[str, ...], scope: str) -> _Divisions:
    """Order the ranked entries of each division, those that went out on the way behind them if the rules say so."""
    rule = contest.rules.ranking
    behind = [entry for entry in contest.entries if rule.behind == "by_stage" and entry not in ranked]
    behind = [entry for entry in behind if meets(contest.entries[entry].division, rule.only)]
    finished = set(ranked)
    found: _Divisions = []
    for division, members in contest.groups([*ranked, *behind], per):
        about = scope + (f" / {named(division)}" if division else "")
        inside = [entry for entry in members if entry in finished]
        groups = list(contest.arrange(rule.ordering, inside, about).groups) if inside else []
        for run in reversed(contest.runs.values()):
            out = [entry for entry in members if entry in run.exits and run.exits[entry].why != "floor"]
            if out and run.stage.cut:
                groups += contest.arrange(run.stage.cut.ordering, out, f"{about} / behind {run.stage.name}").groups
        found.append((division, tuple(groups)))
    return found


def _places(contest: Contest, divisions: _Divisions, scope: Literal["division", "overall"]) -> list[Place]:
    places: list[Place] = []
    for division, groups in divisions:
        better = 0
        for number, group in enumerate(groups, start=1):
            place = number if contest.rules.ranking.equal == "dense" else better + 1
            better += len(group.entries)
            places += [
                Place(scope, division, entry, place, _score(contest, entry), None, group.decided_by)
                for entry in sorted(group.entries)
            ]
    return places


def _score(contest: Contest, entry: str) -> Fraction | None:
    """Return the number an entry is ordered by: the ranking's, or that of the cut it went out at."""
    for run in contest.runs.values():
        if entry in run.exits and run.stage.cut:
            return contest.runs[run.stage.cut.ordering.by].values.get(entry)
    return contest.runs[contest.rules.ranking.ordering.by].values.get(entry)


def _out(contest: Contest, divisions: _Divisions) -> list[Place]:
    """List the entries without a place: below a floor, cut, or outside the ranking."""
    placed = {entry for _, groups in divisions for group in groups for entry in group.entries}
    exits = {entry: leave for run in contest.runs.values() for entry, leave in run.exits.items()}
    places: list[Place] = []
    for division, members in contest.groups(contest.entries, contest.rules.ranking.per):
        for entry in sorted(members):
            if entry not in placed:
                leave = exits.get(entry)
                why = f"{'floor' if leave.why == 'floor' else 'cut'} {leave.stage}" if leave else "not ranked"
                places.append(Place("division", division, entry, None, None, None, why))
    return places


def _give(ladder: Ladder, contest: Contest, divisions: _Divisions, overall: _Divisions, given: Given) -> None:
    ranking = contest.rules.ranking.ordering
    ordering: Ordering = ladder.ordering or ranking
    values = contest.runs[ordering.by].values
    if ladder.ordering:
        field = [entry for entry in values if meets(contest.entries[entry].division, ladder.eligible)]
        groups: _Divisions = [
            (
                division,
                contest.arrange(
                    ordering, members, f"award {ladder.name}" + (f" / {named(division)}" if division else "")
                ).groups,
            )
            for division, members in contest.groups(sorted(field), ladder.per)
        ]
    else:
        groups = overall if ladder.scope == "overall" else divisions
    finished = set(contest.active)
    give(
        ladder,
        groups,
        Field(
            contest.entries,
            lambda entry: values.get(entry) if ladder.ordering or entry in finished else None,
            ordering.prefer,
            lambda entry, stage: entry in contest.runs[stage].values,
        ),
        given,
    )


def _notices(contest: Contest) -> list[Notice]:
    """List marks that were set aside, absent ones, and marks of entries that had gone out before."""
    notices: list[Notice] = []
    for run in contest.runs.values():
        for entry, judges in run.fates.items():
            for judge, fates in judges.items():
                notices += [
                    Notice(fate.code, run.stage.name, entry, judge)
                    for fate in fates
                    if fate.code in ("set_aside", "absent", "incomplete")
                ]
        if isinstance(run.stage.source, JudgePanel):
            for entry, judges_of in contest.cells(run.stage.name).items():
                if entry not in run.values and any(mark is not None for row in judges_of.values() for mark in row):
                    notices.append(Notice("not_reached", run.stage.name, entry, ""))
    return notices

"""Checking the picks of one ballot against a stage's ballot rules, and counting ballots into votes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from dure.engines.ranking.conditions import meets, named
from dure.engines.ranking.faults import BallotRefused, Fault, fault
from dure.engines.ranking.ruleset import BallotGroup, Ruleset, VoteCount
from dure.engines.ranking.sheet import Entry, Votes


def check_ballot(rules: Ruleset, stage: str, candidates: Sequence[Entry], picks: Sequence[str]) -> None:
    """Check one ballot's picks (entry ids) against the bounds of each group of candidates.

    Raises:
        BallotRefused: a pick twice, no candidate, or too few or too many of a group; all faults at once.
    """
    by_id = {entry.id: entry for entry in candidates}
    faults = [fault("ballot_twice", entry=entry) for entry, count in Counter(picks).items() if count > 1]
    faults += [fault("ballot_unknown", entry=entry) for entry in picks if entry not in by_id]
    for group in _source(rules, stage).ballot:
        for name, members in _parts(group, rules, candidates):
            faults += _bounds(group, name, members, [entry for entry in picks if entry in members])
    if faults:
        raise BallotRefused(faults)


def count_ballots(
    rules: Ruleset, stage: str, candidates: Sequence[Entry], ballots: Iterable[Sequence[str]]
) -> tuple[Votes, ...]:
    """Count ballots into one line of votes for each candidate, those with none included.

    Raises:
        BallotRefused: the first ballot that the rules do not allow.
    """
    counts = Counter[str]()
    for picks in ballots:
        check_ballot(rules, stage, candidates, picks)
        counts.update(picks)
    return tuple(Votes(stage, entry.id, str(counts[entry.id])) for entry in candidates)


def _source(rules: Ruleset, stage: str) -> VoteCount:
    source = rules.stage(stage).source
    if not isinstance(source, VoteCount):
        raise BallotRefused([fault("sheet_stage", kind="votes", stage=stage, known="")])
    return source


def _parts(group: BallotGroup, rules: Ruleset, candidates: Sequence[Entry]) -> list[tuple[str, set[str]]]:
    """Name the sets of candidates a group's bounds hold for: one, or one for each value of an axis."""
    chosen = [entry for entry in candidates if meets(entry.division, group.condition)]
    if not group.each_of:
        return [(_name(group.condition), {entry.id for entry in chosen})]
    return [
        (named({group.each_of: value}), {entry.id for entry in chosen if entry.division[group.each_of] == value})
        for value in rules.axes[group.each_of]
    ]


def _name(condition: Mapping[str, tuple[str, ...]]) -> str:
    return named({axis: "/".join(values) for axis, values in condition.items()})


def _bounds(group: BallotGroup, name: str, members: set[str], picked: Sequence[str]) -> list[Fault]:
    least, most = group.least, group.most
    if group.share is not None:
        least = most = int(group.share * len(members))  # rounded down: 30 % of 175 candidates are 52
    count = len(set(picked))
    if count < least:
        return [fault("ballot_few", group=name, picked=count, least=least, missing=least - count)]
    if most is not None and count > most:
        return [fault("ballot_many", group=name, picked=count, most=most, excess=count - most)]
    return []

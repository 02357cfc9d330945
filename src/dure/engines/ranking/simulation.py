"""What a ruleset will do before any score exists: invented contests, counted ties, what a judge or a campaign can move.

The contests are invented the same way for every ruleset (``ASSUMPTIONS``), from a named seed, so that rulesets can be
compared; they say nothing about real entries. Scores are exact; only the covariances of effective weights are floats.
"""

from __future__ import annotations

import itertools
import math
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from statistics import fmean
from typing import Final

from dure.engines.ranking.faults import Refused
from dure.engines.ranking.numbers import exact_text, round_to
from dure.engines.ranking.ranking import Result, rank
from dure.engines.ranking.ruleset import Combined, Criterion, GivenNumber, JudgePanel, Ruleset, Stage, VoteCount
from dure.engines.ranking.sheet import Entry, Score, Sheet, Votes

CENTRE: Final = 0.75  # a middling entry gets three quarters of the points
WORTH: Final = 0.08  # one deviation of worth moves a mark by 8 % of the points
SEVERITY: Final = 0.04
NOISE: Final = 0.06
VOTES: Final = 200  # votes of a middling entry; log-normal, with worth moving them
CAMPAIGN: Final = Fraction(1, 2)  # half as many votes again
ASSUMPTIONS: Final[Mapping[str, float]] = {
    "centre": CENTRE,
    "worth": WORTH,
    "severity": SEVERITY,
    "noise": NOISE,
    "votes": VOTES,
    "campaign": float(CAMPAIGN),
}


@dataclass(frozen=True, slots=True)
class Weight:
    """One part of the total: its declared share of the points, and its share of what makes totals differ."""

    part: str
    declared: float
    effective: float


@dataclass(frozen=True, slots=True)
class Move:
    """What somebody can do for an entry: how often the second becomes first, how many places a middling entry gains."""

    who: str  # a judges' or votes' stage
    what: str  # judge_up, judge_up_down, campaign
    second_becomes_first: float
    places_gained: float


@dataclass(frozen=True, slots=True)
class Simulation:
    """What happened over all runs; shares are of the runs that had a result."""

    runs: int
    refused: Mapping[str, int]  # code of the refusal → runs
    entries: int
    judges: int
    tie_anywhere: float
    tie_for_first: float
    tie_at_a_cut: float
    settled: Mapping[str, float]  # by what ties of the ranking ended → share of these ties
    weights: tuple[Weight, ...]
    moves: tuple[Move, ...]


@dataclass
class _Tally:
    runs: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    anywhere: int = 0
    first: int = 0
    cut: int = 0
    settled: Counter[str] = field(default_factory=Counter)
    weights: dict[str, list[float]] = field(default_factory=dict)
    flipped: dict[tuple[str, str], list[bool]] = field(default_factory=dict)
    gained: dict[tuple[str, str], list[int]] = field(default_factory=dict)


def simulate(rules: Ruleset, runs: int, seed: int, *, entries: int = 48, judges: int = 7) -> Simulation:
    """Run a ruleset over invented contests.

    ``entries`` are spread evenly over the divisions. A contest the rules refuse (a tie across an edge that says
    ``refuse``) is counted by its reason. Same arguments, same answer.
    """
    chance = random.Random(seed)  # noqa: S311  # a simulation with a named seed, no secret
    tally = _Tally()
    for number in range(runs):
        sheet = invent(rules, chance, entries=entries, judges=judges, draw_seed=f"{seed}/{number}")
        try:
            result = rank(sheet, rules)
        except Refused as refused:
            tally.refused[refused.faults[0].code] += 1
            continue
        tally.runs += 1
        _count_ties(result, tally)
        _weigh(result, tally)
        _move(result, tally)
    return _summed(rules, tally, runs, entries, judges)


def invent(rules: Ruleset, chance: random.Random, *, entries: int, judges: int, draw_seed: str) -> Sheet:
    """Make one contest up: worth of each entry, severity of each judge, noise; votes log-normal; no absent cell."""
    divisions = list(itertools.product(*rules.axes.values())) or [()]
    made: list[Entry] = []
    worth: dict[str, float] = {}
    for number in range(entries):
        identity = f"E{number + 1:04}"
        worth[identity] = chance.gauss(0, 1)
        division = dict(zip(rules.axes, divisions[number % len(divisions)], strict=True))
        made.append(Entry(identity, identity, division, (identity,), _given(rules, worth[identity], chance, number)))
    scores: list[Score] = []
    votes: list[Votes] = []
    for stage in rules.stages:
        if isinstance(stage.source, JudgePanel):
            for judge in range(judges):
                severity = chance.gauss(0, SEVERITY)
                for entry in made:
                    for criterion in stage.source.criteria:
                        share = CENTRE + WORTH * worth[entry.id] + severity + chance.gauss(0, NOISE)
                        mark = _mark(criterion, stage.source.places, share)
                        scores.append(Score(stage.name, entry.id, f"J{judge + 1}", criterion.name, mark))
        elif isinstance(stage.source, VoteCount):
            for channel, _weight in stage.source.channels:
                for entry in made:
                    count = round(VOTES * math.exp(chance.gauss(0, 0.6) + 0.4 * worth[entry.id]))
                    votes.append(Votes(channel, entry.id, str(count)))
    unique = {(vote.stage, vote.entry): vote for vote in votes}
    return Sheet(tuple(made), tuple(scores), tuple(unique.values()), fill={"draw_seed": draw_seed})


def _given(rules: Ruleset, worth: float, chance: random.Random, number: int) -> dict[str, str]:
    """Make the numbers handed in: points by worth where there is a full mark, else the order of receipt."""
    found: dict[str, str] = {}
    for stage in rules.stages:
        if isinstance(stage.source, GivenNumber):
            full = stage.source.out_of
            share = min(1.0, max(0.0, CENTRE + WORTH * worth + chance.gauss(0, NOISE)))
            found[stage.source.value] = (
                str(number + 1) if full is None else exact_text(round_to(full * Fraction(share), 1, "half_up"))
            )
    return found


def _mark(criterion: Criterion, places: int, share: float) -> str:
    if criterion.marks:
        return min(criterion.marks, key=lambda mark: abs(float(criterion.marks[mark] / criterion.points) - share))
    span = criterion.points - criterion.least
    mark = round_to(criterion.least + span * Fraction(min(1.0, max(0.0, share))), places, "down")
    return exact_text(max(mark, criterion.least))


def _count_ties(result: Result, tally: _Tally) -> None:
    ranking = [tie for tie in result.ties if tie.scope.startswith("ranking")]
    tally.anywhere += bool(ranking)
    leaders = {place.entry for place in result.places if place.place == 1}
    tally.first += any(leaders & set(tie.entries) for tie in ranking)
    through = {entry for run in result.stages.values() if run.cut for entry in run.cut.through}
    edges = [set(tie.entries) for tie in result.ties if tie.scope.startswith("cut ")]
    tally.cut += any(0 < len(through & tied) < len(tied) for tied in edges)
    tally.settled.update(tie.settled_by for tie in ranking)


def _weigh(result: Result, tally: _Tally) -> None:
    """Add each part's covariance with the total, as a share of the total's variance, over the ranked entries."""
    stage = result.rules.stage(result.rules.ranking.ordering.by)
    if not isinstance(stage.source, Combined):
        return
    run = result.stages[stage.name]
    entries = list(run.values)
    totals = [float(run.steps[0].column[entry]) for entry in entries]
    variance = _covariance(totals, totals)
    for part in stage.source.parts:
        full = result.rules.stage(part.stage).out_of
        factor = 1.0 if part.weight is None or full is None else float(part.weight / full)
        values = [float(result.stages[part.stage].values[entry]) * factor for entry in entries]
        share = _covariance(values, totals) / variance if variance else 0.0
        tally.weights.setdefault(part.stage, []).append(share)


def _covariance(left: Sequence[float], right: Sequence[float]) -> float:
    a, b = fmean(left), fmean(right)
    return fmean([(x - a) * (y - b) for x, y in zip(left, right, strict=True)])


def _move(result: Result, tally: _Tally) -> None:
    """Let one judge, then a campaign, help the second and a middling entry of the first division."""
    placed = [place for place in result.places if place.scope == "division" and place.place is not None]
    first = [place for place in placed if place.division == placed[0].division]
    if len(first) < 3:  # noqa: PLR2004  # a leader, a second and one between
        return
    leader, second, middle = first[0].entry, first[1].entry, first[len(first) // 2].entry
    for stage in result.rules.stages:
        if second not in result.stages[stage.name].values:
            continue
        for target in (second, middle):
            for what, changed in _changed(result.sheet, stage, leader, target):
                gained = _gained(result, changed, target)
                if gained is None:
                    continue
                if target == second:
                    # A second place that gains one place is first; a first place shared by two gains none.
                    tally.flipped.setdefault((stage.name, what), []).append(gained > 0)
                else:
                    tally.gained.setdefault((stage.name, what), []).append(gained)


def _changed(sheet: Sheet, stage: Stage, leader: str, target: str) -> Iterable[tuple[str, Sheet]]:
    """Make the sheets in which one judge, or a campaign, helps an entry."""
    if isinstance(stage.source, JudgePanel):
        full = {criterion.name: _best(criterion) for criterion in stage.source.criteria}
        least = {criterion.name: _worst(criterion) for criterion in stage.source.criteria}
        yield "judge_up", _marked(sheet, stage.name, {target: full})
        yield "judge_up_down", _marked(sheet, stage.name, {leader: least, target: full})
    elif isinstance(stage.source, VoteCount):
        yield "campaign", _campaigned(sheet, {channel for channel, _ in stage.source.channels}, target)


def _best(criterion: Criterion) -> str:
    return max(criterion.marks, key=criterion.marks.__getitem__) if criterion.marks else exact_text(criterion.points)


def _worst(criterion: Criterion) -> str:
    return min(criterion.marks, key=criterion.marks.__getitem__) if criterion.marks else exact_text(criterion.least)


def _marked(sheet: Sheet, stage: str, marks: Mapping[str, Mapping[str, str]]) -> Sheet:
    scores = tuple(
        score._replace(value=marks[score.entry][score.criterion])
        if score.judge == "J1" and score.stage == stage and score.entry in marks
        else score
        for score in sheet.scores
    )
    return replace(sheet, scores=scores)


def _campaigned(sheet: Sheet, channels: Iterable[str], target: str) -> Sheet:
    votes = tuple(
        replace(vote, count=str(int(int(vote.count) * (1 + CAMPAIGN))))
        if vote.entry == target and vote.stage in channels
        else vote
        for vote in sheet.votes
    )
    return replace(sheet, votes=votes)


def _gained(result: Result, changed: Sheet, target: str) -> int | None:
    """Rank a changed sheet and count the places the target gained; ``None`` where there is no result."""
    try:
        after = _place(rank(changed, result.rules), target)
    except Refused:
        return None
    before = _place(result, target)
    return None if before is None or after is None else before - after


def _place(result: Result, entry: str) -> int | None:
    return next((place.place for place in result.places if place.entry == entry and place.scope == "division"), None)


def _summed(rules: Ruleset, tally: _Tally, runs: int, entries: int, judges: int) -> Simulation:
    done = tally.runs or 1
    ties = sum(tally.settled.values()) or 1
    stage = rules.stage(rules.ranking.ordering.by)
    declared: dict[str, float] = {}
    if isinstance(stage.source, Combined):
        points = {part.stage: float(part.weight or rules.stage(part.stage).out_of or 0) for part in stage.source.parts}
        declared = {part: share / (sum(points.values()) or 1) for part, share in points.items()}
    return Simulation(
        runs=runs,
        refused=dict(tally.refused),
        entries=entries,
        judges=judges,
        tie_anywhere=tally.anywhere / done,
        tie_for_first=tally.first / done,
        tie_at_a_cut=tally.cut / done,
        settled={name: count / ties for name, count in sorted(tally.settled.items())},
        weights=tuple(Weight(part, declared.get(part, 0.0), fmean(shares)) for part, shares in tally.weights.items()),
        moves=tuple(
            Move(who, what, fmean(flips), fmean(tally.gained.get((who, what), [0])))
            for (who, what), flips in tally.flipped.items()
        ),
    )

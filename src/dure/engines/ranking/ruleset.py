"""The rules of one contest edition as frozen values; ``reading_rules`` makes them from TOML or JSON data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from dure.engines.ranking.numbers import RoundingMode

SCHEMA: Final = "dure.ruleset/1"

Condition = Mapping[str, tuple[str, ...]]  # axis → the values that meet it; an empty one is met by every entry
RecusalKind = Literal["exclusion", "challenge", "withdrawal"]  # 제척, 기피, 회피
RecusalEffect = Literal["out", "out_of_division", "out_of_stage", "mean_of_others"]
Prefer = Literal["higher", "lower"]
TieEnd = Literal["shared", "draw"]
RECUSAL_KINDS: Final[tuple[RecusalKind, ...]] = ("exclusion", "challenge", "withdrawal")


# --- operations: each changes a stage's column (``operations.py``) -------------------------------------------------


@dataclass(frozen=True, slots=True)
class Weigh:
    """Criteria to one number for each judge: the sum of marks, or of mark ÷ points × weight where weights stand."""


@dataclass(frozen=True, slots=True)
class Drop:
    """Leave out the highest and lowest marks, all of them or, with fewer than ``fewest_left`` left over, none."""

    highest: int
    lowest: int
    fewest_left: int


@dataclass(frozen=True, slots=True)
class Average:
    """Judges to one number: mean, median or sum."""

    by: Literal["mean", "median", "sum"]


@dataclass(frozen=True, slots=True)
class JudgeEffect:
    """Judges to one number, with each judge's severity estimated and taken out (additive least squares)."""

    within: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standardise:
    """Each judge's totals to the given mean and standard deviation, the root rounded at ``digits`` places."""

    mean: Fraction
    spread: Fraction
    digits: int
    within: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PointsTable:
    """Points for places: a list, bands (up to a place or to a share of the entries) or equal steps."""

    bands: tuple[tuple[Fraction | None, Fraction | None, Fraction], ...]  # (to place, to share, points)
    first: Fraction | None = None
    step: Fraction = Fraction(0)
    least: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class VotePoints:
    """Votes, or any number, to points by share of the largest, share of the total or place."""

    by: Literal["share_of_max", "share_of_total", "rank_points"]
    within: tuple[str, ...]
    points: Fraction  # the most this can give
    base: Fraction = Fraction(0)  # what every entry has before its share
    table: PointsTable | None = None
    ties: Literal["best", "mean"] = "best"


@dataclass(frozen=True, slots=True)
class JudgeRanks:
    """Each judge's totals to points by place, or to the place itself (1 is best) where no table stands."""

    within: tuple[str, ...]
    table: PointsTable | None
    ties: Literal["best", "mean"]


@dataclass(frozen=True, slots=True)
class PlaceNumber:
    """A number to its place, 1 for the best; later steps and the ranking then prefer the lower."""

    within: tuple[str, ...]
    ties: Literal["best", "mean"]


@dataclass(frozen=True, slots=True)
class Bands:
    """A number to the points of the first band whose least it reaches."""

    bands: tuple[tuple[Fraction, Fraction], ...]  # (at least, points), falling


@dataclass(frozen=True, slots=True)
class Scale:
    """A number out of one full mark to the same share of another."""

    to: Fraction
    full: Fraction


@dataclass(frozen=True, slots=True)
class Round:
    """Round every number at hand."""

    digits: int
    mode: RoundingMode


@dataclass(frozen=True, slots=True)
class Adjust:
    """Add bonuses or take penalties off, with caps."""

    kind: Literal["bonus", "penalty"]
    unit: Literal["points", "percent"]
    reasons: tuple[str, ...]  # empty: every reason
    each_at_most: Fraction | None
    at_most: Fraction | None
    bound: Fraction | None  # the value afterwards is not above (bonus) or not below (penalty) this


Operation = (
    Weigh
    | Drop
    | Average
    | JudgeEffect
    | Standardise
    | VotePoints
    | JudgeRanks
    | PlaceNumber
    | Bands
    | Scale
    | Round
    | Adjust
)


# --- stages ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the score sheet: its full mark, its least mark, its weight and, for letters, their points."""

    name: str
    points: Fraction
    least: Fraction
    weight: Fraction | None
    marks: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class JudgePanel:
    """Where a stage's numbers come from: judges who mark criteria."""

    criteria: tuple[Criterion, ...]
    places: int
    absent: Literal["leave_out", "refuse"]
    fewest_judges: int
    recusal: Mapping[RecusalKind, RecusalEffect]


@dataclass(frozen=True, slots=True)
class BallotGroup:
    """How many candidates of a group one ballot may pick."""

    condition: Condition
    each_of: str  # an axis: the bounds hold for each of its values; empty: for the condition as a whole
    least: int
    most: int | None  # None: no upper bound
    share: Fraction | None = None  # of the candidates, rounded down: replaces both bounds


@dataclass(frozen=True, slots=True)
class VoteCount:
    """Where a stage's numbers come from: counted votes, of one or several channels."""

    channels: tuple[tuple[str, Fraction], ...]
    ballot: tuple[BallotGroup, ...]


@dataclass(frozen=True, slots=True)
class GivenNumber:
    """Where a stage's numbers come from: a number handed in with the entry."""

    value: str
    out_of: Fraction | None


@dataclass(frozen=True, slots=True)
class Part:
    """One addend of a combined stage; without a weight its points enter as they are."""

    stage: str
    weight: Fraction | None
    carry_over: bool


@dataclass(frozen=True, slots=True)
class Combined:
    """Where a stage's numbers come from: earlier stages."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Floor:
    """The least a stage's number, or one criterion's mean, must reach; below it an entry is out."""

    at_least: Fraction
    criterion: str | None


@dataclass(frozen=True, slots=True)
class TieRule:
    """What decides between entries that are equal so far."""

    stage: str
    criterion: str | None = None
    judge: str | None = None
    with_dropped: bool = False
    firsts: bool = False
    prefer: Prefer = "higher"


@dataclass(frozen=True, slots=True)
class Ordering:
    """How entries are put in order: by a stage's number, then by the tie rules, then shared or drawn."""

    by: str
    prefer: Prefer
    tiebreak: tuple[TieRule, ...]
    end: TieEnd


@dataclass(frozen=True, slots=True)
class Quota:
    """A count for the entries that meet a condition."""

    condition: Condition
    count: int


@dataclass(frozen=True, slots=True)
class Cut:
    """Who goes on after a stage."""

    per: tuple[str, ...]
    ordering: Ordering
    counts: tuple[Quota, ...]
    share: Fraction | None
    rounding: Literal["up", "down"]
    at_least: Fraction | None
    edge: Literal["take_all", "leave_all", "refuse"]
    also: int  # best of the rest, whatever their division


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the contest: numbers from a source, operations on them, then who goes on."""

    name: str
    source: JudgePanel | VoteCount | GivenNumber | Combined
    operations: tuple[Operation, ...]
    only: Condition
    floors: tuple[Floor, ...]
    cut: Cut | None
    out_of: Fraction | None  # the full mark its number has in the end; None: unbounded


# --- result ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RankingRule:
    """How the last order is made, in which divisions."""

    per: tuple[str, ...]
    overall: bool
    only: Condition
    ordering: Ordering
    equal: Literal["skip", "dense"]
    behind: Literal["unplaced", "by_stage"]


@dataclass(frozen=True, slots=True)
class Grade:
    """One step of an award ladder."""

    name: str
    counts: tuple[Quota, ...]  # empty: as many as qualify
    at_least: Fraction | None


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many awards for one organisation, or for the entries of a condition."""

    per: str  # "organisation", an axis, or "" for the condition as a whole
    condition: Condition
    count: int


@dataclass(frozen=True, slots=True)
class Ladder:
    """Awards that are given out together, best first."""

    name: str
    by: Literal["rank", "band"]
    ordering: Ordering | None  # None: the ranking's own places
    scope: Literal["division", "overall"]
    per: tuple[str, ...]
    eligible: Condition
    without: tuple[str, ...]
    reached: str | None
    grades: tuple[Grade, ...]
    sharing: Literal["up", "up_taking", "down", "refuse"]
    vacancy: Literal["stays", "passes"]
    limits: tuple[Limit, ...]
    parallel: bool


@dataclass(frozen=True, slots=True)
class Ruleset:
    """One edition's rules, complete, and the hash they are logged under."""

    name: str
    organiser: str
    year: int
    edition: int | None
    sources: tuple[str, ...]
    notes: str
    axes: Mapping[str, tuple[str, ...]]
    stages: tuple[Stage, ...]
    ranking: RankingRule
    awards: tuple[Ladder, ...]
    data: Mapping[str, object]
    sha256: str

    def stage(self, name: str) -> Stage:
        """Return the stage of that name; the reader has made sure that it stands."""
        return next(stage for stage in self.stages if stage.name == name)

"""The rulebook: ordered steps with their parameters, rounding, ties and quotas, as the year's guide sets them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from fractions import Fraction
from typing import ClassVar, Final, Literal, TypeVar, cast

from dure.engines.indices.exact import MODES, Mode, round_to
from dure.engines.indices.sentences import Refusal

NormaliseMethod = Literal[
    "none", "minmax", "scaled", "zscore", "goalposts", "dist2max", "dist2ref", "dist2targ", "fracmax",
    "rank", "borda", "prank",
]  # fmt: skip
TreatMethod = Literal[
    "none", "winsorise", "log_ct", "log_ct_plus", "log_ct_orig", "log_gii", "log10", "ln", "boxcox", "clip",
]  # fmt: skip
ImputeMethod = Literal[
    "none", "mean", "median", "group_mean", "group_median", "row_mean", "row_median", "regression", "em", "last_year",
    "constant",
]  # fmt: skip
WeightMethod = Literal["given", "equal", "budget", "pca", "critic", "entropy", "ahp"]
AggregateMethod = Literal["arithmetic", "geometric", "harmonic", "generalised", "sum", "copeland", "borda"]
Within = Literal["all", "group"]

NO_RANGE: Final = frozenset({"rank", "borda", "prank", "none", "scaled"})
"""Normalisations without a range of the data to freeze."""


class RulebookBroken(Refusal):
    """The steps contradict themselves or each other; the message says which and how to mend it."""


class UnknownStep(Refusal):
    """Something names a step that this rulebook lacks (COINr #60: a silent no-op there)."""


class FloorNeeded(RulebookBroken):
    """A geometric or harmonic mean would meet a zero: the worst of a min-max to 0 (COINr #47)."""


@dataclass(frozen=True, slots=True)
class RoundingRule:
    """Round at a named stage.

    Stages: ``observed`` (after imputation), ``panel``, ``normalised``, ``weighted`` (each part before the sum),
    ``node`` (each area) or ``node:CODE``, ``score`` (the total before bonus), ``final``.
    """

    stage: str
    places: int
    mode: Mode = "half_up"

    STAGES: ClassVar[tuple[str, ...]] = ("observed", "panel", "normalised", "weighted", "node", "score", "final")

    def __post_init__(self) -> None:
        """Refuse an unknown stage or mode."""
        if self.stage not in self.STAGES and not self.stage.startswith("node:"):
            raise RulebookBroken("rounding_stage", stage=self.stage, known=self.STAGES)
        if self.mode not in MODES:
            raise RulebookBroken("rounding_mode", mode=self.mode, known=MODES)


@dataclass(frozen=True, slots=True)
class TieRule:
    """Break equal scores by these nodes' values, more is better; what is still equal shares the place (1, 2, 2, 4)."""

    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuotaRule:
    """How many of a peer group are taken: a share rounded, or a count named for the group.

    ``on_tie`` says what becomes of equals at the border: all are taken (``include``), none (``exclude``), or the
    assessment refuses and names them (``refuse``).
    """

    share: Fraction | None = None
    rounding: Mode = "half_up"
    on_tie: Literal["include", "exclude", "refuse"] = "include"
    counts: Mapping[str, int] = field(default_factory=dict)

    def places(self, group: str, size: int) -> int:
        """Return the number of places in a group of that size.

        >>> [QuotaRule(Fraction(1, 4)).places("시", size) for size in (17, 75, 82, 69)]
        [4, 19, 21, 17]
        """
        if group in self.counts:
            return self.counts[group]
        if self.share is None:
            raise RulebookBroken("quota_empty", group=group)
        return int(round_to(self.share * size, 0, self.rounding))


@dataclass(frozen=True, slots=True)
class Screen:
    """Leave out units with less than this share of their indicators' values."""

    min_share: Fraction = Fraction(0)
    name: ClassVar[str] = "screen"


@dataclass(frozen=True, slots=True)
class Denominate:
    """Divide indicators by denominator columns: value / denominator x scale."""

    by: Mapping[str, str] = field(default_factory=dict)
    scale: Fraction = Fraction(1)
    name: ClassVar[str] = "denominate"


@dataclass(frozen=True, slots=True)
class Impute:
    """Fill missing values; ``by_code`` names another method for single indicators. Never 0 by itself.

    Row methods scale the columns by min-max first, as COINr does, unless ``is_scaled`` is false (all share a scale
    already); with ``within_area`` they take the indicators of the same area only.
    """

    method: ImputeMethod = "none"
    by_code: Mapping[str, ImputeMethod] = field(default_factory=dict)
    constant: Fraction | None = None
    is_scaled: bool = True
    within_area: bool = False
    name: ClassVar[str] = "impute"


@dataclass(frozen=True, slots=True)
class Treat:
    """Treat outliers: winsorise while |skew| and kurtosis are both beyond their limits, or transform or clip.

    ``otherwise`` treats a column that winsorising leaves beyond the limits: the original one, or with ``is_combined``
    the winsorised one.
    """

    method: TreatMethod = "winsorise"
    by_code: Mapping[str, TreatMethod] = field(default_factory=dict)
    otherwise: TreatMethod = "none"
    is_combined: bool = False
    max_points: int = 5
    skew_limit: Fraction = Fraction(2)
    kurtosis_limit: Fraction = Fraction("3.5")
    exponent: Fraction = Fraction(0)
    low_share: Fraction = Fraction("0.05")
    name: ClassVar[str] = "treat"


@dataclass(frozen=True, slots=True)
class Normalise:
    """Bring indicators to one scale, ``low`` to ``high``; z-scores to mean ``low`` and standard deviation ``high``.

    ``reference`` is the unit of dist2ref; ``targets`` the values of dist2targ; ``is_capped`` cuts beyond the target,
    the reference or frozen ranges. Goalposts are always cut, as COINr does.
    """

    method: NormaliseMethod = "minmax"
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(100)
    by_code: Mapping[str, NormaliseMethod] = field(default_factory=dict)
    within: Within = "all"
    reference: str | None = None
    targets: Mapping[str, Fraction] = field(default_factory=dict)
    is_capped: bool = False
    name: ClassVar[str] = "normalise"


@dataclass(frozen=True, slots=True)
class Weight:
    """Where weights come from: given, equal, experts' budgets, data (pca, critic, entropy), comparisons (ahp)."""

    method: WeightMethod = "given"
    budgets: tuple[Mapping[str, Fraction], ...] = ()
    codes: tuple[str, ...] = ()
    comparisons: tuple[tuple[Fraction, ...], ...] = ()
    max_inconsistency: Fraction = Fraction("0.1")
    name: ClassVar[str] = "weight"


@dataclass(frozen=True, slots=True)
class Aggregate:
    """Bring a node's children together; ``by_code`` names another method for single areas (``score`` is the total).

    ``missing``: ``refuse`` (the default: a missing value stops the assessment), or ``skip`` (the mean of the others,
    weights brought back to one, as COINr; below ``min_share`` of the children the node is missing).
    """

    method: AggregateMethod = "arithmetic"
    by_code: Mapping[str, AggregateMethod] = field(default_factory=dict)
    floor: Fraction | None = None
    exponent: Fraction = Fraction(1)
    missing: Literal["refuse", "skip"] = "refuse"
    min_share: Fraction = Fraction(0)
    within: Within = "all"
    name: ClassVar[str] = "aggregate"

    def method_of(self, code: str) -> AggregateMethod:
        """Return the method of one area."""
        return self.by_code.get(code, self.method)


@dataclass(frozen=True, slots=True)
class Bonus:
    """Add bonus and penalty columns, each cut at its ``max_points``, all bonuses and all penalties at a common cap.

    ``when``: ``before_rank`` moves the places; ``after_rank`` only the published score.
    """

    when: Literal["before_rank", "after_rank"] = "before_rank"
    bonus_cap: Fraction | None = None
    penalty_cap: Fraction | None = None
    total_cap: Fraction | None = None
    name: ClassVar[str] = "bonus"


@dataclass(frozen=True, slots=True)
class Round:
    """The named roundings, each at its stage."""

    rules: tuple[RoundingRule, ...] = ()
    name: ClassVar[str] = "round"


@dataclass(frozen=True, slots=True)
class Rank:
    """Competition ranking (1, 2, 2, 4) inside a peer group, or over all, on the rounded or the unrounded score."""

    on: Literal["rounded", "unrounded"] = "rounded"
    ties: TieRule = TieRule()
    within: Within = "group"
    name: ClassVar[str] = "rank"


@dataclass(frozen=True, slots=True)
class GradeBand:
    """One grade: the best of a group up to a quota counted from the top, or from a score up; neither: all the rest."""

    name: str
    quota: QuotaRule | None = None
    min_score: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """Grades from the best down; the last one takes the rest."""

    bands: tuple[GradeBand, ...] = ()
    name: ClassVar[str] = "grade"


@dataclass(frozen=True, slots=True)
class Preselection:
    """A first stage: the best on ``nodes`` go on to a vote whose result is ``survey``; the others get ``otherwise``.

    ``otherwise`` is on the normalised scale and decided by the guide: None is a blank.
    """

    nodes: tuple[str, ...]
    survey: str
    quota: QuotaRule
    otherwise: Fraction | None = None


Step = Screen | Denominate | Impute | Treat | Normalise | Weight | Aggregate | Bonus | Round | Rank | Grade
STEP_TYPES: Final = (Screen, Denominate, Impute, Treat, Normalise, Weight, Aggregate, Bonus, Round, Rank, Grade)
STEP_ORDER: Final = tuple(step.name for step in STEP_TYPES)
_Kind = TypeVar("_Kind", bound=Step)


@dataclass(frozen=True, slots=True)
class PanelRule:
    """How a panel's marks become an indicator's value; ``calibrated`` only if the guide adopted it beforehand.

    ``drop`` marks are cut at either end of a trimmed mean; ``zero_is_missing`` declares 0 to mean "not given".
    """

    score: Literal["mean", "trimmed_mean", "median", "calibrated"] = "mean"
    drop: int = 1
    zero_is_missing: bool = False
    is_drawn: bool = False


@dataclass(frozen=True)
class Rulebook:
    """The year's steps in the Handbook's order, each at most once; a step that is not named is not taken.

    Raises:
        RulebookBroken: a step twice or out of order, or two steps that cannot stand together.
        FloorNeeded: a geometric or harmonic mean after a normalisation that reaches 0, without a floor.
    """

    steps: tuple[Step, ...]
    panels: Mapping[str, PanelRule] = field(default_factory=dict)
    preselection: Preselection | None = None

    def __post_init__(self) -> None:
        """Check order and company."""
        names = [step.name for step in self.steps]
        ordered = sorted(names, key=STEP_ORDER.index)
        if names != ordered or len(set(names)) != len(names):
            raise RulebookBroken("steps_out_of_order", order=" ".join(STEP_ORDER), names=" ".join(names))
        normalise, aggregate = self.find(Normalise), self.find(Aggregate)
        needs_more_than_zero = aggregate and aggregate.floor is None and self._multiplies(aggregate)
        if needs_more_than_zero and normalise and normalise.low <= 0:
            reaches = {"minmax", "dist2max", "dist2ref", "dist2targ", "prank", "borda"}
            if ({normalise.method} | set(normalise.by_code.values())) & reaches:
                raise FloorNeeded("floor_needed", method=normalise.method, low=str(normalise.low))
        if aggregate and aggregate.exponent == 0:
            raise RulebookBroken("exponent_zero")
        treat = self.find(Treat)
        if treat and not 0 <= treat.low_share < Fraction(1, 2):
            raise RulebookBroken("clip_too_much", share=str(treat.low_share))

    @staticmethod
    def _multiplies(aggregate: Aggregate) -> bool:
        return bool({aggregate.method, *aggregate.by_code.values()} & {"geometric", "harmonic"})

    def find(self, kind: type[_Kind]) -> _Kind | None:
        """Return the step of that kind, or None if the rulebook lacks it."""
        steps: tuple[object, ...] = self.steps
        return next((step for step in steps if isinstance(step, kind)), None)

    def find_or_default(self, kind: type[_Kind]) -> _Kind:
        """Return the step of that kind, or one with the defaults where every assessment needs one."""
        found = self.find(kind)
        return cast("_Kind", kind()) if found is None else found  # mypy takes the call for the union

    def replaced(self, step: Step) -> Rulebook:
        """Return the rulebook with another variant of a step it has.

        Raises:
            UnknownStep: the rulebook lacks that step.
        """
        self.require(step.name)
        return replace(self, steps=tuple(step if mine.name == step.name else mine for mine in self.steps))

    def require(self, name: str) -> None:
        """Refuse the name of a step that the rulebook lacks.

        Raises:
            UnknownStep: says which steps there are.
        """
        names = [step.name for step in self.steps]
        if name not in names:
            raise UnknownStep("no_such_step", name=name, known=tuple(names))

    def rounding(self, stage: str) -> RoundingRule | None:
        """Return the rounding at a stage; ``node:CODE`` falls back to ``node``."""
        step = self.find(Round)
        rules = {rule.stage: rule for rule in step.rules} if step else {}
        return rules.get(stage) or (rules.get("node") if stage.startswith("node:") else None)

    def describe(self) -> dict[str, dict[str, str]]:
        """Return each step with its parameters as texts, for reports and hashes."""
        found = {
            step.name: {field.name: str(getattr(step, field.name)) for field in fields(step)} for step in self.steps
        }
        found["panels"] = {code: str(rule) for code, rule in self.panels.items()}
        found["preselection"] = {"rule": str(self.preselection)}
        return found

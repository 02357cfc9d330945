"""The index engine: indicators, panels and a rulebook in; scores, places, grades and their uncertainty out.

    result = assess(framework, units, observations, rulebook, panels=panels)
    result.score, result.rank, result.grade, result.stage("normalised")
    result.uncertainty(10_000, [WeightNoise(0.2), MarkNoise()], seed=1).rank_interval(0.9)
    result.sensitivity([WeightNoise(0.2)], seed=1).of("41110")
    result.what_if({("41110", "A1"): 7}); result.gap_to_grade("41110", "우수"); result.profile("41110")
    panel.connectivity(); panel.trimmed_mean(drop=1); panel.calibrate("judge_random"); panel.reliability()

Two paths that tests hold together: the published one in fractions, exact, rounding only where a named rule says so;
and the Monte Carlo one in float64. Missing is never 0. The same arguments give the same result: randomness comes from
the seed that is handed in. Formulas and sources: docs/methods/indices.md; decisions: docs/decisions/0020.
"""

from __future__ import annotations

from dure.engines.indices.aggregate import TOTAL, ValueMissing, ZeroInMean
from dure.engines.indices.assessed import NoSuchInput, NoSuchStage, Stage
from dure.engines.indices.calibrate import Calibration, MarkTable, Severity, TooFewMarks, Variances, calibrate
from dure.engines.indices.check import Finding, check_data
from dure.engines.indices.compare import (
    GradeGap,
    IndicatorStep,
    Influence,
    Movement,
    NoSuchGrade,
    Profile,
    ProfileRow,
    YearChange,
)
from dure.engines.indices.estimate import TooLittleToImpute
from dure.engines.indices.exact import Mode, NotANumber, round_to, to_fraction
from dure.engines.indices.framework import (
    Framework,
    FrameworkBroken,
    FrameworkIncomplete,
    Indicator,
    Unit,
    UnknownIndicator,
    UnknownUnit,
)
from dure.engines.indices.normalise import MethodNeedsParameter, NoSpread, Range
from dure.engines.indices.panels import (
    Connectivity,
    CriterionMissing,
    Mark,
    MarkTwice,
    Panel,
    PanelDisconnected,
    Reliability,
    kendall_w,
    krippendorff_alpha,
)
from dure.engines.indices.pipeline import Observation, ValueTwice
from dure.engines.indices.place import BorderTied
from dure.engines.indices.prepare import DenominatorMissing, TransformImpossible, kurtosis, skewness
from dure.engines.indices.result import Result, assess
from dure.engines.indices.rulebook import (
    STEP_ORDER,
    Aggregate,
    Bonus,
    Denominate,
    FloorNeeded,
    Grade,
    GradeBand,
    Impute,
    Normalise,
    PanelRule,
    Preselection,
    QuotaRule,
    Rank,
    Round,
    RoundingRule,
    Rulebook,
    RulebookBroken,
    Screen,
    Step,
    TieRule,
    Treat,
    UnknownStep,
    Weight,
)
from dure.engines.indices.sensitivity import NothingUncertain, Sensitivity, SobolIndex
from dure.engines.indices.sentences import ENGLISH, Refusal, Sentence
from dure.engines.indices.uncertainty import Alternatives, MarkNoise, Uncertain, Uncertainty, ValueNoise, WeightNoise
from dure.engines.indices.weigh import (
    ComparisonsInconsistent,
    Priorities,
    WeightsImpossible,
    compare_pairs,
    critic,
    entropy,
    principal_components,
)
from dure.engines.indices.written import FrameworkFileBroken, UnitList, Written, read_framework

VERSION = "1.1"
"""Of the engine's formulas: it grows when the same inputs would give another published number."""

__all__ = [
    "ENGLISH",
    "STEP_ORDER",
    "TOTAL",
    "VERSION",
    "Aggregate",
    "Alternatives",
    "Bonus",
    "BorderTied",
    "Calibration",
    "ComparisonsInconsistent",
    "Connectivity",
    "CriterionMissing",
    "Denominate",
    "DenominatorMissing",
    "Finding",
    "FloorNeeded",
    "Framework",
    "FrameworkBroken",
    "FrameworkFileBroken",
    "FrameworkIncomplete",
    "Grade",
    "GradeBand",
    "GradeGap",
    "Impute",
    "Indicator",
    "IndicatorStep",
    "Influence",
    "Mark",
    "MarkNoise",
    "MarkTable",
    "MarkTwice",
    "MethodNeedsParameter",
    "Mode",
    "Movement",
    "NoSpread",
    "NoSuchGrade",
    "NoSuchInput",
    "NoSuchStage",
    "Normalise",
    "NotANumber",
    "NothingUncertain",
    "Observation",
    "Panel",
    "PanelDisconnected",
    "PanelRule",
    "Preselection",
    "Priorities",
    "Profile",
    "ProfileRow",
    "QuotaRule",
    "Range",
    "Rank",
    "Refusal",
    "Reliability",
    "Result",
    "Round",
    "RoundingRule",
    "Rulebook",
    "RulebookBroken",
    "Screen",
    "Sensitivity",
    "Sentence",
    "Severity",
    "SobolIndex",
    "Stage",
    "Step",
    "TieRule",
    "TooFewMarks",
    "TooLittleToImpute",
    "TransformImpossible",
    "Treat",
    "Uncertain",
    "Uncertainty",
    "Unit",
    "UnitList",
    "UnknownIndicator",
    "UnknownStep",
    "UnknownUnit",
    "ValueMissing",
    "ValueNoise",
    "ValueTwice",
    "Variances",
    "Weight",
    "WeightNoise",
    "WeightsImpossible",
    "Written",
    "YearChange",
    "ZeroInMean",
    "assess",
    "calibrate",
    "check_data",
    "compare_pairs",
    "critic",
    "entropy",
    "kendall_w",
    "krippendorff_alpha",
    "kurtosis",
    "principal_components",
    "read_framework",
    "round_to",
    "skewness",
    "to_fraction",
]

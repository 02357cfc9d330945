"""Ranking: a contest's rules as data, and exact, explained places from scores and votes.

``read_rules`` checks a ruleset (TOML or JSON data of integers and texts), ``fill_blanks`` sets what was left open,
``read_sheet`` takes scores, votes, recusals and adjustments, ``rank`` turns both into places and awards, and
``result_data`` tells where every number comes from. Numbers are exact fractions throughout.

The core is standard library only, since it also goes into the stand-alone verifier; ``diagnose``, ``simulate`` and
``compare`` stand beside the ranking and never enter it. Methods and sources: docs/methods/ranking.md.
"""

from __future__ import annotations

from dure.engines.ranking.awards import PassedOver, Prize, Vacancy
from dure.engines.ranking.ballots import check_ballot, count_ballots
from dure.engines.ranking.blanks import Blank, blanks_of, fill_blanks
from dure.engines.ranking.canonical import NotCanonical, canonical_json, canonical_sha256
from dure.engines.ranking.comparison import Comparison, compare
from dure.engines.ranking.conditions import EVERYBODY
from dure.engines.ranking.derivation import derivation_of, result_data
from dure.engines.ranking.diagnostics import Diagnostics, Stability, diagnose
from dure.engines.ranking.faults import (
    ENGLISH,
    BallotRefused,
    BlanksLeft,
    Fault,
    RankingRefused,
    Refused,
    RulesRefused,
    SheetRefused,
)
from dure.engines.ranking.numbers import NotANumber, exact_text, parse_number, shown
from dure.engines.ranking.ranking import Notice, Place, Result, rank
from dure.engines.ranking.reading_rules import read_rules
from dure.engines.ranking.ruleset import GivenNumber, JudgePanel, Ruleset, VoteCount
from dure.engines.ranking.sheet import Adjustment, Entry, Recusal, Score, Sheet, Votes, read_sheet
from dure.engines.ranking.simulation import ASSUMPTIONS, Simulation, simulate

__all__ = [
    "ASSUMPTIONS",
    "ENGLISH",
    "EVERYBODY",
    "Adjustment",
    "BallotRefused",
    "Blank",
    "BlanksLeft",
    "Comparison",
    "Diagnostics",
    "Entry",
    "Fault",
    "GivenNumber",
    "JudgePanel",
    "NotANumber",
    "NotCanonical",
    "Notice",
    "PassedOver",
    "Place",
    "Prize",
    "RankingRefused",
    "Recusal",
    "Refused",
    "Result",
    "RulesRefused",
    "Ruleset",
    "Score",
    "Sheet",
    "SheetRefused",
    "Simulation",
    "Stability",
    "Vacancy",
    "VoteCount",
    "Votes",
    "blanks_of",
    "canonical_json",
    "canonical_sha256",
    "check_ballot",
    "compare",
    "count_ballots",
    "derivation_of",
    "diagnose",
    "exact_text",
    "fill_blanks",
    "parse_number",
    "rank",
    "read_rules",
    "read_sheet",
    "result_data",
    "shown",
    "simulate",
]

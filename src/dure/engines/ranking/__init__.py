"""Ranking: a contest's rules as data, and exact, explained places from scores and votes.

``read_rules`` checks a ruleset (TOML or JSON data of integers and texts), ``fill_blanks`` sets what was left open,
``read_sheet`` takes scores, votes, recusals and adjustments, ``rank`` turns both into places and awards, and
``derivation`` tells where every number comes from. Numbers are exact fractions throughout.

The core is standard library only, since it also goes into the stand-alone verifier; ``diagnostics``, ``simulation`` and
``comparison`` stand beside the ranking and never enter it. Methods and sources: docs/methods/ranking.md.
"""

from __future__ import annotations

from dure.engines.ranking.awards import PassedOver, Prize, Vacancy
from dure.engines.ranking.blanks import Blank, blanks_of, fill_blanks
from dure.engines.ranking.canonical import canonical_json, canonical_sha256
from dure.engines.ranking.faults import (
    BallotRefused,
    BlanksLeft,
    Fault,
    RankingRefused,
    Refused,
    RulesRefused,
    SheetRefused,
)
from dure.engines.ranking.ranking import Notice, Place, Result, rank
from dure.engines.ranking.reading_rules import read_rules
from dure.engines.ranking.ruleset import Ruleset
from dure.engines.ranking.sheet import Adjustment, Entry, Recusal, Score, Sheet, Votes, read_sheet

__all__ = [
    "Adjustment",
    "BallotRefused",
    "Blank",
    "BlanksLeft",
    "Entry",
    "Fault",
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
    "Vacancy",
    "Votes",
    "blanks_of",
    "canonical_json",
    "canonical_sha256",
    "fill_blanks",
    "rank",
    "read_rules",
    "read_sheet",
]

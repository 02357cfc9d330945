"""The words of grades and positions as patterns, and signs made of words: what the rules of cases share."""

from __future__ import annotations

import re
from typing import NamedTuple

from dure.engines.reading.lexicon import any_of_table

GRADES = any_of_table("facts", "awards", "grades")
POSITIONS = any_of_table("facts", "people", "positions")


class Sign(NamedTuple):
    """Words that say something of a stretch or of a list."""

    name: str
    words: re.Pattern[str]

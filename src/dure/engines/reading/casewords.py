"""The words of grades and positions as patterns, and signs made of words: what the rules of cases share."""

from __future__ import annotations

import re
from typing import NamedTuple

from dure.engines.reading.lexicon import any_of_table

GRADES = any_of_table("facts", "awards", "grades")
POSITIONS = any_of_table("facts", "people", "positions")
SURNAMES = "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용예봉경사부가복태목형피두감음빈동온호범좌팽승간견"
"""First syllables of family names, commoner ones first."""
ADNOMINAL = "던" + "".join(chr(code) for code in range(ord("간"), ord("힣") + 1, 28))
"""Syllables that end in ㄴ (고친, 꾸린, 나르는), as a verb before its noun does, and 던."""


class Sign(NamedTuple):
    """Words that say something of a stretch or of a list."""

    name: str
    words: re.Pattern[str]

"""Rows of text as aligned columns for a terminal, where Korean letters are two columns wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence


def aligned(rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> list[str]:
    """Pad rows of text into columns for a terminal, where Korean letters are two columns wide.

    ``right`` names the columns that are set flush right.

    >>> aligned([("1", "가나"), ("10", "a")], right=(0,))
    [' 1  가나', '10  a']
    """
    lines = [tuple(row) for row in rows]
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    out = []
    for line in lines:
        padded = []
        for number, (text, wide) in enumerate(zip(line, widths, strict=True)):
            gap = " " * (wide - width(text))
            padded.append(gap + text if number in right else text + gap)
        out.append("  ".join(padded).rstrip())
    return out


def width(text: str) -> int:
    """Count the terminal columns of a text."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)

"""Faults of files and their cells in words, Korean or English: what is wrong, where, how to mend it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, Literal

from dure.formats.workbooks import CellFault

Language = Literal["en", "ko"]


@cache
def _words() -> Mapping[str, Any]:
    path = resources.files("dure.data.words").joinpath("cells.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def cell_text(fault: CellFault, language: Language) -> str:
    """Say what is wrong with a cell or a file."""
    what, mend = _words()["cells"][fault.code][language]
    return mended(fault.address, what.format(**fault.details), mend.format(**fault.details), language)


def mended(where: str, what: str, mend: str, language: Language) -> str:
    """Put place, fault and remedy into one line."""
    return f"{where + ': ' if where else ''}{what}. {_words()['mend'][language]}: {mend}."

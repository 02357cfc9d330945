"""The word lists of the reader, loaded once from the package's data."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any, cast


@cache
def lexicon(name: str) -> dict[str, Any]:
    """Return the tables of ``dure/data/lexicons/NAME.toml``."""
    source = resources.files("dure.data").joinpath("lexicons", f"{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def words(name: str, key: str) -> tuple[str, ...]:
    """Return one list of a lexicon, longest word first, so that alternatives match greedily."""
    return tuple(sorted(cast("list[str]", lexicon(name)[key]), key=lambda word: (-len(word), word)))


def any_of(name: str, key: str) -> str:
    """Return one list of a lexicon as a regular expression of alternatives, longest first."""
    return "(?:" + "|".join(re.escape(word) for word in words(name, key)) + ")"


def any_of_table(name: str, table: str, key: str) -> str:
    """Return one list of a lexicon's table as a regular expression of alternatives, longest first."""
    found = cast("list[str]", lexicon(name)[table][key])
    return "(?:" + "|".join(re.escape(word) for word in sorted(found, key=lambda word: (-len(word), word))) + ")"

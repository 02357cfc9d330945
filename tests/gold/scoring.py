"""How quality is counted (see `docs/methods/reading.md`): the same functions for our own pages and for the real ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple


class Share(NamedTuple):
    """Counts of what was found, what was to be found, and what was both."""

    hits: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        return self.hits / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.hits / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __add__(self, other: object) -> Share:
        assert isinstance(other, Share)
        return Share(self.hits + other.hits, self.found + other.found, self.wanted + other.wanted)


def positions(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    """Return the offsets of the code points in ``spans`` that are not space."""
    return {i for start, end in spans for i in range(start, end) if not text[i].isspace()}


def line_spans(text: str, ranges: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Return the spans of 1-based inclusive line ranges."""
    spans, at = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        if any(first <= number <= last for first, last in ranges):
            spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


def text_share(text: str, found: Iterable[tuple[int, int]], ranges: Sequence[Sequence[int]]) -> Share:
    """Compare body spans with gold lines over positions."""
    own, gold = positions(text, found), positions(text, line_spans(text, ranges))
    return Share(len(own & gold), len(own), len(gold))


def grams(paragraphs: Iterable[str]) -> Counter[str]:
    """Return the multiset of whitespace-free 4-grams."""
    counted: Counter[str] = Counter()
    for paragraph in paragraphs:
        letters = squeezed(paragraph)
        counted.update(letters[i : i + 4] for i in range(len(letters) - 3))
    return counted


def gram_share(found: Iterable[str], gold: Iterable[str]) -> Share:
    """Compare paragraphs over 4-grams, for HTML, where there are no lines."""
    own, wanted = grams(found), grams(gold)
    return Share(sum((own & wanted).values()), sum(own.values()), sum(wanted.values()))


def squeezed(text: str) -> str:
    """Return a text without its spaces."""
    return "".join(text.split())


def bare(title: str) -> str:
    """Return a title without spaces and punctuation."""
    return "".join(char for char in title if char.isalnum()).lower()


def titles_match(one: str, other: str) -> bool:
    """Tell whether two titles are equal, or one contains the other with a length ratio above .6."""
    short, long = sorted((bare(one), bare(other)), key=len)
    return bool(short) and (short == long or (short in long and len(short) / len(long) > 0.6))


def title_share(found: Sequence[str], gold: Sequence[str]) -> Share:
    """Match each found title with at most one gold title."""
    left = list(gold)
    hits = 0
    for title in found:
        match = next((other for other in left if titles_match(title, other)), None)
        if match is not None:
            left.remove(match)
            hits += 1
    return Share(hits, len(found), len(gold))


def names_alike(found: str | None, gold: str | None) -> bool:
    """Tell whether two names of events are the same but for a word."""
    if found is None or gold is None:
        return found == gold
    a, b = bare(found), bare(gold)
    return a in b or b in a or SequenceMatcher(None, a, b).ratio() >= 0.6


def grade(words: str) -> str:
    """Return what ranks an award: 최우수 of 최우수상, 최우수작, 최우수기관 and 최우수 등급; 장관 of every minister's prize."""
    name = bare(words)
    for ending in ("상", "작", "기관", "등급", "지자체", "자치단체", "단체", "지방정부"):
        name = name.removesuffix(ending)
    return "장관" if name.endswith(("장관", "장관표창")) else name

"""Morphemes of the sentences that are worth it: Kiwi on at most 40 % of an article's characters.

Kiwi reads 50,000 characters a second, the rest of the reader a million: it is asked about the sentences that hold a word
of our subject, best first, until two fifths of the article are spent. It knows the gazetteer's names as words.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import ahocorasick

from dure.engines.reading.gazetteer import Gazetteer
from dure.engines.reading.gazetteer import default as default_gazetteer
from dure.engines.reading.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dure.engines.reading.document import Span
    from dure.engines.reading.prose import Prose

__all__ = ["MOST", "Token", "analyser", "default_analyser", "retained", "tokens"]

MOST: Final = 0.4
"""The share of an article's characters that are analysed at most."""

_SHORTEST_NAME: Final = 3  # 중구 and 하동 are other words too; 하동군 is not
_NAME_SCORE: Final = 1.0  # above what Kiwi gives an unknown word, so that 시설관리공단 is not taken apart


class Token(NamedTuple):
    """A morpheme of a sentence: its form, its tag of the Sejong set (NNG, JKS, EF …), and its code points there."""

    form: str
    tag: str
    start: int
    end: int


@cache
def _triggers() -> Any:
    """Return the automaton of the words that make a sentence worth analysing: events, grades, the subject itself."""
    facts = lexicon("facts")
    words = {*facts["awards"]["grades"], *facts["cases"]["topic"]}
    words.update(word for heads in facts["event_heads"].values() for word in heads)
    automaton = ahocorasick.Automaton()
    for word in words:
        automaton.add_word(word, word)
    automaton.make_automaton()
    return automaton


def retained(prose: Prose, most: float = MOST) -> tuple[Span, ...]:
    """Return the spans of the sentences worth analysing, in order: together at most ``most`` of the prose's characters.

    A sentence is worth the number of different trigger words in it, and one more where it holds a quotation that is no
    speech, as the titles of cases do; of equals the earlier goes first. One that no longer fits is left out, never cut.
    """
    found: list[tuple[int, Span]] = []
    total = 0
    automaton = _triggers()
    for paragraph in prose.paragraphs:
        for start, end in paragraph.sentences:
            total += end - start
            worth = len({word for _, word in automaton.iter(prose.text, start, end)})
            worth += any(start <= quote.start < end and not quote.speech for quote in paragraph.quotes)
            if worth:
                found.append((-worth, (start, end)))
    left = int(total * most)
    kept: list[Span] = []
    for _, (start, end) in sorted(found):
        if end - start <= left:
            left -= end - start
            kept.append((start, end))
    return tuple(sorted(kept))


def tokens(sentences: Sequence[str], kiwi: Any = None) -> list[list[Token]]:
    """Return the morphemes of each sentence in order, a list a sentence; ``kiwi`` is `default_analyser` unless given."""
    kiwi = kiwi if kiwi is not None else default_analyser()
    analysed = kiwi.tokenize(list(sentences))
    return [[Token(found.form, found.tag, found.start, found.end) for found in sentence] for sentence in analysed]


def analyser(gazetteer: Gazetteer) -> Any:
    """Return a Kiwi that knows the names of ``gazetteer`` as words: 1 s and 0.4 GB, so make it once a process.

    Titles of works and typing errors are left out of its dictionaries: they take twice that and hide the words inside a name.
    """
    from kiwipiepy import Kiwi

    kiwi = Kiwi(num_workers=1, load_multi_dict=False, load_typo_dict=False)
    for surface, senses in sorted(gazetteer.lexicon.senses.items()):
        if len(surface) >= _SHORTEST_NAME and " " not in surface and any(sense.form != "stem" for sense in senses):
            kiwi.add_user_word(surface, "NNP", _NAME_SCORE)
    return kiwi


@cache
def default_analyser() -> Any:
    """Return the analyser with the default gazetteer's names, made at the first call and kept for the process."""
    return analyser(default_gazetteer())

"""Kiwi, the Korean morpheme analyser, for the words of cases and of searches.

It is loaded at the first text (0.9 s, 330 MB), so that a start never waits for it; ``warm_up_after_response``
loads it when somebody opens the search page. Two of its dictionaries are left out: titles of works and films (2 s
and 190 MB more, and they would hide the words inside a name) and typing errors. Unknown compounds are split into
known words (``oov_handling="rule"``): 공구도서관 is found by 도서관.
"""

from __future__ import annotations

import threading
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.core.signals import request_finished

from dure.data.governments import governments

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MEANINGFUL = frozenset(
    {"NNG", "NNP", "NNB", "NR", "NP", "XR", "VV", "VA", "SL", "SH", "SN", "SW", "W_SERIAL", "XPN", "XSN", "MAG", "MM"}
)
_JOINED = frozenset({"NNG", "NNP", "NNB", "NR", "XR", "XPN", "XSN", "SL", "SH", "SN"})
_STOP = frozenset({"것", "수", "등", "및", "하", "되", "있", "이", "그", "저"})
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Word:
    """A meaningful morpheme: its form (nouns as they are, verbs by their stem), its place, its eojeol's number."""

    form: str
    start: int
    end: int
    eojeol: int
    joins: bool


@cache
def _kiwi() -> Any:
    """Return the one analyser of this process, which knows the names of all governments since 2001."""
    from kiwipiepy import Kiwi  # noqa: PLC0415  # a start does not pay for it

    kiwi = Kiwi(num_workers=1, load_multi_dict=False, load_typo_dict=False)
    for name in sorted({row.name for row in governments()}):
        kiwi.add_user_word(name, "NNP")
    kiwi.tokenize("두레")  # what the analyser prepares at its first text is part of loading
    return kiwi


def is_loaded() -> bool:
    """Whether the analyser stands ready."""
    return bool(_kiwi.cache_info().currsize)


def warm_up() -> threading.Thread:
    """Load the analyser in a thread of its own and return that thread; call it once a server has started."""
    thread = threading.Thread(target=_load, name="kiwi", daemon=True)
    thread.start()
    return thread


def warm_up_after_response() -> None:
    """Load the analyser once the response being made has gone out.

    Loading keeps Python's lock for about a second, so a thread beside the response would hold it up too.
    """
    if not is_loaded():
        request_finished.connect(_warm_up_once, dispatch_uid="kiwi")


def _warm_up_once(**_: Any) -> None:
    request_finished.disconnect(dispatch_uid="kiwi")
    warm_up()


def _load() -> Any:
    with _lock:
        return _kiwi()


def normalised(text: str) -> str:
    """Return the text in one form of Unicode and of case, as words are compared."""
    return unicodedata.normalize("NFKC", text).lower()


def words(texts: Iterable[str]) -> Iterator[list[Word]]:
    """Yield for each text its meaningful words; offsets count in ``normalised(text)``."""
    kiwi = _load()
    for text in texts:
        yield [
            Word(token.form, token.start, token.end, token.word_position, token.tag.split("-")[0] in _JOINED)
            for token in kiwi.tokenize(normalised(text), oov_handling="rule")
            if token.tag.split("-")[0] in _MEANINGFUL and token.form not in _STOP
        ]

"""What the index engine says, in the reader's language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from dure.engines.indices import Refusal, Sentence
from dure.formats.cell_words import Language


@cache
def korean_sentences() -> Mapping[str, str]:
    """Read the Korean of every code."""
    path = resources.files("dure.data.words").joinpath("assessment.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def said(words: Sentence | Refusal | str, language: Language) -> str:
    """Say a sentence or a refusal of the engine, its details too where they are sentences; plain text stays."""
    sentence = words.sentence if isinstance(words, Refusal) else words
    if language == "en" or not isinstance(sentence, Sentence):
        return str(sentence)
    details = {name: _detail(value) for name, value in sentence.details.items()}
    return korean_sentences()[sentence.code].format(**details)


def _detail(value: str | int | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        mark = "; " if any(isinstance(item, Sentence) for item in value) else ", "
        return mark.join(said(item, "ko") for item in value)
    return said(value, "ko") if isinstance(value, str) else str(value)

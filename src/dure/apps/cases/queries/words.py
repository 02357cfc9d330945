"""From what somebody types to what the database looks for, and back to the words to mark in a text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, groupby

from dure.apps.cases import outside

_SHARED = 8  # words of a title that are tried in pairs
_REMEMBERED = 2_000  # searches whose analysis a process keeps


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search: `tsquery` is PostgreSQL's literal (empty: nothing to look for), `marks` the words to mark."""

    tsquery: str
    marks: tuple[str, ...]


@lru_cache(maxsize=_REMEMBERED)
def wanted(text: str) -> Wanted:
    """Analyse a search: every eojeol must be there, by its words or joined as it was typed.

    Words of two and more letters match as beginnings, so that 주차 finds 주차장 and a half-typed word finds the
    whole one; a single letter matches itself only. A search without any meaningful word is looked for as typed.
    """
    (found,) = outside.words([text])
    parts, marks = [], []
    for _, group in groupby(found, key=lambda word: word.eojeol):
        eojeol = list(group)
        forms = [word.form for word in eojeol]
        alternatives = [" & ".join(_operand(form) for form in forms)]
        joined = "".join(forms)
        if len(forms) > 1 and all(word.joins for word in eojeol):
            alternatives.append(_operand(joined))
            marks.append(joined)
        parts.append(" | ".join(f"({alternative})" for alternative in alternatives))
        marks += forms
    if not parts:
        marks = outside.normalised(text).split()
        parts = [_operand(word) for word in marks]
    return Wanted(" & ".join(f"({part})" for part in parts), tuple(dict.fromkeys(marks)))


def sharing(words: frozenset[str]) -> str:
    """Return the tsquery of titles that share words: two of them where there are three and more, else any.

    A single common word of three makes no likeness worth showing, and the database would have to weigh thousands.
    """
    most = sorted(words, key=lambda word: (-len(word), word))[:_SHARED]
    if len(most) < 3:  # noqa: PLR2004  # as the docstring says
        return " | ".join(f"{quoted(word)}:A" for word in most)
    return " | ".join(f"({quoted(one)}:A & {quoted(other)}:A)" for one, other in combinations(most, 2))


def _operand(form: str) -> str:
    return f"{quoted(form)}:*" if len(form) > 1 else quoted(form)


def quoted(lexeme: str) -> str:
    """Return a lexeme as the literals of PostgreSQL's ``tsvector`` and ``tsquery`` write it."""
    escaped = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def marks_of(text: str) -> tuple[str, ...]:
    """Return the words of a search that are marked where they stand in a text; none for an empty search."""
    return wanted(text).marks if text else ()

"""The words by which a case is found, as PostgreSQL's full-text search holds them.

The vector is written out here instead of by ``to_tsvector``: Kiwi finds the words, and the result does not depend
on the server's locale. Title words have weight A, owners and field B, everything else C.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Value
from django.db.models.functions import Cast

from dure.apps.cases import outside
from dure.apps.cases.models import Case
from dure.apps.cases.queries.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LAST_POSITION: Final = 16_383  # PostgreSQL counts no further
_LONGEST = 200  # characters of a lexeme; longer ones are no words
_POSITIONS = 200  # of one lexeme; PostgreSQL keeps 255
_READ_TOGETHER = 200


def lexemes(found: Sequence[outside.Word]) -> Iterator[tuple[str, int]]:
    """Yield (lexeme, position): each word, and the nouns of one eojeol joined, so that 공구도서 finds 공구도서관."""
    eojeol: list[outside.Word] = []
    for position, word in enumerate(found):
        yield word.form, position
        if eojeol and not (word.joins and word.eojeol == eojeol[-1].eojeol and word.start == eojeol[-1].end):
            eojeol = []
        if word.joins:
            eojeol.append(word)
            if len(eojeol) > 1:
                yield "".join(part.form for part in eojeol), position


def vector(parts: Iterable[tuple[str, Sequence[outside.Word]]]) -> str:
    """Return a ``tsvector`` literal of (weight, words) parts, one behind the other."""
    places: dict[str, list[str]] = {}
    offset = 1
    for weight, found in parts:
        for lexeme, position in lexemes(found):
            at = places.setdefault(lexeme[:_LONGEST], [])
            if len(at) < _POSITIONS:
                at.append(f"{min(offset + position, _LAST_POSITION)}{weight}")
        offset += len(found) + 1
    return " ".join(f"{quoted(lexeme)}:{','.join(at)}" for lexeme, at in places.items())


def _texts(case: Case) -> tuple[str, str, str]:
    """Return the title; owners and field; the rest. A newline keeps words of two facts apart."""
    owners: list[str] = []
    for owner in case.owners.all():
        government = owner.government
        owners += [owner.name_then, government.full_name, government.short_name, owner.department]
        owners += [government.parent.short_name] if government.parent else []
        owners += [owner.institution.name] if owner.institution else []
    fields = [case.field_given, *(field.name for field in (case.field, case.standard_field) if field)]
    fields += [f"{case.year}년"] if case.year else []
    rest = [case.summary, case.background, case.content, case.results]
    rest += [claim.text for claim in case.claims.all()]
    rest += [f"{award.event} {award.name} {award.grade} {award.organiser}" for award in case.awards.all()]
    rest += [f"{figure.label} {figure.text}" for figure in case.figures.all()]
    return case.title, "\n".join(dict.fromkeys(owners + fields)), "\n".join(rest)


def index_all_cases() -> int:
    """Write the words of every case anew and return how many there are; what a stop interrupts can be repeated."""
    ids = list(Case.objects.order_by("pk").values_list("pk", flat=True))
    index_cases(ids)
    return len(ids)


def index_cases(case_ids: Sequence[int]) -> None:
    """Write the words of cases; called by every action that changes what a case says."""
    for start in range(0, len(case_ids), _READ_TOGETHER):
        rows = list(
            Case.objects.filter(pk__in=case_ids[start : start + _READ_TOGETHER])
            .select_related("field", "standard_field")
            .prefetch_related("owners__government__parent", "owners__institution", "claims", "awards", "figures")
        )
        found = iter(outside.words([text for case in rows for text in _texts(case)]))
        for case in rows:
            words = [(weight, next(found)) for weight in "ABC"]
            Case.objects.filter(pk=case.pk).update(search=Cast(Value(vector(words)), SearchVectorField()))

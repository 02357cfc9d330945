"""One case, with the evidence of each of its facts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dure.apps.cases.models import Award, Case, CaseOwner, Claim, Evidence, Figure, Source
from dure.apps.cases.rules import may_see

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AnonymousUser

    from dure.apps.accounts.models import User


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of evidence under the number it bears on the page."""

    number: int
    row: Evidence
    source: Source


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Figures of one label; they conflict where sources say different things of the same label."""

    label: str
    figures: tuple[Figure, ...]
    is_conflicting: bool


@dataclass(frozen=True, slots=True)
class SourcePart:
    """A source and what it proves, in the order of its text."""

    source: Source
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """All that the page of a case shows; `proofs` leads from a fact's path to its evidence."""

    case: Case
    owners: tuple[CaseOwner, ...]
    figures: tuple[FigureGroup, ...]
    claims: tuple[Claim, ...]
    awards: tuple[Award, ...]
    sources: tuple[SourcePart, ...]
    proofs: dict[str, tuple[Proof, ...]]


def visible_case(case_id: int, *, viewer: User | AnonymousUser) -> Case:
    """Return a case that the person may see; one that was merged too, with the case it leads to.

    Raises:
        Case.DoesNotExist: there is none, or it is not for this person.
    """
    case = Case.objects.select_related("field__taxonomy", "standard_field", "merged_into").get(pk=case_id)
    if case.merged_into is None and not may_see(viewer, case):
        message = f"case {case_id} is {case.state}"
        raise Case.DoesNotExist(message)
    return case


def merged_into(case: Case) -> tuple[Case, ...]:
    """Return the cases that were merged into a case."""
    return tuple(case.merged_cases.order_by("pk"))


def document_hashes(case_ids: Iterable[int]) -> dict[int, set[str]]:
    """Return for each case the hashes of the documents that are its sources."""
    found: dict[int, set[str]] = {case_id: set() for case_id in case_ids}
    for case_id, sha256 in Source.objects.filter(case__in=found).order_by().values_list("case", "document_sha256"):
        found[case_id].add(sha256)
    return found


def sheet(case: Case) -> CaseSheet:
    """Return everything said of a case, in a constant number of queries."""
    sources = list(case.sources.prefetch_related("evidence"))
    parts, by_fact, number = [], defaultdict(list), 0
    for source in sources:
        mine = []
        for row in source.evidence.all():
            number += 1
            proof = Proof(number, row, source)
            mine.append(proof)
            by_fact[row.fact].append(proof)
        parts.append(SourcePart(source, tuple(mine)))
    return CaseSheet(
        case=case,
        owners=tuple(case.owners.select_related("government__parent", "institution")),
        figures=_groups(case.figures.select_related("source")),
        claims=tuple(case.claims.select_related("source")),
        awards=tuple(case.awards.select_related("source")),
        sources=tuple(parts),
        proofs={fact: tuple(proofs) for fact, proofs in by_fact.items()},
    )


def _groups(figures: Iterable[Figure]) -> tuple[FigureGroup, ...]:
    by_label: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_label[figure.label].append(figure)
    return tuple(
        FigureGroup(label, tuple(rows), len({_said(row) for row in rows}) > 1) for label, rows in by_label.items()
    )


def _said(figure: Figure) -> tuple[object, str]:
    """Return what a figure says: its number and unit, or its text where it was not understood."""
    return (figure.number, figure.unit) if figure.number is not None else (figure.text, "")

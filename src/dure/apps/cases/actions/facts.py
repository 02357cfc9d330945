"""What is said of a case, as plain values: what discovery hands over and what an edit form holds.

A fact's path names it: ``title``, ``year``, or a list and a place in it, ``figures/0``. Evidence given here points
with such a path into the same `CaseFacts`; when it is stored the place becomes the row's id (``figures/41``), which
stays right when rows are added or removed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

TEXT_FACTS: Final = ("title", "summary", "background", "content", "results")
PLAIN_FACTS: Final = (*TEXT_FACTS, "year", "period_start", "period_end", "field_given")
LISTED_FACTS: Final = ("owners", "figures", "claims", "awards")
FACT_PATHS: Final = frozenset({*PLAIN_FACTS, "period", "field"})


@dataclass(frozen=True, slots=True)
class OwnerFacts:
    """A government's share in a case.

    Attributes:
        government_code: the lineage's code; with an institution, that of the government it counts for.
        name_then: the full official name at the time of the case; the government's latest where empty.
        institution_key: the institution whose case it is, or None where it is the government's own.
        department: as the source names it.
        id: the stored row, when a list of owners is revised.
    """

    government_code: str
    name_then: str = ""
    institution_key: str | None = None
    department: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class FigureFacts:
    """A number said of a case: `text` as written, `number` and `unit` as understood.

    `source` is the place of its source in ``CaseFacts.sources``, None where an editor states it.
    """

    label: str
    text: str
    number: Decimal | None = None
    unit: str = ""
    as_of_date: date | None = None
    counted_by: str = ""
    definition: str = ""
    source: int | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """What a page claims of a case; `rank` is its kind ("first in the nation") in the reader's words."""

    text: str
    rank: str = ""
    source: int | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class AwardFacts:
    """A prize; `amount_won` in won."""

    grade: str
    name: str = ""
    event: str = ""
    organiser: str = ""
    year: int | None = None
    amount_won: int | None = None
    source: int | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """The characters [start, end) of a source's text that a fact was read from; `fact` is the fact's path."""

    fact: str
    start: int
    end: int
    quote: str
    before: str = ""
    after: str = ""
    rule: str = ""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """A document that tells of a case; `document_sha256` is empty for one that was never read here."""

    document_sha256: str = ""
    url: str = ""
    title: str = ""
    outlet: str = ""
    published_date: date | None = None
    evidence: tuple[EvidenceFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """Everything said of a case at once.

    Attributes:
        field_given: the field as the source names it.
        taxonomy: the key of the taxonomy `field_given` is from, where known.
        standard_field: the standard field, where an editor chose one; empty to find it by rule.
    """

    title: str
    summary: str = ""
    background: str = ""
    content: str = ""
    results: str = ""
    year: int | None = None
    period_start: date | None = None
    period_end: date | None = None
    field_given: str = ""
    taxonomy: str = ""
    standard_field: str = ""
    owners: tuple[OwnerFacts, ...] = ()
    figures: tuple[FigureFacts, ...] = ()
    claims: tuple[ClaimFacts, ...] = ()
    awards: tuple[AwardFacts, ...] = ()
    sources: tuple[SourceFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseChanges:
    """What an editor changes: plain facts by name, and whole lists; None leaves a list as it is.

    Rows of a list that carry an `id` are kept and brought up to date, those without are new, those left out go.
    `standard_field` is None to leave it, empty to find it by rule, or a field's key.
    """

    facts: Mapping[str, Any] = field(default_factory=dict)
    standard_field: str | None = None
    owners: tuple[OwnerFacts, ...] | None = None
    figures: tuple[FigureFacts, ...] | None = None
    claims: tuple[ClaimFacts, ...] | None = None
    awards: tuple[AwardFacts, ...] | None = None


@dataclass(frozen=True, slots=True)
class Addition:
    """What a source brought to a case: enough to take it back, and plain enough for JSON (``as_json``)."""

    case_id: int
    sources: tuple[int, ...] = ()
    evidence: tuple[int, ...] = ()
    figures: tuple[int, ...] = ()
    claims: tuple[int, ...] = ()
    awards: tuple[int, ...] = ()
    filled: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the same as lists and numbers."""
        return {
            "case_id": self.case_id,
            "sources": list(self.sources),
            "evidence": list(self.evidence),
            "figures": list(self.figures),
            "claims": list(self.claims),
            "awards": list(self.awards),
            "filled": [list(pair) for pair in self.filled],
        }

    def told(self) -> dict[str, Any]:
        """Return what the public log says of it: which rows and which facts, not their words."""
        return {**self.as_json(), "filled": [name for name, _ in self.filled]}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Addition:
        """Return what ``as_json`` wrote."""
        rows = {name: tuple(stored[name]) for name in ("sources", "evidence", "figures", "claims", "awards")}
        filled = tuple((name, value) for name, value in stored["filled"])
        return cls(case_id=stored["case_id"], filled=filled, **rows)

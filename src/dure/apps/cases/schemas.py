"""What the open API says of cases; names are those of the tables, so that data and screens agree."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema


class CaseQuery(Schema):
    """What a search may ask for."""

    limit: int = Field(20, ge=1, le=200, description="how many, at most 200")
    offset: int = Field(0, ge=0, le=1_000_000, description="how many to pass over")
    q: str = Field("", max_length=200, description="words; particles and spacing do not matter")
    region: str = Field("", max_length=20, description="a government's code; a province takes in its members")
    year: int | None = Field(None, ge=1945, le=2100)
    field: str = Field("", max_length=120, description="a standard field's key, or `none` for cases without one")
    award: str = Field("", max_length=60, description="a grade such as 최우수상, or `any`")
    institutions: bool = Field(default=False, description="only cases of institutions that governments own")
    sort: str = Field("", pattern="^(|relevance|newest|title)$", description="relevance, newest or title")


class NamedOut(Schema):
    """Something with a key and a name."""

    key: str
    name: str


class OwnerOut(Schema):
    """A government's share; with an institution the case is that body's and counts for the government."""

    government_code: str
    government: str
    name_then: str
    institution: NamedOut | None = None
    department: str
    evidence: list[int] = Field(default=[], description="ids of evidence; only where one case is asked for")


class AwardOut(Schema):
    """A prize; the amount in won."""

    id: int
    grade: str
    name: str
    event: str
    organiser: str
    year: int | None
    amount_won: int | None
    evidence: list[int] = []


class CaseOut(Schema):
    """A case in a list."""

    id: int
    url: str
    title: str
    summary: str
    year: int | None
    period_start: date | None
    period_end: date | None
    field_given: str = Field(description="the field as the source names it")
    standard_field: NamedOut | None
    owners: list[OwnerOut]
    awards: list[AwardOut]


class CasesOut(Schema):
    """A part of a list: `count` is the length of the whole."""

    count: int
    items: list[CaseOut]


class FigureOut(Schema):
    """A number said of a case. Figures of one label may contradict each other: all of them are given."""

    id: int
    label: str
    text: str = Field(description="as written")
    number: str | None = Field(description="as an exact decimal, so that no reader loses a digit")
    unit: str
    as_of_date: date | None
    counted_by: str
    definition: str
    source_id: int | None
    evidence: list[int] = []


class ClaimOut(Schema):
    """What a source claims; `status` says how far it was examined: claimed, contested, certified, refuted."""

    id: int
    text: str
    rank: str
    status: str
    source_id: int | None
    evidence: list[int] = []


class EvidenceOut(Schema):
    """The characters [start, end) of the source's text (code points) that a fact rests on."""

    id: int
    fact: str = Field(description="the fact's path: title, year, figures/12 …")
    start: int
    end: int
    quote: str
    before: str
    after: str
    rule: str
    confidence: float | None


class SourceOut(Schema):
    """A document that tells of the case."""

    id: int
    document_sha256: str
    url: str
    title: str
    outlet: str
    published_date: date | None
    evidence: list[EvidenceOut]


class FieldOut(Schema):
    """A field of one taxonomy; `standard` is the key of the standard field it corresponds to."""

    key: str
    name: str
    name_en: str
    definition: str
    aliases: list[str]
    standard: str | None = Field(alias="standard_id")


class TaxonomyOut(Schema):
    """A list of fields by one maker for its years; ``dure`` is the standard one."""

    key: str
    name: str
    maker: str
    year: int | None
    year_to: int | None
    source: str
    fields: list[FieldOut]


class CaseDetailOut(CaseOut):
    """Everything said of one case, with its evidence."""

    background: str
    content: str
    results: str
    field: NamedOut | None = Field(description="the field in its own taxonomy, where that is known")
    field_rule: str = Field(description="how the standard field was found: taxonomy, keyword, editor")
    figures: list[FigureOut]
    claims: list[ClaimOut]
    sources: list[SourceOut]
    evidence: dict[str, list[int]] = Field(description="ids of evidence by the plain fact that rests on it")
    revision: int
    created_at: datetime
    updated_at: datetime


class Problem(Schema):
    """What is wrong."""

    detail: Any

"""Reads of the registry.

``registry`` has one case, ``history`` what became of it, ``search`` finds cases by ``words``; ``map``, ``places`` and
``government`` count them by place.
"""

from dure.apps.cases.queries.history import Change, Revision, revisions_of
from dure.apps.cases.queries.published import published_digest, published_form
from dure.apps.cases.queries.registry import (
    CaseSheet,
    FigureGroup,
    Proof,
    SourcePart,
    document_hashes,
    merged_into,
    sheet,
    visible_case,
)
from dure.apps.cases.queries.search import (
    Alike,
    Criteria,
    Facet,
    Facets,
    Results,
    facets,
    published,
    related_cases,
    results,
    search_cases,
    similar_cases,
    similar_titles,
    standard_fields,
    taxonomies,
    with_rows,
)
from dure.apps.cases.queries.words import marks_of

__all__ = [
    "Alike",
    "CaseSheet",
    "Change",
    "Criteria",
    "Facet",
    "Facets",
    "FigureGroup",
    "Proof",
    "Results",
    "Revision",
    "SourcePart",
    "document_hashes",
    "facets",
    "marks_of",
    "merged_into",
    "published",
    "published_digest",
    "published_form",
    "related_cases",
    "results",
    "revisions_of",
    "search_cases",
    "sheet",
    "similar_cases",
    "similar_titles",
    "standard_fields",
    "taxonomies",
    "visible_case",
    "with_rows",
]

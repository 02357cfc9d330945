"""Reads of the registry: ``registry`` has cases, ``search`` finds them, ``map`` counts them by place."""

from dure.apps.cases.queries.search import (
    Alike,
    Criteria,
    Facet,
    Facets,
    facets,
    published,
    related_cases,
    search_cases,
    similar_cases,
    similar_titles,
    standard_fields,
)

__all__ = [
    "Alike",
    "Criteria",
    "Facet",
    "Facets",
    "facets",
    "published",
    "related_cases",
    "search_cases",
    "similar_cases",
    "similar_titles",
    "standard_fields",
]

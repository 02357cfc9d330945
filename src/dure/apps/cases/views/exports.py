"""The result of a search as a table to take away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from dure.apps.cases import queries
from dure.apps.cases.forms import SearchForm
from dure.apps.cases.forms.export import COLUMNS
from dure.formats import tables


def _rows(request: HttpRequest) -> Iterator[list[Any]]:
    base = request.build_absolute_uri("/").rstrip("/")
    for case in queries.with_rows(queries.search_cases(SearchForm(request.GET).criteria())).iterator(chunk_size=1000):
        owners = list(case.owners.all())
        yield [
            case.pk,
            case.title,
            ", ".join(owner.institution.name if owner.institution else owner.name_then for owner in owners),
            ", ".join(dict.fromkeys(owner.government.full_name for owner in owners)),
            ", ".join(dict.fromkeys(owner.government_id for owner in owners)),
            ", ".join(owner.department for owner in owners if owner.department),
            case.year,
            case.field_given,
            case.standard_field.name if case.standard_field else "",
            case.summary,
            ", ".join(str(award) for award in case.awards.all()),
            base + reverse("cases:case", args=[case.pk]),
        ]


def _file(content: bytes, media_type: str, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    name = f"dure-cases-{timezone.localdate():%Y%m%d}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def as_csv(request: HttpRequest) -> HttpResponse:
    """All cases of a search as CSV."""
    header = [str(name) for name in COLUMNS]
    return _file(tables.to_csv(header, _rows(request)), "text/csv; charset=utf-8", "csv")


def as_xlsx(request: HttpRequest) -> HttpResponse:
    """All cases of a search as a workbook."""
    header = [str(name) for name in COLUMNS]
    return _file(
        tables.to_xlsx(header, _rows(request), widths=[8, 40, 28, 22, 10, 16, 8, 20, 20, 50, 30, 36]),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
    )

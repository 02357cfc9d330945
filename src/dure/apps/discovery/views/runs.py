"""The page of a run, a batch or a visit, while it goes on and afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from dure.web.pages import numbered_page

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from dure.apps.discovery.queries import BatchPage, VisitPage


def shown_run(
    request: HttpRequest, name: str, found: BatchPage | VisitPage, rows: QuerySet[Any], *, per_page: int
) -> HttpResponse:
    """Show how far a run is and what came of each of its rows; htmx asks for the middle of the page only."""
    page = numbered_page(rows, request.GET.get("page"), per_page=per_page)
    template = f"discovery/{name}_progress.html" if request.headers.get("HX-Request") else f"discovery/{name}.html"
    return render(request, template, {"found": found, name: getattr(found, name), "page": page})

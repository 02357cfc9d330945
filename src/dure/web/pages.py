"""A list in pages, as the pagination component shows it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator


def numbered_page(rows: Any, number: str | None, *, per_page: int) -> Page[Any]:
    """Return a page of rows with ``shown_numbers``; a number that is none, or too large, gives the nearest page."""
    page = Paginator(rows, per_page).get_page(number)
    page.shown_numbers = page.paginator.get_elided_page_range(page.number)  # type: ignore[attr-defined]  # for the component
    return page

"""Search, and everything about one case."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def search(request: HttpRequest) -> HttpResponse:
    """Search with filters."""
    return render(request, "cases/home.html")


def case(request: HttpRequest, case_id: int) -> HttpResponse:
    """One case."""
    return render(request, "cases/home.html", {"case_id": case_id})

"""Home and the national map."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """The first page."""
    return render(request, "cases/home.html", {"is_home": True})


def case_map(request: HttpRequest) -> HttpResponse:
    """The national map."""
    return render(request, "cases/home.html")

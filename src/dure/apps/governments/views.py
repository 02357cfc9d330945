"""Screens of the governments."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def government_list(request: HttpRequest) -> HttpResponse:
    """All governments."""
    return render(request, "base.html")


def government(request: HttpRequest, code: str) -> HttpResponse:
    """One government."""
    return render(request, "base.html", {"code": code})

"""Screens of discovery."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def queue(request: HttpRequest) -> HttpResponse:
    """Proposals that wait."""
    return render(request, "base.html")


def upload(request: HttpRequest) -> HttpResponse:
    """Giving documents."""
    return render(request, "base.html")

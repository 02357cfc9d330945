"""Screens of the governments; a government's own page shows its cases and stands in ``cases``."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from dure.apps.governments import queries
from dure.apps.governments.forms import GovernmentFilter


def government_list(request: HttpRequest) -> HttpResponse:
    """All governments of a day, by province."""
    form = GovernmentFilter(request.GET or None)
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    day = wanted.get("as_of") or timezone.localdate()
    provinces = queries.provinces_on(day, words=wanted.get("q", "").strip(), peer_group=wanted.get("peer_group", ""))
    context = {
        "form": form,
        "day": day,
        "provinces": provinces,
        "metropolitan_count": len(provinces),
        "basic_count": sum(len(province.members) for province in provinces),
        "is_filtered": any(wanted.values()),
    }
    return render(request, "governments/list.html", context)

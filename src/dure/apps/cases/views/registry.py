"""Search, one case and its history."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from dure.apps.audit.queries import standing
from dure.apps.cases import outside, queries
from dure.apps.cases.choices import CaseState, ClaimStatus
from dure.apps.cases.forms import SearchForm
from dure.apps.cases.forms.search import FilterForm, address
from dure.apps.cases.models import Case
from dure.apps.cases.rules import may_edit


def search(request: HttpRequest) -> HttpResponse:
    """Find cases by words and filters; the address holds the whole search."""
    criteria = SearchForm(request.GET).criteria()
    found = queries.results(criteria, page=request.GET.get("page"))
    shared = address(criteria)
    context = {
        "criteria": criteria,
        "found": found,
        "filters": FilterForm(criteria, found.facets),
        "marks": queries.marks_of(criteria.words),
        "address": shared,
        "without_filters": address(criteria.without_filters()),
    }
    response = render(request, "cases/search.html", context)
    if request.htmx:  # type: ignore[attr-defined]  # set by HtmxMiddleware
        response["HX-Push-Url"] = f"{reverse('cases:search')}?{shared}" if shared else reverse("cases:search")
    outside.warm_up_after_response()  # whoever opens the search is about to type words
    return response


def _visible(request: HttpRequest, case_id: int) -> Case:
    try:
        return queries.visible_case(case_id, viewer=request.user)
    except Case.DoesNotExist as error:
        raise Http404 from error


def case(request: HttpRequest, case_id: int) -> HttpResponse:
    """One case with the evidence of each fact; a merged one leads to the case it is part of now."""
    shown = _visible(request, case_id)
    is_editor = may_edit(request.user)
    if shown.merged_into_id is not None and not (is_editor and "stay" in request.GET):
        return redirect("cases:case", shown.merged_into_id)
    context = {
        "case": shown,
        "sheet": queries.sheet(shown),
        "related": queries.related_cases(shown),
        "may_edit": is_editor,
        "standing": standing(subject=f"case:{shown.pk}") if shown.state == CaseState.PUBLISHED else None,
        "merged": queries.merged_into(shown) if is_editor else (),
        "claim_statuses": ClaimStatus.choices,
        "page_url": request.build_absolute_uri(reverse("cases:case", args=[shown.pk])),
    }
    return render(request, "cases/case.html", context)


def as_published(request: HttpRequest, case_id: int) -> HttpResponse:
    """A published case in the spelling whose SHA-256 stands in the public log."""
    shown = _visible(request, case_id)
    if shown.state != CaseState.PUBLISHED:
        raise Http404
    response = HttpResponse(queries.published_form(shown), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="case-{case_id}.json"'
    return response


def revisions(request: HttpRequest, case_id: int) -> HttpResponse:
    """Who changed what of a case, when and why; names are for editors only."""
    shown = _visible(request, case_id)
    is_editor = may_edit(request.user)
    if shown.merged_into_id is not None and not is_editor:
        return redirect("cases:revisions", shown.merged_into_id)
    context = {"case": shown, "revisions": queries.revisions_of(case_id), "shows_names": is_editor}
    return render(request, "cases/revisions.html", context)

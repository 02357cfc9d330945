"""Giving documents, and watching what comes of them."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dure.apps.discovery import actions, queries
from dure.apps.discovery.forms import MAX_FILES, UploadForm
from dure.apps.discovery.views.doors import for_editors, person
from dure.apps.discovery.views.runs import shown_run
from dure.web.pages import numbered_page

PER_PAGE = 50
RECENT = 5


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def upload(request: HttpRequest) -> HttpResponse:
    """Give files and addresses."""
    viewer = person(request)
    recent = queries.batches(viewer=viewer)[:RECENT]
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_bound and form.is_valid():
        batch = actions.give_documents(
            actor=viewer, files=form.cleaned_data["documents"], addresses=form.cleaned_data["addresses"]
        )
        return redirect("discovery:batch", batch.pk)
    context = {
        "form": form,
        "recent": recent,
        "max_files": MAX_FILES,
        "max_mb": settings.MAX_DOCUMENT_BYTES // (1024 * 1024),
        "max_bytes": settings.MAX_DOCUMENT_BYTES,
    }
    return render(request, "discovery/upload.html", context)


@require_safe
@for_editors
def batches(request: HttpRequest) -> HttpResponse:
    """Every run of reading."""
    page = numbered_page(queries.batches(viewer=person(request)), request.GET.get("page"), per_page=PER_PAGE)
    return render(request, "discovery/batches.html", {"page": page})


@require_safe
@for_editors
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """One run: how far it is, and what came of each document."""
    try:
        found = queries.batch_page(viewer=person(request), batch_id=batch_id)
    except queries.BatchMissing as error:
        raise Http404 from error
    return shown_run(request, "batch", found, found.intakes, per_page=PER_PAGE)


@require_POST
@for_editors
def batch_again(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Go on with what is left."""
    try:
        actions.read_again(actor=person(request), batch_id=batch_id)
    except actions.BatchMissing as error:
        raise Http404 from error
    messages.success(request, _("남은 문서를 다시 읽도록 맡겼습니다."))
    return redirect("discovery:batch", batch_id)

"""Screens of the log, and its files."""

from __future__ import annotations

from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from dure import verify
from dure.apps.audit import queries
from dure.apps.audit.models import Leaf
from dure.apps.audit.outside.folder import NotPublished
from dure.web.pages import numbered_page

_PAGE = 30
_FOREVER = "public, max-age=31536000, immutable"
_MOMENT = "public, max-age=2"  # tlog-tiles: no longer than a few seconds
_TEXT = "text/plain; charset=utf-8"
_BYTES = "application/octet-stream"


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """The log: its size, its checkpoint, its witnesses, its newest entries."""
    subject = request.GET.get("subject", "").strip()
    page = numbered_page(queries.leaves(subject=subject), request.GET.get("page"), per_page=_PAGE)
    return render(request, "audit/log.html", {"log": queries.log_state(), "page": page, "subject": subject})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the log proves and what it does not."""
    return render(request, "audit/about.html", {"log": queries.log_state()})


@require_safe
def entry(request: HttpRequest, index: int) -> HttpResponse:
    """One entry, its bytes, its hash, and how to check it."""
    try:
        found = queries.leaf(index)
    except Leaf.DoesNotExist as error:
        raise Http404 from error
    standing = queries.standing_of(found)
    return render(request, "audit/entry.html", {"leaf": found, "standing": standing})


@require_safe
def receipt(request: HttpRequest, index: int) -> HttpResponse:
    """The receipt of an entry, to keep."""
    del request
    try:
        data = queries.receipt(index)
    except NotPublished as error:
        raise Http404 from error
    answer = HttpResponse(data, content_type=_TEXT)
    answer["Content-Disposition"] = f'attachment; filename="{index}.tlog-proof"'
    return answer


@require_safe
def export(request: HttpRequest) -> FileResponse:
    """The whole log in one file."""
    del request
    try:
        path = queries.exported()
    except NotPublished as error:
        raise Http404 from error
    return FileResponse(path.open("rb"), as_attachment=True, filename="dure-log.zip", content_type="application/zip")


@require_safe
def program(request: HttpRequest) -> FileResponse:
    """The one file that checks everything."""
    del request
    path = Path(verify.__file__)
    return FileResponse(path.open("rb"), as_attachment=True, filename="verify.py", content_type="text/x-python")


def _file(name: str, content_type: str, caching: str) -> HttpResponse:
    """Send a file of the published log, for programs of any origin."""
    try:
        data = queries.published_file(name).read_bytes()
    except NotPublished as error:
        raise Http404 from error
    return HttpResponse(
        data, content_type=content_type, headers={"Cache-Control": caching, "Access-Control-Allow-Origin": "*"}
    )


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest checkpoint."""
    del request
    return _file("checkpoint", _TEXT, _MOMENT)


@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    """The keys of the log and its witnesses."""
    del request
    return _file("policy", _TEXT, _MOMENT)


@require_safe
def tile(request: HttpRequest, name: str) -> HttpResponse:
    """A tile of hashes: it never changes."""
    del request
    return _file(name, _BYTES, _FOREVER)


@gzip_page
@require_safe
def bundle(request: HttpRequest, name: str) -> HttpResponse:
    """A bundle of entries: it never changes, and is sent compressed."""
    del request
    return _file(name, _BYTES, _FOREVER)

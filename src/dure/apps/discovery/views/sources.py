"""Sources: the list, one source with its health, trying an address, and what editors do with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dure.apps.discovery import actions, queries
from dure.apps.discovery.forms import SourceForm, TryForm
from dure.apps.discovery.views.doors import for_editors, person
from dure.apps.discovery.views.runs import shown_run
from dure.web.pages import numbered_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from dure.apps.accounts.models import User
    from dure.apps.discovery.models import Source

PER_PAGE = 30
VISITS_PER_PAGE = 20
ITEMS_PER_PAGE = 50
SHOWN_ENTRIES = 30
_DELETED = "discovery_deleted_source"  # the source that this person has just deleted, offered for bringing back


@require_safe
@for_editors
def sources(request: HttpRequest) -> HttpResponse:
    """Every source, with its health at a glance."""
    viewer = person(request)
    words, attention = request.GET.get("q", "").strip()[:100], request.GET.get("state") == "attention"
    found = queries.sources(viewer=viewer, words=words, attention=attention)
    deleted = request.session.pop(_DELETED, None)
    context = {
        "page": numbered_page(found, request.GET.get("page"), per_page=PER_PAGE),
        "counts": queries.source_counts(viewer=viewer),
        "words": words,
        "attention": attention,
        "worker_is_running": queries.worker_is_running(),
        "deleted": queries.deleted_source(viewer=viewer, source_id=deleted) if deleted else None,
    }
    return render(request, "discovery/sources.html", context)


@require_safe
@for_editors
def source(request: HttpRequest, source_id: int) -> HttpResponse:
    """One source: how it is, what is wrong and how to mend it, its visits."""
    try:
        found = queries.source_page(viewer=person(request), source_id=source_id)
    except queries.SourceMissing as error:
        raise Http404 from error
    page = numbered_page(found.visits, request.GET.get("page"), per_page=VISITS_PER_PAGE)
    return render(request, "discovery/source_page.html", {"found": found, "source": found.source, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def source_add(request: HttpRequest) -> HttpResponse:
    """Add a source; what was tried before stands in the form already."""
    viewer = person(request)
    queries.source_counts(viewer=viewer)  # who may not see sources may not see the form either
    given = {name: request.GET[name] for name in ("name", "address", "kind", "government") if name in request.GET}
    form = SourceForm(request.POST) if request.method == "POST" else SourceForm(initial=given)
    if form.is_bound and form.is_valid():
        try:
            made = actions.add_source(actor=viewer, facts=form.facts(), is_visited=True)
        except actions.AddressTaken as error:
            form.add_error("address", _("이미 %(number)d번 수집처의 주소입니다.") % {"number": error.source_id})
        else:
            messages.success(request, _("수집처를 더하고 첫 방문을 맡겼습니다."))
            return redirect("discovery:source", made.pk)
    return render(request, "discovery/source_form.html", {"form": form, "source": None})


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def source_edit(request: HttpRequest, source_id: int) -> HttpResponse:
    """Change what is said of a source."""
    viewer = person(request)
    try:
        found = queries.source(viewer=viewer, source_id=source_id)
        form = SourceForm(request.POST or None, source=found)
        if form.is_bound and form.is_valid():
            actions.change_source(actor=viewer, source_id=source_id, facts=form.facts())
            messages.success(request, _("고친 내용을 저장했습니다."))
            return redirect("discovery:source", source_id)
    except actions.SourceMissing as error:
        raise Http404 from error
    except actions.AddressTaken as error:
        form.add_error("address", _("이미 %(number)d번 수집처의 주소입니다.") % {"number": error.source_id})
    return render(request, "discovery/source_form.html", {"form": form, "source": found})


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def source_try(request: HttpRequest) -> HttpResponse:
    """Look at an address before it becomes a source; a post fetches, htmx takes the result only."""
    viewer = person(request)
    queries.source_counts(viewer=viewer)  # who may not see sources may not see the form either
    form = (
        TryForm(request.POST)
        if request.method == "POST"
        else TryForm(initial={"address": request.GET.get("address", "")})
    )
    is_part = bool(request.headers.get("HX-Request")) and form.is_bound
    context: dict[str, object] = {"form": form, "is_part": is_part, "shown": SHOWN_ENTRIES}
    status = 200
    if form.is_bound and form.is_valid():
        entry = form.cleaned_data["entry"]
        try:
            if entry:
                context |= {"entry": actions.try_entry(actor=viewer, address=entry), "entry_address": entry}
            else:
                context |= {"trial": actions.try_address(actor=viewer, address=form.cleaned_data["address"])}
        except actions.TooManyTries:
            context["too_many"] = True
            status = 429
    if is_part:
        return render(request, "discovery/tried.html", context)  # htmx shows a refusal only when it is no error
    return render(request, "discovery/source_try.html", context, status=status)


@require_safe
@for_editors
def visit(request: HttpRequest, source_id: int, visit_id: int) -> HttpResponse:
    """One visit: how far it is, and what came of each page."""
    try:
        found = queries.visit_page(viewer=person(request), source_id=source_id, visit_id=visit_id)
    except queries.VisitMissing as error:
        raise Http404 from error
    return shown_run(request, "visit", found, found.items, per_page=ITEMS_PER_PAGE)


@require_POST
@for_editors
def source_visit(request: HttpRequest, source_id: int) -> HttpResponse:
    """Visit a source now."""
    try:
        made = actions.request_visit(actor=person(request), source_id=source_id)
    except actions.SourceMissing as error:
        raise Http404 from error
    except actions.SourcePaused:
        messages.error(request, _("멈춘 수집처입니다. 다시 시작한 다음 방문해 주세요."))
        return redirect("discovery:source", source_id)
    return redirect("discovery:visit", source_id, made.pk)


@require_POST
@for_editors
def source_pause(request: HttpRequest, source_id: int) -> HttpResponse:
    """Visit a source no longer."""
    return _done(request, source_id, actions.pause_source, _("방문을 멈췄습니다. 언제든 다시 시작할 수 있습니다."))


@require_POST
@for_editors
def source_resume(request: HttpRequest, source_id: int) -> HttpResponse:
    """Visit a source again."""
    return _done(request, source_id, actions.resume_source, _("다시 방문합니다."))


@require_POST
@for_editors
def source_accept_layout(request: HttpRequest, source_id: int) -> HttpResponse:
    """Take the list as it is now for its usual form."""
    return _done(request, source_id, actions.accept_layout, _("바뀐 모양을 이 수집처의 모양으로 받아들였습니다."))


@require_POST
@for_editors
def source_restore(request: HttpRequest, source_id: int) -> HttpResponse:
    """Bring a deleted source back."""
    return _done(request, source_id, actions.restore_source, _("지운 수집처를 되살렸습니다."))


@require_POST
@for_editors
def source_delete(request: HttpRequest, source_id: int) -> HttpResponse:
    """Take a source off the list."""
    try:
        actions.delete_source(actor=person(request), source_id=source_id)
    except actions.SourceMissing as error:
        raise Http404 from error
    request.session[_DELETED] = source_id
    return redirect("discovery:sources")


def _done(request: HttpRequest, source_id: int, act: Callable[..., Source], said: str) -> HttpResponse:
    """Carry out what was asked and say so."""
    viewer: User = person(request)
    try:
        act(actor=viewer, source_id=source_id)
    except actions.SourceMissing as error:
        raise Http404 from error
    except actions.AddressTaken as error:
        messages.error(
            request,
            _("그사이 %(number)d번 수집처가 이 주소를 씁니다. 그 수집처를 봐 주세요.") % {"number": error.source_id},
        )
    else:
        messages.success(request, said)
    return redirect("discovery:source", source_id)

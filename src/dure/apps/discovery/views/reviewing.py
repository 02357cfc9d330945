"""The queue, a proposal beside its source, and the decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dure.apps.cases.actions import Refused
from dure.apps.discovery import actions, queries
from dure.apps.discovery.forms import FilterForm, MergeForm, ProposalForm, RejectForm
from dure.apps.discovery.views.doors import for_editors, person
from dure.web.pages import numbered_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from dure.apps.discovery.models import Proposal
    from dure.apps.discovery.queries import Filters

PER_PAGE = 20
_DONE = "discovery_done"  # the proposal that this person has just decided, offered for taking back


@require_safe
@for_editors
def queue(request: HttpRequest) -> HttpResponse:
    """Proposals that wait, and those that were decided."""
    viewer = person(request)
    form = FilterForm(request.GET, provinces=queries.provinces(viewer=viewer))
    filters = form.filters()
    page = numbered_page(queries.proposals(viewer=viewer, filters=filters), request.GET.get("page"), per_page=PER_PAGE)
    context = {
        "form": form,
        "filters": filters,
        "query": urlencode(filters.as_query()),
        "page": page,
        "counts": queries.counts(viewer=viewer),
        "done": _just_done(request),
    }
    return render(request, "discovery/queue.html", context)


@require_safe
@for_editors
def proposal(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """One proposal beside its source."""
    return _page(request, proposal_id)


def _page(request: HttpRequest, proposal_id: int, **forms: Any) -> HttpResponse:
    filters = FilterForm(request.GET).filters()
    try:
        page = queries.proposal_page(viewer=person(request), proposal_id=proposal_id, filters=filters)
    except queries.ProposalMissing as error:
        raise Http404 from error
    context = {
        "page": page,
        "proposal": page.proposal,
        "query": urlencode(filters.as_query()),
        "form": ProposalForm(proposal=page.proposal, candidates=page.candidates),
        "reject_form": RejectForm(),
        "merge_form": MergeForm(),
        "done": _just_done(request),
        **forms,
    }
    return render(request, "discovery/proposal.html", context)


@require_POST
@for_editors
def accept(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Register the case as the form says."""
    viewer = person(request)
    filters = FilterForm(request.GET).filters()
    try:
        page = queries.proposal_page(viewer=viewer, proposal_id=proposal_id, filters=filters)
    except queries.ProposalMissing as error:
        raise Http404 from error
    form = ProposalForm(request.POST, proposal=page.proposal, candidates=page.candidates)
    if not form.is_valid():
        return _page(request, proposal_id, form=form)
    try:
        return _decided(
            request,
            proposal_id,
            lambda: actions.accept_proposal(actor=viewer, proposal_id=proposal_id, form=form.case_form()),
        )
    except Refused as error:
        form.refuse(error)
        return _page(request, proposal_id, form=form)


@require_POST
@for_editors
def merge(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Add the proposal to a case that is registered."""
    form = MergeForm(request.POST)
    if not form.is_valid():
        return _page(request, proposal_id, merge_form=form)
    case_id = form.cleaned_data["case"]
    try:
        return _decided(
            request,
            proposal_id,
            lambda: actions.merge_proposal(actor=person(request), proposal_id=proposal_id, case_id=case_id),
        )
    except actions.CaseMissing:
        form.add_error(
            "case",
            _("%(number)d번 공개 사례가 없습니다. 사례 화면의 주소 끝에 있는 번호를 넣어 주세요.")
            % {"number": case_id},
        )
        return _page(request, proposal_id, merge_form=form)


@require_POST
@for_editors
def reject(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Say that it is no case."""
    form = RejectForm(request.POST)
    if not form.is_valid():
        return _page(request, proposal_id, reject_form=form)
    return _decided(
        request,
        proposal_id,
        lambda: actions.reject_proposal(actor=person(request), proposal_id=proposal_id, **form.cleaned_data),
    )


@require_POST
@for_editors
def undo(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Take a decision back."""
    request.session.pop(_DONE, None)
    try:
        actions.undo_decision(actor=person(request), proposal_id=proposal_id)
    except actions.ProposalMissing as error:
        raise Http404 from error
    except actions.NotDecided:
        messages.info(request, _("이미 되돌린 결정입니다. 제안은 검토를 기다립니다."))
    except actions.CaseMovedOn:
        messages.error(
            request,
            _(
                "결정한 뒤에 그 사례가 철회되었거나 다른 사례에 통합되었습니다. "
                "사례 화면에서 먼저 되살린 다음 되돌려 주세요."
            ),
        )
    else:
        messages.success(request, _("결정을 되돌렸습니다. 제안이 다시 검토를 기다립니다."))
    return redirect(_address("discovery:proposal", FilterForm(request.GET).filters(), proposal_id))


def _decided(request: HttpRequest, proposal_id: int, decide: Callable[[], Proposal]) -> HttpResponse:
    """Carry a decision out and lead on to the next proposal; where somebody was faster, say so and show it."""
    filters = FilterForm(request.GET).filters()
    try:
        decided = decide()
    except actions.ProposalMissing as error:
        raise Http404 from error
    except actions.AlreadyDecided:
        messages.error(
            request,
            _("다른 편집자가 먼저 결정했습니다. 아래에서 그 결정을 보고, 필요하면 되돌린 다음 다시 결정해 주세요."),
        )
        return redirect(_address("discovery:proposal", filters, proposal_id))
    request.session[_DONE] = decided.pk
    following = queries.next_open(viewer=person(request), after=decided, filters=filters)
    if following is None:
        return redirect(_address("discovery:queue", filters))
    return redirect(_address("discovery:proposal", filters, following))


def _just_done(request: HttpRequest) -> Proposal | None:
    """Return the proposal that was just decided, once."""
    decided = request.session.pop(_DONE, None)
    return queries.decided_proposal(viewer=person(request), proposal_id=decided) if decided else None


def _address(name: str, filters: Filters, *args: int) -> str:
    query = urlencode(filters.as_query())
    return reverse(name, args=args) + (f"?{query}" if query else "")

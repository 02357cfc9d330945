"""What stands around a proposal: outlets of its release, offered sources, linked events, and decisions on them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dure.apps.discovery import actions, queries
from dure.apps.discovery.forms import FilterForm
from dure.apps.discovery.views.doors import for_editors, person

if TYPE_CHECKING:
    from collections.abc import Callable

_LINKED = {"confirm": "confirmed", "refuse": "refused", "reopen": "found"}


@require_safe
@for_editors
def beside(request: HttpRequest, one_id: int, other_id: int) -> HttpResponse:
    """Two documents beside each other, what both share marked."""
    try:
        found = queries.beside(viewer=person(request), one_id=one_id, other_id=other_id)
    except queries.DocumentMissing as error:
        raise Http404 from error
    return render(request, "discovery/beside.html", {"found": found})


@require_POST
@for_editors
def separate(request: HttpRequest, proposal_id: int, document_id: int) -> HttpResponse:
    """Take a document out of its release."""
    return _done(
        request,
        proposal_id,
        lambda: actions.separate_document(actor=person(request), document_id=document_id),
        _("문서를 이 보도자료에서 뺐습니다. 그 문서의 사례는 따로 검토합니다."),
    )


@require_POST
@for_editors
def rejoin(request: HttpRequest, proposal_id: int, document_id: int) -> HttpResponse:
    """Put a document back."""
    return _done(
        request,
        proposal_id,
        lambda: actions.rejoin_document(actor=person(request), document_id=document_id),
        _("문서를 같은 보도자료로 되돌렸습니다."),
    )


@require_POST
@for_editors
def link(request: HttpRequest, proposal_id: int, link_id: int, decision: str) -> HttpResponse:
    """Say whether two documents tell of one event."""
    if decision not in _LINKED:
        raise Http404
    said = {
        "confirm": _("같은 행사의 글로 확인했습니다."),
        "refuse": _("다른 행사의 글로 표시했습니다."),
        "reopen": _("결정을 되돌렸습니다."),
    }
    return _done(
        request,
        proposal_id,
        lambda: actions.decide_link(actor=person(request), link_id=link_id, state=_LINKED[decision]),
        said[decision],
    )


@require_POST
@for_editors
def offer(request: HttpRequest, proposal_id: int, offer_id: int, decision: str) -> HttpResponse:
    """Add an offered document to the case as a source, leave it, or take either back."""
    acts: dict[str, tuple[Callable[..., object], str]] = {
        "add": (actions.add_offered_source, _("이 사례의 출처로 더했습니다.")),
        "decline": (actions.decline_offered_source, _("출처로 더하지 않기로 했습니다.")),
        "reopen": (actions.reopen_offer, _("결정을 되돌렸습니다.")),
    }
    if decision not in acts:
        raise Http404
    act, said = acts[decision]
    return _done(request, proposal_id, lambda: act(actor=person(request), offer_id=offer_id), said)


def _done(request: HttpRequest, proposal_id: int, act: Callable[[], object], said: str) -> HttpResponse:
    """Carry a decision out, say what came of it, and lead back to the proposal, or to the queue where it is gone."""
    try:
        act()
    except (actions.DocumentMissing, actions.LinkMissing, actions.OfferMissing):
        messages.info(request, _("그사이 이미 정해졌거나 없어졌습니다. 지금 상태를 보여 드립니다."))
    except actions.StandsAlone:
        messages.info(request, _("이 보도자료에는 다른 문서가 없어 뺄 것이 없습니다."))
    except actions.NotTakenOut:
        messages.error(request, _("되돌릴 수 없습니다. 이미 되돌렸거나, 합치면 한 보도자료의 문서가 너무 많아집니다."))
    except actions.CaseMovedOn:
        messages.error(
            request,
            _("그 사례가 철회되었거나 다른 사례에 통합되었습니다. 사례 화면에서 먼저 되살린 다음 다시 시도해 주세요."),
        )
    else:
        messages.success(request, said)
    query = urlencode(FilterForm(request.GET).filters().as_query())
    is_there = queries.has_proposal(viewer=person(request), proposal_id=proposal_id)
    where = reverse("discovery:proposal", args=[proposal_id]) if is_there else reverse("discovery:queue")
    return redirect(where + (f"?{query}" if query else ""))

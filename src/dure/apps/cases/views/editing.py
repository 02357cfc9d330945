"""Screens on which editors register, change, withdraw and merge cases."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from dure.apps.cases import actions, queries
from dure.apps.cases.choices import CaseState
from dure.apps.cases.forms import CaseEdit, ClaimStatusForm, MergeForm, ReasonForm, refuse
from dure.apps.cases.models import Case
from dure.apps.cases.rules import may_edit

View = Callable[..., HttpResponse]


def for_editors(view: View) -> View:
    """Ask strangers to sign in and refuse visitors."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not may_edit(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def _case(request: HttpRequest, case_id: int) -> Case:
    try:
        return queries.visible_case(case_id, viewer=request.user)
    except Case.DoesNotExist as error:
        raise Http404 from error


@for_editors
def new(request: HttpRequest) -> HttpResponse:
    """Register a case by hand."""
    form = CaseEdit(None, request.POST if request.method == "POST" else None)
    if request.method == "POST" and not form.adding and form.is_valid():
        try:
            made = actions.register_case(actor=_editor(request), facts=form.case_facts())
        except actions.Refused as error:
            refuse(form.facts, error)
        else:
            messages.success(request, _("사례를 등록했습니다."))
            return redirect("cases:case", made.pk)
    return render(request, "cases/edit.html", {"form": form, "case": None}, status=_status(form.facts, form.adding))


@for_editors
def edit(request: HttpRequest, case_id: int) -> HttpResponse:
    """Change a case; where somebody else was faster, show what changed and keep what was typed."""
    shown = _case(request, case_id)
    sheet = queries.sheet(shown)
    form = CaseEdit(sheet, request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form, "case": shown, "sheet": sheet}
    if request.method == "POST" and not form.adding and form.is_valid():
        try:
            actions.revise_case(
                actor=_editor(request),
                case_id=case_id,
                changes=form.changes(),
                reason=form.facts.cleaned_data["reason"],
                expected_revision=form.facts.cleaned_data["revision"] or 0,
            )
        except actions.EditConflict as error:
            refuse(form.facts, error)
            form.facts.data = {**form.facts.data.dict(), "revision": error.actual}  # type: ignore[attr-defined]  # a QueryDict
            context["missed"] = [row for row in queries.revisions_of(case_id) if row.number > error.expected]
        except actions.Refused as error:
            refuse(form.facts, error)
        else:
            messages.success(request, _("고친 내용을 저장했습니다."))
            return redirect("cases:case", case_id)
    return render(request, "cases/edit.html", context, status=_status(form.facts, form.adding))


def _status(form: forms.Form, adding: str = "") -> int:
    return 422 if form.is_bound and not adding else 200


def _editor(request: HttpRequest) -> Any:
    return request.user


def _decide(
    request: HttpRequest, shown: Case, form: forms.Form, act: Callable[[dict[str, Any]], Any], **texts: Any
) -> HttpResponse:
    """Show a form with a reason, do what it asks for, and come back to the case."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except actions.Refused as error:
            refuse(form, error)
        except Case.DoesNotExist:
            form.add_error("target", _("이 번호의 사례가 없습니다. 사례 주소의 숫자를 확인해 주세요."))
        else:
            messages.success(request, texts["done"])
            return redirect("cases:case", shown.pk)
    return render(request, "cases/decide.html", {"case": shown, "form": form, **texts}, status=_status(form))


@for_editors
def withdraw(request: HttpRequest, case_id: int) -> HttpResponse:
    """Take a case out of sight, with a reason."""
    form = ReasonForm(request.POST or None)

    def act(given: dict[str, Any]) -> None:
        actions.withdraw_case(actor=_editor(request), case_id=case_id, reason=given["reason"])

    return _decide(
        request, _case(request, case_id), form, act,
        title=_("사례 철회"),
        lead=_("철회한 사례는 검색·지도·통계·API에서 빠지고 편집자만 봅니다. 언제든 되살릴 수 있습니다."),
        button=pgettext("button", "철회"), is_danger=True,
        done=_("사례를 철회했습니다. 이 화면에서 되살릴 수 있습니다."),
    )  # fmt: skip


@for_editors
def reinstate(request: HttpRequest, case_id: int) -> HttpResponse:
    """Publish again what was withdrawn or merged."""
    shown = _case(request, case_id)
    form = ReasonForm(request.POST or None)

    def act(given: dict[str, Any]) -> None:
        actions.reinstate_case(actor=_editor(request), case_id=case_id, reason=given["reason"])

    lead = (
        _("통합할 때 옮겨 간 출처와 수치를 상대 사례에서 빼고, 이 사례를 다시 공개합니다.")
        if shown.state == CaseState.MERGED
        else _("사례를 다시 공개합니다. 검색·지도·통계에 다시 나옵니다.")
    )
    return _decide(
        request, shown, form, act,
        title=_("사례 되살리기"), lead=lead, button=_("되살리기"), done=_("사례를 다시 공개했습니다."),
    )  # fmt: skip


@for_editors
def merge(request: HttpRequest, case_id: int) -> HttpResponse:
    """Merge a case that was registered twice into the other."""
    shown = _case(request, case_id)
    form = MergeForm(request.POST or None, initial={"target": request.GET.get("target")})

    def act(given: dict[str, Any]) -> None:
        actions.merge_cases(
            actor=_editor(request), source_id=case_id, target_id=given["target"], reason=given["reason"]
        )

    return _decide(
        request, shown, form, act,
        title=_("다른 사례에 통합"),
        lead=_("이 사례의 출처·근거·수치·수상을 남길 사례에 더하고, 이 주소는 그 사례로 잇습니다. 되돌릴 수 있습니다."),
        button=pgettext("button", "통합"), is_danger=True, done=_("사례를 통합했습니다."),
        related=queries.related_cases(shown),
    )  # fmt: skip


@for_editors
@require_POST
def claim(request: HttpRequest, case_id: int, claim_id: int) -> HttpResponse:
    """Say how far a claim was examined."""
    shown = _case(request, case_id)
    form = ClaimStatusForm(request.POST)
    if not shown.claims.filter(pk=claim_id).exists():
        raise Http404
    if not form.is_valid():
        messages.error(request, _("상태와 사유를 함께 적어 주세요."))
    else:
        try:
            actions.set_claim_status(
                actor=_editor(request),
                claim_id=claim_id,
                status=form.cleaned_data["status"],
                reason=form.cleaned_data["reason"],
            )
        except actions.Refused as error:
            messages.error(request, error.why.label)
        else:
            messages.success(request, _("주장의 상태를 바꿨습니다."))
    return redirect("cases:case", case_id)

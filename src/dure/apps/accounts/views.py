"""Screens about people."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dure.apps.accounts import actions, queries
from dure.apps.accounts.choices import Role
from dure.apps.accounts.forms import NameForm, PersonForm
from dure.web.pages import numbered_page

if TYPE_CHECKING:
    from dure.apps.accounts.models import User


def _viewer(request: HttpRequest) -> User:
    return cast("User", request.user)


@login_required
@require_http_methods(["GET", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """The person's own account."""
    form = NameForm(request.POST or None, instance=_viewer(request))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("이름을 저장했습니다."))
        return redirect("accounts:me")
    return render(request, "accounts/me.html", {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with an account, and a form for one more."""
    viewer = _viewer(request)
    if not viewer.is_administrator:
        raise Http404
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_person(actor=viewer, **form.cleaned_data)
        except actions.EmailTaken:
            form.add_error("email", _("이미 계정이 있는 주소입니다."))
        else:
            messages.success(
                request,
                _("%(email)s 계정을 만들었습니다. 본인이 ‘비밀번호를 잊었습니다’에서 비밀번호를 정합니다.")
                % {"email": made.email},
            )
            return redirect("accounts:people")
    words = request.GET.get("q", "").strip()
    page = numbered_page(queries.people(viewer=viewer, words=words), request.GET.get("page"), per_page=30)
    return render(request, "accounts/people.html", {"page": page, "form": form, "words": words, "roles": Role.choices})


@login_required
@require_POST
def change_role(request: HttpRequest, user_id: int) -> HttpResponse:
    """Give a person another role."""
    viewer = _viewer(request)
    if not viewer.is_administrator or request.POST.get("role") not in Role.values:
        raise Http404
    try:
        user = actions.change_role(actor=viewer, user_id=user_id, role=request.POST["role"])
    except actions.LastAdministrator:
        messages.error(request, _("마지막 관리자입니다. 다른 관리자를 먼저 정해 주세요."))
    else:
        messages.success(
            request, _("%(name)s: %(role)s(으)로 바꾸었습니다.") % {"name": user, "role": user.get_role_display()}
        )
    return redirect("accounts:people")

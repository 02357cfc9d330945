"""A government's own page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dure.apps.cases.queries import government as queries
from dure.apps.governments import queries as governments
from dure.web.pages import numbered_page


def government(request: HttpRequest, code: str) -> HttpResponse:
    """Facts, position, history and cases of one government."""
    try:
        subject = governments.government(code)
    except governments.UnknownGovernment as error:
        raise Http404 from error
    if subject.pk != code:
        return redirect("cases:government", subject.pk, permanent=True)
    page = numbered_page(queries.cases_of(code), request.GET.get("page"), per_page=10)
    # Words of which no part can be marked as Korean.
    named = subject.full_name if (get_language() or "ko").startswith("ko") else subject.name_en
    drawing = queries.locator(code, _("%(name)s의 위치") % {"name": named})
    context = {
        "subject": subject,
        "cases": queries.government_cases(code),
        "page": page,
        "periods": governments.periods_of(subject),
        "history": governments.history_of(subject),
        "institutions": governments.institutions_of(subject),
        "subunits": governments.subunits_of(subject),
        "members": governments.members_of(subject, subject.valid_to or timezone.localdate()),
        "locator": mark_safe(drawing),  # noqa: S308  # drawn by formats.svg, which escapes every word
    }
    return render(request, "cases/government.html", context)

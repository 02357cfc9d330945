"""Who comes in."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied

from dure.apps.discovery.actions import EditorsOnly

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from dure.apps.accounts.models import User


def for_editors(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Send strangers to the sign-in; answer 403 where actions or queries refuse the person."""

    @wraps(view)
    def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except EditorsOnly as error:
            raise PermissionDenied(str(error)) from error

    return login_required(checked)


def person(request: HttpRequest) -> User:
    """Return who asks."""
    return cast("User", request.user)

"""What every template may know of the site."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


def site(request: HttpRequest) -> dict[str, object]:
    """Return the main menu of this person and the path to come back to after a language switch or a sign-in."""
    menu = []
    for name, label, for_editors in settings.MENU:
        if for_editors and not getattr(request.user, "is_editor", False):
            continue
        url = reverse(name)
        menu.append({"url": url, "name": label, "is_current": request.path.startswith(url)})
    return {"menu": menu, "here": request.get_full_path()}

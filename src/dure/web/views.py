"""Pages of text."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static


def help_page(request: HttpRequest) -> HttpResponse:
    """How to use the site."""
    return render(request, "web/help.html")


def about(request: HttpRequest) -> HttpResponse:
    """What the data are, where they come from, under which licences."""
    return render(request, "web/about.html")


def favicon(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # a view
    """Where browsers look for an icon whatever the page says."""
    return redirect(static("dure/icon.svg"))

"""Addresses that belong to no app: language, help."""

from django.urls import path
from django.views.i18n import set_language

from dure.web import views

urlpatterns = [
    path("favicon.ico", views.favicon, name="favicon"),
    path("language/", set_language, name="set_language"),
    path("help/", views.help_page, name="help"),
    path("about/", views.about, name="about"),
]

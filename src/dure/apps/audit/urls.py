"""Addresses of the log: pages for people, and the files of c2sp.org/tlog-tiles for programs."""

from django.urls import path, re_path

from dure.apps.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.log, name="log"),
    path("about/", views.about, name="about"),
    path("entries/<int:index>/", views.entry, name="entry"),
    path("entries/<int:index>.tlog-proof", views.receipt, name="receipt"),
    path("log.zip", views.export, name="export"),
    path("verify.py", views.program, name="program"),
    path("checkpoint", views.checkpoint, name="checkpoint"),
    path("policy", views.policy, name="policy"),
    re_path(r"^(?P<name>tile/entries/.+)$", views.bundle, name="bundle"),
    re_path(r"^(?P<name>tile/.+)$", views.tile, name="tile"),
]

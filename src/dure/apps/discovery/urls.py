"""Addresses of discovery: the queue, a proposal, uploading."""

from django.urls import path

from dure.apps.discovery import views

app_name = "discovery"
urlpatterns = [
    path("proposals/", views.queue, name="queue"),
    path("upload/", views.upload, name="upload"),
]

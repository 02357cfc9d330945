"""Addresses of discovery: the queue, a proposal and the decisions on it, uploading, batches."""

from django.urls import path

from dure.apps.discovery import views

app_name = "discovery"
urlpatterns = [
    path("proposals/", views.queue, name="queue"),
    path("proposals/<int:proposal_id>/", views.proposal, name="proposal"),
    path("proposals/<int:proposal_id>/accept/", views.accept, name="accept"),
    path("proposals/<int:proposal_id>/merge/", views.merge, name="merge"),
    path("proposals/<int:proposal_id>/reject/", views.reject, name="reject"),
    path("proposals/<int:proposal_id>/undo/", views.undo, name="undo"),
    path("upload/", views.upload, name="upload"),
    path("batches/", views.batches, name="batches"),
    path("batches/<int:batch_id>/", views.batch, name="batch"),
    path("batches/<int:batch_id>/again/", views.batch_again, name="batch_again"),
]

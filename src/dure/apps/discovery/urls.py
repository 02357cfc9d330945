"""Addresses of discovery: the queue, a proposal and the decisions on it, uploading, batches, sources."""

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
    path("proposals/<int:proposal_id>/documents/<int:document_id>/separate/", views.separate, name="separate"),
    path("proposals/<int:proposal_id>/documents/<int:document_id>/rejoin/", views.rejoin, name="rejoin"),
    path("proposals/<int:proposal_id>/links/<int:link_id>/<slug:decision>/", views.link, name="link"),
    path("proposals/<int:proposal_id>/offers/<int:offer_id>/<slug:decision>/", views.offer, name="offer"),
    path("documents/<int:one_id>/beside/<int:other_id>/", views.beside, name="beside"),
    path("upload/", views.upload, name="upload"),
    path("batches/", views.batches, name="batches"),
    path("batches/<int:batch_id>/", views.batch, name="batch"),
    path("batches/<int:batch_id>/again/", views.batch_again, name="batch_again"),
    path("sources/", views.sources, name="sources"),
    path("sources/try/", views.source_try, name="source_try"),
    path("sources/add/", views.source_add, name="source_add"),
    path("sources/<int:source_id>/", views.source, name="source"),
    path("sources/<int:source_id>/edit/", views.source_edit, name="source_edit"),
    path("sources/<int:source_id>/visit/", views.source_visit, name="source_visit"),
    path("sources/<int:source_id>/pause/", views.source_pause, name="source_pause"),
    path("sources/<int:source_id>/resume/", views.source_resume, name="source_resume"),
    path("sources/<int:source_id>/delete/", views.source_delete, name="source_delete"),
    path("sources/<int:source_id>/restore/", views.source_restore, name="source_restore"),
    path("sources/<int:source_id>/layout/", views.source_accept_layout, name="source_accept_layout"),
    path("sources/<int:source_id>/visits/<int:visit_id>/", views.visit, name="visit"),
]

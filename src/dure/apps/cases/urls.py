"""Addresses of the registry: home, map, search, a case."""

from django.urls import path

from dure.apps.cases import views

app_name = "cases"
urlpatterns = [
    path("", views.home, name="home"),
    path("map/", views.case_map, name="map"),
    path("map.csv", views.map_csv, name="map_csv"),
    path("map.svg", views.map_picture, name="map_picture"),
    path("map/shapes/<str:drawing_date>-<slug:digest>.svg", views.map_shapes, name="map_shapes"),
    path("governments/<str:code>/", views.government, name="government"),
    path("cases/", views.search, name="search"),
    path("cases/export.csv", views.as_csv, name="export_csv"),
    path("cases/export.xlsx", views.as_xlsx, name="export_xlsx"),
    path("cases/new/", views.new, name="new"),
    path("cases/<int:case_id>/", views.case, name="case"),
    path("cases/<int:case_id>.json", views.as_published, name="published"),
    path("cases/<int:case_id>/revisions/", views.revisions, name="revisions"),
    path("cases/<int:case_id>/edit/", views.edit, name="edit"),
    path("cases/<int:case_id>/withdraw/", views.withdraw, name="withdraw"),
    path("cases/<int:case_id>/reinstate/", views.reinstate, name="reinstate"),
    path("cases/<int:case_id>/merge/", views.merge, name="merge"),
    path("cases/<int:case_id>/claims/<int:claim_id>/", views.claim, name="claim"),
]

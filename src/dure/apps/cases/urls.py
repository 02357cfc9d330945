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
    path("cases/", views.search, name="search"),
    path("governments/<str:code>/", views.government, name="government"),
    path("cases/<int:case_id>/", views.case, name="case"),
]

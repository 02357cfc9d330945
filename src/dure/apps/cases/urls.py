"""Addresses of the registry: home, map, search, a case."""

from django.urls import path

from dure.apps.cases import views

app_name = "cases"
urlpatterns = [
    path("", views.home, name="home"),
    path("map/", views.case_map, name="map"),
    path("cases/", views.search, name="search"),
    path("governments/<str:code>/", views.government, name="government"),
    path("cases/<int:case_id>/", views.case, name="case"),
]

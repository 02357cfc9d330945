"""Addresses of the governments."""

from django.urls import path

from dure.apps.governments import views

app_name = "governments"
urlpatterns = [
    path("", views.government_list, name="list"),
]

"""Addresses of people."""

from django.urls import path

from dure.apps.accounts import views

app_name = "accounts"
urlpatterns = [
    path("me/", views.me, name="me"),
]

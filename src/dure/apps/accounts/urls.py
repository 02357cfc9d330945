"""Addresses of people."""

from django.urls import path

from dure.apps.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.people, name="people"),
    path("me/", views.me, name="me"),
    path("<int:user_id>/role/", views.change_role, name="change_role"),
]

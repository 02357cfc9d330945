"""The root of every address."""

from django.urls import include, path

urlpatterns = [
    path("", include("dure.apps.cases.urls")),
    path("governments/", include("dure.apps.governments.urls")),
    path("discovery/", include("dure.apps.discovery.urls")),
    path("log/", include("dure.apps.audit.urls")),
    path("people/", include("dure.apps.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("dure.web.urls")),
]

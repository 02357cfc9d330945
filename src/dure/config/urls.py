"""The root of every address."""

from django.urls import include, path

from dure.config.api import api

urlpatterns = [
    path("", include("dure.apps.cases.urls")),
    path("governments/", include("dure.apps.governments.urls")),
    path("api/v1/", api.urls),
    path("discovery/", include("dure.apps.discovery.urls")),
    path("log/", include("dure.apps.audit.urls")),
    path("people/", include("dure.apps.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("dure.web.urls")),
]

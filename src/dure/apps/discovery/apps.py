"""Django's registration of the app."""

from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    """See the package's docstring."""

    name = "dure.apps.discovery"

"""Django's registration of the app."""

from django.apps import AppConfig


class GovernmentsConfig(AppConfig):
    """See the package's docstring."""

    name = "dure.apps.governments"

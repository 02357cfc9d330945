"""Django's registration of the app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """See the package's docstring."""

    name = "dure.apps.cases"

"""Django's registration of the app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    """See the package's docstring."""

    name = "dure.apps.audit"

    def ready(self) -> None:
        """Renew the rights of the serving role after each migration."""
        from dure.apps.audit.signals import grant_rows  # noqa: PLC0415  # after the apps are loaded

        post_migrate.connect(grant_rows, sender=self)

"""Django's registration of the app."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig, apps
from django.core.management import call_command
from django.db.models.signals import post_migrate


def make_cache_table(using: str, **_: Any) -> None:
    """Make the table of the shared cache; a settings without a database cache makes none."""
    call_command("createcachetable", database=using, verbosity=0)


class WebConfig(AppConfig):
    """See the package's docstring."""

    name = "dure.web"

    def ready(self) -> None:
        """Make the cache's table after a migration, just before audit, the first app with models, gives the rights."""
        post_migrate.connect(make_cache_table, sender=apps.get_app_config("audit"))

"""``dure manage load_tables``: governments, institutions and fields from the package's files; safe to run again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from dure.apps.cases.actions import load_taxonomies
from dure.apps.governments.actions import load_governments


class Command(BaseCommand):
    """See the module."""

    help = "Load governments, institutions and fields; safe to run again after an upgrade."

    def handle(self, *_: Any, **__: Any) -> None:
        """Load and count."""
        for name, count in {**load_governments(), **load_taxonomies()}.items():
            self.stdout.write(f"{name}: {count}")

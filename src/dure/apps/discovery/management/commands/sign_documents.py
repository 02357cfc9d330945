"""``dure manage sign_documents``: write the keys by which releases and events are found anew, after an upgrade."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from dure.apps.discovery import actions


class Command(BaseCommand):
    """Sign all documents anew."""

    help = "write the keys by which documents of one release and one event are found anew, and group by them"

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  # Django's signature
        """Sign one document a transaction, so that a stop in between loses little."""
        done = actions.sign_documents()
        self.stdout.write(f"{done} documents signed")

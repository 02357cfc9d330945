"""``dure manage index_cases``: write the words of all cases anew, after an upgrade of Kiwi or of the rules."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from dure.apps.cases import actions


class Command(BaseCommand):
    """Write the words of all cases anew."""

    help = "write the words by which cases are found anew: after an upgrade of Kiwi or of the indexing rules"

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  # Django's signature
        """Index in steps, so that a stop in between loses little."""
        done = actions.index_all_cases()
        self.stdout.write(f"{done} cases indexed")

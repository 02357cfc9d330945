"""``dure manage texts``: which texts of screens lack their English, and the catalogue brought up to date."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from dure.web import texts


class Command(BaseCommand):
    """See the module."""

    help = "List the texts without English; --update writes new texts into the catalogue."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to write."""
        parser.add_argument("--update", action="store_true", help="write the catalogue")

    def handle(self, *_: Any, update: bool, **__: Any) -> None:
        """List and write."""
        catalogue = texts.updated_catalogue()
        if update:
            texts.write_catalogue(catalogue)
        lacking = texts.missing(catalogue)
        for text in lacking:
            self.stdout.write(text.replace("\n", "\\n"))
        self.stdout.write(f"{len(lacking)} of {len(catalogue)} texts lack English")

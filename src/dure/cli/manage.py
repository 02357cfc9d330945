"""``dure manage …``: Django's own commands, with the database running and the right role."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable

from dure.cli import Text

_OWNER_COMMANDS = {"migrate", "makemigrations", "pgtrigger", "sqlmigrate", "flush", "showmigrations"}
_WITHOUT_DATABASE = {"texts", "collectstatic", "compilemessages", "makemessages", "makemigrations"}


def configure(parser: argparse.ArgumentParser, t: Callable[[Text], str]) -> None:
    """Take everything behind ``manage`` as Django's."""
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help=t(Text("Django's command", "Django 명령")))


def run(arguments: argparse.Namespace) -> int:
    """Hand over to Django."""
    command = arguments.arguments[0] if arguments.arguments else "help"
    prepare(role="owner" if command in _OWNER_COMMANDS else "app", database=command not in _WITHOUT_DATABASE)
    from django.core.management import execute_from_command_line  # settings come first

    execute_from_command_line(["dure manage", *arguments.arguments])
    return 0


def prepare(*, role: str = "app", database: bool = True) -> None:
    """Start the embedded database where no other is named, and set Django up.

    A database that cannot be had ends the program with one line.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dure.config.settings")
    os.environ.setdefault("DURE_DATABASE_ROLE", role)
    if database and not os.environ.get("DATABASE_URL"):
        from dure.config import postgres  # only where the embedded database is used

        try:
            postgres.ensure_running()
        except postgres.PostgresUnavailable as error:
            sys.exit(f"dure: {error}")
    import django  # settings come first

    django.setup()

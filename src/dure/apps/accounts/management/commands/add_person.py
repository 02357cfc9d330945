"""``dure manage add_person``: the first administrator of a new installation, and anybody after."""

from __future__ import annotations

import getpass
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from dure.apps.accounts import actions
from dure.apps.accounts.choices import Role


class Command(BaseCommand):
    """Make an account."""

    help = "Make an account; the password is asked for, or read from standard input."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, and as what."""
        parser.add_argument("email")
        parser.add_argument("--role", choices=Role.values, default=Role.EDITOR)
        parser.add_argument("--name", default="")

    def handle(self, *_: Any, **options: Any) -> None:
        """Check, then make."""
        password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        try:
            validate_email(options["email"])
            validate_password(password)
            made = actions.add_person(
                actor=None, email=options["email"], name=options["name"], role=options["role"], password=password
            )
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        except actions.EmailTaken as error:
            message = f"{options['email']} has an account already: change its role on the people page"
            raise CommandError(message) from error
        self.stdout.write(f"{made.email}: {made.role}")

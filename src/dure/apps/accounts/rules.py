"""Who may do what to people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dure.apps.accounts.models import User


class NotAllowed(Exception):
    """The person's role does not allow it."""


def require_administrator(actor: User) -> None:
    """Let administrators pass.

    Raises:
        NotAllowed: anybody else.
    """
    if not actor.is_administrator:
        message = "only an administrator may change people"
        raise NotAllowed(message)

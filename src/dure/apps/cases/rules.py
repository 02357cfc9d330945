"""Who may change the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dure.apps.cases.choices import CaseState

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from dure.apps.accounts.models import User
    from dure.apps.cases.models import Case


class EditorsOnly(Exception):
    """Only an editor may change the registry."""


def may_edit(user: User | AnonymousUser) -> bool:
    """Whether a person may register, change and withdraw cases."""
    return getattr(user, "is_editor", False)


def may_see(user: User | AnonymousUser, case: Case) -> bool:
    """Whether a person may read a case: everybody a published one, editors also what was withdrawn."""
    return case.state == CaseState.PUBLISHED or may_edit(user)


def require_editor(actor: User | None) -> None:
    """Let editors pass, and None, the system itself.

    Raises:
        EditorsOnly: the person has no such role.
    """
    if actor is not None and not may_edit(actor):
        message = f"{actor.pk} is no editor"
        raise EditorsOnly(message)

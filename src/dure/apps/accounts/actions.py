"""Making people and changing their roles."""

from __future__ import annotations

from django.db import transaction

from dure.apps.accounts.choices import Role
from dure.apps.accounts.models import User
from dure.apps.accounts.rules import require_administrator
from dure.apps.audit.actions import record


class LastAdministrator(Exception):
    """The last administrator cannot give the role up: nobody could give it back."""


class EmailTaken(Exception):
    """Somebody has an account with this address."""


@transaction.atomic
def add_person(
    *, actor: User | None, email: str, name: str = "", role: str = Role.VISITOR, password: str | None = None
) -> User:
    """Make an account; without a password its owner sets one through "forgotten password".

    Args:
        actor: an administrator, or None for the command line.
        email: the address to sign in with.
        name: how the site addresses the person.
        role: one of ``Role``.
        password: for the command line and the demo.

    Raises:
        NotAllowed: the actor is no administrator.
        EmailTaken: the address has an account.
    """
    if actor is not None:
        require_administrator(actor)
    if User.objects.filter(email__iexact=email).exists():
        raise EmailTaken(email)
    made = User.objects.create_user(email, password, name=name, role=role)
    record(kind="accounts.added", subject=f"user:{made.pk}", actor=actor, payload={"role": role})
    return made


@transaction.atomic
def change_role(*, actor: User, user_id: int, role: str) -> User:
    """Give a person another role.

    Raises:
        NotAllowed: the actor is no administrator.
        LastAdministrator: the person is the only one left.
    """
    require_administrator(actor)
    administrators = list(User.objects.select_for_update().filter(role=Role.ADMINISTRATOR, is_active=True))
    user = User.objects.select_for_update().get(pk=user_id)
    if user.role == role:
        return user
    if user in administrators and len(administrators) == 1:
        raise LastAdministrator(user.pk)
    before, user.role = user.role, Role(role)
    user.save(update_fields=["role"])
    record(kind="accounts.role_changed", subject=f"user:{user.pk}", actor=actor, payload={"from": before, "to": role})
    return user


@transaction.atomic
def set_password(*, email: str, password: str) -> User:
    """Set a person's password from the command line; on screens allauth does it."""
    user = User.objects.select_for_update().get(email__iexact=email)
    user.set_password(password)
    user.save(update_fields=["password"])
    record(kind="accounts.password_set", subject=f"user:{user.pk}", actor=None, payload={})
    return user

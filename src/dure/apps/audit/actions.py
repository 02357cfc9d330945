"""Adding to the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

from dure.apps.audit.models import Entry

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


class RecordOutsideTransaction(Exception):
    """An entry must stand or fall with the change it tells of, so it is written in the same transaction."""


def record(*, kind: str, subject: str, actor: AbstractBaseUser | None, payload: dict[str, Any] | None = None) -> Entry:
    """Add an entry in the caller's transaction.

    Args:
        kind: app and verb, ``cases.registered``.
        subject: the row it happened to, ``case:12``.
        actor: who did it; None is the system itself.
        payload: what a reader needs to understand it; no personal data.

    Raises:
        RecordOutsideTransaction: the caller has no transaction open.
    """
    if not connection.in_atomic_block:
        raise RecordOutsideTransaction(kind)
    return Entry.objects.create(kind=kind, subject=subject, actor=actor, payload=payload or {})  # type: ignore[misc]

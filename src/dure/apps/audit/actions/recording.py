"""Adding to the record."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from django.core.exceptions import BadRequest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from dure.apps.audit.models import Entry
from dure.apps.audit.rules import has_personal_data, public_form
from dure.engines import ledger
from dure.verify import NotCanonical

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

LARGEST_PAYLOAD = 60_000  # bytes of canonical JSON; with kind, subject and time it fits the log's 65,535
SEQUENCE_TASK = "audit.sequence"


class RecordOutsideTransaction(Exception):
    """An entry must stand or fall with the change it tells of, so it is written in the same transaction."""


class PayloadHasNoForm(Exception):
    """The payload has no canonical JSON (a float, a date) or is too large: write strings, integers and digests."""


class PersonalData(BadRequest):
    """The payload holds an address, a resident or a telephone number: the log is public and never forgets.

    On a screen Django answers with 400.html, which says so; nothing of the request is stored.
    """


def record(*, kind: str, subject: str, actor: AbstractBaseUser | None, payload: dict[str, Any] | None = None) -> Entry:
    """Add an entry in the caller's transaction; within seconds it gets its place in the public log.

    Args:
        kind: app and verb, ``cases.registered``.
        subject: the row it happened to, ``case:12``.
        actor: who did it; None is the system itself. The log shows the account's number, never a name.
        payload: what a reader needs to understand it: no floats, no personal data, digests instead of long texts.
            What stands under ``reason`` or ``remark`` enters the log as a digest.

    Raises:
        RecordOutsideTransaction: the caller has no transaction open.
        PayloadHasNoForm: the payload cannot be written as canonical JSON of at most 60,000 bytes.
        PersonalData: the payload holds an e-mail address, a resident registration number or a mobile telephone.
    """
    if not connection.in_atomic_block:
        raise RecordOutsideTransaction(kind)
    try:
        spelled = ledger.canonical(public_form(payload or {}))
    except NotCanonical as error:
        message = f"{kind}: {error}"
        raise PayloadHasNoForm(message) from error
    if len(spelled) > LARGEST_PAYLOAD:
        message = f"{kind}: {len(spelled)} bytes, at most {LARGEST_PAYLOAD}"
        raise PayloadHasNoForm(message)
    if has_personal_data(spelled):
        raise PersonalData(kind)
    made = Entry.objects.create(kind=kind, subject=subject, actor=actor, payload=payload or {})  # type: ignore[misc]
    transaction.on_commit(_wake_sequencer, robust=True)
    return made


_woken_at = -1.0


def _wake_sequencer() -> None:
    """Ask for a sequencing in a second, unless this process just did: that job will take this entry along."""
    global _woken_at  # noqa: PLW0603  # one number for each process: when it last asked
    now = time.monotonic()
    if 0 <= now - _woken_at < 1:
        return
    _woken_at = now
    try:
        app.configure_task(SEQUENCE_TASK, queueing_lock=SEQUENCE_TASK, schedule_in={"seconds": 1}).defer()
    except AlreadyEnqueued:
        return  # a job is waiting already, and will take this entry along

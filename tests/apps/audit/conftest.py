"""Entries to record, a witness's key, and a stranger's check."""

from __future__ import annotations

from django.db import transaction

from dure import verify
from dure.apps.audit.actions import record
from dure.apps.audit.models import Leaf, Waiting
from dure.engines import ledger

WITNESS = ledger.SigningKey("witness.example/w1", verify.COSIGNATURE, b"\x02" * 32)


def note(count, *, kind="test.counted"):
    """Record entries, a transaction each."""
    for number in range(count):
        with transaction.atomic():
            record(kind=kind, subject=f"thing:{number}", actor=None, payload={"n": number})


def found(home, **given):
    """Check the published folder as a stranger would."""
    policy = verify.Policy.parse((home / "log" / "policy").read_text())
    return verify.Check(policy).run(home / "log", **given)


def holds(home, size):
    """Assert that the log is whole and has this many entries, all of them the database's."""
    check = found(home)
    assert [line.text() for line in check.faults] == []
    assert (check.checkpoint.size, check.entries) == (size, size)
    assert Leaf.objects.count() == size
    assert Waiting.objects.count() == 0

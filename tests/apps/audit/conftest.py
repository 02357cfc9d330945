"""A log of its own for each test: its folder, its keys, a witness's key."""

from __future__ import annotations

import pytest
from django.db import transaction

from dure import verify
from dure.apps.audit.actions import record
from dure.apps.audit.models import Leaf, Waiting
from dure.apps.audit.outside.keeping import make_key
from dure.engines import ledger

WITNESS = ledger.SigningKey("witness.example/w1", verify.COSIGNATURE, b"\x02" * 32)


@pytest.fixture
def home(settings, tmp_path):
    """Where the log's folder and its keys stand."""
    settings.LOG_FOLDER = tmp_path / "log"
    settings.LOG_KEYS = tmp_path / "keys"
    settings.LOG_ORIGIN = "dure.example/log"
    make_key()
    return tmp_path


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

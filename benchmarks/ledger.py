"""The log: hashing, proofs, the offline check, and entries made durable end to end, beside pymerkle in one run.

In memory and from disk the seconds are of the CPU (one core); durable entries are counted by the clock on the wall.

``python -m benchmarks.ledger [--entries N] [--durable N]``; goals stand in issue 6 and docs/methods/ledger.md.
The durable run makes a database of its own in a temporary folder (PostgreSQL with fsync) and throws it away.
"""

from __future__ import annotations

import argparse
import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pymerkle

from benchmarks.tables import Table
from dure import verify
from dure.engines import ledger

_KEY = ledger.SigningKey("bench.example/log", verify.ED25519, b"\x01" * 32)
_PROOFS = 300


def run(entries: int = 1_000_000, durable: int = 20_000) -> Iterator[Table]:
    """Yield one table; the durable part runs in a process of its own, with a database of its own."""
    table = Table(f"the log: {entries:,} entries", ("", "dure", "pymerkle", "goal"))
    for name, ours, theirs, goal, ok in _in_memory(entries):
        table.add(name, ours, theirs, goal, ok=ok)
    command = [sys.executable, "-m", "benchmarks.ledger", "--part", str(durable)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    for name, ours, theirs, goal, ok in json.loads(done.stdout.splitlines()[-1]):
        table.add(name, ours, theirs, goal, ok=ok)
    yield table


def main() -> int:
    """Measure and print the table, or be one of the processes of a measurement."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ledger")
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--durable", type=int, default=20_000)
    parser.add_argument("--part", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--writer", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--each", type=int, default=1, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.writer:
        return _write(given.writer, given.each)
    if given.part:
        print(json.dumps(_durable(given.part)))
        return 0
    (table,) = run(given.entries, given.durable)
    print(table.text())
    return 1 if table.missed else 0


def _entries(count: int) -> list[bytes]:
    return [
        ledger.canonical(
            {
                "actor": None,
                "at": "2026-11-22T01:02:03.123456Z",
                "kind": "bench.counted",
                "payload": {"n": number},
                "subject": f"thing:{number}",
                "v": 1,
            }
        )
        for number in range(count)
    ]


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the seconds of this process's own CPU, which other work on the machine does not stretch."""
    began = time.process_time()
    result = work()
    return time.process_time() - began, result


def _in_memory(count: int) -> list[tuple[str, str, str, str, bool]]:
    entries = _entries(count)
    hashed, leaves = _timed(lambda: [verify.leaf_hash(entry) for entry in entries])
    built, (edge, files) = _timed(lambda: ledger.append(ledger.EMPTY_EDGE, entries))
    oracle = pymerkle.InmemoryTree(algorithm="sha256")
    built_there, _ = _timed(lambda: oracle.append_entries(entries))
    rooted_there, root_there = _timed(oracle.get_root)
    assert root_there == edge.root, "the two implementations disagree"

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, data in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(data)
        text = ledger.checkpoint_text(ledger.Checkpoint(_KEY.name, count, edge.root))
        (root / "checkpoint").write_bytes(ledger.sign(text, [_KEY]))
        read = verify.Files(root).hashes
        picked = range(0, count, max(1, count // _PROOFS))
        proved, proofs = _timed(lambda: [ledger.inclusion_proof(index, count, read) for index in picked])
        proved_there, theirs = _timed(lambda: [oracle.prove_inclusion(index + 1, count) for index in picked])
        consistent, _ = _timed(lambda: [ledger.consistency_proof(index + 1, count, read) for index in picked])
        consistent_there, _ = _timed(lambda: [oracle.prove_consistency(index + 1, count) for index in picked])

        def verify_ours() -> None:
            for index, proof in zip(picked, proofs, strict=True):
                verify.verify_inclusion(index=index, size=count, leaf=leaves[index], proof=proof, root=edge.root)

        def verify_theirs() -> None:
            for index, proof in zip(picked, theirs, strict=True):
                pymerkle.verify_inclusion(leaves[index], edge.root, proof, index=index + 1, size=count)

        verified, _ = _timed(verify_ours)
        verified_there, _ = _timed(verify_theirs)
        checked, check = _timed(lambda: verify.Check(verify.Policy((_KEY.key,), {})).run(root))
        assert (check.faults, check.entries) == ([], count)
    number = len(picked)
    return [
        ("leaves hashed a second", f"{count / hashed:,.0f}", "–", "≥ 200,000", count / hashed >= 200_000),
        ("tree built (pymerkle: appended + root), s", f"{built:.1f}", f"{built_there + rooted_there:.1f}", "", True),
        (
            "inclusion proof, ms",
            f"{proved / number * 1e3:.2f}",
            f"{proved_there / number * 1e3:.2f}",
            "< 2",
            proved / number < 0.002,
        ),
        (
            "consistency proof, ms",
            f"{consistent / number * 1e3:.2f}",
            f"{consistent_there / number * 1e3:.2f}",
            "",
            True,
        ),
        ("inclusion verified, µs", f"{verified / number * 1e6:.0f}", f"{verified_there / number * 1e6:.0f}", "", True),
        ("full offline check from disk, s", f"{checked:.1f}", "–", "< 15", checked < 15),
    ]


# --- durable: recorded, numbered, published ---


def _write(count: int, each: int) -> int:
    """Be one writer: record entries, ``each`` to a transaction (run as a process of its own)."""
    import django  # the parent has no settings

    django.setup()
    from django.db import transaction

    from dure.apps.audit.actions import record

    for start in range(0, count, each):
        with transaction.atomic():
            for number in range(start, min(count, start + each)):
                record(kind="bench.counted", subject=f"thing:{number}", actor=None, payload={"n": number})
    return 0


def _durable(count: int) -> list[tuple[str, str, str, str, bool]]:
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)  # runs after the database has stopped
    os.environ |= {"DURE_VAR": folder, "DJANGO_SETTINGS_MODULE": "dure.config.settings"}
    os.environ["DURE_DATABASE_ROLE"] = "app"
    os.environ.pop("DATABASE_URL", None)
    from dure.config import postgres

    postgres.ensure_running()
    dure = [sys.executable, "-W", "ignore", "-m", "dure"]
    owner = {**os.environ, "DURE_DATABASE_ROLE": "owner"}
    subprocess.run([*dure, "manage", "migrate", "-v0"], check=True, env=owner)
    import django

    django.setup()
    from django.db import connection

    from dure.apps.audit.models import Leaf, Published
    from dure.apps.audit.outside.keeping import make_key

    make_key()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('fsync'), current_setting('synchronous_commit')")
        assert cursor.fetchone() == ("on", "on")
    rows = []
    for each, writers in ((1, 6), (20, 2), (256, 2)):
        before = Leaf.objects.count()
        follower = subprocess.Popen([*dure, "log", "sequence", "--follow"], stdout=subprocess.DEVNULL)
        time.sleep(4)  # it starts, and so do the writers, outside of the measure
        command = [
            sys.executable,
            "-m",
            "benchmarks.ledger",
            "--writer",
            str(count // writers),
            "--each",
            str(each),
        ]
        wanted = before + count // writers * writers
        children = [subprocess.Popen(command) for _ in range(writers)]
        while Leaf.objects.count() <= before + 1:
            time.sleep(0.01)
        began, at = time.perf_counter(), Leaf.objects.count()
        while (Published.objects.order_by("-size").values_list("size", flat=True).first() or 0) < wanted:
            time.sleep(0.02)
        seconds = time.perf_counter() - began
        done = (wanted - at) / seconds
        for child in children:
            child.wait()
        follower.terminate()
        follower.wait()
        rows.append(
            (
                f"durable entries a second, {each} a transaction",
                f"{done:,.0f}",
                "–",
                "≥ 2,000",
                each == 1 or done >= 2_000,
            )
        )
    connection.close()
    return rows


if __name__ == "__main__":
    sys.exit(main())

"""From recorded entries to the published log, and back from what can go wrong."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import textwrap
from datetime import UTC
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections, transaction

from dure import verify
from dure.apps.audit.actions import (
    AlreadySequencing,
    LogIsNewer,
    record,
    recording,
    sequence,
)
from dure.apps.audit.actions.recording import SEQUENCE_TASK
from dure.apps.audit.models import Leaf, Published, Waiting
from dure.apps.audit.outside.folder import TileDiffers
from dure.apps.audit.outside.keeping import make_key, retire_key
from dure.apps.audit.outside.keys import KeyExists, LogHalted, NoSigningKey
from dure.engines import ledger
from tests.apps.audit.conftest import found, holds, note

pytestmark = pytest.mark.django_db(transaction=True)


def test_entries_become_leaves_in_the_order_they_were_recorded(home, person):
    editor = person("editor")
    with transaction.atomic():
        record(kind="cases.revised", subject="case:7", actor=editor, payload={"changed": ["title"], "reason": "김두레"})
    assert sequence() == 2
    holds(home, 2)
    leaf = Leaf.objects.get(entry__kind="cases.revised")
    at = leaf.entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    assert json.loads(bytes(leaf.data)) == {
        "actor": f"user:{editor.pk}",
        "at": at,
        "kind": "cases.revised",
        "payload": {
            "changed": ["title"],
            "reason_sha256": "e1f2d04ca3d05c2610f95770a408f5c510757cb9e6e20773374f21f2cc41b141",
        },
        "subject": "case:7",
        "v": 1,
    }


def test_the_log_says_which_keys_sign_it_and_which_program_checks_it(home):
    sequence()
    sequence()
    said = json.loads(bytes(Leaf.objects.get(entry__kind="audit.keys").data))["payload"]
    assert said["keys"] == [
        line.split()[1] for line in (home / "log/policy").read_text().splitlines() if line.startswith("log ")
    ]
    assert re.fullmatch("[0-9a-f]{64}", said["verify_py_sha256"])


def test_batches_of_256_and_growth_over_many_runs(home):
    sizes = []
    for count in (1, 0, 255, 300, 3):
        note(count)
        sequence()
        sizes.append(found(home).checkpoint.size)
    assert sizes == [2, 2, 257, 557, 560]
    holds(home, 560)
    assert [row.size for row in Published.objects.order_by("size")] == [0, 2, 256, 257, 512, 557, 560]
    assert not (home / "log/tile/0/001.p").exists()
    assert [path.name for path in (home / "log/tile/0/002.p").iterdir()].count("48") == 1


def test_nothing_waits_nothing_is_written(home):
    note(3)
    sequence()
    before = {
        path: path.stat().st_mtime_ns for path in (home / "log").rglob("*") if path.is_file() and path.name != ".lock"
    }
    assert sequence() == 0
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_without_a_key_nothing_is_numbered(settings, tmp_path):
    settings.LOG_FOLDER, settings.LOG_KEYS = tmp_path / "log", tmp_path / "keys"
    note(1)
    with pytest.raises(NoSigningKey):
        sequence()
    assert (Leaf.objects.count(), Waiting.objects.count()) == (0, 1)


def test_keys_rotate(home):
    sequence()
    first = verify.Policy.parse((home / "log/policy").read_text()).logs
    with pytest.raises(KeyExists):
        make_key()
    make_key(rotate=True)
    note(1)
    sequence()
    holds(home, 3)
    assert len(found(home).signed_by) == 2
    assert verify.Check(verify.Policy(first, {})).run(home / "log").faults == []
    retire_key(key_id=first[0].key_id.hex())
    note(1)
    sequence()
    holds(home, 5)
    assert [line.kind for line in verify.Check(verify.Policy(first, {})).run(home / "log").faults] == ["unsigned"]
    with pytest.raises(NoSigningKey):
        retire_key(key_id=verify.Policy.parse((home / "log/policy").read_text()).logs[0].key_id.hex())


def test_private_keys_are_for_their_owner_only(home):
    (key,) = (home / "keys").glob("*.key")
    assert (key.stat().st_mode & 0o777, key.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    sequence()
    private = key.read_text().strip().split("+", 4)[4].encode()  # base64 has + signs of its own
    assert len(private) > 40
    assert not [path for path in (home / "log").rglob("*") if path.is_file() and private in path.read_bytes()]


# --- what can go wrong ---


def test_two_sequencers(home):
    note(3)
    given = connections["default"].get_connection_params()
    kept = {name: given[name] for name in ("host", "port", "user", "password", "dbname") if given.get(name)}
    with psycopg.connect(**kept, autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [0x6475_7265_6C6F_67])
        with pytest.raises(AlreadySequencing):
            sequence()
    assert Leaf.objects.count() == 0
    assert sequence() == 4
    holds(home, 4)


def test_a_torn_tile_is_refused_and_can_be_rebuilt(home):
    note(300)
    sequence()
    torn = home / "log/tile/0/001.p/45"
    whole = torn.read_bytes()
    torn.write_bytes(whole[:700])
    note(1)
    with pytest.raises(TileDiffers, match="tile at the edge"):
        sequence()
    torn.write_bytes(whole[:700] + b"\x00" * (len(whole) - 700))
    with pytest.raises(TileDiffers, match="root"):
        sequence()
    with pytest.raises(TileDiffers, match=r"tile/0/001\.p/45"):
        sequence(rebuild=True)
    torn.unlink()
    (home / "log/tile/0/000").unlink()
    sequence(rebuild=True)
    holds(home, 302)


def test_a_truncated_full_tile_is_never_written_over(home):
    """Tessera #1178: a log that wrote a truncated full tile, and then again."""
    note(254)
    sequence()
    (home / "log/tile/0/000").write_bytes(b"\x00" * 100)
    note(2)
    with pytest.raises(TileDiffers, match="tile/0/000"):
        sequence()
    assert (home / "log/tile/0/000").read_bytes() == b"\x00" * 100
    assert found(home).checkpoint.size == 255
    (home / "log/tile/0/000").unlink()
    sequence()
    holds(home, 257)


def test_a_lost_folder_is_made_again_from_the_database(home):
    note(300)
    sequence()
    before = (home / "log/checkpoint").read_bytes()
    policy = (home / "log/policy").read_bytes()
    shutil.rmtree(home / "log")
    (home / "log").mkdir()
    (home / "log/policy").write_bytes(policy)
    note(1)
    sequence()
    holds(home, 302)
    (home / "seen").write_bytes(before)
    assert found(home, against=[home / "seen"]).faults == []


def snapshot(name):
    """Copy or bring back the test's database, as a backup would."""
    database = connections["default"].settings_dict["NAME"]
    connections.close_all()
    with connections["default"]._nodb_cursor() as cursor:
        if name == "make":
            cursor.execute(f'CREATE DATABASE "{database}_backup" TEMPLATE "{database}"')
        else:
            cursor.execute(f'DROP DATABASE "{database}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{database}" TEMPLATE "{database}_backup"')
            cursor.execute(f'DROP DATABASE "{database}_backup"')


def test_a_database_restored_from_an_old_backup_is_refused_not_forked(home):
    note(5)
    sequence()
    snapshot("make")
    note(5, kind="test.lost")
    sequence()
    published = (home / "log/checkpoint").read_bytes()
    snapshot("bring back")

    def refused():
        waiting = Waiting.objects.count()
        with pytest.raises(LogIsNewer):
            sequence()
        assert (Leaf.objects.count(), Waiting.objects.count()) == (6, waiting)

    refused()  # the database has fewer entries
    note(5, kind="test.other")
    refused()  # as many, but others
    note(300, kind="test.other")
    refused()  # more, but others
    assert (home / "log/checkpoint").read_bytes() == published
    assert found(home).faults == []
    shutil.rmtree(home / "log")
    refused()  # the published folder is lost too: what was signed is remembered beside the keys
    make_key(rotate=True)
    refused()


def test_a_log_that_a_witness_contradicts_signs_nothing(home):
    sequence()
    (home / "keys/halted").write_text("witness.example/w1 has cosigned 99 entries, the log has 1")
    note(1)
    with pytest.raises(LogHalted, match="99"):
        sequence()
    assert Leaf.objects.count() == 1


def test_a_clock_going_backwards_does_not_matter(home, time_machine):
    time_machine.move_to("2026-11-22T10:00:00+09:00")
    note(2)
    sequence()
    time_machine.move_to("2019-06-01T00:00:00+09:00")
    note(2)
    sequence()
    holds(home, 5)
    years = [json.loads(bytes(leaf.data))["at"][:4] for leaf in Leaf.objects.order_by("index")]
    assert years == ["2026", "2026", "2026", "2019", "2019"]


def test_recording_asks_for_one_sequencing_a_second(home):
    recording._woken_at = -1.0  # this process asked for nothing yet
    with connection.cursor() as cursor:
        note(20)
        cursor.execute(
            "SELECT count(*), min(queueing_lock) FROM procrastinate_jobs WHERE task_name = %s", [SEQUENCE_TASK]
        )
        assert cursor.fetchone() == (1, SEQUENCE_TASK)


CHILD = """
import os, signal, sys, resource
import django
django.setup()
from django.conf import settings
from django.db import connections
from pathlib import Path
from dure.apps.audit.actions import sequence
import psycopg

home = Path(sys.argv[1])
settings.LOG_FOLDER, settings.LOG_KEYS = home / "log", home / "keys"
settings.DATABASES["default"]["NAME"] = connections["default"].settings_dict["NAME"] = sys.argv[2]


def counted(owner, name, limit, count=[0]):
    '''Die at the limit-th durable step: before it when the limit is even, after it when it is odd.'''
    real = getattr(owner, name)

    def step(*given, **more):
        count[0] += 1
        mine = count[0]
        if mine * 2 == limit:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = real(*given, **more)
        if mine * 2 + 1 == limit:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    setattr(owner, name, step)
    return count


def attempt(limit):
    steps = [(os, "fsync"), (os, "replace"), (os, "rename"), (Path, "replace"), (psycopg.Connection, "execute")]
    count = [0]
    for owner, name in steps:
        counted(owner, name, limit, count)
    sequence()


def child(work, *given):
    pid = os.fork()
    if pid == 0:
        try:
            work(*given)
        except OSError as error:
            print("refused:", error.strerror, flush=True)
            os._exit(3)
        os._exit(0)
    return os.waitpid(pid, 0)[1]
"""


def run_child(home, body, *given):
    """Run a program that forks sequencers and kills them; Django starts once."""
    script = home / "child.py"
    script.write_text(CHILD + textwrap.dedent(body))
    done = subprocess.run(
        [sys.executable, "-W", "error", str(script), str(home), connections["default"].settings_dict["NAME"], *given],
        capture_output=True, text=True, check=False, cwd=settings.BASE_DIR.parents[1], timeout=120,
        env={**__import__("os").environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(Path.cwd())},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("stride", [3, pytest.param(1, marks=pytest.mark.slow)])
def test_killed_at_every_step(home, stride):
    """kill -9 before and after each write, rename, fsync and statement; after each death the log is whole."""
    note(252)
    sequence()
    out = run_child(
        home,
        """
        from django.db import transaction
        from dure import verify
        from dure.apps.audit.actions import record

        def more():
            with transaction.atomic():
                record(kind="test.more", subject="thing:0", actor=None)

        stride = int(sys.argv[3])
        limit, deaths = 2, 0
        while True:
            assert child(more) == 0
            status = child(attempt, limit)
            if status == 0:
                break
            assert status == signal.SIGKILL, status
            policy = verify.Policy.parse((home / "log/policy").read_text())
            faults = [line.text() for line in verify.Check(policy).run(home / "log").faults]
            assert faults == [], (limit, faults)
            limit, deaths = limit + stride, deaths + 1
        print(deaths)
        """,
        str(stride),
    )
    deaths = int(out[-1])
    assert deaths > 50 / stride, "every step of a whole round was tried, before and after"
    assert sequence() == 0
    holds(home, 254 + deaths)


def test_a_full_disk_publishes_nothing_and_the_next_run_goes_on(home):
    note(150)
    sequence()
    before = (home / "log/checkpoint").read_bytes()
    note(60)
    out = run_child(
        home,
        """
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

        def full():
            resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
            sequence()

        print(os.waitstatus_to_exitcode(child(full)))
        """,
    )
    assert out == ["refused: File too large", "3"]
    assert (home / "log/checkpoint").read_bytes() == before
    assert [line.text() for line in found(home).faults] == []
    assert not list((home / "log").rglob(".new-*"))
    sequence()
    holds(home, 211)


def test_two_programs_sequencing_at_once(home):
    note(600)
    out = run_child(
        home,
        """
        from dure.apps.audit.actions import AlreadySequencing
        import time

        def stubborn():
            for _ in range(200):
                try:
                    sequence()
                    return
                except AlreadySequencing:
                    time.sleep(0.02)
            os._exit(4)

        pids = []
        for _ in range(3):
            pid = os.fork()
            if pid == 0:
                stubborn()
                os._exit(0)
            pids.append(pid)
        print([os.waitpid(pid, 0)[1] for pid in pids])
        """,
    )
    assert out == ["[0, 0, 0]"]
    holds(home, 601)


def test_receipts_of_the_published_log_are_accepted_elsewhere(home):
    note(300)
    sequence()
    files = verify.Files(home / "log")
    checkpoint = (home / "log/checkpoint").read_bytes()
    for leaf in Leaf.objects.filter(index__in=[0, 255, 256, 300]):
        proof = ledger.inclusion_proof(leaf.index, 301, files.hashes)
        (home / "one").write_bytes(
            ledger.receipt_text(index=leaf.index, entry=bytes(leaf.data), proof=proof, checkpoint=checkpoint)
        )
        policy = verify.Policy.parse((home / "log/policy").read_text())
        assert verify.Check(policy).run(home / "one").faults == []

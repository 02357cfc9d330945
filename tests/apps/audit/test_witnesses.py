"""A real witness on a local port, asked by the log; and what it makes impossible."""

from __future__ import annotations

import shutil
import threading

import httpx
import pytest
from django.db import connections

from dure import verify
from dure.apps.audit.actions import WitnessKnowsMore, ask_witnesses, sequence
from dure.apps.audit.models import Cosignature
from dure.apps.audit.outside.keeping import make_key, name_witness
from dure.apps.audit.outside.keys import KeyFolder, LogHalted
from dure.cli.witness import Witness, serve
from dure.engines import ledger
from tests.apps.audit.conftest import found, note
from tests.apps.audit.test_sequencing import snapshot

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def witness(home, tmp_path):
    """A witness of the log, serving, named in the log's policy with a quorum of one."""
    (key,) = verify.Policy.parse((home / "log/policy").read_text()).logs
    made = Witness(tmp_path / "witness", "witness.example/w1", [key])
    with serve(made, "127.0.0.1", 0) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        made.url = f"http://127.0.0.1:{server.server_address[1]}/under/a/prefix"
        name_witness(name="w1", vkey=str(made.key.key), url=made.url, quorum=1)
        yield made
        server.shutdown()


def test_cosignatures_are_asked_for_kept_and_demanded(home, witness, time_machine):
    note(3)
    sequence()
    assert [line.kind for line in found(home).faults] == ["quorum"]
    time_machine.move_to("2026-11-22T10:00:00+09:00", tick=False)
    assert ask_witnesses() == ["w1"]
    assert ask_witnesses() == []
    check = found(home)
    assert check.faults == []
    assert check.signed_by[witness.key.key] == 1_795_309_200
    note(300)
    sequence()
    time_machine.move_to("2020-01-01T00:00:00+09:00", tick=False)
    assert ask_witnesses() == ["w1"]
    assert found(home).signed_by[witness.key.key] == 1_795_309_200, "a witness's time never goes back"
    assert sorted(path.name for path in (home / "log/checkpoints").iterdir()) == ["304", "4"]
    assert list(Cosignature.objects.values_list("checkpoint_id", "witness")) == [
        (304, "witness.example/w1"),
        (4, "witness.example/w1"),
    ]


def send(witness, body):
    answer = httpx.post(f"{witness.url}/add-checkpoint", content=body)
    return answer.status_code, answer.text, answer.headers["content-type"]


def test_a_witness_that_knows_more_than_the_log_remembers_says_so_and_is_asked_again(home, witness):
    note(2)
    sequence()
    first = (home / "log/checkpoint").read_bytes()
    assert send(witness, b"old 0\n\n" + first)[0] == 200
    assert send(witness, b"old 0\n\n" + first) == (409, "3\n", "text/x.tlog.size")
    note(2)
    sequence()
    assert ask_witnesses() == ["w1"]
    assert found(home).faults == []


def test_a_log_restored_whole_from_an_old_copy_signs_nothing_more(home, witness):
    """Database, folder and keys all come from the backup: only a copy outside can know."""
    sequence()
    ask_witnesses()
    snapshot("make")
    for name in ("log", "keys"):
        shutil.copytree(home / name, home / f"{name}-backup")
    note(9)
    sequence()
    ask_witnesses()
    snapshot("bring back")
    for name in ("log", "keys"):
        shutil.rmtree(home / name)
        (home / f"{name}-backup").rename(home / name)
    note(2, kind="test.other")
    sequence()
    with pytest.raises(WitnessKnowsMore, match="has cosigned 10 entries, the log has 3"):
        ask_witnesses()
    note(20)
    with pytest.raises(LogHalted, match="10 entries"):
        sequence()


def test_a_fork_is_not_cosigned(home, witness):
    """The operator signs another history of the same size, and a longer one, with the true key."""
    note(3)
    sequence()
    ask_witnesses()
    (key,) = KeyFolder(home / "keys").keys()
    for size in (4, 5):
        other = verify.Checkpoint("dure.example/log", size, b"\x05" * 32)
        forged = ledger.sign(ledger.checkpoint_text(other), [key])
        proof = [] if size == 4 else [b"\x06" * 32]
        status, text, _ = send(witness, ledger.ask_text(old_size=4, proof=proof, checkpoint=forged))
        assert (status, "—" in text) == (422, False)


def test_a_witness_that_is_away_is_asked_again(home, witness, caplog):
    other = Witness(home / "other", "witness.example/w2", [])
    name_witness(name="w2", vkey=str(other.key.key), url="http://127.0.0.1:9/", quorum=1)
    sequence()
    assert ask_witnesses() == ["w1"]
    assert "w2" in caplog.text
    assert found(home).faults == []


def test_requests_at_once_never_roll_the_witness_back(home, witness):
    note(40)
    bodies = []
    for _ in range(6):
        note(3)
        sequence()
        bodies.append(b"old 0\n\n" + (home / "log/checkpoint").read_bytes())
    statuses = []

    threads = [threading.Thread(target=lambda b=body: statuses.append(send(witness, b)[0])) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200, 409, 409, 409, 409, 409]


def test_a_witness_answers_nothing_else(witness):
    assert httpx.post(witness.url).status_code == 404
    assert httpx.post(f"{witness.url}/add-checkpoint", content=b"x" * 70_000).status_code == 400
    assert httpx.get(witness.url).status_code == 501
    connections.close_all()


def test_key_and_memory_outlive_a_restart(home, witness, tmp_path):
    sequence()
    ask_witnesses()
    again = Witness(tmp_path / "witness", None, list(witness.logs["dure.example/log"]))
    assert again.key == witness.key
    answer = again.answer(b"old 0\n\n" + (home / "log/checkpoint").read_bytes())
    assert (answer.status, answer.body) == (409, "1\n")
    assert (tmp_path / "witness/witness.key").stat().st_mode & 0o777 == 0o600


def test_policies_name_only_witnesses(home, witness):
    for name, vkey, quorum in (("w1", str(witness.key.key), 1), ("w9", str(next(iter(witness.logs.values()))[0]), 1)):
        with pytest.raises(verify.Malformed):
            name_witness(name=name, vkey=vkey, url="http://w.example", quorum=quorum)
    make_key(rotate=True)
    assert (home / "log/policy").read_text().count("witness w1 ") == 1

"""``dure log``: what an operator types."""

from __future__ import annotations

import subprocess
import sys
import zipfile

import pytest

from dure import cli, verify
from dure.cli.witness import Witness
from tests.apps.audit.conftest import note
from tests.apps.conftest import home  # noqa: F401  # a fixture


@pytest.fixture
def typed(capsys):
    """Type a command; get its status and what it said."""

    def run(*words):
        status = cli.main([str(word) for word in words])
        said = capsys.readouterr()
        return status, said.out + said.err

    return run


def test_keys_need_no_database(settings, tmp_path, typed):
    settings.LOG_FOLDER, settings.LOG_KEYS = tmp_path / "log", tmp_path / "keys"
    settings.LOG_ORIGIN = "dure.example/log"
    status, said = typed("log", "keygen")
    vkey = said.splitlines()[0].removeprefix("verifier key: ")
    assert (status, verify.Key.parse(vkey).name) == (0, "dure.example/log")
    status, said = typed("log", "keygen")
    assert status == 1
    assert "--rotate" in said
    assert typed("log", "keygen", "--if-missing") == (0, "")
    assert typed("log", "keygen", "--retire", "00000000")[0] == 1
    assert typed("log", "keygen", "--rotate", "--lang", "ko")[1].startswith("공개 열쇠: dure.example/log+")
    assert typed("log", "receipt", "0")[0] == 1
    assert typed("log", "export", tmp_path / "e.zip")[0] == 1


@pytest.mark.django_db(transaction=True)
def test_sequence_export_receipt_verify(home, typed):  # noqa: F811
    note(300)
    assert typed("log", "sequence") == (0, "301 entries added\n")
    assert typed("log", "sequence", "--rebuild", "--lang", "ko") == (0, "0건을 더했습니다\n")
    export, policy = home / "log.zip", home / "log/policy"
    assert typed("log", "export", export) == (0, f"{export}: 301 entries\n")
    assert typed("verify", export, "--policy", policy)[0] == 0
    with zipfile.ZipFile(export) as archive:
        assert {"checkpoint", "policy", "verify.py", "tile/0/000", "tile/1/000.p/1", "tile/entries/001.p/45"} <= set(
            archive.namelist()
        )
    receipt = home / "one.tlog-proof"
    assert typed("log", "receipt", 257, "-o", receipt) == (0, f"{receipt}: receipt of entry 257\n")
    status, said = typed("verify", receipt, "--policy", policy)
    assert status == 0
    assert "receipt of entry 257 in dure.example/log, 301 entries" in said
    assert typed("log", "receipt", 301)[0] == 1
    pyz = home / "verify.pyz"
    assert typed("log", "zipapp", pyz)[0] == 0
    done = subprocess.run([sys.executable, "-I", pyz, export], capture_output=True, text=True, check=False)
    assert done.stdout.endswith("all holds\n")
    tile = home / "log/tile/entries/000"
    tile.write_bytes(tile.read_bytes().replace(b'"n":7}', b'"n":8}'))
    status, said = typed("verify", home / "log", "--policy", policy)
    assert status == 1
    assert "FAULT  tile/entries/000: entry 7 was changed" in said


def test_trusting_a_witness(settings, tmp_path, typed):
    settings.LOG_FOLDER, settings.LOG_KEYS = tmp_path / "log", tmp_path / "keys"
    typed("log", "keygen", "--origin", "dure.example/log")
    key = Witness(tmp_path / "w", "witness.example/w1", []).key.key
    assert typed("log", "trust", "w1", key, "https://witness.example", "--quorum", "1")[0] == 0
    assert typed("log", "trust", "w1", key, "https://witness.example")[0] == 1
    policy = verify.Policy.parse((tmp_path / "log/policy").read_text())
    assert (policy.witnesses, policy.quorum[0]) == ({"w1": key}, 1)

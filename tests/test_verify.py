"""The one file that checks: whole logs, tampered with anywhere; receipts; policies; alone and as ``dure verify``."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipapp
import zipfile
from pathlib import Path

import pytest

from dure import cli, verify
from dure.cli.verify import KOREAN
from dure.engines import ledger

ORIGIN = "dure.example/log"
LOG = ledger.SigningKey(ORIGIN, verify.ED25519, b"\x01" * 32)
WITNESS = ledger.SigningKey("witness.example/w1", verify.COSIGNATURE, b"\x02" * 32)
OTHER = ledger.SigningKey("witness.example/w2", verify.COSIGNATURE, b"\x03" * 32)
POLICY = f"# keys\nlog {LOG.key}\nwitness w1 {WITNESS.key} https://witness.example/w1\nquorum w1\n"


def entries_of(size, *, salt=""):
    return [verify.canonical({"kind": "test.counted", "n": number, "salt": salt}) for number in range(size)]


def signed(edge, *, cosigned=True):
    text = ledger.checkpoint_text(verify.Checkpoint(ORIGIN, edge.size, edge.root))
    note = ledger.sign(text, [LOG])
    return note + ledger.cosign(text, WITNESS, time=1_790_000_000).encode() if cosigned else note


def write_log(folder: Path, entries, *, steps=(), policy=POLICY):
    """Write a log in steps; each step's checkpoint stays under ``checkpoints/``."""
    edge, done = ledger.EMPTY_EDGE, 0
    for size in (*steps, len(entries)):
        edge, files = ledger.append(edge, entries[done:size])
        done = size
        for name, data in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        if size in steps:
            (folder / "checkpoints").mkdir(exist_ok=True)
            (folder / "checkpoints" / str(size)).write_bytes(signed(edge))
    folder.mkdir(exist_ok=True)
    (folder / "checkpoint").write_bytes(signed(edge))
    (folder / "policy").write_text(policy, encoding="utf-8")
    return edge


@pytest.fixture
def log(tmp_path):
    write_log(tmp_path / "log", entries_of(600), steps=(3, 260))
    return tmp_path / "log"


def receipt(folder, index):
    files = verify.Files(folder)
    note = (folder / "checkpoint").read_bytes()
    size = verify.Checkpoint.parse(verify.Note.parse(note).text).size
    entry = files.hashes("entries", index // 256, min(256, size - index // 256 * 256))[index % 256]
    proof = ledger.inclusion_proof(index, size, files.hashes)
    return ledger.receipt_text(index=index, entry=entry, proof=proof, checkpoint=note)


def check(path, policy=POLICY, against=()):
    return verify.Check(policy and verify.Policy.parse(policy)).run(Path(path), against)


def faults(path, policy=POLICY, against=()):
    return [(line.kind, line.where) for line in check(path, policy, against).faults]


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 0x01
    path.write_bytes(data)


def zipped(folder: Path) -> Path:
    target = folder.with_suffix(".zip")
    with zipfile.ZipFile(target, "w") as archive:
        for name in verify.Files(folder).names():
            archive.write(folder / name, name)
    return target


def test_a_true_log_holds_as_folder_and_as_archive(log):
    for path in (log, zipped(log)):
        found = check(path)
        assert found.faults == []
        assert (found.what, found.entries, found.checkpoint.size) == ("log", 600, 600)
        assert found.signed_by == {LOG.key: None, WITNESS.key: 1_790_000_000}
        assert [line.kind for line in found.notes] == ["no-places"]


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 512])
def test_logs_of_every_shape_hold(tmp_path, size):
    write_log(tmp_path / "log", entries_of(size))
    assert faults(tmp_path / "log") == []


def test_the_log_s_own_word_is_taken_only_with_a_note(log):
    found = check(log, policy=None)
    assert found.faults == []
    assert "own-policy" in [line.kind for line in found.notes]


def test_every_byte_of_every_file_matters(tmp_path):
    """One bit changed anywhere is a fault of that file; of an unknown signature's name, a note."""
    write_log(tmp_path / "log", entries_of(6), steps=(2,))

    def said(found):
        return [line.text() for line in (*found.faults, *found.notes)]

    untouched = said(check(tmp_path / "log", policy=None))
    for name in verify.Files(tmp_path / "log").names():
        path = tmp_path / "log" / name
        whole = path.read_bytes()
        for at in range(0, len(whole), 1 if name != "policy" else 3):
            flip(path, at)
            if name == "policy":  # comments and addresses change nothing
                if whole.index(b"\n") <= at <= whole.index(b" https") or at >= whole.index(b"quorum"):
                    assert said(check(tmp_path / "log", policy=None)) != untouched, f"byte {at} of the policy"
            else:
                found = check(tmp_path / "log")
                assert name in [line.where for line in (*found.faults, *found.notes)], f"byte {at} of {name}"
            path.write_bytes(whole)


@pytest.mark.parametrize(
    ("name", "at", "expected"),
    [
        ("tile/entries/001", 5_000, ("entry", "tile/entries/001")),
        ("tile/entries/002.p/88", 3_000, ("entry", "tile/entries/002.p/88")),
        ("tile/0/000", 32 * 7, ("hash", "tile/0/000")),
        ("tile/0/002.p/88", 32 * 7, ("hash", "tile/0/002.p/88")),
        ("tile/1/000.p/2", 40, ("hash", "tile/1/000.p/2")),
        ("tile/0/001.p/4", 40, ("leftover", "tile/0/001.p/4")),
        ("tile/entries/000.p/3", 40, ("leftover", "tile/entries/000.p/3")),
        ("checkpoints/260", 40, ("forged", "checkpoints/260")),
    ],
)
def test_the_place_is_named(log, name, at, expected):
    flip(log / name, at)
    found = [fault for fault in faults(log) if fault[0] not in {"spelling", "fork"}]
    assert found == [expected]


def test_a_changed_entry_is_named_by_its_index(log):
    path = log / "tile/entries/001"
    path.write_bytes(path.read_bytes().replace(b'"n":300,', b'"n":301,'))
    line = check(log).faults[0]
    assert line.text() == "tile/entries/001: entry 300 was changed: it has another hash than the tree"
    assert line.text(KOREAN) == "tile/entries/001: 300번 기록이 바뀌었습니다. 나무에 있는 해시와 다릅니다"


def test_an_entry_changed_together_with_its_tile_does_not_fit_the_tile_above(log):
    path = log / "tile/entries/000"
    path.write_bytes(path.read_bytes().replace(b'"n":5,', b'"n":6,'))
    tile = log / "tile/0/000"
    leaf = verify.leaf_hash(verify.split_bundle(path.read_bytes())[5])
    tile.write_bytes(tile.read_bytes()[:160] + leaf + tile.read_bytes()[192:])
    assert ("hash", "tile/1/000.p/2") in faults(log)
    assert ("root", "checkpoint") in faults(log)


@pytest.mark.parametrize("name", ["tile/entries/000", "tile/0/001", "tile/1/000.p/2", "tile/0/002.p/88"])
@pytest.mark.parametrize("length", [0, 100, 8_000])
def test_a_truncated_tile_or_bundle(log, name, length):
    data = (log / name).read_bytes()
    (log / name).write_bytes(data[: min(length, len(data) - 1)])
    assert ("malformed", name) in faults(log)


@pytest.mark.parametrize(
    "name", ["tile/entries/000", "tile/0/001", "tile/1/000.p/2", "tile/entries/002.p/88", "checkpoint"]
)
def test_a_missing_file(log, name):
    (log / name).unlink()
    assert faults(log) == [("malformed", name)]
    assert check(log).faults[0].text() == f"{name}: the file is missing"


def test_bundle_and_tile_both_missing(log):
    (log / "tile/entries/001").unlink()
    (log / "tile/0/001").unlink()
    assert faults(log) == [("malformed", "tile/0/001"), ("malformed", "tile/entries/001")]


def test_a_full_tile_serves_for_a_partial_one_that_was_cleared_away(tmp_path):
    """A crash between tiles and checkpoint, then tidying, may leave only the full tile."""
    write_log(tmp_path / "log", entries_of(256))
    edge, _ = ledger.append(ledger.EMPTY_EDGE, entries_of(256)[:200])
    (tmp_path / "log/checkpoint").write_bytes(signed(edge))
    found = check(tmp_path / "log")
    assert found.faults == []
    assert [(line.kind, line.values) for line in found.notes] == [("beyond", {"count": 3}), ("no-places", {})]


def test_a_forged_signature_and_an_unsigned_checkpoint(log):
    note = (log / "checkpoint").read_bytes()
    edge, _ = ledger.append(ledger.EMPTY_EDGE, entries_of(600))
    (log / "checkpoint").write_bytes(note.replace(b"\n600\n", b"\n599\n"))
    assert ("forged", "checkpoint") in faults(log)
    thief = ledger.SigningKey(ORIGIN, verify.ED25519, b"\x09" * 32)
    text = ledger.checkpoint_text(verify.Checkpoint(ORIGIN, 600, edge.root))
    (log / "checkpoint").write_bytes(ledger.sign(text, [thief]))
    assert faults(log) == [("unsigned", "checkpoint")]


def test_without_the_witness_the_quorum_is_not_reached(log):
    edge, _ = ledger.append(ledger.EMPTY_EDGE, entries_of(600))
    (log / "checkpoint").write_bytes(signed(edge, cosigned=False))
    assert faults(log) == [("quorum", "checkpoint")]
    assert faults(log, POLICY.replace("quorum w1", "quorum none")) == []


def test_two_histories_of_one_log_are_a_fork(log, tmp_path):
    write_log(tmp_path / "other", entries_of(500, salt="other"))
    (tmp_path / "seen").write_bytes((tmp_path / "other/checkpoint").read_bytes())
    assert faults(log, against=[tmp_path / "seen"]) == [("fork", str(tmp_path / "seen"))]
    assert faults(log, against=[tmp_path / "other"]) == [("fork", str(tmp_path / "other"))]
    (tmp_path / "kept.tlog-proof").write_bytes(receipt(tmp_path / "other", 7))
    assert faults(log, against=[tmp_path / "kept.tlog-proof"]) == [("fork", str(tmp_path / "kept.tlog-proof"))]


def test_a_log_restored_from_an_old_copy_has_shrunk(log, tmp_path):
    shutil.copy(log / "checkpoint", tmp_path / "seen")
    write_log(tmp_path / "restored", entries_of(600)[:260])
    assert faults(tmp_path / "restored", against=[tmp_path / "seen"]) == [("shrunk", str(tmp_path / "seen"))]
    shutil.copytree(log / "checkpoints", tmp_path / "restored" / "checkpoints")
    assert faults(tmp_path / "restored") == []
    shutil.copy(log / "checkpoint", tmp_path / "restored" / "checkpoints" / "600")
    assert faults(tmp_path / "restored") == [("shrunk", "checkpoints/600")]


def test_a_checkpoint_of_another_log(log, tmp_path):
    other = ledger.SigningKey("other.example/log", verify.ED25519, b"\x07" * 32)
    text = ledger.checkpoint_text(verify.Checkpoint("other.example/log", 3, b"\x00" * 32))
    (tmp_path / "seen").write_bytes(ledger.sign(text, [other]))
    assert ("origin", str(tmp_path / "seen")) in faults(log, against=[tmp_path / "seen"])


def test_a_receipt_holds_and_shows_its_entry(log, tmp_path):
    path = tmp_path / "r.tlog-proof"
    path.write_bytes(receipt(log, 300))
    found = check(path)
    assert found.faults == []
    assert (found.what, found.index) == ("receipt", 300)
    assert found.entry == b'{"kind":"test.counted","n":300,"salt":""}'
    assert faults(path, against=[log]) == []


def test_a_receipt_with_the_wrong_index_entry_or_byte(log, tmp_path):
    path = tmp_path / "r.tlog-proof"
    whole = receipt(log, 300)
    assert ledger.Receipt.parse(whole).entry == b'{"kind":"test.counted","n":300,"salt":""}'
    for wrong in (whole.replace(b"index 300", b"index 301"), whole.replace(b"index 300", b"index 900")):
        path.write_bytes(wrong)
        assert faults(path) == [("malformed", str(path))]
    for at in range(0, len(whole), 3):
        path.write_bytes(whole)
        flip(path, at)
        found = check(path)
        assert found.faults or "stranger" in [line.kind for line in found.notes], at


def test_a_receipt_needs_a_key_and_its_entry(log, tmp_path):
    path = tmp_path / "r.tlog-proof"
    whole = receipt(log, 300)
    path.write_bytes(whole)
    assert ("key", str(path)) in faults(path, policy=None)
    (tmp_path / "policy").write_text(POLICY, encoding="utf-8")
    assert faults(path, policy=None) == []
    head, _, rest = whole.partition(b"extra ")
    path.write_bytes(head + rest.partition(b"\n")[2])
    assert faults(path) == [("no-entry", str(path))]


def test_checkpoints_alone(log, tmp_path):
    assert faults(log / "checkpoint") == []
    found = check(log / "checkpoint", against=[log / "checkpoints/3"])
    assert ([line.kind for line in found.faults], [line.kind for line in found.notes]) == ([], ["apart"])


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04 broken", b"a\n\nb"])
def test_what_is_nothing_to_check(tmp_path, content):
    path = tmp_path / "thing"
    path.write_bytes(content)
    assert [kind for kind, _ in faults(path)] in (["unknown"], ["archive"], ["malformed"])
    assert [kind for kind, _ in faults(tmp_path / "absent")] == ["unreadable"]
    assert [kind for kind, _ in faults(path, against=[tmp_path / "gone"])] == ["unreadable"]


def test_a_broken_archive_names_its_member(log):
    path = zipped(log)
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo("tile/0/001").header_offset + 30 + len("tile/0/001") + 64
    flip(path, at)
    assert ("archive", "tile/0/001") in faults(path)


def test_files_that_are_not_part_of_the_log_are_said_not_to_be_checked(log):
    (log / "README.txt").write_text("hello", encoding="utf-8")
    (log / "timestamps").mkdir()
    (log / "timestamps/600.tsr").write_bytes(b"\x30\x03")
    found = check(log)
    assert found.faults == []
    assert [line.text() for line in found.notes] == [
        "README.txt: not part of the log, not checked",
        f"{log}: 1 RFC 3161 time stamps: not checked",
        f"{log}: places not recomputed: verify.pyz does that",
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "quorum"),
        (f"log {LOG.key}\n", "quorum"),
        ("log nonsense\nquorum none\n", "verifier key"),
        (f"log {LOG.key}\nlog {LOG.key}\nquorum none\n", "twice"),
        (f"witness none {WITNESS.key}\nquorum none\n", "line 1"),
        (f"witness a {WITNESS.key}\ngroup g 2 a\nquorum g\n", "line 2"),
        (f"witness a {WITNESS.key}\ngroup g 0 a\nquorum g\n", "line 2"),
        ("group g any b\nquorum g\n", "line 1"),
        ("quorum none\nquorum none\n", "line 2"),
        ("frobnicate\n", "line 1"),
    ],
)
def test_policies_that_cannot_be_read(text, reason):
    with pytest.raises(verify.Malformed, match=reason):
        verify.Policy.parse(text)


def test_quorums():
    head = f"log {LOG.key}\nwitness a {WITNESS.key}\nwitness b {OTHER.key} https://b.example/\n"
    both, one, none = [WITNESS.key, OTHER.key], [OTHER.key], []
    for line, expected in {
        "quorum none": (True, True, True),
        "quorum b": (True, True, False),
        "group g any a b\nquorum g": (True, True, False),
        "group g all a b\nquorum g": (True, False, False),
        "group g 2 a b\nquorum g": (True, False, False),
    }.items():
        policy = verify.Policy.parse(f"{head}{line}\n")
        assert tuple(map(policy.is_met_by, (both, one, none))) == expected
        assert policy.urls == {"b": "https://b.example/"}


# --- the command line ---


def test_the_file_alone_in_an_empty_python(log, tmp_path):
    """A stranger downloads one file: it runs with the standard library and cryptography, far from this package."""
    alone = shutil.copy(verify.__file__, tmp_path / "alone_verify.py")
    command = [sys.executable, "-I", str(alone), str(log), "--key", str(LOG.key)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.stdout.splitlines() == [
        f"log {ORIGIN}: 600 entries",
        f"signed by {LOG.key}",
        "note  checkpoint: signature by witness.example/w1, a key that nobody named here: passed over",
        "note  checkpoints/260: signature by witness.example/w1, a key that nobody named here: passed over",
        "note  checkpoints/3: signature by witness.example/w1, a key that nobody named here: passed over",
        f"note  {log}: places not recomputed: verify.pyz does that",
        "all holds",
    ]
    assert (done.returncode, done.stderr) == (0, "")
    flip(log / "tile/0/000", 9 * 32)
    done = subprocess.run([*command, "--json"], capture_output=True, text=True, check=False, cwd=tmp_path)
    said = json.loads(done.stdout)
    assert done.returncode == 1
    assert said["ok"] is False
    text = "tile/0/000: hash 9 was changed: it does not fit tile/entries/000"
    assert said["faults"] == [{"kind": "hash", "where": "tile/0/000", "text": text}]


def test_the_program_with_a_place_to_recompute(log, tmp_path):
    """verify.pyz is this file and a module ``recompute`` that sees every entry and says what it finds."""
    build = tmp_path / "build"
    build.mkdir()
    shutil.copy(verify.__file__, build / "verify.py")
    (build / "recompute.py").write_text(
        "class Recompute:\n"
        "    def __init__(self):\n        self.total = 0\n"
        "    def take(self, index, value):\n        self.total += value['n']\n"
        "    def faults(self):\n        return [('result', f'the sum is {self.total}')]\n",
        encoding="utf-8",
    )
    zipapp.create_archive(build, tmp_path / "verify.pyz", main="verify:main")
    command = [sys.executable, "-I", str(tmp_path / "verify.pyz"), str(log)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "FAULT  result: the sum is 179700" in done.stdout
    assert "not recomputed" not in done.stdout


def test_dure_verify_speaks_korean_and_sets_the_status(log, capsys):
    assert cli.main(["verify", str(log), "--lang", "ko"]) == 0
    said = capsys.readouterr().out
    assert f"기록 {ORIGIN}: 600건" in said
    assert f"맞서명: {WITNESS.key}, 2026-09-21 14:13:20 UTC" in said
    assert said.endswith("모두 맞습니다\n")
    (log / "tile/0/001").unlink()
    assert cli.main(["verify", str(log), "--lang", "ko"]) == 1
    assert "잘못  tile/0/001: 형식이 맞지 않습니다: the file is missing" in capsys.readouterr().out
    assert cli.main(["verify", str(log), "--key", "nonsense"]) == 1
    assert "FAULT  --key: the policy cannot be read" in capsys.readouterr().out
    assert cli.main(["verify", str(log), "--policy", str(log / "none")]) == 1
    assert "No such file" in capsys.readouterr().out


def test_korean_says_all_that_english_says():
    assert KOREAN.keys() == verify.ENGLISH.keys()
    for kind, text in verify.ENGLISH.items():
        names = {part.partition("}")[0] for part in text.split("{")[1:]}
        assert names == {part.partition("}")[0] for part in KOREAN[kind].split("{")[1:]}, kind

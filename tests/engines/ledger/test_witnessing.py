"""The answers of a witness, one for each line of c2sp.org/tlog-witness; seals."""

from __future__ import annotations

import pytest

from dure import verify
from dure.engines import ledger

LOG = ledger.SigningKey("dure.example/log", verify.ED25519, b"\x01" * 32)
OTHER = ledger.SigningKey("other.example/log", verify.ED25519, b"\x04" * 32)
WITNESS = ledger.SigningKey("witness.example/w1", verify.COSIGNATURE, b"\x02" * 32)
LOGS = {LOG.name: [LOG.key]}


def tree(size):
    return ledger.append(ledger.EMPTY_EDGE, [f"entry {number}".encode() for number in range(size)])


EDGE, FILES = tree(300)


def read(level, index, width):
    name = verify.tile_path(level, index, width)
    return verify.split_hashes(FILES.get(name) or FILES[verify.tile_path(level, index)])[:width]


def checkpoint(size, key=LOG, root=None):
    return ledger.Checkpoint(key.name, size, root or tree(size)[0].root)


def ask(old, new, *, key=LOG, root=None, proof=None, known=None, note=None):  # noqa: PLR0913  # a request's parts
    proof = ledger.consistency_proof(old, new, read) if proof is None else proof
    note = note or ledger.sign(ledger.checkpoint_text(checkpoint(new, key, root)), [key])
    body = ledger.ask_text(old_size=old, proof=proof, checkpoint=note)
    return ledger.consider(body, logs=LOGS, known={LOG.name: known} if known else {})


def test_200_first_sight_growth_and_no_change():
    for old, new, known in (
        (0, 300, None),
        (7, 300, checkpoint(7)),
        (300, 300, checkpoint(300)),
        (256, 300, checkpoint(256)),
    ):
        answer = ask(old, new, known=known)
        assert (answer.status, answer.checkpoint) == (200, checkpoint(300))
        line = ledger.cosign(answer.text, WITNESS, time=1_790_000_000)
        note = verify.Note.parse(f"{answer.text}\n{line}".encode())
        assert note.verified_by([WITNESS.key]) == {WITNESS.key: 1_790_000_000}


def test_404_for_an_unknown_origin():
    assert ask(0, 300, key=OTHER).status == 404


def test_403_without_a_valid_trusted_signature():
    thief = ledger.SigningKey(LOG.name, verify.ED25519, b"\x09" * 32)
    assert ask(0, 300, key=thief).status == 403
    note = ledger.sign(ledger.checkpoint_text(checkpoint(300)), [LOG]).replace(b"\n300\n", b"\n299\n")
    assert ask(0, 300, note=note).status == 403


def test_400_for_an_old_size_beyond_the_checkpoint_and_for_what_is_malformed():
    assert ask(301, 300, proof=[]).status == 400
    for body in (b"", b"old x\n\n", b"old 01\n\nnote", b"new 1\n\n", b"old 1\nnonsense\n\n", b"old 1\nAAAA\n\n"):
        assert ledger.consider(body, logs=LOGS, known={}).status == 400
    assert ask(0, 300, proof=[b"\x00" * 32] * 64).status == 400


def test_409_tells_the_size_that_is_known():
    answer = ask(7, 300, known=checkpoint(20))
    assert (answer.status, answer.body, answer.content_type) == (409, "20\n", "text/x.tlog.size")
    assert ask(7, 300).body == "0\n"


def test_422_for_a_wrong_proof_or_root():
    proof = ledger.consistency_proof(7, 300, read)
    assert ask(7, 300, proof=proof[:-1], known=checkpoint(7)).status == 422
    assert ask(7, 300, root=b"\x05" * 32, known=checkpoint(7)).status == 422
    assert ask(300, 300, root=b"\x05" * 32, proof=[], known=checkpoint(300)).status == 422
    assert ask(0, 300, proof=proof).status == 422


def test_seals_bind_and_open():
    nonce = bytes(range(32))
    sealed = ledger.seal({"judge": 3, "scores": [90, 85]}, nonce)
    assert ledger.opens(sealed, {"scores": [90, 85], "judge": 3}, nonce)
    assert not ledger.opens(sealed, {"judge": 3, "scores": [90, 86]}, nonce)
    assert not ledger.opens(sealed, {"judge": 3, "scores": [90, 85]}, bytes(32))
    assert not ledger.opens(sealed, {"judge": 3, "scores": [90, 85]}, nonce[:31])
    with pytest.raises(verify.NotCanonical):
        ledger.seal({"score": 90.5}, nonce)
    with pytest.raises(ValueError, match=r"^16$"):
        ledger.seal({}, bytes(16))

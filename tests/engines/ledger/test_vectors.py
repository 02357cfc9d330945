"""The examples of the specifications, of Go's sumdb note and of Certificate Transparency's tree."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dure import verify
from dure.engines import ledger

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))
C2SP, GO, MERKLE = VECTORS["c2sp"], VECTORS["go"], VECTORS["merkle"]
LEAVES = [verify.leaf_hash(bytes.fromhex(leaf)) for leaf in MERKLE["leaves"]]
ROOTS = [bytes.fromhex(root) for root in MERKLE["roots"]]
SOME_HASH = bytes.fromhex("abacaba000000000000000000000000000000000000000000060061e00123456")


def hashes(texts):
    return [bytes.fromhex(text) for text in texts]


def read_tile(level, index, width):
    assert (level, index) == (0, 0)
    return LEAVES[:width]


def test_roots_of_certificate_transparency():
    assert [verify.tree_root(LEAVES[:size]) for size in range(1, 9)] == ROOTS
    assert verify.EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(("index", "size", "proof"), MERKLE["inclusion"])
def test_inclusion(index, size, proof):
    proof = hashes(proof)
    assert ledger.inclusion_proof(index, size, read_tile) == proof
    good = {"index": index, "size": size, "leaf": LEAVES[index], "proof": proof, "root": ROOTS[size - 1]}
    verify.verify_inclusion(**good)
    corrupt = [
        {"index": index - 1}, {"index": index + 1}, {"index": index ^ 2}, {"size": size * 2}, {"size": size // 2},
        {"leaf": b"WrongLeaf"}, {"root": verify.EMPTY_ROOT}, {"root": SOME_HASH}, {"proof": [*proof, b""]},
        {"proof": [*proof, ROOTS[size - 1]]}, {"proof": [b"", *proof]}, {"proof": [ROOTS[size - 1], *proof]},
    ]  # fmt: skip
    corrupt += [
        {"proof": [*proof[:at], bytes([proof[at][0] ^ 8]) + proof[at][1:], *proof[at + 1 :]]}
        for at in range(len(proof))
    ]
    corrupt += [{"proof": proof[:-1]}] if proof else []
    corrupt += [{"proof": [proof[0], SOME_HASH, *proof[1:]]}] if len(proof) > 1 else []
    for change in corrupt:
        with pytest.raises(verify.ProofInvalid):
            verify.verify_inclusion(**{**good, **change})


@pytest.mark.parametrize(("old", "new", "proof"), MERKLE["consistency"])
def test_consistency(old, new, proof):
    proof = hashes(proof)
    assert ledger.consistency_proof(old, new, read_tile) == proof
    good = {"old_size": old, "new_size": new, "old_root": ROOTS[old - 1], "new_root": ROOTS[new - 1], "proof": proof}
    verify.verify_consistency(**good)
    if not proof:
        return
    corrupt = [
        {"old_size": old - 1}, {"old_size": old + 1}, {"old_size": old ^ 2}, {"new_size": new * 2},
        {"new_size": new // 2}, {"old_root": b"WrongRoot"}, {"new_root": b"WrongRoot"},
        {"old_root": ROOTS[new - 1], "new_root": ROOTS[old - 1]}, {"proof": []}, {"proof": [*proof, b""]},
        {"proof": [*proof, ROOTS[old - 1]]}, {"proof": [*proof, ROOTS[new - 1]]}, {"proof": [b"", *proof]},
        {"proof": [ROOTS[old - 1], *proof]}, {"proof": [ROOTS[new - 1], *proof]}, {"proof": [proof[0], *proof]},
        {"proof": proof[:-1]},
    ]  # fmt: skip
    corrupt += [
        {"proof": [*proof[:at], bytes([proof[at][0] ^ 16]) + proof[at][1:], *proof[at + 1 :]]}
        for at in range(len(proof))
    ]
    for change in corrupt:
        with pytest.raises(verify.ProofInvalid):
            verify.verify_consistency(**{**good, **change})


ONE, TWO = b"don't care 1", b"don't care 2"


@pytest.mark.parametrize(
    ("old", "new", "old_root", "new_root", "proof", "holds"),
    [
        (0, 0, ONE, TWO, [], False),
        (1, 1, ONE, TWO, [], False),
        (0, 0, ONE, ONE, [], True),
        (0, 1, ONE, TWO, [], True),
        (1, 1, TWO, TWO, [], True),
        (1, 0, ONE, TWO, [], False),
        (2, 1, ONE, TWO, [], False),
        (1, 2, ONE, TWO, [], False),
        (0, 0, verify.EMPTY_ROOT, verify.EMPTY_ROOT, [verify.EMPTY_ROOT], False),
        (0, 1, verify.EMPTY_ROOT, verify.EMPTY_ROOT, [verify.EMPTY_ROOT], False),
        (1, 1, verify.EMPTY_ROOT, verify.EMPTY_ROOT, [verify.EMPTY_ROOT], False),
    ],
)
def test_consistency_at_the_ends(old, new, old_root, new_root, proof, holds):  # noqa: PLR0913, PLR0917  # a table
    given = {"old_size": old, "new_size": new, "old_root": old_root, "new_root": new_root, "proof": proof}
    if holds:
        verify.verify_consistency(**given)
    else:
        with pytest.raises(verify.ProofInvalid):
            verify.verify_consistency(**given)


def test_tile_paths_and_widths():
    assert verify.tile_path(0, 1234067) == "tile/0/x001/x234/067"
    assert verify.tile_path("entries", 0, 5) == "tile/entries/000.p/5"
    assert len(list(verify.tiles_at(0, 70_000))) == 274
    assert list(verify.tiles_at(0, 70_000))[-2:] == [(272, 256), (273, 112)]
    assert list(verify.tiles_at(1, 70_000)) == [(0, 256), (1, 17)]
    assert list(verify.tiles_at(2, 70_000)) == [(0, 1)]
    assert list(verify.tiles_at(0, 256)) == [(0, 256)]
    assert list(verify.tiles_at(1, 256)) == [(0, 1)]
    assert list(verify.tiles_at(2, 256)) == []


def test_signed_note_of_the_specification():
    note = verify.Note.parse(C2SP["note"].encode())
    key = verify.Key.parse(C2SP["vkey"])
    assert str(key) == C2SP["vkey"]
    assert note.verified_by([key]) == {key: None}
    forged = verify.Note.parse(C2SP["note"].replace("an example", "no example").encode())
    with pytest.raises(verify.SignatureFalse):
        forged.verified_by([key])


def test_cosigned_checkpoint_of_the_specification():
    note = verify.Note.parse(C2SP["cosigned"].encode())
    checkpoint = verify.Checkpoint.parse(note.text)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert ledger.checkpoint_text(checkpoint) == note.text
    (_, _, own), (name, _, cosignature) = note.signatures
    assert len(own) == 64
    assert name == "witness.example.com/w1"
    assert int.from_bytes(cosignature[:8], "big") == 1679315147
    assert verify.cosigned_message(note.text, 1679315147) == C2SP["cosignature_message"]


def test_key_of_go_and_none_of_its_manglings():
    peter = GO["peter"]
    assert str(verify.Key.parse(peter)) == peter
    parts = [peter[start:end] for start in range(len(peter)) for end in range(start, len(peter) + 1)]
    mangled = [part for part in parts if part != peter]
    mangled += [peter[:at] + chr(ord(peter[at]) + 1) + peter[at + 1 :] for at in range(len(peter))]
    for vkey in [*mangled, *GO["bad_keys"]]:
        with pytest.raises(verify.Malformed):
            verify.Key.parse(vkey)


def test_private_key_of_go_and_none_of_its_manglings():
    private = GO["peter_private"]
    key = ledger.SigningKey.parse(private)
    assert key.text() == private
    assert str(key.key) == GO["peter"]
    assert private[-20:] not in repr(key)
    mangled = [private[:at] + chr(ord(private[at]) + 1) + private[at + 1 :] for at in range(len(private))]
    mangled += [private[start:] for start in range(1, len(private))] + [private[:end] for end in range(len(private))]
    for text in mangled:
        with pytest.raises(verify.Malformed):
            ledger.SigningKey.parse(text)


def test_signing_as_go_signs():
    key = ledger.SigningKey.parse(GO["peter_private"])
    signed = ledger.sign(GO["text"], [key])
    assert signed == f"{GO['text']}\n{GO['peter_line']}".encode()
    enoch = verify.Key.parse(GO["enoch"])
    both = ledger.add_signatures(signed, GO["peter_line"] + GO["enoch_line"] + GO["enoch_line"], [enoch, key.key])
    assert both == signed + GO["enoch_line"].encode()
    assert verify.Note.parse(both).verified_by([enoch]) == {enoch: None}
    assert ledger.add_signatures(signed, GO["enoch_line"], [key.key]) == signed
    with pytest.raises(verify.Malformed):
        ledger.sign("abc", [key])


PETER = GO["peter_line"]


@pytest.mark.parametrize(
    "note",
    [
        GO["text"].encode(),
        (GO["text"] + "\n").encode(),
        (GO["text"] + "\n" + PETER[:-1]).encode(),
        ("\x01" + GO["text"] + "\n" + PETER).encode(),
        b"\xff" + (GO["text"] + "\n" + PETER).encode(),
        (GO["text"] + "\n" + PETER.replace("PeterNeumann", "Bad Name")).encode(),
        (GO["text"] + "\n" + PETER + "Unexpected line.\n").encode(),
        (GO["text"] + "\n" + PETER * 101).encode(),
    ],
)
def test_what_go_calls_a_malformed_note(note):
    with pytest.raises(verify.Malformed):
        verify.Note.parse(note)


def test_an_unknown_name_or_key_id_is_passed_over_and_a_false_signature_is_not():
    peter = verify.Key.parse(GO["peter"])
    text = GO["text"] + "\n"
    assert (
        verify.Note.parse((text + PETER.replace("PeterNeumann", "CarmenSandiego")).encode()).verified_by([peter]) == {}
    )
    assert verify.Note.parse((text + PETER.replace("x08g", "xxxx")).encode()).verified_by([peter]) == {}
    with pytest.raises(verify.SignatureFalse, match="PeterNeumann"):
        verify.Note.parse((text + PETER[:60] + "ABCD" + PETER[60:]).encode()).verified_by([peter])


def test_json_strings_and_order_of_rfc_8785():
    value = json.loads(r'{"string": "€$\u000F\u000aA\u0027\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}')
    assert verify.canonical(value) == (
        b'{"literals":[null,true,false],"string":"\xe2\x82\xac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )
    keys = {"€": 1, "\r": 2, "\ufb33": 3, "1": 4, "😀": 5, "\u0080": 6, "ö": 7}
    in_order = '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}'
    assert verify.canonical(keys).decode() == in_order
    assert verify.read_canonical(in_order.encode()) == keys
    with pytest.raises(verify.NotCanonical):  # sorted by code points instead
        verify.read_canonical('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"\ufb33":3,"😀":5}'.encode())


def test_json_samples_of_its_author():
    french = {
        "peach": "This sorting order",
        "péché": "is wrong according to French",
        "pêche": "but canonicalization MUST",
        "sin": "ignore locale",
    }
    assert (
        verify.canonical(dict(reversed(french.items())))
        == json.dumps(french, ensure_ascii=False, separators=(",", ":")).encode()
    )
    assert verify.canonical([56, {"d": True, "10": None, "1": []}]) == b'[56,{"1":[],"10":null,"d":true}]'
    assert verify.canonical({"Unnormalized Unicode": "A\u030a"}) == '{"Unnormalized Unicode":"A\u030a"}'.encode()


@pytest.mark.parametrize(
    "value", [1.0, float("nan"), 2**53, {1: 2}, "\ud800", {"\udfff": 1}, object(), {"a": [0.5]}, b"x"]
)
def test_json_without_a_canonical_form(value):
    with pytest.raises(verify.NotCanonical):
        verify.canonical(value)


@pytest.mark.parametrize(
    "text",
    [b'{"a": 1}', b'{"b":1,"a":2}', b'{"a":1,"a":1}', b'{"a":1.0}', b'{"a":1e3}', b"[NaN]", b"[-0]", b"[01]", b'["\\u0061"]',
     b'["\\u000A"]', b"\xff", b"", b"[9007199254740993]", b'["\\ud800"]', b"[" * 100_000, b' "a"', b'"a"\n'],
)  # fmt: skip
def test_json_spelled_in_another_way(text):
    with pytest.raises(verify.NotCanonical):
        verify.read_canonical(text)

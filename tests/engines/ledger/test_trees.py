"""The tree against the definition, and against a second implementation."""

from __future__ import annotations

import hashlib
import itertools

import pymerkle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymerkle.core import _inclusion_path_layout

from dure import verify
from dure.engines import ledger


def naive_root(entries):
    """MTH as RFC 9162, 2.1.1 defines it."""
    if not entries:
        return hashlib.sha256(b"").digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    split = 1
    while split * 2 < len(entries):
        split *= 2
    return hashlib.sha256(b"\x01" + naive_root(entries[:split]) + naive_root(entries[split:])).digest()


def naive_path(index, entries):
    """PATH as RFC 9162, 2.1.3.1 defines it."""
    if len(entries) == 1:
        return []
    split = 1
    while split * 2 < len(entries):
        split *= 2
    if index < split:
        return [*naive_path(index, entries[:split]), naive_root(entries[split:])]
    return [*naive_path(index - split, entries[split:]), naive_root(entries[:split])]


def naive_subproof(old, entries, *, is_old):
    """SUBPROOF as RFC 9162, 2.1.4.1 defines it."""
    if old == len(entries):
        return [] if is_old else [naive_root(entries)]
    split = 1
    while split * 2 < len(entries):
        split *= 2
    if old <= split:
        return [*naive_subproof(old, entries[:split], is_old=is_old), naive_root(entries[split:])]
    return [*naive_subproof(old - split, entries[split:], is_old=False), naive_root(entries[:split])]


def entries_of(size):
    return [verify.canonical({"n": number}) for number in range(size)]


def grown(*batches):
    """Append batch after batch; return the edge and every file ever written."""
    edge, files = ledger.EMPTY_EDGE, {}
    for batch in batches:
        edge, more = ledger.append(edge, batch)
        for path, data in more.items():
            assert files.setdefault(path, data) == data, "a tile is written once and never changes"
    return edge, files


def reader(files):
    def read(level, index, width):
        data = files.get(verify.tile_path(level, index, width)) or files[verify.tile_path(level, index)]
        return verify.split_hashes(data)[:width]

    return read


def bundle_reader(files):
    return lambda _, index, width: verify.split_bundle(files[verify.tile_path("entries", index, width)])


BIG = entries_of(70_000)
BIG_EDGE, BIG_FILES = grown(BIG[:300], BIG[300:65_536], BIG[65_536:])


@given(st.lists(st.binary(max_size=40), max_size=70))
def test_roots_and_proofs_are_those_of_the_definition(entries):
    edge, files = grown(entries)
    assert edge.root == naive_root(entries)
    for index, entry in enumerate(entries):
        proof = ledger.inclusion_proof(index, len(entries), reader(files))
        assert proof == naive_path(index, entries)
        verify.verify_inclusion(
            index=index, size=len(entries), leaf=verify.leaf_hash(entry), proof=proof, root=edge.root
        )
    for old in range(1, len(entries)):
        proof = ledger.consistency_proof(old, len(entries), reader(files))
        assert proof == naive_subproof(old, entries, is_old=True)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 300), max_size=8))
def test_batches_do_not_matter(widths):
    entries = entries_of(sum(widths))
    starts = [sum(widths[:at]) for at in range(len(widths) + 1)]
    edge, files = grown(*[entries[start:end] for start, end in itertools.pairwise(starts)])
    once, _ = grown(entries)
    assert edge == once
    assert edge.root == verify.tree_root(map(verify.leaf_hash, entries))
    assert ledger.edge_at(edge.size, reader(files), bundle_reader(files)) == edge


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 69_999), st.integers(1, 70_000))
def test_proofs_in_a_tree_of_three_levels(index, old):
    proof = ledger.inclusion_proof(index, 70_000, reader(BIG_FILES))
    leaf = verify.leaf_hash(BIG[index])
    verify.verify_inclusion(index=index, size=70_000, leaf=leaf, proof=proof, root=BIG_EDGE.root)
    with pytest.raises(verify.ProofInvalid):
        verify.verify_inclusion(index=(index + 1) % 70_000, size=70_000, leaf=leaf, proof=proof, root=BIG_EDGE.root)
    consistency = ledger.consistency_proof(old, 70_000, reader(BIG_FILES))
    old_root = verify.tree_root(map(verify.leaf_hash, BIG[:old]))
    sizes = {"old_size": old, "new_size": 70_000}
    verify.verify_consistency(**sizes, old_root=old_root, new_root=BIG_EDGE.root, proof=consistency)
    if old < 70_000:
        with pytest.raises(verify.ProofInvalid):
            verify.verify_consistency(**sizes, old_root=BIG_EDGE.root, new_root=old_root, proof=consistency)


def test_files_of_a_tree_of_70000():
    current = {verify.tile_path(level, *tile) for level in (0, 1, 2) for tile in verify.tiles_at(level, 70_000)}
    current |= {verify.tile_path("entries", *tile) for tile in verify.tiles_at(0, 70_000)}
    assert current <= BIG_FILES.keys()
    assert len(BIG_FILES["tile/0/273.p/112"]) == 112 * 32
    assert BIG_FILES["tile/2/000.p/1"] == verify.tree_root(map(verify.leaf_hash, BIG[:65_536]))
    assert not [path for path, data in BIG_FILES.items() if not data]
    assert all(len(data) == 8192 for path, data in BIG_FILES.items() if ".p/" not in path and "entries" not in path)


def test_entries_have_a_largest_size():
    _, files = grown([b"x" * 65_535])
    assert len(files["tile/entries/000.p/1"]) == 65_537
    with pytest.raises(ledger.EntryTooLarge):
        ledger.append(ledger.EMPTY_EDGE, [b"x" * 65_536])


def test_proofs_of_what_is_not_there():
    with pytest.raises(IndexError):
        ledger.inclusion_proof(5, 5, reader({}))
    with pytest.raises(IndexError):
        ledger.consistency_proof(6, 5, reader({}))
    assert ledger.consistency_proof(0, 5, reader({})) == []


# --- pymerkle, an implementation by others, accepts every proof ---


SIZES = (1, 2, 3, 7, 8, 9, 255, 256, 257, 700)
SOME = entries_of(700)
ORACLE = pymerkle.InmemoryTree(algorithm="sha256")
ORACLE.append_entries(SOME)


@pytest.mark.parametrize("size", SIZES)
def test_pymerkle_accepts_every_inclusion_proof(size):
    edge, files = grown(SOME[:size])
    assert ORACLE.get_root(size) == edge.root
    for index in range(0, size, max(1, size // 60)):
        proof = ledger.inclusion_proof(index, size, reader(files))
        leaf = verify.leaf_hash(SOME[index])
        theirs = ORACLE.prove_inclusion(index + 1, size)
        assert theirs.path == [leaf, *proof]
        rule, _ = _inclusion_path_layout(index + 1, size)
        ours = pymerkle.InclusionProof(
            "sha256", security=True, size=size, index=index + 1, rule=rule, path=[leaf, *proof]
        )
        pymerkle.verify_inclusion(leaf, edge.root, ours, index=index + 1, size=size, algorithm="sha256")
        verify.verify_inclusion(index=index, size=size, leaf=leaf, proof=theirs.path[1:], root=ORACLE.get_root(size))


@pytest.mark.parametrize("new", SIZES)
def test_pymerkle_finds_the_same_trees_consistent(new):
    """Its consistency proofs take another form than RFC 9162's, so each side judges the other's roots."""
    edge, files = grown(SOME[:new])
    for old in sorted({1, *range(1, new, max(1, new // 60)), new}):
        old_root = verify.tree_root(map(verify.leaf_hash, SOME[:old]))
        theirs = ORACLE.prove_consistency(old, new)
        pymerkle.verify_consistency(old_root, edge.root, theirs, prior_size=old, later_size=new, algorithm="sha256")
        roots = {"old_root": ORACLE.get_root(old), "new_root": ORACLE.get_root(new)}
        proof = ledger.consistency_proof(old, new, reader(files))
        verify.verify_consistency(old_size=old, new_size=new, proof=proof, **roots)

"""Check Dure's log without Dure: one file, Python's standard library and ``cryptography``, no network, no database.

    python verify.py LOG_FOLDER|EXPORT.zip|RECEIPT.tlog-proof|CHECKPOINT [--policy FILE|--key VKEY] [--against OLDER]

It exits with 0 when all holds, else with 1 and one line per fault. Read it top to bottom; each part names the published
specification it follows, so that another tool can take its place:

1. hashes and proofs         RFC 9162, section 2.1
2. tiles and entry bundles   c2sp.org/tlog-tiles
3. canonical JSON            RFC 8785, with floating point numbers refused
4. signed notes, checkpoints, cosignatures, policies
                             c2sp.org/signed-note, tlog-checkpoint, tlog-cosignature, tlog-policy
5. receipts                  c2sp.org/tlog-proof; ``extra`` holds the entry itself
6. the check of a log, of a receipt, of a checkpoint
7. the command line

What it cannot see: whether what was recorded is true, and, without a checkpoint kept elsewhere (``--against``) or the
cosignature of a witness (``--policy``), whether the whole log was replaced by another one with the same key.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import contextlib
import hashlib
import importlib
import importlib.util
import json
import re
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

# --- 1. hashes and proofs: RFC 9162, section 2.1 ---------------------------------------------------------------------

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256().digest()


class ProofInvalid(Exception):
    """A proof does not lead to the root it claims."""


def leaf_hash(entry: bytes) -> bytes:
    """Hash one entry: SHA-256(0x00 ‖ entry)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees: SHA-256(0x01 ‖ left ‖ right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """A growing tree, kept as the roots of its full subtrees, largest first: at most 64 hashes."""

    def __init__(self, size: int = 0, roots: Iterable[bytes] = ()) -> None:
        self.size = size
        self.roots = list(roots)

    def add(self, digest: bytes, width: int = 1) -> None:
        """Append a full subtree of ``width`` leaves, a power of two that divides the size so far."""
        self.roots.append(digest)
        self.size += width
        pairs = self.size // width
        while pairs % 2 == 0:
            right = self.roots.pop()
            self.roots[-1] = node_hash(self.roots[-1], right)
            pairs //= 2

    def root_with(self, leaves: Iterable[bytes] = ()) -> bytes:
        """Return the root of the tree with these leaf hashes appended, without appending them."""
        tree = Frontier(self.size, self.roots)
        for leaf in leaves:
            tree.add(leaf)
        if not tree.roots:
            return EMPTY_ROOT
        root = tree.roots[-1]
        for left in reversed(tree.roots[:-1]):
            root = node_hash(left, root)
        return root


def tree_root(leaves: Iterable[bytes]) -> bytes:
    """Return the root over leaf hashes; the empty tree has SHA-256 of nothing.

    >>> tree_root([]).hex()[:8]
    'e3b0c442'
    """
    return Frontier().root_with(leaves)


def verify_inclusion(*, index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> None:
    """Check that ``leaf`` stands at ``index`` in the tree of ``size`` entries: RFC 9162, 2.1.3.2.

    Raises:
        ProofInvalid: it does not, or the proof has another length.
    """
    if not 0 <= index < size:  # step 1
        raise ProofInvalid(f"index {index} is outside of a tree of {size} entries")
    fn, sn, found = index, size - 1, leaf  # steps 2, 3
    for sibling in proof:  # step 4
        if sn == 0:
            raise ProofInvalid("the proof is too long")
        if fn & 1 or fn == sn:
            found = node_hash(sibling, found)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            found = node_hash(found, sibling)
        fn, sn = fn >> 1, sn >> 1
    if sn or found != root:  # step 5
        raise ProofInvalid(f"the proof does not lead from entry {index} to the root")


def verify_consistency(
    *, old_size: int, new_size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """Check that the older tree is the beginning of the newer one: RFC 9162, 2.1.4.2.

    Raises:
        ProofInvalid: it is not, or the proof has another length.
    """
    if not 0 <= old_size <= new_size:
        raise ProofInvalid(f"a tree of {old_size} entries cannot come before one of {new_size}")
    if old_size in (0, new_size):  # nothing to prove: the proof is empty
        if proof or (old_size == new_size and old_root != new_root):
            raise ProofInvalid("equal sizes need equal roots and an empty proof")
        return
    path = list(proof)
    if old_size & (old_size - 1) == 0:  # step 2: a full old tree is its own first node
        path.insert(0, old_root)
    if not path:  # step 1
        raise ProofInvalid("the proof is empty")
    fn, sn = old_size - 1, new_size - 1  # step 3
    while fn & 1:  # step 4
        fn, sn = fn >> 1, sn >> 1
    old = new = path[0]  # step 5
    for node in path[1:]:  # step 6
        if sn == 0:
            raise ProofInvalid("the proof is too long")
        if fn & 1 or fn == sn:
            old, new = node_hash(node, old), node_hash(node, new)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            new = node_hash(new, node)
        fn, sn = fn >> 1, sn >> 1
    if sn or old != old_root or new != new_root:  # step 7
        raise ProofInvalid(f"the tree of {old_size} entries is not the beginning of the tree of {new_size}")


# --- 2. tiles and entry bundles: c2sp.org/tlog-tiles -----------------------------------------------------------------

TILE_WIDTH = 256
TILE_PATH = re.compile(
    r"tile/(?P<level>entries|0|[1-9]|[1-5][0-9]|6[0-3])/(?P<index>(?:x[0-9]{3}/)*[0-9]{3})(?:\.p/(?P<width>[1-9][0-9]{0,2}))?"
)


class Malformed(Exception):
    """Bytes that do not have the form their specification asks for."""


def tile_path(level: int | str, index: int, width: int = TILE_WIDTH) -> str:
    """Return where a tile stands; level ``entries`` is the bundle of the entries themselves.

    >>> tile_path(0, 1234067), tile_path("entries", 273, 112)
    ('tile/0/x001/x234/067', 'tile/entries/273.p/112')
    """
    groups = [f"{index % 1000:03}"]
    while index := index // 1000:
        groups.insert(0, f"x{index % 1000:03}")
    return f"tile/{level}/{'/'.join(groups)}" + ("" if width == TILE_WIDTH else f".p/{width}")


def tiles_at(level: int, size: int) -> Iterator[tuple[int, int]]:
    """Yield (index, width) of the level's tiles in a tree of ``size`` entries: full ones, then a partial one.

    >>> list(tiles_at(1, 70_000)), list(tiles_at(2, 70_000)), list(tiles_at(3, 70_000))
    ([(0, 256), (1, 17)], [(0, 1)], [])
    """
    full, partial = divmod(size // TILE_WIDTH**level, TILE_WIDTH)
    yield from ((index, TILE_WIDTH) for index in range(full))
    if partial:
        yield full, partial


def split_bundle(data: bytes) -> list[bytes]:
    """Return the entries of a bundle, each behind its length as a big-endian uint16.

    Raises:
        Malformed: it ends inside an entry.
    """
    entries, at = list[bytes](), 0
    while at < len(data):
        start = at + 2
        at = start + int.from_bytes(data[at:start], "big")
        if start > len(data) or at > len(data):
            raise Malformed(f"it ends inside its entry {len(entries)}")
        entries.append(data[start:at])
    return entries


def split_hashes(data: bytes) -> list[bytes]:
    """Return the 32-byte hashes of a tile."""
    return [data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES)]


# --- 3. canonical JSON: RFC 8785 -------------------------------------------------------------------------------------

_LARGEST_INTEGER = 2**53 - 1  # beyond it readers disagree (RFC 8785, appendix D)
_NEEDS_CARE = re.compile(rb"[0-9]{16}|[\xee-\xff]")  # large integers, or letters where UTF-16 sorts in another order
_spell_string = json.encoder.encode_basestring
_encode_quickly = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


class NotCanonical(Exception):
    """A value or text that has no canonical form here: floats, huge integers, lone surrogates, other spellings."""


def canonical(value: Any) -> bytes:
    r"""Return the one spelling of a JSON value: keys sorted by UTF-16, no spaces, no floats.

    >>> canonical({"b": [1, None], "a": "가\n"}).decode()
    '{"a":"가\\n","b":[1,null]}'
    """
    with contextlib.suppress(TypeError, ValueError, NotCanonical):  # the careful speller below says what is wrong
        quick = _encode_quickly(value).encode()
        if not _NEEDS_CARE.search(quick) and _decode(quick.decode()) == value:  # it reads back as the very same
            return quick
    try:
        return _spell(value).encode()
    except UnicodeEncodeError as error:
        raise NotCanonical("a string has a lone surrogate") from error


def _spell(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return _spell_string(value)
    if isinstance(value, int) and abs(value) <= _LARGEST_INTEGER:
        return str(int(value))
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(_spell, value)) + "]"
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(f"{_spell_string(key)}:{_spell(value[key])}" for key in keys) + "}"
    raise NotCanonical(f"{value!r:.40} ({type(value).__name__}) has no canonical form: write it as a string")


def _refuse_number(text: str) -> NoReturn:
    raise NotCanonical(f"the number {text} is no integer")


_decode = json.JSONDecoder(parse_float=_refuse_number, parse_constant=_refuse_number).decode


def read_canonical(data: bytes) -> Any:
    """Return the value of canonical JSON.

    Raises:
        NotCanonical: the bytes are no JSON, or not its one canonical spelling.
    """
    try:
        value = _decode(data.decode())
    except (ValueError, RecursionError) as error:  # among them UnicodeDecodeError and JSONDecodeError
        raise NotCanonical(str(error)) from error
    quick = not _NEEDS_CARE.search(data)  # a second, faster speller: one million entries in seconds
    if (_encode_quickly(value).encode("utf-8", "replace") if quick else canonical(value)) != data:
        raise NotCanonical("it is spelled in another way than RFC 8785 asks")
    return value


# --- 4. signed notes, checkpoints, policies: c2sp.org/signed-note, tlog-checkpoint, tlog-cosignature, tlog-policy ----

ED25519, COSIGNATURE = 0x01, 0x04  # the signature types known here
_MOST_SIGNATURES = 100
_LATEST_TIME = 253_402_300_799  # the year 9999: a later cosignature is refused
_DECIMAL = re.compile(r"0|[1-9][0-9]*")
_SIGNATURE_LINE = re.compile(r"— ([^\s+]+) (\S+)\n")


class SignatureFalse(Exception):
    """A known key's signature does not fit the text: somebody changed one of the two."""


def from_base64(text: str) -> bytes:
    """Decode standard base64, refusing every spelling but the one that an encoder gives."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Malformed(f"{text!r:.60} is no base64") from error
    if base64.b64encode(data).decode() != text:
        raise Malformed(f"{text!r:.60} is no canonical base64")
    return data


def to_base64(data: bytes) -> str:
    """Encode in standard base64."""
    return base64.b64encode(data).decode()


@dataclass(frozen=True, slots=True)
class Key:
    """A public Ed25519 key with its name; ``algorithm`` 0x01 signs notes, 0x04 cosigns checkpoints."""

    name: str
    algorithm: int
    public: bytes

    @property
    def key_id(self) -> bytes:
        """SHA-256(name ‖ 0x0A ‖ algorithm ‖ public key)[:4]."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.algorithm]) + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{to_base64(bytes([self.algorithm]) + self.public)}"

    @classmethod
    def parse(cls, vkey: str) -> Key:
        """Read ``name+key ID+base64(algorithm ‖ public key)``."""
        parts = vkey.split("+", 2)
        if len(parts) != 3 or not parts[0] or re.search(r"\s", parts[0]):
            raise Malformed(f"{vkey!r:.80} is no verifier key (name+id+base64)")
        data = from_base64(parts[2])
        if len(data) != 1 + HASH_BYTES or data[0] not in (ED25519, COSIGNATURE):
            raise Malformed(f"the key of {parts[0]} is no Ed25519 key")
        key = cls(parts[0], data[0], data[1:])
        if key.key_id.hex() != parts[1]:
            raise Malformed(f"the key of {parts[0]} does not fit its ID {parts[1]}")
        return key

    def verify(self, text: str, signature: bytes) -> int | None:
        """Check a signature over a note's text; return a cosignature's time in seconds since 1970.

        Raises:
            SignatureFalse: it does not fit.
        """
        message, time = text, None
        if self.algorithm == COSIGNATURE:
            time, signature = int.from_bytes(signature[:8], "big"), signature[8:]
            message = cosigned_message(text, time)
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message.encode())
        except (InvalidSignature, ValueError) as error:
            raise SignatureFalse(self.name) from error
        if time is not None and time > _LATEST_TIME:
            raise SignatureFalse(self.name)
        return time


def cosigned_message(text: str, time: int) -> str:
    """Return what a witness signs: two lines of its own, then the checkpoint's text."""
    return f"cosignature/v1\ntime {time}\n{text}"


@dataclass(frozen=True, slots=True)
class Note:
    """A text ending in a newline, and its signatures as (name, key ID, signature), not yet checked."""

    text: str
    signatures: tuple[tuple[str, bytes, bytes], ...]

    @classmethod
    def parse(cls, data: bytes) -> Note:
        """Read a signed note; the last empty line parts text and signatures.

        Raises:
            Malformed: it has another form.
        """
        try:
            whole = data.decode()
        except UnicodeDecodeError as error:
            raise Malformed("the note is no UTF-8") from error
        text, parted, lines = whole.rpartition("\n\n")
        if not parted or not lines.endswith("\n") or re.search(r"[\x00-\x09\x0b-\x1f]", whole):
            raise Malformed("it is no signed note (text, empty line, signatures)")
        found: list[tuple[str, bytes, bytes]] = []
        for line in lines.splitlines(keepends=True):
            match = _SIGNATURE_LINE.fullmatch(line)
            blob = from_base64(match[2]) if match else b""
            if match is None or len(blob) < 5 or len(found) == _MOST_SIGNATURES:
                raise Malformed(f"{line!r:.60} is no signature line")
            found.append((match[1], blob[:4], blob[4:]))
        return cls(text + "\n", tuple(found))

    def verified_by(self, keys: Iterable[Key]) -> dict[Key, int | None]:
        """Return the keys whose signatures hold, with the times of cosignatures; unknown keys are passed over.

        Raises:
            SignatureFalse: a known key's signature does not fit.
        """
        known = {(key.name, key.key_id): key for key in keys}
        matched = [(known.get((name, key_id)), signature) for name, key_id, signature in self.signatures]
        return {key: key.verify(self.text, signature) for key, signature in matched if key}


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log's origin, its number of entries and the root over them."""

    origin: str
    size: int
    root: bytes

    def __str__(self) -> str:
        return f"{self.origin}\n{self.size}\n{to_base64(self.root)}\n"

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """Read a note's text as a checkpoint; extension lines are passed over.

        Raises:
            Malformed: it has another form.
        """
        lines = text.split("\n")
        if len(lines) < 4 or not all(lines[:-1]) or not _DECIMAL.fullmatch(lines[1]):
            raise Malformed("it is no checkpoint (origin, size, root)")
        root = from_base64(lines[2])
        if len(root) != HASH_BYTES:
            raise Malformed("the checkpoint's root is no SHA-256")
        return cls(lines[0], int(lines[1]), root)


@dataclass(frozen=True, slots=True)
class Policy:
    """Whom to believe: keys of logs, witnesses by name, and how many of which must have cosigned.

    A subset of tlog-policy: lines ``log VKEY [URL]``, ``witness NAME VKEY [URL]``, ``group NAME all|any|K WITNESS…``,
    ``quorum GROUP|WITNESS|none`` and comments (#); groups of groups are refused.
    """

    logs: tuple[Key, ...]
    witnesses: dict[str, Key]
    quorum: tuple[int, frozenset[str]] = (0, frozenset())
    urls: dict[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str) -> Policy:
        """Read a policy file; Malformed says in which line it is wrong."""
        logs: list[Key] = []
        witnesses: dict[str, Key] = {}
        groups: dict[str, tuple[int, frozenset[str]]] = {"none": (0, frozenset())}
        quorum: tuple[int, frozenset[str]] | None = None
        urls: dict[str, str] = {}
        for number, line in enumerate(text.split("\n"), 1):
            match line.partition("#")[0].split() if line.lstrip().startswith("#") else line.split():
                case []:
                    pass
                case ["log", vkey] | ["log", vkey, _]:
                    logs.append(Key.parse(vkey))
                case ["witness", name, vkey, *url] if name not in groups and len(url) <= 1:
                    witnesses[name], groups[name] = Key.parse(vkey), (1, frozenset([name]))
                    urls |= dict.fromkeys([name][: len(url)], "".join(url))
                case ["group", name, count, *some] if name not in groups and some and witnesses.keys() >= set(some):
                    needed = {"any": 1, "all": len(some)}.get(count) or (int(count) if count.isdecimal() else 0)
                    groups[name] = (needed, frozenset(some))
                    if not 1 <= needed <= len(groups[name][1]):
                        raise Malformed(f"line {number}: the group needs {count} of {len(some)} witnesses")
                case ["quorum", name] if quorum is None and name in groups:
                    quorum = groups[name]
                case _:
                    raise Malformed(f"line {number}: {line!r:.60} is no line of a policy")
        publics = [key.public for key in (*logs, *witnesses.values())]
        if quorum is None or len(set(publics)) != len(publics):
            raise Malformed("the line `quorum …` is missing" if quorum is None else "a key stands twice")
        return cls(tuple(logs), witnesses, quorum, urls)

    def is_met_by(self, keys: Iterable[Key]) -> bool:
        """Whether these cosigners reach the quorum."""
        found = set(keys)
        return sum(self.witnesses[name] in found for name in self.quorum[1]) >= self.quorum[0]


# --- 5. receipts: c2sp.org/tlog-proof --------------------------------------------------------------------------------

_RECEIPT_HEAD = "c2sp.org/tlog-proof@v1\n"


@dataclass(frozen=True, slots=True)
class Receipt:
    """An entry, its index, the hashes from its leaf to the root, and the signed checkpoint of that root."""

    index: int
    entry: bytes | None
    proof: tuple[bytes, ...]
    checkpoint: bytes

    @classmethod
    def parse(cls, data: bytes) -> Receipt:
        """Read a ``.tlog-proof`` file.

        Raises:
            Malformed: it has another form.
        """
        head, parted, checkpoint = data.partition(b"\n\n")
        lines = head.decode("utf-8", "replace").split("\n")
        if not parted or lines.pop(0) + "\n" != _RECEIPT_HEAD:
            raise Malformed("it does not begin as a receipt (c2sp.org/tlog-proof@v1)")
        entry = None
        if lines and lines[0].startswith("extra "):
            entry = from_base64(lines.pop(0).removeprefix("extra "))
        word, _, number = lines.pop(0).partition(" ") if lines else ("", "", "")
        if word != "index" or not _DECIMAL.fullmatch(number):
            raise Malformed("the line `index …` is missing")
        proof = tuple(from_base64(line) for line in lines)
        if any(len(digest) != HASH_BYTES for digest in proof):
            raise Malformed("a hash of the proof is no SHA-256")
        return cls(int(number), entry, proof, checkpoint)


# --- 6. the check ----------------------------------------------------------------------------------------------------

ENGLISH = {
    # faults
    "unreadable": "{reason}",
    "unknown": "it is no log folder, no exported log, no receipt and no checkpoint",
    "archive": "the archive is damaged: {reason}",
    "policy": "the policy cannot be read: {reason}",
    "key": "no key to believe is known: name one with --key or --policy",
    "malformed": "{reason}",
    "entry": "entry {index} was changed: it has another hash than the tree",
    "spelling": "entry {index} is no canonical JSON: {reason}",
    "hash": "hash {position} was changed: it does not fit {below}",
    "leftover": "this older partial tile does not agree with the tile that grew out of it",
    "forged": "the signature of {name} is false",
    "unsigned": "no signature of a trusted key of {origin}",
    "quorum": "{needed} of these witnesses must have cosigned, and have not: {names}",
    "root": "the {size} entries do not lead to the root that is signed here",
    "fork": "two histories of one log: at {size} entries its root was another one than in {other}",
    "shrunk": "the log has {size} entries, but a checkpoint of {earlier} entries was signed before",
    "origin": "it belongs to another log: {found} where {wanted} belongs",
    "file": "SHA-256 {digest}: no entry that was checked holds it, so the file is not what was recorded",
    "no-entry": "the receipt does not hold its entry (line `extra …`)",
    "recomputed": "{reason}",
    # notes
    "own-policy": "the keys lay beside what was checked: compare them with ones from elsewhere (--policy, --key)",
    "stranger": "signature by {name}, a key that nobody named here: passed over",
    "beyond": "{count} files reach beyond the checkpoint: not published yet, not checked",
    "unchecked": "not part of the log, not checked",
    "timestamps": "{count} RFC 3161 time stamps: not checked",
    "apart": "trees of {size} and {other} entries cannot be compared without the log",
    "no-places": "places not recomputed: verify.pyz does that",
    # summary
    "is-log": "log {origin}: {size} entries",
    "is-receipt": "receipt of entry {index} in {origin}, {size} entries",
    "is-checkpoint": "checkpoint of {origin}: {size} entries",
    "signed": "signed by {name}",
    "cosigned": "cosigned by {name} at {time}",
    "recorded": "{where}: recorded in entry {index}",
    "holds": "all holds",
    "fault": "FAULT",
    "note": "note",
}


@dataclass(frozen=True, slots=True)
class Line:
    """Something to say: ``kind`` is a key of ``ENGLISH``, ``where`` a path, ``values`` what goes into the sentence."""

    kind: str
    where: str
    values: dict[str, Any]

    def text(self, texts: dict[str, str] = ENGLISH) -> str:
        """Say it on one line."""
        return f"{self.where}: {texts[self.kind].format(**self.values)}"


class Files:
    """A log's files, in a folder or in a ZIP."""

    def __init__(self, path: Path) -> None:
        self.folder = path
        self.archive = zipfile.ZipFile(path) if path.is_file() else None

    def read(self, name: str) -> bytes | None:
        """Return a file's bytes, None where there is none."""
        try:
            return self.archive.read(name) if self.archive else (self.folder / name).read_bytes()
        except (KeyError, FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None

    def names(self) -> list[str]:
        """Return every name, hidden files left out."""
        if self.archive:
            return sorted(self.archive.namelist())
        found = (path.relative_to(self.folder).as_posix() for path in self.folder.rglob("[!.]*") if path.is_file())
        return sorted(found)

    def hashes(self, level: int | str, index: int, width: int) -> list[bytes]:
        """Return a tile's hashes, or a bundle's entries; a full one serves where a partial one was cleared away."""
        name = tile_path(level, index, width)
        data, is_own = self.read(name), True
        if data is None and width < TILE_WIDTH:
            data, is_own = self.read(tile_path(level, index)), False
        if data is None:
            raise Malformed("the file is missing")
        if level != "entries" and len(data) % HASH_BYTES:
            raise Malformed(f"it has {len(data)} bytes where {width * HASH_BYTES} belong")
        found = split_bundle(data) if level == "entries" else split_hashes(data)
        if len(found) != (width if is_own else TILE_WIDTH):
            raise Malformed(f"it holds {len(found)} where {width} belong")
        return found[:width]


class Check:
    """One run of the check; all holds when ``faults`` is empty at its end.

    Args:
        policy: whom to believe; None takes the word of what is checked, and notes that.
        recompute: offered by verify.pyz: ``take(index, value)`` sees every entry, ``faults()`` yields (where, reason).
    """

    def __init__(self, policy: Policy | None = None, recompute: Any = None) -> None:
        self.policy = policy
        self.recompute = recompute
        self.path, self.what = "", "unknown"
        self.checkpoint: Checkpoint | None = None
        self.index: int | None = None
        self.entry: bytes | None = None
        self.entries = 0
        self.signed_by: dict[Key, int | None] = {}
        self.faults: list[Line] = []
        self.notes: list[Line] = []
        self.files: dict[str, str] = {}  # SHA-256 of each file to look for, and its path
        self.recorded: dict[str, int] = {}  # the newest entry that holds a digest

    def fault(self, kind: str, where: str, **values: Any) -> None:
        """Add a fault."""
        self.faults.append(Line(kind, where, values))

    def note(self, kind: str, where: str, **values: Any) -> None:
        """Add what a reader should know and is no fault."""
        self.notes.append(Line(kind, where, values))

    def run(self, path: Path, against: Sequence[Path] = (), files: Sequence[Path] = ()) -> Check:
        """Check what stands at a path: a log folder, an exported log, a receipt or a checkpoint.

        Args:
            path: what to check.
            against: checkpoints kept from earlier.
            files: each one's SHA-256 must stand in an entry.
        """
        self.path = where = str(path)
        try:
            self.files = {hashlib.sha256(each.read_bytes()).hexdigest(): str(each) for each in files}
            older = {str(each): _checkpoint_of(each) for each in against}
            data = b"" if path.is_dir() else path.read_bytes()
            if path.is_dir() or data.startswith(b"PK"):
                self._log(Files(path), older)
            elif b"\n\n" in data:
                self._receipt(data, path.parent / "policy", older)
            else:
                self.fault("unknown", where)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
            self.fault("archive", where, reason=error)
        except OSError as error:
            self.fault("unreadable", error.filename or where, reason=error.strerror or error)
        for digest in self.files.keys() - self.recorded.keys():
            self.fault("file", self.files[digest], digest=digest)
        return self

    def _take(self, index: int, entry: bytes) -> None:
        """Look for the digests of the given files in an entry of the tree."""
        self.entries += 1
        if self.files:
            self.recorded |= {digest: index for digest in self.files if f'"{digest}"'.encode() in entry}

    def _believe(self, data: bytes | None, where: str) -> None:
        """Believe what lies beside the log only where nobody named another."""
        if self.policy is None and data is not None:
            self.note("own-policy", where)
            try:
                self.policy = Policy.parse(data.decode("utf-8", "surrogateescape"))
            except Malformed as error:
                self.fault("policy", where, reason=error)
        elif self.policy is None:
            self.fault("key", where)

    def _signed(self, data: bytes | None, where: str, *, is_newest: bool = True) -> Checkpoint | None:
        """Read a checkpoint and check its signatures; None where there is nothing to go on with."""
        try:
            if data is None:
                raise Malformed("the file is missing")
            note = Note.parse(data)
            checkpoint = Checkpoint.parse(note.text)
        except Malformed as error:
            self.fault("malformed", where, reason=error)
            return None
        if is_newest:
            self.checkpoint = checkpoint
        policy = self.policy
        if policy is None:  # nobody to believe, which is said already
            return checkpoint
        keys = [key for key in policy.logs if key.name == checkpoint.origin]
        try:
            signed = note.verified_by([*keys, *policy.witnesses.values()])
        except SignatureFalse as error:
            self.fault("forged", where, name=error)
            return checkpoint
        known = {(key.name, key.key_id) for key in signed}
        for name, key_id, _ in note.signatures:
            if (name, key_id) not in known:
                self.note("stranger", where, name=name)
        if not any(key in signed for key in keys):
            self.fault("unsigned", where, origin=checkpoint.origin)
        elif is_newest and not policy.is_met_by(signed):
            self.fault("quorum", where, needed=policy.quorum[0], names=", ".join(sorted(policy.quorum[1])))
        if is_newest:
            self.signed_by = signed
        return checkpoint

    def _compare(self, now: Checkpoint, root: bytes | None, then: Checkpoint | None, where: str) -> None:
        """Compare with an older checkpoint; ``root`` is what the newer tree had at its size, where that is known."""
        if then is None:
            return
        if then.origin != now.origin:
            self.fault("origin", where, found=then.origin, wanted=now.origin)
        elif then.size > now.size and self.what == "log":
            self.fault("shrunk", where, size=now.size, earlier=then.size)
        elif root is None:
            self.note("apart", where, size=now.size, other=then.size)
        elif root != then.root:
            self.fault("fork", where, size=then.size, other=self.path)

    def _receipt(self, data: bytes, beside: Path, older: dict[str, bytes]) -> None:
        self.what = "checkpoint"
        receipt = None
        try:
            if data.startswith(_RECEIPT_HEAD.encode()):
                self.what = "receipt"
                receipt = Receipt.parse(data)
                data, self.index, self.entry = receipt.checkpoint, receipt.index, receipt.entry
        except Malformed as error:
            self.fault("malformed", self.path, reason=error)
            return
        self._believe(beside.read_bytes() if beside.is_file() else None, self.path)
        checkpoint = self._signed(data, self.path)
        if checkpoint is None:
            return
        try:
            if receipt and receipt.entry is None:
                self.fault("no-entry", self.path)
            elif receipt and receipt.entry is not None:
                verify_inclusion(
                    index=receipt.index,
                    size=checkpoint.size,
                    leaf=leaf_hash(receipt.entry),
                    proof=receipt.proof,
                    root=checkpoint.root,
                )
                self._take(receipt.index, receipt.entry)
                read_canonical(receipt.entry)
        except ProofInvalid as error:
            self.fault("malformed", self.path, reason=error)
        except NotCanonical as error:
            self.fault("spelling", self.path, index=self.index, reason=error)
        for where, note in older.items():
            then = self._signed(note, where, is_newest=False)
            is_same = then is not None and then.size == checkpoint.size
            self._compare(checkpoint, checkpoint.root if is_same else None, then, where)

    def _log(self, files: Files, older: dict[str, bytes]) -> None:
        self.what = "log"
        self._believe(files.read("policy"), "policy")
        if files.archive and (broken := files.archive.testzip()):
            self.fault("archive", broken, reason="its checksum is wrong")
        checkpoint = self._signed(files.read("checkpoint"), "checkpoint")
        if checkpoint is None:
            return
        kept = {name: files.read(name) for name in files.names() if name.startswith("checkpoints/")}
        before = {where: self._signed(note, where, is_newest=False) for where, note in {**kept, **older}.items()}
        roots = self._tree(files, checkpoint, {then.size for then in before.values() if then})
        if roots.get(checkpoint.size, checkpoint.root) != checkpoint.root:
            self.fault("root", "checkpoint", size=checkpoint.size)
        for where, then in before.items():
            self._compare(checkpoint, roots.get(then.size) if then else None, then, where)
        self._leftovers(files, checkpoint.size)
        if self.recompute is None:
            self.note("no-places", self.path)
        else:
            for where, reason in self.recompute.faults():
                self.fault("recomputed", where, reason=reason)

    def _tree(self, files: Files, checkpoint: Checkpoint, sizes: set[int]) -> dict[int, bytes]:
        """Hash every entry once, compare every tile; return the roots at the sizes asked for and at the end."""
        tree, below, level = Frontier(), list[bytes](), 1
        roots = {0: EMPTY_ROOT}
        for index, width in tiles_at(0, checkpoint.size):
            leaves = self._leaves(files, checkpoint, tree, index, width)
            if leaves is None:  # bundle and tile are both gone, which is said already: nothing above can be computed
                return roots
            for size in {size for size in (*sizes, checkpoint.size) if 0 < size - tree.size <= width}:
                roots[size] = tree.root_with(leaves[: size - tree.size])
            if width == TILE_WIDTH:
                below.append(tree_root(leaves))
                tree.add(below[-1], TILE_WIDTH)
        while below:
            full = []
            for index, width in tiles_at(level, checkpoint.size):
                wanted = below[index * TILE_WIDTH :][:width]
                found = self._read(files, level, index, width) or wanted
                for position in range(width):
                    if found[position] != wanted[position]:
                        child = tile_path(level - 1, index * TILE_WIDTH + position)
                        self.fault("hash", tile_path(level, index, width), position=position, below=child)
                if width == TILE_WIDTH:
                    full.append(tree_root(wanted))
            below, level = full, level + 1
        return roots

    def _read(self, files: Files, level: int | str, index: int, width: int) -> list[bytes] | None:
        try:
            return files.hashes(level, index, width)
        except Malformed as error:
            self.fault("malformed", tile_path(level, index, width), reason=error)
            return None

    def _leaves(
        self, files: Files, checkpoint: Checkpoint, tree: Frontier, index: int, width: int
    ) -> list[bytes] | None:
        """Return the leaf hashes of a bundle and its tile; where they differ, what lies above says which is false."""
        tile, entries = self._read(files, 0, index, width), self._read(files, "entries", index, width)
        if entries is None:
            return tile
        where = tile_path("entries", index, width)
        for position, entry in enumerate(entries, index * TILE_WIDTH):
            self._take(position, entry)
            try:
                value = read_canonical(entry)
            except NotCanonical as error:
                self.fault("spelling", where, index=position, reason=error)
            else:
                if self.recompute:
                    self.recompute.take(position, value)
        leaves = [leaf_hash(entry) for entry in entries]
        if tile is None or tile == leaves:
            return leaves
        if width < TILE_WIDTH:
            is_true = tree.root_with(leaves) == checkpoint.root
        else:
            above, position = divmod(index, TILE_WIDTH)
            hashes = self._read(files, 1, above, dict(tiles_at(1, checkpoint.size))[above])
            is_true = hashes is not None and hashes[position] == tree_root(leaves)
        for position in range(width):
            if tile[position] != leaves[position] and is_true:
                self.fault("hash", tile_path(0, index, width), position=position, below=where)
            elif tile[position] != leaves[position]:
                self.fault("entry", where, index=index * TILE_WIDTH + position)
        return leaves if is_true else tile

    def _leftovers(self, files: Files, size: int) -> None:
        """Look at every file that the tree did not need: older partial tiles, what is not yet published, strangers."""
        beyond = stamps = 0
        for name in files.names():
            match = TILE_PATH.fullmatch(name)
            if match is None:
                stamps += name.startswith("timestamps/")
                if not name.startswith(("timestamps/", "checkpoints/")) and name not in ("checkpoint", "policy"):
                    self.note("unchecked", name)
                continue
            level = 0 if match["level"] == "entries" else int(match["level"])
            index, width = int(re.sub("[x/]", "", match["index"])), int(match["width"] or TILE_WIDTH)
            full, partial = divmod(size // TILE_WIDTH**level, TILE_WIDTH)
            there = TILE_WIDTH if index < full else partial if index == full else 0
            beyond += width > there
            now = files.read(tile_path(match["level"], index, there)) if width < there else None
            if now is not None and not now.startswith(files.read(name) or b"nothing"):
                self.fault("leftover", name)
        if beyond:
            self.note("beyond", self.path, count=beyond)
        if stamps:
            self.note("timestamps", self.path, count=stamps)


def _checkpoint_of(path: Path) -> bytes:
    """Return the signed checkpoint of a log folder or a receipt, or the file itself."""
    data = ((path / "checkpoint") if path.is_dir() else path).read_bytes()
    with contextlib.suppress(Malformed):  # no receipt: then it is a checkpoint, or its check will say what it is not
        return Receipt.parse(data).checkpoint
    return data


# --- 7. the command line ---------------------------------------------------------------------------------------------


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("path", type=Path, metavar="PATH", help="log folder, exported log, receipt or checkpoint")
    parser.add_argument("--policy", type=Path, metavar="FILE", help="whom to believe (c2sp.org/tlog-policy)")
    parser.add_argument("--key", action="append", default=[], metavar="VKEY", help="believe this key of the log")
    older = "a checkpoint, receipt or log folder kept from earlier"
    parser.add_argument("--against", action="append", default=[], type=Path, metavar="OLDER", help=older)
    parser.add_argument("--file", action="append", default=[], type=Path, help="was this file recorded, as it is?")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: argparse.Namespace, texts: dict[str, str] = ENGLISH) -> int:
    """Check, print, and return the exit status: 0 when all holds, else 1."""
    has_recompute = importlib.util.find_spec("recompute") is not None  # only inside verify.pyz
    check = Check(recompute=importlib.import_module("recompute").Recompute() if has_recompute else None)
    try:
        if arguments.policy:
            check.policy = Policy.parse(arguments.policy.read_bytes().decode("utf-8", "surrogateescape"))
        elif arguments.key:
            check.policy = Policy(tuple(Key.parse(vkey) for vkey in arguments.key), {})
        check.run(arguments.path, arguments.against, arguments.file)
    except (Malformed, OSError) as error:
        check.fault("policy", str(arguments.policy or "--key"), reason=error)
    sys.stdout.write((_as_json(check) if arguments.json else _as_text(check, texts)) + "\n")
    return 1 if check.faults else 0


def _as_json(check: Check) -> str:
    def lines(some: list[Line]) -> list[dict[str, Any]]:
        return [{"kind": each.kind, "where": each.where, "text": each.text()} for each in some]

    found = {"ok": not check.faults, "path": check.path, "what": check.what, "entries_checked": check.entries}
    if check.checkpoint:
        found |= {"origin": check.checkpoint.origin, "size": check.checkpoint.size, "root": check.checkpoint.root.hex()}
    if check.entry is not None:
        found |= {"index": check.index, "entry": check.entry.decode("utf-8", "replace")}
    found["recorded"] = {check.files[digest]: index for digest, index in check.recorded.items()}
    found["signed_by"] = [{"key": str(key), "cosigned_at": time} for key, time in check.signed_by.items()]
    return json.dumps({**found, "faults": lines(check.faults), "notes": lines(check.notes)}, ensure_ascii=False)


def _as_text(check: Check, texts: dict[str, str]) -> str:
    lines = []
    if check.checkpoint:
        lines.append(texts[f"is-{check.what}"].format(index=check.index, **asdict(check.checkpoint)))
        for key, time in check.signed_by.items():
            when = "" if time is None else datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
            lines.append(texts["cosigned" if when else "signed"].format(name=key, time=when))
    if check.entry is not None:
        lines.append(check.entry.decode("utf-8", "backslashreplace"))
    for digest, index in check.recorded.items():
        lines.append(texts["recorded"].format(where=check.files[digest], index=index))
    lines += [f"{texts['note']}  {each.text(texts)}" for each in check.notes]
    lines += [f"{texts['fault']}  {each.text(texts)}" for each in check.faults]
    return "\n".join(lines if check.faults else [*lines, texts["holds"]])


def main(argv: Sequence[str] | None = None) -> int:
    """Run as a program of its own."""
    parser = argparse.ArgumentParser(prog="verify", description="Check Dure's log offline.")
    configure(parser)
    return run(parser.parse_args(argv))


if __name__ == "__main__":
    sys.exit(main())

"""Signing: notes, checkpoints and cosignatures, with Ed25519."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dure.verify import (
    COSIGNATURE,
    ED25519,
    HASH_BYTES,
    Checkpoint,
    Key,
    Malformed,
    Note,
    cosigned_message,
    from_base64,
    to_base64,
)

_PRIVATE = "PRIVATE+KEY+"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private Ed25519 key with its name, written as Go's ``sumdb/note`` writes it."""

    name: str
    algorithm: int
    seed: bytes = field(repr=False)

    @property
    def key(self) -> Key:
        """The public half."""
        private = Ed25519PrivateKey.from_private_bytes(self.seed)
        return Key(self.name, self.algorithm, private.public_key().public_bytes_raw())

    def sign(self, message: str) -> bytes:
        """Return the 64 bytes of the signature."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(message.encode())

    def text(self) -> str:
        """Return ``PRIVATE+KEY+name+key ID+base64(algorithm ‖ seed)``."""
        return f"{_PRIVATE}{self.name}+{self.key.key_id.hex()}+{to_base64(bytes([self.algorithm]) + self.seed)}"

    @classmethod
    def parse(cls, text: str) -> SigningKey:
        """Read a private key.

        Raises:
            Malformed: it has another form, or its ID does not fit.
        """
        parts = text.removeprefix(_PRIVATE).split("+", 2)
        data = from_base64(parts[-1])
        is_key = text.startswith(_PRIVATE) and len(parts) == 3 and len(data) == 1 + HASH_BYTES  # noqa: PLR2004  # name, ID, key
        if not is_key or data[0] not in {ED25519, COSIGNATURE}:
            message = "it is no private key (PRIVATE+KEY+name+id+base64)"
            raise Malformed(message)
        made = cls(parts[0], data[0], data[1:])
        if Key.parse(str(made.key)).key_id.hex() != parts[1]:
            message = f"the private key of {parts[0]} does not fit its ID {parts[1]}"
            raise Malformed(message)
        return made


def _line(key: SigningKey, signature: bytes) -> str:
    return f"— {key.name} {to_base64(key.key.key_id + signature)}\n"


def checkpoint_text(checkpoint: Checkpoint) -> str:
    """Return the text that is signed: origin, size, root, a line each."""
    return f"{checkpoint.origin}\n{checkpoint.size}\n{to_base64(checkpoint.root)}\n"


def sign(text: str, keys: Sequence[SigningKey]) -> bytes:
    """Return a signed note.

    Raises:
        Malformed: the text does not end in a newline, or no key is given.
    """
    note = f"{text}\n{''.join(_line(key, key.sign(text)) for key in keys)}".encode()
    if not text.endswith("\n") or Note.parse(note).text != text:
        message = "a note's text ends in a newline"
        raise Malformed(message)
    return note


def cosign(text: str, key: SigningKey, *, time: int) -> str:
    """Return a witness's signature line over a checkpoint's text; ``time`` is in seconds since 1970."""
    return _line(key, time.to_bytes(8, "big") + key.sign(cosigned_message(text, time)))


def add_signatures(note: bytes, lines: str, keys: Iterable[Key]) -> bytes:
    """Return the note with those of the lines that known keys signed; each key signs once.

    Raises:
        Malformed: the lines are no signature lines.
        SignatureFalse: a known key's signature does not fit.
    """
    text = Note.parse(note).text
    offered = Note.parse(f"{text}\n{lines}".encode())
    verified = {(key.name, key.key_id) for key in offered.verified_by(keys)}
    standing = {(name, key_id) for name, key_id, _ in Note.parse(note).signatures}
    added = [
        f"— {name} {to_base64(key_id + signature)}\n"
        for name, key_id, signature in offered.signatures
        if (name, key_id) in verified - standing
    ]
    return note + "".join(dict.fromkeys(added)).encode()

"""Sealed commitments: a value is promised now and shown later."""

from __future__ import annotations

import hashlib
from typing import Any

from dure.verify import HASH_BYTES, canonical


class NonceTooShort(ValueError):
    """A nonce of fewer than 32 bytes would let a reader guess the sealed value."""


def seal(value: Any, nonce: bytes) -> bytes:
    """Return SHA-256(nonce ‖ canonical JSON of the value): it binds, and says nothing before the nonce is known.

    Args:
        value: JSON without floats, such as a judge's scores.
        nonce: 32 bytes of chance, kept until the seal is opened.

    Raises:
        NonceTooShort: the nonce has not 32 bytes.
        NotCanonical: the value has a float or no JSON form.

    >>> seal({"score": 90}, bytes(32)).hex()[:16]
    'cfdb571c04f55136'
    """
    if len(nonce) != HASH_BYTES:
        raise NonceTooShort(len(nonce))
    return hashlib.sha256(nonce + canonical(value)).digest()


def opens(sealed: bytes, value: Any, nonce: bytes) -> bool:
    """Whether the value and nonce are the ones that were sealed."""
    return len(nonce) == HASH_BYTES and seal(value, nonce) == sealed

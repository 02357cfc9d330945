"""Canonical JSON (RFC 8785) of integers and strings, and its SHA-256: what is logged before the first score.

Floats, booleans and nulls are refused, so the number rules of RFC 8785 §3.2.2.3 never come into play.
"""

from __future__ import annotations

import hashlib
import json
from typing import Final

Plain = int | str | list["Plain"] | dict[str, "Plain"]

LARGEST_INTEGER: Final = 2**53 - 1  # RFC 7493 §2.2: what every JSON reader holds exactly


class NotCanonical(ValueError):
    """A value that rules do not hold: a float, a truth value, a null, a lone surrogate, an integer past 2^53."""


def canonical_json(value: object) -> bytes:
    r"""Write a value as RFC 8785 does: no spaces, keys sorted by UTF-16 code units, UTF-8.

    Raises:
        NotCanonical: the value holds something else than integers, strings, lists and string-keyed tables.

    >>> canonical_json({"나": "35/100", "a": [1, "\n"]}).decode()
    '{"a":[1,"\\n"],"나":"35/100"}'
    """
    try:
        return _written(value).encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotCanonical(repr(value)[:80]) from error


def canonical_sha256(value: object) -> str:
    """Hash the canonical JSON of a value; 64 lower-case hexadecimal digits."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def _written(value: object) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int) and not isinstance(value, bool):
        if abs(value) > LARGEST_INTEGER:
            raise NotCanonical(str(value))
        return str(value)
    if isinstance(value, list):
        return "[" + ",".join(map(_written, value)) + "]"
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        # RFC 8785 §3.2.3: by UTF-16 code units, which differs from code points beyond the basic plane.
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(f"{_written(key)}:{_written(value[key])}" for key in keys) + "}"
    raise NotCanonical(repr(value)[:80])

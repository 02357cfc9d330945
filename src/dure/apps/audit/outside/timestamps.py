"""RFC 3161 time stamps over checkpoints: asked for, kept beside the log, not checked here."""

from __future__ import annotations

import hashlib
from pathlib import Path

import httpx

from dure.apps.audit.outside.folder import LogFolder, NotPublished, replace
from dure.verify import Checkpoint, Note

_SECONDS = 20
_SHA256 = bytes.fromhex("300d06096086480165030402010500")  # AlgorithmIdentifier { id-sha256, NULL }
_GRANTED = (b"\x02\x01\x00", b"\x02\x01\x01")  # PKIStatus granted, grantedWithMods


class NoTimestamp(Exception):
    """The time stamping authority granted nothing."""


def _der(tag: int, content: bytes) -> bytes:
    """Encode one DER element of fewer than 128 bytes."""
    return bytes([tag, len(content)]) + content


def request(data: bytes) -> bytes:
    """Return a TimeStampReq over the SHA-256 of the data, asking for the authority's certificate too."""
    imprint = _der(0x30, _SHA256 + _der(0x04, hashlib.sha256(data).digest()))
    return _der(0x30, _der(0x02, b"\x01") + imprint + _der(0x01, b"\xff"))


def stamp(log: LogFolder, url: str) -> tuple[Path, int]:
    """Have the newest checkpoint's text stamped; return where the answer stands and the size it covers.

    Raises:
        NotPublished: there is no checkpoint.
        NoTimestamp: the authority did not answer, or refused, or stamped something else.
    """
    note = log.note()
    if note is None:
        raise NotPublished(url)
    text = Note.parse(note).text
    headers = {"Content-Type": "application/timestamp-query"}
    try:
        answer = httpx.post(url, content=request(text.encode()), headers=headers, timeout=_SECONDS)
        answer.raise_for_status()
    except httpx.HTTPError as error:
        message = f"{url}: {error or type(error).__name__}"
        raise NoTimestamp(message) from error
    token = answer.content
    if not any(status in token[:24] for status in _GRANTED) or hashlib.sha256(text.encode()).digest() not in token:
        raise NoTimestamp(url)
    size = Checkpoint.parse(text).size
    with log.alone():
        (log.root / "timestamps").mkdir(exist_ok=True)
        target = log.root / "timestamps" / f"{size}.tsr"
        replace(target, token)
    return target, size

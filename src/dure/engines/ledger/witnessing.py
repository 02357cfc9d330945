"""Witnesses: what a log sends and what a witness answers (c2sp.org/tlog-witness)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dure.verify import (
    EMPTY_ROOT,
    HASH_BYTES,
    Checkpoint,
    Key,
    Malformed,
    Note,
    ProofInvalid,
    SignatureFalse,
    from_base64,
    to_base64,
    verify_consistency,
)

LONGEST_PROOF = 63


@dataclass(frozen=True, slots=True)
class Answer:
    """A witness's answer: HTTP status, text and its type; ``checkpoint`` and ``text`` where it will cosign."""

    status: int
    body: str
    content_type: str = "text/plain; charset=utf-8"
    checkpoint: Checkpoint | None = None
    text: str = ""


def ask_text(*, old_size: int, proof: Sequence[bytes], checkpoint: bytes) -> bytes:
    """Return the body of ``POST <prefix>/add-checkpoint``."""
    hashes = "".join(f"{to_base64(digest)}\n" for digest in proof)
    return f"old {old_size}\n{hashes}\n".encode() + checkpoint


def consider(  # noqa: PLR0911  # one return for each answer of the specification
    body: bytes, *, logs: Mapping[str, Sequence[Key]], known: Mapping[str, Checkpoint]
) -> Answer:
    """Decide about a request to cosign.

    The caller stores ``answer.checkpoint`` and only then sends its cosignature over ``answer.text``; reading ``known``
    and storing are one atomic step of the caller's.

    Args:
        body: the request.
        logs: the keys trusted for each origin.
        known: the checkpoint last cosigned for each origin.

    Returns:
        200 with the checkpoint to cosign; 404 origin unknown; 403 no valid trusted signature; 400 malformed or old
        size too large; 409 another old size is known (sent in the body); 422 proof or root wrong.
    """
    try:
        old_size, proof, data = _parse(body)
        note = Note.parse(data)
        checkpoint = Checkpoint.parse(note.text)
    except Malformed as error:
        return Answer(400, f"{error}\n")
    keys = logs.get(checkpoint.origin)
    if not keys:
        return Answer(404, "unknown origin\n")
    try:
        is_signed = bool(note.verified_by(keys))
    except SignatureFalse:
        is_signed = False
    if not is_signed:
        return Answer(403, "no valid signature of a trusted key\n")
    if old_size > checkpoint.size:
        return Answer(400, "the old size is larger than the checkpoint\n")
    last = known.get(checkpoint.origin)
    if old_size != (last.size if last else 0):
        return Answer(409, f"{last.size if last else 0}\n", "text/x.tlog.size")
    try:
        verify_consistency(
            old_size=old_size,
            new_size=checkpoint.size,
            old_root=last.root if last else EMPTY_ROOT,
            new_root=checkpoint.root,
            proof=proof,
        )
    except ProofInvalid as error:
        return Answer(422, f"{error}\n")
    return Answer(200, "", checkpoint=checkpoint, text=note.text)


def _parse(body: bytes) -> tuple[int, list[bytes], bytes]:
    head, parted, note = body.partition(b"\n\n")
    lines = head.decode("ascii", "replace").split("\n")
    match = re.fullmatch(r"old (0|[1-9][0-9]{0,18})", lines[0])
    if not parted or match is None or len(lines) > 1 + LONGEST_PROOF:
        message = "a request is `old N`, at most 63 hashes, an empty line and a checkpoint"
        raise Malformed(message)
    proof = [from_base64(line) for line in lines[1:]]
    if any(len(digest) != HASH_BYTES for digest in proof):
        message = "a hash of the proof is no SHA-256"
        raise Malformed(message)
    return int(match[1]), proof, note

"""Asking witnesses for their cosignatures (c2sp.org/tlog-witness)."""

from __future__ import annotations

import httpx

_SECONDS = 10


class WitnessUnreachable(Exception):
    """The witness did not answer, or not as the specification says."""


def ask(url: str, body: bytes) -> tuple[int, str]:
    """Send a checkpoint to a witness; return its HTTP status and text.

    Args:
        url: the witness's submission prefix.
        body: what ``ledger.ask_text`` made.

    Raises:
        WitnessUnreachable: no answer within ten seconds.
    """
    try:
        answer = httpx.post(f"{url.rstrip('/')}/add-checkpoint", content=body, timeout=_SECONDS)
    except httpx.HTTPError as error:
        message = f"{url}: {error or type(error).__name__}"
        raise WitnessUnreachable(message) from error
    return answer.status_code, answer.text

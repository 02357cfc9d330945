"""Bytes to a reading that can be stored: pure, so that it runs in any process, and a bad document fails alone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings

from dure.apps.discovery.actions.filling import Draft, drafts
from dure.engines import reading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

READER = "1"
"""The version of what is stored of a document; raise it when the reader or `filling` changes what it finds, and the next
``dure ingest`` of a known document reads it again."""

_MIN_SIGNED = 200  # code points of main text; shorter ones are alike by chance


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document that was read, in plain columns."""

    sha256: str
    size: int
    media_type: str
    encoding: str
    text: str
    title: str
    outlet: str
    byline: str
    published_at: str | None
    blocks: tuple[Mapping[str, Any], ...]
    findings: tuple[Mapping[str, Any], ...]
    signature: bytes | None
    bands: tuple[int, ...]
    drafts: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be had or read: a stable code, what is wrong, and how to mend it (in English)."""

    code: str
    message: str
    hint: str
    sha256: str = ""
    size: int = 0


@cache
def _gazetteer() -> reading.Gazetteer:
    """Return this process's gazetteer; it is made at the first reading."""
    return reading.Gazetteer.load()


def warm_up() -> None:
    """Load what the first reading would wait for."""
    _gazetteer()


def read_document(content: bytes, *, name: str, url: str = "") -> ReadDocument | Failure:
    """Read one document; whatever is wrong with it is the result, never an exception.

    Args:
        content: the bytes of the file or page.
        name: the file's name or the address, for messages only.
        url: the address it was fetched from.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    if len(content) > settings.MAX_DOCUMENT_BYTES:
        limit = settings.MAX_DOCUMENT_BYTES // (1024 * 1024)
        return Failure(
            "too-big", f"larger than {limit} MB", "raise DURE_MAX_DOCUMENT_MB, or give a part", sha256, len(content)
        )
    try:
        document = reading.open_document(content, path=name, url=url or None)
        found = reading.as_dict(reading.read(document, _gazetteer()))
    except reading.ReadingError as error:
        return Failure(error.code, error.message, error.hint, sha256, len(content))
    except Exception as error:  # noqa: BLE001  # one document's surprise must not end the run; it is recorded with its kind
        message = f"the reader failed: {type(error).__name__}: {error}"
        return Failure("reader-failed", message, "report this document; all others are read", sha256, len(content))
    return _stored(found, sha256, len(content))


def _stored(found: Mapping[str, Any], sha256: str, size: int) -> ReadDocument:
    # PostgreSQL stores no NUL; one character takes its place, so that no offset moves.
    text = found["text"].replace("\x00", "\N{REPLACEMENT CHARACTER}")
    article = found["article"]
    body = body_of(text, article["blocks"])
    signed = reading.signature(body) if len(body) >= _MIN_SIGNED else None
    return ReadDocument(
        sha256=sha256,
        size=size,
        media_type=found["source"]["media_type"] or "",
        encoding=found["source"]["encoding"] or "",
        text=text,
        title=(article["title"] or "")[:300],
        outlet=(article["outlet"] or "")[:120],
        byline=(article["byline"] or "")[:120],
        published_at=article["published_at"],
        blocks=tuple(article["blocks"]),
        findings=tuple(found["findings"]),
        signature=signed,
        bands=tuple(reading.bands(signed)) if signed is not None else (),
        drafts=drafts(text, article, found["findings"]),
    )


def body_of(text: str, blocks: Sequence[Mapping[str, Any]]) -> str:
    """Return the main text: what two outlets of one release have in common."""
    return "\n".join(text[block["start"] : block["end"]] for block in blocks if block["kind"] == "body")

"""Batch in, columns out: what every place that reads many documents calls, be it one page of the site or a cluster.

A batch is plain columns (bytes, names, addresses); what comes back is four tables of plain columns. Nothing here knows of
Arrow, processes or disks, and no document's fault goes beyond its own row.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dure.engines.reading.document import Reading, ReadingError
from dure.engines.reading.jsonl import as_dict
from dure.engines.reading.neardup import sign
from dure.engines.reading.opening import open_document
from dure.engines.reading.read import read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dure.engines.reading.gazetteer import Gazetteer

MIN_SIGNED = 120
"""Code points of main text below which a text gets no signature: nobody could say what it was cut from."""

DOCUMENTS = (
    "document_id", "path", "url", "record", "fetched_at", "sha256", "bytes", "media_type", "encoding", "text",
    "title", "published_at", "outlet", "byline", "signature", "stated",
)  # fmt: skip
BLOCKS = ("document_id", "block", "kind", "start", "end")
FINDINGS = (
    "document_id", "finding", "kind", "rule", "confidence", "start", "end", "starts", "ends", "name", "code", "role",
    "event_kind", "title", "field", "date", "grade", "institution", "event", "award", "same_as", "value",
)  # fmt: skip
ERRORS = ("document_id", "path", "url", "record", "fetched_at", "sha256", "bytes", "code", "message", "hint")

_AS_THEY_ARE = ("name", "code", "role", "title", "field", "date", "grade", "institution", "event", "award", "same_as")
_SURROGATE = re.compile("[\ud800-\udfff]")

Columns = dict[str, list[Any]]


def _empty(names: Sequence[str]) -> Columns:
    return {name: [] for name in names}


@dataclass(frozen=True, slots=True)
class Source:
    """A document to read and what it is known by.

    ``record`` names its place inside a file that holds many; ``fetched_at`` is the day and time of a web archive's record.
    """

    document_id: str
    content: bytes
    path: str | None = None
    url: str | None = None
    record: str | None = None
    fetched_at: str | None = None


@dataclass(frozen=True, slots=True)
class Tables:
    """What a batch gives: four tables of columns of equal length, joined by ``document_id``.

    A document stands either in ``documents`` or in ``errors``. Offsets are code points into ``documents.text``.
    """

    documents: Columns = field(default_factory=lambda: _empty(DOCUMENTS))
    blocks: Columns = field(default_factory=lambda: _empty(BLOCKS))
    findings: Columns = field(default_factory=lambda: _empty(FINDINGS))
    errors: Columns = field(default_factory=lambda: _empty(ERRORS))

    def extend(self, other: Tables) -> None:
        """Append the rows of another batch."""
        for name in ("documents", "blocks", "findings", "errors"):
            mine, theirs = getattr(self, name), getattr(other, name)
            for column, values in mine.items():
                values.extend(theirs[column])


def attempt(
    content: bytes,
    gazetteer: Gazetteer,
    *,
    path: str | None = None,
    url: str | None = None,
    fetched_at: str | None = None,
) -> Reading | ReadingError:
    """Read one document; whatever is wrong with it is the result, never an exception."""
    try:
        return read(open_document(content, path=path, url=url, fetched_at=fetched_at), gazetteer)
    except ReadingError as error:
        return error
    except Exception as error:  # noqa: BLE001  # one document's surprise must not end the run; it is kept with its kind
        message = f"the reader failed: {type(error).__name__}: {error}"
        return ReadingError("reader-failed", message, "report this document; all others are read")


def read_batch(sources: Sequence[Source], gazetteer: Gazetteer) -> Tables:
    """Read a batch of documents into tables, in the order given.

    >>> from dure.engines.reading.gazetteer import default
    >>> tables = read_batch([Source("a", "하동군은 간담회를 열었다고 밝혔다.".encode()), Source("b", b"")], default())
    >>> tables.documents["document_id"], tables.errors["document_id"], tables.errors["code"]
    (['a'], ['b'], ['empty'])
    """
    tables = Tables()
    bodies: list[str] = []
    for source in sources:
        outcome = attempt(source.content, gazetteer, path=source.path, url=source.url, fetched_at=source.fetched_at)
        if isinstance(outcome, ReadingError):
            add_error(tables, source, outcome)
        else:
            bodies.append(_add_reading(tables, source, as_dict(outcome)))
    _add_signatures(tables, bodies)
    return tables


def add_error(tables: Tables, source: Source, error: ReadingError) -> None:
    """Note a document that could not be had or read; where no bytes could be had, their hash is null."""
    row = _origin(source) | {"code": error.code, "message": _sound(error.message), "hint": error.hint}
    _append(tables.errors, row)


def body_of(text: str, blocks: Sequence[Mapping[str, Any]]) -> str:
    """Return the main text: what two outlets of one release have in common."""
    return "\n".join(text[block["start"] : block["end"]] for block in blocks if block["kind"] == "body")


def _origin(source: Source) -> dict[str, Any]:
    return {
        "document_id": source.document_id,
        "path": source.path,
        "url": source.url,
        "record": source.record,
        "fetched_at": source.fetched_at,
        "sha256": hashlib.sha256(source.content).hexdigest() if source.content else None,
        "bytes": len(source.content),
    }


def _add_reading(tables: Tables, source: Source, found: Mapping[str, Any]) -> str:
    """Add the rows of a reading and return its main text, for which a signature is still to come."""
    article, text = found["article"], _sound(found["text"])
    row = _origin(source) | {
        "media_type": found["source"]["media_type"],
        "encoding": found["source"]["encoding"],
        "text": text,
        "signature": None,
        "stated": [],
    }
    row |= {
        name: _sound(article[name]) if article[name] else None for name in ("title", "published_at", "outlet", "byline")
    }
    _append(tables.documents, row)
    for number, block in enumerate(article["blocks"]):
        _append(tables.blocks, {"document_id": source.document_id, "block": number, **block})
    for number, one in enumerate(found["findings"]):
        _append(tables.findings, _finding_row(source.document_id, number, one))
    return body_of(text, article["blocks"])


def _add_signatures(tables: Tables, bodies: Sequence[str]) -> None:
    """Sign a batch at once: numbers of 4 bytes, the highest first, and the keys of what the texts state."""
    long = [row for row, body in enumerate(bodies) if len(body) >= MIN_SIGNED]
    signed = sign([bodies[row] for row in long])
    for number, row in enumerate(long):
        tables.documents["signature"][row] = signed.minhash[number].astype(">u4").tobytes()
        tables.documents["stated"][row] = signed.stated[signed.offsets[number] : signed.offsets[number + 1]].tolist()


def _finding_row(document_id: str, number: int, one: Mapping[str, Any]) -> dict[str, Any]:
    value = one["value"]
    row = {name: value.get(name) for name in _AS_THEY_ARE}
    row = {name: _sound(cell) if isinstance(cell, str) else cell for name, cell in row.items()}
    return row | {
        "document_id": document_id,
        "finding": number,
        "kind": one["kind"],
        "rule": one["rule"],
        "confidence": one["confidence"],
        "start": one["spans"][0][0],
        "end": one["spans"][0][1],
        "starts": [start for start, _ in one["spans"]],
        "ends": [end for _, end in one["spans"]],
        "event_kind": value.get("kind"),
        "value": _sound(json.dumps(value, ensure_ascii=False)),
    }


def _append(columns: Columns, row: Mapping[str, Any]) -> None:
    for name, values in columns.items():
        values.append(row[name])


def _sound(text: str) -> str:
    """Put one character in the place of each lone surrogate, which no table can hold, so that no offset moves."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)

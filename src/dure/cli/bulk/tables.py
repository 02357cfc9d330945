"""The four tables of a bulk run as Parquet: a part's files appear whole, its documents last, which makes it done."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from dure.cli.bulk import SCHEMA, TABLES
from dure.cli.bulk.places import Place
from dure.engines.reading import Tables

TEMPORARY = "_tmp"
_FLUSH_ROWS = 2_000  # documents; findings and blocks go with them
_FLUSH_CHARACTERS = 8_000_000
_SUMMARY = b"dure"

_ORIGIN = {
    "document_id": pa.string(),
    "path": pa.string(),
    "url": pa.string(),
    "record": pa.string(),
    "fetched_at": pa.string(),
    "sha256": pa.string(),
    "bytes": pa.int64(),
}
_COLUMNS: dict[str, dict[str, Any]] = {
    "documents": _ORIGIN
    | {
        "media_type": pa.string(),
        "encoding": pa.string(),
        "text": pa.large_string(),
        "title": pa.string(),
        "published_at": pa.string(),
        "outlet": pa.string(),
        "byline": pa.string(),
        "signature": pa.binary(),
        "stated": pa.list_(pa.uint64()),
    },
    "blocks": {
        "document_id": pa.string(),
        "block": pa.int32(),
        "kind": pa.string(),
        "start": pa.int32(),
        "end": pa.int32(),
    },
    "findings": {
        "document_id": pa.string(),
        "finding": pa.int32(),
        "kind": pa.string(),
        "rule": pa.string(),
        "confidence": pa.float32(),
        "start": pa.int32(),
        "end": pa.int32(),
        "starts": pa.list_(pa.int32()),
        "ends": pa.list_(pa.int32()),
        "name": pa.string(),
        "code": pa.string(),
        "role": pa.string(),
        "event_kind": pa.string(),
        "title": pa.string(),
        "field": pa.string(),
        "date": pa.string(),
        "grade": pa.string(),
        "institution": pa.int32(),
        "event": pa.int32(),
        "award": pa.int32(),
        "same_as": pa.int32(),
        "value": pa.string(),
    },
    "errors": _ORIGIN | {"code": pa.string(), "message": pa.string(), "hint": pa.string()},
}
SCHEMAS = {
    name: pa.schema(list(columns.items()), metadata={"schema": f"{SCHEMA}/{name}"})
    for name, columns in _COLUMNS.items()
}


def file_of(out: Place, table: str, part: int) -> Place:
    """Return where a table of a part stands."""
    return out.below(table, f"part-{part:06d}.parquet")


def part_of(name: str) -> int | None:
    """Return the number of the part that a file's name says.

    >>> part_of("part-000012.parquet"), part_of("notes.txt")
    (12, None)
    """
    number = name.removeprefix("part-").removesuffix(".parquet")
    return int(number) if name == f"part-{number}.parquet" and number.isdecimal() else None


def summary_of(out: Place, part: int) -> Any:
    """Return what a finished part says of itself, from the foot of its documents; None if it is not done."""
    place = file_of(out, "documents", part)
    if not place.exists():
        return None
    with place.filesystem.open_input_file(place.path) as file:
        return json.loads(parquet.read_metadata(file).metadata[_SUMMARY])


class PartWriter:
    """The tables of one part while they grow; nothing of it is seen before `commit`.

    Rows are written out every few megabytes, so that memory does not grow with the part.
    """

    def __init__(self, out: Place, part: int) -> None:
        self._out = out
        self._part = part
        self._waiting = Tables()
        self._characters = 0
        self.counts = dict.fromkeys(TABLES, 0)
        # Two processes may work on one part after a crash of the driver: each has files of its own.
        self._temporary = {
            name: out.below(TEMPORARY, f"{name}-{part:06d}-{os.getpid()}-{os.urandom(4).hex()}") for name in TABLES
        }
        self._streams = {
            name: place.filesystem.open_output_stream(place.path) for name, place in self._temporary.items()
        }
        self._writers = {
            name: parquet.ParquetWriter(stream, SCHEMAS[name], compression="zstd")
            for name, stream in self._streams.items()
        }

    def add(self, tables: Tables) -> None:
        """Take the rows of a batch."""
        self._waiting.extend(tables)
        self._characters += sum(len(text) for text in tables.documents["text"])
        if self._characters > _FLUSH_CHARACTERS or len(self._waiting.documents["text"]) > _FLUSH_ROWS:
            self._flush()

    def _flush(self) -> None:
        for name in TABLES:
            columns = getattr(self._waiting, name)
            rows = len(columns["document_id"])
            if rows:
                self._writers[name].write_table(pa.Table.from_pydict(columns, schema=SCHEMAS[name]))
                self.counts[name] += rows
        self._waiting, self._characters = Tables(), 0

    def commit(self, summary: Mapping[str, Any]) -> dict[str, Any]:
        """Put the files in their places, the documents last, and return the summary with the counts of rows."""
        self._flush()
        said = {**summary, **self.counts}
        self._writers["documents"].add_key_value_metadata({_SUMMARY.decode(): json.dumps(said)})
        for name in TABLES:
            self._writers[name].close()
            self._streams[name].close()
        for name in ("blocks", "findings", "errors", "documents"):
            place = self._temporary[name]
            place.filesystem.move(place.path, file_of(self._out, name, self._part).path)
        return said

    def abandon(self) -> None:
        """Leave nothing behind."""
        for stream in self._streams.values():
            stream.close()
        for place in self._temporary.values():
            place.remove()

"""Pieces of input and the documents in them: a file, a stretch of a WARC, a row group of a Parquet file.

Everything streams: a piece may be larger than the memory, only one document at a time may not.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from fastwarc.warc import ArchiveIterator, WarcRecordType
from pyarrow import parquet

from dure.cli.bulk.places import Input, place_of
from dure.engines.reading import ReadingError, Source, parts

CONTENT_COLUMNS = ("content", "html", "text", "body", "warc_content")
URL_COLUMNS = ("url", "uri", "link")
_BUFFER = 4 * 1024 * 1024
_ROWS = 64  # rows of Parquet decoded at once, fewer where they are large
_ROWS_BYTES = 4_000_000
_GZIP = b"\x1f\x8b"
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an input: bytes of a WARC, row groups of a Parquet file, or a file whole.

    ``documents`` is what the plan counts on; answers of a WARC that are no pages (redirects, pictures) are among them.
    """

    address: str
    kind: str
    start: int
    end: int
    documents: int


@dataclass(frozen=True, slots=True)
class Choice:
    """What is taken from an input: the largest document, and the columns of a Parquet file (None: by their names)."""

    max_bytes: int
    column: str | None = None
    url_column: str | None = None


Found = Source | tuple[Source, ReadingError]
"""A document, or one that could not be had and why."""


def cut(source: Input, documents: int, choice: Choice) -> list[Piece]:
    """Cut an input into pieces of about so many documents.

    What cannot be opened is one piece: its error then stands with the others, where the piece is read.
    """
    whole = Piece(source.address, source.kind, 0, source.size, 1)
    if source.kind == "file":
        return [whole]
    try:
        return _cut_warc(source, documents) if source.kind == "warc" else _cut_parquet(source, choice)
    except BaseException as error:
        if not isinstance(error, (OSError, pa.ArrowException, ReadingError)) and not _is_panic(error):
            raise
        return [whole]


def _is_panic(error: BaseException) -> bool:
    """Whether a library in Rust gave up over its input, which it raises as no ordinary exception."""
    return type(error).__name__ == "PanicException"


def _cut_warc(source: Input, documents: int) -> list[Piece]:
    offsets: list[int] = []
    place = place_of(source.address)
    with place.opened() as file:
        wanted = WarcRecordType.response | WarcRecordType.resource
        records = ArchiveIterator(_buffered(file, 0, source.size), record_types=wanted, parse_http=False)
        try:
            for record in records:
                offsets.append(record.stream_pos)  # noqa: PERF401  # what came before a break counts
        except OSError:  # broken in the middle: its last piece runs to the end and says so when it is read
            offsets = offsets or [0]
        starts = [0, *offsets[documents::documents]]
        if any(not _begins_at(file, start) for start in starts[1:]):
            starts = [0]  # compressed as one stream: there is no way into its middle
    ends = [*starts[1:], source.size]
    counts = [min(documents, len(offsets) - at) for at in range(0, len(offsets), documents)] or [1]
    if len(starts) != len(counts):
        counts = [len(offsets)]
    return [
        Piece(source.address, "warc", start, end, count) for start, end, count in zip(starts, ends, counts, strict=True)
    ]


def _begins_at(file: Any, offset: int) -> bool:
    file.seek(offset)
    mark = file.read(5)
    return bool(mark == b"WARC/" or mark[:2] == _GZIP)


def _cut_parquet(source: Input, choice: Choice) -> list[Piece]:
    place = place_of(source.address)
    with place.opened() as file:
        opened = parquet.ParquetFile(file)
        _columns(opened, choice)
        rows = [opened.metadata.row_group(number).num_rows for number in range(opened.metadata.num_row_groups)]
    return [Piece(source.address, "parquet", number, number + 1, count) for number, count in enumerate(rows)]


def documents_of(piece: Piece, choice: Choice, ids: Iterator[str]) -> Iterator[Found]:
    """Yield the documents of a piece; what cannot be had is among them with its error."""
    shown = Input(piece.address, 0, 0).shown
    try:
        if piece.kind == "warc":
            yield from _from_warc(piece, choice, ids, shown)
        elif piece.kind == "parquet":
            yield from _from_parquet(piece, choice, ids, shown)
        else:
            yield _from_file(piece, choice, next(ids), shown)
    except ReadingError as error:
        yield Source(next(ids), b"", shown), error
    except BaseException as error:
        if not isinstance(error, (OSError, pa.ArrowException)) and not _is_panic(error):
            raise
        reason = getattr(error, "strerror", None) or error
        broken = ReadingError(
            "unreadable", f"cannot be opened or read to its end: {reason}", "check file and permissions"
        )
        yield Source(next(ids), b"", shown), broken


def _from_file(piece: Piece, choice: Choice, document_id: str, shown: str) -> Found:
    if piece.end > choice.max_bytes:
        return Source(document_id, b"", shown), _too_big(choice)
    place = place_of(piece.address)
    with place.opened() as file:
        content = bytes(file.read(choice.max_bytes + 1))
    source = Source(document_id, content, shown)
    return source if len(content) <= choice.max_bytes else (source, _too_big(choice))


def _too_big(choice: Choice) -> ReadingError:
    message = f"larger than {choice.max_bytes / _MEGABYTE:g} MB"
    return ReadingError("too-big", message, "raise --max-mb, or split the document")


class _Stretch(io.RawIOBase):
    """The bytes of a file from one position to another, as a stream of its own that knows where it is."""

    def __init__(self, file: Any, start: int, end: int) -> None:
        self._file = file
        self._start = start
        self._at = start
        self._end = end

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at - self._start

    def readinto(self, buffer: Any) -> int:
        self._file.seek(self._at)
        data = self._file.read(min(len(buffer), self._end - self._at))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)


def _buffered(file: Any, start: int, end: int) -> io.BufferedReader:
    return io.BufferedReader(_Stretch(file, start, end), _BUFFER)


def _from_warc(piece: Piece, choice: Choice, ids: Iterator[str], shown: str) -> Iterator[Found]:
    place = place_of(piece.address)
    with place.opened() as file:
        stretch = _buffered(file, piece.start, piece.end)
        for number, part in enumerate(parts(stretch, max_bytes=choice.max_bytes)):
            record = f"{piece.start}:{number}"
            source = Source(next(ids), part.data, shown, part.url, record, part.fetched_at)
            yield source if part.error is None else (source, part.error)


def _columns(opened: Any, choice: Choice) -> tuple[str, str | None]:
    """Return the columns of content and address.

    Raises:
        ReadingError: a column that was named is not there, or none has a known name.
    """
    names = opened.schema_arrow.names
    column = choice.column or next((name for name in CONTENT_COLUMNS if name in names), None)
    url = choice.url_column or next((name for name in URL_COLUMNS if name in names), None)
    for wanted in (column, url):
        if wanted is not None and wanted not in names:
            raise ReadingError("unsupported", f"no column {wanted!r} among {', '.join(names)}", "name another column")
    if column is None:
        message = f"none of the columns {', '.join(names)} has a known name of content"
        raise ReadingError("unsupported", message, "name the column of bytes or text with --column")
    kind = opened.schema_arrow.field(column).type
    if not any(is_kind(kind) for is_kind in (pa.types.is_string, pa.types.is_large_string, pa.types.is_binary,
                                             pa.types.is_large_binary)):  # fmt: skip
        raise ReadingError("unsupported", f"column {column!r} holds {kind}", "name a column of bytes or text")
    return column, url


def _rows_at_once(opened: Any, group: int, column: str) -> int:
    told = opened.metadata.row_group(group)
    sizes = [told.column(number) for number in range(told.num_columns)]
    size = sum(int(one.total_uncompressed_size) for one in sizes if one.path_in_schema == column)
    return max(1, min(_ROWS, _ROWS_BYTES * max(1, int(told.num_rows)) // max(1, size)))


def _from_parquet(piece: Piece, choice: Choice, ids: Iterator[str], shown: str) -> Iterator[Found]:
    place = place_of(piece.address)
    with place.opened() as file:
        # A column chunk is read through a buffer, page by page: a row group may be larger than the memory.
        opened = parquet.ParquetFile(file, buffer_size=_BUFFER, pre_buffer=False)
        column, url = _columns(opened, choice)
        wanted = [column] if url is None else [column, url]
        row = 0
        for batch in opened.iter_batches(
            _rows_at_once(opened, piece.start, column), row_groups=[piece.start], columns=wanted, use_threads=False
        ):
            contents = batch.column(column)
            urls = batch.column(url) if url is not None else None
            for number in range(batch.num_rows):
                value = contents[number].as_py()
                content = value.encode("utf-8", "replace") if isinstance(value, str) else value or b""
                address = None if urls is None else urls[number].as_py()
                source = Source(
                    next(ids), content, shown, None if address is None else str(address), f"{piece.start}:{row}"
                )
                row += 1
                yield source if len(content) <= choice.max_bytes else (source, _too_big(choice))

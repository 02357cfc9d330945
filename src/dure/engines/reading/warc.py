"""WARC (ISO 28500) to the pages it holds: one part for each answer of a web server, with its address and its date."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from dure.engines.reading.document import ReadingError

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

MAX_PACKED_RATIO = 200
_MIN_SUSPICIOUS = 64_000_000
_START = b"WARC/"
_GZIP = b"\x1f\x8b"
_READ_OK = 200
_TARGET, _DATE = "WARC-Target-URI", "WARC-Date"
# What a page is made with, and what it shows: no documents. Everything else is told by its own first bytes.
_NO_DOCUMENT = re.compile(
    r"(?:image|audio|video|font)/|text/css|(?:application|text)/(?:x-)?javascript|application/json", re.IGNORECASE
)
_CHUNK_SIZE = re.compile(rb"\s*([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r?\n")


@dataclass(frozen=True, slots=True)
class Part:
    """One document of what was given: its bytes, or why they cannot be had.

    ``url`` and ``fetched_at`` (ISO 8601 with zone) are those of the archive's record; both are None for a plain file.
    """

    data: bytes
    url: str | None = None
    fetched_at: str | None = None
    error: ReadingError | None = None


def is_warc(head: bytes) -> bool:
    """Tell whether first bytes (1,000 are enough) begin a WARC file, packed with gzip or not."""
    if head.startswith(_START):
        return True
    if not head.startswith(_GZIP):
        return False
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head[:1000], len(_START)) == _START
    except zlib.error:
        return False


def parts(stream: BinaryIO, *, max_bytes: int) -> Iterator[Part]:
    """Yield the pages of a WARC file, in order, each as its server sent it, unpacked; nothing is held but one page.

    Answers other than 200, and pictures, style sheets and scripts, are no documents and are passed over. A page that is larger
    than ``max_bytes``, or packed in an unknown way, is a part with its error; so is what ends the archive before its end.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # only where such a file comes

    held = 0
    wanted = WarcRecordType.response | WarcRecordType.resource
    seen = False
    try:
        # Its own unpacking of pages loses its place in the archive when a page is not read to its end.
        for record in ArchiveIterator(
            stream, record_types=wanted, parse_http=True, auto_decode="none", verify_digests=False
        ):
            seen = True
            held += max(0, record.content_length)
            if held > _MIN_SUSPICIOUS and held > MAX_PACKED_RATIO * max(1, stream.tell()):
                message = f"the archive unpacks to more than {held // 1_000_000} MB: not one that a crawler wrote"
                yield Part(b"", error=ReadingError("bomb", message, "check where the file comes from"))
                return
            http = record.http_headers
            kind = record.http_content_type or "" if http is not None else record.headers.get("Content-Type") or ""
            if (http is not None and http.status_code != _READ_OK) or _NO_DOCUMENT.match(kind):
                continue
            url = (record.headers.get(_TARGET) or "").strip("<>") or None
            date = record.record_date
            fetched = date.isoformat() if date is not None else None
            try:
                data = _whole(record, max_bytes)
                if http is not None:
                    chunked = "chunked" in (http.get("Transfer-Encoding") or "").lower()
                    data = _joined(data) if chunked else data
                    data = _unpacked(data, (http.get("Content-Encoding") or "").lower().strip(), max_bytes)
                if len(data) > max_bytes:
                    raise _too_big(max_bytes)
            except ReadingError as error:
                yield Part(b"", url, fetched, error)
                continue
            yield Part(data, url, fetched)
    except (OSError, ValueError, EOFError) as error:
        message = f"the WARC file is damaged or cut short: {error}"
        yield Part(
            b"", error=ReadingError("truncated", message, "download it again, or check it with `fastwarc check`")
        )
        return
    if not seen:
        message = "the WARC file holds no pages"
        yield Part(b"", error=ReadingError("empty", message, "check that it holds records of the type response"))


def _whole(record: WarcRecord, max_bytes: int) -> bytes:
    expected = record.content_length  # of what follows the head of the answer
    data = record.reader.read(max_bytes + 1)
    if len(data) < min(expected, max_bytes):
        raise ReadingError("truncated", "the archive ends within this page", "download it again")
    return data


def parts_of(data: bytes, *, max_bytes: int) -> Iterator[Part]:
    """Yield the documents of a file: the pages of a WARC file, or the file itself."""
    if is_warc(data[:1000]):
        yield from parts(io.BytesIO(data), max_bytes=max_bytes)
    else:
        yield Part(data)


def _too_big(max_bytes: int) -> ReadingError:
    return ReadingError("too-big", f"larger than {max_bytes / 1_000_000:g} MB", "raise --max-mb, or leave the page out")


def _joined(data: bytes) -> bytes:
    """Return a body that was sent in chunks (RFC 9112, 7.1); one that was joined already is returned as it is."""
    pieces: list[bytes] = []
    at = 0
    while (match := _CHUNK_SIZE.match(data, at)) is not None:
        size = int(match[1], 16)
        if not size:
            return b"".join(pieces)
        pieces.append(data[match.end() : match.end() + size])
        at = match.end() + size
    return b"".join(pieces) if pieces and at >= len(data) else data


def _unpacked(data: bytes, coding: str, max_bytes: int) -> bytes:
    if coding in {"", "identity"}:
        return data
    if coding not in {"gzip", "x-gzip", "deflate"}:
        raise ReadingError("unsupported", f"the page is packed with {coding[:20]}", "fetch it without that coding")
    # With a header of gzip or zlib; `deflate` also without one, as old servers send it.
    windows = [zlib.MAX_WBITS | 32, *([-zlib.MAX_WBITS] if coding == "deflate" else [])]
    for window in windows:
        unpacker = zlib.decompressobj(window)
        try:
            page = unpacker.decompress(data, max_bytes + 1)
        except zlib.error:
            continue
        if page or unpacker.eof:
            return page
    if data.lstrip()[:1] == b"<":  # some crawlers unpack the page and keep the header
        return data
    raise ReadingError("truncated", "the page's packing is damaged", "fetch it again")

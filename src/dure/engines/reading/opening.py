"""Bytes to a document: what kind of file it is decides how its text is found."""

from __future__ import annotations

import hashlib
import re

from dure.engines.reading.decode import decode
from dure.engines.reading.document import Document, ReadingError
from dure.engines.reading.html import read_html
from dure.engines.reading.hwpx import is_hwpx, read_hwpx
from dure.engines.reading.lines import text_units

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HWP5 = b"HWP Document File"
_HWP5_FLAGS = 36  # after 32 bytes of signature and 4 of version (HWP 5.0 specification, 3.2.1 FileHeader)
_PASSWORD, _DISTRIBUTION = 0x02, 0x04
_HTML_START = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_HTML_TAG = re.compile(r"<(?:div|p|br|span|table|td|a|h[1-6]|ul|li|meta|section|article)\b[^>]*>", re.IGNORECASE)
_MIN_TAGS = 5


def open_document(data: bytes, *, path: str | None = None, url: str | None = None) -> Document:
    """Return the document that ``data`` holds: plain text, HTML or HWPX, told apart by content, not by name.

    Raises:
        ReadingError: the document cannot be read; see `ReadingError` for the codes.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    meta: tuple[tuple[str, str], ...] = ()
    if data.startswith(_OLE):
        raise _ole(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        if not is_hwpx(data):
            raise _archive(data)
        media_type, encoding = "application/hwp+zip", "utf-8"
        text, units, meta = read_hwpx(data)
    else:
        text, encoding = decode(data)
        media_type = "text/plain"
        if looks_like_html(text):
            media_type = "text/html"
            text, units, meta = read_html(text)
        else:
            units = text_units(text)
    return Document(sha256[:16], path, url, sha256, media_type, encoding, text, units, meta)


def looks_like_html(text: str) -> bool:
    """Tell whether a text is HTML, by how it begins."""
    if _HTML_START.match(text):
        return True
    head = text[:20_000]
    return head.lstrip().startswith("<") and len(_HTML_TAG.findall(head)) >= _MIN_TAGS


def _ole(data: bytes) -> ReadingError:
    """Say what a compound file is: the flags of HWP 5 stand after the signature of its FileHeader stream."""
    at = data.find(_HWP5)
    if at < 0:
        return ReadingError("unsupported", "this is an old Office document", "save it as HWPX, HTML or plain text")
    flags = int.from_bytes(data[at + _HWP5_FLAGS : at + _HWP5_FLAGS + 4], "little")
    if flags & _PASSWORD:
        return ReadingError("encrypted", "the HWP file is protected by a password", "remove the password, save as HWPX")
    if flags & _DISTRIBUTION:
        message = "the HWP file is locked for distribution (배포용 문서)"
        return ReadingError("distribution-locked", message, "ask its author for an unlocked file, or read the web page")
    return ReadingError("unsupported", "HWP 5 files are not read yet", "save it as HWPX in Hancom Office and read that")


def _archive(data: bytes) -> ReadingError:
    names = {b"word/": "DOCX", b"xl/": "XLSX", b"ppt/": "PPTX", b"content.xml": "OpenDocument"}
    kind = next((name for mark, name in names.items() if mark in data[:200_000] or mark in data[-200_000:]), None)
    if kind is not None:
        return ReadingError("unsupported", f"{kind} files are not read yet", "save it as HWPX, HTML or plain text")
    return ReadingError("unsupported", "this is an archive, not a document", "unpack it and read the files inside")

"""Bytes to a document: what kind of file it is decides how its text is found."""

from __future__ import annotations

import hashlib
import re

from dure.engines.reading.decode import decode
from dure.engines.reading.document import Document, ReadingError, Unit
from dure.engines.reading.docx import is_docx, read_docx
from dure.engines.reading.html import read_html
from dure.engines.reading.hwp import OLE, read_hwp
from dure.engines.reading.hwpx import is_hwpx, read_hwpx
from dure.engines.reading.lines import longest, text_units
from dure.engines.reading.native import SCANNER
from dure.engines.reading.pdf import read_pdf
from dure.engines.reading.warc import is_warc

MAX_LINES, MAX_READ, MAX_LINE = 20_000, 300_000, 4_000
"""What of a document is read for its article: so many lines, code points, and code points of one line, which is read as
several beyond; the text is kept whole."""

MAX_TAGS = 150_000
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PDF = b"%PDF-"
_HTML_START = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_HTML_TAG = re.compile(r"<(?:div|p|br|span|table|td|a|h[1-6]|ul|li|meta|section|article)\b[^>]*>", re.IGNORECASE)
_MIN_TAGS = 5
# A tag may make the tree builder look through, or make again, all the elements that are open: depth times tags is the cost.
_MANY_TAGS, _MOST_STEPS = 20_000, 200_000_000
_NAME = re.compile(r"<(/?)([a-zA-Z]{1,12})")
_ENDS_BY_ITSELF = frozenset(
    [
        "p",
        "li",
        "td",
        "th",
        "tr",
        "dd",
        "dt",
        "option",
        "optgroup",
        "thead",
        "tbody",
        "tfoot",
        "br",
        "img",
        "input",
        "hr",
        "meta",
        "link",
        "col",
        "area",
        "base",
        "embed",
        "param",
        "source",
        "wbr",
    ]
)
_SENTENCE_OR_SPACE = re.compile(r".*[.!?][\s”\"’')]|.*\s", re.DOTALL)


def open_document(
    data: bytes, *, path: str | None = None, url: str | None = None, fetched_at: str | None = None
) -> Document:
    """Return the document that ``data`` holds, told apart by content, not by name.

    Plain text, HTML, HWPX, HWP 5, PDF with text, DOCX. A WARC file holds many documents: `parts_of` takes them out.

    Raises:
        ReadingError: the document cannot be read; see `ReadingError` for the codes.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    encoding = "utf-8"
    meta: tuple[tuple[str, str], ...] = ()
    if data.startswith(OLE):
        media_type = "application/x-hwp"
        text, units = read_hwp(data)
        encoding = "utf-16-le"
    elif data.startswith(_ZIP):
        media_type, (text, units) = _of_archive(data)
    elif data[:1024].lstrip().startswith(_PDF):
        media_type = "application/pdf"
        text, units = read_pdf(data)
    elif is_warc(data[:1000]):
        raise ReadingError("unsupported", "a WARC file holds many pages, not one", "take its pages out with `parts_of`")
    else:
        text, encoding = decode(data)
        media_type = "text/plain"
        if looks_like_html(text):
            media_type = "text/html"
            _check_markup(text)
            text, units, meta = read_html(text)
        else:
            units = text_units(text[: MAX_READ + 1])
    if fetched_at is not None:
        meta = (*meta, ("fetched_at", fetched_at))
    units = _readable(text, units)
    return Document(sha256[:16], path, url, sha256, media_type, encoding, text, units, meta)


def _of_archive(data: bytes) -> tuple[str, tuple[str, tuple[Unit, ...]]]:
    if is_hwpx(data):
        return "application/hwp+zip", read_hwpx(data)
    if is_docx(data):
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document", read_docx(data)
    raise _archive(data)


def looks_like_html(text: str) -> bool:
    """Tell whether a text is HTML, by how it begins."""
    if _HTML_START.match(text):
        return True
    head = text[:20_000]
    return head.lstrip().startswith("<") and len(_HTML_TAG.findall(head)) >= _MIN_TAGS


def _check_markup(source: str) -> None:
    """Refuse markup that no person wrote: its tags are counted before anything is made of them."""
    tags = source.count("<") if SCANNER is None else SCANNER.tags(source)
    if tags > MAX_TAGS:
        raise ReadingError("too-deep", "the page has more tags than any real page", "save the article alone")
    if tags > _MANY_TAGS and _deepest(source) * tags > _MOST_STEPS:
        raise ReadingError("too-deep", "the page is nested deeper than any real page", "save the article alone")


def _deepest(source: str) -> int:
    """Return how deep the elements lie in one another that end by their own end tags only."""
    depth = deepest = 0
    for end, name in _NAME.findall(source):
        if name.lower() not in _ENDS_BY_ITSELF:
            depth = max(0, depth - 1) if end else depth + 1
            deepest = max(deepest, depth)
    return deepest


def _readable(text: str, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Return the units that are read: the first so many, and long ones in pieces that end with a sentence or a word."""
    is_short = len(units) <= MAX_LINES and len(text) <= MAX_READ
    # In long texts only: a page has a thousand units.
    if is_short and (len(text) <= MAX_LINE or longest(units) <= MAX_LINE):
        return units
    kept: list[Unit] = []
    left = MAX_READ
    for unit in units:
        if left <= 0 or len(kept) >= MAX_LINES:
            break
        end = min(unit.end, unit.start + left)
        at = unit.start
        while end - at > MAX_LINE:
            match = _SENTENCE_OR_SPACE.match(text, at, at + MAX_LINE)
            cut = match.end() if match else at + MAX_LINE
            kept.append(unit._replace(start=at, end=cut, links=min(unit.links, cut - at)))
            at = cut
        kept.append(unit._replace(start=at, end=end, links=min(unit.links, end - at)))
        left -= end - unit.start + 1
    return tuple(kept)


def _archive(data: bytes) -> ReadingError:
    names = {b"xl/": "XLSX", b"ppt/": "PPTX", b"content.xml": "OpenDocument"}
    kind = next((name for mark, name in names.items() if mark in data[:200_000] or mark in data[-200_000:]), None)
    if kind is not None:
        return ReadingError("unsupported", f"{kind} files are not read", "save it as PDF, HWPX, DOCX or plain text")
    return ReadingError("unsupported", "this is an archive, not a document", "unpack it and read the files inside")

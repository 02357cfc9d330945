"""Bytes to a list of articles: a feed, a sitemap, or the rows of an HTML page; and the documents that hang on a page."""

from __future__ import annotations

from datetime import date

from dure.engines.reading.attachments import attachments_below
from dure.engines.reading.boards import read_board
from dure.engines.reading.decode import decode
from dure.engines.reading.entries import Attachment, Listing
from dure.engines.reading.feeds import is_feed, read_feed, unpacked
from dure.engines.reading.following import Follower
from dure.engines.reading.opening import looks_like_html
from dure.engines.reading.tree import open_page

_GZIP = b"\x1f\x8b"


def find_listing(data: bytes, url: str, *, today: date | None = None) -> Listing:
    """Return the list of articles that a page, a feed or a sitemap (gzip too) holds; told apart by content.

    Args:
        data: the bytes as they were fetched.
        url: the address they were fetched from; addresses in them are relative to it.
        today: the day of the visit in Korea: what a bare clock time or a day without a year is counted from.

    Raises:
        ReadingError: ``empty``, ``binary``, ``not-text``, ``bomb``, ``truncated``, ``unreadable``, ``too-deep``.
    """
    text, _ = decode(unpacked(data) if data.startswith(_GZIP) else data)
    if is_feed(text):
        return read_feed(text, url)
    if not looks_like_html(text):
        return Listing("none")
    return read_board(text, url, today)


def find_attachments(data: bytes, url: str) -> tuple[Attachment, ...]:
    """Return the documents (HWPX, HWP, PDF, DOCX) that hang on an HTML page, each once; none on anything else.

    Raises:
        ReadingError: ``empty``, ``binary``, ``not-text``, ``too-deep``.
    """
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-")):
        return ()
    text, _ = decode(data)
    if not looks_like_html(text):
        return ()
    page = open_page(text, url)
    return attachments_below(page.body, Follower(page))

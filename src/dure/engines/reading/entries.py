"""What a list of articles is made of, whatever its form: entries, attachments, the next page, and how the list is built."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from urllib.parse import urljoin, urlsplit

ListingKind = Literal["rss", "sitemap", "sitemap index", "board", "none"]
Via = Literal["link", "data", "call", "form", "none"]

MAX_ENTRIES = 1_000
MAX_ADDRESS = 1_000  # bytes: what an index of a database holds
_MAX_TITLE = 300
_FULL_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[.\-/년]\s?(\d{1,2})\s?[.\-/월]\s?(\d{1,2})(?!\d)")
_SHORT_DATE = re.compile(r"(?<![\d.\-/])'?(\d\d)[.\-/](\d\d)[.\-/](\d\d)(?![\d.\-/])")
_DAY_ONLY = re.compile(r"^\s*(\d{1,2})[.\-/](\d{1,2})\.?\s*$")
_CLOCK = re.compile(r"^\s*(?:오전|오후)?\s*([01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?\s*$")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that hangs on a page or a row: where it is, and the name it is given there."""

    url: str
    name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One article of a list.

    ``url`` is None where the row can only be opened by a program of the page that no general rule turns into an
    address; ``obstacle`` then quotes the call. ``via`` says how the address was found: a ``link``, a ``data`` attribute,
    a ``call`` that leads somewhere, or a ``form`` that is sent. ``date`` is ISO 8601 (``2025-12-10``) or None; ``stamp`` is
    what the list itself says of the last change, as it stands there.
    """

    url: str | None
    title: str
    date: str | None = None
    stamp: str = ""
    via: Via = "link"
    obstacle: str = ""
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of articles: its entries in the list's own order, where it goes on, and how it is built.

    ``fingerprint`` is the same as long as the list is built in the same way, whatever it holds; a page without a list has
    none. ``children`` are the sitemaps of a sitemap index, the latest first. ``next_obstacle`` quotes the call that leads
    to the next page where no general rule turns it into an address. ``feeds`` are the feeds that a page names in its head.
    """

    kind: ListingKind
    title: str = ""
    entries: tuple[Entry, ...] = ()
    next_url: str | None = None
    next_obstacle: str = ""
    children: tuple[str, ...] = ()
    fingerprint: str = ""
    feeds: tuple[str, ...] = ()


def plain(text: str, most: int = _MAX_TITLE) -> str:
    r"""Return a text on one line, cut to what a title may be.

    >>> plain(" 하동군,  빨래방\n열어 ")
    '하동군, 빨래방 열어'
    """
    return _SPACE.sub(" ", text).strip()[:most]


def absolute(base: str, target: str) -> str | None:
    """Return a target as a whole address without its fragment; None where it is no page of the web, or too long.

    >>> absolute("https://a.example/b/list.do?x=1", "view.do?id=3#top")
    'https://a.example/b/view.do?id=3'
    >>> absolute("https://a.example/", "mailto:a@b.example") is None
    True
    """
    target = _SPACE.sub("%20", target.strip())
    if not target or target.startswith("#") or len(target) > MAX_ADDRESS:
        return None
    try:
        joined = urljoin(base, target).partition("#")[0]
        parts = urlsplit(joined)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.netloc or len(joined.encode(errors="replace")) > MAX_ADDRESS:
        return None
    return joined


PAGE_PARAMETERS = (
    "pageIndex", "page", "pageNo", "cp", "cpage", "curPage", "currentPage", "currentPageNo", "nowPage", "page_no",
    "pageNum", "pageNumber", "pg", "paged", "q_currPage", "curpage", "pageid", "p",
)  # fmt: skip
"""Names that families of content systems give the number of the list's page."""

_SESSION = re.compile(r";jsessionid=[^?#/]*", re.IGNORECASE)
_SESSIONS = frozenset({"jsessionid", "phpsessid", "sid", "sessionid"})


def settled(url: str) -> str:
    """Return an article's address without the page of the list and the session it was found in.

    An article moves to the second page of its list with time, and a session lasts an hour: the article is the same.

    >>> settled("https://a.example/view.do;jsessionid=8F3A?id=7&pageIndex=2")
    'https://a.example/view.do?id=7'
    >>> settled("https://a.example/?p=7")
    'https://a.example/?p=7'
    """
    head, mark, query = _SESSION.sub("", url).partition("?")
    parts = [part for part in query.split("&") if part]
    names = [part.partition("=")[0] for part in parts]
    kept = [
        part
        for part, name in zip(parts, names, strict=True)
        if name not in PAGE_PARAMETERS and name.lower() not in _SESSIONS
    ]
    if not kept:
        return f"{head}{mark}{query}"
    return f"{head}?{'&'.join(kept)}"


def list_date(text: str, today: date | None = None) -> str | None:
    """Return the first day that a cell or a row of a list names, as ISO 8601.

    Lists shorten what is new: a clock time alone is of today, a day without a year is the latest one that has passed.
    Both need ``today``; without it they name no day.

    >>> list_date("등록일 2025. 12. 8."), list_date("25.12.08"), list_date("12-08", date(2026, 1, 3))
    ('2025-12-08', '2025-12-08', '2025-12-08')
    """
    if found := _FULL_DATE.search(text):
        return _iso(int(found[1]), int(found[2]), int(found[3]))
    if found := _SHORT_DATE.search(text):
        return _iso(2000 + int(found[1]), int(found[2]), int(found[3]))
    if today is None:
        return None
    if _CLOCK.match(text):
        return today.isoformat()
    if found := _DAY_ONLY.match(text):
        day = _iso(today.year, int(found[1]), int(found[2]))
        return (
            day
            if day is None or day <= (today + timedelta(days=1)).isoformat()
            else _iso(today.year - 1, int(found[1]), int(found[2]))
        )
    return None


def looks_dated(text: str) -> bool:
    """Return whether a cell says when, in any of the forms of `list_date`."""
    return bool(_FULL_DATE.search(text) or _SHORT_DATE.search(text) or _CLOCK.match(text) or _DAY_ONLY.match(text))


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None

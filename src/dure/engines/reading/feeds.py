"""RSS, RDF, Atom and sitemaps: an event parser without document types and entities, bounded in depth and number."""

from __future__ import annotations

import hashlib
import html as entities
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from xml.parsers import expat  # hardened below: no document type, no entities, bounded depth

from dure.engines.reading.document import ReadingError
from dure.engines.reading.entries import MAX_ENTRIES, Attachment, Entry, Listing, absolute, list_date, plain

MAX_UNPACKED = 50_000_000
"""Bytes of an unpacked sitemap: the protocol's own limit (sitemaps.org: 50 MB, 50,000 addresses)."""

_MAX_SITEMAP = 50_000
_MAX_DEPTH = 64
_MAX_VALUE = 20_000  # code points of one field that are kept
_SEOUL = timezone(timedelta(hours=9))
_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<\?[^>]{0,500}\?>\s*|<!--.{0,2000}?-->\s*|<!DOCTYPE[^\[>]{0,300}(?:\[.{0,5000}?\])?\s*>\s*)*"
    r"<(?:\w{1,20}:)?(rss|rdf|feed|urlset|sitemapindex)\b",
    re.IGNORECASE | re.DOTALL,
)
_DOCTYPE = re.compile(r"<!(?:DOCTYPE|ENTITY)\b", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,30});")
_BARE = re.compile(r"&(?!(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#(?:0?[0-8]|1[124-9]|2\\d|3[01]);")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
_FIELDS = frozenset(
    {"title", "link", "guid", "id", "pubdate", "date", "updated", "published", "modified", "loc", "lastmod"}
    | {"publication_date"}
)
_NEEDED = frozenset({"title", "link", "guid", "id", "pubdate", "date", "updated"})
_ITEMS = frozenset({"item", "entry", "url", "sitemap"})
_UNPREFIXED = frozenset({"title", "link", "description", "id", "updated", "published"})  # media:title is another's


def is_feed(text: str) -> bool:
    """Tell whether a text begins like a feed or a sitemap.

    >>> is_feed('<?xml version="1.0"?><rss version="2.0">'), is_feed("<html><body>")
    (True, False)
    """
    return _START.match(text[:10_000]) is not None


def unpacked(data: bytes) -> bytes:
    """Return the content of a gzip file, at most 50 MB of it.

    Raises:
        ReadingError: ``bomb`` (more than that), ``truncated`` (damaged).
    """
    unzip = zlib.decompressobj(wbits=31)
    try:
        content = unzip.decompress(data, MAX_UNPACKED)
    except zlib.error as error:
        raise ReadingError("truncated", "the gzip file is damaged", "fetch it again") from error
    if unzip.unconsumed_tail:
        raise ReadingError("bomb", "the file unpacks to more than 50 MB", "check where the file comes from")
    if not unzip.eof:
        raise ReadingError("truncated", "the gzip file is cut short", "fetch it again")
    return content


@dataclass(slots=True)
class _Item:
    kind: str
    fields: dict[str, str] = field(default_factory=dict)
    links: list[Mapping[str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Gathered:
    """What the parser has seen: the root, the items, the channel's own fields, and the path it is on."""

    path: list[str] = field(default_factory=list)
    items: list[_Item] = field(default_factory=list)
    head: _Item = field(default_factory=lambda: _Item("head"))
    inside: _Item | None = None
    inside_depth: int = 0
    words: list[str] = field(default_factory=list)
    length: int = 0


def read_feed(text: str, url: str) -> Listing:
    """Return the list that a feed or a sitemap is.

    Ampersands that stand alone, HTML's named characters and control characters are mended first: half of the feeds of
    Korean offices have one of them, and a parser that stops there would read nothing.

    Raises:
        ReadingError: ``unreadable`` (a document type or entities, or broken beyond that), ``too-deep``.
    """
    parts = _around_cdata(_NO_XML.sub("", _DECLARATION.sub("", text)))
    if any(_DOCTYPE.search(part) for part in parts[::2]):
        raise ReadingError(
            "unreadable", "the feed declares a document type or entities", "ask the site for a feed without <!DOCTYPE>"
        )
    gathered = _parse(_mended(parts))
    root = gathered.head.kind
    if root in {"urlset", "sitemapindex"}:
        return _sitemap(gathered, root, url)
    return _feed(gathered, url)


def _around_cdata(text: str) -> list[str]:
    """Return the text in parts: markup, a CDATA section, markup, …; a pattern would look for each end anew."""
    parts: list[str] = []
    at = 0
    while (start := text.find("<![CDATA[", at)) >= 0:
        end = text.find("]]>", start)
        if end < 0:
            break
        parts += [text[at:start], text[start : end + 3]]
        at = end + 3
    return [*parts, text[at:]]


def _mended(parts: list[str]) -> str:
    for at in range(0, len(parts), 2):
        parts[at] = _BARE.sub("&amp;", _NAMED.sub(_character, parts[at]))
    return "".join(parts)


def _character(match: re.Match[str]) -> str:
    found = entities.unescape(match[0])
    return found if found != match[0] else f"&amp;{match[1]};"


def _parse(text: str) -> _Gathered:
    gathered = _Gathered()
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True

    def opened(name: str, attributes: dict[str, str]) -> None:
        prefix, _, local = name.lower().rpartition(":")
        if not gathered.path:
            gathered.head.kind = local
        gathered.path.append(local)
        if len(gathered.path) > _MAX_DEPTH:
            raise ReadingError("too-deep", "the feed is nested deeper than any feed", "check where it comes from")
        gathered.words.clear()
        gathered.length = 0
        if local in _ITEMS and gathered.inside is None and not prefix.startswith("media"):
            gathered.inside = _Item(local)
            gathered.inside_depth = len(gathered.path)
            about = next((value for key, value in attributes.items() if key.lower().endswith("about")), "")
            if about:
                gathered.inside.fields["about"] = about
            return
        holder = gathered.inside or gathered.head
        if local in {"link", "enclosure"} and (attributes.get("href") or attributes.get("url")):
            holder.links.append({"tag": local, **attributes})
        if gathered.inside is not None and len(gathered.path) == gathered.inside_depth + 1:
            holder.names.add(local)

    def said(words: str) -> None:
        if gathered.length < _MAX_VALUE:
            gathered.words.append(words)
            gathered.length += len(words)

    def closed(name: str) -> None:
        prefix, _, local = name.lower().rpartition(":")
        value = "".join(gathered.words).strip()
        gathered.words.clear()
        depth = len(gathered.path)
        gathered.path.pop()
        if gathered.inside is not None and depth == gathered.inside_depth:
            if len(gathered.items) < _MAX_SITEMAP:
                gathered.items.append(gathered.inside)
            gathered.inside = None
            return
        holder = gathered.inside or gathered.head
        foreign = local in _UNPREFIXED and prefix not in {"", "atom", "rss", "a", "news"}
        if local in _FIELDS and value and not foreign:
            holder.fields.setdefault(local, value)

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = said
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)  # noqa: FBT003  # expat's own signature
    except expat.ExpatError as error:
        if not gathered.items:
            message = f"the feed is broken in line {error.lineno}"
            raise ReadingError(
                "unreadable", message, "open it in a browser; tell the site that its feed is broken"
            ) from error
        # What stood before the break was read; a feed that is cut off still has its newest items first.
    return gathered


def _feed(gathered: _Gathered, url: str) -> Listing:
    entries: list[Entry] = []
    seen: set[str] = set()
    for item in gathered.items[:MAX_ENTRIES]:
        entry = _entry(item, url)
        if entry is not None and entry.url not in seen:
            seen.add(entry.url or "")
            entries.append(entry)
    everywhere = set.intersection(*(item.names for item in gathered.items)) if gathered.items else set()
    following = next((link["href"] for link in gathered.head.links if link.get("rel") == "next" and "href" in link), "")
    return Listing(
        "rss",
        _words(gathered.head.fields.get("title", "")),
        tuple(entries),
        next_url=absolute(url, following) if following else None,
        fingerprint=fingerprint(gathered.head.kind, *sorted(everywhere & _NEEDED)),
    )


def _entry(item: _Item, url: str) -> Entry | None:
    said = item.fields
    address = None
    for link in item.links:
        if link["tag"] == "link" and link.get("rel", "alternate") == "alternate" and link.get("href"):
            address = absolute(url, link["href"])
            break
    for name in ("link", "guid", "about", "id"):
        if address is None and said.get(name):
            address = absolute(url, said[name]) if name == "link" or said[name].startswith("http") else None
    if address is None:
        return None
    stamp = (
        said.get("updated")
        or said.get("modified")
        or said.get("pubdate")
        or said.get("date")
        or said.get("published", "")
    )
    first = said.get("published") or said.get("pubdate") or said.get("date") or stamp
    files = []
    for link in item.links:
        if link["tag"] == "enclosure" or link.get("rel") == "enclosure":
            target = absolute(url, link.get("href") or link.get("url") or "")
            if target is not None:
                files.append(Attachment(target, plain(link.get("title") or target.rpartition("/")[2])))
    return Entry(
        address, _words(said.get("title", "")) or address, feed_date(first), stamp[:80], "link", "", tuple(files)
    )


def _words(value: str) -> str:
    """Return a title without the tags and the characters that were escaped twice."""
    return plain(_TAG.sub("", entities.unescape(value)))


def feed_date(said: str) -> str | None:
    """Return the day in Korea that a feed's date means; None where it means none.

    >>> feed_date("Tue, 09 Dec 2025 22:30:00 GMT"), feed_date("2025-12-10T00:30:00+09:00"), feed_date("곧")
    ('2025-12-10', '2025-12-10', None)
    """
    if not said:
        return None
    if re.match(r"(?:[A-Za-z]{3},\s*)?\d{1,2}\s[A-Za-z]{3}\s\d{2,4}\s", said):
        try:
            moment = parsedate_to_datetime(said)
        except (ValueError, IndexError, TypeError):
            return None
        return (moment.astimezone(_SEOUL) if moment.tzinfo else moment).date().isoformat()
    if re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d.{0,14}(?:Z|[+-]\d\d:?\d\d)$", said):
        try:
            return datetime.fromisoformat(said).astimezone(_SEOUL).date().isoformat()
        except ValueError:
            return list_date(said)
    return list_date(said)


def _sitemap(gathered: _Gathered, root: str, url: str) -> Listing:
    latest_first = sorted(gathered.items, key=lambda item: item.fields.get("lastmod", ""), reverse=True)
    if root == "sitemapindex":
        found = [absolute(url, item.fields.get("loc", "")) for item in latest_first]
        children = tuple(dict.fromkeys(one for one in found if one))
        return Listing("sitemap index", children=children[:MAX_ENTRIES], fingerprint=fingerprint(root))
    entries: dict[str, Entry] = {}
    for item in latest_first:
        address = absolute(url, item.fields.get("loc", ""))
        if address is not None:
            stamp = item.fields.get("lastmod", "")
            said = item.fields.get("publication_date") or stamp
            title = _words(item.fields.get("title", "")) or address
            entries.setdefault(address, Entry(address, title, feed_date(said), stamp[:80]))
    return Listing("sitemap", entries=tuple(entries.values()), fingerprint=fingerprint(root))


def fingerprint(*parts: str) -> str:
    """Return 16 hexadecimal digits that stand for how a list is built."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]

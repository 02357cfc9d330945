"""Trying an address before it becomes a source: what it is, what would be read, what the reader finds in one entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from dure.apps.discovery import outside
from dure.apps.discovery.actions.reading import Failure, ReadDocument, read_document
from dure.apps.discovery.choices import SourceKind
from dure.apps.discovery.queries import Marked, marked
from dure.apps.discovery.rules import SEOUL, TooManyTries, require_editor
from dure.engines import reading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dure.apps.accounts.models import User
    from dure.apps.discovery.outside import Fetched

PATIENCE = 12.0
"""Seconds that a person waits before a screen: for the turn at the host, and for its answer."""

_KINDS = {
    "rss": SourceKind.RSS,
    "sitemap": SourceKind.SITEMAP,
    "sitemap index": SourceKind.SITEMAP,
    "board": SourceKind.BOARD,
}


@dataclass(frozen=True, slots=True)
class TriedCase:
    """A case that would be proposed, with the words that it was read from."""

    title: str
    owner: str
    confidence: float
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TriedPage:
    """What the reader finds in one page: article, subject, cases, and the text with the evidence marked."""

    address: str
    read: ReadDocument
    subject: str
    cases: tuple[TriedCase, ...]
    source: Marked
    attachments: tuple[reading.Attachment, ...]

    @property
    def has_article(self) -> bool:
        """Whether any of the page is an article."""
        return any(block["kind"] == "body" for block in self.read.blocks)


@dataclass(frozen=True, slots=True)
class Trial:
    """What stands at an address: a list, a page, or the reason why nothing could be read.

    `kind` is empty where nothing of use was found; `closed` counts entries without address, `dated` those with a day.
    """

    address: str
    kind: str = ""
    title: str = ""
    entries: tuple[reading.Entry, ...] = ()
    next_url: str = ""
    next_obstacle: str = ""
    feeds: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    page: TriedPage | None = None
    failure: Failure | None = None
    closed: int = 0
    dated: int = 0
    attachments: int = 0

    @property
    def followable(self) -> tuple[reading.Entry, ...]:
        """The entries that have an address."""
        return tuple(entry for entry in self.entries if entry.url)


def try_address(*, actor: User | None, address: str) -> Trial:
    """Look at an address as a visit would, and store nothing.

    Raises:
        EditorsOnly: the person is no editor.
        TooManyTries: the person has tried enough for an hour.
    """
    _count(actor)
    try:
        fetched = outside.fetch(address, accepting=outside.LISTS, patience=PATIENCE)
        today = timezone.now().astimezone(SEOUL).date()
        listing = reading.find_listing(fetched.content, fetched.url, today=today)
    except outside.FetchError as error:
        return Trial(address, failure=Failure(error.code, error.message, error.hint))
    except reading.ReadingError as error:
        return Trial(address, failure=Failure(error.code, error.message, error.hint))
    if listing.kind == "none":
        return _page_trial(fetched, listing)
    return Trial(
        fetched.url,
        _KINDS[listing.kind],
        listing.title,
        listing.entries,
        listing.next_url or "",
        listing.next_obstacle,
        listing.feeds,
        listing.children,
        closed=sum(entry.url is None for entry in listing.entries),
        dated=sum(entry.date is not None for entry in listing.entries),
        attachments=sum(len(entry.attachments) for entry in listing.entries),
    )


def _page_trial(fetched: Fetched, listing: reading.Listing) -> Trial:
    page = _read(fetched)
    if isinstance(page, Failure):
        return Trial(fetched.url, title=listing.title, feeds=listing.feeds, failure=page)
    if not page.has_article:
        failure = Failure("not-a-list", "the page holds no list of articles", "give the address of a list or a feed")
        return Trial(fetched.url, title=listing.title, feeds=listing.feeds, page=page, failure=failure)
    return Trial(fetched.url, SourceKind.PAGE, page.read.title or listing.title, feeds=listing.feeds, page=page)


def try_entry(*, actor: User | None, address: str) -> TriedPage | Failure:
    """Read one entry of a list as a visit would, and store nothing.

    Raises:
        EditorsOnly: the person is no editor.
        TooManyTries: the person has tried enough for an hour.
    """
    _count(actor)
    try:
        fetched = outside.fetch(address, accepting=outside.FILES, patience=PATIENCE)
    except outside.FetchError as error:
        return Failure(error.code, error.message, error.hint)
    return _read(fetched)


def _read(fetched: Fetched) -> TriedPage | Failure:
    read = read_document(fetched.content, name=fetched.url, url=fetched.url)
    if isinstance(read, Failure):
        return read
    try:
        files = reading.find_attachments(fetched.content, fetched.url)
    except reading.ReadingError:
        files = ()  # the page itself was read: it is no HTML, so nothing hangs on it
    cases = []
    evidence: list[Mapping[str, Any]] = []
    for number, draft in enumerate(read.drafts):
        rows = [row for row in draft.evidence if row["fact"] == "title"]
        quotes = dict.fromkeys(" ".join(read.text[row["start"] : row["end"]].split()) for row in rows)
        cases.append(TriedCase(draft.title, draft.filled["owner"]["name"], draft.confidence, tuple(quotes)))
        evidence += [{**row, "fact": f"case/{number}"} for row in rows]
    return TriedPage(
        fetched.url, read, _subject(read.findings), tuple(cases), marked(read.text, read.blocks, evidence), files
    )


def _subject(findings: Sequence[Mapping[str, Any]]) -> str:
    for finding in findings:
        if finding["kind"] == "institution" and finding["value"].get("role") == "subject":
            return str(finding["value"].get("name") or "")
    return ""


def _count(actor: User | None) -> None:
    """Let an editor try so many addresses an hour; the command line counts nothing."""
    if actor is None:
        return
    require_editor(actor)
    key = f"discovery-tries:{actor.pk}:{timezone.now():%Y%m%d%H}"
    cache.add(key, 0, timeout=3600)
    if cache.incr(key) > settings.TRIES_PER_HOUR:
        message = f"person {actor.pk} has tried {settings.TRIES_PER_HOUR} addresses in this hour"
        raise TooManyTries(message)

"""What is read and what reading returns: frozen columns, ready for Arrow and for JSON lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

BlockKind = Literal[
    "title",
    "subtitle",
    "byline",
    "date",
    "body",
    "caption",
    "translation",
    "attachment",
    "list row",
    "navigation",
]
FindingKind = Literal[
    "institution",
    "event",
    "award",
    "case",
    "date",
    "field",
    "person",
    "count",
    "amount",
    "claim",
]
Span = tuple[int, int]


class ReadingError(Exception):
    """A document that cannot be read: a stable code, what is wrong, and how to mend it.

    Codes: ``empty``, ``binary``, ``too-big``, ``not-text``, ``encrypted``, ``distribution-locked``, ``truncated``,
    ``bomb``, ``too-deep``, ``no-text``, ``unsupported``, ``unreadable``.
    """

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type[ReadingError], tuple[str, str, str]]:
        """Come out of another process as it went in."""
        return type(self), (self.code, self.message, self.hint)


class Unit(NamedTuple):
    """One line of a dump, or one leaf block of a tree: a stretch of the text with what its source says of it.

    A tuple, because a page has a thousand of them and a frozen dataclass takes three times as long to make.

    ``links`` counts the code points inside links; ``region`` is the nearest landmark (``nav``, ``aside``, ``footer``,
    ``header``, ``article``, ``body`` for a container that families of content systems use for the article, or empty);
    ``container`` numbers the tables of an HWPX file, so that cells of one table can be told; it is 0 elsewhere.
    """

    start: int
    end: int
    tag: str = ""
    links: int = 0
    region: str = ""
    container: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A frozen text and where it came from; every offset of a reading is a code point into ``text``.

    ``text`` is the decoded input unchanged for plain text, and the text of the blocks in order for HTML and files.
    ``meta`` holds what the format itself declares, as (name, value) pairs in order (``og:title``, ``json-ld:headline``).
    """

    id: str
    path: str | None
    url: str | None
    sha256: str
    media_type: str
    encoding: str
    text: str
    units: tuple[Unit, ...]
    meta: tuple[tuple[str, str], ...] = ()


class Block(NamedTuple):
    """A stretch of the text and its part in the page; ``score`` is how sure the scorer is, 0 to 1."""

    start: int
    end: int
    kind: BlockKind
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Finding:
    """A fact and the characters it was read from.

    ``value`` has the keys of its kind (see ``docs/methods/reading.md``); ``spans`` are never empty;
    ``rule`` names the rule that found it; ``polarity`` is -1 where the page denies the fact.
    """

    kind: FindingKind
    value: Mapping[str, Any]
    spans: tuple[Span, ...]
    rule: str
    confidence: float
    polarity: int = 1

    def __post_init__(self) -> None:
        if not self.spans:
            msg = f"a finding without evidence: {self.kind} {dict(self.value)}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Article:
    """The article of a page; every field is None where the page does not say.

    ``published_at`` is ISO 8601 in local time, as precise as the page (``2020-02-16T14:27``, ``2025-12-10``).
    """

    title: str | None
    published_at: str | None
    outlet: str | None
    byline: str | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One document read: its article and its findings, in the order of the text within a kind."""

    document: Document
    article: Article
    findings: tuple[Finding, ...] = field(default=())

"""A source text cut into pieces for the screen: its parts, and the stretches that are evidence. Pure.

Stretches may overlap: the text is cut at every boundary, and each piece carries all facts that it is evidence of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

_SHOWN = frozenset({"title", "subtitle", "byline", "date", "body", "caption", "list row"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; with `facts` it is evidence and has an `anchor` to jump to."""

    text: str
    facts: tuple[str, ...] = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page; the parts around the article are `is_aside` and shown collapsed."""

    kind: str
    pieces: tuple[Piece, ...]
    is_aside: bool

    @property
    def has_evidence(self) -> bool:
        """Whether any of it is evidence."""
        return any(piece.facts for piece in self.pieces)

    @property
    def length(self) -> int:
        """Code points that are not white space."""
        return sum(len("".join(piece.text.split())) for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Link:
    """A way from a field of the form to a stretch of the source; `number` counts within the fact, from 1."""

    number: int
    anchor: str
    quote: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Marked:
    """A source ready to be shown, and for each fact the links into it."""

    sections: tuple[Section, ...]
    links: Mapping[str, tuple[Link, ...]]


def marked(text: str, blocks: Iterable[Mapping[str, Any]], evidence: Sequence[Mapping[str, Any]]) -> Marked:
    """Cut a text into sections and pieces.

    Args:
        text: the frozen text.
        blocks: its parts, ``start``, ``end`` and ``kind``; what lies between them is aside.
        evidence: rows with ``fact``, ``start``, ``end``, ``rule`` and ``confidence``; rows outside the text
            are ignored.
    """
    rows = [row for row in evidence if 0 <= row["start"] < row["end"] <= len(text)]
    anchors: dict[int, str] = {}
    sections: list[Section] = []
    for start, end, kind in _parts(text, blocks):
        pieces = _pieces(text, (start, end), rows, anchors)
        aside = kind not in _SHOWN
        if sections and aside and sections[-1].is_aside:
            sections[-1] = Section("aside", (*sections[-1].pieces, *pieces), is_aside=True)
        else:
            sections.append(Section("aside" if aside else kind, pieces, is_aside=aside))
    return Marked(
        sections=tuple(section for section in sections if section.length),
        links=_links(text, rows, anchors),
    )


def _parts(text: str, blocks: Iterable[Mapping[str, Any]]) -> Iterable[tuple[int, int, str]]:
    """Yield the whole text without gaps or overlaps, as (start, end, kind)."""
    at = 0
    for block in sorted(blocks, key=lambda block: (block["start"], block["end"])):
        start, end = max(int(block["start"]), at), min(int(block["end"]), len(text))
        if end <= start:
            continue
        if start > at:
            yield at, start, "aside"
        yield start, end, str(block["kind"])
        at = end
    if at < len(text):
        yield at, len(text), "aside"


def _pieces(
    text: str, part: tuple[int, int], rows: Sequence[Mapping[str, Any]], anchors: dict[int, str]
) -> tuple[Piece, ...]:
    start, end = part
    bounds = sorted({row["start"] for row in rows} | {row["end"] for row in rows})
    cuts = [start, *(bound for bound in bounds if start < bound < end), end]
    pieces = []
    for first, last in pairwise(cuts):
        facts = tuple(dict.fromkeys(row["fact"] for row in rows if row["start"] <= first and last <= row["end"]))
        anchor = ""
        if facts:
            anchor = anchors[first] = f"evidence-{len(anchors) + 1}"
        pieces.append(Piece(text[first:last], facts, anchor))
    return tuple(pieces)


def _links(text: str, rows: Sequence[Mapping[str, Any]], anchors: Mapping[int, str]) -> dict[str, tuple[Link, ...]]:
    links: dict[str, list[Link]] = {}
    for row in rows:
        # A stretch that begins in the gap between two sections has its first anchor a little further on.
        anchor = next((anchors[at] for at in sorted(anchors) if row["start"] <= at < row["end"]), "")
        mine = links.setdefault(row["fact"], [])
        quote = " ".join(text[row["start"] : row["end"]].split())
        mine.append(Link(len(mine) + 1, anchor, quote, row["rule"], row["confidence"]))
    return {fact: tuple(found) for fact, found in links.items()}

"""A page's markup to what it holds: by the native scanner where it is built, else by the tree and `leaves`.

The scanner reads the source itself and keeps the standard's rules of how elements nest; what it has no rule for goes
through the tree builder, whose serialisation it then reads. Without it the serialisation is read by `leaves`, ten times
slower and with the same result, which is also how the tests know that it is right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from resiliparse.parse.html import HTMLTree

from dure.engines.reading.document import ReadingError, Unit
from dure.engines.reading.leaves import SENTENCE, Leaf, attributes_of, leaves_of, markup_of
from dure.engines.reading.native import SCANNER

ENOUGH_PROSE: Final = 200
"""Code points of sentences with which a page speaks for itself; with fewer its scripts are asked."""

MAX_ATTRIBUTES: Final = 2_000
_BIG_PAGE: Final = 100_000  # a smaller page cannot hold as many attributes as keep the tree builder busy for a second
# A tag with its attributes; a quotation mark is one only behind an equals sign (HTML, 13.2.5.37).
_TAG: Final = re.compile(r"""<[a-zA-Z](?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+'|))*+""")
# Markup whose tags all have at most 125 pieces of 32 characters or one value, in one match: at most 2,000 attributes each. What it
# leaves over is looked at tag by tag.
_ORDINARY: Final = re.compile(
    r"""(?:[^<]++|<(?![a-zA-Z])|<(?:[^>=]{1,32}+|=\s*+(?:"[^"]*+"|'[^']*+'|)){0,125}+(?:>|\Z))*+"""
)
_ATTRIBUTE: Final = re.compile(r"""[^\s>/=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?""")
_META: Final = re.compile(r"<meta\s([^>]*)>")
_TIME: Final = re.compile(r"<time(?:\s([^>]*))?>")


class Page(NamedTuple):
    """What a page holds: its title, the attributes of its meta and time elements, its scripts, its text in units.

    Of a script it says whether it is JSON-LD. ``has_prose`` is whether more than `ENOUGH_PROSE` stands in sentences.
    """

    title: str
    metas: Sequence[Mapping[str, str]]
    times: Sequence[Mapping[str, str]]
    scripts: Sequence[tuple[bool, str]]
    text: str
    units: tuple[Unit, ...]
    has_prose: bool


def scan_page(source: str) -> Page:
    """Return what an HTML source holds, by the fastest way there is.

    Raises:
        ReadingError: ``too-deep``, an attack on the tree builder.
    """
    if SCANNER is not None:
        found = SCANNER.scan(source, serialised=False, enough=ENOUGH_PROSE)
        if found is not None:
            return Page(found[0] or "", *found[1:])
    return scan_by_tree(source, natively=SCANNER is not None)


def scan_by_tree(source: str, *, natively: bool) -> Page:
    """Return what an HTML source holds, by way of the tree; its serialisation is read natively or by `leaves`.

    Raises:
        ReadingError: ``too-deep``, an attack on the tree builder.
    """
    _check_attributes(source)
    tree = HTMLTree.parse(source)
    serialised = str(tree)
    title = tree.title or ""
    if natively and SCANNER is not None:
        found = SCANNER.scan(serialised, serialised=True, enough=ENOUGH_PROSE)
        if found is not None:
            return Page(title, *found[1:])
    markup = markup_of(serialised)
    leaves = leaves_of(markup.html)
    return Page(
        title,
        [attributes_of(attributes) for attributes in _META.findall(markup.html)],
        [attributes_of(attributes) for attributes in _TIME.findall(markup.html)] if "<time" in markup.html else [],
        [
            (
                "ld+json" in attributes and attributes_of(attributes).get("type", "").lower() == "application/ld+json",
                content,
            )
            for attributes, content in markup.scripts
        ],
        *placed_from(leaves, 0),
        _has_prose(leaves),
    )


def placed_from(leaves: list[Leaf], at: int) -> tuple[str, tuple[Unit, ...]]:
    """Return the text of leaves, a line each, and the units they are, as if the text began at ``at``."""
    placed = []
    for text, tag, links, region in leaves:
        end = at + len(text)
        placed.append(Unit(at, end, tag, links, region))
        at = end + 1
    return "\n".join([leaf.text for leaf in leaves]), tuple(placed)


def _has_prose(leaves: list[Leaf]) -> bool:
    prose = 0
    for leaf in leaves:
        if leaf.links * 2 < len(leaf.text) and SENTENCE.search(leaf.text):
            prose += len(leaf.text)
            if prose > ENOUGH_PROSE:
                return True
    return False


def _check_attributes(source: str) -> None:
    """Refuse tags that no person wrote, before a tree is built of them: building one takes the square of a tag's attributes."""
    if len(source) < _BIG_PAGE:
        return
    ordinary = _ORDINARY.match(source)
    for match in _TAG.finditer(source, ordinary.end() if ordinary else 0):
        tag = match[0]
        if len(tag) > 2 * MAX_ATTRIBUTES and sum(1 for _ in _ATTRIBUTE.finditer(tag)) > MAX_ATTRIBUTES:
            raise ReadingError("too-deep", "a tag has more attributes than any real one", "save the article alone")

"""HWPX (OWPML, KS X 6101) to a document: paragraphs in order, a table's rows as lines."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dure.engines.reading.archive import parts
from dure.engines.reading.document import ReadingError, Unit
from dure.engines.reading.markup import walk
from dure.engines.reading.paragraphs import Paragraphs, placed

_SECTION = re.compile(r"^Contents/section(\d{1,6})\.xml$", re.IGNORECASE)
_MANIFEST = "META-INF/manifest.xml"
_BROKEN_HINT = "open it in Hancom Office, save it again as HWPX, and read that"


def is_hwpx(data: bytes) -> bool:
    """Tell whether a zip archive says of itself that it is HWPX (its first member is ``mimetype``)."""
    return b"application/hwp+zip" in data[:200] or (data[:2] == b"PK" and b"Contents/section0.xml" in data)


def read_hwpx(data: bytes) -> tuple[str, tuple[Unit, ...]]:
    """Return the text of an HWPX file, a line a paragraph or a table row, and its units.

    Raises:
        ReadingError: ``encrypted``, ``truncated`` (or damaged), ``bomb``, ``too-deep``, ``too-big``, ``empty``.
    """
    found = parts(data, _wanted, broken=_broken())
    if b"encryption-data" in found.pop(_MANIFEST, b""):
        raise ReadingError(
            "encrypted",
            "the HWPX file is protected by a password",
            "remove the password in Hancom Office and read the file again",
        )
    if not found:
        raise ReadingError("truncated", "the HWPX file has no section", _BROKEN_HINT)
    paragraphs = Paragraphs()
    elements = 0
    for section in found.values():
        elements = _read_section(section, paragraphs, elements)
    if not paragraphs.lines:
        raise ReadingError("empty", "the HWPX file holds no words", "check that it is not made of pictures only")
    return placed(paragraphs.lines)


def _broken() -> ReadingError:
    return ReadingError("truncated", "the HWPX file is damaged or cut short", _BROKEN_HINT)


def _wanted(names: list[str]) -> list[str]:
    sections = sorted((int(match[1]), name) for name in names if (match := _SECTION.match(name)))
    return [name for name in names if name == _MANIFEST] + [name for _, name in sections]


def _read_section(xml: bytes, paragraphs: Paragraphs, elements: int) -> int:
    in_text = 0

    def start(tag: str, _: Mapping[str, str]) -> None:
        nonlocal in_text
        if tag == "p":
            paragraphs.open()
        elif tag == "t":
            in_text += 1
        elif tag == "tbl":
            paragraphs.open_table()
        elif tag == "tr":
            paragraphs.open_row()
        elif tag == "tc":
            paragraphs.open_cell()
        elif tag in {"header", "footer"}:
            paragraphs.open_region(tag)
        elif tag == "lineBreak":
            paragraphs.break_line()
        elif tag in {"tab", "nbSpace", "fwSpace"}:
            paragraphs.words(" ")

    def end(tag: str) -> None:
        nonlocal in_text
        if tag == "t":
            in_text -= 1
        elif tag == "p":
            paragraphs.close()
        elif tag == "tr":
            paragraphs.close_row()
        elif tag in {"header", "footer"}:
            paragraphs.close_region()

    def words(text: str) -> None:
        if in_text:
            paragraphs.words(text)

    return walk(xml, start=start, end=end, words=words, broken=_broken(), before=elements)

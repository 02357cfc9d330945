"""DOCX (ECMA-376, WordprocessingML) to a document: paragraphs in order, a table's rows as lines, headings by their style.

Read straight from ``word/document.xml`` with the same bounded parser as HWPX: python-docx is as fast, but it unpacks and builds
the whole tree whatever its size, and leaves text boxes out.
"""

from __future__ import annotations

from collections.abc import Mapping

from dure.engines.reading.archive import parts
from dure.engines.reading.document import ReadingError, Unit
from dure.engines.reading.markup import walk
from dure.engines.reading.paragraphs import Paragraphs, placed

_DOCUMENT, _STYLES = "word/document.xml", "word/styles.xml"
_HINT = "open it in Word, save it again as DOCX, and read that"
_HEADINGS = {"title": "h1", "heading 1": "h1", "heading 2": "h2", "heading 3": "h3"}
# Word writes a text box twice, for itself and for older programs; what was struck out is no longer said.
_SKIPPED = frozenset({"Fallback", "del", "moveFrom"})


def is_docx(data: bytes) -> bool:
    """Tell whether a zip archive holds a Word document."""
    return data[:2] == b"PK" and _DOCUMENT.encode() in data


def read_docx(data: bytes) -> tuple[str, tuple[Unit, ...]]:
    """Return the text of a DOCX file, a line a paragraph or a table row, and its units.

    Raises:
        ReadingError: ``encrypted``, ``truncated`` (or damaged), ``bomb``, ``too-deep``, ``too-big``, ``no-text``.
    """
    found = parts(data, lambda names: [name for name in names if name in {_DOCUMENT, _STYLES}], broken=_broken())
    if _DOCUMENT not in found:
        raise _broken()
    paragraphs = Paragraphs()
    pictures = _read_body(found[_DOCUMENT], _headings(found.get(_STYLES)), paragraphs)
    if paragraphs.lines:
        return placed(paragraphs.lines)
    if pictures:
        raise ReadingError(
            "no-text",
            "the DOCX file holds pictures only, no characters",
            "read the pictures with a program for text recognition (OCR) and give the text, or find the web page",
        )
    raise ReadingError("empty", "the DOCX file holds no words", "check that the right file was saved")


def _broken() -> ReadingError:
    return ReadingError("truncated", "the DOCX file is damaged or cut short", _HINT)


def _value(attributes: Mapping[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if key.rpartition(" ")[2] == name), "")


def _headings(styles: bytes | None) -> dict[str, str]:
    """Return the tag of each style that is a heading; Korean Word calls the style "1" and names it "heading 1"."""
    found: dict[str, str] = {}
    if styles is None:
        return found
    current = ""

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal current
        if tag == "style":
            current = _value(attributes, "styleId")
        elif tag == "name" and current:
            heading = _HEADINGS.get(_value(attributes, "val").lower())
            if heading:
                found[current] = heading

    walk(styles, start=start, end=lambda _: None, words=lambda _: None, broken=_broken())
    return found


def _read_body(xml: bytes, headings: Mapping[str, str], paragraphs: Paragraphs) -> int:
    """Read the body; return how many pictures it has."""
    in_text = skipping = pictures = 0

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal in_text, skipping, pictures
        if tag in _SKIPPED or skipping:
            skipping += 1
        elif tag == "p":
            paragraphs.open()
        elif tag == "pStyle":
            paragraphs.retag(headings.get(_value(attributes, "val"), "p"))
        elif tag == "t":
            in_text += 1
        elif tag == "tbl":
            paragraphs.open_table()
        elif tag == "tr":
            paragraphs.open_row()
        elif tag == "tc":
            paragraphs.open_cell()
        elif tag in {"br", "cr"}:
            paragraphs.break_line()
        elif tag in {"tab", "ptab"}:
            paragraphs.words(" ")
        elif tag == "noBreakHyphen":
            paragraphs.words("-")
        elif tag in {"blip", "imagedata"}:
            pictures += 1

    def end(tag: str) -> None:
        nonlocal in_text, skipping
        if skipping:
            skipping -= 1
        elif tag == "t":
            in_text -= 1
        elif tag == "p":
            paragraphs.close()
        elif tag == "tr":
            paragraphs.close_row()

    def words(text: str) -> None:
        if in_text and not skipping:
            paragraphs.words(text)

    walk(xml, start=start, end=end, words=words, broken=_broken())
    return pictures

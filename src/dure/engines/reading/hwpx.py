"""HWPX (OWPML, KS X 6101) to a document: paragraphs in order, a table's rows as lines, bounded in size and depth."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.parsers import expat  # hardened below: no document type, no entities, bounded depth

from dure.engines.reading.document import ReadingError, Unit

_SECTION = re.compile(r"^Contents/section(\d+)\.xml$", re.IGNORECASE)
_MANIFEST = "META-INF/manifest.xml"
_MAX_MEMBERS = 5_000
_MAX_RATIO = 200
_MIN_SUSPICIOUS = 8_000_000
MAX_UNPACKED = 200_000_000
_MAX_DEPTH = 256
_BROKEN = "the HWPX file is damaged or cut short"
_BROKEN_HINT = "open it in Hancom Office, save it again as HWPX, and read that"


def is_hwpx(data: bytes) -> bool:
    """Tell whether a zip archive says of itself that it is HWPX (its first member is ``mimetype``)."""
    return b"application/hwp+zip" in data[:200] or (data[:2] == b"PK" and b"Contents/section0.xml" in data)


def read_hwpx(data: bytes) -> tuple[str, tuple[Unit, ...], tuple[tuple[str, str], ...]]:
    """Return the text of an HWPX file, a line a paragraph or a table row, its units, and no declarations.

    Raises:
        ReadingError: ``encrypted``, ``truncated`` (or damaged), ``bomb`` (it unpacks to more than 200 MB, or more than
            200-fold), ``too-deep``, ``empty``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_size(archive, len(data))
            if _MANIFEST in archive.namelist() and b"encryption-data" in archive.read(_MANIFEST):
                raise ReadingError(
                    "encrypted",
                    "the HWPX file is protected by a password",
                    "remove the password in Hancom Office and read the file again",
                )
            sections = [archive.read(name) for name in _sections(archive)]
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError, OSError) as error:
        # RuntimeError is how zipfile names an encrypted member, NotImplementedError an unknown compression.
        if isinstance(error, RuntimeError) and "encrypted" in str(error):
            raise ReadingError("encrypted", "the archive is protected by a password", "remove the password") from error
        raise ReadingError("truncated", _BROKEN, _BROKEN_HINT) from error
    lines: list[tuple[str, Unit]] = []
    for section in sections:
        lines.extend(_paragraphs(section))
    if not any(text.strip() for text, _ in lines):
        raise ReadingError("empty", "the HWPX file holds no words", "check that it is not made of pictures only")
    at = 0
    units = []
    for text, unit in lines:
        units.append(Unit(at, at + len(text), unit.tag, 0, unit.region, unit.container))
        at += len(text) + 1
    return "\n".join(text for text, _ in lines), tuple(units), ()


def _check_size(archive: zipfile.ZipFile, packed: int) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    too_dense = unpacked > _MIN_SUSPICIOUS and unpacked > _MAX_RATIO * packed
    if len(members) > _MAX_MEMBERS or unpacked > MAX_UNPACKED or too_dense:
        message = f"the archive unpacks to {unpacked // 1_000_000} MB in {len(members)} parts: not a document"
        raise ReadingError("bomb", message, "check where the file comes from")


def _sections(archive: zipfile.ZipFile) -> list[str]:
    found = [(int(match[1]), name) for name in archive.namelist() if (match := _SECTION.match(name))]
    if not found:
        raise ReadingError("truncated", "the HWPX file has no section", _BROKEN_HINT)
    return [name for _, name in sorted(found)]


@dataclass(slots=True)
class _Cell:
    paragraphs: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Section:
    """The state of the parser: open paragraphs, and the open rows of nested tables."""

    lines: list[tuple[str, Unit]] = field(default_factory=list)
    paragraphs: list[list[str]] = field(default_factory=list)
    rows: list[list[_Cell]] = field(default_factory=list)
    region: list[str] = field(default_factory=list)
    tables: int = 0
    depth: int = 0
    in_text: bool = False

    def emit(self, text: str) -> None:
        """Put a finished paragraph into its cell, or into the text."""
        clean = re.sub(r"[ \t\u00a0\u2002-\u200a\u3000]+", " ", text).strip()
        if not clean:
            return
        if self.rows and self.rows[-1]:
            self.rows[-1][-1].paragraphs.append(clean)
        else:
            region = self.region[-1] if self.region else ""
            self.lines.append((clean, Unit(0, 0, "p", 0, region, self.tables)))

    def close_row(self) -> None:
        """Write a row as one line when every cell holds one paragraph, else each paragraph as its own line."""
        cells = self.rows.pop()
        if self.rows and self.rows[-1]:  # a table inside a cell: its words belong to that cell
            self.rows[-1][-1].paragraphs.extend(line for cell in cells for line in cell.paragraphs)
            return
        filled = [cell for cell in cells if cell.paragraphs]
        if len(filled) > 1 and all(len(cell.paragraphs) == 1 for cell in filled):
            line = "\t".join(cell.paragraphs[0] for cell in filled)
            self.lines.append((line, Unit(0, 0, "tr", 0, "", self.tables)))
            return
        for cell in filled:
            for line in cell.paragraphs:
                self.lines.append((line, Unit(0, 0, "td", 0, "", self.tables)))


def _paragraphs(xml: bytes) -> list[tuple[str, Unit]]:
    state = _Section()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        # A document type is the door of entity bombs and of outside files; OWPML has none.
        raise ReadingError("bomb", "the XML declares a document type or entities", "check where the file comes from")

    def start(name: str, _: dict[str, str]) -> None:
        state.depth += 1
        if state.depth > _MAX_DEPTH:
            raise ReadingError("too-deep", "the XML is nested deeper than any document", _BROKEN_HINT)
        tag = name.rpartition(" ")[2]
        if tag == "p":
            state.paragraphs.append([])
        elif tag == "t":
            state.in_text = True
        elif tag == "tbl":
            state.tables += 1
        elif tag == "tr":
            state.rows.append([])
        elif tag == "tc" and state.rows:
            state.rows[-1].append(_Cell())
        elif tag in {"header", "footer"}:
            state.region.append(tag)
        elif tag == "lineBreak" and state.paragraphs:
            state.emit("".join(state.paragraphs[-1]))
            state.paragraphs[-1].clear()
        elif tag in {"tab", "nbSpace", "fwSpace"} and state.paragraphs:
            state.paragraphs[-1].append(" ")

    def end(name: str) -> None:
        state.depth -= 1
        tag = name.rpartition(" ")[2]
        if tag == "t":
            state.in_text = False
        elif tag == "p" and state.paragraphs:
            state.emit("".join(state.paragraphs.pop()))
        elif tag == "tr" and state.rows:
            state.close_row()
        elif tag in {"header", "footer"} and state.region:
            state.region.pop()

    def characters(words: str) -> None:
        if state.in_text and state.paragraphs:
            state.paragraphs[-1].append(words)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(xml, True)  # noqa: FBT003  expat's own signature
    except expat.ExpatError as error:
        raise ReadingError("truncated", _BROKEN, _BROKEN_HINT) from error
    return state.lines

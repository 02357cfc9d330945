"""HWP 5 to a document: the records of its sections, paragraphs in order, a table's rows as lines.

Written from the published specification "한글 문서 파일 형식 5.0" (Hancom, revision 1.3): 3.2.1 FileHeader, 4.1 data records,
4.2.4 characters of a paragraph, 4.3.9 tables. olefile opens the compound file (MS-CFB). Both are Python: what a file claims
is checked against limits, and none can end the process. 본 제품은 한글과컴퓨터의 한글 문서 파일(.hwp) 공개 문서를 참고하여 개발하였습니다.
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from dure.engines.reading.document import ReadingError, Unit
from dure.engines.reading.paragraphs import Paragraphs, placed

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_UNPACKED = 32_000_000
MAX_RECORDS = 200_000
"""Bytes and records of all sections; 1,000 pages have about 100,000."""

_MAX_SECTIONS = 256
_MAX_DEPTH = 256
_SIGNATURE = b"HWP Document File"
_FLAGS = 36  # after 32 bytes of signature and 4 of version
_COMPRESSED, _PASSWORD, _DISTRIBUTION = 0x1, 0x2, 0x4
_ENCRYPTED = _PASSWORD | 0x10 | 0x100 | 0x400  # a password, DRM, encryption by certificate, DRM by certificate
_PARA_HEADER, _PARA_TEXT, _CTRL_HEADER, _LIST_HEADER, _TABLE, _PICTURE = 66, 67, 71, 72, 77, 85
_LONG_RECORD = 0xFFF
_COLUMN_OF_CELL = struct.Struct("<HH")  # column, row: behind the 8 bytes of the list header
_CELL_AT = 8
# Control identifiers are written backwards: four characters as one little-endian number.
_REGIONS = {b"daeh": "header", b"toof": "footer", b"  nf": "note", b"  ne": "note"}
_TABLE_ID, _COMMENT_ID = b" lbt", b"tmct"
# 4.2.4: a character below 32 is one code unit long, or begins a control of eight.
_SHORT_CONTROLS = frozenset({0, 10, 13, *range(24, 32)})
_CONTROL = re.compile(r"[\x00-\x1f]")
_SAID = {9: " ", 10: "\n", 24: "-", 30: " ", 31: " "}
_CONTROL_UNITS = 8
_HINT = "open it in Hancom Office, save it again as HWPX, and read that"


@dataclass(slots=True)
class _Control:
    """A control whose paragraphs are being read: a table, a note, a text box."""

    level: int
    kind: bytes
    in_cells: bool = False
    row: int = -1


@dataclass(slots=True)
class _Budget:
    """What is left of what a whole document may hold."""

    bytes: int = MAX_UNPACKED
    records: int = MAX_RECORDS


def read_hwp(data: bytes) -> tuple[str, tuple[Unit, ...]]:
    """Return the text of an HWP 5 file, a line a paragraph or a table row, and its units.

    Raises:
        ReadingError: ``encrypted``, ``distribution-locked``, ``unsupported`` (an old Office document), ``truncated`` (or
            damaged), ``bomb`` (32 MB of sections), ``too-deep`` (200,000 records), ``too-big``, ``no-text``, ``empty``.
    """
    header, sections = _streams(data)
    flags = int.from_bytes(header[_FLAGS : _FLAGS + 4], "little")
    paragraphs = Paragraphs()
    pictures, budget = 0, _Budget()
    for section in sections:
        pictures += _read_section(_unpacked(section, flags, budget), paragraphs, budget)
    if paragraphs.lines:
        return placed(paragraphs.lines)
    if pictures:
        raise ReadingError(
            "no-text",
            "the HWP file holds pictures only, no characters",
            "read the pictures with a program for text recognition (OCR) and give the text, or find the web page",
        )
    raise ReadingError("empty", "the HWP file holds no words", "check that the right file was saved")


def _streams(data: bytes) -> tuple[bytes, list[bytes]]:
    """Return the file header and the sections in order, or refuse what is locked or no HWP."""
    import olefile  # only where such a file comes

    _check_header(data)
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            if not ole.exists("FileHeader"):
                raise _old_office(ole)
            header = ole.openstream("FileHeader").read(256)
            _check_flags(header)
            sections: list[bytes] = []
            while len(sections) < _MAX_SECTIONS and ole.exists(f"BodyText/Section{len(sections)}"):
                sections.append(ole.openstream(f"BodyText/Section{len(sections)}").read())
    except ReadingError:
        raise
    except (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, struct.error) as error:  # fmt: skip
        # olefile looks things up where a damaged file points; each of these means that it points nowhere.
        raise _broken() from error
    if not sections:
        raise _broken()
    return header, sections


def _check_header(data: bytes) -> None:
    """Name a locked file by its flags even where the rest of it is damaged: they stand behind the signature."""
    at = data.find(_SIGNATURE)
    if at >= 0:
        _check_flags(data[at : at + _FLAGS + 4])


def _check_flags(header: bytes) -> None:
    if not header.startswith(_SIGNATURE):
        raise _broken()
    flags = int.from_bytes(header[_FLAGS : _FLAGS + 4], "little")
    if flags & _ENCRYPTED:
        message = "the HWP file is protected by a password" if flags & _PASSWORD else "the HWP file is encrypted"
        raise ReadingError("encrypted", message, "remove the protection in Hancom Office, save as HWPX")
    if flags & _DISTRIBUTION:
        message = "the HWP file is locked for distribution (배포용 문서)"
        raise ReadingError("distribution-locked", message, "ask its author for an unlocked file, or read the web page")


def _old_office(ole: object) -> ReadingError:
    if ole.exists("EncryptedPackage"):  # type: ignore[attr-defined]  # olefile has no types
        return ReadingError("encrypted", "the Office document is protected by a password", "remove the password")
    return ReadingError("unsupported", "this is an old Office document", "save it as DOCX, HWPX, PDF or plain text")


def _broken() -> ReadingError:
    return ReadingError("truncated", "the HWP file is damaged or cut short", _HINT)


def _unpacked(section: bytes, flags: int, budget: _Budget) -> bytes:
    records = section
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    if flags & _COMPRESSED:
        try:
            records = unpacker.decompress(section, budget.bytes + 1)
        except zlib.error as error:
            raise _broken() from error
    budget.bytes -= len(records)
    if budget.bytes < 0:
        message = f"the text unpacks to more than {MAX_UNPACKED // 1_000_000} MB: not a document"
        raise ReadingError("bomb", message, "check where the file comes from")
    return records


def _records(section: bytes, budget: _Budget) -> Iterator[tuple[int, int, bytes]]:
    """Yield tag, level and body of each record; a record that is cut short ends the section."""
    at = 0
    while at + 4 <= len(section):
        head = int.from_bytes(section[at : at + 4], "little")
        at += 4
        size = head >> 20
        if size == _LONG_RECORD:
            size = int.from_bytes(section[at : at + 4], "little")
            at += 4
        budget.records -= 1
        if budget.records < 0:
            raise ReadingError("too-deep", "the HWP file has more records than any document", "split the document")
        yield head & 0x3FF, head >> 10 & 0x3FF, section[at : at + size]
        at += size


def _read_section(section: bytes, paragraphs: Paragraphs, budget: _Budget) -> int:
    """Read the records of a section; return how many pictures it has."""
    inside: list[_Control] = []
    pictures = 0
    for tag, level, body in _records(section, budget):
        while inside and inside[-1].level >= level:
            _leave(inside.pop(), paragraphs)
        if tag == _CTRL_HEADER:
            inside.append(_enter(level, body[:4], paragraphs))
            if len(inside) > _MAX_DEPTH:
                raise ReadingError("too-deep", "the HWP file is nested deeper than any document", _HINT)
        elif tag == _TABLE and inside and inside[-1].kind == _TABLE_ID:
            inside[-1].in_cells = True  # a list before this record is the caption, those behind it are the cells
        elif tag == _LIST_HEADER and inside and inside[-1].in_cells:
            _begin_cell(inside[-1], body, paragraphs)
        elif tag == _PARA_TEXT and not any(control.kind == _COMMENT_ID for control in inside):
            paragraphs.open()
            _say(body, paragraphs)
            paragraphs.close()
        elif tag == _PICTURE:
            pictures += 1
    while inside:
        _leave(inside.pop(), paragraphs)
    return pictures


def _enter(level: int, kind: bytes, paragraphs: Paragraphs) -> _Control:
    if kind in _REGIONS:
        paragraphs.open_region(_REGIONS[kind])
    elif kind == _TABLE_ID:
        paragraphs.open_table()
    return _Control(level, kind)


def _leave(control: _Control, paragraphs: Paragraphs) -> None:
    if control.kind in _REGIONS:
        paragraphs.close_region()
    elif control.row >= 0:
        paragraphs.close_row()


def _begin_cell(table: _Control, body: bytes, paragraphs: Paragraphs) -> None:
    row = _COLUMN_OF_CELL.unpack_from(body, _CELL_AT)[1] if len(body) >= _CELL_AT + _COLUMN_OF_CELL.size else table.row
    if row != table.row or table.row < 0:
        if table.row >= 0:
            paragraphs.close_row()
        paragraphs.open_row()
        table.row = max(row, 0)
    paragraphs.open_cell()


def _say(body: bytes, paragraphs: Paragraphs) -> None:
    """Add the characters of a paragraph; its controls are left out, with their eight code units."""
    text = body[: len(body) & ~1].decode("utf-16-le", "surrogatepass")
    # Control words hold bytes of any kind: half a pair among them is not a character of the text.
    at = 0
    for match in _CONTROL.finditer(text):
        if match.start() < at:
            continue
        _add(text[at : match.start()], paragraphs)
        code = ord(match[0])
        at = match.end() if code in _SHORT_CONTROLS else _after_control(text, match.start())
        said = _SAID.get(code, "")
        if said == "\n":
            paragraphs.break_line()
        elif said:
            paragraphs.words(said)
    _add(text[at:], paragraphs)


def _after_control(text: str, start: int) -> int:
    """Return where a control of eight code units ends; a character beyond U+FFFF is two of them."""
    units, at = 0, start
    while units < _CONTROL_UNITS and at < len(text):
        units += 2 if ord(text[at]) > 0xFFFF else 1  # noqa: PLR2004  the last character of one code unit
        at += 1
    return at


def _add(words: str, paragraphs: Paragraphs) -> None:
    if words:
        paragraphs.words(words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))

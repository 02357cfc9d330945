"""Small documents of every format that is read, written from plain values: for tests and as the seeds of the fuzzer.

HWP 5 and its compound file are written here, since no package writes them: as much of both specifications as a reader asks
for ([MS-CFB] 2.2 to 2.6; "한글 문서 파일 형식 5.0" revision 1.3, 3.2.1 and 4).
"""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence

import docx

Block = str | Sequence[Sequence[str]]
"""A paragraph, or a table: rows of cells."""

_HP = 'xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section" xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph"'


_MADE_AT = (2026, 1, 1, 0, 0, 0)


def as_zip(parts: Mapping[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            part = zipfile.ZipInfo(name, _MADE_AT)  # not the clock's: the same parts make the same bytes
            archive.writestr(part, data, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def as_hwpx(blocks: Sequence[Block]) -> bytes:
    def paragraph(words: str) -> str:
        return f"<hp:p><hp:run><hp:t>{words}</hp:t></hp:run></hp:p>"

    def table(rows: Sequence[Sequence[str]]) -> str:
        cells = ["".join(f"<hp:tc><hp:subList>{paragraph(c)}</hp:subList></hp:tc>" for c in row) for row in rows]
        return f"<hp:p><hp:run><hp:tbl>{''.join(f'<hp:tr>{row}</hp:tr>' for row in cells)}</hp:tbl></hp:run></hp:p>"

    inner = "".join(paragraph(block) if isinstance(block, str) else table(block) for block in blocks)
    return as_zip(
        {
            "mimetype": "application/hwp+zip",
            "Contents/section0.xml": f"<?xml version='1.0'?><hs:sec {_HP}>{inner}</hs:sec>",
            "META-INF/manifest.xml": "<manifest/>",
        }
    )


def as_docx(blocks: Sequence[Block], *, title: str | None = None) -> bytes:
    document = docx.Document()
    if title is not None:
        document.add_heading(title, level=1)
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(rows=len(block), cols=len(block[0]))
        for row, cells in zip(table.rows, block, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# ---- HWP 5


def record(tag: int, level: int, body: bytes = b"") -> bytes:
    head = tag | level << 10
    if len(body) >= 0xFFF:
        return struct.pack("<II", head | 0xFFF << 20, len(body)) + body
    return struct.pack("<I", head | len(body) << 20) + body


def hwp_paragraph(words: str, level: int = 0) -> bytes:
    return record(66, level, bytes(22)) + record(67, level + 1, (words + "\r").encode("utf-16-le"))


def hwp_table(rows: Sequence[Sequence[str]]) -> bytes:
    anchor = "\x0b".encode("utf-16-le") + b" lbt" + bytes(8) + "\x0b\r".encode("utf-16-le")
    found = record(66, 0, bytes(22)) + record(67, 1, anchor) + record(71, 1, b" lbt" + bytes(42))
    found += record(77, 2, struct.pack("<IHH", 0, len(rows), len(rows[0])) + bytes(20))
    for y, row in enumerate(rows):
        for x, words in enumerate(row):
            found += record(72, 2, struct.pack("<HHIHHHH", 1, 0, 0, x, y, 1, 1) + bytes(30)) + hwp_paragraph(words, 2)
    return found


def hwp_region(kind: bytes, words: str) -> bytes:
    """A header (``daeh``), a footer (``toof``), a note or a comment: identifiers are written backwards."""
    return (
        record(66, 0, bytes(22))
        + record(67, 1, "\r".encode("utf-16-le"))
        + record(71, 1, kind + bytes(12))
        + record(72, 2, bytes(16))
        + hwp_paragraph(words, 2)
    )


def file_header(flags: int) -> bytes:
    return b"HWP Document File".ljust(32, b"\0") + bytes([0, 3, 0, 5]) + struct.pack("<I", flags) + bytes(216)


def as_hwp(blocks: Sequence[Block | bytes], *, flags: int = 1) -> bytes:
    """An HWP 5 file; a block of bytes is taken as records."""
    section = b"".join(
        block if isinstance(block, bytes) else hwp_paragraph(block) if isinstance(block, str) else hwp_table(block)
        for block in blocks
    )
    pack = _deflated if flags & 1 else bytes
    return as_ole(
        {
            "FileHeader": file_header(flags),
            "DocInfo": pack(record(16, 0, bytes(26))),
            "BodyText/Section0": pack(section),
        }
    )


def _deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def as_ole(streams: Mapping[str, bytes]) -> bytes:
    """A compound file: sectors of 512 bytes, small streams in the mini stream, each folder's children as one chain."""
    root: dict[str, int] = {}
    folders: dict[str, dict[str, int]] = {"": root}
    entries: list[list] = [["Root Entry", 5, b""]]
    for path, data in streams.items():
        folder, _, name = path.rpartition("/")
        if folder not in folders:
            folders[folder] = {}
            root[folder] = len(entries)
            entries.append([folder, 1, b""])
        folders[folder][name] = len(entries)
        entries.append([name, 2, data])

    mini, mini_table = bytearray(), []
    sectors, table = [], []

    def chain(into: list, size: int) -> int:
        first = len(into)
        into.extend([*range(first + 1, first + size), 0xFFFFFFFE])
        return first

    def add(data: bytes) -> int:
        pieces = [data[at : at + 512].ljust(512, b"\0") for at in range(0, len(data), 512)]
        if not pieces:
            return 0xFFFFFFFE
        sectors.extend(pieces)
        return chain(table, len(pieces))

    starts = [0xFFFFFFFE] * len(entries)
    for at, (_, kind, data) in enumerate(entries):
        if kind == 2 and 0 < len(data) < 4096:
            starts[at] = chain(mini_table, -(-len(data) // 64))
            mini += data.ljust(-(-len(data) // 64) * 64, b"\0")
        elif kind == 2:
            starts[at] = add(data)
    entries[0][2] = bytes(mini)
    starts[0] = add(bytes(mini))
    mini_sectors = -(-len(mini_table) * 4 // 512)
    mini_start = add(b"".join(struct.pack("<I", n) for n in mini_table).ljust(mini_sectors * 512, b"\xff"))

    def siblings(names: Mapping[str, int]) -> dict[int, int]:
        order = [names[name] for name in sorted(names, key=lambda name: (len(name), name.upper()))]
        return dict(zip(order, [*order[1:], 0xFFFFFFFF], strict=True))

    right = {at: after for names in folders.values() for at, after in siblings(names).items()}
    child = {at: min(siblings(folders[entries[at][0]]) or [0xFFFFFFFF], key=lambda n: (len(entries[n][0]), entries[n][0].upper()))
             for at in range(1, len(entries)) if entries[at][1] == 1}  # fmt: skip
    child[0] = min(siblings(root), key=lambda n: (len(entries[n][0]), entries[n][0].upper()))
    directory = b""
    for at, (name, kind, data) in enumerate(entries):
        label = (name + "\0").encode("utf-16-le")
        directory += label.ljust(64, b"\0") + struct.pack("<HBBIII", len(label), kind, 1, 0xFFFFFFFF, right.get(at, 0xFFFFFFFF), child.get(at, 0xFFFFFFFF))  # fmt: skip
        directory += bytes(36) + struct.pack("<IQ", starts[at], len(data))
    directory_start = add(directory.ljust(-(-len(directory) // 512) * 512, b"\0"))
    count = len(sectors)
    table_sectors = next(n for n in range(1, 110) if n * 128 >= count + n)
    table += [0xFFFFFFFD] * table_sectors + [0xFFFFFFFF] * (table_sectors * 128 - count - table_sectors)
    packed = struct.pack(f"<{len(table)}I", *table)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, table_sectors, directory_start, 0, 4096, mini_start if mini_table else 0xFFFFFFFE, mini_sectors, 0xFFFFFFFE, 0)  # fmt: skip
    places = [*range(count, count + table_sectors)]
    header += struct.pack("<109I", *places, *[0xFFFFFFFF] * (109 - len(places)))
    return header + b"".join(sectors) + packed


# ---- PDF

Line = tuple[float, float, float, str]
"""x and y in points from the lower left corner, size, words; every character is as wide as the size."""


def as_pdf(pages: Sequence[Sequence[Line]], *, picture: bool = False, protected: bool = False) -> bytes:
    """A PDF whose font is not embedded and says its characters by a ToUnicode map of identity."""
    cmap = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /I def 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"
    objects: list[bytes] = [b"", b"", b"<< /Type /Font /Subtype /Type0 /BaseFont /Batang /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>"]  # fmt: skip
    objects.append(b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Batang /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor 5 0 R >>")  # fmt: skip
    objects.append(b"<< /Type /FontDescriptor /FontName /Batang /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>")  # fmt: skip
    objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap))
    image = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream"
    objects.append(image)
    kids = []
    for page in pages:
        drawn = "".join(
            f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{words.encode('utf-16-be').hex()}> Tj ET\n"
            for x, y, size, words in page
        )
        if picture:
            drawn += "q 500 0 0 700 40 40 cm /Im1 Do Q\n"
        packed = zlib.compress(drawn.encode())
        objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed))
        kids.append(len(objects) + 1)
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> /XObject << /Im1 7 0 R >> >> /Contents %d 0 R >>" % len(objects))  # fmt: skip
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    trailer = b""
    if protected:
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"41" * 32, b"42" * 32))
        trailer = b" /Encrypt %d 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]" % len(
            objects
        )
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)


# ---- WARC


def answer(url: str, payload: bytes, *, headers: str = "Content-Type: text/html\r\n", status: str = "200 OK", date: str = "2024-03-05T01:02:03Z", kind: str = "response") -> bytes:  # fmt: skip
    """A record of a WARC file: what a web server answered."""
    http = f"HTTP/1.1 {status}\r\n{headers}\r\n".encode() + payload
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
        "WARC-Record-ID: <urn:uuid:2f4b0a6e-0000-4000-8000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def as_warc(records: Sequence[bytes], *, packed: bool = True) -> bytes:
    return b"".join(gzip.compress(one, mtime=0) if packed else one for one in records)

#!/usr/bin/env python3
"""Pack ``paper_sources.toml`` into the DOCX and PDF samples under ``office/``.

The DOCX is a package of WordprocessingML (ECMA-376) with the parts that Word asks for and no others. The PDF
(ISO 32000) sets its text with the predefined Korean CMap and no font of its own: a viewer takes one of the system's.
The output depends on the sources alone (no clock, no chance), so a second run changes no byte of a part.

Run: ``python samples/make_papers.py``
"""

import tomllib
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

SAMPLES = Path(__file__).parent
SOURCES = SAMPLES / "paper_sources.toml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# Style -> size in half points, bold.
_STYLES = {"plain": (20, False), "title": (36, True), "body": (24, False)}
_WIDTH, _HEIGHT, _MARGIN = 595, 842, 64  # A4 in points
_LEADING = 1.6
_CELL = 150


def load(source: Path) -> list[dict[str, Any]]:
    """Read the documents of a sources file."""
    with source.open("rb") as stream:
        documents: list[dict[str, Any]] = tomllib.load(stream)["document"]
    return documents


def write(document: Mapping[str, Any], folder: Path) -> Path:
    """Write one document under ``folder`` and give its path; the same document gives the same bytes."""
    target = folder / str(document["path"])
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix == ".pdf":
        target.write_bytes(_pdf(document))
        return target
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in _docx(document).items():
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # FAT on every machine: the archive must not tell where it was made
            archive.writestr(info, (DECLARATION + content).encode())
    return target


# ---- DOCX


def _docx(document: Mapping[str, Any]) -> dict[str, str]:
    body = "".join(map(_word_block, document["blocks"]))
    core = f"{_PACKAGE}/metadata/core-properties"
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD_TYPE}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_WORD_TYPE}.styles+xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="r2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708" '
        'w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>",
        "word/styles.xml": f'<w:styles xmlns:w="{_WORD}"><w:docDefaults><w:rPrDefault><w:rPr>'
        '<w:rFonts w:ascii="Batang" w:hAnsi="Batang" w:eastAsia="Batang"/><w:lang w:val="ko-KR" w:eastAsia="ko-KR"/>'
        f"</w:rPr></w:rPrDefault></w:docDefaults>{''.join(map(_word_style, _STYLES))}</w:styles>",
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{core}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(document['title'])}</dc:title><dc:creator>Dure samples</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{document["made_at"]}</dcterms:created></cp:coreProperties>',
    }


def _word_style(name: str) -> str:
    size, bold = _STYLES[name]
    shown = "heading 1" if name == "title" else name
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/>'
        f'<w:pPr><w:spacing w:after="120" w:line="320" w:lineRule="auto"/></w:pPr>'
        f'<w:rPr>{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/></w:rPr></w:style>'
    )


def _word_block(block: Mapping[str, Any]) -> str:
    if "rows" in block:
        border = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="666666"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        rows = "".join(f"<w:tr>{''.join(map(_word_cell, row))}</w:tr>" for row in block["rows"])
        grid = '<w:gridCol w:w="2400"/>' * len(block["rows"][0])
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{border}</w:tblBorders></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>{_word_paragraph('plain', '')}"
        )
    return _word_paragraph(block["style"], block["text"])


def _word_cell(words: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="2400" w:type="dxa"/></w:tcPr>{_word_paragraph("plain", words)}</w:tc>'


def _word_paragraph(style: str, words: str) -> str:
    run = f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>' if words else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'


# ---- PDF


def _pdf(document: Mapping[str, Any]) -> bytes:
    drawn = "".join(
        f"BT /F1 {size:g} Tf 1 0 0 1 {x:g} {y:g} Tm <{words.encode('utf-16-be').hex()}> Tj ET\n"
        for x, y, size, words in _lines(document["blocks"])
    ).encode()
    title = ("\ufeff" + str(document["title"])).encode("utf-16-be").hex().encode()
    stamp = "".join(char for char in str(document["made_at"]) if char.isdigit()).encode()
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R /Lang (ko-KR) >>",
        b"<< /Type /Pages /Count 1 /Kids [7 0 R] >>",
        (
            b"<< /Type /Font /Subtype /Type0 /BaseFont /HYSMyeongJo-Medium-UniKS-UTF16-H /Encoding /UniKS-UTF16-H "
            b"/DescendantFonts [4 0 R] >>"
        ),
        # The first 95 characters of the collection are Latin, half as wide as a syllable.
        (
            b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HYSMyeongJo-Medium /CIDSystemInfo << /Registry (Adobe) "
            b"/Ordering (Korea1) /Supplement 1 >> /DW 1000 /W [1 95 500] /FontDescriptor 5 0 R >>"
        ),
        (
            b"<< /Type /FontDescriptor /FontName /HYSMyeongJo-Medium /Flags 6 /FontBBox [0 -148 1001 880] "
            b"/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 60 >>"
        ),
        b"<< /Title <%s> /Producer (Dure samples) /CreationDate (D:%sZ) >>" % (title, stamp),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Resources << /Font << /F1 3 0 R >> >> /Contents 8 0 R >>"
        % (_WIDTH, _HEIGHT),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
    )
    out = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _lines(blocks: Sequence[Mapping[str, Any]]) -> Iterator[tuple[float, float, float, str]]:
    """Yield place, size and words of each line, from the top of the page down."""
    y = float(_HEIGHT - _MARGIN)
    for block in blocks:
        rows = block.get("rows")
        size = _STYLES["plain" if rows else block["style"]][0] / 2
        for row in rows or ():
            y -= size * _LEADING
            for column, words in enumerate(row):
                yield _MARGIN + column * _CELL, y, size, words
        for words in () if rows else _broken(block["text"], (_WIDTH - 2 * _MARGIN) / size):
            y -= size * _LEADING
            yield _MARGIN, y, size, words
        y -= size


def _broken(words: str, width: float) -> Iterator[str]:
    """Break words into lines of at most so many syllables' width, between words."""
    line = ""
    for word in words.split(" "):
        if line and _wide(f"{line} {word}") > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def _wide(words: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in words)


if __name__ == "__main__":
    for described in load(SOURCES):
        write(described, SAMPLES)

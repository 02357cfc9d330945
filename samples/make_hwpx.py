#!/usr/bin/env python3
"""Pack ``hwpx_sources.toml`` into the HWPX samples under ``office/``.

The packages follow OWPML (KS X 6101): a ZIP whose first member is the stored ``mimetype``, a container that
names ``Contents/content.hpf``, one header with fonts and styles, and one section. The output depends on the
sources alone (no clock, no chance), so a second run changes no byte.

Run: ``python samples/make_hwpx.py``
"""

import tomllib
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

SAMPLES = Path(__file__).parent
MIMETYPE = "application/hwp+zip"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>'
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "ha": "http://www.hancom.co.kr/hwpml/2011/app",
        "hp": "http://www.hancom.co.kr/hwpml/2011/paragraph",
        "hs": "http://www.hancom.co.kr/hwpml/2011/section",
        "hc": "http://www.hancom.co.kr/hwpml/2011/core",
        "hh": "http://www.hancom.co.kr/hwpml/2011/head",
        "hpf": "http://www.hancom.co.kr/schema/2011/hpf",
        # The rest is unused here, but Hancom's own editor refuses a part that does not declare all of them.
        "hp10": "http://www.hancom.co.kr/hwpml/2016/paragraph",
        "hhs": "http://www.hancom.co.kr/hwpml/2011/history",
        "hm": "http://www.hancom.co.kr/hwpml/2011/master-page",
        "dc": "http://purl.org/dc/elements/1.1/",
        "opf": "http://www.idpf.org/2007/opf/",
        "ooxmlchart": "http://www.hancom.co.kr/hwpml/2016/ooxmlchart",
        "hwpunitchar": "http://www.hancom.co.kr/hwpml/2016/HwpUnitChar",
        "epub": "http://www.idpf.org/2007/ops",
        "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
    }.items()
)
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 59528, 84186, 8504  # A4 in HWPUNIT, 1/7200 inch
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN
ROW_HEIGHT = 1800
LANGUAGES = ("HANGUL", "LATIN", "HANJA", "JAPANESE", "OTHER", "SYMBOL", "USER")
FONT = "함초롬바탕"
# style name -> (character shape, paragraph shape, size in 1/100 point, bold)
STYLES = {"plain": (0, 0, 1000, False), "body": (1, 1, 1200, False), "title": (2, 2, 1800, True)}
ALIGNMENTS = ("LEFT", "JUSTIFY", "CENTER")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: the name of its style and the texts of its runs."""

    style: str
    runs: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows of cell texts; every row has as many cells as the first."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Document:
    """One HWPX file to be: its path under ``samples/``, metadata and blocks in order."""

    path: str
    title: str
    made_at: str
    blocks: tuple[Paragraph | Table, ...]


def load(source: Path) -> tuple[Document, ...]:
    """Read the documents of a sources file; a ``|`` in a paragraph ends a run."""
    with source.open("rb") as stream:
        tables = tomllib.load(stream)["document"]
    return tuple(
        Document(table["path"], table["title"], table["made_at"], tuple(map(_block, table["blocks"])))
        for table in tables
    )


def pack(document: Document) -> Mapping[str, str]:
    """Give the members of the package by name, in the order they stand in the archive."""
    return {
        "version.xml": f"{DECLARATION}{_version()}",
        "Contents/header.xml": f"{DECLARATION}{_header()}",
        "Contents/section0.xml": f"{DECLARATION}{_section(document.blocks)}",
        "Preview/PrvText.txt": "\r\n".join(_lines(document.blocks)),
        "settings.xml": f'{DECLARATION}<ha:HWPApplicationSetting {NAMESPACES}><ha:CaretPosition listIDRef="0" '
        'paraIDRef="0" pos="0"/></ha:HWPApplicationSetting>',
        "Contents/content.hpf": f"{DECLARATION}{_package(document)}",
        "META-INF/container.xml": f"{DECLARATION}{_container()}",
        "META-INF/manifest.xml": f'{DECLARATION}<odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:'
        'manifest:1.0"/>',
    }


def write(document: Document, folder: Path) -> Path:
    """Write one package under ``folder`` and give its path; the same document gives the same bytes."""
    target = folder / document.path
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w") as archive:
        # The package rules want the media type first and uncompressed, so that a reader finds it at a fixed offset.
        archive.writestr(_member("mimetype", zipfile.ZIP_STORED), MIMETYPE)
        for name, content in pack(document).items():
            archive.writestr(_member(name, zipfile.ZIP_DEFLATED), content.encode())
    return target


def _block(table: Mapping[str, Any]) -> Paragraph | Table:
    if "rows" in table:
        return Table(tuple(tuple(row) for row in table["rows"]))
    return Paragraph(table["style"], tuple(table["text"].split("|")))


def _member(name: str, compression: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
    info.compress_type = compression
    info.create_system = 0  # FAT on every machine: the archive must not tell where it was made
    return info


def _lines(blocks: Sequence[Paragraph | Table]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Table):
            yield from ("".join(f"<{cell}>" for cell in row) for row in block.rows)
        else:
            yield "".join(block.runs)


def _version() -> str:
    # "tagetApplication" is the schema's own spelling.
    return (
        '<hv:HCFVersion xmlns:hv="http://www.hancom.co.kr/hwpml/2011/version" tagetApplication="WORDPROCESSOR" '
        'major="5" minor="1" micro="0" buildNumber="1" os="1" xmlVersion="1.4" application="Dure samples" '
        'appVersion="1, 0, 0, 0"/>'
    )


def _container() -> str:
    return (
        '<ocf:container xmlns:ocf="urn:oasis:names:tc:opendocument:xmlns:container" '
        'xmlns:hpf="http://www.hancom.co.kr/schema/2011/hpf"><ocf:rootfiles>'
        '<ocf:rootfile full-path="Contents/content.hpf" media-type="application/hwpml-package+xml"/>'
        '<ocf:rootfile full-path="Preview/PrvText.txt" media-type="text/plain"/>'
        "</ocf:rootfiles></ocf:container>"
    )


def _package(document: Document) -> str:
    return (
        f'<opf:package {NAMESPACES} version="" unique-identifier="" id=""><opf:metadata>'
        f'<opf:title xml:space="preserve">{escape(document.title)}</opf:title><opf:language>ko</opf:language>'
        '<opf:meta name="creator" content="text">Dure samples</opf:meta>'
        f'<opf:meta name="CreatedDate" content="text">{document.made_at}</opf:meta>'
        f'<opf:meta name="ModifiedDate" content="text">{document.made_at}</opf:meta></opf:metadata><opf:manifest>'
        '<opf:item id="version" href="version.xml" media-type="application/xml"/>'
        '<opf:item id="header" href="Contents/header.xml" media-type="application/xml"/>'
        '<opf:item id="section0" href="Contents/section0.xml" media-type="application/xml"/>'
        '<opf:item id="settings" href="settings.xml" media-type="application/xml"/></opf:manifest><opf:spine>'
        '<opf:itemref idref="header" linear="yes"/><opf:itemref idref="section0" linear="yes"/></opf:spine>'
        "</opf:package>"
    )


def _header() -> str:
    return (
        f'<hh:head {NAMESPACES} version="1.4" secCnt="1">'
        '<hh:beginNum page="1" footnote="1" endnote="1" pic="1" tbl="1" equation="1"/><hh:refList>'
        f"{_fonts()}{_borders()}{_characters()}{_tabs()}{_paragraph_shapes()}{_style_list()}"
        '</hh:refList><hh:compatibleDocument targetProgram="HWP201X"><hh:layoutCompatibility/>'
        '</hh:compatibleDocument><hh:docOption><hh:linkinfo path="" pageInherit="0" footnoteInherit="0"/>'
        "</hh:docOption></hh:head>"
    )


def _fonts() -> str:
    faces = "".join(
        f'<hh:fontface lang="{language}" fontCnt="1"><hh:font id="0" face="{FONT}" type="TTF" isEmbedded="0"/>'
        "</hh:fontface>"
        for language in LANGUAGES
    )
    return f'<hh:fontfaces itemCnt="{len(LANGUAGES)}">{faces}</hh:fontfaces>'


def _borders() -> str:
    def fill(number: int, line: str) -> str:
        sides = "".join(
            f'<hh:{side}Border type="{line}" width="0.12 mm" color="#000000"/>'
            for side in ("left", "right", "top", "bottom")
        )
        return (
            f'<hh:borderFill id="{number}" threeD="0" shadow="0" centerLine="NONE" breakCellSeparateLine="0">'
            '<hh:slash type="NONE" Crooked="0" isCounter="0"/><hh:backSlash type="NONE" Crooked="0" isCounter="0"/>'
            f'{sides}<hh:diagonal type="NONE" width="0.1 mm" color="#000000"/></hh:borderFill>'
        )

    return f'<hh:borderFills itemCnt="2">{fill(1, "NONE")}{fill(2, "SOLID")}</hh:borderFills>'


def _characters() -> str:
    def per_language(name: str, value: int) -> str:
        return f"<hh:{name} " + " ".join(f'{language.lower()}="{value}"' for language in LANGUAGES) + "/>"

    shapes = "".join(
        f'<hh:charPr id="{shape}" height="{height}" textColor="#000000" shadeColor="none" useFontSpace="0" '
        'useKerning="0" symMark="NONE" borderFillIDRef="1">'
        + per_language("fontRef", 0)
        + per_language("ratio", 100)
        + per_language("spacing", 0)
        + per_language("relSz", 100)
        + per_language("offset", 0)
        + ("<hh:bold/>" if bold else "")
        + '<hh:underline type="NONE" shape="SOLID" color="#000000"/><hh:strikeout shape="NONE" color="#000000"/>'
        '<hh:outline type="NONE"/><hh:shadow type="NONE" color="#B2B2B2" offsetX="10" offsetY="10"/></hh:charPr>'
        for shape, _, height, bold in STYLES.values()
    )
    return f'<hh:charProperties itemCnt="{len(STYLES)}">{shapes}</hh:charProperties>'


def _tabs() -> str:
    return (
        '<hh:tabProperties itemCnt="1"><hh:tabPr id="0" autoTabLeft="0" autoTabRight="0"/></hh:tabProperties>'
        '<hh:numberings itemCnt="1"><hh:numbering id="1" start="0"><hh:paraHead start="1" level="1" align="LEFT" '
        'useInstWidth="1" autoIndent="1" widthAdjust="0" textOffsetType="PERCENT" textOffset="50" '
        'numFormat="DIGIT" charPrIDRef="4294967295" checkable="0">^1.</hh:paraHead></hh:numbering></hh:numberings>'
    )


def _paragraph_shapes() -> str:
    margins = "".join(f'<hc:{name} value="0" unit="HWPUNIT"/>' for name in ("intent", "left", "right", "prev", "next"))
    shapes = "".join(
        f'<hh:paraPr id="{number}" tabPrIDRef="0" condense="0" fontLineHeight="0" snapToGrid="1" '
        'suppressLineNumbers="0" checked="0">'
        f'<hh:align horizontal="{alignment}" vertical="BASELINE"/><hh:heading type="NONE" idRef="0" level="0"/>'
        '<hh:breakSetting breakLatinWord="KEEP_WORD" breakNonLatinWord="KEEP_WORD" widowOrphan="0" keepWithNext="0" '
        'keepLines="0" pageBreakBefore="0" lineWrap="BREAK"/><hh:autoSpacing eAsianEng="0" eAsianNum="0"/>'
        f'<hh:margin>{margins}</hh:margin><hh:lineSpacing type="PERCENT" value="160" unit="HWPUNIT"/>'
        '<hh:border borderFillIDRef="1" offsetLeft="0" offsetRight="0" offsetTop="0" offsetBottom="0" connect="0" '
        'ignoreMargin="0"/></hh:paraPr>'
        for number, alignment in enumerate(ALIGNMENTS)
    )
    return f'<hh:paraProperties itemCnt="{len(ALIGNMENTS)}">{shapes}</hh:paraProperties>'


def _style_list() -> str:
    styles = "".join(
        f'<hh:style id="{number}" type="PARA" name="{name}" engName="{name}" paraPrIDRef="{paragraph}" '
        f'charPrIDRef="{character}" nextStyleIDRef="{number}" langID="1042" lockForm="0"/>'
        for number, (name, (character, paragraph, _, _)) in enumerate(STYLES.items())
    )
    return f'<hh:styles itemCnt="{len(STYLES)}">{styles}</hh:styles>'


def _section(blocks: Sequence[Paragraph | Table]) -> str:
    numbers = count(1)
    body = []
    for position, block in enumerate(blocks):
        lead = _page_setup() if position == 0 else ""
        if isinstance(block, Table):
            body.append(_paragraph("plain", f"{lead}{_table(block, numbers)}", numbers))
        else:
            body.append(_paragraph(block.style, lead + _texts(block.runs, block.style), numbers))
    return f"<hs:sec {NAMESPACES}>{''.join(body)}</hs:sec>"


def _paragraph(style: str, runs: str, numbers: Iterator[int]) -> str:
    shape = STYLES[style][1]
    place = list(STYLES).index(style)
    return (
        f'<hp:p id="{next(numbers)}" paraPrIDRef="{shape}" styleIDRef="{place}" pageBreak="0" columnBreak="0" '
        f'merged="0">{runs}</hp:p>'
    )


def _texts(runs: Sequence[str], style: str) -> str:
    shape = STYLES[style][0]
    return "".join(f'<hp:run charPrIDRef="{shape}"><hp:t>{escape(run)}</hp:t></hp:run>' for run in runs)


def _page_setup() -> str:
    return (
        '<hp:run charPrIDRef="0"><hp:secPr id="" textDirection="HORIZONTAL" spaceColumns="1134" tabStop="8000" '
        'tabStopVal="4000" tabStopUnit="HWPUNIT" outlineShapeIDRef="1" memoShapeIDRef="0" textVerticalWidthHead="0" '
        'masterPageCnt="0"><hp:grid lineGrid="0" charGrid="0" wonggojiFormat="0"/>'
        '<hp:startNum pageStartsOn="BOTH" page="0" pic="0" tbl="0" equation="0"/>'
        '<hp:visibility hideFirstHeader="0" hideFirstFooter="0" hideFirstMasterPage="0" border="SHOW_ALL" '
        'fill="SHOW_ALL" hideFirstPageNum="0" hideFirstEmptyLine="0" showLineNumber="0"/>'
        f'<hp:pagePr landscape="WIDELY" width="{PAGE_WIDTH}" height="{PAGE_HEIGHT}" gutterType="LEFT_ONLY">'
        f'<hp:margin header="4252" footer="4252" gutter="0" left="{MARGIN}" right="{MARGIN}" top="5668" '
        'bottom="4252"/></hp:pagePr></hp:secPr><hp:ctrl><hp:colPr id="" type="NEWSPAPER" layout="LEFT" colCount="1" '
        'sameSz="1" sameGap="0"/></hp:ctrl></hp:run>'
    )


def _table(table: Table, numbers: Iterator[int]) -> str:
    columns = len(table.rows[0])
    width = TEXT_WIDTH // columns
    rows = "".join(
        "<hp:tr>" + "".join(_cell(cell, row, column, width, numbers) for column, cell in enumerate(cells)) + "</hp:tr>"
        for row, cells in enumerate(table.rows)
    )
    return (
        f'<hp:run charPrIDRef="0"><hp:tbl id="{next(numbers)}" zOrder="0" numberingType="TABLE" '
        'textWrap="TOP_AND_BOTTOM" textFlow="BOTH_SIDES" lock="0" dropcapstyle="None" pageBreak="CELL" '
        f'repeatHeader="1" rowCnt="{len(table.rows)}" colCnt="{columns}" cellSpacing="0" borderFillIDRef="2" '
        f'noAdjust="0"><hp:sz width="{width * columns}" widthRelTo="ABSOLUTE" '
        f'height="{ROW_HEIGHT * len(table.rows)}" heightRelTo="ABSOLUTE" protect="0"/>'
        '<hp:pos treatAsChar="1" affectLSpacing="0" flowWithText="1" allowOverlap="0" holdAnchorAndSO="0" '
        'vertRelTo="PARA" horzRelTo="COLUMN" vertAlign="TOP" horzAlign="LEFT" vertOffset="0" horzOffset="0"/>'
        '<hp:outMargin left="283" right="283" top="283" bottom="283"/>'
        f'<hp:inMargin left="510" right="510" top="141" bottom="141"/>{rows}</hp:tbl></hp:run>'
    )


def _cell(text: str, row: int, column: int, width: int, numbers: Iterator[int]) -> str:
    paragraph = _paragraph("plain", _texts((text,), "plain"), numbers)
    return (
        '<hp:tc name="" header="0" hasMargin="0" protect="0" editable="0" dirty="0" borderFillIDRef="2">'
        '<hp:subList id="" textDirection="HORIZONTAL" lineWrap="BREAK" vertAlign="CENTER" linkListIDRef="0" '
        f'linkListNextIDRef="0" textWidth="0" textHeight="0" hasTextRef="0" hasNumRef="0">{paragraph}</hp:subList>'
        f'<hp:cellAddr colAddr="{column}" rowAddr="{row}"/><hp:cellSpan colSpan="1" rowSpan="1"/>'
        f'<hp:cellSz width="{width}" height="{ROW_HEIGHT}"/>'
        '<hp:cellMargin left="510" right="510" top="141" bottom="141"/></hp:tc>'
    )


if __name__ == "__main__":
    for each in load(SAMPLES / "hwpx_sources.toml"):
        write(each, SAMPLES)

"""`docs/methods/reading.md`, sections 1 to 3: every example is read, and the code has no rule that none of them shows."""

import ast
import gzip
import inspect
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any, get_args, get_type_hints

import pytest

from dure.engines.reading import (
    ReadingError,
    attempt,
    bodyends,
    closedpages,
    default_gazetteer,
    find_listing,
    framenames,
    imprint,
    maintext,
    mastheads,
    metadata,
    nameplates,
    narrowlines,
    open_document,
    outlets,
    pagelists,
    parts_of,
    pathlines,
    posts,
    publication,
    read,
)
from dure.engines.reading.document import BlockKind
from dure.engines.reading.lines import Line, lines_of
from tests import papers

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "methods" / "reading.md").read_text(encoding="utf-8")
BODY = re.search(r"`⟨본문⟩` stands for two paragraphs:\n\n> (.+)\n", PAGE)[1].split(" ⏎ ")


def rows(heading: str) -> list[list[str]]:
    """Return the rows of the table below a heading, as cells without their backticks."""
    table = PAGE.partition(f"\n### {heading}\n")[2].partition("\n#")[0]
    lines = [line for line in table.split("\n") if line.startswith("| `")]
    return [[_bare(cell.replace("\\|", "|")) for cell in re.split(r" (?<!\\)\| ", line[2:-2])] for line in lines]


def _bare(cell: str) -> str:
    return cell[1:-1] if cell[:1] == cell[-1:] == "`" else cell


def named(heading: str) -> list[Any]:
    return [pytest.param(*row, id=row[0]) for row in rows(heading)]


def page(example: str) -> str:
    """Return the page that an example writes."""
    if example.startswith("<"):
        return "<html>" + example.replace("⟨본문⟩", "".join(f"<p>{paragraph}</p>" for paragraph in BODY))
    return example.replace("⟨본문⟩", "\n".join(BODY)).replace(" ⏎ ", "\n").replace("\\tab", "\t")


def read_page(example: str) -> Any:
    return read(open_document(page(example).encode(), path="example"), default_gazetteer())


def points(example: str) -> float:
    """Return the points of the line behind the arrow."""
    marked = lines_of(open_document(page(example).encode()))
    at = next(position for position, line in enumerate(marked) if "→" in line.text)
    document = open_document(page(example).replace("→ ", "").encode())
    return maintext.score_lines(lines_of(document), metadata.declared_title(document.meta))[at]


# ---- what the examples say


@pytest.mark.parametrize(("sign", "_", "example", "other"), named("Signs of a line"))
def test_a_line_has_the_sign_and_the_other_has_not(sign, _, example, other):
    (shown,), (not_shown,) = (lines_of(open_document(words.encode())) for words in (example, other))
    assert (bool(getattr(shown, sign)), bool(getattr(not_shown, sign))) == (True, False)


@pytest.mark.parametrize(("_rule", "_", "example", "wanted"), named("Points"))
def test_a_line_gets_the_points(_rule, _, example, wanted):
    assert round(points(example), 2) == float(wanted)


@pytest.mark.parametrize(("_rule", "_", "example", "body"), named("The run"))
def test_the_body_is_what_the_page_says(_rule, _, example, body):
    reading = read_page(example)
    found = [reading.document.text[block.start : block.end] for block in reading.article.blocks if block.kind == "body"]
    assert "\n".join(found) == ("" if body == "—" else page(body))


@pytest.mark.parametrize(("kind", "_", "example", "words"), named("Kinds of block"))
def test_a_block_is_of_the_kind(kind, _, example, words):
    reading = read_page(example)
    assert words in [reading.document.text[one.start : one.end] for one in reading.article.blocks if one.kind == kind]


FIELDS = {"Title": "title", "Date of publication": "published_at", "Outlet": "outlet", "Signature": "byline"}


@pytest.mark.parametrize(
    ("field", "example", "value"),
    [
        pytest.param(field, example, value, id=f"{field}-{rule}")
        for heading, field in FIELDS.items()
        for rule, _, example, value in rows(heading)
    ],
)
def test_the_article_has_the_value(field, example, value):
    assert getattr(read_page(example).article, field) == (None if value == "—" else value)


# ---- and nothing is left out


def test_every_sign_of_a_line_has_a_row():
    signs = {name for name, member in inspect.getmembers(Line) if isinstance(member, property)}
    signs |= {name for name, kind in get_type_hints(Line).items() if kind is bool}
    assert signs == {row[0] for row in rows("Signs of a line")}


def test_every_kind_of_block_has_a_row():
    assert set(get_args(BlockKind)) == {row[0] for row in rows("Kinds of block")}


def answers(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and text of the statements in which a rule answers: points, kinds, and what a function returns but no."""
    for node in ast.walk(ast.parse(source)):
        gives = isinstance(node, ast.Return) and not (
            node.value is None
            or (isinstance(node.value, ast.Constant) and not node.value.value)
            or (isinstance(node.value, ast.Tuple) and ast.unparse(node.value) == "(None, None)")
        )
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(node, (ast.Assign, ast.AugAssign)):
            first = target.elts[0] if isinstance(target, ast.Tuple) else target
            gives = isinstance(first, ast.Name) and first.id in {"score", "kind"}
        if gives:
            yield node.lineno, ast.unparse(node)


def reached(run: Callable[[], None], files: set[str]) -> set[tuple[str, int]]:
    """Return the lines of some modules that a call runs through."""
    found: set[tuple[str, int]] = set()

    def inside(frame: FrameType, event: str, argument: object) -> Any:
        if event == "line":
            found.add((frame.f_code.co_filename, frame.f_lineno))
        return inside

    def called(frame: FrameType, event: str, argument: object) -> Any:
        return inside if frame.f_code.co_filename in files else None

    before = sys.gettrace()
    sys.settrace(called)
    try:
        run()
    finally:
        sys.settrace(before)
    return found


def test_every_rule_that_gives_points_or_values_is_shown_by_an_example():
    modules = (
        maintext,
        bodyends,
        closedpages,
        pagelists,
        metadata,
        nameplates,
        narrowlines,
        posts,
        publication,
        pathlines,
        outlets,
        mastheads,
        framenames,
        imprint,
    )

    def examples() -> None:
        for heading in ("The run", "Kinds of block", *FIELDS):
            for _, _, example, _ in rows(heading):
                read_page(example)
        for _, _, example, _ in rows("Points"):
            points(example)

    run = reached(examples, {module.__file__ for module in modules})
    hidden = [
        f"{Path(module.__file__).name}:{line}: {statement}"
        for module in modules
        for line, statement in answers(inspect.getsource(module))
        if (module.__file__, line) not in run
    ]
    assert hidden == []


# ---- refusals

GZIP_OF_ZEROS = gzip.compress(bytes(60_000_000), mtime=0)
PDF_LINE = (50, 700, 10, "글")
DOCX_ROOT = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx_of(inner: str) -> bytes:
    return papers.as_zip({"word/document.xml": f"<w:document {DOCX_ROOT}><w:body>{inner}</w:body></w:document>"})


def hwp_of(section: bytes) -> bytes:
    return papers.as_ole({"FileHeader": papers.file_header(0), "BodyText/Section0": section})


def listed(data: bytes) -> None:
    find_listing(data, "http://a.kr/")


def taken(data: bytes) -> None:
    for part in parts_of(data, max_bytes=1000):
        if part.error is not None:
            raise part.error


def warc(payload: bytes, coding: str = "") -> bytes:
    return papers.as_warc([papers.answer("http://a.kr/1", payload, headers=coding)], packed=False)


class Broken:
    """A list of names that fails, as a fault of ours would."""

    def __getattr__(self, name: str) -> Any:
        raise ZeroDivisionError


def read_with_a_fault(data: bytes) -> None:
    outcome = attempt(data, Broken())
    assert isinstance(outcome, ReadingError)
    raise outcome


# Of each row of the table: what is done, and the bytes it is done to.
REFUSED: dict[str, list[tuple[Callable[[bytes], Any], Callable[[], bytes]]]] = {
    "nothing but blanks": [(open_document, lambda: b" \n")],
    "text of a byte-order mark and unusual blanks": [(open_document, lambda: b"\xef\xbb\xbf" + "\u3000".encode())],
    "a page without words": [(open_document, lambda: b"<html><body><p> </p></body></html>")],
    "an HWPX file without words": [(open_document, lambda: papers.as_hwpx([" "]))],
    "a PDF, HWP or DOCX file without words": [
        (open_document, lambda: papers.as_pdf([[]])),
        (open_document, lambda: papers.as_hwp([" "])),
        (open_document, lambda: docx_of("")),
    ],
    "a WARC file without pages": [(taken, lambda: b"WARC/1.0\r\nrubbish")],
    "a picture, or control characters": [
        (open_document, lambda: b"\x89PNG\r\n"),
        (open_document, lambda: b"a\x01\x02\x03\x04" * 50),
        (open_document, lambda: b"\xff\x00\x81" * 50),
    ],
    "characters that are neither UTF-8, CP949 nor UTF-16": [(open_document, lambda: b"\xff\xfd\x80a" * 50)],
    "HWP 3": [(open_document, lambda: b"HWP Document File V3.00")],
    "a spreadsheet (XLSX)": [(open_document, lambda: papers.as_zip({"xl/workbook.xml": "<a/>"}))],
    "an old Office document (DOC)": [(open_document, lambda: papers.as_ole({"WordDocument": b"x" * 5000}))],
    "an archive of other files": [(open_document, lambda: papers.as_zip({"a.png": "x"}))],
    "a WARC file given as one document": [(open_document, lambda: warc(b"one"))],
    "a page in a WARC file packed with brotli": [(taken, lambda: warc(b"?", "Content-Encoding: br\r\n"))],
    "an HWP file with a password": [(open_document, lambda: papers.as_hwp(["글"], flags=3))],
    "an HWPX file with a password": [
        (open_document, lambda: papers.as_zip({"mimetype": "application/hwp+zip", "META-INF/manifest.xml": "<encryption-data/>", "Contents/section0.xml": "<a/>"})),
    ],
    "a PDF or an Office file with a password": [
        (open_document, lambda: papers.as_pdf([[PDF_LINE]], protected=True)),
        (open_document, lambda: papers.as_ole({"EncryptedPackage": b"x" * 5000})),
    ],
    "an HWP file locked for distribution": [(open_document, lambda: papers.as_hwp(["글"], flags=5))],
    "half an HWP or HWPX file": [
        (open_document, lambda: papers.as_hwp(["글"])[:1000]),
        (open_document, lambda: papers.as_hwpx(["글"])[:400]),
    ],
    "half a DOCX file": [(open_document, lambda: papers.as_docx(["글"])[:3000])],
    "half a PDF file": [(open_document, lambda: papers.as_pdf([[PDF_LINE]])[:300])],
    "a WARC file that is broken": [(taken, lambda: warc(b"one") + b"junk" * 50)],
    "a WARC file that ends within a page": [(taken, lambda: warc(b"one" * 100)[:-60])],
    "a damaged gzip file, or a page in a WARC file whose packing is": [
        (listed, lambda: GZIP_OF_ZEROS[:100]),
        (listed, lambda: b"\x1f\x8b nothing"),
        (taken, lambda: warc(b"?", "Content-Encoding: gzip\r\n")),
    ],
    "a part that unpacks 200-fold, a document type in XML": [
        (open_document, lambda: papers.as_zip({"word/document.xml": "<a/>", "zeros.bmp": bytes(60_000_000)})),
        (open_document, lambda: papers.as_zip({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})),
        (listed, lambda: GZIP_OF_ZEROS),
        (open_document, lambda: papers.as_ole({"FileHeader": papers.file_header(1), "BodyText/Section0": zlib.compress(bytes(40_000_000), wbits=-15)})),
        (taken, lambda: papers.as_warc([papers.answer("http://a.kr/1", bytes(100_000_000))])),
    ],
    "a page with more tags, levels or attributes than any": [
        (open_document, lambda: b"<html><body>" + b"<p>a" * 200_000),
        (open_document, lambda: b"<html><body>" + b"<div>" * 30_000),
        (open_document, lambda: b"<html><body><p " + b"".join(b" a%d=1" % n for n in range(60_000)) + b">a"),
    ],
    "XML of more elements, or HWP of more records than any": [
        (open_document, lambda: docx_of("<w:r/>" * 400_001)),
        (open_document, lambda: papers.as_hwp([papers.record(66, 0) * 200_001])),
    ],
    "HWP nested deeper than any": [
        (open_document, lambda: papers.as_hwp([b"".join(papers.record(71, level, b" lbt") for level in range(1000))])),
    ],
    "a feed nested deeper than any": [(listed, lambda: b"<rss>" + b"<a>" * 5_000)],
    "a list's page of more nodes than any": [(listed, lambda: b"<html><body>" + b"<p>a" * 200_000)],
    "a PDF file of more than 1,000 pages": [(open_document, lambda: papers.as_pdf([[]] * 1001))],
    "a page in a WARC file above the limit": [(taken, lambda: warc(b"x" * 2000))],
    "a PDF of pictures, or of fonts that hide their characters": [
        (open_document, lambda: papers.as_pdf([[]], picture=True)),
        (open_document, lambda: papers.as_pdf([[(50, 700, 10, "\ue001\ue002\ue003\ue004")]])),
    ],
    "an HWP or DOCX file of pictures": [
        (open_document, lambda: papers.as_hwp([papers.record(85, 1)])),
        (open_document, lambda: docx_of('<w:p><w:r><a:blip xmlns:a="x"/></w:r></w:p>')),
    ],
    "a feed with a document type": [(listed, lambda: b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss></rss>")],
    "a feed that breaks before its first entry": [(listed, lambda: b"<rss><channel><item></channel></rss>")],
    "anything that breaks the reader itself: a fault of ours": [(read_with_a_fault, lambda: "\n".join(BODY).encode())],
}  # fmt: skip


@pytest.mark.parametrize(("code", "what", "hint"), [pytest.param(*row, id=row[1]) for row in rows("Refusals")])
def test_what_cannot_be_read_is_refused_with_its_hint(code, what, hint):
    for done, data in REFUSED[what]:
        with pytest.raises(ReadingError) as caught:
            done(data())
        assert (caught.value.code, caught.value.hint) == (code, hint)


def strings(value: ast.expr, module: ast.Module) -> set[str]:
    """Return what an argument may be: its own strings, or those its name is set to in the module."""
    if isinstance(value, ast.IfExp):
        return strings(value.body, module) | strings(value.orelse, module)
    if not isinstance(value, ast.Name):
        return {value.value} if isinstance(value, ast.Constant) else set()
    found = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Assign):
            target, given = node.targets[0], node.value
            pairs = zip(target.elts, given.elts, strict=True) if isinstance(target, ast.Tuple) and isinstance(given, ast.Tuple) else [(target, given)]  # fmt: skip
            found |= {one.value for name, one in pairs if isinstance(name, ast.Name) and name.id == value.id and isinstance(one, ast.Constant)}  # fmt: skip
    return found


# The parser's type allows a tree without a body; no input makes it one.
NEVER_SEEN = {"check that the page was fetched completely"}


def test_every_refusal_of_the_code_has_a_row():
    codes: set[str] = set()
    hints: set[str] = set()
    for path in (ROOT / "src" / "dure" / "engines" / "reading").rglob("*.py"):
        module = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "ReadingError":
                codes |= strings(node.args[0], module)
                hints |= strings(node.args[2], module)
    assert codes == {code for code, _, _ in rows("Refusals")}
    assert hints - NEVER_SEEN == {hint for _, _, hint in rows("Refusals")}
    listed_above = PAGE.partition("Codes: ")[2].partition(".\n")[0]
    assert codes <= set(re.findall(r"`([a-z-]+)`", listed_above))

"""PDF to a document: the lines that pdfium finds, with their place on the page, made into paragraphs by `layout`.

pdfium is C++: what it does with a hostile file cannot be bounded from here. Who reads files of strangers does so in a process
that may die (`dure.isolation`); here only what is asked of it is bounded.
"""

from __future__ import annotations

import ctypes
import re
import threading
from typing import Any

from dure.engines.reading.document import ReadingError, Unit
from dure.engines.reading.layout import Printed, paragraphs_of
from dure.engines.reading.paragraphs import placed

MAX_PAGES = 1_000
MAX_CHARACTERS = 2_000_000
_MAX_LINES_OF_PAGE = 5_000
_PASSWORD, _SECURITY = 4, 5  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY
_IMAGE = 3  # FPDF_PAGEOBJ_IMAGE
_MAX_OBJECTS_ASKED = 200
_GAP = 1.5  # widths of a Hangul syllable between two cells of a table; justified lines stay well below
_HEIGHT = 1.3  # of a line, in sizes of its letters, where no syllable can be measured
_LEAST_SIZE, _MOST_SIZE, _USUAL_SIZE = 3.0, 200.0, 11.0  # points that people can read
_HANGUL = re.compile("[가-힣]")
_LINE = re.compile(r"[^\r\n]+")
_SOFT_HYPHEN = "\x02"
_NO_CHARACTER = re.compile("[\x00-\x08\x0e-\x1f\ufffd-\uffff\ue000-\uf8ff]")
_SURROGATE = re.compile(rb"[\xd8-\xdf]")
_MOST_UNKNOWN = 0.3
# pdfium keeps its state for the whole process and is not made for two threads at once.
_PDFIUM = threading.Lock()


def read_pdf(data: bytes) -> tuple[str, tuple[Unit, ...]]:
    """Return the text of a PDF file, a line a paragraph or a table row, without page numbers and running heads; and its units.

    Raises:
        ReadingError: ``encrypted``, ``truncated`` (or damaged), ``too-big`` (1,000 pages, 2,000,000 characters), ``no-text``
            (pictures only, or fonts that do not say which characters they show), ``empty``.
    """
    with _PDFIUM:
        pages, pictures = _pages(data)
    lines = paragraphs_of(pages)
    text = "".join(line for line, _ in lines)
    if not text:
        if pictures:
            what = "the PDF file holds pictures only, no characters: it was scanned"
            raise _no_text(what)
        raise ReadingError("empty", "the PDF file holds no words", "check that the right file was saved")
    if len(_NO_CHARACTER.findall(text)) > _MOST_UNKNOWN * len(text):
        what = "the fonts of the PDF file do not say which characters they show"
        raise _no_text(what)
    return placed(lines)


def _no_text(message: str) -> ReadingError:
    hint = "read it with a program for text recognition (OCR) and give that text, or find the HWPX file or the web page"
    return ReadingError("no-text", message, hint)


def _pages(data: bytes) -> tuple[list[list[Printed]], bool]:
    """Return the lines of each page, and whether any page shows a picture."""
    import pypdfium2  # only where such a file comes
    from pypdfium2 import raw

    broken = ReadingError(
        "truncated", "the PDF file is damaged or cut short", "download it again, or print it to PDF anew"
    )
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in {_PASSWORD, _SECURITY}:
            raise ReadingError("encrypted", "the PDF file is protected by a password", "remove the password") from error
        raise broken from error
    try:
        if len(document) > MAX_PAGES:
            raise ReadingError("too-big", f"the PDF file has more than {MAX_PAGES:,} pages", "split the document")
        pages: list[list[Printed]] = []
        characters, pictures = 0, False
        for number in range(len(document)):
            try:
                page = document[number]
                text = page.get_textpage()
            except pypdfium2.PdfiumError:
                continue  # one page that cannot be drawn is no reason to lose the others; all of them are, below
            count = raw.FPDFText_CountChars(text)
            characters += max(count, 0)
            if characters > MAX_CHARACTERS:
                raise ReadingError("too-big", "the PDF file holds more than 2,000,000 characters", "split the document")
            pages.append(_lines(raw, text, count))
            if not characters and not pictures:
                pictures = _shows_picture(raw, page)
            text.close()
            page.close()
    finally:
        document.close()
    if not pages:
        raise broken
    return pages, pictures


def _shows_picture(raw: Any, page: Any) -> bool:
    objects = min(raw.FPDFPage_CountObjects(page), _MAX_OBJECTS_ASKED)
    return any(raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, at)) == _IMAGE for at in range(objects))


def _lines(raw: Any, page: Any, count: int) -> list[Printed]:
    """Return the lines of a page with their edges; only a line's ends and its gaps are measured, not every character."""
    if count <= 0:
        return []
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    written = raw.FPDFText_GetText(page, 0, count, buffer)
    units = bytes(memoryview(buffer).cast("B")[: max(0, written - 1) * 2])
    # One character a code unit, so that places in the text are places on the page; pairs are put together at the end.
    text = units.decode("utf-16-le", "surrogatepass") if not _has_pairs(units) else _by_unit(units)
    place = raw.FS_RECTF()

    def box(at: int) -> tuple[float, float, float, float] | None:
        # The loose box is as wide as the letter's step, and as high as its font: a full stop ends where its line ends.
        index = raw.FPDFText_GetCharIndexFromTextIndex(page, at)
        if index < 0 or not raw.FPDFText_GetLooseCharBox(page, index, place):
            return None
        return place.left, place.right, place.bottom, place.top

    found: list[Printed] = []
    for match in _LINE.finditer(text):
        if len(found) >= _MAX_LINES_OF_PAGE:
            raise ReadingError("too-big", "a page of the PDF file has more lines than any page", "split the document")
        words = match[0].replace(_SOFT_HYPHEN, "-").strip()
        if not words:
            continue
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        end = match.start() + len(match[0].rstrip()) - 1
        first, last = box(start), box(end)
        if first is None or last is None:
            found.append(Printed(_paired(words), 0.0, 0.0, 0.0, _USUAL_SIZE))
            continue
        # A font's own size says nothing where the page is scaled: a Hangul syllable is as wide as its letters are large.
        hangul = _HANGUL.search(text, start, end + 1)
        measured = box(hangul.start()) if hangul else None
        size = measured[1] - measured[0] if measured else (first[3] - first[2]) / _HEIGHT
        size = size if _LEAST_SIZE <= size <= _MOST_SIZE else _USUAL_SIZE
        cells, from_, left = [], start, first[0]
        for at in range(start + 1, end):
            if text[at] == " " and text[at - 1] != " ":
                before, behind = box(at - 1), box(at + 1)
                if before and behind and behind[0] - before[1] > _GAP * size:
                    cells.append((_paired(text[from_:at].strip()), left, before[1]))
                    from_, left = at + 1, behind[0]
        cells.append((_paired(text[from_ : end + 1].replace(_SOFT_HYPHEN, "-").strip()), left, last[1]))
        cells = [cell for cell in cells if cell[0]]
        shown = "\t".join(words for words, _, _ in cells)
        found.append(Printed(shown, first[0], last[1], first[2], size, tuple(cells) if len(cells) > 1 else ()))
    return found


def _has_pairs(units: bytes) -> bool:
    return _SURROGATE.search(units[1::2]) is not None


def _by_unit(units: bytes) -> str:
    return "".join(chr(unit) for unit in memoryview(units).cast("H"))


def _paired(words: str) -> str:
    return words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

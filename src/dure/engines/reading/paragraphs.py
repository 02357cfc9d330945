"""Paragraphs and tables of office documents (HWPX, HWP 5, DOCX) as lines: a paragraph is one, a table's row is one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dure.engines.reading.document import ReadingError, Unit

MAX_CHARACTERS = 10_000_000
_BLANKS = re.compile(r"[ \t\u00a0\u2002-\u200a\u3000]+")

# Fonts of symbols (Wingdings) lie at U+F000 and say nothing of what they show; at the head of a paragraph it is a mark.
_SYMBOL = re.compile("[\uf000-\uf0ff]")


@dataclass(slots=True)
class Paragraphs:
    """What is gathered while a document is walked: finished lines, open paragraphs, and the open rows of nested tables."""

    lines: list[tuple[str, Unit]] = field(default_factory=list)
    _open: list[tuple[list[str], str]] = field(default_factory=list)
    _rows: list[list[list[str]]] = field(default_factory=list)  # row → cell → paragraphs
    _regions: list[str] = field(default_factory=list)
    _tables: int = 0
    _characters: int = 0

    def open(self, tag: str = "p") -> None:
        """Begin a paragraph; paragraphs lie in one another where a text box or a table hangs in one."""
        self._open.append(([], tag))

    def retag(self, tag: str) -> None:
        """Say what the open paragraph turned out to be: a heading names its style inside itself."""
        if self._open:
            self._open[-1] = (self._open[-1][0], tag)

    def words(self, words: str) -> None:
        """Add words to the open paragraph; words outside of any are none of the text."""
        if self._open:
            self._open[-1][0].append(words)

    def break_line(self) -> None:
        """End a line inside the open paragraph."""
        if self._open:
            pieces, tag = self._open[-1]
            self._finish("".join(pieces), tag)
            pieces.clear()

    def close(self) -> None:
        """End the open paragraph: it goes into its cell, or into the text."""
        if self._open:
            pieces, tag = self._open.pop()
            self._finish("".join(pieces), tag)

    def open_region(self, name: str) -> None:
        """Begin a header, a footer or a note."""
        self._regions.append(name)

    def close_region(self) -> None:
        """End it."""
        if self._regions:
            self._regions.pop()

    def open_table(self) -> None:
        """Count a table: its rows lie in one container."""
        self._tables += 1

    def open_row(self) -> None:
        """Begin a row."""
        self._rows.append([])

    def open_cell(self) -> None:
        """Begin a cell of the open row."""
        if self._rows:
            self._rows[-1].append([])

    def close_row(self) -> None:
        """Write a row as one line when every cell holds one paragraph, else each paragraph as its own line."""
        if not self._rows:
            return
        cells = self._rows.pop()
        if self._rows and self._rows[-1]:  # a table inside a cell: its words belong to that cell
            self._rows[-1][-1].extend(line for cell in cells for line in cell)
            return
        filled = [cell for cell in cells if cell]
        if len(filled) > 1 and all(len(cell) == 1 for cell in filled):
            self._add("\t".join(cell[0] for cell in filled), "tr")
            return
        for cell in filled:
            for line in cell:
                self._add(line, "td")

    def _finish(self, text: str, tag: str) -> None:
        clean = _SYMBOL.sub("○", _BLANKS.sub(" ", text)).strip()
        if not clean:
            return
        self._characters += len(clean)
        if self._characters > MAX_CHARACTERS:
            raise ReadingError("too-big", "the document holds more than 10,000,000 characters", "split the document")
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].append(clean)
        else:
            self._add(clean, tag)

    def _add(self, line: str, tag: str) -> None:
        region = self._regions[-1] if self._regions else ""
        self.lines.append((line, Unit(0, 0, tag, 0, region, self._tables)))


def placed(lines: list[tuple[str, Unit]]) -> tuple[str, tuple[Unit, ...]]:
    r"""Return lines joined to a text, and their units with offsets into it.

    >>> placed([("가", Unit(0, 0, "p")), ("나다", Unit(0, 0, "tr"))])[0]
    '가\n나다'
    """
    at = 0
    units = []
    for text, unit in lines:
        units.append(Unit(at, at + len(text), unit.tag, unit.links, unit.region, unit.container))
        at += len(text) + 1
    return "\n".join(text for text, _ in lines), tuple(units)

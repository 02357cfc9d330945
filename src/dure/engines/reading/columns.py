"""The parts of a printed page in the order in which people read them: a page set in two columns is read column by column.

A file may draw such a page line by line across both columns; then each line looks like a row of a table. What tells columns
from a table: many lines of sentences on both sides of one gap, most beginning at the same edge and filling their column, as
the lines of paragraphs do and cells do not. What crosses the gap (a headline, a page number) stands where it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

_LEAST_LINES = 8  # on each side
_LEAST_WIDTH = 10.0  # syllables of a column's usual line
_USUAL_WIDTH = 0.6  # of the room from the left column's edge to the right one's: cells are shorter
_ALIKE = 0.65  # the narrower column is at least so wide as the other
_MOSTLY = 0.65  # of a column's lines begin at its edge and end near the other one
_NEAR_EDGE = 2.0  # syllables: an indented line begins this near to the edge
_RAGGED = 4.0  # syllables: a word that had no room is seldom longer
_GUTTER = 1.0  # syllables of white between two columns
_MIDDLE = (0.3, 0.7)  # of the printed width: where the right column may begin
_MOST_CROSSING = 0.34  # of the lines
_CANDIDATES = 8
_TOLD = 0.125  # of a column's lines hold the end of a sentence; the cells of a table hold none
_SENTENCE_END = re.compile(r"[가-힣][.?!]|[a-z]{2}[.?!](?:\s|$)")


@dataclass(frozen=True, slots=True)
class Printed:
    """A line as it stands on its page: its words, its left and right edge, its foot (upwards), its size, all in points.

    ``cells`` are its pieces where wide gaps divide it (words, left, right), as ``text`` has them between tabs.
    """

    text: str
    left: float
    right: float
    foot: float
    size: float
    cells: tuple[tuple[str, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that follow each other on a page; ``is_column`` where they are one column of two."""

    lines: tuple[Printed, ...]
    is_column: bool = False


def parts_of(page: Sequence[Printed]) -> list[Part]:
    """Return a page as one part, or, where it is set in two columns, what stands above, left, right and below."""
    gutter = _gutter(page)
    if gutter is None:
        return [Part(tuple(page))]
    wide = sorted((line for line in page if _crosses(line, gutter)), key=lambda line: -line.foot)
    sides = [side for line in page if not _crosses(line, gutter) for side in _sides(line, gutter)]
    parts: list[Part] = []
    top = float("inf")
    for foot, line in [*((line.foot, line) for line in wide), (float("-inf"), None)]:
        band = [side for side in sides if foot < side.foot <= top]
        for is_right in (False, True):
            column = [side for side in band if _is_right(side, gutter) is is_right]
            if column:
                parts.append(Part(tuple(sorted(column, key=lambda side: -side.foot)), is_column=True))
        if line is not None:
            parts.append(Part((line,)))
        top = foot
    return _joined(parts)


def _joined(parts: Sequence[Part]) -> list[Part]:
    """Return the parts with those across the page that follow each other made one."""
    joined: list[Part] = []
    for part in parts:
        if joined and not part.is_column and not joined[-1].is_column:
            joined[-1] = Part(joined[-1].lines + part.lines)
        else:
            joined.append(part)
    return joined


def _gutter(page: Sequence[Printed]) -> float | None:
    """Return where the right one of two columns begins; None on a page that is not clearly set in two."""
    if len(page) < _LEAST_LINES:
        return None
    pieces = [piece for line in page for piece in _pieces(line)]
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    low, high = (left + share * (right - left) for share in _MIDDLE)
    begins = Counter(round(piece.left) for piece in pieces if low <= piece.left <= high)
    for begin, count in begins.most_common(_CANDIDATES):
        if count >= _LEAST_LINES // 2 and _divides(page, float(begin)):
            return float(begin)
    return None


def _divides(page: Sequence[Printed], gutter: float) -> bool:
    rows = [line for line in page if not _crosses(line, gutter)]
    if len(page) - len(rows) > _MOST_CROSSING * len(page):
        return False
    sides = [side for line in rows for side in _sides(line, gutter)]
    if any("\t" in side.text for side in sides):
        return False  # three cells in a line: a table
    columns = [[side for side in sides if _is_right(side, gutter) is is_right] for is_right in (False, True)]
    if not all(map(_is_column, columns)):
        return False
    widths = [median(side.right - side.left for side in column) for column in columns]
    room = gutter - _edge(columns[0])
    return min(widths) >= max(_USUAL_WIDTH * room, _ALIKE * max(widths))


def _is_column(lines: Sequence[Printed]) -> bool:
    """Tell the lines of paragraphs from cells: many, long, in sentences, from one edge to the other."""
    if len(lines) < _LEAST_LINES:
        return False
    size = median(line.size for line in lines)
    edge, end = _edge(lines), sorted(line.right for line in lines)[-max(1, len(lines) // 10)]
    begin = sum(abs(line.left - edge) <= _NEAR_EDGE * size for line in lines)
    full = sum(end - line.right <= _RAGGED * size for line in lines)
    told = sum(_SENTENCE_END.search(line.text) is not None for line in lines)
    width = median(line.right - line.left for line in lines)
    if told < _TOLD * len(lines):
        return False
    return width >= _LEAST_WIDTH * size and min(begin, full) >= _MOSTLY * len(lines)


def _edge(lines: Sequence[Printed]) -> float:
    """Return where most lines begin."""
    return float(Counter(round(line.left) for line in lines).most_common(1)[0][0])


def _is_right(line: Printed, gutter: float) -> bool:
    return line.left >= gutter - 0.5 * line.size


def _crosses(line: Printed, gutter: float) -> bool:
    """Tell a line of which a piece stands on both sides."""
    return any(piece.right > gutter - _GUTTER * line.size and not _is_right(piece, gutter) for piece in _pieces(line))


def _pieces(line: Printed) -> list[Printed]:
    if not line.cells:
        return [line]
    return [replace(line, text=text, left=left, right=right, cells=()) for text, left, right in line.cells]


def _sides(line: Printed, gutter: float) -> list[Printed]:
    """Return what of a line stands left of the gap, and what stands right of it."""
    pieces = _pieces(line)
    sides = []
    for is_right in (False, True):
        own = [piece for piece in pieces if _is_right(piece, gutter) is is_right]
        if own:
            text = "\t".join(piece.text for piece in own)
            sides.append(replace(line, text=text, left=own[0].left, right=own[-1].right, cells=()))
    return sides

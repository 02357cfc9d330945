"""The map of equal tiles: every government is as large as every other, and as easy to hit."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from dure.formats.svg.labels import text_width
from dure.formats.svg.marks import Box, Group, Mark, fill_of, hatch, linked
from dure.formats.svg.palette import INK, LINE, NO_DATA, ZERO, ink_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

TILE = 100
_GAP = 6
_LONG_NAME = 3
_NUMBER_SIZE = 34


def tile_map(
    groups: Sequence[Group], cells: Mapping[str, tuple[int, int]], *, label: str, crop: Iterable[str] = ()
) -> str:
    """Draw one tile a mark at its (column, row), with its name and number, and a line around each group.

    ``crop`` names the keys that the view closes in on; without any the whole grid is shown.
    """
    wanted = [cells[key] for key in crop] or list(cells.values())
    left, top = min(x for x, _ in wanted), min(y for _, y in wanted)
    right, bottom = max(x for x, _ in wanted) + 1, max(y for _, y in wanted) + 1
    margin = TILE // 4
    box = Box(left * TILE, top * TILE, (right - left) * TILE, (bottom - top) * TILE).grown(margin)
    parts, texts, lines = [], [], []
    is_first = True
    for group in groups:
        if group.is_faded:
            rects = "".join(_rect(cells[mark.key]) for mark in group.marks)
            parts.append(f'<g class="faded" fill="{NO_DATA}" stroke="none" aria-hidden="true">{rects}</g>')
            continue
        marks = []
        for mark in group.marks:
            marks.append(linked(mark, _rect(cells[mark.key]), f' fill="{fill_of(mark)}"', is_first=is_first))
            is_first = False
            texts.append(_text(mark, cells[mark.key]))
        parts.append(f'<g class="province" role="group" aria-label="{escape(group.name)}">{"".join(marks)}</g>')
        lines.append(_edge({cells[mark.key] for mark in group.marks}))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="dure-map-svg dure-tile-svg" viewBox="{box.view}" role="group" '
        f'aria-label="{escape(label)}" stroke="{LINE}" stroke-width="1"><defs>{hatch(12)}</defs>{"".join(parts)}'
        f'<g aria-hidden="true" pointer-events="none" class="over" lang="ko">'
        f'<path d="{"".join(lines)}" fill="none" stroke="{INK}" stroke-width="3" stroke-linecap="square"/>'
        f'<g stroke="none" text-anchor="middle" paint-order="stroke">{"".join(texts)}</g></g></svg>'
    )


def _rect(cell: tuple[int, int]) -> str:
    x, y = cell
    size = TILE - _GAP
    return f'<rect x="{x * TILE + _GAP // 2}" y="{y * TILE + _GAP // 2}" width="{size}" height="{size}" rx="6"/>'


def _text(mark: Mark, cell: tuple[int, int]) -> str:
    x, y = cell[0] * TILE + TILE // 2, cell[1] * TILE
    size = 31 if len(mark.name) < _LONG_NAME else 27 if len(mark.name) == _LONG_NAME else 22
    style = f'fill="{ink_on(mark.fill)}"' if mark.fill else f'fill="{INK}" stroke="#f4f5f6" stroke-width="10"'
    number_size = min(_NUMBER_SIZE, int((TILE - 2 * _GAP) / max(text_width(mark.number, 1), 1)))
    number_style = f'font-size="{number_size}" font-weight="{400 if mark.fill == ZERO else 700}" {style}'
    return (
        f'<text x="{x}" y="{y + 42}" font-size="{size}" {style}>{escape(mark.name)}</text>'
        f'<text x="{x}" y="{y + 80}" {number_style}>{escape(mark.number)}</text>'
    )


def _edge(cells: set[tuple[int, int]]) -> str:
    """Return the sides between a group's tiles and all others as path data."""
    out = []
    for x, y in sorted(cells):
        for beside, side in (
            ((x, y - 1), f"M{x * TILE} {y * TILE}h{TILE}"),
            ((x, y + 1), f"M{x * TILE} {(y + 1) * TILE}h{TILE}"),
            ((x - 1, y), f"M{x * TILE} {y * TILE}v{TILE}"),
            ((x + 1, y), f"M{(x + 1) * TILE} {y * TILE}v{TILE}"),
        ):
            if beside not in cells:
                out.append(side)
    return "".join(out)

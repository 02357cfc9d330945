"""A map as a file to keep: title, map, legend, notes and sources in one SVG that needs nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from dure.formats.svg.marks import hatch
from dure.formats.svg.palette import INK, LINE

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTH = 1000
_MARGIN = 40
_FONTS = "Pretendard GOV, Pretendard, Apple SD Gothic Neo, Noto Sans KR, Noto Sans CJK KR, sans-serif"
_LINK = re.compile(r'<a href="[^"]*" class="place"(?: tabindex="-1")?')


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A line of the legend; ``fill`` None is the hatch."""

    fill: str | None
    text: str


def picture(  # noqa: PLR0913  # the parts of a printed map
    drawing: str, ratio: float, *, title: str, subtitle: str, legend: Sequence[LegendEntry], notes: Sequence[str]
) -> str:
    """Set a drawn map (``ratio`` = its height / width) under its title and above its legend and notes.

    Links become plain groups: an address of the site means nothing in a file.
    """
    plain = _LINK.sub("<g", drawing).replace("</a>", "</g>")
    height = round((_WIDTH - 2 * _MARGIN) * ratio)
    placed = plain.replace("<svg ", f'<svg x="{_MARGIN}" y="120" width="{_WIDTH - 2 * _MARGIN}" height="{height}" ', 1)
    y = 120 + height + 50
    keys = []
    x = _MARGIN
    for entry in legend:
        width = 56 + len(entry.text) * 15
        if x + width > _WIDTH - _MARGIN:
            x, y = _MARGIN, y + 40
        keys.append(
            f'<rect x="{x}" y="{y - 19}" width="32" height="22" fill="{entry.fill or "url(#hatch-key)"}" '
            f'stroke="{LINE}"/><text x="{x + 42}" y="{y}" font-size="18">{escape(entry.text)}</text>'
        )
        x += width
    y += 44
    lines = []
    for note in notes:
        lines.append(f'<text x="{_MARGIN}" y="{y}" font-size="15">{escape(note)}</text>')
        y += 24
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{y + 16}" '
        f'viewBox="0 0 {_WIDTH} {y + 16}" font-family="{_FONTS}" fill="{INK}">'
        f"<title>{escape(title)}</title><defs>{hatch(8).replace('hatch', 'hatch-key')}</defs>"
        f'<rect width="{_WIDTH}" height="{y + 16}" fill="#ffffff"/>'
        f'<text x="{_MARGIN}" y="62" font-size="32" font-weight="700">{escape(title)}</text>'
        f'<text x="{_MARGIN}" y="96" font-size="18">{escape(subtitle)}</text>'
        f"{placed}{''.join(keys)}{''.join(lines)}</svg>"
    )

"""Where names and numbers stand so that none covers another."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from math import hypot
from typing import TYPE_CHECKING

from dure.formats.svg.marks import Box, Group, Mark
from dure.formats.svg.palette import INK, ZERO, ink_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dure.formats.svg.outlines import Outline, Point

_LINE = 1.15  # height of a line, in ems
_SHIFTS = ((0, 0), (0, -1), (0, 1), (-1, 0), (1, 0), (-1, -1), (1, -1), (-1, 1), (1, 1))
_SIZES = (1.0, 0.82)
_HALO = "#ffffff"


@dataclass(frozen=True, slots=True)
class _Label:
    """Lines of text around a middle; ``is_inside`` when the shape holds it, so that it needs no halo."""

    lines: tuple[str, ...]
    middle: Point
    size: float
    box: Box
    fill: str | None
    is_inside: bool


def text_width(text: str, size: float) -> float:
    """Return about how wide a text is: Hangul and other wide letters one em, the rest .56 em."""
    return size * sum(1.0 if letter > "ᄀ" else 0.56 for letter in text)


def names_and_numbers(groups: Iterable[Group], outlines: Mapping[str, Outline], font: int) -> str:
    """Place each mark's name above its number, small shapes first, moving aside or dropping what finds no room."""
    wanted = sorted(
        ((outlines[mark.key], mark) for group in groups for mark in group.marks), key=lambda pair: pair[0].room
    )
    placed: list[_Label] = []
    for shape, mark in wanted:
        label = _first_free(shape, mark, font, placed)
        if label:
            placed.append(label)
    return "".join(_drawn(label) for label in placed)


def numbers(groups: Iterable[Group], outlines: Mapping[str, Outline], font: int) -> str:
    """Place each mark's number inside its shape, or not at all; the fill of zero says zero by itself."""
    out = []
    for group in groups:
        for mark in group.marks:
            shape = outlines[mark.key]
            width = text_width(mark.number, font)
            if mark.number and mark.fill != ZERO and hypot(width / 2, font * 0.4) <= shape.room:
                box = _box(shape.label, width, font)
                out.append(_drawn(_Label((mark.number,), shape.label, font, box, mark.fill, is_inside=True)))
    return "".join(out)


def _first_free(shape: Outline, mark: Mark, font: int, placed: Sequence[_Label]) -> _Label | None:
    lines = tuple(line for line in (mark.name, mark.number) if line)
    for size in (font * share for share in _SIZES):
        width, height = max(text_width(line, size) for line in lines), size * _LINE * len(lines)
        for right, down in _SHIFTS:
            x, y = shape.label
            reach_x, reach_y = (shape.room + width) / 2, (shape.room + height) / 2
            middle = (round(x + right * reach_x), round(y + down * reach_y))
            box = _box(middle, width, height)
            if not any(box.meets(other.box) for other in placed):
                is_inside = (right, down) == (0, 0) and hypot(width / 2, height / 2) * 0.8 <= shape.room
                return _Label(lines, middle, size, box, mark.fill, is_inside=is_inside)
    return None


def _box(middle: Point, width: float, height: float) -> Box:
    return Box(round(middle[0] - width / 2), round(middle[1] - height / 2), round(width), round(height))


def _drawn(label: _Label) -> str:
    """Write the lines; on a plain fill in the ink that reads best there, elsewhere dark with a light halo."""
    x, y = label.middle
    colour = ink_on(label.fill) if label.is_inside and label.fill else INK
    halo = "" if label.is_inside and label.fill else f' stroke="{_HALO}" stroke-width="{round(label.size / 4)}"'
    top = y - label.size * _LINE * (len(label.lines) - 1) / 2
    bold = ' font-weight="700"'
    style = f'font-size="{round(label.size)}" fill="{colour}"{halo}'
    return "".join(
        f'<text x="{x}" y="{round(top + number * label.size * _LINE + label.size * 0.36)}" '
        f"{style}{bold if line[0].isdigit() else ''}>{escape(line)}</text>"
        for number, line in enumerate(label.lines)
    )

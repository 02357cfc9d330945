"""The map of outlines."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from dure.formats.svg.labels import names_and_numbers, numbers, text_width
from dure.formats.svg.marks import Box, Group, fill_of, hatch, linked
from dure.formats.svg.palette import INK, LINE, NO_DATA

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dure.formats.svg.outlines import Outline

_HAIRLINES = 1400  # so many hairlines side by side are as wide as the map
_INSET_SHARE = 4  # an inset moved into the corner is this fraction of the view
_INSET_FONT = 120


@dataclass(frozen=True, slots=True)
class Inset:
    """A unit too far out at sea, drawn in a frame of its own."""

    key: str
    box: Box
    label: str


def shape_sheet(outlines: Mapping[str, Outline]) -> str:
    """Return an SVG file of definitions only, which pages point into: a browser keeps it, the pages stay small."""
    paths = "".join(f'<path id="s{key}" d="{shape.path}"/>' for key, shape in outlines.items())
    return f'<svg xmlns="http://www.w3.org/2000/svg"><defs>{paths}</defs></svg>'


def choropleth(  # noqa: PLR0913  # what a map shows is many things
    groups: Sequence[Group],
    outlines: Mapping[str, Outline],
    box: Box,
    *,
    label: str,
    font: int = 0,
    with_names: bool = False,
    border: str = "",
    inset: Inset | None = None,
    sheet: str = "",
    role: str = "group",
) -> str:
    """Draw the marks of each group, filled, linked and labelled, inside ``box``.

    ``sheet`` is the address of a ``shape_sheet``; without one the paths are written out. ``font`` 0 draws no text.
    ``border`` is the key of the lines drawn over the fills. An inset outside the box moves into its upper right corner
    when its group is shown, and is left out when its group is faded.
    """
    hair = max(box.width // _HAIRLINES, 1)
    shown = [group for group in groups if not group.is_faded]
    inset_here = inset if inset and any(mark.key == inset.key for group in shown for mark in group.marks) else None
    move = _into_corner(inset_here.box, box) if inset_here else ""
    parts = []
    is_first = True
    for group in groups:
        marks = []
        for mark in group.marks:
            is_inset = inset is not None and mark.key == inset.key
            if group.is_faded and (is_inset or not box.meets(outlines[mark.key].extent)):
                continue
            shape = _shape(mark.key, outlines, sheet)
            if group.is_faded:
                marks.append(shape)
                continue
            attributes = f' fill="{fill_of(mark)}"' + (f' transform="{move}"' if is_inset and move else "")
            marks.append(linked(mark, shape, attributes, is_first=is_first and mark.address is not None))
            is_first = is_first and mark.address is None
        if group.is_faded:
            parts.append(f'<g class="faded" fill="{NO_DATA}" stroke="#ffffff" aria-hidden="true">{"".join(marks)}</g>')
        else:
            parts.append(f'<g class="province" role="group" aria-label="{escape(group.name)}">{"".join(marks)}</g>')
    over = [f'<g fill="none" stroke-width="{hair * 2}">{_shape(border, outlines, sheet)}</g>'] if border else []
    text = ""
    if inset_here:
        number = next(mark.number for group in shown for mark in group.marks if mark.key == inset_here.key)
        over.append(_frame(inset_here, number, move, font, hair))
    if font:
        inside = [
            Group(group.key, group.name, tuple(mark for mark in group.marks if not inset or mark.key != inset.key))
            for group in shown
        ]
        text = names_and_numbers(inside, outlines, font) if with_names else numbers(inside, outlines, font)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="dure-map-svg" viewBox="{box.view}" role="{role}" '
        f'aria-label="{escape(label)}" stroke="{LINE}" stroke-width="{hair}" stroke-linejoin="round">'
        f"<defs>{hatch(hair * 9)}</defs>{''.join(parts)}"
        f'<g aria-hidden="true" pointer-events="none" class="over" lang="ko">{"".join(over)}'
        f'<g stroke="none" text-anchor="middle" paint-order="stroke" fill="{INK}">{text}</g></g></svg>'
    )


def silhouette(  # noqa: PLR0913  # what a map shows is many things
    fills: Mapping[str, Sequence[str]],
    outlines: Mapping[str, Outline],
    box: Box,
    *,
    label: str,
    border: str,
    inset: Inset,
    sheet: str = "",
) -> str:
    """Draw one small picture with one name: the keys of each fill, borders, the inset's frame; no text, no links."""
    hair = max(box.width // _HAIRLINES, 1)
    frame = inset.box
    parts = "".join(
        f'<g fill="{fill}">{"".join(_shape(key, outlines, sheet) for key in keys)}</g>' for fill, keys in fills.items()
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="dure-map-svg" viewBox="{box.view}" role="img" '
        f'aria-label="{escape(label)}" stroke="{LINE}" stroke-width="{hair}" stroke-linejoin="round">{parts}'
        f'<g fill="none" stroke-width="{hair * 2}">{_shape(border, outlines, sheet)}</g>'
        f'<rect x="{frame.x}" y="{frame.y}" width="{frame.width}" height="{frame.height}" fill="none" '
        f'stroke-dasharray="{hair * 6} {hair * 4}"/></svg>'
    )


def _shape(key: str, outlines: Mapping[str, Outline], sheet: str) -> str:
    return f'<use href="{sheet}#s{key}"/>' if sheet else f'<path d="{outlines[key].path}"/>'


def _into_corner(inset: Box, view: Box) -> str:
    """Return the transform that brings an inset into the view, or nothing where it stands inside already."""
    if (
        view.x <= inset.x
        and inset.x + inset.width <= view.x + view.width
        and view.y <= inset.y
        and inset.y + inset.height <= view.y + view.height
    ):
        return ""
    scale = view.width / _INSET_SHARE / inset.width
    margin = view.width // 60
    x = view.x + view.width - inset.width * scale - margin - inset.x * scale
    y = view.y + margin - inset.y * scale
    return f"translate({round(x)} {round(y)}) scale({scale:.3f})"


def _frame(inset: Inset, number: str, move: str, font: int, hair: int) -> str:
    box = inset.box
    attributes = f' transform="{move}"' if move else ""
    text = f"{inset.label} {number}".strip()
    size = min(font or _INSET_FONT, round(box.width * 0.9 / text_width(text, 1)))
    return (
        f'<g{attributes}><rect x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" fill="none" '
        f'stroke-width="{hair}" stroke-dasharray="{hair * 6} {hair * 4}"/>'
        f'<text x="{box.x + box.width // 2}" y="{box.y + box.height - size // 2}" font-size="{size}" '
        f'text-anchor="middle" fill="{INK}" stroke="none">{escape(text)}</text></g>'
    )

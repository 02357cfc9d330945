"""Outlines: short path data, extent, and the room a label has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING

from dure.formats.svg.marks import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Point = tuple[int, int]

_PART = re.compile(r"M([^MZ]*)(Z?)")
_LARGE_RING = 40  # corners
_GRID = 8


@dataclass(frozen=True, slots=True)
class Outline:
    """A shape: its path, the extent of all its parts and of the largest, a label point and the room around it.

    The room is the radius of the free circle about the label point, 0 where the point lies outside the shape.
    """

    path: str
    extent: Box
    focus: Box
    label: Point
    room: int


def outline(path: str, label: tuple[float, float] | None = None) -> Outline:
    """Read path data of absolute M, L and Z with one decimal, and write it as relative whole tenths.

    Without a label point the roomiest of a few points inside is taken. Consecutive equal points collapse.

    >>> outline("M1,1L3,1L3,3L1,3Z").path
    'M10 10h20v20h-20z'
    >>> outline("M1,1L3,1L3,3L1,3Z").extent
    Box(x=10, y=10, width=20, height=20)
    """
    parts = [(_points(text), bool(closed)) for text, closed in _PART.findall(path)]
    rings = [points for points, _ in parts]
    largest = max(rings, key=lambda ring: abs(_area(ring)))
    focus = _extent(largest)
    point = (round(label[0] * 10), round(label[1] * 10)) if label else _roomiest(focus, rings)
    return Outline(
        path="".join(_relative(points, is_closed=closed) for points, closed in parts),
        extent=_extent([point for ring in rings for point in ring]),
        focus=focus,
        label=point,
        room=_room(point, rings),
    )


def combined_focus(outlines: Iterable[Outline]) -> Box:
    """Return the smallest box around the largest parts of several shapes."""
    boxes = [shape.focus for shape in outlines]
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.x + box.width for box in boxes), max(box.y + box.height for box in boxes)
    return Box(left, top, right - left, bottom - top)


def _points(text: str) -> list[Point]:
    points = [(round(float(x) * 10), round(float(y) * 10)) for x, y in (pair.split(",") for pair in text.split("L"))]
    return [points[0], *(later for earlier, later in pairwise(points) if later != earlier)]


def _relative(points: Sequence[Point], *, is_closed: bool) -> str:
    """Write one part: an absolute start, then steps; straight ones as h and v, signs instead of spaces."""
    out = [f"M{points[0][0]} {points[0][1]}"]
    command = "M"
    for (x, y), (to_x, to_y) in pairwise(points):
        step_x, step_y = to_x - x, to_y - y
        wanted, numbers = (
            ("h", (step_x,)) if not step_y else ("v", (step_y,)) if not step_x else ("l", (step_x, step_y))
        )
        text = "".join(f" {number}" if number >= 0 else str(number) for number in numbers)
        out.append(text if wanted == command else wanted + text.lstrip())
        command = wanted
    return "".join(out) + ("z" if is_closed else "")


def _extent(points: Sequence[Point]) -> Box:
    left, top = min(x for x, _ in points), min(y for _, y in points)
    return Box(left, top, max(x for x, _ in points) - left, max(y for _, y in points) - top)


def _area(ring: Sequence[Point]) -> float:
    """Return the signed area (shoelace formula)."""
    return sum(x * to_y - to_x * y for (x, y), (to_x, to_y) in pairwise([*ring, ring[0]])) / 2


def _room(point: Point, rings: Sequence[Sequence[Point]]) -> int:
    """Return the distance from a point inside a shape to its nearest side, 0 from one outside."""
    sides = [side for ring in rings for side in pairwise([*ring, ring[0]])]
    x, y = point
    crossings = sum(
        1 for (x1, y1), (x2, y2) in sides if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
    )
    return min(_distance(point, one, other) for one, other in sides) if crossings % 2 else 0


def _roomiest(focus: Box, rings: Sequence[Sequence[Point]]) -> Point:
    """Return a point inside with much room around: the best of a grid, then of a finer one about it.

    A coarse pole of inaccessibility on every fifth corner of the larger rings, which is near enough for a label.
    """
    coarse = [ring[::5] for ring in rings if len(ring) > _LARGE_RING] or list(rings)

    def best(box: Box) -> Point:
        steps = range(1, 2 * _GRID, 2)
        points = [
            (box.x + box.width * right // (2 * _GRID), box.y + box.height * down // (2 * _GRID))
            for right in steps
            for down in steps
        ]
        return max(points, key=lambda point: _room(point, coarse))

    x, y = best(focus)
    width, height = focus.width * 2 // _GRID, focus.height * 2 // _GRID
    return best(Box(x - width // 2, y - height // 2, width, height))


def _distance(point: Point, one: Point, other: Point) -> int:
    """Return the distance from a point to a side."""
    (x, y), (x1, y1), (x2, y2) = point, one, other
    along, across = x2 - x1, y2 - y1
    length = along * along + across * across
    share = max(0.0, min(1.0, ((x - x1) * along + (y - y1) * across) / length)) if length else 0.0
    return int(hypot(x - x1 - share * along, y - y1 - share * across))

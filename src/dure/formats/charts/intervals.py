"""Dots with their intervals, a row each: places with grade bands, judges' severity."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dure.formats.charts.canvas import BLUE, GRID, INK, ORANGE, SOFT, Canvas, Chart, shown, text_width, ticks

_ROW = 19
_RIGHT = 36
_TALL = 30
"""From so many rows on the axis stands at the top too, and fine lines lead the eye from the name to the point."""


@dataclass(frozen=True, slots=True)
class Interval:
    """One row: a point and its interval; ``note`` stands at the right."""

    label: str
    point: float
    low: float
    high: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of the axis with a name, such as a grade's places."""

    label: str
    low: float
    high: float


def interval_chart(  # noqa: PLR0913  # a chart's data and words
    name: str,
    rows: Sequence[Interval],
    *,
    title: str,
    subtitle: str,
    alternative: str,
    header: tuple[str, str, str, str, str],
    axis: str,
    bands: Sequence[Band] = (),
    zero: float | None = None,
    places: int = 0,
    is_numbered: bool = False,
    width: float = 900,
) -> Chart:
    """Draw points with intervals over an axis that runs from the least to the greatest end.

    Bands are told apart by their lines and names, shaded in turn. ``zero`` draws a line of reference;
    ``is_numbered`` writes each point's number beside its name.
    """
    labels = [f"{row.label} {shown(row.point, places)}" if is_numbered else row.label for row in rows]
    is_tall = len(rows) >= _TALL
    top = (44 if bands else 18) + (20 if is_tall else 0)
    left = 40 + max(text_width(label, 13) for label in labels)
    right = width - _RIGHT - max(text_width(row.note, 12) for row in rows)
    ends = [*(row.low for row in rows), *(row.high for row in rows), *(band.low for band in bands)]
    ends += [band.high for band in bands]
    low, high = min(ends), max(ends)
    if not bands:
        low, high = low - 0.05 * (high - low), high + 0.05 * (high - low)
    bottom = top + _ROW * len(rows) + 6
    canvas = Canvas(width, bottom + 52)

    def at(value: float) -> float:
        return left + (right - left) * (value - low) / ((high - low) or 1)

    _draw_bands(canvas, bands, at, top, bottom)
    for tick in ticks(low, high, 8):
        if not bands or is_tall:
            canvas.line(at(tick), top - 8, at(tick), bottom, stroke=GRID)
        if is_tall:
            canvas.text(at(tick), top - 14, shown(tick, 2), size=12, anchor="middle", fill=SOFT)
        canvas.text(at(tick), bottom + 18, shown(tick, 2), size=12, anchor="middle", fill=SOFT)
    canvas.text((left + right) / 2, bottom + 40, axis, anchor="middle", fill=SOFT)
    if zero is not None:
        canvas.line(at(zero), top - 8, at(zero), bottom, stroke=INK, width=1.5)
    for number, (row, label) in enumerate(zip(rows, labels, strict=True)):
        y = top + _ROW * (number + 0.5)
        canvas.text(left - 12, y + 4.5, label, anchor="end")
        if is_tall:
            canvas.line(left, y, right, y, stroke=GRID, width=0.6)
        canvas.line(at(row.low), y, at(row.high), y, stroke=BLUE, width=4)
        canvas.diamond(at(row.point), y, 6, fill=ORANGE)
        if row.note:
            canvas.text(width - 16, y + 4.5, row.note, size=12, anchor="end", fill=SOFT)
    table = [
        (row.label, shown(row.point, places), shown(row.low, places), shown(row.high, places), row.note) for row in rows
    ]
    return canvas.finish(name, title, subtitle, alternative, header, table)


def _draw_bands(canvas: Canvas, bands: Sequence[Band], at: Callable[[float], float], top: float, bottom: float) -> None:
    names = 30.0  # of bands, above the axis
    for number, band in enumerate(bands):
        start, end = at(band.low), at(band.high)
        canvas.box(start, top - 8, end - start, bottom - top + 8, fill="#eaf3fb" if number % 2 == 0 else "#ffffff")
        canvas.line(start, names - 12, start, bottom, stroke=SOFT, dash="" if number == 0 else "4 3")
        middle = (start + end) / 2
        if end - start >= text_width(band.label, 12.5):
            canvas.text(middle, names, band.label, size=12.5, anchor="middle", bold=True)
        else:
            canvas.text(start, names - 16, band.label, size=11.5, bold=True)

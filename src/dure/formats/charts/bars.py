"""Bars: two beside each other with error bars, and shares that fill a bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dure.formats.charts.canvas import BLUE, GRID, INK, SOFT, STEPS, Canvas, Chart, shown, text_width, ticks
from dure.formats.svg import ink_on

_TOP = 40
_RIGHT = 72
_SHOWN_SHARE = 0.06
_THINNEST = 3


@dataclass(frozen=True, slots=True)
class PairedBar:
    """One row: two values, each with the half-width of its interval (0: none)."""

    label: str
    first: float
    second: float
    first_error: float = 0.0
    second_error: float = 0.0


@dataclass(frozen=True, slots=True)
class SharesBar:
    """One row of shares that add up to 1, in the order of the legend."""

    label: str
    shares: tuple[float, ...]


def paired_bars(  # noqa: PLR0913  # a chart's data and words
    name: str,
    rows: Sequence[PairedBar],
    *,
    title: str,
    subtitle: str,
    alternative: str,
    header: Sequence[str],
    legend: tuple[str, str],
    axis: str,
    places: int = 1,
    width: float = 900,
) -> Chart:
    """Draw two bars a row: the first filled, the second hatched, with their numbers and error bars."""
    left = 40 + max(text_width(row.label, 13) for row in rows)
    right = width - _RIGHT
    high = max(max(row.first + row.first_error, row.second + row.second_error) for row in rows) or 1.0
    low = min([0.0, *(row.first - row.first_error for row in rows), *(row.second - row.second_error for row in rows)])
    row_height = 44
    bottom = _TOP + row_height * len(rows)
    canvas = Canvas(width, bottom + 56)

    def at(value: float) -> float:
        return left + (right - left) * (value - low) / (high - low)

    x = left
    for fill, text in zip((BLUE, "url(#hatch)"), legend, strict=True):
        canvas.box(x, 4, 22, 14, fill=fill, stroke=INK)
        canvas.text(x + 30, 16, text)
        x += 60 + text_width(text, 13)
    for tick in ticks(low, high):
        canvas.line(at(tick), _TOP - 6, at(tick), bottom, stroke=GRID)
        canvas.text(at(tick), bottom + 18, shown(tick, 2), size=12, anchor="middle", fill=SOFT)
    canvas.text((left + right) / 2, bottom + 42, axis, anchor="middle", fill=SOFT)
    for number, row in enumerate(rows):
        y = _TOP + row_height * number
        canvas.text(left - 12, y + 25, row.label, anchor="end")
        pairs = ((row.first, row.first_error, BLUE, 4), (row.second, row.second_error, "url(#hatch)", 21))
        for value, error, fill, offset in pairs:
            start, end = sorted((at(0), at(value)))
            canvas.box(start, y + offset, end - start, 14, fill=fill, stroke=INK)
            if error:
                middle = y + offset + 7
                canvas.line(at(value - error), middle, at(value + error), middle, stroke=INK, width=1.5)
                for tip in (at(value - error), at(value + error)):
                    canvas.line(tip, middle - 4, tip, middle + 4, stroke=INK, width=1.5)
            number_text = f"{value:.{places}f}"
            canvas.text(max(at(value + error), at(value)) + 6, y + offset + 11.5, number_text, size=12)
    canvas.line(at(0), _TOP - 6, at(0), bottom, stroke=INK)
    errors = any(row.first_error or row.second_error for row in rows)
    table = [
        (row.label, shown(row.first, places + 1), shown(row.second, places + 1))
        + ((shown(row.first_error, places + 1), shown(row.second_error, places + 1)) if errors else ())
        for row in rows
    ]
    return canvas.finish(name, title, subtitle, alternative, header, table)


def _percent(share: float) -> str:
    """Write a share in per cent; what is not quite all never reads as all.

    >>> _percent(0.996), _percent(1.0), _percent(0.5)
    ('>99', '100', '50')
    """
    text = f"{share * 100:.0f}"
    return ">99" if text == "100" and share < 1 else text


def share_bars(  # noqa: PLR0913  # a chart's data and words
    name: str,
    rows: Sequence[SharesBar],
    *,
    title: str,
    subtitle: str,
    alternative: str,
    corner: str,
    legend: Sequence[str],
    width: float = 900,
) -> Chart:
    """Draw each row as one full bar cut into shares, darkest first, with their percentages where there is room."""
    left = 40 + max(text_width(row.label, 13) for row in rows)
    right = width - 24
    row_height = 22
    canvas = Canvas(width, _TOP + row_height * len(rows) + 24)
    fills = STEPS if len(legend) <= len(STEPS) else STEPS * (len(legend) // len(STEPS) + 1)
    x = left
    for fill, text in zip(fills, legend, strict=False):
        canvas.box(x, 4, 22, 14, fill=fill, stroke=INK)
        canvas.text(x + 30, 16, text)
        x += 56 + text_width(text, 13)
    for number, row in enumerate(rows):
        y = _TOP + row_height * number
        canvas.text(left - 12, y + 14.5, row.label, anchor="end")
        start = left
        for fill, grade, share in zip(fills, legend, row.shares, strict=False):
            size = (right - left) * share
            if size > 0:
                edge = INK if size > _THINNEST else ""  # an edge would hide a sliver's own shade
                canvas.box(
                    start, y, size, row_height - 4, fill=fill, stroke=edge, title=f"{row.label}: {grade} {share:.1%}"
                )
            if share >= _SHOWN_SHARE:
                canvas.text(start + size / 2, y + 13.5, _percent(share), size=12, anchor="middle", fill=ink_on(fill))
            start += size
    table = [(row.label, *(f"{share * 100:.1f}" for share in row.shares)) for row in rows]
    return canvas.finish(name, title, subtitle, alternative, (corner, *(f"{text} (%)" for text in legend)), table)

"""One unit against its peers, and places in two years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dure.formats.charts.canvas import BLUE, GRID, INK, ORANGE, SOFT, Canvas, Chart, shown, text_width, ticks

_TOP = 44


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """One indicator: the peers' quartiles and median, and the unit's own value (None: missing)."""

    label: str
    low: float
    median: float
    high: float
    value: float | None
    note: str


@dataclass(frozen=True, slots=True)
class SlopeLine:
    """One unit's place before and after."""

    label: str
    before: int
    after: int


def profile_chart(  # noqa: PLR0913  # a chart's data and words
    name: str,
    rows: Sequence[ProfileLine],
    *,
    title: str,
    subtitle: str,
    alternative: str,
    header: Sequence[str],
    legend: tuple[str, str, str],
    axis: str,
    limits: tuple[float, float],
    width: float = 900,
) -> Chart:
    """Draw the middle half of the peers as a bar, their median as a line, the unit as a diamond."""
    left = 40 + max(text_width(row.label, 13) for row in rows)
    right = width - 24 - max(text_width(row.note, 12) for row in rows)
    low, high = limits
    bottom = _TOP + 34 * len(rows)
    canvas = Canvas(width, bottom + 56)

    def at(value: float) -> float:
        return left + (right - left) * (min(max(value, low), high) - low) / ((high - low) or 1)

    x = left
    canvas.box(x, 5, 26, 13, fill="#c9e4f6", stroke=BLUE)
    canvas.text(x + 34, 16, legend[0])
    x += 62 + text_width(legend[0], 13)
    canvas.line(x, 3, x, 20, stroke=INK, width=3)
    canvas.text(x + 10, 16, legend[1])
    x += 40 + text_width(legend[1], 13)
    canvas.diamond(x + 6, 11.5, 7, fill=ORANGE)
    canvas.text(x + 20, 16, legend[2])
    for tick in ticks(low, high):
        canvas.line(at(tick), _TOP - 8, at(tick), bottom, stroke=GRID)
        canvas.text(at(tick), bottom + 18, shown(tick, 2), size=12, anchor="middle", fill=SOFT)
    canvas.text((left + right) / 2, bottom + 42, axis, anchor="middle", fill=SOFT)
    for number, row in enumerate(rows):
        y = _TOP + 34 * number + 17
        canvas.text(left - 12, y + 4.5, row.label, anchor="end")
        canvas.box(at(row.low), y - 9, at(row.high) - at(row.low), 18, fill="#c9e4f6", stroke=BLUE)
        canvas.line(at(row.median), y - 12, at(row.median), y + 12, stroke=INK, width=3)
        if row.value is not None:
            canvas.diamond(at(row.value), y, 8, fill=ORANGE)
        canvas.text(width - 16, y + 4.5, row.note, size=12, anchor="end", fill=SOFT)
    table = [
        (
            row.label, "" if row.value is None else shown(row.value, 2), shown(row.low, 2), shown(row.median, 2),
            shown(row.high, 2), row.note,
        )
        for row in rows
    ]  # fmt: skip
    return canvas.finish(name, title, subtitle, alternative, header, table)


def slope_chart(  # noqa: PLR0913  # a chart's data and words
    name: str,
    rows: Sequence[SlopeLine],
    *,
    title: str,
    subtitle: str,
    alternative: str,
    header: Sequence[str],
    columns: tuple[str, str],
    legend: tuple[str, str, str],
    width: float = 900,
) -> Chart:
    """Draw places in two years, joined: up blue and solid, down orange and dashed, the same grey."""
    size = max(max(row.before, row.after) for row in rows)
    label_width = max(text_width(f"{size} {row.label}", 12) for row in rows)
    left, right = 36 + label_width, width - 36 - label_width
    step = 18
    canvas = Canvas(width, _TOP + 22 + step * size + 20)
    top = _TOP + 22
    x = 24.0
    styles = ((BLUE, ""), (ORANGE, "6 4"), (SOFT, "2 3"))
    for (stroke, dash), text in zip(styles, legend, strict=True):
        canvas.line(x, 12, x + 34, 12, stroke=stroke, width=2.5, dash=dash)
        canvas.text(x + 42, 16, text)
        x += 72 + text_width(text, 13)
    canvas.text(left, _TOP + 6, columns[0], anchor="end", bold=True)
    canvas.text(right, _TOP + 6, columns[1], bold=True)
    taken: dict[tuple[bool, int], int] = {}

    def label_at(place: int, *, is_before: bool) -> float:
        used = taken.get((is_before, place), 0)
        taken[is_before, place] = used + 1
        return top + step * (place - 1 + used) + step / 2

    for row in sorted(rows, key=lambda row: (row.after, row.before)):
        stroke, dash = styles[0 if row.after < row.before else 1 if row.after > row.before else 2]
        y1, y2 = label_at(row.before, is_before=True), label_at(row.after, is_before=False)
        canvas.line(left + 10, y1, right - 10, y2, stroke=stroke, width=1.8, dash=dash)
        canvas.dot(left + 10, y1, 3.5, fill=stroke)
        canvas.dot(right - 10, y2, 3.5, fill=stroke)
        canvas.text(left, y1 + 4, f"{row.label} {row.before}", size=12, anchor="end")
        canvas.text(right, y2 + 4, f"{row.after} {row.label}", size=12)
    table = [(row.label, str(row.before), str(row.after), f"{row.before - row.after:+d}") for row in rows]
    return canvas.finish(name, title, subtitle, alternative, header, table)

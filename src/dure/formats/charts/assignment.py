"""Who judged with whom: judges in a circle, joined where they marked the same entries."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dure.formats.charts.canvas import INK, SERIES, SOFT, Anchor, Canvas, Chart

_DENSE = 60
"""Lines: beyond, they are drawn fine, so that the strong ones stand out."""


@dataclass(frozen=True, slots=True)
class Judge:
    """One judge: how many entries were marked, and which connected part of the graph (from 0) it belongs to."""

    name: str
    marks: int
    part: int


@dataclass(frozen=True, slots=True)
class Shared:
    """Two judges, by position, and how many entries both marked."""

    first: int
    second: int
    entries: int


def assignment_graph(  # noqa: PLR0913  # a chart's data and words
    name: str,
    judges: Sequence[Judge],
    shared: Sequence[Shared],
    *,
    title: str,
    subtitle: str,
    alternative: str,
    header: Sequence[str],
    part_word: str,
    key: str,
    width: float = 760,
) -> Chart:
    """Draw judges round a circle; a line's width is the number of shared entries, colour and number name the part.

    ``key`` stands below; ``{least}`` and ``{most}`` in it become the numbers of the thinnest and the thickest line.
    """
    centre, radius = width / 2, width / 2 - 110
    canvas = Canvas(width, width - 92)
    middle = radius + 44
    most = max((pair.entries for pair in shared), default=1)
    least = min((pair.entries for pair in shared), default=1)
    is_dense = len(shared) > _DENSE
    largest = max(judge.marks for judge in judges)
    spots = []
    for number in range(len(judges)):
        angle = 2 * math.pi * number / len(judges) - math.pi / 2
        spots.append((centre + radius * math.cos(angle), middle + radius * math.sin(angle), angle))
    for pair in sorted(shared, key=lambda pair: pair.entries):
        x1, y1, _ = spots[pair.first]
        x2, y2, _ = spots[pair.second]
        strength = (pair.entries - least) / (most - least) if most > least else 1.0
        shade = round(222 - 150 * strength) if is_dense else round(150 - 80 * strength)
        line = (0.5 + 2.5 * strength**2) if is_dense else 1 + 3.5 * strength
        canvas.line(x1, y1, x2, y2, stroke=f"#{shade:02x}{shade + 4:02x}{shade + 8:02x}", width=line)
    several = len({judge.part for judge in judges}) > 1
    for judge, (x, y, angle) in zip(judges, spots, strict=True):
        canvas.dot(x, y, 6 + 8 * math.sqrt(judge.marks / largest), fill=SERIES[judge.part % len(SERIES)], stroke=INK)
        if several:
            canvas.text(x, y + 4.5, str(judge.part + 1), size=12, anchor="middle", fill="#ffffff", bold=True)
        out_x, out_y = x + 26 * math.cos(angle), y + 26 * math.sin(angle)
        side = math.cos(angle)
        anchor: Anchor = "start" if side > 0.2 else "end" if side < -0.2 else "middle"  # noqa: PLR2004  # nearly straight up or down
        canvas.text(out_x, out_y + 4.5, f"{judge.name} ({judge.marks})", size=12.5, anchor=anchor)
    canvas.text(24, canvas.height - 14, key.format(least=least, most=most), size=12.5, fill=SOFT)
    together = dict.fromkeys(range(len(judges)), 0)
    for pair in shared:
        together[pair.first] += 1
        together[pair.second] += 1
    table = [
        (judge.name, str(judge.marks), str(together[number]), f"{part_word} {judge.part + 1}")
        for number, judge in enumerate(judges)
    ]
    return canvas.finish(name, title, subtitle, alternative, header, table)

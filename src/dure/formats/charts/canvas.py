"""The sheet a chart is drawn on: a few shapes, text that keeps its place, and the finished picture."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Final, Literal

INK: Final = "#1e2124"
SOFT: Final = "#58616a"
GRID: Final = "#d8dce0"
BLUE: Final = "#0072b2"
ORANGE: Final = "#d55e00"
GREEN: Final = "#009e73"
SKY: Final = "#56b4e9"
YELLOW: Final = "#f0e442"
PURPLE: Final = "#aa4499"
SERIES: Final = (BLUE, ORANGE, GREEN, PURPLE, SKY, YELLOW)
STEPS: Final = ("#16437e", "#4b99de", "#b9dcf9", "#eef1f4")
"""From the best grade down: one hue, so that lightness alone tells the order."""

_FONTS = "Pretendard GOV, Pretendard, Apple SD Gothic Neo, Noto Sans KR, Noto Sans CJK KR, sans-serif"
_HEAD = 84
_MARGIN = 24
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Chart:
    """A finished picture: its SVG, the sentence that stands for it, and its data as a table."""

    name: str
    title: str
    alternative: str
    svg: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def text_width(text: str, size: float) -> float:
    """Estimate a text's width: a wide character (Hangul) is an em, a narrow one 0.56."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return size * (wide + 0.56 * (len(text) - wide))


def shown(value: float, places: int = 1) -> str:
    """Write a number with at most that many places, without trailing zeros.

    >>> shown(12.0), shown(-0.04), shown(3.25, 2)
    ('12', '0', '3.25')
    """
    text = f"{value:.{places}f}".rstrip("0").rstrip(".") if places else f"{value:.0f}"
    return "0" if text in ("-0", "") else text


def ticks(low: float, high: float, wanted: int = 6) -> list[float]:
    """Return round positions on an axis.

    >>> ticks(0, 43), ticks(0, 0.35)
    ([0.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 35.0, 40.0], [0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35])
    """
    span = high - low or 1.0
    step = 10.0 ** len(str(int(span)))
    for divisor in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000):
        if span / (step / divisor) >= wanted - 1:
            step /= divisor
            break
    first = -(-low // step) * step
    count = int((high - first) / step + 1e-9) + 1
    return [round(first + number * step, 10) for number in range(count)]


@dataclass
class Canvas:
    """Shapes gathered for one picture; y runs down from under the heading."""

    width: float
    height: float
    parts: list[str] = field(default_factory=list)

    def text(  # noqa: PLR0913  # what a text needs
        self,
        x: float,
        y: float,
        content: str,
        *,
        size: float = 13,
        anchor: Anchor = "start",
        fill: str = INK,
        bold: bool = False,
    ) -> None:
        """Write a line of text; y is its baseline."""
        weight = ' font-weight="700"' if bold else ""
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}" fill="{fill}"{weight}>'
            f"{escape(content)}</text>"
        )

    def line(  # noqa: PLR0913  # what a line needs
        self, x1: float, y1: float, x2: float, y2: float, *, stroke: str = GRID, width: float = 1, dash: str = ""
    ) -> None:
        """Draw a line."""
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
            f'stroke="{stroke}" stroke-width="{width:g}"{dashed}/>'
        )

    def box(  # noqa: PLR0913  # what a box needs
        self, x: float, y: float, width: float, height: float, *, fill: str, stroke: str = "", title: str = ""
    ) -> None:
        """Draw a rectangle, with a tooltip if it has a title."""
        edge = f' stroke="{stroke}"' if stroke else ""
        inside = f"<title>{escape(title)}</title>" if title else ""
        self.parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{height:.1f}" '
            f'fill="{fill}"{edge}>{inside}</rect>'
        )

    def dot(self, x: float, y: float, radius: float, *, fill: str, stroke: str = "#ffffff") -> None:  # a dot
        """Draw a circle."""
        self.parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{fill}" stroke="{stroke}" stroke-width="1.5"/>'
        )

    def diamond(self, x: float, y: float, radius: float, *, fill: str) -> None:
        """Draw a diamond."""
        points = f"{x:.1f},{y - radius:.1f} {x + radius:.1f},{y:.1f} {x:.1f},{y + radius:.1f} {x - radius:.1f},{y:.1f}"
        self.parts.append(f'<polygon points="{points}" fill="{fill}" stroke="#ffffff" stroke-width="1.5"/>')

    def finish(  # noqa: PLR0913, PLR0917  # the parts of a picture
        self,
        name: str,
        title: str,
        subtitle: str,
        alternative: str,
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
    ) -> Chart:
        """Set what was drawn under its title; title and alternative are in the SVG for screen readers."""
        height = self.height + _HEAD
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="t d" width="{self.width:g}" '
            f'height="{height:g}" viewBox="0 0 {self.width:g} {height:g}" font-family="{_FONTS}">'
            f'<title id="t">{escape(title)}</title><desc id="d">{escape(alternative)}</desc>'
            '<defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" '
            'patternTransform="rotate(45)"><rect width="7" height="7" fill="#ffffff"/>'
            f'<path d="M0 0V7" stroke="{ORANGE}" stroke-width="5"/></pattern></defs>'
            f'<rect width="100%" height="100%" fill="#ffffff"/>'
            f'<text x="{_MARGIN}" y="38" font-size="21" font-weight="700" fill="{INK}">{escape(title)}</text>'
            f'<text x="{_MARGIN}" y="62" font-size="13.5" fill="{SOFT}">{escape(subtitle)}</text>'
            f'<g transform="translate(0 {_HEAD})">{"".join(self.parts)}</g></svg>\n'
        )
        return Chart(name, title, alternative, svg, tuple(header), tuple(tuple(row) for row in rows))

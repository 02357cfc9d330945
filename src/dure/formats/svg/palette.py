"""Shades of one hue, told apart by lightness alone.

The ramps were computed in OKLCH (hue 240° to 260°, chroma below .135) for even steps of WCAG contrast from white to
16:1. With one to three classes each step is about 2.5:1 or more, with four or five about 1.7:1, which is why every map
carries its numbers too. Lightness falls steadily, so the order survives colour blindness and a grey printer.
"""

from __future__ import annotations

from typing import Final

_RAMPS: Final = {
    1: ("#2872bb",),
    2: ("#4b99de", "#16437e"),
    3: ("#5faaea", "#1f61a7", "#0c2246"),
    4: ("#83c5fb", "#4290d7", "#1b589c", "#0c2246"),
    5: ("#90cdff", "#529ee2", "#2872bb", "#174986", "#0b2144"),
}
ZERO: Final = "#ffffff"
NO_DATA: Final = "#e6e8ea"
LINE: Final = "#6d7882"
INK: Final = "#1e2124"
_PAPER: Final = "#ffffff"


def shades(classes: int) -> tuple[str, ...]:
    """Return the fills of levels 0 (none) to ``classes``, lightest first; at most five classes beside zero.

    >>> shades(2)
    ('#ffffff', '#4b99de', '#16437e')
    """
    return (ZERO, *_RAMPS[classes]) if classes else (ZERO,)


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004  # sRGB's own constants


def luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.2) of a colour written #rrggbb: 0 is black, 1 white."""
    red, green, blue = (_linear(int(colour[start : start + 2], 16)) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast ratio of two colours, 1 to 21.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def ink_on(fill: str) -> str:
    """Return the text colour, dark or white, that reads better on a fill.

    >>> ink_on("#90cdff"), ink_on("#0b2144")
    ('#1e2124', '#ffffff')
    """
    return max(INK, _PAPER, key=lambda ink: contrast(ink, fill))

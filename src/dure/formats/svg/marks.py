"""What a map is made of, whichever way it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle: left, top, width, height."""

    x: int
    y: int
    width: int
    height: int

    @property
    def view(self) -> str:
        """The box as a viewBox."""
        return f"{self.x} {self.y} {self.width} {self.height}"

    def meets(self, other: Box) -> bool:
        """Tell whether the two share more than a side."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def grown(self, margin: int) -> Box:
        """Return the box with a margin on each side."""
        return Box(self.x - margin, self.y - margin, self.width + 2 * margin, self.height + 2 * margin)


@dataclass(frozen=True, slots=True)
class Mark:
    """One place: the key of its shape, what it says and how it is filled.

    ``title`` is the whole accessible name. ``fill`` None means no data (hatched). ``number`` and ``name`` are printed
    where there is room; ``address`` None draws the place without a link.
    """

    key: str
    title: str
    fill: str | None
    number: str = ""
    name: str = ""
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The places of one province, which the arrow keys stay within; a faded group is background only."""

    key: str
    name: str
    marks: tuple[Mark, ...]
    is_faded: bool = False


def hatch(width: int) -> str:
    """Return the pattern of "no data", with stripes ``width`` units apart."""
    return (
        f'<pattern id="hatch" width="{width}" height="{width}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="{width}" height="{width}" fill="#f4f5f6"/>'
        f'<path d="M0 0V{width}" stroke="#6d7882" stroke-width="{max(width // 3, 1)}"/></pattern>'
    )


def fill_of(mark: Mark) -> str:
    """Return the value of the mark's fill attribute."""
    return mark.fill or "url(#hatch)"


def linked(mark: Mark, inside: str, attributes: str = "", *, is_first: bool = False) -> str:
    """Wrap a mark's drawing in its link and name; only the first of a map is a stop of the Tab key."""
    if mark.address is None:
        return f"<g{attributes}><title>{escape(mark.title)}</title>{inside}</g>"
    stop = "" if is_first else ' tabindex="-1"'
    return (
        f'<a href="{escape(mark.address)}" class="place"{stop}{attributes}>'
        f"<title>{escape(mark.title)}</title>{inside}</a>"
    )

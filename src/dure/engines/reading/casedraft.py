"""What the case finders agree on: a title's span with what stands around it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dure.engines.reading.document import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A name of an institution in the text, resolved; ``name`` is None where it stays ambiguous."""

    start: int
    end: int
    surface: str
    name: str | None
    code: str | None
    kind: str  # government, subunit, organisation, institution, office, hall, council, head, anaphor
    tail: str


BODIES: Final = frozenset({"institution", "organisation"})
"""The kinds of places that are bodies of their own, by their own name."""


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """A case's title, and the spans of its field, grade and owner where the page gives them.

    ``group`` numbers the list a title stands in: two titles of one list are never the same case.
    """

    start: int
    end: int
    group: int
    rule: str
    confidence: float
    field: str | None = None
    field_span: Span | None = None
    grade: str | None = None
    grade_span: Span | None = None
    owner: Place | None = None
    again: tuple[Span, ...] = ()  # the same title, word for word, further on

    def having(self, **changes: object) -> CaseDraft:
        """Return the draft with some of its columns changed."""
        return replace(self, **changes)  # type: ignore[arg-type]  # the keys are columns, checked by tests


def overlaps(start: int, end: int, drafts: Iterable[CaseDraft]) -> bool:
    """Tell whether a stretch shares characters with one of the drafts."""
    return any(draft.start < end and start < draft.end for draft in drafts)


class Taken:
    """Which code points of a page titles or names hold: asked thousands of times on a long page."""

    def __init__(self, length: int, held: Iterable[CaseDraft | Place] = ()) -> None:
        self._held = bytearray(length)
        for one in held:
            self.add(one)

    def add(self, one: CaseDraft | Place) -> None:
        """Mark the code points of a title or name."""
        self._held[one.start : one.end] = b"\1" * (one.end - one.start)

    def across(self, start: int, end: int) -> bool:
        """Tell whether a stretch shares code points with one of them."""
        return self._held.find(1, start, end) >= 0


def place_at(places: Sequence[Place], start: int, end: int) -> Place | None:
    """Return the first name that begins in ``start`` to ``end``; names are in order, as `locate` returns them."""
    position = bisect_left(places, start, key=_start)
    return places[position] if position < len(places) and places[position].start < end else None


def places_in(places: Sequence[Place], start: int, end: int) -> list[Place]:
    """Return the names that lie in ``start`` to ``end``; names are in order, so that a long page stays quick."""
    first, after = bisect_left(places, start, key=_start), bisect_left(places, end, key=_start)
    return [place for place in places[first:after] if place.end <= end]


def _start(place: Place) -> int:
    return place.start

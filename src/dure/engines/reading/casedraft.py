"""What the case finders agree on: a title's span with what stands around it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

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

    def having(self, **changes: object) -> CaseDraft:
        """Return the draft with some of its columns changed."""
        return replace(self, **changes)  # type: ignore[arg-type]  # the keys are columns, checked by tests


def place_at(places: Sequence[Place], start: int, end: int) -> Place | None:
    """Return the first name that begins in ``start`` to ``end``."""
    return next((place for place in places if start <= place.start < end), None)


def places_in(places: Sequence[Place], start: int, end: int) -> list[Place]:
    """Return the names that lie in ``start`` to ``end``."""
    return [place for place in places if start <= place.start and place.end <= end]

"""Which governments stand on the map of a day, and where the cases of all others belong.

Names, borders and successions are facts of law, read from ``dure.data.governments``, the files that the tables are
loaded from; so the map costs no query for them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from dure.data import governments as data

if TYPE_CHECKING:
    from collections.abc import Mapping

EARLIEST_DATE: Final = date(2001, 1, 1)
_LATEST_DRAWING: Final = data.LATEST_REFORM_DATE
OLD_DRAWING_DATE: Final = date(2026, 6, 30)


@dataclass(frozen=True, slots=True)
class Place:
    """A government in law on the day of the map. One without basic governments stands on both layers."""

    lineage: str
    name: str
    full_name: str
    short_name: str
    kind: str
    province: str
    province_name: str
    is_province: bool
    population: int | None
    population_year: int | None
    population_source: str | None


class Fate(Enum):
    """What the day of the map makes of a lineage that is not in law on it."""

    MERGED = "merged"
    SPLIT = "split"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Absent:
    """A lineage not in law on the day: merged into one place, split among several, or not yet there."""

    lineage: str
    name: str
    fate: Fate
    places: tuple[str, ...]
    is_province: bool


@dataclass(frozen=True, slots=True)
class Places:
    """All lineages as one day sees them; ``drawing_date`` is the day whose borders are drawn.

    ``shapes`` gives the lineage of each basic or single-tier shape of the drawing, ``province_shapes`` of each
    province; ``basics`` lists the places of the layer of cities, counties and districts.
    """

    day: date
    drawing_date: date
    places: Mapping[str, Place]
    absent: Mapping[str, Absent]
    basics: tuple[Place, ...]
    provinces: tuple[Place, ...]
    shapes: Mapping[str, str]
    province_shapes: Mapping[str, str]
    shape_provinces: Mapping[str, str]
    shape_names: Mapping[str, str]


@lru_cache(maxsize=1)
def english_names() -> Mapping[str, str]:
    """Return the English name of every lineage, for words that cannot be marked as Korean (the titles of shapes)."""
    return {row.lineage: row.name_en for row in data.governments()}


@lru_cache(maxsize=64)
def places_on(day: date | None = None) -> Places:
    """Return the places of a day, of the newest list without one. The 227 boundaries are drawn since 2026-07-01.

    Earlier days are drawn with the borders of 2026-06-30, the only older ones we have.
    """
    when = day or _LATEST_DRAWING
    drawing = _LATEST_DRAWING if when >= _LATEST_DRAWING else OLD_DRAWING_DATE
    in_law = {row.lineage: row for row in data.governments_on(when)}
    names = {row.lineage: row.name for row in in_law.values()}
    places = {
        row.lineage: Place(
            lineage=row.lineage,
            name=row.name,
            full_name=row.full_name,
            short_name=row.short_name,
            kind=row.kind,
            province=row.parent_lineage or row.lineage,
            province_name=names[row.parent_lineage or row.lineage],
            is_province=row.tier == "metropolitan",
            population=row.population,
            population_year=row.population_year,
            population_source=row.population_source,
        )
        for row in in_law.values()
    }
    with_basics = {place.province for place in places.values() if not place.is_province}
    drawn = {row.code: row for row in data.governments_on(drawing) if row.code}
    outlines = data.boundaries(drawing)
    shapes = {code: drawn[code].lineage for code in outlines.basic}
    shapes |= {code: drawn[code[:2]].lineage for code in outlines.single_tier}
    drawn_rows = {row.lineage: row for row in drawn.values()}
    return Places(
        day=when,
        drawing_date=drawing,
        places=places,
        absent=_absent(when, set(places)),
        basics=tuple(p for p in places.values() if not p.is_province or p.lineage not in with_basics),
        provinces=tuple(p for p in places.values() if p.is_province),
        shapes=shapes,
        province_shapes={code: drawn[code].lineage for code in outlines.metropolitan},
        shape_provinces={
            code: places[lineage].province
            if lineage in places
            else drawn_rows[lineage].parent_lineage or drawn_rows[lineage].lineage
            for code, lineage in shapes.items()
        },
        shape_names={lineage: row.name for lineage, row in drawn_rows.items()},
    )


def _absent(day: date, in_law: set[str]) -> dict[str, Absent]:
    """Return the fate of every lineage that is not in law on the day."""
    last = {row.lineage: row for row in data.governments()}
    heirs: defaultdict[str, list[str]] = defaultdict(list)
    for step in data.successions():
        if step.old != step.new and step.effective_date <= day:
            heirs[step.old].append(step.new)

    def final(lineage: str) -> set[str]:
        return {lineage} if lineage in in_law else {place for heir in heirs[lineage] for place in final(heir)}

    absent = {}
    for lineage, row in last.items():
        if lineage in in_law:
            continue
        places = tuple(sorted(final(lineage)))
        fate = Fate.LATER if not places else Fate.MERGED if len(places) == 1 else Fate.SPLIT
        absent[lineage] = Absent(lineage, row.full_name, fate, places, is_province=row.tier == "metropolitan")
    return absent

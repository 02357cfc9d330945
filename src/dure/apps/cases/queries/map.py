"""Counts of published cases by government, for the map and the home page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Prefetch, Q

from dure.apps.cases.choices import CaseState, MapSort, Measure
from dure.apps.cases.models import Award, Case, CaseOwner, Field
from dure.apps.cases.queries.places import Absent, Fate, Place, Places, places_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ANY_AWARD: Final = "any"
STANDARD_TAXONOMY: Final = "dure"
RATE_BASE: Final = 100_000
_GRADES_OFFERED = 12
_NOTHING: Final[frozenset[int]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFilters:
    """What is counted and on which list of governments; an empty value leaves that side open.

    ``field`` is a key of the standard taxonomy, ``award`` a grade or ``any``, ``as_of`` the day whose governments stand
    on the map (it chooses no cases), ``province`` the lineage that the map closes in on.
    """

    year_from: int | None = None
    year_to: int | None = None
    field: str = ""
    award: str = ""
    measure: Measure = Measure.COUNT
    is_province_layer: bool = False
    as_of: date | None = None
    province: str = ""


@dataclass(frozen=True, slots=True)
class Predecessor:
    """A government that ended before the day of the map, with its own cases; ``is_counted`` unless it was split."""

    lineage: str
    name: str
    count: int
    is_counted: bool
    shared_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """A place with its cases.

    ``count`` holds its own cases and those of governments merged into it, each case once; ``institution_count`` is how
    many of them only its institutions own. ``within_count`` (provinces) are the cases of the governments inside, with
    those of split ones whose heirs all lie inside. ``rank`` is 1 + the number of places with strictly more, None at 0.
    """

    place: Place
    count: int
    institution_count: int
    predecessors: tuple[Predecessor, ...]
    within_count: int | None
    rate: Fraction | None
    rank: int | None = None

    def value(self, measure: Measure) -> int | None:
        """Return what the colour shows: cases, or hundredths of cases per 100,000 people (at least 1 unless none)."""
        if measure == Measure.COUNT:
            return self.count
        if self.rate is None:
            return None
        return max(round(self.rate * 100), 1) if self.count else 0


@dataclass(frozen=True, slots=True)
class MapData:
    """The map of one layer: ``rows`` in the order of the official codes.

    ``total`` counts each case once, also those of split predecessors, which stand with no place; with a province
    chosen it counts, as ``shown`` lists, that province alone. ``later`` are governments founded after the day, whose
    cases are not on this map.
    """

    filters: MapFilters
    places: Places
    rows: tuple[PlaceCount, ...]
    total: int
    split: tuple[Predecessor, ...]
    later: tuple[Predecessor, ...]

    @property
    def by_lineage(self) -> dict[str, PlaceCount]:
        """The rows by lineage."""
        return {row.place.lineage: row for row in self.rows}

    @property
    def shown(self) -> tuple[PlaceCount, ...]:
        """The rows of the chosen province, or all."""
        province = self.filters.province
        return tuple(row for row in self.rows if not province or row.place.province == province)

    @property
    def covered(self) -> int:
        """How many governments have a case."""
        return sum(1 for row in self.shown if row.count)

    @property
    def undrawn(self) -> tuple[PlaceCount, ...]:
        """Governments in law on the day that the drawing has no outline for."""
        shapes = self.places.province_shapes if self.filters.is_province_layer else self.places.shapes
        drawn = set(shapes.values())
        return tuple(row for row in self.shown if row.place.lineage not in drawn)

    def ranked(self) -> list[PlaceCount]:
        """Return the shown rows with a rank (among all), best first, equal ones in the order of codes."""
        return sorted((row for row in self.shown if row.rank), key=lambda row: row.rank or 0)

    def population_sources(self) -> list[str]:
        """Return the sources, each with its date, of the populations in use."""
        return sorted({row.place.population_source for row in self.rows if row.place.population_source})


@dataclass(frozen=True, slots=True)
class MapChoices:
    """What the filters offer: years that occur, standard fields, grades that occur, most frequent first."""

    years: range
    fields: tuple[tuple[str, str], ...]
    grades: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HomeSummary:
    """What the first page shows; the totals hold the cases of provinces too, which the map of the others leaves out."""

    map: MapData
    total: int
    governments: int
    newest: tuple[Case, ...]
    fields: Sequence[Field]
    awards: tuple[Award, ...]


def published_owners(filters: MapFilters) -> Q:
    """Return the condition on owners of cases that the filters leave."""
    chosen = Q(case__state=CaseState.PUBLISHED)
    if filters.year_from is not None:
        chosen &= Q(case__year__gte=filters.year_from)
    if filters.year_to is not None:
        chosen &= Q(case__year__lte=filters.year_to)
    if filters.field:
        chosen &= Q(case__standard_field_id=filters.field)
    if filters.award:
        awards = Award.objects.filter(case_id=OuterRef("case_id"))
        chosen &= Q(Exists(awards if filters.award == ANY_AWARD else awards.filter(grade=filters.award)))
    return chosen


def map_values(filters: MapFilters) -> MapData:
    """Count the cases of each place on the layer, in one query.

    The query returns case numbers, not counts: a case of two merged governments, or of a city and its province, must
    count once where both are added up, and only sets know that.
    """
    cases, direct = _cases_by_lineage(filters)
    places = places_on(filters.as_of)
    return _counted(filters, places, cases, direct)


def _cases_by_lineage(filters: MapFilters) -> tuple[dict[str, frozenset[int]], dict[str, frozenset[int]]]:
    """Return all cases of each lineage, and those it owns itself rather than through an institution."""
    found = (
        CaseOwner.objects.filter(published_owners(filters))
        .order_by()
        .values_list("government_id")
        .annotate(
            all_cases=ArrayAgg("case_id"),
            direct_cases=ArrayAgg("case_id", filter=Q(institution__isnull=True), default=[]),
        )
    )
    cases, direct = {}, {}
    for lineage, all_cases, direct_cases in found:
        cases[lineage], direct[lineage] = frozenset(all_cases), frozenset(direct_cases)
    return cases, direct


def _counted(
    filters: MapFilters,
    places: Places,
    cases: Mapping[str, frozenset[int]],
    direct: Mapping[str, frozenset[int]],
) -> MapData:
    wanted = places.provinces if filters.is_province_layer else places.basics
    on_layer = {place.lineage for place in wanted}
    merged: defaultdict[str, list[Absent]] = defaultdict(list)
    split: defaultdict[str, list[Absent]] = defaultdict(list)
    for absent in places.absent.values():
        # A basic government that a province took over stands with the basic ones, never among the province's own.
        if absent.lineage not in cases or (filters.is_province_layer and not absent.is_province):
            continue
        for target in absent.places:
            if target in on_layer:
                (merged if absent.fate is Fate.MERGED else split)[target].append(absent)
    within = _within(places, cases) if filters.is_province_layer else {}
    rows = []
    everything: set[int] = set()
    for place in wanted:
        lineages = [place.lineage, *(absent.lineage for absent in merged[place.lineage])]
        own = frozenset[int]().union(*(cases.get(lineage, _NOTHING) for lineage in lineages))
        own_direct = frozenset[int]().union(*(direct.get(lineage, _NOTHING) for lineage in lineages))
        if filters.province in {"", place.province}:
            everything |= own
        rows.append(
            PlaceCount(
                place=place,
                count=len(own),
                institution_count=len(own - own_direct),
                predecessors=tuple(
                    _predecessor(absent, places, cases, apart_from=place.lineage)
                    for absent in (*merged[place.lineage], *split[place.lineage])
                ),
                within_count=len(within.get(place.lineage, ())) if filters.is_province_layer else None,
                rate=Fraction(len(own) * RATE_BASE, place.population) if place.population else None,
            )
        )
    divided = {
        absent.lineage: absent
        for heir, ended in split.items()
        for absent in ended
        if filters.province in {"", places.places[heir].province}
    }
    for lineage in divided:
        everything |= cases[lineage]
    later = [
        absent
        for absent in places.absent.values()
        if absent.fate is Fate.LATER
        and absent.lineage in cases
        and (absent.is_province or not filters.is_province_layer)
    ]
    return MapData(
        filters=filters,
        places=places,
        rows=_with_ranks(rows, filters.measure),
        total=len(everything),
        split=tuple(_predecessor(absent, places, cases) for absent in divided.values()),
        later=tuple(_predecessor(absent, places, cases) for absent in later),
    )


def _within(places: Places, cases: Mapping[str, frozenset[int]]) -> dict[str, set[int]]:
    """Return the cases of the basic governments inside each province, today's and those that ended there."""
    within: defaultdict[str, set[int]] = defaultdict(set)
    for lineage, owned in cases.items():
        place, absent = places.places.get(lineage), places.absent.get(lineage)
        if place and not place.is_province:
            within[place.province] |= owned
        elif absent and not absent.is_province:
            provinces = {places.places[heir].province for heir in absent.places}
            if len(provinces) == 1:
                within[provinces.pop()] |= owned
    return within


def _predecessor(
    absent: Absent, places: Places, cases: Mapping[str, frozenset[int]], *, apart_from: str = ""
) -> Predecessor:
    heirs = tuple(places.places[lineage].name for lineage in absent.places if lineage != apart_from)
    return Predecessor(
        lineage=absent.lineage,
        name=absent.name,
        count=len(cases[absent.lineage]),
        is_counted=absent.fate is Fate.MERGED,
        shared_with=heirs if absent.fate is Fate.SPLIT else (),
    )


def _with_ranks(rows: Sequence[PlaceCount], measure: Measure) -> tuple[PlaceCount, ...]:
    """Give each row with cases its rank by the exact measure; equal rows share it and the next is skipped."""

    def exact(row: PlaceCount) -> Fraction | int:
        return row.count if measure == Measure.COUNT else row.rate or 0

    ordered = sorted((exact(row) for row in rows), reverse=True)
    first = {value: number for number, value in reversed(list(enumerate(ordered, start=1)))}
    return tuple(replace(row, rank=first[exact(row)]) if exact(row) else row for row in rows)


def map_choices() -> MapChoices:
    """Return what the map can be filtered by, in three queries."""
    years = Case.objects.filter(state=CaseState.PUBLISHED).aggregate(first=Min("year"), last=Max("year"))
    grades = (
        Award.objects.filter(case__state=CaseState.PUBLISHED)
        .order_by()
        .values_list("grade")
        .annotate(cases=Count("case_id", distinct=True))
        .order_by("-cases", "grade")[:_GRADES_OFFERED]
    )
    return MapChoices(
        years=range(years["first"], years["last"] + 1) if years["first"] else range(0),
        fields=tuple((field.key, field.shown_name) for field in Field.objects.filter(taxonomy_id=STANDARD_TAXONOMY)),
        grades=tuple(grade for grade, _ in grades),
    )


def home_summary(*, newest: int = 6, awards: int = 5) -> HomeSummary:
    """Return the map of all cases, the newest of them, the standard fields with ``case_count``, and recent awards."""
    everything = MapFilters()
    cases, direct = _cases_by_lineage(everything)
    owners = Prefetch("owners", CaseOwner.objects.select_related("government", "institution"))
    return HomeSummary(
        map=_counted(everything, places_on(), cases, direct),
        total=len(frozenset[int]().union(*cases.values())),
        governments=len(_present(places_on(), cases)),
        newest=tuple(
            Case.objects.filter(state=CaseState.PUBLISHED)
            .select_related("standard_field")
            .prefetch_related(owners)
            .order_by("-id")[:newest]
        ),
        fields=_fields_with_counts(),
        awards=tuple(
            Award.objects.filter(case__state=CaseState.PUBLISHED)
            .select_related("case")
            .order_by(F("year").desc(nulls_last=True), "-id")[:awards]
        ),
    )


def _present(places: Places, cases: Mapping[str, frozenset[int]]) -> set[str]:
    """Return the governments in law with a case of their own or of one merged into them."""
    merged = (places.absent[lineage] for lineage in cases if lineage in places.absent)
    heirs = {place for absent in merged if absent.fate is Fate.MERGED for place in absent.places}
    return heirs | (cases.keys() & places.places.keys())


def _fields_with_counts() -> list[Field]:
    return list(
        Field.objects.filter(taxonomy_id=STANDARD_TAXONOMY)
        .annotate(case_count=Count("cases", filter=Q(cases__state=CaseState.PUBLISHED)))
        .order_by("order")
    )


def in_order(rows: Iterable[PlaceCount], order: MapSort) -> list[PlaceCount]:
    """Sort the rows of the table; equal ones stay in the order of codes, unknown populations stand last."""
    listed = list(rows)
    if order == MapSort.NAME:
        return sorted(listed, key=lambda row: (row.place.province_name, row.place.name))
    if order == MapSort.RATE:
        return sorted(listed, key=lambda row: -(row.rate if row.rate is not None else Fraction(-1)))
    if order == MapSort.POPULATION:
        return sorted(listed, key=lambda row: -(row.place.population or 0))
    if order == MapSort.COUNT:
        return sorted(listed, key=lambda row: -row.count)
    return listed

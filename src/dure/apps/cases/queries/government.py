"""A government's own page: its cases by year and field, and where it lies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Count, Q, QuerySet

from dure.apps.cases.choices import CaseState
from dure.apps.cases.models import Case, CaseOwner, Field
from dure.apps.cases.queries.places import Fate, places_on
from dure.apps.governments import queries as governments
from dure.data import governments as data
from dure.formats import svg


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: what it counts, how many, how long it is of 100, and the search that lists them."""

    name: str
    count: int
    share: int
    search: str


@dataclass(frozen=True, slots=True)
class Forerunner:
    """A government that this one took the place of, wholly or in part, with its own cases."""

    code: str
    name: str
    count: int
    is_split: bool


@dataclass(frozen=True, slots=True)
class GovernmentCases:
    """What the registry holds of a government; ``members`` counts the cases of a province's cities and counties."""

    total: int
    institutions: int
    members: int
    by_year: tuple[Bar, ...]
    by_field: tuple[Bar, ...]
    forerunners: tuple[Forerunner, ...]


def cases_of(code: str) -> QuerySet[Case]:
    """Return the published cases that a government or an institution of its own has a share in, newest first."""
    return (
        Case.objects.filter(state=CaseState.PUBLISHED, owners__government_id=code)
        .distinct()
        .select_related("standard_field")
        .prefetch_related("owners__government", "owners__institution", "awards")
        .order_by("-year", "-id")
    )


def totals() -> dict[str, int]:
    """Return how many cases are published, and of how many governments."""
    return {
        "cases": Case.objects.filter(state=CaseState.PUBLISHED).count(),
        "governments": CaseOwner.objects.filter(case__state=CaseState.PUBLISHED)
        .values("government")
        .distinct()
        .count(),
    }


def _field_name(row: dict[str, Any]) -> str:
    """Return the name of a field in the language of the screen; empty where a case has none."""
    name, name_en = row["case__standard_field__name"] or "", row["case__standard_field__name_en"] or ""
    return Field(name=name, name_en=name_en).shown_name


def government_cases(code: str) -> GovernmentCases:
    """Return the numbers of a government's page, in a constant number of queries."""
    published = Q(case__state=CaseState.PUBLISHED)
    mine = CaseOwner.objects.filter(published, government_id=code)
    years = mine.values("case__year").annotate(number=Count("case", distinct=True)).order_by("case__year")
    fields = (
        mine.values("case__standard_field__key", "case__standard_field__name", "case__standard_field__name_en")
        .annotate(number=Count("case", distinct=True))
        .order_by("-number", "case__standard_field__name")
    )
    totals = mine.aggregate(
        total=Count("case", distinct=True),
        institutions=Count("case", filter=Q(institution__isnull=False), distinct=True),
    )
    members = CaseOwner.objects.filter(published, government__parent_id=code).aggregate(
        number=Count("case", distinct=True)
    )["number"]
    return GovernmentCases(
        total=totals["total"],
        institutions=totals["institutions"],
        members=members,
        by_year=_bars(
            [(str(row["case__year"] or ""), row["number"], f"year={row['case__year']}") for row in years], code
        ),
        by_field=_bars(
            [
                (
                    _field_name(row),
                    row["number"],
                    f"field={row['case__standard_field__key']}" if row["case__standard_field__key"] else "",
                )
                for row in fields
            ],
            code,
        ),
        forerunners=_forerunners(code),
    )


def _bars(rows: list[tuple[str, int, str]], code: str) -> tuple[Bar, ...]:
    most = max((count for _, count, _ in rows), default=1)
    return tuple(
        Bar(
            name=name,
            count=count,
            share=max(round(count * 100 / most), 2),
            search=f"region={code}&{query}" if query else "",
        )
        for name, count, query in rows
    )


def _forerunners(code: str) -> tuple[Forerunner, ...]:
    absent = [row for row in places_on().absent.values() if code in row.places and row.fate is not Fate.LATER]
    counted = dict(
        CaseOwner.objects.filter(case__state=CaseState.PUBLISHED, government_id__in=[row.lineage for row in absent])
        .values_list("government_id")
        .annotate(number=Count("case", distinct=True))
    )
    return tuple(
        Forerunner(code=row.lineage, name=row.name, count=counted.get(row.lineage, 0), is_split=row.fate is Fate.SPLIT)
        for row in absent
    )


@lru_cache(maxsize=512)
def locator(code: str, label: str) -> str:
    """Draw where a government lies in the country: its shape filled, a ring around it, the provinces behind.

    Returns:
        SVG text; empty where no boundary of it is known (it was gone before 2024).
    """
    where = governments.government(code)
    day = data.LATEST_REFORM_DATE if where.valid_to is None else where.valid_to
    try:
        borders = data.boundaries(day)
    except data.UnknownVintage:
        return ""
    shapes = {**borders.basic, **borders.single_tier, **borders.metropolitan}
    codes = {row.lineage: row.code for row in data.governments_on(day)}
    own = codes.get(code)
    if own is None or own not in shapes:
        return ""
    outlines = {key: svg.outline(shape.path) for key, shape in borders.metropolitan.items()}
    outlines["here"] = svg.outline(shapes[own].path, shapes[own].label)
    x, y, width, height = (round(float(part) * 10) for part in borders.view_box.split())
    background = svg.Group("all", "", tuple(svg.Mark(key, "", None) for key in borders.metropolitan), is_faded=True)
    here = svg.Group("here", label, (svg.Mark("here", label, "#0b50d0"),))
    return svg.choropleth([background, here], outlines, svg.Box(x, y, width, height), label=label)

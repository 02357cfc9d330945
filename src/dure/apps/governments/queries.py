"""Reading governments: as they are, as they were on a day, and how they became what they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from dure.apps.governments.models import Government, Institution, Period, Subunit, Succession


class UnknownGovernment(LookupError):
    """No government ever bore the code."""


@dataclass(frozen=True, slots=True)
class Province:
    """A metropolitan government and its basic ones, as they were on one day."""

    period: Period
    members: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step in a government's history, told from its own side."""

    date: date
    relation: str
    old_name: str
    new_name: str
    other: Government | None
    note: str


def in_law(day: date) -> Q:
    """Return the condition that a row's period contains the day."""
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=day)) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def periods_on(day: date) -> QuerySet[Period]:
    """Return the governments in law on a day, under the names they bore."""
    return Period.objects.filter(in_law(day)).select_related("government").order_by("code", "government_id")


def provinces_on(day: date, *, words: str = "", peer_group: str = "") -> tuple[Province, ...]:
    """Return the provinces of a day with their basic governments, those that match only.

    Args:
        day: the day whose list is wanted.
        words: part of a name; a province that matches keeps all its members.
        peer_group: 광역, 시, 군 or 구; empty for all.
    """
    rows = list(periods_on(day))
    members: dict[str, list[Period]] = {}
    for row in rows:
        if row.parent_id and (not peer_group or row.government.peer_group == peer_group):
            members.setdefault(row.parent_id, []).append(row)
    found = []
    for row in rows:
        if row.parent_id:
            continue
        mine = members.get(row.government_id, [])
        itself = words in row.full_name or words in row.government.short_name
        if words and not itself:
            mine = [member for member in mine if words in member.full_name]
        shown = (itself and peer_group in {"", "광역"}) or mine
        if shown:
            found.append(Province(period=row, members=tuple(mine)))
    return tuple(found)


def government(code: str) -> Government:
    """Return one government by its lineage's code or by any code it ever bore.

    Raises:
        UnknownGovernment: nobody bore the code.
    """
    found = Government.objects.select_related("parent").filter(code=code).first()
    if found is None:
        period = Period.objects.select_related("government__parent").filter(code=code).order_by("-valid_to").first()
        if period is None:
            raise UnknownGovernment(code)
        found = period.government
    return found


def history_of(subject: Government) -> tuple[Step, ...]:
    """Return what happened to a government and what it came from, oldest first."""
    rows = Succession.objects.filter(Q(old=subject) | Q(new=subject)).select_related("old", "new")
    return tuple(
        Step(
            date=row.effective_date,
            relation=row.get_relation_display(),
            old_name=row.old_name,
            new_name=row.new_name,
            other=None if row.old_id == row.new_id else (row.new if row.old_id == subject.pk else row.old),
            note=row.note,
        )
        for row in rows
    )


def periods_of(subject: Government) -> QuerySet[Period]:
    """Return the names, codes and provinces of a government through time."""
    return Period.objects.filter(government=subject).select_related("parent")


def institutions_of(subject: Government) -> QuerySet[Institution]:
    """Return the public institutions that a government owns or owned."""
    return Institution.objects.filter(owner=subject).order_by("valid_to", "name")


def subunits_of(subject: Government) -> QuerySet[Subunit]:
    """Return the ordinary districts and administrative cities of a government."""
    return Subunit.objects.filter(government=subject)


def members_of(subject: Government, day: date) -> QuerySet[Period]:
    """Return the basic governments of a province on a day."""
    return periods_on(day).filter(parent=subject)


def governments_by_code(codes: Iterable[str]) -> dict[str, Government]:
    """Return governments by their lineage's code; unknown codes are left out."""
    return Government.objects.select_related("parent").in_bulk(list(codes))


def institution_named(name: str, owner_code: str) -> Institution | None:
    """Return the institution of that owner and name."""
    return Institution.objects.filter(name=name, owner_id=owner_code).first()


def choosable_governments() -> QuerySet[Government]:
    """Return all governments, those in law first, for a list to choose from."""
    return Government.objects.select_related("parent").order_by(F("valid_to").desc(nulls_first=True), "code")


def institutions_by_key(keys: Iterable[str]) -> dict[str, Institution]:
    """Return institutions by their key; unknown keys are left out."""
    return Institution.objects.in_bulk(list(keys))


def choosable_institutions() -> QuerySet[Institution]:
    """Return the institutions that governments own, by owner and name, for a list to choose from."""
    return Institution.objects.exclude(owner=None).select_related("owner").order_by("owner__full_name", "name")


def institutions_called(names: Iterable[str]) -> dict[str, list[Institution]]:
    """Return, for each name, the institutions of governments that bear it; names nobody bears are left out."""
    found: dict[str, list[Institution]] = {}
    rows = Institution.objects.filter(name__in=list(names), owner__isnull=False).select_related("owner")
    for row in rows.order_by("key"):
        found.setdefault(row.name, []).append(row)
    return found

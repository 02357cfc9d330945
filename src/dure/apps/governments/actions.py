"""Loading the tables of governments: from the same files that the reader's gazetteer is built from."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Model

from dure.apps.audit.actions import record
from dure.apps.governments.models import Government, Institution, Period, Subunit, Succession
from dure.data import governments as data


def institution_key(owner: str | None, name: str, valid_from: date | None) -> str:
    """Return the key of an institution: owner, name and first year, since ministries come back under old names.

    >>> institution_key("48270", "밀양시시설관리공단", None)
    '48270:밀양시시설관리공단'
    """
    year = f":{valid_from.year}" if valid_from else ""
    return f"{owner or 'kr'}:{name}{year}"


@transaction.atomic
def load_governments() -> dict[str, int]:
    """Bring the tables up to the package's files; rows that pages gave (unlisted institutions) stay.

    Returns:
        How many rows each table has.
    """
    periods: dict[str, list[data.Government]] = defaultdict(list)
    for row in data.governments():
        periods[row.lineage].append(row)
    _save_governments(periods)
    Period.objects.all().delete()
    Period.objects.bulk_create(
        Period(
            government_id=row.lineage,
            code=row.code or "",
            name=row.name,
            full_name=row.full_name,
            kind=row.kind,
            parent_id=row.parent_lineage,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for rows in periods.values()
        for row in rows
    )
    _save_successions(periods)
    _save_institutions()
    Subunit.objects.all().delete()
    Subunit.objects.bulk_create(
        Subunit(code=row.code, name=row.name, kind=row.kind, government_id=row.lineage) for row in data.subunits()
    )
    counts = {
        model.__name__.lower(): model.objects.count()
        for model in (Government, Period, Succession, Institution, Subunit)
    }
    record(kind="governments.loaded", subject="governments", actor=None, payload=counts)
    return counts


def _save_governments(periods: dict[str, list[data.Government]]) -> None:
    rows = []
    for lineage, spans in periods.items():
        last = spans[-1]
        rows.append(
            Government(
                code=lineage,
                name=last.name,
                full_name=last.full_name,
                short_name=last.short_name,
                name_en=last.name_en,
                kind=last.kind,
                tier=last.tier,
                peer_group=last.peer_group,
                parent_id=last.parent_lineage,
                valid_from=spans[0].valid_from,
                valid_to=last.valid_to,
                population=last.population,
                population_year=last.population_year,
                population_source=last.population_source or "",
                longitude=last.longitude,
                latitude=last.latitude,
            )
        )
    rows.sort(key=lambda row: row.parent_id is not None)  # a parent stands before its children
    Government.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=_all_but_key(Government),
    )


def _all_but_key(model: type[Model]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if not field.primary_key]  # noqa: SLF001  # documented


def _save_successions(periods: dict[str, list[data.Government]]) -> None:
    Succession.objects.all().delete()

    def name_on(lineage: str, day: date) -> str:
        spans = periods[lineage]
        found = next((row for row in spans if row.in_law_on(day)), None)
        is_before = spans[0].valid_from is not None and day < spans[0].valid_from
        return (found or spans[0 if is_before else -1]).full_name

    Succession.objects.bulk_create(
        Succession(
            old_id=row.old,
            new_id=row.new,
            old_name=name_on(row.old, row.effective_date - timedelta(days=1)),
            new_name=name_on(row.new, row.effective_date),
            relation=row.relation,
            effective_date=row.effective_date,
            note=row.note,
        )
        for row in data.successions()
    )


def _save_institutions() -> None:
    rows = [
        Institution(
            key=institution_key(row.lineage, row.name, row.valid_from),
            name=row.name,
            kind=row.kind or "",
            owner_id=row.lineage,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            successor=row.successor or "",
            aliases=list(row.aliases),
        )
        for row in data.local_institutions()
    ]
    rows += [
        Institution(
            key=institution_key(None, row.name, row.valid_from),
            name=row.name,
            name_en=row.name_en or "",
            kind=row.kind,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            successor=row.successor or "",
            aliases=list(row.aliases),
        )
        for row in data.organisations()
    ]
    Institution.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=_all_but_key(Institution),
    )


@transaction.atomic
def add_institution(*, name: str, owner_code: str) -> Institution:
    """Return the institution of that owner and name, added as unlisted where a page is the first to name it."""
    listed = Institution.objects.filter(name=name, owner_id=owner_code).order_by("key").first()
    if listed:
        return listed
    made, is_new = Institution.objects.get_or_create(
        key=institution_key(owner_code, name, None),
        defaults={"name": name, "owner_id": owner_code, "kind": "", "is_listed": False},
    )
    if is_new:
        record(kind="governments.institution_added", subject=f"institution:{made.key}", actor=None, payload={})
    return made

"""Fields: loading the lists, and finding a case's place in its own list and in ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from dure.apps.audit.actions import record
from dure.apps.cases.actions.refusals import UnknownField
from dure.apps.cases.choices import FieldRule
from dure.apps.cases.models import Field, Taxonomy
from dure.data import taxonomies as data

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Placement:
    """A field in the case's own list, one in ours, and the rule that led from the first to the second."""

    field: Field | None = None
    standard: Field | None = None
    rule: str = ""


@transaction.atomic
def load_taxonomies() -> dict[str, int]:
    """Bring the lists of fields up to the package's files; a second run changes nothing.

    Returns:
        How many rows each table has.
    """
    Taxonomy.objects.bulk_create(
        [
            Taxonomy(key=row.key, name=row.name, maker=row.maker, year=row.year, year_to=row.year_to, source=row.source)
            for row in data.taxonomies()
        ],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["name", "maker", "year", "year_to", "source"],
    )
    Field.objects.bulk_create(
        [
            Field(
                key=row.key,
                taxonomy_id=taxonomy.key,
                name=row.name,
                name_en=row.name_en,
                definition=row.definition,
                aliases=list(row.aliases),
                standard_id=row.standard,
                order=order,
            )
            for taxonomy in data.taxonomies()
            for order, row in enumerate(taxonomy.fields)
        ],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["taxonomy", "name", "name_en", "definition", "aliases", "standard", "order"],
    )
    counts = {"taxonomies": Taxonomy.objects.count(), "fields": Field.objects.count()}
    record(kind="cases.taxonomies_loaded", subject="taxonomies", actor=None, payload=counts)
    return counts


def place(*, given: str, year: int | None, taxonomy: str, text: str, chosen: str = "") -> Placement:
    """Find a case's fields, by the first rule that gives an answer.

    1. `chosen`, the key of a standard field, as an editor says.
    2. `given` is the name or alias of a field in `taxonomy`, or else in a list in force in `year`, or else in any;
       where several lists have it, the case's own field is left open and ours is taken if they agree on it.
    3. The keywords of our own list in `given`, or in `text` where nothing was given.

    Raises:
        UnknownField: `chosen` is no field of ours.
    """
    matches = _named(given, year, taxonomy)
    own = matches[0] if len(matches) == 1 else None
    if chosen:
        standard = Field.objects.filter(taxonomy_id=data.STANDARD, pk=chosen).first()
        if standard is None:
            message = f"the standard taxonomy has no field {chosen!r}"
            raise UnknownField(message)
        return Placement(own, standard, FieldRule.EDITOR)
    agreed = {field.standard for field in matches if field.standard}
    if len(agreed) == 1:
        return Placement(own, agreed.pop(), FieldRule.TAXONOMY)
    ours = [field for field in matches if field.taxonomy_id == data.STANDARD]
    if ours:
        return Placement(None, ours[0], FieldRule.TAXONOMY)
    key = data.standard_field_by_keywords(given or text)
    found = Field.objects.filter(pk=key).first() if key else None
    return Placement(own, found, FieldRule.KEYWORD if found else "")


def _named(given: str, year: int | None, taxonomy: str) -> Sequence[Field]:
    """Return the fields that the name means, from the narrowest circle of lists that knows it."""
    if not given:
        return []
    bare = "".join(given.split())
    known = [
        field
        for field in Field.objects.select_related("standard", "taxonomy")
        if bare in {"".join(name.split()) for name in (field.name, *field.aliases)}
    ]
    circles = (
        [field for field in known if field.taxonomy_id == taxonomy],
        [field for field in known if year and _in_force(field.taxonomy, year)],
        known,
    )
    return next((circle for circle in circles if circle), [])


def _in_force(taxonomy: Taxonomy, year: int) -> bool:
    return taxonomy.year is not None and taxonomy.year <= year <= (taxonomy.year_to or taxonomy.year)

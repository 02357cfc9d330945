"""A case's history: what pghistory kept of its rows, put together again as the changes that people made."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from django.apps import apps

from dure.apps.accounts.queries import names_of
from dure.apps.cases.choices import FACT_NAMES, CaseState, ClaimStatus, FieldRule

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

_CASE: Final = (
    "title", "summary", "background", "content", "results", "year", "period_start", "period_end", "field_given",
    "field", "standard_field", "state", "merged_into",
)  # fmt: skip
_ROWS: Final = {  # the history of each kind of row, and what it shows of one
    "owners": ("CaseOwnerEvent", ("name_then", "department")),
    "figures": ("FigureEvent", ("label", "text", "as_of_date", "counted_by", "definition")),
    "claims": ("ClaimEvent", ("text", "status")),
    "awards": ("AwardEvent", ("event", "name", "grade", "organiser", "year")),
}
_CHOICES: Final[dict[str, Any]] = {"state": CaseState, "status": ClaimStatus, "field_rule": FieldRule}


@dataclass(frozen=True, slots=True)
class Change:
    """One fact before and after; an empty `before` is new, an empty `after` gone."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Revision:
    """What one action did to a case; `number` is the revision it led to, `action` the audit kind."""

    number: int
    at: datetime
    who: str
    action: str
    reason: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class _Event:
    kind: str
    label: str
    row: Any


def revisions_of(case_id: int) -> tuple[Revision, ...]:
    """Return the history of a case, newest first, in six queries however long it is."""
    events = sorted(_events(case_id), key=lambda event: event.row.pgh_created_at)
    seen: dict[tuple[str, int], dict[str, str]] = {}
    number = 0
    found = []
    people = names_of({event.row.pgh_context.metadata.get("user") for event in events if event.row.pgh_context})
    for _, group in groupby(events, key=lambda event: (event.row.pgh_created_at, event.row.pgh_context_id)):
        rows = list(group)
        context = rows[0].row.pgh_context
        said: dict[str, Any] = context.metadata if context else {}
        changes = [change for event in rows for change in _changes(event, seen)]
        number = max([number, *(event.row.revision for event in rows if event.kind == "case")])
        if changes:
            found.append(
                Revision(
                    number=number,
                    at=rows[0].row.pgh_created_at,
                    who=people.get(said.get("user"), ""),
                    action=said.get("action", ""),
                    reason=said.get("reason", ""),
                    changes=tuple(changes),
                )
            )
    return tuple(reversed(found))


def _events(case_id: int) -> Iterable[_Event]:
    model = apps.get_model("cases", "CaseEvent")
    for row in model.objects.filter(pgh_obj_id=case_id).select_related(
        "pgh_context", "field", "standard_field", "merged_into"
    ):
        yield _Event("case", row.pgh_label, row)
    for kind, (name, _) in _ROWS.items():
        rows = apps.get_model("cases", name).objects.filter(case_id=case_id)
        for row in rows.select_related("pgh_context"):
            yield _Event(kind, row.pgh_label, row)


def _changes(event: _Event, seen: dict[tuple[str, int], dict[str, str]]) -> list[Change]:
    key = (event.kind, event.row.pgh_obj_id)
    before = seen.get(key, {})
    if event.kind == "case":
        after = {name: _shown(event.row, name) for name in _CASE}
        seen[key] = after
        return [
            Change(str(FACT_NAMES[name]), before.get(name, ""), value)
            for name, value in after.items()
            if value != before.get(name, "") and not (name == "state" and not before)
        ]
    shown = " · ".join(value for name in _ROWS[event.kind][1] if (value := _shown(event.row, name)))
    after = {} if event.label == "delete" else {"": shown}
    seen[key] = after
    if before.get("", "") == after.get("", ""):
        return []
    return [Change(str(FACT_NAMES[event.kind]), before.get("", ""), after.get("", ""))]


def _shown(row: Any, name: str) -> str:
    value = getattr(row, name)
    if value is None:
        return ""
    if name in _CHOICES:
        return str(_CHOICES[name](value).label)
    return str(value)

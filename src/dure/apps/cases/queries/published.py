"""A case in the spelling whose digest the public log holds, so that a stranger can hold one against the other."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from typing import Any, Final

from dure.apps.cases.models import Case, Evidence
from dure.engines import ledger

_PLAIN: Final = ("title", "summary", "background", "content", "results", "year", "period_start", "period_end",
                 "field_given", "field_id", "standard_field_id", "field_rule", "revision")  # fmt: skip
_ROWS: Final = {
    "owners": ("government_id", "institution_id", "name_then", "department"),
    "figures": ("id", "label", "text", "number", "unit", "as_of_date", "counted_by", "definition", "source_id"),
    "claims": ("id", "text", "rank", "status", "source_id"),
    "awards": ("id", "grade", "name", "event", "organiser", "year", "amount_won", "source_id"),
    "sources": ("id", "document_sha256", "url", "title", "outlet", "published_date"),
}
_PROOF: Final = ("source_id", "fact", "start", "end", "quote", "rule")


def published_form(case: Case) -> bytes:
    """Return all that a case says, as it stands in the database, as canonical JSON (RFC 8785).

    Days are ISO 8601, decimals are strings: JSON has no exact number for them.
    """
    row = Case.objects.values(*_PLAIN).get(pk=case.pk)
    said: dict[str, Any] = {"case": case.pk, "v": 1, **{name: _spelled(value) for name, value in row.items()}}
    for name, columns in _ROWS.items():
        said[name] = _said(getattr(case, name).order_by("pk"), columns)
    said["evidence"] = _said(Evidence.objects.filter(source__case=case).order_by("pk"), _PROOF)
    return ledger.canonical(said)


def published_digest(case: Case) -> str:
    """Return the SHA-256 of a case's published form, in hexadecimal digits."""
    return hashlib.sha256(published_form(case)).hexdigest()


def _said(rows: Any, columns: tuple[str, ...]) -> list[dict[str, Any]]:
    return [dict(zip(columns, map(_spelled, row), strict=True)) for row in rows.values_list(*columns)]


def _spelled(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    return value

"""The open API of governments."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from dure.apps.governments import queries
from dure.apps.governments.schemas import GovernmentsOut

router = Router(tags=["governments"])


@router.get("/governments", response=GovernmentsOut, summary="지방정부 목록 · the list of governments on a day")
def governments(request: HttpRequest, as_of: date | None = None) -> dict[str, Any]:  # noqa: ARG001  # ninja's signature
    """Return the governments in law on a day since 2001, today without one."""
    day = as_of or timezone.localdate()
    rows = [
        {
            "code": row.government_id,
            "code_then": row.code or None,
            "name": row.name,
            "full_name": row.full_name,
            "name_en": row.government.name_en,
            "kind": row.kind,
            "peer_group": row.government.peer_group,
            "parent": row.parent_id,
            "valid_from": row.valid_from,
            "valid_to": row.valid_to,
        }
        for row in queries.periods_on(day)
    ]
    return {"as_of": day, "count": len(rows), "items": rows}

"""Telling the public record what became of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dure.apps.audit.actions import record
from dure.apps.cases.choices import CaseState
from dure.apps.cases.queries.published import published_digest

if TYPE_CHECKING:
    from dure.apps.accounts.models import User
    from dure.apps.cases.models import Case


def tell(case: Case, *, kind: str, actor: User | None, payload: dict[str, Any]) -> None:
    """Record a change of a case with its revision and, while it is published, the digest of all that it says now.

    Call it last in the transaction: the digest is that of the rows as they stand then.
    """
    said = {"published_sha256": published_digest(case)} if case.state == CaseState.PUBLISHED else {}
    record(kind=kind, subject=f"case:{case.pk}", actor=actor, payload={"revision": case.revision, **payload, **said})

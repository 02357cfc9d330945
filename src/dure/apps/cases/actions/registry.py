"""Registering a case, changing it, and taking it out of sight and back."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pghistory
from django.db import transaction

from dure.apps.audit.queries import may_be_recorded
from dure.apps.cases.actions import fields
from dure.apps.cases.actions.facts import LISTED_FACTS, PLAIN_FACTS, CaseChanges, CaseFacts
from dure.apps.cases.actions.index import index_cases
from dure.apps.cases.actions.refusals import (
    EditConflict,
    NoTitle,
    NotPublished,
    NotWithdrawn,
    PersonalTitle,
    ReasonMissing,
    UnknownFact,
)
from dure.apps.cases.actions.rows import add_rows, award_row, claim_row, figure_row, owner_rows
from dure.apps.cases.actions.telling import tell
from dure.apps.cases.choices import CaseState, ClaimStatus
from dure.apps.cases.models import Award, Case, CaseOwner, Claim, Evidence, Figure
from dure.apps.cases.rules import require_editor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dure.apps.accounts.models import User


@contextmanager
def changing(*, kind: str, actor: User | None, reason: str = "") -> Iterator[None]:
    """Open the one transaction of an action, with who, what and why beside each row of history.

    Raises:
        EditorsOnly: the actor may not change the registry.
    """
    require_editor(actor)
    who = {"user": actor.pk} if actor else {}
    with pghistory.context(**who, action=kind, reason=reason), transaction.atomic():
        yield


def opened(case_id: int, *, expected_revision: int | None = None) -> Case:
    """Return a case locked for the rest of the transaction.

    Raises:
        Case.DoesNotExist: there is none.
        NotPublished: it was withdrawn or merged.
        EditConflict: it is no longer at the expected revision.
    """
    case = Case.objects.select_for_update().get(pk=case_id)
    if case.state != CaseState.PUBLISHED:
        message = f"case {case_id} is {case.state}"
        raise NotPublished(message)
    if expected_revision is not None and case.revision != expected_revision:
        raise EditConflict(expected=expected_revision, actual=case.revision)
    return case


def because(reason: str) -> str:
    """Return a reason without blanks around it.

    Raises:
        ReasonMissing: nothing is left.
    """
    if not reason.strip():
        message = "a reason is needed"
        raise ReasonMissing(message)
    return reason.strip()


def put_in_place(case: Case, *, taxonomy: str = "", chosen: str = "") -> None:
    """Set a case's fields from what it says."""
    placement = fields.place(
        given=case.field_given,
        year=case.year,
        taxonomy=taxonomy,
        text=f"{case.title} {case.summary}",
        chosen=chosen,
    )
    case.field, case.standard_field, case.field_rule = placement.field, placement.standard, placement.rule


def finish(case: Case) -> None:
    """Save a changed case as its next revision and write its words anew."""
    case.revision += 1
    case.save()
    index_cases([case.pk])


def register_case(*, actor: User | None, facts: CaseFacts) -> Case:
    """Put a case into the registry, published, with its owners, figures, claims, awards, sources and evidence.

    Args:
        actor: an editor, or None for the system itself.
        facts: what is said of the case.

    Raises:
        EditorsOnly: the actor may not.
        NoTitle, PersonalTitle, NoOwner, OwnerTwice, UnknownGovernment, UnknownInstitution, UnknownFact, UnknownField:
            as named.
    """
    with changing(kind="cases.registered", actor=actor):
        case = Case(**{name: getattr(facts, name) for name in PLAIN_FACTS})
        case.title = _title(case.title)
        put_in_place(case, taxonomy=facts.taxonomy, chosen=facts.standard_field)
        owners = owner_rows(case, facts.owners)
        case.save()
        CaseOwner.objects.bulk_create(owners)
        add_rows(case, facts)
        index_cases([case.pk])
        tell(
            case,
            kind="cases.registered",
            actor=actor,
            payload={
                "title": case.title,
                "owners": [row.government_id for row in owners],
                "sources": len(facts.sources),
            },
        )
    return case


def _title(given: str) -> str:
    title = " ".join(given.split())
    if not title:
        message = "a case needs a title"
        raise NoTitle(message)
    if not may_be_recorded(title):
        message = "a title holds no e-mail address, resident or telephone number"
        raise PersonalTitle(message)
    return title


def revise_case(*, actor: User | None, case_id: int, changes: CaseChanges, reason: str, expected_revision: int) -> Case:
    """Change what a published case says.

    Evidence of facts that go, goes with them. Nothing is written when nothing differs.

    Args:
        actor: an editor, or None for the system itself.
        case_id: the case.
        changes: what is to be different.
        reason: why; it stands in the case's history.
        expected_revision: the revision that the editor saw.

    Raises:
        EditConflict: somebody else changed the case meanwhile.
        EditorsOnly, ReasonMissing, NotPublished, NoTitle, PersonalTitle, NoOwner, OwnerTwice, UnknownGovernment,
        UnknownInstitution, UnknownFact, UnknownField: as named.
    """
    with changing(kind="cases.revised", actor=actor, reason=because(reason)):
        case = opened(case_id, expected_revision=expected_revision)
        changed = _change_facts(case, changes)
        changed += _change_lists(case, changes)
        if changed:
            finish(case)
            tell(
                case,
                kind="cases.revised",
                actor=actor,
                payload={"changed": changed, "reason": because(reason)},
            )
    return case


def _change_facts(case: Case, changes: CaseChanges) -> list[str]:
    unknown = set(changes.facts) - set(PLAIN_FACTS)
    if unknown:
        message = f"a case has no {', '.join(sorted(unknown))}"
        raise UnknownFact(message)
    wanted = dict(changes.facts)
    if "title" in wanted:
        wanted["title"] = _title(wanted["title"])
    changed = [name for name in PLAIN_FACTS if name in wanted and getattr(case, name) != wanted[name]]
    for name in changed:
        setattr(case, name, wanted[name])
    before = (case.field_id, case.standard_field_id, case.field_rule)
    if changes.standard_field is not None or {"field_given", "year"} & set(changed):
        put_in_place(case, chosen=changes.standard_field or _still_chosen(case, changes))
    if (case.field_id, case.standard_field_id, case.field_rule) != before:
        changed.append("field")
    return changed


def _still_chosen(case: Case, changes: CaseChanges) -> str:
    """An editor's choice stays until another editor takes it back."""
    kept = changes.standard_field is None and case.field_rule == "editor"
    return case.standard_field_id or "" if kept else ""


def _change_lists(case: Case, changes: CaseChanges) -> list[str]:
    wanted: dict[str, list[Any] | None] = {
        "owners": None if changes.owners is None else owner_rows(case, changes.owners),
        "figures": _rows(case, changes.figures, figure_row),
        "claims": _rows(case, changes.claims, claim_row),
        "awards": _rows(case, changes.awards, award_row),
    }
    return [name for name in LISTED_FACTS if (rows := wanted[name]) is not None and _change_list(case, name, rows)]


def _rows(case: Case, facts: tuple[Any, ...] | None, row: Callable[..., Any]) -> list[Any] | None:
    return None if facts is None else [row(case, each, None) for each in facts]


_COMPARED: dict[str, tuple[type[Any], tuple[str, ...]]] = {
    "owners": (CaseOwner, ("government_id", "institution_id", "name_then", "department", "order")),
    "figures": (Figure, ("label", "number", "unit", "text", "as_of_date", "counted_by", "definition")),
    "claims": (Claim, ("text", "rank")),
    "awards": (Award, ("grade", "name", "event", "organiser", "year", "amount_won")),
}


def _change_list(case: Case, name: str, rows: list[Any]) -> bool:
    """Bring one list up to what is wanted; only rows that differ are written. Return whether any did."""
    model, columns = _COMPARED[name]
    mine = {row.pk: row for row in model.objects.filter(case=case)}
    strangers = {row.pk for row in rows if row.pk is not None} - set(mine)
    if strangers:
        message = f"the case has no {name} {sorted(strangers)}"
        raise UnknownFact(message)
    gone = set(mine) - {row.pk for row in rows}
    model.objects.filter(pk__in=gone).delete()
    Evidence.objects.filter(source__case=case, fact__in=[f"{name}/{pk}" for pk in gone]).delete()
    differing = [row for row in rows if row.pk and any(getattr(row, c) != getattr(mine[row.pk], c) for c in columns)]
    for row in differing:
        row.save(update_fields=columns)
    fresh = [row for row in rows if row.pk is None]
    for row in fresh:
        row.save(force_insert=True)
    return bool(gone or differing or fresh)


def withdraw_case(*, actor: User | None, case_id: int, reason: str) -> Case:
    """Take a case out of search, map, counts and API; its page and history stay for editors.

    Raises:
        EditorsOnly, ReasonMissing, NotPublished: as named.
    """
    with changing(kind="cases.withdrawn", actor=actor, reason=because(reason)):
        case = opened(case_id)
        case.state = CaseState.WITHDRAWN
        case.revision += 1
        case.save(update_fields=["state", "revision", "updated_at"])
        tell(case, kind="cases.withdrawn", actor=actor, payload={"reason": because(reason)})
    return case


def reinstate_withdrawn(*, actor: User | None, case_id: int, reason: str) -> Case:
    """Publish a withdrawn case again.

    Raises:
        EditorsOnly, ReasonMissing: as named.
        NotWithdrawn: the case is published, or it was merged.
    """
    with changing(kind="cases.reinstated", actor=actor, reason=because(reason)):
        case = Case.objects.select_for_update().get(pk=case_id)
        if case.state != CaseState.WITHDRAWN:
            message = f"case {case_id} is {case.state}"
            raise NotWithdrawn(message)
        case.state = CaseState.PUBLISHED
        case.revision += 1
        case.save(update_fields=["state", "revision", "updated_at"])
        tell(case, kind="cases.reinstated", actor=actor, payload={"reason": because(reason)})
    return case


def reinstate_unchanged(*, actor: User | None, case_id: int, revision: int, reason: str) -> Case:
    """Publish a withdrawn case again if nobody changed it since that revision.

    Raises:
        EditorsOnly, ReasonMissing: as named.
        NotWithdrawn: the case is published, merged or gone, or stands at another revision.
    """
    if not Case.objects.filter(pk=case_id, revision=revision).exists():
        message = f"case {case_id} is not at revision {revision}"
        raise NotWithdrawn(message)
    return reinstate_withdrawn(actor=actor, case_id=case_id, reason=reason)


def set_claim_status(*, actor: User | None, claim_id: int, status: ClaimStatus, reason: str) -> Claim:
    """Say how far a claim has been examined.

    Raises:
        EditorsOnly, ReasonMissing, NotPublished: as named.
    """
    with changing(kind="cases.claim_examined", actor=actor, reason=because(reason)):
        claim = Claim.objects.get(pk=claim_id)
        case = opened(claim.case_id)
        if claim.status != status:
            before, claim.status = claim.status, ClaimStatus(status)
            claim.save(update_fields=["status"])
            case.revision += 1
            case.save(update_fields=["revision", "updated_at"])
            tell(
                case,
                kind="cases.claim_examined",
                actor=actor,
                payload={"claim": claim.pk, "from": before, "to": claim.status, "reason": because(reason)},
            )
    return claim

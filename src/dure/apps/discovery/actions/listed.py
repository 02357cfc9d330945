"""Decisions that stand in a file: how the demo's editor decides, by the same actions as everybody.

A list is TOML, one table a decision::

    [[decision]]
    file = "press/hadong.txt"        # as given to ``dure ingest``, or its end; or sha256 = "…"
    title = "뚝딱뚝딱 공구소"          # of the proposal, compared without spaces and punctuation
    action = "accept"                # accept | merge | reject | leave
    [decision.corrections]           # accept only: fields of the form that the editor sets otherwise
    title = "무인 공구 도서관"
    owner = "48850"                  # the government's code; institution, name_then, department likewise
    year = 2019
    summary = "…"                    # also background, content, results, field_given, standard_field,
    drop = ["figures/1"]             # period_start, period_end; facts of the filled form that are left out

    [[decision]]
    file = "news/other.html"
    title = "무인 공구 대여소"
    action = "merge"
    into = { file = "press/hadong.txt", title = "뚝딱뚝딱 공구소" }   # a proposal accepted before

    [[decision]]
    file = "press/plan.txt"
    title = "제안 공모"
    action = "reject"
    reason = "not_a_case"            # a value of RejectionReason
    remark = "행사 안내"
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from dure.apps.cases import actions as cases
from dure.apps.discovery.actions.deciding import (
    CaseForm,
    NoOwner,
    OwnerForm,
    UnknownOwner,
    accept_proposal,
    form_as_filled,
    merge_proposal,
    reject_proposal,
)
from dure.apps.discovery.actions.filling import title_key
from dure.apps.discovery.choices import ProposalState, RejectionReason
from dure.apps.discovery.models import Document, Proposal
from dure.apps.discovery.rules import require_editor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dure.apps.accounts.models import User

_STATES = {"accept": ProposalState.ACCEPTED, "merge": ProposalState.MERGED, "reject": ProposalState.REJECTED}
_OWNER_KEYS = {"owner": "code", "name_then": "name_then", "institution": "institution", "department": "department"}
_LISTS = ("figures", "claims", "awards")


class DecisionDoesNotFit(Exception):
    """A decision of the list that cannot be carried out; the message names it and says why."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of a list: how many decisions were made, how many stood already, and what did not fit."""

    made: int
    standing: int
    left_open: int
    errors: tuple[str, ...]


def apply_decisions(*, actor: User, decisions: Iterable[Mapping[str, Any]]) -> Applied:
    """Carry out the decisions of a list, each in its own transaction; those that stand already are left alone.

    Args:
        actor: the editor who decides.
        decisions: the ``decision`` tables of the list.

    Returns:
        The counts, and one line for each decision that does not fit: nothing is skipped silently.

    Raises:
        EditorsOnly: the actor is no editor.
    """
    require_editor(actor)
    counts = {"made": 0, "standing": 0, "left_open": 0}
    errors = []
    for decision in decisions:
        try:
            counts[_apply(actor, decision)] += 1
        except (DecisionDoesNotFit, NoOwner, UnknownOwner, cases.Refused) as error:
            errors.append(f"{decision.get('file') or decision.get('sha256')}: {decision.get('title')}: {error}")
    return Applied(**counts, errors=tuple(errors))


def _apply(actor: User, decision: Mapping[str, Any]) -> str:
    action = decision.get("action")
    if action not in {*_STATES, "leave"}:
        message = f"action is {action!r}, not accept, merge, reject or leave"
        raise DecisionDoesNotFit(message)
    proposal = _proposal(decision)
    if action == "leave":
        if proposal.state != ProposalState.OPEN:
            message = f"is to stay open, and is {proposal.state}"
            raise DecisionDoesNotFit(message)
        return "left_open"
    if proposal.state == _STATES[action]:
        return "standing"
    if proposal.state != ProposalState.OPEN:
        message = f"somebody decided otherwise: {proposal.state}"
        raise DecisionDoesNotFit(message)
    if action == "accept":
        form = corrected(form_as_filled(proposal), decision.get("corrections", {}))
        accept_proposal(actor=actor, proposal_id=proposal.pk, form=form)
    elif action == "merge":
        merge_proposal(actor=actor, proposal_id=proposal.pk, case_id=_case_of(decision))
    else:
        reason = decision.get("reason")
        if reason not in RejectionReason.values:
            message = f"reason is {reason!r}, not one of {', '.join(RejectionReason.values)}"
            raise DecisionDoesNotFit(message)
        reject_proposal(actor=actor, proposal_id=proposal.pk, reason=reason, remark=decision.get("remark", ""))
    return "made"


def _case_of(decision: Mapping[str, Any]) -> int:
    into = decision.get("into")
    if not isinstance(into, Mapping):
        message = "merge needs into = { file = …, title = … }"
        raise DecisionDoesNotFit(message)
    other = _proposal(into)
    if other.case_id is None:
        message = f"{into.get('title')} is no case yet: list its acceptance first"
        raise DecisionDoesNotFit(message)
    return other.case_id


def _proposal(decision: Mapping[str, Any]) -> Proposal:
    """Return the proposal that a decision names, by its document (or another of the same release) and its title."""
    file, sha256 = decision.get("file"), decision.get("sha256")
    if sha256:
        documents = Document.objects.filter(sha256=sha256)
    elif file:
        named = Q(intakes__name=file) | Q(intakes__name__endswith=f"/{file}") | Q(url=file)
        documents = Document.objects.filter(named).distinct()
    else:
        message = "names neither a file nor a sha256"
        raise DecisionDoesNotFit(message)
    groups = set(documents.values_list("group_id", flat=True))
    if not groups:
        message = "no such document was read"
        raise DecisionDoesNotFit(message)
    key = title_key(str(decision.get("title", "")))
    found = list(Proposal.objects.filter(group_id__in=groups, title_key=key)[:2])
    if len(found) != 1:
        there = ", ".join(Proposal.objects.filter(group_id__in=groups).values_list("title", flat=True)) or "none"
        message = f"{len(found)} proposals have this title; proposed are: {there}"
        raise DecisionDoesNotFit(message)
    return found[0]


def corrected(form: CaseForm, corrections: Mapping[str, Any]) -> CaseForm:
    """Return a form with corrections put in.

    Raises:
        DecisionDoesNotFit: a correction names no field, or drops a fact that is not there.
    """
    plain = {one.name for one in fields(CaseForm)} - {"owners", *_LISTS}
    unknown = set(corrections) - plain - set(_OWNER_KEYS) - {"drop"}
    if unknown:
        message = f"the form has no {', '.join(sorted(unknown))}"
        raise DecisionDoesNotFit(message)
    changes: dict[str, Any] = {name: corrections[name] for name in plain & set(corrections)}
    for name in ("period_start", "period_end"):
        if isinstance(changes.get(name), str):
            changes[name] = date.fromisoformat(changes[name])
    owner = {_OWNER_KEYS[name]: str(corrections[name]) for name in _OWNER_KEYS if name in corrections}
    if owner:
        first = form.owners[0] if form.owners else OwnerForm(code="")
        if "owner" in corrections and "name_then" not in corrections:
            owner["name_then"] = ""  # the name found was that of another
        changes["owners"] = (replace(first, **owner), *form.owners[1:])
    dropped = set(corrections.get("drop", ()))
    for name in _LISTS:
        rows = getattr(form, name)
        changes[name] = tuple(row for row in rows if f"{name}/{row.place}" not in dropped)
        dropped -= {f"{name}/{row.place}" for row in rows}
    if dropped:
        message = f"the form has no {', '.join(sorted(dropped))} to drop"
        raise DecisionDoesNotFit(message)
    return replace(form, **changes)

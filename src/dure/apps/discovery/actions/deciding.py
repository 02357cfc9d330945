"""An editor's decisions on a proposal: accept, merge, reject, and taking each of them back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone

from dure.apps.audit.actions import record
from dure.apps.cases import actions as cases
from dure.apps.cases.queries import document_hashes
from dure.apps.discovery.actions.sourcing import sources
from dure.apps.discovery.choices import ProposalState, RejectionReason
from dure.apps.discovery.models import Proposal
from dure.apps.discovery.rules import CaseMissing, ProposalMissing, require_decided, require_editor, require_open
from dure.apps.governments.actions import add_institution
from dure.apps.governments.queries import governments_by_code

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dure.apps.accounts.models import User


class NoOwner(Exception):
    """A case cannot be registered without the government that it belongs to."""


class CaseMovedOn(Exception):
    """The case of a decision was withdrawn or merged since the decision."""


class UnknownOwner(Exception):
    """The code given as owner is no government's."""


@dataclass(frozen=True, slots=True)
class FigureForm:
    """A figure as the editor leaves it; `place` is its place in the filled form, None for one that was added."""

    label: str
    text: str
    number: Decimal | None = None
    unit: str = ""
    as_of_date: date | None = None
    counted_by: str = ""
    definition: str = ""
    place: int | None = None


@dataclass(frozen=True, slots=True)
class ClaimForm:
    """A claim as the editor leaves it; `place` as in `FigureForm`."""

    text: str
    rank: str = ""
    place: int | None = None


@dataclass(frozen=True, slots=True)
class AwardForm:
    """An award as the editor leaves it; `place` as in `FigureForm`."""

    grade: str
    name: str = ""
    event: str = ""
    organiser: str = ""
    year: int | None = None
    amount_won: int | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class OwnerForm:
    """An owner: a government's code, the name it bore then, and the institution of it whose case it is."""

    code: str
    name_then: str = ""
    institution: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True)
class CaseForm:
    """The form as the editor leaves it. The first owner is the one that was proposed."""

    title: str
    owners: tuple[OwnerForm, ...]
    summary: str = ""
    background: str = ""
    content: str = ""
    results: str = ""
    year: int | None = None
    period_start: date | None = None
    period_end: date | None = None
    field_given: str = ""
    standard_field: str = ""
    figures: tuple[FigureForm, ...] = ()
    claims: tuple[ClaimForm, ...] = ()
    awards: tuple[AwardForm, ...] = field(default=())


@transaction.atomic
def accept_proposal(*, actor: User, proposal_id: int, form: CaseForm) -> Proposal:
    """Register the proposed case, with the evidence of every fact that the form keeps.

    Where the same form was accepted before and taken back, the case of then is published again.

    Raises:
        EditorsOnly: the actor is no editor.
        AlreadyDecided: somebody was faster.
        NoOwner: the form names no government.
        UnknownOwner: a code is no government's.
    """
    proposal = _locked(actor, proposal_id)
    require_open(proposal)
    facts = _facts(proposal, form)
    digest = hashlib.sha256(repr(form).encode()).hexdigest()
    case_id = _brought_back(proposal, actor, facts, digest)
    is_back = case_id is not None
    if case_id is None:
        case_id = cases.register_case(actor=actor, facts=facts).pk
    payload = {"case": case_id, "corrected": sorted(_corrected(proposal, form)), **({"again": True} if is_back else {})}
    return _decide(proposal, actor, ProposalState.ACCEPTED, case_id=case_id, payload=payload, undo={"form": digest})


def _brought_back(proposal: Proposal, actor: User, facts: cases.CaseFacts, digest: str) -> int | None:
    """Publish the case again that this proposal had and that nobody touched since; None where it has to be a new one.

    What came in meanwhile of the same release becomes a source like the others.
    """
    withdrawn = proposal.undo.get("withdrawn")
    if not withdrawn or proposal.undo.get("form") != digest:
        return None
    reason = f"proposal {proposal.pk} accepted again"
    try:
        cases.reinstate_unchanged(actor=actor, case_id=withdrawn["case"], revision=withdrawn["revision"], reason=reason)
    except cases.NotWithdrawn:
        return None
    known = document_hashes([withdrawn["case"]])[withdrawn["case"]]
    fresh = tuple(source for source in facts.sources if source.document_sha256 not in known)
    if fresh:
        addition = cases.CaseFacts(title=facts.title, sources=fresh)
        cases.add_source(actor=actor, case_id=withdrawn["case"], facts=addition, reason=reason)
    return int(withdrawn["case"])


@transaction.atomic
def merge_proposal(*, actor: User, proposal_id: int, case_id: int) -> Proposal:
    """Add the proposal's documents to an existing case as sources, with figures, claims and awards of their own.

    Raises:
        EditorsOnly: the actor is no editor.
        AlreadyDecided: somebody was faster.
        CaseMissing: the case is not there, or not published.
    """
    proposal = _locked(actor, proposal_id)
    require_open(proposal)
    form = form_as_filled(proposal)
    try:
        addition = cases.add_source(actor=actor, case_id=case_id, facts=_facts(proposal, form, merged=True))
    except (ObjectDoesNotExist, cases.NotPublished) as error:
        message = f"there is no published case {case_id}"
        raise CaseMissing(message) from error
    return _decide(
        proposal,
        actor,
        ProposalState.MERGED,
        case_id=case_id,
        payload={"case": case_id},
        undo={"addition": addition.as_json()},
    )


@transaction.atomic
def reject_proposal(*, actor: User, proposal_id: int, reason: str, remark: str = "") -> Proposal:
    """Say that the proposal is no case, and why.

    Raises:
        EditorsOnly: the actor is no editor.
        AlreadyDecided: somebody was faster.
    """
    proposal = _locked(actor, proposal_id)
    require_open(proposal)
    proposal.reason, proposal.remark = RejectionReason(reason), remark[:300]
    return _decide(proposal, actor, ProposalState.REJECTED, payload={"reason": reason})


@transaction.atomic
def undo_decision(*, actor: User, proposal_id: int) -> Proposal:
    """Take a decision back: the case is withdrawn, or loses what the proposal brought; the proposal waits again.

    Raises:
        EditorsOnly: the actor is no editor.
        NotDecided: nothing was decided.
        CaseMovedOn: the case was withdrawn or merged since; that has to be taken back first.
    """
    proposal = _locked(actor, proposal_id)
    require_decided(proposal)
    before = proposal.state
    payload: dict[str, Any] = {"was": before, "case": proposal.case_id}
    reason = f"proposal {proposal.pk} taken back"
    undo: dict[str, Any] = {}
    try:
        if before == ProposalState.ACCEPTED and proposal.case_id is not None:
            case = cases.withdraw_case(actor=actor, case_id=proposal.case_id, reason=reason)
            undo = {**proposal.undo, "withdrawn": {"case": case.pk, "revision": case.revision}}
        elif before == ProposalState.MERGED:
            addition = cases.Addition.from_json(proposal.undo["addition"])
            cases.remove_source(actor=actor, addition=addition, reason=reason)
    except cases.NotPublished as error:
        message = f"case {proposal.case_id} was withdrawn or merged since"
        raise CaseMovedOn(message) from error
    proposal.state = ProposalState.OPEN
    proposal.case = proposal.decided_by = proposal.decided_at = None
    proposal.reason = proposal.remark = ""
    proposal.undo = undo
    proposal.save()
    proposal.offers.all().delete()
    record(kind="discovery.decision_undone", subject=f"proposal:{proposal.pk}", actor=actor, payload=payload)
    return proposal


def _locked(actor: User, proposal_id: int) -> Proposal:
    require_editor(actor)
    locked = Proposal.objects.select_for_update(of=("self",)).select_related("document", "owner")
    proposal = locked.filter(pk=proposal_id).first()
    if proposal is None:
        message = f"there is no proposal {proposal_id}"
        raise ProposalMissing(message)
    return proposal


def _decide(  # noqa: PLR0913  # what the four decisions differ in
    proposal: Proposal,
    actor: User,
    state: ProposalState,
    *,
    payload: dict[str, Any],
    case_id: int | None = None,
    undo: dict[str, Any] | None = None,
) -> Proposal:
    proposal.state = state
    proposal.case_id = case_id
    proposal.decided_by, proposal.decided_at = actor, timezone.now()
    proposal.undo = undo or {}
    proposal.save()
    record(kind=f"discovery.proposal_{state}", subject=f"proposal:{proposal.pk}", actor=actor, payload=payload)
    return proposal


def form_as_filled(proposal: Proposal) -> CaseForm:
    """Return the form as the reader filled it, for an editor who changes nothing."""
    filled = proposal.filled
    owner = filled["owner"]
    code = proposal.owner_id or ""
    return CaseForm(
        title=proposal.title,
        owners=(
            OwnerForm(
                code=code,
                name_then="" if owner["institution"] else owner["name"],
                institution=owner["institution"],
                department=owner["department"],
            ),
        )
        if code
        else (),
        background=filled["background"],
        content=filled["content"],
        results=filled["results"],
        year=filled["year"],
        period_start=_day(filled["period_start"]),
        period_end=_day(filled["period_end"]),
        field_given=filled["field_given"],
        figures=tuple(
            FigureForm(
                label=figure["label"] or figure["text"],
                text=figure["text"],
                number=None if figure["number"] is None else Decimal(str(figure["number"])),
                unit=figure["unit"],
                place=place,
            )
            for place, figure in enumerate(filled["figures"])
        ),
        claims=tuple(
            ClaimForm(text=claim["text"], rank=claim["rank"], place=place)
            for place, claim in enumerate(filled["claims"])
        ),
        awards=tuple(AwardForm(**award, place=place) for place, award in enumerate(filled["awards"])),
    )


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def _corrected(proposal: Proposal, form: CaseForm) -> Iterable[str]:
    """Yield the names of the fields in which the editor's form differs from the reader's."""
    read = form_as_filled(proposal)
    for name in CaseForm.__dataclass_fields__:
        if getattr(read, name) != getattr(form, name):
            yield name


def _facts(proposal: Proposal, form: CaseForm, *, merged: bool = False) -> cases.CaseFacts:
    """Turn the editor's form into facts of a case, with the group's documents as sources."""
    owners = _owners(form, allow_none=merged)
    kept = {
        "owners/0": "owners/0" if owners else None,
        "department": "owners/0" if owners and owners[0].department else None,
        "title": "title",
        "year": "year" if form.year else None,
        "period": "period" if form.period_start or form.period_end else None,
        "field_given": "field_given" if form.field_given else None,
        **{name: name if getattr(form, name) else None for name in ("background", "content", "results")},
        **_places("figures", form.figures),
        **_places("claims", form.claims),
        **_places("awards", form.awards),
    }
    return cases.CaseFacts(
        title=form.title,
        summary=form.summary,
        background=form.background,
        content=form.content,
        results=form.results,
        year=form.year,
        period_start=form.period_start,
        period_end=form.period_end,
        field_given=form.field_given,
        standard_field=form.standard_field,
        owners=owners,
        figures=tuple(
            cases.FigureFacts(
                label=figure.label,
                text=figure.text,
                number=figure.number,
                unit=figure.unit,
                as_of_date=figure.as_of_date,
                counted_by=figure.counted_by,
                definition=figure.definition,
                source=_source_of(figure.place),
            )
            for figure in form.figures
        ),
        claims=tuple(
            cases.ClaimFacts(text=claim.text, rank=claim.rank, source=_source_of(claim.place)) for claim in form.claims
        ),
        awards=tuple(
            cases.AwardFacts(
                grade=award.grade,
                name=award.name,
                event=award.event,
                organiser=award.organiser,
                year=award.year,
                amount_won=award.amount_won,
                source=_source_of(award.place),
            )
            for award in form.awards
        ),
        sources=sources(proposal, kept),
    )


def _source_of(place: int | None) -> int | None:
    """What the reader found stands in the first source; what the editor added stands in none."""
    return None if place is None else 0


def _places(name: str, rows: Iterable[FigureForm | ClaimForm | AwardForm]) -> dict[str, str]:
    """Map a path in the filled form to the same fact's path in the form as the editor leaves it."""
    return {f"{name}/{row.place}": f"{name}/{at}" for at, row in enumerate(rows) if row.place is not None}


def _owners(form: CaseForm, *, allow_none: bool) -> tuple[cases.OwnerFacts, ...]:
    if not form.owners:
        if allow_none:
            return ()
        message = "choose the government that the case belongs to"
        raise NoOwner(message)
    governments = governments_by_code(owner.code for owner in form.owners)
    found = []
    for owner in form.owners:
        if owner.code not in governments:
            message = f"no government has the code {owner.code}"
            raise UnknownOwner(message)
        institution = add_institution(name=owner.institution, owner_code=owner.code) if owner.institution else None
        found.append(
            cases.OwnerFacts(
                government_code=owner.code,
                name_then=owner.name_then,
                institution_key=institution.key if institution else None,
                department=owner.department,
            )
        )
    return tuple(found)

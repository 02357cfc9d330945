"""Further sources of a registered case: offered when a new outlet of its release comes in, added with one decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from dure.apps.audit.actions import record
from dure.apps.cases import actions as cases
from dure.apps.cases.queries import document_hashes
from dure.apps.discovery.actions.deciding import CaseMovedOn
from dure.apps.discovery.actions.sourcing import naming, source
from dure.apps.discovery.choices import DocumentState, OfferState, ProposalState
from dure.apps.discovery.models import Document, Proposal, SourceOffer
from dure.apps.discovery.rules import OfferMissing, require_editor

if TYPE_CHECKING:
    from dure.apps.accounts.models import User
    from dure.apps.discovery.models import Group


def offer_sources(group: Group) -> None:
    """Offer the documents of a group to the cases that were registered from it, and take offers away that are none now.

    Offered is what names the case and is not among its sources; what an editor added or declined stays so. Inside the
    caller's transaction.
    """
    settled = Proposal.objects.filter(group=group, state__in=[ProposalState.ACCEPTED, ProposalState.MERGED])
    decided = list(settled.exclude(case=None))
    if not decided:
        return
    known = document_hashes({proposal.case_id for proposal in decided if proposal.case_id})
    documents = Document.objects.filter(group=group, state=DocumentState.READ).only("sha256", "findings").order_by("pk")
    wanted = [
        SourceOffer(proposal=proposal, document=document)
        for document in documents
        for proposal in decided
        if document.pk != proposal.document_id
        and document.sha256 not in known.get(proposal.case_id or 0, set())
        and naming(document, proposal.title_key)
    ]
    pairs = {(offer.proposal_id, offer.document_id) for offer in wanted}
    for offer in SourceOffer.objects.filter(proposal__in=decided, state=OfferState.OPEN):
        if (offer.proposal_id, offer.document_id) not in pairs:
            offer.delete()
    SourceOffer.objects.bulk_create(wanted, ignore_conflicts=True)


@transaction.atomic
def add_offered_source(*, actor: User, offer_id: int) -> SourceOffer:
    """Add an offered document to the case as a source, with the characters in which it names the case.

    Raises:
        EditorsOnly: the actor is no editor.
        OfferMissing: there is none, or it was decided.
        CaseMovedOn: the case was withdrawn or merged since.
    """
    offer = _locked(actor, offer_id, {OfferState.OPEN, OfferState.DECLINED})
    proposal, document = offer.proposal, offer.document
    named = naming(document, proposal.title_key)
    facts = cases.CaseFacts(title=proposal.title, sources=(source(document, named, {"title": "title"}),))
    reason = f"another outlet of proposal {proposal.pk}'s release"
    try:
        addition = cases.add_source(actor=actor, case_id=proposal.case_id or 0, facts=facts, reason=reason)
    except cases.NotPublished as error:
        message = f"case {proposal.case_id} was withdrawn or merged since"
        raise CaseMovedOn(message) from error
    return _decided(offer, actor, OfferState.ADDED, undo=addition.as_json())


@transaction.atomic
def decline_offered_source(*, actor: User, offer_id: int) -> SourceOffer:
    """Say that an offered document is not wanted as a source.

    Raises:
        EditorsOnly: the actor is no editor.
        OfferMissing: there is none, or it was decided.
    """
    return _decided(_locked(actor, offer_id, {OfferState.OPEN}), actor, OfferState.DECLINED)


@transaction.atomic
def reopen_offer(*, actor: User, offer_id: int) -> SourceOffer:
    """Take the decision on an offer back: the case loses the source again.

    Raises:
        EditorsOnly: the actor is no editor.
        OfferMissing: there is none, or nothing was decided.
        CaseMovedOn: the case was withdrawn or merged since.
    """
    offer = _locked(actor, offer_id, {OfferState.ADDED, OfferState.DECLINED})
    if offer.state == OfferState.ADDED:
        reason = f"source of proposal {offer.proposal_id} taken back"
        try:
            cases.remove_source(actor=actor, addition=cases.Addition.from_json(offer.undo), reason=reason)
        except cases.NotPublished as error:
            message = f"case {offer.proposal.case_id} was withdrawn or merged since"
            raise CaseMovedOn(message) from error
    return _decided(offer, actor, OfferState.OPEN)


def _locked(actor: User, offer_id: int, states: set[OfferState]) -> SourceOffer:
    require_editor(actor)
    found = SourceOffer.objects.select_for_update(of=("self",)).select_related("proposal", "document")
    offer = found.filter(pk=offer_id, state__in=states).first()
    if offer is None:
        message = f"there is no offer {offer_id} to decide on"
        raise OfferMissing(message)
    return offer


def _decided(
    offer: SourceOffer, actor: User, state: OfferState, *, undo: dict[str, object] | None = None
) -> SourceOffer:
    before, offer.state = offer.state, state
    is_open = state == OfferState.OPEN
    offer.decided_by, offer.decided_at = (None, None) if is_open else (actor, timezone.now())
    offer.undo = undo or {}
    offer.save()
    record(
        kind=f"discovery.source_{'reopened' if is_open else state}",
        subject=f"proposal:{offer.proposal_id}",
        actor=actor,
        payload={"document": offer.document_id, "case": offer.proposal.case_id, "was": before},
    )
    return offer

"""Storing what was read: the document, its group, and one proposal for each case."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from dure.apps.audit.actions import record
from dure.apps.discovery.actions.filling import Draft, same_title
from dure.apps.discovery.actions.grouping import group_document, lock_groups
from dure.apps.discovery.actions.linking import link_events
from dure.apps.discovery.actions.offering import offer_sources
from dure.apps.discovery.actions.reading import READER, Failure, ReadDocument, drafts_again, signed
from dure.apps.discovery.choices import DocumentState, ProposalState
from dure.apps.discovery.models import Document, Intake, Proposal
from dure.apps.governments.queries import governments_by_code, institutions_called
from dure.engines.reading import body_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dure.apps.discovery.models import Group


@transaction.atomic
def record_reading(*, intake: Intake, outcome: ReadDocument | Failure) -> Intake:
    """Store what became of an intake's document, and propose its cases; the uploaded file is given up.

    Reading a known document again keeps every decision: open proposals are filled anew, decided ones stay.
    """
    if intake.document is None:
        message = f"intake {intake.pk} has no document"
        raise ValueError(message)
    return complete(intake, intake.document, outcome)


def complete(intake: Intake, document: Document, outcome: ReadDocument | Failure) -> Intake:
    """Save a document with what was read of it, and its intake; both may be new. Inside the caller's transaction."""
    failure = outcome if isinstance(outcome, Failure) else None
    made: list[Proposal] = []
    if isinstance(outcome, Failure):
        _fail(document, outcome)
    else:
        made = _store(document, outcome)
        record(
            kind="discovery.document_read",
            subject=f"document:{document.pk}",
            actor=intake.batch.started_by,
            payload={"sha256": document.sha256, "reader": READER, "proposals": [proposal.pk for proposal in made]},
        )
    intake.document = document
    intake.proposals_made = len(made)
    return finish_intake(intake, failure=failure)


def _store(document: Document, outcome: ReadDocument) -> list[Proposal]:
    lock_groups()
    before = document.text
    was_signed = None if document.signature is None else bytes(document.signature)
    _fill(document, outcome)
    moved = group_document(document, was_signed=was_signed)
    made = propose_cases(document=document, found=outcome.drafts, text_before=before)
    return made + _after_grouping(document, moved)


def _after_grouping(document: Document, moved: Sequence[Group]) -> list[Proposal]:
    made = [proposal for group in moved for proposal in propose_again(group)]
    for group in {document.group, *moved}:
        if group is not None:
            offer_sources(group)
    link_events(document)
    return made


def sign_documents() -> int:
    """Write the keys of all documents anew, in the order in which they came in, and group and link them by these.

    What was grouped stays grouped unless the texts say otherwise; each document in a transaction of its own.

    Returns:
        How many documents were signed.
    """
    ids = list(Document.objects.filter(state=DocumentState.READ).order_by("pk").values_list("pk", flat=True))
    for pk in ids:
        with transaction.atomic():
            lock_groups()
            document = Document.objects.select_related("group").get(pk=pk)
            was_signed = None if document.signature is None else bytes(document.signature)
            document.signature, document.bands = signed(body_of(document.text, document.blocks))
            _after_grouping(document, group_document(document, was_signed=was_signed))
    return len(ids)


def propose_again(group: Group) -> list[Proposal]:
    """Propose the cases of a group's documents after some were moved; return the proposals that are new."""
    made: list[Proposal] = []
    for document in Document.objects.filter(group=group, state=DocumentState.READ).order_by("pk"):
        moment = timezone.localtime(document.published_at).isoformat() if document.published_at else None
        said = moment or (document.published_date.isoformat() if document.published_date else None)
        found = drafts_again(document.text, document.blocks, document.findings, said)
        made += propose_cases(document=document, found=found)
    return made


@transaction.atomic
def record_failure(*, intake: Intake, failure: Failure) -> Intake:
    """Store why nothing could be had for an intake: an address that did not answer, a file of the wrong kind."""
    if intake.document is not None and intake.document.state == DocumentState.WAITING:
        _fail(intake.document, failure)
    return finish_intake(intake, failure=failure)


def finish_intake(intake: Intake, *, failure: Failure | None = None) -> Intake:
    """Note that an intake is done; the uploaded bytes go, since the text is kept."""
    if failure is not None:
        intake.error_code, intake.error_message, intake.error_hint = _short(failure)
    intake.done_at = timezone.now()
    upload, intake.upload = intake.upload, None
    intake.save()
    if upload:
        transaction.on_commit(lambda: upload.storage.delete(upload.name))
    return intake


def _fail(document: Document, failure: Failure) -> None:
    document.state = DocumentState.FAILED
    document.error_code, document.error_message, document.error_hint = _short(failure)
    document.reader, document.read_at = READER, timezone.now()
    document.save()


def _short(failure: Failure) -> tuple[str, str, str]:
    return failure.code[:40], failure.message[:300], failure.hint[:300]


def _fill(document: Document, outcome: ReadDocument) -> None:
    document.state = DocumentState.READ
    document.error_code = document.error_message = document.error_hint = ""
    for name in ("media_type", "encoding", "text", "title", "outlet", "byline", "signature"):
        setattr(document, name, getattr(outcome, name))
    document.blocks, document.findings = list(outcome.blocks), list(outcome.findings)
    document.bands = list(outcome.bands)
    document.published_at, document.published_date = _published(outcome.published_at)
    document.reader, document.read_at = READER, timezone.now()


def _published(said: str | None) -> tuple[datetime | None, date | None]:
    """Return the moment, where the page gives the time too, and the day; None where it gives less than a day."""
    if said is None or not re.match(r"\d{4}-\d\d-\d\d", said):
        return None, None
    day = date.fromisoformat(said[:10])
    if "T" not in said:
        return None, day
    return datetime.combine(day, time.fromisoformat(said[11:]), tzinfo=timezone.get_default_timezone()), day


@transaction.atomic
def propose_cases(*, document: Document, found: Sequence[Draft], text_before: str = "") -> list[Proposal]:
    """Make one proposal for each case that nobody proposed in the document's group; refresh this document's open ones.

    Args:
        document: read, and in a group.
        found: its cases.
        text_before: the text as it was when earlier proposals were made from this document.

    Returns:
        The proposals that are new.
    """
    standing = list(Proposal.objects.select_for_update().filter(group=document.group))
    return _propose(document, found, standing, text_before)


def _propose(
    document: Document, found: Sequence[Draft], standing: Sequence[Proposal], text_before: str
) -> list[Proposal]:
    fresh: list[Proposal] = []
    changed: list[Proposal] = []
    matched: set[int] = set()
    for draft in found:
        known = next((one for one in standing if same_title(one.title_key, draft.title_key)), None)
        if known is None:
            if all(one.title_key != draft.title_key for one in fresh):  # else: punctuation is all they differ in
                fresh.append(_filled(Proposal(group=document.group, document=document), draft))
        elif known.pk not in matched:
            matched.add(known.pk)
            if known.document_id == document.pk and known.state == ProposalState.OPEN:
                changed.append(_filled(known, draft))
    _drop_vanished(document, standing, matched)
    _keep_in_place(document, [one for one in standing if one.state != ProposalState.OPEN], text_before)
    _settle_owners([*fresh, *changed])
    for proposal in changed:
        proposal.save()
    return Proposal.objects.bulk_create(fresh)


def _drop_vanished(document: Document, standing: Sequence[Proposal], matched: set[int]) -> None:
    """Remove a document's open proposals that the reader no longer finds; nobody has decided on them."""
    gone = [
        one.pk
        for one in standing
        if one.document_id == document.pk and one.state == ProposalState.OPEN and one.pk not in matched
    ]
    if gone:
        Proposal.objects.filter(pk__in=gone).delete()


def propose_case(*, document: Document, draft: Draft) -> Proposal | None:
    """Propose one case, unless its group has it already."""
    made = propose_cases(document=document, found=[draft])
    return made[0] if made else None


def _filled(proposal: Proposal, draft: Draft) -> Proposal:
    proposal.finding = draft.finding
    proposal.title = draft.title[:300]
    proposal.title_key = draft.title_key
    proposal.filled = dict(draft.filled)
    proposal.evidence = [dict(row) for row in draft.evidence]
    proposal.confidence = draft.confidence
    return proposal


def _settle_owners(proposals: Sequence[Proposal]) -> None:
    """Point each proposal at its owner in the tables; a name with several candidates stays open for the editor."""
    if not proposals:
        return
    owners = [proposal.filled["owner"] for proposal in proposals]
    governments = governments_by_code(
        {code for owner in owners for code in (owner["code"], *owner["candidates"]) if code}
    )
    listed = institutions_called({owner["institution"] for owner in owners if owner["institution"]})
    for proposal, owner in zip(proposals, owners, strict=True):
        proposal.owner_name = owner["name"][:120]
        proposal.owner = governments.get(owner["code"])
        proposal.candidates = [code for code in owner["candidates"] if code in governments]
        called = listed.get(owner["institution"], [])
        proposal.institution = next((one for one in called if one.owner_id == owner["code"]), None)


def _keep_in_place(document: Document, decided: Sequence[Proposal], text_before: str) -> None:
    """Move the evidence of decided proposals along when a newer reader gives the document another text."""
    if not text_before or text_before == document.text:
        return
    moved = []
    for proposal in decided:
        if proposal.document_id != document.pk:
            continue
        kept: list[dict[str, Any]] = []
        for row in proposal.evidence:
            start = document.text.find(text_before[row["start"] : row["end"]])
            if start >= 0:
                kept.append({**row, "start": start, "end": start + row["end"] - row["start"]})
        proposal.evidence = kept
        moved.append(proposal)
    Proposal.objects.bulk_update(moved, ["evidence"])

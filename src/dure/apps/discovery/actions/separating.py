"""An editor takes a document out of a release that it was wrongly put to, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from dure.apps.audit.actions import record
from dure.apps.discovery.actions.grouping import MAX_GROUP, lock_groups, measure, regroup, unite
from dure.apps.discovery.actions.linking import link_events
from dure.apps.discovery.actions.offering import offer_sources
from dure.apps.discovery.actions.recording import propose_again
from dure.apps.discovery.choices import DocumentState, OfferState
from dure.apps.discovery.models import Document, Group, Proposal, Separation, SourceOffer
from dure.apps.discovery.rules import DocumentMissing, NotTakenOut, StandsAlone, require_editor

if TYPE_CHECKING:
    from dure.apps.accounts.models import User


@transaction.atomic
def separate_document(*, actor: User, document_id: int) -> Document:
    """Take a document out of its group: it gets one of its own, with its proposals, and its cases are proposed anew.

    It never joins that group again by itself. Sources that a case has already stay.

    Raises:
        EditorsOnly: the actor is no editor.
        DocumentMissing: there is no such document.
        StandsAlone: nothing else is in its group.
    """
    require_editor(actor)
    lock_groups()
    document = _read_document(document_id)
    left = document.group
    if left is None or not Document.objects.filter(group=left).exclude(pk=document.pk).exists():
        message = f"document {document.pk} is alone in its group"
        raise StandsAlone(message)
    document.group, document.containment = Group.objects.create(), None
    document.save(update_fields=["group", "containment"])
    Proposal.objects.filter(document=document).update(group=document.group)
    SourceOffer.objects.filter(document=document, state=OfferState.OPEN).delete()
    Separation.objects.get_or_create(document=document, group=left, defaults={"decided_by": actor})
    for group in {left, document.group, *regroup(left)}:
        propose_again(group)
        offer_sources(group)
    link_events(document)
    record(
        kind="discovery.document_separated",
        subject=f"document:{document.pk}",
        actor=actor,
        payload={"from": left.pk, "group": document.group.pk},
    )
    return document


@transaction.atomic
def rejoin_document(*, actor: User, document_id: int) -> Document:
    """Take the last separation of a document back: its group and the one it was taken out of become one again.

    Raises:
        EditorsOnly: the actor is no editor.
        DocumentMissing: there is no such document.
        NotTakenOut: it was not taken out, or both groups together would hold too many documents.
    """
    require_editor(actor)
    lock_groups()
    document = _read_document(document_id)
    separation = Separation.objects.filter(document=document).select_related("group").first()
    if separation is None or document.group is None:
        message = f"document {document.pk} was not taken out of a group"
        raise NotTakenOut(message)
    if Document.objects.filter(group__in=[separation.group, document.group]).count() > MAX_GROUP:
        message = f"both groups hold more than {MAX_GROUP} documents together"
        raise NotTakenOut(message)
    back = separation.group
    separation.delete()
    united = unite(back, document.group) if back.pk != document.group.pk else back
    measure(united)
    offer_sources(united)
    document.refresh_from_db()
    link_events(document)
    record(
        kind="discovery.document_rejoined",
        subject=f"document:{document.pk}",
        actor=actor,
        payload={"group": united.pk},
    )
    return document


def _read_document(document_id: int) -> Document:
    document = Document.objects.select_related("group").filter(pk=document_id, state=DocumentState.READ).first()
    if document is None:
        message = f"there is no document {document_id} that was read"
        raise DocumentMissing(message)
    return document

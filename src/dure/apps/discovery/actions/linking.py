"""Events that several releases tell of: found when a document is stored, confirmed or refused by editors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from dure.apps.audit.actions import record
from dure.apps.discovery.choices import DocumentState, LinkState, LinkVerdict
from dure.apps.discovery.models import Document, EventLink
from dure.apps.discovery.rules import LinkMissing, require_editor
from dure.engines import reading

if TYPE_CHECKING:
    from dure.apps.accounts.models import User

_MOST_COMPARED = 200


def link_events(document: Document) -> None:
    """Find the documents of other releases that tell of a document's event; links that an editor decided stay.

    Inside the caller's transaction; the document has its group.
    """
    mine = reading.occasion(document.findings, document.published_date)
    document.occasion_keys = list(reading.occasion_keys(mine)) if mine else []
    document.save(update_fields=["occasion_keys"])
    links = EventLink.objects.filter(Q(one=document) | Q(other=document))
    links.filter(state=LinkState.FOUND).delete()
    if mine is None:
        return
    decided = {pk for pair in links.values_list("one", "other") for pk in pair}
    near = Document.objects.filter(occasion_keys__overlap=document.occasion_keys, state=DocumentState.READ)
    near = near.exclude(group=document.group).exclude(pk__in=decided | {document.pk})
    fresh = []
    for other in near.only("findings", "published_date").order_by("-pk")[:_MOST_COMPARED]:
        theirs = reading.occasion(other.findings, other.published_date)
        link = reading.compare_occasions(mine, theirs) if theirs else None
        if link is None or link.verdict not in LinkVerdict.values:
            continue
        one, two = sorted((document, other), key=lambda each: each.pk)
        reasons = [reason.as_dict() for reason in link.reasons]
        fresh.append(EventLink(one=one, other=two, verdict=link.verdict, score=link.score, reasons=reasons))
    EventLink.objects.bulk_create(fresh)


@transaction.atomic
def decide_link(*, actor: User, link_id: int, state: str) -> EventLink:
    """Confirm that two documents tell of one event, refuse it, or take either back (``found``).

    Raises:
        EditorsOnly: the actor is no editor.
        LinkMissing: there is none (any more).
    """
    require_editor(actor)
    link = EventLink.objects.select_for_update().filter(pk=link_id).first()
    if link is None:
        message = f"there is no event link {link_id}"
        raise LinkMissing(message)
    before, link.state = link.state, LinkState(state)
    is_open = link.state == LinkState.FOUND
    link.decided_by, link.decided_at = (None, None) if is_open else (actor, timezone.now())
    link.save()
    record(
        kind=f"discovery.link_{link.state}" if not is_open else "discovery.link_reopened",
        subject=f"document:{link.other_id}",
        actor=actor,
        payload={"one": link.one_id, "other": link.other_id, "was": before, "score": str(link.score)},
    )
    return link

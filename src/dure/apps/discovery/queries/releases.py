"""One release in its outlets, further sources of its case, and the events that other releases tell of too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from dure.apps.discovery.choices import DocumentState
from dure.apps.discovery.models import Document, EventLink, Proposal, Separation, SourceOffer
from dure.apps.discovery.queries.marking import Section, marked
from dure.apps.discovery.rules import DocumentMissing, require_editor
from dure.engines import reading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.contrib.auth.models import AnonymousUser

    from dure.apps.accounts.models import User

LIGHT = ("text", "blocks", "findings", "signature", "bands", "occasion_keys")
_MOST_FACTS = 12


@dataclass(frozen=True, slots=True)
class GroupMember:
    """Another outlet of the same release, with how much the shorter of it and the first share, of 100."""

    document: Document
    percent: int | None


@dataclass(frozen=True, slots=True)
class LinkedEvent:
    """A document of another release that may tell of the same event, with what was proposed from its release."""

    link: EventLink
    mine: Document
    document: Document
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """What stands around a proposal: its outlets, what an editor took out, offers, and linked events."""

    members: tuple[GroupMember, ...]
    separations: tuple[Separation, ...]
    offers: tuple[SourceOffer, ...]
    events: tuple[LinkedEvent, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One of two documents beside each other: its parts with what both share marked."""

    document: Document
    sections: tuple[Section, ...]
    percent: int
    only_here: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Two documents beside each other."""

    one: Side
    other: Side
    likeness: reading.Likeness
    is_one_release: bool

    @property
    def shorter(self) -> Side:
        """The one of which more stands in the other."""
        return max(self.one, self.other, key=lambda side: side.percent)


def release_of(proposal: Proposal) -> Release:
    """Return what stands around a proposal, in a constant number of queries; for queries of this app."""
    documents = {
        each.pk: each for each in Document.objects.filter(group=proposal.group_id).defer(*LIGHT).order_by("pk")
    }
    separations = Separation.objects.filter(Q(group=proposal.group_id) | Q(document__in=documents))
    offers = SourceOffer.objects.filter(proposal=proposal).select_related("document", "decided_by")
    return Release(
        members=tuple(
            GroupMember(each, None if each.containment is None else round(each.containment * 100))
            for each in documents.values()
            if each.pk != proposal.document_id
        ),
        separations=tuple(separations.select_related("document", "decided_by").defer(*_of("document"))),
        offers=tuple(offers.defer(*_of("document"))),
        events=_events(documents),
    )


def _of(relation: str) -> tuple[str, ...]:
    return tuple(f"{relation}__{name}" for name in LIGHT)


def _events(documents: Mapping[int, Document]) -> tuple[LinkedEvent, ...]:
    """Return the links of a release's documents to others, one for each release: what is decided, else the surest."""
    links = EventLink.objects.filter(Q(one__in=documents) | Q(other__in=documents)).select_related("one", "other")
    best: dict[int, tuple[EventLink, Document, Document]] = {}
    for link in links.defer(*_of("one"), *_of("other")).order_by("-decided_at", "-score", "pk"):
        is_mine = link.one_id in documents
        mine, other = (link.one, link.other) if is_mine else (link.other, link.one)
        if other.pk in documents or other.group_id is None:
            continue
        known = best.get(other.group_id)
        if known is None or (known[0].decided_at is None and link.decided_at is not None):
            best[other.group_id] = link, mine, other
    proposals: dict[int, list[Proposal]] = {}
    for proposal in Proposal.objects.filter(group__in=best).only("group", "title", "state").order_by("pk"):
        proposals.setdefault(proposal.group_id, []).append(proposal)
    return tuple(
        LinkedEvent(link, mine, other, tuple(proposals.get(group, ()))) for group, (link, mine, other) in best.items()
    )


def has_proposal(*, viewer: User | AnonymousUser, proposal_id: int) -> bool:
    """Return whether a proposal is still there.

    Raises:
        EditorsOnly: the viewer is no editor.
    """
    require_editor(viewer)
    return Proposal.objects.filter(pk=proposal_id).exists()


def beside(*, viewer: User | AnonymousUser, one_id: int, other_id: int) -> Beside:
    """Return two documents with what both share marked in each, and the facts that only one states.

    Raises:
        EditorsOnly: the viewer is no editor.
        DocumentMissing: one of them is not there or was not read.
    """
    require_editor(viewer)
    found: QuerySet[Document] = Document.objects.filter(pk__in=[one_id, other_id], state=DocumentState.READ)
    by_id = {document.pk: document for document in found.defer("findings", "signature", "bands")}
    if len({one_id, other_id} & set(by_id)) < 2:  # noqa: PLR2004  # both, and not one beside itself
        message = f"documents {one_id} and {other_id} are not both there"
        raise DocumentMissing(message)
    one, other = by_id[one_id], by_id[other_id]
    bodies = _body(one), _body(other)
    mine, theirs = reading.profiles(bodies)
    return Beside(
        one=_side(one, bodies[1], mine, theirs),
        other=_side(other, bodies[0], theirs, mine),
        likeness=reading.likeness(mine, theirs),
        is_one_release=one.group_id is not None and one.group_id == other.group_id,
    )


def _body(document: Document) -> str:
    return "\n".join(document.text[block["start"] : block["end"]] for block in _main(document))


def _main(document: Document) -> Sequence[Mapping[str, Any]]:
    return [block for block in document.blocks if block["kind"] == "body"]


def _side(document: Document, other: str, mine: reading.Profile, theirs: reading.Profile) -> Side:
    rows = [
        {"fact": "shared", "start": block["start"] + start, "end": block["start"] + end, "rule": "", "confidence": 1.0}
        for block in _main(document)
        for start, end in reading.shared_stretches(document.text[block["start"] : block["end"]], other)
    ]
    held = reading.shared_share_of(mine, theirs)
    only = sorted(fact for fact in mine.told - theirs.facts if fact[0].isdigit() or fact not in theirs.letters)
    sections = marked(document.text, document.blocks, rows).sections
    return Side(document, sections, round(held * 100), tuple(only[:_MOST_FACTS]))

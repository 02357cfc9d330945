"""Proposals: the queue in its order, and one proposal beside its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet

from dure.apps.audit.queries import entries_of
from dure.apps.cases.queries import similar_cases
from dure.apps.discovery.choices import OfferState, ProposalState
from dure.apps.discovery.models import Document, Proposal, SourceOffer
from dure.apps.discovery.queries.marking import Marked, marked
from dure.apps.discovery.queries.releases import LIGHT, Release, release_of
from dure.apps.discovery.rules import ProposalMissing, require_editor
from dure.apps.governments.queries import governments_by_code

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from dure.apps.accounts.models import User
    from dure.apps.audit.models import Entry
    from dure.apps.governments.models import Government

CONFIDENCE = {"high": (0.8, 1.01), "middle": (0.5, 0.8), "low": (0.0, 0.5)}
"""The bands of the filter: from, inclusive, and to, exclusive."""

OFFERS = "offers"
"""The state of the filter that wants decided proposals for whose case a new outlet waits."""

ORDERS = {"confidence": ("-confidence", "-id"), "newest": ("-id",), "oldest": ("id",)}
_SIMILAR = 5
_LIGHT = tuple(f"document__{name}" for name in LIGHT)


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the queue is wanted; empty values want all."""

    state: str = ProposalState.OPEN
    province: str = ""
    confidence: str = ""
    words: str = ""
    batch: int | None = None
    order: str = "confidence"

    def as_query(self) -> dict[str, str]:
        """Return what differs from the default, as the address's query has it."""
        said = {
            "state": self.state,
            "province": self.province,
            "confidence": self.confidence,
            "q": self.words,
            "batch": str(self.batch or ""),
            "order": self.order,
        }
        default = {"state": str(ProposalState.OPEN), "order": "confidence"}
        return {name: value for name, value in said.items() if value != default.get(name, "")}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many proposals wait, and how many were decided in each way."""

    open: int = 0
    accepted: int = 0
    merged: int = 0
    rejected: int = 0
    offers: int = 0
    """Decided ones for whose case a new outlet waits; counted among the others too."""

    @property
    def all(self) -> int:
        """All proposals."""
        return self.open + self.accepted + self.merged + self.rejected


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """All that an editor needs to decide."""

    proposal: Proposal
    source: Marked
    candidates: tuple[Government, ...]
    release: Release
    siblings: tuple[Proposal, ...]
    twins: tuple[Proposal, ...]
    similar: Sequence[Any]
    history: QuerySet[Entry]
    previous_id: int | None
    next_id: int | None
    position: int
    total: int


def proposals(*, viewer: User | AnonymousUser, filters: Filters) -> QuerySet[Proposal]:
    """Return the proposals that are wanted, in the wanted order.

    Raises:
        EditorsOnly: the viewer is no editor.
    """
    require_editor(viewer)
    found = Proposal.objects.select_related("owner__parent", "institution", "document", "decided_by").defer(*_LIGHT)
    if filters.state == OFFERS:
        found = found.filter(pk__in=SourceOffer.objects.filter(state=OfferState.OPEN).values("proposal"))
    elif filters.state:
        found = found.filter(state=filters.state)
    if filters.province == "none":
        found = found.filter(owner=None)
    elif filters.province:
        found = found.filter(Q(owner=filters.province) | Q(owner__parent=filters.province))
    if filters.confidence in CONFIDENCE:
        low, high = CONFIDENCE[filters.confidence]
        found = found.filter(confidence__gte=low, confidence__lt=high)
    for word in filters.words.split():
        found = found.filter(
            Q(title__icontains=word) | Q(owner_name__icontains=word) | Q(document__title__icontains=word)
        )
    if filters.batch is not None:
        found = found.filter(group__in=Document.objects.filter(intakes__batch=filters.batch).values("group"))
    return found.order_by(*ORDERS.get(filters.order, ORDERS["confidence"]))


def counts(*, viewer: User | AnonymousUser) -> Counts:
    """Return how many proposals stand where.

    Raises:
        EditorsOnly: the viewer is no editor.
    """
    require_editor(viewer)
    rows = Proposal.objects.order_by().values_list("state").annotate(number=Count("pk"))
    waiting = SourceOffer.objects.filter(state=OfferState.OPEN).order_by()
    return Counts(**dict(rows), offers=waiting.values("proposal").distinct().count())


def provinces(*, viewer: User | AnonymousUser) -> list[tuple[str, str, int]]:
    """Return (code, name, open proposals) of each province that has any, and of "none" for those without an owner.

    Raises:
        EditorsOnly: the viewer is no editor.
    """
    require_editor(viewer)
    rows = (
        Proposal.objects.filter(state=ProposalState.OPEN)
        .order_by()
        .values_list("owner_id", "owner__parent_id")
        .annotate(number=Count("pk"))
    )
    found: dict[str, int] = {}
    for owner, parent, number in rows:
        code = parent or owner or "none"
        found[code] = found.get(code, 0) + number
    names: Mapping[str, Government] = governments_by_code(code for code in found if code != "none")
    listed = [(code, names[code].full_name, found[code]) for code in sorted(names)]
    return [*listed, *([("none", "", found["none"])] if "none" in found else [])]


def proposal_page(*, viewer: User | AnonymousUser, proposal_id: int, filters: Filters) -> ProposalPage:
    """Return one proposal with its source, its neighbours in the queue, and what is like it.

    Raises:
        EditorsOnly: the viewer is no editor.
        ProposalMissing: there is none.
    """
    require_editor(viewer)
    proposal = (
        Proposal.objects.select_related("owner__parent", "institution", "document", "decided_by", "case")
        .defer("document__findings", "document__signature", "document__bands", "document__occasion_keys")
        .filter(pk=proposal_id)
        .first()
    )
    if proposal is None:
        raise ProposalMissing(proposal_id)
    document = proposal.document
    queue = proposals(viewer=viewer, filters=filters)
    ahead, behind = _around(proposal, filters)
    numbers = queue.order_by().aggregate(
        total=Count("pk"), ahead=Count("pk", filter=ahead), here=Count("pk", filter=Q(pk=proposal.pk))
    )
    codes = governments_by_code(proposal.candidates) if proposal.candidates else {}
    return ProposalPage(
        proposal=proposal,
        source=marked(document.text, document.blocks, proposal.evidence),
        candidates=tuple(codes[code] for code in proposal.candidates if code in codes),
        release=release_of(proposal),
        siblings=tuple(Proposal.objects.filter(document=document).exclude(pk=proposal.pk).order_by("finding")),
        twins=tuple(
            Proposal.objects.filter(title_key=proposal.title_key)
            .exclude(pk=proposal.pk)
            .select_related("document")
            .defer(*_LIGHT)
            .order_by("pk")[:_SIMILAR]
        ),
        similar=_similar(proposal),
        history=entries_of(f"proposal:{proposal.pk}"),
        previous_id=_nearest(queue.filter(ahead).reverse()),
        next_id=_nearest(queue.filter(behind)),
        position=numbers["ahead"] + 1 if numbers["here"] else 0,
        total=numbers["total"],
    )


def _similar(proposal: Proposal) -> Sequence[Any]:
    owner = (proposal.owner_id,) if proposal.owner_id else ()
    return similar_cases(proposal.title, owner, _SIMILAR)


def _around(proposal: Proposal, filters: Filters) -> tuple[Q, Q]:
    """Return what stands ahead of a proposal in the queue's order and what behind it, be it in the queue or not."""
    older, newer = Q(pk__lt=proposal.pk), Q(pk__gt=proposal.pk)
    if filters.order == "oldest":
        return older, newer
    if filters.order == "newest":
        return newer, older
    surer, less_sure = Q(confidence__gt=proposal.confidence), Q(confidence__lt=proposal.confidence)
    # The first of the two conditions is what the index of the queue can begin at.
    return (
        Q(confidence__gte=proposal.confidence) & (surer | newer),
        Q(confidence__lte=proposal.confidence) & (less_sure | older),
    )


def _nearest(queue: QuerySet[Proposal]) -> int | None:
    return queue.values_list("pk", flat=True).first()


def next_open(*, viewer: User | AnonymousUser, after: Proposal, filters: Filters) -> int | None:
    """Return the proposal to look at once `after` is decided: the next of the queue, else its first.

    Raises:
        EditorsOnly: the viewer is no editor.
    """
    queue = proposals(viewer=viewer, filters=filters).exclude(pk=after.pk).filter(state=ProposalState.OPEN)
    _ahead, behind = _around(after, filters)
    return _nearest(queue.filter(behind)) or _nearest(queue)


def decided_proposal(*, viewer: User | AnonymousUser, proposal_id: int) -> Proposal | None:
    """Return a proposal that stands decided, for the note that offers to take the decision back.

    Raises:
        EditorsOnly: the viewer is no editor.
    """
    require_editor(viewer)
    return (
        Proposal.objects.filter(pk=proposal_id)
        .exclude(state=ProposalState.OPEN)
        .select_related("case")
        .defer(*_LIGHT)
        .first()
    )

"""Sources: how each is at a glance, its visits, and what came of every page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum

from dure.apps.discovery.choices import ItemOutcome, ProposalState, SourceState, VisitOutcome
from dure.apps.discovery.models import Proposal, Source, SourceItem, Visit, VisitItem
from dure.apps.discovery.queries.batches import worker_is_running
from dure.apps.discovery.rules import SourceMissing, VisitMissing, require_editor

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from dure.apps.accounts.models import User

SHOWN_VISITS = 20
_HEIGHT, _WIDTH, _GAP = 28, 5, 2
_SHOWN_FAULTS = 10


@dataclass(frozen=True, slots=True)
class Bar:
    """One visit in the small picture of a source's yield: where its bar stands, and what it stands for."""

    x: int
    y: int
    height: int
    kind: str


@dataclass(frozen=True, slots=True)
class Health:
    """How a source is: its state, the visit that tells so, and the yield of the last visits, the oldest first."""

    state: SourceState
    last: Visit | None
    bars: tuple[Bar, ...]
    visits: int
    brought: int
    proposals: int

    @property
    def width(self) -> int:
        """Of the picture."""
        return max(1, len(self.bars)) * (_WIDTH + _GAP)


@dataclass(frozen=True, slots=True)
class SourceCounts:
    """How many sources there are, and how many of them somebody should look at."""

    all: int
    attention: int
    paused: int


@dataclass(frozen=True, slots=True)
class SourcePage:
    """One source with its health, what it brought, and what is wrong with it."""

    source: Source
    health: Health
    visits: QuerySet[Visit]
    faults: tuple[VisitItem, ...]
    fault_count: int
    changed_layout: Visit | None
    items: int
    attachments: int
    proposals: int
    accepted: int
    worker_is_running: bool


@dataclass(frozen=True, slots=True)
class VisitPage:
    """One visit, how far it is, and what came of each page."""

    visit: Visit
    items: QuerySet[VisitItem]
    total: int
    done: int
    worker_is_running: bool

    @property
    def percent(self) -> int:
        """How much of what was found so far is done, of 100."""
        return 100 if self.visit.ended_at or not self.total else self.done * 100 // self.total


def sources(*, viewer: User | AnonymousUser, words: str = "", attention: bool = False) -> QuerySet[Source]:
    """Return the sources with their last visits (``recent``, the latest first), by name.

    Args:
        viewer: who asks.
        words: what name, address or government must hold.
        attention: only those that somebody should look at.

    Raises:
        EditorsOnly: the viewer is no editor.
    """
    require_editor(viewer)
    found = _listed()
    if words:
        found = found.filter(
            Q(name__icontains=words) | Q(address__icontains=words) | Q(government__full_name__icontains=words)
        )
    if attention:
        found = found.filter(_ATTENTION)
    return found.select_related("government").prefetch_related(_recent()).order_by("name", "pk")


def installation_sources() -> QuerySet[Source]:
    """Return all sources with their last visits, for the command line of the installation itself."""
    return _listed().prefetch_related(_recent()).order_by("name", "pk")


def _recent() -> Prefetch[str, QuerySet[Visit], str]:
    return Prefetch("visits", Visit.objects.order_by("-pk")[:SHOWN_VISITS], to_attr="recent")


_ATTENTION = (
    Q(paused_at__isnull=False) | Q(failures__gt=0) | Q(last_outcome=VisitOutcome.PARTLY) | Q(last_layout_changed=True)
)


def _listed() -> QuerySet[Source]:
    last = Visit.objects.filter(source=OuterRef("pk"), ended_at__isnull=False).order_by("-pk")
    return Source.objects.filter(deleted_at=None).annotate(
        last_outcome=Subquery(last.values("outcome")[:1]),
        last_layout_changed=Subquery(last.values("is_layout_changed")[:1]),
    )


def source_counts(*, viewer: User | AnonymousUser) -> SourceCounts:
    """Return how many sources there are.

    Raises:
        EditorsOnly: the viewer is no editor.
    """
    require_editor(viewer)
    found = _listed().aggregate(
        all=Count("pk"), attention=Count("pk", filter=_ATTENTION), paused=Count("pk", filter=Q(paused_at__isnull=False))
    )
    return SourceCounts(**found)


def health(source: Source, recent: Sequence[Visit]) -> Health:
    """Return how a source is, from itself and its last visits, the latest first. Pure."""
    last = next((visit for visit in recent if visit.ended_at is not None), None)
    shown = [visit for visit in reversed(recent) if visit.ended_at is not None]
    most = max((visit.new + visit.changed for visit in shown), default=0)
    bars = []
    for number, visit in enumerate(shown):
        brought = visit.new + visit.changed
        if visit.outcome == VisitOutcome.FAILED:
            kind, tall = "failed", _HEIGHT
        else:
            kind, tall = ("some" if brought else "none"), 2 if not brought else 4 + (_HEIGHT - 4) * brought // most
        bars.append(Bar(number * (_WIDTH + _GAP), _HEIGHT - tall, tall, kind))
    return Health(
        _state(source, recent, last),
        last,
        tuple(bars),
        len(shown),
        sum(visit.new + visit.changed for visit in shown),
        sum(visit.proposals for visit in shown),
    )


def _state(source: Source, recent: Sequence[Visit], last: Visit | None) -> SourceState:
    if recent and recent[0].ended_at is None:
        return SourceState.RUNNING
    if source.paused_at is not None:
        return SourceState.PAUSED
    if source.failures:
        return SourceState.FAILING
    if last is None:
        return SourceState.FIRST
    is_doubtful = last.is_layout_changed or last.outcome == VisitOutcome.PARTLY
    return SourceState.DOUBTFUL if is_doubtful else SourceState.GOOD


def source(*, viewer: User | AnonymousUser, source_id: int) -> Source:
    """Return a source that was not deleted.

    Raises:
        EditorsOnly: the viewer is no editor.
        SourceMissing: there is none.
    """
    require_editor(viewer)
    found = Source.objects.select_related("government").filter(pk=source_id, deleted_at=None).first()
    if found is None:
        raise SourceMissing(source_id)
    return found


def deleted_source(*, viewer: User | AnonymousUser, source_id: int) -> Source | None:
    """Return a source that was deleted, for the note that offers it back.

    Raises:
        EditorsOnly: the viewer is no editor.
    """
    require_editor(viewer)
    return Source.objects.filter(pk=source_id, deleted_at__isnull=False).first()


def source_page(*, viewer: User | AnonymousUser, source_id: int) -> SourcePage:
    """Return one source with its health and its visits; a deleted one too, so that it can be brought back.

    Raises:
        EditorsOnly: the viewer is no editor.
        SourceMissing: there never was one.
    """
    require_editor(viewer)
    found = Source.objects.select_related("government", "created_by").filter(pk=source_id).first()
    if found is None:
        raise SourceMissing(source_id)
    recent = list(found.visits.order_by("-pk")[:SHOWN_VISITS])
    shown = health(found, recent)
    faulty = Q(outcome__in=[ItemOutcome.FAILED, ItemOutcome.CLOSED]) | ~Q(error_code="")
    faults = VisitItem.objects.filter(faulty, visit=shown.last).select_related("item").order_by("pk")
    counts = SourceItem.objects.filter(source=found).aggregate(
        pages=Count("pk", filter=Q(parent=None)), attachments=Count("pk", filter=Q(parent__isnull=False))
    )
    yielded = Proposal.objects.filter(document__intakes__batch__visits__source=found).aggregate(
        all=Count("pk", distinct=True),
        accepted=Count("pk", distinct=True, filter=Q(state__in=[ProposalState.ACCEPTED, ProposalState.MERGED])),
    )
    listed = next((visit for visit in recent if visit.fingerprint), None)
    return SourcePage(
        found,
        shown,
        found.visits.select_related("started_by").order_by("-pk"),
        tuple(faults[:_SHOWN_FAULTS]),
        faults.count() if shown.last else 0,
        listed if listed is not None and listed.is_layout_changed else None,
        counts["pages"],
        counts["attachments"],
        yielded["all"],
        yielded["accepted"],
        worker_is_running(),
    )


def visit_page(*, viewer: User | AnonymousUser, source_id: int, visit_id: int) -> VisitPage:
    """Return one visit with what came of each page.

    Raises:
        EditorsOnly: the viewer is no editor.
        VisitMissing: there is none.
    """
    require_editor(viewer)
    visit = Visit.objects.select_related("source", "started_by").filter(pk=visit_id, source=source_id).first()
    if visit is None:
        raise VisitMissing(visit_id)
    counts = visit.items.aggregate(
        all=Count("pk"),
        waiting=Count("pk", filter=Q(outcome=ItemOutcome.WAITING)),
        new=Count("pk", filter=Q(outcome=ItemOutcome.NEW)),
        changed=Count("pk", filter=Q(outcome=ItemOutcome.CHANGED)),
        failed=Count("pk", filter=Q(outcome=ItemOutcome.FAILED)),
        made=Sum("proposals_made"),
    )
    if visit.ended_at is None:  # the counts are written at the end; until then they are counted
        visit.new, visit.changed, visit.failed = counts["new"], counts["changed"], counts["failed"]
        visit.proposals = counts["made"] or 0
    items = visit.items.select_related("item__parent").order_by("pk")
    return VisitPage(visit, items, counts["all"], counts["all"] - counts["waiting"], worker_is_running())

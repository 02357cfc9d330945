"""Batches: what was given, how far its reading is, and what came of each document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Prefetch, Q, QuerySet, Sum
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from dure.apps.discovery.choices import READ_SOURCES
from dure.apps.discovery.models import Batch, Document, Intake, Proposal
from dure.apps.discovery.rules import BatchMissing, require_editor

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from dure.apps.accounts.models import User

_HEARTBEAT = timedelta(seconds=30)  # procrastinate's workers tell every 10 s that they live
_LIGHT = ("text", "blocks", "findings", "signature", "bands", "occasion_keys")


@dataclass(frozen=True, slots=True)
class BatchPage:
    """One batch: how much is done, of what kind, and whether anybody works on it."""

    batch: Batch
    intakes: QuerySet[Intake]
    total: int
    done: int
    failed: int
    known: int
    proposals: int
    worker_is_running: bool
    has_job: bool
    failed_addresses: int

    @property
    def can_go_on(self) -> bool:
        """Whether asking again makes sense: addresses that did not answer, or documents whose job has died."""
        return bool(self.failed_addresses) if self.is_done else not self.has_job

    @property
    def is_done(self) -> bool:
        """Whether nothing is left."""
        return self.done == self.total

    @property
    def percent(self) -> int:
        """How much is done, of 100."""
        return 100 if not self.total else self.done * 100 // self.total

    @property
    def read(self) -> int:
        """How many documents were read in this batch."""
        return self.done - self.failed - self.known


def batches(*, viewer: User | AnonymousUser) -> QuerySet[Batch]:
    """Return all batches with their counts, newest first.

    Raises:
        EditorsOnly: the viewer is no editor.
    """
    require_editor(viewer)
    return (
        Batch.objects.select_related("started_by")
        .annotate(
            total=Count("intakes"),
            done=Count("intakes", filter=Q(intakes__done_at__isnull=False)),
            failed=Count("intakes", filter=~Q(intakes__error_code="")),
            made=Sum("intakes__proposals_made"),
        )
        .order_by("-id")
    )


def batch_page(*, viewer: User | AnonymousUser, batch_id: int) -> BatchPage:
    """Return one batch with its counts.

    Raises:
        EditorsOnly: the viewer is no editor.
        BatchMissing: there is none.
    """
    require_editor(viewer)
    batch = Batch.objects.select_related("started_by").filter(pk=batch_id).first()
    if batch is None:
        raise BatchMissing(batch_id)
    found = Intake.objects.filter(batch=batch).aggregate(
        total=Count("pk"),
        done=Count("pk", filter=Q(done_at__isnull=False)),
        failed=Count("pk", filter=~Q(error_code="")),
        known=Count("pk", filter=Q(done_at__isnull=False, error_code="", attempts=0, proposals_made=0, is_new=False)),
        made=Sum("proposals_made"),
        addresses=Count("pk", filter=Q(is_address=True, document=None) & ~Q(error_code="")),
    )
    documents = Document.objects.defer(*_LIGHT).select_related("group")
    intakes = (
        Intake.objects.filter(batch=batch)
        .prefetch_related(
            Prefetch("document", documents),
            Prefetch("document__group__documents", Document.objects.defer(*_LIGHT).order_by("pk"), to_attr="outlets"),
            Prefetch("document__group__proposals", Proposal.objects.order_by("pk"), to_attr="found"),
        )
        .order_by("pk")
    )
    return BatchPage(
        batch=batch,
        intakes=intakes,
        total=found["total"],
        done=found["done"],
        failed=found["failed"],
        known=found["known"],
        proposals=found["made"] or 0,
        worker_is_running=worker_is_running(),
        has_job=_has_job(batch_id),
        failed_addresses=found["addresses"],
    )


def _has_job(batch_id: int) -> bool:
    """Whether a job of the batch waits, or is in the hands of a worker that lives."""
    alive = Q(status="doing", worker__last_heartbeat__gte=timezone.now() - _HEARTBEAT)
    jobs = ProcrastinateJob.objects.filter(task_name=READ_SOURCES, args__batch_id=batch_id)
    return jobs.filter(Q(status="todo") | alive).exists()


def worker_is_running() -> bool:
    """Whether a worker that could read uploads has told within half a minute that it lives."""
    return ProcrastinateWorker.objects.filter(last_heartbeat__gte=timezone.now() - _HEARTBEAT).exists()


def first_of_release(document: Document) -> Document | None:
    """Return the first document of the release that a document repeats; None where it is the first itself."""
    if document.group_id is None:
        return None
    first = Document.objects.filter(group=document.group_id).defer(*_LIGHT).order_by("pk").first()
    return None if first is None or first.pk == document.pk else first

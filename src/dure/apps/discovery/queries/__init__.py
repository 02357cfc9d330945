"""Reads of discovery, for editors only: the queue, a proposal beside its source, batches and what came of them."""

from dure.apps.discovery.queries.batches import (
    BatchPage,
    batch_page,
    batches,
    first_of_release,
    worker_is_running,
)
from dure.apps.discovery.queries.marking import Link, Marked, Piece, Section, marked
from dure.apps.discovery.queries.review import (
    Counts,
    Filters,
    GroupMember,
    ProposalPage,
    counts,
    decided_proposal,
    next_open,
    proposal_page,
    proposals,
    provinces,
)
from dure.apps.discovery.rules import BatchMissing, ProposalMissing

__all__ = [
    "BatchMissing",
    "BatchPage",
    "Counts",
    "Filters",
    "GroupMember",
    "Link",
    "Marked",
    "Piece",
    "ProposalMissing",
    "ProposalPage",
    "Section",
    "batch_page",
    "batches",
    "counts",
    "decided_proposal",
    "first_of_release",
    "marked",
    "next_open",
    "proposal_page",
    "proposals",
    "provinces",
    "worker_is_running",
]

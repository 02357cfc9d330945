"""Reads of discovery, for editors only: the queue, a proposal beside its source, batches and what came of them."""

from dure.apps.discovery.queries.batches import (
    BatchPage,
    batch_page,
    batches,
    first_of_release,
    worker_is_running,
)
from dure.apps.discovery.queries.marking import Link, Marked, Piece, Section, marked
from dure.apps.discovery.queries.releases import Beside, GroupMember, LinkedEvent, Release, Side, beside, has_proposal
from dure.apps.discovery.queries.review import (
    OFFERS,
    Counts,
    Filters,
    ProposalPage,
    counts,
    decided_proposal,
    next_open,
    proposal_page,
    proposals,
    provinces,
)
from dure.apps.discovery.rules import BatchMissing, DocumentMissing, ProposalMissing

__all__ = [
    "OFFERS",
    "BatchMissing",
    "BatchPage",
    "Beside",
    "Counts",
    "DocumentMissing",
    "Filters",
    "GroupMember",
    "Link",
    "LinkedEvent",
    "Marked",
    "Piece",
    "ProposalMissing",
    "ProposalPage",
    "Release",
    "Section",
    "Side",
    "batch_page",
    "batches",
    "beside",
    "counts",
    "decided_proposal",
    "first_of_release",
    "has_proposal",
    "marked",
    "next_open",
    "proposal_page",
    "proposals",
    "provinces",
    "worker_is_running",
]

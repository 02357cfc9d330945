"""Screens of discovery, for editors: anybody else is sent to sign in, or told that the page is not theirs."""

from dure.apps.discovery.views.giving import batch, batch_again, batches, upload
from dure.apps.discovery.views.releases import beside, link, offer, rejoin, separate
from dure.apps.discovery.views.reviewing import accept, merge, proposal, queue, reject, undo
from dure.apps.discovery.views.sources import (
    source,
    source_accept_layout,
    source_add,
    source_delete,
    source_edit,
    source_pause,
    source_restore,
    source_resume,
    source_try,
    source_visit,
    sources,
    visit,
)

__all__ = [
    "accept",
    "batch",
    "batch_again",
    "batches",
    "beside",
    "link",
    "merge",
    "offer",
    "proposal",
    "queue",
    "reject",
    "rejoin",
    "separate",
    "source",
    "source_accept_layout",
    "source_add",
    "source_delete",
    "source_edit",
    "source_pause",
    "source_restore",
    "source_resume",
    "source_try",
    "source_visit",
    "sources",
    "undo",
    "upload",
    "visit",
]

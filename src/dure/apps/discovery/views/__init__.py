"""Screens of discovery, for editors: anybody else is sent to sign in, or told that the page is not theirs."""

from dure.apps.discovery.views.giving import batch, batch_again, batches, upload
from dure.apps.discovery.views.releases import beside, link, offer, rejoin, separate
from dure.apps.discovery.views.reviewing import accept, merge, proposal, queue, reject, undo

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
    "undo",
    "upload",
]

"""Screens of discovery, for editors: anybody else is sent to sign in, or told that the page is not theirs."""

from dure.apps.discovery.views.giving import batch, batch_again, batches, upload
from dure.apps.discovery.views.reviewing import accept, merge, proposal, queue, reject, undo

__all__ = ["accept", "batch", "batch_again", "batches", "merge", "proposal", "queue", "reject", "undo", "upload"]

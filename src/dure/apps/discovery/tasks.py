"""Jobs of discovery, enqueued by name from ``actions``."""

from __future__ import annotations

from procrastinate.contrib.django import app

from dure.apps.discovery import actions
from dure.apps.discovery.choices import READ_SOURCES


@app.task(name=READ_SOURCES)
def read_sources(batch_id: int) -> None:
    """Read what is left of a batch of uploads and addresses."""
    actions.read_sources(batch_id=batch_id)

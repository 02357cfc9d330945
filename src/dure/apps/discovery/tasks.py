"""Jobs of discovery, enqueued by name from ``actions``."""

from __future__ import annotations

from procrastinate.contrib.django import app

from dure.apps.discovery import actions


@app.task(name="dure.apps.discovery.tasks.read_sources")
def read_sources(batch_id: int) -> None:
    """Read what is left of a batch of uploads and addresses."""
    actions.read_sources(batch_id=batch_id)

"""Jobs of discovery, enqueued by name from ``actions``."""

from __future__ import annotations

from procrastinate.contrib.django import app

from dure.apps.discovery import actions
from dure.apps.discovery.choices import READ_SOURCES, VISIT_SOURCE


@app.task(name=READ_SOURCES)
def read_sources(batch_id: int) -> None:
    """Read what is left of a batch of uploads and addresses."""
    actions.read_sources(batch_id=batch_id)


@app.task(name=VISIT_SOURCE)
def visit_source(visit_id: int) -> None:
    """Go on with a visit to a source; a long one asks for another job and lets uploads have their turn."""
    actions.go_on(visit_id=visit_id)


@app.periodic(cron="*/5 * * * *")
@app.task(name="dure.apps.discovery.tasks.visit_due_sources", queueing_lock="visit_due_sources")
def visit_due_sources(timestamp: int) -> None:
    """Enqueue what is due, and visits whose worker died."""
    del timestamp
    actions.visit_due_sources()

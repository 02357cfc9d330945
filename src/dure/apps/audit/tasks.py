"""Jobs of the log."""

from __future__ import annotations

import logging

from procrastinate.contrib.django import app

from dure.apps.audit.actions.recording import SEQUENCE_TASK
from dure.apps.audit.actions.sequencing import AlreadySequencing, sequence
from dure.apps.audit.actions.witnessing import ask_witnesses

_LOGGER = logging.getLogger(__name__)


@app.task(name=SEQUENCE_TASK, queueing_lock=SEQUENCE_TASK)
def sequence_waiting() -> None:
    """Give waiting entries their places, publish, and ask the witnesses."""
    try:
        sequence()
    except AlreadySequencing:
        _LOGGER.info("another sequencer is at work")
        return
    ask_witnesses()


@app.periodic(cron="*/10 * * * *")
@app.task(name="audit.sweep")
def sweep(timestamp: int) -> None:
    """Take along what no job was asked for: a process may have died between commit and asking."""
    del timestamp
    sequence_waiting()

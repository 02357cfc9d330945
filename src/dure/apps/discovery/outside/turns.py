"""Turns at a host: who may ask it when, in one process or in all of them.

The turn of all processes is the one thing that ``outside`` writes: it belongs to the request itself, is no fact about a
document, and must stand before the socket is opened, whatever becomes of the caller's transaction.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from django.db import connection

from dure.apps.discovery.outside.errors import HostBusy

Turn = Callable[[str, float, float], float]
"""Takes a host, the seconds that must lie between two requests to it, and the most that the caller waits; returns the
seconds to wait, after which the turn is the caller's."""

_TAKE = """
INSERT INTO discovery_hostturn (host, next_at) VALUES (%(host)s, clock_timestamp() + %(pause)s * interval '1 second')
ON CONFLICT (host) DO UPDATE
SET next_at = greatest(discovery_hostturn.next_at, clock_timestamp()) + %(pause)s * interval '1 second'
WHERE discovery_hostturn.next_at <= clock_timestamp() + %(patience)s * interval '1 second'
RETURNING extract(epoch FROM next_at - %(pause)s * interval '1 second' - clock_timestamp())
"""


class ProcessTurns:
    """Turns that one process keeps."""

    def __init__(self) -> None:
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()

    def __call__(self, host: str, pause: float, patience: float) -> float:
        """Take the next turn.

        Raises:
            HostBusy: it is further away than the caller waits.
        """
        with self._lock:
            now = time.monotonic()
            wait = max(0.0, self._next.get(host, now) - now)
            if wait > patience:
                raise HostBusy(_busy(host))
            self._next[host] = now + wait + pause
            return wait


def database_turn(host: str, pause: float, patience: float) -> float:
    """Take the next turn among all processes that share the database, by its clock.

    Raises:
        HostBusy: it is further away than the caller waits.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, {"host": host[:255], "pause": pause, "patience": patience})
        row = cursor.fetchone()
    if row is None:
        raise HostBusy(_busy(host))
    return max(0.0, float(row[0]))


def _busy(host: str) -> str:
    return f"many requests to {host} are waiting for their turns"

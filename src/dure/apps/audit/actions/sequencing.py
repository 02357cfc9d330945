"""Giving entries their places in the log and publishing it: one sequencer at a time, in four steps.

1. Indices are assigned and committed in the database, at most 256 at once.
2. Bundles and tiles, a pure function of the entries, are written and fsynced; one that exists must be equal.
3. The checkpoint is signed and atomically renamed into place.
4. Its size is recorded.

A restart repeats 2 to 4. The lock is the database's, held by a connection of its own for as long as the sequencer
works: a lock of the transaction would either publish what a rollback then forks, or write files after it was gone.
"""

from __future__ import annotations

import hashlib
import itertools
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections, transaction

from dure import verify
from dure.apps.audit.actions.recording import record
from dure.apps.audit.models import Entry
from dure.apps.audit.outside.folder import LogFolder, TileDiffers
from dure.apps.audit.outside.keys import KeyFolder
from dure.apps.audit.rules import public_form
from dure.engines import ledger

BATCH = 256
_LOCK = 0x6475_7265_6C6F_67  # "durelog"
_CHUNK = 65_536  # entries held in memory while files are written


class AlreadySequencing(Exception):
    """Another sequencer holds the lock; two would publish two histories."""


class LogIsNewer(Exception):
    """A checkpoint was signed that this database cannot account for: it was restored from an old backup.

    Nothing is signed, because that would fork the log. Restore the database from a newer backup; if there is none,
    begin a new log under another origin (docs/methods/ledger.md).
    """


@contextmanager
def _only_sequencer() -> Iterator[psycopg.Connection]:
    """Open a connection that holds the lock of sequencing for as long as it lives."""
    given = connections["default"].get_connection_params()
    kept = {name: given[name] for name in ("host", "port", "user", "password", "dbname", "options") if given.get(name)}
    with psycopg.connect(**kept, autocommit=True) as connection:
        row = connection.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK]).fetchone()
        if not row or not row[0]:
            raise AlreadySequencing
        yield connection


def sequence(*, rebuild: bool = False) -> int:
    """Give every waiting entry its place and publish the log; return how many entries were added.

    Args:
        rebuild: write every tile that is missing again, from the first entry on.

    Raises:
        AlreadySequencing: another sequencer is at work.
        NoSigningKey: the log has no key.
        LogIsNewer: the database is older than the log.
        TileDiffers: a file of the log is damaged.
        OSError: the disk is full; nothing was published, and the next run goes on.
    """
    added = 0
    _keys().require_going()
    with _only_sequencer() as connection:
        _publish(connection, rebuild=rebuild)
        _record_keys()
        while count := _assign(connection):
            _publish(connection)
            added += count
    return added


def follow(*, seconds: float = 1.0) -> Iterator[int]:
    """Sequence again and again, yielding how many entries each round added; a round begins a second after the last.

    A round that leaves a batch waiting is followed at once.
    """
    _keys().require_going()
    with _only_sequencer() as connection:
        _publish(connection)
        _record_keys()
        while True:
            began = time.monotonic()
            count = _assign(connection)
            if count:
                _publish(connection)
            yield count
            if not _is_queue_long(connection):
                time.sleep(max(0.0, seconds - (time.monotonic() - began)))


def _record_keys() -> None:
    """Let the log itself say which keys sign it and which program checks it, whenever that changes."""
    keys = [str(key.key) for key in _keys().keys()]  # noqa: SIM118  # a method of ours, no mapping
    program = hashlib.sha256(Path(verify.__file__).read_bytes()).hexdigest()
    said = {"keys": keys, "verify_py_sha256": program}
    last = Entry.objects.filter(kind="audit.keys").order_by("-id").values_list("payload", flat=True).first()
    if last != said:
        with transaction.atomic():
            record(kind="audit.keys", subject="log", actor=None, payload=said)


def _folder() -> LogFolder:
    return LogFolder(settings.LOG_FOLDER)


def _keys() -> KeyFolder:
    return KeyFolder(settings.LOG_KEYS)


def leaf_data(*, at: datetime, actor_id: int | None, kind: str, subject: str, payload: Any) -> bytes:
    """Return the bytes of an entry in the log: canonical JSON, the actor as the number of an account."""
    return ledger.canonical(
        {
            "actor": f"user:{actor_id}" if actor_id else None,
            "at": at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
            "kind": kind,
            "payload": public_form(payload),
            "subject": subject,
            "v": 1,
        }
    )


def _assign(connection: psycopg.Connection) -> int:
    """Step 1: give at most a batch of waiting entries the next indices, in the order they were recorded.

    A batch ends where a tile is full, so that a long queue writes full tiles only.
    """
    with connection.transaction():
        size = _size(connection)
        rows = connection.execute(
            "SELECT e.id, e.at, e.actor_id, e.kind, e.subject, e.payload FROM audit_waiting w "
            "JOIN audit_entry e ON e.id = w.entry_id ORDER BY e.id LIMIT %s",
            [BATCH - size % BATCH],
        ).fetchall()
        if not rows:
            return 0
        ids = [row[0] for row in rows]
        data = [
            leaf_data(at=at, actor_id=who, kind=kind, subject=of, payload=said) for _, at, who, kind, of, said in rows
        ]
        connection.execute(
            "INSERT INTO audit_leaf (index, entry_id, data) "
            "SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bytea[])",
            [list(range(size, size + len(ids))), ids, data],
        )
        connection.execute("DELETE FROM audit_waiting WHERE entry_id = ANY(%s)", [ids])
    return len(ids)


def _is_queue_long(connection: psycopg.Connection) -> bool:
    row = connection.execute("SELECT count(*) FROM (SELECT FROM audit_waiting LIMIT %s) few", [BATCH]).fetchone()
    return row is not None and row[0] == BATCH


def _size(connection: psycopg.Connection) -> int:
    row = connection.execute("SELECT coalesce(max(index) + 1, 0) FROM audit_leaf").fetchone()
    return int(row[0]) if row else 0


def _publish(connection: psycopg.Connection, *, rebuild: bool = False) -> None:
    """Steps 2 to 4, from what is shown to what is in the database; nothing is written when both agree."""
    log, keys = _folder(), _keys()
    size = _size(connection)
    with log.alone():
        shown, signed = log.checkpoint(), keys.last_signed()
        for known in (shown, signed):
            if known and known.size > size:
                message = f"a checkpoint of {known.size} entries was signed, the database has {size}"
                raise LogIsNewer(message)
        if shown and signed and shown.size == signed.size and shown.root != signed.root:
            message = f"two roots were signed over {size} entries"
            raise LogIsNewer(message)
        edge = ledger.EMPTY_EDGE
        if shown and not rebuild:
            edge = _edge_of(log, shown)
            _compare_bundle(connection, edge)
        promised = {known.size: known.root for known in (shown, signed) if known}
        edge = _write_tiles(connection, log, edge, size, promised)  # step 2
        if shown is None or shown.size < size:
            connection.execute("SELECT 1")  # whoever has lost the lock's connection must not publish
            note = keys.sign(verify.Checkpoint(keys.keys()[0].name, size, edge.root))
            log.show(note)  # step 3
        note = log.note() or b""
        connection.execute(  # step 4
            "INSERT INTO audit_published (size, note, at) VALUES (%s, %s, now()) ON CONFLICT DO NOTHING",
            [size, note.decode()],
        )
        log.clear_partials(size)


def _edge_of(log: LogFolder, shown: verify.Checkpoint) -> ledger.Edge:
    """Read the edge back from the tiles and hold it against the checkpoint over them."""
    try:
        edge = ledger.edge_at(shown.size, log.files.hashes, lambda _, *tile: log.files.hashes("entries", *tile))
    except verify.Malformed as error:
        message = f"a tile at the edge of {shown.size} entries: {error}"
        raise TileDiffers(message) from error
    if edge.root != shown.root:
        message = f"the tiles do not lead to the root of the checkpoint of {shown.size} entries"
        raise TileDiffers(message)
    return edge


def _compare_bundle(connection: psycopg.Connection, edge: ledger.Edge) -> None:
    """Hold the last bundle on disk against the database: another history would differ here."""
    start = edge.size - len(edge.bundle)
    if tuple(_leaves(connection, start, edge.size)) != edge.bundle:
        message = f"entries {start} to {edge.size - 1} of the database are not the ones that were published"
        raise LogIsNewer(message)


def _leaves(connection: psycopg.Connection, start: int, end: int) -> list[bytes]:
    rows = connection.execute(
        "SELECT data FROM audit_leaf WHERE index >= %s AND index < %s ORDER BY index", [start, end]
    ).fetchall()
    return [bytes(row[0]) for row in rows]


def _write_tiles(
    connection: psycopg.Connection, log: LogFolder, edge: ledger.Edge, size: int, promised: dict[int, bytes]
) -> ledger.Edge:
    """Step 2; at each size that was signed before, the root must be the one that was signed."""
    chunks = range((edge.size // _CHUNK + 1) * _CHUNK, size, _CHUNK)
    stops = sorted({stop for stop in (*chunks, *promised, size) if edge.size < stop <= size})
    for start, stop in itertools.pairwise([edge.size, *stops]):
        edge, files = ledger.append(edge, _leaves(connection, start, stop))
        if promised.get(stop, edge.root) != edge.root:
            message = f"the first {stop} entries of the database are not the ones that were signed"
            raise LogIsNewer(message)
        log.add(files)
    return edge

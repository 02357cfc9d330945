"""Processes that read documents: one a core, each with its own gazetteer, none with a database.

A document that kills its process, or keeps it beyond all measure, fails alone: the pool is made anew, and the
documents that were on their way are read one by one.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from dure.apps.discovery.actions import Failure, ReadDocument

ALONE = 8
"""Up to this many documents are read in the calling process: starting others would take longer."""

_SECONDS = 120  # for one document; the slowest sample takes a fraction of a second
_AHEAD = 4  # documents a process has waiting, so that it never waits for the writer


def _begin() -> None:
    """Set a new process up; Ctrl-C is the caller's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    import django  # this module is imported before Django is set up

    django.setup()
    from dure.apps.discovery import actions  # after the set-up

    actions.warm_up()


def read_file(path: str, *, alone: bool = False) -> ReadDocument | Failure:
    """Read one file from disk; whatever is wrong with it is the result.

    ``alone``: nothing catches the end of this process, so PDF, whose library may crash, is read in another one.
    """
    from dure.apps.discovery import actions  # after the set-up

    try:
        content = Path(path).read_bytes()
    except OSError as error:
        return actions.Failure("no-access", f"cannot be opened: {error.strerror}", "check its permissions")
    if alone and b"%PDF-" in content[:1024]:
        return actions.read_document_apart(content, name=path)
    return actions.read_document(content, name=path)


class Readers:
    """A pool of reading processes."""

    def __init__(self, workers: int | None = None) -> None:
        self._workers = workers or max(os.cpu_count() or 1, 1)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop(kill=kind is not None)

    def read(self, paths: Iterable[str], expected: int) -> Iterator[tuple[str, ReadDocument | Failure]]:
        """Yield each path with what was read of it, in the order given: which outlet is first never hangs on luck."""
        if expected <= ALONE and self._pool is None:
            for path in paths:
                yield path, read_file(path, alone=True)
            return
        waiting = iter(paths)
        running: deque[tuple[str, Future[ReadDocument | Failure]]] = deque()
        while True:
            for path in islice(waiting, self._workers * _AHEAD - len(running)):
                running.append((path, self._started().submit(read_file, path)))
            if not running:
                return
            path, future = running.popleft()
            try:
                yield path, future.result(timeout=_SECONDS)
            except (BrokenProcessPool, TimeoutError):
                suspects = [path, *(waits for waits, _ in running)]
                running.clear()
                self._stop(kill=True)
                for suspect in suspects:
                    yield suspect, self._read_alone(suspect)

    def _read_alone(self, path: str) -> ReadDocument | Failure:
        """Read a document that may be the one that broke the pool, in a process that nothing else depends on."""
        from dure.apps.discovery import actions  # after the set-up

        pool = self._new(1)
        try:
            return pool.submit(read_file, path).result(timeout=_SECONDS)
        except (BrokenProcessPool, TimeoutError):
            return actions.Failure(
                "reader-died", "the reader did not survive this document", "give it alone, or as plain text"
            )
        finally:
            _end(pool, kill=True)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = self._new(self._workers)
        return self._pool

    @staticmethod
    def _new(workers: int) -> ProcessPoolExecutor:
        # Spawned, not forked: a child must not inherit the database connection.
        return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin)

    def _stop(self, *, kill: bool) -> None:
        if self._pool is not None:
            _end(self._pool, kill=kill)
            self._pool = None


def _end(pool: ProcessPoolExecutor, *, kill: bool) -> None:
    processes = list((pool._processes or {}).values())  # noqa: SLF001  # the executor has no way to end a stuck child
    pool.shutdown(wait=not kill, cancel_futures=True)
    if kill:
        for process in processes:
            process.kill()

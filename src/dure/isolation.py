"""A function called in a process of its own, bounded in time and memory: what ends or hangs that process fails alone.

For what is done to bytes of strangers with libraries that are not Python (pdfium, lexbor): they may crash, or never
return, and no ``except`` helps then. Standard library only; imports nothing of Dure.
"""

from __future__ import annotations

import contextlib
import importlib
import multiprocessing
import resource
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Any, Self


class ProcessDied(Exception):
    """The process ended before it answered: a crash of a library, or the limit of memory."""


class TookTooLong(Exception):
    """The process did not answer in time, and was ended."""


class Isolated:
    """A function, by its dotted name, in a process that is made anew when it has died or was ended.

    Args:
        name: ``package.module:function``; its arguments and result are pickled, and what it raises is raised here.
        prepare: the same, called once in a new process before the function's module is imported (``django:setup``).
        seconds: a call may take.
        megabytes: of address space the process may take beyond what it begins with (Linux); a copy begins with all its
            caller has mapped.
        fork: begin as a copy of the calling process, with all it has loaded; only where that has a single thread.
            Otherwise the process begins empty.
    """

    def __init__(
        self, name: str, *, seconds: float, megabytes: int = 4096, prepare: str = "", fork: bool = False
    ) -> None:
        self._work = (prepare, name, megabytes)
        self._seconds = seconds
        # A copy of a process is safe on Linux only: macOS' own libraries hold locks in it.
        self._context: Any = multiprocessing.get_context("fork" if fork and sys.platform == "linux" else "spawn")
        self._process: BaseProcess | None = None
        self._wire: Connection | None = None
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def call(self, *arguments: Any, **named: Any) -> Any:
        """Call the function and return its result; threads wait for one another.

        Raises:
            ProcessDied: with the number of the signal, where one ended the process.
            TookTooLong: not done within the seconds given.
        """
        with self._turn:
            wire = self._wire or self._begin()
            try:
                wire.send((arguments, named))
                if not wire.poll(self._seconds):
                    self._kill()
                    message = f"not done within {self._seconds:g} seconds"
                    raise TookTooLong(message)
                succeeded, result = wire.recv()
            except (EOFError, OSError) as error:
                status = self._ended()
                how = f"signal {-status}" if status < 0 else f"status {status}"
                message = f"the process ended with {how}"
                raise ProcessDied(message) from error
        if not succeeded:
            raise result
        return result

    def close(self) -> None:
        """End the process; the next call begins another."""
        with self._turn:
            self._kill()

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._ended()

    def _begin(self) -> Connection:
        ours, theirs = self._context.Pipe()
        self._process = self._context.Process(target=_serve, args=(theirs, ours, *self._work), daemon=True)
        self._process.start()
        theirs.close()
        self._wire = ours
        return self._wire

    def _ended(self) -> int:
        """Wait for the end of the process and forget it; return its status."""
        process, wire, self._process, self._wire = self._process, self._wire, None, None
        if wire is not None:
            wire.close()
        if process is None:
            return 0
        process.join()
        status = process.exitcode or 0
        process.close()
        return status


def _serve(wire: Connection, other_end: Connection, prepare: str, name: str, megabytes: int) -> None:
    """Answer calls until nobody asks any more."""
    other_end.close()  # or this process would never notice that the other one has gone
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the caller's to handle
    if sys.platform == "linux":  # other systems refuse this limit
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        wanted = pages * resource.getpagesize() + megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
    if prepare:
        _function(prepare)()
    function = _function(name)
    with contextlib.suppress(EOFError):  # the caller has gone
        while True:
            arguments, named = wire.recv()
            try:
                answer = (True, function(*arguments, **named))
            except Exception as error:  # noqa: BLE001  it is raised in the caller
                answer = (False, error)
            wire.send(answer)


def _function(name: str) -> Callable[..., Any]:
    module, _, function = name.partition(":")
    found: Callable[..., Any] = getattr(importlib.import_module(module), function)
    return found

"""The process that reads, apart from the one that writes: a document that kills or stalls it fails alone.

Batches go in and tables come out as pickles over the child's own pipes, strictly in turn. The child loads the gazetteer
once and ends when its parent does.
"""

from __future__ import annotations

import os
import pickle
import resource
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import IO, Any, Self

from dure.engines.reading import ReadingError, Source, Tables, add_error, default_gazetteer, read_batch

SECONDS = 60.0
"""For one document; the slowest of a thousand real pages took a second."""

MEMORY_BYTES = 2 * 1024**3
"""Address space of a reading process: a document that wants more fails, and with it nothing else."""

_LENGTH = 8


class _Lost(Exception):
    """The child ended, or took too long."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Reader:
    """A child that reads batches; made anew when a document has killed it."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, sources: Sequence[Source]) -> Tables:
        """Read a batch. If it kills the child, its documents are read one by one, and the culprit becomes an error."""
        try:
            return self._exchange(sources)
        except _Lost as lost:
            tables = Tables()
            if len(sources) == 1:
                hint = "give it alone, or as plain text"
                add_error(tables, sources[0], ReadingError(lost.code, str(lost), hint))
                return tables
            for source in sources:
                tables.extend(self.read([source]))
            return tables

    def close(self) -> None:
        """End the child."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _exchange(self, sources: Sequence[Source]) -> Tables:
        process = self._process or self._start()
        try:
            _send(_pipe(process.stdin), sources)
            answer = _receive(_pipe(process.stdout), time.monotonic() + self._seconds)
        except (BrokenPipeError, EOFError) as error:
            self.close()
            raise _Lost("reader-died", "the reader did not survive this document") from error
        except TimeoutError as error:
            self.close()
            raise _Lost("timed-out", f"not read within {self._seconds:g} seconds") from error
        assert isinstance(answer, Tables)  # noqa: S101  # the child sends nothing else
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
        )
        _receive(_pipe(self._process.stdout), time.monotonic() + max(self._seconds, SECONDS))  # it is ready
        return self._process


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # noqa: S101  # opened as a pipe in `_start`
    return pipe


def _send(pipe: IO[bytes], value: Any) -> None:
    data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    view = memoryview(len(data).to_bytes(_LENGTH, "big") + data)
    while view:
        view = view[pipe.write(view) :]
    pipe.flush()


def _receive(pipe: IO[bytes], until: float | None = None) -> Any:
    length = int.from_bytes(_exactly(pipe, _LENGTH, until), "big")
    return pickle.loads(_exactly(pipe, length, until))  # noqa: S301  # from our own process, over a pipe of its own


def _exactly(pipe: IO[bytes], size: int, until: float | None) -> bytes:
    data = bytearray()
    while len(data) < size:
        if until is not None and not select.select([pipe], [], [], max(0.0, until - time.monotonic()))[0]:
            raise TimeoutError
        some = os.read(pipe.fileno(), min(size - len(data), 1 << 20))
        if not some:
            raise EOFError
        data += some
    return bytes(data)


def main() -> None:
    """Answer batches until the parent has gone."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # whatever a library prints must not run into the answers
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if most == resource.RLIM_INFINITY or most > MEMORY_BYTES:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, most))
    gazetteer = default_gazetteer()
    _send(answers, "ready")
    batches = os.fdopen(0, "rb", buffering=0)
    while True:
        try:
            sources = _receive(batches)
        except EOFError:
            return
        _send(answers, read_batch(sources, gazetteer))


if __name__ == "__main__":
    main()

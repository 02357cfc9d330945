"""What a worker does with a job, on this machine or on a node: cut an input into pieces, or read a part into tables.

Jobs and answers are JSON, so that nothing but text travels; the tables go straight from the worker to where they stay.
"""

from __future__ import annotations

import itertools
import json
import os
import socket
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from typing import Any

import pyarrow as pa

from dure.cli.bulk import BulkFailure
from dure.cli.bulk.child import Reader
from dure.cli.bulk.identity import reader_digest
from dure.cli.bulk.pieces import Choice, Found, Piece, cut, documents_of
from dure.cli.bulk.places import Input, Place, place_of, scheme_of
from dure.cli.bulk.tables import PartWriter, summary_of
from dure.engines.reading import Source, Tables, add_error

_BATCH = 16
_BATCH_BYTES = 4_000_000
_CONNECTIONS = 8  # objects of a storage fetched at once by one worker: each waits for the network most of the time
MANIFEST = "manifest.json"
_WORKER = f"{socket.gethostname()}:{os.getpid()}"  # for whoever asks why a part was slow


class Work:
    """A worker's state between jobs: its reading child."""

    def __init__(self, out: str, run: str, reader: str, choice: Choice) -> None:
        self._out = out
        self._run = run
        self._reader = reader
        self._choice = choice
        self._child = Reader()
        self._is_welcome = False

    def do(self, job: str) -> str:
        """Do one job and say what came of it; ``failure`` stops the run."""
        asked = json.loads(job)
        try:
            self._introduce()
            if asked["do"] == "cut":
                pieces = cut(Input(*asked["input"]), asked["documents"], self._choice)
                return json.dumps({"pieces": [list(asdict(piece).values()) for piece in pieces]})
            return json.dumps(self._read(asked["part"], [Piece(*each) for each in asked["pieces"]]))
        except BulkFailure as failure:
            return json.dumps({"failure": [failure.message, failure.hint]})
        except (OSError, pa.ArrowException) as error:  # documents' own errors are rows by now: this is the output
            hint = "see that there is room and leave to write, then run the same command again"
            return json.dumps({"failure": [f"{self._out}: cannot be written: {error}", hint]})

    def close(self) -> None:
        """End the reading child."""
        self._child.close()

    def _introduce(self) -> None:
        """See that this worker is of the same run: same reader, same output.

        Raises:
            BulkFailure: it is not.
        """
        if self._is_welcome:
            return
        if reader_digest() != self._reader:
            message = f"a worker has another version of dure (reader {reader_digest()} instead of {self._reader})"
            raise BulkFailure(message, "install the same version on every node")
        manifest = place_of(self._out).below(MANIFEST)
        if not manifest.exists() or json.loads(manifest.read())["run"] != self._run:
            hint = "give --out on object storage or in a folder that all nodes share"
            raise BulkFailure(f"a worker does not see {self._out}", hint)
        self._is_welcome = True

    def _read(self, part: int, pieces: list[Piece]) -> dict[str, Any]:
        out = place_of(self._out)
        done = summary_of(out, part)
        return done if done is not None else self._written(out, part, pieces)

    def _written(self, out: Place, part: int, pieces: list[Piece]) -> dict[str, Any]:
        started = time.monotonic()
        ids = (f"{part:06d}-{number:06d}" for number in itertools.count())
        codes: Counter[str] = Counter()
        writer = PartWriter(out, part)
        try:
            # The next batch is fetched while the child reads this one.
            with ThreadPoolExecutor(1) as ahead:
                batches = _batches(_documents(pieces, self._choice, ids))
                coming = ahead.submit(next, batches, None)
                while (batch := coming.result()) is not None:
                    coming = ahead.submit(next, batches, None)
                    tables = self._tables(batch)
                    codes.update(tables.errors["code"])
                    writer.add(tables)
            expected = sum(piece.documents for piece in pieces)
            seconds = round(time.monotonic() - started, 2)
            return writer.commit(
                {"part": part, "codes": codes, "expected": expected, "seconds": seconds, "worker": _WORKER}
            )
        except BaseException:
            writer.abandon()
            raise

    def _tables(self, batch: list[Found]) -> Tables:
        sources = [one for one in batch if isinstance(one, Source)]
        tables = self._child.read(sources) if sources else Tables()
        for one in batch:
            if not isinstance(one, Source):
                add_error(tables, *one)
        return tables


def _documents(pieces: Iterable[Piece], choice: Choice, ids: Iterator[str]) -> Iterator[Found]:
    for is_object, run in itertools.groupby(
        pieces, lambda piece: piece.kind == "file" and bool(scheme_of(piece.address))
    ):
        if is_object:
            yield from _fetched(list(run), choice, ids)
        else:
            for piece in run:
                yield from documents_of(piece, choice, ids)


def _fetched(pieces: list[Piece], choice: Choice, ids: Iterator[str]) -> Iterator[Found]:
    """Yield objects of a storage in order, some fetched at once; never more bytes at once than a batch may have."""

    def fetch(piece: Piece, document_id: str) -> Found:
        return next(documents_of(piece, choice, iter([document_id] * 2)))

    with ThreadPoolExecutor(_CONNECTIONS) as pool:
        while pieces:
            total, count = 0, 0
            while count < min(len(pieces), _CONNECTIONS) and (not count or total + pieces[count].end <= _BATCH_BYTES):
                total += pieces[count].end
                count += 1
            yield from pool.map(fetch, pieces[:count], itertools.islice(ids, count))
            del pieces[:count]


def _batches(documents: Iterable[Found]) -> Iterator[list[Found]]:
    batch: list[Found] = []
    size = 0
    for one in documents:
        batch.append(one)
        size += len((one if isinstance(one, Source) else one[0]).content)
        if len(batch) >= _BATCH or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch

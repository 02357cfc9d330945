"""The main texts and signatures of a bulk result, in files of this machine: what grouping looks at again and again.

Texts and signatures of a million pages are some gigabytes: they are looked at through the system's memory of files,
which it may take back. Gathering goes part by part; a state beside the files says how far, so that it can go on.
"""

from __future__ import annotations

import itertools
import json
import mmap
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.compute as pc
from pyarrow import parquet

from dure.cli.bulk.places import Place
from dure.cli.bulk.tables import file_of
from dure.engines.reading import Signed, body_of

_STATE = "gathered.json"
_NUMBERS = 128  # of a signature, as `documents.signature` holds them
_FILES = ("texts", "ends", "minhash", "stated", "stated_ends")
_ROWS = 500  # documents held at once
_BLOCKS = 8_192


class Bodies(Sequence[str]):
    """Main texts in a file, read when they are asked for."""

    def __init__(self, folder: Path) -> None:
        self._ends = _array(folder / "ends", np.int64)
        self._bytes: Any = b""
        if len(self._ends):
            with (folder / "texts").open("rb") as file:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._ends)

    def __getitem__(self, place: int) -> str:  # type: ignore[override]  # slices are not asked for
        """Return one text."""
        return str(self._bytes[int(self._ends[place - 1]) if place else 0 : int(self._ends[place])], "utf-8")


def signed(folder: Path) -> Signed:
    """Return the signatures of all texts, as what stands in the files."""
    minhash = _array(folder / "minhash", np.uint32)
    ends = _array(folder / "stated_ends", np.int64)
    offsets = np.concatenate((np.zeros(1, np.int64), ends))
    return Signed(minhash.reshape(-1, _NUMBERS), _array(folder / "stated", np.uint64), offsets)


def _array(path: Path, kind: Any) -> Any:
    return np.memmap(path, kind, "r") if path.stat().st_size else np.zeros(0, kind)  # an empty file cannot be mapped


def gather(out: Place, parts: Sequence[int], folder: Path) -> Iterator[int]:
    """Write the texts and signatures of parts into a folder, in order; yields how many parts are in.

    What an earlier call has gathered of the same parts is kept.
    """
    state = folder / _STATE
    said = json.loads(state.read_bytes()) if state.exists() else {"parts": 0, "sizes": dict.fromkeys(_FILES, 0)}
    with ExitStack() as stack:
        files = {name: stack.enter_context((folder / name).open("ab")) for name in _FILES}
        for name, file in files.items():
            file.truncate(said["sizes"][name])  # a kill may have left half a part behind it
        texts = said["sizes"]["texts"]
        stated = said["sizes"]["stated"] // 8
        for done, part in enumerate(parts[said["parts"] :], said["parts"] + 1):
            for body, signature, keys in _signed_of(out, part):
                content = body.encode()
                texts, stated = texts + len(content), stated + len(keys)
                files["texts"].write(content)
                files["ends"].write(texts.to_bytes(8, "little"))
                files["minhash"].write(np.frombuffer(signature, ">u4").astype("<u4").tobytes())
                files["stated"].write(np.array(keys, "<u8").tobytes())
                files["stated_ends"].write(stated.to_bytes(8, "little"))
            for file in files.values():
                file.flush()
            _write_whole(
                state, json.dumps({"parts": done, "sizes": {name: file.tell() for name, file in files.items()}})
            )
            yield done


def _signed_of(out: Place, part: int) -> Iterator[tuple[str, bytes, list[int]]]:
    """Yield main text, signature and stated keys of a part's documents that are long enough to have them."""
    with file_of(out, "documents", part).opened() as documents, file_of(out, "blocks", part).opened() as blocks:
        columns = ["document_id", "text", "signature", "stated"]
        runs = itertools.groupby(_body_blocks(blocks), lambda row: row["document_id"])
        owner, body = next(runs, (None, iter(())))
        for batch in parquet.ParquetFile(documents).iter_batches(_ROWS, columns=columns):
            for row in batch.to_pylist():
                mine: list[dict[str, Any]] = []
                if row["document_id"] == owner:  # both tables are in one order; a document may have no body
                    mine = list(body)
                    owner, body = next(runs, (None, iter(())))
                if row["signature"] is not None:
                    yield body_of(row["text"], mine), row["signature"], row["stated"]


def _body_blocks(file: Any) -> Iterator[dict[str, Any]]:
    for batch in parquet.ParquetFile(file).iter_batches(_BLOCKS, columns=["document_id", "kind", "start", "end"]):
        yield from batch.filter(pc.equal(batch.column("kind"), "body")).to_pylist()


def _write_whole(path: Path, text: str) -> None:
    """Write a small file whole or not at all."""
    waiting = path.with_suffix(".part")
    waiting.write_text(text, encoding="utf-8")
    waiting.replace(path)

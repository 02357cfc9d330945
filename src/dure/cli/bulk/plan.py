"""Which documents make which part, now and after a change.

A plan is kept beside the tables. When a run begins again, a part stays as long as all its inputs have the size and the
time of change they had; the rest is cut anew. So nothing is read twice because something else was added.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
from pyarrow import parquet

from dure.cli.bulk.pieces import Piece
from dure.cli.bulk.places import Input

LEAST = 25  # documents of a part: fewer, and its files cost more than its reading
SHARE = 4  # parts a worker gets at the least, so that none waits long for the last
FINEST = 100  # records of a WARC in one piece

_SCHEMA = pa.schema(
    {
        "part": pa.int32(),
        "path": pa.string(),
        "bytes": pa.int64(),
        "modified_ns": pa.int64(),
        "kind": pa.string(),
        "start": pa.int64(),
        "end": pa.int64(),
        "documents": pa.int64(),
    }
)


@dataclass
class Plan:
    """The parts with their pieces, and the inputs by their shown address."""

    parts: dict[int, list[Piece]] = field(default_factory=dict)
    inputs: dict[str, Input] = field(default_factory=dict)
    next_part: int = 0

    def documents(self, numbers: Iterable[int]) -> int:
        """Return how many documents parts are expected to hold."""
        return sum(piece.documents for number in numbers for piece in self.parts[number])

    def fingerprint(self, number: int) -> str:
        """Return what a part's inputs were when it was planned, as 16 hexadecimal digits."""
        digest = hashlib.sha256()
        for piece in self.parts[number]:
            one = self.inputs[_shown(piece.address)]
            digest.update(f"{one.shown}\0{one.size}\0{one.modified_ns}\0{piece.start}\0{piece.end}\n".encode())
        return digest.hexdigest()[:16]

    def as_parquet(self) -> bytes:
        """Return the plan as a table: one row a piece."""
        rows = [
            (number, one.shown, one.size, one.modified_ns, piece.kind, piece.start, piece.end, piece.documents)
            for number, pieces in sorted(self.parts.items())
            for piece in pieces
            for one in [self.inputs[_shown(piece.address)]]
        ]
        columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in _SCHEMA]
        buffer = io.BytesIO()
        parquet.write_table(pa.table(dict(zip(_SCHEMA.names, columns, strict=True)), schema=_SCHEMA), buffer)
        return buffer.getvalue()

    @classmethod
    def from_parquet(cls, data: bytes, next_part: int) -> Plan:
        """Return the plan that `as_parquet` wrote."""
        plan = cls(next_part=next_part)
        for row in parquet.read_table(pa.BufferReader(data)).to_pylist():
            plan.inputs[row["path"]] = Input(row["path"], row["bytes"], row["modified_ns"])
            piece = Piece(row["path"], row["kind"], row["start"], row["end"], row["documents"])
            plan.parts.setdefault(row["part"], []).append(piece)
        return plan


@dataclass(frozen=True)
class Changes:
    """What is not as the earlier run found it: inputs that are new, changed or gone, and parts dropped for it."""

    new: int
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    dropped: tuple[int, ...]


def _shown(address: str) -> str:
    return Input(address, 0, 0).shown


def replan(  # noqa: PLR0913  # all that decides a plan
    inputs: Sequence[Input],
    old: Plan,
    *,
    again: Collection[int],
    cut_all: Callable[[Sequence[Input]], Mapping[str, Sequence[Piece]]],
    most: int,
    workers: int,
) -> tuple[Plan, Changes]:
    """Return the plan for the inputs as they are now.

    Args:
        inputs: all that is to be read, in order.
        old: the plan of the earlier run, empty before the first.
        again: parts of it that are to be read anew though their inputs are the same.
        cut_all: returns the pieces of WARC and Parquet files by address.
        most: documents of a part at the most; one row group of Parquet may have more.
        workers: processes that will share the parts.
    """
    now = {one.shown: one for one in inputs}
    same = {shown for shown, one in old.inputs.items() if shown in now and _is_same(one, now[shown])}
    plan = Plan(inputs=now, next_part=old.next_part)
    freed: dict[str, list[Piece]] = {}
    dropped = []
    for number, pieces in old.parts.items():
        as_now = [_moved(piece, now) for piece in pieces if piece.address in same]
        if number not in again and len(as_now) == len(pieces):
            plan.parts[number] = as_now
            continue
        dropped.append(number)
        for piece in as_now:
            freed.setdefault(_shown(piece.address), []).append(piece)
    fresh = [one for one in inputs if one.shown not in same]
    containers = cut_all([one for one in fresh if one.kind != "file"])
    waiting: list[Piece] = []
    for shown, one in now.items():
        if shown in same:
            waiting += freed.get(shown, ())
        elif one.kind == "file":
            waiting.append(Piece(one.address, "file", 0, one.size, 1))
        else:
            waiting += containers[one.address]
    total = sum(piece.documents for piece in waiting)
    _share_out(plan, waiting, max(LEAST, min(most, -(-total // (workers * SHARE)))))
    changed = tuple(one.shown for one in fresh if one.shown in old.inputs)
    gone = tuple(shown for shown in old.inputs if shown not in now)
    return plan, Changes(len(fresh) - len(changed), changed, gone, tuple(dropped))


def _is_same(one: Input, other: Input) -> bool:
    return one.size == other.size and one.modified_ns == other.modified_ns


def _moved(piece: Piece, now: Mapping[str, Input]) -> Piece:
    return Piece(now[piece.address].address, piece.kind, piece.start, piece.end, piece.documents)


def _share_out(plan: Plan, pieces: Iterable[Piece], most: int) -> None:
    part: list[Piece] = []
    documents = 0
    for piece in pieces:
        if part and documents + piece.documents > most:
            plan.parts[plan.next_part] = part
            plan.next_part += 1
            part, documents = [], 0
        part.append(piece)
        documents += piece.documents
    if part:
        plan.parts[plan.next_part] = part
        plan.next_part += 1

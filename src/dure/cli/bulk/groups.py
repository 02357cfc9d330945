"""Which documents of a bulk result are one release: a table of its own, made when all parts stand.

The engine decides, with the functions that the site calls too: candidates share a key, the likest are verified, and
texts join in their order. Here is only what a million of them need: several processes, files instead of memory, and
steps whose results stand (gathered, pairs, verified, joined), so that a run that was killed goes on with the next.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from dure.cli.bulk import SCHEMA, BulkFailure
from dure.cli.bulk.gathered import Bodies, gather, signed
from dure.cli.bulk.identity import reader_digest
from dure.cli.bulk.tables import TEMPORARY, file_of
from dure.engines.reading import candidate_pairs, join_pairs, likeness, merged_pairs, profiles, verified
from dure.isolation import Isolated, ProcessDied, TookTooLong

if TYPE_CHECKING:
    from dure.cli.bulk.places import Place
    from dure.cli.bulk.plan import Plan
    from dure.engines.reading import Profile

GROUPS = "groups.parquet"
TABLE = pa.schema(
    {"document_id": pa.string(), "group": pa.string(), "containment": pa.float32()},
    metadata={"schema": f"{SCHEMA}/groups"},
)
_SAID = b"dure"
_SLICES, _SLICED = 8, 25_000  # slices of the keys at the most, and texts that are worth one more
_TEXTS = 10_000  # whose candidates are verified by one call
_MEMBERS = 5_000  # texts of groups that are compared by one call
_ROWS = 10_000
_SECONDS = 3600.0
_MEGABYTES = 1 << 20  # mapped files count as memory of a process: what it may map is no bound of what it holds


def fingerprint_of(plan: Plan) -> str:
    """Return what groups were made of: the same parts by the same reader make the same groups."""
    digest = hashlib.sha256(reader_digest().encode())
    for number in sorted(plan.parts):
        digest.update(f"\n{number} {plan.fingerprint(number)}".encode())
    return digest.hexdigest()[:16]


def standing(out: Place, plan: Plan) -> dict[str, int] | None:
    """Return the counts of the groups that stand, if they were made of just these parts; else None."""
    place = out.below(GROUPS)
    if not place.exists():
        return None
    with place.opened() as file:
        said = json.loads((parquet.read_metadata(file).metadata or {}).get(_SAID, b"{}"))
    return dict(said["counts"]) if said.get("fingerprint") == fingerprint_of(plan) else None


def group_documents(out: Place, plan: Plan, *, workers: int, say: Callable[[str, int, int], None]) -> dict[str, int]:
    """Write the table of groups, and return how many documents, groups of two and more, and documents in them it has.

    Args:
        out: the place of a run whose parts all stand.
        plan: that run's.
        workers: processes of this machine.
        say: told a step and how much of it is done of how much.

    Raises:
        BulkFailure: a process failed; what is done stands.
    """
    folder = _scratch(out, fingerprint_of(plan))
    numbers = sorted(plan.parts)
    for done in gather(out, numbers, folder):
        say("gather", done, len(numbers))
    hands = _Hands(workers)
    try:
        _find_and_verify(folder, hands, say)
        if not (folder / "joined.npy").exists():
            _write_joined(folder)
        contained = _containments(folder, hands, say)
    except (ProcessDied, TookTooLong) as error:
        hint = f"see that there is room for the main texts below {folder}, then run the same command again"
        raise BulkFailure(f"grouping failed: {error}", hint) from error
    hands.close()
    counts = _write_table(out, plan, folder, contained)
    shutil.rmtree(folder)
    return counts


def _find_and_verify(folder: Path, hands: _Hands, say: Callable[[str, int, int], None]) -> None:
    """Find the candidates of all texts under slices of the keys, then verify the likest of some texts at a time."""
    count = len(Bodies(folder))
    slices = max(1, min(_SLICES, count // _SLICED))
    calls: list[tuple[str, str, Any]] = [
        ("write_pairs", str(path), (number, slices))
        for number in range(slices)
        if not (path := folder / f"pairs-{number}.npy").exists()
    ]
    hands.do(calls, lambda done: say("pairs", done, len(calls)))
    ranges: list[tuple[str, str, Any]] = [
        ("write_verified", str(path), (start, min(start + _TEXTS, count), slices))
        for start in range(0, count, _TEXTS)
        if not (path := folder / f"verified-{start:010d}.npz").exists()
    ]
    hands.do(ranges, lambda done: say("verify", done, len(ranges)))


def sweep(out: Place, plan: Plan) -> dict[str, int] | None:
    """Remove what was made of other parts, and return the counts of the groups that stand, or None."""
    counts = standing(out, plan)
    if counts is None:
        out.below(GROUPS).remove()
    kept = _scratch_of(out, fingerprint_of(plan))
    for folder in kept.parent.glob(f"{kept.name.rpartition('-')[0]}-*"):
        if folder != kept and not folder.is_symlink() and folder.stat().st_uid == os.getuid():
            shutil.rmtree(folder)
    return counts


def _scratch_of(out: Place, fingerprint: str) -> Path:
    """Return the folder for what is made on the way: beside tables that are here, else among temporary files."""
    if not out.is_remote:
        return Path(out.below(TEMPORARY, f"groups-{fingerprint}").path)
    where = hashlib.sha256(out.path.encode()).hexdigest()[:8]
    return Path(tempfile.gettempdir(), f"dure-{os.getuid()}-groups-{where}-{fingerprint}")


def _scratch(out: Place, fingerprint: str) -> Path:
    """Return the folder of an interrupted grouping of the same parts, or a new one.

    Raises:
        BulkFailure: somebody else has such a folder.
    """
    folder = _scratch_of(out, fingerprint)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.is_symlink() or folder.lstat().st_uid != os.getuid():
        raise BulkFailure(f"{folder} is not ours", "remove it, or name another folder for scratch in TMPDIR")
    return folder


class _Hands:
    """Processes of this machine that share calls; a single call is done right here."""

    def __init__(self, workers: int) -> None:
        # Each begins with the first call that comes to it.
        self._all = [Isolated(f"{__name__}:call", seconds=_SECONDS, megabytes=_MEGABYTES) for _ in range(workers)]
        self._free: SimpleQueue[Isolated] = SimpleQueue()
        for process in self._all:
            self._free.put(process)

    def do(self, calls: Sequence[tuple[str, str, Any]], say: Callable[[int], None]) -> list[Any]:
        """Do calls and return their results in order; ``say`` is told how many are done."""
        if len(calls) == 1:
            done = [call(*calls[0])]
            say(1)
            return done
        pool = ThreadPoolExecutor(len(self._all))
        try:
            asked = [pool.submit(self._ask, one) for one in calls]
            waiting = set(asked)
            while waiting:
                ended, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                for one in ended:
                    one.result()
                say(len(asked) - len(waiting))
        finally:
            # What is under way goes on to its end: results are files that appear whole.
            pool.shutdown(wait=False, cancel_futures=True)
        return [one.result() for one in asked]

    def _ask(self, asked: tuple[str, str, Any]) -> Any:
        process = self._free.get()
        try:
            return process.call(*asked)
        finally:
            self._free.put(process)

    def close(self) -> None:
        """End the processes."""
        for process in self._all:
            process.close()


def call(name: str, path: str, argument: Any) -> Any:
    """Do one call of a step. Called in a process of its own."""
    steps: dict[str, Callable[[Path, Any], Any]] = {
        "write_pairs": write_pairs,
        "write_verified": write_verified,
        "containments": containments,
    }
    return steps[name](Path(path), argument)


def write_pairs(path: Path, which: tuple[int, int]) -> None:
    """Find the candidates under one slice of the keys; columns stand one behind the other, to be looked up alone."""
    part, parts = which
    pairs = candidate_pairs(signed(path.parent), part=part, parts=parts)
    _save(path, lambda file: np.save(file, np.ascontiguousarray(pairs.T)))


def write_verified(path: Path, which: tuple[int, int, int]) -> None:
    """Put together what all slices found for some texts, and verify their likest candidates."""
    start, end, slices = which
    found = []
    for number in range(slices):
        columns = np.load(path.parent / f"pairs-{number}.npy", mmap_mode="r")
        first, last = np.searchsorted(columns[1], (start, end))
        found.append(np.array(columns[:, first:last]).T)
    pairs = merged_pairs(found)
    known = verified(Bodies(path.parent), pairs)
    _save(path, lambda file: np.savez(file, pairs=pairs, known=known))


def _write_joined(folder: Path) -> None:
    """Let the texts join in their order; for each the first of its group is kept."""
    ranges = sorted(folder.glob("verified-*.npz"))
    sizes = [len(np.load(path)["known"]) for path in ranges]
    pairs = np.zeros((0, 3), np.int64)
    if sum(sizes):
        pairs = np.lib.format.open_memmap(folder / "all.npy", "w+", np.int64, (sum(sizes), 3))
    known = np.zeros(sum(sizes), np.int8)
    at = 0
    for path, size in zip(ranges, sizes, strict=True):
        with np.load(path) as held:
            pairs[at : at + size], known[at : at + size] = held["pairs"], held["known"]
        at += size
    bodies = Bodies(folder)
    first = np.arange(len(bodies))
    for group in join_pairs(bodies, pairs, known=known):
        first[list(group)] = group[0]
    _save(folder / "joined.npy", lambda file: np.save(file, first))


def _containments(folder: Path, hands: _Hands, say: Callable[[str, int, int], None]) -> Any:
    """Return for each text how much it shares with the first of its group; not a number for the first itself."""
    first = np.load(folder / "joined.npy")
    joined = np.flatnonzero(first != np.arange(len(first)))
    joined = joined[np.argsort(first[joined], kind="stable")]
    pieces = [joined[at : at + _MEMBERS] for at in range(0, len(joined), _MEMBERS)]
    calls: list[tuple[str, str, Any]] = [("containments", str(folder), (first[piece], piece)) for piece in pieces]
    shared = hands.do(calls, lambda done: say("compare", done, len(calls)))
    found = np.full(len(first), np.nan, np.float32)
    for piece, values in zip(pieces, shared, strict=True):
        found[piece] = values
    return found


def containments(folder: Path, pairs: tuple[Any, Any]) -> Any:
    """Return how much each text shares with the first of its group, as the site measures it."""
    bodies = Bodies(folder)
    shared = []
    leading: dict[int, Profile] = {}
    for first, text in zip(*(each.tolist() for each in pairs), strict=True):
        if first not in leading:  # those of one group come one behind the other
            leading = {first: profiles([bodies[first]])[0]}
        shared.append(round(likeness(leading[first], profiles([bodies[text]])[0]).containment, 3))
    return np.array(shared, np.float32)


def _write_table(out: Place, plan: Plan, folder: Path, contained: Any) -> dict[str, int]:
    first = np.load(folder / "joined.npy")
    sizes = np.bincount(first, minlength=len(first))
    names: dict[int, str] = {}
    waiting = out.below(TEMPORARY, GROUPS)
    count = at = 0
    with (
        waiting.filesystem.open_output_stream(waiting.path) as stream,
        parquet.ParquetWriter(stream, TABLE, compression="zstd") as writer,
    ):
        for ids, has_signature in _documents(out, sorted(plan.parts)):
            rows: dict[str, list[Any]] = {name: [] for name in TABLE.names}
            for document_id, is_signed in zip(ids, has_signature, strict=True):
                group, share = document_id, None
                if is_signed:
                    leader = int(first[at])
                    if leader != at:
                        group, share = names[leader], float(contained[at])
                    elif sizes[at] > 1:
                        names[at] = document_id
                    at += 1
                for name, value in zip(TABLE.names, (document_id, group, share), strict=True):
                    rows[name].append(value)
            count += len(ids)
            writer.write_table(pa.Table.from_pydict(rows, schema=TABLE))
        counts = {"documents": count, "groups": len(names), "grouped": int(sizes[sizes > 1].sum())}
        said = json.dumps({"fingerprint": fingerprint_of(plan), "counts": counts})
        writer.add_key_value_metadata({_SAID.decode(): said})
    waiting.filesystem.move(waiting.path, out.below(GROUPS).path)
    return counts


def _documents(out: Place, parts: Sequence[int]) -> Iterator[tuple[list[str], list[bool]]]:
    for part in parts:
        with file_of(out, "documents", part).opened() as file:
            for batch in parquet.ParquetFile(file).iter_batches(_ROWS, columns=["document_id", "signature"]):
                yield batch.column("document_id").to_pylist(), batch.column("signature").is_valid().to_pylist()


def _save(path: Path, write: Callable[[Any], None]) -> None:
    waiting = path.with_suffix(f".{os.getpid()}.part")  # one of a run that was stopped may still be at it
    with waiting.open("wb") as file:
        write(file)
    waiting.replace(path)

"""One bulk run from its command line to its summary: plan, hand out, keep the manifest, tell."""

from __future__ import annotations

import datetime as dt
import fcntl
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dure.cli.bulk import SCHEMA, TABLES, BulkFailure
from dure.cli.bulk.fetched import FETCHED, is_web, take
from dure.cli.bulk.groups import group_documents, sweep
from dure.cli.bulk.identity import reader_digest
from dure.cli.bulk.lease import LEASE, Lease, PlaceTaken, store_of
from dure.cli.bulk.pieces import Choice, Piece
from dure.cli.bulk.places import Input, Place, inputs_of, place_of, storage_of
from dure.cli.bulk.plan import FINEST, Plan, replan
from dure.cli.bulk.tables import TEMPORARY, part_of, summary_of
from dure.cli.bulk.work import MANIFEST

if TYPE_CHECKING:
    from dure.apps.discovery.outside import Fetcher
    from dure.cli.bulk.cluster import Machines
    from dure.cli.bulk.screen import Screen

PLAN = "plan.parquet"
_LOCK = ".lock"
_OURS = frozenset({_LOCK, LEASE, MANIFEST + ".part", PLAN, PLAN + ".part"})
_EVERY = 2.0  # seconds between two states of the manifest: the parts themselves say what is done
_PASSING = "unreadable"  # what could not be opened may be there the next time


@dataclass
class Run:
    """The state of a run: what its manifest says."""

    run: str
    choice: Choice
    started_at: str
    plan: Plan
    done: dict[int, dict[str, Any]] = field(default_factory=dict)
    groups: dict[str, int] | None = None

    def counted(self) -> dict[str, Any]:
        """Return the sums over all parts that are done."""
        sums = {name: sum(one[name] for one in self.done.values()) for name in TABLES}
        codes: Counter[str] = Counter()
        for one in self.done.values():
            codes.update(one["codes"])
        return {**sums, "codes": dict(sorted(codes.items())), "passed_over": sum(map(passed_over, self.done.values()))}

    def manifest(self, finished_at: str | None) -> bytes:
        """Return the manifest as JSON."""
        parts = [
            {
                "part": number,
                "fingerprint": self.plan.fingerprint(number),
                "inputs": len(self.plan.parts[number]),
                "done": number in self.done,
                **{
                    name: self.done.get(number, {}).get(name)
                    for name in (*TABLES, "codes", "expected", "seconds", "worker")
                },
            }
            for number in sorted(self.plan.parts)
        ]
        said = {
            "schema": SCHEMA,
            "run": self.run,
            "dure": version("dure"),
            "reader": reader_digest(),
            "choice": asdict(self.choice),
            "started_at": self.started_at,
            "finished_at": finished_at,
            "next_part": self.plan.next_part,
            "counted": self.counted(),
            "groups": self.groups,
            "parts": parts,
        }
        return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def passed_over(answer: Mapping[str, Any]) -> int:
    """Return how many answers in web archives were no pages: redirects, pictures, scripts."""
    return max(0, int(answer["expected"]) - int(answer["documents"]) - int(answer["errors"]))


def read_in_bulk(  # noqa: PLR0913  # what one command is given
    addresses: Sequence[str],
    out_address: str,
    *,
    machines: Machines,
    choice: Choice,
    most: int,
    screen: Screen,
    groups: bool = False,
    fetcher: Fetcher | None = None,
) -> Run:
    """Read all documents of some addresses into the tables of ``out_address``, going on where an earlier run ended.

    Args:
        addresses: files, folders, object storage, and addresses of the web.
        out_address: a folder or a place on object storage.
        machines: hands out the work.
        choice: what is taken from an input.
        most: documents of a part at the most.
        screen: tells how far it is.
        groups: whether to write the table of near-duplicates too.
        fetcher: fetches addresses of the web; made when there are any, unless it is given.

    Raises:
        BulkFailure: the run cannot begin or go on; what is done stands.
    """
    out = place_of(out_address)
    shown_out = out_address if out.is_remote else out.path
    name = os.urandom(8).hex()
    with _held(out, out_address, name, screen) as check:
        before = _earlier(out, choice)
        files = inputs_of(address for address in addresses if not is_web(address))
        web = [address for address in addresses if is_web(address)]
        copies = take(web, out, max_bytes=choice.max_bytes, fetcher=fetcher, say=screen.fetches) if web else []
        inputs = [one for one in files if not _is_inside(one, shown_out)]
        inputs += inputs_of(f"{shown_out.rstrip('/')}/{FETCHED}/{name}" for name in copies)
        run = Run(run=name, choice=choice, started_at=_now(), plan=before.plan if before else Plan())
        done = dict(_found_done(out, run.plan, before))
        again = {number for number, one in done.items() if _PASSING in one["codes"]}

        def ask(jobs: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
            for answer in _answers(machines, [json.dumps(job) for job in jobs], shown_out, run):
                check()
                yield answer

        _begin(out, run)
        cut_all = _cutter(ask, screen)
        run.plan, changes = replan(
            inputs, run.plan, again=again, cut_all=cut_all, most=most, workers=machines.workers
        )  # fmt: skip
        run.done = {number: one for number, one in done.items() if number in run.plan.parts}
        out.below(PLAN).write(run.plan.as_parquet())
        out.below(MANIFEST).write(run.manifest(None))
        _sweep(out, run)
        screen.begin(run, changes, again)
        _read_parts(out, run, ask, screen)
        check()
        if groups:
            run.groups = run.groups or _grouped(out, run, machines, check, screen)
        out.below(MANIFEST).write(run.manifest(_now()))
        screen.conclude(run)
    return run


def _grouped(out: Place, run: Run, machines: Machines, check: Callable[[], None], screen: Screen) -> dict[str, int]:
    def say(step: str, done: int, of: int) -> None:
        check()
        screen.groups(step, done, of)

    workers = min(machines.workers, len(os.sched_getaffinity(0)))
    return group_documents(out, run.plan, workers=workers, say=say)


def _begin(out: Place, run: Run) -> None:
    """Make the folders, and the first manifest, by which workers know that they see the right place."""
    for name in (*TABLES, TEMPORARY):
        out.below(name).make_folder()
    if not out.below(PLAN).exists():
        out.below(PLAN).write(run.plan.as_parquet())
    out.below(MANIFEST).write(run.manifest(None))


def _now() -> str:
    return dt.datetime.now(tz=dt.UTC).isoformat(timespec="seconds")


@contextmanager
def _held(out: Place, address: str, run: str, screen: Screen) -> Iterator[Callable[[], None]]:
    """Keep a second run out of the same place; yields what raises `PlaceTaken` when one has got in all the same."""
    if out.is_remote:
        # Arrow has asked S3 where the bucket is; the others have no regions.
        store = store_of(storage_of(address), region=getattr(out.filesystem, "region", None))
        lease = Lease(store, out.below(LEASE).path_inside, run)
        lease.take(screen.waits)
        try:
            yield lease.check
        finally:
            lease.give_back()
        return
    try:
        out.make_folder()
        lock = Path(out.path, _LOCK).open("w")  # noqa: SIM115  # closed below; only its opening is tried here
    except OSError as error:
        raise BulkFailure(f"{out.path}: cannot be written: {error.strerror or error}", "name another folder") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BulkFailure(f"{out.path}: another run writes here", "wait for its end") from None
        yield lambda: None  # the system keeps this lock as long as the process lives


def _earlier(out: Place, choice: Choice) -> Run | None:
    """Return what an earlier run left here.

    Raises:
        BulkFailure: something else is here, or it was read by another reader or in another way.
    """
    if not out.below(MANIFEST).exists():
        strange = [name for name in out.names() if name not in _OURS]
        if strange:
            raise BulkFailure(f"{out.path} holds {strange[0]} and no run", "give an empty or a new folder")
        return None
    said = json.loads(out.below(MANIFEST).read())
    if said.get("schema") != SCHEMA:
        raise BulkFailure(f"{out.path} was written by another version of dure", "give a new folder")
    if said["reader"] != reader_digest():
        message = (
            f"{out.path} was read by another reader ({said['reader']}, dure {said['dure']}); this is {reader_digest()}"
        )
        raise BulkFailure(message, "give a new folder, or delete this one: tables of two readers must not mix")
    if said["choice"] != asdict(choice):
        message = f"{out.path} was read with other settings: {said['choice']}"
        raise BulkFailure(message, "give the same --max-mb, --column and --url-column, or a new folder")
    plan = Plan.from_parquet(out.below(PLAN).read(), said["next_part"])
    done = {one["part"]: one for one in said["parts"] if one["done"]}
    return Run(said["run"], choice, said["started_at"], plan, done)


def _is_inside(one: Input, out: str) -> bool:
    return one.address.startswith(out.rstrip("/") + "/")


def _found_done(out: Place, plan: Plan, before: Run | None) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the parts whose documents are there, whatever the manifest says: it may be older than they are."""
    told = before.done if before else {}
    for name in out.below("documents").names():
        number = part_of(name)
        if number is not None and number in plan.parts:
            yield number, told.get(number) or summary_of(out, number)


def _cutter(
    ask: Callable[[Sequence[Mapping[str, Any]]], Iterator[dict[str, Any]]], screen: Screen
) -> Callable[[Sequence[Input]], dict[str, list[Piece]]]:
    """Return the function that cuts WARC and Parquet files into pieces, on all workers at once."""

    def cut_all(containers: Sequence[Input]) -> dict[str, list[Piece]]:
        found: dict[str, list[Piece]] = {one.address: [] for one in containers}
        if containers:
            screen.cuts(len(containers))
            jobs = [
                {"do": "cut", "input": [one.address, one.size, one.modified_ns], "documents": FINEST}
                for one in containers
            ]
            for answer in ask(jobs):
                for each in answer["pieces"]:
                    piece = Piece(*each)
                    found[piece.address].append(piece)
        return found

    return cut_all


def _answers(machines: Machines, jobs: Sequence[str], out: str, run: Run) -> Iterator[dict[str, Any]]:
    for text in machines.do(jobs, out, run.run, reader_digest(), run.choice):
        answer: dict[str, Any] = json.loads(text)
        if "failure" in answer:
            raise BulkFailure(*answer["failure"])
        yield answer


def _sweep(out: Place, run: Run) -> None:
    """Delete what no part of the plan owns: of inputs that changed or went, and of runs that were killed."""
    for name in out.below(TEMPORARY).names():
        out.below(TEMPORARY, name).remove()
    for table in ("documents", "blocks", "findings", "errors"):
        for name in out.below(table).names():
            number = part_of(name)
            if number is not None and number not in run.plan.parts:
                out.below(table, name).remove()
    run.groups = sweep(out, run.plan)


def _read_parts(
    out: Place,
    run: Run,
    ask: Callable[[Sequence[Mapping[str, Any]]], Iterator[dict[str, Any]]],
    screen: Screen,
) -> None:
    """Read all parts that are not done; when machines are lost, go on with what is left as long as something is won."""
    written = time.monotonic()
    while waiting := [number for number in sorted(run.plan.parts) if number not in run.done]:
        won = 0
        jobs = [
            {"do": "read", "part": number, "pieces": [list(asdict(piece).values()) for piece in run.plan.parts[number]]}
            for number in waiting
        ]
        try:
            for answer in ask(jobs):
                run.done[answer["part"]] = answer
                won += 1
                screen.show(answer)
                if time.monotonic() - written > _EVERY:
                    out.below(MANIFEST).write(run.manifest(None))
                    written = time.monotonic()
        except PlaceTaken:  # the manifest is another run's by now
            raise
        except BulkFailure:
            out.below(MANIFEST).write(run.manifest(None))
            raise
        except Exception as error:  # Daft and Ray raise what they like when a process or a node goes
            out.below(MANIFEST).write(run.manifest(None))
            if not won:
                left = f"{len(waiting)} of {len(run.plan.parts)} parts are left"
                raise BulkFailure(f"the workers failed: {error}; {left}", "run the same command again") from error
            screen.lost(error)

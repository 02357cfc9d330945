"""Bulk reading: the same documents through a plain pool, Daft on this machine, and Daft on a Ray cluster of two nodes.

Documents are made from our samples with changed words. `benchmarks.growth` has the stages at 10⁴ to 10⁶ documents.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from benchmarks.cluster import descendants, two_nodes
from benchmarks.ingest import _PLAIN, SAMPLES, _is_utf8
from benchmarks.tables import Table

DOCUMENTS = 1000
WORKERS = 2
WANTED_TIMES = 1.4  # times the plain pool's processor time: what Daft's hand-out may cost on one machine
_MEGABYTE = 1024 * 1024
_TICKS = os.sysconf("SC_CLK_TCK")


def made(count: int, seed: int = 11) -> Iterator[bytes]:
    """Yield documents of the samples' make-up, every other word taken from elsewhere; the same ones in every run."""
    chance = random.Random(seed)
    files = [path for ending in ("*.txt", "*.html") for path in sorted(SAMPLES.rglob(ending)) if _is_utf8(path)]
    texts = [path.read_text(encoding="utf-8") for path in files]
    words = sorted({word for text in texts for word in _PLAIN.findall(text)})
    for number in range(count):
        text = texts[number % len(texts)]
        yield _PLAIN.sub(lambda found: chance.choice(words) if chance.random() < 0.5 else found.group(), text).encode()


@dataclass
class Spent:
    """What a run and all its processes cost, looked at five times a second (Linux)."""

    cpu: dict[int, float] = field(default_factory=dict)
    peaks: dict[int, int] = field(default_factory=dict)

    def look(self, roots: Sequence[int]) -> None:
        """Note the processor time and the peak memory of processes and all they started."""
        for pid in {each for root in roots for each in descendants(root)}:
            with suppress(OSError, IndexError):
                ticks = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[11:13]
                self.cpu[pid] = sum(map(int, ticks)) / _TICKS
                status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
                self.peaks[pid] = max(self.peaks.get(pid, 0), int(status.partition("VmHWM:")[2].split()[0]) * 1024)


def pooled(source: str, out: str) -> None:
    """Read in bulk with a plain pool of processes instead of Daft: the same parts, the same tables."""
    from dure.cli import translator
    from dure.cli.bulk.driver import read_in_bulk
    from dure.cli.bulk.pieces import Choice
    from dure.cli.bulk.screen import Screen

    choice = Choice(50_000_000)
    with Screen(translator("en"), out, as_json=True) as screen:
        read_in_bulk([source], out, machines=_Pool(), choice=choice, most=100, screen=screen)  # type: ignore[arg-type]


class _Pool:
    workers = WORKERS

    def do(self, jobs: Sequence[str], *settings: object) -> Iterator[str]:
        with ProcessPoolExecutor(WORKERS, get_context("spawn"), _prepare, settings) as pool:
            for future in as_completed([pool.submit(_do, job) for job in jobs]):
                yield future.result()


_works: list[object] = []


def _prepare(*settings: object) -> None:
    from dure.cli.bulk.work import Work

    _works.append(Work(*settings))  # type: ignore[arg-type]


def _do(job: str) -> str:
    return _works[0].do(job)  # type: ignore[attr-defined, no-any-return]


def _measured(command: list[str], environment: dict[str, str], others: Sequence[int]) -> tuple[dict, float, Spent]:
    spent, before = Spent(), Spent()
    before.look(others)
    started = time.monotonic()
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, **environment})
    while running.poll() is None:
        spent.look([running.pid, *others])
        time.sleep(0.2)
    seconds = time.monotonic() - started
    for pid, cpu in before.cpu.items():
        spent.cpu[pid] = spent.cpu.get(pid, cpu) - cpu
    said = json.loads((running.stdout or sys.stdin).read().splitlines()[-1])
    return said, seconds, spent


def _ways(folder: Path, count: int) -> Table:
    table = Table(
        f"{count} documents, {WORKERS} workers, from files to tables: start-up included, then without",
        (
            "way",
            "seconds",
            "a second",
            "without start-up",
            "CPU s",
            "× the pool's",
            "largest process MB",
            "all MB",
            "wanted",
        ),
    )
    source = folder / "in"
    base: tuple[float, float] | None = None
    daft = [sys.executable, "-m", "dure", "read", "--engine", "daft", str(source), "--part-documents", "100", "--json"]
    code = "import sys; from benchmarks.bulk import pooled; pooled(*sys.argv[1:])"
    ways = {
        "plain process pool": ([sys.executable, "-c", code, str(source)], False),
        "Daft, this machine": ([*daft, "--workers", str(WORKERS), "--out"], False),
        "Daft, two Ray nodes": ([*daft, "--out"], True),
    }
    for name, (command, on_ray) in ways.items():
        out = folder / name
        with ExitStack() as stack:
            cluster = stack.enter_context(two_nodes()) if on_ray else None
            ray = ["--ray", cluster.address] if cluster else []
            said, seconds, spent = _measured(
                [*command, str(out), *ray], cluster.environment if cluster else {}, cluster.pids if cluster else ()
            )
        assert said["documents"] + said["errors"] == count, said
        rate = _steady(out, count)
        cpu = sum(spent.cpu.values())
        base = base or (seconds, cpu)
        # Ray's own services share the two cores here: it is shown, nothing is wanted of it.
        wanted = f"CPU ≤ {WANTED_TIMES} × the pool" if name == "Daft, this machine" else ""
        table.add(
            name, f"{seconds:.1f}", f"{count / seconds:.0f}", f"{rate:.0f}", f"{cpu:.1f}",
            f"{seconds / base[0]:.2f} s, {cpu / base[1]:.2f} CPU",
            max(spent.peaks.values()) // _MEGABYTE, sum(spent.peaks.values()) // _MEGABYTE, wanted,
            ok=not wanted or cpu <= WANTED_TIMES * base[1],
        )  # fmt: skip
    return table


def _steady(out: Path, count: int) -> float:
    """Return documents a second between the first part's beginning and the last one's end."""
    parts = json.loads((out / "manifest.json").read_bytes())["parts"]
    ends = [(out / "documents" / f"part-{one['part']:06d}.parquet").stat().st_mtime for one in parts]
    begins = [end - one["seconds"] for end, one in zip(ends, parts, strict=True)]
    return count / (max(ends) - min(begins))


def run() -> Iterator[Table]:
    """Measure the three ways on the same documents."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        for number, content in enumerate(made(DOCUMENTS)):
            (folder / "in" / f"{number:05d}.txt").write_bytes(content)
        yield _ways(folder, DOCUMENTS)

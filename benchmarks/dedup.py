"""Near-duplicates by the thousand, the hundred thousand, and with ``--full`` the million: time, memory, what is found.

Texts of 300 to 600 characters in the manner of releases are made by a seed: words by Zipf's law, set phrases that every
release has, numbers, names. A fifth are copies, shortened, with words swapped, with another headline or signature.
Each size runs in a process of its own, so that its peak of memory is its own; two processes sign and find candidates.
"""

from __future__ import annotations

import json
import mmap
import multiprocessing
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from array import array
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from benchmarks.tables import Table
from dure.engines import reading

SIZES = (10_000, 100_000)
FULL = 1_000_000
PROCESSES = 2
PART = 20_000
WANTED_SECONDS = 360.0
WANTED_GB = 4.0
COPIED = 0.2
_ENDINGS = (
    "이라고 밝혔다.",
    "고 말했다.",
    "할 계획이다.",
    "큰 호응을 얻고 있다.",
    "적극 추진할 방침이다.",
    "에서 좋은 평가를 받았다.",
)
_HEADLINES = ("[지역소식] 현장에서 통했다", "눈에 띄네 우리 동네 새 행정", "작은 생각이 하루를 바꾼다")


class Stored(Sequence[str]):
    """Texts in a file, a line each, read when they are asked for."""

    def __init__(self, folder: Path) -> None:
        """Open what `make` has written."""
        self._ends = np.fromfile(folder / "ends", np.int64)
        with (folder / "texts").open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._ends)

    def __getitem__(self, place: int) -> str:  # type: ignore[override]  # slices are not asked for
        """Return one text."""
        return self._bytes[int(self._ends[place - 1]) if place else 0 : int(self._ends[place])].decode()


def make(folder: Path, count: int, seed: int = 7) -> None:
    """Write ``count`` texts, where each text ends, and for each the text that it goes back to."""
    chance = random.Random(seed)
    syllables = [chr(code) for code in range(0xAC00, 0xD7A4, 23)]
    words = ["".join(chance.choices(syllables, k=chance.choice((2, 2, 3, 3, 4)))) for _ in range(40_000)]
    weights = list(np.cumsum(1.0 / np.arange(3, 40_003)))
    phrases = [f"{' '.join(chance.choices(words[:2_000], k=5))} {chance.choice(_ENDINGS)}" for _ in range(300)]
    cities = [f"{''.join(chance.choices(syllables, k=2))}{chance.choice('시군구')}" for _ in range(226)]
    ends, origins = array("q"), array("q")
    size, recent = 0, []
    with (folder / "texts").open("wb") as file:
        for number in range(count):
            if recent and chance.random() < COPIED:
                origin, text = recent[chance.randrange(len(recent))]
                text = _copied(text, chance, words)
            else:
                origin, text = number, _release(chance, words, weights, cities, phrases)
                if len(recent) < 2_000:
                    recent.append((number, text))
                else:
                    recent[number % 2_000] = (number, text)
            size += file.write(text.encode())
            ends.append(size)
            origins.append(origin)
    np.frombuffer(ends, np.int64).tofile(folder / "ends")
    np.frombuffer(origins, np.int64).tofile(folder / "origins")


def _release(
    chance: random.Random, words: list[str], weights: list[float], cities: list[str], phrases: list[str]
) -> str:
    city, length = chance.choice(cities), chance.randint(300, 600)
    parts = [f"{city}는 {chance.randint(1, 31)}일"]
    held = len(parts[0])
    while held < length:
        sentence = " ".join(chance.choices(words, cum_weights=weights, k=chance.randint(6, 11)))
        if chance.random() < 0.6:
            sentence += f" {int(10 ** chance.uniform(1, 4.5)):,}{chance.choice('명건곳원대')}"
        if chance.random() < 0.2:
            sentence += f" ‘{' '.join(chance.choices(words, cum_weights=weights, k=2))}’"
        kind = chance.random()  # unrelated texts have a Jaccard index near .006 then; real ones were measured at .003
        parts.append(f"{sentence}{'했다.' if kind < 0.6 else f' {chance.choice(phrases if kind < 0.7 else _ENDINGS)}'}")
        held += len(parts[-1]) + 1
    return " ".join(parts)[:600]


def _copied(text: str, chance: random.Random, words: list[str]) -> str:
    kind = chance.randrange(5)
    if kind == 0:
        return text[: int(len(text) * chance.uniform(0.5, 0.8))]
    if kind == 1:
        return " ".join(chance.choice(words) if chance.random() < 0.06 else word for word in text.split(" "))
    if kind == 2:
        return f"{chance.choice(_HEADLINES)} {text}"
    if kind == 3:
        return f"{text[: int(len(text) * 0.8)]} [표본일보 기자] {chance.randint(1, 28)}일 송고"
    return text


def _sign(folder: Path, start: int, end: int) -> reading.Signed:
    texts = Stored(folder)
    return reading.sign([texts[place] for place in range(start, end)])


_signed: reading.Signed | None = None  # handed to the processes by fork, not by pipe


def _pairs(part: int) -> np.ndarray:
    assert _signed is not None
    return reading.candidate_pairs(_signed, part=part, parts=PROCESSES)


def _verified(folder: Path, pairs: np.ndarray) -> np.ndarray:
    return reading.verified(Stored(folder), pairs)


class Memory:
    """The most that this process and its children held together; pages that they share count once (Linux)."""

    def __init__(self) -> None:
        """Begin to look, five times a second."""
        self.peak_kb = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        mine = os.getpid()
        while not self._stop.wait(0.2):
            children = Path(f"/proc/{mine}/task/{mine}/children").read_text(encoding="ascii").split()
            self.peak_kb = max(self.peak_kb, sum(_held_kb(pid) for pid in [str(mine), *children]))

    def gigabytes(self) -> float:
        """Stop, and return the peak."""
        self._stop.set()
        self._thread.join()
        return self.peak_kb / 1024**2


def _held_kb(pid: str) -> int:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:  # it has just ended
        return 0
    return next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0)


def deduplicate(folder: Path) -> dict[str, float]:
    """Group a corpus; return seconds of each step, peaks of memory in GB, and how much of what was planted came out."""
    global _signed  # noqa: PLW0603  # see there
    origins = np.fromfile(folder / "origins", np.int64)
    count = len(origins)
    memory = Memory()
    fork = multiprocessing.get_context("fork")
    began = time.perf_counter()
    with ProcessPoolExecutor(PROCESSES, mp_context=fork) as pool:
        starts = range(0, count, PART)
        parts = pool.map(_sign, [folder] * len(starts), starts, [min(start + PART, count) for start in starts])
        _signed = reading.together(list(parts))
    signed_at = time.perf_counter()
    with ProcessPoolExecutor(PROCESSES, mp_context=fork) as pool:
        pairs = reading.merged_pairs(list(pool.map(_pairs, range(PROCESSES))))
        paired_at = time.perf_counter()
        cuts = np.searchsorted(pairs[:, 1], range(0, count, PART))
        known = np.concatenate(list(pool.map(_verified, [folder] * len(cuts), np.split(pairs, cuts[1:]))))
    verified_at = time.perf_counter()
    groups = reading.join_pairs(Stored(folder), pairs, known=known)
    ended = time.perf_counter()
    mine, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "texts": count,
        "sign": signed_at - began,
        "pairs": paired_at - signed_at,
        "verify": verified_at - paired_at,
        "join": ended - verified_at,
        "all": ended - began,
        "cpu": mine.ru_utime + mine.ru_stime + children.ru_utime + children.ru_stime,
        "gb": memory.gigabytes(),
        "candidates": len(pairs),
        **_planted(groups, origins),
    }


def _planted(groups: Sequence[tuple[int, ...]], origins: np.ndarray) -> dict[str, float]:
    """Count each text with the first of its group: right where both go back to one text."""
    first = np.empty(len(origins), np.int64)
    for group in groups:
        first[list(group)] = group[0]
    copies = origins != np.arange(len(origins))
    joined = first != np.arange(len(origins))
    right = origins[first] == origins
    return {
        "recall": float((first[copies] == first[origins[copies]]).mean()),
        "precision": float(right[joined].mean()) if joined.any() else 1.0,
    }


def run(*, full: bool = False) -> Iterator[Table]:
    """Measure each size in a process of its own."""
    table = Table(
        f"near-duplicates, {PROCESSES} processes; wanted of {FULL:,} texts: {WANTED_SECONDS:.0f} s, {WANTED_GB:.0f} GB",
        (
            "texts",
            "sign s",
            "pairs s",
            "verify s",
            "join s",
            "all s",
            "CPU s",
            "GB",
            "candidates",
            "recall",
            "precision",
            "texts/s",
        ),
    )
    for size in (*SIZES, FULL) if full else SIZES:
        with tempfile.TemporaryDirectory() as folder:
            make(Path(folder), size)
            found = json.loads(subprocess.check_output([sys.executable, "-m", "benchmarks.dedup", folder], text=True))
        in_time = found["all"] < WANTED_SECONDS * size / FULL + 30  # starting and small sizes aside
        is_well = found["recall"] >= 0.97 and found["precision"] >= 0.99 and found["gb"] < WANTED_GB
        table.add(
            f"{size:,}",
            *(f"{found[name]:.1f}" for name in ("sign", "pairs", "verify", "join", "all", "cpu")),
            f"{found['gb']:.2f}",
            f"{found['candidates']:,}",
            f"{found['recall']:.4f}",
            f"{found['precision']:.4f}",
            f"{size / found['all']:,.0f}",
            ok=in_time and is_well,
        )
    yield table


if __name__ == "__main__":
    print(json.dumps(deduplicate(Path(sys.argv[1]))))

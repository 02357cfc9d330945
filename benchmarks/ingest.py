"""How fast documents become proposals: from disk through the reader into PostgreSQL."""

from __future__ import annotations

import os
import random
import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.tables import Table

DOCUMENTS = 400
WANTED = 40  # documents a second and core
SAMPLES = Path(__file__).parents[1] / "samples"


def make_documents(folder: Path, count: int, seed: int = 5) -> None:
    """Write documents of the samples' make-up: their marks, names and numbers, every other word taken from elsewhere.

    So no two are one release, except each tenth, which repeats the one before with another headline.
    """
    chance = random.Random(seed)
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.rglob("*.txt")) if _is_utf8(path)]
    pages = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.rglob("*.html")) if _is_utf8(path)]
    words = sorted({word for text in texts for word in _PLAIN.findall(text)})
    before = ""
    for number in range(count):
        source, ending = (chance.choice(texts), "txt") if number % 2 else (chance.choice(pages), "html")
        made = _PLAIN.sub(lambda found: chance.choice(words) if chance.random() < 0.5 else found.group(), source)
        if number % 10 == 9:
            made, ending = f"또 다른 제목 {number}\n\n{before}", "txt"
        (folder / f"{number:05d}.{ending}").write_text(made, encoding="utf-8")
        before = made if ending == "txt" else before


_PLAIN = re.compile("(?<![가-힣<=\"'‘“(])[가-힣]{3,6}(?=[ ,.])")  # a word within a sentence


def _is_utf8(path: Path) -> bool:
    try:
        path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return False
    return True


def run() -> Iterator[Table]:
    """Measure reading alone, and ingest whole, on one core and on all."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dure.config.settings")
    from dure.cli.manage import prepare

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_documents(folder, DOCUMENTS)
        yield _reading_alone(folder)
        prepare(role="owner")
        yield _whole(folder)


def _reading_alone(folder: Path) -> Table:
    from dure.engines.reading import default_gazetteer, open_document, read

    gazetteer = default_gazetteer()
    contents = [(path.name, path.read_bytes()) for path in sorted(folder.iterdir())]
    table = Table("reading: bytes to findings, one core", ("documents", "seconds", "a second", "wanted"))
    started = time.process_time()
    for path, content in contents:
        read(open_document(content, path=path), gazetteer)
    seconds = time.process_time() - started
    rate = len(contents) / seconds
    table.add(len(contents), f"{seconds:.2f}", f"{rate:.0f}", f"≥ {WANTED}", ok=rate >= WANTED)
    return table


def _whole(folder: Path) -> Table:
    from django.test.utils import setup_databases, teardown_databases

    from dure.cli.ingest import expand, ingest

    table = Table(
        "ingest: disk to proposals in PostgreSQL",
        ("run", "documents", "proposals", "a second", "a second and core", "wanted"),
    )
    old = setup_databases(verbosity=0, interactive=False)
    try:
        from dure.apps.cases.actions import load_taxonomies
        from dure.apps.governments.actions import load_governments

        load_governments()
        load_taxonomies()
        files, _ = expand([str(folder)])
        started, before = time.monotonic(), sum(os.times()[:4])
        outcomes = list(ingest(files, [], workers=1))
        wall = time.monotonic() - started
        cpu = sum(os.times()[:4]) - before
        rate = len(outcomes) / wall
        made = sum(outcome.proposals for outcome in outcomes)
        table.add(
            "first, one process",
            len(outcomes),
            made,
            f"{rate:.0f}",
            f"{len(outcomes) / max(cpu, 0.01):.0f}",
            f"≥ {WANTED}",
            ok=rate >= WANTED,
        )
        started = time.monotonic()
        again = list(ingest(files, [], workers=1))
        table.add("again, all known", len(again), 0, f"{len(again) / (time.monotonic() - started):.0f}", "", "")
    finally:
        teardown_databases(old, verbosity=0)
    return table

"""Bulk runs as they are: Daft's processes on this machine, killed and begun again; bounded memory; a Ray cluster."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from benchmarks.cluster import descendants, two_nodes
from tests.cli.bulk.inputs import records, table, write_pages, write_parquet, write_warc

pytestmark = pytest.mark.xdist_group("bulk")  # each starts processes on all cores

NO_RAY = "Ray is not installed: uv sync --inexact --extra bulk"
MEGABYTE = 1024 * 1024
BOUND = 450 * MEGABYTE
"""Of any one process of a run; docs/bulk.md says 0.45 GB a process, two processes a worker."""


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "dure", "read", "--engine", "daft", *map(str, arguments)]


def run(*arguments: object, **environment: str) -> list[dict]:
    done = subprocess.run(
        command(*arguments, "--json"),
        capture_output=True, text=True, check=False, timeout=240, env={**os.environ, **environment},
    )  # fmt: skip
    assert done.returncode in {0, 1}, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def urls(out: Path) -> list[str]:
    return sorted(row["url"] for row in table(out, "documents"))


@pytest.mark.parametrize(
    ("kill", "status"), [(signal.SIGKILL, -signal.SIGKILL), pytest.param(signal.SIGINT, 130, marks=pytest.mark.slow)]
)
def test_a_run_that_is_stopped_and_begun_again_has_every_document_once(tmp_path, kill, status):
    write_warc(tmp_path / "crawl.warc.gz", records(400))
    out = tmp_path / "out"
    asked = (tmp_path / "crawl.warc.gz", "--out", out, "--part-documents", "100", "--workers", "2")
    first = subprocess.Popen(command(*asked), stdout=subprocess.DEVNULL, start_new_session=True)
    until = time.monotonic() + 120
    while not list((out / "documents").glob("*.parquet")) and time.monotonic() < until:
        time.sleep(0.02)
    first.send_signal(kill)
    assert first.wait(timeout=60) == status
    stood = {file.name: file.stat().st_mtime_ns for file in (out / "documents").iterdir()}
    assert 1 <= len(stood) < 4
    (*_, last) = run(*asked)
    assert (last["documents"], last["errors"]) == (400, 0)
    assert urls(out) == sorted(f"https://news.example/{number}" for number in range(400))
    now = {file.name: file.stat().st_mtime_ns for file in (out / "documents").iterdir()}
    assert {name: now[name] for name in stood} == stood
    assert len(now) == 4
    assert len({(row["document_id"], row["finding"]) for row in table(out, "findings")}) == len(table(out, "findings"))


def peak(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) * 1024
    return 0


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc, which is Linux's")
def test_memory_does_not_grow_with_what_is_read(tmp_path):
    """A row group of 800 MB and a web archive of as much pass through processes of which none may hold 450 MB."""
    pages = [b"\x89PNG" * (MEGABYTE // 2) + bytes([number]) for number in range(200)]  # 2 MB each, refused at once
    write_parquet(tmp_path / "in.parquet", {"content": pages + pages}, rows=400)
    del pages
    write_warc(tmp_path / "crawl.warc.gz", [one for _ in range(8) for one in records(50)])
    (tmp_path / "pages").mkdir()
    for number in range(200):
        with (tmp_path / "pages" / f"{number}.bin").open("wb") as file:
            file.write(b"\x89PNG")
            file.truncate(4 * MEGABYTE)
    running = subprocess.Popen(
        command(tmp_path / "in.parquet", tmp_path / "crawl.warc.gz", tmp_path / "pages", "--out", tmp_path / "out", "--json", "--workers", "1"),
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    peaks: dict[int, int] = {}
    while running.poll() is None:
        for pid in descendants(running.pid):
            peaks[pid] = max(peaks.get(pid, 0), peak(pid))
        time.sleep(0.05)
    last = json.loads(running.communicate()[0].splitlines()[-1])
    assert (last["documents"], last["codes"]) == (400, {"binary": 600})
    assert len(peaks) >= 3
    assert max(peaks.values()) < BOUND, {pid: size // MEGABYTE for pid, size in peaks.items()}


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def test_two_nodes_of_a_ray_cluster_share_the_parts(tmp_path):
    pytest.importorskip("ray", reason=NO_RAY)
    write_pages(tmp_path / "in", range(60))
    out = tmp_path / "out"
    with two_nodes() as cluster:
        asked = (tmp_path / "in", "--out", out, "--ray", cluster.address, "--part-documents", "25")
        (*_, last) = run(*asked, **cluster.environment)
    assert (last["documents"], last["errors"], last["read"]) == (60, 0, 60)
    assert [row["path"] for row in table(out, "documents")] == [
        f"{tmp_path}/in/{number:04d}.txt" for number in range(60)
    ]
    said = json.loads((out / "manifest.json").read_bytes())
    assert [one["done"] for one in said["parts"]] == [True, True, True]
    assert len({one["worker"] for one in said["parts"]}) == 2


def test_ray_knows_the_options_that_the_document_tells_to_type():
    pytest.importorskip("ray", reason=NO_RAY)
    lines = re.findall(r"bin/ray start (.*)", Path("docs/bulk.md").read_text(encoding="utf-8"))
    said = subprocess.run(
        [Path(sys.executable).with_name("ray"), "start", "--help"], capture_output=True, text=True, check=True, timeout=60
    ).stdout  # fmt: skip
    assert len(lines) == 2
    assert {option for line in lines for option in re.findall(r"--[a-z-]+", line)} - set(
        re.findall(r"--[a-z-]+", said)
    ) == set()


def test_a_cluster_that_is_not_there_is_said(tmp_path):
    pytest.importorskip("ray", reason=NO_RAY)
    write_pages(tmp_path / "in", range(1))
    done = subprocess.run(
        command(tmp_path / "in", "--out", tmp_path / "out", "--ray", f"127.0.0.1:{free_port()}"),
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 1
    assert "no Ray cluster answers at 127.0.0.1:" in done.stderr

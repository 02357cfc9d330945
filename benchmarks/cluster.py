"""A Ray cluster of two nodes on this machine, for the bench and the tests: begun, and ended with all its processes."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

READY_SECONDS = 90
_READY = "will now block forever"


class NodeDidNotStart(Exception):
    """A node ended, or was not ready in time; the message is what it printed."""


@dataclass(frozen=True)
class Cluster:
    """A running cluster: its address, what a driver has to have in its environment, and its nodes' processes."""

    address: str
    environment: dict[str, str]
    pids: tuple[int, ...]


def descendants(pid: int) -> set[int]:
    """Return a process and all that it and its children have started (Linux)."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            children.setdefault(int(stat.read_text().rpartition(")")[2].split()[1]), []).append(int(stat.parent.name))
    found, waiting = set(), [pid]
    while waiting:
        one = waiting.pop()
        found.add(one)
        waiting += children.get(one, [])
    return found


@contextmanager
def two_nodes(cpus: int = 1) -> Iterator[Cluster]:
    """Run a head and a worker with so many cores each, as docs/bulk.md sets them up.

    Raises:
        NodeDidNotStart: with the last lines of its log.
    """
    # Ray's sockets stand below this folder, and the path of a socket is short: 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="ray", dir="/tmp"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    safe = {
        "RAY_USAGE_STATS_ENABLED": "0",
        "RAY_AUTH_MODE": "token",  # Ray lets anybody who reaches its port run programs
        "RAY_AUTH_TOKEN": os.urandom(32).hex(),
        "RAY_TMPDIR": str(folder),
    }
    both = ["--node-ip-address", "127.0.0.1", "--num-cpus", str(cpus), "--object-store-memory", "80000000"]
    head = ["--head", "--port", address.partition(":")[2], "--include-dashboard", "false", *both]
    try:
        with ExitStack() as stack:
            first = stack.enter_context(_node(head, safe, folder / "head.log"))
            second = stack.enter_context(_node(["--address", address, *both], safe, folder / "worker.log"))
            yield Cluster(address, safe, (first, second))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _node(arguments: list[str], environment: dict[str, str], log: Path) -> Iterator[int]:
    ray = str(Path(sys.executable).with_name("ray"))
    with log.open("w") as output:
        node = subprocess.Popen(
            [ray, "start", *arguments, "--disable-usage-stats", "--block"],
            env={**os.environ, **environment}, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    try:
        until = time.monotonic() + READY_SECONDS
        while _READY not in log.read_text(encoding="utf-8", errors="replace"):
            if node.poll() is not None or time.monotonic() > until:
                raise NodeDidNotStart(log.read_text(encoding="utf-8", errors="replace")[-3000:])
            time.sleep(0.1)
        yield node.pid
    finally:
        family = descendants(node.pid)
        node.terminate()
        with suppress(subprocess.TimeoutExpired):
            node.wait(timeout=10)
        for pid in family:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        node.wait()

"""Jobs to workers and answers back, by Daft: on this machine's cores, or on a Ray cluster."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Iterator, Sequence
from typing import Any

# Neither may call home about a government's machines; read when they are imported.
os.environ.setdefault("DAFT_ANALYTICS_ENABLED", "0")
os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
os.environ.setdefault("DAFT_PROGRESS_BAR", "0")  # ours counts documents

import daft
from daft import DataType

from dure.cli.bulk import BulkFailure
from dure.cli.bulk.pieces import Choice
from dure.cli.bulk.work import Work

_SECONDS = 5


class Worker:
    """One worker process: jobs in, answers out, a batch function as Daft calls it."""

    def __init__(self, out: str, run: str, reader: str, choice: Choice) -> None:
        self._work = Work(out, run, reader, choice)

    @daft.method.batch(return_dtype=DataType.string(), batch_size=1)
    def do(self, jobs: daft.Series) -> list[str]:
        """Do jobs in turn."""
        return [self._work.do(job) for job in jobs.to_pylist()]


class Machines:
    """Where the work is done: ``workers`` processes of this machine, or of the Ray cluster at an address."""

    def __init__(self, ray_address: str | None, workers: int | None) -> None:
        self._ray = _join(ray_address) if ray_address is not None else None
        if self._ray is None:
            daft.set_runner_native()
            self.workers = workers or len(os.sched_getaffinity(0))
        else:
            self.workers = workers or max(1, int(self._ray.cluster_resources().get("CPU", 1)))
        daft.set_execution_config(maintain_order=False)  # an answer is shown when it is there

    def do(self, jobs: Sequence[str], out: str, run: str, reader: str, choice: Choice) -> Iterator[str]:
        """Hand out jobs, and yield the answers as they come."""
        workers = min(self.workers, len(jobs))
        worker = daft.cls(Worker, max_concurrency=workers, cpus=1)(out, run, reader, choice)
        asked = daft.from_pydict({"job": list(jobs)}).into_batches(1)
        answers = asked.select(worker.do(daft.col("job")).alias("answer"))
        for partition in answers.iter_partitions():
            here: Any = partition if self._ray is None else self._ray.get(partition)
            yield from here.to_pydict()["answer"]


def _join(address: str) -> Any:
    try:
        import ray
    except ModuleNotFoundError as error:
        raise BulkFailure(
            "--ray needs Ray, which is not installed", "install it with: uv sync --inexact --extra bulk"
        ) from error
    hint = "start its head with ray start --head, see docs/bulk.md"
    try:
        _knock(address)
        ray.init(address=address, logging_level=logging.ERROR, log_to_driver=False)
    except (OSError, ValueError, RuntimeError) as error:
        raise BulkFailure(f"no Ray cluster answers at {address}: {error}", hint) from error
    daft.set_runner_ray(noop_if_initialized=True)
    return ray


def _knock(address: str) -> None:
    """See that somebody listens at an address with a port: Ray itself would wait for minutes.

    Raises:
        OSError: nobody does.
    """
    host, _, port = address.rpartition("://")[2].rpartition(":")
    if port.isdecimal():
        with socket.create_connection((host.strip("[]"), int(port)), timeout=_SECONDS):
            pass

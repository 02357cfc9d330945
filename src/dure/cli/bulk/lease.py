"""One run at a time in a place on object storage: an object that the storage refuses to write twice.

A run writes ``lease.json`` on the condition that there is none (``If-None-Match: *``), renews it on the condition that
it is still its own (``If-Match``), and removes it at its end. Whoever finds one watches whether it is renewed: the
clocks of two machines are never compared. One that stands still is taken over, again on condition, so that of two
that wait one wins. A storage that does not keep conditions is found out by asking it to break one; there a lease is
written, and read again after a while: two runs begun in the same seconds may both go on, others not.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, NotSupportedError, PreconditionError
from obstore.store import from_url

from dure.cli.bulk import BulkFailure

if TYPE_CHECKING:
    from obstore.store import ObjectStore

LEASE = "lease.json"


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between two renewals, of silence after which a lease is free, and before a plain one is read again."""

    renew: float = 15.0
    expire: float = 60.0
    settle: float = 5.0


PACE = Pace()


class PlaceTaken(BulkFailure):
    """Another run has begun to write here: nothing more may be written by this one."""


def store_of(storage: str, *, region: str | None = None) -> ObjectStore:
    """Return a storage by its address, with credentials from the environment or the machine's own role.

    Args:
        storage: the address of a bucket or container.
        region: where S3's bucket is, if that is known.

    Raises:
        BulkFailure: its settings cannot be understood.
    """
    is_open = urlsplit(os.environ.get("AWS_ENDPOINT_URL", "")).scheme == "http"
    retry: Any = {"max_retries": 3, "retry_timeout": dt.timedelta(seconds=20)}
    try:
        config: Any = {"region": region} if region else {}
        return from_url(storage, config=config, client_options={"allow_http": is_open}, retry_config=retry)
    except (BaseError, ValueError) as error:
        raise BulkFailure(f"{storage}: {error}", _HINT) from error


_HINT = "credentials are taken from the environment (AWS_ACCESS_KEY_ID …) or the machine's role, see docs/bulk.md"


@dataclass(frozen=True, slots=True)
class _Held:
    """A lease as it stands: who holds it, and the condition under which it may be replaced."""

    said: dict[str, Any]
    condition: dict[str, str]

    @property
    def holder(self) -> str:
        return f"run {self.said.get('run')} of {self.said.get('host')}, begun {self.said.get('begun_at')}"


class Lease:
    """The right to write below a place, kept alive by a thread until `give_back`."""

    def __init__(self, store: ObjectStore, path: str, run: str) -> None:
        self._store = store
        self._path = path
        self._pace = PACE
        self._said = {"run": run, "host": socket.gethostname(), "begun_at": _now(), **_process()}
        self._renewals = 0
        self._condition: dict[str, str] = {}
        self._keeps_conditions = True
        self._renewed = 0.0
        self._lost: str | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._keep, name=f"lease of {run}", daemon=True)

    def take(self, watch: Callable[[str, float], None]) -> None:
        """Take the lease; where another holds it, see first whether it is alive.

        Args:
            watch: told who holds it and how many seconds that one has to give a sign.

        Raises:
            BulkFailure: another run holds it, or the storage refuses.
        """
        try:
            held = self._current()
            if held is not None:
                self._outlive(held, watch)
            self._write(held.condition if held else None)
            self._keeps_conditions = self._keeps_conditions and self._is_refused_twice()
            if not self._keeps_conditions:
                time.sleep(self._pace.settle)
                self._see_own()
        except (AlreadyExistsError, PreconditionError) as error:
            now = self._current()
            if now is None or now.said.get("run") != self._said["run"]:  # else it is ours: an answer that was lost
                raise self._taken(now) from error
            self._condition = now.condition
        except (BaseError, OSError, ValueError) as error:
            raise BulkFailure(f"{self._path}: the lease of this run cannot be written: {error}", _HINT) from error
        self._thread.start()

    def check(self) -> None:
        """See that the lease is still ours.

        Raises:
            PlaceTaken: it is not.
        """
        if self._lost is not None:
            raise PlaceTaken(self._lost, "see that only one run writes here, then run the same command again")

    def give_back(self) -> None:
        """Stop renewing, and remove the lease if it is ours."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()
        # What cannot be removed is taken over after a while by whoever comes next.
        with suppress(BaseError, OSError, ValueError):
            held = self._current()
            if held is not None and held.said.get("run") == self._said["run"]:
                obstore.delete(self._store, self._path)

    def _current(self) -> _Held | None:
        try:
            found = obstore.get(self._store, self._path)
            said = json.loads(bytes(found.bytes()))
        except FileNotFoundError:
            return None
        return _Held(said if isinstance(said, dict) else {}, _condition(found.meta))

    def _write(self, condition: dict[str, str] | None) -> None:
        """Write the lease: where there is none, or in the place of the one that a condition names."""
        mode: Any = condition or "create"
        if not self._keeps_conditions:
            mode = "overwrite"
        content = json.dumps({**self._said, "renewed_at": _now(), "renewals": self._renewals}).encode()
        try:
            put = obstore.put(self._store, self._path, content, mode=mode, use_multipart=False)
        except NotSupportedError:
            self._keeps_conditions = False
            put = obstore.put(self._store, self._path, content, mode="overwrite", use_multipart=False)
        self._condition = _condition(put)
        self._renewed = time.monotonic()

    def _is_refused_twice(self) -> bool:
        """Whether the storage keeps conditions: it has to refuse to make what is there."""
        try:
            self._write(None)
        except AlreadyExistsError:
            return True
        return False

    def _outlive(self, held: _Held, watch: Callable[[str, float], None]) -> None:
        """Return when whoever holds the lease is dead: its process is gone from this machine, or it gives no sign.

        Raises:
            BulkFailure: it is alive.
        """
        if _is_gone(held.said):
            return
        watch(held.holder, self._pace.expire)
        until = time.monotonic() + self._pace.expire
        while time.monotonic() < until:
            time.sleep(self._pace.renew / 3)
            now = self._current()
            if now is None:
                raise AlreadyExistsError(self._path)  # it ended just now: whoever writes first has it
            if now.condition != held.condition:
                raise self._taken(now)

    def _see_own(self) -> None:
        now = self._current()
        if now is None or now.said.get("run") != self._said["run"]:
            raise self._taken(now)

    def _taken(self, held: _Held | None) -> BulkFailure:
        return BulkFailure(
            f"another run writes here ({held.holder if held else 'it has just ended'})", "wait for its end"
        )

    def _keep(self) -> None:
        while not self._stop.wait(self._pace.renew):
            self._renewals += 1
            try:
                if not self._keeps_conditions:
                    self._see_own()
                self._write(self._condition)
            except (BulkFailure, PreconditionError, AlreadyExistsError):
                self._find_own()
            except (BaseError, OSError, ValueError) as error:
                silent = time.monotonic() - self._renewed
                if silent > self._pace.expire:
                    self._lost = f"the storage has not answered for {silent:.0f} s: {error}"
            if self._lost is not None:
                return

    def _find_own(self) -> None:
        """After a refusal: it is our own renewal whose answer was lost, or another run has taken over."""
        with suppress(BaseError, OSError, ValueError):  # asked again at the next renewal
            now = self._current()
            if now is not None and now.said.get("run") == self._said["run"]:
                self._condition, self._renewed = now.condition, time.monotonic()
            else:
                by = now.holder if now else "which is removed"
                self._lost = f"another run has taken this place over ({by}); what is done stands"


def _condition(said: Any) -> dict[str, str]:
    """Return what a storage calls the present state of an object: Google counts versions, the others name contents."""
    return {name: said[name] for name in ("e_tag", "version") if said.get(name)}


def _now() -> str:
    return dt.datetime.now(tz=dt.UTC).isoformat(timespec="seconds")


def _process() -> dict[str, Any]:
    """Return what tells this process from all others to who comes next on this machine; on Linux, else its number."""
    try:
        booted = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        space = Path("/proc/self/ns/pid").readlink()  # two containers of one machine count processes apart
    except OSError:
        return {"pid": os.getpid()}
    return {"pid": os.getpid(), "machine": f"{booted} {space}"}


def _is_gone(said: dict[str, Any]) -> bool:
    """Whether a holder ran on this very machine and does so no more."""
    machine = _process().get("machine")
    if machine is None or said.get("machine") != machine or not isinstance(said.get("pid"), int):
        return False
    try:
        os.kill(said["pid"], 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False

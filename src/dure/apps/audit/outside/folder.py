"""The folder of the published log: written so that a crash or a full disk leaves it whole."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import threading
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from dure import verify
from dure.engines import ledger
from dure.verify import TILE_WIDTH, Checkpoint, Files, Key, Malformed, Note, Policy, tile_path, tiles_at

_HALF_WRITTEN = ".new-"


class TileDiffers(Exception):
    """A file of the log would change: a tile is written once and never again.

    Either it was damaged on disk (move it away and run ``dure log sequence --rebuild``), or the database is not the
    one this log was made from.
    """


class NotPublished(Exception):
    """The log has no checkpoint yet, or none that reaches so far: run ``dure log sequence``."""


def _sync(path: Path) -> None:
    """Make a folder's names, or a file, outlive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_beside(target: Path, data: bytes) -> Path:
    """Write and fsync the data under a name that no reader looks at."""
    half = target.with_name(f"{_HALF_WRITTEN}{os.getpid()}-{target.name}")
    try:
        with half.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        half.unlink(missing_ok=True)
        raise
    return half


def replace(target: Path, data: bytes) -> None:
    """Put data at a path at once and for good: written beside, fsynced, renamed, the folder fsynced."""
    _write_beside(target, data).replace(target)
    _sync(target.parent)


class LogFolder:
    """A tiled log on disk (c2sp.org/tlog-tiles): ``checkpoint``, ``policy``, ``tile/``, ``checkpoints/``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files = Files(root)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the folder against other writers on this machine, and clear away what a crash left half written."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            for half in self.root.rglob(f"{_HALF_WRITTEN}*"):
                half.unlink(missing_ok=True)
            yield

    def add(self, files: Mapping[str, bytes]) -> None:
        """Write tiles and bundles that are not there yet; one that is there must be equal.

        Raises:
            TileDiffers: it is not.
        """
        halves, folders = [], set()
        for name, data in files.items():
            target = self.root / name
            if target.exists():
                if target.read_bytes() != data:
                    raise TileDiffers(name)
                continue
            self._make_folder(target.parent)
            halves.append((_write_beside(target, data), target))
            folders.add(target.parent)
        for half, target in halves:
            half.replace(target)
        for folder in folders:
            _sync(folder)

    def _make_folder(self, folder: Path) -> None:
        if not folder.exists():
            self._make_folder(folder.parent)
            folder.mkdir(exist_ok=True)
            _sync(folder.parent)

    def show(self, note: bytes) -> None:
        """Make this the log's checkpoint."""
        replace(self.root / "checkpoint", note)

    def keep(self, note: bytes, size: int) -> None:
        """Keep a cosigned checkpoint beside the current one."""
        self._make_folder(self.root / "checkpoints")
        replace(self.root / "checkpoints" / str(size), note)

    def note(self) -> bytes | None:
        """Return the signed checkpoint."""
        return self.files.read("checkpoint")

    def checkpoint(self) -> Checkpoint | None:
        """Return what the signed checkpoint says, None before the first."""
        note = self.note()
        return Checkpoint.parse(Note.parse(note).text) if note else None

    def policy(self) -> Policy | None:
        """Return whom the log's operator names as its keys and witnesses."""
        data = self.files.read("policy")
        return Policy.parse(data.decode()) if data else None

    def best_note(self, index: int = -1) -> bytes:
        """Return the newest checkpoint over an entry that reaches the witnesses' quorum, else the newest of all.

        Raises:
            NotPublished: there is no checkpoint, or the entry stands behind it.
        """
        newest, policy = self.note(), self.policy()
        if newest is None or Checkpoint.parse(Note.parse(newest).text).size <= index:
            raise NotPublished(index)
        kept = [path for path in self.root.glob("checkpoints/[0-9]*") if int(path.name) > index]
        ordered = (path.read_bytes() for path in sorted(kept, key=lambda path: -int(path.name)))
        if policy is None:
            return newest
        return next((note for note in (newest, *ordered) if policy.is_met_by(self._signers(note, policy))), newest)

    @staticmethod
    def _signers(note: bytes, policy: Policy) -> list[Key]:
        try:
            return [*Note.parse(note).verified_by(policy.witnesses.values())]
        except Malformed:
            return []

    def entry(self, index: int, size: int) -> bytes:
        """Return one entry from its bundle."""
        number, position = divmod(index, TILE_WIDTH)
        return self.files.hashes("entries", number, min(TILE_WIDTH, size - number * TILE_WIDTH))[position]

    def receipt(self, index: int) -> bytes:
        """Return the receipt of an entry: its place, the way to the root, and the checkpoint.

        Raises:
            NotPublished: the entry stands behind the newest checkpoint.
        """
        note = self.best_note(index)
        size = Checkpoint.parse(Note.parse(note).text).size
        proof = ledger.inclusion_proof(index, size, self.files.hashes)
        return ledger.receipt_text(index=index, entry=self.entry(index, size), proof=proof, checkpoint=note)

    def export(self, note: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield all that a stranger needs to check the log at this checkpoint, by name."""
        size = Checkpoint.parse(Note.parse(note).text).size
        yield "checkpoint", note
        full = {tile_path("entries", index) for index in range(size // TILE_WIDTH)}
        full |= {tile_path(level, index) for level in range(8) for index in range(size // TILE_WIDTH ** (level + 1))}
        for name in self.files.names():
            kept, _, number = name.partition("/")
            is_older = kept in {"checkpoints", "timestamps"} and int(number.partition(".")[0]) <= size
            if name == "policy" or is_older or name in full:
                yield name, self.files.read(name) or b""
        for level in ("entries", *range(8)):
            for index, width in tiles_at(0 if level == "entries" else int(level), size):
                if width < TILE_WIDTH:
                    hashes = self.files.hashes(level, index, width)
                    yield (
                        tile_path(level, index, width),
                        ledger.join_bundle(hashes) if level == "entries" else b"".join(hashes),
                    )

    def write_export(self, target: Path) -> int:
        """Write the log at its best checkpoint, and the program that checks it, into a ZIP; return its size.

        Raises:
            NotPublished: there is no checkpoint.
        """
        note = self.best_note()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.export(note):
                archive.writestr(name, data)
            archive.write(verify.__file__, "verify.py")
        return Checkpoint.parse(Note.parse(note).text).size

    def exported(self, folder: Path) -> Path:
        """Return an export of the newest checkpoint, made unless there is one; older ones go.

        Raises:
            NotPublished: there is no checkpoint.
        """
        stamp = hashlib.sha256(self.best_note()).hexdigest()[:16]
        target = folder / f"{stamp}.zip"
        if not target.exists():
            folder.mkdir(parents=True, exist_ok=True)
            half = folder / f"{_HALF_WRITTEN}{os.getpid()}-{threading.get_ident()}"
            self.write_export(half)
            half.replace(target)
            for older in folder.glob("*.zip"):
                if older != target:
                    older.unlink(missing_ok=True)
        return target

    def clear_partials(self, size: int) -> None:
        """Remove the partial tiles of tiles that are full by now, as tlog-tiles allows."""
        for level in range(8):
            full = size // TILE_WIDTH ** (level + 1)
            for index in range(max(0, full - 2), full):
                for kind in ("entries", level) if level == 0 else (level,):
                    shutil.rmtree(self.root / f"{tile_path(kind, index)}.p", ignore_errors=True)

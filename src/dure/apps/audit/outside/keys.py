"""The signing keys: files that only their owner may read, outside the database and outside the published folder.

Beside them stands ``last-signed``, the newest checkpoint that was ever signed. It is written before a checkpoint is
shown, so that a log restored from an old backup cannot sign a second history.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from dure.apps.audit.outside.folder import replace
from dure.engines import ledger
from dure.verify import ED25519, Checkpoint, Note


class NoSigningKey(Exception):
    """There is no key to sign the log with: run ``dure log keygen``."""


class KeyExists(Exception):
    """The log has a key already: ``--rotate`` adds another, ``--retire ID`` puts one away."""


class LogHalted(Exception):
    """A witness knows a longer log than this one: nothing is signed until a person has looked.

    Restore the newer log, then remove the file ``halted`` beside the keys.
    """


class KeyFolder:
    """A folder of mode 700 with ``<key ID>.key`` for each key in use, ``retired/``, ``last-signed`` and ``halted``."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def keys(self) -> list[ledger.SigningKey]:
        """Return the keys in use; while a key is rotated there are two, and both sign.

        Raises:
            NoSigningKey: there is none.
        """
        found = [ledger.SigningKey.parse(path.read_text().strip()) for path in sorted(self.root.glob("*.key"))]
        if not found:
            raise NoSigningKey(str(self.root))
        return found

    def make(self, origin: str, *, rotate: bool = False) -> ledger.SigningKey:
        """Make a key for the log of this origin.

        Raises:
            KeyExists: there is one, and no other was asked for.
        """
        if not rotate and any(self.root.glob("*.key")):
            raise KeyExists(str(self.root))
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = ledger.SigningKey(origin, ED25519, secrets.token_bytes(32))
        path = self.root / f"{key.key.key_id.hex()}.key"
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(key.text() + "\n")
            file.flush()
            os.fsync(file.fileno())
        return key

    def retire(self, key_id: str) -> None:
        """Put a key away: it signs no more, and is kept.

        Raises:
            NoSigningKey: no key in use has this ID, or no other would be left.
        """
        path = self.root / f"{key_id}.key"
        if not path.exists() or len(list(self.root.glob("*.key"))) == 1:
            raise NoSigningKey(key_id)
        (self.root / "retired").mkdir(exist_ok=True, mode=0o700)
        path.rename(self.root / "retired" / path.name)

    def halt(self, reason: str) -> None:
        """Sign nothing from now on."""
        replace(self.root / "halted", reason.encode())

    def require_going(self) -> None:
        """Do nothing while signing is allowed.

        Raises:
            LogHalted: with the reason.
        """
        halted = self.root / "halted"
        if halted.exists():
            raise LogHalted(halted.read_text())

    def last_signed(self) -> Checkpoint | None:
        """Return the newest checkpoint that was ever signed here."""
        path = self.root / "last-signed"
        return Checkpoint.parse(Note.parse(path.read_bytes()).text) if path.exists() else None

    def sign(self, checkpoint: Checkpoint) -> bytes:
        """Sign a checkpoint with every key in use, and remember it before anybody sees it."""
        self.require_going()
        note = ledger.sign(ledger.checkpoint_text(checkpoint), self.keys())
        replace(self.root / "last-signed", note)
        return note

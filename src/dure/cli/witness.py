"""``dure log witness``: a witness for other people's logs, for a university or an NGO (c2sp.org/tlog-witness).

It needs a folder and a port, no database and no settings. Its key and what it has seen stand in the folder.
"""

from __future__ import annotations

import argparse
import os
import secrets
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from dure.cli import Text, translator
from dure.engines import ledger
from dure.verify import COSIGNATURE, Malformed

_LARGEST_REQUEST = 64 * 1024
_SECONDS = 10
_READY = Text(
    "witness {vkey}\nlistening on http://{host}:{port}, watching: {logs}",
    "증인 {vkey}\nhttp://{host}:{port}에서 듣고 있습니다. 지켜보는 기록: {logs}",
)


def configure(parser: argparse.ArgumentParser, t: Callable[[Text], str]) -> None:
    """Where it keeps its key, which logs it watches, where it listens."""
    parser.add_argument(
        "--folder", type=Path, required=True, help=t(Text("its key and what it has seen", "열쇠와 본 것을 둘 폴더"))
    )
    parser.add_argument("--name", help=t(Text("its name, made with the key once", "열쇠를 처음 만들 때의 이름")))
    parser.add_argument(
        "--log", action="append", default=[], metavar="VKEY", required=True,
        help=t(Text("a key of a log to watch; repeat for more", "지켜볼 기록의 공개 열쇠 (여러 번 쓸 수 있음)")),
    )  # fmt: skip
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8190)


class Witness:
    """What a witness knows: its key, the logs it watches, the last checkpoint of each that it cosigned."""

    def __init__(self, folder: Path, name: str | None, logs: Sequence[ledger.Key]) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.key = _own_key(folder / "witness.key", name)
        self.logs: dict[str, list[ledger.Key]] = {}
        for key in logs:
            self.logs.setdefault(key.name, []).append(key)
        self._path = folder / "seen.sqlite3"
        with self._open() as database:
            database.execute(
                "CREATE TABLE IF NOT EXISTS seen "
                "(origin TEXT PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL, time INTEGER NOT NULL)"
            )

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path, isolation_level=None, timeout=_SECONDS)
        database.execute("PRAGMA synchronous = FULL")
        return database

    def answer(self, body: bytes) -> ledger.Answer:
        """Consider a request; look up, decide and store in one transaction, before the answer is sent."""
        database = self._open()
        try:
            database.execute("BEGIN IMMEDIATE")
            rows = database.execute("SELECT origin, size, root, time FROM seen").fetchall()
            known = {origin: ledger.Checkpoint(origin, size, root) for origin, size, root, _ in rows}
            decided = ledger.consider(body, logs=self.logs, known=known)
            if decided.checkpoint is None:
                database.execute("ROLLBACK")
                return decided
            times = {origin: at for origin, _, _, at in rows}
            seen = decided.checkpoint
            now = max(int(time.time()), times.get(seen.origin, 0))  # a clock that goes back must not be believed
            database.execute(
                "INSERT INTO seen VALUES (?, ?, ?, ?) "
                "ON CONFLICT (origin) DO UPDATE SET size = excluded.size, root = excluded.root, time = excluded.time",
                [seen.origin, seen.size, seen.root, now],
            )
            database.execute("COMMIT")
            return ledger.Answer(200, ledger.cosign(decided.text, self.key, time=now))
        finally:
            database.close()


def _own_key(path: Path, name: str | None) -> ledger.SigningKey:
    if path.exists():
        return ledger.SigningKey.parse(path.read_text().strip())
    if not name:
        sys.exit("dure: a new witness needs a name, such as --name witness.university.ac.kr/w1")
    key = ledger.SigningKey(name, COSIGNATURE, secrets.token_bytes(32))
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(key.text() + "\n")
    return key


def serve(witness: Witness, host: str, port: int) -> ThreadingHTTPServer:
    """Return the server, listening already."""

    class Handler(BaseHTTPRequestHandler):
        timeout = _SECONDS

        def do_POST(self) -> None:
            """Answer ``add-checkpoint``, under any prefix."""
            length = self.headers.get("Content-Length", "")
            if not self.path.endswith("/add-checkpoint"):
                self._send(ledger.Answer(404, "add-checkpoint is the only address here\n"))
            elif not length.isdecimal() or int(length) > _LARGEST_REQUEST:
                self._send(ledger.Answer(400, "the request is too large\n"))
            else:
                self._send(witness.answer(self.rfile.read(int(length))))

        def _send(self, answer: ledger.Answer) -> None:
            data = answer.body.encode()
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    return ThreadingHTTPServer((host, port), Handler)


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped."""
    try:
        logs = [ledger.Key.parse(vkey) for vkey in arguments.log]
    except Malformed as error:
        sys.stderr.write(f"dure: --log: {error}\n")
        return 1
    witness = Witness(arguments.folder, arguments.name, logs)
    with serve(witness, arguments.host, arguments.port) as server:
        said = translator(arguments.lang)(_READY)
        host, port = arguments.host, server.server_address[1]
        print(said.format(vkey=witness.key.key, host=host, port=port, logs=", ".join(witness.logs)), flush=True)
        server.serve_forever()
    return 0

"""Fakes of what is outside: a web server of this machine, and a resolver that answers as it is told."""

from __future__ import annotations

import ipaddress
import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    """What the fake server says: a status, headers, a body, and how slowly."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    pause: float = 0.0  # seconds between the bytes of the body
    header_pause: float = 0.0  # seconds before each header


@dataclass
class FakeSite:
    """A web server on a port of its own; `pages` maps a path to its answer, `asked` lists what came."""

    port: int
    pages: dict[str, Answer]
    asked: list[tuple[str, dict[str, str]]]

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@contextmanager
def fake_site(**_):
    """Serve until the block ends."""
    pages: dict[str, Answer] = {}
    asked: list[tuple[str, dict[str, str]]] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            asked.append((self.path, dict(self.headers)))
            answer = pages.get(self.path, Answer(b"not here", status=404))
            try:
                self.send_response(answer.status)
                for name, value in {"Content-Type": "text/html", **answer.headers}.items():
                    time.sleep(answer.header_pause)
                    self.send_header(name, value)
                    if answer.header_pause:
                        self.wfile.write(b"".join(self._headers_buffer))
                        self._headers_buffer = []
                        self.wfile.flush()
                if "Content-Length" not in answer.headers:
                    self.send_header("Content-Length", str(len(answer.body)))
                self.send_header("Connection", "close")
                self.end_headers()
                if answer.pause:
                    for byte in answer.body:
                        self.wfile.write(bytes([byte]))
                        self.wfile.flush()
                        time.sleep(answer.pause)
                else:
                    self.wfile.write(answer.body)
            except OSError:
                pass  # the client has gone, as it should

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield FakeSite(server.server_address[1], pages, asked)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def loopback_too(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """An address policy for tests: what is public, and this machine."""
    from dure.apps.discovery.outside import is_public

    return address.is_loopback or is_public(address)


def answering(*answers: list[str]) -> Callable[[str, int], list[str]]:
    """Return a resolver that gives one answer after the other, the last one for ever."""
    left = list(answers)

    def resolve(_host: str, _port: int) -> list[str]:
        return left.pop(0) if len(left) > 1 else left[0]

    return resolve


def never_done(*_: object, **__: object) -> None:
    """A library that hangs."""
    time.sleep(60)


def ends_itself(*_: object, **__: object) -> None:
    """A library that crashes."""
    os.kill(os.getpid(), signal.SIGKILL)

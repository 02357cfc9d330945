"""A demo of its own, running: for the journeys and the pictures."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
READY_SECONDS = 240
CHROMIUM_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
_OURS = {"DATABASE_URL", "DATABASE_OWNER_URL", "DJANGO_SETTINGS_MODULE", "DURE_DATABASE_ROLE"}


class DemoDidNotStart(Exception):
    """The demo ended, or was not ready in time; the message is what it printed."""


@dataclass(frozen=True)
class Site:
    """A running demo."""

    url: str
    editor: str
    administrator: str
    password: str


def chromium() -> str | None:
    """Return any Chromium of this machine; ``CHROMIUM`` names one."""
    named = os.environ.get("CHROMIUM")
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    return named or found or next((place for place in _PLACES if Path(place).exists()), None)


@contextmanager
def running_demo(var: Path) -> Iterator[Site]:
    """Run ``dure demo`` on a free port with its files in ``var``, and stop it at the end.

    Raises:
        DemoDidNotStart: with the last lines of its log.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if name not in _OURS}
    environment |= {"DURE_VAR": str(var), "PYTHONUNBUFFERED": "1"}
    (var / "static").symlink_to(ROOT / "var" / "static")  # collected by `make setup` or `make test`
    log = var / "demo.log"
    with log.open("w") as output:
        demo = subprocess.Popen(
            [sys.executable, "-m", "dure", "demo", "--port", str(port)],
            env=environment, stdout=output, stderr=subprocess.STDOUT, cwd=ROOT,
        )  # fmt: skip
    try:
        until = time.monotonic() + READY_SECONDS
        while "Ctrl+C" not in log.read_text(encoding="utf-8"):
            if demo.poll() is not None or time.monotonic() > until:
                raise DemoDidNotStart(log.read_text(encoding="utf-8")[-3000:])
            time.sleep(0.2)
        people = dict(re.findall(r"(\w+)@dure\.example +(\S+)", log.read_text(encoding="utf-8")))
        yield Site(
            url=f"http://127.0.0.1:{port}",
            editor="editor@dure.example",
            administrator="admin@dure.example",
            password=people["editor"],
        )
    finally:
        demo.terminate()
        demo.wait(timeout=30)

"""An S3 server of its own on 127.0.0.1, and a bucket a test."""

from __future__ import annotations

import hashlib
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from pyarrow import fs

from dure.cli.bulk import places


@pytest.fixture(scope="session")
def s3_server():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = subprocess.Popen(
        [Path(sys.executable).with_name("moto_server"), "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            break
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    running.terminate()
    running.wait(timeout=10)


@pytest.fixture
def bucket(s3_server, monkeypatch, request):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", s3_server)
    places._storage.cache_clear()
    storage = fs.S3FileSystem(
        region="us-east-1",
        scheme="http",
        endpoint_override=s3_server.removeprefix("http://"),
        allow_bucket_creation=True,
    )
    name = f"b{hashlib.sha256(request.node.nodeid.encode()).hexdigest()[:20]}"
    storage.create_dir(name)
    yield storage, name
    places._storage.cache_clear()

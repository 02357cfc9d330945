"""Time stamps by another implementation: OpenSSL is the authority, and OpenSSL checks what was kept."""

from __future__ import annotations

import shutil
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from dure import verify
from dure.apps.audit.actions import sequence
from dure.apps.audit.outside.folder import LogFolder, NotPublished
from dure.apps.audit.outside.timestamps import NoTimestamp, stamp
from tests.apps.audit.conftest import found, note

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not shutil.which("openssl"), reason="OpenSSL's program is not installed: no authority to ask"),
]

CONFIG = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_cert = {folder}/cert.pem
signer_key = {folder}/key.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = {digests}
ess_cert_id_chain = no
"""


def openssl(*given, check=True):
    return subprocess.run(["openssl", *map(str, given)], capture_output=True, check=check)  # noqa: S607  # as on PATH


@pytest.fixture
def authority(tmp_path):
    """An RFC 3161 authority on a local port; ``authority.digests`` says which it takes."""
    folder = tmp_path / "authority"
    folder.mkdir()
    (folder / "serial").write_text("01\n")
    openssl(
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder / "key.pem", "-out", folder / "cert.pem",
        "-subj", "/CN=tsa.example", "-days", "2", "-addext", "extendedKeyUsage=critical,timeStamping",
    )  # fmt: skip

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            assert self.headers["Content-Type"] == "application/timestamp-query"
            (folder / "query").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder, digests=self.server.digests))
            openssl("ts", "-reply", "-config", folder / "tsa.cnf", "-queryfile", folder / "query", "-out", folder / "r")
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write((folder / "r").read_bytes())

        def log_message(self, *given):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        server.digests, server.folder = "sha256", folder
        server.url = f"http://127.0.0.1:{server.server_address[1]}/"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield server
        server.shutdown()


def test_a_stamp_is_one_that_openssl_accepts(home, authority, settings, tmp_path):
    with pytest.raises(NotPublished):
        stamp(LogFolder(settings.LOG_FOLDER), authority.url)
    note(3)
    sequence()
    path, size = stamp(LogFolder(settings.LOG_FOLDER), authority.url)
    assert size == 4
    text = tmp_path / "text"
    text.write_text(verify.Note.parse((home / "log/checkpoint").read_bytes()).text)
    args = ("ts", "-verify", "-in", path, "-CAfile", authority.folder / "cert.pem", "-data")
    assert openssl(*args, text).returncode == 0
    text.write_text(text.read_text().replace("4", "5", 1))
    assert openssl(*args, text, check=False).returncode != 0, "a stamp of another checkpoint"
    check = found(home)
    assert check.faults == []
    assert "timestamps" in [line.kind for line in check.notes]


def test_a_refusal_is_kept_nowhere(home, authority, settings):
    note(1)
    sequence()
    authority.digests = "sha512"
    with pytest.raises(NoTimestamp):
        stamp(LogFolder(settings.LOG_FOLDER), authority.url)
    assert not (home / "log/timestamps").exists()

"""Two runs and one place on object storage: a real S3 protocol, on 127.0.0.1."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pyarrow import fs

from dure.cli.bulk import BulkFailure, lease
from dure.cli.bulk.lease import Lease, Pace, PlaceTaken, store_of
from tests.cli.bulk.inputs import Here, bulk, page

pytestmark = pytest.mark.xdist_group("bulk")

ELSEWHERE = {"run": "feed", "host": "node-7", "begun_at": "2026-11-22T00:00:00+00:00", "pid": 1, "machine": "other"}


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(lease, "PACE", Pace(renew=0.1, expire=2.0, settle=0.3))


def put(storage, path, content):
    with storage.open_output_stream(path) as file:
        file.write(content)


def said(storage, path):
    with storage.open_input_stream(path) as file:
        return json.loads(file.read())


def is_there(storage, path):
    return storage.get_file_info(path).type == fs.FileType.File


def soon(holds, seconds=30.0):
    """Wait until something holds: a renewal takes as long as a busy machine makes it."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it did not come to hold"
        time.sleep(0.05)


def is_renewed_by_nobody():
    return not any(thread.name.startswith("lease of ") for thread in threading.enumerate())


def taken(name, run="mine", watched=None):
    one = Lease(store_of(f"s3://{name}"), "out/lease.json", run)
    one.take(lambda holder, seconds: (watched if watched is not None else []).append((holder, seconds)))
    return one


def test_a_second_run_is_refused_while_the_first_lives_and_not_afterwards(bucket):
    storage, name = bucket
    for number in range(4):
        put(storage, f"{name}/in/{number}.txt", page(number).encode())
    refusals = []

    def begin_another(job):
        with pytest.raises(BulkFailure, match=r"another run writes here \(run [0-9a-f]{16} of ") as refused:
            bulk(f"s3://{name}/in", out=f"s3://{name}/out")
        refusals.append(refused.value.hint)

    bulk(f"s3://{name}/in", out=f"s3://{name}/out", machines=Here(begin_another))
    assert refusals == ["wait for its end"]
    assert not is_there(storage, f"{name}/out/lease.json")
    run = bulk(f"s3://{name}/in", out=f"s3://{name}/out")
    assert run.counted()["documents"] == 4


def test_the_lease_is_renewed_and_names_its_run(bucket):
    storage, name = bucket
    mine = taken(name)
    first = said(storage, f"{name}/out/lease.json")
    soon(lambda: said(storage, f"{name}/out/lease.json")["renewals"] > first["renewals"])
    later = said(storage, f"{name}/out/lease.json")
    mine.check()
    mine.give_back()
    assert (first["run"], later["run"]) == ("mine", "mine")
    assert {"host", "begun_at", "renewed_at"} <= set(later)
    assert not is_there(storage, f"{name}/out/lease.json")


def test_a_run_that_was_killed_on_this_machine_is_followed_at_once(bucket):
    storage, name = bucket
    code = (
        "import os; from dure.cli.bulk.lease import Lease, store_of;"
        f"Lease(store_of('s3://{name}'), 'out/lease.json', 'dead').take(print); os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    assert said(storage, f"{name}/out/lease.json")["run"] == "dead"
    watched = []
    mine = taken(name, watched=watched)
    assert (watched, said(storage, f"{name}/out/lease.json")["run"]) == ([], "mine")
    mine.give_back()


def test_a_run_that_fell_silent_elsewhere_is_followed_after_a_while(bucket):
    storage, name = bucket
    put(storage, f"{name}/out/lease.json", json.dumps(ELSEWHERE).encode())
    watched, began = [], time.monotonic()
    mine = taken(name, watched=watched)
    assert 2.0 <= time.monotonic() - began < 10
    assert watched == [("run feed of node-7, begun 2026-11-22T00:00:00+00:00", 2.0)]
    mine.give_back()


def test_of_many_that_wait_one_wins(bucket):
    storage, name = bucket
    put(storage, f"{name}/out/lease.json", json.dumps(ELSEWHERE).encode())
    held, refused = [], []

    def wait(number):
        try:
            held.append(taken(name, run=f"run{number}"))
        except BulkFailure as failure:
            refused.append(failure.message)

    waiting = [threading.Thread(target=wait, args=(number,)) for number in range(6)]
    for thread in waiting:
        thread.start()
    for thread in waiting:
        thread.join()
    assert (len(held), len(refused)) == (1, 5)
    held[0].check()
    held[0].give_back()


def test_a_run_that_was_taken_over_ends_and_writes_no_manifest(bucket):
    storage, name = bucket
    for number in range(26):
        put(storage, f"{name}/in/{number:02d}.txt", page(number).encode())

    def take_over(job):
        if job["part"] == 1:
            put(storage, f"{name}/out/lease.json", json.dumps(ELSEWHERE).encode())
            put(storage, f"{name}/out/manifest.json", b'{"run": "feed"}')
            soon(is_renewed_by_nobody)

    with pytest.raises(PlaceTaken, match=r"another run has taken this place over \(run feed of node-7"):
        bulk(f"s3://{name}/in", out=f"s3://{name}/out", most=25, machines=Here(take_over))
    assert said(storage, f"{name}/out/manifest.json") == {"run": "feed"}
    assert said(storage, f"{name}/out/lease.json")["run"] == "feed"


class _Forgetful(BaseHTTPRequestHandler):
    """A server before the server that drops conditions, as storages do that know none."""

    protocol_version = "HTTP/1.1"

    def _pass_on(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        kept = {key: value for key, value in self.headers.items() if key.lower() not in {"if-match", "if-none-match"}}
        connection = http.client.HTTPConnection(self.server.behind, timeout=10)
        connection.request(self.command, self.path, body, kept)
        answer = connection.getresponse()
        content = answer.read()
        self.send_response(answer.status)
        for key, value in answer.getheaders():
            if key.lower() not in {"content-length", "connection", "transfer-encoding", "date", "server"}:
                self.send_header(key, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        connection.close()

    do_GET = do_PUT = do_DELETE = do_HEAD = do_POST = _pass_on  # noqa: N815  # the names that http.server calls

    def log_message(self, *_):
        pass


@pytest.fixture
def forgetful(bucket, s3_server, monkeypatch):
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Forgetful)
    server.daemon_threads = True
    server.behind = s3_server.removeprefix("http://")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.server_port}")
    yield bucket
    server.shutdown()
    server.server_close()


def test_a_storage_that_keeps_no_conditions_is_found_out_and_a_second_run_refused_all_the_same(forgetful):
    storage, name = forgetful
    mine = taken(name)
    with pytest.raises(BulkFailure, match=r"another run writes here \(run mine of "):
        taken(name, run="other")
    mine.check()

    def feed_renews_and_mine_stops():
        # Without conditions a renewal of mine may fall between feed's two, so feed is to be seen more than once.
        put(storage, f"{name}/out/lease.json", json.dumps(ELSEWHERE).encode())
        return is_renewed_by_nobody()

    soon(feed_renews_and_mine_stops)
    with pytest.raises(PlaceTaken):
        mine.check()
    mine.give_back()
    assert said(storage, f"{name}/out/lease.json")["run"] == "feed"


def test_a_storage_that_refuses_is_said(bucket):
    with pytest.raises(BulkFailure, match="the lease of this run cannot be written") as refused:
        taken("no-such-bucket-here")
    assert "AWS_ACCESS_KEY_ID" in refused.value.hint

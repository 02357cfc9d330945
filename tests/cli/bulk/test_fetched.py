"""Inputs from the web: fetched once, politely, within bounds, and never from inside a network."""

from __future__ import annotations

import io
import subprocess
import sys

import pyarrow as pa
import pytest
from pyarrow import parquet

from dure.apps.discovery import outside
from dure.cli.bulk import BulkFailure, fetched
from dure.cli.bulk.pieces import Choice
from tests.cli.bulk.inputs import Here, bulk, html, records, table
from tests.fakes import Answer, fake_site, loopback_too


@pytest.fixture
def site():
    with fake_site() as made:
        yield made


@pytest.fixture
def fetcher():
    return outside.Fetcher(policy=loopback_too, ports=None, sleep=lambda _: None)


def as_parquet(columns):
    file = io.BytesIO()
    parquet.write_table(pa.table(columns), file)
    return file.getvalue()


def test_a_page_an_archive_and_a_table_are_fetched_once_and_read(tmp_path, site, fetcher):
    site.pages["/board/view.do?no=7"] = Answer(html(7))
    site.pages["/crawl.warc"] = Answer(b"".join(records(3)), headers={"Content-Type": "application/warc"})
    site.pages["/dump.parquet"] = Answer(
        as_parquet({"html": [html(1), html(2)], "url": ["u1", "u2"]}), headers={"Content-Type": "application/x-parquet"}
    )
    site.pages["/give?id=3"] = Answer(
        as_parquet({"html": [html(3)], "url": ["u3"]}), headers={"Content-Type": "application/octet-stream"}
    )
    addresses = [site.url(path) for path in ("/board/view.do?no=7", "/crawl.warc", "/dump.parquet", "/give?id=3")]
    out = tmp_path / "out"
    run = bulk(*addresses, out=out, fetcher=fetcher)
    assert run.counted()["documents"] == 7
    rows = table(out, "documents")
    assert {row["url"] for row in rows} == {
        addresses[0], *(f"https://news.example/{number}" for number in range(3)), "u1", "u2", "u3"
    }  # fmt: skip
    page = next(row for row in rows if row["url"] == addresses[0])
    assert page["fetched_at"][:2] == "20"
    assert page["media_type"] == "text/html"
    names = sorted(file.name.partition("-")[2] for file in (out / "fetched").iterdir())
    assert names == [
        "127.0.0.1-crawl.warc",
        "127.0.0.1-dump.parquet",
        "127.0.0.1-give.parquet",
        "127.0.0.1-view.do.warc",
    ]
    assert site.paths().count("/robots.txt") == 1
    asked, again = len(site.asked), Here()
    bulk(*addresses, out=out, fetcher=fetcher, machines=again)
    assert (len(site.asked), again.jobs) == (asked, [])


def test_what_robots_may_not_read_is_refused_and_what_came_before_stays(tmp_path, site, fetcher):
    site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /private/", headers={"Content-Type": "text/plain"})
    site.pages["/a.html"] = Answer(html(1))
    site.pages["/private/b.html"] = Answer(html(2))
    addresses = [site.url("/a.html"), site.url("/private/b.html")]
    with pytest.raises(BulkFailure, match="robots-forbidden") as refused:
        bulk(*addresses, out=tmp_path / "out", fetcher=fetcher)
    assert refused.value.hint == "save the page in a browser and give the file instead"
    assert "/private/b.html" not in site.paths()
    run = bulk(addresses[0], out=tmp_path / "out", fetcher=fetcher)
    assert run.counted()["documents"] == 1
    assert site.paths().count("/a.html") == 1


def test_sizes_are_bounded_and_nothing_of_what_is_too_large_stays(tmp_path, site, fetcher, monkeypatch):
    site.pages["/long.html"] = Answer(b"x" * 300_000)
    site.pages["/long.warc"] = Answer(b"x" * 300_000, headers={"Content-Type": "application/warc"})
    out = tmp_path / "out"
    with pytest.raises(BulkFailure, match=r"long\.html: larger than 0\.2 MB") as refused:
        bulk(site.url("/long.html"), out=out, fetcher=fetcher, choice=Choice(200_000))
    assert refused.value.hint == "raise --max-mb, or download it and give the file"
    monkeypatch.setattr(fetched, "MOST_BYTES", 200_000)
    with pytest.raises(BulkFailure, match=r"long\.warc: larger than 0\.2 MB") as refused:
        bulk(site.url("/long.warc"), out=out, fetcher=fetcher)
    assert refused.value.hint == "download it and give the file"
    assert [*(out / "fetched").iterdir(), *(out / "_tmp").iterdir()] == []


def test_a_full_disk_is_not_taken_for_a_fault_of_the_server(site, fetcher):
    class Full(io.BytesIO):
        def write(self, _):
            raise OSError(28, "No space left on device")

    site.pages["/a.parquet"] = Answer(b"x")
    with pytest.raises(OSError, match="No space left"):
        fetcher.download(site.url("/a.parquet"), Full(), limit=10, seconds=5)


def test_an_address_inside_the_network_is_refused_in_one_line(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "dure", "read", "--engine", "daft", "http://127.0.0.1/a.parquet", "--out", tmp_path / "out"],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == (
        "dure read: http://127.0.0.1/a.parquet: 127.0.0.1 leads to an address of a private network (127.0.0.1)"
        " (private-address); only pages of the open internet are read; save the page and give the file instead\n"
    )


def test_a_copy_on_object_storage_is_read_from_there(bucket, site, fetcher):
    _, name = bucket
    site.pages["/dump.parquet"] = Answer(as_parquet({"html": [html(1)], "url": ["u1"]}))
    run = bulk(site.url("/dump.parquet"), out=f"s3://{name}/out", fetcher=fetcher)
    assert run.counted()["documents"] == 1
    (address,) = run.plan.inputs
    assert address.startswith(f"s3://{name}/out/fetched/")

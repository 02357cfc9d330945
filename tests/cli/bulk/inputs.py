"""What bulk runs read in tests: pages, web archives, Parquet; and the worker as one call in this process."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from dure.cli import translator
from dure.cli.bulk.driver import read_in_bulk
from dure.cli.bulk.pieces import Choice
from dure.cli.bulk.screen import Screen
from dure.cli.bulk.work import Work

TOWNS = ("하동군", "옥천군", "밀양시", "통영시", "보은군", "홍성군")
CHOICE = Choice(max_bytes=1_000_000)


def page(number: int) -> str:
    town = TOWNS[number % len(TOWNS)]
    return (
        f"{town}, 혁신 우수사례 경진대회서 최우수상\n\n입력 2024-05-{number % 28 + 1:02d} 10:20\n\n"
        f"{town}은 행정안전부가 연 ‘2024년 정부혁신 우수사례 경진대회’에서 최우수상을 받았다고 밝혔다. "
        f"{town}은 ‘마을 {number}호 우체통 돌봄’ 사례로 좋은 평가를 받았다. 군은 앞으로도 주민을 돕겠다고 말했다.\n"
    )


def write_pages(folder: Path, numbers: range) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (folder / f"{number:04d}.txt").write_text(page(number), encoding="utf-8")


def html(number: int) -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in page(number).splitlines() if line)
    return f"<!doctype html><html><body><article>{paragraphs}</article></body></html>".encode()


def record(  # noqa: PLR0913  # the head of a record
    url: str, body: bytes, *, status: str = "200 OK", kind: str = "text/html", head: str = "", of: str = "response"
) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{head}\r\n".encode() + body
    said = (
        f"WARC/1.1\r\nWARC-Type: {of}\r\nWARC-Record-ID: <urn:test:{url.rsplit('/', 1)[-1]}>\r\n"
        f"WARC-Date: 2026-01-01T00:00:00Z\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype={of}\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return said.encode() + http + b"\r\n\r\n"


def records(count: int) -> list[bytes]:
    return [record(f"https://news.example/{number}", html(number)) for number in range(count)]


def write_warc(path: Path, given: list[bytes]) -> None:
    packed = path.name.endswith(".gz")
    path.write_bytes(b"".join(gzip.compress(one) if packed else one for one in given))


def write_parquet(path: Path, columns: dict[str, list], rows: int) -> None:
    parquet.write_table(pa.table(columns), path, row_group_size=rows, write_batch_size=4)


class Here:
    """The work in this very process: what a worker does, without a cluster around it."""

    workers = 2

    def __init__(self, before=None) -> None:
        self._before = before or (lambda _: None)
        self.jobs: list[dict] = []

    def do(self, jobs, out, run, reader, choice):
        work = Work(out, run, reader, choice)
        try:
            for job in jobs:
                self.jobs.append(json.loads(job))
                self._before(self.jobs[-1])
                yield work.do(job)
        finally:
            work.close()

    def read(self) -> list[int]:
        return [job["part"] for job in self.jobs if job["do"] == "read"]


def bulk(  # noqa: PLR0913  # the options of the command
    *addresses: Path | str,
    out: Path | str,
    machines: Here | None = None,
    most: int = 5,
    choice: Choice = CHOICE,
    lang: str = "en",
    as_json: bool = True,
    fetcher=None,
    groups: bool = False,
):
    with Screen(translator(lang), str(out), as_json=as_json) as screen:
        return read_in_bulk(
            [str(one) for one in addresses],
            str(out),
            machines=machines or Here(),
            choice=choice,
            most=most,
            screen=screen,
            fetcher=fetcher,
            groups=groups,
        )


def table(out: Path, name: str) -> list[dict]:
    return sorted(
        (row for file in sorted((out / name).glob("*.parquet")) for row in parquet.read_table(file).to_pylist()),
        key=lambda row: (row["document_id"], row.get("finding", row.get("block", 0))),
    )

"""Addresses of the web as inputs: each fetched once and politely, to a copy beside the tables that all workers read.

A web archive or a Parquet file is kept as it came. Anything else becomes a web archive of one page, in which its
address and the time stay with it. What stands there is not asked for again, so that a run that goes on reads what it
began with.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from fastwarc.warc import WarcRecord, WarcRecordType

from dure.cli.bulk import BulkFailure
from dure.cli.bulk.tables import TEMPORARY
from dure.engines.reading import is_warc

if TYPE_CHECKING:
    from dure.apps.discovery.outside import Fetched, Fetcher
    from dure.cli.bulk.places import Place

FETCHED = "fetched"
MOST_BYTES = 2_000_000_000
SECONDS = 3600.0
_PAGE_SECONDS = 120.0
_HEAD = 1000  # bytes that tell a WARC file
_NO_NAME = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_NAME = 60


def is_web(address: str) -> bool:
    """Return whether an input is an address of the web.

    >>> is_web("https://data.example/dump.parquet"), is_web("s3://bucket/dump.parquet")
    (True, False)
    """
    return address.lower().startswith(("http://", "https://"))


def polite_fetcher() -> Fetcher:
    """Return the site's fetcher, which needs its settings and no database: robots.txt, pauses, no private address."""
    from dure.cli.manage import prepare

    prepare(database=False)
    from dure.apps.discovery.outside import Fetcher

    return Fetcher()


def take(
    addresses: Iterable[str], out: Place, *, max_bytes: int, fetcher: Fetcher | None, say: Callable[[str], None]
) -> list[str]:
    """Fetch what is not there yet and return the names of all copies below ``out``, in order.

    Args:
        addresses: of pages, web archives or Parquet files.
        out: the place of the run.
        max_bytes: of a page; an archive or a table may have `MOST_BYTES`.
        fetcher: fetches politely; `polite_fetcher` unless one is given.
        say: told of each address that is asked for.

    Raises:
        BulkFailure: an address cannot be had; what was fetched before it stays.
    """
    there = {_key_of(name): name for name in out.below(FETCHED).names()}
    names = []
    for address in addresses:
        key = hashlib.sha256(address.encode("utf-8", "surrogateescape")).hexdigest()[:16]
        if key not in there:
            fetcher = fetcher or polite_fetcher()
            say(address)
            there[key] = _fetch(address, key, out, max_bytes, fetcher)
        names.append(there[key])
    return names


def _key_of(name: str) -> str:
    return name.partition("-")[0]


def _fetch(address: str, key: str, out: Place, max_bytes: int, fetcher: Fetcher) -> str:
    from dure.apps.discovery.outside import FetchError, TooLarge

    for folder in (FETCHED, TEMPORARY):
        out.below(folder).make_folder()
    ending = _ending_of(urlsplit(address).path)
    waiting = out.below(TEMPORARY, f"fetched-{key}-{os.getpid()}")
    try:
        with waiting.filesystem.open_output_stream(waiting.path) as file:
            if ending:
                fetcher.download(address, file, limit=MOST_BYTES, seconds=SECONDS)
            else:
                ending = _fetch_page(address, file, max_bytes, fetcher)
        name = f"{key}-{_name_of(address)}{ending}"
        waiting.filesystem.move(waiting.path, out.below(FETCHED, name).path)
    except TooLarge as error:
        message = f"{address}: larger than {(MOST_BYTES if ending else max_bytes) / 1_000_000:g} MB"
        hint = "download it and give the file" if ending else "raise --max-mb, or download it and give the file"
        raise BulkFailure(message, hint) from error
    except FetchError as error:
        raise BulkFailure(f"{address}: {error.message} ({error.code})", error.hint) from error
    finally:
        waiting.remove()
    return name


def _fetch_page(address: str, file: BinaryIO, max_bytes: int, fetcher: Fetcher) -> str:
    """Fetch what its address does not tell, write it as a file that is read by its name, and return that name's end."""
    content = io.BytesIO()
    page = fetcher.download(address, content, limit=max_bytes, seconds=_PAGE_SECONDS)
    data = content.getvalue()
    if data[:4] == b"PAR1":
        file.write(data)
        return ".parquet"
    if is_warc(data[:_HEAD]):
        file.write(data)
        return ".warc" if data[:4] == b"WARC" else ".warc.gz"
    _as_record(page, data).write(file)
    return ".warc"


def _as_record(page: Fetched, data: bytes) -> WarcRecord:
    kind = page.media_type if page.media_type.isascii() and page.media_type.isprintable() else ""
    record = WarcRecord()
    record.init_headers(WarcRecordType.response)
    record.headers["WARC-Target-URI"] = page.url
    record.headers["WARC-Date"] = dt.datetime.now(tz=dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    record.headers["Content-Type"] = "application/http; msgtype=response"
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: {kind or 'application/octet-stream'}\r\nContent-Length: {len(data)}\r\n\r\n"
    )
    record.set_bytes_content(head.encode("ascii") + data)
    return record


def _ending_of(path: str) -> str:
    """Return the ending of a table's or an archive's name, which a copy keeps.

    >>> _ending_of("/2026/crawl.WARC.gz"), _ending_of("/board/view.do")
    ('.warc.gz', '')
    """
    lowered = path.lower()
    return next((ending for ending in (".parquet", ".warc", ".warc.gz") if lowered.endswith(ending)), "")


def _name_of(address: str) -> str:
    """Return what people know a copy by: host and last name of an address, in letters that every storage takes.

    >>> _name_of("https://data.example/2026/crawl.warc.gz"), _name_of("https://www.hadong.go.kr/")
    ('data.example-crawl', 'www.hadong.go.kr')
    """
    parts = urlsplit(address)
    path = parts.path[: len(parts.path) - len(_ending_of(parts.path))]
    return _NO_NAME.sub("_", "-".join(filter(None, [parts.hostname, Path(path).name])))[:_LONGEST_NAME]

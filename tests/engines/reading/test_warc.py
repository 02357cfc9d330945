"""WARC: each answer is a document with its address and date; what cannot be had is a part with its error."""

import gzip
import io

import pytest

from dure.engines.reading import (
    ReadingError,
    default_gazetteer,
    is_warc,
    open_document,
    parts,
    parts_of,
    read,
    to_json_line,
)
from tests import papers
from tests.papers import answer

PAGE = b"<html><body><p>one</p></body></html>"


def taken(*records, packed=True, max_bytes=1_000_000):
    return list(parts_of(papers.as_warc(records, packed=packed), max_bytes=max_bytes))


@pytest.mark.parametrize("packed", [True, False])
def test_answers_come_in_order_with_address_and_date(packed):
    records = [answer("http://a.kr/1", PAGE), answer("http://a.kr/2", b"two", date="2023-12-31T23:59:59Z")]
    found = taken(*records, packed=packed)
    assert [(part.url, part.data, part.fetched_at) for part in found] == [
        ("http://a.kr/1", PAGE, "2024-03-05T01:02:03+00:00"),
        ("http://a.kr/2", b"two", "2023-12-31T23:59:59+00:00"),
    ]


def test_address_and_date_stand_in_the_json_line():
    (part,) = taken(answer("http://a.kr/1", PAGE))
    document = open_document(part.data, path="a.warc", url=part.url, fetched_at=part.fetched_at)
    line = to_json_line(read(document, default_gazetteer()))
    assert '"url": "http://a.kr/1"' in line
    assert '"fetched_at": "2024-03-05T01:02:03+00:00"' in line


def test_requests_pictures_and_answers_that_are_none_are_passed_over():
    records = [
        answer("http://a.kr/gone", b"not found", status="404 Not Found"),
        answer("http://a.kr/a.png", b"\x89PNG", headers="Content-Type: image/png\r\n"),
        answer("http://a.kr/a.js", b"x", headers="Content-Type: application/javascript\r\n"),
        answer("http://a.kr/1", b"GET", kind="request"),
        answer("http://a.kr/1", PAGE),
    ]
    assert [part.data for part in taken(*records)] == [PAGE]


@pytest.mark.parametrize(
    ("headers", "payload"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress(PAGE)),
        ("Content-Encoding: deflate\r\n", __import__("zlib").compress(PAGE)),
        ("Content-Encoding: deflate\r\n", __import__("zlib").compress(PAGE, wbits=-15)),
        ("Content-Encoding: gzip\r\n", PAGE),  # a crawler unpacked it and kept the header
        ("Transfer-Encoding: chunked\r\n", b"8\r\n" + PAGE[:8] + b"\r\n1b;x=y\r\n" + PAGE[8:35] + b"\r\n1\r\n" + PAGE[35:] + b"\r\n0\r\n\r\n"),
        ("Transfer-Encoding: chunked\r\n", PAGE),  # joined already
    ],
    ids=["gzip", "deflate", "raw deflate", "gzip undone", "chunks", "chunks joined"],
)  # fmt: skip
def test_packings_are_undone(headers, payload):
    assert len(PAGE) == 36
    assert [part.data for part in taken(answer("http://a.kr/1", payload, headers=headers))] == [PAGE]


def test_a_page_that_cannot_be_had_is_an_error_and_the_next_one_is_read():
    found = taken(
        answer("http://a.kr/br", b"?", headers="Content-Encoding: br\r\n"),
        answer("http://a.kr/bad", b"?", headers="Content-Encoding: gzip\r\n"),
        answer("http://a.kr/bomb", gzip.compress(bytes(50_000_000)), headers="Content-Encoding: gzip\r\n"),
        answer("http://a.kr/long", b"x" * 2_000_000),
        answer("http://a.kr/1", PAGE),
    )
    codes = [(part.url.rpartition("/")[2], part.error and part.error.code) for part in found]
    assert codes == [("br", "unsupported"), ("bad", "truncated"), ("bomb", "too-big"), ("long", "too-big"), ("1", None)]


def test_an_archive_that_is_a_bomb_or_damaged_says_so():
    (bomb,) = taken(answer("http://a.kr/1", bytes(100_000_000)))
    assert bomb.error.code == "bomb"
    assert [part.error.code for part in parts_of(b"WARC/1.0\r\nrubbish", max_bytes=100)] == ["empty"]
    cut = papers.as_warc([answer("http://a.kr/1", PAGE), answer("http://a.kr/2", PAGE * 300)])[:-30]
    *_, last = parts(io.BytesIO(cut), max_bytes=1_000_000)
    assert last.error is not None or last.data != PAGE * 300


def test_a_warc_file_is_told_by_its_first_bytes_and_is_no_single_document():
    assert is_warc(papers.as_warc([answer("http://a.kr/1", PAGE)]))
    assert not is_warc(gzip.compress(PAGE))
    assert not is_warc(b"\x1f\x8bnonsense")
    with pytest.raises(ReadingError, match="many pages"):
        open_document(papers.as_warc([answer("http://a.kr/1", PAGE)]))
    assert [part.data for part in parts_of(PAGE, max_bytes=100)] == [PAGE]

"""Documents inside files: none lost, none twice, however a file is cut; what is broken is one error."""

from __future__ import annotations

import gzip
import itertools

import pyarrow as pa
import pytest

from dure.cli.bulk.pieces import Choice, cut, documents_of
from dure.cli.bulk.places import inputs_of
from dure.engines.reading import Source
from tests.cli.bulk.inputs import CHOICE, html, record, records, write_parquet, write_warc


def found(path, documents=100, choice=CHOICE):
    (source,) = inputs_of([str(path)])
    ids = map(str, itertools.count())
    pieces = cut(source, documents, choice)
    return pieces, [one for piece in pieces for one in documents_of(piece, choice, ids)]


def codes(documents):
    return [None if isinstance(one, Source) else one[1].code for one in documents]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
@pytest.mark.parametrize(("documents", "cuts"), [(1, 7), (3, 3), (100, 1)])
def test_every_record_is_found_once_however_a_warc_is_cut(tmp_path, name, documents, cuts):
    write_warc(tmp_path / name, records(7))
    pieces, documents_found = found(tmp_path / name, documents)
    assert len(pieces) == cuts
    assert [one.url for one in documents_found] == [f"https://news.example/{number}" for number in range(7)]
    assert [one.content for one in documents_found] == [html(number) for number in range(7)]
    assert documents_found[3].fetched_at == "2026-01-01T00:00:00+00:00"
    assert sum(piece.documents for piece in pieces) == 7


def test_a_warc_packed_as_one_stream_is_one_piece(tmp_path):
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(b"".join(records(7))))
    pieces, documents = found(tmp_path / "a.warc.gz", 2)
    assert [(piece.start, piece.documents) for piece in pieces] == [(0, 7)]
    assert [one.content for one in documents] == [html(number) for number in range(7)]


def test_what_is_no_page_is_passed_over(tmp_path):
    given = [
        record("https://a.example/0", b"", of="request"),
        record("https://a.example/1", b"", status="301 Moved"),
        record("https://a.example/2", b"\x89PNG", kind="image/png"),
        record("https://a.example/3", gzip.compress(html(3)), head="Content-Encoding: gzip\r\n"),
        record("https://a.example/4", b"x" * 2000),
        record("https://a.example/5", gzip.compress(b"x" * 5000), head="Content-Encoding: gzip\r\n"),
    ]
    write_warc(tmp_path / "a.warc", given)
    (piece,), documents = found(tmp_path / "a.warc", choice=Choice(max_bytes=1500))
    assert piece.documents == 5  # all answers; what is no page shows when it is read
    assert codes(documents) == [None, "too-big", "too-big"]
    assert documents[0].content == html(3)


def test_a_warc_that_is_cut_off_says_so_and_keeps_what_came_before(tmp_path):
    write_warc(tmp_path / "a.warc", records(3))
    whole = (tmp_path / "a.warc").read_bytes()
    (tmp_path / "a.warc").write_bytes(whole[:-300])
    _, documents = found(tmp_path / "a.warc")
    assert codes(documents) == [None, None, "truncated"]
    (tmp_path / "none.warc").write_bytes(b"this is no archive")
    _, documents = found(tmp_path / "none.warc")
    assert codes(documents) == ["truncated"]
    (tmp_path / "empty.warc").write_bytes(b"")
    _, documents = found(tmp_path / "empty.warc")
    assert codes(documents) == ["empty"]


def test_rows_of_parquet_are_documents_of_bytes_or_text(tmp_path):
    write_parquet(tmp_path / "a.parquet", {"url": ["u0", "u1", None], "content": [html(0), None, html(2)]}, rows=2)
    pieces, documents = found(tmp_path / "a.parquet")
    assert [piece.documents for piece in pieces] == [2, 1]
    assert [(one.content, one.url, one.record) for one in documents] == [
        (html(0), "u0", "0:0"),
        (b"", "u1", "0:1"),
        (html(2), None, "1:0"),
    ]
    write_parquet(tmp_path / "b.parquet", {"page": ["글", "글" * 500_000], "at": ["x", "y"]}, rows=9)
    choice = Choice(CHOICE.max_bytes, column="page", url_column="at")
    _, documents = found(tmp_path / "b.parquet", choice=choice)
    assert codes(documents) == [None, "too-big"]
    assert (documents[0].content, documents[0].url) == ("글".encode(), "x")


@pytest.mark.parametrize(
    ("columns", "choice", "said"),
    [
        ({"page": ["x"]}, CHOICE, "none of the columns page has a known name of content"),
        ({"content": ["x"]}, Choice(9, column="page"), "no column 'page' among content"),
        ({"content": ["x"]}, Choice(9, url_column="at"), "no column 'at' among content"),
        ({"content": [1]}, CHOICE, "column 'content' holds int64"),
    ],
)
def test_a_parquet_file_without_the_column_is_an_error_that_names_it(tmp_path, columns, choice, said):
    write_parquet(tmp_path / "a.parquet", columns, rows=9)
    _, documents = found(tmp_path / "a.parquet", choice=choice)
    assert codes(documents) == ["unsupported"]
    assert documents[0][1].message == said


def test_a_broken_parquet_file_is_one_error(tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"PAR1 and nothing")
    _, documents = found(tmp_path / "a.parquet")
    assert codes(documents) == ["unreadable"]


def test_folders_are_listed_in_order_without_hidden_files_each_file_once(tmp_path):
    for name in ("b/2.txt", "a.txt", ".git/x.txt", "b/.hidden", "c.WARC.gz", "d.parquet"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    listed = list(inputs_of([str(tmp_path / "b"), str(tmp_path)]))
    assert [(one.address.removeprefix(f"{tmp_path}/"), one.kind) for one in listed] == [
        ("b/2.txt", "file"),
        ("a.txt", "file"),
        ("c.WARC.gz", "warc"),
        ("d.parquet", "parquet"),
    ]


def test_a_name_that_is_no_utf8_can_be_opened_and_shown(tmp_path):
    import os

    (tmp_path / os.fsdecode(b"\xb0\xa1.txt")).write_bytes(b"x")
    (one,) = inputs_of([str(tmp_path)])
    assert one.shown == f"{tmp_path}/\\udcb0\\udca1.txt"
    assert pa.array([one.shown]).to_pylist() == [one.shown]
    _, (document,) = found(tmp_path)
    assert (document.content, document.path) == (b"x", one.shown)

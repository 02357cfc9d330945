"""The reading process: what kills or stalls it fails alone."""

from __future__ import annotations

import pytest

from dure.cli.bulk.child import Reader
from dure.engines.reading import Source
from tests.cli.bulk.inputs import page


def sources(*contents):
    return [Source(str(number), content, f"{number}.txt") for number, content in enumerate(contents)]


def kill(reader):
    reader._process._process.kill()


def test_batches_come_back_in_order_with_their_errors():
    with Reader() as reader:
        tables = reader.read(sources(page(0).encode(), b"", page(1).encode()))
        assert tables.documents["document_id"] == ["0", "2"]
        assert tables.documents["title"][1] == "옥천군, 혁신 우수사례 경진대회서 최우수상"
        assert (tables.errors["document_id"], tables.errors["code"]) == (["1"], ["empty"])
        assert reader.read(sources(page(2).encode())).documents["document_id"] == ["0"]


def test_a_child_that_is_killed_is_made_anew_and_the_batch_read():
    with Reader() as reader:
        reader.read(sources(b"x"))
        kill(reader)
        tables = reader.read(sources(page(0).encode(), page(1).encode()))
        assert tables.documents["document_id"] == ["0", "1"]
        assert tables.errors["code"] == []


def test_a_document_over_which_the_child_dies_is_an_error_of_its_own():
    with Reader() as reader:
        reader.read(sources(b"x"))
        kill(reader)
        (code,) = reader.read(sources(page(0).encode())).errors["code"]
        assert code == "crashed"
        assert reader.read(sources(page(0).encode())).documents["document_id"] == ["0"]


def test_a_document_that_takes_too_long_is_an_error():
    with Reader(seconds=0.0001) as reader:
        tables = reader.read(sources(page(0).encode()))
        assert tables.errors["code"] == ["timeout"]
        assert tables.errors["message"] == ["reading it was given up: not done within 0.0001 seconds"]


@pytest.mark.parametrize("text", ["\\ud800", "\\udfff"])
def test_lone_surrogates_do_not_reach_the_tables(text):
    body = (
        f'<html><head><script type="application/ld+json">{{"headline": "하동군 {text} 혁신 사례 발표"}}</script></head>'
    )
    with Reader() as reader:
        tables = reader.read(sources((body + f"<body><p>{page(0)}</p></body></html>").encode()))
    for column in tables.documents.values():
        for value in column:
            if isinstance(value, str):
                value.encode()

"""Bulk runs from and to object storage: a real S3 protocol, on 127.0.0.1."""

from __future__ import annotations

import pytest
from pyarrow import fs, parquet

from dure.cli.bulk import BulkFailure
from dure.cli.bulk.places import place_of
from tests.cli.bulk.inputs import Here, bulk, page, records

pytestmark = pytest.mark.xdist_group("bulk")


def put(storage, path, content):
    with storage.open_output_stream(path) as file:
        file.write(content)


def documents(storage, name):
    files = storage.get_file_info(fs.FileSelector(f"{name}/out/documents"))
    return [row for one in files for row in parquet.read_table(one.path, filesystem=storage).to_pylist()]


def test_objects_are_read_into_objects_and_not_again(bucket):
    storage, name = bucket
    for number in range(30):
        put(storage, f"{name}/in/{number % 3}/{number:02d}.txt", page(number).encode())
    put(storage, f"{name}/in/crawl.warc", b"".join(records(5)))
    put(storage, f"{name}/in/.hidden", b"x")
    run = bulk(f"s3://{name}/in", out=f"s3://{name}/out", most=25)
    assert run.counted()["documents"] == 35
    rows = documents(storage, name)
    assert min(row["path"] for row in rows) == f"s3://{name}/in/0/00.txt"
    assert {row["url"] for row in rows if row["path"].endswith(".txt")} == {None}
    assert len({row["document_id"] for row in rows}) == 35
    again = Here()
    bulk(f"s3://{name}/in", out=f"s3://{name}/out", machines=again)
    assert again.jobs == []
    put(storage, f"{name}/in/1/01.txt", page(77).encode())
    bulk(f"s3://{name}/in", out=f"s3://{name}/out", machines=again)
    assert len(again.jobs) == 1
    assert len(documents(storage, name)) == 35
    left = storage.get_file_info(fs.FileSelector(f"{name}/out/_tmp", allow_not_found=True))
    assert [one.path for one in left if one.type == fs.FileType.File] == []


def test_what_is_not_there_is_said(bucket):
    _, name = bucket
    with pytest.raises(BulkFailure, match=f"s3://{name}/none: there is no such object or folder"):
        bulk(f"s3://{name}/none", out=f"s3://{name}/out")


def test_credentials_stand_nowhere(bucket):
    storage, name = bucket
    put(storage, f"{name}/in/a.txt", page(1).encode())
    bulk(f"s3://{name}/in", out=f"s3://{name}/out")
    with storage.open_input_stream(f"{name}/out/manifest.json") as file:
        assert b"secret" not in file.read()


def test_an_account_of_azure_is_kept_in_addresses_and_is_no_part_of_paths():
    place = place_of("abfs://pages@account.dfs.core.windows.net/2026/05")
    assert (place.path, place.path_inside, place.is_remote) == ("pages/2026/05", "2026/05", True)
    assert place_of("abfs://pages@account.dfs.core.windows.net").path == "pages"

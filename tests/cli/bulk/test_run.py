"""A bulk run: what it writes, what it does not do twice, and what it says."""

from __future__ import annotations

import fcntl
import json
import subprocess
import sys

import pytest
from pyarrow import parquet

from dure.cli import main
from dure.cli.bulk import TABLES, BulkFailure
from dure.cli.bulk.pieces import Choice
from dure.cli.bulk.tables import SCHEMAS
from dure.engines.reading import as_dict, default_gazetteer, open_document, read
from tests.cli.bulk.inputs import Here, bulk, html, page, records, table, write_pages, write_parquet, write_warc


@pytest.fixture
def pages(tmp_path):
    write_pages(tmp_path / "in", range(60))
    return tmp_path / "in"


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


def written(out):
    return {file.name: file.stat().st_mtime_ns for file in (out / "documents").iterdir()}


def paths(out):
    return sorted(row["path"] for row in table(out, "documents"))


def test_every_document_stands_in_the_tables_with_what_dure_read_finds(tmp_path, out):
    folder = tmp_path / "in"
    write_pages(folder, range(3))
    (folder / "empty.txt").write_bytes(b"")
    write_warc(folder / "crawl.warc.gz", records(4))
    write_parquet(folder / "dump.parquet", {"html": [html(8), html(9)], "url": ["u8", "u9"]}, rows=1)
    run = bulk(folder, out=out)
    documents, errors = table(out, "documents"), table(out, "errors")
    assert len(documents) == 9
    assert sorted(one["url"] or "" for one in documents) == [
        "",
        "",
        "",
        *(f"https://news.example/{n}" for n in range(4)),
        "u8",
        "u9",
    ]
    assert [(one["path"], one["code"], one["sha256"]) for one in errors] == [(f"{folder}/empty.txt", "empty", None)]
    one = next(row for row in documents if row["url"] == "u9")
    said = as_dict(read(open_document(html(9)), default_gazetteer()))
    assert (one["title"], one["published_at"], one["text"]) == (
        said["article"]["title"],
        "2024-05-10T10:20",
        said["text"],
    )
    assert (one["media_type"], one["bytes"], len(one["signature"] or b"")) == ("text/html", len(html(9)), 0)
    rows = [row for row in table(out, "findings") if row["document_id"] == one["document_id"]]
    assert [json.loads(row["value"]) for row in rows] == [finding["value"] for finding in said["findings"]]
    assert [list(zip(row["starts"], row["ends"], strict=True)) for row in rows] == [
        [tuple(span) for span in finding["spans"]] for finding in said["findings"]
    ]
    subject = next(row for row in rows if row["role"] == "subject")
    assert (subject["kind"], subject["name"], one["text"][subject["start"] : subject["end"]]) == (
        "institution", "경상남도 통영시", "통영시",
    )  # fmt: skip
    blocks = [row for row in table(out, "blocks") if row["document_id"] == one["document_id"]]
    assert [{"start": row["start"], "end": row["end"], "kind": row["kind"]} for row in blocks] == said["article"][
        "blocks"
    ]
    assert run.counted() == {
        "documents": 9, "blocks": len(table(out, "blocks")), "findings": len(table(out, "findings")), "errors": 1,
        "codes": {"empty": 1}, "passed_over": 0,
    }  # fmt: skip
    assert {name: parquet.read_schema(next((out / name).iterdir())).names for name in TABLES} == {
        name: schema.names for name, schema in SCHEMAS.items()
    }


def test_a_second_run_reads_nothing_and_the_manifest_tells_what_stands(pages, out):
    bulk(pages, out=out, most=25)
    before, machines = written(out), Here()
    assert len(before) == 3
    bulk(pages, out=out, most=25, machines=machines)
    assert machines.jobs == []
    assert written(out) == before
    said = json.loads((out / "manifest.json").read_bytes())
    assert (said["schema"], said["counted"]["documents"], bool(said["finished_at"])) == ("dure.bulk/1", 60, True)
    assert [(one["part"], one["inputs"], one["done"], one["documents"]) for one in said["parts"]] == [
        (0, 25, True, 25), (1, 25, True, 25), (2, 10, True, 10),
    ]  # fmt: skip
    assert len({one["fingerprint"] for one in said["parts"]}) == 3


def test_a_run_that_broke_off_goes_on_and_nothing_half_written_is_taken(pages, out):
    def break_off(job):
        if job["part"] == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bulk(pages, out=out, most=25, machines=Here(break_off))
    first = written(out)
    assert list(first) == ["part-000000.parquet"]
    # What a kill -9 leaves: a table of a part without its documents, and a file that was being written.
    (out / "findings" / "part-000001.parquet").write_bytes(b"half")
    (out / "_tmp" / "documents-000001-99-ff").write_bytes(b"half")
    machines = Here()
    bulk(pages, out=out, most=25, machines=machines)
    assert machines.read() == [1, 2]
    assert written(out)["part-000000.parquet"] == first["part-000000.parquet"]
    assert paths(out) == [f"{pages}/{number:04d}.txt" for number in range(60)]
    assert len(table(out, "findings")) > 60
    assert list((out / "_tmp").iterdir()) == []


def test_a_manifest_older_than_the_parts_does_not_make_them_be_read_again(pages, out):
    bulk(pages, out=out, most=25)
    said = json.loads((out / "manifest.json").read_bytes())
    for one in said["parts"]:
        one["done"] = False
    (out / "manifest.json").write_text(json.dumps(said), encoding="utf-8")
    machines = Here()
    assert bulk(pages, out=out, most=25, machines=machines).counted()["documents"] == 60
    assert machines.jobs == []


def test_new_changed_and_lost_files_are_told_and_only_their_parts_read(pages, out, capsys):
    bulk(pages, out=out, most=25)
    (pages / "0030.txt").write_text(page(99), encoding="utf-8")
    (pages / "0059.txt").unlink()
    write_pages(pages, range(100, 102))
    machines = Here()
    bulk(pages, out=out, most=25, machines=machines, as_json=False)
    said = capsys.readouterr().out
    assert f"changed since, read again: {pages}/0030.txt\n" in said
    assert f"gone since, its rows are removed: {pages}/0059.txt\n" in said
    assert sum(len(job["pieces"]) for job in machines.jobs) == 25 + 9 + 2
    assert paths(out) == sorted([f"{pages}/{number:04d}.txt" for number in [*range(59), 100, 101]])
    changed = next(row for row in table(out, "documents") if row["path"] == f"{pages}/0030.txt")
    assert "99호" in changed["text"]
    assert "part-000001.parquet" not in written(out)


def test_what_could_not_be_opened_is_tried_again(pages, out):
    moved = pages.parent / "moved.txt"

    def lose(job):
        if (pages / "0003.txt").exists():
            (pages / "0003.txt").rename(moved)

    run = bulk(pages, out=out, most=25, machines=Here(lose))
    assert run.counted()["codes"] == {"unreadable": 1}
    moved.rename(pages / "0003.txt")
    machines = Here()
    run = bulk(pages, out=out, most=25, machines=machines)
    assert run.counted()["errors"] == 0
    assert machines.read() == [3]


def test_tables_of_two_readers_or_settings_do_not_mix(pages, out):
    bulk(pages, out=out)
    with pytest.raises(BulkFailure, match="read with other settings"):
        bulk(pages, out=out, choice=Choice(max_bytes=5))
    said = json.loads((out / "manifest.json").read_bytes())
    (out / "manifest.json").write_text(json.dumps({**said, "reader": "0" * 16}), encoding="utf-8")
    with pytest.raises(BulkFailure, match=r"read by another reader \(0000000000000000, dure 0\.1\.0\)"):
        bulk(pages, out=out)


def test_a_worker_of_another_version_or_without_the_folder_stops_the_run(pages, out):
    class Elsewhere(Here):
        def do(self, jobs, out, run, _, choice):
            return super().do(jobs, out, run, "f" * 16, choice)

    with pytest.raises(BulkFailure, match="a worker has another version of dure"):
        bulk(pages, out=out, machines=Elsewhere())

    class Blind(Here):
        def do(self, jobs, out, run, reader, choice):
            return super().do(jobs, out + "-not-shared", run, reader, choice)

    with pytest.raises(BulkFailure, match="a worker does not see"):
        bulk(pages, out=out, machines=Blind())
    assert bulk(pages, out=out).counted()["documents"] == 60


class NodeLost(Exception):
    def __str__(self):
        return "a node went away"


def test_workers_that_are_lost_do_not_end_a_run_that_gets_on(pages, out):
    class Shaky(Here):
        def do(self, jobs, *others):
            for number, answer in enumerate(super().do(jobs, *others)):
                if number == 2:
                    raise NodeLost
                yield answer

    machines = Shaky()
    assert bulk(pages, out=out, most=25, machines=machines).counted()["documents"] == 60

    class Dead(Here):
        def do(self, *_):
            raise NodeLost

    with pytest.raises(BulkFailure, match="the workers failed: a node went away; 3 of 3 parts are left"):
        bulk(pages, out=out.parent / "other", most=25, machines=Dead())


def test_a_folder_in_use_or_of_something_else_is_refused(pages, out):
    out.mkdir()
    with (out / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(BulkFailure, match="another run writes here"):
            bulk(pages, out=out)
    (out / "letters.txt").write_text("x", encoding="utf-8")
    with pytest.raises(BulkFailure, match=r"holds letters\.txt and no run"):
        bulk(pages, out=out)
    with pytest.raises(BulkFailure, match="there is no such file or folder"):
        bulk(pages / "none", out=out.parent / "other")
    with pytest.raises(BulkFailure, match="no place that can be read in bulk"):
        bulk("ftp://example.org/pages", out=out.parent / "other")


def test_the_output_inside_the_input_is_not_read(pages):
    bulk(pages, out=pages / "out")
    machines = Here()
    assert bulk(pages, out=pages / "out", machines=machines).counted()["documents"] == 60
    assert machines.jobs == []


def test_progress_in_both_languages_and_as_json(pages, out, capsys):
    (pages / "0000.txt").write_bytes(b"")
    bulk(pages, out=out, most=60, as_json=False)
    said = capsys.readouterr()
    assert "60 files, 60 documents to read in 3 parts (0 parts stand)\npart 0: 24 documents, " in said.out
    assert f"{out}: 59 documents, " in said.out
    assert said.err == f"dure read: errors: empty 1; see {out}/errors\n"
    bulk(pages, out=out, lang="ko", as_json=False)
    said = capsys.readouterr()
    assert "파일 60개, 읽을 문서 0건을 0부분으로(이미 끝난 3부분은 그대로 둡니다)" in said.out
    assert said.err == f"dure read: 오류: empty 1. {out}/errors를 보십시오\n"
    bulk(pages, out=out)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == {"inputs": 60, "parts": 3, "done": 3, "documents": 0, "changed": 0, "gone": 0}
    assert (lines[-1]["finished"], lines[-1]["codes"]) == (True, {"empty": 1})


@pytest.mark.parametrize("name", ["daft", "pyarrow", "fastwarc"])
def test_without_the_extra_the_command_says_how_to_get_it(name, pages, out):
    code = f"import sys; sys.modules[{name!r}] = None; from dure.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "read", "--engine", "daft", str(pages), "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"dure read: --engine daft needs a package that is not installed ({name});"
        " install it with: uv sync --inexact --extra bulk\n"
    )
    assert not out.exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--ray", "127.0.0.1:1"], "--ray does not go with --engine python"),
        (["--part-documents", "5"], "--part-documents does not go with --engine python"),
        (["--engine", "daft", "--pretty"], "--pretty does not go with --engine daft"),
        (["--engine", "daft", "--format", "text"], "--format does not go with --engine daft"),
    ],
)
def test_options_of_the_other_engine_are_refused(options, said, capsys, tmp_path):
    assert main(["read", str(tmp_path), *options]) == 2
    assert said in capsys.readouterr().err


def test_tables_need_a_folder(tmp_path, capsys):
    assert main(["read", "--engine", "daft", str(tmp_path)]) == 1
    assert "name their folder with --out" in capsys.readouterr().err


@pytest.mark.parametrize("value", ["0", "-3", "many"])
def test_counts_are_numbers_of_one_or_more(value, tmp_path):
    with pytest.raises(SystemExit) as caught:
        main(["read", f"--workers={value}", str(tmp_path)])
    assert caught.value.code == 2


def test_a_disk_that_cannot_be_written_ends_the_run_with_its_reason(pages, out):
    def spoil(job):
        for folder in ("documents", "_tmp"):
            if (out / folder).is_dir():
                (out / folder).rename(out / f"{folder}-was")
            (out / folder).touch()

    with pytest.raises(BulkFailure, match="cannot be written"):
        bulk(pages, out=out, machines=Here(spoil))
    assert list((out / "findings").iterdir()) == []

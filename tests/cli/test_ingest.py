"""``dure ingest``: what it takes, what it says, and that it can be broken off."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from dure.apps.discovery.models import Document, Intake, Proposal
from dure.cli import ingest as command
from dure.cli import main
from dure.cli.readers import Readers, read_file
from tests import papers
from tests.apps.discovery.pages import GOSEONG_RETOLD, HADONG, HADONG_ELSEWHERE, OFF_TOPIC
from tests.apps.factories import GovernmentFactory


@pytest.fixture
def folder(tmp_path):
    """Four pages, a broken one, and what is not looked at."""
    (tmp_path / "news").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.txt").write_text(HADONG, encoding="utf-8")
    (tmp_path / "b.txt").write_text(HADONG_ELSEWHERE, encoding="cp949")
    (tmp_path / "news" / "c.html").write_text(f"<html><body><p>{GOSEONG_RETOLD}</p></body></html>", encoding="utf-8")
    (tmp_path / "news" / "d.txt").write_text(OFF_TOPIC, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.png").write_bytes(b"png")
    (tmp_path / ".git" / "x.txt").write_text(HADONG, encoding="utf-8")
    return tmp_path


@pytest.fixture
def hadong(db):
    return GovernmentFactory(
        code="48850",
        name="하동군",
        parent=GovernmentFactory(code="48", name="경상남도", kind="도", tier="metropolitan", peer_group="광역"),
    )


def outcomes(capsys):
    return {line["name"].rsplit("/", 1)[-1]: line for line in map(json.loads, capsys.readouterr().out.splitlines())}


def test_folders_are_opened_and_named_files_are_always_tried(folder):
    files, addresses = command.expand([str(folder), str(folder / "picture.png"), "https://news.example/1", str(folder)])
    assert [name.removeprefix(f"{folder}/") for name in files] == [
        "a.txt",
        "b.txt",
        "empty.txt",
        "news/c.html",
        "news/d.txt",
        "picture.png",
    ]
    assert addresses == ["https://news.example/1"]


@pytest.mark.django_db
def test_each_document_has_its_outcome_and_a_failure_its_status(folder, hadong, capsys):
    status = main(["ingest", "--json", str(folder), str(folder / "none.txt")])
    said = outcomes(capsys)
    assert status == 1
    assert {name: line["outcome"] for name, line in said.items()} == {
        "a.txt": "new",
        "b.txt": "duplicate",
        "c.html": "new",
        "d.txt": "new",
        "empty.txt": "failed",
        "none.txt": "failed",
    }
    assert said["b.txt"]["duplicate_of"].endswith("a.txt")
    assert said["b.txt"]["containment"] > 0.8
    assert said["a.txt"]["proposals"] == 1
    assert said["empty.txt"]["error"]["code"] == "empty"
    assert said["none.txt"]["error"] == {
        "code": "not-found",
        "message": "there is no such file",
        "hint": "check the path",
    }


@pytest.mark.django_db
def test_a_second_run_reads_nothing_again(folder, hadong, capsys):
    (folder / "empty.txt").unlink()
    assert main(["ingest", "--json", str(folder)]) == 0
    capsys.readouterr()
    assert main(["ingest", "--json", str(folder)]) == 0
    assert {line["outcome"] for line in outcomes(capsys).values()} == {"known"}
    assert Document.objects.count() == 4
    assert Proposal.objects.count() == 2


@pytest.mark.django_db
def test_the_same_bytes_twice_in_one_run(folder, hadong, capsys):
    (folder / "copy.txt").write_text(HADONG, encoding="utf-8")
    main(["ingest", "--json", str(folder / "copy.txt"), str(folder / "a.txt")])
    said = outcomes(capsys)
    assert (said["copy.txt"]["outcome"], said["a.txt"]["outcome"]) == ("new", "known")
    assert Intake.objects.count() == 2


@pytest.mark.django_db
def test_lines_and_summary_in_both_languages(folder, hadong, capsys):
    main(["ingest", str(folder)])
    english = capsys.readouterr().out
    assert f"new: {folder}/a.txt — 1 proposals\n" in english
    assert "failed: " in english
    assert "the document is empty" in english
    assert "5 documents in " in english
    assert english.rstrip().endswith("new 3, duplicate 1, failed 1; 2 proposals")
    main(["ingest", "--lang", "ko", str(folder)])
    korean = capsys.readouterr().out
    assert f"이미 읽음: {folder}/a.txt\n" in korean
    assert "글이 없는 문서입니다 — 내용이 있는 파일인지" in korean
    assert korean.rstrip().endswith("이미 읽음 4, 실패 1; 제안 0건")


@pytest.mark.django_db
def test_a_private_address_is_an_outcome(db, capsys):
    assert main(["ingest", "--json", "http://127.0.0.1/"]) == 1
    (line,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert line["error"]["code"] == "private-address"
    assert line["error"]["hint"]


@pytest.mark.django_db
def test_a_run_that_breaks_off_keeps_what_it_told(folder, hadong):
    run = command.ingest([str(folder / "a.txt"), str(folder / "b.txt")], [])
    assert next(run).outcome == "new"
    run.close()
    assert Document.objects.get().state == "read"
    assert [outcome.outcome for outcome in command.ingest([str(folder / "a.txt"), str(folder / "b.txt")], [])] == [
        "duplicate",
        "known",
    ]


@pytest.mark.django_db
def test_office_documents_and_the_pages_of_a_warc_file_are_taken_in(hadong, tmp_path, capsys):
    paragraphs = [line for line in HADONG.split("\n") if line]
    (tmp_path / "a.hwp").write_bytes(papers.as_hwp(paragraphs))
    (tmp_path / "b.pdf").write_bytes(papers.as_pdf([[]], picture=True))
    page = f"<html><body><p>{GOSEONG_RETOLD}</p></body></html>".encode()
    answers = [papers.answer("http://news.example/1", page), papers.answer("http://news.example/1", page)]
    bad = papers.answer("http://news.example/br", b"?", headers="Content-Encoding: br\r\n")
    (tmp_path / "c.warc.gz").write_bytes(papers.as_warc([*answers, bad]))
    (tmp_path / "d.gz").write_bytes(b"not looked at")
    assert main(["ingest", "--json", str(tmp_path)]) == 1
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["name"].rsplit("/", 1)[-1], line["outcome"]) for line in found] == [
        ("1", "new"),
        ("1", "known"),
        ("br", "failed"),
        ("a.hwp", "new"),
        ("b.pdf", "failed"),
    ]
    assert found[-1]["error"]["code"] == "no-text"
    assert Document.objects.get(url="http://news.example/1").state == "read"


def pages(folder, number):
    for n in range(number):
        (folder / f"{n:02d}.txt").write_text(HADONG.replace("42곳", f"{n}곳"), encoding="utf-8")
    return [str(folder / f"{n:02d}.txt") for n in range(number)]


def test_processes_read_in_the_order_given(tmp_path):
    paths = pages(tmp_path, 12)
    with Readers(2) as readers:
        found = list(readers.read(paths, expected=len(paths)))
    assert [path for path, _ in found] == paths
    assert found[3][1] == read_file(paths[3])


@pytest.mark.slow
def test_a_document_that_kills_its_reader_fails_alone(tmp_path):
    paths = pages(tmp_path, 12)
    with Readers(2) as readers:
        reading = readers.read(paths, expected=len(paths))
        next(reading)
        for process in list(readers._pool._processes.values()):
            os.kill(process.pid, signal.SIGKILL)
        found = [outcome for _, outcome in reading]
    assert len(found) == 11
    assert all(hasattr(outcome, "text") for outcome in found)  # none of them was at fault


def test_a_file_that_went_away_is_a_failure(tmp_path):
    assert read_file(str(tmp_path / "gone.txt")).code == "no-access"


def test_help_needs_no_database():
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "dure", "ingest", "--help"],
        capture_output=True,
        text=True,
        check=True,
        env=dict(os.environ),
    )
    assert "PATH|URL" in done.stdout
    assert time.monotonic() - started < 20

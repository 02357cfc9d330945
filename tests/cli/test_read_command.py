import json
import os
import subprocess
import sys

import pytest

from dure.cli import main
from dure.cli import read as command
from tests import papers

ARTICLE = (
    "하동군은 지난 12일 혁신공유 간담회를 개최했다고 13일 밝혔다. 박금석 부군수가 참석한 가운데 우수사례를 공유했다.\n"
)


def lines(out):
    return [json.loads(line) for line in out.splitlines()]


def test_files_and_folders_are_read_in_the_order_given_and_of_names(tmp_path, capsys):
    folder = tmp_path / "folder"
    (folder / "b").mkdir(parents=True)
    for name in ("b/2.txt", "a.txt", ".hidden.txt", "c.txt"):
        (folder / name).write_text(ARTICLE, encoding="utf-8")
    single = tmp_path / "single.txt"
    single.write_bytes(ARTICLE.encode("cp949"))
    assert main(["read", str(single), str(folder)]) == 0
    read = lines(capsys.readouterr().out)
    assert [line["source"]["path"] for line in read] == [
        str(single), str(folder / "a.txt"), str(folder / "c.txt"), str(folder / "b/2.txt"),
    ]  # fmt: skip
    assert [line["source"]["encoding"] for line in read] == ["cp949", "utf-8", "utf-8", "utf-8"]
    assert {line["text"] for line in read} == {ARTICLE}


def test_a_document_that_fails_is_a_line_and_the_rest_goes_on(tmp_path, capsys):
    good, empty, missing = tmp_path / "good.txt", tmp_path / "empty.txt", tmp_path / "missing.txt"
    good.write_text(ARTICLE, encoding="utf-8")
    empty.write_bytes(b"")
    assert main(["read", str(empty), str(missing), str(good)]) == 1
    out, err = capsys.readouterr()
    read = lines(out)
    assert [line["error"] and line["error"]["code"] for line in read] == ["empty", "unreadable", None]
    assert read[0]["article"] is None
    assert read[2]["findings"][0]["value"]["name"] == "경상남도 하동군"
    assert err.count("\n") == 2
    assert str(empty) in err


def test_a_document_over_the_limit_is_refused_unread(tmp_path, capsys):
    big = tmp_path / "big.txt"
    big.write_text(ARTICLE * 20, encoding="utf-8")
    assert main(["read", "--max-mb", "0.001", str(big)]) == 1
    assert lines(capsys.readouterr().out)[0]["error"]["code"] == "too-big"
    assert main(["read", "--max-mb", "1", str(big)]) == 0


@pytest.mark.parametrize("value", ["0", "-1", "many", "nan", "inf"])
def test_a_limit_is_a_positive_number(value, tmp_path):
    with pytest.raises(SystemExit) as caught:
        main(["read", f"--max-mb={value}", str(tmp_path)])
    assert caught.value.code == 2


def test_a_summary_for_people_and_korean_messages(tmp_path, capsys):
    good, empty = tmp_path / "good.txt", tmp_path / "empty.txt"
    good.write_text(ARTICLE, encoding="utf-8")
    empty.write_bytes(b"")
    assert main(["read", "--lang", "ko", "--format", "text", str(good), str(empty)]) == 1
    out, err = capsys.readouterr()
    assert "경상남도 하동군" in out
    assert "문서가 비어 있습니다" in err


def test_lines_go_to_a_file(tmp_path, capsys):
    good, out = tmp_path / "good.txt", tmp_path / "out.jsonl"
    good.write_text(ARTICLE, encoding="utf-8")
    assert main(["read", "--out", str(out), str(good)]) == 0
    assert lines(out.read_text(encoding="utf-8"))[0]["text"] == ARTICLE
    assert capsys.readouterr().out == ""
    assert main(["read", "--out", str(tmp_path / "no" / "such" / "folder"), str(good)]) == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_named(tmp_path, capsys):
    closed = tmp_path / "closed.txt"
    closed.write_text(ARTICLE, encoding="utf-8")
    closed.chmod(0)
    assert main(["read", str(closed)]) == 1
    assert lines(capsys.readouterr().out)[0]["error"]["code"] == "unreadable"


def test_an_address_is_told_where_it_is_read(capsys):
    assert main(["read", "https://www.example.go.kr/board?no=7"]) == 1
    out, err = capsys.readouterr()
    assert lines(out)[0]["error"]["code"] == "unsupported"
    assert err == (
        "dure read: https://www.example.go.kr/board?no=7: addresses are not fetched here (unsupported);"
        " save the page and read the file; dure ingest URL and --engine daft --out FOLDER fetch it\n"
    )


def run(*arguments, data=b"", **environment):
    command = [sys.executable, "-m", "dure", "read", *arguments]
    return subprocess.run(command, input=data, capture_output=True, check=False, env={**os.environ, **environment})


def test_standard_input_is_read_whatever_the_locale():
    done = run("-", data=ARTICLE.encode("cp949"), LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert json.loads(done.stdout)["source"]["path"] == "-"
    assert "하동군".encode() in done.stdout


def test_a_reader_that_goes_away_ends_the_command_quietly(tmp_path):
    for number in range(200):
        (tmp_path / f"{number}.txt").write_text(ARTICLE * 50, encoding="utf-8")
    script = f'"{sys.executable}" -m dure read "{tmp_path}" | head -c 10'
    done = subprocess.run(["sh", "-c", script], capture_output=True, check=False)  # noqa: S607  a pipe is the point
    assert b"Traceback" not in done.stderr


def test_reading_starts_without_django():
    probe = (
        "import sys; from dure.cli import main; main(['read', '-']); print('django' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", probe], input=ARTICLE.encode(), capture_output=True, check=False)
    assert done.stderr.strip().endswith(b"False")


def test_every_format_is_told_by_its_content(tmp_path, capsys):
    makers = {
        "hwp": papers.as_hwp,
        "hwpx": papers.as_hwpx,
        "docx": papers.as_docx,
        "pdf": lambda lines: papers.as_pdf([[(50, 700, 6, lines[0])]]),
    }
    for name, make in makers.items():
        (tmp_path / f"{name}.txt").write_bytes(make([ARTICLE.strip()]))
    assert main(["read", str(tmp_path)]) == 0
    read = lines(capsys.readouterr().out)
    assert [line["source"]["media_type"].rpartition("/")[2] for line in read] == [
        "vnd.openxmlformats-officedocument.wordprocessingml.document",
        "x-hwp",
        "hwp+zip",
        "pdf",
    ]
    assert {line["text"] for line in read} == {ARTICLE.strip()}
    assert {line["findings"][0]["value"]["name"] for line in read} == {"경상남도 하동군"}


def test_each_page_of_a_warc_file_is_a_line_and_one_that_fails_is_named(tmp_path, capsys):
    page = f"<html><body><p>{ARTICLE}</p></body></html>".encode()
    archive = tmp_path / "site.warc.gz"
    archive.write_bytes(
        papers.as_warc(
            [
                papers.answer("http://a.kr/1", page),
                papers.answer("http://a.kr/br", b"?", headers="Content-Encoding: br\r\n"),
                papers.answer("http://a.kr/2", page),
            ]
        )
    )
    assert main(["read", str(archive)]) == 1
    out, err = capsys.readouterr()
    read = lines(out)
    assert [(line["source"]["path"], line["source"]["url"]) for line in read] == [
        (str(archive), f"http://a.kr/{name}") for name in ("1", "br", "2")
    ]
    assert [line["error"] and line["error"]["code"] for line in read] == [None, "unsupported", None]
    assert read[0]["source"]["fetched_at"] == "2024-03-05T01:02:03+00:00"
    assert "http://a.kr/br" in err


def test_a_warc_file_comes_through_a_pipe_too():
    done = run("-", data=papers.as_warc([papers.answer("http://a.kr/1", ARTICLE.encode())]))
    assert done.returncode == 0
    assert json.loads(done.stdout)["source"]["url"] == "http://a.kr/1"


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (papers.as_hwp(["글"], flags=5), "distribution-locked", "배포용으로 잠긴 HWP 문서입니다"),
        (papers.as_pdf([[]], picture=True), "no-text", "그림만 있고 글자가 없는 문서입니다"),
    ],
)
def test_what_cannot_be_read_is_said_in_korean(data, code, said, tmp_path, capsys):
    (tmp_path / "a").write_bytes(data)
    assert main(["read", "--lang", "ko", str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert lines(out)[0]["error"]["code"] == code
    assert said in err


def test_every_code_of_the_reader_has_its_korean():
    assert set(command._MESSAGES) == set(command._HINTS)
    assert {"no-text", "crashed", "timeout"} <= set(command._MESSAGES)


@pytest.mark.parametrize(("function", "code"), [("ends_itself", "crashed"), ("never_done", "timeout")])
def test_a_document_that_ends_or_holds_its_reader_fails_alone(function, code, tmp_path, capsys, monkeypatch):
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "b.txt").write_text(ARTICLE, encoding="utf-8")
    monkeypatch.setattr(command, "_SECONDS", 0.5)
    monkeypatch.setattr(command, "_READER", f"tests.fakes:{function}")
    assert main(["read", str(tmp_path)]) == 1
    read = lines(capsys.readouterr().out)
    assert [line["error"]["code"] for line in read] == [code, code]
    assert all(line["source"]["sha256"] for line in read)

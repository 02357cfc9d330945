"""``dure read PATH…``: pages, releases, office documents and WARC files to JSON lines of findings with evidence."""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, TextIO

from dure.cli import Text
from dure.cli.bulk import options as bulk
from dure.engines.reading import (
    Part,
    Reading,
    ReadingError,
    as_dict,
    attempt,
    default_gazetteer,
    failure_to_json_line,
    is_warc,
    parts,
    to_json_line,
)
from dure.isolation import Isolated, ProcessDied, TookTooLong

HELP = Text(
    "read pages, releases, HWP, PDF, DOCX and WARC files into findings with evidence",
    "페이지·보도자료·HWP·PDF·DOCX·WARC를 읽어 근거가 붙은 사실을 뽑습니다",
)
_PATHS = Text(
    "files, folders (read with all they hold), or - for standard input;"
    " with --engine daft also s3://, gs://, abfs:// and https:// addresses",
    "파일, 폴더(하위 폴더까지), 표준 입력은 -. --engine daft에서는 s3://, gs://, abfs://, https:// 주소도",
)
_OUT = Text(
    "write to FILE instead of standard output; with --engine daft the folder of the tables",
    "표준 출력 대신 FILE에 씁니다. --engine daft에서는 표를 둘 폴더",
)
_FORMAT = Text(
    "jsonl: one JSON line a document (the default); text: a summary to look at",
    "jsonl: 문서마다 JSON 한 줄(기본값), text: 사람이 보는 요약",
)
_PRETTY = Text("indent the JSON", "JSON을 들여 씁니다")
_MAX = Text("largest document in MB (default 50)", "문서의 최대 크기(MB, 기본값 50)")
_MEGABYTE = 1_000_000
_STDIN = "-"
_WEB = ("http://", "https://")
_INSTEAD = "save the page and read the file; dure ingest URL and --engine daft --out FOLDER fetch it"
_HEAD = 1000  # bytes that tell a WARC file
_READER = f"{__name__}:read_part"
_SECONDS = 30  # for one document; the limits of the reader keep every format within two
_MESSAGES = {
    "empty": "문서가 비어 있습니다",
    "binary": "글이 아닌 파일입니다",
    "not-text": "UTF-8, CP949, UTF-16 어느 것으로도 읽히지 않습니다",
    "too-big": "문서가 너무 큽니다",
    "encrypted": "암호가 걸린 문서입니다",
    "distribution-locked": "배포용으로 잠긴 HWP 문서입니다",
    "truncated": "파일이 손상되었거나 잘렸습니다",
    "bomb": "문서가 아닌 압축 폭탄으로 보입니다",
    "too-deep": "문서의 구조가 지나치게 깊습니다",
    "no-text": "그림만 있고 글자가 없는 문서입니다",
    "unsupported": "읽지 못하는 형식입니다",
    "unreadable": "파일을 열 수 없습니다",
    "crashed": "이 문서를 읽다가 읽기 프로그램이 멈췄습니다",
    "timeout": "정해진 시간 안에 읽지 못했습니다",
    "reader-failed": "이 문서를 읽다가 예상하지 못한 문제가 생겼습니다",
}
_HINTS = {
    "empty": "저장이나 내려받기가 끝났는지 확인하십시오",
    "binary": "글(txt), HTML, PDF, HWP, HWPX, DOCX 파일을 주십시오",
    "not-text": "UTF-8로 다시 저장한 뒤 읽으십시오",
    "too-big": "--max-mb 값을 올리거나 문서를 나누십시오",
    "encrypted": "문서를 만든 프로그램에서 암호를 풀어 다시 저장하십시오",
    "distribution-locked": "작성한 곳에 잠기지 않은 파일을 요청하거나 웹 페이지를 읽으십시오",
    "truncated": "다시 내려받거나, 문서를 만든 프로그램에서 열어 다시 저장하십시오",
    "bomb": "파일의 출처를 확인하십시오",
    "too-deep": "기사 부분만 저장해 읽으십시오",
    "no-text": "글자 인식(OCR)으로 얻은 글을 주거나, 같은 내용의 HWPX 파일이나 웹 페이지를 읽으십시오",
    "unsupported": "HWPX, PDF, DOCX, HTML, 글(txt)로 저장해 읽으십시오",
    "unreadable": "경로와 권한을 확인하십시오",
    "crashed": "글(txt)이나 새로 만든 PDF로 저장해 읽고, 이 문서를 첨부해 문제를 알려 주십시오",
    "timeout": "글(txt)로 저장하거나 나누어 읽고, 이 문서를 첨부해 문제를 알려 주십시오",
    "reader-failed": "이 문서를 첨부해 문제를 알려 주십시오",
}


def configure(parser: argparse.ArgumentParser, t: Callable[[Text], str]) -> None:
    """Add the options of the command."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help=t(_PATHS))
    parser.add_argument("--out", metavar="FILE", help=t(_OUT))
    parser.add_argument("--format", choices=("jsonl", "text"), default="jsonl", help=t(_FORMAT))
    parser.add_argument("--pretty", action="store_true", help=t(_PRETTY))
    parser.add_argument("--max-mb", type=_positive, default=50.0, metavar="MB", help=t(_MAX))
    bulk.configure(parser, t)


def _positive(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        message = f"{text!r} is not a positive number"
        raise argparse.ArgumentTypeError(message)
    return value


def run(arguments: argparse.Namespace) -> int:
    """Read each document, write a line for each, and return 1 if any failed."""
    stray = bulk.misplaced(arguments)
    if stray is not None:
        sys.stderr.write(f"dure read: {stray} does not go with --engine {arguments.engine}; leave one of them out\n")
        return 2
    return bulk.run(arguments) if arguments.engine == "daft" else _lines(arguments)


def _lines(arguments: argparse.Namespace) -> int:
    limit = int(arguments.max_mb * _MEGABYTE)
    default_gazetteer()  # before the reading process is made, which then has it too
    failed = False
    with ExitStack() as stack:
        try:
            out = _opened(stack, arguments.out) if arguments.out else _utf8(sys.stdout)
        except OSError as error:
            _complain(
                arguments.out,
                ReadingError("unreadable", f"cannot write: {error.strerror}", "name a file that can be written"),
                "en",
            )
            return 1
        # A library that crashes or hangs on one document must not take the others with it.
        reader = stack.enter_context(Isolated(_READER, seconds=_SECONDS, fork=True))
        for path in _files(arguments.paths):
            for part in _parts_of(path, limit):
                try:
                    line = _read(reader, part, path, arguments)
                except ReadingError as error:
                    failed = True
                    line = _failure(error, path, part, arguments)
                out.write(line)
        out.flush()
    return 1 if failed else 0


def _read(reader: Isolated, part: Part, path: str, arguments: argparse.Namespace) -> str:
    """Return the line of one document, or raise what is wrong with it."""
    if part.error is not None:
        raise part.error
    shown: str | ReadingError
    try:
        shown = reader.call(part, path, arguments.format, arguments.pretty)
    except ProcessDied as error:
        code, hint = "crashed", "save it as plain text or print it to PDF anew, and report this document"
        raise ReadingError(code, f"the reader did not survive this document: {error}", hint) from error
    except TookTooLong as error:
        code, hint = "timeout", "save it as plain text or split it, and report this document"
        raise ReadingError(code, f"reading it was given up: {error}", hint) from error
    if isinstance(shown, ReadingError):
        raise shown
    return shown


def read_part(part: Part, path: str, shown_as: str, pretty: bool) -> str | ReadingError:  # noqa: FBT001  called by position
    """Read one document into what is written of it, or return what is wrong with it. Called in the reading process."""
    outcome = attempt(part.data, default_gazetteer(), path=path, url=part.url, fetched_at=part.fetched_at)
    return outcome if isinstance(outcome, ReadingError) else _shown(outcome, shown_as, pretty=pretty)


def _opened(stack: ExitStack, path: str) -> TextIO:
    return stack.enter_context(Path(path).open("w", encoding="utf-8"))


def _failure(error: ReadingError, path: str, part: Part, arguments: argparse.Namespace) -> str:
    _complain(f"{path} {part.url}" if part.url else path, error, arguments.lang)
    if arguments.format == "text":
        return ""
    sha256 = hashlib.sha256(part.data).hexdigest() if part.data else None
    return failure_to_json_line(error, path=path, url=part.url, sha256=sha256) + "\n"


def _utf8(stream: TextIO) -> TextIO:
    """Write UTF-8 whatever the terminal's locale is: the lines are data."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8")
    return stream


def _files(paths: list[str]) -> Iterator[str]:
    for given in paths:
        path = Path(given)
        if given != _STDIN and path.is_dir():
            yield from _inside(given)
        else:
            yield given


def _inside(folder: str) -> Iterator[str]:
    """Walk a folder in the order of names, without hidden files; a folder that cannot be opened is named as itself."""
    unreadable: list[str] = []
    for parent, folders, names in os.walk(folder, onerror=lambda error: unreadable.append(str(error.filename))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (str(Path(parent, name)) for name in sorted(names) if not name.startswith("."))
    yield from unreadable


def _parts_of(path: str, limit: int) -> Iterator[Part]:
    """Yield the documents of a path: the file itself, or the pages of a WARC file, of which one is held at a time."""
    try:
        if path == _STDIN:
            yield from _parts_in(sys.stdin.buffer, limit)
            return
        if path.lower().startswith(_WEB):
            yield Part(b"", error=ReadingError("unsupported", "addresses are not fetched here", _INSTEAD))
            return
        with Path(path).open("rb") as file:
            yield from _parts_in(file, limit)
    except OSError as error:
        yield Part(b"", error=_unreadable(error.strerror))
    except ValueError as error:  # a path with a zero byte
        yield Part(b"", error=_unreadable(error))


def _parts_in(file: BinaryIO, limit: int) -> Iterator[Part]:
    head = file.read(_HEAD)
    if not is_warc(head):
        yield _bounded(head, file, limit)
    elif file.seekable():
        file.seek(0)
        yield from parts(file, max_bytes=limit)
    else:
        whole = _bounded(head, file, limit)
        yield from [whole] if whole.error else parts(io.BytesIO(whole.data), max_bytes=limit)


def _unreadable(reason: object) -> ReadingError:
    return ReadingError("unreadable", f"cannot open: {reason}", "check the path and its permissions")


def _bounded(head: bytes, file: BinaryIO, limit: int) -> Part:
    data = head + file.read(max(0, limit + 1 - len(head)))
    if len(data) > limit:
        code, message = "too-big", f"larger than {limit / _MEGABYTE:g} MB"
        return Part(b"", error=ReadingError(code, message, "raise --max-mb, or split the document"))
    return Part(data)


def _complain(path: str, error: ReadingError, language: str) -> None:
    message, hint = error.message, error.hint
    if language == "ko":
        message, hint = _MESSAGES.get(error.code, message), _HINTS.get(error.code, hint)
    # One line: a path may hold line breaks and lone surrogates.
    shown = path.encode("utf-8", "backslashreplace").decode("utf-8").replace("\n", "\\n").replace("\r", "\\r")
    sys.stderr.write(f"dure read: {shown}: {message} ({error.code}); {hint}\n")


def _shown(reading: Reading, shown_as: str, *, pretty: bool) -> str:
    if shown_as == "text":
        return _summary(reading)
    if pretty:
        return json.dumps(as_dict(reading), ensure_ascii=False, indent=2) + "\n"
    return to_json_line(reading) + "\n"


def _summary(reading: Reading) -> str:
    """Return what a person wants to see of a reading: the article's head, then each finding and its words."""
    article = reading.article
    lines = [f"== {reading.document.path or reading.document.url or reading.document.id}"]
    for name, value in (
        ("title", article.title),
        ("published", article.published_at),
        ("outlet", article.outlet),
        ("byline", article.byline),
    ):
        lines.append(f"{name}: {value or '-'}")
    for number, finding in enumerate(reading.findings):
        start, end = finding.spans[0]
        values = ", ".join(f"{key}={value}" for key, value in finding.value.items() if value is not None)
        words = " ".join(reading.document.text[start:end].split())
        lines.append(f"  {number:3} {finding.kind:11} {values}  «{words}» [{start}:{end}] {finding.confidence:.2f}")
    return "\n".join(lines) + "\n\n"

"""``dure ingest PATH|URL…``: read documents into the database and propose their cases."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from dure.cli import Text, translator
from dure.cli.manage import prepare
from dure.cli.readers import Readers
from dure.engines.reading import is_warc, parts

if TYPE_CHECKING:
    from dure.apps.discovery.actions import Failure
    from dure.apps.discovery.models import Batch, Intake

SUFFIXES = (".txt", ".html", ".htm", ".xhtml", ".hwpx", ".hwp", ".pdf", ".docx", ".warc", ".warc.gz")
"""What is taken from a folder; a file that is named itself is always tried."""

_HEAD = 1000  # bytes that tell a WARC file
_CHUNK = 256  # files whose hashes are looked up together

_WORDS = {
    "new": Text("new", "새 문서"),
    "again": Text("read again", "다시 읽음"),
    "duplicate": Text("duplicate", "같은 보도자료"),
    "known": Text("known", "이미 읽음"),
    "failed": Text("failed", "실패"),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one document: new, again, duplicate, known or failed."""

    name: str
    outcome: str
    sha256: str | None
    proposals: int
    duplicate_of: str | None = None
    containment: float | None = None
    error: dict[str, str] | None = None


@dataclass
class Summary:
    """The counts of a run."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_WORDS, 0))
    proposals: int = 0
    seconds: float = 0.0

    def add(self, outcome: Outcome) -> None:
        """Count one document."""
        self.counts[outcome.outcome] += 1
        self.proposals += outcome.proposals


def configure(parser: argparse.ArgumentParser, t: Callable[[Text], str]) -> None:
    """Take paths and addresses."""
    parser.add_argument(
        "sources",
        nargs="+",
        metavar="PATH|URL",
        help=t(
            Text(
                "file, folder (its .txt, .html, .hwpx, .hwp, .pdf, .docx, .warc files) or address",
                "파일, 폴더(.txt, .html, .hwpx, .hwp, .pdf, .docx, .warc), 주소",
            )
        ),
    )
    parser.add_argument("--json", action="store_true", help=t(Text("one JSON line a document", "문서마다 JSON 한 줄")))
    parser.add_argument(
        "--workers",
        type=_positive,
        metavar="N",
        help=t(Text("reading processes (one a core)", "읽기 프로세스 수(기본: 코어 수)")),
    )


def _positive(said: str) -> int:
    number = int(said)
    if number < 1:
        raise argparse.ArgumentTypeError(said)
    return number


def run(arguments: argparse.Namespace) -> int:
    """Read all sources; 1 if any failed."""
    prepare()
    summary = ingest_and_show(
        arguments.sources, language=arguments.lang, workers=arguments.workers, as_json=arguments.json
    )
    return 1 if summary.counts["failed"] else 0


def ingest_and_show(
    sources: Iterable[str],
    *,
    language: str,
    kind: str = "command",
    workers: int | None = None,
    as_json: bool = False,
) -> Summary:
    """Read sources into the database, showing how far it is and what came of each. Django must be set up."""
    t = translator(language)
    files, addresses = expand(sources)
    summary = Summary()
    started = time.monotonic()
    screen = _Screen(len(files) + len(addresses), t, korean=language == "ko", as_json=as_json)
    with screen:
        for outcome in ingest(files, addresses, workers=workers, kind=kind):
            summary.add(outcome)
            screen.show(outcome)
    summary.seconds = time.monotonic() - started
    screen.conclude(summary)
    return summary


def expand(sources: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the files and the addresses that are meant, folders opened, in a stable order, each once."""
    files: list[str] = []
    addresses: list[str] = []
    for source in sources:
        if source.startswith(("http://", "https://")):
            addresses.append(source)
        elif Path(source).is_dir():
            inside = (
                path for path in Path(source).rglob("*") if path.name.lower().endswith(SUFFIXES) and path.is_file()
            )
            files += sorted(str(path) for path in inside if not any(part.startswith(".") for part in path.parts[1:]))
        else:
            files.append(source)
    return list(dict.fromkeys(files)), list(dict.fromkeys(addresses))


def ingest(
    files: list[str], addresses: list[str], *, workers: int | None = None, kind: str = "command"
) -> Iterator[Outcome]:
    """Read files and addresses into the database, and yield what came of each as it is stored.

    Every document is stored in a transaction of its own: a run that is killed has lost nothing that it yielded, and
    the next run goes on where this one ended. Django must be set up.
    """
    from dure.apps.discovery import actions  # after the set-up

    batch = actions.start_batch(kind=kind)
    waiting = iter(files)
    with Readers(workers) as readers:
        while chunk := list(islice(waiting, _CHUNK)):
            yield from _ingest_chunk(batch, chunk, readers)
    for address in addresses:
        yield _ingest_address(batch, address)
    actions.finish_batch(batch=batch)


def _ingest_chunk(batch: Batch, chunk: list[str], readers: Readers) -> Iterator[Outcome]:
    from dure.apps.discovery import actions  # after the set-up

    hashed: dict[str, tuple[str, int]] = {}
    for path in chunk:
        if _is_archive(path):
            yield from _ingest_archive(batch, path)
            continue
        found = _hash(path)
        if isinstance(found, actions.Failure):
            yield _outcome(actions.refuse(batch=batch, name=path, failure=found))
        else:
            hashed[path] = found
    known = actions.already_read(sha256 for sha256, _ in hashed.values())
    unread: list[str] = []
    copies: list[str] = []
    coming: set[str] = set()
    for path, (sha256, _) in hashed.items():
        if sha256 in known or sha256 in coming:
            copies.append(path)
        else:
            coming.add(sha256)
            unread.append(path)
    for path, outcome in readers.read(unread, expected=len(unread)):
        if isinstance(outcome, actions.Failure) and not outcome.sha256:  # it went away, or its reader died
            yield _outcome(actions.refuse(batch=batch, name=path, failure=outcome))
            continue
        yield _outcome(actions.take_in_read(batch=batch, name=path, outcome=outcome), is_read=True)
    for path in copies:  # after the others, so that a copy within the chunk finds its original
        sha256, size = hashed[path]
        yield _outcome(actions.take_in_known(batch=batch, name=path, sha256=sha256, size=size))


def _is_archive(path: str) -> bool:
    try:
        with Path(path).open("rb") as file:
            return is_warc(file.read(_HEAD))
    except OSError:
        return False  # `_hash` says why it cannot be opened


def _ingest_archive(batch: Batch, path: str) -> Iterator[Outcome]:
    """Read the pages of a WARC file, one after another, each as a document."""
    from django.conf import settings  # after the set-up

    from dure.apps.discovery import actions  # after the set-up

    with Path(path).open("rb") as file:
        for part in parts(file, max_bytes=settings.MAX_DOCUMENT_BYTES):
            name, url = part.url or path, part.url or ""
            if part.error is not None:
                failure = actions.Failure(part.error.code, part.error.message, part.error.hint)
                yield _outcome(actions.refuse(batch=batch, name=name, failure=failure))
                continue
            sha256, size = hashlib.sha256(part.data).hexdigest(), len(part.data)
            if sha256 in actions.already_read([sha256]):
                yield _outcome(actions.take_in_known(batch=batch, name=name, sha256=sha256, size=size, url=url))
                continue
            read = actions.read_document_apart(part.data, name=name, url=url)
            yield _outcome(actions.take_in_read(batch=batch, name=name, outcome=read, url=url), is_read=True)


def _hash(path: str) -> tuple[str, int] | Failure:
    """Return a file's SHA-256 and size, or the failure that says why not."""
    from django.conf import settings  # after the set-up

    from dure.apps.discovery.actions import Failure  # after the set-up

    place = Path(path)
    try:
        size = place.stat().st_size
        if size > settings.MAX_DOCUMENT_BYTES:
            limit = settings.MAX_DOCUMENT_BYTES // (1024 * 1024)
            return Failure("too-big", f"larger than {limit} MB", "raise DURE_MAX_DOCUMENT_MB, or give a part of it")
        with place.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest(), size
    except FileNotFoundError:
        return Failure("not-found", "there is no such file", "check the path")
    except OSError as error:
        return Failure("no-access", f"cannot be opened: {error.strerror}", "check its permissions")


def _ingest_address(batch: Batch, address: str) -> Outcome:
    from dure.apps.discovery import actions  # after the set-up

    try:
        page = actions.fetch(address)
    except actions.FetchError as error:
        failure = actions.Failure(error.code, error.message, error.hint)
        return _outcome(actions.refuse(batch=batch, name=address, failure=failure, is_address=True))
    sha256 = hashlib.sha256(page.content).hexdigest()
    if sha256 in actions.already_read([sha256]):
        size = len(page.content)
        return _outcome(actions.take_in_known(batch=batch, name=address, sha256=sha256, size=size, url=page.url))
    read = actions.read_document_apart(page.content, name=address, url=page.url)
    return _outcome(actions.take_in_read(batch=batch, name=address, outcome=read, url=page.url), is_read=True)


def _outcome(intake: Intake, *, is_read: bool = False) -> Outcome:
    from dure.apps.discovery import queries  # after the set-up

    document = intake.document
    sha256 = document.sha256 if document else None
    if intake.error_code:
        error = {"code": intake.error_code, "message": intake.error_message, "hint": intake.error_hint}
        return Outcome(intake.name, "failed", sha256, 0, error=error)
    if not is_read or document is None:
        return Outcome(intake.name, "known", sha256, 0)
    first = queries.first_of_release(document)
    if first is not None:
        return Outcome(intake.name, "duplicate", sha256, intake.proposals_made, first.name, document.containment)
    return Outcome(intake.name, "new" if intake.is_new else "again", sha256, intake.proposals_made)


class _Screen:
    """What a run shows: JSON lines, a bar above which each document is named, or plain lines without a terminal."""

    def __init__(self, total: int, t: Callable[[Text], str], *, korean: bool, as_json: bool) -> None:
        self._t = t
        self._korean = korean
        self._json = as_json
        self._bar: Any = None
        self._task: Any = None
        if not as_json and sys.stdout.isatty():
            from rich.progress import (  # only for people
                BarColumn,
                MofNCompleteColumn,
                Progress,
                TextColumn,
                TimeRemainingColumn,
            )

            self._bar = Progress(
                TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
            )
            self._task = self._bar.add_task(t(Text("reading", "읽는 중")), total=total)

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self, outcome: Outcome) -> None:
        """Print one document's outcome."""
        if self._json:
            line = json.dumps(asdict(outcome), ensure_ascii=False)
            sys.stdout.write(line.encode("utf-8", "backslashreplace").decode() + "\n")
            sys.stdout.flush()
            return
        line = self._line(outcome)
        if self._bar is None:
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
        else:
            self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)
            self._bar.advance(self._task)

    def _line(self, outcome: Outcome) -> str:
        t = self._t
        name = outcome.name.encode("utf-8", "backslashreplace").decode()
        parts = [f"{t(_WORDS[outcome.outcome])}: {name}"]
        if outcome.proposals:
            parts.append(t(Text(f"{outcome.proposals} proposals", f"제안 {outcome.proposals}건")))
        if outcome.duplicate_of is not None:
            share = round((outcome.containment or 0) * 100)
            parts.append(
                t(Text(f"{share}% is in {outcome.duplicate_of}", f"본문의 {share}%가 {outcome.duplicate_of}에 있음"))
            )
        if outcome.error is not None:
            parts.append(self._error(outcome.error))
        return " — ".join(parts)

    def _error(self, error: dict[str, str]) -> str:
        if not self._korean:
            return f"{error['message']} ({error['hint']})"
        from django.utils import translation  # after the set-up

        from dure.apps.discovery.choices import failure_hint, failure_text

        with translation.override("ko"):
            return f"{failure_text(error['code'], error['message'])} — {failure_hint(error['code'], error['hint'])}"

    def conclude(self, summary: Summary) -> None:
        """Print the counts of the run."""
        if self._json:
            return
        t = self._t
        counts = ", ".join(f"{t(_WORDS[name])} {count}" for name, count in summary.counts.items() if count)
        total = sum(summary.counts.values())
        rate = total / summary.seconds if summary.seconds else 0.0
        took = f"{summary.seconds:.1f}"
        english = f"{total} documents in {took} s ({rate:.0f}/s): {counts or 'nothing'}; {summary.proposals} proposals"
        korean = f"문서 {total}건, {took}초({rate:.0f}건/초): {counts or '없음'}; 제안 {summary.proposals}건"
        sys.stdout.write(t(Text(english, korean)) + "\n")

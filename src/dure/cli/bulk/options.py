"""The options of ``dure read --engine daft`` and the way into a run; loads nothing of the extra before."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Callable

from dure.cli import Text, translator
from dure.cli.bulk import BulkFailure

PART_DOCUMENTS = 1000
_MEGABYTE = 1_000_000
_EXTRA = frozenset({"daft", "pyarrow", "fastwarc"})
_ONLY_IN_BULK = ("ray", "workers", "part_documents", "column", "url_column", "groups", "json")

_ENGINE = Text(
    "python: one process, JSON lines (the default); daft: all cores or a cluster, Parquet tables in the folder --out",
    "python: 한 프로세스, JSON 줄(기본값), daft: 모든 코어나 클러스터, --out 폴더에 Parquet 표",
)
_RAY = Text("with daft: address of a Ray cluster's head", "daft와 함께: Ray 클러스터 머리 노드의 주소")
_WORKERS = Text("with daft: reading processes (one a core)", "daft와 함께: 읽기 프로세스 수(기본: 코어마다 하나)")
_PART = Text(
    f"with daft: documents of a part at the most (default {PART_DOCUMENTS}): what a kill can cost a worker",
    f"daft와 함께: 한 부분의 최대 문서 수(기본 {PART_DOCUMENTS}). 중단되면 작업자마다 이만큼까지 다시 읽습니다",
)
_COLUMN = Text(
    "with daft: a Parquet file's column of bytes or text (default: content, html, text or body)",
    "daft와 함께: Parquet에서 본문이 든 열(기본: content, html, text, body 가운데 있는 것)",
)
_URL_COLUMN = Text(
    "with daft: a Parquet file's column of addresses (default: url, uri or link)",
    "daft와 함께: Parquet에서 주소가 든 열(기본: url, uri, link 가운데 있는 것)",
)
_GROUPS = Text(
    "with daft: also write groups.parquet: which documents are one release, and how much they share",
    "daft와 함께: 어느 문서들이 같은 보도자료이고 얼마나 겹치는지를 groups.parquet에 씁니다",
)
_STOPPED = Text(
    "dure: stopped; the same command goes on from here\n", "dure: 멈췄습니다. 같은 명령으로 이어서 읽습니다\n"
)
_JSON = Text("with daft: progress as JSON lines", "daft와 함께: 진행 상황을 JSON 줄로")


def configure(parser: argparse.ArgumentParser, t: Callable[[Text], str]) -> None:
    """Add the options of a bulk run."""
    parser.add_argument("--engine", choices=("python", "daft"), default="python", help=t(_ENGINE))
    parser.add_argument("--ray", metavar="ADDRESS", help=t(_RAY))
    parser.add_argument("--workers", type=_count, metavar="N", help=t(_WORKERS))
    parser.add_argument("--part-documents", type=_count, metavar="N", help=t(_PART))
    parser.add_argument("--column", metavar="NAME", help=t(_COLUMN))
    parser.add_argument("--url-column", metavar="NAME", help=t(_URL_COLUMN))
    parser.add_argument("--groups", action="store_true", help=t(_GROUPS))
    parser.add_argument("--json", action="store_true", help=t(_JSON))


def _count(said: str) -> int:
    number = int(said) if said.isdecimal() else 0
    if number < 1:
        message = f"{said!r} is not a number of 1 or more"
        raise argparse.ArgumentTypeError(message)
    return number


def misplaced(arguments: argparse.Namespace) -> str | None:
    """Return an option that the chosen engine does not know, or None."""
    if arguments.engine == "daft":
        return "--pretty" if arguments.pretty else "--format" if arguments.format != "jsonl" else None
    given = next((name for name in _ONLY_IN_BULK if getattr(arguments, name)), None)
    return "--" + given.replace("_", "-") if given else None


def run(arguments: argparse.Namespace) -> int:
    """Read in bulk; 1 if a document failed or the run could not go on."""
    try:
        return _run(arguments)
    except BulkFailure as failure:
        said = f"{failure.message}; {failure.hint}"
    except OSError as error:
        if error.errno == errno.ENOSPC:  # said by `dure` itself
            raise
        said = f"{arguments.out}: {error}; check the address, the rights and the credentials in the environment"
    except KeyboardInterrupt:
        sys.stderr.write(translator(arguments.lang)(_STOPPED))
        sys.stderr.flush()
        # Daft's threads abort a process whose interpreter is taken down beneath them; what is done stands.
        os._exit(130)
    sys.stdout.flush()
    sys.stderr.write(f"dure read: {said}\n")
    return 1


def _run(arguments: argparse.Namespace) -> int:
    if arguments.out is None:
        raise BulkFailure("--engine daft writes tables", "name their folder with --out, on disk or object storage")
    try:
        from dure.cli.bulk.cluster import Machines
        from dure.cli.bulk.driver import read_in_bulk
        from dure.cli.bulk.pieces import Choice
        from dure.cli.bulk.screen import Screen
    except ModuleNotFoundError as error:
        name = (error.name or "").partition(".")[0]
        if name not in _EXTRA:
            raise
        message = f"--engine daft needs a package that is not installed ({name})"
        raise BulkFailure(message, "install it with: uv sync --inexact --extra bulk") from error

    choice = Choice(int(arguments.max_mb * _MEGABYTE), arguments.column, arguments.url_column)
    machines = Machines(arguments.ray, arguments.workers)
    with Screen(translator(arguments.lang), arguments.out, as_json=arguments.json) as screen:
        run = read_in_bulk(
            arguments.paths,
            arguments.out,
            machines=machines,
            choice=choice,
            most=arguments.part_documents or PART_DOCUMENTS,
            screen=screen,
            groups=arguments.groups,
        )
    return 1 if run.counted()["errors"] else 0

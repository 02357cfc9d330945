"""The one command-line program: ``dure COMMAND …``; thin: parse, call, print.

Each command is a module of this package with ``HELP`` (English, Korean), ``configure(parser, t)`` and
``run(arguments) -> int``, the exit status. A command is imported only when it is called, so that
``dure read`` starts without Django.
"""

from __future__ import annotations

import argparse
import errno
import importlib
import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple


class Text(NamedTuple):
    """One sentence of the command line in both languages."""

    en: str
    ko: str


COMMANDS: dict[str, Text] = {
    "read": Text(
        "read pages, releases, HWP, PDF, DOCX and WARC files into findings with evidence",
        "페이지·보도자료·HWP·PDF·DOCX·WARC를 읽어 근거가 붙은 사실을 뽑습니다",
    ),
    "rank": Text(
        "rank a contest's entries by its rules, exactly and with reasons",
        "대회의 규칙대로 순위와 상을 정확히 계산하고 까닭을 보여 줍니다",
    ),
    "ingest": Text(
        "read documents into the database and propose their cases",
        "문서를 데이터베이스에 읽어 들이고 사례를 제안합니다",
    ),
    "sources": Text(
        "visit feeds, sitemaps and boards: list, add, try, visit, health",
        "피드·사이트맵·게시판을 찾아갑니다: 목록, 더하기, 시험, 방문, 상태",
    ),
    "assess": Text(
        "assess units by a framework: scores, places, grades, uncertainty",
        "평가체계로 점수·순위·등급과 불확실성을 계산합니다",
    ),
    "serve": Text("serve the site and work on its jobs", "사이트를 열고 백그라운드 작업을 처리합니다"),
    "demo": Text(
        "load the samples, make demo people, and serve", "예시 문서를 읽고 시연 계정을 만들어 사이트를 엽니다"
    ),
    "doctor": Text(
        "check database, assets, disk, clock, fonts", "데이터베이스·화면 파일·디스크·시계·글꼴을 점검합니다"
    ),
    "verify": Text(
        "check a log, an exported log or a receipt, offline",
        "기록·내려받은 기록·영수증을 인터넷 없이 검사합니다",
    ),
    "log": Text(
        "the tamper-evident log: keygen, sequence, export, receipt, witness",
        "위변조를 드러내는 기록: 열쇠, 차례 매기기, 내보내기, 영수증, 증인",
    ),
    "manage": Text("Django's own commands, such as migrate", "migrate 등 Django 명령"),
}

_ABOUT = Text(
    "Dure: local governments find, judge, share and adopt each other's innovation practices.",
    "두레: 지방정부의 혁신 우수사례를 찾고, 심사하고, 나누고, 도입하는 플랫폼",
)
_DISK_FULL = Text(
    "dure: the disk is full: free some space and run it again\n",
    "dure: 디스크가 가득 찼습니다. 비우고 다시 실행하세요\n",
)
_DATABASE_FAILED = Text(
    "dure: the database refused: {reason} (`dure doctor` tells more)\n",
    "dure: 데이터베이스 오류: {reason} (`dure doctor`로 점검하세요)\n",
)
_LANG_HELP = Text("language of messages: en or ko", "메시지 언어: en 또는 ko")


def _language(arguments: Sequence[str]) -> str:
    """Find ``--lang`` before the parser is built, since the parser's own help is in that language."""
    for position, argument in enumerate(arguments):
        if argument == "--lang" and position + 1 < len(arguments):
            return arguments[position + 1]
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
    return "en"


def translator(language: str) -> Callable[[Text], str]:
    """Return the function that picks a sentence's language."""
    return lambda text: text.ko if language == "ko" else text.en


def _is_database_error(error: Exception) -> bool:
    """Whether Django, where it was loaded at all, says that the database failed."""
    errors = sys.modules.get("django.db.utils")
    return errors is not None and isinstance(error, errors.Error)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    language = _language(arguments)
    t = translator(language)
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--lang", choices=("en", "ko"), default=argparse.SUPPRESS, help=t(_LANG_HELP))
    parser = argparse.ArgumentParser(prog="dure", description=t(_ABOUT), parents=[shared])
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    wanted = next((argument for argument in arguments if argument in COMMANDS), None)
    for name, about in COMMANDS.items():
        child = commands.add_parser(name, help=t(about), description=t(about), parents=[shared])
        if name == wanted:
            importlib.import_module(f"dure.cli.{name}").configure(child, t)
    parsed = parser.parse_args(arguments)
    parsed.lang = language
    module = importlib.import_module(f"dure.cli.{parsed.command}")
    try:
        status: int = module.run(parsed)
    except KeyboardInterrupt:
        sys.stderr.write(t(Text("dure: stopped\n", "dure: 멈췄습니다\n")))
        return 130
    except BrokenPipeError:  # the reader of our output has gone: `dure read … | head`
        sys.stderr.close()
        return 141
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        sys.stderr.write(t(_DISK_FULL))
        return 1
    except Exception as error:
        if not _is_database_error(error):
            raise
        reason = " ".join(str(error).split()) or type(error).__name__
        sys.stderr.write(t(_DATABASE_FAILED).format(reason=reason))
        return 1
    return status

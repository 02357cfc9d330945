"""``dure demo``: an installation with the governments, the sample documents and two people, made once and served."""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import secrets
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from dure.cli import Text, translator
from dure.cli.serve import check_files, check_port, serve

if TYPE_CHECKING:
    from dure.apps.accounts.models import User

EDITOR = "editor@dure.example"
ADMINISTRATOR = "admin@dure.example"
_LEAST_FREE = 300 * 1024 * 1024

_READY = Text(
    """
Dure is ready.
  open      http://{host}:{port}/          map /map/   search /cases/   review /discovery/proposals/
  sign in   {editor}   {password}   (editor: reviews proposals, uploads documents)
            {administrator}    {password}   (administrator: people and roles too)
  holds     {cases} cases of {governments} governments; {open} proposals wait for review
  stop      Ctrl+C; nothing is lost, the next start takes seconds
""",
    """
두레가 준비되었습니다.
  열기      http://{host}:{port}/          지도 /map/   찾기 /cases/   검토 /discovery/proposals/
  로그인    {editor}   {password}   (편집자: 제안 검토, 문서 올리기)
            {administrator}    {password}   (관리자: 사람과 역할까지)
  내용      지방정부 {governments}곳의 사례 {cases}건, 검토를 기다리는 제안 {open}건
  끝내기    Ctrl+C. 자료는 그대로 남고 다음에는 몇 초 만에 열립니다
""",
)
_DISK = Text(
    "dure: the disk is nearly full: {free} MB are free at {folder}, 300 are needed",
    "dure: 디스크가 거의 찼습니다. {folder}에 {free} MB가 남았고 300 MB가 필요합니다",
)
_NO_SAMPLES = Text(
    "dure: no sample documents at {folder}: run from a checkout, or set DURE_SAMPLES",
    "dure: {folder}에 예시 문서가 없습니다. 내려받은 폴더에서 실행하거나 DURE_SAMPLES를 정하세요",
)


def configure(parser: argparse.ArgumentParser, t: Callable[[Text], str]) -> None:
    """Where to listen, and whether to serve at all."""
    parser.add_argument("--host", default="127.0.0.1", help=t(Text("address to listen on", "들을 주소")))
    parser.add_argument("--port", type=int, default=8000, help=t(Text("port to listen on", "들을 포트")))
    parser.add_argument(
        "--load-only",
        action="store_true",
        help=t(Text("load everything, serve nothing", "자료만 넣고 사이트는 열지 않음")),
    )


def run(arguments: argparse.Namespace) -> int:
    """Make what is missing, then serve."""
    from dure.config import paths

    t = translator(arguments.lang)
    if not arguments.load_only:
        check_port(arguments.host, arguments.port, arguments.lang)
        check_files(arguments.lang)
    paths.var().mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(paths.var()).free
    if free < _LEAST_FREE:
        sys.exit(t(_DISK).format(free=free // 2**20, folder=paths.var()))
    from dure.cli.manage import prepare, start_database

    made = _made_before()
    fingerprint = _fingerprint()
    is_current = made.get("fingerprint") == fingerprint
    if not is_current:
        _step(t(Text("tables", "표 만들기")))
        prepare_tables()
    password = str(made.get("password") or secrets.token_urlsafe(9))
    failed = 0
    if not is_current:
        prepare()
        _make_log_key()
        failed = _load(password, t, arguments.lang)
        if not failed:
            _stamp().write_text(json.dumps({"fingerprint": fingerprint, "password": password}), encoding="utf-8")
            _stamp().chmod(0o600)
    if arguments.load_only:
        return 1 if failed else 0
    start_database()
    if not is_current:
        from django.db import connection

        connection.close()  # the children open their own

    def greeting() -> str:
        prepare()
        return t(_READY).format(
            host=arguments.host,
            port=arguments.port,
            editor=EDITOR,
            administrator=ADMINISTRATOR,
            password=password,
            **_counts(),
        )

    os.environ["DURE_QUIET_JOBS"] = "1"
    return serve(host=arguments.host, port=arguments.port, workers=2, greeting=greeting)


def _make_log_key() -> None:
    """Let the demo's log be published too."""
    from dure.apps.audit.outside.keeping import make_key
    from dure.apps.audit.outside.keys import KeyExists

    with contextlib.suppress(KeyExists):  # made by an earlier start
        make_key()


def _stamp() -> Path:
    from dure.config import paths

    return paths.var() / "demo.json"


def _made_before() -> dict[str, str]:
    if not _stamp().exists():
        return {}
    found: dict[str, str] = json.loads(_stamp().read_text(encoding="utf-8"))
    return found


def _fingerprint() -> str:
    """Tell by the files that the demo is made of, and the database it is made in, whether it stands already."""
    from dure.config import paths

    samples = Path(os.environ.get("DURE_SAMPLES", paths.ROOT / "samples"))
    files = [*samples.rglob("*"), *paths.PACKAGE.glob("apps/*/migrations/*.py"), *paths.PACKAGE.glob("data/**/*")]
    files += [*paths.PACKAGE.glob("engines/reading/*.py")]
    total = hashlib.sha256(os.environ.get("DATABASE_URL", "embedded").encode())
    for path in sorted(files):
        if path.is_file() and "__pycache__" not in path.parts:
            total.update(str(path.name).encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def prepare_tables() -> None:
    """Migrate as the owner of the tables, in a process of its own, since a process has one role."""
    done = subprocess.run(
        [sys.executable, "-m", "dure", "manage", "migrate", "--verbosity", "0"],
        env={**os.environ, "DURE_DATABASE_ROLE": "owner"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        lines = [line for line in done.stderr.strip().splitlines() if line.strip()]
        sys.exit(f"dure: the tables could not be made: {lines[-1] if lines else done.stdout.strip()}")


def _step(what: str) -> None:
    print(f"· {what}", flush=True)


def _load(password: str, t: Callable[[Text], str], language: str) -> int:
    """Load everything the demo shows; every part may be run again. Returns how many parts failed."""
    from django.conf import settings

    from dure.apps.cases.actions import load_taxonomies
    from dure.apps.discovery.actions import apply_decisions
    from dure.apps.governments.actions import load_governments
    from dure.cli import ingest

    samples = Path(settings.SAMPLES)
    if not samples.is_dir():
        sys.exit(t(_NO_SAMPLES).format(folder=samples))
    _step(t(Text("governments and fields", "지방정부와 분야")))
    load_governments()
    load_taxonomies()
    editor = _people(password)
    _step(t(Text("reading the sample documents", "예시 문서 읽기")))
    os.chdir(samples.parent)  # so that documents are named samples/…, wherever the checkout is
    folders = [str(path.relative_to(samples.parent)) for path in sorted(samples.iterdir()) if path.is_dir()]
    summary = ingest.ingest_and_show(folders, language=language, kind="samples", workers=1)
    _step(t(Text("the demo editor decides", "시연 편집자가 제안을 검토")))
    decided = apply_decisions(
        actor=editor, decisions=tomllib.loads((samples / "decisions.toml").read_text(encoding="utf-8"))["decision"]
    )
    for error in decided.errors:
        print(f"dure: samples/decisions.toml: {error}", file=sys.stderr)
    return summary.counts["failed"] + len(decided.errors)


def _people(password: str) -> User:
    """Make the demo's people and return the editor."""
    from dure.apps.accounts import actions, queries

    for email, name, role in ((EDITOR, "시연 편집자", "editor"), (ADMINISTRATOR, "시연 관리자", "administrator")):
        try:
            actions.add_person(actor=None, email=email, name=name, role=role, password=password)
        except actions.EmailTaken:
            actions.set_password(email=email, password=password)
    return queries.person(EDITOR)


def _counts() -> dict[str, int]:
    from dure.apps.accounts.queries import person
    from dure.apps.cases.queries.government import totals
    from dure.apps.discovery.queries import review

    return {**totals(), "open": review.counts(viewer=person(EDITOR)).open}

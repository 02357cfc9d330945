"""``dure doctor``: looks at everything an installation needs and says how to mend what is wrong."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dure.cli import Text, translator

_LEAST_FREE = 500 * 1024 * 1024
_LEAST_SERVER = 150_000
_CLOCK_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: whether it is well, what was seen, and how to mend it."""

    name: Text
    is_well: bool
    seen: str
    mend: Text | None = None


def configure(parser: argparse.ArgumentParser, t: Callable[[Text], str]) -> None:
    """No options: everything is looked at."""
    del parser, t


def run(arguments: argparse.Namespace) -> int:
    """Print one line a check; 1 when something is wrong."""
    t = translator(arguments.lang)
    well = True
    for check in _checks():
        mark = "ok  " if check.is_well else "FAIL"
        sys.stdout.write(f"{mark}  {t(check.name)}: {check.seen}\n")
        if not check.is_well:
            well = False
            if check.mend:
                sys.stdout.write(f"      → {t(check.mend)}\n")
    return 0 if well else 1


def _checks() -> Iterator[Check]:
    yield _disk()
    yield _time_zone()
    yield _reader()
    yield from _assets()
    yield from _database()


def _disk() -> Check:
    from dure.config import paths  # doctor starts without settings

    folder = paths.var() if paths.var().exists() else paths.var().parent
    free = shutil.disk_usage(folder).free
    return Check(
        Text("disk", "디스크"),
        free >= _LEAST_FREE,
        f"{free // 2**20:,} MB free at {folder}",
        Text(
            "free some space there, or set DURE_VAR to another folder",
            "그곳을 비우거나 DURE_VAR로 다른 폴더를 정하세요",
        ),
    )


def _time_zone() -> Check:
    name = Text("time zone", "시간대")
    try:
        return Check(
            name, is_well=True, seen=datetime.now(ZoneInfo("Asia/Seoul")).strftime("Asia/Seoul %Y-%m-%d %H:%M")
        )
    except ZoneInfoNotFoundError:
        return Check(
            name, is_well=False, seen="no time zone data",
            mend=Text("install the package tzdata", "tzdata 패키지를 설치하세요"),
        )  # fmt: skip


def _reader() -> Check:
    from dure.engines.reading import is_native  # it loads the formats' libraries

    slow = "in Python: no C compiler was there when Dure was installed; pages are read four times slower"
    return Check(Text("reader", "읽기 엔진"), is_well=True, seen="native" if is_native() else slow)


def _assets() -> Iterator[Check]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dure.config.settings")
    from django.conf import settings  # settings come first

    again = Text("run `make setup`", "`make setup`을 실행하세요")
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    yield Check(Text("assets", "화면 파일"), manifest.exists(), str(settings.STATIC_ROOT), again)
    fonts = list((settings.STATIC_ROOT / "vendor" / "pretendard").glob("woff2-dynamic-subset/*.woff2"))
    yield Check(Text("fonts", "글꼴"), bool(fonts), f"Pretendard GOV, {len(fonts)} files", again)
    compiled = settings.LOCALE_PATHS[0] / "en" / "LC_MESSAGES" / "django.mo"
    yield Check(Text("translations", "번역"), compiled.exists(), str(compiled), again)


def _database() -> Iterator[Check]:
    name = Text("database", "데이터베이스")
    from dure.config import postgres  # doctor starts without settings

    if not os.environ.get("DATABASE_URL"):
        try:
            postgres.ensure_running()
        except postgres.PostgresUnavailable as error:
            yield Check(name, is_well=False, seen=str(error))
            return
    import django  # after the database runs

    django.setup()
    from django.db import OperationalError, connection

    try:
        with connection.cursor() as cursor:
            yield from _server(cursor)
            yield from _text(cursor)
            yield from _roles(cursor)
            yield from _clock(cursor)
            yield from _log(cursor)
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        yield Check(name, is_well=False, seen=reason, mend=Text("check DATABASE_URL", "DATABASE_URL을 확인하세요"))
        return
    yield _migrations()


def _one(cursor: object, statement: str) -> object:
    cursor.execute(statement)  # type: ignore[attr-defined]  # Django's cursor has no public type
    return cursor.fetchone()[0]  # type: ignore[attr-defined]


def _server(cursor: object) -> Iterator[Check]:
    number = int(str(_one(cursor, "SHOW server_version_num")))
    yield Check(
        Text("server", "서버"), number >= _LEAST_SERVER, f"PostgreSQL {_one(cursor, 'SHOW server_version')}",
        Text("use PostgreSQL 15 or newer", "PostgreSQL 15 이상을 쓰세요"),
    )  # fmt: skip
    encoding = _one(cursor, "SHOW server_encoding")
    yield Check(
        Text("encoding", "문자 집합"), encoding == "UTF8", str(encoding),
        Text("make the database with ENCODING 'UTF8'", "데이터베이스를 ENCODING 'UTF8'로 만드세요"),
    )  # fmt: skip


def _text(cursor: object) -> Iterator[Check]:
    installed = _one(cursor, "SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'")
    found = _one(cursor, "SELECT cardinality(show_trgm('한글'))") if installed else 0
    yield Check(
        Text("trigrams of Hangul", "한글 트라이그램"),
        bool(found),
        f"show_trgm('한글') has {found}",
        Text(
            "without them search finds nothing: make the database with LC_CTYPE 'C.UTF-8', then migrate",
            "이것 없이는 검색이 아무것도 못 찾습니다. 데이터베이스를 LC_CTYPE C.UTF-8로 만든 뒤 migrate 하세요",
        ),
    )


def _roles(cursor: object) -> Iterator[Check]:
    user = _one(cursor, "SELECT current_user")
    exists = _one(cursor, "SELECT count(*) FROM pg_class WHERE relname = 'audit_entry'")
    may_change = exists and _one(cursor, "SELECT has_table_privilege(current_user, 'audit_entry', 'UPDATE, DELETE')")
    yield Check(
        Text("roles", "역할"), not may_change, f"serving as {user}",
        Text(
            "the role that serves pages should not own the tables: make dure_app and name it in DATABASE_URL (README)",
            "화면을 내는 역할이 표의 주인이면 안 됩니다. dure_app을 만들어 DATABASE_URL에 쓰세요 (README)",
        ),
    )  # fmt: skip


def _clock(cursor: object) -> Iterator[Check]:
    there = _one(cursor, "SELECT extract(epoch FROM clock_timestamp())")
    apart = abs(datetime.now(UTC).timestamp() - float(str(there)))
    yield Check(
        Text("clock", "시계"), apart < _CLOCK_SECONDS, f"{apart:.1f} s from the database's",
        Text("set both clocks by NTP", "두 시계를 NTP로 맞추세요"),
    )  # fmt: skip


def _log(cursor: object) -> Iterator[Check]:
    from django.conf import settings  # settings come first

    name = Text("public log", "공개 기록")
    if not any(settings.LOG_KEYS.glob("*.key")):
        yield Check(
            name, is_well=False, seen=f"no signing key in {settings.LOG_KEYS}",
            mend=Text("run `dure log keygen`", "`dure log keygen`을 실행하세요"),
        )  # fmt: skip
        return
    mode = settings.LOG_KEYS.stat().st_mode & 0o777
    yield Check(
        Text("signing key", "서명 열쇠"), not mode & 0o077, f"{settings.LOG_KEYS}, mode {mode:o}",
        Text("let nobody else in: chmod 700", "다른 사람이 들어오지 못하게 하세요: chmod 700"),
    )  # fmt: skip
    exists = _one(cursor, "SELECT count(*) FROM pg_class WHERE relname = 'audit_waiting'")
    question = (
        "SELECT count(*) FROM audit_waiting w JOIN audit_entry e ON e.id = w.entry_id "
        "WHERE e.at < now() - interval '15 minutes'"
    )
    late = _one(cursor, question) if exists else 0
    halted = settings.LOG_KEYS / "halted"
    yield Check(
        name, not late and not halted.exists(),
        halted.read_text() if halted.exists() else f"{late} entries waiting for more than 15 minutes",
        Text(
            "run `dure log sequence` and read what it says (docs/methods/ledger.md)",
            "`dure log sequence`를 실행하고 나오는 말을 보세요 (docs/methods/ledger.md)",
        ),
    )  # fmt: skip


def _migrations() -> Check:
    from django.db import connection  # after set-up
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return Check(
        Text("tables", "표"), waiting == 0, f"{waiting} migrations waiting",
        Text("run `dure manage migrate`", "`dure manage migrate`를 실행하세요"),
    )  # fmt: skip

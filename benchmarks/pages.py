"""How fast the map, search and home are with 20,000 cases: ``python -m benchmarks pages``."""

# ruff: noqa: PLC0415  # Django is set up before its models can be imported
from __future__ import annotations

import gzip
import os
import random
import statistics
import time
from http import HTTPStatus
from typing import TYPE_CHECKING

from benchmarks.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dure.config.settings")

CASES = 20_000
ROUNDS = 25
WANTED_MS = 150
PAGES = (
    "/",
    "/map/",
    "/map/?view=tiles",
    "/map/?view=table",
    "/map/?layer=province",
    "/map/?province=48",
    "/map/?award=any&year_from=2020&measure=per100k",
    "/map/?as_of=2026-06-30",
    "/map.csv",
    "/map.svg",
    "/cases/",
    "/cases/?q=주차 공유",
)
SUBJECTS = ("주차", "빈집", "공구", "아이 돌봄", "민원", "쓰레기", "버스", "도서관", "청년 창업", "경로당")
WAYS = ("공유", "무인 대여", "지도", "신청 자동화", "야간 운영", "찾아가는 서비스")
GRADES = ("대상", "최우수상", "우수상", "장려상")


def make_cases(count: int, seed: int = 7) -> None:
    """Write cases of all governments, old ones too, over fields and years; a tenth has two owners."""
    from dure.apps.cases.choices import CaseState
    from dure.apps.cases.models import Award, Case, CaseOwner, Field
    from dure.apps.governments.models import Government, Institution

    chance = random.Random(seed)
    fields = list(Field.objects.filter(taxonomy_id="dure"))
    governments = list(Government.objects.all())
    weights = [chance.paretovariate(1.1) for _ in governments]
    institutions = list(Institution.objects.filter(owner__isnull=False))
    cases = Case.objects.bulk_create(
        [
            Case(
                title=f"{chance.choice(SUBJECTS)} {chance.choice(WAYS)} {number}",
                summary="빠르기를 재려고 만든 사례",
                year=chance.randint(2010, 2026),
                standard_field=chance.choice(fields) if fields else None,
                state=CaseState.WITHDRAWN if number % 50 == 0 else CaseState.PUBLISHED,
            )
            for number in range(count)
        ],
        batch_size=2000,
    )
    owners, awards = [], []
    for number, case in enumerate(cases):
        several = 2 if number % 10 == 0 else 1
        chosen = {government.pk: government for government in chance.choices(governments, weights, k=several)}
        owners += [CaseOwner(case=case, government=each, name_then=each.name) for each in chosen.values()]
        if number % 13 == 0 and institutions:
            body = chance.choice(institutions)
            owners.append(CaseOwner(case=case, government_id=body.owner_id, institution=body, name_then=body.name))
        if number % 6 == 0:
            awards.append(Award(case=case, grade=chance.choice(GRADES), event="시험 대회", year=case.year))
    CaseOwner.objects.bulk_create(owners, batch_size=5000)
    Award.objects.bulk_create(awards, batch_size=5000)


def run() -> Iterator[Table]:
    """Measure the pages that count, in a test database of its own."""
    from dure.cli.manage import prepare

    prepare(role="owner")
    from django.contrib.postgres.search import SearchVector
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    call_command("collectstatic", interactive=False, verbosity=0)
    old = setup_databases(verbosity=0, interactive=False)
    try:
        from dure.apps.cases.actions import load_taxonomies
        from dure.apps.cases.models import Case
        from dure.apps.governments.actions import load_governments

        load_governments()
        load_taxonomies()
        make_cases(CASES)
        # The words of a title as they stand: Kiwi's take minutes, and this measures finding, not indexing.
        Case.objects.update(search=SearchVector("title", config="simple"))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        yield _measured()
    finally:
        teardown_databases(old, verbosity=0)


def _measured() -> Table:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    table = Table(f"pages with {CASES} cases", ("page", "p50 ms", "p95 ms", "queries", "KB", "KB gzipped", "wanted"))
    client = Client(headers={"host": "localhost", "accept-encoding": "gzip"})
    for page in PAGES:
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(page)
        asked = len(queries)  # later requests empty the log
        times = []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            client.get(page)
            times.append((time.perf_counter() - started) * 1000)
        small = len(answer.content)
        is_small = answer.headers.get("Content-Encoding") == "gzip"
        whole = len(gzip.decompress(answer.content)) if is_small else small
        gzipped = f"{small / 1024:.0f}" if is_small else ""
        p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        table.add(
            page, f"{p50:.0f}", f"{p95:.0f}", asked, whole // 1024, gzipped, f"< {WANTED_MS}",
            ok=answer.status_code == HTTPStatus.OK and p50 < WANTED_MS,
        )  # fmt: skip
    return table

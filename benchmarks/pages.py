"""How fast the screens are with 20,000 cases: map, search, a case, in a database of their own.

Requests go through the whole of Django in one process, so the numbers leave out the network and nothing else.
"""

# Django is set up before its models can be imported
from __future__ import annotations

import gzip
import os
import random
import statistics
import time
from collections.abc import Iterator
from http import HTTPStatus

from benchmarks.tables import Table

CASES = 20_000
ROUNDS = 25
WANTED_MS = 150  # at the median
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
    "/cases/?q=어르신을 찾아가는 돌봄",
    "/cases/?q=공구&region=48&year=2022",
    "/cases/?q=주챠공유",
    "/cases/?award=any&sort=title&page=40",
    "/cases/{case}/",
    "/governments/48850/",
    "/api/v1/cases?q=도서관&limit=20",
)
WHO = ("어르신", "청년", "아이", "장애인", "농민", "소상공인", "외국인 주민", "임산부", "학생", "주민")
WHAT = (
    "주차 공유",
    "돌봄",
    "공구 도서관",
    "빈집",
    "민원 창구",
    "심야 버스",
    "안심 귀갓길",
    "하천 정비",
    "농기계 수리",
    "일자리",
    "도서관",
    "폐철도 공원",
)
HOW = (
    "찾아가는",
    "함께 쓰는",
    "한 번에 끝내는",
    "데이터로 찾는",
    "밤에도 여는",
    "주민이 정하는",
    "인공지능으로 미리 아는",
    "종이 없는",
)
GRADES = ("대상", "최우수상", "우수상", "장려상")


def make_cases(count: int, seed: int = 7) -> None:
    """Write published cases of all governments, old ones too, over fields and years; a tenth has two owners."""
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
                title=f"{chance.choice(HOW)} {chance.choice(WHO)} {chance.choice(WHAT)} {number}",
                summary=f"{chance.choice(WHO)} 이용자를 위해 {chance.choice(WHAT)} 방식을 바꾸었다.",
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
    """Make the cases, then ask for each page again and again."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dure.config.settings")
    from dure.cli.manage import prepare

    prepare(role="owner")
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    old = setup_databases(verbosity=0, interactive=False)
    try:
        from dure.apps.cases.actions import load_taxonomies
        from dure.apps.cases.actions.index import index_cases
        from dure.apps.cases.models import Case
        from dure.apps.governments.actions import load_governments

        load_governments()
        load_taxonomies()
        make_cases(CASES)
        started = time.monotonic()
        index_cases(list(Case.objects.values_list("pk", flat=True)))
        indexed = time.monotonic() - started
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        yield _pages(indexed)
    finally:
        teardown_databases(old, verbosity=0)


def _pages(indexed: float) -> Table:
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from dure.apps.cases.models import Case

    client = Client(headers={"host": "localhost", "accept-encoding": "gzip"})
    some = Case.objects.filter(state="published").order_by("pk").values_list("pk", flat=True)[CASES // 2]
    table = Table(
        f"pages with {CASES:,} cases (their words indexed in {indexed:.0f} s), {ROUNDS} rounds",
        ("page", "p50 ms", "p95 ms", "queries", "KB", "KB gz", "wanted p50"),
    )
    for pattern in PAGES:
        page = pattern.format(case=some)
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(page)
        asked = len(queries)  # later requests empty the log
        times = []
        for _ in range(ROUNDS):
            cache.clear()  # so that no limit of requests is reached
            start = time.perf_counter()
            answer = client.get(page)
            times.append((time.perf_counter() - start) * 1000)
        is_well = answer.status_code == HTTPStatus.OK
        sent = len(answer.content)
        whole = len(gzip.decompress(answer.content)) if answer.headers.get("Content-Encoding") == "gzip" else sent
        p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        table.add(
            pattern, f"{p50:.1f}", f"{p95:.1f}", asked, whole // 1024, sent // 1024,
            f"< {WANTED_MS}" if is_well else f"status {answer.status_code}", ok=is_well and p50 < WANTED_MS,
        )  # fmt: skip
    return table

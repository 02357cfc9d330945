"""How fast the map is with 20,000 cases: ``python -m benchmarks.map [--cases N] [--keep]``.

The cases are made inside a transaction that is rolled back at the end, unless ``--keep`` is said (for screenshots).
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import statistics
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dure.config.settings")
os.environ.setdefault("DURE_DATABASE_ROLE", "owner")

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
)
GRADES = ("대상", "최우수상", "우수상", "장려상")


class _Undone(Exception):
    """Takes the made cases back."""


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
                title=f"시험 사례 {number}",
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
        for government in {g.pk: g for g in chance.choices(governments, weights, k=several)}.values():
            owners.append(CaseOwner(case=case, government=government, name_then=government.name))
        if number % 13 == 0 and institutions:
            body = chance.choice(institutions)
            owners.append(CaseOwner(case=case, government_id=body.owner_id, institution=body, name_then=body.name))
        if number % 6 == 0:
            awards.append(Award(case=case, grade=chance.choice(GRADES), event="시험 대회", year=case.year))
    CaseOwner.objects.bulk_create(owners, batch_size=5000)
    Award.objects.bulk_create(awards, batch_size=5000)


@contextmanager
def _cases(count: int, *, keep: bool) -> Iterator[None]:
    from django.db import connection, transaction

    try:
        with transaction.atomic():
            make_cases(count)
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            if not keep:
                yield
                raise _Undone
    except _Undone:
        return
    yield


def main() -> None:
    """Print p50, p95, queries and bytes of each page."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--cases", type=int, default=20_000)
    arguments.add_argument("--rounds", type=int, default=25)
    arguments.add_argument("--keep", action="store_true")
    chosen = arguments.parse_args()

    import django

    from dure.config import postgres

    if not os.environ.get("DATABASE_URL"):
        postgres.ensure_running()
    django.setup()

    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost", "accept-encoding": "gzip"})
    with _cases(chosen.cases, keep=chosen.keep):
        print(f"{chosen.cases} cases, {chosen.rounds} rounds")
        print(f"{'page':52}{'p50 ms':>8}{'p95 ms':>8}{'queries':>9}{'KB':>7}{'KB gz':>7}")
        for page in PAGES:
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(page)
            assert answer.status_code == 200, page  # noqa: S101  # a benchmark of an error page measures nothing
            times = []
            for _ in range(chosen.rounds):
                start = time.perf_counter()
                client.get(page)
                times.append((time.perf_counter() - start) * 1000)
            sent = len(answer.content)
            whole = len(gzip.decompress(answer.content)) if answer.headers.get("Content-Encoding") == "gzip" else sent
            p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
            print(f"{page:52}{p50:8.1f}{p95:8.1f}{len(queries):9}{whole / 1024:7.0f}{sent / 1024:7.0f}")


if __name__ == "__main__":
    main()

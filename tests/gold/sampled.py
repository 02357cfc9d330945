"""Count what the reader got right on the sample documents, in two halves: the odd ones may be looked at, the even ones never.

``python -m tests.gold.sampled`` prints both tables, and what went wrong of the odd half only.
"""

import re
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from dure.engines.reading import Reading, default_gazetteer, open_document, read
from tests.gold.measured import Tally, cases_of, report, subject
from tests.gold.scoring import bare, title_share, titles_match

SAMPLES = Path(__file__).parents[2] / "samples"
LOOKED_AT, HELD_OUT = "samples odd", "samples even"


def _owners(tally: Tally, path: str, reading: Reading, wanted: list[dict[str, Any]]) -> None:
    found = cases_of(reading)
    for case in wanted:
        own = next((one for one in found if titles_match(case["title"], one.value["title"])), None)
        if own is not None:
            position = own.value["institution"]
            name = None if position is None else reading.findings[position].value["name"]
            tally.ask("owner", path, name, case["owner"], right=name == case["owner"])


def half_of(path: str) -> str:
    """Return the half of a sample: by the number in its name, the ones without a number (a template) are odd."""
    number = re.search(r"/(\d+)-", path)
    return HELD_OUT if number and int(number[1]) % 2 == 0 else LOOKED_AT


@cache
def samples() -> dict[str, Tally]:
    """Read every sample; the halves with their tallies, the held-out one without a word on single pages."""
    halves = {LOOKED_AT: Tally(), HELD_OUT: Tally()}
    for sample in tomllib.loads((SAMPLES / "index.toml").read_text(encoding="utf-8"))["sample"]:
        path = sample["path"]
        tally = halves[half_of(path)]
        reading = read(open_document((SAMPLES / path).read_bytes(), path=path), default_gazetteer())
        tally.pages += 1
        cases = sample.get("cases", [])
        found = [finding.value["title"] for finding in cases_of(reading)]
        share = title_share(found, [case["title"] for case in cases])
        tally.cases += share
        if not share.hits == share.found == share.wanted:
            tally.wrong.append(f"{path}: cases: found {found}")
        if not sample["is_article"]:
            continue
        _owners(tally, path, reading, cases)
        article = reading.article
        for key, own, wanted in (
            ("title", bare(article.title or ""), bare(sample.get("title", ""))),
            ("outlet", article.outlet, sample.get("outlet")),
            ("published", (article.published_at or "")[:10], str(sample.get("published", ""))[:10]),
            ("subject", subject(reading), sample.get("subject")),
        ):
            tally.ask(key, path, own, wanted, right=own == wanted)
        if "event" in sample:
            kind = next((finding.value["kind"] for finding in reading.findings if finding.kind == "event"), None)
            tally.ask("kind", path, kind, sample["event"]["kind"], right=kind == sample["event"]["kind"])
    halves[HELD_OUT].wrong.clear()
    return halves


if __name__ == "__main__":
    sys.stdout.writelines(report(name, tally) + "\n" for name, tally in samples().items())

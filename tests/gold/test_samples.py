"""The reader on the sample documents, none of which it was made for: half of them were never opened while rules were made."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from dure.engines.reading import Reading, default_gazetteer, open_document, read
from tests.gold.measured import HERE, Tally, cases_of, report, subject
from tests.gold.scoring import bare, title_share, titles_match

SAMPLES = Path(__file__).parents[2] / "samples"
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["samples"]


def _owners(tally: Tally, path: str, reading: Reading, wanted: list[dict[str, Any]]) -> None:
    found = cases_of(reading)
    for case in wanted:
        own = next((one for one in found if titles_match(case["title"], one.value["title"])), None)
        if own is not None:
            position = own.value["institution"]
            name = None if position is None else reading.findings[position].value["name"]
            tally.ask("owner", path, name, case["owner"], right=name == case["owner"])


@cache
def samples() -> Tally:
    tally = Tally()
    for sample in tomllib.loads((SAMPLES / "index.toml").read_text(encoding="utf-8"))["sample"]:
        path = sample["path"]
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
    return tally


def test_samples():
    tally = samples()
    assert tally.pages == 63
    for key, floor in FLOORS.items():
        found = {"precision": tally.cases.precision, "recall": tally.cases.recall}.get(key)
        found = tally.share(key) if found is None else found
        assert found >= floor, f"{key} fell to {found:.3f}, floor {floor}\n{report('samples', tally)}"

"""Institutions of the shared pages: found and named in full wherever the page names them at all."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from dure.engines.reading import gazetteer

DOCUMENTS = Path(__file__).parents[4] / "shared" / "documents"  # beside the checkout, here and in CI
pytestmark = pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the shared documents are not on this machine")

# Named in the gold, not in the restated text: the original page said more.
NOT_IN_TEXT = {
    "h001": 4, "h003": 3, "h005": 3, "h007": 5, "h015": 5, "h023": 2, "h035": 5, "h047": 2, "h063": 1, "h065": 1, "h071": 1,
}  # fmt: skip
# Written with its province by the page and so by the gold, which leaves the province out in other rows.
NAMED_OTHERWISE = {"h061": {"서울특별시 관악구시설관리공단"}}


def settled(text: str, day: date | None) -> set[str]:
    lands = gazetteer.default()
    resolutions = lands.settle(lands.mentions(text), day)
    return {resolution.only.full_name for resolution in resolutions if resolution.only}


def pages() -> list[dict]:
    path = DOCUMENTS / "restated_gold.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


@pytest.mark.parametrize("page", [pytest.param(page, id=page["id"]) for page in pages()])
def test_institutions_of_restated_pages(page: dict):
    gold = page["gold"]
    stamp = re.match(r"\d{4}-\d\d-\d\d", gold["published"] or gold["published_hint"] or "")
    day = date.fromisoformat(stamp.group()) if stamp else None
    wanted = {name for name in (gold["institution"], *gold["institutions_other"]) if name}
    missed = wanted - settled(f"{page['title'] or ''}\n{page['restated']}", day)
    missed -= NAMED_OTHERWISE.get(page["id"], set())
    assert len(missed) == NOT_IN_TEXT.get(page["id"], 0), missed


@pytest.mark.parametrize(
    ("seed", "day"),
    [("000", date(2020, 2, 16)), ("001", None), ("002", date(2019, 7, 12)), ("003", None), ("004", date(2022, 12, 5))],
)
def test_institutions_of_the_seeds(seed: str, day: date | None):
    gold = json.loads((DOCUMENTS / "seeds_gold.json").read_text(encoding="utf-8"))
    name = next(name for name in gold if name.startswith(seed))
    text = (DOCUMENTS / "seeds" / name).read_text(encoding="utf-8")
    assert {institution["name"] for institution in gold[name]["institutions"]} <= settled(text, day)

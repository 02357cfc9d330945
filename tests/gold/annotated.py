"""Annotated pages as the fits of `tests.gold.tagging` and `tests.gold.weighing` need them: what rules found on each, and what it holds."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from dure.engines.reading import Document, Gazetteer, default_gazetteer, open_document
from dure.engines.reading.casedraft import CaseDraft, Place
from dure.engines.reading.cases.finding import may_hold_cases, ruled_cases, topic_of
from dure.engines.reading.lines import lines_of
from dure.engines.reading.located import locate
from dure.engines.reading.prose import Prose, prose_of
from dure.engines.reading.read import article_of
from tests.gold.measured import HERE, gold_of
from tests.gold.sampled import LOOKED_AT, SAMPLES, half_of
from tests.gold.scoring import Share, title_share, titles_match

FOLDS = 4
_ABSTAINING = "abstaining"


@dataclass
class Page:
    """An annotated page that may hold cases, and what rules found on it."""

    collection: str
    fold: int
    wanted: list[str]
    also: list[str]
    prose: Prose
    places: Sequence[Place]
    topic: int
    drafts: list[CaseDraft]

    def share(self, drafts: Iterable[CaseDraft]) -> Share:
        """Count titles as `measured` does: one in ``also`` is neither wanted nor wrong."""
        return self.titles_share(self.prose.text[one.start : one.end] for one in drafts)

    def titles_share(self, titles: Iterable[str]) -> Share:
        """Count titles, each as often as it is given."""
        return title_share([one for one in titles if self.counts(one)], self.wanted)

    def counts(self, title: str) -> bool:
        """Tell whether a title is right or wrong, not one in ``also``."""
        return self.is_wanted(title) or not any(titles_match(title, other) for other in self.also)

    def is_wanted(self, title: str) -> bool:
        """Tell whether a title is one of the page's."""
        return any(titles_match(title, other) for other in self.wanted)


Source = tuple[str, str, Document, Mapping[str, Any]]  # collection, name, document, gold


def pages_of(*sources: Iterable[Source]) -> list[Page]:
    """Return the pages that may hold cases."""
    gazetteer = default_gazetteer()
    found = (
        page_of(collection, name, document, gold, gazetteer) for collection, name, document, gold in chain(*sources)
    )
    return [page for page in found if page is not None]


def fold_of(collection: str, name: str) -> int:
    """Return the part of the pages that a page is always in."""
    return zlib.crc32(f"{collection}/{name}".encode()) % FOLDS


def table(asked: str, results: Iterable[tuple[str, bool, bool, bool]]) -> list[str]:
    """Return a line a collection: how many of what is ``asked`` for, and of abstentions, are right by rules alone and weighed.

    A result is a page's collection, whether it holds what is asked for, whether rules are right and whether weights are.
    """
    counts: dict[str, Counter[str]] = {}
    for collection, holds, ruled, weighed in results:
        what = asked if holds else _ABSTAINING
        counts.setdefault(collection, Counter()).update({what: 1, f"{what} ruled": ruled, f"{what} weighed": weighed})
    return [
        f"  {key:10}"
        + "".join(
            f"  {what} {one[f'{what} ruled']:3} -> {one[f'{what} weighed']:3} of {one[what]:3}"
            for what in (asked, _ABSTAINING)
        )
        for key, one in counts.items()
    ]


def page_of(
    collection: str, name: str, document: Document, gold: Mapping[str, Any], gazetteer: Gazetteer
) -> Page | None:
    """Return a page with what rules find on it, or nothing where the reader looks for no cases."""
    article, blocks = article_of(document, lines_of(document))
    prose = prose_of(document, blocks)
    day = dt.date.fromisoformat(article.published_at[:10]) if article.published_at else None
    places, topic = locate(prose, gazetteer, day), topic_of(prose)
    if not prose.body or not may_hold_cases(prose, places, topic):
        return None
    drafts = ruled_cases(prose, places, topic)
    fold = fold_of(collection, name)
    return Page(
        collection, fold, list(gold["cases"] or []), list(gold.get("cases_also", [])), prose, places, topic, drafts
    )


def own_sources() -> Iterator[Source]:
    """Yield the project's own pages, constructions and samples."""
    letters = {"own": "gkm", "open": "opr", "opened": "hqts", "new": "uv", "latest": "w"}
    collections = {letter: name for name, own in letters.items() for letter in own}
    for gold in gold_of("pages"):
        path = HERE / "pages" / gold["file"]
        yield collections[path.name[0]], path.name, open_document(path.read_bytes(), path=path.name), gold
    for gold in tomllib.loads((HERE / "constructions.toml").read_text(encoding="utf-8"))["text"]:
        if "cases" in gold:
            name = f"{gold['id']}.html" if gold.get("html") else f"{gold['id']}.txt"
            yield "constructions", name, open_document(gold["page"].strip().encode(), path=name), gold
    yield from sample_sources()


def sample_sources() -> Iterator[Source]:
    """Yield the samples that may be looked at."""
    for sample in tomllib.loads((SAMPLES / "index.toml").read_text(encoding="utf-8"))["sample"]:
        if half_of(sample["path"]) == LOOKED_AT:
            path = SAMPLES / sample["path"]
            titles = {"cases": [case["title"] for case in sample.get("cases", [])]}
            yield "samples", sample["path"], open_document(path.read_bytes(), path=path.name), titles


def other_sources(folder: Path) -> Iterator[Source]:
    """Yield the pages of a folder with a ``gold.toml`` like that of our own, or of the shared documents."""
    if (folder / "gold.toml").exists():
        for gold in tomllib.loads((folder / "gold.toml").read_text(encoding="utf-8"))["page"]:
            path = folder / gold["file"]
            yield folder.name, path.name, open_document(path.read_bytes(), path=path.name), gold
        return
    for name, gold in json.loads((folder / "seeds_gold.json").read_text(encoding="utf-8")).items():
        titles = {"cases": [case["title"] for case in gold["case_titles"]]}
        yield "seeds", name, open_document((folder / "seeds" / name).read_bytes(), path=name), titles
    for line in (folder / "restated_gold.jsonl").read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        document = open_document(page["restated"].encode(), url=page["url"])
        yield "restated", page["id"], document, {"cases": page["gold"]["case_titles"]}

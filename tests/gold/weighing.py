"""Fit the weights of `cases/weights.py`: a logistic regression with an L2 penalty over the candidates of annotated pages.

``python -m tests.gold.weighing`` fits on the project's own pages and constructions; ``--also DIR`` adds pages that stand
elsewhere (a folder with a ``gold.toml``, or the shared documents), ``--write`` puts the weights into the module.
Quality is measured by cross-validation: each tenth of the pages is weighed with what the other nine taught.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import tomllib
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from dure.engines.reading import Document, Gazetteer, default_gazetteer, open_document
from dure.engines.reading.casedraft import CaseDraft, Place
from dure.engines.reading.cases import weights as table_in_use
from dure.engines.reading.cases.finding import may_hold_cases, ruled_cases, topic_of
from dure.engines.reading.cases.opinion import opinion_rows, second_opinion
from dure.engines.reading.cases.weights import WEIGHTS, signs_of
from dure.engines.reading.institutions import locate
from dure.engines.reading.lines import lines_of
from dure.engines.reading.prose import Prose, prose_of
from dure.engines.reading.read import article_of
from tests.gold.measured import HERE, gold_of
from tests.gold.scoring import Share, title_share, titles_match

PENALTY = 2.0
FOLDS = 10


@dataclass
class Page:
    """An annotated page: what rules found on it, and the signs of its candidates with whether each is a title."""

    collection: str
    fold: int
    wanted: list[str]
    also: list[str]
    prose: Prose
    places: Sequence[Place]
    drafts: list[CaseDraft]
    rows: list[tuple[frozenset[str], bool]]

    def share(self, drafts: Sequence[CaseDraft]) -> Share:
        """Count titles as `measured` does: one in ``also`` is neither wanted nor wrong."""
        titles = [self.prose.text[one.start : one.end] for one in drafts]
        counted = [one for one in titles if _is_one_of(one, self.wanted) or not _is_one_of(one, self.also)]
        return title_share(counted, self.wanted)


def _is_one_of(title: str, titles: Sequence[str]) -> bool:
    return any(titles_match(title, other) for other in titles)


def page_of(
    collection: str, name: str, document: Document, gold: Mapping[str, Any], gazetteer: Gazetteer
) -> Page | None:
    """Return a page with its candidates, or nothing where the reader looks for no cases."""
    article, blocks = article_of(document, lines_of(document))
    prose = prose_of(document, blocks)
    if not prose.body or not may_hold_cases(prose, topic := topic_of(prose)):
        return None
    day = dt.date.fromisoformat(article.published_at[:10]) if article.published_at else None
    places = locate(prose, gazetteer, day)
    drafts = ruled_cases(prose, places, topic)
    wanted, also = list(gold["cases"] or []), list(gold.get("cases_also", []))
    candidates, _ = opinion_rows(prose, drafts)
    rows = []
    for one, signs in zip(candidates, signs_of(prose, places, candidates, drafts), strict=True):
        title = prose.text[one.start : one.end]
        if _is_one_of(title, wanted) or not _is_one_of(title, also):
            rows.append((signs, _is_one_of(title, wanted)))
    return Page(
        collection, zlib.crc32(f"{collection}/{name}".encode()) % FOLDS, wanted, also, prose, places, drafts, rows
    )


Source = tuple[str, str, Document, Mapping[str, Any]]  # collection, name, document, gold


def own_sources() -> Iterator[Source]:
    """Yield the project's own pages and constructions."""
    letters = {"own": "gkm", "open": "opr", "opened": "hqts", "new": "uv", "latest": "w"}
    collections = {letter: name for name, own in letters.items() for letter in own}
    for gold in gold_of("pages"):
        path = HERE / "pages" / gold["file"]
        yield collections[path.name[0]], path.name, open_document(path.read_bytes(), path=path.name), gold
    for gold in tomllib.loads((HERE / "constructions.toml").read_text(encoding="utf-8"))["text"]:
        if "cases" in gold:
            name = f"{gold['id']}.html" if gold.get("html") else f"{gold['id']}.txt"
            yield "constructions", name, open_document(gold["page"].strip().encode(), path=name), gold


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


def pages_of(*sources: Iterable[Source]) -> list[Page]:
    """Return the pages that may hold cases, each with its candidates."""
    gazetteer = default_gazetteer()
    found = (
        page_of(collection, name, document, gold, gazetteer) for collection, name, document, gold in chain(*sources)
    )
    return [page for page in found if page is not None]


Bounds = tuple[float | None, float | None]  # the least and the most that a sign may weigh


def likeliest(
    signs: np.ndarray, right: np.ndarray, names: Mapping[str, Bounds], penalty: float, counts: np.ndarray | float = 1.0
) -> dict[str, float]:
    """Return the weights, to one digit, that make the labels of the rows most likely, each weight's square counted against it.

    ``signs`` has a row a stretch or list and a column a name, ``right`` its label, ``counts`` how often it counts. What all
    weigh (``any``) is not held back.
    """
    free = np.array([name == "any" for name in names])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = signs @ weights
        held = np.where(free, 0.0, weights)
        slope = signs.T @ (counts * (1 / (1 + np.exp(-odds)) - right)) + penalty * held
        return float((counts * (np.logaddexp(0, odds) - right * odds)).sum() + penalty / 2 * (held @ held)), slope

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", bounds=list(names.values()))
    return {name: round(float(weight), 1) + 0.0 for name, weight in zip(names, best.x, strict=True)}


def fitted(pages: Sequence[Page], names: Sequence[str]) -> dict[str, float]:
    """Return the weights that the candidates of the pages teach."""
    rows = [row for page in pages for row in page.rows]
    signs = np.array([[name in held for name in names] for held, _ in rows], dtype=float)
    titles = np.array([title for _, title in rows], dtype=float)
    return likeliest(signs, titles, dict.fromkeys(names, (None, None)), PENALTY)


def compared(page: Page, weights: Mapping[str, float]) -> tuple[Share, Share]:
    """Return how good a page's titles are by rules alone, and with the second opinion."""
    return page.share(page.drafts), page.share(second_opinion(page.prose, page.places, page.drafts, weights))


def validated(pages: Sequence[Page], names: Sequence[str]) -> Iterator[tuple[Page, tuple[Share, Share]]]:
    """Yield each page with what is right on it, weighed with what the pages of the other folds taught."""
    for fold in range(FOLDS):
        weights = fitted([page for page in pages if page.fold != fold], names)
        yield from ((page, compared(page, weights)) for page in pages if page.fold == fold)


def table(results: Iterable[tuple[Page, tuple[Share, Share]]]) -> list[str]:
    """Return a line a collection: precision and recall by rules alone and with the opinion."""
    none = Share(0, 0, 0)
    sums: dict[str, tuple[int, Share, Share]] = {}
    for page, (alone, weighed) in results:
        count, first, second = sums.get(page.collection, (0, none, none))
        sums[page.collection] = (count + 1, first + alone, second + weighed)
    return [
        f"  {key:14} {count:4} pages: rules P {alone.precision:.3f} R {alone.recall:.3f}, "
        f"with the opinion P {weighed.precision:.3f} R {weighed.recall:.3f}"
        for key, (count, alone, weighed) in sums.items()
    ]


def with_weights(source: str, weights: Mapping[str, float]) -> str:
    """Return the module's source with other weights in its table."""
    for name, weight in weights.items():
        source, found = re.subn(
            rf'^(    "{re.escape(name)}": )-?[\d.]+,$', rf"\g<1>{weight},", source, flags=re.MULTILINE
        )
        assert found == 1, name
    return source


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--also", type=Path, action="append", default=[], metavar="DIR", help="pages to fit on besides")
    parser.add_argument(
        "--test", type=Path, action="append", default=[], metavar="DIR", help="pages to measure on only"
    )
    parser.add_argument("--write", action="store_true", help="put the weights into cases/weights.py")
    chosen = parser.parse_args()
    names = list(WEIGHTS)
    pages = pages_of(own_sources(), *map(other_sources, chosen.also))
    print(f"{len(pages)} pages, {sum(len(page.rows) for page in pages)} candidates; cross-validated:")
    print(*table(validated(pages, names)), sep="\n")
    weights = fitted(pages, names)
    if chosen.test:
        print("not fitted on:")
        print(*table((page, compared(page, weights)) for page in pages_of(*map(other_sources, chosen.test))), sep="\n")
    for name in sorted(names, key=weights.__getitem__):
        held = [title for page in pages for signs, title in page.rows if name in signs]
        print(f"{name:32} {WEIGHTS[name]:5.1f} -> {weights[name]:5.1f}  titles {sum(held)} of {len(held)}")
    if chosen.write:
        path = Path(table_in_use.__file__)
        path.write_text(with_weights(path.read_text(encoding="utf-8"), weights), encoding="utf-8")


if __name__ == "__main__":
    main()

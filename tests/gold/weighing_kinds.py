"""Fit what `events/kinds.py` weighs: a multinomial logistic regression with an L2 penalty over the events of annotated pages.

``python -m tests.gold.weighing_kinds`` fits on the project's own pages; ``--also DIR`` adds pages that stand elsewhere (a folder
with a ``gold.toml``), ``--write`` puts the model into the package. Quality is measured by cross-validation: each quarter of the
pages is weighed with what the others taught.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from dure.engines.reading import Gazetteer, default_gazetteer, open_document
from dure.engines.reading.cases.finding import topic_of
from dure.engines.reading.events import kinds as module_in_use
from dure.engines.reading.events.finding import candidates_of, ruled_of
from dure.engines.reading.events.kinds import KINDS, NO_EVENT, Model, likeliest, signs_of
from dure.engines.reading.events.plain import calls_people
from dure.engines.reading.lines import lines_of
from dure.engines.reading.located import locate
from dure.engines.reading.prose import prose_of
from dure.engines.reading.read import article_of, known_day
from tests.gold.annotated import FOLDS, Source, fold_of, other_sources, own_sources, table
from tests.gold.measured import HERE

PENALTY = 0.5
LEAST = 4
"""On how many pages a sign must stand to be weighed."""


@dataclass
class Page:
    """An annotated page: the signs of its event, the kinds that are right, and that which rules say."""

    collection: str
    fold: int
    signs: list[tuple[str, set[str]]]
    right: frozenset[str]
    ruled: str

    def every_sign(self) -> list[tuple[str, str]]:
        """Return the signs one by one, each with where it stands."""
        return [(where, sign) for where, found in self.signs for sign in sorted(found)]

    @property
    def named(self) -> bool:
        """Tell whether rules find an event."""
        return self.ruled != NO_EVENT


def page_of(source: Source, gazetteer: Gazetteer) -> Page | None:
    """Return a page with its signs; nothing where it has no body, or where an event was found that nobody annotated."""
    collection, file, document, gold = source
    article, blocks = article_of(document, lines_of(document))
    prose = prose_of(document, blocks)
    if not prose.body:
        return None
    places = locate(prose, gazetteer, known_day(document, article))
    on_topic = topic_of(prose) > 0 or calls_people(prose)
    event = ruled_of(prose, candidates_of(prose, places, on_topic=on_topic))
    wanted = gold if "kind" in gold else gold.get("event")  # a construction says its kind alone
    right = {one or NO_EVENT for one in (wanted.get("kind"), *gold.get("kind_also", ()))} if wanted else {NO_EVENT}
    if event is not None and wanted is None:
        return None
    signs = list(signs_of(prose, event, on_topic=on_topic))
    return Page(collection, fold_of(collection, file), signs, frozenset(right), event.kind if event else NO_EVENT)


def pages_of(*sources: Iterable[Source]) -> list[Page]:
    """Return the pages whose event is annotated: a collection that annotates none says nothing of its pages."""
    gazetteer = default_gazetteer()
    kept = list(chain(*sources))
    annotated = {source[0] for source in kept if "event" in source[3]} - {"constructions"}
    asked = chain((source for source in kept if source[0] in annotated), constructed())
    found = (page_of(source, gazetteer) for source in asked)
    return [page for page in found if page is not None]


def constructed() -> Iterator[Source]:
    """Yield the constructions that say a kind."""
    for gold in tomllib.loads((HERE / "constructions.toml").read_text(encoding="utf-8"))["text"]:
        if "kind" in gold:
            name = f"{gold['id']}.{'html' if gold.get('html') else 'txt'}"
            yield "constructions", name, open_document(gold["page"].strip().encode(), path=name), gold


def fitted(pages: Sequence[Page]) -> Model:
    """Return the weights, in tenths, that make the right kinds of the pages most likely; of several right ones any will do."""
    counts = Counter(sign for page in pages for sign in page.every_sign())
    names = sorted(sign for sign, count in counts.items() if count >= LEAST)
    column = {name: at for at, name in enumerate(names)}
    signs = np.zeros((len(pages), len(names)))
    for row, page in enumerate(pages):
        signs[row, [column[name] for name in page.every_sign() if name in column]] = 1
    right = np.array([[kind in page.right for kind in KINDS] for page in pages], dtype=float)

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(len(names), len(KINDS))
        sums = signs @ weights
        powers = np.exp(sums - sums.max(axis=1, keepdims=True))
        every, good = powers.sum(axis=1), (powers * right).sum(axis=1)
        slope = signs.T @ (powers / every[:, None] - powers * right / good[:, None])
        return float((np.log(every) - np.log(good)).sum() + PENALTY / 2 * (flat @ flat)), slope.ravel() + PENALTY * flat

    best = minimize(loss, np.zeros(len(names) * len(KINDS)), jac=True, method="L-BFGS-B").x.reshape(-1, len(KINDS))
    model: Model = {}
    for (where, sign), row in zip(names, best, strict=True):
        tenths = [round(float(weight) * 10) for weight in row]
        if any(tenths):
            model.setdefault(where, {})[sign] = tenths
    return model


def chosen(page: Page, weights: Model) -> str:
    """Return the kind that the weights choose."""
    return likeliest(page.signs, weights, named=page.named)


def validated(pages: Sequence[Page]) -> Iterator[tuple[Page, str]]:
    """Yield each page with the kind chosen by what the pages of the other folds taught."""
    for fold in range(FOLDS):
        weights = fitted([page for page in pages if page.fold != fold])
        yield from ((page, chosen(page, weights)) for page in pages if page.fold == fold)


def counted(results: Iterable[tuple[Page, str]]) -> list[str]:
    """Return a line a collection: kinds and abstentions that are right by rules alone and weighed."""
    rows = (
        (page.collection, page.right != {NO_EVENT}, page.ruled in page.right, kind in page.right)
        for page, kind in results
    )
    return table("kind", rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--also", type=Path, action="append", default=[], metavar="DIR", help="pages to fit on besides")
    parser.add_argument("--write", action="store_true", help="put the model into the package")
    given = parser.parse_args()
    pages = pages_of(own_sources(), *map(other_sources, given.also))
    print(f"{len(pages)} pages; cross-validated:", *counted(validated(pages)), sep="\n")
    weights = fitted(pages)
    print("fitted:", *counted((page, chosen(page, weights)) for page in pages), sep="\n")
    if given.write:
        path = Path(module_in_use.__file__).parents[3] / "data" / "models" / "event_kinds.json"
        path.write_text(written(weights), encoding="utf-8")
        print(f"{sum(map(len, weights.values()))} signs written")


def written(weights: Model) -> str:
    """Return the model as JSON with a line a sign."""
    places = [
        f"{json.dumps(where)}: {{\n"
        + ",\n".join(f"  {json.dumps(sign, ensure_ascii=False)}: {json.dumps(row)}" for sign, row in own.items())
        + "\n}"
        for where, own in weights.items()
    ]
    return "{" + ", ".join(places) + "}\n"


if __name__ == "__main__":
    main()

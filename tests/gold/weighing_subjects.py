"""Fit the weights of `subjectweights.py`: a conditional logit with an L2 penalty over the institutions of annotated pages.

``python -m tests.gold.weighing_subjects`` fits on the project's own pages; ``--also DIR`` adds pages that stand elsewhere (a
folder with a ``gold.toml``), ``--write`` puts the weights into the module and the methods' page. Quality is measured by cross-validation: each
quarter of the pages is weighed with what the others taught.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from dure.engines.reading import Gazetteer, default_gazetteer
from dure.engines.reading import subjectweights as table_in_use
from dure.engines.reading.lines import lines_of
from dure.engines.reading.prose import prose_of
from dure.engines.reading.read import article_of, drafts_of, known_day
from dure.engines.reading.subjectweights import ALONE, WEIGHTS, in_doubt, likeliest, signs_of
from tests.gold.annotated import FOLDS, Source, fold_of, other_sources, own_sources, table
from tests.gold.weighing import METHODS, with_rows, with_weights

PENALTY = 1.0
TABLE = "### Whose page it is where rules are in doubt"
"""Below which heading of the methods' page the weights stand."""
_TODAY = {"전라북도": "전북특별자치도", "강원도": "강원특별자치도"}


@dataclass
class Page:
    """An annotated page: the signs of its candidates, who of them is right, whom rules chose and whether they doubt it."""

    collection: str
    fold: int
    says: bool
    signs: dict[str | None, frozenset[str]]
    right: frozenset[str | None]
    ruled: str | None
    doubtful: bool
    off_topic: bool

    def chosen(self, weights: Mapping[str, float]) -> str | None:
        """Return whom the page is about by rules, and by the weights where rules are in doubt."""
        if not self.doubtful:
            return self.ruled
        name, sure = likeliest(self.signs, weights)
        return None if self.ruled is None and self.off_topic and sure < ALONE else name


def _today(name: str) -> str:
    for old, new in _TODAY.items():
        name = name.replace(old, new)
    return name


def page_of(source: Source, gazetteer: Gazetteer) -> Page | None:
    """Return a page with its candidates, or nothing where the reader finds no body."""
    collection, file, document, gold = source
    lines = lines_of(document)
    article, blocks = article_of(document, lines)
    prose = prose_of(document, blocks)
    if not prose.body:
        return None
    day = known_day(document, article)
    drafts = drafts_of(document, lines, prose, blocks, gazetteer, day, None, press=article.outlet is not None)
    ruled = next((one for one in drafts.standing if one.role == "subject"), None)
    signs = signs_of(prose, drafts.places, drafts.winners, ruled)
    wanted = {one or "" for one in (gold.get("subject"), *gold.get("subject_also", ()))}
    if article.published_at is None:  # an undated page does not say which name was in force
        right = {name for name in signs if _today(name or "") in set(map(_today, wanted))}
    else:
        right = {name for name in signs if (name or "") in wanted}
    return Page(
        collection,
        fold_of(collection, file),
        gold.get("subject") is not None,
        signs,
        frozenset(right),
        ruled.name if ruled else None,
        in_doubt(prose, drafts.places, ruled),
        not (drafts.on_topic or drafts.events),
    )


def pages_of(*sources: Iterable[Source]) -> list[Page]:
    """Return the pages whose subject is annotated: a collection that annotates none says nothing of its pages."""
    gazetteer = default_gazetteer()
    kept = list(chain(*sources))
    annotated = {source[0] for source in kept if "subject" in source[3]}
    found = (page_of(source, gazetteer) for source in kept if source[0] in annotated - {"constructions"})
    return [page for page in found if page is not None]


def fitted(pages: Sequence[Page], names: Sequence[str]) -> dict[str, float]:
    """Return the weights, to one digit, that make the right candidates of the pages most likely.

    Of a page with several right answers any of them will do; one whose answer is no candidate teaches nothing.
    """
    taught = [page for page in pages if page.right]
    column = {name: at for at, name in enumerate(names)}
    rows = [(held, name in page.right) for page in taught for name, held in page.signs.items()]
    signs = np.zeros((len(rows), len(names)))
    for row, (held, _) in enumerate(rows):
        signs[row, [column[name] for name in held if name in column]] = 1
    right = np.array([is_right for _, is_right in rows], dtype=float)
    sizes = [len(page.signs) for page in taught]
    first = np.cumsum([0, *sizes[:-1]])
    page_at = np.repeat(np.arange(len(taught)), sizes)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        sums = signs @ weights
        powers = np.exp(sums - np.maximum.reduceat(sums, first)[page_at])
        every, good = np.add.reduceat(powers, first), np.add.reduceat(powers * right, first)
        slope = signs.T @ (powers / every[page_at] - powers * right / good[page_at]) + PENALTY * weights
        return float((np.log(every) - np.log(good)).sum() + PENALTY / 2 * (weights @ weights)), slope

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return {name: round(float(weight), 1) + 0.0 for name, weight in zip(names, best.x, strict=True)}


def validated(pages: Sequence[Page], names: Sequence[str]) -> Iterator[tuple[Page, str | None]]:
    """Yield each page with who is chosen by what the pages of the other folds taught."""
    for fold in range(FOLDS):
        weights = fitted([page for page in pages if page.fold != fold], names)
        yield from ((page, page.chosen(weights)) for page in pages if page.fold == fold)


def counted(results: Iterable[tuple[Page, str | None]]) -> list[str]:
    """Return a line a collection: subjects and abstentions that are right by rules alone and weighed."""
    rows = ((page.collection, page.says, page.ruled in page.right, name in page.right) for page, name in results)
    return table("subject", rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--also", type=Path, action="append", default=[], metavar="DIR", help="pages to fit on besides")
    parser.add_argument("--write", action="store_true", help="put the weights into subjectweights.py")
    chosen = parser.parse_args()
    names = list(WEIGHTS)
    pages = pages_of(own_sources(), *map(other_sources, chosen.also))
    print(f"{len(pages)} pages, {sum(page.doubtful for page in pages)} in doubt; cross-validated:")
    print(*counted(validated(pages, names)), sep="\n")
    weights = fitted(pages, names)
    print("fitted:", *counted((page, page.chosen(weights)) for page in pages), sep="\n")
    for name in sorted(names, key=weights.__getitem__):
        held = [one in page.right for page in pages for one, signs in page.signs.items() if name in signs]
        print(f"{name:32} {WEIGHTS[name]:5.1f} -> {weights[name]:5.1f}  right {sum(held)} of {len(held)}")
    if chosen.write:
        path = Path(table_in_use.__file__)
        path.write_text(with_weights(path.read_text(encoding="utf-8"), weights), encoding="utf-8")
        METHODS.write_text(with_rows(METHODS.read_text(encoding="utf-8"), TABLE, weights), encoding="utf-8")


if __name__ == "__main__":
    main()

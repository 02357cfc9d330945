"""Fit what decides on titles: the field of `cases/tagging.py`, and the weights of `cases/weights.py` that judge by it.

``python -m tests.gold.weighing`` fits both on the project's own pages and constructions; ``--also DIR`` adds pages that stand elsewhere
to those of the field (a folder with a ``gold.toml``, or the shared documents), ``--fresh DIR`` pages that no rule was made with. The
weights are fitted on those and, each counting half, on our own pages: on pages that rules were made with whatever a rule found is
right, which says nothing of others. ``--write`` puts both into the package, and the weights into the methods' page. The weights are those of a logistic regression with
an L2 penalty. Quality is measured by cross-validation: what a page is judged by was taught by the others.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from dure.engines.reading.cases import tagging
from dure.engines.reading.cases import weights as table_in_use
from dure.engines.reading.cases.decision import decided, rows_of
from dure.engines.reading.cases.tagging import Tagged, packed
from dure.engines.reading.cases.weights import MEASURED, WEIGHTS, Signs, signs_of
from tests.gold.annotated import FOLDS, Page, other_sources, own_sources, pages_of
from tests.gold.scoring import Share
from tests.gold.tagging import field_of, field_rows, told_by_others

PENALTY = 1.0
KNOWN = 0.5
"""What a candidate of a page counts that rules were made with."""
OWN = frozenset({"own", "open", "opened", "new", "latest", "samples"})
Judged = tuple[Page, Tagged]  # a page, and what a field that was fitted without it says
Row = tuple[Signs, bool]

Bounds = tuple[float | None, float | None]  # the least and the most that a sign may weigh


def likeliest(
    signs: np.ndarray,
    right: np.ndarray,
    names: Mapping[str, Bounds],
    penalty: float,
    counts: np.ndarray | float = 1.0,
) -> dict[str, float]:
    """Return the weights that make the labels of the rows most likely, each weight's square counted against it.

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
    return {name: float(weight) for name, weight in zip(names, best.x, strict=True)}


def rounded(weights: Mapping[str, float], digits: int) -> dict[str, float]:
    """Return the weights with so many digits, none as −0."""
    return {name: round(weight, digits) + 0.0 for name, weight in weights.items()}


def rows_in(page: Page, told: Tagged) -> list[Row]:
    """Return the signs of a page's candidates, with whether each is a title."""
    candidates, _ = rows_of(page.prose, page.drafts, told)
    found = signs_of(page.prose, page.places, candidates, page.drafts, told, page.topic)
    titles = [page.prose.text[one.start : one.end] for one in candidates]
    return [(signs, page.is_wanted(title)) for signs, title in zip(found, titles, strict=True) if page.counts(title)]


def compared(page: Page, told: Tagged, weights: Mapping[str, float]) -> tuple[Share, Share, Share]:
    """Return how good a page's titles are by rules alone, by the field alone, and as decided by both."""
    by_field = dict.fromkeys(page.prose.text[start:end] for start, end, _ in told.titles)
    decision = decided(page.prose, page.places, page.drafts, page.topic, told, weights)
    return page.share(page.drafts), page.titles_share(by_field), page.share(decision)


def taught(judged: Sequence[Judged], names: Sequence[str], fresh: Collection[str]) -> dict[str, float]:
    """Return the weights that pages teach: those of the ``fresh`` collections, and our own for half."""
    rows = [(row, page.collection in fresh) for page, told in judged for row in rows_in(page, told)]
    signs = np.array([[held.get(name, 0.0) for name in names] for (held, _), _ in rows])
    titles = np.array([title for (_, title), _ in rows], dtype=float)
    counts = np.array([1.0 if is_fresh else KNOWN for _, is_fresh in rows])
    bounds: dict[str, Bounds] = {name: (0.0 if name in MEASURED else None, None) for name in names}
    return rounded(likeliest(signs, titles, bounds, PENALTY, counts), 2)


def validated(
    judged: Sequence[Judged], names: Sequence[str], fresh: Collection[str]
) -> Iterator[tuple[Page, tuple[Share, Share, Share]]]:
    """Yield each page with what is right on it, weighed with what the pages of the other folds taught."""
    for fold in range(FOLDS):
        teaching = [one for one in judged if one[0].fold != fold and one[0].collection in OWN.union(fresh)]
        weights = taught(teaching, names, fresh)
        yield from ((page, compared(page, told, weights)) for page, told in judged if page.fold == fold)


def table(results: Iterable[tuple[Page, tuple[Share, Share, Share]]]) -> list[str]:
    """Return a line a collection: precision and recall by rules alone, by the field alone, and as decided."""
    none = Share(0, 0, 0)
    sums: dict[str, tuple[int, Share, Share, Share]] = {}
    for page, (alone, field, both) in results:
        count, first, second, third = sums.get(page.collection, (0, none, none, none))
        sums[page.collection] = (count + 1, first + alone, second + field, third + both)
    return [
        f"  {key:14} {count:4} pages: rules P {alone.precision:.3f} R {alone.recall:.3f}, "
        f"field P {field.precision:.3f} R {field.recall:.3f}, decided P {both.precision:.3f} R {both.recall:.3f}"
        for key, (count, alone, field, both) in sums.items()
    ]


def with_weights(source: str, weights: Mapping[str, float]) -> str:
    """Return the module's source with other weights in its table."""
    for name, weight in weights.items():
        source, found = re.subn(
            rf'^(    "{re.escape(name)}": )-?[\d.]+,$', rf"\g<1>{weight},", source, flags=re.MULTILINE
        )
        assert found == 1, name
    return source


METHODS = Path(__file__).parents[2] / "docs" / "methods" / "reading.md"
DECISION = "### The decision"


def with_rows(page: str, heading: str, weights: Mapping[str, float]) -> str:
    """Return the page with other weights in the rows of the tables below a heading."""
    above, below = page.split(heading, 1)
    section, further = below.split("\n##", 1)
    for name, weight in weights.items():
        row = f"| {name} | {'−' if weight < 0 else '+'}{abs(weight):g} |"
        section, found = re.subn(rf"^\| {re.escape(name)} \| [+−][\d.]+ \|", row, section, flags=re.MULTILINE)
        assert found == 1, name
    return f"{above}{heading}{section}\n##{further}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--also", type=Path, action="append", default=[], metavar="DIR", help="pages to fit on besides")
    parser.add_argument("--fresh", type=Path, action="append", default=[], metavar="DIR", help="pages no rule knows")
    parser.add_argument(
        "--write", action="store_true", help="put the field and the weights into the package and the methods' page"
    )
    chosen = parser.parse_args()
    names = list(WEIGHTS)
    fresh = {folder.name for folder in chosen.fresh}
    rows = field_rows(pages_of(own_sources(), *map(other_sources, (*chosen.also, *chosen.fresh))))
    print(f"{len(rows)} pages, {sum(len(row.labels) for row in rows)} words; cross-validated:", flush=True)
    judged = list(told_by_others(rows))
    print(*table(validated(judged, names, fresh)), sep="\n", flush=True)
    teaching = [one for one in judged if one[0].collection in OWN | fresh]
    weights = taught(teaching, names, fresh)
    candidates = [row for page, told in teaching for row in rows_in(page, told)]
    for name in sorted(names, key=weights.__getitem__):
        held = [title for signs, title in candidates if signs.get(name)]
        print(f"{name:32} {WEIGHTS[name]:6.2f} -> {weights[name]:6.2f}  titles {sum(held)} of {len(held)}")
    if chosen.write:
        path = Path(table_in_use.__file__)
        path.write_text(with_weights(path.read_text(encoding="utf-8"), weights), encoding="utf-8")
        METHODS.write_text(with_rows(METHODS.read_text(encoding="utf-8"), DECISION, weights), encoding="utf-8")
        kept = packed(field_of(rows))
        (Path(tagging.__file__).parents[3] / "data" / "models" / "case_titles.bin").write_bytes(kept)
        print(f"{len(kept):,} bytes")


if __name__ == "__main__":
    main()

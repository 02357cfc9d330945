"""Fit the conditional random field of `cases/tagging.py` on annotated pages; `tests.gold.weighing` is what to run.

Maximum likelihood with an L2 penalty by L-BFGS (Sutton and McCallum, "An Introduction to Conditional Random Fields", 2012, section 5);
features seen on one page only and weights near nothing are left out, the others kept in one byte each. The weights are the mean of
three fits, two of which each knew a random half of every word's features: a feature that is always there with a surer one is weighed
too, and helps where that one is missing (feature bagging: Sutton, Sindelar and McCallum, "Reducing weight undertraining in structured
discriminative learning", 2006).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from dure.engines.reading.cases.tagging import BEGINS, GOES_ON, LABELS, OUT, Model, Tagged, packed, tagger_of
from tests.gold.annotated import FOLDS, Page

PENALTY = 0.5
LEAST_PAGES = 2
LONGEST = 800  # words
STEPS = 100
SMALL = 0.03
SHARES = (0.45, 0.25, 0.25)
"""What the fit on all features counts, and each on half of them: these weigh what they know for two, so that the sum is below 1."""
BAG = 0.5
NO_MODEL = Model({}, 1.0, ((0.0,) * 3,) * 3)


@dataclass(frozen=True)
class Row:
    """The words of a page in order: the features of each, and which label the annotation gives it."""

    page: Page
    features: Sequence[Sequence[int]]
    labels: np.ndarray


def field_rows(pages: Sequence[Page]) -> list[Row]:
    """Return pages word by word."""
    tagger = tagger_of(packed(NO_MODEL))
    rows = []
    for page in pages:
        spans, features = tagger.features(page.prose, page.places)
        rows.append(Row(page, features, labels_of(page, spans)))
    return rows


def labels_of(page: Page, spans: Sequence[tuple[int, int]]) -> np.ndarray:
    """Return the label of each word: every mention of a title counts, the longest first."""
    labels = np.full(len(spans), OUT)
    starts = [start for start, _ in spans]
    text = page.prose.text
    places = [at for at, char in enumerate(text) if not char.isspace()]
    letters = "".join(text[at] for at in places)
    for title in sorted(page.wanted, key=len, reverse=True):
        wanted = "".join(title.split())
        found = letters.find(wanted) if wanted else -1
        while found >= 0:
            start, end = places[found], places[found + len(wanted) - 1] + 1
            first, after = np.searchsorted(starts, [start, end])
            if first < after and not labels[first:after].any():
                labels[first], labels[first + 1 : after] = BEGINS, GOES_ON
            found = letters.find(wanted, found + 1)
    return labels


def field_of(rows: Sequence[Row]) -> Model:
    """Return the model that makes the labels of the pages likeliest."""
    pages = Counter(name for row in rows for name in {name for features in row.features for name in features})
    names = {name: at for at, name in enumerate(name for name, count in pages.items() if count >= LEAST_PAGES)}
    fits = [_likeliest(rows, names), *(_likeliest(_bagged(rows, seed), names) for seed in range(1, len(SHARES)))]
    weights = sum(share * fit[0] for share, fit in zip(SHARES, fits, strict=True))
    steps = sum(share * fit[1] for share, fit in zip(SHARES, fits, strict=True)) / sum(SHARES)
    kept = np.abs(weights).max(axis=1) >= SMALL
    scale = float(np.abs(weights).max()) / 127 or 1.0
    whole = np.rint(weights / scale).astype(int).tolist()
    return Model(
        {name: (whole[at][0], whole[at][1], whole[at][2]) for name, at in names.items() if kept[at]},
        scale,
        tuple((float(a), float(b), float(c)) for a, b, c in steps),
    )


def _bagged(rows: Sequence[Row], seed: int) -> list[Row]:
    """Return the pages with a random part of each word's features."""
    rng = np.random.default_rng(seed)
    return [
        Row(
            row.page,
            [
                [name for name, held in zip(one, rng.random(len(one)) < BAG, strict=True) if held]
                for one in row.features
            ],
            row.labels,
        )
        for row in rows
    ]


def _pieces(row: Row) -> Iterator[Row]:
    """Yield a page in pieces of a bounded length: a long one would make all others wait at each step."""
    for at in range(0, len(row.labels), LONGEST):
        labels = row.labels[at : at + LONGEST].copy()
        if labels[0] == GOES_ON:
            labels[0] = BEGINS
        yield Row(row.page, row.features[at : at + LONGEST], labels)


def _likeliest(rows: Sequence[Row], names: dict[int, int]) -> tuple[np.ndarray, np.ndarray]:
    pieces = [piece for row in rows for piece in _pieces(row)]
    rows = sorted(pieces, key=lambda row: len(row.labels), reverse=True)
    held = [[names[name] for name in features if name in names] for row in rows for features in row.features]
    across = np.fromiter(chain.from_iterable(held), dtype=np.int64)
    down = np.repeat(np.arange(len(held)), [len(one) for one in held])
    signs = csr_matrix((np.ones(len(across)), (down, across)), shape=(len(held), len(names)))
    labels = np.concatenate([row.labels for row in rows])
    begins = np.concatenate([[0], np.cumsum([len(row.labels) for row in rows])])
    longest = len(rows[0].labels)
    # The words that stand at one place of their pages, longest page first: one step of the algorithm takes them all.
    number = np.array([len(row.labels) for row in rows])
    alive = [int((number > at).sum()) for at in range(longest)]
    at_step = [begins[:-1][: alive[at]] + at for at in range(longest)]
    observed = signs.T @ np.eye(LABELS)[labels]
    followed = np.zeros((LABELS, LABELS))
    inner = np.ones(len(labels), bool)
    inner[begins[:-1]] = False
    np.add.at(followed, (labels[:-1][inner[1:]], labels[1:][inner[1:]]), 1)
    wide = len(names) * LABELS

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights, steps = flat[:wide].reshape(-1, LABELS), flat[wide:].reshape(LABELS, LABELS)
        scores = signs @ weights
        most = scores.max(axis=1, keepdims=True)
        grown = np.exp(scores - most)
        passing = np.exp(steps)
        passing[OUT, GOES_ON] = 0
        ahead = np.empty_like(grown)
        sizes = np.empty(len(grown))
        now = grown[at_step[0]] * np.array([1.0, 1.0, 0.0])
        for at in range(longest):
            where = at_step[at]
            if at:
                now = (ahead[at_step[at - 1][: len(where)]] @ passing) * grown[where]
            total = now.sum(axis=1)
            ahead[where], sizes[where] = now / total[:, None], total
        behind = np.ones_like(grown)
        expected = np.zeros((LABELS, LABELS))
        for at in range(longest - 1, 0, -1):
            where, before = at_step[at], at_step[at - 1][: alive[at]]
            reach = grown[where] * behind[where] / sizes[where][:, None]
            expected += (ahead[before].T @ reach) * passing
            behind[before] = reach @ passing.T
        chances = ahead * behind
        chances /= chances.sum(axis=1, keepdims=True)
        told = scores[np.arange(len(labels)), labels].sum() + (followed * np.where(passing > 0, steps, 0)).sum()
        value = np.log(sizes).sum() + most.sum() - told + PENALTY / 2 * float(flat @ flat)
        slope = np.concatenate([(signs.T @ chances - observed).ravel(), (expected - followed).ravel()]) + PENALTY * flat
        return float(value), slope

    best = minimize(loss, np.zeros(wide + LABELS**2), jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    return best.x[:wide].reshape(-1, LABELS), best.x[wide:].reshape(LABELS, LABELS)


def told_by_others(rows: Sequence[Row]) -> Iterator[tuple[Page, Tagged]]:
    """Yield each page with what a field says of it that was fitted on the pages of the other folds."""
    for fold in range(FOLDS):
        tagger = tagger_of(packed(field_of([row for row in rows if row.page.fold != fold])))
        for row in (one for one in rows if one.page.fold == fold):
            yield row.page, Tagged(*tagger.tagged(row.page.prose, row.page.places))

"""Fit the weights of `cases/listweights.py`: a logistic regression with an L2 penalty over the marked lists of annotated pages.

``python -m tests.gold.weighing_lists`` fits on the project's own pages; ``--also DIR`` adds pages that stand elsewhere (a folder
with a ``gold.toml``, the shared documents) or lists told one by one (a ``lists.toml``, whose ``held`` ones are only measured on).
A list is one of cases where most of its items are titles of the gold, and of something else where none is; others are left out.
Quality is measured by cross-validation: each tenth of the pages is weighed with what the other nine taught.
"""

from __future__ import annotations

import argparse
import json
import re
import tomllib
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from dure.engines.reading import open_document
from dure.engines.reading.cases import listweights
from dure.engines.reading.cases.finding import topic_of
from dure.engines.reading.cases.items import ruling_of
from dure.engines.reading.cases.lists import asked_lists
from dure.engines.reading.cases.listweights import WEIGHTS, AskedList, signs_of_list, weight_of_list
from dure.engines.reading.document import Document
from dure.engines.reading.lines import lines_of
from dure.engines.reading.prose import prose_of
from dure.engines.reading.read import article_of
from tests.gold.measured import HERE, gold_of
from tests.gold.scoring import bare, titles_match
from tests.gold.weighing import METHODS, Bounds, likeliest, rounded, with_rows, with_weights

PENALTY, FOLDS = 1.0, 10
UNSEEN = 3.0
"""What a list counts that no rule was made with: the patterns know the others by heart, which says nothing of how good they are."""


class Row(NamedTuple):
    """A list with its signs, whether it names cases, and where it comes from."""

    collection: str
    page: str
    asked: AskedList
    ruled: bool
    signs: frozenset[str]
    cases: bool
    unseen: bool = False
    held: bool = False

    @property
    def fold(self) -> int:
        """Return the tenth that its page belongs to."""
        return zlib.crc32(f"{self.collection}/{self.page}".encode()) % FOLDS


def row_of(collection: str, page: str, asked: AskedList, *, cases: bool) -> Row:
    """Return a list with its signs."""
    ruling = ruling_of(asked)
    signs = signs_of_list(asked, ruling.kind)
    return Row(collection, page, asked, ruling.sure > 0, signs, cases)


def lists_of(document: Document, *, any_topic: bool = False) -> list[AskedList]:
    """Return the marked lists of a page that are weighed, none where cases are not looked for: not those that patterns alone decide."""
    _, blocks = article_of(document, lines_of(document))
    prose = prose_of(document, blocks)
    if not any_topic and not topic_of(prose):
        return []
    return [asked for asked in asked_lists(prose) if not asked.alone and ruling_of(asked).kind != "titled"]


def _holds(item: str, title: str) -> bool:
    return titles_match(item.strip(" ,."), title) or bare(title) in bare(item)


def labelled(asked: AskedList, wanted: Sequence[str], also: Sequence[str]) -> bool | None:
    """Tell whether a list names cases by the gold titles that its items hold; None where it names some."""
    held = sum(any(_holds(item, title) for title in wanted) for item in asked.titles)
    if held * 2 > len(asked.titles):
        return True
    return None if held or any(_holds(item, title) for item in asked.titles for title in also) else False


def own_rows() -> Iterator[Row]:
    """Yield the lists of the project's own pages."""
    for gold in gold_of("pages"):
        path = HERE / "pages" / gold["file"]
        document = open_document(path.read_bytes(), path=path.name)
        unseen = path.name[0] in "uv"
        collection = "new" if unseen else "own"
        for row in _rows(collection, path.name, document, (gold["cases"], gold.get("cases_also", []))):
            yield row._replace(unseen=unseen)
    for gold in tomllib.loads((HERE / "constructions.toml").read_text(encoding="utf-8"))["text"]:
        if "cases" in gold:
            name = f"{gold['id']}.html" if gold.get("html") else f"{gold['id']}.txt"
            document = open_document(gold["page"].strip().encode(), path=name)
            yield from _rows("constructed", name, document, (gold["cases"], []))


def _rows(collection: str, name: str, document: Document, titles: tuple[Sequence[str], Sequence[str]]) -> Iterator[Row]:
    for asked in lists_of(document):
        cases = labelled(asked, *titles)
        if cases is not None:
            yield row_of(collection, name, asked, cases=cases)


def other_rows(folder: Path) -> Iterator[Row]:
    """Yield the lists of a folder with a ``gold.toml`` or a ``lists.toml``, or of the shared documents."""
    if (folder / "lists.toml").exists():
        for told in tomllib.loads((folder / "lists.toml").read_text(encoding="utf-8"))["list"]:
            page = f"{told['title']}\n\n2025-03-05\n\n{told['before']} {told['head']}{' '.join(told['items'])}{told['tail']}\n"
            for asked in lists_of(open_document(page.encode(), path="page.txt"), any_topic=True):
                row = row_of(folder.name, told["page"], asked, cases=told["cases"])
                yield row._replace(unseen=True, held=told["held"])
    elif (folder / "gold.toml").exists():
        for gold in tomllib.loads((folder / "gold.toml").read_text(encoding="utf-8"))["page"]:
            path = folder / gold["file"]
            document = open_document(path.read_bytes(), path=path.name)
            yield from _rows(folder.name, path.name, document, (gold.get("cases", []), gold.get("cases_also", [])))
    else:
        for name, gold in json.loads((folder / "seeds_gold.json").read_text(encoding="utf-8")).items():
            titles = [case["title"] for case in gold["case_titles"]], []
            yield from _rows("seeds", name, open_document((folder / "seeds" / name).read_bytes(), path=name), titles)
        for line in (folder / "restated_gold.jsonl").read_text(encoding="utf-8").splitlines():
            told = json.loads(line)
            document = open_document(told["restated"].encode(), url=told["url"])
            yield from _rows("restated", told["id"], document, (told["gold"]["case_titles"] or [], []))


def fitted(rows: Sequence[Row]) -> dict[str, float]:
    """Return the weights that make the rows' labels most likely, each weight's square counted against it.

    A weight keeps the sense that it has: that a purpose before a list speaks against cases is known; by how much is fitted.
    Each list counts half as it is and half without what the patterns say: they were made with most of these lists and leave
    the other signs nothing to tell.
    """
    names = list(WEIGHTS)
    ruled = np.array([not name.startswith("ruled: ") for name in names], dtype=float)
    known = np.array([[name in row.signs for name in names] for row in rows], dtype=float)
    signs = np.concatenate([known, known * ruled])
    cases = np.array([row.cases for row in rows] * 2, dtype=float)
    counts = np.array([UNSEEN if row.unseen else 1.0 for row in rows] * 2) / 2
    senses: dict[str, Bounds] = {
        name: (None, None) if name == "any" else (0, None) if weight > 0 else (None, 0)
        for name, weight in WEIGHTS.items()
    }
    return rounded(likeliest(signs, cases, senses, PENALTY, counts), 1)


class Count(NamedTuple):
    """How many lists were taken for cases rightly, were taken, are cases, and are all."""

    right: int
    taken: int
    cases: int
    lists: int
    wrong: int

    @property
    def told(self) -> str:
        return (
            f"{1 - self.wrong / max(self.lists, 1):.3f} right, P {self.right / max(self.taken, 1):.3f} "
            f"R {self.right / max(self.cases, 1):.3f}"
        )


def counted(results: Iterable[tuple[bool, bool]]) -> Count:
    """Count (taken, cases) pairs."""
    found = Counter(results)
    right, false, missed = found[True, True], found[True, False], found[False, True]
    return Count(right, right + false, right + missed, found.total(), false + missed)


def table(rows: Sequence[Row], taken: Mapping[int, bool]) -> Iterator[str]:
    """Yield a line a collection: the patterns alone, and the weights."""
    for collection in dict.fromkeys(row.collection for row in rows):
        chosen = [(at, row) for at, row in enumerate(rows) if row.collection == collection and at in taken]
        alone = counted((row.ruled, row.cases) for _, row in chosen)
        weighed = counted((taken[at], row.cases) for at, row in chosen)
        yield f"  {collection:10} {alone.cases:4} of cases, {alone.lists - alone.cases:4} of others: patterns {alone.told}; weighed {weighed.told}"


def validated(rows: Sequence[Row]) -> dict[int, bool]:
    """Return what the weights of the other folds say of each list."""
    taken = {}
    for fold in range(FOLDS):
        weights = fitted([row for row in rows if row.fold != fold])
        taken.update({at: weight_of_list(row.signs, weights) > 0 for at, row in enumerate(rows) if row.fold == fold})
    return taken


TABLE = "### Lists of cases and lists of other things"
"""Below which heading of the methods' page the weights stand."""


def with_table(page: str, weights: Mapping[str, float]) -> str:
    """Return the methods' page with other weights of lists: in its table, and what every list starts at."""
    told = with_rows(page, TABLE, {name: weight for name, weight in weights.items() if name != "any"})
    start = f"starts at {'−' if weights['any'] < 0 else '+'}{abs(weights['any']):g} (`any`)"
    changed, found = re.subn(r"starts at [−+][\d.]+ \(`any`\)", start, told)
    assert found == 1
    return changed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--also", type=Path, action="append", default=[], metavar="DIR", help="lists to fit on besides")
    parser.add_argument(
        "--write", action="store_true", help="put the weights into cases/listweights.py and the methods' page"
    )
    parser.add_argument("--wrong", action="store_true", help="show the lists that cross-validation gets wrong")
    chosen = parser.parse_args()
    every = [*own_rows(), *(row for folder in chosen.also for row in other_rows(folder))]
    rows, held = [row for row in every if not row.held], [row for row in every if row.held]
    print(f"{len(rows)} lists, {sum(row.cases for row in rows)} of cases; cross-validated over pages:")
    taken = validated(rows)
    print(*table(rows, taken), sep="\n")
    weights = fitted(rows)
    print("fitted:", counted((weight_of_list(row.signs, weights) > 0, row.cases) for row in rows).told)
    if held:
        print("not fitted on:")
        print(*table(held, {at: weight_of_list(row.signs, weights) > 0 for at, row in enumerate(held)}), sep="\n")
    for name in sorted(weights, key=weights.__getitem__):
        own = [row.cases for row in rows if name in row.signs]
        print(f'    "{name}": {weights[name]},  # was {WEIGHTS.get(name)}; cases {sum(own)} of {len(own)}')
    if chosen.write:
        path = Path(listweights.__file__)
        path.write_text(with_weights(path.read_text(encoding="utf-8"), weights), encoding="utf-8")
        METHODS.write_text(with_table(METHODS.read_text(encoding="utf-8"), weights), encoding="utf-8")
    if chosen.wrong:
        for at, row in enumerate(rows):
            if taken[at] != row.cases:
                print(
                    "WANTED" if row.cases else "OTHER",
                    row.collection,
                    row.page,
                    repr(row.asked.head[-60:]),
                    row.asked.titles[:3],
                    repr(row.asked.tail[:50]),
                    row.ruled,
                )


if __name__ == "__main__":
    main()

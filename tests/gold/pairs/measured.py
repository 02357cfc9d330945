"""Precision and recall of near-duplicates, level by level: ``python -m tests.gold.pairs.measured``.

One corpus for all: every original, every changed copy, every pair of look-alikes. Two texts belong together when they
go back to one original; a level's recall is the share of its copies that stand in their original's group, its precision the
share of pairs of texts in the groups with its copies that belong together.
"""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from dure.engines import reading
from tests.gold.pairs.levels import LEVELS

HERE = Path(__file__).parent
SHORTEST = 120
"""Code points below which a copy is left out: nobody could say what it was cut from."""


@dataclass(frozen=True)
class Text:
    """A text with what it goes back to."""

    body: str
    origin: str
    level: str


@dataclass(frozen=True)
class Counted:
    """How a level came out."""

    copies: int
    found: int
    pairs: int
    right: int

    @property
    def recall(self) -> float:
        """Share of copies that were found."""
        return self.found / self.copies if self.copies else 1.0

    @property
    def precision(self) -> float:
        """Share of grouped pairs that are right."""
        return self.right / self.pairs if self.pairs else 1.0


def pairs_of(name: str, part: str | None = None) -> list[dict[str, str]]:
    """Return the pairs of a file, of one part or all."""
    rows = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))["pair"]
    return [row for row in rows if part in (None, row["part"])]


def page_bodies() -> dict[str, str]:
    """Return the main texts of the pages of `tests/gold`, by name."""
    gazetteer = reading.default_gazetteer()
    found = {}
    for path in sorted((HERE.parent / "pages").iterdir()):
        document = reading.open_document(path.read_bytes(), path=path.name)
        blocks = reading.read(document, gazetteer).article.blocks
        found[path.name] = "\n".join(document.text[b.start : b.end] for b in blocks if b.kind == "body")
    return found


def corpus(*, pages: bool = True) -> list[Text]:
    """Return originals, copies of every level, rewritings and look-alikes."""
    originals = {f"release {row['name']}": row["release"] for row in pairs_of("rewritten")}
    # the release of one pair of look-alikes is the original of another
    for row in pairs_of("unlike"):
        for side in ("one", "other"):
            if not any(row[side][:120] == known[:120] for known in originals.values()):
                originals[f"{row['name']} {side}"] = row[side]
    if pages:
        originals |= {name: body for name, body in page_bodies().items() if len(body) >= SHORTEST}
    texts = [Text(body, origin, "original") for origin, body in originals.items()]
    chance = random.Random(5)
    for level, change in LEVELS.items():
        made = [(origin, body, change(body, chance)) for origin, body in originals.items()]
        texts += [Text(copy, origin, level) for origin, body, copy in made if len(copy) >= SHORTEST and copy != body]
    texts += [
        Text(row["article"], f"release {row['name']}", f"by hand, {row['part']}") for row in pairs_of("rewritten")
    ]
    return texts


def measured(texts: list[Text], *, alone: bool = True) -> dict[str, Counted]:
    """Return what came out for each level; `alone` groups each level with the originals only, as strictly as can be."""
    levels = list(dict.fromkeys(text.level for text in texts if text.level != "original"))
    if not alone:
        return {"all": _counted(texts)}
    originals = [text for text in texts if text.level == "original"]
    return {level: _counted(originals + [t for t in texts if t.level == level]) for level in levels}


def _counted(texts: list[Text]) -> Counted:
    groups = reading.groups([text.body for text in texts], max_group=len(texts))
    pairs = right = found = 0
    for group in groups:
        members = [texts[place] for place in group]
        for one, other in combinations(members, 2):
            pairs += 1
            right += one.origin == other.origin
        known = {text.origin for text in members if text.level == "original"}
        for text in members:
            if text.level != "original":
                found += text.origin in known
    return Counted(sum(text.level != "original" for text in texts), found, pairs, right)


def main() -> None:
    """Print the table."""
    texts = corpus()
    print(f"{'level':26} {'copies':>6} {'recall':>7} {'precision':>9}")
    for level, counted in {**measured(texts), **measured(texts, alone=False)}.items():
        print(f"{level:26} {counted.copies:6} {counted.recall:7.3f} {counted.precision:9.3f}")


if __name__ == "__main__":
    main()

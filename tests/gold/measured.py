"""Read gold pages and count, page by page, what the reader got right."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dure.engines.reading import Reading, default_gazetteer, open_document, read
from tests.gold.scoring import Share, bare, gram_share, names_alike, text_share, title_share

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "documents"  # beside the checkout


@dataclass
class Tally:
    """Sums over the pages of a collection; ``wrong`` says what went wrong where."""

    pages: int = 0
    text: list[float] = field(default_factory=list)
    right: dict[str, int] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    cases: Share = field(default_factory=lambda: Share(0, 0, 0))
    wrong: list[str] = field(default_factory=list)

    def ask(self, name: str, page: str, found: object, wanted: object, *, right: bool) -> None:
        self.asked[name] = self.asked.get(name, 0) + 1
        self.right[name] = self.right.get(name, 0) + right
        if not right:
            self.wrong.append(f"{page}: {name}: found {found!r}, wanted {wanted!r}")

    def share(self, name: str) -> float:
        return self.right.get(name, 0) / self.asked[name] if self.asked.get(name) else 1.0

    @property
    def text_f1(self) -> float:
        return sum(self.text) / len(self.text) if self.text else 1.0


def subject(reading: Reading) -> str | None:
    return next(
        (f.value["name"] for f in reading.findings if f.kind == "institution" and f.value["role"] == "subject"), None
    )


def body(reading: Reading) -> list[tuple[int, int]]:
    return [(block.start, block.end) for block in reading.article.blocks if block.kind == "body"]


def cases_of(reading: Reading) -> list[Any]:
    return [finding for finding in reading.findings if finding.kind == "case"]


def _cases(tally: Tally, page: str, reading: Reading, gold: list[str], owners: list[str] | None) -> None:
    found = cases_of(reading)
    titles = [finding.value["title"] for finding in found]
    share = title_share(titles, gold)
    tally.cases += share
    if share.hits != share.found or share.hits != share.wanted:
        tally.wrong.append(f"{page}: cases: found {titles!r}, wanted {gold!r}")
    if owners and len(found) == len(gold):
        for finding, owner in zip(found, owners * len(found), strict=False):
            position = finding.value["institution"]
            name = None if position is None else reading.findings[position].value["name"]
            tally.ask("owner", page, name, owner, right=name == owner)


def _event(tally: Tally, page: str, reading: Reading, gold: dict[str, Any] | None) -> None:
    event = next((finding.value for finding in reading.findings if finding.kind == "event"), None)
    if gold is None:
        return
    found = event or {}
    if "name" in gold:
        tally.ask("event", page, found.get("name"), gold["name"], right=names_alike(found.get("name"), gold["name"]))
    tally.ask(
        "kind",
        page,
        (found.get("kind"), found.get("name")),
        gold.get("kind"),
        right=found.get("kind") == gold.get("kind"),
    )
    if "name" in gold or "date" in gold:
        tally.ask("event date", page, found.get("date"), gold.get("date"), right=found.get("date") == gold.get("date"))


def grade(words: str) -> str:
    return bare(words).removesuffix("상").removesuffix("기관")


def own_pages() -> Tally:
    """Read the pages of ``tests/gold/pages``."""
    tally = Tally()
    gazetteer = default_gazetteer()
    for gold in tomllib.loads((HERE / "pages.toml").read_text(encoding="utf-8"))["page"]:
        name = gold["file"]
        reading = read(open_document((HERE / "pages" / name).read_bytes(), path=name), gazetteer)
        tally.pages += 1
        article, text = reading.article, reading.document.text
        if "body" in gold:
            share = text_share(text, body(reading), gold["body"])
        else:
            paragraphs = [text[a:b] for a, b in body(reading)]
            wanted = [line for line in text.split("\n") if any(line.startswith(words) for words in gold["words"])]
            share = gram_share(paragraphs, wanted)
        tally.text.append(share.f1)
        if share.f1 < 0.97:
            tally.wrong.append(f"{name}: main text: precision {share.precision:.2f}, recall {share.recall:.2f}")
        for key, found in (
            ("title", article.title),
            ("published_at", article.published_at),
            ("outlet", article.outlet),
        ):
            tally.ask(key, name, found, gold.get(key), right=found == gold.get(key))
        tally.ask("subject", name, subject(reading), gold.get("subject"), right=subject(reading) == gold.get("subject"))
        _event(tally, name, reading, gold.get("event"))
        if "awards" in gold:
            awards = {grade(f.value["grade"]) for f in reading.findings if f.kind == "award"}
            wanted_grades = {grade(words) for words in gold["awards"]}
            tally.ask(
                "award",
                name,
                awards,
                wanted_grades,
                right=awards == wanted_grades or (wanted_grades < awards and bool(wanted_grades)),
            )
        _cases(tally, name, reading, gold["cases"], gold.get("owners"))
    return tally


def seeds() -> Tally:
    """Read the five seeds of the shared documents."""
    tally = Tally()
    gazetteer = default_gazetteer()
    for name, gold in json.loads((SHARED / "seeds_gold.json").read_text(encoding="utf-8")).items():
        reading = read(open_document((SHARED / "seeds" / name).read_bytes(), path=name), gazetteer)
        tally.pages += 1
        article = reading.article
        tally.text.append(text_share(reading.document.text, body(reading), gold["main_ranges"]).f1)
        for key, found, wanted in (
            ("title", article.title, gold["title"]),
            ("published_at", article.published_at, gold["published"]),
            ("outlet", article.outlet, gold["outlet"]),
            ("byline", article.byline, gold["reporter"]),
        ):
            tally.ask(key, name, found, wanted, right=found == wanted)
        wanted_subject = next(one["name"] for one in gold["institutions"] if one["role"] == "subject")
        tally.ask("subject", name, subject(reading), wanted_subject, right=subject(reading) == wanted_subject)
        _event(tally, name, reading, gold["event"])
        awards = [grade(f.value["grade"]) for f in reading.findings if f.kind == "award"]
        wanted_award = [grade(gold["award"]["grade"])] if gold["award"] else []
        tally.ask(
            "award",
            name,
            awards,
            wanted_award,
            right=set(wanted_award) <= set(awards) and bool(wanted_award) == bool(awards),
        )
        _cases(tally, name, reading, [case["title"] for case in gold["case_titles"]], None)
    return tally


def restated() -> Iterator[tuple[str, Tally]]:
    """Read the restated pages of the shared documents: every second one was looked at while the rules were made, the others not."""
    gazetteer = default_gazetteer()
    halves = {"looked at": Tally(), "held out": Tally()}
    for number, line in enumerate((SHARED / "restated_gold.jsonl").read_text(encoding="utf-8").splitlines()):
        page = json.loads(line)
        gold = page["gold"]
        tally = halves["held out" if number % 2 else "looked at"]
        tally.pages += 1
        reading = read(open_document(page["restated"].encode(), url=page["url"]), gazetteer)
        tally.ask(
            "subject", page["id"], subject(reading), gold["institution"], right=subject(reading) == gold["institution"]
        )
        event = next((f.value for f in reading.findings if f.kind == "event"), {})
        if gold["event"] is not None:
            tally.ask(
                "event",
                page["id"],
                event.get("name"),
                gold["event"],
                right=names_alike(event.get("name"), gold["event"]),
            )
            tally.ask("kind", page["id"], event.get("kind"), gold["kind"], right=event.get("kind") == gold["kind"])
        tally.ask(
            "published_at",
            page["id"],
            reading.article.published_at,
            gold["published"],
            right=reading.article.published_at == gold["published"],
        )
        grades = [grade(f.value["grade"]) for f in reading.findings if f.kind == "award"]
        fits = any(one in bare(gold["award"] or "") for one in grades) if gold["award"] else not grades
        tally.ask("award", page["id"], grades, gold["award"], right=fits)
        _cases(tally, page["id"], reading, gold["case_titles"], None)
    yield from halves.items()


def html_pages() -> Tally:
    """Read the eight real pages of the shared documents, as HTML."""
    tally = Tally()
    gazetteer = default_gazetteer()
    gold_pages = json.loads((SHARED / "pages" / "gold.json").read_text(encoding="utf-8"))
    for path in sorted((SHARED / "pages").glob("*.html")):
        reading = read(open_document(path.read_bytes(), path=path.name), gazetteer)
        gold = gold_pages.get(path.stem)
        tally.pages += 1
        if gold is None:
            found = cases_of(reading)
            tally.ask("no cases", path.name, found, [], right=not found)
            continue
        tally.text.append(gram_share([reading.document.text[a:b] for a, b in body(reading)], gold["paragraphs"]).f1)
        if gold["title"] and "entermedia" not in path.name:  # its gold title is the article's second headline
            tally.ask(
                "title",
                path.name,
                reading.article.title,
                gold["title"],
                right=bare(reading.article.title or "") == bare(gold["title"]),
            )
        if gold["date"]:
            wanted = gold["date"][:16].replace(" ", "T")
            tally.ask(
                "published_at",
                path.name,
                reading.article.published_at,
                wanted,
                right=(reading.article.published_at or "").startswith(wanted),
            )
    return tally


def report(name: str, tally: Tally) -> str:
    """Return a table row a person can read, and what went wrong."""
    shares = ", ".join(f"{key} {tally.right.get(key, 0)}/{asked}" for key, asked in tally.asked.items())
    head = f"{name}: {tally.pages} pages, text F1 {tally.text_f1:.3f}, {shares}, cases P {tally.cases.precision:.2f} R {tally.cases.recall:.2f} ({tally.cases.hits}/{tally.cases.found}/{tally.cases.wanted})"
    return "\n".join([head, *("    " + line for line in tally.wrong)])


if __name__ == "__main__":
    print(report("own pages", own_pages()))
    if SHARED.exists():
        print(report("seeds", seeds()))
        for half, tally_of_half in restated():
            if half == "held out":
                tally_of_half.wrong.clear()  # not to be looked at
            print(report(f"restated, {half}", tally_of_half))
        print(report("html pages", html_pages()))

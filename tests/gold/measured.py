"""Read gold pages and count, page by page, what the reader got right."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dure.engines.reading import (
    Article,
    Document,
    Gazetteer,
    Reading,
    ReadingError,
    default_gazetteer,
    open_document,
    read,
)
from tests.gold.scoring import (
    Share,
    bare,
    grade,
    gram_share,
    names_alike,
    squeezed,
    text_share,
    title_share,
    titles_match,
)

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "documents"  # beside the checkout


@dataclass
class Tally:
    """Sums over the pages of a collection; ``wrong`` says what went wrong where."""

    pages: int = 0
    text: dict[str, list[float]] = field(default_factory=lambda: {"html": [], "dump": []})
    right: dict[str, int] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    cases: Share = field(default_factory=lambda: Share(0, 0, 0))
    awards: Share = field(default_factory=lambda: Share(0, 0, 0))
    wrong: list[str] = field(default_factory=list, repr=False)  # a failing test must not print what is held out

    def ask(self, name: str, page: str, found: object, wanted: object, *, right: bool) -> None:
        self.asked[name] = self.asked.get(name, 0) + 1
        self.right[name] = self.right.get(name, 0) + right
        if not right:
            self.wrong.append(f"{page}: {name}: found {found!r}, wanted {wanted!r}")

    def share(self, name: str) -> float:
        return self.right.get(name, 0) / self.asked[name] if self.asked.get(name) else 1.0

    def text_f1(self, form: str | None = None) -> float:
        """Return the mean F1 of the main text of ``html``, of ``dump`` or of all pages."""
        shares = [share for kind, all_of_kind in self.text.items() if form in (None, kind) for share in all_of_kind]
        return sum(shares) / len(shares) if shares else 1.0

    def measure(self, name: str) -> float:
        """Return one measure by the name that ``floors.toml`` gives it."""
        match name:
            case "text":
                return self.text_f1()
            case "text html" | "text dump":
                return self.text_f1(name.removeprefix("text "))
            case "precision" | "recall":
                return self.cases.precision if name == "precision" else self.cases.recall
            case "award f1":
                return self.awards.f1
            case _:
                return self.share(name)


def subject(reading: Reading) -> str | None:
    return next(
        (f.value["name"] for f in reading.findings if f.kind == "institution" and f.value["role"] == "subject"), None
    )


def body(reading: Reading) -> list[tuple[int, int]]:
    return [(block.start, block.end) for block in reading.article.blocks if block.kind == "body"]


def cases_of(reading: Reading) -> list[Any]:
    return [finding for finding in reading.findings if finding.kind == "case"]


def _cases(tally: Tally, page: str, reading: Reading, gold: dict[str, Any]) -> None:
    """Count case titles, and owners of the matched ones; a title in ``cases_also`` is neither wanted nor wrong."""
    wanted, owners, also = gold["cases"], gold.get("owners", []), gold.get("cases_also", [])
    found = [
        finding
        for finding in cases_of(reading)
        if any(titles_match(finding.value["title"], title) for title in wanted)
        or not any(titles_match(finding.value["title"], title) for title in also)
    ]
    titles = [finding.value["title"] for finding in found]
    share = title_share(titles, wanted)
    tally.cases += share
    if share.hits != share.found or share.hits != share.wanted:
        tally.wrong.append(f"{page}: cases: found {titles!r}, wanted {wanted!r}")
    if not owners:
        return
    left = list(found)
    for title, owner in zip(wanted, owners * len(wanted) if len(owners) == 1 else owners, strict=True):
        match = next((finding for finding in left if titles_match(finding.value["title"], title)), None)
        if match is None or not owner:
            continue
        left.remove(match)
        position = match.value["institution"]
        name = None if position is None else reading.findings[position].value["name"]
        tally.ask("owner", page, name, owner, right=name == owner)


def _subject(tally: Tally, page: str, reading: Reading, wanted: str | None) -> None:
    """Ask for the subject where a page says it, and for abstaining where it does not."""
    found = subject(reading)
    tally.ask("abstaining" if wanted is None else "subject", page, found, wanted, right=found == wanted)


def _awards(tally: Tally, page: str, reading: Reading, gold: list[str], also: Sequence[str] = ()) -> None:
    """Count grades, each once a page; one in ``also`` is neither wanted nor wrong."""
    wanted = {grade(words) for words in gold}
    arguable = {grade(words) for words in also} - wanted
    found = {grade(f.value["grade"]) for f in reading.findings if f.kind == "award"} - arguable
    tally.awards += Share(len(found & wanted), len(found), len(wanted))
    if found != wanted:
        tally.wrong.append(f"{page}: awards: found {sorted(found)!r}, wanted {sorted(wanted)!r}")


def _weekdays(tally: Tally, page: str, reading: Reading, wanted: dict[str, str]) -> None:
    """Ask for the day of each date that the page writes with its weekday: a ``date`` finding on the same characters."""
    text = reading.document.text
    for words, day in wanted.items():
        at = text.find(words)
        found = [
            day_of_page
            for finding in reading.findings
            if finding.kind == "date" and any(start < at + len(words) and at < end for start, end in finding.spans)
            for day_of_page in [finding.value["date"], *(finding.value["range"] or [])]
        ]
        right = at >= 0 and any((one or "")[:10] == day for one in found)
        tally.ask("weekday", page, found, f"{words} = {day}", right=right)


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


def gold_of(collection: str) -> list[dict[str, Any]]:
    """Return the gold of ``pages`` (open) or ``held`` (never opened by whoever tunes the reader)."""
    pages: list[dict[str, Any]] = tomllib.loads((HERE / f"{collection}.toml").read_text(encoding="utf-8"))["page"]
    return pages


def _read(path: Path, gazetteer: Gazetteer) -> Reading:
    """Read a page; one that the reader refuses counts as one on which it found nothing."""
    try:
        return read(open_document(path.read_bytes(), path=path.name), gazetteer)
    except ReadingError as error:
        nothing = Document(path.name, path.name, None, "", "text/plain", "utf-8", f"refused: {error}", ())
        return Reading(nothing, Article(None, None, None, None, ()))


def _same_title(found: str | None, wanted: str | None) -> bool:
    """Tell whether two titles are the same but for spaces; a label that the gold keeps (``[사설]``) may be left out."""
    if found is None or wanted is None:
        return found == wanted
    return squeezed(found) in (squeezed(wanted), squeezed(re.sub(r"^\[[^\]]+\]", "", wanted)))


def _same_time(found: str | None, wanted: str | None) -> bool:
    """Tell whether two times are the same to the minute, or to the day where the gold has only a day."""
    return found == wanted if found is None or wanted is None else found[: len(wanted)][:16] == wanted[:16]


def _main_text(tally: Tally, page: str, reading: Reading, gold: dict[str, Any]) -> None:
    """Count the main text of an article; of a page without one (a list, an error) ask that none was found."""
    text, found = reading.document.text, body(reading)
    wanted = gold.get("paragraphs")
    if wanted is None and "words" in gold:
        wanted = [line for line in text.split("\n") if any(line.startswith(words) for words in gold["words"])]
    if not (gold.get("body") or wanted):
        tally.ask("no article", page, [text[a:b][:40] for a, b in found], [], right=not found)
        return
    share = gram_share([text[a:b] for a, b in found], wanted) if wanted else text_share(text, found, gold["body"])
    tally.text["html" if wanted else "dump"].append(share.f1)
    if share.f1 < 0.97:
        tally.wrong.append(f"{page}: main text: precision {share.precision:.2f}, recall {share.recall:.2f}")


def own_pages(collection: str, first_letters: str) -> Tally:
    """Read the pages of ``tests/gold/pages`` or ``tests/gold/held`` whose names begin with one of the letters."""
    tally = Tally()
    gazetteer = default_gazetteer()
    for gold in gold_of(collection):
        name = gold["file"]
        if name[0] not in first_letters:
            continue
        reading = _read(HERE / collection / name, gazetteer)
        tally.pages += 1
        article = reading.article
        _main_text(tally, name, reading, gold)
        title, outlet = article.title, article.outlet
        tally.ask("title", name, title, gold.get("title"), right=_same_title(title, gold.get("title")))
        tally.ask("outlet", name, outlet, gold.get("outlet"), right=outlet == gold.get("outlet"))
        day, wanted_day = article.published_at, gold.get("published_at")
        tally.ask("published_at", name, day, wanted_day, right=_same_time(day, wanted_day))
        _subject(tally, name, reading, gold.get("subject"))
        _event(tally, name, reading, gold.get("event"))
        if "awards" in gold:
            _awards(tally, name, reading, gold["awards"], gold.get("awards_also", ()))
        _weekdays(tally, name, reading, gold.get("weekdays", {}))
        _cases(tally, name, reading, gold)
    return tally


def first_round() -> Tally:
    """Read the pages that the first rules were made with."""
    return own_pages("pages", "gkm")


def open_pages() -> Tally:
    """Read the pages written later (``p`` by a second author, ``r`` by a third), which whoever tunes the reader may look at."""
    return own_pages("pages", "opr")


def opened_pages() -> Tally:
    """Read the pages that were held back from whoever made rules until 2026-11-22, by three authors."""
    return own_pages("pages", "hqts")


def new_pages() -> Tally:
    """Read the pages written on 2026-11-22 by authors four and five who had not seen the rules; rules may be made with them."""
    return own_pages("pages", "uv")


def latest_pages() -> Tally:
    """Read the pages of a sixth author that were opened last; rules may be made with them."""
    return own_pages("pages", "w")


def held_pages() -> Tally:
    """Read the pages that whoever tunes the reader never opens."""
    return own_pages("held", "x")


def seeds() -> Tally:
    """Read the five seeds of the shared documents."""
    tally = Tally()
    gazetteer = default_gazetteer()
    for name, gold in json.loads((SHARED / "seeds_gold.json").read_text(encoding="utf-8")).items():
        reading = read(open_document((SHARED / "seeds" / name).read_bytes(), path=name), gazetteer)
        tally.pages += 1
        article = reading.article
        tally.text["dump"].append(text_share(reading.document.text, body(reading), gold["main_ranges"]).f1)
        for key, found, wanted in (
            ("title", article.title, gold["title"]),
            ("published_at", article.published_at, gold["published"]),
            ("outlet", article.outlet, gold["outlet"]),
            ("byline", article.byline, gold["reporter"]),
        ):
            tally.ask(key, name, found, wanted, right=found == wanted)
        _subject(tally, name, reading, next(one["name"] for one in gold["institutions"] if one["role"] == "subject"))
        _event(tally, name, reading, gold["event"])
        _awards(tally, name, reading, [gold["award"]["grade"]] if gold["award"] else [])
        _cases(tally, name, reading, {"cases": [case["title"] for case in gold["case_titles"]]})
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
        _subject(tally, page["id"], reading, gold["institution"])
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
        _cases(tally, page["id"], reading, {"cases": gold["case_titles"]})
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
        tally.text["html"].append(
            gram_share([reading.document.text[a:b] for a, b in body(reading)], gold["paragraphs"]).f1
        )
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


COLUMNS = {
    "text html": "HTML",
    "text dump": "dump",
    "no article": "none",
    "title": "title",
    "published_at": "date",
    "outlet": "outlet",
    "subject": "subject",
    "abstaining": "abstain",
    "kind": "kind",
    "event": "event",
    "event date": "its day",
    "award f1": "award F1",
    "precision": "case P",
    "recall": "case R",
    "owner": "owner",
    "weekday": "weekday",
}


def _asked(tally: Tally, name: str) -> bool:
    if name.startswith("text "):
        return bool(tally.text[name.removeprefix("text ")])
    if name == "award f1":
        return bool(tally.awards.found or tally.awards.wanted)
    return name in ("precision", "recall") or bool(tally.asked.get(name))


def _line(name: str, pages: object, cells: Iterable[str]) -> str:
    """Return a line of the table, its cells as wide as their heads."""
    wide = (f"{cell:>{max(len(head), 5)}}" for cell, head in zip(cells, COLUMNS.values(), strict=True))
    return f"{name:20}{pages:>5}  " + "  ".join(wide)


def row(name: str, tally: Tally) -> str:
    """Return a row of the table: one column a measure, a dash where a collection has no gold for it."""
    return _line(name, tally.pages, (f"{tally.measure(key):.3f}" if _asked(tally, key) else "-" for key in COLUMNS))


def header() -> str:
    """Return the table's head and what is wanted of pages never seen before."""
    wanted = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["wanted"]
    cells = (f"{wanted[key]:.2f}" if key in wanted else "-" for key in COLUMNS)
    return "\n".join([_line("", "pages", COLUMNS.values()), _line("wanted", "", cells)])


def report(name: str, tally: Tally) -> str:
    """Return counts a person can read, and what went wrong."""
    shares = ", ".join(f"{key} {tally.right.get(key, 0)}/{asked}" for key, asked in tally.asked.items())
    head = f"{name}: {tally.pages} pages, text F1 {tally.text_f1():.3f}, {shares}, awards {tally.awards.hits}/{tally.awards.found}/{tally.awards.wanted}, cases P {tally.cases.precision:.2f} R {tally.cases.recall:.2f} ({tally.cases.hits}/{tally.cases.found}/{tally.cases.wanted})"
    return "\n".join([head, *("    " + line for line in tally.wrong)])


def collections() -> Iterator[tuple[str, Tally]]:
    """Read every collection that is here: our own pages, and the real ones where they stand beside the checkout."""
    yield "own", first_round()
    yield "open", open_pages()
    yield "opened", opened_pages()
    yield "new", new_pages()
    yield "latest", latest_pages()
    yield "held", held_pages()
    if SHARED.exists():
        yield "seeds", seeds()
        for half, tally in restated():
            yield f"restated {half}", tally
        yield "html", html_pages()


def main(shown: Sequence[str]) -> None:
    """Print the table, then what went wrong in the collections named on the command line (``open seeds``).

    Whoever tunes the reader does not name ``held`` nor ``restated held out``.
    """
    tallies = list(collections())
    print(header())
    for name, tally in tallies:
        print(row(name, tally))
    for name, tally in tallies:
        if name in shown:
            print(f"\n{report(name, tally)}")


if __name__ == "__main__":
    main(sys.argv[1:])

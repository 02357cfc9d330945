"""Read the texts of `constructions.toml`: one construction of the language each, in sentences made for it."""

from __future__ import annotations

import tomllib
from typing import Any

from dure.engines.reading import Reading, default_gazetteer, open_document, read
from tests.gold.measured import HERE, Tally, cases_of, grade, subject
from tests.gold.scoring import names_alike, title_share


def _owner(reading: Reading, number: int) -> str | None:
    position = cases_of(reading)[number].value["institution"]
    return None if position is None else reading.findings[position].value["name"]


def _ask(tally: Tally, name: str, reading: Reading, gold: dict[str, Any]) -> None:
    event = next((finding.value for finding in reading.findings if finding.kind == "event"), {})
    article = reading.article
    found = {
        "subject": subject(reading),
        "kind": event.get("kind"),
        "date": event.get("date"),
        "title": article.title,
        "outlet": article.outlet,
        "published_at": article.published_at,
    }
    for key, own in found.items():
        if key in gold:
            wanted = gold[key] or None
            tally.ask(key, name, own, wanted, right=own == wanted)
    if "event" in gold:
        tally.ask("event", name, event.get("name"), gold["event"], right=names_alike(event.get("name"), gold["event"]))
    if "awards" in gold:
        won = {grade(f.value["grade"]) for f in reading.findings if f.kind == "award" and f.polarity > 0}
        tally.ask("award", name, won, gold["awards"], right=won == {grade(words) for words in gold["awards"]})


def constructions() -> Tally:
    """Read every text and count what was found; a page is one construction."""
    tally = Tally()
    gazetteer = default_gazetteer()
    for gold in tomllib.loads((HERE / "constructions.toml").read_text(encoding="utf-8"))["text"]:
        name = gold["id"]
        path = f"{name}.html" if gold.get("html") else f"{name}.txt"
        reading = read(open_document(gold["page"].strip().encode(), path=path), gazetteer)
        tally.pages += 1
        _ask(tally, name, reading, gold)
        if "cases" in gold:
            titles = [finding.value["title"] for finding in cases_of(reading)]
            share = title_share(titles, gold["cases"])
            tally.cases += share
            if not share.hits == share.found == share.wanted:
                tally.wrong.append(f"{name}: cases: found {titles}, wanted {gold['cases']}")
            for number, owner in enumerate(gold.get("owners", [])[: len(titles)]):
                own = _owner(reading, number)
                tally.ask("owner", name, own, owner, right=own == owner)
    return tally

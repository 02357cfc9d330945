"""Write ``samples/decisions.toml`` anew: what the demo's editor decides of what the reader finds now.

``python -m tests.samples.decide`` reads the samples into an installation of its own, made in a folder that is removed
afterwards, and compares the proposals with ``samples/index.toml``. A decision that still fits stays as it is, so that
a better reader changes only what it reads otherwise; a new proposal is

* left open, when it is of one of the documents that show the queue (``LEFT_OPEN``),
* accepted, when the index names a case of its title in its document and its owner was found (else it stays open),
* merged, when that case was accepted from another document,
* rejected as no case, when the index says that its document holds none of its title (at most ``REJECTED`` of them).
"""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.gold.scoring import bare, titles_match

SAMPLES = Path(__file__).parents[2] / "samples"
LEFT_OPEN = ("news/24-", "news/39-", "news/42-", "news/50-")
REJECTED = 5
_HEAD = """\
# What the demo's editor decides, of what the reader really found in the samples. A decision names its proposal by
# file and title; whatever is not listed stays open. A changed sample or reader that no longer finds one is an error
# of `make demo`, not a silence. After a change of the reader: `python -m tests.samples.decide`.
"""


class Found(NamedTuple):
    """A proposal: the sample it was first read from, its title, and its owner's name, empty where none is known."""

    file: str
    title: str
    owner: str


def decided(
    found: Iterable[Found], gold: Mapping[str, list[dict[str, Any]]], before: Iterable[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return the decisions on proposals, given the cases of each sample and the decisions there were."""
    known = {(one["file"], bare(one["title"])): one for one in before}
    kept: list[dict[str, Any]] = []
    accepted: dict[tuple[str, str], dict[str, str]] = {}
    rejected = sum(one["action"] == "reject" for one in known.values())
    for proposal in sorted(found, key=lambda one: one.file):
        name = {"file": proposal.file, "title": proposal.title}
        own = known.get((proposal.file, bare(proposal.title)))
        case = next((one for one in gold.get(proposal.file, []) if titles_match(one["title"], proposal.title)), None)
        key = (bare(case["title"]), case["owner"]) if case else None
        if own is not None and own["action"] != "merge":
            kept.append(own)
        elif proposal.file.startswith(LEFT_OPEN):
            kept.append({**name, "action": "leave"})
        elif key is not None and key in accepted:
            kept.append({**name, "action": "merge", "into": accepted[key]})
        elif own is not None:
            kept.append(own)
        elif key is not None and proposal.owner:
            kept.append({**name, "action": "accept"})
        elif key is not None:
            continue  # it stays open: an editor has to find its owner
        elif rejected < REJECTED:
            rejected += 1
            kept.append({**name, "action": "reject", "reason": "not_a_case"})
        if key is not None and kept and kept[-1].get("title") == proposal.title and kept[-1]["action"] == "accept":
            accepted.setdefault(key, name)
    there = {(one["file"], bare(one["title"])) for one in kept if one["action"] == "accept"}
    merged = [one for one in kept if one["action"] == "merge"]
    # A merge names a case that is there already, so the merges come last.
    return [
        *(one for one in kept if one["action"] != "merge"),
        *(one for one in merged if (one["into"]["file"], bare(one["into"]["title"])) in there),
    ]


def as_toml(decisions: Iterable[Mapping[str, Any]]) -> str:
    """Return decisions as the file holds them."""
    return _HEAD + "".join(
        "\n[[decision]]\n" + "".join(f"{key} = {_value(value)}\n" for key, value in _flat(one)) + _tables(one)
        for one in decisions
    )


def _flat(one: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(key, value) for key, value in one.items() if key != "corrections"]


def _tables(one: Mapping[str, Any]) -> str:
    corrections = one.get("corrections")
    if not corrections:
        return ""
    return "[decision.corrections]\n" + "".join(f"{key} = {_value(value)}\n" for key, value in corrections.items())


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


def proposals() -> list[Found]:
    """Read the samples into a new installation and return what it proposes."""
    from dure.cli.demo import EDITOR, prepare_tables
    from dure.cli.manage import prepare

    prepare_tables()
    prepare()
    from dure.apps.accounts.actions import add_person
    from dure.apps.cases.actions import load_taxonomies
    from dure.apps.discovery.models import Proposal
    from dure.apps.governments.actions import load_governments
    from dure.cli.ingest import expand, ingest

    load_governments()
    load_taxonomies()
    add_person(actor=None, email=EDITOR, name="시연 편집자", role="editor", password="only for a moment, then removed")
    os.chdir(SAMPLES.parent)
    folders = [str(path.relative_to(SAMPLES.parent)) for path in sorted(SAMPLES.iterdir()) if path.is_dir()]
    list(ingest(expand(folders)[0], [], workers=1))
    found = []
    for one in Proposal.objects.select_related("document").order_by("pk"):
        name = one.document.intakes.order_by("pk").values_list("name", flat=True).first() or ""
        owned = one.owner_id is not None or one.institution_id is not None
        found.append(Found(name.partition("samples/")[2] or name, one.title, one.owner_name if owned else ""))
    return found


def main() -> None:
    """Write the file and say what changed."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)  # after the database in it has been left
    os.environ["DURE_VAR"] = folder
    found = proposals()
    gold = {
        sample["path"]: sample.get("cases", [])
        for sample in tomllib.loads((SAMPLES / "index.toml").read_text(encoding="utf-8"))["sample"]
    }
    path = SAMPLES / "decisions.toml"
    before = tomllib.loads(path.read_text(encoding="utf-8"))["decision"]
    decisions = decided(found, gold, before)
    path.write_text(as_toml(decisions), encoding="utf-8")
    was, now = ({(one["file"], bare(one["title"]), one["action"]) for one in some} for some in (before, decisions))
    sys.stdout.write(
        f"{len(found)} proposals, {len(decisions)} decisions: {len(now - was)} new, {len(was - now)} gone\n"
    )


if __name__ == "__main__":
    main()

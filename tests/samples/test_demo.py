"""The demo's cases come from what the reader finds in the samples, and from nothing else."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from dure.apps.cases.actions import load_taxonomies
from dure.apps.cases.models import Case, CaseOwner
from dure.apps.discovery.actions import apply_decisions
from dure.apps.discovery.models import Proposal
from dure.cli.ingest import expand, ingest

SAMPLES = Path(__file__).parents[2] / "samples"
DECISIONS = tomllib.loads((SAMPLES / "decisions.toml").read_text(encoding="utf-8"))["decision"]

pytestmark = pytest.mark.django_db


def read(monkeypatch, *folders: str) -> None:
    monkeypatch.setattr("dure.cli.readers.ALONE", 1000)  # in this process, whose database is the test's
    monkeypatch.chdir(SAMPLES.parent)
    files, _ = expand(folders)
    assert [outcome.name for outcome in ingest(files, []) if outcome.error] == []


def test_the_demo_ends_with_enough_to_see_and_enough_to_do(governments, editor, monkeypatch):
    load_taxonomies()
    read(monkeypatch, *(str(path.relative_to(SAMPLES.parent)) for path in sorted(SAMPLES.iterdir()) if path.is_dir()))
    decided = apply_decisions(actor=editor, decisions=DECISIONS)
    assert decided.errors == ()
    published = CaseOwner.objects.filter(case__state="published")
    assert Case.objects.filter(state="published").count() >= 30
    assert published.values("government").distinct().count() >= 25
    assert Proposal.objects.filter(state="open").count() >= 10
    again = apply_decisions(actor=editor, decisions=DECISIONS)
    assert (again.made, again.errors) == (0, ())


def test_a_changed_sample_changes_its_case(governments, editor, monkeypatch, tmp_path):
    load_taxonomies()
    chosen = next(row for row in DECISIONS if row["action"] == "accept" and row["file"].endswith("25-wonju-2023.txt"))
    page = (SAMPLES / chosen["file"]).read_text(encoding="utf-8")
    assert chosen["title"] in page
    changed = "7분의 골든타임! 이웃의 생명을 지켜드립니다"
    copy = tmp_path / "news" / "25-wonju-2023.txt"
    copy.parent.mkdir()
    copy.write_text(page.replace(chosen["title"], changed), encoding="utf-8")
    monkeypatch.setattr("dure.cli.readers.ALONE", 1000)
    list(ingest([str(copy)], []))
    refused = apply_decisions(actor=editor, decisions=[chosen])
    assert len(refused.errors) == 1, "the old title is not found any more, and the list says so"
    made = apply_decisions(actor=editor, decisions=[{**chosen, "title": changed}])
    assert made.errors == ()
    case = Case.objects.get()
    assert case.title == changed
    assert case.owners.get().government.full_name == "강원특별자치도 원주시"
    quotes = {evidence.fact: evidence.quote for source in case.sources.all() for evidence in source.evidence.all()}
    assert quotes["title"] == changed

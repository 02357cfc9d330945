"""Groups of one release over a bulk result: what the engine says of all texts at once, part by part, killed or not."""

from __future__ import annotations

import dataclasses
import random
import shutil
from pathlib import Path

import polars as pl
import pytest

from dure.cli.bulk import groups as grouping
from dure.cli.bulk.groups import group_documents, sweep
from dure.cli.bulk.places import place_of
from dure.engines.reading import body_of, containment, groups
from tests.cli.bulk.inputs import bulk, table

pytestmark = pytest.mark.xdist_group("bulk")

WORDS = [
    "다리",
    "마을",
    "우물",
    "골목",
    "등불",
    "나무",
    "시장",
    "도서관",
    "놀이터",
    "버스",
    "정류장",
    "꽃밭",
    "강변",
    "쉼터",
    "부엌",
    "창고",
    "학교",
    "공방",
    "텃밭",
    "언덕",
]


def release(number: int) -> list[str]:
    chance = random.Random(number)  # noqa: S311  # the same texts in every run
    return [
        f"{' '.join(chance.choices(WORDS, k=8))}에 {chance.randint(1000, 9999)}명이 다녀갔다고 하동군은 밝혔다."
        for _ in range(6)
    ]


def write_articles(folder, numbers):
    """Write three of each release: as it is, cut, and with another headline; and a text too short to compare."""
    folder.mkdir(exist_ok=True)
    for number in numbers:
        lines = release(number)
        told = {"a": lines, "b": lines[:5], "c": [f"현장에서 본 {number}번째 이야기", *lines]}
        for name, each in told.items():
            # Spread, so that the articles of one release lie in different parts.
            (folder / f"{name}-{number:03d}.txt").write_text("\n\n".join(each), encoding="utf-8")
    (folder / "short.txt").write_text("하동군은 간담회를 열었다고 밝혔다.", encoding="utf-8")


def rows(out):
    return {row["document_id"]: row for row in pl.read_parquet(out / "groups.parquet").to_dicts()}


def expected(out):
    """Return by document what the engine says of all main texts at once."""
    documents = [row for row in table(out, "documents") if row["signature"]]
    blocks = table(out, "blocks")
    bodies = [
        body_of(row["text"], [one for one in blocks if one["document_id"] == row["document_id"]]) for row in documents
    ]
    found = {row["document_id"]: (row["document_id"], None) for row in table(out, "documents")}
    for group in groups(bodies):
        for place in group[1:]:
            share = round(containment(bodies[group[0]], bodies[place]), 3)
            found[documents[place]["document_id"]] = (documents[group[0]]["document_id"], share)
    return found


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    """Three articles of each of twelve releases and one that is short, read once for this module in two parts."""
    folder = tmp_path_factory.mktemp("articles")
    write_articles(folder / "in", range(12))
    return bulk(folder / "in", out=folder / "out", most=25).plan, folder / "out"


@pytest.fixture
def plan(result):
    return result[0]


@pytest.fixture
def out(result, tmp_path):
    return Path(shutil.copytree(result[1], tmp_path / "out"))


def quietly(*_):
    pass


def test_each_document_stands_in_the_group_that_the_engine_gives_it(plan, out):
    counts = group_documents(place_of(str(out)), plan, workers=1, say=quietly)
    found, wanted = rows(out), expected(out)
    assert counts == {"documents": 37, "groups": 12, "grouped": 36}
    assert {name: row["group"] for name, row in found.items()} == {name: group for name, (group, _) in wanted.items()}
    for name, (_, share) in wanted.items():
        assert found[name]["containment"] == (None if share is None else pytest.approx(share, abs=1e-4))
    paths = {row["document_id"]: row["path"].rpartition("/")[2] for row in table(out, "documents")}
    group = next(row["group"] for name, row in found.items() if paths[name] == "b-007.txt")
    assert sorted(paths[name] for name, row in found.items() if row["group"] == group) == [
        "a-007.txt", "b-007.txt", "c-007.txt",
    ]  # fmt: skip
    assert not list((out / "_tmp").iterdir())


def test_groups_stand_until_a_part_changes(tmp_path):
    write_articles(tmp_path / "in", range(9))
    out = tmp_path / "out"
    bulk(tmp_path / "in", out=out)
    assert not (out / "groups.parquet").exists()
    bulk(tmp_path / "in", out=out, groups=True)
    first = (out / "groups.parquet").stat().st_mtime_ns
    run = bulk(tmp_path / "in", out=out, groups=True)
    assert (out / "groups.parquet").stat().st_mtime_ns == first
    assert run.groups == {"documents": 28, "groups": 9, "grouped": 27}
    (tmp_path / "in" / "a-003.txt").unlink()
    run = bulk(tmp_path / "in", out=out)
    assert run.groups is None
    assert not (out / "groups.parquet").exists(), "groups of tables that are no more"
    run = bulk(tmp_path / "in", out=out, groups=True)
    assert run.groups == {"documents": 27, "groups": 9, "grouped": 26}


class Stopped(Exception):
    pass


@pytest.mark.parametrize(
    ("step", "left"),
    [("gather", ["gather", "pairs", "verify", "compare"]), ("pairs", ["verify", "compare"]), ("compare", ["compare"])],
)
def test_grouping_that_was_stopped_goes_on_where_it_was(plan, out, step, left):
    def stop(name, _done, _of):
        if name == step:
            raise Stopped

    place = place_of(str(out))
    with pytest.raises(Stopped):
        group_documents(place, plan, workers=1, say=stop)
    assert not (out / "groups.parquet").exists()
    (scratch,) = (out / "_tmp").iterdir()
    with (scratch / "texts").open("ab") as file:  # half a part that a kill left
        file.write(b"half")
    again = []
    counts = group_documents(place, plan, workers=1, say=lambda *each: again.append(each))
    assert counts == {"documents": 37, "groups": 12, "grouped": 36}
    assert [each[0] for each in again] == left
    assert {name: row["group"] for name, row in rows(out).items()} == {
        name: group for name, (group, _) in expected(out).items()
    }


def test_scratch_of_parts_that_are_no_more_goes(plan, out):
    def stop(*_):
        raise Stopped

    place = place_of(str(out))
    with pytest.raises(Stopped):
        group_documents(place, plan, workers=1, say=stop)
    assert sweep(place, plan) is None
    assert len(list((out / "_tmp").iterdir())) == 1
    fewer = dataclasses.replace(plan, parts={0: plan.parts[0]})
    assert sweep(place, fewer) is None
    assert list((out / "_tmp").iterdir()) == []


def test_several_processes_find_what_one_does(plan, out, monkeypatch):
    monkeypatch.setattr(grouping, "_SLICED", 12)
    monkeypatch.setattr(grouping, "_TEXTS", 20)
    monkeypatch.setattr(grouping, "_MEMBERS", 12)
    group_documents(place_of(str(out)), plan, workers=2, say=quietly)
    assert {name: row["group"] for name, row in rows(out).items()} == {
        name: group for name, (group, _) in expected(out).items()
    }
    assert sum(row["containment"] is not None for row in rows(out).values()) == 24


def test_a_result_of_nothing_has_no_groups(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "short.txt").write_text("하동군은 간담회를 열었다고 밝혔다.", encoding="utf-8")
    run = bulk(tmp_path / "in", out=tmp_path / "out", groups=True)
    assert run.groups == {"documents": 1, "groups": 0, "grouped": 0}
    assert [row["containment"] for row in rows(tmp_path / "out").values()] == [None]


def test_groups_of_tables_on_object_storage(bucket, tmp_path):
    storage, name = bucket
    write_articles(tmp_path / "in", range(4))
    run = bulk(tmp_path / "in", out=f"s3://{name}/out", groups=True)
    assert run.groups == {"documents": 13, "groups": 4, "grouped": 12}
    with storage.open_input_file(f"{name}/out/groups.parquet") as file:
        assert pl.read_parquet(file.read()).height == 13

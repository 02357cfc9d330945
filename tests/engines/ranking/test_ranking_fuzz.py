"""Broken rules and sheets end in a refusal that says where, never in another error."""

from __future__ import annotations

import ast
import copy
import random
import sys
from pathlib import Path

import pytest

from dure.engines import ranking
from dure.engines.ranking import Refused, fill_blanks, rank, read_rules, read_sheet
from tests.engines.ranking.contests import OUT

TREE = {
    "schema": "dure.ruleset/1", "name": "가", "organiser": "나", "year": 2026, "axes": {"유형": ["시", "군"]},
    "stages": [
        {
            "name": "서면", "kind": "judges", "places": 1, "absent": "leave_out", "fewest_judges": 1, "recusal": OUT,
            "criteria": [{"name": "가", "points": 10}, {"name": "나", "points": "20.5"}],
            "do": [
                {"op": "weigh"}, {"op": "drop", "highest": 1, "lowest": 1, "fewest_left": 1}, {"op": "mean"},
                {"op": "bonus", "at_most": 2},
            ],
            "cut": {"count": 2, "per": ["유형"], "end": "shared", "edge": "take_all"},
            "floor": [{"at_least": 1}],
        },
        {"name": "표", "kind": "votes", "do": [{"op": "vote_points", "by": "share_of_max", "points": 20, "within": ["유형"]}]},
        {"name": "수", "kind": "given", "value": "수", "out_of": 10},
        {"name": "합", "kind": "combine", "parts": [{"carry_over": "서면", "weight": 40}, {"stage": "표"}, {"stage": "수"}]},
    ],
    "ranking": {"by": "합", "per": ["유형"], "tiebreak": [{"by": "서면", "criterion": "나"}], "end": "draw", "overall": "yes"},
    "awards": [{"name": "상", "by": "rank", "sharing": "up", "grades": [{"grade": "대상", "count": 1, "at_least": 10}]}],
}  # fmt: skip
SHEET = {
    "entries": [
        {"id": name, "name": name, "division": {"유형": kind}, "organisations": ["갑"], "values": {"수": "5"}}
        for name, kind in (("A", "시"), ("B", "시"), ("C", "군"))
    ],
    "scores": [
        {"stage": "서면", "entry": name, "judge": judge, "criterion": criterion, "value": "7.5"}
        for name in "ABC" for judge in ("김", "이", "박") for criterion in ("가", "나")
    ],
    "votes": [{"stage": "표", "entry": name, "count": "3"} for name in "ABC"],
    "recusals": [{"judge": "김", "entry": "A", "kind": "challenge"}],
    "adjustments": [{"entry": "A", "kind": "bonus", "points": "1", "reason": "가"}],
    "fill": {"draw_seed": "x"},
}  # fmt: skip
ODD = [0, -1, 10**30, "", "x", "1/3", "0/0", "-2", "NaN", "1e9", "유형", "A", "서면", "표", "judges", "draw", "shared", [], {}, [[]], ["시"],
       {"유형": "시"}, {"op": "mean"}, None, True, 0.5, {"blank": "b"}]  # fmt: skip


def nodes(tree, path=()):
    yield path
    children = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, child in children:
        yield from nodes(child, (*path, key))


def broken(tree, chance: random.Random):
    """A copy with one to three places taken out, doubled or replaced."""
    tree = copy.deepcopy(tree)
    for _ in range(chance.randint(1, 3)):
        path = chance.choice([path for path in nodes(tree) if path])
        node = tree
        for key in path[:-1]:
            node = node[key]
        how = chance.random()
        if how < 0.25:
            del node[path[-1]]
        elif how < 0.4 and isinstance(node, list):
            node.append(copy.deepcopy(node[path[-1]]))
        elif how < 0.5 and isinstance(node, dict):
            node[chance.choice(["뭐", "op", "name", "is"])] = chance.choice(ODD)
        else:
            node[path[-1]] = copy.deepcopy(chance.choice(ODD))
    return tree


def attempt(tree, sheet) -> bool:
    """Rank, and tell whether it was refused; any other error is a fault of the engine."""
    try:
        rank(read_sheet(sheet), read_rules(fill_blanks(tree, {})))
    except Refused as refused:
        assert all(str(fault) for fault in refused.faults)
        return True
    return False


def test_the_whole_example_ranks():
    assert not attempt(TREE, SHEET)


@pytest.mark.parametrize("runs", [150, pytest.param(20_000, marks=pytest.mark.slow)])
def test_broken_rules_and_sheets_are_refused(runs):
    chance = random.Random(runs)  # noqa: S311  # a named seed
    refused = sum(attempt(broken(TREE, chance), SHEET) for _ in range(runs))
    refused += sum(attempt(TREE, broken(SHEET, chance)) for _ in range(runs))
    assert refused > runs


def test_the_engine_is_standard_library_only_since_it_goes_into_the_verifier():
    foreign = set()
    for path in Path(ranking.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            foreign |= {name for name in names if name.partition(".")[0] not in sys.stdlib_module_names}
    assert {name for name in foreign if not name.startswith("dure.engines.ranking")} == set()

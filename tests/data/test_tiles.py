"""The tile map: every unit once, provinces in one piece, and the land still where it is."""

from collections import Counter
from datetime import date

import pytest

from dure.data import governments as tables

EVE = date(2026, 6, 30)
REFORM = date(2026, 7, 1)


def ranks(values: list[float]) -> list[float]:
    """Ranks from 0, the mean rank where values are equal."""
    ordered = sorted(values)
    return [ordered.index(value) + (ordered.count(value) - 1) / 2 for value in values]


def rank_correlation(left: list[float], right: list[float]) -> float:
    """Spearman's coefficient."""
    a, b = ranks(left), ranks(right)
    mean = (len(a) - 1) / 2
    cross = sum((x - mean) * (y - mean) for x, y in zip(a, b, strict=True))
    return cross / (sum((x - mean) ** 2 for x in a) * sum((y - mean) ** 2 for y in b)) ** 0.5


@pytest.mark.parametrize(("day", "number"), [(EVE, 228), (REFORM, 229)])
def test_every_unit_has_one_tile(day: date, number: int):
    grid = tables.tiles(day)
    assert len(grid) == number
    assert max(Counter((tile.column, tile.row) for tile in grid).values()) == 1
    single_tier = {"36", "50"}
    basic = {(g.code, g.name) for g in tables.governments_on(day) if g.tier == "basic"}
    assert {(tile.code, tile.name) for tile in grid if tile.code not in single_tier} == basic
    assert {tile.code for tile in grid} >= single_tier


@pytest.mark.parametrize("day", [EVE, REFORM])
def test_every_province_is_in_one_piece(day: date):
    provinces: dict[str, set[tuple[int, int]]] = {}
    for tile in tables.tiles(day):
        provinces.setdefault(tile.parent_code, set()).add((tile.column, tile.row))
    assert len(provinces) == (17 if day == EVE else 16)
    for code, cells in provinces.items():
        reached = set()
        frontier = [min(cells)]
        while frontier:
            column, row = frontier.pop()
            reached.add((column, row))
            around = {(column + 1, row), (column - 1, row), (column, row + 1), (column, row - 1)}
            frontier.extend((around & cells) - reached)
        assert reached == cells, code


@pytest.mark.parametrize("day", [EVE, REFORM])
def test_east_is_right_and_south_is_down(day: date):
    points = {g.code: (g.longitude, g.latitude) for g in tables.governments_on(day)}
    grid = tables.tiles(day)
    assert rank_correlation([t.column for t in grid], [points[t.code][0] for t in grid]) > 0.96
    assert rank_correlation([-t.row for t in grid], [points[t.code][1] for t in grid]) > 0.96


def test_what_did_not_change_did_not_move():
    lineages = {g.code: g.lineage for g in (*tables.governments_on(EVE), *tables.governments_on(REFORM))}
    before, after = (
        {lineages[tile.code]: (tile.column, tile.row) for tile in tables.tiles(day)} for day in (EVE, REFORM)
    )
    shared = before.keys() & after.keys()
    assert len(shared) == 226
    assert {lineage for lineage in shared if before[lineage] != after[lineage]} == set()

"""Floors of near-duplicates: what was measured on 2026-11-22, and may only rise."""

from __future__ import annotations

import pytest

from dure.engines import reading
from tests.gold.pairs.levels import LEVELS
from tests.gold.pairs.measured import corpus, measured, pairs_of


@pytest.fixture(scope="module")
def texts():
    return corpus(pages=False)


def test_every_level_of_change_is_found_and_nothing_else(texts):
    counted = measured(texts)
    assert {*LEVELS, "by hand, dev", "by hand, held"} == set(counted)
    assert {level: (one.recall, one.precision) for level, one in counted.items()} == dict.fromkeys(counted, (1.0, 1.0))


def test_all_levels_together_stay_apart(texts):
    (counted,) = measured(texts, alone=False).values()
    assert counted.copies > 300
    assert counted.recall >= 0.99
    assert counted.precision >= 0.99


@pytest.mark.parametrize("row", pairs_of("unlike"), ids=lambda row: row["name"])
def test_look_alikes_are_no_release_though_much_is_contained(row):
    assert not reading.likeness(*reading.profiles([row["one"], row["other"]])).is_same


@pytest.mark.parametrize("row", pairs_of("rewritten"), ids=lambda row: row["name"])
def test_a_release_in_other_words_is_known_by_its_facts(row):
    found = reading.likeness(*reading.profiles([row["release"], row["article"]]))
    assert found.is_same
    assert found.containment >= 0.2
    assert reading.groups([row["release"], row["article"]]) == ((0, 1),)

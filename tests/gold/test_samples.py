"""The reader on the sample documents, none of which it was made for: half of them were never opened while rules were made."""

import tomllib

import pytest

from tests.gold.measured import HERE, report
from tests.gold.sampled import HELD_OUT, LOOKED_AT, half_of, samples

FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))


def test_samples_are_halved_by_number():
    assert half_of("news/42-a.html") == HELD_OUT
    assert half_of("press/07-b.txt") == LOOKED_AT
    assert sum(tally.pages for tally in samples().values()) == 65


@pytest.mark.parametrize("half", [LOOKED_AT, HELD_OUT])
def test_samples(half):
    tally = samples()[half]
    for key, floor in FLOORS[half].items():
        found = {"precision": tally.cases.precision, "recall": tally.cases.recall}.get(key)
        found = tally.share(key) if found is None else found
        assert found >= floor, f"{key} fell to {found:.3f}, floor {floor}\n{report(half, tally)}"

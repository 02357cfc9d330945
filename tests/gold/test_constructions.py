import tomllib

from tests.gold.constructed import constructions
from tests.gold.measured import HERE, report

FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["constructions"]


def test_constructions():
    tally = constructions()
    assert tally.pages >= 130
    for key, floor in FLOORS.items():
        found = round(tally.measure(key), 9)
        assert found >= floor, f"{key} fell to {found:.3f}, floor {floor}\n{report('constructions', tally)}"

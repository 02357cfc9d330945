"""The weights of `cases/weights.py` can be fitted again, and those in use agree with what the project's own pages say."""

from pathlib import Path

import pytest

from dure.engines.reading.cases import weights
from dure.engines.reading.cases.weights import WEIGHTS
from tests.gold.weighing import fitted, own_sources, pages_of, with_weights


def test_weights_are_written_where_they_stand():
    source = Path(weights.__file__).read_text(encoding="utf-8")
    assert with_weights(source, WEIGHTS) == source
    assert '    "one word": -9.5,\n' in with_weights(source, {"one word": -9.5})


@pytest.mark.slow
def test_our_own_pages_alone_say_the_same_of_every_heavy_sign():
    weights = fitted(pages_of(own_sources()), list(WEIGHTS))
    heavy = {name: weight for name, weight in WEIGHTS.items() if abs(weight) >= 1}
    assert {name for name, weight in heavy.items() if weight * weights[name] <= 0} == set()
    assert len(heavy) > 20

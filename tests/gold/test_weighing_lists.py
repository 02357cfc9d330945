"""The weights of `cases/listweights.py` can be fitted again, and those in use tell the lists of the project's own pages apart."""

from pathlib import Path

import pytest

from dure.engines.reading.cases import listweights
from dure.engines.reading.cases.listweights import WEIGHTS, AskedList, weight_of_list
from tests.gold.weighing_lists import counted, fitted, labelled, own_rows, row_of, with_weights


def test_weights_are_written_where_they_stand():
    source = Path(listweights.__file__).read_text(encoding="utf-8")
    assert with_weights(source, WEIGHTS) == source
    assert '    "items: short": -9.5,\n' in with_weights(source, {"items: short": -9.5})


def test_a_list_is_labelled_by_the_titles_that_its_items_hold():
    asked = AskedList("수상작은 ", "이다.", ("물꼬 여는 전화(농정과)", "막차 안심 동행(교통과)", "그 밖의 제안"))
    assert labelled(asked, ["물꼬 여는 전화", "막차 안심 동행"], []) is True
    assert labelled(asked, ["막차 안심 동행"], []) is None
    assert labelled(asked, ["다른 사례의 이름"], ["물꼬 여는 전화"]) is None
    assert labelled(asked, ["다른 사례의 이름"], []) is False


def test_a_weight_keeps_its_side_of_nothing():
    short = [
        row_of("own", f"{at}", AskedList("군은 ", "을 열었다.", ("소통", "협업", "나눔")), cases=at > 0)
        for at in range(4)
    ]
    assert fitted(short)["items: short"] == 0


@pytest.mark.slow
def test_our_own_pages_are_told_apart():
    rows = list(own_rows())
    found = counted((weight_of_list(row.signs) > 0, row.cases) for row in rows)
    assert found.lists > 70
    assert found.wrong <= 2

"""Classes of a legend."""

from itertools import combinations
from math import log

from hypothesis import given
from hypothesis import strategies as st

from dure.formats.svg import level_of, natural_classes


def bounds(values, most=5):
    return [(group.low, group.high, group.members) for group in natural_classes(values, most)]


def test_few_values_are_a_class_each():
    assert bounds([0, 0, 1, 1, 1, 2, 7]) == [(1, 1, 3), (2, 2, 1), (7, 7, 1)]


def test_none_has_no_class():
    assert bounds([0, 0]) == []
    assert bounds([]) == []


def test_counts_of_a_young_registry():
    counts = [0] * 120 + [1] * 60 + [2] * 25 + [3] * 12 + [4] * 6 + [5] * 3 + [6, 9]
    assert bounds(counts) == [(1, 1, 60), (2, 2, 25), (3, 3, 12), (4, 5, 9), (6, 9, 2)]


def test_one_large_value_does_not_push_the_others_into_one_class():
    assert bounds([1, 2, 3, 4, 5, 6, 7, 8, 1600]) == [(1, 1, 1), (2, 3, 2), (4, 5, 2), (6, 8, 3), (1600, 1600, 1)]


def test_levels():
    classes = natural_classes([1, 1, 2, 3, 8, 9, 30, 31], most=3)
    assert [level_of(value, classes) for value in (None, 0, 1, 3, 8, 31)] == [None, 0, 1, 1, 2, 3]


def deviation(values):
    logs = [log(value) for value in values]
    mean = sum(logs) / len(logs)
    return sum((each - mean) ** 2 for each in logs)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=14))
def test_no_other_cut_has_less_deviation(values):
    classes = natural_classes(values, most=3)
    distinct = sorted(set(values))
    ours = sum(deviation([v for v in values if group.low <= v <= group.high]) for group in classes)
    cuts = combinations(range(1, len(distinct)), min(3, len(distinct)) - 1)
    least = min(
        sum(
            deviation([v for v in values if v in distinct[start:end]])
            for start, end in zip((0, *cut), (*cut, len(distinct)), strict=True)
        )
        for cut in cuts
    )
    assert abs(ours - least) < 1e-9


@given(st.lists(st.integers(0, 5000), max_size=243))
def test_each_positive_value_lies_in_one_class(values):
    classes = natural_classes(values)
    assert len(classes) <= 5
    assert sum(group.members for group in classes) == sum(1 for value in values if value)
    for value in values:
        assert sum(group.low <= value <= group.high for group in classes) == (1 if value else 0)

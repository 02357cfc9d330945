"""The model of `events/kinds.py` can be fitted again, and it loses nothing on the project's own pages that rules know."""

import pytest

from dure.engines.reading.events.kinds import KINDS, NO_EVENT, model
from tests.gold.annotated import own_sources
from tests.gold.weighing_kinds import Page, chosen, counted, fitted, pages_of, written


def page(signs, right, ruled):
    return Page("made", 0, signs, frozenset(right), ruled)


def test_a_sign_adds_to_the_kinds_of_the_pages_that_have_it():
    vote = page([("kind", {"other"}), ("lead", {"투표"})], {"participation"}, "other")
    feast = page([("kind", {"other"}), ("lead", {"축제"})], {"other"}, "other")
    weights = fitted([vote] * 9 + [feast] * 9)
    assert chosen(vote, weights) == "participation"
    assert chosen(feast, weights) == "other"
    assert weights["lead"]["투표"][KINDS.index("participation")] > 0 > weights["lead"]["투표"][KINDS.index("other")]


def test_a_sign_of_few_pages_weighs_nothing():
    assert "lead" not in fitted([page([("kind", {"other"}), ("lead", {"투표"})], {"sharing"}, "other")] * 3)


def test_of_several_right_kinds_any_will_do():
    either = page([("lead", {"전시"})], {"sharing", "other"}, "sharing")
    weights = fitted([either] * 9)["lead"]["전시"]
    assert weights[KINDS.index("sharing")] == weights[KINDS.index("other")] > 0


def test_the_table_counts_kinds_and_abstentions():
    asked = page([], {"sharing"}, "other")
    quiet = page([], {NO_EVENT}, NO_EVENT)
    assert counted([(asked, "sharing"), (quiet, "other")]) == [
        "  made        kind   0 ->   1 of   1  abstaining   1 ->   0 of   1"
    ]


def test_the_model_is_written_a_line_a_sign():
    assert written({"lead": {"투표": [1, -2]}}) == '{"lead": {\n  "투표": [1, -2]\n}}\n'


@pytest.mark.slow
def test_on_our_own_pages_the_model_loses_nothing_that_rules_know():
    pages = pages_of(own_sources())
    assert len(pages) > 350
    weights = model()
    lost = [one for one in pages if one.ruled in one.right and chosen(one, weights) not in one.right]
    assert lost == []

"""The weights of `subjectweights.py` can be fitted again, and those in use agree with what the project's own pages say."""

from pathlib import Path

import pytest

from dure.engines.reading import subjectweights
from dure.engines.reading.subjectweights import WEIGHTS
from tests.gold.annotated import own_sources
from tests.gold.weighing import with_weights
from tests.gold.weighing_subjects import Page, counted, fitted, pages_of


def page(signs, right, ruled=None, *, doubtful=True):
    return Page("made", 0, None not in right, signs, frozenset(right), ruled, doubtful, off_topic=False)


def test_weights_are_written_where_they_stand():
    source = Path(subjectweights.__file__).read_text(encoding="utf-8")
    assert with_weights(source, WEIGHTS) == source


def test_a_sign_of_the_right_one_weighs_for_it_and_one_of_the_others_against():
    taught = page(
        {"옥천군": frozenset({"tells", "town"}), "충청북도": frozenset({"region"}), None: frozenset()}, {"옥천군"}
    )
    weights = fitted([taught] * 5, ["tells", "town", "region"])
    assert weights["tells"] == weights["town"] > 0 > weights["region"]


def test_a_page_whose_answer_is_no_candidate_teaches_nothing():
    taught = page({"옥천군": frozenset({"tells"}), None: frozenset()}, set())
    assert fitted([taught, page({"영동군": frozenset(), None: frozenset()}, {"영동군"})], ["tells"]) == {"tells": 0.0}


def test_only_where_rules_are_in_doubt_the_weights_choose():
    signs = {"옥천군": frozenset({"tells"}), None: frozenset({"nobody"})}
    weights = {"tells": 2.0, "nobody": 1.0}
    assert page(signs, {"옥천군"}).chosen(weights) == "옥천군"
    assert page(signs, {"옥천군"}, ruled="영동군", doubtful=False).chosen(weights) == "영동군"


def test_the_table_counts_before_and_after():
    asked = page({"옥천군": frozenset(), None: frozenset()}, {"옥천군"})
    assert counted([(asked, "옥천군")]) == ["  made        subject   0 ->   1 of   1  abstaining   0 ->   0 of   0"]


@pytest.mark.slow
def test_on_our_own_pages_the_weights_lose_nothing_that_rules_know():
    pages = pages_of(own_sources())
    assert {one.ruled for one in pages if one.ruled in one.right and one.chosen(WEIGHTS) not in one.right} == set()
    assert len(pages) > 350
    assert sum(one.doubtful for one in pages) > 30

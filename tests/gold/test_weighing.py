"""What decides on titles can be fitted again: the field learns what it is shown, and the weights stand where they are written."""

from itertools import islice
from pathlib import Path

import pytest

from dure.engines.reading.cases import weights as table_in_use
from dure.engines.reading.cases.tagging import model_in_use, packed, tagger_of, unpacked
from dure.engines.reading.cases.weights import WEIGHTS
from tests.gold.annotated import own_sources, pages_of
from tests.gold.scoring import Share
from tests.gold.tagging import field_of, field_rows, told_by_others
from tests.gold.weighing import DECISION, METHODS, OWN, compared, taught, with_rows, with_weights


def test_weights_are_written_where_they_stand():
    source = Path(table_in_use.__file__).read_text(encoding="utf-8")
    assert with_weights(source, WEIGHTS) == source
    assert '    "one word": -9.5,\n' in with_weights(source, {"one word": -9.5})


def test_weights_are_told_where_the_methods_page_tells_them():
    page = METHODS.read_text(encoding="utf-8")
    told = with_rows(page, DECISION, {**WEIGHTS, "one word": -9.5})
    assert "| one word | −9.5 | one word |" in told
    assert with_rows(told, DECISION, WEIGHTS) == with_rows(page, DECISION, WEIGHTS)


def test_a_field_finds_what_it_was_shown():
    rows = field_rows(pages_of(islice(own_sources(), 20)))
    tagger = tagger_of(packed(field_of(rows)))
    found = Share(0, 0, 0)
    for row in rows:
        titles = tagger.tagged(row.page.prose, row.page.places)[0]
        found += row.page.titles_share(dict.fromkeys(row.page.prose.text[start:end] for start, end, _ in titles))
    assert found.wanted > 20
    assert found.f1 > 0.95


def test_the_model_in_use_is_of_the_size_that_is_told():
    assert 30_000 < len(unpacked(model_in_use()).weights) < 110_000


@pytest.mark.slow
def test_our_own_pages_alone_teach_a_field_and_its_weights():
    rows = field_rows(pages_of(own_sources()))
    judged = list(told_by_others(rows))
    weights = taught([one for one in judged if one[0].collection in OWN], list(WEIGHTS), ())
    assert weights["chance .99"] > 0 > weights["chance .005"]
    field, decided = Share(0, 0, 0), Share(0, 0, 0)
    for page, told in judged:
        _, alone, both = compared(page, told, weights)
        field, decided = field + alone, decided + both
    assert field.f1 > 0.75
    assert decided.f1 > field.f1

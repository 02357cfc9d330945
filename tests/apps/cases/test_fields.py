"""A case's place in its own list of fields and in ours."""

import pytest

from dure.apps.cases.actions import CaseChanges, UnknownField, load_taxonomies, revise_case
from dure.apps.cases.models import Case, Field, Taxonomy
from dure.data.taxonomies import taxonomies
from tests.apps.factories import make_case


@pytest.fixture(autouse=True)
def _fields(db):
    load_taxonomies()


def placed(**facts):
    case = Case.objects.get(pk=make_case(**facts).pk)
    return case.field_id, case.standard_field_id, case.field_rule


def test_loading_twice_changes_nothing():
    assert load_taxonomies() == load_taxonomies() == {"taxonomies": 15, "fields": 66}
    assert Field.objects.filter(taxonomy_id="dure").count() == 10
    assert Taxonomy.objects.get(pk="kr-plan-2018").year_to == 2021


def test_every_mapping_leads_to_a_field_of_ours():
    ours = {field.key for field in taxonomies()[0].fields}
    given = [field for taxonomy in taxonomies()[1:] for field in taxonomy.fields]
    assert {field.standard for field in given} - {None} <= ours
    assert len({field.key for field in given}) == len(given)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"field_given": "디지털로 일하는 정부", "year": 2024}, ("kr-plan-2024/digital", "digital", "taxonomy")),
        ({"field_given": "미래를 준비하는 정부", "year": 2024}, ("kr-plan-2024/future", "working", "taxonomy")),
        ({"field_given": "일하는방식", "year": 2021}, ("kr-contest-2021/working", "working", "taxonomy")),
        # The same name in two lists of the year: ours is agreed on, which list it was stays open.
        ({"field_given": "참여와 협력", "year": 2020}, (None, "participation", "taxonomy")),
        ({"field_given": "참여와 협력", "year": 2020, "taxonomy": "miryang-2020"}, ("miryang-2020/participation", "participation", "taxonomy")),
        # A list of another year is better than none.
        ({"field_given": "세입증대", "year": 2022}, ("kr-finance-2018/revenue", "trust", "taxonomy")),
        ({"field_given": "복지·돌봄·포용"}, (None, "inclusion", "taxonomy")),
        ({"field_given": "어르신 돌봄 분야", "year": 2024}, (None, "inclusion", "keyword")),
        ({"title": "빈집을 고친 마을 주차장"}, (None, "living", "keyword")),
        ({"title": "새로운 시도", "field_given": "알 수 없는 분야"}, (None, None, "")),
        ({"title": "새로운 시도", "standard_field": "economy"}, (None, "economy", "editor")),
    ],
)  # fmt: skip
def test_the_first_rule_that_answers_places_a_case(facts, expected):
    assert placed(**facts) == expected


def test_an_editors_choice_outlives_other_changes():
    case = make_case("빈집을 고친 마을 주차장", standard_field="economy")
    revise = {"actor": None, "case_id": case.pk, "reason": "고침"}
    revise_case(**revise, changes=CaseChanges(facts={"year": 2020}), expected_revision=1)
    assert Case.objects.get(pk=case.pk).standard_field_id == "economy"
    revise_case(**revise, changes=CaseChanges(standard_field=""), expected_revision=2)
    case.refresh_from_db()
    assert (case.standard_field_id, case.field_rule) == ("living", "keyword")


def test_a_field_that_is_not_ours_cannot_be_chosen():
    with pytest.raises(UnknownField):
        make_case(standard_field="kr-plan-2024/digital")


@pytest.mark.parametrize(("language", "shown"), [("ko", "참여·소통"), ("en", "Participation")])
def test_our_fields_are_shown_in_the_language_of_the_screen(client, language, shown):
    case = make_case(standard_field="participation")
    headers = {"accept-language": language}
    for address in ("/cases/", f"/cases/{case.pk}/", "/governments/48850/", "/map/"):
        assert shown in client.get(address, headers=headers).content.decode(), address

"""The open API."""

import pytest

from dure.apps.cases.actions import AwardFacts, FigureFacts, load_taxonomies, merge_cases, withdraw_case
from tests.apps.factories import hadong, make_case, miryang, source_facts, yeongdeungpo

pytestmark = pytest.mark.django_db
LIST = "/api/v1/cases"


def get(client, url, **query):
    response = client.get(url, query)
    assert response.status_code == 200, response.content
    return response.json()


def test_the_count_is_that_of_all_cases(client):
    for title in ("하나", "둘", "셋"):
        make_case(title)
    answer = get(client, LIST, limit=1)
    assert answer["count"] == 3
    assert [item["title"] for item in answer["items"]] == ["셋"]
    assert [item["title"] for item in get(client, LIST, limit=1, offset=2)["items"]] == ["하나"]


def test_a_list_is_narrowed_as_the_screen_is(client):
    load_taxonomies()
    make_case("주차 공유", year=2019, field_given="협업")
    make_case("주차 요금", owners=[yeongdeungpo()], year=2020, awards=(AwardFacts("우수상"),))
    for query, title in (
        ({"q": "주차를 공유"}, "주차 공유"),
        ({"region": "11"}, "주차 요금"),
        ({"region": "48"}, "주차 공유"),
        ({"year": 2020}, "주차 요금"),
        ({"field": "collaboration"}, "주차 공유"),
        ({"award": "any"}, "주차 요금"),
    ):
        assert [item["title"] for item in get(client, LIST, **query)["items"]] == [title]


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": 201}, {"offset": -1}, {"year": "abc"}, {"sort": "x"}])
def test_a_value_that_makes_no_sense_is_pointed_at(client, query):
    response = client.get(LIST, query)
    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"][-1] == next(iter(query))


def test_a_case_comes_with_its_evidence(client):
    case = make_case(
        owners=[hadong(), miryang()], figures=(FigureFacts("이용자", "700명", number=700),), sources=(source_facts(),)
    )
    answer = get(client, f"{LIST}/{case.pk}")
    proof = case.sources.get().evidence.get()
    assert answer["title"] == "무인 공구도서관"
    assert answer["url"] == f"http://testserver/cases/{case.pk}/"
    assert [owner["government_code"] for owner in answer["owners"]] == ["48850", "48270"]
    assert answer["evidence"] == {"title": [proof.pk]}
    assert answer["figures"][0]["number"] == "700"
    source = answer["sources"][0]
    assert source["document_sha256"] == "a" * 64
    assert source["evidence"][0] == {
        "id": proof.pk, "fact": "title", "start": 5, "end": 13, "quote": "무인 공구도서관", "before": "하동군은 ",
        "after": "을 열었다.", "rule": "test", "confidence": None,
    }  # fmt: skip


def test_withdrawn_and_merged_cases_are_not_given(client, editor):
    one, other, third = make_case("하나"), make_case("둘"), make_case("셋")
    withdraw_case(actor=editor, case_id=one.pk, reason="사례가 아님")
    merge_cases(actor=editor, source_id=third.pk, target_id=other.pk, reason="같은 사례")
    client.force_login(editor)
    assert [item["title"] for item in get(client, LIST)["items"]] == ["둘"]
    assert client.get(f"{LIST}/{one.pk}").status_code == 404
    assert client.get(f"{LIST}/{third.pk}").url == f"{LIST}/{other.pk}"


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_costs_the_same_queries(client, number, django_assert_num_queries):
    for n in range(number):
        make_case(f"사례 {n}", awards=(AwardFacts("우수상"),))
    with django_assert_num_queries(6):
        get(client, LIST)


def test_fields_are_given_with_their_makers_and_mapping(client):
    load_taxonomies()
    ours, *given = get(client, "/api/v1/fields")
    assert (ours["key"], len(ours["fields"])) == ("dure", 10)
    plan = next(row for row in given if row["key"] == "kr-plan-2024")
    assert (plan["year"], plan["maker"]) == (2024, "행정안전부")
    assert plan["fields"][1]["standard"] == "digital"


def test_too_many_requests_are_told_when_to_come_back(client):
    for _ in range(120):
        client.get(LIST, {"limit": 1})
    response = client.get(LIST, {"limit": 1})
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 60
    assert client.get(LIST, {"limit": 1}, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_the_document_page_lists_every_operation_and_asks_nobody_else(client):
    html = client.get("/api/v1/docs").content.decode()
    for path in ("/api/v1/cases", "/api/v1/cases/{case_id}", "/api/v1/fields"):
        assert f"GET {path}</span>" in html
    assert not [part for part in html.split('src="')[1:] if not part.startswith("/")]
    schema = client.get("/api/v1/openapi.json").json()
    assert schema["paths"]["/api/v1/cases"]["get"]["parameters"][0]["name"] == "limit"

"""The list of governments."""

import pytest

pytestmark = pytest.mark.django_db


def test_the_list_of_today(client, governments):
    page = client.get("/governments/").content.decode()
    assert "전남광주통합특별시" in page
    assert "전라남도" not in page
    assert "광역 16곳, 기초 227곳" in page


def test_the_list_as_of_a_day(client, governments):
    page = client.get("/governments/", {"as_of": "2010-06-30", "q": "마산"}).content.decode()
    assert "마산시" in page
    assert "하동군" not in page


def test_nothing_found_says_how_to_go_on(client, governments):
    assert "맞는 지방정부가 없습니다" in client.get("/governments/", {"q": "없는곳"}).content.decode()


def test_a_wrong_date_is_named(client, governments):
    response = client.get("/governments/", {"as_of": "2010-13-45"})
    assert response.status_code == 200
    assert "올바른 날짜" in response.content.decode()


def test_queries_do_not_grow_with_the_rows(client, governments, django_assert_num_queries):
    client.get("/governments/")
    with django_assert_num_queries(1):
        client.get("/governments/")
    with django_assert_num_queries(1):
        client.get("/governments/", {"peer_group": "군"})


def test_the_api_lists_the_governments_of_a_day(client, governments, django_assert_num_queries):
    with django_assert_num_queries(1):
        listed = client.get("/api/v1/governments", {"as_of": "2026-06-30"}).json()
    assert listed["count"] == 243
    gangjin = next(row for row in listed["items"] if row["full_name"] == "전라남도 강진군")
    assert (gangjin["code"], gangjin["code_then"], gangjin["valid_to"]) == ("12780", "46810", "2026-06-30")
    assert client.get("/api/v1/governments", {"as_of": "yesterday"}).status_code == 422

"""Finding cases by words and filters."""

import pytest

from dure.apps.cases.actions import AwardFacts, ClaimFacts, OwnerFacts, load_taxonomies, withdraw_case
from dure.apps.cases.queries import (
    Criteria,
    facets,
    related_cases,
    results,
    search_cases,
    similar_cases,
    similar_titles,
)
from tests.apps.factories import (
    gyeongnam,
    hadong,
    make_case,
    miryang,
    miryang_corporation,
    yeongdeungpo,
)

pytestmark = pytest.mark.django_db


def titles(words="", **criteria):
    return [case.title for case in search_cases(Criteria(words=words, **criteria))]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("주차 공유 서비스", "주차를 공유"),
        ("주차 공유 서비스", "공유주차"),
        ("주차 공유 서비스", "주차공유서비스가"),
        ("거주자우선주차장 공유", "거주자 우선 주차"),
        ("무인 공구도서관 운영", "도서관"),
        ("무인 공구도서관 운영", "공구 도서관에서"),
        ("무인 공구도서관 운영", "공구도서"),
        ("빈집을 활용한 청년주택", "청년 빈집"),
        ("어르신을 찾아가는 복지상담", "찾아가는 상담"),
        ("AI 민원 챗봇", "ai 챗봇"),
        ("책을 빌려주는 스마트도서관", "책 빌리기"),
        ("등록면허세(등록분) 전자신고", "등록면허세"),
    ],
)
def test_words_are_found_whatever_particles_they_carry(title, words):
    make_case(title)
    make_case("다른 이야기")
    assert titles(words) == [title]


@pytest.mark.parametrize(
    "words", ["밀양", "밀양시", "경남", "경상남도", "경남 밀양시", "시설관리공단", "2019년", "주차"]
)
def test_owner_year_and_text_are_searched_too(words):
    corporation = miryang_corporation()
    make_case(
        "안심 거리",
        owners=[OwnerFacts("48270", "밀양시시설관리공단", corporation.key)],
        content="주차장을 밝게 했다",
        year=2019,
    )
    make_case("다른 이야기", owners=[yeongdeungpo()])
    assert titles(words) == ["안심 거리"]


def test_claims_and_awards_are_searched():
    make_case("하나", claims=(ClaimFacts("전국 최초"),), awards=(AwardFacts("대통령상", event="왕중왕전"),))
    assert titles("전국 최초") == titles("왕중왕전") == titles("대통령상") == ["하나"]


def test_all_words_must_be_there():
    make_case("주차 공유")
    assert titles("주차 요금") == []


def test_a_word_in_the_title_weighs_most():
    make_case("마을 회관", content="주차장 이야기")
    make_case("주차장 개방", content="마을 이야기")
    assert titles("주차장") == ["주차장 개방", "마을 회관"]


@pytest.mark.parametrize("words", ["'", "\\", "a & | !", ":*", "(((", "'; DROP TABLE", "?!", "그리고", "\0"])
def test_no_punctuation_breaks_a_search(words):
    make_case("하나")
    assert titles(words.replace("\0", "")) in ([], ["하나"])


@pytest.fixture
def four(db):
    load_taxonomies()
    corporation = miryang_corporation()
    make_case("가 도의 사례", owners=[gyeongnam()], year=2019, field_given="협업")
    make_case("나 시의 사례", owners=[miryang()], year=2020, awards=(AwardFacts("최우수상"), AwardFacts("우수상")))
    make_case(
        "다 공단 사례",
        owners=[OwnerFacts("48270", institution_key=corporation.key)],
        year=2020,
        awards=(AwardFacts("우수상"),),
    )
    make_case("라 구의 사례", owners=[yeongdeungpo(), hadong()], field_given="협업")


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        ({}, "가나다라"),
        ({"region": "48"}, "가나다라"),
        ({"region": "48270"}, "나다"),
        ({"region": "11"}, "라"),
        ({"year": 2020}, "나다"),
        ({"field": "collaboration"}, "가라"),
        ({"field": "none"}, "나다"),
        ({"award": "any"}, "나다"),
        ({"award": "최우수상"}, "나"),
        ({"institutions": True}, "다"),
        ({"region": "48270", "award": "우수상", "institutions": True}, "다"),
        ({"words": "구의"}, "라"),
        ({"words": "사례", "year": 2019}, "가"),
    ],
)
def test_filters_narrow_together(four, criteria, expected):
    assert "".join(title[0] for title in titles(sort="title", **criteria)) == expected


def test_the_newest_stand_first_and_those_without_a_year_last(four):
    assert "".join(title[0] for title in titles()) == "다나가라"


def test_facets_count_what_each_filter_would_leave(four):
    found = facets(Criteria(year=2020))
    assert [(f.value, f.count) for f in found.years] == [("2020", 2), ("2019", 1)]
    assert [(f.name, f.count) for f in found.regions] == [("경상남도", 2)]
    assert [(f.name, f.count) for f in found.awards] == [("우수상", 2), ("최우수상", 1)]
    assert (found.any_award, found.institutions, found.members) == (2, 1, ())
    inside = facets(Criteria(region="48270"))
    assert [(f.name, f.count) for f in inside.regions] == [("서울특별시", 1), ("경상남도", 4)]
    assert [(f.name, f.count) for f in inside.members] == [("경상남도", 1), ("밀양시", 2), ("하동군", 1)]
    assert {f.value: f.count for f in inside.fields if f.count} == {"none": 2}


@pytest.mark.parametrize("number", [1, 3])
def test_queries_are_the_same_for_one_case_and_for_three(number, django_assert_num_queries):
    for n in range(number):
        make_case(f"마을 사례 {n}", owners=[hadong()], awards=(AwardFacts("우수상"),))
    with django_assert_num_queries(11):
        facets(Criteria(words="사례", region="48"))
    with django_assert_num_queries(9):
        facets(Criteria(words="사례"))
    with django_assert_num_queries(7):
        assert len(list(results(Criteria(words="사례")).page)) == number
    with django_assert_num_queries(8):
        assert len(similar_cases("마을 사례", ["48850"])) == number


def test_counts_are_remembered_until_something_changes(django_assert_num_queries):
    make_case("하나")
    assert facets(Criteria()).regions[0].count == 1
    with django_assert_num_queries(1):
        assert facets(Criteria(sort="title")).regions[0].count == 1
    make_case("둘")
    assert facets(Criteria()).regions[0].count == 2


def test_withdrawn_cases_are_found_by_nobody(four, editor):
    case = search_cases(Criteria(words="구의")).get()
    withdraw_case(actor=editor, case_id=case.pk, reason="사례가 아님")
    assert titles("구의") == []
    assert facets(Criteria()).regions[0].value == "48"
    assert similar_titles("라 구의 사례") == [] or "라 구의 사례" not in [
        c.title for c in similar_titles("라 구의 사례")
    ]


def test_a_misspelt_title_is_found_by_its_letters():
    make_case("무인 공구도서관")
    make_case("거주자우선주차 공유")
    assert titles("공구도서괸") == []
    assert [case.title for case in similar_titles("공구도서괸")] == ["무인 공구도서관"]
    assert similar_titles("전혀 다른 말") == []


def test_a_case_that_may_be_registered_already_is_shown():
    known = make_case("무인 공구도서관 운영", owners=[hadong()])
    make_case("공구도서관 무인 운영", owners=[miryang()])
    make_case("공구 없는 마을", owners=[miryang()])
    found = similar_cases("무인공구도서관", ["48850"])
    assert found[0].case == known
    assert found[0].is_same_owner
    assert [alike.case.title for alike in found] == ["무인 공구도서관 운영", "공구도서관 무인 운영"]
    assert similar_cases("어르신 한글 교실", ["48850"]) == ()
    assert [alike.case.title for alike in related_cases(known)] == ["공구도서관 무인 운영"]

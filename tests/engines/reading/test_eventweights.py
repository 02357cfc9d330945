"""Of two events on a page, the words around their names say which of them the page reports."""

import pytest

from dure.engines.reading import default_gazetteer, open_document, read

# Each page names two events; the second column is the one that it reports.
PAGES = {
    "held, not entered": (
        "남해군은 ‘바다 정책 경진대회’에 출품할 사례를 ‘남해 혁신 경진대회’를 열어 뽑았다고 9일 밝혔다.",
        "남해 혁신 경진대회",
    ),
    "won, not earlier": (
        "지난해 ‘2022년 지방행정 종합평가’에 이어 남해군이 ‘2023년 적극행정 성과평가’에서 우수기관으로 선정됐다.",
        "2023년 적극행정 성과평가",
    ),
    "held, not a means": (
        "남해군은 ‘2023 주민 제안 공모전’을 바탕으로 ‘2023 남해 혁신 포럼’을 개최했다고 9일 밝혔다.",
        "2023 남해 혁신 포럼",
    ),
    "its meeting": (
        "행정안전부는 정부혁신포럼 위원을 새로 위촉하고 정부혁신포럼 전체회의를 11일 개최했다.",
        "정부혁신포럼 전체회의",
    ),
    "not where it was held": (
        "남해군은 3일 4월 월례조회에서 적극행정 현장 견학 성과공유회를 열고 우수사례를 나눴다.",
        "적극행정 현장 견학 성과공유회",
    ),
    "not what was before": (
        "3일 열린 행정 혁신 우수공무원 간담회는 지난 제5차 규제개혁장관회의 때 한 약속으로 열렸다.",
        "행정 혁신 우수공무원 간담회",
    ),
    "not what is planned": (
        "남해군이 행정 혁신 우수사례 발표회를 12일 열었다.\n\n군은 이어 ‘2023년 남해 혁신 박람회’를 열 계획이다.",
        "행정 혁신 우수사례 발표회",
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_event_that_is_reported(name):
    body, wanted = PAGES[name]
    document = open_document(f"남해군 소식\n입력 2023-04-09 10:00\n\n{body}\n".encode(), path="page.txt")
    found = [
        finding.value["name"] for finding in read(document, default_gazetteer()).findings if finding.kind == "event"
    ]
    assert found[0] == wanted, found


@pytest.mark.parametrize(
    "body",
    [
        "남해군은 적극행정위원회 심의를 거쳐 주민 불편 다섯 가지를 없앴다고 9일 밝혔다. 행정 혁신의 결과다.",
        "남해군은 행정 혁신을 위해 시민참여단 의견을 들었다고 9일 밝혔다.",
    ],
)
def test_a_body_that_does_not_meet_is_no_event(body):
    document = open_document(f"남해군 소식\n입력 2023-04-09 10:00\n\n{body}\n".encode(), path="page.txt")
    assert [f.value for f in read(document, default_gazetteer()).findings if f.kind == "event"] == []

"""Names as people write them, with the day of the page and what else the page names."""

from datetime import date

import pytest

from dure.engines.reading import gazetteer
from dure.engines.reading.gazetteer import Context

D2005, D2009, D2015, D2019 = date(2005, 5, 1), date(2009, 5, 1), date(2015, 5, 1), date(2019, 5, 1)
D2023, D2024, EVE, REFORM = date(2023, 1, 26), date(2024, 6, 1), date(2026, 6, 30), date(2026, 7, 1)
SEOUL, BUSAN, DAEGU, INCHEON, GWANGJU, DAEJEON, ULSAN = "11", "26", "27", "28", "29", "30", "31"
GYEONGGI, CHUNGNAM, JEONNAM, GYEONGBUK, GYEONGNAM, GANGWON = "41", "44", "46", "47", "48", "51"

ONE = [
    # metropolitan governments, in every form
    ("서울특별시", None, "서울특별시"),
    ("서울시", None, "서울특별시"),
    ("서울", None, "서울특별시"),
    ("부산시", None, "부산광역시"),
    ("대구시", D2023, "대구광역시"),
    ("대구", D2023, "대구광역시"),
    ("인천시", None, "인천광역시"),
    ("대전시", None, "대전광역시"),
    ("울산시", None, "울산광역시"),
    ("광주광역시", D2023, "광주광역시"),
    ("세종시", None, "세종특별자치시"),
    ("세종", None, "세종특별자치시"),
    ("경기도", None, "경기도"),
    ("경기", None, "경기도"),
    ("경남도", None, "경상남도"),
    ("경남", None, "경상남도"),
    ("경상남도", None, "경상남도"),
    ("경북도", None, "경상북도"),
    ("충남도", None, "충청남도"),
    ("충북", None, "충청북도"),
    ("전남도", None, "전라남도"),
    ("전남", EVE, "전라남도"),
    ("제주도", None, "제주특별자치도"),
    ("제주도", D2005, "제주도"),
    ("제주도", D2019, "제주특별자치도"),
    ("제주", None, "제주특별자치도"),
    ("제주자치도", None, "제주특별자치도"),
    ("전남광주통합특별시", REFORM, "전남광주통합특별시"),
    ("전남광주통합특별시", None, "전남광주통합특별시"),
    ("전남광주특별시", REFORM, "전남광주통합특별시"),
    # renamed provinces: by the day, else as written, else the latest before the reform
    ("전북", D2015, "전라북도"),
    ("전북", D2024, "전북특별자치도"),
    ("전북", None, "전북특별자치도"),
    ("전북도", date(2024, 1, 17), "전라북도"),
    ("전북도", date(2024, 1, 18), "전북특별자치도"),
    ("전북자치도", D2024, "전북특별자치도"),
    ("전라북도", None, "전라북도"),
    ("전라북도", D2024, "전북특별자치도"),
    ("강원", D2019, "강원도"),
    ("강원", None, "강원특별자치도"),
    ("강원도", None, "강원도"),
    ("강원도", D2024, "강원특별자치도"),
    ("강원특별자치도", None, "강원특별자치도"),
    ("강원특자도", D2024, "강원특별자치도"),
    ("전라남도", REFORM, "전라남도"),
    # basic governments
    ("하동군", None, "경상남도 하동군"),
    ("하동", None, "경상남도 하동군"),
    ("경남 하동군", None, "경상남도 하동군"),
    ("경남 하동", None, "경상남도 하동군"),
    ("경남하동군", None, "경상남도 하동군"),
    ("경상남도 하동군", None, "경상남도 하동군"),
    ("영등포구", None, "서울특별시 영등포구"),
    ("서울 영등포구", None, "서울특별시 영등포구"),
    ("서울시 영등포구", None, "서울특별시 영등포구"),
    ("군산시", D2019, "전라북도 군산시"),
    ("군산시", date(2025, 1, 1), "전북특별자치도 군산시"),
    ("전북 군산시", None, "전북특별자치도 군산시"),
    ("전라북도 군산시", None, "전라북도 군산시"),
    ("원주시", D2019, "강원도 원주시"),
    ("원주시", D2024, "강원특별자치도 원주시"),
    ("강원도 원주시", None, "강원도 원주시"),
    ("춘천", D2015, "강원도 춘천시"),
    ("강진군", EVE, "전라남도 강진군"),
    ("강진군", REFORM, "전남광주통합특별시 강진군"),
    ("전남 강진군", REFORM, "전남광주통합특별시 강진군"),
    ("광산구", D2023, "광주광역시 광산구"),
    ("광산구", REFORM, "전남광주통합특별시 광산구"),
    ("군위군", date(2023, 6, 30), "경상북도 군위군"),
    ("군위군", date(2023, 7, 1), "대구광역시 군위군"),
    ("경북 군위군", D2019, "경상북도 군위군"),
    ("미추홀구", D2019, "인천광역시 미추홀구"),
    ("인천 남구", D2015, "인천광역시 남구"),
    ("인천 남구", D2019, "인천광역시 미추홀구"),
    ("인천 서구", D2019, "인천광역시 서구"),
    ("인천 서구", REFORM, "인천광역시 서해구"),
    ("인천 중구", D2019, "인천광역시 중구"),
    ("제물포구", REFORM, "인천광역시 제물포구"),
    ("제물포구", None, "인천광역시 제물포구"),
    ("검단구", REFORM, "인천광역시 검단구"),
    ("수원특례시", D2024, "경기도 수원시"),
    ("창원특례시", None, "경상남도 창원시"),
    ("부산진구", None, "부산광역시 부산진구"),
    ("해운대구", None, "부산광역시 해운대구"),
    ("달서구", None, "대구광역시 달서구"),
    # governments that have gone
    ("마산시", D2005, "경상남도 마산시"),
    ("마산시", None, "경상남도 마산시"),
    ("진해시", D2009, "경상남도 진해시"),
    ("청원군", D2009, "충청북도 청원군"),
    ("연기군", D2009, "충청남도 연기군"),
    ("당진군", D2009, "충청남도 당진군"),
    ("당진군", D2015, "충청남도 당진시"),
    ("여주군", D2009, "경기도 여주군"),
    ("화성군", date(2001, 1, 1), "경기도 화성군"),
    ("북제주군", D2005, "제주도 북제주군"),
    ("제주시", D2005, "제주도 제주시"),
    # ambiguous names that the province decides
    ("경기 광주시", D2023, "경기도 광주시"),
    ("경기도 광주시", REFORM, "경기도 광주시"),
    ("광주시", REFORM, "경기도 광주시"),
    ("광주 북구", D2023, "광주광역시 북구"),
    ("광주 북구", REFORM, "전남광주통합특별시 북구"),
    ("강원 고성군", D2024, "강원특별자치도 고성군"),
    ("경남 고성군", D2024, "경상남도 고성군"),
    ("경남 고성", D2024, "경상남도 고성군"),
    ("서울 강서구", None, "서울특별시 강서구"),
    ("부산 강서구", None, "부산광역시 강서구"),
    ("대구 중구", None, "대구광역시 중구"),
    ("울산 남구", None, "울산광역시 남구"),
    ("대전광역시 동구", None, "대전광역시 동구"),
    # parts that are no governments
    ("분당구", None, "경기도 성남시 분당구"),
    ("성남시 분당구", None, "경기도 성남시 분당구"),
    ("경기도 성남시 분당구", None, "경기도 성남시 분당구"),
    ("포항 남구", None, "경상북도 포항시 남구"),
    ("포항시 북구", None, "경상북도 포항시 북구"),
    ("제주시", D2019, "제주특별자치도 제주시"),
    ("서귀포시", None, "제주특별자치도 서귀포시"),
    ("일산동구", None, "경기도 고양시 일산동구"),
    # halls, councils and heads name their government
    ("하동군청", None, "경상남도 하동군"),
    ("하동 군청", None, "경상남도 하동군"),
    ("광주광역시청", D2023, "광주광역시"),
    ("영등포구청", None, "서울특별시 영등포구"),
    ("전남도청", D2019, "전라남도"),
    ("강원도청", None, "강원도"),
    ("하동군의회", None, "경상남도 하동군"),
    ("대구시의회", None, "대구광역시"),
    ("군산시장", D2019, "전라북도 군산시"),
    ("강임준 군산시장", D2024, "전북특별자치도 군산시"),
    ("채현일 영등포구청장", D2019, "서울특별시 영등포구"),
    ("박현국 봉화군수", D2023, "경상북도 봉화군"),
    ("경남지사", None, "경상남도"),
    ("경남도지사", None, "경상남도"),
    ("홍준표 대구시장", D2023, "대구광역시"),
    # national bodies, by the day
    ("행안부", None, "행정안전부"),
    ("행정안전부", D2024, "행정안전부"),
    ("행자부", D2005, "행정자치부"),
    ("복지부", D2009, "보건복지가족부"),
    ("복지부", D2024, "보건복지부"),
    ("인사처", None, "인사혁신처"),
    ("기후부", date(2026, 1, 1), "기후에너지환경부"),
    ("정부혁신추진협의회", D2019, "정부혁신추진협의회"),
    # institutions are bodies of their own, listed or not
    ("밀양시시설관리공단", None, "밀양시시설관리공단"),
    ("밀양시 시설관리공단", None, "밀양시시설관리공단"),
    ("금천구 시설관리공단", None, "금천구시설관리공단"),
    ("하동군문화재단", None, "하동군문화재단"),
    ("경남개발공사", None, "경남개발공사"),
    ("대구시사회서비스원", date(2021, 6, 11), "대구사회서비스원"),
    ("대구공공시설관리공단", D2023, "대구공공시설관리공단"),
    ("부산인재평생교육진흥원", None, "부산인재평생교육진흥원"),
    # offices are neither
    ("담양경찰서", None, "담양경찰서"),
    ("영양교육지원청", None, "경상북도 영양교육지원청"),
    ("충주소방서", None, "충주소방서"),
    ("서울시교육청", None, "서울특별시교육청"),
    ("경상북도 교육청", None, "경상북도교육청"),
    ("충남도 농업기술원", None, "충청남도농업기술원"),
    ("강원 감사위원회", D2024, "강원특별자치도감사위원회"),
    ("제주감사위원회", None, "제주특별자치도감사위원회"),
    ("대전시 시설관리공단", None, "대전광역시시설관리공단"),
    ("세종시시설관리공단", None, "세종특별자치시시설관리공단"),
    ("광주시 도시철도공사", None, "광주시도시철도공사"),
    ("강원대학교", None, "강원대학교"),
    # justified text
    ("전 라남도 강진군", EVE, "전라남도 강진군"),
    ("영등 포구", None, "서울특별시 영등포구"),
    ("광주광역 시청", D2023, "광주광역시"),
]


@pytest.mark.parametrize(("name", "on", "expected"), ONE)
def test_a_name_with_one_meaning(name: str, on: date | None, expected: str):
    found = gazetteer.default().resolve(name, on)
    assert [candidate.full_name for candidate in found.candidates] == [expected]


SIX = {f"{city} 중구" for city in ("서울특별시", "부산광역시", "대구광역시", "인천광역시", "대전광역시", "울산광역시")}
SEVERAL = [
    ("광주시", D2023, {"광주광역시", "경기도 광주시"}),
    ("광주시", None, {"광주광역시", "경기도 광주시"}),
    ("광주", D2023, {"광주광역시", "경기도 광주시"}),
    ("광주", REFORM, {"광주광역시", "경기도 광주시"}),
    ("강기정 광주시장", D2023, {"광주광역시", "경기도 광주시"}),
    ("고성군", D2024, {"강원특별자치도 고성군", "경상남도 고성군"}),
    ("고성군", D2019, {"강원도 고성군", "경상남도 고성군"}),
    ("중구", EVE, SIX),
    ("중구", None, SIX),
    ("중구", REFORM, SIX - {"인천광역시 중구"}),
    ("강서구", D2024, {"서울특별시 강서구", "부산광역시 강서구"}),
    (
        "남구",
        D2015,
        {
            "부산광역시 남구",
            "대구광역시 남구",
            "인천광역시 남구",
            "광주광역시 남구",
            "울산광역시 남구",
            "경상북도 포항시 남구",
        },
    ),
    (
        "남구",
        D2019,
        {"부산광역시 남구", "대구광역시 남구", "광주광역시 남구", "울산광역시 남구", "경상북도 포항시 남구"},
    ),
    (
        "동구",
        REFORM,
        {f"{city} 동구" for city in ("부산광역시", "대구광역시", "전남광주통합특별시", "대전광역시", "울산광역시")},
    ),
    ("서구", REFORM, {f"{city} 서구" for city in ("부산광역시", "대구광역시", "전남광주통합특별시", "대전광역시")}),
    ("중구청장", REFORM, SIX - {"인천광역시 중구"}),
]


@pytest.mark.parametrize(("name", "on", "expected"), SEVERAL)
def test_an_ambiguous_name_keeps_its_candidates(name: str, on: date | None, expected: set[str]):
    found = gazetteer.default().resolve(name, on)
    assert found.only is None
    assert {candidate.full_name for candidate in found.candidates} == expected


BY_CONTEXT = [
    ("광주시", D2023, {GWANGJU}, "광주광역시"),
    ("광주시", D2023, {GYEONGGI}, "경기도 광주시"),
    ("광주시", D2023, {GWANGJU, GYEONGGI}, "광주광역시"),
    ("광주", D2023, {GWANGJU}, "광주광역시"),
    ("고성군", D2024, {GANGWON}, "강원특별자치도 고성군"),
    ("고성군", D2024, {GYEONGNAM}, "경상남도 고성군"),
    ("고성", D2024, {"51820"}, "강원특별자치도 고성군"),
    ("중구", D2019, {SEOUL}, "서울특별시 중구"),
    ("중구", D2019, {INCHEON}, "인천광역시 중구"),
    ("중구", D2019, {"26110", BUSAN, SEOUL}, "부산광역시 중구"),
    ("남구", D2019, {GYEONGBUK, "47110"}, "경상북도 포항시 남구"),
    ("남구", D2019, {ULSAN}, "울산광역시 남구"),
    ("우리 군", D2019, {"48850", GYEONGNAM}, "경상남도 하동군"),
    ("우리 시", D2024, {"52130"}, "전북특별자치도 군산시"),
    ("道", D2019, {GYEONGNAM, "48270"}, "경상남도"),
    ("본 구", D2019, {"11560", SEOUL}, "서울특별시 영등포구"),
]


@pytest.mark.parametrize(("name", "on", "near", "expected"), BY_CONTEXT)
def test_the_page_decides(name: str, on: date, near: set[str], expected: str):
    found = gazetteer.default().resolve(name, on, Context(lineages=frozenset(near)))
    assert [candidate.full_name for candidate in found.candidates] == [expected]


@pytest.mark.parametrize("near", [{SEOUL, BUSAN}, {DAEGU, DAEJEON, CHUNGNAM}, {JEONNAM}])
def test_a_page_that_names_two_of_the_provinces_or_none_decides_nothing(near: set[str]):
    found = gazetteer.default().resolve("중구", D2019, Context(lineages=frozenset(near)))
    assert len(found.candidates) == 6


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("군산시", "52130"),
        ("강진군", "12780"),
        ("광주광역시", "29"),
        ("인천 중구", "28110"),
        ("인천 서구", "28275"),
        ("경남도", "48"),
        ("마산시", None),
        ("분당구", None),
        ("행안부", None),
        ("밀양시시설관리공단", None),
    ],
)
def test_the_code_is_the_last_that_the_lineage_bore(name: str, code: str | None):
    only = gazetteer.default().resolve(name, D2019).only
    assert only is not None
    assert only.code == code


def test_the_owner_of_an_unlisted_institution():
    only = gazetteer.default().resolve("의성군시설관리공단").only
    assert only is not None
    assert (only.entity.kind, only.entity.owner) == ("institution", "47730")


def test_an_institution_of_an_ambiguous_owner_has_its_name_but_no_owner():
    lands = gazetteer.default()
    only = lands.resolve("중구시설관리공단", D2019).only
    assert only is not None
    assert (only.full_name, only.entity.owner) == ("중구시설관리공단", None)
    decided = lands.resolve("중구시설관리공단", D2019, Context(lineages=frozenset({SEOUL}))).only
    assert decided is not None
    assert decided.entity.owner == "11140"


@pytest.mark.parametrize("name", ["", "한강", "창의성", "이천시대", "동구릉", "국회"])
def test_what_is_no_name_is_unknown(name: str):
    found = gazetteer.default().resolve(name)
    assert found.candidates == ()


def test_an_undated_page_keeps_the_province_that_it_writes():
    context = Context(written=frozenset({"전남광주통합특별시"}))
    only = gazetteer.default().resolve("목포시", None, context).only
    assert only is not None
    assert only.full_name == "전남광주통합특별시 목포시"

"""Names found in running text: their ends, their support, what a page says for other names."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dure.data import governments as tables
from dure.engines.reading import gazetteer
from dure.engines.reading.gazetteer import Gazetteer

FOUND = [
    ("군산시가 우수기관으로 뽑혔다", ["군산시"]),
    ("하동군은 12일 밝혔다", ["하동군"]),
    ("경남도와 하동군은 이날", ["경남도", "하동군"]),
    ("경남하동군에서 열린", ["경남하동군"]),
    ("서울 중구·부산 중구 등", ["서울 중구", "부산 중구"]),
    ("전남 보성군·여수시, 충북 영동군을 찾아", ["전남 보성군", "여수시", "충북 영동군"]),
    ("대구경북 상생", ["대구", "경북"]),
    ("수원시민 100명", ["수원시"]),
    ("금천구 시설관리공단(이사장 박평)", ["금천구 시설관리공단"]),
    ("경기 안산시시설관리공단", ["경기 안산시시설관리공단"]),
    ("하동군청과 하동군의회", ["하동군청", "하동군의회"]),
    ("진영 행정안전부 장관", ["행정안전부"]),
    ("(옥천=연합뉴스)", ["옥천"]),
    ("[단양=뉴스핌] 충북 단양군이", ["단양", "충북 단양군"]),
    ("하동군은 이날 하동·남해 갈등", ["하동군", "하동", "남해"]),
    ("충남 예산군의 예산 집행", ["충남 예산군"]),
    ("경기 침체에 경기도는", ["경기", "경기도"]),
    ("경기 침체", []),
    ("부산진구청장", ["부산진구청장"]),
    ("대 구시가 수락해", []),
    ("대구 시가 수락해", ["대구 시"]),
    ("전 라남도가", ["전 라남도"]),
    ("행정안 전부는", ["행정안 전부"]),
    ("경남\n하동군", ["경남", "하동군"]),
    ("광주시장", ["광주시장"]),
    ("경남 창원·진주·고성·남해", ["경남 창원", "진주", "고성", "남해"]),
    ("경북 구미, 상주 인구", ["경북 구미"]),
    ("강원(고성·양양) 지역", ["강원", "고성", "양양"]),
    ("예산 편성, 충남(예산·홍성)", ["충남", "홍성"]),
    ("강화 조치, 인천(강화·옹진)", ["인천", "강화", "옹진"]),
    ("양천·강서·구로·금천구와", ["양천", "강서", "구로", "금천구"]),
    ("임실, 순창, 남원시", ["임실", "순창", "남원시"]),
    ("예산, 홍성군", ["홍성군"]),
    ("이천, 여주, 양평 등", []),
    ("전남 광주", ["전남", "광주"]),
    ("전남 광주시", ["전남", "광주시"]),
    ("행안부장관상과 경찰청장 표창", ["행안부", "경찰청"]),
    ("행정안전부장관상", ["행정안전부"]),
    ("순천시는 순천 시민과", ["순천시", "순천"]),
    ("순천 시민과", []),
    ("군산 시장에서", []),
    ("군산 시장은", ["군산 시장"]),
    ("성남시분당구에", ["성남시분당구"]),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_what_is_found(text: str, expected: list[str]):
    found = [mention for mention in gazetteer.default().mentions(text) if mention.kind != "anaphor"]
    assert [mention.surface for mention in found] == expected


@pytest.mark.parametrize(
    "text",
    [
        "고성능 장비", "이천만 원", "광주리에 담아", "창의성을 높여", "중구난방", "동구릉을 찾아", "안성맞춤",
        "상주 관리자 없음", "상주 인구", "영동고속도로", "권한을 부여했다", "기장이 말했다", "공사 진도율", "화성 탐사",
        "이천시대", "세종대왕", "서구화된 식단", "북구권 나라", "남구로역", "동해안", "남해안", "서해안고속도로",
        "역량 강화", "예산 편성", "직원 연수", "고령 인구", "수영 대회", "동작 감지", "보은 인사", "장수 마을",
        "맑음강릉 -2.5℃", "흐림동두천 1.0℃", "TV서울", "그 안 동시에", "방안 동시에", "군산대 교수", "여수고 학생",
        "강동구청역사거리", "대전환", "제주마", "경남은행", "부산대", "이 시대", "한 구역",
        "대구FC", "대전MBC", "영등포1번가", "오후 3시에", "전국 시·군은", "각 구는", "서울신문", "광주일보",
    ],
)  # fmt: skip
def test_other_words_are_no_names(text: str):
    assert gazetteer.default().mentions(text) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("하동군", "government"),
        ("분당구", "subunit"),
        ("행정안전부", "organisation"),
        ("밀양시시설관리공단", "institution"),
        ("의성군문화재단", "institution"),
        ("의성경찰서", "office"),
        ("하동군청", "hall"),
        ("하동군의회", "council"),
        ("하동군수", "head"),
        ("우리 군은", "anaphor"),
        ("도(道) 통합", "anaphor"),
    ],
)
def test_kinds(text: str, kind: str):
    assert [mention.kind for mention in gazetteer.default().mentions(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        (
            "대구시는 광주광역시청에서 열린 회의에 초청됐다. 강기정 광주시장은 대구와 광주가",
            date(2023, 1, 28),
            ["대구광역시", "광주광역시", "광주광역시", "대구광역시", "광주광역시"],
        ),
        ("고성군은 춘천시와 손잡았다", date(2024, 5, 1), ["강원특별자치도 고성군", "강원특별자치도 춘천시"]),
        ("부산 중구는 서울시와 함께 … 중구가", date(2024, 5, 1), ["부산광역시 중구", "서울특별시", "부산광역시 중구"]),
        ("중구와 서울시, 부산시", date(2024, 5, 1), [None, "서울특별시", "부산광역시"]),
        ("서울 구로구·중구, 인천 중구", date(2019, 5, 1), ["서울특별시 구로구", "서울특별시 중구", "인천광역시 중구"]),
        (
            "부산 영도구·광주 북구 / 대전 대덕구·서구",
            date(2020, 5, 1),
            ["부산광역시 영도구", "광주광역시 북구", "대전광역시 대덕구", "대전광역시 서구"],
        ),
        ("서울, 대구와 광주", date(2020, 5, 1), ["서울특별시", "대구광역시", "광주광역시"]),
        ("경기 하남·광주", date(2020, 5, 1), ["경기도 하남시", "경기도 광주시"]),
        ("경기 하남시·광주시", date(2020, 5, 1), ["경기도 하남시", "경기도 광주시"]),
        (
            "고성군(강원)과 강원(고성군), 서구(대구)",
            date(2024, 5, 1),
            [
                "강원특별자치도 고성군",
                "강원특별자치도",
                "강원특별자치도",
                "강원특별자치도 고성군",
                "대구광역시 서구",
                "대구광역시",
            ],
        ),
        ("수원시와 용인시가 함께 광주 5개 구", date(2024, 1, 1), ["경기도 수원시", "경기도 용인시", None]),
        ("강기정 광주시장은 … 광주·전남은", date(2025, 12, 1), ["광주광역시", "광주광역시", "전라남도"]),
        ("광주시교육청", date(2024, 1, 1), ["광주광역시교육청"]),
        ("제주에너지공사가 발표했다", date(2021, 10, 7), ["제주에너지공사"]),
        ("경남 창원·고성", date(2024, 5, 1), ["경상남도 창원시", "경상남도 고성군"]),
        ("충남도는 도 농업기술원이", date(2020, 5, 1), ["충청남도", "충청남도농업기술원"]),
        ("강원도청에서 원주시가", None, ["강원도", "강원도 원주시"]),
        ("광주시는 서해구와 만났다", date(2026, 8, 1), ["경기도 광주시", "인천광역시 서해구"]),
        (
            "경남도 주관 대회에서 하동군은 … 군은 앞으로도",
            date(2020, 2, 16),
            ["경상남도", "경상남도 하동군", "경상남도 하동군"],
        ),
    ],
)
def test_mentions_of_a_page_settle_each_other(text: str, day: date | None, expected: list[str | None]):
    lands = gazetteer.default()
    settled = lands.settle(lands.mentions(text), day)
    assert [resolution.only.full_name if resolution.only else None for resolution in settled] == expected


_WORDS = st.sampled_from(
    [
        "경남",
        "하동군",
        "하동",
        "군은",
        "대구",
        "시",
        "광주광역시청",
        "중구",
        "의",
        " ",
        " ",
        "\n",
        "강원도",
        "고성군",
        "·",
        "=",
        "행안",
        "부",
    ],
)


@given(st.lists(_WORDS, max_size=30).map("".join) | st.text(max_size=80))
def test_offsets_slice_to_the_surface_and_never_overlap(text: str):
    position = 0
    for mention in gazetteer.default().mentions(text):
        assert text[mention.start : mention.end] == mention.surface
        assert mention.surface == mention.surface.strip()
        assert position <= mention.start < mention.end
        position = mention.end


@given(st.sampled_from(tables.governments()), st.data())
def test_every_official_name_is_itself_on_every_day_it_is_in_law(government: tables.Government, data: st.DataObject):
    first = government.valid_from or date(2001, 1, 1)
    last = government.valid_to or date(2026, 11, 22)
    day = first + timedelta(data.draw(st.integers(0, (last - first).days)))
    only = gazetteer.default().resolve(government.full_name, day).only
    assert only is not None
    assert (only.entity.key, only.full_name) == (government.lineage, government.full_name)


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_tables_does_not_matter(random):
    def shuffled(rows):
        copy = list(rows)
        random.shuffle(copy)
        return copy

    other = Gazetteer.build(
        shuffled(tables.governments()),
        shuffled(tables.subunits()),
        shuffled(tables.organisations()),
        shuffled(tables.local_institutions()),
        shuffled(tables.alias_rows()),
        tables.everyday_names(),
        tables.townships(),
    )
    text = "경남 하동군과 고성군, 중구, 광주시, 행자부, 분당구, 대구시사회서비스원, 제주시, 포항 남구청장"
    lands = gazetteer.default()
    assert other.mentions(text) == lands.mentions(text)
    assert other.settle(other.mentions(text)) == lands.settle(lands.mentions(text))


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("혁신으로 행복한 영등포 만들기. 구는 상을 준다.", ["영등포", "구"]),
        ("혁신으로 행복한 영등포 만들기. 군은 상을 준다.", ["군"]),  # of another unit
        ("영등포와 구로의 우수사례. 구는 상을 준다.", ["구"]),  # one of two
        ("이천 명이 뽑은 우수사례. 시는 상을 준다.", ["시"]),  # two thousand
        ("서울시와 행복한 영등포 만들기. 구는 상을 준다.", ["서울시", "구"]),  # a government is named in full
        ("혁신으로 행복한 영등포 만들기.", []),
        ("영등포에서 걷는다. 구는 상을 준다.", ["영등포", "구"]),
        ("영등포 기념품을 받았다. 구는 상을 준다.", ["구"]),  # stands nowhere as a place does
        ("완주 메달과 완주 기념품을 준다. 군은 걷기를 권한다.", ["군"]),  # to the finish
        ("완주에 도전하는 사람이 많다. 군은 걷기를 권한다.", ["군"]),
        ("거창 한 상을 차렸다. 군은 손님을 맞는다.", ["군"]),  # a grand one
    ],
)
def test_a_page_that_says_unit_alone_may_name_its_town_in_short(text: str, surfaces: list[str]):
    assert [one.surface for one in gazetteer.default().mentions_of_page(text)] == surfaces

"""The map and the home screen as a browser gets them, without JavaScript."""

import csv
import gzip
import io
import re
import xml.etree.ElementTree as ET

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dure.apps.cases.actions import AwardFacts, OwnerFacts, load_taxonomies
from tests.apps.factories import GovernmentFactory, gyeongnam, hadong, make_case, miryang, miryang_corporation

pytestmark = pytest.mark.django_db


def xml(text):
    return ET.fromstring(text)  # noqa: S314  # what we drew ourselves


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def drawing(text):
    return xml(re.search(r"<svg[^>]*dure-map-svg.*?</svg>(?=</div>)", text, re.DOTALL).group())


def places(text):
    """The linked places of the map: address and accessible name."""
    space = "{http://www.w3.org/2000/svg}"
    return {link.get("href"): link.find(f"{space}title").text for link in drawing(text).iter(f"{space}a")}


# the three ways


def test_the_map_links_every_place_with_its_whole_name(client):
    make_case(owners=[OwnerFacts(miryang().code, institution_key=miryang_corporation().key)])
    found = places(page(client, "/map/"))
    assert len(found) == 229
    assert found["/governments/48850/"] == "하동군, 경상남도: 사례 0건 · 인구 10만 명당 0.00건"
    assert found["/governments/48270/"].startswith("밀양시, 경상남도: 사례 1건 · ")
    assert found["/governments/48270/"].endswith(" · 공공기관 사례 1건 포함")


def test_the_tiles_say_the_same(client):
    make_case(owners=[hadong()])
    assert places(page(client, "/map/?view=tiles")) == places(page(client, "/map/"))


def test_the_table_has_every_place_and_sorts(client):
    make_case(owners=[hadong()])
    text = page(client, "/map/?view=table")
    assert text.count('<th scope="row">') == 229
    assert re.search(r'<th scope="row"><a href="([^"]*)"', text).group(1) == "/governments/48850/"
    assert re.search(r'aria-sort="descending"><a href="[^"]*">사례</a>', text)
    by_name = page(client, "/map/?view=table&sort=name")
    assert re.search(r'<th scope="row"><a href="[^"]*">([^<]*)', by_name).group(1) == "강릉시"


def test_one_stop_of_the_tab_key(client):
    make_case()
    for view in ("map", "tiles"):
        links = re.findall(r'<a href="[^"]*" class="place"( tabindex="-1")?', page(client, f"/map/?view={view}"))
        assert links.count("") == 1


def test_the_province_layer_says_own_and_inside(client):
    make_case(owners=[gyeongnam()])
    make_case(owners=[hadong()])
    text = page(client, "/map/?layer=province")
    assert places(text)["/governments/48/"].startswith("경상남도: 본청 1건 · 관내 시·군·구 1건")
    assert len(places(text)) == 16
    assert len(places(page(client, "/map/?layer=province&view=tiles"))) == 16


def test_a_province_can_be_closed_in_on(client):
    make_case(owners=[hadong()])
    for view in ("map", "tiles"):
        text = page(client, f"/map/?province=48&view={view}")
        assert len(places(text)) == 18
        assert "경상남도 사례 지도" in text
        names = [each.text for each in drawing(text).iter("{http://www.w3.org/2000/svg}text")]
        assert "하동" in names


def test_far_islands_left_out_of_the_picture_are_named(client):
    make_case()
    assert "멀리 떨어진 옹진의 섬은 그림 밖에 있습니다" in page(client, "/map/?province=28")


# what it says


def test_legend_ranking_and_its_limits(client):
    for _ in range(3):
        make_case(owners=[hadong()])
    make_case(owners=[miryang()])
    text = page(client, "/map/")
    assert "<span>3건</span>" in text
    assert "<span>없음</span>" in text
    assert "여기 등록된 사례가 많은 곳" in text
    assert "그 글의 주장" in text
    ranking = re.findall(r'class="map-rank">(\d+)</span>\s*<span><a href="[^"]*">([^<]*)', text)
    assert ranking == [("1", "하동군"), ("2", "밀양시")]


def test_a_split_government_is_explained_and_starred(client):
    incheon = GovernmentFactory(code="28", name="인천광역시", tier="metropolitan", peer_group="광역")
    make_case(owners=[GovernmentFactory(code="28110", name="중구", parent=incheon)])
    text = page(client, "/map/?view=tiles")
    assert "<strong>인천광역시 중구</strong>(지금의 제물포구, 영종구)의 사례 1건은 나눌 수 없어" in text
    assert text.count(">0*</text>") == 2
    assert "나뉜 옛 인천광역시 중구 1건은 세지 않음" in places(text)["/governments/28155/"]


@time_machine.travel("2026-11-22 12:00:00+09:00")
def test_as_of_a_day_before_the_borders_that_we_have(client):
    make_case()
    text = page(client, "/map/?as_of=2005-01-01")
    assert "<strong>2005-01-01</strong>에 있던 지방정부의 명단으로 셉니다" in text
    assert "그림의 경계는 그날의 것이 아니라 2026-06-30의 것입니다" in text
    assert "경상남도 마산시" in text
    assert "기준일에 없던 단위" in text
    assert "그림의 경계는" not in page(client, "/map/?as_of=2026-06-30")


def test_rates_name_the_source_of_the_people(client):
    make_case()
    text = page(client, "/map/?measure=per100k")
    assert "통계청 KOSIS 주민등록연앙인구 2025" in text
    assert "2.49" in text


def test_nothing_found(client):
    make_case(year=2020)
    make_case("상", awards=(AwardFacts("대상"),), year=2021)
    text = page(client, "/map/?award=any&year_to=2020")
    assert "이 조건에 맞는 사례가 아직 없습니다" in text
    assert len(places(text)) == 229
    assert "사례 0건" in page(client, "/map/?province=48&award=any&year_to=2020")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("year_from=2022&year_to=2020", "끝 연도가 시작 연도보다 빠릅니다."),
        ("as_of=1999-12-31", "2001-01-01부터의 기준일만 볼 수 있습니다."),
        ("as_of=2999-01-01", "아직 오지 않은 날은 기준일로 쓸 수 없습니다."),
        ("as_of=tomorrow", "기준일은 2026-06-30처럼 적어 주세요."),
        ("province=46", "기준일에는 없던 시·도입니다."),
        ("field=nothing", "nothing"),
    ],
)
def test_a_wrong_filter_is_named_and_left_out(client, address, words):
    make_case(year=2020)
    make_case("둘", year=2022)
    text = page(client, f"/map/?{address}")
    assert words in text
    assert '<details class="map-filters dure-noprint" open>' in text
    assert client.get(f"/map.csv?{address}").status_code == 400
    assert client.get(f"/map.svg?{address}").status_code == 400


# files


def test_the_table_as_csv(client):
    make_case(owners=[hadong()])
    answer = client.get("/map.csv?province=48")
    assert answer.headers["Content-Disposition"].endswith('.csv"')
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 18
    assert (rows[0]["순위"], rows[0]["코드"], rows[0]["이름"], rows[0]["사례 수"]) == ("1", "48850", "하동군", "1")
    assert rows[0]["인구 출처"] == "통계청 KOSIS 주민등록연앙인구 2025"


@pytest.mark.parametrize("address", ["", "?view=tiles", "?layer=province", "?province=48", "?view=table"])
def test_the_map_as_a_picture(client, address):
    make_case(owners=[hadong()])
    answer = client.get(f"/map.svg{address}")
    assert answer.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    svg = xml(answer.content)
    words = {each.text for each in svg.iter("{http://www.w3.org/2000/svg}text")}
    assert "행정구역 경계: 통계청 통계지리정보서비스(SGIS) 행정구역경계 2018, 공공누리 제1유형" in words
    assert {"지방정부 혁신사례 지도", "경상남도 혁신사례 지도"} & words
    assert b"href=" not in answer.content


def test_the_outlines_are_kept_by_the_browser_for_ever(client):
    make_case()
    address = re.search(r'href="(/map/shapes/[^"#]*)#', page(client, "/map/")).group(1)
    plain, small = client.get(address), client.get(address, headers={"accept-encoding": "gzip"})
    assert "immutable" in plain.headers["Cache-Control"]
    assert gzip.decompress(small.content) == plain.content
    assert len(small.content) < 50_000
    ids = {path.get("id") for path in xml(plain.content).iter("{http://www.w3.org/2000/svg}path")}
    used = set(re.findall(re.escape(address) + '#([^"]*)"', page(client, "/map/")))
    assert used <= ids
    assert client.get(address.replace(".svg", "0.svg")).status_code == 404
    assert client.get("/map/shapes/2001-01-01-abc.svg").status_code == 404


# the first page


def test_home_of_an_empty_registry(client):
    text = page(client, "/")
    assert "아직 등록된 사례가 없습니다" in text
    assert "상을 받은 사례가 아직 없습니다." in text


def test_home_shows_the_newest_the_fields_and_the_awards(client):
    load_taxonomies()
    make_case(
        "무인 공구도서관",
        owners=[hadong()],
        year=2021,
        standard_field="collaboration",
        awards=(AwardFacts("대상", event="가람 대회"),),
    )
    make_case("야간 돌봄", owners=[gyeongnam()], year=2023)
    text = page(client, "/")
    assert text.index("야간 돌봄") < text.index("무인 공구도서관")
    assert re.search(r'field=collaboration">.*?<span>협업·공유</span> <strong>1건</strong>', text, re.DOTALL)
    assert "가람 대회" in text
    assert text.count("<use href=") == 229 + 1 + 10
    assert 'role="img"' in text


@pytest.mark.parametrize("cases", [1, 3])
@pytest.mark.parametrize(("address", "count"), [("/map/", 4), ("/map/?view=table", 4), ("/", 5)])
def test_the_number_of_queries_does_not_grow(client, cases, address, count):
    for number in range(cases):
        make_case(f"사례 {number}", owners=[(hadong, miryang, gyeongnam)[number]()], awards=(AwardFacts("대상"),))
    with CaptureQueriesContext(connection) as queries:
        page(client, address)
    assert len(queries) == count


def test_nobody_writes_through_the_map(client):
    for address in ("/", "/map/", "/map.csv", "/map.svg"):
        assert client.post(address).status_code == 405

"""The tables of governments: the law on sample days, lineages through reforms, and agreement with the 2026 lists."""

import csv
from collections import Counter
from datetime import date, timedelta
from importlib.resources import files
from itertools import pairwise

import pytest

from dure.data import governments as tables

EVE = date(2026, 6, 30)
REFORM = date(2026, 7, 1)


def full_names(day: date) -> set[str]:
    return {government.full_name for government in tables.governments_on(day)}


@pytest.mark.parametrize(
    ("day", "metropolitan", "cities", "counties", "districts"),
    [
        (date(2001, 1, 1), 16, 72, 91, 69),
        (date(2001, 3, 21), 16, 74, 89, 69),
        (date(2003, 12, 31), 16, 77, 88, 69),
        (date(2006, 7, 1), 16, 75, 86, 69),
        (date(2010, 7, 1), 16, 73, 86, 69),
        (date(2012, 7, 1), 17, 74, 84, 69),
        (date(2014, 7, 1), 17, 75, 82, 69),
        (date(2023, 7, 1), 17, 75, 82, 69),
        (EVE, 17, 75, 82, 69),
        (REFORM, 16, 75, 82, 70),
    ],
)
def test_numbers_of_governments_in_law(day: date, metropolitan: int, cities: int, counties: int, districts: int):
    groups = Counter(government.peer_group for government in tables.governments_on(day))
    assert groups == {"광역": metropolitan, "시": cities, "군": counties, "구": districts}


@pytest.mark.parametrize(
    ("day", "present", "absent"),
    [
        (date(2001, 3, 20), {"경기도 화성군", "경기도 광주군", "강원도", "전라북도", "제주도"}, {"경기도 화성시"}),
        (date(2003, 8, 29), {"충청북도 괴산군"}, {"충청북도 증평군"}),
        (date(2003, 8, 30), {"충청북도 괴산군", "충청북도 증평군"}, set()),
        (date(2006, 6, 30), {"제주도 북제주군", "제주도 서귀포시"}, {"제주특별자치도"}),
        (date(2006, 7, 1), {"제주특별자치도"}, {"제주도", "제주도 제주시"}),
        (date(2010, 6, 30), {"경상남도 마산시", "경상남도 진해시", "경상남도 창원시"}, set()),
        (date(2010, 7, 1), {"경상남도 창원시"}, {"경상남도 마산시", "경상남도 진해시"}),
        (date(2011, 12, 31), {"충청남도 당진군", "충청남도 연기군"}, {"세종특별자치시"}),
        (date(2012, 7, 1), {"충청남도 당진시", "세종특별자치시"}, {"충청남도 연기군"}),
        (date(2014, 6, 30), {"충청북도 청원군"}, set()),
        (date(2018, 6, 30), {"인천광역시 남구"}, {"인천광역시 미추홀구"}),
        (date(2023, 6, 10), {"강원도", "강원도 원주시"}, {"강원특별자치도"}),
        (date(2023, 6, 11), {"강원특별자치도", "강원특별자치도 원주시"}, {"강원도"}),
        (date(2023, 6, 30), {"경상북도 군위군"}, {"대구광역시 군위군"}),
        (date(2023, 7, 1), {"대구광역시 군위군"}, {"경상북도 군위군"}),
        (date(2024, 1, 17), {"전라북도", "전라북도 군산시"}, {"전북특별자치도"}),
        (date(2024, 1, 18), {"전북특별자치도", "전북특별자치도 군산시"}, {"전라북도"}),
        (EVE, {"광주광역시 동구", "전라남도 강진군", "인천광역시 서구"}, {"전남광주통합특별시"}),
        (
            REFORM,
            {"전남광주통합특별시 동구", "전남광주통합특별시 강진군", "인천광역시 서해구", "인천광역시 제물포구"},
            {"광주광역시", "전라남도", "인천광역시 중구", "인천광역시 동구"},
        ),
    ],
)
def test_names_in_law(day: date, present: set[str], absent: set[str]):
    names = full_names(day)
    assert present <= names
    assert not absent & names


@pytest.mark.parametrize(
    ("full_name", "short"),
    [
        ("경상남도", "경남"),
        ("전남광주통합특별시", "전남광주"),
        ("세종특별자치시", "세종"),
        ("전북특별자치도", "전북"),
        ("경상남도 고성군", "고성"),
        ("전남광주통합특별시 완도군", "완도"),
        ("경기도 광주시", "광주"),
        ("서울특별시 중구", "중구"),
        ("부산광역시 중구", "중구"),
        ("대구광역시 중구", "중구"),
        ("대전광역시 동구", "동구"),
        ("울산광역시 동구", "동구"),
        ("전남광주통합특별시 동구", "동구"),
        ("서울특별시 강남구", "강남구"),
        ("부산광역시 해운대구", "해운대구"),
    ],
)
def test_short_names(full_name: str, short: str):
    assert {row.short_name for row in tables.governments_on(date(2026, 11, 22)) if row.full_name == full_name} == {
        short
    }


@pytest.mark.parametrize("file", ["governments.csv", "governments_2026-06-30.csv"])
def test_short_names_agree_with_those_of_the_source(file: str):
    """Which shortens provinces and keeps what basic governments are; of those only the ending of 시 and 군 goes."""
    on = date(2026, 7, 1) if file == "governments.csv" else date(2026, 6, 30)
    short = {row.code: row.short_name for row in tables.governments_on(on)}
    with (files(tables) / file).open(encoding="utf-8") as source:
        given = {row["code"]: row["short_ko"].removesuffix("시").removesuffix("군") for row in csv.DictReader(source)}
    assert {code: name for code, name in short.items() if code} == given


@pytest.mark.parametrize(("day", "file"), [(EVE, "governments_2026-06-30.csv"), (REFORM, "governments.csv")])
def test_both_vintages_are_the_law_of_their_day(day: date, file: str):
    text = files("dure.data.governments").joinpath(file).read_text(encoding="utf-8")
    listed = {
        (row["code"], row["name_ko"], row["name_en"], row["kind"], int(row["population"]))
        for row in csv.DictReader(text.splitlines())
    }
    assert listed == {(g.code, g.name, g.name_en, g.kind, g.population) for g in tables.governments_on(day)}


def test_periods_of_a_lineage_follow_each_other_without_gap():
    histories: dict[str, list[tables.Government]] = {}
    for government in tables.governments():
        histories.setdefault(government.lineage, []).append(government)
    for history in histories.values():
        for earlier, later in pairwise(history):
            assert earlier.valid_to is not None
            assert later.valid_from == earlier.valid_to + timedelta(days=1), later


def test_a_lineage_that_bears_a_code_is_called_by_its_last():
    last = {government.lineage: government.code for government in tables.governments()}
    assert {lineage: code for lineage, code in last.items() if code != tables.lineage_code(lineage)} == {}
    assert sorted(lineage for lineage, code in last.items() if code is None) == [
        "x-bukjeju", "x-cheongwon", "x-jeju", "x-jinhae", "x-masan", "x-namjeju", "x-seogwipo", "x-yeongi",
    ]  # fmt: skip


def test_every_change_of_a_lineage_is_in_the_succession():
    told = {(event.effective_date, event.new) for event in tables.successions()}
    begun = {(g.valid_from, g.lineage) for g in tables.governments() if g.valid_from is not None}
    assert begun - told == set()
    ended = {(g.valid_to + timedelta(days=1), g.lineage) for g in tables.governments() if g.valid_to is not None}
    assert ended - {(event.effective_date, event.old) for event in tables.successions()} == set()


def test_what_became_of_incheon_jung_and_seo():
    events = {
        (e.relation, e.old, e.new) for e in tables.successions() if e.effective_date == REFORM and e.old[:2] == "28"
    }
    assert events == {
        ("split", "28110", "28125"),
        ("merged", "28140", "28125"),
        ("split", "28110", "28155"),
        ("renamed", "28275", "28275"),
        ("split", "28275", "28290"),
    }


def test_subunits_and_institutions_belong_to_known_lineages():
    lineages = {government.lineage for government in tables.governments()}
    assert len(tables.subunits()) == 41
    assert {subunit.lineage for subunit in tables.subunits()} <= lineages
    assert {i.lineage for i in tables.local_institutions() if i.lineage is not None} <= lineages
    assert {lineage for _, lineage in tables.alias_rows()} <= lineages


def test_successors_are_listed():
    organisations = {organisation.name for organisation in tables.organisations()}
    assert {o.successor for o in tables.organisations() if o.successor} <= organisations
    institutions = {institution.name for institution in tables.local_institutions()}
    assert {i.successor for i in tables.local_institutions() if i.successor} <= institutions


def test_a_ministry_bears_one_name_at_a_time():
    rows = [o for o in tables.organisations() if "행정" in o.name and o.name.endswith(("안전부", "자치부"))]
    for day in (date(2005, 1, 1), date(2010, 1, 1), date(2016, 1, 1), date(2018, 1, 1)):
        assert len([row for row in rows if row.in_law_on(day)]) == 1, day


@pytest.mark.parametrize("day", [EVE, REFORM])
def test_outlines_exist_for_all_of_the_day(day: date):
    outlines = tables.boundaries(day)
    codes = {
        g.tier: {h.code for h in tables.governments_on(day) if h.tier == g.tier} for g in tables.governments_on(day)
    }
    assert set(outlines.metropolitan) == codes["metropolitan"]
    assert set(outlines.basic) == codes["basic"]
    assert set(outlines.single_tier) == {"36110", "50000"}


def test_no_outlines_before_the_codes_of_2024():
    with pytest.raises(tables.UnknownVintage, match="2024-01-17"):
        tables.boundaries(date(2024, 1, 17))


def test_the_18_institutions_of_daegu_and_the_ten_of_its_plan_of_2022():
    daegu = [institution for institution in tables.local_institutions() if institution.lineage == "27"]
    gone = {institution.name for institution in daegu if institution.successor}
    founded = {institution.successor for institution in daegu if institution.successor} - {"대구테크노파크"}
    names = {institution.name for institution in daegu}
    assert len(names - founded) == 18
    assert names - gone == {
        "대구교통공사", "대구공공시설관리공단", "대구도시개발공사", "대구문화예술진흥원", "대구행복진흥원", "대구테크노파크",
        "엑스코", "대구의료원", "대구경북연구원", "대구신용보증재단",
    }  # fmt: skip


def test_everyday_names_are_short_names_of_basic_governments():
    stems = {government.name[:-1] for government in tables.governments() if government.tier == "basic"}
    stems |= {subunit.name[:-1] for subunit in tables.subunits()}
    assert set(tables.everyday_names()) <= stems
    assert not tables.everyday_names()["예산"]


def test_no_organisation_begins_twice():
    begun = [(one.name, one.valid_from) for one in tables.organisations()]
    assert len(begun) == len(set(begun))


def test_townships_belong_to_governments_that_share_their_name():
    names = {
        one.lineage: {row.name for row in tables.governments() if row.lineage == one.lineage}
        for one in tables.governments()
    }
    owners = frozenset().union(*tables.townships().values())
    for lineage in owners:
        shared = {other for other, called in names.items() if other != lineage and called & names[lineage]}
        assert shared or names[lineage] & {"광주광역시", "광주시"}, lineage
    assert tables.townships()["거류면"] == {"48820"}
    assert tables.townships()["거진읍"] == {"51820"}

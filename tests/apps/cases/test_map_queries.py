"""Counts by place: whose case counts where, on the list of governments of which day."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dure.apps.cases.actions import AwardFacts, OwnerFacts, load_taxonomies, withdraw_case
from dure.apps.cases.choices import MapSort, Measure
from dure.apps.cases.queries.map import MapFilters, home_summary, in_order, map_choices, map_values
from dure.apps.cases.queries.places import Fate, places_on
from dure.apps.governments.models import Government
from tests.apps.factories import GovernmentFactory, gyeongnam, hadong, make_case, miryang, miryang_corporation

pytestmark = pytest.mark.django_db


def government(code, name, parent=None):
    tier = "basic" if parent else "metropolitan"
    return GovernmentFactory(code=code, name=name, parent=parent, tier=tier, peer_group="구" if parent else "광역")


def incheon():
    return government("28", "인천광역시")


def old_junggu():
    return government("28110", "중구", incheon())


def row(lineage, **filters):
    return map_values(MapFilters(**filters)).by_lineage[lineage]


# the layers


def test_a_county_counts_on_the_basic_layer_and_its_province_on_the_other():
    make_case(owners=[hadong()])
    make_case(owners=[gyeongnam()])
    make_case(owners=[gyeongnam()])
    basic, provinces = map_values(MapFilters()), map_values(MapFilters(is_province_layer=True))
    assert (basic.by_lineage["48850"].count, basic.total) == (1, 1)
    assert (provinces.by_lineage["48"].count, provinces.by_lineage["48"].within_count, provinces.total) == (2, 1, 2)
    assert "48" not in basic.by_lineage
    assert "48850" not in provinces.by_lineage


def test_a_government_without_basic_ones_stands_on_both_layers():
    make_case(owners=[government("36", "세종특별자치시")])
    assert row("36").count == 1
    assert row("36", is_province_layer=True).count == 1


def test_each_layer_has_its_governments():
    assert len(map_values(MapFilters()).rows) == 229
    assert len(map_values(MapFilters(is_province_layer=True)).rows) == 16
    assert len(map_values(MapFilters(as_of=date(2026, 6, 30))).rows) == 228
    assert len(map_values(MapFilters(as_of=date(2026, 6, 30), is_province_layer=True)).rows) == 17


def test_an_institutions_case_counts_for_its_owner_and_is_told_apart():
    body = OwnerFacts(miryang().code, institution_key=miryang_corporation().key)
    make_case(owners=[body])
    make_case(owners=[OwnerFacts(miryang().code), body])
    assert (row("48270").count, row("48270").institution_count) == (2, 1)


def test_a_case_of_two_governments_counts_at_both_and_once_in_total():
    make_case(owners=[hadong(), miryang()])
    found = map_values(MapFilters())
    assert (found.by_lineage["48850"].count, found.by_lineage["48270"].count, found.total) == (1, 1, 1)
    assert row("48", is_province_layer=True).within_count == 1


def test_only_published_cases_count(editor):
    case = make_case(owners=[hadong()])
    withdraw_case(actor=editor, case_id=case.pk, reason="겹침")
    assert map_values(MapFilters()).total == 0


# predecessors


def test_merged_provinces_count_at_their_successor_and_a_joint_case_once():
    gwangju, jeonnam = government("29", "광주광역시"), government("46", "전라남도")
    make_case(owners=[gwangju, jeonnam])
    make_case(owners=[jeonnam])
    make_case(owners=[government("12", "전남광주통합특별시")])
    found = row("12", is_province_layer=True)
    assert found.count == 3
    assert [(old.name, old.count, old.is_counted) for old in found.predecessors] == [
        ("광주광역시", 1, True),
        ("전라남도", 2, True),
    ]


def test_a_split_government_counts_at_no_heir_and_once_in_total():
    make_case(owners=[old_junggu()])
    found = map_values(MapFilters())
    mainland, islands = found.by_lineage["28125"], found.by_lineage["28155"]
    assert (mainland.count, islands.count, found.total) == (0, 0, 1)
    assert [(old.name, old.is_counted, old.shared_with) for old in mainland.predecessors] == [
        ("인천광역시 중구", False, ("영종구",))
    ]
    assert [old.shared_with for old in islands.predecessors] == [("제물포구",)]
    assert [(old.name, old.count, old.shared_with) for old in found.split] == [
        ("인천광역시 중구", 1, ("제물포구", "영종구"))
    ]


def test_a_split_government_still_counts_inside_its_province():
    make_case(owners=[old_junggu()])
    assert row("28", is_province_layer=True).within_count == 1


def test_one_half_of_a_successor_merged_the_other_split():
    make_case(owners=[old_junggu()])
    make_case(owners=[government("28140", "동구", incheon())])
    found = row("28125")
    assert found.count == 1
    assert {(old.name, old.is_counted) for old in found.predecessors} == {
        ("인천광역시 동구", True),
        ("인천광역시 중구", False),
    }


def test_a_renamed_government_goes_on_under_its_own_lineage():
    make_case(owners=[government("28275", "서해구", incheon())])
    assert row("28275").place.name == "서해구"
    assert row("28275", as_of=date(2026, 6, 30)).place.name == "서구"
    assert row("28275", as_of=date(2026, 6, 30)).count == 1


def test_cities_that_a_province_took_over_stay_off_the_layer_of_provinces():
    jeju = government("50", "제주특별자치도")
    make_case(owners=[government("x-seogwipo", "서귀포시", jeju)])
    assert row("50").count == 1
    assert (row("50", is_province_layer=True).count, row("50", is_province_layer=True).within_count) == (0, 1)


# as of a day


def test_on_an_earlier_day_the_old_government_stands_for_itself():
    make_case(owners=[old_junggu()])
    found = map_values(MapFilters(as_of=date(2026, 6, 30)))
    assert found.by_lineage["28110"].count == 1
    assert found.split == ()


def test_governments_founded_later_are_named_and_not_counted():
    make_case(owners=[government("12", "전남광주통합특별시")])
    found = map_values(MapFilters(as_of=date(2026, 6, 30), is_province_layer=True))
    assert found.total == 0
    assert [(new.name, new.count) for new in found.later] == [("전남광주통합특별시", 1)]


def test_on_a_day_before_our_borders_the_table_has_what_the_drawing_lacks():
    make_case(owners=[government("x-masan", "마산시", gyeongnam())])
    found = map_values(MapFilters(as_of=date(2009, 1, 1)))
    assert found.places.drawing_date == date(2026, 6, 30)
    assert "마산시" in {row.place.name for row in found.undrawn}
    assert found.by_lineage["x-masan"].count == 1
    assert row("48120").count == 1  # today it stands with 창원시


def test_the_places_of_a_day():
    places = places_on(date(2005, 1, 1))
    assert (len(places.provinces), len(places.basics)) == (16, 234)
    assert places.places["28177"].name == "남구"
    assert places.places["27720"].province == "47"
    assert places.absent["36"].fate is Fate.LATER
    assert places_on().absent["x-masan"].places == ("48120",)


# filters, measures, order


def test_filters():
    load_taxonomies()
    make_case("하나", owners=[hadong()], year=2019, standard_field="digital", awards=(AwardFacts("대상"),))
    make_case("둘", owners=[hadong()], year=2021, standard_field="economy", awards=(AwardFacts("장려상"),))
    make_case("셋", owners=[hadong()], year=2023)
    for count, filters in [
        (3, {}),
        (2, {"year_from": 2021}),
        (2, {"year_to": 2021}),
        (1, {"year_from": 2020, "year_to": 2022}),
        (1, {"field": "digital"}),
        (2, {"award": "any"}),
        (1, {"award": "대상"}),
        (0, {"award": "대상", "field": "economy"}),
    ]:
        assert row("48850", **filters).count == count, filters


def test_cases_per_hundred_thousand_people():
    make_case(owners=[hadong()])
    found = row("48850", measure=Measure.PER_CAPITA)
    assert (found.place.population, found.place.population_year) == (40227, 2025)
    assert found.value(Measure.PER_CAPITA) == 249  # 100,000 / 40,227 = 2.486
    assert row("48270", measure=Measure.PER_CAPITA).value(Measure.PER_CAPITA) == 0


def test_a_government_without_a_known_population_has_no_rate():
    found = row("52", as_of=date(2015, 1, 1), is_province_layer=True, measure=Measure.PER_CAPITA)
    assert found.place.name == "전라북도"
    assert (found.rate, found.value(Measure.PER_CAPITA)) == (None, None)


def test_equal_places_share_a_rank_and_the_next_is_skipped():
    for owner in (hadong(), hadong(), miryang(), miryang(), government("48220", "통영시", gyeongnam())):
        make_case(owners=[owner])
    assert [(each.place.name, each.rank) for each in map_values(MapFilters()).ranked()] == [
        ("밀양시", 1),
        ("하동군", 1),
        ("통영시", 3),
    ]


def test_a_province_chosen_counts_that_province_alone_with_national_ranks():
    for owner in (old_junggu(), hadong(), miryang(), miryang()):
        make_case(owners=[owner])
    near, far = map_values(MapFilters(province="48")), map_values(MapFilters(province="28"))
    assert (near.total, near.covered, near.split) == (3, 2, ())
    assert [(each.place.name, each.rank) for each in near.ranked()] == [("밀양시", 1), ("하동군", 2)]
    assert (far.total, [old.count for old in far.split]) == (1, [1])


def test_the_table_in_each_order():
    for owner in (miryang(), miryang(), hadong()):
        make_case(owners=[owner])
    rows = map_values(MapFilters(province="48")).shown
    assert [each.place.name for each in in_order(rows, MapSort.COUNT)][:2] == ["밀양시", "하동군"]
    assert next(each.place.name for each in in_order(rows, MapSort.NAME)) == "거제시"
    assert next(each.place.name for each in in_order(rows, MapSort.POPULATION)) == "창원시"
    assert next(each.place.name for each in in_order(rows, MapSort.RATE)) == "하동군"
    assert next(each.place.lineage for each in in_order(rows, MapSort.CODE)) == "48120"


def test_choices_are_what_occurs():
    load_taxonomies()
    make_case(owners=[hadong()], year=2019, awards=(AwardFacts("대상"),))
    make_case(owners=[hadong()], year=2022, awards=(AwardFacts("대상"), AwardFacts("특별상")))
    choices = map_choices()
    assert list(choices.years) == [2019, 2020, 2021, 2022]
    assert choices.grades == ("대상", "특별상")
    assert choices.fields[0] == ("participation", "참여·소통")
    assert len(choices.fields) == 10


def test_choices_of_an_empty_registry():
    assert list(map_choices().years) == []


@pytest.mark.parametrize("cases", [1, 3])
def test_the_number_of_queries_does_not_grow(cases):
    for number in range(cases):
        make_case(f"사례 {number}", owners=[(hadong, miryang, old_junggu)[number]()], awards=(AwardFacts("대상"),))
    with CaptureQueriesContext(connection) as queries:
        map_values(MapFilters(award="any"))
    assert len(queries) == 1
    with CaptureQueriesContext(connection) as queries:
        summary = home_summary()
        [owner.government.name for case in summary.newest for owner in case.owners.all()]
        [award.case.title for award in summary.awards]
    assert len(queries) == 5


def test_the_newest_awards_come_first_and_undated_ones_last():
    make_case(awards=(AwardFacts("대상"), AwardFacts("장려상", year=2020), AwardFacts("우수상", year=2024)))
    assert [award.grade for award in home_summary().awards] == ["우수상", "장려상", "대상"]


def test_the_home_screen_counts_provinces_too():
    make_case(owners=[hadong(), gyeongnam()])
    make_case(owners=[gyeongnam()])
    make_case(owners=[government("46", "전라남도")])
    summary = home_summary()
    assert (summary.total, summary.governments, summary.map.total) == (3, 3, 1)
    assert [case.pk for case in summary.newest] == sorted((case.pk for case in summary.newest), reverse=True)


def test_the_map_and_the_table_write_a_name_alike(governments):
    on_the_map = sorted((place.lineage, place.short_name) for place in places_on().places.values())
    stored = Government.objects.filter(valid_to=None).values_list("code", "short_name")
    assert on_the_map == sorted(stored)
    assert [name for _, name in on_the_map].count("중구") == 5

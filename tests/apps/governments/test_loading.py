"""The tables against the files, and the files against the law."""

from datetime import date

import pytest

from dure.apps.governments import queries
from dure.apps.governments.actions import add_institution, load_governments
from dure.apps.governments.models import Government, Institution, Period
from dure.data import governments as data

pytestmark = pytest.mark.django_db


def test_loading_twice_changes_nothing(governments):
    before = list(Period.objects.values_list("government_id", "code", "full_name", "valid_from", "valid_to"))
    assert load_governments() == governments
    assert list(Period.objects.values_list("government_id", "code", "full_name", "valid_from", "valid_to")) == before


@pytest.mark.parametrize(
    ("day", "metropolitan", "basic"),
    [
        (date(2026, 6, 30), 17, 226),
        (date(2026, 7, 1), 16, 227),
        (date(2014, 7, 1), 17, 226),
        (date(2012, 6, 30), 16, 228),
    ],
)
def test_the_list_in_law_on_a_day(governments, day, metropolitan, basic):
    rows = list(queries.periods_on(day))
    assert sum(row.parent_id is None for row in rows) == metropolitan
    assert sum(row.parent_id is not None for row in rows) == basic


def test_tables_and_gazetteer_come_from_the_same_rows(governments):
    rows = {(row.lineage, row.valid_from, row.full_name) for row in data.governments()}
    assert {(p.government_id, p.valid_from, p.full_name) for p in Period.objects.all()} == rows


def test_a_lineage_keeps_its_names(governments):
    gunsan = queries.government("52130")
    assert [period.full_name for period in queries.periods_of(gunsan)] == ["전라북도 군산시", "전북특별자치도 군산시"]
    assert queries.government("45130") == gunsan  # a code it bore until 2024


def test_history_tells_a_split_from_both_sides(governments):
    jung = [step.new_name for step in queries.history_of(Government.objects.get(pk="28110"))]
    assert jung == ["인천광역시 영종구", "인천광역시 제물포구"] or sorted(jung) == [
        "인천광역시 영종구",
        "인천광역시 제물포구",
    ]
    jemulpo = queries.history_of(Government.objects.get(full_name="인천광역시 제물포구"))
    assert {step.old_name for step in jemulpo} == {"인천광역시 중구", "인천광역시 동구"}


def test_a_code_nobody_bore(governments):
    with pytest.raises(queries.UnknownGovernment):
        queries.government("99999")


def test_an_institution_named_by_a_page_is_added_once_and_survives_loading(governments):
    made = add_institution(name="하동군시설관리공단", owner_code="48850")
    assert add_institution(name="하동군시설관리공단", owner_code="48850") == made
    load_governments()
    assert Institution.objects.get(pk=made.pk).is_listed is False
    assert add_institution(name="밀양시시설관리공단", owner_code="48270").is_listed is True

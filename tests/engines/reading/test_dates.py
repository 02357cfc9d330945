import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dure.engines.reading.dates import mentions, parse_stamp, resolve

PUBLISHED = dt.date(2020, 2, 16)


def only(text):
    found = mentions(text, 0, len(text))
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("지난 12일", PUBLISHED, dt.date(2020, 2, 12)),
        ("지난 20일", PUBLISHED, dt.date(2020, 1, 20)),
        ("오는 12일", PUBLISHED, dt.date(2020, 3, 12)),
        ("13일", PUBLISHED, dt.date(2020, 2, 13)),
        ("30일", dt.date(2020, 3, 2), dt.date(2020, 3, 30)),
        ("지난달 31일", PUBLISHED, dt.date(2020, 1, 31)),
        ("12월 28일", dt.date(2021, 1, 3), dt.date(2020, 12, 28)),
        ("지난해 12월 28일", dt.date(2021, 11, 3), dt.date(2020, 12, 28)),
        ("2019년 7월 11일", None, dt.date(2019, 7, 11)),
        ("2023. 6. 19.(월)", None, dt.date(2023, 6, 19)),
        ("지난 31일", dt.date(2023, 7, 2), dt.date(2023, 5, 31)),
    ],
)
def test_a_day_is_understood_from_the_publication(text, published, expected):
    assert resolve(only(text), published, year_hint=None, latest=None) == expected


def test_the_weekday_fixes_the_year_of_an_undated_page():
    mention = only("26일(목)")
    assert resolve(mention, None, year_hint=None, latest=dt.date(2023, 3, 28)) == dt.date(2023, 1, 26)
    assert resolve(mention, None, year_hint=None, latest=None) is None


def test_the_year_of_an_event_serves_when_the_weekday_agrees():
    assert resolve(only("10월 5일(화)"), None, year_hint=2021, latest=None) == dt.date(2021, 10, 5)
    assert resolve(only("10월 5일(수)"), None, year_hint=2021, latest=None) is None


def test_a_range_is_one_mention_with_its_end():
    mention = only("오는 5일부터 16일까지")
    assert (mention.day, mention.until.day) == (5, 16)


def test_a_clock_belongs_to_its_day():
    assert only("11일 오후 2시").clock == "14:00"
    assert only("3월 4일 오전 10시 30분").clock == "10:30"
    assert only("2021. 12. 15.(수) 14:00").clock == "14:00"


@pytest.mark.parametrize("text", ["10일간", "3일째", "5일 이내에", "1박2일차", "12일보", "40일", "2024.13.01"])
def test_what_is_no_date_is_left_alone(text):
    assert all(
        resolve(mention, PUBLISHED, year_hint=None, latest=None) is None for mention in mentions(text, 0, len(text))
    )


@given(st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2060, 1, 1)))
def test_every_full_date_comes_back(day):
    for text in (f"{day:%Y.%m.%d}", f"{day:%Y-%m-%d}", f"{day.year}년 {day.month}월 {day.day}일", f"{day:%Y/%m/%d}"):
        assert parse_stamp(text) == day.isoformat()


@given(st.text(max_size=80))
def test_any_text_is_searched(text):
    for mention in mentions(text, 0, len(text)):
        assert 0 <= mention.start < mention.end <= len(text)
        resolve(mention, PUBLISHED, year_hint=2020, latest=PUBLISHED)
    parse_stamp(text)

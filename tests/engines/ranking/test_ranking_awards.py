"""Award ladders and prizes beside them, worked out by hand."""

from __future__ import annotations

import pytest

from dure.engines.ranking import Entry, RankingRefused, Sheet, rank
from tests.engines.ranking.contests import counted, judged, marked, ruleset, sheet, voted

LADDER = [{"grade": "최우수", "count": 1}, {"grade": "우수", "count": 2}, {"grade": "장려", "count": 2}]


def awarded(marks, ladder=None, **more):
    rules = ruleset(
        judged(),
        awards=[{"name": "본상", "by": "rank", "sharing": "refuse", "grades": LADDER, **(ladder or {})}],
        **more,
    )
    return rank(sheet("".join(marks), {entry: {"김": mark} for entry, mark in marks.items()}), rules)


def grades(result):
    return {prize.entry: prize.grade for prize in result.prizes}


def vacant(result):
    return [(vacancy.grade, vacancy.seats, vacancy.passed_on) for vacancy in result.vacancies]


def test_a_ladder_goes_down_the_places():
    result = awarded({"A": 90, "B": 85, "C": 80, "D": 75, "E": 70, "F": 65})
    assert grades(result) == {"A": "최우수", "B": "우수", "C": "우수", "D": "장려", "E": "장려"}
    assert {place.entry: place.award for place in result.places}["F"] is None
    assert vacant(result) == []


def test_seats_nobody_is_left_for_are_vacant():
    result = awarded({"A": 90, "B": 85})
    assert grades(result) == {"A": "최우수", "B": "우수"}
    assert vacant(result) == [("우수", 1, False), ("장려", 2, False)]


ROWS = {"A": 88, "B": 85, "C": 80, "D": 75, "E": 60}
LEAST = [
    {"grade": "최우수", "count": 1, "at_least": 90},
    {"grade": "우수", "count": 2, "at_least": 70},
    {"grade": "장려", "count": 2, "at_least": 70},
]


def test_a_grade_nobody_reaches_stays_vacant():
    # 88 is below 90: 최우수 is vacant; A and B are 우수, C and D 장려; E is below 70
    result = awarded(ROWS, {"grades": LEAST})
    assert grades(result) == {"A": "우수", "B": "우수", "C": "장려", "D": "장려"}
    assert vacant(result) == [("최우수", 1, False)]


def test_a_vacant_grade_may_pass_on_to_the_next():
    # its seat makes 우수 three: A, B, C; then D 장려; E is below 70, so one 장려 is vacant
    result = awarded(ROWS, {"grades": LEAST, "vacancy": "passes"})
    assert grades(result) == {"A": "우수", "B": "우수", "C": "우수", "D": "장려"}
    assert vacant(result) == [("최우수", 1, True), ("장려", 1, False)]


EDGE = {"A": 90, "B": 85, "C": 80, "D": 80, "E": 70, "F": 60}  # one seat of 우수 is left for C and D


@pytest.mark.parametrize(
    ("sharing", "expected", "vacancies"),
    [
        # C and D are both 우수; 장려 keeps its two seats: E, F
        ("up", {"C": "우수", "D": "우수", "E": "장려", "F": "장려"}, []),
        # the extra 우수 is taken from 장려: only E
        ("up_taking", {"C": "우수", "D": "우수", "E": "장려"}, []),
        # both are 장려; a seat of 우수 stays vacant and no 장려 is left
        ("down", {"C": "장려", "D": "장려"}, [("우수", 1, False)]),
    ],
)
def test_a_tie_across_an_edge_goes_as_the_rules_say(sharing, expected, vacancies):
    result = awarded(EDGE, {"sharing": sharing})
    assert grades(result) == {"A": "최우수", "B": "우수", **expected}
    assert vacant(result) == vacancies


def test_a_tie_across_an_edge_may_be_refused():
    with pytest.raises(RankingRefused) as refused:
        awarded(EDGE)
    assert [(fault.code, fault.details["what"]) for fault in refused.value.faults] == [("run_edge", "본상 우수")]


def test_grades_by_band_have_no_number_of_seats():
    bands = [{"grade": "가", "at_least": 80}, {"grade": "나", "at_least": 70}]
    rules = ruleset(judged(), awards=[{"name": "등급", "by": "band", "grades": bands}])
    marks = {"A": 90, "B": 80, "C": "79.9", "D": 60}
    result = rank(sheet("ABCD", {entry: {"김": mark} for entry, mark in marks.items()}), rules)
    assert grades(result) == {"A": "가", "B": "가", "C": "나"}


def test_a_band_may_be_capped():
    bands = [{"grade": "가", "at_least": 80, "count": 1}, {"grade": "나", "at_least": 70}]
    rules = ruleset(judged(), awards=[{"name": "등급", "by": "band", "sharing": "refuse", "grades": bands}])
    result = rank(sheet("AB", {"A": {"김": 90}, "B": {"김": 80}}), rules)
    assert grades(result) == {"A": "가", "B": "나"}


def test_divisions_have_their_own_ladder_and_may_have_their_own_counts():
    # as in Gyeongbuk 2020: 최우수 is 2 in 혁신 and 1 in 적극행정
    count = [{"is": {"분야": "혁신"}, "count": 2}, {"is": {"분야": "적극행정"}, "count": 1}]
    rules = ruleset(
        judged(),
        axes={"분야": ["혁신", "적극행정"]},
        ranking={"per": ["분야"]},
        awards=[{"name": "본상", "by": "rank", "sharing": "refuse", "grades": [{"grade": "최우수", "count": count}]}],
    )
    names = {name: {"분야": "혁신" if name in "ABC" else "적극행정"} for name in "ABCDE"}
    marks = {name: {"김": 90 - place} for place, name in enumerate("ABCDE")}
    assert grades(rank(sheet(names, marks), rules)) == {"A": "최우수", "B": "최우수", "D": "최우수"}


def test_an_incentive_may_go_by_the_overall_rank_for_some_only():
    # as in Chungnam 2025: whoever of the province's own offices is among the first two overall
    rules = ruleset(
        judged(),
        axes={"분야": ["가", "나"], "소속": ["도", "시·군"]},
        ranking={"per": ["분야"], "overall": "yes"},
        awards=[
            {"name": "본상", "by": "rank", "sharing": "refuse", "grades": [{"grade": "최우수", "count": 1}]},
            {
                "name": "인사가점", "by": "rank", "scope": "overall", "eligible": {"소속": "도"}, "parallel": "yes",
                "sharing": "refuse", "grades": [{"grade": "가점", "count": 2}],
            },
        ],
    )  # fmt: skip
    names = {
        "A": {"분야": "가", "소속": "시·군"}, "B": {"분야": "가", "소속": "도"},
        "C": {"분야": "나", "소속": "도"}, "D": {"분야": "나", "소속": "도"},
    }  # fmt: skip
    marks = {name: {"김": 90 - place} for place, name in enumerate("ABCD")}
    result = rank(sheet(names, marks), rules)
    assert [(prize.ladder, prize.entry) for prize in result.prizes] == [
        ("본상", "A"), ("본상", "C"), ("인사가점", "B"), ("인사가점", "C"),
    ]  # fmt: skip


def test_a_prize_beside_the_ladder_goes_to_those_without_a_higher_one():
    # votes B 90, C 80, D 10: B already has 최우수, so C gets the prize; A's 우수 is below it and forbids nothing here
    rules = ruleset(
        voted("인기투표"),
        judged(),
        awards=[
            {"name": "본상", "by": "rank", "sharing": "refuse", "grades": [{"grade": "최우수", "count": 1}, {"grade": "우수", "count": 1}]},
            {
                "name": "인기상", "by": "rank", "sharing": "refuse", "parallel": "yes", "without": ["최우수"],
                "order": {"by": "인기투표", "end": "shared"}, "grades": [{"grade": "인기상", "count": 1}],
            },
        ],
    )  # fmt: skip
    marks = {"A": {"김": 85}, "B": {"김": 90}, "C": {"김": 70}, "D": {"김": 60}}
    votes = counted({"A": 5, "B": 90, "C": 80, "D": 10}, "인기투표")
    result = rank(sheet("ABCD", marks, votes=votes), rules)
    assert [(prize.grade, prize.entry) for prize in result.prizes] == [("최우수", "B"), ("우수", "A"), ("인기상", "C")]
    assert {place.entry: place.award for place in result.places}["C"] is None
    assert [(over.entry, over.why) for over in result.passed_over] == [("B", "holds 최우수")]


def test_every_organisation_of_an_entry_shares_its_award():
    # the gold prize of 2019 went to 식약처 and 한국도로공사 together
    entry = Entry("A", "공유주방", {}, ("식품의약품안전처", "한국도로공사"))
    rules = ruleset(
        judged(),
        awards=[{"name": "본상", "by": "rank", "sharing": "refuse", "grades": [{"grade": "금상", "count": 1}]}],
    )
    result = rank(Sheet((entry,), marked({"A": {"김": 90}})), rules)
    assert [prize.organisations for prize in result.prizes] == [("식품의약품안전처", "한국도로공사")]


def two_of_one(marks):
    organisations = {"A": ("가시",), "B": ("가시", "나시"), "C": ("나시",), "D": ("다시",)}
    rules = ruleset(
        judged(),
        awards=[{
            "name": "본상", "by": "rank", "sharing": "refuse", "at_most": [{"per": "organisation", "count": 1}],
            "grades": [{"grade": "최우수", "count": 1}, {"grade": "우수", "count": 2}],
        }],
    )  # fmt: skip
    made = tuple(Entry(name, name, {}, organisations[name]) for name in marks)
    return rank(Sheet(made, marked({entry: {"김": mark} for entry, mark in marks.items()})), rules)


def test_an_organisation_gets_no_more_awards_than_the_limit():
    # A (가시) first; B is 가시 too, so it is passed over; C and D follow
    result = two_of_one({"A": 90, "B": 85, "C": 80, "D": 70})
    assert grades(result) == {"A": "최우수", "C": "우수", "D": "우수"}
    assert [(over.entry, over.why) for over in result.passed_over] == [("B", "limit organisation")]


def test_a_tie_of_which_only_some_may_win_is_refused():
    with pytest.raises(RankingRefused) as refused:
        two_of_one({"B": 85, "C": 85, "D": 70})
    assert [fault.code for fault in refused.value.faults] == ["run_limit"]


def test_a_limit_may_count_a_kind_of_entry():
    rules = ruleset(
        judged(),
        axes={"소속": ["도", "시·군"]},
        awards=[{
            "name": "본상", "by": "rank", "sharing": "refuse", "at_most": [{"is": {"소속": "도"}, "count": 1}],
            "grades": [{"grade": "우수", "count": 2}],
        }],
    )  # fmt: skip
    names = {"A": {"소속": "도"}, "B": {"소속": "도"}, "C": {"소속": "시·군"}}
    result = rank(sheet(names, {"A": {"김": 90}, "B": {"김": 85}, "C": {"김": 80}}), rules)
    assert grades(result) == {"A": "우수", "C": "우수"}


def test_a_grade_for_those_who_reached_a_stage_only():
    cut = {"count": 1, "end": "shared", "edge": "refuse"}
    rules = ruleset(
        judged("예선", cut=cut), judged("본선"), ranking={"behind": "by_stage"},
        awards=[
            {"name": "본상", "by": "rank", "sharing": "refuse", "reached": "본선", "grades": [{"grade": "대상", "count": 3}]},
            {"name": "참가상", "by": "rank", "sharing": "refuse", "without": ["대상"], "grades": [{"grade": "장려", "count": 3}]},
        ],
    )  # fmt: skip
    marks = marked({"A": {"김": 90}, "B": {"김": 80}}, "예선") + marked({"A": {"김": 70}}, "본선")
    assert grades(rank(sheet("AB", scores=marks), rules)) == {"A": "대상", "B": "장려"}

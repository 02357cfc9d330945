"""Every preset on invented scores, the result worked out by hand beside it; what a preset leaves blank is filled by name."""

from __future__ import annotations

from typing import Any

import pytest

from dure.engines.ranking import (
    BallotRefused,
    BlanksLeft,
    Entry,
    Result,
    Score,
    Sheet,
    Votes,
    blanks_of,
    fill_blanks,
    rank,
    read_rules,
)
from dure.engines.ranking.ballots import check_ballot, count_ballots
from dure.formats.rulesets import parse_table, preset_names, preset_text
from tests.engines.ranking.contests import MEAN, OUT, standing, values

# The fill of all gold runs: one judge's total out of 100, means, nothing rounded, ties shared.
PLAIN: dict[str, Any] = {
    "score_places": 1, "absent_scores": "leave_out", "fewest_judges": 1, "recusal_effects": OUT, "tie_break": [],
    "cut_tie_break": [], "tie_end": "shared", "cut_edge": "refuse", "rounding": [], "award_sharing": "refuse",
    "fewest_picks": 10, "vote_ties": "best",
}  # fmt: skip


def share_of_max(points: int, *axes: str, by: str = "share_of_max") -> list[dict[str, Any]]:
    return [{"op": "vote_points", "by": by, "points": points, "within": list(axes)}]


def filled(name: str, **own: Any):
    tree = parse_table(preset_text(name))
    fill = {}
    for blank in blanks_of(tree):
        if blank.name in own:
            fill[blank.name] = own.pop(blank.name)
        elif blank.name.endswith("_criteria"):
            fill[blank.name] = [{"name": "총점", "points": 100}]
        elif blank.name.endswith("_method"):
            fill[blank.name] = MEAN
        elif blank.name.endswith("_full_mark"):
            fill[blank.name] = 100
        else:
            fill[blank.name] = PLAIN[blank.name]
    assert not own, "fills that the preset has no blank for"
    return read_rules(fill_blanks(tree, fill))


def contest(numbers: dict[str, dict[str, Any]], divisions: dict[str, dict[str, str]] | None = None) -> Sheet:
    """A sheet from entry → stage → number: ``"v12"`` is 12 votes, ``"g80"`` a number handed in, else one judge's total."""
    made, scores, votes = [], [], []
    for entry, stages in numbers.items():
        given = {stage: number[1:] for stage, number in stages.items() if str(number).startswith("g")}
        made.append(Entry(entry, entry, (divisions or {}).get(entry, {}), (f"{entry}기관",), given))
        for stage, number in stages.items():
            if str(number).startswith("v"):
                votes.append(Votes(stage, entry, number[1:]))
            elif stage not in given:
                scores.append(Score(stage, entry, "위원", "총점", str(number)))
    return Sheet(tuple(made), tuple(scores), tuple(votes))


def rows(names: str, **stages: str) -> dict[str, dict[str, Any]]:
    """Entry → stage → number from columns of numbers, ``-`` for none."""
    columns = {stage: text.split() for stage, text in stages.items()}
    return {
        name: {stage.replace("_", " "): column[place] for stage, column in columns.items() if column[place] != "-"}
        for place, name in enumerate(names)
    }


def grades(result: Result) -> dict[str, str]:
    return {prize.entry: prize.grade for prize in result.prizes}


def by_division(axis: str, **values_of: str) -> dict[str, dict[str, str]]:
    return {entry: {axis: value.replace("_", "·")} for value, names in values_of.items() for entry in names}


@pytest.mark.parametrize("name", preset_names())
def test_a_preset_names_its_contest_and_says_what_each_blank_is_about(name):
    tree = parse_table(preset_text(name))
    assert tree["organiser"]
    assert tree["year"] >= 2012
    assert tree["sources"]
    assert all(blank.about and blank.example for blank in blanks_of(tree))


@pytest.mark.parametrize("name", preset_names())
def test_a_preset_does_not_rank_before_its_blanks_are_filled(name):
    with pytest.raises(BlanksLeft):
        read_rules(parse_table(preset_text(name)))


@pytest.mark.parametrize("name", ["gangwon-2024", "gangwon-2023"])
def test_gangwon_30_20_50(name):
    # 예선 = 전문가 × 0.3 + 20 × votes/400: A 27 + 20 = 47, B 24 + 10 = 34, C 21 + 15 = 36, D 18 + 5 = 23, E 25.5 + 5 = 30.5,
    # F 22.5 + 5 = 27.5, G 15 + 5 = 20: G is out (6 go on). 합계 = 예선 + 현장 × 0.5: A 47 + 30 = 77, B 34 + 45 = 79,
    # C 36 + 40 = 76, D 23 + 35 = 58, E 30.5 + 25 = 55.5, F 27.5 + 20 = 47.5
    numbers = rows(
        "ABCDEFG",
        전문가="90 80 70 60 85 75 50",
        온라인_투표="v400 v200 v300 v100 v100 v100 v100",
        현장심사="60 90 80 70 50 40 -",
    )
    result = rank(contest(numbers), filled(name, vote_points=share_of_max(20)))
    assert values(result, "합계") == {"A": "77", "B": "79", "C": "76", "D": "58", "E": "111/2", "F": "95/2"}
    assert standing(result) == {"B": 1, "A": 2, "C": 3, "D": 4, "E": 5, "F": 6, "G": None}
    if name == "gangwon-2023":
        assert grades(result) == {"B": "최우수", "A": "우수", "C": "우수", "D": "장려", "E": "장려", "F": "장려"}


def test_gangwon_2020_cuts_twelve_then_six_and_the_spot_ranks():
    # experts put M (the thirteenth) out; votes put G to L out; the spot turns the six round
    names = "ABCDEFGHIJKLM"
    numbers = rows(
        names,
        전문가=" ".join(str(99 - place) for place in range(13)),
        온라인_투표=" ".join(f"v{100 - place}" for place in range(13)),
        현장투표="v1 v2 v3 v4 v5 v6 - - - - - - -",
    )
    result = rank(contest(numbers), filled("gangwon-2020", count_first=1, count_second=2, count_third=3))
    assert standing(result) == {**dict(zip("FEDCBA", range(1, 7), strict=True)), **dict.fromkeys("GHIJKLM")}
    assert grades(result) == {"F": "최우수", "E": "우수", "D": "우수", "C": "장려", "B": "장려", "A": "장려"}


FIELDS = by_division("분야", 혁신="AB", 적극행정="CD")


@pytest.mark.parametrize(
    ("name", "vote", "expected"),
    [
        # 2020: 서면 × .3 + 40 × votes/largest of the field + 발표 × .3
        # A 27 + 40 + 18 = 85; B 24 + 20 + 27 = 71; C 21 + 40 + 21 = 82; D 30 + 10 + 30 = 70
        ("gyeongnam-2020", 40, {"A": "85", "B": "71", "C": "82", "D": "70"}),
        # 2021: 서면 × .3 + 30 × votes/largest + 발표 × .4: A 27 + 30 + 24 = 81; B 24 + 15 + 36 = 75;
        # C 21 + 30 + 28 = 79; D 30 + 7.5 + 40 = 77.5
        ("gyeongnam-2021", 30, {"A": "81", "B": "75", "C": "79", "D": "155/2"}),
    ],
)
def test_gyeongnam_changed_its_weights_from_year_to_year(name, vote, expected):
    numbers = rows("ABCD", 서면심사="90 80 70 100", 도민투표="v200 v100 v40 v10", 발표심사="60 90 70 100")
    own = {"finalists": 8} if name == "gyeongnam-2020" else {}
    result = rank(contest(numbers, FIELDS), filled(name, vote_points=share_of_max(vote, "분야"), **own))
    assert values(result, "합계") == expected
    assert standing(result) == {"A": 1, "B": 2, "C": 1, "D": 2}
    assert grades(result) == dict.fromkeys("ABCD", "최우수")  # two in each field


def test_gyeongnam_2022_ranks_by_class_of_organisation():
    # 4 of 도 go on (E is out), 3 of 공공기관. 도 = 서면 × .3 + 30 × votes/100 + 발표 × .4:
    # A 27 + 30 + 32 = 89; B 24 + 15 + 40 = 79; C 21 + 15 + 20 = 56; D 18 + 15 + 16 = 49. 공공기관 F: 15 + 30 + 20 = 65
    numbers = rows(
        "ABCDEF", 서면심사="90 80 70 60 50 50", 도민투표="v100 v50 v50 v50 - v7", 발표심사="80 100 50 40 - 50"
    )
    divisions = by_division("부문", 도="ABCDE", 공공기관="F")
    result = rank(contest(numbers, divisions), filled("gyeongnam-2022", vote_points=share_of_max(30, "부문")))
    assert values(result, "합계") == {"A": "89", "B": "79", "C": "56", "D": "49", "F": "65"}
    assert grades(result) == {"A": "최우수", "B": "우수", "C": "장려", "D": "장려", "F": "최우수"}


def test_gyeongbuk_2020_with_and_without_the_first_round_carried_over():
    # 1차 = 전문가 × .8 + 20 × votes/largest: A 72 + 10 = 82, B 64 + 20 = 84. 발표 A 90, B 80.
    # 발표 alone: A first. With 1차 carried as 50 and 발표 as 50: A 41 + 45 = 86, B 42 + 40 = 82: still A.
    # With 1차 as 90 and 발표 as 10: A 73.8 + 9 = 82.8; B 75.6 + 8 = 83.6: B.
    numbers = rows("AB", 전문가="90 80", 국민심사="v10 v20", 발표심사="90 80")
    divisions = by_division("분야", 혁신="AB")
    expected = {
        "발표": ([{"stage": "발표심사", "weight": 100}], {"A": "90", "B": "80"}),
        "이월": (
            [{"carry_over": "1차", "weight": 90}, {"stage": "발표심사", "weight": 10}],
            {"A": "414/5", "B": "418/5"},
        ),
    }
    for parts, result_values in expected.values():
        rules = filled("gyeongbuk-2020", vote_points=share_of_max(20, "분야"), final_parts=parts)
        result = rank(contest(numbers, divisions), rules)
        assert values(result, "1차") == {"A": "82", "B": "84"}
        assert values(result, "최종") == result_values


def test_national_2021_carries_the_preliminary_over():
    # 예선 × .3 + 전문가 × .4 + 30 × votes/500: A 24 + 36 + 30 = 90; B 27 + 32 + 12 = 71; C 21 + 40 + 18 = 79
    numbers = rows("ABC", **{"2차_예선": "g80 g90 g70", "전문가": "90 80 100", "국민투표": "v500 v200 v300"})
    rules = filled(
        "national-2021-1", vote_points=share_of_max(30), ranking_per=[], count_grand=1, count_first=1, count_second=1,
        finalists={"count": 8, "per": [], "end": "shared", "edge": "refuse"},
    )  # fmt: skip
    result = rank(contest(numbers, by_division("부문", 중앙행정기관="AB", 지방자치단체="C")), rules)
    assert values(result, "합계") == {"A": "90", "B": "71", "C": "79"}
    assert grades(result) == {"A": "대상", "C": "최우수", "B": "우수"}


@pytest.mark.parametrize("name", ["national-2023", "national-2024"])
def test_national_30_50_20(name):
    # 국민심사단 × .3 + 전문가 × .5 + 20 × votes/total 400: A 27 + 40 + 10 = 77; B 24 + 45 + 5 = 74; C 30 + 35 + 5 = 70
    numbers = rows("ABC", 국민심사단="g90 g80 g100", 전문가="80 90 70", 국민투표단="v200 v100 v100")
    points = share_of_max(20, by="share_of_total")
    rules = filled(name, vote_points=points, ranking_per=[], count_grand=1, count_first=2)
    result = rank(contest(numbers, by_division("부문", 중앙행정기관="ABC")), rules)
    assert values(result, "합계") == {"A": "77", "B": "74", "C": "70"}
    assert grades(result) == {"A": "대상", "B": "최우수", "C": "최우수"}


def test_national_2025_has_a_popular_prize_for_those_not_in_the_final():
    # finalists A 24 + 45 + 20 = 89, B 30 + 40 + 10 = 80; C and D were graded before and only stand for the prize: D
    numbers = rows(
        "ABCD", 국민심사단="g80 g100 - -", 전문가="90 80 - -", 국민투표단="v40 v20 - -", 인기투표="- - v10 v11"
    )
    divisions = {entry: {"부문": "지방정부", "경로": "본선" if entry in "AB" else "예선"} for entry in "ABCD"}
    rules = filled(
        "national-2025", vote_points=share_of_max(20), ranking_per=[], count_grand=1, count_first=1, count_popular=1
    )
    result = rank(contest(numbers, divisions), rules)
    assert values(result, "합계") == {"A": "89", "B": "80"}
    assert grades(result) == {"A": "대상", "B": "최우수", "D": "인기상"}
    assert standing(result) == {"A": 1, "B": 2, "C": None, "D": None}


def test_namhae_2025_takes_six_and_ranks_by_the_contest_alone():
    # 예선 = 20 × votes/100 + 서면 × .8: A 20 + 64 = 84 … G 2 + 40 = 42 is out; the contest's own order is the reverse
    numbers = rows(
        "ABCDEFG",
        군민투표="v100 v90 v80 v70 v60 v50 v10",
        서면심사="80 80 80 80 80 80 50",
        경진대회="60 61 62 63 64 65 -",
    )
    result = rank(contest(numbers), filled("namhae-2025-1", vote_points=share_of_max(20)))
    assert values(result, "예선") == {"A": "84", "B": "82", "C": "80", "D": "78", "E": "76", "F": "74", "G": "42"}
    assert grades(result) == {"F": "최우수", "E": "우수", "D": "우수", "C": "장려", "B": "장려", "A": "장려"}


def test_mois_startup_2022_70_25_5():
    # 심사위원 × .7 + 평가단 × .25 + 온라인 × .05: A 63 + 20 + 5 = 88; B 56 + 25 + 2.5 = 83.5
    numbers = rows("AB", 심사위원="90 80", 국민대표평가단="g80 g100", 온라인_사전심사="g100 g50")
    result = rank(contest(numbers), filled("mois-startup-2022"))
    assert values(result, "합계") == {"A": "88", "B": "167/2"}
    assert grades(result) == {"A": "대통령상", "B": "대통령상"}


def test_gyeonggi_ideas_2022_10_30_60():
    # A 5 + 24 + 54 = 83; B 10 + 27 + 42 = 79
    numbers = rows("AB", 온라인_여론조사="g50 g100", 청중평가단="g80 g90", 전문심사단="90 70")
    assert values(rank(contest(numbers), filled("gyeonggi-ideas-2022")), "합계") == {"A": "83", "B": "79"}


def test_gwangju_ideas_2021_20_80():
    # votes in their own group: A 20 × 30/30 + 64 = 84; B 10 + 72 = 82; C 20 + 48 = 68 (공무원)
    numbers = rows("ABC", 국민참여심사="v30 v15 v8", 전문가심사단="80 90 60")
    rules = filled(
        "gwangju-ideas-2021", vote_points=share_of_max(20, "구분"), ranking_per=[], count_grand=1, count_gold=1,
        count_silver=1, count_bronze=1,
    )  # fmt: skip
    result = rank(contest(numbers, by_division("구분", 국민="AB", 공무원="C")), rules)
    assert values(result, "합계") == {"A": "84", "B": "82", "C": "68"}
    assert grades(result) == {"A": "대상", "B": "금상", "C": "은상"}


def test_gyeongnam_ideas_2022_adds_up_to_96_and_gives_one_award_a_person():
    # A 25 + 21 + 20 + 15 + 15 = 96; B 20 + 15 + 15 + 10 + 10 = 70; C 20 + 15 + 15 + 10 + 9 = 69
    marks = {"A": (25, 21, 20, 15, 15), "B": (20, 15, 15, 10, 10), "C": (20, 15, 15, 10, 9)}
    criteria = ("실현가능성", "지속가능성", "경제성", "창의성", "확산가능성")
    people = {"A": "홍길동", "B": "홍길동", "C": "임꺽정"}
    sheet = Sheet(
        tuple(Entry(entry, entry, {}, (people[entry],)) for entry in marks),
        tuple(
            Score("심사", entry, "위원", criterion, str(mark))
            for entry, row in marks.items()
            for criterion, mark in zip(criteria, row, strict=True)
        ),
    )
    rules = filled("gyeongnam-ideas-2022")
    result = rank(sheet, rules)
    assert rules.stage("심사").out_of == 96
    assert values(result, "심사") == {"A": "96", "B": "70", "C": "69"}
    assert grades(result) == {"A": "최우수", "C": "우수"}  # B is 홍길동's second


def test_busan_2024_12_points_of_votes_and_the_rest_by_weights_that_must_be_set():
    # A 12 × 40/80 + 90 × .2 + 80 × .2 + 70 × .48 = 6 + 18 + 16 + 33.6 = 73.6; B 12 + 16 + 16 + 33.6 = 77.6
    numbers = rows(
        "AB", 온라인_투표="v40 v80", 주민모니터링단="g90 g80", 청년서포터즈="g80 g80", 적극행정위원회="g70 g70"
    )
    rules = filled(
        "busan-2024-1", vote_points=share_of_max(12), weight_monitors="20", weight_youth="20", weight_committee="48"
    )
    assert values(rank(contest(numbers), rules), "합계") == {"A": "368/5", "B": "388/5"}


def test_busan_2025_10_points_of_votes():
    # A 10 × 1 + 80 × .9 = 82; B 10 × 1/2 + 90 × .9 = 86
    numbers = rows("AB", 온라인_투표="v10 v5", 적극행정위원회="g80 g90")
    rules = filled("busan-2025-2", vote_points=share_of_max(10), weight_committee="90")
    assert values(rank(contest(numbers), rules), "합계") == {"A": "82", "B": "86"}


def test_taebaek_2024_gives_points_by_the_order_of_votes():
    # votes 30 > 20 > 10: 20, 19.5, 19 points. 예심 A 18 + 19 = 37, B 16 + 20 = 36, C 14 + 19.5 = 33.5
    # 최종 = 예심 carried as 40 + 최종심사 × .6: A 37 + 42 = 79; B 36 + 54 = 90; C 33.5 + 48 = 81.5
    numbers = rows("ABC", 실무심사="90 80 70", 국민투표="v10 v30 v20", 최종심사="70 90 80")
    rules = filled(
        "taebaek-2024", vote_table={"first": 20, "step": "1/2", "least": 5},
        final_parts=[{"carry_over": "예심", "weight": 40}, {"stage": "최종심사", "weight": 60}],
    )  # fmt: skip
    result = rank(contest(numbers), rules)
    assert values(result, "예심") == {"A": "37", "B": "36", "C": "67/2"}
    assert values(result, "최종") == {"A": "79", "B": "90", "C": "163/2"}


def test_daegu_ideas_2019_20_30_50():
    # A 20 + 24 + 35 = 79; B 10 + 27 + 45 = 82
    numbers = rows("AB", 온라인_투표="v60 v30", 시민평가단="g80 g90", 위원회="g70 g90")
    assert values(rank(contest(numbers), filled("daegu-ideas-2019", vote_points=share_of_max(20))), "합계") == {
        "A": "79",
        "B": "82",
    }


def test_eunpyeong_2012_adds_mobile_and_on_site_votes():
    # A 100 + 40 = 140; B 90 + 60 = 150
    votes = (
        Votes("모바일투표", "A", "100"),
        Votes("현장투표", "A", "40"),
        Votes("모바일투표", "B", "90"),
        Votes("현장투표", "B", "60"),
    )
    result = rank(Sheet((Entry("A", "A"), Entry("B", "B")), votes=votes), filled("eunpyeong-budget-2012"))
    assert values(result, "득표") == {"A": "140", "B": "150"}
    assert standing(result) == {"B": 1, "A": 2}


def test_seoul_2015_45_45_10():
    # in their own field: A 36 + 45 + 8 = 89; B 40.5 + 22.5 + 9 = 72; C 31.5 + 45 + 5 = 81.5
    numbers = rows("ABC", 참여예산위원="g80 g90 g70", 전자투표="v10 v5 v3", 선호도조사="g80 g90 g50")
    rules = filled("seoul-budget-2015", fields=["가", "나"], vote_points=share_of_max(45, "분야"), ranking_per=["분야"])
    result = rank(contest(numbers, by_division("분야", 가="AB", 나="C")), rules)
    assert values(result, "합계") == {"A": "89", "B": "72", "C": "163/2"}
    assert standing(result) == {"A": 1, "B": 2, "C": 1}


def test_yeoju_2020_30_70():
    # A 30 + 49 = 79; B 15 + 63 = 78
    numbers = rows("AB", 온라인_투표="v10 v5", 위원회="g70 g90")
    rules = filled(
        "yeoju-budget-2020", sections=["1", "2", "3", "4"], vote_points=share_of_max(30, "분과"), ranking_per=[]
    )
    assert values(rank(contest(numbers, by_division("분과", **{"1": "AB"})), rules), "합계") == {"A": "79", "B": "78"}


def test_daejeon_2019_and_2020_50_50():
    # 2019: A 40 + 50 = 90; B 45 + 25 = 70. 2020: A 50 + 25 = 75; B 25 + 50 = 75
    first = rows("AB", 위원="g80 g90", 시민투표="v100 v50")
    rules = filled("daejeon-budget-2019", vote_points=share_of_max(50), ballot=[{"least": 1}])
    assert values(rank(contest(first), rules), "합계") == {"A": "90", "B": "70"}
    second = rows("AB", 시민온라인="v100 v50", 시민투표단="v20 v40")
    rules = filled("daejeon-budget-2020", vote_points=share_of_max(50), panel_points=share_of_max(50))
    assert standing(rank(contest(second), rules)) == {"A": 1, "B": 1}


def test_daegu_2017_70_30():
    # A 49 + 30 = 79; B 63 + 3 = 66
    numbers = rows("AB", 위원="g70 g90", 시민투표="v100 v10")
    assert values(rank(contest(numbers), filled("daegu-budget-2017", vote_points=share_of_max(30))), "합계") == {
        "A": "79",
        "B": "66",
    }


@pytest.mark.parametrize("name", ["sotong24-2023", "sotong24-2025"])
def test_sotong24_takes_exactly_1_2_2_2_of_each_class(name):
    rules = filled(name, vote_points=share_of_max(10, "유형"))
    kinds = {"광역": "AB", "시": "CDE", "군": "FGH", "구": "IJK"}
    candidates = [Entry(entry, entry, {"유형": kind}) for kind, names in kinds.items() for entry in names]
    check_ballot(rules, "국민투표", candidates, tuple("ACDFGIJ"))
    with pytest.raises(BallotRefused) as refused:
        check_ballot(rules, "국민투표", candidates, tuple("ABCFGIJ"))  # two of 광역, one of 시
    assert [(fault.code, fault.details["group"]) for fault in refused.value.faults] == [
        ("ballot_many", "유형 광역"), ("ballot_few", "유형 시"),
    ]  # fmt: skip
    # two ballots: A and B one each; C 2, D 1, E 1 …: within 시 the points are 10, 5, 5
    votes = count_ballots(rules, "국민투표", candidates, [tuple("ACDFGIJ"), tuple("BCEFHIK")])
    result = rank(Sheet(tuple(candidates), votes=votes), rules)
    assert values(result, "국민투표") == {
        "A": "10", "B": "10", "C": "10", "D": "5", "E": "5", "F": "10", "G": "5", "H": "5", "I": "10", "J": "5", "K": "5",
    }  # fmt: skip


def picks(rules, stage, candidates, chosen) -> list[tuple[str, str, str]]:
    try:
        check_ballot(rules, stage, candidates, chosen)
    except BallotRefused as refused:
        return [(fault.code, fault.details["group"], fault.details["picked"]) for fault in refused.faults]
    return []


def test_ballots_of_gyeongnam_seoul_yeoju_busan_and_daegu():
    def of(count, **division):
        return [Entry(f"{'-'.join(division.values())}{number}", "", division) for number in range(count)]

    def ids(candidates, *slices):
        return [entry.id for part in slices for entry in candidates[part]]

    gyeongnam = filled("gyeongnam-2021", vote_points=share_of_max(30, "분야"))
    two = of(8, 분야="혁신") + of(8, 분야="적극행정")
    assert picks(gyeongnam, "도민투표", two, ids(two, slice(0, 3), slice(8, 11))) == []
    assert picks(gyeongnam, "도민투표", two, ids(two, slice(0, 4), slice(8, 10))) == [
        ("ballot_many", "분야 혁신", "4"), ("ballot_few", "분야 적극행정", "2"),
    ]  # fmt: skip

    fields = [str(number) for number in range(1, 9)]
    seoul = filled("seoul-budget-2015", fields=fields, vote_points=share_of_max(45, "분야"), ranking_per=[])
    eight = [entry for field in fields for entry in of(2, 분야=field)]
    assert picks(seoul, "전자투표", eight, ids(eight, slice(0, 10, 2))) == []
    assert picks(seoul, "전자투표", eight, ids(eight, slice(0, 5))) == [  # two of fields 1 and 2, one of 3
        ("ballot_many", "분야 1", "2"), ("ballot_many", "분야 2", "2"),
    ]  # fmt: skip
    assert picks(seoul, "전자투표", eight, ids(eight, slice(0, 8, 2))) == [("ballot_few", "all entries", "4")]

    yeoju = filled(
        "yeoju-budget-2020", sections=["1", "2", "3", "4"], vote_points=share_of_max(30, "분과"), ranking_per=[]
    )
    four = [entry for section in "1234" for entry in of(5, 분과=section)]
    assert picks(yeoju, "온라인 투표", four, ids(four, *(slice(at, at + 3) for at in (0, 5, 10, 15)))) == []
    assert picks(yeoju, "온라인 투표", four, ids(four, slice(0, 3))) == [
        ("ballot_few", "분과 2", "0"), ("ballot_few", "분과 3", "0"), ("ballot_few", "분과 4", "0"), ("ballot_few", "all entries", "3"),
    ]  # fmt: skip

    busan = filled("busan-2025-2", vote_points=share_of_max(10), weight_committee="90")
    twenty = of(20)
    assert picks(busan, "온라인 투표", twenty, ids(twenty, slice(0, 10))) == []
    assert picks(busan, "온라인 투표", twenty, ids(twenty, slice(0, 11))) == [("ballot_many", "all entries", "11")]

    daegu = filled("daegu-budget-2017", vote_points=share_of_max(30))
    many = of(175)  # 30 % of 175 is 52.5: exactly 52
    assert picks(daegu, "시민투표", many, ids(many, slice(0, 52))) == []
    assert picks(daegu, "시민투표", many, ids(many, slice(0, 53))) == [("ballot_many", "all entries", "53")]


def test_a_pick_twice_or_of_no_candidate_is_refused():
    rules = filled("daegu-ideas-2019", vote_points=share_of_max(20))
    candidates = [Entry(name, name) for name in "ABC"]
    with pytest.raises(BallotRefused) as refused:
        check_ballot(rules, "온라인 투표", candidates, ("A", "A", "Z"))
    assert [fault.code for fault in refused.value.faults] == ["ballot_twice", "ballot_unknown", "ballot_few"]

"""Every operation, worked out by hand in the comment above what is expected."""

from __future__ import annotations

import pytest

from dure.engines.ranking import RankingRefused, Sheet, SheetRefused, rank, read_rules
from tests.engines.ranking.contests import (
    MEAN,
    combined,
    counted,
    data,
    entries,
    judged,
    marked,
    ruleset,
    sheet,
    standing,
    value_after,
    values,
    voted,
)

TWO = [{"name": "창의성", "points": 40}, {"name": "효과", "points": 60}]


def refusal(run) -> list[str]:
    with pytest.raises((RankingRefused, SheetRefused)) as refused:
        run()
    return [fault.code for fault in refused.value.faults]


def test_weigh_adds_the_marks_up_where_no_weights_stand():
    # 김: 30 + 50 = 80; 이: 35.5 + 40 = 75.5; mean (80 + 75.5) / 2 = 77.75 = 311/4
    marks = {"A": {"김": {"창의성": 30, "효과": 50}, "이": {"창의성": "35.5", "효과": 40}}}
    assert value_after(MEAN, marks, criteria=TWO) == {"A": "311/4"}


def test_weigh_takes_each_mark_as_a_share_of_its_points_where_weights_stand():
    # 7 of 10 × 30 + 4 of 5 × 70 = 21 + 56 = 77
    criteria = [{"name": "창의성", "points": 10, "weight": 30}, {"name": "효과", "points": 5, "weight": 70}]
    assert value_after(MEAN, {"A": {"김": {"창의성": 7, "효과": 4}}}, criteria=criteria) == {"A": "77"}


def test_weigh_works_on_means_of_criteria_too():
    # 창의성 mean (30 + 20) / 2 = 25; 효과 mean (50 + 41) / 2 = 45.5; sum 70.5 = 141/2
    marks = {"A": {"김": {"창의성": 30, "효과": 50}, "이": {"창의성": 20, "효과": 41}}}
    assert value_after([{"op": "mean"}, {"op": "weigh"}], marks, criteria=TWO) == {"A": "141/2"}


def test_letters_count_as_their_points():
    # 탁월 100, 우수 80: mean 90
    marks = [{"mark": "탁월", "points": 100}, {"mark": "우수", "points": 80}]
    criteria = [{"name": "총점", "points": 100, "marks": marks}]
    assert value_after(MEAN, {"A": {"김": "탁월", "이": "우수"}}, criteria=criteria) == {"A": "90"}
    assert refusal(lambda: value_after(MEAN, {"A": {"김": "최고"}}, criteria=criteria)) == ["score_mark"]


def test_drop_leaves_out_the_highest_and_the_lowest():
    # 70 80 90 100: without 70 and 100, mean (80 + 90) / 2 = 85
    do = [{"op": "weigh"}, {"op": "drop", "highest": 1, "lowest": 1, "fewest_left": 2}, {"op": "mean"}]
    assert value_after(do, {"A": {"김": 70, "이": 100, "박": 80, "최": 90}}) == {"A": "85"}


def test_drop_leaves_all_in_when_too_few_would_be_left():
    # 70 80 96: dropping two would leave one, and two must be left, so the mean is of all: 246 / 3 = 82
    do = [{"op": "weigh"}, {"op": "drop", "highest": 1, "lowest": 1, "fewest_left": 2}, {"op": "mean"}]
    assert value_after(do, {"A": {"김": 70, "이": 80, "박": 96}}) == {"A": "82"}


def test_drop_takes_only_one_of_equal_highest_marks():
    # 60 90 90: without one 90, mean (60 + 90) / 2 = 75
    do = [{"op": "weigh"}, {"op": "drop", "highest": 1, "lowest": 0, "fewest_left": 1}, {"op": "mean"}]
    assert value_after(do, {"A": {"김": 90, "이": 90, "박": 60}}) == {"A": "75"}


def test_drop_by_criterion_may_leave_out_another_judge_in_each():
    # 창의성 10 20 36 → 20; 효과 60 30 42 → 42; sum 62. (Dropping totals 70, 50, 78 would leave 70.)
    do = [{"op": "drop", "highest": 1, "lowest": 1, "fewest_left": 1}, {"op": "mean"}, {"op": "weigh"}]
    marks = {
        "A": {
            "김": {"창의성": 10, "효과": 60},
            "이": {"창의성": 20, "효과": 30},
            "박": {"창의성": 36, "효과": 42},
        }
    }
    assert value_after(do, marks, criteria=TWO) == {"A": "62"}


def test_median_is_the_middle_or_the_mean_of_the_two_middle_marks():
    # A: 60 71 95 → 71; B: 60 70 81 95 → (70 + 81) / 2 = 75.5
    do = [{"op": "weigh"}, {"op": "median"}]
    marks = {"A": {"김": 95, "이": 60, "박": 71}, "B": {"김": 95, "이": 60, "박": 70, "최": 81}}
    assert value_after(do, marks) == {"A": "71", "B": "151/2"}


def test_sum_adds_judges_up_and_refuses_an_absent_one():
    # 80 + 90 = 170; with 이 absent for B a sum would count 0, so it is refused
    do = [{"op": "weigh"}, {"op": "sum"}]
    assert value_after(do, {"A": {"김": 80, "이": 90}}) == {"A": "170"}
    assert refusal(lambda: value_after(do, {"A": {"김": 80, "이": 90}, "B": {"김": 99, "이": None}})) == [
        "run_sum_absent"
    ]


def test_an_absent_cell_is_never_a_zero():
    # A: only 김's 90 counts → 90, not (90 + 0) / 2 = 45
    assert value_after(MEAN, {"A": {"김": 90, "이": None}}) == {"A": "90"}


def test_a_judge_with_one_cell_absent_is_left_out_of_the_total_but_not_of_the_criteria():
    # weigh first: only 김's 30 + 50 = 80 counts
    # mean first: 창의성 (30 + 20) / 2 = 25, 효과 50 → 75
    marks = {"A": {"김": {"창의성": 30, "효과": 50}, "이": {"창의성": 20, "효과": None}}}
    assert value_after(MEAN, marks, criteria=TWO) == {"A": "80"}
    assert value_after([{"op": "mean"}, {"op": "weigh"}], marks, criteria=TWO) == {"A": "75"}


def test_the_rules_may_refuse_absent_scores():
    marks = {"A": {"김": 90, "이": None}, "B": {"김": 80, "이": 70}}
    assert refusal(lambda: value_after(MEAN, marks, absent="refuse")) == ["score_absent"]


def test_too_few_judges_left_are_refused():
    marks = {"A": {"김": 90, "이": None}, "B": {"김": 80, "이": 70}}
    assert refusal(lambda: value_after(MEAN, marks, fewest_judges=2)) == ["run_few_judges"]


def test_judge_effect_takes_a_severe_judge_out():
    # 김 sees A and B, 이 B and C, 박 A and C. Marks: A 김 90 박 70; B 김 80 이 78; C 이 88 박 70.
    # Entry means 80, 79, 79; marks less means, by judge: 김 10 + 1 = 11, 이 -1 + 9 = 8, 박 -10 - 9 = -19.
    # Laplacian: each judge 2 × 1/2 = 1 on the diagonal, -1/2 between each pair; with k + i + b = 0:
    # k - (i + b)/2 = 3k/2 = 11 → k = 22/3; i = 16/3; b = -38/3.
    # worth A = 80 - (22/3 - 38/3)/2 = 80 + 8/3 = 248/3; B = 79 - (38/3)/2 = 79 - 19/3 = 218/3;
    # C = 79 - (16/3 - 38/3)/2 = 79 + 11/3 = 248/3.
    do = [{"op": "weigh"}, {"op": "judge_effect"}]
    marks = {"A": {"김": 90, "박": 70}, "B": {"김": 80, "이": 78}, "C": {"이": 88, "박": 70}}
    assert value_after(do, marks) == {"A": "248/3", "B": "218/3", "C": "248/3"}


def test_judge_effect_is_the_mean_on_a_full_panel():
    # everybody saw everything: (90 + 70) / 2 = 80 and (60 + 71) / 2 = 65.5
    do = [{"op": "weigh"}, {"op": "judge_effect"}]
    assert value_after(do, {"A": {"김": 90, "이": 70}, "B": {"김": 60, "이": 71}}) == {"A": "80", "B": "131/2"}


def test_judge_effect_refuses_judges_without_an_entry_in_common():
    do = [{"op": "weigh"}, {"op": "judge_effect"}]
    assert refusal(lambda: value_after(do, {"A": {"김": 90}, "B": {"이": 60}})) == ["run_disconnected"]


def test_standardise_moves_every_judge_to_the_same_mean_and_spread():
    # 김: 60 80 → mean 70, deviation 10 → 40, 60. 이: 88 92 → mean 90, deviation 2 → 40, 60. Mean of judges: 40, 60.
    do = [{"op": "weigh"}, {"op": "standardise", "mean": 50, "spread": 10, "digits": 4}, {"op": "mean"}]
    assert value_after(do, {"A": {"김": 60, "이": 88}, "B": {"김": 80, "이": 92}}) == {"A": "40", "B": "60"}


def test_standardise_rounds_the_root_half_up_at_its_digits():
    # 0 1 1: mean 2/3, variance 2/9, root 0.4714… → at 2 digits 0.47; B: 50 + (1/3)/0.47 × 10 = 50 + 1000/141 = 8050/141
    do = [{"op": "weigh"}, {"op": "standardise", "mean": 50, "spread": 10, "digits": 2}, {"op": "mean"}]
    assert value_after(do, {"A": {"김": 0}, "B": {"김": 1}, "C": {"김": 1}})["B"] == "8050/141"
    assert refusal(lambda: value_after(do, {"A": {"김": 5}, "B": {"김": 5}})) == ["run_equal_marks"]


def test_judge_ranks_take_each_judges_order():
    # 김: A 1, B 2, C 3; 이: B 1, A and C both 2. Sums: A 1 + 2 = 3, B 2 + 1 = 3, C 3 + 2 = 5; the lower is better.
    do = [{"op": "weigh"}, {"op": "judge_ranks", "ties": "best"}, {"op": "sum"}]
    marks = {"A": {"김": 90, "이": 70}, "B": {"김": 80, "이": 99}, "C": {"김": 70, "이": 70}}
    stage = judged("심사", do)
    result = rank(sheet("ABC", marks), ruleset(stage, ranking={"prefer": "lower"}))
    assert values(result, "심사") == {"A": "3", "B": "3", "C": "5"}
    assert standing(result) == {"A": 1, "B": 1, "C": 3}


def test_judge_ranks_may_give_points_by_a_table():
    # 김: A 5, B 3, C 1; 이: B 5, A and C share places 2 and 3: mean of 3 and 1 is 2. Means A 3.5, B 4, C 1.5
    do = [{"op": "weigh"}, {"op": "judge_ranks", "ties": "mean", "table": {"points": [5, 3, 1]}}, {"op": "mean"}]
    marks = {"A": {"김": 90, "이": 70}, "B": {"김": 80, "이": 99}, "C": {"김": 70, "이": 70}}
    assert value_after(do, marks) == {"A": "7/2", "B": "4", "C": "3/2"}


VOTES = {"A": 120, "B": 60, "C": 20}


def points(**more):
    rules = ruleset(voted(do=[{"op": "vote_points", **more}]))
    return values(rank(sheet("ABC", votes=counted(VOTES)), rules), "투표")


def test_vote_points_by_share_of_the_largest():
    # 30 × 120/120 = 30; 30 × 60/120 = 15; 30 × 20/120 = 5
    assert points(by="share_of_max", points=30) == {"A": "30", "B": "15", "C": "5"}


def test_vote_points_may_begin_at_a_base():
    # 10 + 20 × 120/120 = 30; 10 + 20 × 60/120 = 20; 10 + 20 × 20/120 = 40/3
    assert points(by="share_of_max", points=30, base=10) == {"A": "30", "B": "20", "C": "40/3"}


def test_vote_points_by_share_of_the_total():
    # of 200 votes: 30 × 120/200 = 18; 30 × 60/200 = 9; 30 × 20/200 = 3
    assert points(by="share_of_total", points=30) == {"A": "18", "B": "9", "C": "3"}


def test_vote_points_by_place_in_a_list():
    assert points(by="rank_points", ties="best", table={"points": [20, 18], "rest": 10}) == {
        "A": "20",
        "B": "18",
        "C": "10",
    }


def test_vote_points_by_place_in_steps():
    # 20, 19.5, 19 — never below 19.2
    table = {"first": 20, "step": "1/2", "least": "19.2"}
    assert points(by="rank_points", ties="best", table=table) == {"A": "20", "B": "39/2", "C": "96/5"}


def test_vote_points_by_bands_of_places_and_of_shares():
    # of 3 entries the upper 34 % are places up to 1.02: only A; then up to place 2: B; then the rest
    table = {"bands": [{"to_share": "34/100", "points": 20}, {"to": 2, "points": 15}, {"points": 5}]}
    assert points(by="rank_points", ties="best", table=table) == {"A": "20", "B": "15", "C": "5"}


def test_tied_votes_share_the_best_points_or_the_mean_of_theirs():
    # A and B share places 1 and 2: best 20 each; mean (20 + 18) / 2 = 19 each
    for ties, both in (("best", "20"), ("mean", "19")):
        do = [{"op": "vote_points", "by": "rank_points", "ties": ties, "table": {"points": [20, 18, 16]}}]
        result = rank(sheet("ABC", votes=counted({"A": 7, "B": 7, "C": 1})), ruleset(voted(do=do)))
        assert values(result, "투표") == {"A": both, "B": both, "C": "16"}


def test_a_points_table_that_ends_too_early_is_refused():
    assert refusal(lambda: points(by="rank_points", ties="best", table={"points": [20, 18]})) == ["run_table_short"]


def test_votes_of_each_division_are_shared_out_by_themselves():
    # 시: 100 is the largest → 20, 50 → 10; 군: 8 is the largest → 20, 2 → 5
    do = [{"op": "vote_points", "by": "share_of_max", "points": 20, "within": ["유형"]}]
    rules = read_rules(data(voted(do=do), axes={"유형": ["시", "군"]}))
    names = {"A": {"유형": "시"}, "B": {"유형": "시"}, "C": {"유형": "군"}, "D": {"유형": "군"}}
    result = rank(sheet(names, votes=counted({"A": 100, "B": 50, "C": 8, "D": 2})), rules)
    assert values(result, "투표") == {"A": "20", "B": "10", "C": "20", "D": "5"}


def test_channels_are_added_up_by_their_weights():
    # online 100 + 3 × on-site 10 = 130; online 20 + 3 × 50 = 170
    stage = voted(channels=[{"name": "온라인", "weight": 1}, {"name": "현장", "weight": 3}])
    votes = counted({"A": 100, "B": 20}, "온라인") + counted({"A": 10, "B": 50}, "현장")
    assert values(rank(sheet("AB", votes=votes), ruleset(stage)), "투표") == {"A": "130", "B": "170"}


def test_an_entry_without_a_count_is_refused_and_so_are_votes_all_zero():
    rules = ruleset(voted(do=[{"op": "vote_points", "by": "share_of_max", "points": 20}]))
    assert refusal(lambda: rank(sheet("AB", votes=counted({"A": 3})), rules)) == ["run_no_votes"]
    assert refusal(lambda: rank(sheet("AB", votes=counted({"A": 0, "B": 0})), rules)) == ["run_zero_votes"]


def test_place_counts_places_and_prefers_the_lower():
    rules = ruleset(voted(do=[{"op": "place", "ties": "mean"}]), ranking={"prefer": "lower"})
    result = rank(sheet("ABC", votes=counted({"A": 5, "B": 9, "C": 5})), rules)
    assert values(result, "투표") == {"A": "5/2", "B": "1", "C": "5/2"}
    assert standing(result) == {"B": 1, "A": 2, "C": 2}


def test_bands_give_points_by_the_least_a_number_reaches():
    # 90 and more: 10; 80 and more: 7; else 3
    do = [
        *MEAN,
        {
            "op": "bands",
            "bands": [{"at_least": 90, "points": 10}, {"at_least": 80, "points": 7}, {"at_least": 0, "points": 3}],
        },
    ]
    assert value_after(do, {"A": {"김": 90}, "B": {"김": "89.9"}, "C": {"김": 12}}) == {"A": "10", "B": "7", "C": "3"}
    short = [*MEAN, {"op": "bands", "bands": [{"at_least": 90, "points": 10}]}]
    assert refusal(lambda: value_after(short, {"A": {"김": 12}})) == ["run_band_short"]


def test_scale_keeps_the_share_of_the_full_mark():
    # 85 of 100 is 25.5 of 30
    assert value_after([*MEAN, {"op": "scale", "to": 30}], {"A": {"김": 85}}) == {"A": "51/2"}


@pytest.mark.parametrize(
    ("mode", "expected"),
    # (80 + 81) / 2 = 80.5; (80 + 80 + 81) / 3 = 80.333…; at 0 digits
    [("half_up", ("81", "80")), ("half_even", ("80", "80")), ("down", ("80", "80")), ("up", ("81", "81"))],
)
def test_round_at_the_digits_and_by_the_mode_of_the_rules(mode, expected):
    do = [*MEAN, {"op": "round", "digits": 0, "mode": mode}]
    found = value_after(do, {"A": {"김": 80, "이": 81}, "B": {"김": 80, "이": 80, "박": 81}})
    assert tuple(found.values()) == expected


def test_rounding_stands_where_the_rules_put_it():
    # both judges 1/3 of 100 = 33.33…: rounded at each judge 33.3, mean 33.3; unrounded the mean is 100/3
    criteria = [{"name": "총점", "points": 3, "weight": 100}]
    at_judges = [{"op": "weigh"}, {"op": "round", "digits": 1, "mode": "half_up"}, {"op": "mean"}]
    assert value_after(at_judges, {"A": {"김": 1, "이": 1}}, criteria=criteria) == {"A": "333/10"}
    assert value_after(MEAN, {"A": {"김": 1, "이": 1}}, criteria=criteria) == {"A": "100/3"}


def adjusted(do, *lines):
    rules = ruleset(judged(do=[*MEAN, *do]))
    return values(rank(sheet("A", {"A": {"김": 90}}, adjustments=lines), rules), "심사")["A"]


def test_bonuses_add_up_within_their_caps():
    # 90 + min(3 + 4, 5) = 95; not above 94 → 94
    lines = (("A", "bonus", "3", "협업"), ("A", "bonus", "4", "확산"))
    assert adjusted([{"op": "bonus", "at_most": 5}], *lines) == "95"
    assert adjusted([{"op": "bonus", "at_most": 5, "not_above": 94}], *lines) == "94"


def test_penalties_come_off_within_their_caps():
    # 90 - 7 = 83; at most 5 → 85; not below 88 → 88
    line = ("A", "penalty", "7", "제출 지연")
    assert adjusted([{"op": "penalty"}], line) == "83"
    assert adjusted([{"op": "penalty", "at_most": 5}], line) == "85"
    assert adjusted([{"op": "penalty", "not_below": 88}], line) == "88"


def test_a_bonus_may_be_a_percentage_of_the_score():
    # 90 × 3 % = 2.7 → 92.7
    assert adjusted([{"op": "bonus", "unit": "percent"}], ("A", "bonus", "3", "협업")) == "927/10"


def test_a_bound_never_moves_a_score_that_no_bonus_touches():
    # 90 without a bonus stays 90 though the bound says 80
    assert adjusted([{"op": "bonus", "not_above": 80}]) == "90"


def test_adjustments_that_no_rule_takes_are_refused():
    do = [{"op": "bonus", "reasons": ["협업"], "each_at_most": 2}]
    rules = ruleset(judged(do=[*MEAN, *do]))
    for line, code in (
        (("A", "bonus", "1", "미담"), "adjustment_unclaimed"),
        (("A", "penalty", "1", "협업"), "adjustment_unclaimed"),
        (("A", "bonus", "3", "협업"), "adjustment_too_big"),
    ):
        assert refusal(lambda line=line: rank(sheet("A", {"A": {"김": 90}}, adjustments=(line,)), rules)) == [code]


def test_combine_takes_shares_of_full_marks_by_weight():
    # 서면 90/100 × 80 = 72; 투표 50/100 of 20 = 10 enters as it is: 82
    rules = ruleset(
        judged("서면"),
        voted(do=[{"op": "vote_points", "by": "share_of_max", "points": 20}]),
        combined([{"stage": "서면", "weight": 80}, {"stage": "투표"}]),
    )
    marks = marked({"A": {"김": 90}, "B": {"김": 80}}, "서면")
    result = rank(Sheet(entries("AB"), marks, counted({"A": 50, "B": 100})), rules)
    assert values(result, "합계") == {"A": "82", "B": "84"}


def test_weights_need_not_add_up_to_100():
    # the announced points of Gyeongnam's idea contest of 2022 add up to 96: 50/100 × 60 + 50/100 × 36 = 48
    rules = ruleset(
        judged("가"), judged("나"), combined([{"stage": "가", "weight": 60}, {"stage": "나", "weight": 36}])
    )
    marks = marked({"A": {"김": 50}}, "가") + marked({"A": {"김": 50}}, "나")
    assert values(rank(sheet("A", scores=marks), rules), "합계") == {"A": "48"}


def test_carry_over_brings_an_earlier_score_behind_a_cut():
    # cut: A 90 and B 80 go on, C 70 is out. 합계 A 90/100×50 + 60/100×50 = 75; B 40 + 45 = 85
    rules = ruleset(
        judged("예선", cut={"count": 2, "end": "shared", "edge": "refuse"}),
        judged("본선"),
        combined([{"carry_over": "예선", "weight": 50}, {"stage": "본선", "weight": 50}]),
    )
    marks = marked({"A": {"김": 90}, "B": {"김": 80}, "C": {"김": 70}}, "예선") + marked(
        {"A": {"김": 60}, "B": {"김": 90}}, "본선"
    )
    result = rank(sheet("ABC", scores=marks), rules)
    assert values(result, "합계") == {"A": "75", "B": "85"}
    assert standing(result) == {"B": 1, "A": 2, "C": None}


def test_a_number_handed_in_counts_within_its_full_mark():
    stage = {"name": "정량", "kind": "given", "value": "정량점수", "out_of": 20}
    rules = ruleset(stage)
    with_values = [
        type(entry)(entry.id, entry.name, entry.division, entry.organisations, {"정량점수": text})
        for entry, text in zip(entries("AB"), ("18.25", "20"), strict=True)
    ]
    assert values(rank(Sheet(tuple(with_values)), rules), "정량") == {"A": "73/4", "B": "20"}
    assert refusal(lambda: rank(Sheet(entries("A")), rules)) == ["given_missing"]

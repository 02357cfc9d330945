"""Ties, cuts, recusals, divisions: worked out by hand."""

from __future__ import annotations

import pytest

from dure.engines.ranking import RankingRefused, SheetRefused, rank
from dure.engines.ranking.derivation import result_data
from tests.engines.ranking.contests import combined, counted, judged, marked, ruleset, sheet, standing, values, voted

CRITERIA = [{"name": "창의성", "points": 50}, {"name": "효과", "points": 50}]


def cells(*pairs):
    return dict(zip(("창의성", "효과"), pairs, strict=True))


def decided(result) -> dict[str, str]:
    return {place.entry: place.decided_by for place in result.places if place.scope == "division"}


def test_equal_entries_share_a_place_and_the_next_is_skipped():
    result = rank(
        sheet("ABCD", {"A": {"김": 80}, "B": {"김": 90}, "C": {"김": 80}, "D": {"김": 70}}), ruleset(judged())
    )
    assert standing(result) == {"B": 1, "A": 2, "C": 2, "D": 4}
    assert decided(result) == {"A": "shared", "B": "score", "C": "shared", "D": "score"}


def test_rules_may_count_on_without_a_gap():
    rules = ruleset(judged(), ranking={"equal": "dense"})
    result = rank(sheet("ABC", {"A": {"김": 80}, "B": {"김": 80}, "C": {"김": 70}}), rules)
    assert standing(result) == {"A": 1, "B": 1, "C": 2}


def test_a_tie_goes_to_the_next_rule_until_one_decides():
    # totals 80 each; 효과: A 45, B 45, C 40 → C third; then 김's own total: A 84, B 76 → A first
    rules = ruleset(
        judged(criteria=CRITERIA),
        ranking={"tiebreak": [{"by": "심사", "criterion": "효과"}, {"by": "심사", "judge": "김"}]},
    )
    marks = {
        "A": {"김": cells(40, 44), "이": cells(30, 46)},
        "B": {"김": cells(36, 40), "이": cells(34, 50)},
        "C": {"김": cells(40, 40), "이": cells(40, 40)},
    }
    result = rank(sheet("ABC", marks), rules)
    assert values(result, "심사") == {"A": "80", "B": "80", "C": "80"}
    assert standing(result) == {"A": 1, "B": 2, "C": 3}
    assert decided(result) == {
        "A": "tiebreak[2] 심사 · 김",
        "B": "tiebreak[2] 심사 · 김",
        "C": "tiebreak[1] 심사 · 효과",
    }
    (tie,) = result.ties
    assert tie.entries == ("A", "B", "C")
    assert [(rule, {entry: str(value) for entry, value in found.items()}) for rule, found in tie.tried] == [
        ("tiebreak[1] 심사 · 효과", {"A": "45", "B": "45", "C": "40"}),
        ("tiebreak[2] 심사 · 김", {"A": "84", "B": "76", "C": "80"}),
    ]


def test_a_tie_may_go_by_the_marks_before_dropping():
    # 70 80 99 and 60 80 90: without highest and lowest 80 each; with them 83 and 76.67
    do = [{"op": "weigh"}, {"op": "drop", "highest": 1, "lowest": 1, "fewest_left": 1}, {"op": "mean"}]
    rules = ruleset(judged(do=do), ranking={"tiebreak": [{"by": "심사", "with_dropped": "yes"}]})
    marks = {"B": {"김": 60, "이": 80, "박": 90}, "A": {"김": 70, "이": 80, "박": 99}}
    assert standing(rank(sheet("AB", marks), rules)) == {"A": 1, "B": 2}


def test_a_tie_may_go_by_the_number_of_judges_who_put_an_entry_first():
    # means 80 each; 김 and 이 put A first, 박 puts B first: 2 to 1
    rules = ruleset(judged(), ranking={"tiebreak": [{"by": "심사", "firsts": "yes"}]})
    marks = {"A": {"김": 81, "이": 81, "박": 78}, "B": {"김": 80, "이": 80, "박": 80}}
    assert standing(rank(sheet("AB", marks), rules)) == {"A": 1, "B": 2}


def test_a_tie_may_go_to_the_lower_number():
    # equal means; the number of receipt 7 comes before 9
    receipt = {"name": "접수", "kind": "given", "value": "접수번호"}
    rules = ruleset(receipt, judged(), ranking={"by": "심사", "tiebreak": [{"by": "접수", "prefer": "lower"}]})
    made = sheet("AB", {"A": {"김": 80}, "B": {"김": 80}})
    numbered = tuple(
        type(entry)(entry.id, entry.name, entry.division, entry.organisations, {"접수번호": number})
        for entry, number in zip(made.entries, ("9", "7"), strict=True)
    )
    assert standing(rank(type(made)(numbered, made.scores), rules)) == {"B": 1, "A": 2}


def test_a_value_missing_for_a_tie_is_refused_only_where_the_tie_needs_it():
    order = {"name": "위원회 결정", "kind": "given", "value": "결정"}
    rules = ruleset(order, judged(), ranking={"by": "심사", "tiebreak": [{"by": "위원회 결정", "prefer": "lower"}]})
    assert standing(rank(sheet("AB", {"A": {"김": 81}, "B": {"김": 80}}), rules)) == {"A": 1, "B": 2}
    with pytest.raises(RankingRefused) as refused:
        rank(sheet("AB", {"A": {"김": 80}, "B": {"김": 80}}), rules)
    assert [fault.code for fault in refused.value.faults] == ["run_tie_absent"]


def test_the_draw_follows_the_published_formula_and_needs_a_seed():
    # echo -n '["dure.draw/1","로또 1200회","ranking","A"]' | sha256sum: A 79ba83…, B f17450…, C 8f0181…
    rules = ruleset(judged(), ranking={"end": "draw"})
    marks = {name: {"김": 80} for name in "ABC"}
    with pytest.raises(RankingRefused) as refused:
        rank(sheet("ABC", marks), rules)
    assert [fault.code for fault in refused.value.faults] == ["run_draw_seed"]
    result = rank(sheet("ABC", marks, fill={"draw_seed": "로또 1200회"}), rules)
    assert standing(result) == {"A": 1, "C": 2, "B": 3}
    assert set(decided(result).values()) == {"draw"}
    assert result.seed == "로또 1200회"


def test_no_seed_is_asked_for_where_nobody_is_equal():
    rules = ruleset(judged(), ranking={"end": "draw"})
    assert standing(rank(sheet("AB", {"A": {"김": 81}, "B": {"김": 80}}), rules)) == {"A": 1, "B": 2}


AXES = {"분야": ["혁신", "적극행정"], "유형": ["시", "군"]}
FOUR = {
    "A": {"분야": "혁신", "유형": "시"},
    "B": {"분야": "혁신", "유형": "군"},
    "C": {"분야": "적극행정", "유형": "시"},
    "D": {"분야": "적극행정", "유형": "군"},
}
MARKS = {"A": {"김": 90}, "B": {"김": 80}, "C": {"김": 70}, "D": {"김": 85}}


@pytest.mark.parametrize(
    ("per", "expected"),
    [
        ([], {"A": 1, "D": 2, "B": 3, "C": 4}),
        (["분야"], {"A": 1, "B": 2, "D": 1, "C": 2}),
        (["유형"], {"A": 1, "C": 2, "D": 1, "B": 2}),
        (["분야", "유형"], {"A": 1, "B": 1, "C": 1, "D": 1}),
    ],
)
def test_two_axes_part_the_entries_as_the_rules_say(per, expected):
    assert standing(rank(sheet(FOUR, MARKS), ruleset(judged(), ranking={"per": per}, axes=AXES))) == expected


def test_an_overall_place_stands_beside_the_one_in_the_division():
    rules = ruleset(judged(), ranking={"per": ["분야"], "overall": "yes"}, axes=AXES)
    result = rank(sheet(FOUR, MARKS), rules)
    assert standing(result) == {"A": 1, "B": 2, "D": 1, "C": 2}
    assert standing(result, "overall") == {"A": 1, "D": 2, "B": 3, "C": 4}


def cut_at(names, marks, **cut):
    rules = ruleset(judged("예선", cut={"end": "shared", **cut}), judged("본선"))
    finals = marked({name: {"김": 50} for name in marks}, "본선")
    return rank(sheet(names, scores=marked(marks, "예선") + finals), rules)


TIED = {"A": {"김": 90}, "B": {"김": 80}, "C": {"김": 80}, "D": {"김": 60}}


@pytest.mark.parametrize(
    ("cut", "through"),
    [
        ({"count": 2, "edge": "take_all"}, ("A", "B", "C")),
        ({"count": 2, "edge": "leave_all"}, ("A",)),
        ({"count": 3, "edge": "refuse"}, ("A", "B", "C")),
        ({"share": "1/2", "rounding": "up", "edge": "take_all"}, ("A", "B", "C")),
        ({"share": "30/100", "rounding": "down", "edge": "refuse"}, ("A",)),  # 30 % of 4 is 1.2
        ({"share": "1/5", "rounding": "up", "edge": "refuse"}, ("A",)),  # 20 % of 4 is 0.8
        ({"at_least": 80, "edge": "refuse"}, ("A", "B", "C")),
        ({"count": 4, "at_least": 85, "edge": "refuse"}, ("A",)),
    ],
)
def test_a_cut_takes_whom_the_rules_say(cut, through):
    result = cut_at("ABCD", TIED, **cut)
    assert result.stages["예선"].cut.through == through


def test_a_cut_refuses_a_tie_across_its_edge():
    with pytest.raises(RankingRefused) as refused:
        cut_at("ABCD", TIED, count=2, edge="refuse")
    assert [(fault.code, fault.details["entries"]) for fault in refused.value.faults] == [("run_edge", "B, C")]


def test_a_cut_draws_only_across_its_edge():
    # B and C are equal: with three places nobody is drawn, with two the draw takes one of them.
    # echo -n '["dure.draw/1","x","cut 예선","B"]' | sha256sum: B 1f422d…, C 1070ab…
    rules = {count: ruleset(judged("예선", cut={"count": count, "end": "draw"}), judged("본선")) for count in (2, 3)}
    marks = marked(TIED, "예선") + marked({name: {"김": 50} for name in "ABC"}, "본선")
    assert rank(sheet("ABCD", scores=marks), rules[3]).stages["예선"].cut.through == ("A", "B", "C")
    with pytest.raises(RankingRefused) as refused:
        rank(sheet("ABCD", scores=marks), rules[2])
    assert [fault.code for fault in refused.value.faults] == ["run_draw_seed"]
    drawn = rank(sheet("ABCD", scores=marks, fill={"draw_seed": "x"}), rules[2])
    assert drawn.stages["예선"].cut.through == ("A", "C")
    assert drawn.seed == "x"


def test_a_cut_may_take_different_numbers_and_the_best_of_the_rest():
    # 혁신 takes A; 적극행정 takes C, D; one more of the rest overall: B 80 is the only one left with E 79
    names = {**FOUR, "E": {"분야": "혁신", "유형": "시"}}
    cut = {
        "count": [{"is": {"분야": "혁신"}, "count": 1}, {"is": {"분야": "적극행정"}, "count": 2}],
        "per": ["분야"],
        "also": 1,
        "end": "shared",
        "edge": "refuse",
    }
    rules = ruleset(judged("예선", cut=cut), axes=AXES)
    result = rank(sheet(names, scores=marked({**MARKS, "E": {"김": 79}}, "예선")), rules)
    assert result.stages["예선"].cut.through == ("A", "D", "C", "B")
    assert decided(result)["E"] == "cut 예선"


def test_stages_may_only_cut_and_the_last_alone_ranks():
    # as in Gangwon 2020: experts take 3 of 4, votes take 2, the votes on the spot rank; earlier scores do not count
    rules = ruleset(
        judged("전문가", cut={"count": 3, "end": "shared", "edge": "refuse"}),
        voted("온라인", cut={"count": 2, "end": "shared", "edge": "refuse"}),
        voted("현장"),
    )
    scores = marked({"A": {"김": 99}, "B": {"김": 80}, "C": {"김": 70}, "D": {"김": 60}}, "전문가")
    votes = counted({"A": 10, "B": 30, "C": 20}, "온라인") + counted({"B": 21, "C": 29}, "현장")
    result = rank(sheet("ABCD", scores=scores, votes=votes), rules)
    assert standing(result) == {"C": 1, "B": 2, "A": None, "D": None}
    assert decided(result) == {"C": "score", "B": "score", "A": "cut 온라인", "D": "cut 전문가"}


def test_entries_cut_may_stand_behind_in_the_order_of_the_stages_they_reached():
    rules = ruleset(
        judged("전문가", cut={"count": 3, "end": "shared", "edge": "refuse"}),
        voted("온라인", cut={"count": 1, "end": "shared", "edge": "refuse"}),
        ranking={"behind": "by_stage"},
    )
    scores = marked({"A": {"김": 99}, "B": {"김": 80}, "C": {"김": 70}, "D": {"김": 60}}, "전문가")
    result = rank(sheet("ABCD", scores=scores, votes=counted({"A": 10, "B": 30, "C": 20}, "온라인")), rules)
    assert standing(result) == {"B": 1, "C": 2, "A": 3, "D": 4}


def test_a_floor_takes_an_entry_out_whatever_its_place():
    # B has the best total 50 + 25 = 75 but 효과 below 30; C's total is below 60
    floor = [{"at_least": 60}, {"at_least": 30, "criterion": "효과"}]
    rules = ruleset(judged(criteria=CRITERIA, floor=floor))
    marks = {"A": {"김": cells(35, 35)}, "B": {"김": cells(50, 25)}, "C": {"김": cells(20, 35)}}
    result = rank(sheet("ABC", marks), rules)
    assert standing(result) == {"A": 1, "B": None, "C": None}
    assert decided(result) == {"A": "score", "B": "floor 심사", "C": "floor 심사"}


PANEL = {"A": {"김": 60, "이": 80, "박": 90}, "B": {"김": 90, "이": 70, "박": 80}, "C": {"김": 30, "이": 60, "박": 60}}


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        # 김 is recused from A. out: A (80 + 90)/2 = 85, B 240/3 = 80, C 150/3 = 50
        ("out", {"A": "85", "B": "80", "C": "50"}),
        # out of the whole stage: B (70 + 80)/2 = 75, C (60 + 60)/2 = 60
        ("out_of_stage", {"A": "85", "B": "75", "C": "60"}),
        # A and B are 시, C is 군: 김 still counts for C
        ("out_of_division", {"A": "85", "B": "75", "C": "50"}),
        # 김 stands with the mean of 80 and 90: 255/3 = 85
        ("mean_of_others", {"A": "85", "B": "80", "C": "50"}),
    ],
)
def test_each_effect_of_a_recusal_on_the_denominator(effect, expected):
    effects = {"exclusion": effect, "challenge": "out", "withdrawal": "out"}
    rules = ruleset(judged(recusal=effects), ranking={"per": ["유형"]}, axes={"유형": ["시", "군"]})
    names = {"A": {"유형": "시"}, "B": {"유형": "시"}, "C": {"유형": "군"}}
    result = rank(sheet(names, PANEL, recusals=(("김", "A", "exclusion"),)), rules)
    assert values(result, "심사") == expected


def test_a_filled_in_mark_keeps_the_panels_size_for_dropping():
    # 60 70 95 and 김 recused: filled with (60 + 70 + 95)/3 = 75; dropping 60 and 95 leaves (70 + 75)/2 = 72.5;
    # left out instead, dropping would leave 70.
    do = [{"op": "weigh"}, {"op": "drop", "highest": 1, "lowest": 1, "fewest_left": 1}, {"op": "mean"}]
    marks = {"A": {"김": 10, "이": 60, "박": 70, "최": 95}}
    for effect, expected in (("mean_of_others", "145/2"), ("out", "70")):
        effects = {"exclusion": "out", "challenge": "out", "withdrawal": effect}
        rules = ruleset(judged(do=do, recusal=effects))
        result = rank(sheet("A", marks, recusals=(("김", "A", "withdrawal"),)), rules)
        assert values(result, "심사") == {"A": expected}


def test_a_recused_judges_mark_is_set_aside_and_said_so():
    result = rank(sheet("A", {"A": {"김": 10, "이": 60}}, recusals=(("김", "A", "challenge"),)), ruleset(judged()))
    assert values(result, "심사") == {"A": "60"}
    assert [(notice.code, notice.judge) for notice in result.notices] == [("set_aside", "김")]
    told = result_data(result)["derivation"]["A"][0]["judges"]["김"]
    assert told == {"marks": {}, "fate": ["recused:challenge", "set_aside"]}


def test_marks_of_an_entry_that_went_out_are_not_used_and_said_so():
    result = cut_at("ABCD", TIED, count=3, edge="refuse")
    assert [(notice.code, notice.stage, notice.entry) for notice in result.notices] == [("not_reached", "본선", "D")]


def test_every_fault_of_a_sheet_is_told_at_once():
    rules = ruleset(judged(), voted(), combined([{"stage": "심사", "weight": 100}]))
    made = sheet(
        "AB",
        {"A": {"김": "100.5", "이": "80.25"}, "B": {"김": "구십"}, "Z": {"김": 1}},
        votes=counted({"A": 1}) + counted({"A": 2}),
        recusals=(("홍", "A", "휴가"),),
    )
    with pytest.raises(SheetRefused) as refused:
        rank(made, rules)
    assert [(fault.code, fault.where) for fault in refused.value.faults] == [
        ("sheet_twice", "votes[1]"),
        ("recusal_kind", "recusals[0].kind"),
        ("recusal_judge", "recusals[0].judge"),
        ("score_range", "scores[0].value"),
        ("score_places", "scores[1].value"),
        ("sheet_number", "scores[2].value"),
        ("sheet_entry", "scores[3].entry"),
    ]


def test_an_entry_without_any_scores_is_refused():
    with pytest.raises(RankingRefused) as refused:
        rank(sheet("AB", {"A": {"김": 90}}), ruleset(judged()))
    assert [(fault.code, fault.details["entry"]) for fault in refused.value.faults] == [("run_few_judges", "B")]


def test_the_derivation_tells_every_number():
    do = [{"op": "weigh"}, {"op": "drop", "highest": 1, "lowest": 1, "fewest_left": 1}, {"op": "mean"}]
    rules = ruleset(
        judged(do=do), voted(do=[{"op": "vote_points", "by": "share_of_max", "points": 20}]),
        combined([{"stage": "심사", "weight": 80}, {"stage": "투표"}]),
    )  # fmt: skip
    marks = {"A": {"김": 60, "이": 80, "박": 90}, "B": {"김": 70, "이": 70, "박": 70}}
    told = result_data(rank(sheet("AB", marks, votes=counted({"A": 30, "B": 40})), rules))
    assert told["places"][0] == {
        "scope": "division", "division": {}, "entry": "A", "place": 1, "score": "79", "award": None, "decided_by": "score",
    }  # fmt: skip
    # 80/100 × 80 + 20 × 30/40 = 64 + 15 = 79; B: 70/100 × 80 + 20 = 76
    assert told["derivation"]["A"] == [
        {
            "stage": "심사", "out_of": "100",
            "judges": {
                "김": {"marks": {"총점": "60"}, "fate": ["dropped_lowest"]},
                "박": {"marks": {"총점": "90"}, "fate": ["dropped_highest"]},
                "이": {"marks": {"총점": "80"}, "fate": []},
            },
            "steps": [
                {"op": "weigh", "judges": {"김": "60", "박": "90", "이": "80"}},
                {"op": "drop", "judges": {"이": "80"}},
                {"op": "mean", "value": "80"},
            ],
        },
        {
            "stage": "투표", "out_of": "20", "votes": {"투표": "30"},
            "steps": [
                {"op": "start", "value": "30"},
                {"op": "vote_points", "value": "15", "by": "share_of_max", "whole": "40", "scope": "all entries"},
            ],
        },
        {
            "stage": "합계", "out_of": "100",
            "parts": [
                {"stage": "심사", "value": "80", "full": "100", "weight": "80", "carry_over": "no"},
                {"stage": "투표", "value": "15", "full": "20", "weight": None, "carry_over": "no"},
            ],
            "steps": [{"op": "start", "value": "79"}],
        },
    ]  # fmt: skip


def test_a_stage_may_be_for_some_entries_only():
    only = {"유형": "시"}
    rules = ruleset(judged(only=only), ranking={"only": only}, axes={"유형": ["시", "군"]})
    result = rank(sheet({"A": {"유형": "시"}, "B": {"유형": "군"}}, {"A": {"김": 5}}), rules)
    assert decided(result) == {"A": "score", "B": "not ranked"}

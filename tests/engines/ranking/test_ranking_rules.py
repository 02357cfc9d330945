"""Reading rulesets: what is refused, with the path of the fault; blanks; the hash."""

from __future__ import annotations

import copy
import hashlib
import json
from fractions import Fraction

import pytest

from dure.engines.ranking import BlanksLeft, RulesRefused, blanks_of, canonical_json, fill_blanks, read_rules
from dure.engines.ranking.canonical import NotCanonical
from dure.engines.ranking.numbers import NotANumber, exact_text, parse_number
from tests.engines.ranking.contests import combined, data, judged, voted

GOOD = data(
    judged("예선", cut={"count": 2, "end": "shared", "edge": "refuse", "per": []}),
    voted(do=[{"op": "vote_points", "by": "share_of_max", "points": 20, "within": []}]),
    judged("본선"),
    combined([{"carry_over": "예선", "weight": 30}, {"stage": "투표"}, {"stage": "본선", "weight": "50"}]),
    axes={"유형": ["시", "군"]},
    awards=[{"name": "본상", "by": "rank", "sharing": "refuse", "grades": [{"grade": "최우수", "count": 1}]}],
)


def test_the_example_is_read():
    rules = read_rules(GOOD)
    assert [stage.name for stage in rules.stages] == ["예선", "투표", "본선", "합계"]
    assert rules.stage("합계").out_of == Fraction(100)


def changed(path: str, value: object) -> dict:
    """The example with one value set, or taken out where ``value`` is ``...``."""
    tree = copy.deepcopy(GOOD)
    node: object = tree
    *way, last = [int(part) if part.isdigit() else part for part in path.split("/")]
    for part in way:
        node = node[part]
    if value is ...:
        del node[last]
    else:
        node[last] = value
    return tree


@pytest.mark.parametrize(
    ("path", "value", "where", "code"),
    [
        ("schema", "dure.ruleset/2", "schema", "rule_choice"),
        ("ranking/round", 2, "ranking.round", "rule_unknown_key"),
        ("stages/2/criteria/0/points", 0.5, "stages[2].criteria[0].points", "rule_float"),
        ("stages/2/criteria/0/points", "half", "stages[2].criteria[0].points", "rule_number"),
        ("stages/2/criteria/0/points", 0, "stages[2].criteria[0].points", "rule_bounds"),
        ("stages/2/criteria/0/points", True, "stages[2].criteria[0].points", "rule_plain"),
        ("year", 10**30, "year", "rule_bounds"),
        ("name", "\ud800", "name", "rule_plain"),
        ("stages/2/places", -1, "stages[2].places", "rule_bounds"),
        ("stages/2/places", "1", "stages[2].places", "rule_type"),
        ("stages/2/absent", ..., "stages[2].absent", "rule_missing"),
        ("stages/2/absent", "zero", "stages[2].absent", "rule_choice"),
        ("stages/2/recusal/exclusion", ..., "stages[2].recusal.exclusion", "rule_missing"),
        ("stages/2/kind", "dance", "stages[2].kind", "rule_choice"),
        ("stages/2/name", "예선", "stages[2].name", "rule_twice"),
        ("stages/2/do", [], "stages[2].do", "rule_empty"),
        ("stages/2/do", [{"op": "eval", "code": "1"}], "stages[2].do[0].op", "rule_choice"),
        ("stages/2/do", [{"op": "mean"}], "stages[2].do", "rule_not_one_number"),
        ("stages/2/do", [{"op": "scale", "to": 30}], "stages[2].do[0]", "rule_shape"),
        ("stages/2/do", [{"op": "weigh"}, {"op": "weigh"}], "stages[2].do[1]", "rule_shape"),
        ("stages/2/do/1", {"op": "mean", "of": 3}, "stages[2].do[1].of", "rule_unknown_key"),
        ("stages/2/do/1", {"op": "judge_effect"}, "stages[2].do[1].within", "rule_missing"),
        ("stages/1/do/0/within", ["지역"], "stages[1].do[0].within", "rule_axis"),
        ("stages/1/do/0/base", 20, "stages[1].do[0].base", "rule_bounds"),
        ("stages/3/parts/0", {"stage": "예선", "weight": 30}, "stages[3].parts[0].stage", "rule_carry_over"),
        ("stages/3/parts/2", {"carry_over": "본선", "weight": 30}, "stages[3].parts[2].carry_over", "rule_not_carried"),
        ("stages/3/parts/2", {"stage": "합계", "weight": 30}, "stages[3].parts[2].stage", "rule_stage"),
        ("stages/3/parts/2", {"stage": "투표"}, "stages[3].parts[2].stage", "rule_twice"),
        ("stages/0/cut/edge", ..., "stages[0].cut.edge", "rule_missing"),
        ("stages/0/cut/share", "1/2", "stages[0].cut", "rule_one_of"),
        ("ranking/per", ..., "ranking.per", "rule_missing"),
        ("ranking/by", "없음", "ranking.by", "rule_stage"),
        ("ranking/end", "coin", "ranking.end", "rule_choice"),
        ("ranking/tiebreak", [{"by": "투표", "judge": "김"}], "ranking.tiebreak[0].by", "rule_judges_only"),
        ("ranking/tiebreak", [{"by": "본선", "criterion": "미"}], "ranking.tiebreak[0].criterion", "rule_criterion"),
        ("awards/0/scope", "overall", "awards[0].scope", "rule_overall"),
        ("awards/0/without", ["대상"], "awards[0].without", "rule_choice"),
        ("awards/0/sharing", ..., "awards[0].sharing", "rule_missing"),
        ("awards/0/grades/0/count", [{"is": {"유형": "시"}, "count": 1}], "awards[0].grades[0].count[0].is.유형", "rule_axis"),
    ],
)  # fmt: skip
def test_a_fault_is_refused_with_its_path(path, value, where, code):
    tree = changed(path, value)
    with pytest.raises(RulesRefused) as refused:
        read_rules(tree)
    assert [(fault.where, fault.code) for fault in refused.value.faults] == [(where, code)]
    assert str(refused.value).startswith(f"{where}: ")


def test_raw_votes_may_be_added_as_they_are_but_have_no_full_mark_to_weigh_against():
    tree = changed("stages/1/do", [])
    assert read_rules(tree).stage("합계").out_of is None
    tree["stages"][3]["parts"][1] = {"stage": "투표", "weight": 20}
    with pytest.raises(RulesRefused) as refused:
        read_rules(tree)
    assert [(fault.where, fault.code) for fault in refused.value.faults] == [
        ("stages[3].parts[1].weight", "rule_full_mark")
    ]


def test_places_must_be_preferred_lower():
    tree = data(voted(do=[{"op": "place", "ties": "best"}]))
    with pytest.raises(RulesRefused) as refused:
        read_rules(tree)
    assert [(fault.where, fault.code) for fault in refused.value.faults] == [("ranking.prefer", "rule_direction")]


def test_judge_effect_does_not_go_with_dropping():
    do = [{"op": "weigh"}, {"op": "drop", "highest": 1, "lowest": 1, "fewest_left": 1}, {"op": "judge_effect"}]
    with pytest.raises(RulesRefused) as refused:
        read_rules(data(judged(do=do)))
    assert [(fault.where, fault.code) for fault in refused.value.faults] == [("stages[0].do[1]", "rule_effect_mixed")]


def test_the_hash_is_of_the_canonical_json():
    # keys sorted, no spaces, UTF-8: written out here by the standard library for data whose keys are all in the plane
    tree = data(judged())
    plain = json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert read_rules(tree).sha256 == hashlib.sha256(plain).hexdigest()


def test_the_hash_does_not_care_for_the_order_of_keys_or_the_composition_of_letters():
    import unicodedata

    tree = data(judged())
    turned = {unicodedata.normalize("NFD", key): tree[key] for key in reversed(tree)}
    turned["name"] = unicodedata.normalize("NFD", tree["name"])
    assert read_rules(turned).sha256 == read_rules(tree).sha256


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        # RFC 8785 §3.2.3: the order of the keys of its example, by UTF-16 code units
        (
            {"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
             "\U0001f600": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"},
            ('{"\\r":"Carriage Return","1":"One","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis",'
            '"\u20ac":"Euro Sign","\U0001f600":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}'),
        ),
        # RFC 8785 §3.2.2.2: the short escapes, the others as lower-case \u00xx, all else as it is
        ("\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/", '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'),
        ([1, -5, "35/100", []], '[1,-5,"35/100",[]]'),
    ],
)  # fmt: skip
def test_canonical_json_as_rfc_8785_has_it(value, expected):
    assert canonical_json(value).decode() == expected


@pytest.mark.parametrize("value", [0.5, True, None, 2**53, "\ud800", {1: "a"}])
def test_canonical_json_refuses_what_rules_do_not_hold(value):
    with pytest.raises(NotCanonical):
        canonical_json(value)


def test_blanks_are_listed_and_nothing_ranks_before_they_are_filled():
    tree = changed("ranking/end", {"blank": "tie_end", "about": "동점", "example": '"shared"'})
    tree["stages"][0]["cut"]["end"] = {"blank": "tie_end"}
    (blank,) = blanks_of(tree)
    assert (blank.name, blank.paths, blank.about) == ("tie_end", ("stages[0].cut.end", "ranking.end"), "동점")
    for run in (lambda: read_rules(tree), lambda: fill_blanks(tree, {})):
        with pytest.raises(BlanksLeft) as refused:
            run()
        assert refused.value.faults[0].details["names"] == "tie_end"
    assert read_rules(fill_blanks(tree, {"tie_end": "shared", "draw_seed": "x"})).sha256 == read_rules(GOOD).sha256


def test_a_fill_that_is_no_blank_or_fills_twice_is_refused():
    tree = changed("ranking/end", {"blank": "tie_end"})
    for fills, code in (
        (({"tie_ned": "shared"},), "fill_unknown"),
        (({"tie_end": "shared"}, {"tie_end": "draw"}), "fill_twice"),
    ):
        with pytest.raises(RulesRefused) as refused:
            fill_blanks(tree, *fills)
        assert [fault.code for fault in refused.value.faults] == [code]


@pytest.mark.parametrize(
    "text", ["", " 1", "1 ", "+1", "1e3", "1,000", ".5", "5.", "1/0", "½", "１２", "NaN", "1" * 19, "0x1", "1_0"]
)
def test_only_plain_numbers_are_numbers(text):
    with pytest.raises(NotANumber):
        parse_number(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(1, 3), "1/3"),
        (Fraction(-5, 4), "-1.25"),
        (Fraction(1, 2**13), "1/8192"),
        (Fraction(7), "7"),
        (Fraction(1, 10**7), "0.0000001"),
    ],
)
def test_numbers_are_written_so_that_they_read_back(value, text):
    assert exact_text(value) == text
    assert parse_number(text) == value

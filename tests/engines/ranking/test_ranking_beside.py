"""Diagnostics against published numbers, simulation and comparison against numbers worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from dure.engines.ranking import rank
from dure.engines.ranking.comparison import compare
from dure.engines.ranking.diagnostics import diagnose, kendall_w, krippendorff_alpha
from dure.engines.ranking.simulation import simulate
from tests.engines.ranking.contests import combined, counted, judged, marked, ruleset, sheet, voted


def test_krippendorffs_alpha_of_his_own_example():
    # K. Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", example C: 4 observers, 12 units, missing
    # marks; interval α = .849 (nominal .743, ordinal .815).
    rows = {
        "A": "1 2 3 3 2 1 4 1 2 . . .",
        "B": "1 2 3 3 2 2 4 1 2 5 . 3",
        "C": ". 3 3 3 2 3 4 2 2 5 1 .",
        "D": "1 2 3 3 2 4 4 1 2 5 1 .",
    }
    totals: dict[str, dict[str, Fraction]] = {str(unit): {} for unit in range(12)}
    for judge, row in rows.items():
        for unit, mark in enumerate(row.split()):
            if mark != ".":
                totals[str(unit)][judge] = Fraction(mark)
    alpha = krippendorff_alpha(totals)
    assert round(float(alpha), 3) == 0.849


def test_alpha_is_1_where_judges_agree_and_undefined_where_nothing_differs():
    agree = {"A": {"김": Fraction(9), "이": Fraction(9)}, "B": {"김": Fraction(7), "이": Fraction(7)}}
    assert krippendorff_alpha(agree) == 1
    assert krippendorff_alpha({"A": {"김": Fraction(9), "이": Fraction(9)}}) is None
    assert krippendorff_alpha({"A": {"김": Fraction(9)}}) is None


def test_kendalls_w_with_ties_worked_out_by_hand():
    # Places of 4 entries by 3 judges: 1 2 3 4; 1 2.5 2.5 4; 2 1 3.5 3.5 (best first).
    # Sums 4, 5.5, 9, 11.5; mean 7.5; S = 12.25 + 4 + 2.25 + 16 = 34.5. ΣT = (8-2) + (8-2) = 12.
    # W = 12 × 34.5 / (9 × 60 - 3 × 12) = 414/504 = 23/28
    marks = {"A": (9, 9, 8), "B": (8, 7, 9), "C": (7, 7, 1), "D": (6, 1, 1)}
    totals = {entry: dict(zip("xyz", map(Fraction, row), strict=True)) for entry, row in marks.items()}
    assert kendall_w(totals) == Fraction(23, 28)


def test_kendalls_w_is_undefined_where_no_judge_tells_entries_apart():
    assert kendall_w({"A": {"x": Fraction(1), "y": Fraction(1)}, "B": {"x": Fraction(1), "y": Fraction(1)}}) is None
    assert kendall_w({"A": {"x": Fraction(1)}, "B": {"x": Fraction(2)}}) is None


RULES = ruleset(
    judged(), voted(do=[{"op": "vote_points", "by": "share_of_max", "points": 20}]), combined([{"stage": "심사", "weight": 80}, {"stage": "투표", "weight": 20}])
)  # fmt: skip


def test_diagnostics_of_a_small_contest():
    # 김 gives A 90, B 70; 이 A 80, B 80. Severity: 김 and 이 both average 80 → 0 each. A: mean 85, 80 to 90.
    # 합계 A 85 × .8 + 20 × 50/100 = 78; B 75 × .8 + 20 = 80: B leads by 2.
    made = sheet("AB", {"A": {"김": 90, "이": 80}, "B": {"김": 70, "이": 80}}, votes=counted({"A": 50, "B": 100}))
    found = diagnose(rank(made, RULES), weight_runs=50, seed=3)
    (panel,) = found.panels
    assert panel.severity == {"김": 0, "이": 0}
    assert (panel.spreads["A"].mean, panel.spreads["A"].lowest, panel.spreads["A"].highest) == (85, 80, 90)
    assert found.margins == (({}, "B", "A", Fraction(2)),)
    # Without 이: A 90 × .8 + 10 = 82, B 70 × .8 + 20 = 76: another first. Without 김: A 74, B 84: the same.
    assert [(judge, stability.same_first) for judge, stability in found.judges] == [("김", 1), ("이", 0)]
    # A leads only where 10/100 of the judges' weight outweighs 1/2 of the votes': w/10 > (100 - w)/2, w > 83.3.
    # Moving 80 and 20 by up to a tenth gives at most 88/(88 + 18) = 83.02, so B always leads.
    assert (found.weights.runs, found.weights.same_first) == (50, 50)


def test_recused_and_absent_marks_do_not_enter_diagnostics():
    made = sheet("AB", {"A": {"김": 90, "이": 80}, "B": {"김": None, "이": 70}}, recusals=(("김", "A", "withdrawal"),))
    (panel,) = diagnose(rank(made, ruleset(judged())), weight_runs=0, without_judges=False).panels
    assert {entry: spread.judges for entry, spread in panel.spreads.items()} == {"A": 1, "B": 1}


def test_severity_is_in_points_above_or_below_the_panel():
    made = sheet("AB", {"A": {"김": 90, "이": 80}, "B": {"김": 80, "이": 70}})
    (panel,) = diagnose(rank(made, ruleset(judged())), weight_runs=0, without_judges=False).panels
    assert panel.severity == {"김": 5, "이": -5}


def test_a_comparison_tells_who_stands_elsewhere():
    # 서면 A 90, B 80, C 70; 발표 A 60, B 80, C 70. Half and half: A 75, B 80, C 70; 9 to 1: A 87, B 80, C 70
    marks = marked({"A": {"김": 90}, "B": {"김": 80}, "C": {"김": 70}}, "서면") + marked(
        {"A": {"김": 60}, "B": {"김": 80}, "C": {"김": 70}}, "발표"
    )
    awards = [{"name": "본상", "by": "rank", "sharing": "refuse", "grades": [{"grade": "최우수", "count": 1}]}]

    def half(first, second):
        parts = [{"stage": "서면", "weight": first}, {"stage": "발표", "weight": second}]
        return ruleset(judged("서면"), judged("발표"), combined(parts), awards=awards)

    made = sheet("ABC", scores=marks)
    found = compare(rank(made, half(50, 50)), rank(made, half(90, 10)))
    assert {(entry.entry, entry.before, entry.after) for entry in found.entries} == {
        ("B", 1, 2),
        ("A", 2, 1),
        ("C", 3, 3),
    }
    assert (found.places_differ, found.awards_differ) == (2, 2)
    # of three pairs two agree and one does not: τ = 1/3
    assert (found.tau_squared, found.tau_sign) == (Fraction(1, 9), 1)


def test_a_simulation_is_the_same_for_the_same_seed_and_another_for_another():
    first, again, other = (simulate(RULES, 3, seed, entries=8, judges=3) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_a_simulation_with_one_part_has_all_of_the_effective_weight_there():
    rules = ruleset(judged(), combined([{"stage": "심사", "weight": 100}]))
    found = simulate(rules, 3, 1, entries=8, judges=3)
    (weight,) = found.weights
    assert weight.part == "심사"
    assert weight.declared == 1.0
    assert weight.effective == pytest.approx(1.0)


def test_simulated_effective_weights_add_up_and_whole_points_tie():
    # judges in whole points out of 10, one judge: 24 entries share at most 11 totals, so ties are certain
    coarse = ruleset(judged(criteria=[{"name": "총점", "points": 10}], places=0))
    found = simulate(coarse, 4, 1, entries=24, judges=1)
    assert found.tie_anywhere == 1.0
    assert found.settled == {"shared": 1.0}
    both = simulate(RULES, 3, 1, entries=8, judges=3)
    assert sum(weight.effective for weight in both.weights) == pytest.approx(1.0)
    assert {(move.who, move.what) for move in both.moves} == {
        ("심사", "judge_up"),
        ("심사", "judge_up_down"),
        ("투표", "campaign"),
    }


def test_a_simulation_counts_contests_that_the_rules_refuse():
    cut = {"count": 1, "end": "shared", "edge": "refuse"}
    rules = ruleset(judged(criteria=[{"name": "총점", "points": 1}], places=0, cut=cut))
    found = simulate(rules, 4, 1, entries=12, judges=1)
    assert found.refused == {"run_edge": 4}


@pytest.mark.slow
def test_judge_effect_finds_the_true_order_better_when_judges_see_different_entries():
    # The claim of docs/methods/ranking.md: 48 entries, 12 judges, 5 of them for each entry, 300 contests.
    import random

    from dure.engines.ranking.judge_effect import judge_effects
    from dure.engines.ranking.numbers import mean

    chance = random.Random(11)  # noqa: S311  # a named seed
    taus: dict[str, list[float]] = {"raw": [], "effect": []}
    for _ in range(300):
        worth = [chance.gauss(0, 1) for _ in range(48)]
        severity = [chance.gauss(0, 1) for _ in range(12)]
        marks = {
            str(entry): {
                str(j): Fraction(round(80 + 5 * (worth[entry] + severity[j] + chance.gauss(0, 0.8))))
                for j in chance.sample(range(12), 5)
            }
            for entry in range(48)
        }
        estimates = {
            "raw": {entry: mean(row.values()) for entry, row in marks.items()},
            "effect": judge_effects(marks)[0],
        }
        for how, found in estimates.items():
            agree = [
                ((found[str(a)] > found[str(b)]) - (found[str(a)] < found[str(b)])) * (1 if worth[a] > worth[b] else -1)
                for a in range(48) for b in range(a)
            ]  # fmt: skip
            taus[how].append(sum(agree) / len(agree))
    raw, effect = (sum(values) / len(values) for values in taus.values())
    assert effect > raw + 0.05

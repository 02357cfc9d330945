"""Gates on published figures: HDI 2022, TAI as COINr computes it, HDR 2001's TAI, the Korean assessment's own numbers."""

import csv
from fractions import Fraction as F  # noqa: N817  # short, for tables of literals
from pathlib import Path

import numpy as np
import pytest

from dure.engines.indices import (
    Aggregate,
    Framework,
    Grade,
    GradeBand,
    Indicator,
    Normalise,
    Observation,
    QuotaRule,
    Rank,
    Round,
    RoundingRule,
    Rulebook,
    Unit,
    Weight,
    assess,
    to_fraction,
)

GOLD = Path(__file__).parents[2] / "gold" / "indices"
HDI = {
    "Switzerland": ("0.967", 1), "Norway": ("0.966", 2), "Iceland": ("0.959", 3), "Liechtenstein": ("0.942", 4),
    "Korea, Rep.": ("0.929", 5), "United States": ("0.927", 6), "Qatar": ("0.875", 7), "Somalia": ("0.380", 8),
}  # fmt: skip
NORMALISATIONS = {
    "minmax": Normalise("minmax", F(1), F(100)),
    "zscore": Normalise("zscore", F(10), F(2)),
    "rank": Normalise("rank"),
    "prank": Normalise("prank"),
    "borda": Normalise("borda"),
    "dist2max": Normalise("dist2max", F(0), F(1)),
}
MEANS = {"a_amean": "arithmetic", "a_gmean": "geometric", "a_hmean": "harmonic"}
with (GOLD / "coinr_tai72_golden.csv").open() as file:
    GOLDEN = list(csv.DictReader(file))


def rows_of(name):
    with (GOLD / name).open() as file:
        return list(csv.DictReader(file))


def tai(rulebook, nodes=None):
    rows = rows_of("tai72_raw.csv")
    codes = [code for code in rows[0] if code != "country"]
    framework = Framework(2001, nodes or tuple(Indicator(code, weight=F(1)) for code in codes))
    observations = [Observation(row["country"], code, F(row[code])) for row in rows for code in codes]
    return assess(framework, [Unit(row["country"]) for row in rows], observations, rulebook)


def test_hdi_2022_from_its_formula():
    rows = rows_of("hdi2022.csv")
    framework = Framework(
        2022,
        (
            Indicator("life", low=F(20), high=F(85), weight=F(1)),
            Indicator("education", kind="area", weight=F(1)),
            Indicator("expected", "education", low=F(0), high=F(18), weight=F(1)),
            Indicator("mean", "education", low=F(0), high=F(15), weight=F(1)),
            Indicator("income", low=F(100), high=F(75000), scale="log", weight=F(1)),
        ),
    )
    columns = {
        "life": "life_expectancy", "expected": "expected_schooling", "mean": "mean_schooling", "income": "gni_per_capita",
    }  # fmt: skip
    rulebook = Rulebook(
        (
            Normalise("goalposts", F(0), F(1)),
            Weight(),
            Aggregate("geometric", {"education": "arithmetic"}),
            Round((RoundingRule("score", 3),)),
            Rank(),
        )
    )
    result = assess(
        framework,
        [Unit(row["country"]) for row in rows],
        [Observation(row["country"], code, F(row[column])) for row in rows for code, column in columns.items()],
        rulebook,
    )
    assert {code: (result.score[code], result.rank[code]) for code in result.score} == {
        country: (F(score), place) for country, (score, place) in HDI.items()
    }
    assert result.stage("normalised").value("Qatar", "income") == 1  # capped
    nominal = result.uncertainty(3, seed=0)
    assert all(nominal.rank_frequency(country) == {place: 1.0} for country, (_, place) in HDI.items())


@pytest.mark.parametrize("column", [name for name in GOLDEN[0] if "__" in name])
def test_tai_agrees_with_coinr_in_every_column(column):
    normalisation, mean = column.split("__")
    result = tai(Rulebook((NORMALISATIONS[normalisation], Weight(), Aggregate(MEANS[mean]), Rank())))
    apart = [abs(float(result.score[row["country"]]) - float(row[column])) for row in GOLDEN]
    assert len(apart) == 72
    assert max(apart) < 1e-9


def test_technology_achievement_index_as_published():
    """HDR 2001, technical note 2: observed minima and maxima as goalposts, four dimensions weighing the same.

    The Handbook prints the logarithms of telephones and electricity to two places, so that .003 remains.
    """
    posts = {
        "patents": ("creation", 0, 994), "royalties": ("creation", 0, "272.6"), "internet": ("recent", 0, "232.4"),
        "exports": ("recent", 0, "80.8"), "telephones": ("old", 0, "2.954725"), "electricity": ("old", "1.342423", "3.843171"),
        "schooling": ("skills", "0.8", "12.0"), "university": ("skills", "0.1", "27.4"),
    }  # fmt: skip
    areas = tuple(Indicator(code, kind="area", weight=F(1)) for code in ("creation", "recent", "old", "skills"))
    leaves = tuple(
        Indicator(code, area, weight=F(1), low=F(low), high=F(high)) for code, (area, low, high) in posts.items()
    )
    result = tai(Rulebook((Normalise("goalposts", F(0), F(1)), Weight(), Aggregate(), Rank())), areas + leaves)
    published = {"Finland": 0.744, "United States": 0.733, "Sweden": 0.703, "Japan": 0.698, "New Zealand": 0.548}
    assert {code: float(result.score[code]) for code in published} == pytest.approx(published, abs=0.003)
    assert [code for code, place in sorted(result.rank.items(), key=lambda item: item[1])][:4] == list(published)[:4]


def test_rescaled_schooling_of_the_handbook():
    """Handbook section 5, mean years of schooling of 23 countries: rescaled Finland .59, USA 1, Sweden .88, Japan .49."""
    rows = rows_of("tai72_raw.csv")[:23]
    framework = Framework(2001, (Indicator("schooling", weight=F(1)),))
    units = [Unit(row["country"]) for row in rows]
    observations = [Observation(row["country"], "schooling", F(row["schooling"])) for row in rows]

    def found(step):
        result = assess(framework, units, observations, Rulebook((step, Weight(), Aggregate())))
        return {code: round(float(result.score[code]), 2) for code in ("Finland", "United States", "Sweden", "Japan")}

    assert found(Normalise("minmax", F(0), F(1))) == {
        "Finland": 0.59,
        "United States": 1.0,
        "Sweden": 0.88,
        "Japan": 0.49,
    }
    assert found(Normalise("fracmax", F(0), F(1))) == {
        "Finland": 0.83,
        "United States": 1.0,
        "Sweden": 0.95,
        "Japan": 0.79,
    }


def test_mean_of_2020_from_the_means_of_its_groups():
    means = {"광역": ("74.8", 17), "구": ("70.9", 69), "시": ("66.1", 75), "군": ("58.6", 82)}
    framework = Framework(2020, tuple(Indicator(group, weight=F(size)) for group, (_, size) in means.items()))
    observations = [Observation("전국", group, F(mean)) for group, (mean, _) in means.items()]
    rulebook = Rulebook((Weight(), Aggregate(), Round((RoundingRule("score", 1),))))
    assert assess(framework, [Unit("전국")], observations, rulebook).score == {"전국": F("65.5")}


@pytest.mark.parametrize(("share", "expected", "total"), [("1/4", [4, 19, 21, 17], 61), ("1/5", [3, 15, 16, 14], 48)])
def test_published_quotas(share, expected, total):
    quota = QuotaRule(F(share))
    places = [quota.places(group, size) for group, size in {"광역": 17, "시": 75, "군": 82, "구": 69}.items()]
    assert places == expected
    assert sum(places) == total


def test_rounding_stage_decides_the_total():
    """Each weighted part rounded before the sum, the sum rounded, or nothing rounded: three different totals."""
    framework = Framework(2024, tuple(Indicator(code, weight=F("0.335")) for code in "abc"))
    observations = [Observation("u", code, F("7.3")) for code in "abc"]

    def total(*rules):
        rulebook = Rulebook((Weight(), Aggregate("sum"), Round(rules)))
        return assess(framework, [Unit("u")], observations, rulebook).score["u"]

    assert total(RoundingRule("weighted", 2)) == F("7.35")
    assert total(RoundingRule("score", 2)) == F("7.34")
    assert total() == F("7.3365")


def test_exact_path_and_monte_carlo_path_agree_on_scores():
    from dure.engines.indices.simulated import plan_of, total_scores

    for method in ("arithmetic", "geometric", "harmonic"):
        result = tai(Rulebook((NORMALISATIONS["minmax"], Weight(), Aggregate(method), Rank())))
        totals = total_scores(plan_of(result), {}, None, ())
        assert np.allclose(totals[0], [float(result.score[code]) for code in result.codes], atol=1e-11)


def test_grades_of_a_full_year_are_counted_per_group():
    sizes = {"광역": 17, "시": 75, "군": 82, "구": 69}
    units = [Unit(f"{group}{number}", group=group) for group, size in sizes.items() for number in range(size)]
    framework = Framework(2025, (Indicator("i", weight=F(1)),))
    observations = [Observation(unit.code, "i", to_fraction(number * 7919 % 9973)) for number, unit in enumerate(units)]
    bands = (
        GradeBand("최우수", QuotaRule(counts=dict.fromkeys(sizes, 1))),
        GradeBand("우수", QuotaRule(F(1, 4))),
        GradeBand("보통"),
    )
    result = assess(framework, units, observations, Rulebook((Weight(), Aggregate(), Rank(), Grade(bands))))
    best = [unit.group for unit in units if result.grade[unit.code] == "최우수"]
    good = [unit.group for unit in units if result.grade[unit.code] == "우수"]
    assert {group: best.count(group) for group in sizes} == {"광역": 1, "시": 1, "군": 1, "구": 1}
    assert {group: good.count(group) for group in sizes} == {"광역": 3, "시": 18, "군": 20, "구": 16}

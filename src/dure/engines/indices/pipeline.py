"""The published path: one assessment through its steps, exact from the first value to the last place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from dure.engines.indices.aggregate import TOTAL, aggregate, rounded
from dure.engines.indices.exact import round_to, to_fraction
from dure.engines.indices.framework import (
    Framework,
    FrameworkBroken,
    FrameworkIncomplete,
    Indicator,
    Unit,
    UnknownIndicator,
    UnknownUnit,
)
from dure.engines.indices.normalise import Range, fit, normalise
from dure.engines.indices.panels import Panel
from dure.engines.indices.place import Key, competition_ranks, grades, pools, within_quota
from dure.engines.indices.prepare import denominate, impute, treat
from dure.engines.indices.rulebook import (
    Aggregate,
    Bonus,
    Denominate,
    Grade,
    Impute,
    Normalise,
    PanelRule,
    Rank,
    Round,
    Rulebook,
    RulebookBroken,
    Screen,
    Treat,
    Weight,
)
from dure.engines.indices.sentences import Refusal, Sentence
from dure.engines.indices.weigh import budget, by_comparisons, critic, entropy, fixed, principal_components

Column = list[Fraction | None]
Columns = dict[str, Column]
Values = Mapping[tuple[str, str], Fraction | None]
_CALIBRATED_PLACES = 9


@dataclass(frozen=True, slots=True)
class Observation:
    """One reported value; ``source`` is where it comes from, None is missing."""

    unit: str
    indicator: str
    value: Fraction | None
    source: str = ""


class ValueTwice(Refusal):
    """A unit has two values for the same indicator."""


@dataclass(frozen=True)
class Inputs:
    """All that an assessment was made from, kept to make it again with one thing changed."""

    framework: Framework
    units: tuple[Unit, ...]
    values: Values
    rulebook: Rulebook
    panels: Mapping[str, Panel] = field(default_factory=dict)
    last_values: Values = field(default_factory=dict)
    frozen_ranges: Mapping[tuple[str, str], Range] = field(default_factory=dict)
    weights: Mapping[str, Fraction] = field(default_factory=dict)
    overrides: Values = field(default_factory=dict)
    """Values of a what-if; they stand over reported values and panels' scores."""


@dataclass(frozen=True)
class Outcome:
    """The stages by name, weights, ranges, and who was selected; columns are in the order of ``units``."""

    units: tuple[Unit, ...]
    left_out: Mapping[str, Sentence]
    stages: Mapping[str, Columns]
    weights: Mapping[str, Fraction]
    ranges: Mapping[tuple[str, str], Range]
    rank: Mapping[str, int]
    grade: Mapping[str, str]
    selected: tuple[str, ...]


def values_of(
    observations: Iterable[Observation], framework: Framework, units: Iterable[Unit]
) -> dict[tuple[str, str], Fraction | None]:
    """Return observations by (unit, indicator); a 0 that the node declares as missing is missing.

    Raises:
        UnknownUnit, UnknownIndicator, ValueTwice: names it and its source.
    """
    known = {unit.code for unit in units}
    found: dict[tuple[str, str], Fraction | None] = {}
    for seen in observations:
        source = seen.source or "data"
        if seen.unit not in known:
            raise UnknownUnit("unit_unknown", source=source, unit=seen.unit)
        if seen.indicator not in framework.by_code:
            raise UnknownIndicator("indicator_unknown", source=source, indicator=seen.indicator)
        if (seen.unit, seen.indicator) in found:
            raise ValueTwice("value_twice", source=source, unit=seen.unit, indicator=seen.indicator)
        value = None if seen.value is None else to_fraction(seen.value)
        if value == 0 and framework.by_code[seen.indicator].zero_is_missing:
            value = None
        found[seen.unit, seen.indicator] = value
    return found


def run(inputs: Inputs) -> Outcome:
    """Take the steps in order; with a preselection the first stage is assessed on its own nodes beforehand."""
    check_complete(inputs)
    rule = inputs.rulebook.preselection
    if rule is None:
        return _stages(inputs, None)
    first = inputs.framework.without(
        leaf.code
        for leaf in inputs.framework.indicators
        if not any(leaf in inputs.framework.leaves_under(code) for code in rule.nodes)
    )
    if not first.indicators:
        raise RulebookBroken("preselection_empty")
    keep = set(first.by_code)
    before = _stages(
        replace(
            inputs,
            framework=first,
            rulebook=_for_first_stage(inputs.rulebook),
            values={key: value for key, value in inputs.values.items() if key[1] in keep},
            panels={code: panel for code, panel in inputs.panels.items() if code in keep},
            weights={code: weight for code, weight in inputs.weights.items() if code in keep},
        ),
        None,
    )
    pairs = [(unit.code, unit.group) for unit in before.units]
    chosen: list[str] = []
    for group, members in pools(pairs, Rank()).items():
        chosen += sorted(
            within_quota({code: before.rank[code] for code in members if code in before.rank}, rule.quota, group)
        )
    return _stages(inputs, tuple(chosen))


def _for_first_stage(rulebook: Rulebook) -> Rulebook:
    """Grades and bonus belong to the end; the first stage ranks only."""
    return Rulebook(
        tuple(step for step in rulebook.steps if not isinstance(step, Bonus | Grade)), rulebook.panels, None
    )


def check_complete(inputs: Inputs) -> None:
    """Refuse a framework or rulebook with blanks, without indicators, or with codes that the framework lacks."""
    if not inputs.framework.indicators and not inputs.framework.blanks_elsewhere:
        raise FrameworkBroken("no_indicator")
    normal = inputs.rulebook.find_or_default(Normalise)
    blanks = list(
        inputs.framework.blanks(
            needs_weights=inputs.rulebook.find_or_default(Weight).method == "given" and not inputs.weights,
            needs_goalposts=normal.method == "goalposts" and not normal.by_code,
        )
    )
    rule = inputs.rulebook.preselection
    if rule is not None and rule.otherwise is None:
        blanks.append(Sentence("blank_otherwise"))
    grade = inputs.rulebook.find(Grade)
    blanks += [
        Sentence("blank_quota", grade=band.name)
        for band in (grade.bands if grade else ())
        if band.quota is not None and band.quota.share is None and not band.quota.counts
    ]
    if blanks:
        raise FrameworkIncomplete(tuple(blanks))
    _check_codes(inputs)


def _check_codes(inputs: Inputs) -> None:
    """Refuse a step that names a code which the framework lacks: it would silently not be applied."""
    framework, book = inputs.framework, inputs.rulebook
    columns = {node.code for node in framework.nodes if node.kind != "area"}
    nodes = set(framework.by_code)
    treat, normal = book.find_or_default(Treat), book.find_or_default(Normalise)
    division, preselection = book.find_or_default(Denominate), book.preselection
    named: list[tuple[str, Iterable[str], set[str]]] = [
        ("denominate", [*division.by, *division.by.values()], columns),
        ("impute", book.find_or_default(Impute).by_code, columns),
        ("treat", treat.by_code, columns),
        ("normalise", [*normal.by_code, *normal.targets], columns),
        ("weight", book.find_or_default(Weight).codes, nodes),
        ("aggregate", book.find_or_default(Aggregate).by_code, nodes - columns | {TOTAL}),
        ("round", [rule.stage[5:] for rule in book.find_or_default(Round).rules if rule.stage[:5] == "node:"], nodes),
        ("panel", book.panels, columns),
        ("preselection", preselection.nodes if preselection else [], nodes),
        ("preselection", [preselection.survey] if preselection else [], {leaf.code for leaf in framework.indicators}),
    ]
    for step, codes, known in named:
        if unknown := sorted(set(codes) - known):
            raise RulebookBroken("step_code", step=step, codes=tuple(unknown))
    if normal.reference is not None and normal.reference not in {unit.code for unit in inputs.units}:
        raise RulebookBroken("reference_unknown", unit=normal.reference)


def _stages(inputs: Inputs, selected: tuple[str, ...] | None) -> Outcome:
    framework, rulebook = inputs.framework, inputs.rulebook
    units, left_out = _present(inputs)
    columns = _observed(inputs, units)
    units, columns = _screened(framework, rulebook, units, columns, left_out)
    if not units:
        raise UnknownUnit("nobody_left")
    stages: dict[str, Columns] = {"observed": dict(columns)}
    codes = [unit.code for unit in units]
    groups = [unit.group for unit in units]
    if step := rulebook.find(Denominate):
        columns = denominate(columns, step, codes)
        stages["denominated"] = dict(columns)
    if filling := rulebook.find(Impute):
        last = {code: [inputs.last_values.get((unit, code)) for unit in codes] for code in columns}
        scored = {leaf.code: columns[leaf.code] for leaf in framework.indicators if not _awaits_vote(leaf, rulebook)}
        columns |= impute(scored, filling, units, framework.by_code, last)
        stages["imputed"] = dict(columns)
    if rule := rulebook.rounding("observed"):
        columns = {code: rounded(column, rule) for code, column in columns.items()}
    if treating := rulebook.find(Treat):
        columns |= {leaf.code: treat(leaf, columns[leaf.code], treating) for leaf in framework.indicators}
        stages["treated"] = dict(columns)
    stages["prepared"] = dict(columns)
    normalised, ranges = _normalised(inputs, units, columns)
    if rulebook.preselection is not None and selected is not None:
        _give_unselected(rulebook, normalised, codes, selected)
    stages["normalised"] = normalised
    weights = _weights(inputs, normalised)
    result = aggregate(framework, normalised, weights, rulebook, list(zip(codes, groups, strict=True)))
    stages["weighted"] = result.parts
    stages["aggregated"] = result.nodes
    stages["score"] = _adjusted(framework, rulebook, columns, result.nodes[TOTAL])
    rank, grade = _placed(framework, rulebook, units, stages, left_out)
    return Outcome(units, left_out, stages, weights, ranges, rank, grade, selected or ())


def _awaits_vote(leaf: Indicator, rulebook: Rulebook) -> bool:
    """The vote's indicator is blank for those not selected by rule, not by omission: it is never imputed."""
    return rulebook.preselection is not None and leaf.code == rulebook.preselection.survey


def _present(inputs: Inputs) -> tuple[tuple[Unit, ...], dict[str, Sentence]]:
    """Return units that exist on the framework's day; a value of one that does not is an error."""
    day = inputs.framework.as_of_date
    valued = {unit for (unit, _), value in inputs.values.items() if value is not None}
    present: list[Unit] = []
    left_out: dict[str, Sentence] = {}
    for unit in inputs.units:
        if unit.is_valid(day):
            present.append(unit)
        elif unit.code in valued:
            raise UnknownUnit("unit_not_valid", unit=unit.code, name=unit.name, day=str(day))
        else:
            left_out[unit.code] = Sentence("left_not_valid", day=str(day))
    if unknown := {unit.group for unit in present} - set(inputs.framework.groups or [unit.group for unit in present]):
        raise UnknownUnit("group_unknown", groups=tuple(sorted(unknown)), known=inputs.framework.groups)
    return tuple(present), left_out


def _observed(inputs: Inputs, units: Sequence[Unit]) -> Columns:
    columns: Columns = {
        node.code: [inputs.values.get((unit.code, node.code)) for unit in units]
        for node in inputs.framework.nodes
        if node.kind != "area"
    }
    known = {unit.code for unit in inputs.units}
    for code, panel in inputs.panels.items():
        if any(key[1] == code for key in inputs.values):
            raise ValueTwice("panel_and_values", code=code)
        if code not in columns:
            raise UnknownIndicator("panel_unknown", code=code)
        if strangers := set(panel.entries) - known:
            raise UnknownUnit("panel_units_unknown", code=code, units=tuple(sorted(strangers)[:10]))
        scores = panel_scores(panel, inputs.rulebook.panels.get(code, PanelRule()))
        rule = inputs.rulebook.rounding("panel")
        for place, unit in enumerate(units):
            if unit.code in scores:
                score = scores[unit.code]
                columns[code][place] = round_to(score, rule.places, rule.mode) if rule else score
    places = {unit.code: place for place, unit in enumerate(units)}
    for (unit_code, code), value in inputs.overrides.items():
        if unit_code in places and code in columns:
            columns[code][places[unit_code]] = value
    return columns


def panel_scores(panel: Panel, rule: PanelRule) -> dict[str, Fraction]:
    """Return a panel's scores by its rule; calibrated ones are fixed to nine places."""
    ready = panel.declared(is_drawn=rule.is_drawn, zero_is_missing=rule.zero_is_missing)
    if rule.score == "mean":
        return ready.plain_mean()
    if rule.score == "median":
        return ready.middle()
    if rule.score == "trimmed_mean":
        return ready.trimmed_mean(rule.drop)
    found = ready.calibrate("both_random" if ready.is_drawn else "judge_random")
    return {
        entry: round_to(to_fraction(float(fair)), _CALIBRATED_PLACES)
        for entry, fair in zip(found.entries, found.fair, strict=True)
    }


def _screened(
    framework: Framework, rulebook: Rulebook, units: tuple[Unit, ...], columns: Columns, left_out: dict[str, Sentence]
) -> tuple[tuple[Unit, ...], Columns]:
    step = rulebook.find(Screen)
    if step is None:
        return units, columns
    leaves = [leaf.code for leaf in framework.indicators if not _awaits_vote(leaf, rulebook)]
    kept = []
    for place, unit in enumerate(units):
        share = Fraction(sum(columns[code][place] is not None for code in leaves), len(leaves))
        if share >= step.min_share:
            kept.append(place)
        else:
            left_out[unit.code] = Sentence(
                "left_few_values", share=f"{float(share):.0%}", least=f"{float(step.min_share):.0%}"
            )
    return tuple(units[place] for place in kept), {
        code: [column[place] for place in kept] for code, column in columns.items()
    }


def _normalised(
    inputs: Inputs, units: Sequence[Unit], columns: Columns
) -> tuple[Columns, dict[tuple[str, str], Range]]:
    step = inputs.rulebook.find(Normalise)
    leaves = inputs.framework.indicators
    if step is None:
        return {leaf.code: list(columns[leaf.code]) for leaf in leaves}, {}
    members: dict[str, list[int]] = {}
    for place, unit in enumerate(units):
        members.setdefault(unit.group if step.within == "group" else "all", []).append(place)
    reference = next((place for place, unit in enumerate(units) if unit.code == step.reference), None)
    found: Columns = {}
    ranges: dict[tuple[str, str], Range] = {}
    rule = inputs.rulebook.rounding("normalised")
    for leaf in leaves:
        column: Column = [None] * len(units)
        for group, places in members.items():
            values = [columns[leaf.code][place] for place in places]
            fitted = inputs.frozen_ranges.get((leaf.code, group)) or fit(
                leaf, values, step, None if reference is None else columns[leaf.code][reference]
            )
            if fitted is not None:
                ranges[leaf.code, group] = fitted
            for place, value in zip(places, normalise(leaf, values, step, fitted), strict=True):
                column[place] = value
        found[leaf.code] = rounded(column, rule)
    return found, ranges


def _give_unselected(rulebook: Rulebook, normalised: Columns, codes: Sequence[str], selected: Iterable[str]) -> None:
    rule = rulebook.preselection
    if rule is None:
        return
    inside = set(selected)
    column = normalised[rule.survey]
    for place, code in enumerate(codes):
        if code not in inside:
            column[place] = rule.otherwise


def _weights(inputs: Inputs, normalised: Columns) -> dict[str, Fraction]:
    framework, step = inputs.framework, inputs.rulebook.find_or_default(Weight)
    codes = list(step.codes) or [leaf.code for leaf in framework.indicators]
    found = {node.code: weight for node in framework.nodes if (weight := node.own_weight) is not None}
    if step.method == "equal":
        found = {node.code: Fraction(1) for node in framework.nodes}
    elif step.method == "budget":
        found |= budget(codes, step.budgets)
    elif step.method == "ahp":
        found |= by_comparisons(codes, step.comparisons, step.max_inconsistency)
    elif step.method != "given":
        method = {"pca": principal_components, "critic": critic, "entropy": entropy}[step.method]
        leaves = [leaf.code for leaf in framework.indicators]
        if len(leaves) == 1:
            return dict.fromkeys(leaves, Fraction(1))
        found = fixed(leaves, method(as_floats(normalised, leaves)))
    return found | dict(inputs.weights)


def as_floats(columns: Mapping[str, Sequence[Fraction | None]], codes: Sequence[str]) -> NDArray[np.float64]:
    """Return columns as units by codes in float64, missing as NaN."""
    table = [
        [np.nan if value is None else value.numerator / value.denominator for value in columns[code]] for code in codes
    ]
    return np.array(table, dtype=np.float64).T


def _adjusted(framework: Framework, rulebook: Rulebook, columns: Columns, total: Column) -> Columns:
    """Round the total, add bonus and penalty, round the end: the columns of the last stages."""
    step = rulebook.find(Bonus)
    score = rounded(total, rulebook.rounding("score"))
    added: Column = [
        adjustment(framework, step, columns, place) if step else Fraction(0) for place in range(len(total))
    ]
    raw: Column = [None if value is None else value + (added[place] or 0) for place, value in enumerate(total)]
    after: Column = [None if value is None else value + (added[place] or 0) for place, value in enumerate(score)]
    final = rounded(after, rulebook.rounding("final"))
    is_late = step is not None and step.when == "after_rank"
    ranked_rounded, ranked_raw = (score, total) if is_late else (final, raw)
    rank = rulebook.find_or_default(Rank)
    return {
        "total": list(total), "rounded": score, "bonus": added, "final": final,
        "ranked": list(ranked_rounded if rank.on == "rounded" else ranked_raw),
    }  # fmt: skip


def adjustment(framework: Framework, step: Bonus, columns: Columns, place: int) -> Fraction:
    """Return one unit's bonus less penalty, each cut at its cap; a blank adjustment is none."""
    sums = {"bonus": Fraction(0), "penalty": Fraction(0)}
    for node in framework.adjustments:
        value = columns[node.code][place]
        if value is not None:
            size = abs(value)
            sums[node.kind] += size if node.max_points is None else min(size, node.max_points)
    plus = sums["bonus"] if step.bonus_cap is None else min(sums["bonus"], step.bonus_cap)
    minus = sums["penalty"] if step.penalty_cap is None else min(sums["penalty"], step.penalty_cap)
    whole = plus - minus
    if step.total_cap is not None:
        whole = min(max(whole, -step.total_cap), step.total_cap)
    return whole


def tie_breakers(framework: Framework, stages: Mapping[str, Columns], rank: Rank) -> list[Column]:
    """Return the columns that break ties, in order; an area's value or an indicator's normalised one."""
    found = []
    for code in rank.ties.by:
        column = stages["aggregated"].get(code, stages["normalised"].get(code))
        if column is None:
            raise RulebookBroken("tie_by_unknown", code=code, framework=framework.name or framework.year)
        found.append(column)
    return found


def _placed(
    framework: Framework,
    rulebook: Rulebook,
    units: Sequence[Unit],
    stages: Mapping[str, Columns],
    left_out: dict[str, Sentence],
) -> tuple[dict[str, int], dict[str, str]]:
    step = rulebook.find_or_default(Rank)
    breakers = tie_breakers(framework, stages, step)
    least = Fraction(-(10**12))  # a missing tie-breaker loses
    keys: dict[str, Key] = {}
    scores: dict[str, Fraction] = {}
    for place, unit in enumerate(units):
        ranked, final = stages["score"]["ranked"][place], stages["score"]["final"][place]
        if ranked is None or final is None:
            left_out[unit.code] = Sentence("left_no_score")
            continue
        others = (column[place] for column in breakers)
        keys[unit.code] = (ranked, *(least if other is None else other for other in others))
        scores[unit.code] = final
    pairs = [(unit.code, unit.group) for unit in units if unit.code in keys]
    ranks: dict[str, int] = {}
    for members in pools(pairs, step).values():
        ranks |= competition_ranks({code: keys[code] for code in members})
    rule = rulebook.find(Grade)
    return ranks, grades(ranks, scores, rule, pairs, step) if rule else {}

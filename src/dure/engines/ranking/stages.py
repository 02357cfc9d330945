"""Running the stages one after the other: numbers, operations, floors, then the cut that says who goes on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from dure.engines.ranking import operations
from dure.engines.ranking.cells import Fates, Marks, Table, read_cells, table_of
from dure.engines.ranking.conditions import meets, named
from dure.engines.ranking.faults import Fault, RankingRefused, SheetRefused, fault
from dure.engines.ranking.numbers import NotANumber, mean, parse_number, total
from dure.engines.ranking.operations import Bench, Details, factors_of, judge_total, takes
from dure.engines.ranking.places import DRAW, SCORE, Arrangement, Level, Tie, arrange, draw
from dure.engines.ranking.ruleset import (
    Adjust,
    Combined,
    Cut,
    Drop,
    GivenNumber,
    JudgePanel,
    Operation,
    Ordering,
    Quota,
    Ruleset,
    Stage,
    TieRule,
    VoteCount,
)
from dure.engines.ranking.sheet import Adjustment, Sheet, check_sheet


@dataclass(frozen=True, slots=True)
class Step:
    """What stands after one operation; ``operation`` is ``None`` for the numbers the stage begins with."""

    operation: Operation | None
    column: Mapping[str, Any]
    details: Details


@dataclass(frozen=True, slots=True)
class Exit:
    """Why an entry goes no further: below a floor, or not among those a cut takes."""

    stage: str
    why: str  # floor, cut, cut_at_least


@dataclass(frozen=True, slots=True)
class CutResult:
    """Who a cut let through, in order, division by division."""

    orders: tuple[tuple[Mapping[str, str], Arrangement], ...]
    through: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageRun:
    """One stage with every column it went through."""

    stage: Stage
    steps: tuple[Step, ...]
    marks: Marks | None
    fates: Fates
    exits: Mapping[str, Exit]
    cut: CutResult | None

    @property
    def values(self) -> Mapping[str, Fraction]:
        """The number each entry has in the end."""
        return self.steps[-1].column


class Contest:
    """One run of a ruleset over a sheet: the stages done so far and the entries still in."""

    def __init__(self, sheet: Sheet, rules: Ruleset) -> None:
        """Check the sheet against the rules.

        Raises:
            SheetRefused: every row that does not fit.
        """
        self.sheet, self.rules = sheet, rules
        self.entries = {entry.id: entry for entry in sheet.entries}
        faults = check_sheet(sheet, rules.axes, _channels(rules))
        self._cells: dict[str, Table] = read_cells(sheet, {stage.name: stage for stage in rules.stages}, faults)
        self._adjustments = self._read_adjustments(faults)
        if faults:
            raise SheetRefused(faults)
        self._votes = {(vote.stage, vote.entry): Fraction(int(vote.count)) for vote in sheet.votes}
        seed = sheet.fill.get("draw_seed")
        self.seed = str(seed) if seed is not None else None
        self.active = [entry.id for entry in sheet.entries]
        self.runs: dict[str, StageRun] = {}
        self.ties: list[Tie] = []
        self._unthinned: dict[str, Mapping[str, Fraction]] = {}

    def run(self) -> None:
        """Run every stage in order.

        Raises:
            RankingRefused: what the rules ask for cannot be had from the sheet.
        """
        for stage in self.rules.stages:
            entries = tuple(entry for entry in self.active if meets(self.entries[entry].division, stage.only))
            if not entries:
                raise RankingRefused([fault("run_nobody", stage=stage.name)])
            run = self._operate(stage, entries)
            self.runs[stage.name] = run
            exits = {entry: Exit(stage.name, "floor") for entry in entries if self._below(stage, entry, run)}
            self.active = [entry for entry in self.active if entry not in exits]
            cut = None
            if stage.cut:
                staying = [entry for entry in entries if entry not in exits]
                cut, dropped = self._cut(stage, stage.cut, staying)
                exits |= dropped
                self.active = [entry for entry in self.active if entry not in exits]
            self.runs[stage.name] = StageRun(stage, run.steps, run.marks, run.fates, exits, cut)

    def cells(self, stage: str) -> Table:
        """Return a stage's marks as the sheet has them, before recusals."""
        return self._cells.get(stage, {})

    def division(self, entry: str, axes: tuple[str, ...]) -> dict[str, str]:
        """Return an entry's values on some axes."""
        return {axis: self.entries[entry].division[axis] for axis in axes}

    def groups(self, entries: Iterable[str], axes: tuple[str, ...]) -> list[tuple[dict[str, str], tuple[str, ...]]]:
        """Part entries into divisions, in the order of the rules' values."""
        found: dict[tuple[int, ...], list[str]] = {}
        for entry in entries:
            division = self.entries[entry].division
            found.setdefault(tuple(self.rules.axes[axis].index(division[axis]) for axis in axes), []).append(entry)
        return [
            ({axis: self.rules.axes[axis][place] for axis, place in zip(axes, key, strict=True)}, tuple(found[key]))
            for key in sorted(found)
        ]

    def arrange(self, ordering: Ordering, entries: Iterable[str], scope: str) -> Arrangement:
        """Order entries by a stage's number and the tie rules, keeping the ties that were met."""
        run = self.runs[ordering.by]
        compared = tuple(entries)
        levels = [Level(SCORE, run.values.get, ordering.prefer)]
        for number, rule in enumerate(ordering.tiebreak, start=1):
            levels.append(self._level(number, rule, compared))
        found = arrange(compared, levels, ordering.end, scope, self.seed)
        self.ties += found.ties
        return found

    def criterion_mean(self, stage: Stage, name: str, entry: str) -> Fraction | None:
        """Average one criterion over the judges whose marks stand, nothing dropped."""
        marks = self.runs[stage.name].marks
        rows = marks.table.get(entry, {}) if marks else {}
        place = [line.name for line in _panel(stage).criteria].index(name)
        present = [mark for row in rows.values() if (mark := row[place]) is not None]
        return mean(present) if present else None

    def _level(self, number: int, rule: TieRule, compared: tuple[str, ...]) -> Level:
        stage = self.rules.stage(rule.stage)
        run = self.runs[rule.stage]
        about = (
            rule.criterion or rule.judge or ("firsts" if rule.firsts else "with_dropped" if rule.with_dropped else "")
        )
        label = f"tiebreak[{number}] {rule.stage}" + (f" · {about}" if about else "")
        if rule.criterion:
            criterion = rule.criterion
            return Level(label, lambda entry: self.criterion_mean(stage, criterion, entry), rule.prefer)
        if rule.judge:
            judge = rule.judge
            return Level(label, lambda entry: self._totals(stage, entry).get(judge), rule.prefer)
        if rule.firsts:
            firsts = self._firsts(stage, compared)
            return Level(label, firsts.get, rule.prefer)
        if rule.with_dropped:
            return Level(label, self._without_drop(stage).get, rule.prefer)
        return Level(label, run.values.get, rule.prefer)

    def _totals(self, stage: Stage, entry: str) -> dict[str, Fraction]:
        marks = self.runs[stage.name].marks
        rows = marks.table.get(entry, {}) if marks else {}
        factors = factors_of(_panel(stage).criteria)
        return {judge: found for judge, row in rows.items() if (found := judge_total(row, factors)) is not None}

    def _firsts(self, stage: Stage, compared: tuple[str, ...]) -> dict[str, Fraction]:
        """Count for each entry the judges who gave nobody a higher total, among the entries compared."""
        best: dict[str, Fraction] = {}
        totals = {entry: self._totals(stage, entry) for entry in compared}
        for row in totals.values():
            for judge, mark in row.items():
                best[judge] = max(mark, best.get(judge, mark))
        return {
            entry: Fraction(sum(mark == best[judge] for judge, mark in row.items())) for entry, row in totals.items()
        }

    def _without_drop(self, stage: Stage) -> Mapping[str, Fraction]:
        """Work a stage out once more as if its rules dropped no marks."""
        if stage.name not in self._unthinned:
            run = self.runs[stage.name]
            whole = tuple(operation for operation in stage.operations if not isinstance(operation, Drop))
            bench = self._bench(stage, tuple(run.values), run.marks, {})
            self._unthinned[stage.name] = _steps(whole, dict(run.steps[0].column), bench)[-1].column
        return self._unthinned[stage.name]

    def _operate(self, stage: Stage, entries: tuple[str, ...]) -> StageRun:
        marks: Marks | None = None
        start: dict[str, Any]
        if isinstance(stage.source, JudgePanel):
            divisions = {entry: self.division(entry, self.rules.ranking.per) for entry in self.entries}
            marks = table_of(stage, self._cells.get(stage.name, {}), entries, self.sheet, divisions)
            start = dict(marks.table)
        elif isinstance(stage.source, VoteCount):
            start = self._count(stage, stage.source, entries)
        elif isinstance(stage.source, GivenNumber):
            start = self._given(stage.source, entries)
        else:
            start = self._combine(stage, stage.source, entries)
        fates = marks.fates if marks else {}
        steps = _steps(stage.operations, start, self._bench(stage, tuple(start), marks, fates))
        return StageRun(stage, steps, marks, fates, {}, None)

    def _bench(self, stage: Stage, entries: tuple[str, ...], marks: Marks | None, fates: Fates) -> Bench:
        def groups(axes: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
            return [(named(division), members) for division, members in self.groups(entries, axes)]

        return Bench(stage, groups, marks, fates, self._adjustments)

    def _count(self, stage: Stage, source: VoteCount, entries: tuple[str, ...]) -> dict[str, Any]:
        faults: list[Fault] = []
        counts: dict[str, Any] = {}
        for entry in entries:
            terms: list[Fraction] = []
            for channel, weight in source.channels:
                found = self._votes.get((channel, entry))
                if found is None:
                    faults.append(fault("run_no_votes", "votes", stage=stage.name, entry=entry, channel=channel))
                else:
                    terms.append(found * weight)
            counts[entry] = total(terms)
        if faults:
            raise RankingRefused(faults)
        return counts

    def _given(self, source: GivenNumber, entries: tuple[str, ...]) -> dict[str, Any]:
        """Read a number handed in; an absent one is left out, and refused only where something needs it."""
        faults: list[Fault] = []
        found: dict[str, Any] = {}
        for entry in entries:
            text = self.entries[entry].values.get(source.value)
            if text is None:
                if source.out_of is not None:
                    faults.append(fault("given_missing", "entries", entry=entry, value=source.value))
                continue
            try:
                number = parse_number(text)
            except NotANumber:
                faults.append(fault("sheet_number", f"entries, {entry}, {source.value}", value=text))
                continue
            if source.out_of is not None and not 0 <= number <= source.out_of:
                faults.append(
                    fault("given_range", "entries", entry=entry, value=source.value, number=text, most=source.out_of)
                )
            found[entry] = number
        if faults:
            raise SheetRefused(faults)
        return found

    def _combine(self, stage: Stage, source: Combined, entries: tuple[str, ...]) -> dict[str, Any]:
        faults: list[Fault] = []
        shares: list[tuple[Mapping[str, Fraction], Fraction]] = []
        for part in source.parts:
            full = self.rules.stage(part.stage).out_of
            weight = Fraction(1) if part.weight is None or full is None else part.weight / full
            shares.append((self.runs[part.stage].values, weight))
            faults += [
                fault("run_unread", stage=stage.name, part=part.stage, entry=entry)
                for entry in entries
                if entry not in shares[-1][0]
            ]
        if faults:
            raise RankingRefused(faults)
        return {entry: total([values[entry] * weight for values, weight in shares]) for entry in entries}

    def _below(self, stage: Stage, entry: str, run: StageRun) -> bool:
        for floor in stage.floors:
            value = (
                run.values.get(entry) if floor.criterion is None else self.criterion_mean(stage, floor.criterion, entry)
            )
            if value is not None and value < floor.at_least:
                return True
        return False

    def _cut(self, stage: Stage, cut: Cut, entries: list[str]) -> tuple[CutResult, dict[str, Exit]]:
        orders: list[tuple[dict[str, str], Arrangement]] = []
        through: list[str] = []
        exits: dict[str, Exit] = {}
        undrawn = replace(cut.ordering, end="shared")  # only a tie across the edge needs the draw
        for division, members in self.groups(entries, cut.per):
            scope = f"cut {stage.name}" + (f" / {named(division)}" if division else "")
            worthy: list[str] = []
            for entry in members:
                value = self._value(cut.ordering.by, entry)
                if cut.at_least is None or (
                    value >= cut.at_least if cut.ordering.prefer == "higher" else value <= cut.at_least
                ):
                    worthy.append(entry)
                else:
                    exits[entry] = Exit(stage.name, "cut_at_least")
            order = self.arrange(undrawn, worthy, scope)
            orders.append((division, order))
            through += self._taken(order, self._room(stage, cut, division, members), cut, scope)
        rest = [entry for entry in entries if entry not in through and entry not in exits]
        if cut.also and rest:
            order = self.arrange(undrawn, rest, f"cut {stage.name} / also")
            through += self._taken(order, cut.also, cut, f"cut {stage.name} / also")
        taken = set(through)
        exits |= {entry: Exit(stage.name, "cut") for entry in rest if entry not in taken}
        return CutResult(tuple(orders), tuple(through)), exits

    def _value(self, stage: str, entry: str) -> Fraction:
        value = self.runs[stage].values.get(entry)
        if value is None:
            raise RankingRefused([fault("run_value_absent", stage=stage, entry=entry)])
        return value

    def _taken(self, order: Arrangement, room: int, cut: Cut, scope: str) -> list[str]:
        """Take entries in order while there is room; a tie across the edge goes as the rules say."""
        taken: list[str] = []
        for group in order.groups:
            left = room - len(taken)
            if left <= 0:
                break
            entries: Sequence[str] = group.entries
            if len(entries) > left:
                if cut.ordering.end == "draw":
                    entries = draw(entries, scope, self.seed)[:left]
                    self.ties.append(Tie(scope, group.entries, (), DRAW))
                elif cut.edge == "refuse":
                    raise RankingRefused([fault("run_edge", entries=", ".join(entries), what=scope)])
                elif cut.edge == "leave_all":
                    break
            taken += entries
        return taken

    def _room(self, stage: Stage, cut: Cut, division: Mapping[str, str], members: tuple[str, ...]) -> int:
        if cut.share is not None:
            exact = cut.share * len(members)
            return (
                -(-exact.numerator // exact.denominator)
                if cut.rounding == "up"
                else exact.numerator // exact.denominator
            )
        if not cut.counts:
            return len(members)
        found = quota_for(cut.counts, division)
        if found is None:
            raise RankingRefused([fault("run_cut_count", stage=stage.name, entry=members[0], division=named(division))])
        return found

    def _read_adjustments(self, faults: list[Fault]) -> dict[str, tuple[tuple[Adjustment, Fraction], ...]]:
        claims = [
            operation for stage in self.rules.stages for operation in stage.operations if isinstance(operation, Adjust)
        ]
        found: dict[str, tuple[tuple[Adjustment, Fraction], ...]] = {}
        for number, line in enumerate(self.sheet.adjustments):
            where = f"adjustments[{number}]"
            if line.kind in ("bonus", "penalty") and not any(takes(operation, line) for operation in claims):
                faults.append(
                    fault("adjustment_unclaimed", where, entry=line.entry, kind=line.kind, reason=line.reason)
                )
            try:
                points = parse_number(line.points)
            except NotANumber:
                faults.append(fault("sheet_number", f"{where}.points", value=line.points))
                continue
            if points <= 0:
                faults.append(fault("adjustment_negative", f"{where}.points", entry=line.entry, points=line.points))
            found[line.entry] = (*found.get(line.entry, ()), (line, points))
        return found


def quota_for(quotas: tuple[Quota, ...], division: Mapping[str, str]) -> int | None:
    """Return the first count whose condition a division meets."""
    return next((quota.count for quota in quotas if meets(division, quota.condition)), None)


def _panel(stage: Stage) -> JudgePanel:
    if not isinstance(stage.source, JudgePanel):
        raise TypeError(stage.name)
    return stage.source


def _channels(rules: Ruleset) -> tuple[str, ...]:
    votes = [source for stage in rules.stages if isinstance(source := stage.source, VoteCount)]
    return tuple(dict.fromkeys(channel for source in votes for channel, _ in source.channels))


def _steps(chain: tuple[Operation, ...], start: dict[str, Any], bench: Bench) -> tuple[Step, ...]:
    """Apply a stage's operations one after the other, keeping every column."""
    steps = [Step(None, start, {})]
    for operation in chain:
        steps.append(Step(operation, *operations.apply(operation, steps[-1].column, bench)))
    return tuple(steps)

"""From the sheet's rows to a stage's table of marks: parsing, limits, recusals. An absent cell is ``None``, never 0."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple, cast

from dure.engines.ranking.faults import Fault, RankingRefused, fault
from dure.engines.ranking.numbers import NotANumber, mean, parse_number, places_of
from dure.engines.ranking.ruleset import Criterion, JudgePanel, RecusalKind, Stage
from dure.engines.ranking.sheet import Score, Sheet

Row = tuple[Fraction | None, ...]  # one judge's marks on the criteria, in the rules' order
Table = dict[str, dict[str, Row]]  # entry → judge → row


class Fate(NamedTuple):
    """What became of a judge's marks on an entry, where they were not simply counted."""

    code: str  # recused, absent, incomplete, filled, set_aside, dropped_highest, dropped_lowest, none_dropped
    about: str = ""  # the kind of recusal, or the criterion


Fates = dict[str, dict[str, list[Fate]]]  # entry → judge → what happened


@dataclass(frozen=True, slots=True)
class Marks:
    """A stage's table after recusals, with what was left out of it."""

    table: Table
    judges: tuple[str, ...]
    fates: Fates


def read_cells(sheet: Sheet, stages: Mapping[str, Stage], faults: list[Fault]) -> dict[str, Table]:
    """Read every score once; what does not fit is added to ``faults`` with the row it stands in."""
    panels = {name: stage.source for name, stage in stages.items() if isinstance(stage.source, JudgePanel)}
    columns = {name: {line.name: place for place, line in enumerate(panel.criteria)} for name, panel in panels.items()}
    known = {entry.id for entry in sheet.entries}
    parsed: dict[tuple[str, str, str], Fraction | str] = {}
    raw: dict[str, dict[str, dict[str, list[Fraction | None]]]] = {name: {} for name in panels}
    seen: set[tuple[str, str, str, str]] = set()
    for number, score in enumerate(sheet.scores):
        stage, entry, judge, criterion, text = score
        place = columns.get(stage, {}).get(criterion)
        if place is None or entry not in known or score[:4] in seen:
            faults += _row_faults(score[:4], f"scores[{number}]", known, columns, seen)
            continue
        seen.add(score[:4])
        rows = raw[stage].setdefault(entry, {})
        row = rows.get(judge)
        if row is None:
            row = rows[judge] = [None] * len(panels[stage].criteria)
        if text is None:
            continue
        value = parsed.get((stage, criterion, text))
        if value is None:
            value = parsed[stage, criterion, text] = _mark(text, panels[stage].criteria[place], panels[stage].places)
        if isinstance(value, str):
            faults.append(_mark_fault(value, f"scores[{number}].value", score, panels[stage]))
        else:
            row[place] = value
    return {
        name: {entry: {j: tuple(r) for j, r in rows.items()} for entry, rows in of.items()} for name, of in raw.items()
    }


def _mark(text: str, criterion: Criterion, places: int) -> Fraction | str:
    """Read one mark, or return the code of what is wrong with it."""
    if criterion.marks:
        return criterion.marks.get(text, "score_mark")
    try:
        value = parse_number(text)
    except NotANumber:
        return "sheet_number"
    if "/" in text or places_of(text) > places:
        return "score_places"
    return value if criterion.least <= value <= criterion.points else "score_range"


def _mark_fault(code: str, where: str, score: Score, panel: JudgePanel) -> Fault:
    criterion = next(line for line in panel.criteria if line.name == score.criterion)
    return fault(
        code,
        where,
        entry=score.entry,
        judge=score.judge,
        criterion=score.criterion,
        value=score.value or "an empty text",
        places=panel.places,
        least=criterion.least,
        most=criterion.points,
        known=", ".join(criterion.marks),
    )


def _row_faults(
    row: tuple[str, ...],
    where: str,
    known: set[str],
    columns: Mapping[str, Mapping[str, int]],
    seen: set[tuple[str, str, str, str]],
) -> list[Fault]:
    stage, entry, judge, criterion = row
    if stage not in columns:
        return [fault("sheet_stage", f"{where}.stage", kind="judges", stage=stage, known=", ".join(columns) or "none")]
    faults = []
    if entry not in known:
        faults.append(fault("sheet_entry", f"{where}.entry", entry=entry))
    if criterion not in columns[stage]:
        faults.append(
            fault(
                "sheet_criterion",
                f"{where}.criterion",
                stage=stage,
                criterion=criterion,
                known=", ".join(columns[stage]),
            )
        )
    if row in seen:
        faults.append(fault("sheet_twice", where, what=f"stage {stage}, entry {entry}, judge {judge}, {criterion}"))
    return faults


def table_of(
    stage: Stage, cells: Table, entries: Iterable[str], sheet: Sheet, divisions: Mapping[str, object]
) -> Marks:
    """Take the marks of a stage's entries, with recused judges out of the denominator as the rules say.

    ``divisions`` maps each entry to the division it is ranked in, for the effect ``out_of_division``.

    Raises:
        RankingRefused: the rules refuse an absent score, or an entry has nobody left to fill a recused mark from.
    """
    panel = cast("JudgePanel", stage.source)
    active = tuple(entries)
    judges = tuple(sorted({judge for rows in cells.values() for judge in rows}))
    fates: Fates = {}
    table: Table = {}
    faults: list[Fault] = []
    out = _recused(panel, active, sheet, divisions, judges)
    for entry in active:
        rows, found = cells.get(entry, {}), dict[str, list[Fate]]()
        recused = {judge: out[entry, judge] for judge in judges if (entry, judge) in out} if out else {}
        table[entry] = kept = _kept_rows(panel, rows, judges, recused, found)
        filled = [judge for judge, fate in recused.items() if fate.code == "filled"]
        if filled:
            try:
                kept |= dict.fromkeys(filled, _means(tuple(kept.values()), panel))
            except _NobodyScored as nobody:
                details = {"stage": stage.name, "entry": entry, "criterion": nobody.criterion}
                faults.append(fault("run_incomplete_criteria", **details))
        if panel.absent == "refuse":
            faults += [
                fault("score_absent", f"scores, stage {stage.name}", entry=entry, judge=judge, criterion=fate.about)
                for judge, many in found.items()
                for fate in many
                if fate.code in ("absent", "incomplete")
            ]
        if found:
            fates[entry] = found
    if faults:
        raise RankingRefused(faults)
    return Marks(table, judges, fates)


def _kept_rows(
    panel: JudgePanel,
    rows: Mapping[str, Row],
    judges: tuple[str, ...],
    recused: Mapping[str, Fate],
    found: dict[str, list[Fate]],
) -> dict[str, Row]:
    """Keep an entry's rows that have a mark and no recusal, noting what became of the others.

    A judge without any row is not on this entry's panel, which only the rule ``refuse`` minds.
    """
    kept: dict[str, Row] = {}
    for judge in judges:
        row = rows.get(judge)
        if judge in recused:
            aside = [Fate("set_aside")] if row and any(mark is not None for mark in row) else []
            found[judge] = [recused[judge], *aside]
        elif row is not None and all(mark is not None for mark in row):
            kept[judge] = row
        elif row is not None or panel.absent == "refuse":
            missing = [line.name for place, line in enumerate(panel.criteria) if row is None or row[place] is None]
            whole = len(missing) == len(panel.criteria)
            found[judge] = [Fate("absent" if whole else "incomplete", ", ".join(missing))]
            if row is not None and not whole:
                kept[judge] = row
    return kept


def _recused(
    panel: JudgePanel, active: tuple[str, ...], sheet: Sheet, divisions: Mapping[str, object], judges: tuple[str, ...]
) -> dict[tuple[str, str], Fate]:
    """Map (entry, judge) to the recusal that takes the judge's marks out."""
    out: dict[tuple[str, str], Fate] = {}
    for recusal in sheet.recusals:
        if recusal.judge not in judges:
            continue
        effect = panel.recusal[cast("RecusalKind", recusal.kind)]
        code = "filled" if effect == "mean_of_others" else "recused"
        if effect in ("out", "mean_of_others"):
            touched = [recusal.entry] if recusal.entry in active else []
        elif effect == "out_of_stage":
            touched = list(active)
        else:
            touched = [entry for entry in active if divisions[entry] == divisions[recusal.entry]]
        for entry in touched:
            if entry == recusal.entry or (entry, recusal.judge) not in out:
                out[entry, recusal.judge] = Fate(
                    code, recusal.kind if entry == recusal.entry else f"{recusal.kind}:{recusal.entry}"
                )
    return out


class _NobodyScored(Exception):
    """A recused mark cannot be filled: no other judge scored the criterion."""

    def __init__(self, criterion: str) -> None:
        self.criterion = criterion
        super().__init__(criterion)


def _means(rows: tuple[Row, ...], panel: JudgePanel) -> Row:
    """Average the other judges' marks, criterion by criterion, for a judge who is filled in."""
    marks: list[Fraction | None] = []
    for place, criterion in enumerate(panel.criteria):
        present = [mark for row in rows if (mark := row[place]) is not None]
        if not present:
            raise _NobodyScored(criterion.name)
        marks.append(mean(present))
    return tuple(marks)

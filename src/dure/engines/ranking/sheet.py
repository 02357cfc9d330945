"""The score sheet of one contest: entries, scores, votes, recusals; numbers are text until rules read them."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple, cast

from dure.engines.ranking.faults import Fault, SheetRefused, fault
from dure.engines.ranking.ruleset import RECUSAL_KINDS


@dataclass(frozen=True, slots=True)
class Entry:
    """One case in the contest; it may belong to several organisations, and carry numbers handed in from outside."""

    id: str
    name: str
    division: Mapping[str, str] = field(default_factory=dict)
    organisations: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)


class Score(NamedTuple):
    """One judge's mark on one criterion; ``None`` is an absent cell, which is never 0."""

    stage: str
    entry: str
    judge: str
    criterion: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Votes:
    """The counted votes of one entry in one channel."""

    stage: str
    entry: str
    count: str


class Recusal(NamedTuple):
    """A judge who does not judge an entry: exclusion 제척, challenge 기피 or withdrawal 회피."""

    judge: str
    entry: str
    kind: str


class Adjustment(NamedTuple):
    """A bonus or penalty in points above 0, with its reason."""

    entry: str
    kind: str
    points: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that rules turn into places."""

    entries: tuple[Entry, ...]
    scores: tuple[Score, ...] = ()
    votes: tuple[Votes, ...] = ()
    recusals: tuple[Recusal, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    fill: Mapping[str, object] = field(default_factory=dict)


_TABLES: Final = ("entries", "scores", "votes", "recusals", "adjustments", "fill")
_LONGEST_COUNT: Final = 15  # digits: what every JSON reader holds exactly
_ENTRY_KEYS: Final = ("id", "name", "division", "organisations", "values")


def read_sheet(data: object) -> Sheet:
    """Make a sheet of what ``json`` reads; only its form is checked here, ``rank`` checks it against the rules.

    Raises:
        SheetRefused: every row that has a wrong form, with its path.
    """
    faults: list[Fault] = []
    if not isinstance(data, dict):
        raise SheetRefused([fault("sheet_type", expected="a table", got=type(data).__name__)])
    faults += [fault("sheet_unknown_key", key, key=key, known=", ".join(_TABLES)) for key in data if key not in _TABLES]
    rows = {name: _rows(data, name, faults) for name in _TABLES[:-1]}
    entries = tuple(_entry(row, f"entries[{number}]", faults) for number, row in enumerate(rows["entries"]))
    fill = data.get("fill", {})
    if not isinstance(fill, dict):
        faults.append(fault("sheet_type", "fill", expected="a table", got=type(fill).__name__))
    sheet = Sheet(
        entries,
        scores=tuple(_score(row, f"scores[{n}]", faults) for n, row in enumerate(rows["scores"])),
        votes=tuple(
            Votes(*_texts(row, f"votes[{n}]", ("stage", "entry", "count"), faults))
            for n, row in enumerate(rows["votes"])
        ),
        recusals=tuple(
            Recusal(*_texts(row, f"recusals[{n}]", Recusal._fields, faults)) for n, row in enumerate(rows["recusals"])
        ),
        adjustments=tuple(
            Adjustment(*_texts(row, f"adjustments[{n}]", Adjustment._fields, faults))
            for n, row in enumerate(rows["adjustments"])
        ),
        fill=cast("Mapping[str, object]", fill),
    )
    if faults:
        raise SheetRefused(faults)
    return sheet


def check_sheet(sheet: Sheet, axes: Mapping[str, tuple[str, ...]], channels: tuple[str, ...]) -> list[Fault]:
    """List what does not fit: ids, divisions, vote channels, recusals; scores are checked where they are read."""
    faults: list[Fault] = []
    if not sheet.entries:
        faults.append(fault("sheet_no_entries", "entries"))
    known: set[str] = set()
    for number, entry in enumerate(sheet.entries):
        where = f"entries[{number}]"
        if not entry.id.strip():
            faults.append(fault("sheet_missing", f"{where}.id", key="id"))
        if entry.id in known:
            faults.append(fault("sheet_twice", f"{where}.id", what=f"entry {entry.id}"))
        known.add(entry.id)
        faults += _division_faults(entry, where, axes)
    return [
        *faults,
        *_vote_faults(sheet, known, channels),
        *_recusal_faults(sheet, known),
        *_adjustment_faults(sheet, known),
    ]


def _vote_faults(sheet: Sheet, known: set[str], channels: tuple[str, ...]) -> list[Fault]:
    faults: list[Fault] = []
    seen: set[tuple[str, str]] = set()
    for number, vote in enumerate(sheet.votes):
        where = f"votes[{number}]"
        faults += _name_faults(vote.entry, known, where)
        if vote.stage not in channels:
            details = {"kind": "votes", "stage": vote.stage, "known": _list(channels)}
            faults.append(fault("sheet_stage", f"{where}.stage", **details))
        if (vote.stage, vote.entry) in seen:
            faults.append(fault("sheet_twice", where, what=f"votes {vote.stage}, entry {vote.entry}"))
        seen.add((vote.stage, vote.entry))
        if not (vote.count.isascii() and vote.count.isdigit() and len(vote.count) <= _LONGEST_COUNT):
            faults.append(fault("vote_count", f"{where}.count", entry=vote.entry, value=vote.count))
    return faults


def _recusal_faults(sheet: Sheet, known: set[str]) -> list[Fault]:
    faults: list[Fault] = []
    seen: set[tuple[str, str]] = set()
    judges = {score.judge for score in sheet.scores}
    for number, recusal in enumerate(sheet.recusals):
        where = f"recusals[{number}]"
        faults += _name_faults(recusal.entry, known, where)
        if recusal.kind not in RECUSAL_KINDS:
            faults.append(fault("recusal_kind", f"{where}.kind", kind=recusal.kind, known=_list(RECUSAL_KINDS)))
        if recusal.judge not in judges:
            faults.append(fault("recusal_judge", f"{where}.judge", judge=recusal.judge))
        if (recusal.judge, recusal.entry) in seen:
            faults.append(fault("sheet_twice", where, what=f"recusal of {recusal.judge}, entry {recusal.entry}"))
        seen.add((recusal.judge, recusal.entry))
    return faults


def _adjustment_faults(sheet: Sheet, known: set[str]) -> list[Fault]:
    faults: list[Fault] = []
    for number, adjustment in enumerate(sheet.adjustments):
        where = f"adjustments[{number}]"
        faults += _name_faults(adjustment.entry, known, where)
        if adjustment.kind not in ("bonus", "penalty"):
            faults.append(fault("adjustment_kind", f"{where}.kind", kind=adjustment.kind, known="bonus, penalty"))
    return faults


def _division_faults(entry: Entry, where: str, axes: Mapping[str, tuple[str, ...]]) -> list[Fault]:
    faults = [
        fault("sheet_axis", f"{where}.division", entry=entry.id, axis=axis, known=_list(tuple(axes)))
        for axis in sorted(set(axes) ^ set(entry.division))
    ]
    faults += [
        fault(
            "sheet_value", f"{where}.division.{axis}", entry=entry.id, value=value, axis=axis, known=_list(axes[axis])
        )
        for axis, value in entry.division.items()
        if axis in axes and value not in axes[axis]
    ]
    return faults


def _name_faults(entry: str, known: set[str], where: str) -> list[Fault]:
    return [] if entry in known else [fault("sheet_entry", f"{where}.entry", entry=entry)]


def _list(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "none"


def _rows(data: dict[str, object], name: str, faults: list[Fault]) -> list[dict[str, object]]:
    rows = data.get(name, [])
    if not isinstance(rows, list):
        faults.append(fault("sheet_type", name, expected="a list", got=type(rows).__name__))
        return []
    good: list[dict[str, object]] = []
    for number, row in enumerate(rows):
        if isinstance(row, dict):
            good.append(row)
        else:
            faults.append(fault("sheet_type", f"{name}[{number}]", expected="a table", got=type(row).__name__))
            good.append({})
    return good


def _entry(row: dict[str, object], where: str, faults: list[Fault]) -> Entry:
    _refuse_unknown(row, where, _ENTRY_KEYS, faults)
    identity, name = _texts({key: row[key] for key in ("id", "name") if key in row}, where, ("id", "name"), faults)
    organisations = row.get("organisations", [])
    if not isinstance(organisations, list) or not all(isinstance(item, str) for item in organisations):
        faults.append(fault("sheet_type", f"{where}.organisations", expected="a list of texts", got="something else"))
        organisations = []
    return Entry(
        identity,
        name,
        _pairs(row, "division", where, faults),
        tuple(map(_composed, organisations)),
        _pairs(row, "values", where, faults),
    )


def _score(row: dict[str, object], where: str, faults: list[Fault]) -> Score:
    *names, value = _fields(row, where, Score._fields, faults)
    stage, entry, judge, criterion = (sys.intern(name or "") for name in names)
    return Score(stage, entry, judge, criterion, value)


def _pairs(row: dict[str, object], key: str, where: str, faults: list[Fault]) -> dict[str, str]:
    value = row.get(key, {})
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        faults.append(fault("sheet_type", f"{where}.{key}", expected="a table of texts", got="something else"))
        return {}
    return {_composed(name): _composed(item) for name, item in value.items()}


def _fields(row: dict[str, object], where: str, keys: tuple[str, ...], faults: list[Fault]) -> list[str | None]:
    """Take a row's texts; only a score's ``value`` may be null."""
    if row.keys() != set(keys):
        _refuse_unknown(row, where, keys, faults)
        faults += [fault("sheet_missing", f"{where}.{key}", key=key) for key in keys if key not in row]
    found: list[str | None] = []
    for key in keys:
        value = row.get(key, "")
        if isinstance(value, str):
            found.append(_composed(value))
        elif value is None and key == "value":
            found.append(None)
        else:
            faults.append(
                fault("sheet_type", f"{where}.{key}", expected='a text such as "18.5"', got=type(value).__name__)
            )
            found.append("")
    return found


def _texts(row: dict[str, object], where: str, keys: tuple[str, ...], faults: list[Fault]) -> list[str]:
    return [text or "" for text in _fields(row, where, keys, faults)]


def _refuse_unknown(row: dict[str, object], where: str, keys: tuple[str, ...], faults: list[Fault]) -> None:
    faults += [
        fault("sheet_unknown_key", f"{where}.{key}", key=key, known=_list(keys)) for key in row if key not in keys
    ]


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)

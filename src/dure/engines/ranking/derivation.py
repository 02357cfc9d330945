"""A result as plain data: every place with the steps, cuts and ties it comes from; numbers as exact text."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from dure.engines.ranking.numbers import exact_text
from dure.engines.ranking.ranking import Result
from dure.engines.ranking.ruleset import (
    Adjust,
    Average,
    Bands,
    Combined,
    Drop,
    JudgeEffect,
    JudgePanel,
    JudgeRanks,
    Operation,
    PlaceNumber,
    Round,
    Scale,
    Standardise,
    VoteCount,
    VotePoints,
    Weigh,
)
from dure.engines.ranking.stages import StageRun

SCHEMA: Final = "dure.result/1"

_NAMES: Final[Mapping[type[Operation], str]] = {
    Weigh: "weigh",
    Drop: "drop",
    JudgeEffect: "judge_effect",
    Standardise: "standardise",
    VotePoints: "vote_points",
    JudgeRanks: "judge_ranks",
    PlaceNumber: "place",
    Bands: "bands",
    Scale: "scale",
    Round: "round",
}


def operation_name(operation: Operation) -> str:
    """Return the word by which rules call an operation."""
    if isinstance(operation, Average):
        return operation.by
    return operation.kind if isinstance(operation, Adjust) else _NAMES[type(operation)]


def result_data(result: Result) -> dict[str, Any]:
    """Write a whole result as JSON data, derivations included."""
    return {
        "schema": SCHEMA,
        "ruleset": result.rules.name,
        "ruleset_sha256": result.rules.sha256,
        **({"draw_seed": result.seed} if result.seed else {}),
        "places": [
            {
                "scope": place.scope,
                "division": dict(place.division),
                "entry": place.entry,
                "place": place.place,
                "score": None if place.score is None else exact_text(place.score),
                "award": place.award,
                "decided_by": place.decided_by,
            }
            for place in result.places
        ],
        "prizes": [
            {
                "award": prize.ladder,
                "grade": prize.grade,
                "division": dict(prize.division),
                "entry": prize.entry,
                "organisations": list(prize.organisations),
            }
            for prize in result.prizes
        ],
        "vacancies": [
            {
                "award": v.ladder,
                "grade": v.grade,
                "division": dict(v.division),
                "seats": v.seats,
                "passed_on": v.passed_on,
            }
            for v in result.vacancies
        ],
        "passed_over": [{"award": over.ladder, "entry": over.entry, "why": over.why} for over in result.passed_over],
        "ties": [
            {
                "where": tie.scope,
                "entries": list(tie.entries),
                "tried": [{"rule": rule, "values": _texts(values)} for rule, values in tie.tried],
                "settled_by": tie.settled_by,
            }
            for tie in result.ties
        ],
        "cuts": [
            {"stage": run.stage.name, "through": list(run.cut.through)} for run in result.stages.values() if run.cut
        ],
        "notices": [
            {"notice": notice.code, "stage": notice.stage, "entry": notice.entry, "judge": notice.judge}
            for notice in result.notices
        ],
        "derivation": {entry.id: derivation_of(result, entry.id) for entry in result.sheet.entries},
    }


def derivation_of(result: Result, entry: str) -> list[dict[str, Any]]:
    """List the stages an entry went through, with every value it had on the way, as JSON data."""
    return [_stage(result, run, entry) for run in result.stages.values() if entry in run.steps[0].column]


def _stage(result: Result, run: StageRun, entry: str) -> dict[str, Any]:
    stage = run.stage
    told: dict[str, Any] = {"stage": stage.name, "out_of": None if stage.out_of is None else exact_text(stage.out_of)}
    source = stage.source
    if isinstance(source, JudgePanel) and run.marks:
        names = [criterion.name for criterion in source.criteria]
        rows = run.marks.table.get(entry, {})
        fates = run.fates.get(entry, {})
        told["judges"] = {
            judge: {
                "marks": _texts(dict(zip(names, rows[judge], strict=True))) if judge in rows else {},
                "fate": [f"{fate.code}:{fate.about}" if fate.about else fate.code for fate in fates.get(judge, [])],
            }
            for judge in run.marks.judges
        }
    elif isinstance(source, Combined):
        told["parts"] = [
            {
                "stage": part.stage,
                "value": exact_text(result.stages[part.stage].values[entry]),
                "full": None if (full := result.rules.stage(part.stage).out_of) is None else exact_text(full),
                "weight": None if part.weight is None else exact_text(part.weight),
                "carry_over": "yes" if part.carry_over else "no",
            }
            for part in source.parts
        ]
    elif isinstance(source, VoteCount):
        votes = {vote.stage: vote.count for vote in result.sheet.votes if vote.entry == entry}
        told["votes"] = {channel: votes[channel] for channel, _ in source.channels}
    told["steps"] = [
        {
            "op": operation_name(step.operation) if step.operation else "start",
            **_column_value(step.column[entry]),
            **{name: _text(value) for name, value in step.details.get(entry, {}).items()},
        }
        for step in run.steps
        if step.operation or not isinstance(source, JudgePanel)
    ]
    if entry in run.exits:
        told["exit"] = run.exits[entry].why
    return told


def _column_value(value: Any) -> dict[str, Any]:
    if isinstance(value, Fraction):
        return {"value": exact_text(value)}
    if isinstance(value, tuple):
        return {"criteria": [exact_text(item) for item in value]}
    if value and isinstance(next(iter(value.values())), tuple):
        return {
            "marks": {
                judge: [None if mark is None else exact_text(mark) for mark in row] for judge, row in value.items()
            }
        }
    return {"judges": _texts(value)}


def _texts(values: Mapping[str, Fraction | None]) -> dict[str, str | None]:
    return {name: None if value is None else exact_text(value) for name, value in values.items()}


def _text(value: Fraction | str) -> str:
    return value if isinstance(value, str) else exact_text(value)

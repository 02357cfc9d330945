"""Small contests for tests: rules and sheets said in a few words."""

from __future__ import annotations

import copy
from typing import Any

from dure.engines.ranking import Adjustment, Entry, Recusal, Result, Ruleset, Score, Sheet, Votes, rank, read_rules

OUT = {"exclusion": "out", "challenge": "out", "withdrawal": "out"}
MEAN = [{"op": "weigh"}, {"op": "mean"}]


def judged(name: str = "심사", do: list[dict[str, Any]] | None = None, **more: Any) -> dict[str, Any]:
    """A stage with judges; one criterion of 100 points unless ``criteria`` says otherwise."""
    stage = {
        "name": name,
        "kind": "judges",
        "criteria": [{"name": "총점", "points": 100}],
        "places": 1,
        "absent": "leave_out",
        "fewest_judges": 1,
        "recusal": OUT,
        "do": MEAN if do is None else do,
    }
    return copy.deepcopy({**stage, **more})


def voted(name: str = "투표", do: list[dict[str, Any]] | None = None, **more: Any) -> dict[str, Any]:
    return {"name": name, "kind": "votes", "do": do or [], **more}


def combined(
    parts: list[dict[str, Any]], name: str = "합계", do: list[dict[str, Any]] | None = None, **more: Any
) -> dict[str, Any]:
    return {"name": name, "kind": "combine", "parts": parts, "do": do or [], **more}


def data(*stages: dict[str, Any], ranking: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """The data of a ruleset; ranked by its last stage, ties shared, unless ``ranking`` says otherwise."""
    order = {"by": stages[-1]["name"], "end": "shared", **({"per": []} if "axes" in more else {}), **(ranking or {})}
    return {
        "schema": "dure.ruleset/1",
        "name": "시험 대회",
        "organiser": "두레군",
        "year": 2026,
        "stages": list(stages),
        "ranking": order,
        **more,
    }


def ruleset(*stages: dict[str, Any], **more: Any) -> Ruleset:
    return read_rules(data(*stages, **more))


Marks = dict[str, dict[str, Any]]


def marked(marks: Marks, stage: str = "심사", criterion: str = "총점") -> tuple[Score, ...]:
    """Scores from entry → judge → mark; a mark may be ``None`` or criterion → mark."""
    scores = []
    for entry, row in marks.items():
        for judge, mark in row.items():
            cells = mark if isinstance(mark, dict) else {criterion: mark}
            scores += [
                Score(stage, entry, judge, name, None if cell is None else str(cell)) for name, cell in cells.items()
            ]
    return tuple(scores)


def counted(votes: dict[str, int], stage: str = "투표") -> tuple[Votes, ...]:
    return tuple(Votes(stage, entry, str(count)) for entry, count in votes.items())


def entries(names: str | dict[str, dict[str, str]]) -> tuple[Entry, ...]:
    """Entries from ``"ABC"``, or from id → division."""
    if isinstance(names, str):
        return tuple(Entry(name, f"사례 {name}", {}, (f"{name}시",)) for name in names)
    return tuple(Entry(name, f"사례 {name}", division, (f"{name}시",)) for name, division in names.items())


def sheet(  # noqa: PLR0913  # the tables of a sheet
    names: str | dict[str, dict[str, str]],
    marks: Marks | None = None,
    *,
    scores: tuple[Score, ...] = (),
    votes: tuple[Votes, ...] = (),
    recusals: tuple[tuple[str, str, str], ...] = (),
    adjustments: tuple[tuple[str, str, str, str], ...] = (),
    fill: dict[str, object] | None = None,
) -> Sheet:
    return Sheet(
        entries(names),
        marked(marks or {}) + scores,
        votes,
        tuple(Recusal(*row) for row in recusals),
        tuple(Adjustment(*row) for row in adjustments),
        fill or {},
    )


def values(result: Result, stage: str) -> dict[str, str]:
    """Each entry's number after a stage, as text."""
    return {entry: str(value) for entry, value in result.stages[stage].values.items()}


def standing(result: Result, scope: str = "division") -> dict[str, int | None]:
    """Each entry's place."""
    return {place.entry: place.place for place in result.places if place.scope == scope}


def value_after(do: list[dict[str, Any]], marks: Marks, stage: str = "심사", **more: Any) -> dict[str, str]:
    """What a stage with these operations makes of these marks."""
    rules = ruleset(judged(stage, do, **more))
    return values(rank(sheet("".join(marks), scores=marked(marks, stage)), rules), stage)

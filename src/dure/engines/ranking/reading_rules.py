"""Reading a whole ruleset: plain data in, checked frozen rules out, or every refusal with the path of the fault."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final, cast

from dure.engines.ranking.blanks import blanks_of
from dure.engines.ranking.canonical import canonical_sha256
from dure.engines.ranking.conditions import Axes, read_condition
from dure.engines.ranking.faults import BlanksLeft, fault
from dure.engines.ranking.nodes import Node, plain
from dure.engines.ranking.reading_operations import SHAPES, Column, read_operations
from dure.engines.ranking.reading_result import read_awards, read_cut, read_ranking
from dure.engines.ranking.ruleset import (
    RECUSAL_KINDS,
    SCHEMA,
    BallotGroup,
    Combined,
    Criterion,
    Floor,
    GivenNumber,
    JudgePanel,
    Part,
    RecusalEffect,
    RecusalKind,
    Ruleset,
    Stage,
    VoteCount,
)

_EFFECTS: Final[tuple[RecusalEffect, ...]] = ("out", "out_of_division", "out_of_stage", "mean_of_others")


def read_rules(data: object) -> Ruleset:
    """Check a ruleset's data and make frozen rules of it.

    ``data`` is what ``tomllib`` or ``json`` reads: tables, lists, integers, texts; its canonical JSON is hashed.

    Raises:
        RulesRefused: a binary fraction, an unknown key or operation, an impossible order; with the fault's path.
        BlanksLeft: named blanks are not filled (``fill_blanks``).
    """
    tree = plain(data)
    left = blanks_of(tree)
    if left:
        raise BlanksLeft([fault("blanks_left", names=", ".join(blank.name for blank in left))])
    root = Node(tree, "")
    root.choice("schema", (SCHEMA,))
    axes = _axes(root)
    stages: list[Stage] = []
    columns: dict[str, Column] = {}
    for node in root.nodes("stages"):
        stage, column = _stage(node, axes, stages, columns)
        stages.append(stage)
        columns[stage.name] = column
    ranking = read_ranking(root.table("ranking"), axes, stages, columns)
    ruleset = Ruleset(
        name=root.text("name"),
        organiser=root.text("organiser"),
        year=root.integer("year", 1),
        edition=root.integer("edition", 1) if root.has("edition") else None,
        sources=root.texts("sources", needed=False),
        notes=root.text("notes", ""),
        axes=axes,
        stages=tuple(stages),
        ranking=ranking,
        awards=read_awards(root.nodes("awards", needed=False), axes, stages, columns, ranking),
        data=cast("dict[str, object]", tree),
        sha256=canonical_sha256(tree),
    )
    root.done()
    return ruleset


def _axes(root: Node) -> dict[str, tuple[str, ...]]:
    if not root.has("axes"):
        return {}
    table = root.table("axes")
    return {axis: table.texts(axis) for axis in table.keys()}  # noqa: SIM118  # a Node is no mapping


def _stage(node: Node, axes: Axes, before: list[Stage], columns: Mapping[str, Column]) -> tuple[Stage, Column]:
    name = node.text("name")
    if name in columns:
        node.refuse("rule_twice", "name", name=name)
    kind = node.choice("kind", ("judges", "votes", "given", "combine"))
    panel: JudgePanel | None = None
    source: JudgePanel | VoteCount | GivenNumber | Combined
    if kind == "judges":
        source = panel = _panel(node)
        start = Column("table", None)
    elif kind == "votes":
        source, start = _votes(node, name, axes), Column("number", None)
    elif kind == "given":
        source = GivenNumber(node.text("value"), node.number_or_none("out_of", 0))
        start = Column("number", source.out_of)
    else:
        source, start = _combined(node, before, columns)
    operations, column = read_operations(node.nodes("do", needed=kind == "judges"), axes, panel, start)
    if column.shape != "number":
        node.refuse("rule_not_one_number", "do", has=SHAPES[column.shape])
    stage = Stage(
        name=name,
        source=source,
        operations=operations,
        only=read_condition(node, "only", axes),
        floors=tuple(_floor(line, panel, name) for line in node.nodes("floor", needed=False)),
        cut=None,
        out_of=column.out_of,
    )
    if node.has("cut"):
        every = {**columns, name: column}
        cut = read_cut(node.table("cut"), axes, [*before, stage], every)
        stage = Stage(stage.name, stage.source, stage.operations, stage.only, stage.floors, cut, stage.out_of)
    node.done()
    return stage, column


def _panel(node: Node) -> JudgePanel:
    criteria: list[Criterion] = []
    for line in node.nodes("criteria"):
        least = line.number_or_none("least") or Fraction(0)
        points = line.number("points", least, above=True)
        marks = {mark.text("mark"): mark.number("points") for mark in line.nodes("marks", needed=False)}
        criterion = Criterion(line.text("name"), points, least, line.number_or_none("weight", 0), marks)
        line.done()
        if any(other.name == criterion.name for other in criteria):
            line.refuse("rule_twice", "name", name=criterion.name)
        if criteria and (criteria[0].weight is None) != (criterion.weight is None):
            line.refuse("rule_missing", "weight", key="weight", expected="a weight for every criterion, or for none")
        criteria.append(criterion)
    recusal = node.table("recusal")
    effects: dict[RecusalKind, RecusalEffect] = {kind: recusal.choice(kind, _EFFECTS) for kind in RECUSAL_KINDS}
    recusal.done()
    return JudgePanel(
        tuple(criteria),
        node.integer("places", 0),
        node.choice("absent", ("leave_out", "refuse")),
        node.integer("fewest_judges", 1),
        effects,
    )


def _votes(node: Node, name: str, axes: Axes) -> VoteCount:
    channels: list[tuple[str, Fraction]] = []
    for line in node.nodes("channels", needed=False):
        channels.append((line.text("name"), line.number("weight", 0, above=True)))
        line.done()
    ballot = tuple(_ballot_group(line, axes) for line in node.nodes("ballot", needed=False))
    return VoteCount(tuple(channels) or ((name, Fraction(1)),), ballot)


def _ballot_group(node: Node, axes: Axes) -> BallotGroup:
    condition = read_condition(node, "is", axes)
    each_of = node.text("each_of", "")
    if each_of and each_of not in axes:
        node.refuse("rule_axis", "each_of", axis=each_of, known=", ".join(axes) or "none")
    if sum(node.has(key) for key in ("exactly", "share")) + (node.has("least") or node.has("most")) != 1:
        node.refuse("rule_one_of", keys="exactly, share, least and most")
    if node.has("share"):
        group = BallotGroup(condition, each_of, 0, None, node.number("share", 0, above=True))
    elif node.has("exactly"):
        exactly = node.integer("exactly", 0)
        group = BallotGroup(condition, each_of, exactly, exactly)
    else:
        least = node.integer("least", 0, 0)
        group = BallotGroup(
            condition, each_of, least, node.integer("most", max(least, 1)) if node.has("most") else None
        )
    node.done()
    return group


def _combined(node: Node, before: list[Stage], columns: Mapping[str, Column]) -> tuple[Combined, Column]:
    """Read the parts of a combined stage; what was judged before a cut enters only as ``carry_over``."""
    names = [stage.name for stage in before]
    parts: list[Part] = []
    full: Fraction | None = Fraction(0)
    places: set[bool] = set()
    for line in node.nodes("parts"):
        if line.has("stage") == line.has("carry_over"):
            line.refuse("rule_one_of", keys="stage, carry_over")
        carried = line.has("carry_over")
        key = "carry_over" if carried else "stage"
        name = line.text(key)
        if name not in names:
            line.refuse("rule_stage", key, stage=name, known=", ".join(names) or "none")
        crossed = any(stage.cut for stage in before[names.index(name) :])
        if crossed and not carried:
            line.refuse("rule_carry_over", key, stage=name)
        if carried and not crossed:
            line.refuse("rule_not_carried", key, stage=name)
        if any(part.stage == name for part in parts):
            line.refuse("rule_twice", key, name=name)
        weight = line.number("weight", 0, above=True) if line.has("weight") else None
        column = columns[name]
        if weight is not None and column.out_of is None:
            line.refuse("rule_full_mark", "weight", stage=name)
        line.done()
        points = column.out_of if weight is None else weight
        full = None if full is None or points is None else full + points
        places.add(column.counts_places)
        if len(places) > 1:
            line.refuse("rule_direction", key, stage=name)
        parts.append(Part(name, weight, carried))
    return Combined(tuple(parts)), Column("number", full, counts_places=places == {True})


def _floor(node: Node, panel: JudgePanel | None, stage: str) -> Floor:
    criterion = node.text("criterion", "") or None
    if criterion:
        known = [line.name for line in panel.criteria] if panel else []
        if criterion not in known:
            node.refuse(
                "rule_criterion", "criterion", stage=stage, criterion=criterion, known=", ".join(known) or "none"
            )
    floor = Floor(node.number("at_least"), criterion)
    node.done()
    return floor

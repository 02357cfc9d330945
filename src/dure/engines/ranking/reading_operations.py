"""Reading the operations of a stage, and checking that each fits on what the one before it leaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Final, Literal

from dure.engines.ranking.conditions import Axes, read_axes
from dure.engines.ranking.nodes import Node, exact
from dure.engines.ranking.ruleset import (
    Adjust,
    Average,
    Bands,
    Drop,
    JudgeEffect,
    JudgePanel,
    JudgeRanks,
    Operation,
    PlaceNumber,
    PointsTable,
    Round,
    Scale,
    Standardise,
    VotePoints,
    Weigh,
)

Shape = Literal["table", "thinned", "judges", "criteria", "number"]

SHAPES: Final[Mapping[Shape, str]] = {
    "table": "marks of judges on criteria",
    "thinned": "marks of judges on criteria, some dropped",
    "judges": "one number for each judge",
    "criteria": "one number for each criterion",
    "number": "one number",
}
_ROUNDINGS: Final = ("half_up", "half_even", "down", "up")
_TIES: Final[tuple[Literal["best", "mean"], ...]] = ("best", "mean")
_VOTES: Final[tuple[Literal["share_of_max", "share_of_total", "rank_points"], ...]] = (
    "share_of_max",
    "share_of_total",
    "rank_points",
)
ORDER: Final = (
    "weigh makes one number for each judge, mean or median one of all; votes and combined stages begin with one"
)


@dataclass(frozen=True, slots=True)
class Column:
    """What stands after an operation: its shape, its full mark if it has one, and whether it counts places."""

    shape: Shape
    out_of: Fraction | None
    counts_places: bool = False


def read_operations(
    nodes: list[Node], axes: Axes, panel: JudgePanel | None, start: Column
) -> tuple[tuple[Operation, ...], Column]:
    """Read the list ``do`` of a stage; returns the operations and what stands after the last of them.

    Raises:
        RulesRefused: an unknown operation or key, or one that does not fit on what stands before it.
    """
    operations: list[Operation] = []
    column = start
    for node in nodes:
        name = node.choice("op", tuple(_READERS))
        needs, read = _READERS[name]
        if column.shape not in needs:
            wanted = " or ".join(SHAPES[shape] for shape in needs)
            node.refuse("rule_shape", op=name, needs=wanted, has=SHAPES[column.shape], order=ORDER)
        operation = read(node, name, axes)
        if isinstance(operation, Scale):
            if column.out_of is None:
                node.refuse("rule_full_mark", stage="this stage")
            operation = replace(operation, full=column.out_of)
        node.done()
        column = _after(operation, column, panel)
        operations.append(operation)
    _refuse_mixed(operations, nodes)
    return tuple(operations), column


def _refuse_mixed(operations: list[Operation], nodes: list[Node]) -> None:
    if any(isinstance(operation, JudgeEffect) for operation in operations):
        for operation, node in zip(operations, nodes, strict=True):
            if isinstance(operation, (Drop, JudgeRanks, Standardise)):
                node.refuse("rule_effect_mixed", op=type(operation).__name__)


def _after(  # noqa: C901, PLR0911  # one line for each operation of the closed set
    operation: Operation, column: Column, panel: JudgePanel | None
) -> Column:
    """Work out what an operation leaves."""
    shape, out_of = column.shape, column.out_of
    match operation:
        case Weigh():
            full = total_points(panel) if panel else None
            return Column("judges" if shape == "table" else "number", full)
        case Average(by):
            if shape == "judges":
                return replace(column, shape="number", out_of=None if by == "sum" else out_of)
            return replace(column, shape="criteria")
        case JudgeEffect():
            return replace(column, shape="number")
        case Standardise():
            return Column("judges", None)
        case VotePoints():
            return Column("number", operation.points)
        case JudgeRanks(table=table):
            return Column("judges", _most(table) if table else None, counts_places=table is None)
        case PlaceNumber():
            return Column("number", None, counts_places=True)
        case Bands(bands):
            return Column("number", bands[0][1])
        case Scale(to):
            return replace(column, out_of=to)
        case Drop():
            return replace(column, shape="thinned") if shape == "table" else column
        case Round() | Adjust():
            return column


def total_points(panel: JudgePanel) -> Fraction:
    """Add up what one judge can give at most: the weights where they stand, else the points."""
    return sum(
        (criterion.points if criterion.weight is None else criterion.weight for criterion in panel.criteria),
        Fraction(0),
    )


def _most(table: PointsTable) -> Fraction:
    return table.first if table.first is not None else table.bands[0][2]


def _weigh(_node: Node, _name: str, _axes: Axes) -> Operation:
    return Weigh()


def _drop(node: Node, _name: str, _axes: Axes) -> Operation:
    drop = Drop(node.integer("highest", 0), node.integer("lowest", 0), node.integer("fewest_left", 1))
    if drop.highest + drop.lowest == 0:
        node.refuse("rule_bounds", "highest", value=0, expected="1 or more, or lowest must be")
    return drop


def _average(_node: Node, name: str, _axes: Axes) -> Operation:
    return Average("median" if name == "median" else "sum" if name == "sum" else "mean")


def _judge_effect(node: Node, _name: str, axes: Axes) -> Operation:
    return JudgeEffect(read_axes(node, "within", axes))


def _standardise(node: Node, _name: str, axes: Axes) -> Operation:
    return Standardise(
        node.number("mean"),
        node.number("spread", 0, above=True),
        node.integer("digits", 0),
        read_axes(node, "within", axes),
    )


def _vote_points(node: Node, _name: str, axes: Axes) -> Operation:
    by = node.choice("by", _VOTES)
    within = read_axes(node, "within", axes)
    if by == "rank_points":
        table = _points_table(node.table("table"))
        return VotePoints(by, within, _most(table), table=table, ties=node.choice("ties", _TIES))
    points = node.number("points", 0, above=True)
    base = node.number_or_none("base", 0) or Fraction(0)
    if base >= points:
        node.refuse("rule_bounds", "base", value=base, expected=f"below {points}")
    return VotePoints(by, within, points, base)


def _judge_ranks(node: Node, _name: str, axes: Axes) -> Operation:
    table = _points_table(node.table("table")) if node.has("table") else None
    return JudgeRanks(read_axes(node, "within", axes), table, node.choice("ties", _TIES))


def _place(node: Node, _name: str, axes: Axes) -> Operation:
    return PlaceNumber(read_axes(node, "within", axes), node.choice("ties", _TIES))


def _bands(node: Node, _name: str, _axes: Axes) -> Operation:
    bands: list[tuple[Fraction, Fraction]] = []
    for line in node.nodes("bands"):
        bands.append((line.number("at_least"), line.number("points")))
        line.done()
        if len(bands) > 1 and (bands[-1][0] >= bands[-2][0] or bands[-1][1] > bands[-2][1]):
            line.refuse("rule_falling")
    return Bands(tuple(bands))


def _scale(node: Node, _name: str, _axes: Axes) -> Operation:
    to = node.number("to", 0, above=True)
    return Scale(to, to)


def _round(node: Node, _name: str, _axes: Axes) -> Operation:
    return Round(node.integer("digits", 0), node.choice("mode", _ROUNDINGS))


def _adjust(node: Node, name: str, _axes: Axes) -> Operation:
    bound = "not_above" if name == "bonus" else "not_below"
    return Adjust(
        "bonus" if name == "bonus" else "penalty",
        node.choice("unit", ("points", "percent"), "points"),
        node.texts("reasons", needed=False),
        node.number_or_none("each_at_most", 0),
        node.number_or_none("at_most", 0),
        node.number_or_none(bound),
    )


def _points_table(node: Node) -> PointsTable:
    """Read points for places: ``points`` (+ ``rest``), ``bands``, or ``first`` with ``step`` and ``least``."""
    chosen = [key for key in ("points", "bands", "first") if node.has(key)]
    if len(chosen) != 1:
        node.refuse("rule_one_of", keys="points, bands, first")
    if chosen == ["first"]:
        table = PointsTable((), node.number("first"), node.number("step", 0, above=True), node.number("least"))
        node.done()
        return table
    bands: list[tuple[Fraction | None, Fraction | None, Fraction]] = []
    if chosen == ["points"]:
        for number, item in enumerate(node.items("points")):
            bands.append((Fraction(number + 1), None, exact(item, f"{node.at('points')}[{number}]")))
        if node.has("rest"):
            bands.append((None, None, node.number("rest")))
    else:
        for line in node.nodes("bands"):
            if line.has("to") and line.has("to_share"):
                line.refuse("rule_one_of", keys="to, to_share")
            to = Fraction(line.integer("to", 1)) if line.has("to") else None
            bands.append((to, line.number_or_none("to_share", 0), line.number("points")))
            line.done()
    node.done()
    if any(later[2] > earlier[2] for earlier, later in pairwise(bands)):
        node.refuse("rule_falling")
    return PointsTable(tuple(bands))


_Reader = Callable[[Node, str, Axes], Operation]
_NUMBER: Final[tuple[Shape, ...]] = ("number",)
_JUDGES: Final[tuple[Shape, ...]] = ("judges",)
_READERS: Final[Mapping[str, tuple[tuple[Shape, ...], _Reader]]] = {
    "weigh": (("table", "criteria"), _weigh),
    "drop": (("judges", "table"), _drop),
    "mean": (("judges", "table", "thinned"), _average),
    "median": (("judges", "table", "thinned"), _average),
    "sum": (_JUDGES, _average),
    "judge_effect": (_JUDGES, _judge_effect),
    "standardise": (_JUDGES, _standardise),
    "judge_ranks": (_JUDGES, _judge_ranks),
    "vote_points": (_NUMBER, _vote_points),
    "place": (_NUMBER, _place),
    "bands": (_NUMBER, _bands),
    "scale": (("number", "judges"), _scale),
    "round": (("number", "judges", "criteria"), _round),
    "bonus": (_NUMBER, _adjust),
    "penalty": (_NUMBER, _adjust),
}
OPERATION_NAMES: Final = tuple(_READERS)

"""Reading what comes after the numbers: tie rules, cuts, the ranking and the award ladders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from dure.engines.ranking.conditions import Axes, read_axes, read_condition
from dure.engines.ranking.nodes import Node
from dure.engines.ranking.reading_operations import Column
from dure.engines.ranking.ruleset import (
    Cut,
    Grade,
    JudgePanel,
    Ladder,
    Limit,
    Ordering,
    Prefer,
    Quota,
    RankingRule,
    Stage,
    TieEnd,
    TieRule,
)

_PREFER: Final[tuple[Prefer, ...]] = ("higher", "lower")
_ENDS: Final[tuple[TieEnd, ...]] = ("shared", "draw")
_BY: Final[tuple[Literal["rank", "band"], ...]] = ("rank", "band")
_SCOPES: Final[tuple[Literal["division", "overall"], ...]] = ("division", "overall")


def read_cut(node: Node, axes: Axes, stages: Sequence[Stage], columns: Mapping[str, Column]) -> Cut:
    """Read who goes on after the last of the stages."""
    ordering = _ordering(node, stages, columns, default_by=stages[-1].name)
    ways = [key for key in ("count", "share", "at_least") if node.has(key)]
    if not ways or {"count", "share"} <= set(ways):
        node.refuse("rule_one_of", keys="count, share (and, with either or alone, at_least)")
    share = node.number_or_none("share", 0)
    per = read_axes(node, "per", axes)
    cut = Cut(
        per=per,
        ordering=ordering,
        counts=_quotas(node, {axis: axes[axis] for axis in per}) if node.has("count") else (),
        share=share,
        rounding=node.choice("rounding", ("up", "down")) if share is not None else "up",
        at_least=node.number_or_none("at_least"),
        # After a draw nobody is equal, so the edge need not be named.
        edge=node.choice("edge", ("take_all", "leave_all", "refuse"), "refuse" if ordering.end == "draw" else None),
        also=node.integer("also", 0, 0),
    )
    node.done()
    return cut


def read_ranking(node: Node, axes: Axes, stages: Sequence[Stage], columns: Mapping[str, Column]) -> RankingRule:
    """Read how the last order is made."""
    rule = RankingRule(
        per=read_axes(node, "per", axes),
        overall=node.flag("overall"),
        only=read_condition(node, "only", axes),
        ordering=_ordering(node, stages, columns, default_by=None),
        equal=node.choice("equal", ("skip", "dense"), "skip"),
        behind=node.choice("behind", ("unplaced", "by_stage"), "unplaced"),
    )
    node.done()
    return rule


def read_awards(
    nodes: Sequence[Node], axes: Axes, stages: Sequence[Stage], columns: Mapping[str, Column], ranking: RankingRule
) -> tuple[Ladder, ...]:
    """Read the award ladders; ``without`` may only name grades of ladders above."""
    ladders: list[Ladder] = []
    grades: list[str] = []
    for node in nodes:
        ladder = _ladder(node, axes, stages, columns, ranking)
        for grade in ladder.without:
            if grade not in grades:
                node.refuse("rule_choice", "without", value=grade, choices=", ".join(grades) or "none yet")
        if any(other.name == ladder.name for other in ladders):
            node.refuse("rule_twice", "name", name=ladder.name)
        grades += [grade.name for grade in ladder.grades]
        ladders.append(ladder)
    return tuple(ladders)


def _ladder(
    node: Node, axes: Axes, stages: Sequence[Stage], columns: Mapping[str, Column], ranking: RankingRule
) -> Ladder:
    by = node.choice("by", _BY)
    ordering: Ordering | None = None
    per: tuple[str, ...] = ()
    if node.has("order"):
        order = node.table("order")
        ordering = _ordering(order, stages, columns, default_by=None)
        per = read_axes(order, "per", axes)
        order.done()
    scope = node.choice("scope", _SCOPES, "division")
    if scope == "overall" and (ordering or not ranking.overall):
        node.refuse("rule_overall", "scope")
    parted = per if ordering else ranking.per if scope == "division" else ()
    grades = tuple(_grade(line, by, {axis: axes[axis] for axis in parted}) for line in node.nodes("grades"))
    reached = node.text("reached", "") or None
    if reached and reached not in columns:
        node.refuse("rule_stage", "reached", stage=reached, known=", ".join(columns))
    counted = any(grade.counts for grade in grades)
    if not counted and node.has("sharing"):
        node.refuse("rule_out_of_place", "sharing", key="sharing")
    ladder = Ladder(
        name=node.text("name"),
        by=by,
        ordering=ordering,
        scope=scope,
        per=per,
        eligible=read_condition(node, "eligible", axes),
        without=node.texts("without", needed=False),
        reached=reached,
        grades=grades,
        sharing=node.choice("sharing", ("up", "up_taking", "down", "refuse")) if counted else "refuse",
        vacancy=node.choice("vacancy", ("stays", "passes"), "stays"),
        limits=tuple(_limit(line, axes) for line in node.nodes("at_most", needed=False)),
        parallel=node.flag("parallel"),
    )
    node.done()
    return ladder


def _grade(node: Node, by: str, axes: Axes) -> Grade:
    if by == "rank" and not node.has("count"):
        node.refuse("rule_missing", "count", key="count", expected="how many get this grade")
    if by == "band" and not node.has("at_least"):
        node.refuse("rule_missing", "at_least", key="at_least", expected="the least score of this band")
    grade = Grade(node.text("grade"), _quotas(node, axes) if node.has("count") else (), node.number_or_none("at_least"))
    node.done()
    return grade


def _limit(node: Node, axes: Axes) -> Limit:
    per = node.text("per", "")
    if per and per != "organisation" and per not in axes:
        node.refuse("rule_choice", "per", value=per, choices=", ".join(("organisation", *axes)))
    limit = Limit(per, read_condition(node, "is", axes), node.integer("count", 1))
    node.done()
    return limit


def _quotas(node: Node, axes: Axes) -> tuple[Quota, ...]:
    """Read ``count``: one integer for every division, or a list of ``{is, count}`` on the axes that part them."""
    if not isinstance(node.peek("count"), list):
        return (Quota({}, node.integer("count", 1)),)
    quotas: list[Quota] = []
    for line in node.nodes("count"):
        quotas.append(Quota(read_condition(line, "is", axes), line.integer("count", 0)))
        line.done()
    return tuple(quotas)


def _ordering(node: Node, stages: Sequence[Stage], columns: Mapping[str, Column], default_by: str | None) -> Ordering:
    by = node.text("by", default_by)
    _known(node, "by", by, columns)
    prefer = node.choice("prefer", _PREFER, "higher")
    if columns[by].counts_places and prefer == "higher":
        node.refuse("rule_direction", "prefer", stage=by)
    rules = tuple(_tie_rule(line, stages, columns) for line in node.nodes("tiebreak", needed=False))
    return Ordering(by, prefer, rules, node.choice("end", _ENDS))


def _tie_rule(node: Node, stages: Sequence[Stage], columns: Mapping[str, Column]) -> TieRule:
    name = node.text("by")
    _known(node, "by", name, columns)
    rule = TieRule(
        name,
        criterion=node.text("criterion", "") or None,
        judge=node.text("judge", "") or None,
        with_dropped=node.flag("with_dropped"),
        firsts=node.flag("firsts"),
        prefer=node.choice("prefer", _PREFER, "higher"),
    )
    stage = next(stage for stage in stages if stage.name == name)
    special = [rule.criterion is not None, rule.judge is not None, rule.with_dropped, rule.firsts]
    if sum(special) > 1:
        node.refuse("rule_one_of", keys="criterion, judge, with_dropped, firsts")
    if any(special):
        if not isinstance(stage.source, JudgePanel):
            node.refuse("rule_judges_only", "by", stage=name)
        known = [criterion.name for criterion in stage.source.criteria]
        if rule.criterion is not None and rule.criterion not in known:
            node.refuse("rule_criterion", "criterion", stage=name, criterion=rule.criterion, known=", ".join(known))
    elif columns[name].counts_places and rule.prefer == "higher":
        node.refuse("rule_direction", "prefer", stage=name)
    node.done()
    return rule


def _known(node: Node, key: str, name: str, columns: Mapping[str, Column]) -> None:
    if name not in columns:
        node.refuse("rule_stage", key, stage=name, known=", ".join(columns) or "none")

"""The frozen framework of one assessment year: units, indicators, points, areas; blanks refuse to score."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Literal

from dure.engines.indices.sentences import Refusal, Sentence

Kind = Literal["area", "quantitative", "panel", "survey", "bonus", "penalty", "denominator"]
Scale = Literal["linear", "log"]


class FrameworkIncomplete(Refusal):
    """Something that the year's guide decides is still blank; the framework does not score until it is set."""

    def __init__(self, blanks: tuple[Sentence, ...]) -> None:
        """Keep the blanks, each a sentence that says where to set it."""
        self.blanks = blanks
        super().__init__("framework_incomplete", blanks=blanks)


class FrameworkBroken(Refusal):
    """The tree contradicts itself: a code twice, an unknown parent, a circle, an indicator that has children."""


class UnknownUnit(Refusal):
    """A value names a unit that the list does not have, or that was not valid on the framework's day."""


class UnknownIndicator(Refusal):
    """A value names an indicator that the framework does not have."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One that is assessed: code, name, peer group, first and last day."""

    code: str
    name: str = ""
    group: str = "all"
    valid_from: date | None = None
    valid_to: date | None = None

    def is_valid(self, on_date: date | None) -> bool:
        """Tell whether the unit existed on that day; ``valid_to`` is its last."""
        if on_date is None:
            return True
        return (self.valid_from is None or self.valid_from <= on_date) and (
            self.valid_to is None or on_date <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class Indicator:
    """One node of the tree.

    ``level`` counts from the leaves (1) up, as in COINr; a node of kind ``area`` has children. ``weight`` is what the
    weighted mean uses and defaults to ``max_points``; an area without one weighs as much as its children together.
    ``low`` and ``high`` are the goalposts, in ``unit``; ``valid_low`` and ``valid_high`` bound what a check accepts.
    Of bonus and penalty nodes ``max_points`` is the cap. None is a blank.
    """

    code: str
    parent: str | None = None
    level: int = 1
    direction: int = 1
    weight: Fraction | None = None
    unit: str = ""
    kind: Kind = "quantitative"
    max_points: Fraction | None = None
    name: str = ""
    low: Fraction | None = None
    high: Fraction | None = None
    scale: Scale = "linear"
    valid_low: Fraction | None = None
    valid_high: Fraction | None = None
    zero_is_missing: bool = False
    is_defined: bool = True

    @property
    def own_weight(self) -> Fraction | None:
        """The weight if it is set, else the points."""
        return self.max_points if self.weight is None else self.weight


@dataclass(frozen=True)
class Framework:
    """A year's tree of indicators. ``indicator_count`` is the guide's number: with fewer nodes it is incomplete."""

    year: int
    nodes: tuple[Indicator, ...]
    name: str = ""
    organiser: str = ""
    as_of_date: date | None = None
    indicator_count: int | None = None
    groups: tuple[str, ...] = ()
    blanks_elsewhere: tuple[Sentence, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a tree that is none.

        Raises:
            FrameworkBroken: says which node and what about it.
        """
        codes = [node.code for node in self.nodes]
        if twice := {code for code in codes if codes.count(code) > 1}:
            raise FrameworkBroken("codes_twice", codes=tuple(sorted(twice)))
        for node in self.nodes:
            if node.parent is not None and node.parent not in self.by_code:
                raise FrameworkBroken("parent_unknown", code=node.code, parent=node.parent)
            if node.direction not in (1, -1):
                raise FrameworkBroken("direction_wrong", code=node.code, direction=node.direction)
            if node.weight is not None and node.weight < 0:
                raise FrameworkBroken("weight_negative", code=node.code, weight=str(node.weight))
            if node.kind != "area" and self.children(node.code):
                raise FrameworkBroken("not_an_area", code=node.code)
            self._climb(node)
        if not self.nodes:
            raise FrameworkBroken("no_node")

    def _climb(self, node: Indicator) -> None:
        seen = {node.code}
        while node.parent is not None:
            node = self.by_code[node.parent]
            if node.code in seen:
                raise FrameworkBroken("own_ancestor", code=node.code)
            seen.add(node.code)

    @cached_property
    def by_code(self) -> Mapping[str, Indicator]:
        """The nodes by their codes."""
        return {node.code: node for node in self.nodes}

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """The scored leaves in order: neither areas nor bonus, penalty and denominator columns."""
        return tuple(node for node in self.nodes if node.kind in ("quantitative", "panel", "survey"))

    @cached_property
    def adjustments(self) -> tuple[Indicator, ...]:
        """Bonus and penalty nodes in order."""
        return tuple(node for node in self.nodes if node.kind in ("bonus", "penalty"))

    def children(self, code: str | None) -> tuple[Indicator, ...]:
        """Return the scored children of a node; of None, the nodes right under the total."""
        return tuple(
            node for node in self.nodes if node.parent == code and node.kind not in ("bonus", "penalty", "denominator")
        )

    def leaves_under(self, code: str) -> tuple[Indicator, ...]:
        """Return the indicators below a node, or the node itself if it is one."""
        node = self.by_code[code]
        if node.kind != "area":
            return (node,)
        return tuple(leaf for child in self.children(code) for leaf in self.leaves_under(child.code))

    @property
    def areas_bottom_up(self) -> tuple[Indicator, ...]:
        """Areas so ordered that children stand before parents."""
        found: list[Indicator] = []

        def visit(code: str | None) -> None:
            for child in self.children(code):
                visit(child.code)
                if child.kind == "area":
                    found.append(child)

        visit(None)
        return tuple(found)

    def blanks(self, *, needs_weights: bool, needs_goalposts: bool) -> tuple[Sentence, ...]:
        """Return what the guide must still decide, a sentence each; empty when the framework can score."""
        found = list(self.blanks_elsewhere)
        if self.indicator_count is not None and len(self.indicators) != self.indicator_count:
            found.append(Sentence("blank_count", announced=self.indicator_count, known=len(self.indicators)))
        for node in self.nodes:
            if node.kind == "area" and not self.children(node.code):
                found.append(Sentence("blank_area", code=node.code))
            if not node.is_defined:
                found.append(Sentence("blank_kind", code=node.code))
            if needs_weights and node.kind in ("quantitative", "panel", "survey") and node.own_weight is None:
                found.append(Sentence("blank_points", code=node.code))
            if node.kind in ("bonus", "penalty") and node.max_points is None:
                found.append(Sentence("blank_cap", code=node.code))
            if needs_goalposts and node.kind == "quantitative" and (node.low is None or node.high is None):
                found.append(Sentence("blank_goalposts", code=node.code))
        return tuple(found)

    def without(self, codes: Iterable[str]) -> Framework:
        """Return the framework without these leaves and without areas that are left empty."""
        gone = set(codes)
        nodes = tuple(node for node in self.nodes if node.code not in gone)
        while True:
            parents = {node.parent for node in nodes}
            kept = tuple(node for node in nodes if node.kind != "area" or node.code in parents)
            if kept == nodes:
                break
            nodes = kept
        return replace(self, nodes=nodes, indicator_count=None)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the framework's contents: a year is frozen under it."""
        content = {
            "framework": [self.year, self.name, self.organiser, str(self.as_of_date), self.indicator_count],
            "nodes": [[str(getattr(node, field.name)) for field in fields(Indicator)] for node in self.nodes],
        }
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()

"""Axes, divisions and conditions: reading them from rules, and asking them of an entry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dure.engines.ranking.nodes import Node
from dure.engines.ranking.ruleset import Condition

Axes = Mapping[str, tuple[str, ...]]
EVERYBODY: Final = "all entries"


def read_axes(node: Node, key: str, axes: Axes) -> tuple[str, ...]:
    """Read a list of axes; it must stand where the ruleset has axes, since no division is guessed."""
    found = node.texts(key, needed=False)
    if axes and not node.has(key):
        node.refuse(
            "rule_missing", key, key=key, expected=f"a list of axes ({', '.join(axes)}), or [] for all entries together"
        )
    for axis in found:
        if axis not in axes:
            node.refuse("rule_axis", key, axis=axis, known=", ".join(axes) or "none")
    return found


def read_condition(node: Node, key: str, axes: Axes) -> Condition:
    """Read ``{axis = value}`` or ``{axis = [values]}``; a missing one is met by every entry."""
    if not node.has(key):
        return {}
    table = node.table(key)
    found: dict[str, tuple[str, ...]] = {}
    for axis in table.keys():  # noqa: SIM118  # a Node is no mapping
        if axis not in axes:
            table.refuse("rule_axis", axis, axis=axis, known=", ".join(axes) or "none")
        values = (table.text(axis),) if isinstance(table.peek(axis), str) else table.texts(axis)
        for value in values:
            if value not in axes[axis]:
                table.refuse("rule_value", axis, value=value, axis=axis, known=", ".join(axes[axis]))
        found[axis] = values
    return found


def meets(division: Mapping[str, str], condition: Condition) -> bool:
    """Tell whether an entry's division meets a condition.

    >>> meets({"class": "시", "field": "혁신"}, {"class": ("시", "군")})
    True
    """
    return all(division[axis] in values for axis, values in condition.items())


def named(division: Mapping[str, str]) -> str:
    """Write a division for a message."""
    return ", ".join(f"{axis} {value}" for axis, value in division.items()) or EVERYBODY

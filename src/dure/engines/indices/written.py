"""A framework as it is written in a TOML file: tables in, framework and rulebook out.

The caller parses the file (``tomllib`` with ``parse_float=Decimal``); here each key is checked against the class it
fills. Unknown keys are refused, since a misspelt rule would silently not be applied. ``""`` is a blank: announced, not
yet known. Numbers may be written as decimals, or as fractions in quotes ("1/4").
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from dure.engines.indices.exact import NotANumber, to_fraction
from dure.engines.indices.framework import Framework, Indicator
from dure.engines.indices.rulebook import (
    STEP_ORDER,
    STEP_TYPES,
    GradeBand,
    PanelRule,
    Preselection,
    QuotaRule,
    RoundingRule,
    Rulebook,
    RulebookBroken,
    Step,
    TieRule,
)
from dure.engines.indices.sentences import Refusal, Sentence
from dure.engines.indices.uncertainty import Alternatives, MarkNoise, Uncertain, ValueNoise, WeightNoise

_T = TypeVar("_T")
_TABLES = {"framework", "node", "step", "panel", "preselection", "uncertainty", "source", "units"}
_UNCERTAIN = ("weights", "alternatives", "values", "marks")
_WANTED = {
    Fraction: "number_wanted", float: "number_wanted", int: "whole_number_wanted", date: "date_wanted",
    str: "text_wanted", bool: "truth_wanted",
}  # fmt: skip
_NESTED = (RoundingRule, TieRule, QuotaRule, GradeBand)


class FrameworkFileBroken(Refusal):
    """A table or key of the file is unknown, missing or of the wrong kind; the message names it."""


@dataclass(frozen=True, slots=True)
class UnitList:
    """Units that need no file: the local governments in law on the framework's day, of one province if it is named."""

    list: Literal["governments"]
    parent: str | None = None


@dataclass(frozen=True)
class Written:
    """What a framework file says; ``criteria`` are the weights of panels' criteria, ``sources`` where it comes from."""

    framework: Framework
    rulebook: Rulebook
    criteria: Mapping[str, Mapping[str, Fraction]]
    uncertainty: tuple[Uncertain, ...]
    sources: tuple[str, ...]
    unit_list: UnitList | None


def read_framework(tables: Mapping[str, Any]) -> Written:
    """Build framework and rulebook from parsed tables.

    Raises:
        FrameworkFileBroken, FrameworkBroken, RulebookBroken: name the table and the key.
    """
    if unknown := set(tables) - _TABLES:
        raise FrameworkFileBroken("table_unknown", names=tuple(sorted(unknown)), known=tuple(sorted(_TABLES)))
    blanks: list[Sentence] = []
    nodes = tuple(_node(table, number) for number, table in enumerate(_tables(tables.get("node", []), "[[node]]"), 1))
    steps = tuple(_step(table, number) for number, table in enumerate(_tables(tables.get("step", []), "[[step]]"), 1))
    panels, criteria = {}, {}
    for code, table in _table(tables.get("panel", {}), "[panel]").items():
        where = f"[panel.{code}]"
        given = dict(_table(table, where))
        criteria[code] = _value(given.pop("weights", {}), Mapping[str, Fraction], f"{where} weights")
        if given.get("score") == "":
            blanks.append(Sentence("blank_panel_score", code=code))
            given.pop("score")
        panels[code] = _filled(PanelRule, given, where)
    preselection = _filled(Preselection, tables["preselection"], "[preselection]") if "preselection" in tables else None
    if not steps:
        blanks.append(Sentence("blank_steps"))
    head = dict(_table(tables.get("framework", {}), "[framework]"))
    noises = _tables(tables.get("uncertainty", []), "[[uncertainty]]")
    framework = _filled(Framework, {**head, "nodes": nodes, "blanks_elsewhere": tuple(blanks)}, "[framework]")
    return Written(
        framework, Rulebook(steps, panels, preselection), criteria,
        tuple(_uncertain(table, number) for number, table in enumerate(noises, 1)),
        _value(_table(tables.get("source", {}), "[source]").get("urls", []), tuple[str, ...], "[source] urls"),
        _filled(UnitList, tables["units"], "[units]") if "units" in tables else None,
    )  # fmt: skip


def _table(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise FrameworkFileBroken("table_wanted", where=where, value=repr(value))
    return value


def _tables(value: Any, where: str) -> list[Mapping[str, Any]]:
    if not isinstance(value, list):
        raise FrameworkFileBroken("list_wanted", where=where, value=repr(value))
    return [_table(item, f"{where} {number}") for number, item in enumerate(value, 1)]


def _node(table: Mapping[str, Any], number: int) -> Indicator:
    where = f"[[node]] {number} {table.get('code', '')}".rstrip()
    given = dict(table)
    if given.get("parent") == "":
        given.pop("parent")
    if given.get("kind") == "":
        given |= {"kind": "quantitative", "is_defined": False}
    return _filled(Indicator, given, where)


def _step(table: Mapping[str, Any], number: int) -> Step:
    where = f"[[step]] {number}"
    given = dict(table)
    name = given.pop("step", None)
    kind = next((kind for kind in STEP_TYPES if kind.name == name), None)
    if kind is None:
        raise FrameworkFileBroken("step_unknown", where=where, name=str(name), known=STEP_ORDER)
    return _filled(kind, given, f"{where} {name}")  # type: ignore[return-value]  # each kind is a Step


def _uncertain(table: Mapping[str, Any], number: int) -> Uncertain:
    where = f"[[uncertainty]] {number}"
    given = dict(table)
    kind = given.pop("kind", None)
    if kind == "alternatives":
        options = _tables(given.pop("options", []), f"{where} options")
        if given or not options:
            raise FrameworkFileBroken("alternatives_empty", where=where)
        return Alternatives(tuple(_step(option, place) for place, option in enumerate(options, 1)))
    if kind == "weights":
        return _filled(WeightNoise, given, where)
    if kind == "values":
        return _filled(ValueNoise, given, where)
    if kind == "marks":
        return _filled(MarkNoise, given, where)
    raise FrameworkFileBroken("kind_unknown", where=where, kind=str(kind), known=_UNCERTAIN)


def _filled(kind: type[_T], table: Any, where: str) -> _T:
    """Fill a dataclass from a table, each key by its declared type."""
    if not isinstance(table, Mapping):
        raise FrameworkFileBroken("table_wanted", where=where, value=repr(table))
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]  # callers hand in dataclasses
    if unknown := set(table) - set(known):
        raise FrameworkFileBroken("key_unknown", where=where, names=tuple(sorted(unknown)), known=tuple(known))
    hints = get_type_hints(kind)
    given = {key: _value(value, hints[key], f"{where} {key}") for key, value in table.items()}
    lacking = [
        name
        for name, field in known.items()
        if name not in given and field.default is MISSING and field.default_factory is MISSING
    ]
    if lacking:
        raise FrameworkFileBroken("key_missing", where=where, names=tuple(lacking))
    try:
        return kind(**given)
    except RulebookBroken as error:
        raise RulebookBroken("inside", where=where, what=error.sentence) from error


def _value(value: Any, hint: Any, where: str) -> Any:  # one branch a type, as TOML has them
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        inner = [part for part in get_args(hint) if part is not type(None)]
        return None if value == "" else _value(value, inner[0], where)
    if origin is Literal:
        if value not in get_args(hint):
            known = tuple(map(str, get_args(hint)))
            raise FrameworkFileBroken("choice_unknown", where=where, value=str(value), known=known)
        return value
    if hint in _NESTED:
        return _filled(hint, value, where)
    if origin is tuple:
        if isinstance(value, str) or not isinstance(value, list | tuple):
            raise FrameworkFileBroken("list_wanted", where=where, value=repr(value))
        return tuple(_value(item, get_args(hint)[0], f"{where}[{place}]") for place, item in enumerate(value, 1))
    if origin is not None and issubclass(origin, Mapping):
        if not isinstance(value, Mapping):
            raise FrameworkFileBroken("table_wanted", where=where, value=repr(value))
        return {str(key): _value(item, get_args(hint)[1], f"{where}.{key}") for key, item in value.items()}
    return _plain(value, hint, where)


def _plain(value: Any, hint: Any, where: str) -> Any:
    is_number = isinstance(value, int | Decimal | float) and not isinstance(value, bool)
    if hint is Fraction and (is_number or isinstance(value, str)):
        try:
            return to_fraction(value)
        except NotANumber as error:
            raise FrameworkFileBroken("inside", where=where, what=error.sentence) from error
    if hint is float and is_number:
        return float(value)
    if isinstance(hint, type) and isinstance(value, hint) and not (hint is int and isinstance(value, bool)):
        return value
    raise FrameworkFileBroken(_WANTED[hint], where=where, value=repr(value))

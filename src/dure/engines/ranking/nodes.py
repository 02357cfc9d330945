"""Reading a tree of plain values strictly: each key taken by name and type, unknown keys refused with their path."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final, NoReturn, TypeVar, cast

from dure.engines.ranking.canonical import LARGEST_INTEGER
from dure.engines.ranking.faults import RulesRefused, fault
from dure.engines.ranking.numbers import NotANumber, parse_number

Choice = TypeVar("Choice", bound=str)

_NAMES: Final = {dict: "a table", list: "a list", str: "a text", int: "an integer"}


def plain(value: object, path: str = "") -> object:
    """Copy a tree of integers, texts, lists and tables, texts composed (NFC), refusing everything else."""
    if isinstance(value, bool) or value is None:
        raise RulesRefused([fault("rule_plain", path, got=str(value).lower())])
    if isinstance(value, float):
        raise RulesRefused([fault("rule_float", path, value=value)])
    if isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise RulesRefused([fault("rule_bounds", path, value=value, expected="an integer below 2^53")])
        return value
    if isinstance(value, str):
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            raise RulesRefused([fault("rule_plain", path, got="a text with half a letter (a lone surrogate)")])
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Sequence):
        return [plain(item, f"{path}[{number}]") for number, item in enumerate(value)]
    if isinstance(value, Mapping):
        return {
            unicodedata.normalize("NFC", str(key)): plain(item, f"{path}.{key}" if path else str(key))
            for key, item in value.items()
        }
    raise RulesRefused([fault("rule_plain", path, got=type(value).__name__)])


class Node:
    """One table of a ruleset while it is read: knows its path and which keys were taken."""

    def __init__(self, value: object, path: str) -> None:
        self.path = path
        if not isinstance(value, dict):
            raise RulesRefused([fault("rule_type", path, expected="a table", got=kind_of(value))])
        self._value = cast("dict[str, object]", value)
        self._taken: set[str] = set()

    def at(self, key: str) -> str:
        """Return the path of a key."""
        return f"{self.path}.{key}" if self.path else key

    def refuse(self, code: str, at: str = "", /, **details: object) -> NoReturn:
        """Raise a fault at this table or at one of its keys."""
        raise RulesRefused([fault(code, self.at(at) if at else self.path, **details)])

    def has(self, key: str) -> bool:
        """Tell whether the key stands."""
        return key in self._value

    def take(self, key: str, kind: type[str | list[object] | dict[str, object] | int]) -> object:
        """Take a value of one type; a missing or other one is refused."""
        self._taken.add(key)
        if key not in self._value:
            self.refuse("rule_missing", key, key=key, expected=_NAMES[kind])
        value = self._value[key]
        if not isinstance(value, kind):
            self.refuse("rule_type", key, expected=_NAMES[kind], got=kind_of(value))
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """Take a text that is not empty; with a default it may be missing."""
        if default is not None and not self.has(key):
            self._taken.add(key)
            return default
        value = cast("str", self.take(key, str))
        if not value.strip():
            self.refuse("rule_bounds", key, value="an empty text", expected="a text with letters")
        return value

    def integer(self, key: str, least: int, default: int | None = None) -> int:
        """Take an integer from ``least`` upward."""
        if default is not None and not self.has(key):
            self._taken.add(key)
            return default
        value = cast("int", self.take(key, int))
        if value < least:
            self.refuse("rule_bounds", key, value=value, expected=f"{least} or more")
        return value

    def number(self, key: str, least: Fraction | int | None = None, *, above: bool = False) -> Fraction:
        """Take an exact number, an integer or a text such as ``35/100``."""
        self._taken.add(key)
        if key not in self._value:
            self.refuse("rule_missing", key, key=key, expected='a number such as "35/100"')
        value = exact(self._value[key], self.at(key))
        if least is not None and (value < least or (above and value == least)):
            self.refuse("rule_bounds", key, value=value, expected=f"{'above' if above else 'at least'} {least}")
        return value

    def number_or_none(self, key: str, least: Fraction | int | None = None) -> Fraction | None:
        """Take an exact number that may be missing."""
        return self.number(key, least) if self.has(key) else None

    def choice(self, key: str, choices: tuple[Choice, ...], default: Choice | None = None) -> Choice:
        """Take one of some words."""
        if default is not None and not self.has(key):
            self._taken.add(key)
            return default
        if not self.has(key):
            self.refuse("rule_missing", key, key=key, expected=" | ".join(choices))
        value = self.take(key, str)
        if value not in choices:
            self.refuse("rule_choice", key, value=value, choices=", ".join(choices))
        return cast("Choice", value)

    def flag(self, key: str) -> bool:
        """Take ``yes`` or ``no``; missing is no."""
        return self.choice(key, ("yes", "no"), "no") == "yes"

    def texts(self, key: str, *, needed: bool = True) -> tuple[str, ...]:
        """Take a list of texts without repetition."""
        found: list[str] = []
        for number, item in enumerate(self.items(key, needed=needed)):
            where = f"{self.at(key)}[{number}]"
            if not isinstance(item, str):
                raise RulesRefused([fault("rule_type", where, expected="a text", got=kind_of(item))])
            if item in found:
                raise RulesRefused([fault("rule_twice", where, name=item)])
            found.append(item)
        return tuple(found)

    def items(self, key: str, *, needed: bool = True) -> list[object]:
        """Take a list; a missing one is empty unless it is needed."""
        if not needed and not self.has(key):
            self._taken.add(key)
            return []
        value = cast("list[object]", self.take(key, list))
        if needed and not value:
            self.refuse("rule_empty", key)
        return value

    def nodes(self, key: str, *, needed: bool = True) -> list[Node]:
        """Take a list of tables."""
        return [Node(item, f"{self.at(key)}[{number}]") for number, item in enumerate(self.items(key, needed=needed))]

    def table(self, key: str) -> Node:
        """Take a table."""
        return Node(self.take(key, dict), self.at(key))

    def peek(self, key: str) -> object:
        """Look at a value without taking it."""
        return self._value.get(key)

    def keys(self) -> tuple[str, ...]:
        """Return all keys, taken or not, for tables whose keys are names."""
        self._taken.update(self._value)
        return tuple(self._value)

    def done(self) -> None:
        """Refuse whatever nobody took."""
        for key in self._value:
            if key not in self._taken:
                self.refuse("rule_unknown_key", key, key=key, known=", ".join(sorted(self._taken)))


def exact(value: object, path: str) -> Fraction:
    """Read an integer or a number's text from a ruleset."""
    if isinstance(value, int):
        return Fraction(value)
    if isinstance(value, str):
        try:
            return parse_number(value)
        except NotANumber:
            raise RulesRefused([fault("rule_number", path, value=value)]) from None
    raise RulesRefused([fault("rule_type", path, expected='a number such as "35/100"', got=kind_of(value))])


def kind_of(value: object) -> str:
    """Name a value's type in words."""
    return next((name for kind, name in _NAMES.items() if isinstance(value, kind)), type(value).__name__)

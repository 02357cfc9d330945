"""Named blanks: what is not known of a contest's rules stands as ``{blank = "…"}`` until somebody sets it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dure.engines.ranking.faults import BlanksLeft, RulesRefused, fault
from dure.engines.ranking.nodes import plain

DRAW_SEED: Final = "draw_seed"  # belongs to a run, not to the rules: it is drawn after the scores are closed


@dataclass(frozen=True, slots=True)
class Blank:
    """One blank: its name, every path it stands at, what it is about, and an example as TOML."""

    name: str
    paths: tuple[str, ...]
    about: str
    example: str


def blanks_of(data: object) -> tuple[Blank, ...]:
    """List the blanks of a ruleset's data in the order in which they first stand.

    >>> [blank.name for blank in blanks_of({"ranking": {"end": {"blank": "tie_end", "about": "동점"}}})]
    ['tie_end']
    """
    found: dict[str, Blank] = {}
    _collect(plain(data), "", found)
    return tuple(found.values())


def fill_blanks(data: object, *fills: Mapping[str, object]) -> object:
    """Set the blanks of a ruleset's data; ``draw_seed`` is passed over, since it belongs to the run.

    Raises:
        RulesRefused: a fill names no blank, or two fills set one differently.
        BlanksLeft: blanks without a fill remain.
    """
    tree = plain(data)
    known = [blank.name for blank in blanks_of(tree)]
    values: dict[str, object] = {}
    for fill in fills:
        for name, value in fill.items():
            if name == DRAW_SEED:
                continue
            if name not in known:
                raise RulesRefused([fault("fill_unknown", f"fill.{name}", name=name, known=", ".join(known) or "none")])
            checked = plain(value, f"fill.{name}")
            if name in values and values[name] != checked:
                raise RulesRefused([fault("fill_twice", f"fill.{name}", name=name)])
            values[name] = checked
    left = [name for name in known if name not in values]
    if left:
        raise BlanksLeft([fault("blanks_left", names=", ".join(left))])
    return _filled(tree, values)


def _is_blank(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("blank"), str)


def _collect(value: object, path: str, found: dict[str, Blank]) -> None:
    if isinstance(value, dict):
        if _is_blank(value):
            name = str(value["blank"])
            extra = set(value) - {"blank", "about", "example"}
            if extra:
                raise RulesRefused([fault("rule_unknown_key", path, key=min(extra), known="blank, about, example")])
            before = found.get(name)
            found[name] = Blank(
                name,
                (*(before.paths if before else ()), path),
                (before.about if before else "") or str(value.get("about", "")),
                (before.example if before else "") or str(value.get("example", "")),
            )
            return
        for key, item in value.items():
            _collect(item, f"{path}.{key}" if path else key, found)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            _collect(item, f"{path}[{number}]", found)


def _filled(value: object, values: Mapping[str, object]) -> object:
    if isinstance(value, dict):
        if _is_blank(value):
            return values[str(value["blank"])]
        return {key: _filled(item, values) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, values) for item in value]
    return value

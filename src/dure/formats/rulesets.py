"""Rulesets as text: TOML for people, JSON for machines, and the presets of real contests."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from importlib import resources
from typing import Any

from dure.engines.ranking import Blank


class NotARuleset(ValueError):
    """A text that is neither a TOML nor a JSON table; says where it breaks."""


def parse_table(text: str) -> dict[str, Any]:
    """Read a ruleset or a fill: JSON if it begins with a brace, else TOML.

    Raises:
        NotARuleset: with the line at which reading stopped.
    """
    try:
        data = (
            json.loads(text) if text.lstrip("\ufeff \t\r\n").startswith("{") else tomllib.loads(text.lstrip("\ufeff"))
        )
    except (json.JSONDecodeError, tomllib.TOMLDecodeError) as error:
        raise NotARuleset(str(error)) from error
    if not isinstance(data, dict):
        message = "not a table"
        raise NotARuleset(message)
    return data


def preset_names() -> list[str]:
    """List the presets by name, sorted."""
    folder = resources.files("dure.data.presets")
    return sorted(path.name.removesuffix(".toml") for path in folder.iterdir() if path.name.endswith(".toml"))


def preset_text(name: str) -> str:
    """Return the TOML of a preset."""
    return resources.files("dure.data.presets").joinpath(f"{name}.toml").read_text(encoding="utf-8")


def fill_skeleton(blanks: Sequence[Blank], title: str) -> str:
    """Write a fill file to complete: each blank with what it is about and an example, commented out."""
    lines = [f"# {title}"]
    for blank in blanks:
        lines += ["", f"# {blank.about}" if blank.about else "#", f"# ({', '.join(blank.paths)})"]
        example = blank.example or '"…"'
        lines += [
            f"# {blank.name} = {line}" if not number else f"# {line}"
            for number, line in enumerate(example.splitlines())
        ]
    return "\n".join(lines) + "\n"


__all__ = ["NotARuleset", "fill_skeleton", "parse_table", "preset_names", "preset_text"]

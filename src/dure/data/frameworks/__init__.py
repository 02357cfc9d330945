"""Frameworks of assessments as TOML: the national ones of 2018 to 2025 as far as known, a province's, a demonstration.

``docs/methods/indices.md`` describes the format. Blanks (``""``) are what public reports do not tell.
"""

from __future__ import annotations

from importlib.resources import files

__all__ = ["framework_names", "framework_text"]


def framework_names() -> tuple[str, ...]:
    """Return the names of the frameworks that come along, in order."""
    return tuple(
        sorted(path.name.removesuffix(".toml") for path in files(__name__).iterdir() if path.name.endswith(".toml"))
    )


def framework_text(name: str) -> str:
    """Return a framework's TOML text.

    Raises:
        KeyError: there is none of that name.
    """
    if name not in framework_names():
        raise KeyError(name)
    return files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")

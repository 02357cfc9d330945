"""Whether the native modules were built where Dure was installed; without them the same is done in Python, and a page is read four times slower.

All of them are in use or none is. Which of the two is said by `make setup`, `dure doctor` and `make bench`.
"""

from __future__ import annotations

__all__ = ["LETTERS", "SCANNER", "TAGS", "is_native"]

try:
    from dure.engines.reading import _letters as LETTERS  # noqa: N812  constants to those who ask whether they are there
    from dure.engines.reading import _scan as SCANNER  # noqa: N812
    from dure.engines.reading import _tags as TAGS  # noqa: N812
except ImportError:  # there was no compiler
    LETTERS = SCANNER = TAGS = None  # type: ignore[assignment]  # mypy takes a module for one that is always there


def is_native() -> bool:
    """Tell whether the native modules are in use."""
    return SCANNER is not None

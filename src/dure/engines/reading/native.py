"""Whether the native module was built where Dure was installed; without it the same is done in Python, many times slower.

Which of the two is in use is said by `make setup`, `dure doctor` and `make bench`.
"""

from __future__ import annotations

__all__ = ["SCANNER", "is_native"]

try:
    from dure.engines.reading import _scan as SCANNER  # noqa: N812  a constant to those who ask whether it is there
except ImportError:  # there was no compiler
    SCANNER = None  # type: ignore[assignment]  # mypy takes a module for one that is always there


def is_native() -> bool:
    """Tell whether the native module is in use."""
    return SCANNER is not None

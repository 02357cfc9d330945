"""Whether the native module was built where Dure was installed; without it the same is done in Python, many times slower.

Which of the two is in use is said by `dure doctor`, by `make bench` and by the speed test.
"""

from __future__ import annotations

from typing import Final

try:
    from dure.engines.reading import _scan as _built
except ImportError:  # there was no compiler
    SCANNER: Final = None
else:
    SCANNER = _built

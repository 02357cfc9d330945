"""``make bench``: every benchmark, each making its own data; the exit status is 1 when a wanted value is missed."""

from __future__ import annotations

import argparse
import importlib
import inspect
import platform
import sys
from pathlib import Path

from dure.engines.reading import is_native

NOT_BENCHMARKS = {"__init__", "__main__", "cluster", "tables", "screenshots", "running"}


def names() -> list[str]:
    """Return the benchmarks of this folder."""
    return sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in NOT_BENCHMARKS)


def main() -> int:
    """Run the named benchmarks, or all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"of {', '.join(names())}; all without a name")
    parser.add_argument("--full", action="store_true", help="the sizes too that take minutes")
    given = parser.parse_args()
    chosen = given.names or names()
    machine = f"{platform.python_implementation()} {platform.python_version()} on {platform.machine()}"
    reader = "native" if is_native() else "in Python, its native module is not built"
    print(f"{machine}; the reader is {reader}; compare within a run only\n")
    missed = []
    for name in chosen:
        run = importlib.import_module(f"benchmarks.{name}").run
        sized = {"full": True} if given.full and "full" in inspect.signature(run).parameters else {}
        for table in run(**sized):
            print(table.text(), end="\n\n", flush=True)
            missed += table.missed
    for line in missed:
        print(f"missed: {line}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

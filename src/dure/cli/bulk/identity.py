"""Which reader this is: its own source, its data, and the packages that decide what it finds, as one digest.

A number raised by hand would be forgotten; a digest also tells a cluster's node with another version from the rest.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

_DECIDING = ("fastwarc", "pyahocorasick", "rensa", "resiliparse")
_SOURCES = (("engines", "reading"), ("data", "governments"), ("data", "lexicons"))


@cache
def reader_digest() -> str:
    """Return 16 hexadecimal digits that change whenever the reader could find something else."""
    digest = hashlib.sha256()
    for names in _SOURCES:
        for name, content in sorted(_contents(files("dure").joinpath(*names), "/".join(names))):
            digest.update(f"{name} {len(content)}\n".encode())
            digest.update(content)
    for package in _DECIDING:
        digest.update(f"{package} {version(package)}\n".encode())
    return digest.hexdigest()[:16]


def _contents(folder: Traversable, name: str) -> list[tuple[str, bytes]]:
    found = []
    for entry in folder.iterdir():
        if entry.is_dir():
            if entry.name != "__pycache__":
                found += _contents(entry, f"{name}/{entry.name}")
        elif not entry.name.endswith((".pyc", ".md")):
            found.append((f"{name}/{entry.name}", entry.read_bytes()))
    return found

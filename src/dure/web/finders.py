"""Finds the few files of the npm packages that pages really use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage


class NodePackagesFinder(BaseFinder):
    """Serve ``NODE_FILES``: named files of ``node_modules``, each under its own prefix."""

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:  # noqa: FBT001, FBT002  # Django's own signature
        """Return the file that is served under the path; an empty list where there is none."""
        matches = [
            str(Path(storage.location) / name) for name, storage in self._files() if _served(name, storage) == path
        ]
        return matches if find_all else (matches[0] if matches else [])

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Storage]]:  # noqa: ARG002  # Django's own signature
        """Yield each file with the storage that holds it."""
        yield from self._files()

    def _files(self) -> Iterator[tuple[str, FileSystemStorage]]:
        for prefix, (folder, patterns) in settings.NODE_FILES.items():
            root = Path(settings.NODE_MODULES) / folder
            storage = FileSystemStorage(location=str(root))
            storage.prefix = prefix  # type: ignore[attr-defined]  # where collectstatic puts it
            names = {
                str(path.relative_to(root)) for pattern in patterns for path in root.glob(pattern) if path.is_file()
            }
            for name in sorted(names):
                yield name, storage


def _served(name: str, storage: FileSystemStorage) -> str:
    return f"{storage.prefix}/{name}"  # type: ignore[attr-defined]  # set in _files, as Django's own finders do

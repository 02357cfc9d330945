"""The index engine: composite indicators, panels, grades, uncertainty."""

from __future__ import annotations

__all__: list[str] = []

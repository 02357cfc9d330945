"""A log of its own for each test that asks for ``home``: its folder, its keys."""

from __future__ import annotations

import pytest

from dure.apps.audit.outside.keeping import make_key


@pytest.fixture
def home(settings, tmp_path):
    """Where the log's folder and its keys stand."""
    settings.LOG_FOLDER = tmp_path / "log"
    settings.LOG_KEYS = tmp_path / "keys"
    settings.LOG_ORIGIN = "dure.example/log"
    make_key()
    return tmp_path

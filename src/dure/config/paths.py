"""Where this installation keeps what it makes: everything stands under one folder, ``var/``."""

from __future__ import annotations

import json
import os
import secrets
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
ROOT = PACKAGE.parents[1]


def var() -> Path:
    """Return the folder of the database, collected files and secrets: ``DURE_VAR``, else ``var/`` of the checkout."""
    named = os.environ.get("DURE_VAR")
    if named:
        return Path(named).resolve()
    return (ROOT if (ROOT / "pyproject.toml").exists() else Path.cwd()) / "var"


@cache
def local_secrets() -> dict[str, str]:
    """Return this installation's own secrets, made at the first call and kept readable for its owner only.

    A server in production names its secrets in the environment; these serve the embedded database and the demo.
    """
    path = var() / "secrets.json"
    if path.exists():
        found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
        return found
    path.parent.mkdir(parents=True, exist_ok=True)
    made = {name: secrets.token_urlsafe(48) for name in ("django", "superuser", "owner", "app")}
    handle = os.open(path.with_suffix(".new"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(made, file)
    path.with_suffix(".new").replace(path)
    return made

"""After every migration: the role that serves pages may use the rows, but never change the record."""

from __future__ import annotations

from typing import Any

from django.db import connections

APP_ROLE = "dure_app"

_GRANTS = """
GRANT USAGE ON SCHEMA public TO dure_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO dure_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO dure_app;
REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry, audit_leaf, audit_published, audit_cosignature FROM dure_app;
REVOKE UPDATE, TRUNCATE ON audit_waiting FROM dure_app;
"""


def grant_rows(using: str, **_: Any) -> None:
    """Give ``dure_app`` its rights on all tables; a server without that role runs as one role (see the README)."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP_ROLE])
        if cursor.fetchone():
            cursor.execute(_GRANTS)

"""Transactional tests get a fresh database: a copy of a template, made when the first of them begins.

Django would empty every table instead, which the triggers of the log refuse, as they should.
"""

from __future__ import annotations

from django.db import connections
from django.test import SimpleTestCase

_templates: set[str] = set()


def _elsewhere(statements: list[str]) -> None:
    """Run statements from the server's maintenance database, with nobody left in the test's own."""
    connections.close_all()
    connection = connections["default"]
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _leave(name: str) -> str:
    """End the sessions of a database and wait for them: a thread of an earlier test may still hold one.

    Only clients: the server's own vacuum may be in there too. It is not ours to end (that is what fails in
    ``DROP DATABASE … WITH (FORCE)``), and dropping or copying without force ends it.
    """
    return (
        "SELECT pg_terminate_backend(pid, 20000) FROM pg_stat_activity"  # noqa: S608  the settings' own name
        f" WHERE datname = '{name}' AND backend_type = 'client backend'"
    )


def before_test(cls: type[SimpleTestCase]) -> None:
    """Keep the database as the migrations left it."""
    name = connections["default"].settings_dict["NAME"]
    if name not in _templates:
        _elsewhere(
            [
                _leave(name),
                f'DROP DATABASE IF EXISTS "{name}_template"',
                f'CREATE DATABASE "{name}_template" TEMPLATE "{name}"',
            ]
        )
        _templates.add(name)


def after_test(self: SimpleTestCase) -> None:
    """Bring it back, whatever the test did to it."""
    name = connections["default"].settings_dict["NAME"]
    _elsewhere([_leave(name), f'DROP DATABASE "{name}"', f'CREATE DATABASE "{name}" TEMPLATE "{name}_template"'])


def drop_template(name: str) -> None:
    """Remove the template of a test database that is about to go."""
    if name in _templates:
        _elsewhere([f'DROP DATABASE IF EXISTS "{name}_template"'])

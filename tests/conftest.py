"""What all tests share: the real database, started only for tests that ask for it."""

from __future__ import annotations

import os

import pytest
from django.conf import settings
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings

from tests import restore

# Emptying tables between tests is what the log's triggers forbid: the whole database comes back from a template instead.
TransactionTestCase._fixture_setup = classmethod(restore.before_test)
TransactionTestCase._fixture_teardown = restore.after_test

# A busy machine is no fault of an example: how long things take is measured by benchmarks.
hypothesis_settings.register_profile("dure", deadline=None)
hypothesis_settings.load_profile("dure")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Start the embedded server before the first test that needs a database."""
    if not os.environ.get("DATABASE_URL"):
        from dure.config import postgres

        postgres.ensure_running()


@pytest.fixture
def person(db):
    """Make people: ``person("editor")``."""
    from dure.apps.accounts.models import User

    def make(role: str = "editor", email: str | None = None) -> User:
        return User.objects.create_user(email or f"{role}@example.org", "correct horse battery", name=role, role=role)

    return make


@pytest.fixture
def editor(person):
    return person("editor")


@pytest.fixture
def editor_client(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture(autouse=True)
def _korean(request):
    """Every test starts in Korean, whatever the one before it did."""
    if settings.configured:
        from django.utils import translation

        translation.activate("ko")


@pytest.fixture
def governments(db):
    """Load all governments and institutions, as an installation has them."""
    from dure.apps.governments.actions import load_governments

    return load_governments()


@pytest.fixture(autouse=True)
def _unhurried():
    """No test pays for what another has asked: what is counted against a rate is kept in the process's memory."""
    if settings.configured:
        from django.core.cache import cache

        cache.clear()

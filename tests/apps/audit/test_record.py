"""The record is only ever added to."""

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from dure.apps.audit.actions import RecordOutsideTransaction, record
from dure.apps.audit.models import Entry
from dure.apps.audit.queries import entries_of


@pytest.mark.django_db
def test_an_entry_stands_with_its_change():
    with transaction.atomic():
        record(kind="cases.registered", subject="case:1", actor=None, payload={"title": "빈집"})
    assert [entry.payload for entry in entries_of("case:1")] == [{"title": "빈집"}]


@pytest.mark.django_db(transaction=True)
def test_no_entry_without_a_transaction():
    with pytest.raises(RecordOutsideTransaction):
        record(kind="cases.registered", subject="case:1", actor=None)


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET kind = 'x'", "DELETE FROM audit_entry"])
def test_the_database_refuses_changes(statement):
    with transaction.atomic():
        record(kind="a.b", subject="c:1", actor=None)
    with pytest.raises((ProgrammingError, InternalError), match="never changed or removed"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement)
    assert Entry.objects.count() == 1


@pytest.mark.django_db
def test_the_serving_role_may_not_change_entries():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_roles WHERE rolname = 'dure_app'")
        if not cursor.fetchone()[0]:
            pytest.skip("this server has no role dure_app")
        cursor.execute("SELECT has_table_privilege('dure_app', 'audit_entry', 'UPDATE, DELETE')")
        assert cursor.fetchone()[0] is False
        cursor.execute("SELECT has_table_privilege('dure_app', 'cases_case', 'UPDATE')")
        assert cursor.fetchone()[0] is True

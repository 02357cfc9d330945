"""The record is only ever added to, and what it holds may be shown to everybody."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, connection, transaction
from django.utils import timezone

from dure.apps.audit.actions import PayloadHasNoForm, PersonalData, RecordOutsideTransaction, record
from dure.apps.audit.actions.sequencing import leaf_data
from dure.apps.audit.models import Cosignature, Entry, Leaf, Published, Waiting
from dure.apps.audit.queries import entries_of

TABLES = {"audit_entry": "kind", "audit_leaf": "data", "audit_published": "note", "audit_cosignature": "line"}


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
@pytest.mark.parametrize(
    "payload", [{"share": 0.5}, {"at": datetime(2026, 1, 1, tzinfo=UTC)}, {"n": 2**60}, {"t": "가" * 30_000}, {1: 2}]
)
def test_payloads_without_a_form(payload):
    with pytest.raises(PayloadHasNoForm), transaction.atomic():
        record(kind="a.b", subject="c:1", actor=None, payload=payload)
    assert Entry.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["kim@example.org", "900101-1234567", "010-1234-5678", "01012345678"])
def test_personal_data_stays_out(text):
    with pytest.raises(PersonalData), transaction.atomic():
        record(kind="a.b", subject="c:1", actor=None, payload={"deep": [{"er": f"문의 {text}"}]})
    with transaction.atomic():
        made = record(
            kind="a.b", subject="c:1", actor=None, payload={"reason": text, "code": "010101", "n": 19001011234567}
        )
    shown = leaf_data(at=made.at, actor_id=None, kind=made.kind, subject=made.subject, payload=made.payload)
    assert text.encode() not in shown
    assert b'"reason_sha256":"' in shown


@pytest.fixture
def log_rows(db):
    """One row in each table of the log."""
    with transaction.atomic():
        entry = record(kind="a.b", subject="c:1", actor=None)
    Leaf.objects.create(index=0, entry=entry, data=b"{}")
    published = Published.objects.create(size=1, note="note")
    Cosignature.objects.create(checkpoint=published, witness="w", line="line", at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield cursor


@pytest.mark.parametrize(("table", "column"), TABLES.items())
def test_even_the_owner_of_the_tables_cannot_change_or_empty_them(log_rows, table, column):
    for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):  # noqa: S608  # our own names
        with pytest.raises((ProgrammingError, InternalError), match="never changed or removed"), transaction.atomic():
            log_rows.execute(statement)
    log_rows.execute(f"SELECT count(*) FROM {table}")  # noqa: S608  # our own names
    assert log_rows.fetchone() == (1,)


@pytest.mark.parametrize(("table", "column"), TABLES.items())
def test_the_serving_role_has_no_right_to_try(log_rows, table, column):
    log_rows.execute("SELECT count(*) FROM pg_roles WHERE rolname = 'dure_app'")
    if not log_rows.fetchone()[0]:
        pytest.skip("this server has no role dure_app")
    log_rows.execute("SET LOCAL ROLE dure_app")
    for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}", f"TRUNCATE {table}"):  # noqa: S608  # our own names
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            log_rows.execute(statement)
    with transaction.atomic():
        record(kind="a.b", subject="c:2", actor=None)
    assert Waiting.objects.count() == 2
    log_rows.execute("SELECT has_table_privilege('cases_case', 'UPDATE')")
    assert log_rows.fetchone() == (True,)


def test_an_entry_has_one_place(log_rows):
    with pytest.raises(IntegrityError), transaction.atomic():
        Leaf.objects.create(index=1, entry=Entry.objects.get(), data=b"again")


@pytest.mark.django_db
def test_personal_data_in_a_title_is_refused_beside_it_and_nothing_typed_is_lost(editor_client, governments):
    from dure.apps.cases.models import Case

    response = editor_client.post(
        "/cases/new/",
        {"title": "문의 010-1234-5678 빈집 공유", "reason": "시험", "owners-TOTAL_FORMS": 1, "owners-INITIAL_FORMS": 0,
         "owners-0-government": "48850", "figures-TOTAL_FORMS": 0, "figures-INITIAL_FORMS": 0, "claims-TOTAL_FORMS": 0,
         "claims-INITIAL_FORMS": 0, "awards-TOTAL_FORMS": 0, "awards-INITIAL_FORMS": 0},
    )  # fmt: skip
    page = response.content.decode()
    assert "제목에서 전자우편 주소·주민등록번호·휴대전화 번호를 빼 주세요" in page
    assert "문의 010-1234-5678 빈집 공유" in page
    assert Case.objects.count() == 0

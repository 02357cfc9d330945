"""People and their roles."""

import pytest

from dure.apps.accounts import actions, queries
from dure.apps.accounts.choices import Role
from dure.apps.accounts.rules import NotAllowed
from dure.apps.audit.models import Entry

pytestmark = pytest.mark.django_db


def test_only_administrators_make_people_and_change_roles(person):
    editor = person("editor")
    with pytest.raises(NotAllowed):
        actions.add_person(actor=editor, email="new@example.org")
    with pytest.raises(NotAllowed):
        actions.change_role(actor=editor, user_id=editor.pk, role=Role.ADMINISTRATOR)
    assert Entry.objects.count() == 0


def test_a_role_change_is_recorded_with_it(person):
    administrator, editor = person("administrator"), person("editor")
    actions.change_role(actor=administrator, user_id=editor.pk, role=Role.VISITOR)
    entry = Entry.objects.get(kind="accounts.role_changed")
    assert (entry.actor, entry.subject, entry.payload) == (
        administrator, f"user:{editor.pk}", {"from": "editor", "to": "visitor"},
    )  # fmt: skip


def test_the_last_administrator_stays(person):
    administrator = person("administrator")
    with pytest.raises(actions.LastAdministrator):
        actions.change_role(actor=administrator, user_id=administrator.pk, role=Role.EDITOR)


def test_an_address_has_one_account(person):
    administrator = person("administrator")
    actions.add_person(actor=administrator, email="a@example.org")
    with pytest.raises(actions.EmailTaken):
        actions.add_person(actor=administrator, email="A@example.org")


def test_nobody_but_administrators_sees_people(client, person):
    editor, administrator = person("editor"), person("administrator")
    assert list(queries.people(viewer=editor)) == []
    client.force_login(editor)
    assert client.get("/people/").status_code == 404
    client.force_login(administrator)
    assert "editor@example.org" in client.get("/people/").content.decode()


def test_signing_in_and_out(client, person):
    person("editor")
    wrong = client.post("/accounts/login/", {"login": "editor@example.org", "password": "wrong"})
    assert wrong.status_code == 200
    assert "dure-message error" in wrong.content.decode()
    right = client.post("/accounts/login/", {"login": "editor@example.org", "password": "correct horse battery"})
    assert right.status_code == 302
    assert "문서 올리기" in client.get("/").content.decode()
    client.post("/accounts/logout/")
    assert "문서 올리기" not in client.get("/").content.decode()


def test_nobody_signs_up_alone(client):
    page = client.get("/accounts/signup/").content.decode()
    assert "관리자가 만듭니다" in page


def test_people_page_queries_do_not_grow(client, person, django_assert_num_queries):
    administrator = person("administrator")
    client.force_login(administrator)
    client.get("/people/")
    with django_assert_num_queries(4):
        client.get("/people/")
    for number in range(3):
        person("editor", f"e{number}@example.org")
    with django_assert_num_queries(4):
        client.get("/people/")

"""A case's page leads a stranger to the entry of the log, and to the file whose digest that entry holds."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal

import pytest
from django.urls import reverse

from dure import verify
from dure.apps.audit.actions import sequence
from dure.apps.audit.models import Entry
from dure.apps.cases.actions import (
    CaseChanges,
    CaseFacts,
    FigureFacts,
    add_source,
    merge_cases,
    reinstate_case,
    remove_source,
    revise_case,
    set_claim_status,
    withdraw_case,
)
from dure.apps.cases.actions.facts import ClaimFacts
from dure.apps.cases.queries import published_digest, published_form
from tests.apps.factories import UserFactory, hadong, make_case, source_facts

pytestmark = pytest.mark.django_db(transaction=True)


def newest(case):
    return Entry.objects.filter(subject=f"case:{case.pk}").latest("id").payload


def test_the_form_says_all_of_a_case_and_no_float():
    figure = FigureFacts(label="이용", text="1,200.50명", number=Decimal("1200.50"), unit="명")
    case = make_case("공구도서관", owners=[hadong()], year=2024, figures=(figure,), sources=(source_facts(),))
    form = published_form(case)
    said = verify.read_canonical(form)
    assert (said["case"], said["title"], said["year"], said["revision"]) == (case.pk, "공구도서관", 2024, 1)
    assert said["owners"][0]["government_id"] == hadong().code
    assert said["figures"][0]["number"] == "1200.5"
    assert len(said["sources"]) == 1
    assert {row["source_id"] for row in said["evidence"]} == {said["sources"][0]["id"]}
    assert hashlib.sha256(form).hexdigest() == published_digest(case) == newest(case)["published_sha256"]


def test_every_change_of_a_case_records_what_it_says_afterwards():
    editor = UserFactory(role="editor")
    case = make_case("공구도서관", claims=(ClaimFacts("전국 최초", "first"),))
    other = make_case("무인 공구도서관", year=2023)

    def agrees(revision):
        assert newest(case)["published_sha256"] == published_digest(case)
        assert newest(case)["revision"] == revision

    agrees(1)
    revise_case(
        actor=editor,
        case_id=case.pk,
        changes=CaseChanges(facts={"year": 2024}),
        reason="해를 적음",
        expected_revision=1,
    )
    agrees(2)
    set_claim_status(actor=editor, claim_id=case.claims.get().pk, status="certified", reason="증서를 봄")
    agrees(3)
    merge_cases(actor=editor, source_id=other.pk, target_id=case.pk, reason="같은 사례")
    agrees(4)
    assert "published_sha256" not in newest(other)
    reinstate_case(actor=editor, case_id=other.pk, reason="다른 사례였음")
    agrees(5)
    assert newest(other)["published_sha256"] == published_digest(other)
    withdraw_case(actor=editor, case_id=case.pk, reason="사실이 아님")
    assert "published_sha256" not in newest(case)


def test_a_stranger_checks_a_case_with_receipt_and_file(client, home, tmp_path):
    case = make_case("공구도서관", owners=[hadong()], year=2024)
    page = client.get(reverse("cases:case", args=[case.pk])).content.decode()
    assert "공개 기록에 올라가는 중입니다" in page
    sequence()
    page = client.get(reverse("cases:case", args=[case.pk])).content.decode()
    index = Entry.objects.get(subject=f"case:{case.pk}").leaf.index
    (key,) = verify.Policy.parse((home / "log/policy").read_text()).logs
    assert f"python verify.py {index}.tlog-proof --key {key} --file case-{case.pk}.json" in page

    got = client.get(reverse("cases:published", args=[case.pk]))
    assert got["Content-Disposition"] == f'attachment; filename="case-{case.pk}.json"'
    file, proof = tmp_path / "case.json", tmp_path / "case.tlog-proof"
    file.write_bytes(got.content)
    proof.write_bytes(client.get(reverse("audit:receipt", args=[index])).content)
    policy = verify.Policy((key,), {})
    for path in (proof, home / "log"):
        check = verify.Check(policy).run(path, files=[file])
        assert (check.faults, check.recorded) == ([], {published_digest(case): index})
    file.write_bytes(got.content.replace(b"2024", b"2025"))
    for path in (proof, home / "log"):
        (line,) = verify.Check(policy).run(path, files=[file]).faults
        assert (line.kind, line.where) == ("file", str(file))


def test_a_withdrawn_case_has_no_file(client):
    case = make_case("공구도서관")
    withdraw_case(actor=UserFactory(role="editor"), case_id=case.pk, reason="사실이 아님")
    assert client.get(reverse("cases:published", args=[case.pk])).status_code == 404
    assert json.loads(published_form(case))["title"] == "공구도서관"


def test_the_log_names_what_a_source_filled_and_keeps_its_words_out():
    case = make_case("공구도서관")
    addition = add_source(
        actor=UserFactory(role="editor"),
        case_id=case.pk,
        facts=CaseFacts(title="공구도서관", summary="문의 kim@example.org", year=2024, sources=(source_facts(),)),
    )
    assert newest(case)["added"]["filled"] == ["summary", "year"]
    assert newest(case)["published_sha256"] == published_digest(case)
    remove_source(actor=None, addition=addition, reason="다른 사례의 글")
    assert newest(case)["removed"]["filled"] == ["summary", "year"]

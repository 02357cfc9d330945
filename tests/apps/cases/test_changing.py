"""Revising, withdrawing and merging what is registered."""

from datetime import date
from decimal import Decimal

import pytest

from dure.apps.audit.queries import entries_of
from dure.apps.cases.actions import (
    Addition,
    CaseChanges,
    CaseFacts,
    ClaimFacts,
    EditConflict,
    EditorsOnly,
    EvidenceFacts,
    FigureFacts,
    NoOwner,
    NoTitle,
    NotPublished,
    NotWithdrawn,
    OwnerFacts,
    ReasonMissing,
    SameCase,
    SourceFacts,
    UnknownFact,
    add_source,
    merge_cases,
    reinstate_case,
    remove_source,
    revise_case,
    set_claim_status,
    withdraw_case,
)
from dure.apps.cases.models import Case, Evidence
from dure.apps.cases.queries import published_digest
from tests.apps.factories import hadong, make_case, miryang, source_facts

pytestmark = pytest.mark.django_db


def revise(case, changes, *, actor=None, revision=1, reason="오타를 고침"):
    return revise_case(actor=actor, case_id=case.pk, changes=changes, reason=reason, expected_revision=revision)


def kinds(case):
    return [entry.kind for entry in entries_of(f"case:{case.pk}")]


def test_a_revision_changes_what_is_named_and_nothing_else(editor):
    case = make_case(summary="공구를 빌려준다", year=2019)
    revise(case, CaseChanges(facts={"summary": "공구를 무료로 빌려준다"}), actor=editor)
    case.refresh_from_db()
    assert (case.title, case.summary, case.year, case.revision) == (
        "무인 공구도서관",
        "공구를 무료로 빌려준다",
        2019,
        2,
    )
    entry = entries_of(f"case:{case.pk}").first()
    assert entry.payload == {
        "revision": 2,
        "changed": ["summary"],
        "reason": "오타를 고침",
        "published_sha256": published_digest(case),
    }


def test_a_revision_that_changes_nothing_leaves_no_trace(editor):
    case = make_case(year=2019)
    revise(case, CaseChanges(facts={"year": 2019}, owners=_same_owners(case)), actor=editor)
    case.refresh_from_db()
    assert case.revision == 1
    assert kinds(case) == ["cases.registered"]


def _same_owners(case):
    return tuple(
        OwnerFacts(row.government_id, row.name_then, row.institution_id, row.department, row.pk)
        for row in case.owners.all()
    )


def test_two_editors_cannot_overwrite_each_other():
    case = make_case()
    revise(case, CaseChanges(facts={"title": "첫째 편집"}))
    with pytest.raises(EditConflict) as conflict:
        revise(case, CaseChanges(facts={"title": "둘째 편집"}), revision=1)
    assert (conflict.value.expected, conflict.value.actual) == (1, 2)
    assert Case.objects.get(pk=case.pk).title == "첫째 편집"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        (CaseChanges(facts={"title": ""}), NoTitle),
        (CaseChanges(owners=()), NoOwner),
        (CaseChanges(facts={"state": "withdrawn"}), UnknownFact),
        (CaseChanges(figures=(FigureFacts("이용자", "1명", id=999_999),)), UnknownFact),
    ],
)
def test_a_revision_that_cannot_be(changes, error):
    case = make_case()
    with pytest.raises(error):
        revise(case, changes)


def test_a_revision_needs_a_reason_and_an_editor(person):
    case = make_case()
    with pytest.raises(ReasonMissing):
        revise(case, CaseChanges(facts={"year": 2020}), reason=" ")
    with pytest.raises(EditorsOnly):
        revise(case, CaseChanges(facts={"year": 2020}), actor=person("visitor"))


def test_rows_left_out_of_a_list_go_with_their_evidence():
    case = make_case(
        figures=(FigureFacts("이용자", "700명", source=0), FigureFacts("공구", "300점", source=0)),
        sources=(
            SourceFacts(
                document_sha256="c" * 64,
                evidence=(EvidenceFacts("figures/0", 0, 4, "700명"), EvidenceFacts("figures/1", 9, 13, "300점")),
            ),
        ),
    )
    users, tools = sorted(case.figures.all(), key=lambda row: row.pk)
    wanted = (FigureFacts("공구", "310점", id=tools.pk), FigureFacts("지점", "3곳"))
    revise(case, CaseChanges(figures=wanted))
    assert sorted(case.figures.values_list("label", "text")) == [("공구", "310점"), ("지점", "3곳")]
    assert case.figures.get(pk=tools.pk).source is not None
    assert list(Evidence.objects.values_list("fact", flat=True)) == [f"figures/{tools.pk}"]
    assert users.pk not in case.figures.values_list("pk", flat=True)


def test_an_owner_may_be_exchanged():
    case = make_case(owners=[hadong()])
    revise(case, CaseChanges(owners=(OwnerFacts(miryang().code, department="시민소통과"),)))
    assert [(row.government_id, row.department) for row in case.owners.all()] == [("48270", "시민소통과")]


def test_a_withdrawn_case_is_changed_by_nobody_until_it_is_back(editor):
    case = make_case()
    withdraw_case(actor=editor, case_id=case.pk, reason="사례가 아님")
    case.refresh_from_db()
    assert case.state == "withdrawn"
    with pytest.raises(NotPublished):
        revise(case, CaseChanges(facts={"year": 2020}), revision=2)
    with pytest.raises(NotPublished):
        withdraw_case(actor=editor, case_id=case.pk, reason="다시")
    reinstate_case(actor=editor, case_id=case.pk, reason="잘못 철회함")
    case.refresh_from_db()
    assert (case.state, case.revision) == ("published", 3)
    assert kinds(case) == ["cases.reinstated", "cases.withdrawn", "cases.registered"]
    with pytest.raises(NotWithdrawn):
        reinstate_case(actor=editor, case_id=case.pk, reason="다시")


NEWS = CaseFacts(
    title="하동 무인공구도서관 인기",
    summary="주민 누구나 공구를 빌린다",
    content="다른 기사가 전하는 내용",
    owners=(OwnerFacts("48850"),),
    figures=(
        FigureFacts("이용자", "750명", Decimal(750), "명", date(2019, 12, 31), "하동신문", source=0),
        FigureFacts("공구", "300점", Decimal(300), "점", source=0),
    ),
    claims=(ClaimFacts("전국 최초", source=0),),
    sources=(
        SourceFacts(
            document_sha256="d" * 64,
            title="무인공구도서관 인기",
            evidence=(
                EvidenceFacts("title", 3, 10, "무인공구도서관"),
                EvidenceFacts("owners/0", 0, 2, "하동"),
                EvidenceFacts("figures/0", 20, 24, "750명"),
                EvidenceFacts("figures/1", 30, 34, "300점"),
            ),
        ),
    ),
)


def registered():
    return make_case(
        content="처음 기사가 전한 내용",
        figures=(
            FigureFacts("이용자", "700명", Decimal(700), "명", date(2019, 11, 30), "하동군", source=0),
            FigureFacts("공구", "300점", Decimal(300), "점", source=0),
        ),
        sources=(source_facts(),),
    )


def test_a_further_source_adds_and_contradicts_but_overwrites_nothing(editor):
    case = registered()
    add_source(actor=editor, case_id=case.pk, facts=NEWS)
    case.refresh_from_db()
    assert (case.title, case.content) == ("무인 공구도서관", "처음 기사가 전한 내용")
    assert case.summary == "주민 누구나 공구를 빌린다"
    assert [(row.text, row.counted_by) for row in case.figures.filter(label="이용자")] == [
        ("700명", "하동군"),
        ("750명", "하동신문"),
    ]
    assert case.figures.filter(label="공구").count() == 1
    assert case.sources.count() == 2
    tools = case.figures.get(label="공구")
    assert Evidence.objects.get(fact=f"figures/{tools.pk}").quote == "300점"
    assert Evidence.objects.get(fact=f"owners/{case.owners.get().pk}").quote == "하동"


def test_what_a_source_added_can_be_taken_back_from_its_json(editor):
    case = registered()
    before = state(case)
    stored = add_source(actor=editor, case_id=case.pk, facts=NEWS).as_json()
    remove_source(actor=editor, addition=Addition.from_json(stored), reason="다른 사례였음")
    assert state(case) == before
    assert kinds(case) == ["cases.source_removed", "cases.source_added", "cases.registered"]


def state(case):
    case = Case.objects.get(pk=case.pk)
    return (
        case.title, case.summary, case.content, case.search,
        list(case.figures.values_list("pk", "text")), list(case.claims.values_list("pk", "text")),
        list(case.sources.values_list("pk", "title")), list(Evidence.objects.order_by("pk").values_list("pk", "fact")),
    )  # fmt: skip


def test_the_same_document_twice_is_one_source(editor):
    case = registered()
    add_source(actor=editor, case_id=case.pk, facts=NEWS)
    again = add_source(actor=editor, case_id=case.pk, facts=NEWS)
    assert case.sources.count() == 2
    assert (again.sources, again.figures, again.evidence) == ((), (), ())


def test_evidence_of_another_owner_stands_apart():
    case = make_case(owners=[miryang()])
    hadong()
    add_source(actor=None, case_id=case.pk, facts=NEWS)
    assert Evidence.objects.get(quote="하동").fact == "owners"
    assert [row.government_id for row in case.owners.all()] == ["48270"]


def test_a_case_registered_twice_is_merged_and_parted_again(editor):
    keeper = registered()
    double = make_case("하동 무인공구도서관", figures=NEWS.figures, sources=NEWS.sources, summary="주민 누구나")
    before = state(keeper)
    merge_cases(actor=editor, source_id=double.pk, target_id=keeper.pk, reason="같은 사례")
    double.refresh_from_db()
    assert (double.state, double.merged_into) == ("merged", keeper)
    assert sorted(keeper.figures.values_list("text", flat=True)) == ["300점", "700명", "750명"]
    assert Case.objects.get(pk=keeper.pk).summary == "주민 누구나"
    reinstate_case(actor=editor, case_id=double.pk, reason="다른 사례였음")
    double.refresh_from_db()
    assert (double.state, double.merged_into, double.figures.count()) == ("published", None, 2)
    assert state(keeper) == before


def test_a_case_is_not_merged_into_itself_or_into_a_withdrawn_one(editor):
    one, other = make_case("하나"), make_case("둘")
    with pytest.raises(SameCase):
        merge_cases(actor=editor, source_id=one.pk, target_id=one.pk, reason="같음")
    withdraw_case(actor=editor, case_id=other.pk, reason="사례가 아님")
    with pytest.raises(NotPublished):
        merge_cases(actor=editor, source_id=one.pk, target_id=other.pk, reason="같음")


def test_a_claim_is_examined(editor):
    case = make_case(claims=(ClaimFacts("전국 최초"),))
    claim = case.claims.get()
    set_claim_status(actor=editor, claim_id=claim.pk, status="contested", reason="2017년 다른 시에서 먼저 함")
    claim.refresh_from_db()
    assert claim.status == "contested"
    assert kinds(case)[0] == "cases.claim_examined"

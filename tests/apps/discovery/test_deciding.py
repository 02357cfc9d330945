"""An editor's decisions, and taking them back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from dure.apps.audit.models import Entry
from dure.apps.cases.models import Award, Case, CaseOwner, Claim, Evidence, Figure, Source
from dure.apps.discovery import actions
from dure.apps.discovery.models import Proposal
from tests.apps.discovery.pages import GOSEONG, HADONG, HADONG_ELSEWHERE, HADONG_RETOLD

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(ingest):
    ingest(HADONG, "hadong.txt")
    return Proposal.objects.get()


def test_accepting_registers_the_case_with_the_evidence_of_every_fact(proposal, editor):
    form = actions.form_as_filled(proposal)
    done = actions.accept_proposal(actor=editor, proposal_id=proposal.pk, form=form)
    case = Case.objects.get()
    assert (done.state, done.case_id, done.decided_by) == ("accepted", case.pk, editor)
    assert (case.title, case.year, case.state) == ("찾아가는 빨래방", 2023, "published")
    owner = CaseOwner.objects.get()
    assert (owner.government_id, owner.name_then, owner.department) == ("48850", "경상남도 하동군", "복지정책과")
    assert Award.objects.get().grade == "최우수상"
    assert Claim.objects.get().text == "전국 최초"
    source = Source.objects.get()
    assert (source.document_sha256, source.published_date.isoformat()) == (proposal.document.sha256, "2023-05-11")
    facts = set(Evidence.objects.values_list("fact", flat=True))
    figures = {f"figures/{figure.pk}" for figure in Figure.objects.all()}
    assert figures
    assert facts >= {"title", "year", "background", "content", "results", f"owners/{owner.pk}", *figures}
    for row in Evidence.objects.all():
        assert HADONG[row.start : row.end] == row.quote
        assert HADONG[: row.start].endswith(row.before)
        assert HADONG[row.end :].startswith(row.after)
        assert len(row.before) <= 80
        assert len(row.after) <= 80
        assert row.rule
        assert 0 < row.confidence <= 1


def test_what_the_editor_changes_and_leaves_out_holds(proposal, editor):
    read = actions.form_as_filled(proposal)
    budget = next(figure for figure in read.figures if figure.label == "예산")
    form = replace(
        read,
        title="이동 빨래방",
        owners=(replace(read.owners[0], code="48270", name_then="", department=""),),
        background="",
        claims=(),
        figures=(budget, actions.FigureForm(label="차량", text="2대", number=Decimal(2), unit="대")),
    )
    actions.accept_proposal(actor=editor, proposal_id=proposal.pk, form=form)
    case = Case.objects.get()
    assert (case.title, case.background) == ("이동 빨래방", "")
    assert CaseOwner.objects.get().government_id == "48270"
    assert not Claim.objects.exists()
    kept, added = Figure.objects.order_by("pk")
    assert (kept.text, added.text) == ("3억 2천만 원", "2대")
    assert added.source is None
    assert list(Evidence.objects.filter(fact=f"figures/{kept.pk}").values_list("quote", flat=True)) == ["3억 2천만 원"]
    assert not Evidence.objects.filter(fact__in=["background", f"figures/{added.pk}"]).exists()
    entry = Entry.objects.get(kind="discovery.proposal_accepted")
    assert entry.actor == editor
    assert entry.payload["corrected"] == ["background", "claims", "figures", "owners", "title"]


def test_all_outlets_of_the_release_become_sources(ingest, editor):
    ingest(HADONG, "a.txt")
    ingest(HADONG_ELSEWHERE, "b.txt")
    proposal = Proposal.objects.get()
    actions.accept_proposal(actor=editor, proposal_id=proposal.pk, form=actions.form_as_filled(proposal))
    assert Source.objects.count() == 2
    for source in Source.objects.all():
        assert set(source.evidence.filter(fact="title").values_list("quote", flat=True)) == {"찾아가는 빨래방"}


def test_a_case_needs_its_owner(ingest, editor):
    ingest(GOSEONG)
    proposal = Proposal.objects.get()
    form = actions.form_as_filled(proposal)
    with pytest.raises(actions.NoOwner):
        actions.accept_proposal(actor=editor, proposal_id=proposal.pk, form=form)
    unknown = replace(form, owners=(actions.OwnerForm(code="99999"),))
    with pytest.raises(actions.UnknownOwner):
        actions.accept_proposal(actor=editor, proposal_id=proposal.pk, form=unknown)
    proposal.refresh_from_db()
    assert proposal.state == "open"
    assert not Case.objects.exists()
    chosen = replace(form, owners=(actions.OwnerForm(code="51820"),))
    actions.accept_proposal(actor=editor, proposal_id=proposal.pk, form=chosen)
    assert CaseOwner.objects.get().name_then == "강원특별자치도 고성군"


def test_an_institution_that_no_table_has_is_added_and_marked(proposal, editor):
    form = actions.form_as_filled(proposal)
    form = replace(form, owners=(actions.OwnerForm(code="48850", institution="하동군빨래공단"),))
    actions.accept_proposal(actor=editor, proposal_id=proposal.pk, form=form)
    owner = CaseOwner.objects.get()
    assert (owner.government_id, owner.institution.name, owner.institution.is_listed) == (
        "48850",
        "하동군빨래공단",
        False,
    )


def test_merging_adds_a_source_and_keeps_figures_that_differ(ingest, editor, lands):
    ingest(HADONG, "a.txt")
    first = Proposal.objects.get()
    accepted = actions.accept_proposal(actor=editor, proposal_id=first.pk, form=actions.form_as_filled(first))
    ingest(HADONG_RETOLD, "b.txt")
    second = Proposal.objects.exclude(pk=first.pk).get()
    assert second.group_id != first.group_id
    merged = actions.merge_proposal(actor=editor, proposal_id=second.pk, case_id=accepted.case_id)
    assert (merged.state, merged.case_id) == ("merged", accepted.case_id)
    assert Source.objects.filter(case=accepted.case_id).count() == 2
    people = Figure.objects.filter(label="이용자").order_by("text").values_list("text", flat=True)
    assert list(people) == ["1,250명", "1,300명"]

    actions.undo_decision(actor=editor, proposal_id=second.pk)
    assert Source.objects.filter(case=accepted.case_id).count() == 1
    assert list(Figure.objects.filter(label="이용자").values_list("text", flat=True)) == ["1,250명"]
    second.refresh_from_db()
    assert (second.state, second.case_id, second.decided_at) == ("open", None, None)


def test_merging_into_a_case_that_is_not_there_is_refused(proposal, editor):
    with pytest.raises(actions.CaseMissing):
        actions.merge_proposal(actor=editor, proposal_id=proposal.pk, case_id=10**9)
    proposal.refresh_from_db()
    assert proposal.state == "open"


def test_rejecting_keeps_the_reason(proposal, editor):
    actions.reject_proposal(actor=editor, proposal_id=proposal.pk, reason="duplicate", remark="작년에 등록")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.reason, proposal.remark) == ("rejected", "duplicate", "작년에 등록")
    assert Entry.objects.get(kind="discovery.proposal_rejected").subject == f"proposal:{proposal.pk}"


def test_undoing_an_acceptance_withdraws_the_case(proposal, editor):
    actions.accept_proposal(actor=editor, proposal_id=proposal.pk, form=actions.form_as_filled(proposal))
    actions.undo_decision(actor=editor, proposal_id=proposal.pk)
    assert Case.objects.get().state == "withdrawn"
    proposal.refresh_from_db()
    assert proposal.state == "open"
    entry = Entry.objects.get(kind="discovery.decision_undone")
    assert entry.payload == {"was": "accepted", "case": Case.objects.get().pk}
    actions.accept_proposal(actor=editor, proposal_id=proposal.pk, form=actions.form_as_filled(proposal))
    assert Case.objects.filter(state="published").count() == 1


def test_what_went_on_with_the_case_stands_against_undoing(proposal, editor):
    from dure.apps.cases.actions import withdraw_case

    done = actions.accept_proposal(actor=editor, proposal_id=proposal.pk, form=actions.form_as_filled(proposal))
    withdraw_case(actor=editor, case_id=done.case_id, reason="두 번 등록")
    with pytest.raises(actions.CaseMovedOn):
        actions.undo_decision(actor=editor, proposal_id=proposal.pk)
    proposal.refresh_from_db()
    assert proposal.state == "accepted"


def test_the_second_editor_is_told(proposal, editor, person):
    actions.reject_proposal(actor=editor, proposal_id=proposal.pk, reason="other")
    second = person("editor", "second@example.org")
    form = actions.form_as_filled(proposal)
    with pytest.raises(actions.AlreadyDecided):
        actions.accept_proposal(actor=second, proposal_id=proposal.pk, form=form)
    with pytest.raises(actions.AlreadyDecided):
        actions.merge_proposal(actor=second, proposal_id=proposal.pk, case_id=1)
    with pytest.raises(actions.AlreadyDecided):
        actions.reject_proposal(actor=second, proposal_id=proposal.pk, reason="other")
    assert not Case.objects.exists()


def test_nothing_decided_nothing_undone(proposal, editor):
    with pytest.raises(actions.NotDecided):
        actions.undo_decision(actor=editor, proposal_id=proposal.pk)
    with pytest.raises(actions.ProposalMissing):
        actions.undo_decision(actor=editor, proposal_id=10**9)


@pytest.mark.parametrize("decide", ["accept", "merge", "reject", "undo"])
def test_visitors_decide_nothing(proposal, person, decide):
    visitor = person("visitor")
    form = actions.form_as_filled(proposal)
    calls = {
        "accept": lambda: actions.accept_proposal(actor=visitor, proposal_id=proposal.pk, form=form),
        "merge": lambda: actions.merge_proposal(actor=visitor, proposal_id=proposal.pk, case_id=1),
        "reject": lambda: actions.reject_proposal(actor=visitor, proposal_id=proposal.pk, reason="other"),
        "undo": lambda: actions.undo_decision(actor=visitor, proposal_id=proposal.pk),
    }
    with pytest.raises(actions.EditorsOnly):
        calls[decide]()
    assert not Entry.objects.filter(kind__startswith="discovery.proposal").exists()

"""New outlets of a registered case, and a case that is accepted again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dure.apps.audit.models import Entry
from dure.apps.cases.actions import revise_case, withdraw_case
from dure.apps.cases.actions.facts import CaseChanges
from dure.apps.cases.models import Case, Evidence, Source
from dure.apps.discovery import actions
from dure.apps.discovery.models import Proposal, SourceOffer
from tests.apps.discovery.pages import HADONG, HADONG_ELSEWHERE

pytestmark = pytest.mark.django_db


@pytest.fixture
def accepted(ingest, editor):
    ingest(HADONG, "a.txt")
    proposal = Proposal.objects.get()
    return actions.accept_proposal(actor=editor, proposal_id=proposal.pk, form=actions.form_as_filled(proposal))


@pytest.fixture
def offer(accepted, ingest):
    ingest(HADONG_ELSEWHERE, "b.txt")
    return SourceOffer.objects.get()


def test_a_new_outlet_is_offered_and_added_with_one_decision(accepted, offer, editor):
    assert (offer.state, offer.proposal, offer.document.name) == ("open", accepted, "b.txt")
    assert Source.objects.count() == 1
    added = actions.add_offered_source(actor=editor, offer_id=offer.pk)
    assert (added.state, added.decided_by) == ("added", editor)
    source = Source.objects.get(document_sha256=offer.document.sha256)
    assert source.case_id == accepted.case_id
    rows = Evidence.objects.filter(source=source)
    assert {(row.fact, row.quote) for row in rows} == {("title", "찾아가는 빨래방")}
    assert all(HADONG_ELSEWHERE[row.start : row.end] == row.quote for row in rows)
    assert Entry.objects.get(kind="discovery.source_added").payload["case"] == accepted.case_id
    assert Entry.objects.filter(kind="cases.source_added").count() == 1


def test_it_is_taken_out_again(accepted, offer, editor):
    actions.add_offered_source(actor=editor, offer_id=offer.pk)
    back = actions.reopen_offer(actor=editor, offer_id=offer.pk)
    assert (back.state, back.decided_by, back.undo) == ("open", None, {})
    assert Source.objects.count() == 1
    assert Entry.objects.get(kind="discovery.source_reopened").payload["was"] == "added"
    assert actions.decline_offered_source(actor=editor, offer_id=offer.pk).state == "declined"
    with pytest.raises(actions.OfferMissing):
        actions.decline_offered_source(actor=editor, offer_id=offer.pk)
    assert actions.add_offered_source(actor=editor, offer_id=offer.pk).state == "added"
    assert Source.objects.count() == 2


def test_a_declined_offer_is_not_made_again(offer, editor, ingest):
    actions.decline_offered_source(actor=editor, offer_id=offer.pk)
    ingest(HADONG + " 덧붙인 말.", "c.txt")
    assert list(SourceOffer.objects.order_by("pk").values_list("state", "document__name")) == [
        ("declined", "b.txt"),
        ("open", "c.txt"),
    ]


def test_nothing_is_offered_to_a_case_that_has_it_or_while_nothing_is_decided(ingest, editor):
    ingest(HADONG, "a.txt")
    ingest(HADONG_ELSEWHERE, "b.txt")
    assert not SourceOffer.objects.exists()
    proposal = Proposal.objects.get()
    actions.accept_proposal(actor=editor, proposal_id=proposal.pk, form=actions.form_as_filled(proposal))
    ingest(HADONG_ELSEWHERE, "b.txt")
    assert not SourceOffer.objects.exists()


def test_taking_the_decision_back_takes_the_offers_along(accepted, offer, editor):
    actions.undo_decision(actor=editor, proposal_id=accepted.pk)
    assert not SourceOffer.objects.exists()


def test_a_case_that_moved_on_takes_no_source(accepted, offer, editor):
    withdraw_case(actor=editor, case_id=accepted.case_id, reason="두 번 등록")
    with pytest.raises(actions.CaseMovedOn):
        actions.add_offered_source(actor=editor, offer_id=offer.pk)


def test_visitors_decide_on_no_offer(offer, person):
    visitor = person("visitor")
    for act in (actions.add_offered_source, actions.decline_offered_source, actions.reopen_offer):
        with pytest.raises(actions.EditorsOnly):
            act(actor=visitor, offer_id=offer.pk)


class TestAcceptingAgain:
    def test_the_same_form_brings_the_same_case_back(self, accepted, editor, ingest):
        first = accepted.case_id
        actions.undo_decision(actor=editor, proposal_id=accepted.pk)
        ingest(HADONG_ELSEWHERE, "b.txt")
        proposal = Proposal.objects.get()
        form = actions.form_as_filled(proposal)
        again = actions.accept_proposal(actor=editor, proposal_id=proposal.pk, form=form)
        assert again.case_id == first
        assert Case.objects.get().state == "published"
        assert Source.objects.count() == 2  # the outlet that came in meanwhile
        assert Entry.objects.filter(kind="discovery.proposal_accepted").latest("pk").payload["again"] is True
        actions.undo_decision(actor=editor, proposal_id=proposal.pk)
        assert Case.objects.get().state == "withdrawn"

    def test_another_form_is_another_case(self, accepted, editor):
        actions.undo_decision(actor=editor, proposal_id=accepted.pk)
        form = replace(actions.form_as_filled(Proposal.objects.get()), title="이동 빨래방")
        again = actions.accept_proposal(actor=editor, proposal_id=accepted.pk, form=form)
        assert again.case_id != accepted.case_id
        assert Case.objects.get(state="published").title == "이동 빨래방"

    def test_a_case_that_was_changed_since_stays_withdrawn(self, accepted, editor):
        from dure.apps.cases.actions import reinstate_case

        form = actions.form_as_filled(accepted)
        actions.undo_decision(actor=editor, proposal_id=accepted.pk)
        case = reinstate_case(actor=editor, case_id=accepted.case_id, reason="다시")
        changes = CaseChanges(facts={"summary": "고친 요약"})
        revise_case(actor=editor, case_id=case.pk, changes=changes, reason="고침", expected_revision=case.revision)
        withdraw_case(actor=editor, case_id=case.pk, reason="뺌")
        again = actions.accept_proposal(actor=editor, proposal_id=accepted.pk, form=form)
        assert again.case_id != case.pk

"""A proposal's neighbours in the queue: asked for one by one, never by loading the queue."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dure.apps.discovery import actions, queries
from dure.apps.discovery.models import Proposal
from dure.apps.discovery.queries import Filters
from tests.apps.discovery.pages import read_by_hand

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lands")]

CONFIDENCES = [0.9, 0.5, 0.9, 0.7, 0.5, 0.9, 0.3]


def proposed(confidences):
    """Take in a document with one proposal for each, all unlike each other, and return the proposals."""
    made = []
    for confidence in confidences:
        n = Proposal.objects.count()
        title = f"{'가나다라마바사'[n] * 4} 사업"
        text = f"하동군은 '{title}'을 알렸다. " + f"{'아자차카타파하'[n]}{n}" * 60
        read = read_by_hand(text, [{"title": title, "owner": ("48850", "경상남도 하동군")}])
        actions.take_in_read(batch=actions.start_batch(kind="command"), name=f"{n}.txt", outcome=read)
        made.append(Proposal.objects.latest("pk"))
        Proposal.objects.filter(pk=made[-1].pk).update(confidence=confidence)
    return made


def around(editor, proposal, filters):
    page = queries.proposal_page(viewer=editor, proposal_id=proposal.pk, filters=filters)
    return page.previous_id, page.next_id, page.position, page.total


def test_neighbours_are_those_of_the_whole_queue(editor):
    proposed(CONFIDENCES)
    for order in ("confidence", "newest", "oldest", "nonsense"):
        filters = Filters(order=order)
        queue = list(queries.proposals(viewer=editor, filters=filters))
        beside = [None, *(one.pk for one in queue), None]
        for at, proposal in enumerate(queue):
            assert around(editor, proposal, filters) == (beside[at], beside[at + 2], at + 1, len(queue)), order
        first, last = queue[0], queue[-1]
        assert queries.next_open(viewer=editor, after=first, filters=filters) == queue[1].pk
        assert queries.next_open(viewer=editor, after=last, filters=filters) == first.pk


def test_one_that_has_left_the_queue_keeps_its_place_in_it(editor):
    made = proposed(CONFIDENCES)
    decided = {"state": "rejected", "decided_at": "2024-03-05T00:00:00Z", "decided_by": editor}
    for order in ("confidence", "newest", "oldest"):
        filters = Filters(order=order)
        before = [one.pk for one in queries.proposals(viewer=editor, filters=filters)]
        for gone in (made[0], made[3], made[6]):
            row = Proposal.objects.filter(pk=gone.pk)
            row.update(**decided)
            at = before.index(gone.pk)
            ahead, behind = before[at - 1] if at else None, before[at + 1] if at + 1 < len(before) else None
            assert around(editor, row.get(), filters) == (ahead, behind, 0, 6), order
            row.update(state="open", decided_at=None, decided_by=None)


def test_alone_there_is_nobody_beside(editor):
    (alone,) = proposed([0.5])
    assert around(editor, alone, Filters()) == (None, None, 1, 1)
    assert queries.next_open(viewer=editor, after=alone, filters=Filters()) is None


def queue_statements(editor, proposal):
    with CaptureQueriesContext(connection) as seen:
        queries.proposal_page(viewer=editor, proposal_id=proposal.pk, filters=Filters())
    statements = [one["sql"] for one in seen if '"confidence"' in one["sql"] and "WHERE" in one["sql"]]
    return len(seen), [sql for sql in statements if '"discovery_proposal"."state" = ' in sql]


def test_the_queue_costs_the_same_with_one_and_with_three(editor):
    (first,) = proposed([0.7])
    with_one, asked = queue_statements(editor, first)
    proposed([0.9, 0.5])
    with_three, asked_of_three = queue_statements(editor, first)
    assert with_one == with_three
    assert len(asked) == len(asked_of_three) == 3
    assert sum("LIMIT 1" in sql for sql in asked_of_three) == 2
    assert sum("COUNT(" in sql for sql in asked_of_three) == 1

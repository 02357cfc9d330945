"""Decisions that stand in a file."""

from __future__ import annotations

import tomllib

import pytest

from dure.apps.cases.models import Case, CaseOwner, Figure, Source
from dure.apps.discovery import actions
from dure.apps.discovery.models import Proposal
from tests.apps.discovery.pages import GOSEONG_RETOLD, HADONG, HADONG_RETOLD, OFF_TOPIC

pytestmark = pytest.mark.django_db

LIST = """
[[decision]]
file = "press/hadong.txt"
title = "찾아가는 빨래방"
action = "accept"
[decision.corrections]
title = "이동 빨래방"
summary = "트럭이 마을을 돌며 빨래를 대신한다."
year = 2022
drop = ["figures/0"]

[[decision]]
file = "goseong.txt"
title = "‘마을우체통’"
action = "accept"
[decision.corrections]
owner = "48820"
"""


@pytest.fixture
def pages(ingest):
    ingest(HADONG, "/somewhere/samples/press/hadong.txt")
    ingest(GOSEONG_RETOLD, "samples/news/goseong.txt")
    ingest(HADONG_RETOLD, "samples/news/retold.txt")
    ingest(OFF_TOPIC, "samples/offtopic/walk.txt")


def apply(editor, text):
    return actions.apply_decisions(actor=editor, decisions=tomllib.loads(text)["decision"])


def test_a_list_is_carried_out_once(pages, editor):
    applied = apply(editor, LIST)
    assert (applied.made, applied.standing, applied.errors) == (2, 0, ())
    hadong = Case.objects.get(title="이동 빨래방")
    assert (hadong.year, hadong.summary) == (2022, "트럭이 마을을 돌며 빨래를 대신한다.")
    assert not Figure.objects.filter(case=hadong, text="4대").exists()
    assert CaseOwner.objects.get(case__title="마을 우체통").name_then == "경상남도 고성군"
    again = apply(editor, LIST)
    assert (again.made, again.standing, again.errors) == (0, 2, ())
    assert Case.objects.count() == 2


def test_merging_rejecting_and_leaving_open(pages, editor):
    text = """
[[decision]]
file = "press/hadong.txt"
title = "찾아가는 빨래방"
action = "accept"
[[decision]]
file = "news/retold.txt"
title = "찾아가는 빨래방"
action = "merge"
into = { file = "press/hadong.txt", title = "찾아가는 빨래방" }
"""
    assert apply(editor, text).made == 2
    assert Source.objects.filter(case=Case.objects.get()).count() == 2
    left = '[[decision]]\nfile = "press/hadong.txt"\ntitle = "찾아가는 빨래방"\naction = "leave"\n'
    (error,) = apply(editor, left).errors
    assert "is to stay open, and is accepted" in error


def test_a_document_is_named_by_its_hash_too(pages, editor):
    sha256 = Proposal.objects.get(document__name__endswith="hadong.txt").document.sha256
    decision = {
        "sha256": sha256,
        "title": "찾아가는 빨래방",
        "action": "reject",
        "reason": "not_a_case",
        "remark": "안내",
    }
    assert actions.apply_decisions(actor=editor, decisions=[decision]).made == 1
    assert Proposal.objects.get(state="rejected").remark == "안내"


@pytest.mark.parametrize(
    ("decision", "told"),
    [
        ({"file": "no.txt", "title": "x", "action": "accept"}, "no such document was read"),
        ({"title": "x", "action": "accept"}, "names neither a file nor a sha256"),
        ({"file": "hadong.txt", "title": "다른 것", "action": "accept"}, "proposed are: 찾아가는 빨래방"),
        ({"file": "walk.txt", "title": "산책", "action": "accept"}, "proposed are: none"),
        ({"file": "hadong.txt", "title": "찾아가는 빨래방", "action": "keep"}, "action is 'keep'"),
        ({"file": "hadong.txt", "title": "찾아가는 빨래방", "action": "reject"}, "reason is None"),
        ({"file": "hadong.txt", "title": "찾아가는 빨래방", "action": "merge"}, "merge needs into"),
        (
            {
                "file": "hadong.txt",
                "title": "찾아가는 빨래방",
                "action": "merge",
                "into": {"file": "goseong.txt", "title": "마을 우체통"},
            },
            "is no case yet",
        ),
        (
            {"file": "hadong.txt", "title": "찾아가는 빨래방", "action": "accept", "corrections": {"titel": "x"}},
            "the form has no titel",
        ),
        (
            {
                "file": "hadong.txt",
                "title": "찾아가는 빨래방",
                "action": "accept",
                "corrections": {"drop": ["claims/9"]},
            },
            "the form has no claims/9 to drop",
        ),
        (
            {"file": "hadong.txt", "title": "찾아가는 빨래방", "action": "accept", "corrections": {"owner": "00"}},
            "no government has the code 00",
        ),
        ({"file": "goseong.txt", "title": "마을 우체통", "action": "accept"}, "choose the government"),
    ],
)
def test_a_decision_that_does_not_fit_is_reported(pages, editor, decision, told):
    applied = actions.apply_decisions(actor=editor, decisions=[decision])
    assert applied.made == 0
    assert len(applied.errors) == 1
    assert told in applied.errors[0]
    assert not Case.objects.exists()


def test_one_that_does_not_fit_does_not_stop_the_others(pages, editor):
    wrong = '[[decision]]\nfile = "no.txt"\ntitle = "x"\naction = "accept"\n'
    applied = apply(editor, wrong + LIST)
    assert (applied.made, len(applied.errors)) == (2, 1)


def test_an_editor_decides(pages, person):
    with pytest.raises(actions.EditorsOnly):
        actions.apply_decisions(actor=person("visitor"), decisions=[])

"""Screens on which editors change cases."""

import pytest
from django.urls import reverse

from dure.apps.cases.actions import AwardFacts, CaseChanges, ClaimFacts, FigureFacts, load_taxonomies, revise_case
from dure.apps.cases.models import Case
from tests.apps.factories import hadong, make_case, miryang

pytestmark = pytest.mark.django_db


def address(case, name="edit"):
    return reverse(f"cases:{name}", args=[case.pk])


def filled(response, **changed):
    """What a browser would send back of the form on the page."""
    form = response.context["form"]
    parts = [form.facts, *([form.source] if form.source else [])]
    data = {}
    for part in parts:
        data.update({field.html_name: field.value() for field in part})
    for formset in form.lists.values():
        data.update({field.html_name: field.value() for field in formset.management_form})
        for row in formset:
            data.update({field.html_name: field.value() for field in row if field.name != "DELETE"})
    return {name: value for name, value in {**data, **changed}.items() if value is not None}


@pytest.mark.parametrize("name", ["edit", "withdraw", "reinstate", "merge"])
def test_only_editors_come_in(client, person, name):
    case = make_case()
    assert client.get(address(case, name)).url.startswith("/accounts/login/")
    client.force_login(person("visitor"))
    assert client.get(address(case, name)).status_code == 403
    assert client.post(address(case, name), {"reason": "몰래"}).status_code == 403
    assert Case.objects.get(pk=case.pk).state == "published"


def test_an_unchanged_form_changes_nothing(editor_client):
    load_taxonomies()
    case = make_case(
        year=2019,
        figures=(FigureFacts("이용자", "700명"),),
        claims=(ClaimFacts("전국 최초"),),
        awards=(AwardFacts("우수상"),),
        field_given="협업",
    )
    response = editor_client.get(address(case))
    editor_client.post(address(case), filled(response, reason="확인"))
    assert Case.objects.get(pk=case.pk).revision == 1


def test_an_editor_changes_facts_and_rows(editor_client):
    case = make_case(figures=(FigureFacts("이용자", "700명"), FigureFacts("공구", "300점")))
    response = editor_client.get(address(case))
    rows = {row.initial["label"]: row.prefix for row in response.context["form"].lists["figures"]}
    sent = filled(
        response,
        **{
            "title": "마을 공구도서관",
            "reason": "이름이 바뀜",
            f"{rows['이용자']}-text": "750명",
            f"{rows['공구']}-DELETE": "on",
        },
    )
    answer = editor_client.post(address(case), sent)
    assert answer.url == address(case, "case")
    case.refresh_from_db()
    assert (case.title, case.revision) == ("마을 공구도서관", 2)
    assert [(row.label, row.text) for row in case.figures.all()] == [("이용자", "750명")]


def test_a_row_more_can_be_asked_for_and_filled(editor_client):
    case = make_case()
    response = editor_client.get(address(case))
    more = editor_client.post(address(case), filled(response, add="awards", title="아직 저장 안 함"))
    assert more.status_code == 200
    assert Case.objects.get(pk=case.pk).title == "무인 공구도서관"
    sent = filled(more, reason="수상을 더함", **{"awards-1-grade": "우수상", "awards-1-event": "혁신 경진대회"})
    assert editor_client.post(address(case), sent).status_code == 302
    case.refresh_from_db()
    assert (case.title, str(case.awards.get())) == ("아직 저장 안 함", "혁신 경진대회 우수상")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"reason": ""}, "사유를 적어 주세요"),
        ({"title": "", "reason": "고침"}, "필수"),
        ({"owners-0-government": "", "owners-0-name_then": "", "reason": "고침"}, "소유 기관을 하나 이상"),
        ({"figures-0-text": "7명", "reason": "고침"}, "비어 있습니다"),
        ({"period_start": "2020-02-01", "period_end": "2020-01-01", "reason": "고침"}, "끝나는 날이"),
        ({"awards-0-grade": "우수상", "awards-0-year": "19", "reason": "고침"}, "1945"),
    ],
)
def test_what_is_wrong_is_said_beside_what_was_typed(editor_client, changed, message):
    case = make_case()
    sent = filled(editor_client.get(address(case)), **{"year": "2020", **changed})
    response = editor_client.post(address(case), sent)
    assert response.status_code == 422
    html = response.content.decode()
    assert message in html
    assert 'value="2020"' in html
    assert Case.objects.get(pk=case.pk).revision == 1


def test_a_conflict_shows_the_other_change_and_keeps_what_was_typed(editor_client, person):
    case = make_case()
    sent = filled(editor_client.get(address(case)), title="나의 제목", reason="고침")
    other = person("editor", "other@example.org")
    revise_case(
        actor=other,
        case_id=case.pk,
        changes=CaseChanges(facts={"title": "남의 제목"}),
        reason="먼저 고침",
        expected_revision=1,
    )
    response = editor_client.post(address(case), sent)
    html = response.content.decode()
    assert response.status_code == 422
    assert "다른 편집자가 먼저 고쳤습니다" in html
    assert "남의 제목" in html
    assert 'value="나의 제목"' in html
    # Saving once more is done knowingly.
    again = editor_client.post(address(case), {**sent, "revision": response.context["form"].facts["revision"].value()})
    assert again.status_code == 302
    assert Case.objects.get(pk=case.pk).title == "나의 제목"


def test_a_case_is_registered_by_hand(editor_client):
    code = hadong().code
    response = editor_client.get(reverse("cases:new"))
    sent = filled(
        response,
        **{"title": "새 사례", "owners-0-government": code, "url": "https://example.org/1", "source_title": "보도자료"},
    )
    answer = editor_client.post(reverse("cases:new"), sent)
    case = Case.objects.get()
    assert answer.url == address(case, "case")
    assert (case.title, case.owners.get().government_id, case.sources.get().title) == ("새 사례", code, "보도자료")


def test_withdrawing_and_taking_it_back(editor_client):
    case = make_case()
    assert editor_client.post(address(case, "withdraw"), {"reason": ""}).status_code == 422
    editor_client.post(address(case, "withdraw"), {"reason": "사례가 아님"})
    assert Case.objects.get(pk=case.pk).state == "withdrawn"
    refused = editor_client.post(address(case), filled(editor_client.get(address(case)), title="다름", reason="고침"))
    assert "먼저 되살려 주세요" in refused.content.decode()
    editor_client.post(address(case, "reinstate"), {"reason": "잘못 철회함"})
    assert Case.objects.get(pk=case.pk).state == "published"


def test_merging_on_the_screen(editor_client):
    one, other = make_case("하나"), make_case("둘", owners=[miryang()])
    for target, message in ((one.pk, "자신에게 통합할 수 없습니다"), (999_999, "이 번호의 사례가 없습니다")):
        response = editor_client.post(address(one, "merge"), {"target": target, "reason": "같음"})
        assert message in response.content.decode()
    editor_client.post(address(one, "merge"), {"target": other.pk, "reason": "같음"})
    assert Case.objects.get(pk=one.pk).merged_into == other
    editor_client.post(address(one, "reinstate"), {"reason": "다름"})
    assert Case.objects.get(pk=one.pk).state == "published"


def test_a_claims_status_is_changed_on_the_page(editor_client):
    case = make_case(claims=(ClaimFacts("전국 최초"),))
    claim = case.claims.get()
    url = reverse("cases:claim", args=[case.pk, claim.pk])
    editor_client.post(url, {"status": "refuted", "reason": ""})
    assert case.claims.get().status == "claimed"
    editor_client.post(url, {"status": "refuted", "reason": "먼저 한 곳이 있음"})
    assert case.claims.get().status == "refuted"
    other = make_case("다른 사례")
    assert (
        editor_client.post(
            reverse("cases:claim", args=[other.pk, claim.pk]), {"status": "claimed", "reason": "x"}
        ).status_code
        == 404
    )

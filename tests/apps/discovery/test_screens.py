"""Screens of discovery: who sees them, what they show, how many queries they cost."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from dure.apps.cases.actions import OwnerTwice, UnknownFact
from dure.apps.cases.models import Case, CaseOwner, Claim, Figure
from dure.apps.discovery import actions
from dure.apps.discovery.forms import ProposalForm
from dure.apps.discovery.models import Batch, Proposal
from tests import papers
from tests.apps.discovery.pages import GOSEONG_RETOLD, HADONG, HADONG_ELSEWHERE, HADONG_RETOLD, read_by_hand

pytestmark = pytest.mark.django_db


def page(response):
    return response.content.decode()


def filled_form(response):
    """Return what a browser would send if nobody changed anything."""
    form = response.context["form"]
    fields = [*form, *(field for rows in form.rows.values() for row in rows for field in row)]
    data = {}
    for field in fields:
        value = field.value()
        if value is True:
            data[field.html_name] = "on"
        elif value not in (None, False):
            data[field.html_name] = value
    return data


@pytest.fixture
def proposal(ingest):
    ingest(HADONG, "hadong.txt")
    return Proposal.objects.get()


ADDRESSES = [
    ("discovery:queue", ()),
    ("discovery:proposal", (1,)),
    ("discovery:accept", (1,)),
    ("discovery:merge", (1,)),
    ("discovery:reject", (1,)),
    ("discovery:undo", (1,)),
    ("discovery:upload", ()),
    ("discovery:batches", ()),
    ("discovery:batch", (1,)),
    ("discovery:batch_again", (1,)),
]


@pytest.mark.parametrize(("name", "arguments"), ADDRESSES)
def test_strangers_sign_in_and_visitors_are_refused(client, person, proposal, name, arguments):
    ids = {"discovery:batch": Batch.objects.get().pk, "discovery:batch_again": Batch.objects.get().pk}
    address = reverse(name, args=[ids.get(name, proposal.pk)] if arguments else [])
    posts = name.rsplit(":", 1)[1] in {"accept", "merge", "reject", "undo", "batch_again"}
    ask = client.post if posts else client.get
    data = {"reason": "other", "case": 1}
    stranger = ask(address, data)
    assert stranger.status_code == 302
    assert stranger["Location"].startswith("/accounts/login/")
    client.force_login(person("visitor"))
    refused = ask(address, data)
    assert refused.status_code == 403
    assert "빨래방" not in page(refused)
    proposal.refresh_from_db()
    assert proposal.state == "open"


def test_what_is_not_there_is_not_found(editor_client, lands):
    assert editor_client.get("/discovery/proposals/999/").status_code == 404
    assert editor_client.get("/discovery/batches/999/").status_code == 404
    for action in ("accept", "reject", "undo"):
        assert editor_client.post(f"/discovery/proposals/999/{action}/", {"reason": "other"}).status_code == 404
    assert editor_client.post("/discovery/batches/999/again/").status_code == 404
    assert editor_client.get("/discovery/proposals/1/accept/").status_code == 405


def test_the_empty_queue_leads_to_uploading(editor_client):
    assert "아직 제안이 없습니다" in page(editor_client.get("/discovery/proposals/"))


def test_the_queue_is_filtered(editor_client, ingest):
    ingest(HADONG)
    ingest(GOSEONG_RETOLD)

    def titles(query):
        return re.findall(r'data-item href="[^"]+">([^<]+)<', page(editor_client.get(f"/discovery/proposals/?{query}")))

    assert titles("") == ["찾아가는 빨래방", "마을 우체통"]  # the surer first
    assert titles("order=newest") == ["마을 우체통", "찾아가는 빨래방"]
    assert titles("province=48") == ["찾아가는 빨래방"]
    assert titles("province=none") == ["마을 우체통"]
    assert titles("confidence=low") == ["마을 우체통"]
    assert titles("q=하동") == ["찾아가는 빨래방"]
    assert titles("q=우체통") == ["마을 우체통"]
    assert titles("state=rejected") == []
    assert titles("state=nonsense&batch=x&confidence=y&order=z&page=99") == ["찾아가는 빨래방", "마을 우체통"]
    assert titles(f"batch={Batch.objects.last().pk}") == ["찾아가는 빨래방"]


def test_the_review_shows_the_source_with_linked_evidence(editor_client, proposal):
    shown = page(editor_client.get(f"/discovery/proposals/{proposal.pk}/"))
    marks = dict(re.findall(r'<mark class="evidence" id="([^"]+)" data-facts="([^"]+)">', shown))
    assert {"title", "owners/0", "department", "awards/0", "figures/0", "claims/0"} <= set(
        " ".join(marks.values()).split()
    )
    links = re.findall(r'href="#(evidence-\d+)"', shown)
    assert links
    assert set(links) <= set(marks)
    assert "<mark" in shown
    assert "경상남도 하동군" in shown


def test_a_source_cannot_run_scripts(editor_client, lands):
    text = "하동군은 '<script>alert(1)</script> 빨래방'을 <img src=x onerror=alert(2)> 알렸다."
    title = "<script>alert(1)</script> 빨래방"
    read = read_by_hand(text, [{"title": title, "owner": ("48850", "경상남도 하동군")}])
    batch = actions.start_batch(kind="command")
    actions.take_in_read(batch=batch, name='"><script>alert(3)</script>.txt', outcome=read)
    proposal = Proposal.objects.get()
    for address in (f"/discovery/proposals/{proposal.pk}/", "/discovery/proposals/", f"/discovery/batches/{batch.pk}/"):
        shown = page(editor_client.get(address))
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
        assert "&lt;script&gt;alert(1)" in shown or "alert(3)" in shown


def test_accepting_as_filled_and_going_on_to_the_next(editor_client, ingest):
    ingest(HADONG)
    ingest(GOSEONG_RETOLD)
    first, second = Proposal.objects.order_by("-confidence")
    response = editor_client.get(f"/discovery/proposals/{first.pk}/?order=confidence")
    done = editor_client.post(f"/discovery/proposals/{first.pk}/accept/?q=", filled_form(response))
    assert done["Location"] == f"/discovery/proposals/{second.pk}/"
    case = Case.objects.get()
    assert (case.title, CaseOwner.objects.get().name_then) == ("찾아가는 빨래방", "경상남도 하동군")
    assert Figure.objects.count() == 3
    following = page(editor_client.get(done["Location"]))
    assert f'action="/discovery/proposals/{first.pk}/undo/"' in following
    assert "undo" not in page(editor_client.get(done["Location"]))  # offered once
    undone = editor_client.post(f"/discovery/proposals/{first.pk}/undo/", follow=True)
    assert "결정을 되돌렸습니다" in page(undone)
    first.refresh_from_db()
    assert first.state == "open"


def test_after_the_last_one_comes_the_queue(editor_client, proposal):
    done = editor_client.post(f"/discovery/proposals/{proposal.pk}/reject/", {"reason": "not_a_case"})
    assert done["Location"] == "/discovery/proposals/"
    shown = page(editor_client.get(done["Location"]))
    assert "검토를 기다리는 제안이 없습니다" in shown
    assert "되돌리기" in shown


def test_corrections_are_registered(editor_client, proposal, lands):
    data = filled_form(editor_client.get(f"/discovery/proposals/{proposal.pk}/"))
    data |= {"title": "이동 빨래방", "owner": "밀양시", "partner": "경상남도 하동군", "claims-0-keep": ""}
    data |= {
        "figures-new-keep": "on",
        "figures-new-label": "차량",
        "figures-new-text": "2대",
        "figures-new-number": "2",
    }
    del data["claims-0-keep"]
    assert editor_client.post(f"/discovery/proposals/{proposal.pk}/accept/", data).status_code == 302
    assert Case.objects.get().title == "이동 빨래방"
    assert list(CaseOwner.objects.values_list("government_id", "name_then")) == [
        ("48270", "경상남도 밀양시"),
        ("48850", "경상남도 하동군"),
    ]
    assert not Claim.objects.exists()
    assert Figure.objects.get(label="차량").text == "2대"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"title": ""}, "필수"),
        ({"owner": ""}, "어느 지방정부의 사례인지"),
        ({"owner": "없는군"}, "지방정부 목록에 없습니다"),
        ({"owner": "고성군"}, "여럿입니다"),
        ({"year": "천"}, "정수"),
        ({"figures-0-label": ""}, "무엇의 수치인지"),
        ({"awards-0-grade": ""}, "등급을 적어"),
        ({"period_start": "2024-02-01", "period_end": "2024-01-01"}, "앞섭니다"),
    ],
)
def test_a_form_that_cannot_be_registered_says_what_to_mend(editor_client, proposal, change, told):
    data = filled_form(editor_client.get(f"/discovery/proposals/{proposal.pk}/")) | change
    response = editor_client.post(f"/discovery/proposals/{proposal.pk}/accept/", data)
    assert response.status_code == 200
    assert told in page(response)
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("문의 010-1234-5678 이동 빨래방", "제목에서 전자우편 주소·주민등록번호·휴대전화 번호를 빼 주세요"),
        ("문의 hadong@example.kr 이동 빨래방", "제목에서 전자우편 주소·주민등록번호·휴대전화 번호를 빼 주세요"),
    ],
)
def test_what_the_registry_refuses_stands_beside_its_field_and_nothing_typed_is_lost(
    editor_client, proposal, title, told
):
    data = filled_form(editor_client.get(f"/discovery/proposals/{proposal.pk}/"))
    data |= {"title": title, "background": "내가 쓴 배경", "figures-new-keep": "on", "figures-new-label": "차량"}
    response = editor_client.post(f"/discovery/proposals/{proposal.pk}/accept/", data)
    shown = page(response)
    field = re.search(r'<div class="[^"]*has-error[^"]*" data-facts="title">(.*?)</div>\s*<', shown, re.DOTALL)
    assert title in shown
    assert "내가 쓴 배경" in shown
    assert 'value="차량"' in shown
    assert re.search(rf'id="id_title_error">[^<]*{told}', shown)
    assert field
    assert 'aria-invalid="true"' in shown
    assert not Case.objects.exists()
    proposal.refresh_from_db()
    assert proposal.state == "open"
    assert editor_client.post(f"/discovery/proposals/{proposal.pk}/accept/", data | {"title": "이동 빨래방"}).status_code == 302  # fmt: skip
    assert Case.objects.get().background == "내가 쓴 배경"


def test_a_refusal_without_a_field_of_its_own_stands_above_the_form(editor_client, proposal):
    data = filled_form(editor_client.get(f"/discovery/proposals/{proposal.pk}/"))
    form = ProposalForm(data, proposal=proposal)
    assert form.is_valid()
    form.refuse(OwnerTwice("twice"))
    form.refuse(UnknownFact("gone"))
    assert form.errors["owner"] == ["같은 소유 기관이 두 번 들어 있습니다. 하나를 지워 주세요."]
    assert form.non_field_errors() == [
        "그사이 다른 편집자가 지운 항목이 들어 있습니다. 화면을 새로 열어 다시 고쳐 주세요."
    ]


def test_an_ambiguous_owner_is_chosen(editor_client, ingest):
    ingest(GOSEONG_RETOLD)
    proposal = Proposal.objects.get()
    response = editor_client.get(f"/discovery/proposals/{proposal.pk}/")
    shown = page(response)
    assert "경상남도 고성군" in shown
    assert "강원특별자치도 고성군" in shown
    data = filled_form(response)
    refused = editor_client.post(f"/discovery/proposals/{proposal.pk}/accept/", data)
    assert "어느 지방정부의 사례인지" in page(refused)
    editor_client.post(f"/discovery/proposals/{proposal.pk}/accept/", data | {"owner_choice": "51820"})
    assert CaseOwner.objects.get().government_id == "51820"


def test_a_similar_case_is_shown_and_merged_into(editor_client, ingest):
    ingest(HADONG)
    first = Proposal.objects.get()
    editor_client.post(
        f"/discovery/proposals/{first.pk}/accept/",
        filled_form(editor_client.get(f"/discovery/proposals/{first.pk}/")),
    )
    ingest(HADONG_RETOLD)
    second = Proposal.objects.exclude(pk=first.pk).get()
    shown = page(editor_client.get(f"/discovery/proposals/{second.pk}/"))
    assert "비슷한 사례가 있습니다" in shown
    assert "다른 기사에서 나온 같은 이름의 제안" in shown
    wrong = editor_client.post(f"/discovery/proposals/{second.pk}/merge/", {"case": 10**9})
    assert "번 공개 사례가 없습니다" in page(wrong)
    editor_client.post(f"/discovery/proposals/{second.pk}/merge/", {"case": first.pk and Case.objects.get().pk})
    second.refresh_from_db()
    assert second.state == "merged"


def test_the_slower_editor_sees_the_decision(editor_client, proposal, person):
    data = filled_form(editor_client.get(f"/discovery/proposals/{proposal.pk}/"))
    other = person("editor", "other@example.org")
    actions.reject_proposal(actor=other, proposal_id=proposal.pk, reason="duplicate")
    shown = page(editor_client.post(f"/discovery/proposals/{proposal.pk}/accept/", data, follow=True))
    assert "다른 편집자가 먼저 결정했습니다" in shown
    assert "이미 등록됨" in shown
    assert not Case.objects.exists()


def test_other_outlets_of_the_release_are_listed(editor_client, ingest):
    ingest(HADONG)
    ingest(HADONG_ELSEWHERE)
    shown = page(editor_client.get(f"/discovery/proposals/{Proposal.objects.get().pk}/"))
    assert re.search(r"같은 보도자료: 짧은 글의 \d+%가 들어 있음", shown)


def add_documents(batch, numbers):
    """Add documents with a proposal each, all unlike each other."""
    for n in numbers:
        title = f"{'가나다라마바사'[n] * 4} 사업"
        text = f"하동군은 '{title}'을 알렸다. " + f"{'아자차카타파하'[n]}{n}" * 60
        read = read_by_hand(text, [{"title": title, "owner": ("48850", "경상남도 하동군")}])
        actions.take_in_read(batch=batch, name=f"{n}.txt", outcome=read)


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/discovery/proposals/", 8),
        ("/discovery/proposals/{proposal}/", 20),
        ("/discovery/batches/", 4),
        ("/discovery/batches/{batch}/", 12),
        ("/discovery/upload/", 3),
    ],
)
def test_queries_do_not_grow_with_the_rows(editor_client, lands, django_assert_max_num_queries, address, most):
    batch = actions.start_batch(kind="command")
    add_documents(batch, [0])
    address = address.format(proposal=Proposal.objects.get().pk, batch=batch.pk)
    editor_client.get(address)  # fills what a process keeps
    with django_assert_max_num_queries(most) as with_one:
        assert editor_client.get(address).status_code == 200
    add_documents(batch, [1, 2])
    actions.start_batch(kind="command")
    with django_assert_max_num_queries(most) as with_three:
        assert editor_client.get(address).status_code == 200
    assert len(with_one) == len(with_three)


def test_the_upload_screen_names_and_offers_every_format(editor_client, lands):
    page = editor_client.get("/discovery/upload/").content.decode()
    assert "한글(HWP·HWPX), PDF, 워드(DOCX), HTML, 텍스트, WARC 파일" in page
    offered = page.split('accept="', 1)[1].split('"', 1)[0].split(",")
    assert {".hwp", ".hwpx", ".pdf", ".docx", ".html", ".txt", ".warc", ".warc.gz"} <= set(offered)


def test_a_locked_and_a_scanned_document_say_what_to_do(editor_client, lands):
    locked, scan = papers.as_hwp(["글"], flags=5), papers.as_pdf([[]], picture=True)
    files = [SimpleUploadedFile("a.hwp", locked), SimpleUploadedFile("b.pdf", scan)]
    editor_client.post("/discovery/upload/", {"documents": files, "addresses": ""})
    batch = Batch.objects.get()
    actions.read_sources(batch_id=batch.pk)
    page = editor_client.get(f"/discovery/batches/{batch.pk}/").content.decode()
    assert "배포용으로 잠긴 한글 문서입니다" in page
    assert "작성 기관에 잠기지 않은 파일을 요청하거나" in page
    assert "그림만 있고 글자가 없는 문서입니다" in page
    assert "글자 인식(OCR)으로 얻은 글을 올리거나" in page


def test_uploading_leads_to_the_batch(editor_client, lands):
    files = [SimpleUploadedFile("a.txt", HADONG.encode()), SimpleUploadedFile("b.txt", b"")]
    response = editor_client.post("/discovery/upload/", {"documents": files, "addresses": ""})
    batch = Batch.objects.get()
    assert response["Location"] == f"/discovery/batches/{batch.pk}/"
    shown = page(editor_client.get(response["Location"]))
    assert "작업자가 돌고 있지 않아" in shown
    assert "새로 고침" in shown
    assert 'hx-trigger="every 2s"' in shown
    actions.read_sources(batch_id=batch.pk)
    part = editor_client.get(response["Location"], headers={"HX-Request": "true"})
    shown = page(part)
    assert "<html" not in shown
    assert "hx-trigger" not in shown
    assert "모두 읽었습니다" in shown
    assert "글이 없는 문서입니다" in shown
    assert "내용이 있는 파일인지" in shown
    assert "찾아가는 빨래방" in shown


def test_a_worker_that_lives_is_not_missed(editor_client, lands):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [timezone.now()])
    editor_client.post("/discovery/upload/", {"documents": [SimpleUploadedFile("a.txt", HADONG.encode())]})
    assert "작업자가 돌고 있지 않아" not in page(editor_client.get(f"/discovery/batches/{Batch.objects.get().pk}/"))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({}, "파일을 고르거나 주소를 넣어 주세요"),
        ({"addresses": "ftp://example.org/x"}, "주소가 아닙니다"),
        ({"addresses": "https://a.example/\n그냥 글"}, "주소가 아닙니다"),
    ],
)
def test_an_upload_that_gives_nothing_says_so(editor_client, data, told):
    response = editor_client.post("/discovery/upload/", data)
    assert response.status_code == 200
    assert told in page(response)
    assert not Batch.objects.exists()


def test_too_many_files_at_once_are_refused(editor_client, monkeypatch):
    monkeypatch.setattr("dure.apps.discovery.forms.MAX_FILES", 1)
    files = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(2)]
    assert "나누어 올려" in page(editor_client.post("/discovery/upload/", {"documents": files}))


def test_screens_stand_in_english_too(editor_client, proposal):
    for address in ("/discovery/proposals/", f"/discovery/proposals/{proposal.pk}/", "/discovery/upload/"):
        assert editor_client.get(address, headers={"accept-language": "en"}).status_code == 200

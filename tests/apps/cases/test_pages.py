"""Screens of search and of one case."""

import csv
import io
import re
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from dure.apps.cases.actions import (
    AwardFacts,
    CaseChanges,
    ClaimFacts,
    EvidenceFacts,
    FigureFacts,
    OwnerFacts,
    SourceFacts,
    load_taxonomies,
    merge_cases,
    revise_case,
    withdraw_case,
)
from tests.apps.factories import hadong, make_case, miryang, miryang_corporation, source_facts, yeongdeungpo

pytestmark = pytest.mark.django_db
SEARCH = "/cases/"


def page(client, url, **query):
    response = client.get(url, query)
    assert response.status_code == 200, response
    return response.content.decode()


def address(case, name="case"):
    return reverse(f"cases:{name}", args=[case.pk])


def text(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_search_shows_what_was_found_with_the_words_marked(client):
    make_case("거주자우선주차 공유", owners=[yeongdeungpo()], year=2019, summary="빈 주차 구획을 나눈다")
    make_case("다른 사례")
    html = page(client, SEARCH, q="주차를 공유")
    assert "거주자우선<mark>주차</mark> <mark>공유</mark>" in html
    assert "빈 <mark>주차</mark> 구획을 나눈다" in html
    assert "다른 사례" not in html
    assert "사례 <strong>1</strong>건" in html


def test_an_institutions_case_is_marked_with_its_owner(client):
    corporation = miryang_corporation()
    case = make_case("안심 거리", owners=[OwnerFacts("48270", institution_key=corporation.key)])
    expected = "밀양시시설관리공단 사례 · 소유: 경상남도 밀양시"
    assert expected in text(page(client, SEARCH))
    assert expected in text(page(client, address(case)))


def test_filters_offer_counts_and_the_members_of_the_chosen_province(client):
    load_taxonomies()
    make_case("하나", year=2019, field_given="협업")
    make_case("둘", owners=[miryang()], year=2020, awards=(AwardFacts("우수상"),))
    html = page(client, SEARCH, region="48")
    for option in ("경상남도 (2)", "밀양시 (1)", "하동군 (1)", "2019 (1)", "협업·공유 (1)", "미분류 (1)", "우수상 (1)"):
        assert option in html
    assert "사례 <strong>1</strong>건" in page(client, SEARCH, region="48", member="48270")
    # A member of a province that is no longer chosen was left over in the form.
    assert "사례 <strong>0</strong>건" in page(client, SEARCH, region="11", member="48270")


@pytest.mark.parametrize(
    "query", [{"year": "abc"}, {"page": "zzz"}, {"page": "99"}, {"sort": "x"}, {"q": "a\0b"}, {"q": "가" * 500}]
)
def test_an_address_that_makes_no_sense_still_answers(client, query):
    make_case("하나")
    page(client, SEARCH, **query)


def test_nothing_found_says_what_to_try(client):
    make_case("무인 공구도서관")
    assert "비슷한 제목을 보여 드립니다" in page(client, SEARCH, q="공구도서괸")
    assert "낱말을 줄이거나" in page(client, SEARCH, q="전혀다른말")
    assert "조건을 지우면 1건" in page(client, SEARCH, q="공구", year=1999)


def test_an_htmx_answer_pushes_the_short_address(client):
    make_case("하나")
    response = client.get(SEARCH, {"q": "하나", "region": "", "year": ""}, headers={"HX-Request": "true"})
    assert response["HX-Push-Url"] == "/cases/?q=%ED%95%98%EB%82%98"


def full_case(**more):
    return make_case(
        "무인 공구도서관",
        year=2019,
        content="첫 문단",
        figures=(
            FigureFacts("이용자", "700명", Decimal(700), "명", date(2019, 11, 30), "하동군", "누적", 0),
            FigureFacts("이용자", "750명", Decimal(750), "명", date(2019, 12, 31), "하동신문", "", 0),
            FigureFacts("공구", "300점", Decimal(300), "점"),
        ),
        claims=(ClaimFacts("전국 최초", source=0),),
        awards=(AwardFacts("우수상", event="혁신 경진대회", amount_won=3_000_000, source=0),),
        sources=(
            SourceFacts(
                document_sha256="e" * 64,
                url="https://example.org/news",
                title="공구도서관 인기",
                outlet="하동신문",
                evidence=(
                    EvidenceFacts("title", 4, 12, "무인 공구도서관", "하동군은 ", "을 열었다"),
                    EvidenceFacts("figures/1", 20, 24, "750명"),
                ),
            ),
        ),
        **more,
    )


def test_each_fact_leads_to_its_evidence(client):
    case = full_case()
    html = page(client, address(case))
    for proof in case.sources.get().evidence.all():
        assert f'href="#evidence-{proof.pk}"' in html
        assert f'id="evidence-{proof.pk}"' in html
    assert "…하동군은 </span><mark>무인 공구도서관</mark>" in html
    assert 'href="https://example.org/news"' in html
    # Every link inside the page has somewhere to go.
    assert set(re.findall(r'href="#([^"]+)"', html)) - {"container"} <= set(re.findall(r'id="([^"]+)"', html))


def test_figures_that_contradict_stand_side_by_side(client):
    html = page(client, address(full_case()))
    conflict = re.search(r'<tbody class="case-conflict">(.*?)</tbody>', html, re.DOTALL).group(1)
    shown = text(conflict)
    for part in ("이용자", "출처마다 다름", "700명", "2019. 11. 30.", "하동군", "누적", "750명", "하동신문"):
        assert part in shown
    assert html.count("case-conflict") == 1


@pytest.mark.parametrize("number", [1, 3])
def test_a_cases_page_costs_the_same_queries(client, django_assert_num_queries, number):
    sources = tuple(source_facts(document_sha256=str(n) * 64) for n in range(number))
    figures = tuple(FigureFacts("이용자", f"{n}명", source=n) for n in range(number))
    owners = [hadong(), miryang(), yeongdeungpo()][:number]
    case = make_case(sources=sources, figures=figures, owners=owners)
    make_case("무인 공구도서관 둘째")
    page(client, address(case))
    with django_assert_num_queries(18):
        page(client, address(case))


def test_what_people_wrote_never_becomes_markup(client):
    evil = "<script>alert(1)</script>"
    case = make_case(
        f"주차 {evil}",
        summary=evil,
        claims=(ClaimFacts(evil),),
        sources=(
            SourceFacts(
                title=evil,
                url="https://example.org/?a=<b>",
                evidence=(EvidenceFacts("title", 0, 5, evil, before=evil, after=evil),),
            ),
        ),
    )
    for html in (page(client, address(case)), page(client, SEARCH, q="주차"), page(client, SEARCH, q=evil)):
        assert "<script>alert" not in html
    assert "&lt;script&gt;" in page(client, address(case))


def test_a_withdrawn_case_is_for_editors_only(client, editor):
    case = make_case("안심 귀갓길")
    withdraw_case(actor=editor, case_id=case.pk, reason="사례가 아님")
    for name in ("case", "revisions"):
        assert client.get(address(case, name)).status_code == 404
    assert "귀갓길" not in page(client, SEARCH)
    client.force_login(editor)
    assert "철회된 사례입니다" in page(client, address(case))
    assert "귀갓길" not in page(client, SEARCH)


def test_a_merged_case_leads_to_the_one_it_is_part_of(client, editor):
    one, other = make_case("하나"), make_case("둘")
    merge_cases(actor=editor, source_id=one.pk, target_id=other.pk, reason="같은 사례")
    assert client.get(address(one)).url == address(other)
    assert client.get(address(one) + "?stay=1").url == address(other)
    client.force_login(editor)
    assert "‘둘’에 통합된 사례입니다" in page(client, address(one), stay=1)
    assert "하나" in page(client, address(other))


@pytest.mark.django_db(transaction=True)
def test_the_history_says_who_changed_what_and_why(client, editor):
    case = make_case("무인 공구도서관", actor=editor, year=2019, figures=(FigureFacts("이용자", "700명"),))
    changes = CaseChanges(facts={"year": 2020}, figures=(FigureFacts("이용자", "750명", id=case.figures.get().pk),))
    revise_case(actor=editor, case_id=case.pk, changes=changes, reason="연도 오기", expected_revision=1)
    shown = text(page(client, address(case, "revisions")))
    latest = shown[shown.index("판 2 · 수정") : shown.index("판 1 · 등록")]
    for part in ("사유: 연도 오기", "연도 전: 2019 후: 2020", "수치 전: 이용자 · 700명 후: 이용자 · 750명"):
        assert part in latest
    assert editor.name not in shown
    assert "편집자" in shown
    client.force_login(editor)
    assert editor.name in text(page(client, address(case, "revisions")))


def test_a_result_can_be_taken_away_as_csv(client):
    make_case("=cmd|' /C calc'!A0", summary="-2+3", year=2019)
    make_case("주차 공유")
    response = client.get("/cases/export.csv")
    assert response["Content-Disposition"].startswith('attachment; filename="dure-cases-')
    assert response.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["제목"] for row in rows] == ["'=cmd|' /C calc'!A0", "주차 공유"]
    assert (rows[0]["요약"], rows[0]["연도"], rows[0]["지방정부 코드"]) == ("'-2+3", "2019", "48850")
    filtered = client.get("/cases/export.csv", {"q": "주차"}).content.decode("utf-8-sig")
    assert len(filtered.splitlines()) == 2


def test_a_workbook_holds_text_and_no_formula(client):
    make_case("=1+1")
    book = zipfile.ZipFile(io.BytesIO(client.get("/cases/export.xlsx").content))
    assert "<t>=1+1</t>" in book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()


def test_a_link_from_the_search_keeps_its_filters_on_the_next_page(client):
    for number in range(11):
        make_case(f"사례 {number}", year=2019)
    html = page(client, SEARCH, year=2019)
    assert "?year=2019&amp;page=2" in html
    assert "사례 0" in page(client, SEARCH, year=2019, page=2)

"""From findings to filled forms, on readings written out by hand and on a page that is really read."""

from __future__ import annotations

import pytest

from dure.apps.discovery.actions import drafts, read_document, same_title, title_key
from tests.apps.discovery.pages import GOSEONG, HADONG, read_by_hand


def quotes(draft, text, fact):
    return [text[row["start"] : row["end"]] for row in draft.evidence if row["fact"] == fact]


@pytest.fixture(scope="module")
def hadong():
    read = read_document(HADONG.encode(), name="hadong.txt")
    (draft,) = read.drafts
    return read, draft


def test_the_form_is_filled_from_the_sentences_of_the_case(hadong):
    _, draft = hadong
    filled = draft.filled
    assert filled["title"] == "찾아가는 빨래방"
    assert filled["owner"] == {
        "code": "48850",
        "name": "경상남도 하동군",
        "institution": "",
        "candidates": [],
        "department": "복지정책과",
    }
    assert filled["year"] == 2023
    assert filled["background"] == "그동안 홀로 사는 어르신은 큰 빨래를 하기 어려워 불편이 컸다."
    assert filled["content"].startswith("복지정책과는 지난해 3월부터")
    assert filled["results"].startswith("전국 최초로 시작한 이 사업은")
    assert filled["awards"] == [
        {
            "grade": "최우수상",
            "name": "최우수상",
            "event": "2023년 혁신 우수사례 경진대회",
            "organiser": "",
            "year": 2023,
            "amount_won": None,
        }
    ]
    assert {"label": "이용자", "text": "1,250명", "number": 1250, "unit": "명"} in filled["figures"]
    assert {"label": "예산", "text": "3억 2천만 원", "number": 320_000_000, "unit": "원"} in filled["figures"]
    assert [claim["text"] for claim in filled["claims"]] == ["전국 최초"]


def test_every_filled_fact_has_its_characters(hadong):
    read, draft = hadong
    assert quotes(draft, read.text, "title") == ["찾아가는 빨래방", "찾아가는 빨래방"]
    assert quotes(draft, read.text, "department") == ["복지정책과"]
    assert "하동군" in quotes(draft, read.text, "owners/0")
    assert "최우수상" in quotes(draft, read.text, "awards/0")
    assert quotes(draft, read.text, "claims/0") == ["전국 최초"]
    for place, figure in enumerate(draft.filled["figures"]):
        assert quotes(draft, read.text, f"figures/{place}") == [figure["text"]]
    for name in ("background", "content", "results"):
        assert " ".join(quotes(draft, read.text, name)) == draft.filled[name]


def test_an_ambiguous_owner_keeps_its_candidates():
    (draft,) = read_document(GOSEONG.encode(), name="goseong.txt").drafts
    assert draft.filled["owner"]["code"] is None
    assert draft.filled["owner"]["name"] == "고성군"
    assert sorted(draft.filled["owner"]["candidates"]) == ["48820", "51820"]


def test_a_repeated_mention_makes_no_draft_but_evidence():
    text = "하동군은 '빨래방'을 열었다. 모두가 '빨래방'을 반겼다."
    read = read_by_hand(
        text,
        [
            {"title": "빨래방", "owner": ("48850", "경상남도 하동군")},
            {"title": "빨래방", "owner": ("48850", "경상남도 하동군"), "from": 15, "same_as": 0},
        ],
    )
    (draft,) = read.drafts
    assert [(row["start"], row["end"]) for row in draft.evidence if row["fact"] == "title"] == [(6, 9), (22, 25)]


def test_each_case_stands_on_its_own_owner_and_sentences():
    text = "하동군은 '마을 빨래방'을 알렸다. 이용자가 늘었다.\n밀양시는 '아이 배움터'를 알렸다. 예산을 절감했다."
    read = read_by_hand(
        text,
        [
            {"title": "마을 빨래방", "owner": ("48850", "경상남도 하동군")},
            {"title": "아이 배움터", "owner": ("48270", "경상남도 밀양시")},
        ],
    )
    hadong, miryang = read.drafts
    assert (hadong.filled["owner"]["code"], miryang.filled["owner"]["code"]) == ("48850", "48270")
    assert hadong.filled["content"] == "하동군은 '마을 빨래방'을 알렸다."
    assert hadong.filled["results"] == "이용자가 늘었다."
    assert miryang.filled["results"] == "예산을 절감했다."


def test_a_case_without_an_owner_waits_behind_the_others():
    text = "'마을 빨래방'이 소개됐다."
    with_owner = read_by_hand(text, [{"title": "마을 빨래방", "owner": ("48850", "경상남도 하동군")}])
    without = read_by_hand(text, [{"title": "마을 빨래방"}])
    assert with_owner.drafts[0].confidence == 0.81
    assert without.drafts[0].confidence == 0.45


def test_an_item_that_is_only_a_title_fills_no_content():
    text = "▲하동군 '마을 빨래방'\n▲밀양시 '아이 배움터'"
    read = read_by_hand(text, [{"title": "마을 빨래방", "owner": ("48850", "경상남도 하동군")}])
    assert read.drafts[0].filled["content"] == ""


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("무인 공구 도서관", "무인공구도서관", True),
        ("‘무인 공구 도서관’", "무인 공구 도서관(뚝딱)", True),
        ("무인 공구 도서관", "공구", False),
        ("아이 배움터", "무인 공구 도서관", False),
        ("", "", True),
        ("", "무인", False),
    ],
)
def test_titles_are_one_when_one_holds_most_of_the_other(one, other, same):
    assert same_title(title_key(one), title_key(other)) is same


def test_a_mark_inside_a_title_ends_no_sentence():
    text = "군은 ‘물 걱정 끝! 마을 우물 되살리기’를 벌여 스무 곳을 고쳤다. 주민이 함께했다."
    read = read_by_hand(text, [{"title": "물 걱정 끝! 마을 우물 되살리기", "owner": ("48850", "경상남도 하동군")}])
    assert read.drafts[0].filled["content"] == text


def test_a_list_of_winners_fills_no_content_of_one_of_them():
    text = "우수상은 ▲‘맨발 산책로’ ▲‘어르신 돌봄’이 받았다. 시상은 12월에 한다."
    hadong = {"owner": ("48850", "경상남도 하동군")}
    titles = [{"title": "맨발 산책로", **hadong}, {"title": "어르신 돌봄", **hadong}]
    read = read_by_hand(text, titles, awards=("우수상",))
    assert [draft.filled["content"] for draft in read.drafts] == ["", ""]


def test_the_mark_before_a_sentence_is_no_part_of_it():
    text = "□ 군은 ‘맨발 산책로’를 열어 스무 곳을 이었다. 주민이 함께했다."
    read = read_by_hand(text, [{"title": "맨발 산책로", "owner": ("48850", "경상남도 하동군")}])
    assert read.drafts[0].filled["content"] == "군은 ‘맨발 산책로’를 열어 스무 곳을 이었다. 주민이 함께했다."


def test_no_finding_no_draft():
    assert drafts("아무 일도 없었다.", {"blocks": [], "published_at": None}, []) == ()


def test_each_case_of_a_sentence_has_the_department_before_it():
    text = "장려상에는 산림휴양과의 ‘맨발 산책로’와 건강관리과의 ‘어르신 돌봄’이 이름을 올렸다."
    hadong = {"owner": ("48850", "경상남도 하동군")}
    read = read_by_hand(text, [{"title": "맨발 산책로", **hadong}, {"title": "어르신 돌봄", **hadong}])
    assert [draft.filled["owner"]["department"] for draft in read.drafts] == ["산림휴양과", "건강관리과"]


def test_a_department_of_the_case_beside_it_is_not_taken():
    text = "군은 ‘맨발 산책로’를 열었고, 건강관리과의 ‘어르신 돌봄’도 알렸다."
    hadong = {"owner": ("48850", "경상남도 하동군")}
    read = read_by_hand(text, [{"title": "맨발 산책로", **hadong}, {"title": "어르신 돌봄", **hadong}])
    assert read.drafts[0].filled["owner"]["department"] == ""

"""Marked lists of cases and of other things: each example of `docs/methods/reading.md` has its sign, and the table has all weights."""

import re
from pathlib import Path

import pytest

from dure.engines.reading import default_gazetteer, open_document, read
from dure.engines.reading.cases.items import items_name_cases, ruling_of
from dure.engines.reading.cases.lists import asked_lists
from dure.engines.reading.cases.listweights import WEIGHTS, AskedList, signs_of_list
from dure.engines.reading.lines import lines_of
from dure.engines.reading.prose import prose_of
from dure.engines.reading.read import article_of

PAGE = (Path(__file__).parents[3] / "docs" / "methods" / "reading.md").read_text(encoding="utf-8")
SECTION = PAGE.partition("### Lists of cases and lists of other things")[2].partition("\n## ")[0]
ROWS = re.findall(r"^\| ([a-z][a-z:,' ]+) \| ([+−][\d.]+) \| .+? \| (.+▲.+) \|$", SECTION, re.MULTILINE)


def _asked(example):
    headline, _, body = example.rpartition(" ⏎ ")
    text = f"{headline.removeprefix('¶ ') or '옥천군 소식'}\n\n2024-03-05\n\n{body}\n"
    document = open_document(text.encode(), path="page.txt")
    (asked,) = asked_lists(prose_of(document, article_of(document, lines_of(document))[1]))
    return asked


@pytest.mark.parametrize(("sign", "example"), [(row[0], row[2]) for row in ROWS], ids=[row[0] for row in ROWS])
def test_an_example_has_its_sign(sign, example):
    asked = _asked(example)
    assert sign in signs_of_list(asked, ruling_of(asked).kind)


def test_the_table_has_every_weight():
    told = {sign: float(weight.replace("−", "-")) for sign, weight, _ in ROWS}
    assert told == {name: weight for name, weight in WEIGHTS.items() if name != "any"}
    assert f"starts at −{-WEIGHTS['any']:g} (`any`)" in SECTION


ITEMS = ("정류장 긴급화장실 설치", "아이 옷 나눔행사 개최", "공영 자전거 대여소 운영")


@pytest.mark.parametrize(
    ("head", "tail", "cases"),
    [
        ("장려상 3건은 ", "가 선정됐다.", True),
        ("본선에서는 ", " 등이 소개돼 눈길을 끌었다.", True),
        ("협약의 주요 내용은 ", " 등이다.", False),
        ("군은 내년에 ", " 등을 추진할 계획이다.", False),
        ("간담회에서는 ", " 등을 논의했다.", False),
    ],
)
def test_the_same_items_are_cases_or_not_by_the_words_around_them(head, tail, cases):
    assert (items_name_cases(AskedList(head, tail, ITEMS)) is not None) is cases


def test_the_same_head_names_cases_or_not_by_its_items():
    head, tail = "선정된 내용은 ", " 등이다."
    titles = ("‘논물 여닫는 전화기’(농정과)", "‘막차 안심 동행’(교통과)", "‘경로당 반찬 찬장’(복지과)")
    assert items_name_cases(AskedList(head, tail, titles)) is not None
    assert items_name_cases(AskedList(head, tail, ("추진체계 강화", "소극행정 예방", "공무원 우대"))) is None


def test_an_outline_row_is_left_to_the_patterns():
    asked = AskedList("우수사례: ", "", ("소통 마당",), alone=True)
    assert items_name_cases(asked) == ruling_of(asked).sure
    assert items_name_cases(asked._replace(head="평가 지표: ")) is None


def test_a_list_that_only_weight_takes_is_less_sure():
    asked = AskedList(
        "주민 편의를 높인 것으로는 ",
        " 등 주요 시책을 함께 논의했다.",
        ("‘논물 여닫는 전화기’ 보급 사업(농정과)", "‘막차 안심 동행’ 운영(교통과)"),
        "이날 우수사례 두 건이 소개돼 최우수와 우수로 뽑혔다.",
        "옥천군 우수사례 경진대회",
    )
    assert ruling_of(asked).sure == 0
    assert 0.5 < items_name_cases(asked) <= 0.8


def _titles(body):
    text = f"옥천군, 2024년 적극행정 우수사례 경진대회 개최\n\n2024-03-05\n\n옥천군은 4일 적극행정 우수사례 경진대회를 열었다.\n{body}\n"
    reading = read(open_document(text.encode(), path="page.txt"), default_gazetteer())
    return [finding.value["title"] for finding in reading.findings if finding.kind == "case"]


def test_a_mark_with_a_blank_behind_it_ends_the_head_too():
    assert _titles("심사 기준은 ▲ 전문성과 창의성 ▲ 주민이 느끼는 체감도 등 두 가지다.") == []
    assert _titles("장려상 2건은 ▲ 밤길 건널목 바닥 등 설치 ▲ 못난이 감자 급식 공급이다.") == [
        "밤길 건널목 바닥 등 설치",
        "못난이 감자 급식 공급",
    ]


@pytest.mark.parametrize(
    ("titles", "bodies"),
    [
        (("혁신팀(이바다, 김하늘)이 함께", "농정과(임다온, 박나래)가 함께"), True),
        (("충북 옥천군", "충북 보은군"), True),
        (("빈 창고를 고쳐 나눔 마당을 꾸린 옥천군", "장날마다 어르신 짐을 나른 보은군"), False),
    ],
)
def test_items_are_bodies_unless_they_say_what_a_body_did(titles, bodies):
    signs = signs_of_list(AskedList("우수사례로는 ", " 등이 뽑혔다.", titles), "likely")
    assert ("items: bodies or places" in signs) is bodies

"""The signs by which subjects are weighed: each example of `docs/methods/reading.md` has its sign, and the table has all weights."""

import re
from pathlib import Path

import pytest

from dure.engines.reading import default_gazetteer, open_document, read
from dure.engines.reading.lines import lines_of
from dure.engines.reading.prose import prose_of
from dure.engines.reading.read import article_of, drafts_of, known_day
from dure.engines.reading.subjectweights import ALONE, DOUBTFUL, WEIGHTS, likeliest, signs_of

PAGE = (Path(__file__).parents[3] / "docs" / "methods" / "reading.md").read_text(encoding="utf-8")
SECTION = PAGE.partition("### Whose page it is where rules are in doubt")[2].partition("\n## ")[0]
ROWS = re.findall(r"^\| ([a-z ]+) \| ([+−][\d.]+) \| .+? \| ([^|]*[가-힣].+) \|$", SECTION, re.MULTILINE)
HEAD, TAIL = "적극행정 우수사례 소식\n\n2024-03-05\n\n", "\n\n적극행정 우수사례는 열 건이 나왔다. 심사는 두 번 했다."


def _signs(example):
    """Return the signs of the institution in 【…】, and without such a mark those of nobody."""
    text = example.replace(" ⏎ ", "\n\n")
    text = text.removeprefix("¶ ") if text.startswith("¶ ") else HEAD + text + TAIL
    at = text.find("【")
    document = open_document(text.replace("【", "").replace("】", "").encode(), path="example.txt")
    lines = lines_of(document)
    article, blocks = article_of(document, lines)
    prose = prose_of(document, blocks)
    day = known_day(document, article)
    drafts = drafts_of(document, lines, prose, blocks, default_gazetteer(), day, None, press=False)
    ruled = next((one for one in drafts.standing if one.role == "subject"), None)
    signs = signs_of(prose, drafts.places, drafts.winners, ruled)
    return signs[next(place.name for place in drafts.places if place.start == at) if at >= 0 else None]


@pytest.mark.parametrize(("sign", "example"), [(row[0], row[2]) for row in ROWS], ids=[row[0] for row in ROWS])
def test_an_example_has_its_sign(sign, example):
    assert sign in _signs(example)


def test_the_table_has_every_weight():
    assert {sign: float(weight.replace("−", "-")) for sign, weight, _ in ROWS} == WEIGHTS


def test_the_page_says_when_rules_are_asked_again():
    assert f"less sure than {DOUBTFUL:g}".replace("0.", ".") in SECTION
    assert ALONE == 2 / 3
    assert "two thirds" in SECTION


def _institutions(text):
    found = read(open_document(text.encode(), path="page.txt"), default_gazetteer()).findings
    return {one.value["name"]: one for one in found if one.kind == "institution"}


def test_where_rules_choose_nobody_the_likeliest_is_the_subject_as_sure_as_it_is_likely():
    found = _institutions(
        "2017 학습동아리 경진대회 개최\n\n2017-07-31\n\n구미시에서는 지난 28일 시청에서 공무원 60명이 모인 가운데 학습동아리 경진대회를 "
        "열었다고 밝혔다.\n\n시정을 배우려는 20개 동아리가 나왔다. 최우수상은 평생교육원이 받았다."
    )
    assert found["경상북도 구미시"].value["role"] == "subject"
    assert 0.5 < found["경상북도 구미시"].confidence < 0.98


def test_whom_rules_chose_in_doubt_may_be_outweighed_and_keeps_its_part():
    found = _institutions(
        "행안부 지자체 합동평가 결과…우수사례 선정은 대전 최다\n지난해 혁신 목표 달성 최우수 지자체에 울산·충북\n\n2022-12-05\n\n"
        "울산시와 충북도가 지난해 혁신 목표를 가장 알차게 이룬 시·도로 평가됐다.\n\n"
        "행정안전부는 17개 시·도의 지난해 성과를 따진 '2022년 지방자치단체 합동평가' 결과를 5일 내놓았다.\n\n"
        "합동평가는 정량지표와 우수사례를 기준으로 이뤄졌다.\n\n"
        "목표달성도가 높은 지자체는 시에서는 울산(92.3%), 광주(92.2%), 대전(90.9%)이다."
    )
    assert found["행정안전부"].value["role"] == "subject"
    assert found["울산광역시"].value["role"] == "other"


def test_a_city_that_is_never_named_in_full_may_be_the_subject():
    found = _institutions(
        "빗물받이 지도 공모전 결과\n\n2024-03-05\n\n시는 12일 적극행정 우수사례 공모전 결과를 내놓았다고 밝혔다. 시민 백 명이 우수사례를 골랐다.\n\n"
        "서울 송파구에서는 빗물받이 지도가 눈길을 끌었다. 시는 내년에도 공모전을 연다."
    )
    assert found["서울특별시"].value["role"] == "subject"
    assert found["서울특별시"].rule == "name-anaphor"


def test_what_rules_know_to_be_about_nobody_is_not_asked_again():
    found = _institutions(
        "[사설] 적극행정, 말로만 할 일 아니다\n\n2024-03-05\n\n옥천군은 올해 적극행정 우수사례를 넷 뽑았다. 군민이 심사했다.\n\n"
        "영동군은 셋 뽑았다. 그러나 갈 길이 멀다."
    )
    assert {one.value["role"] for one in found.values()} == {"other"}


def test_the_likeliest_and_its_share_of_the_softmax():
    signs = {"옥천군": frozenset({"tells"}), "영동군": frozenset(), None: frozenset({"nobody"})}
    weights = {"tells": 2.0, "nobody": 1.0}
    assert likeliest(signs, weights) == ("옥천군", 0.67)  # e² / (e² + 1 + e)
    assert likeliest({None: frozenset({"nobody"})}, weights) == (None, 0.98)

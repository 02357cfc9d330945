"""Of which kind an event is: each example of `docs/methods/reading.md` has its sign, and the words of a page outweigh a name."""

import re
from pathlib import Path

import pytest

from dure.engines.reading import default_gazetteer, open_document, read
from dure.engines.reading.cases.finding import topic_of
from dure.engines.reading.events.finding import candidates_of, ruled_of
from dure.engines.reading.events.kinds import KINDS, NO_EVENT, STEMS, UNSURE, likeliest, model, signs_of
from dure.engines.reading.events.plain import calls_people
from dure.engines.reading.lines import lines_of
from dure.engines.reading.located import locate
from dure.engines.reading.prose import prose_of
from dure.engines.reading.read import article_of

PAGE = (Path(__file__).parents[3] / "docs" / "methods" / "reading.md").read_text(encoding="utf-8")
SECTION = PAGE.partition("### Of which kind it is")[2].partition("\n## ")[0]
ROWS = re.findall(r"^\| ([a-z]+) \| [^|]+ \| ([^|]*[가-힣][^|]*) \| ([^|]+) \|$", SECTION, re.MULTILINE)


def _signs(example):
    document = open_document(example.replace(" ⏎ ", "\n\n").encode(), path="example.txt")
    prose = prose_of(document, article_of(document, lines_of(document))[1])
    places = locate(prose, default_gazetteer(), None)
    on_topic = topic_of(prose) > 0 or calls_people(prose)
    event = ruled_of(prose, candidates_of(prose, places, on_topic=on_topic))
    return dict(signs_of(prose, event, on_topic=on_topic))


@pytest.mark.parametrize(("where", "example", "sign"), ROWS, ids=[row[0] for row in ROWS])
def test_an_example_has_its_sign(where, example, sign):
    assert sign in _signs(example)[where]


def test_the_page_tells_where_all_signs_stand():
    assert [where for where, _, _ in ROWS] == ["kind", "ends", "topic", "name", "title", "lead", "rest"]
    assert set(model()) == {where for where, _, _ in ROWS}
    assert {sign for where in ("name", "title", "lead", "rest") for sign in model()[where]} <= set(STEMS)
    assert UNSURE == 10
    assert "ten tenths ahead" in SECTION


def test_every_sign_adds_to_each_kind():
    assert {len(row) for own in model().values() for row in own.values()} == {len(KINDS)}


WEIGHTS = {"lead": {"투표": [0, 0, 0, 0, 12, 0, 3], "심사": [9, 0, 0, 0, 0, 0, 0], "회의": [0, 0, 0, 0, 0, 0, 30]}}


def test_the_kind_with_the_largest_sum_is_chosen():
    assert likeliest([("lead", {"투표", "심사"})], WEIGHTS, named=True) == "participation"
    assert likeliest([("lead", {"심사"}), ("title", {"투표"})], WEIGHTS, named=True) == "contest"


def test_an_event_that_is_named_is_never_none():
    assert likeliest([("lead", {"투표", "회의"})], WEIGHTS, named=True) == "participation"


def test_without_a_named_event_a_kind_must_be_well_ahead():
    assert likeliest([("lead", {"투표"})], WEIGHTS, named=False) == NO_EVENT
    assert likeliest([("lead", {"투표"})], {"lead": {"투표": [0, 0, 0, 0, 14, 0, 3]}}, named=False) == "participation"
    assert likeliest([("lead", {"나루"})], WEIGHTS, named=False) == NO_EVENT


def _event(text):
    findings = read(open_document(text.encode(), path="page.txt"), default_gazetteer()).findings
    found = [(one.value["name"], one.value["kind"], one.rule) for one in findings if one.kind == "event"]
    return found[0] if found else None


GIVEN = (
    "대상은 악양면이 선정됐으며, 최우수상은 화개면, 우수상은 금남면, 장려상은 옥종면이 수상했다. 시상은 다음 달에 한다."
)


def test_a_page_that_names_no_event_has_one_under_its_quotation_or_headline():
    named = f"하동군, ‘별난 읍면’ 네 곳 선정\n\n2024-03-05\n\n하동군은 현장 행정을 퍼뜨리려고 ‘별난 읍면’ 네 곳을 선정했다고 밝혔다.\n\n{GIVEN}"
    assert _event(named) == ("별난 읍면", "contest", "event-weighed")
    bare = f"하동군, 별난 읍면 네 곳 선정\n\n2024-03-05\n\n하동군은 현장 행정을 퍼뜨리려고 읍면 네 곳을 선정했다고 밝혔다.\n\n{GIVEN}"
    assert _event(bare) == ("별난 읍면 네 곳 선정", "contest", "event-weighed")


def test_a_page_that_only_tells_what_was_done_has_none():
    assert _event("하동군, 나루터 고쳐\n\n2024-03-05\n\n하동군은 행정 혁신으로 나루터를 고쳤다. 물이 맑다.") is None


def test_what_bodies_were_chosen_as_is_what_the_page_quotes():
    text = (
        "하동군은 12일 행정안전부 심사에서 최우수기관으로 뽑혀 ‘별빛 민원실’ 현판을 받았다. 민원 행정을 혁신한 덕이다."
    )
    assert _event(text) == ("별빛 민원실", "assessment", "event-plain")


@pytest.mark.parametrize(
    "told",
    [
        "하동군은 12일 행정안전부 심사에서 최우수기관으로 뽑혔다고 밝혔다. ‘골목 느린 우체통’으로 민원 행정을 혁신한 덕이다.",
        "하동군은 12일 행정안전부 심사에서 최우수기관으로 뽑혔다고 밝혔다. ‘골목 느린 우체통’ 사업으로 민원 행정을 혁신했다.",
    ],
)
def test_the_title_of_what_was_done_names_no_choice_of_bodies(told):
    assert _event(told) == ("최우수기관 선정", "assessment", "event-plain")


def test_an_entry_that_the_head_quotes_names_no_contest():
    entry = f"하동군, ‘골목 느린 우체통’ 으뜸\n\n2024-03-05\n\n하동군은 현장 행정을 퍼뜨리려고 읍면 네 곳을 선정했다고 밝혔다.\n\n{GIVEN}"
    assert _event(entry) == ("‘골목 느린 우체통’ 으뜸", "contest", "event-weighed")
    yearly = f"하동군, ‘제3회 별난 읍면’ 뽑아\n\n2024-03-05\n\n하동군은 현장 행정을 퍼뜨리려고 읍면 네 곳을 선정했다고 밝혔다.\n\n{GIVEN}"
    assert _event(yearly) == ("제3회 별난 읍면", "contest", "event-weighed")

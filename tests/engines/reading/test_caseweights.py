"""The signs by which titles are weighed: each example of `docs/methods/reading.md` has its sign, and the table has all weights."""

import re
from pathlib import Path

import pytest

from dure.engines.reading import default_gazetteer, open_document, read
from dure.engines.reading.cases.candidates import candidate_at, candidates_of
from dure.engines.reading.cases.decision import ADDED, HOPELESS, KEPT
from dure.engines.reading.cases.finding import ruled_cases, topic_of
from dure.engines.reading.cases.tagging import LIKELY, tagged
from dure.engines.reading.cases.weights import NEVER, WEIGHTS, signs_of
from dure.engines.reading.lines import lines_of
from dure.engines.reading.located import locate
from dure.engines.reading.prose import prose_of
from dure.engines.reading.read import article_of

PAGE = (Path(__file__).parents[3] / "docs" / "methods" / "reading.md").read_text(encoding="utf-8")
SECTION = PAGE.partition("### The decision")[2].partition("\n## ")[0]
ROWS = re.findall(
    r"^\| ([a-z0-9' ]+) \| ([+−][\d.]+) \| .+? \| (.+【.+】.+) \|$", SECTION.replace("】 |", "】  |"), re.MULTILINE
)
HEAD = "옥천군, 2024년 적극행정 우수사례 경진대회 개최\n\n옥천군은 12일 군청에서 2024년 적극행정 우수사례 경진대회를 열었다.\n\n"


def _text(example):
    text = example.replace(" ⏎ ", "\n\n")
    return text.removeprefix("¶ ") if text.startswith("¶ ") else HEAD + text


def _ruled(text):
    document = open_document(text.encode(), path="example.txt")
    prose = prose_of(document, article_of(document, lines_of(document))[1])
    places, topic = locate(prose, default_gazetteer(), None), topic_of(prose)
    return prose, places, topic, ruled_cases(prose, places, topic)


def _signs(text):
    """Return the signs of the candidate in 【…】."""
    title = re.search("【(.+)】", text)[1]
    prose, places, topic, drafts = _ruled(text.replace("【", "").replace("】", ""))
    candidates = candidates_of(prose)
    spans = {(one.start, one.end) for one in candidates}
    candidates += [candidate_at(prose, one.start, one.end) for one in drafts if (one.start, one.end) not in spans]
    start = text.index("【") if "¶" not in text else 0
    return next(
        {sign for sign, much in signs.items() if much > 0}
        for one, signs in zip(
            candidates, signs_of(prose, places, candidates, drafts, tagged(prose, places), topic), strict=True
        )
        if prose.text[one.start : one.end] == title and one.start >= min(start, len(prose.text)) - 2
    )


@pytest.mark.parametrize(
    ("sign", "example"), [(sign, example) for sign, _, example in ROWS], ids=[row[0] for row in ROWS]
)
def test_an_example_has_its_sign(sign, example):
    assert sign in _signs(_text(example))


MEASURED = re.findall(r"^\| ([a-z ]+) \| ([+−][\d.]+) \| [^|]+ \|$", SECTION, re.MULTILINE)


def test_the_tables_have_every_weight():
    rows = [*((sign, weight) for sign, weight, _ in ROWS), *MEASURED]
    assert {sign: float(weight.replace("−", "-")) for sign, weight in rows} == WEIGHTS


def test_the_page_says_from_where_on_titles_are_added_and_kept():
    assert f"added from *w* = −{-ADDED:g} on" in SECTION
    assert f"kept from *w* = −{-KEPT:g} on" in SECTION
    assert f"less likely than {HOPELESS:g}" in SECTION
    assert f"exactly a title with a probability of {LIKELY:g} or more" in SECTION


def test_what_the_field_says_is_measured_of_every_candidate():
    text = "최우수상은 ‘논물 여닫는 전화기’가 받았다. 군은 ‘함께 걷는 옥천’을 비전으로 삼았다."
    prose, places, topic, drafts = _ruled(HEAD + text)
    candidates = candidates_of(prose)
    likely, unlikely = signs_of(prose, places, candidates, drafts, tagged(prose, places), topic)
    names = [name for name, _ in MEASURED]
    assert len(names) == 5
    assert all(likely[name] > 5 for name in names)
    # If one had come so far, it would end here; but none has.
    assert [name for name in names if unlikely[name] > 0] == ["ends here"]
    assert f"(*p* + {NEVER:g}) / (1 − *p* + {NEVER:g})" in SECTION


def _titles(body):
    reading = read(open_document((HEAD + body).encode(), path="page.txt"), default_gazetteer())
    return {finding.value["title"]: finding for finding in reading.findings if finding.kind == "case"}


def test_what_weighs_enough_is_added_with_its_probability():
    found = _titles("최우수상은 ‘논물 여닫는 전화기’가 받았다. 이 일의 뿌리는 농정과 ‘빈 가게에 불을 켜는 저녁 나눔’.")
    one = found["빈 가게에 불을 켜는 저녁 나눔"]
    assert one.rule == "weighed"
    assert 0.85 < one.confidence <= 0.95


def test_a_slogan_beside_a_title_is_not_added():
    found = _titles("최우수상은 ‘논물 여닫는 전화기’가 받았다. 군은 ‘함께 걷는 옥천’을 비전으로 삼았다.")
    assert list(found) == ["논물 여닫는 전화기"]

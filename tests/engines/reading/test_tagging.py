"""The conditional random field: its words, that the native one says what the Python says, and what it refuses."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dure.engines.reading import default_gazetteer, open_document
from dure.engines.reading.cases import tagging
from dure.engines.reading.cases.tagging import (
    LIKELY,
    Model,
    NoModel,
    PlainTagger,
    Tagged,
    model_in_use,
    packed,
    tagged,
    tagger_of,
    unpacked,
)
from dure.engines.reading.document import Block, Document
from dure.engines.reading.lines import lines_of
from dure.engines.reading.located import locate
from dure.engines.reading.native import TAGS
from dure.engines.reading.prose import Item, Paragraph, Prose, Quote, prose_of
from dure.engines.reading.read import article_of
from tests.gold.measured import HERE, gold_of

PAGES = sorted(gold["file"] for gold in gold_of("pages"))[::6]
RELEASE = (
    "옥천군, 적극행정 우수사례 경진대회 개최\n\n옥천군은 12일 군청에서 적극행정 우수사례 경진대회를 열었다.\n\n"
    "최우수상은 농정과의 ‘논물 여닫는 전화기’가 받았다. 우수상은 ▲마을 이불 빨래터 ▲골목 느린 우체통 2.0(안전과)에 돌아갔다.\n"
)
needs_native = pytest.mark.skipif(TAGS is None, reason="the native modules were not built: there was no compiler")


def _page(raw, name="page.txt"):
    document = open_document(raw, path=name)
    prose = prose_of(document, article_of(document, lines_of(document))[1])
    return prose, locate(prose, default_gazetteer(), None)


def test_words_are_parted_from_their_particles():
    prose, places = _page(RELEASE.encode())
    spans, features = PlainTagger(model_in_use()).features(prose, places)
    words = [prose.text[start:end] for start, end in spans]
    assert words[:9] == ["옥천군", "은", "12", "일", "군청", "에서", "적극행정", "우수사례", "경진대회"]
    assert words[words.index("최우수상") - 1] == ""  # the break between two paragraphs
    assert "2.0" in words
    assert len(features) == len(words)


@needs_native
@pytest.mark.parametrize("name", PAGES)
def test_the_native_field_is_the_one_in_python(name):
    prose, places = _page((HERE / "pages" / name).read_bytes(), name)
    plain, native = PlainTagger(model_in_use()), tagger_of(model_in_use())
    assert type(native) is not PlainTagger
    spans, features = plain.features(prose, places)
    assert native.features(prose, places)[0] == spans
    assert [sorted(row) for row in native.features(prose, places)[1]] == [sorted(row) for row in features]
    titles, likely, starts, *chances = plain.tagged(prose, places)
    own_titles, own_likely, own_starts, *own_chances = native.tagged(prose, places)
    assert own_starts == starts
    for own, one in zip(own_chances, chances, strict=True):
        assert own == pytest.approx(one, abs=1e-9)
    assert [title[:2] for title in own_titles] == [title[:2] for title in titles]
    # What is as likely as `LIKELY` to the last digit may be told by one and not by the other.
    told, own_told = ({one[:2]: one[2] for one in each if one[2] > LIKELY + 1e-9} for each in (likely, own_likely))
    assert own_told == pytest.approx(told, abs=1e-9)


@needs_native
def test_every_label_and_step_counts_alike_in_both():
    prose, places = _page(RELEASE.encode())
    names = sorted({name for row in PlainTagger(model_in_use()).features(prose, places)[1] for name in row})
    for seed in range(20):
        rng = random.Random(seed)  # noqa: S311  weights, no secrets
        weights = {name: (rng.randint(-127, 127), rng.randint(-127, 127), rng.randint(-127, 127)) for name in names}
        steps = tuple((rng.uniform(-2, 2), rng.uniform(-2, 2), rng.uniform(-2, 2)) for _ in range(3))
        kept = packed(Model(weights, 0.02, steps))
        one, other = PlainTagger(kept).tagged(prose, places), tagger_of(kept).tagged(prose, places)
        assert [title[:2] for title in one[0]] == [title[:2] for title in other[0]]
        for likely, own in zip(one[3:], other[3:], strict=True):
            assert likely == pytest.approx(own, abs=1e-9)


ODD = (
    *(
        "\r\n",
        "\n",
        "\r",
        "\t",
        "\u3000",
        "\xa0",
        "\u2028",
        "\x1c",
        "\x85",
        "\0",
        "\ud800",
        "\udc00",
        "\u0301",
        "ᄒ",
        "ᅡ",
        "ᆫ",
    ),
    *(
        "１２",
        "ＡＢ",
        "²",
        "ⅷ",
        "ſ",
        "😀",
        "\U0010ffff",
        "‘",
        "’",
        "“",
        "”",
        "「",
        "」",
        "'",
        '"',
        "<",
        ">",
        "[",
        "]",
        "(",
        ")",
    ),
    *(
        "▲",
        "△",
        "①",
        "ㅇ",
        ",",
        ".",
        "등",
        "은",
        "는",
        "대상",
        "최우수상은",
        "사례",
        "공모",
        "옥천군",
        "농정과",
        "골목 느린 우체통",
    ),
    *("했다. ", "1.5", "2,000", "3.", "iPhone", "이라는", "으로", "힣", "힤", " ", "  ", "가가가가가가"),
)


@needs_native
@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(ODD), max_size=60), st.lists(st.integers(0, 300), max_size=6))
def test_odd_texts_are_the_same_in_both(pieces, edges):
    text = "".join(pieces)
    cuts = sorted(min(edge, len(text)) for edge in edges)
    blocks = tuple(
        Block(start, end, "title" if number == 1 else "body")
        for number, (start, end) in enumerate(zip([0, *cuts], [*cuts, len(text)], strict=True))
    )
    prose = prose_of(Document("", None, None, "", "text/html", "utf-8", text, ()), blocks)
    places = locate(prose, default_gazetteer(), None)
    plain, native = PlainTagger(model_in_use()), tagger_of(model_in_use())
    spans, features = plain.features(prose, places)
    assert native.features(prose, places)[0] == spans
    assert [sorted(row) for row in native.features(prose, places)[1]] == [sorted(row) for row in features]
    assert native.tagged(prose, places)[3] == pytest.approx(plain.tagged(prose, places)[3], abs=1e-9)


@needs_native
@pytest.mark.parametrize(
    "paragraph",
    [
        Paragraph(0, 7, (), (), ()),
        Paragraph(-1, 6, (), (), ()),
        Paragraph(4, 2, (), (), ()),
        Paragraph(0, 7, (), (), (), heading=True),
        Paragraph(0, 6, ((0, 7),), (), ()),
        Paragraph(0, 6, (), (Quote(1, 7, 2, 6, speech=False),), ()),
        Paragraph(0, 6, (), (), (Item("▲", 0, 3),)),
        Paragraph(0, 6, (), (), (Item("▲", 9, 9),)),
    ],
)
def test_nothing_is_read_beyond_the_text(paragraph):
    with pytest.raises(ValueError, match="a stretch from"):
        tagged(Prose("가나 다라 ", (paragraph,)), ())


@needs_native
@pytest.mark.parametrize(
    "tables",
    [
        (["가"] * 33, [], []),
        (["가나다라마"], [], []),
        ([], ["가"], []),
        ([], [], ["가나"] * 65),
        ([], ["가나"] * 129, []),
    ],
)
def test_tables_that_the_native_field_has_no_room_for_are_refused(tables):
    with pytest.raises(ValueError, match="more than"):
        TAGS.Tagger(model_in_use(), *tables)


def test_a_title_is_found_with_its_probability():
    prose, places = _page(RELEASE.encode())
    found = tagged(prose, places)
    likely = {prose.text[start:end]: chance for start, end, chance in found.titles}
    assert likely["논물 여닫는 전화기"] > 0.9
    start = prose.text.index("논물")
    own = found.likelihood(start, start + len("논물 여닫는 전화기"))
    assert own.mean == pytest.approx(likely["논물 여닫는 전화기"])
    assert own.least <= own.mean
    assert own.exact <= own.begins
    assert own.exact > 0.8
    part = found.likelihood(start, start + len("논물 여닫는"))
    assert part.begins == own.begins
    assert part.ends < 0.2
    assert part.exact < 0.2
    lead = prose.text.index("옥천군은 12일")
    assert found.likelihood(lead, lead + 3).mean < 0.05


def test_the_likelihoods_of_all_stretches_from_a_word_are_that_one_begins_there():
    prose, places = _page(RELEASE.encode())
    found = tagged(prose, places)
    sums = {}
    for start, begins in zip(found.starts, found.begins, strict=True):
        behind = sorted(one for one in {*found.starts, len(prose.text)} if one > start)
        sums[start] = (sum(found.likelihood(start, end).exact for end in behind), begins)
    assert max(begins for _, begins in sums.values()) > 0.8
    # A stretch that ends with the break between two paragraphs cannot be asked for, and is likely nowhere.
    assert all(whole == pytest.approx(begins, abs=1e-3) for whole, begins in sums.values())


def test_a_stretch_without_a_word_has_no_chance():
    assert Tagged((), (), (), (), (), (), ()).likelihood(0, 9) == (0, 0, 0, 0, 0)


def test_a_page_without_paragraphs_has_no_titles():
    prose, places = _page("목록\n".encode())
    empty = type(prose)(prose.text, ())
    assert tagged(empty, places) == Tagged((), (), (), (), (), (), ())
    assert PlainTagger(model_in_use()).tagged(empty, places) == ((), (), (), (), (), (), ())


def test_a_model_is_kept_as_it_is():
    model = Model(
        {7: (1, -2, 3), 4_000_000_000: (-127, 127, 0)}, 0.5, ((0.0, 1.0, -1.0), (0.5, 0.25, 2.0), (0.0, 0.0, 4.0))
    )
    assert unpacked(packed(model)) == model


@pytest.mark.parametrize("kept", [b"", b"DURECRF1", packed(Model({}, 1.0, ((0.0,) * 3,) * 3)) + b"x", b"x" * 80])
def test_what_is_no_model_is_refused(kept):
    with pytest.raises(NoModel):
        unpacked(kept)
    with pytest.raises(NoModel):
        tagger_of(kept)


def test_the_templates_are_those_of_the_method_page():
    page = (HERE.parents[1] / "docs" / "methods" / "reading.md").read_text(encoding="utf-8")
    section = page.partition("### The field of titles")[2].partition("\n### ")[0]
    for template in tagging.TEMPLATES:
        assert template in section, template

"""The native reader of lines, pairs of letters and blanks says what the Python of the same rules says."""

from __future__ import annotations

import pickle
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dure.engines.reading import default_gazetteer, lines, open_document, read
from dure.engines.reading.bestrun import plain_best_run, plain_runs_of
from dure.engines.reading.document import Unit
from dure.engines.reading.lexicon import PlainWordList
from dure.engines.reading.lines import (
    Line,
    plain_beginning_with,
    plain_ending_with,
    plain_lines_of,
    plain_longest,
    plain_not_quiet,
    plain_with_signs,
    text_units,
)
from dure.engines.reading.native import LETTERS, SCANNER
from dure.engines.reading.pairs import PlainPairs, plain_places_of
from dure.engines.reading.squeeze import plain_squeezed

if TYPE_CHECKING:
    from types import FrameType

native = pytest.mark.skipif(LETTERS is None, reason="the native module is not built here (no C compiler)")

# What the rules look at: syllables, signs, stops, blanks of every kind, letters whose lower case is longer, other planes.
PIECES = st.sampled_from(
    [
        "가", "다.", "요.”", "함", "글", "글=", "기자", "사진", "제공", "•", "1.", "12. ", "2024.03.02", "24년 3월", "１２．１", ":", "：", "ⓒ",
        "저작권자", "KAKAO", "K", "İ", "ß", "Σ", "😀", " ", "\t", "\u00a0", "\u3000", "\u200b", "\ufeff", "\u2028", "\x1c", "\n", "?", "!",
        "...", "“", "공지사항", "카테고리의 다른 글", "최우수", "404 Not Found", "a", "Z", "_", "\x00", "\u00ad", "\u2060", "\r\n", ".hwp", "@",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=80)
TAGS, REGIONS = (
    st.sampled_from(["", "li", "p", "h1"]),
    st.sampled_from(["", "nav", "aside", "body", "caption", "footer"]),
)


@st.composite
def placed(draw):
    text = draw(TEXTS)
    borders = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=12)))
    units = [Unit(a, b, draw(TAGS), 0, draw(REGIONS)) for a, b in pairwise(borders)]
    return text, tuple(unit for unit in units if draw(st.booleans()))


@native
@settings(max_examples=400, deadline=None)
@given(placed())
def test_native_lines_are_those_of_python(page):
    text, units = page
    found = lines._READER.lines_of(text, units)
    assert found == plain_lines_of(text, units)
    assert all(type(line) is Line for line in found)


@native
def test_a_word_over_a_border_is_the_last_units_and_a_date_is_both():
    text = "공지사항 2024.3"
    units = (Unit(0, 2), Unit(2, 10), Unit(10, 11))
    assert lines._READER.lines_of(text, units) == plain_lines_of(text, units)


@native
def test_a_word_behind_the_last_unit_is_no_sign_of_it():
    text, units = "가나 부산/영남 İ", (Unit(0, 5),)
    assert [line.signs for line in lines._READER.lines_of(text, units)] == [0]
    assert [line.signs for line in plain_lines_of(text, units)] == [0]


@native
def test_the_offsets_of_a_unit_are_never_read_beyond_the_text():
    found = lines._READER.lines_of("가나", (Unit(0, 99), Unit(-5, 1), Unit(7, 9)))
    assert [(line.start, line.end, line.text) for line in found] == [(0, 2, "가나"), (0, 1, "가")]
    with pytest.raises(TypeError, match="a unit is a tuple"):
        lines._READER.lines_of("가나", (None,))


@native
@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_native_pairs_are_those_of_python(one, other):
    a, b = LETTERS.Pairs(one), LETTERS.Pairs(other)
    x, y = PlainPairs(one), PlainPairs(other)
    assert len(a) == len(x)
    assert (a.common(b), a.share(b), a.found_in(other)) == (x.common(y), x.share(y), x.found_in(other))


@native
@settings(max_examples=300, deadline=None)
@given(
    st.lists(TEXTS | PIECES, max_size=9),
    st.lists(TEXTS | PIECES, max_size=3),
    st.floats(0, 1, allow_nan=False),
    st.floats(0, 1, allow_nan=False),
)
def test_the_places_of_texts_like_others_are_those_of_python(texts, others, least, little):
    found = LETTERS.places_of(texts, [LETTERS.Pairs(other) for other in others], least, little, "가제")
    expected = plain_places_of(texts, [PlainPairs(other) for other in others], least, little, "가제")
    assert list(found.items()) == list(expected.items())


@native
def test_the_likeness_of_a_short_text_behind_a_long_one_is_its_own():
    long = "".join(chr(0xAC00 + n) for n in range(3_000))
    own = LETTERS.Pairs("정부 혁신")
    assert LETTERS.places_of([long, "혁신", long, "", "소식"], [own], 0.3, 0.1, "소") == {"혁신": [1], "소식": [4]}
    assert LETTERS.places_of([long, "정부는", long], [LETTERS.Pairs(long), own], 0.9, 0.3, "") == {long: [0, 2]}
    with pytest.raises(TypeError):
        LETTERS.places_of([None], [], 0.5, 0.1, "")
    with pytest.raises(TypeError):
        LETTERS.places_of(["혁신"], ["혁신"], 0.5, 0.1, "")


@native
@settings(max_examples=200, deadline=None)
@given(placed(), st.integers(0, (1 << 13) - 1))
def test_lines_with_signs_and_lines_that_are_not_quiet_are_those_of_python(page, wanted):
    found = plain_lines_of(*page)
    assert LETTERS.with_signs(found, wanted) == plain_with_signs(found, wanted)
    assert LETTERS.not_quiet(found) == plain_not_quiet(found)


@native
@settings(max_examples=100, deadline=None)
@given(placed())
def test_the_longest_unit_is_that_of_python(page):
    assert LETTERS.longest(page[1]) == plain_longest(page[1])
    with pytest.raises(TypeError, match="a unit is a tuple"):
        LETTERS.longest((None,))


@native
@settings(max_examples=100, deadline=None)
@given(placed(), st.text("가다.[(x", max_size=4), st.integers(0, 9))
def test_the_edges_of_lines_are_those_of_python(page, letters, end):
    found = plain_lines_of(*page)
    assert LETTERS.beginning_with(found, end, letters) == plain_beginning_with(found, end, letters)
    assert LETTERS.ending_with(found, letters) == plain_ending_with(found, letters)


@native
def test_what_is_no_line_is_told_apart():
    with pytest.raises(TypeError, match="a line is a tuple"):
        LETTERS.with_signs([(1, 2)], 1)


@native
@given(st.lists(st.sampled_from(["body", "date", "title"]) | st.text(max_size=2)))
def test_the_runs_of_words_are_those_of_python(words):
    assert LETTERS.runs_of(words) == plain_runs_of(words)


@native
@settings(max_examples=200, deadline=None)
@given(st.lists(st.floats(-60, 6, allow_nan=False), max_size=30))
def test_the_best_run_is_that_of_python(scores):
    assert LETTERS.best_run(scores) == plain_best_run(scores)


@native
@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=12, unique=True), TEXTS, st.integers(0, 30), st.integers(0, 60))
def test_the_signs_of_words_in_a_text_are_those_of_python(words, text, start, end):
    signs = {word: 1 << number for number, word in enumerate(words)}
    native_list = LETTERS.WordList(signs, signs)
    assert native_list.signs_in(text, start, end) == PlainWordList(signs, signs).signs_in(text, start, end)
    again = pickle.loads(pickle.dumps(native_list))  # noqa: S301  our own words
    assert again.signs_in(text, 0, 99) == native_list.signs_in(text, 0, 99)


@native
@given(TEXTS)
def test_the_tags_of_a_source_are_counted_as_in_python(text):
    source = f"<p>{text}<br>"
    assert SCANNER.tags(source) == source.count("<")


@native
def test_only_the_head_of_a_long_text_is_kept_as_pairs():
    text = "".join(chr(0xAC00 + n) for n in range(5_000))
    assert len(LETTERS.Pairs(text)) == len(PlainPairs(text)) == 1_999
    assert LETTERS.Pairs("가각").found_in(text) == 1


@native
@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_native_blanks_are_those_of_python(text):
    assert LETTERS.squeezed(text) == plain_squeezed(text)


def page(rows: int) -> bytes:
    menu = "".join(f"<li><a href='/{n}'>{name}</a></li>" for n in range(rows) for name in [f"분야별 정보 {n}"])
    return f"<html><body><nav><ul>{menu}</ul></nav><article><p>{'하동군은 12일 공원을 열었다고 밝혔다. ' * 9}</p></article></body></html>".encode()


def calls_of(rows: int) -> int:
    """Return how many functions of the reader are called for a page with so many rows of menus."""
    document, gazetteer = open_document(page(rows)), default_gazetteer()
    called = 0

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal called
        called += event == "call" and "engines" in frame.f_code.co_filename

    sys.setprofile(count)
    try:
        read(document, gazetteer)
    finally:
        sys.setprofile(None)
    return called


@native
def test_no_rule_is_asked_of_the_rows_of_a_menu():
    calls_of(10)  # what is made at the first page only
    assert calls_of(2_000) - calls_of(1_000) < 20


def test_rows_of_a_dump_are_units_of_their_own():
    assert [unit.tag for unit in text_units("가\n • 나")] == ["", "li"]


@native
@settings(max_examples=300, deadline=None)
@given(
    TEXTS,
    st.lists(PIECES | st.text(min_size=1, max_size=3), min_size=1, max_size=8),
    st.integers(0, 40),
    st.integers(0, 60),
)
def test_native_words_are_those_of_a_pattern(text, words, start, end):
    one, other = LETTERS.WordList(words), PlainWordList(words)
    assert one.spans(text, start, end) == other.spans(text, start, end)
    assert one.find(text, start, end) == other.find(text, start, end)
    assert one.every(text) == other.every(text) == pickle.loads(pickle.dumps(one)).every(text)  # noqa: S301  our own


@native
@pytest.mark.parametrize("count", [1, 5, 60, 300, 3_000])
def test_any_number_of_words_is_found_as_by_a_pattern(count):
    words = [chr(0xAC00 + 7 * n % 11_172) + chr(0xAC00 + 13 * n % 11_172) for n in range(count)]
    text = "".join(words[::-1]) + "가나다라"
    assert LETTERS.WordList(words).spans(text, 0, len(text)) == PlainWordList(words).spans(text, 0, len(text))


@native
def test_more_words_than_a_list_holds_are_refused():
    with pytest.raises(ValueError, match="too many words"):
        LETTERS.WordList(f"{n:05}" for n in range(70_000))

"""The view without blanks leads back to the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dure.engines.reading.squeeze import squeeze

_TEXTS = st.text(alphabet="가나다a1 \t\n\r\u200b\u00a0\u3000·", max_size=40)


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("", ""),
        ("강기 정 광주시장", "강기정광주시장"),
        ("  앞뒤  ", "앞뒤"),
        ("가\n나", "가\n나"),
        ("가 \r\n\n 나", "가\n나"),
        ("가\u200b나\u3000다", "가나다"),
    ],
)
def test_what_is_taken_out(text: str, view: str):
    assert squeeze(text).text == view


@given(_TEXTS)
def test_every_character_of_the_view_is_the_one_it_points_to(text: str):
    view = squeeze(text)
    for offset, character in enumerate(view.text):
        if character != "\n":
            assert text[view.original(offset)] == character


@given(_TEXTS)
def test_gaps_are_where_characters_are_missing(text: str):
    view = squeeze(text)
    for offset in range(1, len(view.text)):
        missing = view.original(offset) - view.original(offset - 1) - 1
        if "\n" not in view.text[offset - 1 : offset + 1]:
            assert view.gap_at(offset) == (missing > 0)


@given(_TEXTS)
def test_a_span_holds_what_the_view_holds(text: str):
    view = squeeze(text)
    for start in range(len(view.text)):
        first, last = view.span(start, start + 1)
        assert view.text[start] == "\n" or text[first:last] == view.text[start]

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dure.engines.reading import ReadingError, decode

KOREAN = "하동군은 혁신공유 간담회를 개최했다고 13일 밝혔다."


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (KOREAN.encode(), "utf-8"),
        (codecs.BOM_UTF8 + KOREAN.encode(), "utf-8"),
        (KOREAN.encode("cp949"), "cp949"),
        (KOREAN.encode("euc-kr"), "cp949"),
        (codecs.BOM_UTF16_LE + KOREAN.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + KOREAN.encode("utf-16-be"), "utf-16"),
        (KOREAN.encode("utf-16-le"), "utf-16-le"),
        (b'<meta charset="ks_c_5601-1987">' + KOREAN.encode("cp949"), "cp949"),
    ],
)
def test_korean_text_in_every_encoding_of_the_office(data, encoding):
    text, found = decode(data)
    assert text.endswith(KOREAN)
    assert found == encoding


def test_line_breaks_and_spaces_stay_as_they_are():
    assert decode(b" a\r\nb\tc \n")[0] == " a\r\nb\tc \n"


def test_a_text_cut_inside_its_last_character_is_read_without_it():
    assert decode(KOREAN.encode() + "다".encode()[:2]) == (KOREAN, "utf-8")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t \x00", "empty"),
        (codecs.BOM_UTF8 + b"\n", "empty"),
        (b"%PDF-1.7 ...", "binary"),
        (b"\x89PNG\r\n\x1a\n0000", "binary"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "binary"),
        (bytes(range(256)) * 8, "binary"),
        (b"\x81\xff" * 400 + b"\xfe\xfd" * 400, "not-text"),
    ],
)
def test_what_is_no_text_is_named(data, code):
    with pytest.raises(ReadingError) as caught:
        decode(data)
    assert caught.value.code == code
    assert caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("charset", [b"zlib_codec", b"rot13", b"idna", b"unicode-escape", b"no-such-thing", b"utf-7"])
def test_a_declared_transformation_is_no_encoding(charset):
    text, encoding = decode(b'<html><meta charset="' + charset + b'">' + KOREAN.encode("cp949"))
    assert encoding == "cp949"
    assert KOREAN in text


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(data):
    try:
        text, encoding = decode(data)
    except ReadingError as error:
        assert error.code in {"empty", "binary", "not-text", "unsupported"}
    else:
        assert text.strip()
        assert encoding


@given(st.text(min_size=1).filter(lambda text: text.strip("\x00\t\n\r\x0b\x0c \ufeff")))
def test_valid_utf8_comes_back_unchanged_or_is_refused(text):
    try:
        assert decode(("가" + text).encode("utf-8", "ignore"))[1] in {"utf-8", "utf-16-le", "utf-16-be"}
    except ReadingError as error:
        assert error.code in {"binary", "empty"}

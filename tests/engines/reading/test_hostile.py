"""Inputs that once made a rule take minutes: each must be read in a few seconds, whatever it says."""

import re
import time

import pytest

from dure.engines.reading import ReadingError, default_gazetteer, open_document, read

SENTENCE = "하동군은 지난 12일 ‘2024년 혁신 우수사례 경진대회’에서 △빨간 우체통 설치 △폐철도 공원 조성 등을 발표해 최우수상을 받았다고 13일 밝혔다. "


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE * 1000,
        (SENTENCE + "\n") * 600,
        "2024.01." * 10_000,
        "1,234" * 10_000,
        "‘" * 20_000,
        "' " * 20_000,
        "(" * 50_000,
        "△가나다라 " * 10_000,
        "정책과의 " * 10_000,
        "최우수상은 " * 10_000,
        "<div>" * 20_000 + "글",
        "<html><body>" + f"<p>{SENTENCE}</p>" * 600,
        "가" * 3_500_000,  # 10 MB in one line
        "가나다라 마바사 " * 1_000_000,
        SENTENCE + "\n" + "가을을" * 30_000 + "\n" + SENTENCE,
        "가나다라마바사아자차카타파하을\n" * 20_000,  # lines that all seem to go on
        SENTENCE + "하동군과실팀국소단" * 500 + "의 사례",
        SENTENCE + "최우수상은 ‘하동군하동군’ 하동군의 " * 600,
        "적극행정\n" + (SENTENCE + "\n") * 20_000,
        "<html><body><p " + " ".join(f"a{n}='>'" for n in range(60_000)) + ">글",
        "<html><body>" + "<span>" * 60_000 + "</i>" * 60_000 + "글",
        "<html><body>" + "".join(f"<font a={n}>" for n in range(20_000)) + "<p>글" * 20_000,
        "<html><body>" + "<p>글" * 400_000,
        "<html><body>" + "<script>" * 60_000,
        '<html><body><script>"<p>' + 'a\\"' * 200_000,
        "<html><body><table>" + "<tr><td>가<td>나" * 60_000,
        "<html><body><p" + "<![CDATA[" * 20_000,
        "<html><body><p<script><script>y</script>" + "가" * 200_000 + "<b></b>",  # names that hide the ends of tags
        "<html><body><p" + "<![CDATA[" * 20_000 + "<script><script>y</script>글",
        "<html><body><meta " + "<![CDATA[" * 20_000 + "<!-- x>글<!-- c -->하나<p>",
        "<html><body><p>" + "".join(f"<font a={n}>" for n in range(70_000)) + "</p>글",
        "<html><body>" + "&aa" * 1_000_000,
        f"<html><body><p>{SENTENCE}" + ("군은 경진대회에서 " + "“산골책방”" * 40 + "을 소개했다. ") * 130,
    ],
    ids=lambda text: text[:12],
)
def test_no_input_takes_minutes(text):
    gazetteer = default_gazetteer()
    started = time.process_time()
    try:
        read(open_document(text.encode()), gazetteer)
    except ReadingError as error:
        assert error.code  # refusing is an answer too
    assert time.process_time() - started < 5  # two on a machine that does nothing else


ATOMS = [
    "가",
    "가 ",
    "1",
    " ",
    "\n",
    ".",
    "'",
    "‘",
    "(",
    "<",
    "을 ",
    "군",
    "우수사례 ",
    "2024.",
    "a@",
    "a@b",
    '\\"',
    "<!--",
    "-",
    "·",
    "[",
    "사진",
]


@pytest.mark.parametrize("atom", ATOMS)
def test_a_long_line_of_anything_is_looked_at_in_time(atom):
    body = (atom * 100_000)[:100_000]
    gazetteer = default_gazetteer()
    for page in (SENTENCE + body + SENTENCE, re.sub(r"(.{60})", r"\1\n", body)):
        started = time.process_time()
        read(open_document(f"{SENTENCE}\n{page}\n{SENTENCE}".encode()), gazetteer)
        assert time.process_time() - started < 5


@pytest.mark.parametrize("atom", ["2024.1.1 ", "a@b.c ", "1234567890", "사진 제공 "])
def test_what_stands_behind_the_part_that_is_read_costs_nothing(atom):
    """One line of 25 MB: a page is read to 300,000 characters, and what looked at all the rest took 1.4 to 3.6 s."""
    content = f"{SENTENCE}\n{atom * (25_000_000 // len(atom.encode()))}".encode()
    gazetteer = default_gazetteer()
    started = time.process_time()
    read(open_document(content), gazetteer)
    assert time.process_time() - started < 1  # .2 on a machine that does nothing else

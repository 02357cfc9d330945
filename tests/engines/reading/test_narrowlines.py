"""Sentences in narrow lines, and what is none of them."""

from dure.engines.reading import default_gazetteer, open_document, read

READ_OUT = """옥천군 소식
임다온 기자 입력 2024-03-05 16:04
옥천군이
전국에서 처음으로 연
우수사례 경진대회에서
대상을 뽑았습니다.
옥천군은 주민과 함께
점수를 매긴 뒤
논물을 여닫는 '마을
전화기' 사업에 상을 줬습니다."""


def reading_of(page: str):
    return read(open_document(page.encode(), path="page.txt"), default_gazetteer())


def body(page: str) -> list[str]:
    reading = reading_of(page)
    return [reading.document.text[b.start : b.end] for b in reading.article.blocks if b.kind == "body"]


def test_every_line_of_the_sentences_is_the_articles():
    assert body(READ_OUT) == READ_OUT.split("\n")[2:]


def test_a_title_broken_over_two_lines_is_one_case():
    cases = [finding.value["title"] for finding in reading_of(READ_OUT).findings if finding.kind == "case"]
    assert cases == ["마을 전화기"]


def test_a_menu_beside_wide_sentences_is_not():
    page = (
        "알림마당\n군민에게 묻는다\n일곱 가지 물음에\n군이 답합니다.\n"
        + "옥천군은 12일 군청에서 적극행정 우수사례 경진대회를 열었다고 밝혔다. 군민 백 명이 심사했다.\n" * 2
    )
    assert "일곱 가지 물음에" not in body(page)

"""A dump that ends inside its sentence: the last paragraph is the article's own."""

from dure.engines.reading import default_gazetteer, open_document, read

HEAD = "옥천군, 적극행정 경진대회 개최\n\n옥천군은 12일 적극행정 우수사례 경진대회를 열었다고 밝혔다. 직원 80명이 함께했다.\n\n"
CUT = "우수상은 농정과의 ‘논물 여닫는 마을 전화기’가 받았으며 군은 이 사례를 다른 읍면에도 알려 내년에는 모든 마을이 함께 쓰도록 할 계획을 세우고 예산"


def body(page: str) -> str:
    document = open_document(page.encode(), path="page.txt")
    blocks = read(document, default_gazetteer()).article.blocks
    return " ".join(document.text[block.start : block.end] for block in blocks if block.kind == "body")


def test_a_paragraph_cut_inside_its_sentence_is_the_articles():
    assert CUT in body(HEAD + CUT)


def test_a_row_of_headlines_at_the_end_is_not():
    row = "옥천군 포도축제 성황 영동군 감고을 음악회 보은군 대추 첫 수확 괴산군 고추 직판장 개장 증평군 인삼 골목 새 단장 진천군 농다리 야간 조명"
    assert row not in body(HEAD + row)


def test_a_short_last_line_that_begins_a_sentence_is_the_articles():
    begun = "은상은 임다온 씨의 ‘시골 버스 늘리기’와 온다빈 씨의 ‘새벽 배움"
    assert begun in body(HEAD + "금상은 민가람 씨가 받았다. 심사는 군민이 했다.\n\n" + begun)


def test_a_headline_a_file_and_a_day_at_the_end_are_not():
    for last in (
        "하동군, 섬진강 둔치에 느티나무 백 그루 심어",
        "이번 경진대회 보도자료.hwp",
        "이번 글 2024.03.05 10:00",
    ):
        assert last not in body(HEAD + "금상은 민가람 씨가 받았다. 심사는 군민이 했다.\n\n" + last)

"""The frame of an official letter, in every format."""

import pytest

from dure.engines.reading import default_gazetteer, open_document, read
from tests import papers

LETTER = [
    "서 천 군",
    [["수신", "수신자 참조"]],
    "(경유)",
    [["제목", "2024년 혁신 우수사례 경진대회 결과 알림"]],
    "1. 혁신담당관-1201(2024. 2. 20.)호와 관련입니다.",
    "2. 2024년 혁신 우수사례 경진대회 결과를 아래와 같이 알려 드리니 업무에 참고하시기 바랍니다.",
    "가. 최우수상: 주민복지과 ‘찾아가는 빨래방’",
    "붙임 결과 1부. 끝.",
    "서 천 군 수",
    [["주무관", "김가온", "혁신팀장", "이누리", "혁신담당관", "전결 3/5"]],
    "협조자",
    [["시행", "혁신담당관-1234", "(2024. 3. 5.)", "접수", "(     )"]],
    [["우", "33600", "충청남도 서천군 서천읍", "/ http://www.seocheon.example"]],
    [["전화", "041-000-0000", "/전송", "041-000-0001", "/ 대국민공개"]],
]
LINES = [block if isinstance(block, str) else "  ".join(block[0]) for block in LETTER]
CELLS = [words for block in LETTER for words in ([block] if isinstance(block, str) else block[0])]


def reading_of(data):
    return read(open_document(data), default_gazetteer())


@pytest.mark.parametrize(
    "data",
    [
        papers.as_hwpx(LETTER),
        papers.as_hwp(LETTER),
        papers.as_docx(LETTER),
        papers.as_pdf([[(50, 780 - 22 * at, 9, line) for at, line in enumerate(LINES)]]),
        "\n".join(LINES).encode(),
        papers.as_hwpx(CELLS),  # each cell a line of its own
    ],
    ids=["hwpx", "hwp", "docx", "pdf", "text", "cells"],
)
def test_title_day_sender_and_letter_are_found(data):
    found = reading_of(data)
    assert found.article.title == "2024년 혁신 우수사례 경진대회 결과 알림"
    assert found.article.published_at == "2024-03-05"
    assert found.article.byline == "서천군수"
    assert found.article.outlet is None
    body = [found.document.text[block.start : block.end] for block in found.article.blocks if block.kind == "body"]
    assert body == LETTER[4:8]
    subjects = [f.value for f in found.findings if f.kind == "institution" and f.value["role"] == "subject"]
    assert subjects == [{"code": "44770", "name": "충청남도 서천군", "role": "subject"}]
    assert found.document.text[slice(*found.findings[0].spans[0])] == "서 천 군 수"


@pytest.mark.parametrize(
    "text",
    [
        "제목 없는 글이다.\n본문이 이어진다.",
        "하동군은 시행 혁신담당관-1 (2024. 3. 5.) 문서를 보냈다.\n접수했다고 밝혔다.",
        "수신 상태가 좋지 않은 마을에 안테나를 세웠다고 군은 밝혔다.\n주민은 반겼다.",
    ],
)
def test_a_page_without_the_frame_is_no_letter(text):
    article = reading_of(text.encode()).article
    assert article.byline is None
    assert article.published_at is None


def test_a_day_that_no_calendar_has_is_none():
    wrong = [
        block if block != LETTER[11] else [["시행", "혁신담당관-1234", "(2024. 13. 5.)", "접수"]] for block in LETTER
    ]
    assert reading_of(papers.as_hwpx(wrong)).article.published_at is None

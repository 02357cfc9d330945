import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dure.engines.reading import (
    ReadingError,
    default_gazetteer,
    failure_to_json_line,
    open_document,
    read,
    to_json_line,
)

PAGES = sorted((Path(__file__).parents[2] / "gold" / "pages").iterdir())
WORDS = st.sampled_from(
    [
        *(
            "하동군은",
            "전북도는",
            "‘",
            "’",
            "“",
            "”",
            "'",
            '"',
            "(",
            ")",
            "△",
            "▲",
            "○",
            "□ ",
            "등",
            " 등 ",
            "우수사례",
            "경진대회",
            "최우수상",
            "대상",
        ),
        *(
            "을 받았다.",
            "선정됐다고 밝혔다.",
            "분야에",
            "\n",
            "\r\n",
            " ",
            "지난 12일",
            "26일(목)",
            "2024.02.30",
            "99월 99일",
            "기자",
            "ⓒ",
            "무단전재",
            "6건",
            "21억원",
        ),
        *(
            "  • ",
            "\t",
            "등록 2024.01.02 25:61",
            "3관왕",
            "적극행정",
            "사례를 소개",
            "의 ",
            ", ",
            "·",
            "\u3000",
            "\x00",
            "\u200b",
            "가" * 50,
        ),
    ]
)


def check(data: bytes) -> None:
    """Every span lies in the text and says something; the line is JSON and holds the text unchanged."""
    try:
        reading = read(open_document(data), default_gazetteer())
    except ReadingError:
        return
    text = reading.document.text
    for block in reading.article.blocks:
        assert 0 <= block.start < block.end <= len(text)
        assert text[block.start : block.end].strip()
    starts = [block.start for block in reading.article.blocks]
    assert starts == sorted(starts)
    subjects = 0
    for finding in reading.findings:
        assert finding.spans
        for start, end in finding.spans:
            assert 0 <= start < end <= len(text)
            assert text[start:end].strip()
        assert 0 < finding.confidence <= 1
        if finding.kind == "institution":
            subjects += finding.value["role"] == "subject"
        if finding.kind == "case":
            start, end = finding.spans[0]
            assert finding.value["title"] == " ".join(text[start:end].split())
            for key in ("institution", "award", "same_as"):
                position = finding.value[key]
                assert position is None or 0 <= position < len(reading.findings)
            if finding.value["same_as"] is not None:
                assert reading.findings[finding.value["same_as"]].kind == "case"
    assert subjects <= 1
    line = to_json_line(reading)
    assert "\n" not in line
    assert json.loads(line)["text"] == text


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_finding_of_a_page_has_its_evidence(path):
    check(path.read_bytes())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=60))
def test_any_words_are_read(words):
    check("".join(words).encode())


def test_a_page_that_ends_in_a_mark_with_nothing_behind_it_is_read():
    lead = "옥천군은 12일 적극행정 우수사례 경진대회를 열었다. 우수사례로는"
    check(f"{lead} △’ 등마을 이불 빨래터  [,‘△.".encode())


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    check(data)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div class='article_body'>",
                "<ul>",
                "<li>",
                "<script>",
                "<!--",
                "]]>",
                "<table>",
                "하동군은 밝혔다.",
                "&lt;",
                "&#x110000;",
                "<br>",
            ]
        ),
        max_size=40,
    )
)
def test_any_markup_is_read(pieces):
    check(("<html><body>" + "".join(pieces)).encode())


@pytest.mark.slow
@settings(max_examples=3000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(WORDS, st.text(max_size=8)), max_size=120))
def test_very_many_words_are_read(words):
    check("".join(words).encode("utf-8", "ignore"))


@pytest.mark.parametrize("path", [path for path in PAGES if path.suffix == ".txt"], ids=lambda path: path.name)
def test_line_breaks_of_windows_change_no_fact(path):
    gazetteer = default_gazetteer()
    plain = path.read_bytes()
    unix, windows = (read(open_document(data), gazetteer) for data in (plain, plain.replace(b"\n", b"\r\n")))
    assert [(f.kind, dict(f.value)) for f in unix.findings] == [(f.kind, dict(f.value)) for f in windows.findings]
    assert unix.article.title == windows.article.title
    assert unix.article.published_at == windows.article.published_at


def test_a_failure_is_a_line_too():
    line = json.loads(
        failure_to_json_line(ReadingError("empty", "the document is empty", "check it"), path="가\ud800.txt")
    )
    assert line["article"] is None
    assert line["findings"] == []
    assert line["error"] == {"code": "empty", "message": "the document is empty", "hint": "check it"}


def test_the_keys_of_a_line_are_those_of_the_design():
    reading = read(
        open_document("하동군은 우수사례 경진대회에서 최우수상을 받았다고 밝혔다.".encode(), path="a.txt"),
        default_gazetteer(),
    )
    line = json.loads(to_json_line(reading))
    assert list(line) == ["schema", "source", "text", "article", "findings", "error"]
    assert list(line["source"]) == ["path", "url", "media_type", "encoding", "sha256"]
    assert list(line["article"]) == ["title", "published_at", "outlet", "byline", "blocks"]
    assert list(line["findings"][0]) == ["kind", "value", "spans", "rule", "confidence"]
    assert line["source"]["path"] == "a.txt"
    assert line["error"] is None

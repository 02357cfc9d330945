import io
import zipfile

import pytest

from dure.engines.reading import ReadingError, open_document

PARAGRAPH = "<hp:p><hp:run><hp:t>{}</hp:t></hp:run></hp:p>"
NAMESPACES = (
    'xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section" xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph"'
)


def hwpx(*sections: str, manifest: str = "<manifest/>", extra: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/hwp+zip", zipfile.ZIP_STORED)
        for number, section in enumerate(sections):
            archive.writestr(f"Contents/section{number}.xml", f"<?xml version='1.0'?>{section}")
        archive.writestr("META-INF/manifest.xml", manifest)
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return out.getvalue()


def section(inner: str) -> str:
    return f"<hs:sec {NAMESPACES}>{inner}</hs:sec>"


def test_paragraphs_and_sections_of_hwpx_come_in_order():
    eleven = [section(PARAGRAPH.format(f"{number}째 구역")) for number in range(11)]
    document = open_document(hwpx(*eleven))
    assert document.media_type == "application/hwp+zip"
    assert document.text.split("\n") == [f"{number}째 구역" for number in range(11)]


def test_a_table_row_is_one_line_and_a_layout_table_keeps_its_paragraphs():
    cell = "<hp:tc><hp:subList>{}</hp:subList></hp:tc>"
    row = (
        "<hp:tr>" + cell.format(PARAGRAPH.format("최우수")) + cell.format(PARAGRAPH.format("빨간 우체통")) + "</hp:tr>"
    )
    layout = "<hp:tr>" + cell.format(PARAGRAPH.format("첫째 줄") + PARAGRAPH.format("둘째 줄")) + "</hp:tr>"
    table = f"<hp:p><hp:run><hp:tbl>{row}{layout}</hp:tbl></hp:run></hp:p>"
    assert open_document(hwpx(section(table))).text == "최우수\t빨간 우체통\n첫째 줄\n둘째 줄"


def test_a_table_inside_a_cell_belongs_to_the_cell():
    cell = "<hp:tc><hp:subList>{}</hp:subList></hp:tc>"
    inner = "<hp:p><hp:run><hp:tbl><hp:tr>" + cell.format(PARAGRAPH.format("안")) + "</hp:tr></hp:tbl></hp:run></hp:p>"
    outer = (
        "<hp:p><hp:run><hp:tbl><hp:tr>"
        + cell.format(inner)
        + cell.format(PARAGRAPH.format("밖"))
        + "</hp:tr></hp:tbl></hp:run></hp:p>"
    )
    assert open_document(hwpx(section(outer))).text == "안\t밖"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (hwpx(section(PARAGRAPH.format("글")), manifest="<m><encryption-data/></m>"), "encrypted"),
        (hwpx(section(PARAGRAPH.format("글")))[:200], "truncated"),
        (hwpx("<hs:sec"), "truncated"),
        (hwpx(), "truncated"),
        (hwpx(section("")), "empty"),
        (hwpx('<!DOCTYPE a [<!ENTITY b "c">]>' + section(PARAGRAPH.format("&b;"))), "bomb"),
        (hwpx(section("<hp:p>" * 300 + "</hp:p>" * 300)), "too-deep"),
        (hwpx(section(PARAGRAPH.format("글")), extra={"BinData/zeros.bmp": bytes(60_000_000)}), "bomb"),
        (b"PK\x03\x04" + b"word/document.xml" + bytes(64), "truncated"),
        (b"PK\x05\x06" + bytes(18), "unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "truncated"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes(504)
            + b"HWP Document File".ljust(32, b"\0")
            + b"\0\0\0\5"
            + b"\2\0\0\0",
            "encrypted",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes(504)
            + b"HWP Document File".ljust(32, b"\0")
            + b"\0\0\0\5"
            + b"\4\0\0\0",
            "distribution-locked",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes(504)
            + b"HWP Document File".ljust(32, b"\0")
            + b"\0\0\0\5"
            + b"\1\0\0\0",
            "truncated",
        ),
        (b"<html><body></body></html>", "empty"),
    ],
)
def test_what_cannot_be_read_is_named(data, code):
    with pytest.raises(ReadingError) as caught:
        open_document(data)
    assert caught.value.code == code


def test_html_is_told_by_its_content_and_cut_into_blocks():
    page = "<!doctype html><html><head><title>제목</title></head><body><nav><a href=x>홈</a></nav><p>첫 문단이다.</p><p>둘째<br>셋째</p></body></html>"
    document = open_document(page.encode(), path="아무 이름")
    assert document.media_type == "text/html"
    assert document.text == "홈\n첫 문단이다.\n둘째\n셋째"
    assert [document.text[unit.start : unit.end] for unit in document.units] == document.text.split("\n")
    assert document.units[0].region == "nav"
    assert document.units[0].links == 1
    assert ("title", "제목") in document.meta


def test_a_fragment_of_markup_is_html_and_a_text_that_mentions_a_tag_is_not():
    assert open_document(b"<div><p>a</p><p>b</p><span>c</span><br></div>").media_type == "text/html"
    assert open_document("꺾쇠 <p>를 말하는 글".encode()).media_type == "text/plain"


def test_a_page_nested_beyond_reason_is_read_or_refused_but_never_ends_the_process():
    page = "<html><body>" + "<div>" * 30_000 + "글" + "</div>" * 30_000
    try:
        assert open_document(page.encode()).text == "글"
    except ReadingError as error:
        assert error.code in {"too-deep", "empty"}


def test_the_body_in_script_data_is_found_where_the_tree_has_none():
    sentence = "군은 마을마다 찾아가는 빨래방을 열어 어르신의 겨울 빨래를 도왔다고 밝혔다. "
    inner = "".join(f"\\u003cp\\u003e{sentence * 3}\\u003c/p\\u003e" for _ in range(3))
    page = f'<html><head><meta property="og:title" content="찾아가는 빨래방"></head><body><div id="__next"></div><script>self.push([1,"{inner}"])</script></body></html>'
    document = open_document(page.encode())
    assert document.text.split("\n") == ["찾아가는 빨래방", *[(sentence * 3).strip()] * 3]

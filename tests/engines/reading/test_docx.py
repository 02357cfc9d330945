"""DOCX: as Word means it, and as somebody made it to hurt."""

import io
import zipfile

import docx
import pytest

from dure.engines.reading import ReadingError, open_document
from tests import papers

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def body(inner: str) -> bytes:
    return papers.as_zip({"word/document.xml": f"<w:document {W}><w:body>{inner}</w:body></w:document>"})


def paragraph(inner: str) -> str:
    return f"<w:p><w:r>{inner}</w:r></w:p>"


def refused(data):
    with pytest.raises(ReadingError) as caught:
        open_document(data)
    return caught.value.code


def test_headings_paragraphs_and_rows_come_in_order():
    rows = [["구분", "사례명"], ["최우수", "빨간 우체통"]]
    document = open_document(papers.as_docx(["첫 문단이다.", rows, "둘째 문단이다."], title="제목이다"))
    assert document.media_type.endswith("wordprocessingml.document")
    assert document.text == "제목이다\n첫 문단이다.\n구분\t사례명\n최우수\t빨간 우체통\n둘째 문단이다."
    assert [unit.tag for unit in document.units] == ["h1", "p", "tr", "tr", "p"]


def test_the_text_is_what_python_docx_says():
    made = docx.Document()
    for line in ("가나다", "탭\t뒤", "줄\n바꿈"):
        made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    peer = "\n".join(p.text for p in docx.Document(io.BytesIO(out.getvalue())).paragraphs)
    assert open_document(out.getvalue()).text == peer.replace("\t", " ")


def test_a_text_box_is_read_once_and_what_was_struck_out_is_not():
    box = "<mc:AlternateContent><mc:Choice><w:p><w:r><w:t>상자</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>상자</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>"
    struck = "<w:p><w:del><w:r><w:delText>지운 글</w:delText><w:t>지운 글</w:t></w:r></w:del><w:r><w:t>남은 글</w:t></w:r></w:p>"
    assert open_document(body(paragraph(box) + struck)).text == "상자\n남은 글"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (body(""), "empty"),
        (body(paragraph('<a:blip xmlns:a="x"/>')), "no-text"),
        (papers.as_docx(["글"])[:3000], "truncated"),
        (papers.as_zip({"word/document.xml": "<w:document"}), "truncated"),
        (papers.as_zip({"word/styles.xml": "<a/>", "xword/document.xml": "<a/>"}), "truncated"),
        (papers.as_zip({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "bomb"),
        (papers.as_zip({"word/document.xml": "<a/>", "word/media/zeros.bmp": bytes(60_000_000)}), "bomb"),
        (papers.as_zip({"word/document.xml": b"<a>" + b" " * 33_000_000 + b"</a>", "x": bytes(1)}), "bomb"),
        (body("<w:p>" * 300 + "</w:p>" * 300), "too-deep"),
        (body("<w:r/>" * 400_001), "too-deep"),
        (papers.as_zip({"word/document.xml": "<?xml version='1.0' encoding='x-none'?><a/>"}), "truncated"),
    ],
)
def test_what_cannot_be_read_is_named(data, code):
    assert refused(data) == code


def test_a_table_of_contents_beyond_measure_is_refused_before_it_is_read():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
        for number in range(20_000):
            archive.writestr(f"{number:050d}", b"")
    assert refused(out.getvalue()) == "bomb"

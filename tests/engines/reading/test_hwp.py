"""HWP 5: the records of a compound file, and files that are locked, damaged or made to hurt."""

import zlib
from pathlib import Path

import olefile
import pytest

from dure.engines.reading import ReadingError, open_document
from tests import papers

ATTACHMENTS = Path("/work/shared/documents/attachments")


def refused(data):
    with pytest.raises(ReadingError) as caught:
        open_document(data)
    assert caught.value.hint
    return caught.value.code


def test_our_compound_files_are_such():
    with olefile.OleFileIO(papers.as_hwp(["글"] * 2000), raise_defects=olefile.DEFECT_INCORRECT) as ole:
        assert ole.listdir() == [["BodyText", "Section0"], ["DocInfo"], ["FileHeader"]]


@pytest.mark.parametrize("flags", [0, 1])
def test_paragraphs_and_rows_of_tables_come_in_order(flags):
    rows = [["구분", "사례명"], ["최우수", "빨간 우체통"]]
    document = open_document(papers.as_hwp(["제목이다", rows, "본문이다."], flags=flags), path="이름.txt")
    assert document.media_type == "application/x-hwp"
    assert document.text == "제목이다\n구분\t사례명\n최우수\t빨간 우체통\n본문이다."
    assert [unit.tag for unit in document.units] == ["p", "tr", "tr", "p"]
    assert [document.text[unit.start : unit.end] for unit in document.units] == document.text.split("\n")


def test_controls_are_left_out_and_breaks_tabs_and_rare_letters_stay():
    inline = (
        "\x04" + "가짜글자" + "\x00\x00" + "\x04"
    )  # a field's beginning: eight code units, of which six are its own
    tab = "\t" + "\x01" * 6 + "\t"
    words = f"앞{inline}뒤{tab}칸\n새 줄 𠮷\x18끝"
    assert open_document(papers.as_hwp([words])).text == "앞뒤 칸\n새 줄 𠮷-끝"


def test_headers_are_marked_and_hidden_comments_are_no_text():
    blocks = ["본문", papers.hwp_region(b"daeh", "머리말"), papers.hwp_region(b"tmct", "숨은 설명")]
    document = open_document(papers.as_hwp(blocks))
    assert document.text == "본문\n머리말"
    assert [unit.region for unit in document.units] == ["", "header"]


def test_symbols_of_fonts_are_marks():
    assert open_document(papers.as_hwp(["\uf06d 첫째"])).text == "○ 첫째"


@pytest.mark.parametrize(
    ("flags", "code"),
    [(3, "encrypted"), (5, "distribution-locked"), (7, "encrypted"), (0x11, "encrypted"), (0x101, "encrypted")],
)
def test_locked_files_are_named_by_their_flags(flags, code):
    whole = papers.as_hwp(["이 문서는 상위 버전의 배포용 문서입니다."], flags=flags)
    assert refused(whole) == code
    assert refused(whole[:1024]) in {code, "truncated"}


def test_what_is_no_hwp_and_what_is_damaged_is_named():
    assert refused(papers.as_ole({"WordDocument": b"x" * 5000})) == "unsupported"
    assert refused(papers.as_ole({"EncryptedPackage": b"x" * 5000})) == "encrypted"
    assert refused(papers.as_ole({"FileHeader": papers.file_header(1)})) == "truncated"
    assert (
        refused(papers.as_ole({"FileHeader": papers.file_header(1), "BodyText/Section0": b"\xff" * 50})) == "truncated"
    )
    assert refused(papers.as_hwp([" "])) == "empty"
    assert refused(papers.as_hwp([papers.record(85, 1)])) == "no-text"
    whole = papers.as_hwp(["글"])
    for cut in range(8, len(whole), 97):
        assert refused(whole[:cut]) in {"truncated", "empty"} or cut > len(whole) - 600


def test_a_section_that_unpacks_without_end_is_a_bomb():
    packer = zlib.compressobj(wbits=-15)
    zeros = packer.compress(bytes(40_000_000)) + packer.flush()
    assert refused(papers.as_ole({"FileHeader": papers.file_header(1), "BodyText/Section0": zeros})) == "bomb"


def test_records_without_number_or_depth_are_refused():
    assert refused(papers.as_hwp([papers.record(66, 0) * 200_001])) == "too-deep"
    assert refused(papers.as_hwp([b"".join(papers.record(71, level, b" lbt") for level in range(1000))])) == "too-deep"


@pytest.mark.skipif(not ATTACHMENTS.is_dir(), reason="needs the shared documents")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("hwpjs_distribution.hwp", "distribution-locked"),
        ("HWP5-password-123456.hwpx", "encrypted"),
        ("pyhwp_sample-5017.hwp", "A0\tB0"),
        ("work_report.hwp", "업무내용\t완결여부\t산출물\t비고"),
    ],
)
def test_real_files_are_read_or_refused(name, expected):
    try:
        text = open_document((ATTACHMENTS / name).read_bytes()).text
    except ReadingError as error:
        assert error.code == expected
    else:
        assert expected in text.split("\n")


def test_limits_hold_for_all_sections_together():
    section = papers.record(66, 0) * 60_000
    packer = zlib.compressobj(wbits=-15)
    packed = packer.compress(section) + packer.flush()
    four = {f"BodyText/Section{number}": packed for number in range(4)}
    assert refused(papers.as_ole({"FileHeader": papers.file_header(1), **four})) == "too-deep"

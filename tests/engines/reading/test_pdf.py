"""PDF: printed lines to paragraphs, and what has no text."""

import pytest

from dure.engines.reading import ReadingError, open_document
from dure.engines.reading.layout import Printed, paragraphs_of
from tests import papers


def printed(lines, *, size=10.0, left=50.0, top=700.0, step=16.0):
    """Lines of a column, every letter as wide as the size."""
    found = []
    for at, line in enumerate(lines):
        indent, words = (len(line) - len(line.lstrip())) * size, line.strip()
        found.append(Printed(words, left + indent, left + indent + len(words) * size, top - at * step, size))
    return found


def joined(*pages):
    return [line for line, _ in paragraphs_of(pages)]


def refused(data):
    with pytest.raises(ReadingError) as caught:
        open_document(data)
    assert caught.value.hint
    return caught.value.code


def test_a_pdf_is_read_with_its_rows_and_its_page_numbers_are_dropped():
    def sheet(number, lines):
        own = [(50, 700 - 16 * at, 10, line) for at, line in enumerate(lines)]
        return [(50, 800, 8, "하동군 소식"), *own, (290, 30, 8, f"- {number} -")]

    rows = [(50, 600, 10, "최우수"), (200, 600, 10, "빨간 우체통"), (400, 600, 10, "기획과")]
    data = papers.as_pdf([[*sheet(1, ["하나이다."]), *rows], sheet(2, ["둘이다."]), sheet(3, ["셋이다."])])
    document = open_document(data, path="이름.hwp")
    assert document.media_type == "application/pdf"
    assert document.text == "하나이다.\n최우수\t빨간 우체통\t기획과\n둘이다.\n셋이다."
    assert [unit.tag for unit in document.units] == ["p", "tr", "p", "p"]


def test_a_word_that_a_line_cuts_is_whole_again_when_the_document_has_it_elsewhere():
    lines = ["군은 찾아가는 빨래방을 마을에 연다. 주민은 그 빨", "래방을 좋아한다. 군은 내년에도 이어 가겠다고 한다."]
    assert joined(printed(lines)) == [
        "군은 찾아가는 빨래방을 마을에 연다. 주민은 그 빨래방을 좋아한다. 군은 내년에도 이어 가겠다고 한다."
    ]


def test_a_particle_at_the_head_of_a_line_belongs_to_the_word_before():
    (line,) = joined(printed(["하동군은 올해에도 어김없이 겨울을 맞아 온 마을", "에서 빨래를 돕는다."]))
    assert line == "하동군은 올해에도 어김없이 겨울을 맞아 온 마을에서 빨래를 돕는다."


def test_a_document_that_breaks_between_words_gets_its_spaces_back():
    (line,) = joined(
        printed(["이번 대회는 과제를 함께 공유하고 널리 확산하기", "위해 마련되었으며 국민심사단이 심사하였다."])
    )
    assert line == "이번 대회는 과제를 함께 공유하고 널리 확산하기 위해 마련되었으며 국민심사단이 심사하였다."


def test_short_lines_points_and_indented_lines_stand_alone():
    lines = [
        "추진 배경",
        "  이번 대회는 과제를 함께 공유하고 널리 확산하려고",
        "□ 최우수: 빨간 우체통을 세워 온 마을의 소식을 모으",
        "  고 나눔",
        "□ 우수: 폐철도 공원",
    ]
    assert joined(printed(lines)) == [
        "추진 배경",
        "이번 대회는 과제를 함께 공유하고 널리 확산하려고",
        "□ 최우수: 빨간 우체통을 세워 온 마을의 소식을 모으고 나눔",
        "□ 우수: 폐철도 공원",
    ]


def test_a_gap_or_another_size_begins_a_paragraph():
    above, below = printed(["가나다라마바사아자차카타파하 첫째 문단이 끝난다"]), printed(["둘째 문단이다"], top=640.0)
    assert len(joined([*above, *below])) == 2
    assert len(joined([*above, *printed(["둘째 줄이다"], top=684.0, size=14.0)])) == 2


def test_a_paragraph_goes_on_overleaf():
    first = printed(["이번 대회는 과제를 함께 공유하고 널리 확산하려고 온 힘을"])
    second = printed(["다해 마련되었다."])
    assert joined(first, second) == ["이번 대회는 과제를 함께 공유하고 널리 확산하려고 온 힘을 다해 마련되었다."]
    assert len(joined(printed(["이번 대회는 과제를 함께 공유하고 널리 확산하려고 모였다."]), second)) == 2


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (papers.as_pdf([[]], picture=True), "no-text"),
        (papers.as_pdf([[(50, 700, 10, "\ue001\ue002\ue003\ue004")]]), "no-text"),
        (papers.as_pdf([[]]), "empty"),
        (papers.as_pdf([[(50, 700, 10, "글")]], protected=True), "encrypted"),
        (b"%PDF-1.7\n" + b"garbage" * 100, "truncated"),
        (papers.as_pdf([[(50, 700, 10, "글")]])[:300], "truncated"),
    ],
)
def test_what_cannot_be_read_is_named(data, code):
    assert refused(data) == code


def test_a_pdf_of_too_many_pages_is_refused():
    assert refused(papers.as_pdf([[]] * 1001)) == "too-big"

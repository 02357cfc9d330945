"""Pages set in two columns are read column by column; tables are not taken for columns."""

import pytest

from dure.engines.reading import open_document
from tests import papers

SIZE, STEP = 10, 16
LEFT, RIGHT = 50, 310
WIDE = 22  # syllables of a column
ONE = "옥천군은 지난 12일 군청 대회의실에서 적극행정 우수사례 경진대회를 열었다고 13일 밝혔다. 이날 무대에는 부서마다 예선을 거친 열 가지 사례가 올랐고 군민 백 명이 점수를 매겼다. 최우수상은 비가 많이 올 때 저절로 닫히는 지하차도를 만든 안전총괄과가 받았다. 우수상은 논물을 멀리서 여닫는 전화기를 만든 농정과에 돌아갔다."
OTHER = "군은 이번에 뽑힌 사례를 모든 부서에 알리고 다른 마을에도 넓히기로 했다. 군수는 주민의 삶을 바꾸는 일은 작은 데서 비롯한다며 애쓴 직원들에게 고마움을 전했다. 한편 군은 해마다 두 차례 경진대회를 열어 우수공무원을 뽑고 있으며 뽑힌 사람에게는 근무 성적 가점과 특별휴가를 준다. 내년 상반기 대회는 삼월에 열린다."


def broken(words, width=WIDE):
    """Break words into lines of at most so many characters."""
    lines = [""]
    for word in words.split(" "):
        if len(lines[-1]) + len(word) + 1 > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def column(left, words, *, top=680):
    return [(left, top - STEP * at, SIZE, line) for at, line in enumerate(broken(words))]


def read(lines):
    return open_document(papers.as_pdf([lines])).text.split("\n")


HEAD = [
    (120, 740, 16, "옥천군 소식"),
    (60, 710, SIZE, "군민이 뽑은 올해의 적극행정 사례를 한자리에 모았습니다 함께 읽어 주십시오"),
]
FOOT = [(290, 30, 8, "- 3 -")]


def by_column():
    return [*HEAD, *column(LEFT, ONE), *column(RIGHT, OTHER), *FOOT]


def by_line():
    return [*HEAD, *sorted(column(LEFT, ONE) + column(RIGHT, OTHER), key=lambda line: (-line[1], line[0])), *FOOT]


@pytest.mark.parametrize("drawn", [by_column, by_line], ids=["by column", "by line"])
def test_columns_are_read_one_after_the_other_below_the_headline(drawn):
    lines = drawn()
    assert len(column(LEFT, ONE)) >= 8
    assert read(lines) == [HEAD[0][3], HEAD[1][3], ONE, OTHER]


def test_a_paragraph_goes_on_in_the_next_column():
    lines = broken(f"{ONE} {OTHER}")
    half = len(lines) // 2
    drawn = [(LEFT, 680 - STEP * at, SIZE, words) for at, words in enumerate(lines[:half])]
    drawn += [(RIGHT, 680 - STEP * at, SIZE, words) for at, words in enumerate(lines[half:])]
    drawn.sort(key=lambda line: (-line[1], line[0]))
    assert read([*HEAD, *drawn]) == [HEAD[0][3], HEAD[1][3], f"{ONE} {OTHER}"]


def test_a_headline_between_two_bands_of_columns_stays_there():
    upper, lower = (
        [*column(LEFT, ONE), *column(RIGHT, OTHER)],
        [*column(LEFT, OTHER, top=400), *column(RIGHT, ONE, top=400)],
    )
    middle = (60, 430, 16, "둘째 소식: 다리를 건너 학교에 가는 아이들의 새 길이 열렸다")
    drawn = sorted([*upper, middle, *lower], key=lambda line: (-line[1], line[0]))
    assert read(drawn) == [ONE, OTHER, middle[3], OTHER, ONE]


def rows(cells, *, step=STEP):
    return [(left, 680 - step * at, SIZE, words) for at, row in enumerate(cells) for left, words in zip((LEFT, 250, 500), row, strict=False)]  # fmt: skip


TITLES = ["물 들기 전에 닫는 지하차도", "논물 여닫는 마을 전화기", "글 대신 그림 민원서", "고개 너머 우편 드론", "밤까지 불 켜는 골목 상담소", "경로당으로 가는 치과 버스", "산골 학교로 가는 급식 배달", "볏짚 맞바꾸기 장터", "빈 교실 마을 목공소", "장날마다 서는 할머니 버스", "큰글씨 민원 서식 사천 장", "우리 동네 의자 지도"]  # fmt: skip


@pytest.mark.parametrize(
    "cells",
    [
        [(title, f"{at}번 부서 담당 {'가나다라마바사'[: at % 7 + 1]}") for at, title in enumerate(TITLES)],
        [(f"2024년 {at + 1}월", title) for at, title in enumerate(TITLES)],
        [(title, other, "기획과") for title, other in zip(TITLES, reversed(TITLES), strict=True)],
        [(title, other) for title, other in zip(TITLES, reversed(TITLES), strict=True)],
        [(title, title) for title in TITLES[:6]],
    ],
    ids=["titles and offices", "months and titles", "three cells", "titles and titles", "few rows"],
)
def test_a_table_is_no_two_columns(cells):
    assert read(rows(cells)) == ["\t".join(row) for row in cells]


def test_one_column_beside_a_short_list_stays_as_the_file_has_it():
    beside = [
        (RIGHT, 680 - 3 * STEP * at, SIZE, words) for at, words in enumerate(["담당 기획과", "문의 군청", "배포 13일"])
    ]
    told = read([*column(LEFT, ONE), *beside])
    assert told == [ONE, "담당 기획과", "문의 군청", "배포 13일"]

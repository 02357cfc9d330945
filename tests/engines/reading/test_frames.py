"""Titles of one list stand in one frame: what is before and behind them."""

import pytest

from dure.engines.reading import open_document
from dure.engines.reading.cases.candidates import candidate_at, candidates_of
from dure.engines.reading.cases.frames import Alike, Frame, alike, frame_of
from dure.engines.reading.lines import lines_of
from dure.engines.reading.prose import prose_of
from dure.engines.reading.read import article_of

HEAD = "옥천군, 2024년 적극행정 우수사례 경진대회 개최\n\n옥천군은 12일 군청에서 2024년 적극행정 우수사례 경진대회를 열었다.\n\n"


def _prose(body):
    document = open_document((HEAD + body).encode(), path="page.txt")
    return prose_of(document, article_of(document, lines_of(document))[1])


def _at(prose, title):
    start = prose.text.index(title)
    return candidate_at(prose, start, start + len(title))


@pytest.mark.parametrize(
    ("body", "title", "frame"),
    [
        (
            "최우수상은 ‘논물 여닫는 전화기’가 받았다.",
            "논물 여닫는 전화기",
            Frame(listed=False, before="qw", behind="qw"),
        ),
        (
            "상은 ‘달빛 책방’, ‘논물 여닫는 전화기’, ‘산골 서점’이 받았다.",
            "논물 여닫는 전화기",
            Frame(listed=False, before="q,", behind="q,"),
        ),
        (
            "시책은 달빛 책방, 논물 여닫는 전화기, 산골 서점이다.",
            "논물 여닫는 전화기",
            Frame(listed=False, before=",", behind=","),
        ),
        (
            "시책은 △달빛 책방(가람구) △논물 여닫는 전화기(나래구)가 뽑혔다.",
            "논물 여닫는 전화기",
            Frame(listed=True, before="^", behind="("),
        ),
        (
            "시책은 △가람구(달빛 책방) △나래구(논물 여닫는 전화기)가 뽑혔다.",
            "논물 여닫는 전화기",
            Frame(listed=True, before="(", behind=")"),
        ),
        ("논물 여닫는 전화기를 놓았다.", "논물 여닫는 전화기", Frame(listed=False, before="^", behind="를")),
        ("군은 논물 여닫는 전화기 두 대를 놓았다.", "논물 여닫는 전화기", Frame(listed=False, before="w", behind="w")),
    ],
)
def test_a_frame_is_what_stands_before_and_behind(body, title, frame):
    prose = _prose(body)
    assert frame_of(prose.text, _at(prose, title)) == frame


def test_others_in_the_frame_count_by_how_likely_they_are():
    prose = _prose(
        "상은 ‘달빛 책방’, ‘논물 여닫는 전화기’, ‘산골 서점’, ‘빈집 정원’이 받았다. 상은 ‘들꽃 길’, ‘물소리 길’, ‘저녁 밥상’도 받았다."
    )
    titles = ("논물 여닫는 전화기", "산골 서점", "물소리 길", "저녁 밥상")
    found = alike(prose.text, [_at(prose, title) for title in titles], [0.5, 0.25, 0.125, 1.0])
    # The last one is followed by a particle and stands alone.
    assert found == [Alike(0.25, 0.375, 0.375), Alike(0.5, 0.625, 0.625), Alike(0.0, 0.75, 0.75), Alike(0.0, 0.0, 0.0)]


def test_what_shares_letters_with_a_stretch_does_not_speak_for_it():
    prose = _prose("시책은 △달빛 책방(가람구) △논물 여닫는 전화기(나래구)가 뽑혔다.")
    whole = [one for one in candidates_of(prose) if one.form == "item"]
    part = _at(prose, "여닫는 전화기")
    found = alike(prose.text, [*whole, part, whole[1]], [0.5, 0.5, 0.5, 0.5])
    assert found[1] == Alike(0.5, 0.5, 0.5)
    assert found[2] == Alike(0.0, 0.0, 0.0)

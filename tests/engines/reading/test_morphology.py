"""What Kiwi is asked about, and what comes back."""

import pytest

from dure.engines.reading import open_document
from dure.engines.reading.document import Block
from dure.engines.reading.morphology import MOST, Token, default_analyser, retained, tokens
from dure.engines.reading.prose import prose_of

PAGE = (
    "하동군은 12일 ‘2024년 혁신 우수사례 경진대회’에서 최우수상을 받았다. "
    "사람들은 오전 열 시에 모여 점심 무렵에 헤어졌다. "
    "참가자들은 버스를 타고 돌아갔다. "
    "날씨는 맑았고 바람은 잔잔했다. "
    "군은 ‘빨간 우체통’ 사업을 소개했다."
)


def prose(text):
    return prose_of(open_document(text.encode()), (Block(0, len(text), "body"),))


def test_sentences_with_our_words_are_kept_and_chatter_is_not():
    kept = [PAGE[start:end] for start, end in retained(prose(PAGE), most=0.6)]
    assert kept == [
        "하동군은 12일 ‘2024년 혁신 우수사례 경진대회’에서 최우수상을 받았다.",
        "군은 ‘빨간 우체통’ 사업을 소개했다.",
    ]


def test_the_best_sentence_goes_first_when_there_is_room_for_one():
    kept = [PAGE[start:end] for start, end in retained(prose(PAGE), most=0.4)]
    assert kept == ["하동군은 12일 ‘2024년 혁신 우수사례 경진대회’에서 최우수상을 받았다."]


@pytest.mark.parametrize("text", [PAGE, PAGE * 7, "혁신 우수사례 경진대회 최우수상 협의회 공모전. " * 40, "가나다라."])
def test_no_more_than_the_share_is_kept(text):
    read = prose(text)
    kept = retained(read)
    assert sum(end - start for start, end in kept) <= MOST * len(text)
    assert list(kept) == sorted(kept)


def test_a_page_without_our_words_costs_nothing():
    assert retained(prose("김장 채소 값이 올랐다. 배추 한 포기가 오천 원이다.")) == ()


def test_names_of_the_gazetteer_are_words():
    found = tokens(["밀양시시설관리공단은 강진군청과 손잡았다.", ""], default_analyser())
    assert [token.form for token in found[0][:3]] == ["밀양시시설관리공단", "은", "강진군"]
    assert found[0][0] == Token("밀양시시설관리공단", "NNP", 0, 9)
    assert found[1] == []


def test_offsets_are_those_of_the_sentence():
    sentence = "전라남도는 ‘농촌 빈집’을 고쳤다."
    for token in tokens([sentence])[0]:
        assert 0 <= token.start <= token.end <= len(sentence)
        if token.tag.startswith("NN"):
            assert sentence[token.start : token.end] == token.form

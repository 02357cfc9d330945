"""Grades by the words around them: counted in 점, won as 대상, given by the head of a body."""

import pytest

from dure.engines.reading import default_gazetteer, open_document, read

HEAD = "옥천군, 2024년 적극행정 우수사례 경진대회 개최\n\n옥천군은 12일 군청에서 2024년 적극행정 우수사례 경진대회를 열었다.\n\n"
SENTENCES = {
    "심사단은 대상 1점, 최우수 2점, 우수 3점, 장려 4점 등 모두 10점을 뽑았다.": ["대상", "최우수", "우수", "장려"],
    "심사 결과 이원면이 낸 보고서가 대상으로 선정됐다.": ["대상"],
    "심사 결과 이원면이 낸 ‘별빛 나루’가 최종 대상으로 뽑혔다.": ["대상"],
    "옥천군은 이원면을 지원 대상으로 선정했다.": [],
    "군민 백 명이 조사 대상으로 뽑혔다.": [],
    "이원면은 국토나루연구원 원장상을 받았다.": ["국토나루연구원 원장상"],
    "군은 장관상(6건)과 함께 300만원의 상금을 줬다.": ["장관상"],
}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_grades_of_a_sentence(sentence):
    findings = read(open_document((HEAD + sentence).encode(), path="page.txt"), default_gazetteer()).findings
    assert [one.value["grade"] for one in findings if one.kind == "award"] == SENTENCES[sentence]

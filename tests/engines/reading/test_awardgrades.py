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
    "이원면은 물빛나루위원회 위원장상을 받았다.": ["물빛나루위원회 위원장상"],
    "우수공무원 시장상은 임다온 주무관이 받았다.": ["시장상"],
    "모범공무원 장관 표창은 임다온 주무관이 받았다.": ["장관 표창"],
    "이원면은 국민평가단 회장상을 받았다.": ["회장상"],
    "시범사업에는 세 마을이 대상으로 선정됐다.": [],
    "빈집 정비 사업은 이원면이 대상으로 선정됐다.": [],
    "심사 결과 이원면의 아이디어가 최종 대상으로 선정됐다.": ["대상"],
    "군은 장관상(6건)과 함께 300만원의 상금을 줬다.": ["장관상"],
}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_grades_of_a_sentence(sentence):
    findings = read(open_document((HEAD + sentence).encode(), path="page.txt"), default_gazetteer()).findings
    assert [one.value["grade"] for one in findings if one.kind == "award"] == SENTENCES[sentence]

"""Whose case it is, however the page says it: before the title, behind it, in its sentence or in its row."""

import pytest

from dure.engines.reading import default_gazetteer, open_document, read

HEAD = (
    "충북 적극행정 으뜸은 옥천·보은\n입력 2022-11-10 09:12\n\n"
    "충북도는 지난 8일 ‘2022년 충청북도 적극행정 우수사례 경진대회’를 열었다고 10일 밝혔다.\n\n"
)
A, B = "물 들기 전에 닫는 지하차도", "골목 끝까지 찾아가는 혈압 수첩"
OKCHEON, BOEUN, PROVINCE = "충청북도 옥천군", "충청북도 보은군", "충청북도"
BOTH = [(A, OKCHEON), (B, BOEUN)]
TOLD = {
    "field": (
        f"시·군 부문에서는 옥천군의 ‘{A}’가, 공공기관 부문에서는 충북개발공사의 ‘{B}’가 최우수상을 받았다.",
        [(A, OKCHEON), (B, "충북개발공사")],
    ),
    "grades": (f"최우수상은 옥천군이 추진한 ‘{A}’가 차지했고, 우수상에는 보은군 안전과의 ‘{B}’가 선정됐다.", BOTH),
    "brackets with marks": (f"옥천군(‘{A}’)과 보은군(‘{B}’)이 최우수상을 받았다.", BOTH),
    "brackets": (f"우수상은 옥천군({A}), 보은군({B})이 받았다.", BOTH),
    "own department": (
        f"최우수상에 도 안전정책과 ‘{A}’와 보은군 ‘{B}’가 뽑혔다.",
        [(A, PROVINCE), (B, BOEUN)],
    ),
    "shown by": (f"최우수상은 ‘{A}’를 발표한 옥천군에 돌아갔다. 우수상은 ‘{B}’를 낸 보은군이 받았다.", BOTH),
    "note": (f"‘{A}’(옥천군 안전총괄과), ‘{B}’(보은군 보건소)가 최우수상에 이름을 올렸다.", BOTH),
    "topics": (f"옥천군은 ‘{A}’ 사례로, 보은군은 ‘{B}’ 사례로 각각 우수상을 받았다.", BOTH),
    "entered": (f"도내 시군 가운데 옥천군이 ‘{A}’를 내 최우수를, 보은군이 ‘{B}’를 내 우수를 받았다.", BOTH),
    "list with notes": (f"우수사례로는 △{A}(옥천군) △{B}(보은군) 등이 뽑혔다.", BOTH),
    "last of a list": (f"수상작은 ▲최우수 ‘{A}’(옥천군) ▲우수 ‘{B}’(보은군)이다.", BOTH),
    "list with offices": (f"▶최우수 옥천군 안전총괄과 {A} ▶우수 보은군 보건소 {B}", BOTH),
    "rows": (f"최우수상: 옥천군 - {A}\n우수상: 보은군 - {B}", BOTH),
    "tabs": (f"최우수\t옥천군\t{A}\n우수\t보은군\t{B}", BOTH),
    "fields": (f"○ 소통 혁신 : 옥천군 안전총괄과 ‘{A}’\n○ 민원 혁신 : 보은군 보건소 ‘{B}’", BOTH),
    "under grades": (
        f"수상 사례는 다음과 같다.\n\n■ 최우수\n- 옥천군: {A}\n■ 우수\n- 보은군: {B}\n",
        BOTH,
    ),
    "told first": (
        f"○ 최우수상: 큰비를 앞질러 막은 ‘{A}’\n○ 우수상: 옥천군 보건소의 걸음을 담은 ‘{B}’",
        [(A, PROVINCE), (B, OKCHEON)],
    ),
    "official": (f"옥천군 안전총괄과 김가온 주무관이 ‘{A}’로 최우수상을 받았다.", [(A, OKCHEON)]),
    "officials": (
        f"최우수상은 옥천군 안전총괄과 김가온 주무관의 ‘{A}’, 우수상은 보은군 박나래 팀장의 ‘{B}’가 받았다.",
        BOTH,
    ),
    "two winners": (f"최우수상은 두 곳이 받았다. 옥천군의 ‘{A}’와 보은군의 ‘{B}’이다.", BOTH),
    "two sentences": ("최우수상은 옥천군의 ‘안전이 먼저다. 둑부터 막아라’가 받았다.", [("안전이 먼저다. 둑부터 막아라", OKCHEON)]),
    "angle brackets": (f"도는 최우수 사례로 옥천군의 <{A}>를 뽑았다.", [(A, OKCHEON)]),
    "fire service": (f"충북소방본부의 ‘{A}’와 옥천군의 ‘{B}’가 우수상을 받았다.", [(A, PROVINCE), (B, OKCHEON)]),
    "noted after titles": (f"최우수상은 {A}(옥천군), 우수상은 {B}(보은군)가 차지했다.", BOTH),
    "inside a grade": (f"▲대상(옥천군 ‘{A}’) ▲우수상(보은군 ‘{B}’)", BOTH),
    "noted chain": (f"최우수상에는 ‘{A}’(옥천군)와 ‘{B}’(보은군)가 올랐다.", BOTH),
    "won by": (f"‘{A}’ 사업으로 최우수상을 받은 옥천군은 도 대표로 나간다.", [(A, OKCHEON)]),
    "grades in brackets": (f"[최우수] {A} (옥천군)\n[우수] {B} (보은군)", BOTH),
    "commas": (f"대상: 옥천군 안전총괄과, {A}\n우수: 보은군 보건소, {B}", BOTH),
    "bars": (f"▸ 최우수 | {A} | 옥천군\n▸ 우수 | {B} | 보은군", BOTH),
    "counted": (
        "장려상 세 점은 ‘공유 공방’을 통한 마을 창업 살리기, 마을과 학교를 잇는 돌봄, 버스를 기다리는 그늘 만들기다.",
        [("‘공유 공방’을 통한 마을 창업 살리기", PROVINCE), ("마을과 학교를 잇는 돌봄", PROVINCE), ("버스를 기다리는 그늘 만들기", PROVINCE)],
    ),
    "told before": (f"옥천군은 올해 대회에 처음 나섰다. 안전 분야에서 ‘{A}’ 사업이 최우수 사례로 뽑혔다.", [(A, OKCHEON)]),
    "persons": (f"최우수상은 옥천군 소속 김가온씨의 ‘{A}’가 받았고 보은군 박나래씨가 발표한 ‘{B}’가 우수상을 받았다.", BOTH),
    "whose case": (f"도는 옥천군의 낡은 둑을 고친 사례인 ‘{A}’를 최우수로, 보은군의 산골을 도는 ‘{B}’를 우수로 뽑았다.", BOTH),
    "who ends an item": (
        "우수사례로는 △빈 창고를 고쳐 나눔 마당을 꾸린 옥천군 △장날마다 어르신 짐을 나른 보은군 등이 선정됐다.",
        [("빈 창고를 고쳐 나눔 마당을 꾸린", OKCHEON), ("장날마다 어르신 짐을 나른", BOEUN)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TOLD)
def test_titles_and_owners(name):
    words, wanted = TOLD[name]
    reading = read(open_document((HEAD + words + "\n").encode(), path="page.txt"), default_gazetteer())
    found = [
        (case.value["title"], reading.findings[case.value["institution"]].value["name"])
        for case in reading.findings
        if case.kind == "case"
    ]
    assert found == wanted


NOT_CASES = {
    "winners": "최우수는 옥천군과 보은군 두 곳이다.",
    "went to": "우수상은 세 기관에 돌아갔다.",
    "amounts": "대상에는 200만 원, 최우수에는 150만 원, 우수에는 100만 원의 시상금이 주어진다.",
    "benefits": "수상자에게는 도지사 표창과 인사가점, 포상휴가가 주어진다.",
    "offices": "■ 최우수\n- 안전총괄과, 보건소\n■ 우수\n- 도로과, 수도과\n",
}


@pytest.mark.parametrize("name", NOT_CASES)
def test_no_titles(name):
    reading = read(open_document((HEAD + NOT_CASES[name] + "\n").encode(), path="page.txt"), default_gazetteer())
    assert [case.value["title"] for case in reading.findings if case.kind == "case"] == []

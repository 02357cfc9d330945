"""The one program of a feature: read when a government runs it for its people, and never on other pages."""

import pytest

from dure.engines.reading import default_gazetteer, open_document, read

FEATURES = {
    "toolshed": (
        (
            "단양군 ‘나눔 연장 창고’ 문 열어\n입력 2021-05-03 09:10\n\n"
            "단양군은 지난달 30일 매포읍에 연장을 빌려주는 무인 창고 ‘나눔 연장 창고’를 열었다고 밝혔다.\n\n"
            "창고에는 드릴과 톱 등 40여 점이 있고 주민이면 누구나 무료로 이용한다. 앱으로 신청하면 문자가 온다.\n\n"
            "군 관계자는 “나눔 연장 창고가 이웃을 잇는 자리가 되길 바란다”고 말했다.\n"
        ),
        "나눔 연장 창고",
        "충청북도 단양군",
    ),
    "mailbox": (
        (
            "마음을 적어 넣으세요… 관악구 노란 수첩 이야기\n2020-11-02 10:00\n\n"
            "관악구가 지난해 동주민센터에 설치한 ‘노란 수첩’이 이웃의 위기를 알리는 통로가 되고 있다.\n\n"
            "구는 지금까지 수첩으로 들어온 상담 신청 120건을 복지 서비스로 이었다. 수첩은 주민 누구나 쓸 수 있다.\n\n"
            "신청한 가구에는 공무원이 찾아가 돌봄과 의료 지원을 안내한다.\n"
        ),
        "노란 수첩",
        "서울특별시 관악구",
    ),
}
OTHERS = {
    "festival": (
        "단양군 ‘소백산 철쭉 축제’ 열어\n2021-05-03 09:10\n\n단양군은 지난달 30일 ‘소백산 철쭉 축제’를 열었다고 밝혔다.\n\n"
        "축제에는 주민과 관광객이 무료로 이용하는 버스가 지원되고 아이와 어르신을 위한 서비스도 마련됐다.\n\n군은 안전과 교통에 힘썼다.\n"
    ),
    "company": (
        "한빛전자, ‘빛나는 청소기’ 출시\n2021-05-03 09:10\n\n한빛전자는 3일 새 청소기 ‘빛나는 청소기’를 선보였다고 밝혔다.\n\n"
        "빛나는 청소기는 스마트 센서와 인공지능으로 아이와 어르신이 있는 가구에 알맞다. 처음 사는 이용자는 무료 서비스를 신청하면 된다.\n"
    ),
    "council": (
        "김 의원 ‘골목 안전 조례’ 촉구\n2021-05-03 09:10\n\n서울 관악구의회 김 의원은 3일 ‘골목 안전 조례’를 시행하라고 촉구했다.\n\n"
        "김 의원은 주민과 아이의 안전, 교통 서비스, 복지 지원을 들었다.\n"
    ),
    "novel": (
        "동네 책방에서 만난 소설\n2021-05-03 09:10\n\n단양군에 사는 작가가 펴낸 소설 ‘강가의 집’이 주민 사이에서 읽힌다.\n\n"
        "책방은 아이와 청년, 어르신이 이웃으로 이용하는 곳이다. 소설은 처음부터 안전한 집 이야기다.\n"
    ),
    "order": (
        "옥천군, 처리시설 ‘운영 중단’ 결정\n2021-05-03 09:10\n\n옥천군은 9일 민간 처리시설에 ‘운영 중단’ 명령을 시행했다고 밝혔다.\n\n"
        "주민 안전과 환경을 지키려는 조치로 문자 안내와 상담을 지원한다. 운영 중단은 이달까지다.\n"
    ),
    "alarm": (
        "옥천군 ‘비상 2단계’ 가동\n2021-05-03 09:10\n\n옥천군은 9일 ‘비상 2단계’를 시행하고 주민 안전을 위해 교통을 통제했다.\n\n"
        "비상 2단계에는 어르신 돌봄 서비스와 문자 안내가 늘어난다.\n"
    ),
    "crime": (
        "경찰, ‘그놈 목소리’ 조심\n2021-05-03 09:10\n\n경찰은 단양군에서 공무원을 사칭한 ‘그놈 목소리’ 전화가 시작됐다고 밝혔다.\n\n"
        "어르신과 주민은 문자와 상담 신청을 조심해야 하며 안전 지원 서비스는 무료다.\n"
    ),
}


@pytest.mark.parametrize("name", FEATURES)
def test_a_program_is_read(name):
    page, title, owner = FEATURES[name]
    reading = read(open_document(page.encode(), path=name), default_gazetteer())
    cases = [finding for finding in reading.findings if finding.kind == "case"]
    assert [case.value["title"] for case in cases] == [title]
    assert reading.findings[cases[0].value["institution"]].value["name"] == owner
    assert {page[a:b] for case in cases for a, b in case.spans} == {title}


@pytest.mark.parametrize("name", OTHERS)
def test_no_program_on_other_pages(name):
    reading = read(open_document(OTHERS[name].encode(), path=name), default_gazetteer())
    assert [finding.value["title"] for finding in reading.findings if finding.kind == "case"] == []

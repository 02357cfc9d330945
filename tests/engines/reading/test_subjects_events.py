"""What a page is about and which event it reports: the announcer, the bureau's government, events that are named."""

import pytest

from dure.engines.reading import default_gazetteer, open_document, read


def page(title: str, body: str):
    return read(
        open_document(f"{title}\n입력 2023-04-09 10:00\n\n{body}\n".encode(), path="page.txt"), default_gazetteer()
    )


SUBJECTS = {
    "announcer": (
        "옥천·성동구 혁신 최우수… 61곳 선정",
        "행정안전부가 전국 자치단체를 살핀 ‘2022년 지방자치단체 혁신평가’에서 61개 지자체를 우수기관으로 선정했다고 9일 밝혔다.\n\n최우수는 충북 옥천군과 서울 성동구 두 곳이다.",
        "행정안전부",
    ),
    "assessed": (
        "옥천군, 혁신평가 군 단위 1위",
        "행정안전부가 실시한 2022년 지방자치단체 혁신평가에서 옥천군이 1위를 차지했다.\n\n군은 특별교부세 1억 원을 받는다.",
        "충청북도 옥천군",
    ),
    "bureau": (
        "사고 위치 한눈에… 전북소방본부 전국 우수상",
        "전북소방본부는 7일 열린 ‘2022년 적극행정 우수사례 경진대회’에서 ‘고속도로 번호판 길잡이’로 우수상을 받았다고 9일 밝혔다.",
        "전라북도",
    ),
    "officials": (
        "“등기부 한 장까지 봤다” 관악구 세입증대 대통령상",
        ("등록면허세는 납세자가 스스로 신고하는 비율이 높아 점검할 길이 없었다.\n\n관악구 부과과 직원들은 신고자료를 하나하나 맞춰 봤다.\n\n"
        "이 사례로 구는 지난 3일 ‘2022년 지방재정 우수사례 발표대회’에서 대통령상을 받았다. 중랑구 등 4개 구가 방법을 배웠다."),
        "서울특별시 관악구",
    ),
    "rows first": (
        "소각장 갈등 풀고 진료실 열고… 혁신 사례 3건 최우수",
        ("○ 소통 혁신 : 도 환경관리과 ‘주민과 푼 소각장 갈등’\n○ 민원 혁신 : 공주시 여성가족과 ‘돌봄 부담금 지원’\n\n"
        "충남도는 ‘2022년 충청남도 정부혁신 우수사례 경진대회’ 수상작을 정했다고 8일 밝혔다."),
        "충청남도",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SUBJECTS)
def test_subject(name):
    title, body, wanted = SUBJECTS[name]
    found = [f.value["name"] for f in page(title, body).findings if f.value.get("role") == "subject"]
    assert found == [wanted]


def test_districts_of_a_metropolis_are_told_by_it():
    reading = page(
        "폭염 이긴 대구시 혁신 대상",
        "대구시는 7일 ‘대구시 정부혁신 우수사례 경진대회’를 열었다고 9일 밝혔다.\n\n금상은 북구의 ‘스마트 택배함 설치’가, 은상은 남구의 ‘주민이 만드는 마을’이 받았다.",
    )
    owners = [reading.findings[f.value["institution"]].value["name"] for f in reading.findings if f.kind == "case"]
    assert owners == ["대구광역시 북구", "대구광역시 남구"]


EVENTS = {
    "called": (
        "군산 시민 모인 정책장터",
        "군산시가 지난 6일 연 정책장터 ‘우리들의 마당’에 시민이 함께했다.\n\n장터는 △내가 뽑는 정책 △명사 특강 △시민 발언대로 꾸려졌다. 시는 행정 혁신에 쓴다.",
        ("정책장터 ‘우리들의 마당’", "participation"),
    ),
    "spreading": (
        "하동군, 혁신 우수사례 확산 지원사업 선정",
        "하동군은 행정안전부의 ‘2023년 혁신 우수사례 확산 지원사업’에 선정됐다고 9일 밝혔다.",
        ("2023년 혁신 우수사례 확산 지원사업", "other"),
    ),
    "first of two": (
        "대파와 햄버거… 진도군 정부혁신 국무총리상",
        "진도군이 7일 부산에서 열린 ‘2023년 정부혁신 우수사례 경진대회’에서 국무총리상을 받았다.\n\n진도군은 앞서 3일에도 ‘2023년 정부 적극행정 우수사례 경진대회’에서 장관상을 받았다.",
        ("2023년 정부혁신 우수사례 경진대회", "contest"),
    ),
    "honoured": (
        "남해군 적극행정 우수공무원 시상",
        "남해군이 8일 ‘2023년 상반기 적극행정 우수공무원’ 6명에게 상을 주었다.",
        ("2023년 상반기 적극행정 우수공무원 선발", "contest"),
    ),
    "how it works": (
        "하동군 ‘뚝딱 공구방’ 문 열어",
        "하동군은 4일 ‘뚝딱 공구방’을 열었다.\n\n행정 혁신의 하나다.\n\n휴대전화 번호로 본인인증을 하면 문이 열리고, 첫 달에는 전수 방문을 함께 한다.",
        None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EVENTS)
def test_event(name):
    title, body, wanted = EVENTS[name]
    event = next((f.value for f in page(title, body).findings if f.kind == "event"), None)
    assert (event and (event["name"], event["kind"])) == wanted


def test_an_award_is_no_person():
    reading = page(
        "옥천군 주무관, 총리 표창", "옥천군 안전총괄과 김가온 주무관이 적극행정 유공으로 국무총리 표창을 받았다."
    )
    assert [(f.value["name"], f.value["position"]) for f in reading.findings if f.kind == "person"] == [
        ("김가온", "주무관")
    ]

"""Pages without an article as they come whole, with what the site shows around them; and articles that look like them."""

import pytest

from dure.engines.reading import default_gazetteer, open_document, read

BELOW = """
섹션별 뉴스
더보기

새마을부녀회, 홀몸 어르신 밑반찬 배달

갯골군 공무원 12명이 지난 9일 이웃 군을 찾아 섬 지역 폐기물 처리 방식을 배우고 돌아왔다. 이들은 이틀 동안 섬 세 곳을 둘러봤다.

전통시장 주차장 87면 늘린다… 연말 착공

밤사이 최고 15㎝의 눈이 쌓이면서 출근길이 막혔다. 군은 제설차 스무 대를 내보냈다.
"""
LEADS = [
    ("옥천군, 적극행정 우수사례 5건 선정", "옥천군은 적극행정 우수사례 5건을 선정했다고 12일 밝혔다."),
    ("하동군, 적극행정 경진대회 개최", "하동군은 12일 적극행정 경진대회를 열었다고 밝혔다."),
    ("괴산군 적극행정 공무원 선발", "괴산군이 적극행정 공무원 네 명을 선발했다고 밝혔다."),
    ("증평군 혁신 아이디어 시상", "증평군은 혁신 아이디어 다섯 건에 상을 주었다고 밝혔다."),
]


def listed(stamp: str) -> str:
    """Return a list of leads with a stamp each, numbered where the stamp has a place for it."""
    return "\n\n".join(f"{title}\n{lead}\n{stamp.format(at)}" for at, (title, lead) in enumerate(LEADS, 1))


NO_ARTICLE = {
    "error": "404 ERROR\n\n찾으시는 페이지가 없습니다.\n주소를 다시 확인해 주세요.\n이전 화면으로\n" + BELOW,
    "gone": "물빛신문\n\n요청하신 기사가 삭제되었거나 주소가 바뀌었습니다.\n\n메인으로\n" + BELOW,
    "search": "물빛신문\n\n'적극행정' 검색결과 (총 42건)\n\n" + listed("2024.03.0{}") + BELOW,
    "nothing found": "통합검색\n\n'갯벌혁신'에 대한 검색결과가 없습니다.\n\n검색어의 단어 수를 줄여 다시 검색해 보세요.",
    "section": "물빛신문\n\n혁신·적극행정\n\n" + listed("2024-03-0{} 10:00") + "\n\n1 2 3 4 5\n\nⓒ 물빛신문",
    "reporter": "임다온 기자의 기사\n\n물빛신문 기자입니다. 지역의 이야기를 전합니다.\n구독 32\n\n" + listed("{}일 전"),
    "gallery": "포토갤러리\n\n총 120건 1/12 페이지\n\n" + listed("2024-07-0{} 조회 61") + "\n\n1 2 3 다음 마지막",
    "board": "자유게시판\n번호 제목 글쓴이 날짜 조회\n"
    + "\n".join(f"{9 - at} {lead} 김** 2024-03-0{at} 11" for at, (_, lead) in enumerate(LEADS, 1)),
    "maintenance": "시스템 점검 안내\n\n보다 나은 서비스를 위해 시스템을 점검하고 있습니다.\n이용에 불편을 드려 죄송합니다.",
    "door": "로그인이 필요한 서비스입니다.\n\n로그인 후 이용하여 주시기 바랍니다.\n아이디\n비밀번호",
    "secret": "비밀글입니다.\n작성자와 관리자만 볼 수 있습니다.\n비밀번호를 입력해 주세요.\n확인 취소",
    "moving": "잠시만 기다려 주세요. 페이지를 이동 중입니다.\n자동으로 이동하지 않으면 여기를 눌러 주세요.",
}
TOLD = "옥천군은 12일 군청에서 2024년 적극행정 우수사례 경진대회를 열었다고 밝혔다."
ARTICLES = {
    "brief, with teasers": f"옥천군, 경진대회 개최\n\n임다온 기자\n입력 2024.03.05 10:00\n\n{TOLD}\n\nⓒ 물빛신문\n{BELOW}",
    "brief, with a box for comments": f"옥천군, 경진대회 개최\n\n{TOLD}\n\n댓글\n로그인 후 이용해 주세요.",
    "of something deleted": f"옥천군 누리집 소식\n\n2024.03.05 10:00\n\n{TOLD}\n\n군은 게시물이 삭제되었다고 알렸다.",
    "round-up": "[지역소식] 여러 곳 소식\n\n임다온 기자 2024.03.05 10:00\n\n"
    + "\n\n".join(f"◇ {title}\n\n{lead} 주민들은 반겼다." for title, lead in [("옥천군 시상", TOLD), *LEADS[1:]]),
}


def body_of(page: str) -> list[str]:
    reading = read(open_document(page.encode(), path="page.txt"), default_gazetteer())
    return [reading.document.text[one.start : one.end] for one in reading.article.blocks if one.kind == "body"]


@pytest.mark.parametrize("name", NO_ARTICLE)
def test_a_page_without_article_has_no_body(name):
    assert body_of(NO_ARTICLE[name]) == []


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_that_looks_like_one_has_its_own(name):
    found = body_of(ARTICLES[name])
    assert any(TOLD in paragraph for paragraph in found)
    assert not any("제설차" in paragraph for paragraph in found)

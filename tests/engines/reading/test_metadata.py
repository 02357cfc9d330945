"""Title, date and outlet of the heads that families of Korean pages have; null where the page does not say."""

import pytest

from dure.engines.reading import default_gazetteer, open_document, read

BODY = (
    "옥천군은 지난 9일 군청 회의실에서 ‘2023년 옥천군 적극행정 우수사례 경진대회’를 열어 다섯 건을 뽑았다고 10일 밝혔다.\n\n"
    "최우수상은 안전총괄과의 ‘물 들기 전에 먼저 닫는 지하차도’가 받았다. 군은 이 사례를 다른 부서에 알릴 계획이다.\n\n"
    "군수는 “직원들의 생각이 군민의 하루를 바꾼다”고 말했다.\n\n"
)
TITLE = "물 들기 전에 닫는 지하차도, 옥천군 적극행정 최우수"
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in BODY.split("\n\n") if line)


def article(page: str, media: str = "txt"):
    return read(open_document(page.encode(), path=f"page.{media}"), default_gazetteer()).article


DATES = {
    "승인": (f"{TITLE}\n한봄 기자 승인 2023.11.10 09:12\n\n{BODY}", "2023-11-10T09:12"),
    "기사입력": (f"{TITLE}\n기사입력 2023/11/10 [09:12]\n\n{BODY}", "2023-11-10T09:12"),
    "오전": (f"{TITLE}\n입력 2023.11.10. 오전 9:12 수정 2023.11.11. 오후 1:00\n\n{BODY}", "2023-11-10T09:12"),
    "only modified": (f"{TITLE}\n최종수정 2023-11-11 10:00\n\n{BODY}", None),
    "modified first": (f"{TITLE}\n수정 2023-11-11 10:00 | 등록 2023-11-10 09:12\n\n{BODY}", "2023-11-10T09:12"),
    "crawl": (f"2026-03-01 12:00\n맑음 12℃\n홈 정치 경제 사회\n{TITLE}\n\n{BODY}", None),
    "release": (f"보도자료\n배포일시 2023. 11. 10.(금)\n{TITLE}\n\n{BODY}", "2023-11-10"),
    "writer": (f"{TITLE}\n작성자 홍보담당관 작성일 2023-11-10 조회수 31\n\n{BODY}", "2023-11-10"),
    "behind": (f"{TITLE}\n\n{BODY}2023년 11월 10일 송고\n", "2023-11-10"),
    "dotted": (f"{TITLE}\n글쓴이 한봄 · 2023년 11월 10일\n\n{BODY}", "2023-11-10"),
    "site": (f"{TITLE}\n금강물결신문 (www.geumgang.example)  2023-11-10 (금) 09:12\n\n{BODY}", "2023-11-10T09:12"),
    "issue": (f"{TITLE}\n향수소식지 제41호 · 2023. 11. 10.\n{BODY}", "2023-11-10"),
    "changed behind": (f"{TITLE}\n2023.11.10 09:12   수정 : 2023.11.11 10:00기사원문\n\n{BODY}", "2023-11-10T09:12"),
    "changed alone": (f"{TITLE}\n2023.11.11 10:00 수정\n\n{BODY}", None),
    "issue below": (f"{TITLE}\n\n{BODY}한봄 기자\n[2023년 11월 10일 제41호 7면]\n", "2023-11-10"),
    "picture of the day before, at a month's end": (
        f"{TITLE}\n옥천군은 지난달 29일 군청에서 경진대회를 열었다. 군민 백 명이 심사했다.\n군청 앞에서 사진을 찍고 있다. [사진=옥천군] 2024.03.01\n\n군수는 직원들의 생각이 군민의 하루를 바꾼다고 말했다.\n",
        "2024-03-01",
    ),
    "year before the label": (f"{TITLE}\n\n{BODY}2023 옥천군 소식 등록일 : 2023.11.10\n", "2023-11-10"),
    "founding day": (f"{TITLE}\n\n{BODY}한봄 기자\n[2003년 11월 10일 창간]\n", None),
    "source behind": (f"{TITLE}\n\n{BODY}출처 : 금강물결신문 (2023.11.10)\n", "2023-11-10"),
    "stamps of other articles": (f"{TITLE}\n\n{BODY}한봄 2023-11-10 09:12\n온별 2023-11-11 09:12\n", None),
    "picture of the archive": (f"{TITLE}\n옥천군청 [사진=물빛신문DB] 2021.04.27\n\n{BODY}", None),
    "none": (f"{TITLE}\n\n{BODY}", None),
}


@pytest.mark.parametrize("name", DATES)
def test_published(name):
    page, wanted = DATES[name]
    assert article(page).published_at == wanted


def test_published_of_a_time_element():
    page = f'<html><body><article><h1>{TITLE}</h1><time datetime="2023-11-10T09:12:00+09:00">3일 전</time>{PARAGRAPHS}</article></body></html>'
    assert article(page, "html").published_at == "2023-11-10T09:12:00"


def test_no_day_among_the_times_of_a_list():
    rows = "".join(f'<li><time datetime="2023-11-0{day}">{day}일 전</time> 다른 소식</li>' for day in (1, 2, 3))
    page = f"<html><body><article><h1>{TITLE}</h1>{PARAGRAPHS}</article><ul>{rows}</ul></body></html>"
    assert article(page, "html").published_at is None


def test_published_is_not_the_modified_time():
    page = f'<html><head><meta property="article:modified_time" content="2024-01-01T00:00:00+09:00"></head><body><article><h1>{TITLE}</h1>{PARAGRAPHS}</article></body></html>'
    assert article(page, "html").published_at is None


OUTLETS = {
    "notice": (f"{TITLE}\n\n{BODY}금강물결신문(www.geumgang.example), 무단전재 및 재배포 금지\n", "금강물결신문"),
    "signature": (f"{TITLE}\n\n[금강물결신문=한봄 기자] {BODY}", "금강물결신문"),
    "place": (f"{TITLE}\n\n(옥천=금강물결신문) 한봄 기자 = {BODY}", "금강물결신문"),
    "masthead": (f"신문보기 | 구독 | 제보 | 금강물결신문\n{TITLE}\n입력 2023.11.10 09:12\n\n{BODY}", "금강물결신문"),
    "path": (f"{TITLE}\n▶ 금강물결신문 > 충북\n■ 승인 2023-11-10 09:12\n\n{BODY}", "금강물결신문"),
    "word again": (f"물빛마당 │ 옥천 │ 2023-11-10\n{TITLE}\n\n{BODY}■ 물빛마당은 후원으로 만듭니다.\n", "물빛마당"),
    "copyright": (f"{TITLE}\n\n{BODY}Copyright(c) 2023 금강물결신문 All rights reserved\n", "금강물결신문"),
    "imprint": (f"{TITLE}\n\n{BODY}제호 : 금강물결신문 | 발행인 홍길동\n", "금강물결신문"),
    "behind the reporter": (f"{TITLE}\n\n{BODY}한봄 기자 (금강물결신문)\n", "금강물결신문"),
    "before the reporter": (f"{TITLE}\n\n{BODY}금강물결신문 한봄기자 bom@geumgang.example\n", "금강물결신문"),
    "place behind": (f"{TITLE}\n\n[금강물결신문=옥천] 한봄 기자 = {BODY}", "금강물결신문"),
    "place only": (f"{TITLE}\n\n옥천=한봄 기자 = {BODY}", None),
    "section": (f"실시간 뉴스 | 생활경제 | 지역신문\n{TITLE}\n입력 2023.11.10 09:12\n\n{BODY}", None),
    "place and reporter": (f"{TITLE}\n\n금강경제 옥천 한봄 기자 = {BODY}", "금강경제"),
    "stamp and place": (f"{TITLE}\n금강투데이 옥천=한봄 기자 2023.11.10 09:12\n\n{BODY}", "금강투데이"),
    "region": (f"{TITLE}\n\n[물빛충청=옥천 한봄 기자] {BODY}", "물빛충청"),
    "office in a bracket": (f"{TITLE}\n\n[옥천군청=한봄 기자] {BODY}", None),
    "address behind": (f"{TITLE}\n\n{BODY}◎금강물결신문 bom@geumgang.example\n", "금강물결신문"),
    "section before an address": (f"{TITLE}\n\n{BODY}생활경제 bom@geumgang.example\n", None),
    "house": (f"{TITLE}\n\n{BODY}<저작권자ⓒ금강일보사. 무단전재-재배포 금지>\n", "금강일보"),
    "pictures of two": (f"{TITLE}\n▲ 군청 ©충북/세종 물빛뉴스\n▲ 심사 ©충남/대전 갯골뉴스\n\n{BODY}", None),
    "station": (f"물빛MBC 뉴스\n{TITLE}\n한봄 기자 입력 2023-11-10 09:12\n\n{BODY}", "물빛MBC"),
    "middle": (
        f"{TITLE}\n\n{BODY}금강물결신문 = 한봄 기자  |  옥천군은 결과를 11일 누리집에 실었다고 밝혔다.\n",
        "금강물결신문",
    ),
    "place and address": (f"{TITLE}\n\n{BODY}옥천=금강물결신문 한봄 기자 bom@geumgang.example\n", "금강물결신문"),
    "said twice in a bracket": (f"{TITLE}\n\n[JK뉴스=JK뉴스] {BODY}", "JK뉴스"),
    "Latin notice with a company": (f"{TITLE}\n\n{BODY}©(주) GMG 무단전재 및 재배포 금지\n", "GMG"),
    "Latin name behind": (f"{TITLE}\n\n금강뉴스(GEUMNEWS) 한봄 기자 | {BODY}", "금강뉴스(GEUMNEWS)"),
    "logo": (f"• 금강투데이 로고\n{TITLE}\n\n{BODY}", "금강투데이"),
    "reporter behind a place": (f"{TITLE}\n\n[옥천=이한봄기자] {BODY}", None),
    "building": (f"{TITLE}\n\n{BODY}정부대전청사=한봄 기자 bom@geumgang.example\n", None),
    "town's own news": (f"• 옥천뉴스\n{TITLE}\n담당부서 기획실 작성일 2023-11-10\n\n{BODY}", None),
    "said twice before the reporter": (f"{TITLE}\n\n{BODY}금강뉴스 금강뉴스 한봄 기자\n", "금강뉴스"),
    "county in English": (
        f"{TITLE}\n\n{BODY}Copyright © Okcheon County. All Rights Reserved. 무단복제 금지\n",
        None,
    ),
    "Latin name and its address": (f"{TITLE}\n\n{BODY}© The Geumgang Daily(www.geumgang.com)\n", "The Geumgang Daily"),
    "voice before a dateline": (f"{TITLE}\n\n물빛의소리 = {BODY}", "물빛의소리"),
    "two alone": (f"{TITLE}\n• 금강신보\n• 물빛신보\n\n{BODY}", None),
    "government": (f"{TITLE}\n담당부서 기획실 작성일 2023-11-10\n\n{BODY}ⓒ 옥천군청 누리집\n", None),
}


@pytest.mark.parametrize("name", OUTLETS)
def test_outlet(name):
    page, wanted = OUTLETS[name]
    assert article(page).outlet == wanted


def test_a_sign_inside_a_title_is_no_archive_s():
    assert (
        article(f"제1회 C# 행정 경진대회에서 뽑힌 지하차도\n입력 2023-11-10 09:12\n\n{BODY}").title
        == "제1회 C# 행정 경진대회에서 뽑힌 지하차도"
    )


def head(**meta: str) -> str:
    return "".join(f'<meta property="{name.replace("_", ":", 1)}" content="{value}">' for name, value in meta.items())


def test_outlet_of_a_government_site_is_none():
    page = f"<html><head>{head(og_site_name='옥천군 누리집')}</head><body><h1>{TITLE}</h1>{PARAGRAPHS}</body></html>"
    assert article(page, "html").outlet is None


def test_outlet_of_a_site_name():
    page = f"<html><head>{head(og_site_name='물빛마당')}</head><body><h1>{TITLE}</h1>{PARAGRAPHS}</body></html>"
    assert article(page, "html").outlet == "물빛마당"


TITLES = {
    "date above": f"[금강물결신문] 2023년 11월 10일 (금) 09:12\n\n{TITLE}\n\n작성자 : 한봄   조회 : 88   추천 : 1\n\n{BODY}",
    "form": f"옥천군 보도자료\n{TITLE}\n\n{BODY}",
    "sentence": f"담당 : 기획실  쪽수 : 1쪽  2023. 11. 10.(금)\n{TITLE} 됐다\n□ {BODY}",
    "label": f"제목 : {TITLE}\n작성일 2023-11-10\n\n{BODY}",
    "tag": f"[단독] {TITLE}\n입력 2023-11-10 09:12\n\n{BODY}",
    "path": f"홈 > 소식 > 보도자료 {TITLE}\n작성일 2023-11-10\n\n{BODY}",
    "site behind": f"{TITLE} - 금강물결신문\n2023-11-10\n\n{BODY}",
    "section": f"[사회] {TITLE}\n입력 2023-11-10 09:12\n\n{BODY}",
    "subtitle": f"{TITLE}\n- 군민이 뽑은 다섯 사례, 부서마다 나눈다\n입력 2023-11-10 09:12\n\n{BODY}",
    "viewed": f"{TITLE} 게시물 상세보기\n작성일 2023-11-10\n\n{BODY}",
    "bar behind": f"{TITLE} |\n입력 2023-11-10 09:12\n\n{BODY}",
    "picture before": f"![]() {TITLE} |\n\n{BODY}",
    "archive's day": f"date 2023-11-10 {TITLE}\n{BODY}",
    "bullet": f"  • {TITLE}\n입력 2023-11-10 09:12\n\n{BODY}",
    "site without ending": f"{TITLE} | 물빛마당\n{TITLE}\n\n{BODY}",
    "below the slogan's stamp": f"오늘의 소식을 빠르게 전합니다\n2023-11-10 09:12\n{TITLE}\n\n{BODY}",
    "at the foot": f"{BODY}{TITLE}\n기사입력 2023-11-10 09:12:00\n",
}


NO_TITLES = {
    "picture": f"(사진=옥천군 경진대회 최우수상)\n{BODY}",
    "giver": f"제공=옥천군 안전총괄과 지하차도\n{BODY}",
    "lead": f"옥천군 공무원 백 명이 군청 회의실에 모여 적극행정 우수사례 경진대회를 열었으며,\n{BODY}",
    "related article at the foot": f"{BODY}{TITLE}\n2022-11-10\n",
}


@pytest.mark.parametrize("name", NO_TITLES)
def test_no_title(name):
    assert article(NO_TITLES[name]).title is None


@pytest.mark.parametrize("name", TITLES)
def test_title(name):
    assert article(TITLES[name]).title == TITLE + (" 됐다" if name == "sentence" else "")


HTML_TITLES = {
    "category": f"<html><head><title>{TITLE} > 사회 | 물빛마당</title></head><body><h1><span>사회</span> {TITLE}</h1>{PARAGRAPHS}</body></html>",
    "break": f"<html><head>{head(og_title=TITLE)}</head><body><h1>{TITLE}<br>군민이 뽑은 다섯 사례, 부서마다 나눈다</h1>{PARAGRAPHS}</body></html>",
    "trail": f"<html><body><div>홈 &gt; 알림마당 &gt; 보도자료</div><h3>{TITLE}</h3><ul><li>작성일 2023-11-10</li></ul><div>{PARAGRAPHS}</div></body></html>",
    "last of the head": f"<html><head><title>보도자료 | 옥천군청 | {TITLE}</title></head><body>{PARAGRAPHS}</body></html>",
    "look": f'<html><body><div class="rd rd_nav_style2 clear"><h1>{TITLE}</h1><div class="xe_content">{PARAGRAPHS}</div></div></body></html>',
    "undeclared": f"<html><head><title>옥천군청 &gt; 보도자료</title></head><body><table><tr><th>제목</th><td>{TITLE}</td></tr><tr><th>작성일</th><td>2023-11-10</td></tr><tr><td colspan=2>{PARAGRAPHS}</td></tr></table></body></html>",
}


@pytest.mark.parametrize("name", HTML_TITLES)
def test_title_of_a_tree(name):
    assert article(HTML_TITLES[name], "html").title == TITLE


def test_rows_of_a_notice_are_its_text():
    page = (
        "옥천군 공고\n\n「2024 옥천군 적극행정 우수사례」 접수 안내\n\n1. 목    적 : 우수한 사례를 찾아 나눔\n2. 접수기간 : 2024. 3. 4.(월) ~ 3. 22.(금)\n"
        "3. 접수대상 : 전 부서\n4. 모집분야\n  가. 소통\n  나. 협업\n5. 시    상 : 최우수 1, 우수 2\n\n2024. 3. 4.\n옥 천 군\n"
    )
    reading = read(open_document(page.encode(), path="notice.txt"), default_gazetteer())
    assert reading.article.title == "「2024 옥천군 적극행정 우수사례」 접수 안내"
    body = [page[block.start : block.end] for block in reading.article.blocks if block.kind == "body"]
    assert body[0].startswith("1. 목")
    assert body[-1].startswith("5. 시")

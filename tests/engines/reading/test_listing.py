"""Lists of articles: feeds, sitemaps, boards of several families; next pages, attachments, calls, what is no list."""

from __future__ import annotations

import gzip
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dure.engines.reading import Attachment, Entry, ReadingError, find_attachments, find_listing
from tests.engines.reading import lists

TODAY = date(2026, 11, 22)
SHARED = Path(__file__).parents[4] / "shared" / "documents" / "pages"


def listing(source: str, url: str = "https://garam.example/portal/bbs/selectBoardList.do?bbsId=BBSMSTR_000000000012"):
    return find_listing(source.encode(), url, today=TODAY)


def test_a_table_whose_rows_send_a_form():
    found = listing(lists.EGOV_TABLE)
    article = "https://garam.example/portal/bbs/selectBoardArticle.do"
    assert (found.kind, found.title) == ("board", "보도자료 - 가람군청")
    assert [(entry.title, entry.date, entry.via) for entry in found.entries] == [
        ("가람군, 무인 공구 대여소 ‘뚝딱방’ 열어", "2026-11-20", "form"),
        ("겨울철 수도관 얼지 않게 미리 살피세요", "2026-11-19", "form"),
        ("찾아가는 빨래방, 도 혁신 경진대회 최우수상", "2026-11-18", "form"),
    ]
    assert found.entries[0].url == f"{article}?bbsId=BBSMSTR_000000000012&nttId=4511"
    assert found.entries[0].attachments == (
        Attachment(
            "https://garam.example/cmm/fms/FileDown.do?atchFileId=FILE_000000000000321&fileSn=0", "뚝딱방 보도자료.hwpx"
        ),
    )
    assert found.next_url == (
        "https://garam.example/portal/bbs/selectBoardList.do?bbsId=BBSMSTR_000000000012&nttId=0&pageIndex=2"
    )


def test_an_article_keeps_its_address_when_it_moves_to_the_next_page():
    here = listing(lists.GNUBOARD, "https://naru.example/bbs/board.php?bo_table=news&page=2")
    moved = listing(
        lists.GNUBOARD.replace("page=2", "page=3"), "https://naru.example/bbs/board.php?bo_table=news&page=3"
    )
    assert [entry.url for entry in here.entries] == [entry.url for entry in moved.entries]
    # where the parameter is what tells the articles apart, it stays
    numbered = lists.HEADLESS.replace("mode=view&no=", "mode=view&page=")
    assert len(listing(numbered, "https://d.example/board?menuId=3").entries) == 3


def test_gnuboard_shortens_its_days():
    found = listing(lists.GNUBOARD, "https://naru.example/bbs/board.php?bo_table=news&page=2")
    assert [(entry.title, entry.date) for entry in found.entries] == [
        ("시민 제안 창구를 옮겼습니다", "2026-03-02"),
        ("나루시 ‘빈집 도서관’ 세 번째 문 열어", "2026-11-22"),
        ("밤에도 여는 민원실, 만족도 열에 아홉", "2026-11-21"),
        ("버스 도착 알림판 농촌 마을까지", "2025-12-24"),
    ]
    assert found.entries[1].url == "https://naru.example/bbs/board.php?bo_table=news&wr_id=90"
    assert found.next_url == "https://naru.example/bbs/board.php?bo_table=news&page=3"


def test_a_list_of_news_beside_menus_and_rankings():
    found = listing(lists.NEWS_UL, "https://gaon.example/news/articleList.html?sc_section_code=S1N9")
    assert [(entry.url, entry.title, entry.date) for entry in found.entries] == [
        ("https://gaon.example/news/articleView.html?idxno=7003", "다온구, 골목 안전지도 주민이 그린다", "2026-11-21"),
        ("https://gaon.example/news/articleView.html?idxno=7001", "미르시 ‘한 번에 서류’ 전국 확대", "2026-11-21"),
        ("https://gaon.example/news/articleView.html?idxno=6990", "솔마을 도서관 이야기", "2026-11-20"),
    ]
    assert found.next_url == "https://gaon.example/news/articleList.html?page=2&sc_section_code=S1N9"


def test_a_handler_fills_a_form_from_the_row():
    found = listing(lists.JQUERY_BOARD, "https://sol.example/news/list?key=77&pageIndex=1")
    assert [(entry.url, entry.title, entry.date) for entry in found.entries] == [
        (
            "https://sol.example/news/view?key=77&bbsNo=5&nttNo=301",
            "어르신 나들이 버스가 골목까지 들어갑니다",
            "2026-11-20",
        ),
        ("https://sol.example/news/view?key=77&bbsNo=5&nttNo=300", "동네 의사와 함께하는 건강 상담", "2026-11-18"),
        ("https://sol.example/news/view?key=77&bbsNo=5&nttNo=299", "우리 마을 물놀이터 안전 점검", "2026-11-15"),
    ]
    # goPage stands in another file; its number and the page's own parameter say the same
    assert found.next_url == "https://sol.example/news/list?key=77&pageIndex=2"


def test_a_call_that_no_rule_understands_is_told():
    found = listing(lists.UNKNOWN_CALLS)
    assert [(entry.url, entry.via, entry.obstacle) for entry in found.entries] == [
        (None, "none", "viewArticle('A-2')"),
        (None, "none", "viewArticle('A-1')"),
    ]
    assert [entry.title for entry in found.entries] == [
        "바깥 파일에 든 함수로만 열리는 글",
        "이 글도 주소를 알 수 없습니다",
    ]


def test_rss_with_cdata_named_characters_and_bare_ampersands():
    found = listing(lists.RSS, "https://garam.example/rss.xml")
    assert (found.kind, found.title, found.next_url) == ("rss", "가람군 보도자료", None)
    assert found.entries == (
        Entry(
            "https://garam.example/news/view?id=9&mode=v",
            "‘뚝딱방’ 열고 공구 빌려준다 & 고쳐 준다",
            "2026-11-21",  # half past four in Greenwich is the next day in Korea
            "Fri, 20 Nov 2026 16:30:00 GMT",
            attachments=(Attachment("https://garam.example/f/9.hwpx", "9.hwpx"),),
        ),
        Entry("https://garam.example/news/view?id=8", '빨래방 이야기 "둘"', "2026-11-19", "2026-11-19T09:00:00+09:00"),
    )


def test_atom_and_its_next_page():
    found = listing(lists.ATOM, "https://naru.example/atom")
    assert [(entry.url, entry.title, entry.date, entry.stamp) for entry in found.entries] == [
        ("https://naru.example/p/1", "첫 글", "2026-11-21", "2026-11-21T01:00:00Z"),
        ("https://naru.example/p/2", "둘째 글", "2026-11-18", "2026-11-18T01:00:00Z"),
    ]
    assert found.next_url == "https://naru.example/atom?page=2"


def test_rdf_in_the_old_encoding():
    found = find_listing(lists.RDF.encode("cp949"), "https://old.example/rss")
    assert [(entry.url, entry.title, entry.date) for entry in found.entries] == [
        ("https://old.example/1", "옛 형식의 글", "2026-10-01")
    ]


def test_a_sitemap_has_the_latest_first():
    found = find_listing(gzip.compress(lists.SITEMAP.encode()), "https://garam.example/sitemap.xml.gz")
    assert (found.kind, [(entry.url, entry.title, entry.date) for entry in found.entries]) == (
        "sitemap",
        [
            ("https://garam.example/new", "새 글", "2026-11-19"),
            ("https://garam.example/old", "https://garam.example/old", "2026-01-02"),
            ("https://garam.example/undated", "https://garam.example/undated", None),
        ],
    )
    index = listing(lists.SITEMAP_INDEX)
    assert (index.kind, index.children) == (
        "sitemap index",
        ("https://garam.example/s2.xml.gz", "https://garam.example/s1.xml.gz"),
    )


def test_an_article_is_no_list_and_shows_its_attachments():
    url = "https://garam.example/v?id=2"
    assert listing(lists.ARTICLE, url).kind == "none"
    assert find_attachments(lists.ARTICLE.encode(), url) == (
        Attachment("https://garam.example/cmm/fms/FileDown.do?atchFileId=F1&fileSn=0", "붙임 1. 빨래방 보도자료.hwpx"),
        Attachment("https://garam.example/cmm/fms/FileDown.do?atchFileId=F1&fileSn=1", "빨래방 현황표.pdf"),
        Attachment("https://garam.example/files/2026/%EB%B9%A8%EB%9E%98.docx", "빨래.docx"),
    )
    assert find_attachments(b"%PDF-1.7", url) == ()


FAMILIES = {
    "XE": (
        lists.XE,
        "https://x.example/press",
        [
            ("/press/1001", "누리집 개편 안내드립니다", "2026-10-01"),
            ("/press/1033", "청년 공유주택 첫 입주자 모집", "2026-11-20"),
            ("/press/1032", "스마트 경로당 열 곳 더 늘린다", "2026-11-18"),
        ],
        "/press?page=2",
    ),
    "arrow functions": (
        lists.ARROWS,
        "https://s.example/news/list.do",
        [
            ("/news/view.do?newsId=N123&menu=press", "도시 텃밭에서 만나는 이웃, 여름 학교 열려", "2026-11-20"),
            ("/news/view.do?newsId=N122&menu=press", "심야버스 노선 두 개 더 달린다", "2026-11-19"),
            ("/news/view.do?newsId=N121&menu=press", "작은 도서관 백 곳, 밤 열 시까지", "2026-11-18"),
        ],
        "/news/list.do?pageNo=2&cate=P",
    ),
    "WordPress": (
        lists.WORDPRESS,
        "https://w.example/category/press/",
        [
            ("/2026/11/a/", "마을 기록관이 문을 열었습니다", "2026-11-20"),
            ("/2026/11/b/", "자전거 우체부, 산골 소식 나른다", "2026-11-12"),
            ("/2026/10/c/", "빈 교실이 마을 부엌으로", "2026-10-02"),
        ],
        "/category/press/page/2/",
    ),
    "no head": (
        lists.HEADLESS,
        "https://d.example/board?menuId=3",
        [
            ("/board?menuId=3&mode=view&no=510", "어르신 스마트폰 교실, 면마다 찾아간다", "2026-11-10"),
            ("/board?menuId=3&mode=view&no=509", "장날 버스 무료 운행 시작합니다", "2026-11-09"),
            ("/board?menuId=3&mode=view&no=507", "김장 나눔 자원봉사자 모집 공고", "2026-11-08"),
        ],
        "/board?menuId=3&page=2",
    ),
    "cards of news": (
        lists.CARDS,
        "https://n.example/list",
        [
            ("/news/1", "북부 세 군, 쓰레기 소각장 함께 짓기로", "2026-11-20"),
            ("/news/2", "시민이 짠 예산 50억 원 확정", "2026-11-19"),
            ("/news/3", "폐교가 목공 학교로 다시 태어나", "2026-11-18"),
        ],
        None,
    ),
    "rows that call": (
        lists.ROWS_OF_CALLS,
        "https://t.example/bbs/list.do",
        [
            ("/bbs/view.do?bbsSn=77&tp=press", "하천 산책로 야간 조명 켠다", "2026-11-20"),
            ("/bbs/view.do?bbsSn=76&tp=press", "아이 셋 집 수도 요금 덜어 준다", "2026-11-19"),
        ],
        None,
    ),
}


@pytest.mark.parametrize("family", FAMILIES)
def test_lists_of_other_families(family):
    source, url, entries, following = FAMILIES[family]
    found = listing(source, url)
    site = "/".join(url.split("/")[:3])
    assert [(entry.url, entry.title, entry.date) for entry in found.entries] == [
        (site + path, title, day) for path, title, day in entries
    ]
    assert found.next_url == (site + following if following else None)


def test_a_front_page_is_no_list():
    assert listing(lists.HOME, "https://h.example/").kind == "none"


def test_an_empty_board_is_a_board():
    found = listing(lists.EMPTY_BOARD)
    assert (found.kind, found.entries) == ("board", ())


def test_the_fingerprint_holds_what_a_list_is_made_of_not_what_is_in_it():
    one = listing(lists.EGOV_TABLE).fingerprint
    other_rows = (
        lists.EGOV_TABLE.replace("4511", "4600").replace("뚝딱방", "나눔방").replace("2026-11-20", "2026-11-21")
    )
    assert listing(other_rows).fingerprint == one
    moved = lists.EGOV_TABLE.replace('class="board_list"', 'class="tbl_basic"').replace(
        '<th scope="col">담당부서</th>', ""
    )
    assert listing(moved).fingerprint not in {one, ""}
    assert listing(lists.RSS).fingerprint == listing(lists.RSS.replace("뚝딱방", "나눔방")).fingerprint


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (
            '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel>&b;</channel></rss>',
            "unreadable",
        ),
        ("<rss><channel><item><title>x</channel></rss>", "unreadable"),
        ("<rss>" + "<a>" * 5_000, "too-deep"),
        ("", "empty"),
    ],
)
def test_a_hostile_feed_is_refused(source, code):
    with pytest.raises(ReadingError) as caught:
        find_listing(source.encode(), "https://a.example/")
    assert caught.value.code == code


def test_a_gzip_bomb_is_refused_before_it_unpacks():
    bomb = gzip.compress(b"<urlset>" + b" " * 60_000_000, 9)
    with pytest.raises(ReadingError) as caught:
        find_listing(bomb, "https://a.example/sitemap.xml.gz")
    assert caught.value.code == "bomb"
    with pytest.raises(ReadingError) as caught:
        find_listing(gzip.compress(lists.SITEMAP.encode())[:-20], "https://a.example/sitemap.xml.gz")
    assert caught.value.code == "truncated"


@pytest.mark.parametrize(
    "source",
    [
        "<html><body>" + "<div><a href='/a'>x</a>" * 8_000,
        "<html><body><ul>" + "<li><a href='/a?id=1'>가나다라마바사아자차</a> 2026-01-01" * 6_000,
        "<html><body><table>" + "<tr onclick=\"f('" * 4_000,
        "<html><body><a href=\"javascript:f('1')\">제목</a><script>function f(a){" + "{'" * 60_000 + "</script>",
        "<rss><channel>" + "<![CDATA[" * 100_000,
        "<rss><channel><item>" + "&nbsp" * 100_000,
        "<html><body>" + "<table><thead><tr><th>제목</th></tr></thead><tr><td><a href='/a'>" * 3_000,
        "<html><body>" + ("<ul>" + "<li><a href='/v?id=1'>가나다라마바사</a> 2026-01-01</li>" * 3 + "<li>") * 2_000,
        "<html><head>" + "<script>f()</script><link href=x><base href=y>" * 6_000,
        "<html><body><div class='paging'>" + '<a onclick="go(1)">1</a>' * 5_000,
    ],
    ids=[
        "deep",
        "long list",
        "open attributes",
        "open braces",
        "open cdata",
        "ampersands",
        "tables in tables",
        "lists in lists",
        "scripts",
        "numbers",
    ],
)
def test_a_hostile_page_takes_no_longer_than_a_page_may(source):
    started = time.process_time()
    try:
        find_listing(source.encode(), "https://a.example/")
        find_attachments(source.encode(), "https://a.example/")
    except ReadingError:
        assert source.startswith("<rss")
    assert time.process_time() - started < 4


def test_addresses_that_are_none_are_passed_over():
    page = "<html><head><base href='http://[x'></head><body><a href='http://[y/a.hwpx'>가.hwpx</a><a href='/b.hwpx'>나.hwpx</a></body></html>"
    assert find_attachments(page.encode(), "https://a.example/") == (Attachment("https://a.example/b.hwpx", "나.hwpx"),)


_PIECES = st.sampled_from(
    [
        "<tr>",
        "</tr>",
        "<td>",
        "<li>",
        "</li>",
        "<ul>",
        "<a href='",
        "/v?id=1'>",
        "가람군 소식 하나",
        "2026-11-20",
        "</a>",
        "<table>",
        "<th>제목</th>",
        "onclick=\"f('1')\"",
        ">",
        "<script>function f(a){location.href='/v?x='+a}</script>",
        "<form name=f>",
        "'",
        '"',
        "<![CDATA[",
        "&",
    ]
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(_PIECES, max_size=60),
    st.sampled_from(["<html><body>", "<rss><channel><item>", "<urlset><url>", "<feed><entry>"]),
)
def test_any_page_is_read_or_refused(pieces, start):
    try:
        found = find_listing((start + "".join(pieces)).encode(), "https://a.example/list?page=1")
    except ReadingError as error:
        assert error.hint
        return
    assert all(entry.url is None or entry.url.startswith("http") for entry in found.entries)
    assert all(entry.title for entry in found.entries)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared documents are not here")
def test_a_real_board():
    page = (SHARED / "list_gangjin.html").read_bytes()
    found = find_listing(page, "https://www.gangjin.go.kr/www/government/news/press", today=date(2025, 12, 12))
    assert (found.kind, len(found.entries)) == ("board", 15)
    first = found.entries[0]
    assert (first.url, first.date) == (
        "https://www.gangjin.go.kr/www/government/news/press?idx=647621&mode=view",
        "2025-12-10",
    )
    assert len(first.title) < 80
    assert found.next_url == "https://www.gangjin.go.kr/www/government/news/press?page=2"
    for article in ("gov_gangjin_detail", "gov_damyang_detail", "notice_seoul", "goose3_donga", "aeb_entermedia_8576"):
        assert find_listing((SHARED / f"{article}.html").read_bytes(), "https://a.example/").kind == "none", article

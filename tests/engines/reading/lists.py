"""Lists of our own writing, one of each family of content systems; names and addresses are invented."""

EGOV_TABLE = """<!doctype html><html><head><title>보도자료 - 가람군청</title></head><body>
<div id="gnb"><ul><li><a href="/intro.do">군정소개</a></li><li><a href="/open.do">정보공개</a></li><li><a href="/tour.do">문화관광</a></li>
<li><a href="/civil.do">종합민원</a></li></ul></div>
<form name="listForm" id="listForm" action="/portal/bbs/selectBoardList.do" method="post">
<input type="hidden" name="bbsId" value="BBSMSTR_000000000012"><input type="hidden" name="nttId" value="0">
<input type="hidden" name="pageIndex" value="1"><input type="hidden" name="_csrf" value="8c1f"><input type="text" name="searchWrd" value="">
<table class="board_list"><caption>보도자료 목록</caption>
<thead><tr><th scope="col">번호</th><th scope="col">제목</th><th scope="col">담당부서</th><th scope="col">등록일</th><th scope="col">첨부</th><th scope="col">조회</th></tr></thead>
<tbody>
<tr><td>1204</td><td class="left"><a href="#LINK" onclick="javascript:fn_egov_inqire_notice('4511','BBSMSTR_000000000012'); return false;">가람군, 무인 공구 대여소 ‘뚝딱방’ 열어</a></td><td>기획실</td><td>2026-11-20</td>
<td><a href="javascript:fn_egov_downFile('FILE_000000000000321','0')"><img src="/i/hwpx.gif" alt="뚝딱방 보도자료.hwpx 내려받기"></a></td><td>31</td></tr>
<tr><td>1203</td><td class="left"><a href="#LINK" onclick="javascript:fn_egov_inqire_notice('4510','BBSMSTR_000000000012'); return false;">겨울철 수도관 얼지 않게 미리 살피세요</a></td><td>상하수도과</td><td>2026-11-19</td><td></td><td>12</td></tr>
<tr><td>1202</td><td class="left"><a href="#LINK" onclick="javascript:fn_egov_inqire_notice('4507','BBSMSTR_000000000012'); return false;">찾아가는 빨래방, 도 혁신 경진대회 최우수상</a></td><td>복지과</td><td>2026-11-18</td><td></td><td>77</td></tr>
</tbody></table></form>
<div class="pagination"><strong>1</strong><a href="#" onclick="fn_egov_select_linkPage(2);return false;">2</a><a href="#" onclick="fn_egov_select_linkPage(3);return false;">3</a></div>
<script>
function fn_egov_select_linkPage(pageNo) {
  document.listForm.pageIndex.value = pageNo;
  document.listForm.action = "/portal/bbs/selectBoardList.do";
  document.listForm.submit();
}
function fn_egov_inqire_notice(nttId, bbsId) {
  var frm = document.listForm;
  frm.nttId.value = nttId; // 글 번호
  frm.bbsId.value = bbsId;
  frm.action = "<c:url>".length ? "/portal/bbs/selectBoardArticle.do" : "";
  document.listForm.action = '/portal/bbs/selectBoardArticle.do';
  document.listForm.submit();
}
function fn_egov_downFile(atchFileId, fileSn) {
  window.open("/cmm/fms/FileDown.do?atchFileId=" + atchFileId + "&fileSn=" + fileSn);
}
</script></body></html>"""

GNUBOARD = """<!doctype html><html><head><title>군정소식 | 나루시</title><link rel="stylesheet" href="/s.css"></head><body>
<nav id="gnb"><ul><li><a href="/a">나루시 소개</a></li><li><a href="/b">알림마당</a></li></ul></nav>
<div id="bo_list"><form name="fboardlist" action="./board_list_update.php" method="post"><input type="hidden" name="bo_table" value="news"><input type="hidden" name="page" value="2">
<div class="tbl_head01"><table><thead><tr><th>번호</th><th>제목</th><th>글쓴이</th><th>조회</th><th><a href="/bbs/board.php?bo_table=news&sop=and&sst=wr_datetime">날짜</a></th></tr></thead><tbody>
<tr class="bo_notice"><td class="td_num2"><strong>공지</strong></td><td class="td_subject"><div class="bo_tit"><a href="https://naru.example/bbs/board.php?bo_table=news&amp;wr_id=11&amp;page=2">공지 시민 제안 창구를 옮겼습니다</a></div></td><td>관리자</td><td>502</td><td class="td_datetime">03-02</td></tr>
<tr><td class="td_num2">58</td><td class="td_subject"><div class="bo_tit"><a href="https://naru.example/bbs/board.php?bo_table=news&amp;wr_id=90&amp;page=2">나루시 ‘빈집 도서관’ 세 번째 문 열어 <span class="cnt_cmt">N</span></a></div></td><td>홍보팀</td><td>8</td><td class="td_datetime">14:20</td></tr>
<tr><td class="td_num2">57</td><td class="td_subject"><div class="bo_tit"><a href="https://naru.example/bbs/board.php?bo_table=news&amp;wr_id=88&amp;page=2">밤에도 여는 민원실, 만족도 열에 아홉</a></div></td><td>홍보팀</td><td>19</td><td class="td_datetime">11-21</td></tr>
<tr><td class="td_num2">56</td><td class="td_subject"><div class="bo_tit"><a href="https://naru.example/bbs/board.php?bo_table=news&amp;wr_id=83&amp;page=2">버스 도착 알림판 농촌 마을까지</a></div></td><td>교통과</td><td>40</td><td class="td_datetime">12-24</td></tr>
</tbody></table></div></form>
<nav class="pg_wrap"><span class="pg"><a href="?bo_table=news&page=1" class="pg_page pg_start">처음</a><a href="?bo_table=news&page=1" class="pg_page">1<span class="sound_only">페이지</span></a>
<span class="sound_only">열린</span><strong class="pg_current">2</strong><span class="sound_only">페이지</span><a href="?bo_table=news&page=3" class="pg_page">3<span class="sound_only">페이지</span></a><a href="?bo_table=news&page=9" class="pg_page pg_end">맨끝</a></span></nav></div>
</body></html>"""

NEWS_UL = """<!doctype html><html><head><title>가온일보 &gt; 지방자치</title></head><body>
<header><ul><li><a href="/news/articleList.html?sc_section_code=S1N1">정치와 행정 소식</a></li><li><a href="/news/articleList.html?sc_section_code=S1N2">경제와 산업 소식</a></li>
<li><a href="/news/articleList.html?sc_section_code=S1N3">사회와 교육 소식</a></li><li><a href="/news/articleList.html?sc_section_code=S1N4">문화와 생활 소식</a></li></ul></header>
<section id="section-list"><ul class="type2">
<li><a href="/news/articleView.html?idxno=7003" class="thumb"><img src="/t/7003.jpg" alt=""></a><div class="view-cont"><h4 class="titles"><a href="/news/articleView.html?idxno=7003">다온구, 골목 안전지도 주민이 그린다</a></h4>
<p class="lead"><a href="/news/articleView.html?idxno=7003">다온구가 주민과 함께 밤길이 어두운 골목을 찾아 지도로 만들었다. 구는 가로등을…</a></p><span class="byline"><em>지방자치</em><em>김가온 기자</em><em>2026.11.21 16:40</em></span></div></li>
<li><div class="view-cont"><h4 class="titles"><a href="/news/articleView.html?idxno=7001">미르시 ‘한 번에 서류’ 전국 확대</a></h4>
<p class="lead"><a href="/news/articleView.html?idxno=7001">미르시는 여러 부서를 돌던 허가 서류를 한 창구에서 받는다고 밝혔다…</a></p><span class="byline"><em>지방자치</em><em>박누리 기자</em><em>2026.11.21 10:02</em></span></div></li>
<li><div class="view-cont"><h4 class="titles"><a href="/news/articleView.html?idxno=6990">솔마을 도서관 이야기</a></h4><p class="lead"><a href="/news/articleView.html?idxno=6990">…</a></p>
<span class="byline"><em>문화</em><em>이솔 기자</em><em>2026.11.20 09:00</em></span></div></li>
</ul></section>
<aside class="rank"><ul><li><a href="/news/articleView.html?idxno=1">가장 많이 읽은 기사 하나의 제목입니다</a></li><li><a href="/news/articleView.html?idxno=2">가장 많이 읽은 기사 둘의 제목입니다</a></li>
<li><a href="/news/articleView.html?idxno=3">가장 많이 읽은 기사 셋의 제목입니다</a></li><li><a href="/news/articleView.html?idxno=4">가장 많이 읽은 기사 넷의 제목입니다</a></li></ul></aside>
<nav><ul class="pagination"><li class="arrow"><a href="/news/articleList.html?page=1">«</a></li><li class="active"><a href="#">1</a></li><li><a href="/news/articleList.html?page=2&amp;sc_section_code=S1N9">2</a></li></ul></nav>
</body></html>"""

JQUERY_BOARD = """<html><head><title>새소식</title></head><body><form id="frm" action="/news/list" method="get"><input type="hidden" name="key" value="77"><input type="hidden" id="bbsNo" name="bbsNo" value="5"><input type="hidden" name="nttNo"></form>
<ul class="bbs_list">
<li class="p-row"><a href="#view" class="goView" data-ntt-no="301" title="어르신 나들이 버스가 골목까지 들어갑니다 상세보기"><span class="tit">어르신 나들이 버스가 골목까지…</span><span class="date">26.11.20</span></a></li>
<li class="p-row"><a href="#view" class="goView" data-ntt-no="300"><span class="tit">동네 의사와 함께하는 건강 상담</span><span class="date">26.11.18</span></a></li>
<li class="p-row"><a href="#view" class="goView" data-ntt-no="299"><span class="tit">우리 마을 물놀이터 안전 점검</span><span class="date">26.11.15</span></a></li>
</ul>
<div class="paging"><a href="javascript:goPage(1)" class="on">1</a><a href="javascript:goPage(2)">2</a></div>
<script src="/js/paging.js"></script>
<script>$(function(){ $('.goView').on('click', function(e){ e.preventDefault(); $('#frm input[name=nttNo]').val($(this).data('ntt-no')); $('#frm').attr('action','/news/view').submit(); }); });</script></body></html>"""

UNKNOWN_CALLS = """<html><body><table><thead><tr><th>번호</th><th>제목</th><th>작성일</th></tr></thead><tbody>
<tr><td>2</td><td><a href="javascript:viewArticle('A-2')">바깥 파일에 든 함수로만 열리는 글</a></td><td>2026.11.02</td></tr>
<tr><td>1</td><td><a href="javascript:viewArticle('A-1')">이 글도 주소를 알 수 없습니다</a></td><td>2026.11.01</td></tr></tbody></table><script src="/js/board.js"></script></body></html>"""

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title><![CDATA[가람군 보도자료]]></title><link>https://garam.example/</link><atom:link href="https://garam.example/rss.xml" rel="self"/>
<item><title><![CDATA[‘뚝딱방’ 열고 <b>공구</b> 빌려준다 & 고쳐 준다]]></title><link>https://garam.example/news/view?id=9&mode=v</link><media:title>사진</media:title>
<description><![CDATA[<p>본문 &nbsp; <script>alert(1)</script></p>]]></description><pubDate>Fri, 20 Nov 2026 16:30:00 GMT</pubDate><enclosure url="https://garam.example/f/9.hwpx" length="10" type="application/octet-stream"/></item>
<item><title>빨래방&nbsp;이야기 &amp;quot;둘&amp;quot;</title><link><![CDATA[https://garam.example/news/view?id=8]]></link><dc:date>2026-11-19T09:00:00+09:00</dc:date></item>
<item><title>주소 없는 글</title></item>
</channel></rss>"""

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>나루시 소식</title><link rel="next" href="/atom?page=2"/>
<entry><title>첫 글</title><id>tag:naru.example,2026:1</id><link rel="edit" href="/edit/1"/><link rel="alternate" href="/p/1"/><published>2026-11-20T23:00:00Z</published><updated>2026-11-21T01:00:00Z</updated></entry>
<entry><title type="html">&lt;b&gt;둘째&lt;/b&gt; 글</title><id>https://naru.example/p/2</id><updated>2026-11-18T01:00:00Z</updated></entry></feed>"""

RDF = """<?xml version="1.0" encoding="euc-kr"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://old.example/"><title>옛 소식</title></channel><item rdf:about="https://old.example/1"><title>옛 형식의 글</title><link>https://old.example/1</link><dc:date>2026-10-01</dc:date></item></rdf:RDF>"""

SITEMAP = """<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://garam.example/old</loc><lastmod>2026-01-02</lastmod></url>
<url><loc>https://garam.example/new</loc><lastmod>2026-11-20T10:00:00+09:00</lastmod><news:news><news:publication_date>2026-11-19</news:publication_date><news:title>새 글</news:title></news:news></url>
<url><loc>https://garam.example/undated</loc></url></urlset>"""

SITEMAP_INDEX = """<?xml version="1.0" encoding="UTF-8"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://garam.example/s1.xml.gz</loc><lastmod>2026-01-01</lastmod></sitemap><sitemap><loc>https://garam.example/s2.xml.gz</loc><lastmod>2026-11-01</lastmod></sitemap></sitemapindex>"""

ARTICLE = """<html><head><title>찾아가는 빨래방 - 가람군청</title></head><body><div class="board_view"><h3>찾아가는 빨래방, 도 혁신 경진대회 최우수상</h3><p>작성일 2026-11-18</p>
<div class="view_cont"><p>가람군은 18일 도청에서 열린 혁신 경진대회에서 ‘찾아가는 빨래방’으로 최우수상을 받았다고 밝혔다. 군은 세탁기를 실은 차로 마을 스물세 곳을 돌며 이불을 빨아 준다.</p><p>군 관계자는 “어르신들이 무거운 빨래를 이고 다니지 않게 되었다”고 말했다.</p></div>
<ul class="file"><li><span>붙임 1. 빨래방 보도자료.hwpx (84 KB)</span><a href="/cmm/fms/FileDown.do?atchFileId=F1&amp;fileSn=0" title="다운로드">다운로드</a><a href="#" onclick="previewDocument('/x/F1.hwpx')">바로보기</a></li>
<li><a href="javascript:goDown('F1','1')">빨래방 현황표.pdf</a></li><li><a href="/up/photo.jpg">빨래방 사진.jpg</a></li><li><a href="/files/2026/%EB%B9%A8%EB%9E%98.docx">내려받기</a></li></ul>
<ul class="prev_next"><li>이전글 <a href="/v?id=1">이전 글의 긴 제목이 여기에 있습니다</a> <span>2026-11-17</span></li><li>다음글 <a href="/v?id=3">다음 글의 긴 제목이 여기에 있습니다</a> <span>2026-11-19</span></li></ul></div>
<script>function goDown(id, sn) { location.href = `/cmm/fms/FileDown.do?atchFileId=${id}&fileSn=${sn}`; }</script></body></html>"""

EMPTY_BOARD = """<html><head><title>보도자료</title></head><body><table class="board_list"><thead><tr><th>번호</th><th>제목</th><th>등록일</th></tr></thead><tbody><tr><td colspan="3">등록된 게시물이 없습니다.</td></tr></tbody></table></body></html>"""

XE = """<html><head><title>XE</title></head><body><div class="gnb"><ul><li><a href="/a">기관소개 및 인사말</a></li><li><a href="/b">정보공개 청구 안내</a></li><li><a href="/c">참여마당 자유게시판</a></li></ul></div>
<div class="bd_lst_wrp"><table class="bd_lst bd_tb_lst"><thead><tr><th scope="col" class="no"><span><a href="/press?sort_index=no">번호</a></span></th><th scope="col" class="title"><span>제목</span></th><th><span>글쓴이</span></th><th><span><a href="/press?sort_index=regdate">날짜</a></span></th></tr></thead><tbody>
<tr class="notice"><td class="no"><strong>공지</strong></td><td class="title"><a href="/press/1001"><strong><span>누리집 개편 안내드립니다</span></strong></a></td><td class="author">관리자</td><td class="time" title="10:00">2026.10.01</td></tr>
<tr><td class="no">33</td><td class="title"><a href="/press/1033" class="hx">청년 공유주택 첫 입주자 모집</a><a href="/press/1033#comment" class="replyNum">2</a></td><td class="author">홍보</td><td class="time">2026.11.20</td></tr>
<tr><td class="no">32</td><td class="title"><a href="/press/1032">스마트 경로당 열 곳 더 늘린다</a></td><td>홍보</td><td class="time">2026.11.18</td></tr></tbody></table></div>
<form class="bd_pg" method="get"><strong class="direction">‹ Prev</strong><a class="frst_last bubble this" href="/press?page=1">1</a><a href="/press?page=2">2</a><a class="direction" href="/press?page=2">Next ›</a></form></body></html>"""

ARROWS = """<html><body><div id="container"><div class="news-list"><ul>
<li><a href="javascript:void(0);" onclick="goView('N123');"><strong class="news-list__title">도시 텃밭에서 만나는 이웃, 여름 학교 열려</strong><span class="news-list__info"><span>푸른도시국</span><span>2026-11-20</span></span></a></li>
<li><a href="javascript:void(0);" onclick="goView('N122');"><strong class="news-list__title">심야버스 노선 두 개 더 달린다</strong><span class="news-list__info"><span>교통실</span><span>2026-11-19</span></span></a></li>
<li><a href="javascript:void(0);" onclick="goView('N121');"><strong class="news-list__title">작은 도서관 백 곳, 밤 열 시까지</strong><span class="news-list__info"><span>문화본부</span><span>2026-11-18</span></span></a></li></ul></div>
<div class="paging"><a class="prev" href="#" onclick="fnPaging(1)">이전</a><span class="on">1</span><a href="#" onclick="fnPaging(2)">2</a><a href="#" class="next" onclick="fnPaging(2)">다음</a></div></div>
<script>const goView = (id) => { const url = `/news/view.do?newsId=${id}`; location.href = url + '&menu=' + encodeURIComponent('press'); };
function fnPaging(p){ $("#pageNo").val(p); $("#srch").submit(); }</script><form id="srch" name="srch" action="/news/list.do"><input type="hidden" id="pageNo" name="pageNo" value="1"><input type="hidden" name="cate" value="P"></form></body></html>"""

WORDPRESS = """<html><head><link rel="next" href="https://w.example/category/press/page/2/"></head><body><main><article class="post"><h2 class="entry-title"><a href="https://w.example/2026/11/a/">마을 기록관이 문을 열었습니다</a></h2><time class="entry-date" datetime="2026-11-20">2026년 11월 20일</time><div class="entry-summary"><p>주민이 모은 사진 천 장을 볼 수 있다고 마을은 밝혔다. 누구나 볼 수 있다고 한다.</p></div></article>
<article class="post"><h2 class="entry-title"><a href="https://w.example/2026/11/b/">자전거 우체부, 산골 소식 나른다</a></h2><time class="entry-date">2026년 11월 12일</time><div class="entry-summary"><p>우체부가 어르신 안부도 살핀다고 군은 밝혔다.</p></div></article>
<article class="post"><h2 class="entry-title"><a href="https://w.example/2026/10/c/">빈 교실이 마을 부엌으로</a></h2><time class="entry-date">2026년 10월 2일</time><div class="entry-summary"><p>빈 교실을 고쳤다고 했다.</p></div></article></main></body></html>"""

HEADLESS = """<html><body><div class="board-list"><table><tr><td>10</td><td><a href="?menuId=3&mode=view&no=510">어르신 스마트폰 교실, 면마다 찾아간다</a></td><td>2026/11/10</td><td><a href="/down.php?f=510"><img src="hwp.gif" alt="교실 안내.hwp"></a></td></tr><tr><td>9</td><td><a href="?menuId=3&mode=view&no=509">장날 버스 무료 운행 시작합니다</a></td><td>2026/11/09</td><td></td></tr><tr><td>8</td><td><a href="?menuId=3&mode=view&no=507">김장 나눔 자원봉사자 모집 공고</a></td><td>2026/11/08</td><td></td></tr></table></div>
<p class="paginate"><a href="?menuId=3&page=1"><b>1</b></a> <a href="?menuId=3&page=2">[2]</a></p></body></html>"""

CARDS = """<html><body><div class="list-wrap"><div class="list-block"><div class="list-image"><a href="/news/1"><img src="1.jpg" alt="사진"></a></div><div class="list-titles"><a href="/news/1"><strong>북부 세 군, 쓰레기 소각장 함께 짓기로</strong></a></div><div class="list-summary"><a href="/news/1">세 군이 손을 잡았다…</a></div><div class="list-dated">사회 | 김기자 기자 | 2026-11-20 10:11</div></div>
<div class="list-block"><div class="list-titles"><a href="/news/2"><strong>시민이 짠 예산 50억 원 확정</strong></a></div><div class="list-summary"><a href="/news/2">시민이 뽑은…</a></div><div class="list-dated">정치 | 이기자 기자 | 2026-11-19 09:00</div></div>
<div class="list-block"><div class="list-titles"><a href="/news/3"><strong>폐교가 목공 학교로 다시 태어나</strong></a></div><div class="list-dated">문화 | 박기자 기자 | 2026-11-18 11:00</div></div></div></body></html>"""

ROWS_OF_CALLS = """<html><body><table class="tbl"><caption>목록</caption><thead><tr><th>No</th><th>제 목</th><th>작성일자</th></tr></thead><tbody><tr onclick="fn_detail(77, 'press')"><td>2</td><td>하천 산책로 야간 조명 켠다</td><td>2026.11.20.</td></tr><tr onclick="fn_detail(76, 'press')"><td>1</td><td>아이 셋 집 수도 요금 덜어 준다</td><td>2026.11.19.</td></tr></tbody></table>
<form id="frm" method="post"><input type="hidden" id="bbsSn" name="bbsSn" value=""><input type="hidden" id="tp" name="tp" value=""></form><script>
function fn_detail(sn, tp) {
  document.getElementById("bbsSn").value = sn;
  document.getElementById('tp').value = tp;
  var f = document.getElementById("frm");
  f.action = "/bbs/view.do";
  f.submit();
}</script></body></html>"""

HOME = """<html><body><div id="main"><div class="quick"><ul><li><a href="/1">여권 발급 신청하기</a></li><li><a href="/2">주민등록 등본 떼기</a></li><li><a href="/3">쓰레기 배출 안내</a></li><li><a href="/4">버스 시간표 보기</a></li></ul></div><p>어서 오세요.</p></div></body></html>"""

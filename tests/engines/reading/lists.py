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

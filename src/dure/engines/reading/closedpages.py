"""Pages that hold no article: errors, closed doors, results of a search, what a site says to who came in vain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.lexicon import any_of
from dure.engines.reading.lines import NOTICE_SIGN, STAMP_SIGNS, ending_with, not_quiet, with_signs

if TYPE_CHECKING:
    from dure.engines.reading.lines import Line

# What a web server says instead of a page, and what a search says above its results.
_ERROR = re.compile(
    r"(?:요청하신|방문하시려는|찾으시는|입력하신)\s?(?:페이지|주소|게시물|자료|기사|글|정보|화면)[^.]{0,40}(?:없|잘못|변경|삭제)|페이지를 찾을 수 없|존재하지 않는 (?:페이지|게시물|게시글|기사|글)|(?:페이지|게시물|게시글|기사)(?:가|이) 존재하지 않|삭제된 (?:게시물|게시글|페이지|기사|글입)|(?:접근|접속)이 (?:차단|제한|거부|금지)|access denied|403 forbidden|잘못된 접근|접근 권한이 없|404 not found",
    re.IGNORECASE,
)
_SEARCHED = re.compile(
    r"검색\s?결과(?:는|가|입니다)?[.\s(\[]{0,3}(?:총|모두|전체)?\s?[\d,]+\s?(?:건|개)|(?:총|전체)\s?[\d,]+\s?(?:건|개)의?\s검색\s?결과|검색(?:한|된)?\s?결과(?:가|는)\s?없|(?:총|모두|전체)\s?[\d,]+\s?(?:건|개)의\s[가-힣]{2,4}(?:가|이)\s검색"
)
# What is gone, shut or behind a door, on a page that has neither date nor reporter.
_CLOSED = re.compile(
    r"(?:기사|게시물|게시글|페이지|자료|글|콘텐츠)(?:은|는|이|가)?\s[^.]{0,30}삭제되었|시스템\s?점검|서비스\s?점검|로그인이 필요|로그인\s?(?:후|하신 후|을 하셔야)|표시할 수 없|오류로 (?:인해 )?[^.]{0,30}(?:없|못)|비밀글입니다|시스템\s?오류가 발생|(?:비공개|삭제)[^.]{0,30}볼 수 없|서비스 이용에 불편을 드려"
)
# 게시판 (90건), 웹페이지(38): what was found where.
_TAB = re.compile(
    r"(?:전체|게시판|웹페이지|메뉴|뉴스|기사|첨부파일|문서|이미지|동영상|직원|부서|사이트)\s?(?:검색\s?결과)?\s?\(?[0-9,]+\s?(?:건|개)?\)?"
)
_TAB_ENDS = "건개),0123456789"
_SEARCH_HEAD = re.compile(r"(?:통합\s?)?검색(?:어|결과)?\s?(?:[:：].*|['\"‘“].*)?")
_SIGNED = re.compile(rf"[가-힣]{{2,4}}\s?{any_of('page', 'reporter_titles')}")
_MUCH, _NOTICE, _SENTENCE, _TABS = 3, 100, 30, 3


def is_error_page(lines: list[Line]) -> bool:
    """Tell an error page or the results of a search: its own words say so, and no article stands beside them."""
    short = [at for at in with_signs(lines, NOTICE_SIGN) if lines[at].length <= _NOTICE]
    failed = [at for at in short if _ERROR.search(lines[at].text) or _SEARCHED.search(lines[at].text)]
    closed = [at for at in short if _CLOSED.search(lines[at].text)]
    if not failed and not closed:  # as most pages are: nobody asks for their dates
        return _is_search(lines, short)
    headed = next((at for at in with_signs(lines, STAMP_SIGNS) if _is_signed(lines[at])), len(lines))
    # An article's own sentence may speak of a search, below its date.
    said = [at for at in failed if not (at > headed and lines[at].prose and lines[at].length > _SENTENCE)]
    if not said and headed == len(lines):
        # It stands first: what a comment box asks for stands below an article.
        before = next((at for at in _told(lines) if not _CLOSED.search(lines[at].text)), len(lines))
        said = [at for at in closed if at < before]
    if said:
        others = [at for at in _told(lines) if at not in said]
        first = said[0] < min(headed, *others[:1]) if others else True
        # A form that asks for a password explains itself in sentences.
        asks = any(line.text in {"비밀번호", "Password"} for line in lines)
        return len(others) < (2 * _MUCH if asks else _MUCH) or (
            first and not (lines[said[0]].prose and lines[said[0]].length > _SENTENCE)
        )
    return _is_search(lines, short)


def _told(lines: list[Line]) -> list[int]:
    return [at for at in not_quiet(lines) if lines[at].prose and not lines[at].truncated and not lines[at].row]


def _is_signed(line: Line) -> bool:
    """Tell a stamp or a signature, or both in one line."""
    return line.date or line.byline or (line.dated and not line.prose and _SIGNED.search(line.text) is not None)


def _is_search(lines: list[Line], short: list[int]) -> bool:
    """Tell the results of a search by its word alone in a line, and by the counts of what was found where."""
    if not any(_SEARCH_HEAD.fullmatch(lines[at].text) for at in short):
        return False
    counted = (lines[at] for at in ending_with(lines, _TAB_ENDS))
    return sum(1 for line in counted if line.short and _TAB.fullmatch(line.text)) >= _TABS


_ASKED = re.compile(r"(?:세요|십시오|니다)[.!]?$")
_SERVICE = re.compile(
    r"페이지|주소|접근|이용|입력|비밀번호|로그인|회원|전용|설문|이동|접속|서비스|버튼|수집|처벌|고객|브라우저|죄송"
)
_REPORTED = re.compile(r"(?:밝혔|전했|알렸|발표했|설명했)습니다[.]?$")  # news, as a presenter reads it
_FEW_LETTERS = 240


def is_service(lines: list[Line], first: int, after: int) -> bool:
    """Tell the few sentences with which a site speaks to its visitor, on a page that has neither date nor reporter.

    Every one is polite and unmarked, and one at least says a word of sites (페이지, 로그인, 이용 …).
    """
    inside = lines[first:after]
    if sum(line.length for line in inside) > _FEW_LETTERS or any(line.marker for line in inside):
        return False
    told = [line.text for line in inside if line.prose]
    return (
        all(map(_ASKED.search, told))
        and any(map(_SERVICE.search, told))
        and not any(map(_REPORTED.search, told))
        and not any(_is_signed(lines[at]) for at in with_signs(lines, STAMP_SIGNS))
    )

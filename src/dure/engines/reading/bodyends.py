"""Both ends of a body: rows that belong to it though none of them is a sentence, and what a site hangs on behind its last one.

The sum of points (`maintext.score_lines`) loses rows that stand alone: the cells of a result, the contents of a book, the fields and
hours of a notice, questions of a list, an outline's numbers. Right beside a body they are its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.lines import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dure.engines.reading.lines import Line

_FEW_BARS = 2
# 번호 | 제목 | 작성일: a list of other pages
_BOARD = re.compile(r"(?:번호|No\.?|NO\.?)\W+(?:구분\W+|분류\W+)?(?:제목|글제목)")
_BOARD_COLUMN = re.compile(r"작성일|등록일|게시일|날짜|조회")
# 발간사 ……………… 3
_CONTENTS = re.compile(r"(?:…|·{2,}|\.{3,}|‥|-{4,}|_{4,})[\s….·‥_-]*\d{1,3}\s*(?:쪽|p)?$")
# 일시: …, 장 소 : …
_FIELD = re.compile(
    r"\W{0,3}(?:\d{1,2}[.)]|[가나다라마바사아자차카타파하][.)]|[①-⑳])?\s?(?:행\s?사\s?)?(?:일\s{0,4}[시자정]|기\s{0,4}간|장\s{0,4}소|대\s{0,4}상|인\s{0,4}원|내\s{0,4}용|방\s{0,4}법|주\s{0,4}[제최관]|후\s{0,4}원|강\s{0,4}사|시\s{0,4}[간상]|순\s{0,4}서|진\s{0,4}행|사\s{0,4}회|상\s{0,4}금|자\s{0,4}격|분\s{0,4}야|제\s{0,4}출|접\s{0,4}수|신\s{0,4}청|모\s{0,4}집|배\s{0,4}점|선\s{0,4}정|발\s{0,4}표|심\s{0,4}사|참\s?가비|목\s{0,4}적|참\s?[석가]자?|견\s?학지|방\s?문지|안\s{0,4}건)[가-힣\s]{0,8}[:：]\s?\S"
)
# 14:00 ~ 14:20 개회; 4. 19.(금) 서면심사; 3월 2일 접수
_HOUR = re.compile(
    r"[\s○ㅇ·•*▪-]{0,3}\d{1,2}\s?[:시]\s?\d{2}분?\s?(?:[~∼〜–-]\s?(?:\d{1,2}\s?[:시]\s?\d{2}분?)?)?\W{0,3}[가-힣]"
)
_DAY = re.compile(
    r"\W{0,3}\d{1,2}\s?[.월]\s?\d{1,2}\s?[.일]\W{0,3}(?:[월화수목금토일]\W{1,3})?(?:[~∼〜–-]\s?[\d.월일\s]{2,12}\W{0,3})?[가-힣]"
)
# Q5. …, A5. …; 1등: …; Ⅱ. …, 가. …, 1) …, ❶ …
_ASKED = re.compile(r"[QA]\s?\d{0,2}\s?[.):]\s?\S|(?:질문|답변|문|답)\s?\d{0,2}\s?[.):]\s\S")
_PLACED = re.compile(r"\W{0,3}\d{1,2}\s?[등위](?:\s?[:：(‘“]|\s\S)")
# 최우수 교통행정과 가*온 그늘막 원격 접기: cells whose marks were lost
_GRADED = re.compile(r"(?:대상|최우수상?|우수상?|장려상?|[금은동]상|특별상)\s\S+\s\S")
_OUTLINE = re.compile(
    r"(?:[Ⅰ-ⅿ]{1,3}\s?[.)]|제\s?\d{1,2}\s?[장부절]\s|\d{1,2}\s?[.)]\s|[가나다라마바사아자차카타파하]\s?[.)]\s|\(\d{1,2}\)\s?|[①-⑳❶-❿㉠-㉻])\s*[가-힣‘“「『《<\[\dA-Z]"
)
_OUTLINED = frozenset("가나다라마바사아자차카타파하질답문")
_POINT = re.compile(r"[-–—․‧∙·・ㆍ○●□■◦▪❍ㅇ※\u2700-\u27bf\U0001f300-\U0001faff]\ufe0f?\s?[^\s\d]|[-–—]\s?\d.*[가-힣]")
_GAP, _MOST, _ROW_LENGTH = 2, 300, 8
_STOP = -1.9  # a section's head, a menu, a notice, a lead cut short


def grown(lines: Sequence[Line], scores: Sequence[float], first: int, after: int, *, down: bool) -> tuple[int, int]:
    """Return a run with the rows beside it that are its own: down over short headings, up over fields and an outline's heads.

    Without ``down`` the run ends where another article begins.
    """
    return _up(lines, scores, first, after), _down(lines, scores, first, after) if down else after


def _down(lines: Sequence[Line], scores: Sequence[float], first: int, after: int) -> int:
    at = end = after
    rows = 0
    while at < min(len(lines), after + _MOST):
        line = lines[at]
        if _ends(line, scores[at]):
            break
        cells = _cells_in_lines(lines, scores, at)
        if cells:
            rows += 1
            at = end = at + cells
        elif _is_row(lines, at, first) or (rows and line.prose and not line.unit.links and line.unit.region != "aside"):
            rows += not line.prose
            at = end = at + 1
        elif at - end < _GAP and line.short and not line.prose and not line.unit.links:
            at += 1
        else:
            break
    return end


# 구분, 기관, 사례명: the head of a table whose cells stand in a line each
_COLUMN = re.compile(
    r"(?:구\s?분|연\s?번|순\s?번|번\s?호|기\s?관\s?명?|부\s?서\s?명?|소\s?속|시·?군\s?명?|사\s?례\s?명?|과\s?제\s?명?|사업명|제\s?목|훈\s?격|상\s?격|등\s?급|순\s?위|분\s?야|내\s?용|비\s?고|제안자|시상금?)$"
)
_COLUMNS, _CELL = 2, 60


def _cells_in_lines(lines: Sequence[Line], scores: Sequence[float], at: int) -> int:
    """Count the lines of a table whose cells stand in a line each: its head's columns, and as many cells as fill its rows."""
    columns = 0
    while at + columns < len(lines) and columns < _MOST and _COLUMN.match(lines[at + columns].text):
        columns += 1
    if columns < _COLUMNS:
        return 0
    end = at + columns
    while end < min(len(lines), at + _MOST):
        line = lines[end]
        if line.prose or line.length > _CELL or line.caption or line.date or line.hard_stop or _ends(line, scores[end]):
            break
        end += 1
    return columns + (end - at - columns) // columns * columns


def _up(lines: Sequence[Line], scores: Sequence[float], first: int, after: int) -> int:
    at = first
    while at and _is_own(lines[at - 1].text) and not _ends(lines[at - 1], scores[at - 1]):
        at -= 1
    if at == first:
        return first
    alone = first - at == 1 and not _OUTLINE.match(lines[at].text) and not _ASKED.match(lines[at].text)
    return first if alone or after <= first else at


def _is_own(text: str) -> bool:
    """Tell a row above a body that is its own: a marked field, a question, an outline's head."""
    if "가" <= text[0] <= "힣" and text[0] not in _OUTLINED:
        return False
    if _ASKED.match(text):
        return True
    return (_POINT.match(text) is not None and _FIELD.match(text) is not None) or (
        _OUTLINE.match(text) is not None and text[0] not in "(제"
    )


def _ends(line: Line, score: float) -> bool:
    """Tell what no body goes on behind: the head of another part, a menu, a board's row, a file, a stamp, what stands outside."""
    return (
        score <= _STOP
        or line.unit.region in OUTSIDE
        or line.unit.links > 0
        or line.attachment
        or line.list_row
        or line.byline
        or is_hung_on(line)
    )


def _is_row(lines: Sequence[Line], at: int, first: int) -> bool:
    line = lines[at]
    text = line.text
    if text.count("|") >= _FEW_BARS or text.count("│") >= _FEW_BARS or "\t" in text:
        return _is_cells(lines, at, first)
    if line.unit.tag == "li" and line.unit.region != "body" and lines[first].unit.tag not in _DUMPED:
        return _is_item(lines, at)
    return any(rule.match(text) for rule in _RULES) or _CONTENTS.search(text) is not None


_DUMPED = frozenset({"", "li"})
_RULES = (_GRADED, _FIELD, _HOUR, _DAY, _ASKED, _PLACED, _OUTLINE, _POINT)


def _is_cells(lines: Sequence[Line], at: int, first: int) -> bool:
    """Tell a row of a table from a lone line with bars: its neighbour has as many, and no row is the head of a board."""
    mark = "\t" if "\t" in lines[at].text else "|" if "|" in lines[at].text else "│"
    bars = lines[at].text.count(mark)
    near = [other for other in (at - 1, at + 1) if first <= other < len(lines)]
    return not _BOARD.match(lines[at].text) and any(lines[other].text.count(mark) == bars for other in near)


def _is_item(lines: Sequence[Line], at: int) -> bool:
    """Tell an item of a list without links: beside another one, neither a word."""
    near = [lines[other] for other in (at - 1, at + 1) if other < len(lines)]
    return lines[at].length >= _ROW_LENGTH and any(
        other.unit.tag == "li" and not other.unit.links and other.length >= _ROW_LENGTH for other in near
    )


# ▲ 윗글 : …; 이전 | …
_NEIGHBOUR = re.compile(r"\W{0,4}(?:윗\s?글|아랫\s?글|이전\s?글?|다음\s?글?)\s*[:：|│]")
# 붙임 1. 신청서 1부. 끝.; 출처: 옥천군
_ENCLOSED = re.compile(r"\W{0,3}(?:붙\s?임|별\s?첨|첨\s?부)\s*(?:[:：]|\d{1,2}\s?[.)]|\s[가-힣])")
_SOURCE = re.compile(r"\W{0,3}(?:(?:자료\s?)?출\s?처|자료\s?제공|사진\s?제공)\s*[:：=|]")
# … 한 해 네 번 펴냅니다. 등록 광주 라00041; … 매주 금요일 나옵니다.; 수신거부
_PERIODICAL = re.compile(
    r"(?:매[주달월]|한 해|격[주월]|해마다|날마다|매일)\s[^.]{0,14}(?:펴냅니다|펴낸다|나옵니다|발행(?:합니다|됩니다|한다)|찾아(?:갑니다|뵙)|보내\s?드립니다|배달)|등록\s[가-힣]{2,3}\s?[가-힣]{1,2}\s?\d{4,5}|수신\s?(?:을\s)?(?:거부|원(?:하지|치))|구독\s?(?:신청|해지|문의|취소)|정기\s?구독|발신\s?전용|보내실\s?곳|글을\s기다립니다|[Uu]nsubscribe"
)
# 알립니다 | …
# <행정지원국 총무과 ☎ 052-000-0000>
_OFFICE_PHONE = re.compile(r"[<〈\[(【][^<>]{2,30}(?:☎|전화|\s)\s?\(?\d{2,4}\)?-\d{3,4}(?:-\d{4})?\s?[>〉\])】]$")
_ASIDE = re.compile(r"(?:알립니다|알려드립니다|바로잡습니다|안내말씀|사고)\s?[|│:：]")
# 물안개 | 2025-11-11 | …; 망원댁 23-07-11 21:02
_COMMENT = re.compile(
    r"\S{2,14}\s?[|│·]?\s(?:20)?\d{2}[-./]\d{1,2}[-./]\d{1,2}\.?(?:\s\d{1,2}:\d{2}(?::\d{2})?)?(?:\s?[|│]\s.*)?$"
)
_HUNG: tuple[Callable[[str], re.Match[str] | None], ...] = (
    _NEIGHBOUR.match,
    _ENCLOSED.match,
    _SOURCE.match,
    _PERIODICAL.search,
    _ASIDE.match,
    _OFFICE_PHONE.match,
    _COMMENT.match,
)
# 문의 기획예산담당관실 041-000-0000: directly above what is hung on
_CONTACT = re.compile(r"\W{0,2}(?:문의|연락처|담당|전화)\S{0,3}\s?[:：]?\s?.{0,30}\d{2,4}-\d{3,4}(?:-\d{4})?\W*$")
_LONGEST_HUNG, _TAIL = 90, 8


def is_hung_on(line: Line) -> bool:
    """Tell what a site, a form or a newsletter hangs on behind its text: neighbours, enclosures, sources, its own foot, comments."""
    if line.length > _LONGEST_HUNG or line.date:
        return False
    if _BOARD.match(line.text) and _BOARD_COLUMN.search(line.text):
        return True
    return any(rule(line.text) for rule in _HUNG)


def cut_short(lines: Sequence[Line], first: int, after: int) -> int:
    """Return where a body ends before what hangs on behind it, found among its last lines."""
    end, told = after, 0  # where it ends; sentences behind the last thing that was hung on
    for at in range(after - 1, max(first, after - _TAIL), -1):
        if is_hung_on(lines[at]):
            end, told = at, 0
        elif end == at + 1 and end < after and _CONTACT.match(lines[at].text):
            end = at
        elif lines[at].prose:
            told += 1
            if told > 1:
                break
    return end

"""Cases in outlines: rows of one form, at least two, under words that announce cases.

The forms: an owner and a title in marks (❶ 옥천군 「…」 - 설명), a title in brackets and its owner ([…] 옥천군 → 보은군), a title and
its office (- …: 농정과), a grade with how many and titles behind it (ⅰ) 큰상(2건) : …(옥천군), …(보은군)), a title and its office
in brackets under any grade (👉 … (농정과)), a title in marks and who had it (1등: “…” / 농정과), ordinals inside one paragraph.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dure.engines.reading.casedraft import CaseDraft, Place, place_at
from dure.engines.reading.cases.lists import WINNER_NOTE, is_owner_phrase
from dure.engines.reading.casewords import POSITIONS
from dure.engines.reading.titles import is_title_like, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.prose import Paragraph, Prose

_ORDINAL = r"(?:\(?\d{1,2}[.)]|[①-⑳❶-❿]|[ⅰ-ⅻⅠ-Ⅻ][.)]?|[가-하][.)]|(?:후보|사례|과제|제안|기호)\s?\d{1,2}[.):]?|(?:하나|둘|셋|넷|다섯|여섯|일곱|여덟|첫째|둘째|셋째|넷째|다섯째)[.,):]?)(?=\s|[‘“「『\[<《〈])"
LEAD = re.compile(rf"\s*(?:[^\w\s‘“'\"「『\[(<《〈{{【〔″]{{1,3}}\s*)?(?:{_ORDINAL}\s*)?")
_OPENS, _CLOSES = "‘“'\"「『<《〈[{【〔″", "’”'\"」』>》〉]}】〕″"
_QUOTED = rf"[{re.escape(_OPENS)}](?P<title>[^{re.escape(_OPENS + _CLOSES)}\n]{{4,90}}(?:[‘“<][^’”>]{{2,30}}[’”>][^{re.escape(_OPENS + _CLOSES)}\n]{{0,60}})?)[{re.escape(_CLOSES)}]"
_LABEL = r"(?P<label>[가-힣A-Za-z0-9·()\s]{1,24}?(?:\s?[:：]|(?<=[등위상])))?\s?"
# ❶ 태안군 「…」 - …; 1등: “…” / 재무과; [제목] 대구 남구 → …
_IN_MARKS = re.compile(
    rf"{_LABEL}(?P<owner>[가-힣A-Za-z0-9·\s]{{1,23}}[^은는이가의을를,\s]\s?)?{_QUOTED}(?P<rest>\s*(?:$|[-–—/:：(|→].*)|\s+[가-힣].{{0,80}})$"
)
_OFFICE = r"(?:본청\s)?(?:보건소|의회|[가-힣A-Za-z0-9·]{1,14}(?:과|실|팀|국|관|소|센터|본부|면|읍|동|시|군|구|도|청|원|단|공사|공단|재단))"
# - 농지대장 알림을 문자로 전환: 농업정책과
_BY_OFFICE = re.compile(
    rf"(?P<title>[^:：\n]{{8,80}}?)\s?[:：/|]\s?(?P<owner>{_OFFICE}(?:\s?[·,]\s?{_OFFICE}){{0,2}})\s*$"
)
# □ 청소행정과: 골목 재활용 요일 깃발 달기
_DESK = r"(?:본청\s)?(?!일시|장소|문의|주소|연락처|장관)(?:보건소|의회|[가-힣A-Za-z0-9·]{1,14}(?:과|팀|국|실|담당관|보건소|도서관|사업소|센터|본부|소방서|면|읍|동|공단|공사|재단|교육지원청|학교))"
_OF_OFFICE = re.compile(rf"(?P<owner>{_DESK}(?:\s?[·,]\s?{_DESK}){{0,2}})\s?[:：]\s?(?P<title>[^:：\n]{{8,80}})$")
# 1. 갯벌 체험장 발 씻는 빗물 통 ………… 14: a table of contents
_CONTENTS = re.compile(
    r"(?P<title>[^\n]{6,70}?)\s*(?:[…·.‥・]{2,}|(?:\s?[.·…]){4,}|\s{4,}|\t+)\s*(?P<page>\d{1,3})\s*(?:쪽|p\.?)?$"
)
_BOOK = re.compile(r"사례\s?(?:집|모음|를\s모은)|사례[^.]{0,20}(?:책|한\s권)|책[^.]{0,20}사례")
_NO_CHAPTER = re.compile(
    r"^(?:제\s?\d+\s?[장부편절]|발간사|머리말|인사말|축사|부\s*록|서문|목차|차\s*례|[ⅠⅡⅢⅣⅤ]|일러두기|찾아보기)|(?:서식|양식|절차|지침|안내|현황|개요|연혁)$"
)
# 큰이음(1건) : … (문경시·예천군)
_COUNTED = re.compile(
    r"(?P<label>[가-힣A-Za-z\s]{1,14}?)\s?\(\s?\d{1,2}\s?(?:건|편|점|개)\s?\)\s?[:：\-–—]\s?(?P<titles>.{6,})$"
)
_NOTED = re.compile(r"(?P<title>[^()\n]{4,80}?)\s?\((?P<owner>[^()]{2,24})\)\s*(?:,\s|$)")
_CASE_HEAD = re.compile(r"사례|과제|시책|제안(?!서)|아이디어|후보|작품|수상|선정|우수|시상|이야기|뽑")
_OTHER_HEAD = re.compile(
    r"역할|임무|분장|기능|담당자|일정|순서|자격|기준|배점|수당|참석|위원|명단|인센티브|혜택|특전|상금|시상금|문의|방법|안건\s?$|유의|준비물|서류|항목|연락처|교육|강의|프로그램|부대행사|당부|지시|협조|토의|건의|목표|비전|전략|방향|계획\s*[:：>〉\]】)]?\s*$"
)
_MAX_ROW, _LEAST, _REACH, _BEFORE = 160, 2, 2, 6
_PRIZE = re.compile(r"상금|만\s?원|시상금|포상|휴가|상품권")
_PERSON = re.compile(rf"[가-힣]{{2,4}}\s(?:{POSITIONS})$")


# A row of none of these has no form.
_HAS_FORM = re.compile(r"[:：)|/…‥]|[·.]{2}|[’”'\"」』>》〉\]}】〕″]\s*(?:[-–—/:：(|→가-힣]|$)")


class _Row(NamedTuple):
    """A row read by one form: its title, whose it is, and the key that rows of one list share."""

    key: str
    start: int
    end: int
    owner: Place | None
    at: int  # its place among the paragraphs


def outline_cases(prose: Prose, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield the titles of rows of one form that stand under words for cases; ``group`` numbers the first list."""
    if sum(one.end - one.start <= _MAX_ROW for one in prose.body) >= _LEAST:
        yield from _alike(prose, places, group)
    rows_like = [one.end - one.start <= _MAX_BARE for one in prose.body]
    group += _ROOM
    for position in range(len(prose.body)):
        if sum(rows_like[position + 1 : position + 1 + _FEWEST + _AWAY]) >= _FEWEST:
            yield from _as_many(prose, position, group + position)
    group += len(prose.body)
    for number, paragraph in enumerate(prose.body):
        if any(prose.text.find(word, paragraph.start, paragraph.end) >= 0 for word in ("둘,", "둘:", "둘째,", "둘째:")):
            yield from _counted_off(prose.text, paragraph, group + number)


_ROOM = 1000  # groups of rows alike


def _alike(prose: Prose, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield the rows of one form."""
    rows: dict[str, list[_Row]] = {}
    for at, paragraph in enumerate(prose.body):
        for row in _rows(prose.text, paragraph, places, at):
            rows.setdefault(row.key, []).append(row)
    for found in (run for same in rows.values() for run in _runs(prose, same)):
        if len(found) < _LEAST or not _is_announced(prose, found):
            continue
        group += 1
        for row in found:
            yield CaseDraft(row.start, row.end, group, "row-outlined", 0.75, owner=row.owner)


def _runs(prose: Prose, rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Part rows of one form where a paragraph between them announces something else."""
    own = {row.at for row in rows}
    current: list[_Row] = []
    for row in rows:
        between = range(current[-1].at + 1, row.at) if current else ()
        if any(
            at not in own and _NEW_HEAD.search(prose.text, prose.body[at].start, prose.body[at].end) for at in between
        ):
            yield current
            current = []
        current.append(row)
    if current:
        yield current


_NEW_HEAD = re.compile(r"(?:다음|아래)와\s같|(?:일정|역할|안건|기준|명단|문의)(?:은|는)?\s*[:：]?\s*$")


def _is_announced(prose: Prose, rows: Sequence[_Row]) -> bool:
    """Tell rows whose head names cases; the nearest one must not name duties, prizes, a schedule, an agenda."""
    first = rows[0].at
    if rows[0].key.endswith("…"):
        return any(_BOOK.search(prose.text, p.start, p.end) for p in (*prose.headings, *prose.body[:_BEFORE]))
    own = {row.at for row in rows}
    heads = [prose.body[at] for at in range(max(0, first - _REACH), first) if at not in own]
    text = prose.text
    nearest = (
        text[max(heads[-1].sentence_at(heads[-1].end - 1)[0], heads[-1].end - 60) : heads[-1].end] if heads else ""
    )
    if _OTHER_HEAD.search(nearest) and not re.search(r"우수\s?(?:사례|과제|시책)|후보|발표\s?순서", nearest):
        return False
    return any(
        _CASE_HEAD.search(text, max(one.start, one.end - 120), one.end)
        for one in (*(p for p in prose.headings if p.title), *heads)
    )


def _rows(text: str, paragraph: Paragraph, places: Sequence[Place], at: int) -> Iterator[_Row]:
    if paragraph.end - paragraph.start > _MAX_ROW or not _HAS_FORM.search(text, paragraph.start, paragraph.end):
        return
    lead = LEAD.match(text, paragraph.start, paragraph.end)
    start = lead.end() if lead else paragraph.start
    mark = re.sub(r"[①-⑳❶-❿ⅰ-ⅻⅠ-Ⅻ]|\d{1,2}|[가-하](?=[.)])|[가-힣]+", "1", (lead[0] if lead else "").strip())
    page = _CONTENTS.match(text, start, paragraph.end) if mark else None
    if page and " " in page["title"] and not _NO_CHAPTER.search(page["title"]) and _fits(text, *page.span("title"), contents=True):  # fmt: skip
        yield _Row(f"{mark}…", *page.span("title"), None, at)
        return
    marked = _IN_MARKS.match(text, start, paragraph.end)
    if marked:
        opening = text[marked.start("title") - 1]
        owner = _owner_of(text, marked, places)
        if owner is not None and _fits(text, *marked.span("title")):
            shape = "o" if marked["owner"] else "t"
            yield _Row(f"{mark}{opening}{shape}", *marked.span("title"), owner[0], at)
        return
    counted = _COUNTED.match(text, start, paragraph.end)
    if counted:
        found = list(_NOTED.finditer(text, counted.start("titles"), paragraph.end))
        if found and found[-1].end() == paragraph.end:
            for one in found:
                if is_owner_phrase(text, *one.span("owner"), places) and _fits(text, *one.span("title")):
                    begin, stop = trim(text, *one.span("title"))
                    yield _Row(f"{mark}#", begin, stop, place_at(places, *one.span("owner")), at)
        return
    office = _BY_OFFICE.match(text, start, paragraph.end)
    if office and len(office["title"].split()) > _LEAST and _fits(text, *office.span("title")):
        yield _Row(f"{mark}:", *office.span("title"), place_at(places, *office.span("owner")), at)
        return
    led = _led_by(text, start, paragraph.end, places) if mark else None
    if led is not None and _fits(text, led[0], led[1]):
        yield _Row(f"{mark}^", led[0], led[1], led[2], at)
        return
    by = _OF_OFFICE.match(text, start, paragraph.end)
    if by and len(by["title"].split()) >= _LEAST and _fits(text, *by.span("title")):
        begin, stop = trim(text, *by.span("title"))
        yield _Row(f"{mark};", begin, stop, place_at(places, *by.span("owner")), at)
        return
    noted = _NOTED.match(text, start, paragraph.end) if mark else None
    if noted and noted.end() == paragraph.end and " " in noted["title"] and ":" not in noted["title"] and _fits(text, *noted.span("title")):  # fmt: skip
        whose = is_owner_phrase(text, *noted.span("owner"), places) or WINNER_NOTE.fullmatch(noted["owner"]) is not None
        if whose and place_at(places, start, noted.end("title")) is None:
            yield _Row(f"{mark}()", *trim(text, *noted.span("title")), place_at(places, *noted.span("owner")), at)


_PRIZE_NOTE = re.compile(r"\s*\([^()]{0,12}(?:상|표창)\)\s*$")
_NEXT = 3  # code points between two bodies: 통계청 동북지방통계청


def _led_by(text: str, start: int, end: int, places: Sequence[Place]) -> tuple[int, int, Place] | None:
    """Return the title of three words and more behind the bodies a row begins with, and the last of these: 01. 전남 옥천군  섬을 잇는 배."""
    owner = place_at(places, start, start + 1)
    if owner is None or owner.start != start or owner.kind == "anaphor":
        return None
    while (following := place_at(places, owner.end, owner.end + _NEXT)) is not None and not text[owner.end : following.start].strip():  # fmt: skip
        owner = following
    if not text[owner.end : owner.end + 1].isspace():
        return None
    note = _PRIZE_NOTE.search(text, owner.end, end)
    begin, stop = trim(text, owner.end, note.start() if note else end)
    return (begin, stop, owner) if len(text[begin:stop].split()) > _LEAST else None


def _fits(text: str, start: int, end: int, *, contents: bool = False) -> bool:
    words = text[start:end].strip()
    return (
        is_title_like(words)
        and (contents or not words.endswith(("다.", "다", "요.")))
        and not _PERSON.search(words)
        and not _PRIZE.search(words)
        and not re.fullmatch(_OFFICE, words)
    )


def _owner_of(text: str, row: re.Match[str], places: Sequence[Place]) -> tuple[Place | None] | None:
    """Return the owner of a row in marks, before its title or right behind it; None for a row that names none and explains nothing."""
    if row["owner"]:
        if is_owner_phrase(text, *row.span("owner"), places):
            return (place_at(places, *row.span("owner")),)
        return None
    rest = row["rest"].strip()
    at = row.end() - len(row["rest"].lstrip())
    bare = re.match(r"[-–—/:：(|→\s]*", row["rest"].lstrip())
    at += bare.end() if bare else 0
    place = place_at(places, at, at + 2)
    if place is not None or re.match(_OFFICE, text[at : row.end()]):
        return (place,)
    return (None,) if not rest and row["label"] else None


_NUMERALS = {"두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10}
# 후보 여섯 개를 소개합니다; 우수 과제 4건: how many rows follow
_HOW_MANY = re.compile(
    rf"(?:사례|시책|과제|제안|아이디어|후보|작품|우수작|수상작|정책)(?:을|를|은|는)?\s(?:모두\s|총\s)?(?P<number>\d{{1,2}}|{'|'.join(_NUMERALS)})\s?(?:건|개|가지|편|점)"
)
_A_SENTENCE = re.compile(r"[다요까][.!?]?[”’\"']?\s*$")
_FEWEST, _AWAY = 3, 3


def _as_many(prose: Prose, position: int, group: int) -> Iterator[CaseDraft]:
    """Yield rows of one mark that are as many as a paragraph right above them says: 후보 다섯 개를 소개합니다."""
    text, body = prose.text, prose.body
    head = body[position]
    said = _HOW_MANY.search(text, head.start, head.end)
    if said is None or _OTHER_HEAD.search(text, said.end(), min(head.end, said.end() + 8)):
        return
    number = int(said["number"]) if said["number"].isdigit() else _NUMERALS[said["number"]]
    for first in range(position + 1, min(position + 1 + _AWAY, len(body))):
        after = first
        while after < len(body) and (span := _bare_row(text, body[after])) and span[2] == (_bare_row(text, body[first]) or span)[2]:  # fmt: skip
            after += 1
        if after == first:
            continue
        spans = [span for at in range(first, after) if (span := _bare_row(text, body[at]))]
        if len(spans) == number >= _FEWEST:
            for a, b, _ in spans:
                yield CaseDraft(a, b, group, "row-outlined", 0.7)
        return


def _bare_row(text: str, paragraph: Paragraph) -> tuple[int, int, str] | None:
    """Return the words of a short row without a sentence, a field or a quotation inside, and the kind of its mark."""
    if paragraph.end - paragraph.start > _MAX_BARE or _A_SENTENCE.search(text, paragraph.start, paragraph.end):
        return None
    lead = LEAD.match(text, paragraph.start, paragraph.end)
    start = lead.end() if lead else paragraph.start
    begin, stop = trim(text, start, paragraph.end)
    words = text[begin:stop]
    if " " not in words or ":" in words or "\t" in words or "|" in words or not _fits(text, begin, stop):
        return None
    return (
        begin,
        stop,
        re.sub(r"[①-⑳❶-❿ⅰ-ⅻⅠ-Ⅻ]|\d{1,2}|[가-하](?=[.)])|[가-힣]+", "1", (lead[0] if lead else "").strip()),
    )


_MAX_BARE = 60


# 하나, 경계 마을 쓰레기차 번갈아 타기. 짝수 달은 … 둘, 두 군 한 도서증. …
_IN_LINE = re.compile(
    r"(?:^|(?<=[.!?]\s))(?P<number>하나|둘|셋|넷|다섯|여섯|첫째|둘째|셋째|넷째|다섯째)[,:]\s(?P<title>[^.,\n]{6,60})\.(?=\s|$)"
)
_SENTENCE = re.compile(r"(?:다|요|까|자|라|것|점|때문|[음함됨임])$")


def _counted_off(text: str, paragraph: Paragraph, group: int) -> Iterator[CaseDraft]:
    """Yield 하나, T. … 둘, T. … of one paragraph, where they are no sentences and something is said of each."""
    found = [
        one for one in _IN_LINE.finditer(text, paragraph.start, paragraph.end) if not _SENTENCE.search(one["title"])
    ]
    if len(found) < _LEAST or (not _CASE_HEAD.search(text, paragraph.start, found[0].start()) and not _PRESENTED.search(text, paragraph.start, found[0].start())):  # fmt: skip
        return
    if all(is_title_like(one["title"]) for one in found):
        for one in found:
            yield CaseDraft(*one.span("title"), group, "row-outlined", 0.7)


_PRESENTED = re.compile(r"(?:발표|소개|내놓|꼽|선보|자랑)[^.]{0,16}(?:것은|것이)\s[^.]{0,12}(?:가지|건|개)")

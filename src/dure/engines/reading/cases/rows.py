"""Cases in rows: the lines under "… 다음과 같다", lines that begin with a grade, and tables with a column of titles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import place_at
from dure.engines.reading.cases.items import NEGATIVE, STRONG
from dure.engines.reading.cases.lists import WINNER_NOTE, is_owner_phrase, one_title
from dure.engines.reading.casewords import GRADES, POSITIONS
from dure.engines.reading.titles import cut_tail, is_title_like

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.casedraft import CaseDraft, Place
    from dure.engines.reading.prose import Paragraph, Prose

_ANNOUNCES = re.compile(
    r"(?:사례|정책|시책|사업|성과)(?:로는|으로는|는|은)\s*$|(?:다음과|아래와)\s같(?:다|습니다|은|음)|다음과 같이|[:：]\s*$|(?:사례|명단|결과|내역|현황)\s*[>〉\]】]?\s*$"
)
LEAD = re.compile(r"^[\s•\-–—·‧∙○ㅇ●□■◦▪▫◆◇△▲▸▶▷►※*☞√✔]*(?:[①-⑳❶-❿]|\(?\d{1,2}[.)]\s|[가-하]\.\s)?\s*")
_GRADED = re.compile(
    rf"^[\[(<【]\s?(?:{GRADES})\s?[\])>】]\s*(?=\S)|^(?:{GRADES})(?:상)?\s*(?:\([^)]{{1,24}}\))?\s*(?:\d\s?건)?\s*(?:[:：\-–—|\t]|=(?=[^\n]*(?:\([^()\n]{{2,}}\)|[’'”])))"
)
# A title in marks may end like a sentence: ‘함께 만들어가요’.
_SENTENCE = re.compile(r"[가-힣](?:다|요|까)(?:[.!?][”’\"']?)?\s*$")
_WRAP_UP = re.compile(r"\s+등(?:이|을|의|으로)?\s?[^\n]{0,20}[다요]\.?\s*$")
_MAX_ROW = 120
_MIN_ROWS = 2
_TITLE_COLUMN = re.compile(r"사례|과제|시책|제목|사업|안건명|제안명|내용|작품|아이디어")
_OF_BOARD = re.compile(r"조회수?|등록일|작성일|작성자|게시일|첨부(?:파일)?")  # the rows of a board are pages
_NOT_TAKEN = re.compile(r"보류|불채택|미채택|미선정|탈락|부결|반려|제외|불수용")
_GRADE_COLUMN = re.compile(r"구분|등급|순위|훈격|시상|수상|상격|결과")
_ROW_COLUMN = re.compile(r"부서|기관|시군|시·군|소속|구분|등급|순위|훈격|분야|부문|연번|순번")
_FIELD_COLUMN = re.compile(r"(?:공모|응모|참가|제출|사례)?\s?(?:분야|부문)(?:명|별)?")
_GRADE = re.compile(GRADES)
_HEADER_CELL = 12
_CELL = re.compile(r"\t+|\s*\|\s*|\s/\s|\s{3,}")


def row_cases(prose: Prose, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield the titles of the rows of the body; ``group`` numbers the first list."""
    body = prose.body
    position = 0
    while position < len(body):
        rows = _rows_after(prose.text, body, position)
        table = _table(prose.text, body, position)
        if table is not None:
            group += 1
            yield from _table_cases(prose.text, body, table, places, group)
            position = table[1]
        elif (last := _under_sentence(prose.text, body, position)) > position:
            group += 1
            yield from _graded_rows(prose.text, body[position:last], places, group)
            position = last
        elif (last := _noted_rows(prose.text, body, position, places)) > position:
            group += 1
            for paragraph in body[position:last]:
                yield from _row(prose.text, paragraph, places, group, 0.75, "row-noted")
            position = last
        elif rows > position + 1:
            group += 1
            for paragraph in body[position + 1 : rows]:
                yield from _row(prose.text, paragraph, places, group, 0.8)
            position = rows
        elif (last := _under_grades(prose.text, body, position)) > position:
            group += 1
            yield from _graded_rows(prose.text, body[position:last], places, group)
            position = last
        elif _is_owned(prose.text, body[position], places) and any(
            _is_owned(prose.text, one, places)
            for one in [*body[max(0, position - 1) : position], *body[position + 1 : position + 2]]
        ):
            yield from _row(prose.text, body[position], places, group, 0.75)
            position += 1
        elif _is_graded(prose.text, body[position]) and _near_graded(prose.text, body, position):
            yield from _row(prose.text, body[position], places, group, 0.85)
            position += 1
        else:
            position += 1


def _words(text: str, paragraph: Paragraph) -> str:
    return text[paragraph.start : paragraph.end]


def is_row(text: str, paragraph: Paragraph) -> bool:
    """Tell a short line without a sentence, which a list can hold."""
    words = _words(text, paragraph)
    words = _WRAP_UP.sub("", words) if "등" in words else words
    return len(words) <= _MAX_ROW and not _SENTENCE.search(words) and len(LEAD.sub("", words, count=1)) >= 4  # noqa: PLR2004


def _rows_after(text: str, body: Sequence[Paragraph], position: int) -> int:
    """Return where the rows end that the paragraph at ``position`` announces, or its own position."""
    head = _words(text, body[position])
    last = head[body[position].sentences[-1][0] - body[position].start :] if body[position].sentences else head
    if not _ANNOUNCES.search(last) or not STRONG.search(last) or NEGATIVE.search(last[-40:]):
        return position
    stop = position + 1
    if stop < len(body) and _table(text, body, stop) is not None:
        return position
    while stop < len(body) and is_row(text, body[stop]):
        stop += 1
    return stop if stop - position - 1 >= _MIN_ROWS else position


def _is_graded(text: str, paragraph: Paragraph) -> bool:
    words = _words(text, paragraph)
    return _GRADED.match(LEAD.sub("", words, count=1)) is not None and is_row(text, paragraph)


def _near_graded(text: str, body: Sequence[Paragraph], position: int) -> bool:
    near = [*body[max(0, position - 2) : position], *body[position + 1 : position + 3]]
    return any(_is_graded(text, paragraph) for paragraph in near)


_GRADE_HEAD = re.compile(
    rf"(?P<grade>{GRADES})\s*(?:\([^)]{{1,12}}\)|\d\s?(?:건|명|팀|편|점)|[<>\[\]〈〉【】:：\-–—])*\s*$"
)
_MARK_ONLY = re.compile(r"^[\s<\[〈【]*")
_BY_OFFICE = re.compile(
    r"(?P<office>[가-힣A-Za-z0-9·]{1,14}(?:과|실|팀|국|담당관|보건소|센터|본부|면|읍|동|시|군|구|공사|공단))\s?[:：\-–—]\s"
)


def _grade_head(text: str, paragraph: Paragraph) -> re.Match[str] | None:
    """Return the grade that a row consists of: ■ 최우수."""
    words = _words(text, paragraph)
    lead = LEAD.match(words)
    at = lead.end() if lead else 0
    opening = _MARK_ONLY.match(words, at)
    return _GRADE_HEAD.match(words, opening.end() if opening else at)


def _under_grades(text: str, body: Sequence[Paragraph], position: int) -> int:
    """Return where rows under grades end (■ 대상 / - 과: 제목 / ■ 최우수 …), or ``position``; two grades make such a list."""
    if _grade_head(text, body[position]) is None or not _headed(text, body, position):
        return position
    stop, heads, told = position, 0, False
    mark = _lead(text, body[position + 1])
    while stop < len(body):
        head = _grade_head(text, body[stop]) is not None
        tells = not head and _tells_of_row(text, body, stop)
        if not (head or tells or (is_row(text, body[stop]) and (not told or _lead(text, body[stop]) == mark))):
            break
        heads, told, stop = heads + head, told or tells, stop + 1
    return stop if heads >= _MIN_ROWS else position


def _tells_of_row(text: str, body: Sequence[Paragraph], position: int) -> bool:
    """Tell a marked sentence between rows: - 골목 빨래방 (복지과) / - 홀로 사는 어르신의 이불을 빨아 준다. / 2. 우수."""
    marked = _lead(text, body[position]) != "" and _SENTENCE.search(_words(text, body[position])) is not None
    return marked and any(_grade_head(text, one) or is_row(text, one) for one in body[position + 1 : position + 2])


# □ 우수상은 2개 부서가 차지했다. ⏎ ○ 대중교통과: …
_WON_BY = re.compile(
    rf"(?P<grade>{GRADES})(?:상)?(?:은|는|에는|의\s영예는)\s[^.‘“'\"]{{0,40}}(?:차지했|받았|수여됐|수여했|돌아갔|선정됐|뽑혔|올랐|이다|다음과\s같다|안았)[^.]{{0,3}}\.?\s*$"
)


def _under_sentence(text: str, body: Sequence[Paragraph], position: int) -> int:
    """Return where the marked rows end that a sentence with a grade announces, or ``position``."""
    if body[position].end - body[position].start > _MAX_ROW or not _WON_BY.search(_words(text, body[position])):
        return position
    stop = position + 1
    while (
        stop < len(body)
        and is_row(text, body[stop])
        and not _SENTENCE.search(_words(text, body[stop]))
        and _lead(text, body[stop]) == _lead(text, body[position + 1])
    ):
        stop += 1
    marked = stop > position + 1 and _lead(text, body[position + 1]) != ""
    return stop if marked and _headed(text, body, position) else position


def _lead(text: str, paragraph: Paragraph) -> str:
    """Return the mark that a row begins with; numbers and letters that count are one mark."""
    match = LEAD.match(_words(text, paragraph))
    return re.sub(r"[①-⑳❶-❿]|\d{1,2}|[가-하]", "1", match[0].strip()) if match else ""


_NOTE_AT_END = re.compile(r"\s?\((?P<note>[^()]{2,24})\)\s*$")
_MIN_NOTED = 3
_PERSON_ROW = re.compile(rf"(?:{POSITIONS})\s*\(|(?:{POSITIONS})\s[가-힣]{{2,4}}\s*\(")


def _noted_rows(text: str, body: Sequence[Paragraph], position: int, places: Sequence[Place]) -> int:
    """Return where rows end that each close with an office in brackets, at least three, or ``position``."""
    stop = position
    if position and _is_noted(text, body[position - 1], places) and _lead(text, body[position - 1]) == _lead(text, body[position]):  # fmt: skip
        return position  # the run was looked at where it begins
    while (
        stop < len(body)
        and _is_noted(text, body[stop], places)
        and _lead(text, body[stop]) == _lead(text, body[position])
    ):
        stop += 1
    if stop - position < _MIN_NOTED:
        return position
    ahead = " ".join(_words(text, one)[-60:] for one in body[max(0, position - 1) : position])
    return position if NEGATIVE.search(ahead) and not STRONG.search(ahead) and not _CANDIDATES.search(ahead) else stop


_CANDIDATES = re.compile(r"후보|본선|진출|통과|출품")


def _is_noted(text: str, paragraph: Paragraph, places: Sequence[Place]) -> bool:
    if paragraph.end - paragraph.start > _MAX_ROW:
        return False
    note = _NOTE_AT_END.search(text, paragraph.start, paragraph.end)
    if note is None or _PERSON_ROW.search(text, paragraph.start, paragraph.end):
        return False
    lead = LEAD.match(_words(text, paragraph))
    words = text[paragraph.start + (lead.end() if lead else 0) : note.start()]
    return (
        len(words.split()) > 1
        and ":" not in words
        and is_title_like(words)
        and (
            is_owner_phrase(text, note.start("note"), note.end("note"), places)
            or WINNER_NOTE.fullmatch(note["note"]) is not None
        )
    )


def _headed(text: str, body: Sequence[Paragraph], position: int) -> bool:
    """Tell whether a title can stand in the row behind a grade: it is no announcement of prizes."""
    following = body[position + 1 : position + 2]
    return bool(following) and _PRIZE.match(LEAD.sub("", _words(text, following[0]), count=1)) is None


def _graded_rows(text: str, rows: Sequence[Paragraph], places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    grade: tuple[str, tuple[int, int]] | None = None
    above: Place | None = None  # whose name fills the row above: a table whose cells stand in a line each
    for paragraph in rows:
        head = _grade_head(text, paragraph) or (
            _WON_BY.search(_words(text, paragraph)) if paragraph is rows[0] else None
        )
        if head is not None:
            at = paragraph.start + head.start("grade")
            grade = (head["grade"], (at, at + len(head["grade"])))
            above = None
            continue
        words = _words(text, paragraph)
        lead = LEAD.match(words)
        start = paragraph.start + (lead.end() if lead else 0)
        office = _BY_OFFICE.match(text, start, paragraph.end)
        bare = words[office.end() - paragraph.start :] if office else words
        if (
            grade is None
            or _SENTENCE.search(_WRAP_UP.sub("", words)) is not None
            or words.lstrip().startswith("※")
            or (office is None and _OFFICES_ONLY.fullmatch(bare.strip(" -·○")))
            or _NAMED_PRIZE.fullmatch(bare.strip())
        ):
            above = next((place for place in places if start <= place.start and place.end == paragraph.end), None)
            continue  # a note, or names of winners without their titles
        begin = office.end() if office else start
        for draft in one_title(text, begin, paragraph.end, paragraph.quotes, places, group, 0.8, "row"):
            owner = draft.owner or next((place for place in places if start <= place.start < begin), None)
            yield draft.having(owner=owner or above, grade=grade[0], grade_span=grade[1])
        above = None


_NAMED_PRIZE = re.compile(r"[가-힣]{2,12}(?:장관|총리|위원장|지사|시장|군수|청장)상")  # 행정안전부장관상
_OFFICES_ONLY = re.compile(
    r"(?:[가-힣A-Za-z0-9·\s]{1,16}(?:과|실|팀|국|관|소|센터|본부|면|읍|동|시|군|구|도|공사|공단|재단)\s?[,·]?\s?)+"
)


def _is_owned(text: str, paragraph: Paragraph, places: Sequence[Place]) -> bool:
    """Tell a row of a field, whose it is, and a quoted title to its end: ○ 소통 혁신 : 공주시 여성가족과 ‘…’."""
    if not is_row(text, paragraph) or len(paragraph.quotes) == 0:
        return False
    quote = max(paragraph.quotes, key=lambda one: one.end)
    first = min(paragraph.quotes, key=lambda one: one.start)
    lead = LEAD.match(_words(text, paragraph))
    start = paragraph.start + (lead.end() if lead else 0)
    colon = text.find(":", start, first.start)
    start = colon + 1 if colon >= 0 else start
    whole = quote.end >= paragraph.end - 2 and first.start == quote.start
    return (
        whole
        and quote.inner_end - quote.inner_start >= _TITLE
        and bool(text[start : first.start].strip())
        and is_owner_phrase(text, start, first.start, places)
    )


_TITLE = 8
_PRIZE = re.compile(r"^\s*(?:\d+\s?(?:명|팀|건|편|점)|(?:상금|시상금|상장|부상|포상금)|[\d,]+\s?(?:만\s?)?원)")


def _row(
    text: str, paragraph: Paragraph, places: Sequence[Place], group: int, sure: float, rule: str = "row"
) -> Iterator[CaseDraft]:
    lead = LEAD.match(_words(text, paragraph))
    start = paragraph.start + (lead.end() if lead else 0)
    wrap_up = _WRAP_UP.search(text, start, paragraph.end)
    end = cut_tail(text, start, wrap_up.start() if wrap_up else paragraph.end, paragraph.quotes, last=False)
    graded = _GRADED.match(text[start:end])
    cells = _cells(text, paragraph)
    if graded and re.search(r"\t|\s\|\s", text[start:end]) and len(cells) > _MIN_ROWS:
        # 최우수 ⇥ 동구 ⇥ 제목: a row of a table without its head.
        middle = next((cell for cell in cells[1:] if is_owner_phrase(text, *cell, places)), None)
        if middle is not None:
            at = start + graded.start()
            grade = _GRADE.match(text, at)
            owner = next((place for place in places if middle[0] <= place.start < middle[1]), None)
            titled = max((cell for cell in cells[1:] if cell != middle), key=lambda cell: cell[1] - cell[0])
            for draft in one_title(text, *titled, paragraph.quotes, places, group, sure, "row"):
                found = draft.having(owner=draft.owner or owner)
                yield found.having(grade=grade[0], grade_span=grade.span()) if grade else found
            return
    if graded and _PRIZE.match(text[start + graded.end() : end]):
        return  # a prize announced, not a case that won it
    grade = _GRADE.search(text, start, start + graded.end()) if graded else None
    parts = _of_one_grade(text, start + graded.end(), end, places) if graded and not paragraph.quotes else []
    for a, b in parts:
        for draft in one_title(text, a, b, paragraph.quotes, places, group, sure, "row"):
            yield draft.having(grade=grade[0], grade_span=grade.span()) if grade else draft
    if not parts:
        yield from one_title(text, start, end, paragraph.quotes, places, group, sure, rule)


def _of_one_grade(text: str, start: int, end: int, places: Sequence[Place]) -> list[tuple[int, int]]:
    """Return the titles that a row names for one grade (우수: …, …), or none when its comma joins no two titles."""
    at, parts = start, []
    if _ONLY_ONE.search(text, max(0, start - 12), start):
        return []
    for match in re.finditer(r",\s(?![^()]*\))|$", text[start:end]):
        parts.append((at, start + match.start()))
        at = start + match.end()
    owned = all(_NOTE_AT_END.search(text, a, b) or _OFFICE_LEADS.match(text, a, b) or place_at(places, a, a + _NEAR) for a, b in parts)  # fmt: skip
    least = 1 if owned else _FULL_TITLE
    full = all(len(text[a:b].split()) >= least and not _OPEN.search(text[a:b]) for a, b in parts)
    return parts if len(parts) > 1 and full else []


_ONLY_ONE = re.compile(r"\(\s?1\s?(?:건|점|편)\s?\)\s?\S?\s*$")  # 최우수(1건): its comma joins no two titles
_FULL_TITLE, _NEAR = 3, 3
_OFFICE_LEADS = re.compile(r"\s*(?:[가-힣]{2,8}(?:과|팀|담당관)|보건소|농업기술센터)\s(?=\S+\s)")
_OPEN = re.compile(r"(?:[가-힣](?:고|며|서|면)|지만|을|를|은|는|의|(?<![도경진통대활선항수미])로)\s*$")


def _cells(text: str, paragraph: Paragraph) -> list[tuple[int, int]]:
    cells = []
    at = paragraph.start
    for match in _CELL.finditer(text, paragraph.start, paragraph.end):
        cells.append((at, match.start()))
        at = match.end()
    cells.append((at, paragraph.end))
    return [(a, b) for a, b in cells if text[a:b].strip()]


def _table(text: str, body: Sequence[Paragraph], position: int) -> tuple[int, int, int, int | None] | None:
    """Return (header, after the last row, title column, grade column) of a table that begins at ``position``."""
    head = body[position]
    if not _CELL.search(text, head.start, min(head.end, head.start + _HEADER_CELL + 4)):
        return None  # its first cell is longer: as of most paragraphs
    header = _cells(text, head)
    if len(header) < 2 or any(b - a > _HEADER_CELL for a, b in header):  # noqa: PLR2004  a header's cells are words
        return None
    names = ["".join(text[a:b].split()) for a, b in header]  # 과 제 명: set wide
    if any(_OF_BOARD.fullmatch(name) for name in names):
        return None
    column = next((number for number in range(len(names) - 1, -1, -1) if _TITLE_COLUMN.search(names[number])), None)
    if column is None or not any(_ROW_COLUMN.search(name) for name in names):
        return None
    first = _cells(text, body[position + 1]) if position + 1 < len(body) else []
    graded = [number for number, name in enumerate(names) if number != column and _GRADE_COLUMN.search(name)]
    grade = next(
        (number for number in graded if number < len(first) and _GRADE.search(text[slice(*first[number])])),
        graded[0] if graded else None,
    )
    stop = position + 1
    while stop < len(body) and len(_cells(text, body[stop])) >= 2:  # noqa: PLR2004  a row
        stop += 1
    return (position, stop, column, grade) if stop - position > _MIN_ROWS else None


def _table_cases(
    text: str, body: Sequence[Paragraph], table: tuple[int, int, int, int | None], places: Sequence[Place], group: int
) -> Iterator[CaseDraft]:
    header, stop, column, grade_column = table
    heads = _cells(text, body[header])
    width = len(heads)
    of_field = next(
        (at for at, (a, b) in enumerate(heads) if at != column and _FIELD_COLUMN.fullmatch(text[a:b])), None
    )
    for paragraph in body[header + 1 : stop]:
        cells = _cells(text, paragraph)
        # A cell that spans rows is missing from the later ones: then columns count from the right.
        shift = len(cells) - width
        at = column + shift
        if not 0 <= at < len(cells) or any(_NOT_TAKEN.fullmatch(text[a:b].strip()) for a, b in cells):
            continue
        for draft in one_title(text, *cells[at], paragraph.quotes, places, group, 0.85, "table"):
            found = draft
            if draft.owner is None:
                owner = next((place for place in places if paragraph.start <= place.start < cells[at][0]), None)
                found = found.having(owner=owner)
            if of_field is not None and of_field != grade_column and shift == 0 and draft.field is None:
                a, b = cells[of_field]
                found = found.having(field=text[a:b], field_span=(a, b))
            if grade_column is not None and 0 <= grade_column + min(0, shift) < len(cells) and shift == 0:
                a, b = cells[grade_column]
                match = _GRADE.search(text[a:b])
                if match:
                    found = found.having(grade=match[0], grade_span=(a + match.start(), a + match.end()))
            yield found

"""Cases in plain lists: commas only, each title behind its owner or grade, or under words that say what is listed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft, Place, places_in
from dure.engines.reading.casewords import GRADES, POSITIONS
from dure.engines.reading.clauses import is_concrete, is_named
from dure.engines.reading.titles import is_title_like, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.prose import Paragraph, Prose

# What ends the sentence of such a list: who or what was chosen, shown, awarded.
_ENDED = re.compile(
    r"(?:\s등\s?(?:을|정책을|시책을|사업을|과제를)\s(?:추진|시행|도입|운영|선보)(?:해|하여|이며|여)\s(?:[가-힣]{2,8}(?:으로|에)\s)?)?(?:이|가|을|를|에|으로|로|도)?\s?(?:등\s?(?:[가-힣0-9]{1,6}\s){0,2}?(?:\d{1,2}\s?)?(?:사례|건|과제|시책|사업|팀)?(?:이|가|을|를|으로)?\s?)?"
    r"(?:(?:각각|차례로|나란히|최종|잇따라|함께|공동으로|뒤이어)\s)*(?:(?:무대|본선|결선|시상대|순위)에\s|이름을\s|우수사례(?:로|에)\s|상을\s)?"
    r"(?:등\s(?:정책|시책|사업|과제)(?:을|를)\s(?:추진|시행)했다|올랐다|올렸다|진출했다|섰다|뽑혔다|선정됐다|선정되었다|선정했다|받았다|차지했다|소개됐다|소개했다|발표했다|발표됐다|돌아갔다|겨뤘다|선보였다|내놓았다|내놨다|수상했다|탔다|추렸다|골랐다|이다|다)\.\s*$"
)
_ENDED_SIGN = re.compile(r"다\.\s*$")
_CHOICE = re.compile(
    r"뽑힌|올랐|올렸|추진했|시행했|진출|섰다|뽑혔|선정|받았|차지|소개|발표|돌아갔|겨뤘|선보|내놓|내놨|수상|탔다|추렸|골랐"
)
OFFICE = r"[가-힣A-Za-z0-9·]{1,12}(?:과|실|팀|국|담당관|보건소|사업소|센터|본부|도서관|공단|공사|재단|면|읍|청|의료원|운동장|주차장|경기장|체육관|수련관|복지관|박물관|미술관|회관|연구소|관리소|테마파크|학교)"
_GRADE_LEAD = re.compile(rf"\s*(?:(?:이|고|며|또|이어)\s)?(?P<grade>{GRADES})(?:상)?(?:은|는|에는|에|으로는)\s")
_LISTS_CASES = re.compile(
    r"^(?:[^,]{0,24}(?:사례|과제|시책|수상작|(?:뽑힌|선정된)\s(?:사업|정책|것)|무대|본선|나머지\s\S+\s?[건개])(?:은|는|에는|로는|으로는))\s"
)
# 민원과의, 민원과 이바다 주무관의, 민원과의 이바다 팀장이 낸
_BY_PERSON = rf"(?:[가-힣]{{2,4}}\s(?:{POSITIONS})(?:의|(?:이|가)\s(?:낸|만든|내놓은|(?:주관|추진|제안|발표|기획|담당|제출|출품|개발)한))\s)"
_BY_OFFICE = re.compile(rf"\s*{OFFICE}(?:의|은|는|이|가)?\s{_BY_PERSON}?")
_BY_NOTE = re.compile(rf"\s?\((?P<note>(?:{OFFICE}|[가-힣]{{2,8}})(?:\s[가-힣]{{2,4}})?)\)\s*$")
_IN_NOTE = re.compile(r"^\s*(?P<owner>[가-힣A-Za-z0-9·\s]{2,18}?)\s?\((?P<title>[^()]{8,60})\)\s*$")
_TAIL = re.compile(
    r"(?:\s(?:등\s)?\d{1,2}(?:건|개|편)(?=[이가을를]?\s*$))?(?:이|가|을|를|에|으로|로)?(?:\s(?:차지했고|돌아갔고|받았고|선정됐고|뽑혔고|차지했으며|돌아갔으며|선정됐으며))?\s*$"
)
_NO_TITLE = re.compile(
    rf"(?<![가-힣]){GRADES}(?!금|으로|자)|(?<![가-힣])(?:{POSITIONS})(?=[이가은는의을를과와,]|$)|\d\s?(?:명|곳|건|위|팀|점|원|%)|[가-힣](?:했|됐|였|았|었)(?:고|으며|지만|다)|(?:기관|부서|지자체|(?<![택역])시|군|(?<![창기도농])구|(?<![지제온태각])도|청|(?<![사효결성치])과|팀|위원회|공단|공사)$|[다요]\s|(?:은|는)\s[^,]{{0,40}}(?:은|는)\s"
)
_JOIN = re.compile(rf"(?:와|과)\s(?={OFFICE}의\s)")
_MIN_PARTS, _MIN_WORDS, _NEAR = 2, 2, 1


def plain_lists(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield 강릉시는 바람길 가로수 숲, 동해시는 항구 얼음 창고를 소개했다; 최우수에 농정과의 …, 우수에 민원과의 …가 뽑혔다."""
    text = prose.text
    for start, end in paragraph.sentences:
        if "," not in text[start:end] or not _ENDED_SIGN.search(text, start, end):
            continue
        inside = [quote for quote in paragraph.quotes if quote.start < end and start < quote.end]
        ran = inside and _RUN_AT_END.search(text, start, end) is not None
        if any(start <= item.start < end for item in paragraph.items) or not (
            not inside or (ran and all(_IN_TITLE.match(text, quote.end) and not quote.speech for quote in inside))
        ):
            continue  # quotations are read as such, but for a name inside a title that was run
        last = max(start, end - _CLOSING)
        if not _CHOICE.search(text, last, end) and not is_named(text[start:end]):
            continue
        closing = _ENDED.search(text, last, end)
        if closing is not None and (_CHOICE.search(closing[0]) or is_named(text[start:end])):
            yield from _list(text, start, closing.start(), places, group, chosen=_CHOICE.search(closing[0]) is not None)


_IN_TITLE = re.compile(r"\s[가-힣]{2}")  # ‘한눈에’ 포털 운영
_RUN_AT_END = re.compile(r"\s등\s?(?:을|정책을|시책을|사업을|과제를)\s(?:추진|시행|도입|운영|선보)[^.,]{0,30}\.\s*$")
_RUN = re.compile(
    r"\s등\s?(?:을|정책을|시책을|사업을|과제를)\s(?:추진|시행|도입|운영|선보)"
)  # A는 …, B는 … 등을 추진해 우수기관으로 선정됐다
_LEAD = re.compile(r"(?:(?:그|이)\s?(?:밖|외)에도?|이외에도?|또한?|한편|이어),?\s")
_GRADED_LETTERS = 6
_CLOSING = 48


def _list(text: str, start: int, end: int, places: Sequence[Place], group: int, *, chosen: bool) -> Iterator[CaseDraft]:
    head = _LISTS_CASES.match(text[start:end])
    graded = _GRADE_LEAD.match(text, start, end) is not None
    opening = None if head or graded else _LEAD.match(text, start, end)
    at = start + head.end() if head and not graded else opening.end() if opening else start
    chosen = chosen or (head is not None and _CHOICE.search(head[0]) is not None)
    ran = _RUN.match(text, end) is not None
    found, owned = [], 0
    grade: re.Match[str] | None = None
    for a, b in _parts(text, at, end):
        lead = _GRADE_LEAD.match(text, a, b)
        grade = lead or grade
        part = plain_part(
            text, lead.end() if lead else a, b, places, graded=graded or ran or (head is not None and chosen)
        )
        if part is None:
            return
        owned += part[3]
        found.append((part, grade))
    if len(found) < _MIN_PARTS or not (graded or (chosen and owned == len(found)) or (head and chosen)):
        return
    rule = "plain-graded" if graded else "plain-owned" if owned == len(found) else "plain-listed"
    for (begin, stop, owner, _), won in found:
        draft = CaseDraft(begin, stop, group, rule, 0.7, owner=owner)
        yield draft.having(grade=won["grade"], grade_span=won.span("grade")) if won else draft


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in re.finditer(rf",\s|{_JOIN.pattern}", text[start:end]):
        yield at, start + match.start()
        at = start + match.end()
    yield at, end


def plain_part(
    text: str, start: int, end: int, places: Sequence[Place], *, graded: bool
) -> tuple[int, int, Place | None, bool] | None:
    """Return one title of a list, its owner, and whether something says whose it is; None for what is no title."""
    tail = _TAIL.search(text, max(start, end - _CLOSING), end)
    inside = _IN_NOTE.match(text[start:end])
    owner, owned = None, False
    begin, stop = start, end
    if inside and " " in inside["title"]:
        owner = next(iter(places_in(places, start, start + inside.end("owner"))), None)
        if owner is None and not re.fullmatch(OFFICE, inside["owner"].strip()):
            return None
        begin, stop, owned = start + inside.start("title"), start + inside.end("title"), True
    else:
        note = _BY_NOTE.search(text, start, end)
        if note:
            owner = next(iter(places_in(places, note.start("note"), note.end("note"))), None)
            owned, stop = owner is not None or re.match(OFFICE, note["note"]) is not None, note.start()
        elif tail and tail.start() > start and tail[0].strip() not in {"이", "가", "로", "에"}:
            stop = tail.start()
        place = next((one for one in places if 0 <= one.start - start <= _NEAR and one.end < stop), None)
        office = _BY_OFFICE.match(text, start, stop)
        if (
            place is not None
            and place.kind != "anaphor"
            and re.match(r"(?:은|는|이|가|의)?\s", text[place.end : place.end + 2])
        ):
            owner, owned = place, True
            begin = text.find(" ", place.end, stop) + 1
            own = _BY_OFFICE.match(text, begin, stop)
            begin = own.end() if own and "의 " in own[0] else begin
        elif office is not None:
            owned, begin = True, office.end()
    begin, stop = trim(text, begin, stop)
    words = text[begin:stop]
    good = (
        is_title_like(words)
        and len(words.split()) >= _MIN_WORDS
        and ((graded and (owned or sum(map(str.isalnum, words)) >= _GRADED_LETTERS)) or is_concrete(words))
        and not _NO_TITLE.search(words)
    )
    return (begin, stop, owner, owned) if good else None

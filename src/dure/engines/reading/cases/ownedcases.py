"""Titles without marks behind their owner: 민원과의 글 대신 그림 민원서 사례는, 안전 분야에서는 옥천군의 둑길 신고 종과 보은군의 …가 뽑혔다.

And what won one grade after another (A로 최우수상, B로 우수상을 받았다), what bodies made that won (대상에는 A를 고안한 옥천군과 …), a theme without marks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft, Place, places_in
from dure.engines.reading.cases.phrases import NO_WORK
from dure.engines.reading.cases.plainlists import OFFICE
from dure.engines.reading.casewords import GRADES
from dure.engines.reading.clauses import phrase_start
from dure.engines.reading.titles import is_title_like, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.prose import Paragraph, Prose

_OWNER = re.compile(rf"(?:^|(?<=\s))(?:{OFFICE}|[가-힣]{{2,8}}(?:시|군|구|도|청|단))의\s")
_CASE = re.compile(r"\s?사례(?:는|은|가|이|도)\s")
_COUNTED = re.compile(r"\d\s?(?:건|개|명|곳|편)(?:$|\s|[을를이가의])|[가-힣](?:했|됐|였|았|었)(?:고|으며)")
_KIND = re.compile(
    r"(?:우수|혁신|모범|성공|대표|행정|정책|시책|추진|운영|개선|협업|발표|해당|이번|다른|같은|[한된는은인던할])$"
)
# 안전 분야에서는 …가 뽑혔다
_IN_FIELD = re.compile(r"(?:분야|부문)(?:에서는|에선|에는|은)\s")
_CHOSEN = re.compile(
    r"(?:이|가|을|를)\s(?:각각\s|최종\s|나란히\s)?(?:선정|뽑[혔히]|채택|우수\s?사례로|이름을\s올|꼽[혔히])"
)
_JOINED = re.compile(r"(?:\s사례)?(?:와|과|,)\s$")
# …로 최우수상, …로 우수상을 받았다
_WITH = re.compile(
    rf"(?P<title>[^,.‘“'\"()]{{6,70}}?)(?:으로|로)\s(?:[^,.‘“'\"()]{{0,24}}\s)?(?P<grade>{GRADES})(?:상)?(?=,|을,|을\s(?:받|탔|타|차지|수상|안|거머|따)|(?:를|에)\s)"
)
_ITS_TOPIC = re.compile(
    rf"[,\s]*(?:{OFFICE}|[가-힣]{{2,8}}(?:시|군|구|도|청)|[가-힣]{{2,4}}\s[가-힣]{{2,6}})(?:은|는|이|가)\s"
)
# 대통령상에는 …를 고안한 옥천군과 …를 운영 중인 보은군이; …를 만든 충북도의회는 우수상을 받았다
_GRADE_HEAD = re.compile(
    rf"(?<![가-힣])(?P<grade>{GRADES})(?:상)?(?:\s?\(?\d{{1,2}}\s?(?:건|점|곳)\)?)?(?:은|는|에는|에)\s"
)
_MADE = re.compile(
    r"(?:을|를)\s(?:(?:고안|개발|운영|시행|도입|추진|제안|발표|구축|마련|제출|발굴|제정|실시|제공)(?:한|하는|하고\s있는|해\s온|\s중인)|만든|내놓은|선보인|펼친|펴는)\s(?:[가-힣]{2,8}(?:도|시)\s)?$"
)
_WON = re.compile(
    rf"(?:은|는|이|가)\s(?:[가-힣]{{1,5}}\s)?(?P<grade>{GRADES})(?:상)?(?:을|를|에)\s(?:받|수상|차지|안|거머|탔|올랐|뽑)"
)
_BETWEEN = re.compile(r"(?:와|과|,|및)\s$|(?:와|과),?\s")
# 군은 빈집 마당 텃밭을 주제로 … 경진대회에 참가해 특별상을 받았다
_THEMED = re.compile(
    rf"(?P<title>[^.‘“'\"()]{{6,60}}?)(?:을|를)\s주제로\s[^.‘“'\"]{{0,60}}?(?:참가|출전|나서|나가|발표|겨뤄)[^.‘“'\"]{{0,30}}?(?P<grade>{GRADES})(?:상)?(?:을|를)\s(?:받|수상|차지|안|거머|탔)"
)
_LEAST, _LONG, _FAR, _SEVERAL = 2, 3, 90, 2


def owned_cases(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield the titles that stand between their owner and 사례는, or between their owner and what a field chose."""
    text = prose.text
    for start, end in paragraph.sentences:
        if any(start <= item.start < end for item in paragraph.items):
            continue
        owners = _owners(text, start, end, places)
        case = _CASE.search(text, start, end)
        before = [one for one in owners if case and one[0] < case.start() <= one[0] + _FAR]
        if case and before:
            begin, owner = before[0]
            yield from _draft(text, paragraph, (begin, case.start()), group, owner, _LONG)
        for field in _IN_FIELD.finditer(text, start, end):
            yield from _in_field(text, paragraph, field.end(), end, owners, group)


def _in_field(
    text: str, paragraph: Paragraph, start: int, end: int, owners: list[tuple[int, Place | None]], group: int
) -> Iterator[CaseDraft]:
    chosen = _CHOSEN.search(text, start, end)
    if chosen is None:
        return
    inside = [one for one in owners if start < one[0] < chosen.start()]
    for (begin, owner), after in zip(inside, (*inside[1:], None), strict=False):
        joint = None if after is None else _JOINED.search(text, begin, _name_start(text, after[0]))
        if after is not None and joint is None:
            return
        yield from _draft(text, paragraph, (begin, joint.start() if joint else chosen.start()), group, owner, _LEAST)


def won_in_turn(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield A, B of A로 최우수상, B로 우수상을 받았다: two at least in a sentence."""
    text = prose.text
    for start, end in paragraph.sentences:
        if any(start < quote.end and quote.start < end for quote in paragraph.quotes):
            continue
        found = list(_WITH.finditer(text, start, end))
        if len(found) < _SEVERAL:
            continue
        for match in found:
            begin = phrase_start(text, *match.span("title"), places) if match is found[0] else match.start("title")
            topic = _ITS_TOPIC.match(text, begin, match.end("title"))
            begin = topic.end() if topic else begin
            for draft in _draft(text, paragraph, (begin, match.end("title")), group, None, _LONG):
                yield draft.having(rule="award-before", grade=match["grade"], grade_span=match.span("grade"))


def made_by_bodies(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield what bodies made, behind a grade they won or before it, and the plain theme of an entry that won."""
    text = prose.text
    for start, end in paragraph.sentences:
        if any(start <= item.start < end for item in paragraph.items):
            continue
        head = _GRADE_HEAD.search(text, start, end)
        for place in places_in(places, start, end):
            made = _MADE.search(text, start, place.start) if place.kind != "anaphor" else None
            won = _WON.match(text, place.end, end)
            if made is None or not (won or (head and head.end() < made.start())):
                continue
            earlier = [one.end for one in places_in(places, start, made.start()) if _BETWEEN.match(text, one.end)]
            floor = max([start if won else head.end() if head else start, *earlier])
            floor += len(joint[0]) if (joint := _BETWEEN.match(text, floor, made.start())) else 0
            begin = phrase_start(text, floor, made.start(), places) if won else floor
            grade = won or head
            for draft in _draft(text, paragraph, (begin, made.start()), group, place, _LONG):
                yield draft.having(rule="office-did", grade=grade["grade"], grade_span=grade.span("grade")) if grade else draft  # fmt: skip
        themed = _THEMED.search(text, start, end)
        if themed:
            begin = phrase_start(text, *themed.span("title"), places)
            for draft in _draft(text, paragraph, (begin, themed.end("title")), group, None, _LONG):
                yield draft.having(rule="award-shown", grade=themed["grade"], grade_span=themed.span("grade"))


def _name_start(text: str, begin: int) -> int:
    """Return where the owner begins whose title begins at ``begin``: one word, or two where the first is a county's."""
    at = text.rfind(" ", 0, begin - 1) + 1
    first = text.rfind(" ", 0, at - 1) + 1
    return first if re.match(r"[가-힣]{2,3}(?:시|도|군)?\s", text[first:at]) and not _JOINED.search(text[first:at]) else at  # fmt: skip


def _owners(text: str, start: int, end: int, places: Sequence[Place]) -> list[tuple[int, Place | None]]:
    """Return where each owner's title begins, and the owner where it is known."""
    found: dict[int, Place | None] = {match.end(): None for match in _OWNER.finditer(text, start, end)}
    found |= {place.end + 2: place for place in places_in(places, start, end) if text[place.end : place.end + 2] == "의 " and place.kind != "anaphor"}  # fmt: skip
    return sorted(found.items(), key=lambda one: one[0])


def _draft(
    text: str, paragraph: Paragraph, span: tuple[int, int], group: int, owner: Place | None, words: int
) -> Iterator[CaseDraft]:
    begin, stop = trim(text, *span)
    title = text[begin:stop]
    if (
        is_title_like(title)
        and len(title.split()) >= words
        and not _KIND.search(title)
        and not NO_WORK.search(title)
        and not _COUNTED.search(title)
        and not any(quote.start < stop and begin < quote.end for quote in paragraph.quotes)
    ):
        yield CaseDraft(begin, stop, group, "owned-phrase", 0.66, owner=owner)

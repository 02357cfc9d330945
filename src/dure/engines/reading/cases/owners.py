"""Titles without outer marks behind a grade, each behind its owner: 대통령상에는 옥천군의 A, 보은군의 B가 선정됐다.

Commas and small marks inside a title do not matter here: whose the next one is says where a title ends.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft, Place, places_in
from dure.engines.reading.cases.phrases import NO_WORK
from dure.engines.reading.cases.plainlists import OFFICE
from dure.engines.reading.casewords import GRADES
from dure.engines.reading.titles import is_title_like, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.document import Span
    from dure.engines.reading.prose import Paragraph, Prose, Quote

_HEAD = re.compile(
    rf"(?<![가-힣])(?P<grade>{GRADES})(?:상)?(?:\s?\(?\d{{1,2}}\s?(?:건|점|편|팀)\)?)?(?:은|는|에는|에|으로는)\s"
)
_CLOSE = re.compile(
    r"(?:\s?등\s(?:총\s|모두\s)?(?:\d{1,2}\s?(?:건|개|개\s?(?:사례|과제|제안)|편)(?:의\s(?:사례|과제))?)?\s?)?(?:이|가|을|를|에|에게)\s?(?:각각\s|차례로\s|나란히\s|최종\s|공동\s)*(?:선정|뽑[혔히]|차지|수상|받[았으]|탔|타[며고]|올랐|돌아[갔가]|골랐|추렸|채택)"
)
_OFFICE = re.compile(rf"(?<![가-힣])(?:{OFFICE}|보건소|의회|[가-힣]{{2,8}}(?:시|군|구|청))의\s")
_JOIN = re.compile(r"(?:\s?[,，]|(?<=[가-힣])(?:와|과)|\s?및)?\s*$")
_SENTENCE = re.compile(r"다[.]")
_LONGEST, _LEAST, _MAX_TITLE, _NEAR = 320, 2, 70, 2
# 구의 정책을 이끈 …: more than a name
# < 옥천군 : 밤길을 지키는 등불 (대통령상) >: a head in angles, with its owner and what it won
_ANGLED = re.compile(
    rf"<\s?(?P<owner>[가-힣\s]{{2,16}}?)\s?:\s(?P<title>[^<>\n]{{6,80}}?)\s?\((?P<grade>{GRADES}|[가-힣]{{2,8}}상)\)\s?>"
)
_TELLS = re.compile(
    r"[‘“「『]|(?:했|됐|였|았|었)(?:고|으며|지만|다)|\d\s?(?:명|건|곳|위|만\s?원)(?:[을를이가의과와]|$)"
)


def owned_grades(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield the titles of 장려상에는 안전과의 A! 보건소의 B, 옥천읍의 C가 각각 뽑혔다: two owners at least, each with its own."""
    text = prose.text
    heads = list(_HEAD.finditer(text, paragraph.start, paragraph.end))
    for number, head in enumerate(heads):
        limit = min(paragraph.end, head.end() + _LONGEST, *(one.start() for one in heads[number + 1 : number + 2]))
        stop = _SENTENCE.search(text, head.end(), limit)
        close = _CLOSE.search(text, head.end(), stop.end() if stop else limit)
        if close is None or any(head.end() <= item.start < close.start() for item in paragraph.items):
            continue
        owners = _owners(text, head.end(), close.start(), places)
        if len(owners) < _LEAST or owners[0][0] - head.end() > _NEAR:
            continue
        found = [
            _title(text, owner, owners[at + 1][0] if at + 1 < len(owners) else close.start(), paragraph.quotes)
            for at, owner in enumerate(owners)
        ]
        if not all(found):
            continue
        for (_, _, place), span in zip(owners, found, strict=True):
            if span is not None:
                yield CaseDraft(*span, group, "owned-graded", 0.75, grade=head["grade"], grade_span=head.span("grade"), owner=place)  # fmt: skip


def angled_heads(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield the titles of < 옥천군 : 밤길을 지키는 등불 (대통령상) >."""
    for match in _ANGLED.finditer(prose.text, paragraph.start, paragraph.end):
        if is_title_like(match["title"]):
            owner = next(iter(places_in(places, *match.span("owner"))), None)
            yield CaseDraft(*match.span("title"), group, "head-angled", 0.8, grade=match["grade"], grade_span=match.span("grade"), owner=owner)  # fmt: skip


def _owners(text: str, start: int, end: int, places: Sequence[Place]) -> list[tuple[int, int, Place | None]]:
    """Return where each owner begins, where its title begins, and which body it is."""
    found: list[tuple[int, int, Place | None]] = [
        (place.start, place.end + 2, place)
        for place in places_in(places, start, end)
        if place.kind != "anaphor" and text[place.end : place.end + 2] == "의 "
    ]
    for office in _OFFICE.finditer(text, start, end):
        if not any(a < office.end() and office.start() < b for a, b, _ in found):
            found.append((office.start(), office.end(), None))
    return sorted(found, key=lambda one: one[0])


def _title(text: str, owner: tuple[int, int, Place | None], end: int, quotes: Sequence[Quote]) -> Span | None:
    join = _JOIN.search(text, owner[1], end)
    begin, stop = trim(text, owner[1], join.start() if join else end)
    words = text[begin:stop]
    marked = [quote for quote in quotes if begin <= quote.start and quote.end <= stop]
    bare = words
    for quote in marked:
        if quote.start == begin and (quote.end >= stop - 1 or len(marked) > 1):
            return None  # a title in marks, or several: the rules of quotations decide
        bare = bare.replace(text[quote.start : quote.end], "")
    if not is_title_like(words) or len(words.split()) < _LEAST or len(words) > _MAX_TITLE or _TELLS.search(bare) or NO_WORK.search(bare):  # fmt: skip
        return None
    return begin, stop

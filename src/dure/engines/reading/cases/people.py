"""Cases told by who did them: a title in brackets behind a person, what a chosen official did, what somebody presented.

``민원과 이바다 주무관(글 대신 그림 민원서)``; ``폐수로를 되살린 환경과 이바다 주무관이 최우수``; ``이바다 과장이 주관한 …이 대상을 받았다``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft, places_in
from dure.engines.reading.cases.items import PERSON_NOTE
from dure.engines.reading.cases.lists import person_note
from dure.engines.reading.casewords import GRADES, POSITIONS
from dure.engines.reading.clauses import AND_OF_DEEDS, adnominal, is_concrete, phrase_start
from dure.engines.reading.lexicon import WordList, lexicon
from dure.engines.reading.titles import is_title_like, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.document import Span
    from dure.engines.reading.prose import Paragraph, Prose

_PEOPLE_SIGN = WordList(
    [*lexicon("facts")["people"]["positions"], "팀", *(f"과{particle}{end}" for particle in "가에와" for end in " ,")]
)
_CHOSEN = re.compile(rf"{GRADES}|선발|선정|뽑[혔힌았은]|우수\s?공무원")
_GRADE_HEAD = re.compile(
    rf"(?<![가-힣])(?P<grade>{GRADES})(?:상|등급)?(?:\s?\d{{1,2}}\s?(?:명|팀|건))?(?:\s?공무원)?(?:은|는|에는|에|이|으로는|로는|:)\s"
)


def people_cases(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield the cases that a paragraph tells by the people who did them, outside its marked items."""
    text = prose.text
    if _PEOPLE_SIGN.find(text, paragraph.start, paragraph.end) < 0 or not _CHOSEN.search(
        text, paragraph.start, paragraph.end
    ):
        return
    grades = [(head.end(), head) for head in _GRADE_HEAD.finditer(text, paragraph.start, paragraph.end)]
    for draft in (
        *_noted(text, paragraph, places, group),
        *_did(text, paragraph, places, group),
        *_presented(text, paragraph, places, group),
        *_of_teams(text, paragraph, group),
        *_offices_did(text, paragraph, places, group),
    ):
        if any(item.start <= draft.start < item.end for item in paragraph.items):
            continue
        head = next((head for end, head in reversed(grades) if end <= draft.start), None)
        yield draft.having(grade=head["grade"], grade_span=head.span("grade")) if head and not draft.grade else draft


def _noted(text: str, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """우수에는 민원과 이바다 주무관(글 대신 그림 민원서)이 뽑혔다: titles in brackets behind the people who won with them."""
    if text.find("(", paragraph.start, paragraph.end) < 0:
        return
    for match in PERSON_NOTE.finditer(text, paragraph.start, paragraph.end):
        found = person_note(text, match.start(), match.end(), places)
        if found is not None:
            yield CaseDraft(found[0], found[1], group, "person-noted", 0.8, owner=found[2])


_OFFICE = r"[가-힣A-Za-z0-9·]{1,14}(?:과|실|팀|국|담당관|보건소|사업소|센터|본부|도서관|공단|공사|재단|면|읍|동)"
# 환경과 이바다 주무관, 이바다 환경과 주무관
_OFFICIAL = re.compile(
    rf"(?<=[가-힣])\s(?P<who>{_OFFICE}\s(?:[가-힣A-Za-z0-9·]{{2,10}}팀\s)?[가-힣]{{2,4}}\s(?:{POSITIONS})|[가-힣]{{2,4}}\s{_OFFICE}\s(?:{POSITIONS}))(?=[이가을를은는과와도,\s]|$)"
)
_BEFORE = re.compile(
    rf"(?:선정|선발|뽑)(?:하고|했고|했으며|하며|았고|았으며),?\s|(?<=[가-힣]\s)(?:{POSITIONS})(?:이|가|을|를|과|와|은|는|도)?,?\s|(?<=결과),?\s|(?<=따르면)\s"
)
_OBJECT = re.compile(
    r"(?P<what>.{6,}?)(?:\s업무)?(?:을|를)\s(?:(?:적극|직접|적극적으로|성공적으로|차질\s?없이)\s)?(?:추진|담당|수행|기획|제안|발표|운영|주관|출품|제출|진행)한$"
)
_NOT_DONE = re.compile(
    r"참석한|참여한|방문한|찾은|심사한|수상한|받은|선정된|뽑힌|선발된|소속된|인한|위한|대한|관한|통한|따른|밝힌|맡은|오른|올린$"
)
_CHOOSES = re.compile(r"선정|선발|뽑|영예|영광|수상|차지|이름을\s올|받았|탔다|탔고|탔으며|골랐|추렸|낙점")
_MIN_LETTERS = 8


def _did(text: str, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """최우수에는 오래된 공유지를 팔아 숙원을 푼 세무과 김다라 팀장이 뽑혔다: what the people did who were chosen."""
    for start, end in paragraph.sentences:
        if not _CHOOSES.search(text, start, end) or any(
            q.speech and q.start <= start < q.end for q in paragraph.quotes
        ):
            continue
        found: list[Span] = []
        for match in _OFFICIAL.finditer(text, start, end):
            if not adnominal(text, match.start()):
                continue
            borders = [border.end() for border in _BEFORE.finditer(text, start, match.start())]
            heads = [head.end() for head in _GRADE_HEAD.finditer(text, start, match.start())]
            floor = max((*borders, *heads), default=-1)
            begin = floor if floor >= 0 else phrase_start(text, start, match.start(), places)
            work = _work(text, begin, match.start(), paragraph)
            if work is not None and heads and floor >= heads[0] and _OBJECT.fullmatch(text[begin : match.start()]):
                yield CaseDraft(*work, group, "person-proposed", 0.75)
            elif work is not None:
                found.append(work)
        if len(found) > 1:
            for begin, stop in found:
                yield CaseDraft(begin, stop, group, "official-did", 0.65)


# 최우수상은 못난이 사과를 급식에 낸 농정과가: an office, and what it did, right behind its grade
_DESK = re.compile(rf"(?<=[가-힣])\s(?P<who>{_OFFICE})(?=(?:이|가|에|와|과)[,\s])")


def _offices_did(text: str, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """우수상은 밤길 바닥 신호등을 설치한 건설과가 받았다: what an office did, between its grade and its name."""
    for start, end in paragraph.sentences:
        heads = list(_GRADE_HEAD.finditer(text, start, end))
        for number, head in enumerate(heads):
            floor = heads[number + 1].start() if number + 1 < len(heads) else end
            match = _DESK.search(text, head.end(), floor)
            if match is None or not adnominal(text, match.start()) or not _CHOOSES.search(text, match.end(), end):
                continue
            work = _work(text, head.end(), match.start(), paragraph)
            if work is not None and is_concrete(text[slice(*work)]) and not _EARLIER.search(text[slice(*work)]):
                owner = next(iter(places_in(places, *match.span("who"))), None)
                yield CaseDraft(*work, group, "office-did", 0.65, grade=head["grade"], grade_span=head.span("grade"), owner=owner)  # fmt: skip


_EARLIER = re.compile(r"점수|평가|호평|투표|심사|[,.]|(?:은|는)\s[가-힣]+\s(?:이|가)\s")


def _work(text: str, start: int, end: int, paragraph: Paragraph) -> Span | None:
    """Return what was done of a clause that describes a person, without its verb when that only says that it was run."""
    begin, stop = trim(text, start, end)
    clause = text[begin:stop]
    if _NOT_DONE.search(clause) or any(quote.start < stop and begin < quote.end for quote in paragraph.quotes):
        return None
    run = _OBJECT.fullmatch(clause)
    if run:
        stop = begin + run.end("what")
    elif clause.endswith("한"):
        stop -= 1
    words = text[begin:stop]
    letters = sum(char.isalnum() for char in words)
    return (begin, stop) if letters >= _MIN_LETTERS and is_title_like(words) and " " in words else None


_PRESENTED = re.compile(
    rf"(?:{POSITIONS})(?:이|가)\s(?:주관|추진|제안|발표|기획|담당|제출|출품|개발)한\s(?P<title>[^.,‘“'\"()△▲]{{8,60}}?)(?:이|가)\s(?=[^.,‘“'\"]{{0,30}}?(?:{GRADES}|선정|뽑|차지))"
)


def _presented(text: str, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """이바다 과장이 주관한 주민 참여를 통한 놀이터 넓히기가 대상을 안았다: what somebody presented, and won with."""
    for match in _PRESENTED.finditer(text, paragraph.start, paragraph.end):
        begin, stop = trim(text, *match.span("title"))
        words = text[begin:stop]
        if is_title_like(words) and len(words.split()) > 1 and not _COUNTED.search(words):
            owner = next((place for place in places_in(places, max(paragraph.start, match.start() - 30), match.start()) if place.kind != "anaphor"), None)  # fmt: skip
            yield CaseDraft(begin, stop, group, "person-presented", 0.75, owner=owner)


# 최우수상에는 민원 안내 그림판 제작을 제안한 ‘누리’ 팀이 선정됐다
_TEAM = re.compile(
    r"(?:을|를)\s(?:제안|추진|발표|기획|제출|연구|제시|출품)한\s(?:[‘“'\"「][^’”'\"」]{1,24}[’”'\"」]|(?:[가-힣]{2,8}\s){0,2}[가-힣]{1,8})\s?팀(?:<[^<>]{1,8}>|\s?\([^()]{1,24}\))?(?=[이은의을과에,\s])"
)
_BEFORE_TEAM = re.compile(r"팀(?:이|과|와|은|을|의|에)?,?\s|[다요]\.\s")
# 골목 책꽂이 두기를 제안한 ‘누리’ 팀이 대상을 받았다: the grade behind
_TEAM_WON = re.compile(rf"(?:이|은|에게|에)\s(?:[가-힣]{{1,5}}\s)?(?P<grade>{GRADES})(?:상)?(?:을|를|이)\s")
_RESULT = re.compile(r"결과,?\s|(?<=[가-힣]며)\s|,\s(?=[^,]*$)")
_FAR = 110


def _of_teams(text: str, paragraph: Paragraph, group: int) -> Iterator[CaseDraft]:
    """최우수상에는 민원 안내 그림판 제작을 제안한 ‘누리’ 팀이 선정됐다: what a team proposed, behind its grade, the team before, or before its grade."""
    heads = [match.end() for match in _GRADE_HEAD.finditer(text, paragraph.start, paragraph.end)]
    for match in _TEAM.finditer(text, paragraph.start, paragraph.end):
        won = _TEAM_WON.match(text, match.end(), paragraph.end)
        sentence = paragraph.sentence_at(match.start())[0]
        floor = max(paragraph.start, match.start() - _FAR)
        borders = [border.end() for border in _BEFORE_TEAM.finditer(text, floor, match.start())] if heads else []
        start = max([at for at in (*heads, *borders) if floor <= at <= match.start()], default=-1)
        if start < sentence and won:
            start = max((one.end() for one in _RESULT.finditer(text, sentence, match.start())), default=sentence)
        if start < 0 or match.start() - start > _FAR:
            continue
        start = max((one.end() for one in _GOES_ON.finditer(text, start, match.start())), default=start)
        joint = AND_OF_DEEDS.search(text, start, match.start())
        spans = [(start, match.start())]
        commas = [one.end() for one in _COMMA.finditer(text, start, match.start())]
        listed = list(zip([start, *commas], [*(at - 2 for at in commas), match.start()], strict=True))
        if commas and all(len(text[a:b].split()) > _FEW for a, b in listed):
            spans = listed
        elif joint and len(text[joint.end() : match.start()].split()) > 1:
            spans = [(start, joint.start()), (joint.end(), match.start())]
        for a, b in spans:
            begin, stop = trim(text, a, b)
            quoted = any(quote.start < stop and begin < quote.end for quote in paragraph.quotes)
            if is_title_like(text[begin:stop]) and " " in text[begin:stop] and not quoted:
                draft = CaseDraft(begin, stop, group, "team-proposed", 0.75)
                yield draft.having(grade=won["grade"], grade_span=won.span("grade")) if won else draft


_COMMA, _GOES_ON, _FEW = re.compile(r",\s"), re.compile(r"[가-힣](?:고|며|서|여),\s"), 2
_COUNTED = re.compile(r"\d+\s?(?:건|명|팀|개)$|(?:사례|과제|제안|작품)$")

"""The event of a page that names none: what it calls by its kind alone, and what its verbs say was done."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dure.engines.reading.events.draft import HEADS, EventDraft, head_at_end, kind_told
from dure.engines.reading.lexicon import WordList

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.prose import Paragraph, Prose

# 이번 공모전은, 이날 회의에는: what the page is about, by its kind alone
_THIS = re.compile(
    r"(?<![가-힣])(?:이번|이날|이\s날|올해)\s(?P<this>[가-힣]{0,4}(?:경진대회|공모전|공모|대회|경연|평가|심사|회의|협의회|보고회|토론회|간담회|설명회|교육|특강|강의|강연|워크숍|벤치마킹|견학|방문|협약|투표|설문조사|발표회|포럼|행사))(?:은|는|에는|에서는|에서|에|을|를|이|가)\s"
)
_RANKING = frozenset({"대회", "공모", "심사"})
# 공모전은 지난 11일부터 …, 경진대회에서는 …: a text without its head calls it so
_BARE = r"(?P<this>경진대회|공모전|경연대회|발표대회|발표회|보고회|공유회|설명회|토론회|간담회|워크숍|대회)(?:은|는|에는|에서는)\s"
_BEGINS, _BEGINS_LATER = re.compile(_BARE), re.compile(rf"다\.\s{_BARE}")


def this_one(prose: Prose) -> EventDraft | None:
    """Return the event that a page calls by its kind alone: 이번 공모전은, 이날 회의에는; asked when nothing else names one."""
    for paragraph in prose.body:
        match = _THIS.search(prose.text, paragraph.start, paragraph.end) or _BEGINS.match(
            prose.text, paragraph.start, paragraph.end
        )
        match = match or _BEGINS_LATER.search(prose.text, paragraph.start, paragraph.end)
        known = head_at_end(match["this"]) if match else None
        if match and (known or match["this"] in _RANKING):
            name, start, end = match["this"], match.start("this"), match.end("this")
            told = name == "행사"
            rule_kind = "contest" if name in _RANKING else HEADS.get(known["head"] if known else "", "other")
            kind = kind_told(prose.text[paragraph.start : paragraph.end]) if told else rule_kind
            return EventDraft(start, end, name, kind, "event-this", 1.0)
    return None


# 이번 워크숍은 2019년 정부혁신평가에 대비해 …; 강연은 진천군 민원과 임다온 팀장이 맡았다
_TOPIC = re.compile(
    r"\W{0,4}(?:(?:이번|이날|본)\s(?P<this>[가-힣]{0,4}(?:경진대회|공모전|경연대회|평가|회의|보고회|토론회|간담회|설명회|교육|특강|강연|워크숍|벤치마킹|견학|방문|연찬회|발표회|포럼|발대식|위촉식|출범식|협약|협약식|총회))|(?P<bare>강연|특강|워크숍|토론회|간담회|설명회|보고회|포럼))(?:은|는|에는|에서는)\s"
)
_CALLED, _CALLED_AFRESH, _FARTHER = 0.8, 4.2, 0.2


def called(prose: Prose, drafts: Sequence[EventDraft]) -> list[EventDraft]:
    """Return the events with what the page calls its own by its kind, at the head of a sentence: that kind counts more.

    Where no event of that kind was found, the word itself stands for one.
    """
    for number, paragraph in enumerate(prose.body):
        for start, end in paragraph.sentences:
            match = _TOPIC.match(prose.text, start, end)
            if match is None:
                continue
            what = "this" if match["this"] else "bare"
            known = head_at_end(match[what])
            kind = HEADS.get(known["head"], "other") if known else "other"
            score = _CALLED_AFRESH - _FARTHER * number
            own = max((one for one in drafts if one.kind == kind), key=lambda one: one.score, default=None)
            if own is not None and (own.score + _CALLED >= score or own.name.endswith(match[what])):
                return [replace(one, score=one.score + _CALLED) if one is own else one for one in drafts]
            return [*drafts, EventDraft(*match.span(what), match[what], kind, "event-this", score)]
    return list(drafts)


# 들어온 아이디어를 심사해, 참여단에 위촉장을 주고: an administration may do so without its usual words
_CALLS_PEOPLE = re.compile(
    r"(?:아이디어|정책|제안|시책|우수\s?사례)[^.]{0,20}(?:공모|경진)|(?:공모전|경진대회)[^.]{0,80}(?:아이디어|정책|제안|시책|우수\s?사례)|(?:참여단|모니터단|자문단|평가단|위원회)[^.]{0,40}(?:위촉|발대식|출범식)|슬로건[^.]{0,20}(?:공모|제안)|(?:시민|주민|도민|군민|구민)배심원"
)
_CALLS_SIGN = WordList(["공모", "경진", "위촉", "발대식", "출범식", "슬로건", "배심원"])
# … 시책 오디션, 의정혁신 어워즈, 공공서비스 새단장 경연, 종합청렴도 평가: what an administration does is judged
_JUDGED_WORK = re.compile(
    r"(?:시책|제안|아이디어|사례)[^.\n]{0,20}(?:심사[했하한해]|순위를)|(?:시책|제안|아이디어|의정|공공\s?서비스|행정|지역\s?문제|청렴도|공무원|주무관)[^.\n]{0,20}(?:오디션|어워[즈드]|경연|경진|쇼케이스|페스타|시상|한판|뽑[아았기]|겨[루뤘]|평가(?=[’'”\"」]?에서)|페어)"
)
_JUDGED_SIGN = WordList(
    ["오디션", "어워즈", "어워드", "경연", "경진", "쇼케이스", "페스타", "시상", "한판", "뽑아", "뽑았", "뽑기", "겨루", "겨뤘", "평가", "페어", "심사", "순위를"]
)  # fmt: skip
_PUBLIC = re.compile(r"[시군구도](?:는|가|이|은|에서)\s|[시군구도]청|의회|공무원|주무관|직원")


def calls_people(prose: Prose) -> bool:
    """Tell whether a page tells of a call for ideas, of people who are appointed to take part, or of public work that is judged."""
    if any(
        _CALLS_SIGN.find(prose.text, p.start, p.end) >= 0 and _CALLS_PEOPLE.search(prose.text, p.start, p.end)
        for p in prose.paragraphs
    ):
        return True
    judged = any(
        _JUDGED_SIGN.find(prose.text, p.start, p.end) >= 0 and _JUDGED_WORK.search(prose.text, p.start, p.end)
        for p in prose.paragraphs
    )
    return judged and any(_PUBLIC.search(prose.text, p.start, p.end) for p in prose.paragraphs)


_CHOICE = (
    # 23건 39명이 우수제안자로 뽑혔다, 우수사례 3건에 상을 줬다, 우수공무원 추천을 받는다
    (
        "contest",
        re.compile(
            r"(?P<what>우수\s?(?:제안|사례|시책|과제|공무원|직원|부서|아이디어|정책))자?[^.]{0,40}?(?:선정|선발|뽑|시상|골[라랐]|확정|상을\s(?:줬|주|수여)|수여했|수여하|포상|추천을?\s?(?:받|접수))"
        ),
    ),
    # 이번에 선정된 24개 우수과제는 심사를 거친 것이다
    (
        "contest",
        re.compile(
            r"(?:선정|선발)된\s(?:\d{1,3}(?:개|건|명)\s)?(?P<what>우수\s?(?:제안|사례|시책|과제|공무원|아이디어))"
        ),
    ),
    # 외부전문가 심사를 거쳐 우수자치단체를 골랐다
    (
        "assessment",
        re.compile(
            r"(?P<what>(?:최?우수|선도|모범)\s?(?:기관|지자체|자치단체|지방자치단체|지방정부|단체|시군))[^.]{0,24}?(?:선정|뽑|골[라랐]|지정)"
        ),
    ),
    # 최우수 1, 우수 2, 장려 3 등 총 6명을 선발한다
    (
        "contest",
        re.compile(
            r"(?:최우수|대상|금상)[^.]{0,80}?(?:우수|최우수|은상|장려|동상)[^.]{0,80}?(?P<what>선정|선발|수상|시상|심사)"
        ),
    ),
)
_OPINIONS = re.compile(r"(?P<what>의견)(?:을|를)\s(?:[^.]{0,12}\s)?(?:듣고자|받습니다|받는다|받고\s있|수렴[한하했])")
# 혁신자치 특별위원회 위원들과 … 위원 19명을 위촉했다, 위원들에게 위촉장을 수여했다
_APPOINTS = re.compile(r"위원[^.]{0,16}?(?:을|를|에게)\s(?:[^.]{0,12}\s)?(?P<what>위촉)")
_BODY = re.compile(r"(?:[가-힣]{2,10}\s)?[가-힣]{1,12}(?:위원회|협의회|자문단|추진단)")
_PLAIN = 1.2


def plain(prose: Prose) -> EventDraft | None:
    """Return what the verbs of a page without a named event say was done: a choice, an appointment, a call for opinions."""
    found = min(_told(prose), key=lambda one: (one.score, one.start), default=None)
    return None if found is None else replace(found, score=_PLAIN)


def _told(prose: Prose) -> Iterator[EventDraft]:
    """Yield what is told, its score the order in which it is believed."""
    for paragraph in (*prose.headings, *prose.body):
        for kind, words in _CHOICE:
            match = words.search(prose.text, paragraph.start, paragraph.end)
            if match:
                graded = len(match["what"]) < _OF_TWO
                name = match["what"] if graded else f"{match['what']} 선정"
                yield EventDraft(*match.span("what"), name, kind, "event-plain", 1.0 if graded else 0.0)
        formed = _APPOINTS.search(prose.text, paragraph.start, paragraph.end)
        body = _named_body(prose, paragraph, formed.start()) if formed else None
        if body:
            yield EventDraft(*body.span(), f"{body[0]} 위촉식", "council", "event-plain", 0.5)
        asked = _OPINIONS.search(prose.text, paragraph.start, paragraph.end)
        if asked:
            yield EventDraft(*asked.span("what"), "의견 수렴", "participation", "event-plain", 2.0)


_OF_TWO = 3  # 선정, 심사: the verb's own noun


def _named_body(prose: Prose, paragraph: Paragraph, before: int) -> re.Match[str] | None:
    """Return the last body named before the appointment."""
    return max(_BODY.finditer(prose.text, paragraph.start, before), key=lambda one: one.start(), default=None)

"""Events that are told by what is done, not by a name: a selection, a prize won somewhere, a new channel, a visit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.eventdraft import HEAD_AT_END, STRONG_YEAR, EventDraft, breaks, kind_told, specific

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dure.engines.reading.prose import Prose

_SELECTED = r"(?:적극\s?행정|혁신|우수|제도개선|규제혁신|정부혁신|시정혁신|협업)\s?(?:[가-힣]{2,6}\s)?(?:우수\s?)?(?P<what>사례|공무원|부서|직원|우수사례)"
_SELECTION = (
    r"(?:로|으로)?\s?(?:[^.]{0,40}?)(?:을|를|명을|건을)?\s?[^.]{0,24}?(?P<verb>선정|선발|뽑|골랐|표창|시상|포상)"
)
_SELECTING = re.compile(
    rf"(?P<name>(?:(?:올해|올|지난해|작년|(?:19|20)\d{{2}}년도?)?\s?(?:상반기|하반기|[1-4]분기)?\s?)?(?:[가-힣·]{{2,12}}\s){{0,2}}?{_SELECTED}){_SELECTION}"
)
_SELECTING_SIGN = re.compile(_SELECTED + _SELECTION)  # asked first: the words before it are dear to look for
_BEFORE_SELECTED = 48  # code points that `_SELECTING` takes before it at most
_PROGRAM_NAME = 30
_PROGRAM = re.compile(
    r"(?:을|를|이|가)?\s(?:[^.]{0,30}?)(?:운영에 들어갔|구축했|개설했|선보였|운영을 시작|시범\s?운영|운영된다|운영한다|운영하고|문을 열|서비스를 시작|본격 운영|개설|오픈|시행에 들어|도입)"
)
_TOURED = re.compile(
    r"(?P<where>[가-힣]{2,10}(?:시|군|구|도|청|공단|공사|센터|재단))(?:을|를)\s(?:직접\s)?(?:찾아|방문해|방문하여|둘러보고)[^.]{0,60}?(?:둘러|살펴|견학|벤치마킹|배웠|배우|공유|청취|들었)"
)
# ‘제9회 전국 햅쌀 품평회’에서 대상을 차지했다: where prizes are won is a contest, whatever its name ends in.
_PRIZED_AT = re.compile(
    r"^\s?(?:행사|시상식)?(?:에서|서)\s[^.‘“'\"]{0,30}?(?:대상|최우수상?|우수상?|장려상?|금상|은상|동상|특별상|본상|1위|[가-힣]{2,8}상)(?:을|를)?\s(?:받|수상|차지|거머|안았|영예)"
)
# 직원이 모인 ‘혁신 아이디어 나눔터’에서 사례를 발표했다
_SHOWN_AT = re.compile(
    r"^\s?(?:행사)?에서\s[^.]{0,60}?(?:발표했|발표한|소개했|강연했|강연한|시연했|들려줬|들려주었|공유했|선보였)"
)
_HELD_QUOTE = re.compile(
    r"^\s?(?:행사)?(?:을|를)\s(?:[^.]{0,16}\s)?(?:열어|열었|열고|연다|개최|마련해|가졌|갖고|진행했|선보였)"
)
# What is opened and stays open is a place or a service, no event: ‘뚝딱뚝딱 공구소’를 열었다.
_OPENED = re.compile(
    r"(?:[소방관실원]|센터|창고|쉼터|카페|도서관|공간|정류장|놀이터|상담소|창구|가게|식당|부엌|주방|플랫폼|서비스|누리집|홈페이지|앱|시스템|학교|교실)$"
)


_PARTICIPATION = re.compile(r"투표|제안(?![한했자])|참여|공감|신문고|청원|공론|의견\s?수렴|온라인 플랫폼|주민총회")


def _without_modifiers(name: str) -> str:
    """Drop the words before a name that belong to its sentence: ``성과가 있는 우수사례`` is 우수사례."""
    words = name.split()
    while len(words) > 1 and breaks(words[0]) and not STRONG_YEAR.search(words[0]):
        words.pop(0)
    return " ".join(words)


_VISITING = re.compile(r"(?P<name>(?:우수사례|우수 사례|혁신사례|지자체|행정혁신 사례|선진지)?[을를의]?\s?벤치마킹)")


def acted(prose: Prose, *, on_topic: bool) -> Iterator[EventDraft]:
    """Yield events that are told by what is done, not by a name: a selection, a new channel, a benchmarking visit."""
    for number, paragraph in enumerate(prose.body[:3]):
        stretch = prose.text[paragraph.start : paragraph.end]
        near = 2.5 - 0.5 * number
        sign = _SELECTING_SIGN.search(stretch) if on_topic else None
        match = _SELECTING.search(stretch, max(0, sign.start() - _BEFORE_SELECTED)) if sign else None
        if match:
            start = paragraph.start + match.start("name")
            verb = "선발" if "공무원" in match["what"] or "직원" in match["what"] else "선정"
            span = (start, paragraph.start + match.end("name"))
            name = _without_modifiers(re.sub(r"\s+", " ", match["name"]).strip())
            yield EventDraft(span[0], span[1], f"{name} {verb}", "contest", "event-selection", 1.6 + near)
        for quote in paragraph.quotes:
            after = prose.text[quote.end : quote.end + 60]
            program = _PROGRAM.match(after)
            inside = prose.text[paragraph.start : paragraph.end]
            if (
                program
                and on_topic
                and not quote.speech
                and _PARTICIPATION.search(prose.text, *paragraph.sentence_at(quote.start))
                and quote.inner_end - quote.inner_start <= _PROGRAM_NAME
            ):
                name = prose.text[quote.inner_start : quote.inner_end]
                if not HEAD_AT_END.search(name):
                    yield EventDraft(
                        quote.inner_start, quote.inner_end, name, "participation", "event-program", 3.0 + near
                    )
            held = _HELD_QUOTE.match(after)
            if held and not quote.speech and not HEAD_AT_END.search(prose.text[quote.inner_start : quote.inner_end]):
                name = prose.text[quote.inner_start : quote.inner_end]
                if 4 <= len(name) <= 40 and not _OPENED.search(name):  # noqa: PLR2004  a name
                    score = 2.0 + near + specific(name)
                    yield EventDraft(quote.inner_start, quote.inner_end, name, kind_told(inside), "event-held", score)
            shown = _SHOWN_AT.match(after)
            if (
                on_topic
                and shown
                and not quote.speech
                and not HEAD_AT_END.search(prose.text[quote.inner_start : quote.inner_end])
            ):
                name = prose.text[quote.inner_start : quote.inner_end]
                if 4 <= len(name) <= 40:  # noqa: PLR2004  a name
                    yield EventDraft(quote.inner_start, quote.inner_end, name, "sharing", "event-shown", 1.5 + near + specific(name))  # fmt: skip
            prized = _PRIZED_AT.match(after)
            if prized and not quote.speech and not HEAD_AT_END.search(prose.text[quote.inner_start : quote.inner_end]):
                name = prose.text[quote.inner_start : quote.inner_end]
                if 4 <= len(name) <= 40:  # noqa: PLR2004  a name
                    yield EventDraft(
                        quote.inner_start, quote.inner_end, name, "contest", "event-prized", 2.0 + near + specific(name)
                    )
        toured = _TOURED.search(stretch) if on_topic else None
        if toured:
            start, end = paragraph.start + toured.start("where"), paragraph.start + toured.end("where")
            yield EventDraft(start, end, f"{toured['where'].strip()} 방문", "sharing", "event-visit", 1.0 + near)
        visit = _VISITING.search(stretch) if on_topic else None
        if visit:
            start = paragraph.start + visit.start("name")
            name = re.sub(r"[을를의]?\s?벤치마킹", " 벤치마킹", visit["name"]).strip()
            yield EventDraft(start, paragraph.start + visit.end("name"), name, "sharing", "event-visit", 0.8 + near)

"""Events that are told by what is done, not by a name: a selection, a prize won somewhere, a new channel, a visit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.events.draft import (
    PRIZED_AT,
    STRONG_YEAR,
    EventDraft,
    breaks,
    head_at_end,
    kind_told,
    specific,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dure.engines.reading.prose import Prose

_SELECTED = r"(?:적극\s?행정|혁신|우수|제도개선|규제혁신|정부혁신|시정혁신|협업)\s?(?:[가-힣]{2,6}\s)?(?:우수\s?)?(?P<what>사례|공무원|부서|직원|우수사례)"
_SELECTION = r"(?:로|으로)?\s?(?:[^.]{0,40}?)(?:을|를|명을|건을)?\s?[^.]{0,24}?(?P<verb>선정|선발|뽑|골랐|가렸|가려냈|추렸|표창|시상|포상)"
_SELECTING = re.compile(
    rf"(?P<name>(?:(?:올해|올|지난해|작년|(?:19|20)\d{{2}}년도?)?\s?(?:상반기|하반기|[1-4]분기)?\s?)?(?:[가-힣·]{{2,12}}\s){{0,2}}?{_SELECTED}){_SELECTION}"
)
_SELECTING_SIGN = re.compile(_SELECTED + _SELECTION)  # asked first: the words before it are dear to look for
# 우수사례를 찾기 위해, 우수공무원을 뽑아 왔는데: what is sought, or chosen every year
_SOUGHT = re.compile(
    r"(?:을|를)\s(?:[^.,]{0,12}\s)?((?!뽑|선정|선발|고르|가리|시상|표창)[가-힣]{1,6}(?:기\s위[해한하]|(?:고자|려고|도록)\s)|(?:뽑아|선발해|선정해|골라|시상해|포상해)\s?[왔온])"
)
_BEFORE_SELECTED = 48  # code points that `_SELECTING` takes before it at most
_PROGRAM_NAME = 30
_PROGRAM = re.compile(
    r"(?:\s(?:온라인\s)?(?:서비스|플랫폼|시스템|제도|창구|게시판))?(?:을|를|이|가)?\s(?:[^.]{0,30}?)(?:서비스를\s[^.]{0,16}실시|운영에 들어갔|구축했|개설했|선보였|운영을 시작|시범\s?운영|운영된다|운영한다|운영하고|문을 열|서비스를 시작|본격 운영|개설|오픈|시행에 들어|도입)"
)
_TOURED = re.compile(
    r"(?P<where>[가-힣]{2,10}(?:시|군|구|도|청|공단|공사|센터|재단))(?:을|를)\s(?:직접\s)?(?:찾아|방문해|방문하여|둘러보고)[^.]{0,60}?(?:둘러|살펴|견학|벤치마킹|배웠|배우|공유|청취|들었)"
)
# 직원이 모인 ‘혁신 아이디어 나눔터’에서 사례를 발표했다
_SHOWN_AT = re.compile(
    r"^\s?(?:행사)?에서\s[^.]{0,60}?(?:발표했|발표한|소개했|강연했|강연한|시연했|들려줬|들려주었|공유했|선보였)"
)
_HELD_QUOTE = re.compile(
    r"^\s?(?:행사)?(?:을|를)\s(?:[^.]{0,16}\s)?(?:열어|열었|열고|연다|개최|마련해|가졌|갖고|진행했|선보였|끝냈|마쳤|마무리했|치렀|치러|벌였|펼쳤)|^(?:이|가)\s(?:[^.‘“]{0,20}\s)?(?:열렸|열린다|열립니다|개최됐|개최되|펼쳐졌|막을\s올)"
)
# ‘2025년 제2회 사례 나눔의 날’을 운영했다, ‘적극행정 주간’을 운영한다
_RAN_QUOTE = re.compile(r"^\s?(?:행사)?(?:을|를)\s(?:[^.]{0,12}\s)?운영(?:했|한다|하고|하며)")
_A_TIME = re.compile(r"(?:주간|데이|의\s날|캠프|마당)$")
# 시민회관에서 연 ‘2024 혁신 나눔의 날’
_OPENED_BEFORE = re.compile(
    r"(?:에서|에|이|가|일|일\)|으로|로)\s(?:연|열린|개최한|개최된|마련한|진행한|진행된|치른)\s$"
)
_OPENED_SIGN = frozenset("연린한된른")
# What is opened and stays open is a place or a service, no event: ‘뚝딱뚝딱 공구소’를 열었다.
_OPENED = re.compile(
    r"(?:[소방관실원]|센터|창고|쉼터|카페|도서관|공간|정류장|놀이터|상담소|창구|가게|식당|부엌|주방|플랫폼|서비스|누리집|홈페이지|앱|시스템|학교|교실)$"
)


_PARTICIPATION = re.compile(r"투표|제안(?![한했자])|참여|공감|신문고|청원|공론|의견\s?수렴|온라인 플랫폼|주민총회")


# 국민심사단 100명을 18일까지 모집한다
_RECRUITED = re.compile(
    r"(?P<who>(?:(?:적극행정|정부혁신|혁신|정책|주민|시민|국민)\s)?[가-힣]{2,6}(?:심사단|평가단|참여단|자문단|배심원단|모니터단|서포터즈|기획단|추진단|탐험대|실험단))\s?\d{1,4}\s?명(?:을|를)?\s[^.‘“'\"]{0,40}모집(?:한다|했|하고|하기|에\s나)"
)
# 우수사례 8건을 담은 ‘…’를 발간했다
_PUBLISHED = re.compile(
    r"(?P<what>(?:(?:(?:19|20)\d\d년?\s)?(?:[가-힣·]{2,10}\s){0,3}?(?:우수\s?)?)(?:사례집|백서|자료집|이야기책|사례지도|사례책))[^.]{0,40}?(?:(?:을|를)\s(?:[^.]{0,10}\s)?(?:발간|펴냈|펴낸|출간|내놓)|(?:이|가)\s(?:[^.]{0,10}\s)?(?:나왔|발간됐|출간됐))"
)
_BOOK_SIGN = re.compile("사례집|백서|자료집|이야기책|사례지도|사례책")
# 47개 기관 1,130명이 혁신사례를 살펴보러 다녀갔다
_RECEIVED = re.compile(
    r"(?P<who>\d{1,4}개\s?(?:기관|지자체|자치단체|시군|단체))[^.]{0,40}?(?:사례|정책|행정)[^.]{0,30}?(?:다녀갔|찾아왔|찾았|견학했|배우러|배워\s?갔|벤치마킹)"
)


# 한국도로공사는 … 창업 활성화를 위한 업무협약(MOU)을 맺었다
_SIGNED = re.compile(
    r"(?P<name>(?:[가-힣·]{2,12}\s){0,4}?(?:[가-힣·]{1,12}(?:을|를)\s위한\s)?(?:[가-힣·]{2,6}\s)?(?:업무\s?협약|양해각서|협약|MOU)(?:식)?)(?:\s?\((?:MOU|업무협약|양해각서)\))?(?:을|를|에)\s(?:[^.,‘“'\"]{0,20}\s)?(?:체결|맺|서명|가졌|열)"
)
_SIGNED_SIGN = re.compile("협약|MOU|양해각서")
# ‘2025년 상반기 적극행정 성과 우수기관’에 선정됐다: a choice among bodies is an assessment
_RANKED = re.compile(
    r"(?:최?우수|선도|모범|최고|으뜸)\s?(?:기관|지자체|자치단체|지방자치단체|지방정부|시군|시·군|도시|부처)$"
)
_RANKED_AS = re.compile(
    r"(?P<name>(?:[가-힣A-Za-z0-9·]{2,14}\s){1,5}?(?:최?우수|선도|모범|최고|으뜸)\s?(?:기관|지자체|자치단체|지방자치단체|지방정부|부처))(?:에|으로|로)\s(?:[^.‘“]{0,16}\s)?(?:선정|뽑|지정|이름을\s올)(?!(?:된|힌)\s(?:[가-힣]{1,6}\s)?[가-힣]{0,8}(?:시|군|구|도|기관)(?:를|을|의|에서|에)\s)"
)
_RANK_SIGN = re.compile(r"(?:우수|선도|모범|최고|으뜸)\s?(?:기관|지자체|자치|지방|부처)[가-힣]{0,4}(?:에|으로|로)\s")
_AS_RANKED = re.compile(r"(?:에|으로|로)\s(?:[^.‘“]{0,20}\s)?(?:선정|뽑|지정|이름을\s올)")
# ‘제1회 시민 정책아이디어’를 공개모집한다, 플랫폼의 이름을 다음 달 4일까지 공모한다: a call
_CALLED_FOR = re.compile(
    r"(?:을|를)\s(?:[^.‘“'\"]{0,30}\s)?(?:공개\s?)?(?:모집|공모|접수|제안\s?받|제안받)(?:한다|했|하고|합니다|키로|하기로|는다|고\s있)?"
)
_CALLED_THING = re.compile(
    r"(?P<what>(?:[가-힣·]{2,12}\s){0,2}?(?:명칭|이름|슬로건|브랜드|아이디어|정책\s?제안|우수\s?사례|혁신\s?사례|과제|표어|디자인|제안|이야기|스토리|수기|작품|시책|사례|캐릭터))(?:을|를)\s(?:[^.‘“'\"]{0,40}\s)?(?:공개\s?)?(?:공모(?:한다|했|하고|합니다|하는)|공개\s?모집|모집한다|추천받|추천을\s받)"
)
_CALL_SIGN = re.compile("공모[한했하]|공개\\s?모집|모집한다|추천을?\\s?받")
_PRIZES = re.compile(
    r"상금|포상금|시상(?:한다|할|하고|계획|내역)|[가-힣]상\s?\(?\d{1,2}\s?(?:명|건|편|팀|점)|(?:최우수|우수|장려|대상|금상)\s?\d{1,2}\s?(?:명|건|편|팀|점)"
)
# 고령군 공무원 90명이 행사장을 다녀갔다: who came to learn
_CAME = re.compile(
    r"(?P<who>(?:공무원|직원|공직자|의원|관계자|벤치마킹단|방문단|견학단|연수단|시찰단|탐방단))(?:들)?(?:\s?등)?(?:\s?\d{1,4}(?:여)?\s?명(?:으로\s구성된\s[가-힣]{2,8}단)?)?(?:이|가|은|는)\s[^.]{0,60}?(?:다녀갔|견학했|방문했|방문해|찾아와|찾아왔|둘러봤|둘러보|벤치마킹)"
)
# 45개 기관의 정부혁신 추진성과를 평가한 결과
_ASSESSED = re.compile(
    r"(?P<what>(?:(?:(?:19|20)\d{2}년도?|지난해|올해)\s)?(?:[가-힣·]{2,12}\s){0,3}?[가-힣·]{0,8}(?:성과|실적|수준|역량|혁신|행정|서비스|노력도?|운영|체계|청렴도|만족도|이행도|상태|실태))(?:을|를)\s(?:[^.,‘“]{0,16}\s)?(?:종합\s?)?(?:평가|진단|측정)(?:한|해|하고|하여|했)"
)
_ASSESSED_SIGN = re.compile("(?:평가|진단|측정)[한해하했]")
_CAME_SIGN = re.compile("다녀갔|견학했|방문했|방문해|찾아[와왔]|둘러[봤보]|벤치마킹")


def _without_modifiers(name: str) -> str:
    """Drop the words before a name that belong to its sentence: ``성과가 있는 우수사례`` is 우수사례."""
    words = name.split()
    last = max((at for at, word in enumerate(words[:-1]) if breaks(word) and not STRONG_YEAR.search(word)), default=-1)
    return " ".join(words[last + 1 :])


_VISITING = re.compile(r"(?P<name>(?:우수사례|우수 사례|혁신사례|지자체|행정혁신 사례|선진지)?[을를의]?\s?벤치마킹)")


def promises_prizes(prose: Prose) -> bool:
    """Tell whether a page says that prizes are to be won: 상금, 최우수 1명."""
    return any(_PRIZES.search(prose.text, p.start, p.end) for p in prose.body)


def signed(prose: Prose) -> Iterator[EventDraft]:
    """Yield an agreement that is signed: 청년 창업을 위한 업무협약(MOU)을 체결했다."""
    for number, paragraph in enumerate(prose.body[:2]):
        stretch = prose.text[paragraph.start : paragraph.end]
        match = _SIGNED.search(stretch) if _SIGNED_SIGN.search(stretch) else None
        if match:
            name = _signed_name(match["name"])
            end = paragraph.start + match.end("name")
            start = end - len(name)
            yield EventDraft(start, end, name, "other", "event-signed", 3.6 - 0.5 * number)


_PARTNER = re.compile(r"(?<![성효결교분학])과$|대학과$|와$")


def _signed_name(words: str) -> str:
    """Return an agreement with what it is for: ``전략실장이 청년 창업을 위한 업무협약`` is 청년 창업을 위한 업무협약."""
    kept: list[str] = []
    for word in reversed(words.split()):
        purpose = bool(kept) and kept[0] == "위한"  # its object
        if kept and word != "위한" and not purpose and (breaks(word) or _PARTNER.search(word)):
            break
        kept.insert(0, word)
    return " ".join(kept)


def ranked(prose: Prose) -> Iterator[EventDraft]:
    """Yield a choice among bodies without the name of its assessment: ‘2025년 상반기 적극행정 성과 우수기관’에 선정됐다."""
    for number, paragraph in enumerate(prose.body[:2]):
        near = 2.5 - 0.5 * number
        for quote in paragraph.quotes:
            inner = prose.text[quote.inner_start : quote.inner_end]
            if not quote.speech and len(inner) <= _LONG_NAME and len(inner) > _SHORT_NAME and _RANKED.search(inner) and _AS_RANKED.match(prose.text, quote.end):  # fmt: skip
                yield EventDraft(quote.inner_start, quote.inner_end, f"{inner} 선정", "assessment", "event-ranked", 1.6 + near + specific(inner))  # fmt: skip
        sign = _RANK_SIGN.search(prose.text, paragraph.start, paragraph.end)
        match = _RANKED_AS.search(prose.text, paragraph.start, paragraph.end) if sign else None
        if match:
            name = _without_modifiers(match["name"])
            if len(name.split()) > 1:
                start = match.end("name") - len(name)
                yield EventDraft(start, match.end("name"), f"{name} 선정", "assessment", "event-ranked", 0.8 + near)


_LONG_NAME, _SHORT_NAME = 40, 6
_TOLD_IN = 3  # paragraphs that say what was done at an event whose name does not


def assessed(prose: Prose) -> Iterator[EventDraft]:
    """Yield an assessment that is told by its verb: 정부혁신 추진성과를 평가한 결과 12개 기관을 뽑았다."""
    for number, paragraph in enumerate(prose.body[:2]):
        stretch = prose.text[paragraph.start : paragraph.end]
        match = _ASSESSED.search(stretch) if _ASSESSED_SIGN.search(stretch) else None
        if match and _GRADED.search(stretch, match.end()):
            name = _without_modifiers(match["what"])
            end = paragraph.start + match.end("what")
            yield EventDraft(end - len(name), end, f"{name} 평가", "assessment", "event-assessed", 3.9 - 0.5 * number)


_GRADED = re.compile(r"(?:최?우수|미흡|선도|등급|기관|지자체|시군|1위|점수|순위)")


def called_for(prose: Prose) -> Iterator[EventDraft]:
    """Yield a call for entries or proposals that has no name of its own; with prizes it is a contest."""
    for number, paragraph in enumerate(prose.body[:2]):
        near = 2.5 - 0.5 * number
        for quote in paragraph.quotes:
            inner = prose.text[quote.inner_start : quote.inner_end]
            if not quote.speech and _SHORT_NAME < len(inner) <= _LONG_NAME and not head_at_end(inner) and _CALLED_FOR.match(prose.text, quote.end):  # fmt: skip
                kind = "contest" if promises_prizes(prose) else "participation"
                yield EventDraft(quote.inner_start, quote.inner_end, f"{inner} 공모", kind, "event-call", 1.8 + near + specific(inner))  # fmt: skip
        sign = _CALL_SIGN.search(prose.text, paragraph.start, paragraph.end)
        match = _CALLED_THING.search(prose.text, paragraph.start, paragraph.end) if sign else None
        if match:
            kind = "contest" if promises_prizes(prose) else "participation"
            name = _without_modifiers(match["what"])
            start = match.end("what") - len(name)
            yield EventDraft(start, match.end("what"), f"{name} 공모", kind, "event-call", 1.2 + near)


def acted(prose: Prose, *, on_topic: bool) -> Iterator[EventDraft]:
    """Yield events that are told by what is done, not by a name: a selection, a new channel, a benchmarking visit."""
    for number, paragraph in enumerate(prose.body[:3]):
        stretch = prose.text[paragraph.start : paragraph.end]
        near = 2.5 - 0.5 * number
        sign = _SELECTING_SIGN.search(stretch) if on_topic else None
        while sign and _SOUGHT.match(stretch, sign.end("what")):
            sign = _SELECTING_SIGN.search(stretch, sign.end("what"))
        match = _SELECTING.search(stretch, max(0, sign.start() - _BEFORE_SELECTED)) if sign else None
        if match and not any(one.start <= paragraph.start + match.start("what") < one.end for one in paragraph.items):
            start = paragraph.start + match.start("name")
            verb = "선발" if "공무원" in match["what"] or "직원" in match["what"] else "선정"
            span = (start, paragraph.start + match.end("name"))
            name = _without_modifiers(re.sub(r"\s+", " ", match["name"]).strip())
            yield EventDraft(span[0], span[1], f"{name} {verb}", "contest", "event-selection", 1.6 + near)
        for quote in paragraph.quotes:
            after = prose.text[quote.end : quote.end + 60]
            program = _PROGRAM.match(after)
            if (
                program
                and on_topic
                and not quote.speech
                and _PARTICIPATION.search(prose.text, *paragraph.sentence_at(quote.start))
                and quote.inner_end - quote.inner_start <= _PROGRAM_NAME
            ):
                name = prose.text[quote.inner_start : quote.inner_end]
                if not head_at_end(name):
                    yield EventDraft(
                        quote.inner_start, quote.inner_end, name, "participation", "event-program", 3.0 + near
                    )
            held = _HELD_QUOTE.match(after) or (
                _RAN_QUOTE.match(after)
                if STRONG_YEAR.search(prose.text, quote.start, quote.end)
                or _A_TIME.search(prose.text, quote.inner_start, quote.inner_end)
                else None
            )
            if not held and prose.text[quote.start - 2 : quote.start - 1] in _OPENED_SIGN:
                held = _OPENED_BEFORE.search(prose.text, max(paragraph.start, quote.start - 12), quote.start)
            if held and not quote.speech and not head_at_end(prose.text[quote.inner_start : quote.inner_end]):
                name = prose.text[quote.inner_start : quote.inner_end]
                if 4 <= len(name) <= 40 and (STRONG_YEAR.search(name) or not _OPENED.search(name)):  # noqa: PLR2004  a name
                    inside = " ".join(prose.text[p.start : p.end] for p in prose.body[number : number + _TOLD_IN])
                    score = 2.0 + near + specific(name)
                    yield EventDraft(quote.inner_start, quote.inner_end, name, kind_told(inside), "event-held", score)
            shown = _SHOWN_AT.match(after)
            if (
                on_topic
                and shown
                and not quote.speech
                and not head_at_end(prose.text[quote.inner_start : quote.inner_end])
            ):
                name = prose.text[quote.inner_start : quote.inner_end]
                if 4 <= len(name) <= 40:  # noqa: PLR2004  a name
                    yield EventDraft(quote.inner_start, quote.inner_end, name, "sharing", "event-shown", 1.5 + near + specific(name))  # fmt: skip
            prized = PRIZED_AT.match(after)
            if prized and not quote.speech and not head_at_end(prose.text[quote.inner_start : quote.inner_end]):
                name = prose.text[quote.inner_start : quote.inner_end]
                if 4 <= len(name) <= 40:  # noqa: PLR2004  a name
                    yield EventDraft(
                        quote.inner_start, quote.inner_end, name, "contest", "event-prized", 2.0 + near + specific(name)
                    )
        recruited = _RECRUITED.search(stretch) if on_topic else None
        if recruited:
            start, end = paragraph.start + recruited.start("who"), paragraph.start + recruited.end("who")
            name = re.sub(r"\s+", " ", recruited["who"]).strip()
            yield EventDraft(start, end, f"{name} 모집", "participation", "event-recruit", 1.6 + near)
        book = _PUBLISHED.search(stretch) if on_topic and _BOOK_SIGN.search(stretch) else None
        if book:
            start, end = paragraph.start + book.start("what"), paragraph.start + book.end("what")
            what = _without_modifiers(book["what"].strip())
            yield EventDraft(start, end, f"{what} 발간", "other", "event-published", 2.4 + near)
        came = _CAME.search(stretch) if on_topic and _CAME_SIGN.search(stretch) else None
        if came:
            start, end = paragraph.start + came.start("who"), paragraph.start + came.end("who")
            yield EventDraft(start, end, "우수사례 벤치마킹", "sharing", "event-received", 0.8 + near)
        received = _RECEIVED.search(stretch) if on_topic else None
        if received:
            start, end = paragraph.start + received.start("who"), paragraph.start + received.end("who")
            yield EventDraft(start, end, "우수사례 벤치마킹", "sharing", "event-received", 0.8 + near)
        toured = _TOURED.search(stretch) if on_topic else None
        if toured:
            start, end = paragraph.start + toured.start("where"), paragraph.start + toured.end("where")
            yield EventDraft(start, end, f"{toured['where'].strip()} 방문", "sharing", "event-visit", 1.0 + near)
        visit = _VISITING.search(stretch) if on_topic else None
        if visit:
            start = paragraph.start + visit.start("name")
            name = re.sub(r"[을를의]?\s?벤치마킹", " 벤치마킹", visit["name"]).strip()
            yield EventDraft(start, paragraph.start + visit.end("name"), name, "sharing", "event-visit", 0.8 + near)

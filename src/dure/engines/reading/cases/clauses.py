"""Cases told in plain prose, without mark or quotation: what was run and praised, listed, numbered, shown by one after another.

Each finder looks for the words that make a phrase a case (… 점이 높은 평가를 받았다, 대표 사례로는 …, 첫 번째는 …) and takes the
phrase before or behind them, with the borders of `clauses`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft, Place, places_in
from dure.engines.reading.casewords import GRADES, POSITIONS
from dure.engines.reading.clauses import adnominal, holds_title, is_concrete, is_named, phrase_start, two_titles
from dure.engines.reading.lexicon import Rules, any_of_table, lexicon
from dure.engines.reading.titles import is_title_like, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.prose import Paragraph, Prose

_RUN_VERBS = any_of_table("facts", "clauses", "run_verbs")
_PROGRAM_NOUNS = any_of_table("facts", "cases", "program_nouns")
# What follows a case when the sentence praises it.
_PRAISE = re.compile(
    r"(?:높은|좋은|긍정적인|우수한|후한|많은|큰)\s(?:평가|점수|호응|박수|공감|관심)|인정(?:을\s)?(?:받|됐|돼)|호평|높이\s?평가|높게\s평가|우수하게\s평가"
    r"|좋게\s평가|눈길을|돋보|눈에\s띄|주목(?:을\s)?받|상을\s(?:받|수상|거머|차지|안|탔)|수상|우수\s?사례(?:로|에)|대표적(?:인)?\s?사례|대표\s?사례|모범\s?사례"
    rf"|(?:{GRADES})(?:을|를|에|으로|로)?\s?(?:받|수상|차지|거머|선정|뽑|올랐|안았)|우수\s?기관|결실"
)
_REACH = 140
# Verbs whose object is the case itself: … 체계를 구축한.
_OBJECT = re.compile(
    rf"(?P<object>.{{6,90}}?)(?:을|를)\s(?:(?:적극|직접|새로|새롭게|처음|확대|시범|본격|본격적으로|적극적으로|꾸준히|전국\s최초로|최초로|자체)\s)?(?:{_RUN_VERBS})(?:한|하는|해\s?온|하고\s있는|해|하여|하고|하며|인|은)?$"
)
_POINT = re.compile(
    r"\s(?<=[가-힣]\s)(?:(?P<fact>점|것|공로|성과|노력)|(?P<case>(?:우수\s?)?사례))(?P<particle>이|가|을|를|도|은|는|으로|로|과|와|에\s대해|\s등)(?=[\s,])"
)
# 청소 배를 개발해 관리 인력을 줄인, 바다 일기예보로 피해를 줄인: the program before its effect.
_MEANS = re.compile(
    rf"(?P<means>.{{8,70}}?)(?:(?:을|를)\s(?:{_RUN_VERBS})(?:해|하여|함으로써|어)\s|(?<=[가-힣])(?:으로|로)\s(?=[^,]{{0,24}}(?:을|를)\s[^,]{{0,10}}(?:줄인|낮춘|높인|절감한|단축한|해소한|예방한|개선한|도운|살린|막은|넓힌|늘린|덜어)))"
)
_RAN = re.compile(
    rf"(?:을|를)\s(?:(?:적극|직접|새로|새롭게|처음|확대|시범|본격|자체)\s)?(?P<verb>{_RUN_VERBS})(?:해|하여|하고|하며|했고|했으며|한\s결과|함으로써|해\s온\s결과|어)(?=[\s,])"
)
_TOLD_VERB = re.compile(r"소개|발표|공유|선보|제출|출품|내놓|설명|시연|도입|추진|운영|시행|눈길|호응|호평|인정|주목")


def clause_cases(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield the cases that the sentences of a paragraph tell in plain words, each sentence by the first rule that fits."""
    text = prose.text
    for start, end in paragraph.sentences:
        if any(start <= item.start < end for item in paragraph.items) or _is_spoken(paragraph, start):
            continue
        for finder in _FINDERS.asked(text, start, end):
            found = [
                draft
                for draft in finder(text, start, end, places, group)
                if not holds_title(paragraph.quotes, draft.start, draft.end)
                and is_title_like(text[draft.start : draft.end])
            ]
            yield from found
            if found:
                break


WEAK = frozenset({"clause-point", "clause-run", "official-did"})
"""Rules that count only on a page where nothing firmer names a case: they may tell what a named case did."""


def _is_spoken(paragraph: Paragraph, start: int) -> bool:
    return any(quote.speech and quote.start <= start < quote.end for quote in paragraph.quotes)


def _draft(text: str, start: int, end: int, group: int, rule: str, sure: float) -> CaseDraft | None:
    begin, stop = trim(text, start, end)
    words = text[begin:stop]
    named = (
        is_concrete(words)
        and not _RANKS.search(words)
        and not _TRIED.search(words)
        and not _TO_COME.search(words)
        and not _PROCESS.search(words)
        and not _METHOD.search(words)
        and not _PERSON.search(words)
    )
    return CaseDraft(begin, stop, group, rule, sure) if named else None


# 본선에 오른, 부서가 제출한: how entries came to be judged; 최모 씨, 이 주무관: who was.
_PROCESS = re.compile(
    r"(?:오른|올라온|접수[된한]|제출[한된]|출품[한된]|선정[한된]|통과[한된]|뽑힌|뽑은|발굴[한된]|추천[한된]|거둔|참여[한된]|참가[한된]|수상[한된]|받은|치른|열린|주관[한된]|개최[한된]|발표[한된]|평가[한된])$"
)
_TRIED = re.compile(r"(?:힘쓴|노력한|앞장선|애쓴)$")  # how hard, not what
_RANKS = re.compile(r"\d\s?위(?:는|\s)")  # …, 5위 전국 최초 …
_METHOD = re.compile(r"(?:심사|투표|평가|면접|서면|온라인|현장\s?발표)\s?(?:\([^)]{1,12}\))?$")
_PERSON = re.compile(rf"(?:[가-힣]\s?(?:씨|님)|(?:{POSITIONS}))$")


# … 성과를 낸 사례를 발굴·공유하여, 사례를 모집하기 위해: what is looked for, not what was found.
_SOUGHT = re.compile(r"\s(?:[가-힣]{1,6}\s)?(?:발굴|모집|공모|찾|선정하기|뽑기)")
_TELLS = re.compile(r"실[린렸리]|담[긴겼]|소개|발표|공유|수록|게재|시연")


_CHAINED = re.compile(r"(?<=[가-힣])(?:고|며|해|하여|어|아)\s")  # 접근성을 높이고 건강권을 지킨: more than one deed


def _points(text: str, start: int, end: int, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """군은 야간 응급 이송 체계를 구축한 점이 높은 평가를 받았다; … 바꾼 사례가 우수사례로 인정받았다."""
    for match in _POINT.finditer(text, start, end):
        if not adnominal(text, match.start()) or (match["fact"] == "것" and match["particle"] in {"으로", "을"}):
            continue
        if match["case"] and _SOUGHT.match(text, match.end(), end):
            continue
        told = (
            match["case"]
            and match["particle"] in {"이", "가", "를", "도", "등"}
            and _TELLS.search(text, match.end(), end)
        )
        if not told and not _PRAISE.search(text, match.end(), min(end, match.end() + _REACH)):
            continue
        begin = phrase_start(text, start, match.start(), places)
        phrase = text[begin : match.start()]
        own = _MEANS.match(phrase) or _OBJECT.fullmatch(phrase)
        if own is None and (not match["case"] or _CHAINED.search(phrase)):
            continue  # what was done, and no name of it
        stop = begin + own.end(1) if own else match.start()
        draft = _draft(text, begin, stop, group, "clause-case" if match["case"] else "clause-point", 0.65)
        if draft:
            yield draft


def _ran(text: str, start: int, end: int, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """시는 빈 점포를 창업 공간으로 바꾸는 골목상점 되살리기 사업을 추진해 이번 상을 받았다."""
    for match in _RAN.finditer(text, start, end):
        if not _PRAISE.search(text, match.end(), min(end, match.end() + _REACH)):
            continue
        begin = phrase_start(text, start, match.start(), places)
        draft = _draft(text, begin, match.start(), group, "clause-run", 0.6)
        if draft and not _NO_PROGRAM.search(text[draft.start : draft.end]):
            yield draft


_NO_PROGRAM = re.compile(
    r"(?:대회|평가|회의|심사|공모전|교육|위원회|협의회|발표회|행사|계획|협약|투표|설문|조사|회|단|팀|TF|노력|의견|방안|체계적)$"
)
_LIST_HEAD = re.compile(
    r"(?:(?:대표적인?|대표|주요|우수|혁신|친서민|정부혁신|행정혁신|군정|시정|도정|구정|핵심|특수|구체적인|수상|선정된|추진한|눈에\s띄는|주목할\s만한|적극행정|제안)\s?)+(?:우수\s?)?(?:사례|성과|시책|정책|사업|과제|사업들)(?:로는|으로는|에는|는|은|를\s보면|을\s보면)\s(?:먼저\s|우선\s)?|(?:사례집|자료집|백서|책|책자)(?:에는|에)\s"
)
_LIST_END = re.compile(
    r"\s?등\s?(?:\d+\s?(?:건|개)\s?)?(?:이|을|의|도|으로)?\s?(?:대표적으로\s)?(?:있|꼽|들|선정|포함|소개|추진|뽑|이다|실렸|담겼|수록|눈|인정|발표|제시|운영|이며)|\s등\s[^.,]{0,14}?(?:아이디어|제안|과제|사례|시책)(?:가|이|들이|을|를)\s|(?:이|가)\s(?:있다|꼽|선정|뽑|실렸|담겼|수록|포함|대표적|소개)|(?:을|를)\s(?:꼽|들\s수|소개)|이다\.|다\.$"
)
_LISTED = re.compile(
    r"(?P<list>[^.‘“'\"]{10,300}?)\s(?:등|외)(?:\s?\d+\s?(?:건|개|개\s사업|개\s과제|개\s사례))?(?:이|을|의)\s(?:[^.,]{0,40}?)(?:우수\s?사례|혁신\s?사례|우수\s?과제|우수\s?시책)(?:로|에|으로)\s(?:선정|뽑|이름|꼽|소개)"
    r"|(?P<shown>[^.‘“'\"]{10,300}?)\s등\s(?:\d+\s?(?:건|개)의\s)?(?:우수\s?|혁신\s?)?(?:사례|시책|과제)(?:를|가|들을)\s(?:[^.,]{0,20}?)(?:공유|발표|소개|선보|선정|시연|설명)"
)


def _listed(text: str, start: int, end: int, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """대표 사례로는 청년이 머무는 이웃사촌 마을, 인공지능 인형 보급, … 등이 있다."""
    head = _LIST_HEAD.search(text, start, end)
    if head is not None and text[start : head.start()].strip() and text[head.start() - 1] not in " ,":
        head = None
    if head is not None:
        close = _LIST_END.search(text, head.end() + 4, end)
        if close is None:
            return
        begin, stop = head.end(), close.start()
        if close[0] == "다." and not is_named(text[begin : close.end()]):
            return
    else:
        listed = _LISTED.match(text[start:end])
        if listed is None:
            return
        stop = start + (listed.end("list") if listed["list"] else listed.end("shown"))
        first = text.find(", ", start, stop)
        begin = phrase_start(text, start, first if first > 0 else stop, places)
    parts = [trim(text, a, b) for a, b in _comma_parts(text, begin, stop)]
    if _TO_COME.search(text, begin, stop):
        return
    if (told := _SET_BEHIND.search(text, begin, end)) and all(_KIND_OF_WORK.search(text, a, min(b, told.start())) for a, b in parts):  # fmt: skip
        return
    if any(_BODIES.fullmatch(text[a:b]) for a, b in parts):
        return
    if told and any(_A_KIND.match(text, b) for _, b in parts):
        return
    if not all(is_title_like(text[a:b]) and _letters(text[a:b]) >= _LEAST_LETTERS for a, b in parts):
        return
    if sum(is_concrete(text[a:b]) for a, b in parts) * 2 < len(parts) or (len(parts) == 1 and not is_concrete(text[begin:stop])):  # fmt: skip
        return
    for a, b in parts:
        owner = _owner_at(text, a, b, places)
        begin = owner[1] if owner else a
        yield CaseDraft(begin, b, group, "clause-list", 0.7, owner=owner[0] if owner else None)


# 숙원사업, 최초사업 등 50개 사업의 성과가 담겼다: kinds of works, and no work
_SET_BEHIND = re.compile(r"\s?등\s?\d+\s?(?:개|건)(?:의)?\s")
_KIND_OF_WORK = re.compile(r"(?:사업|사례|시책|정책|과제)$")
_A_KIND = re.compile(r"\s?사례(?:,|와|\s등)")  # 불편을 푼 사례, 효과가 큰 사례 등 15건의 사례
_A_BODY = r"[가-힣]{2,14}(?:도서관|학교|교육청|교육지원청|공사|공단|재단|대학|병원|소방서|경찰서|[시군구]청)"
_BODIES = re.compile(rf"{_A_BODY}(?:(?:과|와|·)\s?{_A_BODY})*")  # who it was, not what
_LEAST_LETTERS = 5
# 우수사례는 11월에 누리집으로 공개할 예정이다: what will be done with them.
_TO_COME = re.compile(r"\s(?:예정|계획|방침|전망)\s?$|심사하여|선정하여|선발하여")


# 뽑힌 사례는 모두 네 건이다. A, B, C, D다.
_SET_COUNTED = re.compile(
    r"(?:것|사례|과제|시책|정책|수상작|선정작|작품)(?:는|은|가|이)?\s(?:[^.]{0,20}\s)?(?P<count>\d{1,2}|[두세네]|다섯|여섯|일곱|여덟|아홉|열)\s?(?:건|개|편|가지)(?:이다|다|였다|이었다|을\s뽑았다|이\s뽑혔다|를\s뽑았다|이\s선정됐다)\.\s*$"
)
_NUMBERS = {"두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10}


def _counted(text: str, start: int, end: int, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """뽑힌 사례는 모두 네 건이다. 밤에도 여는 농기계 병원, …, 고개 너머 우편 드론이다: as many as the sentence before says."""
    del places
    said = _SET_COUNTED.search(text, max(0, start - 90), start)
    close = re.search(r"\s?(?:등)?(?:이다|다)?\.\s*$", text[start:end]) if said else None
    if said is None or close is None:
        return
    parts = [trim(text, a, b) for a, b in _comma_parts(text, start, start + close.start())]
    wanted = _NUMBERS.get(said["count"]) or int(said["count"])
    if len(parts) == wanted > 1 and all(is_title_like(text[a:b]) and len(text[a:b].split()) > 1 for a, b in parts):
        for a, b in parts:
            yield CaseDraft(a, b, group, "clause-counted", 0.75)


def _letters(words: str) -> int:
    return sum(char.isalnum() for char in words)


def _owner_at(text: str, start: int, end: int, places: Sequence[Place]) -> tuple[Place, int] | None:
    """Return the owner that begins a phrase, and where the phrase goes on: 나주시의 배 농가 알림 문자."""
    place = next(iter(places_in(places, start, min(end, start + 14))), None)
    if place is None or place.kind == "anaphor" or place.start - start > 1:
        return None
    if place.tail.startswith("의"):
        return place, place.end + 1 + (text[place.end + 1 : place.end + 2] == " ")
    return None


_OPEN = re.compile(r"(?:[가-힣](?:고|며)|면서|지만|는데|거나|듯|를|(?<!마)을)$")


def _comma_parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in re.finditer(r",\s", text[start:end]):
        part = text[at : start + match.start()]
        if _OPEN.search(part) or part.count("(") > part.count(")"):
            continue
        yield at, start + match.start()
        at = start + match.end()
    yield at, end


_ORDINAL = re.compile(
    r"(?<![가-힣])(?:(?P<first>먼저|우선)|(?:첫|두|세|네|다섯|여섯)\s?번째(?:\s(?:사례|과제|사업|시책))?(?:는|로는)|(?:첫째|둘째|셋째|넷째)(?:는|로는|,)|(?:첫|둘째|셋째|넷째|마지막)\s회(?:는|에는)|[1-9]위는|다음은|마지막은"
    r"|(?:또\s?)?(?:다른\s)?하나(?:는|가)|또\s?다른\s(?:사례|과제|사업|시책)(?:는|로는|은)|(?:사례|과제|사업|시책|정책)\s?(?:가운데|중)\s?하나(?:가|는|로))\s"
)
# 먼저 …다. … 다음은 …다.
_NEXT_ONE, _FOLLOWING = re.compile(r"(?<=[.])\s(?:그?다음은|마지막은|이어서?|두\s?번째는|둘째는)\s"), 300
_COPULA_END = re.compile(r"(?:이다|다|입니다|이었다|였다)\.?\s*$")


def _numbered(text: str, start: int, end: int, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """첫 번째는 야간 근로자를 위한 새벽 버스다; 대표적인 과제 중 하나가 폐광 터널을 저장고로 쓰는 사업이다."""
    del places
    match = _ORDINAL.search(text, start, min(end, start + 60))
    copula = _COPULA_END.search(text[start:end]) if match else None
    if match is None or copula is None or not is_named(text[start:end]):
        return
    if match["first"] and (match.start() > start or not _NEXT_ONE.search(text, end, end + _FOLLOWING)):
        return
    draft = _draft(text, match.end(), start + copula.start(), group, "clause-ordinal", 0.65)
    if draft and not _WORK_OF_OTHERS.search(text[draft.start : draft.end]):
        yield draft


_WORK_OF_OTHERS = re.compile(r"(?:점|것|때문|이유|원칙|목표|기준|대회|평가|회의)$")
_COPULA_HEAD = re.compile(
    r"(?:수상작|수상한?\s?사례|선정된\s?(?:우수\s?)?사례|선정\s?사례|우수\s?사례|발표한?\s?사례|출품한?\s?사례|출품작|발표작|대표\s?사례|대표작|소개된\s?사례|[가-힣]{1,6}(?:시|군|구|도|청|과|팀|공사|공단|재단)의\s사례|(?:1위|대상|최우수상|최고점|금상)(?:을|를|에|로)\s(?:받은|차지한|오른|거머쥔|뽑힌|안은)\s(?:것|사례|정책|시책|제안|과제|사업)|(?:표|점수|박수|호응|지지|관심|찬사|평가)(?:를|을)\s(?:(?:가장\s)?많이\s)?(?:얻은|받은|모은|끈|끌어낸)\s(?:것|사례|정책|시책|제안|과제|사업))(?:은|는)\s"
)


def _copula(text: str, start: int, end: int, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """수상 사례는 아이들 하굣길을 지키는 노란 발자국 사업이다."""
    del places
    match = _COPULA_HEAD.search(text, start, min(end, start + 60))
    if match is None or (match.start() > start and text[match.start() - 1] not in " ,"):
        return
    named = re.search(
        r"(?:이다|다|입니다)\.?\s*$|(?:으로|로|이며|이고|였으며|이었으며|였고|이었고),\s|(?<=[가-힣])(?<![다요까죠음함임됨])\.\s*$",
        text[match.end() : end],
    )
    if named is None or not (
        named[0].endswith(", ") or named[0].startswith(".") or is_named(text[match.end() : match.end() + named.end()])
    ):
        return
    whose = _WHOSE.match(text, match.end(), end)
    begin = whose.end() if whose else match.end()
    draft = _draft(text, begin, match.end() + named.start(), group, "clause-named", 0.7)
    if draft and not re.search(r"\d+\s?(?:건|개|명|편)$", text[draft.start : draft.end]):
        yield draft


_WHOSE = re.compile(r"[가-힣A-Za-z0-9·]{2,12}(?:과|실|팀|국|소|담당관|센터|면|읍)의\s")
_SHOWN = re.compile(
    r"(?P<what>[^,.‘“'\"]{6,70}?)(?P<word>\s(?:우수\s?|성공\s?|혁신\s?)?(?:사례|시책|정책))?(?:을|를)(?=,?\s)"
)
# 여수시가 어업인이 정하는 바다 회의로, 성동구가 …로 높은 평가를 받았다
_WITH = re.compile(r"(?P<what>[^,.‘“'\"]{8,70}?)(?:으로|로)(?=,\s|\s(?:각각\s)?(?:높은|좋은|호평|인정|우수))")
_MIN_SHOWN = 2
_ITS_TOPIC = re.compile(r"(?:은|는|이|가)(?![가-힣])")
_LEARNT = re.compile(
    r",?\s(?:찾아|찾는|발굴|배우|벤치마킹|견학|살펴|살피|듣기|공유받|둘러|보고\s배)"
)  # what visitors came for


def _shown(text: str, start: int, end: int, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """통영시는 굴 껍데기를 흙으로 바꾼 사례를, 산청군은 약초를 급식에 쓰는 사례를 발표했다."""
    owners = [
        place
        for place in places_in(places, start, end)
        if place.kind not in {"anaphor", "head"} and _ITS_TOPIC.match(place.tail)
    ]
    if text.find("사례", start, end) >= 0:
        owners = sorted([*owners, *_offices(text, start, end, owners)], key=lambda place: place.start)
    if not owners or not (_TOLD_VERB.search(text, start, end) or _PRAISE.search(text, start, end)):
        return
    found = []
    for number, owner in enumerate(owners):
        stop = owners[number + 1].start if number + 1 < len(owners) else end
        begin = owner.end + len(owner.tail)
        praised = _WITH.search(text, begin, stop)
        if praised and _PRAISE.search(text, praised.end(), min(end, praised.end() + _REACH)):
            a, b = trim(text, phrase_start(text, begin, praised.end("what"), ()), praised.end("what"))
            if is_concrete(text[a:b]) and not _REASON.search(text[a:b]):
                found.append((owner, a, b))
                continue
        told = [match for match in _SHOWN.finditer(text, begin, stop) if not _LEARNT.match(text, match.end()) and (match["word"] or match.end() + 2 >= stop or text[match.end()] == ",")]  # fmt: skip
        last = [match for match in _SHOWN.finditer(text, begin, stop) if _TOLD_VERB.match(text, match.end() + 1)]
        match = next(iter(told), None) or next(iter(last), None)
        if match is None:
            continue
        named = match["word"] is not None
        a = phrase_start(text, begin, match.end("what"), ())
        a, b = trim(text, a, match.end("what"))
        if named and re.search(r"(?:의|등|각|우수|혁신|성공|다양한|여러|각종|많은)$", text[a:b]):
            continue
        if _letters(text[a:b]) >= _LEAST_LETTERS and is_title_like(text[a:b]) and len(text[a:b].split()) > 1 and not _NO_PROGRAM.search(text[a:b]):  # fmt: skip
            found.append((owner, a, b))
    if len(found) >= _MIN_SHOWN:
        for owner, start_of, end_of in found:
            for a, b in two_titles(text, start_of, end_of):
                yield CaseDraft(
                    a, b, group, "clause-shown", 0.65, owner=owner if owner.name or owner.kind != _NO_BODY else None
                )


_NO_BODY = "desk"  # an office without a name of its own: 건설과는
_DESK = re.compile(r"(?:^|[\s,])(?P<who>[가-힣]{2,8}(?:과|팀|담당관)|보건소)(?P<tail>은|는|이|가)\s")


def _offices(text: str, start: int, end: int, owners: Sequence[Place]) -> Iterator[Place]:
    """Yield the offices that are a topic, two at least, where no body is known to be one."""
    desks = [match for match in _DESK.finditer(text, start, end) if not any(one.start < match.end("who") and match.start("who") < one.end for one in owners)]  # fmt: skip
    if len(desks) + len(owners) >= _MIN_SHOWN:
        for match in desks:
            yield Place(*match.span("who"), match["who"], None, None, _NO_BODY, match["tail"])


_WON_WITH = re.compile(
    rf"(?<=[가-힣])(?P<particle>\s?(?:사업|사례|시책|정책|과제)(?:으로|로)|으로|로)\s(?:[^.,]{{0,30}}?\s)?(?P<grade>{GRADES}|최고\s?점수|최고점)(?:상)?(?:\s?공무원)?(?:을|를)?\s?(?:받|얻|탔|탄|수상|차지|거머|안았|영예|영광|획득|에\s(?:선정|뽑|올랐))"
)
_REASON = re.compile(r"(?:시작|협업|협력|협조|기관|지자체|자치단체|도시|단체|공로|노력|성과|활동|결과|평가|점수|1위|만장일치|최고점|성적|이름|대상|기준|방식|순|투표|심사|바탕|중심|주제|처음|최초|연속|각각|최종|별도|추가|참고|부문|분야|실적)$")  # fmt: skip


# 농정과는, 이바다 주무관은: who won, before what
_WHO = re.compile(
    r"(?:[가-힣A-Za-z0-9·]{1,12}(?:과|실|팀|국|소|담당관|센터|면|읍)|(?:[가-힣A-Za-z0-9·]{1,12}(?:과|실|팀|국|소)\s)?[가-힣]{2,4}\s(?:주무관|팀장|과장|사무관|계장|연구사|지도사))(?:은|는|이|가)\s"
)


def _won_with(text: str, start: int, end: int, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """군은 빗물을 모아 도로를 식히는 그늘길로 대상을 받았다."""
    match = _WON_WITH.search(text, start, end)
    if match is None:
        return
    begin = phrase_start(text, start, match.start(), places)
    who = _WHO.match(text, begin, match.start())
    begin = who.end() if who else begin
    noun = re.match(r"\s?(?:사업|시책|정책|과제)", match["particle"])
    stop = match.start() + (noun.end() if noun else 0)
    if _REASON.search(text[begin : match.start()]):
        return
    draft = _draft(text, begin, stop, group, "clause-won", 0.65)
    if draft and len(text[draft.start : draft.end].split()) > 1:
        yield draft.having(grade=match["grade"], grade_span=match.span("grade"))


_NOTED = r"(?:은|는|이|가|도)\s[^.]{0,60}?(?:눈에\s띄|눈에\s띈|돋보|눈길을|호평|호응|높은\s평가|좋은\s평가|주목)"
_NOTABLE = re.compile(rf"(?P<what>[^.,‘“'\"]{{8,70}}?(?:{_PROGRAM_NOUNS})){_NOTED}")
_NOTABLE_SIGN = re.compile(r"눈에\s띄|돋보|눈길을|호평|호응|(?:높은|좋은)\s평가|주목")  # what every match ends with
_NOTABLE_TAIL = re.compile(rf"(?:{_PROGRAM_NOUNS}){_NOTED}")  # what every match holds; it is found sooner


def _notable(text: str, start: int, end: int, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """턱 없는 가게 지도 제작 사업은 시민단체와 협업한 점이 눈에 띈다."""
    maybe = _NOTABLE_SIGN.search(text, start, end) and _NOTABLE_TAIL.search(text, start, end)
    match = _NOTABLE.search(text, start, end) if maybe else None
    if match is None:
        return
    begin = phrase_start(text, start, match.end("what"), places)
    draft = _draft(text, begin, match.end("what"), group, "clause-notable", 0.6)
    if draft and not _NO_PROGRAM.search(text[draft.start : draft.end]):
        yield draft


def _behind(nouns: Sequence[str], particles: str) -> tuple[str, ...]:
    return tuple(noun + particle for noun in nouns for particle in particles.split())


# In this order; every match of a rule holds one of its words.
_FINDERS = Rules(
    (_counted, ()),
    (
        _listed,
        (
            *_behind(("사례", "성과", "시책", "정책", "사업", "과제", "사업들"), "로 으로 에 는 은 를 을 가 들을"),
            *_behind(("사례집", "자료집", "백서", "책", "책자"), "에"),
        ),
    ),
    (
        _numbered,
        ("먼저", "우선", "번째", "첫째", "둘째", "셋째", "넷째", "회는", "회에는", "위는", "다음은", "마지막은", "다른", "하나는", "하나가", "하나로"),
    ),
    (_copula, _behind(("수상작", "사례", "출품작", "발표작", "대표작", "것", "정책", "시책", "제안", "과제", "사업"), "은 는")),
    (_shown, ()),
    (_notable, ("눈에", "돋보", "눈길을", "호평", "호응", "평가", "주목")),
    (_points, ()),
    (_ran, ()),
    (_won_with, lexicon("facts")["awards"]["grades"]),
)  # fmt: skip

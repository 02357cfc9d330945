"""Cases told in plain words: award lists, owners with their titles, "… 사례를 소개했다", what chosen officials did."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft, Place, places_in
from dure.engines.reading.cases.lists import WINNER_NOTE, is_owner_phrase, last_owner
from dure.engines.reading.casewords import GRADES, POSITIONS
from dure.engines.reading.clauses import AND_OF_DEEDS, phrase_start
from dure.engines.reading.lexicon import any_of_table, lexicon
from dure.engines.reading.titles import is_title_like, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.prose import Paragraph, Prose

_PROGRAM_NOUNS = any_of_table("facts", "cases", "program_nouns")
_GENERIC = frozenset(lexicon("facts")["cases"]["generic_words"])
_EVENT_WORD = re.compile(r"(?:평가|대회|회의|포럼|간담회|박람회|공모전|협의회|위원회|보고회|심사|공무원|기관)$")

_GRANTED = re.compile(
    rf"(?P<grade>{GRADES})(?:상)?(?:은|는|에는|으로는|로는|에)\s(?P<rest>[^.‘“'\"△▲▸]{{8,140}}?)(?:이|가|를|을)?\s?(?:이다|다|입니다|뽑혔다|선정됐다|차지했다|받았다|등|$)?\s?(?:\.|$)"
)


_COUNTS = {"한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10}
_MANY_WON = re.compile(
    rf"(?:^|\s)(?P<grade>{GRADES})(?:상)?\s?(?P<count>\d{{1,2}}|{'|'.join(_COUNTS)})\s?(?:점|건|편|개|작품|팀|곳)?(?:은|는|에는|으로는|로는)\s(?P<list>.{{12,400}}?)\s?(?:등)?(?:이다|다|입니다|이었다|(?:이|가|을|를)\s(?:선정됐다|뽑혔다|받았다|차지했다))\.\s*$"
)


def counted(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """장려상 세 점은 ‘공방’을 통한 창업 활성화, 마을과 학교를 잇는 교육 …이다: as many titles as the sentence says."""
    del places
    text = prose.text
    for start, end in paragraph.sentences:
        match = _MANY_WON.search(text[start:end])
        if match is None or any(start <= item.start < end for item in paragraph.items):
            continue
        parts = list(_parts(text, start + match.start("list"), start + match.end("list")))
        wanted = _COUNTS.get(match["count"]) or int(match["count"])
        if (
            wanted < _MIN_OWNERS
            or len(parts) != wanted
            or any(NO_WORK.search(text[a:b]) for a, b in parts)
            or not all(is_title_like(text[a:b]) and len(text[a:b].split()) > 1 for a, b in parts)
        ):
            continue
        whole = [next((q for q in paragraph.quotes if q.start == a and q.end >= b), None) for a, b in parts]
        if all(whole) or any(re.match(r"[가-힣\s]{0,20}의\s?[‘“「'\"]", text[a:b]) for a, b in parts):
            continue  # plain quotations are read as such, with their owners
        at = start + match.start("grade")
        for (a, b), quote in zip(parts, whole, strict=True):
            begin, stop = (quote.inner_start, quote.inner_end) if quote else (a, b)
            yield CaseDraft(begin, stop, group, "award-counted", 0.8, grade=match["grade"], grade_span=(at, at + len(match["grade"])))  # fmt: skip


_NOTED = re.compile(r"\s?\([‘“'\"「]?(?P<title>[^()‘“”’「」'\"]{8,60})[’”'\"」]?\)")


_OFFICE = re.compile(
    r"(?<![가-힣])[가-힣A-Za-z0-9·]{1,12}(?:과|실|팀|국|담당관|보건소|사업소|센터|본부|도서관|공단|공사|면|읍|동)(?=\s?\()"
)
_OWNER_NOTE = re.compile(r"\((?P<owner>[^()]{2,24})\)")
_MONEY_NOTE = re.compile(r"\d\s?(?:만\s?)?원$|^상금|\d\s?(?:명|건|점)$")
# (이바다, 세무과), (세무과 이바다): who won, with the office
_WINNER = re.compile(rf"[가-힣]{{2,4}},\s?[가-힣]{{1,10}}(?:과|실|팀|국|센터|본부|면|읍|동)|{WINNER_NOTE.pattern}")
_GRADE_HEAD = re.compile(
    rf"(?P<grade>{GRADES})(?:상)?(?:\s?\([^()]{{2,14}}\))?(?:은|는|에는|에|으로는|로는|작은|작으로는)\s"
)
_JOINT = re.compile(r"(?:이|가|와|과|을|를|은|는|에|으로)?(?:[,·]|\s(?:및|그리고))?\s*")


def _before_notes(text: str, start: int, end: int, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """최우수상은 물 들기 전에 닫는 지하차도(옥천군), 우수상은 …(보은군), …(영동군)이다: titles before their owners in brackets."""
    at, grade = start, None
    for note in _OWNER_NOTE.finditer(text, start, end):
        if _MONEY_NOTE.search(note["owner"]):
            continue  # 은상(상금 100만 원)은 …
        head = None
        for head in _GRADE_HEAD.finditer(text, at, note.start()):
            grade = head
        joint = _JOINT.match(text, at, note.start())
        begin = head.end() if head else joint.end() if joint and grade else at
        at = note.end()
        owner = next(iter(places_in(places, note.start("owner"), note.end("owner"))), None)
        begin, stop = trim(text, begin, note.start())
        title = text[begin:stop]
        if (
            grade is None
            or not (
                _WINNER.fullmatch(note["owner"])
                or (owner is not None and is_owner_phrase(text, note.start("owner"), note.end("owner"), places))
            )
            or not is_title_like(title)
            or len(title.split()) < 2  # noqa: PLR2004
            or NO_WORK.search(title)
            or re.search(r"[‘’“”'\"「」]|[다요]\.\s", title)
        ):
            continue
        yield CaseDraft(begin, stop, group, "award-noted", 0.75, grade=grade["grade"], grade_span=grade.span("grade"), owner=owner)  # fmt: skip


def noted(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """우수상은 동구(골목 혈압 수첩), 대덕구(빈 가게에 불을 켜는 청년들)가 받았다: titles in brackets behind their owners."""
    text = prose.text
    for start, end in paragraph.sentences:
        grade = re.search(GRADES, text[start:end])
        if grade is None or any(start <= item.start < end for item in paragraph.items):
            continue
        found: list[tuple[Place | None, int, int]] = []
        named = {place.end: place for place in places_in(places, start, end)}
        offices = {office.end(): None for office in _OFFICE.finditer(text, start, end)}
        for at, place in sorted((offices | named).items()):
            match = _NOTED.match(text, at, end)
            if match and len(match["title"].split()) > 1 and is_title_like(match["title"]) and not _WITH_PERSON.search(match["title"]) and not re.search(r"\d+\s?(?:명|건|위|점|원)|만\s?원", match["title"]):  # fmt: skip
                found.append((place, match.start("title"), match.end("title")))
        yield from _before_notes(text, start, end, places, group)
        if len(found) >= _MIN_OWNERS:
            at = start + grade.start()
            for place, a, b in found:
                begin, stop = trim(text, a, b)
                yield CaseDraft(begin, stop, group, "award-noted", 0.75, grade=grade[0], grade_span=(at, at + len(grade[0])), owner=place)  # fmt: skip


# 2019년 골목 파수꾼 택시(우수상), 2020년 마을 기록관 조성(장려상): at least two titles with their grades in brackets
_GRADE_NOTE = re.compile(
    rf"(?P<title>(?:[^()‘’“”'\",]|[‘“'\"][^()‘’“”'\",]{{2,30}}[’”'\"](?!\s?\()){{6,60}}?)\s?\((?P<grade>(?:{GRADES}))(?:상)?(?:[,·\s][^()]{{1,14}})?\)"
)
_A_PRIZE = re.compile(rf"(?:{GRADES})$|상$")  # 국무총리상(최우수상)
_NOTE_LEAD = re.compile(
    r".*(?:(?:19|20)\d{2}년(?:에는|에|의|엔)?|(?:수상|성과|사례|것|시책|제안|과제)(?:은|는|으로는|로는|에는))\s(?=\S)"
)


def grade_noted(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """수상은 2019년 골목 파수꾼 택시(우수상), 2020년 마을 기록관 조성(장려상)에 이어 …: each title with its grade behind it."""
    text = prose.text
    for start, end in paragraph.sentences:
        if not _GRADE_CLOSED.search(text, start, end) or any(start <= item.start < end for item in paragraph.items):
            continue
        found = []
        for match in _GRADE_NOTE.finditer(text, start, end):
            begin, stop = trim(text, *match.span("title"))
            lead = _NOTE_LEAD.match(text, begin, stop)
            begin, stop = trim(text, lead.end() if lead else begin, stop)
            words = text[begin:stop]
            if is_title_like(words) and not _A_PRIZE.search(words) and " " in words and not _WITH_PERSON.search(words) and not any(place.end == stop for place in places_in(places, begin, stop)) and not _EVENT_WORD.search(words):  # fmt: skip
                found.append((begin, stop, match))
        if len(found) >= _MIN_OWNERS:
            for begin, stop, match in found:
                yield CaseDraft(begin, stop, group, "award-behind", 0.7, grade=match["grade"], grade_span=match.span("grade"))  # fmt: skip


_GRADE_CLOSED = re.compile(rf"\((?:{GRADES})(?:상)?[^()]{{0,14}}\)")
_WITH_PERSON = re.compile(
    rf"[가-힣]{{2,4}}\s(?:[가-힣]{{2,8}})?(?:{POSITIONS})(?:이|가|은|는|의|\s|$)|영예|안았|[가-힣]\s씨$|[가-힣]\s씨(?:이|가|은|는|의)\s"
)


def granted(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """최우수는 복지정책과 1인가구지원팀의 관악형 1인 가구 지원 활성화 프로젝트."""
    text = prose.text
    for start, end in paragraph.sentences:
        match = _GRANTED.match(text[start:end])
        if (
            not match
            or any(start <= quote.start < end for quote in paragraph.quotes)
            or any(start <= item.start < end for item in paragraph.items)
        ):
            continue
        a, b = start + match.start("rest"), start + match.end("rest")
        owner_end = _owner_end(text, a, b, places)
        begin, stop = trim(text, owner_end, b)
        title = text[begin:stop]
        if (
            is_title_like(title)
            and not _WITH_PERSON.search(title)
            and len(title.split()) > 1
            and not re.search(r"[0-9]+(?:건|명|곳|개)|(?:했|됐|였|겠)", title)
            and not places_in(places, begin, stop)[2:]
            and not NO_WORK.search(title)
            and not is_owner_phrase(text, begin, stop, places)
            and not _GRADE_HEAD.search(title)
        ):
            at = start + match.start("grade")
            yield CaseDraft(begin, stop, group, "award-phrase", 0.75, grade=match["grade"], grade_span=(at, at + len(match["grade"])), owner=last_owner(places, a, owner_end))  # fmt: skip


# Who and how many won, how much they get: no titles (세 기관에 돌아갔다, 제주와 성동구 두 곳이다, 200만 원, …).
NO_WORK = re.compile(
    r"^(?:총|각각|모두|또|약)?\s?(?:\d|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열)[\d,]*\s?(?:여\s)?(?:만\s?원|천\s?원|억|원|기관|곳|개|팀|명|부서|건|편|점)"
    r"|(?:\d+|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열)\s?(?:곳|기관|팀|명|건|개\s?(?:시|군|구|기관|부서|팀))$|[가-힣](?:학교|도서관|교육청|지원청)$|(?:팀|부서|기관)$|않[았은으]|교부세|표창|미충족|없[었다어]|해당자|돌아갔|주어진|지급|수여|받는다|이름을\s올|\([^)]*\),\s|만\s?원|상품권|포상|인사\s?가점|휴가"
)
_GENITIVE = re.compile(
    r"^(?:[가-힣A-Za-z0-9·]+(?:과|실|팀|국|소|단|원|청|면|읍|동)\s)*[가-힣A-Za-z0-9·]+(?:과|실|팀|국|소|단|원|청|면|읍|동)의\s"
)


def _owner_end(text: str, start: int, end: int, places: Sequence[Place]) -> int:
    department = _GENITIVE.match(text[start:end])
    if department:
        return start + department.end()
    inside = [
        place
        for place in places_in(places, start, end)
        if place.tail.startswith("의") and place.start - start < _AT_HEAD
    ]
    return inside[0].end + 1 if inside else start


_AT_HEAD = 3  # code points: a mark and a blank
_MIN_OWNERS = 2


def owned_list(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """고양특례시의 … 방안, 제천시의 … 연구, 이천시의 … 등이다: at least two owners, each with its title."""
    text = prose.text
    for start, end in paragraph.sentences:
        owners = [
            place
            for place in places_in(places, start, end)
            if place.tail == "의" and place.kind in {"government", "organisation", "institution", "office", "subunit"}
        ]
        owners = [
            place for place in owners if not any(quote.start < place.start < quote.end for quote in paragraph.quotes)
        ]
        if len(owners) < _MIN_OWNERS or any(
            owners[0].start <= quote.start < end and not quote.speech for quote in paragraph.quotes
        ):
            continue
        pieces: list[tuple[Place, int, int]] = []
        for number, owner in enumerate(owners):
            stop = owners[number + 1].start if number + 1 < len(owners) else end
            piece = text[owner.end + 1 : stop]
            closed = re.search(r",\s*(?:[가-힣]{2,4}\s)?$|\s등(?:이|을|의|도|\s)|,\s|$", piece)
            if closed is None or (number + 1 < len(owners) and "," not in piece):
                pieces = []
                break
            pieces.append((owner, owner.end + 1, owner.end + 1 + closed.start()))
        for owner, a, b in pieces:
            begin, stop = trim(text, a, b)
            if (
                is_title_like(text[begin:stop])
                and len(text[begin:stop].split()) > 1
                and not re.search(r"[다요]$", text[begin:stop])
            ):
                yield CaseDraft(begin, stop, group, "owned-list", 0.7, owner=owner)


_TELLING = re.compile(
    r"(?:\s|^)(?P<word>(?:(?:성공|우수|모범|대표)\s?){0,2}(?:사례|사업|시책|정책))(?:를|을|들을)\s(?:[^.,]{0,14}?\s)?(?:소개|공유|발표)(?:하|했|한|할)"
)
_MARK_BEFORE = re.compile(r"[ㅇ○□\-\s]*")
_LIST_TOLD = re.compile(
    r"(?P<list>[^.‘“'\"]{8,120}?)\s등(?:\s(?:모두|총))?(?:\s?\d{1,2}\s?(?:건|개|편)(?:의\s(?:(?:우수|혁신|모범)\s?)?(?:사례|과제|시책|아이디어|제안))?)?(?:이|가)\s(?:[^.]{0,12})?(?:소개됐|소개된|소개됐다|발표됐|선정됐|뽑혔|꼽혔|꼽힌)"
)


def told(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """대구 공공기관 혁신 성공 사례를 소개하며; … 안내, 기후동행카드 출시 등이 소개됐다."""
    text = prose.text
    for start, end in paragraph.sentences:
        for match in _TELLING.finditer(text, start, end):
            if any(quote.speech and quote.start < match.start() < quote.end for quote in paragraph.quotes):
                continue
            begin = _phrase_start(text, start, match.start("word"))
            words = text[begin : match.start("word")].split()
            telling = [
                word
                for word in words
                if word not in _GENERIC
                and not re.search(r"(?:인|은|는|한|된|할|던|의)$", word)
                and not re.search(r"[‘’“”'\",)]", word)
            ]
            own = [place for place in places_in(places, begin, match.start("word")) if place.kind != "anaphor"]
            telling = [
                word
                for word in telling
                if not any(word.startswith(place.surface) or place.surface.startswith(word) for place in own)
            ]
            a, b = trim(text, begin, match.start("word"))
            if telling and len(words) > 1 and is_title_like(text[a:b]):
                yield CaseDraft(a, b, group, "told-phrase", 0.6)
        listed = _LIST_TOLD.match(text[start:end])
        if listed and not any(start <= item.start < end for item in paragraph.items):
            mark = _MARK_BEFORE.match(text, start, end)
            a = mark.end() if mark else start
            first = text.find(",", a, start + listed.end("list"))
            a = phrase_start(text, a, first if first > 0 else start + listed.end("list"), places)
            parts = list(_parts(text, a, start + listed.end("list")))
            bodies = _OF_BODIES.search(text, start + listed.end("list"), end) or any(_CLAUSE_END.search(text[x:y]) or _KIND_OF_CASE.match(text, y) for x, y in parts)  # fmt: skip
            if len(parts) > 1 and not bodies and all(is_title_like(text[x:y]) and len(text[x:y].split()) > 1 for x, y in parts):  # fmt: skip
                for x, y in parts:
                    yield CaseDraft(x, y, group, "told-list", 0.6)


# 광역에서는 대구·광주가, 기초에서는 춘천 등이 우수기관으로 뽑혔다: a list of winners.
_OF_BODIES = re.compile(r"(?:기관|지자체|자치단체|시군|시·군|도시|부서|공무원)(?:으로|로|에)\s")
_KIND_OF_CASE = re.compile(r"\s?사례(?:\s등|와|,)")  # 불편을 푼 사례, 효과가 큰 사례 등 15건의 사례: kinds of them
_CLAUSE_END = re.compile(r"[가-힣](?:은|는|이|가|에서는|에는)$")


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in re.finditer(r",\s", text[start:end]):
        yield trim(text, at, start + match.start())
        at = start + match.end()
    yield trim(text, at, end)


def _phrase_start(text: str, floor: int, end: int) -> int:
    """Walk left over nouns; a particle or a comma ends the phrase."""
    begin = end
    for _ in range(6):
        stop = begin
        while stop > floor and text[stop - 1].isspace():
            stop -= 1
        at = stop
        while at > floor and not text[at - 1].isspace():
            at -= 1
        token = text[at:stop]
        if (
            not token
            or token[-1] in ".,’”'\")"
            or (
                re.search(r"[가-힣](?:은|는|을|를|에서|으로|로|에|와|고|며|해|의|도|된|인|한)$", token) and begin != end
            )
        ):
            break
        if begin == end and re.search(r"[가-힣](?:을|를|에서|으로|고|며|의|이|가|은|는|도|된|인|한|할)$", token):
            break
        begin = at
    return begin


_REPRESENTATIVE = re.compile(
    r"^(?P<title>.{8,110}?)(?:한|하는|된)\s(?:것|점|사업)(?:이|은)\s(?:가장\s)?(?:대표적인?|주요|핵심)\s?(?:사례|성과)(?:다|로|이다|라|이며)"
)
_PRAISED = re.compile(
    r"(?:^|[,고며]\s|은\s|는\s|추진한\s|운영한\s|도입한\s)(?P<title>[^.,‘’“”'\"]{6,50}?)\s?(?:사업|운영|사례)?(?:이|가)\s(?:특히\s)?(?:호평|높은 평가|좋은 평가|우수한 평가|큰 호응)"
)

_PRAISE_SIGN = re.compile("호평|평가|큰 호응")  # what every match of the last one ends with


def representative(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """… 주민 갈등을 해소한 것이 대표적 사례다."""
    text = prose.text
    for start, end in paragraph.sentences:
        match = _REPRESENTATIVE.match(text[start:end])
        if match and not re.search(r"[‘“'\"]$", match["title"]):
            begin, stop = trim(text, start, start + match.end("title"))
            yield CaseDraft(begin, stop, group, "representative", 0.8)
            continue
        praised = _PRAISED.search(text[start:end]) if _PRAISE_SIGN.search(text, start, end) else None
        if praised and not any(
            start + praised.start("title") <= quote.end and quote.start < end for quote in paragraph.quotes
        ):
            first, last = start + praised.start("title"), start + praised.end("title")
            for a, b in _joined_titles(text, phrase_start(text, first, last, places), last):
                begin, stop = trim(text, a, b)
                title = text[begin:stop]
                if (
                    len(title.split()) > 1
                    and not re.search(r"(?:은|는|을|를|점|등|부분|측면|리더십|실행력|의지|노력|역량)$", title)
                    and is_title_like(title)
                ):
                    yield CaseDraft(begin, stop, group, "praised", 0.5)


def _joined_titles(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split two titles that 과 joins behind a word of doing: … 갤러리 조성과 … 예약 서비스."""
    joint = AND_OF_DEEDS.search(text, start, end)
    if joint is None or len(text[joint.end() : end].split()) < 2:  # noqa: PLR2004  a second title has words of its own
        yield start, end
    else:
        yield start, joint.start()
        yield joint.end(), end


_CHOSEN_TAIL = rf"(?:이|가)\s[^.]{{0,80}}?(?:우수\s?사례|{GRADES})[^.]{{0,30}}?(?:선정|수상|뽑|받|탔|차지|올랐|안았|꼽)"
_CHOSEN = re.compile(rf"(?P<title>[^.,‘“'\"()]{{4,60}}?(?:{_PROGRAM_NOUNS})){_CHOSEN_TAIL}")
_CHOSEN_SIGN = re.compile(
    rf"(?:{_PROGRAM_NOUNS}){_CHOSEN_TAIL}"
)  # asked first: the title before it is dear to look for


def chosen(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """부천시의 스마트 주차 로봇 사업이 … 우수사례에 선정됐다: what an owner's genitive or the topic introduces."""
    text = prose.text
    for start, end in paragraph.sentences:
        match = _CHOSEN.search(text, start, end) if _CHOSEN_SIGN.search(text, start, end) else None
        if match is None or any(quote.speech and quote.start < match.start() < quote.end for quote in paragraph.quotes):
            continue
        a, b = match.span("title")
        owner = next(
            (place for place in reversed(places) if a <= place.start and place.end <= b and place.tail == "의"), None
        )
        topic = re.search(r"[가-힣](?:은|는)\s", text[a:b])
        begin = owner.end + 1 if owner else a + topic.end() if topic else -1
        if begin < 0:
            continue
        begin, stop = trim(text, begin, b)
        words = text[begin:stop].split()
        if (
            len(words) > 1
            and words[0] not in _GENERIC
            and is_title_like(text[begin:stop])
            and not _EVENT_WORD.search(text[begin:stop])
            and not _COUNTED.search(text[begin:stop])
        ):
            yield CaseDraft(begin, stop, group, "chosen-phrase", 0.65, owner=owner)


_COUNTED = re.compile(r"심사|통과|접수|제출|\d+(?:개|건|명|편)?$")
_OFFICIAL = re.compile(
    r"[가-힣]{2,4}\s(?:주무관|팀장|과장|사무관|소방관|소방장|소방위|연구사|지도사)(?:은|는)\s(?P<work>[^,.]{6,70}?)(?:했다|하고|했고|하며|(?<![위통대])해|한|하여|했으며|,|\.)(?=[\s,.]|$)"
)
_MIN_OFFICIALS = 2


def officials(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """청소행정과 이민우 주무관은 투명페트병 무인회수기를 확대 설치, …: what chosen officials did, when several are listed."""
    del places
    text = prose.text
    if "적극행정" not in text and "적극 행정" not in text:
        return
    found = []
    for start, end in paragraph.sentences:
        for match in _OFFICIAL.finditer(text, start, end):
            begin, stop = trim(text, *match.span("work"))
            stop_word = re.search(r"(?:했다|하고|했고|하며|했으며|하여|해|한)$", text[begin:stop])
            stop = begin + stop_word.start() if stop_word else stop
            if not re.search(r"수상|선정|말했|밝혔|전했|받|소감|^[‘“'\"]", text[begin:stop]):
                found.append((begin, stop))
    if len(found) >= _MIN_OFFICIALS:
        for begin, stop in found:
            if is_title_like(text[begin:stop]):
                yield CaseDraft(begin, stop, group, "official", 0.6)

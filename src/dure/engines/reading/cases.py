"""Cases outside of marked lists: quoted titles, award lists, named programs, "… 사례를 소개했다"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft, Place, places_in
from dure.engines.reading.caselists import GRADES, POSITIONS, field_before, is_owner_phrase, last_owner, list_cases
from dure.engines.reading.events import _HEAD_AT_END as EVENT_AT_END
from dure.engines.reading.lexicon import lexicon
from dure.engines.reading.titles import is_title_like, same_title, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.prose import Paragraph, Prose, Quote

_FACTS = lexicon("facts")
_TOPIC = re.compile("|".join(re.escape(word) for word in _FACTS["cases"]["topic"]))
_PROGRAM_NOUNS = "|".join(re.escape(word) for word in sorted(_FACTS["cases"]["program_nouns"], key=len, reverse=True))
_GENERIC = frozenset(_FACTS["cases"]["generic_words"])
_STRONG_TOPIC = re.compile(
    r"우수\s?사례|혁신\s?사례|적극\s?행정|혁신평가|정부\s?혁신|경진대회|혁신\s?행정|공공기관 혁신|행정\s?혁신|시정\s?혁신|제도\s?개선|벤치마킹|지방자치단체|규제\s?(?:혁신|개혁)|열린\s?혁신|참여예산|시민투표|정책을 제안|정책투표|지식대상|혁신 우수"
)
_MIN_TOPIC = 2
_AWARDED = re.compile(r"최우수|우수상|장려상|대통령상|국무총리상|장관상|발표작")

_GRADE_BEFORE = re.compile(
    rf"(?P<grade>{GRADES})(?:상)?(?:\s?\([^)]{{1,24}}\))?(?:\s?[0-9일이삼]+\s?(?:개|건|편|명|팀))?(?:작)?(?:은|는|에는|에|으로는|으로|로는|로|이|:|：)?(?:\s[^‘“'\"「]{{0,40}})?\s*$"
)
_AWARD_AFTER = re.compile(
    rf"^\s?(?:\([^)]{{1,40}}\)\s?)?(?:의\s[가-힣]{{2,4}}\s(?:{POSITIONS})(?:이|가|은|는)?|(?:이|가|은|는|으로|로|의\s사례(?:로|가)|\s?사례(?:로|가)|의\s사례)[^.]{{0,40}}?)\s?(?:[^.]{{0,26}}?\s)?(?P<grade>{GRADES}|1위|2위|3위)"
)
_CASE_WORD_AFTER = re.compile(
    rf"^\s?(?:의\s)?(?:(?:우수|혁신|대표|성공|모범)\s?)?(?:사례|{_PROGRAM_NOUNS})(?=[을를이가은는의로으에,.·\s]|등|$)"
)
_TOLD_AFTER = re.compile(
    r"^\s?(?:등\s?)?(?:\d+건\s?)?(?:을|를|이|가|도|등이|등을|\s등)\s?(?:[^.]{0,20}?)(?:소개|발표|선정|뽑|꼽|공유|제출|출품|수상|선보)"
)
_RUN_AFTER = re.compile(r"^\s?(?:을|를)?\s?(?:운영|시행|도입|구축|추진|개발)(?=[을를이하해한했된됐되에과와,.\s])")
_RUN_LATER = re.compile(
    r"^(?:이|가|은|는|을|를)\s[^.‘“'\"]{0,44}?(?:운영|시행|시범 운영|도입)(?:된다|됐다|한다|했다|하고 있다|에 들어|을 시작)"
)
_CASE_BEFORE = re.compile(
    rf"(?:사례|정책|시책|사업|과제|프로젝트)(?:인|으로는|로는|로|으로|은|는|이|가|에는|:|：)?\s?(?:[^.‘“'\"]{{0,16}})?$"
)
_LINK = re.compile(r"^\s*(?:와|과|,|·|및|/|이며|이고|으로|로|이|가|은|는|을|를|와 함께|과 함께|등과)?\s*,?\s*$")
_NOT_CASE_AFTER = re.compile(
    r"^\s?(?:을|를|이|가)?\s?(?:주제|목표|슬로건|비전|구호|캐치프레이즈|표어|가치|기치|모토|취지|의미|테마)|^\s?(?:이?라는|이?라고|이?란|이?라며|이?라면서)\s|^\s?(?:부문|분야)|^\s?(?:기관|등급|으로\s(?:선정|평가|뽑)|에서|에\s|에게|명|상을|장을|이라며)"
)
_NOT_CASE_BEFORE = re.compile(
    r"(?:주제|목표|슬로건|비전|구호|캐치프레이즈)(?:는|은|로|인|:)?\s?$|(?:부제|제목|의미로|뜻의)\s?$"
)
_NOT_TITLE = re.compile(rf"^(?:{GRADES}|[0-9]+위|.{{0,10}}(?:부문|분야))$")
_EVENT_WORD = re.compile(
    r"(?:평가|대회|회의|포럼|간담회|박람회|공모전|협의회|위원회|특강|워크숍|설명회|보고회|축제|행사|한마당|토론회|세미나|심사|시상식|공무원|기관|모집|평가단|투어단|서포터즈|강의|교육)$"
)


def is_on_topic(prose: Prose) -> bool:
    """Tell whether a page speaks of the administration's innovation at all; if not, it holds no cases."""
    words = " ".join(prose.text[p.start : p.end] for p in prose.paragraphs)
    if _STRONG_TOPIC.search(words) is None:
        return False
    return len({match[0] for match in _TOPIC.finditer(words)}) >= _MIN_TOPIC or _AWARDED.search(words) is not None


def cases_of(prose: Prose, places: Sequence[Place]) -> tuple[CaseDraft, ...]:
    """Return the case titles of a page in the order of the text, with owner, field and grade where given."""
    on_topic = is_on_topic(prose)
    if not on_topic:
        return ()
    drafts = list(list_cases(prose, places, on_topic=on_topic))
    group = 1000
    for paragraph in prose.body:
        for finder in (_quoted, _granted, _owned_list, _told, _representative, _officials):
            group += 1
            for draft in finder(prose, paragraph, places, group):
                if not any(
                    draft.start < other.end and other.start < draft.end for other in drafts
                ) and not _inside_list(paragraph, draft):
                    drafts.append(draft)
    drafts.sort(key=lambda draft: draft.start)
    return tuple(drafts)


def _inside_list(paragraph: Paragraph, draft: CaseDraft) -> bool:
    """Tell whether a title stands inside a marked item, where `caselists` has decided already."""
    return any(item.start <= draft.start < item.end for item in paragraph.items) and draft.rule != "quote-award"


def _quoted(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    text = prose.text
    accepted: dict[int, CaseDraft] = {}
    quotes = [
        quote
        for quote in paragraph.quotes
        if not quote.speech and not any(o.start < quote.start < o.end for o in paragraph.quotes)
    ]
    for number, quote in enumerate(quotes):
        previous = quotes[number - 1] if number else None
        draft = _quote_case(prose, paragraph, quote, previous, accepted.get(number - 1), places, group)
        if draft is None and previous is not None and number - 1 in accepted and _may_be_title(text, quote):
            if _linked(text, previous.end, quote.start, places) and not _NOT_CASE_AFTER.match(
                text[quote.end : quote.end + 16]
            ):
                model = accepted[number - 1]
                draft = CaseDraft(quote.inner_start, quote.inner_end, group, "quote-chain", model.confidence - 0.05, model.field, model.field_span, model.grade, model.grade_span, last_owner(places, previous.end, quote.start))  # fmt: skip
        if draft is not None:
            accepted[number] = draft
    # A list is decided by its last member too: 'A', 'B', 'C'를 목표로.
    for number, draft in accepted.items():
        last = number
        while last + 1 < len(quotes) and _LINK.match(text[quotes[last].end : quotes[last + 1].start]):
            last += 1
        if not _NOT_CASE_AFTER.match(text[quotes[last].end : quotes[last].end + 16]):
            yield draft


def _may_be_title(text: str, quote: Quote) -> bool:
    inner = text[quote.inner_start : quote.inner_end]
    return (
        is_title_like(inner)
        and not _NOT_TITLE.match(inner)
        and not EVENT_AT_END.search(inner)
        and not _EVENT_WORD.search(inner)
    )


def _quote_case(
    prose: Prose,
    paragraph: Paragraph,
    quote: Quote,
    previous: Quote | None,
    model: CaseDraft | None,
    places: Sequence[Place],
    group: int,
) -> CaseDraft | None:
    text = prose.text
    if not _may_be_title(text, quote):
        return None
    after = text[quote.end : min(paragraph.end, quote.end + 80)]
    sentence = paragraph.sentence_at(quote.start)
    floor = max(sentence[0], previous.end if previous else paragraph.start)
    before = text[floor : quote.start]
    if _NOT_CASE_AFTER.match(after) and not _AWARD_AFTER.match(after):
        return None
    if _NOT_CASE_BEFORE.search(before):
        return None
    owner = last_owner(places, max(floor, quote.start - 30), quote.start)
    owned = owner is not None and is_owner_phrase(text, owner.start, quote.start, places)
    grade, rule, sure = None, "", 0.0
    grade_before = _GRADE_BEFORE.search(before)
    awarded = _AWARD_AFTER.match(after)
    if grade_before:
        at = floor + grade_before.start("grade")
        grade, rule, sure = (grade_before["grade"], (at, at + len(grade_before["grade"]))), "quote-award", 0.92
    elif awarded:
        at = quote.end + awarded.start("grade")
        grade, rule, sure = (awarded["grade"], (at, at + len(awarded["grade"]))), "quote-award", 0.92
    elif _CASE_BEFORE.search(before) and len(before) > 1:
        rule, sure = "quote-after-case", 0.85
    elif _CASE_WORD_AFTER.match(after):
        rule, sure = "quote-before-case", 0.8
    elif owned and (_TOLD_AFTER.match(after) or model is not None or _LINK.match(after[:2]) or after[:1] in ",·."):
        rule, sure = "quote-owned", 0.8
    elif _TOLD_AFTER.match(after):
        rule, sure = "quote-told", 0.75
    elif _RUN_AFTER.match(after) or _RUN_LATER.match(after):
        rule, sure = "quote-run", 0.65
    else:
        return None
    if rule in {"quote-run", "quote-before-case"} and quote.inner_end - quote.inner_start > 60:  # noqa: PLR2004  a slogan, not a program
        return None
    field = field_before(text, sentence[0], quote.start) or field_before(
        text, quote.end, min(sentence[1], quote.end + 40)
    )
    if field is None:
        field = field_before(text, paragraph.start, quote.start)
    draft = CaseDraft(quote.inner_start, quote.inner_end, group, rule, sure, owner=owner if owned else None)
    if grade:
        draft = replace(draft, grade=grade[0], grade_span=grade[1])
    if field:
        draft = replace(draft, field=field[0], field_span=field[1])
    return draft


_LINK_HEAD = re.compile(r"^\s*(?:와|과|,|·|및|/|이며|이고)?\s*,?\s*")


def _linked(text: str, start: int, end: int, places: Sequence[Place]) -> bool:
    """Tell whether nothing but a conjunction and an owner stands between two quotations."""
    if _LINK.match(text[start:end]):
        return True
    head = _LINK_HEAD.match(text[start:end])
    at = start + (head.end() if head else 0)
    return text[at:end].strip() != "" and is_owner_phrase(text, at, end, places)


_GRANTED = re.compile(
    rf"(?P<grade>{GRADES})(?:상)?(?:은|는|에는|으로는|로는|에)\s(?P<rest>[^.‘“'\"△▲▸]{{8,140}}?)(?:이|가|를|을)?\s?(?:이다|다|입니다|뽑혔다|선정됐다|차지했다|받았다|등|$)?\s?(?:\.|$)"
)


def _granted(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
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
            and len(title.split()) > 1
            and not re.search(r"[0-9]+(?:건|명|곳|개)|(?:했|됐|였|겠)", title)
            and not places_in(places, begin, stop)[2:]
        ):
            at = start + match.start("grade")
            yield CaseDraft(begin, stop, group, "award-phrase", 0.75, grade=match["grade"], grade_span=(at, at + len(match["grade"])), owner=last_owner(places, a, owner_end))  # fmt: skip


_GENITIVE = re.compile(
    r"^(?:[가-힣A-Za-z0-9·]+(?:과|실|팀|국|소|단|원|청|면|읍|동)\s?)*[가-힣A-Za-z0-9·]+(?:과|실|팀|국|소|단|원|청|면|읍|동)의\s"
)


def _owner_end(text: str, start: int, end: int, places: Sequence[Place]) -> int:
    department = _GENITIVE.match(text[start:end])
    if department:
        return start + department.end()
    inside = [
        place for place in places_in(places, start, end) if place.tail.startswith("의") and place.start - start < 3
    ]  # noqa: PLR2004
    return inside[0].end + 1 if inside else start


def _owned_list(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
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
        if len(owners) < 2 or any(
            owners[0].start <= quote.start < end and not quote.speech for quote in paragraph.quotes
        ):  # noqa: PLR2004
            continue
        pieces = []
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
    r"(?:\s|^)(?P<word>(?:(?:성공|우수|혁신|모범|대표)\s?){0,2}(?:사례|사업|시책|정책))(?:를|을|들을)\s(?:[^.,]{0,14}?\s)?(?:소개|공유|발표)(?:하|했|한|할)"
)
_LIST_TOLD = re.compile(
    r"(?P<list>[^.‘“'\"]{8,120}?)\s등이\s(?:[^.]{0,12})?(?:소개됐|소개된|소개됐다|발표됐|선정됐|뽑혔|꼽혔|꼽힌)"
)


def _told(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
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
            a = (
                start
                + len(text[start:end])
                - len(text[start:end].lstrip())
                + len(re.match(r"[ㅇ○□\-\s]*", text[start:end])[0])
            )  # type: ignore[index]  # always matches
            parts = list(_parts(text, a, start + listed.end("list")))
            if len(parts) > 1 and all(is_title_like(text[x:y]) and len(text[x:y].split()) > 1 for x, y in parts):
                for x, y in parts:
                    yield CaseDraft(x, y, group, "told-list", 0.6)


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
    r"(?:^|[,고며]\s|은\s|는\s)(?P<title>[^.,]{6,50}?)\s?(?:사업|운영|사례)?(?:이|가)\s(?:특히\s)?(?:호평|높은 평가|좋은 평가|우수한 평가|큰 호응)"
)


def _representative(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """… 주민 갈등을 해소한 것이 대표적 사례다."""
    del places
    text = prose.text
    for start, end in paragraph.sentences:
        match = _REPRESENTATIVE.match(text[start:end])
        if match and not re.search(r"[‘“'\"]$", match["title"]):
            begin, stop = trim(text, start, start + match.end("title"))
            yield CaseDraft(begin, stop, group, "representative", 0.8)
            continue
        praised = _PRAISED.search(text[start:end])
        if praised and not any(start <= quote.start < end for quote in paragraph.quotes):
            begin, stop = trim(text, start + praised.start("title"), start + praised.end("title"))
            words = text[begin:stop].split()
            if (
                len(words) > 1
                and not re.search(r"(?:은|는|을|를|점|등)$", text[begin:stop])
                and is_title_like(text[begin:stop])
            ):
                yield CaseDraft(begin, stop, group, "praised", 0.5)


_OFFICIAL = re.compile(
    rf"[가-힣]{{2,4}}\s(?:주무관|팀장|과장|사무관|소방관|소방장|소방위|연구사|지도사)(?:은|는)\s(?P<work>[^,.]{{6,70}}?)(?:했다|하고|했고|하며|해|한|하여|했으며|,|\.)(?=[\s,.]|$)"
)
_MIN_OFFICIALS = 2


def _officials(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
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
            if not re.search(r"수상|선정|말했|밝혔|전했|받|소감", text[begin:stop]):
                found.append((begin, stop))
    if len(found) >= _MIN_OFFICIALS:
        for begin, stop in found:
            if is_title_like(text[begin:stop]):
                yield CaseDraft(begin, stop, group, "official", 0.6)


def earlier_mention(drafts: Sequence[CaseDraft], number: int, text: str) -> int | None:
    """Return the number of the first draft of another list that names the same case as draft ``number``."""
    own = drafts[number]
    for position in range(number):
        other = drafts[position]
        if other.group != own.group and same_title(text[own.start : own.end], text[other.start : other.end]):
            return position
    return None

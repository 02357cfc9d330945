"""Cases outside of marked lists: quoted titles, award lists, named programs, "… 사례를 소개했다"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft, Place, places_in
from dure.engines.reading.caselists import GRADES, POSITIONS, field_before, is_owner_phrase, last_owner, list_cases
from dure.engines.reading.caserows import row_cases
from dure.engines.reading.events import _HEAD_AT_END as EVENT_AT_END
from dure.engines.reading.lexicon import lexicon
from dure.engines.reading.titles import is_title_like, normal, same_title, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.prose import Paragraph, Prose, Quote

_FACTS = lexicon("facts")
_TOPIC = re.compile("|".join(re.escape(word) for word in _FACTS["cases"]["topic"]))
_PROGRAM_NOUNS = "|".join(re.escape(word) for word in sorted(_FACTS["cases"]["program_nouns"], key=len, reverse=True))
_GENERIC = frozenset(_FACTS["cases"]["generic_words"])
_STRONG_TOPIC = re.compile(
    r"우수\s?사례|혁신\s?(?:사례|정책|시책|과제|사업)|적극\s?행정|혁신평가|정부\s?혁신|경진대회|혁신\s?행정|공공기관 혁신|행정\s?혁신|시정\s?혁신|제도\s?개선|벤치마킹|지방자치단체|규제\s?(?:혁신|개혁)|열린\s?혁신|참여예산|시민투표|정책을 제안|정책투표|지식대상|혁신 우수|사례집|공무원\s?[^.]{0,12}명이[^.]{0,20}찾|견학"
)
_MIN_TOPIC = 2
_SURE_IN_PASSING = 0.65
_AWARDED = re.compile(r"최우수|우수상|장려상|대통령상|국무총리상|장관상|발표작")

_GRADE_BEFORE = re.compile(
    rf"(?P<grade>{GRADES}|\d위)(?:상)?(?:\s?\([^)]{{1,24}}\))?(?:\s?[0-9일이삼]+\s?(?:개|건|편|명|팀))?(?:작)?(?:은|는|에는|에|으로는|으로|로는|로|이|:|：)?(?:\s[^‘“'\"「]{{0,40}})?\s*$"
)
_AWARD_AFTER = re.compile(
    rf"^\s?(?:\([^)]{{1,40}}\)\s?)?(?:의\s[가-힣]{{2,4}}\s(?:{POSITIONS})(?:이|가|은|는)?|(?:이|가|은|는|으로|로|의\s사례(?:로|가)|\s?사례(?:로|가)|의\s사례)[^.,]{{0,40}}?)\s?(?:[^.,]{{0,26}}?\s)?(?P<grade>{GRADES}|1위|2위|3위)"
)
_CASE_WORD_AFTER = re.compile(
    rf"^\s?(?:의\s)?(?:(?:우수|혁신|대표|성공|모범)\s?)?(?:사례|{_PROGRAM_NOUNS})(?=[을를이가은는의로으에,.·\s]|등|$)"
)
_TOLD_AFTER = re.compile(
    r"^\s?(?:등\s?)?(?:\d+건\s?)?(?:을|를|이|가|도|등이|등을|\s등)\s?(?:[^.]{0,20}?)(?:소개|발표|선정|뽑|꼽|공유|제출|출품|수상|선보|가장 많은 표|많은 호응|호평|관심을|주목|눈길)|^\s?순(?:이|으로)"
)
_RUN_AFTER = re.compile(r"^\s?(?:을|를)?\s?(?:운영|시행|도입|구축|추진|개발)(?=[을를이하해한했된됐되에과와,.\s])")
_RUN_LATER = re.compile(
    r"^(?:이|가|은|는|을|를)\s[^.‘“'\"]{0,44}?(?:운영|시행|시범 운영|도입)(?:된다|됐다|한다|했다|하고 있다|에 들어|을 시작)"
)
_CASE_BEFORE = re.compile(
    rf"(?:사례|정책|시책|사업|과제|프로젝트)(?:인|으로는|로는|로|으로|은|는|이|가|에는|:|：)?\s?(?:[^.‘“'\"]{{0,16}})?$"
)
_CASE_AHEAD = re.compile(
    r"(?:대표|대표적인?|주요|우수|혁신)\s?(?:사례|시책|정책|사업|성과)(?:로는|으로는|로|는|으로)\s[^.‘“'\"]{0,60}$"
)
_CASE_BEFORE_VERB = re.compile(
    r"(?:발표한|출품한|제출한|소개한|선보인|내놓은|선정된|수상한|추진한|추진 중인|운영 중인|운영하는|도입한|시작한|시행한)\s?$"
)
_IS_PROGRAM = re.compile(rf"^\s?(?:은|는|이란)\s[^.]{{4,80}}?(?:{_PROGRAM_NOUNS})(?:이다|으로|로|다|이며|입니다)")
_LINK = re.compile(
    r"^\s*(?:\([^()]{1,24}\)\s?)?(?:와|과|,|·|및|/|이며|이고|으로|로|이|가|은|는|을|를|와 함께|과 함께|등과)?\s*,?\s*$"
)
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


# Contests whose entries are no cases of an administration.
_OTHER_WORKS = re.compile(r"(?:표어|슬로건|포스터|사진|영상|유튜브|UCC|웹툰|그림|글짓기|수필|시조|노래|캐릭터|로고|광고|독후감|백일장|요리|가요|댄스|네이밍|명칭)\s?(?:제작\s?)?(?:경진대회|경연대회|공모전|콘테스트|공모)")


def words_of(prose: Prose) -> str:
    """Return the words of title and body, the measure of what a page speaks of."""
    return " ".join(prose.text[p.start : p.end] for p in prose.paragraphs[:4])


def topic_of(prose: Prose) -> int:
    """Tell how much a page speaks of the administration's innovation: 0 not at all, 1 in passing, 2 it is its topic.

    A page of 0 holds no cases, a page of 1 only those that its own words call so.
    """
    words = " ".join(prose.text[p.start : p.end] for p in prose.paragraphs)
    strong = len(_STRONG_TOPIC.findall(words))
    if not strong:
        return 0
    if strong >= _MIN_TOPIC or len({match[0] for match in _TOPIC.finditer(words)}) >= _MIN_TOPIC:
        return 2
    return 2 if _AWARDED.search(words) else 1


_FIRST_ROW_GROUP = 500


def cases_of(prose: Prose, places: Sequence[Place]) -> tuple[CaseDraft, ...]:
    """Return the case titles of a page in the order of the text, with owner, field and grade where given."""
    topic = topic_of(prose)
    if not topic:
        return ()
    drafts = list(list_cases(prose, places))
    for draft in row_cases(prose, places, _FIRST_ROW_GROUP):
        if not any(draft.start < other.end and other.start < draft.end for other in drafts):
            drafts.append(draft)
    group = 1000
    for paragraph in prose.body:
        for finder in (_quoted, _granted, _owned_list, _told, _representative, _officials, _chosen):
            group += 1
            for draft in finder(prose, paragraph, places, group):
                if not any(
                    draft.start < other.end and other.start < draft.end for other in drafts
                ) and not _inside_list(paragraph, draft):
                    drafts.append(draft)
    if _OTHER_WORKS.search(words_of(prose)):
        return ()
    if not drafts:
        drafts = [draft for paragraph in prose.headings if paragraph.title for draft in _headline(prose, paragraph)]
    least = 0.0 if topic > 1 else _SURE_IN_PASSING
    return tuple(sorted((draft for draft in drafts if draft.confidence >= least), key=lambda draft: draft.start))


def headline_cases(prose: Prose) -> frozenset[str]:
    """Return the titles, in the form for comparison, that the page's own headline names as what won or was chosen."""
    return frozenset(
        normal(prose.text[draft.start : draft.end]) for p in prose.headings if p.title for draft in _headline(prose, p)
    )


_HEADLINE_AFTER = re.compile(
    rf"^\s?(?:사업|사례|서비스)?(?:으로|로|이|가|,|…|\s)?[^‘“'\"]{{0,30}}?(?:{GRADES}|우수\s?사례|수상|선정|\d관왕|최고\s?영예|벤치마킹|소개)"
)


def _headline(prose: Prose, paragraph: Paragraph) -> Iterator[CaseDraft]:
    """하동군 ‘무인 반납함’으로 적극행정 최우수상."""
    for quote in paragraph.quotes:
        after = prose.text[quote.end : paragraph.end]
        before = prose.text[paragraph.start : quote.start]
        won = _HEADLINE_AFTER.match(after) or _GRADE_BEFORE.search(before)
        if won and not quote.speech and _may_be_title(prose.text, quote) and not _NOT_CASE_AFTER.match(after):
            yield CaseDraft(quote.inner_start, quote.inner_end, 0, "headline", 0.7)


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
        if draft is None and previous is not None and number - 1 in accepted and _may_be_title(text, quote, awarded=True):
            if _linked(text, previous.end, quote.start, places) and not _NOT_CASE_AFTER.match(
                text[quote.end : quote.end + 16]
            ):
                model = accepted[number - 1]
                draft = CaseDraft(quote.inner_start, quote.inner_end, group, "quote-chain", model.confidence - 0.05, model.field, model.field_span, model.grade, model.grade_span, last_owner(places, previous.end, quote.start))  # fmt: skip
        if draft is not None:
            accepted[number] = draft
    # The last of a list speaks for those before it: ‘A’와 ‘B’ 사례가 발표됐다.
    for number in range(len(quotes) - 2, -1, -1):
        follower = accepted.get(number + 1)
        if (
            follower is not None
            and number not in accepted
            and _may_be_title(text, quotes[number])
            and _linked(text, quotes[number].end, quotes[number + 1].start, places)
        ):
            owner = last_owner(places, max(paragraph.start, quotes[number].start - 30), quotes[number].start)
            owned = owner is not None and is_owner_phrase(text, owner.start, quotes[number].start, places)
            accepted[number] = replace(
                follower,
                start=quotes[number].inner_start,
                end=quotes[number].inner_end,
                rule="quote-chain",
                owner=owner if owned else None,
            )
    # A list is decided by its last member too: 'A', 'B', 'C'를 목표로.
    for number, draft in accepted.items():
        last = number
        while last + 1 < len(quotes) and _LINK.match(text[quotes[last].end : quotes[last + 1].start]):
            last += 1
        if not _is_other(text, quotes[last]):
            yield draft


# Heads of events that also end the names of programs: 찾아가는 교통안전교육.
_SOFT_HEADS = re.compile(r"(?:교육|컨설팅|투어|콘서트|축제|캠페인|아카데미|멘토링|투표|신문고|제안|축제|강의|방문|모집|공모|인증|진단|전시회|페스티벌|설문조사)$")


def _may_be_title(text: str, quote: Quote, *, awarded: bool = False) -> bool:
    """Tell whether a quotation can be a case's title; one that won may be named like an event (… 교육, … 축제)."""
    inner = text[quote.inner_start : quote.inner_end]
    if not is_title_like(inner) or _NOT_TITLE.match(inner):
        return False
    if awarded and _SOFT_HEADS.search(inner):
        return True
    return not EVENT_AT_END.search(inner) and not _EVENT_WORD.search(inner)


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
    after = text[quote.end : min(paragraph.end, quote.end + 80)]
    sentence = paragraph.sentence_at(quote.start)
    floor = max(sentence[0], previous.end if previous else paragraph.start)
    before = text[floor : quote.start]
    in_headline = normal(text[quote.inner_start : quote.inner_end]) in headline_cases(prose)
    named_winner = _GRADE_BEFORE.search(before) is not None and _WINNER_AFTER.match(after) is not None
    if _NOT_CASE_AFTER.match(after) and not _AWARD_AFTER.match(after) and not in_headline and not named_winner:
        return None
    won = _GRADE_BEFORE.search(before) is not None or _AWARD_AFTER.match(after) is not None
    if not _may_be_title(text, quote, awarded=won):
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
    elif (_CASE_BEFORE.search(before) or _CASE_AHEAD.search(before)) and len(before) > 1:
        rule, sure = "quote-after-case", 0.85
    elif _CASE_WORD_AFTER.match(after):
        rule, sure = "quote-before-case", 0.8
    elif _CASE_BEFORE_VERB.search(before) or _IS_PROGRAM.match(after):
        rule, sure = "quote-described", 0.7
    elif in_headline:
        rule, sure = "quote-headline", 0.8
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
    shown = _SHOWN_BY.match(after)
    if shown and not owned:
        at = quote.end + shown.end()
        follower = next((place for place in places if 0 <= place.start - at <= 1 and place.kind != "anaphor"), None)
        if follower is not None:
            owner, owned = follower, True
    visited = _VISITED.search(before)
    if visited and not owned:
        owner = last_owner(places, floor, quote.start)
        owned = owner is not None
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


_SHOWN_BY = re.compile(r"^\s?(?:을|를|로|으로)\s(?:발표|출품|제출|추진|제안|운영|도입|선보|소개)(?:한|하는|인)\s?")
_VISITED = re.compile(r"(?:을|를)\s(?:직접\s)?(?:찾아|방문해|방문하여)\s?$")
# ‘…’에 문화홍보과 김혜영 홍보팀장, ‘…’의 위생과 이미나 주무관: the person who won stands between two titles.
_WINNER_AFTER = re.compile(rf"^\s?(?:의|에|를|을|로|으로)?\s?[^‘“'\".]{{0,48}}?(?:{POSITIONS})(?:이|가|은|는)?[,\s]")
_WINNER_LINK = re.compile(rf"^\s?(?:의|에|를|을|로|으로)?\s?[^‘“'\".]{{0,48}}?(?:{POSITIONS})(?:과|와|이|가)?\s?,?\s?$")
def _is_other(text: str, quote: Quote) -> bool:
    """Tell a quotation that the words behind it make a goal, a field or a place; a winner behind it makes it a case."""
    after = text[quote.end : quote.end + 80]
    return _NOT_CASE_AFTER.match(after) is not None and _WINNER_AFTER.match(after) is None


_LINK_HEAD = re.compile(r"^\s*(?:\([^()]{1,24}\)\s?)?(?:와|과|,|·|및|/|이며|이고)?\s*,?\s*")


def _linked(text: str, start: int, end: int, places: Sequence[Place]) -> bool:
    """Tell whether nothing but a conjunction and an owner stands between two quotations."""
    if _LINK.match(text[start:end]) or _WINNER_LINK.match(text[start:end]):
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
            mark = _MARK_BEFORE.match(text, start, end)
            a = mark.end() if mark else start
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
    r"(?:^|[,고며]\s|은\s|는\s|추진한\s|운영한\s|도입한\s)(?P<title>[^.,‘’“”'\"]{6,50}?)\s?(?:사업|운영|사례)?(?:이|가)\s(?:특히\s)?(?:호평|높은 평가|좋은 평가|우수한 평가|큰 호응)"
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
        if praised and not any(start + praised.start("title") <= quote.end and quote.start < end for quote in paragraph.quotes):
            for a, b in _joined_titles(text, *(start + offset for offset in praised.span("title"))):
                begin, stop = trim(text, a, b)
                title = text[begin:stop]
                if len(title.split()) > 1 and not re.search(r"(?:은|는|을|를|점|등)$", title) and is_title_like(title):
                    yield CaseDraft(begin, stop, group, "praised", 0.5)


_AND = re.compile(r"(?<=조성|운영|구축|추진|도입|설치|사업|보급|지원|개선|개발|제작|확대)(?:과|와)\s")


def _joined_titles(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split two titles that 과 joins behind a word of doing: … 갤러리 조성과 … 예약 서비스."""
    joint = _AND.search(text, start, end)
    if joint is None or len(text[joint.end() : end].split()) < 2:  # noqa: PLR2004  a second title has words of its own
        yield start, end
    else:
        yield start, joint.start()
        yield joint.end(), end


_CHOSEN = re.compile(
    rf"(?P<title>[^.,‘“'\"()]{{4,60}}?(?:{_PROGRAM_NOUNS}))(?:이|가)\s[^.]{{0,80}}?(?:우수\s?사례|{GRADES})[^.]{{0,30}}?(?:선정|수상|뽑|받|차지|올랐|안았)"
)


def _chosen(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """부천시의 스마트 주차 로봇 사업이 … 우수사례에 선정됐다: what an owner's genitive or the topic introduces."""
    text = prose.text
    for start, end in paragraph.sentences:
        match = _CHOSEN.search(text, start, end)
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
        ):
            yield CaseDraft(begin, stop, group, "chosen-phrase", 0.65, owner=owner)


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

"""The event a page reports (contest, assessment, sharing, council, participation): its name, kind and day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dure.engines.reading.dates import DateMention, mentions, resolve
from dure.engines.reading.lexicon import lexicon
from dure.engines.reading.maintext import bigrams

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.document import Span
    from dure.engines.reading.prose import Paragraph, Prose, Quote

_HEADS: dict[str, str] = {
    head: kind for kind, heads in lexicon("facts")["event_heads"].items() for head in heads
}  # fmt: skip
_HEAD = re.compile("|".join(re.escape(head) for head in sorted(_HEADS, key=len, reverse=True)))
# In quotation marks 대상 and 대전 end names too (‘대한민국 지식대상’); in a sentence they are "object" and a city.
HEAD_AT_END = re.compile(rf"(?P<head>{_HEAD.pattern}|대상|대전)(?:\s?(?:시상식|본선|결선|예선|개최|결과|선정))?$")
_HELD = re.compile(
    r"(?:열|연다|여는|연\s|체결|맺|출범|개최|가졌|가진|진행|실시|마련|참석|참가|초청|모였|찾|방문|발표|운영|시행|모집|선정|수상|받|뽑|차지|선발|마무리|성료|펼|치러|추진)"
)
_AFTER_HEAD = re.compile(
    r"(?:에서는|에서|에|을|를|이|가|은|는|의|으로|로|와|과|도|으로는|에는|라는|결과|시상식|본선|대상|\s|$|[,.’'”\"」』)(·])"
)
# A token that cannot stand inside an event's name: it carries a particle or a verb's ending.
_BREAK = re.compile(
    r"(?:은|는|을|를|에서|에게|으로|에는|에서는|이라는|라는|위한|위해|통해|하는|되는|했던|하고|하며|되고|이번|올해|지난|지난해|최근|오는|매년|해당|각종|주관|주최|주관한|개최한|주관하는|개최하는|주최한|실시한|실시하는|열린|밝힌|선정한|추진한|있는|맞아|따라|따른|관한|대한|함께|모두|처음|첫|다시|또|역시|이어|특히|또한|한편|등|개최|가장|전체|다양한|마련한|열고|열린|전|후|이날|당일|비롯한|인해|내놓은|내린|발표한|꾸려|열어|모여|나서|거쳐|[가-힣]+(?:하여|려|해서|하면서|에서의|까지|부터|마다|보다))$|^\\d{1,2}일$|\\d시$"
)
_PARTICLE_END = re.compile(r"(?:[가-힣]{2,}(?:이|가|의|로|와|과|도|에)|[가-힣]+(?:은|는|을|를|에서|으로))$")
_NOUNS_LIKE_PARTICLE = re.compile(
    r"(?:평가|국가|증가|성과|효과|결과|제고|사고|신고|광고|보고|참고|창의|회의|협의|논의|심의|문의|동의|제의|건의|강의|정의|주의|합의|제도|정도|속도|지도|도도|경로|도로|진로|선로|대로|통로|활로|판로|철로|수로|회로|구로|종로|교과|학과|과|분야|참여|기여|부여|대로|시도|수도|태도|각도|만족도|접근도|인지도|청렴도|기초|경제|도의|년도|상반기|하반기|온라인|우리|나라|지이|놀이|나이|길이|차이|아이|어린이|도|과|전문가|참가|추가|허가|대가|작가|인가|아이|종이|높이|길이|구이|활동가|물가|원가|여가|휴가)$"
)
_LEADING_NOISE = re.compile(
    r"^(?:\([월화수목금토일]\)\s?|(?:지난|오는|이번|올해|지난해|매년|최근|제?\s?[‘’'“”\"]|전국|주관|주최|주관하는|주최하는|및|또는|\d{1,2}월(?:\s?\d{1,2}일)?|\d{1,2}일|(?:에서|의|가|이|은|는|한|등|첫)(?=\s))\s*)+"
)
_STRONG_YEAR = re.compile(r"(?:19|20)\d{2}|['’‘]\d{2}년|제\s?\d{1,3}\s?(?:회|차|기)|상반기|하반기")
_GENERIC = re.compile(
    r"^(?:이번|해당|같은|각|본|이|그|동|온라인|현장|서면|발표|최종|종합|자체|전문가|1차|2차|3차|최고|높은|좋은|주민|국민|시민|대국민|외부|내부|대외|공모|혁신|정부|기관|전국|우수|업무|정책)?\s?(?:평가|대회|회의|심사|투표|교육|방문|행사|모집|선발|협약|대상|진단|측정|인증|강의|컨설팅|공모|축제|협의회|위원회|대전|발표회|청원)$"
)
_WRONG_HEAD = re.compile(
    r"(?:을|를)?\s?대상(?:으로|자|지|은|이|과제|사업|기관|에 대한|의 )|평가(?:받|했|하|한다|된|됐|되|를 받|다\.|라는|도 받)|교육(?:청|감|부|원|생|장|과정|지원)|방문(?:했|해|한|객|하)|모집(?:했|해|한|하)|협의회장|위원회장|측정(?:해|한|하)|진단(?:해|한|하)|인증(?:해|한|하|기관|마크|서|패)|투표(?:로|한|해|하|율|권)|대전(?:시|광역|의|에서|지역|·|,|과|지)|선발(?:해|했|한|하)|공모(?:해|했|한|하|에\s)|회의실|강의실|상황실"
)
# A vote or a judging that only decides something is no event of the page: 시민 투표와 서면 심사단 평가를 거쳐.
_AS_METHOD = re.compile(
    r"(?:\s?(?:점수|결과))?(?:를|을|로|와|과|,)?\s?[^.,]{0,20}?(?:를|을)?\s?(?:거쳐|거쳤|통해|합산|반영해|바탕으로|종합해|토대로|점수를)"
)
# 공직사회의, 협회의, 의회의: a genitive, no meeting.
_ENDS_IN_HOE = frozenset("사협학국의교원대람기합호녀육연")
# A release tells its event in short speech too (“… 성과공유회가 … 마무리됐다”고 밝혔다), but only at its head.
_LEADS, _FIRST, _TOLD = 3, 2, 90
# Heads that everyday sentences use too; they name the page's event only when nothing firmer does.
_SOFT = frozenset(
    {
        "인증",
        "인증심사",
        "진단",
        "측정",
        "교육",
        "방문",
        "투표",
        "행사",
        "협약",
        "모집",
        "선발",
        "투어",
        "강의",
        "캠페인",
        "컨설팅",
    }
)
# A panel that judges is no event; one that is formed or looked for is.
_FORMED = re.compile(r"[^.]{0,40}?(?:모집|운영|출범|발대|위촉|공개|구성|찾|벤치마킹)")
_MAX_NAME = 60
_ITEM_END = 3  # code points behind a head that ends a marked item
_KIND_WEIGHT = {"contest": 0.6, "assessment": 0.6, "sharing": 0.3, "council": 0.3, "participation": 0.3, "other": 0.0}


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event as named; ``date`` is ISO 8601 (a day, a minute, or ``first/last``), ``date_span`` its evidence."""

    start: int
    end: int
    name: str
    kind: str
    rule: str
    score: float
    date: str | None = None
    date_span: Span | None = None
    heading: bool = False


def events_of(
    prose: Prose, places: Sequence[Place], published: dt.date | None, latest: dt.date | None, *, on_topic: bool
) -> tuple[EventDraft, ...]:
    """Return the events of a page, its own first; empty for a page that reports none."""
    drafts: list[EventDraft] = []
    title_words = bigrams(" ".join(prose.text[p.start : p.end] for p in prose.headings if p.title))
    order = 0
    for paragraph in prose.paragraphs:
        for draft in _named(prose.text, paragraph, places, lead=order < _LEADS, first=order < _FIRST):
            weight = draft.score + _KIND_WEIGHT[draft.kind]
            words = bigrams(draft.name)
            if title_words and words:
                weight += 2.0 * len(words & title_words) / len(words)
            weight += (1.2 if paragraph.title else 0.3) if paragraph.heading else max(0.0, 2.5 - 0.5 * order)
            drafts.append(replace(draft, score=weight, heading=paragraph.heading))
            order += 0 if paragraph.heading else 1
        order += 0 if paragraph.heading else 1
    drafts.extend(_acts(prose, on_topic=on_topic))
    merged = _merged(drafts)
    if not merged:
        return ()
    best = _as_contest(prose, _as_lecture(prose, max(merged, key=lambda draft: (draft.score, -draft.start))))
    rest = [
        draft
        for draft in merged
        if draft.start != best.start
        and draft.score > (2.5 if draft.rule == "event-quoted" or draft.kind in {"contest", "assessment"} else 3.6)
        and draft.kind != "other"
    ][:4]
    years = _years(best)
    dated = _with_date(prose, best, published, latest, years)
    return (dated, *sorted(rest, key=lambda draft: draft.start))


def _years(event: EventDraft) -> int | None:
    match = re.search(r"(?:19|20)\d{2}", event.name)
    return int(match[0]) if match else None


def _named(
    text: str, paragraph: Paragraph, places: Sequence[Place], *, lead: bool, first: bool
) -> Iterator[EventDraft]:
    taken: list[tuple[int, int]] = []
    for quote in paragraph.quotes:
        if quote.speech:
            continue
        inner = text[quote.inner_start : quote.inner_end]
        match = HEAD_AT_END.search(inner)
        before = _CALLED.search(text, max(paragraph.start, quote.start - 20), quote.start)
        if before and not match and len(inner) <= _PROGRAM_NAME and _AFTER_HEAD.match(text, quote.end):
            start = before.start("head")
            taken.append((start, quote.end))
            kind = _HEADS.get(before["last"], "participation")
            yield EventDraft(start, quote.end, text[start : quote.end], kind, "event-called", 2.0 + _specific(inner))
            continue
        chosen = _CHOSEN_SET.search(inner) if not match else None
        if chosen and _INTO.match(text[quote.end : quote.end + 60]):
            taken.append((quote.start, quote.end))
            name = f"{_clean(inner)} {'선발' if chosen['what'].endswith('공무원') else '선정'}"
            yield EventDraft(
                quote.inner_start, quote.inner_end, name, "contest", "event-quoted", 2.0 + _specific(inner)
            )
        if match and len(inner) <= _MAX_NAME and len(inner) > len(match["head"]):
            taken.append((quote.start, quote.end))
            start, end = _with_followers(text, quote)
            kind = _HEADS.get(match["head"], "contest")
            yield EventDraft(start, end, _clean(text[start:end]), kind, "event-quoted", 2.2 + _specific(inner))
    for match in _HEAD.finditer(text, paragraph.start, paragraph.end):
        if any(a <= match.start() < b for a, b in taken) or any(
            q.speech and q.start < match.start() < q.end and not (lead and q.end - q.start <= _TOLD)
            for q in paragraph.quotes
        ):
            continue
        if not _AFTER_HEAD.match(text, match.end()) and match.end() < paragraph.end:
            continue
        if _WRONG_HEAD.match(text, match.start()) or _AS_METHOD.match(text, match.end()):
            continue
        if match[0] == "회의" and text[match.start() - 1 : match.start()] in _ENDS_IN_HOE:
            continue
        if match[0].endswith("단") and not _FORMED.match(text, match.end()):
            continue
        if any(
            item.start <= match.start() < item.end and item.end - match.end() <= _ITEM_END for item in paragraph.items
        ):
            continue  # △명사 특강: a part of the event, not the event
        if match[0] in _SOFT and not (first or paragraph.heading):
            continue  # 휴대전화로 본인인증을 하면, 전수 방문을 하면서: how something works
        if _JUDGES.search(match[0]) and _CHOSE.match(text, match.end()):
            continue  # 적극행정위원회를 열어 우수사례를 선정했다: the choice is the event
        start = _name_start(text, paragraph.start, match.start(), places)
        start = start if match[0].endswith(("선정", "선발")) else _with_quote(text, paragraph, start)
        end = match.end()
        name = text[start:end]
        council = _numbered_meeting(text, paragraph, start, name)
        if council is not None:
            yield EventDraft(start, end, f"{council} {_clean(name)}", "council", "event-numbered", 2.4)
            continue
        if len(name.split()) < 2 and not _STRONG_YEAR.search(name) and len(name) - len(match[0]) < 2:  # noqa: PLR2004  a bare head names nothing
            continue
        if len(name) > _MAX_NAME or _GENERIC.match(name.strip()):
            continue
        yield EventDraft(
            start,
            end,
            _clean(name),
            _kind_told(text[paragraph.start : paragraph.end]) if match[0] == "행사" else _HEADS[match[0]],
            "event-phrase",
            (0.4 if match[0] in _SOFT else 1.0) + _specific(name),
        )


_NUMBERED = re.compile(
    r"^(?:올해\s)?제?\s?\d{1,3}\s?차\s?(?:정기|전체|임시)?\s?(?:전체회의|정기회의|회의|총회)$|^(?:첫|정기|전체)\s?회의$"
)
_COUNCIL = re.compile(
    r"(?:[가-힣]{2,12}\s?)?[가-힣]{2,14}(?:협의회|위원회|추진단|협의체|자문단|회의)(?=[을를은는이가의와과\s(‘'’])"
)


def _numbered_meeting(text: str, paragraph: Paragraph, start: int, name: str) -> str | None:
    """Return the body whose meeting a bare number names: 정부혁신추진협의회를 새로 꾸려 11일 제1차 회의를 연다."""
    if not _NUMBERED.match(name.strip()):
        return None
    sentence = paragraph.sentence_at(start)
    found = [match[0] for match in _COUNCIL.finditer(text, sentence[0], start)]
    return re.sub(r"^.*\s", "", found[-1]) if found else None


# 정책장터 ‘우리들의 군산’, 원탁토론회 ‘…’: what it is, then what it is called.
_CALLED = re.compile(
    r"(?<![가-힣])(?P<head>(?:[가-힣]{1,4})?(?P<last>장터|정책마켓|정책축제|박람회|한마당|토론회|공론장|포럼|토크콘서트|타운홀미팅|원탁회의|원탁토론|공모전|경진대회|설명회|공유회|콘퍼런스))\s$"
)
_CHOSEN_SET = re.compile(r"\S\s?(?P<what>우수\s?사례|혁신\s?사례|우수\s?공무원|\d+선)$")
_INTO = re.compile(
    r"^(?:에|으로|로|을|를|에서)?\s[^.]{0,50}?(?:선정|뽑|선발|이름을 올|포함|시상|표창|포상|상을\s?(?:주|수여|전달))"
)


_JUDGES = re.compile(r"(?:위원회|협의회|심의회|심사|회의)$")
_CHOSE = re.compile(
    r"(?:를|을)?\s?(?:열고|열어|개최하고|개최해|거쳐|통해)[^.]{0,80}?(?:우수\s?사례|우수\s?공무원|우수\s?부서|\d+\s?(?:건|명)(?:을|를))[^.]{0,30}?(?:선정|선발|뽑|확정|가렸)"
)


def _with_quote(text: str, paragraph: Paragraph, start: int) -> int:
    """Take in a short quotation directly before a name: ‘혁신 어벤져스’ 성과공유회."""
    before = text[max(paragraph.start, start - 2) : start]
    if not before.strip() or not before[-1].isspace():
        return start
    quote = next((one for one in paragraph.quotes if one.end == len(text[:start].rstrip()) and not one.speech), None)
    short = quote is not None and quote.inner_end - quote.inner_start <= 24  # noqa: PLR2004  a group's name
    return quote.start if quote is not None and short else start


def _with_followers(text: str, quote: Quote) -> tuple[int, int]:
    """Keep a straight name; ``‘2021 대한민국 혁신박람회’ 서포터즈 발대식`` takes its followers."""
    follow = re.match(
        r"\s(?:[가-힣]{2,8}\s){0,2}?(?:발대식|왕중왕전|성과공유회|결과보고회|시상식)", text[quote.end : quote.end + 24]
    )
    if follow:
        return quote.start, quote.end + follow.end()
    return quote.inner_start, quote.inner_end


def _specific(name: str) -> float:
    return (0.8 if _STRONG_YEAR.search(name) else 0.0) + min(0.6, 0.15 * len(name.split()))


def _clean(name: str) -> str:
    name = re.sub(r"\s+", " ", name).strip(" ,.·‘’'“”\"「」『』")
    name = re.sub(r"(?<=대회)\s?시상식$", "", name) if HEAD_AT_END.search(re.sub(r"\s?시상식$", "", name)) else name
    return re.sub(r"[’'”\"」]\s", " ", name)


def _name_start(text: str, floor: int, head: int, places: Sequence[Place]) -> int:
    """Walk left from a head over words that can belong to its name."""
    start = head
    while start > floor and not text[start - 1].isspace():
        if text[start - 1] in "‘“「『'\"△▲▸(,·…[]=)":
            if text[start - 1] == ")" and "(" in text[max(floor, start - 10) : start]:
                start -= 1
                continue
            if text[start - 1] == "·" or text[start - 1] == "(":
                start -= 1
                continue
            return start
        start -= 1
    for _ in range(8):
        end = start
        while end > floor and text[end - 1].isspace():
            end -= 1
        begin = end
        while begin > floor and not text[begin - 1].isspace():
            begin -= 1
        token = text[begin:end]
        if not token or (token[-1] in ".,’”'\"」』)▲△:;…·]" and not token.endswith("·")):
            if token.endswith(")") and re.search(r"[가-힣]\([^)]{1,6}\)$", token):
                start = begin
                continue
            break
        if _breaks(token) or _is_place_token(places, begin, token):
            break
        mark = max(token.rfind(char) for char in "‘“「『'\"△▲▸([")
        if mark >= 0 and not re.search(r"\(.*\)", token):
            start = begin + mark + 1
            break
        start = begin
    noise = _LEADING_NOISE.match(text[start:head])
    return start + noise.end() if noise else start


_VERBAL = re.compile(
    r"^(?:개|건|명|개의|건의|여|편|개와)$|(?<![이피재오남동서진김올자침유])(?<=[가-힣])해$|(?<!시|제|권|기|북|남)(?<!최대|최소|무제)(?:[가-힣]{2,}(?:한|된|하는|되는|있는))$|(?:[됐했었았였]|되|하|이|있|없|같)(?:고|는|던|며|으며|지만|으나|을|기)$|\d+[가-힣]{1,2}(?:이|가|을|를|은|는|의|에|로|으로|중)$"
)


def _breaks(token: str) -> bool:
    if _BREAK.search(token) or _VERBAL.search(token) or (")" in token and "(" not in token):
        return True
    return _PARTICLE_END.search(token) is not None and not _NOUNS_LIKE_PARTICLE.search(token)


def _is_place_token(places: Sequence[Place], begin: int, token: str) -> bool:
    """Tell the organiser before a name (행정안전부 주소정책 업무평가); 충청남도 정부혁신 경진대회 keeps its province in quotes only."""
    return any(place.start <= begin < place.end for place in places) and not _STRONG_YEAR.search(token)


_SELECTED = r"(?:적극\s?행정|혁신|우수|제도개선|규제혁신|정부혁신|시정혁신|협업)\s?(?:[가-힣]{2,6}\s)?(?:우수\s?)?(?P<what>사례|공무원|부서|직원|우수사례)"
_SELECTION = r"(?:로|으로)?\s?(?:[^.]{0,40}?)(?:을|를|명을|건을)?\s?[^.]{0,24}?(?P<verb>선정|선발|뽑|골랐|표창|시상|포상)"
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
_KINDS_TOLD = (
    ("participation", re.compile(r"투표|주민참여|시민참여|공론|제안을\s받")),
    ("contest", re.compile(r"경진|시상|심사|수상")),
    ("sharing", re.compile(r"발표|공유|벤치마킹|특강|강연|소개|사례")),
    ("council", re.compile(r"위원|안건|심의|의결")),
)


def _kind_told(words: str) -> str:
    """Return the kind of an event whose name does not tell it, from what its paragraph says was done there."""
    return next((kind for kind, told in _KINDS_TOLD if told.search(words)), "other")


_PARTICIPATION = re.compile(r"투표|제안(?![한했자])|참여|공감|신문고|청원|공론|의견\s?수렴|온라인 플랫폼|주민총회")


def _without_modifiers(name: str) -> str:
    """Drop the words before a name that belong to its sentence: ``성과가 있는 우수사례`` is 우수사례."""
    words = name.split()
    while len(words) > 1 and _breaks(words[0]) and not _STRONG_YEAR.search(words[0]):
        words.pop(0)
    return " ".join(words)


_VISITING = re.compile(r"(?P<name>(?:우수사례|우수 사례|혁신사례|지자체|행정혁신 사례|선진지)?[을를의]?\s?벤치마킹)")


def _acts(prose: Prose, *, on_topic: bool) -> Iterator[EventDraft]:
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
                    score = 2.0 + near + _specific(name)
                    yield EventDraft(quote.inner_start, quote.inner_end, name, _kind_told(inside), "event-held", score)
            shown = _SHOWN_AT.match(after)
            if on_topic and shown and not quote.speech and not HEAD_AT_END.search(prose.text[quote.inner_start : quote.inner_end]):
                name = prose.text[quote.inner_start : quote.inner_end]
                if 4 <= len(name) <= 40:  # noqa: PLR2004  a name
                    yield EventDraft(quote.inner_start, quote.inner_end, name, "sharing", "event-shown", 1.5 + near + _specific(name))  # fmt: skip
            prized = _PRIZED_AT.match(after)
            if prized and not quote.speech and not HEAD_AT_END.search(prose.text[quote.inner_start : quote.inner_end]):
                name = prose.text[quote.inner_start : quote.inner_end]
                if 4 <= len(name) <= 40:  # noqa: PLR2004  a name
                    yield EventDraft(
                        quote.inner_start, quote.inner_end, name, "contest", "event-prized", 2.0 + near + _specific(name)
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


_LECTURE = re.compile(r"특강|강연|초청\s?강의")


def _as_lecture(prose: Prose, event: EventDraft) -> EventDraft:
    """A meeting that somebody was invited to speak at is a lecture: its kind is sharing."""
    if event.kind != "council":
        return event
    after = prose.text[event.end : event.end + 24]
    lecture = _LECTURE.search("".join(prose.text[p.start : p.end] for p in prose.paragraphs))
    if "초청" in after and lecture and lecture[0] not in event.name:
        return replace(event, name=f"{event.name} {lecture[0]}", kind="sharing", rule="event-lecture")
    return event


_JUDGED = re.compile(r"심사\s?결과|최우수|우수상|장려상|대상(?:을|의|은|에는)\s|금상|은상|동상|1위|수상|시상")
_RANKS = re.compile(r"최우수|우수상|장려|대상(?=은|을|에는|의\s)|금상|은상|동상")
_MANY_RANKS = 2


def _as_contest(prose: Prose, event: EventDraft) -> EventDraft:
    """A meeting whose entries are ranked is a contest: 아이디어 발표회 … 심사 결과 ‘…’이 대상; 공유회 … 최우수는 …, 우수는 …"""
    if event.kind != "sharing" or event.rule == "event-visit":
        return event
    ranked = {match[0] for p in prose.body for match in _RANKS.finditer(prose.text, p.start, p.end)}
    judged = any(_JUDGED.search(prose.text, p.start, p.end) for p in prose.body)
    if len(ranked) >= _MANY_RANKS or (event.name.endswith("발표회") and judged):
        return replace(event, kind="contest")
    return event


def _fullness(draft: EventDraft) -> tuple[bool, bool, int]:
    """Order the names of one event: quoted before told, the body's before the headline's, the longer before the shorter."""
    return draft.rule == "event-quoted", not draft.heading, len(draft.name)


def _another(one: EventDraft, other: EventDraft) -> bool:
    """Tell two quoted names of different contests apart: each has a word that the other's letters do not hold."""
    if not one.rule == other.rule == "event-quoted" or one.heading or other.heading:
        return False
    a, b = "".join(one.name.split()), "".join(other.name.split())
    return any(word not in b for word in one.name.split()) and any(word not in a for word in other.name.split())


def _merged(drafts: list[EventDraft]) -> list[EventDraft]:
    """Join mentions of one event: the fullest name stands, and each further mention adds a little."""
    kept: list[EventDraft] = []
    for draft in drafts:
        words = bigrams(draft.name)
        for position, other in enumerate(kept):
            known = bigrams(other.name)
            if (
                words
                and known
                and len(words & known) >= 0.75 * min(len(words), len(known))
                and not _another(draft, other)
                and (draft.kind == other.kind or draft.name in other.name)
            ):
                fuller = max(draft, other, key=_fullness)
                kept[position] = replace(fuller, score=max(draft.score, other.score) + 0.3)
                break
        else:
            kept.append(draft)
    return kept


# 지난 4일부터 17일까지 진행한 ‘…’ 결과를 27일 발표했다: the day stands with what was held.
_HELD_THEN = re.compile(r"(?:까지)?\s(?:[^.‘“'\"]{0,24}\s)?(?:진행한|진행된|실시한|열린|개최한|개최된|연)\s?[‘“'\"「『]?")
_RESULTS = re.compile(r"결과를?\s?(?:[가-힣0-9\s]{0,12})?(?:발표|공개|내놓)")
_ANNOUNCED = re.compile(
    r"^\s?(?:[가-힣]{0,8}\s)?(?:밝혔|전했|발표했|알렸|말했|설명했|보도했|밝힌|내놓|공개했|발표한|밝혀)"
)


def _with_date(
    prose: Prose, event: EventDraft, published: dt.date | None, latest: dt.date | None, year: int | None
) -> EventDraft:
    """Give the event its day: the first day of its sentence, or of the page's first sentence, that is not the announcement's."""
    home = next((p for p in prose.paragraphs if p.start <= event.start < p.end), None)
    sentences = []
    if home is not None and not home.heading:
        sentences.append(home.sentence_at(event.start))
    sentences += [sentence for paragraph in prose.body[:2] for sentence in paragraph.sentences[:2]]
    for start, end in dict.fromkeys(sentences):
        if (start, end) != sentences[0] and not _speaks_of(prose.text[start:end], event):
            continue
        for mention in mentions(prose.text, start, end):
            if _ANNOUNCED.match(prose.text[mention.end : mention.end + 20]) or any(
                q.start < mention.start < q.end and q.speech for p in prose.body for q in p.quotes
            ):
                continue
            held_then = _HELD_THEN.match(prose.text[mention.end : end])
            if not held_then and (
                not _HELD.search(prose.text[mention.end : end]) or _RESULTS.search(prose.text[mention.end : end])
            ):
                continue
            iso = iso_of(mention, published, latest, year)
            if iso:
                return replace(event, date=iso, date_span=(mention.start, mention.end))
    for paragraph in prose.body:
        # A notice gives its time in a row of its own: ○ 공모기간: 2025. 3. 4.(화) ~ 4. 11.(금)
        if _TIME_ROW.match(prose.text[paragraph.start : paragraph.end]):
            for mention in mentions(prose.text, paragraph.start, paragraph.end)[:1]:
                iso = iso_of(mention, published, latest, year)
                if iso:
                    return replace(event, date=iso, date_span=(mention.start, mention.end))
    return event


_TIME_ROW = re.compile(
    r"^[^가-힣]{0,8}(?:공모|모집|접수|행사|신청|투표|운영|개최|회의|심사|대회|발표|시상|투표)?\s?(?:기\s?간|일\s?시|일\s?자|일\s?정|일)\s*[:：]"
)


_STAGE = re.compile(r"본선|결선|시상식|대회|발표회|열린|개최")


def _speaks_of(sentence: str, event: EventDraft) -> bool:
    head = HEAD_AT_END.search(event.name)
    if head is not None and head["head"] in sentence:
        return True
    return event.kind in {"contest", "sharing"} and _STAGE.search(sentence) is not None


def iso_of(mention: DateMention, published: dt.date | None, latest: dt.date | None, year: int | None) -> str | None:
    """Return a mention as ISO 8601: a day, a minute, or a range ``first/last``; None when the page does not fix it."""
    day = resolve(mention, published, year_hint=year, latest=latest)
    if day is None:
        return None
    if mention.until is not None:
        last = (
            mention.until
            if mention.until.month or mention.month is None
            else replace(mention.until, month=mention.month)
        )
        end = resolve(replace(last, year=last.year or day.year), published, year_hint=day.year, latest=latest)
        if end is not None and end < day and last.month is None:
            end = None
        return f"{day.isoformat()}/{end.isoformat()}" if end else day.isoformat()
    return f"{day.isoformat()}T{mention.clock}" if mention.clock else day.isoformat()

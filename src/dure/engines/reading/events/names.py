"""Events by their names: in quotation marks, or a head (경진대회, 간담회 …) with the words to its left that belong to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.events.draft import (
    HEAD,
    HEAD_WORDS,
    HEADS,
    PRIZED_AT,
    STRONG_YEAR,
    EventDraft,
    breaks,
    clean,
    head_at_end,
    kind_of,
    kind_told,
    specific,
)
from dure.engines.reading.lexicon import WordList

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.prose import Paragraph, Quote

_AFTER_HEAD = re.compile(
    r"(?:에서는|에서|에|을|를|이|가|은|는|의|으로|로|와|과|도|으로는|에는|라는|결과|시상식|본선|대상|\s|$|[,.…’'”\"」』)(·]|‘[을를이가은는에])"
)
_LEADING_NOISE = re.compile(
    r"^(?:\([월화수목금토일]\)\s?|(?:지난|오는|이번|올해|지난해|매년|최근|\d{1,3}\s?(?:개|건|곳|명)\s(?:팀\s)?|제?\s?[‘’'“”\"]|전국|주관|주최|주관하는|주최하는|및|또는|\d{1,2}월(?:\s?\d{1,2}일)?|달?\s?\d{1,2}일|(?:에서|의|가|이|은|는|한|등|첫)(?=\s))\s*)+"
)
_GENERIC = re.compile(
    r"^(?:이번|해당|같은|각|본|이|그|동|온라인|현장|서면|발표|최종|종합|자체|전문가|1차|2차|3차|최고|높은|좋은|주민|국민|시민|대국민|외부|내부|대외|공모|혁신|정부|기관|전국|우수|업무|정책)?\s?(?:평가|대회|회의|심사|투표|교육|방문|행사|모집|선발|협약|대상|진단|측정|인증|강의|컨설팅|공모|축제|협의회|위원회|대전|발표회|청원)$"
)
_WRONG_HEAD = re.compile(
    r"(?:을|를)?\s?대상(?:으로|자|지|은|이|과제|사업|기관|에 대한|의 )|평가(?:받|했|하|한다|된|됐|되|를 받|다\.|라는|도 받)|교육(?:청|감|부|원|생|장|과정|과[)·,]|지원)|방문(?:했|해|한|객|하|이\s(?:어려|힘든|힘들|불편|쉽))|모집(?:했|해|한|하)|협의회장|위원회장|측정(?:해|한|하)|진단(?:해|한|하)|인증(?:해|한|하|기관|마크|서|패)|투표(?:로|한|해|하|율|권)|대전(?:시|광역|의|에서|지역|·|,|과|지)|선발(?:해|했|한|하)|공모(?:해|했|한|하|에\s)|회의실|강의실|상황실"
)
# A vote or a judging that only decides something is no event of the page: 시민 투표와 서면 심사단 평가를 거쳐.
_AS_METHOD = re.compile(
    r"(?:\s?(?:점수|결과))?(?:를|을|로|와|과|,)?\s?[^.,]{0,20}?(?:를|을)?\s?(?:거쳐|거쳤|통해|합산|반영해|바탕으로|종합해|토대로|점수를|더[해한하]|합[쳐친쳤])"
    r"|으?로\s[^.,]{0,16}?(?:\d{1,3}\s?(?:건|명|편|팀|곳|개)|우수작|수상작|순위|후보)[^.,]{0,16}?(?:추[려렸린]|뽑|골[라랐]|선정|선발|가[려렸]|정[했해]|결정|확정)"
)
_METHODS = WordList(
    [
        "거쳐",
        "거쳤",
        "통해",
        "합산",
        "반영해",
        "바탕으로",
        "종합해",
        "토대로",
        "점수를",
        "더해",
        "더한",
        "더하",
        "합쳐",
        "합친",
        "합쳤",
        "추려",
        "추렸",
        "추린",
        "뽑",
        "골라",
        "골랐",
        "선정",
        "선발",
        "가려",
        "가렸",
        "정했",
        "정해",
        "결정",
        "확정",
    ]
)
_METHOD_REACH = 64  # code points in which one of them ends
# … but entries chosen by a contest are its result: 아이디어 공모전을 통해 수상작 21건을 확정했다
_BY_CONTEST = re.compile(
    r"(?:를|을)?\s?(?:통해|거쳐)\s[^.‘“]{0,50}?(?:수상작|당선작|우수작|우수\s?사례|우수\s?제안|아이디어|\d+\s?(?:건|명|편|팀|점))[^.‘“]{0,30}?(?:선정|선발|뽑|확정|가렸|발굴)"
)
# 공직사회의, 협회의, 의회의: a genitive, no meeting.
_ENDS_IN_HOE = frozenset("사협학국의교원대람기합호녀육연")
# A release tells its event in short speech too (“… 성과공유회가 … 마무리됐다”고 밝혔다), but only at its head.
_TOLD = 90
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
        "강좌",
        "설문",
        "탐방",
        "이벤트",
        "심의회",
        "운영위원회",
        "축제",
    }
)
# A panel that judges is no event; one that is formed or looked for is.
_FORMED = re.compile(r"[^.]{0,40}?(?:모집|운영|출범|발대|위촉|공개|구성|찾|벤치마킹)")


def _heads(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the heads that end a word or stand before a particle; in 제안 공모전 that is 공모전, not 제안 공모."""
    at = start
    while (begin := HEAD_WORDS.find(text, at, end)) >= 0 and (match := HEAD.match(text, begin, end)):
        whole = match.end() >= end or _AFTER_HEAD.match(text, match.end()) is not None
        if whole:
            yield match
        at = match.end() if whole else match.start() + 1


_HELD_BARE = re.compile(
    r"(?:를|을)\s(?:[^.,‘“]{0,12}\s)?(?:열었|열[어고]\s|연다|개최[했한하해]|가졌|갖는다|갖고\s|진행[했한해]|실시[했한해]|마련[했한해]|성료|마쳤|마치고)|(?:이|가)\s(?:[^.,‘“]{0,24}\s)?(?:열렸|열린다|개최[됐된]|진행[됐된])"
)
_CONTESTS = frozenset({"경진대회", "경진 대회", "공모전", "콘테스트", "경연대회", "공모", "아이디어 공모", "사례 공모"})
_MAX_NAME, _PROGRAM_NAME = 60, 30
_ANY_KIND = frozenset({"행사", "이벤트"})
_ITEM_END = 3  # code points behind a head that ends a marked item


def named_in(
    text: str, paragraph: Paragraph, places: Sequence[Place], *, floor: int, lead: bool, first: bool
) -> Iterator[EventDraft]:
    """Yield the events that a paragraph names; ``lead`` and ``first`` tell how near it stands to the head of the page.

    A meeting's body may be named anywhere between ``floor``, where the body of the page begins, and the meeting.
    """
    taken: list[tuple[int, int]] = []
    for quote in paragraph.quotes:
        if quote.speech:
            continue
        inner = text[quote.inner_start : quote.inner_end]
        match = head_at_end(inner)
        before = None
        if (
            not match
            and len(inner) <= _PROGRAM_NAME
            and text[quote.start - 1 : quote.start].isspace()
            and _AFTER_HEAD.match(text, quote.end)
            and not _FIELD_OF_IT.match(text, quote.end)
        ):
            before = _CALLED.search(text, max(paragraph.start, quote.start - 20), quote.start)
        if before:
            # 정책장터 ‘…’ is one name; 발표대회인 ‘…’ says what the quoted one is
            start = quote.inner_start if before[0].rstrip().endswith("인") else before.start("head")
            taken.append((start, quote.end))
            known = head_at_end(before["head"])
            kind = HEADS.get(known["head"], "contest") if known else "participation"
            yield EventDraft(start, quote.end, text[start : quote.end], kind, "event-called", 2.0 + specific(inner))
            continue
        chosen = _CHOSEN_SET.search(inner) if not match and inner[-1:] in _SET_ENDS else None
        if chosen and _INTO.match(text[quote.end : quote.end + 60]):
            taken.append((quote.start, quote.end))
            name = f"{clean(inner)} {'선발' if '공무원' in chosen['what'] else '선정'}"
            yield EventDraft(quote.inner_start, quote.inner_end, name, "contest", "event-quoted", 2.0 + specific(inner))
        elif not match and inner[-1:] in _TASK_ENDS and _TASKS.search(inner) and STRONG_YEAR.search(inner) and _INTO.match(text[quote.end : quote.end + 60]):  # fmt: skip
            taken.append((quote.start, quote.end))
            yield EventDraft(quote.inner_start, quote.inner_end, f"{clean(inner)} 선정", "other", "event-quoted", 2.0 + specific(inner))  # fmt: skip
        meeting = _ITS_MEETING.match(text, quote.end)
        if meeting and len(inner) <= _PROGRAM_NAME:  # ‘혁신국민포럼’ 전체회의, ‘혁신 서포터즈’ 발대식
            taken.append((quote.start, meeting.end()))
            last = head_at_end(meeting[0])
            kind = HEADS.get(last["head"], "council") if last else "council"
            name = clean(f"{inner}{meeting[0]}")
            yield EventDraft(quote.inner_start, meeting.end(), name, kind, "event-quoted", 2.2 + specific(inner))
            continue
        judging = _ITS_JUDGING.match(text, quote.end) if not match and len(inner) <= _PROGRAM_NAME else None
        if judging:
            taken.append((quote.start, judging.end()))
            kind, name = HEADS[judging["head"]], clean(f"{inner} {judging['head']}")
            yield EventDraft(quote.inner_start, judging.end(), name, kind, "event-quoted", 2.2 + specific(inner))
            continue
        numbered = _NUMBER_OF_PRIZE.search(text, max(paragraph.start, quote.start - 8), quote.start)
        if numbered and not match and _A_PRIZE.search(inner) and len(inner) <= _PROGRAM_NAME:
            taken.append((numbered.start(), quote.end))
            name = f"{numbered[0].strip()} {clean(inner)}"
            yield EventDraft(numbered.start(), quote.end, name, "contest", "event-prize", 2.2 + specific(name))
            continue
        prize = None if match or len(inner) > _MAX_NAME else _prize_named(inner, text, quote.end)
        if prize is not None:
            taken.append((quote.start, quote.end))
            yield EventDraft(quote.inner_start, quote.inner_end, clean(inner), prize, "event-prize", 2.2 + specific(inner))  # fmt: skip
            continue
        if match and len(inner) <= _MAX_NAME and len(inner) > len(match["head"]):
            taken.append((quote.start, quote.end))
            start, end = _with_followers(text, quote)
            followed = head_at_end(text[start:end]) if end > quote.end else None
            head = (followed or match)["head"]
            kind = kind_told(text[paragraph.start : paragraph.end]) if head == "이벤트" else kind_of(inner, head)
            if kind in {"other", "sharing"} and PRIZED_AT.match(text[quote.end : quote.end + 80]):
                kind = "contest"  # ‘공공기관의 날 기념행사’에서 장관상을 받았다
            yield EventDraft(start, end, clean(text[start:end]), kind, "event-quoted", 2.2 + specific(inner))
    for match in _PRIZE_WON.finditer(text, paragraph.start, paragraph.end) if _PRIZE_SIGN.search(text, paragraph.start, paragraph.end) else ():  # fmt: skip
        if not any(a <= match.start() < b for a, b in taken) and not any(
            q.speech and q.start < match.start() < q.end for q in paragraph.quotes
        ):
            taken.append(match.span("name"))
            name = clean(match["name"])
            yield EventDraft(*match.span("name"), name, "contest", "event-prize", 1.0 + specific(name))
    said = [q for q in paragraph.quotes if q.speech and not (lead and q.end - q.start <= _TOLD)]
    for match in _heads(text, paragraph.start, paragraph.end):
        if any(a <= match.start() < b for a, b in taken) or any(q.start < match.start() < q.end for q in said):
            continue
        if _WRONG_HEAD.match(text, match.start()) or _ITS_MEETING.match(text, match.end()):
            continue
        if (
            _METHODS.find(text, match.end(), match.end() + _METHOD_REACH) >= 0
            and _AS_METHOD.match(text, match.end())
            and not (match[0] in _CONTESTS and _BY_CONTEST.match(text, match.end()))
        ):
            continue
        if match[0] == "회의" and text[match.start() - 1 : match.start()] in _ENDS_IN_HOE:
            continue
        if match[0] == "컨벤션" and text.startswith("에서", match.end()):
            continue  # 문수컨벤션에서: a house
        if match[0] == "회의" and text.startswith("국무회의", match.end() - 4):
            continue  # 국무회의에 보고했다: where a result is told
        if match[0] in _RELAYED and _ITS_SUPPORT.match(text, match.end()):
            continue  # 혁신사례 이어달리기 지원사업: the programme
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
        if match[0] == "회의" and name == match[0] and text[max(0, start - 2) : start] == "첫 ":
            start -= 2
            name = text[start:end]
        if _NUMBERED.match(name.strip()):
            council = _council_before(text, max(floor, start - _NEAR_COUNCIL), start)
            if council is not None and council not in name:
                name = f"{council} {clean(name)}"
            name = clean(name)
            kind = HEADS.get(match[0], "council")
            yield EventDraft(start, end, name, kind, "event-numbered", 2.4)
            continue
        if len(name) > _MAX_NAME or _SO_OFTEN.search(name):
            continue
        bare = len(name.split()) < 2 and not STRONG_YEAR.search(name) and len(name) - len(match[0]) < 2  # noqa: PLR2004  a bare head names nothing
        if bare and lead and match[0] not in _SOFT and _HELD_BARE.match(text, end):
            # 이틀간 산청군에서 워크숍을 열었다: no name, but what was done
            yield EventDraft(match.start(), end, match[0], HEADS[match[0]], "event-bare", 0.6)
            continue
        if (bare or _GENERIC.match(name.strip())) and not (
            first
            and match[0] in _RUN
            and (_run_by_agency(text, places, start) or (name == match[0] and _ITS_RESULT.match(text, match.end())))
        ):
            continue
        yield EventDraft(
            start,
            end,
            clean(name),
            kind_told(text[paragraph.start : paragraph.end]) if match[0] in _ANY_KIND else kind_of(name, match[0]),
            "event-phrase",
            (0.4 if match[0] in _SOFT else 1.0) + specific(name),
        )


# 「2019년 한국지방공기업학회 경영혁신상」, ‘2016년 협업 우수기관포상 심사’, ‘정책 쇼 시책왕’ 본선
_PRIZE_NAME = re.compile(r"\s[가-힣]{2,}(?<![세이대일현보향예협영인포시비항])(?<!(?<!창)의)상$")
_JUDGING_NAME = re.compile(r"\s(?:[가-힣]{1,8}\s?)?(?:심사|포상)$")
_PRIZE_ENDS = frozenset("상사")  # how both end
_ITS_FINAL = re.compile(r"\s?(?:본선|결선|예선|왕중왕전|시상식)(?=[을를이가은는에의과와\s,.])")


def _prize_named(inner: str, text: str, end: int) -> str | None:
    """Return the kind of a quoted name that only a year, or the round behind it, tells for an event's; None for another."""
    if inner[-1:] in _PRIZE_ENDS and STRONG_YEAR.search(inner):
        if _JUDGING_NAME.search(inner):
            return "assessment" if "기관" in inner or "유공" in inner else "contest"
        if _PRIZE_NAME.search(inner):
            return "contest"
    return "contest" if len(inner) <= _PROGRAM_NAME and _ITS_FINAL.match(text, end) else None


# ‘2024년 공직기강 확립 유공’ 평가 사전컨설팅 분야에서; 제2회 「올해의 공무원상」 후보자를 받는다
_ITS_JUDGING = re.compile(
    r"\s?(?P<head>평가|실적 평가|공모전)(?=에서[\s는]|를\s|\s결과|\s[가-힣\s]{2,20}(?:분야|부문)에서)"
)
_NUMBER_OF_PRIZE = re.compile(r"제\s?\d{1,3}\s?회\s?$")
_A_PRIZE = re.compile(r"[가-힣]{3,}(?<![세이대일현보향예협영인포시비항])(?<!(?<!창)의)상$")
# 제5회 지자체 생산성 대상에서 최우수를 차지했다: 대상 is "object" else
_PRIZE_WON = re.compile(
    r"(?P<name>(?:제\s?\d{1,3}\s?회|(?:19|20)\d\d년?)\s(?:[가-힣]{2,14}\s?){1,5}?대상)(?:\s?시상식)?(?=에서[\s는도]|을\s(?:받|수상|차지|거머)|\s(?:대상|본상|최우수상?|우수상?)[\s(을의])"
)
_PRIZE_SIGN = re.compile(r"대상(?:\s?시상식)?(?:에서|을\s[받수차거]|\s(?:대상|본상|최?우수))")
_NUMBERED = re.compile(
    r"^(?:올해\s)?제?\s?\d{1,3}\s?차\s?(?:정기|전체|임시)?\s?(?:전체회의|정기회의|회의|총회)$|^(?:첫|정기|전체|임시|창립)\s?(?:회의|총회)$|^(?:(?:19|20)\d{2}년도?\s)?(?:정례회|정기회)$|^(?:위촉식|발대식|출범식|발족식|(?:정례|월례|직원)조회|(?:확대)?간부회의|월례회의)$"
)
_COUNCIL = re.compile(
    r"(?:[가-힣]{2,12}\s?)?[가-힣]{2,14}(?:협의회|위원회|추진단|협의체|자문단|참여단|모니터단|평가단|주니어보드|회의|포럼)(?=[을를은는이가의와과\s(‘'’])"
)


# 혁신국민포럼 전체회의를 개최했다: the meeting of a body, not the body
_ITS_MEETING = re.compile(
    r"\s(?:제?\d{1,3}차\s|창립\s)?(?:전체회의|정기회의|실무회의|임시회의|회의|정기총회|창립총회|총회|정례회|모임|위촉식|발대식|출범식)(?=[을를이가은는에의과와\s,.])"
)
_NEAR_COUNCIL = 400
_SO_OFTEN = re.compile(r"\d여?\s?차례\s")  # 10여 차례 토론회를 갖는 등: none of them is the page's
_RELAYED, _ITS_SUPPORT = frozenset({"이어달리기", "확산"}), re.compile(r"\s(?:지원|공모)\s?사업")
# 행안부 혁신평가에서: who runs it makes a plain name that of one event.
# 전국 공기업의 경영평가를 벌인 결과, 정부합동평가에서 우수기관으로
_ITS_RESULT = re.compile(
    r"(?:를\s(?:벌인|실시한|한|진행한)\s?)?\s?결과|에서\s[^.]{0,40}?(?:기관|등급|1위|최우수|우수|장려|시군|시·군)"
)
_RUN = frozenset(
    {"정부합동평가", "평가", "혁신평가", "종합평가", "합동평가", "업무평가", "경영평가", "경진대회", "공모전"}
)


def _run_by_agency(text: str, places: Sequence[Place], start: int) -> bool:
    return any(
        place.kind in {"organisation", "government"}
        and place.end <= start
        and text[place.end : start].strip() in {"", "의", "주관", "주관의", "가 주관한", "가 실시한"}
        for place in places
    )


def _council_before(text: str, floor: int, start: int) -> str | None:
    """Return the body whose meeting a bare number names: 정부혁신추진협의회를 새로 꾸려 11일 제1차 회의를 연다."""
    found = [match[0] for match in _COUNCIL.finditer(text, floor, start)]
    return re.sub(r"^.*\s", "", found[-1]) if found else None


# 정책장터 ‘우리들의 군산’, 원탁토론회 ‘…’: what it is, then what it is called.
_CALLED = re.compile(
    r"(?<![가-힣])(?P<head>(?:[가-힣]{1,4})?(?P<last>장터|정책마켓|정책축제|박람회|한마당|토론회|공론장|포럼|토크콘서트|타운홀미팅|원탁회의|원탁토론|공모전|경진대회|설명회|공유회|콘퍼런스|발표대회|발표회|경연대회|박람회|축제|대회|행사|나눔회|보고회|워크숍))(?:인)?\s$"
)
_FIELD_OF_IT = re.compile(r"\s?(?:분야|부문|주제|부분)")  # 경진대회 ‘지역문화 활성화’ 분야에서
_CHOSEN_SET = re.compile(
    r"\S\s?(?P<what>(?:우수|혁신|모범|대표|선도|최초·최고|최고)\s?(?:사례|시책|정책|제안|과제)|우수\s?공무원(?:·팀|과\s팀)?|\d+선)$"
)
_SET_ENDS = frozenset("례책안제원선팀")  # how these end
_TASK_ENDS = frozenset("제업책")
_TASKS = re.compile(r"\S\s(?:과제|사업|시책|정책)$")  # ‘2021년 상반기 주요 협업 과제’로 6개를 정했다
_INTO = re.compile(
    r"^(?:에|으로|로|을|를|에서)?\s[^.]{0,50}?(?:선정|뽑|선발|확정|골랐|가렸|발표했|발표한다|공개했|이름을 올|포함|시상|표창|포상|정했|정하고|가려\s?뽑|상을\s?(?:주|수여|전달))"
)


_JUDGES = re.compile(r"(?:위원회|협의회|심의회|심사|회의)$")
_CHOSE = re.compile(
    r"(?:를|을)?\s?(?:열고|열어|개최하고|개최해|거쳐|통해)[^.]{0,80}?(?:우수\s?사례|우수\s?공무원|우수\s?부서|당선[자작]|수상[자작]|입상[자작]|\d+\s?(?:건|명)(?:을|를))[^.]{0,30}?(?:선정|선발|뽑|확정|가렸|정했|골랐)"
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
        r"\s(?:[가-힣]{2,8}\s){0,2}?(?:발대식|왕중왕전|성과공유회|결과보고회|시상식|경진대회|경연대회|발표대회)",
        text[quote.end : quote.end + 24],
    )
    if follow:
        return quote.start, quote.end + follow.end()
    return quote.inner_start, quote.inner_end


_IN_LATIN = re.compile(r"[가-힣]+\([A-Z][A-Za-z .&-]{2,40}\)$")  # 영워킹그룹(Young Working Group) 최종발표회
_ISO_DAY = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")  # date 2021-07: what an archive writes before a text


_LAST_MARK = re.compile(r".*[‘“「『'\"△▲▸(\[]", re.DOTALL)


def _name_start(text: str, floor: int, head: int, places: Sequence[Place]) -> int:
    """Walk left from a head over words that can belong to its name."""
    start = head
    while start > floor and not text[start - 1].isspace():
        if text[start - 1] in "‘“「『'\"△▲▸(,·…[]=)":
            if text[start - 1] == ")" and "(" in text[max(floor, start - 10) : start]:
                start -= 1
                continue
            if text[start - 1] == "·" or (text[start - 1] == "(" and ")" in text[start:head]):
                start -= 1
                continue
            return start
        start -= 1
    for _ in range(8):
        end = start
        while end > floor and text[end - 1].isspace():
            end -= 1
        words = text[
            max(floor, text.rfind(" ", floor, end) + 1) : end
        ].split()  # other blanks than spaces part words, too
        token = words[-1] if words else ""
        begin = end - len(token)
        if not token or (token[-1] in ".,’”'\"」』)▲△:;…·]" and not token.endswith("·")):
            if token.endswith(")") and re.search(r"[가-힣]\([^)]{1,6}\)$", token):
                start = begin
                continue
            noted = _IN_LATIN.search(text, max(floor, end - _MAX_NAME), end) if token.endswith(")") else None
            if noted:
                start = noted.start()
                continue
            break
        if breaks(token) or _ISO_DAY.fullmatch(token) or _is_place_token(places, begin, token):
            break
        mark = _LAST_MARK.match(token)
        if mark and not re.search(r"\(.*\)", token):
            start = begin + mark.end()
            break
        start = begin
    noise = _LEADING_NOISE.match(text[start:head])
    return start + noise.end() if noise else start


def _is_place_token(places: Sequence[Place], begin: int, token: str) -> bool:
    """Tell the organiser before a name (행정안전부 주소정책 업무평가); 충청남도 정부혁신 경진대회 keeps its province in quotes only."""
    return any(place.start <= begin < place.end for place in places) and not STRONG_YEAR.search(token)

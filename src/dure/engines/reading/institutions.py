"""The one institution whose act or success a page reports, and the part that the others play."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import Place
from dure.engines.reading.leadsentences import lead_sentences
from dure.engines.reading.lexicon import WordList
from dure.engines.reading.located import in_dateline
from dure.engines.reading.subjecthints import (
    ACCORDING,
    CHOOSES,
    SUBJECT,
    TOPIC,
    chooser,
    first_of_three,
    marked,
    of_examples,
    of_unit,
    only_one,
    quoted,
    result_of,
    roundup,
    speaking,
    unsettled,
    visited_host,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from dure.engines.reading.gazetteer import Gazetteer
    from dure.engines.reading.prose import Paragraph, Prose

_JOINED = re.compile(r"^(?:\s?\([^()]{1,30}\))?\s?(?:와|과|·|,|및)\s?")
ORGANISING = re.compile(
    r"^(?:청)?(?:\s?\([^)]{1,20}\))?\s?(?:와|과)?\s?(?:가|이|에서|의)?\s?(?:[가-힣]{2,10}(?:와|과)\s?)?(?:공동\s?)?(?:주관|주최|후원|맡은|맡아|맡으며|맡고|개최하는|개최한|주관하는|주최하는|주관한|주최한|에서 주관|공동으로 주관|(?:[가-힣]{2,6}에서\s)?연\s(?=제\s?\d|20\d\d)|(?:실시한|실시하는|추진한|선정하는|선정한|치른|펼친|벌인|이끈)(?=(?:\s?[‘“'\"][^’”'\"]{2,40}[’”'\"])?[^.‘“'\"]{0,40}(?:평가|대회|심사|공모|대상|조사|측정|진단)))"
)
_EVENT_AFTER = re.compile(
    r"^(?:의|가|이)?\s[^.]{0,40}?(?:평가|경진대회|공모전|대회|왕중왕전|대상|심사)(?:에서|에|\s|결과)"
)
_HOSTING = re.compile(r"^(?:청|청사|의회|시의회)?[^.,]{0,14}?에서\s(?:열린|열었|개최|가진|진행|열려|개최된|개최한)")
_ITS_RULE = re.compile(r"정(?:을|의|에|이|과|$)")
_OURS = re.compile(r"우리\s?[시군구도]")
_MIN_SUBJECT = 3.0
_FAINT_SUBJECT, _FAR_AHEAD = 2.0, 1.0  # a page of the administration that names one body far more than the others
_MANY_TOPICS = 3
# An editorial speaks of many and reports the act of none.
OPINION = re.compile(
    r"\W{0,2}(?:사설|칼럼|[가-힣]{1,8}\s?칼럼|기고|시론|기자수첩|독자\s?투고|[가-힣]{0,6}\s?논단|[가-힣]{0,6}\s?광장|오피니언|만평|취재수첩|데스크\s?[가-힣]{0,4})\s?[\]>)】:|]"
)
_AT_HEAD = 30
_REGION = 2  # syllables of 전남


@dataclass(frozen=True, slots=True)
class Standing:
    """An institution of the page: its name, code, mentions and role."""

    name: str
    code: str | None
    kind: str
    places: tuple[Place, ...]
    role: str
    confidence: float


def subject_of(
    prose: Prose, places: Sequence[Place], organisers: frozenset[str], winners: Counter[str], *, on_topic: bool
) -> tuple[str, float] | None:
    """Return the full name of the subject and how sure it is; None where the page does not say.

    The first name of the title and the topic of the first sentences count most; the body that runs an event, and the place
    in a dateline, count less. Where an announcer names several winners the announcer is the subject.
    """
    scores: defaultdict[str, float] = defaultdict(float)
    named = [place for place in places if place.name and not in_dateline(prose, place)]
    for place in named:
        scores[place.name or ""] += 0.3 if place.kind != "head" else 0.2
    for name in list(scores):
        scores[name] = min(1.5, scores[name])
    ours = next((place for place in named if place.kind == "anaphor" and _OURS.search(prose.text, max(0, place.start - 3), place.end)), None)  # fmt: skip
    if ours is not None:
        scores[ours.name or ""] += 2.0  # 우리 군 평가결과: the page speaks for it
    for name in {place.name or "" for place in named if place.kind == "government" and _ITS_RULE.match(place.tail)}:
        scores[name] += 2.0  # 함안군정 혁신을 하려고: whose business it is
    for number, place in enumerate(named):
        for paragraph in prose.headings:
            if paragraph.start <= place.start < paragraph.end:
                equal = first_of_three(prose, named[number : number + _PEERS])
                scores[place.name or ""] += 1.0 if equal else _heading_score(prose, paragraph, place)
    leads = lead_sentences(prose, named)
    examples = of_examples(prose, named)
    if examples is not None:
        return examples, 0.8
    choosing = set()
    starts = [place.start for place in named]
    topics = set()
    later: defaultdict[str, float] = defaultdict(float)
    for number, (start, end) in enumerate(leads):
        found = _sentence_subject(prose, _between(named, starts, start, end))
        if found:
            place, weight = found
            chooses = CHOOSES.search(prose.text, place.end, end) if place.kind != "head" else None
            if chooses and not _EVERY_YEAR.search(prose.text, place.end, chooses.end()):
                weight += 3.0  # who selects or ranks others is the announcer, whoever the title names
                choosing.add(place.name)
            if number and _EVERY_YEAR.search(prose.text, start, end):
                weight *= 0.25  # 행정안전부는 해마다 … 포상하고 있다: what lies behind it
            scores[place.name or ""] += weight * (1.0 if number == 0 else 0.5)
        elif number == 0:
            first = next((place for place in named if start <= place.start < end), None)
            if first is not None and is_region(prose, first):
                continue
            if (
                first is not None
                and first.start - start < _BRACKET
                and any(
                    p.title and p.start <= one.start < p.start + _BRACKET
                    for p in prose.headings
                    for one in named
                    if one.name == first.name
                )
            ):
                scores[first.name or ""] += 1.5  # it begins the title and the first sentence
            if (
                first is not None
                and first.start - start < _AT_HEAD
                and (_OF_IT.match(first.tail) or _OF_ITS_GROUP.match(prose.text, first.end))
            ):
                scores[first.name or ""] += 2.0  # 철원군의 대표 농산물인 …
            elif first is not None and first.start - start < _AT_HEAD and first.kind == "government":
                scores[first.name or ""] += 0.7
    for start, end in leads:
        teller = next((place for place in _between(named, starts, start, end) if place.start - start < _AT_HEAD), None)
        if teller is not None and teller.kind in {"government", "anaphor"} and ACCORDING.match(prose.text, teller.end):
            scores[teller.name or ""] += 3.0  # 20일 경기도에 따르면 인사혁신처는 …: whose news it is
    if unsettled(prose, places, leads) or roundup(prose, named):
        return None
    for paragraph in prose.body:
        for start, end in paragraph.sentences:
            inside = _between(named, starts, start, end)
            found = _sentence_subject(prose, inside) if inside else None
            if found and found[0].kind != "head" and TOPIC.match(found[0].tail):
                later[found[0].name or ""] += 0.5
                if found[0].kind != "anaphor":
                    topics.add(found[0].name)
    if not scores:
        return None
    acting = {p.name for p in named if p.kind == "government" and marked(p)}
    if len(topics) == 1 and acting <= topics:
        scores[next(iter(topics)) or ""] += 0.6
    titles = " ".join(prose.text[p.start : p.end] for p in prose.headings if p.title)
    if OPINION.match(titles) and not (len(topics) == 1 and max(later.values(), default=0.0) >= 1.5):  # noqa: PLR2004  three sentences
        return None
    for name, weight in later.items():
        scores[name] += min(1.5, weight)
    if _equals(prose, named, leads):
        chose = chooser(prose, named)
        return (chose, 0.6) if chose else None
    (best, score), *others = sorted(scores.items(), key=lambda one: -one[1])
    convener = _convener(prose, named, best, leads)
    if convener is not None:
        return convener, 0.8
    host = visited_host(prose, named, leads)
    if host is not None:
        return host, 0.7
    source = result_of(prose, named, leads)
    if source is not None and not any(_begins_title(prose, place) for place in named if place.name == best):
        return source, 0.7
    several = sum(1 for count in winners.values() if count)
    ranked = sorted(scores.items(), key=lambda one: -one[1])
    announcer = next((name for name, _ in ranked if name in organisers and name not in winners), None)
    if several > 1 and best not in choosing:
        told = _announcing(prose, named, winners, leads)
        if told is not None and not any(_begins_title(prose, place) for place in named if place.name == best):
            return told, 0.8
        if announcer and not _leads(prose, named, best, leads):
            return announcer, 0.7
        won = best in winners and not _leads(prose, named, best, leads)
        over = (of_unit(prose, named) or speaking(prose, named)) if won else None
        if over is not None and over not in winners:
            return over, 0.6  # 대상은 이천시가, … 도 민원실장은 “…”: it gave the prizes
    distinct = {place.name for place in named if place.kind not in {"office", "subunit"}}
    if (
        len(distinct) == 1
        and score < _MIN_SUBJECT
        and on_topic
        and (best not in organisers or named[0].kind != "organisation")
        and not all(is_region(prose, place) for place in named)
        and not _of_another(places, best)
    ):
        return best, 0.5
    ahead = score - (others[0][1] if others else 0.0)
    faint = on_topic and score >= _FAINT_SUBJECT and ahead >= _FAR_AHEAD and len(acting) < _MANY_TOPICS
    if score < _MIN_SUBJECT and not faint:
        only = only_one(prose, named, organisers, leads) if on_topic else None
        return (only, 0.5) if only else None
    if (
        all(place.kind == "office" for place in named if place.name == best)
        and not best.endswith("교육청")
        and not _leads(prose, named, best, leads)
    ):
        only = only_one(prose, named, organisers, leads) if on_topic else None
        return (only, 0.5) if only else None  # a police station or school among winners
    ahead_by = 1.0 if _acts_first(prose, named, best, leads) else 4.5  # one leads by its lead sentence alone
    if len(topics) >= _MANY_TOPICS and not prose.headings and others and score - others[0][1] < ahead_by:
        return None
    margin = score - (others[0][1] if others else 0.0)
    return best, max(0.5, min(0.98, 0.6 + 0.08 * margin))


def _of_another(places: Sequence[Place], best: str) -> bool:
    """Tell whether a page tells of a town that it never names, and that is none of ``best``'s kind: 구는, of 서울특별시."""
    units = {place.surface[-1:] for place in places if place.kind == "anaphor" and not place.name and marked(place)}
    return bool(units) and best[-1:] not in units


# 고용노동부는 20일 … 시상식을 열었다고 밝혔다: whoever is praised below, this is its act
_ITS_ACT = re.compile(
    r"(?:열[었고어]|연다|개최[했하한]|시상[했하]|선정[했하]|뽑[았아]|골[랐라]|발표[했하]|공개[했하]|내놓|내놨|평가[했하한]|수여[했하]|인증[했하]|지정[했하]|확정[했하]|포상[했하]|밝혔|전했|알렸)[^.]{0,40}[.]?\s*$"
)


def _acts_first(prose: Prose, named: Sequence[Place], name: str, leads: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a name is the topic of the first sentence that names one, and holds or gives something there."""
    for start, end in leads:
        inside = [place for place in named if start <= place.start < end]
        if inside:
            first = inside[0]
            return first.name == name and TOPIC.match(first.tail) is not None and _ITS_ACT.search(prose.text, first.end, end) is not None  # fmt: skip
    return False


def _between(named: Sequence[Place], starts: Sequence[int], start: int, end: int) -> Sequence[Place]:
    """Return the places, whose ``starts`` are in order, that begin in a stretch."""
    return named[bisect_left(starts, start) : bisect_left(starts, end)]


_OF_IT = re.compile(r"(?:(?:공무원|직원|공직자)들?)?의$")  # 철원군의 대표 농산물인, 창원시공무원들의 생각을


# 남원시 미래창조동아리의 첫 모임이, 서울 성북구(구청장 …)의 치매안심센터가
_OF_ITS_GROUP = re.compile(
    r"\s[가-힣]{2,12}(?:동아리|연구회|모임|봉사단|협의회)의\s|\((?:시장|군수|구청장|도지사)[^)]{2,16}\)의\s"
)


def is_region(prose: Prose, place: Place) -> bool:
    """Tell a region, where something is: 전남 22개 시·군, 전북의 한 공무원."""
    return len(place.surface) == _REGION and (not place.tail or prose.text.startswith("의 한 ", place.end))


# 행정안전부는 12일 … 옥천군이 대상에 뽑혔다고 밝혔다
TELLS = re.compile(r"다고\s(?:[^.,]{0,12}\s)?(?:밝혔|전했|알렸|발표했|공개했|설명했)다[.]?\s*$")


def _announcing(
    prose: Prose, named: Sequence[Place], winners: Counter[str], leads: Sequence[tuple[int, int]]
) -> str | None:
    """Return who tells in the first sentences that another one won."""
    for start, end in leads:
        if not TELLS.search(prose.text, start, end):
            continue
        inside = [place for place in named if start <= place.start < end]
        teller = next((p for p in inside if p.kind != "head" and TOPIC.match(p.tail)), None)
        if teller is None or (teller.name or "") in winners:
            continue
        if any(p.name in winners and p.start > teller.start for p in inside):
            return teller.name
    return None


def _begins_title(prose: Prose, place: Place) -> bool:
    return any(
        p.title and p.start <= place.start < p.start + _BRACKET and prose.text[place.end : place.end + 1] != "·"
        for p in prose.headings
    )  # 인천·충남 아산·전남 화순 등 …: one of several leads no title


_BRACKET = 3  # “, [, 경


# A body that meets, formed by an administration: it is what the page tells of, its administration tells.
_CONVENED = re.compile(
    r"(?:협의회|협의체|포럼|추진단|자문단|평가단|참여단)$|(?:혁신|추진|심의|자문|참여|적극행정|운영|기획)[가-힣]{0,4}위원회$"
)
_CONVENES = re.compile(
    r"(?:개최|연다|열었|열고|위촉|출범시|구성|꾸[리려렸])[^.]{0,40}[.]?\s*$|(?:밝혔|전했|알렸|발표했)다"
)


def _convener(prose: Prose, named: Sequence[Place], best: str, leads: Sequence[tuple[int, int]]) -> str | None:
    """Return the administration that convenes or announces a body which would else be the subject."""
    if not _CONVENED.search(best):
        return None
    for start, end in leads:
        found = _sentence_subject(prose, [p for p in named if start <= p.start < end and p.name != best])
        if (
            found
            and found[0].kind in {"government", "organisation"}
            and (TOPIC.match(found[0].tail) or SUBJECT.match(found[0].tail))
            and _CONVENES.search(prose.text, found[0].end, end)
        ):
            return found[0].name
    return None


OPENING_QUOTE = re.compile(r"^\W{0,2}[“\"‘'][^“”\"‘’']{2,40}[”\"’']\W{0,3}")


def _heading_score(prose: Prose, paragraph: Paragraph, place: Place) -> float:
    before = OPENING_QUOTE.sub("", prose.text[paragraph.start : place.start])
    if not before.strip() and _OF_OFFICIAL.match(prose.text, place.end, paragraph.end):
        return 3.0  # 광주 북구 종합민원과 채비움 팀장: of whom an interview is, in a subtitle too
    weight = 1.0 if paragraph.title else 0.3
    if not re.sub(r"[^가-힣A-Za-z0-9]", "", before):
        after = prose.text[place.end : place.end + 2]
        if re.match(r"\s(?:주최|주관|후원)", prose.text[place.end : place.end + 4]):
            return 0.0
        if _OFFICIALS_BEGIN.match(prose.text, place.end):
            return weight * 4.0  # 세종시 간부 공무원들, 화순군 ‘만원 빈집’ 현장 찾아
        if re.match(r"\s?[\"'‘“]|\s", after):
            return weight * 1.5  # 하동군 ‘무인 도서 반납함’ 보러 온 영암군: its thing, not its act
        return weight * (4.0 if re.match(r"\s?[,，…·]|의|는|은|이|가", after) or not after else 2.5)
    if place.kind == "head" and paragraph.title and not prose.text[place.end : paragraph.end].strip(" \"'”’"):
        return weight * 3.0  # “…” 마도윤 상주시장: who speaks in an interview
    return weight * 1.0


_OF_OFFICIAL = re.compile(
    r"\s(?:[가-힣]{2,10}(?:과|실|국|센터|담당관|보건소)\s)?[가-힣]{2,4}\s(?:주무관|사무관|[가-힣]{0,4}(?:팀장|과장|국장|소장|담당관))\W*$"
)

_EVERY_YEAR = re.compile(r"해마다|매년|그동안|그간|다달이|분기마다")
_OFFICIALS_BEGIN = re.compile(
    r"\s(?:[가-힣]{1,6}\s)?(?:공무원|직원|의원|방문단|견학단|공직자)(?:들|\s?\d{1,4}(?:여)?\s?명)?[,，…]"
)
_PEERS = 3


# 구례군과 하동군이 7일 … 협약을 체결했다: neither before the other
_TOGETHER = re.compile(r"(?:업무\s?)?협약[’'”」』]?(?:을|서를|서에)\s|공동\s?선언|자매결연|손을\s(?:맞)?잡")


def _equals(prose: Prose, named: Sequence[Place], leads: Sequence[tuple[int, int]]) -> bool:
    """Tell whether the first sentence is about three or more governments side by side: 천안시와 아산시, 평택시가 협약을 맺었다."""
    for start, end in leads[:1]:
        run = 0
        inside = [place for place in named if start <= place.start < end and place.kind == "government"]
        for number, place in enumerate(inside):
            run += 1
            if marked(place):
                two = run == _PEERS - 1 and _TOGETHER.search(prose.text, place.end, end) is not None
                at_home = {one.name for one in named if one.kind == "hall" and start <= one.start < end}
                return run >= _PEERS or (two and not at_home & {one.name for one in inside})
            between = prose.text[place.end : inside[number + 1].start] if number + 1 < len(inside) else ""
            if len(between) > 8 or not re.match(r"(?:와|과|,|·|\s)", between):  # noqa: PLR2004  a conjunction and a province
                run = 0
    return False


def _sentence_subject(prose: Prose, places: Sequence[Place]) -> tuple[Place, float] | None:
    """Return the institution that a sentence is about: marked as topic, else as subject, outside of quotations."""
    if not places:
        return None
    best: tuple[Place, float] | None = None
    listed = 0.3 if _awards_several(prose, places[0].start) else 1.0
    for place in places:
        if place.kind == "head" or quoted(prose, place):
            continue
        after = prose.text[place.end : place.end + 60]
        if ORGANISING.match(after) or AMONG.match(after):
            continue
        weight = 0.0
        joined = _JOINED.match(after)
        partner = next((other for other in places if joined and 0 <= other.start - place.end - joined.end() <= 1), None)
        if partner is not None and marked(partner) and best is None:
            weight = 3.8  # 행정안전부와 인사혁신처는: the first of the two
        elif best is None and _WITH_ANOTHER.match(after):
            weight = 3.8
        elif _ITS_SESSION.match(after) or _ITS_PEOPLE.match(after):
            weight = 3.0
        elif place.kind in _PARTED and not place.tail and (part := _ITS_PART.match(after)):
            weight = 3.5 if part[0].endswith(("은 ", "는 ")) else 3.0
        elif TOPIC.match(place.tail):
            weight = 4.0
        elif SUBJECT.match(place.tail) or (place is places[0] and _AS_AGENT.match(prose.text, place.end)):
            weight = 3.5
        if weight and _HEADED.match(after):
            weight += 0.7
        if weight and (best is None or weight > best[1]) and not (best and best[1] >= 3.5):  # noqa: PLR2004  the first that is marked
            best = (place, weight * listed)
    return best


# 구미시에서는 28일 … 경진대회를 열었다: who does it, not where
_AS_AGENT = re.compile(
    r"(?:청)?에서는\s(?!열린|열렸|개최[된됐])(?:(?!열[렸린려]|개최[된됐되]|치[러렀][져졌]|펼쳐[졌진])[^.]){0,90}?(?:밝혔|열었|개최했|실시했|운영했|선정했|연다|추진[했한]|받고\s있|대표로\s나)"
)
# 행정안전부가 대상을 받는 등 모두 17개 기관이 상을 받았다: one of them, told first
AMONG = re.compile(r"^(?:이|가)\s[^.]{0,30}?[는한된]\s등\s(?:모두\s|총\s)?\d")
# 하동군 기획과 공무원들이, 하동군 임다온 주무관은
_ITS_PEOPLE = re.compile(
    r"\s?(?:소속\s|내\s)?(?:[가-힣]+(?:과|실|팀|국|단|담당관|센터)\s)?(?:[가-힣]{0,6}(?:공무원|직원|방문단|견학단|관계자)(?:\s?\d{1,3}명)?(?:\([^)]{2,60}\))?[^.,]{0,16}?|[가-힣]{2,4}\s(?:[가-힣]{0,6}(?:팀장|과장|담당관|소장)|주무관|사무관|소방장|소방위|연구사|지도사)(?:\([^)]{2,24}\))?)(?:이|가|은|는|들이)\s(?![^.“\"]{0,20}(?:참석|참관|함께했))"
)
# 울산광역시 데이터행정위원회를 개의합니다
_ITS_SESSION = re.compile(r"\s(?:[가-힣]{2,8}\s)?[가-힣]{2,12}위원회(?:를|을)\s(?:개의|개회|속개|열었|개최했)")
_HEADED = re.compile(r"\s?\((?:시장|군수|구청장|도지사|지사|장관|처장|청장|원장|이사장|위원장|교육감|사장)\s")
# 전북창조경제혁신센터(센터장 …)와 마을네트워크(위원장 …)는: the first of two, whoever the second is
_WITH_ANOTHER = re.compile(
    r"^(?:와|과)\s[가-힣]{2,12}(?:위원회|협회|연구원|재단|공단|진흥원|학회|연합회|본부|중앙회|연구회)(?:은|는|이|가)\s|^\([가-힣]{2,5}\s[가-힣]{2,4}\)(?:와|과)\s[가-힣A-Za-z]{2,20}(?:\([가-힣]{2,5}\s[가-힣]{2,4}\))?(?:은|는|이|가)\s"
)
_PARTED = frozenset({"government", "subunit", "organisation", "institution"})
# 임실군 주니어보드는, 하동군 안전총괄과가: a part of its government acts for it.
_ITS_PART = re.compile(
    r"\s(?!산하|소속|직속|출연)(?:제\d{1,2}기\s|\d{1,2}개\s)?[`‘“'\"]?(?:[가-힣A-Za-z·]{1,10}\s|\d{4}\s)?[가-힣A-Za-z·]{0,10}(?:(?<![결성효경])과|팀|(?<![현사부교])실|(?<![전한결외])국|(?<![판진수집계])단|센터|사업소|담당관|본부|보드|위원회|연구회|협의회|추진반|동아리|학교|개발원|연수원|교육원|과학원|도서관|보건소|의료원|주민자치회|주민자치센터)[`’”'\"]?(?:\([^()]{2,20}\))?(?:\s\d{1,4}명)?(?:은|는|이|가)\s"
)
_GRADE_TOPIC = re.compile(r"(?:\d위|대상|최우수상?|우수상?|장려상?|금상|은상|동상)(?:은|는|에는|에)\s")


def _awards_several(prose: Prose, offset: int) -> bool:
    """Tell a sentence that lists winners (대상은 …, 최우수상은 …): its marked names are winners, not what the page is about."""
    for paragraph in prose.body:
        if paragraph.start <= offset < paragraph.end:
            start, end = paragraph.sentence_at(offset)
            return len(_GRADE_TOPIC.findall(prose.text[start:end])) > 1
    return False


def _leads(prose: Prose, named: Sequence[Place], name: str, leads: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a name is the topic of the first sentence or begins the title."""
    sentences = leads[:1]
    for place in named:
        if place.name == name:
            if any(
                start <= place.start < end and (marked(place) or place.start - start < _BRACKET)
                for start, end in sentences
            ):
                return True
            for paragraph in prose.headings:
                quoted = OPENING_QUOTE.match(prose.text[paragraph.start : max(paragraph.start, place.start)])
                begin = paragraph.start + (quoted.end() if quoted else 0)
                if paragraph.title and begin <= place.start < begin + 6:
                    return True
    return False


# 뽑힌 사례는 행정안전부가 주관하는 ‘…경진대회’에도 낸다: another event than the page's
_SENT_ON = re.compile(
    r"^[^.]{0,60}?(?:대회|공모전|평가|심사)[’'”\"」]?(?:에|에도)\s(?:[^.,]{0,16}\s)?(?:낸다|내기로|낼\s|출품|제출|추천|나간다|나선다|참가(?:한다|할))"
)


_OWN_EVENT = re.compile(r"의?\s")


def organisers_of(prose: Prose, places: Sequence[Place]) -> frozenset[str]:
    """Return the names that run an event: 행정안전부 주관, 경남도가 개최한, 행안부의 … 평가에서."""
    found = set()
    for place in places:
        if place.name is None:
            continue
        after = prose.text[place.end : place.end + 60]
        runs = ORGANISING.match(after) or (_OWN_EVENT.match(after) and _EVENT_AFTER.match(after))
        if runs and not _SENT_ON.match(prose.text[place.end : place.end + 80]):
            found.add(place.name)
    return frozenset(found)


def hosts_of(prose: Prose, places: Sequence[Place]) -> frozenset[str]:
    """Return the names in whose house the page's event was held: 광주광역시청에서 열린."""
    return frozenset(place.name for place in places if place.name and place.kind in {"hall", "government", "council"} and _HOSTING.match(prose.text[place.end : place.end + 30]))  # fmt: skip


_SIGNED_PLACE = re.compile(r"(?:^|[\[(\s])(?P<place>[가-힣]{2,6})\s?[=/]")
_WE = re.compile(r"(?:^|\s)(?P<unit>시|군|구|도)(?:는|은|가|이)\s|\s(?P<led>군수|시장|구청장|도지사)(?:는|은)\s[“\"‘]")
# Every match holds one of these words.
_WE_WORDS = WordList(
    [
        *(f"{unit}{particle}" for unit in "시군구도" for particle in "는은가이"),
        *(f"{led}{particle}" for led in ("군수", "시장", "구청장", "도지사") for particle in "는은"),
    ]
)
_UNIT_LED = {"군수": "군", "시장": "시", "구청장": "구", "도지사": "도"}


def signed_place(prose: Prose, signatures: Sequence[str], gazetteer: Gazetteer, on: dt.date | None) -> str | None:
    """Return the government in a signature (세종=이승규 기자) that the body calls 시, 군, 구 or 도 and never by name."""
    signed = [match for signature in signatures for match in _SIGNED_PLACE.finditer(signature)]
    units = (
        {
            match["unit"] or _UNIT_LED[match["led"]]
            for p in prose.body
            if _WE_WORDS.find(prose.text, p.start, p.end) >= 0
            for match in _WE.finditer(prose.text, p.start, p.end)
        }
        if signed
        else set()
    )
    for match in signed:
        for unit in sorted(units):
            named = gazetteer.resolve(match["place"] + unit, on).only or gazetteer.resolve(match["place"], on).only
            if named is not None and named.entity.kind == "government" and named.full_name.endswith(unit):
                return named.full_name
    return None


def standings(
    prose: Prose,
    places: Sequence[Place],
    organisers: frozenset[str],
    winners: Counter[str],
    awarded: set[str | None],
    *,
    on_topic: bool,
) -> tuple[Standing, ...]:
    """Return the institutions of the page in the order of the text, at most one of them its subject."""
    subject = subject_of(prose, places, organisers, winners, on_topic=on_topic)
    hosts = hosts_of(prose, places)
    by_name: dict[str, list[Place]] = {}
    for place in places:
        if place.name:
            by_name.setdefault(place.name, []).append(place)
    found = []
    for name, mentions in by_name.items():
        role, sure = "other", 0.8
        if subject and name == subject[0]:
            role, sure = "subject", subject[1]
        elif all(place.kind == "anaphor" for place in mentions):
            continue  # never named in full: nothing to show
        elif name in organisers:
            role = "organiser"
        elif name in awarded:
            role = "winner"
        elif name in hosts:
            role = "host"
        shown = tuple(place for place in mentions if place.kind != "anaphor") or tuple(mentions)
        found.append(Standing(name, mentions[0].code, mentions[0].kind, shown, role, sure))
    return tuple(found)

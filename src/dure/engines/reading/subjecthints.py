"""Whose page it is where no sentence and no title is about anybody: the only one that the rest of the page leaves.

Each of these is asked only when the points of ``institutions.subject_of`` decide nothing, and answers only when one name is left.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.prose import Prose

TOPIC = re.compile(r"^(?:은|는|측은|청은)(?![가-힣])")
SUBJECT = re.compile(r"^(?:이|가|측이|청이)(?![가-힣])")
CHOOSES = re.compile(
    r"(?:을|를)\s(?:[^.,‘’“”]{0,24}?\s)?(?:최우수|우수|장려|대상|모범|선도|우수기관|우수지자체|우수 기관)[가-힣]*(?:\s?(?:기관|지자체|사례))?(?:으로|로)\s(?:각각\s)?(?:선정했|뽑았|선발했|선정하고|골랐)"
    r"|\d{1,3}(?:곳|개\s?[가-힣]{1,4})(?:을|를)\s[^.‘“]{0,30}?(?:으로|로)\s(?:새로\s)?(?:인증|지정|선정|선발)했"
    r"|(?:기관|지자체|자치단체|지방정부|시군|시·군)\s?\d{1,3}(?:곳|개)(?:을|를)\s(?:[^.,]{0,12}\s)?(?:선정[했하]|뽑[았고]|선발[했하]|골랐|고르고|정했|정하고|내놓|발표[했하])"
)
HEAD_PARAGRAPHS = 6


def marked(place: Place) -> bool:
    """Tell a name that is marked as the topic or subject of its sentence."""
    return bool(TOPIC.match(place.tail) or SUBJECT.match(place.tail))


def quoted(prose: Prose, place: Place) -> bool:
    """Tell a name inside quotation marks."""
    for paragraph in prose.paragraphs:
        if paragraph.start <= place.start < paragraph.end:
            return any(one.start < place.start < one.end for one in paragraph.quotes)
    return False


def only_one(
    prose: Prose, named: Sequence[Place], organisers: frozenset[str], leads: Sequence[tuple[int, int]]
) -> str | None:
    """Return the institution that the page leaves as the only one it can be about."""
    return (
        chooser(prose, named)
        or speaking(prose, named)
        or _besides(prose, named, organisers)
        or _at_head(prose, named, organisers, leads)
        or of_unit(prose, named)
        or _source(prose, named)
        or _by_noun(prose, named, leads)
        or _giver(prose, named)
        or _runs_this(prose, named)
    )


_BESIDE = re.compile(r"\s?[·‧ㆍ・,]\s?(?:[가-힣]{2,4}\s)?")


def first_of_three(prose: Prose, places: Sequence[Place]) -> bool:
    """Tell a name that dots or commas join with two more: 옥천군·영동군·보은군 선정 is about none of them."""
    return len(places) == _SEVERAL and all(
        one.name != other.name and _BESIDE.fullmatch(prose.text, one.end, other.start) is not None
        for one, other in pairwise(places)
    )


def chooser(prose: Prose, named: Sequence[Place]) -> str | None:
    """Return the agency that says below that it chose them: 행정자치부는 … 50개 지자체를 우수기관으로 선정했다고 28일 발표했다."""
    for paragraph in prose.body[:HEAD_PARAGRAPHS]:
        for start, end in paragraph.sentences:
            chosen = CHOOSES.search(prose.text, start, end)
            agency = next(
                (p for p in named if start <= p.start < end and p.kind == "organisation" and TOPIC.match(p.tail)), None
            )
            if chosen and agency and agency.start < chosen.start():
                return agency.name
    return None


# 행정안전부는 이런 혁신사례를 널리 알리려고 우수사례 17개를 골라 1일 내놓았다: those above are examples
_THESE = re.compile(
    r"(?:이런|이러한|이\s?같은|이와\s같은|이들)\s[^.‘“]{0,30}?(?:사례|시책|정책|사업)[^.]{0,110}?(?:골라|골랐|뽑아|뽑았|선정|발굴|찾아|모아|묶어)[^.]{0,40}?(?:내놓|내놨|알렸|알린|발표|공개|소개|밝혔)"
)
_THESE_SIGN = re.compile(r"이(?:런|러한|들|\s?같은|와\s같은)\s")
_BELOW = 4  # paragraphs in which it says so


def of_examples(prose: Prose, named: Sequence[Place]) -> str | None:
    """Return the agency that chose what the page begins with as examples."""
    for paragraph in prose.body[1:_BELOW]:
        if not _THESE_SIGN.search(prose.text, paragraph.start, paragraph.end):
            continue
        for start, end in paragraph.sentences:
            agency = next((p for p in named if p.kind == "organisation" and start <= p.start < end), None)
            if agency and TOPIC.match(agency.tail) and _THESE.search(prose.text, agency.end, end):
                return agency.name
    return None


# 하동군수는 “…”, 관세청 관계자는 “…”, 김가온 하동군 기획실장은 “…”
SPEAKS = re.compile(
    r"(?:장|\s?(?:[가-힣]{1,10}\s){0,2}(?:관계자|담당자|[가-힣]{0,6}(?:과장|국장|실장|팀장|본부장|단장|담당관|위원장|교육감|청장|처장|장관|차관|이사장|사장|원장|소장|의장|시장|군수|구청장|지사|정책관|기획관|심의관|지원관)))?(?:은|는|이|도)\s?[“\"‘”]"
)


def speaking(prose: Prose, named: Sequence[Place]) -> str | None:
    """Return the only institution whose head or official the page quotes."""
    said = {
        place.name
        for place in named
        if place.kind != "anaphor"
        and any(p.start <= place.start < p.end for p in prose.body)
        and SPEAKS.match(prose.text[place.end : place.end + 40])
        and not quoted(prose, place)
    }
    if said:
        return next(iter(said)) if len(said) == 1 else None
    led = {
        place.name
        for paragraph in prose.body
        for match in _HEAD_SPEAKS.finditer(prose.text, paragraph.start, paragraph.end)
        for place in named
        if (place.name or "").endswith(_LED_BY[match["head"]])
    }
    return next(iter(led)) if len(led) == 1 else None


# 민가람 교육감은 “…”: the head of the only office of education on the page
_LED_BY = {
    "시장": ("시",), "군수": ("군",), "구청장": ("구",), "도지사": ("도",), "지사": ("도",), "교육감": ("교육청",), "청장": ("청",),
    "장관": ("부",), "처장": ("처",), "이사장": ("공단", "재단", "공사"),
}  # fmt: skip
_HEAD_SPEAKS = re.compile(
    r"(?<![가-힣])[가-힣]{2,4}\s(?P<head>시장|군수|구청장|도지사|지사|교육감|청장|장관|처장|이사장)(?:은|는)\s[“”\"‘]"
)


def _besides(prose: Prose, named: Sequence[Place], organisers: frozenset[str]) -> str | None:
    """Return the only government that is named beside those that run the event or are visited: 양주시가 낸 ‘…’."""
    visited = {place.name for place in named if _VISITED.match(prose.text[place.end : place.end + 30])}
    others = [p for p in named if p.name not in organisers | visited and p.kind not in {"head", "anaphor"}]
    if len({place.name for place in others}) != 1 or others[0].kind not in {"government", "council"}:
        return None
    acts = any(marked(p) for p in others) or any(
        (others[0].name or "").endswith(match["unit"])
        for paragraph in prose.body
        for match in _SPEAKS_FOR.finditer(prose.text, paragraph.start, paragraph.end)
    )
    return others[0].name if visited or (organisers and acts) else None


_SPEAKS_FOR = re.compile(r"(?<![가-힣])(?:저희|우리)\s?(?P<unit>[시군구도])(?=\s|[의은는가에])")  # 저희 시 ‘…’이


def _at_head(
    prose: Prose, named: Sequence[Place], organisers: frozenset[str], leads: Sequence[tuple[int, int]]
) -> str | None:
    """Return the only government of the titles that the first sentences name too: 무안군청 민원실에는 …."""
    said = {p.name for p in named if any(h.start <= p.start < h.end for h in prose.headings)} - organisers
    told = {p.name for p in named if any(start <= p.start < end for start, end in leads)} - organisers
    governments = {p.name for p in named if p.kind in {"government", "hall", "council"}}
    return next(iter(said)) if len(said) == 1 and said == told and said <= governments else None


# 도 복지정책과, 도 전역으로, 군 단위: the government that its page need not name
_UNIT_ALONE = re.compile(
    r"(?<![가-힣\d·‧ㆍ・/])(?P<unit>[도군구])\s(?=[가-힣]{2,8}(?:과|실|팀|국|단)(?:[와가는은이의에]|(?![가-힣]))|전역|본청|관계자|자체|대표|[가-힣]{2,6}(?:과장|실장|국장|팀장))"
)


def of_unit(prose: Prose, named: Sequence[Place]) -> str | None:
    """Return the only government of the unit that the page writes alone: 우수상은 도 복지정책과가 받았다."""
    units = {match["unit"] for p in prose.body for match in _UNIT_ALONE.finditer(prose.text, p.start, p.end)}
    if len(units) != 1:
        return None
    unit = next(iter(units))
    meant = {p.name for p in named if p.kind in {"government", "hall", "head"} and (p.name or "").endswith(unit)}
    return next(iter(meant)) if len(meant) == 1 else None


# 남해군을 찾아, 창원시의회로부터 설명을 듣고
_VISITED = re.compile(
    r"(?:청|의회)?(?:(?:을|를)\s(?:차례로\s|잇따라\s|직접\s|현장\s)?(?:방문|찾아|찾은|찾았|견학|선택|둘러)|(?:\s관계자들?)?(?:으?로부터|에게서)\s|(?:와|과)\s[가-힣]{2,10}\s관계자들?로부터\s|(?:에|에는)\s(?:이어|다녀))"
)


# 고령군 공무원 90명으로 짠 벤치마킹단이 행사장을 다녀갔다: they came to whom the page tells of
_CAME_AWAY = re.compile(r"(?:다녀갔|다녀간|찾아왔|찾아온)다?[^.]{0,12}[.]?\s*$")


def visited_host(prose: Prose, named: Sequence[Place], leads: Sequence[tuple[int, int]]) -> str | None:
    """Return the only body that is visited, where the first sentence tells that others came and went."""
    start, end = leads[0] if leads else (0, 0)
    if not _CAME_AWAY.search(prose.text, start, end):
        return None
    guests = {p.name for p in named if start <= p.start < end}
    hosts = {p.name for p in named if p.kind in _GOVERNS and _VISITED.match(prose.text[p.end : p.end + 30])} - guests
    return next(iter(hosts)) if len(hosts) == 1 else None


# 행정안전부가 내놓은 ‘2025년도 혁신평가 결과’를 보면, 인천시와 …이 선정됐다
_RESULT_OF = re.compile(
    r"(?:(?:이|가)\s(?:\d{1,2}일\s)?(?:발표한|내놓은|공개한|밝힌)\s[^.]{0,40}?|의\s[‘'“「][^’'”」.]{4,40}?)결과[’'”」]?(?:를\s보면|에\s따르면)"
)


def result_of(prose: Prose, named: Sequence[Place], leads: Sequence[tuple[int, int]]) -> str | None:
    """Return the agency whose result the first sentences report, where it names three governments and more."""
    for start, end in leads:
        inside = [p for p in named if start <= p.start < end]
        chosen = {p.name for p in inside if p.kind == "government"}
        agency = next((p for p in inside if p.kind == "organisation" and _RESULT_OF.match(prose.text, p.end)), None)
        counted = agency is not None and _COUNTED_BODIES.search(prose.text, agency.end, end) is not None
        if agency is not None and (counted or len(chosen) >= _SEVERAL):
            return agency.name
    return None


_SEVERAL = 3
_COUNTED_BODIES = re.compile(r"\d(?:개|곳)")


def unsettled(prose: Prose, places: Sequence[Place], leads: Sequence[tuple[int, int]]) -> bool:
    """Tell whether the first sentence is about a government whose name may mean several: 서구는 장관 표창을 받게 됐다."""
    start, end = leads[0] if leads else (0, 0)
    first = next((p for p in places if start <= p.start < end and marked(p) and not quoted(prose, p)), None)
    if first is not None and first.kind == "anaphor" and first.name is None and _OUR.match(first.surface):
        return True  # 우리 시가 우수기관에 선정되었습니다: whichever that is
    head = next((p for p in places if start <= p.start < end and not quoted(prose, p)), None)
    if head is not None and head.kind == "anaphor" and head.name is None and _FROM_IT.match(head.tail):
        return True  # 25일 구에 따르면, 구에서는 … 받고 있다: of a page that never says which
    return first is not None and first.kind == "government" and first.name is None


_FROM_IT = re.compile(r"에(?:서는|서도|서)?$")
_OUR = re.compile(r"(?:우리|저희)\s?[시군구도]")
_ALONE = re.compile(r"\W{0,4}")
_ITS_OFFICIAL = re.compile(r"\s[가-힣]{2,4}\s(?:주무관|사무관|[가-힣]{0,4}(?:팀장|과장|담당관))(?:은|는|이|가)\s")
_HEAD_OF_PART = 4  # code points of a mark, before a paragraph's first name


def roundup(prose: Prose, named: Sequence[Place]) -> bool:
    """Tell a page that puts the news of three towns and more side by side, each under its own head or in its own paragraph."""
    towns = [place for place in named if place.kind == "government"]
    if len({place.name for place in towns}) < _SEVERAL:
        return False
    heads, alone_at = set(), set()
    opened: list[tuple[int, str]] = []
    for number, paragraph in enumerate(prose.body):
        first = next((p for p in towns if paragraph.start <= p.start < paragraph.end), None)
        if first is None or first.start - paragraph.start > _HEAD_OF_PART:
            continue
        alone = _ALONE.fullmatch(prose.text, paragraph.start, first.start) and _ALONE.fullmatch(prose.text, first.end, paragraph.end)  # fmt: skip
        if alone and paragraph.start < first.start:
            heads.add(first.name)  # ◆안동시
            alone_at.add(number)
        elif not alone and (marked(first) or _ITS_OFFICIAL.match(prose.text, first.end)):
            opened.append((number, first.name or ""))
    if len(heads) >= _SEVERAL:
        return True
    names = {name for _, name in opened}
    if len(names) < _SEVERAL or len(names) != len(opened):
        return False
    if any(one != other and other.startswith(one) for one in names for other in names):
        return False  # 충청남도는 … 태안군은 …: the province tells of its towns
    parts = {number for number, _ in opened} | alone_at
    others = [p for n, p in enumerate(prose.body) if n not in parts]
    titled = {place.name for place in named for p in prose.headings if p.start <= place.start < p.end}
    if titled and len(titled & names) < _SEVERAL:
        return False
    return not any(a.start <= place.start < a.end for place in named for a in others)


# 9일 경기 광명시에 따르면, 전남도는 해마다 … 평가를 해 시상한다, 병무청장 상장
ACCORDING = re.compile(r"(?:청)?에\s따르면")
_GIVES = re.compile(
    r"(?:은|는)\s(?:[^.]{0,60}\s)?(?:해마다|매년|올해도?)\s[^.]{0,80}?(?:평가|심사|대회)[’'”\"」]?(?:를|을)\s(?:[^.,]{0,12}\s)?(?:해|열어|거쳐|벌여)\s?(?:시상|포상|상을\s준)"
    r"|(?:은|는)\s(?:이들|우수|선정된|뽑힌)\s?[^.]{0,40}?(?:에|에게|에는|에게는)\s[^.]{0,50}?(?:상금?|표창|인센티브)[^.]{0,20}?(?:을|를)\s(?:준다|주고|주기로|수여|줄\s)"
)
_CERTIFIES = re.compile(r"장?\s?(?:상장|명의의?\s상)")
_GOVERNS = frozenset({"government", "organisation", "head"})
_TELLING = _GOVERNS | {"office", "anaphor"}
# 공단에 따르면 이번 대회는 …, 교육청은: of the only body that is called so
_NOUN_ALONE = re.compile(
    r"\W{0,3}(?:\d{1,2}일\s)?(?P<noun>공단|공사|재단|연구원|진흥원|교육청|평가원|센터|위원회|본부)(?:에\s따르면|은|는|이|가|에서는)\s"
)
# 이번 공모전은 경상북도가 주최하고
_THIS_IS_OF = re.compile(
    r"\W{0,3}(?:이번|이|본|올해)\s[가-힣\s]{0,12}(?:공모전|공모|대회|행사|평가|심사|발표회|박람회)(?:은|는)\s$"
)
_RUNS = re.compile(r"(?:이|가)\s(?:[^.,]{0,12}\s)?(?:주최|주관|개최|마련|실시|열[었어고])")


def _by_noun(prose: Prose, named: Sequence[Place], leads: Sequence[tuple[int, int]]) -> str | None:
    """Return the only body whose name ends in the noun with which the page begins to speak of it."""
    for start, end in leads:
        match = _NOUN_ALONE.match(prose.text, start, end)
        if match:
            meant = {place.name for place in named if (place.name or "").endswith(match["noun"])}
            return next(iter(meant)) if len(meant) == 1 else None
    return None


def _runs_this(prose: Prose, named: Sequence[Place]) -> str | None:
    """Return who runs what the page calls its own: 이번 공모전은 경상북도가 주최하고."""
    for paragraph in prose.body[:HEAD_PARAGRAPHS]:
        for start, end in paragraph.sentences:
            first = next((p for p in named if start <= p.start < end), None)
            if (
                first is not None
                and _THIS_IS_OF.match(prose.text, start, first.start)
                and _RUNS.match(prose.text, first.end)
            ):
                return first.name
    return None


def _source(prose: Prose, named: Sequence[Place]) -> str | None:
    """Return the only institution that the page gives as its source: 9일 광명시에 따르면."""
    sources = {p.name for p in named if p.kind in _TELLING and ACCORDING.match(prose.text, p.end)}
    return next(iter(sources)) if len(sources) == 1 else None


def _giver(prose: Prose, named: Sequence[Place]) -> str | None:
    """Return the only institution that gives the prizes: 전남도는 해마다 평가를 해 시상한다, 병무청장 상장."""
    giving = {
        p.name
        for p in named
        if p.kind in _GOVERNS and (_GIVES.match(prose.text, p.end) or _CERTIFIES.match(prose.text, p.end))
    }
    return next(iter(giving)) if len(giving) == 1 else None

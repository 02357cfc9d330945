"""Public bodies that no list names, known by what their names end in: 한국전력공사, 국립수산과학원, 여수광양항만공사.

A name of this kind is one word; ``지방공사``, ``산하 공단`` are kinds of bodies, not names, and 공사는 alone refers back.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import BODIES, Place, Taken
from dure.engines.reading.lexicon import WordList
from dure.engines.reading.particles import is_tail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dure.engines.reading.document import Span

_ENDINGS = WordList(
    ["공사", "공사서비스", "공단", "진흥원", "연구원", "과학원", "기술원", "평가원", "관리원", "안전원", "정보원", "개발원", "교육원", "연수원", "의료원", "인재원", "인증원", "수련원", "지원센터", "창조경제혁신센터", "테크노파크", "진흥재단", "재단", "교육지원청", "교육청", "소방재난본부", "소방안전본부", "소방본부", "소방서", "경찰청", "경찰서", "세무서", "우체국", "지방환경청", "유역환경청", "지방해양수산청", "지방해양항만청", "지방국세청", "지방조달청", "지방고용노동청", "지방노동청", "지방병무청", "지방보훈청", "지방산림청", "지방식품의약품안전청", "지방중소벤처기업청", "지방중소기업청", "지방국토관리청", "지방항공청", "지방우정청", "지방통계청", "지방기상청", "지방경찰청", "지방해양경찰청", "국토관리청", "산림청", "기상청", "기상대", "세관", "중앙회", "상공회의소", "마사회", "거래소", "교도소", "구치소", "병원", "박물관", "미술관", "도서관", "대학교", "과학관", "수목원", "생태원", "자원관", "국유림관리소", "산림항공관리소", "자치경찰위원회", "지속가능발전협의회", "협의회", "협회", "학회"]
)  # fmt: skip
_NAME = re.compile(r"[가-힣]+$")
# Endings that only name a body of the state behind a word of the state's own.
_STATE_ONLY = frozenset(
    {
        "병원",
        "박물관",
        "미술관",
        "도서관",
        "중앙회",
        "거래소",
        "지원센터",
        "기상대",
        "세관",
        "재단",
        "우체국",
        "과학관",
        "수목원",
        "생태원",
        "자원관",
        "협의회",
        "협회",
        "학회",
    }
)
_STATE = re.compile(
    r"^(?:국립|한국|국민|국가|대한|중앙|서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주|도립|시립)"
)
_OF_THE_STATE = ("한국", "국립", "국가", "대한")  # 한국도로교통공단 is a name whatever comes behind
# 물빛대병원, 옥천적십자병원: no word of the state stands before them
_OF_A_SCHOOL = re.compile(r"[가-힣]{2,}(?:대|대학|대학교|의료원|적십자|보훈|산재)(?:부속|치과|한방|어린이|암)?병원$")
# 물빛의료원 옥천병원; not 물빛의료원 이 병원, 물빛의료원 본병원
_ITS_HOSPITAL = re.compile(
    r" (?!(?:이|그|각|본|한|내|외)(?:\s|웃|병원)|등\s)(?P<hospital>[가-힣]{1,8}병원)(?P<tail>[가-힣]*)"
)
_WITH_HOSPITALS = ("의료원", "대학교")
_SHORTEST, _LONGEST = 5, 16
# What comes before the ending when it is a kind of body, not a name.
_KIND = re.compile(
    r"(?:^|.*(?:산하|시도|지방|출자|출연|관련|소속|해당|일부|각|전국|주요|도내|관내|지역|우수|다른|타|이|그|본|자치|우리|저희|현장|추진|민간|건설|토목|도로|하수도?|상수도?|보수|정비|설치|확장|철거|굴착|방수|포장|조경|전기|통신|배관|리모델링|증축|신축|환경|공공|시설|도시|개발|시설관리|교통|관광|문화|복지|장학|공익|비영리|국책|출연기관|부설|선임|책임|수석|전임|위촉|명문))$"
)


def unlisted(text: str, start: int, end: int, taken: Sequence[tuple[int, int]]) -> Iterator[Place]:
    """Yield the bodies of a stretch that overlap none of ``taken``, in order; the name is as written."""
    for at, stop in _ENDINGS.spans(text, start, end):
        word = _NAME.search(text[max(start, at - _LONGEST) : at])
        begin = at - len(word[0]) if word else at
        name = text[begin:stop]
        if not _SHORTEST <= len(name) <= _LONGEST:
            continue
        if _KIND.match(text[begin:at]) and not name.startswith(_OF_THE_STATE):
            continue
        tail_match = _TAIL.match(text, stop, end)
        tail = tail_match[0] if tail_match else ""
        if not is_tail(tail) or any(a < stop and begin < b for a, b in taken):
            continue
        if text[at:stop] in _STATE_ONLY and not (_STATE.match(name) or _OF_A_SCHOOL.match(name)):
            continue
        yield Place(begin, begin + len(name), name, name, None, "institution", tail[:6])


_TAIL = re.compile(r"[가-힣]*")


# 연구개발특구진흥재단(이하 특구재단)은, 제주국제자유도시개발센터(JDC)가
_INTRODUCED = re.compile(
    r"\s?\((?:이하|약칭)\s?[‘'“\"]?(?P<short>[가-힣A-Za-z]{2,10})[’'”\"]?\)|\((?P<letters>[A-Z]{2,6})\)"
)
_COAST_GUARD, _ITS_SHORT = "해양경찰서", "해경"  # 여수해양경찰서, 여수해경


def introduced(
    text: str, stretches: Iterable[Span], places: Sequence[Place], tail_at: Callable[[str, int], str]
) -> list[Place]:
    """Return where the stretches name bodies in short: as brackets behind a name say, or as a coast guard's station is called.

    A short name that stands for two bodies is none's. ``tail_at`` says what stands behind a name.
    """
    meant: dict[str, dict[str, Place]] = {}
    for place in places:
        if place.kind in BODIES and place.name:
            said = _INTRODUCED.match(text, place.end)
            if said:
                meant.setdefault(said["short"] or said["letters"], {})[place.name] = place
            if place.surface.endswith(_COAST_GUARD):
                meant.setdefault(place.surface.removesuffix(_COAST_GUARD) + _ITS_SHORT, {})[place.name] = place
    bodies = {short: next(iter(named.values())) for short, named in islice(meant.items(), _MOST) if len(named) == 1}
    if not bodies:
        return []
    any_of = re.compile(rf"(?<![가-힣A-Za-z(])(?:{'|'.join(map(re.escape, bodies))})(?![A-Za-z0-9])(?P<tail>[가-힣]*)")
    taken = Taken(len(text), places)
    found = []
    for match in chain.from_iterable(any_of.finditer(text, *stretch) for stretch in stretches):
        short = text[match.start() : match.start("tail")]
        if is_tail(match["tail"]) and not taken.across(match.start(), match.start("tail")):
            end = match.start("tail")
            found.append(replace(bodies[short], start=match.start(), end=end, surface=short, tail=tail_at(text, end)))
    return found


_MOST = 40  # no page names more in short, and each is asked at every word


def with_hospitals(text: str, places: Sequence[Place], tail_at: Callable[[str, int], str]) -> list[Place]:
    """Return the places of ``text``, each medical centre or university as one with the hospital right behind it, listed or not.

    The hospital alone (옥천병원은) means that one too, where it is one's only. ``tail_at`` says what stands behind a name.
    """
    kept: list[Place] = []
    hospitals: dict[str, set[str]] = {}
    for place in places:
        if kept and place.start < kept[-1].end and kept[-1].name in hospitals.get(place.surface, ()):
            continue
        found = None
        if place.kind == "institution" and place.name and place.surface.endswith(_WITH_HOSPITALS) and not place.tail:
            found = _ITS_HOSPITAL.match(text, place.end)
        if found is None or not is_tail(found["tail"]):
            kept.append(place)
            continue
        end, name = found.end("hospital"), f"{place.name} {found['hospital']}"
        hospitals.setdefault(found["hospital"], set()).add(name)
        kept.append(Place(place.start, end, text[place.start : end], name, None, place.kind, tail_at(text, end)))
    only = {hospital: next(iter(names)) for hospital, names in hospitals.items() if len(names) == 1}
    return [replace(place, name=only[place.surface], code=None) if place.surface in only else place for place in kept]

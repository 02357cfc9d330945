"""What a government's name grows into: its hall, council and head name it; its institutions and offices do not.

하동군청, 하동군의회 and 하동군수 name 하동군. 밀양시시설관리공단 is a body of its own that 밀양시 owns, listed or not;
담양경찰서 is neither.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from dure.engines.reading.lexicon import WordList

__all__ = ["Compound", "CompoundKind", "compounds_after"]

CompoundKind = Literal["hall", "council", "head", "institution", "office"]

_HEAD_BY_UNIT: Final = {"시": ("장",), "군": ("수",), "구": ("청장",), "도": ("지사", "도지사")}
_PROVINCE_STEMS: Final = frozenset({"경기", "강원", "충북", "충남", "전북", "전남", "경북", "경남", "제주"})

_INSTITUTION: Final = re.compile(
    r"(?!대학|대연구|대병원)[가-힣]{0,9}?"
    r"(?:공단|(?:도시|개발|교통|철도|관광|에너지|지방|농수산물|농수산식품|항만|유통)공사|재단|진흥원|테크노파크|서비스원|의료원|연구원|메트로)"
)
# With a space between owner and body only the kinds that a government names after itself: 서울시 한국장학재단 is none.
_SPACED_INSTITUTION: Final = re.compile(
    r"(?:공공시설관리공단|시설관리공단|도시관리공단|시설공단|환경공단|도시공사|도시개발공사|개발공사|도시철도공사|교통공사|관광공사"
    r"|문화재단|문화관광재단|복지재단|장학재단|청소년재단|관광재단|평생교육진흥원|테크노파크|사회서비스원|의료원)"
)
_SPACED_PROVINCIAL: Final = re.compile(r"교육청|농업기술원|감사위원회")  # 경상북도 교육청
_OWN_OFFICE: Final = re.compile(
    r"[가-힣]{0,6}?(?:소방서|소방본부|보건소|보건지소|보건환경연구원|농업기술센터|농업기술원|사업소|도서관|박물관|미술관"
    r"|인재개발원|공무원교육원|감사위원회|인사위원회|적극행정위원회)"
)
_OTHER_OFFICE: Final = re.compile(
    r"[가-힣]{0,6}?(?:경찰서|경찰청|교육청|교육지원청|선거관리위원회|세무서|우체국|법원|검찰청|노동청|노동지청|기상청"
    r"|상공회의소|체육회|자원봉사(?:종합)?센터|복지관|병원|대학교|대학)"
)


@dataclass(frozen=True, slots=True)
class Compound:
    """A continuation of a name: its kind, its length in the view, whether the government owns what it makes.

    ``provincial`` tells that only a province or metropolitan city has it.
    """

    kind: CompoundKind
    length: int
    owned: bool
    provincial: bool = False


def compounds_after(surface: str, rest: str, *, spaced: bool) -> tuple[Compound, ...]:
    """Return the compounds that ``rest`` may continue ``surface`` to, longest reading first.

    ``rest`` is what follows in the view; ``spaced`` tells whether blanks stood between the two. The caller checks that
    the compound ends a word.

    >>> compounds_after("밀양시", "시설관리공단은", spaced=False)[0].kind
    'institution'
    """
    found: list[Compound] = []
    if spaced:
        if match := _SPACED_INSTITUTION.match(rest):
            found.append(Compound("institution", match.end(), owned=True))
        if match := _SPACED_PROVINCIAL.match(rest):
            found.append(Compound("office", match.end(), owned=match[0] != "교육청", provincial=True))
    else:
        for pattern, kind, owned in _PATTERNS if _ENDINGS.find(rest, 0, len(rest)) >= 0 else ():
            if match := pattern.match(rest):
                found.append(Compound(kind, match.end(), owned=owned))
    unit = "도" if surface in _PROVINCE_STEMS else surface[-1]
    titles = _HEAD_BY_UNIT.get(unit, ())
    if rest.startswith(titles):
        found.extend(Compound("head", len(title), owned=True) for title in titles if rest.startswith(title))
    if rest.startswith("의회"):
        found.append(Compound("council", 4 if rest.startswith("의회의장") else 2, owned=True))
    if surface[-1] in _HEAD_BY_UNIT and rest.startswith("청") and not rest.startswith("청장"):
        found.append(Compound("hall", 1, owned=True))
    return tuple(sorted(found, key=lambda compound: -compound.length)) if found else ()


# How bodies and offices end: most names have none of it behind them.
_ENDINGS: Final = WordList(
    [
        "공단",
        "공사",
        "재단",
        "진흥원",
        "테크노파크",
        "서비스원",
        "의료원",
        "연구원",
        "메트로",
        "소방서",
        "소방본부",
        "보건소",
        "보건지소",
        "농업기술",
        "사업소",
        "도서관",
        "박물관",
        "미술관",
        "개발원",
        "교육원",
        "위원회",
        "경찰서",
        "경찰청",
        "교육청",
        "지원청",
        "세무서",
        "우체국",
        "법원",
        "검찰청",
        "노동청",
        "지청",
        "기상청",
        "상공회의소",
        "체육회",
        "센터",
        "복지관",
        "병원",
        "대학",
    ]
)
_PATTERNS: Final[tuple[tuple[re.Pattern[str], CompoundKind, bool], ...]] = (
    (_INSTITUTION, "institution", True),
    (_OWN_OFFICE, "office", True),
    (_OTHER_OFFICE, "office", False),
)

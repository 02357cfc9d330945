"""Who stands in a marked list of cases: bodies that hold their title in brackets, and bodies that won and name none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import Place, places_in
from dure.engines.reading.lexicon import any_of_table
from dure.engines.reading.titles import is_title_like

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dure.engines.reading.document import Span

_NO_TITLE = re.compile(
    r"^\d|상금|만\s?원|억\s?원|직무대|^[가-힣]{2,4}\s?(?:시장|군수|구청장|도지사|지사)|(?:시장|군수|구청장)\s[가-힣]{2,4}$"
)
_NEAR = 8  # code points from the head of an item to its owner: 서울 용산구


_DESK = re.compile(r"[가-힣]{2,10}(?:과|담당관|보건소|도서관|센터)|보건소|[가-힣A-Za-z0-9\s]{1,16}팀")
_LEAST_HELD = 8
_PROGRAM = re.compile(
    r"[가-힣]{4}(?:사업|서비스|운영|조성|구축|시스템|프로젝트|프로그램|설치|개선|제도)$"
)  # 양평군(들길걷기사업)


def held_title(text: str, start: int, end: int, places: Sequence[Place]) -> tuple[int, int, Place | None] | None:
    """Return the title that a body or an office holds in brackets, to the end of the item, and the body: 의성군(골목을 잇는 밥집)."""
    end = start + len(text[start:end].rstrip(" ,."))
    if text[end - 2 : end - 1] == ")" and text[end - 1] in "이가은는을를":
        end -= 1
    if text[end - 1 : end] != ")":
        return None
    opening = text.find("(", start, end)
    owner = next((one for one in places_in(places, start, opening) if one.end == opening), None)
    desk = _DESK.fullmatch(text[start:opening].strip())
    inside = text[opening + 1 : end - 1]
    if desk and len(inside) >= _LEAST_HELD and " " in inside and not _NO_TITLE.search(inside) and is_title_like(inside) and inside.count("(") == inside.count(")"):  # fmt: skip
        return opening + 1, end - 1, owner
    if owner is None or owner.kind == "anaphor" or owner.start - start > _NEAR:
        return None
    title = text[opening + 1 : end - 1]
    if (
        not (" " in title or _PROGRAM.search(title))
        or _NO_TITLE.search(title)
        or title.count("(") != title.count(")")
        or not is_title_like(title)
    ):
        return None
    return opening + 1, end - 1, owner


_BRACKET = re.compile(r"(?:^|,\s?)\((?P<who>[가-힣][^()]{1,22})\)\s?(?=[^\s,])")


def bracketed_owners(text: str, start: int, end: int, places: Sequence[Place]) -> list[tuple[int, int, Place]]:
    """Return the titles that each stand behind their owner in brackets, with the owner: (강릉시) ‘…’, (동해시) ‘…’."""
    heads = list(_BRACKET.finditer(text[start:end]))
    if not heads or heads[0].start() > 0:
        return []
    found = []
    for number, head in enumerate(heads):
        owner = next(iter(places_in(places, start + head.start("who"), start + head.end("who"))), None)
        if owner is None or owner.kind == "anaphor":
            return []
        stop = start + heads[number + 1].start() if number + 1 < len(heads) else end
        found.append((start + head.end(), stop, owner))
    return found


# 우수상(2)에는: a grade, how many won it, a particle
_GRADE_LEAD = re.compile(
    rf"\s*(?:{any_of_table('facts', 'awards', 'grades')})(?:상)?(?:\s?\(\d{{1,2}}\))?(?:은|는|에는|에|으로는|으로|로)?\s"
)
_OFFICE = re.compile(r"[가-힣·]{1,10}(?:과|실|팀|국|담당관|센터|보건소|사업소)(?=[와과이가은는,·\s]|$)")
_BETWEEN = re.compile(r"(?:[도시군구\s,·]|와|과|및|이|가|은|는)*")


def names_only_bodies(text: str, start: int, end: int, places: Sequence[Place]) -> bool:
    """Tell an item that says who won, not with what: △우수상(2)에는 도 투자유치과와 강릉시가."""
    lead = _GRADE_LEAD.match(text, start, end)
    at = lead.end() if lead else start
    inside = places_in(places, at, end)
    if not inside:
        return False
    rest = []
    for place in inside:
        rest.append(text[at : place.start])
        at = place.end
    return _BETWEEN.fullmatch(_OFFICE.sub(" ", " ".join([*rest, text[at:end]]))) is not None


_FEW, _MOST_FIELD_WORDS = 3, 1


def fields_of_winners(text: str, items: Sequence[Span], places: Sequence[Place]) -> bool:
    """Tell a list of fields, each with the body that won in it: △행정서비스 대구 동구 △문화관광 강원 양구군."""
    won = 0
    for start, end in items:
        inside = places_in(places, start, end)
        if inside and inside[-1].kind == "government" and not text[inside[-1].end : end].strip(" ,"):
            field = text[start : inside[0].start].split()
            won += len(field) == _MOST_FIELD_WORDS and names_only_bodies(text, inside[0].start, end, places)
    return len(items) >= _FEW and won * 2 > len(items)

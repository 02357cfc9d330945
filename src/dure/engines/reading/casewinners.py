"""Who stands in a marked list of cases: bodies that hold their title in brackets, and bodies that won and name none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import Place, places_in
from dure.engines.reading.titles import is_title_like

if TYPE_CHECKING:
    from collections.abc import Sequence

_NO_TITLE = re.compile(
    r"^\d|상금|만\s?원|억\s?원|직무대|^[가-힣]{2,4}\s?(?:시장|군수|구청장|도지사|지사)|(?:시장|군수|구청장)\s[가-힣]{2,4}$"
)
_NEAR = 8  # code points from the head of an item to its owner: 서울 용산구


def held_title(text: str, start: int, end: int, places: Sequence[Place]) -> tuple[int, int, Place] | None:
    """Return the title that a body holds in brackets, to the end of the item, and the body: 의성군(골목을 잇는 밥집)."""
    end = start + len(text[start:end].rstrip(" ,."))
    if text[end - 1 : end] != ")":
        return None
    opening = text.find("(", start, end)
    owner = next((one for one in places_in(places, start, opening) if one.end == opening), None)
    if owner is None or owner.kind == "anaphor" or owner.start - start > _NEAR:
        return None
    title = text[opening + 1 : end - 1]
    if " " not in title or _NO_TITLE.search(title) or title.count("(") != title.count(")") or not is_title_like(title):
        return None
    return opening + 1, end - 1, owner

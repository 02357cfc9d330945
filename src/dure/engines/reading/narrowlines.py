"""Sentences set in narrow lines: what a presenter reads out or a film shows below its pictures, four to ten words a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dure.engines.reading.lines import Line

_NARROW, _SENTENCES, _LINES, _FEW_LINES, _MOST_LINES = 36, 2, 8, 2, 12
_ENDS = ("다.", "요.", "죠.", "까?")
# 칠곡군이, 행정자치부(장관 박하늘)는: whom a new sentence is about
_TOPIC = re.compile(r"[가-힣]{2,12}(?:\([^)]{2,14}\))?(?:은|는|이|가)(?:\s|$)")
_OPEN = re.compile(r"(?:[,，]|[’”」』'\"]?(?:은|는|을|를|에|의|와|과|고|서|로|인|한|할|된|며|긴|연|른|는))$")


def narrow_lines(lines: Sequence[Line], sentences: Sequence[int]) -> set[int]:
    """Return the lines of sentences that are set in narrow lines; none where a page has a sentence in a line of the usual width.

    A line is taken with the end of its sentence below it, up to the end of the sentence before, a stamp, or the line above the one
    that names a new topic.
    """
    if len(sentences) < _FEW_LINES or any(
        lines[at].length > _NARROW and not (lines[at].hard_stop or lines[at].section) for at in sentences
    ):
        return set()
    found: set[int] = set()
    whole = 0
    for end, line in enumerate(lines):
        if not line.text.endswith(_ENDS) or not _is_narrow(line):
            continue
        at = end
        while at and end - at < _MOST_LINES and _is_narrow(lines[at - 1]) and not lines[at - 1].text.endswith(_ENDS):
            if begins_anew(lines[at - 1].text, lines[at].text):
                break
            at -= 1
        if end - at >= _FEW_LINES:
            whole += 1
            found.update(range(at, end + 1))
    return found if whole >= _SENTENCES and len(found) >= _LINES else set()


def begins_anew(above: str, text: str) -> bool:
    """Tell a line that names a new topic below one whose words do not go on.

    >>> begins_anew("선도 지방정부에 보령·무안", "행정안전부가 고른 전국의"), begins_anew("점수를 매긴 이번 대회에서", "옥천군은 대상을")
    (True, False)
    """
    return _TOPIC.match(text) is not None and _OPEN.search(above) is None


def _is_narrow(line: Line) -> bool:
    outside = line.unit.tag or line.unit.links or line.row or line.latin
    return (
        not outside
        and line.length <= _NARROW
        and not (line.section or line.date or line.byline or line.hard_stop or line.menu)
    )

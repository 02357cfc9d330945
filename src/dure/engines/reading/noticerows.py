"""The numbered rows of a notice, whose fields belong to its text though none of them is a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.lines import FIELD_SIGN, with_signs

if TYPE_CHECKING:
    from dure.engines.reading.lines import Line

# The rows of a notice: 2. 접수기간 : …, 4. 모집분야, 가. 참여·소통 혁신.
_NOTICE_ROW = re.compile(
    r"\s*(?:[1-9]\d?|[가-하])[.)]\s(?:[가-힣·]{1,3}\s{1,6}[가-힣]{1,3}|[가-힣·\s]{2,12})(?:\s?[:：]\s?\S.*)?$"
)
_NOTICE_FIELD = re.compile(r"\s*(?:[1-9]\d?|[가-하])[.)]\s[가-힣·\s]{2,12}?\s?[:：]\s?\S")
_NOTICE_ROWS, _NOTICE_REACH = 3, 8


def in_notice(lines: list[Line], position: int) -> bool:
    """Tell one of the numbered rows of a notice, from the lines around it."""
    begin = max(0, position - _NOTICE_REACH)
    return position - begin in notice_rows(lines[begin : position + _NOTICE_REACH + 1])


def notice_rows(lines: list[Line]) -> frozenset[int]:
    """Return the numbered rows of a notice: each has its field's name, and three such rows with a value stand near."""
    fields = [position for position in with_signs(lines, FIELD_SIGN) if _NOTICE_FIELD.match(lines[position].text)]
    near: set[int] = set()
    for first, last in zip(fields, fields[_NOTICE_ROWS - 1 :], strict=False):
        near.update(range(max(0, last - _NOTICE_REACH), min(len(lines), first + _NOTICE_REACH + 1)))
    return frozenset(position for position in near if _NOTICE_ROW.match(lines[position].text))

"""The frame of an official letter (시행문): 수신, 제목, numbered points to 끝, who signs, and the line of its number and day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dure.engines.reading.dates import parse_stamp

if TYPE_CHECKING:
    from dure.engines.reading.lines import Line

_ADDRESSED = re.compile(r"수\s*신(?:\s*자)?(?:\s|[:：]|$)")
_TITLED = re.compile(r"제\s*목(?:\s|[:：])")
_ISSUED = re.compile(r"시\s*행\s*[:：]?\s+\S{2,24}[-–]\d+\s*\(\s*(?P<day>(?:19|20)\d{2}\.\s?\d{1,2}\.\s?\d{1,2})")
_CLOSING = re.compile(
    r"붙\s*임\s|.{0,20}끝\s*\.?\s*$|수신자\s|[가-힣\s]{2,20}(?:시\s*장|군\s*수|구\s*청\s*장|지\s*사|장\s*관|원\s*장|이\s*사\s*장|위\s*원\s*장|처\s*장|청\s*장|교\s*육\s*감)\s*(?:\(인\)|\[직인\])?\s*$"
)
_ENDS = re.compile(r"[.]\s*끝\s*\.?\s*$")
_HEAD = 15


class Letter(NamedTuple):
    """The lines of a letter's points, as (first, after last), and the day it was sent (ISO 8601) with its line."""

    first: int
    after: int
    sent: str | None
    sent_line: int


def letter_of(lines: list[Line]) -> Letter | None:
    """Return the frame of an official letter, or None: it wants an addressee, a title below it and a number."""
    head = range(min(_HEAD, len(lines)))
    addressed = next((n for n in head if _ADDRESSED.match(lines[n].text)), None)
    if addressed is None:
        return None
    titled = next((n for n in range(addressed, min(addressed + 5, len(lines))) if _TITLED.match(lines[n].text)), None)
    issued = next((n for n in range(len(lines) - 1, addressed, -1) if _ISSUED.match(lines[n].text)), None)
    if titled is None or issued is None:
        return None
    after = titled + 1
    while after < issued and not _CLOSING.match(lines[after].text):
        after += 1
        if _ENDS.search(lines[after - 1].text):
            break
    match = _ISSUED.match(lines[issued].text)
    return (
        Letter(titled + 1, after, parse_stamp(match["day"]) if match else None, issued) if after > titled + 1 else None
    )

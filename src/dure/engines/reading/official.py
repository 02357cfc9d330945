"""The frame of an official letter (시행문): 수신, 제목, the sender, and the row of 시행, 접수, 우편번호, 전화 and 공개 구분.

The form is that of 행정 효율과 협업 촉진에 관한 규정 시행규칙, 별지 제1호서식: every office prints the same words at the same places,
whatever program wrote the file, so the frame is known by its words and their order, not by one office's layout. A form's cells may
stand in one line or in many: what belongs together is looked for over a few lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dure.engines.reading.lines import Line, beginning_with

_HEAD = 40  # lines above which 수신 and 제목 stand
_FOOT = 60  # lines behind 끝. among which 시행 stands
_NEAR = 6  # lines over which one field of the form is spread
_TO = re.compile(r"수\s?신(?:\s?자)?(?:\s*[:：\t]\s*|\s+|$)")
_TITLE = re.compile(r"제\s?목(?:\s*[:：\t]\s*|\s+|$)(?P<title>.*)")
_END = re.compile(r"(?:^|[.)\]”’\"'\s])끝\s?\.\W*$")
# 시행 혁신담당관-1234 (2024. 3. 5.)
_ISSUED = re.compile(
    r"시\s?행\W{0,4}(?P<number>[가-힣A-Za-z0-9·]{2,30}\s?-\s?\d{1,8})[\s\t(\[]{0,6}(?P<date>(?:19|20)\d{2}\s?[.\-/]\s?\d{1,2}\s?[.\-/]\s?\d{1,2})"
)
_ISSUED_LINE = re.compile(r"^시\s?행(?![가-힣])")
_FORM_WORDS = re.compile(
    r"접\s?수|전\s?화|전\s?송|팩\s?스|공\s?개\s?구\s?분|협\s?조\s?자|^/?\s?우\s?(?:\d{5}|$)|(?:비|대국민|부분)?공개(?:\(|$)|전자우편"
)
# 하 동 군 수, 서울특별시장, 행정안전부장관: the seal's line, alone and spaced out, or ending in the office's head.
_SENDER = re.compile(
    r"^(?P<name>(?:[가-힣]\s?){2,24}(?:시\s?장|군\s?수|구\s?청\s?장|도\s?지\s?사|장\s?관|청\s?장|처\s?장|원\s?장|교\s?육\s?감|이\s?사\s?장|사\s?장|소\s?장|본\s?부\s?장|위\s?원\s?장|총\s?장))(?:\s*(?:\(?직인\)?|\(?인\)))?$"
)
_LONGEST_TITLE, _LONGEST_SENDER = 120, 60


@dataclass(frozen=True, slots=True)
class Letter:
    """What the frame of a letter says, and the lines it stands in; positions are those of the lines given."""

    title: str | None
    title_line: int | None
    issued_date: str | None
    issued_line: int | None
    sender: str | None
    sender_line: int | None
    first: int
    after: int


def letter(lines: list[Line]) -> Letter | None:
    """Return the frame of an official letter, or None where the page has none: 제목 under 수신, or 제목 and the row of 시행.

    ``first`` and ``after`` are the letter's own lines between its title and what the form prints below it. The date is ISO 8601.
    """
    to = next((at for at in beginning_with(lines, _HEAD, "수") if _TO.match(lines[at].text)), None)
    titled = _title(lines, to)
    if titled is None:
        return None
    title, title_line, first = titled
    issued = _issued(lines, title_line)
    if to is None and issued is None:
        return None
    sender = _sender(lines, first, issued[1] if issued else None)
    foot = [at for at in (sender[1] if sender else None, issued[1] if issued else None) if at is not None]
    ended = next((at + 1 for at in range(first, min(foot, default=len(lines))) if _END.search(lines[at].text)), None)
    after = ended if ended is not None else min(foot, default=None)
    if after is None or after <= first:
        return None
    return Letter(
        title,
        title_line,
        issued[0] if issued else None,
        issued[1] if issued else None,
        sender[0] if sender else None,
        sender[1] if sender else None,
        first,
        after,
    )


def _title(lines: Sequence[Line], to: int | None) -> tuple[str, int, int] | None:
    """Return the title, its line, and the first line of the letter behind it."""
    start = 0 if to is None else to
    for at in range(start, min(start + _NEAR + 6, len(lines))):
        match = _TITLE.match(lines[at].text)
        if match is None:
            continue
        title, line = match["title"], at
        if not title and at + 1 < len(lines):  # the label and the title are cells of their own
            line = at + 1
            title = lines[line].text
        title = " ".join(title.replace("\t", " ").split())
        return (title, line, line + 1) if 2 <= len(title) <= _LONGEST_TITLE else None  # noqa: PLR2004  a word at least
    return None


def _issued(lines: Sequence[Line], start: int) -> tuple[str, int] | None:
    """Return the day on which the letter was sent and the line of 시행; the other words of the form stand beside it."""
    for at in range(len(lines) - 1, max(start, len(lines) - _FOOT) - 1, -1):
        if not _ISSUED_LINE.match(lines[at].text):
            continue
        near = " ".join(line.text for line in lines[at : at + _NEAR])
        match = _ISSUED.match(near)
        around = lines[max(0, at - _NEAR) : at + 3 * _NEAR]
        if match and any(_FORM_WORDS.search(line.text) for line in around):
            year, month, day = (int(part) for part in re.split(r"[.\-/]", "".join(match["date"].split())))
            if 1 <= month <= 12 and 1 <= day <= 31:  # noqa: PLR2004  a day of the calendar
                return f"{year:04}-{month:02}-{day:02}", at
    return None


def _sender(lines: Sequence[Line], first: int, issued: int | None) -> tuple[str, int] | None:
    """Return the office whose head signs: the last such line before the row of 시행, or the first behind 끝."""
    end = issued if issued is not None else min(len(lines), first + 400)
    for at in range(end - 1, first - 1, -1):
        name = sender_of(lines[at].text)
        if name:
            return name, at
    return None


def sender_of(line: str) -> str | None:
    """Return the office in the line of the seal, without the spaces it is set with; None for any other line.

    >>> sender_of("하 동 군 수  (직인)")
    '하동군수'
    """
    match = _SENDER.match(line.strip()) if len(line) <= _LONGEST_SENDER else None
    return "".join(match["name"].split()) if match else None

"""Where a dump breaks off: whoever made it kept so much of the page, and its last lines end inside a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.lines import DOTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dure.engines.reading.lines import Line

# The particles of a sentence; a headline has few of them, and ends in none.
_PARTICLES = re.compile(r"[가-힣](?:은|는|이|가|을|를|에서|에|의|으로|로|와|과)\s")
_OPEN_END = re.compile(r"[’”」』'\"](?:은|는|이|가|을|를|의|으로|로|와|과)$")
_CUT_LENGTH, _CUT_PARTICLES, _CUT_LINES, _NEEDED = 50, 3, 2, 2
FULL_STOP = re.compile(r"[.!?][”\"’'」』>)\]】\s]*$")
_SENTENCE = re.compile(r"(?<=[가-힣]다)[.](?=[\s가-힣”’\"'])")
_TOLD, _PARAGRAPH = 3, 150


def cut_off(lines: Sequence[Line], first: int, after: int) -> int:
    """Count the last lines of a dump, right behind the body, that end inside their sentence."""
    rest = lines[after:]
    if not 0 < len(rest) <= _CUT_LINES or after <= first or not lines[after - 1].prose:
        return 0
    if len(rest) == 1 and after - first >= _NEEDED and _begins(rest[0], lines[after - 1]):
        return 1
    told = all(_tells(line) for line in rest)
    return len(rest) if told and "가" <= rest[-1].text[-1] <= "힣" and not FULL_STOP.search(rest[-1].text) else 0


def _tells(line: Line) -> bool:
    particles = len(_PARTICLES.findall(line.text))
    return (
        (
            (line.length >= _CUT_LENGTH and particles >= _CUT_PARTICLES)
            or (particles >= _NEEDED and _OPEN_END.search(line.text) is not None)
        )
        and not (line.unit.tag or line.unit.links or line.latin)
        and not (line.list_row or line.attachment or line.hard_stop or line.section)
        and (line.prose or not line.caption)
    )


# 은상은 나승현씨의 …; 이밖에도 …; 김 주무관은 …: how a sentence of an article begins, and no headline
_BEGINS = re.compile(
    r"(?:또한?,?|이\s?밖에도?|이\s?외에도?|그\s?[외밖]에?|특히,?|한편,?|이날|이어,?|아울러|이와|이번|이를|이에|이는|앞서)\s|(?:[^\s,.‘“'\"]+\s){0,2}?[^\s,.]*[가-힣)](?:은|는|에는|에서는|에선|으로는)\s"
)
_LABELLED = re.compile(r"[가-힣][^:.]{3,40}:\s")  # 선제적 안전 시스템 도입: …, as the paragraph before it
_ENDS_OPENLY = re.compile(r"[가-힣’”」』'\"](?:은|는|이|가|을|를|의|으로|로|와|과|에|에서)$")  # … 겸용으로
_SHORT_END = 16


def _begins(line: Line, before: Line) -> bool:
    """Tell the last line of a dump that begins as a sentence does, or as the paragraph before it, and has no end."""
    text = line.text
    begins = _BEGINS.match(text) is not None or (
        _LABELLED.match(text) is not None and _LABELLED.match(before.text) is not None
    )
    begins = begins or (_ENDS_OPENLY.search(text) is not None and len(_PARTICLES.findall(text)) >= _NEEDED)
    return (
        begins
        and line.length >= _SHORT_END
        and not (line.unit.tag or line.unit.links or line.latin or line.menu)
        and not (line.list_row or line.attachment or line.hard_stop or line.section or line.date or line.byline)
        and (text[-1].isalnum() or text[-1] in ",‘“'\"")
        and "다." not in text[-3:]
        and not (line.dated and text[-1].isdecimal())
    )


def tells_openly(line: Line) -> bool:
    """Tell a paragraph of a dump that has the particles of sentences, and no end: no headline has three."""
    if line.unit.tag or line.unit.links or line.latin or line.length < _OPEN_LENGTH or line.text[0] in _PICTURED:
        return False
    return len(_PARTICLES.findall(line.text)) >= _OPEN_PARTICLES and not _CREDITED.search(line.text)


_CREDITED = re.compile(r"제공(?:\s?=[^<>]{2,14})?\W*$")
_OPEN_LENGTH, _OPEN_PARTICLES, _PICTURED = 50, 3, "!"  # ![…](https://….jpg)


def is_broken_off(lines: Sequence[Line], position: int) -> bool:
    """Tell the last line of a dump, or its only long one, when it is a paragraph, three sentences and more, whatever its end.

    A teaser that a list cuts short holds one sentence or two, and others follow it.
    """
    line = lines[position]
    if line.unit.tag or line.unit.links or line.latin:
        return False
    if _is_cut_alone(lines, position):
        return True
    if line.length < _PARAGRAPH:
        return False
    last = position + 1 == len(lines) and ("가" <= line.text[-1] <= "힣" or line.text[-1] == ",")
    # An excerpt that says so (…): the page holds nothing else as long.
    if not last and any(other.length >= _CUT_LENGTH for other in lines if other is not line):
        return False
    return len(_SENTENCE.findall(line.text)) >= _TOLD


def _is_cut_alone(lines: Sequence[Line], position: int) -> bool:
    """Tell the only paragraph of a page that stops inside its sentence, among its whole ones: in the middle, or as the last line."""
    line = lines[position]
    last = position + 1 == len(lines)
    if line.length < (_CUT_LAST if last else _CUT_LENGTH) or (not last and line.text.endswith(DOTS)):
        return False
    beside = [position - 1] if last else [position - 1, position + 1]
    if any(not 0 <= at < len(lines) or not lines[at].prose or lines[at].truncated or lines[at].short for at in beside):
        return False
    return not any(other.length >= _CUT_LENGTH and other.truncated for other in lines if other is not line)


_CUT_LAST = 80


# 연수구는 … 열었다.이번 회의에는 … 자리했다.또 …: an article in one paragraph, cut where its copy ended
_TOLD_IN_LINE = re.compile(r"[가-힣][다요]\.(?=[\s가-힣‘“\"'▲△(]|$)")


def lone_paragraph(lines: Sequence[Line]) -> int | None:
    """Return the one paragraph of a dump that tells three sentences and more, where nothing else is told: no teaser does."""
    told = [
        position
        for position, line in enumerate(lines)
        if line.length >= _PARAGRAPH
        and not (line.unit.tag or line.unit.links)
        and len(_TOLD_IN_LINE.findall(line.text)) >= _TOLD
    ]
    if len(told) == 1:
        return told[0]
    # A headline and the beginning of its paragraph: all that a search kept of a page.
    last = lines[-1] if len(lines) == _NEEDED else None
    begun = last is not None and last.length >= _PARAGRAPH and not (last.unit.tag or last.unit.links)
    return 1 if begun and last is not None and len(_TOLD_IN_LINE.findall(last.text)) >= _NEEDED else None


def links_aside(lines: Sequence[Line], position: int) -> bool:
    """Tell where a dump has kept the head of a box of links, or one link with its mark, between two paragraphs of the article."""
    line = lines[position]
    head = None if line.unit.tag else _LINKED_HEAD.match(line.text)
    if head is None or not 0 < position < len(lines) - 1:
        return False
    at, to = position - 1, position + 1
    while at and _is_link(lines[at]):
        at -= 1
    while to < len(lines) - 1 and _is_link(lines[to]):
        to += 1
    above, below = lines[at], lines[to]
    told = below.prose and below.length >= (_CUT_LENGTH if head["link"] else _LONG_HEADLINE) and not below.date
    return told and not below.text.endswith(DOTS) and above.prose and not above.short


def _is_link(line: Line) -> bool:
    head = _LINKED_HEAD.match(line.text)
    return head is not None and head["link"] is not None


_LINKED_HEAD = re.compile(r"(?:☞\s?)?\[?관련\s?(?:기사|뉴스)\]?(?P<link>\s\S.{8,})?$")
_LONG_HEADLINE = 80

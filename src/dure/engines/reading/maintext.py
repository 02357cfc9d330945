"""The main text of a page: one scorer for trees and for dumps.

Every line gets a score from what it looks like by itself (a sentence, a mark of a press release, a row, a stop) and from
what its source says of it (region, links); the body is the run of lines with the greatest sum (Kadane), so that a short
heading inside an article is bridged and a copyright notice is not. Captions, signatures and translations inside the run
are set apart afterwards.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from dure.engines.reading.document import Block, BlockKind

if TYPE_CHECKING:
    from dure.engines.reading.lines import Line

_HARD_STOP = -60.0
_SECTION = -7.0
_NEW_HEAD = -5.0
_CUT_LEAD = -4.0
_ROW = -1.2
_SHORT = -0.5
_ENOUGH_HANGUL = 150
_MIN_BODY = 1.0
_LINKED = 0.6
_TITLE_WEIGHT = 2.0
_LONG_LEAD = 120
_AFTER_NOTICE = 0.4


def bigrams(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring letters and digits of a text, the measure of what two lines share.

    >>> sorted(bigrams("군산시, 혁신"))
    ['군산', '산시', '시혁', '혁신']
    """
    letters = [char for char in text if char.isalnum()]
    return frozenset(a + b for a, b in pairwise(letters))


def overlap(line: str, other: frozenset[str]) -> float:
    """Return the share of a line's bigrams that ``other`` holds."""
    own = bigrams(line)
    return len(own & other) / len(own) if own else 0.0


def score_lines(lines: list[Line], title: str | None) -> list[float]:
    """Return the score of each line; ``title`` is the headline that the page declares, when it does."""
    mostly_korean = sum(line.length for line in lines if line.prose and not line.latin) >= _ENOUGH_HANGUL
    about = bigrams(title) if title else frozenset()
    scores: list[float] = []
    translated = False
    read = 0.0  # prose seen so far
    closed = False  # a copyright notice has ended an article: what follows is the page's own text
    for position, line in enumerate(lines):
        translated = translated or (line.translation_mark and mostly_korean and line.length > 15)  # noqa: PLR2004  a notice
        score = _score(line, foreign=mostly_korean and line.latin)
        if about and line.prose:
            score += _TITLE_WEIGHT * min(1.0, 2 * len(about & bigrams(line.text)) / max(1, len(about)))
        if translated and mostly_korean and (line.latin or line.translation_mark):
            score = -1.0
        if score <= 0 and not line.hard_stop and not line.section and _goes_on(lines, position):
            score = 0.8
        if not line.hard_stop and _in_notice(lines, position):
            score = max(score, 1.0)
        if score > 0 and line.prose and _follows_foreign_head(lines, position):
            score = min(score, 0.5)
        if closed and score > 0:
            score *= _AFTER_NOTICE
        read += score if score > 0 and line.prose else 0.0
        closed = closed or (line.hard_stop and read > 1.0)
        scores.append(score)
    return scores


def _score(line: Line, *, foreign: bool) -> float:
    unit = line.unit
    if line.hard_stop:
        return _HARD_STOP
    if line.section:
        return _SECTION
    if unit.region in {"nav", "aside", "footer", "hidden"}:
        return -2.0 if not line.prose else -1.0
    if line.list_row or line.weather or line.menu:
        return -2.0
    if unit.links > _LINKED * line.length and not (unit.region == "body" and line.prose):
        return _ROW
    if line.caption:
        return 0.0
    if line.byline or line.date:
        return -0.8
    if line.attachment:
        return -1.0
    if line.truncated and not line.marker:
        return _CUT_LEAD if line.length > 60 else _ROW  # noqa: PLR2004  a teaser's headline, or its lead
    if foreign:
        return -0.3
    if line.prose:
        score = min(6.0, 1.0 + line.length / 60)
        if line.row:
            score *= 0.4
        return score + (1.5 if unit.region == "body" else 0.0)
    if line.row:
        return _ROW
    if unit.region == "body":
        return 0.4
    if "\t" in line.text and not line.menu:
        return 0.7
    if _GRADE_ROW.match(line.text):
        return 1.0
    if line.marker and line.length >= 12:  # noqa: PLR2004  a point of a press release, not a menu's arrow
        return 1.0
    return _SHORT if line.short else -0.2


# The rows of a notice: 2. 접수기간 : …, 4. 모집분야, 가. 참여·소통 혁신.
_NOTICE_ROW = re.compile(
    r"\s*(?:[1-9]\d?|[가-하])[.)]\s(?:[가-힣·]{1,3}\s{1,6}[가-힣]{1,3}|[가-힣·\s]{2,12})(?:\s?[:：]\s?\S.*)?$"
)


# 최우수상: 옥천군 - …: a row of winners, without a mark.
_GRADE_ROW = re.compile(
    r"\s*(?:(?:대상|최우수|우수|장려|금상|은상|동상|특별상)(?:상|작)?\s?[:：]|[\[(【](?:대상|최우수|우수|장려|금상|은상|동상|특별상)(?:상|작)?[\])】])\s?\S.{8,}"
)
_NOTICE_FIELD = re.compile(r"\s*(?:[1-9]\d?|[가-하])[.)]\s[가-힣·\s]{2,12}?\s?[:：]\s?\S")
_NOTICE_ROWS, _NOTICE_REACH = 3, 8


def _in_notice(lines: list[Line], position: int) -> bool:
    """Tell a numbered row of a notice: it has its field's name, and at least two more such rows stand near."""
    if not _NOTICE_ROW.match(lines[position].text):
        return False
    near = lines[max(0, position - _NOTICE_REACH) : position + _NOTICE_REACH + 1]
    return sum(1 for line in near if _NOTICE_FIELD.match(line.text)) >= _NOTICE_ROWS


def _follows_foreign_head(lines: list[Line], position: int) -> bool:
    """Tell whether a lone paragraph stands between two section words, as a teaser does."""
    before = lines[position - 2 : position] if position >= 2 else []  # noqa: PLR2004
    after = lines[position + 1 : position + 2]
    return any(line.section for line in before) and all(line.section or line.menu for line in after)


def best_run(scores: list[float]) -> tuple[int, int, float]:
    """Return the run of lines with the greatest sum, as (first, after last, sum); (0, 0, 0.0) when nothing is positive.

    >>> best_run([-1.0, 2.0, -0.5, 3.0, -9.0, 4.0])
    (1, 4, 4.5)
    """
    best = (0, 0, 0.0)
    start, total = 0, 0.0
    for position, score in enumerate(scores):
        if total <= 0:
            start, total = position, 0.0
        total += score
        if total > best[2]:
            best = (start, position + 1, total)
    return best


def body_run(lines: list[Line], title: str | None) -> tuple[int, int, float]:
    """Return the run of lines that is the article, as (first, after last, sure); empty when the page holds none."""
    scores = score_lines(lines, title)
    first, after, total = best_run(scores)
    if total < _MIN_BODY or is_list_page(lines, first, after):
        return 0, 0, 0.0
    after = _cut_at_next_article(lines, scores, first, after)
    first = _after_heading(lines, _after_headline(lines, first, after), after)
    rest = best_run([*scores[:first], _HARD_STOP, *scores[after:]])[2]
    return first, after, max(0.1, min(1.0, 1.0 - 0.6 * rest / total))


_MIN_ROWS = 5


def is_list_page(lines: list[Line], first: int, after: int) -> bool:
    """Tell a list of articles (board, search result, portal front page) from an article.

    A list repeats: its leads are cut short or stand each beside a date, and none has a second paragraph.
    """
    inside = lines[first:after]
    paragraphs = [line for line in inside if line.prose and not line.row]
    if not paragraphs:
        return False
    dates = sum(1 for line in inside if line.date or line.list_row)
    return dates >= _MIN_ROWS and dates >= len(paragraphs) * 0.6


def _cut_at_next_article(lines: list[Line], scores: list[float], first: int, after: int) -> int:
    """End the run where a second article begins: a headline, a signature or date line, and new sentences."""
    seen = 0.0
    for position in range(first, after):
        line = lines[position]
        previous = lines[position - 1]
        headed = position > first and not previous.prose and not previous.marker and not previous.caption
        if seen > _READ_ENOUGH and line.date and not line.prose and headed and (previous.short or previous.byline):
            follows = any(other.prose for other in lines[position + 1 : position + 3])
            if follows or previous.byline:
                back = position
                while back > first and not lines[back - 1].prose:
                    back -= 1
                return back
        seen += max(0.0, scores[position])
    return after


_READ_ENOUGH = 2.5
_OPEN_END = re.compile(
    r"(?:[은는이가을를의에로와과도며고서한된던할인]|이어|위해|통해|따라|라며|면서|밝혀|부터|까지|위한|등)$"
)


def _after_headline(lines: list[Line], first: int, after: int) -> int:
    """Skip a headline that reads like a sentence: it is short, and a signature or date line follows it."""
    if first < after and lines[first].short:
        for position in range(first + 1, min(first + 3, after)):
            if lines[position].date or lines[position].byline:
                return position + 1 if any(line.prose for line in lines[position + 1 : after]) else first
    return first + 1 if _is_headline(lines, first, after) else first


_HEADLINE = 60
_RELEASE_POINT = re.compile(r"\s*[□■◇○●ㅇ]")
_FULL_STOP = re.compile(r"[.!?][”\"’'」』>)\]】\s]*$")


def _is_headline(lines: list[Line], first: int, after: int) -> bool:
    """Tell a headline that ends like a sentence, without its stop (… 문화 바꿨다), above points or sentences that have theirs."""
    head = lines[first]
    rest = [line for line in lines[first + 1 : after] if line.prose]
    if not rest or head.marker or head.row or not 10 <= head.length <= _HEADLINE or _FULL_STOP.search(head.text):  # noqa: PLR2004  a headline's length
        return False
    if _goes_on(lines, first) or not head.prose:
        return False
    stopped = sum(1 for line in rest if _FULL_STOP.search(line.text))
    return stopped == len(rest) and (stopped > 1 or _RELEASE_POINT.match(lines[first + 1].text) is not None)


_MOST_BROKEN = 30  # lines that one sentence is broken into; beyond, it is a list of short lines


def _goes_on(lines: list[Line], position: int, most: int = _MOST_BROKEN) -> bool:
    """Tell a line that is broken inside its sentence: it ends openly, and the next line follows without a blank one."""
    line = lines[position]
    if line.prose or position + 1 >= len(lines) or line.length < 15 or line.unit.tag:  # noqa: PLR2004  a wrapped line is long
        return False
    following = lines[position + 1]
    near = following.start - line.end <= 2  # noqa: PLR2004  a line break
    if not near or _OPEN_END.search(line.text) is None:
        return False
    return following.prose or (most > 1 and _goes_on(lines, position + 1, most - 1))


_HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "blockquote"})


def _after_heading(lines: list[Line], first: int, after: int) -> int:
    """Skip the headings at the head of a run: subtitles, pull quotes; points of a release (□ ○) belong to the body."""
    for position in range(first, after):
        line = lines[position]
        if (line.prose and line.unit.tag not in _HEADING_TAGS) or _goes_on(lines, position):
            return position
        if (line.marker and line.text[0] not in "-–—▸▶►▷*" and not line.short) or _in_notice(lines, position):
            return first
    return first


def kinds_of(lines: list[Line], first: int, after: int, *, mostly_korean: bool) -> list[BlockKind]:
    """Return the kind of every line, given the run of the body; headings are found later (`metadata`)."""
    kinds: list[BlockKind] = []
    translated = False
    for position, line in enumerate(lines):
        translated = translated or (mostly_korean and line.translation_mark and line.length > 15 and position >= first)  # noqa: PLR2004
        kind: BlockKind
        if first <= position < after and not (translated and (line.latin or line.translation_mark)):
            kind = _inside(line, position, first, after, lines)
        elif translated and (line.latin or line.translation_mark) and not line.hard_stop:
            kind = "translation"
        elif line.list_row:
            kind = "list row"
        elif line.attachment:
            kind = "attachment"
        elif line.caption and line.unit.region not in {"nav", "aside", "footer"} and not line.hard_stop:
            kind = "caption" if first - 6 <= position <= after + 2 else "navigation"
        elif line.byline:
            kind = "byline"
        elif line.date:
            kind = "date"
        else:
            kind = "navigation"
        kinds.append(kind)
    return kinds


def _inside(line: Line, position: int, first: int, after: int, lines: list[Line]) -> BlockKind:
    if line.caption and not (line.prose and line.length > _LONG_LEAD):
        return "caption"
    if line.attachment and not line.prose:
        return "attachment"
    if line.byline:
        return "byline"
    if line.date and not line.prose and not line.marker:
        return "date"
    if line.section or (line.hard_stop and not line.prose) or line.weather:
        return "navigation"
    if line.list_row:
        return "list row"
    if line.unit.region in {"nav", "aside", "footer", "hidden"} and not line.prose:
        return "navigation"
    if line.latin and not lines[first].latin and line.prose and position > first and after - first > 1:
        return "translation" if all(other.latin for other in lines[position:after]) else "body"
    return "body"


def blocks_from(lines: list[Line], kinds: list[BlockKind], sure: float) -> tuple[Block, ...]:
    """Return the blocks of a page: a paragraph each, and navigation and rows joined."""
    blocks: list[Block] = []
    for line, kind in zip(lines, kinds, strict=True):
        score = sure if kind == "body" else 1.0
        if blocks and kind == blocks[-1].kind and kind in {"navigation", "list row"}:
            blocks[-1] = Block(blocks[-1].start, line.end, kind, score)
        else:
            blocks.append(Block(line.start, line.end, kind, score))
    return tuple(blocks)

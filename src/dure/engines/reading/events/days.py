"""Days that the words around a date complete: how long it lasts, rows of a schedule, days told from the day of the page."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from dure.engines.reading.dates import DateMention, day_of, mentions

if TYPE_CHECKING:
    from dure.engines.reading.document import Span
    from dure.engines.reading.prose import Prose

# 18일부터 이틀간, 3일과 4일 이틀간, 5월 7일부터 사흘 동안
_DAYS = {"이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "여드레": 8, "아흐레": 9, "열흘": 10, "일주일": 7, "보름": 15}  # fmt: skip
_LASTING = re.compile(rf"\s?부터\s?(?:(?P<word>{'|'.join(_DAYS)})|(?P<number>\d{{1,2}})일)\s?(?:간|동안|에\s걸쳐)")
_TWO_DAYS = re.compile(
    r"\s?(?:과|와|·|,|,\s그리고)\s?(?P<day>\d{1,2})일(?:\s?\([월화수목금토일]\))?,?\s(?:양일간?|이틀(?:간|\s?동안|에\s걸쳐)?)"
)
_MOST_DAYS = 31


def last_day(text: str, mention: DateMention, day: dt.date) -> dt.date | None:
    """Return the last day of an event that begins on ``day`` and of which the words behind it say how long it lasts."""
    lasting = _LASTING.match(text, mention.end)
    if lasting:
        length = _DAYS[lasting["word"]] if lasting["word"] else int(lasting["number"])
        return day + dt.timedelta(days=length - 1) if 1 < length <= _MOST_DAYS else None
    two = _TWO_DAYS.match(text, mention.end)
    return end_of(day, int(two["day"])) if two else None


def end_of(first: dt.date, day: int) -> dt.date | None:
    """Return the next day of that number behind ``first``: ``28일부터 3일까지`` ends in the month that follows.

    >>> end_of(dt.date(2024, 10, 28), 3)
    datetime.date(2024, 11, 3)
    """
    months = first.year * 12 + first.month - 1 + (day < first.day)
    return day_of(months // 12, months % 12 + 1, day)


# 1. 일시 : 2025. 5. 2.(금) 14:00, 가. 심사일: …, ○ 공모 기간: …, □ 일시/장소 | …
_ROW = re.compile(
    r"(?:[^가-힣]|[가-하][.)]\s?){0,10}(?P<label>(?:[가-힣]{1,6}\s?){0,2}?(?:기\s*간|일\s*시|일\s*자|일\s*정|일|때|심\s?사|본선|결선|예선|시상식|경연|투표))(?:\s?[·/,및]+\s?장\s*소)?\s*[:：|\t]\s*"
)
_NO_TIME_OF_IT = re.compile(
    r"게시|등록|작성|배포|보도|입력|수정|공고|제출|시행|기준|발행|공개|신고|납부|마감|결과|발표일|문의|휴무|방영|방송|교부|이의|향후|앞으로"
)
_ENTERED = re.compile(r"접수|공모|신청|응모|모집|추천|제안")


@dataclass(frozen=True, slots=True)
class TimeRow:
    """A row of a notice that says when: its label without blanks, and the date that it begins with."""

    label: str
    mention: DateMention


def time_rows(prose: Prose) -> list[TimeRow]:
    """Return the rows of a notice that tell when its event takes place."""
    rows = []
    for paragraph in prose.body:
        match = _ROW.match(prose.text, paragraph.start, paragraph.end)
        if match is None or _NO_TIME_OF_IT.search(match["label"]):
            continue
        mention = next(iter(mentions(prose.text, match.end(), paragraph.end)), None)
        if mention is not None and mention.start - match.end() <= _AT_ONCE:
            rows.append(TimeRow("".join(match["label"].split()), mention))
    return rows


_AT_ONCE = 4


def row_of_event(rows: list[TimeRow], *, decided: bool) -> TimeRow | None:
    """Return the row of the event: the first; of what is ``decided`` already the last that is not about entries, nor about handing prizes over."""
    if decided:
        later = [row for row in rows if not _ENTERED.search(row.label)]
        held = [row for row in later if "시상" not in row.label]
        if later:
            return (held or later)[-1]
    return rows[0] if rows else None


# 5월 22일 목요일, 대회의실이 들썩했다. ‘…’이 열렸다: the sentence before begins with the day
_DAY_FIRST = re.compile(r"\W{0,3}(?:지난\s|오는\s)?(?:\d{1,2}월\s)?\d{1,2}일")
_TOLD_THERE = re.compile(r"(?:밝혔|전했|발표했|알렸|말했)|(?:[을를])\s[^.]{0,12}(?:[했었았]다|한다)[.]")


def day_before_it(prose: Prose, at: int) -> DateMention | None:
    """Return the day with which the sentence right before that at ``at`` begins, where it tells no act of its own."""
    sentences = [sentence for paragraph in prose.body[:_HEAD] for sentence in paragraph.sentences]
    before = next((a for a, b in pairwise(sentences) if b[0] <= at < b[1]), None)
    if before is None or not _DAY_FIRST.match(prose.text, *before) or _TOLD_THERE.search(prose.text, *before):
        return None
    return next(iter(mentions(prose.text, *before)), None)


_HEAD = 3

# 오늘 시청에서 열렸습니다, 어제 저녁, 그제: told from the day of the page
_RELATIVE = {"오늘": 0, "어제": -1, "어젯밤": -1, "그제": -2, "그저께": -2, "내일": 1, "모레": 2}
_TOLD = re.compile(r"(?<![가-힣])(?P<word>오늘|어젯밤|어제|그제|그저께|내일|모레)(?=\s(?!날)|\(|,)")
_WEEK = re.compile(r"(?<![가-힣])(?P<week>지난\s?주|이번\s?주|다음\s?주)\s(?P<day>[월화수목금토일])요일")
_WEEKS = {"지난주": -1, "이번주": 0, "다음주": 1}


def told_from(text: str, sentence: Span, published: dt.date) -> tuple[dt.date, Span] | None:
    """Return the day that a sentence counts from that of the page: 오늘, 어제, 지난주 금요일."""
    word = _TOLD.search(text, *sentence)
    if word:
        return published + dt.timedelta(days=_RELATIVE[word["word"]]), word.span()
    week = _WEEK.search(text, *sentence)
    if week:
        monday = published - dt.timedelta(days=published.weekday()) + dt.timedelta(weeks=_WEEKS["".join(week["week"].split())])  # fmt: skip
        return monday + dt.timedelta(days="월화수목금토일".index(week["day"])), week.span()
    return None

"""Dates as Korean pages write them: stamps, full dates, and days that need the page's own time to be understood."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

_WEEKDAYS = "월화수목금토일"
_STAMP = re.compile(
    r"(?P<y>(?:19|20)\d{2}|(?<!\d)\d{2})\s?[.\-/년]\s?(?P<m>\d{1,2})\s?[.\-/월]\s?(?P<d>\d{1,2})"
    r"(?:[^\d]{0,14}?(?P<half>오전|오후|AM|PM|am|pm)?[\sT\[(]*(?P<H>\d{1,2})\s?[:시]\s?(?P<M>\d{2})(?:\s?[:분]\s?(?P<S>\d{2}))?)?"
)
_NOON = 12


def parse_stamp(text: str) -> str | None:
    """Return the first date or time of a text in ISO 8601, as precise as it is written, or None.

    >>> parse_stamp("2022/12/05 [15:21]")
    '2022-12-05T15:21'
    >>> parse_stamp("19-03-15 01:15")
    '2019-03-15T01:15'
    >>> parse_stamp("2019.07.12 오후 3:09:39")
    '2019-07-12T15:09:39'
    >>> parse_stamp("2023.13.45")
    """
    match = _STAMP.search(text)
    if match is None:
        return None
    year = int(match["y"])
    year += 2000 if year < 100 else 0  # noqa: PLR2004  two digits
    day = day_of(year, int(match["m"]), int(match["d"]))
    if day is None:
        return None
    if match["H"] is None:
        return day.isoformat()
    hour, minute = int(match["H"]), int(match["M"])
    if match["half"] in {"오후", "PM", "pm"} and hour < _NOON:
        hour += _NOON
    elif match["half"] in {"오전", "AM", "am"} and hour == _NOON:
        hour = 0
    try:
        clock = dt.time(hour, minute, int(match["S"] or 0))
    except ValueError:
        return day.isoformat()
    precise = "seconds" if match["S"] else "minutes"
    return f"{day.isoformat()}T{clock.isoformat(timespec=precise)}"


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<named>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)\.?"
_ENGLISH = re.compile(
    rf"(?<![A-Za-z0-9])(?:{_MONTH}\s?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?|(?P<day2>\d{{1,2}})\s?{_MONTH.replace('<named', '<named2')})\s?[,.]?\s?(?P<year>20\d\d)(?!\d)"
    r"(?:[\s,|]{1,3}(?:at\s)?(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)\s?(?P<half>AM|PM|am|pm)?)?"
)


def english_stamp(text: str) -> str | None:
    """Return the first date or time of a text that is written in English, in ISO 8601, or None.

    >>> english_stamp("송고시간 Apr 22, 2025 8:15 PM"), english_stamp("Sept. 18, 2025"), english_stamp("22 Apr 2025 Tue")
    ('2025-04-22T20:15', '2025-09-18', '2025-04-22')
    """
    match = _ENGLISH.search(text)
    if match is None:
        return None
    month = _MONTHS.index((match["named"] or match["named2"])[:3].lower()) + 1
    figures = f"{match['year']}-{month}-{match['day'] or match['day2']}"
    clock = f" {(match['half'] or '').upper()} {match['clock']}" if match["clock"] else ""
    return parse_stamp(figures + clock)


_ZONED = re.compile(
    r"(?P<local>(?:19|20)\d{2}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s?(?P<zone>Z|[+-]\d{2}:?\d{2})"
)
_SEOUL = dt.timezone(dt.timedelta(hours=9))


def declared_stamp(text: str) -> tuple[str | None, str | None]:
    """Return the time that a machine wrote, in Seoul, and the time as it stands there; the two differ when it names another zone.

    >>> declared_stamp("2023-12-04T01:30:00+00:00")
    ('2023-12-04T10:30:00', '2023-12-04T01:30:00')
    >>> declared_stamp("2023-12-04T10:30:00+09:00")
    ('2023-12-04T10:30:00', '2023-12-04T10:30:00')
    >>> declared_stamp("2023.12.04")
    ('2023-12-04', '2023-12-04')
    """
    written = parse_stamp(text)
    zoned = _ZONED.fullmatch(text.strip())
    if written is None or zoned is None:
        return written, written
    try:
        moment = dt.datetime.fromisoformat(zoned["local"] + zoned["zone"])
    except ValueError:
        return written, written
    precise = "seconds" if zoned["local"].count(":") > 1 else "minutes"
    return moment.astimezone(_SEOUL).replace(tzinfo=None).isoformat(timespec=precise), written


def day_of(year: int, month: int, day: int) -> dt.date | None:
    """Return a date, or None when the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as written: what is given, and where; ``clock`` is ``HH:MM``."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    weekday: int | None = None
    clock: str | None = None
    direction: int = 0  # -1 지난, +1 오는, 0 neither
    until: DateMention | None = None


_WEEKDAY = rf"(?:\s?[(（]\s?(?P<w>[{_WEEKDAYS}])(?:요일)?\s?[)）]|\s(?P<w2>[{_WEEKDAYS}])요일)?"
_CLOCK = r"(?:\s?(?P<half>오전|오후|낮|밤|저녁)\s?(?P<H>\d{1,2})시(?:\s?(?P<M>\d{1,2})분)?(?P<halfpast>\s?반)?|\s(?P<H2>\d{1,2})(?:시(?:\s?(?P<M2>\d{1,2})분)?|:(?P<M3>\d{2})))?"
_YEAR_WORD = r"(?:(?P<y>(?:19|20)\d{2})\s?년\s?|(?P<y2>(?:19|20)\d{2})[.\-/]\s?|(?:['’‘](?P<y3>\d{2})[.년]\s?)|(?P<rel>올해|금년|지난해|작년|내년|이듬해|올|지난)\s)?"
# 3일 이내, 10일 전에: a length of time; 23일 전국 …, 5일 이상민 장관, 12일 전 직원을: a day
_SPAN_WORDS = r"(?:안에|만에|(?:이내|내|이상|전|후)(?=[에의로까부.,)]|\s(?!(?:임|교)?직원|부서|공무원|공직|국민|도민|시민|군민|구민|세계|지역|시군|기관|소속|학교|간부))|(?:이내|내|이상|전|후)$)"
# How a mention begins: a look at one or two code points, where the alternatives would be tried one after another.
_BEGINS = r"(?=[\d'’‘]|\s\d|올|금년|지난|작년|내년|내달|이듬|이번|이달|오는|다가오는|다음)"
_MENTION = re.compile(
    rf"(?<![\d.,]){_BEGINS}(?:{_YEAR_WORD}(?P<m>\d{{1,2}})\s?(?:월\s?|[./]\s?(?=\d{{1,2}}\s?[.일(]))(?P<d>\d{{1,2}})\s?(?:일(?!부터\s?까지|간|째|짜리|\s?동안)|[.](?=\s|\(|$|~)|(?=\s?[(（][{_WEEKDAYS}])|(?<=월\s\d)(?=\s?[~∼]\s?\d{{1,2}}일)|(?<=월\s\d\d)(?=\s?[~∼]\s?\d{{1,2}}일)){_WEEKDAY}{_CLOCK}"
    rf"|(?P<dir>지난|오는|다가오는|이번|이달|내달|지난달|다음\s?달|이듬달)?\s?(?<!\d)(?P<d2>\d{{1,2}})일(?!간|째|짜리|차|\s?동안|\s?{_SPAN_WORDS}|[가-힣]?보(?![가-힣])){_WEEKDAY.replace('<w', '<v')}{_CLOCK.replace('<', '<c')})"
)

_MENTION_SIGN = re.compile(r"\d\s?[일월./]")  # every mention has it; most sentences have none
_AHEAD = 24  # no mention begins as many code points before its sign


def mentions(text: str, start: int, end: int) -> list[DateMention]:
    """Return the dates of ``text[start:end]`` as written, in order; ``5월 12일부터 14일까지`` is one with ``until``.

    >>> [(m.month, m.day, m.direction) for m in mentions("지난 12일 열린 5월 3일 행사", 0, 16)]
    [(None, 12, -1), (5, 3, 0)]
    """
    found: list[DateMention] = []
    sign = _MENTION_SIGN.search(text, start, end)
    if sign is None:
        return found
    for match in _MENTION.finditer(text, max(start, sign.start() - _AHEAD), end):
        mention = _mention(match)
        if mention is None:
            continue
        between = text[found[-1].end : mention.start] if found else ""
        if found and found[-1].until is None and re.fullmatch(r"\s?(?:부터|에서|[~∼\-–〜])\s?", between):
            first = found.pop()
            found.append(
                DateMention(first.start, mention.end, first.year, first.month, first.day, first.weekday, first.clock, first.direction, mention)
            )  # fmt: skip
            continue
        found.append(mention)
    return found


def _mention(match: re.Match[str]) -> DateMention | None:
    groups = match.groupdict()
    day = int(groups["d"] or groups["d2"])
    month = int(groups["m"]) if groups["m"] else None
    if not 1 <= day <= 31 or (month is not None and not 1 <= month <= 12):  # noqa: PLR2004  a calendar
        return None
    year = next((int(groups[key]) for key in ("y", "y2") if groups[key]), None)
    if year is None and groups["y3"]:
        year = 2000 + int(groups["y3"])
    direction = {"지난": -1, "오는": 1, "다가오는": 1, "지난달": -2, "내달": 2, "이달": 3}.get(
        (groups["dir"] or "").replace(" ", ""), 0
    )
    direction = {"지난해": -4, "작년": -4, "내년": 4, "올해": 5, "금년": 5, "올": 5, "지난": -1}.get(
        groups["rel"] or "", direction
    )
    weekday = next((groups[key] for key in ("w", "w2", "v", "v2") if groups.get(key)), None)
    return DateMention(
        match.start() + (len(match[0]) - len(match[0].lstrip())),
        match.end(),
        year,
        month,
        day,
        _WEEKDAYS.index(weekday) if weekday else None,
        _clock(groups),
        direction,
    )


def _clock(groups: dict[str, str | None]) -> str | None:
    for half, hours, minutes, past in (("half", "H", "M", "halfpast"), ("chalf", "cH", "cM", "chalfpast")):
        if groups.get(hours):
            hour = int(groups[hours] or 0)
            if groups[half] in {"오후", "밤", "저녁"} and hour < _NOON:
                hour += _NOON
            minute = 30 if groups[past] else int(groups[minutes] or 0)
            return _hhmm(hour, minute)
    for hours, minutes, colon in (("H2", "M2", "M3"), ("cH2", "cM2", "cM3")):
        if groups.get(hours):
            return _hhmm(int(groups[hours] or 0), int(groups[minutes] or groups[colon] or 0))
    return None


def _hhmm(hour: int, minute: int) -> str | None:
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None  # noqa: PLR2004  a clock


_SEARCHED_YEARS = 40
# 2023.06.30, 2023-6-30: a day as boards and stamps write it
DAY_IN_FIGURES = re.compile(r"(?:19|20)\d{2}[.\-/]\s?\d{1,2}[.\-/]\s?\d{1,2}")


def resolve(
    mention: DateMention, published: dt.date | None, *, year_hint: int | None, latest: dt.date | None
) -> dt.date | None:
    """Return the day a mention means, or None when the page does not say.

    With the publication date: the nearest fitting day, before it after 지난, after it after 오는; a weekday written beside
    the day must agree. Without: a year written elsewhere (``year_hint``, an event's) when the weekday agrees, else the
    weekday alone against the latest date of the page (``latest``), because day and weekday meet less than twice a year.
    """
    if mention.day is None:
        return None
    if mention.year is not None and mention.month is not None:
        return day_of(mention.year, mention.month, mention.day)
    if published is not None:
        return _by_publication(mention, published)
    if mention.month is not None and year_hint is not None:
        day = day_of(year_hint, mention.month, mention.day)
        return day if day and (mention.weekday is None or day.weekday() == mention.weekday) else None
    if mention.weekday is not None and latest is not None:
        return _last_fitting(mention, latest)
    return None


def _by_publication(mention: DateMention, published: dt.date) -> dt.date | None:
    candidates = _days_around(mention, published)
    if mention.weekday is not None:
        candidates = [day for day in candidates if day.weekday() == mention.weekday] or candidates
    if not candidates:
        return None
    if mention.direction in {-1, -2}:
        past = [day for day in candidates if day <= published]
        return max(past) if past else None
    if mention.direction == 1:
        coming = [day for day in candidates if day >= published]
        return min(coming) if coming else None
    return min(candidates, key=lambda day: (abs((day - published).days), day > published))


def _days_around(mention: DateMention, published: dt.date) -> list[dt.date]:
    assert mention.day is not None  # noqa: S101  `resolve` has asked
    if mention.month is not None:
        years: dict[int, tuple[int, ...]] = {-4: (-1,), 4: (1,), 5: (0,)}
        shift = years.get(mention.direction, (-1, 0, 1))
        found = [day_of(published.year + step, mention.month, mention.day) for step in shift]
        return [day for day in found if day]
    told: dict[int, tuple[int, ...]] = {-2: (-1,), 2: (1,), 3: (0,)}
    shift = told.get(mention.direction, (-2, -1, 0, 1))
    days = []
    for step in shift:
        months = published.year * 12 + published.month - 1 + step
        day = day_of(months // 12, months % 12 + 1, mention.day)
        if day:
            days.append(day)
    return days


def _last_fitting(mention: DateMention, latest: dt.date) -> dt.date | None:
    assert mention.day is not None  # noqa: S101  `resolve` has asked
    year, month = latest.year, latest.month
    for _ in range(12 * _SEARCHED_YEARS):
        day = day_of(year, month, mention.day)
        fits = day is not None and day <= latest and day.weekday() == mention.weekday
        if fits and (mention.month is None or mention.month == month):
            return day
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return None

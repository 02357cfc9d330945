"""When a page was published, by rules of Korean pages; null where the page does not say."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from dure.engines.reading.dates import declared_stamp, english_stamp, parse_stamp
from dure.engines.reading.lexicon import any_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dure.engines.reading.lines import Line

_PUBLISHED = any_of("page", "published_labels")
_MODIFIED = any_of("page", "modified_labels")
_STAMP = r"(?P<stamp>(?:(?:19|20)\d{2}|\d{2})\s?[.\-/년]\s?\d{1,2}\s?[.\-/월]\s?\d{1,2}\s?[.일]?(?:[^\d\n]{0,12}?\d{1,2}\s?[:시]\s?\d{2}(?:\s?[:분]\s?\d{2})?)?(?![\d:]))"
_LABELLED = re.compile(
    rf"(?P<label>{_PUBLISHED}|{_MODIFIED})\s?(?:시간|일시|일자|일)?\s*(?:[:：|\]]\s*)*[\[(]?\s*{_STAMP}", re.IGNORECASE
)
_BARE = re.compile(rf"(?<![\d.])(?:{_STAMP})")
_TO_THE_SECOND = re.compile(r"20\d\d[-.]\d\d[-.]\d\d\s\d\d:\d\d:\d\d")  # a content system's own stamp
_BY_STAMP = re.compile(rf"[가-힣]{{2,4}}\s{any_of('page', 'reporter_titles')}\s+20\d\d")
_NOT_PUBLISHED = re.compile(any_of("page", "not_published_labels"))
_LABEL_ONLY = re.compile(rf"^\W*(?P<label>{_PUBLISHED}|{_MODIFIED})(?:시간|일시|일자|일)?\W*$", re.IGNORECASE)
_SENT = re.compile(rf"{_STAMP}\s?(?:송고|출고|기사입력|등록|게시|발행|펴냄)(?![가-힣])")
_MODIFIED_WORD = re.compile(_MODIFIED, re.IGNORECASE)
_PAREN_STAMP = re.compile(rf"[(\[]\s*(?:(?P<label>{_PUBLISHED}|{_MODIFIED})\s*[:：]?\s*)?{_STAMP}[^\d\n)\]]*[)\]]")
_DECLARED_DATES = ("article:published_time", "json-ld:datepublished", "datepublished", "og:article:published_time", "dc.date", "date", "pubdate", "publish-date", "article:published", "dd:published_time", "script:published", "time:published")  # fmt: skip
_NEAR = 12


def published_at(
    lines: list[Line], first: int, after: int, titles: tuple[int, ...], meta: Sequence[tuple[str, str]]
) -> tuple[str | None, int | None]:
    """Return the publication time and the line it stands in (None for one declared in the head).

    A label of publication decides (승인, 등록, 입력, 작성일 …); one of change (수정) never counts; a date without a label
    counts only beside the title or the body, never at the top of a page, where it is the crawl's or the weather's.
    """
    declared = _declared_time(lines, meta)
    if declared and (len(declared) > _DAY_ONLY or first >= after):
        return declared, None
    if first >= after:
        return None, None
    start = min(titles, default=first)
    if declared:  # a day without its hour: a line beside the article may have that
        near = [*range(start, first), *range(max(0, start - 4), start)]
        clocked = ((_labelled_stamp(lines, at), at) for at in near)
        return next(
            ((stamp, at) for stamp, at in clocked if stamp and stamp.startswith(f"{declared}T")), (declared, None)
        )
    # Nearest first: the head of the article, then what follows its body, then anything above its title.
    order = [
        *range(start, min(first + 2, len(lines))),
        *range(after, min(after + _NEAR, len(lines))),
        # A site that prints its summary first has the line of stamps between that and the article.
        *(position for position in range(first + 2, after) if lines[position].date),
        *range(start - 1, max(-1, start - 1 - _NEAR), -1),
    ]
    for position in order:
        found = _labelled_stamp(lines, position)
        if found:
            return found, position
    for position in [*range(start, first), *range(start - 1, max(-1, start - 4), -1)]:
        line = lines[position]
        # 임다온 기자 | 2024-10-16 18:22; … 임다온 기자 2024.10.16 18:22 카카오톡 페이스북 트위터
        plain = _plain_length(line.text) <= _STAMP_LINE
        short = plain or (
            line.length <= 2 * _STAMP_LINE and (_BY_STAMP.search(line.text) or _TO_THE_SECOND.search(line.text))
        )
        stamped = short and not line.text.startswith(_IMAGE_BEGINS) and _BARE.search(line.text)
        ended = _CLOCK_AT_END.search(line.text) if line.text[-3:-2] == ":" and not (plain or line.prose) else None
        if ended:
            return parse_stamp(ended["stamp"]), position
        if (
            (line.date or (stamped and not line.prose and not line.row))
            and not (line.weather or line.caption or line.text.startswith(_IMAGE_BEGINS) or _PICTURED.search(line.text))
            and (text := _before_change(line.text))
            and not _top_of_page(lines, position, first, titles)
        ):
            bare = _BARE.search(text)
            range_of = re.search(r"\d\s?[.일)]?\s?[~∼〜]|부터|까지", text)
            stamp = parse_stamp(bare["stamp"]) if bare and not range_of and not _NOT_PUBLISHED.search(text) else None
            if stamp:
                return stamp, position
    for beside in (_in_body_stamp(lines, first, after), _signed_day(lines, first, after)):
        if beside[0]:
            return beside
    for beside in (_in_english(lines, first, after), _of_issue(lines, first), _below(lines, after)):
        if beside[0]:
            return beside
    return _of_pictures(lines, first, after)


# 옥천군, … 경진대회 개최 물빛신문 2024-03-05 17:00:20: a head in one line
_CLOCK_AT_END = re.compile(r"\s(?P<stamp>20\d\d[-.]\d\d[-.]\d\d\s\d\d:\d\d(?::\d\d)?)$")
# 2024-03-05 17:00; 임다온 2024-03-05 17:00:20; 물빛신문 / 2024. 3. 5. 17:00
_CLOCK_ALONE = re.compile(
    r"\W{0,3}(?:[가-힣A-Za-z0-9]{2,12}\s?[/|]?\s)?(?P<stamp>20\d\d[-.]\s?\d{1,2}[-.]\s?\d{1,2}\.?\s\d\d:\d\d(?::\d\d)?)\W{0,3}$"
)
# [ 물빛일보 / 2024.03.05 / 임다온 기자 ]; 출처 : 물빛일보 (2024.03.05)
_CLIPPED = re.compile(
    r"[\[(<]\s?[가-힣A-Za-z0-9]{2,12}\s?[/,|\s]\s?(?P<stamp>20\d\d[-.]\s?\d{1,2}[-.]\s?\d{1,2})\W|출\s?처\s?[:：]?\s[가-힣A-Za-z0-9]{2,12}\s?[(,/]\s?(?P<source>20\d\d[-.]\d{1,2}[-.]\d{1,2})\W*$"
)

_DAY_LAST = re.compile(r"\(?20\d\d[-.]\s?\d{1,2}[-.]\s?\d{1,2}\.?\)?$")  # all that stands below a text


def _below(lines: list[Line], after: int) -> tuple[str | None, int | None]:
    """Find the one time below an article that stands alone or behind a name, or the day of the paper that it was clipped from."""
    near = [at for at in range(after, min(after + _BELOW, len(lines))) if lines[at].dated and not lines[at].list_row]
    short = [(at, lines[at].text) for at in near if lines[at].length <= _STAMP_LINE]
    clocked = [
        (clock["stamp"], at)
        for at, text in short
        if (clock := _CLOCK_ALONE.match(text)) and not _MODIFIED_WORD.search(text)
    ]
    if len(clocked) == 1:
        return parse_stamp(clocked[0][0]), clocked[0][1]
    for position, text in short:
        clipped = _CLIPPED.match(text)
        if clipped:
            return parse_stamp(clipped["stamp"] or clipped["source"]), position
    if near == [len(lines) - 1] == [after] and _DAY_LAST.match(lines[after].text):
        return parse_stamp(lines[after].text), after
    return None, None


# … 사진을 찍고 있다. [사진=옥천군] 2024.03.05; (사진=물빛뉴스DB). 2024.03.05.; ⓒ물빛일보 2024.3.5
_PICTURED = re.compile(
    r"(?:[\[(](?:사진\s?[=ㅣ|:][^\])]{1,24}|[^\[\]()]{1,16}\s?제공)[\])]\.?|[ⓒ©]\s?[가-힣A-Za-z0-9]{2,12})\s?(?P<stamp>20\d\d[.-]\d{1,2}[.-]\d{1,2})(?!\d)"
)
_PICTURE_SIGNS = ("사진", "제공", "ⓒ", "©")
_SAID_DAY = re.compile(r"(?<![\d.])(\d{1,2})일(?![간차째])")
_LEAD = 700


def _of_pictures(lines: list[Line], first: int, after: int) -> tuple[str | None, int | None]:
    """Find the latest day behind the owners of an article's pictures, where nothing else gives one: one that the text says, or its morrow.

    A picture of an archive has a day of its own; the article's picture has the day of which the article speaks.
    """
    found = [
        (parse_stamp(match["stamp"]), position)
        for position in range(max(0, first - _BELOW), after)
        if "20" in lines[position].text and any(map(lines[position].text.__contains__, _PICTURE_SIGNS))
        for match in _PICTURED.finditer(lines[position].text)
    ]
    days = [(stamp, position) for stamp, position in found if stamp]
    if not days:
        return None, None
    stamp, position = max(days)
    lead = " ".join(line.text for line in lines[max(0, first - _BELOW) : after])[:_LEAD]
    said = {int(day) for day in _SAID_DAY.findall(lead)}
    day = dt.date.fromisoformat(stamp[:10])
    return (stamp, position) if {day.day, (day - dt.timedelta(days=1)).day} & said else (None, None)


# 지역혁신 이야기 23호 (2025.01.31)
_ISSUE_DAY = re.compile(rf"(?:\d\s?호|Vol\.?\s?\d{{1,4}}|No\.?\s?\d{{1,4}})\W{{0,6}}{_STAMP}\W*$")


def _of_issue(lines: list[Line], first: int) -> tuple[str | None, int | None]:
    """Find the day behind the number of an issue, however far above the article."""
    for position in range(min(first, _NEAR)):
        line = lines[position]
        issue = _ISSUE_DAY.search(line.text) if line.dated and line.length <= _STAMP_LINE else None
        if issue:
            return parse_stamp(issue["stamp"]), position
    return None, None


def _in_english(lines: list[Line], first: int, after: int) -> tuple[str | None, int | None]:
    """Find a day that a content system writes in English, beside the article: 송고시간 Apr 22, 2025 8:15 PM."""
    for position in [*range(first - 1, max(-1, first - _NEAR), -1), *range(after, min(after + _BELOW, len(lines)))]:
        line = lines[position]
        stamp = english_stamp(line.text) if line.length <= 2 * _STAMP_LINE and not line.prose else None
        if stamp and not _MODIFIED_WORD.search(line.text) and not _top_of_page(lines, position, first, ()):
            return stamp, position
    return None, None


_DAY_ONLY = len("2024-03-05")


def _declared_time(lines: list[Line], meta: Sequence[tuple[str, str]]) -> str | None:
    """Return the time of publication that the head declares, in Seoul.

    Some sites write their own time and call it UTC: where the page shows the very hour that is declared, that one is right.
    """
    declared = {name.lower(): value for name, value in reversed(meta)}
    for name in _DECLARED_DATES:
        stamp, written = declared_stamp(declared[name]) if name in declared else (None, None)
        if stamp:
            clock = "" if stamp == written or written is None else written[11:16]
            return written if clock and any(clock in line.text for line in lines if line.date) else stamp
    return None


def begins_labelled(text: str) -> bool:
    """Tell a line that begins with a labelled stamp, and not with one of a change."""
    stamp = _LABELLED.match(text)
    return stamp is not None and not _MODIFIED_WORD.fullmatch(stamp["label"])


def _before_change(text: str) -> str:
    """Return a line without its note of a change (2024.03.05 10:00 수정 : 2024.03.06 …); nothing where the one stamp is that."""
    changed = _MODIFIED_WORD.search(text)
    if changed is None:
        return text
    return text[: changed.start()] if _BARE.search(text, changed.end()) else ""


_DAY_ALONE = re.compile(r"\W*(?P<stamp>(?:19|20)\d\d\s?[.년]\s?\d{1,2}\s?[.월]\s?\d{1,2}\s?[.일]?)\W*$")
# 옥천군수; 의 성 군 수
_SIGNER = re.compile(
    r"[가-힣·\s]{2,24}(?:장|군\s?수|구청|시청|군청|도청|지사|위원회|교육감|이사장|재단|공단|공사|실|과|팀)\W*$"
)


_PAPER_DAY = re.compile(
    r"\W{0,2}(?P<stamp>(?:19|20)\d\d\s?[.\-/년]\s?\d{1,2}\s?[.\-/월]\s?\d{1,2})(?:[.일\s]|\s\d{1,2}:\d{1,2}(?::\d{1,2})?)*(?:\d{1,3}면|제\s?\d{1,5}호(?:\s?\d{1,3}면)?)\W?$"
)
_BELOW = 3


def _signed_day(lines: list[Line], first: int, after: int) -> tuple[str | None, int | None]:
    """Find the day of a notice above who signs it (2024년 3월 5일 / 옥천군수), or that names the paper's page (… 11면)."""
    for position in range(after, min(after + _BELOW, len(lines))):
        line = lines[position]
        if line.dated and line.length <= _STAMP_LINE and (paper := _PAPER_DAY.match(line.text)):
            return parse_stamp(paper["stamp"]), position
    for position in range(first, min(after + 1, len(lines) - 1)):
        day = _DAY_ALONE.match(lines[position].text) if lines[position].dated else None
        if day and _SIGNER.match(lines[position + 1].text):
            return parse_stamp(day["stamp"]), position
    return None, None


# The imprint at a page's foot has a day too, on which the outlet was registered.
_REGISTERED = re.compile(r"등록\s?번호|발행\s?[·.]?\s?인\b|발행인|편집인|사업자")


def _labelled_stamp(lines: list[Line], position: int) -> str | None:
    line = lines[position]
    # The body may name such labels in its own sentences; a stamp line is short or begins the page in brackets.
    if line.length > 120 or _REGISTERED.search(line.text) or _NUMBERED.match(line.text):  # noqa: PLR2004  longer than any line of stamps
        return None
    for match in _LABELLED.finditer(line.text):
        period = re.match(r"[\s(가-힣)]{0,6}[~∼〜]|부터", line.text[match.end() : match.end() + 8])
        other = _NOT_PUBLISHED.search(line.text[max(0, match.start() - 4) : match.start("stamp")])
        if (
            not _MODIFIED_WORD.fullmatch(match["label"])
            and not _inside_word(line.text, match.start())
            and not other
            and not period
        ):
            stamp = parse_stamp(match["stamp"])
            if stamp:
                return stamp
    sent = _SENT.search(line.text)
    if sent:
        return parse_stamp(sent["stamp"])
    previous = lines[position - 1] if position else None
    if line.date and previous is not None:
        label = _LABEL_ONLY.match(previous.text)
        if label and not _MODIFIED_WORD.fullmatch(label["label"]):
            bare = _BARE.search(line.text)
            return parse_stamp(bare["stamp"]) if bare else None
    return None


def _inside_word(text: str, at: int) -> bool:
    return at > 0 and "가" <= text[at - 1] <= "힣" and text[at - 2 : at] not in {"기사", "최초"}


# 1383 공모 … 안내 등록일 : …: a board's row; not 2024 옥천군 소식 등록일 : …
_NUMBERED = re.compile(r"(?!(?:19|20)\d\d\s)\d{1,6}\s\S+\s\S+\s")
_STAMP_LINE, _ADDRESSED = 40, 400
_IMAGE_BEGINS = "!["  # ![](https://….kr/2024/03/05/….jpg): the day is the picture's
_ADDRESS = re.compile(r"\(?(?:www\.|https?://)[^\s)]*\)?|[\w.+-]+@[\w.-]+")


def _plain_length(text: str) -> int:
    """Return how long a line is without blanks and addresses: 갑천일보 (www.….kr) 2018-10-15 is a stamp line."""
    return len("".join(_ADDRESS.sub("", text).split())) if len(text) <= _ADDRESSED else len(text)


def _top_of_page(lines: list[Line], position: int, first: int, titles: tuple[int, ...]) -> bool:
    """Tell whether a bare date is the page's own clock: among its first lines, with weather or menus between it and the body."""
    if titles and min(titles) < position:
        return False
    between = lines[position + 1 : min(position + 5, first)]
    return position <= 2 and any(line.weather or line.menu or line.row for line in between)  # noqa: PLR2004  the first lines


def _in_body_stamp(lines: list[Line], first: int, after: int) -> tuple[str | None, int | None]:
    """Find a stamp in brackets at the head or the end of the body: ``[승인 2018.12.24 06:06 …]``, ``(2023.11.10)``."""
    head, tail = lines[first], lines[after - 1]
    opening = _LABELLED.search(head.text[:80])
    if opening and not _MODIFIED_WORD.fullmatch(opening["label"]) and not _inside_word(head.text, opening.start()):
        stamp = parse_stamp(opening["stamp"])
        if stamp:
            return stamp, first
    sent = _SENT.search(tail.text[-60:])
    if sent:
        return parse_stamp(sent["stamp"]), after - 1
    end = tail.text[-120:]
    closing = [match for match in _PAREN_STAMP.finditer(end) if match.end() >= len(end.rstrip()) - 2]
    if closing and not (closing[-1]["label"] and _MODIFIED_WORD.fullmatch(closing[-1]["label"])):
        return parse_stamp(closing[-1]["stamp"]), after - 1
    return None, None

"""Lines of a page and what each looks like by itself: prose, heading, row, date, byline, caption, stop."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dure.engines.reading.document import Unit
from dure.engines.reading.lexicon import any_of, words

if TYPE_CHECKING:
    from dure.engines.reading.document import Document

_BREAK = re.compile(r"\r\n|\r|\n")
# A dump indents the rows of a list; a numbered line at the margin is the author's own (1. 공모기간: …).
_ROW = re.compile(r"\s*•\s*|\s+\d{1,3}\.\s+|•\s*")
_SPACE = re.compile(r"\s+")
_HANGUL = re.compile("[가-힣]")
_LATIN = re.compile("[A-Za-z]")
# A Korean sentence ends in a declarative, interrogative or nominal ending, then a stop, then closing marks.
_END_MARKS = r"[”\"’'」』>)\]】\s]*"
_SENTENCE_END = re.compile(
    rf"(?:[가-힣](?:다|요|죠|까|자|라|네|음|임|함|됨|짐|님|오|지|군|걸)|[a-z0-9%)’”'\"])[.?!]{_END_MARKS}$"
    rf"|[다요][.?!]?[”\"’']{_END_MARKS}$"
)
_SENTENCE_INSIDE = re.compile(r"[가-힣](?:다|요|까|음|함|임|됨)[.?!](?:[”\"’'\s)]|$)|[a-z]{2}[.?!]\s+[A-Z“\"‘']")
_PLAIN_END = re.compile(r"(?:[가-힣]{2}다|습니다|입니다|니다|한다|됐다|했다|이다)$")
_TRUNCATED = re.compile(r"(?:\.\.|…|\.{3,}|···)\s*$")
_MARKER = re.compile(
    r"\s*(?:[□■◇◆○●◎ㅇ❍◦▶▷►▸△▲▪▫※☞*]|[-–—·‣]\s|[①-⑳]|[가-하]\.\s|\d{1,2}[.)]\s|\(\d{1,2}\)\s|<[^>]{2,40}>$|【)"
)
_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|bmp|hwpx?|pdf|docx?|xlsx?|pptx?|zip|mp4|txt)\s*(?:\([^)]*\)|\[[^\]]*\])?\s*$", re.IGNORECASE
)
_DATE = r"(?:(?:19|20)\d{2}|\d{2})\s?[.\-/년]\s?\d{1,2}\s?[.\-/월]\s?\d{1,2}\s?[.일]?"
_BARE_DATE = re.compile(
    rf"^\W*{_DATE}[\s(\[]*(?:[월화수목금토일]|[월화수목금토일]요일)?[)\]\s]*(?:(?:오전|오후)?\s*\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?\W*$"
)
_LABELLED_DATE = re.compile(
    rf"(?:{any_of('page', 'published_labels')}|{any_of('page', 'modified_labels')})\s*(?:시간|일시|일)?\s*[:：\]|]*\s*[:：]?\s*[\[(]?\s*{_DATE}",
    re.IGNORECASE,
)
_LIST_ROW = re.compile(rf"^\s*\d{{1,6}}\s+\S.{{6,}}\s{_DATE}\s*(?:\d+)?\s*$")
_REPORTER = any_of("page", "reporter_titles")
_EMAIL = r"[\w.+-]+@[\w.-]*"
_BYLINE = re.compile(
    rf"^\W*(?:[가-힣A-Za-z/·,\s]{{2,20}}[=/|]\s*)?(?:[가-힣]{{2,4}}\s*{_REPORTER}[,\s·/|]*)+(?:{_EMAIL})?\W*(?:{_EMAIL})?"
    rf"(?:\s*(?:승인|입력|등록).*)?$|^\s*{_EMAIL}\s*$|^(?:글|사진|글·사진)\s*[=/]\s*[가-힣\s]{{2,12}}$"
    rf"|^\W*(?:[가-힣A-Za-z/·]{{2,12}}\s*=\s*)[가-힣]{{2,4}}\s*{_REPORTER}[^다]{{0,30}}$"
    rf"|^[^.!?]{{0,24}}?[가-힣]{{2,4}}\s*{_REPORTER}\s*{_EMAIL}\W*$"
)
_CAPTION = re.compile(
    r"^\s*(?:[▲△▶◀▼▷]|<\s*사진|\[\s*사진|사진\s*[=:설]|\*?\s*사진\s*설명|\(\s*사진).*(?:사진|제공|기자|©|ⓒ|모습|장면|촬영|캡처|있다|했다)"
    r"|(?:사진\s*(?:제공)?\s*[=:/]\s*[^.]{2,20}|사진\s*제공|[/|(\[=]\s*(?:연합뉴스|뉴시스|뉴스1)\s*(?:제공)?)[\])]?\s*$"
    r"|^[^.!?]*[다음]\.\s*(?:[가-힣A-Za-z0-9]{2,14}\s*(?:제공|자료사진))\.?\s*$"
    r"|^[^.!?]*(?:있다|모습|장면|전경)\.?\s*(?:[가-힣]{2,4}\s*(?:인턴\s*|선임\s*)?기자|연합뉴스|뉴시스|뉴스1|AP|AFP|로이터|EPA|[가-힣]{2,12}\s*제공)\s*$"
    r"|^\s*(?:\*|※)?\s*\(?사진\s*(?:설명|있음|제공|=|:)|[ⓒ©]\s*[가-힣]{2,10}(?:\s*기자)?\s*$|^[^.]{5,80}(?:제공|자료사진)\.?\s*[\])]?$"
)  # fmt: skip
_HARD_STOP = re.compile(any_of("page", "hard_stops"), re.IGNORECASE)
_LONG_SECTION = "|".join(re.escape(word) for word in words("page", "section_words") if len(word) > 3)  # noqa: PLR2004
_SHORT_SECTION = "|".join(re.escape(word) for word in words("page", "section_words") if len(word) <= 3)  # noqa: PLR2004
# A short word opens another part only when it stands alone: "공유" does, "공유주방을 열다" does not.
_SECTION = re.compile(
    rf"^.{{0,20}}카테고리의 다른 글|^\W{{0,4}}(?:(?:{_LONG_SECTION})(?:\W.*|[가-힣]{{0,3}})|(?:{_SHORT_SECTION})\W*\d*)$", re.IGNORECASE
)
_TRANSLATION = re.compile(any_of("page", "translation_marks"), re.IGNORECASE)
_WEATHER = re.compile(r"(?:-?\d{1,2}(?:\.\d)?\s*(?:℃|°C|도C)|기상청\s*제공|미세먼지)")
_MENU = frozenset(words("page", "menu_words"))
_SHORT = 35
# Letters without spaces: no line of stamps is longer than the first, no lead shorter than the last.
_LONGEST_ROW = 200
_STAMP_LINE, _HEADING, _LONG_HEADING, _LEAD = 90, 15, 25, 90


@dataclass(frozen=True, slots=True)
class Line:
    """A unit with its trimmed text, and what it looks like by itself."""

    index: int
    unit: Unit
    start: int
    end: int
    text: str
    length: int  # code points that are not space
    row: bool  # a bulleted or numbered row of a list
    prose: bool  # holds a sentence
    truncated: bool  # a lead cut short
    marker: bool  # begins with the mark of a press release
    date: bool
    byline: bool
    caption: bool
    hard_stop: bool
    section: bool  # the heading of a part that is not the article
    list_row: bool  # a row of a board: number, title, date
    attachment: bool
    translation_mark: bool
    weather: bool
    menu: bool
    latin: bool  # no Hangul to speak of

    @property
    def short(self) -> bool:
        """Return whether the line is no longer than a heading."""
        return self.length <= _SHORT


def text_units(text: str) -> tuple[Unit, ...]:
    r"""Return the lines of plain text as units, without their breaks; rows of lists are tagged ``li``.

    >>> [(u.start, u.end, u.tag) for u in text_units("가\r\n  • 나")]
    [(0, 1, ''), (3, 8, 'li')]
    """
    units: list[Unit] = []
    at = 0
    for match in _BREAK.finditer(text):
        units.append(_text_unit(text, at, match.start()))
        at = match.end()
    units.append(_text_unit(text, at, len(text)))
    return tuple(units)


def _text_unit(text: str, start: int, end: int) -> Unit:
    return Unit(start, end, "li" if _ROW.match(text, start, end) else "")


def lines_of(document: Document) -> list[Line]:
    """Return the lines of a document that are not blank, each with what it looks like."""
    lines: list[Line] = []
    for unit in document.units:
        raw = document.text[unit.start : unit.end]
        stripped = raw.strip(" \t\u00a0\u3000\u200b\ufeff\x0b\x0c")
        if not stripped:
            continue
        start = unit.start + raw.index(stripped)
        lines.append(_line(len(lines), unit, start, stripped))
    return lines


def _line(index: int, unit: Unit, start: int, stripped: str) -> Line:
    row = (unit.tag == "li" and _ROW.match(stripped) is not None) or (unit.tag == "li" and unit.region != "body")
    words_only = _ROW.sub("", stripped, count=1) if row else stripped
    length = len(_SPACE.sub("", words_only))
    head = words_only[:400]
    hangul = len(_HANGUL.findall(head))
    latin = len(_LATIN.findall(head))
    date = (
        length <= _STAMP_LINE
        and not _SENTENCE_INSIDE.search(words_only)
        and (_BARE_DATE.match(words_only) is not None or _LABELLED_DATE.search(words_only) is not None)
    )
    ended = _SENTENCE_END.search(words_only[-40:]) is not None
    prose = length > _HEADING and (
        ended
        or _SENTENCE_INSIDE.search(words_only) is not None
        or (length > _LONG_HEADING and _PLAIN_END.search(words_only) is not None)
    )
    return Line(
        index=index,
        unit=unit,
        start=start,
        end=start + len(stripped),
        text=stripped,
        length=length,
        row=row,
        prose=prose and not date,
        truncated=_is_truncated(words_only, length, ended=ended),
        marker=_MARKER.match(stripped) is not None,
        date=date,
        byline=length <= 80 and _BYLINE.match(words_only) is not None,  # noqa: PLR2004  a signature, not a paragraph
        caption=unit.region == "caption" or (length <= 220 and _CAPTION.search(words_only) is not None),  # noqa: PLR2004  captions are short
        hard_stop=_is_hard_stop(words_only, length),
        section=length <= 40 and _SECTION.match(words_only) is not None and not (ended and length > 25),  # noqa: PLR2004  a heading
        list_row=length <= _LONGEST_ROW and _LIST_ROW.match(words_only) is not None,
        attachment=length <= 120 and _FILE.search(words_only) is not None,  # noqa: PLR2004  a file name
        translation_mark=_TRANSLATION.search(words_only) is not None,
        weather=length <= 60 and not ended and _WEATHER.search(words_only) is not None,  # noqa: PLR2004  a row of the weather box
        menu=_is_menu(words_only),
        latin=latin > 4 * hangul and latin > 10,  # noqa: PLR2004  names and units are Latin in Korean lines too
    )  # fmt: skip


def _is_menu(text: str) -> bool:
    """Tell a line of nothing but menu words."""
    found = [word for word in re.split(r"[\s|·>•]+", text) if word]
    return bool(found) and all(word in _MENU for word in found)


def _is_hard_stop(text: str, length: int) -> bool:
    """Tell whether a line is a notice; a paragraph that ends in one is still a paragraph."""
    match = _HARD_STOP.search(text) if length <= 200 else None  # noqa: PLR2004  no notice is longer
    return match is not None and _SENTENCE_INSIDE.search(text[: match.start()]) is None


_SIGNED_OFF = re.compile(
    rf"(?:{_REPORTER}|{_EMAIL}|끝\)?|송고|연합뉴스|뉴시스|뉴스1|제공|금지|등|[)\]】>])\W*(?:{_DATE}[\s\d:]*송고)?\W*$"
)


def _is_truncated(text: str, length: int, *, ended: bool) -> bool:
    """Tell a lead that was cut short: by dots, or sentences that stop in the middle of one."""
    if _TRUNCATED.search(text):
        return True
    if (
        ended
        or length < _LEAD
        or _PLAIN_END.search(text)
        or _SIGNED_OFF.search(text[-60:])
        or re.search(r"[.!?][”\"’'」』>)\]】\s]*$", text[-12:])
    ):
        return False
    return length > 200 or _SENTENCE_INSIDE.search(text) is not None  # noqa: PLR2004  no point of a list is as long

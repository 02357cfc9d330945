"""The outlet's name in what a content-management system prints around and into an article: the last to be asked.

A word is taken by its ending (-신문, -뉴스) and by what stands right beside it: an address, a reporter, a stamp, a sign of
ownership, the bracket of a dateline, the words of a printer or a greeting. Where the ending is a word of its own, the name is two
(CBN 뉴스).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.imprint import AGENCIES, ENDINGS, MASTHEAD, is_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.lines import Line

_ENDING = re.compile(rf"{ENDINGS}|NEWS|뉴시스")
# 물빛뉴스; CBN 뉴스; 국민일보 쿠키뉴스; 뉴스1; 물빛뉴스원
_NAME = re.compile(
    rf"(?<![가-힣A-Za-z0-9·])(?:[A-Z][A-Za-z]{{1,5}}\s(?:뉴스|신문|일보|방송|타임[즈스]|저널|통신|투데이|NEWS|TV)|뉴스1|뉴시스|뉴스핌"
    rf"|(?:{MASTHEAD}\s)?{MASTHEAD}(?:원|온|존|로)?(?:\([A-Z]{{3,12}}\))?)(?![가-힣A-Za-z0-9·])"
)
_BY = r"(?:[가-힣·]{2,8}(?:\s?=\s?|\s))?(?:[가-힣]{0,8}(?:본부|지사|지국|취재팀)\s)?[가-힣]{2,4}\s?기자"
# … daon@example.com; … 임다온 기자; … 기자; … / 2024.03.05; … 홈페이지에 오신 것을; … 홈페이지(…)에서 프린트;
# … www.example.com; … PC버전; …로고
_BEHIND = re.compile(
    rf"\s?[(<\[]?\s?[\w.+-]+@[\w-]|(?:\s|\s?[=/|ㅣ]\s?){_BY}|\s기자(?:\s|$)|\s?[/|]\s?20\d\d[.-]\d|\s홈페이지(?:에\s오신|\()"
    r"|\s(?:https?://|www\.)(?![\w.-]*\.(?:go|or|re)\.kr)\S+$|\s?(?:PC|모바일)\s?버전$|로고$"
)
# 임다온 기자 / …; 임다온기자@…; 최종편집 …; 기자명 …; by …; [출처] …; 입력 2024.03.05 10:00 …
_BEFORE = re.compile(
    r"(?:기자\s?[/|@]|최종\s?(?:편집|수정)|^\W*(?:기자명|by|출처\s?[\]:：])|^\W{0,2}(?:입력|등록|승인)\s?:?\s20\d\d[\d.:\-\s]*)\s?$"
)
# [옥천=…; ![] [… | 옥천군은
_BRACKET = re.compile(r"(?:!\[[^\]]*\](?:\([^)]*\))?|[^\w\[(【])*[\[(【]\s?(?:[가-힣·ㆍ]{2,8}\s?=\s?)?")
_BRACKET_BEHIND = re.compile(r"\s?[\])】]|\s?[=/,·]|\s[가-힣]{2,6}\s?=|\s?[-–][가-힣]{2,8}\]|\s20\d\d[.\s\d]+\]")
_OWNED = re.compile(r"(?:[ⓒ©◎]|\([cC]\))\s?$")
_ARCHIVE = re.compile(r"\s?자료사진")
# 물빛뉴스 = 옥천군이 …
_SAYS = re.compile(r"\s?=\s")
# • 물빛일보; 물빛뉴스 로고: without the word a town's own page may call its news so
_ALONE = re.compile(
    r"[•·\s]*(?P<name>[가-힣A-Za-z0-9·]{2,12}(?:(?<!뉴스)(?<!방송)(?<!TV)(?<!미디어)$|(?=\s로고$)))(?:\s로고)?"
)
# 뉴스픽의 … “물빛일보” 기사 내용을 3줄로 요약한 결과: who sums up another's article
_SUMMED = re.compile(r"[“\"‘'](?P<name>[^”\"’'\s]{2,14})[”\"’']\s기사\s?(?:내용|본문|전문)")
_SAID_TWICE = re.compile(r"^(\S+)\s\1$")  # 물빛뉴스 물빛뉴스 임다온 기자
_OWNER_SIGN = 4  # letters
_JOINED = re.compile(r"\s|\([A-Z]+\)$|(?<=뉴스)원$")
_MASTHEAD = re.compile(MASTHEAD)
_ABOVE, _BELOW, _OPENING, _CLOSING, _FRAME, _LAST, _LONE = 10, 8, 44, 60, 90, 3, 20


def in_frame(lines: Sequence[Line], first: int, after: int) -> tuple[str, int] | None:
    """Return the name that stands beside a sign of an outlet around an article, at its two ends or in its pictures' words.

    Of several in one line the first counts. An agency's picture and a section's name say nothing.
    """
    for position, text, owned in _pieces(lines, first, after):
        for found in _NAME.finditer(text):
            name = _SAID_TWICE.sub(r"\1", found[0])
            if name not in AGENCIES and not is_named(_JOINED.sub("", name)):
                continue
            start, end = found.span()
            if owned:  # a whole paragraph perhaps
                sign = _OWNED.search(text, max(0, start - _OWNER_SIGN), start) or _ARCHIVE.match(text, end)
                said = name not in AGENCIES and sign is not None
            else:
                before = text[:start]
                bracket = _BRACKET.fullmatch(before) is not None and _BRACKET_BEHIND.match(text, end) is not None
                begins = not before and first <= position <= first + 1 and _SAYS.match(text, end) is not None
                said = bracket or begins or _BEFORE.search(before) is not None or _BEHIND.match(text, end) is not None
            if said:
                return name, position
    return _summed(lines, first, after) or _alone(lines, first, after)


def _alone(lines: Sequence[Line], first: int, after: int) -> tuple[str, int] | None:
    """Return the one name that stands alone right above or below the article, with a list's mark or without."""
    found: dict[str, int] = {}
    for position in (*range(max(0, first - _ABOVE), first), *range(after, min(len(lines), after + _LAST))):
        line = lines[position]
        alone = _ALONE.fullmatch(line.text) if line.length <= _LONE and _ENDING.search(line.text) else None
        if position < first and line.text.removesuffix(" 구독") in AGENCIES:
            found.setdefault(line.text.removesuffix(" 구독"), position)
        if alone and is_named(alone["name"]) and _MASTHEAD.fullmatch(alone["name"]):
            found.setdefault(alone["name"], position)
    return next(iter(found.items())) if len(found) == 1 else None


def _pieces(lines: Sequence[Line], first: int, after: int) -> Iterator[tuple[int, str, bool]]:
    """Yield the stretches that may name the outlet, by their lines: signatures and stamps, then the signs of pictures."""
    marked = []
    for position in range(max(0, first - _ABOVE), min(len(lines), after + _BELOW)):
        text = lines[position].text
        if not _ENDING.search(text):
            continue
        if any(map(text.__contains__, _SIGNS)):
            marked.append(position)
        if first <= position < after:
            if len(text) <= _FRAME and not lines[position].prose:
                yield position, text, False
            elif position <= first + 1 or "기자" in text[:_OPENING]:
                yield position, text[:_OPENING], False
            if position == after - 1:
                yield position, text[-_CLOSING:], False
        elif len(text) <= _FRAME:
            yield position, text, False
    for position in marked:
        yield position, lines[position].text, True


_SIGNS = ("ⓒ", "©", "◎", "(C)", "(c)", "자료사진")


def _summed(lines: Sequence[Line], first: int, after: int) -> tuple[str, int] | None:
    """Return whose article a page says that it sums up."""
    for position in range(max(first, after - 2), min(len(lines), after + 2)):
        found = _SUMMED.search(lines[position].text) if "기사" in lines[position].text else None
        if found:
            return found["name"], position
    return None

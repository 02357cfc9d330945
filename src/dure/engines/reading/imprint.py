"""What a page calls itself outside its article: in notices, its foot, beside its title, above its menu, before its lead.

An ending (-신문, -뉴스) makes a word an outlet's name; without one a name counts only where its place says whose it is, or
where the page says it again. Offices and their sites are no outlets.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.lexicon import any_of, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dure.engines.reading.lines import Line

_WORD = r"[가-힣A-Za-z0-9·]{2,14}"
_NAME = re.compile(_WORD)
_FOOT_LINES, _HEAD_LINES, _NOTE, _IMPRINT = 60, 60, 80, 400

# The name of an outlet by its ending, and sections of one that end alike.
ENDINGS = "일보|신문|신보|뉴스|투데이|타임스|타임즈|저널|통신|미디어|닷컴|TV|데일리|프레스|헤럴드|포스트|방송|경제|매일|의소리|와이어|매거진|포커스|시보|리뷰"
MASTHEAD = rf"[가-힣A-Za-z0-9·]{{1,10}}?(?:{ENDINGS})"
_MASTHEAD = re.compile(MASTHEAD)
_SECTION = re.compile(
    r"(?:정책|브리핑|실시간|오늘의?|주요|최신|지역|인기|포토|사진|영상|동영상|연예|스포츠|사회|정치|국제|전국|세계|헤드라인|핫|랭킹|탑|톱|카드|많이|생활|문화|시민|시정|군정|구정|도정|금융|산업|증권|거시|실물|사회적|공유|창조|녹색|디지털|국민|서민|민생|관련|추천|기획|특집|화제|단독|속보|종합|교육|날씨|라이브|모바일|인터넷|종이|지면|전체|일반|글로벌|해외|국내|AI|IT|의회|마을|농업|농촌|복지|환경|건강|여성|청년|관광|여행|행정|자치|지방|기업|부동산|공연|종교|인물|동네|우리동네|이웃|주간|월간|일간|멀티|그래픽|쇼츠|독자|어린이|학생|대학|경찰|소방|자동차|과학|해양|수산|언론|주민|향우|한줄|네이버|다음|네이트|구글|카카오)?(?:신문|뉴스|투데이|통신|미디어|TV|방송|경제|매일|포스트|저널|매거진|포커스|리뷰)"
)
# An office, its site, or a body that is none of the press; 충청 is a region.
_OFFICE = re.compile(
    r"(?:(?<!충)청|시|군|구|도|부|처|원|의회|공단|공사|위원회|재단|센터|협회|연합회|조합|학교|대학|병원|은행|그룹|지부|청사)$|누리집|홈페이지"
)
# Words of forms, menus and series.
_NO_NAME = re.compile(
    r"등록|번호|발행|편집|주소|대표|전화|팩스|회사|소개|약관|정책|방침|문의|광고|구독|제휴|책임|저작|무단|금지|콘텐츠|기사|사업자|인터넷신문|본사|본지|로그인|메뉴|보기|바로가기"
    r"|^(?:기획|특집|연재|르포|인터뷰|칼럼|기고|사설|집중|심층|탐방|알림|공고|모집|안내)|(?:기획|특집|연재|르포|인터뷰|칼럼|기고|사설|시리즈|탐방|리포트|브리핑|이야기|소식통|호|회|편|부|차)$"
)
_TAG_WORDS = frozenset((*words("page", "headline_tags"), *words("page", "menu_words"), "한국", "뉴스", "신문", "방송"))


def is_named(name: str) -> bool:
    """Tell whether a word can be what an outlet calls itself, if its place says so: no office, no section, no word of a form."""
    return (
        len(name) > 2  # noqa: PLR2004  a place, a family name
        and _NAME.fullmatch(name) is not None
        and not name.isascii()
        and not name.isdigit()
        and name not in _TAG_WORDS
        and not _OFFICE.search(name)
        and not _NO_NAME.search(name)
        and not _SECTION.fullmatch(name)
    )


def _is_masthead(name: str) -> bool:
    return is_named(name) and _MASTHEAD.fullmatch(name) is not None


_SIGN = re.compile(
    r"(?:copyrights?\s*)?(?:[ⓒ©]|\(c\)|저작권자\s*[ⓒ©]?)+(?:\s*copyrights?)?|copyrights?\s*[@:]?", re.IGNORECASE
)
# 물빛나루(주) © mulbit.kr …, 물빛나루의 모든 콘텐츠는 저작권법의 …
_OWNS = re.compile(
    rf"\W*(?P<name>{_WORD}?)\s?(?:\(주\)|㈜)?\s?(?:[ⓒ©]\s?[a-z]|(?:의|에서 제공하는)\s(?:모든|전체)\s(?:콘텐츠|컨텐츠|기사|저작물))",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\s*(?:(?:19|20)\d\d(?:\s?[-~]\s?(?:20\d\d)?)?\.?\s*)?(?:by\s)?[\s<\[(]*", re.IGNORECASE)
_SLOGAN = re.compile(r"['\"‘“「][^'\"’”」]{2,24}['\"’”」]\s*(?=[가-힣A-Za-z])")
_NOTICE_ENDS = re.compile(
    r"[,.|<>&(\[\])/:]|\s[-–—]|무단|상업적|재배포|all\s?right|\bcorp|\binc\b|\bco\b|\bltd|reserved|기자|제공",
    re.IGNORECASE,
)


def owner_named(text: str) -> str | None:
    """Return the last word of whom a notice names, behind slogans: ⓒ 종합 미디어 물빛데일리 - 무단전재 금지.

    >>> owner_named("Copyright @물빛투데이 Corp. All rights reserved.")
    '물빛투데이'
    """
    before = _OWNS.match(text)
    if before:
        return before["name"]
    sign = _SIGN.search(text)
    if sign is None:
        return None
    rest = text[sign.end() :]
    rest = _SLOGAN.sub("", rest[_YEARS.match(rest).end() :])  # type: ignore[union-attr]  # matches the empty text too
    ends = _NOTICE_ENDS.search(rest)
    named = rest[: ends.start()].strip("'\"‘’“” ").split() if ends else rest.strip("'\"‘’“” ").split()
    if (
        not named
        or len(named) > (_WORDS_OF_SLOGAN if named[-2:-1] and _PRESS.search(named[-2]) else _WORDS_OF_OWNER)
        or (ends and ends[0] == "기자")
    ):
        return None
    if len(named) == 2 and sum(map(len, named)) <= _LONG_WORD and not any(map(_is_masthead, named)):  # noqa: PLR2004
        return " ".join(named)  # 시사 물빛
    name = named[0] if _is_masthead(named[0]) and not _is_masthead(named[-1]) else named[-1]
    if not is_named(name):  # 물빛통신·물빛 TV
        parts = [part for word in named for part in word.split("·")]
        name = next((part for part in reversed(parts) if _is_masthead(part)), name)
    return name if _NAME.fullmatch(name) else None


# © MUL BIT NEWS 무단전재 …; ©(주) MBT 무단전재 …; © 물빛호남 TV방송 무단전재 …; © The Mulbit Daily(www.….kr)
_IN_WORDS = re.compile(
    r"(?:[ⓒ©]|\([cC]\))\s?(?:\(주\)|㈜)?\s?(?P<name>[A-Z][A-Za-z&]*(?:\s[A-Z][A-Za-z&]*){0,3}|[가-힣A-Za-z0-9]{2,8}\s(?:TV\s?)?(?:뉴스|신문|방송|타임[즈스]|TV|NEWS))(?=\s무단\s?[전복배]|\.\s[Aa]ll\s[Rr]|\s?\((?:https?://)?(?![\w.-]*\.(?:go|or|re)\.kr)(?:\w+\.)?[\w-]+\.(?:co\.)?(?:kr|com)\))"
)


def owner_in_words(text: str) -> str | None:
    """Return the whole name of two words, or of Latin letters, that a notice against copying gives right behind its sign.

    >>> owner_in_words("저작권자 © MUL NEWS 무단전재 및 재배포 금지")
    'MUL NEWS'
    """
    found = _IN_WORDS.search(text)
    return found["name"] if found and not _OFFICE_IN_ENGLISH.search(found["name"]) else None


# © Okcheon County. All Rights Reserved.
_OFFICE_IN_ENGLISH = re.compile(
    r"\b(?:County|City|Province|Ministry|Government|Office|Council|Agency|Service|University|Corporation|Institute|Foundation)\b",
    re.IGNORECASE,
)


_WORDS_OF_OWNER, _WORDS_OF_SLOGAN, _LONG_WORD = 5, 10, 6
_PRESS = re.compile(r"(?:언론|미디어|매체|신문|방송|뉴스|저널)$")  # 살기 좋은 세상을 만드는 언론 갯바람
_REGISTERED = re.compile(r"등록\s?번호|발행\s?[·.]?\s?(?:인|편집)|편집인|제\s?호\s?[:：]|청소년\s?보호\s?책임자")
_FIELD = re.compile(rf"(?:제\s?호|매체명|신문명)\s*[:：]?\s*(?:\(주\)|㈜|주식회사)?\s*(?P<name>{_WORD})")
_OPENING = re.compile(
    rf"\W*(?:(?:법인명|상호|회사명)\s*[:：]\s*)?(?P<paper>인터넷신문|주간신문)?\s*(?:\(주\)|㈜|주식회사)?\s*(?P<name>{_WORD})(?=[\s|│ㅣ,(]|$)"
)


_ASKS_SIGN = re.compile(r"구독\s?[신하]|후원\s?[하안]|제보하기|앱\s?[설다]")
# 물빛신문 구독신청 하기, ▶클릭하면 물빛신문 후원 안내를
_ASKS = re.compile(
    rf"(?:^|[\s▶])(?P<name>한겨레|{MASTHEAD})\s(?:정기\s?)?(?:구독\s?(?:신청|하기)|후원\s?(?:하기|안내)|제보하기|앱\s?(?:설치|다운))"
)


def in_foot(lines: Sequence[Line], first: int, after: int, titles: Sequence[str]) -> tuple[str, int] | None:
    """Return the name in the foot of a page: its imprint (제호, 등록번호, 발행인), its copyright, who asks for readers there.

    ``titles`` are the parts of the title that the head of the page declares: a name that is one of them is said again.
    """
    foot = range(max(after, len(lines) - _FOOT_LINES), len(lines))
    for position in foot:
        text = lines[position].text[:_IMPRINT]
        if not _REGISTERED.search(text):
            continue
        field, opening = _FIELD.search(text), _OPENING.match(text)
        if field and is_named(field["name"]):
            return field["name"], position
        name = opening["name"] if opening else ""
        said = opening is not None and opening["paper"] is not None
        if _is_masthead(name) or (
            is_named(name) and (said or (name in titles or _again(name, lines, first, after, position)))
        ):
            return name, position
    for position in foot:
        line = lines[position]
        owner = owner_named(line.text) if line.hard_stop and line.length <= _IMPRINT else None
        if owner and (
            _is_masthead(owner)
            or (is_named(owner) and (owner in titles or _again(owner, lines, first, after, position)))
        ):
            return owner, position
    for position in foot:
        text = lines[position].text
        asks = _ASKS.search(text) if lines[position].length <= _NOTE and _ASKS_SIGN.search(text) else None
        if asks and not _SECTION.fullmatch(asks["name"]):
            return asks["name"], position
    return None


def _again(name: str, lines: Sequence[Line], first: int, after: int, but: int) -> bool:
    """Tell whether the page says a name again outside its article and outside one other line."""
    return any(
        name in line.text
        for position, line in enumerate(lines)
        if position != but and not first <= position < after and line.length <= _NOTE
    )


# not <적극행정>은 …: a word of the sentence
_LABEL = re.compile(
    rf"\s*[\[<〈【(]\s*(?P<name>{_WORD})\s*[\]>〉】)](?!(?:[은는이가을를의과와]|이란|으로|에서?)\s)\s*\S"
)


def before_lead(lines: Sequence[Line], first: int, after: int) -> tuple[str, int] | None:
    """Return the name in brackets before the first paragraph, when the page says it again: before its headline, in its foot."""
    label = _LABEL.match(lines[first].text)
    if label is None or not is_named(label["name"]):
        return None
    name = label["name"]
    alone = lines[first].prose and _ALONE_AS.fullmatch(name) is not None
    return (name, first) if alone or _again(name, lines, first, after, first) else None


# (갯바람소리) 옥천군은 …: no region, no two words for whom the news is
_ALONE_AS = re.compile(
    r"(?!(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주|영남|호남|충청|수도권)(?:[·/]?[가-힣]{2})?$)[가-힣A-Za-z0-9]{3,10}"
)


_PARTS = re.compile(r"\s+[-–—|<>:]{1,2}\s+|\s*[|ㅣ│]\s*")
_LONG_PART, _TITLE_LINES = 10, 3


def beside_title(lines: Sequence[Line], first: int, after: int) -> tuple[str, int] | None:
    """Return the site in the first lines of a page that hold its headline again: 물빛나루 - 옥천군, …; … < 행정 < 기사본문 - 물빛뉴스."""
    for position in range(min(first, _TITLE_LINES)):
        parts = _PARTS.split(lines[position].text)
        if len(parts) < 2 or max(map(len, parts)) < _LONG_PART:  # noqa: PLR2004  a title and a site
            continue
        headline = max(parts, key=len)
        told = any(line.text == headline for line in lines[position + 1 : first])
        for name in (parts[-1].strip(), parts[0].strip()):
            like_news = NEWS.search(name) is not None  # 물빛뉴스로, 뉴스마루: the word within it says what it is
            if _is_masthead(name) or (
                told and is_named(name) and (like_news or _again(name, lines, first, after, position))
            ):
                return name, position
    return None


NEWS = re.compile(r"뉴스|신문|일보|타임[스즈]|저널")
_PAGE_OF = re.compile(r"\s*(?:제?\s?\d{1,3}\s?면|\d{1,3}면)$")
_STATION = re.compile(
    r"(?P<name>[가-힣]{2,4}(?:MBC|KBS|CBS|SBS|BBS|EBS|PBC))(?:\s?(?:NEWS|News|뉴스))?"
)  # 물빛MBC NEWS
_OFFICE_LINE = re.compile(r"[가-힣\s]{2,12}(?:시청|군청|구청|도청|특별시|광역시|교육청|의회)$")


def alone_in_head(lines: Sequence[Line], first: int, after: int) -> tuple[str, int] | None:
    """Return the one name that stands alone above the article; of several the one that the page says again at its foot."""
    found: dict[str, int] = {}
    for position in range(min(first, _HEAD_LINES)):
        line = lines[position]
        if line.row or line.length > _LONG_NAME:
            continue
        if _OFFICE_LINE.match(line.text):
            return None
        station = _STATION.fullmatch(line.text)
        if station:
            return station["name"], position
        name = _PAGE_OF.sub("", line.text)
        if _is_masthead(name):
            found.setdefault(name, position)
    if len(found) > 1:
        foot = " ".join(line.text for line in lines[max(after, len(lines) - _FOOT_LINES) :])
        found = {name: position for name, position in found.items() if name in foot}
    return next(iter(found.items())) if len(found) == 1 else None


_LONG_NAME = 16
_SOURCE = re.compile(
    rf"\[\s?저작권자?\s?[ⓒ©]?\s?(?P<owner>{_WORD})\s?\]|\W*(?:언론사명?|매체명?|보도매체|신문사|기사\s?제공|출\s?처)\s*[:：\t|]\s*(?P<name>{_WORD})(?=[\s|,(]|$)"
    rf"|\W*제공\s?[=:]\s?(?P<shared>{MASTHEAD})&[A-Z]"  # (제공 = 물빛신문&NAVER MEDIA API)
)
_NEAR = 8
_SOURCE_ROW = re.compile(rf"\W*(?:언론사명?|매체명?|신문사)\s+(?P<name>{MASTHEAD})(?=[\s|,(]|$)")


def labelled(lines: Sequence[Line], first: int, after: int) -> tuple[str, int] | None:
    """Return the name behind 언론사, 매체, 출처 beside the article, or in [저작권 …] above a picture's words."""
    for position in range(max(0, first - _NEAR), min(len(lines), after + _NEAR)):
        line = lines[position]
        if line.prose and "저작권" not in line.text[:8]:
            continue
        match = _SOURCE.match(line.text)
        row = None if match else _SOURCE_ROW.match(line.text)
        name = (match["owner"] or match["name"] or match["shared"]) if match else row["name"] if row else ""
        if is_named(name):
            return name, position
    return None


_REPORTER = any_of("page", "reporter_titles")
_SIGNED = re.compile(
    # (옥천=갯바람) 임다온 기자 =
    rf"\W{{0,3}}[(\[]\s*[가-힣·]{{2,6}}\s?=\s?(?P<placed>{_WORD})\s*[)\]]\s*[가-힣]{{2,4}}\s*(?:{_REPORTER}|=)"
    # [옥천=갯바람소리] 옥천군은 …: longer than a reporter's name
    rf"|\W{{0,3}}[(\[]\s*[가-힣·]{{2,6}}\s?=\s?(?P<only>(?![가-힣]{{2,4}}기자)[가-힣A-Za-z0-9·]{{4,14}})\s*[)\]]\s*[가-힣]"
    # [더마루 | 옥천=임다온 기자]
    rf"|\W{{0,3}}[(\[]\s*(?P<barred>{_WORD})\s*[|ㅣ/]\s*[가-힣·]{{2,6}}\s?=\s?[가-힣\s]{{2,12}}{_REPORTER}\s*[)\]]"
    # 옥천--(보도와이어)--
    rf"|[가-힣·]{{2,8}}\s?-{{1,2}}\s?\((?P<wired>{_WORD})\)\s?-"
    # 물빛타임즈임다온 기자 =, 물빛타임즈 = 임다온 기자
    rf"|\W{{0,3}}(?P<glued>{MASTHEAD})(?:\s?=\s?)?[가-힣]{{2,4}}\s?{_REPORTER}\s?[|=/\])]"
    # 더마루│옥천=임다온 기자.
    rf"|\W{{0,3}}(?P<piped>{_WORD})\s?[|│ㅣ]\s?[가-힣·]{{2,6}}\s?=\s?[가-힣]{{2,4}}\s?{_REPORTER}"
    # [더마루 = 글·사진 임다온 기자]
    rf"|\W{{0,3}}\[(?P<pictures>{_WORD})\s?=\s?(?:글[·ㆍ,]\s?)?사진[가-힣\s]{{2,8}}{_REPORTER}\s?\]"
    # (물빛일보(옥천뉴스) 임다온기자)
    rf"|\W{{0,3}}\((?P<double>{MASTHEAD})\([^()]{{2,12}}\)\s?[가-힣]{{2,4}}\s?{_REPORTER}\)"
    # 물빛뉴스 옥천취재본부 | …
    rf"|\W{{0,3}}(?P<desk>{MASTHEAD})\s[가-힣]{{0,6}}(?:[본분]부|취재팀|편집부|뉴스팀)\s?[|=]\s"
)
_SIGNATURE = 60


# ◎공감언론 물빛뉴스 daon@example.com; 물빛타임즈 / 임다온 기 (a page cut short in its last word)
_CLOSING = re.compile(
    rf"\W{{0,3}}(?:공감언론\s)?(?P<mailed>뉴시스|{MASTHEAD}[가-힣]?)\s*[(<]?(?:[\w.+-]+@|\[email)"
    rf"|\W{{0,3}}(?P<cut>{MASTHEAD})\s?/\s?[가-힣]{{2,4}}\s기$"
)
# … 알린다. /물빛뉴스; <물빛뉴스>; [물빛뉴스 옥천=임다 (a page cut short in its last word)
_AFTER_MARK = {
    "/": re.compile(rf"/\s?(?P<name>{MASTHEAD})$"),
    "=": re.compile(rf"=\s?(?P<name>{MASTHEAD})$"),
    "[": re.compile(rf"\[(?P<name>{MASTHEAD})(?:\]$|\s(?:[가-힣]{{2,6}}=)?[가-힣]{{0,4}}$)"),
    "【": re.compile(rf"【(?P<name>{MASTHEAD})(?:】$|\s(?:[가-힣]{{2,6}}=)?[가-힣]{{0,4}}$)"),
    "<": re.compile(rf"<(?P<name>{MASTHEAD})>$"),
    "(": re.compile(rf"\((?P<name>{MASTHEAD})\)$"),
}
_SENTENCE_END = re.compile(r"[다요][.]\s?$")


def _marked_end(text: str) -> str:
    """Return the name behind the last mark of a line that it stands alone in, or that ends with a sentence before it."""
    for mark, pattern in _AFTER_MARK.items():
        at = text.rfind(mark, max(0, len(text) - _MARK_NEAR))
        found = pattern.match(text, at) if at >= 0 else None
        if found and (at == 0 or mark in "[【" or (mark in "/=" and _SENTENCE_END.search(text, 0, at))):
            return found["name"]
    return ""


_MARK_NEAR = 26


def closing(lines: Sequence[Line], after: int) -> tuple[str, int] | None:
    """Return the name before an address, behind a stroke, or before a reporter cut short, that ends the article."""
    for position in range(after - 1, min(len(lines), after + _CLOSING_LINES)):
        line = lines[position]
        match = _CLOSING.match(line.text) if line.length <= _SIGNATURE else None
        name = next((one for one in match.groups() if one), "") if match else _marked_end(line.text)
        if is_named(name) or (name and NEWS.search(name)):  # 물빛인터넷뉴스원 is no office
            return name, position
    return None


_CLOSING_LINES = 3


def signed(lines: Sequence[Line], first: int) -> tuple[str, int] | None:
    """Return the name whose place in the signature at the head of the article makes it the outlet's."""
    match = _SIGNED.match(lines[first].text[:_SIGNATURE])
    name = next((one for one in match.groups() if one), "") if match else ""
    return (name, first) if is_named(name) else None


# ▲ 옥천군청 전경 ©충북/세종 물빛뉴스; agencies own the pictures of others' pages
_PICTURE = re.compile(rf"(?:[©ⓒ]|\([cC]\))\s?(?:[가-힣·/]{{2,10}}\s)?(?P<name>{MASTHEAD})$")
AGENCIES = frozenset({"연합뉴스", "뉴시스", "뉴스1", "뉴스핌", "로이터통신"})


def of_pictures(lines: Sequence[Line], first: int, after: int) -> tuple[str, int] | None:
    """Return the one name that signs the captions of an article, where it is no agency's."""
    found: dict[str, int] = {}
    for position in range(max(0, first - _NEAR), after):
        line = lines[position]
        sign = line.caption and _PICTURE.search(line.text)
        if sign:
            found.setdefault(sign["name"], position)
    name, position = next(iter(found.items())) if len(found) == 1 else ("", 0)
    return (name, position) if is_named(name) and name not in AGENCIES else None

"""Outlet and signature of a page: who published it and who wrote it, by rules of Korean pages; null where it does not say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading import framenames, imprint, mastheads
from dure.engines.reading.dates import parse_stamp
from dure.engines.reading.lexicon import any_of
from dure.engines.reading.lines import beginning_with

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dure.engines.reading.lines import Line

_HEAD_LINES = 40
_REPORTER = any_of("page", "reporter_titles")
_OUTLET_ENDING = re.compile(any_of("page", "outlet_endings"))
_OUTLET_AT_END = re.compile(rf"{any_of('page', 'outlet_endings')}$")
OUTLET_WORD = rf"[가-힣A-Za-z0-9·&]{{0,14}}?{any_of('page', 'outlet_endings')}[가-힣A-Za-z0-9]{{0,5}}"
_BRACKETS = "[<〈【("  # how it begins
TAG = re.compile(r"^\s*[\[<〈【(]\s*([^\]>〉】)]{1,14})\s*[\]>〉】)]\s*(?=\S)")
_TAG_ALONE = re.compile(
    r"\s*[\[<〈【(]\s*([가-힣A-Za-z0-9·]{3,14})\s*[\]>〉】)]\s*$"
)  # [물빛뉴스] in a line of its own

_NAMED_SITE = re.compile(
    rf"(?P<name>{OUTLET_WORD})\s*\((?:www\.|https?://)?[\w.-]+\.[a-z]{{2,9}}/?\)|(?P<before>{OUTLET_WORD})\s*copyright",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    rf"(?:[ⓒ©]|copyright\s?(?:\(c\)|@))\s*(?:copyright\s*)?(?:(?:19|20)\d\d(?:\s?[-~]\s?(?:20\d\d)?)?\s*)?(?:by\s)?[<\[‘'\"]?\s*(?:\(주\)|㈜|주식회사\s)?\s*(?P<name>{OUTLET_WORD}|[가-힣A-Za-z0-9]{{2,14}}?)(?=[\s.,(>\]’'\"]|$)"
    rf"|(?P<before>{OUTLET_WORD})\s*\(?(?:www\.|https?://)?[\w.]*\)?[,\s]*무단\s*전재"
    rf"|(?:저작권자\s*[ⓒ©(c)]*|제\s?호\s?[:：])\s*(?P<owner>{OUTLET_WORD}|[가-힣A-Za-z0-9]{{2,14}})",
    re.IGNORECASE,
)
# Every match of the two above has one of these; most lines have none. Each begins with one letter, which is found at once.
_OWNER_SIGN = re.compile(r"\.(?i:[a-z]{2,9})/?\)|c(?i:opyright)|C(?i:opyright)|ⓒ|©|무단|저작권자|제\s?호")
_SITE_SIGN = re.compile(r"\.(?i:[a-z]{2,9})/?\)|c(?i:opyright)|C(?i:opyright)")  # the first of the two
_SIGNED_OUTLET = re.compile(
    rf"^\W*[\[(【]\s*(?=[가-힣A-Za-z0-9])(?:(?P<place>[가-힣·]{{2,6}})\s*[=,/]\s*)?(?P<name>{OUTLET_WORD})(?:\([A-Za-z&. ]{{2,14}}\))?\s*(?:[,/\s=]\s*(?P<place2>[가-힣·]{{2,6}})\s*)?(?:[=\s/]\s*[가-힣\s]{{2,16}}?\s*{_REPORTER})?\s*[\])】]"
)
# 물빛경제 옥천 임다온 기자 =; 옥천=물빛경제 임다온기자 옥천군이 …
_SIGNED_PLAIN = re.compile(rf"^\W*(?P<name>{OUTLET_WORD})\s+(?:[가-힣]{{2,6}}\s)?[가-힣]{{2,4}}\s*{_REPORTER}\s*[|=/]")
# 갯바람소리 임다온 기자 | 옥천군이 …: no place, no desk
_SIGNED_BARE = re.compile(rf"^\W{{0,3}}(?P<name>[가-힣A-Za-z0-9·]{{4,14}})\s+[가-힣]{{2,4}}\s?{_REPORTER}\s?[|=]")
_SIGNED_PLACED = re.compile(rf"^\W*[가-힣·]{{2,6}}\s?=\s?(?P<name>{OUTLET_WORD})\s+[가-힣]{{2,4}}\s*{_REPORTER}\s")
_SIGNED_LONG = re.compile(rf"[\[(]\s*[^\])]{{0,40}}?(?P<name>{OUTLET_WORD})\s+[가-힣]{{2,4}}\s*{_REPORTER}\s*[\])]")
# [더팩트ㅣ대전=이병수 기자], [경기뉴스탑(의왕)=장동근 기자], 【충북 브레이크뉴스】김봉수 기자=: what is no place in a reporter's bracket
_DATELINE = re.compile(
    r"^\W{0,3}(?:date\s[\d-]{7,10}\s)?[\[【]\s*(?P<inside>[^\[\]【】]{3,44})[\]】](?P<behind>.{0,16})"
)
_BY_INSIDE = re.compile(rf"(?:^|[=\s/ㅣ|])\s*[가-힣]{{2,4}}\s*(?:수습|인턴|선임|객원)?\s*{_REPORTER}\s*(?:[=/ㅣ|,]|$)")
_BY_BEHIND = re.compile(rf"^\s?[가-힣]{{2,4}}\s*(?:수습|인턴|선임|객원)?\s*{_REPORTER}\s*[=|]")
_OFFICE_OF = re.compile(r"(?:본부|지사|지국|취재|수습|특파원|취재팀|사회부|온라인|뉴스팀)$")
_DATELINE_SIGN = "[【(d"  # date 2021-05 [함평=…]: what an archive writes before a text
_LATIN_OUTLET = re.compile(
    rf"^\W{{0,3}}\[(?P<name>[A-Za-z][A-Za-z0-9&.]{{2,13}})\]\s?[가-힣]|^\((?P<own>[A-Z]{{2,10}})=[가-힣]{{2,4}}\s?{_REPORTER}\)"
)
_YEAR_AHEAD = r"(?=20\d\d[.\-/년])"
# 입력 2023-12-27 10:40 | 처인타임즈 온다빈 기자; 물빛투데이 옥천=임다온 기자 …; 물빛투데이 더마루 임다온 기자 …: an edition's name
_STAMPED_BY = re.compile(
    rf"(?:^|[|/·,]\s*)(?P<name>{OUTLET_WORD}(?:\s더[가-힣]{{2,4}}(?=\s))?)\s+(?:[가-힣]{{2,4}}\s?=\s?)?[가-힣]{{2,4}}\s*{_REPORTER}"
)
# 청미천신문 승인 2022.08.25 17:00
_STAMPED_AS = re.compile(rf"^\W*(?P<name>{OUTLET_WORD})\s+(?:(?:기사)?(?:승인|입력|등록|송고)|\(?{_YEAR_AHEAD})")
# 옥천군, … 경진대회 개최 물빛신문 2024-03-05 17:00:20
_STAMPED_END = re.compile(rf"\s(?P<name>{OUTLET_WORD})\s20\d\d[-.]\d\d[-.]\d\d\s\d\d:\d\d(?::\d\d)?$")
_HEAD_NEAR, _STAMP_LINE = 8, 60
_AFTER_STAMP = re.compile(rf"\d{{2}}:\d{{2}}(?::\d{{2}})?\s+(?P<name>{OUTLET_WORD})[.\s\]]")
# 도정소식 누리집, 시청 홈페이지: a government's own site; a province's own name is none either. 충청 is a region.
_GOVERNMENT_SITE = re.compile(
    r"(?:(?<!충)청|시|군|구|도|부|처|원|의회|공단|공사|위원회|재단|센터|협회|연합회|조합|학교|대학|병원|은행|청사)$|누리집|홈페이지|블로그|(?:시|군|구|도)(?:정|청)\s?(?:소식|뉴스|신문|알리미)"
)
_GENERIC = frozenset(
    {
        "뉴스",
        "뉴스레터",
        "기자",
        "신문",
        "방송",
        "보도자료",
        "copyright",
        "Copyright",
        "한국",
        "서울",
        "경제",
        "문화",
        "포토뉴스",
        "영상뉴스",
        "카드뉴스",
        "저작권자",
        "신문게재",
        "지면게재",
        "연합",
    }
)


_OBJECT = "를을"
_IN_LATIN = {"News1": "뉴스1", "NEWS1": "뉴스1"}  # how an agency signs its pictures
_HOUSE_OF_AGENCY = re.compile(r"^(뉴스1|연합뉴스|뉴시스)(?:코리아|통신사)$")


def outlet(lines: list[Line], first: int, after: int, meta: Sequence[tuple[str, str]]) -> tuple[str | None, int | None]:
    """Return the outlet and the line that names it: its copyright notice, else its signature, else what the head says."""
    magazine = mastheads.periodical(lines, first)
    if magazine:
        return magazine
    for position in [*range(after - 1, min(len(lines), after + 40)), *range(max(0, first - 8), first)]:
        line = lines[position]
        text = line.text if line.length <= 200 else line.text[-120:] if line.hard_stop or position == after - 1 else ""  # noqa: PLR2004  a notice
        if _SPACED in text:
            text = _SPACES.sub("", text)
        if not _OWNER_SIGN.search(text):
            continue
        if (".kr)" in text or ".com)" in text or _NOTICE_OWNER.search(text)) and (
            whole := imprint.owner_in_words(text)
        ):
            return whole, position
        for match in (_SITE_SIGN.search(text) and _NAMED_SITE.search(text), _COPYRIGHT.search(text)):
            if match and not (line.caption and not line.hard_stop) and not _SITE_TO_SEE.match(text, match.end()):
                name = _whole_name(text, match)
                name = _agency_after(text, match.end()) or name
                if name and (not _is_outlet(name) or name == "한국의"):
                    name = imprint.owner_named(text) or name
                if name == "공감언론" and (
                    behind := re.match(r"\s(?P<name>[가-힣A-Za-z0-9]{2,12})(?=[\s.,]|$)", text[match.end() :])
                ):
                    name = behind["name"]  # a slogan before the name
                if (
                    name
                    and not _OUTLET_AT_END.search(name)
                    and (last := _BEFORE_BAN.search(text))
                    and is_masthead(last[1])
                ):
                    name = last[1]  # ⓒ마을을 보는 눈, 세계를 보는 창 물빛경제 무단전재
                if name and position == len(lines) - 1 and text.endswith(name) and not _OUTLET_AT_END.search(name):
                    name = _completed(name, lines) or (None if _BROKEN.search(name) else name)
                if name and name[-1] in _OBJECT and is_masthead(word := text.rstrip(" .").rpartition(" ")[2]):
                    name = word  # ⓒ 마을을 보는 눈, 세계를 보는 창 물빛경제
                name = _ARCHIVE.sub("", name or "") or None
                name = _HOUSE_OF_AGENCY.sub(r"\1", _IN_LATIN.get(name or "", name or "")) or None
                if line.caption and name in imprint.AGENCIES and not _NOTICE_OWNER.search(text):
                    continue  # the picture is theirs, not the page
                if name and (_is_outlet(name) or (line.hard_stop and _NOTICE_OWNER.search(text) and _may_own(name))):
                    return name, position
    for position in range(max(0, first - _HEAD_NEAR), first):
        line = lines[position]
        dated = line.length <= _STAMP_LINE and parse_stamp(line.text)
        if dated:
            stamped = _STAMPED_BY.search(line.text) or _STAMPED_AS.match(line.text)
        else:
            stamped = _STAMPED_END.search(line.text) if line.text[-3:-2] == ":" else None
        if stamped and _is_outlet(stamped["name"]):
            return stamped["name"], position
    for position in range(first, after):
        text = lines[position].text
        match = (
            _SIGNED_OUTLET.match(text[:80])
            or _SIGNED_PLAIN.match(text[:60])
            or _SIGNED_PLACED.match(text[:60])
            or _SIGNED_LONG.search(text[:90])
            or _AFTER_STAMP.search(text[:90])
        )
        if match and _is_outlet(match["name"]):
            place = match.groupdict().get("place") or ""
            return place if is_masthead(place) else match["name"], position  # (물빛일보 / TV / 임다온 기자)
        bare = _SIGNED_BARE.match(text[:60])
        if bare and imprint.is_named(bare["name"]) and not _OF_DESK.search(bare["name"]):
            return bare["name"], position
        if position > first + 1:
            break
    for position in range(max(0, first - _DATELINES), min(first + 2, after)):
        if lines[position].text[:1] in _DATELINE_SIGN and (named := _in_dateline(lines[position].text)):
            return named, position
    signed = (
        imprint.signed(lines, first)
        or _signed_by(lines, first, after)
        or imprint.closing(lines, after)
        or _bracket_at_end(lines, after)
        or imprint.before_lead(lines, first, after)
    )
    if signed:
        return signed
    alone = next((match for at in beginning_with(lines, first, _BRACKETS) if (match := _TAG_ALONE.match(lines[at].text)) and is_masthead(match[1])), None)  # fmt: skip
    if alone:
        return alone[1], None
    tagged = next((match for at in beginning_with(lines, first, _BRACKETS) if (match := TAG.match(lines[at].text)) and _is_outlet(match[1].strip()) and re.fullmatch(OUTLET_WORD, match[1].strip())), None)  # fmt: skip
    if tagged:
        return tagged[1].strip(), None
    declared = dict(reversed(meta))
    for name in ("json-ld:publisher", "og:site_name", "application-name", "twitter:site"):
        value = declared.get(name, "").strip().lstrip("@")
        if value and not _GOVERNMENT_SITE.search(value) and not value.isascii():
            return value, None
    pieces = [piece.strip() for piece in re.split(r"[|<>:ㅣ]|\s[-–—]\s", declared.get("title", "")) if piece.strip()]
    if pieces and is_masthead(pieces[0]):
        return pieces[0], None  # 물빛뉴스 : …, :: 물빛뉴스 ::
    site = pieces[-1] if pieces else ""
    if _is_outlet(site) and re.fullmatch(OUTLET_WORD, site) and not _SECTION_OF.match(site):
        return site, None
    # … – 새벽뉴스 생활: the site with the name of a section behind it.
    head = site.split()[0] if site != declared.get("title", "").strip() and " " in site else ""
    if is_masthead(head):
        return head, None
    for found in (
        imprint.beside_title(lines, first, after),
        imprint.labelled(lines, first, after),
        imprint.in_foot(lines, first, after, pieces),
    ):
        if found:
            return found
    name, position = _masthead(lines, first, after)
    if name:
        return name, position
    return (
        imprint.alone_in_head(lines, first, after)
        or imprint.of_pictures(lines, first, after)
        or mastheads.coined(lines, first, after)
        or framenames.in_frame(lines, first, after)
        or (None, None)
    )


def _completed(name: str, lines: list[Line]) -> str | None:
    """Return the name that a page cut short within it says in full just before: … 물빛타임즈 후원 안내를 … / 저작권자 © 물빛."""
    whole = re.compile(rf"(?<![가-힣A-Za-z0-9]){re.escape(name)}[가-힣A-Za-z0-9]{{1,6}}")
    said = (word for line in lines[-_TAIL - 1 : -1] if (word := whole.search(line.text)))
    return next((word[0] for word in said if is_masthead(word[0])), None)


_BEFORE_BAN = re.compile(r"[\s,]([가-힣A-Za-z0-9]{3,12})\s무단")
# 물빛전문건설신(문): an ending without its end
_BROKEN = re.compile(r"(?:신|일|뉴|통|타임?|저|투데?|미디?|방|데일?|헤럴?|포스)$")
_SPACED, _SPACES = "무 단", re.compile(r"(?<=\b[가-힣])\s(?=[가-힣]\b)")  # 무 단 전 재
_SITE_TO_SEE = re.compile(r"\s?(?:누리집|홈페이지|에서|[와과]\s)")  # …(www.….kr) 누리집에서 볼 수 있다
_ARCHIVE = re.compile(r"(?<=[가-힣])(?:DB|자료사진|More)$")  # ⓒ물빛뉴스DB, 출처 : 물빛신문More News »
_REST_OF_NAME = re.compile(r"[가-힣A-Za-z0-9]{1,6}")
_PUBLISHING_HOUSE = re.compile(r"(?<=일보|신문)사$")


def _whole_name(text: str, match: re.Match[str]) -> str | None:
    """Return the name of a notice: with the rest of its word where that ends as outlets do, without the house's 사 (물빛일보사)."""
    key = next((key for key in match.groupdict() if match[key]), None)
    if key is None:
        return None
    name = match[key]
    rest = _REST_OF_NAME.match(text, match.end(key))
    if rest and _OUTLET_AT_END.search(name + rest[0]):
        name += rest[0]
    return _PUBLISHING_HOUSE.sub("", name)


_DATELINES, _LONG_WORD = 4, 3
_LATIN_NAME = re.compile(r"[A-Z][A-Za-z0-9&]{2,11}")


def _in_dateline(text: str) -> str | None:
    """Return the outlet in a reporter's bracket at the head of a body: the word with an outlet's ending, else the one that is no place."""
    latin = _LATIN_OUTLET.match(text)
    if latin:
        return latin["name"] or latin["own"]
    match = _DATELINE.match(text)
    if match is None:
        return None
    return of_reporter(match["inside"], behind=_BY_BEHIND.match(match["behind"]) is not None)


def of_reporter(bracket: str, *, behind: bool) -> str | None:
    """Return the outlet in a reporter's bracket (갯바람ㅣ옥천=임다온 기자; 임다온 기자 / 물빛신문), whose name may stand ``behind`` it.

    >>> of_reporter("갯바람ㅣ옥천=임다온 기자", behind=False)
    '갯바람'
    """
    inside = _BY_INSIDE.sub("", bracket)
    if inside == bracket and not behind:
        return None
    words = [
        word for word in re.split(r"[=,/|ㅣ·\s()]+", inside) if len(word) >= _LONG_WORD and not _OFFICE_OF.search(word)
    ]
    known = [word for word in words if _is_outlet(word)]
    if len(known) == 1:
        return known[0]
    return words[0] if len(words) == 1 and (_may_own(words[0]) or _LATIN_NAME.fullmatch(words[0])) else None


_MASTHEAD = re.compile(
    r"[가-힣A-Za-z0-9·]{1,10}?(?:일보|신문|뉴스|투데이|타임스|타임즈|저널|통신|미디어|닷컴|TV|데일리|프레스|헤럴드|포스트|방송|경제|매일)"
)
# 실시간 뉴스, 지역신문, 생활경제: sections, not mastheads.
_SECTION_OF = re.compile(
    r"^(?:정책|브리핑|실시간|오늘의?|주요|최신|지역|인기|포토|영상|동영상|연예|스포츠|사회|정치|국제|전국|세계|헤드라인|핫|랭킹|탑|톱|카드|많이|생활|문화|시민|시정|군정|구정|도정|금융|산업|증권|거시|실물|사회적|공유|창조|녹색|디지털|국민|서민|민생|관련|추천|기획|특집|화제|단독|속보|종합|교육|날씨|라이브|모바일|인터넷|종이|지면|전체|일반|글로벌|해외|국내|AI|IT)?(?:신문|뉴스|투데이|통신|미디어|TV|방송|경제|매일|포스트)$"
)
_PIECES = re.compile(r"\s*[|│ㅣ>›»\t]\s*|\s{2,}|\s[·•]\s")


def is_masthead(name: str) -> bool:
    """Tell a word that names an outlet by its ending from the name of a section (실시간 뉴스, 생활경제)."""
    return (
        _MASTHEAD.fullmatch(name) is not None
        and not _SECTION_OF.match(name)
        and not _GOVERNMENT_SITE.search(name)
        and name not in _GENERIC
    )


def _masthead(lines: list[Line], first: int, after: int) -> tuple[str | None, int | None]:
    """Return the outlet that a row of the page's head names: beside menu words, or beside the date and again elsewhere."""
    for position in range(min(first, _HEAD_LINES)):
        line = lines[position]
        if line.prose or line.length > 80 or line.text[0] == ">":  # noqa: PLR2004  a row of menus or stamps; a path
            continue
        pieces = [piece.strip("▶■●▷ [](){}【】") for piece in _PIECES.split(line.text)]
        for piece in pieces:
            if len(pieces) > 1 and is_masthead(piece):
                return piece, position
        # 갯골시민뉴스: alone in its line, above the menus
        lone = pieces[0].lstrip("• ") if len(pieces) == 1 and len(line.text) <= _LONE_LINE else ""
        lone = lone if lone == line.text.lstrip("• ") else ""
        if len(lone) >= _LONE and line.unit.tag not in _HEADING_TAGS and is_masthead(lone) and not line.section:
            return lone, position
        opening = pieces[0].split()[0] if pieces[0].split() else ""
        if (
            position == 0
            and len(pieces[0].split()) > _FEW
            and line.unit.tag not in _HEADING_TAGS
            and is_masthead(opening)
        ):  # 바닷길경제 증권 부동산 지역
            menu = all(len(word) <= 4 for word in pieces[0].split()[1:])  # noqa: PLR2004  words of a menu
            if menu:
                return opening, position
        if len(pieces) > 1 and parse_stamp(line.text):
            others = [other for at, other in enumerate(lines) if at != position and (at < first or at >= after - _TAIL)]
            for piece in pieces:
                named = len(piece) > 3 and re.fullmatch(r"[가-힣A-Za-z0-9]+", piece) and not piece.isdigit()  # noqa: PLR2004  longer than a place
                if (
                    named
                    and not _LABEL.search(piece)
                    and not _GOVERNMENT_SITE.search(piece)
                    and any(piece in other.text for other in others if not other.prose or other.marker)
                ):
                    return piece, position
    return None, None


_TAIL, _FEW, _LONE, _LONE_LINE = 3, 2, 5, 24
_LABEL = re.compile(
    r"담당|부서|작성|조회|등록|첨부|출처|번호|번째|댓글|추천|공감|기자|편집|입력|승인|수정|발행|제목|내용|파일|연락|전화|문의|인쇄|글자|공유|스크랩|목록|다운|보기|뉴스$|소식$|자료$|게시판?$"
)
_HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4"})


_AGENCY = re.compile(r"\s?(?P<name>(?:뉴시스|연합뉴스|뉴스1)(?:통신사|코리아)?)")


def _agency_after(text: str, at: int) -> str | None:
    """Return the agency whose slogan stands before its name: ⓒ 공감언론 뉴시스통신사."""
    match = _AGENCY.match(text, at)
    return match["name"].removesuffix("통신사") if match else None


_BY_REPORTER = re.compile(
    rf"^\W*(?P<name>[가-힣A-Za-z0-9·]{{3,14}})(?:\s*[\])】]\s?|\s+|\s?[=/|]\s?)(?:[=/|]\s?)?(?:[가-힣]{{2,6}}\s?[=/]\s?)?(?:[가-힣]{{2,4}})\s*{_REPORTER}\W*(?:[\w.+-]+@[\w.-]+)?\W*$"
    rf"|^\W*[가-힣]{{2,4}}\s*{_REPORTER}\s*[(/|]\s*(?P<behind>[가-힣A-Za-z0-9·]{{3,14}})\s?\)?\W*$"
)


def _signed_by(lines: list[Line], first: int, after: int) -> tuple[str, int] | None:
    """Return the word before the reporter's name in a signature, when an ending or a second place names it an outlet."""
    near = [*range(max(0, first - 8), first), *range(after, min(len(lines), after + 6))]
    for position in near:
        match = _BY_REPORTER.match(lines[position].text)
        name = (match["name"] or match["behind"]) if match else ""
        if _may_own(name):
            again = any(name in lines[other].text for other in near if other != position)
            # 금강아침 한별 기자 chief@…: below the body, with an address, the word before the name is no desk and no place
            mailed = position >= after and "@" in lines[position].text and not _DESK.search(name)
            # 충청메시지 임다온 기자, right above the stamp: the same
            stamped = (
                position < first
                and "@" not in lines[position].text
                and not _OF_DESK.search(name)
                and len(name) > _LONG_WORD
                and any(parse_stamp(lines[at].text) for at in (position - 1, position + 1) if at >= 0)
            )
            if again or mailed or stamped or imprint.NEWS.search(name) or _OUTLET_AT_END.search(name):
                return name, position
    return None


# … 전했다. [갯바람 / 임다온 기자]
_LAST_BRACKET = re.compile(r"[\[【(](?P<inside>[^\[\]【】()]{5,44})[\]】)]\s*$")
_END, _END_LINES = 60, 3


def _bracket_at_end(lines: list[Line], after: int) -> tuple[str, int] | None:
    """Return the outlet in the reporter's bracket that ends an article."""
    for position in range(after - 1, min(len(lines), after + _END_LINES)):
        text = lines[position].text[-_END:]
        bracket = _LAST_BRACKET.search(text) if text[-1:] in _CLOSED else None
        name = of_reporter(bracket["inside"], behind=False) if bracket else None
        if name:
            return name, position
    return None


_CLOSED = frozenset("]】)")
_DESK = re.compile(
    r"^.{3}$|(?:본부|지사|지국|취재|수습|특파원|온라인|[부팀국실])$|^(?:대전|세종|충[남북]|전[남북]|경[남북]|부산|대구|광주|인천|울산|수도권|영남|호남|충청|강원|제주)"
)
_REGIONS = "서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주|수도권|영남|호남|충청|전라|경상"
# 충청본부, 경기북부, 사회2부, 온라인뉴스팀: who writes, for whomever
_OF_DESK = re.compile(
    rf"(?:본부|지사|지국|취재|수습|특파원|온라인|[부팀국실])$|^(?:{_REGIONS}){{1,3}}(?:지역|권|[동서남북중]부)?$"
)
_NOTICE_OWNER = re.compile(r"저작권자|무단\s?(?:전재|복제|배포)|재배포")


def _may_own(name: str) -> bool:
    """Tell whether a word in a copyright notice can be an outlet's name though no ending says so."""
    return len(name) > 2 and name not in _GENERIC and not _GOVERNMENT_SITE.search(name) and not name.isascii()  # noqa: PLR2004


def _is_outlet(name: str) -> bool:
    return (
        name not in _GENERIC
        and not _GOVERNMENT_SITE.search(name)
        and len(name) > 1
        and not name.isdigit()
        and _OUTLET_ENDING.search(name) is not None
    )


_NAMED_REPORTER = re.compile(
    rf"(?P<name>(?!(?:시민|명예|인턴|객원|취재|전문|선임|사진|영상)\s*{_REPORTER})[가-힣]{{2,4}})\s*(?:인턴|선임|객원|시민|명예|전문|사진)?\s*(?P<kind>{_REPORTER})(?!회견|실|단|간담|협회|들|가\\s|는\\s)"
)
_AUTHOR = re.compile(r"^\W*(?:작성자|글쓴이|등록자|기자명)\s*[:：|]?\s*(?P<name>[가-힣]{2,4})\s*(?:기자)?$")
_OFFICE = re.compile(r"(?:과|실|팀|국|관|소|처|청|센터|담당|홍보)$")
_NOT_A_NAME = frozenset(
    {
        "관리자",
        "편집부",
        "취재부",
        "취재",
        "온라인",
        "담당",
        "이",
        "본지",
        "해당",
        "이슈팀",
        "뉴스팀",
        "디지털",
        "시민",
        "명예",
        "인턴",
        "다른",
        "필자의",
    }
)


def byline(lines: list[Line], first: int, after: int, meta: Sequence[tuple[str, str]]) -> tuple[str | None, int | None]:
    """Return the reporter's name and the line that gives it; an office's name (관리자, 편집부) is none."""
    near = [
        *range(max(0, first - 10), first),
        *range(after - 1, min(len(lines), after + 6)),
        *range(first, min(first + 2, after)),
    ]
    for position in near:
        line = lines[position]
        if not line.signed:
            continue
        inside = first <= position < after and line.prose
        text = line.text
        if inside and line.length > 60:  # noqa: PLR2004  signatures stand at the two ends of a body
            text = (
                (line.text[:90] if position < first + 2 else "")
                + "\n"
                + (line.text[-60:] if position >= after - 1 else "")
            )
        if not (line.byline or line.date or inside or line.length <= 60) or (line.caption and not line.byline):  # noqa: PLR2004  a signature line
            continue
        for match in _NAMED_REPORTER.finditer(text):
            if match["name"] not in _NOT_A_NAME and not _OUTLET_AT_END.search(match["name"]):
                glued = match.start() > 0 and "가" <= text[match.start() - 1] <= "힣"  # 물빛타임즈임다온 기자
                return match["name"][-3:] if glued else match["name"], position
    for position in range(max(0, first - 10), first):
        author = _AUTHOR.match(lines[position].text)
        if author and author["name"] not in _NOT_A_NAME and not _OFFICE.search(author["name"]):
            return author["name"], position
    declared = [value for name, value in meta if name in {"json-ld:author", "article:author", "author", "dable:author"}]
    for value in declared:
        named = _NAMED_REPORTER.search(value) or re.fullmatch(r"(?P<name>[가-힣]{2,4})", value)
        if named and named["name"] not in _NOT_A_NAME:
            return named["name"], None
    return None, None

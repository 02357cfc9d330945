"""Where a case's title ends: the words that wrap up a list are no part of its last item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dure.engines.reading.lexicon import alternatives, lexicon

if TYPE_CHECKING:
    from dure.engines.reading.prose import Quote

MIN_TITLE = 4
MAX_TITLE = 130

# ``등`` closes a list when a number, a summary noun or a particle follows it, not when the phrase goes on.
_AND_SO_ON = re.compile(
    # 가로등, 초등 are words of their own
    r"\s?(?<!가로)(?<!신호)(?<!보안)(?<!조명)(?<!점멸)(?<!경관)(?<![초중고평균갈])등(?=(?:을|의|이|으로|도|에|과|은|에서|에도|이다|이며)?(?:[\s,.]|$)|(?:을|의|이|으로|도|에|과|은|에서|이다)\s)"
)
_SUMMARY = re.compile(
    r"^(?:을|의|이|으로|도|에|과|은|에서|이다)?[\s.,]*(?:총\s*)?(?:[0-9일이삼사오육칠팔구십]+\s*(?:여\s*)?(?:가지|건|개|편|개의|명|팀|곳)|$"
    r"|[^.]{0,28}?(?:사례|사업|정책|시책|과제|성과|분야|제도|서비스|행정|프로그램|활동|창구|소통|노력|추진|운영|소개|발표|선정|수상|있다|꼽|포함|등재|인정|호평|받))"
)
_CONNECTIVE = re.compile(
    r"(?<=향상|강화|개선|확대|조성|구축|운영|지원|사업|해소|도입|정비|개발|확산|절감)(?:과|와)\s*$|(?:와|과)\s?(?:더불어|함께|아울러)\s*$|(?:은|는)?\s?물론\s*$|뿐만?\s?아니라\s*$|[,，]\s*$|(?:이며|이고|및|그리고|또한?)\s*$"
)
_REPORTED = r"(?:소개|발표|시연|설명|추진|제시|선보|꼽|공유|보고|선정|수상|차지|받|돌아|등장|포함|운영|진행|뽑|호평|눈길|있|이\s있|들\s수|전개|시행|실시|펴\s|펴고|펼치|펼쳐|벌이|벌여|이어\s|제출|출품|우수|통해|위해|중심|비롯|각각|인정|높은|좋은|올랐|올라|들었|수여|이름을)"
_PREDICATE = re.compile(
    rf"(?:을|를|이|가|도|은|는|으로|로|의|에게)\s+(?:직접|각각|함께|적극|대표\s?사례로|우수사례로|잇따라|차례로|주요\s)?\s*(?:[^\s()]+(?<![을를이가은는])\s+){{0,3}}?{_REPORTED}"
)
# △답변 초안 도우미가 직원과 주민의 만족도를 높였다는 평가를 받았다: praise makes the first subject the case.
_PRAISED_CLAUSE = re.compile(
    r"(?P<title>[^.]{6,60}?[가-힣]{2})(?:이|가)\s[^.]{4,60}?(?:다는|했다는)\s(?:평가|호평|찬사|반응)(?:을|를|이|도)"
)
_CASE_WORD = re.compile(r"\s*(?:우수\s?|혁신\s?|성공\s?|대표\s?)?(?:사례|시책|정책)(?:들)?\s*$")
_COPULA = re.compile(r"(?<=[)’”」』'\"])(?:이다|다|입니다|이었다)[.]?\s*$")
_EDGE = " \t\r\n\u00a0\u3000,，.·:：;-–—/"
_GRADES = alternatives(lexicon("facts")["awards"]["grades"])
_RANK = re.compile(
    rf"^\s*[\[(<【]\s?(?:{_GRADES})\s?[\])>】]\s*(?=\S)|^\s*(?:제?\d{{1,2}}위|{_GRADES})(?:상(?=\s*=))?\s*(?:\([^)]{{1,20}}\)\s*)?(?:[:：=\-–—은는]\s*|\s+)(?=\S)"
)
_TRAILING_PAREN = re.compile(r"\s*[(（]([^()（）]{2,30})[)）]\s*$")


_NOTE_OF_OFFICE = re.compile(
    r"\([가-힣]{2,8}\s\d급\s[가-힣]{2,4}\)(?=(?:이|가|에|을|를|은|는|와|과|으로|도)(?:[\s,.]|$))|"
    r"\([^()]{1,24}(?:과|실|팀|국|관|소|센터|본부|면|읍|동|시|군|구|청|공사|공단|재단|원)\)(?=(?:\s?(?:사례|과제|제안))?(?:이|가|에|을|를|은|는|와|과|으로|도)(?:[\s,.]|$))|\([\d,.]+\s?(?:조|억|천만|백만|만|천)?\s?(?:원|표)\)(?=(?:로|으로|이|가|등|을|를)[\s,])|\([가-힣]{2,14}\)(?=\s\d{1,2}\s?(?:건|개|편|점|팀)(?:이|을|,|\.|으로|은|\s))"
)


# … 콘서트 개최이고, 다른 하나는: what leads on to the next item
_ANOTHER = re.compile(
    r"(?:이고|이며|고|며)?,\s(?:또\s)?(?:다른|나머지|두\s?번째)\s(?:하나|한\s?(?:건|가지)|사례)(?:는|은|로는)\b[^.]*$"
)


# ① 산불을 미리 알리자는 사례가 소개되었으며: what is said of a case that a clause tells
_CASE_TOLD = re.compile(
    r"(?:(?:하|되)자는|(?<=[한은는인린긴킨운든던푼룬낸춘]))\s(?:사례|아이디어|제안)(?:와\s[가-힣]{2,4})?(?:가|도|들이)\s[^.,]{0,24}?(?:소개|발표|나왔|제시|선보|공유|눈길|뽑|선정)"
)
# ▲우수 〈물길 지킴이〉 and a new line: a title in marks goes on in none
_CLOSED_LINE = re.compile(r"[〉》\])}】〕’”」』]\s*\n")


def cut_tail(text: str, start: int, end: int, quotes: tuple[Quote, ...], *, last: bool) -> int:
    """Return where the title that begins at ``start`` ends, before the words that wrap up its list.

    A middle item is cut only when a connective ends it (``… 등 주민 소통 창구와 더불어``), since 등 also stands inside titles
    (``전보 기준, 과정 등 투명하게 공개하는 …``); the last item is cut at the 등 that a summary follows, else at the predicate.
    """
    words = text[start:end]
    noted = _NOTE_OF_OFFICE.search(words)
    if noted and noted.start() > MIN_TITLE:
        return start + noted.end()  # the sentence goes on behind the office that ends an item
    closed = _CLOSED_LINE.search(words)
    if closed and closed.start() > MIN_TITLE:
        return start + closed.start() + 1
    told = _CASE_TOLD.search(words) if not last or words.rstrip(" .,").endswith(("다", "고", "며")) else None
    if told and told.start() > MIN_TITLE:
        return start + told.start()
    another = _ANOTHER.search(words)
    if another and another.start() > MIN_TITLE:
        return start + another.start()
    if not last:
        connective = _CONNECTIVE.search(words)
        if connective is None:
            return end
        closing = _closing_etc(text, start, start + connective.start(), quotes)
        return closing if closing is not None else start + connective.start()
    ranked = _RANKED_END.search(words)
    if ranked and ranked.start() > MIN_TITLE:
        return start + ranked.start()
    closing = _closing_etc(text, start, end, quotes)
    if closing is not None:
        return closing
    praised = _PRAISED_CLAUSE.match(words)
    if praised and not _quoted(quotes, start + praised.end("title")):
        return start + praised.end("title")
    for match in _PREDICATE.finditer(text, start + MIN_TITLE, end):
        if not _quoted(quotes, match.start()):
            return match.start()
    named = _NAMED_END.search(words) or _NAMED_BARE.search(words)
    return start + named.start() if named and named.start() > MIN_TITLE else end


_NAMED_END = re.compile(r"(?<=[가-힣])(?<![이가은는])(?:이다|입니다)[.]\s*$")  # ▷글씨 큰 고지서이다.
_RANKED_END = re.compile(r"\s순(?:으로|이다|이었다)(?:\s[^.]{0,24})?[.]?\s*$")  # … 순으로 표를 얻었다
# ▷골목 우체통 이름표다.: a noun in a vowel, no object before it
_NAMED_BARE = re.compile(
    r"(?<=[가-힣])(?<![을를]\s[가-힣])(?<![을를]\s[가-힣]{2})(?<![을를]\s[가-힣]{3})(?<![이하되있없랐었았였겠됐했된난한는])다[.]\s*$"
)
_LEAST_LIST = 8  # 반도체 등 첨단산업을 …: one short word before 등 begins a title, it ends no list


def _closing_etc(text: str, start: int, end: int, quotes: tuple[Quote, ...]) -> int | None:
    options = [
        match for match in _AND_SO_ON.finditer(text, start + 3, end) if not _quoted(quotes, match.start()) and not _in_paren(text, start, match.start())
    ]  # fmt: skip
    options = [
        match for match in options if " " in text[start : match.start()].strip() or match.start() - start >= _LEAST_LIST
    ]
    for match in options:
        if _SUMMARY.match(text[match.end() : end]):
            return match.start()
    return options[-1].start() if options else None


def _quoted(quotes: tuple[Quote, ...], offset: int) -> bool:
    return any(quote.start < offset < quote.end for quote in quotes)


def _in_paren(text: str, start: int, offset: int) -> bool:
    stretch = text[start:offset]
    return stretch.count("(") > stretch.count(")")


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without the separators, ranks and the word 사례 at its edges.

    >>> text = "△2위  하수 처리 개선 사례, "
    >>> a, b = trim(text, 1, len(text)); text[a:b]
    '하수 처리 개선'
    """
    rank = _RANK.match(text[start:end])
    if rank:
        start += rank.end()
    while start < end and text[start] in _EDGE:
        start += 1
    start, end = unquoted(text, start, end)
    copula = _COPULA.search(text[start:end])
    if copula:
        end = start + copula.start()
    changed = True
    while changed and start < end:
        changed = False
        while start < end and text[end - 1] in _EDGE:
            end -= 1
        word = _CASE_WORD.search(text[start:end])
        if word and word.start() > MIN_TITLE:
            end = start + word.start()
            changed = True
    return start, end


# ‘물길 위 ‘밤 도서관’’이고: what may stand behind the mark that closes a title.
_AFTER_CLOSE = re.compile(r"\s?(?:이고|이며|이다|이었다|입니다|과|와|등)?[.,]?\s*")
# ‘… ‘무료’ 통근버스 타요!’가 금상: and what it won
_WON_BEHIND = re.compile(rf"[이가은는]\s(?:{_GRADES})(?:상)?(?=[\s,.]|$)")
_MARKS = "‘’ “” 「」 『』 () 〈〉 《》 [] {} 【】 〔〕 ＜＞ «» ‹› ｢｣ ❛❜ ❝❞"
_CLOSES: Final = {pair[0]: pair[1] for pair in _MARKS.split()}


def unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    """Return what stands between the marks around a whole title; a title that only begins with a quotation keeps it."""
    close = _CLOSES.get(text[start : start + 1])
    if close is None:
        return start, end
    depth = 0
    for at in range(start, end):
        depth += (text[at] == text[start]) - (text[at] == close)
        if depth == 0:
            whole = _AFTER_CLOSE.fullmatch(text, at + 1, end) or _WON_BEHIND.match(text, at + 1, end)
            return (start + 1, at) if at > start + 1 and whole else (start, end)
    return start, end


def trailing_note(text: str, start: int, end: int) -> tuple[int, int, str] | None:
    """Return the brackets that end a title: (where they begin, where they end, what they hold)."""
    match = _TRAILING_PAREN.search(text[start:end])
    return (start + match.start(), start + match.end(), match[1].strip()) if match else None


# The heads and fields of any document: what stands below or behind them is no case.
_PLAIN_HEAD = re.compile(
    r"(?:추진|사업|제안|운영|시행|도입|선정|평가|심사|행사|대회|공모|참여|신청|접수|지원|시상|수상|내역|향후|기대|주요|세부|일반|기타|개요|배경|목적|목표|내용|방법|절차|기준|계획|효과|성과|현황|일정|결과|대상|자격|사항|기간|장소|일시|안내|문의|개선|문제점|필요성|취지|의의|특징|소감|인터뷰|총평|과제|방향|전략|체계|우수|최초|최고|사례|분야|부문|개인|단체|기관|명단|위원|구성|참석|자|작|및|등|\s|·|\d|[()~.,/:])+"
)
_FORM_FIELD = re.compile(
    r"(?:시상금?|상금|포상금?|부상|특전|혜택|일\s*시|일\s*자|장\s*소|대\s*상|기\s*간|인\s*원|방\s*법|문\s*의|접\s*수|심\s*사\S{0,4}|대회명|행사명|주\s*최|주\s*관|참\s*석\S{0,2}|담당\S{0,2}|연락처|소속|성명|제출\S{0,2}|신청\S{0,2}|방문지|공모\S{0,4}|응모\S{0,4}|결과\s?활용|활용\s?계획|투표\S{0,4}|추첨\S{0,4})(?:\s?/\s?\S{1,6})?\s*[:：]"
)


# 특별승급, 성과상여금 최고등급, 대우공무원 선발 기간 단축: what officials get for a case
_REWARD = re.compile(
    r"(?:특별\s?승[급진]|특진|성과\s?상여금|성과급|특별\s?휴가|포상\s?휴가|포상금|대우\s?공무원|근속\s?승진|승진\s?가점|인사\s?(?:상\s?)?(?:가점|우대|특전|혜택)|실적\s?가점|근무\s?성적|근평\s?가점|희망\s?(?:부서|보직)|국외\s?(?:훈련|연수)|해외\s?(?:훈련|연수)|교육\s?훈련\s?우선)(?:의|에|을|를)?(?:\s\S+){0,7}"
)
# 구분 부서명 사례명 시상금: the head of a table
_COLUMN = r"(?:구\s?분|연\s?번|순\s?번|번\s?호|부\s?서\s?명?|소\s?속|기관명?|시군명?|시·군|사례명?|과제명?|사업명?|제\s?목|등\s?급|훈격|상격|시상금?|시상내역|상금|점\s?수|득표수?|담당자|발표자|성명|비\s?고|순\s?위|분\s?야|내\s?용)"
_COLUMNS = re.compile(rf"{_COLUMN}(?:[\s|·/]+{_COLUMN}){{2,}}")
# 군민 체감도 40점: what the points are given for.
_POINTS = re.compile(r"\s\d{1,3}\s?(?:점|%)\s*$")


def is_plain_head(words: str) -> bool:
    """Tell the heads of any document (추진 배경, 수상 내역) and its fields (시상금: …) from what can name a case.

    >>> is_plain_head("수상 내역"), is_plain_head("시상금: 100만원"), is_plain_head("빗물 마을 저수조")
    (True, True, False)
    """
    return (
        _PLAIN_HEAD.fullmatch(words) is not None
        or _FORM_FIELD.match(words) is not None
        or _POINTS.search(words) is not None
    )


def is_title_like(title: str) -> bool:
    """Tell whether a stretch can be a title: long enough, short enough, more letters than signs, no bare number, no field."""
    if is_plain_head(title) or _REWARD.fullmatch(title) or _COLUMNS.fullmatch(title):
        return False
    letters = sum(char.isalpha() for char in title)
    return (
        MIN_TITLE <= len("".join(title.split())) <= MAX_TITLE
        and letters >= MIN_TITLE
        and letters * 2 >= len("".join(title.split()))
    )


def normal(title: str) -> str:
    """Return a title without spaces and punctuation, the form in which titles are compared.

    >>> normal("‘학교 공감 프로젝트’")
    '학교공감프로젝트'
    """
    return "".join(char for char in title if char.isalnum()).lower()


def same_title(one: str, other: str) -> bool:
    """Tell whether two titles of different lists name one case: equal, contained, or mostly the same letters."""
    return same_letters(letters_of(one), letters_of(other))


def letters_of(title: str) -> tuple[str, frozenset[str]]:
    """Return what titles are compared by: the normal form and its pairs of letters."""
    bare = normal(title)
    return bare, frozenset(bare[i : i + 2] for i in range(len(bare) - 1))


def same_letters(one: tuple[str, frozenset[str]], other: tuple[str, frozenset[str]]) -> bool:
    """Tell of two results of `letters_of` what `same_title` tells of the titles."""
    (a, pairs_a), (b, pairs_b) = one, other
    if not a or not b:
        return False
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    if len(short) >= 6 and short in long and len(short) / len(long) > 0.5:  # noqa: PLR2004  a whole name, not a word
        return True
    shared = len(pairs_a & pairs_b)
    return shared >= 8 and shared / min(len(pairs_a), len(pairs_b)) >= 0.42  # noqa: PLR2004  measured on rewritten titles

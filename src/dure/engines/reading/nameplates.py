"""Lines above an article that name an office, a part of the site, an issue or a series, or ask and count: what heads no article.

Some can head none at all (`is_plate`). Others could, were they alone on their page: a word, an office's name, a board's, a series
with its number (`is_name`). They give way to a heading that says something.
"""

from __future__ import annotations

import re

from dure.engines.reading.lexicon import words

# 계간 지방의 눈 2018년 여름호; 거창군정알림 제612호; 2025년 7월호 Vol. 88; 2020년 3월호 · 통권 41호 · 2020년 3월 1일 펴냄
_SIGNS = (
    "호",
    "Vol",
    "No.",
    "VOL",
    "통권",
    "인터넷",
    "대표",
    "종합",
    "정론지",
    "기자",
    ", 20",
)  # of an issue, a slogan, a reporter, a day
_ISSUE = re.compile(
    r"[^,‘’“”'\"…!?]{0,24}?(?:제\s?\d{1,4}\s?호|\d{1,2}\s?월\s?호|(?:봄|여름|가을|겨울|신년|창간)\s?호|통권\s?\d{1,4}\s?호?|(?:Vol|VOL|No)\s?\.\s?\d{1,4})"
    r"(?:[\W\d]|통권|호|년|월|일|발행|펴냄|요일|[월화수목금토일](?=\))|쪽|면|(?:봄|여름|가을|겨울)호|Vol|VOL|No)*(?:[|│ㅣ].*)?"
)
# 월간 마을과행정: what a magazine calls itself
_PERIODICAL = re.compile(
    r"(?:월간|계간|격월간|격주간|반년간|주간|순간)\s[《〈『「]?[가-힣A-Za-z·&]{2,12}(?:\s[가-힣A-Za-z·&]{1,6}){0,2}[》〉』」]?"
)
# Q1. …?; 문 3) …: a question of a list of them
_ASKED = re.compile(r"(?:Q\s?\d{0,2}|질문\s?\d{0,2}|문\s?\d{1,2})\s?[.):]\s")
# 22 Apr 2025 Tue; TUE, 22 APRIL 2025
_CLOCK = re.compile(r"[^가-힣]*\b(?:19|20)\d\d\b[^가-힣]*")
# 송고시간 Apr 22, 2025 8:15 PM
_ENGLISH_DAY = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s\d{1,2},\s(?:19|20)\d\d"
)
# 임다온 기자 기자 페이지; [물빛신문 임다온 기자]
_OF_REPORTER = re.compile(
    r"[\[(【]\s?[가-힣A-Za-z0-9·]{2,12}\s[가-힣]{2,4}\s?기자\s?[\])】]$|[가-힣]{2,4}\s?기자\s(?:기자\s?)?(?:페이지|구독|홈|프로필|응원|[^,‘“]{0,6}(?:다른\s?기사|기사\s?(?:더\s?)?보기))"
)
# 게시번호 2024-38; 담당부서 혁신담당관; 소속 기획예산실
_FIELD = re.compile(
    r"\W{0,2}(?:게시\s?번호|공고\s?번호|관리\s?번호|문서\s?번호|담당\s?부서|담당자|소속|부서명?|작성\s?부서|작성자|등록자|글쓴이|게시자|연락처|전화번호|조회수?|공개일자?|카테고리|분류|출처|자료\s?제공|제공\s?부서|보도\s?시점|배포\s?일시|펴낸\s?곳|펴낸\s?이|발행처|발행인)(?:\s+|\s?[:：|]\s?)\S+(?:\s\S+)?"
)
_LONGEST_FIELD = 40
_BEGINS = frozenset("게공관문담소부작등글연전조카분출자제보배펴발월계격반주순Q질")  # of the three before
_MENU = frozenset(word for word in words("page", "menu_words"))
_PARTED = re.compile(r"[\s·|/]+")
_MENU_WORDS, _LONGEST_WORD = 4, 5
_PARTICLE = re.compile(r"[은는이가을를에서로의와과도며고]$")
_LIST_WORDS, _KNOWN = 2, 3
# 종합미디어 인터넷신문 물빛매일
_CALLED = re.compile(
    r"(?:인터넷\s?(?:신문|뉴스|언론)|대표\s?(?:신문|언론)|종합\s?(?:일간지|미디어)|정론지)\s[가-힣A-Za-z]{2,10}$"
)


_SAYS = re.compile(r"[,，‘’“”'\"「」『』《》<>〈〉…!?]|\.\.|\d")


_FEW_LETTERS = 4
_STAMPED = re.compile(r"\W*20\d\d[.\-/]\s?\d{1,2}[.\-/]\s?\d{1,2}\.?\W+\S{0,12}$")  # 2024.11.26 국무조정실
# Skip to content, Go to Main Content: where a reader of screens is sent
_SENT_TO = re.compile(
    r"(?:go|skip|jump)\s?to\s(?:the\s)?(?:main\s|page\s)?(?:content|body|menu|navigation)s?\W*$", re.IGNORECASE
)


def is_number(text: str) -> bool:
    """Tell a line of numbers and marks with a letter or two, a code or a counter's cells, and a link past the menus.

    >>> is_number("G03-8236672469"), is_number("124685 | 1230 | ||"), is_number("Skip to content"), is_number("2024.11.26 국무조정실")
    (True, True, True, True)
    >>> is_number("2024 우수사례"), is_number("2024. 11. 26. 열린 경진대회에서")
    (False, False)
    """
    letters = sum(map(str.isalpha, text))
    coded = letters < _FEW_LETTERS and (letters < 2 or sum(map(str.isdecimal, text)) > letters)  # noqa: PLR2004  no word
    return coded or _STAMPED.match(text) is not None or _SENT_TO.match(text) is not None


def is_plate(text: str) -> bool:
    """Tell a line that heads no article: an issue, a magazine's name, a field of a form, a menu without marks, a clock, a question.

    >>> is_plate("계간 지방의 눈  2018년 여름호"), is_plate("뉴스 서울 전국 세계 사진 그래픽"), is_plate("Q1. 적극행정이 무엇인가요?")
    (True, True, True)
    >>> is_plate("공고 제2024-388호, 우수사례를 찾습니다"), is_plate("옥천군, 적극행정 우수사례 경진대회 개최")
    (False, False)
    """
    if any(map(text.__contains__, _SIGNS)) and (
        _ISSUE.fullmatch(text) or _CALLED.search(text) or _OF_REPORTER.match(text) or _ENGLISH_DAY.search(text)
    ):
        return True
    if text[0] in _BEGINS and (
        _ASKED.match(text) or (len(text) <= _LONGEST_FIELD and (_FIELD.fullmatch(text) or _PERIODICAL.fullmatch(text)))
    ):
        return True
    if not "가" <= text[0] <= "힣" and (_CLOCK.fullmatch(text) or _FIELD.fullmatch(text)):
        return True
    return not _MENU.isdisjoint(text.split()) and _is_menu(text)


def _is_menu(text: str) -> bool:
    """Tell words of a menu side by side: four and more short ones, two and a third of them known, none with a particle."""
    found = _PARTED.split(text.strip())
    return (
        len(found) >= _MENU_WORDS
        and max(map(len, found)) <= _LONGEST_WORD
        and not _SAYS.search(text)
        and sum(word in _MENU for word in found) >= max(_LIST_WORDS, len(found) / _KNOWN)
        and not any(_PARTICLE.search(word) for word in found if word not in _MENU)
    )


# A part of a site by its last word: … 게시판, … 자료실, … 소식; of an office: … 청, … 과.
_PART = re.compile(
    r"(?:보도\s?자료|소식|새소식|소식지|알림장?|알림마당|알림터|공지사항|게시판|자료실|언론보도|미디어|뉴스룸?|브리핑|이야기|광장|사랑방|코너|포커스|동정|누리집|홈페이지|블로그|일기)$"
)
_LOOSE_PART = re.compile(r"(?:마당|행정|혁신|자료|특집|기획|현장|인물|안내|정보|사례|사례집)$")
_OFFICE = re.compile(
    r"(?:[가-힣]{2,12}(?:특별시|광역시|특별자치[시도]|[시도군구청부처원과실국팀관]|의회|본부|센터|공사|공단|재단|위원회)\s?){1,3}$"
)
# 지역을 걷다 ④ 전남 고흥; [기획] 지방의 내일 <3>
_SERIES = re.compile(r"\s?(?:[①-⑳]|[<(〈\[]\s?\d{1,2}\s?[>)〉\]]|#\d{1,2}\b)(?:\s[가-힣\s·]{2,10})?$")
_NUMBER_SIGN, _TAG_SIGN = frozenset("#<>()[]〈〉" + "".join(map(chr, range(0x2460, 0x2474)))), frozenset("[【<〈")
_TAG = re.compile(r"^\s*[\[【<〈][^\]】>〉]{1,14}[\]】>〉]\s*")
_SIDE_BY_SIDE = re.compile(r"[^|│ㅣ]{2,14}(?:\s[|│ㅣ]\s[^|│ㅣ]{2,10}){1,3}")  # 행정안전부 정부혁신 | 혁신24
_NAME_WORDS, _NAME_LENGTH = 3, 22
_BRANCHES = "└├┗┣"  # └ 잡담 (14): a category of a blog, with the count of its posts
_BOXED = re.compile(r"[<〈]\s[^<>〈〉]+\s[>〉]")  # < 주요 우수사례 >: the head of a box
# 2024 적극행정 우수사례 경진대회 보도자료: a document's name, without a word of what happened
_DOCUMENT, _DOCUMENT_LENGTH = " 보도자료", 40
_TOLD = re.compile(r"[,，‘’“”'\"…!?]|[가-힣](?:은|는|이|가|을|를|에|서)\s")
_LATIN_PART = re.compile(r"(?:[A-Z][a-z]+\s){1,3}(?:News|Newsroom|Notices?|Releases?)")  # City Initiative News
_REPEATING = re.compile(
    r"\S{1,6}\s(?P<word>\S{2,5})(?:\s?[·|/]\s?\S{1,6}\s(?P=word)){2,}"
)  # 마을 이야기 · 사람 이야기 · 바다 이야기


def is_series(text: str) -> bool:
    """Tell the name of a series by its number: 지역을 걷다 ④ 전남 고흥, [기획] 지방의 내일 <7>; one that is said in few words."""
    if text[0] in _BRANCHES:
        return False
    return len(text) <= _NAME_LENGTH and _SERIES.search(text) is not None and not _SAYS.search(_SERIES.sub("", text))


def is_name(text: str) -> bool:
    """Tell a line that names what a page belongs to, rather than saying what happened; alone it may be a title all the same.

    >>> is_name("질병관리청"), is_name("속초시청 속초 미디어 보도자료"), is_name("지역을 걷다 ④ 전남 고흥"), is_name("[광산구 알림장] 직원 알림")
    (True, True, True, True)
    >>> is_name("< 주요 우수사례 >"), is_name("2024 적극행정 우수사례 경진대회 보도자료"), is_name("마을 이야기 · 사람 이야기 · 바다 이야기")
    (True, True, True)
    >>> is_name("자두·포도골 사람들, 옥천서 ‘한 수’ 배우고 갔다"), is_name("2025년 시민 혁신 아이디어 공모 안내")
    (False, False)
    """
    if not _NUMBER_SIGN.isdisjoint(text) and _SERIES.search(text):
        return True
    if text[0] in _TAG_SIGN and _BOXED.fullmatch(text):
        return True
    bare = _TAG.sub("", text).strip() if text[0] in _TAG_SIGN else text
    if bare.endswith(_DOCUMENT) and len(bare) <= _DOCUMENT_LENGTH and not _TOLD.search(bare):
        return True
    if _REPEATING.fullmatch(bare) or _LATIN_PART.fullmatch(bare):
        return True
    if not bare or len(bare) > _NAME_LENGTH or _SAYS.search(bare):
        return False
    if " " not in bare or _OFFICE.fullmatch(bare) or _SIDE_BY_SIDE.fullmatch(bare):
        return True
    count = len(bare.split())
    if count < _NAME_WORDS and _LOOSE_PART.search(bare):
        return True
    return count <= _NAME_WORDS + bare.endswith("보도자료") and _PART.search(bare) is not None

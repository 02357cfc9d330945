"""Lines of a page and what each looks like by itself: prose, heading, row, date, byline, caption, stop."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import ahocorasick

from dure.engines.reading.document import Unit
from dure.engines.reading.lexicon import WordList, alternatives, any_of, words
from dure.engines.reading.longlines import lines_in
from dure.engines.reading.native import LETTERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dure.engines.reading.document import Document

_BREAK = re.compile(r"\r\n|\r|\n")
# A dump indents the rows of a list; a numbered line at the margin is the author's own (1. 공모기간: …).
_ROW = re.compile(r"•\s*|\s+(?:•\s*|\d{1,3}\.\s+)")
_HANGUL = re.compile("[가-힣]")
_NOT_LATIN = bytes(code for code in range(128) if not chr(code).isalpha())
# A Korean sentence ends in a declarative, interrogative or nominal ending, then a stop, then closing marks.
_CLOSING = "”\"’'」』>)]】" + "".join(map(chr, filter(lambda code: chr(code).isspace(), range(0x3001))))
_STOPS, _OF_SPEECH = frozenset(".?!"), frozenset("”\"’'")
_ENDINGS = frozenset("다요죠까자라네음임함됨짐님오지군걸")
_FOREIGN_ENDINGS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789%)’”'\"")
# A day's stop ends no sentence: 투표기간 … ~ 2024.11.20.
_DAY_END = re.compile(r"\d\s?\.\s?\d{1,2}\.\s*$")
# 다들 웃었어요ㅎㅎ, 또 쓸게요~: a letter's or a blog's sentence ends in a mark of feeling.
_FELT_END = re.compile(
    r"[가-힣](?:다|요|죠|네|까|당|용|욥)[.?!~…]*\s?(?:(?:[ㅎㅋㅠㅜ~♡♥☆★\u2600-\u27bf\U0001f300-\U0001faff]|\^[_.]?\^|[:;][)D])[\ufe0f.!~]*\s?)+$"
)
_FELT = frozenset("ㅎㅋㅠㅜ^~♡♥☆★)D.!\ufe0f")
_PLAIN_END = re.compile(
    r"(?:[가-힣]{2}다|습니다|입니다|니다|한다|됐다|했다|이다|[어아해여네세예에거든데더라래]요|더라고요|더라구요|[하했었였겠이]죠)$"
)
_PLAIN_ENDS, _SPOKEN = frozenset("다요죠"), frozenset("다요")
_TAIL = 40  # what tells how a line ends
_SENTENCE_INSIDE = re.compile(r"[.?!](?:(?<=[가-힣][다요까음함임됨].)(?:[”\"’'\s)]|$)|(?<=[a-z]{2}.)\s+[A-Z“\"‘'])")
# … 연다고 밝혔습니다.투표는 …: sentences whose blank was lost
_SENTENCES_GLUED = re.compile(
    r"[가-힣]다[.](?![<(\[/]?(?:제공|사진|자료|왼쪽|오른쪽|앞줄|출처))(?=[가-힣/‘“'\"▲△<(\[])"
)
DOTS = ("..", "…", "···")
_MARKER = re.compile(
    r"\s*(?:[□■◇◆○●◎ㅇ❍◦▶▷►▸▹▻△▲▪▫❏❑❖※☞*]|[-–—―·‣․‧∙・ㆍ]\s|[Ⅰ-ⅿ]{1,3}\s?[.)]|[①-⒇ⓐ-ⓩ㉠-㉻❶-❿]|[가-하]\.\s|\d{1,2}[.)]\s|\(\d{1,2}\)\s|<[^>]{2,40}>$|【)"
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
_DATE_LABELS = WordList(word.lower() for key in ("published_labels", "modified_labels") for word in words("page", key))
_LIST_ROW = re.compile(
    rf"^\s*(?:\d{{1,6}}|공지|필독|알림)\s+\S.{{6,}}\s{_DATE}\s*(?:\d+)?\s*(?:첨부|파일|다운로드|[NH])?\s*$"
)
# 투표기간 2024.11.11. ~ 2024.11.20.: a field of a form, whose full stop ends no sentence
_PERIOD_ROW = re.compile(rf"^\W*[가-힣\s]{{2,8}}[:：]?\s*{_DATE}[^가-힣]{{0,12}}[~∼〜–-]\s*{_DATE}\W*$")
_REPORTER = any_of("page", "reporter_titles")
_EMAIL = r"[\w.+-]+@[\w.-]*"
_BYLINE = re.compile(
    rf"^\W*(?:[가-힣A-Za-z/·,\s]{{2,20}}[=/|]\s*)?(?:[가-힣]{{2,4}}\s*{_REPORTER}[,\s·/|]*)+(?:{_EMAIL})?\W*(?:{_EMAIL})?"
    rf"(?:\s*(?:승인|입력|등록).*)?$|^\s*{_EMAIL}\s*$|^(?:글|사진|글·사진)\s*[=/]\s*[가-힣\s]{{2,12}}$"
    # 글·사진 윤슬; 글 | 두레박 (편집위원); 글 모란 편집위원 / 사진 소나기
    rf"|^(?:글\s?[·,&/+]?\s?(?:사진|그림)|글)\s?[|ㅣ│:_]?\s(?!쓰기|보기|목록)[가-힣]{{2,4}}(?:\s?\(?(?:{_REPORTER}|[가-힣]{{2,8}}(?:위원|작가|시인|교수|팀|[가원]|소장))\)?)?(?:\s?[/|,·]?\s?사진\s?[|ㅣ:]?\s[가-힣]{{2,4}})?$"
    rf"|^\W*(?:[가-힣A-Za-z/·]{{2,12}}\s*=\s*)[가-힣]{{2,4}}\s*{_REPORTER}[^다]{{0,30}}$"
    rf"|^[^.!?]{{0,24}}?[가-힣]{{2,4}}\s*{_REPORTER}\s*{_EMAIL}\W*$"
)
_CAPTION_MARK = re.compile(
    r"\s*(?:[▲△▶◀▼▷]|<\s*사진|\[\s*사진|사진\s*[=:설]|\*?\s*사진\s*설명|\(\s*사진).*(?:사진|제공|기자|©|ⓒ|모습|장면|촬영|캡처|있다|했다)"
    r"|\s*(?:\*|※)?\s*\(?사진\s*(?:설명|있음|제공|=|:)"
)
# ▲금상은 …의 ‘…’ ▲은상은 … 선정됐다.: points of a sentence, whatever word of a picture their titles hold
_GRADED_POINTS = re.compile(r"(?P<mark>[▲△▶▷])\s?[^▲△▶▷]{4,200}(?P=mark).*[가-힣]다\.$")
# Who took a picture, behind what it shows.
_CREDITED = re.compile(
    r"[^.!?]*[다음]\.\s*(?:[가-힣A-Za-z0-9]{2,14}\s*(?:제공|자료사진))\.?\s*$"
    r"|[^.!?]*(?:있다|모습|장면|전경)\.?\s*(?:[가-힣]{2,4}\s*(?:인턴\s*|선임\s*)?기자|연합뉴스|뉴시스|뉴스1|AP|AFP|로이터|EPA|[가-힣]{2,12}\s*제공)\s*$"
    r"|[^.]{5,80}(?:제공|자료사진)\.?\s*[\])]?$"
)
_CREDIT = re.compile(
    r"(?:사진\s*(?:제공)?\s*[=:/]\s*[^.]{2,20}|사진\s*제공|[/|(\[=]\s*(?:연합뉴스|뉴시스|뉴스1)\s*(?:제공)?)[\])]?(?:\s?20\d\d\.\d\d\.\d\d\.?)?[\s|]*$"
    r"|[ⓒ©]\s*[가-힣]{2,10}(?:\s*기자)?\s*$"
)
_HARD_STOP = re.compile(any_of("page", "hard_stops"), re.IGNORECASE)
_LONG_SECTION = alternatives(word for word in words("page", "section_words") if len(word) > 3)  # noqa: PLR2004
_SHORT_SECTION = alternatives(word for word in words("page", "section_words") if len(word) <= 3)  # noqa: PLR2004
# A short word opens another part only when it stands alone: "공유" does, "공유주방을 열다" does not.
_TAGGED = re.compile(
    r"[\[(<](?:영상|포토|카드)\s?뉴스[\])>]\s?\S.{8,}"
)  # [영상뉴스] 옥천군, 지적세미나 개최: a headline
_SECTION = re.compile(
    rf"^.{{0,20}}카테고리의 다른 글|^\W{{0,4}}(?:(?:{_LONG_SECTION})(?:\W.*|[가-힣]{{0,3}})|(?:{_SHORT_SECTION})\W*\d*)$",
    re.IGNORECASE,
)
_OF_SITE = re.compile(any_of("page", "site_sentences"), re.IGNORECASE)
_TRANSLATION = re.compile(any_of("page", "translation_marks"), re.IGNORECASE)
_WEATHER = re.compile(r"(?:(?<!\d)-?\d{1,2}(?:\.\d)?\s*(?:℃|°C|도C)|기상청\s*제공|미세먼지)")
_MENU = frozenset(words("page", "menu_words"))
_MENU_WORD = re.compile(r"[^\s|·>•]+")
_SHORT = 35
# Letters without spaces: no line of stamps is longer than the first, no lead shorter than the last.
_LONGEST_ROW = 200
# 다들 손뼉을 쳤어요.: words that end so are a sentence, however few.
_FEW_WORDS, _PLAIN_STOP = 8, ("다.", "요.", "죠.")
_ASKS = re.compile(
    r"(?:세요|십시오|바랍니다|없습니다|있습니다|같다|같습니다)\.$"
)  # 검색어를 입력해 주세요.: a form's own, or an announcement
_LONG_NOTE = 120  # a site's sentences about itself
_STAMP_LINE, _HEADING, _LONG_HEADING, _LEAD, _FEW_LETTERS = 90, 15, 25, 90, 10
_LATIN_HEAD = 400  # code points of a line that tell
_OF_WRITER = "글"  # 글=…, a signature
_CUT_MARKS = (".", "…", "·")
_TRIMMED = " \t\u00a0\u3000\u200b\ufeff\x0b\x0c"


# Signs: what a line must hold for a dear rule to be worth asking. They are found for the whole page in one pass.
(
    _HARD,
    _HEAD,
    TRANSLATED_SIGN,
    _PICTURE,
    _SIGNED,
    _FILED,
    _DATED,
    _MEASURED,
    _LISTED,
    GRADED_SIGN,
    NOTICE_SIGN,
    _OWNED,
    FIELD_SIGN,
) = (1 << bit for bit in range(13))
_ALL_SIGNS = (1 << 13) - 1
_LATIN = 1 << 13  # of no word: a line with no Hangul to speak of
# NOTICE_SIGN: a line that may say that there is nothing to see here, or that something was searched; FIELD_SIGN: a field's name may
# stand before what it holds.
# What a line that is no sentence can be by its own words (`maintext.kinds_of`).
STAMP_SIGNS = _DATED | _SIGNED
ROW_SIGNS = _DATED | _MEASURED | _LISTED
STOP_SIGNS = _HARD | _HEAD
KIND_SIGNS = _DATED | _FILED | _PICTURE | _SIGNED | TRANSLATED_SIGN
# What changes the score of a line outside the article (`maintext.score_lines`).
_LOUD = _HARD | _HEAD | TRANSLATED_SIGN | GRADED_SIGN
OUTSIDE = frozenset({"nav", "aside", "footer", "hidden"})
# Every date of `_DATE` has it; the digit before is asked for last, because a set of marks is found faster.
_DATE_SIGN = re.compile(r"[.\-/년](?:(?<=\d.)|(?<=\d\s.))\s?\d")
_WORDS_OF_SIGNS: tuple[tuple[int, tuple[str, ...]], ...] = (
    (_HARD, words("page", "hard_stops")),
    (_HEAD, (*words("page", "section_words"), *words("page", "site_sentences"), "카테고리의 다른 글")),
    (TRANSLATED_SIGN, words("page", "translation_marks")),
    (_PICTURE, ("사진", "제공", "기자", "©", "ⓒ", "모습", "장면", "전경", "촬영", "캡처", "있다", "했다", "연합뉴스", "뉴시스", "뉴스1")),
    (_SIGNED, (*words("page", "reporter_titles"), "@", "사진")),
    (_FILED, (".jp", ".png", ".gif", ".bmp", ".hwp", ".pdf", ".doc", ".xls", ".ppt", ".zip", ".mp4", ".txt")),
    (_MEASURED, ("℃", "°c", "도c", "기상청", "미세먼지")),
    (_LISTED, tuple(_MENU)),
    (NOTICE_SIGN, ("요청하신", "방문하시려는", "찾으시는", "입력하신", "페이지를 찾을 수 없", "존재하지 않는", "삭제된", "잘못된 접근", "존재하지 않", "접근 권한이 없", "404 not found", "검색", "삭제되었", "점검", "로그인", "표시할 수 없", "오류로", "비밀글", "접근이 ", "접속이 ", "access denied", "forbidden", "오류가 발생", "볼 수 없", "이용에 불편")),
    (FIELD_SIGN, (":", "：")),
    (_OWNED, ("ⓒ", "©", "copyright", "(c)", "저작권")),
    (GRADED_SIGN, ("대상", "우수", "장려", "금상", "은상", "동상", "특별상")),
)  # fmt: skip


def _signs_by_word() -> dict[str, int]:
    signs: dict[str, int] = {}
    for sign, found in _WORDS_OF_SIGNS:
        for word in found:
            signs[word.lower()] = signs.get(word.lower(), 0) | sign
    return signs


@cache
def _signs_automaton() -> Any:
    automaton = ahocorasick.Automaton()
    for word, sign in _signs_by_word().items():
        automaton.add_word(word, sign)
    automaton.make_automaton()
    return automaton


class Line(NamedTuple):
    """A unit with its trimmed text, and what it looks like by itself.

    ``words`` is the text without the mark of a list's row, ``length`` its code points that are not space; ``row`` tells a
    bulleted or numbered row of a list, ``prose`` a line that holds a sentence. The rest is asked for when it is needed:
    most lines of a page are menus, and ``signs`` says which rules cannot hold; a line without signs is none of what follows
    but perhaps truncated, marked or Latin. A ``quiet`` line is a row of a menu outside the article, whatever its words.
    """

    unit: Unit
    start: int
    end: int
    text: str
    words: str
    length: int
    row: bool
    prose: bool
    signs: int
    quiet: bool

    @property
    def short(self) -> bool:
        """Return whether the line is no longer than a heading."""
        return self.length <= _SHORT

    @property
    def truncated(self) -> bool:
        """Tell a lead cut short."""
        return (self.length >= _LEAD or self.words.rstrip()[-1:] in _CUT_MARKS) and _is_truncated(
            self.words, self.length
        )

    @property
    def marker(self) -> bool:
        """Tell a line that begins with the mark of a press release."""
        plain = "가" <= self.text[0] <= "힣" and self.text[1:2] != "."
        return not plain and _MARKER.match(self.text) is not None

    @property
    def date(self) -> bool:
        """Tell a line of dates and stamps."""
        return bool(self.signs & _DATED) and _is_date(self.words, self.length)

    @property
    def dated(self) -> bool:
        """Tell a line with two numbers and a mark between, perhaps a date."""
        return bool(self.signs & _DATED)

    @property
    def byline(self) -> bool:
        """Tell a signature, not a paragraph."""
        return bool(self.signs & _SIGNED) and self.length <= 80 and _BYLINE.match(self.words) is not None  # noqa: PLR2004  a signature

    @property
    def caption(self) -> bool:
        """Tell the words under a picture."""
        return self.unit.region == "caption" or (
            bool(self.signs & _PICTURE) and self.length <= 220 and _is_caption(self.words)  # noqa: PLR2004  captions are short
        )

    @property
    def hard_stop(self) -> bool:
        """Tell the notice that ends a page's own text."""
        return bool(self.signs & _HARD) and _is_hard_stop(self.words, self.length)

    @property
    def section(self) -> bool:
        """Tell the heading of a part that is not the article, and what a site says of itself."""
        if not self.signs & _HEAD or self.length > _LONG_NOTE:
            return False
        head = (
            self.length <= 40  # noqa: PLR2004  a heading
            and _SECTION.match(self.words) is not None
            and not _TAGGED.match(self.words)
            and not (self.length > 25 and _is_ended(self.words))  # noqa: PLR2004  a sentence
        )
        return head or _OF_SITE.search(self.words) is not None

    @property
    def list_row(self) -> bool:
        """Tell a row of a board: number, title, date."""
        return bool(self.signs & _DATED) and self.length <= _LONGEST_ROW and _LIST_ROW.match(self.words) is not None

    @property
    def attachment(self) -> bool:
        """Tell a file's name."""
        return bool(self.signs & _FILED) and self.length <= 120 and _FILE.search(self.words) is not None  # noqa: PLR2004  a file name

    @property
    def translation_mark(self) -> bool:
        """Tell the notice of a translation."""
        return bool(self.signs & TRANSLATED_SIGN) and _TRANSLATION.search(self.words) is not None

    @property
    def weather(self) -> bool:
        """Tell a row of the weather box."""
        return (
            bool(self.signs & _MEASURED)
            and self.length <= 60  # noqa: PLR2004  a row
            and _WEATHER.search(self.words) is not None
            and not _is_ended(self.words)
        )

    @property
    def graded(self) -> bool:
        """Tell a line that says the name of a grade."""
        return bool(self.signs & GRADED_SIGN)

    @property
    def signed(self) -> bool:
        """Tell a line that may name who wrote the page."""
        return bool(self.signs & _SIGNED)

    @property
    def owned(self) -> bool:
        """Tell a line that may name who owns the page."""
        return bool(self.signs & _OWNED)

    @property
    def menu(self) -> bool:
        """Tell a line of nothing but menu words."""
        return bool(self.signs & _LISTED) and _is_menu(self.words)

    @property
    def latin(self) -> bool:
        """Tell a line with no Hangul to speak of; names and units are Latin in Korean lines too."""
        return bool(self.signs & _LATIN)


def text_units(text: str) -> tuple[Unit, ...]:
    r"""Return the lines of plain text as units, without their breaks; rows of lists are tagged ``li``.

    >>> [(u.start, u.end, u.tag) for u in text_units("가\r\n  • 나")]
    [(0, 1, ''), (3, 8, 'li')]
    """
    units: list[Unit] = []
    at = 0
    for match in _BREAK.finditer(text):
        units += (_text_unit(text, a, b) for a, b in lines_in(text, at, match.start()))
        at = match.end()
    units += (_text_unit(text, a, b) for a, b in lines_in(text, at, len(text)))
    return tuple(units)


def _text_unit(text: str, start: int, end: int) -> Unit:
    return Unit(start, end, "li" if _ROW.match(text, start, end) else "")


def lines_of(document: Document) -> list[Line]:
    """Return the lines of a document that are not blank, each with what it looks like."""
    read = plain_lines_of if _READER is None else _READER.lines_of
    return read(document.text, document.units)


def plain_lines_of(text: str, units: Sequence[Unit]) -> list[Line]:
    """Return the lines of the units of a text that are not blank: what the native reader does, in Python."""
    lines: list[Line] = []
    for unit, found in zip(units, _signs_of(text, units), strict=True):
        raw = text[unit.start : unit.end]
        stripped = raw.strip(_TRIMMED)
        if not stripped:
            continue
        start = unit.start
        if len(stripped) < len(raw):
            start += len(raw) - len(raw.lstrip(_TRIMMED))
        row = unit.tag == "li" and (unit.region != "body" or _ROW.match(stripped) is not None)
        bare = stripped
        if row and ("•" in stripped or "." in stripped):
            bare = _ROW.sub("", stripped, count=1)
        signs = found | (_PICTURE if unit.region == "caption" else 0) | (_SIGNED if bare[:1] == _OF_WRITER else 0)
        length = len("".join(bare.split()))
        signs |= _LATIN if length > _FEW_LETTERS and _is_latin(bare[:_LATIN_HEAD]) else 0
        prose = length >= _FEW_WORDS and _is_prose(bare, length, signs)
        quiet = not prose and not signs & _LOUD and unit.tag != "" and unit.region in OUTSIDE
        lines.append(Line(unit, start, start + len(stripped), stripped, bare, length, row, prose, signs, quiet))
    return lines


def plain_with_signs(lines: list[Line], wanted: int) -> list[int]:
    """Return the positions of the lines that have one of the ``wanted`` signs."""
    return [position for position, line in enumerate(lines) if line.signs & wanted]


def plain_beginning_with(lines: list[Line], end: int, letters: str) -> list[int]:
    """Return the positions before ``end`` of the lines that begin with one of the letters."""
    return [position for position, line in enumerate(lines[:end]) if line.text[0] in letters]


def plain_ending_with(lines: list[Line], letters: str) -> list[int]:
    """Return the positions of the lines that end in one of the letters."""
    return [position for position, line in enumerate(lines) if line.text[-1] in letters]


def plain_longest(units: tuple[Unit, ...]) -> int:
    """Return the length of the longest of the units, 0 where there is none."""
    return max([unit[1] - unit[0] for unit in units], default=0)


def plain_not_quiet(lines: list[Line]) -> list[int]:
    """Return the positions of the lines that are no row of a menu outside the article."""
    return [position for position, line in enumerate(lines) if not line.quiet]


def _signs_of(text: str, units: Sequence[Unit]) -> list[int]:
    """Return the signs of each unit."""
    text = text[: units[-1].end] if units else ""  # of a page that is too long the units end before the text does
    lowered = text.lower()
    if len(lowered) != len(text):  # a letter whose lower case is two: offsets do not fit, every rule is asked
        return [_ALL_SIGNS] * len(units)
    signs = [0] * len(units)
    starts = [unit.start for unit in units]
    first = starts[0] if starts else len(text)
    for last, sign in _signs_automaton().iter(lowered, first):
        signs[bisect_right(starts, last) - 1] |= sign
    for match in _DATE_SIGN.finditer(text, first):
        # A match may reach over a break: then either line may hold a date.
        signs[bisect_right(starts, match.start()) - 1] |= _DATED
        signs[bisect_right(starts, match.end() - 1) - 1] |= _DATED
    return signs


def _is_latin(words: str) -> bool:
    latin = len(words.encode("ascii", "ignore").translate(None, _NOT_LATIN))
    return latin > _FEW_LETTERS and latin > 4 * len(_HANGUL.findall(words))


def _is_prose(words: str, length: int, signs: int) -> bool:
    if length <= _HEADING and (not words.endswith(_PLAIN_STOP) or _ASKS.search(words)):
        return False
    sentence = (
        _is_ended(words)
        or _SENTENCE_INSIDE.search(words) is not None
        or (length > _LONG_HEADING and _is_plainly_ended(words))
        or (length > _SHORT and _SENTENCES_GLUED.search(words) is not None)
    )
    return sentence and not (signs & _DATED and (_is_date(words, length) or _PERIOD_ROW.match(words) is not None))


def _is_ended(words: str) -> bool:
    last = words[-1]
    if last.isalnum() and last not in _FELT:
        return False  # a stop or a mark ends it; most lines end in a letter
    tail = words[-_TAIL:]
    told = tail.rstrip(_CLOSING)
    ending, before = told[-1:], told[-2:-1]
    if ending in _STOPS and (before in _FOREIGN_ENDINGS or (before in _ENDINGS and "가" <= told[-3:-2] <= "힣")):
        return not before.isdecimal() or _DAY_END.search(tail) is None
    if tail[len(told) : len(told) + 1] in _OF_SPEECH and (
        ending in _SPOKEN or (ending in _STOPS and before in _SPOKEN)
    ):
        return True  # “…합니다”
    return (last in _FELT or last > "\u25ff") and _FELT_END.search(tail) is not None


def _is_plainly_ended(words: str) -> bool:
    return words[-1] in _PLAIN_ENDS and _PLAIN_END.search(words) is not None


def _is_caption(words: str) -> bool:
    if _CAPTION_MARK.match(words):
        return not _GRADED_POINTS.match(words)
    # A credit ends in a name or in 제공, never as most sentences do.
    return not words.endswith("다.") and (_CREDITED.match(words) is not None or _CREDIT.search(words) is not None)


def _is_date(words: str, length: int) -> bool:
    return (
        length <= _STAMP_LINE
        and not _SENTENCE_INSIDE.search(words)
        and (_BARE_DATE.match(words) is not None or _is_labelled(words))
    )


def _is_labelled(text: str) -> bool:
    lowered = text.lower()
    return _DATE_LABELS.find(lowered, 0, len(lowered)) >= 0 and _LABELLED_DATE.search(text) is not None


def _is_menu(text: str) -> bool:
    """Tell a line of nothing but menu words."""
    found = text.split(None, 1)
    if not found:
        return False
    first = found[0]
    if first not in _MENU and not ("|" in first or "·" in first or ">" in first or "•" in first):
        return False  # as of most: the first word tells
    head = _MENU_WORD.search(text)
    return head is not None and head[0] in _MENU and _MENU.issuperset(_MENU_WORD.findall(text))


def _is_hard_stop(text: str, length: int) -> bool:
    """Tell whether a line is a notice; a paragraph that ends in one is still a paragraph."""
    match = _HARD_STOP.search(text) if length <= 200 else None  # noqa: PLR2004  no notice is longer
    if match is None or _SENTENCE_INSIDE.search(text[: match.start()]):
        return False
    if match[0] in "ⓒ©" and _PICTURED.match(text):
        return False
    if match[0].startswith("만족도") and (
        (length >= _NEWS and _REPORTED.search(text)) or _SURVEYED.search(text, match.start())
    ):
        return False  # 기획재정부가 28일 발표한 고객만족도 조사 결과를 보면 … 집계됐다: news of one
    return "=" not in text or _LEAD_BEHIND.search(text, match.end()) is None


# ▲ 옥천군 공모전 포스터. ⓒ옥천군: whose picture it is
_PICTURED = re.compile(r"[▲△▶◀▼].{6,}[ⓒ©]\s?[가-힣A-Za-z0-9]{2,14}$")
_NEWS = 50  # letters of a sentence that no form has
_SURVEYED = re.compile(r"만족도\s?조사\s?(?:실시|시행|추진|착수|나서|벌여|마쳐)$")  # 군민만족도 조사 실시: a headline
_REPORTED = re.compile(r"(?<!니)다[.]\s*$")
# ⓒ 물빛신문 | [물빛신문 임다온 기자]= 옥천군은 …: the lead stands behind its frame.
_LEAD_BEHIND = re.compile(rf"(?:{_REPORTER})\s?[\])]?\s?=\s?[가-힣].{{20,}}[다요][.]")


_SIGNED_OFF = re.compile(
    rf"(?:{_REPORTER}|{_EMAIL}|끝\)?|송고|\d\s?/\s?[가-힣A-Za-z]{{2,10}}|연합뉴스|뉴시스|뉴스1|제공|금지|등|[)\]】>])\W*(?:{_DATE}[\s\d:]*송고)?\W*$"
)


# … 바란다.; 또 쓸게요~; … 말했다. 임다온 daon
_STOPPED = re.compile(
    r"[.!?][”\"’'」』>)\]】\s]*$|[요다죠네까][ㅎㅋㅠㅜ~^♡♥]{1,6}\s*$|다[.]\s?[가-힣]{2,3}\s[a-z]{2,12}$"
)


def _is_truncated(text: str, length: int) -> bool:
    """Tell a lead that was cut short: by dots, or sentences that stop in the middle of one."""
    if text.rstrip().endswith(DOTS):
        return True
    if (
        length < _LEAD
        or _is_ended(text)
        or _is_plainly_ended(text)
        or _SIGNED_OFF.search(text[-60:])
        or _STOPPED.search(text[-20:])
    ):
        return False
    return length > 200 or _SENTENCE_INSIDE.search(text) is not None  # noqa: PLR2004  no point of a list is as long


with_signs = plain_with_signs if LETTERS is None else LETTERS.with_signs
beginning_with = plain_beginning_with if LETTERS is None else LETTERS.beginning_with
ending_with = plain_ending_with if LETTERS is None else LETTERS.ending_with
not_quiet = plain_not_quiet if LETTERS is None else LETTERS.not_quiet
longest = plain_longest if LETTERS is None else LETTERS.longest

# The same in one native pass over the page; the rules are those above.
_READER = (
    None
    if LETTERS is None
    else LETTERS.LineReader(
        line=Line,
        words=_signs_by_word(),
        is_prose=_is_prose,
        is_marked=_ROW.match,
        without_mark=_ROW.sub,
        outside=OUTSIDE,
        of_writer=_OF_WRITER,
        endings="".join(_ENDINGS),
        dated=_DATED,
        picture=_PICTURE,
        signed=_SIGNED,
        latin=_LATIN,
        loud=_LOUD,
        every=_ALL_SIGNS,
    )
)

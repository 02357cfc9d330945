"""Grades that a page makes up for itself (북극성상, 으뜸 and 버금, 등급 A): known by the frame or the series they stand in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dure.engines.reading.casewords import GRADES
from dure.engines.reading.lexicon import Rules, WordList, lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.document import Span
    from dure.engines.reading.prose import Paragraph, Prose


class Framed(NamedTuple):
    """A grade by its place, with its sentence and the rule that knew it."""

    start: int
    end: int
    sentence: Span
    rule: str


_WON = r"(?:받[았는은아]|받는다|돌아[갔간가]|차지|수상|올[랐라]|오른|오르|거머|거뒀|거둔|안[았긴기겼아]|주어졌|주어진|가져[갔간가]|[따땄딴]|획득|얻[었은어]|달성|선물|몫이|몫으로|뽑[았혔히힌]|선정|목에\s걸|영예|주인|품에|낚|쥐|쥔|[탔탄타]|수여|등극|나왔다|건넸|됐다|되었다)"
_WON_SIGN = re.compile(_WON)
_CALLED = re.compile(rf"(?<!^버)(?:{GRADES})$")

_LISTS = lexicon("facts")["awards"]
_TROPHIES = tuple(_LISTS["trophies"])
# 북극성상은 …가 받았다, ‘샛별상’에 …가 올랐다, 금딸기상을 받았다
_PRIZE = re.compile(r"(?:상|표창)[’”'\"」]?(?:(?:은|에는|에|을|의|이)\s|(?=\s(?:수상|영예|차지|쾌거|받아)))")
_COINED = re.compile(r"(?<![가-힣A-Za-z])(?:[가-힣]{2,8}상|[가-힣]{2,14}장(?:상|\s?표창))$")
_AS_TOPIC = re.compile(rf"(?:은|에는|에|이|의|을)\s[^.]{{0,110}}?{_WON}")
_AS_TOPIC_FAR = re.compile(rf"(?:은|에는)\s[^.]{{0,260}}?{_WON}")  # 연구원장상은 ▲…(…) ▲…(…)이 각각 수상했다
_AS_NOUN = re.compile(r"\s(?:수상|영예|차지|쾌거|받아)")
# ‘논길 반사 띠’(햇살상)
_NOTED = re.compile(r"(?<=[’”」』〉》'\"])\s?\((?P<grade>[가-힣]{2,7}상)\)")
_AS_OBJECT = re.compile(rf"을\s(?:[^.,]{{0,12}}\s)?{_WON}")
# Each of these stands in what the rules for a sentence look for.
_FRAMES = Rules(
    ("coined", [f"{word}{mark}" for word in ("상", "표창") for mark in ("은", "에", "을", "의", "이", "’", "”", "'", '"', "」", " 수상", " 영예", " 차지", " 쾌거", " 받아")]),
    ("noted", ["상)"]),
    ("named", ["최고", "가장", "제일", "등급", *_TROPHIES]),
    ("placed", ["1등", "2등", "3등"]),
    ("lesser", [f"{word} {number}" for word in ("노력", "격려", "가작", "참가", "입상") for number in range(1, 10)]),
)  # fmt: skip
# Words in 상 that nobody wins.
_NO_PRIZE = frozenset(_LISTS["no_prize"])
_NO_PRIZE_ENDS = ("영상", "보상", "증상", "현상", "세상", "이상", "시상", "포상", "협상", "예상", "손상", "비상", "향상", "배상")  # fmt: skip

# 가장 높은 등급인 플래티넘을 얻었다, 최고상인 챔피언에 올랐다
_HIGHEST = re.compile(
    r"(?:최고(?:\s?등급|상|\s?영예|\s?훈격)|(?:가장|제일)\s(?:높은|큰)\s(?:등급|상|단계|자리|영예))인\s[‘“'\"「]?(?P<grade>[가-힣A-Za-z+]{1,12}?)(?:[’”'\"」]\s?등급|[’”'\"」])?(?:을|를|에|으로|로|이|가|은|는)\s"
)
# ‘별 다섯’ 등급을 획득했다
_QUOTED_LEVEL = re.compile(
    r"[‘“'\"](?P<grade>[가-힣A-Z0-9+ ]{1,8})[’”'\"]\s?등급(?:을|으로)\s(?:[^.,]{0,12}\s)?(?:받(?!은)|달성|획득|올랐|선정|인증)"
)
_HIGHEST_SIGN = re.compile(r"(?:최고|가장\s|제일\s)[^.]{1,8}인\s")

# 챔피언 자리는 …이 가져갔다, 금메달을 목에 걸었다, ‘플래티넘’ 획득
_TROPHY_WORDS = WordList(_TROPHIES)
_TROPHY = re.compile(
    rf"(?<![가-힣A-Za-z])[‘“'\"「]?(?P<grade>{'|'.join(_TROPHIES)})[’”'\"」]?(?P<what>\s?(?:등급|인증|트로피|자리|칭호|증서))?(?P<marked>(?:을|를|에|에는|은|는|이|가|으로|로)?(?=[\s,.…!]|$))"
)
_MANY_MEDALS = re.compile(r"\s?(?:\d|[한두세네]\s?개)")

# ‘으뜸’에는 …가 올랐다, ‘버금’은 △…, ‘참여’ 증서를 받았다
_QUOTED = re.compile(
    rf"[‘“「](?P<grade>[가-힣A-Z]{{1,6}}|[가-힣]{{1,6}}\s[가-힣]{{2,4}})[’”」](?P<frame>(?:에|에는)\s[^.]{{2,90}}?(?:올랐|오른|뽑혔|선정|이름을\s올)|(?:으로|로)\s(?:뽑|선정|선발)|(?:은|는|에는)\s[△▲▷〈《「‘“]|\s(?:증서|등급|트로피|메달|상패)(?:를|을)\s(?:각각\s)?{_WON})"
)
_MIN_SERIES = 2

# 으뜸 1명, 버금 1명, 딸림 1명을 가렸다; S등급 1건, A등급 2건, B등급 4건
_COUNTED = re.compile(
    r"[‘“'\"]?(?P<grade>(?:[SABCD가나다라]|[가-힣]{2,6}))(?P<level>\s?등급)?[’”'\"]?\s?\(?(?P<number>\d{1,2})\s?(?:명|건|팀|곳|편|점|개(?:\s?(?:기관|부서|팀|과제|시군))?)\)?"
)
_COUNTED_RUN = re.compile(
    r"(?:[‘“'\"]?[가-힣SABCD]{1,6}(?:\s?등급)?[’”'\"]?\s?\(?\d{1,2}\s?(?:명|건|팀|곳|편|점|개(?:\s?(?:기관|부서|팀|과제|시군))?)\)?(?:\s?[,·]\s?|\s?(?:과|와)\s|\s)?){3,6}"
)
_COUNTED_SIGN = re.compile(
    r"\d\s?[명건팀곳편점개][^.]{0,8}?[,·\s와과]\s?[‘“'\"]?[가-힣A-D]{1,6}(?:\s?등급)?[’”'\"]?\s?\(?\d"
)
_BEFORE_SIGN = 12  # code points of the first of a series
_CHOSEN = re.compile(r"\s?(?:씩|등)?(?:\s?모두\s?\d+\s?(?:명|건|팀|곳|편))?(?:을|를)\s(?:[^.,]{0,16}\s)?(?:가[렸려린]|뽑|선정|선발|시상|골[랐라]|정[했하]|결정|확정|수여)")  # fmt: skip
_TAKEN = r"[’”'\"]?(?:은|는|에는|에)\s[^.]{{0,90}}?{won}|[’”'\"]?(?:에|에는)\s(?:오른|올[랐라]|뽑)"
_NO_GRADE = frozenset(_LISTS["no_grade"])

# 1등: “…”, 2등: “…”
_PLACE_ROW = re.compile(r"\W{0,3}(?P<grade>[1-5]등)(?:상)?\s?(?:\([^()]{1,10}\)\s?)?[:：]\s?\S")
_PLACE_WON = re.compile(
    rf"(?<![\d가-힣])(?P<grade>[1-5]등)(?:상|\s수상작)?(?=(?:(?:은|에는|엔|에)\s|(?:과|와)\s(?=[1-5]등에))(?!게)[^.]{{0,120}}?{_WON})|(?<![\d가-힣])(?P<object>[1-5]등)을\s(?:[^.,]{{0,12}}\s)?(?:차지|한\s|했)"
)
_PLACE_SIGN = re.compile("[1-5]등(?!급)")

# 종합청렴도 평가에서 1등급을 받았다
_LEVEL = re.compile(
    r"(?<![\d가-힣A-Za-z‘“'])(?P<grade>(?:[1-5]|[SABCD]{1,2}[+]?|[가나다라마])\s?등급)(?:을|으로|에)\s(?:[^.,]{0,12}\s)?(?:받(?!은)|달성|이뤘|획득|올랐|평가)"
)
_RATED = re.compile("청렴도|평가|인증|진단|심사")

# A line of its own, or before a colon: 🥇 광부상; ⅰ) 큰이음(1건) : …
_OWN_LINE = re.compile(r"\W*(?P<grade>[가-힣]{1,7}상)\s*$")
_HEAD_LINE = re.compile(
    r"[^가-힣A-Za-z]{0,6}(?P<grade>[가-힣]{2,8})\s?\(\s?(?P<number>\d{1,2})\s?(?:건|명|팀|곳|편|점|개)\s?\)\s?[:：]"
)
# 햇살상 : …, ▲바람상 ‘…’, 노을상(하동군)
_ITEM_HEAD = re.compile(
    r"(?<![가-힣A-Za-z])(?P<grade>[가-힣]{2,7}상)(?=\s?[:：]\s?\S|\s?\([가-힣][^)\n]{1,16}\)|\s[‘“「『〈《])"
)
_LINE_HEAD = 28  # code points at the head of a line that hold a grade and its colon
_SHARED = 2  # syllables in which invented grades of one series end

# The columns of a table that hold grades.
_COLUMN = re.compile(r"(?:수상|시상)?\s?(?:등\s?급|상\s?격|훈\s?격|상\s?명|상\s?별|상장|수상\s?내역|시상\s?내역|순\s?위)|수상|시상|상")  # fmt: skip
_MIXED_COLUMN = re.compile(r"구\s?분|비\s?고|결\s?과")
_OF_WINNERS = re.compile(
    r"(?:과\s?제|사\s?례|시\s?책|제\s?안|제\s?목|작\s?품|성\s?명|이\s?름|기\s?관|부\s?서|소\s?속|시\s?·?\s?군|지자체|자치단체|팀|수상자|대상자|정책|아이디어)"
)
_CELLS = re.compile(r"\s?[\t|]\s?")
_GRADE_CELL = re.compile(r"[‘“']?[가-힣A-Z][가-힣A-Z0-9+ ]{0,10}[’”']?")
_KNOWN_CELL = re.compile(rf"(?:{GRADES})(?:상)?")
_NO_GRADE_CELL = frozenset(_LISTS["no_cell"])
_COLUMNS = 3


def framed(prose: Prose, places: Sequence[Place], taken: Sequence[Span]) -> Iterator[Framed]:
    """Yield the grades that a page about administration makes up, in no order; ``taken`` are those found already."""
    yield from _columns(prose)
    yield from _lines(prose)
    quoted: list[Framed] = []
    placed: list[Framed] = []
    for paragraph in (*prose.body, *prose.headings):
        asked = _FRAMES.asked(prose.text, paragraph.start, paragraph.end)
        counting = _COUNTED_SIGN.search(prose.text, paragraph.start, paragraph.end) is not None
        if not (asked or counting or paragraph.quotes):
            continue
        for start, end in paragraph.sentences:
            if "coined" in asked:
                yield from _coined(prose, (start, end), taken)
            if "named" in asked:
                yield from _named(prose, paragraph, (start, end))
            if "placed" in asked:
                placed += _placed(prose, (start, end))
            if "lesser" in asked:
                yield from _lesser(prose, (start, end), taken)
            if "noted" in asked:
                yield from _noted(prose, (start, end), taken)
            if paragraph.quotes:
                quoted += (
                    Framed(*match.span("grade"), (start, end), "award-framed")
                    for match in _QUOTED.finditer(prose.text, start, end)
                )
            if counting:
                yield from _counted(prose, (start, end), places)
    if len(placed) >= _MIN_SERIES:
        yield from placed
    words = {prose.text[one.start : one.end] for one in quoted}
    ends = [word.split()[-1] for word in words if " " in word]  # 올해의 일꾼, 숨은 일꾼
    alike = all(ends.count(end) > 1 for end in ends) and not _FIELDS.intersection(ends)
    if len(words) >= _MIN_SERIES and alike:
        yield from quoted


def ranks(prose: Prose) -> bool:
    """Tell whether a page makes up two grades and more: what it holds is a contest."""
    found = {prose.text[one.start : one.end] for one in framed(prose, (), ())}
    return len(found) >= _MIN_SERIES


def _coined(prose: Prose, sentence: Span, taken: Sequence[Span]) -> Iterator[Framed]:
    """Yield words in 상 that somebody receives."""
    text = prose.text
    for mark in _PRIZE.finditer(text, *sentence):
        end = mark.start() + (1 if text[mark.start()] == "상" else 2)
        word = _COINED.search(text, max(sentence[0], end - _LONGEST), end)
        if word is None or not _is_coined(word[0]):
            continue
        behind = end + (text[end : end + 1] in "’”'\"」")
        topic = _AS_TOPIC_FAR if word[0].endswith("장상") else _AS_TOPIC
        won = _AS_NOUN if text[behind] == " " else _AS_OBJECT if text[behind] == "을" else topic
        if won.match(text, behind, sentence[1]) and not _overlaps(taken, word.start()) and not _is_contest(prose, word[0]):  # fmt: skip
            yield Framed(word.start(), end, sentence, "award-framed")


# 장려 3건, 노력 3건, 격려 20건 등: behind a grade and its count these are grades too
_LESSER = re.compile(
    rf"(?P<before>{GRADES}|노력|격려|가작|참가)\s?\d{{1,2}}\s?(?:건|명|팀|편|점)?\s?[,·․‧ㆍ]\s?(?=(?P<grade>노력|격려|가작|참가|입상)\s\d)"
)


def _lesser(prose: Prose, sentence: Span, taken: Sequence[Span]) -> Iterator[Framed]:
    """Yield the lower grades that only stand in a series of counts, behind one that is ``taken``."""
    known = list(taken)
    for match in _LESSER.finditer(prose.text, *sentence):
        if _overlaps(known, match.start("before")):
            known.append(match.span("grade"))
            yield Framed(*match.span("grade"), sentence, "award-series")


def _noted(prose: Prose, sentence: Span, taken: Sequence[Span]) -> Iterator[Framed]:
    """Yield words in 상 that stand in a bracket behind a title."""
    for note in _NOTED.finditer(prose.text, *sentence):
        if _is_coined(note["grade"]) and not _overlaps(taken, note.start("grade")):
            yield Framed(*note.span("grade"), sentence, "award-framed")


def _is_coined(word: str) -> bool:
    """Tell a word in 상 that may be a prize and is none of the usual grades."""
    return word not in _NO_PRIZE and not word.endswith(_NO_PRIZE_ENDS) and not _CALLED.search(word)


def _overlaps(taken: Sequence[Span], at: int) -> bool:
    return any(a <= at < b for a, b in taken)


_LONGEST = 20  # code points of a grade, with what stands before it
_GIVING = re.compile(r"\s(?:첫\s|제\d+회\s)?시상")


def _is_contest(prose: Prose, word: str) -> bool:
    """Tell the name of what the page's prizes are given at: 「2023 경북 이음상」, ‘이음상’ 첫 시상."""
    return any(
        prose.text[q.inner_start : q.inner_end].endswith(word)
        and (q.inner_end - q.inner_start > len(word) + 1 or _GIVING.match(prose.text, q.end))
        for p in prose.paragraphs
        for q in p.quotes
    )


def _named(prose: Prose, paragraph: Paragraph, sentence: Span) -> Iterator[Framed]:
    """Yield what is said to be the highest, trophies and medals that somebody wins, and levels of an assessment."""
    text = prose.text
    if _HIGHEST_SIGN.search(text, *sentence) and _WON_SIGN.search(text, *sentence):
        for match in _HIGHEST.finditer(text, *sentence):
            if not _CALLED.search(match["grade"]):
                yield Framed(*match.span("grade"), sentence, "award-framed")
    if _TROPHY_WORDS.find(text, *sentence) >= 0:
        for match in _TROPHY.finditer(text, *sentence):
            if _MANY_MEDALS.match(text, match.end()) or not (paragraph.heading or _WON_SIGN.search(text, match.end("grade"), sentence[1])):  # fmt: skip
                continue
            quoted = text[match.start("grade") - 1] in "‘“'\"「"
            if match["marked"] or match["what"] or quoted or text[match.end() : match.end() + 1] in "…," or match.end() == sentence[1]:  # fmt: skip
                yield Framed(*match.span("grade"), sentence, "award-framed")
    for match in _QUOTED_LEVEL.finditer(text, *sentence) if paragraph.quotes else ():
        if not _CALLED.search(match["grade"]):
            yield Framed(*match.span("grade"), sentence, "award-framed")
    for match in _LEVEL.finditer(text, *sentence):
        if _RATED.search(text, sentence[0], match.start()):
            yield Framed(*match.span("grade"), sentence, "award-framed")


def _placed(prose: Prose, sentence: Span) -> Iterator[Framed]:
    """Yield the places in prose, of which a page has two at least: 1등은 …가 차지했고 2등은 …."""
    text = prose.text
    if not _PLACE_SIGN.search(text, *sentence):
        return
    for match in _PLACE_WON.finditer(text, *sentence):
        what = "grade" if match["grade"] else "object"
        yield Framed(*match.span(what), sentence, "award-series")


def _counted(prose: Prose, sentence: Span, places: Sequence[Place]) -> Iterator[Framed]:
    """Yield a series of names with how many won each, fewer of the higher ones; one of them is won below, or all are levels."""
    text = prose.text
    sign = _COUNTED_SIGN.search(text, *sentence)
    run = _COUNTED_RUN.search(text, max(sentence[0], sign.start() - _BEFORE_SIGN), sentence[1]) if sign else None
    if run is None:
        return
    found = list(_COUNTED.finditer(text, *run.span()))
    numbers = [int(match["number"]) for match in found]
    words = [match["grade"] for match in found]
    if len(set(words)) != len(words) or numbers != sorted(numbers) or any(one.start == found[0].start("grade") for one in places):  # fmt: skip
        return
    levels = all(match["level"] for match in found)
    if levels or (
        not _NO_GRADE.intersection(words)
        and all(len(word) > 1 for word in words)
        and _CHOSEN.match(text, run.end())
        and any(_taken(prose, word, run.end()) for word in words)
    ):
        for match in found:
            end = match.end("level") if match["level"] else match.end("grade")
            yield Framed(match.start("grade"), end, sentence, "award-series")


def _taken(prose: Prose, word: str, behind: int) -> bool:
    pattern = re.compile(r"(?<![가-힣])" + re.escape(word) + f"(?:{_TAKEN.format(won=_WON)})")
    return any(pattern.search(prose.text, max(p.start, behind), p.end) for p in prose.body if p.end > behind)


def _lines(prose: Prose) -> Iterator[Framed]:
    """Yield grades that stand in lines of their own or at the head of lines, two at least."""
    own: list[tuple[Span, Span, str]] = []
    head: list[tuple[Span, Span, str]] = []
    ranks: list[tuple[Span, Span, str]] = []
    for paragraph in prose.body:
        begin = prose.text[paragraph.start : min(paragraph.end, paragraph.start + _LINE_HEAD)]
        span = (paragraph.start, paragraph.end)
        for pattern, found, fits in (
            (_OWN_LINE, own, len(begin) < _LINE_HEAD and begin.rstrip().endswith("상")),
            (_HEAD_LINE, head, "(" in begin and ":" in begin.replace("：", ":")),
            (_PLACE_ROW, ranks, "등" in begin),
        ):
            match = pattern.match(prose.text, *span) if fits else None
            if match:
                found.append((match.span("grade"), span, match["grade"]))
    named = _item_heads(prose)
    heads = [one for one in named if _is_coined(one[2])]
    known = len({one[2] for one in named} - {one[2] for one in heads})
    if heads and known + len({one[2] for one in heads}) >= _MIN_SERIES:
        for grade, line, _ in heads:
            yield Framed(*grade, line, "award-series")
    own = [one for one in own if one[2] not in _NO_PRIZE]
    ends = [one[2][-_SHARED:] for one in head]
    head = [one for one in head if ends.count(one[2][-_SHARED:]) >= _MIN_SERIES and one[2][-_SHARED:] not in _FIELDS]
    for found in (own, head, ranks):
        if len({words for _, _, words in found}) >= _MIN_SERIES:
            for grade, line, _ in found:
                yield Framed(*grade, line, "award-series")


def _item_heads(prose: Prose) -> list[tuple[Span, Span, str]]:
    """Return the words in 상 before a colon, a bracket or a title."""
    return [
        (match.span("grade"), (p.start, p.end), match["grade"])
        for p in prose.body
        if _ITEM_SIGN.search(prose.text, p.start, p.end)
        for match in _ITEM_HEAD.finditer(prose.text, p.start, p.end)
        if match["grade"] not in _NO_PRIZE
    ]


_ITEM_SIGN = re.compile(r"상\s?[:：(‘“「『〈《]")
_FIELDS = frozenset(_LISTS["fields"])


def _columns(prose: Prose) -> Iterator[Framed]:
    """Yield the cells of a table's column of grades: 등급, 상격, 훈격; of 구분 those that are grades elsewhere too."""
    text = prose.text
    column, width, known = -1, 0, False
    for paragraph in prose.body:
        words = text[paragraph.start : paragraph.end]
        if "\t" not in words and "|" not in words:
            column = -1
            continue
        cells = _CELLS.split(words.strip(" |"))
        if len(cells) < _COLUMNS:
            continue
        if any(_OF_WINNERS.search(cell) for cell in cells) and not any(len(cell) > _HEAD_CELL for cell in cells):
            own = [number for number, cell in enumerate(cells) if _COLUMN.fullmatch(cell.strip())]
            mixed = [number for number, cell in enumerate(cells) if _MIXED_COLUMN.fullmatch(cell.strip())]
            if own or mixed:
                column, width, known = (own or mixed)[0], len(cells), not own
                continue
        if column < 0 or len(cells) != width:
            continue
        cell = cells[column].strip()
        fits = _KNOWN_CELL.fullmatch(cell) if known else _GRADE_CELL.fullmatch(cell)
        at = text.find(cell, paragraph.start, paragraph.end) if cell else -1
        if fits and cell not in _NO_GRADE_CELL and at >= 0:
            yield Framed(at, at + len(cell), (paragraph.start, paragraph.end), "award-column")


_HEAD_CELL = 10

"""The article's own text as sentences, quotations and marked items, with offsets into the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from dure.engines.reading.document import Block
from dure.engines.reading.lexicon import WordList
from dure.engines.reading.narrowlines import begins_anew

if TYPE_CHECKING:
    from dure.engines.reading.document import Document

# The stop is looked for first and what stands before it last: a set of three marks is found faster than one of all syllables.
_SENTENCE_STOP = re.compile(
    r"[.!?](?:(?:(?<=[가-힣].)|(?<=[a-z)%’”'\"].)|(?<=[0-9].)(?!\s?\d{1,2}[.\s(~])(?!\s?\([월화수목금토일]))[”\"’'」』)\]]*(?=\s|$|[▲△▸▶○□■※ㅇ(“\"‘'\[])"
    # 경진대회를 가졌다.이번 대회에는: a page that lost its blanks
    r"|(?<=[갔겠겼꼈났냈뒀됐떴랐렀렸봤빴샀섰셨썼았었였왔있잤졌줬찼쳤컸켰탔팠폈했혔간는된이인한]다.)(?=[가-힣]))"
)
_PAIRS = {"‘": "’", "“": "”", "「": "」", "『": "』", "《": "》", "〈": "〉", "＜": "＞", "｢": "｣"}
_PAIRS |= {"〔": "〕", "〚": "〛", "｛": "｝", "❛": "❜", "❝": "❞", "«": "»", "‹": "›", "〝": "〞"}
_STRAIGHT = "'\"`″"
_BRACKETS = "[{【［"
_OPENING = WordList([*_PAIRS, "<", *_BRACKETS, *_STRAIGHT, "’"])
MARKS = "▦▣▧▨▩∆⦁△▲▴▵▷▶▸►◆◇◈○●◎■□▪▫◦❍✔✓❶❷❸❹❺❻❼❽❾❿①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳ㅇ•‣"
_MARK = WordList(MARKS)
_NUMBERED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳❶❷❸❹❺❻❼❽❾❿"
_RELEASE_MARKS = "□■○●ㅇ◦❍◇◆▪▫◎"
_MAX_QUOTE = 400
_SHORT_SAYING = 60
# <똑똑한 분리배출! 착한 재활용!>를: a title in angle brackets, not a photograph's note.
_ANGLED = re.compile(
    r"<(?!\s?(?:사진|그림|표|자료|붙임|참고|출처|저작권|끝|앵커|기자))(?=[^<>]*[가-힣]{2})[^<>\n]{6,120}>(?=[가-힣,.(\s]|$)"
)
# [빈 자리를 아는 정류장]을, {골목 냄새 시계}(옥천군): a title in brackets that serve for notes elsewhere; [사진], [물빛신문 이바다] are none.
_BRACKETED = re.compile(
    r"[\[{【［](?!\s?(?:사진|그림|표|자료|붙임|참고|출처|저작권|끝|앵커|기자|영상|단독|속보|포토|인터뷰|기획|제보|광고|관련))(?=[^\[\]{}【】［］\n]*[가-힣]{2})[^\[\]{}【】［］\n=@]{4,90}[\]}】］](?=(?:을|를|이|가|은|는|와|과|의|에|도|으로|로|다|이다|이었다|였다|라는|이라는|처럼|부터)(?:[\s,.]|$)|[,·]|\s?(?:등|사례|사업|시책|제안|과제)[\s이을은는을의]|\s?\([^()]{2,20}\)(?:을|를|이|가|은|는|와|과|에|로|으로|,))"
)
# ’예고 없는 옹벽, 이제는 매뉴얼이 지킨다‘ 사례로: a writer's marks turned round.
_REVERSED = re.compile(r"’(?=[가-힣A-Za-z0-9])[^‘’“”\n]{4,90}[‘’](?=[가-힣\s,.)])")
_MAX_PROSE, _MAX_PARAGRAPH = 40_000, 8_000
_MAX_PARAGRAPHS, _BEHIND = 1_000, 400


class Quote(NamedTuple):
    """A quotation: ``start`` and ``end`` with its marks, ``inner_start`` and ``inner_end`` without."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    speech: bool


class Item(NamedTuple):
    """A marked stretch inside a paragraph, from its mark (exclusive) to the next mark or the end of its sentence."""

    mark: str
    start: int
    end: int


class Paragraph(NamedTuple):
    """A block of the article: its sentences, quotations and marked items; the title and subtitles are headings."""

    start: int
    end: int
    sentences: tuple[tuple[int, int], ...]
    quotes: tuple[Quote, ...]
    items: tuple[Item, ...]
    heading: bool = False
    title: bool = False

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """Return the sentence that holds an offset, else the whole paragraph."""
        return next(((a, b) for a, b in self.sentences if a <= offset < b), (self.start, self.end))


@dataclass(frozen=True, slots=True)
class Prose:
    """What findings are read from: title, subtitles and body of the page, never its navigation or translation."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    body: tuple[Paragraph, ...] = field(init=False)
    """The paragraphs that are no headings, kept because every rule asks for them."""
    headings: tuple[Paragraph, ...] = field(init=False)
    """Title and subtitles."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "body", tuple(one for one in self.paragraphs if not one.heading))
        object.__setattr__(self, "headings", tuple(one for one in self.paragraphs if one.heading))


def prose_of(document: Document, blocks: tuple[Block, ...]) -> Prose:
    """Return the prose of a page; a title repeated word for word counts once.

    Facts are looked for in the first 40,000 code points and 1,000 paragraphs of the body, and 8,000 of a paragraph: no article
    is longer, and the work of some rules grows with the square of what they compare.
    """
    paragraphs: list[Paragraph] = []
    seen: set[str] = set()
    left = _MAX_PROSE
    for block in _unwrapped(document.text, blocks) if document.media_type == "text/plain" else blocks:
        if block.kind not in {"title", "subtitle", "body"}:
            continue
        words = document.text[block.start : block.end]
        heading = block.kind != "body"
        if heading and words in seen:
            continue
        seen.add(words)
        end = min(block.end, block.start + min(left, _MAX_PARAGRAPH))
        if end <= block.start or len(paragraphs) >= _MAX_PARAGRAPHS:
            break
        left -= end - block.start
        paragraphs.append(_paragraph(document.text, block.start, end, heading=heading, title=block.kind == "title"))
    # Rules look at the whole text, too: what lies far behind the last paragraph is none of it.
    return Prose(document.text[: paragraphs[-1].end + _BEHIND] if paragraphs else "", tuple(paragraphs))


_LINE_BREAK = re.compile(r"[ \t]*(?:\r\n|\r|\n)[ \t]*")
_CLOSED = re.compile(r"(?:[.!?:;]|[”’\"'」』)>\]])\s*$|[가-힣](?:다|요|함|음|됨|임)$")
_NEW_POINT = re.compile(rf"[{MARKS}※*\-–—·]|\d{{1,2}}[.)]\s|[가-하]\.\s|\(|<|\[")
_WRAPPED, _NEARLY_FULL = 20, 0.72


def _unwrapped(text: str, blocks: tuple[Block, ...]) -> list[Block]:
    """Join the lines of a paragraph that its source broke at a width: the sentence goes on, no blank line stands between."""
    joined: list[Block] = []
    # A line broken at a width is about as long as the longest one; a heading above its paragraph is not.
    longest = max((block.end - block.start for block in blocks if block.kind == "body"), default=0)
    if 0 < longest <= _NARROW and _is_narrow([text[one.start : one.end] for one in blocks if one.kind == "body"]):
        return _of_narrow_lines(text, blocks)
    width = _NEARLY_FULL * longest
    for block in blocks:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.kind == block.kind == "body"
            and _LINE_BREAK.fullmatch(text[last.end : block.start])
            and not _CLOSED.search(text[last.start : last.end])
            and not _NEW_POINT.match(text[block.start : block.end])
            and "\t" not in text[last.start : last.end] + text[block.start : block.end]
            and block.start - max(text.rfind("\n", last.start, last.end), last.start) > max(_WRAPPED, width)
            and re.search(r"[다요][.][”’\"']?\s*$|[다요][.]\s", text[last.start : block.end])
        ):
            joined[-1] = Block(last.start, block.end, "body", last.score)
        else:
            joined.append(block)
    return joined


_NARROW, _LINES_OF_SENTENCE, _LEAST_LINES = 48, 12, 2.5
_STOPPED = re.compile(r"[다요죠까][.?]$")


def _is_narrow(words: list[str]) -> bool:
    """Tell sentences in narrow lines from short ones and their heads: each has two lines and a half at least."""
    return len(words) >= _LEAST_LINES * sum(_STOPPED.search(one) is not None for one in words)


def _of_narrow_lines(text: str, blocks: tuple[Block, ...]) -> list[Block]:
    """Join the lines of each sentence where all are narrow: up to the line that has its stop, over blank lines, not over a point."""
    joined: list[Block] = []
    begun: list[Block] = []  # lines whose sentence has no stop yet
    for block in blocks:
        words = text[block.start : block.end]
        goes_on = block.kind == "body" and not _NEW_POINT.match(words) and "\t" not in words
        above = text[begun[-1].start : begun[-1].end] if begun else ""
        parted = begun and (text[begun[-1].end : block.start].strip() or begins_anew(above, words))
        if not goes_on or len(begun) >= _LINES_OF_SENTENCE or parted:
            joined += begun
            begun = []
        if not goes_on:
            joined.append(block)
        elif _STOPPED.search(words):
            joined.append(Block(begun[0].start if begun else block.start, block.end, "body", block.score))
            begun = []
        else:
            begun.append(block)
    return joined + begun


def _paragraph(text: str, start: int, end: int, *, heading: bool, title: bool) -> Paragraph:
    quotes = find_quotes(text, start, end)
    items = _items(text, start, end, quotes)
    return Paragraph(start, end, sentences_of(text, start, end), quotes, items, heading, title)


def sentences_of(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the sentences of a stretch; a stop inside a name (당.나.귀, 1.5) ends none.

    >>> text = "가를 했다. 나를 ‘당.나.귀’라 한다."
    >>> [text[a:b] for a, b in sentences_of(text, 0, len(text))]
    ['가를 했다.', '나를 ‘당.나.귀’라 한다.']
    """
    found = []
    at = start
    for match in _SENTENCE_STOP.finditer(text, start, end):
        stop = match.end()
        if (begin := _skip_space(text, at, stop)) < stop:
            found.append((begin, stop))
        at = stop
    if (begin := _skip_space(text, at, end)) < end:
        found.append((begin, end))
    return tuple(found)


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def find_quotes(text: str, start: int, end: int) -> tuple[Quote, ...]:
    """Return the quotations of a stretch, outer and inner, in order; unbalanced marks make none.

    A straight mark opens after a space or punctuation and closes at the next one; before two digits it is a year ('25).

    >>> text = "'우수'기관과 ‘영등포신문고’"
    >>> [text[q.inner_start:q.inner_end] for q in find_quotes(text, 0, len(text))]
    ['우수', '영등포신문고']
    """
    found: list[Quote] = []
    for position, _ in _OPENING.spans(text, start, end):
        char = text[position]
        if char in "‘’“" and found and found[-1].end - 1 == position:
            continue  # the mark that closed the quotation before: ‘…‘
        if char == "’":
            reversed_ = (
                _REVERSED.match(text, position, end) if position == start or text[position - 1] in " (‘,·" else None
            )
            close = reversed_.end() - 1 if reversed_ else -1
        elif char in _PAIRS:
            close = _closing(text, position, end, _PAIRS[char])
        elif char == "<":
            angled = _ANGLED.match(text, position, end)
            close = angled.end() - 1 if angled else -1
        elif char in _BRACKETS:
            bracketed = _BRACKETED.match(text, position, end) if position > start else None
            close = bracketed.end() - 1 if bracketed else -1
        elif char in _STRAIGHT and _opens(text, position, start, found):
            close = _straight_close(text, position, end)
        else:
            continue  # a straight mark that closes, or a year's ('25)
        if close < 0 or close - position < 2:  # noqa: PLR2004  an empty quotation
            continue
        inner = text[position + 1 : close]
        bare = inner.strip()
        lead = trail = 0
        if len(bare) < len(inner):
            lead = len(inner) - len(inner.lstrip())
            trail = len(inner) - len(inner.rstrip())
        speech = _is_speech(bare, text[close + 1 : min(end, close + 12)], single=char in "‘'<")
        found.append(Quote(position, close + 1, position + 1 + lead, close - trail, speech))
    return tuple(found)


def _straight_close(text: str, position: int, end: int) -> int:
    """Return where a straight mark closes; where none does, a bent one (‘, ’) that a particle follows: '…‘가."""
    limit = min(end, position + _MAX_QUOTE)
    close = text.find(text[position], position + 1, limit)
    if text[position] == '"' and (doubled := _BENT_DOUBLE.search(text, position + 1, close if close >= 0 else limit)):
        return doubled.start()
    if close >= 0 or text[position] != "'":
        return _around_inner(text, close, limit)
    bent = _BENT_CLOSE.search(text, position + 1, limit)
    return bent.start() if bent else -1


def _around_inner(text: str, close: int, limit: int) -> int:
    """Return where a straight mark closes that holds another title: '청소 앱 '버릴시간' 구축(청주시)'이."""
    mark = text[close]
    if close <= 0 or text[close - 1] != " " or not text[close + 1 : close + 2].isalnum():
        return close
    inner = text.find(mark, close + 1, limit)
    outer = text.find(mark, inner + 1, limit) if inner > 0 else -1
    holds = outer > 0 and _AFTER_OUTER.match(text, outer + 1) and not text[outer - 1].isspace() and "다." not in text[close:outer]  # fmt: skip
    return outer if holds else close


_AFTER_OUTER = re.compile(r"(?:을|를|이|가|은|는|으로|로|와|과|의)[\s,]")
_BENT_CLOSE = re.compile(
    r"[‘’](?:(?<=[가-힣)!?].)(?=(?:을|를|이|가|은|는|으로|로|와|과|의)(?:[\s,])|이?라는\s)|(?<=[가-힣)!?]\s.)(?=\s(?:사례|사업|시책|과제|제안)[를을로가이]\s))"
)
# "세정지킴e“팀의 "…": closed by a bent mark before the next straight one opens
_BENT_DOUBLE = re.compile(
    r"[“”](?<=[가-힣A-Za-z0-9)!?].)(?=\s?팀[의이은과]|(?:을|를|이|가|은|는|으로|로|와|과|의)[\s,])"
)


_TICK_CLOSE = re.compile(r"`(?<=[가-힣)!?].)(?=(?:을|를|이|가|은|는|으로|로|와|과|의)[\s,])")  # ‘…`를


def _closing(text: str, position: int, end: int, mark: str) -> int:
    limit = min(end, position + _MAX_QUOTE)
    close = text.find(mark, position + 1, limit)
    again = text.find(text[position], position + 1, limit)
    if mark in "’”" and (close < 0 or (0 <= again < close and text[again - 1] not in " (,")):
        # The writer closed with the opening mark, or with a straight one: ‘…‘, ‘…'.
        straight = text.find("'" if mark == "’" else '"', position + 1, limit)
        tick = _TICK_CLOSE.search(text, position + 1, limit)
        options = [option for option in (close, again, straight, tick.start() if tick else -1) if option >= 0]
        return min(options) if options else -1
    if mark == "’" and 0 <= again < close:
        # One title inside another: ‘이웃이 부른 ‘반장 할매’, 골목을 밝히다’.
        outer = _OUTER_CLOSE.match(text, close + 1, limit)
        return outer.end() - 1 if outer else close
    return close


_OUTER_CLOSE = re.compile(r"(?:,\s|\s)[^‘’“”.\n]{4,60}(?<!\s)’(?!\d)")


def _opens(text: str, position: int, start: int, found: list[Quote]) -> bool:
    if any(quote.end - 1 == position for quote in found):
        return False
    before = text[position - 1] if position > start else " "
    after = text[position + 1 : position + 5]
    if before.isalnum() and not (found and found[-1].end == position):
        begins = text[position] == "'" or before in "의는은에로"  # 누리팀의"밤길 지도": a blank was lost
        return "가" <= before <= "힣" and after[:1].isalnum() and begins and not _inside(found, position)
    return not _YEAR_BEHIND.match(after) and bool(after.strip()) and not after[0].isspace()


_YEAR_BEHIND = re.compile(r"\d{2}(?:[.]|년(?!을))")  # '25.


def _inside(found: list[Quote], position: int) -> bool:
    return any(quote.start < position < quote.end for quote in found)


_SPEECH_AFTER = re.compile(
    r"\s?(?:라고|이라고|라며|이라며|라면서|이라면서|며|고\s|면서|고도|는\s(?:말|의견|지적|입장|반응|생각|평가|설명|목소리|주장|분석|점|것|게|뜻|의미|내용|취지|질문|다짐|각오|당부|바람|글|문구|인사|대답|답)|(?:라는|이라는)(?!\s(?:주제|제목|사례|과제|시책|제안|아이디어|사업))|다며|다고|라 |라고는|하고)"
)


_STOPS, _SPOKEN = frozenset(".!?"), frozenset("다요까죠자라")


def _is_speech(inner: str, after: str, *, single: bool) -> bool:
    ended = inner[-2:-1] if inner[-1:] in _STOPS else inner[-1:]
    if ended in _SPOKEN and inner[-1:] == "." and len(inner) > _SHORT_SAYING:
        return True  # a long sentence with its stop, whatever is said of it behind
    return (ended in _SPOKEN and len(inner) > 12 and _SPEECH_AFTER.match(after) is not None) or (  # noqa: PLR2004
        # Two sentences in single marks are a title when they are short and nobody says them (‘… 우선이다. … 막아라’가).
        inner.count(". ") >= 1 and not (single and len(inner) <= _SHORT_SAYING)
    )


def _items(text: str, start: int, end: int, quotes: tuple[Quote, ...]) -> tuple[Item, ...]:
    """Return the marked items of a stretch; a mark inside a word (상·하) or a speech is none.

    An item lasts to the next mark; the last one to the end of its sentence.
    """
    if _MARK.find(text, start, end) < 0:
        return ()
    marks = [
        at
        for at, _ in _MARK.spans(text, start, end)
        if not (text[at] == "ㅇ" and at > start and not text[at - 1].isspace()) and not _is_blank_circle(text, at)
    ]
    found = []
    for number, position in enumerate(marks):
        following = marks[number + 1] if number + 1 < len(marks) else end
        stop = following
        sentence = next(
            (
                m
                for m in _SENTENCE_STOP.finditer(text, position + 1, following)
                if not _in_quote(quotes, m.start())
                and not _in_brackets(text, position, m.end(), following)
                and not (number + 1 < len(marks) and _goes_on(text, position, m, following))
            ),
            None,
        )
        if sentence and following - sentence.end() > 1:
            stop = sentence.end()
        begin = _skip_space(text, position + 1, stop)
        # □ and ○ also open whole paragraphs of a release; their sentences are no items.
        opens = not text[start:position].strip() or text[start:position].rstrip()[-1] in ".!?"
        if opens and text[position] in _RELEASE_MARKS and re.search(r"[가-힣]다[.]", text[begin:stop]):
            continue
        if begin < stop:
            found.append(Item("①" if text[position] in _NUMBERED else text[position], begin, stop))
    return tuple(found)


def _in_brackets(text: str, position: int, stop: int, end: int) -> bool:
    """Tell a stop inside brackets that close in the same item: △의성군(이웃이 답이다. 골목을 잇는 집)."""
    if text.count("(", position, stop) <= text.count(")", position, stop):
        return False
    close = text.find(")", stop, min(end, stop + _MAX_BRACKETS))
    return close >= 0 and text.find("(", stop, close) < 0


def _goes_on(text: str, position: int, stop: re.Match[str], following: int) -> bool:
    """Tell an exclamation inside a title of a list (▲함께 지킨다! 마을 안전 지도 ▲…) from one that ends an item."""
    rest = text[stop.end() : following]
    return (
        text[stop.start()] in "!?"
        and stop.start() - position < _MAX_BRACKETS
        and text[position] == text[following]
        and len(rest) < _MAX_BRACKETS
        and _NEW_CLAUSE.search(rest) is None
    )


# What stands between an item that is over and the next list: 우수상은 ▲, … 선정됐다.
_NEW_CLAUSE = re.compile(r"[가-힣](?:은|는|로|으로|인|에|[이가을를])\s*,?\s*$|[:：,]\s*$|다[.]|[.!?]\s*$")
_MAX_BRACKETS = 80


def _is_blank_circle(text: str, position: int) -> bool:
    """Tell the circles that hide a name (김○○, ○○동, A○○사) from marks of items."""
    if text[position] not in "○●ㅇ□■":
        return False
    before = text[position - 1] if position else " "
    after = text[position + 1 : position + 2]
    return after in {"○", "●", "ㅇ", "□"} or before in {"○", "●"} or (before.isalnum() and after.isalnum())


def _in_quote(quotes: tuple[Quote, ...], offset: int) -> bool:
    return any(quote.start < offset < quote.end - 1 for quote in quotes)

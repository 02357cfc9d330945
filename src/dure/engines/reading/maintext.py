"""The main text of a page: one scorer for trees and for dumps.

Every line gets a score from what it looks like by itself (a sentence, a mark of a press release, a row, a stop) and from
what its source says of it (region, links); the body is the run of lines with the greatest sum (Kadane), so that a short
heading inside an article is bridged and a copyright notice is not. Captions, signatures and translations inside the run
are set apart afterwards.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.bestrun import best_run, runs_of
from dure.engines.reading.bodyends import cut_short, grown
from dure.engines.reading.closedpages import is_error_page, is_service
from dure.engines.reading.dates import DAY_IN_FIGURES
from dure.engines.reading.document import Block, BlockKind
from dure.engines.reading.dumpends import FULL_STOP, cut_off, is_broken_off, links_aside, lone_paragraph, tells_openly
from dure.engines.reading.lines import (
    GRADED_SIGN,
    KIND_SIGNS,
    OUTSIDE,
    ROW_SIGNS,
    STAMP_SIGNS,
    STOP_SIGNS,
    TRANSLATED_SIGN,
    not_quiet,
    with_signs,
)
from dure.engines.reading.narrowlines import narrow_lines
from dure.engines.reading.noticerows import in_notice, notice_rows
from dure.engines.reading.pagelists import is_list_of_files, is_list_of_leads
from dure.engines.reading.pairs import Pairs, letters_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dure.engines.reading.lines import Line

_HARD_STOP = -60.0
_SECTION = -7.0
_CUT_LEAD = -4.0
_ROW = -1.2
_MENU_ROW = -2.0
_SHORT = -0.5
_ENOUGH_HANGUL = 150
_MIN_BODY = 1.0
_LINKED = 0.6
_TITLE_WEIGHT = 2.0
_LONG_LEAD, _LONG_CAPTION = 120, 60
_AFTER_NOTICE = 0.4
_TOLD = 0.8


def is_mostly_korean(lines: list[Line]) -> bool:
    """Tell whether a page has Korean sentences enough for its Latin ones to be a translation."""
    hangul = 0
    for line in map(lines.__getitem__, not_quiet(lines)):
        if line.prose and not line.latin:
            hangul += line.length
            if hangul >= _ENOUGH_HANGUL:
                return True
    return False


def score_lines(lines: list[Line], title: str | None) -> list[float]:
    """Return the score of each line; ``title`` is the headline that the page declares, when it does."""
    asked: Iterable[int] = not_quiet(lines)
    sentences = [position for position in asked if lines[position].prose]
    captions_only = all(
        line.caption or line.hard_stop for line in (lines[at] for at in sentences) if line.length > _LONG_CAPTION
    )
    mostly_korean = is_mostly_korean(lines)
    about = Pairs(title or "")
    pairs = len(about)
    # Most lines of a page are rows of its menus and keep this score: none of the questions below is asked of them.
    scores = [_MENU_ROW] * len(lines)
    translated = False
    read = 0.0  # prose seen so far
    awarded = 0  # lines that may still name winners of a grade that stood in a line of its own
    listed = 0  # lines that may still be items of what a sentence of a dump announced
    counted = 0  # the number that the next row below a point bears: ○ 투표 대상 사례, 1. …, 2. …
    closed = False  # a copyright notice has ended an article: what follows is the page's own text
    going_on = _all_that_go_on(lines, sentences)
    noticed = notice_rows(lines)
    may_translate = mostly_korean and with_signs(lines, TRANSLATED_SIGN)
    if may_translate:
        asked = range(len(lines))  # any of them may be translated
    elif noticed:
        asked = sorted(noticed.union(asked))
    before = -1
    for position in asked:
        line = lines[position]
        unit, _, _, text, _, length, row, prose, signs, quiet = line
        if quiet and not translated and position not in noticed:
            continue
        if position > before + 1:  # a menu stands between
            awarded = 0
        before = position
        hard_stop = section = False
        if signs & STOP_SIGNS:
            hard_stop, section = line.hard_stop, line.section
        if may_translate:
            translated = translated or (length > 15 and line.translation_mark)  # noqa: PLR2004  a notice
        score = _HARD_STOP if hard_stop else _SECTION if section else _score(line, mostly_korean=mostly_korean)
        if prose:
            if captions_only and length > _LONG_CAPTION and not hard_stop and line.caption:
                score = 1.5  # a photograph's news is its caption
            if pairs and unit.tag not in _HEADINGS:
                score += _TITLE_WEIGHT * min(1.0, 2 * about.found_in(text) / pairs)
        if translated and (line.latin or line.translation_mark):
            score = -1.0
        if score <= 0 and not hard_stop and not section and position in going_on:
            score = 0.8
        if score == _CUT_LEAD and is_broken_off(lines, position):
            score = _of_sentences(line)
        if signs & GRADED_SIGN and _GRADE_ALONE.match(text):
            score, awarded = 1.0, _WINNERS
        elif awarded and score == _SHORT and not section:
            score, awarded = 0.4, awarded - 1
        else:
            awarded = 0
        announces = text[-1] in _ANNOUNCED and text.endswith(_ANNOUNCES)
        if announces and not unit.tag:
            listed = _ITEMS
        elif listed and score == _SHORT and not section:
            score, listed = 0.1, listed - 1
        else:
            listed = 0
        if text[0] in _POINTS or announces:
            counted = 1
        elif counted and score in {_ROW, _SHORT} and text[0] in _DIGITS and (numbered := _COUNTED.match(text)):
            score, counted = (0.4, counted + 1) if int(numbered[1]) == counted else (score, 0)
        elif counted > 1 or not row:
            counted = 0
        if not hard_stop and position in noticed:
            score = max(score, 1.0)
        if section and (_inside_body(lines, position) or links_aside(lines, position)):
            score = _SHORT
        if score > 0:
            if prose and _follows_foreign_head(lines, position):
                score = min(score, 0.5)
            if closed:
                score *= _AFTER_NOTICE
            if prose:
                read += score
        closed = closed or (hard_stop and read > 1.0)
        scores[position] = score
    return scores


def _of_sentences(line: Line) -> float:
    return min(6.0, 1.0 + line.length / 60)


def _score(line: Line, *, mostly_korean: bool) -> float:
    """Score a line that is neither a hard stop nor the heading of another part."""
    unit, _, _, text, _, length, row, prose, signs, _ = line
    region = unit.region
    if region in OUTSIDE:
        return _MENU_ROW if not prose else -1.0
    if signs & ROW_SIGNS and (line.list_row or line.weather or line.menu):
        return _MENU_ROW
    of_body = region == "body"
    if unit.links > _LINKED * length and not (of_body and prose):
        return _ROW
    if signs & KIND_SIGNS:
        if line.caption:
            return 0.0
        if line.byline or line.date:
            return -0.8
        if line.attachment:
            return -1.0
    if line.truncated and not line.marker:
        return _CUT_LEAD if length > 60 else _ROW  # noqa: PLR2004  a teaser's headline, or its lead
    if mostly_korean and line.latin:
        return -0.3
    if unit.tag in _HEADINGS:
        return 0.4 if of_body else _SHORT
    if prose:
        score = _of_sentences(line)
        if row:
            score *= 0.4
        return score + (1.5 if of_body else 0.0)
    if row:
        return _ROW
    if of_body:
        return 0.4
    if "\t" in text and not line.menu:
        return 0.7
    if signs & GRADED_SIGN and _GRADE_ROW.match(text):
        return 1.0
    if length >= 12 and line.marker:  # noqa: PLR2004  a point of a press release, not a menu's arrow
        return 1.0
    return _SHORT if line.short else _TOLD if tells_openly(line) else -0.2


# 최우수상: 옥천군 - …: a row of winners, without a mark.
_GRADE_ROW = re.compile(
    r"\s*(?:(?:대상|최우수|우수|장려|금상|은상|동상|특별상)(?:상|작)?\s?[:：]|[\[(【](?:대상|최우수|우수|장려|금상|은상|동상|특별상)(?:상|작)?[\])】])\s?\S.{8,}"
)
# [최우수상], ■ 대상 1건: a grade in a line of its own, above its winners.
_GRADE_ALONE = re.compile(
    r"[\s\W]{0,4}(?:대상|최우수|우수|장려|금상|은상|동상|특별상)(?:상|작|사례|기관|부서)?\s?(?:\(?\s?\d{1,2}\s?(?:건|명|팀|편|점|개)?\s?\)?)?[\s\W]{0,3}$"
)
_WINNERS, _ITEMS = 6, 20
_POINTS, _DIGITS = "○□ㅇ◦●■", "123456789"
_COUNTED = re.compile(r"(\d{1,2})[.)]\s")
_ANNOUNCES, _ANNOUNCED = ("다음과 같습니다.", "다음과 같다.", "다음과 같음"), ".음"


def _inside_body(lines: list[Line], position: int) -> bool:
    """Tell a box of related articles inside the container of the article: its text goes on behind the box."""
    if lines[position].unit.region != "body":
        return False
    behind = lines[position + 1 : position + 1 + _BOX]
    return any(line.prose and line.unit.region == "body" and not line.unit.links for line in behind)


_BOX = 8
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})


def _follows_foreign_head(lines: list[Line], position: int) -> bool:
    """Tell whether a lone paragraph stands between two section words, as a teaser does."""
    if position < 2 or not (lines[position - 1].section or lines[position - 2].section):  # noqa: PLR2004
        return False
    return all(line.section or line.menu for line in lines[position + 1 : position + 2]) and not links_aside(
        lines, position - 1
    )


def body_run(lines: list[Line], title: str | None) -> tuple[int, int, float]:
    """Return the run of lines that is the article, as (first, after last, sure); empty when the page holds none."""
    if is_error_page(lines):
        return 0, 0, 0.0
    scores = score_lines(lines, title)
    first, after, total = best_run(scores)
    if total < _MIN_BODY:
        lone = lone_paragraph(lines)
        return (lone, lone + 1, 0.5) if lone is not None else (0, 0, 0.0)
    if is_list_page(lines, first, after) or is_service(lines, first, after):
        return 0, 0, 0.0
    first = _past_repeated(lines, _past_banner(lines, first, after), after)
    whole = after
    after = _cut_at_next_article(lines, scores, first, after)
    parted = after < whole
    first = _after_heading(lines, _after_headline(lines, first, after), after)
    first = _at_signed_lead(lines, first, after)
    after += cut_off(lines, first, after)
    after = cut_short(lines, first, after)
    first, after = grown(lines, scores, first, after, down=not parted)
    rest = best_run([*scores[:first], _HARD_STOP, *scores[after:]])[2]
    return first, after, max(0.1, min(1.0, 1.0 - 0.6 * rest / total))


_REPEATED, _AT_HEAD = 45, 8
# What those who hear a page are told: the article begins here, and a banner above it does not.
_BEGINS_HERE = frozenset({"콘텐츠 영역", "컨텐츠 영역", "본문 영역", "본문영역"})


def _past_banner(lines: list[Line], first: int, after: int) -> int:
    """Skip what stands in the run above the label of the page's own text."""
    label = next((at for at in range(first, min(first + _AT_HEAD, after)) if lines[at].text in _BEGINS_HERE), None)
    return first if label is None else next((at for at in range(label + 1, after) if lines[at].prose), first)


def _past_repeated(lines: list[Line], first: int, after: int) -> int:
    """Skip a headline that ends like a sentence and is said twice above the body, each time with its stamp."""
    for position in range(min(first + _AT_HEAD, after) - 1, first - 1, -1):
        line = lines[position]
        if not line.prose or line.length > _REPEATED or not _stamped_below(lines, position):
            continue
        before = next((at for at in range(position) if lines[at].text == line.text), None)
        if before is not None and _stamped_below(lines, before):
            return next((at for at in range(position + 1, after) if lines[at].prose), first)
    return first


def _stamped_below(lines: list[Line], position: int) -> bool:
    return any(line.date or line.byline for line in lines[position + 1 : position + 3])


_MIN_ROWS = 5


def is_list_page(lines: list[Line], first: int, after: int) -> bool:
    """Tell a list of articles (board, search result, portal front page) from an article.

    A list repeats: its leads are cut short or stand each beside a date, and none has a second paragraph.
    """
    inside = lines[first:after]
    paragraphs = [line for line in inside if line.prose and not line.row]
    if not paragraphs:
        return is_list_of_files(lines, first, after)
    dates = sum(1 for line in inside if line.date or line.list_row)
    return (
        (dates >= _MIN_ROWS and dates >= len(paragraphs) * 0.6)
        or is_list_of_leads(lines, first, after)
        or _repeats(lines, first, after)
        or _is_front(lines, first, after)
        or _is_linked_list(lines, first, after)
    )


# 기획예산과 | 2023.06.30 | 조회 120: the stamp of one of many
_STAMP_LENGTH, _TEASERS, _LEADS = 45, 3, 2


def _repeats(lines: list[Line], first: int, after: int) -> bool:
    """Tell stamps that stand between leads of one or two paragraphs each, three times and more: a list with its leads."""
    told, groups, stamps = 0, [], 0
    if sum(line.length <= _STAMP_LENGTH and not line.prose for line in lines[first : after + 1]) < _TEASERS:
        return False
    for line in lines[first : after + 1]:
        stamped = not line.prose and line.length <= _STAMP_LENGTH and DAY_IN_FIGURES.search(line.text) is not None
        if stamped:
            stamps += 1
            groups.append(told)
            told = 0
        elif line.prose and not line.caption:
            told += 1
    groups.append(told)
    spread = [count for count in groups if count]
    return stamps >= _TEASERS and len(spread) >= _TEASERS and max(spread) <= _LEADS


def _trigrams(text: str) -> frozenset[str]:
    letters = letters_of(text)
    return frozenset(map("".join, zip(letters, letters[1:], letters[2:], strict=False)))


def _is_linked_list(lines: list[Line], first: int, after: int) -> bool:
    """Tell the first of several leads whose headlines are links, as an article's own never is."""
    told = sum(line.prose for line in lines[first:after])
    above = max(0, first - _ABOVE)
    linked = [
        below - 1
        for below in not_quiet(lines)
        if below > above
        and lines[below].prose
        and (head := lines[below - 1]).unit.links
        and not head.prose
        and head.unit.links >= _ALL_LINKED * head.length
        and head.length >= _HEADLINE_WORDS
    ]
    return len(linked) >= _TEASERS and linked[0] < first and (told <= _LEADS or told <= len(linked))


_ALL_LINKED, _HEADLINE_WORDS, _ABOVE = 0.9, 8, 6
# 입력 2024.03.05, 임다온 기자: what stands between an article's own headline and its body, and above no front page
_OWN_STAMP = re.compile(r"(?:입력|승인|등록|작성|게시|송고|출고|발행)[가-힣]{0,2}\s*[:：]?\s*\d|기자(?:\s|$|[|/=])")
_PAIRS, _OWN, _OTHERS = 3, 0.25, 0.08
_COMPARED = 40


def _is_front(lines: list[Line], first: int, after: int) -> bool:
    """Tell the headlines of a front page, each with its one lead: they share with their leads and with no other's."""
    inside = lines[max(0, first - 1) : after]
    pairs = [
        (head, lead)
        for head, lead, then in zip(inside, inside[1:], [*inside[2:], None], strict=False)
        if lead.prose and not head.prose and not head.row and not head.date and head.short and not (then and then.prose)
    ]
    prose = sum(line.prose for line in inside)
    if (
        len(pairs) < _PAIRS
        or len(pairs) < prose
        or any(_OWN_STAMP.search(line.text) for line in lines[max(0, first - _ABOVE) : after + _ABOVE])
        or sum(line.section for line in lines) < _LEADS
    ):
        return False
    pairs = pairs[:_COMPARED]  # each with each: the square of them
    if frozenset.intersection(*(_trigrams(lead.text) for _, lead in pairs)):
        return False  # 하동군은 …, 하동군은 …: the parts of one article name whom they are about
    heads, leads = [Pairs(head.text) for head, _ in pairs], [Pairs(lead.text) for _, lead in pairs]
    own = sum(head.share(lead) >= _OWN for head, lead in zip(heads, leads, strict=True))
    others = [head.share(lead) for i, head in enumerate(heads) for j, lead in enumerate(leads) if i != j]
    return own >= len(pairs) - 1 and sum(others) <= _OTHERS * len(others)


def _cut_at_next_article(lines: list[Line], scores: list[float], first: int, after: int) -> int:
    """End the run where a second article begins: a headline, a signature or date line, and new sentences."""
    seen = 0.0
    for position in range(first, after):
        line = lines[position]
        previous = lines[position - 1]
        if position > first and _is_next_section(lines, first, position):
            return position
        headed = position > first and not previous.prose and not previous.marker and not previous.caption
        if seen > _READ_ENOUGH and line.date and not line.prose and headed and (previous.short or previous.byline):
            follows = any(other.prose for other in lines[position + 1 : position + 3])
            if follows or previous.byline:
                back = position
                while back > first and not lines[back - 1].prose:
                    back -= 1
                return back
        seen += max(0.0, scores[position])
    return after


def _is_next_section(lines: list[Line], first: int, position: int) -> bool:
    """Tell the next part of a newsletter: the mark above the article's headline again, a headline, and new sentences."""
    line = lines[position]
    mark = line.text[:1]
    if mark not in _SECTION_MARKS or not line.short or line.prose:
        return False
    own = any(other.text[:1] == mark and other.short and not other.prose for other in lines[max(0, first - 3) : first])
    if own and _OTHER_NEWS.search(line.text):
        return True
    if position + 2 >= len(lines):
        return False
    headline, below = lines[position + 1 : position + 3]
    return own and headline.short and not headline.prose and not headline.marker and (below.prose or below.marker)


_OTHER_NEWS = re.compile(r"(?:소식|알림|동정|행사|모임)$")
_SECTION_MARKS = frozenset("▣■◆●★☆◈【")
_READ_ENOUGH = 2.5
# A particle or a connective, not a noun that ends like one (결과, 평가, 회의, 제도, 보고).
_OPEN_END = re.compile(
    r"(?:[은는이을를에와며한된던할]|(?<![결성효학초통교])과|(?<![평국증참추원물])가|(?<![회협논심건주강정])의|(?<![도진종경수])로|(?<![제정온속지남북기원주])도|(?<![보광신사참재공경권예원최창])고|(?<![문안부나장])서|(?<![개법상노확할기군여])인|이어|위해|통해|따라|라며|면서|밝혀|부터|까지|위한|등)$"
)


_ENDING = 2  # code points of the longest


def _after_headline(lines: list[Line], first: int, after: int) -> int:
    """Skip a headline that reads like a sentence: it is short, and a signature or date line follows it."""
    if first < after and lines[first].short:
        for position in range(first + 1, min(first + 3, after)):
            line = lines[position]
            if line.date or line.byline or (line.dated and line.short and _CLOCK_ENDS.search(line.text)):
                return position + 1 if any(line.prose for line in lines[position + 1 : after]) else first
    called = first + 1 < after and lines[first].short and _EXCLAIMED.search(lines[first].text) is not None
    if called and any(
        line.prose and line.length > _TWICE * lines[first].length for line in lines[first + 1 : first + 4]
    ):
        return first + 1  # 우수공무원 추천받습니다!
    again = _said_again(lines, first, after)
    if again is not None:
        return again + 1
    rules = (_is_headline, _says_who_again, _says_it_again, _stands_apart)
    return first + 1 if any(rule(lines, first, after) for rule in rules) else first


# 창원시는 …: whom the first sentence is about
_TOPIC = re.compile(r"(?P<who>[가-힣]{2,12}?)(?:은|는|이|가)\s")
_SAID = re.compile(r"[가-힣”’],\s")


def _says_who_again(lines: list[Line], first: int, after: int) -> bool:
    """Tell a headline with an open end (… 창원시, 무인창구 24시간으로) from a broken sentence: the next line begins with whom it names."""
    head = lines[first]
    if head.prose or head.marker or first + 1 >= after or head.length > _HEADLINE or not _SAID.search(head.text):
        return False
    topic = _TOPIC.match(lines[first + 1].text) if lines[first + 1].prose else None
    return topic is not None and topic["who"] in head.text


def _says_it_again(lines: list[Line], first: int, after: int) -> bool:
    """Tell a headline with an open end (옥천군 혁신 최우수기관으로) where no other line is broken: a longer sentence below says it again."""
    head = lines[first]
    if head.prose or head.marker or head.row or first + 1 >= after or not 10 <= head.length <= _HEADLINE:  # noqa: PLR2004  a headline's length
        return False
    below = lines[first + 1]
    if head.text[-1] in _OF_TWO or not below.prose or below.length < _LONGER * head.length:
        return False
    if Pairs(head.text).share(Pairs(below.text)) < _SAME:
        return False
    return not any(_is_wrapped(lines[at], lines[at + 1]) for at in range(first + 1, after - 1))


_LONGER, _SAME, _OF_TWO = 1.5, 0.25, "서"  # … 경진대회’서: the upper half of a headline


def _said_again(lines: list[Line], first: int, after: int) -> int | None:
    """Return where a headline that reads like a sentence stands again, above the text that it heads."""
    head = lines[first] if first < after else None
    if head is None or head.length > _HEADLINE or head.marker or head.text.endswith("."):
        return None
    again = [at for at in range(first + 1, min(first + _AGAIN, after)) if lines[at].text == head.text]
    return again[-1] if again and any(line.prose for line in lines[again[-1] + 1 : after]) else None


_AGAIN = 8

# 경남 남해군(군수 박하늘)은 …: a paragraph that says whom it is about
_TOPIC_AHEAD = re.compile(r"(?:[^\s,.]+\s){0,3}?[^\s.]*[가-힣)’”](?:은|는|이|가|에서는|에선)\s")
_ASKED_INSIDE = re.compile(r"[가-힣][?!][”’\"']?\s\S.*[^다요죠.]$")


def _stands_apart(lines: list[Line], first: int, after: int) -> bool:
    """Tell a headline that asks before it says (어떤 게 반영됐을까? …), that ends in 등, or the only row, above a longer sentence with its own topic."""
    head = lines[first]
    if head.marker or first + 1 >= after or not 10 <= head.length <= _HEADLINE or FULL_STOP.search(head.text):  # noqa: PLR2004  a headline's length
        return False
    below = lines[first + 1]
    if not below.prose or below.row or below.length <= head.length or not _TOPIC_AHEAD.match(below.text):
        return False
    return head.row or head.text.endswith(" 등") or (head.prose and _ASKED_INSIDE.search(head.words) is not None)


_CLOCK_ENDS = re.compile(
    r"^[^:：~]{0,16}20\d\d[.\-/]\s?\d{1,2}[.\-/]\s?\d{1,2}\.?\s\d{1,2}:\d{2}\W*$"
)  # 옥천군 ・ 2024. 10. 8. 9:00
_EXCLAIMED, _TWICE = re.compile(r"[!?]\s*$"), 2
# [옥천=물빛신문] …, [물빛신문 임다온 기자]…, 물빛경제 임다온 기자 | …: the article begins here.
_SIGNED_LEAD = re.compile(
    r"\W?[\[(](?:[^\])]{2,24}\s?기자|[가-힣·]{2,6}\s?=\s?[^\])]{2,14})\s?[\])]|(?:[가-힣A-Za-z0-9·]{2,14}\s)?[가-힣]{2,4}\s기자\s?[|=]"
)
_LEAD_REACH = 4


def _at_signed_lead(lines: list[Line], first: int, after: int) -> int:
    """Skip what stands above the paragraph that the reporter signs: headlines that read like sentences, a caption said twice."""
    for position in range(first + 1, min(first + _LEAD_REACH, after)):
        if lines[position].prose and _SIGNED_LEAD.match(lines[position].text):
            above = lines[first:position]
            texts = [line.text for line in above]
            return position if all(line.length <= _HEADLINE or texts.count(line.text) > 1 for line in above) else first
    return first


_HEADLINE = 60
_OF_UNIT = re.compile(
    r"(?:[도시군구][는은]|이들은|이번|이날)\s"
)  # 도는 …를 선정했다: a sentence of the article, whose stop was lost
_RELEASE_POINT = re.compile(r"\s*[□■◇○●ㅇ]")


def _is_headline(lines: list[Line], first: int, after: int) -> bool:
    """Tell a headline that ends like a sentence, without its stop (… 문화 바꿨다), above points or sentences that have theirs."""
    head = lines[first]
    rest = [line for line in lines[first + 1 : after] if line.prose]
    if not rest or head.marker or head.row or not 10 <= head.length <= _HEADLINE or FULL_STOP.search(head.text):  # noqa: PLR2004  a headline's length
        return False
    if _goes_on(lines, first) or not head.prose or _OF_UNIT.match(head.text):
        return False
    stopped = sum(1 for line in rest if FULL_STOP.search(line.text))
    return stopped == len(rest) and (stopped > 1 or _RELEASE_POINT.match(lines[first + 1].text) is not None)


_WRAPPED_LINES = 60  # no sentence is broken more often


def _goes_on(lines: list[Line], position: int) -> bool:
    """Tell a line that is broken inside its sentence: it ends openly, and the next line follows without a blank one."""
    for at in range(position, min(position + _WRAPPED_LINES, len(lines) - 1)):
        if not _is_wrapped(lines[at], lines[at + 1]):
            return False
        if lines[at + 1].prose:
            return True
    return False


def _all_that_go_on(lines: list[Line], sentences: list[int]) -> set[int]:
    """Return the lines of which `_goes_on` holds, found from the lines of ``sentences`` upwards."""
    found: set[int] = set()
    for end in sentences:
        at = end - 1
        while at >= 0 and _is_wrapped(lines[at], lines[at + 1]):
            found.add(at)
            at -= 1
    return found | narrow_lines(lines, sentences)


def _is_wrapped(line: Line, following: Line) -> bool:
    if line.unit.tag or line.prose or line.length < 15 or following.start - line.end > 2:  # noqa: PLR2004  a wrapped line is long; a line break
        return False
    # 치매정책 배우러 견학 줄이어, above a picture's words or a line of its own length thrice: a headline
    if following.caption or (line.length <= _HEADLINE and following.length > _THRICE * line.length):
        return False
    # At the end only: a line may be a book, and sixty lines are asked for each.
    broken = line.length >= _LONG_HALF and line.text.endswith(_HALVES)  # … 시간을 늘려 꾸리고 있으며,
    if not broken and _OPEN_END.search(line.text, max(0, len(line.text) - _ENDING)) is None:
        return False
    # 2024.08.29 | 정부혁신기획과: the office beside a stamp ends as a word with its particle does
    return not DAY_IN_FIGURES.match(line.text)


_THRICE = 3
_LONG_HALF, _HALVES = 40, ("며,", "고,", "지만,", "는데,", "면서,")
_HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "blockquote"})


def _after_heading(lines: list[Line], first: int, after: int) -> int:
    """Skip the headings at the head of a run: subtitles, pull quotes; points of a release (□ ○) belong to the body."""
    narrow = narrow_lines(lines, [at for at in range(first, after) if lines[at].prose])
    for position in range(first, after):
        line = lines[position]
        told = line.prose and line.unit.tag not in _HEADING_TAGS
        if told or position in narrow or _goes_on(lines, position):
            return position
        if (line.marker and line.text[0] not in "-–—▸▶►▷*" and not line.short) or in_notice(lines, position):
            return first
    return first


def kinds_of(lines: list[Line], first: int, after: int, *, mostly_korean: bool) -> list[BlockKind]:
    """Return the kind of every line, given the run of the body; headings are found later (`metadata`)."""
    kinds: list[BlockKind] = ["navigation"] * len(lines)
    translated = False
    asked: Iterable[int] = sorted({*with_signs(lines, KIND_SIGNS), *range(first, after)})
    may_translate = mostly_korean and with_signs(lines, TRANSLATED_SIGN)
    if may_translate:
        asked = range(len(lines))  # any of them may be translated
    for position in asked:
        line = lines[position]
        if may_translate:
            translated = translated or (position >= first and line.length > 15 and line.translation_mark)  # noqa: PLR2004
        kind: BlockKind
        signs = line.signs
        if first <= position < after and not (translated and (line.latin or line.translation_mark)):
            kind = _inside(line, position, first, after, lines)
        elif translated and (line.latin or line.translation_mark) and not line.hard_stop:
            kind = "translation"
        elif signs & STAMP_SIGNS and line.list_row:
            kind = "list row"
        elif line.attachment:
            kind = "attachment"
        elif line.unit.region not in _NO_CAPTIONS and line.caption and not line.hard_stop:
            kind = "caption" if first - 6 <= position <= after + 2 else "navigation"
        elif signs & STAMP_SIGNS and line.byline:
            kind = "byline"
        elif signs & STAMP_SIGNS and line.date:
            kind = "date"
        else:
            continue
        kinds[position] = kind
    return kinds


_NO_CAPTIONS = frozenset({"nav", "aside", "footer"})
# … 강연하고 있다.: what a picture shows, without mark above the first sentence.
_PICTURED = re.compile(
    r"(?:모습|장면|(?:하고|받고|짓고|보고|듣고|열고|찍고|들고|나누고|외치고|전하고|걸고|심고|타고|치고)\s있다|기념\s?(?:사진|촬영)을\s[^.]{0,12}(?:있다|했다))[.]?$"
)


_GOES_ON = 3  # lines of a body that has more than its picture


def _inside(line: Line, position: int, first: int, after: int, lines: list[Line]) -> BlockKind:
    if (
        position == first
        and line.length <= _HEADLINE
        and after - first >= _GOES_ON
        and line.text.count(".") <= 1
        and _PICTURED.search(line.text)
    ):
        return "caption"
    alone = after - first == 1 and line.length > _LONG_CAPTION
    if line.caption and not (line.prose and (line.length > _LONG_LEAD or alone)):
        return "caption"
    if line.attachment and not line.prose:
        return "attachment"
    if line.byline:
        return "byline"
    if line.date and not line.prose and not line.marker:
        return "date"
    if line.section or (line.hard_stop and not line.prose) or line.weather:
        return "navigation"
    if line.list_row:
        return "list row"
    if line.unit.region == "body" and not line.prose and line.unit.links > _LINKED * line.length:
        return "navigation"  # an article of the box of related ones
    if line.unit.region in OUTSIDE and not line.prose:
        return "navigation"
    if line.latin and not lines[first].latin and line.prose and position > first and after - first > 1:
        return "translation" if all(other.latin for other in lines[position:after]) else "body"
    return "body"


def blocks_from(lines: list[Line], kinds: list[BlockKind], sure: float) -> tuple[Block, ...]:
    """Return the blocks of a page: a paragraph each, and navigation and rows joined."""
    blocks: list[Block] = []
    first = 0
    for kind, after in runs_of(kinds):
        if kind in {"navigation", "list row"}:
            blocks.append(Block(lines[first].start, lines[after - 1].end, kind))
        else:
            score = sure if kind == "body" else 1.0
            blocks.extend([Block(line.start, line.end, kind, score) for line in lines[first:after]])
        first = after
    return tuple(blocks)

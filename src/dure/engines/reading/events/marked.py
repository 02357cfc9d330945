"""Events whose names end in no usual head: told by their year or round and by what was done with them (held, won at, decided)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.events.draft import STRONG_YEAR, EventDraft, breaks, clean, head_at_end, kind_told, specific

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dure.engines.reading.prose import Paragraph, Prose

_HEAD = 3  # paragraphs that say what a page reports
_WON_BELOW = 8  # … and that may still say where a prize was won
_TOLD_IN = 4  # … and that say what was done there
_LONG, _SHORT = 40, 4

# 오송에서 열린 2024 대한민국 지역문제 해결 쇼케이스에서, 제3회 생활행정 발명대회에 나갔다
_MARKED = re.compile(
    r"(?<![‘“「『'\"\d.])(?P<name>(?:제\s?\d{1,3}\s?회|(?:19|20)\d\d(?:년도?)?)\s(?:[가-힣A-Za-z·]{2,12}\s){1,6}?[가-힣A-Za-z]{2,10}?)(?P<act>에서(?:는)?\s|(?:을|를)\s(?:[^.,‘“]{0,16}\s)?(?:열[었고어]|연다|개최|마련했|마련해|치[렀러])|(?:이|가)\s(?:[^.,‘“]{0,24}\s)?(?:열[렸린려리]|개최[됐되]|막을\s올|펼쳐[졌진]|치러[졌진])|에\s(?:나[갔가]|나섰|참가|출전|도전))"
)
_MARKED_SIGN = re.compile(r"(?:제\s?\d{1,3}\s?회|(?:19|20)\d\d(?:년도?)?)\s[가-힣A-Z]")
_OPENED_BEFORE = re.compile(r"(?:에서|에|이|가|으로|로|일|\))\s(?:연|열린|개최한|개최된|마련한|진행한|치른)\s$")
PRIZED_THERE = re.compile(
    r"에서(?:는)?\s[^.]{0,80}?(?:대상|최우수상?|우수상|장려상?|[금은동](?:상|메달)|특별상|1위|[가-힣]{2,8}상)(?:을|를)\s(?:[^.,]{0,8}\s)?(?:받|수상|차지|거머|안[았은]|목에|탔|땄|따\s?[왔냈])"
)
# What a year stands before and is none: 2024년 상반기에, 2024 하동군 예산에서
_NO_EVENT = re.compile(
    r"(?:상반기|하반기|분기|초|말|예산|당시|기준|이후|현재|사업|계획|서울|대회의실|조사|통계|연말|올림픽|월드컵|청사|광장|회관|센터|공원|강당|호텔|체육관|시장|거리)$"
)


def marked(prose: Prose) -> Iterator[EventDraft]:
    """Yield what a page about administration holds or was prized at, by the year or the round before its name."""
    for number, paragraph in enumerate(prose.body[:_WON_BELOW]):
        near = max(0.5, 2.5 - 0.5 * number)
        if _MARKED_SIGN.search(prose.text, paragraph.start, paragraph.end):
            yield from _unquoted(prose, paragraph, number, near)
        if number >= _HEAD:
            continue
        yield from _resulted(prose, paragraph, number, near)
        yield from _supported(prose, paragraph, near)
    for paragraph in prose.headings:
        yield from _supported(prose, paragraph, 1.5)


def _unquoted(prose: Prose, paragraph: Paragraph, number: int, near: float) -> Iterator[EventDraft]:
    text = prose.text
    for match in _MARKED.finditer(text, paragraph.start, paragraph.end):
        name = match["name"]
        if len(name) > _LONG or head_at_end(name) or _NO_EVENT.search(name) or any(breaks(word) for word in name.split()[1:-1]):  # fmt: skip
            continue
        if any(q.start < match.start() < q.end for q in paragraph.quotes):
            continue
        won = PRIZED_THERE.match(text, match.start("act"))
        if number >= _HEAD and not won:
            continue
        if (
            match["act"].startswith("에서")
            and not won
            and not _OPENED_BEFORE.search(text, paragraph.start, match.start())
        ):
            continue
        kind = "contest" if won else _kind(prose, number)
        start, end = match.span("name")
        yield EventDraft(start, end, clean(name), kind, "event-marked", 1.4 + near + specific(name))


def _kind(prose: Prose, number: int) -> str:
    return kind_told(" ".join(prose.text[p.start : p.end] for p in prose.body[number : number + _TOLD_IN]))


# ‘이달의 일꾼 아이디어’ 2분기 결과를 발표했다
_RESULT = re.compile(
    r"\s?(?:(?:[1-4]\s?분기|상반기|하반기|올해|\d{1,2}월)\s)?(?:심사\s|선정\s|투표\s)?결과(?:를|가)\s(?:[^.,]{0,20}\s)?(?:발표|공개|내놓|내놨|나왔|알[렸린])"
)


def _resulted(prose: Prose, paragraph: Paragraph, number: int, near: float) -> Iterator[EventDraft]:
    """Yield what is quoted and has a result that is told."""
    for quote in paragraph.quotes:
        inner = prose.text[quote.inner_start : quote.inner_end]
        if not quote.speech and _SHORT <= len(inner) <= _LONG and not head_at_end(inner) and _RESULT.match(prose.text, quote.end):  # fmt: skip
            score = 1.6 + near + specific(inner)
            kind = _kind(prose, number)
            kind = "contest" if kind == "other" else kind
            yield EventDraft(quote.inner_start, quote.inner_end, clean(inner), kind, "event-result", score)


# ‘2024년 주민생활 혁신 지원사업’에 두 가지 사업이 뽑혀: a programme that pays, no contest
_SUPPORT = re.compile(r"\S\s?(?:지원|공모|육성|조성|보급)\s?사업$")
_CHOSEN_FOR = re.compile(
    r"\s?(?:공모)?(?:에|에서|으로|의)\s[^.‘“]{0,60}?(?:선정|확정|뽑|채택|포함|이름을\s올|확보|관심)|\s(?:대상|선정|최종|공모)"
)


_CHOSEN_NOW = re.compile(r"(?:에|으로)\s(?:최종\s)?(?:선정|뽑[혀혔])")


def _supported(prose: Prose, paragraph: Paragraph, near: float) -> Iterator[EventDraft]:
    """Yield a programme of support with its year, for which somebody was chosen."""
    text = prose.text
    for quote in paragraph.quotes:
        inner = text[quote.inner_start : quote.inner_end]
        if (
            len(inner) <= _LONG
            and _SUPPORT.search(inner)
            and (_CHOSEN_FOR if STRONG_YEAR.search(inner) else _CHOSEN_NOW).match(text, quote.end)
        ):
            yield EventDraft(quote.inner_start, quote.inner_end, clean(inner), "other", "event-support", 1.8 + near + specific(inner))  # fmt: skip

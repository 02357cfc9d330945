"""Titles in marks, each behind its owner in brackets: (강릉시) ‘바람길 가로수 숲’, (동해시) ‘항구 얼음 창고’."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft, Place, places_in
from dure.engines.reading.cases.lists import is_owner_phrase
from dure.engines.reading.titles import is_title_like

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.prose import Paragraph, Prose

_BEFORE = re.compile(r"(?P<ahead>^|[^가-힣A-Za-z0-9\s]\s*|\s)[\[(<](?P<who>[가-힣][^()\[\]<>]{1,22})[\])>]\s?$")
_AFTER = re.compile(r"\s?(?:$|[,·.]|(?:이|가|을|를|와|과|은|는|등|에|으로|로)[\s,]|등)")
_NOT_AFTER = re.compile(r"\s?(?:을|를|이)\s?(?:주제|목표|슬로건)|\s?(?:부문|분야)")
_REACH = 30
# 옥천군 물길 정비 사업('도랑이 돌아왔다'), 보은군 …('…') 등 3건이 상을 받았다: what an entry is called, in brackets behind its program
_HELD = re.compile(r"\)(?:,\s|\s?등\s(?:모두\s|총\s)?\d|(?:이|가|을|를|와|과|은|는|도)\s)")
_PROGRAM = re.compile(r"(?:사업|지원|조성|정비|개발|운영|구축|활성화|개선|서비스|프로젝트|프로그램|육성|설치)$")
_WON = re.compile(r"상을\s|수상|선정|뽑|표창|영예|우수\s?사례|차지")
_PAIR, _FAR = 2, 60


def bracketed_titles(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield the quotations right behind a body in brackets that stands alone: at the head of a row, or behind a comma."""
    text = prose.text
    yield from _in_brackets(text, paragraph, places, group)
    for quote in paragraph.quotes:
        floor = max(paragraph.start, quote.start - _REACH)
        match = _BEFORE.search(text[floor : quote.start]) if not quote.speech and text[quote.start - 2 : quote.start].strip()[-1:] in {")", "]", ">"} else None  # fmt: skip
        if match is None or not _AFTER.match(text, quote.end, paragraph.end) or _NOT_AFTER.match(text, quote.end):
            continue
        who = floor + match.start("who"), floor + match.end("who")
        owner = next(iter(places_in(places, *who)), None)
        if (
            owner is not None
            and owner.kind != "anaphor"
            and is_owner_phrase(text, *who, places)
            and is_title_like(text[quote.inner_start : quote.inner_end])
        ):
            yield CaseDraft(quote.inner_start, quote.inner_end, group, "quote-bracketed", 0.75, owner=owner)


def _in_brackets(text: str, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield two quotations and more that stand in brackets behind the program they tell of, where these won."""
    held = [
        quote
        for quote in paragraph.quotes
        if text[quote.start - 1] == "("
        and _HELD.match(text, quote.end, paragraph.end)
        and _PROGRAM.search(text, max(paragraph.start, quote.start - _REACH), quote.start - 1)
        and is_title_like(text[quote.inner_start : quote.inner_end])
    ]
    if len(held) < _PAIR or not _WON.search(text, held[-1].end, min(paragraph.end, held[-1].end + _FAR)):
        return
    floor = paragraph.start
    for quote in held:
        owner = next(iter(places_in(places, max(floor, quote.start - _FAR), quote.start)), None)
        yield CaseDraft(quote.inner_start, quote.inner_end, group, "quote-bracketed", 0.75, owner=owner)
        floor = quote.end

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


def bracketed_titles(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield the quotations right behind a body in brackets that stands alone: at the head of a row, or behind a comma."""
    text = prose.text
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

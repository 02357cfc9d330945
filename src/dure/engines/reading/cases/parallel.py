"""Titles by parallelism: where a page names two cases in marks, the others of the same shape are cases too.

Two frames count. Rows: paragraphs behind one mark, each with one quotation, of which two are known. Parts: a name of three words and more in
the marks of the known ones that is a part of its sentence, drawn on, asked for or held up like them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft, Taken, places_in
from dure.engines.reading.cases.checks import is_planned
from dure.engines.reading.cases.quotes import is_saying, may_be_title, says_other
from dure.engines.reading.titles import normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.prose import Paragraph, Prose, Quote

_LEAD = re.compile(r"\s*(?P<mark>[○ㅇ●□■◦▪◆◇△▲▸▶▷►※☞·•\-–—①-⑳❶-❿]|\(?\d{1,2}[.)](?=\s)|[가-하]\.(?=\s))")
_PART = re.compile(
    r"\s?(?:을|를|이|가|은|는|으로|로|도)(?=[\s,])|\s?에\s(?:[가-힣]{1,4}\s)?(?:관심|눈길|박수|호응|찬사|표|돌아|쏠|모)"
)
_NO_DEED = re.compile(
    r"주제|구호|표어|외[치쳤]|적[힌혔]|목표|비전|강연|특강|토론|물음|질문(?!거리)|원칙|말(?:을|했|이|로)|이름으로|제목|노래|책|글|내[걸건]|지향|향해|돼야|되도록|약속|다짐|적어|써\s"
)
_LIKED = re.compile(
    r"\s?에\s(?:[가-힣]{1,4}\s)?(?:관심|눈길|박수|호응|찬사)"
)  # even what is named like an event: … 떼기 대회
# 2025년도 … 결과, … 누리집, … 확대, … 힘, 주민참여예산: a document, a place to read it, a goal, a slogan
_OF_A_PAGE = re.compile(
    r"^(?:(?:19|20)\d{2}|제\s?\d)|(?:결과|누리집|홈페이지|확대|강화|향상|제고|실현|구현|힘|길|꿈|도시|행복|미래|행정|혁신|소통|자치|예산|상|장)$"
)
_LEAST, _WORDS, _LETTERS, _AHEAD = 2, 3, 9, 26


def parallel_titles(
    prose: Prose, drafts: Sequence[CaseDraft], places: Sequence[Place], group: int
) -> Iterator[CaseDraft]:
    """Yield the quotations that share the marks and the frame of at least two titles that are known."""
    text = prose.text
    known = [draft for draft in drafts if draft.start and text[draft.start - 1] in "‘'“\"「"]
    taken = Taken(len(text), drafts)
    for draft in _beside(prose, taken, known, places, group):
        taken.add(draft)
        yield draft
    if len(known) < _LEAST:
        return
    marks = {mark for mark in "‘'「“\"" if sum(text[draft.start - 1] == mark for draft in known) >= _LEAST}
    rows: dict[str, int] = {}
    for paragraph in prose.body:
        lead = _lead(text, paragraph)
        if lead and any(paragraph.start <= draft.start < paragraph.end for draft in known):
            rows[lead] = rows.get(lead, 0) + 1
    for paragraph in prose.body:
        free = [quote for quote in paragraph.quotes if not quote.speech and text[quote.start] in marks and _is_free(quote, paragraph, taken)]  # fmt: skip
        for quote in free:
            if not _may_stand(text, paragraph, quote):
                continue
            in_row = rows.get(_lead(text, paragraph), 0) >= _LEAST and len(paragraph.quotes) == 1
            if in_row or _is_part(text, quote):
                start, _ = paragraph.sentence_at(quote.start)
                owner = next(iter(places_in(places, start, quote.start)), None)
                yield CaseDraft(quote.inner_start, quote.inner_end, group, "quote-parallel", 0.6, owner=owner)


def _lead(text: str, paragraph: Paragraph) -> str:
    match = _LEAD.match(text, paragraph.start, paragraph.end)
    return re.sub(r"[①-⑳❶-❿]|\d{1,2}|[가-하]", "1", match["mark"]) if match else ""


def _is_free(quote: Quote, paragraph: Paragraph, taken: Taken) -> bool:
    """Tell a quotation that no title overlaps, outside marked items, not inside another quotation."""
    return (
        not taken.across(quote.start, quote.end)
        and not any(item.start <= quote.start < item.end for item in paragraph.items)
        and not any(other.start < quote.start < other.end for other in paragraph.quotes)
    )


def _may_stand(text: str, paragraph: Paragraph, quote: Quote) -> bool:
    start, end = paragraph.sentence_at(quote.start)
    inner = text[quote.inner_start : quote.inner_end]
    return (
        " " in inner
        and may_be_title(text, quote, awarded=_LIKED.match(text, quote.end) is not None)
        and not _OF_A_PAGE.search(inner)
        and not is_saying(inner)
        and not says_other(text, quote, text[start : quote.start])
        and not is_planned(text, start, end)
        and not _NO_DEED.search(text, quote.end, min(end, quote.end + _AHEAD))
    )


def _is_part(text: str, quote: Quote) -> bool:
    inner = text[quote.inner_start : quote.inner_end]
    return len(inner.split()) >= _WORDS and len(normal(inner)) >= _LETTERS and _PART.match(text, quote.end) is not None


# 농정과는 ‘…’, 건설과는 ‘…’: what stands right before a title, a topic, an owner, a clause
_FRAME = re.compile(r"(?:(?P<T>[가-힣](?:은|는|이|가))|(?P<G>[가-힣]의)|(?P<N>[가-힣]))\s?$")
_COMMA = re.compile(r"\s?(?:\([^()]{2,24}\)\s?)?(?:을|를|이|가|은|는|으로|로|와|과)?,\s")


def _beside(
    prose: Prose, taken: Taken, known: Sequence[CaseDraft], places: Sequence[Place], group: int
) -> Iterator[CaseDraft]:
    """Yield the titles that commas and the same words lead on to a known one: 농정과는 ‘…’, 건설과는 ‘…’을 주제로 발표했다."""
    text = prose.text
    starts = {draft.start for draft in known}
    for paragraph in prose.body:
        quotes = [quote for quote in paragraph.quotes if not quote.speech]
        last: Quote | None = None
        for quote in reversed(quotes):
            if quote.inner_start in starts:
                last = quote
                continue
            joined = last is not None and _COMMA.match(text, quote.end, last.start) and last.end <= paragraph.sentence_at(quote.start)[1]  # fmt: skip
            if last is None or not joined or not _is_free(quote, paragraph, taken):
                last = None
                continue
            own, other = (_FRAME.search(text, paragraph.start, one.start) for one in (quote, last))
            same = own is not None and other is not None and own.lastgroup == other.lastgroup
            between = text[quote.end : last.start]
            if not same or len(between) > _BETWEEN or not may_be_title(text, quote, awarded=True) or is_saying(text[quote.inner_start : quote.inner_end]):  # fmt: skip
                last = None
                continue
            owner = next(iter(places_in(places, max(paragraph.sentence_at(quote.start)[0], quote.start - _BETWEEN), quote.start)), None)  # fmt: skip
            yield CaseDraft(quote.inner_start, quote.inner_end, group, "quote-parallel", 0.6, owner=owner)
            last = quote


_BETWEEN = 30

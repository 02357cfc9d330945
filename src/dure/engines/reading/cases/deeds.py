"""Cases told as what somebody did who won: the officials of a grade with their titles in marks, the winners of a sentence in the next.

``장려를 받은 감별하 주무관은 ‘참외 상자 통일’을 이끌어 …``; ``국무총리상은 원주시와 병무청이 받았다. 원주시는 …를 놓았고, 병무청은 …를 만들었다.``
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft, places_in
from dure.engines.reading.cases.quotes import is_saying
from dure.engines.reading.casewords import GRADES, POSITIONS
from dure.engines.reading.clauses import holds_title, is_concrete
from dure.engines.reading.titles import is_title_like, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.document import Span
    from dure.engines.reading.prose import Paragraph, Prose

_CHOSEN = re.compile(rf"{GRADES}|우수\s?공무원|선발|선정|\d등급")
_OFFICIAL = re.compile(
    rf"(?:^|\s)[가-힣]{{2,4}}\s(?:[가-힣]{{0,4}}(?:{POSITIONS}))(?:은|는)\s(?:[^.‘“'\"]{{0,50}}\s)?$"
)
_DID = re.compile(r"\s?(?:사업|제도|시책|과제|서비스|체계|시스템|방식|운영|설치|조성)?(?:을|를|으로|로)\s")
_SAID = re.compile(
    r"\s?(?:을|를)\s(?:강조|당부|약속|다짐|주제|목표|꿈|인용|좌우명|신조|원칙)|\s?(?:으로|로)\s(?:선정|뽑|위촉|임명|승진|불|활동)"
)
_REACH = 90


def deeds_of_officials(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield the title in marks that a chosen official is the subject of: 감별하 주무관은 ‘…’을 이끌어 농가의 짐을 덜었다."""
    text = prose.text
    if not _CHOSEN.search(text, paragraph.start, paragraph.end):
        return
    for quote in paragraph.quotes:
        start, _ = paragraph.sentence_at(quote.start)
        floor = max(start, quote.start - _REACH)
        before = text[floor : quote.start]
        if quote.speech or not _OFFICIAL.search(before) or not _DID.match(text, quote.end, paragraph.end):
            continue
        if _SAID.match(text, quote.end, paragraph.end) or not is_title_like(text[quote.inner_start : quote.inner_end]):
            continue
        if is_saying(text[quote.inner_start : quote.inner_end]) or " " not in text[quote.inner_start : quote.inner_end]:
            continue
        owner = next(iter(places_in(places, start, quote.start)), None)
        yield CaseDraft(quote.inner_start, quote.inner_end, group, "quote-did", 0.7, owner=owner)


_WON = re.compile(
    rf"(?P<grade>{GRADES})(?:상)?(?:은|는|에는|을|를)\s[^.‘“'\"]{{4,90}}?(?:받았다|차지했다|뽑혔다|선정됐다|돌아갔다|올랐다|안았다)\.\s*$"
)
_MADE = re.compile(
    r"(?P<what>[^.,‘“'\"()]{8,70}?)(?:을|를)\s(?:(?:새로|직접|처음|함께|먼저)\s)?"
    r"(?:놓|만들|열|세우|세웠|도입|설치|마련|개발|운영|시작|선보|내놓|보급|구축|펼|폈|심|깔|달|띄|꾸|차리|차렸|들였|들여|지었|지어|바꿨|바꾸)"
    r"[가-힣]{0,4}(?:고|으며|며|다|았고|었고|했고|했으며|았으며|었으며)(?=[,.\s]|$)"
)
_TOPIC = re.compile(r"(?:은|는)\s")
_LEAST = 2


def deeds_of_winners(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield what each winner of a sentence made, as the next one tells: 원주시는 자막 마이크를 놓았고, 병무청은 신청 화면을 만들었다."""
    text = prose.text
    for (start, end), (after, stop) in pairwise(paragraph.sentences):
        won = _WON.search(text, start, end)
        if won is None:
            continue
        names = {place.name for place in places_in(places, start, end) if place.name}
        found: list[tuple[Span, Place]] = []
        topics = [
            place for place in places_in(places, after, stop) if place.name in names and _TOPIC.match(text, place.end)
        ]
        for number, place in enumerate(topics):
            last = topics[number + 1].start if number + 1 < len(topics) else stop
            made = _MADE.match(text, place.end + 2, last)
            if made is None:
                break
            begin, finish = trim(text, *made.span("what"))
            words = text[begin:finish]
            if not is_title_like(words) or not is_concrete(words) or holds_title(paragraph.quotes, begin, finish):
                break
            found.append(((begin, finish), place))
        if len(found) == len(topics) >= _LEAST:
            for span, place in found:
                yield CaseDraft(*span, group, "clause-deed", 0.65, grade=won["grade"], grade_span=won.span("grade"), owner=place)  # fmt: skip

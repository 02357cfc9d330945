"""Programs that a feature, an interview or a magazine names in passing: ‘달빛 사서’다, ‘…’라는 이름 그대로, 이름은 ‘…’, 그렇게 나온 게 ‘…’인가.

No contest frames them; at least two of a page, where an administration and its people are told of.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft, places_in
from dure.engines.reading.cases.quotes import is_saying, may_be_title, says_other

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.prose import Paragraph, Prose, Quote

# ‘…’라는 이름 그대로, ‘…’라는 명찰을 달고, ‘…’로 불린다
_NAMED = re.compile(
    r"\s?이?라는\s(?:이름|명찰|간판|별명|애칭|문패|팻말|앱|창구|서비스|제도|사업|실험)(?=[을를의이로으\s,.])|(?:으로|로|이라|라)\s(?:불리|불린|부른|이름\s?(?:지|붙))"
)
_NAME_AHEAD = re.compile(
    r"(?:이름은|이름하여|일명|이른바|별명은|붙인\s이름은|나온\s(?:게|것이)|만든\s(?:게|것이)|시작한\s(?:게|것이)|태어난\s(?:게|것이))\s(?:바로\s)?$"
)
# (하게) 하는 ‘…’다., ‘…’요.: what it is, told by the clause before it
_IS = re.compile(r"(?:이?다|이?요|이에요|예요|입니다|인가요?|이었다|였다)[.?]?(?:\s|$)")
_CLAUSE = re.compile(r"[가-힣]+(?:[는은운한인된린킨친난긴든간]|을|울|할)\s(?:[가-힣]{2,6}\s)?$|[가-힣],\s$")
_STARTS = re.compile(r"^\s*$")
_PEOPLE = re.compile(
    r"주무관|공무원|[시군구]청|팀장|과장|계장|(?<![가-힣])(?:시|군|구|도)(?:는|가|에서)\s|행정|민원|조례|읍사무소|면사무소|주민센터|행정복지센터"
)
_NO_PROGRAM = re.compile(
    r"(?:시장|군수|구청장|사람|할머니|할아버지|아저씨|선생님|마을|도시|축제|노래|시|소설|영화|공연|책|전시|식당|카페|떡|빵|술|쌀|과|팀|단|부|회|상|데이|날|병|증후군|현상|문제|시대|세대|정신|철학|마음|이유|비결|원칙)$"
)
_BEHIND, _BEFORE = frozenset("이다요인예라으로입였"), frozenset("은여명른게이로")  # what the patterns begin or end with
_LEAST = _SHORT = 2
_LONGEST, _AHEAD = 40, 18


def named_programs(prose: Prose, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield the names in marks that a page gives to what its administration does, when it gives at least two."""
    text = prose.text
    if sum(len(one.quotes) for one in prose.body) < _LEAST:
        return
    found = [
        (paragraph, quote)
        for paragraph in prose.body
        for quote in paragraph.quotes
        if _is_named(text, paragraph, quote)
    ]
    if len({text[quote.inner_start : quote.inner_end] for _, quote in found}) < _LEAST:
        return
    if sum(_PEOPLE.search(text, one.start, one.end) is not None for one in prose.body) < _LEAST:
        return
    for paragraph, quote in found:
        owner = next(iter(places_in(places, paragraph.sentence_at(quote.start)[0], quote.start)), None)
        yield CaseDraft(quote.inner_start, quote.inner_end, group, "quote-named", 0.66, owner=owner)


def _is_named(text: str, paragraph: Paragraph, quote: Quote) -> bool:
    if quote.end - quote.start > _LONGEST or not (
        text[quote.end : quote.end + 1] in _BEHIND or text[max(0, quote.start - 2) : quote.start].strip() in _BEFORE
    ):
        return False
    is_it = _IS.match(text, quote.end, paragraph.end) is not None
    called = not is_it and (
        _NAMED.match(text, quote.end, paragraph.end) is not None
        or _NAME_AHEAD.search(text, max(paragraph.start, quote.start - _AHEAD), quote.start) is not None
    )
    ahead = is_it and _NAME_AHEAD.search(text, max(paragraph.start, quote.start - _AHEAD), quote.start) is not None
    if not (is_it or called):
        return False
    inner = text[quote.inner_start : quote.inner_end]
    few = len(inner.split()) <= _SHORT
    if (
        text[quote.start] in '“"'
        or is_saying(inner)
        or (few and _NO_PROGRAM.search(inner))
        or not may_be_title(text, quote)
    ):
        return False
    if called or ahead:
        return True
    start, _ = paragraph.sentence_at(quote.start)
    before = text[start : quote.start]
    if says_other(text, quote, before):
        return False
    return _CLAUSE.search(before) is not None or (_STARTS.match(before) is not None and start > paragraph.start)

"""Lists by commas alone that count themselves: 고른 것은 논물 전화기, 그림 민원서, 우편 드론 등 모두 세 가지다."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft, places_in
from dure.engines.reading.titles import is_title_like

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.prose import Paragraph, Prose

_NUMERALS = {"두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10}
_TALLY = re.compile(
    rf"\s?(?:등|까지)?,?\s(?:모두|총|이상)?\s?(?P<number>\d{{1,2}}|{'|'.join(_NUMERALS)})\s?(?:가지|건|개|편|점)(?:\s?(?:사업|사례|시책|제안|아이디어|과제))?(?=다|이다|이었다|였다|입니다|을|를|이|가|로)"
)
_HEAD = re.compile(
    r"(?:(?:고른|뽑은|뽑힌|선정한|선정된|꼽은|꼽힌|발표한|소개한|채택한|채택된|나온|오른|받은|내놓은|제안한)\s(?:[가-힣]{1,4}\s)?(?:것|사업|사례|시책|제안|아이디어|과제|작품|정책)|수상작|선정작|우수\s?사례|주인공)(?:은|는|으로는|로는)\s"
)
_OTHER = re.compile(
    r"기준|분야|부문|항목|지표|자격|대상자|부서|기관|시군|방법|절차|서류|프로그램|강의|교육|심사위원|위원|수단|이유|까닭|문제|질문|의견|혜택|특전"
)
_NO_PART = re.compile(
    r"(?:[했됐였았었][고다]|하고|하며|이고|이며|[은는을를])$|\d\s?(?:명|곳|표|원|%)$|^[가-힣]{1,6}(?:시|군|구|도|청|과|팀|씨|면|읍)$"
)
_LEAST, _SHORT, _LONGEST = 3, 4, 34


def tallied_titles(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield the parts of a comma list behind words that say what was chosen, as many as the list itself counts."""
    text = prose.text
    for start, end in paragraph.sentences:
        head = _HEAD.search(text, start, end)
        tally = _TALLY.search(text, head.end(), end) if head else None
        if head is None or tally is None or _OTHER.search(text, head.start(), head.end()):
            continue
        if any(quote.start < tally.start() and head.end() < quote.end for quote in paragraph.quotes):
            continue
        at, parts = head.end(), []
        for match in re.finditer(r",\s|(?:와|과)\s(?=[^,]*$)|$", text[head.end() : tally.start()]):
            parts.append((at, head.end() + match.start()))
            at = head.end() + match.end()
        named = tally["number"]
        number = int(named) if named.isdigit() else _NUMERALS[named]
        if len(parts) != number:  # the last 와 stands inside a title
            parts = _by_commas(text, head.end(), tally.start())
        if len(parts) != number or number < _LEAST or not all(_fits(text, a, b) for a, b in parts):
            continue
        owner = next(iter(places_in(places, start, head.end())), None)
        for a, b in parts:
            yield CaseDraft(a, b, group, "clause-tallied", 0.7, owner=owner)


def _by_commas(text: str, start: int, end: int) -> list[tuple[int, int]]:
    at, parts = start, []
    for match in re.finditer(r",\s|$", text[start:end]):
        parts.append((at, start + match.start()))
        at = start + match.end()
    return parts


def _fits(text: str, start: int, end: int) -> bool:
    words = text[start:end].strip()
    return _SHORT <= len(words) <= _LONGEST and is_title_like(words) and _NO_PART.search(words) is None

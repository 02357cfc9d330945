"""Lists by commas alone that count themselves: 고른 것은 논물 전화기, 그림 민원서, 우편 드론 등 모두 세 가지다."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft, places_in
from dure.engines.reading.clauses import is_abstract
from dure.engines.reading.titles import is_title_like

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.prose import Paragraph, Prose

_NUMERALS = {"두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10}
_TALLY = re.compile(
    rf"\s?(?:등|까지)?,?\s(?:모두|총|이상)?\s?(?P<number>\d{{1,2}}|{'|'.join(_NUMERALS)})\s?(?:가지|건|개|편|점|(?=사례|시책|과제|제안))(?:\s?(?:사업|사례|시책|제안|아이디어|과제))?(?=다|이다|이었다|였다|입니다|을|를|이|가|로)"
)
_HEAD = re.compile(
    r"(?:(?:고른|뽑은|뽑힌|선정한|선정된|꼽은|꼽힌|발표한|소개한|채택한|채택된|나온|오른|받은|내놓은|제안한)\s(?:[가-힣]{1,4}\s)?(?:것|사업|사례|시책|제안|아이디어|과제|작품|정책)|수상작|선정작|우수\s?사례|주인공)(?:은|는|으로는|로는)\s"
    r"|(?:무대|자리|한마당|마당|공유회|발표회|대회|행사|연찬회|이야기마당)(?:에서는|에서|에는)\s"
)
# 우수사례로 …, …와 …를 뽑았다
_AS_CASES = re.compile(
    r"(?:사례|시책|과제|제안작?|아이디어|수상작|우수작|정책)(?:로는|으로는|로|으로)\s(?!선정|뽑|꼽|인정|채택|소개|남|만들|키우)"
)
_CHOSE = re.compile(
    r"(?:을|를)\s(?:최종\s|각각\s|차례로\s)?(?:뽑았|선정했|채택했|골랐|꼽았|발표했|소개했|시상했)|(?:이|가)\s(?:최종\s|각각\s|차례로\s)?(?:뽑혔|선정됐|채택됐|꼽혔|소개됐|발표됐)"
)
_OTHER = re.compile(
    r"기준|분야|부문|항목|지표|자격|대상자|부서|기관|시군|방법|절차|서류|프로그램|강의|교육|심사위원|위원|수단|이유|까닭|문제|질문|의견|혜택|특전"
)
_NO_PART = re.compile(
    r"(?:[했됐였았었][고다]|하고|하며|이고|이며|[은는을를])$|\d\s?(?:명|곳|표|원|%)$|^[가-힣]{1,6}(?:시|군|구|도|청|과|팀|씨|면|읍)$"
)
# 주민 안전, 지역 경제: fields, no titles
_FIELDS = re.compile(
    r"(?:참여|공공|서비스|협업|행정|혁신|소통|안전|복지|경제|문화|환경|교육|일자리|디지털|규제|민원|청렴|교통|관광|농업|주거|보건|주민|시민|군민|지역|생활|도시|개선|강화|활성화|발전|조성|해소|향상|[·\s])+"
)
_LEAST, _SHORT, _LONGEST = 3, 4, 34


def tallied_titles(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield the parts of a comma list behind words that say what was chosen, as many as the list itself counts."""
    text = prose.text
    for start, end in paragraph.sentences:
        yield from _chosen(prose, paragraph, (start, end), places, group)
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


def _chosen(
    prose: Prose, paragraph: Paragraph, sentence: tuple[int, int], places: Sequence[Place], group: int
) -> Iterator[CaseDraft]:
    """Yield 우수사례로 …, …와 …를 뽑았다: two words and more each, without marks, at least one comma."""
    text, (start, end) = prose.text, sentence
    head = _AS_CASES.search(text, start, end)
    verb = _CHOSE.search(text, head.end(), end) if head else None
    if head is None or verb is None or any(quote.start < verb.start() and head.end() < quote.end for quote in paragraph.quotes):  # fmt: skip
        return
    parts = _by_commas(text, head.end(), verb.start())
    if len(parts) < _PAIR or any(start <= item.start < end for item in paragraph.items):
        return
    last = list(_AND.finditer(text, parts[-1][0] + _FULL, parts[-1][1] - _FULL))
    if last:
        parts = [*parts[:-1], (parts[-1][0], last[-1].start()), (last[-1].end(), parts[-1][1])]
    if all(_fits(text, a, b) and len(text[a:b]) >= _FULL and " " in text[a:b].strip() and not is_abstract(text[a:b]) for a, b in parts):  # fmt: skip
        owner = next(iter(places_in(places, start, head.end())), None)
        for a, b in parts:
            yield CaseDraft(a, b, group, "clause-tallied", 0.66, owner=owner)


_AND = re.compile(r"(?<=[가-힣])(?:와|과)\s")
_PAIR, _FULL = 2, 7


def _by_commas(text: str, start: int, end: int) -> list[tuple[int, int]]:
    at, parts = start, []
    for match in re.finditer(r",\s|$", text[start:end]):
        parts.append((at, start + match.start()))
        at = start + match.end()
    return parts


def _fits(text: str, start: int, end: int) -> bool:
    words = text[start:end].strip()
    return (
        _SHORT <= len(words) <= _LONGEST
        and is_title_like(words)
        and _NO_PART.search(words) is None
        and _FIELDS.fullmatch(words) is None
    )

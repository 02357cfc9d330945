"""Titles without marks in the sentence behind one that announces more: 비슷한 사업이 더 있다. 물속 체온 손목띠, 장 봐 주는 수레는 이미 …."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft
from dure.engines.reading.cases.plain import adnominal_inside, title_start
from dure.engines.reading.clauses import holds_title, is_concrete
from dure.engines.reading.titles import is_title_like, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.prose import Paragraph, Prose

_ANNOUNCED = re.compile(
    r"(?:사례|사업|시책|정책|과제|제도|아이디어|실험|서비스)(?:이|가|도|은|는)\s(?:[^.,]{0,10}\s)?(?:있다|많다|여럿이다|나왔다|이어졌다|잇따랐다|적지\s않다|눈에\s띈다|눈에\s띄었다|돋보인다|돋보였다|있습니다|많습니다)\.\s*$"
)
_CLOSE = re.compile(r"(?<=[가-힣])(?:은|는|이|가|도)\s|\s등(?:이|은|도|을)?\s|이다\.\s*$")
_NO_TITLE = re.compile(r"(?:주민|시민|직원|공무원|지자체|기관|부서|위원|사람|이들|가운데|것|점|수)$|\d(?:건|명|개|곳)")
_LEAST, _WORDS, _FAR = 2, 2, 160


def announced_titles(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield at least two titles, parted by commas, of a sentence that follows the words that there are more cases."""
    del places
    text = prose.text
    for (start, end), (after, stop) in zip(paragraph.sentences, paragraph.sentences[1:], strict=False):
        if not _ANNOUNCED.search(text, start, end):
            continue
        comma = text.rfind(", ", after, min(stop, after + _FAR))
        ends = [one for one in _CLOSE.finditer(text, comma + 2, stop) if not _is_inside(text, one)] if comma > 0 else []
        # 버스가 두 번 오는 마을의 …는: a topic closes the list before a subject does
        close = next((one for one in ends if one[0][0] not in "이가"), ends[0] if ends else None)
        if close is None or any(after <= item.start < stop for item in paragraph.items):
            continue
        found: list[tuple[int, int]] = []
        at = after
        for border in (*re.finditer(r",\s", text[after : close.start()]), None):
            b = after + border.start() if border else close.start()
            begin, finish = trim(text, title_start(text, at, b) if adnominal_inside(text, at, b) else at, b)
            at = b + 2
            words = text[begin:finish]
            if not is_title_like(words) or len(words.split()) < _WORDS or not is_concrete(words) or _NO_TITLE.search(words) or holds_title(paragraph.quotes, begin, finish):  # fmt: skip
                found = []
                break
            found.append((begin, finish))
        if len(found) >= _LEAST:
            for begin, finish in found:
                yield CaseDraft(begin, finish, group, "clause-announced", 0.65)


def _is_inside(text: str, close: re.Match[str]) -> bool:
    """Tell a verb that describes the next word (장 봐 주는 수레) from a topic that closes the list."""
    return re.search(r"[가-힣](?:주|하|되|있|없|오|가|쓰|타|보|놓|나누|찾아가|만드|여|잇|지키|돌보|켜|살리|모으|사|걷|듣)(?:는|은)\s$", text[max(0, close.start() - 8) : close.end()]) is not None  # fmt: skip

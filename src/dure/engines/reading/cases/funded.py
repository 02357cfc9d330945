"""Cases that money was won for: 서산시와 서천군은 … 가꾸기 사업으로 각각 2000만 원을, 청양군은 … 세탁소 사업에 8000만 원을 받게 됐다.

A budget names programs with their money too. So the paragraph, or the one before it, must speak of cases that spread or were chosen, the
sentence must name two programs at least, and its verb must say that the money was won.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft, places_in
from dure.engines.reading.clauses import holds_title, is_concrete, phrase_start
from dure.engines.reading.titles import is_title_like, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.prose import Paragraph, Prose

_FUNDED = re.compile(
    r"(?P<title>[^,.‘“'\"()]{8,70}?사업)(?:으로|에)\s(?:각각\s)?(?:(?:특별교부세|국비|사업비|시상금|상금)\s)?"
    r"\d[\d,.]*\s?(?:억|천만|백만|만|천)?\s?(?:[\d,]+\s?(?:천만|백만|만|천)\s?)?원(?:씩)?(?:을|를)(?=,|\s)"
)
_WON = re.compile(r"(?:을|를)\s(?:받|확보|얻|따[냈내])")
_OF_CASES = re.compile(r"(?:혁신|우수)\s?사례")
_LEAST, _BACK = 2, 600


def funded_cases(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield the programs of a sentence that won money for them, two at least, where the page tells of cases."""
    text = prose.text
    if not _OF_CASES.search(text, max(0, paragraph.start - _BACK), paragraph.end):
        return
    for start, end in paragraph.sentences:
        found = [match for match in _FUNDED.finditer(text, start, end) if _WON.search(text, match.end() - 1, end)]
        if len(found) < _LEAST:
            continue
        for match in found:
            begin, stop = trim(text, phrase_start(text, match.start("title"), match.end("title"), places), match.end("title"))  # fmt: skip
            words = text[begin:stop]
            if is_title_like(words) and is_concrete(words) and not holds_title(paragraph.quotes, begin, stop):
                owner = next(iter(places_in(places, match.start("title"), begin)), None)
                yield CaseDraft(begin, stop, group, "clause-funded", 0.65, owner=owner)

"""Cases to which a success is put down in plain prose: 시는 A, B, C 등의 시책으로 좋은 점수를 받았다."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft
from dure.engines.reading.clauses import phrase_start
from dure.engines.reading.titles import is_title_like, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.prose import Paragraph, Prose

_CREDITED = re.compile(
    r"\s등(?:의)?\s(?:\d{1,2}\s?(?:개|가지|건)(?:의)?\s)?(?:우수\s?|혁신\s?|특수\s?|주요\s?|다양한\s)?(?:시책|사업|정책|과제|사례|프로그램|서비스|제도)(?:들)?(?:으로|로|을\s(?:추진|운영|시행|도입|펼[쳐치]|전개|실시|벌[여이]|내세워|발굴|선보)[가-힣]{0,5})\s"
    r"|\s등을\s(?:추진|운영|시행|도입|펼[쳐치]|전개|실시|벌[여이]|선보)[가-힣]{0,5}\s"
)
# … 지난해 15%에 그쳤던 처리율: what follows tells of success
_SUCCESS = re.compile(
    r"(?:좋은|높은|최고|우수한)\s?(?:점수|평가|성적|평점)|호평|인정|선정|수상|뽑[혔히]|차지|1위|(?:최우수|우수|대통령|장관|총리)[가-힣]{0,4}(?:상|기관|표창)|상을\s받|영예"
)
# 처리율 향상, 예산 절감: what was reached, not with what
_RESULT_ONLY = re.compile(
    r"(?:향상|절감|제고|강화|증대|감소|증가|확대|활성화|노력|성과|효과|[가-힣]율|[가-힣]성|[가-힣]도)$"
)
_CLAUSE = re.compile(
    r"[가-힣](?:하고|하며|했고|했으며|되고|되며|이며|였고|었고|[았었했]다)$|(?:분야|부문|지표|항목|영역)"
)
_LEAST, _WORDS = 3, 2


def credited_cases(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield the plain titles of a comma list that a success is put down to; three at least, each of several words."""
    text = prose.text
    for start, end in paragraph.sentences:
        credited = _CREDITED.search(text, start, end)
        if credited is None or not _SUCCESS.search(text, credited.end(), end):
            continue
        if any(item.start < credited.start() and start < item.end for item in paragraph.items):
            continue
        commas = [match.start() for match in re.finditer(r",\s", text[start : credited.start()])]
        if len(commas) < _LEAST - 1:
            continue
        borders = [*(start + at for at in commas), credited.start()]
        first = phrase_start(text, start, borders[0], places)
        spans = [(first, borders[0])]
        spans += [(a + 1, b) for a, b in pairwise(borders)]
        found = [trim(text, a, b) for a, b in spans]
        if all(_is_deed(text[a:b]) for a, b in found):
            for a, b in found:
                yield CaseDraft(a, b, group, "credited", 0.7)


def _is_deed(words: str) -> bool:
    plain = is_title_like(words) and len(words.split()) >= _WORDS
    return plain and not _CLAUSE.search(words) and not (_RESULT_ONLY.search(words) and len(words.split()) <= _LEAST)

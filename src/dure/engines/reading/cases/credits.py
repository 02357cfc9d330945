"""Cases of a plain list that the words behind 등 make cases: 시는 A, B, C 등의 시책으로 좋은 점수를 받았다, A, B 등 5건을 골랐다."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft
from dure.engines.reading.clauses import phrase_start
from dure.engines.reading.titles import is_title_like, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.prose import Paragraph, Prose

_CREDITED = re.compile(
    r"\s등(?:의)?\s(?:\d{1,2}\s?(?:개|가지|건)(?:의)?\s)?(?:우수\s?|혁신\s?|특수\s?|주요\s?|다양한\s)?(?:시책|사업|정책|과제|사례|프로그램|서비스|제도)(?:들)?(?:으로|로|와,?|과,?|을\s(?:추진|운영|시행|도입|펼[쳐치]|전개|실시|벌[여이]|내세워|발굴|선보)[가-힣]{0,5})\s"
    r"|\s등을\s(?:추진|운영|시행|도입|펼[쳐치]|전개|실시|벌[여이]|선보)[가-힣]{0,5}\s"
)
# … 등의 혁신 사례를 소개한다, … 등 여섯 가지를 골랐다: what is said of them all makes them cases
_CALLED = re.compile(
    r"\s등(?:의|이)?\s(?:[^.,‘“'\"]{0,20}\s)?(?:\d{1,2}\s?(?:건|개|가지|편)(?:의)?\s?)?(?:(?:우수|혁신|모범|성공|대표)\s?)*(?:사례|시책|제안|과제|아이디어)(?:들)?(?:\s?\d{1,2}\s?(?:건|개)(?:\s?사업)?)?(?:를|을|가|이|도)?\s(?:[^.,‘“'\"]{0,24}\s)?(?:소개|발표|공유|나[눴누]|선정|뽑|본선|결선|진출|담[았긴겼]|반영|채택|낙점|알[렸린]|선보|전시|시상|골랐|추렸)"
    r"|\s등\s(?:모두\s|총\s|최종\s)?(?:\d{1,2}|[두세네]|다섯|여섯|일곱|여덟|아홉|열)\s?(?:가지|건|개|편)(?:를|을|이|가)\s(?:[가-힣]{2,4}\s)?(?:선정|뽑|골랐|낙점|채택|추렸|소개|발표|가려)"
    r"|\s등\s\d{1,2}\s?(?:건|개|가지)\s(?:[가-힣]{2,4}\s){0,2}사례\s(?:선정|소개|본선|발표|공유)"
    r"|\s등(?:이|도)\s(?:[^.,‘“'\"]{0,30}\s)?(?:우수|혁신|모범)\s?(?:[가-힣]{2,4}\s)?사례로\s(?:뽑|선정|꼽)"
    r"|\s등(?:이|을|도)\s(?:[가-힣]{2,5}\s)?(?:소개|공유|발표|전시)(?:[됐된될했한할]|하)"
)
_COUNT = re.compile(r"\d\s?(?:건|개|가지|편)")
_SOUGHT = re.compile(
    r"(?:발굴|모집|공모|접수|논의|논의될|다룰|토론)(?:할|하|한|될|됐|했)|교육|강의|특강|심사위원|참석|자리했"
)
_TALKED = re.compile(r"분임|조별|토론|토의")
# 전 직원 투표로 A, B …; A 운영을 비롯해 B, C
_AHEAD = re.compile(
    r"(?:투표|심사|평가|설문|회의)(?:로|를\s거쳐|를\s통해|\s결과),?\s|(?:사례|사업|시책|과제|것)(?:는|은|로는|으로는|로|으로)\s"
)
_COMMA = re.compile(r"(?<![가-힣][고며]),\s|(?:와|과)\s(?:더불어|함께|아울러)\s|(?:을|를)\s비롯(?:해서?|하여|한),?\s")
# … 지난해 15%에 그쳤던 처리율: what follows tells of success
_SUCCESS = re.compile(
    r"(?:좋은|높은|최고|우수한)\s?(?:점수|평가|성적|평점)|호평|인정|선정|수상|뽑[혔히]|차지|1위|(?:최우수|우수|대통령|장관|총리)[가-힣]{0,4}(?:상|기관|표창)|상을\s받|영예"
)
# … 등 주민과 손잡고 일을 벌여 많은 현안을 풀었다: four deeds and what came of them
_REACHED = re.compile(
    r"\s등\s[^.,]{4,70}?(?:펼쳐|펼치며|추진해|벌여|통해|힘써|나서)\s[^.]{0,60}?(?:해결|풀[었어]|호평|좋은\s평|높은\s평|인정|성과|눈길|수상|뽑)"
)
# 처리율 향상, 예산 절감: what was reached, not with what
_RESULT_ONLY = re.compile(
    r"(?:향상|절감|제고|강화|증대|감소|증가|확대|활성화|노력|성과|효과|[가-힣]율|[가-힣]성|[가-힣]도)$"
)
_CLAUSE = re.compile(
    r"[가-힣](?:하고|하며|했고|했으며|되고|되며|이며|였고|었고|[았었했]다)$|(?:분야|부문|지표|항목|영역)|(?:심사|평가|투표|인터뷰|면접|점검)$"
)
_LEAST, _WORDS, _NEAR, _LONG_WORD = 3, 2, 12, 6


def credited_cases(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield the plain titles of a comma list that a success is put down to, or that is told, shown or chosen as cases; three at least."""
    text = prose.text
    for start, end in paragraph.sentences:
        credited = _CREDITED.search(text, start, end)
        if credited is not None and not _SUCCESS.search(text, credited.end(), end):
            credited = None
        reached = None
        if credited is None and not _TALKED.search(text, start, end):
            credited = _CALLED.search(text, start, end)
            reached = None if credited else _REACHED.search(text, start, end)
            credited = credited or reached
            if credited and _SOUGHT.search(text, credited.start(), min(end, credited.end() + _NEAR)):
                continue
        if credited is None:
            continue
        if any(item.start < credited.start() and start < item.end for item in paragraph.items):
            continue
        commas = list(_COMMA.finditer(text, start, credited.start()))
        counts = reached is None and _COUNT.search(credited[0]) is not None
        if len(commas) < _LEAST - (reached is None) - counts:
            continue
        ahead = [one.end() for one in _AHEAD.finditer(text, start, commas[0].start())]
        first = phrase_start(text, max([start, *ahead]), commas[0].start(), places)
        begins = [first, *(one.end() for one in commas)]
        spans = list(zip(begins, [*(one.start() for one in commas), credited.start()], strict=True))
        found = [trim(text, a, b) for a, b in spans]
        if counts and any(text[a:b].rstrip().endswith("사례") for a, b in spans):
            continue  # 불편을 푼 사례, 효과가 큰 사례 등 15건의 사례: kinds of them
        if any(quote.start < credited.start() and start < quote.end for quote in paragraph.quotes):
            continue
        words = [text[a:b] for a, b in found]
        single = sum(" " not in word and len(word) >= _LONG_WORD for word in words)
        results = sum(_RESULT_ONLY.search(word) is not None and len(word.split()) <= _LEAST for word in words)
        if single <= 1 and results * _LEAST <= len(words) and all(_is_deed(word, single=bool(single)) for word in words):  # fmt: skip
            for a, b in found:
                yield CaseDraft(a, b, group, "credited", 0.7)


def _is_deed(words: str, *, single: bool) -> bool:
    plain = len(words.split()) >= _WORDS or (single and len(words) >= _LONG_WORD)
    return plain and is_title_like(words) and not _CLAUSE.search(words)

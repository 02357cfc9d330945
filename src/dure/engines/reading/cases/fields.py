"""Titles without marks that sentences name field by field: 국방 분야에서는 사격장 소음 시간표 방송을 시행했다, 산업 분야에서는 … 손질이 있다.

One such sentence could tell of anything; two of them on a page, or one that calls its titles cases, name cases.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft, places_in
from dure.engines.reading.cases.plain import says_deed, title_start
from dure.engines.reading.clauses import holds_title, is_concrete
from dure.engines.reading.titles import is_title_like, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.document import Span
    from dure.engines.reading.prose import Paragraph, Prose

_FIELD = re.compile(
    r"(?<![가-힣])(?P<field>[‘'“]?[가-힣·]{2,10}(?:\s[가-힣·]{2,8})?[’'”]?)\s?(?:분야|부문|지표|항목)(?:에서는|에서|에는|에선|는)\s(?:(?:먼저|특히|또)\s)?(?:위\s사례\s(?:말고도|외에도?)\s)?"
)
_SIGN = re.compile(r"(?:분야|부문|지표|항목)(?:에|는)")  # asked first
_VERB = re.compile(
    r"(?:이|가|도)\s(?:눈에\s띈다|눈에\s띄었다|돋보인다|돋보였다|있다|있었다|꼽힌다|꼽혔다|이름을\s올렸다|주목받았다|주목을\s받았다|소개됐다|뽑혔다|선정됐다|호평을\s받았다|호응을\s얻었다|(?:좋은|높은)\s(?:점수|평가)를\s(?:받았다|얻었다))"
    r"|(?:을|를)\s(?:시행했다|추진했다|운영했다|도입했다|선보였다|내세웠다|내놓았다|내놨다|소개했다|발표했다|꼽았다|(?:대표|우수|혁신|모범)\s?(?:사례|시책|정책)로\s(?:내세웠다|꼽았다|소개했다|제시했다|들었다|내놓았다|뽑았다|선정했다))"
)
_AS_CASE = re.compile(r"(?:대표|우수|혁신|모범)\s?(?:사례|시책|정책)로")
_JOINT = re.compile(r"(?<=[가-힣])(?:(?<![사효성학결치내모])과|(?<!기)와)\s(?=[가-힣A-Za-z0-9])|,\s")
_NO_TITLE = re.compile(
    r"(?:점수|평가|성과|노력|의견|관심|호응|제안|참여|협력|결과|역량|리더십|분위기|실적|기반|체계|과제|계획|달성률|비율|률|점|것|수)$|[가-힣](?:에서는|에는)\s|\d(?:점|위|건|명|개)"
)
_LEAST, _WORDS, _LONG = 2, 3, 3


def field_told(prose: Prose, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield the plain titles of the sentences that tell what was done in a field, two such sentences at least on a page."""
    text = prose.text
    found: list[tuple[list[Span], tuple[str, Span], bool]] = []
    for paragraph in prose.body:
        if paragraph.items or not _SIGN.search(text, paragraph.start, paragraph.end):
            continue
        for start, end in paragraph.sentences:
            field = _FIELD.search(text, start, end)
            closing = list(_VERB.finditer(text, field.end(), end)) if field else []
            if field is None or not closing or _FIELD.search(text, field.end(), end):
                continue
            titles = list(_titles(text, paragraph, field.end(), closing[-1].start()))
            if titles:
                found.append(
                    (titles, (field["field"], field.span("field")), _AS_CASE.search(closing[-1][0]) is not None)
                )
    if len(found) < _LEAST and not any(as_case for *_, as_case in found):
        return
    for titles, field_of, _ in found:
        for a, b in titles:
            owner = next(iter(places_in(places, a, b)), None)
            yield CaseDraft(a, b, group, "clause-field", 0.65, field=field_of[0], field_span=field_of[1], owner=owner if owner and owner.start == a else None)  # fmt: skip


def _titles(text: str, paragraph: Paragraph, start: int, end: int) -> Iterator[Span]:
    """Yield the titles of a stretch: as 와 or a comma joins them where each has three words, else the last noun phrase."""
    joints = [joint for joint in _JOINT.finditer(text, start, end) if len(text[start : joint.start()].split()) >= _LONG and len(text[joint.end() : end].split()) >= _LONG]  # fmt: skip
    borders = [start, *(at for joint in joints for at in joint.span()), end]
    parts = list(zip(borders[::2], borders[1::2], strict=True))
    spans = []
    for a, b in parts:
        begin = title_start(text, a, b) if says_deed(text, a, b) else a
        begin, stop = trim(text, begin, b)
        words = text[begin:stop]
        if not is_title_like(words) or len(words.split()) < _WORDS or not is_concrete(words) or _NO_TITLE.search(words) or holds_title(paragraph.quotes, begin, stop):  # fmt: skip
            return
        spans.append((begin, stop))
    yield from spans

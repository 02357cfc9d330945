"""Text whose lines were lost: one line that holds a whole page is parted where its lines must have ended.

Copies of pages, cells of tables and results of searches often have all of a page in one line. Every rule of the main text asks
whole lines, so each sentence becomes one, and so does what stands around an article: stamps, signatures, notices.
"""

from __future__ import annotations

import re

from dure.engines.reading.lexicon import any_of

_LONG = 600
_MOST = 0.6  # of the text: a list of long lines has kept its breaks
_LEAST_SENTENCES = 3
_SENTENCE_END = re.compile(r"[가-힣](?:[다요까죠음함됨임])[.!?][”’\"']?\s+(?=\S)")
_SAID = re.compile(r"“[^“”]{1,600}”|‘[^‘’]{1,200}’")
_LABELS = f"{any_of('page', 'published_labels')}|{any_of('page', 'modified_labels')}"
_REPORTER = any_of("page", "reporter_titles")
_BORDER = re.compile(
    rf"\s(?=(?:{_LABELS})|[가-힣]{{2,4}}\s{_REPORTER}\s)"
    rf"|(?:(?<=\d\d:\d\d)|(?<=\s[가-힣]{{2}}\s기자)|(?<=\s[가-힣]{{3}}\s기자))\s(?=[^\d\s])"
    r"|(?<!저작권자)\s(?=저작권자|ⓒ|©|Copyright|[<\[]저작권|무단\s?전재|관련\s?기사|많이\s?본|인기\s?기사|댓글\s|기사제보|이전\s?글|다음\s?글|목록\s)"
    r"|(?<!\s)\s{2,}+(?=\S)|\t"
)


_PICTURE_MARKS, _CAPTIONED = frozenset("▲△▶◀▼"), 90
# ▲ 옥천군청 전경 ⓒ옥천군 옥천군은 12일 …: a caption and the lead behind it
_CAPTIONED_LEAD = re.compile(
    r"[▲△▶◀▼][^▲△\n]{4,80}?(?:[ⓒ©]\s?[가-힣]{2,10}|[(\[<]?(?:사진)?(?:제공)?\s?[=/|]\s?[가-힣]{2,10}(?:\s?제공)?[)\]>]?|사진\s?제공)\s+(?=[가-힣(\[][^.]{20,}[.])"
)


def parted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the lines that a long line was made of, as spans; the line itself when it is none.

    >>> line = "옥천군, 경진대회 개최 입력 2024.03.05 10:00 " + "군은 경진대회를 열었다. " * 60 + "저작권자 ⓒ 물빛신문"
    >>> spans = parted(line, 0, len(line))
    >>> [line[a:b] for a, b in [*spans[:3], spans[-1]]]
    ['옥천군, 경진대회 개최 ', '입력 2024.03.05 10:00 ', '군은 경진대회를 열었다. ', '저작권자 ⓒ 물빛신문']
    """
    if text[start : start + 1] in _PICTURE_MARKS and end - start >= _CAPTIONED:
        credited = _CAPTIONED_LEAD.match(text, start, end)
        return [(start, end)] if credited is None else [(start, credited.end()), (credited.end(), end)]
    if end - start < max(_LONG, _MOST * len(text)):
        return [(start, end)]
    sentences = {match.end() for match in _SENTENCE_END.finditer(text, start, end)}
    if len(sentences) < _LEAST_SENTENCES:
        return [(start, end)]
    for said in _SAID.finditer(text, start, end):
        sentences.difference_update(range(said.start(), said.end()))
    borders = sorted(sentences.union(match.end() for match in _BORDER.finditer(text, start, end)))
    return [(a, b) for a, b in zip([start, *borders], [*borders, end], strict=True) if b > a]

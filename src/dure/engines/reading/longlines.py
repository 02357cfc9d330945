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


_HEAD = 1_500  # code points at whose end no headline begins
_SURNAMES = "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진지나엄채원천방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁"
# date 2026-02-23 …: what an archive writes before a headline
_DATED_HEAD = re.compile(r"date\s20\d\d-\d\d-\d\d\s(?=[^\[(\s](?:(?!다\.)[^\n]){10,90}$)")
# … 교육 실시 임다온 2025-05-23 11:29:38; … 조사 실시 임다온 기자 daon@example.com |
_SIGNED_HEAD = re.compile(
    rf"(?!\d+\s)(?=\S+\s\S)(?:(?!다\.|기자|입력|승인|등록|작성|조회)[^@|:=\n]){{14,120}}?\s+(?=(?:[{_SURNAMES}][가-힣]{{2}}\s(?:기자\s)?20\d\d[-.]\d\d[-.]\d\d\s\d\d:\d\d(?::\d\d)?|[{_SURNAMES}][가-힣]{{1,2}}\s기자\s[\w.+-]+@[\w.-]+)[\s|]*$)"
)
# … 큰 호응 용인시, 예상보다 …; … 실시 군, 오는 …: the subtitle in the headline's line
_SUBTITLED = re.compile(r".{10,}?(?<![는은한의을를와과인된할로])\s(?=(?:[가-힣]{2,5}[시군구도]|[시군구도]),\s.{10,}$)")
# … 찾아줘경북 영양군 소속 공무원이 …: the lead glued to its headline
_GLUED_LEAD = re.compile(
    r"[^.\n]{12,60}?[가-힣”’](?=(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주)\s[가-힣]{1,4}[시군구]\s[^\n]{40,}다\.)"
)


def headed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the parts of one of the first lines of a dump that holds a headline with its date, signature, subtitle or lead; the line itself when it is none.

    >>> line = "옥천군, 찾아가는 민원실 교육 실시 임다온 2025-05-23 11:29:38"
    >>> [line[a:b] for a, b in headed(line, 0, len(line))]
    ['옥천군, 찾아가는 민원실 교육 실시 ', '임다온 2025-05-23 11:29:38']
    """
    if text.startswith("date ", start):
        dated = _DATED_HEAD.match(text, start, end)
        return [(start, end)] if dated is None else [(start, dated.end()), (dated.end(), end)]
    if text[end - 1 : end] in _SIGNED_ENDS:
        signed = _SIGNED_HEAD.match(text, start, end)
        if signed is not None:
            under = _SUBTITLED.match(text, start, signed.end())
            heads = [(start, signed.end())] if under is None else [(start, under.end()), (under.end(), signed.end())]
            return [*heads, (signed.end(), end)]
    glued = _GLUED_LEAD.match(text, start, end) if start == 0 else None
    return [(start, end)] if glued is None else [(start, glued.end()), (glued.end(), end)]


_SIGNED_ENDS = frozenset("0123456789 |abcdefghijklmnopqrstuvwxyz")
_PICTURE_MARKS, _CAPTIONED = frozenset("▲△▶◀▼"), 90
# ▲ 옥천군청 전경 ⓒ옥천군 옥천군은 12일 …: a caption and the lead behind it
_CAPTIONED_LEAD = re.compile(
    r"[▲△▶◀▼][^▲△\n]{4,80}?(?:[ⓒ©]\s?[가-힣]{2,10}|[(\[<]?(?:사진)?(?:제공)?\s?[=/|]\s?[가-힣]{2,10}(?:\s?제공)?[)\]>]?|사진\s?제공)\s+(?=[가-힣(\[][^.]{20,}[.])"
)


def lines_in(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the lines that one line was made of: a long one its sentences, one at the head of a page what it holds besides the headline."""
    spans = parted(text, start, end)
    return [*headed(text, *spans[0]), *spans[1:]] if start < _HEAD and start < end else spans


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

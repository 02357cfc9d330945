"""What officials were honoured for, told below the row that names them: 최우수 : 수도과 이바다 주무관 / … 마을 상수도를 놓았다."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft
from dure.engines.reading.casewords import GRADES, POSITIONS
from dure.engines.reading.clauses import is_abstract
from dure.engines.reading.titles import is_title_like

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.prose import Paragraph, Prose

_ROW = re.compile(
    rf"\W{{0,4}}\s*(?P<grade>{GRADES})(?:상)?\s?(?:\([^()]{{1,8}}\)\s?)?[:：\-–]\s?(?P<people>[^.:]{{2,24}}\s(?:{POSITIONS})(?:\s?[,·]\s?[^.,:]{{2,24}}\s(?:{POSITIONS}))*)\s*$"
)
# 민통선 안 방앗간 상수도를 놓았다; … 앞당기기를 이뤄 냈다
_MADE = re.compile(
    r"(?:을|를)\s(?:(?:새로|직접|처음|함께)\s)?(?:놓|띄|이뤄|이루|열|만들|세웠|지었|갖췄|마련|도입|설치|시작|개통|되살|살려|바로잡|없앴|추진|운영|성사)[가-힣]{0,3}(?:\s[가-힣]{1,3})?다\.?$"
)
# the last clause before the thing that was made
_LINK = re.compile(
    r"\s끝에\s|(?<=[가-힣])(?:해|하여|해서|하고|하며|아|어|고|며|끝에|위해|통해|만에|으로|에게|에서|주무관은|팀장은|과장은|은|는)\s|(?<=\s)(?:만나|모아|거쳐|나서|찾아|바꿔|들여|이어|받아|고쳐|맡아|나눠|엮어|세워)\s"
)
# 파지 되사기(새봄)와 반딧불이 밤 학교(늘찬)가 공적으로 인정받았다
_BY_NAME = re.compile(
    rf"(?P<title>[^.,()]{{6,60}}?)\s?\((?P<name>[가-힣]{{2,4}})(?:\s(?:{POSITIONS}))?\)(?P<tail>와\s|과\s|,\s|이|가|을|를|등)"
)
_WORDS, _LETTERS, _LONGEST_ROW = 2, 7, 100


def official_titles(prose: Prose, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield what the officials of a row made, from the paragraph below it, when at least two of a page are told so."""
    del places
    text = prose.text
    found: list[tuple[int, int, str, tuple[int, int]]] = []
    for row, told in pairwise(prose.body):
        match = _ROW.match(text, row.start, row.end) if row.end - row.start <= _LONGEST_ROW else None
        if match is None or _ROW.match(text, told.start, told.end):
            continue
        won = match["grade"], match.span("grade")
        found += [(a, b, *won) for a, b in _deeds(text, told)]
        found += [(a, b, *won) for a, b in _by_name(text, told, match["people"])]
    if len(found) >= _WORDS:
        for a, b, grade, span in found:
            yield CaseDraft(a, b, group, "official-told", 0.7, grade=grade, grade_span=span)


def _deeds(text: str, paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    for start, end in paragraph.sentences:
        made = _MADE.search(text, start, end)
        if made is None:
            continue
        begin = max([link.end() for link in _LINK.finditer(text, start, made.start())], default=start)
        words = text[begin : made.start()]
        if len(words.split()) >= _WORDS and len(words) >= _LETTERS and is_title_like(words) and not is_abstract(words):
            yield begin, made.start()


def _by_name(text: str, paragraph: Paragraph, people: str) -> Iterator[tuple[int, int]]:
    """Yield the titles that stand before the names of the row in brackets."""
    for match in _BY_NAME.finditer(text, paragraph.start, paragraph.end):
        if match["name"] in people and is_title_like(match["title"].strip()):
            lead = len(match["title"]) - len(match["title"].lstrip())
            yield match.start("title") + lead, match.end("title")

"""The sentences at the head of a page that tell whose page it is: none of a frame, of a site's own words or of a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.lexicon import WordList
from dure.engines.reading.subjecthints import HEAD_PARAGRAPHS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.prose import Paragraph, Prose

_LEAD_SENTENCES = 2
_SHORT_TOLD = re.compile(
    r"\s*[가-힣]{2,6}[시군구도](?:가|는)\s[^.]{8,60}[가-힣]다[.]\s*$"
)  # 과천시가 28일 ‘…’를 발표했다.
_SENTENCE = re.compile(r"(?:[^가-힣]*+[가-힣]){16}")


def lead_sentences(prose: Prose, named: Sequence[Place]) -> list[tuple[int, int]]:
    """Return the first sentences that tell something; where they name nobody, the next of the head that does."""
    first = _telling(prose, prose.body[:2])[:_LEAD_SENTENCES]
    if len(first) < _LEAD_SENTENCES:  # a caption between them
        first = _telling(prose, prose.body[:3])[:_LEAD_SENTENCES]
    if any(start <= place.start < end for start, end in first for place in named):
        return first
    after = _telling(prose, prose.body[:HEAD_PARAGRAPHS])[len(first) :][:_HEAD_SENTENCES]
    return [(start, end) for start, end in after if any(start <= place.start < end for place in named)][:1] or first


_HEAD_SENTENCES = 3
# What a site says of its own article: 자세한 내용은 기사 본문을 확인하세요.
_OF_THE_PAGE = re.compile(
    r"기사\s?(?:본문|전문|원문)|(?:이|본|해당)\s기사(?:는|를|의)|AI\s?(?:요약|가\s자동)|무단\s?전재"
)
_CAPTION = re.compile(
    r"[^.]{2,40}(?:전경|모습|사진|장면)?\s?[=/]?\s?[가-힣]{2,16}\s?제공\W*$"
)  # 인재개발원 전경=인재개발원제공
_AT_END = 6
_PAGE_WORDS = WordList(["기사", "AI", "전재"])  # every match holds one


def _telling(prose: Prose, paragraphs: Sequence[Paragraph]) -> list[tuple[int, int]]:
    sentences = [sentence for paragraph in paragraphs for sentence in paragraph.sentences]
    # A signature or a stamp at the head of the body is no sentence of it: that has sixteen syllables at least.
    told = [
        (start, end)
        for start, end in sentences
        if (_SENTENCE.match(prose.text, start, end) or _SHORT_TOLD.match(prose.text, start, end))
        and not (
            prose.text.find("제공", max(start, end - _AT_END), end) >= 0 and _CAPTION.match(prose.text, start, end)
        )
        and not (_PAGE_WORDS.find(prose.text, start, end) >= 0 and _OF_THE_PAGE.search(prose.text, start, end))
    ]
    if any(_ROW_OF_LIST.match(prose.text[start:end]) for start, end in told):
        # A page that opens with its list of winners is about what its first sentence says.
        told = [
            sentence
            for paragraph in prose.body
            for sentence in paragraph.sentences
            if _TOLD.search(prose.text[slice(*sentence)])
        ] or told
    return told


_ROW_OF_LIST = re.compile(r"\s*[□○ㅇ●■▲△\-–·*](?!.*[다요음함][.]).*$", re.DOTALL)
_TOLD = re.compile(r"[가-힣](?:다|요|음|함|임)[.][”’\"')\s]*$")

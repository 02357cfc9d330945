"""Cases that are told as the theme of an entry: ‘…’라는 주제로 나서 최우수상을 받았다, ‘…’라는 사업명으로 참여한.

A theme of a lecture or a forum is none: the sentence, or the words around the quotation, must tell of a contest entered or won.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft, Place, places_in
from dure.engines.reading.casewords import GRADES
from dure.engines.reading.titles import is_title_like

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.prose import Paragraph, Prose

# Asked first: a paragraph without these words names no theme.
_SIGN = re.compile(r"주제|사업명|과제|사례명|제목|논문|사례를|이름으로")
_AS_THEME = re.compile(
    r"\s?(?:(?:이?라는|이?란)\s)?(?:(?:연구|발표|제안|정책|혁신)\s?)?(?P<word>주제|사업명|과제명|과제|사례명|제목|논문|이름)(?:으로|로|의\s(?:사례|연구)를|을|를)[\s,]"
    r"|\s?이?라는\s주제의\s[^.‘“'\"]{0,24}?(?P<of>사례|사업|과제|연구)(?:로|으로)\s"
    r"|\s?(?:을|를)\s주제로\s[^.‘“'\"]{4,60}?(?:내놓은|제시한|제안한|낸)\s[‘“'\"][^’”'\"]{1,20}[’”'\"]\s?팀"
    r"|\s?(?:을|를)\s주제로\s(?=[△▲▴▶]|한\s[^.‘“'\"]{2,24}팀(?:이|은)\s)"
    r"|\s?(?:을|를)\s(?:발표\s?|연구\s?)?주제로\s(?:(?:한\s)?(?:사례를?\s)?발표|연구|공모|제안|출전|참가|참여|응모|나[서섰선]|겨[뤄루뤘]|도전)"
    r"|\s?(?:을|를)\s주제로\s한\s(?:논문|연구|과제|제안|사례)(?:이|가|은|는|로)\s"
    r"|\s?(?:을|를)\s주제로\s(?P<told>[^.‘“'\"]{0,120}?(?:과정|사례|경험|성과|비결)(?:을|를)\s(?:직접\s)?(?:소개|발표|설명|들려|공유|나눴|풀어))"
)
_ENTERED = re.compile(
    rf"(?<!기)(?:{GRADES}|[1-3]위)|수상|(?:장관|총리|대통령|지사|시장|군수)상|상을\s|영예|높은\s(?:평가|점수)|좋은\s평|호평|호응|공모한|공모해|응모"
    r"|(?:사업명|과제명|사례명)으로\s(?:참여|참가|출전)|사례\s?발표|사례를\s발표"
)
_LECTURE = re.compile(
    r"특강|강연|강의|벤치마킹|견학|연수(?!구)|답사|탐방|토론|포럼|세미나|워크숍|토크|간담회|열렸|열린|개최|전시회|축제|박람회|캠페인|표어|공연|행사를"
)
_OFFICIAL = re.compile(r"(?:팀장|과장|주무관|계장|사무관|담당자)(?:은|는|이|가)\s")  # who knows how it was done
_CLOSE = 24  # code points behind the word of theme that say what is done with it


def theme_cases(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield the quotations that a sentence calls the theme, the name or the topic of an entry that competed."""
    text = prose.text
    if not paragraph.quotes or not _SIGN.search(text, paragraph.start, paragraph.end):
        return
    for quote in paragraph.quotes:
        if any(other.start < quote.start < other.end for other in paragraph.quotes):
            continue
        themed = _AS_THEME.match(text, quote.end, paragraph.end)
        if themed is None or not is_title_like(text[quote.inner_start : quote.inner_end]):
            continue
        start, end = paragraph.sentence_at(quote.start)
        end = max(end, paragraph.sentence_at(quote.end)[1])
        told = themed["told"] and _OFFICIAL.search(text, start, quote.start) and text[quote.inner_start : quote.inner_end].count(" ") > 1  # fmt: skip
        if themed["told"] and not told:
            continue
        if not told and (
            _LECTURE.search(text, themed.end(), min(end, themed.end() + _CLOSE))
            or not (_ENTERED.search(text, start, quote.start) or _ENTERED.search(text, quote.end, end))
        ):
            continue
        own = [place for place in places_in(places, start, quote.start) if place.kind != "anaphor"]
        yield CaseDraft(quote.inner_start, quote.inner_end, group, "quote-themed", 0.75, owner=own[-1] if own else None)

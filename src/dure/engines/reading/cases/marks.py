"""Titles in marks by what happens to them: shown, told, taken home, liked; in rarer brackets (《…》, {…}, ″…″) any part of a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft, Taken
from dure.engines.reading.cases.lists import is_owner_phrase, last_owner
from dure.engines.reading.cases.quotes import is_saying, may_be_title, says_other
from dure.engines.reading.titles import normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.prose import Paragraph, Prose, Quote

_RARE = frozenset("〈《＜<[{【［〔〚｛❛❝«‹〝″")
_PARTICLE = r"(?:을|를|이|가|은|는|으로|로|에|에는|도|와|과|의)"
# ‘…’을 꺼냈다, 시연했다, 들려줬다: an entry is shown or told
_SHOWN = (
    r"(?:을|를|도)\s(?:[^.‘“'\"]{0,24}\s)?(?:꺼냈|꺼내[어 ]|들고\s?나[왔와온]|펼쳐\s보[였이인]|내보[였인이]|시연[했해하]|설명했|들려\s?[줬주준]|자랑했|보여\s?[줬주준]|풀어\s?[놓냈]"
    r"|알려\s?[줬주준]|이야기했|전했|선사|무대에|출품|겨[뤘루룬]|(?:넓히|늘리|확대하|이어\s?가)겠다|주제로\s(?:[^.‘“]{0,16}\s)?(?:무대|본선|결선|겨[뤘루]|나섰|나선|올[랐라]))"
)
# ‘…’이 가져갔다, 은메달을 받았다, ‘…’에 방청객 특별상이 주어졌다
_TAKEN = (
    r"(?:이|가|은|는|도|으로|로|에|에게|에는)\s(?:[^.‘“'\"]{0,44}?\s)?(?:[가-힣]{0,8}(?:상|메달|트로피|왕관|표창)(?:을|를|이|은|까지)\s(?:함께\s|나란히\s|각각\s)?(?:받|탔|타|안|거머|차지|수상|주어|돌아|따|목에|수여|가져|쥐|선물)"
    r"|가져갔|가져왔|꿰찼|거머쥐|거머쥔|품에\s안|차지했|이름을\s올[렸리]|우승했|(?:1|2|3|4|5)위|뽑혔|꼽혔|선정됐|채택됐|지지를\s(?:얻|받)|표를\s(?:얻|받|모)|[\d,]+표(?:를|로|가))"
)
# ‘…’로 방청석을 흔들었다, ‘…’에 구경꾼이 몰렸다, 스티커를 몰아줬다
_LIKED = (
    r"(?:이|가|은|는|도|으로|로|에|에는|에도|을|를)\s(?:[^.‘“'\"]{0,44}?\s)?(?:(?:방청석|객석|청중|심사위원[들단]?|관객|발길|눈길|시선|마음|박수|환호|갈채|웃음)(?:을|를|이|가|의)?\s(?:[가-힣]{1,6}\s)?(?:흔들|사로|끌|붙[잡들]|모[았으]|받|얻|터[졌뜨]|쏟아|훔|울[렸리]|빼앗|잡아)"
    r"|(?:구경꾼|관람객|방문객|시민|주민|사람|표|발길|관심|눈길|질문|문의|박수)(?:들)?(?:이|가|도)\s(?:(?:가장|많이|길게|특히|구름처럼|줄줄이)\s){0,2}(?:몰[렸리려]|모였|모여|쏟아|이어|쏠[렸려]|집중|줄을)|(?:스티커|콩주머니|표|쪽지|단추|별|점수)(?:를|을)\s(?:[가-힣]{1,5}\s)?(?:붙[였이]|몰아|던[졌지져]|받|주었|줬|준))"
)
# ‘…’은 5월부터 시행 중이며: it is run
_RUNS = r"(?:은|는|이|가|도)\s(?:[^.‘“'\"]{0,30}?\s)?(?:시행|운영|추진)\s중(?:이|입)"
# 첫 무대는 산림과의 ‘…’이었다
_COPULA = re.compile(r"(?:이?다|이었다|였다|입니다|이었습니다|였습니다|이에요|예요|이며|이고)(?=[.,\s]|$)")
_NEXT = re.compile(
    r"(?:첫|두|세|네|첫\s?번째|두\s?번째|세\s?번째|네\s?번째|다음|마지막|이어진|그다음)\s(?:무대|이야기|순서|차례|발표|사례|실험|작품|시책)(?:은|는)\s[^.‘“'\"]{0,40}$"
)
_HAPPENS = re.compile(rf"\s?(?:{_SHOWN}|{_TAKEN}|{_LIKED}|{_RUNS})")
_PART = re.compile(
    rf"\s?(?:\([^()]{{2,24}}\)\s?)?(?:{_PARTICLE}(?=[\s,])|(?:이다|다|였다|이었다|입니다|이며|이고)[.,\s]|[,·]|\s?등\s|$|[.])"
)
# <신하은 기자>, [사진]: brackets that serve for notes need a particle behind them
_NOTED = re.compile(rf"\s?(?:\([^()]{{2,24}}\)\s?)?(?:{_PARTICLE}(?=[\s,])|(?:이다|다|였다|이었다)[.,\s]|[,·]|\s?등\s)")
# 책 《…》, 노래 〈…〉: a work; 제3회 …, 2024 …: an event
_A_WORK = re.compile(
    r"(?:책|도서|시집|소설|저서|영화|노래|연극|뮤지컬|다큐(?:멘터리)?|드라마|그림책|동화|잡지|신문|방송|프로그램|전시|공연|주제|구호|표어|이름|제목|제호|인사말|부제|법률|조례)\s?(?:인|은|는|로)?\s?$"
)
_AN_EVENT = re.compile(
    r"^(?:제\s?\d{1,3}\s?[회차]|(?:19|20)\d{2}년?도?\s)|(?:대회|마당|행사|축제|페스타|페어|해커톤|콘서트|포럼|총회|공유회|오디션|어워즈?|챌린지|쇼케이스|경연|박람회|캠페인|주간|계획|사례집|조례|법률?|법|보고서|공모|주간|의\s?날|선언|헌장|협약|위원회|협의회|회의|시상식|발표회|연찬회|간담회|연구회|기자|특파원|앵커|작가|교수|박사)(?:\([^()]*\))?$"
)
_A_WISH = re.compile(r"(?:행정|혁신|소통|도시|미래|행복|자치|정신|마음|문화|공직자|공무원|시민|군민)$")  # 섬김의 행정
_AS_WHAT = re.compile(r"에|(?:을|를)\s주제로\s(?:[^.‘“]{0,16}\s)?(?:무대|본선|결선|겨[뤘루])")
_BY_MEANS = re.compile(r"(?:으로|로)\s")  # “조례에 유통기한을 적다”로 지지를 얻었다: nobody said it
_WORDS, _LETTERS, _NEAR = 2, 5, 30


def marked_titles(
    prose: Prose, drafts: Sequence[CaseDraft], places: Sequence[Place], group: int
) -> Iterator[CaseDraft]:
    """Yield the quotations, of those that no draft holds, that something happens to as to an entry, and names in rarer brackets."""
    text = prose.text
    taken = Taken(len(text), drafts)
    known = {normal(text[draft.start : draft.end]) for draft in drafts}
    for paragraph in prose.body:
        for quote in paragraph.quotes:
            if quote.speech or taken.across(quote.start, quote.end):
                continue
            rare = text[quote.start] in _RARE
            start, end = paragraph.sentence_at(quote.start)
            happens = _HAPPENS.match(text, quote.end, end) is not None or (
                _COPULA.match(text, quote.end, end) is not None and _NEXT.search(text, start, quote.start) is not None
            )
            if not happens and not (rare and (_NOTED if text[quote.start] in "<[{【［" else _PART).match(text, quote.end, paragraph.end)):  # fmt: skip
                continue
            if any(item.start <= quote.start < item.end for item in paragraph.items):
                continue
            inner, before = text[quote.inner_start : quote.inner_end], text[start : quote.start]
            if normal(inner) in known or _A_WORK.search(before) or not _is_name(text, paragraph, quote, inner):
                continue
            if says_other(text, quote, before) and not (happens and _AS_WHAT.match(text, quote.end)):
                continue  # ‘…’에 박수가 쏟아졌다: no place; ‘…’을 주제로 무대에 올랐다: no theme of a lecture
            known.add(normal(inner))
            owner = last_owner(places, max(start, quote.start - _NEAR), quote.start)
            owned = owner is not None and is_owner_phrase(text, owner.start, quote.start, places)
            yield CaseDraft(quote.inner_start, quote.inner_end, group, "quote-happened" if happens else "quote-marked", 0.66, owner=owner if owned else None)  # fmt: skip


def _is_name(text: str, paragraph: Paragraph, quote: Quote, inner: str) -> bool:
    """Tell a name of two words or five letters, no saying, no event, no part of another quotation."""
    return (
        (len(inner.split()) >= _WORDS or len(normal(inner)) >= _LETTERS)
        and not _AN_EVENT.search(inner)
        and not inner.endswith(("인가", "는가", "을까", "일까"))
        and not (len(inner.split()) <= _WORDS and _A_WISH.search(inner))
        and not (text[quote.start] in '“"' and is_saying(inner) and not _BY_MEANS.match(text, quote.end))
        and may_be_title(text, quote, awarded=True)
        and not any(other.start < quote.start < other.end for other in paragraph.quotes)
    )

"""Cases in quotation marks: what stands before and behind a quotation tells a title from a goal, a field or a speech."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft, Place, places_in
from dure.engines.reading.cases.lists import (
    field_before,
    is_owner_phrase,
    last_owner,
    without_note,
)
from dure.engines.reading.casewords import GRADES, POSITIONS
from dure.engines.reading.clauses import ABSTRACT, adnominal
from dure.engines.reading.events.draft import head_at_end
from dure.engines.reading.lexicon import any_of_table, lexicon
from dure.engines.reading.quotecontexts import TEAMS_BEHIND, is_presented, shares_object
from dure.engines.reading.titles import is_title_like, normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.prose import Paragraph, Prose, Quote

_GENERIC = frozenset(lexicon("facts")["cases"]["generic_words"])
_PROGRAM_NOUNS = any_of_table("facts", "cases", "program_nouns")
_GRADE_BEFORE = re.compile(
    rf"(?<![을를])(?<![을를명원민]\s)(?P<grade>{GRADES}|\d[위등])(?!(?<=[^최]우수)\s?(?:[가-힣]{{2,6}}\s)?(?:과제|사례|시책|정책|제안|사업))(?:상)?(?:\s?\([^)]{{1,24}}\))?(?:\s?[0-9일이삼]+\s?(?:개|건|편|명|팀))?(?:작)?(?:(?:은|는|에는|에|이|:|：|으로는|로는|으로|로)?\s?(?:바로\s)?|(?:은|는|에는|이|으로는|로는)\s[^‘“'\"「]{{0,140}}|에\s[^.‘“'\"「]{{0,24}}의\s|\s[^‘“'\"「]{{0,40}})$"
)
_AWARD_AFTER = re.compile(
    rf"^\s?(?:\([^)]{{1,40}}\)\s?)?(?:사업|사례|시책|정책|운영|도입|조성|추진|설치|논문|연구|(?:제안\s)?과제|제안|아이디어)?(?:(?:을|를)(?=\s(?:{GRADES})(?:상)?(?:으로|로)\s(?:선정|뽑))|의\s[가-힣]{{2,4}}\s(?:{POSITIONS})(?:이|가|은|는)?|(?:을|를)\s(?:들고나온|들고\s나온|낸|내놓은|내세운|선보인|발표한|만든|기획한|제안한|출품한|제출한|추진한)\s[^.,]{{0,24}}?(?:이|가|은|는|에게)\s|\s?제안자\s[^.,]{{0,20}}?(?:이|가|은|는|에게)\s|(?:을|를)\s(?:내|내세워|내놓아|발표해|출품해|선보여|앞세워|제출해)\s[^.,]{{0,24}}?|(?:이|가|은|는|으로|로|의\s사례(?:로|가)|\s?사례(?:로|가)|의\s사례)(?:[^.,]|[.,](?=\d)){{0,40}}?)\s?(?:[^.,]{{0,26}}?\s)?(?P<grade>{GRADES}|1위|2위|3위)(?!\s?(?:[가-힣]{{2,6}}\s?)?(?:사례(?!상)|시책|정책|공무원|지자체|상권))"
)
_CASE_WORD_AFTER = re.compile(
    rf"^\s?(?:의\s|등\s)?(?:(?:\d{{1,2}}|[두세네]|다섯|여섯|일곱|여덟|아홉|열)\s?(?:건의\s|개의\s|개\s|건\s)?)?(?:(?:우수|혁신|대표|성공|모범)\s?)?(?:사례|{_PROGRAM_NOUNS})(?!(?:들)?(?:을|를)\s?(?:발굴|모집|공모|선정하))(?=[을를이가은는의로으에,.·\s]|등|입니다|였|예요|다\.|$)"
)
_TOLD_AFTER = re.compile(
    r"^\s?(?:등\s?|외\s?)?(?:\d+건\s?)?(?:을|를|이|가|도|등이|등을|\s등)\s?(?:[^.]{0,20}?)(?:소개|발표|선정|뽑|꼽|공유|제출|출품|수상|선보|내놓|내세|앞세|전수|전파|채택|가장 많은|[\d,]+표|뒤를 이었|뒤를 이어|많은 호응|호평|관심을|주목|눈길|제안(?:했|한\s|해\s|하[며고])|박수|무대에\s(?:올[렸린려]|세[웠운워])|주인공이|발길[을이]\s(?:모으|모은|끌|붙잡|이어|이끌))|^\s?등\s(?:모두|총)\s?\d{1,2}\s?(?:건|가지|개|편)(?:이다|이었다|을|의|이|으로)|^\s?(?:등)?(?:이|가|도|은|는)\s[^.]{0,40}?(?:인정받|평가받|높이\s평가|호평|호응|좋은 평가|높은 평가|점수를|반응|인기)|^\s?(?:이|가|도|은|는)\s[^‘“'\".]{0,110}?다는\s(?:(?:평가|호평|반응)를\s(?:받|얻)|점(?:이|에서|으로)\s[^‘“'\".]{0,20}?(?:호응|호평|평가|점수|인정))|^\s?(?:이|가|은|는)\s[^.‘“'\"]{0,80}?(?:에|으로|로)\s(?:최종\s|함께\s)?(?:선정|뽑|채택|등재|이름을\s올)|^(?:이|가|은|는|을|를)\s[^.]{0,100}?(?:본선|결선|왕중왕전|무대|\d+강|최종\s?심사)(?:에)?\s?(?:진출|올랐|올라|오른|섰)|^(?:이|가|은|는)\s[^.]{0,100}?[’'”」]\s?(?:대상)?(?:에|으로|로)\s(?:최종\s)?(?:선정|뽑|채택|올랐)|^\s?순(?:이|으로)|^\s?등?(?:와|과)?\s?같은\s[^.]{0,14}?(?:정책|사업|시책|사례|아이디어|제안|과제)"
    r"|^\s?등\s[^.‘“'\"]{0,40}?(?:으로|로|에서|이|가)\s(?:매우\s)?(?:높은|좋은|우수한|긍정적인|후한)\s(?:평가|점수)"
    r"|^\s?등\s[^.‘“'\"]{0,24}?(?:콘텐츠|프로그램|자료|서비스|사업|시책|정책|과제)(?:을|를)\s[^.‘“'\"]{0,14}?(?:만들|제작|개발|추진|운영|발굴|제안|내놓|펼)"
    r"|^\s?(?:제도\s?개선|운영|사업|사례)?(?:을|를)\s(?:모범|우수|대표|혁신)\s?사례로\s"
    r"|^(?:으로|로)\s[^.‘“'\"]{0,40}?(?:인정받|인정을|평가받|호평|호응|평가를|주목|점수를|박수|환영)|^(?:으로|로)\s(?:[^.‘“'\"]{0,24}?\s)?(?:참가|출전|출품|도전|응모|나섰|나서|본선)|^(?:을|를)\s주제로\s(?:한\s(?:사례를?\s)?|사례를?\s)?발표(?:해|하여|한|하며)"
    r"|^(?:을|를)\s[^.,‘“'\"]{0,14}?(?:에|에게|과|와)\s(?:전하[고며]|전했|전해|전수|알려|건네|나누|나눠|나눴)"
    r"|^(?:을|를)\s(?:차례로\s|직접\s|먼저\s)?(?:찾아\s|찾았|방문해|방문했|둘러[보봤본]|견학[해했하한]|살펴[보봤본]|돌아[보봤본])"
    r"|^\s?(?:운영\s?|추진\s?|사업\s?)?(?:현장|시설|사업장|사례)(?:을|를)\s?(?:직접\s)?(?:찾|방문|둘러|견학|살펴|벤치마킹)"
)
_RUN_AFTER = re.compile(
    r"^\s?(?:을|를)?\s?(?:(?:새로|처음|직접|시범|적극|본격|본격적으로|성공적으로|자체|(?:전국\s)?최초로)\s)?(?:(?:운영|시행|도입|구축|추진|개발|시작|설치|조성|배치|개설|보급)(?!을\s(?:목표|위해|위한|골자))(?=[을를이하해한했된됐되에과와,.\s·-])|만들(?=[어었고]))"
    r"|^(?:을|를)\s(?:[^.,‘“'\"]{0,12}\s)?(?:해\s오고|해\s왔|하고\s있|펼치고\s있|펴고\s있|벌이고\s있|이어\s오고|꾸려\s오고|꾸리고\s있)"
)
_RUN_LATER = re.compile(
    r"^(?:도)\s[^.‘“'\"]{0,30}?(?:으로|로|에)\s(?:확산|전파|보급)(?:됐|되고|돼)"
    r"|^(?:이|가|은|는|을|를)\s[^.‘“'\"]{0,44}?(?:(?:운영|운행|시행|시범 운영|도입)(?:된다|됐다|한다|했다|하고 있다|에 들어|을 시작)|퍼졌다|번졌다|(?:으로|로|에)\s(?:확산|전파|보급)(?:됐|되고|돼)|이어진다|이어지고|자리\s?잡았|꾸렸다|꾸려졌다)"
)
_CASE_BEFORE = re.compile(
    r"(?:사례|정책|시책|사업|과제|프로젝트|제안|제안작|아이디어|우수작|수상작|선정작|대상작|주인공)(?:(?:인|으로는|로는|은|는|에는|이|가|:|：)?\s?|(?:으로는|로는|은|는|에는)\s[^.‘“'\"]{0,24})$"
)
# 하나는 ‘…’ 사업입니다. 또 하나는 ‘…’입니다.
_ORDINAL = re.compile(
    r"(?<![가-힣])(?:(?:또\s?|다른\s)*하나(?:는|가)|(?:첫|두|세|네|다섯|여섯)\s?번째(?:\s(?:발표|사례|순서|무대))?(?:는|은|로는)|(?:첫째|둘째|셋째|넷째)(?:는|로는|,))\s(?:[가-힣A-Za-z0-9·]{1,12}의\s)?$|(?<![가-힣])(?:(?:두|세|네|다섯|여섯)\s?번째|마지막)\s[가-힣A-Za-z0-9·]{1,12}(?:과|실|팀|국|동|면|읍|센터|시|군|구)(?:의)?\s$"
)
_CASE_AHEAD = re.compile(
    r"사례(?:를|들을)\s(?:찾아|찾아내|발굴해|발굴하여|만들어),?\s$|"
    r"(?:대표|대표적인?|주요|우수|혁신)\s?(?:사례|시책|정책|사업|성과)(?:로는|으로는|로|는|으로)\s[^.‘“'\"]{0,60}$"
    r"|(?<![가-힣])대표적으로(?:는)?,?\s[^.‘“'\"]{0,60}$|(?:주인공|수상작|대상작|수상한?\s?사례)(?:은|는)\s[^.‘“'\"]{0,60}$"
)
_CASE_BEFORE_VERB = re.compile(
    rf"(?:발표한|출품한|제출한|소개한|선보인|내놓은|선정된|수상한|추진한|추진 중인|운영 중인|운영하는|도입한|시작한|시행한|제안한|만든|고안한|개발한|마련한|펼친|펼치는|내세운|(?:[시군구도과팀실청초중고]|센터|공사|공단|{POSITIONS})(?:이|가)\s낸)\s?$"
)
# 대상을 거머쥔 ‘…’, 심사위원 만점을 받은 ‘…’
_WON_BEFORE = re.compile(
    rf"(?:(?:{GRADES}|1위|2위|3위|만점|최고점|박수|호응|호평|표|관심)(?:을|를|에|로|으로)?\s(?:가장\s많이\s)?(?:받은|거머쥔|차지한|안은|뽑힌|오른|선정된|꿰찬|빛나는|얻은|끈|수상한|모은))\s?$"
)
_GLORY = re.compile(r"(?:최고|대회|수상|대상)의\s(?:영예|영광|주인공)(?:은|는)\s$")
_GRADE_NOTE = re.compile(rf"^\s?\((?P<grade>{GRADES})(?:상)?(?:[,·\s][^()]{{1,14}})?\)")  # ‘…’(최우수상)
# 박수를 가장 많이 받은 것은 ‘…’이었다.
_IS_WHAT = re.compile(
    r"(?:표를\s얻은|점수를\s받은|박수를\s받은|뽑힌|오른|차지한|꼽힌|평가한|꼽은|고른|택한|뽑은|지지한|선택한)\s(?:것|사례|정책|제안|과제|사업|시책)(?:은|는|이|가)\s[^.‘“'\"]{0,60}$|(?<![가-힣])(?:답|해답|해법|처방|묘안|카드|비결)(?:은|는|이|가)\s(?:바로\s|단연\s|역시\s)?$|(?<![가-힣])(?:먼저|우선|다음은|그다음은|이어|끝으로|마지막은),?\s$|(?:것|작품|주인공|사례|정책|제안|무대|영예|과제|사업|시책|이야기|곳)(?:은|는|이|가)\s(?:바로\s|단연\s|역시\s|[가-힣A-Za-z0-9·]{1,12}(?:의\s|가\s[가-힣]{1,5}\s|이\s[가-힣]{1,5}\s|\s))?$"
)
_COPULA_AFTER = re.compile(
    r"^\s?(?:이다|다|이었다|였다|입니다|이에요|예요|이었어요|였어요|이며|이고|로,|으로,)(?=[.,\s]|$)"
)
# 눈길은 ‘…’에 쏠렸다.
_DRAWN = re.compile(
    r"^\s?(?:에|에게)\s(?:[^.,‘“'\"]{0,14}\s)?(?:쏠[렸린려]|모[였여]|몰[렸린려]|집중됐)|^\s?에(?:게)?\s(?:각각\s|나란히\s)?(?:돌아[갔간]|주어[졌진]|안[겼긴])|^\s?에\s(?:[가-힣]{1,4}\s)?(?:관심|눈길)을\s|^\s?에\s이어,?\s[^.‘“'\"「]{0,30}[‘“'\"「]"
)
# ‘산골 우체통 주문서’라는 사례였다: what it is called, then what it is.
_CALLED = re.compile(
    r"^\s?이?(?:라는|란)\s(?:이름의\s|제목의\s|제목으로\s)?(?:[가-힣]{1,8}\s){0,2}?(?:(?:우수|혁신|대표)\s?)?(?:사례|사업|시책|정책|제도|서비스|프로젝트|과제|제안|아이디어|프로그램|시스템)(?=[을를이가은는로였예다입,.\s]|$)"
)
# ‘적극행정온’ 누리집에서: where something is read or handed in.
_IS_PLACE = re.compile(
    r"^\s?(?:누리집|홈페이지|앱|사이트|게시판|채널|카페|블로그)(?:을\s(?:내려받|설치|열)|에서|을\s통해|를\s통해|에\s|과\s|와\s|이나\s|에도|으로\s(?:신청|접속|제출))"
)
# ‘군민 생각 우체통’을 통해 투표를 받았다: by what channel something was asked or told.
_IS_CHANNEL = re.compile(
    r"^\s?(?:을|를)\s(?:통해|통한|통하여|이용해|활용해|거쳐)\s[^.‘“'\"]{0,24}?(?:투표|접수|(?:제안|의견|신고|민원)을\s받|신청|제출|설문|응모|공모|모집|여론|의견|예약|실시간|생중계|중계|안내|공개|홍보|확인)"
)
_IS_PROGRAM = re.compile(rf"^\s?(?:은|는|이란)\s[^.]{{4,80}}?(?:{_PROGRAM_NOUNS})(?:이다|으로|로|다|이며|입니다)")
_LINK = re.compile(
    r"^\s*(?:\([^()]{1,24}\)\s?)?(?:(?:을|를)\s비롯(?:해|한|하여),?|와|과|,|·|및|/|이며|이고|으로|로|이|가|은|는|을|를|와 함께|과 함께|등과)?\s*,?\s*$"
)
# Between the members of one list: no particle that gives each its own part (‘…’이, ‘…’ 지표에서는).
_LIST_LINK = re.compile(r"\s*(?:\([^()]{1,24}\)\s?)?(?:와|과|,|·|및|/|이며|이고|를|을)?\s*,?\s*")
_NOT_CASE_AFTER = re.compile(
    r"^(?:을|를)\s위[한해](?:서)?\s|^\s?(?:현판|인증|재인증|마크)(?=[을를이가은는의과와,\s])|^\s?(?:을|를|이|가)?\s?(?:주제|목표|슬로건|비전|구호|캐치프레이즈|표어|가치|기치|모토|취지|의미|테마)|^\s?(?:이?라는|이?라고|이?란|이?라며|이?라면서)\s|^\s?(?:부문|분야|지표|항목|영역)(?:[은는이가의에을를와과]|\s|$)|^\s?(?:우수\s?)?사례(?:를|들을)\s?(?:발굴|모집|공모|공유)|^\s?(?:팀(?=[이은의을과도에,\s]|으로)|기관|등급|으로\s(?:선정|평가|뽑)|에서|에\s|에게|명|상을|장을|이라며)"
)
# ‘…’을 주제로 발표해 호응을 얻었다: the theme of a contest's talk is the case.
_SHOWN_AS = re.compile(
    r"^이?라는\s(?:[^.‘“'\"]{0,40}?\s)?(?:주제|내용|제목|사례명)(?:로|으로)\s[^.‘“'\"]{0,60}?(?:수상|상을|호응|호평|인정|차지|선정|뽑|내놓|제시했|제안했)"
    r"|^(?:을|를)\s주제로\s[^.‘“'\"]{0,80}?(?:내놓은|제안한|제시한)\s"
    rf"|^(?:을|를)\s주제로\s(?:[^.‘“'\"]{{0,20}}\s)?(?:{GRADES})(?:상)?(?:을|를)\s(?:받|수상|차지|안|거머)"
    r"|^(?:을|를)\s주제로\s(?:한\s(?:사례를?\s)?|사례를?\s)?발표(?:해|하여|한|하며)[^.]{0,60}?(?:수상|상을|호응|호평|평가|인정|차지|선정)"
)
_NOT_CASE_BEFORE = re.compile(
    r"(?:주제|목표|슬로건|비전|구호|캐치프레이즈|(?:핵심|국정|도정|시정|군정|구정)\s?과제)(?:는|은|로|인|:)?\s?$|(?:대회|발표회|행사|축제|포럼|회의|공모전|박람회|워크숍|한마당)인\s?$|(?:부제|제목|의미로|뜻의)\s?$|(?:(?:첫|둘|셋|넷|다섯)째|[0-9제일이삼사오]+)\s?(?:묶음|장|부|편|꼭지|단원|마당|갈래|이야기)(?:인|은|는|의)?\s?$"
)
# 슬로건은 … 앞날을 그리고자 ‘…’로 정했다
_SLOGAN_IS = re.compile(r"(?:슬로건|구호|표어|캐치프레이즈|비전|모토|주제)(?:은|는)\s[^.]{0,110}$")
_SAID_SO = re.compile(
    r"\s?(?:(?:으로|로)\s(?:[가-힣]{2}\s)?(?:정[했하한]|삼|내[걸건]|확정|선정)|(?:이다|다|였다|이었다|입니다)[.,\s])"
)
_NOT_TITLE = re.compile(
    rf"^(?:제?\d+회|(?:19|20)\d{{2}}년?)[^‘“'\"]{{2,24}}(?:[가-힣]대?상)$|^.{{0,16}}(?:(?:장관|총리|대통령|지사|시장|군수|구청장|처장|청장|위원장|교육감|의장|회장)(?:상|\s?표창)|[가-힣]\s표창)$|^(?:(?:창의|적극|혁신|규제|열린|소통|현장|스마트|디지털|감동|공감)\s?(?:행정|혁신|소통|서비스)|{GRADES}|[0-9]+위|.{{0,10}}(?:부문|분야))$"
)
_EVENT_WORD = re.compile(
    r"(?:평가|대회|회의|포럼|간담회|박람회|공모전|협의회|위원회|특강|워크숍|설명회|보고회|축제|행사|한마당|토론회|세미나|심사|시상식|공무원|기관|모집|평가단|투어단|방문단|견학단|벤치마킹단|서포터즈|강의|교육|공무원·단체)$"
)


def headline_cases(prose: Prose) -> frozenset[str]:
    """Return the titles, in the form for comparison, that the page's own headline names as what won or was chosen."""
    return frozenset(
        normal(prose.text[draft.start : draft.end])
        for p in prose.headings
        if p.title
        for draft in headline_drafts(prose, p)
    )


_HEADLINE_AFTER = re.compile(
    rf"^\s?(?:사업|사례|서비스)?(?:으로|로|이|가|,|…|\s)?[^‘“'\"]{{0,30}}?(?:{GRADES}|우수\s?사례|수상|선정|\d관왕|최고\s?영예|벤치마킹|소개)"
)


# ‘군민 서비스’ 대상에 옥천군, ‘민원 신청’ 우수 유공자 시상: what the prize is for
_PRIZE_OF = re.compile(rf"^\s(?:{GRADES})(?:상)?(?:에\s|\s?(?:유공자|공무원|기관|부서))")


def headline_drafts(prose: Prose, paragraph: Paragraph) -> Iterator[CaseDraft]:
    """Yield the quotations of a headline that won or were chosen: 하동군 ‘무인 반납함’으로 적극행정 최우수상."""
    for quote in paragraph.quotes:
        after = prose.text[quote.end : paragraph.end]
        before = prose.text[paragraph.start : quote.start]
        won = _HEADLINE_AFTER.match(after) or _GRADE_BEFORE.search(before)
        if (
            won
            and not quote.speech
            and not _PRIZE_OF.match(after)
            and not _SAID.search(prose.text[quote.start : quote.end])
            and may_be_title(prose.text, quote)
            and not _NOT_CASE_AFTER.match(after)
        ):
            yield CaseDraft(quote.inner_start, quote.inner_end, 0, "headline", 0.7)


# “전화 열 통을 한 통으로 줄였죠”: in a headline double marks and a sentence are somebody's words.
_SAID = re.compile(r"^[“\"][^”\"]{4,}(?:다|요|죠|까|네|야|지)[”\"]$")


def quoted_cases(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield the quotations of a paragraph that are titles of cases; those linked to one by a conjunction are too."""
    text = prose.text
    accepted: dict[int, CaseDraft] = {}
    quotes = [quote for quote in _outermost(text, paragraph) if not quote.speech]
    headline = headline_cases(prose) if quotes else frozenset()
    for number, quote in enumerate(quotes):
        previous = quotes[number - 1] if number else None
        draft = _quote_case(prose, paragraph, quote, previous, accepted.get(number - 1), places, group, headline)
        # ‘A’, ‘누리’팀의 ‘B’: the name of a team between two titles is no link of their chain.
        step = 2 if number > 1 and previous and _OF_TEAM.fullmatch(text, previous.end, quote.start) else 1
        model = accepted.get(number - step)
        weak = draft is None or (draft.grade is None and model is not None and model.grade is not None)
        if (
            weak
            and model is not None
            and previous is not None
            and may_be_title(text, quote, awarded=True)
            and _linked(text, quotes[number - step].end, quotes[number - step + 1].start, places)
            and not _is_other(text, quote)
        ):
            draft = CaseDraft(quote.inner_start, quote.inner_end, group, "quote-chain", model.confidence - 0.05, model.field, model.field_span, model.grade, model.grade_span, _noted_owner(text, quote, paragraph.end, places) or last_owner(places, _behind_note(text, previous, quote), quote.start))  # fmt: skip
        if draft is not None:
            accepted[number] = draft
    # The last of a list speaks for those before it: ‘A’와 ‘B’ 사례가 발표됐다.
    for number in range(len(quotes) - 2, -1, -1):
        follower = accepted.get(number + 1)
        if (
            follower is not None
            and number not in accepted
            and may_be_title(text, quotes[number], awarded=True)
            and _linked(text, quotes[number].end, quotes[number + 1].start, places)
        ):
            owner = last_owner(places, max(paragraph.start, quotes[number].start - 30), quotes[number].start)
            owned = owner is not None and is_owner_phrase(text, owner.start, quotes[number].start, places)
            accepted[number] = replace(
                follower,
                start=quotes[number].inner_start,
                end=quotes[number].inner_end,
                rule="quote-chain",
                owner=owner if owned else None,
            )
    # One verb for two objects: 수성구는 ‘A’를, 산림청은 ‘B’를 발표했다.
    for number in range(len(quotes) - 2, -1, -1):
        follower = accepted.get(number + 1)
        if follower is not None and number not in accepted and may_be_title(text, quotes[number]):
            pair = quotes[number], quotes[number + 1]
            if _shares_verb(text, paragraph, *pair) or shares_object(text, paragraph, *pair):
                own = _topic_or_last(places, paragraph.sentence_at(quotes[number].start)[0], quotes[number].start)
                accepted[number] = replace(follower, start=quotes[number].inner_start, end=quotes[number].inner_end, rule="quote-parallel", owner=own)  # fmt: skip
    # A list is decided by its last member too: 'A', 'B', 'C'를 목표로.
    for number, draft in accepted.items():
        last = number
        while (
            last + 1 < len(quotes)
            and _LIST_LINK.fullmatch(text[quotes[last].end : quotes[last + 1].start])
            and not _TEAM_AFTER.match(text, quotes[last + 1].end)
        ):
            last += 1
        if not _is_other(text, quotes[last]):
            found = without_note(text, draft, places)
            yield (
                found if found.owner else found.having(owner=_noted_owner(text, quotes[number], paragraph.end, places))
            )


def _topic_or_last(places: Sequence[Place], start: int, end: int) -> Place | None:
    """Return the last body that is a topic, else the last one: 대구시는 중기부의 본보기가 된 ‘…’."""
    topics = [place for place in places_in(places, start, end) if place.tail in {"은", "는"} and place.kind != "anaphor"]  # fmt: skip
    return topics[-1] if topics else last_owner(places, start, end)


_PARTICLE_THEN = re.compile(r"\s?(?:등)?(?P<kind>을|를|이|가|은|는|으로|로)(?P<comma>,?)\s")
_KIND = {"을": "을", "를": "을", "이": "이", "가": "이", "은": "은", "는": "은", "으로": "로", "로": "로"}


def _shares_verb(text: str, paragraph: Paragraph, one: Quote, other: Quote) -> bool:
    """Tell two quotations with the same particle in one sentence, the first without a verb of its own: ‘A’를, … ‘B’를 발표했다."""
    first = _PARTICLE_THEN.match(text, one.end, paragraph.end)
    second = _PARTICLE_THEN.match(text, other.end, paragraph.end)
    return (
        first is not None
        and second is not None
        and first["comma"] == ","
        and _KIND[first["kind"]] == _KIND[second["kind"]]
        and other.end < paragraph.sentence_at(one.start)[1]
    )


# A long name that says what is done, as the subject or object of a sentence: ‘철책길 출입을 문자로 끝내는 허가’를 놓았는데.
_AS_PART = re.compile(r"\s?(?:을|를|이|가|은|는|으로|로|도|에는)(?=[\s,])")
_OTHER_PART = re.compile(
    r"표어|구호|슬로건|내[걸건]|외[치쳤]|적[힌어혔]|쓰인|걸[린고었]|주제|제목|제호|목표|비전|현수막|문구|책|발간|펴[내낸]|강연|특강|강의|교육|개최|참석|모집|공모|원칙|약속|다짐|과제로|방침|열[었고린어]|전시|공연|출간|노래|영상|기사|보도|뉴스|글을|글이|말[했을이]|물[었음어]|꿈|바람|각오|정신|철학|신념"
)
_NO_PART_BEFORE = re.compile(
    r"(?:표어|구호|원칙|주제|약속|다짐|말|글|책|질문|제목|문구|방침|이름|기사|강연|노래|영상)(?:은|는|이|가|인|로|으로|에서|에)?\s$"
)
_SAYING_END = re.compile(r"(?:[다요죠까자라네지]|니다|(?:인|는|할|을)가)[.!?]?$|[?!.…]")
# 라운지, 봉지, 의자, 동네: nouns that end like sentences
_ENDS_LIKE_SAYING = re.compile(
    r"(?:라운|단|토|봉|휴|잡|편|복|먼|부|기|저수|바|경|택|돼|페이|메시|패키|브리|빌리|배터|에너)지$|(?:의|상|모|그림|환|감|과|정|이용|약|보호|당사|투|한|문)자$|(?:동|우리|그)네$|(?:나|노|소)라$|(?:바|수)다$|(?:수|고|담)요$"
)


def is_saying(words: str) -> bool:
    """Tell words that end like a sentence: somebody said them, they name nothing."""
    return _SAYING_END.search(words) is not None and _ENDS_LIKE_SAYING.search(words) is None


_BILL = re.compile(r"(?:조례안|개정안|법률안|결의안|건의안)$")
_GATHERING = re.compile(
    r"(?:모임|동아리|점수|날|팀|단|회|지수|등급|원칙|위원)(?:\([^()]*\))?$"
)  # what is made of people and rules, not run for others
_PLAN_END = re.compile(
    r"(?:조례안|개정안|방안|법안|법률안|결의안|건의안|계획|대책|전략|조례|규정|지침|법|협약|회의|대회|행사|\s것)$"
)
_MIN_WORDS, _MIN_TOLD = 3, 10


def _is_described(text: str, quote: Quote, after: str, before: str) -> bool:
    """Tell a descriptive title (three words, one of them describing the next) that is a part of its sentence, no saying."""
    inner = text[quote.inner_start : quote.inner_end]
    words = inner.split()
    part = _AS_PART.match(after)
    return (
        part is not None
        and len(words) >= _MIN_WORDS
        and len(normal(inner)) >= _MIN_TOLD
        and not is_saying(inner)
        and not _PLAN_END.search(inner)
        and not _OTHER_PART.search(after[part.end() : part.end() + 24].split(". ", maxsplit=1)[0])
        and not _NO_PART_BEFORE.search(before)
    )


def _outermost(text: str, paragraph: Paragraph) -> Iterator[Quote]:
    """Yield the quotations that begin in no other; an answer holds the article's own."""
    reach = 0
    for quote in paragraph.quotes:
        if quote.start >= reach:
            yield quote
        if quote.end > reach and not _is_answer(text, paragraph, quote):
            reach = quote.end


def _is_answer(text: str, paragraph: Paragraph, quote: Quote) -> bool:
    """Tell a paragraph that is one quotation from end to end: in an interview the answers are the article's own text."""
    return not (text[paragraph.start : quote.start] + text[quote.end : paragraph.end]).strip(" \t-–—")


_NOTE_OF_OWNER = re.compile(r"\s?\((?P<note>[^()]{2,24})\)")


def _behind_note(text: str, previous: Quote, quote: Quote) -> int:
    """Return where the words between two titles begin, behind the note of the first: ‘…’(옥천군)와 ‘…’."""
    note = _NOTE_OF_OWNER.match(text, previous.end, quote.start)
    return note.end() if note else previous.end


def _noted_owner(text: str, quote: Quote, end: int, places: Sequence[Place]) -> Place | None:
    """Return the owner in brackets behind a title: ‘…’(옥천군 안전총괄과)."""
    note = _NOTE_OF_OWNER.match(text, quote.end, end)
    owner = next((place for place in places if note and note.start("note") <= place.start < note.end("note")), None)
    return owner if owner and note and is_owner_phrase(text, note.start("note"), note.end("note"), places) else None


_VOTES = re.compile(r"^\s?\((?:득표[율수]\s?)?[\d,.]+\s?(?:표|%|퍼센트|점)\)")
_FIELD = re.compile(r"(?:분야|부문|지표|항목|영역)(?:에서는|에서|에는|의|에|로는)\s")
_PRAISED = re.compile(r"(?:높은|좋은|우수한|후한|긍정적인)\s(?:평가|점수|성적)|만점|호평|인정|눈길|돋보|호응")


def _in_fields(text: str, paragraph: Paragraph, quote: Quote) -> bool:
    """Tell a quotation in a sentence that praises by fields: ‘소통’ 지표에서는 … ‘담장 갤러리’가 좋은 점수를 얻었다."""
    start, end = paragraph.sentence_at(quote.start)
    return _FIELD.search(text, start, quote.start) is not None and _PRAISED.search(text, quote.end, end) is not None


def _says_nothing(inner: str) -> bool:
    """Tell the name of a set (올해의 지방자치단체 혁신사례, 2023년 우수시책) from the name of one of its members."""
    if _NUMBERED_SET.search(inner):
        return True
    words = [re.sub(r"(?:의|을|를|이|가|은|는)$", "", word) for word in inner.split()]
    return all(_OF_A_SET.fullmatch(word) or word in _GENERIC or word in ABSTRACT for word in words)


_NUMBERED_SET = re.compile(r"(?:베스트|BEST|톱|TOP)\s?\d{1,2}$|\d{1,2}대\s?(?:성과|뉴스|정책|과제|사업|시책)$")
_SET_NAME = re.compile(r"(?:사례|시책|과제|정책|제안|공무원)$")
_SET_COUNTED = re.compile(r"(?:사례|시책|과제|정책|제안)\s?\d{1,3}\s?(?:건|선|개|편)$")
_COUNT_OF_SET = re.compile(
    r"\s?(?:(?:으로|로|에|에는)\s(?:[^.‘“'\"]{0,14}\s)?)?(?:\d{1,3}|[한두세네]|다섯|여섯|일곱|여덟|아홉|열)\s?(?:건|개|편|선|명)"
)
_OF_A_SET = re.compile(
    r"(?:베스트|BEST|\d+대|\d{1,2}|최초·최고|최초|최고|[가-힣]{1,6}(?:시|군|구|도|청)를?|빛낸|(?:19|20)\d{2}년?도?|['’]\d{2}년?|올해|상반기|하반기|제?\d+[회차분기]*|\d+대|\d+선|(?:(?:정부|지방|행정|시정|군정|구정|도정|공공|우수|적극|규제)?(?:혁신|행정)?(?:우수|모범|성공)?)(?:사례|시책|정책|과제|성과|혁신|행정|기관|공무원|제도)집?)"
)
_NEAR = 6  # code points: a particle and a space
# 제천시는 ‘…’로 교통약자의 대기시간을 절반으로 줄였다.
_ACHIEVED = re.compile(
    r"^(?:으로|로|을|를)\s(?:[^.‘“'\"]|\.(?=\d)){0,60}?(?:줄였|줄인|높였|높인|개선|해소|예방|절감|도왔|기여|덜었|넓혔|늘렸|살렸|챙겼|막았|지켰|바꿨|살폈|돌봤|아꼈|낮췄|당겼|구했|찾았|도와|줄여|높여|통해)"
)
# 이 사례는 …: what the sentence before names
_POINTS_BACK = re.compile(r"\s*이\s(?:사례|시책|제도|서비스|아이디어)(?:은|는|이|가|로|를)\s")
# ‘…’은 밤길 신고를 40% 줄였다: what it did, in numbers
_EFFECT = re.compile(
    r"^(?:은|는)\s[^.‘“'\"]{0,50}?\d[^.‘“'\"]{0,24}?(?:줄였|늘렸|높였|낮췄|아꼈|덜었|절감했|단축했|줄인다|아낀다)"
)
_BY_OFFICE = re.compile(
    r"(?:^|[\s,])(?:[가-힣A-Za-z0-9·]{1,12}(?:과|팀|실|국|소|동|면|읍|센터|담당관|본부|공단|공사|재단))(?:은|는|이|가)\s$"
)
# 최우수상은 두 곳이 받았다. …의 ‘…’과 합천군의 ‘…’이다.
_IS_ONE = re.compile(r"^(?:이다|다|입니다|이었다|였다|이며|이고)(?:[.,\s]|$)")
_AWARDED_BEFORE = re.compile(rf"(?:{GRADES}|수상작|우수\s?사례|선정작)[^.]{{0,40}}[.]\s*$")
_JOINS = re.compile(r"^\s?(?:와|과|,|·|및)(?![가-힣])")
# A channel that is opened and run is a program, though its name ends like an event's.
_AS_SYSTEM = re.compile(r"\s?(?:제도|서비스|플랫폼|창구|누리집|시스템)(?:[의를을이가은는]|\s|$)")
_CHANNEL = re.compile(r"(?:신문고|청원|제안|투표|참여예산|1번가|제안방|소통방)$")
# Heads that name events only; 교육, 축제 and 발표회 also end the names of programs.
_HELD = re.compile(r"(?:회의|간담회|협의회|위원회)$")  # 종이 없는 간부회의: how it is held is the case
_HARD_HEADS = re.compile(r"(?:경진대회|경연대회|왕중왕전|공모전|시상식|평가|박람회|포럼|간담회|회의|협의회|위원회)$")


_BODY_NAME = re.compile(
    r"(?:자문단|기획단|추진단|서포터즈|상황실|대책본부|기동반|협의체|주니어\s?보드|자문위원회|혁신단|연구회)$"
)  # who meets, not what is done
# 2025년 제2회 사례 나눔의 날: a gathering, whatever its name ends in; 『…사례집』: a book
_NAMED_DAY = re.compile(
    r"^(?:(?:19|20)\d{2}년?도?\s)?제\s?\d{1,3}\s?[회차]\s.*날$|(?:사례|성과|혁신|행정)\s(?:나눔|공유|발표)(?:의)?\s날$"
)
_DOCUMENT = re.compile(r"(?:결과\s?보고서|기본\s?계획|종합\s?계획|실행\s?계획|종합\s?대책)$")
_BOOK = re.compile(r"(?:사례집|백서|자료집|보고서|안내서|길라잡이)$")
# 119패스, 24시 어린이집: a name that begins with its number, no count
_NUMBER_NAME = re.compile(
    r"\d{2,4}\s?(?!(?:년|월|일|명|건|원|개|곳|회|만|억|천|점|표|위|대|호|주|분|초)(?:[^가-힣]|$))[가-힣]{2,8}|[가-힣]{2,8}24"
)


def may_be_title(text: str, quote: Quote, *, awarded: bool = False) -> bool:
    """Tell whether a quotation can be a case's title; one that won may be named like an event (… 교육, … 축제)."""
    inner = text[quote.inner_start : quote.inner_end]
    named = is_title_like(inner) or _NUMBER_NAME.fullmatch(inner) is not None
    if not named or _NOT_TITLE.match(inner) or _says_nothing(inner):
        return False
    if (
        _BODY_NAME.search(inner)
        or _NAMED_DAY.search(inner)
        or _DOCUMENT.search(inner)
        or (text[quote.start] in "『《" and _BOOK.search(inner))
    ):
        return False
    if awarded:
        described = _HELD.search(inner) is not None and any(adnominal(inner, blank.start()) for blank in re.finditer(r"\s", inner))  # fmt: skip
        return (_HARD_HEADS.search(inner) is None or described) and not re.search(
            r"(?:기관|공무원|부서|평가단|위원)$", inner
        )
    return not head_at_end(inner) and not _EVENT_WORD.search(inner)


def _quote_case(
    prose: Prose,
    paragraph: Paragraph,
    quote: Quote,
    previous: Quote | None,
    model: CaseDraft | None,
    places: Sequence[Place],
    group: int,
    headline: frozenset[str],
) -> CaseDraft | None:
    text = prose.text
    after = text[quote.end : min(paragraph.end, quote.end + 140)]
    sentence = paragraph.sentence_at(quote.start)
    floor = max(sentence[0], previous.end if previous else paragraph.start)
    before = text[floor : quote.start]
    if previous and _OF_TEAM.fullmatch(before):
        floor = sentence[0]
        before = text[floor : previous.start]
    awarded, grade_before = _AWARD_AFTER.match(after), _GRADE_BEFORE.search(before)
    in_headline = normal(text[quote.inner_start : quote.inner_end]) in headline
    called = _CALLED.match(after) is not None
    if _IS_PLACE.match(after) or _IS_CHANNEL.match(after):
        return None
    named_winner = (grade_before or _GLORY.search(before)) is not None and _WINNER_AFTER.match(after) is not None
    if (
        _NOT_CASE_AFTER.match(after)
        and not awarded
        and not _SHOWN_AS.match(after)
        and not in_headline
        and not named_winner
        and not called
        and not _DRAWN.match(after)
        and not is_presented(after, before, "", owned=False)
    ):
        return None
    noted = _GRADE_NOTE.match(after)
    bracket = _NOTE_OF_OWNER.match(after)
    votes = _VOTES.match(after) is not None
    if bracket and not noted and not votes and not awarded:
        after = after[bracket.end() :]  # ‘…’(농정과)도 좋은 반응을 얻었다
    won = noted is not None or grade_before is not None or awarded is not None
    runs = _RUN_AFTER.match(after) is not None or _RUN_LATER.match(after) is not None
    if not may_be_title(
        text,
        quote,
        awarded=won
        or (
            (runs or _AS_SYSTEM.match(after) is not None)
            and _CHANNEL.search(text, quote.inner_start, quote.inner_end) is not None
        ),
    ):
        return None
    if (
        (_SLOGAN_IS.search(before) and _SAID_SO.match(after))
        or _NOT_CASE_BEFORE.search(before)
        or _BILL.search(text, quote.inner_start, quote.inner_end)
    ):
        return None
    if _SET_COUNTED.search(text, quote.inner_start, quote.inner_end) or (
        _SET_NAME.search(text, quote.inner_start, quote.inner_end) and _COUNT_OF_SET.match(after)
    ):
        return None  # ‘2023년 … 우수사례’ 8건: what they are called together
    owner = last_owner(places, max(floor, quote.start - 30), quote.start)
    owned = owner is not None and is_owner_phrase(text, owner.start, quote.start, places)
    if not owned and grade_before:
        # 최우수상은 동구 보건소의 … 스토리를 담은 ‘…’: the first name behind the grade owns what it tells of.
        owner = next((place for place in places if floor + grade_before.end("grade") <= place.start < quote.start and place.start - floor - grade_before.end("grade") <= _NEAR and place.kind != "anaphor" and not text.startswith("장관", place.end)), None)  # fmt: skip
        owned = owner is not None
    if not owned and (whose := [place for place in places_in(places, floor, quote.start) if place.kind != "anaphor"]) and {place.tail for place in whose} == {"의"}:  # fmt: skip
        owner, owned = whose[-1], True  # 경기도의 빈 땅을 살린 사례인 ‘…’
    grade, rule, sure = None, "", 0.0
    if noted:
        at = quote.end + noted.start("grade")
        grade, rule, sure = (noted["grade"], (at, at + len(noted["grade"]))), "quote-award", 0.92
    elif grade_before:
        at = floor + grade_before.start("grade")
        grade, rule, sure = (grade_before["grade"], (at, at + len(grade_before["grade"]))), "quote-award", 0.92
    elif awarded:
        at = quote.end + awarded.start("grade")
        grade, rule, sure = (awarded["grade"], (at, at + len(awarded["grade"]))), "quote-award", 0.92
    elif (_CASE_BEFORE.search(before) or _CASE_AHEAD.search(before) or _ORDINAL.search(before)) and len(before) > 1:
        rule, sure = "quote-after-case", 0.85
    elif called or _CASE_WORD_AFTER.match(after):
        rule, sure = ("quote-called" if called else "quote-before-case"), 0.8
    elif (
        _CASE_BEFORE_VERB.search(before)
        or _GLORY.search(before)
        or _WON_BEFORE.search(before)
        or _IS_PROGRAM.match(after)
    ):
        rule, sure = "quote-described", 0.7
    elif is_presented(after, before, text[sentence[0] : sentence[1]], owned=owned):
        rule, sure = "quote-presented", 0.75
    elif in_headline:
        rule, sure = "quote-headline", 0.8
    elif votes:
        rule, sure = "quote-votes", 0.8
    elif _in_fields(text, paragraph, quote):
        rule, sure = "quote-field", 0.75
    elif owned and (
        _TOLD_AFTER.match(after)
        or (model is not None and not _PLAN_END.search(text[quote.inner_start : quote.inner_end]))
        or _JOINS.match(after)
        or after[:1] in ",·."
        or (_IS_ONE.match(after) and _AWARDED_BEFORE.search(text, paragraph.start, sentence[0]))
    ):
        rule, sure = "quote-owned", 0.8
    elif (
        (owned or _BY_OFFICE.search(before))
        and _ACHIEVED.match(after)
        and not _PLAN_END.search(text[quote.inner_start : quote.inner_end])
    ):
        rule, sure = "quote-achieved", 0.7
    elif (
        _TOLD_AFTER.match(after)
        or _DRAWN.match(after)
        or (
            _COPULA_AFTER.match(after)
            and _IS_WHAT.search(before)
            and not is_saying(text[quote.inner_start : quote.inner_end])
        )
    ):
        rule, sure = "quote-told", 0.75
    elif (_RUN_AFTER.match(after) or _RUN_LATER.match(after)) and not _GATHERING.search(
        text, quote.inner_start, quote.inner_end
    ):
        rule, sure = "quote-run", 0.65
    elif _EFFECT.match(after) and not before.strip():
        rule, sure = "quote-effect", 0.65
    elif _POINTS_BACK.match(text, sentence[1], paragraph.end) and sum(sentence[0] <= one.start < sentence[1] for one in paragraph.quotes) == 1:  # fmt: skip
        rule, sure = "quote-pointed", 0.65
    elif _is_described(text, quote, after, before):
        rule, sure = "quote-told-of", 0.6
    else:
        return None
    if rule in {"quote-run", "quote-before-case"} and quote.inner_end - quote.inner_start > 60:  # noqa: PLR2004  a slogan, not a program
        return None
    shown = _SHOWN_BY.match(after)
    if shown and not owned:
        at = quote.end + shown.end()
        follower = next((place for place in places if 0 <= place.start - at <= 1 and place.kind != "anaphor"), None)
        if follower is not None:
            owner, owned = follower, True
    if not owned and (taken := _TAKEN_BY.match(text, quote.end, sentence[1])):
        follower = next(
            (place for place in places if place.start == taken.start("body") and place.kind != "anaphor"), None
        )
        owner, owned = (follower, True) if follower else (owner, owned)
    visited = _VISITED.search(before)
    if visited and not owned:
        owner = last_owner(places, floor, quote.start)
        owned = owner is not None
    field = field_before(text, sentence[0], quote.start) or field_before(
        text, quote.end, min(sentence[1], quote.end + 40)
    )
    if field is None:
        field = field_before(text, paragraph.start, quote.start)
    draft = CaseDraft(quote.inner_start, quote.inner_end, group, rule, sure, owner=owner if owned else None)
    if grade:
        draft = replace(draft, grade=grade[0], grade_span=grade[1])
    if field:
        draft = replace(draft, field=field[0], field_span=field[1])
    return draft


_TEAM_NAME = 14  # code points
_TEAM_AFTER = re.compile(r"\s?팀의[\s‘“'\"「]")
_OF_TEAM = re.compile(r"\s?팀의\s?")  # ‘다정한 이웃’ 팀의 ‘…’
_SHOWN_BY = re.compile(
    r"^\s?(?:사례\s?)?(?:을|를|로|으로)\s(?:(?:발표|출품|제출|추진|제안|운영|도입|선보|소개|기획|개발|시행)(?:한|하는|인)|낸|내놓은|내세운|펼친|만든)\s?"
    r"|^\s?(?:사업|사례|시책)?(?:으로|로)\s[^.,‘“'\"]{0,24}?(?:받은|수상한|차지한|뽑힌|선정된)\s"
)
# ‘…’은 옥천군과 도로공사가 함께 받았다: who it belongs to stands behind it.
_TAKEN_BY = re.compile(
    r"(?:은|는)\s(?P<body>[가-힣]{2,14}?)(?:이|가|와|과)\s(?:[^.,‘“'\"]{0,30}\s)?(?:받았|차지했|냈|내놓|수상했|안았|만든\s|만들었|추진)"
)
_VISITED = re.compile(r"(?:을|를)\s(?:직접\s)?(?:찾아|방문해|방문하여)\s?$")
# ‘…’에 문화홍보과 김혜영 홍보팀장, ‘…’의 위생과 이미나 주무관: the person who won stands between two titles.
_WINNER_AFTER = re.compile(
    rf"^\s?(?:의|에|를|을|로|으로)?\s?[^‘“'\".]{{0,48}}?(?:{POSITIONS})(?:이|가|은|는)?[,\s]|^\s?에(?:게)?\s?(?:각각\s|나란히\s|최종\s)?(?:돌아갔|주어졌|수여됐|안겼)"
)
_WINNER_LINK = re.compile(rf"^\s?(?:의|에|를|을|로|으로)?\s?[^‘“'\".]{{0,48}}?(?:{POSITIONS})(?:과|와|이|가)?\s?,?\s?$")


def says_other(text: str, quote: Quote, before: str) -> bool:
    """Tell what a quotation cannot be by the words around it: a goal, a field, a theme, a place, a channel, a bill, a set."""
    after = text[quote.end : quote.end + 80]
    return (
        (_NOT_CASE_AFTER.match(after) is not None and not _DRAWN.match(after))
        or _IS_PLACE.match(after) is not None
        or _IS_CHANNEL.match(after) is not None
        or _NOT_CASE_BEFORE.search(before) is not None
        or _NO_PART_BEFORE.search(before) is not None
        or _BILL.search(text, quote.inner_start, quote.inner_end) is not None
        or _GATHERING.search(text[quote.inner_start : quote.inner_end].removesuffix("대회")) is not None
        or _SET_NAME.search(text, quote.inner_start, quote.inner_end) is not None
        or _PLAN_END.search(text[quote.inner_start : quote.inner_end].removesuffix("대회")) is not None
    )


def _is_other(text: str, quote: Quote) -> bool:
    """Tell a quotation that the words behind it make a goal, a field or a place; a winner behind it makes it a case."""
    after = text[quote.end : quote.end + 80]
    if (
        _SHOWN_AS.match(after)
        or _CALLED.match(after)
        or _DRAWN.match(after)
        or is_presented(after, "", "", owned=False)
    ):
        return False
    if TEAMS_BEHIND.match(after) and quote.inner_end - quote.inner_start <= _TEAM_NAME:
        return True
    return _NOT_CASE_AFTER.match(after) is not None and _WINNER_AFTER.match(after) is None


_CLAUSE_LINK = re.compile(r"\s?(?:\([^()]{1,24}\)\s?)?(?:와|과|및|,)\s[^.,‘’“”'\"]{4,50}\s")
# ‘…’와 예술문화공간 ‘…’: what the next one is
_CALLED_LINK = re.compile(
    r"\s?(?:와|과|,|및)\s(?:[가-힣]{1,8}\s)?[가-힣]{0,8}(?:공간|사업|플랫폼|서비스|프로그램|센터|단지|시설|제도|시스템|캠페인)(?:인)?\s"
)
# ‘…’를 추진한 경기본부와 ‘…’: who did the first one
_DOER_LINK = re.compile(
    r"\s?(?:을|를)\s(?:추진한|맡은|운영한|운영하는|제출한|발표한|제안한|기획한|내놓은|선보인|만든|낸|이끈|담당한)\s[^.,‘’“”'\"]{2,24}?(?:와|과|,)\s(?:[^.,‘’“”'\"]{1,14}의\s)?"
)
# ‘…’, 소통 분야에 ‘…’; ‘…’ 사례와 나눔 분야의 ‘…’: the field of the next one
_FIELD_LINK = re.compile(
    r"\s?(?:사례|사업|시책|과제)?(?:와|과|을|를|이|가)?\s?,?\s[^.,‘’“”'\"]{1,24}\s(?:부문|분야)(?:에서는|에서|에는|에선|에|은|는|의)?\s"
)
_PERSON_BEFORE = re.compile(rf"\s[가-힣]{{2,4}}\s?(?:[가-힣]{{0,6}}(?:{POSITIONS})|씨)의\s?$")
# ‘…’와, ‘…’가, 공공기관 부문에서는 충북개발공사의 ‘…’가
_LINK_HEAD = re.compile(
    r"^\s*(?:\([^()]{1,24}\)\s?)?(?:(?:을|를)\s비롯(?:해|한|하여),?|와|과|,|·|및|/|이며|이고|(?:이|가|은|는|을|를)(?=,))?\s*,?\s*(?:[가-힣·]{1,8}(?:\s[가-힣·]{1,8})?\s?(?:부문|분야)(?:에서는|에서|에는|에선|은|는|의)?\s)?"
)


def _linked(text: str, start: int, end: int, places: Sequence[Place]) -> bool:
    """Tell whether nothing but a conjunction and an owner stands between two quotations."""
    if _LINK.match(text[start:end]) or _WINNER_LINK.match(text[start:end]):
        return True
    if _CLAUSE_LINK.fullmatch(text[start:end]) and adnominal(text, start + len(text[start:end].rstrip())):
        return True  # ‘…’와 집에서 대기 인원을 확인하고 나서는 ‘…’
    if _DOER_LINK.fullmatch(text[start:end]):
        return True
    if _CALLED_LINK.fullmatch(text[start:end]) or _FIELD_LINK.fullmatch(text[start:end]):
        return True
    person = _PERSON_BEFORE.search(text[start:end])
    end = start + person.start() if person else end
    if person and not text[start:end].strip(" ,와과·이가"):
        return True
    head = _LINK_HEAD.match(text[start:end])
    at = start + (head.end() if head else 0)
    return text[at:end].strip() != "" and is_owner_phrase(text, at, end, places)

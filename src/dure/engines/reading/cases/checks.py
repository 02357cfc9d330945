"""What no title can be, whichever rule found it: the rest of a list, a count, a clause, a prize, bodies, what a page would say anyway."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.cases.winners import names_only_bodies
from dure.engines.reading.casewords import GRADES, POSITIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dure.engines.reading.casedraft import CaseDraft, Place

_PLAIN = re.compile(
    r"clause-|award-(?:plain|noted|phrase|before|both)|plain-|told-|owned-|visited|praised|chosen-|official"
)
_NO_TITLE = re.compile(
    # 2건(…, …): how many, and which in brackets
    r"^\d{1,2}\s?(?:건|편|개|명)\s?\(|"
    # 등 총 6가지, … 등으로 고쳐: what follows a list; … 등으로 군수와 직원: what precedes it and more
    r"^등(?:으로|을|의|이|에)?\s|\s등(?:으로|에는|에서)\s|\s등이\s(?:호평|호응)"
    # 200여 명이 모여, 올해 5회째, 65개 시군에서 90개
    r"|\d\s?여\s?명|\d\s?회째$|(?:에서|[가-힣](?:이|가))\s\d+\s?(?:개|건|편)의?$"
    # 의성군의 사례는 … 쌓아 주는 것으로: what a title that stands elsewhere means
    r"|[가-힣][는은]\s것$"
    # 사례 가운데 세 건은 …: some of them, not one
    r"|사례\s(?:가운데|중)\s|[가-힣\d]\s?(?:건|곳|명|팀)[은는이]\s"
    # 나눠 세외수입: a clause before it; …, 둘째, …: what is counted up
    r"|^[가-힣]+(?:눠|하여|해서|하고|하며|려고)\s[가-힣]+$|,\s(?:둘째|셋째)[,는]"
    # 민원담당자가 나와 7분간: how long
    r"|\d\s?(?:분|시간)(?:간|씩|\s?동안)$"
    # 시군이 참여해, 담기도록 관리해: a clause that goes on; 이어질 계획: what is to come
    r"|[가-힣](?:이|가|을|를|에|에서|으로|도록)\s[가-힣]+(?<![피재공이침방손오남동서수])해$|[가-힣]도록\s[가-힣]+(?:해|하여|고|며)$|(?:[할될릴질칠울갈길]|[가-힣]을)\s(?:계획|예정|방침|전망)$"
    # 내년에 추진할 신규: the noun it describes is gone; 포상금을 주고: another clause follows
    r"|(?:신규|추진할|주요|역점|핵심)$|[을를]\s[가-힣]+(?:고|며)$"
    # 있는 두타연 계곡: the clause before it lost its beginning
    r"|^(?:있는|없는|하는|되는|같은|위한|대한|통한)\s"
    # … 한 점이: where one reason ends and the next begins
    r"|[가-힣]\s점[이은]$"
    # 발표주제는 … 한: said of the title that stands elsewhere
    r"|^(?:발표\s?)?주제는\s"
    # 반길 만한 일: a judgement
    r"|[한할는]\s(?:일|것|때|대목|셈|편)$"
    # 이번 발표회는 …, 올해는 …: what is told of the contest; 물빛 기자 = …: a byline; 군민들: who
    r"|^(?:이번|본|각|올해는|작년은|해마다|매년)\s|기자\s?=\s|[냈했됐였았었]으며|(?:시민|주민|직원|공무원|위원|학생)들$|^[가-힣]+[꾼린한]\s[가-힣]{2}(?:과|와)$|(?:이|가)\s(?:받는|받은|차지한)$|팀<"
    # 높은 점수를 받은 농정과: who, and how it did
    r"|^(?:높은|좋은|후한|우수한)\s(?:점수|평가)(?:를|을)\s"
    # 특허 출원을 추진할 방침, … 제출하여 주시기 바랍니다: what will be done or is asked for
    r"|[가-힣]\s(?:방침|계획|예정|전망)$|바랍니$|주시기"
    # 계양구 몫, 정부혁신 유공, 같은 사업: a share, a merit, what was named before
    r"|(?:몫|차지|차례|유공|수훈|달성률|비율)$|몫이었$|^(?:정량|정성|서면|서류|현장|발표|온라인)\s?(?:평가|심사)(?:에서는|에는|는|은)\s|(?:^|\s)(?:같은|이들|해당|다음의?)\s(?:사업|사례|시책|정책|과제|제도|내용)$"
    # 뽑힌 사례는 …, … 건 네 개: said of the cases, not one of them
    r"|^(?:뽑힌|선정된|선발된|수상한|받은)\s[가-힣]{2,4}(?:은|는)\s|\s(?:[두세네]|다섯|여섯|일곱|여덟|아홉|열)\s?(?:건|개|편)$"
    # 새로운 방법으로 문제를 푼: could be said of any case
    r"|(?:창의적인|새로운|다양한|혁신적인|적극적인|참신한)\s(?:방법|방식|아이디어|시각|생각|자세|태도|노력|업무\s?처리)(?:으로|로)\s(?:[가-힣]+\s)?(?:문제|현안|어려움|불편|민원|예산)(?:을|를)\s[가-힣]+$"
    # 장애와 사회연구회: who it was
    r"|[가-힣](?:연구회|동아리|연구모임|학습모임)$"
)
# 하나는 … 생활 밀착형 아이디어이고: what kind is sought
_KIND_SOUGHT = re.compile(r"(?:아이디어|방안|방식|방향|분야|유형)$")
# 양구의 계곡과 식물원을 둘러봤다: the sights of a journey
_SIGHT = re.compile(
    r"(?:계곡|전시관|식물원|수목원|박물관|미술관|문학관|기념관|습지|폭포|호수|사찰|유적지?|관광지|축제장|행사장|해변|해수욕장|휴양림|둘레길|전망대|현장|시설)(?:\s등)?$"
)
# 2022 약속대상 ‘최우수’: what was won, not with what
_PRIZE = re.compile(rf"(?:평가|대상|대회|심사|어워드|경진)[^,]{{0,6}}[‘“'\"\s](?:{GRADES})(?:상|등급|기관)?[’”'\"]?$")
# 실현가능성, 창의성, 경제성: what entries are judged by
_CRITERIA = re.compile(r"[가-힣]{2,6}(?:성|도|력)(?:(?:\s?[,·]|\s및)\s?[가-힣]{2,6}(?:성|도|력))+")
# 현안을 스스로 풀게 돕고, 성장동력으로 쓰는 사례: a clause that begins before it
_GOES_ON = re.compile(r"[가-힣](?:고|며),\s$")
# ‘여수언니’ 정혜윤씨가: a name of somebody; ‘악취 저감 효과성’ 등을 인정받아: a merit
_NICKNAME = re.compile(r"[’'”\"]\s?[가-힣]{2,4}\s?씨(?=[가는이를의\s])")
_MERIT_NAMED = re.compile(r"[가-힣](?:효과|성과|공로|노력|기여|성|효과성)$")
_ACKNOWLEDGED = re.compile(r"[’'”\"]?\s?(?:등)?(?:을|를)\s(?:높이\s|두루\s|고루\s)?인정")
# ‘혁신 챔피언 인증패’를 전했다: what is handed over
_AWARDED_THING = re.compile(
    r"(?:인증|감사|공로|기념)패$|(?:인증|위촉|임명|감사)장$|인증서$|상패$|트로피$|현판$"
    r"|^(?:[가-힣]{2,8}\s){0,2}[가-힣]{0,6}(?:격려|특별|인기|공로|감사|도전|화합|응원|참여|봉사|친절|청렴|모범|공무원|장려|우수|아이디어|공감|소통)상$"
)
# 국민공감 우수사례: what several are called together; 2007년도 최우수 시·군: who won
_SET_OR_WINNERS = re.compile(
    r"^(?:[가-힣0-9A-Za-z.]{2,8}\s){0,2}(?:우수|모범|으뜸)\s?(?:사례|시책)$"
    r"|^(?:(?:19|20)\d{2}년?도?\s)?(?:[가-힣·ㆍ‧]{2,10}\s){0,2}(?:최우수|우수|모범|으뜸|선도|최고)\s[가-힣·ㆍ‧\s]{0,10}(?:기관|단체|도시|지자체|부서|공무원|[·ㆍ‧\s][시군구])$"
)
_A_FILE = re.compile(r"\.(?:hwpx?|pdf|docx?|xlsx?|pptx?|zip|jpe?g|png)", re.IGNORECASE)
# Another mark of the contest's own name may have won nothing: 범정부 적극행정 경진대회
_A_CONTEST = re.compile(r"(?:경진대회|경연대회|공모전|시상식|박람회|포럼|간담회|콘테스트)$")
# ‘우수사례 제출’ 공문: what a letter is headed
_PAPER = re.compile(
    r"[’'”\"]?\s?(?:이?라는\s(?:제목의\s)?)?(?:공문|문서|안내문|공고문?|전자우편|이메일|메일|문자|현수막|포스터|전단)(?=[이가을를은는과와에으도의.,\s]|$)"
)
_SHORT_NAME = 8
# 흥미로운 사례와 함께: praise, and no name
_PRAISING = re.compile(r"(?:흥미로운|다양한|좋은|새로운|훌륭한|뛰어난|우수한|생생한|구체적인|특별한|같은|모범적인)$")
# ‘모두가 행복한 도시’를 만들려고: a goal
_GOAL = re.compile(
    r"[’'”\"]?\s?(?:을|를)\s(?:만들|이루|실현|구현|세우|가꾸|이룩)[가-힣]*(?:려고|려는|고자|기\s위|자는)"
)
# ‘지식행정대상’을 합쳤다: a prize or a contest by its name
_CONTEST_NAME = re.compile(r"[가-힣A-Za-z]{2,10}(?:대상|경진대회|콘테스트|어워드|공모전)")
_CHOSEN_ONES = re.compile(r"우수\s?(?:공무원|직원|기관|부서)(?:\s?[·및]\s?[가-힣]{1,4})?$")
_A_SITE = re.compile(r"(?:누리집|홈페이지|사이트)$")
_PROMISED = re.compile(r"공약\s?(?:사업|과제|사항)?인\s?$")
# “… 다가가는 행정”을 당부했다: what somebody asked for
_ASKED_FOR = re.compile(r"[’”」』'\"“‘]?\s?(?:을|를)\s(?:[가-힣]{1,6}\s)?(?:당부|강조|주문|부탁|약속|다짐|요청)")
_MERIT = re.compile(r"(?:봉사|헌신|기여|노력|애쓴|힘쓴)(?:한|해\s?온)?$")
_MERIT_AFTER = re.compile(r"\s?(?:공로|공적|점을\s인정)")
_AT_END = 60  # code points: the page breaks off inside a title in brackets
_LONGEST_LISTED = 60  # code points; a longer part of a plain list lost its commas


# 내년부터 ‘…’을 도입하고 …하기로 했다: not done yet
_WHEN_TO_COME = re.compile(r"내년|내후년|앞으로|향후|하반기(?:에|부터)|조만간|다음\s?달|장기적으로")
_TO_COME = re.compile(r"(?:기로\s했|[가-힣]\s(?:계획|방침|예정|구상|생각|참)이)[가-힣]{1,3}[.]?\s*$")
_RUNS_ON = re.compile(
    r"[’'”」]?\s?[^.,]{0,12}?(?:지속|계속|이어\s?[가나]|확대|늘[리려])"
)  # … 운영을 지속하며: it runs already
# ‘…’을 도입하고 …할 방침이다: set up with the rest of the plan
_SET_UP = re.compile(r"[’'”」]?\s?(?:을|를)\s(?:새로\s)?(?:도입|신설|설치|구축|개설)하고\s")
_PLANNABLE = frozenset({"quote-run", "quote-told-of"})


def is_planned(text: str, start: int, end: int) -> bool:
    """Tell a sentence that says what will be done later, and when."""
    return _WHEN_TO_COME.search(text, start, end) is not None and _TO_COME.search(text[start:end]) is not None


def is_no_title(text: str, draft: CaseDraft, places: Sequence[Place] = ()) -> bool:
    """Tell a title that is none: a phrase without marks by its own words, a quotation by what stands around it."""
    words = text[draft.start : draft.end]
    cut = words.startswith("(") and ")" not in words and len(text) - draft.end < _AT_END
    if cut or _PRIZE.search(words):
        return True
    if words.endswith("평") and text[draft.end : draft.end + 1] == "가":
        return True  # … 혁신 평|가 우수기관으로
    if draft.rule.startswith("quote-"):
        if _PAPER.match(text, draft.end):
            return True
        if len(words) <= _SHORT_NAME and " " not in words and _NICKNAME.match(text, draft.end):
            return True
        if _CONTEST_NAME.fullmatch(words):
            return True
        # Where something is read, who was chosen, what was promised at an election or asked for, even in marks.
        return (
            (
                draft.rule in _PLANNABLE
                and not _RUNS_ON.match(text, draft.end)
                and (
                    is_planned(text, *_sentence(text, draft))
                    or (
                        _SET_UP.match(text, draft.end) is not None
                        and _TO_COME.search(text[slice(*_sentence(text, draft))]) is not None
                    )
                )
            )
            or (
                draft.rule == "quote-told-of"
                and bool(_A_SITE.search(words) or _GOAL.match(text, draft.end) or _ASKED_FOR.match(text, draft.end))
            )
            or _CHOSEN_ONES.search(words) is not None
            or _PROMISED.search(text, max(0, draft.start - 12), draft.start - 1) is not None
        )
    if _PLAIN.match(draft.rule) is None:
        return False
    if _NO_TITLE.search(words) or (draft.rule == "clause-list" and len(words) > _LONGEST_LISTED):
        return True
    if _CRITERIA.fullmatch(words) or (draft.rule == "clause-case" and _PRAISING.search(words)):
        return True
    if draft.rule == "clause-case" and _GOES_ON.search(text, max(0, draft.start - 4), draft.start) and not re.search(r"[을를]\s", words):  # fmt: skip
        return True
    if draft.rule == "visited" and _SIGHT.search(words):
        return True
    if draft.rule in {"clause-ordinal", "clause-named"} and _KIND_SOUGHT.search(words):
        return True
    if names_only_bodies(text, draft.start, draft.end, places):
        return True
    return _MERIT.search(words) is not None and _MERIT_AFTER.match(text, draft.end) is not None


# 상수도과 이바다 주무관: who won, not with what.
_A_PERSON = re.compile(
    rf"(?:[가-힣A-Za-z0-9·]{{1,14}}(?:과|팀|실|국|소|센터|담당관|면|읍|동|청|본부)\s)?[가-힣]{{2,4}}\s(?:{POSITIONS}|소방[가-힣]{{1,2}}|교사)"
)
# What a title never is, whichever rule found it, rows and tables included.
_NEVER = re.compile(
    # 제8회 이야기마당, 2024년 지원사업: an event or a program by its year
    r"^(?:제\s?\d{1,3}\s?[회차기]|(?:19|20)\d{2}년?도?)\s[^,]{0,40}(?:대회|마당|한판|총회|해커톤|오디션|어워즈?|챌린지|쇼케이스|경연|주간|공모전?|지원\s?사업|평가|포럼|계획|결과|투표|발표회|공유회|시상식|워크숍|교육|겨루기|뽐내기|뽑기|나눔터)$"
    r"|(?:경진대회|발표회)\s(?:주간|기간|현장|준비)$"
    # 투표 대상 목록; 일을 벌였고: a clause of a sentence
    r"|(?:대상|후보|사례|선정|과제)\s(?:목록|명단)$|[가-힣][했됐였았었갔왔](?:고|으며)$|(?:시간|자리|행사)를\s(?:갖는다|가졌다|연다|열었다|진행한다)$"
    # 직원투표 : 새올 설문: how it is voted
    r"|^(?:직원|국민|도민|시민|군민|구민|주민|현장|온라인)\s?투표\s?[:：]"
    # 빈집 연구팀, 물길 연구팀: who won
    r"|^[^,]{2,16}팀(?:,\s[^,]{2,16}팀)+$|학년\s[가-힣]{2,4}(?:$|,)"
    # 전체의 10%에만 준: a share; 안건 제1호, …: an agenda
    # 공모전 – 군을 바꾸는 한 생각: a contest and what it is called
    r"|^[가-힣A-Za-z0-9\s]{2,24}(?:경진대회|경연대회|공모전|콘테스트|발표대회|워크숍|포럼|박람회|토론회|해커톤)(?:\s[–—-]\s|\s?[:：]\s)"
    # 두 마리 토끼: a saying
    r"|^(?:두\s마리\s토끼|일석[이삼]조|일거양득|신의\s한\s수|첫\s단추|골든\s?타임|사각지대|탁상\s?(?:행정|공론)|선택이?\s아닌\s필수|하면\s된다)$"
    r"|^[가-힣]{2,4}\s?/\s?[가-힣\s]{2,20}$|^전체의?\s\d|\d\s?%에만\s|^(?:심의\s)?안건\s제\s?\d|[합습]니$|(?:예정|계획|방침)이[며고]$|[이가은는]\s(?:차례로|각각|나란히|함께|직접)$"
)
# (협약에 따라) △… △… 을 함께 추진한다: what two bodies will do
_AGREED = re.compile(r"협약(?:에\s따라|으로|을\s통해|서에|식에서|은|에는)[^.]{0,60}[△▲▷▶◇□○●■ㅇ①]")
_ITS_YEAR = re.compile(r"제\s?\d|(?:19|20)\d{2}")  # an event that won is a case
# 갱도를 농장|으로 바꾼, 철도공사를 설득|해 …: the verb of the clause follows
_BROKEN = re.compile(r"[을를]\s[가-힣]{2,6}$|다$")
_GOES_ON_AS = re.compile(r"(?:으로|로)\s[가-힣]*[꾼든친린인한운는은]\s|해\s[^.]{4,}|[.]")
_GROUP = re.compile(r"[가-힣]\s(?:조|팀|사람|시민|주민|부서|직원|기관)$")  # 노인 분야를 다룬 조
_NAMED_FIELD = re.compile(r"[’'”\"」』]?\s?(?:분야|부문)(?:에서|에|의|는|은|\s|$)")
_ACKNOWLEDGED_AS = re.compile(r"(?:으로|로)\s인정(?:받|돼|되)")


def without_people(text: str, drafts: Sequence[CaseDraft]) -> tuple[CaseDraft, ...]:
    """Return the drafts but those that are who won: their grades count as awards, they are no titles."""
    return tuple(draft for draft in drafts if _A_PERSON.fullmatch(text, draft.start, draft.end) is None)


# ‘제4회 사례 이어달리기’를 열었다: what is held, by its year or number
_HELD_YEARLY = re.compile(r"^(?:제\s?\d{1,3}\s?[회차기]|(?:19|20)\d{2}년?도?)\s")
_HOLDS = re.compile(
    r"[’'”\"」』]?\s?(?:(?:을|를)\s(?:[가-힣]{2,5}\s)?(?:연다|열[었어고린]|개최|끝냈|마쳤|마무리|치[렀러르]|진행|알리[는며고])|(?:행사|과정)(?:를|을|에|가|는)\s)"
)
# 사례집 ‘…’을 펴냈다, 사례지도 ‘…’이 나왔다: a book
_BOOK_BEFORE = re.compile(
    r"(?:사례집|사례지도|책자|백서|안내서|길라잡이|자료집|가이드북|매뉴얼|단행본)(?:인)?\s?[‘'“\"「『]?$"
)
_PUBLISHED = re.compile(
    r"[’'”\"」』]?\s?(?:(?:을|를)\s(?:[가-힣]{1,5}\s)?(?:펴[냈낸내]|발간|출간|발행)|(?:이|가)\s(?:[가-힣]{1,5}\s)?(?:발간|출간|나왔다))"
)
# ‘물순환법 시행규칙’ 개정: a law; ‘전국 최대’: a boast; ‘그늘막 지킴이’ 팀: who; ‘빗물왕’을 뽑는다: an honour
_A_LAW = re.compile(r"(?:시행규칙|시행령|특별법|기본법|관리법|촉진법|지원법)$")
_A_BOAST = re.compile(
    r"^(?:전국|세계|국내|도내|지역|업계|아시아|동양)\s?(?:최대|최초|최고|유일|첫|1위)$|(?:^|\s)유공$|^(?:[^,]{2,14}(?:성|도|력),\s){2,}"
)
_A_TEAM = re.compile(r"[’'”\"」』]\s?(?:팀|분임조|동아리)(?=[의이은을과에가는,.\s]|$)")
_IN_A_FIELD = re.compile(r"\s(?:부문|부분|분야)$|일몰제$")
# 우산꽂이 나눔을 제안한 ‘빗물단’이 차지했다: who, where the deed stands before
_BY_WHOM = re.compile(r"(?:을|를)\s(?:제안|연구|발표|제출|출품)한\s[‘“'\"「]$")
_WHO_DID = re.compile(r"[’'”\"」]\s?(?:이|가|에게|에|은|는)\s")
_AN_HONOUR = re.compile(r"[’'”\"」』]\s?(?:을|를)\s(?:뽑는다|뽑아\s왔|선발한다|선정한다)")
_HONOURED = re.compile(r"(?:스타|달인|왕|챔피언|명장)$")
_PICKED = re.compile(r"[^.]{0,50}(?:을|를)\s(?:뽑는다|선발한다|선정한다)")
_WHO_MEETS = re.compile(r"(?:연구\s?모임|디자인단|모니터단|참여단|서포터즈|평가단|기자단|협의체|추진단)$")
_TO_REACH = re.compile(
    r"[’”」』'\"]?\s?(?:을|를)\s(?:이루|이룩|실현|구현|만들|일구|앞당기)[가-힣]*(?:기\s위|려고|려는|고자)"
)


# ‘…’을 주제로 강사를 불러 특강을 열었다
_HELD_AS = re.compile(
    r"[’'”\"」』]\s?(?:을|를|이?라는)\s주제로\s(?:열[린렸]|개최|치른|치러|진행)"
)  # a theme of what was held
_LECTURED = re.compile(
    r"[’'”\"」』]\s?(?:(?:을|를|이?라는)\s주제로\s[^.‘“'\"]{0,50}?(?:특강|강의|강연|교육)(?:을|를|이|에|으로)\s"
    r"|이?라는\s(?:제목|주제)(?:으로|로)\s[^.‘“'\"]{0,40}?(?:강연|강의|특강|들려))"
)
# 슬로건은 … 앞날을 그리고자 ‘…’로 정했다
_SLOGAN_IS = re.compile(r"(?:슬로건|구호|표어|캐치프레이즈|비전|모토|주제)(?:은|는)\s[^.\n]{0,110}$")
_SAID_SO = re.compile(
    r"[’'”\"」』]\s?(?:(?:으로|로)\s(?:[가-힣]{2}\s)?(?:정[했하한]|삼|내[걸건]|확정|선정)|(?:이다|다|였다|이었다|입니다)[.,\s])"
)


def _is_other_quote(text: str, draft: CaseDraft, words: str) -> bool:
    """Tell a quotation that is no title whatever rule or sign found it: what is held, read, enacted, boasted of, wished for, who won."""
    if _A_BOAST.search(words) or _A_TEAM.match(text, draft.end) or _IN_A_FIELD.search(words):
        return True
    if _MERIT_NAMED.search(words) and _ACKNOWLEDGED.match(text, draft.end):
        return True
    if _BY_WHOM.search(text, max(0, draft.start - 12), draft.start) and _WHO_DID.match(text, draft.end):
        return True
    if _SAID_SO.match(text, draft.end) and _SLOGAN_IS.search(text, max(0, draft.start - _FAR), draft.start):
        return True
    if draft.grade_span is not None and draft.rule != "quote-award":
        return False
    if _HELD_YEARLY.match(words) and _HOLDS.match(text, draft.end):
        return True
    if _BOOK_BEFORE.search(text, max(0, draft.start - 8), draft.start) or _PUBLISHED.match(text, draft.end):
        return True
    if (
        _A_LAW.search(words)
        or _AN_HONOUR.match(text, draft.end)
        or (_HONOURED.search(words) and _PICKED.match(text, draft.end))
        or _WHO_MEETS.search(words)
    ):
        return True
    return _TO_REACH.match(text, draft.end) is not None


# ▲… ▲… 등이 논의됐다, 등 현안의 해법을: an agenda; ‘…’와 ‘…’ 등 63건이 실제로 이루어졌다: what was asked for; ▲…(7곳): a field
_DISCUSSED_OR_MET = re.compile(
    r"\s?\(\d{1,3}\s?(?:곳|개\s?(?:기관|지자체))\)|[^.\n]{0,160}?\s등(?:(?:을|이|에\s대해|에\s관해|을\s두고)\s(?:[가-힣]{1,6}\s)?(?:논의|토의|협의)|\s현안|\s\d{1,4}건(?:이|을)\s(?:[가-힣]{2,4}\s)?(?:이루어|이뤄|해결|처리))"
)


def is_never_title(text: str, draft: CaseDraft) -> bool:
    """Tell what is no title wherever it stands: an event by its year, a share, a deed agreed upon, a field named again."""
    words = text[draft.start : draft.end]
    if _AWARDED_THING.search(words) or _SET_OR_WINNERS.search(words):
        return True
    if _A_FILE.match(text, draft.end):
        return True
    if draft.rule == "weighed" and (
        (text[draft.end : draft.end + 1] in _CLOSING and _HALF.search(text, max(0, draft.start - _FAR), draft.start))
        or _A_CONTEST.search(words)
        or _HELD_AS.match(text, draft.end)
        or _DISCUSSED_OR_MET.match(text, draft.end)
    ):
        return True
    if _LECTURED.match(text, draft.end):
        return True
    if draft.rule.startswith(("quote", "weighed")) and _is_other_quote(text, draft, words):
        return True
    if _NEVER.search(words) and not (draft.grade_span and _ITS_YEAR.match(words)):
        return True
    if _GROUP.search(words) and not draft.rule.startswith(("quote", "row", "table", "list", "head")):
        return True
    if draft.rule == "clause-shown" and words.endswith(("모범", "우수", "적극행정")):
        return True
    if draft.rule[0] in "co" and _BROKEN.search(words) and _GOES_ON_AS.match(text, draft.end):
        return True
    if draft.rule == "list-item" and _AGREED.search(text[max(0, draft.start - _FAR) : draft.start]):
        return True
    if draft.rule in {"headline-named", "headline"} and any(
        _NAMED_FIELD.match(text, match.end()) for match in re.finditer(re.escape(words), text)
    ):
        return True
    return draft.rule == "clause-shown" and _ACKNOWLEDGED_AS.match(text, draft.end) is not None


_FAR = 200
# ‘낭만항구 목포, 【시민이 만드는 슬로시티】’: a quotation's second half; not the last of a list, nor what a town is named before
_CLOSING = tuple("’”」』")
_HALF = re.compile(r"[‘“「『](?![^,]*,[^,]*,)[^‘“’”「」『』'\"`\n]{2,40}(?<![시군구],\s)(?<!청\s)$")


def _sentence(text: str, draft: CaseDraft) -> tuple[int, int]:
    """Return roughly the sentence around a title: from the stop before it to the stop behind it."""
    start = max(text.rfind(stop, max(0, draft.start - _FAR), draft.start) for stop in (". ", "\n"))
    ends = [at for stop in (". ", ".\n", "\n") if (at := text.find(stop, draft.end, draft.end + _FAR)) >= 0]
    return max(start, 0), min(ends, default=draft.end + _FAR)

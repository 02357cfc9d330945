"""What the items of a marked list are: cases, or the fields, people, prizes, benefits and criteria that look like them.

The words before the first mark and behind the last one decide, and what most of the items look like.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from dure.engines.reading.cases.listweights import AskedList, signs_of_list, weight_of_list
from dure.engines.reading.cases.others import items_are_others
from dure.engines.reading.casewords import GRADES, POSITIONS
from dure.engines.reading.lexicon import any_of_table

if TYPE_CHECKING:
    from collections.abc import Sequence

NEGATIVE = re.compile(any_of_table("facts", "cases", "negative"))
POSITIVE = re.compile(any_of_table("facts", "cases", "positive"))
STRONG = re.compile(
    r"우수\s?사례|혁신\s?사례|사례|대표적|수상|선정(?!\s?기준)|최우수|장려상|우수상|시책|정책|사업을|성과"
)
PERSON_END = re.compile(
    rf"[가-힣]{{2,4}}\s+(?:[가-힣A-Za-z0-9·]{{2,14}}\s+)?(?:{POSITIONS})$|(?:{POSITIONS})\s+[가-힣]{{2,4}}(?:\([^)]*\))?$"
)
GRADE_IN_HEAD = re.compile(
    rf"(?<![을를])(?<![을를]\s)(?!(?<=(?:일몰|지원|신청|모집|정비|폐지|조사|참여|수혜|이용|교육|점검|감사|적용)\s)대상)(?P<grade>{GRADES})(?:상|등급)?(?:\s?\d+\s?(?:건|명|곳|팀|개|편))?(?:은|는|에는|에|으로는|으로|로는|로|작은|작으로는|이)?\s*[:：]?\s*$"
)
# 민원과 이바다 주무관(글 대신 그림 민원서)
PERSON_NOTE = re.compile(
    rf"(?P<who>(?:[가-힣A-Za-z0-9·]{{1,14}}\s){{0,3}}[가-힣]{{2,4}}\s(?:[가-힣]{{2,6}})?(?:{POSITIONS})|(?:[가-힣A-Za-z0-9·]{{1,12}}(?:과|팀|실|담당관|센터|면|읍|동)|보건소)\s[가-힣]{{3}})\s?\((?!(?:[가-힣]{{2,4}},\s?)+[가-힣]{{2,4}}\))(?P<title>(?:[^()\n]|\([^()\n]{{1,20}}\)){{8,90}})\)"
)
# ▲우수상으로 ‘…’(이룸)팀과 ‘…’(누리)팀이: the titles that one grade won
GRADED_ITEM = re.compile(
    rf"\s*[‘“'\"]?(?P<grade>{GRADES}|[1-9]위)[’”'\"]?(?:상)?(?:\s?\(\d{{1,2}}\))?(?:은|는|에는|에|으로|로|으로는)\s"
)

AFTER_PERSON = re.compile(r"(?<=[가-힣])(?:이다|과|와|이|가)$")
# ‘…’를 발표한 김정환 주무관: a person, but one who shows a case.
PRESENTED = re.compile(
    r"[’”」』'\"]\s?(?:을|를|의|에|로|으로)?\s?(?:[^‘“「『'\"]{0,24}?)(?:발표|기획|추진|제안|제출|출품|담당|주무관|팀장|과장|사무관)"
)
_QUOTED = re.compile(r"[‘“「『'\"][^’”」』'\"]{1,60}[’”」』'\"]")


# What the words behind a list make of it: benefits, contents, places seen, things said.
_OTHER_TAIL = re.compile(
    r"\s?(?:등\s?)?(?:\d+\s?(?:가지|개|건|대)의?\s)?(?:의|을|를|이|가|으로|로|에)?\s?(?:[가-힣]{1,6}\s){0,2}"
    r"(?:인센티브|혜택|특전|보상|항목|지표|평가\s?기준|요건|자격|의견|목소리|논의|토론|토의|주제|이야기를|의제|교육|강의|강좌|순서|일정|개편|전략|추진\s?방향|둘러|방문|견학|답사|위촉|당부|다짐|약속|실천\s?과제|지원한다|이어졌|조직|제공한다|지원하기로|담은|담았|담긴|진행됐|진행된|구성|안건|프로그램|과정|체험|공연|전시|행사가|참여했|참석|위원|안내|확인했|점검|조례|개정|현안|해법)"
)
_OTHER_HEAD = re.compile(
    r"(?:대상은[^.]{0,24}|컨셉은|컨셉을|공모는|공모전은|공모분야는|교육은|과정은|프로그램은|일정은|순서는|조직은|전략은|방향은|혜택은|인센티브는|회원은|위원은|참석자는|수상자는|수상자로는|대상지는|장소는|의제는|주제는|질문은|의견은|10대\s?뉴스)[^.,]{0,16}$"
)


# ▲소통 ▲협업에서 높은 점수를 받았다: the fields of an assessment; ▲… 등 체감하는 사례를 중점 발굴했다: what is sought.
_SCORED = re.compile(
    r"(?:[가-힣)](?<!사례)(?<!시책)(?<!정책)(?<!사업)(?<!과제)|(?P<more>\s?등))(?:에서|에서도|에\s?대해)\s(?:모두\s|두루\s|고르게\s|특히\s|각각\s|고루\s|매우\s)?(?:높은|좋은|우수한|고른|탁월한|뛰어난|만점)"
)
_SOUGHT_TAIL = re.compile(
    r"[^.]{0,90}(?:사례|과제|시책|제안|아이디어|규제)(?:들)?(?:을|를)\s(?:중점적으로\s|중점\s|집중\s)?(?:발굴|공모|모집|접수|응모|심사)"
)
_SHORT_FIELD = 14
# 심사는 ▲…, by ▲… 을 기준으로: what entries are judged by; △1968년 옥천 출생 △…고 졸업: somebody's life.
_JUDGED_HEAD = re.compile(r"(?:심사|평가|배점|채점|점수)(?:는|은)\s*$")
_BY_CRITERIA = re.compile(
    r"(?:을|를)\s(?:(?:심사|평가|판단|선정)?\s?(?:기준|잣대)(?:으로|로)|따져|고려해|고루\s(?:따져|살펴))"
)
_LIFE = re.compile(
    r"(?:출생|졸업|수료|역임|출신|석사|박사|재직|입직|임용|당선|재선|(?:도|시|군|구|국회)의원|(?:제|민선)\s?\d+[대기]\s[^,.]{2,14}|現[^,.]{2,20}|前[^,.]{2,20})$"
)


_TIMES = re.compile(
    r"\s\d[\d,.]*\s?(?:회|차례|명|억\s?원|만\s?원|원|대|곳|일|시간)(?:를|을|이|가)?(?:\s[가-힣]{1,4}다)?[.]?$"
)
# 군은 올해 ▲… 등을 추진한다: said of the year to come
_DOES_NOW = re.compile(
    r"\s?등?(?:을|를)\s(?:중점\s|적극\s|본격\s)?(?:추진|시행|운영|실시|도입|전개|마련|준비)(?:한다|할|해\s나[갈가]|하기로|해\s나갈)"
)
_THIS_YEAR = re.compile(r"(?:올해|내년|올|새해|하반기|앞으로|향후)(?:는|에는|에도|부터|엔)?\s[^.‘“'\"]{0,40}$")
_PLANNED = re.compile(r"[할될칠열릴갈울출] (?:계획|예정|방침|참)이(?:다|라|며)|기로\s했다")


# △지역경제 활성화 2건(울산, 대구), △경영 혁신(6곳): how many stand in a field
_COUNT_ITEM = re.compile(
    r"\s\d{1,2}\s?(?:건|팀|곳|개|명)(?:\s?\([^()]*\))?$|\(\d{1,2}\s?(?:건|팀|곳|개|명|개\s?(?:기관|부서|팀|사례))\)$"
)
# ▲시군종합평가 최우수 ▲생산성대상 수상(2018): what was won, not with what
_PRIZE_ITEM = re.compile(
    rf"(?:평가|대상|대회|경진|심사|어워드)[^,]*\s[‘“'\"]?(?:{GRADES}|수상|\d위|1위[^()]*)[’”'\"]?(?:\s?\([^()]*\))?$"
)
# ▲대통령 표창기관은 서울 양천구: who won what
_WHO_WON = re.compile(r"^[^,()]{0,24}(?:기관|공무원|부서|단체|지자체|수상자)(?:은|는)(?:\s|$)")
# △참여·사회적 가치 △공공서비스 △협업: fields of innovation
_FIELD_NAMES = re.compile(
    r"(?:참여|사회적|가치|공공|서비스|협업|협력|행정|혁신|소통|안전|복지|경제|문화|환경|교육|일자리|디지털|규제|민원|청렴|포용|신뢰|상생|데이터|주민|시민|국민|정책|정부|지역|일하는|방식|개선|일반|기타|및|와|과|이다|[·‧,.\s])+"
)
# ▲성과가 미흡한 시책 ▲호응을 얻지 못하는 시책: kinds that are sought out to be given up
_WANTING = re.compile(
    r"(?:미흡|낭비|못하는|못한|불필요|쇠퇴|부조리|저조|떨어지|중복|없는|증대되|가중되)[^,]{0,16}(?:시책|사업|업무|사무|제도|경우)?[,.\s]*$"
)
# 일몰시책으로 ▲…: what was given up
_GIVEN_UP = re.compile(
    r"(?:일몰|폐지|중단|퇴출|정비)\s?(?:되는\s|된\s|한\s|대상\s?)?(?:시책|사업|대상|과제|업무)?(?:은|는|으로|로|로는|으로는)\s*$"
)
# ▲… 방안 등에 주안점을 두고; △… 를 이어 가는 구조를 만들었다: what was minded, or made of the items together
_MINDED = re.compile(
    r"\s?등?(?:에|을|를)\s(?:[가-힣]{1,6}\s){0,3}?(?:주안점|중점을|초점|역점|방점|무게를|구조를|체계를|기반을|틀을|환경을)"
)
# ▲군 단위 1위(2021) ▲평판대상(2021): ranks and prizes with their year
_YEAR_PRIZE = re.compile(r"(?:\d위|대상|수상|[가-힣]상)\s?\((?:19|20)\d{2}[^()]*\)[,\s]*$")
# ▲상대를 모르는 경우: when something is used
_SITUATION = re.compile(r"(?:경우|때|까닭|이유)(?:다|이다|에|입니다)?[.,\s]*$")
# ▲… 확산이라는 4가지 주제로 열렸다
_HELD_IN_TOPICS = re.compile(
    r"등\s?(?:\d{1,2}|[두세네]|다섯|여섯|일곱)\s?(?:가지|개|대)?의?\s?(?:심사|평가|세부)?\s?(?:지표|항목|기준|요소)|등\s\d{1,2}\s?개\s(?:분야|부문)(?:을|를)\s(?:중심|기준|대상)으로\s(?:평가|심사)"
    r"|(?:이?라는|등)\s(?:\d{1,2}|[두세네]|다섯|여섯|일곱)\s?(?:가지|개|대)\s(?:주제|분야|부문|영역)(?:로|으로|에서|별로)\s(?:[^.]{0,12}\s)?(?:열[렸린]|진행|치러|펼쳐|나[누뉘]|이뤄)"
)
# 1부에는 ▲… 등의 시작과 과정을 이야기로 엮었다
_WRITTEN_HEAD = re.compile(r"(?:[부장편집]|책|책자|사례집|백서)(?:\([^()]*\))?에(?:는|서는)?\s*$")
_WRITTEN_TAIL = re.compile(
    r"\s?등의\s[^.]{0,40}?(?:이야기|다큐|기록|글|형식)(?:로|으로|에)\s?(?:[^.]{0,10}\s)?(?:엮|담|풀|실|묶)"
)
# △최우수상은 옥천군·보은군: who won, not with what
# △전남 진도(목포대): where somebody was, and with whom
_WITH_WHOM = re.compile(r"(?:[가-힣]{2,4}\s)?[가-힣]{1,4}\s?\([가-힣·]{2,8}(?:대|대학교|대학|시|군|구|청)\)")
_WINNERS = re.compile(
    rf"(?:(?:{GRADES})(?:상)?(?:은|는|에는|에|으로)?\s?)?[가-힣]{{1,6}}(?:시|군|구|도|청|교육청)(?:\s?[·,]\s?[가-힣]{{1,6}}(?:시|군|구|도|청|교육청))*(?:이|가)?(?:\s[^,]{{0,20}}다\.?)?"
)
# 선정된 세 우수사례 ▲…: the word right before the first mark says what they are
_NAMES_CASES = re.compile(
    r"(?:발표|선정|수상|본선|최종|우수)\s?(?:과제|사업|정책|사례|제안|시책)(?:\s발표)?(?:는|은)\s*[:：]?\s*$|(?:(?:우수|혁신|모범)\s?(?:정책|시책|행정)?\s?사례|수상작|선정작|우수작|우수\s?제안)(?:는|은|로는|로|인)?\s*[:：]?\s*$"
)
# 채택된 아이디어는 ▲…; △… 등의 아이디어가 뽑혔다
# … 등 세 건을 우수사례로 골랐다: all of them are named
_ALL_CHOSEN = re.compile(
    r"\s?등?\s(?:최종\s|모두\s|총\s)?(?P<number>\d{1,2}|[두세네]|다섯|여섯|일곱|여덟|아홉|열)\s?(?:건|편|개\s?사례)(?:이|가|을|를)\s[^.]{0,20}?(?:우수|선정|뽑|채택|골랐|추렸|낙점)"
)
_NUMERALS = {"두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10}
# … 순으로 표를 얻었다
_RANKED_TAIL = re.compile(r"\s순(?:으로|이다|이었다)[^.]{0,14}(?:표|점수|지지|호응|득표)")
# 시 그룹은 △남양주시(꿈을 키우는 센터) △…: bodies that hold what they won with
_HOLDS_TITLE = re.compile(
    r"^(?:[가-힣]{2,8}\s)?[가-힣]{1,10}(?:시|군|구|도|청|공사|공단|재단|과|소)\s?\((?=[^()]{6,})(?!(?:[^()]*\s)?(?:[가-힣]{2,4}\s)?(?:시장|군수|구청장|지사|청장)\))[^()]*[가-힣]{2}[^()]*\)(?:이|가|다|이다)?[,.]?$"
)
_CASES_ARE = re.compile(r"(?:사업|사례|정책|과제|시책|제안)(?:은|는|으로는|로는)\s*[:：]?\s*$")
_ACCEPTED_HEAD = re.compile(
    r"(?:채택|선정|입상|당선|수상)(?:된|한)\s(?:[가-힣]{2}\s)?(?:아이디어|제안|과제|시책|정책|사업)(?:은|는|로는|으로는)\s*[:：]?\s*$"
)
_ACCEPTED_TAIL = re.compile(
    # 등 주민을 위한 제안이 여럿 발표됐다, 등 최종 16개가 뽑혔다, 등 지역에 맞춘 사례로 짜였다
    r"\s?등\s[^.]{0,50}?(?:아이디어|제안|사례|시책|과제)(?:들)?(?:이|가|을|를)\s[^.,]{0,12}?(?:발표|소개|제시|공유|선보|내놓|나왔)"
    r"|\s?등\s(?:최종\s|모두\s|총\s)?(?:\d{1,3}|[두세네]|다섯|여섯|일곱|여덟|아홉|열)\s?(?:개|건|편|가지)(?:의)?(?:\s?(?:사례|과제|제안|사업|아이디어|시책))?(?:이|가|을|를)\s[^.]{0,16}?(?:선정|뽑|채택|확정|골랐|골라|추렸|가려|낙점)"
    r"|\s?등\s[^.]{0,30}?(?:사례|제안|시책|과제)(?:들)?로\s(?:짜|구성|꾸[려렸]|채[워웠]|이뤄|이루어)|"
    r"\s?(?:등\s?)?(?:의\s)?(?:아이디어|제안|시책|과제)(?:들)?(?:이|가)\s(?:[가-힣]{2,4}\s)?(?:뽑혔|선정|채택|입상|당선)"
)
# ‘그때 그 시절’ 팀의 …: whose it is
TEAM_OF = re.compile(r"\s*[‘“'\"「](?P<team>[^’”'\"」]{1,30})[’”'\"」]\s?팀의\s")
CAPTION = re.compile(r"(?:발표|모습|장면|사진|기념촬영|포스터|전경)\s?[|]?\s*$")
_MADE_TAIL = re.compile(
    r"\s?등\s?\d{1,2}\s?(?:가지|개)의?\s?(?:프로그램|사업|시책|과제|서비스)(?:을|를)\s(?:내놓|선보|제안|만들|발굴|추진)"
)
_OF_HEARERS = re.compile(r"(?:참석자|방문객|관람객|참가자)(?:들)?의\s")  # … 등이 참석자의 관심을 끌었다: who liked them
_WON_SIGN = re.compile(r"선정|수상|뽑|차지|올랐|받았|꼽")
_WON_REACH = 40  # code points before the first mark


def _is_scored(titles: Sequence[str], tail: str) -> bool:
    """Tell the fields of an assessment, in which something scored, from cases that did: … △주민 체감도에서 높은 평가를 받았다."""
    scored = _SCORED.search((titles[-1] + tail)[-160:])
    if scored is None or len(titles) < _MIN_FIELDS:
        return False
    lengths = sorted(len("".join(title.split())) for title in titles[:-1])
    return not scored["more"] or lengths[len(lengths) // 2] < _SHORT_FIELD


_MIN_FIELDS = 2
# ▲경영 ▲서비스 ▲안전 등의 성과와 우수사례를 소개했다: in what fields they were told
_FIELDS_TAIL = re.compile(r"\s?(?:등\s?)?(?:의|에\s대한)\s(?:성과|분야|부문|주제)(?:와|과|별|의)?\s")
_FIELD_WORDS, _MAX_FIELD = 2, 10
MIN_ITEM = 6  # code points


def _mostly(sign: re.Pattern[str], titles: Sequence[str]) -> bool:
    return sum(1 for title in titles if sign.search(title)) * 2 > len(titles)


class Ruling(NamedTuple):
    """What the patterns say of a list: a word for it, and how surely its items are cases (0: they are none)."""

    kind: str
    sure: float


OTHER_ITEMS, OTHER_WORDS = Ruling("other items", 0.0), Ruling("other words", 0.0)
PEOPLE, UNSAID = Ruling("people", 0.0), Ruling("unsaid", 0.0)
_WEIGHED = 0.8  # the surest that weight alone makes a list


def items_name_cases(asked: AskedList) -> float | None:
    """Return how surely a list names cases, or None when it names something else.

    What the patterns say is one sign among others. They decide alone of a single item that begins its paragraph, which is a row of an
    outline, and where most items hold a title in brackets behind a person, behind a team or behind a grade.
    """
    ruling = ruling_of(asked)
    if asked.alone or ruling.kind == "titled":
        return ruling.sure or None
    weight = weight_of_list(signs_of_list(asked, ruling.kind))
    if weight <= 0:
        return None
    return ruling.sure or min(_WEIGHED, round(1 / (1 + math.exp(-weight)), 2))


def ruling_of(asked: AskedList) -> Ruling:
    """Return what the patterns say of a list, first of its items, then of the words around it."""
    head, tail, titles = asked.head, asked.tail, asked.titles
    tail = _OF_HEARERS.sub(" ", tail)
    if sum(1 for title in titles if PERSON_NOTE.match(title) or TEAM_OF.match(title)) * 2 > len(titles):
        return Ruling("titled", 0.85)
    if sum(1 for title in titles if _COUNT_ITEM.search(title.strip(" ,"))) * 2 > len(titles):
        return OTHER_ITEMS
    if items_are_others(head, tail, titles):
        return OTHER_ITEMS
    if (
        _GIVEN_UP.search(head)
        or _mostly(_WANTING, titles)
        or all(_FIELD_NAMES.fullmatch(title.strip()) for title in titles)
        or _mostly(_WHO_WON, titles)
        or _MINDED.match(tail)
    ):
        return OTHER_ITEMS
    if _mostly(_SITUATION, titles) or _mostly(_YEAR_PRIZE, titles) or _HELD_IN_TOPICS.search(titles[-1] + tail):
        return OTHER_ITEMS
    chosen = _ALL_CHOSEN.match(tail)
    if chosen and (_NUMERALS.get(chosen["number"]) or int(chosen["number"])) == len(titles):
        return Ruling("titled", 0.85)
    if _NAMES_CASES.search(head) or (_WRITTEN_HEAD.search(head) and _WRITTEN_TAIL.match(tail)):
        return Ruling("named", 0.9)
    if _ACCEPTED_HEAD.search(head) or _ACCEPTED_TAIL.match(tail):
        return Ruling("named", 0.85)
    if _RANKED_TAIL.search(titles[-1] + tail):
        return Ruling("named", 0.85)
    if _mostly(_HOLDS_TITLE, [title.strip() for title in titles]) and (_WON_SIGN.search(head[-_WON_REACH:] + tail) or _CASES_ARE.search(head)):  # fmt: skip
        return Ruling("titled", 0.85)
    if sum(1 for title in titles if _PRIZE_ITEM.search(title.strip(" ,"))) * 2 > len(titles):
        return OTHER_ITEMS
    if sum(1 for title in titles if _WINNERS.fullmatch(title.strip(" ,")) or _WITH_WHOM.fullmatch(title.strip(" ,"))) * 2 > len(titles):  # fmt: skip
        return OTHER_ITEMS
    if sum(1 for title in titles if (led := GRADED_ITEM.match(title)) and len(title) - led.end() > MIN_ITEM) * 2 > len(titles):  # fmt: skip
        return Ruling("titled", 0.95)
    people = sum(
        1
        for title in titles
        if PERSON_END.search(AFTER_PERSON.sub("", title.strip(" ,."))) and not PRESENTED.search(title)
    )
    if people * 2 >= len(titles):
        return PEOPLE
    if GRADE_IN_HEAD.search(head):
        return Ruling("named", 0.95)
    lead = _QUOTED.sub("", head)[-60:]
    if _JUDGED_HEAD.search(lead) or _BY_CRITERIA.search(titles[-1] + tail) or sum(1 for title in titles if _LIFE.search(title.strip(" ,")) or _TIMES.search(title.strip(" ,"))) * 2 >= len(titles):  # fmt: skip
        return OTHER_ITEMS
    if _PLANNED.search(titles[-1] + tail) and not STRONG.search(lead):
        return OTHER_WORDS
    if _DOES_NOW.match(tail) and _THIS_YEAR.search(lead) and not STRONG.search(lead[-24:]):
        return OTHER_WORDS
    if _is_scored(titles, tail) or (_SOUGHT_TAIL.match(tail) and not _WON_SIGN.search(head + tail)):
        return OTHER_WORDS
    if (_OTHER_TAIL.match(tail) and not STRONG.search(tail[:22]) and not _MADE_TAIL.match(tail)) or _OTHER_HEAD.search(
        lead
    ):
        return OTHER_WORDS
    if len(titles) > _MIN_FIELDS and _FIELDS_TAIL.match(tail) and all(len(title.split()) <= _FIELD_WORDS and len("".join(title.split())) < _MAX_FIELD for title in titles):  # fmt: skip
        return OTHER_ITEMS
    negative = NEGATIVE.search(lead) or NEGATIVE.search(tail[:15])
    strong = STRONG.search(lead[-24:]) or STRONG.search(tail[:22])
    if (
        negative
        and not _MADE_TAIL.match(tail)
        and not (strong and strong.start() > negative.start() and STRONG.search(tail[:22]))
    ):
        return OTHER_WORDS
    lengths = sorted(len("".join(title.split())) for title in titles)
    if lengths[len(lengths) // 2] < 6 and not strong:  # noqa: PLR2004  single words are topics
        return OTHER_ITEMS
    if asked.alone and not strong:
        return UNSAID
    if strong:
        return Ruling("likely", 0.9)
    return Ruling("likely", 0.7) if POSITIVE.search(head) or POSITIVE.search(tail) else Ruling("possible", 0.55)

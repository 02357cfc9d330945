"""How far the words around a marked list, and what its items look like, say that it names cases: readable signs, each with a weight.

No one sign decides: ▲저장고 설치 ▲야시장 운영 are cases behind ``우수상에는``, and plans behind ``협약 내용은``. The weights are those of a
logistic regression with an L2 penalty, fitted on annotated lists by `tests/gold/weighing_lists.py`; the table in
`docs/methods/reading.md` (section 7) gives each sign with an example.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from dure.engines.reading.casewords import ADNOMINAL, GRADES, POSITIONS, Sign
from dure.engines.reading.clauses import is_abstract

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class AskedList(NamedTuple):
    """A marked list, of which is asked whether it names cases.

    ``head`` is its sentence up to the first mark and ``tail`` the rest of it behind the last title; ``before`` is the sentence before,
    ``headline`` the page's title and subtitles. ``alone`` is a single item that begins its paragraph.
    """

    head: str
    tail: str
    titles: tuple[str, ...]
    before: str = ""
    headline: str = ""
    alone: bool = False


_IS = r"(?:은|는|이|가|로|으로|로는|으로는|에|에는|에서는|를|을|인)?\s*[:：]?\s*\(?\s*$"
_TOPIC = r"(?:은|는|로|으로|로는|으로는|인)?\s*[:：]?\s*$"
_CASES = r"(?:사례|수상작|선정작|우수작|당선작|출품작|시책|정책|제안|아이디어|성과|실적)(?:들)?"
# Before the first mark: what the list is said to be.
_HEAD = (
    Sign(
        "head: cases",
        re.compile(
            rf"사례집에는\s*$|{_CASES}\s?(?:\(?\d{{1,3}}\s?(?:건|편|가지|개)\)?|[두세네]\s?(?:건|편|가지))?{_IS}|\d\s?(?:건|편)(?:의\s)?(?:[가-힣]+\s)?{_CASES}{_IS}"
        ),
    ),
    Sign(
        "head: cases counted",
        re.compile(
            rf"(?:\d{{1,3}}|[두세네])\s?(?:개|건|편)(?:의)?\s(?:[가-힣]+\s){{0,2}}[가-힣]{{0,4}}{_CASES}{_IS}|(?:{_CASES}|과제|사업)\s?\(?\d{{1,3}}\s?(?:건|편)\)?{_IS}"
        ),
    ),
    Sign(
        "head: a grade's",
        re.compile(
            rf"(?:{GRADES})(?:상|작|\s사례|\s등급)?\s?(?:\(?\d{{1,2}}\s?(?:건|팀|편|개|곳)?\)?)?(?:은|는|에는|에|으로는|으로|로는|로|작은)\s*[:：]?\s*$"
        ),
    ),
    Sign(
        "head: chosen or shown",
        re.compile(
            r"(?:선정|선발|채택|입상|수상|발표|소개|출품|접수|제출|추천|당선)(?:된|한)\s[^,.]{0,20}$|(?:뽑힌|꼽힌|오른|나온|받은|진출한|통과한|돋보인|눈에\s띄는)\s[^,.]{0,20}$"
        ),
    ),
    Sign("head: in a field", re.compile(r"(?:분야|부문|그룹)(?:에서는|에서|에는|에선|의)\s*$")),
    Sign("head: also", re.compile(r"^\W*(?:또|또한|이어|아울러|이\s?밖에|이와\s?함께|이외|특히|그\s?밖에)")),
    Sign(
        "head: criteria",
        re.compile(
            rf"(?:기준|지표|항목|요소|배점|점수|요건|자격|잣대){_IS}|(?:심사|평가|채점|배점)(?:는|은|에서는|에서|에는)\s[^.]{{0,40}}$|(?:사례별로|과제별로|종합적으로)\s*$"
        ),
    ),
    Sign(
        "head: fields",
        re.compile(
            rf"(?:분야|부문|영역|유형|방향|전략|주제|테마|전시관|코너|과목|목차|순서|일정){_TOPIC}|[가-힣]+에\s따라\s*$"
        ),
    ),
    Sign(
        "head: contents",
        re.compile(
            rf"(?:내용|골자|안건|의제|현안|방안|대책|방법|계획|계획안|개정안|조례안?|협약|목적|목표|비전|효과|이유|배경|특징|장점|강점|문제|과정|기능|역할|권한|업무|규정){_IS}"
        ),
    ),
    Sign(
        "head: tasks",
        re.compile(rf"(?:과제|공약|중점사업|현안사업|후보|(?:일몰|폐지|지원|모집|신청|참여|조사|정비)\s?대상){_IS}"),
    ),
    Sign(
        "head: to come",
        re.compile(
            r"(?:앞으로|향후|내년|새해|추진할|시행할|도입할|신규\s?(?:시책|사업|과제)|계획(?:은|에는|에서는|을|에))"
        ),
    ),
    Sign(
        "head: a meeting",
        re.compile(
            r"(?:회의|간담회|협의회|위원회|포럼|토론회|교육|특강|설명회|워크숍|보고회|박람회|협약|캠페인|행사|주간|일정)(?:에서|에서는|에서도|에는|은|는)\s*$|위원들?은\s[^,.]{0,10}$"
        ),
    ),
    Sign(
        "head: people or bodies",
        re.compile(
            r"(?:공무원|직원|부서|기관|단체|지자체|자치단체|위원|수상자|참석자|강사|참가자|위원회|기업|대학|마을)(?:은|는|으로는|로는|에게|에게는)\s[^,.]{0,12}$"
        ),
    ),
)
# Behind the last title: what is done with the items.
_TAIL = (
    Sign(
        "tail: won",
        re.compile(
            r"[^.]{0,40}?(?:선정|수상|차지|뽑[혔았힌]|꼽[혔히힌았]|입상|돌아갔|이름을\s올|채택|선발|당선|영예|거머쥐|진출)(?![^.]{0,24}(?:예정|계획|방침))"
        ),
    ),
    Sign(
        "tail: shown",
        re.compile(
            r"[^.]{0,40}?(?:소개|발표(?:했|됐|되|하|한|돼)|선보|눈길|호평|주목|관심|호응|눈에\s띄|내놓았|(?:우수한|높은|좋은)\s(?:점수|평가)를\s(?:받|얻)|높은\s순위|대표\s(?:사업|사례|시책)|특화형\s사례)"
        ),
    ),
    Sign("tail: nothing", re.compile(r"\s*[.]?\s*$")),
    Sign("tail: that is all", re.compile(r"\s?(?:등\s?)?(?:이다|다|이었다|였다|이\s있다|가\s있다|등)[.]?\s*$")),
    Sign(
        "tail: kinds counted",
        re.compile(
            r"[^.]{0,16}?(?:\d{1,2}|[두세네]|다섯|여섯|일곱|여덟)\s?(?:개|대|가지|개의)?\s?(?:분야|부문|항목|영역|유형|주제|전략|지표|방향|기준|전시관|목표|단계|갈래)"
        ),
    ),
    Sign(
        "tail: talked over",
        re.compile(
            r"(?:\s?등)?(?:[^.]{0,16}(?:현안|사항|안건))?\s?(?:의|을|를|이|가|에\s대해|에\s관해)?\s(?:[가-힣]{2,5}\s){0,2}(?:논의|토론|토의|점검|심의|의결|청취|당부|강의|교육|협의|건의|요청|촉구|모색|강조|주문|다짐|공유|나누|검토)"
        ),
    ),
    Sign(
        "tail: to come",
        re.compile(
            r"[^.]{0,60}?(?:계획이|예정이|방침이|참이|추진한다|나갈|나간다|하기로|키로|할\s수\s있|실시한다|운영한다|추진된다|찾는다|모은다|협력한다|협력에)"
        ),
    ),
    Sign(
        "tail: judged by",
        re.compile(
            r"[^.]{0,24}?(?:평가(?:했|한|하|해|를\s?(?:거|진행|실시|통해))|심사(?:했|한|하|해)|기준으로|고려|종합|배점|측정|살[폈펴])|(?:에서|에)\s[^.]{0,12}(?:높|좋|우수한|고른)"
        ),
    ),
    Sign("tail: given", re.compile(r"[^.]{0,30}?(?:지급|수여|준다|받는다|상당의|시상금|상금|부여)")),
    Sign(
        "tail: made up of",
        re.compile(
            r"[^.]{0,24}?(?:구성[됐되돼했하]|이뤄[졌진지]|이루어|담[았긴겼고는]|구분|나[눠누뉘]|마련|포함된다|진행[됐된했하]|묶[인였])"
        ),
    ),
)
# In the sentence before, and in the headline.
_AROUND = (
    Sign(
        "before: grades",
        re.compile(r"최우수|우수상|장려상|대상(?!으로|자|을\s|지)|금상|은상|동상|순위|심사\s결과|결과\s"),
    ),
    Sign("before: cases are told", re.compile(r"사례[^.]{0,24}(?:소개|발표|공유|뽑|선정|본선|시상)")),
    Sign("before: new plans", re.compile(r"신규\s?(?:시책|사업|과제)|중점\s?과제|핵심\s?과제|실행\s?계획|협약")),
)
_HEADLINE = (
    Sign(
        "headline: cases",
        re.compile(r"우수\s?사례|혁신\s?사례|수상작|우수작|우수\s?시책|베스트|경진|발표\s?대회|적극행정\s?우수"),
    ),
    Sign(
        "headline: a call or a plan",
        re.compile(
            r"협약|교육(?!청)|계획|조례|모집|캠페인|간담회|워크숍|특강|개편|(?:공모전?|아이디어|제안)(?!.*(?:수상|선정|우수|대상|상\b|당선|채택|결과|입상))"
        ),
    ),
)
# 빈 창고를 고쳐 나눔 마당을 꾸린 옥천군
_DOER = re.compile(
    rf"[가-힣](?:을|를|이|가|에|로|으로)\s(?:\S+\s){{0,5}}?\S*[{ADNOMINAL}]\s[가-힣]{{2,8}}(?:시|군|구|도|청|읍|면|동|공사|공단|과|팀|소)[.,]?$"
)
# Most items have it.
_ITEM = (
    Sign("items: a quotation", re.compile(rf"[‘“「『'\"](?!(?:{GRADES})(?:상|등급)?[’”」』'\"])")),
    Sign(
        "items: whose, in brackets",
        re.compile(
            r"\((?:[가-힣A-Za-z0-9·\s-]{0,14}(?:과|팀|실|국|소|관|면|읍|동|시|군|구|도|청|원|공사|공단|센터|학교|재단|부|처)|[^()]{0,12}(?:과|팀|실|국|소|관|청|원|학교)\s[가-힣]{2,4}[^()]{0,6})\)"
        ),
    ),
    Sign(
        "items: an owner before",
        re.compile(
            r"^\W*(?:[가-힣0-9]{1,6}(?:시|군|구|도|청|과|팀|국|실|소|공사|공단|센터|면|읍|동))(?:의|,|:|\s[‘“'\"])"
        ),
    ),
    Sign("items: a grade before", re.compile(rf"^\W*(?:{GRADES})(?:상)?\s(?:[가-힣A-Za-z]+\s){{2}}")),
    Sign(
        "items: a deed",
        re.compile(
            r"(?:[가-힣]기|조성|운영|구축|설치|지원|개선|개발|제작|도입|해소|해결|단축|절감|확보|보급|정비|제공|전환|추진|개최|발급|발굴|마련|연계|매각|나눔|안내|관리|완화|감면|대행|공유|활용|사업|서비스|사례|프로젝트)(?:\s?\([^()]*\))?[’”'\"]?[.,]?$"
        ),
    ),
    Sign(
        "items: no thing",  # and what says none by its own words (is_abstract)
        re.compile(
            r"(?:분야|부문|방안|강화|확대|노력|활성화|제고|혁신|문화|체계|확산|협력|역량|전략|향상|증진|육성|고도화|조화|참여|소통|실현|구현|정착|발전|혁파|근절|대책|계획|사항|현황|방향|과제|이해|결과|우대|보호|창출|확충|균형|정책|가치|여부|정도|수준|비율|[가-힣](?:성|률)|체감도|난이도|중요도|만족도|완성도|노력도)(?:\s?\([^()]*\))?[.,]?$"
        ),
    ),
    Sign(
        "items: counts or money", re.compile(r"\d\s?(?:건|점|명|원|%|개소|곳|팀|만|억|표)(?:\s?\([^()]*\))?[.,]?$|\(\d")
    ),
    Sign(
        "items: people",
        re.compile(
            rf"(?:{POSITIONS})(?:\s?[가-힣]{{2,4}})?(?:\s?\([^()]*\))?[.,]?$|[가-힣]{{2,4}}\s(?:{POSITIONS})|\s\d급$"
        ),
    ),
    Sign(
        "items: bodies or places",
        re.compile(
            rf"^(?!.*{_DOER.pattern}).*(?:[가-힣](?:시|군|구|도|청|읍|면|동|대학교|공사|협회|위원회)[.,]?$)|(?:과|팀|국|실)\s?\([가-힣]{{2,4}}(?:,\s?[가-힣]{{2,4}})+\)"
        ),
    ),
)
# One item that has it is enough.
_POINT = Sign(
    "items: a point or a kind",
    re.compile(r"(?:한|된|는|던|인|할)\s(?:점|것|유형|경우|활동|행위|때|이유)(?:\s?\([^()]*\))?[.,]?$|유형\)?[.,]?$"),
)
_SHORT, _LONG, _FEW = 9, 17, 2

WEIGHTS: Final[Mapping[str, float]] = {
    "any": -1.0,
    "ruled: named": 1.1,
    "ruled: likely": 0.5,
    "ruled: possible": 0.2,
    "ruled: people": -0.4,
    "ruled: other items": -1.9,
    "ruled: other words": -0.6,
    "head: cases": 1.5,
    "head: cases counted": 0.0,
    "as many as counted": 1.9,
    "head: a grade's": 1.5,
    "head: chosen or shown": 1.0,
    "head: in a field": 1.1,
    "head: also": 0.8,
    "head: criteria": -0.6,
    "head: fields": -0.9,
    "head: contents": -0.7,
    "head: tasks": 0.0,
    "head: to come": -0.8,
    "head: a meeting": -0.6,
    "head: people or bodies": -1.2,
    "tail: won": 0.4,
    "tail: shown": 1.5,
    "tail: nothing": -0.3,
    "tail: that is all": -0.1,
    "tail: kinds counted": -2.0,
    "tail: talked over": 0.0,
    "tail: to come": -0.7,
    "tail: judged by": -0.8,
    "tail: given": 0.0,
    "tail: made up of": -1.0,
    "before: grades": 0.2,
    "before: cases are told": 0.0,
    "before: new plans": 0.0,
    "headline: cases": 0.4,
    "headline: a call or a plan": -0.3,
    "items: a quotation": 1.5,
    "items: whose, in brackets": 0.6,
    "items: an owner before": 1.0,
    "items: a grade before": 0.8,
    "items: a deed": 1.3,
    "items: long": 1.2,
    "two items": 0.0,
    "items: short": -2.3,
    "items: no thing": -0.9,
    "items: counts or money": -0.9,
    "items: people": -1.1,
    "items: bodies or places": -2.2,
    "items: a point or a kind": -1.1,
}
"""What each sign adds, as `python -m tests.gold.weighing_lists` fitted it, to one digit."""


def weight_of_list(signs: frozenset[str], weights: Mapping[str, float] = WEIGHTS) -> float:
    """Return the logarithm of the odds that a list with these signs names cases: 0 is as likely as not."""
    return math.fsum(weights[name] for name in signs)


def signs_of_list(asked: AskedList, ruling: str) -> frozenset[str]:
    """Return the signs of a list; ``ruling`` is what the patterns of `caseitems` say of it."""
    return frozenset({"any", f"ruled: {ruling}", *_said(asked), *_looks(asked.titles)})


_QUOTED = re.compile(r"[‘“「『'\"][^’”」』'\"]{1,60}[’”」』'\"]")
_COUNTED = re.compile(
    r"(?<!\d)(\d{1,2})\s?(?:개|건|편)(?!월|년|\s?(?:분야|부문|항목|영역|지표|전략|과제|유형|조))[^.,]{0,12}$"
)
_HEAD_REACH, _TAIL_REACH, _AROUND_REACH = 60, 80, 300  # code points
_OWN_WORDS = 12  # the last ones before a mark are the head's own


def _said(asked: AskedList) -> Iterator[str]:
    head, tail = _QUOTED.sub("", asked.head)[-_HEAD_REACH:], asked.tail[:_TAIL_REACH]
    earlier = f"{asked.before} {asked.head[:-_OWN_WORDS]}"[-_AROUND_REACH:]
    yield from (sign.name for sign in _HEAD if sign.words.search(head))
    counted = _COUNTED.search(head)
    if counted and int(counted[1]) == len(asked.titles):
        yield "as many as counted"
    yield from (sign.name for sign in _TAIL if sign.words.match(tail))
    yield from (sign.name for sign in _AROUND if sign.words.search(earlier))
    yield from (sign.name for sign in _HEADLINE if sign.words.search(asked.headline[:_AROUND_REACH]))


def _looks(titles: tuple[str, ...]) -> Iterator[str]:
    bare = [title.strip(" ,.") for title in titles]
    for sign in _ITEM:
        held = sum(
            sign.words.search(title) is not None or (sign.name == "items: no thing" and is_abstract(title))
            for title in bare
        )
        if held * 2 > len(bare):
            yield sign.name
    lengths = sorted(len("".join(title.split())) for title in bare)
    middle = lengths[len(lengths) // 2]
    if middle < _SHORT:
        yield "items: short"
    elif middle >= _LONG:
        yield "items: long"
    if len(bare) <= _FEW:
        yield "two items"
    if any(_POINT.words.search(title) for title in bare):
        yield _POINT.name

"""Lists whose items are no cases by their own words: benefits, stages of a choice, merits, goals, parts of one program, winners by field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casewords import GRADES
from dure.engines.reading.clauses import is_abstract

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAME = r"[가-힣]{1,4}(?:시|군|구|도)?"
_KINDS = tuple(
    re.compile(pattern)
    for pattern in (
        # ▲특별승진 ▲성과상여금 ▲금상 100만 원: what winners get
        r"(?:승진|승급|상여금|휴가|가점|가산점|상금|포상금|상품권|성과급|연수|인센티브|전보|면제|근무성적(?:평정)?)(?:\s?[^\s]{1,6})?[.,]?$|\d\s?(?:천|백|십)?만\s?원(?:씩)?(?:을\s준다)?[.]?$",
        r"교부세\s[\d억만천\s,.]{1,12}원$|\s\d{1,3}\s?점(?:이|을|으로|씩)?(?:\s.{1,10})?$",
        # ▲불편을 줄이고 ▲예산을 아끼며: clauses of one sentence
        r"[을를]\s(?:줄|높|늘|낮|넓|살리|덜|막|돕|풀|바꾸|지키|아끼|만들|이끌)(?:이)?(?:고|며|어|인\s.{0,16})?$",
        r"(?:교부세|표창|훈격|상장|상패|감사패|포상)(?:을|를)?(?:\s받[가-힣\s]{1,6})?[.]?$",
        # ▲스마트도시팀 확대: who does it; ▲인권 경영: how a firm is run; ▲군민 투표 40%: what counts how much
        r"(?:[가-힣]{2,8}팀|[가-힣]{2,8}과|[가-힣]{2,8}국|추진단|전담\S{1,4})\s(?:신설|확대|이관|폐지|개편|증설|구성)$",
        r"(?:안전|보건|인권|윤리|사회공헌|상생|동반성장|투명|환경|안전보건|재무|조직|고객|청렴)\s?경영$",
        r"\d{1,3}\s?%(?:가|를|이|와|로)?(?:\s\S{1,6})?$",
        # ▲청렴 서약 ▲갑질 근절 교육: what any office does
        r"(?:서약|캠페인|설문조사|간담회|워크숍|특강|결의대회|자가진단)(?:\s(?:실시|운영|추진|강화|개최))?$|(?:청렴|갑질|성희롱|부패|반부패|안전)\s(?:[가-힣]{2,4}\s){0,2}(?:교육|점검|서약|신고|진단)$",
        # △자기소개 시간과 △조별 게임으로: what a gathering did
        r"(?:소개|대화|소통|어울림|체험|공유|휴식|토론|나눔)\s시간(?:과|와|을|으로|이)?$|(?:게임|퀴즈|레크리에이션|경품\s?추첨|축하\s?(?:공연|무대))(?:과|와|을|를|으로|로|이)?$",
        # ▲1차 서면심사 ▲2차 주민투표: how they were chosen
        r"^(?:제?\s?\d차|예비|본|최종|서면|서류|발표|현장|온라인|국민|주민|시민|군민|구민|전문가)[^,]{0,14}(?:심사|투표|평가|검증|면접|의결)(?:를\s거쳐)?$|^(?:개회|시상|기념촬영|축사|경과|심사평|국민의례)",
        # ▲2021년 우수 ▲2022년 최우수: what was won
        rf"^(?:19|20)\d{{2}}년?도?\s(?:{GRADES}|\d위)",
        # △광역 부문 대구·경기: who won in a field
        rf"^(?:[가-힣\s]{{1,10}}(?:부문|분야)|광역|기초|시|군|자치구)\s(?:{_NAME}[·,]\s?)+{_NAME}$",
        # ▲따뜻한 복지 도시: what is wished for
        r"(?:도시|사회|고장|미래|공동체|농촌|어촌|옥토|행복|나라|세상)(?:를|을)?(?:\s(?:구현|실현|조성|건설))?$",
        # ▲군민 ▲관내 직장인: who may take part
        r"^(?:(?:관내|지역|일반|모든)\s)?(?:[시군구도]민|주민|국민|출향인|직장인|대학생|청소년|학생|공무원|직원|외국인|소상공인|단체|기업)(?:\s등)?$",
        # ▲다른 기관에 확산할 수 있는 사례: what is looked for
        r"(?:수\s있는|높은|밀접한|돋보이는|기여한|기여하는|우수한|탁월한|뛰어난|필요한|노력한)(?:\s(?:사례|과제|시책|제안|정책))?$",
    )
)
# … 등 제도적 기반을 다져 왔다, … 을 내걸었다, … 등으로 추진된다, 우수사례 현장을 둘러봤다: what the list as a whole is
_WHOLE = re.compile(
    r"\s?(?:등\s?)?(?:의\s|을\s통해\s|으로\s)?(?:[가-힣]{1,6}\s){0,2}(?:기반|토대|체계|여건|풍토|문화|분위기|환경)(?:을|를)\s(?:다[져지]|마련|조성|갖[추췄춰]|구축|만[들든])"
    r"|(?:을|를)\s(?:내걸|비전으로|표방|기치로|지향)"
    r"|\s?(?:등\s?)?(?:에|에서|을|를)\s(?:[가-힣]{1,6}\s)?(?:협력|힘을\s모|뜻을\s모|손을\s잡|지적|질타|촉구|주문|요구|우려|약속|다짐)"
    r"|\s?(?:등\s)?[^.▲△]{0,26}?(?:을|를)\s(?:심도\s있게\s|함께\s|집중\s|중점\s)?(?:논의|토의|점검|검토|협의|의논|당부|건의|모색|보고받|청취|교육)(?:했|하|할|한|받)"
    r"|\s?(?:등\s)?(?:을|를|에|에\s대해)?\s?높이\s평가|\s?등\s?(?:을|에서|에)\s(?:높이|높게|좋게|우수하게)\s평가"
)
# 올해 추진할 중점과제로, 실행계획을 확정하고: not done yet; 이번 수상으로: what is gained; 행사장에는: what there was to see
_AHEAD = re.compile(
    r"(?:추진할|시행할|도입할)\s[^.▲△]{0,24}$|(?:실행|종합|기본|추진|시행)\s?계획(?:을|에|에는|으로)[^.▲△]{0,30}$|(?:내년도?|차년도|신규)\s(?:[가-힣]{2}\s)?(?:시책|사업|과제)(?:로|으로)\s*$|(?:매뉴얼|지침|안내서|조례|교재|설명서)(?:에는|에|은|는)\s*$|(?:이번|이)\s(?:수상|선정|결과)(?:으로|로)\s*$|조직\s?개편(?:으로|에서는|을\s통해)\s*$"
)
_ON_SHOW, _SHOWN_CASES = re.compile(r"(?:행사장|전시장|광장|부스)에(?:는|서는)\s*$"), re.compile(r"사례|시책|정책|성과")
# … 등 120건의 신규 시책이, … 등 제안 300여 건이 접수됐다: what is proposed for later
_PROPOSED = re.compile(
    r"\s?등\s[^.▲△]{0,16}(?:신규|내년도?)\s?(?:시책|사업|과제)|\s?등\s[^.▲△]{0,24}건(?:이|의\s[가-힣]{2,4}[이가])\s(?:접수|들어왔|모였|제출)"
)
# ▲… 아이디어 등을 제안하면 된다: what is asked for
_ASKED = re.compile(
    r"\s?(?:등\s?)?(?:을|를)\s(?:제안|제출|응모|신청|접수|작성|제시)(?:하면|해야|하시면|할\s수|받[는을고])"
)
# 1부에는 ▲… ▲…: what an event has to offer
_SESSION = re.compile(
    r"(?:(?<!\d)\d부|오전|오후|첫째\s?날|둘째\s?날|첫날|이튿날|마지막\s?날)(?:에서는|에선|에는|엔|에|는|은)\s*$"
)
# 종합평가에서 ▲기관장의 추진 성과 ▲관리체계의 운영 등이 고르게 좋은 평가를 받았다: what an assessment looks at
_ASSESSED = re.compile(
    r"(?:기관장|단체장|부서장)의\s|(?:추진\s?(?:성과|실적|체계|의지|전략|기반)|(?:체계적|효율적|안정적|적극적|내실)\s?(?:인\s)?(?:운영|관리|추진)|운영\s?(?:성과|실태|실적|체계|수준)|이행\s?(?:노력|실적|실태)|(?:제도|역량|기반|체계|기능|보호|홍보)\s?(?:강화|확립|내실화|정비)|편의\s?(?:증진|제고|향상)|권익\s?(?:보호|증진)|노력도?|관심도?|리더십|참여도|만족도|충실성|적절성|전략과\s체계|교육\s?실적)$"
)
_ASSESSMENT = re.compile(r"평가(?!단|위원)")
_LIKED = re.compile(r"[^.]{0,70}?(?:평가|점수|성적|인정|호평)(?:을|를)?\s?(?:받|얻|거뒀|거둔|기록)")
_OF_ONE = re.compile(r"(?:이번|이|해당|본)\s(?:사업|제도|서비스|시책|프로그램|공사)(?:은|는)\s*$")


def items_are_others(head: str, tail: str, titles: Sequence[str]) -> bool:
    """Tell a list that most of its items, or the words around it, make something else than cases."""
    bare = [title.strip(" ,.") for title in titles]
    if _AHEAD.search(head) or (_ON_SHOW.search(head) and not _SHOWN_CASES.search(tail)):
        return True
    if _OF_ONE.search(head) or _WHOLE.match(tail) or _PROPOSED.match(tail) or _ASKED.match(tail):
        return True
    if _SESSION.search(head) and not _SHOWN_CASES.search(tail):
        return True
    if _ASSESSMENT.search(head) and _LIKED.match(tail) and sum(_ASSESSED.search(title) is not None for title in bare) * 2 > len(bare):  # fmt: skip
        return True
    others = sum(1 for title in bare if is_abstract(title) or any(kind.search(title) for kind in _KINDS))
    return others * 2 > len(bare)

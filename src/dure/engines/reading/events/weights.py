"""How far the words around an event's name say that it is what the page reports, not what it mentions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dure.engines.reading.events.draft import EventDraft
    from dure.engines.reading.prose import Paragraph


class Sign(NamedTuple):
    """Words that tell how an event stands in its sentence, and what they weigh."""

    name: str
    words: re.Pattern[str]
    weight: float


# Behind the name; the first that fits counts. The act is told by the verb whose object or place the name is.
_BEHIND = (
    # ‘…’에서 인정받은 사례를 나누는 자리: where what is shown comes from
    Sign(
        "from",
        re.compile(
            r"(?:에서|에)\s[^.,‘“]{0,30}?(?:받은|선정된|뽑힌|수상한|입상한|차지한|꼽힌|채택된|선발된)\s[^.]{0,60}?(?:사례|정책|시책|과제|제안|사업)"
        ),
        -0.6,
    ),
    Sign("had", re.compile(r"[^.]{0,50}?(?:선정|수상|받|차지|뽑)[가-힣]{0,3}\s바\s있"), -1.2),
    # 정부혁신평가 우수기관으로 선정된 대구시를 찾아: another one's success
    Sign(
        "theirs",
        re.compile(
            r"(?:에서)?\s(?:최?우수|선도)\s?기관으로\s(?:선정된|뽑힌)\s(?:[가-힣]{1,6}\s)?[가-힣]{0,8}(?:시|군|구|도|기관)(?:를|을|의|에서|에)\s"
        ),
        -0.6,
    ),
    # 월례조회에서 벤치마킹 성과공유회를 열고: where it was held
    Sign(
        "where",
        re.compile(
            r"에서\s(?:[^.,]{0,60}?)(?:발표회|공유회|보고회|설명회|토론회|시상식|특강|강연|간담회|협약식|수여식|워크숍|경진대회)[’'”\"」]?(?:를|을)\s(?:열[었고어]|연다|가졌|갖고|개최|진행)"
        ),
        -1.2,
    ),
    Sign("ahead", re.compile(r"(?:이|가|을|를)\s[^.,]{0,12}앞(?:으로|두고)"), -0.8),
    Sign("entered", re.compile(r"(?:에|본선에|에도)\s[^.]{0,40}?(?:출품|출전|진출|제출|추천|대비|반영)"), -1.2),
    Sign("means", re.compile(r"(?:을|를|과|와)?\s?(?:통해|통한|거쳐|바탕으로|토대로|계기로|맞아|앞두고)"), -0.6),
    Sign(
        "held",
        re.compile(
            r"(?:행사|본선|결선|시상식|대회)?(?:를|을)\s(?:[^.,‘“'\"]{0,30}?\s?)(?:개최(?!된\s)|열[었고어려]|연다|열\s|가[졌진]|갖[고는]|마련(?!된\s)|실시(?!된\s)|진행(?!된\s)|체결|맺[었고은]|한다|했다고|하고\s있다)"
            r"|(?:행사|본선|결선|시상식|대회)?(?:이|가|은|는)\s(?:[^.,‘“'\"]{0,30}?\s)?(?:열[렸린려리]|개최[됐되돼]|진행[됐되돼]|실시[됐되돼]|마련[됐되돼]|출범|발족|발대|개막|막을)"
        ),
        0.4,
    ),
    Sign(
        "won",
        re.compile(
            r"(?:본선|결선|시상식|행사|결과)?(?:에서|서|에|결과)[\s,][^.]{0,70}?(?:[가-힣]상(?:을|의|이)|기관|등급|1위|선정|수상|표창|차지|달성|획득)"
            r"|\s(?:최?우수|대상|장려|1위|최고)[^.]{0,30}?(?:선정|수상|차지|달성|획득|뽑|등급)"
        ),
        0.8,
    ),
    Sign(
        "of",
        re.compile(
            r"\s(?:제?\d{1,2}기\s)?[가-힣]{0,4}(?:위원|회원|단원|참가자|참석자|플랫폼|공간|홈페이지|누리집)(?=[을를이가은는의과와으,\s])"
        ),
        -1.0,
    ),
    Sign("result", re.compile(r"\s?결과(?:를|가|,)?\s"), 0.6),
)
# Before the name, in its sentence.
_BEFORE = (
    Sign(
        "aside",
        re.compile(
            r"^\W*(?:[가-힣]{1,8}[은는]\s)?(?:한편|앞서|이에\s?앞서|이와\s?별도로|앞으로|향후|그동안|그간|이후)"
        ),
        -1.0,
    ),
    Sign("given", re.compile(r"(?:시상|시상식|표창|전수)[은는]\s[^.]{0,60}$"), -1.0),
    Sign("before", re.compile(r"(?:^|\s)지난\s$"), -0.8),
    Sign("earlier", re.compile(r"(?:지난해|작년|재작년|지난\s해)(?:에|에는|부터|엔)?\s[^.]{0,20}$"), -0.8),
)
# What a contest or an assessment is decided by is held too: 온라인 투표를 실시해, 현장 평가를 진행했다
_BY_THE_WAY = re.compile(r"(?:투표|설문|설문조사|평가|심사|진단|측정|교육|컨설팅|모집|캠페인|방문|견학|선발|공모)$")
_HELD_BY_THE_WAY = 0.0
_LATER = Sign("later", re.compile(r"(?:예정|계획|방침|전망)(?:이|으로|이라|이며|이다|임|다)?"), -0.8)
# A body is no event, unless it meets or begins: 위원회 심의를 거쳐, 위원회 운영 활성화.
_COMMITTEE = re.compile(r"(?:협의회|위원회|협의체|심의회)$")
# ‘적극행정 국민추천’ 코너: a place on a site
_ON_SITE = re.compile(r"\s?(?:코너|게시판|배너|메뉴|누리집|홈페이지)(?=[을를에로의이가은는,\s])")
_MEETS = re.compile(
    r"(?:을|를|이|가|은|는|에서|에)?\s?(?:[^.,]{0,30}?\s)?(?:개최|열[었고어린려립]|연다|가[졌진]|갖[고는]|출범|발족|발대|위촉|구성(?!\s?(?:및|과|·|ㆍ)\s?운영)|꾸[려린렸]|창립|신설|모여|모였)"
)
_GROUP = re.compile(r"(?:평가단|참여단|방문단|견학단|탐방단|투어단|자문단)$")
_ACTS = re.compile(
    r"(?:을|를|이|가|은|는)?\s?(?:[^.,]{0,60}?\s)?(?:출범|발족|발대|위촉|모집|구성|꾸[려린렸]|운영|방문|찾|다녀|둘러|벤치마킹)"
)
_CLOSING = re.compile(r"[’'”\"」』》〉>]?(?:\s?\([^()]{1,20}\))?[’'”\"」』》〉>]?")
_LISTED, _APPOINTED = -1.5, 40
NO_EVENT = -99.0
"""The weight of a name that is none of an event, whatever else speaks for it."""


def act_weight(text: str, paragraph: Paragraph, draft: EventDraft, *, first: bool) -> float:
    """Return what the sentence adds to an event's score; ``first`` for the paragraph that leads, where plans are news.

    The table in `docs/methods/reading.md` (section 5) lists the signs with examples.
    """
    start, end = paragraph.sentence_at(draft.start)
    closing = _CLOSING.match(text, draft.end)
    behind = text[closing.end() if closing else draft.end : end]
    before = text[start : draft.start]
    planned = not first and _LATER.words.search(behind) is not None
    sign = _LATER if planned else next((sign for sign in _BEHIND if sign.words.match(behind)), None)
    if sign is not None and sign.name == "of" and _COMMITTEE.search(draft.name) and "위촉" in behind[:_APPOINTED]:
        sign = None  # 적극행정위원회 민간위원 35명을 위촉했다: the committee is formed
    weight = 0.0 if sign is None else sign.weight
    if sign is not None and sign.name == "held" and _BY_THE_WAY.search(draft.name):
        weight = _HELD_BY_THE_WAY
    weight += next((sign.weight for sign in _BEFORE if sign.words.search(before)), 0.0)
    if _ON_SITE.match(behind):
        return NO_EVENT
    if (_COMMITTEE.search(draft.name) and not _MEETS.match(behind)) or (
        _GROUP.search(draft.name) and not _ACTS.match(behind)
    ):
        return NO_EVENT
    if any(item.start <= draft.start < item.end for item in paragraph.items):
        weight += _LISTED
    return weight

"""What the event finders agree on: an event as named, the words its name may end in, and where a name's words stop."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dure.engines.reading.lexicon import WordList, alternatives, lexicon

if TYPE_CHECKING:
    from dure.engines.reading.document import Span

HEADS: dict[str, str] = {
    head: kind for kind, heads in lexicon("facts")["event_heads"].items() for head in heads
}  # fmt: skip
HEAD = re.compile(alternatives(HEADS))
HEAD_WORDS = WordList(HEADS)
# In quotation marks 대상 and 대전 end names too (‘대한민국 지식대상’); in a sentence they are "object" and a city.
HEAD_AT_END = re.compile(
    rf"(?P<head>{HEAD.pattern}|대상|대전)(?:\s?(?:시상식|본선|결선|예선|개최|결과|선정))?(?:\s?\([^()]{{1,12}}\))?$"
)
_HEADS_AT_END = WordList([*HEADS, "대상", "대전"])
# A token that cannot stand inside an event's name: it carries a particle or a verb's ending.
_BREAK = re.compile(
    r"(?:은|는|을|를|에서|에게|으로|에는|에서는|이라는|라는|위한|위해|통해|통한|하는|되는|했던|하고|하며|되고|이번|올해|지난|지난해|최근|오는|매년|해당|각종|주관|주최|주관한|개최한|주관하는|개최하는|주최한|실시한|실시하는|열린|밝힌|선정한|추진한|있는|맞아|따라|따른|관한|대한|함께|모두|처음|첫|다시|또|역시|이어|특히|또한|한편|등|개최|가장|전체|다양한|마련한|열고|열린|전|후|이날|당일|동안|비롯한|인해|내놓은|내린|발표한|꾸려|열어|모여|나서|거쳐|골라|가려|뽑아|새로|가운데|이나|상대로|토대로|제대로|그대로|[가-힣]+(?:하여|려|해서|하면서|에서의|까지|부터|마다|보다|려면|으면|하면|이나)|힘쓴|애쓴|쓰인|치른|벌인|내건|맡은|[가-힣]{2,}적인|거둔|이룬|이끈|빛낸|만든|바꾼|[꾸살알올늘누버]린|높인|줄인|키운|도운|세운|지킨|펼친|나눈|다룬|가꾼|[가-힣]*(?:꾸리|두)고|[가-힣]*(?:우|살리|알리|누리|올리|늘리|기리|이루|가꾸|나누|모으|다루|높이|줄이|넓히|다지|살피|펼치|마치|지키|찾|뽑|받|듣|돕)고)$|^\d{1,2}일$|\d시$"
)
_PARTICLE_END = re.compile(r"(?:[가-힣]{2,}(?:이|가|의|로|와|과|도|에)|[가-힣]+(?:은|는|을|를|에서|으로))$")
_NOUNS_LIKE_PARTICLE = re.compile(
    r"(?:평가|국가|증가|성과|효과|결과|제고|사고|신고|광고|보고|참고|창의|회의|협의|논의|심의|문의|동의|제의|건의|강의|정의|주의|합의|제도|정도|속도|지도|도도|경로|도로|진로|선로|대로|통로|활로|판로|철로|수로|회로|구로|종로|교과|학과|과|분야|참여|기여|부여|대로|시도|수도|태도|각도|만족도|접근도|인지도|청렴도|기초|경제|도의|년도|상반기|하반기|온라인|우리|나라|지이|놀이|나이|길이|차이|아이|어린이|도|과|전문가|참가|추가|허가|대가|작가|인가|아이|종이|높이|길이|구이|활동가|물가|원가|여가|휴가)$"
)
STRONG_YEAR = re.compile(r"(?:19|20)\d{2}|['’‘]\d{2}년|제\s?\d{1,3}\s?(?:회|차|기)|상반기|하반기")
_VERBAL = re.compile(
    r"^(?:개|건|명|개의|건의|여|편|개와)$|(?<![이피재오남동서진김올자침유])(?<=[가-힣])해$|(?<!시|제|권|기|북|남)(?<!최대|최소|무제)(?:[가-힣]{2,}(?:한|된|하는|되는|있는|(?<!역|분|관|전|구)할))$|[가-힣](?:고자|려고|도록)$|(?:[됐했었았였]|되|하|이|있|없|같)(?:고|는|던|며|으며|지만|으나|을|기)$|\d+[가-힣]{1,2}(?:이|가|을|를|은|는|의|에|로|으로|중)$"
)

# ‘제9회 전국 햅쌀 품평회’에서 대상을 차지했다: where prizes are won is a contest, whatever its name ends in.
PRIZED_AT = re.compile(
    r"^\s?(?:행사|시상식|(?:발표|경연)\s?대회)?(?:에서|서)\s[^.‘“'\"]{0,30}?(?:대상|최우수상?|우수상?|장려상?|금상|은상|동상|특별상|본상|1위|[가-힣]{2,8}상)(?:을|를)?\s(?:받|수상|차지|거머|안았|영예|탔)"
)


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event as named; ``date`` is ISO 8601 (a day, a minute, or ``first/last``), ``date_span`` its evidence."""

    start: int
    end: int
    name: str
    kind: str
    rule: str
    score: float
    date: str | None = None
    date_span: Span | None = None
    heading: bool = False


def head_at_end(name: str) -> re.Match[str] | None:
    """Return the head that ends a name, as `HEAD_AT_END` finds it; most names have none, which one look tells."""
    return HEAD_AT_END.search(name) if _HEADS_AT_END.find(name, 0, len(name)) >= 0 else None


def breaks(token: str) -> bool:
    """Tell a word that cannot stand inside a name: it carries a particle or a verb's ending.

    >>> breaks("적극행정을"), breaks("적극행정"), breaks("평가")
    (True, False, False)
    """
    if _BREAK.search(token) or _VERBAL.search(token) or (")" in token and "(" not in token):
        return True
    return _PARTICLE_END.search(token) is not None and not _NOUNS_LIKE_PARTICLE.search(token)


def specific(name: str) -> float:
    """Return how much a name says by itself: a year or number of the event, and its words."""
    return (0.8 if STRONG_YEAR.search(name) else 0.0) + min(0.6, 0.15 * len(name.split()))


def clean(name: str) -> str:
    """Return a name without marks at its edges and without the 시상식 behind a contest's own name."""
    name = _BLANKS.sub(" ", name).strip(" ,.·‘’'“”\"「」『』")
    if name.endswith("시상식") and head_at_end(name.removesuffix("시상식").removesuffix(" ")):
        name = _PRIZE_GIVING.sub("", name)
    return _CLOSED.sub(" ", name)


_BLANKS = re.compile(r"\s+")
_PRIZE_GIVING, _CLOSED = re.compile(r"(?<=대회)\s?시상식$"), re.compile(r"[’'”\"」]\s")


# 주민참여예산 총회, 참여예산한마당: who meets there decides of the budget
_OF_BUDGET = re.compile(r"참여\s?예산")
# 2024 진안읍 마을총회: the residents decide
_OF_RESIDENTS = re.compile(r"(?:주민|마을|[읍면동]민|주민자치)\s?총회$")
# 혁신 우수사례 공유 간담회: what is told there is others' experience
_TALKS, _SHARES = frozenset({"간담회", "현장간담회"}), re.compile(r"공유|사례|벤치마킹|배움")
_MET_BY_ALL = frozenset({"총회", "한마당", "축제", "박람회"})


def kind_of(name: str, head: str) -> str:
    """Return the kind that the head of an event's name tells, with what the name says before it.

    >>> kind_of("인재 육성 총회", "총회"), kind_of("2022년 주민참여예산 총회", "총회")
    ('council', 'participation')
    """
    if head == "총회" and _OF_RESIDENTS.search(name):
        return "participation"
    if head in _MET_BY_ALL and _OF_BUDGET.search(name):
        return "participation"
    if head in _TALKS and _SHARES.search(name):
        return "sharing"
    return HEADS.get(head, "contest")


_KINDS_TOLD = (
    ("participation", re.compile(r"투표|주민참여|시민참여|공론|제안을\s받|제안하고|토론|의견을\s(?:듣|받|모)|청원")),
    ("contest", re.compile(r"경진|시상|심사|수상|겨루|겨뤘|순위|경연|우승|등급")),
    (
        "sharing",
        re.compile(
            r"발표|공유|벤치마킹|특강|강연|소개|사례|견학|전시|체험|배우|강사|참관|관람|나눔|나누|보여\s?주|다녀|자랑|이야기"
        ),
    ),
    ("council", re.compile(r"위원(?!회)|안건|심의|의결|협의회|임원|정례회")),
)


# 순위도 상금도 없는 잔치
_UNRANKED = re.compile(
    r"(?:순위|상금|시상|등수)(?:[도를을가는은이]|나)\s[^.]{0,16}?(?:없[는었이]|매기지\s않|가리지\s않|매기지\s말)"
)


def kind_told(words: str) -> str:
    """Return the kind of an event whose name does not tell it, from what its paragraph says was done there.

    The kind with the most different words; of two with as many the one that stands first.

    >>> kind_told("우수사례를 소개하고 특강을 들었다. 안건은 없었다."), kind_told("모여서 밥을 먹었다.")
    ('sharing', 'other')
    """
    counts = {kind: len(set(told.findall(words))) for kind, told in _KINDS_TOLD}
    if _UNRANKED.search(words):
        counts["contest"] = 0
    best = max(counts, key=lambda kind: counts[kind])
    return best if counts[best] else "other"

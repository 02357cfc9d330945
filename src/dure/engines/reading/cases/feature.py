"""The one program that a feature is about: named in quotation marks at its head, and spoken of to its end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft, Place
from dure.engines.reading.events.draft import head_at_end
from dure.engines.reading.pairs import bigrams
from dure.engines.reading.titles import normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.events.draft import EventDraft
    from dure.engines.reading.prose import Paragraph, Prose, Quote

_LEADS = 2
_SHORTEST, _LONGEST = 3, 26  # letters of a program's name
_GROUP = 5000
_CONFIDENCE = 0.6
# What is done with a program; the sentence that names it says so, or the one after it.
_RUN = re.compile(
    r"(?:운영|도입|설치|지정|시행|추진|제공|마련|구축|개설|개소|선보|시작|확대|문을\s?(?:열|연)|열었|열어|생겼|생긴|펼치|펴고|만들|만든|만드|바꾸|바뀌|모은|엮은|쓰고|서비스|받는다|돌려|나눠|바꿨|제작|배포|보급|개발|띄[우워운]|쓰고\s있)"
)
# What an administration does for its people; a page with few of these is about something else.
_SERVICE = re.compile(
    r"(?P<word>최초|처음|무인|공유|조례|상담|민원|복지|지원|서비스|신청|무료|이웃|가구|어르신|아이|청년|돌봄|안전|교통|주차|환경|24시간|카카오톡|문자|스마트|인공지능|데이터|센서|행정|혁신|직원|공무원|업무|매뉴얼|자료집|진료|환자|보건|위기|주민|군민|시민|구민|도민|이용)"
)
_MIN_SERVICE = 4
# 옥천군은 … ‘건강 정류장’을 운영하고 있습니다: said in so many words who runs it.
_RUN_IT = re.compile(
    r"^\s?(?:사업|서비스|제도)?(?:을|를)\s(?:[^.‘“'\"]{0,20}?\s)?(?:운영|도입|시행|설치|시작|열|만들|띄[우워운]|펴|펼치|제공|선보|내놓|개설|개소|추진)"
)
# Quoted names that are something else: a show, a work, a party, a place of business, a slogan.
_NO_PROGRAM = re.compile(
    r"축제|공연|음악회|연주회|콘서트|전시|영화|드라마|뮤지컬|시즌|예능|페스타|페스티벌|체육|마라톤|리그|선수|총선|선거|후보|정당|의원|법안|개정안|특별법|브랜드|상표|소설|시집|앨범|노래|데이$|주간$|강좌|강연|특강|교실$|캠프$|여행|관광|둘레길|맛집|요리|성명|논평|사태|사건|의혹|논란|참사|집회|기념식|기념일|축하|중단|명령|취소|폐지|금지|위기|붕괴|소멸|갈등|피해|실천|다짐|현장$|단계|경보|주의보|태풍|훈련|작전|비상|대책본부|사과$|한우$|쌀$|배$|특산|(?:벤치마킹|방문|견학|체험|서포터|홍보|봉사|자문|기자|평가|심사)단$|발대식|협약"
    r"|뉴스$|(?:대책|계획|방안)$|^\d+대\s|[?!]|(?:다|요|자|라|까|(?<![원급산정소판행전석수])기|니다)[.]?$|(?:하는|되는|있는|없는|위한|대한)\s*$|^(?:우수|최우수|장려|대상|1등급|최고|혁신|모범|전국 최초|국내 최초)"
)
_OTHERS_ACT = re.compile(r"(?:\(주\)|㈜|주식회사|기업|은행|대학교|협회|조합|노조|시민단체|정당|당은|의원은)")


def feature_case(
    prose: Prose, places: Sequence[Place], events: Sequence[EventDraft], subject: Place | None
) -> Iterator[CaseDraft]:
    """Yield the program a page without other cases is about, when a government runs it for its people; else nothing.

    ``subject`` is a mention of the page's subject. The name must stand in the title, a subtitle or the first two
    paragraphs and go on being spoken of: precision before recall, most pages give none.
    """
    if subject is None or subject.kind not in {"government", "anaphor"}:
        return
    words = prose.text
    if any(event.kind in _OF_OTHERS and not _OPENED.search(words, event.start, event.end) for event in events[:1]):
        return
    called = [event for event in events[:1] if event.kind == "participation" and (event.rule == "event-called" or _is_defined(prose, words[event.start : event.end]))]  # fmt: skip
    if called:
        yield CaseDraft(called[0].start, called[0].end, _GROUP, "feature", _CONFIDENCE)
        return
    served = len({match["word"] for p in prose.paragraphs for match in _SERVICE.finditer(words, p.start, p.end)})
    best: tuple[float, Quote] | None = None
    for paragraph in (*prose.headings, *prose.body[:_LEADS]):
        for quote in paragraph.quotes:
            score = _score(prose, places, paragraph, quote, subject.name)
            enough = _MIN_SERVICE if score < _SURE else _FEW_SERVICE
            if served < enough and not (
                _is_run_by(words, places, paragraph, quote, subject.name) or _is_told(prose, paragraph, quote)
            ):
                continue
            if score >= _ENOUGH and (best is None or score > best[0] or (score == best[0] and not paragraph.heading)):
                best = (score, quote)
    if best is not None:
        yield CaseDraft(best[1].inner_start, best[1].inner_end, _GROUP, "feature", _CONFIDENCE)


_ENOUGH, _SURE, _FEW_SERVICE = 2.0, 2.5, 2
_OF_OTHERS = frozenset({"contest", "assessment", "council", "other"})
_OPENED = re.compile(r"(?:개소|개관|준공|개통|현판|개장|개원)식[’”]?$")  # the day a program began is no contest


_LIKED = re.compile(
    r"(?:이|가|은|는)\s[^.‘“'\"]{0,40}?(?:좋은\s반응|큰\s반응|반응이\s좋|호응|호평|인기|사랑을\s받|화제|주목)"
)


def _is_run_by(text: str, places: Sequence[Place], paragraph: Paragraph, quote: Quote, subject: str | None) -> bool:
    """Tell whether the sentence says that the subject runs what it names: 옥천군은 … ‘건강 정류장’을 운영하고 있습니다."""
    start, _ = paragraph.sentence_at(quote.start)
    acts = any(
        place.name == subject and start <= place.start < quote.start and _ACTS.match(place.tail) for place in places
    )
    behind = text[quote.end : quote.end + 50]
    return acts and (_RUN_IT.match(behind) is not None or _LIKED.match(behind) is not None)


_IS_A = r"(?:은|는)\s[^.‘“'\"]{6,90}?(?:제도|사업|창구|서비스|플랫폼|정책|시스템)(?:이다|다|입니다)\."


def _is_defined(prose: Prose, name: str) -> bool:
    """Tell whether a sentence says what a name is: 마을청원은 … 군수가 답하는 제도다."""
    bare = name.strip("‘’“”'\" ")
    sentence = re.compile(re.escape(bare) + r"[’”'\"]?" + _IS_A)
    return any(sentence.search(prose.text, start, end) for one in prose.body for start, end in one.sentences)


def _is_told(prose: Prose, paragraph: Paragraph, quote: Quote) -> bool:
    """Tell whether the first sentence says of what the title names that people like it: … 야간 민원실이 호응을 얻고 있다."""
    if not paragraph.title or not prose.body or not prose.body[0].sentences:
        return False
    start, end = prose.body[0].sentences[0]
    first = prose.text[start:end]
    return normal(prose.text[quote.inner_start : quote.inner_end]) in normal(first) and _LIKED.search(first) is not None


_ACTS = re.compile(r"(?:은|는|이|가)(?![가-힣])")


def _score(prose: Prose, places: Sequence[Place], paragraph: Paragraph, quote: Quote, subject: str | None) -> float:
    """Return how much a quoted name is what the page is about: its place, what is done with it, how it comes back."""
    text = prose.text
    name = text[quote.inner_start : quote.inner_end]
    bare = normal(name)
    if quote.speech or not _SHORTEST <= len(bare) <= _LONGEST or _NO_PROGRAM.search(name) or head_at_end(name):
        return 0.0
    if any(place.start <= quote.inner_start and quote.inner_end <= place.end for place in places):
        return 0.0
    sentence = paragraph.sentence_at(quote.start)
    if not paragraph.heading and (_OTHERS_ACT.search(text, *sentence) or not _RUN.search(text, *sentence)):
        return 0.0
    score = 1.0 if not paragraph.heading and paragraph is prose.body[0] else 0.5
    # 영등포구가 2019년에 시작한 ‘…’: whose it is stands before it.
    runs = any(p.name == subject and sentence[0] <= p.start < quote.start for p in places)
    score += 0.5 if runs and not paragraph.heading else 0.0
    score += 1.0 if _is_told(prose, paragraph, quote) else 0.0
    score += 1.0 if runs and _LIKED.match(text[quote.end : sentence[1]]) else 0.0
    pairs = bigrams(name)
    tail = normal(name.split()[-1])[-4:]
    for other in prose.paragraphs:
        words = text[other.start : other.end]
        if other is paragraph:
            words = text[other.start : quote.start] + " " + text[quote.end : other.end]
        held = normal(words)
        if bare in held:
            score += 1.5 if other.title else 1.0
        elif pairs and len(pairs & bigrams(words)) >= _MOST * len(pairs):
            score += 1.0 if other.title else 0.5
        elif len(tail) > 1 and tail in held:  # 공구소, 우체통, 공유: what it is
            score += 0.5 if other.title or len(tail) > 2 else 0.25  # noqa: PLR2004  a word of two letters says less
    return score


_MOST = 0.5

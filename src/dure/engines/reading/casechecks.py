"""What a plain phrase cannot be, whichever rule found it: the rest of a list, a count, a merit, what a page would say anyway."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dure.engines.reading.casedraft import CaseDraft

_PLAIN = re.compile(r"clause-|award-(?:plain|phrase|before|both)|plain-|told-|owned-|visited|praised|chosen-|official")
_NO_TITLE = re.compile(
    # 2건(…, …): how many, and which in brackets
    r"^\d{1,2}\s?(?:건|편|개|명)\s?\(|"
    # 등 총 6가지, … 등으로 고쳐: what follows a list; … 등으로 군수와 직원: what precedes it and more
    r"^등(?:으로|을|의|이|에)?\s|\s등(?:으로|에는|에서)\s|\s등이\s(?:호평|호응)"
    # 200여 명이 모여, 올해 5회째, 65개 시군에서 90개
    r"|\d\s?여\s?명|\d\s?회째$|에서\s\d+\s?(?:개|건)$"
    # … 한 점이: where one reason ends and the next begins
    r"|[가-힣]\s점[이은]$"
    # 발표주제는 … 한: said of the title that stands elsewhere
    r"|^(?:발표\s?)?주제는\s"
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
)
_A_SITE = re.compile(r"(?:누리집|홈페이지|사이트)$")
_PROMISED = re.compile(r"공약\s?(?:사업|과제|사항)?인\s?$")
_MERIT = re.compile(r"(?:봉사|헌신|기여|노력|애쓴|힘쓴)(?:한|해\s?온)?$")
_MERIT_AFTER = re.compile(r"\s?(?:공로|공적|점을\s인정)")
_LONGEST_LISTED = 60  # code points; a longer part of a plain list lost its commas


# 내년부터 ‘…’을 도입하고 …하기로 했다: not done yet
_WHEN_TO_COME = re.compile(r"내년|내후년|앞으로|향후|하반기(?:에|부터)|조만간|다음\s?달|장기적으로")
_TO_COME = re.compile(r"(?:기로\s했|[가-힣]\s(?:계획|방침|예정|구상|생각|참)이)[가-힣]{1,3}[.]?\s*$")
_GOES_ON = re.compile(
    r"[’'”」]?\s?[^.,]{0,12}?(?:지속|계속|이어\s?[가나]|확대|늘[리려])"
)  # … 운영을 지속하며: it runs already
_PLANNABLE = frozenset({"quote-run", "quote-told-of"})


def is_planned(text: str, start: int, end: int) -> bool:
    """Tell a sentence that says what will be done later, and when."""
    return _WHEN_TO_COME.search(text, start, end) is not None and _TO_COME.search(text[start:end]) is not None


def is_no_title(text: str, draft: CaseDraft) -> bool:
    """Tell a title that is none: a phrase without marks by its own words, a quotation by what stands before it."""
    if draft.rule.startswith("quote-"):
        # Where something is read, and what was promised at an election, even in marks.
        return (
            (
                draft.rule in _PLANNABLE
                and not _GOES_ON.match(text, draft.end)
                and is_planned(text, *_sentence(text, draft))
            )
            or (draft.rule == "quote-told-of" and _A_SITE.search(text, draft.start, draft.end) is not None)
            or (_PROMISED.search(text, max(0, draft.start - 12), draft.start - 1) is not None)
        )
    if _PLAIN.match(draft.rule) is None:
        return False
    words = text[draft.start : draft.end]
    if _NO_TITLE.search(words) or (draft.rule == "clause-list" and len(words) > _LONGEST_LISTED):
        return True
    return _MERIT.search(words) is not None and _MERIT_AFTER.match(text, draft.end) is not None


_FAR = 200


def _sentence(text: str, draft: CaseDraft) -> tuple[int, int]:
    """Return roughly the sentence around a title: from the stop before it to the stop behind it."""
    start = max(text.rfind(stop, max(0, draft.start - _FAR), draft.start) for stop in (". ", "\n"))
    ends = [at for stop in (". ", ".\n", "\n") if (at := text.find(stop, draft.end, draft.end + _FAR)) >= 0]
    return max(start, 0), min(ends, default=draft.end + _FAR)

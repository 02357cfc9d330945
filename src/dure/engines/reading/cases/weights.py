"""How far what stands around a stretch, and its own form, say that it is a case's title: readable signs, each with a weight.

The weights are those of a logistic regression with an L2 penalty, fitted on annotated pages by `tests/gold/weighing.py`; the
table in `docs/methods/reading.md` (section 7) gives each sign with an example.
"""

from __future__ import annotations

import math
import re
import sys
from bisect import bisect_left
from collections import defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from dure.engines.reading.cases.frames import alike
from dure.engines.reading.casewords import GRADES, POSITIONS, Sign
from dure.engines.reading.clauses import is_concrete
from dure.engines.reading.events.draft import HEAD
from dure.engines.reading.lexicon import any_of_table
from dure.engines.reading.titles import normal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from dure.engines.reading.casedraft import CaseDraft, Place
    from dure.engines.reading.cases.candidates import Candidate
    from dure.engines.reading.cases.frames import Alike
    from dure.engines.reading.cases.tagging import Likelihood, Tagged
    from dure.engines.reading.document import Span
    from dure.engines.reading.prose import Prose, Quote


_PROGRAMS = any_of_table("facts", "cases", "program_nouns")
_CASES = r"(?:사례|시책|정책|과제|제안|아이디어|프로젝트|사업)"
_BODY = r"[가-힣](?:시|군|구|도|청|과|팀|국|실|관|공사|공단|재단|센터|면|읍|동|소|처|부)"

# In the stretch itself.
_OWN = (
    Sign(
        "names a deed",
        re.compile(
            r"(?:[가-힣]기|조성|운영|구축|추진|도입|설치|지원|개선|개발|제작|확대|활용|해결|해소|제공|안내|관리|전환|절감|보급|정비|점검|나눔|알림|대행|공유)$"
        ),
    ),
    Sign("names an event", re.compile(rf"(?:{HEAD.pattern}|행사|조사|평가단|참여단|기관|공무원|유공)$")),
    Sign(
        "names a field",
        re.compile(
            r"(?:분야|부문|지표|항목|영역|방향|성과|역량|리더십|행정|혁신|소통|협업|참여|체감도|효율화|활성화|강화|향상|만족도|전략|계획|발전|실현|사회|정부|도시|사례|시책|제안|아이디어)$"
        ),
    ),
    Sign("names a team", re.compile(r"(?:팀|모임|동아리|연구회|자문단|봉사단|위원회|협의회|협의체|단체|네트워크)$")),
    Sign(
        "names a law or a writing",
        re.compile(
            r"(?:법|법률|조례안?|개정안|규칙|지침|헌장|선언|고시|훈령|사례집|백서|책자|가이드북|영상|포스터|누리집|홈페이지|채널|신문|뉴스|소식지)$"
        ),
    ),
    Sign("names a person", re.compile(rf"(?:{POSITIONS}|[가-힣]\s씨|님|주민들?|직원들?)$")),
    Sign("ends in a grade", re.compile(rf"(?:{GRADES}|[가-힣]{{2,}}상)$")),
    Sign("lists", re.compile(r"[,·]")),
    Sign(
        "describes",
        re.compile(
            r"[가-힣](?:을|를|로|에|에서|이|가)\s(?:[^\s]+\s)?[가-힣]*(?:는|한|된|은|린|운|든|른|꾼|낸|준|인|간|온|진|던)\s"
        ),
    ),
    Sign("counts", re.compile(r"\d\s?(?:여\s?)?(?:명|원|점|표|위|건|회|곳|%|퍼센트|억|만|차례|등급)")),
    Sign(
        "says when",
        re.compile(
            r"(?:^|\s)(?:지난|올해|내년|이번|이날|오는|당일|\d{1,2}월|\d{1,2}일|(?:19|20)\d{2}년?|제\d+회)(?:\s|$|에|도)"
        ),
    ),
    Sign("many particles", re.compile(r"(?:[을를이가은는에로의]\s.*){4,}")),
)
# Before it, in its sentence.
_BEFORE = (
    Sign(
        "a grade's own",
        re.compile(
            rf"(?:{GRADES})(?:상|작)?(?:은|는|에는|에|으로|로|의)?\s?(?:[가-힣A-Za-z0-9·]{{1,14}}(?:\s[가-힣A-Za-z0-9·]{{1,14}})?(?:의)?\s)?$"
        ),
    ),
    Sign(
        "cases are",
        re.compile(
            r"(?:사례|시책|정책|과제|수상작|선정작|우수작|성과|사업)(?:로는|으로는|은|는|로|으로|인|에는|가운데|중)\s"
        ),
    ),
    Sign("an owner's", re.compile(rf"{_BODY}\)?(?:의|가|이|는|은)?\s$")),
    Sign(
        "who did it",
        re.compile(
            r"(?:운영한|만든|시작한|추진한|개발한|도입한|시행한|발표한|제안한|출품한|선보인|낸|내놓은|고안한|마련한|펼친|운영하는|추진하는|운영\s?중인|추진\s?중인|제출한|소개한|기획한|받은|뽑힌|수상한|선정된|꼽힌|오른|차지한)\s$"
        ),
    ),
    Sign(
        "a writing's or a gathering's",
        re.compile(
            r"(?:사례집|책|백서|책자|누리집|홈페이지|게시판|영상|앱|채널|안건|의제|공약사업인|공약인|노래|공연|시조|소식지|(?:참석|참가|개최|주관|주최)한|모인|열린)(?:은|는|인)?\s?$"
        ),
    ),
    Sign("in a field", re.compile(r"(?:분야|부문)(?:은|는|에서|에서는|에는|의|에)?\s")),
    Sign("it is", re.compile(r"(?:것|하나|주인공|곳|첫째|둘째|셋째|번째)(?:은|는|이|가|로|로는|,)\s")),
    Sign("sought", re.compile(r"공모|모집|접수|신청|예정|계획|목표|위해|앞으로|향후")),
    Sign("met", re.compile(r"주최|주관|개최|열린|참석|참가|방문|위촉|협약")),
)
# Right behind it.
_BEHIND = (
    Sign(
        "called a case",
        re.compile(rf"\s?(?:우수\s?|대표\s?|혁신\s?)?(?:{_CASES}|{_PROGRAMS})(?=[을를이가은는로의으에,.\s]|등|$)"),
    ),
    Sign("so it is", re.compile(r"\s?(?:이다|다|이었다|였다|입니다|이에요|예요|이며|이고)[.,\s]")),
    Sign("subject", re.compile(r"(?:이|가)\s")),
    Sign("place", re.compile(r"(?:에서|에게|에는|에\s)")),
    Sign("and so on", re.compile(r"\s?(?:등|외)(?:\s|[을이의])")),
    Sign(
        "said",
        re.compile(
            r"\s?이?(?:라고|라며|라면서|며|고)\s?|(?:을|를)\s(?:적어|적었|적은|써\s|외[쳤치]|물었|묻는)|\s?(?:이?라|냐|다|자)?는\s(?:물음|질문|말|의문|생각|답|의견|목소리|점|뜻)"
        ),
    ),
    Sign("whose", re.compile(r"\s?\((?!\d)[^()]{2,20}\)")),
    Sign(
        "a slogan",
        re.compile(r"\s?(?:을|를|이?라는|이란)?\s?(?:[가-힣]+\s)?(?:슬로건|표어|비전|구호|목표|기치|가치|모토)"),
    ),
    Sign(
        "a talk's",
        re.compile(r"\s?(?:이라는|라는)\s(?:제목|주제)(?:로|으로)\s[^.\n]{0,40}?(?:강연|강의|특강|들려|이야기)"),
    ),
    Sign("a wish", re.compile(r"(?:을|를)?\s?(?:위해|위한|통해|통한|목표|바탕|기반|중심|기대|당부|강조|약속|다짐)")),
    Sign(
        "an event",
        re.compile(
            rf"\s?(?:을|를|이|가|에|에서)?\s?(?:[가-힣]+\s)?(?:{HEAD.pattern}|행사|대회|본선|개최|열[렸린고었]|참석|참가|출전|진출)"
        ),
    ),
    Sign(
        "a field or a team",
        re.compile(
            r"\s?(?:분야|부문|지표|항목|영역|과목|점수|등급|팀|동아리|모임|위원회|협의회|협의체|단체|기관|기업|공무원|소속|회의|총무|회장|대표|팀장)(?=(?:은|는|이|가|을|를|의|에|에서|에서는|에는|과|와|도|으로|로)?(?:[\s,.]|$))"
        ),
    ),
)
# Further on in its sentence.
_LATER = (
    Sign("told later", re.compile(r"소개|발표|공유|선보|설명|호평|호응|주목|눈길|인기|화제|관심|박수")),
    Sign("done later", re.compile(r"추진|운영|도입|시행|구축|개발|만들|시작|설치|제공|바꾸|바꿔|펼|실시")),
    Sign("planned later", re.compile(r"계획|예정|방침|모집|공모|접수|개최|열린다|기로\s했")),
    Sign(
        "judged later",
        re.compile(r"평가했|심사했|심사한|기준|배점|논의|토론|의견|강조|당부|교육|강연|특강|안건|의결|다짐|답변"),
    ),
)
WEIGHTS: Final[Mapping[str, float]] = {
    "any": -1.18,
    "names a deed": 0.3,
    "names an event": -0.31,
    "names a field": -0.42,
    "names a team": -2.1,
    "names a law or a writing": -0.55,
    "names a person": -1.34,
    "ends in a grade": -1.12,
    "lists": -0.01,
    "describes": 0.35,
    "counts": -0.14,
    "says when": -1.4,
    "many particles": -0.76,
    "a grade's own": 0.35,
    "cases are": 0.15,
    "an owner's": 0.52,
    "who did it": 0.18,
    "a writing's or a gathering's": -0.97,
    "in a field": 0.1,
    "it is": -0.23,
    "sought": -0.14,
    "met": -0.27,
    "called a case": 0.46,
    "so it is": 0.28,
    "subject": 0.33,
    "place": -0.12,
    "and so on": 0.47,
    "said": -1.57,
    "whose": 0.15,
    "a talk's": -0.8,
    "a slogan": -0.96,
    "a wish": -0.99,
    "an event": -0.74,
    "a field or a team": -1.8,
    "told later": 0.05,
    "done later": 0.05,
    "planned later": -0.66,
    "judged later": -0.22,
    "item": -0.24,
    "row": -0.4,
    "told": -0.61,
    "single marks": -0.36,
    "double marks": -0.03,
    "marks within marks": -1.19,
    "part of a title": -0.26,
    "8 to 20 letters": 0.2,
    "above 50 letters": -2.41,
    "one word": -0.8,
    "two words": -0.85,
    "nothing but praise": -0.74,
    "an institution": -0.32,
    "row alone": -0.75,
    "row among rows": 0.64,
    "found beside": 0.13,
    "found in the paragraph": 0.04,
    "found on the page": 0.03,
    "in the headline": 0.11,
    "in the lead": -0.26,
    "off topic": 0.28,
    "in passing": -0.07,
    "on topic": -0.32,
    "a rule's": 1.78,
    "across a rule's": 0.88,
    "the field's": 0.07,
    "across the field's": 0.26,
    "begins here": 0.05,
    "ends here": 0.08,
    "its unlikeliest word": 0.0,
    "its words": 0.17,
    "just this": 0.02,
    "alike in the sentence": 0.06,
    "alike in the paragraph": 0.63,
    "alike on the page": 0.54,
}
"""What each sign adds, as `python -m tests.gold.weighing` fitted it, to two digits."""
_FOUND: Final = ("found beside", "found in the paragraph", "found on the page")
"""Signs that another title was found near: by a rule, or by the field with a probability of `_SURE`."""

_SURE = 0.8
_TOPICS: Final = ("off topic", "in passing", "on topic")
NEVER = 1e-4
"""What is added to a probability and its opposite before their odds are taken: of what never happens they are 1 to 10,000."""
_REACH, _LATER_REACH = 60, 60  # code points before and behind
_NAME, _USUAL, _LONG = 7, 20, 50  # letters
_FEW_WORDS = ("one word", "two words")
_PART = 1.5


MEASURED: Final = (
    *("begins here", "ends here", "its unlikeliest word", "its words", "just this"),
    *("alike in the sentence", "alike in the paragraph", "alike on the page"),
)
"""Signs that are measured: more of them never speaks against a title."""

Signs = dict[str, float]
"""Names of `WEIGHTS` and how much each counts: 1, or by what the field says the logarithm of some odds."""


def weight_of(signs: Signs, weights: Mapping[str, float] = WEIGHTS) -> float:
    """Return the logarithm of the odds that a stretch with these signs is a title: 0 is as likely as not."""
    return math.fsum(weights[name] * much for name, much in signs.items())


def signs_of(
    prose: Prose,
    places: Sequence[Place],
    candidates: Sequence[Candidate],
    drafts: Sequence[CaseDraft],
    told: Tagged,
    topic: int,
) -> list[Signs]:
    """Return the signs of each candidate of a page, in the candidates' order.

    Among them: that rules (``drafts``) or the field (``told``) found it, and how far the page speaks of innovation (``topic``, 0 to 2).
    """
    text = prose.text
    headline = normal(" ".join(text[one.start : one.end] for one in prose.headings))
    sentences = [one.paragraph.sentence_at(one.start) for one in candidates]
    by_rules = _Stretches((draft.start, draft.end) for draft in drafts)
    by_field = _Stretches(title[:2] for title in told.titles)
    sure = {title[:2] for title in told.titles if title[2] >= _SURE}
    company = defaultdict(list)
    holders = defaultdict(list)
    for one in sorted(candidates, key=lambda each: each.start):
        if (one.start, one.end) in by_rules or (one.start, one.end) in sure:
            company[one.form].append(one.start)
        if one.form in {"item", "row"}:
            holders[one.paragraph.start].append(one)
    rows = {one.paragraph.start for one in candidates if one.form == "row"}
    nested = {span for paragraph in prose.body for span in _nested(paragraph.quotes)}
    number = {paragraph.start: at for at, paragraph in enumerate(prose.body)}
    likelihoods = [told.likelihood(one.start, one.end) for one in candidates]
    others = alike(text, candidates, [one.exact for one in likelihoods])
    found = []
    for one, sentence, likely, like in zip(candidates, sentences, likelihoods, others, strict=True):
        signs = {
            "any",
            _TOPICS[topic],
            *_said(text, one, sentence),
            *_shape(text, one, holders[one.paragraph.start], nested),
            *_found(one, by_rules, by_field),
        }
        if any(place.start <= one.start and one.end <= place.end + 1 for place in _near(places, one)):
            signs.add("an institution")
        if one.form == "row":
            at = number[one.paragraph.start]
            beside = sum(
                body.start in rows for body in (*prose.body[max(0, at - 2) : at], *prose.body[at + 1 : at + 3])
            )
            signs.update(("row alone",) if not beside else ("row among rows",) if beside > 1 else ())
        if normal(text[one.start : one.end]) in headline:
            signs.add("in the headline")
        signs.update(_company(one, sentence, company[one.form]))
        if one.paragraph is prose.body[0]:
            signs.add("in the lead")
        found.append({**dict.fromkeys(signs, 1.0), **_likely(likely), **_alike(like)})
    return found


def _likely(told: Likelihood) -> Signs:
    """Return the logarithms of the odds that the field gives a stretch, between ±9.2."""
    return {
        "begins here": _log_odds(told.begins),
        "ends here": _log_odds(told.ends),
        "its unlikeliest word": _log_odds(told.least),
        "its words": _log_odds(told.mean),
        "just this": _log_odds(told.exact),
    }


def _alike(others: Alike) -> Signs:
    """Return the logarithms of 1 and how many others in the same frame are titles."""
    return {
        "alike in the sentence": math.log1p(others.sentence),
        "alike in the paragraph": math.log1p(others.paragraph),
        "alike on the page": math.log1p(others.page),
    }


def _log_odds(chance: float) -> float:
    return math.log((chance + NEVER) / (1 - chance + NEVER))


def _company(one: Candidate, sentence: tuple[int, int], found: Sequence[int]) -> Iterator[str]:
    """Yield how near another title of the same form was found; ``found`` is where those titles begin, in order."""

    def others(start: int, end: int) -> int:
        own = bisect_left(found, min(one.end, end)) - bisect_left(found, max(one.outer_start, start))
        return bisect_left(found, end) - bisect_left(found, start) - own

    if others(*sentence):
        yield _FOUND[0]
    elif others(one.paragraph.start, one.paragraph.end):
        yield _FOUND[1]
    elif others(0, sys.maxsize):
        yield _FOUND[2]


class _Stretches:
    """Stretches that rules or the field found, kept in order, so that a page of thousands stays quick."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = frozenset(spans)
        ordered = sorted(self._spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))

    def __contains__(self, span: Span) -> bool:
        return span in self._spans

    def across(self, start: int, end: int) -> bool:
        """Tell whether one of them shares code points with a stretch."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._ends[before - 1] > start


def _found(one: Candidate, by_rules: _Stretches, by_field: _Stretches) -> Iterator[str]:
    for spans, own, across in (
        (by_rules, "a rule's", "across a rule's"),
        (by_field, "the field's", "across the field's"),
    ):
        if (one.start, one.end) in spans:
            yield own
        elif spans.across(one.start, one.end):
            yield across


def _near(places: Sequence[Place], one: Candidate) -> Sequence[Place]:
    at = bisect_left(places, one.start, key=lambda place: place.start)
    return places[max(0, at - 2) : at + 2]


def _said(text: str, one: Candidate, sentence: tuple[int, int]) -> list[str]:
    title = text[one.start : one.end]
    before = text[max(min(sentence[0], one.outer_start), one.outer_start - _REACH) : one.outer_start]
    behind = text[one.outer_end : max(sentence[1], one.outer_end)]
    later = behind[:_LATER_REACH]
    return [
        *[name for name, words in _OWN if words.search(title)],
        *[name for name, words in _BEFORE if words.search(before)],
        *[name for name, words in _BEHIND if words.match(behind)],
        *[name for name, words in _LATER if words.search(later)],
    ]


def _nested(quotes: Iterable[Quote]) -> Iterator[Span]:
    """Yield the quotations that stand wholly within another; they come in the order in which they begin."""
    reach = 0
    for quote in quotes:
        if quote.end < reach:
            yield quote.start, quote.end
        reach = max(reach, quote.end)


def _shape(text: str, one: Candidate, holders: Sequence[Candidate], nested: Collection[Span]) -> Iterator[str]:
    title = text[one.start : one.end]
    if one.form != "quote":
        yield one.form
    else:
        mark = text[one.outer_start]
        if mark in "‘'’`":
            yield "single marks"
        elif mark in '“"':
            yield "double marks"
        if (one.outer_start, one.outer_end) in nested:
            yield "marks within marks"
        letters = len(normal(title)) * _PART
        if any(
            other.start < one.outer_start <= one.outer_end <= other.end + 1
            and len(normal(text[other.start : other.end])) > letters
            for other in holders
        ):
            yield "part of a title"
    letters = len(normal(title))
    if _NAME < letters <= _USUAL:
        yield "8 to 20 letters"
    elif letters > _LONG:
        yield "above 50 letters"
    words = len(title.split())
    if words <= len(_FEW_WORDS):
        yield _FEW_WORDS[words - 1]
    if letters > _NAME and not is_concrete(title):
        yield "nothing but praise"

"""The decision on a page's titles: what rules and the field found, and every stretch of a title's form, weighed by its signs."""

from __future__ import annotations

import heapq
import math
import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import BODIES, CaseDraft, overlaps, places_in
from dure.engines.reading.cases.candidates import Candidate, candidate_at, candidates_of
from dure.engines.reading.cases.tagging import tagged
from dure.engines.reading.cases.weights import WEIGHTS, signs_of, weight_of
from dure.engines.reading.titles import is_title_like, letters_of, same_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.cases.tagging import Tagged
    from dure.engines.reading.document import Span
    from dure.engines.reading.prose import Prose

ADDED = -0.2
"""From this weight on a stretch that no rule found is a title: 45 of 100 are, which makes F1 best."""
KEPT = -0.9
"""From this weight on what a rule found is kept: it brings owner, field and grade with it."""
HOPELESS = 0.005
"""What the field thinks less likely than this, and no rule found, is not weighed at all."""
_FIRST_GROUP = 5000
_MOST = 200  # no article names more cases
_MOST_TOLD = 400
_SUREST = 0.95
_NOTE = 3  # an item whose note in brackets holds the title: 안전과 주무관(눈길 자동 염수 분사 지도)


def decided(
    prose: Prose,
    places: Sequence[Place],
    drafts: Sequence[CaseDraft],
    topic: int,
    told: Tagged | None = None,
    weights: Mapping[str, float] = WEIGHTS,
) -> list[CaseDraft]:
    """Return the titles of a page: what weighs enough, the heaviest first where stretches overlap.

    ``drafts`` are what rules found, ``topic`` is what `topic_of` says of the page; ``told`` is what the field says of it and ``weights``
    what signs weigh (logarithms of odds), given where they are fitted. The formula and the signs stand in `docs/methods/reading.md`
    (section 7).
    """
    told = told or tagged(prose, places)
    candidates, own = rows_of(prose, drafts, told)
    signs = signs_of(prose, places, candidates, drafts, told, topic)
    weighed = [weight_of(found, weights) for found in signs]
    by_rules = {at: draft for draft, at in zip(drafts, own, strict=True) if at is not None}
    kept = [draft for draft, at in zip(drafts, own, strict=True) if at is None]
    titles = [letters_of(prose.text[one.start : one.end]) for one in kept]
    above = [weight - (KEPT if at in by_rules else ADDED) for at, weight in enumerate(weighed)]
    likely = sorted(
        (at for at, much in enumerate(above) if much >= 0), key=lambda at: (-above[at], candidates[at].start)
    )
    longer = {candidates[at].start: candidates[at].end for at in likely if at in by_rules}
    for at in likely[:_MOST]:
        one = candidates[at]
        draft = by_rules.get(at)
        if draft is None and longer.get(one.outer_start, 0) > one.outer_end and _BY.match(prose.text, one.outer_end):
            continue  # ‘창업 공작소 운영’을 통한 창업생태계 활성화: what a title begins with
        title = letters_of(prose.text[one.start : one.end])
        until = one.outer_end + _NOTE if prose.text[one.outer_end : one.outer_end + 1] == "(" else one.end
        if overlaps(one.start, until, kept):
            continue
        if draft is None and any(same_letters(title, other) for other in titles):
            continue
        if draft is not None and title in titles and kept[first := titles.index(title)].rule == "weighed":
            del kept[first], titles[first]  # the rule's says it too, and whose it is
        titles.append(title)
        kept.append(draft or _added(prose.text, places, one, weighed[at]))
    return kept


def _added(text: str, places: Sequence[Place], one: Candidate, weight: float) -> CaseDraft:
    sure = min(_SUREST, round(1 / (1 + math.exp(-weight)), 2))
    owner = _owner(text, places, one)
    return CaseDraft(one.start, one.end, _FIRST_GROUP + one.paragraph.start, "weighed", sure, owner=owner)


def rows_of(prose: Prose, drafts: Sequence[CaseDraft], told: Tagged) -> tuple[list[Candidate], list[int | None]]:
    """Return the candidates of a page, what rules and the field found among them, and for each draft its candidate's number.

    None where a draft has no candidate: it stands outside the body.
    """
    found = {(one.start, one.end) for one in drafts}
    candidates = [
        one
        for one in candidates_of(prose)
        if (one.start, one.end) in found or told.likelihood(one.start, one.end).mean >= HOPELESS
    ]
    number = {(one.start, one.end): at for at, one in enumerate(candidates)}
    own: list[int | None] = []
    for start, end in (*((one.start, one.end) for one in drafts), *_told(prose.text, told)):
        if (start, end) not in number:
            one = candidate_at(prose, start, end)
            if one is None:
                own.append(None)
                continue
            number[start, end] = len(candidates)
            candidates.append(one)
        own.append(number[start, end])
    return candidates, own[: len(drafts)]


def _told(text: str, told: Tagged) -> Iterator[Span]:
    """Yield the stretches that the field finds, and those that it finds less likely than others and that could be titles."""
    yield from (title[:2] for title in told.titles)
    likeliest = heapq.nlargest(_MOST_TOLD, told.likely, key=lambda one: one[2])
    yield from ((start, end) for start, end, _ in likeliest if is_title_like(text[start:end]))


_BY = re.compile(r"\s?(?:을|를)\s통한\s")
_NEAR = 14  # code points before the title in which its owner's name begins
_BETWEEN = frozenset({"", "의", "가", "이", "는", "은", ")"})


# 창원시설공단 주차팀은 주차장 빈자리와 장바구니의 관계를 파헤쳐: who the title's sentence speaks of
_DOES = re.compile(r"(?:청)?(?:\s[가-힣]{1,10}(?:팀|과|국|실|부|센터|사업소))?(?:은|는|이|가|의)\s")


def _owner(text: str, places: Sequence[Place], one: Candidate) -> Place | None:
    before = places_in(places, max(0, one.outer_start - _NEAR), one.outer_start)
    if before and text[before[-1].end : one.outer_start].strip() in _BETWEEN:
        return before[-1]
    sentence = places_in(places, one.paragraph.sentence_at(one.start)[0], one.outer_start)
    alone = sentence[0] if len(sentence) == 1 and sentence[0].kind in BODIES else None
    return alone if alone and _DOES.match(text, alone.end) else None

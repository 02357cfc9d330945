"""A second opinion on the titles that rules found: what weighs enough is added, and a list that weighs far too little is dropped."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft, places_in
from dure.engines.reading.cases.candidates import Candidate, candidate_of, candidates_of
from dure.engines.reading.cases.weights import WEIGHTS, bare_weight, signs_of, weight_of
from dure.engines.reading.titles import letters_of, same_letters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.prose import Prose

ADDED = 1.8
"""From this weight on a candidate that no rule found is added: odds of 6 to 1."""
DROPPED = -2.0
"""Below this a list of the rules is dropped; one or two findings only where the page keeps another."""
_FEW = 2
_FIRST_GROUP = 5000
_MOST = 200  # no article names more cases
_SUREST = 0.95
_NOTE = 3  # an item whose note in brackets holds the title: 안전과 주무관(눈길 자동 염수 분사 지도)


def second_opinion(
    prose: Prose, places: Sequence[Place], drafts: Sequence[CaseDraft], weights: Mapping[str, float] = WEIGHTS
) -> list[CaseDraft]:
    """Return the rules' findings without the lists that weigh too little, and with the stretches that weigh enough.

    The formula and the signs stand in `docs/methods/reading.md` (section 7); ``weights`` are others than its own where they are fitted.
    """
    candidates, own = opinion_rows(prose, drafts)
    signs = signs_of(prose, places, candidates, drafts)
    kept = _kept(drafts, [None if at is None else bare_weight(signs[at], weights) for at in own])
    taken = [(one.start, one.end) for one in drafts]
    titles = [letters_of(prose.text[one.start : one.end]) for one in kept]
    weighed = sorted(
        (
            (weight_of(found, weights), one.start, one)
            for one, found in zip(candidates, signs, strict=True)
            if one.form != "told"
        ),
        key=lambda each: (-each[0], each[1]),
    )
    for weight, _, one in weighed[:_MOST]:
        if weight < ADDED:
            break
        title = letters_of(prose.text[one.start : one.end])
        until = one.outer_end + _NOTE if prose.text[one.outer_end : one.outer_end + 1] == "(" else one.end
        if any(one.start < end and start < until for start, end in taken) or any(
            same_letters(title, other) for other in titles
        ):
            continue
        taken.append((one.start, one.end))
        titles.append(title)
        sure = min(_SUREST, round(1 / (1 + math.exp(-weight)), 2))
        kept.append(
            CaseDraft(
                one.start,
                one.end,
                _FIRST_GROUP + one.paragraph.start,
                "weighed",
                sure,
                owner=_owner(prose.text, places, one),
            )
        )
    return kept


def _kept(drafts: Sequence[CaseDraft], weights: Sequence[float | None]) -> list[CaseDraft]:
    """Return the findings but for the lists that weigh too little: the middle between their mean and their best.

    What is quoted and won a grade is never taken back.
    """
    lists = defaultdict(list)
    for draft, weight in zip(drafts, weights, strict=True):
        if weight is not None:
            lists[draft.group].append(weight)
    poor = {group for group, found in lists.items() if (math.fsum(found) / len(found) + max(found)) / 2 < DROPPED}
    firm = [one for one in drafts if one.group not in poor or (one.grade and one.rule.startswith("quote-"))]
    return firm or [draft for draft in drafts if len(lists[draft.group]) <= _FEW]


def opinion_rows(prose: Prose, drafts: Sequence[CaseDraft]) -> tuple[list[Candidate], list[int | None]]:
    """Return the candidates of a page, the rules' own findings among them, and for each finding the number of its candidate."""
    candidates = candidates_of(prose)
    number = {(one.start, one.end): at for at, one in enumerate(candidates)}
    own: list[int | None] = []
    for draft in drafts:
        if (draft.start, draft.end) not in number:
            told = candidate_of(prose, draft)
            if told is None:
                own.append(None)
                continue
            number[draft.start, draft.end] = len(candidates)
            candidates.append(told)
        own.append(number[draft.start, draft.end])
    return candidates, own


_NEAR = 14  # code points before the title in which its owner's name begins
_BETWEEN = frozenset({"", "의", "가", "이", "는", "은", ")"})


def _owner(text: str, places: Sequence[Place], one: Candidate) -> Place | None:
    before = places_in(places, max(0, one.outer_start - _NEAR), one.outer_start)
    return before[-1] if before and text[before[-1].end : one.outer_start].strip() in _BETWEEN else None

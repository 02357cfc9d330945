"""When a short name counts, and what it is part of.

A short name without its unit (하동, 이천, 부여) is a common word as often as a county, so it counts only with support:
its province before it or around it, a neighbour of the same province in a list, a dateline (``하동=``), or the full
name on the same page. For an everyday word (이천, two thousand) the full name elsewhere is no support, and for some
(예산, a budget) not even the province.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dure.engines.reading.drafts import Draft, Lexicon
    from dure.engines.reading.squeeze import Squeezed
    from dure.engines.reading.surfaces import Entity

__all__ = ["disjoint", "joined", "supported"]

_DOTS: Final = frozenset("·‧ㆍ・")
_LONGEST_BRACKET: Final = 40  # characters of the view in which 강원(고성·양양) still says where


def supported(view: Squeezed, drafts: Sequence[Draft], lexicon: Lexicon) -> list[Draft]:
    """Keep the drafts that need no support or have it, in order."""
    introduced = {
        entity.lineage
        for draft in drafts
        if draft.needs == "nothing" and draft.kind not in {"office", "organisation"}
        for entity in draft.candidates
    }
    elided = _elided(view, drafts, lexicon)
    kept: list[Draft] = []
    for position, draft in enumerate(drafts):
        if draft.needs == "nothing":
            kept.append(draft)
            continue
        is_introduced = any(entity.lineage in introduced for entity in draft.candidates)
        if draft.needs == "introduction":
            if is_introduced:
                kept.append(draft)
            continue
        following = [after for after in drafts[position + 1 : position + 3] if after.start == draft.end]
        if (
            draft.start in elided
            or _in_dateline(view, draft)
            or (is_introduced and draft.core not in lexicon.everyday)
            or any(_parts(draft, after, lexicon) for after in following)
            or (lexicon.everyday.get(draft.core, True) and _is_placed(view, kept, draft, lexicon))
        ):
            kept.append(draft)
    return kept


def _is_placed(view: Squeezed, before: Sequence[Draft], draft: Draft, lexicon: Lexicon) -> bool:
    """경남 하동, 경남(하동), and 하동·남해, where the neighbour is of the same province."""
    if any(_parts(whole, draft, lexicon) for whole in before[-2:] if whole.end == draft.start):
        return True
    around = _around(view, before, draft)
    if around is not None and _parts(around, draft, lexicon):
        return True
    return bool(before) and _are_neighbours(view, before[-1], draft, draft, lexicon)


def _elided(view: Squeezed, drafts: Sequence[Draft], lexicon: Lexicon) -> set[int]:
    """Return where the short names begin whose unit only the last of a list says: 양천·강서·구로·금천구."""
    found: set[int] = set()
    following: Draft | None = None
    for draft in reversed(drafts):
        if draft.needs == "support":
            if following is None or not _are_neighbours(view, draft, following, draft, lexicon):
                following = None
                continue
            found.add(draft.start)
        following = draft if draft.kind == "government" else None
    return found


def _are_neighbours(view: Squeezed, left: Draft, right: Draft, short: Draft, lexicon: Lexicon) -> bool:
    """Tell whether two names of one province stand side by side in a list; everyday words need more than a comma."""
    separator = view.text[left.end : right.start]
    if separator != "," and separator not in _DOTS:
        return False
    if separator == "," and short.core in lexicon.everyday:
        return False
    return bool(_provinces([left], lexicon) & _provinces([right], lexicon))


def _provinces(drafts: Iterable[Draft], lexicon: Lexicon) -> set[str]:
    return {
        parent
        for draft in drafts
        for entity in draft.candidates
        if entity.kind == "government"
        for parent in lexicon.parents.get(entity.key, ())
    }


def _around(view: Squeezed, before: Sequence[Draft], draft: Draft) -> Draft | None:
    """Return the name whose bracket ``draft`` stands in: 강원 in 강원(고성·양양)."""
    bracket = view.text.rfind("(", max(0, draft.start - _LONGEST_BRACKET), draft.start)
    if bracket < 0 or view.text.find(")", bracket, draft.start) >= 0:
        return None
    return next((whole for whole in reversed(before) if whole.end == bracket), None)


def _in_dateline(view: Squeezed, draft: Draft) -> bool:
    """하동=배병일 기자, (옥천=연합뉴스), [단양=뉴스핌]."""
    return view.text[draft.end : draft.end + 1] == "="


def _parts(whole: Draft, part: Draft, lexicon: Lexicon) -> tuple[Entity, ...]:
    """Return what ``part`` may be if it is a part of ``whole``."""
    return tuple(
        entity for entity in part.candidates if any(lexicon.is_part_of(entity, above) for above in whole.candidates)
    )


def disjoint(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Drop every draft that begins inside an earlier one; of those that begin together the longest stays."""
    taken = 0
    for draft in sorted(drafts, key=lambda draft: (draft.start, -draft.end)):
        if draft.start >= taken:
            yield draft
            taken = draft.end


def joined(view: Squeezed, drafts: Iterable[Draft], lexicon: Lexicon) -> list[Draft]:
    """Join a government with the part of it named directly behind: 경남 하동군, 성남시 분당구.

    In brackets, 강원(고성군) and 고성군(강원), the one decides the other but both stay.
    """
    done: list[Draft] = []
    for draft in drafts:
        last = done[-1] if done else None
        if last is not None and last.end == draft.start and last.kind == "government":
            parts = _parts(last, draft, lexicon)
            if parts:
                done[-1] = draft._replace(start=last.start, candidates=parts, with_parent=True)
                continue
        if last is not None and len(last.candidates) > 1 and view.text[last.end : draft.start] == "(":
            done[-1] = last._replace(candidates=_parts(draft, last, lexicon) or last.candidates)
        around = _around(view, done, draft) if len(draft.candidates) > 1 else None
        parts = _parts(around, draft, lexicon) if around is not None else ()
        done.append(draft._replace(candidates=parts) if parts else draft)
    return done

"""Places and grades: competition ranking, ties, quotas per peer group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from dure.engines.indices.rulebook import Grade, QuotaRule, Rank
from dure.engines.indices.sentences import Refusal


class BorderTied(Refusal):
    """Equals stand on both sides of a quota's border and the guide says to decide by hand."""


Key = tuple[Fraction, ...]


def pools(units: Sequence[tuple[str, str]], rank: Rank) -> dict[str, list[str]]:
    """Return the units that compete with each other, by group (``all`` when ranked over all)."""
    found: dict[str, list[str]] = {}
    for code, group in units:
        found.setdefault(group if rank.within == "group" else "all", []).append(code)
    return found


def competition_ranks(keys: Mapping[str, Key]) -> dict[str, int]:
    """Rank by key, more is better: place = 1 + the number strictly better.

    >>> competition_ranks({"a": (Fraction(9),), "b": (Fraction(7),), "c": (Fraction(7),), "d": (Fraction(1),)})
    {'a': 1, 'b': 2, 'c': 2, 'd': 4}
    """
    ordered = sorted(keys, key=lambda code: keys[code], reverse=True)
    places: dict[str, int] = {}
    for number, code in enumerate(ordered, 1):
        before = ordered[number - 2] if number > 1 else None
        places[code] = places[before] if before is not None and keys[before] == keys[code] else number
    return {code: places[code] for code in keys}


def within_quota(ranks: Mapping[str, int], quota: QuotaRule, group: str, size: int | None = None) -> set[str]:
    """Return who stands inside a quota of one group.

    Raises:
        BorderTied: equals stand on the border and the rule refuses to decide.
    """
    places = quota.places(group, len(ranks) if size is None else size)
    inside = {code for code, rank in ranks.items() if rank <= places}
    if len(inside) <= places:
        return inside
    border = max(ranks[code] for code in inside)
    tied = sorted(code for code in inside if ranks[code] == border)
    if quota.on_tie == "refuse":
        raise BorderTied("border_tied", group=group, units=tuple(tied), place=border, places=places)
    return inside if quota.on_tie == "include" else inside - set(tied)


def grades(
    ranks: Mapping[str, int], scores: Mapping[str, Fraction], rule: Grade, units: Sequence[tuple[str, str]], rank: Rank
) -> dict[str, str]:
    """Return each ranked unit's grade: the first band from the top that takes it."""
    found: dict[str, str] = {}
    for group, members in pools([unit for unit in units if unit[0] in ranks], rank).items():
        here = {code: ranks[code] for code in members}
        for band in rule.bands:
            if band.quota is not None:
                taken = within_quota(here, band.quota, group)
            elif band.min_score is not None:
                taken = {code for code in members if scores[code] >= band.min_score}
            else:
                taken = set(members)
            for code in taken:
                found.setdefault(code, band.name)
    return {code: found[code] for code in ranks if code in found}

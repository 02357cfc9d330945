"""What other rules would have given on the same sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from dure.engines.ranking.ranking import Place, Result


@dataclass(frozen=True, slots=True)
class Moved:
    """One entry under both rules; ``None`` where it has no place."""

    entry: str
    division: Mapping[str, str]
    before: int | None
    after: int | None
    award_before: str | None
    award_after: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every entry under both rules, how many stand elsewhere, and Kendall's τ_b of the places (``None``: undefined)."""

    entries: tuple[Moved, ...]
    places_differ: int
    awards_differ: int
    tau_squared: Fraction | None
    tau_sign: int


def compare(before: Result, after: Result) -> Comparison:
    """Compare two results of the same entries, by their places in their divisions.

    τ_b (M. G. Kendall 1945, "The treatment of ties in ranking problems") holds a square root, so its square and sign
    are given exactly; pairs are those inside one division of the first result that have a place in both.
    """
    other = {place.entry: place for place in after.places if place.scope == "division"}
    pairs = [(place, other[place.entry]) for place in before.places if place.scope == "division"]
    entries = tuple(
        Moved(one.entry, one.division, one.place, two.place, one.award, two.award) for one, two in pairs
    )  # fmt: skip
    squared, sign = _tau(pairs)
    return Comparison(
        entries,
        sum(entry.before != entry.after for entry in entries),
        sum(entry.award_before != entry.award_after for entry in entries),
        squared,
        sign,
    )


def _tau(pairs: list[tuple[Place, Place]]) -> tuple[Fraction | None, int]:
    both = [(one, one.place, two.place) for one, two in pairs if one.place is not None and two.place is not None]
    agree = first = second = 0
    for number, (left, a, b) in enumerate(both):
        for right, c, d in both[:number]:
            if left.division == right.division:
                agree += _sign(a - c) * _sign(b - d)
                first += a != c
                second += b != d
    if not first or not second:
        return None, 0
    return Fraction(agree * agree, first * second), _sign(agree)


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)

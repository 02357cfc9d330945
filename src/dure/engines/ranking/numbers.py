"""Exact numbers: text to ``Fraction`` and back, rounding, sums. Nothing here knows a float."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Final, Literal

RoundingMode = Literal["half_up", "half_even", "down", "up"]

_DECIMAL: Final = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,12})?")
_RATIO: Final = re.compile(r"-?[0-9]{1,18}/[0-9]{1,18}")
_LONGEST_DECIMAL: Final = 12


class NotANumber(ValueError):
    """A text that is no exact number: only ``12``, ``-3.5`` and ``35/100`` are."""


def parse_number(text: str) -> Fraction:
    """Read ``12``, ``-3.5`` or ``35/100``; at most 18 digits before and 12 behind the point.

    Raises:
        NotANumber: anything else, exponents, signs of thousands and a zero below the line included.

    >>> parse_number("18.5"), parse_number("35/100")
    (Fraction(37, 2), Fraction(7, 20))
    """
    if _DECIMAL.fullmatch(text):
        whole, _, behind = text.partition(".")
        return Fraction(int(whole + behind), 10 ** len(behind))
    if _RATIO.fullmatch(text):
        above, _, below = text.partition("/")
        if int(below):
            return Fraction(int(above), int(below))
    raise NotANumber(text)


def places_of(text: str) -> int:
    """Count the decimal places a number's text really uses.

    >>> places_of("18.50"), places_of("18"), places_of("0.125")
    (1, 0, 3)
    """
    return len(text.partition(".")[2].rstrip("0"))


def exact_text(value: Fraction) -> str:
    """Write a number so that it reads back equal: a decimal where one ends, else a ratio.

    >>> exact_text(Fraction(37, 2)), exact_text(Fraction(262, 3)), exact_text(Fraction(20))
    ('18.5', '262/3', '20')
    """
    below = value.denominator
    if below == 1:
        return str(value.numerator)
    twos = (below & -below).bit_length() - 1
    rest, fives = below >> twos, 0
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    digits = max(twos, fives)
    if rest != 1 or digits > _LONGEST_DECIMAL:
        return f"{value.numerator}/{below}"
    return format(Decimal(value.numerator * 10**digits // below).scaleb(-digits), "f")


def shown(value: Fraction, digits: int = 3) -> str:
    """Write a number for a screen: half up at ``digits`` places, ``≈`` in front where that lost something.

    >>> shown(Fraction(262, 3)), shown(Fraction(37, 2))
    ('≈87.333', '18.5')
    """
    rounded = round_to(value, digits, "half_up")
    return ("" if rounded == value else "≈") + exact_text(rounded)


def round_to(value: Fraction, digits: int, mode: RoundingMode) -> Fraction:
    """Round at ``digits`` decimal places; ``half_up`` sends halves away from zero, as offices do.

    >>> [str(round_to(Fraction(5, 2), 0, mode)) for mode in ("half_up", "half_even", "down", "up")]
    ['3', '2', '2', '3']
    """
    scale = 10**digits
    size = abs(value) * scale
    whole, rest = divmod(size.numerator, size.denominator)
    twice = 2 * rest
    if mode == "half_up":
        more = twice >= size.denominator
    elif mode == "half_even":
        more = twice > size.denominator or (twice == size.denominator and whole % 2 == 1)
    else:
        more = mode == "up" and rest > 0
    return Fraction((whole + more) * (-1 if value < 0 else 1), scale)


def total(values: Iterable[Fraction]) -> Fraction:
    """Add exactly, over one common denominator: one reduction for a sum, not one for each term.

    >>> total([Fraction(1, 2), Fraction(1, 3), Fraction(1, 6)])
    Fraction(1, 1)
    """
    return Fraction(*_over_common(list(values)))


def mean(values: Iterable[Fraction]) -> Fraction:
    """Average exactly; the values must not be empty."""
    terms = list(values)
    above, below = _over_common(terms)
    return Fraction(above, below * len(terms))


def weighed(values: Iterable[Fraction], factors: Iterable[Fraction]) -> Fraction:
    """Add values times factors exactly, again with one reduction.

    >>> weighed([Fraction(7), Fraction(9, 2)], [Fraction(3), Fraction(1, 3)])
    Fraction(45, 2)
    """
    terms = [
        (value.numerator * factor.numerator, value.denominator * factor.denominator)
        for value, factor in zip(values, factors, strict=True)
    ]
    below = lcm(*[under for _, under in terms])
    return Fraction(sum(over * (below // under) for over, under in terms), below)


def _over_common(terms: list[Fraction]) -> tuple[int, int]:
    """Return a sum's numerator and the terms' least common denominator, not reduced."""
    below = lcm(*{term.denominator for term in terms})
    return sum(term.numerator * (below // term.denominator) for term in terms), below


def median(values: Iterable[Fraction]) -> Fraction:
    """Take the middle value, or the mean of the two middle ones; the values must not be empty.

    >>> median([Fraction(1), Fraction(9), Fraction(4), Fraction(6)])
    Fraction(5, 1)
    """
    terms = sorted(values)
    half = len(terms) // 2
    return terms[half] if len(terms) % 2 else (terms[half - 1] + terms[half]) / 2

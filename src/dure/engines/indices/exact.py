"""Exact numbers: fractions, named rounding, and the few irrational functions to fifty digits.

The published path adds, multiplies and divides fractions only. Roots, logarithms and powers leave the fractions;
they are taken in decimal to fifty digits and go on as the fraction of that decimal, so that the same inputs give
the same digits on every machine.
"""

from __future__ import annotations

import decimal
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal, get_args

from dure.engines.indices.sentences import Refusal

Mode = Literal["half_up", "half_even", "half_down", "up", "down", "ceiling", "floor"]
"""How a number between two steps is rounded; ``half_up`` moves halves away from zero, as 사사오입 does."""

MODES: Final = get_args(Mode)
_DIGITS: Final = decimal.Context(prec=50, rounding=decimal.ROUND_HALF_EVEN)
_KEPT_PLACES: Final = 40
_MAGNITUDE: Final = 60


class NotANumber(Refusal):
    """A text that should be a decimal number is none, or is infinite."""


def to_fraction(value: Fraction | Decimal | float | str) -> Fraction:
    """Return a number as an exact fraction; a float counts as the shortest decimal that prints it.

    >>> to_fraction(0.1)
    Fraction(1, 10)

    Raises:
        NotANumber: the text is no finite decimal number, or one beyond 10^60 or its inverse.
    """
    if isinstance(value, Fraction | int):
        return Fraction(value)
    try:
        if isinstance(value, str) and "/" in value:
            return Fraction(value)
        number = Decimal(repr(float(value)) if isinstance(value, float) else value)
        if number and abs(number.adjusted()) > _MAGNITUDE:  # also keeps 1e999999999 from filling the memory
            raise NotANumber("number_beyond", value=str(value))
        return Fraction(number)
    except (ArithmeticError, ValueError) as error:
        if isinstance(error, NotANumber):
            raise
        raise NotANumber("not_a_number", value=repr(value)) from error


def to_decimal(value: Fraction) -> Decimal:
    """Return a fraction to fifty significant digits."""
    return _DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator))


def _back(value: Decimal) -> Fraction:
    step = Decimal(1).scaleb(-_KEPT_PLACES)
    wide = decimal.Context(prec=400)
    return Fraction(value.quantize(step, context=wide))


def round_to(value: Fraction, places: int, mode: Mode = "half_up") -> Fraction:
    """Round to ``places`` decimal places (negative: tens, hundreds …) and return the exact result.

    >>> round_to(Fraction("2.675"), 2), round_to(Fraction("2.665"), 2, "half_even")
    (Fraction(67, 25), Fraction(133, 50))
    >>> round_to(Fraction("-2.5"), 0), round_to(Fraction("-2.5"), 0, "floor")
    (Fraction(-3, 1), Fraction(-3, 1))
    """
    over, under = (10**places, 1) if places >= 0 else (1, 10**-places)
    numerator, denominator = value.numerator * over, value.denominator * under
    whole, rest = divmod(abs(numerator), denominator)
    is_negative = numerator < 0
    doubled = 2 * rest - denominator  # above, at or below the half
    if mode == "half_up":
        grows = doubled >= 0
    elif mode == "half_down":
        grows = doubled > 0
    elif mode == "half_even":
        grows = doubled > 0 or (doubled == 0 and whole % 2 == 1)
    elif mode == "up":
        grows = rest > 0
    elif mode == "down":
        grows = False
    elif mode == "ceiling":
        grows = rest > 0 and not is_negative
    else:
        grows = rest > 0 and is_negative
    size = whole + int(grows)
    return Fraction(-size * under if is_negative else size * under, over)


def square_root(value: Fraction) -> Fraction:
    """Return the root to forty places."""
    return _back(_DIGITS.sqrt(to_decimal(value)))


def logarithm(value: Fraction) -> Fraction:
    """Return the natural logarithm to forty places; the value must be positive."""
    return _back(_DIGITS.ln(to_decimal(value)))


def exponential(value: Fraction) -> Fraction:
    """Return e to the power of the value to forty places."""
    return _back(_DIGITS.exp(to_decimal(value)))


def power(value: Fraction, exponent: Fraction) -> Fraction:
    """Return a positive value to any power, to forty places."""
    if exponent.denominator == 1:
        return Fraction(value**exponent.numerator)
    return exponential(exponent * logarithm(value))


def median(values: Sequence[Fraction]) -> Fraction:
    """Return the median; of an even number of values the mean of the middle two."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def mean(values: Sequence[Fraction]) -> Fraction:
    """Return the arithmetic mean."""
    return sum(values, Fraction(0)) / len(values)


def variance(values: Sequence[Fraction]) -> Fraction:
    """Return the sample variance (divided by n - 1)."""
    centre = mean(values)
    return sum(((value - centre) ** 2 for value in values), Fraction(0)) / (len(values) - 1)

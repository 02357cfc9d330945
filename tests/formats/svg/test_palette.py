"""Shades that can be told apart: by anybody, and on a grey printer."""

from itertools import pairwise

import pytest

from dure.formats.svg import NO_DATA, ink_on, shades
from dure.formats.svg.palette import contrast, luminance

# Machado, Oliveira, Fernandes (2009), severity 1.0, on linear RGB.
BLINDNESS = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def linear(colour):
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def lab(rgb):
    matrix = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    x, y, z = (
        sum(weight * max(channel, 0) for weight, channel in zip(row, rgb, strict=True)) / reference
        for row, reference in zip(matrix, white, strict=True)
    )
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def difference(one, other):
    return sum((a - b) ** 2 for a, b in zip(lab(one), lab(other), strict=True)) ** 0.5


@pytest.mark.parametrize("classes", [1, 2, 3, 4, 5])
def test_each_step_is_darker_and_apart_by_lightness(classes):
    step = 2.45 if classes <= 3 else 1.65
    for lighter, darker in pairwise(shades(classes)):
        assert luminance(lighter) > luminance(darker)
        assert contrast(lighter, darker) >= step


@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize("classes", [1, 2, 3, 4, 5])
def test_each_step_is_seen_by_the_colour_blind(classes, blindness):
    seen = [
        [
            sum(weight * channel for weight, channel in zip(row, linear(shade), strict=True))
            for row in BLINDNESS[blindness]
        ]
        for shade in shades(classes)
    ]
    for one, other in pairwise(seen):
        assert difference(one, other) > 15  # a difference of 10 is plain at a glance


@pytest.mark.parametrize("fill", {*shades(1), *shades(2), *shades(3), *shades(4), *shades(5), NO_DATA})
def test_numbers_can_be_read_on_every_fill(fill):
    assert contrast(fill, ink_on(fill)) >= 4.5

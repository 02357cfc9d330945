"""Outlines."""

import re

from hypothesis import given
from hypothesis import strategies as st

from dure.formats.svg import Box, combined_focus, outline

SQUARE = "M1,1L3,1L3,3L1,3Z"


def walked(path):
    """Walk a path of M, l, h, v, z and return its absolute corners."""
    corners, x, y = [], 0, 0
    for command, text in re.findall(r"([Mlhvz])([^Mlhvz]*)", path):
        numbers = [int(number) for number in re.findall(r"-?\d+", text)]
        if command == "M":
            x, y = numbers
            corners.append((x, y))
        for index in range(0, len(numbers) if command != "M" else 0, 2 if command == "l" else 1):
            if command == "l":
                x, y = x + numbers[index], y + numbers[index + 1]
            elif command == "h":
                x += numbers[index]
            else:
                y += numbers[index]
            corners.append((x, y))
    return corners


def test_a_path_becomes_short_whole_steps():
    assert outline("M10.5,2L10.4,2.1L10.4,2.1L12,0.5Z").path == "M105 20l-1 1 16-16z"


def test_an_open_line_stays_open():
    assert outline("M0,0L1,1").path == "M0 0l10 10"


def test_extent_focus_and_room():
    shape = outline(f"{SQUARE}M9,9L9.5,9L9.5,9.5Z", (2, 2))
    assert shape.extent == Box(10, 10, 85, 85)
    assert shape.focus == Box(10, 10, 20, 20)
    assert (shape.label, shape.room) == ((20, 20), 10)


def test_a_label_outside_its_shape_has_no_room():
    assert outline(SQUARE, (5, 5)).room == 0


def test_without_a_label_point_a_roomy_one_inside_is_found():
    ring = outline("M0,0L10,0L10,10L0,10ZM3,0.5L9.5,0.5L9.5,9.5L3,9.5Z")  # the room is left of the hole
    assert ring.label[0] < 30
    assert ring.room >= 10


def test_two_shapes_share_one_focus():
    assert combined_focus([outline(SQUARE), outline("M5,0L6,0L6,1Z")]) == Box(10, 0, 50, 30)


@given(st.lists(st.tuples(st.integers(0, 10000), st.integers(0, 11800)), min_size=3, max_size=30, unique=True))
def test_no_corner_moves(corners):
    path = "M" + "L".join(f"{x / 10:g},{y / 10:g}" for x, y in corners) + "Z"
    assert walked(outline(path).path) == corners

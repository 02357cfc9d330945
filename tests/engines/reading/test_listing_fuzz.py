"""Broken lists: pages cut, glued and blown up by chance, with a seed; each is read or refused, in bounded time."""

from __future__ import annotations

import random
import time

import pytest

from dure.engines.reading import ReadingError, find_attachments, find_listing
from tests.engines.reading import lists

SEEDS = [value.encode() for name, value in vars(lists).items() if name.isupper()]


def mutated(chance: random.Random) -> bytes:
    page = bytearray(chance.choice(SEEDS))
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(page) + 1)
        kind = chance.random()
        if kind < 0.3:
            del page[at : at + chance.randint(1, 400)]
        elif kind < 0.6:
            other = chance.choice(SEEDS)
            start = chance.randrange(len(other))
            page[at:at] = other[start : start + chance.randint(1, 2000)]
        elif kind < 0.8:
            page[at:at] = bytes([chance.randrange(256)]) * chance.randint(1, 3000)
        else:
            start = chance.randrange(len(page) + 1)
            page[at:at] = page[start : start + chance.randint(1, 300)] * chance.randint(1, 200)
    return bytes(page)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_a_broken_list_is_read_or_refused_in_time(seed):
    chance = random.Random(seed)  # noqa: S311  # not for secrets: the same pages at every run
    for _ in range(400):
        page = mutated(chance)
        started = time.process_time()
        for read in (find_listing, find_attachments):
            try:
                read(page, "https://a.example/list?page=1")
            except ReadingError as error:
                assert error.hint
        assert time.process_time() - started < 2, page[:200]

"""Runs in a list: that of numbers with the greatest sum (Kadane), and those of equal words; native where it is built."""

from __future__ import annotations

from itertools import groupby
from typing import TypeVar

from dure.engines.reading.native import LETTERS

__all__ = ["best_run", "plain_best_run", "plain_runs_of", "runs_of"]

Word = TypeVar("Word", bound=str)


def plain_best_run(scores: list[float]) -> tuple[int, int, float]:
    """Return the run of lines with the greatest sum, as (first, after last, sum); (0, 0, 0.0) when nothing is positive.

    >>> plain_best_run([-1.0, 2.0, -0.5, 3.0, -9.0, 4.0])
    (1, 4, 4.5)
    """
    best = (0, 0, 0.0)
    start, total = 0, 0.0
    for position, score in enumerate(scores):
        if total <= 0:
            if score <= 0:
                continue  # no run begins with a loss
            start, total = position, 0.0
        total += score
        if total > best[2]:
            best = (start, position + 1, total)
    return best


def plain_runs_of(words: list[Word]) -> list[tuple[Word, int]]:
    """Return each run of equal words with where it ends.

    >>> plain_runs_of(["body", "body", "date"])
    [('body', 2), ('date', 3)]
    """
    runs, end = [], 0
    for word, group in groupby(words):
        end += len(list(group))
        runs.append((word, end))
    return runs


best_run = plain_best_run if LETTERS is None else LETTERS.best_run
runs_of = plain_runs_of if LETTERS is None else LETTERS.runs_of

"""The run of numbers with the greatest sum (Kadane); native where it is built."""

from __future__ import annotations

from dure.engines.reading.native import LETTERS

__all__ = ["best_run", "plain_best_run"]


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


best_run = plain_best_run if LETTERS is None else LETTERS.best_run

"""Calibration: how severe each judge is, and what an entry would have got from an average judge, by REML.

A mark is entry + judge + rest. ``judge_random``: entries fixed, judges drawn from a normal population; ``both_random``:
entries too. Patterson and Thompson (1971); Henderson's mixed-model equations. The likelihood is profiled over the
residual variance, so that one ratio (or two) is left to search; every system solved has the size of the judges.
When judges do not differ the ratio goes to 0 and the fair average is the plain mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dure.engines.indices.sentences import Refusal

Floats = NDArray[np.float64]
_BOUNDS = (-12.0, 9.0)  # of the logarithm of a variance ratio: from nothing to everything


class TooFewMarks(Refusal):
    """An entry or a panel has fewer marks than the rule needs."""


@dataclass(frozen=True)
class MarkTable:
    """A panel's marks as they are fitted: entries by judges, NaN where there is none; ``code`` names the panel."""

    code: str
    entries: tuple[str, ...]
    judges: tuple[str, ...]
    values: Floats


@dataclass(frozen=True, slots=True)
class Variances:
    """Variance components of a mark; ``entry`` is the entries' observed spread less noise where they are fixed."""

    entry: float
    judge: float
    residual: float


@dataclass(frozen=True, slots=True)
class Severity:
    """How far below an average judge one marks (positive: severe), with the standard error."""

    judge: str
    severity: float
    standard_error: float
    marks: int


@dataclass(frozen=True)
class Calibration:
    """Fair averages in the order of ``entries``, their covariance, severity, variance components."""

    model: Literal["judge_random", "both_random"]
    entries: tuple[str, ...]
    fair: Floats
    covariance: Floats
    severity: tuple[Severity, ...]
    variances: Variances
    log_likelihood: float

    @property
    def standard_errors(self) -> Floats:
        """Standard errors of the fair averages."""
        found: Floats = np.sqrt(np.maximum(np.diag(self.covariance), 0.0))
        return found

    def fair_average(self, entry: str) -> tuple[float, float]:
        """Return one entry's fair average and standard error."""
        place = self.entries.index(entry)
        return float(self.fair[place]), float(self.standard_errors[place])


@dataclass(frozen=True, slots=True)
class _Design:
    """Marks as vectors: value, row of the entry, column of the judge; and the counts between them."""

    y: Floats
    met: Floats
    sums: Floats
    judge_sums: Floats
    sizes: Floats
    loads: Floats

    @property
    def n(self) -> int:
        return len(self.y)


def _design(table: Floats) -> _Design:
    is_given = ~np.isnan(table)
    filled = np.where(is_given, table, 0.0)
    met = is_given.astype(float)
    return _Design(table[is_given], met, filled.sum(axis=1), filled.sum(axis=0), met.sum(axis=1), met.sum(axis=0))


def calibrate(marks: MarkTable, model: Literal["judge_random", "both_random"]) -> Calibration:
    """Fit one model; ``Panel.calibrate`` checks first whether the graph allows it.

    Raises:
        TooFewMarks: nothing is left to tell judges apart by.
    """
    table = marks.values
    shift = float(np.nanmean(table)) if table.size else 0.0  # centred, so that squares do not cancel
    design = _design(table - shift)
    if design.n <= len(design.sizes) or len(design.loads) < 2:  # noqa: PLR2004  # one judge has nobody to differ from
        raise TooFewMarks(
            "few_to_calibrate", panel=marks.code, marks=design.n, judges=len(design.loads), entries=len(design.sizes)
        )
    if float(np.ptp(design.y)) == 0:
        raise TooFewMarks("marks_equal", panel=marks.code)
    fit = _judge_random(design) if model == "judge_random" else _both_random(design)
    severity = tuple(
        Severity(judge, -float(effect), float(error), int(load))
        for judge, effect, error, load in zip(marks.judges, fit.judges, fit.judge_errors, design.loads, strict=True)
    )
    return Calibration(model, marks.entries, fit.fair + shift, fit.covariance, severity, fit.variances, fit.likelihood)


@dataclass(frozen=True, slots=True)
class _Fit:
    fair: Floats
    covariance: Floats
    judges: Floats
    judge_errors: Floats
    variances: Variances
    likelihood: float


def _judge_random(design: _Design) -> _Fit:
    """Entries fixed: absorb them, take the eigenvalues of the judges' matrix once, search one ratio."""
    share = design.met / design.sizes[:, None]
    inner = np.diag(design.loads) - design.met.T @ share
    pull = design.judge_sums - share.T @ design.sums
    rest = float(design.y @ design.y - design.sums @ (design.sums / design.sizes))
    values, vectors = np.linalg.eigh(inner)
    values = np.maximum(values, 0.0)
    turned = (vectors.T @ pull) ** 2
    freedom = design.n - len(design.sizes)

    def residual(ratio: float) -> float:
        return max(rest - float((ratio * turned / (1 + ratio * values)).sum()), 1e-300) / freedom

    def loss(log_ratio: float) -> float:
        ratio = float(np.exp(log_ratio))
        return 0.5 * float(freedom * np.log(residual(ratio)) + float(np.log1p(ratio * values).sum()))

    ratio = _best(loss, freedom * np.log(max(rest, 1e-300) / freedom) / 2)
    noise = residual(ratio)
    if ratio == 0:
        fair = design.sums / design.sizes
        zeros = np.zeros(len(values))
        inverse = np.zeros((len(values), len(values)))
        effects = zeros
    else:
        inverse = (vectors / (values + 1 / ratio)) @ vectors.T
        effects = inverse @ pull
        fair = (design.sums - design.met @ effects) / design.sizes
    covariance = noise * (np.diag(1 / design.sizes) + share @ inverse @ share.T)
    spread = float(fair.var(ddof=1) - np.trace(covariance) / len(fair)) if len(fair) > 1 else 0.0
    constant = -0.5 * (freedom * (1 + np.log(2 * np.pi)) + float(np.log(design.sizes).sum()))
    at_best = loss(float(np.log(ratio))) if ratio else 0.5 * freedom * np.log(noise)
    return _Fit(
        fair, covariance, effects, np.sqrt(noise * np.diag(inverse)),
        Variances(max(spread, 0.0), ratio * noise, noise), constant - at_best,
    )  # fmt: skip


def _best(loss: object, at_zero: float) -> float:
    """Return the ratio of least loss: the best of a grid, refined, or 0 if no ratio does better than none."""
    from scipy import optimize  # noqa: PLC0415  # takes longer to import than to use

    grid = np.linspace(*_BOUNDS, 22)
    losses = [loss(point) for point in grid]  # type: ignore[operator]  # a function of one number
    place = int(np.argmin(losses))
    bounds = (grid[max(place - 1, 0)], grid[min(place + 1, len(grid) - 1)])
    found = optimize.minimize_scalar(loss, bounds=bounds, method="bounded", options={"xatol": 1e-9})
    return float(np.exp(found.x)) if found.fun < at_zero - 1e-10 else 0.0


def _both_random(design: _Design) -> _Fit:
    """Both random: entries are a diagonal to invert, so each step solves a system of the judges' size."""
    entries, judges = len(design.sizes), len(design.loads)
    freedom = design.n - 1

    def pieces(entry_ratio: float, judge_ratio: float) -> tuple[float, float, float, float]:
        weight = entry_ratio / (1 + entry_ratio * design.sizes)
        inner = np.diag(design.loads) - design.met.T @ (design.met * weight[:, None])
        ones = design.loads - design.met.T @ (weight * design.sizes)
        pull = design.judge_sums - design.met.T @ (weight * design.sums)
        one_one = design.n - float(weight @ design.sizes**2)
        one_y = float(design.sums.sum() - weight @ (design.sizes * design.sums))
        y_y = float(design.y @ design.y - weight @ design.sums**2)
        system = np.eye(judges) + judge_ratio * inner
        solved = np.linalg.solve(system, np.column_stack([ones, pull])) * judge_ratio
        one_one -= float(ones @ solved[:, 0])
        one_y -= float(ones @ solved[:, 1])
        y_y -= float(pull @ solved[:, 1])
        logs = float(np.log1p(entry_ratio * design.sizes).sum()) + float(np.linalg.slogdet(system)[1])
        return one_one, one_y, y_y, logs

    def loss(point: Floats) -> float:
        one_one, one_y, y_y, logs = pieces(*np.exp(point))
        rest = max(y_y - one_y**2 / one_one, 1e-300)
        return 0.5 * float(freedom * np.log(rest / freedom) + logs + np.log(one_one))

    from scipy import optimize  # noqa: PLC0415  # takes longer to import than to use

    starts = [np.array(start) for start in ((0.0, -1.0), (0.0, -6.0), (-4.0, 0.0))]
    start = min(starts, key=loss)
    found = optimize.minimize(loss, start, method="L-BFGS-B", bounds=[_BOUNDS, _BOUNDS])
    entry_ratio, judge_ratio = np.exp(found.x)
    one_one, one_y, y_y, _ = pieces(entry_ratio, judge_ratio)
    noise = max(y_y - one_y**2 / one_one, 1e-300) / freedom
    # Henderson's equations: mean, entries, judges
    system = np.block(
        [
            [np.array([[design.n]]), design.sizes[None, :], design.loads[None, :]],
            [design.sizes[:, None], np.diag(design.sizes + 1 / entry_ratio), design.met],
            [design.loads[:, None], design.met.T, np.diag(design.loads + 1 / judge_ratio)],
        ]
    )
    inverse = np.linalg.inv(system)
    solution = inverse @ np.concatenate([[design.y.sum()], design.sums, design.judge_sums])
    to_fair = np.column_stack([np.ones(entries), np.eye(entries)])
    covariance = noise * to_fair @ inverse[: entries + 1, : entries + 1] @ to_fair.T
    errors = np.sqrt(noise * np.diag(inverse)[entries + 1 :])
    constant = -0.5 * freedom * (1 + np.log(2 * np.pi))
    return _Fit(
        solution[0] + solution[1 : entries + 1], covariance, solution[entries + 1 :], errors,
        Variances(entry_ratio * noise, judge_ratio * noise, noise), constant - float(found.fun),
    )  # fmt: skip

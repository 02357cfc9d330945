"""Award ladders: grades by rank or score band, vacant, shared, limited, and prizes beside the ladder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dure.engines.ranking.conditions import meets, named
from dure.engines.ranking.faults import RankingRefused, fault
from dure.engines.ranking.places import Group
from dure.engines.ranking.ruleset import Ladder, Limit, Prefer
from dure.engines.ranking.sheet import Entry
from dure.engines.ranking.stages import quota_for


@dataclass(frozen=True, slots=True)
class Prize:
    """A grade that an entry gets; every organisation of the entry shares it."""

    ladder: str
    grade: str
    division: Mapping[str, str]
    entry: str
    organisations: tuple[str, ...]
    parallel: bool


@dataclass(frozen=True, slots=True)
class Vacancy:
    """Seats of a grade that nobody got, and whether the next grade got them."""

    ladder: str
    grade: str
    division: Mapping[str, str]
    seats: int
    passed_on: bool


@dataclass(frozen=True, slots=True)
class PassedOver:
    """An entry that a ladder went past, and why: ``not_eligible``, ``holds <grade>`` or ``limit <per>``."""

    ladder: str
    entry: str
    why: str


@dataclass
class Given:
    """Everything given out so far, ladder by ladder."""

    prizes: list[Prize]
    vacancies: list[Vacancy]
    passed_over: list[PassedOver]


@dataclass(frozen=True, slots=True)
class Field:
    """Who competes for a ladder: entries, the score its least marks are compared with, and how far each has come."""

    entries: Mapping[str, Entry]
    score: Callable[[str], Fraction | None]
    prefer: Prefer
    reached: Callable[[str, str], bool]  # (entry, stage)


def give(
    ladder: Ladder, divisions: Sequence[tuple[Mapping[str, str], Sequence[Group]]], field: Field, given: Given
) -> None:
    """Give out one ladder, division by division, best first, adding to ``given``.

    Entries that do not reach a grade's least score fall to the next grade; its seats left over stay vacant or pass
    on. A tie across the edge of a grade goes as ``sharing`` says: ``up`` gives all of them the higher grade,
    ``up_taking`` also takes the extra seats from the next grades, ``down`` gives all of them the lower one.

    Raises:
        RankingRefused: a tie across an edge that the rules refuse, or no count for a division.
    """
    for division, groups in divisions:
        walk = _Walk(ladder, division, field, given)
        for group in groups:
            walk.seat(group.entries)
        walk.close_all()


class _Walk:
    """One division's way down a ladder: how many seats each grade has left, and which grade is being given out."""

    def __init__(self, ladder: Ladder, division: Mapping[str, str], field: Field, given: Given) -> None:
        self.ladder, self.division, self.field, self.given = ladder, division, field, given
        self.at = 0
        self.seats: list[int | None] = []
        for grade in ladder.grades:
            seats = quota_for(grade.counts, division) if grade.counts else None
            if grade.counts and seats is None:
                what = f"{ladder.name} {grade.name}"
                raise RankingRefused([fault("run_grade_count", what=what, division=named(division))])
            self.seats.append(seats)

    def seat(self, tied: tuple[str, ...]) -> None:
        """Find the grade for entries that share a place, and give it to them."""
        entries = self._within_limits([entry for entry in tied if self._may(entry)])
        while entries and self.at < len(self.seats):
            left = self.seats[self.at]
            if left == 0 or not self._worthy(entries[0]):
                self._close()
            elif left is None or len(entries) <= left:
                self.seats[self.at] = None if left is None else left - len(entries)
                self._award(entries)
                return
            elif self.ladder.sharing in ("up", "up_taking"):
                self.seats[self.at] = 0
                if self.ladder.sharing == "up_taking":
                    self._take_from_next(len(entries) - left)
                self._award(entries)
                return
            elif self.ladder.sharing == "down":
                self._close()
            else:
                what = f"{self.ladder.name} {self.ladder.grades[self.at].name}"
                raise RankingRefused([fault("run_edge", entries=", ".join(entries), what=what)])

    def close_all(self) -> None:
        """Record what nobody is left for."""
        for place in range(self.at, len(self.seats)):
            self._vacant(place, passed_on=False)

    def _close(self) -> None:
        """Go to the next grade; seats left over stay vacant or pass on to it."""
        left = self.seats[self.at]
        following = self.seats[self.at + 1] if self.at + 1 < len(self.seats) else None
        passes = self.ladder.vacancy == "passes" and following is not None
        self._vacant(self.at, passed_on=passes)
        if passes and left and following is not None:
            self.seats[self.at + 1] = following + left
        self.at += 1

    def _vacant(self, place: int, *, passed_on: bool) -> None:
        left = self.seats[place]
        if left:
            grade = self.ladder.grades[place].name
            self.given.vacancies.append(Vacancy(self.ladder.name, grade, self.division, left, passed_on))

    def _take_from_next(self, extra: int) -> None:
        for place in range(self.at + 1, len(self.seats)):
            seats = self.seats[place]
            if seats is None:
                return
            taken = min(extra, seats)
            self.seats[place] = seats - taken
            extra -= taken

    def _worthy(self, entry: str) -> bool:
        least = self.ladder.grades[self.at].at_least
        score = self.field.score(entry)
        if least is None:
            return True
        return score is not None and (score >= least if self.field.prefer == "higher" else score <= least)

    def _award(self, entries: list[str]) -> None:
        grade = self.ladder.grades[self.at].name
        for entry in entries:
            organisations = self.field.entries[entry].organisations
            self.given.prizes.append(
                Prize(self.ladder.name, grade, self.division, entry, organisations, self.ladder.parallel)
            )

    def _may(self, entry: str) -> bool:
        """Tell whether an entry competes for this ladder at all, noting where a grade it holds forbids it."""
        if not meets(self.field.entries[entry].division, self.ladder.eligible):
            return False
        if self.ladder.reached and not self.field.reached(entry, self.ladder.reached):
            return False
        if not self.ladder.without:
            return True
        held = [
            prize.grade for prize in self.given.prizes if prize.entry == entry and prize.grade in self.ladder.without
        ]
        if held:
            self.given.passed_over.append(PassedOver(self.ladder.name, entry, f"holds {held[0]}"))
        return not held

    def _within_limits(self, entries: list[str]) -> list[str]:
        """Leave out entries beyond a limit; equal entries of which only some may are refused, since none is guessed."""
        if self.at >= len(self.seats):
            return []
        for limit in self.ladder.limits:
            over = [entry for entry in entries if self._counted(limit, entry, ()) >= limit.count]
            for entry in over:
                self.given.passed_over.append(PassedOver(self.ladder.name, entry, f"limit {named_limit(limit)}"))
            entries = [entry for entry in entries if entry not in over]
            if any(self._counted(limit, entry, entries) > limit.count for entry in entries):
                raise RankingRefused([
                    fault("run_limit", what=self.ladder.name, entries=", ".join(entries), limit=named_limit(limit))
                ])  # fmt: skip
        return entries

    def _counted(self, limit: Limit, entry: str, more: Sequence[str]) -> int:
        """Count the awards of this ladder that stand against an entry's limit, ``more`` being about to be given."""
        own = self.field.entries[entry]
        if not meets(own.division, limit.condition):
            return 0
        holders = [prize.entry for prize in self.given.prizes if prize.ladder == self.ladder.name] + list(more)
        others = [self.field.entries[holder] for holder in holders]
        others = [other for other in others if meets(other.division, limit.condition)]
        if limit.per == "organisation":
            return max((sum(name in other.organisations for other in others) for name in own.organisations), default=0)
        if limit.per:
            return sum(other.division[limit.per] == own.division[limit.per] for other in others)
        return len(others)


def named_limit(limit: Limit) -> str:
    """Write what a limit counts, for a message."""
    return limit.per or ", ".join(f"{axis} {'/'.join(values)}" for axis, values in limit.condition.items()) or "all"

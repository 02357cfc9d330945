"""Event linking: articles that are not one text and tell of one occasion, in other words and with other numbers.

Each article is brought down to an `Occasion`: who, which events, when, which awards and cases. `occasion_keys` of one find
others to compare; `compare_occasions` adds up reasons, each of them data that a screen can put into words, and gives a verdict:
``same`` (an editor only confirms), ``maybe`` (an editor decides) or ``other``. Precision comes first: one thing that cannot
be (another round, year or half-year, months between) outweighs all that agrees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from dure.engines.reading.titles import normal, same_title

SAME: Final = 5.5
MAYBE: Final = 4.5

_WEIGHTS = {"institution": 2.0, "organiser": 1.5, "event": 2.0, "event-like": 1.0, "year": 1.0, "half": 0.5, "round": 1.0,
            "date": 1.0, "days": 0.5, "award": 0.5, "cases": 2.0, "case": 1.0}  # fmt: skip
_FAR = 60  # days between two articles of one occasion
_NEAR = 10
_ALIKE = 0.6  # Dice's coefficient of letter pairs from which two names of events are alike
_SPECIFIC = 6  # letters of a name that is more than its kind
_FIRST_EVENTS = 3
_YEAR = re.compile(r"(?<!\d)(?:(20\d\d)\s?년?도?|[’'](\d\d)년도?)(?!\d)")
_HALF = re.compile(r"([상하])반기")
_ROUND = re.compile(r"제?\s?(\d{1,3})\s?[회차기](?!\s?(?:의원|졸업))")
_GENERIC = ("경진대회", "경연대회", "발표대회", "대회", "공모전", "한마당", "발표회", "선발", "선정", "개최")
_HOLDERS = frozenset({"host", "organiser"})


@dataclass(frozen=True, slots=True)
class Named:
    """An event as an article names it: letters without year, half-year, round and institution; and what those said."""

    text: str
    core: str
    kind: str
    year: int | None
    half: int | None
    round: int | None
    day: date | None


@dataclass(frozen=True, slots=True)
class Occasion:
    """What an article tells of, brought down to what can be compared.

    Attributes:
        subject: the institution whose act or success it is, as its lineage's code or its name; empty if unknown.
        subject_name: its full official name.
        holders: who holds the event, the same way.
        events: the first events the article names.
        published: its day.
        awards: grades that it reports, as letters.
        cases: titles of cases, as the reader found them.
    """

    subject: str
    subject_name: str
    holders: frozenset[str]
    events: tuple[Named, ...]
    published: date | None
    awards: frozenset[str]
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two articles may tell of one occasion, or why not: a code, and what it rests on."""

    code: str
    weight: float
    value: str = ""
    shared: int = 0
    of: int = 0

    def as_dict(self) -> dict[str, Any]:
        """Return the same as JSON."""
        return {"code": self.code, "weight": self.weight, "value": self.value, "shared": self.shared, "of": self.of}


@dataclass(frozen=True, slots=True)
class Link:
    """The verdict on two articles, with its reasons, those against it first."""

    verdict: str
    score: float
    reasons: tuple[Reason, ...]


def occasion(findings: Sequence[Mapping[str, Any]], published: date | None) -> Occasion | None:
    """Return what an article tells of; None where it names neither an event nor an institution.

    Args:
        findings: as in the JSON line of ``dure read``.
        published: the article's day.
    """
    institutions = [finding["value"] for finding in findings if finding["kind"] == "institution"]
    subject = next((value for value in institutions if value["role"] == "subject"), None)
    names = [value["name"] for value in institutions]
    events = [finding["value"] for finding in findings if finding["kind"] == "event"][:_FIRST_EVENTS]
    if not events or not institutions:
        return None
    return Occasion(
        subject=_key(subject) if subject else "",
        subject_name=subject["name"] if subject else "",
        holders=frozenset(_key(value) for value in institutions if value["role"] in _HOLDERS),
        events=tuple(_named(value, names) for value in events),
        published=published,
        awards=frozenset(normal(f["value"]["grade"]) for f in findings if f["kind"] == "award" and f["value"]["grade"]),
        cases=tuple(
            finding["value"]["title"]
            for finding in findings
            if finding["kind"] == "case" and finding["value"].get("same_as") is None
        ),
    )


def _key(institution: Mapping[str, Any]) -> str:
    return institution["code"] or normal(institution["name"])


def _named(value: Mapping[str, Any], institutions: Iterable[str]) -> Named:
    name = str(value["name"])
    year, half, edition = _YEAR.search(name), _HALF.search(name), _ROUND.search(name)
    core = _ROUND.sub("", _HALF.sub("", _YEAR.sub("", name)))
    for institution in institutions:
        for part in (institution, *institution.split()):
            core = core.replace(part, "")
    day = str(value["date"] or "").partition("/")[0]
    return Named(
        text=name,
        core=normal(core),
        kind=value["kind"],
        year=(int(year[1]) if year[1] else 2000 + int(year[2])) if year else None,
        half=(1 if half[1] == "상" else 2) if half else None,
        round=int(edition[1]) if edition else None,
        day=date.fromisoformat(day) if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else None,
    )


def occasion_keys(told: Occasion) -> tuple[str, ...]:
    """Return keys to store with an article: two articles that share one are compared.

    One for each institution, event kind and year; an article whose year is unknown has the key of no year too, which
    only others of that kind share.
    """
    found = set()
    for event in told.events:
        year = event.year or (event.day or told.published or date.min).year
        for institution in sorted({told.subject, *told.holders} - {""}):
            found.add(f"{institution}|{event.kind}|{year if year > 1 else ''}")
            if event.year and told.published and told.published.year != event.year:
                found.add(f"{institution}|{event.kind}|{told.published.year}")
    return tuple(sorted(found))


def compare_occasions(one: Occasion, other: Occasion) -> Link:
    """Compare what two articles tell of; symmetric."""
    who = _who(one, other)
    best: tuple[float, list[Reason]] | None = None
    for mine in one.events:
        for theirs in other.events:
            reasons = _event(mine, theirs, (one.published, other.published))
            weight = sum(reason.weight for reason in reasons)
            if best is None or weight > best[0]:
                best = weight, reasons
    reasons = [*who, *(best[1] if best else ()), *_content(one, other)]
    score = sum(reason.weight for reason in reasons)
    codes = {reason.code for reason in reasons}
    impossible = any(reason.weight < 0 for reason in reasons)
    named = "event" in codes or ("event-like" in codes and bool(codes & {"cases", "case", "date"}))
    timed = bool(codes & {"year", "date", "days", "half", "round"})
    if impossible or not who or not codes & {"event", "event-like"}:
        verdict = "other"
    elif score >= SAME and named and timed:
        verdict = "same"
    else:
        verdict = "maybe" if score >= MAYBE else "other"
    return Link(verdict, round(score, 2), tuple(sorted(reasons, key=lambda each: (each.weight >= 0, -each.weight))))


def _who(one: Occasion, other: Occasion) -> list[Reason]:
    if one.subject and one.subject == other.subject:
        return [Reason("institution", _WEIGHTS["institution"], one.subject_name)]
    if one.subject in other.holders:
        return [Reason("organiser", _WEIGHTS["organiser"], one.subject_name)]
    if other.subject in one.holders:
        return [Reason("organiser", _WEIGHTS["organiser"], other.subject_name)]
    return []


def _event(one: Named, other: Named, published: tuple[date | None, date | None]) -> list[Reason]:
    """Return what speaks for and against two names standing for one event."""
    if one.kind != other.kind:
        return []
    likeness = _dice(one.core, other.core)
    if one.core == other.core and len(one.core) >= _SPECIFIC:
        reasons = [Reason("event", _WEIGHTS["event"], min(one.text, other.text, key=len))]
    elif likeness >= _ALIKE or _held(one.core, other.core):
        reasons = [Reason("event-like", _WEIGHTS["event-like"], f"{one.text} · {other.text}")]
    else:
        return []
    for code, a, b in (
        ("year", one.year, other.year),
        ("half", one.half, other.half),
        ("round", one.round, other.round),
    ):
        if a is not None and b is not None:
            same = a == b
            reasons.append(Reason(code if same else f"other-{code}", _WEIGHTS[code] if same else -9.0, _pair(a, b)))
    reasons += _when(one, other, published)
    return reasons


def _when(one: Named, other: Named, published: tuple[date | None, date | None]) -> list[Reason]:
    if one.day and other.day:
        apart = abs((one.day - other.day).days)
        if apart <= 1:
            return [Reason("date", _WEIGHTS["date"], one.day.isoformat())]
        return [Reason("other-date", -9.0, _pair(one.day, other.day))] if apart > _NEAR else []
    if published[0] and published[1]:
        apart = abs((published[0] - published[1]).days)
        if apart > _FAR:
            return [Reason("far", -9.0, str(apart))]
        weight = _WEIGHTS["date"] if apart <= _NEAR else _WEIGHTS["days"]
        return [Reason("days", weight, str(apart))]
    return []


def _pair(one: object, other: object) -> str:
    return str(one) if one == other else f"{one} · {other}"


def _held(one: str, other: str) -> bool:
    """Tell whether the shorter name, without the word for its kind, stands in the longer."""
    short, long = sorted((_bare(one), _bare(other)), key=len)
    return len(short) >= 4 and short in long  # noqa: PLR2004  # 혁신평가, not 평가


def _bare(core: str) -> str:
    for word in _GENERIC:
        core = core.removesuffix(word)
    return core


def _dice(one: str, other: str) -> float:
    a, b = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (one, other))
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _content(one: Occasion, other: Occasion) -> list[Reason]:
    reasons = []
    fewer, more = sorted((one.cases, other.cases), key=len)
    shared = sum(any(same_title(title, known) for known in more) for title in fewer)
    if shared:
        code = "cases" if shared * 2 >= len(fewer) and shared > 1 else "case"
        reasons.append(Reason(code, _WEIGHTS[code], "", shared, len(fewer)))
    awards = one.awards & other.awards
    if awards:
        reasons.append(Reason("award", _WEIGHTS["award"], min(awards)))
    return reasons

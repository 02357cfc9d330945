"""Whose page it is where rules are in doubt: every institution the page names, and nobody, weighed by readable signs.

The weights are those of a conditional logit (a softmax over the candidates of a page) with an L2 penalty, fitted on annotated
pages by `tests/gold/weighing_subjects.py`; the table in `docs/methods/reading.md` (section 4) gives each sign with an example.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from dure.engines.reading.casewords import Sign
from dure.engines.reading.institutions import (
    AMONG,
    OPENING_QUOTE,
    OPINION,
    ORGANISING,
    TELLS,
    Standing,
    is_region,
)
from dure.engines.reading.leadsentences import lead_sentences
from dure.engines.reading.lexicon import WordList
from dure.engines.reading.located import in_dateline
from dure.engines.reading.subjecthints import ACCORDING, SPEAKS, marked, roundup, unsettled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.prose import Paragraph, Prose

WEIGHTS: Final[Mapping[str, float]] = {
    "nobody": -0.1,
    "nobody chosen": 1.0,
    "no title": -0.3,
    "many named": 1.2,
    "likely chosen": 3.4,
    "hardly chosen": 1.7,
    "above the chosen": -0.2,
    "begins the title": 1.0,
    "heads the title": 0.7,
    "begins the lead": 1.4,
    "first in the lead": 0.6,
    "topic of the lead": 0.7,
    "only topic": 0.2,
    "tells": 2.5,
    "takes": -0.2,
    "according to it": 1.0,
    "with its chief": 1.8,
    "its head": 0.5,
    "its head speaks": 1.2,
    "a part of it": -0.1,
    "its council": -0.8,
    "at it": -1.1,
    "quoted": 0.8,
    "region": -0.2,
    "one of a list": -2.1,
    "one of the winners": -1.6,
    "meant by a pronoun": 1.2,
    "its unit is named": 1.9,
    "another unit acts": -0.8,
    "only one of the speaking head": 1.2,
    "only government": 1.4,
    "holds another": 1.1,
    "named once": -1.2,
    "named three times": 0.7,
    "province": -1.9,
    "town": -0.7,
    "office": 0.2,
}
"""What each sign adds, as `python -m tests.gold.weighing_subjects` fitted it, to one digit."""
DOUBTFUL: Final = 0.8
"""Rules that are as sure as this are not asked again."""
ALONE: Final = 2 / 3
"""How likely the subject of a page must be that is off the topic and names no event."""

_LIKELY = 0.75
_OFTEN, _MANY = 3, 8
_SUREST, _LEAST = 0.98, 0.3
_GOVERNING = frozenset({"government", "hall", "head", "council"})
_LISTED = frozenset({"organisation", "subunit"})
_BY_ITS_FRAME = frozenset({"letter", "signature", "publisher", "caption"})
_UNITS = "시군구도"
# Right behind a name in the text.
_BEHIND = (
    Sign(
        "with its chief",
        re.compile(
            r"[가-힣]{0,2}\s?\((?:시장|군수|구청장|도지사|지사|장관|처장|청장|원장|이사장|위원장|교육감|사장|소장|센터장|서장|관장|회장|총장|의장)\s[가-힣]{2,4}"
        ),
    ),
    Sign("according to it", ACCORDING),
    Sign("at it", re.compile(r"에서\s")),
    Sign(
        "a part of it",
        re.compile(
            r"(?!\s?(?:소속\s)?(?:[가-힣]{1,8}\s)?(?:공무원|직원))(?![은는이가을의에])\s?[가-힣·]{1,10}(?:과|실|팀|국|담당관|센터|동|면|읍|보건소|도서관)(?![가-힣]{2})"
        ),
    ),
)
_TAKES = re.compile(
    r"(?:이|가|은|는)\s[^.]{0,80}(?:선정됐|선정되|받았|받는|수상했|수상하|뽑혔|차지했|영예|거뒀|올랐|안았|탔)"
)
_AND = re.compile(r"\s?(?:[,·‧ㆍ・]|와|과|및)\s?(?:[가-힣]{2,8}\s)?")
_BEHIND_MARKS = re.compile(r"[^가-힣A-Za-z0-9]*")
_COMMA = re.compile(r"\s?[,，…]")
_AT_ONCE = 3  # code points of a mark before the first name of a sentence
# 시정, 시민, 시내; 군정 …: the page speaks of its own
_OWN_WORDS = WordList([f"{unit}{word}" for unit in _UNITS for word in ("정", "민", "내", "청", "비")])
_HEAD_WORDS = WordList([f"{head}{end}" for head in ("시장", "군수", "구청장", "지사") for end in "은는"])
_HEADS_UNIT = {"시": "시", "군": "군", "구": "구", "지": "도"}
_MARKET = re.compile(r"[가-힣](?<!부)")  # 전통시장은 is no head
_LONG_WORD = re.compile(r"[가-힣]{3}")


class Weighed(NamedTuple):
    """Who a page is most likely about, None for nobody, and how likely, 0 to 1."""

    name: str | None
    probability: float


def weighed_standing(
    prose: Prose,
    places: Sequence[Place],
    standing: tuple[Standing, ...],
    winners: Mapping[str, int],
    organisers: frozenset[str],
    *,
    off_topic: bool,
) -> tuple[Standing, ...]:
    """Return the institutions of a page with the subject that all signs together choose, where rules are in doubt.

    The formula and the signs stand in `docs/methods/reading.md` (section 4); the subject is as sure as it is likely. Whom an
    ``off_topic`` page names, without an event, is its subject only where nobody else comes near.
    """
    chosen = next((one for one in standing if one.role == "subject"), None)
    if not in_doubt(prose, places, chosen):
        return standing
    name, sure = likeliest(signs_of(prose, places, winners, chosen))
    if chosen is None and (name is None or (off_topic and sure < ALONE)):
        return standing
    settled = []
    for one in standing:
        if one.name == name:
            settled.append(replace(one, role="subject", confidence=sure))
        elif one is chosen:
            role = "organiser" if one.name in organisers else "winner" if one.name in winners else "other"
            settled.append(replace(one, role=role, confidence=_NAMED))
        else:
            settled.append(one)
    if name is not None and not any(
        one.name == name for one in standing
    ):  # 시는, of a city that is never named in full
        meant = tuple(place for place in places if place.name == name)
        settled.insert(0, Standing(name, meant[0].code, meant[0].kind, meant, "subject", sure))
    return tuple(settled)


_NAMED = 0.8  # how sure a name is that plays no part


def likeliest(signs: Mapping[str | None, frozenset[str]], weights: Mapping[str, float] = WEIGHTS) -> Weighed:
    """Return the candidate with the greatest share of the softmax, and its share.

    ``weights`` are others than its own where they are fitted.
    """
    sums = {name: math.fsum(weights[sign] for sign in held) for name, held in signs.items()}
    best = max(sums, key=sums.__getitem__)
    share = 1 / math.fsum(math.exp(weight - sums[best]) for weight in sums.values())
    return Weighed(best, max(_LEAST, min(_SUREST, round(share, 2))))


def in_doubt(prose: Prose, places: Sequence[Place], chosen: Standing | None) -> bool:
    """Tell whether rules chose hardly, or nobody without knowing that the page is about nobody (an opinion, a roundup)."""
    if chosen is not None:
        return (
            chosen.confidence < DOUBTFUL
            and chosen.kind not in _BY_ITS_FRAME
            and not any(
                "heads the title" in _in_heading(prose.text, paragraph, place)
                for paragraph in prose.headings
                for place in chosen.places
                if paragraph.start <= place.start < paragraph.end
            )
        )
    named = [place for place in places if place.name]
    titles = " ".join(prose.text[one.start : one.end] for one in prose.headings if one.title)
    if not named or OPINION.match(titles) or roundup(prose, named):
        return False
    return len(named) == len(places) or not unsettled(prose, places, lead_sentences(prose, named))


def signs_of(
    prose: Prose, places: Sequence[Place], winners: Mapping[str, int], chosen: Standing | None
) -> dict[str | None, frozenset[str]]:
    """Return the signs of each institution that the page names, and of nobody (None); ``chosen`` is who rules chose."""
    named = [place for place in places if place.name]
    live = [place for place in named if not in_dateline(prose, place)]
    signs: dict[str | None, set[str]] = {place.name: set() for place in named}
    for place in named:
        if place.kind == "anaphor":
            signs[place.name].add("meant by a pronoun")
    if chosen is not None:
        rank = "likely chosen" if chosen.confidence >= _LIKELY else "hardly chosen"
        signs.setdefault(chosen.name, set()).add(rank)
        for name, held in signs.items():
            if name is not None and chosen.name.startswith(f"{name} "):
                held.add("above the chosen")
    topics = _in_text(prose, named, live, signs)
    _of_kinds(prose, places, named, signs)
    counts = Counter(place.name for place in live)
    won = {name for name, count in winners.items() if count}
    for name, held in signs.items():
        if counts[name] <= 1:
            held.add("named once")
        elif counts[name] >= _OFTEN:
            held.add("named three times")
        if topics == {name}:
            held.add("only topic")
        if len(won) > 1 and name in won:
            held.add("one of the winners")
        if any(other != name and (other or "").startswith(f"{name} ") for other in signs):
            held.add("holds another")
    nobody = {"nobody"}
    if chosen is None:
        nobody.add("nobody chosen")
    if not any(one.title for one in prose.headings):
        nobody.add("no title")
    if len(signs) >= _MANY:
        nobody.add("many named")
    return {**{name: frozenset(held) for name, held in signs.items()}, None: frozenset(nobody)}


def _in_text(
    prose: Prose, named: Sequence[Place], live: Sequence[Place], signs: Mapping[str | None, set[str]]
) -> set[str | None]:
    """Add how each name stands in headings and sentences; return the names that sentences are about."""
    paragraphs = sorted(prose.paragraphs)
    starts = [one.start for one in paragraphs]
    leads = lead_sentences(prose, live)
    kept = {place.start for place in live}
    topics: set[str | None] = set()
    lead_open = True
    for number, place in enumerate(named):
        if place.kind == "anaphor" or place.start not in kept:
            continue
        held = signs[place.name]
        paragraph = paragraphs[max(0, bisect_right(starts, place.start) - 1)]
        if paragraph.heading:
            held.update(_in_heading(prose.text, paragraph, place))
            continue
        after = prose.text[place.end : place.end + 100]
        is_quoted = bool(paragraph.quotes) and any(one.start < place.start < one.end for one in paragraph.quotes)
        runs = ORGANISING.match(after) is not None or AMONG.match(after) is not None
        acts = not is_quoted and place.kind != "head" and marked(place)
        if not runs and leads and leads[0][0] <= place.start < leads[0][1]:
            if acts:
                held.add("topic of the lead")
            if lead_open:
                lead_open = False
                held.add("first in the lead")
                if place.start - leads[0][0] < _AT_ONCE:
                    held.add("begins the lead")
        if acts:
            _, end = paragraph.sentence_at(place.start)
            if not runs:
                topics.add(place.name)
                if TELLS.search(prose.text, place.end, end):
                    held.add("tells")
            if _TAKES.match(prose.text, place.end, end):
                held.add("takes")
        if is_quoted:
            held.add("quoted")
        held.update(sign.name for sign in _BEHIND if sign.words.match(after))
        if place.kind == "head":
            held.add("its head")
        if (place.kind == "head" or not acts) and SPEAKS.match(after):
            held.add("its head speaks")
        if place.kind == "council":
            held.add("its council")
        if is_region(prose, place):
            held.add("region")
        if number and _joined(prose.text, named[number - 1], place):
            held.add("one of a list")
            signs[named[number - 1].name].add("one of a list")
    return topics


def _in_heading(text: str, paragraph: Paragraph, place: Place) -> Iterator[str]:
    if not paragraph.title:
        return
    before = OPENING_QUOTE.sub("", text[paragraph.start : place.start])
    if _BEHIND_MARKS.fullmatch(before):
        yield "begins the title"
        if _COMMA.match(text, place.end):
            yield "heads the title"


def _joined(text: str, one: Place, other: Place) -> bool:
    """Tell two names that a comma, a dot or 와 joins: 밀양시, 경남 거창군."""
    return (
        one.name != other.name
        and other.start - one.end <= _BETWEEN
        and _AND.fullmatch(text, one.end, other.start) is not None
    )


_BETWEEN = 12


def _of_kinds(
    prose: Prose, places: Sequence[Place], named: Sequence[Place], signs: Mapping[str | None, set[str]]
) -> None:
    """Add what each candidate is, and how the page speaks of governments of its kind: 시는, 시정, 시장은."""
    kinds = defaultdict(set)
    for place in named:
        kinds[place.name].add(place.kind)
    bodies = [name for name in signs if name and not kinds[name] & _LISTED]
    governments = [name for name in bodies if kinds[name] & _GOVERNING]
    units = Counter(name[-1] for name in governments)
    acting = {place.surface[-1] for place in places if place.kind == "anaphor" and marked(place)}
    spoken, led = _units(prose) if governments else (set(), set())
    for name in bodies:
        held = signs[name]
        if name not in governments:
            held.update(kinds[name] & {"office"})
            continue
        unit = name[-1]
        held.add("town" if " " in name else "province")
        if len(governments) == 1 < len(signs):
            held.add("only government")
        if unit in spoken:
            held.add("its unit is named")
        if acting and unit not in acting:
            held.add("another unit acts")
        if unit in led and units[unit] == 1:
            held.add("only one of the speaking head")


def _units(prose: Prose) -> tuple[set[str], set[str]]:
    """Return the units whose business or people the page names, and those whose head acts: 시정, 군민; 시장은."""
    text = prose.text
    spoken: set[str] = set()
    led: set[str] = set()
    for paragraph in prose.body:
        for start, end in _OWN_WORDS.spans(text, paragraph.start, paragraph.end):
            if (
                text[start] not in spoken
                and not _HANGUL.match(text[start - 1 : start])
                and not _LONG_WORD.match(text, end)
            ):
                spoken.add(text[start])
        for start, _ in _HEAD_WORDS.spans(text, paragraph.start, paragraph.end):
            if text[start] != "시" or not _MARKET.match(text[start - 1 : start]):
                led.add(_HEADS_UNIT[text[start]])
    return spoken, led


_HANGUL = re.compile("[가-힣]")

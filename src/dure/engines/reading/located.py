"""The names of institutions in the prose of a page, with what they stand for there."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from dure.engines.reading.bodies import introduced, unlisted, with_hospitals
from dure.engines.reading.casedraft import Place
from dure.engines.reading.subjecthints import marked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from dure.engines.reading.gazetteer import Gazetteer, Mention
    from dure.engines.reading.prose import Prose

_SEPARATOR = "\x1f\n"  # no name reaches over it
_TAIL_AFTER_NOTE = re.compile(r"\s?\([^()]{1,40}\)\s?([가-힣]{0,4})")
_DATELINE = re.compile(r"^\s*[\[(][^\])]{0,40}[=,/][^\])]{0,30}[\])]")
_EQUALS = re.compile(r"\s?=")


def locate(prose: Prose, gazetteer: Gazetteer, on: dt.date | None) -> tuple[Place, ...]:
    """Return the names of the prose, in order, settled with each other as context on the day of the page."""
    starts, offsets, pieces = [], [], []
    at = 0
    for paragraph in sorted(prose.paragraphs, key=lambda one: one.start):
        words = prose.text[paragraph.start : paragraph.end]
        starts.append(at)
        offsets.append(paragraph.start)
        pieces.append(words)
        at += len(words) + len(_SEPARATOR)
    joined = _SEPARATOR.join(pieces)
    mentions = gazetteer.mentions_of_page(joined)
    resolutions = gazetteer.settle(mentions, on)
    # 광주 alone is most often where something is
    if any(len(one.candidates) > 1 and not m.unitless for m, one in zip(mentions, resolutions, strict=True)):
        around = gazetteer.by_towns(resolutions, joined)
        if not around.lineages:
            around = gazetteer.context(gazetteer.mentions(_frame(prose)), on)
        if around.lineages:
            resolutions = gazetteer.settle(mentions, on, around)
    places = []
    for mention, resolution in zip(mentions, resolutions, strict=True):
        number = bisect_right(starts, mention.start) - 1
        shift = offsets[number] - starts[number]
        named = resolution.only
        start, end = mention.start + shift, mention.end + shift
        kind: str = mention.kind
        name, code = (named.full_name, named.code) if named else (None, None)
        if named and named.entity.kind == "office" and named.entity.seat and _BUREAU.search(named.full_name):
            # 전북소방본부, 동구보건소: a part of its government that acts in its name.
            name = gazetteer.full_name(named.entity.seat, on)
            government = gazetteer.resolve(name, on).only
            code, kind = government.code if government else None, "government"
        elif kind == "organisation" and name and name[-1] == "청" and prose.text[start - 2 : start] in _SEATS:
            # 부산국세청: no ministry, its office there
            name, code, kind = f"{prose.text[start - 2 : start]}지방{name}", None, "institution"
        places.append(Place(start, end, mention.surface, name, code, kind, _tail(prose.text, end)))
    taken = [(place.start, place.end) for place in places if place.kind != "anaphor"]
    found = [
        replace(place, tail=_tail(prose.text, place.end))
        for p in prose.paragraphs
        for place in unlisted(prose.text, p.start, p.end, taken)
    ]
    found = _by_full_name(found)
    found += _noted_stems(prose, gazetteer, mentions, taken, on)
    if found:
        places = sorted([*places, *found], key=lambda place: place.start)
    short = introduced(prose.text, ((p.start, p.end) for p in prose.paragraphs), places, _tail)
    if short:
        places = sorted([*places, *short], key=lambda place: place.start)
    return _referred(prose, with_hospitals(prose.text, places, _tail))


_GAP = 300  # code points between a headline and its body: a site's buttons may stand there too


def _frame(prose: Prose) -> str:
    """Return the stamp and caption between the headline and the body, and the line behind the last paragraph, a signature."""
    first = min((one.start for one in prose.body), default=0)
    head = max((one.end for one in prose.headings if one.start < first), default=first)
    last = max(one.end for one in prose.paragraphs)
    return _SEPARATOR.join([prose.text[head:first][:_GAP], prose.text[last:].lstrip().partition("\n")[0][:_GAP]])


def _by_full_name(found: list[Place]) -> list[Place]:
    """Let 심사평가원 mean 건강보험심사평가원, where that is the only body of the page whose name ends so."""
    names = {place.name for place in found if place.name}
    fuller = {name: [one for one in names if one != name and one.endswith(name)] for name in names}
    return [
        replace(place, name=fuller[place.name][0]) if place.name and len(fuller[place.name]) == 1 else place
        for place in found
    ]


_STEM_NOTE = re.compile(r"\((?P<stem>[가-힣]{2,3})\)")
_MIN_NOTES = 2


def _noted_stems(
    prose: Prose,
    gazetteer: Gazetteer,
    mentions: Sequence[Mention],
    taken: Sequence[tuple[int, int]],
    on: dt.date | None,
) -> list[Place]:
    """Return the short names in brackets behind the titles of a list: 마을 난방(양평), 청년 창고(연천); one alone is none."""
    notes = [
        match
        for paragraph in prose.body
        for match in _STEM_NOTE.finditer(prose.text, paragraph.start, paragraph.end)
        if match["stem"] in gazetteer.lexicon.senses
        and not any(a < match.end("stem") and match.start("stem") < b for a, b in taken)
    ]
    if len(notes) < _MIN_NOTES:
        return []
    context = gazetteer.context(mentions, on)
    found = []
    for match in notes:
        start, end = match.span("stem")
        named = gazetteer.resolve(match["stem"], on, context).only
        if named is not None and named.entity.kind == "government":
            found.append(Place(start, end, match["stem"], named.full_name, named.code, "government", ""))
    return found if len(found) >= _MIN_NOTES else []


_SEATS = frozenset(
    {"서울", "중부", "인천", "대전", "광주", "대구", "부산", "경인", "강원", "충북", "전북", "제주", "수원", "울산"}
)
_BUREAU = re.compile(r"(?:소방본부|보건소|농업기술센터)$")
_COUNTED = re.compile(r"(?:\d|개|여러|각|두|세|네|다른|해당)\s?$")


def _referred(prose: Prose, places: list[Place]) -> tuple[Place, ...]:
    """Let 구는, 시는 of a page with several such governments mean the title's, else the only one named so far."""
    settled = []
    titles = [paragraph for paragraph in prose.headings if paragraph.title]
    signed = {place.start for place in places if place.kind == "government" and in_dateline(prose, place)}
    for place in places:
        unit = place.surface[-1:]
        open_one = place.kind == "anaphor" and place.name is None and marked(place)
        if open_one and not _COUNTED.search(prose.text[max(0, place.start - 3) : place.start]):
            like = [
                one
                for one in places
                if one.kind == "government" and one.name and one.name.endswith(unit) and one.start not in signed
            ]
            titled = {one.name: one for one in like if any(p.start <= one.start < p.end for p in titles)}
            before = {one.name: one for one in like if one.start < place.start}
            everyone = {one.name: one for one in like}
            meant = next((group for group in (titled, before, everyone) if len(group) == 1), None)
            if meant:
                (one,) = meant.values()
                settled.append(replace(place, name=one.name, code=one.code))
                continue
        settled.append(place)
    return tuple(settled)


def _tail(text: str, end: int) -> str:
    """Return the Hangul after a name, looking behind a bracket: 서대문구(구청장 문석진)가."""
    note = _TAIL_AFTER_NOTE.match(text, end)
    if note:
        return note[1]
    match = _HANGUL.match(text, end)
    return match[0] if match else ""


_HANGUL = re.compile("[가-힣]{0,6}")


def in_dateline(prose: Prose, place: Place) -> bool:
    """Tell a name in the signature that a lead begins with: (세종=이승규 기자)."""
    if "=" in prose.text[place.end : place.end + 2] and _EQUALS.match(prose.text, place.end):
        return True
    for paragraph in prose.body:
        if paragraph.start <= place.start < paragraph.end:
            if place.start >= paragraph.start + _LONGEST_DATELINE:
                return False
            match = _DATELINE.match(prose.text[paragraph.start : paragraph.start + _LONGEST_DATELINE])
            return match is not None and place.start < match.end()
    return False


_LONGEST_DATELINE = 80

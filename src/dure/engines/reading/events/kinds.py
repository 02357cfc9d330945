"""Of which kind a page's event is, weighed from how it is named and what the page says; of a page that names none, whether it reports one.

A multinomial logistic regression: each sign adds to the kinds what `dure/data/models/event_kinds.json` says (in tenths), and the kind
with the most is the event's. Fitted on annotated pages by `tests/gold/weighing_kinds.py`.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from dure.engines.reading.events.draft import STRONG_YEAR, EventDraft, specific
from dure.engines.reading.lexicon import WordList, lexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dure.engines.reading.document import Span
    from dure.engines.reading.prose import Prose

NO_EVENT: Final = "none"
KINDS: Final = ("contest", "assessment", "sharing", "council", "participation", "other", NO_EVENT)
"""What is weighed, in the order of the numbers of the model."""

STEMS: Final[tuple[str, ...]] = tuple(lexicon("facts")["event_stems"]["stems"])
"""What is looked for in the name, the headline, the lead and what follows."""

UNSURE: Final = 10
"""What a kind must weigh more than no event, in tenths, where no event is named."""

_WORDS = WordList(STEMS)
_LEAD, _FOLLOWS = 2, 12  # paragraphs
_NO_LETTER = re.compile(r"\W+")

Model = dict[str, dict[str, list[int]]]
"""By where a sign stands, and by the sign: what it adds to each of `KINDS`, in tenths."""


@cache
def model() -> Model:
    """Return what the signs weigh."""
    source = resources.files("dure.data").joinpath("models", "event_kinds.json")
    weights: Model = json.loads(source.read_text(encoding="utf-8"))
    return weights


def signs_of(prose: Prose, event: EventDraft | None, *, on_topic: bool) -> Iterator[tuple[str, set[str]]]:
    """Yield what speaks for a kind, by where it stands: the kind that rules say, how the name ends, what it and the page hold.

    The table in `docs/methods/reading.md` (section 5) lists the signs with examples.
    """
    if event is None:
        yield "topic", {"on" if on_topic else "off"}
    else:
        yield "kind", {event.kind}
        yield "ends", {f"{_NO_LETTER.sub('', event.name)[-2:]} {event.kind}"}
        yield "name", _stems(event.name)
    text, body = prose.text, prose.body
    yield "title", _stems(" ".join([text[p.start : p.end] for p in prose.headings if p.title]))
    yield "lead", _stems(" ".join([text[p.start : p.end] for p in body[:_LEAD]]))
    yield "rest", _stems(" ".join([text[p.start : p.end] for p in body[_LEAD:_FOLLOWS]]))


def _stems(words: str) -> set[str]:
    return {words[a:b] for a, b in _WORDS.every(words)}


def likeliest(signs: Iterable[tuple[str, set[str]]], weights: Model, *, named: bool) -> str:
    """Return the kind that has the most weight; ``NO_EVENT`` only of a page on which no event is named, where none has much more.

    >>> weights = {"title": {"심사": [3, 0, 0, 0, 0, 0, 9], "평가": [0, 5, 0, 0, 0, 0, 0]}}
    >>> likeliest([("title", {"심사", "평가"})], weights, named=True)
    'assessment'
    """
    rows = [own[sign] for where, found in signs if (own := weights.get(where)) for sign in found if sign in own]
    sums = [sum(column) for column in zip(*rows, strict=True)]
    if not sums:
        return NO_EVENT
    if named:
        sums.pop()
    else:
        sums[-1] += UNSURE
    return KINDS[sums.index(max(sums))]


def weighed(prose: Prose, event: EventDraft | None, *, on_topic: bool) -> EventDraft | None:
    """Return the event with the likeliest kind; where rules name none, what the page's words say was done, if anything."""
    if not prose.body:
        return event
    kind = likeliest(signs_of(prose, event, on_topic=on_topic), model(), named=event is not None)
    if event is None:
        return None if kind == NO_EVENT else _unnamed(prose, kind)
    event = event if kind in {event.kind, NO_EVENT} else replace(event, kind=kind)
    return _called(prose, event) if event.rule == "event-plain" else event


_SHORT, _LONG = 4, 40
_SCORE = 0.8
_BEFORE_COMMA = re.compile(r"[^,‘“'\"]{1,20},\s*")  # 하동군, 으뜸 마을 세 곳 선정


def _called(prose: Prose, event: EventDraft) -> EventDraft:
    """Give what only verbs tell the name that the page quotes: what bodies were chosen as, else one with its year.

    우수기관에 뽑혀 ‘으뜸 민원실’ 현판을 받았다. Any other quotation may be the title of what was done.
    """
    quoted = _quoted(prose, _is_honour if event.kind == "assessment" else _is_dated)
    if quoted is None:
        return event
    return replace(event, start=quoted[0], end=quoted[1], name=prose.text[slice(*quoted)])


def _is_dated(text: str, quoted: Span) -> bool:
    return STRONG_YEAR.search(text, *quoted) is not None


# ‘으뜸 민원실’ 현판을, ‘으뜸 민원실’로 선정; 뽑혀 ‘으뜸 민원실’
_GIVEN = re.compile(r"[’”'\"」]\s?(?:(?:[가-힣]{2,6}\s)?(?:현판|인증|기관|표창)|(?:으로|로)\s(?:최종\s)?(?:선정|뽑))")
_CHOSEN = re.compile(r"뽑혀\s[‘“'\"「]$")
_BEFORE = 4  # letters


def _is_honour(text: str, quoted: Span) -> bool:
    start, end = quoted
    chosen = _CHOSEN.search(text, max(0, start - _BEFORE), start)
    return _is_dated(text, quoted) or chosen is not None or _GIVEN.match(text, end) is not None


# ‘별난 읍면’ 네 곳을 선정했다
_COUNTED = re.compile(r"[’”'\"」]\s?(?:[한두세네]|다섯|여섯|일곱|여덟|아홉|열|\d{1,3})\s?(?:곳|개)")


def _is_rank(text: str, quoted: Span) -> bool:
    return _is_dated(text, quoted) or _COUNTED.match(text, quoted[1]) is not None


def _may_name(_text: str, _quoted: Span) -> bool:
    return True


# What a quotation must show to be the event's name and no entry; of what is held or met it may be any.
_SHOWS: dict[str, Callable[[str, Span], bool]] = {"contest": _is_rank, "assessment": _is_honour}


def _quoted(prose: Prose, shows: Callable[[str, Span], bool]) -> Span | None:
    """Return what the head of a page quotes most often, of two the first, where it may be a name."""
    spans = [
        (quote.inner_start, quote.inner_end)
        for paragraph in (*(p for p in prose.headings if p.title), *prose.body[:_LEAD])
        for quote in paragraph.quotes
        if not quote.speech
        and _SHORT <= quote.inner_end - quote.inner_start <= _LONG
        and shows(prose.text, (quote.inner_start, quote.inner_end))
    ]
    return max(spans, key=lambda span: prose.text.count(prose.text[slice(*span)]), default=None)


def _unnamed(prose: Prose, kind: str) -> EventDraft | None:
    """Return an event under what the head of the page quotes, where that may be its name, else under its headline.

    A page without a headline has nothing but what it quotes.
    """
    text = prose.text
    title = next((p for p in prose.headings if p.title), None)
    quoted = _quoted(prose, _SHOWS.get(kind, _may_name) if title else _may_name)
    if quoted is not None:
        name = text[slice(*quoted)]
        return EventDraft(*quoted, name, kind, "event-weighed", _SCORE + specific(name))
    if title is None:
        return None
    begins = _BEFORE_COMMA.match(text, title.start, title.end)
    start = begins.end() if begins else title.start
    name = " ".join(text[start : title.end].split())
    return EventDraft(start, title.end, name, kind, "event-weighed", _SCORE, heading=True)

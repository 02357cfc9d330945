"""Titles in marks that stand in one list: what most of its members are, the others are too.

``‘골목 바닥 등’, ‘그림 민원서’, ‘빈집 목공소’ 등이``: where rules and signs know two of three, the third is a title as well.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft, overlaps
from dure.engines.reading.cases.lists import last_owner
from dure.engines.reading.cases.quotes import may_be_title
from dure.engines.reading.quotecontexts import TEAMS_BEHIND
from dure.engines.reading.titles import normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.prose import Prose, Quote

_LINK = re.compile(
    r"\s?(?:\([^()]{1,24}\))?\s?(?:,|·|및|와|과|,?\s그리고)\s?(?:[가-힣A-Za-z0-9·]{1,12}(?:과|실|팀|국|동|면|읍|센터|시|군|구|소|청)(?:의)?\s?)?"
)
# 3대 전략인 ‘…’, ‘…’: what the list as a whole is
_OF_STRATEGY = re.compile(r"\d\s?대\s(?:전략|목표|과제|가치|원칙|방향|비전|분야|핵심\s?가치)(?:인|은|는|으로)?\s?$")
# ‘물길 연구반’ 팀이: a team, wherever it is named again
_OF_TEAM = re.compile(r"\s?팀(?=[의이은을과에가는,.\s]|$)")
# ‘…’, ‘…’ 등 4개 팀이, ‘…’, ‘…’ 등을 주제로: who won, what was talked of
_NO_CASES_BEHIND = re.compile(
    r"\s?(?:등\s?)?(?:을|를)\s주제로\s|\s?등(?:을|를)?\s(?:[가-힣]{1,4}\s)?(?:분야|부문|주제|항목|지표)(?:로|으로|에서|를)\s"
)
# ‘…’와 ‘…’ 2건은: as many as there are
_SO_MANY = re.compile(
    r"\s?(?:등\s)?(?:모두\s|총\s)?(?P<number>\d|[두세네]|다섯|여섯|일곱)\s?(?:건|개|편|가지|사례|과제)(?=[은이을의도])"
)
_NUMBERS = {"두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7}
_LEAST, _HALF, _SHORT, _PAIR, _GROUP = 3, 2, 6, 2, 6000


def chains_of(text: str, quotes: Sequence[Quote]) -> Iterator[list[Quote]]:
    """Yield the lists of quotations that nothing but commas, 와/과 and short owners join, two and more each."""
    current: list[Quote] = []
    for quote in quotes:
        if current and (quote.start < current[-1].end or not _LINK.fullmatch(text, current[-1].end, quote.start)):
            if len(current) >= _PAIR:
                yield current
            current = []
        current.append(quote)
    if len(current) >= _PAIR:
        yield current


def without_teams(prose: Prose, drafts: Sequence[CaseDraft]) -> list[CaseDraft]:
    """Return the findings but those whose name a quotation elsewhere on the page gives to a team: ‘물길 연구반’ 팀이."""
    text = prose.text
    teams = {normal(text[quote.inner_start : quote.inner_end]) for one in prose.body for quote in one.quotes if _OF_TEAM.match(text, quote.end)}  # fmt: skip
    return [one for one in drafts if normal(text[one.start : one.end]) not in teams] if teams else list(drafts)


def complete_chains(prose: Prose, drafts: Sequence[CaseDraft], places: Sequence[Place]) -> list[CaseDraft]:
    """Return the findings with the members of lists most of whose members they are, and without those of strategies."""
    text = prose.text
    result = list(drafts)
    known = {normal(text[one.start : one.end]): one for one in drafts}
    for paragraph in prose.body:
        if len(paragraph.quotes) < _PAIR:
            continue
        for chain in chains_of(text, [quote for quote in paragraph.quotes if not quote.speech]):
            names = [normal(text[quote.inner_start : quote.inner_end]) for quote in chain]
            found = [known[name] for name in names if name in known]
            if found and (
                _OF_STRATEGY.search(text, max(paragraph.start, chain[0].start - 14), chain[0].start)
                or TEAMS_BEHIND.match(text, chain[-1].end)
                or _NO_CASES_BEHIND.match(text, chain[-1].end)
            ):
                spans = {(quote.inner_start, quote.inner_end) for quote in chain}
                result = [one for one in result if (one.start, one.end) not in spans]
                continue
            counted = _SO_MANY.match(text, chain[-1].end)
            number = 0 if counted is None else _NUMBERS.get(counted["number"]) or int(counted["number"])
            most = len(chain) >= _LEAST and len(found) * _HALF > len(chain)
            if not (most or number == len(chain)) or len(found) == len(chain):
                continue
            for name, quote in zip(names, chain, strict=True):
                inside = overlaps(quote.start, quote.end, result)
                if name not in known and not inside and len(name) >= _SHORT and may_be_title(text, quote, awarded=True):
                    owner = last_owner(places, max(paragraph.start, quote.start - 16), quote.start)
                    one = CaseDraft(quote.inner_start, quote.inner_end, _GROUP + chain[0].start, "quote-chain", 0.7, owner=owner)  # fmt: skip
                    model = found[0] if found else one
                    result.append(one.having(group=model.group, field=model.field, field_span=model.field_span, grade=model.grade, grade_span=model.grade_span))  # fmt: skip
    return result

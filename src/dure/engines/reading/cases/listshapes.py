"""Shapes that the items of a marked list share: a slogan before each quoted title, a field before a colon, a name of one word.

One item alone would not tell: ▲찾아가는 ‘행복버스’ is one title, and ▲걷지 않아도 되는 ‘행복버스’ too. Where most items end in a quotation
with its office in brackets, the quotation is the title.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft, places_in
from dure.engines.reading.clauses import adnominal
from dure.engines.reading.titles import is_title_like, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.document import Span
    from dure.engines.reading.prose import Quote

_LEAST, _TITLE = 3, 5  # items; code points of a title in marks
# ‘…’(관광체육과): a slogan stands before it; 이바다 씨의 ‘…’
_BEHIND = re.compile(r"\s?\([^()]{2,24}\)(?:이다)?[,.]?\s*")
_BY_SOMEBODY = re.compile(r"[가-힣]{2,4}\s?씨의\s?")


def closing_quotes(text: str, spans: Sequence[Span], quotes: Sequence[Quote]) -> list[Quote | None]:
    """Return the quotation that ends each item, told before it by a slogan or a person, where two thirds of the items have one."""
    found: list[Quote | None] = [
        next(
            (
                quote
                for quote in quotes
                if start < quote.start
                and quote.end <= end
                and quote.inner_end - quote.inner_start >= _TITLE
                and (
                    _told_by_clause(text, start, quote, end)
                    or _BEHIND.fullmatch(text, quote.end, end)
                    or (_BY_SOMEBODY.fullmatch(text, start, quote.start) and not text[quote.end : end].strip(" ,."))
                )
            ),
            None,
        )
        for start, end in spans
    ]
    enough = len(spans) >= _LEAST and sum(one is not None for one in found) * 3 >= len(spans) * 2
    return found if enough else [None] * len(spans)


_DEED = re.compile(r"\s[^\s]{0,6}(?:조성|설치|도입|운영|구축|개선|지원|추진|신설|마련|개발|제작|보급|개최|[가-힣]기)$")


def _told_by_clause(text: str, start: int, quote: Quote, end: int) -> bool:
    """Tell a deed of two words and more in marks that a clause of three describes: ▲밤에도 잘 보이는 ‘바닥 등 설치’; a mere name is a part of its title."""
    before = text[start : quote.start].rstrip()
    return (
        not text[quote.end : end].strip(" ,.")
        and _DEED.search(text, quote.inner_start, quote.inner_end) is not None
        and len(before.split()) >= _LEAST
        and adnominal(text, start + len(before))
    )


_FIELD = re.compile(r"\s*(?P<field>[가-힣A-Za-z·\s]{2,14}?)\s?[:：]\s(?=\S.{7,})", re.DOTALL)
_FIELDS = 2


def colon_fields(text: str, spans: Sequence[Span]) -> list[re.Match[str] | None]:
    """Return the field before the colon of each item (▲ 시민참여 : 우리 동네 벽화), where every item has one."""
    found = [_FIELD.match(text, start, end) for start, end in spans]
    return found if len(spans) >= _FIELDS and all(found) else [None] * len(spans)


_QUARTER = re.compile(r"\s*[가-힣]{1,8}\d{0,2}(?:가\d동|읍|면|동|리|마을|과|팀|담당관|보건소|사업소)의\s(?=\S)")


def quarters(text: str, spans: Sequence[Span]) -> list[re.Match[str] | None]:
    """Return the quarter of a town or the office that each item begins with (▲ 달빛2동의 골목 텃밭), where all but a few do: no gazetteer knows them."""
    found = [_QUARTER.match(text, start, end) for start, end in spans]
    return found if sum(one is not None for one in found) * 4 >= len(spans) * 3 and len(spans) >= _LEAST else [None] * len(spans)  # fmt: skip


_SHORT_NAME = re.compile(r"[가-힣A-Za-z0-9]{3,12}")


def short_item(text: str, start: int, end: int, group: int, sure: float) -> Iterator[CaseDraft]:
    """Yield a name of one word, or one that ends like a body, in a list where nearly all others are titles: ▲서울달."""
    begin, stop = trim(text, start, end)
    if _SHORT_NAME.fullmatch(text, begin, stop) and not _OFFICE_NAME.search(text, begin, stop):
        yield CaseDraft(begin, stop, group, "list-item", sure)


_OFFICE_NAME = re.compile(r"(?:[시군구도청과팀실국면읍동부처]|공사|공단|재단|센터|기관|위원회|\d[건명점])$")


# ▲공장 화재 지도를 운영한 안전정책과: whose it is stands behind it
_RUN_BY = re.compile(
    r"(?P<what>.{6,}?)(?:을|를)\s(?:운영|추진|발표|제안|제출|출품|기획|소개|시행|도입)한\s(?:[가-힣]{2,10}\s)?[가-힣A-Za-z0-9·]{2,12}(?:과|팀|담당관|보건소|센터|공사|공단|재단)$"
)
# ▲교실 옆 텃밭 두기를 제안한 이바다(물빛초)
_PROPOSED_BY = re.compile(
    r"(?P<what>.{6,}?)(?:을|를|하자고)\s(?:제안|제시|제의|건의|제출|출품|응모|고안|창안)한\s[^,‘“'\"()]{2,24}(?:\([^()]{2,24}\))?$"
)
# ▲‘마을 학교’를 열어 배움을 넓혔고: the item tells, the title stands in marks; ▲‘마을 학교’라는 주제로 발표한 느티마을
_RAN = re.compile(
    r"(?:\s?(?:사업|운영|프로그램))?(?:을|를|으로|로)\s(?:통해|통한|진행|추진|운영|실시|열어|펼쳐|만들어)?[^‘“'\"]*[가-힣](?:고|며|여)[,.\s]*$"
)
_PRESENTED_BY = re.compile(
    r"(?:이?라는\s(?:주제|제목|사업|사례)(?:으로|로|을|를)|(?:을|를)\s주제로)\s(?:발표한|나선|참가한|출전한|소개한)\s[^‘“'\"]{2,40}"
)


def before_doer(text: str, start: int, end: int) -> int:
    """Return where a title ends before who ran or proposed it, else ``end``: 그림 지도를 운영한 안전과, 텃밭 두기를 제안한 이바다(물빛초)."""
    done = _RUN_BY.match(text[start:end]) or _PROPOSED_BY.match(text[start:end])
    return start + done.end("what") if done else end


def is_told_quote(text: str, quote: Quote, end: int) -> bool:
    """Tell the title in marks of an item that is a sentence about it, or that says who presented it."""
    titled = is_title_like(text[quote.inner_start : quote.inner_end])
    told = _RAN.match(text, quote.end, end) or _PRESENTED_BY.fullmatch(text, quote.end, end)
    return titled and told is not None


_LEAST_TOLD = 2  # words
_QUARTER_END = re.compile(r"\s[가-힣]{1,6}\d{0,2}(?:동|면|읍)$")


def who_told(text: str, begin: int, stop: int, places: Sequence[Place]) -> tuple[Place, int] | None:
    """Return the body that ends an item behind a clause of three words, and where the clause ends: ▲마을 장터를 새로 연 옥천군."""
    quarter = _QUARTER_END.search(text[begin:stop])
    end = begin + quarter.start() if quarter else stop
    inside = places_in(places, begin, end)
    if not inside or inside[-1].end != end or inside[-1].kind == "anaphor":
        return None
    owner, first = inside[-1], inside[-1].start
    for place in reversed(inside[:-1]):  # 울산 북구
        if text[place.end : first].strip():
            break
        first = place.start
    told = text[begin:first].rstrip()
    return (
        (owner, begin + len(told)) if adnominal(text, begin + len(told)) and len(told.split()) > _LEAST_TOLD else None
    )

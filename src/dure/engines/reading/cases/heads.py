"""Cases that head a stretch of their own: ``사례명: …`` in a form, a marked line with its paragraph below, an owner and its title in a row."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import place_at
from dure.engines.reading.cases.items import NEGATIVE
from dure.engines.reading.cases.lists import is_owner_phrase, one_title
from dure.engines.reading.cases.rows import LEAD, is_row
from dure.engines.reading.titles import is_title_like, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.casedraft import CaseDraft, Place
    from dure.engines.reading.prose import Paragraph, Prose

_LABELLED = re.compile(
    r"(?:우수|수상|혁신|적극행정)?\s?(?:사례\s?명|과\s?제\s?명|사\s?업\s?명|시책\s?명|정책\s?명|제안\s?명|사례\s?제목|우수사례|제안\s?제목)\s*[:：\t|]\s*(?P<title>\S.{4,110})$"
)
_MARKED = re.compile(
    r"\s*(?P<mark>[◆◇■□▣◈○●◎▶▷►▸☞★☆※❍◦▪•‣]|[①-⑳❶-❿]|\d{1,2}[.)](?=\s)|[가-하][.)](?=\s)|【|\[(?=[가-힣0-9])|<(?=[가-힣0-9])|사례\s?\d{1,2}[.):：]?|[-–—](?=\s)|(?:하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉|열|첫째|둘째|셋째|넷째|다섯째)[.,:)](?=\s)|[☀-➿⭐🀀-🫿]\ufe0f?(?=\s))"
)
# ☕ 두 모금. 수거함 대신 화분: the number of a heading
_NUMBERED = re.compile(r"(?:첫|두|세|네|다섯|여섯|일곱)\s?(?:번째|째)?\s?[가-힣]{0,4}[.:,]\s")
_CASE_PAGE = re.compile(
    r"우수\s?사례|혁신\s?사례|대표\s?사례|주요\s?사례|모범\s?사례|성공\s?사례|사례집|우수\s?시책|혁신\s?(?:과제|정책|시책)|수상작|선정작|우수\s?제안"
    r"|(?:시책|아이디어|제안|실험)(?:을|를)?\s?(?:\d{1,2}\s?(?:건|가지)|둘|셋|넷|다섯|여섯|일곱|여덟|(?:두|세|네|다섯|여섯|일곱|여덟)\s?(?:건|가지))"
    r"|(?:두|세|네|다섯|여섯|일곱)\s(?:동네|마을|고장|지역|도시|시군|고을)(?:의)?\s이야기"
)
# 그 뒤로 시작한 일 몇 가지를 따라가 보았다, 동네에서 시험해 본 것들: what the headings below will tell
_ANNOUNCED = re.compile(
    r"(?:일|것|변화|시도|실험|사업|정책)(?:들)?\s(?:가운데\s|중\s)?(?:몇|\d{1,2}|두|세|네|다섯|여섯|일곱)\s?가지(?=[를을가이만])|(?:시험|실험|시도)해\s?(?:본|온)\s것"
)
_SEPARATED = re.compile(
    r"\s?(?:[:：|/]|\s[-–—~]\s|[-–—]\s)\s?|\s?(?=[‘“「『'\"])|\s?\((?=[^()]{8,}\)$)|,\s(?=[^,]{10,}$)"
)
_LETTERED = frozenset("가나다라마바사아자차카타파하")
_PAST = re.compile(r"[했였었혔렸갔왔됐졌봤났]다\.\s*$")  # a sentence that tells announces no list
_MAX_HEAD, _MIN_HEADS = 70, 2
_PARAGRAPH = 15


def head_cases(prose: Prose, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield the titles of a page's labelled, heading and owned rows; ``group`` numbers the first list."""
    text, body = prose.text, prose.body
    yield from _labelled(text, body, places, group)
    announced = any(_ANNOUNCED.search(text, p.start, p.end) for p in body[:_AT_HEAD])
    if announced:
        yield from _bare_headings(text, body, places, group + 3)
    if announced or _says_cases(prose):
        yield from _headings(text, body, places, group + 1)
        yield from _owned_rows(text, body, places, group + 2)


def _says_cases(prose: Prose) -> bool:
    return any(_CASE_PAGE.search(prose.text, p.start, p.end) for p in (*prose.headings, *prose.body[:4]))


def _labelled(text: str, body: Sequence[Paragraph], places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """사례명: 가뭄에도 마르지 않는 빗물 마을 저수조."""
    for paragraph in body:
        start = _behind_lead(text, paragraph)
        match = _LABELLED.match(text[start : paragraph.end])
        if match:
            yield from one_title(text, start + match.start("title"), paragraph.end, paragraph.quotes, places, group, 0.85, "row-labelled")  # fmt: skip


def _behind_lead(text: str, paragraph: Paragraph) -> int:
    lead = LEAD.match(text[paragraph.start : paragraph.end])
    return paragraph.start + (lead.end() if lead else 0)


def _mark(text: str, paragraph: Paragraph) -> str | None:
    """Return the kind of mark that a short line without a sentence begins with."""
    match = _MARKED.match(text, paragraph.start, paragraph.end)
    if match is None or paragraph.end - paragraph.start > _MAX_HEAD or not is_row(text, paragraph):
        return None
    mark = match["mark"]
    if (
        mark[0] in "하둘셋넷다여일아열첫"
        and mark[-1] in ".,:)"
        and len(mark) > 1
        and mark != "하."
        and mark[:-1] not in _LETTERED
    ):
        return "하나"
    return "1" if mark[0].isdigit() else "①" if mark[0] in "①②③④⑤⑥⑦⑧⑨⑩❶❷❸❹❺❻❼❽❾❿" else mark[0]


def _headings(text: str, body: Sequence[Paragraph], places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """◆ 유자 껍질을 퇴비로 되돌리는 마을 순환장: a marked line whose paragraph tells of it; at least two of one mark."""
    heads: dict[str, list[Paragraph]] = {}
    beside: dict[str, list[Paragraph]] = {}
    for paragraph, below in pairwise(body):
        mark = _mark(text, paragraph)
        if mark and below.end - below.start >= _PARAGRAPH and _mark(text, below) is None:
            (heads if _tells(text, below) else beside).setdefault(mark, []).append(paragraph)
    for mark, told in heads.items():
        # Two of a mark that a sentence tells of speak for a third whose paragraph is a note.
        found = sorted([*told, *beside.get(mark, ())], key=_begin) if len(told) >= _MIN_HEADS else told
        titled = [paragraph for paragraph in found if _head_title(text, paragraph)]
        if len(titled) < _MIN_HEADS or len(titled) * 2 <= len(found):
            continue
        ahead = text[max(body[0].start, titled[0].start - 30) : titled[0].start]
        if NEGATIVE.search(ahead) and not _PAST.search(ahead):
            continue
        for paragraph in titled:
            start = _after_mark(text, paragraph)
            yield from one_title(text, start, paragraph.end, paragraph.quotes, places, group, 0.75, "heading", owners_lead=True)  # fmt: skip


_AT_HEAD, _LEAST_BARE, _BARE_HEAD, _TOLD_BELOW = 3, 3, 30, 40


def _bare_headings(text: str, body: Sequence[Paragraph], places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """눈삽 든 커피집: short lines without a mark, three at least, each above a paragraph that tells of it."""
    found = [
        head
        for head, below in pairwise(body)
        if head.end - head.start <= _BARE_HEAD
        and is_row(text, head)
        and _MARKED.match(text, head.start, head.end) is None
        and below.end - below.start >= _TOLD_BELOW
        and _tells(text, below)
        and _head_title(text, head)
    ]
    if len(found) >= _LEAST_BARE:
        for head in found:
            yield from one_title(text, head.start, head.end, head.quotes, places, group, 0.7, "heading")


def _begin(paragraph: Paragraph) -> int:
    return paragraph.start


def _tells(text: str, paragraph: Paragraph) -> bool:
    return re.search(r"[가-힣](?:다|요|음|함|임|됨)[.]", text[paragraph.start : paragraph.end]) is not None


def _after_mark(text: str, paragraph: Paragraph) -> int:
    match = _MARKED.match(text, paragraph.start, paragraph.end)
    at = match.end() if match else paragraph.start
    while at < paragraph.end and text[at] in " \t.):：]】>":
        at += 1
    numbered = _NUMBERED.match(text, at, paragraph.end)
    return numbered.end() if numbered else at


def _head_title(text: str, paragraph: Paragraph) -> bool:
    words = text[_after_mark(text, paragraph) : paragraph.end].strip(" ]】>:：")
    return is_title_like(words) and len(words.split()) > 1


def _owned_rows(text: str, body: Sequence[Paragraph], places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """▶ 경기 파주시: 신호를 기다리지 않는 소방차 길: rows of an owner and its title, at least two side by side."""
    found = [_owned_row(text, paragraph, places) for paragraph in body]
    for number, row in enumerate(found):
        near = found[max(0, number - 1) : number] + found[number + 1 : number + 2]
        if row is None or not any(near):
            continue
        place, start = row
        paragraph = body[number]
        for draft in one_title(text, start, paragraph.end, paragraph.quotes, places, group, 0.75, "row-owned"):
            yield draft.having(owner=draft.owner or place)


def _owned_row(text: str, paragraph: Paragraph, places: Sequence[Place]) -> tuple[Place, int] | None:
    start = _behind_lead(text, paragraph)
    place = place_at(places, start, start + 2)
    if place is None or place.kind in {"anaphor", "head"} or not is_row(text, paragraph):
        return None
    for match in _SEPARATED.finditer(text, place.end, min(paragraph.end, place.end + 24)):
        begin, stop = trim(text, match.end(), paragraph.end)
        if is_owner_phrase(text, start, match.start(), places) and is_title_like(text[begin:stop]) and len(text[begin:stop].split()) > 1:  # fmt: skip
            return place, match.end()
    return None

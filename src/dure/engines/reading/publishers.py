"""Who puts a page out, where its body does not say: the government whose site it stands on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import Place

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.document import Block, Document
    from dure.engines.reading.gazetteer import Gazetteer
    from dure.engines.reading.lines import Line

# Copyright © 부산광역시 북구청, … : 무안군청
_SITE = re.compile(
    r"(?:[ⓒ©]|copyright|\(c\)|Copyright|저작권)[^가-힣]{0,40}(?P<name>[가-힣]{2,8}(?:\s[가-힣]{1,5})?(?:시청|군청|구청|도청|특별시|광역시|특별자치시|특별자치도))(?![가-힣])",
    re.IGNORECASE,
)
_DECLARED = re.compile(
    r"(?:^|[|:>\-–—]\s*)(?P<name>[가-힣]{2,8}(?:\s[가-힣]{1,5})?(?:시청|군청|구청|도청|[시군구]))\s*$"
)
_LAST = frozenset("청시군구")  # what every match of the last one ends with
# (32727) 충청남도 ○○군 ○○읍 …: the address at the foot of an office's site.
_ADDRESS = re.compile(
    r"^\W*(?:우\s?)?\(?(?:우\s?)?\d{5}\)?\s*(?P<name>[가-힣]{2,8}(?:도|시)\s[가-힣]{1,5}[시군구])\s[가-힣0-9]+(?:읍|면|동|로|길)"
)
# 금산군 금산읍 군청길 13: … without its province
_SHORT_ADDRESS = re.compile(
    r"^\W*(?P<name>[가-힣]{2,4}[시군구])\s[가-힣0-9]{1,8}(?:읍|면|동)?\s?[가-힣0-9]{1,10}(?:로|길)\s?\d"
)
_TAIL_LINES = 40
# 행정안전부 알림·소식 > 공지사항; 순창군 기획예산실; 금산군청: what stands above a page
_CRUMB = re.compile(
    r"^\W*(?P<name>[가-힣]{2,8}(?:부|처|청|위원회|특별시|광역시|도|시|군|구|공사|공단))\s[가-힣·ㆍ]{2,8}\s?[>›»]\s"
)
_OFFICE = re.compile(
    r"^\W*(?P<name>(?:[가-힣]{2,8}\s)?[가-힣]{1,4}[시군구])\s(?:[가-힣]{2,8}(?:과|실|국|담당관)\s?)?[가-힣]{2,8}(?:과|실|팀|국|담당관)\s*$"
)
_BANNER = re.compile(r"^\W*(?P<name>[가-힣]{2,8}(?:시청|군청|구청|도청))\s*$")
_TOP_LINES = 12
_CRUMBS, _OFFICES = frozenset(">›»"), frozenset("과실팀국관")


_OWNERS = frozenset({"government", "organisation"})


def publisher_of(
    document: Document, lines: Sequence[Line], gazetteer: Gazetteer, on: dt.date | None, *, press: bool
) -> Place | None:
    """Return the government that owns the site of a page, with the words that say so; else None.

    ``press`` tells that an outlet published the page: then the address at its foot is the outlet's.
    """
    for start, end in _spans(document, lines, press=press):
        words = "".join(document.text[start:end].split())
        named = gazetteer.resolve(words.removesuffix("청"), on).only or gazetteer.resolve(words, on).only
        if named is not None and named.entity.kind in _OWNERS:
            return Place(start, end, document.text[start:end], named.full_name, named.code, "publisher", "")
    return None


# ↑↑ 대구시교육청 전경, [연천군의회 제공], (사진=옥천군)
_CREDIT = re.compile(r"\s?제공\W*$")
_PICTURED = re.compile(r"\s?(?:제공|전경|청사|본사|사옥|사진|모습)|\s?[\])]?\s*$")


def pictured(document: Document, blocks: Sequence[Block], gazetteer: Gazetteer, on: dt.date | None) -> Place | None:
    """Return the one institution that took, or is shown in, the pictures of a page whose body does not say whose it is."""
    found: dict[str, Place] = {}
    for block in blocks:
        if block.kind != "caption" or block.end - block.start > _CAPTION:
            continue
        words = _CREDIT.sub("", document.text[block.start : block.end])  # [연천군의회제공]
        mentions = gazetteer.mentions(words)
        for mention, resolution in zip(mentions, gazetteer.settle(mentions, on), strict=True):
            named = resolution.only
            if named is not None and _PICTURED.match(words, mention.end):
                start, end = block.start + mention.start, block.start + mention.end
                found.setdefault(named.full_name, Place(start, end, mention.surface, named.full_name, named.code, "caption", ""))  # fmt: skip
    return next(iter(found.values())) if len(found) == 1 else None


_CAPTION = 90


def _spans(document: Document, lines: Sequence[Line], *, press: bool) -> Iterator[tuple[int, int]]:
    for line in lines[-_TAIL_LINES:]:
        site = _SITE.search(line.text) if line.owned and line.length <= 200 else None  # noqa: PLR2004  a notice
        if site:
            yield line.start + site.start("name"), line.start + site.end("name")
        address = None if press else _ADDRESS.match(line.text)
        if address:
            yield line.start + address.start("name"), line.start + address.end("name")
    if not press:
        yield from _above(lines)
    for _, value in document.meta:
        declared = _DECLARED.search(value) if value.rstrip()[-1:] in _LAST else None
        at = document.text.find(declared["name"]) if declared else -1
        if declared and at >= 0:
            yield at, at + len(declared["name"])


def _above(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield whose page it is by its first lines, then by a short address in its last ones."""
    for line in lines[:_TOP_LINES]:
        if line.length <= _SHORT_LINE:
            last = line.text.rstrip()[-1:]
            match = _CRUMB.match(line.text) if _CRUMBS.intersection(line.text) else None
            match = match or (
                _OFFICE.match(line.text) if last in _OFFICES else _BANNER.match(line.text) if last == "청" else None
            )
            if match:
                yield line.start + match.start("name"), line.start + match.end("name")
    for line in lines[-_TAIL_LINES:]:
        match = _SHORT_ADDRESS.match(line.text) if line.length <= _SHORT_LINE else None
        if match:
            yield line.start + match.start("name"), line.start + match.end("name")


_SHORT_LINE = 60

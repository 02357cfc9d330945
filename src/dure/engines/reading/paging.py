"""Where a list goes on: rel=next, the number behind the present one, a link that says 다음, a known page parameter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from dure.engines.reading.entries import PAGE_PARAMETERS, absolute
from dure.engines.reading.following import Follower
from dure.engines.reading.tree import Element, Page

_AREA = re.compile(r"pag(?:e|ing|ination|er|inate)|(?:^|[\s_-])pg(?:$|[\s_-])|list_?num|board_?nav", re.IGNORECASE)
_CURRENT = re.compile(
    r"(?:^|[\s_-])(?:on|active|current|now|select(?:ed)?|pg_current|this|cur)(?:$|[\s_-])", re.IGNORECASE
)
_NEXT = re.compile(
    r"^\s*(?:다음(?:\s?(?:페이지|쪽|목록))?(?:\s?(?:으?로)?\s?이동)?|next(?:\s?page)?|[>›▶→])\s*[›»>→▶]?\s*$",
    re.IGNORECASE,
)
_NEXT_NAME = re.compile(r"(?:^|[\s_-])(?:next|pg_next|btn_next|page_next)(?:$|[\s_-])", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*\[?\s*(\d{1,5})\s*\]?\s*(?:페이지|쪽)?\s*$")
_ARGUMENT = re.compile(r"\(\s*[\"']?(\d{1,5})[\"']?\s*[,)]")
_FEW_WORDS = 200
_MAX_AREAS = 40
_MAX_LINK = 40  # elements of a link


@dataclass(frozen=True, slots=True)
class Next:
    """The next page's address, or the call that leads there and that no rule understands."""

    url: str | None = None
    obstacle: str = ""


def next_page(page: Page, follower: Follower) -> Next:
    """Return where a list goes on; an empty `Next` where it ends or does not say."""
    for link in page.head_links:
        if "next" in link.get("rel", "").lower().split() and (url := absolute(page.base, link.get("href", ""))):
            return Next(url)
    areas: list[Element] = []
    for element in page.body.below():
        if element.tag == "a" and "next" in element.get("rel").lower().split():
            way = follower.way(element)
            if way is not None and way.url is not None:
                return Next(way.url)
        if len(areas) < _MAX_AREAS and element.targets and _AREA.search(element.names) and element.tag != "body":
            areas.append(element)
    obstacle = ""
    for area in areas:
        found = _in_area(area, page, follower)
        if found.url is not None:
            return found
        obstacle = obstacle or found.obstacle
    return Next(None, obstacle)


def _in_area(area: Element, page: Page, follower: Follower) -> Next:
    """Look for the next number, then for 다음, in what is named like a row of page numbers."""
    if len(area.text(_FEW_WORDS * 2)) > _FEW_WORDS:
        return Next()  # a whole page may be named page; a row of numbers is short
    numbered: list[tuple[int, Element, bool]] = []
    following: Element | None = None
    for element in area.below():
        words = element.text(40)
        if (number := _NUMBER.match(words)) and element.tag in {"a", "strong", "b", "em", "span", "button", "li"}:
            is_current = element.tag in {"strong", "b", "em"} or bool(_CURRENT.search(element.names))
            is_current = (
                is_current or bool(element.get("aria-current")) or (element.tag == "a" and element.get("href") == "#")
            )
            is_current = is_current or (
                element.parent is not None and bool(_CURRENT.search(element.parent.get("class")))
            )
            numbered.append((int(number[1]), element, is_current))
        if element.leads and following is None:
            labels = (
                words,
                element.get("title"),
                element.get("aria-label"),
                *(one.get("alt") for one in element.below(_MAX_LINK)),
            )
            if any(label and _NEXT.match(label) for label in labels) or _NEXT_NAME.search(element.names):
                following = element
    current = next((number for number, _, is_current in numbered if is_current), _asked_for(page))
    wanted = [(element, number) for number, element, _ in numbered if number == current + 1 and element.leads]
    obstacle = ""
    for element, goal in [*wanted, *([(following, current + 1)] if following is not None else [])]:
        found = _reached(element, goal, page, follower)
        if found.url is not None and found.url != page.url:
            return found
        obstacle = obstacle or found.obstacle
    return Next(None, obstacle)


def _asked_for(page: Page) -> int:
    """Return the number of the page that the present address asks for, 1 where it asks for none."""
    for name, value in parse_qsl(urlsplit(page.url).query):
        if name in PAGE_PARAMETERS and value.isdecimal():
            return int(value[:5])
    return 1


def _reached(element: Element, number: int, page: Page, follower: Follower) -> Next:
    way = follower.way(element)
    if way is None or way.url is not None:
        return Next(None if way is None else way.url)
    # The program stands in another file; its number and the page's own parameter say the same.
    said = _ARGUMENT.search(way.obstacle)
    if said is not None:
        number = int(said[1])
    for name in PAGE_PARAMETERS:
        if (url := follower.with_field(name, str(number))) is not None:
            return Next(url)
    parts = urlsplit(page.url)
    query = dict(parse_qsl(parts.query))
    for name in PAGE_PARAMETERS:
        if name in query:
            return Next(absolute(page.url, parts._replace(query=urlencode({**query, name: str(number)})).geturl()))
    return Next(None, way.obstacle)

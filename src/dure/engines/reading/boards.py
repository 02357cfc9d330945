"""HTML lists of articles, found by how they are built: rows of one kind, each with a link and mostly with a day."""

from __future__ import annotations

import html as entities
import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from urllib.parse import urlsplit

from dure.engines.reading.attachments import attachments_below
from dure.engines.reading.entries import MAX_ENTRIES, Entry, Listing, absolute, list_date, looks_dated, plain, settled
from dure.engines.reading.feeds import fingerprint
from dure.engines.reading.following import Follower, Way
from dure.engines.reading.paging import next_page
from dure.engines.reading.tree import Element, Page, open_page

_ROWS = frozenset({"tr", "li", "div", "article", "dl", "a", "section", "dd", "p"})
_MAX_ROW = 400  # elements of one row
_WORK = 12  # how often each element may be looked at, on average, before a page is called hostile
_LEAST_WORK = 60_000
_SHARE = re.compile(r"share|공유|sns|scrap|print|facebook|twitter|kakao|band\b|copyurl", re.IGNORECASE)
_TITLED = re.compile(
    r"tit(?:le)?|subj(?:ect)?|sbj|headline|c_tit|txt_tit|\bleft\b|t_left|al_left|td_subject", re.IGNORECASE
)
_DATED = re.compile(r"date|day|\breg|time|wr_dt|written|created", re.IGNORECASE)
_HEAD_TITLE = re.compile(r"제\s?목|title|subject", re.IGNORECASE)
_HEAD_DATE = re.compile(r"등록일|작성일|게시일|공고일|보도일|배포일|날\s?짜|일\s?자|작성 ?일시|date", re.IGNORECASE)
_LABELLED = re.compile(r"(?:등록|작성|게시|공고|보도|배포|입력)\s?(?:일자|일시|일|날짜)?\s*:?\s*(.{0,30})")
_BESIDE = re.compile(r"(?:이전|다음)\s?(?:글|기사|게시물|목록)?\s|(?:prev|next)\b", re.IGNORECASE)
_ONLY_NUMBER = re.compile(r"^[\d\s\[\].,()+-]*$")
_BEHIND_TITLE = re.compile(
    r"\s*(?:에 대한 )?(?:글\s?내용|상세\s?내용|게시글?|내용|글|본문)?\s*(?:자세히|상세)?\s?보기\s*(?:\(?새\s?창\)?(?:\s?열림)?)?\.?\s*$|\s*\(?새\s?창\s?열림\)?\s*$"
)
_CUT = re.compile(r"(?:\.{2,}|…)\s*$")
_NEW = re.compile(
    r"^\s*(?:N|NEW|new|새글|새 글|공지|HOT|첨부파일|파일첨부|\[공지\])\s+|\s+(?:N|NEW|new|새글|새 글|첨부파일|파일첨부)\s*$"
)
_DIGITS = re.compile(r"\d+")
_STATE = re.compile(
    r"^(?:on|active|current|first|last|odd|even|new|notice|selected|hover|even\d*|odd\d*)$|\d", re.IGNORECASE
)
_BOARD = re.compile(r"(?:board|bbs|bo)[_-]?list|list[_-]?(?:board|wrap|area)|no[_-]?data", re.IGNORECASE)
_NO_ROWS = re.compile(
    r"(?:등록된|검색된|조회된)\s?(?:게시물|글|자료|데이터|내용|결과|목록)[이가은는]?\s?(?:없|존재하지)"
)
_SENTENCE = re.compile(r"[가-힣][다요][.\"”’']")
_SHORT_TITLE, _LONG_TITLE = 8, 14  # code points: menus are shorter, headlines longer
_PROSE = 300
_ENOUGH = 3.0
_HALF, _MOSTLY = 0.5, 0.7
_FEW, _MANY = 3, 40
_HEADLINE = 150  # code points
_SMALL = 8  # elements of a cell
_NEAR = 300  # elements
_PLACE = 40  # code points of a cell that tells a day


@dataclass(slots=True)
class _Row:
    element: Element
    title: str
    way: Way
    day: str | None
    dated: bool


@dataclass(slots=True)
class _Group:
    """Rows of one kind in one container."""

    container: Element
    rows: list[_Row]
    score: float


def read_board(source: str, url: str, today: date | None = None) -> Listing:
    """Return the list of articles that an HTML page holds; ``kind`` is ``none`` where it holds none.

    A list is the group of at least two like rows with the highest score: number of rows with a link, how many are dated,
    how long and how different their titles are, whether their addresses are of one shape, whether they stand in a menu or
    a side column. A page with prose beside its rows is an article, whatever else it lists.

    Raises:
        ReadingError: ``too-deep``, ``empty``.
    """
    page = open_page(source, url)
    follower = Follower(page)
    title = _page_title(source)
    group = _best(page, follower, today)
    if group is None:
        empty = _empty_table(page)
        if empty is None:
            return Listing("none", title, feeds=_feeds(page))
        return Listing("board", title, fingerprint=_fingerprint(empty, []), feeds=_feeds(page))
    _settle(group.rows)
    entries: dict[str, Entry] = {}
    for row in group.rows[:MAX_ENTRIES]:
        files = tuple(one for one in attachments_below(row.element, follower) if one.url != row.way.url)
        key = row.way.url or f"{row.title} {row.way.obstacle}"
        entries.setdefault(key, Entry(row.way.url, row.title, row.day, "", row.way.via, row.way.obstacle, files))
    following = next_page(page, follower)
    return Listing(
        "board",
        title,
        tuple(entries.values()),
        next_url=following.url,
        next_obstacle=following.obstacle,
        fingerprint=_fingerprint(group.container, [row.element for row in group.rows]),
        feeds=_feeds(page),
    )


def _feeds(page: Page) -> tuple[str, ...]:
    """Return the feeds that the head of the page names: easier to follow than its lists."""
    named = [
        absolute(page.base, link.get("href", ""))
        for link in page.head_links
        if link.get("type", "").lower() in {"application/rss+xml", "application/atom+xml"}
    ]
    return tuple(dict.fromkeys(address for address in named if address))


def _settle(rows: list[_Row]) -> None:
    """Give the rows addresses that stay, unless what is left out is what tells them apart."""
    addresses = [row.way.url for row in rows if row.way.url is not None]
    if len({settled(url) for url in addresses}) == len(set(addresses)):
        for row in rows:
            if row.way.url is not None:
                row.way = replace(row.way, url=settled(row.way.url))


def _page_title(source: str) -> str:
    match = re.search(r"<title[^>]*>([^<]{0,300})", source[:200_000], re.IGNORECASE)
    return plain(entities.unescape(match[1])) if match else ""


def _best(page: Page, follower: Follower, today: date | None) -> _Group | None:
    """Return the list of the page: the group of the highest score, if it is enough."""
    left = max(_LEAST_WORK, _WORK * page.body.size)
    best: _Group | None = None
    for container in page.body.below():
        least = 1 if container.tag in {"tbody", "table"} else _FEW  # one row is a list only below a table's head
        if container.targets < least or container.tag in {"tr", "select"}:
            continue
        tag, members = _members(container)
        if len(members) < least or (tag == "a" and container.tag in {"p", "td"}):
            continue
        left -= sum(member.size for member in members)
        if left < 0:
            break
        group = _group(container, members, page, follower, today)
        if group is not None and (best is None or group.score > best.score):
            best = group
    if best is None or best.score < _ENOUGH or _is_article(page, best):
        return None
    return best


def _members(container: Element) -> tuple[str, list[Element]]:
    """Return the children that could be rows: those of the tag that most children with a target have."""
    leading = [child for child in container.elements if child.targets and child.tag in _ROWS and child.size <= _MAX_ROW]
    if not leading:
        return "", []
    tag, _ = Counter(child.tag for child in leading).most_common(1)[0]
    return tag, [child for child in leading if child.tag == tag]


def _group(
    container: Element, members: list[Element], page: Page, follower: Follower, today: date | None
) -> _Group | None:
    columns = _columns(container)
    rows = [row for member in members if (row := _row(member, columns, follower, today)) is not None]
    if not rows:
        return None
    dated = sum(row.dated for row in rows) / len(rows)
    titles = {row.title for row in rows}
    length = sum(len(title) for title in titles) / len(titles)
    shapes = Counter(_shape(row.way, page.url) for row in rows)
    uniform = shapes.most_common(1)[0][1] / len(rows)
    addresses = {row.way.url or row.way.obstacle for row in rows}
    if len(addresses) < max(1, len(rows) // 2) or (length < _SHORT_TITLE and dated < _HALF):  # a menu
        return None
    if columns is None and (uniform < _HALF or len(rows) < _FEW):
        return None  # the parts of a page, the article before and the one behind
    if dated < _HALF and (uniform < _MOSTLY or len(rows) <= _FEW or length < _LONG_TITLE):  # undated lists prove more
        return None
    score = min(len(rows), _MANY) ** 0.5 * (0.5 + 2.5 * dated) * (0.4 + 0.6 * uniform) * min(1.5, length / _LONG_TITLE)
    score *= len(titles) / len(rows) * (1.5 if columns else 1.0)
    if container.is_aside:
        return _Group(container, rows, score * 0.25)
    if columns or dated >= _HALF:  # short titles, few rows, but days or a head: a new board
        score = max(score, _ENOUGH)
    return _Group(container, rows, score)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which cells of a table hold title and day, by its head; None where the head does not say."""

    title: int | None
    day: int | None


def _columns(container: Element) -> _Columns | None:
    """Return what the head of the table around a container says; None where it has none that speaks of titles."""
    table = (
        container if container.tag == "table" else next((one for one in container.above() if one.tag == "table"), None)
    )
    if container.tag not in {"tbody", "table"} or table is None:
        return None
    near = islice(table.below(), _NEAR)  # the head comes first; a table in a table in a table is an attack
    heads = [one for one in near if one.tag == "th" and not (one.parent is not None and one.parent.targets > 1)]
    labels = [one.text(40) for one in heads[:20]]
    title = next((at for at, label in enumerate(labels) if _HEAD_TITLE.search(label)), None)
    day = next((at for at, label in enumerate(labels) if _HEAD_DATE.search(label)), None)
    return None if title is None else _Columns(title, day)


def _row(element: Element, columns: _Columns | None, follower: Follower, today: date | None) -> _Row | None:
    """Return what a row tells: its title, where it leads, and its day."""
    if _BESIDE.match(element.text(12)):
        return None  # the article before this one, and the one behind
    clickers = [one for one in element.below() if one.leads or one.get("data-url") or one.get("data-href")]
    cells = [one for one in element.elements if one.tag in {"td", "th"}]
    in_title: set[int] = set()
    if columns is not None and columns.title is not None and columns.title < len(cells):
        in_title = {id(one) for one in cells[columns.title].below()}
    best: tuple[float, str, Way] | None = None
    for clicker in clickers[:20]:
        if _SHARE.search(f"{clicker.names} {clicker.get('onclick')} {clicker.get('data-type')}"):
            continue
        title = _title(clicker)
        if len(title) < 2 or _ONLY_NUMBER.match(title):  # noqa: PLR2004  # a number, a mark
            continue
        weight = min(len(title), 60) + 100 * (id(clicker) in in_title) + 40 * _is_titled(clicker, element)
        if clicker is element and len(clickers) > 1:
            weight -= 30
        if best is None or weight > best[0]:
            way = follower.way(clicker)
            if way is not None:
                best = (weight, title, way)
    if best is None:
        return None
    day, dated = _day(element, cells, columns, today)
    return _Row(element, best[1], best[2], day, dated)


def _is_titled(clicker: Element, row: Element) -> bool:
    for around in (clicker, *clicker.above()):
        if _TITLED.search(around.names):
            return True
        if around is row:
            return False
    return False


def _title(clicker: Element) -> str:
    """Return the headline of a link: what is named or marked as one inside it, else its words, else its picture's."""
    marked = ""
    for inner in clicker.below():
        is_heading = inner.tag in {"h1", "h2", "h3", "h4", "h5", "h6", "dt"} or (
            inner is not clicker and _TITLED.search(inner.names)
        )
        if is_heading and (marked := inner.text(400)):
            break
    if not marked and clicker.tag == "tr":
        marked = max((cell.text(400) for cell in clicker.elements), key=len, default="")
    words = marked or _first_block(clicker)
    if not words:
        words = next((inner.get("alt") for inner in clicker.below() if inner.tag == "img" and inner.get("alt")), "")
    words = _NEW.sub("", _NEW.sub("", plain(words)))
    said = _BEHIND_TITLE.sub("", plain(clicker.get("title")))
    if _CUT.search(words) and said.startswith(_CUT.sub("", words).strip()[:20]) and len(said) > len(words):
        return said
    return plain(_BEHIND_TITLE.sub("", words) or words)


def _first_block(clicker: Element) -> str:
    """Return a link's words; of a link around whole blocks, the first block that says something."""
    words = clicker.text(1_200)
    if len(words) <= _HEADLINE:
        return words
    blocks = [
        one.text(400)
        for one in clicker.below()
        if one.tag in {"p", "div", "dd", "li", "strong", "span"} and one.size < _SMALL
    ]
    return next((text for text in blocks if _SMALL < len(text) <= _HEADLINE), words[:_HEADLINE])


def _day(
    element: Element, cells: list[Element], columns: _Columns | None, today: date | None
) -> tuple[str | None, bool]:
    """Return the day of a row, and whether the row is dated at all: the head's column, a label, a name, any cell."""
    if columns is not None and columns.day is not None and columns.day < len(cells):
        words = cells[columns.day].text(60)
        if looks_dated(words):
            return list_date(words, today), True
    leaves = [
        (one, one.text(80))
        for one in element.below()
        if one.tag in {"td", "span", "p", "em", "dd", "li", "div", "time", "i", "b", "small", "strong"}
        and one.size < _SMALL
    ]
    for one, words in leaves:
        if words and len(words) <= _PLACE and _DATED.search(one.names) and looks_dated(words):
            return list_date(words, today), True
    if (label := _LABELLED.search(element.text())) and looks_dated(label[1]):
        return list_date(label[1], today), True
    for _, words in leaves:
        if words and len(words) <= _PLACE and looks_dated(words):  # a cell, not a sentence
            return list_date(words, today), True
    return None, False


def _shape(way: Way, base: str) -> str:
    """Return what the addresses of one board have in common: path and names of the query, without numbers and slugs."""
    if way.url is None:
        return way.obstacle.partition("(")[0]
    parts = urlsplit(way.url)
    names = ",".join(sorted(part.partition("=")[0] for part in parts.query.split("&")))
    host = "" if parts.netloc == urlsplit(base).netloc else parts.netloc
    path = parts.path if names else f"{parts.path.rstrip('/').rpartition('/')[0]}/*"
    return f"{host}{_DIGITS.sub('0', path)}?{names}"


def _is_article(page: Page, group: _Group) -> bool:
    """Tell whether the page is an article with a list beside it: more prose around the list than a list's page has."""
    inside = {id(one) for one in group.container.below()}
    prose = 0
    seen = 0
    for element in page.body.below():
        if id(element) in inside or element.tag in {"script", "style"}:
            continue
        own = "".join(child for child in element.children if isinstance(child, str))
        seen += len(own)
        if len(own) > 30 and _SENTENCE.search(own) and element.tag != "a" and not element.is_aside:  # noqa: PLR2004
            prose += len(own)
        if seen > 400_000:  # noqa: PLR2004  # enough was seen to tell
            break
    return prose > _PROSE and (len(group.rows) < 2 * _FEW or prose > 4 * _PROSE)


def _empty_table(page: Page) -> Element | None:
    """Return a board's table that says it has no rows: an empty board is a board."""
    for element in page.body.below():
        if element.tag == "table" and _NO_ROWS.search(element.text(600)) and _columns(element) is not None:
            return element
        if element.size < 2 * _SMALL and _BOARD.search(element.names) and _NO_ROWS.search(element.text(200)):
            return element
    return None


def _fingerprint(container: Element, rows: list[Element]) -> str:
    """Return what stays the same while a list is built the same way: the way to it, its head, and its usual row."""
    way = [_label(one) for one in (container, *container.above()) if one.tag != "tbody"][:6]
    heads: list[str] = []
    if container.tag in {"tbody", "table"}:
        table = container if container.tag == "table" else container.parent or container
        heads = [one.text(20) for one in table.below() if one.tag == "th"][:12]
    skeletons = Counter(_skeleton(row) for row in rows)
    usual = skeletons.most_common(1)[0][0] if skeletons else ""
    return fingerprint(*way, "|", *heads, "|", usual)


def _skeleton(row: Element) -> str:
    """Return the cells of a row, two levels deep, without what comes and goes (marks, icons, states)."""
    parts = [row.tag]
    for child in row.elements:
        if child.tag in {"td", "th", "div", "dl", "dd", "dt", "p", "ul", "a", "h3", "h4", "article"}:
            inner = sorted(
                {one.tag for one in child.elements if one.tag in {"div", "dl", "ul", "p", "h3", "h4", "a", "table"}}
            )
            parts.append(f"{_label(child)}({','.join(inner)})")
    return " ".join(parts)


def _label(element: Element) -> str:
    names = sorted(name for name in element.get("class").split() if not _STATE.search(name))
    return ".".join([element.tag, *names[:3]])

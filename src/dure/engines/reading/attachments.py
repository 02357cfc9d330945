"""Documents that hang on a page: links to files by their ending, and download programs with a file's name beside them."""

from __future__ import annotations

import re
from urllib.parse import unquote

from dure.engines.reading.entries import Attachment, plain
from dure.engines.reading.following import Follower
from dure.engines.reading.tree import Element

READABLE = ("hwpx", "hwp", "pdf", "docx")
"""Endings of documents that can hold a release; pictures, tables and archives are left."""

MAX_ATTACHMENTS = 20
_ENDING = re.compile(rf"\.({'|'.join(READABLE)})(?![A-Za-z0-9])", re.IGNORECASE)
_NAME = re.compile(rf"[^\\/:*?\"<>|\r\n\t]{{1,200}}?\.(?:{'|'.join(READABLE)})(?![A-Za-z0-9])", re.IGNORECASE)
_DOWNLOAD = re.compile(r"down_?load|file_?down|down_?file|atch_?file|getfile|attach|/fms/|filedn|fdown", re.IGNORECASE)
_SHOWN_ONLY = re.compile(
    r"preview|viewer|synap|listen|docviewer|convert|미리\s?보기|바로\s?보기|바로\s?듣기|뷰어|screen_?print",
    re.IGNORECASE,
)
_NAMED = ("download", "data-file-nm", "data-filename", "data-file-name", "data-name", "title")
_BUTTON = re.compile(r"[\w\s]{0,10}(?:다운로드|내려받기|첨부파일|download)[\w\s]{0,6}", re.IGNORECASE)
_MAX_LINK = 40  # elements of a link
_LEAST_TITLE = 6
_MAX_AROUND = 400


def attachments_below(element: Element, follower: Follower) -> tuple[Attachment, ...]:
    """Return the documents that hang below an element, each once, in the order of the page.

    A document is what ends like one in its address, its words or its attributes, or what a download program gives out
    beside a file's name. Previews of the same file (바로보기) and what merely prints the page are left out.
    """
    found: dict[str, Attachment] = {}
    names: set[str] = set()
    for inner in element.below():
        if not inner.leads or len(found) >= MAX_ATTACHMENTS:
            continue
        words = inner.text(_MAX_AROUND)
        call = f"{inner.get('href')} {inner.get('onclick')}"
        if _SHOWN_ONLY.search(call) or _SHOWN_ONLY.search(words) or _SHOWN_ONLY.search(inner.get("title")):
            continue
        name = _name(inner, words, is_download=bool(_DOWNLOAD.search(call)))
        if name is None or name in names:
            continue
        way = follower.way(inner)
        if way is None or way.url is None or way.url in found:
            continue
        names.add(name)
        found[way.url] = Attachment(way.url, name)
    return tuple(found.values())


def _name(element: Element, words: str, *, is_download: bool) -> str | None:
    """Return the file's name: what the link says, what its attributes say, its address, or the words around it."""
    for said in (words, *(element.get(name) for name in _NAMED), *_pictures(element)):
        if match := _NAME.search(said):
            return plain(match[0], 200)
    path = unquote(element.get("href").partition("?")[0].partition("#")[0])
    if not path.lower().startswith("javascript:") and _ENDING.search(path[-10:]):
        return plain(words if _is_title(words) else path.rpartition("/")[2], 200)
    if not is_download:
        return None
    for around in list(element.above())[:3]:
        if around.targets > 4:  # noqa: PLR2004  # beyond the file's own buttons begins the list of files
            return None
        if match := _NAME.search(around.text(_MAX_AROUND)):
            return plain(match[0], 200)
    return None


def _pictures(element: Element) -> list[str]:
    return [inner.get("alt") for inner in element.below(_MAX_LINK) if inner.tag == "img" and inner.get("alt")]


def _is_title(words: str) -> bool:
    return len(words) >= _LEAST_TITLE and not _BUTTON.fullmatch(words)

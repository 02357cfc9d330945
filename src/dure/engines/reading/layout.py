"""Printed lines to paragraphs: a line that fills its column goes on in the next one, whether or not a word was cut.

Korean is set with breaks between syllables, so the end of a line says nothing of the end of a word. What says it: the same
word elsewhere in the document, a particle that cannot begin a word, and how the document breaks its other lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from dure.engines.reading.columns import Printed, parts_of
from dure.engines.reading.document import Unit

__all__ = ["Printed", "paragraphs_of"]

_EDGE_LINES = 3  # lines at the top and the bottom of a page that may be its running head or its number
_PAGE_NUMBER = re.compile(
    r"\W{0,4}(?:page\s?|p\.?\s?|제\s?)?\d{1,4}(?:\s?[/∕]\s?\d{1,4}|\s?쪽|\s?페이지)?\W{0,4}", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_MARKED = re.compile(
    r"(?:[□■◇◆○●◎ㅇ❍◦▶▷►▸△▲▪▫※☞*•󰊱-󰋀]|[-–—·‣]\s?(?=\S)|[①-⑳❶-❿]|[가-하][.)]\s|\d{1,2}[.)]\s|\(\d{1,2}\)|[<〈《【\[]|제\d{1,3}[조장절]|붙임|끝\.)"
)
_SENTENCE_END = re.compile(r"[.?!]['\"”’)\]]*$")
_WIDEST_GAP = 2.8  # sizes of the letters, from foot to foot; double spacing is 2.4
_NEAR_GAP = 1.35  # of the page's usual distance between lines
_SAME_SIZE = 0.12
_INDENT = 0.6
_COLUMN = 2.5  # widths of a syllable: lines that begin this near to each other belong to one column
_HANGUL = re.compile("[가-힣]")
_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
# What cannot begin a word: particles and endings that stand alone only when a word was cut before them.
_NO_WORD = re.compile(
    r"(?:은|는|이|가|을|를|의|에|와|과|도|로|으로|에서|에게|까지|부터|라고|라며|이라고|이라며|으며|이며|하며|하고|하는|하여|했다|하였다|한다|된다|됐다|되었다|되는|되어|습니다|입니다|니다|였다|이다|고|며|면|던|려고|도록|면서|으면|들이|들을|들의|들은|들에게)"
)
_ENDS_WORD = re.compile(
    r"(?:[가-힣](?:을|를|은|는|의|에|고|며|로|와|과|서|게|면|한|된|할|될|인|던|및|등)|및|등|수|것|이|그|한|할|된|약|각|총|더|또)$"
)


def paragraphs_of(pages: Sequence[Sequence[Printed]]) -> list[tuple[str, Unit]]:
    """Return the paragraphs, headings, points and table rows of a printed document, a line each."""
    parts = [part for page in _without_running_heads(pages) for part in parts_of(page)]
    pages = [part.lines for part in parts]
    words = _words_of(pages)
    rights = [_right_edges(page) for page in pages]
    joints = [_joints(page, right) for page, right in zip(pages, rights, strict=True)]
    cuts_words = _cuts_words(pages, joints, words)
    found: list[tuple[str, Unit]] = []
    open_: list[str] = []
    last: tuple[Printed, float] | None = None

    def finish() -> None:
        if open_:
            line = "".join(open_)
            found.append((line, Unit(0, 0, "tr" if "\t" in line else "p")))
            open_.clear()

    for number, page in enumerate(pages):
        if number and parts[number].is_column is not parts[number - 1].is_column:
            last = None  # a headline across the columns is not the beginning of what stands in them
        for at, line in enumerate(page):
            goes_on = joints[number][at - 1] if at else last is not None and _goes_on_overleaf(*last, line)
            if goes_on:
                open_.append(_joint(open_[-1], line.text, words, cuts_words=cuts_words) + line.text)
            else:
                finish()
                open_.append(line.text)
        if page:
            last = (page[-1], rights[number][-1])
    finish()
    return found


def _without_running_heads(pages: Sequence[Sequence[Printed]]) -> list[list[Printed]]:
    """Drop page numbers, and what most pages repeat at their top or bottom."""
    edges = [_edge_lines(page) for page in pages]
    repeated = Counter(
        shape for page, edge in zip(pages, edges, strict=True) for shape in {_shape(page[at].text) for at in edge}
    )
    often = max(2, len(pages) // 2 + 1)
    kept = []
    for page, edge in zip(pages, edges, strict=True):
        outer = _outermost(page)
        kept.append(
            [
                line
                for at, line in enumerate(page)
                if not (at in outer and _PAGE_NUMBER.fullmatch(line.text))
                and not (at in edge and repeated[_shape(line.text)] >= often)
            ]
        )
    return kept


def _shape(text: str) -> str:
    return _DIGITS.sub("#", "".join(text.split()))[:200]


def _edge_lines(page: Sequence[Printed]) -> frozenset[int]:
    order = sorted(range(len(page)), key=lambda at: page[at].foot)
    return frozenset([*order[:_EDGE_LINES], *order[-_EDGE_LINES:]])


def _outermost(page: Sequence[Printed]) -> frozenset[int]:
    if len(page) < 2:  # noqa: PLR2004  a page with a number alone may be about that number
        return frozenset()
    order = sorted(range(len(page)), key=lambda at: page[at].foot)
    return frozenset([order[0], order[-1]])


def _right_edges(page: Sequence[Printed]) -> list[float]:
    """Return for each line where its column ends: the furthest right of the lines that begin near it."""
    step = 6.0
    furthest: dict[int, float] = {}
    for line in page:
        column = int(line.left // step)
        furthest[column] = max(furthest.get(column, 0.0), line.right)
    edges = []
    for line in page:
        reach = int(_COLUMN * line.size // step) + 1
        column = int(line.left // step)
        near = (furthest[other] for other in range(column - reach, column + reach + 1) if other in furthest)
        edges.append(max(near, default=line.right))
    return edges


def _joints(page: Sequence[Printed], rights: Sequence[float]) -> list[bool]:
    """Tell for each line but the last whether the paragraph goes on in the next one."""
    gaps = [a.foot - b.foot for a, b in pairwise(page) if a.foot > b.foot and abs(a.size - b.size) < 1]
    usual = median(gaps) if gaps else 0.0
    joints: list[bool] = []
    first = page[0] if page else None  # of the paragraph
    for at in range(len(page) - 1):
        above, below = page[at], page[at + 1]
        assert first is not None  # noqa: S101  there is a line
        near = 0 < above.foot - below.foot <= min(max(_NEAR_GAP * usual, 1.5 * above.size), _WIDEST_GAP * above.size)
        joint = near and _goes_on(above, below, rights[at], first)
        joints.append(joint)
        if not joint:
            first = below
    return joints


def _goes_on(above: Printed, below: Printed, right: float, first: Printed) -> bool:
    if "\t" in above.text or "\t" in below.text or _MARKED.match(below.text):
        return False
    if abs(above.size - below.size) > _SAME_SIZE * above.size:
        return False
    # An indented line begins a paragraph, but for the lines of a point, which hang behind its mark.
    hangs = above is first and _MARKED.match(above.text) is not None
    if below.left > above.left + _INDENT * above.size and not hangs:
        return False
    if hangs and below.left < above.left - _INDENT * above.size:
        return False
    return _is_full(above, below, right)


def _is_full(above: Printed, below: Printed, right: float) -> bool:
    """Tell whether the next line's first word had no room left: the line was broken, not ended."""
    word = below.text.split(" ", 1)[0][:20]
    width = sum(1.0 if _HANGUL.match(letter) else 0.55 for letter in word) * above.size
    return right - above.right < min(width + 0.4 * above.size, 0.35 * (right - above.left))


def _goes_on_overleaf(above: Printed, right: float, below: Printed) -> bool:
    plain = "\t" not in above.text + below.text and not _MARKED.match(below.text)
    same = abs(above.size - below.size) <= _SAME_SIZE * above.size
    return plain and same and not _SENTENCE_END.search(above.text) and _is_full(above, below, right)


def _words_of(pages: Sequence[Sequence[Printed]]) -> Counter[str]:
    """Count the words that stand inside lines, whole for certain."""
    return Counter(
        bare for page in pages for line in page for word in line.text.split()[1:-1] if (bare := _EDGE.sub("", word))
    )


def _evidence(above: str, below: str, words: Counter[str]) -> bool | None:
    """Tell whether a word was cut between two lines; None where nothing says so."""
    if not (above[-1:].isalnum() and below[:1].isalnum()):
        # Closing marks hang on what is before them, opening ones on what follows; a dash joins Latin words only.
        return above[-1:] in "([‘“「『<《" or below[:1] in ")]’”」』>》,.·%~"
    before, behind = _EDGE.sub("", above.rsplit(maxsplit=1)[-1]), _EDGE.sub("", below.split(maxsplit=1)[0])
    if above[-1].isdigit() and (below[0].isdigit() or _HANGUL.match(below[0])):
        return True
    if above[-1].isascii() and below[0].isascii():
        return False
    if words[before + behind]:
        return True
    if _NO_WORD.fullmatch(behind):
        return True
    if words[before] and words[behind]:
        return False
    return None


def _cuts_words(pages: Sequence[Sequence[Printed]], joints: Sequence[Sequence[bool]], words: Counter[str]) -> bool:
    """Tell whether a document breaks its lines between syllables: one line that certainly does is enough."""
    for page, joint in zip(pages, joints, strict=True):
        for at, goes_on in enumerate(joint):
            if not goes_on:
                continue
            above, below = page[at].text, page[at + 1].text
            hangul = _HANGUL.match(above[-1]) and _HANGUL.match(below[0])
            if hangul and _evidence(above, below, words):
                return True
    return False


def _joint(above: str, below: str, words: Counter[str], *, cuts_words: bool) -> str:
    """Return what stands between two lines of a paragraph: a space, or nothing where a word was cut."""
    cut = _evidence(above, below, words)
    if cut is None:
        cut = cuts_words and not _ENDS_WORD.search(above.rsplit(maxsplit=1)[-1])
    return "" if cut else " "

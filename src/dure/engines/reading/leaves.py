"""The leaf blocks of an HTML tree in order, each with the landmark it lies in.

The parser's own serialisation is scanned, not its nodes: it nests every element properly and escapes ``<`` and ``>`` in
text and attributes, so one regular expression finds its tags, many times faster than a walk over Python objects.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from dure.engines.reading.document import ReadingError

__all__ = ["Leaf", "Markup", "attributes_of", "leaves_of", "markup_of"]

# Elements whose words are no text of the page.
_SKIPPED: Final = (
    "script", "style", "noscript", "template", "svg", "iframe", "button", "select", "option", "textarea", "object", "canvas",
    "audio", "video", "head", "map", "math", "form-control",
)  # fmt: skip
_BLOCKS: Final = (
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "html",
    "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "title", "tr", "ul", "caption",
)  # fmt: skip
_LEAF_BLOCKS: Final = frozenset({"p", "li", "td", "th", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6"})
_REGION_OF_TAG: Final = {
    "nav": "nav", "aside": "aside", "footer": "footer", "header": "header", "article": "article", "figcaption": "caption",
    "figure": "caption", "dialog": "aside", "menu": "nav",
}  # fmt: skip
_OPEN, _CLOSE, _LINK, _LINK_END, _BREAK, _RULE, _SKIP = range(1, 8)
_STEPS: Final = {
    **dict.fromkeys(_BLOCKS, _OPEN),
    **{f"/{name}": _CLOSE for name in _BLOCKS},
    **dict.fromkeys(_SKIPPED, _SKIP),
    "a": _LINK,
    "/a": _LINK_END,
    "br": _BREAK,
    "hr": _RULE,
}
_TAG: Final = re.compile(r"<([^\s>]+)([^>]*)>([^<]*)")
_ATTRIBUTE: Final = re.compile(r'([^\s=]+)="([^"]*)"')
# What the serialisation does not escape: comments, and elements whose content is raw text.
_RAW: Final = re.compile(r"<(?:!--|(script|style|iframe|xmp|noembed|noframes|plaintext)(?=[\s>]))")
_SHOWN_RAW: Final = frozenset({"xmp", "noembed", "noframes", "plaintext"})
_MAX_TAGS: Final = 600_000
_MAX_CELL: Final = 150
_SPACE: Final = re.compile(r"[ \t\r\n\f\v]+")

# Names that families of content systems give their containers (gnuboard, ndsoft, mediaOn, XE, eGov boards, WordPress).
_BODY_NAME: Final = re.compile(
    r"article[-_]?(?:body|view[-_]?content|content|text|veiw)|articlebody|news[-_]?(?:body|content|view|text|article)|"
    r"view[-_]?(?:con|cont|content|contents|text|body|area)\b|board[-_]?view[-_]?(?:con|content)|bo_v_con|bo_v_atc|"
    r"entry-content|post-content|xe_content|rd_body|read_body|cnt_view|cont_view|viewcontent|bbs_?content|dbdata|"
    r"bbs_view|article[-_]?txt|news[-_]?txt|cont[-_]?txt|editor-p|smartoutput|arti[-_]?body|txt_?area|newsct_article|harmonyContainer|detail_?cont|ntt_?cn|bd_?content",
    re.IGNORECASE,
)
_NOISE_NAME: Final = re.compile(
    r"(?:^|[\s_-])(?:gnb|lnb|snb|fnb|tnb|nav|navi|menu|sitemap|breadcrumb|location|sidebar|side|aside|footer|foot|"
    r"related|relation|recommend|ranking|rank|popular|hot|best|banner|ad|ads|adv|advert|sns|share|comment|reply|"
    r"login|search|quick|skip|copyright|popup|modal|layer|paging|pagination|prev_?next|satisf\w*|weather|ticker)"
    r"(?![_-]?(?:style|type|skin|theme))(?:$|[\s_\d-])",  # rd_nav_style2 is a look, not a menu
    re.IGNORECASE,
)
_CAPTION_NAME: Final = re.compile(
    r"caption|photo[-_]?(?:desc|txt|info)|img[-_]?(?:desc|txt|info)|pic_?desc", re.IGNORECASE
)
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class Leaf(NamedTuple):
    """A leaf block: its words, the tag of its element, how many code points are links, its landmark, its container."""

    text: str
    tag: str
    links: int
    region: str
    container: int


class Markup(NamedTuple):
    """A serialised tree without comments and raw text, and its scripts as (attributes, content) in order."""

    html: str
    scripts: tuple[tuple[str, str], ...]


def markup_of(serialised: str) -> Markup:
    """Take comments, scripts and other raw text out of a serialised tree; what a page shows raw is escaped.

    >>> markup_of("<body>a<!-- b --><script>if (a<b) c()</script><xmp>1<2</xmp></body>")
    Markup(html='<body>a<xmp>1&lt;2</xmp></body>', scripts=(('', 'if (a<b) c()'),))
    """
    kept: list[str] = []
    scripts: list[tuple[str, str]] = []
    at = 0
    while match := _RAW.search(serialised, at):
        name = match[1]
        if name is None:
            kept.append(serialised[at : match.start()])
            end = serialised.find("-->", match.end())
            at = len(serialised) if end < 0 else end + 3
            continue
        begin = serialised.find(">", match.end()) + 1
        closing = f"</{name}>"
        end = serialised.find(closing, begin)
        end = len(serialised) if end < 0 else end
        if name in _SHOWN_RAW:
            kept.append(serialised[at:begin])
            kept.append(serialised[begin:end].replace("&", "&amp;").replace("<", "&lt;"))
            kept.append(closing)
        else:
            kept.append(serialised[at : match.start()])
            if name == "script":
                scripts.append((serialised[match.end() : begin - 1], serialised[begin:end]))
        at = end + len(closing)
    kept.append(serialised[at:])
    return Markup("".join(kept), tuple(scripts))


def attributes_of(attributes: str) -> dict[str, str]:
    """Return the attributes of a serialised tag by name.

    >>> attributes_of(' class="a &amp; b" hidden=""')
    {'class': 'a & b', 'hidden': ''}
    """
    return {name: _unescaped(value) for name, value in _ATTRIBUTE.findall(attributes)}


def _unescaped(words: str) -> str:
    """Undo what a serialiser escapes; it writes no other entity."""
    if "&" not in words:
        return words
    for entity, char in (("&nbsp;", "\u00a0"), ("&quot;", '"'), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        words = words.replace(entity, char)
    return words


@dataclass(slots=True)
class _Walk:
    """What is gathered on the way through a page."""

    leaves: list[Leaf] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    links: int = 0
    rows: list[int] = field(default_factory=list)
    regions: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def flush(self, tag: str, region: str, container: int) -> None:
        """End a block: the words since the last one are a leaf, if there are any."""
        text = "".join(self.pieces)
        if "  " in text or not text.isprintable():
            text = _SPACE.sub(" ", text)
        text = text.strip()
        if text:
            self.leaves.append(Leaf(text, tag, min(self.links, len(text)), region, container))
        self.pieces.clear()
        self.links = 0

    def close_row(self, container: int) -> None:
        """Join the cells of a table row into one line, when they are the short cells of a table and no page's layout."""
        first = self.rows.pop() if self.rows else len(self.leaves)
        cells = self.leaves[first:]
        plain = all(cell.tag in {"td", "th"} and len(cell.text) <= _MAX_CELL for cell in cells)
        if len(cells) > 1 and plain and len({cell.region for cell in cells}) == 1:
            links = sum(cell.links for cell in cells)
            row = Leaf("\t".join(cell.text for cell in cells), "tr", links, cells[0].region, container)
            self.leaves[first:] = [row]

    def region(self, name: str, attributes: str, inherited: str) -> str:
        """Return the landmark of an element; rows of a list have the same attributes, so each answer is kept."""
        key = (name, attributes, inherited)
        found = self.regions.get(key)
        if found is None:
            found = self.regions[key] = _region(name, attributes, inherited)
        return found


def leaves_of(html: str) -> list[Leaf]:
    """Return the leaf blocks of a `Markup`'s body in order.

    Raises:
        ReadingError: ``too-deep``: more tags than any real page, an attack.
    """
    start = html.find("<body")
    if start < 0:
        return []
    tags = _TAG.findall(html, start)
    if len(tags) > _MAX_TAGS:
        raise ReadingError("too-deep", "the page has more nodes than any real page", "save the article alone")
    walk = _Walk()
    pieces = walk.pieces
    outer: list[tuple[str, str, int]] = []
    tag, region, container = "body", "", 0
    containers = linked = depth = 0
    skipping = ""
    for name, attributes, words in tags:
        if skipping:
            if name == skipping:
                depth += 1
            elif name[0] == "/" and name[1:] == skipping:
                depth -= 1
            if depth:
                continue
            skipping = ""
        elif step := _STEPS.get(name):
            if step in (_OPEN, _RULE):
                if pieces:
                    walk.flush(tag, region, container)
                containers += 1
                if step == _OPEN:
                    if name == "tr":
                        walk.rows.append(len(walk.leaves))
                    outer.append((tag, region, container))
                    region = walk.region(name, attributes, region) if attributes or name in _REGION_OF_TAG else region
                    tag = name
                    container = container if name in _LEAF_BLOCKS else containers
            elif step == _CLOSE:
                if pieces:
                    walk.flush(tag, region, container)
                if tag == "tr":
                    walk.close_row(container)
                if outer:
                    tag, region, container = outer.pop()
            elif step == _LINK:
                linked += 1
            elif step == _LINK_END:
                linked -= 1
            elif step == _BREAK:
                if pieces:
                    walk.flush(tag, region, container)
            else:
                skipping, depth = name, 1
                continue
        if words and (pieces or not words.isspace()):
            if "&" in words:
                words = _unescaped(words)  # noqa: PLW2901  the words as the page shows them
            pieces.append(words)
            if linked:
                walk.links += len("".join(words.split()))
    walk.flush(tag, region, container)
    return walk.leaves


def _region(name: str, attributes: str, inherited: str) -> str:
    """Return the landmark an element makes or lies in; the article's own container wins over its ancestors."""
    own = attributes_of(attributes)
    if _HIDDEN.search(own.get("style", "")):
        return "hidden"
    if inherited in {"nav", "aside", "footer", "hidden"}:
        return inherited
    by_tag = _REGION_OF_TAG.get(name, "")
    names = f"{own.get('id', '')} {own.get('class', '')}"
    if names.strip():
        if _CAPTION_NAME.search(names):
            return "caption"
        if _BODY_NAME.search(names):
            return "body"
        if inherited != "body" and _NOISE_NAME.search(names):
            return "aside"
    if own.get("itemprop") == "articleBody":
        return "body"
    if inherited == "body" and by_tag not in {"aside", "nav", "caption"}:
        return "body"
    return by_tag or inherited

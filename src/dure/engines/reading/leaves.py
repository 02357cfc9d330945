"""The leaf blocks of an HTML tree in order, each with the landmark it lies in.

The parser's own serialisation is scanned, not its nodes: it nests every element properly and escapes ``<`` and ``>`` in
text and attributes, so one regular expression finds its tags, many times faster than a walk over Python objects.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from dure.engines.reading.document import ReadingError

__all__ = ["SENTENCE", "Leaf", "Markup", "attributes_of", "leaves_of", "markup_of", "on_one_line"]

# Elements whose words are no text of the page.
SKIPPED: Final = (
    "script", "style", "noscript", "template", "svg", "iframe", "button", "select", "option", "textarea", "object", "canvas",
    "audio", "video", "head", "map", "math", "form-control",
)  # fmt: skip
BLOCKS: Final = (
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "html",
    "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "title", "tr", "ul", "caption",
)  # fmt: skip
REGION_OF_TAG: Final = {
    "nav": "nav", "aside": "aside", "footer": "footer", "header": "header", "article": "article", "figcaption": "caption",
    "figure": "caption", "dialog": "aside", "menu": "nav",
}  # fmt: skip
_CELLS: Final = frozenset({"td", "th"})
# What a tag does; up to _BREAK it ends the block before it. Any other tag does nothing: its words go on.
_OPEN, _CLOSE, _BREAK, _LINK, _LINK_END, _SKIP = range(1, 7)
_STEPS: Final = {
    **dict.fromkeys(BLOCKS, _OPEN),
    **{f"/{name}": _CLOSE for name in BLOCKS},
    **dict.fromkeys(SKIPPED, _SKIP),
    "a": _LINK,
    "/a": _LINK_END,
    "br": _BREAK,
    "hr": _BREAK,
}
# A menu's row, the commonest thing on a page, whole; or any tag; each with the words behind it.
_TAG: Final = re.compile(
    r"<li((?:\s[^>]*+)?+)>\s*+<a(?:\s[^>]*+)?+>([^<]*+)</a>\s*+</li>([^<]*+)|<([^\s>]++)([^>]*+)>([^<]*+)"
)
# Tags inside a line that say nothing here: a third of all tags, and taking them out at once is cheap.
_INLINE: Final = re.compile(r"</?(?:span|i|b|img|input|label|strong|em|font|u|small|source|picture)(?:\s[^>]*)?>")
# Behind white space only: looked for in the middle of a long name too, a name would take the square of its length.
_ATTRIBUTE: Final = re.compile(r'(?<!\S)([^\s=]++)="([^"]*)"')
# What the serialisation does not escape: comments, and elements whose content is raw text.
_RAW: Final = re.compile(r"<(?:!--|(script|style|iframe|xmp|noembed|noframes|plaintext)(?=[\s>]))")
_SHOWN_RAW: Final = frozenset({"xmp", "noembed", "noframes", "plaintext"})
_MAX_TAGS: Final = 600_000
MAX_CELL: Final = 150
SPACES: Final = re.compile(r"[ \t\r\n\f\v]+")

# Lower-case names that families of content systems give their containers (gnuboard, ndsoft, mediaOn, XE, eGov boards, WordPress).
_BODY_NAME: Final = re.compile(
    r"article[-_]?(?:body|view[-_]?content|content|text|veiw)|articlebody|news[-_]?(?:body|content|view|text|article)|"
    r"view[-_]?(?:con|cont|content|contents|text|body|area)\b|board[-_]?view[-_]?(?:con|content)|bo_v_con|bo_v_atc|"
    r"entry-content|post-content|xe_content|rd_body|read_body|cnt_view|cont_view|viewcontent|bbs_?content|dbdata|"
    r"bbs_view|article[-_]?txt|news[-_]?txt|cont[-_]?txt|editor-p|smartoutput|arti[-_]?body|txt_?area|newsct_article|harmonycontainer|detail_?cont|ntt_?cn|bd_?content"
)
_NOISE_NAME: Final = re.compile(
    r"(?:^|[\s_-])(?:gnb|lnb|snb|fnb|tnb|nav|navi|menu|sitemap|breadcrumb|location|sidebar|side|aside|footer|foot|"
    r"related|relation|recommend|ranking|rank|popular|hot|best|banner|ad|ads|adv|advert|sns|share|comment|reply|"
    r"login|search|quick|skip|copyright|popup|modal|layer|paging|pagination|prev_?next|satisf\w*|weather|ticker)"
    r"(?![_-]?(?:style|type|skin|theme))(?:$|[\s_\d-])"  # rd_nav_style2 is a look, not a menu
)
_CAPTION_NAME: Final = re.compile(r"caption|photo[-_]?(?:desc|txt|info)|img[-_]?(?:desc|txt|info)|pic_?desc")
SENTENCE: Final = re.compile(r"[가-힣][다요][.\"”’']")
"""How a sentence of prose ends."""
HIDDEN_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class Leaf(NamedTuple):
    """A leaf block: its words, the tag of its element, how many code points of them are links, its landmark."""

    text: str
    tag: str
    links: int
    region: str


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
    html = "".join(kept)
    # A tree ends with a tag; where a name with `<` in it hid that end, every `<` of the rest would be followed to it in vain.
    return Markup(html[: html.rfind(">") + 1], tuple(scripts))


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


def leaves_of(html: str) -> list[Leaf]:
    """Return the leaf blocks of a `Markup`'s body in order.

    Raises:
        ReadingError: ``too-deep``: more tags than any real page, an attack.
    """
    start = html.find("<body")
    shown = _INLINE.sub("", html[start:]) if start >= 0 else ""
    tags = _TAG.findall(shown, 0, shown.rfind(">") + 1)  # as in `markup_of`: no `<` without an end
    if len(tags) > _MAX_TAGS:
        raise ReadingError("too-deep", "the page has more nodes than any real page", "save the article alone")
    # One loop with few calls and no globals: it runs for each of the thousands of tags of a page.
    leaves: list[Leaf] = []
    rows: list[list[int]] = []  # of each open row: where its leaves begin, how many cells it has
    regions: dict[tuple[str, str, str], str] = {}  # rows of a list have the same attributes
    outer = [("html", "")]  # what the last tag, that of the whole document, closes
    tag, region = "body", ""
    pending = skipping = ""  # words of the block so far; the element whose words are none
    links = linked = depth = 0
    step_of, opens, closes, breaks, link, link_end = _STEPS.get, _OPEN, _CLOSE, _BREAK, _LINK, _LINK_END
    for row_attributes, row, behind, name, attributes, words in tags:
        if skipping:
            if name == skipping:
                depth += 1
            elif name[:1] == "/" and name[1:] == skipping:
                depth -= 1
            if depth:
                continue
            skipping = ""
        else:
            step = step_of(name, 0) if name else breaks
            if pending and 0 < step <= breaks:
                text = _line(pending)
                if text:
                    leaves.append(Leaf(text, tag, links and min(links, len(text)), region))
                pending = ""
                links = 0
            if not name:
                words = behind  # noqa: PLW2901  the words behind what was read
                text = _line(row)
                if text:
                    here = region
                    if row_attributes:
                        key = ("li", row_attributes, region)
                        if key in regions:
                            here = regions[key]
                        else:
                            here = regions[key] = _region("li", row_attributes, region)
                    own = len(text) if text.isalnum() else len("".join(text.split()))
                    leaves.append(Leaf(text, "li", own, here))
            elif step == closes:
                # More ends than beginnings come of markup that the serialiser itself cannot write (`<plaintext>`).
                if name == "/tr" and rows:
                    first, cells = rows.pop()
                    _close_row(leaves, first, cells)
                if outer:
                    tag, region = outer.pop()
            elif step == opens:
                outer.append((tag, region))
                tag = name
                if name in _CELLS and rows:
                    rows[-1][1] += 1
                if attributes or name in REGION_OF_TAG:
                    key = (name, attributes, region)
                    if key in regions:
                        region = regions[key]
                    else:
                        region = regions[key] = _region(name, attributes, region)
                if name == "tr":
                    rows.append([len(leaves), 0])
            elif step == link:
                linked += 1
            elif step == link_end:
                linked -= 1
            elif step > breaks:
                skipping, depth = name, 1
                continue
        if words and (pending or not words.isspace()):
            pending += words
            if linked:
                links += len("".join((_unescaped(words) if "&" in words else words).split()))
    return leaves


def _line(words: str) -> str:
    """Return the words of a block as a page shows them, on one line."""
    return on_one_line(_unescaped(words) if "&" in words else words)


def on_one_line(words: str) -> str:
    """Return words without breaks and without blanks in a row; most have none, and to see that is cheap.

    >>> on_one_line(" 군산시  혁신   소식 ")
    '군산시 혁신 소식'
    """
    if not words.isprintable() or "  " in words:
        words = SPACES.sub(" ", words)
    return words.strip()


def _close_row(leaves: list[Leaf], first: int, count: int) -> None:
    """Join the cells of a table row into one line, when they are the short cells of a table and no page's layout.

    A row with more lines than cells holds paragraphs: an article laid out in a table.
    """
    cells = leaves[first:]
    if count < 2 < len(cells):  # noqa: PLR2004  a cell alone is no row
        leaves[first:] = [cell._replace(tag="p") if cell.tag in _CELLS else cell for cell in cells]
        return
    plain = all(cell.tag in _CELLS and len(cell.text) <= MAX_CELL for cell in cells)
    if len(cells) > 1 and plain and len({cell.region for cell in cells}) == 1:
        links = sum(cell.links for cell in cells)
        row = Leaf("\t".join(cell.text for cell in cells), "tr", links, cells[0].region)
        leaves[first:] = [row]


def _region(name: str, attributes: str, inherited: str) -> str:
    """Return the landmark an element makes or lies in; the article's own container wins over its ancestors."""
    if "style=" in attributes and HIDDEN_STYLE.search(_value(attributes, ' style="')):
        return "hidden"
    if inherited in {"nav", "aside", "footer", "hidden"}:
        return inherited
    by_tag = REGION_OF_TAG.get(name, "")
    named = named_region(_value(attributes, ' id="'), _value(attributes, ' class="'))
    if named in {"caption", "body"} or (named and inherited != "body"):
        return named
    if "articleBody" in attributes and _value(attributes, ' itemprop="') == "articleBody":
        return "body"
    if inherited == "body" and by_tag not in {"aside", "nav", "caption"}:
        return "body"
    return by_tag or inherited


def _value(attributes: str, name: str) -> str:
    """Return one attribute as it is serialised; no value holds a quotation mark."""
    at = attributes.find(name)
    if at < 0:
        return ""
    at += len(name)
    return attributes[at : attributes.find('"', at)]


@lru_cache(maxsize=4096)
def named_region(identifier: str, classes: str) -> Literal["caption", "body", "aside", ""]:
    """Return what the names of an element say it is; pages of one site, and of one content system, share them."""
    names = f"{identifier} {classes}".lower()
    if _CAPTION_NAME.search(names):
        return "caption"
    if _BODY_NAME.search(names):
        return "body"
    return "aside" if _NOISE_NAME.search(names) else ""

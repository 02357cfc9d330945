"""HTML to a document: the leaf blocks of the tree in order, what the head declares, and bodies kept in script data."""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from resiliparse.parse.html import HTMLTree, NodeType

from dure.engines.reading.document import ReadingError, Unit

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "button",
        "select",
        "option",
        "textarea",
        "input",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "head",
        "map",
        "math",
        "form-control",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
        "caption",
    ]
)
_REGION_OF_TAG = {
    "nav": "nav", "aside": "aside", "footer": "footer", "header": "header", "article": "article", "figcaption": "caption",
    "figure": "caption", "dialog": "aside", "menu": "nav",
}  # fmt: skip
# Names that families of content systems give their containers (gnuboard, ndsoft, mediaOn, XE, eGov boards, WordPress).
_BODY_NAME = re.compile(
    r"article[-_]?(?:body|view[-_]?content|content|text|veiw)|articlebody|news[-_]?(?:body|content|view|text|article)|"
    r"view[-_]?(?:con|cont|content|contents|text|body|area)\b|board[-_]?view[-_]?(?:con|content)|bo_v_con|bo_v_atc|"
    r"entry-content|post-content|xe_content|rd_body|read_body|cnt_view|cont_view|viewcontent|bbs_?content|dbdata|"
    r"bbs_view|article[-_]?txt|news[-_]?txt|cont[-_]?txt|editor-p|smartoutput|arti[-_]?body|txt_?area|newsct_article|harmonyContainer|detail_?cont|ntt_?cn|bd_?content",
    re.IGNORECASE,
)
_NOISE_NAME = re.compile(
    r"(?:^|[\s_-])(?:gnb|lnb|snb|fnb|tnb|nav|navi|menu|sitemap|breadcrumb|location|sidebar|side|aside|footer|foot|"
    r"related|relation|recommend|ranking|rank|popular|hot|best|banner|ad|ads|adv|advert|sns|share|comment|reply|"
    r"login|search|quick|skip|copyright|popup|modal|layer|paging|pagination|prev_?next|satisf\w*|weather|ticker)"
    r"(?![_-]?(?:style|type|skin|theme))(?:$|[\s_\d-])",  # rd_nav_style2 is a look, not a menu
    re.IGNORECASE,
)
_CAPTION_NAME = re.compile(r"caption|photo[-_]?(?:desc|txt|info)|img[-_]?(?:desc|txt|info)|pic_?desc", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_FROM_SCRIPT = -1
_SCRIPT_STAMP = re.compile(
    r"(?:deploy_?dt|published_?at|pub_?date|reg_?date|reg_?dt|first_?publish\w*|display_date|datepublished|create_?dt)"
    r"\\*\"\s*:\s*\\*\"(?P<stamp>20\d\d[^\"\\]{6,24})",
    re.IGNORECASE,
)
_MAX_NODES = 150_000
_MAX_CELL = 150


@dataclass(slots=True)
class _Walk:
    """What is gathered while walking the tree."""

    pieces: list[str] = field(default_factory=list)
    links: int = 0
    units: list[tuple[str, Unit]] = field(default_factory=list)
    containers: int = 0
    rows: list[int] = field(default_factory=list)

    def close_row(self, container: int) -> None:
        """Join the cells of a table row into one line, when they are the short cells of a table and no page's layout."""
        first = self.rows.pop() if self.rows else len(self.units)
        cells = self.units[first:]
        plain = all(unit.tag in {"td", "th"} and len(text) <= _MAX_CELL for text, unit in cells)
        if len(cells) > 1 and plain and len({unit.region for _, unit in cells}) == 1:
            links = sum(unit.links for _, unit in cells)
            row = Unit(0, 0, "tr", links, cells[0][1].region, container)
            self.units[first:] = [("\t".join(text for text, _ in cells), row)]

    def flush(self, tag: str, region: str, container: int) -> None:
        text = _SPACE.sub(" ", "".join(self.pieces)).strip()
        if text:
            links = min(self.links, len(text))
            self.units.append((text, Unit(0, 0, tag, links, region, container)))
        self.pieces.clear()
        self.links = 0


def read_html(source: str) -> tuple[str, tuple[Unit, ...], tuple[tuple[str, str], ...]]:
    """Return the text of an HTML source, its units with offsets into that text, and what it declares of itself.

    Raises:
        ReadingError: ``too-deep`` (an attack, no page), ``empty`` (no words).
    """
    tree = HTMLTree.parse(source)
    meta = _declared(tree, source)
    walk = _Walk()
    if tree.body is not None:
        _walk_tree(tree.body, walk)
    units = _with_script_body(walk.units, meta, source)
    if not units:
        raise ReadingError("empty", "the page holds no words", "check that the page was saved after it had loaded")
    stamp = _SCRIPT_STAMP.search(source) if any(unit.container == _FROM_SCRIPT for _, unit in units) else None
    if stamp:
        meta = (*meta, ("script:published", stamp["stamp"]))
    text, placed = _placed(units)
    return text, placed, meta


def _placed(units: list[tuple[str, Unit]]) -> tuple[str, tuple[Unit, ...]]:
    at = 0
    placed = []
    for text, unit in units:
        placed.append(Unit(at, at + len(text), unit.tag, unit.links, unit.region, unit.container))
        at += len(text) + 1
    return "\n".join(text for text, _ in units), tuple(placed)


def _walk_tree(body: Any, walk: _Walk) -> None:
    """Walk without recursion: a page nested a thousand deep must not end the process."""
    # (node, leaving, tag, region, container, inside a link)
    stack: list[tuple[Any, bool, str, str, int, bool]] = [(body, False, "body", "", 0, False)]
    nodes = 0
    while stack:
        node, leaving, tag, region, container, linked = stack.pop()
        if leaving:
            walk.flush(tag, region, container)
            if tag == "tr":
                walk.close_row(container)
            continue
        nodes += 1
        if nodes > _MAX_NODES or len(stack) > _MAX_NODES:
            raise ReadingError("too-deep", "the page has more nodes than any real page", "save the article alone")
        kind = node.type
        if kind == NodeType.TEXT:
            words = node.value or ""
            walk.pieces.append(words)
            if linked:
                walk.links += len("".join(words.split()))
            continue
        if kind != NodeType.ELEMENT:
            continue
        name = (node.tag or "").lower()
        if name in _SKIPPED:
            continue
        if name == "br":
            walk.flush(tag, region, container)
            continue
        if name not in _BLOCKS:
            inside = linked or name == "a"
            stack.extend((child, False, tag, region, container, inside) for child in _children_backwards(node))
            continue
        walk.flush(tag, region, container)
        walk.containers += 1
        here = _region(node, name, region)
        own = walk.containers
        parent = container if name in {"p", "li", "td", "th", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6"} else own
        if name == "tr":
            walk.rows.append(len(walk.units))
        stack.append((node, True, name, here, parent, linked))
        stack.extend((child, False, name, here, parent, linked) for child in _children_backwards(node))


def _children_backwards(node: Any) -> list[Any]:
    """Return the children last first, as a stack wants them; indexing the library's list is quadratic, links are not."""
    children = []
    child = node.last_child
    while child is not None:
        children.append(child)
        child = child.previous_sibling
    return children


def _region(node: Any, name: str, inherited: str) -> str:
    """Return the landmark an element makes or lies in; the article's own container wins over its ancestors."""
    names = (
        f"{node.getattr('id') or ''} {node.getattr('class') or ''}"
        if node.hasattr("id") or node.hasattr("class")
        else ""
    )
    if node.hasattr("style") and _HIDDEN.search(node.getattr("style") or ""):
        return "hidden"
    if inherited in {"nav", "aside", "footer", "hidden"}:
        return inherited
    by_tag = _REGION_OF_TAG.get(name, "")
    if names.strip():
        if _CAPTION_NAME.search(names):
            return "caption"
        if _BODY_NAME.search(names):
            return "body"
        if inherited != "body" and _NOISE_NAME.search(names):
            return "aside"
    if (node.getattr("itemprop") or "") == "articleBody":
        return "body"
    if inherited == "body" and by_tag not in {"aside", "nav", "caption"}:
        return "body"
    return by_tag or inherited


def _declared(tree: HTMLTree, source: str) -> tuple[tuple[str, str], ...]:
    """Return title, meta elements and JSON-LD of the head as pairs."""
    pairs: list[tuple[str, str]] = []
    if tree.title:
        pairs.append(("title", _SPACE.sub(" ", tree.title).strip()))
    document = tree.document
    if document is None:
        return tuple(pairs)
    for node in document.get_elements_by_tag_name("meta"):
        name = node.getattr("property") or node.getattr("name") or node.getattr("itemprop")
        content = node.getattr("content")
        if name and content and content.strip():
            pairs.append((str(name).lower(), _SPACE.sub(" ", str(content)).strip()))
    pairs.extend(_times(document))
    if "ld+json" in source:
        for node in document.get_elements_by_tag_name("script"):
            if (node.getattr("type") or "").lower() == "application/ld+json":
                pairs.extend(_json_ld(node.text or ""))
    return tuple(pairs)


_CHANGED = re.compile(r"modif|updat", re.IGNORECASE)


def _times(document: Any) -> list[tuple[str, str]]:
    """Return the page's own time element: one marked as published, else the only one there is; a list has many."""
    marked, plain = [], set()
    for node in document.get_elements_by_tag_name("time"):
        stamp = node.getattr("datetime") or ""
        names = f"{node.getattr('itemprop') or ''} {node.getattr('class') or ''}"
        if not stamp[:4].isdigit() or _CHANGED.search(names.replace("published updated", "")):
            continue
        if "publish" in names.lower() or node.hasattr("pubdate"):
            marked.append(str(stamp))
        plain.add(str(stamp))
    if marked:
        return [("time:published", marked[0])] if len(set(marked)) == 1 else []
    return [("time:published", plain.pop())] if len(plain) == 1 else []


def _json_ld(words: str) -> list[tuple[str, str]]:
    try:
        value = json.loads(words, strict=False)
    except (ValueError, RecursionError):
        return []  # broken JSON-LD is common and says nothing
    pairs: list[tuple[str, str]] = []
    waiting: list[Any] = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, dict):
            waiting.extend(item.get("@graph") or [])
            if "Article" in str(item.get("@type")) or "BlogPosting" in str(item.get("@type")):
                pairs.extend(_of_article(item))
    return pairs


def _of_article(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key in ("headline", "datePublished", "articleBody"):
        if isinstance(item.get(key), str):
            yield f"json-ld:{key}", entities.unescape(item[key])
    for key in ("author", "publisher"):
        for person in item[key] if isinstance(item.get(key), list) else [item.get(key)]:
            if isinstance(person, dict) and isinstance(person.get("name"), str):
                yield f"json-ld:{key}", person["name"]


_SENTENCE = re.compile(r"[가-힣][다요][.\"”’']")
_ENOUGH_PROSE = 200
_MIN_SCRIPT_BODY = 5
_ESCAPED_PARAGRAPH = re.compile(r"\\u003cp[\s\\]|<p[\s>\\]|\\u003c\\?/p", re.IGNORECASE)
_SCRIPT_BEGIN = re.compile(r"<script[^>]{0,2000}>", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
# A string without an end takes the rest: looking for its end from every mark inside it would take the square.
_SCRIPT_STRING = re.compile(r'"((?:[^"\\]|\\.){200,}+)(?:"|\\?\Z)', re.DOTALL)


def _with_script_body(
    units: list[tuple[str, Unit]], meta: tuple[tuple[str, str], ...], source: str
) -> list[tuple[str, Unit]]:
    """Add the body that script data holds where the tree has next to no sentences (Next.js, Fusion, JSON-LD)."""
    prose = sum(len(text) for text, unit in units if _SENTENCE.search(text) and unit.links * 2 < len(text))
    if prose > _ENOUGH_PROSE:
        return units
    body = _body_of_scripts(source)
    if not body:
        declared = next((value for name, value in meta if name == "json-ld:articleBody"), "")
        body = [line.strip() for line in re.split(r"[\r\n]+", declared) if line.strip()]
    head: list[tuple[str, Unit]] = []
    names = ("json-ld:headline", "headline", "og:title", "title")
    titles = [value for wanted in names for name, value in meta if name == wanted]
    if body and titles and not units:
        head = [(titles[0], Unit(0, 0, "h1", 0, "header", 0))]
    return units + head + [(line, Unit(0, 0, "p", 0, "body", _FROM_SCRIPT)) for line in body]


def _body_of_scripts(source: str) -> list[str]:
    best: list[str] = []
    best_length = 0
    for script in _scripts(source):
        if len(script) < _ENOUGH_PROSE or not _ESCAPED_PARAGRAPH.search(script):
            continue
        for string in _strings(script):
            lines = _paragraphs(string)
            length = sum(len(line) for line in lines if _SENTENCE.search(line))
            if length > best_length:
                best, best_length = lines, length
    return best if best_length > _ENOUGH_PROSE else []


def _scripts(source: str) -> Iterator[str]:
    """Yield what each script element holds; one without an end is the last, or a page of them would take the square."""
    begin = _SCRIPT_BEGIN.search(source)
    while begin is not None:
        end = _SCRIPT_END.search(source, begin.end())
        if end is None:
            return
        yield source[begin.end() : end.start()]
        begin = _SCRIPT_BEGIN.search(source, end.end())


def _strings(script: str) -> list[str]:
    """Return the long string values of a script, unescaped as often as they were escaped (at most three times)."""
    found: list[str] = []
    waiting = [(match[1], 0) for match in _SCRIPT_STRING.finditer(script)]
    while waiting:
        raw, depth = waiting.pop()
        try:
            value = json.loads(f'"{raw}"', strict=False)
        except ValueError:
            continue
        found.append(value)
        if (depth < 2 and '\\"' in value) or (depth < 2 and '"' in value and "\\u003c" in value):  # noqa: PLR2004  strings in strings
            waiting.extend((match[1], depth + 1) for match in _SCRIPT_STRING.finditer(value))
    return found


def _paragraphs(markup: str) -> list[str]:
    if "<p" not in markup and "<br" not in markup:
        return []
    walk = _Walk()
    tree = HTMLTree.parse(f"<body>{markup}</body>")
    if tree.body is None:
        return []
    _walk_tree(tree.body, walk)
    return [text for text, unit in walk.units if unit.region != "caption" and not text.startswith("$$")]

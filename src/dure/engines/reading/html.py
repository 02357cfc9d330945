"""HTML to a document: the leaf blocks of the tree in order, what the head declares, and bodies kept in script data."""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dure.engines.reading.document import ReadingError, Unit
from dure.engines.reading.leaves import SENTENCE, Leaf, on_one_line
from dure.engines.reading.scanning import ENOUGH_PROSE, Page, placed_from, scan_page

# A moment as script data writes it, and the key before it: a mark and two digits are found fast, a choice of keys is not.
_STAMP = re.compile(r"\"(?P<stamp>20\d\d[^\"\\]{6,24})")
_STAMP_KEY = re.compile(
    r"(?:deploy_?dt|published_?at|pub_?date|reg_?date|reg_?dt|first_?publish\w*|display_date|datepublished|create_?dt)"
    r"\\*\"\s*:\s*\\*\Z",
    re.IGNORECASE,
)
_LONGEST_KEY = 80


def read_html(source: str) -> tuple[str, tuple[Unit, ...], tuple[tuple[str, str], ...]]:
    """Return the text of an HTML source, its units with offsets into that text, and what it declares of itself.

    Raises:
        ReadingError: ``too-deep`` (an attack, no page), ``empty`` (no words).
    """
    page = scan_page(source)
    text, units = page.text, page.units
    meta = _declared(page)
    scripted = [] if page.has_prose else _of_scripts(page, meta)
    if not units and not scripted:
        raise ReadingError("empty", "the page holds no words", "check that the page was saved after it had loaded")
    if scripted:
        stamp = _stamp_in(source)
        if stamp:
            meta = (*meta, ("script:published", stamp))
        more, placed = placed_from(scripted, len(text) + 1 if units else 0)
        text = f"{text}\n{more}" if units else more
        units += placed
    return text, units, meta


def _stamp_in(source: str) -> str | None:
    """Return the first moment that script data calls that of publication."""
    for match in _STAMP.finditer(source):
        if _STAMP_KEY.search(source, max(0, match.start() - _LONGEST_KEY), match.start()):
            return match["stamp"]
    return None


def _declared(page: Page) -> tuple[tuple[str, str], ...]:
    """Return title, meta elements, time element and JSON-LD of a page as pairs."""
    pairs: list[tuple[str, str]] = []
    if page.title:
        pairs.append(("title", on_one_line(page.title)))
    for own in page.metas:
        name = own.get("property") or own.get("name") or own.get("itemprop")
        content = own.get("content")
        if name and content and (line := on_one_line(content)):
            pairs.append((name.lower(), line))
    pairs.extend(_times(page.times))
    for is_linked_data, content in page.scripts:
        if is_linked_data:
            pairs.extend(_json_ld(content))
    return tuple(pairs)


_CHANGED = re.compile(r"modif|updat", re.IGNORECASE)


def _times(times: Sequence[Mapping[str, str]]) -> list[tuple[str, str]]:
    """Return the page's own time element: one marked as published, else the only one there is; a list has many."""
    marked, plain = [], set()
    for own in times:
        stamp = own.get("datetime", "")
        names = f"{own.get('itemprop', '')} {own.get('class', '')}"
        if not stamp[:4].isdigit() or _CHANGED.search(names.replace("published updated", "")):
            continue
        if "publish" in names.lower() or "pubdate" in own:
            marked.append(stamp)
        plain.add(stamp)
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


_ESCAPED_PARAGRAPH = re.compile(r"\\u003cp[\s\\]|<p[\s>\\]|\\u003c\\?/p", re.IGNORECASE)
# A string without an end takes the rest: looking for its end from every mark inside it would take the square.
_SCRIPT_STRING = re.compile(
    # Two hundred characters, an escaped one being one; most strings end before, without a backslash.
    r'"((?:[^"\\]{200}|(?=[^"\\]*+\\)(?:[^"\\]|\\.){200})(?:[^"\\]++|\\.)*+)(?:"|\\?\Z)',
    re.DOTALL,
)


def _of_scripts(page: Page, meta: tuple[tuple[str, str], ...]) -> list[Leaf]:
    """Return the body that script data holds where the tree has next to no sentences (Next.js, Fusion, JSON-LD)."""
    body = _body_of_scripts(page.scripts)
    if not body:
        declared = next((value for name, value in meta if name == "json-ld:articleBody"), "")
        body = [line.strip() for line in re.split(r"[\r\n]+", declared) if line.strip()]
    head: list[Leaf] = []
    names = ("json-ld:headline", "headline", "og:title", "title")
    titles = [value for wanted in names for name, value in meta if name == wanted]
    if body and titles and not page.units:
        head = [Leaf(titles[0], "h1", 0, "header")]
    return head + [Leaf(line, "p", 0, "body") for line in body]


def _body_of_scripts(scripts: Sequence[tuple[bool, str]]) -> list[str]:
    best: list[str] = []
    best_length = 0
    for _, script in scripts:
        # The cheap question first: most scripts are programs, and large.
        if len(script) < ENOUGH_PROSE:
            continue
        marked = "<p" in script or "u003c" in script or "<P" in script or "u003C" in script
        if not marked or not _ESCAPED_PARAGRAPH.search(script):
            continue
        for string in _strings(script):
            lines = _paragraphs(string)
            length = sum(len(line) for line in lines if SENTENCE.search(line))
            # Of a string and the string inside it, the inner one holds the article and nothing else.
            if length > best_length or (length == best_length and len(lines) < len(best)):
                best, best_length = lines, length
    return best if best_length > ENOUGH_PROSE else _told_in(scripts)


# "text":"…", content:'…', body: `…`: the values of script data, by their keys.
_VALUE = re.compile(
    r"""["']?(?P<key>[A-Za-z_]\w{1,24})["']?\s?[:=]\s?(?:"(?P<double>(?:[^"\\]|\\.){20,20000})"|'(?P<single>(?:[^'\\]|\\.){20,20000})'|`(?P<back>[^`]{20,20000})`)""",
    re.DOTALL,
)
_ITEMS = re.compile(r'"((?:[^"\\]|\\.){20,4000})"\s*(?=[,\]])', re.DOTALL)
_LEAST_SENTENCES = 3
_SCRIPT_LENGTH = 2_000_000


def _told_in(scripts: Sequence[tuple[bool, str]]) -> list[str]:
    """Return the paragraphs that script data holds as plain strings: one value with line breaks, or one value a paragraph."""
    best: list[str] = []
    for _, script in scripts:
        words = script[:_SCRIPT_LENGTH]
        if "\\u" in words and not SENTENCE.search(words):
            words = _ESCAPED_CHAR.sub(lambda match: chr(int(match[1], 16)), words)  # Hangul as \ub2e4
        if len(SENTENCE.findall(words)) < _LEAST_SENTENCES:
            continue
        for plain in (words, words.replace('\\"', '"').replace("\\\\n", "\\n")):
            groups: dict[str, list[str]] = {}
            for match in _VALUE.finditer(plain):
                groups.setdefault(match["key"], []).append(match["double"] or match["single"] or match["back"])
            groups.setdefault("", []).extend(match[1] for match in _ITEMS.finditer(plain))
            for values in groups.values():
                lines = [line for value in values for line in _lines_of_value(value)]
                told = [line for line in lines if SENTENCE.search(line)]
                if sum(map(len, told)) > max(ENOUGH_PROSE, sum(map(len, best))) and len(told) > 1:
                    best = told
            if best:
                break
    return best


_ESCAPED_CHAR = re.compile(r"\\u([0-9a-fA-F]{4})")
_WORD = re.compile(r"\w")
_MARKUP = re.compile(r"<[^<>]{1,400}>")


def _lines_of_value(value: str) -> list[str]:
    """Return the paragraphs of a string of script data, without escapes, entities and tags."""
    words = entities.unescape(value)
    words = re.sub(r"(?:\\r)?\\n|<br\s?/?>|</p>|</div>", "\n", words, flags=re.IGNORECASE)
    words = _MARKUP.sub("", words.replace('\\"', '"').replace("\\/", "/").replace("\\t", " "))
    return [line for line in map(on_one_line, words.split("\n")) if line]


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
        if depth < 2 and ('\\"' in value or '":"' in value or ('"' in value and "\\u003c" in value)):  # noqa: PLR2004  strings in strings
            waiting.extend((match[1], depth + 1) for match in _SCRIPT_STRING.finditer(value))
    return found


def _paragraphs(markup: str) -> list[str]:
    if "<p" not in markup and "<br" not in markup:
        return []
    page = scan_page(f"<body>{markup}</body>")
    lines = [page.text[unit.start : unit.end] for unit in page.units if unit.region != "caption"]
    return [line for line in lines if not line.startswith("$$") and _WORD.search(line)]

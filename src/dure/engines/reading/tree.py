"""An HTML page as plain objects: elements with their attributes, the forms, and the programs that stand in the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from resiliparse.parse.html import HTMLTree, NodeType

from dure.engines.reading.document import ReadingError
from dure.engines.reading.entries import absolute
from dure.engines.reading.leaves import HIDDEN_STYLE

_MAX_NODES = 200_000
_MAX_TEXT = 4_000  # code points of an element's text that are looked at
_MAX_PARTS = 2_000  # of an element whose text is looked at: nesting must not cost more than it says
_MAX_AROUND = 60
_MAX_SCRIPTS = 400_000
_NOT_SHOWN = frozenset(
    {"script", "style", "noscript", "template", "svg", "iframe", "select", "option", "textarea", "head"}
)
_INLINE = frozenset(
    {"a", "b", "strong", "em", "i", "span", "font", "mark", "u", "small", "label", "sup", "sub", "time"}
)
_SPACE = re.compile(r"\s+")
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:gnb|lnb|snb|fnb|tnb|nav|navi|menu|sitemap|breadcrumb|location|sidebar|side|aside|footer|foot|header|"
    r"related|relation|recommend|ranking|rank|popular|banner|ad|ads|adv|advert|sns|share|comment|reply|login|quick|skip|"
    r"copyright|popup|modal|layer|family|weather|ticker|drop_?menu|depth\d?|dropdown\w*|prev_?next|tabs?)"
    r"(?![_-]?(?:style|type|skin|theme|wrap))(?:$|[\s_\d-])",
    re.IGNORECASE,
)


@dataclass(slots=True, eq=False)
class Element:
    """One element; ``size`` counts what is below it, ``targets`` the elements below it (or itself) that lead somewhere.

    ``is_aside`` where it stands in a menu, a side column, the head or the foot of its page, or is not shown.
    """

    tag: str
    attributes: Mapping[str, str]
    parent: Element | None
    children: list[Element | str] = field(default_factory=list)
    size: int = 1
    targets: int = 0
    is_aside: bool = False

    def get(self, name: str) -> str:
        """Return an attribute, or an empty text."""
        return self.attributes.get(name, "")

    @property
    def elements(self) -> list[Element]:
        """The children that are elements."""
        return [child for child in self.children if isinstance(child, Element)]

    @property
    def names(self) -> str:
        """Class and id, as one text."""
        return f"{self.get('class')} {self.get('id')}".strip()

    @property
    def leads(self) -> bool:
        """Whether somebody who clicks on it gets somewhere."""
        if self.tag == "a" and self.get("href"):
            return True
        return bool(self.get("onclick"))

    def below(self, most: int = _MAX_NODES) -> Iterator[Element]:
        """Yield the element and what is below it, in the order of the page, so many of them at most."""
        waiting = [self]
        while waiting and most > 0:
            element = waiting.pop()
            most -= 1
            yield element
            waiting.extend(reversed(element.elements))

    def above(self) -> Iterator[Element]:
        """Yield the elements around it, the nearest first; no page that somebody made is nested deeper than that."""
        around = self.parent
        left = _MAX_AROUND
        while around is not None and left:
            yield around
            around = around.parent
            left -= 1

    def text(self, most: int = _MAX_TEXT) -> str:
        """Return the words that are shown, blocks set apart by spaces."""
        parts: list[str] = []
        length = 0
        waiting: list[Element | str] = [self]
        left = _MAX_PARTS
        while waiting and length < most and left:
            left -= 1
            part = waiting.pop()
            if isinstance(part, str):
                parts.append(part)
                length += len(part)
            elif part.tag not in _NOT_SHOWN:
                gap = "" if part.tag in _INLINE else " "
                waiting.append(gap)
                waiting.extend(reversed(part.children))
                waiting.append(gap)
        return _SPACE.sub(" ", "".join(parts)).strip()[:most]


@dataclass(slots=True)
class Form:
    """A form of the page: where it is sent, and its fields with what stands in them."""

    name: str
    action: str
    method: str
    fields: dict[str, str]
    names_of: dict[str, str]  # a field's id → its name


@dataclass(slots=True)
class Page:
    """A page taken apart; ``base`` is what its addresses are relative to."""

    url: str
    base: str
    body: Element
    scripts: str
    forms: list[Form]
    head_links: list[dict[str, str]]


def open_page(source: str, url: str) -> Page:
    """Take an HTML source apart.

    Raises:
        ReadingError: ``too-deep`` (more nodes than any real page), ``empty``.
    """
    tree = HTMLTree.parse(source)
    if tree.body is None:
        raise ReadingError("empty", "the page holds nothing", "check that the page was fetched completely")
    # The library's own collections are indexed from their beginning each time: a thousand scripts would cost a million
    # steps. Everything is looked for in our own elements instead.
    body = _built(tree.body, "body")
    head = _built(tree.head, "head") if tree.head is not None else Element("head", {}, None)
    scripts: list[str] = []
    bases: list[str] = []
    links: list[dict[str, str]] = []
    for element in (*head.below(), *body.below()):
        if element.tag == "script":
            scripts.append("".join(child for child in element.children if isinstance(child, str)))
        elif element.tag == "base" and element.get("href"):
            bases.append(element.get("href"))
        elif element.tag == "link":
            links.append(dict(element.attributes))
    base = absolute(url, bases[0]) if bases else None
    return Page(url, base or url, body, "\n".join(scripts)[:_MAX_SCRIPTS], _forms(body), links)


def _attributes(node: Any) -> dict[str, str]:
    return {name.lower(): node.getattr(name) or "" for name in node.attrs}


def _built(root: Any, tag: str) -> Element:
    """Build the elements below a node without recursion, and count what is below each."""
    top = Element(tag, _attributes(root), None)
    order: list[Element] = [top]
    waiting = [(root, top)]
    while waiting:
        node, element = waiting.pop()
        child = node.first_child
        while child is not None:
            if child.type == NodeType.TEXT:
                if (value := child.value or "") and (value.strip() or element.children):
                    element.children.append(value)
            elif child.type == NodeType.ELEMENT:
                made = Element((child.tag or "").lower(), _attributes(child), element)
                made.is_aside = element.is_aside or _begins_aside(made)
                element.children.append(made)
                order.append(made)
                waiting.append((child, made))
                if len(order) > _MAX_NODES:
                    raise ReadingError("too-deep", "the page has more nodes than any real page", "give the list itself")
            child = child.next_sibling
    for element in reversed(order):  # a child was made after its parent, so it comes first here
        element.targets += element.leads
        if element.parent is not None:
            element.parent.size += element.size
            element.parent.targets += element.targets
    return top


def _forms(body: Element) -> list[Form]:
    forms = []
    for element in body.below():
        if element.tag != "form":
            continue
        fields: dict[str, str] = {}
        ids: dict[str, str] = {}
        for inner in element.below():
            name = inner.get("name")
            if not name:
                continue
            if inner.get("id"):
                ids[inner.get("id")] = name
            if inner.tag == "input" and inner.get("type").lower() in {"hidden", ""}:
                fields.setdefault(name, inner.get("value"))
            elif inner.tag == "input" and inner.get("type").lower() in {"text", "search"}:
                fields.setdefault(name, "")  # a search box that was left empty
        label = element.get("name") or element.get("id")
        forms.append(Form(label, element.get("action"), element.get("method").lower() or "get", fields, ids))
        if element.get("id") and element.get("id") != label:
            forms.append(
                Form(element.get("id"), element.get("action"), element.get("method").lower() or "get", fields, ids)
            )
    return forms


def _begins_aside(element: Element) -> bool:
    names = element.names
    return (
        element.tag in {"nav", "aside", "footer", "header", "dialog"}
        or bool(names and _ASIDE.search(names))
        or bool(element.get("style") and HIDDEN_STYLE.search(element.get("style")))
    )

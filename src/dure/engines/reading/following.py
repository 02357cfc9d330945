"""What a click leads to, when it is no plain link: calls of the page's own programs, turned into addresses where they can be.

No program is run. The functions that stand in the page are looked up by name, and the few statements that boards are
made of are understood: ``location.href = …``, ``window.open(…)``, setting the fields of a form, its ``action``, and sending
it. A form that is sent becomes the address with its fields in the query: most boards answer that too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from dure.engines.reading.entries import Via, absolute
from dure.engines.reading.tree import Element, Form, Page

_MAX_BODY = 6_000
_MAX_CALL = 2_000
_QUOTE_CALL = 80
_CALL = re.compile(
    r"(?:javascript:)?\s*(?:return\s+)?(?:void\s*\(\s*0\s*\)\s*;?\s*)?([\w$.]{1,80})\s*\((.{0,1500})", re.DOTALL
)
_NOTHING = re.compile(r"(?:javascript:\s*(?:void\s*\(?\s*0?\s*\)?|;|//)?\s*;?|#.*)?\s*$", re.IGNORECASE)
_GO = re.compile(
    r"(?:(?:window|document|self|top|parent)\s*\.\s*)*location(?:\s*\.\s*href)?\s*=(?!=)\s*"
    r"|location\s*\.\s*(?:replace|assign)\s*\(\s*|window\s*\.\s*open\s*\(\s*"
)
_ACTION = re.compile(r"\.\s*action\s*=(?!=)\s*|\.\s*(?:attr|prop)\s*\(\s*[\"']action[\"']\s*,\s*")
_SUBMIT = re.compile(r"\.\s*submit\s*\(|trigger\s*\(\s*[\"']submit[\"']")
_SET_VALUE = re.compile(
    r"(?:\.|getElementById\s*\(\s*[\"']|\[\s*[\"']|querySelector\s*\(\s*[\"'][^\"']{0,60}?)(?P<name>[\w\-]{1,60})"
    r"(?:[\"']\s*\]?\s*[\"']?\s*[\])])?\s*\.\s*value\s*=(?!=)\s*"
)
_SET_VAL = re.compile(
    r"\$\s*\(\s*[\"'][^\"']{0,80}?(?:#|name\s*=\s*\\?[\"']?)(?P<name>[\w\-]{1,60})\\?[\"']?\]?[\"']\s*(?:,\s*[^)]{1,60})?\)\s*\.\s*val\s*\(\s*(?!\))"
)
_LOCAL = re.compile(r"(?:\bvar|\blet|\bconst)\s+(\w{1,60})\s*=(?!=)\s*|(?:^|[;{}\n])\s*(\w{1,60})\s*(\+?=)(?!=)\s*")
_VALUE_OF = re.compile(
    r"(?:document\s*\.\s*)?(?:\w+\s*\.\s*)*?(?:elements\s*\[\s*[\"'])?(?:getElementById\s*\(\s*[\"'])?(?P<name>[\w\-]+)[\"'\])\s]*\.\s*value$"
    r"|\$\s*\(\s*[\"'][^\"']*?(?:#|name\s*=\s*[\"']?)(?P<query>[\w\-]+)[\"']?\]?[\"']\s*\)\s*\.\s*val\s*\(\s*\)$"
)
_OWN = re.compile(
    r"(?:\$\s*\(\s*this\s*\)|this|\w+|\w+\s*\.\s*(?:currentTarget|target))\s*\.\s*"
    r"(?:(?:attr|getAttribute)\s*\(\s*[\"'](?P<attribute>[\w\-]+)[\"']\s*\)|data\s*\(\s*[\"'](?P<data>[\w\-]+)[\"']\s*\)|dataset\s*\.\s*(?P<set>\w+))$"
)
_WRAPPED = re.compile(r"(?:encodeURIComponent|encodeURI|escape|String|Number|parseInt|\$\.trim)\s*\((.*)\)$", re.DOTALL)
_HANDLER = re.compile(
    r"\$\s*\(\s*(?:document\s*\)\s*\.\s*on\s*\(\s*[\"']click[\"']\s*,\s*)?[\"'](?P<selector>[^\"']{1,80})[\"']\s*"
    r"(?:\)\s*\.\s*(?:on\s*\(\s*[\"']click[\"']\s*,\s*(?:[\"'](?P<inner>[^\"']{1,80})[\"']\s*,\s*)?|click\s*\(\s*)|,\s*)"
    r"(?:function\s*\w*\s*\([^)]{0,40}\)|\(?\w{0,20}\)?\s*=>)\s*\{"
)
_TOKEN = re.compile(r"csrf|token", re.IGNORECASE)
_DATA_ADDRESS = ("data-url", "data-href", "data-link", "data-src-url")


@dataclass(frozen=True, slots=True)
class Way:
    """Where a click leads: an address and how it was found, or the call that no rule understands."""

    url: str | None
    via: Via
    obstacle: str = ""


class Follower:
    """Turns the links, calls and handlers of one page into addresses."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._functions: dict[str, tuple[tuple[str, ...], str] | None] = {}
        self._handlers: list[tuple[str, str]] | None = None

    def way(self, element: Element) -> Way | None:
        """Return where a click on an element leads; None where it leads nowhere."""
        href = element.get("href").strip()
        calls = [element.get("onclick")]
        if href.lower().startswith("javascript:"):
            calls.insert(0, href)
        elif href and not href.startswith("#"):
            url = absolute(self._page.base, href)
            return None if url is None else Way(url, "link")
        for name in _DATA_ADDRESS:
            value = element.get(name).strip()
            if value.startswith(("/", "http", "?", "./")) and (url := absolute(self._page.base, value)):
                return Way(url, "data")
        obstacle = ""
        for call in calls:
            if _NOTHING.match(call):
                continue
            if (found := self._followed(call, element)) is not None:
                return found
            obstacle = obstacle or call.strip().removeprefix("javascript:")[:_QUOTE_CALL]
        for body in self._handlers_of(element):
            if (found := self._run(body, {}, element)) is not None:
                return found
        if obstacle:
            return Way(None, "none", obstacle)
        return None

    def call(self, words: str) -> Way | None:
        """Return where a call leads; None where no rule understands it."""
        return self._followed(words, None)

    def with_field(self, name: str, value: str) -> str | None:
        """Return the address that the form with such a field is sent to when the field has a value."""
        form = next((form for form in self._page.forms if name in form.fields), None)
        return None if form is None else self._sent(form, {name: value}, None)

    def _followed(self, call: str, element: Element | None) -> Way | None:
        call = call[:_MAX_CALL]
        direct = self._run(call.removeprefix("javascript:"), {}, element)
        if direct is not None:
            return direct
        match = _CALL.match(call)
        if match is None:
            return None
        function = self._function(match[1].rpartition(".")[2])
        if function is None:
            return None
        names, body = function
        given = [self._value(part, {}, element) for part in _arguments(match[2])]
        known = {name: value for name, value in zip(names, given, strict=False) if value is not None}
        return self._run(body, known, element)

    def _function(self, name: str) -> tuple[tuple[str, ...], str] | None:
        if name not in self._functions:
            self._functions[name] = _defined(name, self._page.scripts)
        return self._functions[name]

    def _handlers_of(self, element: Element) -> list[str]:
        if self._handlers is None:
            self._handlers = []
            for match in _HANDLER.finditer(self._page.scripts):
                selector = (match["inner"] or match["selector"]).split(",")[0].split()[-1]
                self._handlers.append((selector, _block(self._page.scripts, match.end() - 1)))
        return [body for selector, body in self._handlers if _is(element, selector)]

    def _run(self, body: str, known: Mapping[str, str], element: Element | None) -> Way | None:
        """Understand a stretch of program: where it goes, or which form it sends."""
        values = dict(known)
        for match in _LOCAL.finditer(body):
            value = self._value(_expression(body, match.end()), values, element)
            name = match[1] or match[2]
            if value is not None and name not in known:
                values[name] = values.get(name, "") + value if match[3] == "+=" else value
        for match in _GO.finditer(body):
            target = self._value(_expression(body, match.end()), values, element)
            if target is not None and (url := absolute(self._page.base, target)):
                return Way(url, "call")
        if not _SUBMIT.search(body):
            return None
        fields: dict[str, str] = {}
        for pattern in (_SET_VALUE, _SET_VAL):
            for match in pattern.finditer(body):
                value = self._value(_expression(body, match.end()), values, element)
                if value is None:
                    return None  # half a form leads to another page than the one that is meant
                fields[match["name"]] = value
        action: str | None = None
        for match in _ACTION.finditer(body):
            action = self._value(_expression(body, match.end()), values, element) or action
        form = self._form(body, fields)
        if form is None or not (fields or action):
            return None
        url = self._sent(form, {form.names_of.get(name, name): value for name, value in fields.items()}, action)
        return None if url is None else Way(url, "form")

    def _form(self, body: str, fields: Mapping[str, str]) -> Form | None:
        """Return the form that a program means: the one it names last, else the only one with the fields it sets."""
        named = [(body.rfind(form.name), form) for form in self._page.forms if form.name and form.name in body]
        if named:
            return max(named, key=lambda pair: pair[0])[1]
        fitting = [
            form
            for form in self._page.forms
            if fields and all(name in form.fields or name in form.names_of for name in fields)
        ]
        return fitting[0] if fitting else None

    def _sent(self, form: Form, fields: Mapping[str, str], action: str | None) -> str | None:
        target = absolute(self._page.base, action or form.action or self._page.url)
        if target is None:
            return None
        parts = urlsplit(target)
        query = dict(parse_qsl(parts.query))
        query.update({name: value for name, value in form.fields.items() if value and not _TOKEN.search(name)})
        query.update(fields)
        said = urlencode({name: value for name, value in query.items() if value})
        return absolute(target, parts._replace(query=said, fragment="").geturl())

    def _value(self, expression: str, known: Mapping[str, str], element: Element | None) -> str | None:
        """Return the text that an expression means: literals, names, sums of them; None where a part is not understood."""
        parts = _summands(expression)
        values = [self._part(part, known, element) for part in parts]
        return None if not parts or any(value is None for value in values) else "".join(value or "" for value in values)

    def _part(self, part: str, known: Mapping[str, str], element: Element | None) -> str | None:
        part = part.strip()
        if len(part) > 1 and part[0] == part[-1] and part[0] in "\"'":
            return re.sub(r"\\(.)", r"\1", part[1:-1])
        if len(part) > 1 and part[0] == part[-1] == "`":
            return self._template(part[1:-1], known, element)
        if re.fullmatch(r"\d{1,20}", part):
            return part
        if part in known:
            return known[part]
        if part.startswith("(") and part.endswith(")"):
            return self._value(part[1:-1], known, element)
        if wrapped := _WRAPPED.match(part):
            return self._value(wrapped[1].split(",")[0], known, element)
        if element is not None and (own := _OWN.match(part)):
            spelled = re.sub("([A-Z])", r"-\1", own["set"] or "").lower()  # dataset.fileId is data-file-id
            return element.attributes.get(own["attribute"] or f"data-{own['data'] or spelled}")
        if value_of := _VALUE_OF.match(part):
            name = value_of["name"] or value_of["query"]
            for form in self._page.forms:
                if (field := form.names_of.get(name, name)) in form.fields:
                    return form.fields[field]
        if part in {"location.pathname", "window.location.pathname"}:
            return urlsplit(self._page.url).path
        return None

    def _template(self, words: str, known: Mapping[str, str], element: Element | None) -> str | None:
        parts: list[str] = []
        at = 0
        for match in re.finditer(r"\$\{([^{}]{1,200})\}", words):
            value = self._value(match[1], known, element)
            if value is None:
                return None
            parts += [words[at : match.start()], value]
            at = match.end()
        return "".join([*parts, words[at:]])


def _is(element: Element, selector: str) -> bool:
    """Tell whether a simple selector (``a.view``, ``#list``, ``.row``) means an element."""
    match = re.fullmatch(r"(\w*)((?:[.#][\w-]+)*)(?:\[.*\])?", selector)
    if match is None or not match[2]:
        return False
    if match[1] and match[1].lower() != element.tag:
        return False
    classes = set(element.get("class").split())
    for mark in re.findall(r"[.#][\w-]+", match[2]):
        if mark[0] == "." and mark[1:] not in classes:
            return False
        if mark[0] == "#" and mark[1:] != element.get("id"):
            return False
    return True


def _defined(name: str, scripts: str) -> tuple[tuple[str, ...], str] | None:
    """Return the parameters and the body of a function of the page; None where it stands elsewhere."""
    spelled = re.escape(name)
    match = re.search(
        rf"function\s+{spelled}\s*\(([^)]{{0,300}})\)\s*\{{|(?<![\w$]){spelled}\s*[=:]\s*(?:async\s*)?"
        rf"(?:function\s*\w*\s*\(([^)]{{0,300}})\)|\(?([\w\s,$]{{0,200}}?)\)?\s*=>)\s*\{{",
        scripts,
    )
    if match is None:
        return None
    names = next((group for group in match.groups() if group is not None), "")
    return tuple(part.partition("=")[0].strip() for part in names.split(",")), _block(scripts, match.end() - 1)


def _block(words: str, start: int) -> str:
    """Return what stands between the brace at `start` and its partner, at most a few thousand characters."""
    depth = 0
    for at in _outside_strings(words, start, start + _MAX_BODY):
        depth += (words[at] == "{") - (words[at] == "}")
        if depth == 0:
            return words[start + 1 : at]
    return words[start + 1 : start + _MAX_BODY]


def _outside_strings(words: str, start: int, end: int) -> list[int]:
    """Return the places from `start` to `end` that lie in no literal and no comment."""
    places: list[int] = []
    quote = ""
    at = start
    end = min(end, len(words))
    while at < end:
        letter = words[at]
        if quote:
            if letter == "\\":
                at += 1
            elif letter == quote:
                quote = ""
        elif letter in "\"'`":
            quote = letter
        elif words.startswith("//", at):
            at = words.find("\n", at)
            if at < 0:
                break
            continue
        elif words.startswith("/*", at):
            at = words.find("*/", at) + 2
            if at < 2:  # noqa: PLR2004  # not found, and two further
                break
            continue
        else:
            places.append(at)
        at += 1
    return places


def _expression(words: str, start: int) -> str:
    """Return the expression that begins at `start`: to a semicolon, a comma, a closing bracket or the line's end."""
    depth = 0
    for at in _outside_strings(words, start, start + 800):
        letter = words[at]
        if letter in "([":
            depth += 1
        elif letter in ")]":
            if depth == 0:
                return words[start:at]
            depth -= 1
        elif depth == 0 and (letter in ";,}" or (letter == "\n" and not _goes_on(words, start, at))):
            return words[start:at]
    return words[start : start + 800]


def _goes_on(words: str, start: int, at: int) -> bool:
    before, behind = words[start:at].rstrip(), words[at : at + 200].lstrip()
    return not before or before.endswith(("+", "=")) or behind.startswith("+")


def _summands(expression: str) -> list[str]:
    """Return the parts of a sum.

    >>> _summands("'/view.do?a=' + id + '&b=' + encodeURIComponent(x + y)")
    ["'/view.do?a=' ", ' id ', " '&b=' ", ' encodeURIComponent(x + y)']
    """
    return _split(expression.strip(), "+")


def _arguments(words: str) -> list[str]:
    """Return the arguments of a call, from behind its opening bracket.

    >>> _arguments("'1', 'a,b', 3); return false;")
    ["'1'", " 'a,b'", ' 3']
    """
    depth = 0
    for at in _outside_strings(words, 0, len(words)):
        if words[at] in "([":
            depth += 1
        elif words[at] in ")]":
            if depth == 0:
                return _split(words[:at], ",")
            depth -= 1
    return []


def _split(words: str, mark: str) -> list[str]:
    parts: list[str] = []
    depth = last = 0
    for at in _outside_strings(words, 0, len(words)):
        letter = words[at]
        depth += (letter in "([") - (letter in ")]")
        if depth == 0 and letter == mark:
            parts.append(words[last:at])
            last = at + 1
    return [*parts, words[last:]] if words.strip() else []

"""The texts of screens and their English: found in templates and code, kept in one catalogue.

Django's ``makemessages`` needs the gettext tools; this needs Babel only. Korean is the language texts are written in.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation import templatize

from dure.web import __path__ as _web

WEB = Path(next(iter(_web)))
PACKAGE = WEB.parent
CATALOGUE = WEB / "locale" / "en" / "LC_MESSAGES" / "django.po"
_KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip

Message = tuple[str, int, str | tuple[str, ...], str | None]


def found_texts() -> Iterator[Message]:
    """Yield (file, line, text or its singular and plural, context) for every text that users may read."""
    for path in sorted(PACKAGE.rglob("*.html")):
        source = templatize(path.read_text(encoding="utf-8"))
        # What is no text is blanked out but keeps its indentation, over which Python's tokenizer would stumble.
        yield from _extracted(path, "\n".join(line.lstrip() for line in source.splitlines()))
    for path in sorted(PACKAGE.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if "gettext" in source:
            yield from _extracted(path, source)


def _extracted(path: Path, source: str) -> Iterator[Message]:
    name = str(path.relative_to(PACKAGE))
    for line, text, _comments, context in extract("python", io.BytesIO(source.encode()), keywords=_KEYWORDS):
        yield name, line, text, context


def read_catalogue() -> Catalog:
    """Return the English texts as they are kept."""
    if not CATALOGUE.exists():
        return Catalog(locale="en", domain="django", charset="utf-8")
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en", domain="django")


def updated_catalogue() -> Catalog:
    """Return the catalogue with the texts that are there now: new ones empty, gone ones left out."""
    kept = read_catalogue()
    fresh = Catalog(locale="en", domain="django", charset="utf-8", project="Dure", fuzzy=False)
    fresh.revision_date = datetime(2026, 11, 22, tzinfo=UTC)  # a date of the clock would change at every run
    fresh.creation_date = fresh.revision_date
    for name, _line, text, context in found_texts():
        key = text[0] if isinstance(text, tuple) else text
        old = kept.get(key, context)
        fresh.add(text, string=old.string if old else None, locations=[(name, 0)], context=context)
    return fresh


def write_catalogue(catalogue: Catalog) -> None:
    """Write the catalogue, in the order of its texts."""
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, catalogue, width=116, sort_output=True, include_lineno=False, omit_header=False)


def missing(catalogue: Catalog) -> list[str]:
    """Return the texts without English."""
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalogue
        if message.id and not (all(message.string) if isinstance(message.string, tuple) else message.string)
    ]

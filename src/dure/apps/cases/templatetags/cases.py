"""Marking the words of a search, and leading from a fact to its evidence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from dure.apps.cases.choices import ACTION_NAMES, FACT_NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dure.apps.cases.models import Case
    from dure.apps.cases.queries import CaseSheet

register = template.Library()

_SNIPPET = 150
_BEFORE = 40


def _pattern(marks: Sequence[str]) -> re.Pattern[str] | None:
    """Single letters are marked only where nothing longer was looked for."""
    words = [word for word in marks if len(word) > 1] or list(marks)
    if not words:
        return None
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)), re.IGNORECASE)


@register.filter
def marked(text: str, marks: Sequence[str]) -> SafeString:
    """Return the text, escaped, with each of the words in a ``<mark>``."""
    pattern = _pattern(marks)
    if pattern is None:
        return escape(text)
    parts, end = [], 0
    for found in pattern.finditer(text):
        parts += [escape(text[end : found.start()]), "<mark>", escape(found.group()), "</mark>"]
        end = found.end()
    return mark_safe("".join([*parts, escape(text[end:])]))  # noqa: S308  # every part is escaped above


@register.filter
def snippet(case: Case, marks: Sequence[str]) -> str:
    """Return the part of a case's text where the words stand first; its beginning where they do not."""
    texts = [text for text in (case.summary, case.content, case.results, case.background) if text]
    pattern = _pattern(marks)
    for text in texts:
        found = pattern.search(text) if pattern else None
        if found:
            return _cut(text, max(0, found.start() - _BEFORE))
    return _cut(texts[0], 0) if texts else ""


def _cut(text: str, start: int) -> str:
    if start > 0:
        start = text.find(" ", start) + 1 or start
    end = start + _SNIPPET
    flat = " ".join(text[start:end].split())
    return f"{'… ' if start else ''}{flat}{' …' if end < len(text) else ''}"


@register.inclusion_tag("cases/_proofs.html")
def proofs(sheet: CaseSheet, fact: str, row: int | None = None) -> dict[str, Any]:
    """Link a fact to its evidence; say so where an editor wrote it down."""
    path = fact if row is None else f"{fact}/{row}"
    return {"proofs": sheet.proofs.get(path, ()), "path": path.replace("/", "-")}


@register.filter
def fact_name(path: str) -> str:
    """Return what a fact is called, from its path."""
    return str(FACT_NAMES.get(path.partition("/")[0], path))


@register.filter
def action_name(kind: str) -> str:
    """Return what an entry of the record is called."""
    return str(ACTION_NAMES.get(kind, kind))


@register.filter
def anchor(path: str) -> str:
    """Return a fact's path as it stands in an element's id."""
    return path.replace("/", "-")

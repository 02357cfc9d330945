"""Stored Korean on pages in another language is marked as Korean, so that it is read out as such (WCAG 3.1.2)."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()

_HANGUL = re.compile("[ㄱ-ㅎㅏ-ㅣ가-힣]")
_WORDS = re.compile("[가-힣]+(?: [가-힣]+)*")


@register.filter
def is_foreign_korean(value: Any) -> bool:
    """Tell whether a value holds Korean on a page that is not Korean."""
    return not (get_language() or "ko").startswith("ko") and _HANGUL.search(str(value)) is not None


@register.filter
def korean(value: Any) -> Any:
    """Return a value of the data in a ``<span lang="ko">`` where it is Korean and the page is not; else as it is.

    For words inside a line. An element that holds nothing but what was stored is marked itself.
    """
    return format_html('<span lang="ko">{}</span>', value) if is_foreign_korean(value) else value


@register.filter
def with_korean(value: Any) -> SafeString:
    """Return English words of our own with the Korean names inside them marked, for an element in English."""
    return mark_safe(_WORDS.sub(r'<span lang="ko">\g<0></span>', escape(value)))  # noqa: S308  # escaped before

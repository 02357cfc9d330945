"""Links from a field to its evidence, and words for what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from dure.apps.discovery import queries
from dure.apps.discovery.choices import failure_hint, failure_text, reason_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dure.apps.discovery.actions import Failure
    from dure.apps.discovery.models import Document, EventLink, Intake, Source, Visit, VisitItem

register = template.Library()


@register.inclusion_tag("discovery/evidence_links.html")
def evidence_links(links: Mapping[str, tuple[Any, ...]], *facts: str) -> dict[str, Any]:
    """Show the ways from facts to the stretches of the source that they were read from."""
    return {"links": [link for fact in facts for link in links.get(fact, ())]}


@register.filter
def what_failed(row: Intake | Document | Visit | VisitItem) -> str:
    """Return what is wrong with a document, in the reader's language."""
    return failure_text(row.error_code, row.error_message)


@register.filter
def how_to_mend(row: Intake | Document | Visit | VisitItem) -> str:
    """Return what to do about it, in the reader's language."""
    return failure_hint(row.error_code, row.error_hint)


@register.filter
def percent(share: float | None) -> int:
    """Return a share of one as a whole number of 100."""
    return round((share or 0) * 100)


@register.filter
def in_words(reasons: list[dict[str, Any]]) -> str:
    """Return the reasons of an event link as one line."""
    return " · ".join(filter(None, (reason_text(reason) for reason in reasons)))


@register.filter
def link_kind(link: EventLink) -> str:
    """Return the badge of an event link: how sure it is, or what an editor said."""
    said = {"confirmed": "green", "refused": "gray"}
    return said.get(link.state, "blue" if link.verdict == "same" else "amber")


@register.simple_tag
def health(source: Source) -> queries.Health:
    """Return how a source is, from the visits that came with it."""
    return queries.health(source, getattr(source, "recent", []))


@register.filter
def failure_words(failure: Failure) -> str:
    """Return what is wrong, in the reader's language."""
    return failure_text(failure.code, failure.message)


@register.filter
def failure_mend(failure: Failure) -> str:
    """Return what to do about it, in the reader's language."""
    return failure_hint(failure.code, failure.hint)

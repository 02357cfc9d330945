"""Documents as sources of a case: which of a release tell of it, and with which characters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dure.apps.cases import actions as cases
from dure.apps.discovery.actions.filling import same_title, title_key
from dure.apps.discovery.choices import DocumentState
from dure.apps.discovery.models import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dure.apps.discovery.models import Proposal

CONTEXT = 80
"""Code points kept before and after a quote, so that evidence can be read where the document is not at hand."""


def sources(proposal: Proposal, kept: Mapping[str, str | None]) -> tuple[cases.SourceFacts, ...]:
    """Return the proposal's document first, then the other outlets of its release that tell of the case."""
    found = [source(proposal.document, proposal.evidence, kept)]
    others = Document.objects.filter(group=proposal.group_id, state=DocumentState.READ).exclude(pk=proposal.document_id)
    for document in others.order_by("pk"):
        named = naming(document, proposal.title_key)
        if named:
            found.append(source(document, named, {"title": "title"}))
    return tuple(found)


def naming(document: Document, title: str) -> list[dict[str, Any]]:
    """Return where a document names a case, by the key of its title, as rows of evidence; none where it does not."""
    return [
        {"fact": "title", "start": start, "end": end, "rule": row["rule"], "confidence": row["confidence"]}
        for row in document.findings
        if row["kind"] == "case" and same_title(title_key(row["value"]["title"]), title)
        for start, end in row["spans"][:1]  # behind the title stand its field and grade
    ]


def source(
    document: Document, evidence: Iterable[Mapping[str, Any]], kept: Mapping[str, str | None]
) -> cases.SourceFacts:
    """Return a document as a source, with the evidence whose facts are kept, under their new paths."""
    text = document.text
    return cases.SourceFacts(
        document_sha256=document.sha256,
        url=document.url,
        title=document.title or document.name,
        outlet=document.outlet,
        published_date=document.published_date,
        evidence=tuple(
            cases.EvidenceFacts(
                fact=path,
                start=row["start"],
                end=row["end"],
                quote=text[row["start"] : row["end"]],
                before=text[max(row["start"] - CONTEXT, 0) : row["start"]],
                after=text[row["end"] : row["end"] + CONTEXT],
                rule=row["rule"],
                confidence=row["confidence"],
            )
            for row in evidence
            if (path := kept.get(row["fact"])) is not None
        ),
    )

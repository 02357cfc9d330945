"""Writing the rows of a case: checking what is given, adding it, and pointing evidence at it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dure.apps.cases.actions.facts import FACT_PATHS, LISTED_FACTS, PLAIN_FACTS, Addition, CaseFacts
from dure.apps.cases.actions.refusals import NoOwner, OwnerTwice, UnknownFact, UnknownGovernment, UnknownInstitution
from dure.apps.cases.models import Award, Case, CaseOwner, Claim, Evidence, Figure, Source
from dure.apps.governments.queries import governments_by_code, institutions_by_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dure.apps.cases.actions.facts import AwardFacts, ClaimFacts, FigureFacts, OwnerFacts, SourceFacts


@dataclass(slots=True)
class Added:
    """The rows that were added, kind by kind, and where each fact's path now leads."""

    sources: list[int] = field(default_factory=list)
    evidence: list[int] = field(default_factory=list)
    figures: list[int] = field(default_factory=list)
    claims: list[int] = field(default_factory=list)
    awards: list[int] = field(default_factory=list)
    paths: dict[str, str] = field(default_factory=dict)

    def addition(self, case_id: int, filled: Mapping[str, str]) -> Addition:
        """Return what taking them back needs."""
        return Addition(
            case_id=case_id,
            sources=tuple(self.sources),
            evidence=tuple(self.evidence),
            figures=tuple(self.figures),
            claims=tuple(self.claims),
            awards=tuple(self.awards),
            filled=tuple(filled.items()),
        )


def owner_rows(case: Case, owners: Sequence[OwnerFacts]) -> list[CaseOwner]:
    """Return unsaved owners in their order, each checked against the tables of governments and institutions.

    Raises:
        NoOwner: the list is empty.
        OwnerTwice: two are the same body.
        UnknownGovernment: a code is not that of a lineage.
        UnknownInstitution: a key is unknown, or its body belongs to another government.
    """
    if not owners:
        message = "a case needs at least one government as its owner"
        raise NoOwner(message)
    if len({(owner.government_code, owner.institution_key) for owner in owners}) < len(owners):
        message = "an owner is named twice"
        raise OwnerTwice(message)
    governments = governments_by_code(owner.government_code for owner in owners)
    institutions = institutions_by_key(owner.institution_key for owner in owners if owner.institution_key)
    rows = []
    for order, owner in enumerate(owners):
        government = governments.get(owner.government_code)
        if government is None:
            message = f"no government has the code {owner.government_code!r}"
            raise UnknownGovernment(message)
        institution = institutions.get(owner.institution_key) if owner.institution_key else None
        if owner.institution_key and (institution is None or institution.owner_id not in {None, government.pk}):
            message = f"{government.full_name} owns no institution with the key {owner.institution_key!r}"
            raise UnknownInstitution(message)
        rows.append(
            CaseOwner(
                pk=owner.id,
                case=case,
                government=government,
                institution=institution,
                name_then=owner.name_then or government.full_name,
                department=owner.department,
                order=order,
            )
        )
    return rows


def figure_row(case: Case, facts: FigureFacts, source: Source | None) -> Figure:
    """Return an unsaved figure."""
    return Figure(
        pk=facts.id,
        case=case,
        label=facts.label,
        number=facts.number,
        unit=facts.unit,
        text=facts.text,
        as_of_date=facts.as_of_date,
        counted_by=facts.counted_by,
        definition=facts.definition,
        source=source,
    )


def claim_row(case: Case, facts: ClaimFacts, source: Source | None) -> Claim:
    """Return an unsaved claim."""
    return Claim(pk=facts.id, case=case, text=facts.text, rank=facts.rank, source=source)


def award_row(case: Case, facts: AwardFacts, source: Source | None) -> Award:
    """Return an unsaved award."""
    return Award(
        pk=facts.id,
        case=case,
        grade=facts.grade,
        name=facts.name,
        event=facts.event,
        organiser=facts.organiser,
        year=facts.year,
        amount_won=facts.amount_won,
        source=source,
    )


def add_rows(case: Case, facts: CaseFacts) -> Added:
    """Add figures, claims, awards, sources and evidence to a case; what it has already is only pointed at.

    Figures that contradict each other are all kept: two are the same only when text, date, counter and definition
    agree. A document that the case has already gets the new evidence.

    Raises:
        UnknownFact: evidence names a fact that is not among the facts.
    """
    added = Added()
    sources = [_source(case, source, added) for source in facts.sources]
    _point_at_owners(case, facts, added)
    _add_figures(case, facts.figures, sources, added)
    _add_claims(case, facts.claims, sources, added)
    _add_awards(case, facts.awards, sources, added)
    for row, source in zip(sources, facts.sources, strict=True):
        _add_evidence(row, source, added)
    return added


def _source(case: Case, facts: SourceFacts, added: Added) -> Source:
    if facts.document_sha256:
        known = case.sources.filter(document_sha256=facts.document_sha256).first()
        if known:
            return known
    made = Source.objects.create(
        case=case,
        document_sha256=facts.document_sha256,
        url=facts.url,
        title=facts.title,
        outlet=facts.outlet,
        published_date=facts.published_date,
    )
    added.sources.append(made.pk)
    return made


def _point_at_owners(case: Case, facts: CaseFacts, added: Added) -> None:
    """An owner that the case does not have is not added by a source: its evidence stands under ``owners``."""
    mine = {(owner.government_id, owner.institution_id): owner.pk for owner in case.owners.all()}
    for place, owner in enumerate(facts.owners):
        row = mine.get((owner.government_code, owner.institution_key))
        added.paths[f"owners/{place}"] = f"owners/{row}" if row else "owners"


def _of(sources: Sequence[Source], place: int | None) -> Source | None:
    if place is None:
        return None
    if not 0 <= place < len(sources):
        message = f"a fact names source {place}, and there are {len(sources)}"
        raise UnknownFact(message)
    return sources[place]


def _add_figures(case: Case, figures: Sequence[FigureFacts], sources: Sequence[Source], added: Added) -> None:
    mine = {(row.label, row.text, row.as_of_date, row.counted_by, row.definition): row for row in case.figures.all()}
    for place, facts in enumerate(figures):
        key = (facts.label, facts.text, facts.as_of_date, facts.counted_by, facts.definition)
        row = mine.get(key)
        if row is None:
            row = mine[key] = figure_row(case, facts, _of(sources, facts.source))
            row.save(force_insert=True)
            added.figures.append(row.pk)
        added.paths[f"figures/{place}"] = f"figures/{row.pk}"


def _add_claims(case: Case, claims: Sequence[ClaimFacts], sources: Sequence[Source], added: Added) -> None:
    mine = {_bare(row.text): row for row in case.claims.all()}
    for place, facts in enumerate(claims):
        row = mine.get(_bare(facts.text))
        if row is None:
            row = mine[_bare(facts.text)] = claim_row(case, facts, _of(sources, facts.source))
            row.save(force_insert=True)
            added.claims.append(row.pk)
        added.paths[f"claims/{place}"] = f"claims/{row.pk}"


def _add_awards(case: Case, awards: Sequence[AwardFacts], sources: Sequence[Source], added: Added) -> None:
    mine = {(_bare(row.event), row.year, _bare(row.grade)): row for row in case.awards.all()}
    for place, facts in enumerate(awards):
        key = (_bare(facts.event), facts.year, _bare(facts.grade))
        row = mine.get(key)
        if row is None:
            row = mine[key] = award_row(case, facts, _of(sources, facts.source))
            row.save(force_insert=True)
            added.awards.append(row.pk)
        added.paths[f"awards/{place}"] = f"awards/{row.pk}"


def _bare(text: str) -> str:
    """Return the text without spaces, in which the same claim is often written differently."""
    return "".join(text.split())


def _add_evidence(row: Source, facts: SourceFacts, added: Added) -> None:
    known = {(evidence.fact, evidence.start, evidence.end) for evidence in row.evidence.all()}
    fresh = []
    for evidence in facts.evidence:
        path = added.paths.get(evidence.fact, evidence.fact)
        if evidence.fact.partition("/")[0] in LISTED_FACTS:
            if evidence.fact not in added.paths:
                message = f"evidence names the fact {evidence.fact!r}, which is not there"
                raise UnknownFact(message)
        elif path not in FACT_PATHS:
            message = f"evidence names the fact {evidence.fact!r}; plain facts are {', '.join(PLAIN_FACTS)}"
            raise UnknownFact(message)
        if (path, evidence.start, evidence.end) in known:
            continue
        known.add((path, evidence.start, evidence.end))
        fresh.append(
            Evidence(
                source=row,
                fact=path,
                start=evidence.start,
                end=evidence.end,
                quote=evidence.quote,
                before=evidence.before[-80:],
                after=evidence.after[:80],
                rule=evidence.rule,
                confidence=evidence.confidence,
            )
        )
    added.evidence += [made.pk for made in Evidence.objects.bulk_create(fresh)]

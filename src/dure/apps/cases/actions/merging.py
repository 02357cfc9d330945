"""Bringing together what belongs to one case: a source that tells of it, a case that was registered twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dure.apps.cases.actions.facts import (
    PLAIN_FACTS,
    Addition,
    AwardFacts,
    CaseFacts,
    ClaimFacts,
    EvidenceFacts,
    FigureFacts,
    OwnerFacts,
    SourceFacts,
)
from dure.apps.cases.actions.refusals import NotWithdrawn, SameCase
from dure.apps.cases.actions.registry import because, changing, finish, opened, put_in_place, reinstate_withdrawn
from dure.apps.cases.actions.rows import add_rows
from dure.apps.cases.actions.telling import tell
from dure.apps.cases.choices import CaseState
from dure.apps.cases.models import Award, Case, Claim, Evidence, Figure, Source

if TYPE_CHECKING:
    from dure.apps.accounts.models import User


def add_source(*, actor: User | None, case_id: int, facts: CaseFacts, reason: str = "") -> Addition:
    """Add to a case what further sources say of it: the sources, their evidence, figures, claims and awards.

    Figures that contradict those of the case are kept beside them. Texts, year, period and field fill what the case
    leaves empty and change nothing else; owners are not added (revise the case for that), evidence of an owner
    that the case does not have stands under ``owners``.

    Returns:
        What ``remove_source`` needs to take it back.

    Raises:
        EditorsOnly, NotPublished, UnknownFact: as named.
    """
    with changing(kind="cases.source_added", actor=actor, reason=reason):
        case = opened(case_id)
        addition = _add(case, facts)
        tell(
            case,
            kind="cases.source_added",
            actor=actor,
            payload={"reason": reason, "added": addition.told()},
        )
    return addition


def _add(case: Case, facts: CaseFacts) -> Addition:
    filled = {}
    for name in PLAIN_FACTS:
        value = getattr(facts, name)
        if value and not getattr(case, name):
            setattr(case, name, value)
            filled[name] = str(value)
    if {"field_given", "year"} & set(filled) and case.field_rule != "editor":
        put_in_place(case, taxonomy=facts.taxonomy)
    added = add_rows(case, facts)
    finish(case)
    return added.addition(case.pk, filled)


def remove_source(*, actor: User | None, addition: Addition, reason: str) -> Case:
    """Take back what ``add_source`` added, row by row; what an editor has removed or rewritten since stays so.

    Raises:
        EditorsOnly, ReasonMissing, NotPublished: as named.
    """
    with changing(kind="cases.source_removed", actor=actor, reason=because(reason)):
        case = opened(addition.case_id)
        _remove(case, addition)
        tell(
            case,
            kind="cases.source_removed",
            actor=actor,
            payload={"reason": because(reason), "removed": addition.told()},
        )
    return case


def _remove(case: Case, addition: Addition) -> None:
    for model, ids, name in (
        (Figure, addition.figures, "figures"),
        (Claim, addition.claims, "claims"),
        (Award, addition.awards, "awards"),
    ):
        model.objects.filter(case=case, pk__in=ids).delete()
        paths = [f"{name}/{pk}" for pk in ids]
        Evidence.objects.filter(source__case=case, fact__in=paths).delete()
    Evidence.objects.filter(source__case=case, pk__in=addition.evidence).delete()
    Source.objects.filter(case=case, pk__in=addition.sources).delete()
    emptied = [name for name, value in addition.filled if str(getattr(case, name)) == value]
    for name in emptied:
        setattr(case, name, "" if isinstance(getattr(case, name), str) else None)
    if {"field_given", "year"} & set(emptied) and case.field_rule != "editor":
        put_in_place(case)
    finish(case)


def merge_cases(*, actor: User | None, source_id: int, target_id: int, reason: str) -> Case:
    """Merge a case that was registered twice into the other, which gets all that the first says.

    The first keeps its rows and history and leads to the other from then on; ``reinstate_case`` undoes it.

    Returns:
        The case that stays.

    Raises:
        SameCase: both are one.
        EditorsOnly, ReasonMissing, NotPublished: as named.
    """
    if source_id == target_id:
        message = f"case {source_id} cannot be merged into itself"
        raise SameCase(message)
    with changing(kind="cases.merged", actor=actor, reason=because(reason)):
        first, second = sorted((source_id, target_id))  # one order for all, so that two mergers cannot block each other
        locked = {case_id: opened(case_id) for case_id in (first, second)}
        source, target = locked[source_id], locked[target_id]
        addition = _add(target, facts_of(source))
        source.state = CaseState.MERGED
        source.merged_into = target
        source.added_by_merge = addition.as_json()
        source.revision += 1
        source.save(update_fields=["state", "merged_into", "added_by_merge", "revision", "updated_at"])
        for subject in (source, target):
            tell(
                subject,
                kind="cases.merged",
                actor=actor,
                payload={"source": source.pk, "target": target.pk, "reason": because(reason)},
            )
    return target


def reinstate_case(*, actor: User | None, case_id: int, reason: str) -> Case:
    """Publish again what was withdrawn, or take a merger back: the other case loses what it got from this one.

    Raises:
        NotWithdrawn: the case is published.
        NotPublished: it was merged into a case that is itself withdrawn or merged now.
        EditorsOnly, ReasonMissing: as named.
    """
    if Case.objects.get(pk=case_id).state != CaseState.MERGED:
        return reinstate_withdrawn(actor=actor, case_id=case_id, reason=reason)
    with changing(kind="cases.reinstated", actor=actor, reason=because(reason)):
        case = Case.objects.select_for_update().get(pk=case_id)
        if case.state != CaseState.MERGED:
            message = f"case {case_id} is {case.state}"
            raise NotWithdrawn(message)
        addition = Addition.from_json(case.added_by_merge)
        target = opened(addition.case_id)
        _remove(target, addition)
        case.state, case.merged_into, case.added_by_merge = CaseState.PUBLISHED, None, {}
        case.revision += 1
        case.save(update_fields=["state", "merged_into", "added_by_merge", "revision", "updated_at"])
        for subject in (case, target):
            tell(
                subject,
                kind="cases.reinstated",
                actor=actor,
                payload={"source": case.pk, "target": target.pk, "reason": because(reason)},
            )
    return case


def facts_of(case: Case) -> CaseFacts:
    """Return all that a case says, its evidence pointing into the result."""
    owners, figures = list(case.owners.all()), list(case.figures.all())
    claims, awards = list(case.claims.all()), list(case.awards.all())
    sources = list(case.sources.prefetch_related("evidence"))
    place = {source.pk: number for number, source in enumerate(sources)}
    paths = {
        f"{name}/{row.pk}": f"{name}/{number}"
        for name, rows in (("owners", owners), ("figures", figures), ("claims", claims), ("awards", awards))
        for number, row in enumerate(rows)
    }
    return CaseFacts(
        **{name: getattr(case, name) for name in PLAIN_FACTS},
        owners=tuple(
            OwnerFacts(row.government_id, row.name_then, row.institution_id, row.department) for row in owners
        ),
        figures=tuple(
            FigureFacts(
                label=row.label,
                text=row.text,
                number=row.number,
                unit=row.unit,
                as_of_date=row.as_of_date,
                counted_by=row.counted_by,
                definition=row.definition,
                source=place.get(row.source_id) if row.source_id else None,
            )
            for row in figures
        ),
        claims=tuple(
            ClaimFacts(row.text, row.rank, place.get(row.source_id) if row.source_id else None) for row in claims
        ),
        awards=tuple(
            AwardFacts(
                grade=row.grade,
                name=row.name,
                event=row.event,
                organiser=row.organiser,
                year=row.year,
                amount_won=row.amount_won,
                source=place.get(row.source_id) if row.source_id else None,
            )
            for row in awards
        ),
        sources=tuple(
            SourceFacts(
                document_sha256=row.document_sha256,
                url=row.url,
                title=row.title,
                outlet=row.outlet,
                published_date=row.published_date,
                evidence=tuple(
                    EvidenceFacts(
                        fact=paths.get(evidence.fact, evidence.fact),
                        start=evidence.start,
                        end=evidence.end,
                        quote=evidence.quote,
                        before=evidence.before,
                        after=evidence.after,
                        rule=evidence.rule,
                        confidence=evidence.confidence,
                    )
                    for evidence in row.evidence.all()
                ),
            )
            for row in sources
        ),
    )

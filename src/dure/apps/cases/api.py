"""The open API of the registry: published cases, their evidence, the fields."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from ninja import Query, Router
from ninja.errors import HttpError
from ninja.throttling import SimpleRateThrottle

from dure.apps.cases import queries
from dure.apps.cases.models import Case, CaseOwner
from dure.apps.cases.queries import CaseSheet, Criteria
from dure.apps.cases.schemas import CaseDetailOut, CaseOut, CaseQuery, CasesOut, Problem, TaxonomyOut

router = Router(tags=["cases"])


class PerAddress(SimpleRateThrottle):
    """So many requests a minute from one address; the address itself is not stored."""

    def __init__(self) -> None:
        super().__init__(settings.API_RATE)

    def get_cache_key(self, request: HttpRequest) -> str:
        """Return the key under which an address's requests are counted."""
        address = self.get_ident(request) or ""
        return "api:" + hashlib.blake2b(address.encode(), key=settings.SECRET_KEY.encode()[:64]).hexdigest()[:32]


def _url(request: HttpRequest, case_id: int) -> str:
    return request.build_absolute_uri(reverse("cases:case", args=[case_id]))


def _owner(row: CaseOwner) -> dict[str, Any]:
    body = row.institution
    return {
        "government_code": row.government_id,
        "government": row.government.full_name,
        "name_then": row.name_then,
        "institution": {"key": body.pk, "name": body.name} if body else None,
        "department": row.department,
    }


def _named(row: Any) -> dict[str, str] | None:
    return {"key": row.pk, "name": row.name} if row else None


def _plain(request: HttpRequest, case: Case) -> dict[str, Any]:
    names = ("id", "title", "summary", "year", "period_start", "period_end", "field_given")
    given = {name: getattr(case, name) for name in names}
    return {**given, "url": _url(request, case.pk), "standard_field": _named(case.standard_field)}


@router.get("/cases", response=CasesOut, summary="Search the published cases")
def list_cases(request: HttpRequest, asked: Query[CaseQuery]) -> dict[str, Any]:
    """Return published cases, the most relevant first where words are given, else the newest."""
    criteria = Criteria(
        words=" ".join(asked.q.replace("\0", " ").split()),
        region=asked.region,
        year=asked.year,
        field=asked.field,
        award=asked.award,
        institutions=asked.institutions,
        sort=asked.sort,
    )
    found = queries.search_cases(criteria)
    items = [
        {**_plain(request, case), "owners": [_owner(row) for row in case.owners.all()], "awards": case.awards.all()}
        for case in queries.with_rows(found)[asked.offset : asked.offset + asked.limit]
    ]
    return {"count": found.count(), "items": [CaseOut.model_validate(item) for item in items]}


@router.get("/cases/{int:case_id}", response={200: CaseDetailOut, 404: Problem}, summary="One case with its evidence")
def one_case(request: HttpRequest, case_id: int) -> dict[str, Any] | HttpResponse:
    """Return everything said of a published case; a merged one leads to the case it is part of now (302)."""
    try:
        case = queries.visible_case(case_id, viewer=AnonymousUser())
    except Case.DoesNotExist as error:
        message = f"there is no published case {case_id}"
        raise HttpError(404, message) from error
    if case.merged_into_id is not None:
        return redirect("api:one_case", case_id=case.merged_into_id)
    return _detail(request, queries.sheet(case))


def _detail(request: HttpRequest, sheet: CaseSheet) -> dict[str, Any]:
    case = sheet.case

    def proofs(path: str) -> list[int]:
        return [proof.row.pk for proof in sheet.proofs.get(path, ())]

    def row(kind: str, model: Any, *names: str) -> dict[str, Any]:
        return {**{name: getattr(model, name) for name in names}, "evidence": proofs(f"{kind}/{model.pk}")}

    figure = ("id", "label", "text", "unit", "as_of_date", "counted_by", "definition", "source_id")
    return {
        **_plain(request, case),
        "owners": [{**_owner(owner), "evidence": proofs(f"owners/{owner.pk}")} for owner in sheet.owners],
        "awards": [
            row("awards", award, "id", "grade", "name", "event", "organiser", "year", "amount_won")
            for award in sheet.awards
        ],
        "background": case.background,
        "content": case.content,
        "results": case.results,
        "field": _named(case.field),
        "field_rule": case.field_rule,
        "figures": [
            {
                **row("figures", each, *figure),
                "number": each.number if each.number is None else f"{each.number.normalize():f}",
            }
            for group in sheet.figures
            for each in group.figures
        ],
        "claims": [row("claims", claim, "id", "text", "rank", "status", "source_id") for claim in sheet.claims],
        "sources": [
            {
                **{
                    name: getattr(part.source, name)
                    for name in ("id", "document_sha256", "url", "title", "outlet", "published_date")
                },
                "evidence": [proof.row for proof in part.proofs],
            }
            for part in sheet.sources
        ],
        "evidence": {path: proofs(path) for path in sheet.proofs if "/" not in path},
        "revision": case.revision,
        "created_at": case.created_at,
        "updated_at": case.updated_at,
    }


@router.get("/fields", response=list[TaxonomyOut], summary="The fields, ours and those of their makers")
def list_fields(request: HttpRequest) -> Any:  # noqa: ARG001  # ninja passes it
    """Return every list of fields with its year, maker, source and mapping to the standard fields."""
    return [
        {
            **{name: getattr(row, name) for name in ("key", "name", "maker", "year", "year_to", "source")},
            "fields": list(row.fields.all()),
        }
        for row in queries.taxonomies()
    ]

"""Finding cases by words and filters, counting what each filter would leave, and finding cases alike."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import (
    SearchQueryField,
    TrigramDistance,
    TrigramSimilarity,
    TrigramWordDistance,
    TrigramWordSimilarity,
)
from django.core.cache import caches
from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, Count, Exists, F, FloatField, Func, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import get_language

from dure.apps.audit.queries import newest_number
from dure.apps.cases import outside
from dure.apps.cases.choices import CaseState
from dure.apps.cases.models import Award, Case, CaseOwner, Field, Taxonomy
from dure.apps.cases.queries.words import sharing, wanted
from dure.apps.governments.queries import governments_by_code
from dure.data.taxonomies import STANDARD

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dure.apps.governments.models import Government

ANY_AWARD: Final = "any"
UNPLACED: Final = "none"
RELEVANCE, NEWEST, TITLE = "relevance", "newest", "title"
_ALIKE: Final = 0.3  # the least likeness that is shown
_CANDIDATES: Final = 60
_SIMILAR: Final = 0.3  # pg_trgm's own thresholds; the nearest come from the GiST index, without a filter
_SIMILAR_INSIDE: Final = 0.6
_SAME_OWNER: Final = 0.1


@dataclass(frozen=True, slots=True)
class Criteria:
    """What is looked for; everything empty means all cases.

    Attributes:
        words: as typed.
        region: a government's code; a province's takes in its cities, counties and districts.
        year: the case's year.
        field: a standard field's key, or ``UNPLACED``.
        award: a grade, or ``ANY_AWARD``.
        institutions: only cases of institutions.
        sort: ``RELEVANCE``, ``NEWEST`` or ``TITLE``.
    """

    words: str = ""
    region: str = ""
    year: int | None = None
    field: str = ""
    award: str = ""
    institutions: bool = False
    sort: str = ""

    @property
    def has_filters(self) -> bool:
        """Whether anything but words narrows the search."""
        return bool(self.region or self.year or self.field or self.award or self.institutions)

    def without_filters(self) -> Criteria:
        """Return the same words and nothing else."""
        return Criteria(words=self.words, sort=self.sort)


@dataclass(frozen=True, slots=True)
class Facet:
    """One value a filter could take, and how many cases it would leave."""

    value: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """What each filter could take, counted with all the other filters in force.

    `regions` are the provinces; `members` the governments within the chosen province, itself among them.
    """

    regions: tuple[Facet, ...]
    members: tuple[Facet, ...]
    province: str
    years: tuple[Facet, ...]
    fields: tuple[Facet, ...]
    awards: tuple[Facet, ...]
    any_award: int
    institutions: int


@dataclass(frozen=True, slots=True)
class Alike:
    """A case like another; `likeness` from 0 to 1."""

    case: Case
    likeness: float
    is_same_owner: bool


def published() -> QuerySet[Case]:
    """Return the cases that everybody may see."""
    return Case.objects.filter(state=CaseState.PUBLISHED)


def with_rows(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return the same cases with what a list of them shows, in four queries for any number."""
    return (
        cases.select_related("field", "standard_field")
        .prefetch_related("owners__government__parent", "owners__institution", "awards")
        .defer("search", "added_by_merge")
    )


def _tsquery(literal: str) -> Cast:
    return Cast(Value(literal), SearchQueryField())


def _matches(literal: str) -> Func:
    return Func(
        F("search"), _tsquery(literal), template="(%(expressions)s)", arg_joiner=" @@ ", output_field=BooleanField()
    )


def _rank(literal: str) -> Func:
    return Func(F("search"), _tsquery(literal), function="ts_rank", output_field=FloatField())


def _narrowed(cases: QuerySet[Case], criteria: Criteria) -> QuerySet[Case]:
    """Apply every filter but the words."""
    if criteria.region:
        cases = cases.filter(_owned_in(criteria.region))
    if criteria.year:
        cases = cases.filter(year=criteria.year)
    if criteria.field == UNPLACED:
        cases = cases.filter(standard_field=None)
    elif criteria.field:
        cases = cases.filter(standard_field=criteria.field)
    if criteria.award:
        awards = Award.objects.filter(case=OuterRef("pk"))
        cases = cases.filter(Exists(awards if criteria.award == ANY_AWARD else awards.filter(grade=criteria.award)))
    if criteria.institutions:
        cases = cases.filter(Exists(CaseOwner.objects.filter(case=OuterRef("pk"), institution__isnull=False)))
    return cases


def _owned_in(code: str) -> Exists:
    place = Q(government=code) | Q(government__parent=code)
    return Exists(CaseOwner.objects.filter(place, case=OuterRef("pk")))


def _matching(criteria: Criteria) -> QuerySet[Case]:
    cases = published()
    if criteria.words:
        literal = wanted(criteria.words).tsquery
        cases = cases.filter(_matches(literal)) if literal else cases.none()
    return _narrowed(cases, criteria)


def search_cases(criteria: Criteria) -> QuerySet[Case]:
    """Return the published cases that have all the words and pass all the filters, in the order asked for.

    Without an order: by relevance where there are words, else the newest first.
    """
    cases = _matching(criteria)
    sort = criteria.sort or (RELEVANCE if criteria.words else NEWEST)
    latest = (F("year").desc(nulls_last=True), "-pk")
    if sort == TITLE:
        return cases.order_by("title", "pk")
    if sort == RELEVANCE and criteria.words and wanted(criteria.words).tsquery:
        return cases.annotate(rank=_rank(wanted(criteria.words).tsquery)).order_by("-rank", *latest)
    return cases.order_by(*latest)


def similar_titles(words: str, *, limit: int = 10) -> list[Case]:
    """Return published cases whose title is spelled like the words: for a search that found nothing."""
    whole = published().order_by(TrigramDistance("title", words)).values_list("pk", flat=True)[:_CANDIDATES]
    part = published().order_by(TrigramWordDistance(words, "title")).values_list("pk", flat=True)[:_CANDIDATES]
    cases = (
        Case.objects.filter(pk__in={*whole, *part})
        .annotate(likeness=TrigramSimilarity("title", words), inside=TrigramWordSimilarity(words, "title"))
        .filter(Q(likeness__gte=_SIMILAR) | Q(inside__gte=_SIMILAR_INSIDE))
        .order_by("-likeness", "pk")
    )
    return list(with_rows(cases)[:limit])


def facets(criteria: Criteria) -> Facets:
    """Count what each filter would leave; a case of two provinces counts in both.

    Counts are remembered by each process until the record gets a new entry, which every change of a case writes;
    at most for a minute, since of two changes at once the older entry may be committed last.
    """
    asked = repr(replace(criteria, sort=""))
    key = f"facets:{get_language()}:{newest_number()}:{hashlib.blake2b(asked.encode(), digest_size=16).hexdigest()}"
    remembered: Facets | None = caches["process"].get(key)
    if remembered is None:
        remembered = _facets(criteria)
        caches["process"].set(key, remembered, timeout=60)
    return remembered


def _facets(criteria: Criteria) -> Facets:
    region = governments_by_code([criteria.region]).get(criteria.region) if criteria.region else None
    province = (region.parent_id or region.pk) if region else ""
    elsewhere = _matching(replace(criteria, region=""))
    owners = CaseOwner.objects.filter(case__in=elsewhere.values("pk")).order_by()
    by_place = {
        row["place"]: row["n"]
        for row in owners.annotate(place=Coalesce("government__parent", "government"))
        .values("place")
        .annotate(n=Count("case", distinct=True))
    }
    members: dict[str, int] = {}
    if province:
        inside = owners.filter(Q(government=province) | Q(government__parent=province))
        members = {
            row["government"]: row["n"] for row in inside.values("government").annotate(n=Count("case", distinct=True))
        }
    names = governments_by_code({*by_place, *members, *([province] if province else [])})
    awards = Award.objects.filter(case__in=_matching(replace(criteria, award="")).values("pk")).order_by()
    grades = awards.values("grade").annotate(n=Count("case", distinct=True)).order_by("-n", "grade")
    institutions = _matching(replace(criteria, institutions=True)).count()
    return Facets(
        regions=_places(by_place, names),
        members=_places(members, names),
        province=province,
        years=_years(criteria),
        fields=_fields(criteria),
        awards=tuple(Facet(row["grade"], row["grade"], row["n"]) for row in grades),
        any_award=awards.aggregate(n=Count("case", distinct=True))["n"],
        institutions=institutions,
    )


def _places(counts: dict[str, int], names: dict[str, Government]) -> tuple[Facet, ...]:
    return tuple(Facet(code, names[code].name, counts[code]) for code in sorted(counts))


def _years(criteria: Criteria) -> tuple[Facet, ...]:
    cases = _matching(replace(criteria, year=None)).exclude(year=None).order_by("-year")
    return tuple(
        Facet(str(row["year"]), str(row["year"]), row["n"]) for row in cases.values("year").annotate(n=Count("pk"))
    )


def _fields(criteria: Criteria) -> tuple[Facet, ...]:
    cases = _matching(replace(criteria, field="")).order_by()
    counts = {row["standard_field"]: row["n"] for row in cases.values("standard_field").annotate(n=Count("pk"))}
    found = [Facet(field.pk, field.shown_name, counts.get(field.pk, 0)) for field in standard_fields()]
    return (*found, Facet(UNPLACED, "", counts[None])) if None in counts else tuple(found)


def standard_fields() -> QuerySet[Field]:
    """Return our own fields in their order."""
    return Field.objects.filter(taxonomy_id=STANDARD)


def taxonomies() -> QuerySet[Taxonomy]:
    """Return all lists of fields with their fields, ours first, then by year."""
    return Taxonomy.objects.prefetch_related("fields").order_by(F("year").asc(nulls_first=True), "key")


def similar_cases(
    title: str, owner_codes: Sequence[str] = (), limit: int = 5, *, exclude: Iterable[int] = ()
) -> tuple[Alike, ...]:
    """Return published cases whose titles are like `title`, most like first: what may be registered already.

    Likeness is the mean of the trigram similarity of the titles and the share of words in common (Dice), a little
    more for a common owner; whatever comes to less than 0.3 is left out.
    """
    (found,) = outside.words([title])
    return _alike(title, frozenset(word.form for word in found), owner_codes, limit, exclude)


def related_cases(case: Case, limit: int = 5) -> tuple[Alike, ...]:
    """Return cases like a registered one, from the words it was stored with."""
    words = Case.objects.filter(pk=case.pk).values_list(_title_words(), flat=True).first()
    codes = [owner.government_id for owner in case.owners.all()]
    return _alike(case.title, frozenset(words or ()), codes, limit, [case.pk])


def _title_words() -> Func:
    titles = Func(F("search"), Value("{a}"), template='ts_filter(%(expressions)s::"char"[])', output_field=TextField())
    return Func(titles, function="tsvector_to_array", output_field=ArrayField(TextField()))


def _alike(
    title: str, words: frozenset[str], owner_codes: Sequence[str], limit: int, exclude: Iterable[int]
) -> tuple[Alike, ...]:
    cases: QuerySet[Any] = published().exclude(pk__in=list(exclude))
    cases = cases.annotate(similarity=TrigramSimilarity("title", title), title_words=_title_words())
    columns = ("pk", "similarity", "title_words")
    nearest = cases.order_by(TrigramDistance("title", title)).values_list(*columns)[:_CANDIDATES]
    candidates = {row[0]: row for row in nearest if row[1] >= _SIMILAR}
    long = frozenset(word for word in words if len(word) > 1)
    if long:
        literal = sharing(long)
        worded = cases.filter(_matches(literal)).annotate(rank=_rank(literal)).order_by("-rank")
        candidates |= {row[0]: row for row in worded.values_list(*columns)[:_CANDIDATES]}
    owners: dict[int, set[str]] = {}
    for case_id, code in CaseOwner.objects.filter(case__in=candidates).values_list("case_id", "government_id"):
        owners.setdefault(case_id, set()).add(code)
    scored = []
    for pk, similarity, title_words in candidates.values():
        theirs = {word for word in title_words or () if len(word) > 1}
        dice = 2 * len(long & theirs) / (len(long) + len(theirs)) if long and theirs else 0.0
        is_same = bool(owners.get(pk, set()) & set(owner_codes))
        likeness = min(1.0, (similarity + dice) / 2 + (_SAME_OWNER if is_same else 0.0))
        if likeness >= _ALIKE:
            scored.append((likeness, pk, is_same))
    best = sorted(scored, key=lambda row: (-row[0], row[1]))[:limit]
    rows = with_rows(Case.objects.filter(pk__in=[pk for _, pk, _ in best])).in_bulk()
    return tuple(Alike(rows[pk], round(likeness, 3), is_same) for likeness, pk, is_same in best)


@dataclass(frozen=True, slots=True)
class Results:
    """A page of a search.

    Attributes:
        page: the cases; ``shown_numbers`` names the pages to link to.
        facets: what each filter would leave.
        similar: cases spelled alike, where the words alone found nothing.
        unfiltered: how many the words alone find, where the filters left nothing.
    """

    page: Page[Case]
    facets: Facets
    similar: tuple[Case, ...]
    unfiltered: int


def results(criteria: Criteria, *, page: str | None = None, per_page: int = 10) -> Results:
    """Return one page of a search with everything around it; a page that does not exist is the nearest that does."""
    paginator = Paginator(with_rows(search_cases(criteria)), per_page)
    shown = paginator.get_page(page)
    shown.shown_numbers = paginator.get_elided_page_range(shown.number, on_each_side=2, on_ends=1)  # type: ignore[attr-defined]  # for the pagination component
    unfiltered = 0
    similar: tuple[Case, ...] = ()
    if paginator.count == 0 and criteria.has_filters:
        unfiltered = search_cases(criteria.without_filters()).count()
    if paginator.count == 0 and criteria.words and not unfiltered:
        similar = tuple(similar_titles(criteria.words))
    return Results(shown, facets(criteria), similar, unfiltered)

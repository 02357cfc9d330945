"""The search form: reads an address into criteria, and offers what each filter would leave."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from dure.apps.cases.queries import Criteria
from dure.apps.cases.queries.search import ANY_AWARD, NEWEST, RELEVANCE, TITLE, UNPLACED
from dure.apps.governments.queries import governments_by_code

if TYPE_CHECKING:
    from dure.apps.cases.queries import Facet, Facets

_AUTO = {"data-autosubmit": ""}
_LONGEST = 200


class SearchForm(forms.Form):
    """Words, filters and order; a value that makes no sense counts as none, since addresses are typed and shared."""

    q = forms.CharField(
        label=_("찾을 말"), required=False, max_length=_LONGEST, widget=forms.TextInput(attrs={"type": "search"})
    )
    region = forms.CharField(label=_("시·도"), required=False, max_length=20)
    member = forms.CharField(label=_("시·군·구"), required=False, max_length=20)
    year = forms.IntegerField(label=_("연도"), required=False, min_value=1945, max_value=2100)
    field = forms.CharField(label=_("표준 분야"), required=False, max_length=120)
    award = forms.CharField(label=_("수상"), required=False, max_length=60)
    institutions = forms.BooleanField(label=_("공공기관 사례만"), required=False)
    sort = forms.ChoiceField(
        label=_("정렬"),
        required=False,
        choices=[("", _("기본")), (RELEVANCE, _("관련도순")), (NEWEST, _("최신순")), (TITLE, _("제목순"))],
    )

    def criteria(self) -> Criteria:
        """Return what is looked for."""
        self.is_valid()
        given = self.cleaned_data
        return Criteria(
            words=" ".join((given.get("q") or "").split()),
            region=self._place(given.get("region") or "", given.get("member") or ""),
            year=given.get("year"),
            field=given.get("field") or "",
            award=given.get("award") or "",
            institutions=bool(given.get("institutions")),
            sort=given.get("sort") or "",
        )

    @staticmethod
    def _place(region: str, member: str) -> str:
        """Return the narrower of the two; a member of another province was left over from an earlier choice."""
        found = governments_by_code([member]).get(member) if member else None
        return member if found and found.parent_id == region else region


class FilterForm(forms.Form):
    """The filters as selects with counts, made from criteria that were read already."""

    def __init__(self, criteria: Criteria, facets: Facets) -> None:
        chosen = {
            "region": criteria.region,
            "year": str(criteria.year or ""),
            "field": criteria.field,
            "award": criteria.award,
            "institutions": criteria.institutions,
            "sort": criteria.sort,
        }
        super().__init__(initial=chosen, auto_id="filter-%s")
        all_regions = [("", _("전국"))]
        regions = [*all_regions, *_counted(facets.regions, facets.province)]
        self.fields["region"] = _select(_("시·도"), regions)
        self.initial["region"] = facets.province
        if facets.members:
            members: list[tuple[str, object]] = [
                (facets.province, _("전체")),
                *[
                    (each.value, f"{each.name} ({each.count:,})")
                    for each in facets.members
                    if each.value != facets.province
                ],
            ]
            self.fields["member"] = _select(_("시·군·구"), _keeping(members, criteria.region))
            self.initial["member"] = criteria.region
        self.fields["year"] = _select(_("연도"), [("", _("전체")), *_counted(facets.years, str(criteria.year or ""))])
        names = [
            (each.value, _("미분류") if each.value == UNPLACED else each.name, each.count) for each in facets.fields
        ]
        fields = [(value, f"{name} ({n:,})") for value, name, n in names if n or value == criteria.field]
        self.fields["field"] = _select(_("표준 분야"), [("", _("전체")), *fields])
        any_award = (ANY_AWARD, _("수상한 사례 (%(n)s)") % {"n": f"{facets.any_award:,}"})
        self.fields["award"] = _select(
            _("수상"), [("", _("전체")), any_award, *_counted(facets.awards, criteria.award)]
        )
        self.fields["institutions"] = forms.BooleanField(
            label=_("공공기관 사례만 (%(n)s)") % {"n": f"{facets.institutions:,}"},
            required=False,
            widget=forms.CheckboxInput(attrs={**_AUTO, "value": "1"}),
        )


def _select(label: object, choices: list[tuple[str, object]]) -> forms.ChoiceField:
    widget = forms.Select(attrs=_AUTO)
    return forms.ChoiceField(label=label, required=False, choices=choices, widget=widget)  # type: ignore[arg-type]  # lazy text


def _counted(facets: tuple[Facet, ...], chosen: str) -> list[tuple[str, object]]:
    choices: list[tuple[str, object]] = [(each.value, f"{each.name} ({each.count:,})") for each in facets]
    return _keeping(choices, chosen)


def _keeping(choices: list[tuple[str, object]], chosen: str) -> list[tuple[str, object]]:
    """What was chosen stays in the list, even where the other filters leave nothing of it."""
    if chosen and chosen != ANY_AWARD and chosen not in {value for value, _name in choices}:
        choices.append((chosen, f"{chosen} (0)"))
    return choices


def address(criteria: Criteria, **changed: object) -> str:
    """Return the query string of criteria, empty parts left out: the address that people share."""
    parts = {
        "q": criteria.words,
        "region": criteria.region,
        "year": criteria.year,
        "field": criteria.field,
        "award": criteria.award,
        "institutions": "1" if criteria.institutions else "",
        "sort": criteria.sort,
        **changed,
    }
    return urlencode({name: value for name, value in parts.items() if value})

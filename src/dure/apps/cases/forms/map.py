"""The filters of the map, as they stand in its address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dure.apps.cases.choices import MapLayer, MapSort, MapView, Measure
from dure.apps.cases.queries.map import ANY_AWARD, MapChoices, MapFilters
from dure.apps.cases.queries.places import EARLIEST_DATE, OLD_DRAWING_DATE, places_on

if TYPE_CHECKING:
    from collections.abc import Mapping


class MapForm(forms.Form):
    """Every field may be left out; what is wrong is named and left out of the count."""

    year_from = forms.TypedChoiceField(label=_("시작 연도"), coerce=int, empty_value=None, required=False)
    year_to = forms.TypedChoiceField(label=_("끝 연도"), coerce=int, empty_value=None, required=False)
    field = forms.ChoiceField(label=_("분야"), required=False)
    award = forms.ChoiceField(label=_("수상"), required=False)
    as_of = forms.DateField(
        label=_("기준일"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "min": EARLIEST_DATE.isoformat()}, format="%Y-%m-%d"),
        error_messages={"invalid": _("기준일은 2026-06-30처럼 적어 주세요.")},
    )
    province = forms.ChoiceField(label=_("시·도 크게 보기"), required=False)
    measure = forms.ChoiceField(choices=Measure.choices, required=False, widget=forms.HiddenInput)
    layer = forms.ChoiceField(choices=MapLayer.choices, required=False, widget=forms.HiddenInput)
    view = forms.ChoiceField(choices=MapView.choices, required=False, widget=forms.HiddenInput)
    sort = forms.ChoiceField(choices=MapSort.choices, required=False, widget=forms.HiddenInput)

    def __init__(self, address: Mapping[str, Any], choices: MapChoices) -> None:
        """Offer the years, fields and grades that occur."""
        super().__init__(address)
        self._labels: dict[str, dict[str, str]] = {}
        years = [("", _("전체")), *((str(year), str(year)) for year in reversed(choices.years))]
        self._choose("year_from", years)
        self._choose("year_to", years)
        self._choose("field", [("", _("모든 분야")), *choices.fields])
        grades = [(grade, grade) for grade in choices.grades]
        self._choose("award", [("", _("모든 사례")), (ANY_AWARD, _("수상한 사례만")), *grades])
        days = (OLD_DRAWING_DATE, None)
        listed = {place.lineage: place.name for day in days for place in places_on(day).provinces}
        self._choose("province", [("", _("전국")), *sorted(listed.items())])

    def clean_as_of(self) -> Any:
        """Refuse days that we have no list for."""
        day = self.cleaned_data["as_of"]
        if day and day < EARLIEST_DATE:
            raise ValidationError(_("2001-01-01부터의 기준일만 볼 수 있습니다."))
        if day and day > timezone.localdate():
            raise ValidationError(_("아직 오지 않은 날은 기준일로 쓸 수 없습니다."))
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse years in the wrong order, and a province that did not exist on the day."""
        cleaned = self.cleaned_data
        first, last = cleaned.get("year_from"), cleaned.get("year_to")
        if first and last and first > last:
            self.add_error("year_to", _("끝 연도가 시작 연도보다 빠릅니다."))
        if province := cleaned.get("province"):
            on_day = places_on(cleaned.get("as_of"))
            if province not in {place.lineage for place in on_day.provinces}:
                self.add_error("province", _("기준일에는 없던 시·도입니다."))
        return cleaned

    def filters(self) -> MapFilters:
        """Return what the valid fields say; the others are left open."""
        self.is_valid()
        chosen = self.cleaned_data
        return MapFilters(
            year_from=chosen.get("year_from"),
            year_to=chosen.get("year_to"),
            field=chosen.get("field") or "",
            award=chosen.get("award") or "",
            measure=Measure(chosen.get("measure") or Measure.COUNT),
            is_province_layer=chosen.get("layer") == MapLayer.PROVINCE,
            as_of=chosen.get("as_of"),
            province=chosen.get("province") or "",
        )

    @property
    def shown_as(self) -> MapView:
        """The chosen one of the three ways to show the counts."""
        self.is_valid()
        return MapView(self.cleaned_data.get("view") or MapView.MAP)

    @property
    def order(self) -> MapSort:
        """The order of the table: by what the map shows, unless another was chosen."""
        chosen = self.filters()
        by_measure = MapSort.COUNT if chosen.measure == Measure.COUNT else MapSort.RATE
        return MapSort(self.cleaned_data.get("sort") or by_measure)

    def label_of(self, name: str, value: str) -> str:
        """Return what the choice of a value is called."""
        return self._labels[name][value]

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # tells the type checker what the class above says
        field.choices = choices
        self._labels[name] = {str(value): str(label) for value, label in choices}

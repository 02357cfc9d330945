"""The form of a case: its facts and its lists of owners, figures, claims and awards, all sent at once."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dure.apps.cases.actions import (
    AwardFacts,
    CaseChanges,
    CaseFacts,
    ClaimFacts,
    FigureFacts,
    OwnerFacts,
    Refused,
    SourceFacts,
)
from dure.apps.cases.choices import FACT_NAMES, ClaimStatus, FieldRule
from dure.apps.cases.queries import standard_fields
from dure.apps.governments.queries import choosable_governments, choosable_institutions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dure.apps.cases.queries import CaseSheet

_PLAIN: Final = (
    "title",
    "summary",
    "background",
    "content",
    "results",
    "year",
    "period_start",
    "period_end",
    "field_given",
)
_MOST_ROWS: Final = 100


def refuse(form: forms.Form, error: Refused) -> None:
    """Say beside the field that is wrong what to mend, or above the form where it has no such field."""
    form.add_error(error.field if error.field in form.fields else None, error.why.label)


def _date() -> forms.DateField:
    return forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


def _text(length: int, **more: Any) -> forms.CharField:
    return forms.CharField(required=False, max_length=length, **more)


def _year() -> forms.IntegerField:
    return forms.IntegerField(required=False, min_value=1945, max_value=2100)


class _Labelled:
    """Give every field the name that the screens use for its fact."""

    labels: dict[str, Any] = {}
    fields: dict[str, forms.Field]

    def label_fields(self) -> None:
        for name, field in self.fields.items():
            field.label = self.labels.get(name) or FACT_NAMES.get(name) or field.label


class FactsForm(_Labelled, forms.Form):
    """The plain facts of a case."""

    labels = {"field_given": _("원 분야 (출처에 적힌 대로)")}

    title = forms.CharField(max_length=300)
    summary = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))
    background = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 4}))
    content = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 6}))
    results = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 4}))
    year = _year()
    period_start = _date()
    period_end = _date()
    field_given = _text(120)
    standard_field = forms.ChoiceField(required=False)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("고치는 사유"),
        required=False,
        max_length=300,
        help_text=_("수정 이력에 남습니다. 예: 보도자료의 연도 오기를 바로잡음"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_fields()
        chosen = [(field.pk, field.shown_name) for field in standard_fields()]
        self.fields["standard_field"].choices = [("", _("원 분야와 본문에서 자동으로")), *chosen]  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """Check that the period does not end before it begins."""
        given = super().clean() or {}
        start, end = given.get("period_start"), given.get("period_end")
        if start and end and end < start:
            self.add_error("period_end", _("끝나는 날이 시작하는 날보다 빠릅니다."))
        return given


class OwnerForm(_Labelled, forms.Form):
    """One owner."""

    labels = {"name_then": _("당시 공식 이름"), "department": _("부서")}

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    government = forms.ChoiceField(label=pgettext_lazy("one", "지방정부"), required=False)
    institution = forms.ChoiceField(label=_("공공기관 (기관의 사례일 때만)"), required=False)
    name_then = _text(120, help_text=_("비우면 지금의 공식 이름을 씁니다."))
    department = _text(80)

    def __init__(self, *args: Any, places: list[Any], bodies: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_fields()
        self.fields["government"].choices = places  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["institution"].choices = bodies  # type: ignore[attr-defined]  # a ChoiceField


class FigureForm(_Labelled, forms.Form):
    """One figure."""

    labels = {
        "label": _("무엇을 센 수치"), "text": _("적힌 그대로"), "number": _("수"), "unit": _("단위"),
        "as_of_date": _("기준일"), "counted_by": _("센 곳"), "definition": _("뜻과 세는 방법"),
    }  # fmt: skip

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    label = _text(120)
    text = _text(120)
    number = forms.DecimalField(required=False, max_digits=24, decimal_places=4, localize=False)
    unit = _text(20)
    as_of_date = _date()
    counted_by = _text(120)
    definition = _text(300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_fields()


class ClaimForm(_Labelled, forms.Form):
    """One claim."""

    labels = {"text": _("주장 (적힌 그대로)"), "rank": _("종류")}

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = _text(200)
    rank = _text(40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_fields()


class AwardForm(_Labelled, forms.Form):
    """One award."""

    labels = {
        "event": _("대회·평가"), "grade": _("등급"), "name": _("상 이름"), "organiser": _("주최"),
        "year": _("연도"), "amount_won": _("시상금 (원)"),
    }  # fmt: skip

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    event = _text(200)
    grade = _text(60)
    name = _text(200)
    organiser = _text(120)
    year = _year()
    amount_won = forms.IntegerField(required=False, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_fields()


_LISTS: Final[dict[str, tuple[type[forms.Form], str]]] = {  # the form of a row, and the field without which it is none
    "owners": (OwnerForm, "government"),
    "figures": (FigureForm, "label"),
    "claims": (ClaimForm, "text"),
    "awards": (AwardForm, "grade"),
}


class CaseEdit:
    """The whole edit screen: facts, four lists and, for a new case, its source.

    `sheet` is the case as it stands, None for a new one. `data` is what was sent; its ``add`` names a list that gets
    one more empty row instead of being saved.
    """

    def __init__(self, sheet: CaseSheet | None, data: Mapping[str, Any] | None = None) -> None:
        self.sheet = sheet
        self.facts = FactsForm(data, initial=_initial(sheet))
        self.source = SourceForm(data) if sheet is None else None
        self.adding = str(data.get("add", "")) if data else ""
        self.lists = {name: self._formset(name, data) for name in _LISTS}

    def _formset(self, name: str, data: Mapping[str, Any] | None) -> Any:
        form, required = _LISTS[name]
        kind = forms.formset_factory(form, extra=0, can_delete=True, max_num=_MOST_ROWS, validate_max=True)
        options = {"places": _places(), "bodies": _bodies()} if name == "owners" else {}
        rows = _rows(self.sheet, name)
        if data is None:
            kind.extra = 0 if rows else 1
        elif self.adding == name:
            total = int(data.get(f"{name}-TOTAL_FORMS") or 0)
            data = {**{key: data[key] for key in data}, f"{name}-TOTAL_FORMS": str(min(total + 1, _MOST_ROWS))}
        made: Any = kind(data, initial=rows, prefix=name, form_kwargs=options)
        made.required_field = required
        return made

    def is_valid(self) -> bool:
        """Whether everything can be read; rows that are begun but lack their main field are pointed at."""
        forms_of_rows = [(formset, form) for formset in self.lists.values() for form in formset.forms]
        validities = [self.facts.is_valid(), *(formset.is_valid() for formset in self.lists.values())]
        is_fine = all(validities)
        if self.source is not None:
            is_fine = self.source.is_valid() and is_fine
        for formset, form in forms_of_rows:
            given = getattr(form, "cleaned_data", {})
            begun = any(value for key, value in given.items() if key not in {"DELETE", "id"})
            if begun and not given.get("DELETE") and not given.get(formset.required_field):
                form.add_error(formset.required_field, _("비어 있습니다. 채우거나 이 줄을 지워 주세요."))
                is_fine = False
        return is_fine

    def _given(self, name: str) -> list[dict[str, Any]]:
        formset = self.lists[name]
        return [
            form.cleaned_data
            for form in formset.forms
            if form.cleaned_data.get(formset.required_field) and not form.cleaned_data.get("DELETE")
        ]

    def _listed(self) -> dict[str, Any]:
        return {
            "owners": tuple(
                OwnerFacts(
                    government_code=row["government"],
                    name_then=row["name_then"],
                    institution_key=row["institution"] or None,
                    department=row["department"],
                    id=row["id"],
                )
                for row in self._given("owners")
            ),
            "figures": tuple(
                FigureFacts(**{**_kept(row), "text": row["text"] or f"{row['number'] or ''}{row['unit']}"})
                for row in self._given("figures")
            ),
            "claims": tuple(ClaimFacts(**_kept(row)) for row in self._given("claims")),
            "awards": tuple(AwardFacts(**_kept(row)) for row in self._given("awards")),
        }

    def changes(self) -> CaseChanges:
        """Return what the editor wants the case to say."""
        given = self.facts.cleaned_data
        return CaseChanges(
            facts={name: given[name] for name in _PLAIN}, standard_field=given["standard_field"], **self._listed()
        )

    def case_facts(self) -> CaseFacts:
        """Return what a new case says."""
        given = self.facts.cleaned_data
        sources = (self.source.facts(),) if self.source is not None and self.source.cleaned_data["url"] else ()
        plain = {name: given[name] for name in _PLAIN}
        return CaseFacts(**plain, standard_field=given["standard_field"], sources=sources, **self._listed())


class SourceForm(forms.Form):
    """Where a case that an editor registers by hand is told of."""

    url = forms.URLField(label=_("출처 주소"), required=False, max_length=1000, assume_scheme="https")
    source_title = forms.CharField(label=_("출처 제목"), required=False, max_length=300)
    outlet = forms.CharField(label=_("매체·기관"), required=False, max_length=120)
    published_date = forms.DateField(
        label=_("게시일"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def facts(self) -> SourceFacts:
        """Return the source."""
        given = self.cleaned_data
        return SourceFacts(
            url=given["url"],
            title=given["source_title"],
            outlet=given["outlet"],
            published_date=given["published_date"],
        )


def _kept(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "DELETE"}


def _initial(sheet: CaseSheet | None) -> dict[str, Any]:
    if sheet is None:
        return {}
    case = sheet.case
    chosen = case.standard_field_id if case.field_rule == FieldRule.EDITOR else ""
    return {**{name: getattr(case, name) for name in _PLAIN}, "standard_field": chosen, "revision": case.revision}


def _rows(sheet: CaseSheet | None, name: str) -> list[dict[str, Any]]:
    if sheet is None:
        return []
    if name == "owners":
        return [
            {
                "id": row.pk,
                "government": row.government_id,
                "institution": row.institution_id,
                "name_then": row.name_then,
                "department": row.department,
            }
            for row in sheet.owners
        ]
    stored: dict[str, list[Any]] = {
        "figures": [figure for group in sheet.figures for figure in group.figures],
        "claims": list(sheet.claims),
        "awards": list(sheet.awards),
    }
    form = _LISTS[name][0]
    return [{field: _typed(getattr(row, field)) for field in form.base_fields} for row in stored[name]]


def _typed(value: Any) -> Any:
    """Return a number as a person would type it: 700, not 700.0000."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def _places() -> list[Any]:
    """Return all governments by province; those that are gone stand last, with the year."""
    in_law: list[Any] = []
    gone: list[Any] = []
    for row in choosable_governments():
        (gone if row.valid_to else in_law).append(row)
    in_law.sort(key=lambda row: (row.parent_id or row.pk, row.parent_id is not None, row.pk))
    groups: list[Any] = [("", "---------")]
    for _code, rows in groupby(in_law, key=lambda row: row.parent_id or row.pk):
        members = list(rows)
        groups.append((members[0].name, [(row.pk, row.full_name) for row in members]))
    if gone:
        groups.append((_("지금은 없는 지방정부"), [(row.pk, f"{row.full_name} (~{row.valid_to:%Y})") for row in gone]))
    return groups


def _bodies() -> list[Any]:
    rows = choosable_institutions()
    return [("", "---------"), *[(row.pk, f"{row.name} ({row.owner.full_name})") for row in rows if row.owner]]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("사유"), max_length=300, help_text=_("누구나 보는 수정 이력에 남습니다."))


class MergeForm(ReasonForm):
    """Into which case, and why."""

    target = forms.IntegerField(
        label=_("남길 사례 번호"), min_value=1, help_text=_("사례 주소 끝의 숫자입니다. 예: /cases/12/ 이면 12")
    )
    field_order = ["target", "reason"]


class ClaimStatusForm(ReasonForm):
    """How far a claim was examined, and why it is seen so."""

    status = forms.ChoiceField(label=_("상태"), choices=ClaimStatus.choices)
    field_order = ["status", "reason"]
